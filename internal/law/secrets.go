package law

import (
	"errors"
	"fmt"

	"liemchinh.vn/internal/vn"
)

// A Window is the days that an annual report counts and the day it is due.
type Window struct {
	From, To, Due vn.Day
	Rules         []Rule // the rules of From, To and Due
}

// Verified tells whether all three days were read in the text of the law or
// confirmed by an administrator.
func (w Window) Verified() bool {
	for _, r := range w.Rules {
		if !r.Verified() {
			return false
		}
	}
	return true
}

// Explain cites the rules of the three days, each instrument and article once.
func (w Window) Explain() []vn.Step {
	var steps []vn.Step
	for i, r := range w.Rules {
		steps = append(steps, vn.Step{Key: []string{"law.step.from", "law.step.to", "law.step.due"}[i], Args: []any{[]vn.Day{w.From, w.To, w.Due}[i]}}, r.cite())
		if !r.Verified() {
			steps = append(steps, vn.Step{Key: "law.step.unverified", Args: []any{r.Code}})
		}
	}
	return steps
}

// AnnualSecrets is the window of the annual report on the protection of state
// secrets of a year: 15 December of the year before to 14 December, due on 20
// December (Decree 26/2020/NĐ-CP, art. 8.1 c, d; S34). The rules are those in
// force at the end of the year. Errors: ErrNoRule, ErrNoValue.
func (p Pack) AnnualSecrets(year int) (Window, error) {
	on := vn.Day(fmt.Sprintf("%04d-12-31", year))
	var w Window
	for _, x := range []struct {
		code string
		year int
		to   *vn.Day
	}{{"S-ANNUAL-FROM", year - 1, &w.From}, {"S-ANNUAL-TO", year, &w.To}, {"S-ANNUAL-DUE", year, &w.Due}} {
		r, err := p.Rule(x.code, "", on)
		if err != nil {
			return Window{}, err
		}
		if *x.to, err = r.InYear(x.year); err != nil {
			return Window{}, err
		}
		w.Rules = append(w.Rules, r)
	}
	if w.To.Before(w.From) || w.Due.Before(w.To) {
		return Window{}, errors.New("law: the annual window ends before it begins, or is due before it ends")
	}
	return w, nil
}
