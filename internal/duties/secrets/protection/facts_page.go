package protection

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

func delegationFacts(c *web.Call, d Delegation) web.Summary {
	f := desk.NewFacts(c, ID).Text("delegation_code", d.Code).Say("basis", ID+".basis.", string(d.Basis)).Say("organ", ID+".organ.", string(d.Organ)).
		Text("signs", d.Signs).Text("cyber_unit", d.CyberUnit).Text("cyber_no", d.CyberNo).
		Text("scope", span(c, d.ScopeFrom, d.ScopeTo)).Text("works", span(c, d.StartOn, d.EndOn)).Text("plan_no", d.PlanNo).Link("plan_file", parts.FileWord(c, d.PlanFile), parts.FileHref("delegation", d.ID, d.PlanFile)).
		Text("proposed_by", d.ProposedByName).Day("proposed_on", string(d.ProposedOn)).Text("refuse_reason", d.RefuseReason).
		Text("decision_no", d.DecisionNo).Day("decision_on", string(d.DecisionOn)).Text("decided_by", d.DecidedByName).
		Day("announced_on", string(d.AnnouncedOn)).Text("announce_no", d.AnnounceNo).Day("begun_on", string(d.BegunOn)).
		Text("report_no", d.ReportNo).Day("report_on", string(d.ReportOn)).
		Text("conclusion_no", d.ConclusionNo).Day("conclusion_on", string(d.ConclusionOn)).Text("concluded_by", d.ConcludedByName).Text("conclusion", d.Conclusion).
		Day("followed_on", string(d.FollowedOn)).Day("closed_on", string(d.ClosedOn)).Text("archive_no", d.ArchiveNo)
	return f.All
}

// span is a period of days.
func span(c *web.Call, from, to vn.Day) string {
	if from == "" {
		return ""
	}
	return c.Texts().Day(c.Lang, string(from)) + " – " + c.Texts().Day(c.Lang, string(to))
}

func delegationParts(c *web.Call, d Delegation) ([]web.Section, error) {
	listing := duty.In(d.State, Proposed, Decided) && c.Who.Can(Inspect)
	return []web.Section{bodySection(c, d, listing), memberSection(c, d), typeSection(c, d.Findings, d.ID), findingSection(c, d.Findings)}, nil
}

func bodySection(c *web.Call, d Delegation, listing bool) web.Section {
	s := parts.Table(c, "bodies", "unit", "state", "grade", "findings")
	for _, b := range d.Bodies {
		n := 0
		for _, f := range standing(d.Findings) {
			if f.Body == b.ID {
				n++
			}
		}
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: b.UnitName, Href: parts.Href("body", b.ID), Key: true},
			{Chip: parts.Chip(c, "body", b.State, b.State == Concluded)}, {Text: sayIf(c, ID+".grade.", string(b.Grade))}, {Text: c.Texts().Number(c.Lang, n), Num: true}}})
	}
	if listing {
		s.Acts = []web.Link{{Text: c.Say("protection.do.body.list"), Href: "/protection/body/new/list?of=" + d.ID, Icon: "plus"}}
	}
	return s
}

func memberSection(c *web.Call, d Delegation) web.Section {
	s := parts.Table(c, "members", "name", "unit", "tie", "state")
	for _, m := range d.Members {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: m.Name, Href: parts.Href("member", m.ID), Key: true, Small: c.Say(ID + ".place." + string(m.Place))},
			{Text: m.UnitName}, {Text: c.Say(ID + ".tie." + string(m.Tie))}, {Chip: parts.Chip(c, "member", m.State, m.State == Serving)}}})
	}
	if c.Who.Can(Inspect) && duty.In(d.State, Proposed, Decided, Announced, Working) {
		s.Acts = []web.Link{{Text: c.Say("protection.do.member.add"), Href: "/protection/member/new/add?of=" + d.ID, Icon: "plus"}}
	}
	return s
}

// typeSection shows which types of findings are the most frequent, as bars that
// lead to their records.
func typeSection(c *web.Call, fs []Finding, delegation string) web.Section {
	s := parts.Table(c, "types", "type", "findings")
	for _, n := range frequencies(fs) {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Say(ID + ".type." + n.name), Key: true, Href: "/protection/findings?type=" + n.name + "&delegation=" + delegation},
			{Num: true, Meter: web.Meter{Done: n.n, Whole: len(standing(fs)), Text: c.Texts().Number(c.Lang, n.n)}}}})
	}
	return s
}

func findingSection(c *web.Call, fs []Finding) web.Section {
	s := parts.Table(c, "findings", "code", "text", "due_on", "state")
	for _, f := range fs {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Say(string(checkText(f.Code))), Href: parts.Href("finding", f.ID), Key: true, Small: f.UnitName}, {Text: f.Text, Wide: true, Small: c.Say(ID + ".rating." + string(f.Rating))},
			{Text: c.Texts().Day(c.Lang, string(f.DueOn))}, {Chip: chipOf(c, f)}}})
	}
	return s
}

func sayIf(c *web.Call, prefix, value string) string {
	if value == "" {
		return ""
	}
	return c.Say(prefix + value)
}

// chipOf is the state of a finding; one whose remedy is late says so.
func chipOf(c *web.Call, f Finding) web.Chip {
	if f.Overdue(vn.Day(c.Today)) {
		return web.Chip{Kind: "over", Text: c.Say("protection.overdue", f.DueOn)}
	}
	return parts.Chip(c, "finding", f.State, f.State == Closed)
}

func findingChip(desk.Desk) func(*web.Call, Finding) web.Chip { return chipOf }

func memberFacts(c *web.Call, m Member) web.Summary {
	return desk.NewFacts(c, ID).Link("delegation_code", m.Of.Code, parts.Href("delegation", m.Delegation)).Text("unit", m.UnitName).Say("place", ID+".place.", string(m.Place)).
		Say("tie", ID+".tie.", string(m.Tie)).Text("tie_note", m.TieNote).Day("checked_tie_on", string(m.CheckedOn)).Day("left_on", string(m.LeftOn)).Text("left_why", m.LeftWhy).All
}

func bodyFacts(c *web.Call, b Body) web.Summary {
	return desk.NewFacts(c, ID).Link("delegation_code", b.Of.Code+" · "+b.Of.Title, parts.Href("delegation", b.Delegation)).Say("basis", ID+".basis.", string(b.Basis)).
		Day("announced_on", string(b.AnnouncedOn)).Text("representative", b.Representative).Day("checked_on", string(b.CheckedOn)).Text("check_note", b.CheckNote).
		Text("draft_no", b.DraftNo).Day("draft_on", string(b.DraftOn)).Day("reply_due", string(b.ReplyDue)).
		Day("heard_on", string(b.HeardOn)).Text("heard_no", b.HeardNo).Text("said", b.Said).Link("heard_file", parts.FileWord(c, b.HeardFile), parts.FileHref("body", b.ID, b.HeardFile)).
		Day("waived_on", string(b.WaivedOn)).Text("waived_no", b.WaivedNo).
		Text("conclusion_no", b.ConclusionNo).Day("conclusion_on", string(b.ConclusionOn)).Say("grade", ID+".grade.", string(b.Grade)).Text("conclusion", b.Conclusion).
		Text("drop_reason", b.DropReason).All
}

// bodyParts are the check-list with its rules, the findings, and the other
// inspections of the same body with the day of the next one.
func bodyParts(k desk.Desk) func(*web.Call, Body) ([]web.Section, error) {
	return func(c *web.Call, b Body) ([]web.Section, error) {
		fs := findingSection(c, b.Findings)
		if c.Who.Can(Inspect) && duty.In(b.State, Announced, Checked) && b.Of.State == Working {
			fs.Acts = []web.Link{{Text: c.Say("protection.do.finding.record"), Href: "/protection/finding/new/record?of=" + b.ID, Icon: "plus"}}
		}
		before, err := beforeSection(k, c, b)
		return []web.Section{checkSection(c, b), fs, before}, err
	}
}

func checkSection(c *web.Call, b Body) web.Section {
	s := parts.Table(c, "checklist", "code", "rule", "seen")
	for _, a := range b.Answers {
		x, _ := checkOf(a.Code)
		source, verified := x.Rule(b.CheckedOn)
		if !verified {
			source = c.Say("protection.unverified", source)
		}
		kind := map[Seen]string{Right: "ok", Wrong: "over"}[a.Seen]
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Say(string(checkText(a.Code))), Small: c.Say(ID + ".type." + x.Type)}, {Text: source},
			{Chip: web.Chip{Kind: kind, Text: c.Say(ID + ".seen." + string(a.Seen))}}}})
	}
	return s
}

// beforeSection lists the conclusions on the same body, and says when it is due
// again where the rules hold a frequency.
func beforeSection(k desk.Desk, c *web.Call, b Body) (web.Section, error) {
	s := parts.Table(c, "before", "conclusion_on", "delegation_code", "grade", "findings")
	if b.Unit == "" {
		return s, nil
	}
	all, err := db.Find[Body](c.Context(), k.DB.As(c.Who), "t.unit = $1 AND t.conclusion_on <> ''", "ORDER BY t.conclusion_on DESC, t.id LIMIT 20", b.Unit)
	if err != nil || len(all) == 0 {
		return s, err
	}
	for _, x := range all {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Texts().Day(c.Lang, string(x.ConclusionOn)), Href: parts.Href("body", x.ID), Key: true}, {Text: x.Code},
			{Text: c.Say(ID + ".grade." + string(x.Grade))}, {Text: c.Texts().Number(c.Lang, x.Faults), Num: true}}})
	}
	p, err := k.Law(c.Context())
	if err != nil {
		return s, err
	}
	due, ok, err := NextOn(p, all[0].ConclusionOn)
	s.Note = c.Say("protection.next.none")
	if ok {
		s.Note = c.Say("protection.next.due", due.Due)
	}
	return s, err
}

func findingFacts(c *web.Call, f Finding) web.Summary {
	source := f.Rule
	if x, ok := checkOf(f.Code); ok {
		if _, verified := x.Rule(f.FoundOn); !verified {
			source = c.Say("protection.unverified", source)
		}
	}
	return desk.NewFacts(c, ID).Link("body", f.UnitName, parts.Href("body", f.Body)).Text("code", c.Say(string(checkText(f.Code)))).Text("rule", source).
		Say("rating", ID+".rating.", string(f.Rating)).Text("text", f.Text).Day("found_on", string(f.FoundOn)).Day("concluded_on", string(f.ConcludedOn)).Day("due_on", string(f.DueOn)).
		Text("withdraw_reason", f.WithdrawReason).Text("remedy", f.Remedy).Day("remedied_on", string(f.RemediedOn)).Text("evidence_no", f.EvidenceNo).
		Link("evidence_file", parts.FileWord(c, f.EvidenceFile), parts.FileHref("finding", f.ID, f.EvidenceFile)).Day("rechecked_on", string(f.RecheckedOn)).Text("recheck_note", f.RecheckNote).Num("returned", f.Returned).
		Text("handover_no", f.HandoverNo).Day("handover_on", string(f.HandoverOn)).Text("handover_to", f.HandoverTo).All
}
