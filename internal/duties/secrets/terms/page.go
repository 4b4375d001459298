package terms

import (
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// crumbsTo is the way to a record of one of the registers.
func crumbsTo(list, href string) func(*web.Call) []web.Crumb {
	return func(c *web.Call) []web.Crumb {
		back := backLink(c)
		return []web.Crumb{{Text: back.Text, Href: back.Href}, {Text: c.Say("terms.list." + list), Href: href}}
	}
}

// itemHref is the address of an item in the register.
func itemHref(id string) string { return "/secrets/item/" + id }

func gradeText(c *web.Call, g access.Level) string {
	return c.Say("terms.grade." + string('0'+rune(g)))
}

func (p Proposal) facts(f *desk.Facts) {
	f.Text("proposed_by", p.ProposedByName).Day("proposed_on", string(p.ProposedOn)).Text("reason", p.Reason)
}

func (d Decision) facts(f *desk.Facts) {
	f.Text("decision_no", d.DecisionNo).Day("decided_on", string(d.DecidedOn)).Text("decider", d.DeciderName).Text("decided_by", d.DecidedName).Text("refused_why", d.RefusedWhy)
}

func (k Council) facts(f *desk.Facts) {
	f.Text("set_up_no", k.SetUpNo).Day("set_up_on", string(k.SetUpOn)).Text("chair_name", strings.Trim(k.ChairName+", "+k.ChairPost, ", ")).
		Text("chair_unit", k.ChairUnitName).Text("members", strings.Join(k.Members, "\n")).Text("minutes_no", k.MinutesNo).Day("met_on", string(k.MetOn)).Text("opinion", k.Opinion)
}

// fileFact links a file that the record names.
func fileFact(c *web.Call, f *desk.Facts, here, name, hash string) {
	if hash != "" {
		f.Link(name, c.Say("terms.open_file"), here+"/file/"+hash)
	}
}

func extensionFacts(c *web.Call, e Extension) web.Summary {
	f := desk.NewFacts(c, ID).Link("item", e.Number, itemHref(e.Item)).Text("grade", gradeText(c, e.Grade)).
		Day("expires_on", string(e.ExpiresOn)).Day("last_day", string(e.LastDay)).Num("months", e.Months)
	e.Proposal.facts(f)
	e.Decision.facts(f)
	if e.Late {
		f.Text("late", c.Say("terms.warn.late", e.LastDay))
	}
	f.Day("new_expires_on", string(e.NewExpiresOn)).Day("notice_due", string(e.NoticeDue)).Day("stamped_on", string(e.StampedOn)).
		Day("notified_on", string(e.NotifiedOn)).Day("missed_on", string(e.MissedOn))
	fileFact(c, f, "/terms/extension/"+e.ID, "decision_file", e.DecisionFile)
	return f.All
}

func levelFacts(c *web.Call, l LevelChange) web.Summary {
	f := desk.NewFacts(c, ID).Link("item", l.Number, itemHref(l.Item)).Text("from_grade", gradeText(c, l.From)).Text("to_grade", gradeText(c, l.To)).Text("entry", l.EntryCode)
	l.Proposal.facts(f)
	l.Decision.facts(f)
	f.Day("old_expires_on", string(l.OldExpiresOn)).Day("new_expires_on", string(l.NewExpiresOn)).Day("notice_due", string(l.NoticeDue)).
		Day("notified_on", string(l.NotifiedOn)).Day("remarked_all_on", string(l.RemarkedOn))
	fileFact(c, f, "/terms/level/"+l.ID, "decision_file", l.DecisionFile)
	return f.All
}

func declassificationFacts(c *web.Call, d Declassification) web.Summary {
	f := desk.NewFacts(c, ID).Link("item", d.Number, itemHref(d.Item)).Text("grade", gradeText(c, d.Grade)).Say("way", "terms.way.", string(d.Way)).
		Tick("partial", d.Partial).Text("released", strings.Join(d.Released, "\n"))
	d.Proposal.facts(f)
	d.Council.facts(f)
	if d.Way == ByCouncil {
		f.Tick("item_filed", d.ItemFiled).Text("documents", c.Say("terms.documents", Documents(d), fileComplete))
	}
	f.Text("search", d.Search)
	d.Decision.facts(f)
	f.Day("effective_on", string(d.EffectiveOn)).Day("notice_due", string(d.NoticeDue)).Day("notified_on", string(d.NotifiedOn)).Day("remarked_all_on", string(d.RemarkedOn))
	here := "/terms/declassification/" + d.ID
	fileFact(c, f, here, "set_up_file", d.SetUpFile)
	fileFact(c, f, here, "minute_file", d.MinuteFile)
	fileFact(c, f, here, "decision_file", d.DecisionFile)
	return f.All
}

func destructionFacts(c *web.Call, d Destruction) web.Summary {
	f := desk.NewFacts(c, ID).Text("unit", d.UnitName).Tick("urgent", d.Urgent).Num("pieces", d.Pieces).Text("grade", gradeText(c, d.Grade))
	d.Proposal.facts(f)
	d.Council.facts(f)
	f.Text("keeper_name", d.KeeperName)
	d.Decision.facts(f)
	f.Day("executed_on", string(d.ExecutedOn)).Text("place", d.Place).Say("method", "terms.method.", string(d.Method)).Text("executors", strings.Join(d.Executors, "\n")).
		Text("record_no", d.RecordNo).Day("recorded_on", string(d.RecordedOn)).Day("report_due", string(d.ReportDue)).
		Text("report_no", d.ReportNo).Text("report_to", d.ReportTo).Day("reported_on", string(d.ReportedOn))
	if !d.Urgent {
		f.Text("file_parts", c.Say("terms.documents", FileParts(d), destructionParts))
	}
	here := "/terms/destruction/" + d.ID
	fileFact(c, f, here, "set_up_file", d.SetUpFile)
	fileFact(c, f, here, "minute_file", d.MinuteFile)
	fileFact(c, f, here, "decision_file", d.DecisionFile)
	fileFact(c, f, here, "record_file", d.RecordFile)
	fileFact(c, f, here, "report_file", d.ReportFile)
	return f.All
}

func noticeFacts(c *web.Call, n Notice) web.Summary {
	item, record := "", ""
	if c.Who.Can(Read) {
		item, record = itemHref(n.Item), recordHref(n)
	}
	f := desk.NewFacts(c, ID).Link("item", n.Number, item).Link("cause", c.Say("terms.cause."+string(n.Cause)), record).Text("grade", gradeText(c, n.Grade)).
		Text("to", n.To()).Text("copies", n.Numbers).Day("from_on", string(n.From)).Day("due_on", string(n.DueOn)).Text("how", explained(c, n.Due)).
		Text("sent_no", n.SentNo).Day("sent_on", string(n.SentOn)).Day("acknowledged_on", string(n.AcknowledgedOn)).Text("acknowledged_by", n.AcknowledgedName).
		Day("remarked_on", string(n.RemarkedOn)).Text("remarked_by", n.RemarkedName)
	return f.All
}

// explained is a reckoned day in words, step by step.
func explained(c *web.Call, t Term) string {
	var all []string
	for _, s := range t.Steps {
		all = append(all, c.Say(s.Key, s.Args...))
	}
	if t.Due != "" && t.Rule != "" && !t.Verified {
		all = append(all, c.Say("terms.unverified"))
	}
	return strings.Join(all, "\n")
}

// reckoned is the section that explains the days of a record.
func reckoned(c *web.Call, names []string, all ...Term) web.Section {
	s := web.Section{Title: c.Say("terms.part.terms"), Grid: web.Grid{Label: c.Say("terms.part.terms"), Empty: web.Empty{Title: c.Say("terms.none.terms")},
		Columns: []web.Column{{Text: c.Say("terms.field.what")}, {Text: c.Say("terms.field.day")}, {Text: c.Say("terms.field.how"), Wide: true}}}}
	for i, t := range all {
		if len(t.Steps) == 0 {
			continue
		}
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Say("terms.field." + names[i])}, {Text: c.Texts().Day(c.Lang, string(t.Due))},
			{Text: strings.ReplaceAll(explained(c, t), "\n", " "), Small: t.Source, Wide: true}}})
	}
	return s
}

func noticeChip(c *web.Call, n Notice) web.Chip {
	switch {
	case n.Late:
		return web.Chip{Kind: "over", Text: c.Say("terms.late_notice")}
	case n.State == NoticeDue:
		return c.DueChip(string(n.DueOn))
	case n.State == Remarked:
		return web.Chip{Kind: "ok", Text: c.Say("terms.state.notice.remarked")}
	}
	return web.Chip{Kind: "info", Text: c.Say("terms.state.notice." + string(n.State))}
}

func destructionChip(c *web.Call, d Destruction) web.Chip {
	if d.Alarm && d.ReportedOn == "" || AlarmDue(d, vn.Day(c.Today)) {
		return web.Chip{Kind: "over", Text: c.Say("terms.alarm")}
	}
	return web.Chip{Kind: "info", Text: c.Say("terms.state.destruction." + string(d.State))}
}

// noticeSection lists the notices of a record.
func (k pages) noticeSection(c *web.Call, record string) (web.Section, error) {
	all, err := db.Find[Notice](c.Context(), k.DB.As(c.Who), "t.record = $1", "ORDER BY t.id", record)
	s := web.Section{Title: c.Say("terms.part.notices"), Grid: web.Grid{Label: c.Say("terms.part.notices"), Empty: web.Empty{Title: c.Say("terms.none.notices")}}}
	for _, col := range []string{"to", "copies", "due_on", "sent_on", "acknowledged_on", "remarked_on", "state"} {
		s.Grid.Columns = append(s.Grid.Columns, web.Column{Text: c.Say("terms.field." + col)})
	}
	for _, n := range all {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: n.To(), Href: noticeHref(c, n), Key: true}, {Text: n.Numbers},
			day(c, n.DueOn), day(c, n.SentOn), day(c, n.AcknowledgedOn), day(c, n.RemarkedOn), {Chip: noticeChip(c, n)}}})
	}
	return s, err
}

func day(c *web.Call, d vn.Day) web.Cell { return web.Cell{Text: c.Texts().Day(c.Lang, string(d))} }

func (k pages) extensionParts(c *web.Call, e Extension) ([]web.Section, error) {
	n, err := k.noticeSection(c, e.ID)
	return []web.Section{reckoned(c, []string{"last_day", "new_expires_on"}, e.Window, e.Term), n}, err
}

func (k pages) levelParts(c *web.Call, l LevelChange) ([]web.Section, error) {
	n, err := k.noticeSection(c, l.ID)
	return []web.Section{reckoned(c, []string{"new_expires_on"}, l.Term), n}, err
}

func (k pages) declassificationParts(c *web.Call, d Declassification) ([]web.Section, error) {
	n, err := k.noticeSection(c, d.ID)
	if d.Way != ByExpiry {
		return []web.Section{n}, err
	}
	return []web.Section{reckoned(c, []string{"expires_on"}, d.Ground), n}, err
}

func (k pages) destructionParts(c *web.Call, d Destruction) ([]web.Section, error) {
	s := web.Section{Title: c.Say("terms.part.list"), Grid: web.Grid{Label: c.Say("terms.part.list"), Empty: web.Empty{Title: c.Say("terms.none.list")}}}
	if duty.In(d.State, CouncilSet, Reviewed, Decided, Executed, Recorded, Urgently, Reported) {
		s.Acts = []web.Link{{Text: c.Say("terms.minutes"), Href: "/terms/destruction/" + d.ID + "/minutes", Icon: "printer"}}
	}
	for _, col := range []string{"number", "grade", "copy", "kind", "holder", "destroyed_on"} {
		s.Grid.Columns = append(s.Grid.Columns, web.Column{Text: c.Say("terms.field." + col)})
	}
	for _, p := range d.List {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: p.Number, Href: itemHref(p.Item), Key: true}, {Text: gradeText(c, p.Grade)},
			{Text: c.Say("terms.copy", p.No)}, {Text: c.Say("terms.kind." + string(p.Kind))}, {Text: p.Holder}, day(c, p.DestroyedOn)}})
	}
	return []web.Section{s}, nil
}

// stateChip is the state of a record of a list.
func stateChip(c *web.Call, folder string, s duty.State) web.Cell {
	return web.Cell{Chip: web.Chip{Kind: "info", Text: c.Say("terms.state." + folder + "." + string(s))}}
}
