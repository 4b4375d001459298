package inspection

import (
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

func reminders() folder[Reminder] {
	return folder[Reminder]{
		name: "reminder",
		open: func(p pages, c *web.Call, id string) (Reminder, error) {
			return db.Get[Reminder](c.Context(), p.view(c), id)
		},
		version: func(r Reminder) int { return r.Version },
		href:    func(r Reminder) string { return "/inspection/reminder/" + r.ID },
		title:   func(r Reminder) string { return r.To },
		offers:  func(r Reminder, at duty.Moment) []duty.Offer { return ReminderFlow.Offers(r.State, r, at) },
		acts:    reminderActs,
	}
}

var reminderActs = []act[Reminder]{
	{do: "answer", need: Follow, flow: true, upload: true,
		fields: func(f *form, _ Reminder) {
			f.add(web.FieldArea, "answer", "")
			f.add(web.FieldDay, "answered_on", f.Today)
			paperOf(f)
		},
		run: func(f *form, r Reminder) error {
			on, papers := f.day("answered_on"), readPapers(f)
			return f.then(func() error {
				return only(f.k.AnswerReminder(f.ctx(), f.Who, r.ID, f.version, f.Form("answer"), on, papers...))
			})
		}},
	{do: "confirm", need: Follow, flow: true, upload: true,
		fields: func(f *form, _ Reminder) { f.add(web.FieldDay, "done_on", ""); paperOf(f) },
		run: func(f *form, r Reminder) error {
			on, papers := f.day("done_on"), readPapers(f)
			return f.then(func() error { return only(f.k.VerifyReminder(f.ctx(), f.Who, r.ID, f.version, on, papers...)) })
		}},
	{do: "reject", need: Follow, flow: true, run: func(f *form, r Reminder) error {
		return f.then(func() error { return only(f.k.RejectReminder(f.ctx(), f.Who, r.ID, f.version)) })
	}},
	{do: "urge", need: Follow, when: func(r Reminder) bool { return r.State == Open && r.Due != "" }, run: func(f *form, r Reminder) error {
		return f.then(func() error { return only(f.k.UrgeReminder(f.ctx(), f.Who, r.ID, f.version)) })
	}},
}

// paperOf asks for one paper of proof; it may be left out where papers were
// given before.
func paperOf(f *form) {
	opt(f.add(web.FieldText, "evidence", ""))
	opt(f.add(web.FieldText, "evidence_no", "")).Width = "m"
	f.add(web.FieldFile, "file", "")
}

func readPapers(f *form) []EvidenceForm {
	e := readEvidence(f)
	if e.Title == "" && len(e.File) == 0 {
		return nil
	}
	return []EvidenceForm{e}
}

// RecordPage is the data of record.html: a record with its facts, its next
// step and its journal.
type RecordPage struct {
	Head    web.Head
	Stepper web.Stepper
	Terms   []*TermView
	Facts   web.Summary
	Grids   []web.Section
	Papers  []web.Link
	Events  web.Timeline
	Next    web.Next
	Others  []web.Link
}

func (p pages) reminder(c *web.Call) (web.Reply, error) {
	fo := reminders()
	r, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	page := RecordPage{Head: web.Head{Title: c.Say("inspection.reminder.kind."+string(r.Kind)) + ": " + r.To, Chip: reminderChip(c, r)}}
	add := func(key, value string) {
		if value != "" {
			page.Facts = append(page.Facts, web.Fact{Name: c.Say("inspection.field." + key), Value: value})
		}
	}
	day := func(d vn.Day) string { return c.Texts().Day(c.Lang, string(d)) }
	add("text", r.Text)
	add("issued_on", day(r.IssuedOn))
	add("due", day(r.Due))
	add("answer", r.Answer)
	add("answered_on", day(r.AnsweredOn))
	add("done_on", day(r.DoneOn))
	add("verified_on", day(r.VerifiedOn))
	if r.Urged > 0 {
		add("urged", c.Say("inspection.page.urged", r.Urged, r.UrgedOn))
	}
	if r.Inspection != "" {
		page.Facts = append(page.Facts, web.Fact{Name: c.Say("inspection.field.inspection"), Value: c.Say("inspection.page.open_dossier"), Href: "/inspection/" + r.Inspection})
		page.Papers = evidenceLinks(r.Inspection, r.Evidence)
	} else {
		page.Papers = evidenceLinks("", r.Evidence)
	}
	page.Next, page.Others = fo.next(p, c, r, r.ID)
	if page.Next.Title == "" {
		page.Next = wait(c, fo.name, ReminderFlow.Edges("", Open).Edges, r.State)
	}
	return web.Reply{Page: "inspection/record.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: crumbs(c, "reminders", "/inspection/reminders")}, nil
}

func reminderGrid(c *web.Call, rs []Reminder) web.Grid {
	g := web.Grid{Label: c.Say("inspection.list.reminders"), Columns: columns(c, "text", "addressee", "reminder_kind", "due", "state"),
		Empty: web.Empty{Icon: "circle-check", Title: c.Say("inspection.page.reminders.none")}}
	for _, r := range rs {
		g.Rows = append(g.Rows, web.Row{ID: r.ID, Cells: []web.Cell{{Text: r.Text, Href: "/inspection/reminder/" + r.ID, Key: true, Wide: true}, {Text: r.To},
			{Text: c.Say("inspection.reminder.kind." + string(r.Kind))}, {Text: c.Texts().Day(c.Lang, string(r.Due))}, {Chip: reminderChip(c, r)}}})
	}
	return g
}

func columns(c *web.Call, names ...string) []web.Column {
	var out []web.Column
	for _, n := range names {
		out = append(out, web.Column{Text: c.Say("inspection.field." + n), Num: slices.Contains([]string{"target", "done"}, n)})
	}
	return out
}
