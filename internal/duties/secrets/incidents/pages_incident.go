package incidents

import (
	"context"
	"fmt"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// IncidentPage is the data of incident.html.
type IncidentPage struct {
	Head    web.Head
	Notes   []web.Note
	Stepper web.Stepper
	Course  Course
	Facts   web.Summary
	Parts   []web.Section
	Journal web.Timeline
	Older   string
	Next    web.Next
	Others  []web.Link
}

// A Course is the picture of an incident: every moment on a line of days, from
// discovery to closure or today.
type Course struct {
	Label    string
	From, To string
	Points   []Point
	Rows     []CourseRow
	Note     string // when a notice counts as late, and by which rule
}

// A Point is one moment in the picture, as attributes of SVG: 0 to 600.
type Point struct{ X, Class, Title string }

// A CourseRow is the same moment in words.
type CourseRow struct {
	Name, On, Took string
	Chip           web.Chip
	State          string
}

// incidentPage draws the file.
func incidentPage(k desk.Desk, fo *desk.Folder[Incident, *Incident]) func(*web.Call, Incident) (web.Reply, error) {
	return func(c *web.Call, i Incident) (web.Reply, error) {
		p, err := k.Law(c.Context())
		if err != nil {
			return web.Reply{}, err
		}
		late := lateAfter(p, i.DiscoveredOn)
		stages := i.Course(late, k.Today())
		page := IncidentPage{Head: web.Head{Title: c.Say("incidents.title", i.Code), Sub: c.Say("incidents.kind."+string(i.Kind)) + " · " + i.UnitName, Chip: fo.StateChip(c, i), Print: true,
			Acts: []web.Link{{Text: c.Say("incidents.adhoc.print"), Href: "/incidents/adhoc/" + i.ID, Icon: "report"}}},
			Stepper: fo.Stepper(c, i), Course: course(c, i, stages, lateRule{late, p}, k.Today()), Facts: incidentFacts(c, i), Notes: incidentNotes(c, i, late, k.Today())}
		if page.Parts, err = incidentParts(c, k, i); err != nil {
			return web.Reply{}, err
		}
		page.Next, page.Others = fo.Next(c, i)
		if page.Journal, page.Older, err = k.Journal(c, i.Dossier, fo.Href(i.ID)); err != nil {
			return web.Reply{}, err
		}
		return web.Reply{Page: "incidents/incident.html", Data: page, Title: page.Head.Title, Crumbs: fo.Crumbs(c)}, nil
	}
}

// incidentNotes say what the law wants at once and is still open.
func incidentNotes(c *web.Call, i Incident, late int, today vn.Day) []web.Note {
	if i.done() {
		return nil
	}
	var notes []web.Note
	add := func(open bool, key string, href string) {
		if !open {
			return
		}
		n := web.Note{Kind: "warn", Text: c.Say(key)}
		if days := today.Sub(i.DiscoveredOn); days > late {
			n.Kind, n.Text = "over", c.Say(key)+" "+c.Say("incidents.note.late", days)
		}
		if href != "" && c.Who.Can(Handle) {
			n.Link = web.Link{Text: c.Say("incidents.do.incident.send_adhoc"), Href: href}
		}
		notes = append(notes, n)
	}
	add(i.AdHocOn == "", "incidents.note.adhoc", "/incidents/incident/"+i.ID+"/send_adhoc")
	add(i.AuthorityOn == "", "incidents.note.authority", "")
	return notes
}

// A lateRule is how many days after discovery a notice is late, with the rules it
// stands in.
type lateRule struct {
	days int
	law  law.Pack
}

// says tells the rule; the law itself names no hour, so that the number is marked
// until an administrator confirms it.
func (l lateRule) says(c *web.Call, on vn.Day) string {
	r, err := l.law.Rule("S-INCIDENT-ALARM", "", on)
	if err == nil && r.Verified() {
		return c.Say("incidents.course.rule", l.days)
	}
	return c.Say("incidents.course.rule", l.days) + " " + c.Say("incidents.course.unverified")
}

func course(c *web.Call, i Incident, stages []Stage, late lateRule, today vn.Day) Course {
	last := i.DiscoveredOn.AddDays(1)
	for _, s := range stages {
		last = max(last, s.On)
	}
	if !i.done() {
		last = max(last, today)
	}
	pic := Course{Label: c.Say("incidents.course"), Note: late.says(c, i.DiscoveredOn), From: c.Texts().Day(c.Lang, string(i.DiscoveredOn)), To: c.Texts().Day(c.Lang, string(last))}
	for _, s := range stages {
		row := CourseRow{Name: c.Say(s.Name), State: "later"}
		if s.On != "" {
			row.On, row.State = strings.TrimSpace(c.Texts().Day(c.Lang, string(s.On))+" "+s.At), "done"
			if s.Took.Key != "" {
				row.Took = c.Say(s.Took.Key, s.Took.Args...)
			}
			pic.Points = append(pic.Points, Point{X: fmt.Sprint(10 + 580*s.On.Sub(i.DiscoveredOn)/max(1, last.Sub(i.DiscoveredOn))), Class: "f1", Title: row.Name + ": " + row.On})
		}
		if s.Late {
			row.Chip = web.Chip{Kind: "over", Text: c.Say("incidents.late")}
		}
		pic.Rows = append(pic.Rows, row)
	}
	return pic
}

func incidentFacts(c *web.Call, i Incident) web.Summary {
	f := desk.NewFacts(c, ID)
	f.Say("kind", "incidents.kind.", string(i.Kind)).Text("unit_name", i.UnitName).Day("occurred_on", string(i.OccurredOn)).Text("discovered_by", i.DiscoveredBy).
		Say("source", "incidents.source.", string(i.Source)).Link("stock_take", stockTake(c, i), "/secrets/stocktake/"+i.StockTake).Text("how", i.How).
		Text("measures", i.Measures).Text("head_name", with(i.HeadName, i.HeadPaper))
	if i.OwnSecret {
		f.Text("classifier_name", c.Say("incidents.own_secret"))
	} else {
		f.Text("classifier_name", with(i.ClassifierName, i.ClassifierPaper))
	}
	f.Text("authority_name", with(i.AuthorityName, i.AuthorityPaper)).Text("adhoc_to", with(i.AdHocTo, i.AdHocPaper)).Text("findings", i.Findings).
		Text("causes", breaches(c, i.Causes)).Text("cause_text", i.CauseText).Text("remedy", i.Remedy).Say("recovery", "incidents.recovery.", string(i.Recovery)).
		Text("recovery_text", i.RecoveryText).Text("conclusion", with(i.Conclusion, i.ConclusionNo)).Text("unfounded_reason", i.UnfoundedReason).Text("archive_no", i.ArchiveNo)
	return f.All
}

func stockTake(c *web.Call, i Incident) string {
	if i.StockTake == "" {
		return ""
	}
	return c.Say("incidents.source.stock_take")
}

// with joins a name and the number of a paper.
func with(name, paper string) string {
	switch {
	case name == "" || paper == "":
		return name + paper
	}
	return name + " (" + paper + ")"
}

// breaches writes prohibited acts, one a line.
func breaches(c *web.Call, all []Breach) string {
	var out []string
	for _, b := range all {
		out = append(out, c.Say("incidents.breach."+string(b)))
	}
	return strings.Join(out, "\n")
}

// incidentParts are the documents, the holders of the copies, their custody, and
// the persons concerned.
func incidentParts(c *web.Call, k desk.Desk, i Incident) ([]web.Section, error) {
	v := k.DB.As(c.Who)
	documents := section(c, "documents", "number", "doc_type", "grade", "issuer", "copy_nos", "state")
	if c.Who.Can(Handle) && !i.done() {
		documents.Acts = []web.Link{{Text: c.Say("incidents.do.document.add"), Href: "/incidents/document/new/add?of=" + i.ID, Icon: "plus"}}
	}
	var copies []register.Copy
	for _, d := range i.Documents {
		documents.Grid.Rows = append(documents.Grid.Rows, web.Row{Cells: []web.Cell{{Text: d.Number, Href: "/incidents/document/" + d.ID, Key: true}, {Text: d.Type}, {Chip: stamp(c, d.Grade)},
			{Text: d.Issuer}, {Text: d.CopyNos}, {Chip: web.Chip{Kind: doneKind(Recovered)(d.State), Text: c.Say("incidents.state.document." + string(d.State))}}}})
		own, err := d.copiesOf(c.Context(), v)
		if err != nil {
			return nil, err
		}
		copies = append(copies, own...)
	}
	parts := []web.Section{documents}
	if len(copies) > 0 || keepers(i.Documents) {
		holders, err := custody(c.Context(), c, v, copies)
		if err != nil {
			return nil, err
		}
		parts = append(parts, holderPart(c, copies, i.Documents), holders)
	}
	return append(parts, peoplePart(c, i)), nil
}

// section begins a table of the page with its heads.
func section(c *web.Call, name string, columns ...string) web.Section {
	s := web.Section{Title: c.Say("incidents.part." + name)}
	s.Grid = web.Grid{Label: s.Title, Empty: web.Empty{Title: c.Say("incidents.part." + name + ".none")}}
	for _, col := range columns {
		s.Grid.Columns = append(s.Grid.Columns, web.Column{Text: c.Say("incidents.field." + col)})
	}
	return s
}

func keepers(all []Document) bool {
	for _, d := range all {
		if d.Keeper != "" {
			return true
		}
	}
	return false
}

// lastHands groups copies by the hand that answers for them; a missing copy by
// the one that had it last.
func lastHands(copies []register.Copy) []register.Holder {
	here := make([]register.Copy, len(copies))
	for n, c := range copies {
		if here[n] = c; c.State == register.Missing {
			here[n].State = register.InCustody // so that the last hand is named
		}
	}
	return register.Holders(here)
}

// holderPart lists who held the copies involved.
func holderPart(c *web.Call, copies []register.Copy, documents []Document) web.Section {
	s := section(c, "holders", "holder", "unit_name", "copies_held")
	for _, h := range lastHands(copies) {
		var nos []string
		for _, x := range h.Copies {
			nos = append(nos, c.Say("incidents.copy", x.Number, x.No))
		}
		name := h.Name
		if name == "" {
			name = with(c.Say("incidents.store"), h.Place)
		}
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: name}, {Text: h.UnitName}, {Text: strings.Join(nos, "; ")}}})
	}
	for _, d := range documents {
		if d.Keeper != "" {
			s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: d.Keeper}, {}, {Text: strings.TrimRight(d.Number+"; "+d.CopyNos, "; ")}}})
		}
	}
	return s
}

// custody is the life line of the copies involved, the latest first.
func custody(ctx context.Context, c *web.Call, v db.View, copies []register.Copy) (web.Section, error) {
	s := section(c, "custody", "copy", "on", "move", "from_hand", "to_hand", "entered_by")
	if len(copies) == 0 {
		return s, nil
	}
	args := make([]any, len(copies))
	numbers := map[string]string{}
	for n, x := range copies {
		args[n], numbers[x.ID] = x.ID, c.Say("incidents.copy", x.Number, x.No)
	}
	events, err := db.Find[register.CustodyEvent](ctx, v, "t.copy_id IN ("+desk.Marks(len(args))+")", "ORDER BY t.at_moment DESC, t.id DESC LIMIT 60", args...)
	for _, e := range events {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: numbers[e.Copy], Href: "/secrets/copy/" + e.Copy, Key: true}, {Text: c.Texts().Day(c.Lang, string(e.On))},
			{Text: c.Say("incidents.move." + string(e.Kind))}, {Text: e.FromName}, {Text: e.ToName}, {Text: e.ByName, Small: e.Note}}})
	}
	return s, err
}

func peoplePart(c *web.Call, i Incident) web.Section {
	s := section(c, "people", "person", "unit_name", "post", "reply", "handed_to", "outcome", "state")
	s.Note = c.Say("incidents.part.people.note")
	if c.Who.Can(Handle) && !i.done() {
		s.Acts = []web.Link{{Text: c.Say("incidents.do.concerned.name"), Href: "/incidents/concerned/new/name?of=" + i.ID, Icon: "user-plus"}}
	}
	for _, p := range i.People {
		outcome := ""
		if p.Outcome != "" {
			outcome = with(c.Say("incidents.outcome."+string(p.Outcome)), p.OutcomeNo)
		}
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: p.Name, Href: "/incidents/concerned/" + p.ID, Key: true}, {Text: p.UnitName}, {Text: p.Post},
			{Text: c.Texts().Day(c.Lang, string(max(p.StatementOn, p.WaivedOn)))}, {Text: with(p.To, p.Paper)}, {Text: outcome},
			{Chip: web.Chip{Kind: doneKind(Settled, NotHanded)(p.State), Text: c.Say("incidents.state.concerned." + string(p.State))}}}})
	}
	return s
}
