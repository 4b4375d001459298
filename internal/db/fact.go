package db

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// A Fact is what a record counts as: n of a key, on a day, for an office.
// Figures in reports are sums of facts, and the list behind a figure is the
// same facts: the two cannot disagree.
type Fact struct {
	Key     string // "inspection.members_inspected"
	Unit    string // the office it counts for
	Day     string // YYYY-MM-DD
	N       int
	Subject string // the person or organisation counted, for distinct counts
}

func factsOf(r Record) []Fact {
	if r == nil {
		return nil
	}
	if f, ok := r.(Factual); ok {
		return f.Facts()
	}
	return nil
}

// factDiff returns the facts to add so that before becomes after: plus and
// minus, none twice.
func factDiff(before, after []Fact) []Fact {
	net := map[Fact]int{}
	add := func(fs []Fact, sign int) {
		for _, f := range fs {
			n := f.N * sign
			f.N = 0
			net[f] += n
		}
	}
	add(before, -1)
	add(after, 1)
	var all []Fact
	for f, n := range net {
		if n != 0 {
			f.N = n
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Day, b.Day), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Subject, b.Subject))
	})
	return all
}

func (t *Tx) fact(ctx context.Context, record string, f Fact) error {
	_, err := t.exec(ctx, `INSERT INTO fact (pos, key, unit, day, n, record, subject) VALUES (`+of(t.d.engine.pos, "fact")+`, $1, $2, $3, $4, $5, $6)`,
		f.Key, f.Unit, f.Day, f.N, record, f.Subject)
	return err
}

type tallyKey struct {
	node, key string
	year      int
}

// foldFacts adds the facts between the watermark and the horizon to the
// tallies of their office and of all offices above it.
func (d *DB) foldFacts(ctx context.Context) (bool, error) {
	waiting := false
	err := d.As(System).each(ctx, func(Row) error { waiting = true; return nil },
		`SELECT 1 FROM fact f WHERE f.pos >= (SELECT w.pos FROM watermark w WHERE w.name = 'fact') LIMIT 1`)
	if err != nil || !waiting {
		return false, err
	}
	done := false
	return done, d.step(ctx, func(t *Tx) error {
		from, err := t.mark(ctx, "fact")
		if err != nil {
			return err
		}
		to, err := t.horizon(ctx, "fact")
		if err != nil || to <= from {
			return err
		}
		sums, err := t.sum(ctx, from, to)
		if err != nil || len(sums) == 0 {
			return err
		}
		done = true
		for k, m := range sums {
			if err := t.addTally(ctx, k, m); err != nil {
				return err
			}
		}
		return t.setMark(ctx, "fact", to)
	})
}

// sum adds up the facts of a range of positions, by node, key, year and month.
func (t *Tx) sum(ctx context.Context, from, to int64) (map[tallyKey]*[12]int, error) {
	up, err := t.roots(ctx)
	if err != nil {
		return nil, err
	}
	sums := map[tallyKey]*[12]int{}
	err = t.each(ctx, func(r Row) error {
		var f Fact
		if err := r.Scan(&f.Key, &f.Unit, &f.Day, &f.N); err != nil {
			return err
		}
		y, m, err := yearMonth(f.Day)
		if err != nil {
			return err
		}
		for _, node := range up.above(f.Unit, f.Day) {
			k := tallyKey{node, f.Key, y}
			if sums[k] == nil {
				sums[k] = new([12]int)
			}
			sums[k][m-1] += f.N
		}
		return nil
	}, `SELECT key, unit, day, n FROM fact WHERE pos >= $1 AND pos < $2`, from, to)
	return sums, err
}

func yearMonth(day string) (y, m int, err error) {
	if _, err = fmt.Sscanf(day, "%4d-%2d", &y, &m); err != nil || m < 1 || m > 12 {
		err = fmt.Errorf("a fact on day %q", day)
	}
	return y, m, err
}

func (t *Tx) addTally(ctx context.Context, k tallyKey, m *[12]int) error {
	args := []any{k.node, k.year, k.key}
	for _, n := range m {
		args = append(args, n)
	}
	_, err := t.exec(ctx, `INSERT INTO tally (node, year, key, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (node, year, key) DO UPDATE SET m1 = tally.m1 + excluded.m1, m2 = tally.m2 + excluded.m2, m3 = tally.m3 + excluded.m3,
		m4 = tally.m4 + excluded.m4, m5 = tally.m5 + excluded.m5, m6 = tally.m6 + excluded.m6, m7 = tally.m7 + excluded.m7, m8 = tally.m8 + excluded.m8,
		m9 = tally.m9 + excluded.m9, m10 = tally.m10 + excluded.m10, m11 = tally.m11 + excluded.m11, m12 = tally.m12 + excluded.m12`, args...)
	return err
}

// Refold throws the tallies away and adds all facts up again. It is needed
// after the tree of organisations was changed for days that have facts.
func (t *Tx) Refold(ctx context.Context) error {
	if _, err := t.exec(ctx, `DELETE FROM tally`); err != nil {
		return err
	}
	return t.setMark(ctx, "fact", 0)
}

// Recount rebuilds the facts from the records, after the definition of a
// figure changed, and then the tallies, and writes anew who is barred from
// which dossier. It returns how many facts differed.
func (d *DB) Recount(ctx context.Context) (int, error) {
	changed := 0
	err := d.step(ctx, func(t *Tx) error {
		for _, k := range d.kinds {
			if _, ok := k.New().(Factual); !ok {
				continue
			}
			want, err := t.factsOfKind(ctx, k)
			if err != nil {
				return err
			}
			have, err := t.factsStored(ctx, k.Table)
			if err != nil {
				return err
			}
			for _, rec := range sortedKeys(union(want, have)) {
				for _, f := range factDiff(have[rec], want[rec]) {
					changed++
					if err := t.fact(ctx, rec, f); err != nil {
						return err
					}
				}
			}
		}
		if err := t.rebar(ctx); err != nil {
			return err
		}
		return t.Refold(ctx)
	})
	if err != nil {
		return 0, err
	}
	_, err = d.Fold(ctx)
	return changed, err
}

func union[V any](a, b map[string]V) map[string]bool {
	u := map[string]bool{}
	for k := range a {
		u[k] = true
	}
	for k := range b {
		u[k] = true
	}
	return u
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// factsOfKind computes the facts of all records of a kind, by record.
func (v View) factsOfKind(ctx context.Context, k Kind) (map[string][]Fact, error) {
	all := map[string][]Fact{}
	q := "SELECT " + names(k.New(), "") + " FROM " + k.Table
	err := v.each(ctx, func(r Row) error {
		rec := k.New()
		if err := scanRecord(r, rec); err != nil {
			return err
		}
		if fs := factsOf(rec); len(fs) > 0 {
			all[k.Table+"/"+rec.base().ID] = fs
		}
		return nil
	}, q)
	return all, err
}

// factsStored returns the facts on file of one table's records, net.
func (v View) factsStored(ctx context.Context, table string) (map[string][]Fact, error) {
	all := map[string][]Fact{}
	err := v.each(ctx, func(r Row) error {
		var f Fact
		var rec string
		if err := r.Scan(&rec, &f.Key, &f.Unit, &f.Day, &f.Subject, &f.N); err != nil {
			return err
		}
		all[rec] = append(all[rec], f)
		return nil
	}, `SELECT record, key, unit, day, subject, sum(n) FROM fact WHERE record >= $1 AND record < $2
		GROUP BY record, key, unit, day, subject HAVING sum(n) <> 0`, table+"/", table+"0")
	return all, err
}

// likePrefix is the end of the range of texts that begin with p.
func likePrefix(p string) string { return p + "\U0010ffff" }
