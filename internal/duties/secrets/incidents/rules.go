package incidents

import (
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// within wants a day not before another and not after today.
func within(on, from, today vn.Day, field string) func() error {
	return func() error {
		switch {
		case !on.Valid() || on > today:
			return duty.Missing(field, "incidents.need.day")
		case on < from:
			return duty.Missing(field, "incidents.need.not_before", from)
		}
		return nil
	}
}

// clock wants a time of day, HH:MM, or none.
func clock(at, field string) func() error {
	return func() error {
		if at == "" || validClock(at) {
			return nil
		}
		return duty.Missing(field, "incidents.need.clock")
	}
}

func validClock(at string) bool {
	return len(at) == 5 && at[2] == ':' && at >= "00:00" && at <= "23:59" && at[3] <= '5' &&
		!slices.ContainsFunc([]byte{at[0], at[1], at[3], at[4]}, func(b byte) bool { return b < '0' || b > '9' })
}

// MayDetect wants what an incident cannot be opened without. A leak needs no
// missing copy (S27): that somebody without responsibility got to know the
// secret is enough (Law 2018, art. 2(3)).
func MayDetect(i Incident, today vn.Day) error {
	return duty.Gates(
		duty.Want(slices.Contains(IncidentKinds, i.Kind), "kind", "incidents.need.kind"),
		within(i.DiscoveredOn, "", today, "discovered_on"),
		clock(i.DiscoveredAt, "discovered_at"),
		duty.Want(i.OccurredOn == "" || i.OccurredOn <= i.DiscoveredOn, "occurred_on", "incidents.need.occurred"),
		duty.Want(i.DiscoveredBy != "", "discovered_by", "incidents.need.discovered_by"),
		duty.Want(i.How != "", "how", "incidents.need.how"),
		duty.Want(i.Copy == "" || i.Kind.Loses(), "kind", "incidents.refuse.missing_is_loss"))
}

// MayTurn lets an incident become one of another kind, as long as no copy of it is
// still missing when it is to be a leak alone.
func MayTurn(i Incident) error {
	return duty.Gates(
		duty.Want(i.KindWhy != "", "kind_why", "incidents.need.reason"),
		duty.Want(i.Kind.Loses() || !stillMissing(i), "kind", "incidents.refuse.still_missing"))
}

// stillMissing reports whether a copy was lost and did not come back.
func stillMissing(i Incident) bool {
	return slices.ContainsFunc(i.Documents, func(d Document) bool { return d.Kind.Loses() && d.State != Recovered && len(d.Copies) > 0 })
}

// Copies of documents involved are secured, access is closed (Law 2018, art. 26).
func mayContain(i Incident, at duty.Moment) error {
	return duty.Gates(
		duty.Want(i.Measures != "", "measures", "incidents.need.measures"),
		within(i.ContainedOn, i.DiscoveredOn, at.Today, "contained_on"),
		clock(i.ContainedAt, "contained_at"))
}

// The head of the body is told (Law 2018, art. 25, 26).
func mayReport(i Incident, at duty.Moment) error {
	return duty.Gates(
		duty.Want(i.HeadName != "", "head_name", "incidents.need.head"),
		within(i.HeadOn, i.DiscoveredOn, at.Today, "head_on"),
		clock(i.HeadAt, "head_at"))
}

// mayNotify wants both notices: to the body that classified, unless all is this
// body's own secret, and to the police or another competent authority (Law
// 2018, art. 25, 26; S26). The file must say by then what is involved.
func mayNotify(i Incident, at duty.Moment) error {
	return duty.Gates(
		duty.Want(len(i.Documents) > 0, "", "incidents.need.documents"),
		duty.Want(i.OwnSecret || i.ClassifierName != "" && i.ClassifierPaper != "", "classifier_name", "incidents.need.classifier"),
		func() error {
			if i.OwnSecret {
				return nil
			}
			return within(i.ClassifierOn, i.DiscoveredOn, at.Today, "classifier_on")()
		},
		clock(i.ClassifierAt, "classifier_at"),
		duty.Want(i.AuthorityName != "" && i.AuthorityPaper != "", "authority_name", "incidents.need.authority"),
		within(i.AuthorityOn, i.DiscoveredOn, at.Today, "authority_on"),
		clock(i.AuthorityAt, "authority_at"))
}

// MaySendAdHoc wants the ad-hoc report, due right after discovery (Decree
// 26/2020, art. 8(1)b).
func MaySendAdHoc(i Incident, today vn.Day) error {
	return duty.Gates(
		duty.Want(i.AdHocTo != "" && i.AdHocPaper != "", "adhoc_paper", "incidents.need.adhoc"),
		within(i.AdHocOn, i.DiscoveredOn, today, "adhoc_on"),
		clock(i.AdHocAt, "adhoc_at"))
}

// mayVerify wants the facts established and the causes named in the catalogue of
// prohibited acts (art. 5); those of the law of 2025 cannot be causes before it.
func mayVerify(i Incident, at duty.Moment) error {
	return duty.Gates(
		duty.Want(i.AdHocOn != "", "", "incidents.need.adhoc_first"),
		duty.Want(i.Findings != "", "findings", "incidents.need.findings"),
		duty.Want(len(i.Causes) > 0 && known(i.Causes), "causes", "incidents.need.causes"),
		func() error { return inForce(i.Causes, i.happened(), "causes") },
		within(i.VerifiedOn, i.DiscoveredOn, at.Today, "verified_on"))
}

func known(all []Breach) bool {
	return !slices.ContainsFunc(all, func(b Breach) bool { return !slices.Contains(Breaches, b) })
}

// happened is the day whose law judges the conduct.
func (i Incident) happened() vn.Day {
	if i.OccurredOn != "" {
		return i.OccurredOn
	}
	return i.DiscoveredOn
}

// inForce refuses acts that were not yet prohibited on a day (Law 2025, in force
// 2026-03-01).
func inForce(all []Breach, on vn.Day, field string) error {
	for _, b := range all {
		if newBreaches[b] && on < law2025 {
			return duty.Missing(field, "incidents.refuse.not_yet_prohibited", text.Key("incidents.breach."+string(b)), law2025)
		}
	}
	return nil
}

// mayDismiss wants the reason why there was neither leak nor loss, and another
// person than the one who opened the file.
func mayDismiss(i Incident, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(at.Who.ID == i.RegisteredBy, "incidents.refuse.four_eyes"),
		duty.Want(i.UnfoundedReason != "", "unfounded_reason", "incidents.need.reason"),
		duty.Want(!stillMissing(i), "", "incidents.refuse.still_missing"))
}

func mayRemedy(i Incident, at duty.Moment) error {
	return duty.Gates(
		duty.Want(i.Remedy != "", "remedy", "incidents.need.remedy"),
		duty.Want(slices.Contains(Recoveries, i.Recovery), "recovery", "incidents.need.recovery"),
		func() error { return recoveryFits(i) },
		within(i.RemediedOn, i.VerifiedOn, at.Today, "remedied_on"))
}

// recoveryFits wants the recovery to say what the documents say.
func recoveryFits(i Incident) error {
	n := 0
	for _, d := range i.Documents {
		if d.State == Recovered {
			n++
		}
	}
	want := PartRecovered
	switch n {
	case 0:
		want = NotRecovered
	case len(i.Documents):
		want = AllRecovered
	}
	if i.Kind.Loses() && i.Recovery != want {
		return duty.Missing("recovery", "incidents.refuse.recovery", n, len(i.Documents))
	}
	return nil
}

// mayConclude wants everybody concerned heard or asked (right to reply), what each
// did or did not do on record, and two persons: who verified does not conclude.
func mayConclude(i Incident, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(at.Who.ID == i.VerifiedBy || at.Who.ID == i.RegisteredBy, "incidents.refuse.four_eyes"),
		duty.Want(!slices.ContainsFunc(i.People, func(c Concerned) bool { return !c.replied() }), "", "incidents.need.replies"),
		duty.Want(!slices.ContainsFunc(i.People, func(c Concerned) bool { return c.Conduct == "" }), "", "incidents.need.conducts"),
		duty.Want(i.ConclusionNo != "", "conclusion_no", "incidents.need.number"),
		duty.Want(i.Conclusion != "", "conclusion", "incidents.need.conclusion"),
		within(i.ConcludedOn, i.RemediedOn, at.Today, "concluded_on"),
		func() error { return repliedBy(i) })
}

// replied reports whether the person's statement, or that the person makes none,
// is on record.
func (c Concerned) replied() bool {
	return c.StatementOn != "" && c.Statement != "" || c.WaivedOn != "" && c.Waiver != ""
}

// repliedBy wants the replies before the conclusion.
func repliedBy(i Incident) error {
	for _, c := range i.People {
		if max(c.StatementOn, c.WaivedOn) > i.ConcludedOn {
			return duty.Missing("concluded_on", "incidents.refuse.concluded_before_reply", c.Name)
		}
	}
	return nil
}

// mayClose wants an answer from every body that somebody was handed over to, and
// a decision about everybody else (facts A14, M24).
func mayClose(i Incident, at duty.Moment) error {
	return duty.Gates(
		duty.Want(!slices.ContainsFunc(i.People, func(c Concerned) bool { return !duty.In(c.State, Settled, NotHanded) }), "", "incidents.need.outcomes"),
		duty.Want(i.ArchiveNo != "", "archive_no", "incidents.need.archive"),
		within(i.ClosedOn, i.ConcludedOn, at.Today, "closed_on"))
}

// MayInvolve wants what a document cannot be named without: of the register, or
// by its outside.
func MayInvolve(d Document, of Incident) error {
	return duty.Gates(
		duty.Want(!of.done(), "", "incidents.refuse.closed"),
		duty.Want(d.Number != "", "number", "incidents.need.doc_number"),
		duty.Want(d.Grade >= 1 && d.Grade <= 3, "grade", "incidents.need.grade"),
		duty.Want(d.Issuer != "", "issuer", "incidents.need.issuer"),
		duty.Want(!slices.ContainsFunc(of.Documents, func(x Document) bool { return d.Item != "" && x.Item == d.Item && x.ID != d.ID }), "item", "incidents.refuse.twice"))
}

// done reports whether the file takes no more documents and persons.
func (i Incident) done() bool { return duty.In(i.State, Concluded, Closed, Unfounded) }

func mayRecover(d Document, at duty.Moment) error {
	return duty.Gates(
		within(d.RecoveredOn, d.DiscoveredOn, at.Today, "recovered_on"),
		duty.Want(d.RecoveryText != "", "recovery_text", "incidents.need.recovery_text"))
}

// MayName wants name, unit and duty of a person concerned, before the
// conclusion. What a person thinks or whom the person knows has no field.
func MayName(c Concerned, of Incident) error {
	return duty.Gates(
		duty.Want(!of.done(), "", "incidents.refuse.closed"),
		duty.Want(c.Name != "", "person", "incidents.need.person"),
		duty.Want(c.Post != "", "post", "incidents.need.post"),
		duty.Want(!slices.ContainsFunc(of.People, func(x Concerned) bool { return x.Person == c.Person && x.ID != c.ID }), "person", "incidents.refuse.twice"))
}

func mayHear(c Concerned, at duty.Moment) error {
	return duty.Gates(
		duty.Want(c.IncidentState != Concluded && c.IncidentState != Closed && c.IncidentState != Unfounded, "", "incidents.refuse.closed"),
		duty.Want(c.Statement != "", "statement", "incidents.need.statement"),
		within(c.StatementOn, c.happenedOn, at.Today, "statement_on"))
}

func mayWaive(c Concerned, at duty.Moment) error {
	return duty.Gates(
		duty.Want(c.Waiver != "", "waiver", "incidents.need.waiver"),
		within(c.WaivedOn, c.happenedOn, at.Today, "waived_on"))
}

// mayHandOver wants the conclusion first: what is handed over is what it found.
func mayHandOver(c Concerned, at duty.Moment) error {
	return duty.Gates(
		duty.Want(c.IncidentState == Concluded, "", "incidents.refuse.not_concluded"),
		duty.Want(c.Conduct != "", "", "incidents.need.conduct"),
		duty.Want(c.To != "", "handed_to", "incidents.need.to"),
		duty.Want(c.Paper != "", "paper", "incidents.need.number"),
		duty.Want(c.What != "", "what", "incidents.need.what"),
		within(c.HandedOn, max(c.StatementOn, c.WaivedOn), at.Today, "handed_on"))
}

func mayKeepBack(c Concerned, at duty.Moment) error {
	return duty.Gates(
		duty.Want(c.IncidentState == Concluded, "", "incidents.refuse.not_concluded"),
		duty.Want(c.NotHandedWhy != "", "not_handed_why", "incidents.need.reason"),
		within(c.NotHandedOn, max(c.StatementOn, c.WaivedOn), at.Today, "not_handed_on"))
}

// maySettle wants the decision of the other body with number and day; that it
// took none needs no number.
func maySettle(c Concerned, at duty.Moment) error {
	return duty.Gates(
		duty.Want(slices.Contains(Outcomes, c.Outcome), "outcome", "incidents.need.outcome"),
		duty.Want(c.Outcome == NoAction || c.OutcomeNo != "", "outcome_no", "incidents.need.number"),
		within(c.OutcomeOn, c.HandedOn, at.Today, "outcome_on"))
}
