package register

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

func task(kind duty.TaskKind, key, name, note, verb, href string, due vn.Day) duty.Task {
	return duty.Task{Kind: kind, Icon: "lock", Title: text.Problem{Key: "secrets.task." + key, Args: []any{name}}, Note: note, Verb: verb, Href: href, Due: due}
}

func itemTask(kind duty.TaskKind, key string, do duty.Verb, due func(Item) vn.Day) func(Item) duty.Task {
	return func(i Item) duty.Task {
		return task(kind, key, i.Name(), i.IssuerName, "secrets.do.item."+string(do), ItemHref(i.ID), due(i))
	}
}

func copyTask(kind duty.TaskKind, key string, do duty.Verb) func(Copy) duty.Task {
	return func(c Copy) duty.Task {
		return task(kind, key, c.Title(), c.Hand().String(), "secrets.do.copy."+string(do), CopyHref(c.ID), c.DueOn)
	}
}

func noDay(Item) vn.Day { return "" }

// work is what waits for people in the register.
func work() func(context.Context, db.View, vn.Day, int) ([]duty.Task, error) {
	return desk.Work(
		desk.Waits(Hold, 0, "t.state = 'in_transit' AND t.holder = $4 AND t.holder <> ''", "t.due_on", copyTask(duty.ToDo, "confirm", DoConfirm)),
		desk.Waits(Keep, 0, "t.state = 'in_transit' AND t.holder = '' AND t.unit = $2", "t.id", copyTask(duty.ToDo, "confirm", DoConfirm)),
		desk.Waits(Hold, 7, "t.holder = $4 AND t.holder <> '' AND t.state IN ('lent', 'recall_due') AND t.due_on <= $3", "t.due_on", copyTask(duty.ToDo, "bring", DoBring)),
		desk.Waits(Keep, 0, "t.state = 'recall_due' AND t.due_on <= $3", "t.due_on", copyTask(duty.ToDo, "recall", DoTakeBack)),
		desk.Waits(Keep, 0, "t.state = 'lent' AND t.due_on <= $3", "t.due_on", copyTask(duty.ToDo, "loan", DoTakeBack)),
		desk.Waits(Decide, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.id", itemTask(duty.Decide, "determine", DoDetermine, noDay)),
		desk.Waits(Propose, 0, "t.state = 'proposed' AND t.proposed_by = $1", "t.id", itemTask(duty.Waiting, "determine", DoDetermine, noDay)),
		desk.Waits(Propose, 0, "t.state = 'draft' AND t.proposed_by = $1 AND t.return_reason <> ''", "t.id", itemTask(duty.ToDo, "repropose", DoPropose, noDay)),
		desk.Waits(Enter, 0, "t.state = 'determined'", "t.determined_on", itemTask(duty.ToDo, "register", DoRegister, noDay)),
		desk.Waits(Enter, 0, "t.awaits_entry AND t.unit = $2 AND t.state = 'in_custody' AND NOT EXISTS (SELECT 1 FROM secrets_copy o WHERE o.awaits_entry AND o.unit = t.unit AND o.item = t.item AND o.copy_no < t.copy_no AND o.state = 'in_custody')", "t.held_since", func(c Copy) duty.Task {
			return task(duty.ToDo, "enter", c.Number, c.HomeName, "secrets.do.item."+string(DoReceive), "/secrets/item/new/"+string(DoReceive)+"?of="+c.ID, c.HeldSince)
		}),
		desk.Waits(Enter, 0, "t.state = 'registered' AND t.book = 'out'", "t.registered_on", itemTask(duty.ToDo, "issue", DoIssue, noDay)),
		desk.Waits(Keep, 0, "t.settled_on = '' AND t.result IN ('absent', 'misplaced', 'ended')", "t.number", func(l StocktakeLine) duty.Task {
			return task(duty.ToDo, "difference", fmt.Sprintf("%s · %02d", l.Number, l.No), l.Where, "secrets.do.difference.settle", "/secrets/difference/"+l.ID, "")
		}),
		desk.Waits(Keep, 14, "t.state = 'open' AND t.leaves_on <= $3", "t.leaves_on", func(h Handover) duty.Task {
			return task(duty.ToDo, "handover", h.PersonName, h.UnitName, "secrets.do.handover.close", "/secrets/handover/"+h.ID, h.LeavesOn)
		}),
	)
}

// lines describes the records of the register in mixed lists.
func lines() func(context.Context, db.View, string, []string) (map[string]duty.Line, error) {
	return desk.Lines(map[string]desk.Describer{
		(*Item)(nil).Table(): desk.Described(func(i Item) duty.Line {
			return duty.Line{Code: i.Number, Title: i.Name(), Note: i.IssuerName, Href: ItemHref(i.ID)}
		}),
		(*Abstract)(nil).Table(): desk.Described(func(a Abstract) duty.Line { return duty.Line{Title: a.Text, Href: ItemHref(a.Item)} }),
		(*Copy)(nil).Table(): desk.Described(func(c Copy) duty.Line {
			return duty.Line{Code: c.Number, Title: c.Title(), Note: c.Hand().String(), Href: CopyHref(c.ID)}
		}),
		(*CustodyEvent)(nil).Table(): desk.Described(func(e CustodyEvent) duty.Line {
			return duty.Line{Title: e.FromName + " → " + e.ToName, Note: string(e.On), Href: CopyHref(e.Copy)}
		}),
		(*ListEntry)(nil).Table(): desk.Described(func(e ListEntry) duty.Line {
			return duty.Line{Code: e.Code(), Title: e.Text, Href: "/secrets/entry/" + e.ID}
		}),
		(*Authority)(nil).Table(): desk.Described(func(a Authority) duty.Line {
			return duty.Line{Title: cmpOr(a.Title, a.Post), Note: a.Instrument, Href: "/secrets/authority/" + a.ID}
		}),
		(*Appointment)(nil).Table(): desk.Described(func(a Appointment) duty.Line {
			return duty.Line{Title: a.PersonName, Note: a.Decision, Href: "/secrets/appointment/" + a.ID}
		}),
		(*DelegationOfPower)(nil).Table(): desk.Described(func(d DelegationOfPower) duty.Line {
			return duty.Line{Code: d.Number, Title: d.DeputyName, Note: d.GiverName, Href: "/secrets/power/" + d.ID}
		}),
		(*Handover)(nil).Table(): desk.Described(func(h Handover) duty.Line {
			return duty.Line{Title: h.PersonName, Note: h.UnitName, Href: "/secrets/handover/" + h.ID}
		}),
		(*Stocktake)(nil).Table(): desk.Described(func(s Stocktake) duty.Line {
			return duty.Line{Title: cmpOr(s.Place, s.UnitName), Note: string(s.On), Href: "/secrets/stocktake/" + s.ID}
		}),
		(*StocktakeLine)(nil).Table(): desk.Described(func(l StocktakeLine) duty.Line {
			return duty.Line{Code: l.Number, Title: fmt.Sprintf("%s · %02d", l.Number, l.No), Note: l.Where, Href: "/secrets/difference/" + l.ID}
		}),
		(*PrintedPage)(nil).Table(): desk.Described(func(p PrintedPage) duty.Line {
			return duty.Line{Title: fmt.Sprintf("%d · %d", p.Year, p.Page), Note: string(p.PrintedOn), Href: "/secrets/page/" + p.ID}
		}),
	})
}
