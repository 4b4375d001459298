package terms

import (
	"errors"
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// termCodes names the rule of the protection term of each level: 30, 20 and 10
// years (Law 29/2018, art. 19(1)).
var termCodes = map[access.Level]string{access.TopSecret: "S-TERM-TM", access.HighSecret: "S-TERM-TOM", access.Secret: "S-TERM-M"}

// longest ends the longest term that a level allows from a day, by the rule in
// force on the day named.
func longest(p law.Pack, grade access.Level, from, on vn.Day) (law.Due, error) {
	r, err := p.Rule(termCodes[grade], "", on)
	if unknown(err) {
		return law.Due{Rule: r}, duty.Incomplete("terms.refuse.no_rule", termCodes[grade], on)
	}
	if err != nil {
		return law.Due{Rule: r}, fmt.Errorf("term of level %d: %w", grade, err)
	}
	n, err := r.Int()
	if err != nil {
		return law.Due{Rule: r}, err
	}
	return law.Due{Deadline: vn.Count(p.Calendar(), from, n, vn.Unit(r.Unit), false), Rule: r}, nil
}

// WindowOf gives the last day on which an extension of a term that ends on a
// day may still be decided: 60 days before the end (Law 29/2018, art. 20(2);
// S16), by the rule in force on the day of the decision.
func WindowOf(p law.Pack, expires, on vn.Day) (Term, error) {
	d, err := p.DueUnder("S-EXT-WINDOW", "", expires, on)
	if err != nil {
		return Term{}, fmt.Errorf("extension window: %w", err)
	}
	return termOf(p, d), nil
}

// LateIsVoid reports whether an extension decided after its window is refused:
// so under Law 29/2018; under Law 117/2025 the text is not verified, so the
// program warns and lets the competent person decide (S16).
func LateIsVoid(p law.Pack, on vn.Day) (bool, error) {
	void, _, err := p.Flag("S-EXT-LATE", on)
	if err != nil {
		return false, fmt.Errorf("late extension: %w", err)
	}
	return void, nil
}

// countOf reads a count of the law; before the law says one it is the count
// named.
func countOf(p law.Pack, code string, on vn.Day, or int) int {
	r, err := p.Rule(code, "", on)
	if err != nil {
		return or
	}
	if n, err := r.Int(); err == nil {
		return n
	}
	return or
}

// NewEnd adds the months of an extension to a term. The limit is one whole term
// of the level (art. 20(2); S17), by the rule in force on the day of the
// decision.
func NewEnd(p law.Pack, grade access.Level, expires vn.Day, months int, on vn.Day) (end vn.Day, limit Term, err error) {
	d, err := longest(p, grade, expires, on)
	if err != nil {
		return "", Term{}, err
	}
	end = expires.AddMonths(months)
	return end, termOf(p, d), duty.Gates(
		duty.Want(months > 0, "months", "terms.need.months"),
		duty.Want(end.Valid() && end <= d.Due, "months", "terms.refuse.too_long", d.Due))
}

// EndUnder reckons the end of the protection of an item at a level: the term of
// the level from the day of determination, not beyond the shorter end set for
// an activity, and each extension added, none longer than the term of the level
// (art. 19, 20; S15, S17).
func EndUnder(p law.Pack, i register.Item, grade access.Level, extensions []int, today vn.Day) (Term, error) {
	if i.Carrier == register.PlaceOf { // until the place is used no more (art. 19(3)): no day ends it
		return Term{Rule: "S-TERM-PLACE", Law: p.Version(), Start: i.DeterminedOn}, nil
	}
	base, err := register.ProtectedUntil(p, grade, i.DeterminedOn, i.ShortTerm, today)
	if err != nil {
		return Term{}, err
	}
	t := Term{Rule: base.Code, Law: p.Version(), Verified: base.Verified, Start: i.DeterminedOn, Due: base.Last, Steps: base.Steps}
	for _, months := range extensions {
		most, err := longest(p, grade, t.Due, today)
		if err != nil {
			return Term{}, err
		}
		t.Due = min(t.Due.AddMonths(months), most.Due)
		t.Steps = append(t.Steps, vn.Step{Key: "terms.step.extension", Args: []any{months, t.Due}})
	}
	return t, nil
}

// NoticeTerm gives the day by which holders are told of a decision: 15 days
// (art. 20(4), 21(5), 22(6); S17, S22); at once when the item left the list
// (art. 22(3); S19).
func NoticeTerm(p law.Pack, c Cause, on vn.Day) (Term, error) {
	if c == OfLeavingTheList {
		return Term{Law: p.Version(), Start: on, Due: on, Steps: []vn.Step{{Key: "terms.step.at_once", Args: []any{on}}}}, nil
	}
	d, err := p.Due("S-NOTICE", "", on)
	if err != nil {
		return Term{}, fmt.Errorf("term of the notice: %w", err)
	}
	return termOf(p, d), nil
}

// proposable asks what an extension is proposed with.
func proposable(e Extension, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(e.Of.Live(), "", "terms.refuse.ended"),
		duty.Want(e.Months > 0, "months", "terms.need.months"),
		duty.Want(e.Reason != "", "reason", "terms.need.reason"))
}

// fourEyes refuses the proposer's own decision.
func fourEyes(p Proposal, at duty.Moment) func() error {
	return duty.Forbid(p.ProposedBy == at.Who.ID, "terms.refuse.own_proposal")
}

// signed asks for the paper of a decision, of a day not before the proposal and
// not to come.
func signed(p Proposal, d Decision, at duty.Moment) func() error {
	return func() error {
		return duty.Gates(
			duty.Want(d.DecisionNo != "", "decision_no", "terms.need.decision_no"),
			duty.Want(d.DecidedOn.Valid() && d.DecidedOn <= at.Today, "decided_on", "terms.need.past_day"),
			duty.Want(d.DecidedOn >= p.ProposedOn, "decided_on", "terms.need.after_proposal", p.ProposedOn),
			duty.Want(d.DeciderName != "", "decider_name", "terms.need.decider"))
	}
}

// extendable is what an extension must meet to be decided: the window (S16),
// the length (S17), four eyes and a secret that still is one.
func extendable(e Extension, at duty.Moment) error {
	return duty.Gates(fourEyes(e.Proposal, at), signed(e.Proposal, e.Decision, at),
		duty.Want(e.Of.Live() && e.DecidedOn <= e.ExpiresOn, "decided_on", "terms.refuse.ended"),
		duty.Want(e.Of.ExpiresOn == e.ExpiresOn, "", "terms.refuse.term_moved"),
		func() error { return inWindow(e) },
		func() error {
			_, _, err := NewEnd(e.Law, e.Grade, e.ExpiresOn, e.Months, e.DecidedOn)
			return err
		})
}

// inWindow refuses an extension decided too late where the law says so (S16).
func inWindow(e Extension) error {
	w, late, void, err := window(e.Law, e.ExpiresOn, e.DecidedOn)
	if err != nil || !late || !void {
		return err
	}
	return duty.Missing("decided_on", "terms.refuse.window_closed", w.Due, w.Source)
}

// window tells whether a decision on a day comes late for the end of a term,
// and whether that makes it void. A law that knows no window has none to miss.
func window(p law.Pack, expires, on vn.Day) (w Term, late, void bool, err error) {
	w, err = WindowOf(p, expires, on)
	if unknown(err) {
		return w, false, false, nil
	}
	if err != nil || on <= w.Due {
		return w, false, false, err
	}
	void, err = LateIsVoid(p, on)
	return w, true, void, err
}

// Misses reports whether a proposal can no longer be decided on a day: its
// window is closed and the law holds a late one void, or the term itself is
// over (S16, S18).
func Misses(e Extension, today vn.Day) (bool, error) {
	if e.State != Proposed {
		return false, nil
	}
	_, late, void, err := window(e.Law, e.ExpiresOn, today)
	return late && void || today > e.ExpiresOn, err
}

// missable lets a proposal be missed only when it can no longer be decided.
func missable(e Extension, at duty.Moment) error {
	missed, err := Misses(e, at.Today)
	if err != nil || missed {
		return err
	}
	return duty.Impossible("terms.refuse.window_open", e.LastDay)
}

// refusable asks why a proposal is refused.
func refusable[R any](of func(R) (Proposal, Decision)) func(R, duty.Moment) error {
	return func(r R, at duty.Moment) error {
		p, d := of(r)
		return refusal(p, d, at)
	}
}

func refusal(p Proposal, d Decision, at duty.Moment) error {
	return duty.Gates(fourEyes(p, at), duty.Want(d.RefusedWhy != "", "refused_why", "terms.need.refused_why"))
}

func declassifyRefusal(d Declassification, at duty.Moment) error {
	return refusal(d.Proposal, d.Decision, at)
}

func destroyRefusal(d Destruction, at duty.Moment) error {
	return refusal(d.Proposal, d.Decision, at)
}

// stampable asks that the extension was stamped on the document on a day after
// the decision (art. 20(3)).
func stampable(e Extension, at duty.Moment) error {
	return duty.Want(e.StampedOn >= e.DecidedOn && e.StampedOn <= at.Today, "stamped_on", "terms.need.day_after", e.DecidedOn)()
}

func allSent(waits int) error   { return duty.Want(waits == 0, "", "terms.need.all_sent", waits)() }
func allMarked(unset int) error { return duty.Want(unset == 0, "", "terms.need.all_marked", unset)() }

// changeable is what a change of level must meet (art. 21; S22): another level,
// a term that is not over under it, four eyes, and a decider who is cleared for
// both levels.
func changeable(c LevelChange, at duty.Moment) error {
	return duty.Gates(fourEyes(c.Proposal, at), signed(c.Proposal, c.Decision, at),
		duty.Want(c.Of.Live(), "", "terms.refuse.ended"),
		duty.Want(c.Of.Grade == c.From, "", "terms.refuse.level_moved"),
		duty.Want(c.To != c.From && c.To >= access.Secret && c.To <= access.TopSecret, "to_grade", "terms.need.other_level"),
		duty.Forbid(at.Who.Clearance < max(c.From, c.To), "terms.refuse.clearance"),
		func() error {
			t, err := EndUnder(c.Law, c.Of, c.To, c.Extensions, at.Today)
			if err != nil {
				return err
			}
			return duty.Want(t.Due == "" || t.Due >= at.Today, "to_grade", "terms.refuse.term_over", t.Due)()
		})
}

// Lapses reports whether an item is declassified by itself on a day: its term
// is over and it was not extended (art. 22(1)a; S18).
func Lapses(i register.Item, today vn.Day) bool {
	return i.ExpiresOn != "" && today > i.ExpiresOn && duty.In(i.State, register.Registers...)
}

// unknown reports whether the law holds no rule or no value: the day has to
// wait for an administrator.
func unknown(err error) bool { return errors.Is(err, law.ErrNoRule) || errors.Is(err, law.ErrNoValue) }
