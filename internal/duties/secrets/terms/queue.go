package terms

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// QueuePage is the data of queue.html: what falls due.
type QueuePage struct {
	Head  web.Head
	Tabs  web.Views
	Notes []web.Note
	Parts []web.Section
}

// queueRows is how many lines each part of the queue shows; the registers hold
// the rest.
const queueRows = 25

// Expiring lists the items whose term ends within a year from a day (rule
// S-EXPIRING), the earliest first, up to limit. It reads the index of items
// that have not ended: history costs nothing.
func Expiring(ctx context.Context, v db.View, p law.Pack, today vn.Day, limit int) ([]register.Item, error) {
	until := today.AddMonths(countOf(p, "S-EXPIRING", today, 12))
	return db.Find[register.Item](ctx, v, standing()+" AND t.expires_on >= $1 AND t.expires_on <= $2", fmt.Sprintf("ORDER BY t.expires_on, t.id LIMIT %d", limit),
		string(today), string(until))
}

// queue shows what falls due: terms that end with the days left to extend them,
// proposals, stamps, councils, notices, reports.
func (k pages) queue(c *web.Call) (web.Reply, error) {
	p, err := k.Law(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	v := k.DB.As(c.Who)
	page := QueuePage{Head: web.Head{Title: c.Say("terms.list.queue"), Sub: c.Say("terms.queue.sub")}, Tabs: tabs(c, "queue")}
	parts := []func(*web.Call, db.View, law.Pack) (web.Section, error){k.expiring, k.openExtensions, k.openNotices, k.openCouncils, k.openDestructions}
	for _, part := range parts {
		s, err := part(c, v, p)
		if err != nil {
			return web.Reply{}, err
		}
		if len(s.Grid.Rows) == queueRows {
			s.Note = c.Say("terms.queue.more", queueRows)
		}
		page.Parts = append(page.Parts, s)
	}
	if page.Notes, err = k.warnings(c, v); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "terms/queue.html", Data: page, Title: page.Head.Title, Nav: ID}, nil
}

// section begins a part of the queue with its columns.
func section(c *web.Call, name, all string, columns ...string) web.Section {
	s := web.Section{Title: c.Say("terms.queue." + name), Grid: web.Grid{Label: c.Say("terms.queue." + name), Empty: web.Empty{Title: c.Say("terms.queue." + name + ".none")}}}
	if all != "" {
		s.Acts = []web.Link{{Text: c.Say("terms.queue.all"), Href: all}}
	}
	for _, col := range columns {
		s.Grid.Columns = append(s.Grid.Columns, web.Column{Text: c.Say("terms.field." + col)})
	}
	return s
}

func (k pages) expiring(c *web.Call, v db.View, p law.Pack) (web.Section, error) {
	s := section(c, "expiring", "", "number", "grade", "expires_on", "last_day", "left", "next")
	items, err := Expiring(c.Context(), v, p, vn.Day(c.Today), queueRows)
	if err != nil {
		return s, err
	}
	had, err := desk.Grouped[Extension](c.Context(), v, "item", " AND t.state = 'proposed'", ids(items, func(i register.Item) string { return i.ID }), func(e Extension) string { return e.Item })
	for _, i := range items {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: expiringCells(c, p, i, had[i.ID])})
	}
	return s, err
}

// expiringCells is one item whose term ends, with what is left of its window.
func expiringCells(c *web.Call, p law.Pack, i register.Item, proposed []Extension) []web.Cell {
	last := lastDayOf(p, i, vn.Day(c.Today))
	left, next := web.Cell{Chip: c.DueChip(string(last))}, web.Cell{}
	closed := last != "" && vn.Day(c.Today) > last
	switch {
	case closed:
		left.Chip = web.Chip{Kind: "over", Text: c.Say("terms.window_closed")}
	case last == "":
		left.Chip = web.Chip{}
	}
	switch {
	case len(proposed) > 0:
		next = web.Cell{Text: c.Say("terms.state.extension.proposed"), Href: "/terms/extension/" + proposed[0].ID}
	case c.Who.Can(Propose):
		next = web.Cell{Text: c.Say("terms.do.extension.propose"), Href: "/terms/extension/new/propose?of=" + i.ID}
	}
	return []web.Cell{{Text: i.Number, Href: itemHref(i.ID), Key: true, Small: i.Kind}, {Text: gradeText(c, i.Grade)}, day(c, i.ExpiresOn), day(c, last), left, next}
}

func ids[T any](all []T, id func(T) string) []string {
	var out []string
	for _, x := range all {
		out = append(out, id(x))
	}
	return out
}

// waiting reads the open records of one register, the earliest day first. Every
// state is read by itself, along the index of states.
func waiting[T any, P db.Ptr[T]](c *web.Call, v db.View, order string, states ...duty.State) ([]T, error) {
	var all []T
	for _, s := range states {
		rows, err := db.Find[T, P](c.Context(), v, "t.state = $1", fmt.Sprintf("ORDER BY t.%s, t.id LIMIT %d", order, queueRows-len(all)), string(s))
		if err != nil {
			return nil, err
		}
		if all = append(all, rows...); len(all) >= queueRows {
			break
		}
	}
	return all, nil
}

func (k pages) openExtensions(c *web.Call, v db.View, _ law.Pack) (web.Section, error) {
	s := section(c, "extensions", "/terms/extensions", "number", "expires_on", "last_day", "left", "state")
	all, err := waiting[Extension](c, v, "last_day", Proposed, Decided, Stamped)
	for _, e := range all {
		chip := web.Chip{}
		if e.State == Proposed {
			chip = c.DueChip(string(e.LastDay))
		}
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: e.Number, Href: "/terms/extension/" + e.ID, Key: true}, day(c, e.ExpiresOn), day(c, e.LastDay), {Chip: chip}, stateChip(c, "extension", e.State)}})
	}
	return s, err
}

func (k pages) openNotices(c *web.Call, v db.View, _ law.Pack) (web.Section, error) {
	s := section(c, "notices", "/terms/notices?state=due", "number", "to", "cause", "due_on", "state")
	all, err := waiting[Notice](c, v, "due_on", NoticeDue)
	for _, n := range all {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: n.Number, Href: noticeHref(c, n), Key: true}, {Text: n.To()}, {Text: c.Say("terms.cause." + string(n.Cause))}, day(c, n.DueOn), {Chip: noticeChip(c, n)}}})
	}
	return s, err
}

func (k pages) openCouncils(c *web.Call, v db.View, _ law.Pack) (web.Section, error) {
	s := section(c, "councils", "/terms/declassifications", "number", "kind", "proposed_on", "state")
	levels, err := waiting[LevelChange](c, v, "proposed_on", Proposed)
	if err != nil {
		return s, err
	}
	for _, l := range levels {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: l.Number, Href: "/terms/level/" + l.ID, Key: true}, {Text: c.Say("terms.tab.levels")}, day(c, l.ProposedOn), stateChip(c, "level", l.State)}})
	}
	all, err := waiting[Declassification](c, v, "proposed_on", Proposed, CouncilSet, Reviewed)
	for _, d := range all {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: d.Number, Href: "/terms/declassification/" + d.ID, Key: true}, {Text: c.Say("terms.tab.declassifications")}, day(c, d.ProposedOn), stateChip(c, "declassification", d.State)}})
	}
	return s, err
}

func (k pages) openDestructions(c *web.Call, v db.View, _ law.Pack) (web.Section, error) {
	s := section(c, "destructions", "/terms/destructions", "code", "pieces", "proposed_on", "report_due", "state")
	all, err := waiting[Destruction](c, v, "report_due", Urgently, Proposed, CouncilSet, Reviewed, Decided, Executed)
	for _, d := range all {
		s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: d.Code, Href: "/terms/destruction/" + d.ID, Key: true}, {Text: c.Texts().Number(c.Lang, d.Pieces), Num: true},
			day(c, d.ProposedOn), day(c, d.ReportDue), {Chip: destructionChip(c, d)}}})
	}
	return s, err
}

// warnings count what is late.
func (k pages) warnings(c *web.Call, v db.View) ([]web.Note, error) {
	late, err := db.Count[Notice](c.Context(), v, "t.state = 'due' AND t.due_on < $1", c.Today)
	if err != nil {
		return nil, err
	}
	alarms, err := db.Count[Destruction](c.Context(), v, "t.state = 'destroyed_urgently' AND t.report_due < $1", c.Today)
	var all []web.Note
	if late > 0 {
		all = append(all, web.Note{Kind: "over", Text: c.Say("terms.warn.notices_late", late), Link: web.Link{Text: c.Say("terms.queue.all"), Href: "/terms/notices?overdue=1"}})
	}
	if alarms > 0 {
		all = append(all, web.Note{Kind: "over", Text: c.Say("terms.warn.alarms", alarms), Link: web.Link{Text: c.Say("terms.queue.all"), Href: "/terms/destructions?state=destroyed_urgently"}})
	}
	return all, err
}
