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

// A figure is one of the numbers that the picture can show, a row of the form
// "five-year" of the reports. Its title is the text of its key, its short head
// the text "picture.head."+name.
type figure struct {
	key   string
	name  string // in addresses
	aimed bool   // held against the targets that were set
	work  bool   // a result of the office's own work: an office without any has done none
}

// figures are those the page shows, in its order.
var figures = []figure{
	{"inspection.members_inspected", "members_inspected", true, true},
	{"inspection.organisations_inspected", "organisations_inspected", true, true},
	{"inspection.members_supervised", "members_supervised", true, true},
	{"inspection.organisations_supervised", "organisations_supervised", true, true},
	{"inspection.members_signs", "members_signs", false, true},
	{"inspection.members_denunciation_resolved", "denunciations", false, true},
	{"inspection.members_disciplined", "disciplined", false, true},
	{"secrets.leak_cases", "leaks", false, false},
	{"secrets.loss_cases", "losses", false, false},
	{"secrets.bodies_inspected", "bodies", false, false},
}

// form is the form of the reports in which the figures stand.
const form = "five-year"

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

// cell is the address of the report on an office over the window, with the
// records of one figure and year beside it; year 0 is the whole window.
func (w window) cell(node, key string, year int) string {
	q := w.query(node)
	q.Set("cell", key)
	if year != 0 {
		q.Set("year", strconv.Itoa(year))
	}
	return "/report/" + form + "?" + q.Encode()
}

// units is the address of the report that sets a figure side by side by
// office.
func (w window) units(node, key string) string {
	q := w.query(node)
	q.Set("cell", key)
	return "/report/" + form + "/units?" + q.Encode()
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
