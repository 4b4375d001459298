package counts

import "liemchinh.vn/internal/duty"

// grades are the ends of the keys of a figure's parts by level: tuyệt mật, tối
// mật, mật (Law 29/2018/QH14, art. 8).
var grades = []string{"top_secret", "high_secret", "secret"}

// Figures lists the figures of the duty of state secrets that cross over from
// the isolated machine, in the order of the forms TK-1 to TK-10. On the
// isolated machine the packages of the duty give them; on the connected one the
// lines of the files that were taken in.
func Figures() []duty.Figure {
	by := func(key string, parts ...string) []string {
		var all []string
		for _, p := range parts {
			all = append(all, "secrets."+key+p)
		}
		return all
	}
	byGrade := func(key string) []string { return by(key+"_", grades...) }
	flow := func(keys ...string) []duty.Figure {
		var all []duty.Figure
		for _, k := range keys {
			all = append(all, duty.Figure{Key: "secrets." + k})
		}
		return all
	}
	all := []duty.Figure{
		{Key: "secrets.items_out", Parts: byGrade("items_out")},
		{Key: "secrets.items_in", Parts: byGrade("items_in")},
		{Key: "secrets.custody", Parts: byGrade("custody"), Stock: true},
		{Key: "secrets.drafts", Stock: true},
		{Key: "secrets.expiring", Stock: true},
		{Key: "secrets.copies_made", Parts: byGrade("copies_made")},
		{Key: "secrets.carryouts", Parts: by("carryouts_", "home", "abroad")},
		{Key: "secrets.carryouts_not_returned", Stock: true},
		{Key: "secrets.declassified", Parts: by("declassified_", "expiry", "list", "council", "archive")},
		{Key: "secrets.destroyed", Parts: byGrade("destroyed")},
		{Key: "secrets.destructions", Parts: by("destructions_", "ordinary", "urgent")},
		{Key: "secrets.leak_documents", Parts: byGrade("leak_documents")},
		{Key: "secrets.loss_documents", Parts: byGrade("loss_documents")},
		{Key: "secrets.incident_causes", Parts: by("incident_cause.", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "b10", "b11"), Overlap: true},
		{Key: "secrets.incident_persons", Parts: by("incident_persons_", "discipline", "administrative", "criminal")},
		{Key: "secrets.meetings", Parts: byGrade("meetings")},
		{Key: "secrets.devices", Parts: by("devices_", "isolated_pc", "lan", "printer", "usb", "safe", "other"), Stock: true},
		{Key: "secrets.findings", Parts: by("findings.", "networked", "books", "archive", "seals", "issuing", "copying", "storage", "rules", "staff", "equipment", "other")},
		{Key: "secrets.staff", Parts: by("staff_", "full_time", "part_time"), Stock: true},
	}
	return append(all, flow("recalls_due", "recalls_on_time", "recalls_late", "powers_delegated", "copy_permits", "copies_refused", "overcopies",
		"transfers", "transfer_defects", "provisions", "provisions_refused", "extended", "raised", "lowered", "declassified_partly", "notices", "notices_late",
		"destructions_complete", "leak_cases", "loss_cases", "incidents_recovered", "incidents_reported_at_once", "incidents_reported_late",
		"meetings_outside", "meetings_foreign", "devices_checked", "devices_sanitised", "delegations_planned", "delegations", "bodies_inspected", "bodies_on_signs",
		"findings_remedied", "training_sessions", "training_participants", "trained", "undertakings")...)
}

// kinds says of every key of a list of figures, parts included, whether it is
// of stock.
func kinds(figures []duty.Figure) map[string]bool {
	stock := map[string]bool{}
	for _, f := range figures {
		stock[f.Key] = f.Stock
		for _, p := range f.Parts {
			if _, own := stock[p]; !own {
				stock[p] = f.Stock
			}
		}
	}
	return stock
}
