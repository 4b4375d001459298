package terms

import "liemchinh.vn/internal/db"

// Records lists the record types of the package, for recount and verify.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Extension](), db.KindOf[LevelChange](), db.KindOf[Declassification](), db.KindOf[Destruction](), db.KindOf[Piece](), db.KindOf[Notice]()}
}

func (p *Proposal) columns() []db.Col {
	return []db.Col{{Name: "proposed_by", Ptr: &p.ProposedBy}, {Name: "proposed_by_name", Ptr: &p.ProposedByName},
		{Name: "proposed_on", Ptr: &p.ProposedOn}, {Name: "reason", Ptr: &p.Reason}}
}

func (d *Decision) columns() []db.Col {
	return []db.Col{{Name: "decision_no", Ptr: &d.DecisionNo}, {Name: "decided_on", Ptr: &d.DecidedOn},
		{Name: "decider", Ptr: &d.Decider}, {Name: "decider_name", Ptr: &d.DeciderName},
		{Name: "decided_by", Ptr: &d.DecidedBy}, {Name: "decided_name", Ptr: &d.DecidedName},
		{Name: "decision_file", Ptr: &d.DecisionFile}, {Name: "refused_why", Ptr: &d.RefusedWhy}}
}

func (c *Council) columns() []db.Col {
	return []db.Col{{Name: "set_up_no", Ptr: &c.SetUpNo}, {Name: "set_up_file", Ptr: &c.SetUpFile}, {Name: "set_up_on", Ptr: &c.SetUpOn},
		{Name: "chair", Ptr: &c.Chair}, {Name: "chair_name", Ptr: &c.ChairName}, {Name: "chair_post", Ptr: &c.ChairPost},
		{Name: "chair_unit", Ptr: &c.ChairUnit}, {Name: "chair_unit_name", Ptr: &c.ChairUnitName},
		{Name: "members", Ptr: db.JSON{Ptr: &c.Members}}, {Name: "minutes_no", Ptr: &c.MinutesNo}, {Name: "minute_file", Ptr: &c.MinuteFile},
		{Name: "met_on", Ptr: &c.MetOn}, {Name: "opinion", Ptr: &c.Opinion}}
}

// Table is the table of extensions.
func (*Extension) Table() string { return "terms_extension" }

// Columns lists the columns of an extension.
func (e *Extension) Columns() []db.Col {
	all := append(e.BaseColumns(), db.Col{Name: "state", Ptr: &e.State}, db.Col{Name: "item", Ptr: &e.Item}, db.Col{Name: "number", Ptr: &e.Number},
		db.Col{Name: "grade", Ptr: &e.Grade}, db.Col{Name: "expires_on", Ptr: &e.ExpiresOn}, db.Col{Name: "last_day", Ptr: &e.LastDay},
		db.Col{Name: "term_window", Ptr: db.JSON{Ptr: &e.Window}}, db.Col{Name: "months", Ptr: &e.Months}, db.Col{Name: "late", Ptr: &e.Late},
		db.Col{Name: "new_expires_on", Ptr: &e.NewExpiresOn}, db.Col{Name: "term", Ptr: db.JSON{Ptr: &e.Term}}, db.Col{Name: "notice_due", Ptr: &e.NoticeDue},
		db.Col{Name: "stamped_on", Ptr: &e.StampedOn}, db.Col{Name: "notified_on", Ptr: &e.NotifiedOn}, db.Col{Name: "missed_on", Ptr: &e.MissedOn})
	return append(append(all, e.Proposal.columns()...), e.Decision.columns()...)
}

// Blobs names the files of an extension.
func (e *Extension) Blobs() []string { return files(e.DecisionFile) }

// Table is the table of changes of level.
func (*LevelChange) Table() string { return "terms_level" }

// Columns lists the columns of a change of level.
func (c *LevelChange) Columns() []db.Col {
	all := append(c.BaseColumns(), db.Col{Name: "state", Ptr: &c.State}, db.Col{Name: "item", Ptr: &c.Item}, db.Col{Name: "number", Ptr: &c.Number},
		db.Col{Name: "from_grade", Ptr: &c.From}, db.Col{Name: "to_grade", Ptr: &c.To},
		db.Col{Name: "entry", Ptr: &c.Entry}, db.Col{Name: "entry_code", Ptr: &c.EntryCode},
		db.Col{Name: "old_expires_on", Ptr: &c.OldExpiresOn}, db.Col{Name: "new_expires_on", Ptr: &c.NewExpiresOn},
		db.Col{Name: "term", Ptr: db.JSON{Ptr: &c.Term}}, db.Col{Name: "notice_due", Ptr: &c.NoticeDue},
		db.Col{Name: "notified_on", Ptr: &c.NotifiedOn}, db.Col{Name: "remarked_on", Ptr: &c.RemarkedOn})
	return append(append(all, c.Proposal.columns()...), c.Decision.columns()...)
}

// Blobs names the files of a change of level.
func (c *LevelChange) Blobs() []string { return files(c.DecisionFile) }

// Table is the table of declassifications.
func (*Declassification) Table() string { return "terms_declassification" }

// Columns lists the columns of a declassification.
func (d *Declassification) Columns() []db.Col {
	all := append(d.BaseColumns(), db.Col{Name: "state", Ptr: &d.State}, db.Col{Name: "item", Ptr: &d.Item}, db.Col{Name: "number", Ptr: &d.Number},
		db.Col{Name: "grade", Ptr: &d.Grade}, db.Col{Name: "way", Ptr: &d.Way}, db.Col{Name: "partial", Ptr: &d.Partial},
		db.Col{Name: "released", Ptr: db.JSON{Ptr: &d.Released}}, db.Col{Name: "item_filed", Ptr: &d.ItemFiled}, db.Col{Name: "search", Ptr: &d.Search},
		db.Col{Name: "entry", Ptr: &d.Entry}, db.Col{Name: "effective_on", Ptr: &d.EffectiveOn}, db.Col{Name: "ground", Ptr: db.JSON{Ptr: &d.Ground}},
		db.Col{Name: "notice_due", Ptr: &d.NoticeDue}, db.Col{Name: "notified_on", Ptr: &d.NotifiedOn}, db.Col{Name: "remarked_on", Ptr: &d.RemarkedOn})
	all = append(all, d.Proposal.columns()...)
	return append(append(all, d.Council.columns()...), d.Decision.columns()...)
}

// Blobs names the files of a declassification.
func (d *Declassification) Blobs() []string { return files(d.SetUpFile, d.MinuteFile, d.DecisionFile) }

// Table is the table of destructions.
func (*Destruction) Table() string { return "terms_destruction" }

// Columns lists the columns of a destruction.
func (d *Destruction) Columns() []db.Col {
	all := append(d.BaseColumns(), db.Col{Name: "state", Ptr: &d.State}, db.Col{Name: "code", Ptr: &d.Code}, db.Col{Name: "year", Ptr: &d.Year},
		db.Col{Name: "seq", Ptr: &d.Seq}, db.Col{Name: "urgent", Ptr: &d.Urgent}, db.Col{Name: "unit", Ptr: &d.Unit}, db.Col{Name: "unit_name", Ptr: &d.UnitName},
		db.Col{Name: "grade", Ptr: &d.Grade}, db.Col{Name: "keeper_name", Ptr: &d.KeeperName}, db.Col{Name: "place", Ptr: &d.Place},
		db.Col{Name: "method", Ptr: &d.Method}, db.Col{Name: "executors", Ptr: db.JSON{Ptr: &d.Executors}}, db.Col{Name: "executed_on", Ptr: &d.ExecutedOn},
		db.Col{Name: "executed_by", Ptr: &d.ExecutedBy}, db.Col{Name: "record_no", Ptr: &d.RecordNo}, db.Col{Name: "record_file", Ptr: &d.RecordFile},
		db.Col{Name: "recorded_on", Ptr: &d.RecordedOn}, db.Col{Name: "report_due", Ptr: &d.ReportDue}, db.Col{Name: "report_no", Ptr: &d.ReportNo},
		db.Col{Name: "report_to", Ptr: &d.ReportTo}, db.Col{Name: "report_file", Ptr: &d.ReportFile}, db.Col{Name: "reported_on", Ptr: &d.ReportedOn},
		db.Col{Name: "alarm", Ptr: &d.Alarm}, db.Col{Name: "pieces", Ptr: &d.Pieces})
	all = append(all, d.Proposal.columns()...)
	return append(append(all, d.Council.columns()...), d.Decision.columns()...)
}

// Blobs names the files of a destruction.
func (d *Destruction) Blobs() []string {
	return files(d.SetUpFile, d.MinuteFile, d.DecisionFile, d.RecordFile, d.ReportFile)
}

// Table is the table of the lists of destructions.
func (*Piece) Table() string { return "terms_piece" }

// Columns lists the columns of a line of such a list.
func (p *Piece) Columns() []db.Col {
	return append(p.BaseColumns(), db.Col{Name: "destruction", Ptr: &p.Destruction}, db.Col{Name: "item", Ptr: &p.Item}, db.Col{Name: "number", Ptr: &p.Number},
		db.Col{Name: "copy_id", Ptr: &p.Copy}, db.Col{Name: "no", Ptr: &p.No}, db.Col{Name: "kind", Ptr: &p.Kind}, db.Col{Name: "grade", Ptr: &p.Grade},
		db.Col{Name: "holder", Ptr: &p.Holder}, db.Col{Name: "withdrawn", Ptr: &p.Withdrawn}, db.Col{Name: "destroyed_on", Ptr: &p.DestroyedOn})
}

// Table is the table of notices.
func (*Notice) Table() string { return "terms_notice" }

// Columns lists the columns of a notice.
func (n *Notice) Columns() []db.Col {
	return append(n.BaseColumns(), db.Col{Name: "state", Ptr: &n.State}, db.Col{Name: "cause", Ptr: &n.Cause}, db.Col{Name: "record", Ptr: &n.Record},
		db.Col{Name: "item", Ptr: &n.Item}, db.Col{Name: "number", Ptr: &n.Number}, db.Col{Name: "grade", Ptr: &n.Grade},
		db.Col{Name: "unit", Ptr: &n.Unit}, db.Col{Name: "unit_name", Ptr: &n.UnitName}, db.Col{Name: "holder", Ptr: &n.Holder}, db.Col{Name: "holder_name", Ptr: &n.HolderName},
		db.Col{Name: "copies", Ptr: db.JSON{Ptr: &n.Copies}}, db.Col{Name: "numbers", Ptr: &n.Numbers}, db.Col{Name: "from_on", Ptr: &n.From},
		db.Col{Name: "due_on", Ptr: &n.DueOn}, db.Col{Name: "due", Ptr: db.JSON{Ptr: &n.Due}}, db.Col{Name: "sent_no", Ptr: &n.SentNo},
		db.Col{Name: "sent_on", Ptr: &n.SentOn}, db.Col{Name: "sent_by", Ptr: &n.SentBy},
		db.Col{Name: "acknowledged_on", Ptr: &n.AcknowledgedOn}, db.Col{Name: "acknowledged_by", Ptr: &n.AcknowledgedBy}, db.Col{Name: "acknowledged_name", Ptr: &n.AcknowledgedName},
		db.Col{Name: "remarked_on", Ptr: &n.RemarkedOn}, db.Col{Name: "remarked_by", Ptr: &n.RemarkedBy}, db.Col{Name: "remarked_name", Ptr: &n.RemarkedName},
		db.Col{Name: "late", Ptr: &n.Late})
}

// files leaves out the files that are not there.
func files(all ...string) []string {
	var out []string
	for _, f := range all {
		if f != "" {
			out = append(out, f)
		}
	}
	return out
}
