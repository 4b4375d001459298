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
		usual, err := UsualPeriod(c.Context(), s.d, f, dayOf(c.Today))
		if err != nil {
			return web.Reply{}, err
		}
		periods := []Period{usual}
		if p := LastYears(dayOf(c.Today), f.Years); p != usual {
			periods = append(periods, p)
		}
		periods = append(periods, LastYears(dayOf(c.Today), 1))
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
