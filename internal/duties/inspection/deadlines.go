package inspection

import (
	"errors"
	"fmt"
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// TermRule names the rule of the term of an inspection (domain facts A6); ""
// means that the day is set in the decision.
func TermRule(i Inspection) string {
	switch {
	case i.Body == Advisory:
		return "P-331"
	case i.Kind == ThematicSupervision, i.Kind == RegularSupervision:
		return "P-SUP"
	case i.Kind == SignsOfViolation:
		return "P-DHVP"
	case i.Kind == Denunciation && i.Tier == Centre:
		return "P-164T"
	case i.Kind == Denunciation:
		return "P-TC"
	}
	return ""
}

// termOf keeps a reckoned end of a term with its reasons.
func termOf(p law.Pack, d law.Due) Term {
	t := Term{Rule: d.Rule.Code, Law: p.Version(), Source: d.Rule.Instrument, Verified: d.Rule.Verified(), Start: d.Start, Due: d.Due, Steps: d.Explain()}
	if d.Rule.Article != "" {
		t.Source += ", " + d.Rule.Article
	}
	return t
}

// reckon ends the term of a rule that begins on start.
func reckon(p law.Pack, code string, tier Tier, start vn.Day) (Term, error) {
	d, err := p.Due(code, string(tier), start)
	if err != nil {
		return Term{}, fmt.Errorf("term %s from %s: %w", code, start, err)
	}
	return termOf(p, d), nil
}

// DueFor ends the term of an inspection that begins on start. Where the rules
// hold no value (P-DHVP) or name no term, the day and what it rests on are
// entered: the refusal asks for them.
func DueFor(p law.Pack, i Inspection, start, entered vn.Day, ground string) (Term, error) {
	code := TermRule(i)
	if code != "" {
		t, err := reckon(p, code, i.Tier, start)
		if err == nil || !errors.Is(err, law.ErrNoValue) && !errors.Is(err, law.ErrNoRule) {
			return t, err
		}
	}
	err := duty.Gates(
		duty.Want(entered.Valid() && entered >= start, "due_on", "inspection.need.due_entered"),
		duty.Want(ground != "", "due_ground", "inspection.need.due_ground"),
	)
	return Term{Rule: code, Law: p.Version(), Start: start, Due: entered, Ground: ground}, err
}

// third is the part of a term by which it may be extended where no rule of its
// own says another (domain facts A5).
const third = 3

// ExtensionLimit gives the last day to which an inspection may be extended:
// once, by at most what the rule of its term allows.
func ExtensionLimit(p law.Pack, i Inspection) (Term, error) {
	if i.ExtendedTo != "" {
		return Term{}, duty.Impossible("inspection.refuse.extended_already")
	}
	if i.Due.Ground == "" && i.Due.Rule != "" {
		d, err := p.Due(i.Due.Rule, string(i.Tier), i.Due.Start)
		if err != nil {
			return Term{}, fmt.Errorf("extension of %s: %w", i.Due.Rule, err)
		}
		if d, err = p.Extended(d, string(i.Tier)); err != nil {
			return Term{}, fmt.Errorf("extension of %s: %w", i.Due.Rule, err)
		}
		return termOf(p, d), nil
	}
	days := i.Due.Due.Sub(i.Due.Start)
	d := vn.Count(p.Calendar(), i.Due.Start, days+days/third, vn.Days, false)
	return Term{Rule: i.Due.Rule, Law: p.Version(), Start: i.Due.Start, Due: d.Due, Steps: d.Steps, Ground: i.Due.Ground}, nil
}

// WaitsForCongress reports whether a denunciation came so shortly before a
// congress that it is listed and passed to the new term (P-TC-CONG).
func WaitsForCongress(p law.Pack, tier Tier, received, congress vn.Day) (bool, error) {
	d, err := p.Due("P-TC-CONG", string(tier), congress)
	if err != nil {
		return false, fmt.Errorf("denunciation before a congress: %w", err)
	}
	return received > d.Due && received < congress, nil
}

// lawForm names the limitation of a form.
func lawForm(c Case, f Form) string {
	if c.ObjectType == Organisation {
		return map[Form]string{Reprimand: law.OrgReprimand, Warning: law.OrgWarning, Dissolution: law.Dissolution}[f]
	}
	return map[Form]string{Reprimand: law.Reprimand, Warning: law.Warning, Removal: law.Removal, Expulsion: law.Expulsion}[f]
}

// LimitationOf compares a form with the limitation on the day the body
// concludes (Regulation 69-QĐ/TW, art. 4): from the end of the violation, again
// from a new violation within it, without the days on which discipline could
// not be considered. Contents flagged in the catalogue never expire.
func LimitationOf(p law.Pack, c Case, f Form, concluded vn.Day) (Verdict, error) {
	ended := c.ViolatedTo
	if c.Ongoing {
		ended = ""
	}
	var again []vn.Day
	if c.RelapsedOn.Valid() {
		again = append(again, c.RelapsedOn)
	}
	v, err := law.Limitation(p, lawForm(c, f), ended, again, c.Blocked, NoLimitation(c.Contents), concluded)
	if err != nil {
		return Verdict{}, fmt.Errorf("limitation: %w", err)
	}
	return Verdict{Form: f, From: ended, On: concluded, Until: v.Until, Expired: v.Expired, Law: p.Version(), Source: v.Rule.Instrument, Verified: v.Rule.Verified(), Steps: v.Steps}, nil
}

// LapseOf gives the day on which a decision lapses by itself: twelve months
// after the announcement; expulsion and dissolution never lapse.
func LapseOf(p law.Pack, f Form, announced vn.Day) (vn.Day, error) {
	if gravest(f) {
		return "", nil
	}
	t, err := reckon(p, "P-EFF", "", announced)
	return t.Due, err
}

// MayLapse reports whether a decision lapses by a day: its day has come, no
// appeal is pending and no new violation deserves discipline.
func MayLapse(c Case, on vn.Day) bool {
	return c.LapsesOn != "" && on >= c.LapsesOn && !c.AppealPending && c.AgainOn == ""
}

// InEffect reports whether a decision is in force on a day. An appeal does not
// suspend it, and while one is pending it does not lapse.
func InEffect(c Case, on vn.Day) bool {
	if c.AnnouncedOn == "" || on < c.AnnouncedOn || c.State == Void || c.State == Lapsed {
		return false
	}
	return !MayLapse(c, on)
}

// TimeServed counts the days a decision has been in force by a day; they are
// deducted when it is reduced (Decree 234/2026/NĐ-CP, art. 2.6).
func TimeServed(c Case, on vn.Day) int { return max(0, on.Sub(c.AnnouncedOn)) }

// AdminDue gives the days by which the Party organisation tells the state body
// (five days; Regulation 296, art. 8.5) and by which a public employee is
// disciplined administratively (thirty days; Decree 234/2026/NĐ-CP, art. 2.6).
func AdminDue(p law.Pack, announced vn.Day) (notice, admin Term, err error) {
	notice, err = reckon(p, "P-SYNC5", "", announced)
	if err != nil && !errors.Is(err, law.ErrNoRule) {
		return notice, admin, err
	}
	admin, err = reckon(p, "P-SYNC30", "", announced)
	if errors.Is(err, law.ErrNoRule) {
		return notice, Term{}, nil // before the decree there is no such duty
	}
	return notice, admin, err
}

// An AdminAction is what the state body is told after an appeal.
type AdminAction string

// The actions.
const (
	AdminNothing AdminAction = ""
	AdminAnnul   AdminAction = "annul" // annul the administrative decision
	AdminAlign   AdminAction = "align" // align it with the new form
)

// AdminAfter gives what follows for the administrative decision from the
// outcome of an appeal (Decree 234/2026/NĐ-CP, art. 2.6).
func AdminAfter(o Outcome) AdminAction {
	switch o {
	case Annulled:
		return AdminAnnul
	case Reduced, Increased:
		return AdminAlign
	case Upheld:
	}
	return AdminNothing
}

// heaviness orders the forms, lightest first.
var heaviness = map[Form]int{Reprimand: 1, Warning: 2, Removal: 3, Dissolution: 4, Expulsion: 4}

// OutcomeFits reports whether the new form of an appeal is what its outcome
// says: none, or a lighter or heavier one that may be chosen in the case.
func OutcomeFits(o Outcome, c Case, f Form) bool {
	switch o {
	case Reduced:
		return slices.Contains(FormsFor(c), f) && heaviness[f] < heaviness[c.Form]
	case Increased:
		return slices.Contains(FormsFor(c), f) && heaviness[f] > heaviness[c.Form]
	case Upheld, Annulled:
		return f == NoForm
	}
	return false
}

// FileByOf gives the last day to appeal: thirty days from receiving the
// decision, an end on a day off moved to the next working day (Regulation 296,
// art. 25.1; Civil Code 2015, art. 148).
func FileByOf(p law.Pack, received vn.Day) (Term, error) { return reckon(p, "P-KN-FILE", "", received) }

// RefusalGround gives the ground on which an appeal is not taken up, "" when it
// is (Regulation 296, art. 23, 25).
func RefusalGround(a Appeal, c Case) Ground {
	switch {
	case a.FiledByOther:
		return OnBehalf
	case c.Refused:
		return RefusedReceipt
	case a.ReceivedDecOn == "" || a.FiledOn < a.ReceivedDecOn:
		return NotYetReceived
	case a.FinalDecision:
		return AgainstFinal
	case a.FiledOn > a.FileBy.Due:
		return TooLate
	}
	return ""
}

// SuspensionTerm gives the last day of a suspension and the last day to which
// it may be extended (90 and 180 days; Regulation 22-QĐ/TW, art. 28–31). The
// suspension of an organisation is not extended. One under criminal procedure
// follows that procedure and is bounded by the day entered.
func SuspensionTerm(p law.Pack, k SuspensionKind, from vn.Day) (end, limit Term, err error) {
	if k == OrgActivity {
		end, err = reckon(p, "P-SUSP-ORG", "", from)
		return end, end, err
	}
	if end, err = reckon(p, "P-SUSP", "", from); err != nil {
		return end, limit, err
	}
	limit, err = reckon(p, "P-SUSP-MAX", "", from)
	return end, limit, err
}

// LastDay is the last day of a suspension, with its extension.
func (s Suspension) LastDay() vn.Day { return max(s.To, s.ExtendedTo) }
