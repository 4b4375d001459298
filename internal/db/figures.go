package db

import (
	"context"
	"database/sql"
	"encoding/base64"
	"fmt"
	"strings"
)

// A Range is a period of days and an office: what a figure is counted over.
type Range struct {
	Node     string // id of the office; Everywhere means all
	From, To string // first and last day
}

// Figures counts all keys that begin with prefix, by key and calendar year.
// Whole months come from the tallies; the days of broken months and the facts
// that are not folded yet are counted from the facts, all in one snapshot.
func (d *DB) Figures(ctx context.Context, prefix string, g Range) (map[string]map[int]int, error) {
	out := map[string]map[int]int{}
	add := func(key string, year, n int) {
		if out[key] == nil {
			out[key] = map[int]int{}
		}
		out[key][year] += n
	}
	err := d.snapshot(ctx, func(v View) error {
		mark, err := v.tallies(ctx, prefix, g, add)
		if err != nil {
			return err
		}
		for _, part := range brokenMonths(g.From, g.To) {
			if err := v.countFacts(ctx, "f.key", prefix, Range{g.Node, part[0], part[1]}, 0, mark, add); err != nil {
				return err
			}
		}
		// The tail is short: it is found by its position, not by its keys.
		return v.countFacts(ctx, "f.key || ''", prefix, g, mark, 1<<62, add)
	})
	return out, err
}

// snapshot runs fn in one read-only transaction that sees one state.
func (d *DB) snapshot(ctx context.Context, fn func(View) error) error {
	o := &sql.TxOptions{ReadOnly: true}
	if d.engine.name == "postgres" {
		o.Isolation = sql.LevelRepeatableRead
	}
	tx, err := d.begin(ctx, d.read, o)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return fn(View{d: d, tx: tx, who: System})
}

// tallies adds the whole months of a range and returns the position up to
// which facts are in the tallies.
func (v View) tallies(ctx context.Context, prefix string, g Range, add func(string, int, int)) (int64, error) {
	var mark int64
	if err := v.each(ctx, func(r Row) error { return r.Scan(&mark) }, `SELECT pos FROM watermark WHERE name = 'fact'`); err != nil {
		return 0, err
	}
	y1, m1, err := yearMonth(g.From)
	if err != nil {
		return 0, err
	}
	y2, m2, err := yearMonth(g.To)
	if err != nil {
		return 0, err
	}
	first, last := y1*12+m1-1, y2*12+m2-1
	if !strings.HasSuffix(g.From, "-01") {
		first++
	}
	if !monthEnd(g.To) {
		last--
	}
	return mark, v.each(ctx, func(r Row) error {
		var key string
		var year int
		var m [12]int
		dest := []any{&key, &year}
		for i := range m {
			dest = append(dest, &m[i])
		}
		if err := r.Scan(dest...); err != nil {
			return err
		}
		for i, n := range m {
			if at := year*12 + i; n != 0 && at >= first && at <= last {
				add(key, year, n)
			}
		}
		return nil
	}, `SELECT key, year, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12 FROM tally
		WHERE node = $1 AND year BETWEEN $2 AND $3 AND key >= $4 AND key < $5`, g.Node, y1, y2, prefix, likePrefix(prefix))
}

// inNode is the condition that a fact f counts for the office $1 on its day.
const inNode = `($1 = '*' OR EXISTS (SELECT 1 FROM reach r WHERE r.root = $1 AND r.unit = f.unit AND r.since <= f.day AND f.day < r.until))`

// countFacts counts facts between two positions. key is how the key is written
// in the condition: as a plain column it is looked up by the index on keys.
func (v View) countFacts(ctx context.Context, key, prefix string, g Range, from, to int64, add func(string, int, int)) error {
	return v.each(ctx, func(r Row) error {
		var key, year string
		var n, y int
		if err := r.Scan(&key, &year, &n); err != nil {
			return err
		}
		if _, err := fmt.Sscanf(year, "%d", &y); err != nil {
			return err
		}
		add(key, y, n)
		return nil
	}, `SELECT f.key, substr(f.day, 1, 4), sum(f.n) FROM fact f WHERE `+inNode+`
		AND f.day BETWEEN $2 AND $3 AND `+key+` >= $4 AND `+key+` < $5 AND f.pos >= $6 AND f.pos < $7 GROUP BY f.key, substr(f.day, 1, 4)`,
		g.Node, g.From, g.To, prefix, likePrefix(prefix), from, to)
}

// Distinct counts the persons or organisations behind a figure, each once
// however often it was counted.
func (d *DB) Distinct(ctx context.Context, key string, g Range) (n int, err error) {
	err = d.As(System).each(ctx, func(r Row) error { return r.Scan(&n) },
		`SELECT count(*) FROM (SELECT f.subject FROM fact f WHERE `+inNode+` AND f.day BETWEEN $2 AND $3 AND f.key = $4 GROUP BY f.subject HAVING sum(f.n) > 0) s`,
		g.Node, g.From, g.To, key)
	return n, err
}

// A FactLine is one record behind a figure.
type FactLine struct {
	Table, ID string
	Day       string
	Unit      string
	N         int
}

// Behind lists the records behind a figure in the order of their days, a page
// at a time: the facts that Figures counts, and no others.
func (d *DB) Behind(ctx context.Context, key string, g Range, after string, limit int) (Slice[FactLine], error) {
	var s Slice[FactLine]
	at := []any{"", ""}
	if after != "" {
		var err error
		if at, err = cursor(after, "", ""); err != nil {
			return s, err
		}
	}
	err := d.As(System).each(ctx, func(r Row) error {
		var l FactLine
		var rec string
		if err := r.Scan(&l.Day, &rec, &l.Unit, &l.N); err != nil {
			return err
		}
		l.Table, l.ID, _ = strings.Cut(rec, "/")
		s.Rows = append(s.Rows, l)
		return nil
	}, fmt.Sprintf(`SELECT f.day, f.record, max(f.unit), sum(f.n) FROM fact f WHERE `+inNode+` AND f.key = $2 AND f.day BETWEEN $3 AND $4
		AND (f.day, f.record) > ($5, $6) GROUP BY f.day, f.record HAVING sum(f.n) <> 0 ORDER BY f.day, f.record LIMIT %d`, limit+1),
		g.Node, key, g.From, g.To, at[0], at[1])
	if err != nil {
		return s, err
	}
	if len(s.Rows) > limit {
		s.Rows = s.Rows[:limit]
		l := s.Rows[limit-1]
		s.Next = base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "[%q,%q]", l.Day, l.Table+"/"+l.ID))
	}
	return s, nil
}

// brokenMonths returns the first and last days of the months that a period
// covers only in part.
func brokenMonths(from, to string) [][2]string {
	start, end := !strings.HasSuffix(from, "-01"), !monthEnd(to)
	switch {
	case from[:7] == to[:7]:
		if start || end {
			return [][2]string{{from, to}}
		}
		return nil
	}
	var parts [][2]string
	if start {
		parts = append(parts, [2]string{from, from[:8] + "31"})
	}
	if end {
		parts = append(parts, [2]string{to[:8] + "01", to})
	}
	return parts
}
