package movement

import "liemchinh.vn/internal/db"

// The columns are listed once, for SQL, journal and export alike.

// Records lists the kinds of records.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Transfer](), db.KindOf[Defect](), db.KindOf[CopyPermit](), db.KindOf[CarryOut](), db.KindOf[Provision]()}
}

// columns lists the columns of a request.
func (a *Asking) columns() []db.Col {
	return []db.Col{
		{Name: "year", Ptr: &a.Year},
		{Name: "seq", Ptr: &a.Seq},
		{Name: "requested_by", Ptr: &a.RequestedBy},
		{Name: "requested_name", Ptr: &a.RequestedName},
		{Name: "requested_on", Ptr: &a.RequestedOn},
		{Name: "purpose", Ptr: &a.Purpose},
		{Name: "decided_by", Ptr: &a.DecidedBy},
		{Name: "decided_name", Ptr: &a.DecidedName},
		{Name: "decided_on", Ptr: &a.DecidedOn},
		{Name: "delegation", Ptr: &a.Delegation},
		{Name: "refuse_reason", Ptr: &a.RefuseReason},
	}
}

// Table names the table.
func (*Transfer) Table() string { return "movement_transfer" }

// Columns lists the columns.
func (r *Transfer) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "book", Ptr: &r.Book},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "seq", Ptr: &r.Seq},
		db.Col{Name: "from_unit", Ptr: &r.From},
		db.Col{Name: "from_name", Ptr: &r.FromName},
		db.Col{Name: "to_unit", Ptr: &r.To},
		db.Col{Name: "to_name", Ptr: &r.ToName},
		db.Col{Name: "incoming", Ptr: &r.Incoming},
		db.Col{Name: "lines", Ptr: db.JSON{Ptr: &r.Lines}},
		db.Col{Name: "declared", Ptr: &r.Declared},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "outer_number", Ptr: &r.Outer},
		db.Col{Name: "remarks", Ptr: &r.Remarks},
		db.Col{Name: "envelopes", Ptr: &r.Envelopes},
		db.Col{Name: "inner_sealed", Ptr: &r.InnerSealed},
		db.Col{Name: "inner_marked", Ptr: &r.InnerMarked},
		db.Col{Name: "outer_mark", Ptr: &r.OuterMark},
		db.Col{Name: "tough", Ptr: &r.Tough},
		db.Col{Name: "named_only", Ptr: &r.NamedOnly},
		db.Col{Name: "named", Ptr: &r.Named},
		db.Col{Name: "named_name", Ptr: &r.NamedName},
		db.Col{Name: "urgent", Ptr: &r.Urgent},
		db.Col{Name: "packed_on", Ptr: &r.PackedOn},
		db.Col{Name: "packed_by", Ptr: &r.PackedBy},
		db.Col{Name: "means", Ptr: &r.Means},
		db.Col{Name: "courier", Ptr: &r.Courier},
		db.Col{Name: "sent_on", Ptr: &r.SentOn},
		db.Col{Name: "sent_at", Ptr: &r.SentAt},
		db.Col{Name: "sent_by", Ptr: &r.SentBy},
		db.Col{Name: "sent_by_name", Ptr: &r.SentByName},
		db.Col{Name: "handed_on", Ptr: &r.HandedOn},
		db.Col{Name: "handed_on_by", Ptr: &r.HandedOnBy},
		db.Col{Name: "checked", Ptr: &r.Checked},
		db.Col{Name: "checked_sound", Ptr: &r.CheckedSound},
		db.Col{Name: "signs", Ptr: db.JSON{Ptr: &r.Signs}},
		db.Col{Name: "checked_on", Ptr: &r.CheckedOn},
		db.Col{Name: "checked_by", Ptr: &r.CheckedBy},
		db.Col{Name: "checked_name", Ptr: &r.CheckedName},
		db.Col{Name: "received_on", Ptr: &r.ReceivedOn},
		db.Col{Name: "received_at", Ptr: &r.ReceivedAt},
		db.Col{Name: "received_by", Ptr: &r.ReceivedBy},
		db.Col{Name: "receiver", Ptr: &r.Receiver},
		db.Col{Name: "slip", Ptr: &r.Slip},
		db.Col{Name: "reason", Ptr: &r.Reason},
		db.Col{Name: "ended_on", Ptr: &r.EndedOn})
}

// Table names the table.
func (*Defect) Table() string { return "movement_defect" }

// Columns lists the columns.
func (r *Defect) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "transfer", Ptr: &r.Transfer},
		db.Col{Name: "number", Ptr: &r.Number},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "expected", Ptr: &r.Expected},
		db.Col{Name: "found", Ptr: &r.Found},
		db.Col{Name: "what", Ptr: &r.What},
		db.Col{Name: "found_on", Ptr: &r.FoundOn},
		db.Col{Name: "found_at", Ptr: &r.FoundAt},
		db.Col{Name: "found_by", Ptr: &r.FoundBy},
		db.Col{Name: "found_name", Ptr: &r.FoundName},
		db.Col{Name: "sender", Ptr: &r.Sender},
		db.Col{Name: "sender_name", Ptr: &r.SenderName},
		db.Col{Name: "notice_no", Ptr: &r.NoticeNo},
		db.Col{Name: "noted_on", Ptr: &r.NotedOn},
		db.Col{Name: "noted_by", Ptr: &r.NotedBy},
		db.Col{Name: "noted", Ptr: &r.Noted},
		db.Col{Name: "orders", Ptr: &r.Orders},
		db.Col{Name: "outcome", Ptr: &r.Outcome},
		db.Col{Name: "answer", Ptr: &r.Answer},
		db.Col{Name: "gone", Ptr: db.JSON{Ptr: &r.Gone}},
		db.Col{Name: "resolved_on", Ptr: &r.ResolvedOn},
		db.Col{Name: "resolved_by", Ptr: &r.ResolvedBy},
		db.Col{Name: "resolved", Ptr: &r.Resolved})
}

// Table names the table.
func (*CopyPermit) Table() string { return "movement_permit" }

// Columns lists the columns.
func (r *CopyPermit) Columns() []db.Col {
	return append(append(r.BaseColumns(), r.columns()...),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "item", Ptr: &r.Item},
		db.Col{Name: "number", Ptr: &r.Number},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "form", Ptr: &r.Form},
		db.Col{Name: "asked", Ptr: &r.Asked},
		db.Col{Name: "copies", Ptr: &r.Copies},
		db.Col{Name: "place", Ptr: &r.Place},
		db.Col{Name: "device", Ptr: &r.Device},
		db.Col{Name: "offline", Ptr: &r.Offline},
		db.Col{Name: "executor", Ptr: &r.Executor},
		db.Col{Name: "executor_name", Ptr: &r.ExecutorName},
		db.Col{Name: "concerned", Ptr: &r.Concerned},
		db.Col{Name: "recipients", Ptr: db.JSON{Ptr: &r.Recipients}},
		db.Col{Name: "made", Ptr: &r.Made},
		db.Col{Name: "batches", Ptr: db.JSON{Ptr: &r.Batches}},
		db.Col{Name: "waste_destroyed", Ptr: &r.WasteDestroyed},
		db.Col{Name: "waste_on", Ptr: &r.WasteOn},
		db.Col{Name: "waste_by", Ptr: &r.WasteBy},
		db.Col{Name: "closed_on", Ptr: &r.ClosedOn},
		db.Col{Name: "over_copies", Ptr: &r.Over},
		db.Col{Name: "over_on", Ptr: &r.OverOn},
		db.Col{Name: "over_note", Ptr: &r.OverNote})
}

// Table names the table.
func (*CarryOut) Table() string { return "movement_carryout" }

// Columns lists the columns.
func (r *CarryOut) Columns() []db.Col {
	return append(append(r.BaseColumns(), r.columns()...),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "abroad", Ptr: &r.Abroad},
		db.Col{Name: "lines", Ptr: db.JSON{Ptr: &r.Lines}},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "bearer", Ptr: &r.Bearer},
		db.Col{Name: "bearer_name", Ptr: &r.BearerName},
		db.Col{Name: "place", Ptr: &r.Place},
		db.Col{Name: "from_on", Ptr: &r.FromOn},
		db.Col{Name: "to_on", Ptr: &r.ToOn},
		db.Col{Name: "means", Ptr: &r.Means},
		db.Col{Name: "protection", Ptr: &r.Protection},
		db.Col{Name: "delegation_head", Ptr: &r.DelegationHead},
		db.Col{Name: "informed_on", Ptr: &r.InformedOn},
		db.Col{Name: "taken_on", Ptr: &r.TakenOn},
		db.Col{Name: "report", Ptr: &r.Report},
		db.Col{Name: "reported_on", Ptr: &r.ReportedOn},
		db.Col{Name: "loss_note", Ptr: &r.LossNote},
		db.Col{Name: "orders", Ptr: &r.Orders},
		db.Col{Name: "noted_on", Ptr: &r.NotedOn},
		db.Col{Name: "noted", Ptr: &r.Noted},
		db.Col{Name: "closed_on", Ptr: &r.ClosedOn})
}

// Table names the table.
func (*Provision) Table() string { return "movement_provision" }

// Columns lists the columns.
func (r *Provision) Columns() []db.Col {
	return append(append(r.BaseColumns(), r.columns()...),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "item", Ptr: &r.Item},
		db.Col{Name: "number", Ptr: &r.Number},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "applicant", Ptr: &r.Applicant.Applicant},
		db.Col{Name: "person", Ptr: &r.Person},
		db.Col{Name: "foreigner", Ptr: &r.Foreign},
		db.Col{Name: "nationality", Ptr: &r.Nationality},
		db.Col{Name: "papers", Ptr: &r.Papers, Secret: true},
		db.Col{Name: "address", Ptr: &r.Address},
		db.Col{Name: "post", Ptr: &r.Post},
		db.Col{Name: "undertaking", Ptr: &r.Undertaking},
		db.Col{Name: "paper", Ptr: &r.Paper},
		db.Col{Name: "decision_no", Ptr: &r.DecisionNo},
		db.Col{Name: "pm_decision", Ptr: &r.PMDecision},
		db.Col{Name: "pm_on", Ptr: &r.PMOn},
		db.Col{Name: "lines", Ptr: db.JSON{Ptr: &r.Lines}},
		db.Col{Name: "provided_on", Ptr: &r.ProvidedOn},
		db.Col{Name: "slip", Ptr: &r.Slip})
}
