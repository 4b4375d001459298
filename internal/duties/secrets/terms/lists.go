package terms

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// tabs lead between the registers of the package and back to the register of
// secrets.
func tabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("desk.registers"), Tabs: []web.Link{backLink(c)}}
	for _, t := range []struct {
		name, href string
		need       access.Need
	}{{"queue", "/terms", Read}, {"extensions", "/terms/extensions", Read}, {"levels", "/terms/levels", Read}, {"declassifications", "/terms/declassifications", Read},
		{"destructions", "/terms/destructions", Read}, {"notices", "/terms/notices", Read}, {"mine", "/terms/mine", Hold}} {
		if c.Who.Can(t.need) {
			v.Tabs = append(v.Tabs, web.Link{Text: c.Say("terms.tab." + t.name), Href: t.href, Current: t.name == current})
		}
	}
	return v
}

// backLink leads to the register of secrets, or to what the person holds.
func backLink(c *web.Call) web.Link {
	if c.Who.Can(Read) {
		return web.Link{Text: c.Say("terms.back"), Href: "/secrets"}
	}
	return web.Link{Text: c.Say("terms.back"), Href: "/secrets/mine"}
}

// ofItem shows the records of one item, when the address names it.
func ofItem(c *web.Call, w *desk.Filter) {
	if id := c.Query("item"); id != "" {
		w.And("t.item = ?", id)
	}
}

// The columns that several registers have.
func textColumn[T any](name string, of func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Width: 24, Value: func(_ *web.Call, x T) any { return of(x) }}
}

func dayColumn[T any](name string, of func(T) vn.Day) desk.Column[T] {
	return desk.Column[T]{Name: name, Width: 12, Kind: office.DayColumn, Value: func(_ *web.Call, x T) any { return of(x) }}
}

func gradeColumn[T any](name string, of func(T) access.Level) desk.Column[T] {
	return desk.Column[T]{Name: name, Width: 12, Cell: func(c *web.Call, x T) web.Cell { return web.Cell{Text: gradeText(c, of(x))} }}
}

func keyColumn[T any](name, folder string, of func(T) (id, text string)) desk.Column[T] {
	return desk.Column[T]{Name: name, Width: 20, Cell: func(_ *web.Call, x T) web.Cell {
		id, text := of(x)
		return web.Cell{Text: text, Href: "/terms/" + folder + "/" + id, Key: true}
	}}
}

func stateColumn[T any](folder string, of func(T) duty.State) desk.Column[T] {
	return desk.Column[T]{Name: "state", Width: 18, Cell: func(c *web.Call, x T) web.Cell { return stateChip(c, folder, of(x)) }}
}

func (k pages) extensionList() desk.Register[Extension, *Extension] {
	return desk.Register[Extension, *Extension]{
		Desk: k.Desk, Name: "extensions", Path: "/terms/extensions", Need: Read, Tabs: tabs, Where: ofItem, Keep: []string{"item"},
		States: []duty.State{Proposed, Decided, Stamped, Notified, Missed, Refused}, StatesKey: "terms.state.extension.",
		Year: "last_day", Due: "last_day", Running: []duty.State{Proposed}, Unit: true, Words: []string{"number", "reason", "decision_no"}, By: []string{"last_day"},
		Columns: []desk.Column[Extension]{
			keyColumn("number", "extension", func(e Extension) (string, string) { return e.ID, e.Number }),
			gradeColumn("grade", func(e Extension) access.Level { return e.Grade }),
			dayColumn("expires_on", func(e Extension) vn.Day { return e.ExpiresOn }),
			dayColumn("last_day", func(e Extension) vn.Day { return e.LastDay }),
			{Name: "months", Num: true, Kind: office.IntColumn, Value: func(_ *web.Call, e Extension) any { return e.Months }},
			textColumn("decision_no", func(e Extension) string { return e.DecisionNo }),
			dayColumn("decided_on", func(e Extension) vn.Day { return e.DecidedOn }),
			dayColumn("new_expires_on", func(e Extension) vn.Day { return e.NewExpiresOn }),
			stateColumn("extension", func(e Extension) duty.State { return e.State }),
		},
	}
}

func (k pages) levelList() desk.Register[LevelChange, *LevelChange] {
	return desk.Register[LevelChange, *LevelChange]{
		Desk: k.Desk, Name: "levels", Path: "/terms/levels", Need: Read, Tabs: tabs, Where: ofItem, Keep: []string{"item"},
		States: []duty.State{Proposed, Decided, Notified, Remarked, Refused}, StatesKey: "terms.state.level.",
		Year: "proposed_on", Unit: true, Words: []string{"number", "reason", "decision_no"}, By: []string{"proposed_on"},
		Columns: []desk.Column[LevelChange]{
			keyColumn("number", "level", func(l LevelChange) (string, string) { return l.ID, l.Number }),
			gradeColumn("from_grade", func(l LevelChange) access.Level { return l.From }),
			gradeColumn("to_grade", func(l LevelChange) access.Level { return l.To }),
			dayColumn("proposed_on", func(l LevelChange) vn.Day { return l.ProposedOn }),
			textColumn("decision_no", func(l LevelChange) string { return l.DecisionNo }),
			dayColumn("decided_on", func(l LevelChange) vn.Day { return l.DecidedOn }),
			dayColumn("new_expires_on", func(l LevelChange) vn.Day { return l.NewExpiresOn }),
			dayColumn("notice_due", func(l LevelChange) vn.Day { return l.NoticeDue }),
			stateColumn("level", func(l LevelChange) duty.State { return l.State }),
		},
	}
}

func (k pages) declassificationList() desk.Register[Declassification, *Declassification] {
	return desk.Register[Declassification, *Declassification]{
		Desk: k.Desk, Name: "declassifications", Path: "/terms/declassifications", Need: Read, Tabs: tabs, Keep: []string{"item"},
		States: []duty.State{Proposed, CouncilSet, Reviewed, InEffect, Notified, Remarked, Refused}, StatesKey: "terms.state.declassification.",
		Year: "proposed_on", Unit: true, Words: []string{"number", "reason", "decision_no"}, By: []string{"proposed_on"},
		Where: func(c *web.Call, w *desk.Filter) {
			ofItem(c, w)
			if way := c.Query("way"); way != "" {
				w.And("t.way = ?", way)
			}
		},
		Filters: func(c *web.Call) []web.Field {
			f := web.Field{Name: "way", Label: c.Say("terms.field.way"), Options: []web.Option{{Label: c.Say("terms.any.way")}}}
			for _, w := range Ways {
				f.Options = append(f.Options, web.Option{Value: string(w), Label: c.Say("terms.way." + string(w))})
			}
			return []web.Field{f}
		},
		Columns: []desk.Column[Declassification]{
			keyColumn("number", "declassification", func(d Declassification) (string, string) { return d.ID, d.Number }),
			gradeColumn("grade", func(d Declassification) access.Level { return d.Grade }),
			{Name: "way", Width: 24, Cell: func(c *web.Call, d Declassification) web.Cell {
				return web.Cell{Text: c.Say("terms.way." + string(d.Way))}
			}},
			{Name: "partial", Value: func(_ *web.Call, d Declassification) any { return d.Partial }},
			textColumn("decision_no", func(d Declassification) string { return d.DecisionNo }),
			dayColumn("effective_on", func(d Declassification) vn.Day { return d.EffectiveOn }),
			dayColumn("notice_due", func(d Declassification) vn.Day { return d.NoticeDue }),
			stateColumn("declassification", func(d Declassification) duty.State { return d.State }),
		},
	}
}

func (k pages) destructionList() desk.Register[Destruction, *Destruction] {
	return desk.Register[Destruction, *Destruction]{
		Desk: k.Desk, Name: "destructions", Path: "/terms/destructions", Need: Read, Tabs: tabs, Keep: []string{"item"},
		States: []duty.State{Proposed, CouncilSet, Reviewed, Decided, Executed, Recorded, Urgently, Reported, Refused}, StatesKey: "terms.state.destruction.",
		Year: "year", Due: "report_due", Running: []duty.State{Urgently}, Unit: true, Words: []string{"code", "reason", "decision_no", "record_no"}, By: []string{"year", "seq"},
		Where: func(c *web.Call, w *desk.Filter) {
			if id := c.Query("item"); id != "" {
				w.And("EXISTS (SELECT 1 FROM terms_piece p WHERE p.item = ? AND p.destruction = t.id)", id)
			}
		},
		Acts: func(c *web.Call) []web.Link {
			var all []web.Link
			if c.Who.Can(Keep) {
				all = append(all, web.Link{Text: c.Say("terms.do.destruction.destroy_urgently"), Href: "/terms/destruction/new/destroy_urgently", Icon: "alert-triangle"})
			}
			if c.Who.Can(Propose) {
				all = append(all, web.Link{Text: c.Say("terms.do.destruction.propose"), Href: "/terms/destruction/new/propose", Icon: "plus", Primary: true})
			}
			return all
		},
		Columns: []desk.Column[Destruction]{
			keyColumn("code", "destruction", func(d Destruction) (string, string) { return d.ID, d.Code }),
			textColumn("unit", func(d Destruction) string { return d.UnitName }),
			{Name: "pieces", Num: true, Kind: office.IntColumn, Value: func(_ *web.Call, d Destruction) any { return d.Pieces }},
			gradeColumn("grade", func(d Destruction) access.Level { return d.Grade }),
			{Name: "urgent", Value: func(_ *web.Call, d Destruction) any { return d.Urgent }},
			textColumn("decision_no", func(d Destruction) string { return d.DecisionNo }),
			dayColumn("executed_on", func(d Destruction) vn.Day { return d.ExecutedOn }),
			textColumn("record_no", func(d Destruction) string { return d.RecordNo }),
			{Name: "state", Width: 20, Cell: func(c *web.Call, d Destruction) web.Cell { return web.Cell{Chip: destructionChip(c, d)} }},
		},
	}
}

func (k pages) noticeList() desk.Register[Notice, *Notice] {
	return desk.Register[Notice, *Notice]{
		Desk: k.Desk, Name: "notices", Path: "/terms/notices", Need: Read, Tabs: tabs, Keep: []string{"item", "late"},
		States: []duty.State{NoticeDue, Sent, Acknowledged, Remarked}, StatesKey: "terms.state.notice.",
		Year: "due_on", Due: "due_on", Running: []duty.State{NoticeDue}, Unit: true, Words: []string{"number", "unit_name", "holder_name", "sent_no"}, By: []string{"due_on"},
		Where: func(c *web.Call, w *desk.Filter) {
			ofItem(c, w)
			if c.Query("late") != "" {
				w.And("t.late")
			}
		},
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{{Name: "late", Label: c.Say("terms.field.late"), Options: []web.Option{{Label: c.Say("terms.any.late")}, {Value: "1", Label: c.Say("terms.late_notice")}}}}
		},
		Columns: []desk.Column[Notice]{
			{Name: "number", Width: 20, Cell: func(c *web.Call, n Notice) web.Cell {
				return web.Cell{Text: n.Number, Href: noticeHref(c, n), Key: true}
			}},
			textColumn("to", Notice.To),
			{Name: "cause", Width: 24, Cell: func(c *web.Call, n Notice) web.Cell { return web.Cell{Text: c.Say("terms.cause." + string(n.Cause))} }},
			textColumn("copies", func(n Notice) string { return n.Numbers }),
			dayColumn("due_on", func(n Notice) vn.Day { return n.DueOn }),
			dayColumn("sent_on", func(n Notice) vn.Day { return n.SentOn }),
			desk.OnSheet(dayColumn("acknowledged_on", func(n Notice) vn.Day { return n.AcknowledgedOn })),
			desk.OnSheet(dayColumn("remarked_on", func(n Notice) vn.Day { return n.RemarkedOn })),
			{Name: "state", Width: 18, Cell: func(c *web.Call, n Notice) web.Cell { return web.Cell{Chip: noticeChip(c, n)} }},
		},
	}
}

// ownNotices are the notices to the person, and to the store of the office of
// one who keeps it.
func (k pages) ownNotices() desk.Register[Notice, *Notice] {
	r := k.noticeList()
	r.Name, r.Path, r.Need, r.Unit = "mine", "/terms/mine", Hold, false
	r.Where = func(c *web.Call, w *desk.Filter) {
		own := "t.holder = ? AND t.holder <> ''"
		if c.Who.Can(Keep) {
			w.And("("+own+" OR t.holder = '' AND t.unit = ?)", c.Who.Person, c.Who.Unit)
			return
		}
		w.And(own, c.Who.Person)
	}
	return r
}

// recordHref is the page of what a notice tells of.
func recordHref(n Notice) string {
	switch n.Cause {
	case OfExtension:
		return "/terms/extension/" + n.Record
	case OfLevel:
		return "/terms/level/" + n.Record
	}
	return "/terms/declassification/" + n.Record
}

// noticeHref is the page of a notice for those who may confirm it, else the page
// of what it tells of.
func noticeHref(c *web.Call, n Notice) string {
	if c.Who.Can(Hold) {
		return "/terms/notice/" + n.ID
	}
	return recordHref(n)
}
