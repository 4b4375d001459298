package incidents

import (
	"time"

	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// A Stage is one moment in the course of an incident and how long after the
// discovery it came.
type Stage struct {
	Name string // text key
	On   vn.Day // "" while it has not come
	At   string // time of day, if known
	Took text.Problem
	Late bool // later than what the rule calls at once
}

// Course lists the moments of an incident from discovery to closure. late is how
// many days after discovery a notice that the law wants at once counts as late
// (rule S-INCIDENT-ALARM).
func (i Incident) Course(late int, today vn.Day) []Stage {
	all := []Stage{
		{Name: "incidents.stage.discovered", On: i.DiscoveredOn, At: i.DiscoveredAt},
		{Name: "incidents.stage.contained", On: i.ContainedOn, At: i.ContainedAt, Late: true},
		{Name: "incidents.stage.head", On: i.HeadOn, At: i.HeadAt, Late: true},
		{Name: "incidents.stage.classifier", On: i.ClassifierOn, At: i.ClassifierAt, Late: true},
		{Name: "incidents.stage.authority", On: i.AuthorityOn, At: i.AuthorityAt, Late: true},
		{Name: "incidents.stage.adhoc", On: i.AdHocOn, At: i.AdHocAt, Late: true},
		{Name: "incidents.stage.verified", On: i.VerifiedOn},
		{Name: "incidents.stage.remedied", On: i.RemediedOn},
		{Name: "incidents.stage.concluded", On: i.ConcludedOn},
		{Name: "incidents.stage.closed", On: i.ClosedOn},
	}
	out := all[:0]
	for n, s := range all {
		if s.Name == "incidents.stage.classifier" && i.OwnSecret {
			continue
		}
		until := s.On
		if until == "" {
			until = today
		}
		s.Late = s.Late && i.State != Unfounded && until.Sub(i.DiscoveredOn) > late
		if n > 0 && s.On != "" {
			s.Took = Took(i.DiscoveredOn, i.DiscoveredAt, s.On, s.At)
		}
		out = append(out, s)
	}
	return out
}

// Took says how long after one moment another came: in minutes or hours when
// both times of day are known and it is less than two days, else in days.
func Took(fromOn vn.Day, fromAt string, on vn.Day, at string) text.Problem {
	days := on.Sub(fromOn)
	if fromAt != "" && at != "" && days < 2 {
		a, errA := time.Parse("15:04", fromAt)
		b, errB := time.Parse("15:04", at)
		if errA == nil && errB == nil {
			minutes := int(b.Sub(a).Minutes()) + days*24*60
			switch {
			case minutes < 0:
			case minutes < 120:
				return text.Problem{Key: "incidents.took.minutes", Args: []any{minutes}}
			default:
				return text.Problem{Key: "incidents.took.hours", Args: []any{minutes / 60}}
			}
		}
	}
	if days == 0 {
		return text.Problem{Key: "incidents.took.same_day"}
	}
	return text.Problem{Key: "incidents.took.days", Args: []any{days}}
}
