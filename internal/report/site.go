package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Settings of the program (db.Setting) that the pages follow.
const (
	SettingFrom     = "report.from"     // first day of the period shown when none is asked for
	SettingTo       = "report.to"       // its last day
	SettingRounding = "report.rounding" // a Rounding
)

// site serves the pages.
type site struct {
	d       *db.DB
	modules []duty.Module
	law     func(context.Context) (law.Pack, error) // nil for the built-in rules
}

// New puts the module together. modules are the duties whose figures it
// reports.
func New(deps duty.Deps, modules []duty.Module) duty.Module {
	s := site{deps.DB, modules, deps.Law}
	return duty.Module{
		ID: ID, Files: Files,
		Nav: []web.NavEntry{{ID: ID, Path: "/report", Icon: "report-analytics", TextKey: "report.nav", Group: "web.nav.summary", Need: "report.read"}},
		Routes: []duty.Route{
			{Pattern: "GET /report", Need: "report.read", Serve: s.list},
			{Pattern: "GET /report/{form}", Need: "report.read", Serve: s.table},
			{Pattern: "GET /report/{form}/units", Need: "report.read", Serve: s.units},
			{Pattern: "GET /report/{form}/cell", Need: "report.read", Serve: s.cell},
			{Pattern: "GET /report/{form}/export", Need: "report.export", Serve: s.export},
			{Pattern: "GET /report/check", Need: "report.read", Serve: s.ask4file},
			{Pattern: "POST /report/check", Need: "report.read", Serve: s.verify},
		},
	}
}

// An asked is what the address of a page asks for.
type asked struct {
	form     Form
	period   Period
	node     string
	rounding Rounding
	problem  error // a period that cannot be read; the usual one is shown instead
}

// asked reads the address. An office outside the viewer's reach does not exist.
func (s site) asked(c *web.Call) (asked, error) {
	form, err := FormOf(c.Path("form"))
	if err == nil && !form.Given(s.modules) {
		err = ErrNoForm
	}
	if errors.Is(err, ErrNoForm) {
		err = fmt.Errorf("%w: %w", db.ErrNotFound, err)
	}
	if err != nil {
		return asked{}, err
	}
	a := asked{form: form, node: cmp.Or(c.Query("unit"), c.Who.Unit)}
	if err := reached(c.Context(), s.d.As(c.Who), a.node); err != nil {
		return a, err
	}
	usual, err := s.usual(c.Context(), form, dayOf(c.Today))
	if err != nil {
		return a, err
	}
	r, err := s.d.Setting(c.Context(), SettingRounding)
	if err != nil {
		return a, err
	}
	a.rounding = Rounding(r)
	a.period, a.problem = readPeriod(c.Query("from"), c.Query("to"), usual)
	return a, nil
}

func dayOf(s string) vn.Day { return vn.Day(s) }

// UsualPeriod is the period shown when none is asked for: the one set for the
// instance, or the last full calendar years.
func UsualPeriod(ctx context.Context, d *db.DB, f Form, today vn.Day) (Period, error) {
	from, err := d.Setting(ctx, SettingFrom)
	if err != nil {
		return Period{}, err
	}
	to, err := d.Setting(ctx, SettingTo)
	if err != nil {
		return Period{}, err
	}
	if p := (Period{vn.Day(from), vn.Day(to)}); p.Check() == nil {
		return p, nil
	}
	return LastYears(today, f.Years), nil
}

func readPeriod(from, to string, usual Period) (Period, error) {
	p := usual
	for _, x := range []struct {
		name, value string
		to          *vn.Day
	}{{"from", from, &p.From}, {"to", to, &p.To}} {
		if x.value == "" {
			continue
		}
		d, err := vn.ParseDay(x.value)
		if err != nil {
			return usual, ErrNoDay.On(x.name)
		}
		*x.to = d
	}
	if err := p.Check(); err != nil {
		return usual, err
	}
	return p, nil
}

// href is the address of a page of the same form, period and office.
func (a asked) href(page string, more ...string) string {
	q := url.Values{"from": {string(a.period.From)}, "to": {string(a.period.To)}, "unit": {a.node}}
	for i := 0; i+1 < len(more); i += 2 {
		if more[i+1] != "" {
			q.Set(more[i], more[i+1])
		}
	}
	return "/report/" + a.form.Key + page + "?" + q.Encode()
}

// to is the address of a page about a cell.
func (a asked) to(page, key string, year int) string {
	y := ""
	if year != 0 {
		y = strconv.Itoa(year)
	}
	return a.href(page, "cell", key, "year", y)
}

// cellOf reads which cell the address names; an empty key for none.
func cellOf(c *web.Call) (key string, year int) {
	year, err := strconv.Atoi(c.Query("year"))
	if err != nil {
		year = 0
	}
	return c.Query("cell"), year
}

// A Filter is the form above a table that chooses period and office.
type Filter struct {
	Action   string
	Hidden   []web.Hidden
	From, To web.Field
	Unit     web.Field
	Find     string
	Found    []web.Link
	Nothing  string
}

// filter draws the choice of period and office. Two levels of the tree can be
// chosen from, and any office can be searched for.
func (s site) filter(c *web.Call, a asked, page string, hidden ...web.Hidden) (Filter, error) {
	f := Filter{
		Action: "/report/" + a.form.Key + page, Hidden: hidden, Find: c.Query("find"),
		From: web.Field{Name: "from", Kind: web.FieldDay, Label: c.Say("report.from"), Value: string(a.period.From)},
		To:   web.Field{Name: "to", Kind: web.FieldDay, Label: c.Say("report.to"), Value: string(a.period.To)},
		Unit: web.Field{Name: "unit", Kind: web.FieldSelect, Label: c.Say("report.unit"), Value: a.node},
	}
	for _, p := range text.Problems(a.problem) {
		for _, x := range []*web.Field{&f.From, &f.To} {
			if x.Name == p.Field {
				x.Error, x.Value = c.Say(p.Key, p.Args...), c.Query(x.Name)
			}
		}
	}
	tree, err := treeFor(c.Context(), s.d.As(c.Who), a.period, c.Today)
	if err != nil {
		return f, err
	}
	if c.Who.Unit == db.Everywhere {
		f.Unit.Options = append(f.Unit.Options, web.Option{Value: db.Everywhere, Label: c.Say("report.everywhere")})
	}
	for _, r := range tree.Roots {
		f.offer(r, 0)
		for _, n := range r.Children {
			f.offer(n, 1)
		}
	}
	if n := tree.Get(a.node); n != nil && n.Depth() > 1 {
		f.offer(n, n.Depth())
	}
	f.search(c, a, page, tree)
	return f, nil
}

func (f *Filter) offer(n *org.Node, depth int) {
	label := n.Name()
	for range depth {
		label = "\u00a0\u00a0\u00a0" + label
	}
	f.Unit.Options = append(f.Unit.Options, web.Option{Value: n.ID, Label: label})
}

// foundUnits is how many offices a search offers.
const foundUnits = 20

func (f *Filter) search(c *web.Call, a asked, page string, tree *org.Tree) {
	if f.Find == "" {
		return
	}
	for _, n := range tree.Search(f.Find, foundUnits) {
		at := a
		at.node = n.ID
		label := n.Name()
		if n.Parent != nil {
			label += ", " + n.Parent.Name()
		}
		f.Found = append(f.Found, web.Link{Text: label, Href: at.href(page, "cell", c.Query("cell"), "year", c.Query("year"))})
	}
	if len(f.Found) == 0 {
		f.Nothing = c.Say("report.unit.none", f.Find)
	}
}
