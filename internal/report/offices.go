package report

import (
	"context"
	"fmt"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
)

// An OfficeTable is a form with a line for the office and one for every office
// right below it. The lines add up to the table's rows: every fact counts in
// one line only.
type OfficeTable struct {
	Table
	Lines []OfficeLine // those below, then the office's own
}

// An OfficeLine is the line of one office.
type OfficeLine struct {
	Unit   Unit
	Own    bool // what counts for the office itself and for none of those below
	Former bool // it ended, or went below another office, before the period ended
	Counts []int
}

// lineOwn is the name of the office's own line in an address.
const lineOwn = "own"

// Name is the line's name in an address.
func (l OfficeLine) Name() string {
	if l.Own {
		return lineOwn
	}
	return l.Unit.ID
}

// ByOffice counts the rows of a table office by office.
func ByOffice(ctx context.Context, d *db.DB, t Table) (OfficeTable, error) {
	o := OfficeTable{Table: t}
	s := Sides{Years: t.Years}
	var err error
	if s.Sides, err = below(ctx, d, t); err != nil {
		return o, err
	}
	of, err := s.reach(ctx, d)
	if err != nil {
		return o, err
	}
	for _, x := range s.Sides {
		o.Lines = append(o.Lines, OfficeLine{Unit: x.Unit, Former: x.Former})
	}
	o.Lines = append(o.Lines, OfficeLine{Unit: t.Unit, Own: true})
	for _, row := range t.Rows() {
		if err := s.fill(ctx, d, t, of, row.Figure); err != nil {
			return o, fmt.Errorf("count %s by office: %w", row.Figure, err)
		}
		for i := range s.Sides {
			o.Lines[i].Counts = append(o.Lines[i].Counts, s.Sides[i].Total)
		}
		own := &o.Lines[len(s.Sides)]
		own.Counts = append(own.Counts, s.Own.Total)
	}
	o.Lines = slices.DeleteFunc(o.Lines, func(l OfficeLine) bool {
		return l.Former && !slices.ContainsFunc(l.Counts, func(n int) bool { return n != 0 })
	})
	return o, nil
}

// LineCell lists records behind the cell of one line, a page at a time. Where
// an office below counts over the period all that its line holds, the list is
// that of the office; elsewhere the records of the table's cell are gone
// through. A page may be shorter than limit with more to come.
func LineCell(ctx context.Context, d *db.DB, modules []duty.Module, t Table, key, line, after string, limit int) (db.Slice[db.FactLine], int, error) {
	var out db.Slice[db.FactLine]
	if _, ok := t.Row(key); !ok {
		return out, 0, fmt.Errorf("cell %s: %w", key, db.ErrNotFound)
	}
	s, err := SideBySide(ctx, d, modules, t, key)
	if err != nil {
		return out, 0, err
	}
	at := slices.IndexFunc(s.Sides, func(x Side) bool { return x.Unit.ID == line })
	if at < 0 && line != lineOwn {
		return out, 0, fmt.Errorf("line %s: %w", line, db.ErrNotFound)
	}
	if at >= 0 && s.Sides[at].Whole {
		u := t
		u.Unit = s.Sides[at].Unit
		out, err = u.behind(ctx, d, key, 0, after, limit)
		return out, s.Sides[at].Total, err
	}
	of, err := s.reach(ctx, d)
	if err != nil {
		return out, 0, err
	}
	for {
		page, err := t.behind(ctx, d, key, 0, after, limit)
		if err != nil {
			return out, 0, err
		}
		for _, l := range page.Rows {
			if of.on(l.Unit, t.dayOf(key, l)) == at {
				out.Rows = append(out.Rows, l)
			}
		}
		out.Next, after = page.Next, page.Next
		if after == "" || len(out.Rows) > 0 {
			return out, s.side(at).Total, nil
		}
	}
}

// dayOf is the day on which the place of a record in the tree counts: the day
// of the fact, or for a figure of stock the end of the period.
func (t Table) dayOf(key string, l db.FactLine) string {
	if t.Stock[key] {
		return string(t.Period.To)
	}
	return l.Day
}
