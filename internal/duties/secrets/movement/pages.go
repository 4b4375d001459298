package movement

import (
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// gradeName is a level in words.
func gradeName(c *web.Call, g access.Level) string {
	if g == access.Open {
		return ""
	}
	return c.Say(fmt.Sprintf("secrets.grade.%d", g))
}

func dayName(c *web.Call, d vn.Day) string { return c.Texts().Day(c.Lang, string(d)) }

// The addresses of the records.
func transferHref(id string) string  { return "/movement/transfer/" + id }
func defectHref(id string) string    { return "/movement/defect/" + id }
func permitHref(id string) string    { return "/movement/permit/" + id }
func carryHref(id string) string     { return "/movement/carryout/" + id }
func provisionHref(id string) string { return "/movement/provision/" + id }

// held is an address that only those who may hold copies open: whoever signs for
// a transfer need not read the registers, and whoever audits them signs for
// nothing. For the others it is none.
func held(c *web.Call, href string) string {
	if !c.Who.Can(hold) {
		return ""
	}
	return href
}

// columns are heads of a table in a page.
func columns(c *web.Call, names ...string) []web.Column {
	var out []web.Column
	for _, n := range names {
		out = append(out, web.Column{Text: c.Say("movement.field." + n)})
	}
	return out
}

// copyLines is the table of the copies of a transfer, carry-out or provision.
func copyLines(c *web.Call, k desk.Desk, lines []Line) web.Section {
	s := web.Section{Title: c.Say("movement.part.copies"), Grid: web.Grid{Label: c.Say("movement.part.copies"),
		Columns: columns(c, "number", "copy_no", "copy_kind", "grade", "line_state"), Empty: web.Empty{Title: c.Say("desk.none")}}}
	v := k.DB.As(c.Who)
	hrefs := map[string]string{}
	for _, l := range lines {
		href, ok := hrefs[l.Item]
		if !ok {
			href = itemHref(c.Context(), v, l.Item)
			hrefs[l.Item] = href
		}
		var chip web.Chip
		switch {
		case l.LostOn != "":
			chip = web.Chip{Kind: "over", Text: c.Say("movement.line.lost", dayName(c, l.LostOn))}
		case l.BackOn != "":
			chip = web.Chip{Kind: "ok", Text: c.Say("movement.line.back", dayName(c, l.BackOn))}
		}
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: l.Number, Href: href, Key: href != "", Mono: true}, {Text: fmt.Sprint(l.No), Num: true},
			{Text: c.Say("secrets.copykind." + string(l.Kind))}, {Text: gradeName(c, l.Grade)}, {Chip: chip}}})
	}
	return s
}

// withIncident offers to open the file of an incident about the first copy that
// was lost (S26).
func withIncident(c *web.Call, s web.Section, lines []Line) web.Section {
	i := slices.IndexFunc(lines, func(l Line) bool { return l.LostOn != "" })
	if i >= 0 && c.Who.Can("secrets.incident") {
		s.Acts = []web.Link{{Text: c.Say("movement.open_incident"), Href: incidentPath + "?of=" + lines[i].Copy, Icon: "alert-triangle"}}
	}
	return s
}

// incidentPath begins the file of an incident.
const incidentPath = "/incidents/incident/new/open"

func transferChip(c *web.Call, t Transfer) web.Chip {
	chip := web.Chip{Kind: "info", Text: c.Say("movement.state.transfer." + string(t.State))}
	switch {
	case t.State == Received:
		chip.Kind = "ok"
	case len(t.Open) > 0:
		chip = web.Chip{Kind: "over", Text: c.Say("movement.chip.defects", len(t.Open))}
	}
	return chip
}

func transferFacts(c *web.Call, t Transfer) web.Summary {
	f := desk.NewFacts(c, ID).Text("from_name", t.FromName).Text("to", t.ToName).Text("grade", gradeName(c, t.Grade)).
		Text("outer_number", t.Outer).Num("declared", t.Declared)
	if t.NamedOnly {
		f.Text("named_only", t.NamedName)
	}
	if t.Urgent {
		f.Tick("urgent", true)
	}
	if t.PackedOn != "" {
		f.Day("packed_on", string(t.PackedOn)).Text("envelope", t.envelope(c))
	}
	f.Say("means", "movement.means.", string(t.Means)).Text("courier", t.Courier).Day("sent_on", string(t.SentOn)).Text("sent_by_name", t.SentByName).Day("handed_on", string(t.HandedOn))
	if t.CheckedOn != "" {
		f.Day("checked_on", string(t.CheckedOn)).Text("checked", c.Texts().Number(c.Lang, t.Checked)).Tick("checked_sound", t.CheckedSound).Text("checked_name", t.CheckedName)
	}
	return f.Day("received_on", string(t.ReceivedOn)).Text("receiver", t.Receiver).Text("slip", t.Slip).Text("reason", t.Reason).Text("remarks", t.Remarks).All
}

// envelope says in words how a transfer is wrapped.
func (t Transfer) envelope(c *web.Call) string {
	key := "movement.envelope.single"
	if t.Envelopes == 2 {
		key = "movement.envelope.double"
	}
	return c.Say(key, string(t.OuterMark))
}

func defectChip(c *web.Call, d Defect) web.Chip {
	kind := "over"
	if d.State == Resolved {
		kind = "ok"
	} else if d.State == Noted {
		kind = "soon"
	}
	return web.Chip{Kind: kind, Text: c.Say("movement.state.defect." + string(d.State))}
}

// defectText says what is wrong in one sentence.
func defectText(c *web.Call, d Defect) string {
	s := c.Say("movement.defect." + string(d.Kind))
	if d.Kind == WrongCount && d.Expected != d.Found {
		s += ": " + c.Say("movement.defect.counts", d.Expected, d.Found)
	}
	if d.What != "" {
		s += " · " + d.What
	}
	return s
}

func defectFacts(c *web.Call, d Defect) web.Summary {
	return desk.NewFacts(c, ID).Link("transfer", d.Number, transferHref(d.Transfer)).Text("defect_kind", defectText(c, d)).
		Day("found_on", string(d.FoundOn)).Text("found_by", d.FoundName).Text("sender_name", d.SenderName).Text("notice_no", d.NoticeNo).
		Day("noted_on", string(d.NotedOn)).Text("noted_by", d.Noted).Text("orders", d.Orders).
		Say("outcome", "movement.outcome.", string(d.Outcome)).Text("answer", d.Answer).Day("resolved_on", string(d.ResolvedOn)).Text("resolved_by", d.Resolved).All
}

func permitFacts(c *web.Call, p CopyPermit) web.Summary {
	f := desk.NewFacts(c, ID).Link("number", p.Number, "/secrets/item/"+p.Item).Text("grade", gradeName(c, p.Grade)).Say("form", "movement.form.", string(p.Form)).
		Num("asked", p.Asked).Num("copies", p.Copies).Num("made", p.Made).Text("purpose", p.Purpose).Text("recipients", strings.Join(p.Recipients, "; ")).
		Text("executor", p.ExecutorName).Text("place", p.Place).Text("device", p.Device)
	p.Asking.facts(f)
	if p.WasteDestroyed {
		f.Day("waste_on", string(p.WasteOn)).Text("waste_by", p.WasteBy)
	}
	return f.Day("closed_on", string(p.ClosedOn)).Num("over", p.Over).Day("over_on", string(p.OverOn)).Text("over_note", p.OverNote).All
}

// facts says who asked, who decided, and why not.
func (a Asking) facts(f *desk.Facts) {
	f.Text("requested_by", a.RequestedName).Day("requested_on", string(a.RequestedOn)).Text("decided_by", a.DecidedName).Day("decided_on", string(a.DecidedOn)).
		Text("refuse_reason", a.RefuseReason)
	if a.Delegation != "" {
		f.Link("delegation", a.Delegation[:min(8, len(a.Delegation))], "/secrets/delegation/"+a.Delegation)
	}
}

func carryChip(c *web.Call, co CarryOut) web.Chip {
	if n := co.LateBy(vn.Day(c.Today)); n > 0 {
		return web.Chip{Kind: "over", Text: c.Say("movement.chip.late", n)}
	}
	kind := "info"
	if co.State == Closed {
		kind = "ok"
	}
	return web.Chip{Kind: kind, Text: c.Say("movement.state.carryout." + string(co.State))}
}

func carryFacts(c *web.Call, co CarryOut) web.Summary {
	f := desk.NewFacts(c, ID).Tick("abroad", co.Abroad).Text("grade", gradeName(c, co.Grade)).Text("bearer", co.BearerName).Text("purpose", co.Purpose).Text("carry_place", co.Place).
		Day("from_on", string(co.FromOn)).Day("to_on", string(co.ToOn)).Text("carry_means", co.Means).Text("protection", co.Protection).
		Text("delegation_head", co.DelegationHead).Day("informed_on", string(co.InformedOn))
	co.Asking.facts(f)
	return f.Day("taken_on", string(co.TakenOn)).Text("report", co.Report).Day("reported_on", string(co.ReportedOn)).Text("loss_note", co.LossNote).
		Day("noted_on", string(co.NotedOn)).Text("noted_by", co.Noted).Text("orders", co.Orders).Day("closed_on", string(co.ClosedOn)).All
}

func provisionFacts(c *web.Call, p Provision) web.Summary {
	f := desk.NewFacts(c, ID).Link("number", p.Number, "/secrets/item/"+p.Item).Text("grade", gradeName(c, p.Grade)).Text("applicant", p.Applicant.Applicant).
		Tick("foreign", p.Foreign).Text("nationality", p.Nationality).Text("papers", p.Papers).Text("address", p.Address).Text("post", p.Post).
		Text("purpose", p.Purpose).Tick("undertaking", p.Undertaking)
	p.Asking.facts(f)
	return f.Text("decision_no", p.DecisionNo).Text("pm_decision", p.PMDecision).Day("pm_on", string(p.PMOn)).Day("provided_on", string(p.ProvidedOn)).Text("slip", p.Slip).All
}

// parts makes the tables of pages, which need the database.
type parts struct{ desk.Desk }

func (k parts) ofTransfer(c *web.Call, t Transfer) ([]web.Section, error) {
	all, err := db.Find[Defect](c.Context(), k.DB.As(c.Who), "t.transfer = $1", "ORDER BY t.id", t.ID)
	if err != nil {
		return nil, err
	}
	s := web.Section{Title: c.Say("movement.part.defects"), Note: c.Say("movement.part.defects.note"),
		Grid: web.Grid{Label: c.Say("movement.part.defects"), Columns: columns(c, "defect_kind", "found_on", "sender_name", "state"), Empty: web.Empty{Title: c.Say("movement.part.defects.none"), Icon: "check"}}}
	for _, d := range all {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: defectText(c, d), Href: held(c, defectHref(d.ID)), Key: true}, {Text: dayName(c, d.FoundOn)}, {Text: d.SenderName}, {Chip: defectChip(c, d)}}})
	}
	out := []web.Section{withIncident(c, copyLines(c, k.Desk, t.Lines), t.Lines), s}
	if t.Incoming {
		out = out[1:]
		if t.State == Received && c.Who.Can(transfer) {
			out[0].Acts = []web.Link{{Text: c.Say("movement.enter_in"), Href: "/secrets/item/new/receive", Icon: "plus"}}
		}
	}
	return out, nil
}

func (k parts) ofDefect(c *web.Call, d Defect) ([]web.Section, error) {
	if !d.Serious() || d.State == Resolved || !c.Who.Can("secrets.incident") {
		return nil, nil
	}
	return []web.Section{{Title: c.Say("movement.part.serious"), Note: c.Say("movement.part.serious.note"),
		Grid: web.Grid{Label: c.Say("movement.part.serious"), Empty: web.Empty{Icon: "alert-triangle", Title: c.Say("movement.part.serious.none")}},
		Acts: []web.Link{{Text: c.Say("movement.open_incident"), Href: d.incidentHref(), Icon: "alert-triangle"}}}}, nil
}

func (k parts) ofPermit(c *web.Call, p CopyPermit) ([]web.Section, error) {
	all, err := register.CopiesOf(c.Context(), k.DB.As(c.Who), p.Item)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(x register.Copy) bool { return x.Permit != p.ID })
	s := web.Section{Title: c.Say("movement.part.made"), Grid: web.Grid{Label: c.Say("movement.part.made"), Columns: columns(c, "copy_no", "copy_kind", "where", "state"), Empty: web.Empty{Title: c.Say("movement.part.made.none")}}}
	for _, x := range all {
		where := x.HolderName
		if where == "" {
			where = strings.TrimSpace(x.UnitName + " " + x.Place)
		}
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: fmt.Sprint(x.No), Href: held(c, "/secrets/copy/"+x.ID), Key: true}, {Text: c.Say("secrets.copykind." + string(x.Kind))}, {Text: where}, {Text: c.Say("secrets.state.copy." + string(x.State))}}})
	}
	return []web.Section{s}, nil
}

func (k parts) ofCarryOut(c *web.Call, co CarryOut) ([]web.Section, error) {
	return []web.Section{withIncident(c, copyLines(c, k.Desk, co.Lines), co.Lines)}, nil
}

func (k parts) ofProvision(c *web.Call, p Provision) ([]web.Section, error) {
	if len(p.Lines) == 0 {
		return nil, nil
	}
	return []web.Section{copyLines(c, k.Desk, p.Lines)}, nil
}

// incidentHref begins the file of an incident about the first copy concerned.
func (d Defect) incidentHref() string {
	if len(d.Lines) == 0 {
		return incidentPath
	}
	return incidentPath + "?of=" + d.Lines[0].Copy
}
