package settings

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// DeadlinePage is the data of deadline.html.
type DeadlinePage struct {
	Head   web.Head
	Tabs   web.Views
	Fields []web.Field
	Due    string // the last day, "" before anything was asked
	Words  string // the due day in words
	Steps  []string
	Error  string
}

// units of the calculator, with the term of days first.
var units = []vn.Unit{vn.Days, vn.WorkingDays, vn.Weeks, vn.Months, vn.Years}

// deadlinePage reckons a term: by a rule, or by a count of days. Everything
// stands in the address, so that a reckoning can be sent to somebody.
func (s *settings) deadlinePage(c *web.Call) (web.Reply, error) {
	p, err := s.law(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	page := DeadlinePage{Head: web.Head{Title: c.Say("settings.deadline"), Sub: c.Say("settings.deadline.sub"), Print: true}, Tabs: tabs(c, "deadline"), Fields: deadlineFields(c, p)}
	if c.Query("start") != "" {
		due, steps, err := reckon(c, p)
		switch {
		case isProblem(err):
			pr := text.Problems(err)[0]
			page.Error = c.Say(pr.Key, pr.Args...)
			for i := range page.Fields {
				if page.Fields[i].Name == pr.Field {
					page.Fields[i].Error = page.Error
				}
			}
		case err != nil:
			return web.Reply{}, err
		default:
			page.Due, page.Words = string(due), c.Texts().DayLong(c.Lang, string(due))
			for _, st := range steps {
				page.Steps = append(page.Steps, c.Say(st.Key, st.Args...))
			}
		}
	}
	return web.Reply{Page: "settings/deadline.html", Data: page, Title: page.Head.Title, Nav: ID}, nil
}

// reckon reads the address and counts.
func reckon(c *web.Call, p law.Pack) (vn.Day, []vn.Step, error) {
	start, err := vn.ParseDay(c.Query("start"))
	var bad *vn.DayError
	if errors.As(err, &bad) {
		return "", nil, text.Problem{Key: bad.Key, Args: bad.Args, Field: "start"}
	}
	if err != nil {
		return "", nil, err
	}
	if rule := c.Query("rule"); rule != "" {
		code, level, _ := strings.Cut(rule, "|")
		due, err := p.Due(code, level, start)
		var none *law.NoValueError
		switch {
		case errors.As(err, &none):
			return "", nil, text.Problem{Key: none.Key, Args: none.Args, Field: "rule"}
		case errors.Is(err, law.ErrNoRule), errors.Is(err, law.ErrNotTerm):
			return "", nil, text.Problem{Key: "settings.deadline.norule", Args: []any{code, start}, Field: "rule"}
		case err != nil:
			return "", nil, err
		}
		return due.Due, due.Explain(), nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(c.Query("n")))
	if err != nil {
		return "", nil, text.Problem{Key: "settings.deadline.non", Field: "n"}
	}
	unit := vn.Unit(c.Query("unit"))
	if !slices.Contains(units, unit) {
		return "", nil, text.Problem{Key: "settings.deadline.nounit", Field: "unit"}
	}
	d := vn.Count(p.Calendar(), start, n, unit, unit != vn.WorkingDays)
	if d.Due == "" {
		return "", nil, text.Problem{Key: d.Steps[0].Key, Field: "n"}
	}
	return d.Due, d.Steps, nil
}

// deadlineFields shows what the address asks for.
func deadlineFields(c *web.Call, p law.Pack) []web.Field {
	rules := []web.Option{{Label: c.Say("settings.deadline.byhand")}}
	for _, r := range terms(p) {
		rules = append(rules, web.Option{Value: r.Code + "|" + r.Level, Label: r.Code + " · " + levelWords(c, r.Level) + " · " + r.Instrument})
	}
	var us []web.Option
	for _, u := range units {
		us = append(us, web.Option{Value: string(u), Label: c.Say("vn.unit." + string(u))})
	}
	start := c.Query("start")
	if start == "" {
		start = c.Today
	}
	return []web.Field{
		{Name: "start", Kind: web.FieldDay, Label: c.Say("settings.deadline.start"), Hint: c.Say("settings.deadline.start.hint"), Value: start},
		{Name: "rule", Kind: web.FieldSelect, Label: c.Say("settings.deadline.rule"), Options: rules, Value: c.Query("rule")},
		{Name: "n", Kind: web.FieldNumber, Label: c.Say("settings.deadline.n"), Value: c.Query("n")},
		{Name: "unit", Kind: web.FieldSelect, Label: c.Say("settings.deadline.unit"), Options: us, Value: c.Query("unit"), Width: "m"},
	}
}

// terms lists the rules that are terms, each code and level once, the newest
// instrument.
func terms(p law.Pack) []law.Rule {
	var out []law.Rule
	seen := map[[2]string]int{}
	for _, r := range p.Rules() {
		switch r.Unit {
		case "days", "weeks", "months", "years", "days_before", "days_ahead":
		default:
			continue
		}
		key := [2]string{r.Code, r.Level}
		if at, had := seen[key]; had {
			if r.ValidFrom >= out[at].ValidFrom {
				out[at] = r
			}
			continue
		}
		seen[key] = len(out)
		out = append(out, r)
	}
	return out
}
