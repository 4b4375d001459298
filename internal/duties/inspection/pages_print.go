package inspection

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/web"
)

// PrintPage is the data of print.html: the whole file of an inspection.
type PrintPage struct {
	DossierPage
	Foot string
}

// print draws the whole file on one page, for paper. That it was taken out is
// in the journal first.
func (p pages) print(c *web.Call) (web.Reply, error) {
	d, err := dossiers().open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	papers, err := db.Find[Paper](c.Context(), p.view(c), "t.inspection = $1", "ORDER BY t.added_on, t.id", d.ID)
	if err != nil {
		return web.Reply{}, err
	}
	if err := p.DB.Note(c.Context(), c.Who, ID+".print", d.Table()+"/"+d.ID, d.ID, map[string]any{"code": d.Code}); err != nil {
		return web.Reply{}, err
	}
	page := PrintPage{Foot: c.Say("inspection.page.exported", c.Today, c.Who.Name)}
	page.head(c, d, len(papers))
	page.Head.Print = true
	page.Head.Acts = []web.Link{{Text: c.Say("inspection.page.back"), Href: InspectionHref(d.ID), Icon: "arrow-back-up"}}
	page.people(c, d)
	page.findings(c, d)
	page.followed(c, d)
	page.Papers = paperGrid(c, papers, "")
	page.Journal, _, err = p.kit().Journal(c, d.ID, "")
	return web.Reply{Page: "inspection/print.html", Data: page, Title: d.Title, Nav: ID, Crumbs: crumbs(c, "inspections", "/inspection")}, err
}
