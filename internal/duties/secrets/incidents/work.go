package incidents

import (
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// aheadDays is how many days ahead a check of a device shows in the list of work.
const aheadDays = 30

func task(kind duty.TaskKind, icon, key, name, note, folder string, do duty.Verb, id string, due vn.Day) duty.Task {
	return duty.Task{Kind: kind, Icon: icon, Title: text.Problem{Key: "incidents.task." + key, Args: []any{name}}, Note: note,
		Verb: "incidents.do." + folder + "." + string(do), Href: "/incidents/" + folder + "/" + id, Due: due}
}

// nextOf is the next step of an incident for who handles it.
var nextOf = map[duty.State]duty.Verb{Detected: DoContain, Contained: DoReport, Reported: DoNotify, Notified: DoVerify, Verified: DoRemedy, Concluded: DoClose}

// nextStep is the task of an incident; what the law wants at once is due on the
// day of discovery.
func nextStep(i Incident) duty.Task {
	due := vn.Day("")
	if duty.In(i.State, Detected, Contained, Reported) {
		due = i.DiscoveredOn
	}
	return task(duty.ToDo, "alert-triangle", "step", i.Code, i.UnitName, "incident", nextOf[i.State], i.ID, due)
}

// unopened are copies that are missing and stand on no file: each is to become an
// incident of loss (S26).
const unopened = "t.state = 'missing' AND NOT EXISTS (SELECT 1 FROM incidents_document d WHERE d.item = t.item AND d.copies LIKE '%' || t.id || '%')"

// work is what waits for a person in this module.
var work = desk.Work(
	desk.Waits(Handle, 0, unopened, "t.held_since", func(c register.Copy) duty.Task {
		t := task(duty.ToDo, "alert-triangle", "missing", c.Number, c.UnitName, "incident", DoOpen, "new/open?of="+c.ID, "")
		t.Title.Args = append(t.Title.Args, c.No)
		return t
	}),
	desk.Waits(Handle, 0, "t.adhoc_on = '' AND t.state NOT IN ('concluded', 'closed', 'unfounded')", "t.discovered_on", func(i Incident) duty.Task {
		return task(duty.ToDo, "send", "adhoc", i.Code, i.UnitName, "incident", DoAdHoc, i.ID, i.DiscoveredOn)
	}),
	desk.Waits(Handle, 0, "t.state IN ('detected', 'contained', 'reported_to_head', 'notified', 'verified', 'concluded')", "t.discovered_on", nextStep),
	desk.Waits(Decide, 0, "t.state = 'remedied' AND t.verified_by <> $1 AND t.registered_by <> $1", "t.remedied_on", func(i Incident) duty.Task {
		return task(duty.Decide, "gavel", "conclude", i.Code, i.UnitName, "incident", DoConclude, i.ID, "")
	}),
	desk.Waits(Handle, 0, "t.state = 'remedied'", "t.remedied_on", func(i Incident) duty.Task {
		return task(duty.Waiting, "gavel", "conclude", i.Code, i.UnitName, "incident", DoConclude, i.ID, "")
	}),
	desk.Waits(Handle, 0, "t.state = 'handed_over'", "t.handed_on", func(c Concerned) duty.Task {
		return task(duty.ToDo, "mail-opened", "settle", c.Name, c.To, "concerned", DoSettle, c.ID, "")
	}),
	desk.Waits(Permit, 0, "t.state = 'requested' AND t.requested_by <> $1", "t.from_on", func(m Meeting) duty.Task {
		return task(duty.Decide, "users-group", "permit", m.Title, m.Code, "meeting", DoPermit, m.ID, m.From)
	}),
	desk.Waits(Keep, aheadDays, "t.state = 'permitted' AND t.from_on <= $3", "t.from_on", func(m Meeting) duty.Task {
		return task(duty.ToDo, "users-group", "prepare", m.Title, m.Code, "meeting", DoBegin, m.ID, m.From)
	}),
	desk.Waits(Keep, 0, "t.state IN ('in_session', 'held')", "t.from_on", func(m Meeting) duty.Task {
		do := DoEnd
		if m.State == Held {
			do = DoClose
		}
		return task(duty.ToDo, "users-group", "finish", m.Title, m.Code, "meeting", do, m.ID, m.To)
	}),
	desk.Waits(Keep, aheadDays, "t.state = 'in_use' AND t.next_check_on <> '' AND t.next_check_on <= $3", "t.next_check_on", func(d Device) duty.Task {
		return task(duty.ToDo, "device-desktop", "check", d.Name, d.Serial, "device", DoCheck, d.ID, d.NextCheckOn)
	}),
	desk.Waits(Keep, 0, "t.state = 'withdrawn' AND t.handled_secrets AND (t.sanitised_on = '' OR t.sanitised_on < t.withdrawn_on)", "t.withdrawn_on", func(d Device) duty.Task {
		return task(duty.ToDo, "device-desktop", "sanitise", d.Name, d.Serial, "device", DoSanitise, d.ID, "")
	}),
)

// lines describe the records of the module's tables.
var lines = desk.Lines(map[string]desk.Describer{
	(*Incident)(nil).Table(): desk.Described(func(i Incident) duty.Line {
		return duty.Line{Code: i.Code, Title: i.UnitName, Note: i.DiscoveredOn.Show(), Href: "/incidents/incident/" + i.ID}
	}),
	(*Document)(nil).Table(): desk.Described(func(d Document) duty.Line {
		return duty.Line{Code: d.Number, Title: d.Issuer, Note: d.Code, Href: "/incidents/document/" + d.ID}
	}),
	(*Concerned)(nil).Table(): desk.Described(func(c Concerned) duty.Line {
		return duty.Line{Code: c.IncidentCode, Title: c.Name, Note: c.UnitName, Href: "/incidents/concerned/" + c.ID}
	}),
	(*Meeting)(nil).Table(): desk.Described(func(m Meeting) duty.Line {
		return duty.Line{Code: m.Code, Title: m.Title, Note: m.OrganiserName, Href: "/incidents/meeting/" + m.ID}
	}),
	(*Device)(nil).Table(): desk.Described(func(d Device) duty.Line {
		return duty.Line{Code: d.Serial, Title: d.Name, Note: d.UnitName, Href: "/incidents/device/" + d.ID}
	}),
})
