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

	"liemchinh.vn/internal/duty"
)

//go:embed forms
var forms embed.FS

// A Form is a table that a superior office prescribes, as data: which figures
// stand in it, in which order, and which sums must agree. Its title is the
// text "report.form."+Key.
type Form struct {
	Key    string      `json:"key"`
	Years  int         `json:"years"` // length of the usual period
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
}

// FiveYear is the key of the form of five years' work.
const FiveYear = "five-year"

// ErrNoForm means that there is no form with a key.
var ErrNoForm = errors.New("no such form")

// Forms reads the forms of the program, in the order of their keys.
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
	slices.SortFunc(all, func(a, b Form) int { return cmp.Compare(a.Key, b.Key) })
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

// moduleOf returns the duty to which a figure, or a table, belongs.
func moduleOf(modules []duty.Module, name, sep string) (duty.Module, bool) {
	id, _, _ := strings.Cut(name, sep)
	i := slices.IndexFunc(modules, func(m duty.Module) bool { return m.ID == id })
	if i < 0 {
		return duty.Module{}, false
	}
	return modules[i], true
}
