package picture

import (
	"context"
	"fmt"
	"net/url"
	"strconv"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A figure is one of the numbers that the picture can show, a row of a form of
// the reports. Its title is the text of its key, its short head the text
// "picture.head."+name.
type figure struct {
	key   string
	name  string // in addresses
	aimed bool   // held against the targets that were set
	work  bool   // a result of the office's own work: an office without any has done none
	form  string // the form that counts it; fiveYear if empty
}

// fiveYear is the form of the reports with years side by side. The forms on
// state secrets have a line for every office instead.
const fiveYear = "five-year"

// figures are those the page shows, in its order. Figures of which the office
// has none in the years shown are left out.
var figures = []figure{
	{key: "inspection.members_inspected", name: "members_inspected", aimed: true, work: true},
	{key: "inspection.organisations_inspected", name: "organisations_inspected", aimed: true, work: true},
	{key: "inspection.members_supervised", name: "members_supervised", aimed: true, work: true},
	{key: "inspection.organisations_supervised", name: "organisations_supervised", aimed: true, work: true},
	{key: "inspection.members_signs", name: "members_signs", work: true},
	{key: "inspection.members_denunciation_resolved", name: "denunciations", work: true},
	{key: "inspection.members_disciplined", name: "disciplined", work: true},
	{key: "secrets.leak_cases", name: "leaks"},
	{key: "secrets.loss_cases", name: "losses"},
	{key: "secrets.bodies_inspected", name: "bodies"},
	{key: "secrets.items_out", name: "items_out", form: "tk-1"},
	{key: "secrets.items_in", name: "items_in", form: "tk-1"},
	{key: "secrets.declassified", name: "declassified", form: "tk-4"},
	{key: "secrets.destroyed", name: "destroyed", form: "tk-5"},
}

// A window is the calendar years that the page compares.
type window struct{ from, to int }

// span is how many years the page compares.
const span = 5

func (w window) years() []int {
	var all []int
	for y := w.from; y <= w.to; y++ {
		all = append(all, y)
	}
	return all
}

func first(year int) string { return fmt.Sprintf("%04d-01-01", year) }
func last(year int) string  { return fmt.Sprintf("%04d-12-31", year) }

// cell is the address of the records behind a figure of an office in one year
// of the window, beside the report that counts them; year 0 is the whole
// window.
func (w window) cell(node string, f figure, year int) string {
	q := w.query(node)
	q.Set("cell", f.key)
	if year != 0 {
		q.Set("year", strconv.Itoa(year))
	}
	if f.form == "" {
		return "/report/" + fiveYear + "?" + q.Encode()
	}
	return "/report/" + f.form + "/cell?" + q.Encode()
}

// units is the address of the report that sets a figure side by side by
// office.
func (w window) units(node string, f figure) string {
	q := w.query(node)
	if f.form != "" {
		return "/report/" + f.form + "?" + q.Encode()
	}
	q.Set("cell", f.key)
	return "/report/" + fiveYear + "/units?" + q.Encode()
}

// report is the address of the report on an office over the window.
func (w window) report(node string) string {
	return "/report/" + fiveYear + "?" + w.query(node).Encode()
}

func (w window) query(node string) url.Values {
	return url.Values{"from": {first(w.from)}, "to": {last(w.to)}, "unit": {node}}
}

// targets reads the targets set for offices, of all duties that set some.
func (s site) targets(ctx context.Context, offices []string, w window) (db.ByOffice, error) {
	all := db.ByOffice{}
	for _, m := range s.modules {
		of, err := s.targetsOf(ctx, m, offices, w)
		if err != nil {
			return nil, fmt.Errorf("targets of %s: %w", m.ID, err)
		}
		for node, keys := range of {
			for key, years := range keys {
				for y, n := range years {
					all.Add(node, key, y, n)
				}
			}
		}
	}
	return all, nil
}

// targetsOf are the targets of one duty. Those of the whole instance belong to
// no office, so they are asked for year by year.
func (s site) targetsOf(ctx context.Context, m duty.Module, offices []string, w window) (db.ByOffice, error) {
	if m.TargetsOf == nil {
		return nil, nil
	}
	v := s.d.As(db.System)
	of, err := m.TargetsOf(ctx, v, offices, first(w.from), last(w.to))
	if err != nil || len(offices) == 0 || offices[0] != db.Everywhere || m.Targets == nil {
		return of, err
	}
	for _, y := range w.years() {
		aims, err := m.Targets(ctx, v, db.Range{Node: db.Everywhere, From: first(y), To: last(y)})
		if err != nil {
			return nil, err
		}
		for k, n := range aims {
			of.Add(db.Everywhere, k, y, n)
		}
	}
	return of, nil
}

// elapsed is the share of a year that is over at the end of a day, in per cent.
func elapsed(today vn.Day) int {
	begin, end := vn.Day(first(today.Year())), vn.Day(first(today.Year()+1))
	return (today.Sub(begin) + 1) * 100 / end.Sub(begin)
}

// sum adds up the years of a figure of an office.
func sum(b db.ByOffice, node, key string, years []int) int {
	n := 0
	for _, y := range years {
		n += b[node][key][y]
	}
	return n
}
