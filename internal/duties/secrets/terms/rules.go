package terms

import (
	"errors"
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/desk"
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
	return end, termOf(p, d), desk.Gates(
		desk.Want(months > 0, "months", "terms.need.months"),
		desk.Want(end.Valid() && end <= d.Due, "months", "terms.refuse.too_long", d.Due))
}

// EndUnder reckons the end of the protection of an item at a level: the term of
// the level from the day of determination, not beyond the shorter end set for
// an activity, and each extension added, none longer than the term of the level
// (art. 19, 20; S15, S17).
func EndUnder(p law.Pack, i register.Item, grade access.Level, extensions []int, today vn.Day) (Term, error) {
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
	return desk.Gates(
		desk.Want(e.Of.Live(), "", "terms.refuse.ended"),
		desk.Want(e.Months > 0, "months", "terms.need.months"),
		desk.Want(e.Reason != "", "reason", "terms.need.reason"))
}

// fourEyes refuses the proposer's own decision.
func fourEyes(p Proposal, at duty.Moment) func() error {
	return desk.Forbid(p.ProposedBy == at.Who.ID, "terms.refuse.own_proposal")
}

// signed asks for the paper of a decision, of a day not before the proposal and
// not to come.
func signed(p Proposal, d Decision, at duty.Moment) func() error {
	return func() error {
		return desk.Gates(
			desk.Want(d.DecisionNo != "", "decision_no", "terms.need.decision_no"),
			desk.Want(d.DecidedOn.Valid() && d.DecidedOn <= at.Today, "decided_on", "terms.need.past_day"),
			desk.Want(d.DecidedOn >= p.ProposedOn, "decided_on", "terms.need.after_proposal", p.ProposedOn),
			desk.Want(d.DeciderName != "", "decider_name", "terms.need.decider"))
	}
}

// extendable is what an extension must meet to be decided: the window (S16),
// the length (S17), four eyes and a secret that still is one.
func extendable(e Extension, at duty.Moment) error {
	return desk.Gates(fourEyes(e.Proposal, at), signed(e.Proposal, e.Decision, at),
		desk.Want(e.Of.Live() && e.DecidedOn <= e.ExpiresOn, "decided_on", "terms.refuse.ended"),
		desk.Want(e.Of.ExpiresOn == e.ExpiresOn, "", "terms.refuse.term_moved"),
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
	return desk.Gates(fourEyes(p, at), desk.Want(d.RefusedWhy != "", "refused_why", "terms.need.refused_why"))
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
	return desk.Want(e.StampedOn >= e.DecidedOn && e.StampedOn <= at.Today, "stamped_on", "terms.need.day_after", e.DecidedOn)()
}

func allSent(waits int) error   { return desk.Want(waits == 0, "", "terms.need.all_sent", waits)() }
func allMarked(unset int) error { return desk.Want(unset == 0, "", "terms.need.all_marked", unset)() }

// changeable is what a change of level must meet (art. 21; S22): another level,
// a term that is not over under it, four eyes, and a decider who is cleared for
// both levels.
func changeable(c LevelChange, at duty.Moment) error {
	return desk.Gates(fourEyes(c.Proposal, at), signed(c.Proposal, c.Decision, at),
		desk.Want(c.Of.Live(), "", "terms.refuse.ended"),
		desk.Want(c.Of.Grade == c.From, "", "terms.refuse.level_moved"),
		desk.Want(c.To != c.From && c.To >= access.Secret && c.To <= access.TopSecret, "to_grade", "terms.need.other_level"),
		desk.Forbid(at.Who.Clearance < max(c.From, c.To), "terms.refuse.clearance"),
		func() error {
			t, err := EndUnder(c.Law, c.Of, c.To, c.Extensions, at.Today)
			if err != nil {
				return err
			}
			return desk.Want(t.Due >= at.Today, "to_grade", "terms.refuse.term_over", t.Due)()
		})
}

// Documents counts the mandatory documents of a declassification file: the
// decision to set up the council, the item, the minutes, the decision
// (art. 22(5); S20).
func Documents(d Declassification) int {
	n := 0
	for _, there := range []bool{d.SetUpNo != "", d.ItemFiled, d.MinutesNo != "", d.DecisionNo != ""} {
		if there {
			n++
		}
	}
	return n
}

// fileComplete is how many documents a declassification file holds where the
// pack has no count (S-DECLASS-FILE; S20).
const fileComplete = 4

// declassifyCouncil is what the council must meet: its chair is a leader of the
// agency that classified, and there are members of related agencies (art.
// 22(4); S20).
func declassifyCouncil(d Declassification, at duty.Moment) error {
	if d.Way != ByCouncil {
		return duty.Impossible("terms.refuse.no_council")
	}
	unit, _ := d.Of.Responsible()
	return desk.Gates(fourEyes(d.Proposal, at), council(d.Council, at.Today),
		desk.Want(unit == "" || d.ChairUnit == unit, "chair_unit", "terms.refuse.chair_not_classifier"))
}

// council asks for the decision that sets a council up, its chair and members.
func council(c Council, today vn.Day) func() error {
	return func() error {
		return desk.Gates(
			desk.Want(c.SetUpNo != "", "set_up_no", "terms.need.set_up_no"),
			desk.Want(c.SetUpOn.Valid() && c.SetUpOn <= today, "set_up_on", "terms.need.past_day"),
			desk.Want(c.ChairName != "", "chair_name", "terms.need.chair"),
			desk.Want(c.ChairPost != "", "chair_post", "terms.need.chair_post"),
			desk.Want(c.ChairUnitName != "", "chair_unit", "terms.need.chair_unit"),
			desk.Want(len(c.Members) > 0, "members", "terms.need.members"))
	}
}

// reviewed asks for the minutes of the council's meeting.
func reviewed(c Council, today vn.Day) error {
	return desk.Gates(
		desk.Want(c.MinutesNo != "", "minutes_no", "terms.need.minutes_no"),
		desk.Want(c.MetOn >= c.SetUpOn && c.MetOn <= today, "met_on", "terms.need.day_after", c.SetUpOn),
		desk.Want(c.Opinion != "", "opinion", "terms.need.opinion"))
}

// declassifiable is what the decision after a council must meet: the complete
// file (S20) and, when partial, the list of what is released (S21).
func declassifiable(d Declassification, at duty.Moment) error {
	return desk.Gates(fourEyes(d.Proposal, at), signed(d.Proposal, d.Decision, at), released(d),
		desk.Want(d.DecidedOn >= d.MetOn, "decided_on", "terms.need.day_after", d.MetOn),
		func() error {
			want := countOf(d.Law, "S-DECLASS-FILE", d.DecidedOn, fileComplete)
			return desk.Want(Documents(d) >= want, "item_filed", "terms.refuse.file_incomplete", Documents(d), want)()
		})
}

// released asks which parts a partial declassification frees; the rest keeps
// its level (S21).
func released(d Declassification) func() error {
	return func() error {
		return desk.Gates(
			desk.Want(d.Of.Live(), "", "terms.refuse.ended"),
			desk.Want(!d.Partial || len(d.Released) > 0, "released", "terms.need.released"))
	}
}

// archiveAlone lets a historical archive decide without a council when the
// classifier cannot be found (art. 22(4)d): the file says what was done to find
// it.
func archiveAlone(d Declassification, at duty.Moment) error {
	if d.Way != ByArchive {
		return duty.Impossible("terms.refuse.council_first")
	}
	return desk.Gates(fourEyes(d.Proposal, at), signed(d.Proposal, d.Decision, at), released(d),
		desk.Want(d.Search != "", "search", "terms.need.search"))
}

// destroyCouncil is what the council of a destruction must meet: its chair a
// leader of the agency that keeps the items, the direct keeper, and a related
// agency (art. 23(3)a; S23).
func destroyCouncil(d Destruction, at duty.Moment) error {
	return desk.Gates(fourEyes(d.Proposal, at),
		desk.Want(d.Pieces > 0, "", "terms.need.pieces"), council(d.Council, at.Today),
		desk.Want(d.ChairUnit == d.Unit, "chair_unit", "terms.refuse.chair_not_keeper", d.UnitName),
		desk.Want(d.KeeperName != "", "keeper_name", "terms.need.keeper"))
}

// destroyable is what the decision to destroy must meet; whether the decider
// holds the power, the table of authority says (art. 23(3)).
func destroyable(d Destruction, at duty.Moment) error {
	return desk.Gates(fourEyes(d.Proposal, at), signed(d.Proposal, d.Decision, at),
		desk.Want(d.DecidedOn >= d.MetOn, "decided_on", "terms.need.day_after", d.MetOn),
		desk.Want(d.Pieces > 0, "", "terms.need.pieces"))
}

// minExecutors is how many persons carry a destruction out together (M22).
const minExecutors = 2

// executable asks where, how and by whom it was carried out.
func executable(d Destruction, at duty.Moment) error {
	return desk.Gates(
		desk.Want(d.ExecutedOn >= d.DecidedOn && d.ExecutedOn.Valid() && d.ExecutedOn <= at.Today, "executed_on", "terms.need.day_after", d.DecidedOn),
		carriedOut(d),
		desk.Want(len(d.Executors) >= minExecutors, "executors", "terms.need.executors", minExecutors))
}

func carriedOut(d Destruction) func() error {
	return func() error {
		return desk.Gates(
			desk.Want(d.Place != "", "place", "terms.need.place"),
			desk.Want(d.Method != "", "method", "terms.need.method"))
	}
}

// recordable asks for the destruction minutes; only with them are the copies
// destroyed on the books (S23).
func recordable(d Destruction, at duty.Moment) error {
	return desk.Gates(
		desk.Want(d.RecordNo != "", "record_no", "terms.need.record_no"),
		desk.Want(d.RecordedOn >= d.ExecutedOn && d.RecordedOn <= at.Today, "recorded_on", "terms.need.day_after", d.ExecutedOn),
		func() error {
			want := countOf(d.Law, "S-DESTROY-FILE", d.RecordedOn, destructionParts)
			return desk.Want(FileParts(d) >= want, "record_no", "terms.refuse.parts", FileParts(d), want)()
		})
}

// destructionParts is how many parts the file of a destruction has where the
// pack has no count (S-DESTROY-FILE; S23).
const destructionParts = 5

// FileParts counts the parts of a destruction file: decision to set up the
// council, list, minutes of the council, decision to destroy, destruction
// minutes.
func FileParts(d Destruction) int {
	n := 0
	for _, there := range []bool{d.SetUpNo != "", d.Pieces > 0, d.MinutesNo != "", d.DecisionNo != "", d.RecordNo != ""} {
		if there {
			n++
		}
	}
	return n
}

// urgent is what an urgent destruction must say: why it would have done harm to
// wait, where, how, by whom (art. 23(3)c; S24).
func urgent(d Destruction, today vn.Day) error {
	return desk.Gates(
		desk.Want(d.Reason != "", "reason", "terms.need.reason"),
		desk.Want(d.ExecutedOn.Valid() && d.ExecutedOn <= today, "executed_on", "terms.need.past_day"),
		carriedOut(d),
		desk.Want(len(d.Executors) > 0, "executors", "terms.need.executors", 1),
		desk.Want(d.Pieces > 0, "chosen", "terms.need.pieces"))
}

// reportable asks for the written report of an urgent destruction to the head
// (art. 23(3)c; S24).
func reportable(d Destruction, at duty.Moment) error {
	return desk.Gates(
		desk.Want(d.ReportNo != "", "report_no", "terms.need.report_no"),
		desk.Want(d.ReportTo != "", "report_to", "terms.need.report_to"),
		desk.Want(d.ReportedOn >= d.ExecutedOn && d.ReportedOn <= at.Today, "reported_on", "terms.need.day_after", d.ExecutedOn))
}

// AlarmDue reports whether the written report of an urgent destruction is due
// and not there when its day is over (S24).
func AlarmDue(d Destruction, today vn.Day) bool {
	return d.State == Urgently && d.ReportedOn == "" && today > d.ReportDue
}

// sendable asks when a notice went out.
func sendable(n Notice, at duty.Moment) error {
	return desk.Want(n.SentOn >= n.From && n.SentOn <= at.Today, "sent_on", "terms.need.day_after", n.From)()
}

// holders reports whether a person acts for the holder of a notice: the holder,
// or whoever keeps the books and enters what came back on paper.
func holders(n Notice, at duty.Moment) bool {
	return n.Holder == "" || n.Holder == at.Who.Person || at.Who.Can(Keep)
}

// acknowledgeable lets the holder's side say that the notice has come.
func acknowledgeable(n Notice, at duty.Moment) error {
	return desk.Gates(
		desk.Forbid(!holders(n, at), "terms.refuse.not_holder"),
		desk.Want(n.AcknowledgedOn >= n.SentOn && n.AcknowledgedOn <= at.Today, "acknowledged_on", "terms.need.day_after", n.SentOn))
}

// remarkable lets the holder's side say that the copies are re-marked (S18,
// S22).
func remarkable(n Notice, at duty.Moment) error {
	return desk.Gates(
		desk.Forbid(!holders(n, at), "terms.refuse.not_holder"),
		desk.Want(n.RemarkedOn >= n.AcknowledgedOn && n.RemarkedOn <= at.Today, "remarked_on", "terms.need.day_after", n.AcknowledgedOn))
}

// SentLate reports whether a notice is late: sent after its day, or not sent
// when its day was over (TK-4).
func SentLate(n Notice, today vn.Day) bool {
	if n.SentOn == "" {
		return n.DueOn != "" && today > n.DueOn
	}
	return n.SentOn > n.DueOn
}

// Lapses reports whether an item is declassified by itself on a day: its term
// is over and it was not extended (art. 22(1)a; S18).
func Lapses(i register.Item, today vn.Day) bool {
	return i.ExpiresOn != "" && today > i.ExpiresOn && desk.In(i.State, register.Registers...)
}

// unknown reports whether the law holds no rule or no value: the day has to
// wait for an administrator.
func unknown(err error) bool { return errors.Is(err, law.ErrNoRule) || errors.Is(err, law.ErrNoValue) }
