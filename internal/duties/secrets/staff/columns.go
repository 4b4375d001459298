package staff

import "liemchinh.vn/internal/db"

// Records lists the records of the module.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Officer](), db.KindOf[Undertaking](), db.KindOf[Training](), db.KindOf[Participant](), db.KindOf[Rulebook]()}
}

// Table names the table.
func (*Officer) Table() string { return ID + "_officer" }

// Columns lists the columns.
func (r *Officer) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "seat", Ptr: &r.Seat},
		db.Col{Name: "person", Ptr: &r.Person},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "post", Ptr: &r.Post},
		db.Col{Name: "decision_no", Ptr: &r.DecisionNo},
		db.Col{Name: "decision_on", Ptr: &r.DecisionOn},
		db.Col{Name: "from_on", Ptr: &r.From},
		db.Col{Name: "to_on", Ptr: &r.To},
		db.Col{Name: "leave_why", Ptr: &r.LeaveWhy},
		db.Col{Name: "leave_no", Ptr: &r.LeaveNo},
		db.Col{Name: "successor", Ptr: &r.Successor},
	)
}

// Table names the table.
func (*Undertaking) Table() string { return ID + "_undertaking" }

// Columns lists the columns.
func (r *Undertaking) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "person", Ptr: &r.Person},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "post", Ptr: &r.Post},
		db.Col{Name: "occasion", Ptr: &r.Occasion},
		db.Col{Name: "signed_on", Ptr: &r.SignedOn},
		db.Col{Name: "paper_no", Ptr: &r.PaperNo},
		db.Col{Name: "file", Ptr: &r.File},
		db.Col{Name: "why", Ptr: &r.Why},
	)
}

// Table names the table.
func (*Training) Table() string { return ID + "_training" }

// Columns lists the columns.
func (r *Training) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "title", Ptr: &r.Title},
		db.Col{Name: "held_on", Ptr: &r.HeldOn},
		db.Col{Name: "to_on", Ptr: &r.ToOn},
		db.Col{Name: "place", Ptr: &r.Place},
		db.Col{Name: "content", Ptr: &r.Content},
		db.Col{Name: "organiser", Ptr: &r.Organiser},
		db.Col{Name: "hours", Ptr: &r.Hours},
		db.Col{Name: "paper_no", Ptr: &r.PaperNo},
		db.Col{Name: "list", Ptr: &r.List},
		db.Col{Name: "why", Ptr: &r.Why},
		db.Col{Name: "trained", Ptr: &r.Trained},
	)
}

// Table names the table.
func (*Participant) Table() string { return ID + "_participant" }

// Columns lists the columns.
func (r *Participant) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "training", Ptr: &r.Training},
		db.Col{Name: "person", Ptr: &r.Person},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "result", Ptr: &r.Result},
		db.Col{Name: "certificate", Ptr: &r.Certificate},
		db.Col{Name: "held_on", Ptr: &r.HeldOn},
		db.Col{Name: "dedicated", Ptr: &r.Dedicated},
		db.Col{Name: "why", Ptr: &r.Why},
	)
}

// Table names the table.
func (*Rulebook) Table() string { return ID + "_rulebook" }

// Columns lists the columns.
func (r *Rulebook) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "number", Ptr: &r.Number},
		db.Col{Name: "title", Ptr: &r.Title},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "issued_on", Ptr: &r.IssuedOn},
		db.Col{Name: "edition", Ptr: &r.Edition},
		db.Col{Name: "from_on", Ptr: &r.From},
		db.Col{Name: "file", Ptr: &r.File},
		db.Col{Name: "replaces", Ptr: &r.Replaces},
		db.Col{Name: "replaced_by", Ptr: &r.ReplacedBy},
		db.Col{Name: "replaced_on", Ptr: &r.ReplacedOn},
	)
}
