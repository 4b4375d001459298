package incidents

import (
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/web"
)

func documentFacts(c *web.Call, d Document) web.Summary {
	f := desk.NewFacts(c, ID)
	f.Link("incident", d.Code, "/incidents/incident/"+d.Incident).Say("kind", "incidents.kind.", string(d.Kind))
	if d.Item != "" {
		f.Link("number", d.Number, "/secrets/item/"+d.Item)
	} else {
		f.Text("number", with(d.Number, c.Say("incidents.outside")))
	}
	f.Text("doc_type", d.Type).Text("grade", c.Say(gradeName(d.Grade))).Text("issuer", d.Issuer).Day("issued_on", string(d.IssuedOn)).Text("copy_nos", d.CopyNos).
		Text("keeper", d.Keeper).Day("discovered_on", string(d.DiscoveredOn)).Day("recovered_on", string(d.RecoveredOn)).Text("recovery_text", d.RecoveryText)
	return f.All
}

// documentParts are the holders and the custody of the copies involved.
func documentParts(k desk.Desk) func(*web.Call, Document) ([]web.Section, error) {
	return func(c *web.Call, d Document) ([]web.Section, error) {
		v := k.DB.As(c.Who)
		copies, err := d.copiesOf(c.Context(), v)
		if err != nil || len(copies) == 0 {
			return nil, err
		}
		line, err := custody(c.Context(), c, v, copies)
		return []web.Section{holderPart(c, copies, nil), line}, err
	}
}

func concernedFacts(c *web.Call, p Concerned) web.Summary {
	f := desk.NewFacts(c, ID)
	f.Link("incident", p.IncidentCode, "/incidents/incident/"+p.Incident).Text("unit_name", p.UnitName).Text("post", p.Post).Text("conduct", p.Conduct).
		Text("breaches", breaches(c, p.Breaches)).Day("statement_on", string(p.StatementOn)).Text("statement", p.Statement).Day("waived_on", string(p.WaivedOn)).
		Text("waiver", p.Waiver).Text("handed_to", with(p.To, p.Paper)).Day("handed_on", string(p.HandedOn)).Text("what", p.What).
		Day("not_handed_on", string(p.NotHandedOn)).Text("not_handed_why", p.NotHandedWhy)
	if p.Outcome != "" {
		f.Text("outcome", with(c.Say("incidents.outcome."+string(p.Outcome)), p.OutcomeNo)).Day("outcome_on", string(p.OutcomeOn)).Text("outcome_text", p.OutcomeText)
	}
	return f.All
}

// slipPart leads to the slip of a hand-over that was made.
func slipPart(c *web.Call, p Concerned) ([]web.Section, error) {
	if p.HandedOn == "" || p.To == "" {
		return nil, nil
	}
	s := section(c, "slip", "handed_to", "paper", "handed_on")
	s.Grid.Rows = []web.Row{{Cells: []web.Cell{{Text: p.To}, {Text: p.Paper}, {Text: c.Texts().Day(c.Lang, string(p.HandedOn))}}}}
	s.Acts = []web.Link{{Text: c.Say("incidents.slip.print"), Href: "/incidents/slip/" + p.ID, Icon: "printer"}}
	return []web.Section{s}, nil
}

// SlipPage is the data of slip.html: the paper with which a matter is handed
// over to another body (M24).
type SlipPage struct {
	Head              web.Head
	Office, Paper, On string
	Facts             web.Summary
	Signatures        []string
}

// slip draws the hand-over slip. Of the person it gives name, unit and duty, and
// nothing out of the register of persons.
func slip(k desk.Desk) web.Handler {
	return func(c *web.Call) (web.Reply, error) {
		v := k.DB.As(c.Who)
		p, err := db.Get[Concerned](c.Context(), v, c.Path("id"))
		if err != nil {
			return web.Reply{}, err
		}
		if p.HandedOn == "" || p.To == "" {
			return web.Reply{}, web.ErrNotFound
		}
		i, err := db.Get[Incident](c.Context(), v, p.Incident)
		if err != nil {
			return web.Reply{}, err
		}
		if err := k.DB.Note(c.Context(), c.Who, ID+".print_slip", p.Table()+"/"+p.ID, p.Dossier, map[string]any{"paper": p.Paper}); err != nil {
			return web.Reply{}, err
		}
		f := desk.NewFacts(c, ID)
		f.Text("handed_to", p.To).Text("incident", i.Code).Text("conclusion_no", i.ConclusionNo).Day("concluded_on", string(i.ConcludedOn)).Text("person", p.Name).
			Text("unit_name", p.UnitName).Text("post", p.Post).Text("conduct", p.Conduct).Text("breaches", breaches(c, p.Breaches)).Text("what", p.What)
		page := SlipPage{Head: web.Head{Title: c.Say("incidents.slip.title"), Print: true, Acts: []web.Link{{Text: c.Say("desk.back"), Href: "/incidents/concerned/" + p.ID, Icon: "arrow-back-up"}}},
			Office: desk.UnitName(c.Context(), v, p.Org, k.Today()), Paper: p.Paper, On: string(p.HandedOn), Facts: f.All,
			Signatures: []string{c.Say("incidents.slip.giver"), c.Say("incidents.slip.taker")}}
		return web.Reply{Page: "incidents/slip.html", Data: page, Title: page.Head.Title}, nil
	}
}

func meetingFacts(c *web.Call, m Meeting) web.Summary {
	f := desk.NewFacts(c, ID)
	f.Text("grade", c.Say(gradeName(m.Grade))).Text("organiser_name", m.OrganiserName).Text("chair", m.Chair).Day("from", string(m.From)).Day("to", string(m.To)).
		Say("venue", "incidents.venue.", string(m.Venue)).Text("meeting_place", m.Place).Tick("foreign", m.Foreign).Tick("video", m.Video).
		Text("permitted_name", with(m.PermittedName, m.PermitNo)).Day("permitted_on", string(m.PermittedOn)).Text("refused_why", m.RefusedWhy).
		Text("police_no", with(m.PoliceBody, m.PoliceNo)).Day("police_on", string(m.PoliceOn)).Say("consent_by", "incidents.consent.", string(m.ConsentBy)).
		Text("consent_no", m.ConsentNo).Text("equipment_no", m.EquipmentNo).Text("line_no", m.LineNo).Text("guard_body", with(m.GuardBody, m.GuardPlanNo)).
		Text("device_rule", m.DeviceRule).Num("docs_given", m.DocsGiven).Num("docs_collected", m.DocsCollected).Day("collected_on", string(m.CollectedOn)).
		Text("collected_by", m.CollectedBy).Text("archive_no", m.ArchiveNo).Text("cancelled_why", m.CancelledWhy)
	return f.All
}

// meetingParts are what the rules ask, who attends, and the seals.
func meetingParts(c *web.Call, m Meeting) ([]web.Section, error) {
	demands := section(c, "demands", "demand", "met", "to_do")
	for _, d := range m.Demands() {
		mark := web.Chip{Kind: "soon", Text: c.Say("incidents.not_met")}
		if d.Met {
			mark = web.Chip{Kind: "ok", Text: c.Say("incidents.is_met")}
		}
		todo := web.Cell{}
		if !d.Met && before(m) && c.Who.Can(Keep) {
			todo = web.Cell{Text: c.Say("incidents.do.meeting." + string(d.Do)), Href: "/incidents/meeting/" + m.ID + "/" + string(d.Do)}
		}
		demands.Grid.Rows = append(demands.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Say(d.Key + ".demand")}, {Chip: mark}, todo}})
	}
	people := section(c, "attendees", "attendee", "attendee_office", "devices")
	for _, a := range m.Attendees {
		people.Grid.Rows = append(people.Grid.Rows, web.Row{Cells: []web.Cell{{Text: a.Name, Key: true}, {Text: a.Office}, {Text: a.Devices}}})
	}
	parts := []web.Section{demands, people}
	if len(m.Days()) > 1 {
		seals := section(c, "seals", "seal_on", "day_seal_no", "sealed_by")
		for _, s := range m.Seals {
			seals.Grid.Rows = append(seals.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Texts().Day(c.Lang, string(s.On)), Key: true}, {Text: s.No}, {Text: s.By}}})
		}
		parts = append(parts, seals)
	}
	if m.State == Held && m.CollectedOn != "" && m.DocsCollected < m.DocsGiven && c.Who.Can(Handle) {
		parts[0].Acts = []web.Link{{Text: c.Say("incidents.do.incident.open"), Href: "/incidents/incident/new/open", Icon: "alert-triangle"}}
	}
	return parts, nil
}

func deviceFacts(c *web.Call, d Device) web.Summary {
	f := desk.NewFacts(c, ID)
	f.Say("device_kind", "incidents.device.", string(d.Kind)).Text("serial", d.Serial).Text("inventory", d.Inventory).Text("unit_name", d.UnitName).Text("device_place", d.Place).
		Text("keeper_name", d.KeeperName).Text("grade", c.Say(gradeName(d.Grade))).Tick("connected", d.Connected).Tick("handled_secrets", d.HandledSecrets).
		Text("device_seal_no", d.SealNo).Day("device_sealed_on", string(d.SealedOn)).Day("next_check_on", string(d.NextCheckOn)).Day("put_in_use_on", string(d.PutInUseOn)).
		Day("withdrawn_on", string(d.WithdrawnOn)).Text("withdrawn_why", d.WithdrawnWhy).Day("sanitised_on", string(d.SanitisedOn)).Text("sanitise_no", d.SanitiseNo).
		Text("sanitise_how", d.SanitiseHow).Text("repurposed_to", d.RepurposedTo).Day("repurposed_on", string(d.RepurposedOn)).Day("destroyed_on", string(d.DestroyedOn)).
		Text("destroy_no", d.DestroyNo).Text("remarks", d.Remarks)
	return f.All
}

// deviceParts are the security checks and the removals of secrets.
func deviceParts(c *web.Call, d Device) ([]web.Section, error) {
	rows := func(all []Check, name string, columns ...string) web.Section {
		s := section(c, name, columns...)
		for _, x := range all {
			s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Texts().Day(c.Lang, string(x.On)), Key: true}, {Text: x.No}, {Text: strings.TrimSpace(x.Body)}}})
		}
		return s
	}
	parts := []web.Section{rows(d.Checks, "checks", "device_checked_on", "check_no", "check_body")}
	if len(d.Sanitisings) > 0 {
		parts = append(parts, rows(d.Sanitisings, "sanitisings", "sanitised_on", "sanitise_no", "sanitise_how"))
	}
	return parts, nil
}
