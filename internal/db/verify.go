package db

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"liemchinh.vn/internal/merkle"
)

// A Flaw is something that does not agree with the journal: what was altered,
// as exactly as can be said.
type Flaw struct {
	Table  string
	Record string
	Field  string // "" if the whole row
	What   string // in English, for the report of verify
}

// String names table, record and field before it says what is wrong.
func (f Flaw) String() string {
	s := f.Table
	if f.Record != "" {
		s += " " + f.Record
	}
	if f.Field != "" {
		s += " " + f.Field
	}
	return s + ": " + f.What
}

// A Verdict is what Verify found.
type Verdict struct {
	Entries int64  // entries sealed in the journal
	Waiting int64  // entries not sealed yet
	Records int    // live rows compared
	Facts   int    // facts compared
	Files   int    // attached files hashed
	Root    string // root hash of the journal, base64
	Flaws   []Flaw
}

// maxFlaws bounds how many flaws Verify lists; more say nothing new.
const maxFlaws = 1000

// Verify computes everything again: the hash of every journal entry and the
// tree over them, the signatures of the checkpoints, every live row from its
// entries, the facts from the rows, the tallies from the facts, the files from
// their content, who is barred from the rows, the settings from their entries,
// and what RegisterCheck adds. public is the key that checkpoints must be
// signed by ("" = those on file, and the newest one by the key of Signer if
// there is one: the keys on file can be altered like anything else); witness
// is a checkpoint kept outside, on paper or by a neighbour ("" = none).
func (d *DB) Verify(ctx context.Context, public, witness string) (Verdict, error) {
	c := &checker{live: map[string]row{}, settings: map[string]string{}}
	err := d.snapshot(ctx, func(v View) error {
		c.v = v
		for _, step := range []func(context.Context) error{c.journal, func(ctx context.Context) error { return c.checkpoints(ctx, public, witness) },
			c.rows, c.facts, c.tallies, c.files, c.strays, c.marks, c.bars, c.set, c.machinery, c.registered} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if len(c.out.Flaws) > maxFlaws {
		c.out.Flaws = c.out.Flaws[:maxFlaws]
	}
	return c.out, err
}

type checker struct {
	v    View
	out  Verdict
	live map[string]row // what the journal says every record holds, by table/id
	tree *hashStore

	settings map[string]string // what the journal says the settings are
}

func (c *checker) flaw(table, record, field, format string, args ...any) {
	c.out.Flaws = append(c.out.Flaws, Flaw{table, record, field, fmt.Sprintf(format, args...)})
}

// journal hashes all entries in the order of their leaves, compares each with
// the stored hash, and adds up what the records hold.
func (c *checker) journal(ctx context.Context) error {
	if err := c.storedHashes(ctx); err != nil {
		return err
	}
	grown := &hashStore{v: c.v, chunks: map[int64][]byte{}, dirty: map[int64]bool{}, memory: true}
	size, err := c.mark(ctx, "leaf")
	if err != nil {
		return err
	}
	next := int64(0)
	err = c.v.each(ctx, func(r Row) error {
		e, err := scanEntry(r)
		if err != nil {
			return err
		}
		c.replay(e)
		if e.Leaf < 0 {
			c.out.Waiting++
			return nil
		}
		if e.Leaf != next {
			c.flaw("journal", e.ID, "leaf", "entry %d follows entry %d: entries are missing", e.Leaf, next-1)
			next = e.Leaf
		}
		h := merkle.LeafHash(e.leaf())
		if stored, err := c.tree.read(ctx)([]int64{merkle.StoredIndex(e.Leaf)}); err != nil || stored[0] != h {
			c.flaw("journal", e.ID, "", "entry %d (%s, %s) does not match its hash", e.Leaf, e.Verb, e.Record)
		}
		if hs, err := merkle.Grow(e.Leaf, h, grown.read(ctx)); err == nil {
			for i, x := range hs {
				_ = grown.put(ctx, merkle.StoredCount(e.Leaf)+int64(i), x)
			}
		}
		next++
		return nil
	}, `SELECT `+entryColumns+` FROM journal j ORDER BY j.leaf, j.pos, j.id`)
	if err != nil {
		return err
	}
	c.out.Entries = next
	if next != size {
		c.flaw("journal", "", "", "%d entries are sealed, %d are there", size, next)
	}
	root, err := merkle.Root(next, grown.read(ctx))
	if err != nil {
		c.flaw("journal", "", "", "the tree cannot be computed: %v", err)
		return nil
	}
	c.out.Root = base64.StdEncoding.EncodeToString(root[:])
	c.chunks(grown)
	c.tree = grown
	return nil
}

// storedHashes reads the hashes on file into memory: no query can run while
// the rows of another one are being read.
func (c *checker) storedHashes(ctx context.Context) error {
	c.tree = &hashStore{v: c.v, chunks: map[int64][]byte{}, memory: true}
	return c.v.each(ctx, func(r Row) error {
		var n int64
		var b []byte
		err := r.Scan(&n, &b)
		c.tree.chunks[n] = b
		return err
	}, `SELECT chunk, hashes FROM journal_hash`)
}

// replay applies one entry to the state of its record.
func (c *checker) replay(e Entry) {
	now, err := parseRow(e.Now)
	if err != nil {
		c.flaw("journal", e.ID, "now", "cannot be read: %v", err)
		return
	}
	if name, ok := strings.CutPrefix(e.Record, settingRecord); ok {
		c.settings[name] = show(now["value"])
		return
	}
	if _, isRow := now["version"]; !isRow {
		return // a reading, an export, a sign-in
	}
	if e.Was == "" {
		if _, had := c.live[e.Record]; had {
			c.flaw("journal", e.ID, "record", "%s begins twice", e.Record)
		}
		c.live[e.Record] = now
		return
	}
	if c.live[e.Record] == nil {
		c.flaw("journal", e.ID, "record", "%s changes before it begins", e.Record)
		c.live[e.Record] = row{}
	}
	maps.Copy(c.live[e.Record], now)
}

func (c *checker) mark(ctx context.Context, name string) (pos int64, err error) {
	err = c.v.each(ctx, func(r Row) error { return r.Scan(&pos) }, `SELECT pos FROM watermark WHERE name = $1`, name)
	return pos, err
}

// checkpoints compares every checkpoint with the tree and its signature.
func (c *checker) checkpoints(ctx context.Context, public, witness string) error {
	if public == "" {
		err := c.v.each(ctx, func(r Row) error { return r.Scan(&public) }, `SELECT value FROM setting WHERE name = 'journal.public'`)
		if err != nil {
			return err
		}
	}
	var newest Checkpoint
	err := c.v.each(ctx, func(r Row) error {
		var p Checkpoint
		if err := r.Scan(&p.Size, &p.At, &p.Root, &p.Note); err != nil {
			return err
		}
		id := fmt.Sprint(p.Size)
		newest = p
		if p.Root != c.rootAt(ctx, p.Size) {
			c.flaw("checkpoint", id, "root", "the journal up to entry %d is not the one sealed at %s", p.Size, p.At)
		}
		if p.Note == "" || public == "" {
			return nil
		}
		signed, err := merkle.Open(p.Note, public)
		if err != nil {
			c.flaw("checkpoint", id, "note", "%v", err)
		} else if signed.Size != p.Size || base64.StdEncoding.EncodeToString(signed.Root[:]) != p.Root {
			c.flaw("checkpoint", id, "note", "the signed note speaks of another journal")
		}
		return nil
	}, `SELECT size, at, root, note FROM checkpoint ORDER BY size`)
	if err != nil {
		return err
	}
	c.newest(newest, public != "")
	if witness == "" {
		return nil
	}
	w, err := merkle.Open(witness, public)
	if err != nil {
		return fmt.Errorf("the witnessed checkpoint: %w", err)
	}
	if root := base64.StdEncoding.EncodeToString(w.Root[:]); root != c.rootAt(ctx, w.Size) {
		c.flaw("journal", "", "", "the witnessed checkpoint of %d entries has another root: the journal was rewritten", w.Size)
	}
	return nil
}

func (c *checker) rootAt(ctx context.Context, size int64) string {
	if size > c.out.Entries {
		return ""
	}
	root, err := merkle.Root(size, c.tree.read(ctx))
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(root[:])
}

// rows compares every live row with what the journal says it holds.
func (c *checker) rows(ctx context.Context) error {
	for _, k := range c.v.d.kinds {
		seen := map[string]bool{}
		q := "SELECT " + names(k.New(), "") + " FROM " + k.Table
		err := c.v.each(ctx, func(r Row) error {
			rec := k.New()
			if err := scanRecord(r, rec); err != nil {
				c.flaw(k.Table, rec.base().ID, "", "a field holds what it cannot hold: %v", err)
				seen[k.Table+"/"+rec.base().ID] = true
				return nil
			}
			c.out.Records++
			id := rec.base().ID
			seen[k.Table+"/"+id] = true
			c.compare(k.Table, id, c.live[k.Table+"/"+id], rowOf(rec))
			return nil
		}, q)
		if err != nil {
			return fmt.Errorf("%s: %w", k.Table, err)
		}
		for rec := range c.live {
			if id, ok := strings.CutPrefix(rec, k.Table+"/"); ok && !seen[rec] {
				c.flaw(k.Table, id, "", "the row is gone; the journal has it")
			}
		}
	}
	slices.SortFunc(c.out.Flaws, func(a, b Flaw) int { return strings.Compare(a.String(), b.String()) })
	return nil
}

func (c *checker) compare(table, id string, want, have row) {
	if want == nil {
		c.flaw(table, id, "", "the row has no journal entry")
		return
	}
	for _, k := range sortedKeys(have) {
		w, said := want[k]
		if w == have[k] || !said && zero(have[k]) || said && zero(w) && zero(have[k]) {
			continue
		}
		c.flaw(table, id, k, "is %q, the journal says %q", show(have[k]), show(w))
	}
}

// facts compares the facts on file with those the live records give.
func (c *checker) facts(ctx context.Context) error {
	for _, k := range c.v.d.kinds {
		if _, ok := k.New().(Factual); !ok {
			continue
		}
		want, err := c.v.factsOfKind(ctx, k)
		if err != nil {
			c.flaw("fact", k.Table, "", "cannot be counted again: %v", err)
			continue
		}
		have, err := c.v.factsStored(ctx, k.Table)
		if err != nil {
			return err
		}
		for _, rec := range sortedKeys(union(want, have)) {
			c.out.Facts += len(have[rec])
			for _, f := range factDiff(have[rec], want[rec]) {
				c.flaw("fact", rec, f.Key, "%+d on %s for %s would make it agree with the record", f.N, f.Day, f.Unit)
			}
		}
	}
	return nil
}

// tallies compares the tallies with the facts folded into them.
func (c *checker) tallies(ctx context.Context) error {
	mark, err := c.mark(ctx, "fact")
	if err != nil {
		return err
	}
	want, err := (&Tx{View: c.v}).sum(ctx, 0, mark)
	if err != nil {
		return err
	}
	err = c.v.each(ctx, func(r Row) error {
		var k tallyKey
		var m [12]int
		dest := []any{&k.node, &k.year, &k.key}
		for i := range m {
			dest = append(dest, &m[i])
		}
		if err := r.Scan(dest...); err != nil {
			return err
		}
		w := want[k]
		delete(want, k)
		if w == nil {
			w = new([12]int)
		}
		if m != *w {
			c.flaw("tally", fmt.Sprintf("%s/%d/%s", k.node, k.year, k.key), "", "is %v, the facts say %v", m, *w)
		}
		return nil
	}, `SELECT node, year, key, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12 FROM tally`)
	for k, m := range want {
		if *m != [12]int{} {
			c.flaw("tally", fmt.Sprintf("%s/%d/%s", k.node, k.year, k.key), "", "is missing, the facts say %v", *m)
		}
	}
	return err
}

// files hashes every file and looks for those that records refer to.
func (c *checker) files(ctx context.Context) error {
	have := map[string]bool{}
	err := c.v.each(ctx, func(r Row) error {
		var hash string
		var data []byte
		if err := r.Scan(&hash, &data); err != nil {
			return err
		}
		c.out.Files++
		have[hash] = true
		if got := hashOf(data); got != hash {
			c.flaw("blob", hash, "data", "the file was altered: its hash is %s", got)
		}
		return nil
	}, `SELECT hash, data FROM blob`)
	if err != nil {
		return err
	}
	for _, k := range c.v.d.kinds {
		if _, ok := k.New().(Attached); !ok {
			continue
		}
		err := c.v.each(ctx, func(r Row) error {
			rec := k.New()
			if scanRecord(r, rec) != nil {
				return nil // reported by rows
			}
			for _, h := range rec.(Attached).Blobs() {
				if h != "" && !have[h] {
					c.flaw(k.Table, rec.base().ID, "", "its file %s is gone", h)
				}
			}
			return nil
		}, "SELECT "+names(k.New(), "")+" FROM "+k.Table)
		if err != nil {
			return err
		}
	}
	return nil
}

// OpenCopy opens a database to look at it only: nothing is created, migrated
// or changed.
func OpenCopy(ctx context.Context, address string) (*DB, error) {
	d, err := connect(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", redact(address), err)
	}
	var n int
	if err := d.read.QueryRowContext(ctx, `SELECT count(*) FROM watermark`).Scan(&n); err != nil {
		d.Close()
		return nil, fmt.Errorf("database %s: %w", redact(address), errors.Join(errors.New("not a database of this program"), err))
	}
	return d, nil
}
