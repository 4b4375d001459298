package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
)

// A Record is one record behind a cell, as a viewer may see it. One that the
// viewer may not see is counted like the others; Hidden is set and it has
// neither id nor words.
type Record struct {
	Figure string
	Day    string
	Unit   string // name of the office it counts for
	N      int
	Hidden bool
	duty.Line
}

// Year is the calendar year in which the record counts.
func (r Record) Year() string { return r.Day[:4] }

const (
	behindPage  = 2000 // facts read at a time
	linesAtOnce = 200  // records a duty is asked about at a time
)

// eachBehind calls fn for every record behind a cell.
func (t Table) eachBehind(ctx context.Context, d *db.DB, key string, year int, fn func(db.FactLine) error) error {
	for after := ""; ; {
		s, err := t.behind(ctx, d, key, year, after, behindPage)
		if err != nil {
			return err
		}
		for _, l := range s.Rows {
			if err := fn(l); err != nil {
				return err
			}
		}
		if after = s.Next; after == "" {
			return nil
		}
	}
}

// Describe tells what the records behind a figure are, as who may see them.
func Describe(ctx context.Context, d *db.DB, modules []duty.Module, who access.Who, key string, facts []db.FactLine) ([]Record, error) {
	known, err := linesOf(ctx, d.As(who), modules, facts)
	if err != nil {
		return nil, err
	}
	names, err := unitNames(ctx, d)
	if err != nil {
		return nil, err
	}
	out := make([]Record, len(facts))
	for i, f := range facts {
		l, ok := known[f.Table+"/"+f.ID]
		out[i] = Record{Figure: key, Day: f.Day, Unit: names[f.Unit], N: f.N, Hidden: !ok, Line: l}
	}
	return out, nil
}

// linesOf asks the duties for the lines of records, each record once.
func linesOf(ctx context.Context, v db.View, modules []duty.Module, facts []db.FactLine) (map[string]duty.Line, error) {
	ids := map[string][]string{}
	for _, f := range facts {
		ids[f.Table] = append(ids[f.Table], f.ID)
	}
	known := map[string]duty.Line{}
	for table, list := range ids {
		m, ok := holderOf(modules, table)
		if !ok || m.Lines == nil {
			continue
		}
		slices.Sort(list)
		for part := range slices.Chunk(slices.Compact(list), linesAtOnce) {
			lines, err := m.Lines(ctx, v, table, part)
			if err != nil {
				return nil, fmt.Errorf("lines of %s: %w", table, err)
			}
			for id, l := range lines {
				known[table+"/"+id] = l
			}
		}
	}
	return known, nil
}

// unitNames are the newest names of all offices.
func unitNames(ctx context.Context, d *db.DB) (map[string]string, error) {
	names := map[string]string{}
	err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var id, name string
		err := r.Scan(&id, &name)
		names[id] = name
		return err
	}, `SELECT t.unit, t.name FROM org_span t WHERE {visible t} AND NOT t.withdrawn ORDER BY t.valid_from`)
	return names, err
}

// Annex lists the records behind every cell of a table, in the order of its
// rows: the second sheet of the workbook.
func Annex(ctx context.Context, d *db.DB, modules []duty.Module, who access.Who, t Table) ([]Record, error) {
	var facts []db.FactLine
	var ends []int
	rows := t.Rows()
	for _, row := range rows {
		if row.Total != 0 {
			err := t.eachBehind(ctx, d, row.Figure, 0, func(l db.FactLine) error { facts = append(facts, l); return nil })
			if err != nil {
				return nil, err
			}
		}
		ends = append(ends, len(facts))
	}
	all, err := Describe(ctx, d, modules, who, "", facts)
	if err != nil {
		return nil, err
	}
	at := 0
	for i, end := range ends {
		for ; at < end; at++ {
			all[at].Figure = rows[i].Figure
		}
	}
	return all, nil
}

// Cell lists one page of the records behind a cell; year 0 is the total. The
// facts listed are those the cell counts.
func Cell(ctx context.Context, d *db.DB, modules []duty.Module, who access.Who, t Table, key string, year int, after string, limit int) (db.Slice[Record], error) {
	var out db.Slice[Record]
	if _, ok := t.Row(key); !ok || year != 0 && !slices.Contains(t.Years, year) {
		return out, fmt.Errorf("cell %s %d: %w", key, year, db.ErrNotFound)
	}
	s, err := t.behind(ctx, d, key, year, after, limit)
	if err != nil {
		return out, err
	}
	out.Next = s.Next
	out.Rows, err = Describe(ctx, d, modules, who, key, s.Rows)
	return out, err
}

// CellAll lists all records behind a cell, for an export.
func CellAll(ctx context.Context, d *db.DB, modules []duty.Module, who access.Who, t Table, key string, year int) ([]Record, error) {
	first, err := Cell(ctx, d, modules, who, t, key, year, "", 1)
	if err != nil || len(first.Rows) == 0 {
		return nil, err
	}
	var facts []db.FactLine
	err = t.eachBehind(ctx, d, key, year, func(l db.FactLine) error { facts = append(facts, l); return nil })
	if err != nil {
		return nil, err
	}
	return Describe(ctx, d, modules, who, key, facts)
}

// reached refuses an office outside the viewer's reach as if it did not exist.
func reached(ctx context.Context, v db.View, node string) error {
	ok, err := v.Reaches(ctx, node)
	if err == nil && (!ok || node == db.Everywhere && v.Who().Unit != db.Everywhere) {
		err = fmt.Errorf("unit %s: %w", cmp.Or(node, "none"), db.ErrNotFound)
	}
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return fmt.Errorf("reach of unit %s: %w", node, err)
	}
	return err
}
