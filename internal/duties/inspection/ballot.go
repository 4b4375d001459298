package inspection

import (
	"fmt"
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
)

// The rules on votes: of those entitled, not of those present.
const (
	voteDecide  = "P-VOTE-DECIDE"  // more than half
	voteApprove = "P-VOTE-APPROVE" // more than half, of expulsion and dissolution at the deciding body
	votePropose = "P-VOTE-PROPOSE" // at least two thirds, to propose expulsion or dissolution
)

// gravest reports whether a form is proposed by two thirds and approved above.
func gravest(f Form) bool { return f == Expulsion || f == Dissolution }

// CountBallot counts a secret vote in a case and says what it leads to.
//
// From the heaviest form down, the votes of a form are added to those carried
// from heavier ones. A form that the body may decide is decided when the sum
// reaches its threshold. A form that it may only propose is proposed when its
// own votes reach the threshold: votes accumulate to decisions, not to
// proposals (Regulation 69-QĐ/TW; Guide 01-HD/UBKTTW).
func CountBallot(p law.Pack, c Case, b Ballot) (Ballot, error) {
	if err := ballotFits(c, b); err != nil {
		return b, err
	}
	b.Outcome, b.Decided, b.Counted = NoForm, false, nil
	sum := 0
	for _, f := range slices.Backward(FormsFor(c)) {
		sum += b.Votes[f]
		n := Count{Form: f, Votes: b.Votes[f], Sum: sum, Decides: Competent(c, b.Body, f)}
		if !n.Decides {
			n.Sum = n.Votes
		}
		r, err := p.Rule(threshold(f, n.Decides), "", b.HeldOn)
		if err != nil {
			return b, fmt.Errorf("count a ballot: %w", err)
		}
		if n.Needed, err = least(r, b.Entitled); err != nil {
			return b, fmt.Errorf("count a ballot: %w", err)
		}
		n.Meets = n.Sum >= n.Needed
		b.Counted = append(b.Counted, n)
		if n.Meets && b.Outcome == NoForm {
			b.Outcome, b.Decided = f, n.Decides
		}
	}
	return b, nil
}

func threshold(f Form, decides bool) string {
	switch {
	case gravest(f) && decides:
		return voteApprove
	case gravest(f):
		return votePropose
	}
	return voteDecide
}

// least gives the smallest number of votes that reaches a threshold.
func least(r law.Rule, entitled int) (int, error) {
	for n := range entitled + 1 {
		ok, err := r.Reached(n, entitled)
		if err != nil {
			return 0, err
		}
		if ok {
			return n, nil
		}
	}
	return entitled + 1, nil
}

// ballotFits refuses a ballot whose numbers cannot be, or with votes for a form
// that may not be chosen.
func ballotFits(c Case, b Ballot) error {
	total := b.None + b.Invalid
	forms := FormsFor(c)
	for f, n := range b.Votes {
		if n < 0 {
			return duty.Missing("votes", "inspection.need.votes")
		}
		if n > 0 && !slices.Contains(forms, f) {
			return duty.Missing("votes", "inspection.refuse.form")
		}
		total += n
	}
	switch {
	case b.Entitled <= 0 || b.None < 0 || b.Invalid < 0:
		return duty.Missing("entitled", "inspection.need.entitled")
	case b.Present < 0 || b.Present > b.Entitled:
		return duty.Missing("present", "inspection.need.present", b.Entitled)
	case total != b.Present:
		return duty.Missing("votes", "inspection.need.votes_sum", total, b.Present)
	}
	return nil
}
