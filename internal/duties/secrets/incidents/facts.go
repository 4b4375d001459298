package incidents

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
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
// found that there was none, with its causes, its report to the head, and that
// everything came back (reports on state secrets, facts A13, table TK-6).
func (i *Incident) Facts() []duty.Fact {
	if i.State == Unfounded || i.DiscoveredOn == "" {
		return nil
	}
	var keys []string
	for _, k := range i.Kind.figures() {
		keys = append(keys, k+"_cases")
	}
	if len(i.Causes) > 0 {
		keys = append(keys, "secrets.incident_causes")
	}
	for _, b := range i.Causes {
		keys = append(keys, "secrets.incident_cause."+string(b))
	}
	out := facts(i.Base, i.DiscoveredOn, i.ID, keys...)
	switch {
	case i.HeadOn == "":
	case i.HeadOn <= i.DiscoveredOn.AddDays(1):
		out = append(out, facts(i.Base, i.HeadOn, i.ID, "secrets.incidents_reported_at_once")...)
	default:
		out = append(out, facts(i.Base, i.HeadOn, i.ID, "secrets.incidents_reported_late")...)
	}
	if i.Recovery == AllRecovered && i.RemediedOn != "" {
		out = append(out, facts(i.Base, i.RemediedOn, i.ID, "secrets.incidents_recovered")...)
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
	return facts(d.Base, d.DiscoveredOn, d.ID, keys...)
}

// Facts counts a person handled on the day of the decision of the body that the
// matter was handed over to.
func (c *Concerned) Facts() []duty.Fact {
	if c.OutcomeOn == "" || c.Outcome == NoAction {
		return nil
	}
	return facts(c.Base, c.OutcomeOn, c.Person, "secrets.incident_persons", "secrets.incident_persons_"+string(c.Outcome))
}

// Facts counts a meeting on its first day, once it began.
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
	return facts(m.Base, m.OpenedOn, m.ID, keys...)
}

// Facts counts a device as in use from the day it was put in use to the day it
// was withdrawn, every security check, and the removal of secrets (TK-9).
func (d *Device) Facts() []duty.Fact {
	var all []duty.Fact
	keys := []string{"secrets.devices", "secrets.devices_" + string(d.Kind)}
	for _, u := range d.Uses {
		all = append(all, facts(d.Base, u.From, d.ID, keys...)...)
		if u.To == "" {
			continue
		}
		for _, f := range facts(d.Base, u.To, d.ID, keys...) {
			f.N = -1
			all = append(all, f)
		}
	}
	for _, c := range d.Checks {
		all = append(all, facts(d.Base, c.On, d.ID, "secrets.devices_checked")...)
	}
	for _, c := range d.Sanitisings {
		all = append(all, facts(d.Base, c.On, d.ID, "secrets.devices_sanitised")...)
	}
	return all
}

// facts makes one fact of each key.
func facts(b duty.Base, on vn.Day, subject string, keys ...string) []duty.Fact {
	out := make([]duty.Fact, len(keys))
	for i, k := range keys {
		out[i] = duty.Fact{Key: k, Unit: b.Org, Day: string(on), N: 1, Subject: subject}
	}
	return out
}

// Figures are what the module gives to reports; their titles are the report's.
func Figures() []duty.Figure {
	grades := func(key string) []string {
		return []string{key + "_top_secret", key + "_high_secret", key + "_secret"}
	}
	var causes, devices []string
	for _, b := range Breaches {
		causes = append(causes, "secrets.incident_cause."+string(b))
	}
	for _, k := range DeviceKinds {
		devices = append(devices, "secrets.devices_"+string(k))
	}
	persons := []string{"secrets.incident_persons_discipline", "secrets.incident_persons_administrative", "secrets.incident_persons_criminal"}
	return []duty.Figure{
		{Key: "secrets.leak_cases"},
		{Key: "secrets.leak_documents", Parts: grades("secrets.leak_documents")},
		{Key: "secrets.loss_cases"},
		{Key: "secrets.loss_documents", Parts: grades("secrets.loss_documents")},
		{Key: "secrets.incident_causes", Parts: causes, Overlap: true},
		{Key: "secrets.incident_persons", Parts: persons},
		{Key: "secrets.incidents_recovered"},
		{Key: "secrets.incidents_reported_at_once"},
		{Key: "secrets.incidents_reported_late"},
		{Key: "secrets.meetings", Parts: grades("secrets.meetings")},
		{Key: "secrets.meetings_outside"},
		{Key: "secrets.meetings_foreign"},
		{Key: "secrets.devices", Parts: devices, Stock: true},
		{Key: "secrets.devices_checked"},
		{Key: "secrets.devices_sanitised"},
	}
}
