package law

import (
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/vn"
)

// Span is a run of days, both ends within; To is "" while it lasts.
type Span struct {
	From, To vn.Day
}

// Verdict is the outcome of a limitation check.
type Verdict struct {
	Expired bool   // the conclusion came too late: "hết thời hiệu"
	Until   vn.Day // last day in time; "" when there is no limitation
	Rule    Rule
	Steps   []vn.Step
}

// Forms of discipline whose limitation is known.
const (
	Reprimand         = "reprimand"
	Warning           = "warning"
	Removal           = "removal_from_office"
	Expulsion         = "expulsion"
	OrgReprimand      = "org_reprimand"
	OrgWarning        = "org_warning"
	Dissolution       = "dissolution"
	OfficialReprimand = "official_reprimand" // viên chức
	OfficialWarning   = "official_warning"
	OfficialRemoval   = "official_removal"
	OfficialDismissal = "official_dismissal"
)

// limitationOf names the rule of each form (Regulation 69-QĐ/TW, art. 4;
// Decree 234/2026/NĐ-CP, art. 5).
var limitationOf = map[string]string{
	Reprimand:         "P-LIM-REPRIMAND",
	Warning:           "P-LIM-WARNING",
	Removal:           "P-LIM-REMOVAL",
	Expulsion:         "P-LIM-EXPULSION",
	OrgReprimand:      "P-LIM-ORG-REPRIMAND",
	OrgWarning:        "P-LIM-ORG-WARNING",
	Dissolution:       "P-LIM-ORG-DISSOLUTION",
	OfficialReprimand: "P-LIM-VC-REPRIMAND",
	OfficialWarning:   "P-LIM-VC-WARNING",
	OfficialRemoval:   "P-LIM-VC-REMOVAL",
	OfficialDismissal: "P-LIM-VC-DISMISSAL",
}

// Limitation compares the day the competent body concludes with the limitation
// of the form it voted. The period runs from the end of the violation; a new
// violation within it restarts it; days on which discipline could not be
// considered are added to its end (Decree 234/2026/NĐ-CP, art. 5.6). A violation
// whose end cannot be fixed (ended "") runs from the conclusion and so is in
// time. With noLimitation, or a form that has none, it never expires. The rule
// is the one in force on the day of the conclusion. Errors: ErrNoRule,
// ErrNoValue, ErrNotTerm.
func Limitation(p Pack, form string, ended vn.Day, restarts []vn.Day, excluded []Span, noLimitation bool, concluded vn.Day) (Verdict, error) {
	r, err := p.Rule(limitationOf[form], "", concluded)
	if err != nil {
		return Verdict{Rule: r}, fmt.Errorf("limitation of %q: %w", form, err)
	}
	v := Verdict{Rule: r, Steps: []vn.Step{r.cite()}}
	if !r.Verified() {
		v.say("law.step.unverified", r.Code)
	}
	if noLimitation || r.Value == None {
		key := "law.limit.none"
		if noLimitation {
			key = "law.limit.flagged"
		}
		v.say(key)
		return v, nil
	}
	c := clock{p: p, rule: r, spans: merge(excluded, concluded)}
	if err := c.reckon(&v, ended, restarts, concluded); err != nil {
		return v, err
	}
	v.Expired = concluded > v.Until
	key := "law.limit.in_time"
	if v.Expired {
		key = "law.limit.expired"
	}
	v.say(key, concluded, v.Until)
	return v, nil
}

func (v *Verdict) say(key string, args ...any) {
	v.Steps = append(v.Steps, vn.Step{Key: key, Args: args})
}

// clock runs a limitation period past the days that do not count.
type clock struct {
	p     Pack
	rule  Rule
	spans []Span
}

// reckon runs the period from the end of the violation and again from each new
// violation that falls within it, in order of day.
func (c clock) reckon(v *Verdict, ended vn.Day, restarts []vn.Day, concluded vn.Day) (err error) {
	start := ended
	if start == "" {
		start = concluded
		v.say("law.limit.unfixed", start)
	}
	if v.Until, err = c.run(v, start); err != nil {
		return err
	}
	for _, again := range slices.Sorted(slices.Values(restarts)) {
		switch {
		case again <= start || again > concluded:
			continue
		case again > v.Until:
			v.say("law.limit.restart_late", again, v.Until)
			continue
		}
		start = again
		v.say("law.limit.restart", again)
		if v.Until, err = c.run(v, start); err != nil {
			return err
		}
	}
	return nil
}

// run gives the last day of the period that begins on start.
func (c clock) run(v *Verdict, start vn.Day) (vn.Day, error) {
	n, err := c.rule.Int()
	if err != nil {
		return "", err
	}
	u, _, err := c.rule.term()
	if err != nil {
		return "", err
	}
	d := vn.Count(c.p.calendar, start, n, u, c.p.flag("O-LIM-ROLL", start))
	if d.Due == "" {
		return "", fmt.Errorf("law: limitation from %q: %w", start, ErrNotTerm)
	}
	v.Steps = append(v.Steps, d.Steps...)
	until := d.Due
	for _, s := range c.spans {
		from := max(s.From, start.AddDays(1))
		if s.To < from || from > until {
			continue
		}
		days := s.To.Sub(from) + 1
		until = until.AddDays(days)
		v.say("law.limit.excluded", from, s.To, days, until)
	}
	return until, nil
}

// merge orders spans and joins those that overlap or touch, so that no day is
// added twice; a span that still lasts ends with the conclusion.
func merge(spans []Span, concluded vn.Day) []Span {
	var sound []Span
	for _, s := range spans {
		if s.To == "" || s.To > concluded {
			s.To = concluded
		}
		if s.From.Valid() && s.From <= s.To {
			sound = append(sound, s)
		}
	}
	slices.SortFunc(sound, func(a, b Span) int { return strings.Compare(string(a.From), string(b.From)) })
	var out []Span
	for _, s := range sound {
		if n := len(out); n > 0 && s.From <= out[n-1].To.AddDays(1) {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}
