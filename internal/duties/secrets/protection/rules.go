package protection

import (
	"fmt"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// EveryRule is the rule that says how often a body is to be inspected. Neither
// the law nor the decree names a number: a provincial rule does, so that the
// value is empty until an administrator enters it.
const EveryRule = "S-INSPECT-EVERY"

// between asks for a day that is not before one day nor after another.
func between(day, first, last vn.Day, field string) func() error {
	return duty.Want(day.Valid() && day >= first && day <= last, field, "protection.need.day_between", first, last)
}

// Serves reports whether a person sits on the delegation now.
func (d Delegation) Serves(w access.Who) bool {
	return slices.ContainsFunc(d.Members, func(m Member) bool {
		return m.State == Serving && (m.Account != "" && m.Account == w.ID || m.Person != "" && m.Person == w.Person)
	})
}

// inspected lists the bodies that were not dropped.
func (d Delegation) inspected() []Body {
	return slices.DeleteFunc(slices.Clone(d.Bodies), func(b Body) bool { return b.State == Dropped })
}

// standing lists the findings that were not withdrawn.
func standing(fs []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f Finding) bool { return f.State == Withdrawn })
}

// everyBody refuses with the name of the first body that fails the test.
func (d Delegation) everyBody(ok func(Body) bool, key string) func() error {
	return func() error {
		for _, b := range d.inspected() {
			if !ok(b) {
				return duty.Incomplete(key, b.UnitName)
			}
		}
		return nil
	}
}

// proposalSound asks what a proposal must say. One on signs of a leak is made
// together with the cyber-security department, on a paper of its own.
func proposalSound(d Delegation, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(d.Title != "", "title", "protection.need.title"),
		duty.Want(slices.Contains(Bases, d.Basis), "basis", "protection.need.basis"),
		duty.Want(slices.Contains(Organs, d.Organ), "organ", "protection.need.organ"),
		duty.Want(d.Basis != OnSigns || d.Signs != "", "signs", "protection.need.signs"),
		duty.Want(d.Basis != OnSigns || d.CyberUnit != "", "cyber_unit", "protection.need.cyber_unit"),
		duty.Want(d.Basis != OnSigns || d.CyberNo != "", "cyber_no", "protection.need.cyber_no"),
		duty.Want(d.ScopeFrom.Valid() && d.ScopeTo.Valid() && d.ScopeFrom <= d.ScopeTo, "scope_from", "protection.need.scope"),
		duty.Want(d.StartOn.Valid() && d.EndOn.Valid() && d.StartOn <= d.EndOn, "start_on", "protection.need.working_days"),
		duty.Want(d.PlanNo != "", "plan_no", "protection.need.plan_no"),
	)
}

// decisionSound lets the competent body decide, never the proposer nor one who
// is to inspect (Law 2018, art. 24).
func decisionSound(d Delegation, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(d.ProposedBy == at.Who.ID, "protection.refuse.own_proposal"),
		duty.Forbid(d.Serves(at.Who), "protection.refuse.member_decides"),
		func() error { return proposalSound(d, at) },
		duty.Want(d.DecisionNo != "", "decision_no", "protection.need.decision_no"),
		between(d.DecisionOn, d.ProposedOn, at.Today, "decision_on"),
		func() error {
			if len(d.inspected()) == 0 {
				return duty.Incomplete("protection.need.body")
			}
			return nil
		},
		d.teamSound,
	)
}

func refusalSound(d Delegation, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(d.ProposedBy == at.Who.ID, "protection.refuse.own_proposal"),
		duty.Want(d.RefuseReason != "", "refuse_reason", "protection.need.reason"),
	)
}

// teamSound holds the delegation to one head and to members without ties (M11).
func (d Delegation) teamSound() error {
	heads := 0
	for _, m := range d.Members {
		if m.State != Serving {
			continue
		}
		if err := d.mayServe(m); err != nil {
			return err
		}
		if m.Place == HeadOfDelegation {
			heads++
		}
	}
	if heads != 1 {
		return duty.Incomplete("protection.need.head")
	}
	return nil
}

// sameUnit compares two units by their records; by name if one of them is in no
// register.
func sameUnit(a, aName, b, bName string) bool {
	if a != "" && b != "" {
		return a == b
	}
	return aName != "" && vn.Fold(aName) == vn.Fold(bName)
}

// mayServe refuses a member who works for one of the bodies, or has declared a
// tie to one, or has declared nothing yet.
func (d Delegation) mayServe(m Member) error {
	for _, b := range d.inspected() {
		if sameUnit(m.Unit, m.UnitName, b.Unit, b.UnitName) {
			return duty.Missing("unit", "protection.refuse.own_unit", m.Name, b.UnitName)
		}
	}
	switch m.Tie {
	case "":
		return duty.Missing("tie", "protection.need.tie", m.Name)
	case NoTie:
		return nil
	}
	return duty.Missing("tie", "protection.refuse.tie", m.Name)
}

func memberSound(m Member, at duty.Moment) error {
	return duty.Gates(
		duty.Want(m.Name != "", "person", "protection.need.name"),
		duty.Want(m.UnitName != "", "unit", "protection.need.unit"),
		duty.Want(slices.Contains(Places, m.Place), "place", "protection.need.place"),
		duty.Want(slices.Contains([]duty.State{Proposed, Decided, Announced, Working}, m.Of.State), "", "protection.refuse.team_fixed"),
		duty.Want(m.Place != HeadOfDelegation || !slices.ContainsFunc(m.Of.Members, func(x Member) bool {
			return x.State == Serving && x.Place == HeadOfDelegation && x.ID != m.ID
		}), "place", "protection.refuse.second_head"),
		func() error { return m.Of.mayServe(m) },
	)
}

func memberLeaves(m Member, at duty.Moment) error {
	return duty.Gates(
		duty.Want(m.LeftWhy != "", "left_why", "protection.need.reason"),
		duty.Want(m.LeftOn.Valid() && m.LeftOn <= at.Today, "left_on", "protection.need.day"),
	)
}

func announcementSound(d Delegation, at duty.Moment) error {
	return duty.Gates(
		between(d.AnnouncedOn, d.DecisionOn, at.Today, "announced_on"),
		duty.Want(d.AnnounceNo != "", "announce_no", "protection.need.announce_no"),
	)
}

func beginningSound(d Delegation, at duty.Moment) error {
	return duty.Gates(
		d.teamSound,
		d.everyBody(func(b Body) bool { return b.AnnouncedOn != "" }, "protection.need.body_announced"),
		between(d.BegunOn, d.AnnouncedOn, at.Today, "begun_on"),
	)
}

// reportSound lets a delegation report once every body was heard on the draft
// (M10).
func reportSound(d Delegation, at duty.Moment) error {
	return duty.Gates(
		d.everyBody(func(b Body) bool { return b.State == Heard && b.wasHeard() }, "protection.need.body_heard"),
		duty.Want(d.ReportNo != "", "report_no", "protection.need.report_no"),
		between(d.ReportOn, d.BegunOn, at.Today, "report_on"),
	)
}

// conclusionSound lets the competent body conclude: nobody of the delegation,
// nor who signed its report.
func conclusionSound(d Delegation, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(d.Serves(at.Who) || d.ReportedBy == at.Who.ID, "protection.refuse.member_concludes"),
		d.everyBody(func(b Body) bool { return b.State == Concluded }, "protection.need.body_concluded"),
		duty.Want(d.ConclusionNo != "", "conclusion_no", "protection.need.conclusion_no"),
		duty.Want(d.Conclusion != "", "conclusion", "protection.need.conclusion"),
		between(d.ConclusionOn, d.ReportOn, at.Today, "conclusion_on"),
	)
}

func followingSound(d Delegation, at duty.Moment) error {
	return duty.Gates(
		between(d.FollowedOn, d.ConclusionOn, at.Today, "followed_on"),
		func() error {
			for _, f := range standing(d.Findings) {
				if f.DueOn == "" {
					return duty.Incomplete("protection.need.finding_due", f.UnitName)
				}
			}
			return nil
		},
	)
}

// closingSound keeps a delegation open until every finding is remedied and
// checked again.
func closingSound(d Delegation, at duty.Moment) error {
	return duty.Gates(
		func() error {
			open := slices.DeleteFunc(standing(d.Findings), func(f Finding) bool { return f.State == Closed })
			if len(open) > 0 {
				return duty.Incomplete("protection.need.findings_closed", len(open))
			}
			return nil
		},
		duty.Want(d.ArchiveNo != "", "archive_no", "protection.need.archive_no"),
		between(d.ClosedOn, d.FollowedOn, at.Today, "closed_on"),
	)
}

// NextOn is the day by which a body concluded on a day is to be inspected
// again, with the rule. ok is false while no value was entered: then nobody is
// late.
func NextOn(p law.Pack, last vn.Day) (due law.Due, ok bool, err error) {
	due, err = p.Due(EveryRule, "", last)
	if register.Unset(err) {
		return due, false, nil
	}
	if err != nil {
		return due, false, fmt.Errorf("frequency of inspections: %w", err)
	}
	return due, true, nil
}
