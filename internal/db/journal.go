package db

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"liemchinh.vn/internal/access"
)

// An Entry is one line of the journal: who did what to which record, when, and
// what changed. It is written in the transaction of the change; it is never
// altered, and sealed into the Merkle tree about a second later.
type Entry struct {
	ID      string
	At      string // moment, UTC
	Who     string // account
	Name    string // the person's name at that moment
	Verb    string // "inspection.announce"
	Record  string // table/id
	Dossier string
	Was     string // JSON of the changed columns before; "" for a new record
	Now     string // JSON of the changed columns after; "" for a reading or an export
	Leaf    int64  // number in the sealed journal; -1 while it waits
}

// leaf is the entry as the Merkle tree hashes it: a JSON array of its texts.
func (e Entry) leaf() []byte {
	s, err := encode([]string{e.ID, e.At, e.Who, e.Name, e.Verb, e.Record, e.Dossier, e.Was, e.Now})
	if err != nil {
		panic(fmt.Sprintf("db: %v", err)) // strings always encode
	}
	return []byte(s)
}

// Changes lists the columns the entry changed, in the order of their names.
func (e Entry) Changes() ([]FieldChange, error) {
	was, err := parseRow(e.Was)
	if err != nil {
		return nil, err
	}
	now, err := parseRow(e.Now)
	if err != nil {
		return nil, err
	}
	var all []FieldChange
	for _, k := range sortedKeys(now) {
		if k != "version" {
			all = append(all, FieldChange{k, show(was[k]), show(now[k])})
		}
	}
	return all, nil
}

// entry writes a journal entry inside the change.
func (t *Tx) entry(ctx context.Context, record, dossier string, was, now row) error {
	_, err := t.exec(ctx, `INSERT INTO journal (id, pos, at, who, name, verb, record, dossier, was, now, leaf)
		VALUES ($1, `+of(t.d.engine.pos, "journal")+`, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		NewID(), t.now, t.who.ID, t.who.Name, t.verb, record, dossier, was.text(), now.text(), waiting)
	return err
}

// Note writes an entry for something that changes no row: a sealed reading, an
// export, a sign-in. What is in now is kept with it.
func (t *Tx) Note(ctx context.Context, record, dossier string, now map[string]any) error {
	return t.entry(ctx, record, dossier, nil, row(now))
}

// Note writes one entry in a transaction of its own. Call it before what it
// tells of is shown: no entry, no showing.
func (d *DB) Note(ctx context.Context, who access.Who, verb, record, dossier string, now map[string]any) error {
	return d.Change(ctx, who, verb, func(t *Tx) error { return t.Note(ctx, record, dossier, now) })
}

const entryColumns = `j.id, j.at, j.who, j.name, j.verb, j.record, j.dossier, j.was, j.now, CASE WHEN j.leaf = 4611686018427387904 THEN -1 ELSE j.leaf END`

// waiting is the leaf of an entry that is not sealed yet.
const waiting = 1 << 62

func scanEntry(r Row) (Entry, error) {
	var e Entry
	err := r.Scan(&e.ID, &e.At, &e.Who, &e.Name, &e.Verb, &e.Record, &e.Dossier, &e.Was, &e.Now, &e.Leaf)
	return e, err
}

// History returns the entries of one dossier, newest first, up to limit, older
// than the entry named before ("" = from the newest). The caller has shown
// that the viewer may see the dossier.
func (d *DB) History(ctx context.Context, dossier, before string, limit int) ([]Entry, error) {
	return d.entries(ctx, `j.dossier = $1 AND ($2 = '' OR j.id < $2)`, limit, dossier, before)
}

// Journal returns the whole journal, newest first, up to limit, older than the
// entry named before. verb, who and record narrow it down when not empty;
// verb may be the beginning of a verb, such as "inspection.".
func (d *DB) Journal(ctx context.Context, f Filter, before string, limit int) ([]Entry, error) {
	return d.entries(ctx, `j.id < $1 AND ($2 = '' OR j.who = $2) AND ($3 = '' OR j.record = $3)
		AND ($4 = '' OR (j.verb >= $4 AND j.verb < $5)) AND ($6 = '' OR j.at >= $6) AND ($7 = '' OR j.at < $7) AND ($8 = '' OR j.verb <> $8)`,
		limit, cmp.Or(before, afterAll), f.Who, f.Record, f.Verb, f.Verb+"\U0010ffff", f.From, f.To, f.Except)
}

// afterAll comes after every id, which is made of hexadecimal digits, so that
// the first page is asked for as the others are, by the index alone.
const afterAll = "g"

// A Filter narrows the journal down; empty fields do not. Except is a verb that
// is left out, such as one that writes thousands of records in one step.
type Filter struct{ Who, Record, Verb, From, To, Except string }

func (d *DB) entries(ctx context.Context, where string, limit int, args ...any) ([]Entry, error) {
	var all []Entry
	err := d.As(System).each(ctx, func(r Row) error {
		e, err := scanEntry(r)
		all = append(all, e)
		return err
	}, `SELECT `+entryColumns+` FROM journal j WHERE `+where+fmt.Sprintf(` ORDER BY j.id DESC LIMIT %d`, limit), args...)
	return all, err
}

// Entry returns one entry by its id.
func (d *DB) Entry(ctx context.Context, id string) (Entry, error) {
	all, err := d.entries(ctx, `j.id = $1`, 1, id)
	if err == nil && len(all) == 0 {
		err = errors.Join(ErrNotFound)
	}
	if err != nil {
		return Entry{}, err
	}
	return all[0], nil
}
