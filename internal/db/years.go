package db

import (
	"context"
	"fmt"
	"strings"
)

// A YearAsk asks for figures of many offices at once, over whole calendar
// years, the first and the last included.
type YearAsk struct {
	Nodes    []string // ids of offices; Everywhere for the whole
	Keys     []string // exact keys
	From, To int
}

// ByOffice are counts by office, key and calendar year.
type ByOffice map[string]map[string]map[int]int

// Add adds n to a count.
func (b ByOffice) Add(node, key string, year, n int) {
	if b[node] == nil {
		b[node] = map[string]map[int]int{}
	}
	if b[node][key] == nil {
		b[node][key] = map[int]int{}
	}
	b[node][key][year] += n
}

// YearFigures counts as Figures does, for many offices: the tallies and the
// facts that are not folded yet, all in one snapshot. A count that several of
// the questions ask for is counted once.
func (d *DB) YearFigures(ctx context.Context, asks ...YearAsk) (ByOffice, error) {
	out := ByOffice{}
	err := d.snapshot(ctx, func(v View) error {
		var mark int64
		if err := v.each(ctx, func(r Row) error { return r.Scan(&mark) }, `SELECT pos FROM watermark WHERE name = 'fact'`); err != nil {
			return err
		}
		for _, a := range asks {
			if len(a.Nodes) == 0 || len(a.Keys) == 0 {
				continue
			}
			had := ByOffice{}
			if err := v.yearTallies(ctx, a, had.Add); err != nil {
				return err
			}
			if err := v.yearTail(ctx, a, mark, had.Add); err != nil {
				return err
			}
			out.put(had)
		}
		return nil
	})
	return out, err
}

// put takes counts over in place of those it has.
func (b ByOffice) put(from ByOffice) {
	for node, keys := range from {
		for key, years := range keys {
			for year, n := range years {
				b.Add(node, key, year, 0)
				b[node][key][year] = n
			}
		}
	}
}

// anyOf writes a list of alternatives and adds them to the arguments, filled
// up to a power of two so that the texts of queries are few.
func anyOf(column string, values []string, args []any) (string, []any) {
	size := 1
	for size < len(values) {
		size *= 2
	}
	marks := make([]string, size)
	for i := range marks {
		args = append(args, values[min(i, len(values)-1)])
		marks[i] = fmt.Sprintf("$%d", len(args))
	}
	return column + " IN (" + strings.Join(marks, ", ") + ")", args
}

func (v View) yearTallies(ctx context.Context, a YearAsk, add func(string, string, int, int)) error {
	args := []any{a.From, a.To}
	nodes, args := anyOf("node", a.Nodes, args)
	keys, args := anyOf("key", a.Keys, args)
	return v.each(ctx, func(r Row) error {
		var node, key string
		var year, n int
		if err := r.Scan(&node, &key, &year, &n); err != nil {
			return err
		}
		add(node, key, year, n)
		return nil
	}, `SELECT node, key, year, m1 + m2 + m3 + m4 + m5 + m6 + m7 + m8 + m9 + m10 + m11 + m12 FROM tally WHERE year BETWEEN $1 AND $2 AND `+nodes+` AND `+keys, args...)
}

// yearTail counts the facts from a position on. They are few, and found by
// their position.
func (v View) yearTail(ctx context.Context, a YearAsk, mark int64, add func(string, string, int, int)) error {
	scan := func(r Row) error {
		var node, key, text string
		var n, year int
		if err := r.Scan(&node, &key, &text, &n); err != nil {
			return err
		}
		if _, err := fmt.Sscanf(text, "%d", &year); err != nil {
			return err
		}
		if year >= a.From && year <= a.To {
			add(node, key, year, n)
		}
		return nil
	}
	args := []any{mark}
	keys, args := anyOf("f.key || ''", a.Keys, args)
	for _, n := range a.Nodes {
		if n == Everywhere {
			if err := v.each(ctx, scan, `SELECT '*', f.key, substr(f.day, 1, 4), sum(f.n) FROM fact f WHERE f.pos >= $1 AND `+keys+` GROUP BY f.key, substr(f.day, 1, 4)`, args...); err != nil {
				return err
			}
		}
	}
	nodes, args := anyOf("r.root", a.Nodes, args)
	return v.each(ctx, scan, `SELECT r.root, f.key, substr(f.day, 1, 4), sum(f.n) FROM fact f JOIN reach r ON r.unit = f.unit AND r.since <= f.day AND f.day < r.until
		WHERE f.pos >= $1 AND `+keys+` AND `+nodes+` GROUP BY r.root, f.key, substr(f.day, 1, 4)`, args...)
}
