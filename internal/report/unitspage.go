package report

import (
	"cmp"

	"liemchinh.vn/internal/web"
)

// UnitsPage is the data of units.html.
type UnitsPage struct {
	Head   web.Head
	Views  web.Views
	Filter Filter
	Figure web.Field
	Bars   web.Bars
	Grid   web.Grid
	None   web.Empty // drawn if the office had none below it
}

// units sets one figure side by side by the offices below.
func (s site) units(c *web.Call) (web.Reply, error) {
	a, err := s.asked(c)
	if err != nil {
		return web.Reply{}, err
	}
	t, err := Count(c.Context(), s.d, s.modules, a.form, a.period, a.node)
	if err != nil {
		return web.Reply{}, err
	}
	key, _ := cellOf(c)
	if rows := t.Rows(); key == "" && len(rows) > 0 {
		key = rows[0].Figure
	}
	sides, err := SideBySide(c.Context(), s.d, s.modules, t, key)
	if err != nil {
		return web.Reply{}, err
	}
	page := UnitsPage{Head: s.head(c, a, t), Views: views(c, a, "units"), Figure: web.Field{Name: "cell", Kind: web.FieldSelect, Label: c.Say("report.figure"), Value: key}}
	page.Head.Acts = nil
	for _, r := range t.Rows() {
		page.Figure.Options = append(page.Figure.Options, web.Option{Value: r.Figure, Label: c.Say(r.Figure)})
	}
	if page.Filter, err = s.filter(c, a, "/units"); err != nil {
		return web.Reply{}, err
	}
	if len(sides.Sides) == 0 {
		page.None = web.Empty{Icon: "sitemap", Title: c.Say("report.units.none"), Text: c.Say("report.units.none.text")}
	}
	page.Bars, page.Grid = bars(c, a, sides), sideGrid(c, a, sides)
	return web.Reply{Page: "report/units.html", Data: page, Title: page.Head.Title, Crumbs: crumbs(c), Problem: a.problem}, nil
}

func bars(c *web.Call, a asked, s Sides) web.Bars {
	b := web.Bars{Label: c.Say("report.units.chart")}
	for _, x := range s.Sides {
		at := a
		at.node = x.Unit.ID
		bar := web.Bar{Name: x.Unit.Name, Text: c.Texts().Number(c.Lang, x.Total), Result: x.Total, Target: x.Target}
		if x.Target > 0 {
			bar.Text = c.Say("report.units.bar", x.Total, x.Target)
		}
		if x.Whole {
			bar.Href = at.to("", x.Figure, 0)
		}
		b.Items = append(b.Items, bar)
	}
	return b
}

func sideGrid(c *web.Call, a asked, s Sides) web.Grid {
	g := web.Grid{Label: c.Say("report.view.units"), Columns: []web.Column{{Text: c.Say("report.unit"), Wide: true}}, Empty: web.Empty{Title: c.Say("report.units.none")}}
	for _, y := range s.Years {
		g.Columns = append(g.Columns, web.Column{Text: yearText(y), Num: true})
	}
	for _, k := range []string{"report.total", "report.target", "report.share"} {
		g.Columns = append(g.Columns, web.Column{Text: c.Say(k), Num: true})
	}
	for _, x := range s.Sides {
		at := a
		at.node = x.Unit.ID
		if !x.Whole {
			at.node = ""
		}
		name := web.Cell{Text: x.Unit.Name, Key: true, Wide: true}
		if at.node != "" {
			name.Href = at.to("", x.Figure, 0)
		}
		if x.Former {
			name.Small = c.Say("report.units.former")
		}
		g.Rows = append(g.Rows, web.Row{Cells: sideCells(c, at, s, name, x.Row)})
	}
	none := a
	none.node = ""
	g.Rows = append(g.Rows, web.Row{Cells: sideCells(c, none, s, web.Cell{Text: c.Say("report.units.own"), Wide: true}, s.Own)})
	g.Foot = sideCells(c, a, s, web.Cell{Text: c.Say("report.total"), Wide: true}, s.Total)
	return g
}

// sideCells are the cells of a line; they are links where the address of the
// line's office shows the same numbers.
func sideCells(c *web.Call, a asked, s Sides, name web.Cell, r Row) []web.Cell {
	cells := []web.Cell{name}
	number := func(n, year int) {
		cell := web.Cell{Text: c.Texts().Number(c.Lang, n), Num: true}
		if n != 0 && a.node != "" {
			cell.Href, cell.Figure = a.to("", r.Figure, year), true
		}
		cells = append(cells, cell)
	}
	for i, y := range s.Years {
		number(r.Years[i], y)
	}
	number(r.Total, 0)
	target := "–"
	if r.Aimed && r.Target > 0 {
		target = c.Texts().Number(c.Lang, r.Target)
	}
	return append(cells, web.Cell{Text: target, Num: true}, web.Cell{Text: cmp.Or(a.rounding, HalfUp).Show(c.Lang, r.Total, r.Target), Num: true})
}
