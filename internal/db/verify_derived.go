package db

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"liemchinh.vn/internal/merkle"
)

// A Check compares something that follows from the records with what is on
// file, such as the reach of the offices with the tree. It reads the one state
// of the database that Verify looks at.
type Check func(ctx context.Context, v View) ([]Flaw, error)

// RegisterCheck adds a check to Verify.
func (d *DB) RegisterCheck(c Check) { d.checks = append(d.checks, c) }

// registered runs the checks that packages added.
func (c *checker) registered(ctx context.Context) error {
	for _, check := range c.v.d.checks {
		flaws, err := check(ctx, c.v)
		if err != nil {
			return err
		}
		c.out.Flaws = append(c.out.Flaws, flaws...)
	}
	return nil
}

// chunks compares the hashes on file with those that the entries give. With a
// flaw in the entries it would only say the same again.
func (c *checker) chunks(grown *hashStore) {
	if len(c.out.Flaws) > 0 {
		return
	}
	for n := range union64(c.tree.chunks, grown.chunks) {
		if !bytes.Equal(c.tree.chunks[n], grown.chunks[n]) {
			c.flaw("journal_hash", fmt.Sprint(n), "hashes", "are not those of the entries")
		}
	}
}

func union64(a, b map[int64][]byte) map[int64]bool {
	u := map[int64]bool{}
	for k := range a {
		u[k] = true
	}
	for k := range b {
		u[k] = true
	}
	return u
}

// newest looks at the newest checkpoint: every sealing leaves one, and it is
// signed once there is a key (earlier ones, from before, may not be). Whoever
// has only the database can put another key on file, but cannot sign with that
// of this instance.
func (c *checker) newest(p Checkpoint, signed bool) {
	if p.Size != c.out.Entries {
		c.flaw("checkpoint", fmt.Sprint(c.out.Entries), "", "the newest checkpoint is gone: the last one is of %d entries, %d are sealed", p.Size, c.out.Entries)
		return
	}
	if signed && p.Note == "" && p.Size > 0 {
		c.flaw("checkpoint", fmt.Sprint(p.Size), "note", "is not signed")
		return
	}
	if s := c.v.d.Signer; s != nil && p.Size > 0 {
		if _, err := merkle.Open(p.Note, s.Public()); err != nil {
			c.flaw("checkpoint", fmt.Sprint(p.Size), "note", "is not signed by the key of this instance")
		}
	}
}

// marks looks for entries that will never be sealed: the mark up to which the
// journal is sealed stands above them.
func (c *checker) marks(ctx context.Context) error {
	return c.v.each(ctx, func(r Row) error {
		var id string
		err := r.Scan(&id)
		c.flaw("journal", id, "leaf", "the entry waits below the mark up to which the journal is sealed")
		return err
	}, `SELECT j.id FROM journal j WHERE j.leaf = 4611686018427387904 AND j.pos < (SELECT w.pos FROM watermark w WHERE w.name = 'journal') ORDER BY j.id`)
}

// strays looks for what belongs to no table that is compared: facts, which
// would count, and entries of the journal.
func (c *checker) strays(ctx context.Context) error {
	known, factual := map[string]bool{}, map[string]bool{}
	for _, k := range c.v.d.kinds {
		_, counts := k.New().(Factual)
		known[k.Table], factual[k.Table] = true, counts
	}
	said := map[string]bool{}
	for _, rec := range sortedKeys(c.live) {
		if table, _, _ := strings.Cut(rec, "/"); !known[table] && !said[table] {
			said[table] = true
			c.flaw("journal", rec, "", "the journal has records of %s, which is no table of this program", table)
		}
	}
	return c.v.each(ctx, func(r Row) error {
		var rec string
		if err := r.Scan(&rec); err != nil {
			return err
		}
		if table, _, _ := strings.Cut(rec, "/"); !factual[table] {
			c.flaw("fact", rec, "", "counts for no record")
		}
		return nil
	}, `SELECT f.record FROM fact f GROUP BY f.record ORDER BY f.record`)
}

// bars compares who is kept out of which dossier with what the records say.
func (c *checker) bars(ctx context.Context) error {
	want := map[[3]string]bool{}
	for _, k := range c.v.d.kinds {
		if _, ok := k.New().(Barring); !ok {
			continue
		}
		err := c.v.each(ctx, func(r Row) error {
			rec := k.New()
			if scanRecord(r, rec) != nil {
				return nil // reported by rows
			}
			for _, p := range rec.(Barring).Bars() {
				want[[3]string{k.Table + "/" + rec.base().ID, rec.base().Dossier, p}] = true
			}
			return nil
		}, "SELECT "+names(k.New(), "")+" FROM "+k.Table)
		if err != nil {
			return err
		}
	}
	err := c.v.each(ctx, func(r Row) error {
		var b [3]string
		if err := r.Scan(&b[0], &b[1], &b[2]); err != nil {
			return err
		}
		if !want[b] {
			c.flaw("barred", b[0], "", "keeps %s out of dossier %s, the record does not", b[2], b[1])
		}
		delete(want, b)
		return nil
	}, `SELECT record, dossier, person FROM barred ORDER BY record, dossier, person`)
	for b := range want {
		c.flaw("barred", b[0], "", "does not keep %s out of dossier %s, the record does", b[2], b[1])
	}
	return err
}

// set compares the settings with their entries.
func (c *checker) set(ctx context.Context) error {
	err := c.v.each(ctx, func(r Row) error {
		var name, value string
		if err := r.Scan(&name, &value); err != nil {
			return err
		}
		want, said := c.settings[name]
		delete(c.settings, name)
		switch {
		case !said:
			c.flaw("setting", name, "", "is %q, the journal does not know it", value)
		case want != value:
			c.flaw("setting", name, "", "is %q, the journal says %q", value, want)
		}
		return nil
	}, `SELECT name, value FROM setting ORDER BY name`)
	for _, name := range sortedKeys(c.settings) {
		c.flaw("setting", name, "", "is gone, the journal says %q", c.settings[name])
	}
	return err
}

// machinery looks for triggers and views: the program makes none, and one that
// somebody else put in would write or read in the program's name.
func (c *checker) machinery(ctx context.Context) error {
	return c.v.each(ctx, func(r Row) error {
		var kind, name string
		err := r.Scan(&kind, &name)
		c.flaw("database", name, "", "a %s that the program did not make", kind)
		return err
	}, c.v.d.engine.odd)
}

// rebar writes anew who is kept out of which dossier, from the records.
func (t *Tx) rebar(ctx context.Context) error {
	if _, err := t.exec(ctx, `DELETE FROM barred`); err != nil {
		return err
	}
	var errs []error
	for _, k := range t.d.kinds {
		if _, ok := k.New().(Barring); !ok {
			continue
		}
		var all []Record
		err := t.each(ctx, func(r Row) error {
			rec := k.New()
			all = append(all, rec)
			return scanRecord(r, rec)
		}, "SELECT "+names(k.New(), "")+" FROM "+k.Table)
		errs = append(errs, err)
		for _, r := range all {
			errs = append(errs, t.bar(ctx, r))
		}
	}
	return errors.Join(errs...)
}

// bar writes whom a record keeps out of its dossier.
func (t *Tx) bar(ctx context.Context, r Record) error {
	b, ok := r.(Barring)
	if !ok {
		return nil
	}
	for _, p := range b.Bars() {
		_, err := t.exec(ctx, `INSERT INTO barred (record, dossier, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, r.Table()+"/"+r.base().ID, r.base().Dossier, p)
		if err != nil {
			return err
		}
	}
	return nil
}
