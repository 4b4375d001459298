package report

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// OfficesPage is the data of offices.html.
type OfficesPage struct {
	Head   web.Head
	Views  web.Views
	Filter Filter
	Window WindowView
	Grid   OfficesView
	Agree  Agree
	Print  Print
}

// A WindowView tells which days the annual report counts, when it is due, and
// which rules say so. It is not drawn without a note.
type WindowView struct {
	Note  web.Note
	Steps []string
}

// An OfficesView is a form with the figures as columns: two lines of heads,
// then a line of numbers for every office and their sum.
type OfficesView struct {
	Label string
	Heads []HeadView
	Subs  []SubView
	Lines []LineView
	Total LineView
}

// A HeadView is the head of a group of columns.
type HeadView struct {
	Title string
	Span  int
}

// A SubView is the head of one column; Title is the figure in full.
type SubView struct{ Text, Title string }

// A LineView is one office.
type LineView struct {
	Name, Small, Href string
	Cells             []CellView
}

// window is the annual window that a form with one shows on a day: that of the
// calendar year. ok is false for other forms and for years without a rule.
func (s site) window(ctx context.Context, f Form, year int) (w law.Window, ok bool, err error) {
	if f.Window != Annual {
		return w, false, nil
	}
	rules := law.Default()
	if s.law != nil {
		if rules, err = s.law(ctx); err != nil {
			return w, false, err
		}
	}
	w, err = rules.AnnualSecrets(year)
	if errors.Is(err, law.ErrNoRule) || errors.Is(err, law.ErrNoValue) {
		return w, false, nil
	}
	return w, err == nil, err
}

// usual is the period shown when none is asked for.
func (s site) usual(ctx context.Context, f Form, today vn.Day) (Period, error) {
	w, ok, err := s.window(ctx, f, today.Year())
	if err != nil {
		return Period{}, err
	}
	if ok {
		return Period{w.From, w.To}, nil
	}
	return UsualPeriod(ctx, s.d, f, today)
}

// windowView tells how the period shown stands to the annual report of its
// last year (S34).
func (s site) windowView(c *web.Call, a asked) (WindowView, error) {
	var v WindowView
	year := a.period.To.Year()
	w, ok, err := s.window(c.Context(), a.form, year)
	if err != nil || a.form.Window != Annual {
		return v, err
	}
	if !ok {
		v.Note = web.Note{Kind: "warn", Text: c.Say("report.window.none")}
		return v, nil
	}
	days := []any{c.Texts().Day(c.Lang, string(w.From)), c.Texts().Day(c.Lang, string(w.To)), yearText(year), c.Texts().Day(c.Lang, string(w.Due))}
	v.Note.Text = c.Say("report.window", days...)
	if p := (Period{w.From, w.To}); p != a.period {
		at := a
		at.period = p
		v.Note = web.Note{Kind: "warn", Text: c.Say("report.window.other", days...), Link: web.Link{Text: c.Say("report.window.show"), Href: at.href("")}}
	}
	if !w.Verified() {
		v.Note.Text += ". " + c.Say("report.window.unverified")
	}
	for _, st := range w.Explain() {
		v.Steps = append(v.Steps, c.Say(st.Key, st.Args...))
	}
	return v, nil
}

// offices shows a form office by office.
func (s site) offices(c *web.Call, a asked, t Table) (web.Reply, error) {
	o, err := ByOffice(c.Context(), s.d, t)
	if err != nil {
		return web.Reply{}, err
	}
	page := OfficesPage{Head: s.head(c, a, t), Views: views(c, a, ""), Grid: officesView(c, a, o)}
	if page.Filter, err = s.filter(c, a, ""); err != nil {
		return web.Reply{}, err
	}
	if page.Window, err = s.windowView(c, a); err != nil {
		return web.Reply{}, err
	}
	if page.Agree, err = s.agree(c, a, t); err != nil {
		return web.Reply{}, err
	}
	if page.Print, err = s.print(c, t, page.Agree.Seal); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "report/offices.html", Data: page, Title: page.Head.Title, Crumbs: crumbs(c), Problem: a.problem}, nil
}

func officesView(c *web.Call, a asked, o OfficeTable) OfficesView {
	v := OfficesView{Label: c.Say("report.form." + o.Form.Key)}
	for _, g := range o.Groups {
		v.Heads = append(v.Heads, HeadView{c.Say("report.group." + g.Key), len(g.Rows)})
		for _, r := range g.Rows {
			v.Subs = append(v.Subs, SubView{c.Say(o.Form.headOf(r.Figure)), c.Say(r.Figure)})
		}
	}
	for _, l := range o.Lines {
		v.Lines = append(v.Lines, lineView(c, a, o, l))
	}
	v.Total = LineView{Name: c.Say("report.total")}
	for _, r := range o.Rows() {
		v.Total.Cells = append(v.Total.Cells, cellView(c, a, r, 0, r.Total, false))
	}
	return v
}

// headOf is the text of a column's head: a short one, or the title.
func (f Form) headOf(key string) string {
	for _, g := range f.Groups {
		if i := slices.IndexFunc(g.Rows, func(r FormRow) bool { return r.Figure == key && r.Head != "" }); i >= 0 {
			return "report.head." + g.Rows[i].Head
		}
	}
	return key
}

func lineView(c *web.Call, a asked, o OfficeTable, l OfficeLine) LineView {
	v := LineView{Name: officeName(c, o, l)}
	if l.Former {
		v.Small = c.Say("report.units.former")
	}
	if !l.Own {
		at := a
		at.node = l.Unit.ID
		v.Href = at.href("")
	}
	for i, r := range o.Rows() {
		cell := CellView{Text: c.Texts().Number(c.Lang, l.Counts[i])}
		if l.Counts[i] != 0 {
			cell.Href = a.href("/cell", "cell", r.Figure, "line", l.Name())
			cell.Says = c.Say("report.records") + ", " + c.Say("report.line", v.Name, c.Say(r.Figure))
		}
		v.Cells = append(v.Cells, cell)
	}
	return v
}

// officeName is the name of a line for people: that of the office, and for its
// own line beside others what that line holds.
func officeName(c *web.Call, o OfficeTable, l OfficeLine) string {
	if l.Own && len(o.Lines) > 1 {
		return c.Say("report.offices.own")
	}
	return cmp.Or(l.Unit.Name, c.Say("report.everywhere"))
}

// lineCell lists the records behind one cell of one line.
func (s site) lineCell(c *web.Call, a asked, t Table, key string) (web.Reply, error) {
	line := c.Query("line")
	facts, total, err := LineCell(c.Context(), s.d, s.modules, t, key, line, c.Query("after"), cellLimit)
	if err != nil {
		return web.Reply{}, err
	}
	recs, err := Describe(c.Context(), s.d, s.modules, c.Who, key, facts.Rows)
	if err != nil {
		return web.Reply{}, err
	}
	name := c.Say("report.offices.own")
	if line != lineOwn {
		u, err := unitOf(c.Context(), s.d, line, t.Period.To)
		if err != nil {
			return web.Reply{}, err
		}
		name = u.Name
	}
	page := CellPage{Table: a.href(""), How: how(c, s.modules, key)}
	page.Head = web.Head{Title: c.Say("report.line", name, c.Say(key)), Sub: c.Texts().Number(c.Lang, total), Print: true}
	page.Grid = s.recordGrid(c, a.href("/cell", "cell", key, "line", line), recs, facts.Next)
	page.hide(c, recs)
	return web.Reply{Page: "report/cell.html", Data: page, Title: page.Head.Title, Crumbs: crumbs(c, web.Crumb{Text: c.Say("report.form." + a.form.Key), Href: page.Table})}, nil
}
