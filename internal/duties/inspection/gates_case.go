package inspection

import (
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// round is the ballot that stands: the last one taken.
func (p Proceeding) round() (Ballot, bool) {
	var last Ballot
	for _, b := range p.Ballots {
		if b.Round > last.Round {
			last = b
		}
	}
	return last, last.Round > 0
}

// notConcerned keeps the person concerned and everyone with a tie out of the
// judging of a case (Decree 234/2026/NĐ-CP, art. 2.11).
func (p Proceeding) notConcerned(at duty.Moment) func() error {
	bound := p.ObjectType == Member && at.Who.Person != "" && at.Who.Person == p.Object
	for _, s := range p.Council {
		if SeatBound(s, p.Case) && (s.Account != "" && s.Account == at.Who.ID || s.Person != "" && s.Person == at.Who.Person) {
			bound = true
		}
	}
	return duty.Forbid(bound, "inspection.refuse.concerned")
}

// notProposer keeps who proposed from deciding.
func (p Proceeding) notProposer(at duty.Moment) func() error {
	return duty.Forbid(p.ProposedBy == at.Who.ID, "inspection.refuse.own_discipline")
}

func critiqueSound(p Proceeding, _ duty.Moment) error {
	return duty.Gates(duty.Want(p.SelfCriticismOn.Valid() || p.NoSelfCriticism, "self_criticism_on", "inspection.need.self_criticism"))
}

// CaseHeard reports whether there is a minute of hearing the person concerned,
// or a recorded repeated absence without a valid reason (A-27; Regulation 296,
// art. 12).
func (p Proceeding) CaseHeard() bool {
	mine := func(h Hearing) bool { return h.Discipline == p.ID }
	if unexcused(p.Hearings, mine) >= absencesThatCount {
		return true
	}
	return slices.ContainsFunc(p.Hearings, func(h Hearing) bool { return mine(h) && !h.Absent && h.MinuteNo != "" })
}

func caseHeard(p Proceeding, _ duty.Moment) error {
	if !p.CaseHeard() {
		return duty.Incomplete("inspection.need.case_heard", p.Name)
	}
	return nil
}

// heardBy leaves out the hearings held after a day: who was heard after the
// vote was not heard on it.
func (p Proceeding) heardBy(on vn.Day) Proceeding {
	p.Hearings = heldBy(p.Hearings, on)
	return p
}

// beforeMeeting are the states in which a body is about to meet.
var beforeMeeting = []duty.State{Heard, Proposed}

// called lists who was named for the meeting that comes next: after a proposal
// the seats of the body below do not count.
func (p Proceeding) called() []Seat {
	return slices.DeleteFunc(slices.Clone(p.Council), func(s Seat) bool { return p.State == Proposed && s.For != p.ProposedTo })
}

func meetingSound(p Proceeding, at duty.Moment) error {
	return duty.Gates(
		func() error { return caseHeard(p, at) },
		p.notConcerned(at),
		duty.Want(p.MeetingOn.Valid() && p.MeetingOn <= at.Today, "meeting_on", "inspection.need.meeting_on"),
		duty.Want(slices.Contains(Deciders, p.Body), "body", "inspection.need.body"),
		func() error { return CouncilSound(p.Council, p.Case) },
	)
}

func ballotSound(p Proceeding, at duty.Moment) error {
	b, ok := p.round()
	return duty.Gates(
		func() error { return caseHeard(p.heardBy(b.HeldOn), at) },
		p.notConcerned(at),
		duty.Want(ok && b.HeldOn >= p.MeetingOn && b.Body == p.Body, "ballot", "inspection.need.ballot"),
	)
}

func spareSound(p Proceeding, at duty.Moment) error {
	b, ok := p.round()
	return duty.Gates(
		p.notProposer(at),
		p.notConcerned(at),
		duty.Want(ok && b.Outcome == NoForm, "form", "inspection.refuse.ballot_says", FormKey(b.Outcome)),
		duty.Want(p.NotReason != "", "not_reason", "inspection.need.reason"),
	)
}

func proposeUpSound(p Proceeding, at duty.Moment) error {
	b, ok := p.round()
	return duty.Gates(
		p.notConcerned(at),
		duty.Want(ok && b.Outcome != NoForm && !b.Decided, "form", "inspection.refuse.nothing_to_propose"),
		duty.Want(p.ProposedForm == b.Outcome, "form", "inspection.refuse.ballot_says", FormKey(b.Outcome)),
		duty.Want(slices.Contains(Deciders, p.ProposedTo) && p.ProposedTo != p.Body && rank(TierOf(p.ProposedTo)) >= rank(TierOf(p.Body)), "proposed_to", "inspection.need.proposed_to"),
	)
}

func takeUpSound(p Proceeding, at duty.Moment) error {
	return duty.Gates(
		p.notProposer(at),
		p.notConcerned(at),
		duty.Want(p.Body == p.ProposedTo, "body", "inspection.need.proposed_to"),
		duty.Want(p.MeetingOn.Valid() && p.MeetingOn <= at.Today, "meeting_on", "inspection.need.meeting_on"),
		func() error { return CouncilSound(p.Council, p.Case) },
	)
}

// outcomeDecided holds a decision to what the ballot gave.
func (p Proceeding) outcomeDecided(form Form) error {
	b, ok := p.round()
	return duty.Gates(
		duty.Want(ok && b.Outcome != NoForm && b.Decided, "form", "inspection.refuse.not_voted"),
		duty.Want(form == b.Outcome, "form", "inspection.refuse.ballot_says", FormKey(b.Outcome)),
	)
}

// proposedBelow reports whether another body proposed a form before: expulsion
// and dissolution are proposed by two thirds of one body and approved by more
// than half of the one above (Regulation 22-QĐ/TW, 69-QĐ/TW, art. 15; A-05).
func (p Proceeding) proposedBelow(form Form) bool {
	return slices.ContainsFunc(p.Ballots, func(b Ballot) bool { return b.Outcome == form && !b.Decided && b.Body != p.Body })
}

func barSound(p Proceeding, at duty.Moment) error {
	return duty.Gates(
		p.notProposer(at),
		p.notConcerned(at),
		func() error { return p.outcomeDecided(p.Limitation.Form) },
		duty.Want(p.Limitation.Expired, "form", "inspection.refuse.in_time"),
	)
}

func disciplineSound(p Proceeding, at duty.Moment) error {
	return duty.Gates(
		p.notProposer(at),
		p.notConcerned(at),
		func() error { return caseHeard(p, at) },
		func() error { return p.outcomeDecided(p.Form) },
		duty.Want(slices.Contains(FormsFor(p.Case), p.Form), "form", "inspection.refuse.form"),
		duty.Want(!gravest(p.Form) || p.proposedBelow(p.Form), "form", "inspection.need.proposed_first", FormKey(p.Form)),
		duty.Want(p.Limitation.Form == p.Form && !p.Limitation.Expired, "form", "inspection.refuse.time_barred", p.Limitation.Until),
		duty.Want(len(p.Contents) > 0, "contents", "inspection.need.contents"),
		duty.Want(p.DecisionNo != "", "decision_no", "inspection.need.decision_no"),
		duty.Want(p.DecisionOn.Valid() && p.DecisionOn >= p.MeetingOn && p.DecisionOn <= at.Today, "decision_on", "inspection.need.decision_on"),
	)
}

func announcedDay(p Proceeding, at duty.Moment) error {
	return duty.Gates(duty.Want(p.AnnouncedOn.Valid() && p.AnnouncedOn >= p.MeetingOn && p.AnnouncedOn <= at.Today, "announced_on", "inspection.need.announced_on"))
}

func serveSound(p Proceeding, at duty.Moment) error {
	return duty.Gates(
		duty.Want(p.ServedOn.Valid() && p.ServedOn >= p.AnnouncedOn && p.ServedOn <= at.Today, "served_on", "inspection.need.served_on"),
		duty.Want(!p.Refused || p.RefusedMinute != "", "refused_minute", "inspection.need.refused_minute"),
	)
}

func lapseDue(p Proceeding, at duty.Moment) error {
	if !MayLapse(p.Case, at.Today) {
		return duty.Incomplete("inspection.need.lapse", p.LapsesOn)
	}
	return nil
}

func annulSound(p Proceeding, at duty.Moment) error {
	won := slices.ContainsFunc(p.Appeals, func(a Appeal) bool {
		return a.Case == p.ID && a.Outcome == Annulled && (a.State == Resolved || a.State == Notified)
	})
	return duty.Gates(duty.Want(won, "appeal", "inspection.need.annulment"))
}

func blockSound(p Proceeding, at duty.Moment) error {
	return duty.Gates(
		duty.Want(slices.Contains(Blocks, p.BlockGround), "block_ground", "inspection.need.block"),
		duty.Want(p.BlockFrom.Valid() && p.BlockFrom <= at.Today, "block_from", "inspection.need.day"),
	)
}

func unblockSound(p Proceeding, at duty.Moment) error {
	return duty.Gates(duty.Want(p.BlockTo.Valid() && p.BlockTo >= p.BlockFrom && p.BlockTo <= at.Today, "block_to", "inspection.need.day"))
}

func acceptSound(c Claim, _ duty.Moment) error {
	if g := RefusalGround(c.Appeal, c.Of); g != "" {
		return duty.Incomplete("inspection.refuse.appeal." + string(g))
	}
	return nil
}

func refuseSound(c Claim, _ duty.Moment) error {
	return duty.Gates(duty.Want(c.Ground != "" && c.Ground == RefusalGround(c.Appeal, c.Of), "ground", "inspection.refuse.no_ground"))
}

func resolveSound(c Claim, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(c.AcceptedBy == at.Who.ID, "inspection.refuse.own_acceptance"),
		duty.Forbid(at.Who.ID == c.Of.DecidedBy || at.Who.ID == c.Of.ProposedBy, "inspection.refuse.own_decision"),
		duty.Forbid(c.Of.ObjectType == Member && at.Who.Person != "" && at.Who.Person == c.Of.Object, "inspection.refuse.concerned"),
		duty.Want(slices.Contains(Outcomes, c.Outcome), "outcome", "inspection.need.outcome"),
		duty.Want(OutcomeFits(c.Outcome, c.Of, c.NewForm), "new_form", "inspection.need.new_form"),
		duty.Want(c.ResolutionNo != "", "resolution_no", "inspection.need.decision_no"),
		duty.Want(c.ResolvedOn.Valid() && c.ResolvedOn >= c.ReceivedOn && c.ResolvedOn <= at.Today, "resolved_on", "inspection.need.day"),
	)
}

func notifySound(c Claim, at duty.Moment) error {
	return duty.Gates(
		duty.Want(!c.Denounces || c.GuidedOn != "", "guided_on", "inspection.need.guided"),
		duty.Want(c.NotifiedOn.Valid() && c.NotifiedOn <= at.Today, "notified_on", "inspection.need.day"),
	)
}

func notOwnSuspension(s Suspension, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(s.ProposedBy == at.Who.ID, "inspection.refuse.own_suspension"),
		duty.Forbid(s.ObjectType == Member && at.Who.Person != "" && at.Who.Person == s.Object, "inspection.refuse.concerned"),
	)
}

func suspensionSound(s Suspension, at duty.Moment) error {
	return duty.Gates(
		func() error { return notOwnSuspension(s, at) },
		duty.Want(s.DecisionNo != "", "decision_no", "inspection.need.decision_no"),
		duty.Want(s.Ground != "", "ground", "inspection.need.reason"),
		duty.Want(s.From.Valid() && s.To.Valid() && s.From <= s.To, "from", "inspection.need.period"),
	)
}

func suspensionExtension(s Suspension, at duty.Moment) error {
	return duty.Gates(
		func() error { return notOwnSuspension(s, at) },
		duty.Want(s.ExtendedTo > s.To, "extended_to", "inspection.need.extended_to"),
		duty.Want(s.ExtendReason != "", "extend_reason", "inspection.need.reason"),
	)
}

func liftReasoned(s Suspension, at duty.Moment) error {
	return duty.Gates(
		duty.Want(s.LiftedOn.Valid() && s.LiftedOn >= s.From && s.LiftedOn <= at.Today, "lifted_on", "inspection.need.day"),
		duty.Want(s.LiftReason != "", "lift_reason", "inspection.need.reason"),
	)
}

func suspensionOver(s Suspension, at duty.Moment) error {
	if at.Today <= s.LastDay() {
		return duty.Incomplete("inspection.need.period_over", s.LastDay())
	}
	return nil
}
