package search

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
)

// How entries are numbered: 64 to a page, pageBlock pages to a block.
const (
	pageBits  = 64
	pageBlock = 256
)

// batch is how many records are described by one query.
const batch = 100

// An entry is a record as the index holds it.
type entry struct {
	group, table, id, org, dossier string
	level                          int64
	digest                         string
	n                              int64
	tokens                         []string
}

// same tells whether what is on file still holds.
func (e entry) same(o entry) bool {
	return e.group == o.group && e.org == o.org && e.dossier == o.dossier && e.level == o.level && e.digest == o.digest
}

// Follow sweeps until the context ends: at once while there is something to do,
// else once a second.
func (x *Index) Follow(ctx context.Context, log *slog.Logger) {
	for ctx.Err() == nil {
		more, err := x.Sweep(ctx)
		if err != nil && ctx.Err() == nil {
			log.Error("search", "err", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

// Sweep takes the next records that changed into the index, those of a stretch
// of the journal. It reports whether there may be more.
func (x *Index) Sweep(ctx context.Context) (more bool, err error) {
	records, from, to, err := x.follower.Changed(ctx)
	if err != nil || len(records) == 0 {
		return false, err
	}
	byTable, err := x.sought(ctx, records)
	if err != nil {
		return false, err
	}
	var gone, fresh []entry
	for _, table := range slices.Sorted(maps.Keys(byTable)) {
		for ids := range slices.Chunk(byTable[table], batch) {
			g, f, err := x.compare(ctx, table, ids)
			if err != nil {
				return false, fmt.Errorf("index %s: %w", table, err)
			}
			gone, fresh = append(gone, g...), append(fresh, f...)
		}
	}
	if err := x.number(ctx, fresh); err != nil {
		return false, err
	}
	return true, x.follower.Write(ctx, from, to, func(exec db.Execute) error { return write(exec, gone, fresh) })
}

// Settle sweeps until there is nothing left to do.
func (x *Index) Settle(ctx context.Context) error {
	for {
		if more, err := x.Sweep(ctx); err != nil || !more {
			return err
		}
	}
}

// Rebuild throws the index away and makes it again from the records.
func (x *Index) Rebuild(ctx context.Context) error {
	for {
		_, from, _, err := x.follower.Changed(ctx)
		if err != nil {
			return err
		}
		if from == 0 {
			break
		}
		err = x.follower.Write(ctx, from, 0, func(exec db.Execute) error {
			if err := exec(`DELETE FROM search_posting`); err != nil {
				return err
			}
			return exec(`DELETE FROM search_entry`)
		})
		if err != nil {
			return err
		}
	}
	return x.Settle(ctx)
}

// sought picks the records that can be found, by table. A name of an
// organisation also stands on the lines of what belongs to it.
func (x *Index) sought(ctx context.Context, records []string) (map[string][]string, error) {
	all := map[string]map[string]bool{}
	add := func(table, id string) {
		if x.groupOf[table] == "" {
			return
		}
		if all[table] == nil {
			all[table] = map[string]bool{}
		}
		all[table][id] = true
	}
	var spans []string
	for _, r := range records {
		table, id, _ := strings.Cut(r, "/")
		add(table, id)
		if table == (*org.Span)(nil).Table() {
			spans = append(spans, id)
		}
	}
	for ids := range slices.Chunk(spans, batch) {
		found, err := db.Find[org.Span](ctx, x.db.As(db.System), "t.id IN ("+desk.Marks(len(ids))+")", "", anys(ids)...)
		if err != nil {
			return nil, err
		}
		var units []any
		for _, s := range found {
			add("org_unit", s.Unit)
			units = append(units, s.Unit)
		}
		if len(units) == 0 {
			continue
		}
		// No index: names change seldom, and with one PostgreSQL would look for
		// entries by their office where it is asked for a few of them.
		err = x.follower.Read(ctx, func(r db.Row) error {
			var table, id string
			err := r.Scan(&table, &id)
			add(table, id)
			return err
		}, `SELECT e.tbl, e.id FROM search_entry e WHERE e.org IN (`+desk.Marks(len(units))+`)`, units...)
		if err != nil {
			return nil, err
		}
	}
	out := map[string][]string{}
	for table, ids := range all {
		out[table] = slices.Sorted(maps.Keys(ids))
	}
	return out, nil
}

// compare describes records of one table and returns the entries that are no
// longer there and those that are new or changed.
func (x *Index) compare(ctx context.Context, table string, ids []string) (gone, fresh []entry, err error) {
	v := x.db.As(db.System)
	lines, err := x.modules[table].Lines(ctx, v, table, ids)
	if err != nil {
		return nil, nil, err
	}
	in := "IN (" + desk.Marks(len(ids)) + ")"
	want := map[string]entry{}
	err = db.Query(ctx, v, func(r db.Row) error {
		e := entry{group: x.groupOf[table], table: table}
		if err := r.Scan(&e.id, &e.org, &e.dossier, &e.level); err != nil {
			return err
		}
		if l, ok := lines[e.id]; ok && l.Href != "" {
			e.tokens, e.digest = tokens(l)
			want[e.id] = e
		}
		return nil
	}, `SELECT t.id, t.org, t.dossier, t.level FROM `+table+` t WHERE {visible t} AND t.id `+in, anys(ids)...)
	if err != nil {
		return nil, nil, err
	}
	err = x.follower.Read(ctx, func(r db.Row) error {
		e := entry{table: table}
		if err := r.Scan(&e.group, &e.n, &e.id, &e.org, &e.dossier, &e.level, &e.digest); err != nil {
			return err
		}
		w, ok := want[e.id]
		switch {
		case !ok:
			gone = append(gone, e)
		case w.same(e):
			delete(want, e.id)
		}
		return nil
	}, fmt.Sprintf(`SELECT e.grp, e.n, e.id, e.org, e.dossier, e.level, e.digest FROM search_entry e WHERE e.tbl = $%d AND e.id %s`, len(ids)+1, in), append(anys(ids), table)...)
	for _, id := range slices.Sorted(maps.Keys(want)) {
		fresh = append(fresh, want[id])
	}
	return gone, fresh, err
}

// tokens are the words of a line as they stand in the index, and their digest.
func tokens(l duty.Line) (ts []string, digest string) {
	for _, w := range wordsOf(text(l), maxTokens) {
		ts = append(ts, w.token())
	}
	slices.Sort(ts)
	return ts, fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(ts, "\n"))))[:32]
}

// text is what a line is found by.
func text(l duty.Line) string { return l.Code + "\n" + l.Title + "\n" + l.Note }

// number gives new entries the next numbers of their group. Ids sort by the
// time they were made, so the latest records get the highest.
func (x *Index) number(ctx context.Context, fresh []entry) error {
	slices.SortFunc(fresh, func(a, b entry) int { return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.id, b.id)) })
	next := map[string]int64{}
	for i, e := range fresh {
		if _, ok := next[e.group]; !ok {
			n, err := x.last(ctx, e.group)
			if err != nil {
				return err
			}
			next[e.group] = n
		}
		next[e.group]++
		fresh[i].n = next[e.group]
	}
	return nil
}

// last is the highest number of a group, 0 if it is empty.
func (x *Index) last(ctx context.Context, group string) (n int64, err error) {
	err = x.follower.Read(ctx, func(r db.Row) error { return r.Scan(&n) }, `SELECT coalesce(max(e.n), 0) FROM search_entry e WHERE e.grp = $1`, group)
	return n, err
}

// A place is where one row of the postings stands.
type place struct {
	group string
	block int64
	token string
	page  int64
}

// write puts a batch into the tables. Bits of a number that was left behind
// stay: no entry answers to them.
func write(exec db.Execute, gone, fresh []entry) error {
	for _, e := range gone {
		if err := exec(`DELETE FROM search_entry WHERE grp = $1 AND n = $2`, e.group, e.n); err != nil {
			return err
		}
	}
	bits := map[place]uint64{}
	var rows [][]any
	for _, e := range fresh {
		page := e.n / pageBits
		for _, t := range append(e.tokens, officeToken(e.org)) {
			bits[place{e.group, page / pageBlock, t, page}] |= 1 << uint(e.n%pageBits)
		}
		rows = append(rows, []any{e.group, e.n, e.table, e.id, e.org, e.dossier, e.level, e.digest})
	}
	err := insert(exec, `INSERT INTO search_entry (grp, n, tbl, id, org, dossier, level, digest) VALUES `,
		` ON CONFLICT (tbl, id) DO UPDATE SET grp = excluded.grp, n = excluded.n, org = excluded.org, dossier = excluded.dossier, level = excluded.level, digest = excluded.digest`, rows)
	if err != nil {
		return err
	}
	rows = rows[:0]
	for _, p := range slices.SortedFunc(maps.Keys(bits), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.block, b.block), cmp.Compare(a.token, b.token), cmp.Compare(a.page, b.page))
	}) {
		rows = append(rows, []any{p.group, p.block, p.token, p.page, int64(bits[p])})
	}
	return insert(exec, `INSERT INTO search_posting (grp, block, token, page, bits) VALUES `,
		` ON CONFLICT (grp, block, token, page) DO UPDATE SET bits = search_posting.bits | excluded.bits`, rows)
}

// officeToken is the word by which the records of an office stand together.
func officeToken(unit string) string { return "@" + unit }

// perInsert is how many rows one statement inserts.
const perInsert = 50

// insert writes rows, many with one statement; what is left over goes one by
// one, so that there are two statements only.
func insert(exec db.Execute, head, tail string, rows [][]any) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= perInsert {
			n = perInsert
		}
		var values []string
		var args []any
		for _, row := range rows[:n] {
			marks := make([]string, len(row))
			for i := range row {
				marks[i] = fmt.Sprintf("$%d", len(args)+i+1)
			}
			values, args = append(values, "("+strings.Join(marks, ", ")+")"), append(args, row...)
		}
		if err := exec(head+strings.Join(values, ", ")+tail, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func anys(ss []string) []any {
	out := make([]any, len(ss))
	for i, s := range ss {
		out[i] = s
	}
	return out
}
