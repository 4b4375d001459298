package movement

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// soonDays is how many days before its last day a carry-out shows in the list
// of work.
const soonDays = 3

// task is a line of work: the text "movement.work.<key>" about a thing, and the
// button of an act.
func task(k duty.TaskKind, icon, key, title, note, do, href string, due vn.Day) duty.Task {
	return duty.Task{Kind: k, Icon: icon, Title: text.Problem{Key: "movement.work." + key, Args: []any{title}}, Note: note, Verb: "movement.do." + do, Href: href, Due: due}
}

func transferTask(k duty.TaskKind, key string, do duty.Verb) func(Transfer) duty.Task {
	return func(t Transfer) duty.Task {
		return task(k, "send", key, t.Title(), t.FromName+" → "+t.ToName, "transfer."+string(do), transferHref(t.ID), "")
	}
}

func defectTask(key string, do duty.Verb) func(Defect) duty.Task {
	return func(d Defect) duty.Task {
		return task(duty.ToDo, "alert-triangle", key, d.Number, d.SenderName, "defect."+string(do), defectHref(d.ID), d.FoundOn)
	}
}

func permitTask(k duty.TaskKind, key string, do duty.Verb) func(CopyPermit) duty.Task {
	return func(p CopyPermit) duty.Task {
		return task(k, "copy", key, p.Number, p.RequestedName, "permit."+string(do), permitHref(p.ID), "")
	}
}

func carryTask(k duty.TaskKind, key string, do duty.Verb, due func(CarryOut) vn.Day) func(CarryOut) duty.Task {
	return func(c CarryOut) duty.Task {
		return task(k, "external-link", key, numbers(c.Lines), c.BearerName, "carryout."+string(do), carryHref(c.ID), due(c))
	}
}

func provisionTask(k duty.TaskKind, key string, do duty.Verb) func(Provision) duty.Task {
	return func(p Provision) duty.Task {
		return task(k, "file-text", key, p.Number, p.Applicant.Applicant, "provision."+string(do), provisionHref(p.ID), "")
	}
}

// work lists what waits for the viewer. Signs of opening, swapping, loss and
// damage stand in the head's list from the moment they are found.
func work() func(context.Context, db.View, vn.Day, int) ([]duty.Task, error) {
	from, to := func(c CarryOut) vn.Day { return c.FromOn }, func(c CarryOut) vn.Day { return c.ToOn }
	return desk.Work(
		desk.Waits(permits, 0, "t.state = 'open' AND t.kind IN ('opened', 'swapped', 'lost', 'damaged')", "t.found_on", defectTask("report", DoNote)),
		desk.Waits(permits, 0, "t.loss_note <> '' AND t.noted_on = ''", "t.to_on", carryTask(duty.ToDo, "loss", DoNote, to)),
		desk.Waits(transfer, 0, "(t.sender = $2 OR t.sender = '') AND t.found_by <> $1 AND (t.state = 'noted' OR t.state = 'open' AND t.kind IN ('count', 'packing', 'rules'))", "t.found_on", defectTask("resolve", DoResolve)),
		desk.Waits(hold, 0, "t.state = 'sent' AND t.to_unit = $2 AND t.sent_by <> $1 AND NOT t.named_only", "t.sent_on", transferTask(duty.ToDo, "check", DoCheck)),
		desk.Waits(hold, 0, "t.state IN ('sent', 'handed_on') AND t.named_only AND t.named <> '' AND t.named = $4", "t.sent_on", transferTask(duty.ToDo, "open", DoCheck)),
		desk.Waits(hold, 0, "t.state = 'sent' AND t.named_only AND t.to_unit = $2 AND t.named <> $4", "t.sent_on", transferTask(duty.ToDo, "hand_on", DoHandOn)),
		desk.Waits(hold, 0, "t.state = 'checked' AND t.to_unit = $2 AND NOT EXISTS (SELECT 1 FROM movement_defect d WHERE d.transfer = t.id AND d.state <> 'resolved')", "t.sent_on", transferTask(duty.ToDo, "receive", DoReceive)),
		desk.Waits(transfer, 0, "t.state = 'refused' AND t.from_unit = $2", "t.sent_on", transferTask(duty.ToDo, "take_back", DoTakeBack)),
		desk.Waits(transfer, 0, "t.state = 'packed' AND t.from_unit = $2", "t.packed_on", transferTask(duty.ToDo, "send", DoSend)),
		desk.Waits(permits, 0, "t.state = 'requested' AND t.requested_by <> $1", "t.requested_on", permitTask(duty.Decide, "permit", DoPermit)),
		desk.Waits(keep, 0, "t.state = 'permitted' AND t.made < t.copies", "t.decided_on", permitTask(duty.ToDo, "make", DoMake)),
		desk.Waits(keep, 0, "t.state = 'permitted' AND t.made = t.copies AND NOT t.waste_destroyed", "t.decided_on", permitTask(duty.ToDo, "waste", DoWaste)),
		desk.Waits(propose, 0, "t.state = 'requested' AND t.requested_by = $1", "t.requested_on", permitTask(duty.Waiting, "permit", DoPermit)),
		desk.Waits(permits, 0, "t.state = 'requested' AND t.requested_by <> $1", "t.from_on", carryTask(duty.Decide, "carry", DoPermit, from)),
		desk.Waits(keep, 0, "t.state = 'permitted'", "t.from_on", carryTask(duty.ToDo, "take", DoTake, from)),
		desk.Waits(keep, soonDays, "t.state = 'out' AND t.to_on <= $3", "t.to_on", carryTask(duty.ToDo, "give_back", DoGiveBack, to)),
		desk.Waits(permits, 0, "t.state = 'requested' AND t.requested_by <> $1", "t.requested_on", provisionTask(duty.Decide, "provide", DoGrant)),
		desk.Waits(keep, 0, "t.state = 'granted'", "t.decided_on", provisionTask(duty.ToDo, "hand_over", DoProvide)),
	)
}
