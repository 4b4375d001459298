package incidents

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
)

// kindFigures begin the keys under which incidents and their documents count. An
// incident that is both leak and loss counts as each.
func (k IncidentKind) figures() []string {
	var all []string
	if k.Leaks() {
		all = append(all, "secrets.leak")
	}
	if k.Loses() {
		all = append(all, "secrets.loss")
	}
	return all
}

// gradeNames end the keys of a level.
var gradeNames = map[access.Level]string{access.Secret: "secret", access.HighSecret: "high_secret", access.TopSecret: "top_secret"}

// Facts counts an incident on the day it was discovered, unless verification
// found that there was none (reports on state secrets, facts A13).
func (i *Incident) Facts() []duty.Fact {
	if i.State == Unfounded || i.DiscoveredOn == "" {
		return nil
	}
	var keys []string
	for _, k := range i.Kind.figures() {
		keys = append(keys, k+"_cases")
	}
	out := facts(i.Base, string(i.DiscoveredOn), i.ID, keys...)
	for _, b := range i.Causes {
		out = append(out, facts(i.Base, string(i.DiscoveredOn), i.ID, "secrets.incidents_cause", "secrets.incidents_cause."+string(b))...)
	}
	return out
}

// Facts counts a document involved on the day the incident was discovered, by
// its level.
func (d *Document) Facts() []duty.Fact {
	if !d.Counted || d.DiscoveredOn == "" {
		return nil
	}
	var keys []string
	for _, k := range d.Kind.figures() {
		keys = append(keys, k+"_documents", k+"_documents_"+gradeNames[d.Grade])
	}
	out := facts(d.Base, string(d.DiscoveredOn), d.ID, keys...)
	if d.RecoveredOn != "" {
		out = append(out, facts(d.Base, string(d.RecoveredOn), d.ID, "secrets.incident_documents_recovered")...)
	}
	return out
}

// Facts counts a person handled on the day of the decision of the body that the
// matter was handed over to.
func (c *Concerned) Facts() []duty.Fact {
	if c.OutcomeOn == "" || c.Outcome == NoAction {
		return nil
	}
	return facts(c.Base, string(c.OutcomeOn), c.Person, "secrets.persons_handled", "secrets.persons_handled_"+string(c.Outcome))
}

// Facts counts a meeting on the day it began.
func (m *Meeting) Facts() []duty.Fact {
	if m.OpenedOn == "" {
		return nil
	}
	keys := []string{"secrets.meetings", "secrets.meetings_" + gradeNames[m.Grade]}
	if m.Venue == Outside {
		keys = append(keys, "secrets.meetings_outside")
	}
	if m.Foreign {
		keys = append(keys, "secrets.meetings_foreign")
	}
	return facts(m.Base, string(m.OpenedOn), m.ID, keys...)
}

// Facts counts a device when it is put in use, at every security check, and when
// secrets are removed from it.
func (d *Device) Facts() []duty.Fact {
	var all []duty.Fact
	if d.PutInUseOn != "" {
		all = append(all, facts(d.Base, string(d.PutInUseOn), d.ID, "secrets.devices", "secrets.devices_"+string(d.Kind))...)
	}
	for _, c := range d.Checks {
		all = append(all, facts(d.Base, string(c.On), d.ID, "secrets.devices_checked")...)
	}
	if d.SanitisedOn != "" {
		all = append(all, facts(d.Base, string(d.SanitisedOn), d.ID, "secrets.devices_sanitised")...)
	}
	return all
}

// facts makes one fact of each key.
func facts(b duty.Base, on, subject string, keys ...string) []duty.Fact {
	out := make([]duty.Fact, len(keys))
	for i, k := range keys {
		out[i] = duty.Fact{Key: k, Unit: b.Org, Day: on, N: 1, Subject: subject}
	}
	return out
}
