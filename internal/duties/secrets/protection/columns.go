package protection

import "liemchinh.vn/internal/db"

// Records lists the records of the module.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Delegation](), db.KindOf[Member](), db.KindOf[Body](), db.KindOf[Finding]()}
}

// Table names the table.
func (*Delegation) Table() string { return ID + "_delegation" }

// Columns lists the columns.
func (r *Delegation) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "seq", Ptr: &r.Seq},
		db.Col{Name: "title", Ptr: &r.Title},
		db.Col{Name: "basis", Ptr: &r.Basis},
		db.Col{Name: "organ", Ptr: &r.Organ},
		db.Col{Name: "signs", Ptr: &r.Signs},
		db.Col{Name: "cyber_unit", Ptr: &r.CyberUnit},
		db.Col{Name: "cyber_no", Ptr: &r.CyberNo},
		db.Col{Name: "scope_from", Ptr: &r.ScopeFrom},
		db.Col{Name: "scope_to", Ptr: &r.ScopeTo},
		db.Col{Name: "start_on", Ptr: &r.StartOn},
		db.Col{Name: "end_on", Ptr: &r.EndOn},
		db.Col{Name: "plan_no", Ptr: &r.PlanNo},
		db.Col{Name: "plan_file", Ptr: &r.PlanFile},
		db.Col{Name: "proposed_by", Ptr: &r.ProposedBy},
		db.Col{Name: "proposed_by_name", Ptr: &r.ProposedByName},
		db.Col{Name: "proposed_on", Ptr: &r.ProposedOn},
		db.Col{Name: "refuse_reason", Ptr: &r.RefuseReason},
		db.Col{Name: "decision_no", Ptr: &r.DecisionNo},
		db.Col{Name: "decision_on", Ptr: &r.DecisionOn},
		db.Col{Name: "decided_by", Ptr: &r.DecidedBy},
		db.Col{Name: "decided_by_name", Ptr: &r.DecidedByName},
		db.Col{Name: "announced_on", Ptr: &r.AnnouncedOn},
		db.Col{Name: "announce_no", Ptr: &r.AnnounceNo},
		db.Col{Name: "begun_on", Ptr: &r.BegunOn},
		db.Col{Name: "report_no", Ptr: &r.ReportNo},
		db.Col{Name: "report_on", Ptr: &r.ReportOn},
		db.Col{Name: "reported_by", Ptr: &r.ReportedBy},
		db.Col{Name: "conclusion_no", Ptr: &r.ConclusionNo},
		db.Col{Name: "conclusion_on", Ptr: &r.ConclusionOn},
		db.Col{Name: "conclusion", Ptr: &r.Conclusion},
		db.Col{Name: "concluded_by", Ptr: &r.ConcludedBy},
		db.Col{Name: "concluded_by_name", Ptr: &r.ConcludedByName},
		db.Col{Name: "followed_on", Ptr: &r.FollowedOn},
		db.Col{Name: "closed_on", Ptr: &r.ClosedOn},
		db.Col{Name: "archive_no", Ptr: &r.ArchiveNo},
	)
}

// Table names the table.
func (*Member) Table() string { return ID + "_member" }

// Columns lists the columns.
func (r *Member) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "delegation", Ptr: &r.Delegation},
		db.Col{Name: "account", Ptr: &r.Account},
		db.Col{Name: "person", Ptr: &r.Person},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "place", Ptr: &r.Place},
		db.Col{Name: "tie", Ptr: &r.Tie},
		db.Col{Name: "tie_note", Ptr: &r.TieNote},
		db.Col{Name: "checked_on", Ptr: &r.CheckedOn},
		db.Col{Name: "left_on", Ptr: &r.LeftOn},
		db.Col{Name: "left_why", Ptr: &r.LeftWhy},
	)
}

// Table names the table.
func (*Body) Table() string { return ID + "_body" }

// Columns lists the columns.
func (r *Body) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "delegation", Ptr: &r.Delegation},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "basis", Ptr: &r.Basis},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "announced_on", Ptr: &r.AnnouncedOn},
		db.Col{Name: "representative", Ptr: &r.Representative},
		db.Col{Name: "checked_on", Ptr: &r.CheckedOn},
		db.Col{Name: "answers", Ptr: db.JSON{Ptr: &r.Answers}},
		db.Col{Name: "check_note", Ptr: &r.CheckNote},
		db.Col{Name: "draft_no", Ptr: &r.DraftNo},
		db.Col{Name: "draft_on", Ptr: &r.DraftOn},
		db.Col{Name: "reply_due", Ptr: &r.ReplyDue},
		db.Col{Name: "heard_on", Ptr: &r.HeardOn},
		db.Col{Name: "heard_no", Ptr: &r.HeardNo},
		db.Col{Name: "heard_file", Ptr: &r.HeardFile},
		db.Col{Name: "said", Ptr: &r.Said},
		db.Col{Name: "waived_on", Ptr: &r.WaivedOn},
		db.Col{Name: "waived_no", Ptr: &r.WaivedNo},
		db.Col{Name: "conclusion_no", Ptr: &r.ConclusionNo},
		db.Col{Name: "conclusion_on", Ptr: &r.ConclusionOn},
		db.Col{Name: "concluded_by", Ptr: &r.ConcludedBy},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "conclusion", Ptr: &r.Conclusion},
		db.Col{Name: "drop_reason", Ptr: &r.DropReason},
		db.Col{Name: "faults", Ptr: &r.Faults},
	)
}

// Table names the table.
func (*Finding) Table() string { return ID + "_finding" }

// Columns lists the columns.
func (r *Finding) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "delegation", Ptr: &r.Delegation},
		db.Col{Name: "body", Ptr: &r.Body},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "rating", Ptr: &r.Rating},
		db.Col{Name: "text", Ptr: &r.Text},
		db.Col{Name: "rule", Ptr: &r.Rule},
		db.Col{Name: "found_on", Ptr: &r.FoundOn},
		db.Col{Name: "found_by", Ptr: &r.FoundBy},
		db.Col{Name: "due_on", Ptr: &r.DueOn},
		db.Col{Name: "concluded_on", Ptr: &r.ConcludedOn},
		db.Col{Name: "withdraw_reason", Ptr: &r.WithdrawReason},
		db.Col{Name: "remedy", Ptr: &r.Remedy},
		db.Col{Name: "remedied_on", Ptr: &r.RemediedOn},
		db.Col{Name: "remedy_by", Ptr: &r.RemedyBy},
		db.Col{Name: "evidence_no", Ptr: &r.EvidenceNo},
		db.Col{Name: "evidence_file", Ptr: &r.EvidenceFile},
		db.Col{Name: "rechecked_on", Ptr: &r.RecheckedOn},
		db.Col{Name: "rechecked_by", Ptr: &r.RecheckedBy},
		db.Col{Name: "recheck_note", Ptr: &r.RecheckNote},
		db.Col{Name: "returned", Ptr: &r.Returned},
		db.Col{Name: "handover_no", Ptr: &r.HandoverNo},
		db.Col{Name: "handover_on", Ptr: &r.HandoverOn},
		db.Col{Name: "handover_to", Ptr: &r.HandoverTo},
	)
}
