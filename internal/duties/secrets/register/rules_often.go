package register

import (
	"errors"
	"fmt"

	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// Unset reports whether a rule has no value yet: neither the law nor the decree
// says how often bodies are inspected or staff is trained, a provincial rule
// does, and an administrator enters it.
func Unset(err error) bool { return errors.Is(err, law.ErrNoRule) || errors.Is(err, law.ErrNoValue) }

// LongAgo is the day before which the last time is too long ago under a
// frequency, today. ok is false while no value was entered.
func LongAgo(p law.Pack, code string, today vn.Day) (before vn.Day, ok bool, err error) {
	r, err := p.Rule(code, "", today)
	if Unset(err) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("frequency %s: %w", code, err)
	}
	n, err := r.Int()
	if err != nil {
		return "", false, fmt.Errorf("frequency %s: %w", code, err)
	}
	switch vn.Unit(r.Unit) {
	case vn.Days:
		return today.AddDays(-n), true, nil
	case vn.Months:
		return today.AddMonths(-n), true, nil
	case vn.Years:
		return today.AddYears(-n), true, nil
	}
	return "", false, fmt.Errorf("frequency %s in %q: %w", code, r.Unit, law.ErrNotTerm)
}
