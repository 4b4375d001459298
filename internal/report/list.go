package report

import (
	"liemchinh.vn/internal/web"
)

// ListPage is the data of list.html.
type ListPage struct {
	Head web.Head
	Grid web.Grid
}

// list shows the forms, each with the periods that are usually asked for.
func (s site) list(c *web.Call) (web.Reply, error) {
	all, err := Forms()
	if err != nil {
		return web.Reply{}, err
	}
	page := ListPage{Head: web.Head{Title: c.Say("report.title"), Sub: c.Say("report.sub"), Acts: []web.Link{{Text: c.Say("report.verify"), Href: "/report/check", Icon: "shield-check"}}}}
	page.Grid = web.Grid{Label: c.Say("report.forms"), Columns: []web.Column{{Text: c.Say("report.form"), Wide: true}, {Text: c.Say("report.from")}, {Text: c.Say("report.to")}},
		Empty: web.Empty{Title: c.Say("report.cell.none")}}
	for _, f := range all {
		if !f.Given(s.modules) {
			continue
		}
		periods, err := s.periods(c, f)
		if err != nil {
			return web.Reply{}, err
		}
		for _, p := range periods {
			a := asked{form: f, period: p, node: c.Who.Unit}
			page.Grid.Rows = append(page.Grid.Rows, web.Row{Cells: []web.Cell{
				{Text: c.Say("report.form." + f.Key), Href: a.href(""), Key: true, Wide: true},
				{Text: c.Texts().Day(c.Lang, string(p.From))}, {Text: c.Texts().Day(c.Lang, string(p.To))},
			}})
		}
	}
	return web.Reply{Page: "report/list.html", Data: page, Title: page.Head.Title}, nil
}

// periods are those usually asked for of a form: the usual one, the one before
// it where the law sets a year of its own, and the last full years.
func (s site) periods(c *web.Call, f Form) ([]Period, error) {
	today := dayOf(c.Today)
	usual, err := s.usual(c.Context(), f, today)
	if err != nil {
		return nil, err
	}
	all := []Period{usual}
	w, ok, err := s.window(c.Context(), f, today.Year()-1)
	if err != nil {
		return nil, err
	}
	if ok {
		return append(all, Period{w.From, w.To}), nil
	}
	if p := LastYears(today, f.Years); p != usual {
		all = append(all, p)
	}
	return append(all, LastYears(today, 1)), nil
}
