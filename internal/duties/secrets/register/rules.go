package register

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// Highest is the level of a carrier whose parts have levels of their own: the
// highest (Law 29/2018 art. 10(2); S4).
func Highest(own access.Level, parts []Part) access.Level {
	for _, p := range parts {
		own = max(own, p.Grade)
	}
	return own
}

// yes reads a yes-or-no rule; without a rule on the day it is otherwise.
func yes(p law.Pack, code string, on vn.Day, otherwise bool) bool {
	r, err := p.Rule(code, "", on)
	if err != nil {
		return otherwise
	}
	return r.Value == "yes"
}

// AbstractAllowed refuses an abstract of a top secret: from 1/3/2026 none may be
// written into the books, before that only when the classifier agreed (S1; rule
// S-ABSTRACT-TM).
func AbstractAllowed(p law.Pack, grade access.Level, abstract, consent string, on vn.Day) error {
	if grade != access.TopSecret || abstract == "" {
		return nil
	}
	if !yes(p, "S-ABSTRACT-TM", on, true) {
		return duty.Missing("words", "secrets.refuse.abstract")
	}
	if consent == "" {
		return duty.Missing("abstract_consent", "secrets.refuse.abstract_consent")
	}
	return nil
}

// OnTheList refuses a level without an entry of the list of secrets that is in
// force, under a law that asks for one (Law 117/2025 art. 5; S3; rule
// S-LIST-REQUIRED). The level may not be above that of the entry.
func OnTheList(p law.Pack, e *ListEntry, grade access.Level, on vn.Day) error {
	if !yes(p, "S-LIST-REQUIRED", on, false) {
		return nil
	}
	switch {
	case e == nil:
		return duty.Missing("list_entry", "secrets.refuse.not_on_list")
	case !e.Holds(on):
		return duty.Missing("list_entry", "secrets.refuse.entry_not_in_force", e.Code(), e.ValidFrom, e.ValidTo)
	case grade > e.Grade:
		return duty.Missing("grade", "secrets.refuse.above_list", e.Code())
	}
	return nil
}

// Code is the entry as people write it.
func (e ListEntry) Code() string { return strings.Trim(e.Decision+", "+e.Clause, ", ") }

// termCodes name the rule of the term of each level.
var termCodes = map[access.Level]string{access.TopSecret: "S-TERM-TM", access.HighSecret: "S-TERM-TOM", access.Secret: "S-TERM-M"}

// A Term is the last day of protection, with the reckoning behind it.
type Term struct {
	Last     vn.Day
	Code     string
	Steps    []vn.Step
	Verified bool
}

// ProtectedUntil reckons the last day of protection: the day of determination
// and the term of the level, unless the secret of an activity got a shorter end
// in writing (Law 29/2018 art. 19; S15). Where the law of that day set no term,
// that of today is taken and marked as not verified. An unknown day gives the
// zero Term. Errors: law.ErrNoRule, law.ErrNoValue.
func ProtectedUntil(p law.Pack, grade access.Level, determined, short, today vn.Day) (Term, error) {
	code := termCodes[grade]
	if determined == "" || code == "" {
		return Term{}, nil
	}
	due, err := p.Due(code, "", determined)
	later := errors.Is(err, law.ErrNoRule) || errors.Is(err, law.ErrNoValue)
	if later {
		due, err = p.DueUnder(code, "", determined, today)
	}
	if err != nil {
		return Term{}, fmt.Errorf("term of protection: %w", err)
	}
	t := Term{Last: due.Due, Code: code, Steps: due.Explain(), Verified: due.Rule.Verified() && !later}
	if later {
		t.Steps = append(t.Steps, vn.Step{Key: "secrets.term.later", Args: []any{determined}})
	}
	if short != "" && short < t.Last {
		t.Last = short
		t.Steps = append(t.Steps, vn.Step{Key: "secrets.term.short", Args: []any{short}})
	}
	return t, nil
}

// NumberOf writes a number of the register: "17-BC/TU". Numbers begin at 01 on
// 1 January (S32).
func NumberOf(seq int, symbol string) string {
	n := fmt.Sprintf("%02d", seq)
	if symbol == "" {
		return n
	}
	return n + "-" + symbol
}

// Overdue reports whether something to be sent back by a day is late: from the
// day after (S36).
func Overdue(by, today vn.Day) bool { return by != "" && today > by }

// CopyNumbers reads the numbers of copies: "3", "1-4", "2, 5". Nothing is 1 to n.
func CopyNumbers(s string, n int) ([]int, error) {
	bad := duty.Missing("nos", "secrets.refuse.nos", s, n)
	var out []int
	if strings.TrimSpace(s) == "" {
		for i := range n {
			out = append(out, i+1)
		}
		return out, nil
	}
	seen := map[int]bool{}
	for part := range strings.SplitSeq(s, ",") {
		from, to, ranged := strings.Cut(strings.TrimSpace(part), "-")
		a, err := strconv.Atoi(strings.TrimSpace(from))
		b := a
		if err == nil && ranged {
			b, err = strconv.Atoi(strings.TrimSpace(to))
		}
		if err != nil || a < 1 || b < a || b > 9999 {
			return nil, bad
		}
		for i := a; i <= b; i++ {
			if seen[i] || len(out) == n {
				return nil, bad
			}
			seen[i] = true
			out = append(out, i)
		}
	}
	if len(out) != n {
		return nil, bad
	}
	return out, nil
}

// gradeText names a level in a sentence.
func gradeText(g access.Level) text.Key { return text.Key("secrets.grade." + strconv.Itoa(int(g))) }
