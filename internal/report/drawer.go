package report

import (
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// A Drawer is the first records behind a cell, beside the table. It is not
// drawn without a title.
type Drawer struct {
	Title, Sum string
	Parts      string // the cell by its parts, in words
	Records    []RecordView
	Hidden     string
	All, Close string // addresses
	How        string
}

// A RecordView is one record behind a cell.
type RecordView struct {
	Code, Title, Note, Href, Day string
	Hidden                       bool
}

// drawerLines is how many records stand beside the table.
const drawerLines = 8

func (s site) drawer(c *web.Call, a asked, t Table, key string, year int) (Drawer, error) {
	recs, err := Cell(c.Context(), s.d, s.modules, c.Who, t, key, year, "", drawerLines)
	if err != nil {
		return Drawer{}, err
	}
	row, _ := t.Row(key)
	d := Drawer{
		Title: c.Texts().Number(c.Lang, t.In(row, year)) + " · " + cellName(c, key, year), Sum: sumOf(c, t, row, year), Parts: partsOfCell(c, s.modules, t, key, year),
		All: a.to("/cell", key, year), Close: a.href(""), How: how(c, s.modules, key),
	}
	for _, r := range recs.Rows {
		d.Records = append(d.Records, recordView(c, r))
	}
	return d, nil
}

func recordView(c *web.Call, r Record) RecordView {
	v := RecordView{Code: r.Code, Title: r.Title, Note: r.Note, Href: r.Href, Day: c.Texts().Day(c.Lang, r.Day), Hidden: r.Hidden}
	if r.Hidden {
		v.Title, v.Note = c.Say("report.hidden"), r.Unit
	}
	return v
}

// sumOf writes the sum out: "44 + 49 + 57 = 150"; a single year is the number.
func sumOf(c *web.Call, t Table, r Row, year int) string {
	total := c.Texts().Number(c.Lang, t.In(r, year))
	if year != 0 || len(r.Years) < 2 || r.Stock {
		return total
	}
	var parts []string
	for _, n := range r.Years {
		parts = append(parts, c.Texts().Number(c.Lang, n))
	}
	return c.Say("report.cell.sum", strings.Join(parts, " + "), total)
}

// partsOfCell says how a cell divides: "có vi phạm 231, không vi phạm 24".
func partsOfCell(c *web.Call, modules []duty.Module, t Table, key string, year int) string {
	var out []string
	for _, k := range partsOf(modules, key) {
		n := t.In(t.row(k), year)
		if n != 0 {
			out = append(out, c.Say(k)+" "+c.Texts().Number(c.Lang, n))
		}
	}
	return strings.Join(out, "; ")
}

// how is the definition of a figure in words; a part has that of its figure.
func how(c *web.Call, modules []duty.Module, key string) string {
	if has(c, key+".how") {
		return c.Say(key + ".how")
	}
	for _, m := range modules {
		for _, f := range m.Figures {
			if slices.Contains(f.Parts, key) && has(c, f.Key+".how") {
				return c.Say(f.Key + ".how")
			}
		}
	}
	return ""
}

// CellPage is the data of cell.html.
type CellPage struct {
	Head   web.Head
	Note   web.Note
	Grid   web.Grid
	How    string
	Hidden web.Note
	Table  string // address of the table
}

// cellLimit is how many records a page of a list shows.
const cellLimit = 50

// cell lists the records behind a cell, page by page.
func (s site) cell(c *web.Call) (web.Reply, error) {
	a, err := s.asked(c)
	if err == nil {
		err = a.problem
	}
	if err != nil {
		return web.Reply{}, err
	}
	t, err := Count(c.Context(), s.d, s.modules, a.form, a.period, a.node)
	if err != nil {
		return web.Reply{}, err
	}
	key, year := cellOf(c)
	if c.Query("line") != "" {
		return s.lineCell(c, a, t, key)
	}
	if c.Query("of") == "target" {
		return s.targets(c, a, t, key)
	}
	recs, err := Cell(c.Context(), s.d, s.modules, c.Who, t, key, year, c.Query("after"), cellLimit)
	if err != nil {
		return web.Reply{}, err
	}
	page := s.cellPage(c, a, t, key, year)
	page.Grid = s.recordGrid(c, a.to("/cell", key, year), recs.Rows, recs.Next)
	page.hide(c, recs.Rows)
	return web.Reply{Page: "report/cell.html", Data: page, Title: page.Head.Title, Crumbs: crumbs(c, web.Crumb{Text: c.Say("report.form." + a.form.Key), Href: page.Table})}, nil
}

func (s site) cellPage(c *web.Call, a asked, t Table, key string, year int) CellPage {
	row, _ := t.Row(key)
	p := CellPage{Table: a.to("", key, year), How: how(c, s.modules, key)}
	p.Head = web.Head{Title: cellName(c, key, year), Sub: sumOf(c, t, row, year) + " · " + Paper{Table: t, Texts: c.Texts(), Lang: c.Lang}.unit(), Print: true}
	if parts := partsOfCell(c, s.modules, t, key, year); parts != "" {
		p.Head.Sub += " · " + parts
	}
	if c.Who.Can("report.export") {
		for _, f := range []struct{ format, icon string }{{"csv", "table"}, {"xlsx", "file-type-xls"}} {
			p.Head.Acts = append(p.Head.Acts, web.Link{Text: c.Say("report.export." + f.format), Href: a.to("/export", key, year) + "&format=" + f.format, Icon: f.icon})
		}
	}
	return p
}

// hide says how many of the records the viewer may not see.
func (p *CellPage) hide(c *web.Call, recs []Record) {
	hidden := 0
	for _, r := range recs {
		if r.Hidden {
			hidden++
		}
	}
	if hidden > 0 {
		p.Hidden = web.Note{Kind: "warn", Text: c.Say("report.hidden.count", hidden)}
	}
}

// recordGrid lists records; at is the address of the first page.
func (s site) recordGrid(c *web.Call, at string, recs []Record, next string) web.Grid {
	g := web.Grid{
		Label:   c.Say("report.cell.list"),
		Columns: []web.Column{{Text: c.Say("report.code")}, {Text: c.Say("report.record")}, {Text: c.Say("report.unit")}, {Text: c.Say("report.day")}, {Text: c.Say("report.n"), Num: true}},
		Empty:   web.Empty{Icon: "folder-open", Title: c.Say("report.cell.none"), Text: c.Say("report.cell.none.text")},
		Pager:   web.Pager{Total: c.Say("report.cell.lines", len(recs))},
	}
	if c.Query("after") != "" {
		g.Pager.Prev = at
	}
	if next != "" {
		g.Pager.Next = at + "&after=" + next
	}
	for _, r := range recs {
		v := recordView(c, r)
		if r.Hidden {
			v.Note = ""
		}
		cells := lineCells(r.Line, v.Title, v.Note)
		g.Rows = append(g.Rows, web.Row{Cells: append(cells, web.Cell{Text: r.Unit}, web.Cell{Text: v.Day}, web.Cell{Text: c.Texts().Number(c.Lang, r.N), Num: true})})
	}
	return g
}

// lineCells are the number and the title of a record; what has no number is
// opened by its title.
func lineCells(l duty.Line, title, note string) []web.Cell {
	if l.Code == "" {
		return []web.Cell{{Text: "–"}, {Text: title, Small: note, Href: l.Href, Key: l.Href != ""}}
	}
	return []web.Cell{{Text: l.Code, Href: l.Href, Key: true, Mono: true}, {Text: title, Small: note}}
}

// targets lists what was set behind a target.
func (s site) targets(c *web.Call, a asked, t Table, key string) (web.Reply, error) {
	row, ok := t.Row(key)
	m, known := ownerOf(s.modules, key)
	if !ok || !known || !row.Aimed || m.TargetsBehind == nil {
		return web.Reply{}, fmt.Errorf("target of %s: %w", key, db.ErrNotFound)
	}
	lines, err := m.TargetsBehind(c.Context(), s.d.As(c.Who), key, a.period.over(a.node))
	if err != nil {
		return web.Reply{}, err
	}
	page := CellPage{Table: a.href(""), Head: web.Head{Title: c.Say("report.cell", c.Say("report.cell.targets"), c.Say(key)), Sub: c.Texts().Number(c.Lang, row.Target)}}
	page.Grid = web.Grid{Label: c.Say("report.cell.targets"), Columns: []web.Column{{Text: c.Say("report.code")}, {Text: c.Say("report.record")}}, Empty: web.Empty{Title: c.Say("report.cell.none")}}
	for _, l := range lines {
		page.Grid.Rows = append(page.Grid.Rows, web.Row{Cells: lineCells(l, l.Title, l.Note)})
	}
	return web.Reply{Page: "report/cell.html", Data: page, Title: page.Head.Title, Crumbs: crumbs(c, web.Crumb{Text: c.Say("report.form." + a.form.Key), Href: page.Table})}, nil
}
