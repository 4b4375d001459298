package movement

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
)

// decides refuses who asked (four eyes) and who lacks the power: a tier below
// the level of the item (S10), a delegation that is void, over or of a delegate
// (S11). It is last among the gates, so that a form is complete first.
func decides(a Asking, at duty.Moment) error {
	if a.RequestedBy == at.Who.ID {
		return duty.Forbidden("movement.refuse.own_request")
	}
	return a.Power
}

func refusalReasoned(a Asking, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(a.RequestedBy == at.Who.ID, "movement.refuse.own_request"),
		duty.Want(a.RefuseReason != "", "refuse_reason", "movement.need.refuse_reason"),
	)
}

func own(a Asking, at duty.Moment) error {
	return duty.Forbid(a.RequestedBy != at.Who.ID, "movement.refuse.not_own_request")()
}

// requestComplete asks for what the law wants on the request: Decree 26/2020
// art. 3.
func requestComplete(p CopyPermit) error {
	return duty.Gates(
		duty.Want(!p.Ended, "", "movement.refuse.ended"),
		duty.Want(!p.NoCopying, "", "movement.refuse.no_copying", p.Number),
		duty.Want(p.Asked > 0 && p.Asked <= register.MaxCopies, "asked", "movement.need.asked", register.MaxCopies),
		duty.Want(contains(PermitForms, p.Form), "form", "movement.need.form"),
		duty.Want(p.Place != "", "place", "movement.need.place"),
		duty.Want(p.Device == "" || p.Offline, "offline", "movement.need.offline"),
		duty.Want(p.ExecutorName != "", "executor", "movement.need.executor"),
		duty.Want(p.Concerned, "concerned", "movement.need.concerned"),
	)
}

// permitSound: Law 29/2018 art. 11; the item must not be marked "no copying"
// (S12), the power must reach its level (S10, S11).
func permitSound(p CopyPermit, at duty.Moment) error {
	return duty.Gates(
		func() error { return decides(p.Asking, at) },
		func() error { return requestComplete(p) },
		duty.Want(p.Copies > 0 && p.Copies <= p.Asked, "copies", "movement.need.copies", p.Asked),
		duty.Want(p.DecidedOn >= p.RequestedOn && p.DecidedOn <= at.Today, "decided_on", "movement.need.decided_on"),
	)
}

func copyRefusalSound(p CopyPermit, at duty.Moment) error { return refusalReasoned(p.Asking, at) }
func ownPermit(p CopyPermit, at duty.Moment) error        { return own(p.Asking, at) }

// makingSound: with n copies permitted, the copy after the n-th is refused (S9).
// Made holds the copies of this act already.
func makingSound(p CopyPermit, at duty.Moment) error {
	return duty.Gates(
		duty.Want(!p.Ended, "", "movement.refuse.ended"),
		duty.Want(!p.NoCopying, "", "movement.refuse.no_copying", p.Number),
		duty.Want(!p.Raised, "", "movement.refuse.raised", p.Number),
		duty.Want(p.Made < p.Copies || p.Making > 0, "", "movement.refuse.all_made", p.Copies),
		duty.Want(p.Making > 0, "making", "movement.need.making"),
		duty.Want(p.Made <= p.Copies, "making", "movement.refuse.over_copy", p.Copies, p.Made-p.Making),
		duty.Want(p.MadeOn >= p.DecidedOn && p.MadeOn <= at.Today, "made_on", "movement.need.made_on"),
	)
}

func wasteSound(p CopyPermit, at duty.Moment) error {
	return duty.Gates(
		duty.Want(p.WasteDestroyed, "waste_destroyed", "movement.need.waste"),
		duty.Want(p.WasteOn != "" && p.WasteOn >= p.DecidedOn && p.WasteOn <= at.Today, "waste_on", "movement.need.day"),
		duty.Want(p.WasteBy != "", "waste_by", "movement.need.waste_by"),
	)
}

// closingSound: what was spoilt in copying is destroyed before the permit is
// closed (S9).
func closingSound(p CopyPermit, _ duty.Moment) error {
	return duty.Want(p.WasteDestroyed, "", "movement.refuse.waste")()
}

func revokeSound(p CopyPermit, _ duty.Moment) error {
	return duty.Want(p.RefuseReason != "", "refuse_reason", "movement.need.reason")()
}

// carryComplete: Law 29/2018 art. 14; Decree 26/2020 art. 5.
func carryComplete(c CarryOut) error {
	return duty.Gates(
		duty.Want(len(c.Lines) > 0, "picked", "movement.need.lines"),
		duty.Want(c.BearerName != "", "bearer", "movement.need.bearer"),
		duty.Want(c.Purpose != "", "purpose", "movement.need.purpose"),
		duty.Want(c.Place != "", "place", "movement.need.place"),
		duty.Want(c.FromOn != "" && c.FromOn <= c.ToOn, "to_on", "movement.need.period"),
		duty.Want(c.Protection != "", "protection", "movement.need.protection"),
	)
}

// carrySound: abroad it takes a top-tier post or its authorised deputy, which
// Power says, and the head of the delegation told of it (art. 14(2); S13).
func carrySound(c CarryOut, at duty.Moment) error {
	return duty.Gates(
		func() error { return decides(c.Asking, at) },
		duty.Forbid(bears(c, at), "movement.refuse.own_request"),
		func() error { return carryComplete(c) },
		duty.Want(!c.Abroad || c.DelegationHead != "", "delegation_head", "movement.need.delegation_head"),
		duty.Want(!c.Abroad || c.InformedOn != "" && c.InformedOn <= at.Today, "informed_on", "movement.need.informed_on"),
		duty.Want(c.DecidedOn >= c.RequestedOn && c.DecidedOn <= at.Today, "decided_on", "movement.need.decided_on"),
	)
}

func carryRefusalSound(c CarryOut, at duty.Moment) error { return refusalReasoned(c.Asking, at) }
func ownCarryOut(c CarryOut, at duty.Moment) error       { return own(c.Asking, at) }

// bears reports whether the person is the one who carries the copies: nobody
// permits it to oneself, or stands on both sides when they change hands.
func bears(c CarryOut, at duty.Moment) bool { return c.Bearer != "" && c.Bearer == at.Who.Person }

// tells reports whether the person may speak for the bearer: the bearer, or the
// keeper who enters a paper.
func tells(c CarryOut, at duty.Moment) bool { return bears(c, at) || at.Who.Can(keep) }

func takingSound(c CarryOut, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(bears(c, at), "movement.refuse.both_sides"),
		duty.Want(c.TakenOn >= c.FromOn, "taken_on", "movement.refuse.permit_ahead", string(c.FromOn)),
		duty.Want(c.TakenOn >= c.DecidedOn && c.TakenOn <= at.Today, "taken_on", "movement.need.taken_on"),
		duty.Want(c.TakenOn <= c.ToOn, "taken_on", "movement.refuse.permit_over", string(c.ToOn)),
	)
}

func givingBackSound(c CarryOut, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(bears(c, at), "movement.refuse.both_sides"),
		duty.Want(len(c.Picked) > 0, "picked", "movement.need.lines"),
		duty.Want(c.OnDay >= c.TakenOn && c.OnDay <= at.Today, "on_day", "movement.need.day"),
	)
}

// reportSound: the bearer reports on how the secret was used and kept (S14).
func reportSound(c CarryOut, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(!tells(c, at), "movement.refuse.not_bearer", c.BearerName),
		duty.Want(c.Report != "", "report", "movement.need.report"),
		duty.Want(c.ReportedOn >= c.TakenOn && c.ReportedOn <= at.Today, "reported_on", "movement.need.day"),
	)
}

// lossSound: a copy lost or leaked on the way is told at once to the head of the
// office and of the delegation (Law 29/2018 art. 14(4)).
func lossSound(c CarryOut, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(!tells(c, at), "movement.refuse.not_bearer", c.BearerName),
		duty.Want(len(c.Picked) > 0, "picked", "movement.need.lines"),
		duty.Want(c.LossNote != "", "loss_note", "movement.need.loss_note"),
		duty.Want(c.OnDay >= c.TakenOn && c.OnDay <= at.Today, "on_day", "movement.need.day"),
	)
}

// returnSound: the return report and the return of every item, or it stays open
// and overdue (S14).
func returnSound(c CarryOut, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(c.Outstanding() == 0, "", "movement.refuse.outstanding", c.Outstanding()),
		duty.Want(c.ReportedOn != "", "", "movement.refuse.no_report"),
	)
}

// applicationComplete: Law 29/2018 art. 15, 16 and form 17.
func applicationComplete(p Provision) error {
	return duty.Gates(
		duty.Want(!p.Ended, "", "movement.refuse.ended"),
		duty.Want(p.Applicant.Applicant != "", "applicant", "movement.need.applicant"),
		duty.Want(p.Address != "", "address", "movement.need.address"),
		duty.Want(!p.Person && !p.Foreign || p.Papers != "", "papers", "movement.need.papers"),
		duty.Want(!p.Foreign || p.Nationality != "", "nationality", "movement.need.nationality"),
		duty.Want(p.Purpose != "", "purpose", "movement.need.purpose"),
		duty.Want(p.Undertaking, "undertaking", "movement.need.undertaking"),
	)
}

// ByPrimeMinister reports whether only the Prime Minister may provide it:
// top secret to foreigners (Law 29/2018 art. 16(1)a; S37).
func (p Provision) ByPrimeMinister() bool { return p.Foreign && p.Grade == access.TopSecret }

// ProvidePower is the power a provision asks for: art. 15(1) at home, art.
// 16(1)b to foreigners.
func (p Provision) ProvidePower() register.Power {
	if p.Foreign {
		return register.ProvideOut
	}
	return register.Provide
}

// grantSound: what the Prime Minister alone decides is entered with that
// decision and no other; everything else takes the power of the level (S37).
func grantSound(p Provision, at duty.Moment) error {
	byPM := p.ByPrimeMinister()
	power := p.Asking
	if byPM {
		power.Power = nil
	}
	return duty.Gates(
		func() error { return decides(power, at) },
		func() error { return applicationComplete(p) },
		duty.Want(!byPM || p.PMDecision != "", "pm_decision", "movement.need.pm_decision"),
		duty.Want(!byPM || p.PMOn != "" && p.PMOn <= min(p.DecidedOn, at.Today), "pm_on", "movement.need.pm_on"),
		duty.Want(byPM || p.DecisionNo != "", "decision_no", "movement.need.decision_no"),
		duty.Want(p.DecidedOn >= p.RequestedOn && p.DecidedOn <= at.Today, "decided_on", "movement.need.decided_on"),
	)
}

// provisionRefusalSound: a refusal is in writing and says why (S33).
func provisionRefusalSound(p Provision, at duty.Moment) error {
	return duty.Gates(
		func() error { return refusalReasoned(p.Asking, at) },
		duty.Want(p.DecisionNo != "", "decision_no", "movement.need.refusal_no"),
	)
}

func ownProvision(p Provision, at duty.Moment) error { return own(p.Asking, at) }

func providingSound(p Provision, at duty.Moment) error {
	return duty.Gates(
		duty.Want(!p.Ended, "", "movement.refuse.ended"),
		duty.Want(!p.Raised, "", "movement.refuse.raised", p.Number),
		duty.Want(p.ProvidedOn >= p.DecidedOn && p.ProvidedOn <= at.Today, "provided_on", "movement.need.day"),
		duty.Want(p.Slip != "", "slip", "movement.need.slip"),
	)
}
