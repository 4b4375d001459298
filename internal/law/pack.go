package law

import (
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"liemchinh.vn/internal/vn"
)

//go:embed rules.csv
var rulesCSV string

// columns are the head of rules.csv.
var columns = []string{"code", "value", "unit", "day_kind", "level", "instrument", "article", "valid_from", "valid_to", "confidence", "note"}

// Pack is the law and the calendar of one moment of the program's life. It does
// not change; With makes another. The zero Pack knows no rules.
type Pack struct {
	rules    []Rule
	marks    []vn.Mark
	calendar *vn.Calendar
	version  string
}

// builtIn reads the embedded rows once.
var builtIn = sync.OnceValue(func() Pack {
	rules, err := ReadRules(strings.NewReader(rulesCSV))
	if err != nil {
		panic(err) // the file is part of the program; its test reads it first
	}
	return pack(rules, nil)
})

// Default gives the built-in rules and the built-in calendar.
func Default() Pack { return builtIn() }

func pack(rules []Rule, marks []vn.Mark) Pack {
	p := Pack{rules: rules, marks: marks, calendar: vn.NewCalendar(marks)}
	h := sha256.New()
	for _, r := range rules {
		fmt.Fprintf(h, "%q\n", []string{r.Code, r.Value, r.Unit, r.DayKind, r.Level, r.Instrument, r.Article,
			string(r.ValidFrom), string(r.ValidTo), r.Confidence, r.Note, r.ConfirmedBy})
	}
	for _, m := range append(vn.Decreed(), marks...) {
		fmt.Fprintf(h, "%q\n", []string{string(m.Day), string(m.Kind), m.Name, m.Decree})
	}
	p.version = hex.EncodeToString(h.Sum(nil))[:12]
	return p
}

// ReadRules reads rows in the form of rules.csv and checks each.
func ReadRules(in io.Reader) ([]Rule, error) {
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("law: rules: %w", err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return nil, fmt.Errorf("law: rules: the first line must be %s", strings.Join(columns, ","))
	}
	var out []Rule
	for i, f := range rows[1:] {
		r := Rule{Code: f[0], Value: f[1], Unit: f[2], DayKind: f[3], Level: f[4], Instrument: f[5], Article: f[6],
			ValidFrom: vn.Day(f[7]), ValidTo: vn.Day(f[8]), Confidence: f[9], Note: f[10]}
		if err := r.Check(); err != nil {
			return nil, fmt.Errorf("law: rules: line %d: %w", i+2, err)
		}
		out = append(out, r)
	}
	return out, nil
}

// What the columns of a rule may hold.
var (
	kindsOfDay = []string{"", Calendar, Working, Exact}
	levels     = []string{"", Centre, Province, District, Commune, Grassroots, Part, Cell}
	units      = []string{"days", "weeks", "months", "years", "days_before", "days_ahead", "day_of_year", "share", "share_over", "share_from",
		"persons_over", "count", "mm", "flag", "event"}
)

// Check tells what is wrong with a row, before an administrator's edit is kept.
func (r Rule) Check() error {
	switch {
	case r.Code == "":
		return errors.New("no code")
	case !slices.Contains(units, r.Unit):
		return fmt.Errorf("%s: unknown unit %q", r.Code, r.Unit)
	case !slices.Contains(kindsOfDay, r.DayKind):
		return fmt.Errorf("%s: unknown kind of day %q", r.Code, r.DayKind)
	case r.DayKind == Working && r.Unit != "days" && r.Unit != "days_before" && r.Unit != "days_ahead":
		return fmt.Errorf("%s: working %s cannot be counted", r.Code, r.Unit)
	case !slices.Contains(levels, r.Level):
		return fmt.Errorf("%s: unknown level %q", r.Code, r.Level)
	case !r.ValidFrom.Valid() || r.ValidTo != "" && (!r.ValidTo.Valid() || r.ValidTo < r.ValidFrom):
		return fmt.Errorf("%s: validity %q to %q", r.Code, r.ValidFrom, r.ValidTo)
	case !slices.Contains([]string{"A", "B", "C"}, r.Confidence):
		return fmt.Errorf("%s: unknown confidence %q", r.Code, r.Confidence)
	}
	return r.checkValue()
}

// checkValue holds the value to its unit; an empty value is allowed, for it says
// that an administrator must enter it.
func (r Rule) checkValue() error {
	if r.Value == "" || r.Value == None || r.Unit == "event" {
		return nil
	}
	switch r.Unit {
	case "flag":
		if r.Value != "yes" && r.Value != "no" {
			return fmt.Errorf("%s: %q is neither yes nor no", r.Code, r.Value)
		}
		return nil
	case "share", "share_over", "share_from":
		_, _, err := r.Share()
		return err
	case "day_of_year":
		_, err := r.InYear(leapYear)
		return err
	}
	if n, err := r.Int(); err != nil || n < 0 {
		return fmt.Errorf("%s: %q is not a count", r.Code, r.Value)
	}
	return nil
}

// With lays an administrator's rules and marks over the pack: a later rule wins
// over an earlier one of the same code and level on the days it holds.
func (p Pack) With(rules []Rule, marks []vn.Mark) Pack {
	return pack(slices.Concat(p.rules, rules), slices.Concat(p.marks, marks))
}

// Calendar gives the working days under this pack.
func (p Pack) Calendar() *vn.Calendar { return p.calendar }

// Rules lists all rows, the overriding last.
func (p Pack) Rules() []Rule { return slices.Clone(p.rules) }

// Version is a short hash of all rules and marks, kept with every record that
// was reckoned under them.
func (p Pack) Version() string { return p.version }

// Rule finds the row for a code and level in force on a day. A level without a
// row of its own takes that of the level it follows (commune: district; part
// committee and cell: grassroots), then the row for all levels. The error is
// ErrNoRule, or a *NoValueError together with the rule.
func (p Pack) Rule(code, level string, on vn.Day) (Rule, error) {
	for {
		for _, r := range slices.Backward(p.rules) {
			if r.Code != code || r.Level != level || !r.Holds(on) {
				continue
			}
			if r.Value == "" {
				return r, &NoValueError{"law.no_value", []any{code, level}}
			}
			return r, nil
		}
		if level == "" {
			return Rule{}, fmt.Errorf("law: %s on %s: %w", code, on, ErrNoRule)
		}
		level = follows[level]
	}
}

// Due is the end of a legal term with the rule it comes from.
type Due struct {
	vn.Deadline
	Rule Rule
}

// Explain gives the steps of the reckoning, the rule and its article first.
func (d Due) Explain() []vn.Step {
	steps := []vn.Step{d.Rule.cite()}
	if !d.Rule.Verified() {
		steps = append(steps, vn.Step{Key: "law.step.unverified", Args: []any{d.Rule.Code}})
	}
	return append(steps, d.Steps...)
}

// Due ends the term of a rule that begins with an event on start, by the rule in
// force on that day. A "days_before" rule is counted back from the event: its
// Due is the last day that is not yet within the term; a "days_ahead" rule also,
// and its Due is the last day on which the act is in time. Errors: ErrNoRule,
// ErrNoValue, ErrNotTerm.
func (p Pack) Due(code, level string, start vn.Day) (Due, error) {
	return p.DueUnder(code, level, start, start)
}

// DueUnder is Due by the rule in force on another day than that of the event,
// such as the day on which an extension is decided long before a protection
// term ends (Law 29/2018/QH14, art. 20.2).
func (p Pack) DueUnder(code, level string, start, on vn.Day) (Due, error) {
	r, err := p.Rule(code, level, on)
	if err != nil {
		return Due{Rule: r}, err
	}
	n, err := r.Int()
	if err != nil {
		return Due{Rule: r}, err
	}
	if r.Unit == "days_before" || r.Unit == "days_ahead" {
		return p.dueBefore(r, start, n), nil
	}
	return p.count(r, start, n)
}

// count applies a rule's kind of day to a number of its units.
func (p Pack) count(r Rule, start vn.Day, n int) (Due, error) {
	u, roll, err := r.term()
	if err != nil {
		return Due{Rule: r}, err
	}
	if roll {
		roll = p.flag("O-ROLL", start)
	}
	return Due{vn.Count(p.calendar, start, n, u, roll), r}, nil
}

// dueBefore counts back: what is done on Due or earlier is done in time.
func (p Pack) dueBefore(r Rule, event vn.Day, n int) Due {
	u := vn.Days
	if r.DayKind == Working {
		u = vn.WorkingDays
	}
	d := vn.CountBack(p.calendar, event, n, u)
	switch {
	case !d.Due.Valid():
	case r.Unit == "days_before":
		d.Due = d.Due.AddDays(-1)
		d.Steps = append(d.Steps, vn.Step{Key: "law.step.before", Args: []any{d.Due}})
	default:
		d.Steps = append(d.Steps, vn.Step{Key: "law.step.ahead", Args: []any{d.Due}})
	}
	return Due{d, r}
}

// Flag reads a yes-or-no parameter in force on a day, together with the rule it
// stands in. Errors: ErrNoRule, ErrNoValue.
func (p Pack) Flag(code string, on vn.Day) (bool, Rule, error) {
	r, err := p.Rule(code, "", on)
	return err == nil && r.Value == "yes", r, err
}

// flag reads a yes-or-no parameter; unknown is no.
func (p Pack) flag(code string, on vn.Day) bool {
	yes, _, err := p.Flag(code, on)
	return err == nil && yes
}

// Extended lengthens a term once by its extension rule (code + "-EXT"): a share
// of the term, rounded down, or a count in the same kind of day, counted with
// the term from its start. Errors as for Due.
func (p Pack) Extended(d Due, level string) (Due, error) {
	ext, err := p.Rule(d.Rule.Code+"-EXT", level, d.Start)
	if err != nil {
		return Due{Rule: ext}, err
	}
	more := 0
	if ext.Unit == "share" {
		num, den, err := ext.Share()
		if err != nil {
			return Due{Rule: ext}, err
		}
		more = d.N * num / den
	} else if more, err = ext.Int(); err != nil {
		return Due{Rule: ext}, err
	}
	out, err := p.count(d.Rule, d.Start, d.N+more)
	if err != nil {
		return out, err
	}
	steps := []vn.Step{ext.cite(), {Key: "law.step.extended", Args: []any{d.N, more, d.N + more}}}
	out.Steps = append(steps, out.Steps...)
	return out, nil
}
