package org

import "liemchinh.vn/internal/db"

// Records are the record types of the tree, for recount and verify.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Unit](), db.KindOf[Span](), db.KindOf[Change]()}
}

// Table names the table.
func (*Unit) Table() string { return "org_unit" }

// Columns lists the columns.
func (u *Unit) Columns() []db.Col {
	return append(u.BaseColumns(), db.Col{Name: "code", Ptr: &u.Code}, db.Col{Name: "kind", Ptr: &u.Kind}, db.Col{Name: "tier", Ptr: &u.Tier},
		db.Col{Name: "kind_label", Ptr: &u.KindLabel}, db.Col{Name: "batch", Ptr: &u.Batch}, db.Col{Name: "withdrawn", Ptr: &u.Withdrawn})
}

// Table names the table.
func (*Span) Table() string { return "org_span" }

// Columns lists the columns.
func (s *Span) Columns() []db.Col {
	return append(s.BaseColumns(), db.Col{Name: "unit", Ptr: &s.Unit}, db.Col{Name: "parent", Ptr: &s.Parent}, db.Col{Name: "name", Ptr: &s.Name},
		db.Col{Name: "fold", Ptr: &s.Fold}, db.Col{Name: "sort", Ptr: &s.Sort}, db.Col{Name: "valid_from", Ptr: &s.ValidFrom},
		db.Col{Name: "valid_to", Ptr: &s.ValidTo}, db.Col{Name: "batch", Ptr: &s.Batch}, db.Col{Name: "ended_by", Ptr: &s.EndedBy}, db.Col{Name: "withdrawn", Ptr: &s.Withdrawn})
}

// Table names the table.
func (*Change) Table() string { return "org_change" }

// Columns lists the columns.
func (c *Change) Columns() []db.Col {
	return append(c.BaseColumns(), db.Col{Name: "day", Ptr: &c.Day}, db.Col{Name: "kind", Ptr: &c.Kind}, db.Col{Name: "old_unit", Ptr: &c.Old},
		db.Col{Name: "new_unit", Ptr: &c.New}, db.Col{Name: "extent", Ptr: &c.Extent}, db.Col{Name: "instrument", Ptr: &c.Instrument}, db.Col{Name: "batch", Ptr: &c.Batch},
		db.Col{Name: "withdrawn", Ptr: &c.Withdrawn})
}
