package law

import (
	"errors"
	"slices"
	"testing"

	"liemchinh.vn/internal/vn"
)

// says tells whether a verdict explains itself with a key.
func says(v Verdict, key string) bool {
	return slices.ContainsFunc(v.Steps, func(s vn.Step) bool { return s.Key == key })
}

func limit(t *testing.T, form string, ended vn.Day, restarts []vn.Day, excluded []Span, flagged bool, concluded vn.Day) Verdict {
	t.Helper()
	v, err := Limitation(Default(), form, ended, restarts, excluded, flagged, concluded)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestA09(t *testing.T) {
	tests := []struct {
		form             string
		ended, concluded vn.Day
		until            vn.Day
		expired          bool
	}{
		{Reprimand, "2021-03-03", "2026-03-03", "2026-03-03", false},
		{Reprimand, "2021-03-03", "2026-03-04", "2026-03-03", true},
		{Warning, "2016-11-24", "2026-11-24", "2026-11-24", false},
		{Removal, "2016-11-23", "2026-11-24", "2026-11-23", true},
		{OrgReprimand, "2021-03-03", "2026-03-04", "2026-03-03", true},
		{OrgWarning, "2021-03-03", "2026-03-04", "2031-03-03", false},
		{OfficialDismissal, "2016-11-23", "2026-11-24", "2026-11-23", true},
		{Reprimand, "2020-02-29", "2025-03-01", "2025-02-28", true},
		{Reprimand, "", "2026-03-04", "2031-03-04", false},
	}
	for _, tt := range tests {
		v := limit(t, tt.form, tt.ended, nil, nil, false, tt.concluded)
		if v.Expired != tt.expired || v.Until != tt.until {
			t.Errorf("%s from %s concluded %s: expired %t, until %s; want %t, %s", tt.form, tt.ended, tt.concluded, v.Expired, v.Until, tt.expired, tt.until)
		}
		if key := map[bool]string{true: "law.limit.expired", false: "law.limit.in_time"}[tt.expired]; !says(v, key) || v.Steps[0].Key != "law.step.rule_article" && v.Steps[0].Key != "law.step.rule" {
			t.Errorf("%s: steps %v", tt.form, v.Steps)
		}
	}
}

func TestA10(t *testing.T) {
	v := limit(t, Reprimand, "2021-03-03", []vn.Day{"2025-06-15"}, nil, false, "2026-03-04")
	if v.Expired || v.Until != "2030-06-15" || !says(v, "law.limit.restart") {
		t.Errorf("restart: %+v", v)
	}
	v = limit(t, Reprimand, "2021-03-03", []vn.Day{"2026-03-04"}, nil, false, "2026-06-01")
	if !v.Expired || v.Until != "2026-03-03" || !says(v, "law.limit.restart_late") {
		t.Errorf("a violation after the end restarts: %+v", v)
	}
	// Each restart is judged by the period the one before it opened, in order of day.
	v = limit(t, Reprimand, "2014-01-10", []vn.Day{"2023-01-10", "2018-12-01", "2013-01-01"}, nil, false, "2026-03-04")
	if v.Expired || v.Until != "2028-01-10" {
		t.Errorf("chain: %+v", v)
	}
}

func TestA11(t *testing.T) {
	for _, form := range []string{Reprimand, Warning, Removal, Expulsion, Dissolution} {
		v := limit(t, form, "1990-01-01", nil, nil, true, "2026-11-24")
		if v.Expired || v.Until != "" || !says(v, "law.limit.flagged") {
			t.Errorf("%s flagged: %+v", form, v)
		}
	}
	for _, form := range []string{Expulsion, Dissolution} {
		v := limit(t, form, "1990-01-01", nil, nil, false, "2026-11-24")
		if v.Expired || v.Until != "" || !says(v, "law.limit.none") {
			t.Errorf("%s: %+v", form, v)
		}
	}
}

func TestA18(t *testing.T) {
	tests := []struct {
		name     string
		excluded []Span
		until    vn.Day
	}{
		{"ten days", []Span{{"2022-01-01", "2022-01-10"}}, "2026-03-13"},
		{"overlapping spans once", []Span{{"2022-01-05", "2022-01-10"}, {"2022-01-01", "2022-01-06"}}, "2026-03-13"},
		{"before the violation", []Span{{"2020-01-01", "2020-02-01"}}, "2026-03-03"},
		{"over the start", []Span{{"2021-02-01", "2021-03-05"}}, "2026-03-05"},
		{"after the end", []Span{{"2026-03-04", "2026-03-05"}}, "2026-03-03"},
		{"in the days gained", []Span{{"2022-01-01", "2022-01-10"}, {"2026-03-12", "2026-03-13"}}, "2026-03-15"},
		{"still lasting", []Span{{"2026-03-01", ""}}, "2026-03-23"},
		{"back to front", []Span{{"2022-01-10", "2022-01-01"}}, "2026-03-03"},
	}
	for _, tt := range tests {
		v := limit(t, Reprimand, "2021-03-03", nil, tt.excluded, false, "2026-03-20")
		if v.Until != tt.until || v.Expired != ("2026-03-20" > tt.until) {
			t.Errorf("%s: until %s expired %t, want %s", tt.name, v.Until, v.Expired, tt.until)
		}
	}
}

func TestLimitationUnknown(t *testing.T) {
	if _, err := Limitation(Default(), "scolding", "2021-03-03", nil, nil, false, "2026-03-04"); !errors.Is(err, ErrNoRule) {
		t.Errorf("an unknown form: %v", err)
	}
	if _, err := Limitation(Default(), Reprimand, "someday", nil, nil, false, "2026-03-04"); !errors.Is(err, ErrNotTerm) {
		t.Errorf("no day: %v", err)
	}
}
