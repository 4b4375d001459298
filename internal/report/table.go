package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// A Period is the days that a report covers, first and last included.
type Period struct{ From, To vn.Day }

// maxYears is how many calendar years fit beside one another on a page.
const maxYears = 12

// Problems of a period.
var (
	ErrNoDay   = text.Problem{Key: "report.period.day"}
	ErrOrder   = text.Problem{Key: "report.period.order"}
	ErrTooLong = text.Problem{Key: "report.period.long", Args: []any{maxYears}}
)

// Check says what is wrong with a period: ErrNoDay, ErrOrder or ErrTooLong.
func (p Period) Check() error {
	switch {
	case !p.From.Valid():
		return ErrNoDay.On("from")
	case !p.To.Valid():
		return ErrNoDay.On("to")
	case p.To.Before(p.From):
		return ErrOrder.On("to")
	case p.To.Year()-p.From.Year() >= maxYears:
		return ErrTooLong.On("to")
	}
	return nil
}

// Years lists the calendar years that the period touches.
func (p Period) Years() []int {
	var ys []int
	for y := p.From.Year(); y <= p.To.Year(); y++ {
		ys = append(ys, y)
	}
	return ys
}

// In is the part of the period within a calendar year; the whole for year 0.
func (p Period) In(year int) Period {
	if year == 0 {
		return p
	}
	return Period{max(p.From, vn.Day(fmt.Sprintf("%04d-01-01", year))), min(p.To, vn.Day(fmt.Sprintf("%04d-12-31", year)))}
}

func (p Period) over(node string) db.Range {
	return db.Range{Node: node, From: string(p.From), To: string(p.To)}
}

// LastYears is the period of the last n full calendar years before today.
func LastYears(today vn.Day, n int) Period {
	y := today.Year()
	return Period{vn.Day(fmt.Sprintf("%04d-01-01", y-n)), vn.Day(fmt.Sprintf("%04d-12-31", y-1))}
}

// A Unit is the office a table is about. For the whole instance ID and Code
// are db.Everywhere and the name is empty.
type Unit struct{ ID, Code, Name string }

// A Table is a form filled with figures. It holds keys, not words.
type Table struct {
	Form   Form
	Unit   Unit
	Period Period
	Years  []int
	Groups []Group
	Counts map[string]map[int]int // every figure counted, by key and year; the rules look here
	Stock  map[string]bool        // the figures that are states at the end of a year and of the period

	stand standing // what the figures of stock were counted from
}

// A Group is the rows under one heading.
type Group struct {
	Key  string
	Rows []Row
	// Whole is the sum of the rows where they are the parts of one figure, and
	// what their per cent is of: for the contents of violations that is the
	// violations, not the persons. 0 where the rows are figures of their own.
	Whole int
}

// A Row is one figure: its years in the order of Table.Years, and their total.
type Row struct {
	Figure string
	Years  []int
	Total  int
	Target int  // sum of the targets set for the period
	Aimed  bool // the form holds the figure against targets
	Stock  bool // every year is the state at its end; Total is that at the end of the period
}

// Count fills a form for an office and a period. The figures are the sums of
// the facts of the records; nothing is typed in. Whoever calls it has checked
// that the office is in the viewer's reach.
func Count(ctx context.Context, d *db.DB, modules []duty.Module, form Form, p Period, node string) (Table, error) {
	t := Table{Form: form, Period: p, Years: p.Years(), Counts: map[string]map[int]int{}, Stock: map[string]bool{}}
	if err := p.Check(); err != nil {
		return t, err
	}
	var err error
	if t.Unit, err = unitOf(ctx, d, node, p.To); err != nil {
		return t, err
	}
	keys := form.keys(modules)
	for _, prefix := range prefixes(keys) {
		counted, err := d.Figures(ctx, prefix, p.over(node))
		if err != nil {
			return t, fmt.Errorf("count %s: %w", prefix, err)
		}
		for k, by := range counted {
			t.Counts[k] = by
		}
	}
	stock := stocksAmong(modules, keys)
	for _, k := range stock {
		t.Stock[k] = true
	}
	if err := t.countStock(ctx, d, stock); err != nil {
		return t, err
	}
	targets, err := targetsOf(ctx, d, modules, keys, p.over(node))
	if err != nil {
		return t, err
	}
	for _, g := range form.Groups {
		if gr := t.group(modules, g, targets); g.given(modules) && len(gr.Rows) > 0 {
			t.Groups = append(t.Groups, gr)
		}
	}
	return t, nil
}

// prefixes are the first words of keys, "inspection." of
// "inspection.members_inspected", each once.
func prefixes(keys []string) []string {
	var all []string
	for _, k := range keys {
		first, _, _ := strings.Cut(k, ".")
		if !slices.Contains(all, first+".") {
			all = append(all, first+".")
		}
	}
	return all
}

// stocksAmong are the keys that are figures of stock, with their parts.
func stocksAmong(modules []duty.Module, keys []string) []string {
	var all []string
	for _, k := range keys {
		f, ok := figureOf(modules, k)
		if !ok || !f.Stock {
			continue
		}
		for _, x := range append([]string{k}, f.Parts...) {
			if !slices.Contains(all, x) {
				all = append(all, x)
			}
		}
	}
	return all
}

// targetsOf adds up the targets set for an office, of the duties that give one
// of the figures.
func targetsOf(ctx context.Context, d *db.DB, modules []duty.Module, keys []string, g db.Range) (map[string]int, error) {
	targets := map[string]int{}
	for _, m := range modules {
		gives := slices.ContainsFunc(keys, func(k string) bool {
			_, ok := figureOf([]duty.Module{{Figures: m.Figures}}, k)
			return ok
		})
		if m.Targets == nil || !gives {
			continue
		}
		aims, err := m.Targets(ctx, d.As(db.System), g)
		if err != nil {
			return nil, fmt.Errorf("targets of %s: %w", m.ID, err)
		}
		for k, n := range aims {
			targets[k] += n
		}
	}
	return targets, nil
}

func (t Table) group(modules []duty.Module, g FormGroup, targets map[string]int) Group {
	out := Group{Key: g.Key}
	for _, r := range g.Rows {
		row := t.row(r.Figure)
		row.Aimed = r.Target
		if r.Target {
			row.Target = targets[r.Figure]
		}
		out.Rows = append(out.Rows, row)
	}
	if g.PartsOf == "" {
		return out
	}
	for _, k := range partsOf(modules, g.PartsOf) {
		row := t.row(k)
		out.Whole += row.Total
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (t Table) row(key string) Row {
	r := Row{Figure: key, Stock: t.Stock[key]}
	for _, y := range t.Years {
		n := t.Counts[key][y]
		r.Years = append(r.Years, n)
		if r.Stock {
			r.Total = n
			continue
		}
		r.Total += n
	}
	return r
}

// Rows lists the rows of all groups in order.
func (t Table) Rows() []Row {
	var all []Row
	for _, g := range t.Groups {
		all = append(all, g.Rows...)
	}
	return all
}

// Row returns the row of a figure, and false if the form has none.
func (t Table) Row(key string) (Row, bool) {
	rows := t.Rows()
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Figure == key })
	if i < 0 {
		return Row{}, false
	}
	return rows[i], true
}

// In is the figure in one year; the total for year 0.
func (t Table) In(r Row, year int) int {
	if i := slices.Index(t.Years, year); i >= 0 {
		return r.Years[i]
	}
	return r.Total
}

// unitOf names an office as it was called on a day, or last before it.
func unitOf(ctx context.Context, d *db.DB, node string, on vn.Day) (Unit, error) {
	if node == db.Everywhere {
		return Unit{ID: node, Code: node}, nil
	}
	u := Unit{ID: node}
	err := db.Query(ctx, d.As(db.System), func(r db.Row) error { return r.Scan(&u.Code, &u.Name) },
		`SELECT t.code, s.name FROM org_unit t JOIN org_span s ON s.unit = t.id
		WHERE {visible t} AND t.id = $1 AND NOT s.withdrawn ORDER BY CASE WHEN s.valid_from <= $2 THEN 1 ELSE 0 END, s.valid_from`, node, string(on))
	if err != nil {
		return u, err
	}
	if u.Name == "" {
		return u, fmt.Errorf("unit %s: %w", node, db.ErrNotFound)
	}
	if u.Code == "" {
		u.Code = u.ID
	}
	return u, nil
}
