package incidents

import "liemchinh.vn/internal/db"

// The columns are listed once, for SQL, journal and export alike.

// Table names the table.
func (*Incident) Table() string { return "incidents_incident" }

// Columns lists the columns.
func (r *Incident) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "seq", Ptr: &r.Seq},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "kind_why", Ptr: &r.KindWhy},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "occurred_on", Ptr: &r.OccurredOn},
		db.Col{Name: "discovered_on", Ptr: &r.DiscoveredOn},
		db.Col{Name: "discovered_at", Ptr: &r.DiscoveredAt},
		db.Col{Name: "discovered_by", Ptr: &r.DiscoveredBy},
		db.Col{Name: "how", Ptr: &r.How},
		db.Col{Name: "source", Ptr: &r.Source},
		db.Col{Name: "stock_take", Ptr: &r.StockTake},
		db.Col{Name: "registered_by", Ptr: &r.RegisteredBy},
		db.Col{Name: "contained_on", Ptr: &r.ContainedOn},
		db.Col{Name: "contained_at", Ptr: &r.ContainedAt},
		db.Col{Name: "measures", Ptr: &r.Measures},
		db.Col{Name: "head_on", Ptr: &r.HeadOn},
		db.Col{Name: "head_at", Ptr: &r.HeadAt},
		db.Col{Name: "head_name", Ptr: &r.HeadName},
		db.Col{Name: "head_paper", Ptr: &r.HeadPaper},
		db.Col{Name: "own_secret", Ptr: &r.OwnSecret},
		db.Col{Name: "classifier_on", Ptr: &r.ClassifierOn},
		db.Col{Name: "classifier_at", Ptr: &r.ClassifierAt},
		db.Col{Name: "classifier_name", Ptr: &r.ClassifierName},
		db.Col{Name: "classifier_paper", Ptr: &r.ClassifierPaper},
		db.Col{Name: "authority_on", Ptr: &r.AuthorityOn},
		db.Col{Name: "authority_at", Ptr: &r.AuthorityAt},
		db.Col{Name: "authority_name", Ptr: &r.AuthorityName},
		db.Col{Name: "authority_paper", Ptr: &r.AuthorityPaper},
		db.Col{Name: "adhoc_on", Ptr: &r.AdHocOn},
		db.Col{Name: "adhoc_at", Ptr: &r.AdHocAt},
		db.Col{Name: "adhoc_to", Ptr: &r.AdHocTo},
		db.Col{Name: "adhoc_paper", Ptr: &r.AdHocPaper},
		db.Col{Name: "causes", Ptr: db.JSON{Ptr: &r.Causes}},
		db.Col{Name: "cause_text", Ptr: &r.CauseText},
		db.Col{Name: "verified_on", Ptr: &r.VerifiedOn},
		db.Col{Name: "verified_by", Ptr: &r.VerifiedBy},
		db.Col{Name: "findings", Ptr: &r.Findings},
		db.Col{Name: "remedy", Ptr: &r.Remedy},
		db.Col{Name: "remedied_on", Ptr: &r.RemediedOn},
		db.Col{Name: "recovery", Ptr: &r.Recovery},
		db.Col{Name: "recovery_text", Ptr: &r.RecoveryText},
		db.Col{Name: "conclusion_no", Ptr: &r.ConclusionNo},
		db.Col{Name: "concluded_on", Ptr: &r.ConcludedOn},
		db.Col{Name: "concluded_by", Ptr: &r.ConcludedBy},
		db.Col{Name: "conclusion", Ptr: &r.Conclusion},
		db.Col{Name: "unfounded_reason", Ptr: &r.UnfoundedReason},
		db.Col{Name: "closed_on", Ptr: &r.ClosedOn},
		db.Col{Name: "archive_no", Ptr: &r.ArchiveNo},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "document_count", Ptr: &r.DocumentCount})
}

// Table names the table.
func (*Document) Table() string { return "incidents_document" }

// Columns lists the columns.
func (r *Document) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "incident", Ptr: &r.Incident},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "discovered_on", Ptr: &r.DiscoveredOn},
		db.Col{Name: "item", Ptr: &r.Item},
		db.Col{Name: "number", Ptr: &r.Number},
		db.Col{Name: "doc_type", Ptr: &r.Type},
		db.Col{Name: "issuer", Ptr: &r.Issuer},
		db.Col{Name: "issued_on", Ptr: &r.IssuedOn},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "copies", Ptr: db.JSON{Ptr: &r.Copies}},
		db.Col{Name: "copy_nos", Ptr: &r.CopyNos},
		db.Col{Name: "keeper", Ptr: &r.Keeper},
		db.Col{Name: "counted", Ptr: &r.Counted},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "recovered_on", Ptr: &r.RecoveredOn},
		db.Col{Name: "recovery_text", Ptr: &r.RecoveryText})
}

// Table names the table.
func (*Concerned) Table() string { return "incidents_concerned" }

// Columns lists the columns.
func (r *Concerned) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "incident", Ptr: &r.Incident},
		db.Col{Name: "person", Ptr: &r.Person},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "post", Ptr: &r.Post},
		db.Col{Name: "conduct", Ptr: &r.Conduct},
		db.Col{Name: "breaches", Ptr: db.JSON{Ptr: &r.Breaches}},
		db.Col{Name: "statement_on", Ptr: &r.StatementOn},
		db.Col{Name: "statement", Ptr: &r.Statement},
		db.Col{Name: "waived_on", Ptr: &r.WaivedOn},
		db.Col{Name: "waiver", Ptr: &r.Waiver},
		db.Col{Name: "handed_to", Ptr: &r.To},
		db.Col{Name: "paper", Ptr: &r.Paper},
		db.Col{Name: "handed_on", Ptr: &r.HandedOn},
		db.Col{Name: "what", Ptr: &r.What},
		db.Col{Name: "handed_by", Ptr: &r.HandedBy},
		db.Col{Name: "not_handed_on", Ptr: &r.NotHandedOn},
		db.Col{Name: "not_handed_why", Ptr: &r.NotHandedWhy},
		db.Col{Name: "outcome", Ptr: &r.Outcome},
		db.Col{Name: "outcome_no", Ptr: &r.OutcomeNo},
		db.Col{Name: "outcome_on", Ptr: &r.OutcomeOn},
		db.Col{Name: "outcome_text", Ptr: &r.OutcomeText},
		db.Col{Name: "incident_code", Ptr: &r.IncidentCode})
}

// Table names the table.
func (*Meeting) Table() string { return "incidents_meeting" }

// Columns lists the columns.
func (r *Meeting) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "year", Ptr: &r.Year},
		db.Col{Name: "seq", Ptr: &r.Seq},
		db.Col{Name: "code", Ptr: &r.Code},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "title", Ptr: &r.Title},
		db.Col{Name: "organiser", Ptr: &r.Organiser},
		db.Col{Name: "organiser_name", Ptr: &r.OrganiserName},
		db.Col{Name: "chair", Ptr: &r.Chair},
		db.Col{Name: "from_on", Ptr: &r.From},
		db.Col{Name: "to_on", Ptr: &r.To},
		db.Col{Name: "venue", Ptr: &r.Venue},
		db.Col{Name: "place", Ptr: &r.Place},
		db.Col{Name: "foreign_element", Ptr: &r.Foreign},
		db.Col{Name: "video", Ptr: &r.Video},
		db.Col{Name: "requested_by", Ptr: &r.RequestedBy},
		db.Col{Name: "requested_on", Ptr: &r.RequestedOn},
		db.Col{Name: "permitted_by", Ptr: &r.PermittedBy},
		db.Col{Name: "permitted_name", Ptr: &r.PermittedName},
		db.Col{Name: "permitted_person", Ptr: &r.PermittedPerson},
		db.Col{Name: "permit_no", Ptr: &r.PermitNo},
		db.Col{Name: "permitted_on", Ptr: &r.PermittedOn},
		db.Col{Name: "refused_why", Ptr: &r.RefusedWhy},
		db.Col{Name: "consent_by", Ptr: &r.ConsentBy},
		db.Col{Name: "consent_no", Ptr: &r.ConsentNo},
		db.Col{Name: "consent_on", Ptr: &r.ConsentOn},
		db.Col{Name: "police_no", Ptr: &r.PoliceNo},
		db.Col{Name: "police_on", Ptr: &r.PoliceOn},
		db.Col{Name: "police_body", Ptr: &r.PoliceBody},
		db.Col{Name: "line_no", Ptr: &r.LineNo},
		db.Col{Name: "equipment_no", Ptr: &r.EquipmentNo},
		db.Col{Name: "guard_plan_no", Ptr: &r.GuardPlanNo},
		db.Col{Name: "guard_body", Ptr: &r.GuardBody},
		db.Col{Name: "device_rule", Ptr: &r.DeviceRule},
		db.Col{Name: "attendees", Ptr: db.JSON{Ptr: &r.Attendees}},
		db.Col{Name: "seals", Ptr: db.JSON{Ptr: &r.Seals}},
		db.Col{Name: "docs_given", Ptr: &r.DocsGiven},
		db.Col{Name: "docs_collected", Ptr: &r.DocsCollected},
		db.Col{Name: "collected_on", Ptr: &r.CollectedOn},
		db.Col{Name: "collected_by", Ptr: &r.CollectedBy},
		db.Col{Name: "opened_on", Ptr: &r.OpenedOn},
		db.Col{Name: "ended_on", Ptr: &r.EndedOn},
		db.Col{Name: "closed_on", Ptr: &r.ClosedOn},
		db.Col{Name: "archive_no", Ptr: &r.ArchiveNo},
		db.Col{Name: "cancelled_why", Ptr: &r.CancelledWhy})
}

// Table names the table.
func (*Device) Table() string { return "incidents_device" }

// Columns lists the columns.
func (r *Device) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "kind", Ptr: &r.Kind},
		db.Col{Name: "name", Ptr: &r.Name},
		db.Col{Name: "serial", Ptr: &r.Serial},
		db.Col{Name: "inventory", Ptr: &r.Inventory},
		db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "unit_name", Ptr: &r.UnitName},
		db.Col{Name: "keeper", Ptr: &r.Keeper},
		db.Col{Name: "keeper_name", Ptr: &r.KeeperName},
		db.Col{Name: "place", Ptr: &r.Place},
		db.Col{Name: "grade", Ptr: &r.Grade},
		db.Col{Name: "connected", Ptr: &r.Connected},
		db.Col{Name: "handled_secrets", Ptr: &r.HandledSecrets},
		db.Col{Name: "seal_no", Ptr: &r.SealNo},
		db.Col{Name: "sealed_on", Ptr: &r.SealedOn},
		db.Col{Name: "checked_on", Ptr: &r.CheckedOn},
		db.Col{Name: "check_no", Ptr: &r.CheckNo},
		db.Col{Name: "check_body", Ptr: &r.CheckBody},
		db.Col{Name: "next_check_on", Ptr: &r.NextCheckOn},
		db.Col{Name: "put_in_use_on", Ptr: &r.PutInUseOn},
		db.Col{Name: "withdrawn_on", Ptr: &r.WithdrawnOn},
		db.Col{Name: "withdrawn_why", Ptr: &r.WithdrawnWhy},
		db.Col{Name: "sanitised_on", Ptr: &r.SanitisedOn},
		db.Col{Name: "sanitise_no", Ptr: &r.SanitiseNo},
		db.Col{Name: "sanitise_how", Ptr: &r.SanitiseHow},
		db.Col{Name: "sanitised_by", Ptr: &r.SanitisedBy},
		db.Col{Name: "repurposed_on", Ptr: &r.RepurposedOn},
		db.Col{Name: "repurposed_to", Ptr: &r.RepurposedTo},
		db.Col{Name: "destroyed_on", Ptr: &r.DestroyedOn},
		db.Col{Name: "destroy_no", Ptr: &r.DestroyNo},
		db.Col{Name: "checks", Ptr: db.JSON{Ptr: &r.Checks}},
		db.Col{Name: "sanitisings", Ptr: db.JSON{Ptr: &r.Sanitisings}},
		db.Col{Name: "uses", Ptr: db.JSON{Ptr: &r.Uses}},
		db.Col{Name: "remarks", Ptr: &r.Remarks})
}
