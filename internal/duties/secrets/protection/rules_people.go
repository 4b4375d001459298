package protection

import (
	"slices"

	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// asked is what the decree asks for at each seat (Decree 26/2020, art. 7): the
// office of the provincial People's Committee must have a full-time officer,
// the others a part-time one at least.
var asked = []struct {
	seat Seat
	kind StaffKind
}{
	{CommitteeOffice, FullTime},
	{PartyOffice, PartTime},
	{CouncilOffice, PartTime},
}

// Unfilled lists the seats at which nobody of the kind the decree asks for is in
// post: an officer who does nothing else fills a part-time seat too.
func Unfilled(inPost []Staff) []Seat {
	var open []Seat
	for _, a := range asked {
		if !slices.ContainsFunc(inPost, func(s Staff) bool {
			return s.State == InPost && s.Seat == a.seat && (s.Kind == a.kind || s.Kind == FullTime)
		}) {
			open = append(open, a.seat)
		}
	}
	return open
}

// appointmentSound asks for an appointment in writing.
func appointmentSound(s Staff, at duty.Moment) error {
	return desk.Gates(
		desk.Want(s.Name != "", "person", "protection.need.name"),
		desk.Want(s.UnitName != "", "unit", "protection.need.unit"),
		desk.Want(slices.Contains(StaffKinds, s.Kind), "kind", "protection.need.staff_kind"),
		desk.Want(slices.Contains(Seats, s.Seat), "seat", "protection.need.seat"),
		desk.Want(s.DecisionNo != "", "decision_no", "protection.need.in_writing"),
		desk.Want(s.DecisionOn.Valid() && s.DecisionOn <= at.Today, "decision_on", "protection.need.day"),
		desk.Want(s.From.Valid() && s.From >= s.DecisionOn, "from_on", "protection.need.from_on"),
		desk.Want(!s.TwiceIn, "person", "protection.refuse.in_post", s.Name),
	)
}

// leavingSound is S25: nobody leaves with copies in hand or without the signed
// undertaking. The dead sign nothing; their copies are recovered all the same
// (Law 2018, arts. 25 and 26).
func leavingSound(s Staff, at duty.Moment) error {
	return desk.Gates(
		desk.Want(slices.Contains(LeaveReasons, s.LeaveWhy), "leave_why", "protection.need.leave_why"),
		desk.Want(s.LeaveNo != "", "leave_no", "protection.need.leave_no"),
		desk.Want(s.To.Valid() && s.To > s.From && s.To <= at.Today, "to_on", "protection.need.to_on"),
		func() error { return s.handedOver() },
	)
}

// handedOver is the part of S25 that others ask too.
func (s Staff) handedOver() error {
	if s.Held > 0 {
		return duty.Incomplete("protection.refuse.copies_held", s.Name, s.Held)
	}
	if !s.Undertaken && s.LeaveWhy != Died {
		return duty.Incomplete("protection.need.undertaking", s.Name)
	}
	return nil
}

func undertakingSound(u Undertaking, at duty.Moment) error {
	return desk.Gates(
		desk.Want(u.Name != "", "person", "protection.need.name"),
		desk.Want(u.UnitName != "", "unit", "protection.need.unit"),
		desk.Want(slices.Contains(Occasions, u.Occasion), "occasion", "protection.need.occasion"),
		desk.Want(u.PaperNo != "", "paper_no", "protection.need.paper_no"),
		desk.Want(u.SignedOn.Valid() && u.SignedOn <= at.Today, "signed_on", "protection.need.day"),
	)
}

func undertakingWithdrawn(u Undertaking, _ duty.Moment) error {
	return desk.Gates(desk.Want(u.Why != "", "why", "protection.need.reason"))
}

func sessionSound(t Training, _ duty.Moment) error {
	return desk.Gates(
		desk.Want(t.Title != "", "title", "protection.need.title"),
		desk.Want(t.HeldOn.Valid() && (t.ToOn == "" || t.ToOn.Valid() && t.ToOn >= t.HeldOn), "held_on", "protection.need.session_days"),
		desk.Want(t.Content != "", "content", "protection.need.content"),
		desk.Want(t.Organiser != "", "organiser", "protection.need.organiser"),
		desk.Want(t.Hours > 0, "hours", "protection.need.hours"),
	)
}

func sessionHeld(t Training, at duty.Moment) error {
	return desk.Gates(
		func() error { return sessionSound(t, at) },
		desk.Want(max(t.HeldOn, t.ToOn) <= at.Today, "held_on", "protection.refuse.not_yet_held"),
		func() error {
			if !slices.ContainsFunc(t.Participants, func(p Participant) bool { return p.State == Listed }) {
				return duty.Incomplete("protection.need.participant")
			}
			return nil
		},
	)
}

func sessionCancelled(t Training, _ duty.Moment) error {
	return desk.Gates(desk.Want(t.Why != "", "why", "protection.need.reason"))
}

// keyListedAlready says that somebody stands on the list of a session.
const keyListedAlready = "protection.refuse.listed_already"

// participantSound takes a result of the test as passed or failed: a mark is
// not kept.
func participantSound(p Participant, _ duty.Moment) error {
	return desk.Gates(
		desk.Want(p.Name != "", "person", "protection.need.name"),
		desk.Want(p.UnitName != "", "unit", "protection.need.unit"),
		desk.Want(slices.Contains(TestResults, p.Result), "result", "protection.need.result"),
		desk.Want(p.Certificate == "" || p.Result != Failed, "certificate", "protection.refuse.certificate_failed"),
		desk.Want(p.Of.State != Cancelled, "", "protection.refuse.cancelled"),
		desk.Want(!slices.ContainsFunc(p.Of.Participants, func(x Participant) bool { return x.ID != p.ID && x.State == Listed && p.same(x) }),
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
	return desk.Gates(desk.Want(p.Why != "", "why", "protection.need.reason"))
}

func rulebookSound(r Rulebook, at duty.Moment) error {
	return desk.Gates(
		desk.Want(slices.Contains(RulebookKinds, r.Kind), "kind", "protection.need.rulebook_kind"),
		desk.Want(r.Number != "", "number", "protection.need.number"),
		desk.Want(r.Title != "", "title", "protection.need.title"),
		desk.Want(r.UnitName != "", "unit", "protection.need.unit"),
		desk.Want(r.IssuedOn.Valid() && r.IssuedOn <= at.Today, "issued_on", "protection.need.day"),
		desk.Want(r.From.Valid() && r.From >= r.IssuedOn, "from_on", "protection.need.from_on"),
	)
}

func replacementSound(r Rulebook, _ duty.Moment) error {
	return desk.Gates(
		desk.Want(r.ReplacedBy != "", "replaced_by", "protection.need.number"),
		desk.Want(r.ReplacedOn.Valid() && r.ReplacedOn > r.From, "replaced_on", "protection.need.from_on"),
	)
}
