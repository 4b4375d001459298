package inspection

import "liemchinh.vn/internal/db"

// The columns are listed once, for SQL, journal and export alike.

// Table names the table.
func (*Programme) Table() string { return "inspection_programme" }

// Columns lists the columns.
func (r *Programme) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "title", Ptr: &r.Title},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "from_on", Ptr: &r.From},
		db.Col{Name: "to_on", Ptr: &r.To},
		db.Col{Name: "doc_no", Ptr: &r.DocNo},
		db.Col{Name: "signed_on", Ptr: &r.SignedOn},
		db.Col{Name: "proposed_by", Ptr: &r.ProposedBy},
		db.Col{Name: "issued_by", Ptr: &r.IssuedBy},
		db.Col{Name: "closed_on", Ptr: &r.ClosedOn},
		db.Col{Name: "note", Ptr: &r.Note})
}

// Table names the table.
func (*Item) Table() string { return "inspection_item" }

// Columns lists the columns.
func (r *Item) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "programme", Ptr: &r.Programme},
		db.Col{Name: "programme_title", Ptr: &r.ProgrammeTitle},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "from_on", Ptr: &r.From},
		db.Col{Name: "to_on", Ptr: &r.To},
		db.Col{Name: "parent_item", Ptr: &r.ParentItem},
		db.Col{Name: "issuer", Ptr: &r.Issuer},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "object_type", Ptr: &r.ObjectType},
		db.Col{Name: "content", Ptr: &r.Content},
		db.Col{Name: "scope_from", Ptr: &r.ScopeFrom},
		db.Col{Name: "scope_to", Ptr: &r.ScopeTo},
		db.Col{Name: "planned_on", Ptr: &r.PlannedOn},
		db.Col{Name: "duration_days", Ptr: &r.DurationDays},
		db.Col{Name: "lead", Ptr: &r.Lead},
		db.Col{Name: "assigned_to", Ptr: &r.AssignedTo},
		db.Col{Name: "assigned_name", Ptr: &r.AssignedName},
		db.Col{Name: "target", Ptr: &r.Target},
		db.Col{Name: "assigned_by", Ptr: &r.AssignedBy},
		db.Col{Name: "assigned_on", Ptr: &r.AssignedOn},
		db.Col{Name: "answered_by", Ptr: &r.AnsweredBy},
		db.Col{Name: "answered_on", Ptr: &r.AnsweredOn},
		db.Col{Name: "return_reason", Ptr: &r.ReturnReason})
}

// Table names the table.
func (*Inspection) Table() string { return "inspection_inspection" }

// Columns lists the columns.
func (r *Inspection) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "mark", Ptr: &r.Mark},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "seq", Ptr: &r.Seq},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "basis", Ptr: &r.Basis},
		db.Col{Name: "body", Ptr: &r.Body},
		db.Col{Name: "tier", Ptr: &r.Tier},
		db.Col{Name: "title", Ptr: &r.Title},
		db.Col{Name: "content", Ptr: &r.Content},
		db.Col{Name: "item", Ptr: &r.Item},
		db.Col{Name: "raised_by", Ptr: &r.From},
		db.Col{Name: "cell_members", Ptr: &r.CellMembers},
		db.Col{Name: "cell_has_board", Ptr: &r.CellHasBoard},
		db.Col{Name: "override", Ptr: &r.Override},
		db.Col{Name: "received_on", Ptr: &r.ReceivedOn},
		db.Col{Name: "proposed_by", Ptr: &r.ProposedBy},
		db.Col{Name: "proposed_by_name", Ptr: &r.ProposedByName},
		db.Col{Name: "proposed_on", Ptr: &r.ProposedOn},
		db.Col{Name: "return_reason", Ptr: &r.ReturnReason},
		db.Col{Name: "decision_no", Ptr: &r.DecisionNo},
		db.Col{Name: "decision_on", Ptr: &r.DecisionOn},
		db.Col{Name: "plan_no", Ptr: &r.PlanNo},
		db.Col{Name: "decided_by", Ptr: &r.DecidedBy},
		db.Col{Name: "decided_by_name", Ptr: &r.DecidedByName},
		db.Col{Name: "scope_from", Ptr: &r.ScopeFrom},
		db.Col{Name: "scope_to", Ptr: &r.ScopeTo},
		db.Col{Name: "announced_on", Ptr: &r.AnnouncedOn},
		db.Col{Name: "announce_minute", Ptr: &r.AnnounceMinute},
		db.Col{Name: "self_report_due", Ptr: &r.SelfReportDue},
		db.Col{Name: "verifying_on", Ptr: &r.VerifyingOn},
		db.Col{Name: "draft_report_on", Ptr: &r.DraftReportOn},
		db.Col{Name: "subject_heard_on", Ptr: &r.SubjectHeardOn},
		db.Col{Name: "report_final_on", Ptr: &r.ReportFinalOn},
		db.Col{Name: "considered_on", Ptr: &r.ConsideredOn},
		db.Col{Name: "concluded_on", Ptr: &r.ConcludedOn},
		db.Col{Name: "conclusion_no", Ptr: &r.ConclusionNo},
		db.Col{Name: "conclusion_on", Ptr: &r.ConclusionOn},
		db.Col{Name: "conclusion_text", Ptr: &r.ConclusionText},
		db.Col{Name: "concluded_by", Ptr: &r.ConcludedBy},
		db.Col{Name: "concluded_by_name", Ptr: &r.ConcludedByName},
		db.Col{Name: "published_on", Ptr: &r.PublishedOn},
		db.Col{Name: "follow_on", Ptr: &r.FollowOn},
		db.Col{Name: "archived_on", Ptr: &r.ArchivedOn},
		db.Col{Name: "archive_no", Ptr: &r.ArchiveNo},
		db.Col{Name: "due_on", Ptr: &r.DueOn},
		db.Col{Name: "due", Ptr: db.JSON{Ptr: &r.Due}},
		db.Col{Name: "extended_to", Ptr: &r.ExtendedTo},
		db.Col{Name: "extend_reason", Ptr: &r.ExtendReason},
		db.Col{Name: "extended_by", Ptr: &r.ExtendedBy},
		db.Col{Name: "suspended_on", Ptr: &r.SuspendedOn},
		db.Col{Name: "suspend_reason", Ptr: &r.SuspendReason},
		db.Col{Name: "resumed_on", Ptr: &r.ResumedOn},
		db.Col{Name: "ended_on", Ptr: &r.EndedOn},
		db.Col{Name: "end_reason", Ptr: &r.EndReason},
		db.Col{Name: "moved_to", Ptr: &r.MovedTo},
		db.Col{Name: "head", Ptr: &r.Head})
}

// Table names the table.
func (*TeamMember) Table() string { return "inspection_team" }

// Columns lists the columns.
func (r *TeamMember) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "inspection", Ptr: &r.Inspection},
		db.Col{Name: "account", Ptr: &r.Account},
		db.Col{Name: "person", Ptr: &r.Person},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "role", Ptr: &r.Role},
		db.Col{Name: "declared_tie", Ptr: &r.DeclaredTie},
		db.Col{Name: "tie_note", Ptr: &r.TieNote},
		db.Col{Name: "checked_on", Ptr: &r.CheckedOn},
		db.Col{Name: "left_on", Ptr: &r.LeftOn})
}

// Table names the table.
func (*Subject) Table() string { return "inspection_subject" }

// Columns lists the columns.
func (r *Subject) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "inspection", Ptr: &r.Inspection},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "object_type", Ptr: &r.ObjectType},
		db.Col{Name: "object", Ptr: &r.Object},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "committee_level", Ptr: &r.CommitteeLevel},
		db.Col{Name: "announced_on", Ptr: &r.AnnouncedOn},
		db.Col{Name: "self_report_due", Ptr: &r.SelfReportDue},
		db.Col{Name: "self_report_on", Ptr: &r.SelfReportOn},
		db.Col{Name: "self_report_file", Ptr: &r.SelfReportFile},
		db.Col{Name: "heard_on", Ptr: &r.HeardOn},
		db.Col{Name: "heard_minute", Ptr: &r.HeardMinute},
		db.Col{Name: "heard_again_on", Ptr: &r.HeardAgainOn},
		db.Col{Name: "heard_again_no", Ptr: &r.HeardAgainNo},
		db.Col{Name: "absences", Ptr: &r.Absences},
		db.Col{Name: "waived_on", Ptr: &r.WaivedOn},
		db.Col{Name: "waiver_file", Ptr: &r.WaiverFile},
		db.Col{Name: "explained_on", Ptr: &r.ExplainedOn},
		db.Col{Name: "withdrawn", Ptr: &r.Withdrawn},
		db.Col{Name: "result", Ptr: &r.Result},
		db.Col{Name: "concluded_on", Ptr: &r.ConcludedOn},
		db.Col{Name: "notice_on", Ptr: &r.NoticeOn},
		db.Col{Name: "recommendation", Ptr: &r.Recommendation})
}

// Table names the table.
func (*Finding) Table() string { return "inspection_finding" }

// Columns lists the columns.
func (r *Finding) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "inspection", Ptr: &r.Inspection},
		db.Col{Name: "subject", Ptr: &r.Subject},
		db.Col{Name: "content", Ptr: &r.Content},
		db.Col{Name: "codes", Ptr: db.JSON{Ptr: &r.Codes}},
		db.Col{Name: "from_on", Ptr: &r.From},
		db.Col{Name: "to_on", Ptr: &r.To},
		db.Col{Name: "ongoing", Ptr: &r.Ongoing},
		db.Col{Name: "description", Ptr: &r.Description},
		db.Col{Name: "degree", Ptr: &r.Degree},
		db.Col{Name: "responsibility", Ptr: &r.Responsibility},
		db.Col{Name: "proposal", Ptr: &r.Proposal},
		db.Col{Name: "reply", Ptr: &r.Reply},
		db.Col{Name: "replied_on", Ptr: &r.RepliedOn},
		db.Col{Name: "evidence", Ptr: db.JSON{Ptr: &r.Evidence}})
}

// Table names the table.
func (*Reminder) Table() string { return "inspection_reminder" }

// Columns lists the columns.
func (r *Reminder) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "inspection", Ptr: &r.Inspection},
		db.Col{Name: "subject", Ptr: &r.Subject},
		db.Col{Name: "finding", Ptr: &r.Finding},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "object_type", Ptr: &r.ObjectType},
		db.Col{Name: "object", Ptr: &r.Object},
		db.Col{Name: "addressee", Ptr: &r.To},
		db.Col{Name: "body", Ptr: &r.Text},
		db.Col{Name: "issued_on", Ptr: &r.IssuedOn},
		db.Col{Name: "issued_by", Ptr: &r.IssuedBy},
		db.Col{Name: "due", Ptr: &r.Due},
		db.Col{Name: "answered_on", Ptr: &r.AnsweredOn},
		db.Col{Name: "answer_by", Ptr: &r.AnswerBy},
		db.Col{Name: "answer", Ptr: &r.Answer},
		db.Col{Name: "done_on", Ptr: &r.DoneOn},
		db.Col{Name: "evidence", Ptr: db.JSON{Ptr: &r.Evidence}},
		db.Col{Name: "verified_by", Ptr: &r.VerifiedBy},
		db.Col{Name: "verified_on", Ptr: &r.VerifiedOn},
		db.Col{Name: "urged", Ptr: &r.Urged},
		db.Col{Name: "urged_on", Ptr: &r.UrgedOn})
}

// Table names the table.
func (*Hearing) Table() string { return "inspection_hearing" }

// Columns lists the columns.
func (r *Hearing) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "inspection", Ptr: &r.Inspection},
		db.Col{Name: "subject", Ptr: &r.Subject},
		db.Col{Name: "discipline", Ptr: &r.Discipline},
		db.Col{Name: "round", Ptr: &r.Round},
		db.Col{Name: "held_on", Ptr: &r.HeldOn},
		db.Col{Name: "place", Ptr: &r.Place},
		db.Col{Name: "chair", Ptr: &r.Chair},
		db.Col{Name: "present", Ptr: &r.Present},
		db.Col{Name: "said", Ptr: &r.Said},
		db.Col{Name: "absent", Ptr: &r.Absent},
		db.Col{Name: "excused", Ptr: &r.Excused},
		db.Col{Name: "excuse", Ptr: &r.Excuse},
		db.Col{Name: "absence_count", Ptr: &r.Count},
		db.Col{Name: "minute_no", Ptr: &r.MinuteNo},
		db.Col{Name: "file", Ptr: &r.File})
}

// Table names the table.
func (*Case) Table() string { return "inspection_case" }

// Columns lists the columns.
func (r *Case) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "seq", Ptr: &r.Seq},
		db.Col{Name: "inspection", Ptr: &r.Inspection},
		db.Col{Name: "subject", Ptr: &r.Subject},
		db.Col{Name: "origin", Ptr: &r.Origin},
		db.Col{Name: "object_type", Ptr: &r.ObjectType},
		db.Col{Name: "object", Ptr: &r.Object},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "probationary", Ptr: &r.Probationary},
		db.Col{Name: "holds_office", Ptr: &r.HoldsOffice},
		db.Col{Name: "committee_level", Ptr: &r.CommitteeLevel},
		db.Col{Name: "managed_by", Ptr: &r.ManagedBy},
		db.Col{Name: "public_employee", Ptr: &r.PublicEmployee},
		db.Col{Name: "assigned_by_upper", Ptr: &r.AssignedByUpper},
		db.Col{Name: "found_on", Ptr: &r.FoundOn},
		db.Col{Name: "violation", Ptr: &r.Violation},
		db.Col{Name: "contents", Ptr: db.JSON{Ptr: &r.Contents}},
		db.Col{Name: "violated_to", Ptr: &r.ViolatedTo},
		db.Col{Name: "ongoing", Ptr: &r.Ongoing},
		db.Col{Name: "relapsed_on", Ptr: &r.RelapsedOn},
		db.Col{Name: "degree", Ptr: &r.Degree},
		db.Col{Name: "responsible", Ptr: &r.Responsible},
		db.Col{Name: "block_ground", Ptr: &r.BlockGround},
		db.Col{Name: "block_from", Ptr: &r.BlockFrom},
		db.Col{Name: "block_to", Ptr: &r.BlockTo},
		db.Col{Name: "blocked", Ptr: db.JSON{Ptr: &r.Blocked}},
		db.Col{Name: "self_criticism_on", Ptr: &r.SelfCriticismOn},
		db.Col{Name: "no_self_criticism", Ptr: &r.NoSelfCriticism},
		db.Col{Name: "self_criticism_file", Ptr: &r.SelfCriticismFile},
		db.Col{Name: "heard_on", Ptr: &r.HeardOn},
		db.Col{Name: "absences", Ptr: &r.Absences},
		db.Col{Name: "body", Ptr: &r.Body},
		db.Col{Name: "council", Ptr: db.JSON{Ptr: &r.Council}},
		db.Col{Name: "meeting_on", Ptr: &r.MeetingOn},
		db.Col{Name: "meeting_minute", Ptr: &r.MeetingMinute},
		db.Col{Name: "proposed_form", Ptr: &r.ProposedForm},
		db.Col{Name: "proposed_to", Ptr: &r.ProposedTo},
		db.Col{Name: "proposed_by", Ptr: &r.ProposedBy},
		db.Col{Name: "proposed_on", Ptr: &r.ProposedOn},
		db.Col{Name: "form", Ptr: &r.Form},
		db.Col{Name: "limitation", Ptr: db.JSON{Ptr: &r.Limitation}},
		db.Col{Name: "decision_no", Ptr: &r.DecisionNo},
		db.Col{Name: "decision_on", Ptr: &r.DecisionOn},
		db.Col{Name: "decided_by", Ptr: &r.DecidedBy},
		db.Col{Name: "decided_by_name", Ptr: &r.DecidedByName},
		db.Col{Name: "written_due", Ptr: &r.WrittenDue},
		db.Col{Name: "announced_on", Ptr: &r.AnnouncedOn},
		db.Col{Name: "effective_from", Ptr: &r.EffectiveFrom},
		db.Col{Name: "lapses_on", Ptr: &r.LapsesOn},
		db.Col{Name: "served_on", Ptr: &r.ServedOn},
		db.Col{Name: "refused", Ptr: &r.Refused},
		db.Col{Name: "refused_minute", Ptr: &r.RefusedMinute},
		db.Col{Name: "ended_on", Ptr: &r.EndedOn},
		db.Col{Name: "again_on", Ptr: &r.AgainOn},
		db.Col{Name: "admin_notice_due", Ptr: &r.AdminNoticeDue},
		db.Col{Name: "admin_notice_on", Ptr: &r.AdminNoticeOn},
		db.Col{Name: "admin_due", Ptr: &r.AdminDue},
		db.Col{Name: "admin_done_on", Ptr: &r.AdminDoneOn},
		db.Col{Name: "admin_no", Ptr: &r.AdminNo},
		db.Col{Name: "admin_undo_due", Ptr: &r.AdminUndoDue},
		db.Col{Name: "admin_undone_on", Ptr: &r.AdminUndoneOn},
		db.Col{Name: "restored_on", Ptr: &r.RestoredOn},
		db.Col{Name: "restored_no", Ptr: &r.RestoredNo},
		db.Col{Name: "appeal_pending", Ptr: &r.AppealPending},
		db.Col{Name: "not_reason", Ptr: &r.NotReason})
}

// Table names the table.
func (*Ballot) Table() string { return "inspection_ballot" }

// Columns lists the columns.
func (r *Ballot) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "case_id", Ptr: &r.Case},
		db.Col{Name: "round", Ptr: &r.Round},
		db.Col{Name: "body", Ptr: &r.Body},
		db.Col{Name: "held_on", Ptr: &r.HeldOn},
		db.Col{Name: "entitled", Ptr: &r.Entitled},
		db.Col{Name: "present", Ptr: &r.Present},
		db.Col{Name: "invalid", Ptr: &r.Invalid},
		db.Col{Name: "votes", Ptr: db.JSON{Ptr: &r.Votes}},
		db.Col{Name: "none_votes", Ptr: &r.None},
		db.Col{Name: "outcome", Ptr: &r.Outcome},
		db.Col{Name: "decided", Ptr: &r.Decided},
		db.Col{Name: "counted", Ptr: db.JSON{Ptr: &r.Counted}},
		db.Col{Name: "minute", Ptr: &r.Minute},
		db.Col{Name: "tellers", Ptr: &r.Tellers})
}

// Table names the table.
func (*Suspension) Table() string { return "inspection_suspension" }

// Columns lists the columns.
func (r *Suspension) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "inspection", Ptr: &r.Inspection},
		db.Col{Name: "case_id", Ptr: &r.Case},
		db.Col{Name: "object_type", Ptr: &r.ObjectType},
		db.Col{Name: "object", Ptr: &r.Object},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "committee_member", Ptr: &r.CommitteeMember},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "also", Ptr: db.JSON{Ptr: &r.Also}},
		db.Col{Name: "ground", Ptr: &r.Ground},
		db.Col{Name: "prosecuted", Ptr: &r.Prosecuted},
		db.Col{Name: "proposed_by", Ptr: &r.ProposedBy},
		db.Col{Name: "decision_no", Ptr: &r.DecisionNo},
		db.Col{Name: "decided_by", Ptr: &r.DecidedBy},
		db.Col{Name: "from_on", Ptr: &r.From},
		db.Col{Name: "to_on", Ptr: &r.To},
		db.Col{Name: "term", Ptr: db.JSON{Ptr: &r.Term}},
		db.Col{Name: "extended_to", Ptr: &r.ExtendedTo},
		db.Col{Name: "extend_reason", Ptr: &r.ExtendReason},
		db.Col{Name: "lifted_on", Ptr: &r.LiftedOn},
		db.Col{Name: "lift_reason", Ptr: &r.LiftReason})
}

// Table names the table.
func (*Appeal) Table() string { return "inspection_appeal" }

// Columns lists the columns.
func (r *Appeal) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "seq", Ptr: &r.Seq},
		db.Col{Name: "case_id", Ptr: &r.Case},
		db.Col{Name: "decision_no", Ptr: &r.DecisionNo},
		db.Col{Name: "final_decision", Ptr: &r.FinalDecision},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "filed_by_other", Ptr: &r.FiledByOther},
		db.Col{Name: "denounces", Ptr: &r.Denounces},
		db.Col{Name: "guided_on", Ptr: &r.GuidedOn},
		db.Col{Name: "received_dec_on", Ptr: &r.ReceivedDecOn},
		db.Col{Name: "filed_on", Ptr: &r.FiledOn},
		db.Col{Name: "file_by", Ptr: db.JSON{Ptr: &r.FileBy}},
		db.Col{Name: "received_on", Ptr: &r.ReceivedOn},
		db.Col{Name: "level_no", Ptr: &r.LevelNo},
		db.Col{Name: "handler", Ptr: &r.Handler},
		db.Col{Name: "ground", Ptr: &r.Ground},
		db.Col{Name: "refuse_note", Ptr: &r.RefuseNote},
		db.Col{Name: "accepted_by", Ptr: &r.AcceptedBy},
		db.Col{Name: "accepted_on", Ptr: &r.AcceptedOn},
		db.Col{Name: "due_on", Ptr: &r.DueOn},
		db.Col{Name: "due", Ptr: db.JSON{Ptr: &r.Due}},
		db.Col{Name: "proposed_by", Ptr: &r.ProposedBy},
		db.Col{Name: "outcome", Ptr: &r.Outcome},
		db.Col{Name: "new_form", Ptr: &r.NewForm},
		db.Col{Name: "resolution_no", Ptr: &r.ResolutionNo},
		db.Col{Name: "resolved_on", Ptr: &r.ResolvedOn},
		db.Col{Name: "resolved_by", Ptr: &r.ResolvedBy},
		db.Col{Name: "notified_on", Ptr: &r.NotifiedOn},
		db.Col{Name: "final", Ptr: &r.Final})
}
