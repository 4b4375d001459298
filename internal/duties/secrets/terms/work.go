package terms

import (
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// How many days ahead a day shows in the list of work: the window of an
// extension closes 60 days before the term ends, so it is looked for half a
// year ahead.
const (
	soonDays   = 15
	windowDays = 180
)

func task(k duty.TaskKind, icon, key, folder, id, name, note string, do duty.Verb, due vn.Day) duty.Task {
	return duty.Task{Kind: k, Icon: icon, Title: text.Problem{Key: "terms.task." + key, Args: []any{name}}, Note: note,
		Verb: "terms.do." + folder + "." + string(do), Href: "/terms/" + folder + "/" + id, Due: due}
}

// questions ask what waits for whom.
func questions() []desk.Question {
	return append(noticeQuestions(), append(changeQuestions(), destructionQuestions()...)...)
}

func noticeQuestions() []desk.Question {
	return []desk.Question{
		desk.Waits(Enter, soonDays, "t.state = 'due' AND t.due_on <= $3", "t.due_on", func(n Notice) duty.Task {
			return task(duty.ToDo, "bell", "send_notice", "notice", n.ID, n.Number, n.To(), DoSend, n.DueOn)
		}),
		desk.Waits(Hold, 0, "t.state = 'sent' AND t.holder <> '' AND t.holder = $4", "t.sent_on", func(n Notice) duty.Task {
			return task(duty.ToDo, "inbox", "acknowledge", "notice", n.ID, n.Number, "", DoAcknowledge, "")
		}),
		desk.Waits(Hold, 0, "t.state = 'acknowledged' AND t.holder <> '' AND t.holder = $4", "t.acknowledged_on", func(n Notice) duty.Task {
			return task(duty.ToDo, "checklist", "remark", "notice", n.ID, n.Number, n.Numbers, DoRemark, "")
		}),
		desk.Waits(Keep, 0, "t.state IN ('sent', 'acknowledged') AND t.holder = ''", "t.sent_on", func(n Notice) duty.Task {
			if n.State == Sent {
				return task(duty.ToDo, "inbox", "acknowledge", "notice", n.ID, n.Number, n.To(), DoAcknowledge, "")
			}
			return task(duty.ToDo, "checklist", "remark", "notice", n.ID, n.Number, n.To(), DoRemark, "")
		}),
	}
}

func changeQuestions() []desk.Question {
	return []desk.Question{
		desk.Waits(Propose, windowDays, standing()+` AND t.expires_on > '' AND t.expires_on <= $3
			AND NOT EXISTS (SELECT 1 FROM terms_extension e WHERE e.item = t.id AND e.expires_on = t.expires_on)`, "t.expires_on", func(i register.Item) duty.Task {
			return duty.Task{Kind: duty.ToDo, Icon: "clock", Title: text.Problem{Key: "terms.task.term_ends", Args: []any{i.Number}}, Note: i.Kind,
				Verb: "terms.do.extension.propose", Href: "/terms/extension/new/propose?of=" + i.ID, Due: i.ExpiresOn}
		}),
		desk.Waits(Classify, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.last_day", func(e Extension) duty.Task {
			return task(duty.Decide, "clock", "decide_extension", "extension", e.ID, e.Number, e.ProposedByName, DoDecide, e.LastDay)
		}),
		desk.Waits(Propose, 0, "t.state = 'proposed' AND t.proposed_by = $1", "t.last_day", func(e Extension) duty.Task {
			return task(duty.Waiting, "clock", "decide_extension", "extension", e.ID, e.Number, "", DoDecide, e.LastDay)
		}),
		desk.Waits(Enter, 0, "t.state = 'decided'", "t.decided_on", func(e Extension) duty.Task {
			return task(duty.ToDo, "clock", "stamp", "extension", e.ID, e.Number, "", DoStamp, "")
		}),
		desk.Waits(Classify, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.proposed_on", func(l LevelChange) duty.Task {
			return task(duty.Decide, "flag", "decide_level", "level", l.ID, l.Number, l.ProposedByName, DoDecide, "")
		}),
		desk.Waits(Classify, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.proposed_on", func(d Declassification) duty.Task {
			if d.Way == ByArchive {
				return task(duty.Decide, "file-text", "decide_declassification", "declassification", d.ID, d.Number, d.ProposedByName, DoDecideAlone, "")
			}
			return task(duty.Decide, "file-text", "set_council", "declassification", d.ID, d.Number, d.ProposedByName, DoSetCouncil, "")
		}),
		desk.Waits(Enter, 0, "t.state = 'council_set'", "t.proposed_on", func(d Declassification) duty.Task {
			return task(duty.ToDo, "file-text", "review", "declassification", d.ID, d.Number, d.ChairName, DoReview, "")
		}),
		desk.Waits(Classify, 0, "t.state = 'reviewed' AND t.proposed_by <> $1", "t.proposed_on", func(d Declassification) duty.Task {
			return task(duty.Decide, "file-text", "decide_declassification", "declassification", d.ID, d.Number, d.ProposedByName, DoDecide, "")
		}),
	}
}

func destructionQuestions() []desk.Question {
	of := func(k duty.TaskKind, key string, do duty.Verb) func(Destruction) duty.Task {
		return func(d Destruction) duty.Task {
			return task(k, "alert-triangle", key, "destruction", d.ID, d.Code, d.UnitName, do, d.ReportDue)
		}
	}
	return []desk.Question{
		desk.Waits(Keep, 0, "t.state = 'destroyed_urgently'", "t.report_due", of(duty.ToDo, "report_destruction", DoReport)),
		desk.Waits(Decide, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.proposed_on", of(duty.Decide, "set_council", DoSetCouncil)),
		desk.Waits(Keep, 0, "t.state = 'council_set'", "t.proposed_on", of(duty.ToDo, "review", DoReview)),
		desk.Waits(Decide, 0, "t.state = 'reviewed' AND t.proposed_by <> $1", "t.proposed_on", of(duty.Decide, "decide_destruction", DoDecide)),
		desk.Waits(Keep, 0, "t.state = 'decided'", "t.proposed_on", of(duty.ToDo, "execute", DoExecute)),
		desk.Waits(Keep, 0, "t.state = 'executed'", "t.proposed_on", of(duty.ToDo, "record", DoRecord)),
	}
}
