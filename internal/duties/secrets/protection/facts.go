package protection

import (
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// Keys of the figures. They belong to the report on the whole duty.
const (
	keyPlanned     = "secrets.delegations_planned"
	keyDelegations = "secrets.delegations"
	keyBodies      = "secrets.bodies_inspected"
	keyBodiesSigns = "secrets.bodies_on_signs"
	keyFindings    = "secrets.findings"
	keyRemedied    = "secrets.findings_remedied"
)

// count is one of something, for the office that owns the record.
func count(b duty.Base, key string, day vn.Day, subject string, n int) duty.Fact {
	return duty.Fact{Key: key, Unit: b.Org, Day: string(day), N: n, Subject: subject}
}

// Facts counts a delegation that was decided on as planned for its first day,
// and once more as done on the day it begins.
func (d *Delegation) Facts() []duty.Fact {
	var all []duty.Fact
	if d.DecisionOn != "" && d.State != Proposed && d.State != Refused {
		all = append(all, count(d.Base, keyPlanned, d.StartOn, d.ID, 1))
	}
	if d.BegunOn != "" {
		all = append(all, count(d.Base, keyDelegations, d.BegunOn, d.ID, 1))
	}
	return all
}

// Facts counts a body on the day of the conclusion on it, once per delegation,
// for the office that inspects.
func (b *Body) Facts() []duty.Fact {
	if b.ConclusionOn == "" {
		return nil
	}
	all := []duty.Fact{count(b.Base, keyBodies, b.ConclusionOn, b.Unit, 1)}
	if b.Basis == OnSigns {
		all = append(all, count(b.Base, keyBodiesSigns, b.ConclusionOn, b.Unit, 1))
	}
	return all
}

// Facts counts a finding once a conclusion holds it, under its type, and
// its remedy once a second person has checked it.
func (f *Finding) Facts() []duty.Fact {
	if f.ConcludedOn == "" || f.State == Withdrawn {
		return nil
	}
	kind := keyFindings + ".other"
	if c, ok := checkOf(f.Code); ok {
		kind = keyFindings + "." + c.Type
	}
	all := []duty.Fact{count(f.Base, keyFindings, f.ConcludedOn, f.Unit, 1), count(f.Base, kind, f.ConcludedOn, f.Unit, 1)}
	if f.State == Closed {
		all = append(all, count(f.Base, keyRemedied, f.RecheckedOn, f.Unit, 1))
	}
	return all
}
