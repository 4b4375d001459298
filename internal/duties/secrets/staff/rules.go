package staff

import (
	"slices"

	"liemchinh.vn/internal/duty"
)

// asked is what the decree asks for at each seat (Decree 26/2020, art. 7): the
// office of the provincial People's Committee must have a full-time officer,
// the others a part-time one at least.
var asked = []struct {
	seat Seat
	kind OfficerKind
}{
	{CommitteeOffice, FullTime},
	{PartyOffice, PartTime},
	{CouncilOffice, PartTime},
}

// Unfilled lists the seats at which nobody of the kind the decree asks for is in
// post: an officer who does nothing else fills a part-time seat too.
func Unfilled(inPost []Officer) []Seat {
	var open []Seat
	for _, a := range asked {
		if !slices.ContainsFunc(inPost, func(s Officer) bool {
			return s.State == InPost && s.Seat == a.seat && (s.Kind == a.kind || s.Kind == FullTime)
		}) {
			open = append(open, a.seat)
		}
	}
	return open
}

// appointmentSound asks for an appointment in writing.
func appointmentSound(s Officer, at duty.Moment) error {
	return duty.Gates(
		duty.Want(s.Name != "", "person", "staff.need.name"),
		duty.Want(s.UnitName != "", "unit", "staff.need.unit"),
		duty.Want(slices.Contains(OfficerKinds, s.Kind), "kind", "staff.need.officer_kind"),
		duty.Want(slices.Contains(Seats, s.Seat), "seat", "staff.need.seat"),
		duty.Want(s.DecisionNo != "", "decision_no", "staff.need.in_writing"),
		duty.Want(s.DecisionOn.Valid() && s.DecisionOn <= at.Today, "decision_on", "staff.need.day"),
		duty.Want(s.From.Valid() && s.From >= s.DecisionOn, "from_on", "staff.need.from_on"),
		duty.Want(!s.TwiceIn, "person", "staff.refuse.in_post", s.Name),
	)
}

// leavingSound is S25: nobody leaves with copies in hand or without the signed
// undertaking. The dead sign nothing; their copies are recovered all the same
// (Law 2018, arts. 25 and 26).
func leavingSound(s Officer, at duty.Moment) error {
	return duty.Gates(
		duty.Want(slices.Contains(LeaveReasons, s.LeaveWhy), "leave_why", "staff.need.leave_why"),
		duty.Want(s.LeaveNo != "", "leave_no", "staff.need.leave_no"),
		duty.Want(s.To.Valid() && s.To > s.From && s.To <= at.Today, "to_on", "staff.need.to_on"),
		func() error { return s.handedOver() },
	)
}

// handedOver is the part of S25 that others ask too.
func (s Officer) handedOver() error {
	if s.Held > 0 {
		return duty.Incomplete("staff.refuse.copies_held", s.Name, s.Held)
	}
	if !s.Undertaken && s.LeaveWhy != Died {
		return duty.Incomplete("staff.need.undertaking", s.Name)
	}
	return nil
}

func undertakingSound(u Undertaking, at duty.Moment) error {
	return duty.Gates(
		duty.Want(u.Name != "", "person", "staff.need.name"),
		duty.Want(u.UnitName != "", "unit", "staff.need.unit"),
		duty.Want(slices.Contains(Occasions, u.Occasion), "occasion", "staff.need.occasion"),
		duty.Want(u.PaperNo != "", "paper_no", "staff.need.paper_no"),
		duty.Want(u.SignedOn.Valid() && u.SignedOn <= at.Today, "signed_on", "staff.need.day"),
	)
}

func undertakingWithdrawn(u Undertaking, _ duty.Moment) error {
	return duty.Gates(duty.Want(u.Why != "", "why", "staff.need.reason"))
}

func sessionSound(t Training, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(t.Title != "", "title", "staff.need.title"),
		duty.Want(t.HeldOn.Valid() && (t.ToOn == "" || t.ToOn.Valid() && t.ToOn >= t.HeldOn), "held_on", "staff.need.session_days"),
		duty.Want(t.Content != "", "content", "staff.need.content"),
		duty.Want(t.Organiser != "", "organiser", "staff.need.organiser"),
		duty.Want(t.Hours > 0, "hours", "staff.need.hours"),
	)
}

func sessionHeld(t Training, at duty.Moment) error {
	return duty.Gates(
		func() error { return sessionSound(t, at) },
		duty.Want(max(t.HeldOn, t.ToOn) <= at.Today, "held_on", "staff.refuse.not_yet_held"),
		func() error {
			if !slices.ContainsFunc(t.Participants, func(p Participant) bool { return p.State == Listed }) {
				return duty.Incomplete("staff.need.participant")
			}
			return nil
		},
	)
}

func sessionCancelled(t Training, _ duty.Moment) error {
	return duty.Gates(duty.Want(t.Why != "", "why", "staff.need.reason"))
}

// keyListedAlready says that somebody stands on the list of a session.
const keyListedAlready = "staff.refuse.listed_already"

// participantSound takes a result of the test as passed or failed: a mark is
// not kept.
func participantSound(p Participant, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(p.Name != "", "person", "staff.need.name"),
		duty.Want(p.UnitName != "", "unit", "staff.need.unit"),
		duty.Want(slices.Contains(TestResults, p.Result), "result", "staff.need.result"),
		duty.Want(p.Certificate == "" || p.Result != Failed, "certificate", "staff.refuse.certificate_failed"),
		duty.Want(p.Of.State != Cancelled, "", "staff.refuse.cancelled"),
		duty.Want(!slices.ContainsFunc(p.Of.Participants, func(x Participant) bool { return x.ID != p.ID && x.State == Listed && p.same(x) }),
			"person", keyListedAlready, p.Name),
	)
}

// same reports whether two rows mean one person: by the record, else by name
// and unit.
func (p Participant) same(x Participant) bool {
	if p.Person != "" && x.Person != "" {
		return p.Person == x.Person
	}
	return p.Name == x.Name && p.UnitName == x.UnitName
}

func participantStruck(p Participant, _ duty.Moment) error {
	return duty.Gates(duty.Want(p.Why != "", "why", "staff.need.reason"))
}

func rulebookSound(r Rulebook, at duty.Moment) error {
	return duty.Gates(
		duty.Want(slices.Contains(RulebookKinds, r.Kind), "kind", "staff.need.rulebook_kind"),
		duty.Want(r.Number != "", "number", "staff.need.number"),
		duty.Want(r.Title != "", "title", "staff.need.title"),
		duty.Want(r.UnitName != "", "unit", "staff.need.unit"),
		duty.Want(r.IssuedOn.Valid() && r.IssuedOn <= at.Today, "issued_on", "staff.need.day"),
		duty.Want(r.From.Valid() && r.From >= r.IssuedOn, "from_on", "staff.need.from_on"),
	)
}

func replacementSound(r Rulebook, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(r.ReplacedBy != "", "replaced_by", "staff.need.number"),
		duty.Want(r.ReplacedOn.Valid() && r.ReplacedOn > r.From, "replaced_on", "staff.need.from_on"),
	)
}

// TrainEveryRule is the rule that says how often dedicated staff are to be
// trained. It has no value until an administrator enters one.
const TrainEveryRule = "S-TRAIN-EVERY"
