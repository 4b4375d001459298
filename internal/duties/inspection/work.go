package inspection

import (
	"slices"

	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// How many days ahead a day shows in the list of work.
const (
	soonDays   = 14
	aheadDays  = 30
	remindDays = 7
)

func task(k duty.TaskKind, icon, key, name, note string, verb duty.Verb, href string, due vn.Day) duty.Task {
	return duty.Task{Kind: k, Icon: icon, Title: text.Problem{Key: "inspection.task." + key, Args: []any{name}}, Note: note,
		Verb: ID + ".verb." + string(verb), Href: href, Due: due}
}

// inspectionTask makes a task of an inspection.
func inspectionTask(k duty.TaskKind, key string, verb duty.Verb) func(Inspection) duty.Task {
	return func(i Inspection) duty.Task {
		return task(k, "clipboard-check", key, i.Title, i.Code, verb, InspectionHref(i.ID), i.DueOn)
	}
}

// caseTask makes a task of a discipline case, due on the day that due picks.
func caseTask(k duty.TaskKind, key string, verb duty.Verb, due func(Case) vn.Day) func(Case) duty.Task {
	return func(c Case) duty.Task { return task(k, "gavel", key, c.Name, c.Code, verb, CaseHref(c.ID), due(c)) }
}

func noDay(Case) vn.Day { return "" }

// questions are what waits for whom in this duty.
func questions() []desk.Question {
	return slices.Concat(programmeQuestions(), inspectionQuestions(), reminderQuestions(), caseQuestions(), appealQuestions())
}

func programmeQuestions() []desk.Question {
	return []desk.Question{
		desk.Waits(Answer, 0, "t.state = 'assigned' AND t.assigned_to = $2", "t.assigned_on", func(i Item) duty.Task {
			return task(duty.Decide, "flag", "accept_item", i.Content, i.ProgrammeTitle, DoAccept, ItemHref(i.ID), i.PlannedOn)
		}),
		desk.Waits(Issue, 0, "t.state = 'returned' AND t.issuer = $2", "t.answered_on", func(i Item) duty.Task {
			return task(duty.ToDo, "flag", "reassign_item", i.Content, i.AssignedName, DoAssign, ItemHref(i.ID), "")
		}),
		desk.Waits(Issue, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.from_on", func(p Programme) duty.Task {
			return task(duty.Decide, "calendar", "issue", p.Title, "", DoIssue, ProgrammeHref(p.ID), p.From)
		}),
	}
}

func inspectionQuestions() []desk.Question {
	return []desk.Question{
		desk.Waits(Decide, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.proposed_on", inspectionTask(duty.Decide, "decide", DoDecide)),
		desk.Waits(Propose, 0, "t.state = 'proposed' AND t.proposed_by = $1", "t.proposed_on", inspectionTask(duty.Waiting, "decide", DoDecide)),
		desk.Waits(Propose, 0, "t.state = 'draft' AND t.return_reason <> '' AND t.proposed_by = $1", "t.proposed_on", inspectionTask(duty.ToDo, "repropose", DoPropose)),
		desk.Waits(Conduct, 0, "t.state = 'decided'", "t.decision_on", inspectionTask(duty.ToDo, "announce", DoAnnounce)),
		desk.Waits(Conduct, aheadDays, "t.state IN ('announced', 'self_report_awaited', 'verifying', 'draft_report', 'subject_heard', 'report_final') AND t.due_on <= $3",
			"t.due_on", inspectionTask(duty.ToDo, "finish", DoVerify)),
		desk.Waits(Conclude, 0, `t.state IN ('report_final', 'body_considers') AND NOT EXISTS
			(SELECT 1 FROM inspection_team m WHERE m.inspection = t.id AND m.left_on = '' AND (m.account = $1 OR m.person <> '' AND m.person = $4))`, "t.due_on", inspectionTask(duty.Decide, "conclude", DoConclude)),
		desk.Waits(Conduct, soonDays, `t.self_report_due > '' AND t.self_report_due <= $3 AND t.self_report_on = '' AND NOT t.withdrawn AND EXISTS
			(SELECT 1 FROM inspection_inspection i WHERE i.id = t.inspection AND i.state = 'self_report_awaited')`, "t.self_report_due", func(s Subject) duty.Task {
			return task(duty.ToDo, "file-text", "self_report", s.Name, s.UnitName, "receive_report", SubjectHref(s.Inspection, s.ID), s.SelfReportDue)
		}),
		desk.Waits(Follow, 0, "t.state = 'concluded'", "t.conclusion_on", inspectionTask(duty.ToDo, "publish", DoPublish)),
	}
}

func reminderQuestions() []desk.Question {
	return []desk.Question{
		desk.Waits(Follow, 0, "t.state = 'answered' AND t.answer_by <> $1", "t.due", func(r Reminder) duty.Task {
			return task(duty.ToDo, "checklist", "verify_reminder", r.To, r.Text, DoConfirm, ReminderHref(r.ID), r.Due)
		}),
		desk.Waits(Follow, remindDays, "t.state = 'open' AND t.due <= $3", "t.due", func(r Reminder) duty.Task {
			return task(duty.ToDo, "bell", "reminder_due", r.To, r.Text, DoAnswer, ReminderHref(r.ID), r.Due)
		}),
	}
}

func caseQuestions() []desk.Question {
	written := func(c Case) vn.Day { return c.WrittenDue }
	return []desk.Question{
		desk.Waits(Judge, 0, "t.state = 'balloted' AND t.proposed_by <> $1", "t.meeting_on", caseTask(duty.Decide, "decide_case", DoDecide, noDay)),
		desk.Waits(Judge, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.proposed_on", caseTask(duty.Decide, "take_up", DoTakeUp, noDay)),
		desk.Waits(Judge, 0, "t.state = 'decided'", "t.written_due", caseTask(duty.ToDo, "announce_case", DoAnnounce, written)),
		desk.Waits(Discipline, 0, "t.state = 'announced'", "t.written_due", caseTask(duty.ToDo, "serve", DoServe, written)),
		desk.Waits(Discipline, aheadDays, "t.state = 'in_force' AND t.lapses_on > '' AND t.lapses_on <= $3 AND NOT t.appeal_pending AND t.again_on = ''",
			"t.lapses_on", caseTask(duty.ToDo, "lapse", DoLapse, func(c Case) vn.Day { return c.LapsesOn })),
		desk.Waits(Discipline, 0, "t.admin_due <> '' AND t.admin_notice_on = '' AND t.admin_done_on = '' AND t.state IN ('announced', 'served', 'in_force')",
			"t.admin_notice_due", caseTask(duty.ToDo, "admin_notice", "record_notice", func(c Case) vn.Day { return c.AdminNoticeDue })),
		desk.Waits(Judge, 0, "t.state = 'annulled' AND t.restored_on = ''", "t.ended_on", caseTask(duty.ToDo, "restore", "restore", noDay)),
		desk.Waits(Discipline, 0, "t.admin_due <> '' AND t.admin_done_on = '' AND t.state IN ('announced', 'served', 'in_force')",
			"t.admin_due", caseTask(duty.ToDo, "admin", "record_admin", func(c Case) vn.Day { return c.AdminDue })),
		desk.Waits(Discipline, 0, "t.admin_undo_due <> '' AND t.admin_undone_on = ''",
			"t.admin_undo_due", caseTask(duty.ToDo, "admin_undo", "record_admin_undone", func(c Case) vn.Day { return c.AdminUndoDue })),
	}
}

func appealQuestions() []desk.Question {
	return []desk.Question{
		desk.Waits(AppealTo, 0, "t.state = 'received'", "t.received_on", func(a Appeal) duty.Task {
			return task(duty.ToDo, "inbox", "accept_appeal", a.Name, a.Code, DoAccept, AppealHref(a.ID), "")
		}),
		desk.Waits(AppealTo, 0, "t.denounces AND t.guided_on = '' AND t.state <> 'notified'", "t.received_on", func(a Appeal) duty.Task {
			return task(duty.ToDo, "inbox", "guide_appellant", a.Name, a.Code, "guide_appellant", AppealHref(a.ID), "")
		}),
		desk.Waits(AppealTo, 0, "t.state = 'accepted' AND t.accepted_by <> $1", "t.due_on", func(a Appeal) duty.Task {
			return task(duty.Decide, "inbox", "resolve_appeal", a.Name, a.Code, DoResolve, AppealHref(a.ID), a.DueOn)
		}),
		desk.Waits(Judge, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.id", func(s Suspension) duty.Task {
			return task(duty.Decide, "clock", "decide_suspension", s.Name, "", DoDecide, SuspensionHref(s.ID), "")
		}),
		desk.Waits(Judge, soonDays, "t.state = 'in_force' AND (CASE WHEN t.extended_to > t.to_on THEN t.extended_to ELSE t.to_on END) <= $3", "t.to_on", func(s Suspension) duty.Task {
			return task(duty.ToDo, "clock", "suspension_ends", s.Name, s.DecisionNo, DoEnd, SuspensionHref(s.ID), s.LastDay())
		}),
	}
}
