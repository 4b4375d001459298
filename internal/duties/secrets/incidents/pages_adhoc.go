package incidents

import (
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/web"
)

// AdHocPage is the data of adhoc.html: the ad-hoc report on a leak or loss, for
// signature (Decree 26/2020, art. 8(1)b, 8(2)).
type AdHocPage struct {
	Head                         web.Head
	Office, Paper, On, Title, To string
	Parts                        []AdHocPart
	Documents                    web.Section
}

// An AdHocPart is one heading of the report.
type AdHocPart struct {
	Title string
	Facts web.Summary
}

// adHocReport draws the report out of the file as it stands; its number and day
// are those of the report once it was sent.
func adHocReport(k desk.Desk) web.Handler {
	return func(c *web.Call) (web.Reply, error) {
		v := k.DB.As(c.Who)
		i, err := IncidentFolder(k).Open(c.Context(), v, c.Path("id"))
		if err != nil {
			return web.Reply{}, err
		}
		if err := k.DB.Note(c.Context(), c.Who, ID+".print_adhoc", i.Table()+"/"+i.ID, i.Dossier, map[string]any{"paper": i.AdHocPaper}); err != nil {
			return web.Reply{}, err
		}
		page := AdHocPage{Head: web.Head{Title: c.Say("incidents.adhoc.title"), Print: true, Acts: []web.Link{{Text: c.Say("desk.back"), Href: "/incidents/incident/" + i.ID, Icon: "arrow-back-up"}}},
			Office: desk.UnitName(c.Context(), v, i.Org, k.Today()), Paper: i.AdHocPaper, On: string(i.AdHocOn), Title: c.Say("incidents.adhoc.about."+string(i.Kind), i.UnitName), To: i.AdHocTo,
			Documents: adHocDocuments(c, i)}
		for _, p := range adHocParts(c, i) {
			if len(p.Facts) > 0 {
				page.Parts = append(page.Parts, p)
			}
		}
		return web.Reply{Page: "incidents/adhoc.html", Data: page, Title: page.Head.Title}, nil
	}
}

// adHocParts say what happened, what was done at once, who was told, and what is
// known of causes and remedy. Persons stand in no report of this kind.
func adHocParts(c *web.Call, i Incident) []AdHocPart {
	what, done, told, why := desk.NewFacts(c, ID), desk.NewFacts(c, ID), desk.NewFacts(c, ID), desk.NewFacts(c, ID)
	what.Text("code", i.Code).Say("kind", "incidents.kind.", string(i.Kind)).Text("unit_name", i.UnitName).Day("occurred_on", string(i.OccurredOn)).
		Text("discovered_on", moments(c, i.DiscoveredOn.String(), i.DiscoveredAt)).Text("discovered_by", i.DiscoveredBy).Text("how", i.How)
	done.Text("contained_on", moments(c, i.ContainedOn.String(), i.ContainedAt)).Text("measures", i.Measures)
	told.Text("head_name", i.HeadName).Text("head_on", moments(c, i.HeadOn.String(), i.HeadAt)).Text("classifier_name", with(i.ClassifierName, i.ClassifierPaper)).
		Text("classifier_on", moments(c, i.ClassifierOn.String(), i.ClassifierAt)).Text("authority_name", with(i.AuthorityName, i.AuthorityPaper)).
		Text("authority_on", moments(c, i.AuthorityOn.String(), i.AuthorityAt))
	why.Text("causes", breaches(c, i.Causes)).Text("cause_text", i.CauseText).Text("remedy", i.Remedy).Say("recovery", "incidents.recovery.", string(i.Recovery))
	return []AdHocPart{{c.Say("incidents.adhoc.what"), what.All}, {c.Say("incidents.adhoc.done"), done.All}, {c.Say("incidents.adhoc.told"), told.All}, {c.Say("incidents.adhoc.why"), why.All}}
}

// moments writes a day and, if known, the time of day; "" without a day.
func moments(c *web.Call, on, at string) string {
	switch {
	case on == "":
		return ""
	case at == "":
		return c.Texts().Day(c.Lang, on)
	}
	return c.Texts().Day(c.Lang, on) + " " + at
}

func adHocDocuments(c *web.Call, i Incident) web.Section {
	s := section(c, "documents", "number", "doc_type", "grade", "issuer", "issued_on", "copy_nos")
	for _, d := range i.Documents {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: d.Number, Key: true}, {Text: d.Type}, {Chip: stamp(c, d.Grade)}, {Text: d.Issuer},
			{Text: c.Texts().Day(c.Lang, string(d.IssuedOn))}, {Text: d.CopyNos}}})
	}
	return s
}
