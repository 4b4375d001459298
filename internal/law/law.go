// Package law holds the law as data: every day count, term, threshold and
// limitation is a row with its instrument, article, validity and how surely it
// is known, and every date reckoned from it explains itself. An administrator's
// edits lie over the rows; a record keeps the version it was reckoned under.
package law

import (
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"liemchinh.vn/internal/vn"
)

// Files holds text/vi.txt and text/en.txt: the texts of every key of this package.
//
//go:embed text
var Files embed.FS

// Levels of the Party's organisation as rules name them. District is historic,
// before 1/7/2025; Commune is the level directly above the grassroots since.
const (
	Centre     = "centre"
	Province   = "province"
	District   = "district"
	Commune    = "commune"
	Grassroots = "grassroots"
	Part       = "part"
	Cell       = "cell"
)

// follows says whose rule a level takes when it has none of its own.
var follows = map[string]string{
	Commune:    District,
	Grassroots: "",
	Part:       Grassroots,
	Cell:       Grassroots,
}

// Kinds of day a term counts.
const (
	Calendar = "calendar" // all days; an end on a day off rolls over (Civil Code 2015, art. 148.5)
	Working  = "working"  // working days only
	Exact    = "exact"    // all days; the end stays where it falls (effect, suspension, limitation)
)

// None is the value of a limitation that never runs out.
const None = "none"

var (
	// ErrNoRule says that no row holds for a code, level and day.
	ErrNoRule = errors.New("no legal rule")
	// ErrNoValue says that the rule is known but its value is not: an
	// administrator must enter it. The error is a *NoValueError.
	ErrNoValue = errors.New("legal rule without a value: an administrator must enter it")
	// ErrNotTerm says that a rule is no term of days, weeks, months or years.
	ErrNotTerm = errors.New("legal rule is not a term")
)

// NoValueError is the ErrNoValue of one rule, with a text for people.
type NoValueError struct {
	Key  string // law.no_value
	Args []any  // {0} code, {1} level
}

// Error names the rule.
func (e *NoValueError) Error() string { return fmt.Sprintf("%v %v: %v", e.Key, e.Args, ErrNoValue) }

// Is makes errors.Is(err, ErrNoValue) hold.
func (e *NoValueError) Is(target error) bool { return target == ErrNoValue }

// Rule is one row of law.
type Rule struct {
	Code        string // P-KN-FILE
	Value       string // "30", "1/3", "none", "yes"; empty when an administrator must enter it
	Unit        string // days, weeks, months, years; days_before, days_ahead; day_of_year; share, share_over, share_from; persons_over, count, mm, flag, event
	DayKind     string // Calendar, Working, Exact; empty when no term
	Level       string // a level, or empty for all
	Instrument  string
	Article     string
	ValidFrom   vn.Day
	ValidTo     vn.Day // last day; "" while in force
	Confidence  string // A read in the text, B a secondary page, C inferred
	Note        string
	ConfirmedBy string // the administrator who vouches for it; empty in the built-in rows
}

// Verified tells whether the rule was read in the text of the law or confirmed
// by an administrator; the others are shown as "chưa kiểm chứng".
func (r Rule) Verified() bool { return r.Confidence == "A" || r.ConfirmedBy != "" }

// Holds tells whether the rule is in force on a day.
func (r Rule) Holds(on vn.Day) bool {
	return r.ValidFrom <= on && (r.ValidTo == "" || on <= r.ValidTo)
}

// Int gives a value that is a whole number.
func (r Rule) Int() (int, error) {
	n, err := strconv.Atoi(r.Value)
	if err != nil {
		return 0, fmt.Errorf("law: %s has value %q: %w", r.Code, r.Value, ErrNotTerm)
	}
	return n, nil
}

// leapYear is a year that has every day of the year.
const leapYear = 2024

// InYear gives a value that is a day of every year, such as 12-15 (the 15th of
// December), in one year.
func (r Rule) InYear(year int) (vn.Day, error) {
	d, err := vn.ParseDay(fmt.Sprintf("%04d-%s", year, r.Value))
	if err != nil || r.Unit != "day_of_year" {
		return "", fmt.Errorf("law: %s has value %q, not a day of the year", r.Code, r.Value)
	}
	return d, nil
}

// Share gives a value that is a fraction, "2/3" as 2 and 3.
func (r Rule) Share() (num, den int, err error) {
	a, b, ok := strings.Cut(r.Value, "/")
	num, err1 := strconv.Atoi(a)
	den, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || den <= 0 {
		return 0, 0, fmt.Errorf("law: %s has value %q, not a share", r.Code, r.Value)
	}
	return num, den, nil
}

// Reached tells whether votes reach a threshold of those entitled to vote, not
// of those present: more than the share when the unit is share_over, at least
// the share when it is share_from.
func (r Rule) Reached(votes, entitled int) (bool, error) {
	num, den, err := r.Share()
	if err != nil {
		return false, err
	}
	if entitled <= 0 {
		return false, nil
	}
	if r.Unit == "share_over" {
		return votes*den > entitled*num, nil
	}
	return votes*den >= entitled*num, nil
}

// term gives the unit and roll-over by which the rule is counted.
func (r Rule) term() (u vn.Unit, roll bool, err error) {
	u, roll = vn.Unit(r.Unit), r.DayKind == Calendar
	switch {
	case u == vn.Days && r.DayKind == Working:
		return vn.WorkingDays, false, nil
	case u == vn.Days, u == vn.Weeks, u == vn.Months, u == vn.Years:
		return u, roll, nil
	}
	return "", false, fmt.Errorf("law: %s is in %q: %w", r.Code, r.Unit, ErrNotTerm)
}

// cite gives the first step of an explanation: the rule and where it stands.
func (r Rule) cite() vn.Step {
	if r.Article == "" {
		return vn.Step{Key: "law.step.rule", Args: []any{r.Code, r.Instrument}}
	}
	return vn.Step{Key: "law.step.rule_article", Args: []any{r.Code, r.Instrument, r.Article}}
}
