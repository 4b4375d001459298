package report

import (
	"strconv"

	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// TablePage is the data of table.html.
type TablePage struct {
	Head   web.Head
	Views  web.Views
	Filter Filter
	Grid   TableView
	Drawer Drawer
	Agree  Agree
	Print  Print
}

// A TableView is a table as it is drawn: every number but 0 is a link.
type TableView struct {
	Label  string
	Years  []int
	Span   int // columns in all
	Groups []GroupView
}

// A GroupView is one group of rows.
type GroupView struct {
	Title string
	Rows  []RowView
}

// A RowView is one figure.
type RowView struct {
	Title         string
	Cells         []CellView // years, then the total
	Target, Share CellView
	Current, Late bool
}

// A CellView is one number; Says tells screen readers what it counts.
type CellView struct {
	Text, Href, Says string
	Current, Total   bool
}

// lateTenths is the share of the target below which a row is marked.
const lateTenths = 1000

func viewOf(c *web.Call, a asked, t Table) TableView {
	v := TableView{Label: c.Say("report.form." + t.Form.Key), Years: t.Years, Span: len(t.Years) + 4}
	key, year := cellOf(c)
	for _, g := range t.Groups {
		gv := GroupView{Title: c.Say("report.group." + g.Key)}
		for _, r := range g.Rows {
			rv := RowView{Title: c.Say(r.Figure), Current: r.Figure == key}
			for i, y := range append(t.Years[:len(t.Years):len(t.Years)], 0) {
				n := r.Total
				if i < len(r.Years) {
					n = r.Years[i]
				}
				rv.Cells = append(rv.Cells, cellView(c, a, r, y, n, rv.Current && y == year))
			}
			rv.aims(c, a, g, r)
			gv.Rows = append(gv.Rows, rv)
		}
		v.Groups = append(v.Groups, gv)
	}
	return v
}

func cellView(c *web.Call, a asked, r Row, year, n int, current bool) CellView {
	v := CellView{Text: c.Texts().Number(c.Lang, n), Total: year == 0, Current: current}
	if n != 0 {
		page := ""
		if a.form.Layout == Offices {
			page = "/cell"
		}
		v.Href, v.Says = a.to(page, r.Figure, year), c.Say("report.records")+", "+cellName(c, r.Figure, year)
	}
	return v
}

func cellName(c *web.Call, key string, year int) string {
	when := c.Say("report.cell.all")
	if year != 0 {
		when = strconv.Itoa(year)
	}
	return c.Say("report.cell", c.Say(key), when)
}

func (v *RowView) aims(c *web.Call, a asked, g Group, r Row) {
	v.Target, v.Share = CellView{Text: "–"}, CellView{Text: a.rounding.Show(c.Lang, 0, 0)}
	if r.Aimed && r.Target > 0 {
		v.Target = CellView{Text: c.Texts().Number(c.Lang, r.Target), Href: a.href("/cell", "cell", r.Figure, "of", "target"), Says: c.Say("report.cell.targets") + ", " + v.Title}
	}
	n, whole := g.share(r)
	v.Share.Text = a.rounding.Show(c.Lang, n, whole)
	if t, ok := a.rounding.Tenths(n, whole); ok && g.Whole == 0 && t < lateTenths {
		v.Late = true
	}
}

// table shows a form, with the records of one cell beside it.
func (s site) table(c *web.Call) (web.Reply, error) {
	a, err := s.asked(c)
	if err != nil {
		return web.Reply{}, err
	}
	t, err := Count(c.Context(), s.d, s.modules, a.form, a.period, a.node)
	if err != nil {
		return web.Reply{}, err
	}
	if a.form.Layout == Offices {
		return s.offices(c, a, t)
	}
	page := TablePage{Head: s.head(c, a, t), Views: views(c, a, ""), Grid: viewOf(c, a, t)}
	if page.Filter, err = s.filter(c, a, ""); err != nil {
		return web.Reply{}, err
	}
	if key, year := cellOf(c); key != "" {
		if page.Drawer, err = s.drawer(c, a, t, key, year); err != nil {
			return web.Reply{}, err
		}
	}
	if page.Agree, err = s.agree(c, a, t); err != nil {
		return web.Reply{}, err
	}
	if page.Print, err = s.print(c, t, page.Agree.Seal); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "report/table.html", Data: page, Title: page.Head.Title, Crumbs: crumbs(c), Problem: a.problem}, nil
}

func crumbs(c *web.Call, more ...web.Crumb) []web.Crumb {
	return append([]web.Crumb{{Text: c.Say("report.title"), Href: "/report"}}, more...)
}

func (s site) head(c *web.Call, a asked, t Table) web.Head {
	p := Paper{Table: t, Texts: c.Texts(), Lang: c.Lang}
	h := web.Head{Title: p.title()[0], Print: true, Sub: p.unit() + " · " + c.Say("report.counted", s.d.As(c.Who).Now(), string(t.Period.From), string(t.Period.To))}
	if c.Who.Can("report.export") {
		for _, f := range []struct{ format, icon string }{{"json", "file-text"}, {"csv", "table"}, {"xlsx", "file-type-xls"}} {
			h.Acts = append(h.Acts, web.Link{Text: c.Say("report.export." + f.format), Href: a.href("/export", "format", f.format), Icon: f.icon, Primary: f.format == "xlsx"})
		}
	}
	return h
}

func views(c *web.Call, a asked, current string) web.Views {
	key, _ := cellOf(c)
	return web.Views{Label: c.Say("report.view"), Tabs: []web.Link{
		{Text: c.Say("report.view.table"), Href: a.href("", "cell", key), Current: current == ""},
		{Text: c.Say("report.view.units"), Href: a.href("/units", "cell", key), Current: current == "units"},
	}}
}

// has reports whether there is a text for a key.
func has(c *web.Call, key string) bool { return c.Texts().Has(text.Vi, key) }
