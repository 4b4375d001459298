package report

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
)

//go:embed forms
var forms embed.FS

// A Form is a table that a superior office prescribes, as data: which figures
// stand in it, in which order, and which sums must agree. Its title is the
// text "report.form."+Key.
type Form struct {
	Key    string      `json:"key"`
	Years  int         `json:"years"`  // length of the usual period
	Layout string      `json:"layout"` // "" years side by side; Offices for a line for every office
	Window string      `json:"window"` // "" calendar years; Annual for the year of the protection of secrets
	Groups []FormGroup `json:"groups"`
	Rules  []Rule      `json:"rules"`
}

// A FormGroup is a part of a form under one heading, the text
// "report.group."+Key. It lists its rows, or stands for all parts of a figure.
type FormGroup struct {
	Key     string    `json:"key"`
	Rows    []FormRow `json:"rows"`
	PartsOf string    `json:"parts_of"`
}

// A FormRow is one figure of a form. Target says that it is held against the
// targets that were set.
type FormRow struct {
	Figure string `json:"figure"`
	Target bool   `json:"target"`
	Head   string `json:"head"` // short head of its column, the text "report.head."+Head; the title if empty
}

// What the layout and the window of a form may say.
const (
	Offices = "offices" // the office and those right below it are the rows, the figures the columns
	Annual  = "secrets" // 15 December to 14 December, by the rules of law (S34)
)

// FiveYear is the key of the form of five years' work.
const FiveYear = "five-year"

// ErrNoForm means that there is no form with a key.
var ErrNoForm = errors.New("no such form")

// Forms reads the forms of the program, in the order of their keys and numbers.
func Forms() ([]Form, error) {
	names, err := fs.Glob(forms, "forms/*.json")
	if err != nil {
		return nil, err
	}
	var all []Form
	for _, n := range names {
		b, err := forms.ReadFile(n)
		if err != nil {
			return nil, err
		}
		f, err := ReadForm(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n, err)
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Form) int {
		name := func(f Form) string { return strings.TrimRight(f.Key, "0123456789") }
		return cmp.Or(cmp.Compare(name(a), name(b)), cmp.Compare(len(a.Key), len(b.Key)), cmp.Compare(a.Key, b.Key))
	})
	return all, nil
}

// FormOf returns the form with a key, or ErrNoForm.
func FormOf(key string) (Form, error) {
	all, err := Forms()
	if err != nil {
		return Form{}, err
	}
	i := slices.IndexFunc(all, func(f Form) bool { return f.Key == key })
	if i < 0 {
		return Form{}, fmt.Errorf("form %q: %w", key, ErrNoForm)
	}
	return all[i], nil
}

// ReadForm reads a form and reports what is wrong with it.
func ReadForm(b []byte) (Form, error) {
	var f Form
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, err
	}
	var errs []error
	if f.Key == "" || f.Years < 1 {
		errs = append(errs, errors.New("a form needs a key and a number of years"))
	}
	if f.Layout != "" && f.Layout != Offices || f.Window != "" && f.Window != Annual {
		errs = append(errs, fmt.Errorf("form %s: unknown layout %q or window %q", f.Key, f.Layout, f.Window))
	}
	for _, g := range f.Groups {
		if (len(g.Rows) == 0) == (g.PartsOf == "") {
			errs = append(errs, fmt.Errorf("group %s: want rows, or parts of a figure", g.Key))
		}
	}
	for _, r := range f.Rules {
		if !slices.Contains(relations, r.Is) || r.Whole == "" || r.PartsOf == "" {
			errs = append(errs, fmt.Errorf("rule %s: cannot be checked", r.Name))
		}
	}
	return f, errors.Join(errs...)
}

// partsOf finds the parts into which a figure divides.
func partsOf(modules []duty.Module, key string) []string {
	for _, m := range modules {
		for _, f := range m.Figures {
			if f.Key == key {
				return f.Parts
			}
		}
	}
	return nil
}

// ownerOf returns the duty that gives a figure, alone or as a part of another.
func ownerOf(modules []duty.Module, key string) (duty.Module, bool) {
	i := slices.IndexFunc(modules, func(m duty.Module) bool {
		return slices.ContainsFunc(m.Figures, func(f duty.Figure) bool { return f.Key == key || slices.Contains(f.Parts, key) })
	})
	if i < 0 {
		return duty.Module{}, false
	}
	return modules[i], true
}

// figureOf returns a figure, or the figure that it is a part of.
func figureOf(modules []duty.Module, key string) (duty.Figure, bool) {
	m, ok := ownerOf(modules, key)
	if !ok {
		return duty.Figure{}, false
	}
	i := slices.IndexFunc(m.Figures, func(f duty.Figure) bool { return f.Key == key })
	if i < 0 {
		i = slices.IndexFunc(m.Figures, func(f duty.Figure) bool { return slices.Contains(f.Parts, key) })
	}
	return m.Figures[i], true
}

// holderOf returns the duty whose records a table holds.
func holderOf(modules []duty.Module, table string) (duty.Module, bool) {
	i := slices.IndexFunc(modules, func(m duty.Module) bool {
		return slices.ContainsFunc(m.Records, func(k db.Kind) bool { return k.Table == table })
	})
	if i < 0 {
		return duty.Module{}, false
	}
	return modules[i], true
}

// Given reports whether one of the duties gives a figure of the form. A form
// of which none is given is not offered, and a group of which none is given
// does not stand in the table.
func (f Form) Given(modules []duty.Module) bool {
	return slices.ContainsFunc(f.Groups, func(g FormGroup) bool { return g.given(modules) })
}

func (g FormGroup) given(modules []duty.Module) bool {
	given := func(key string) bool { _, ok := ownerOf(modules, key); return ok }
	return g.PartsOf != "" && given(g.PartsOf) || slices.ContainsFunc(g.Rows, func(r FormRow) bool { return given(r.Figure) })
}

// keys are the figures of the rows of a form.
func (f Form) keys(modules []duty.Module) []string {
	var all []string
	for _, g := range f.Groups {
		if !g.given(modules) {
			continue
		}
		for _, r := range g.Rows {
			all = append(all, r.Figure)
		}
		all = append(all, partsOf(modules, g.PartsOf)...)
	}
	return all
}
