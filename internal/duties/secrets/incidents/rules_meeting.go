package incidents

import (
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// mayRequest wants what the permitter has to know (Law 2018, art. 17).
func mayRequest(m Meeting, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(m.Title != "", "title", "incidents.need.title"),
		duty.Want(m.Grade >= access.Secret && m.Grade <= access.TopSecret, "grade", "incidents.need.grade"),
		duty.Want(m.Organiser != "", "", "incidents.need.organiser"),
		duty.Want(m.Chair != "", "chair", "incidents.need.chair"),
		duty.Want(m.From.Valid(), "from", "incidents.need.day"),
		duty.Want(m.To.Valid() && m.To >= m.From, "to", "incidents.need.to_day"),
		duty.Want(len(m.Days()) <= mostDays, "to", "incidents.refuse.days", mostDays),
		duty.Want(slices.Contains(Venues, m.Venue), "venue", "incidents.need.venue"),
		duty.Want(m.Place != "", "meeting_place", "incidents.need.place"))
}

// mostDays keeps a slip of the pen in a day from asking for thousands of seals.
const mostDays = 31

// Days lists the days of the meeting.
func (m Meeting) Days() []vn.Day {
	var all []vn.Day
	for d := m.From; d.Valid() && d <= m.To && len(all) <= mostDays; d = d.AddDays(1) {
		all = append(all, d)
	}
	return all
}

// mayPermit wants another person than the one who asks. Whether this person has
// the power for the level is asked of the table of authority before (art. 17(1)a).
func mayPermit(m Meeting, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(at.Who.ID == m.RequestedBy, "incidents.refuse.four_eyes"),
		duty.Want(m.PermittedOn <= m.From, "permitted_on", "incidents.refuse.permitted_late"),
		duty.Want(m.PermitNo != "", "permit_no", "incidents.need.number"),
		within(m.PermittedOn, m.RequestedOn, at.Today, "permitted_on"))
}

func mayRefuse(m Meeting, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(at.Who.ID == m.RequestedBy, "incidents.refuse.four_eyes"),
		duty.Want(m.RefusedWhy != "", "refused_why", "incidents.need.reason"))
}

// A Demand is one thing that a meeting must have before it begins, ends or is
// closed, and whether it has it.
type Demand struct {
	Key string // of the text, and of the refusal
	Met bool
	Do  duty.Verb // the act that meets it
}

// Demands lists what the rules ask before this meeting may begin (Law 2018,
// art. 17, 18; Decree 26/2020, art. 6; S28, S29).
func (m Meeting) Demands() []Demand {
	var all []Demand
	add := func(asked bool, do duty.Verb, key string, met bool) {
		if asked {
			all = append(all, Demand{key, met, do})
		}
	}
	add(m.Venue == Outside, DoPolice, "incidents.need.police", m.PoliceNo != "" && m.PoliceOn != "")
	add(m.Foreign, DoConsent, "incidents.need.consent", m.ConsentNo != "" && m.ConsentOn != "")
	add(m.Foreign && m.Grade == access.TopSecret, DoConsent, "incidents.need.prime_minister", m.ConsentBy == PrimeMinister)
	add(m.Video, DoLine, "incidents.need.line", m.LineNo != "")
	add(true, DoLine, "incidents.need.equipment", m.EquipmentNo != "")
	add(m.Grade == access.TopSecret, DoGuard, "incidents.need.guard", m.GuardPlanNo != "" && m.GuardBody != "")
	add(true, DoAttend, "incidents.need.attendees", len(m.Attendees) > 0)
	add(m.Grade > access.Secret, DoAttend, "incidents.need.device_check", m.devicesChecked())
	add(m.Grade == access.Secret, DoLine, "incidents.need.device_rule", m.DeviceRule != "")
	return all
}

// devicesChecked reports whether the list says of everybody who attends what
// became of devices that transmit or record.
func (m Meeting) devicesChecked() bool {
	return len(m.Attendees) > 0 && !slices.ContainsFunc(m.Attendees, func(a Attendee) bool { return a.Devices == "" })
}

// mayBegin refuses a meeting that lacks what the rules ask.
func mayBegin(m Meeting, at duty.Moment) error {
	for _, d := range m.Demands() {
		if !d.Met {
			return duty.Incomplete(d.Key)
		}
	}
	return duty.Gates(
		duty.Want(m.PoliceOn <= min(m.From, m.OpenedOn), "", "incidents.refuse.checked_late"),
		duty.Want(!m.Foreign || m.ConsentOn <= m.OpenedOn, "opened_on", "incidents.need.not_before", m.ConsentOn),
		within(m.OpenedOn, m.PermittedOn, at.Today, "opened_on"),
		duty.Want(m.OpenedOn >= m.From, "opened_on", "incidents.need.not_before", m.From))
}

// Unsealed lists the days without a record that the room was sealed. A meeting
// of two days and more needs one for each day (S28).
func (m Meeting) Unsealed() []vn.Day {
	if len(m.Days()) < 2 {
		return nil
	}
	return slices.DeleteFunc(m.Days(), func(d vn.Day) bool {
		return slices.ContainsFunc(m.Seals, func(s DaySeal) bool { return s.On == d && s.No != "" })
	})
}

// MaySeal wants a day of the meeting, sealed once.
func MaySeal(m Meeting, today vn.Day) error {
	return duty.Gates(
		duty.Want(slices.Contains(m.Days(), m.SealOn) && m.SealOn <= today, "seal_on", "incidents.need.seal_day"),
		duty.Want(m.SealNo != "", "day_seal_no", "incidents.need.number"),
		duty.Want(!slices.ContainsFunc(m.Seals, func(s DaySeal) bool { return s.On == m.SealOn }), "seal_on", "incidents.refuse.sealed"))
}

func mayEnd(m Meeting, at duty.Moment) error {
	return duty.Gates(
		func() error {
			if open := m.Unsealed(); len(open) > 0 {
				return duty.Incomplete("incidents.need.seals", open)
			}
			return nil
		},
		within(m.EndedOn, m.To, at.Today, "ended_on"))
}

// mayCloseMeeting wants every document handed out collected again; one that is
// not is an incident (Decree 26/2020, art. 6; S26).
func mayCloseMeeting(m Meeting, at duty.Moment) error {
	return duty.Gates(
		duty.Want(m.CollectedOn != "", "", "incidents.need.collected"),
		duty.Want(m.DocsCollected == m.DocsGiven, "", "incidents.refuse.not_all_back", m.DocsCollected, m.DocsGiven),
		duty.Want(m.ArchiveNo != "", "archive_no", "incidents.need.archive"),
		within(m.ClosedOn, m.EndedOn, at.Today, "closed_on"))
}

func mayCancel(m Meeting, _ duty.Moment) error {
	return duty.Want(m.CancelledWhy != "", "cancelled_why", "incidents.need.reason")()
}

// MayCollect wants no more documents back than were handed out.
func MayCollect(m Meeting, today vn.Day) error {
	return duty.Gates(
		within(m.CollectedOn, m.From, today, "collected_on"),
		duty.Want(m.CollectedBy != "", "collected_by", "incidents.need.collected_by"),
		duty.Want(m.DocsCollected <= m.DocsGiven, "docs_collected", "incidents.refuse.more_back"))
}
