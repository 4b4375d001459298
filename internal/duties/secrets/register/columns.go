package register

import "liemchinh.vn/internal/db"

// The columns are listed once, for SQL, journal and export alike.

// Table names the table.
func (*Item) Table() string { return "secrets_item" }

// Columns lists the columns.
func (r *Item) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State}, db.Col{Name: "book", Ptr: &r.Book}, db.Col{Name: "year", Ptr: &r.Year}, db.Col{Name: "seq", Ptr: &r.Seq},
		db.Col{Name: "symbol", Ptr: &r.Symbol}, db.Col{Name: "number", Ptr: &r.Number}, db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "parts", Ptr: db.JSON{Ptr: &r.Parts}}, db.Col{Name: "carrier", Ptr: &r.Carrier}, db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "pages", Ptr: &r.Pages}, db.Col{Name: "list_entry", Ptr: &r.ListEntry}, db.Col{Name: "list_code", Ptr: &r.ListCode},
		db.Col{Name: "basis", Ptr: &r.Basis}, db.Col{Name: "issuer", Ptr: &r.Issuer}, db.Col{Name: "issuer_name", Ptr: &r.IssuerName},
		db.Col{Name: "successor", Ptr: &r.Successor}, db.Col{Name: "successor_name", Ptr: &r.SuccessorName}, db.Col{Name: "drafted_on", Ptr: &r.DraftedOn},
		db.Col{Name: "determined_on", Ptr: &r.DeterminedOn}, db.Col{Name: "arrived_on", Ptr: &r.ArrivedOn}, db.Col{Name: "registered_on", Ptr: &r.RegisteredOn},
		db.Col{Name: "issued_on", Ptr: &r.IssuedOn}, db.Col{Name: "signer", Ptr: &r.Signer}, db.Col{Name: "drafter", Ptr: &r.Drafter},
		db.Col{Name: "proposed_by", Ptr: &r.ProposedBy}, db.Col{Name: "proposed_by_name", Ptr: &r.ProposedByName},
		db.Col{Name: "classified_by", Ptr: &r.ClassifiedBy}, db.Col{Name: "classified_by_name", Ptr: &r.ClassifiedByName},
		db.Col{Name: "classifier_person", Ptr: &r.ClassifierPerson}, db.Col{Name: "power", Ptr: &r.Power}, db.Col{Name: "return_reason", Ptr: &r.ReturnReason},
		db.Col{Name: "copy_allowed", Ptr: &r.CopyAllowed}, db.Col{Name: "recallable", Ptr: &r.Recallable}, db.Col{Name: "recall_on", Ptr: &r.RecallOn},
		db.Col{Name: "recipients", Ptr: db.JSON{Ptr: &r.Recipients}}, db.Col{Name: "copies", Ptr: &r.Copies}, db.Col{Name: "storing", Ptr: &r.Storing},
		db.Col{Name: "remarks", Ptr: &r.Remarks}, db.Col{Name: "activity", Ptr: &r.Activity}, db.Col{Name: "short_term", Ptr: &r.ShortTerm},
		db.Col{Name: "expires_on", Ptr: &r.ExpiresOn}, db.Col{Name: "term_code", Ptr: &r.TermCode}, db.Col{Name: "law_version", Ptr: &r.LawVersion},
		db.Col{Name: "extensions", Ptr: &r.Extensions}, db.Col{Name: "released", Ptr: &r.Released}, db.Col{Name: "ended_on", Ptr: &r.EndedOn},
		db.Col{Name: "ended_why", Ptr: &r.EndedWhy}, db.Col{Name: "abstract_consent", Ptr: &r.AbstractConsent}, db.Col{Name: "draft_fate", Ptr: &r.DraftFate},
		db.Col{Name: "draft_fate_on", Ptr: &r.DraftFateOn}, db.Col{Name: "origin", Ptr: &r.Origin},
		db.Col{Name: "came_from", Ptr: &r.CameFrom})
}

// Table names the table.
func (*Abstract) Table() string { return "secrets_abstract" }

// Columns lists the columns.
func (r *Abstract) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "item", Ptr: &r.Item}, db.Col{Name: "words", Ptr: &r.Text, Secret: true})
}

// Table names the table.
func (*ListEntry) Table() string { return "secrets_list_entry" }

// Columns lists the columns.
func (r *ListEntry) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "decision", Ptr: &r.Decision}, db.Col{Name: "clause", Ptr: &r.Clause}, db.Col{Name: "sector", Ptr: &r.Sector},
		db.Col{Name: "words", Ptr: &r.Text}, db.Col{Name: "grade", Ptr: &r.Grade}, db.Col{Name: "valid_from", Ptr: &r.ValidFrom},
		db.Col{Name: "valid_to", Ptr: &r.ValidTo}, db.Col{Name: "sample", Ptr: &r.Sample})
}

// Table names the table.
func (*Copy) Table() string { return "secrets_copy" }

// Columns lists the columns.
func (r *Copy) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State}, db.Col{Name: "item", Ptr: &r.Item}, db.Col{Name: "book", Ptr: &r.Book}, db.Col{Name: "number", Ptr: &r.Number},
		db.Col{Name: "grade", Ptr: &r.Grade}, db.Col{Name: "copy_no", Ptr: &r.No}, db.Col{Name: "copies_of", Ptr: &r.Of}, db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "home", Ptr: &r.Home}, db.Col{Name: "home_name", Ptr: &r.HomeName}, db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName}, db.Col{Name: "holder", Ptr: &r.Holder}, db.Col{Name: "holder_name", Ptr: &r.HolderName},
		db.Col{Name: "place", Ptr: &r.Place}, db.Col{Name: "from_person", Ptr: &r.From}, db.Col{Name: "from_name", Ptr: &r.FromName},
		db.Col{Name: "from_unit", Ptr: &r.FromUnit}, db.Col{Name: "from_unit_name", Ptr: &r.FromUnitName}, db.Col{Name: "from_place", Ptr: &r.FromPlace},
		db.Col{Name: "toward_state", Ptr: &r.Toward}, db.Col{Name: "back_state", Ptr: &r.Back}, db.Col{Name: "held_since", Ptr: &r.HeldSince},
		db.Col{Name: "due_on", Ptr: &r.DueOn}, db.Col{Name: "checked_on", Ptr: &r.CheckedOn}, db.Col{Name: "recall_on", Ptr: &r.RecallOn},
		db.Col{Name: "sent_back_on", Ptr: &r.SentBackOn}, db.Col{Name: "recalled", Ptr: &r.Recalled}, db.Col{Name: "permit", Ptr: &r.Permit},
		db.Col{Name: "basis", Ptr: &r.Basis}, db.Col{Name: "marked", Ptr: &r.Marked},
		db.Col{Name: "given_by", Ptr: &r.GivenBy}, db.Col{Name: "approver", Ptr: &r.Approver}, db.Col{Name: "approver_name", Ptr: &r.ApproverName}, db.Col{Name: "awaits_entry", Ptr: &r.AwaitsEntry})
}

// Table names the table.
func (*CustodyEvent) Table() string { return "secrets_custody_event" }

// Columns lists the columns.
func (r *CustodyEvent) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "item", Ptr: &r.Item}, db.Col{Name: "copy_id", Ptr: &r.Copy}, db.Col{Name: "copy_no", Ptr: &r.No}, db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "from_person", Ptr: &r.From}, db.Col{Name: "from_name", Ptr: &r.FromName}, db.Col{Name: "to_person", Ptr: &r.To},
		db.Col{Name: "to_name", Ptr: &r.ToName}, db.Col{Name: "by_account", Ptr: &r.By}, db.Col{Name: "by_name", Ptr: &r.ByName},
		db.Col{Name: "on_day", Ptr: &r.On}, db.Col{Name: "at_moment", Ptr: &r.At}, db.Col{Name: "due_on", Ptr: &r.DueOn}, db.Col{Name: "note", Ptr: &r.Note})
}

// Table names the table.
func (*Authority) Table() string { return "secrets_authority" }

// Columns lists the columns.
func (r *Authority) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "power", Ptr: &r.Power}, db.Col{Name: "post", Ptr: &r.Post}, db.Col{Name: "title", Ptr: &r.Title}, db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "delegates", Ptr: &r.Delegates}, db.Col{Name: "instrument", Ptr: &r.Instrument}, db.Col{Name: "article", Ptr: &r.Article},
		db.Col{Name: "valid_from", Ptr: &r.ValidFrom}, db.Col{Name: "valid_to", Ptr: &r.ValidTo}, db.Col{Name: "confidence", Ptr: &r.Confidence})
}

// Table names the table.
func (*Appointment) Table() string { return "secrets_appointment" }

// Columns lists the columns.
func (r *Appointment) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "person", Ptr: &r.Person}, db.Col{Name: "person_name", Ptr: &r.PersonName}, db.Col{Name: "post", Ptr: &r.Post},
		db.Col{Name: "unit", Ptr: &r.Unit}, db.Col{Name: "unit_name", Ptr: &r.UnitName}, db.Col{Name: "deputy", Ptr: &r.Deputy},
		db.Col{Name: "decision", Ptr: &r.Decision}, db.Col{Name: "from_on", Ptr: &r.From}, db.Col{Name: "to_on", Ptr: &r.To})
}

// Table names the table.
func (*DelegationOfPower) Table() string { return "secrets_delegation_of_power" }

// Columns lists the columns.
func (r *DelegationOfPower) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State}, db.Col{Name: "power", Ptr: &r.Power}, db.Col{Name: "grade", Ptr: &r.Grade}, db.Col{Name: "giver", Ptr: &r.Giver},
		db.Col{Name: "giver_name", Ptr: &r.GiverName}, db.Col{Name: "deputy", Ptr: &r.Deputy}, db.Col{Name: "deputy_name", Ptr: &r.DeputyName},
		db.Col{Name: "number", Ptr: &r.Number}, db.Col{Name: "signed_on", Ptr: &r.SignedOn}, db.Col{Name: "scope", Ptr: &r.Scope},
		db.Col{Name: "content", Ptr: &r.Content}, db.Col{Name: "from_on", Ptr: &r.FromOn}, db.Col{Name: "to_on", Ptr: &r.ToOn},
		db.Col{Name: "revoked_on", Ptr: &r.RevokedOn}, db.Col{Name: "revoked_why", Ptr: &r.RevokedWhy}, db.Col{Name: "recorded_by", Ptr: &r.RecordedBy},
		db.Col{Name: "recorded_name", Ptr: &r.RecordedName})
}

// Table names the table.
func (*Handover) Table() string { return "secrets_handover" }

// Columns lists the columns.
func (r *Handover) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State}, db.Col{Name: "person", Ptr: &r.Person}, db.Col{Name: "person_name", Ptr: &r.PersonName},
		db.Col{Name: "unit", Ptr: &r.Unit}, db.Col{Name: "unit_name", Ptr: &r.UnitName}, db.Col{Name: "reason", Ptr: &r.Reason},
		db.Col{Name: "leaves_on", Ptr: &r.LeavesOn}, db.Col{Name: "to_person", Ptr: &r.To}, db.Col{Name: "to_name", Ptr: &r.ToName},
		db.Col{Name: "to_unit", Ptr: &r.ToUnit}, db.Col{Name: "to_unit_name", Ptr: &r.ToUnitName}, db.Col{Name: "copy_count", Ptr: &r.Count},
		db.Col{Name: "undertaking", Ptr: &r.Undertaking}, db.Col{Name: "undertaking_on", Ptr: &r.UndertakingOn}, db.Col{Name: "opened_on", Ptr: &r.OpenedOn},
		db.Col{Name: "closed_on", Ptr: &r.ClosedOn}, db.Col{Name: "opened_by", Ptr: &r.OpenedBy}, db.Col{Name: "opened_name", Ptr: &r.OpenedName},
		db.Col{Name: "closed_by", Ptr: &r.ClosedBy}, db.Col{Name: "closed_name", Ptr: &r.ClosedName})
}

// Table names the table.
func (*Stocktake) Table() string { return "secrets_stocktake" }

// Columns lists the columns.
func (r *Stocktake) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State}, db.Col{Name: "unit", Ptr: &r.Unit}, db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "place", Ptr: &r.Place}, db.Col{Name: "taken_on", Ptr: &r.On}, db.Col{Name: "finished_on", Ptr: &r.FinishedOn},
		db.Col{Name: "settled_on", Ptr: &r.SettledOn}, db.Col{Name: "expected", Ptr: &r.Expected}, db.Col{Name: "seen", Ptr: &r.Seen},
		db.Col{Name: "absent", Ptr: &r.Absent}, db.Col{Name: "elsewhere", Ptr: &r.Elsewhere}, db.Col{Name: "by_account", Ptr: &r.By},
		db.Col{Name: "by_name", Ptr: &r.ByName}, db.Col{Name: "finished_by", Ptr: &r.FinishedBy}, db.Col{Name: "signed", Ptr: &r.Signed})
}

// Table names the table.
func (*StocktakeLine) Table() string { return "secrets_stocktake_line" }

// Columns lists the columns.
func (r *StocktakeLine) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "stocktake", Ptr: &r.Stocktake}, db.Col{Name: "copy_id", Ptr: &r.Copy}, db.Col{Name: "item", Ptr: &r.Item},
		db.Col{Name: "number", Ptr: &r.Number}, db.Col{Name: "copy_no", Ptr: &r.No}, db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "where_kept", Ptr: &r.Where}, db.Col{Name: "result", Ptr: &r.Result}, db.Col{Name: "seen_at", Ptr: &r.SeenAt},
		db.Col{Name: "settled_on", Ptr: &r.SettledOn}, db.Col{Name: "settled_by", Ptr: &r.SettledBy}, db.Col{Name: "settled", Ptr: &r.Settled})
}

// Table names the table.
func (*PrintedPage) Table() string { return "secrets_printed_page" }

// Columns lists the columns.
func (r *PrintedPage) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "book", Ptr: &r.Book}, db.Col{Name: "year", Ptr: &r.Year}, db.Col{Name: "page_no", Ptr: &r.Page}, db.Col{Name: "first_no", Ptr: &r.First},
		db.Col{Name: "last_no", Ptr: &r.Last}, db.Col{Name: "row_count", Ptr: &r.Rows}, db.Col{Name: "digest", Ptr: &r.Digest},
		db.Col{Name: "journal_seq", Ptr: &r.Journal}, db.Col{Name: "checkpoint", Ptr: &r.Checkpoint}, db.Col{Name: "printed_on", Ptr: &r.PrintedOn},
		db.Col{Name: "by_account", Ptr: &r.By}, db.Col{Name: "by_name", Ptr: &r.ByName}, db.Col{Name: "replaces", Ptr: &r.Replaces},
		db.Col{Name: "replaced_on", Ptr: &r.ReplacedOn}, db.Col{Name: "filed", Ptr: &r.Filed}, db.Col{Name: "filed_on", Ptr: &r.FiledOn})
}
