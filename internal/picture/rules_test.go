package picture

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// seen is a sight of an office with two communes and a body that serves it, on
// 24 November 2026, when 89 per cent of the year are over.
func seen(change func(*sight)) sight {
	s := sight{today: "2026-11-24", own: office{"p", "Tỉnh ủy", true}, clocks: clocks, figures: figures,
		below: []office{{"a", "Đồi Chè", true}, {"b", "Suối Trong", true}, {"c", "Ban Tổ chức", false}}, due: map[string][]count{}, done: db.ByOffice{}, aims: db.ByOffice{}}
	for _, o := range []string{"p", "a", "b"} {
		s.done.Add(o, "inspection.members_inspected", 2026, 100)
	}
	change(&s)
	return s
}

func lateOf(key, unit string, day vn.Day, n int) func(*sight) {
	return func(s *sight) { s.due[key] = append(s.due[key], count{unit, day, n}) }
}

// said writes a sentence by its keys.
func said(all []sentence) []string {
	var out []string
	for _, x := range all {
		out = append(out, fmt.Sprintf("%s | %s | %s | %s", x.rule, x.about, x.says, x.number))
	}
	return out
}

func TestRules(t *testing.T) {
	aim := func(unit string, n int) func(*sight) {
		return func(s *sight) { s.aims.Add(unit, "inspection.members_inspected", 2026, n) }
	}
	for _, tt := range []struct {
		name  string
		given []func(*sight)
		want  []string
	}{
		{"nothing is wrong", nil, nil},
		{"due today is not late", []func(*sight){lateOf("inspections", "a", "2026-11-24", 3)}, nil},
		{"late, most at one office", []func(*sight){lateOf("inspections", "a", "2026-11-23", 1), lateOf("inspections", "b", "2026-01-01", 2), lateOf("inspections", "b", "2026-12-01", 9)},
			[]string{"late | picture.clock.inspections | picture.say.late.where (3, Suối Trong, 2) | picture.n (3)"}},
		{"late at one office alone", []func(*sight){lateOf("reminders", "a", "2026-11-23", 2)}, []string{"late | picture.clock.reminders | picture.say.late.at (2, Đồi Chè, 2) | picture.n (2)"}},
		{"late at the office itself", []func(*sight){lateOf("appeals", "", "2026-11-23", 2)}, []string{"late | picture.clock.appeals | picture.say.late (2) | picture.n (2)"}},
		{"a copy is missing", []func(*sight){lateOf("missing", "a", "0001-01-01", 1)}, []string{"late | picture.clock.missing | picture.say.missing.at (1, Đồi Chè, 1) | picture.n (1)"}},
		{"an incident is not reported, found today", []func(*sight){lateOf("incidents", "a", "2026-11-24", 1)}, nil},
		{"an incident is not reported", []func(*sight){lateOf("incidents", "a", "2026-11-23", 1)}, []string{"late | picture.clock.incidents | picture.say.incidents.at (1, Đồi Chè, 1) | picture.n (1)"}},
		{"notices late", []func(*sight){lateOf("notices", "", "2026-11-20", 4)}, []string{"late | picture.clock.notices | picture.say.late (4) | picture.n (4)"}},
		{"terms end within thirty days", []func(*sight){lateOf("terms", "", "2026-12-23", 4), lateOf("terms", "", "2026-12-24", 1)}, []string{"soon | picture.clock.terms | picture.say.soon (4, 30) | picture.n (4)"}},
		{"discipline lapses", []func(*sight){lateOf("lapses", "", "2026-11-24", 1)}, []string{"soon | picture.clock.lapses | picture.say.soon (1, 30) | picture.n (1)"}},
		{"a target 15 points behind", []func(*sight){aim("a", 135)}, []string{"behind | picture.name (Đồi Chè) | picture.say.behind (inspection.members_inspected, 100, 135, 89) | picture.percent (74)"}},
		{"a target 14 points behind", []func(*sight){aim("a", 133)}, nil},
		{"two targets behind: the worst is named", []func(*sight){aim("a", 135), aim("b", 500)}, []string{"behind | picture.name (Suối Trong) | picture.say.behind.others (inspection.members_inspected, 100, 500, 89, 1) | picture.percent (20)"}},
		{"an office without result", []func(*sight){func(s *sight) { delete(s.done, "a") }}, []string{"silent | picture.name (Đồi Chè) | picture.say.silent (2026) | picture.units (1)"}},
		{"two offices without result", []func(*sight){func(s *sight) { delete(s.done, "a"); delete(s.done, "b") }}, []string{"silent | picture.name (Đồi Chè) | picture.say.silent.others (1, 2026) | picture.units (2)"}},
		{"in February nothing is said of results and targets", []func(*sight){aim("a", 500), func(s *sight) { s.today = "2026-02-20"; delete(s.done, "a") }}, nil},
		{"leaks of this year", []func(*sight){func(s *sight) { s.done.Add("p", "secrets.leak_cases", 2026, 2) }}, []string{"secrets | picture.year (2026) | picture.say.leaks (2) | picture.cases (2)"}},
		{"leaks of last year", []func(*sight){func(s *sight) { s.done.Add("p", "secrets.leak_cases", 2025, 2) }}, nil},
		{"what should not be at all comes first, what comes soon last", []func(*sight){lateOf("terms", "", "2026-12-01", 9), aim("a", 500), lateOf("inspections", "a", "2026-11-01", 50), lateOf("missing", "", "0001-01-01", 1)}, []string{
			"late | picture.clock.missing | picture.say.missing (1) | picture.n (1)",
			"late | picture.clock.inspections | picture.say.late.at (50, Đồi Chè, 50) | picture.n (50)",
			"soon | picture.clock.terms | picture.say.soon (9, 30) | picture.n (9)",
			"behind | picture.name (Đồi Chè) | picture.say.behind (inspection.members_inspected, 100, 500, 89) | picture.percent (20)"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := said(say(seen(func(s *sight) {
				for _, g := range tt.given {
					g(s)
				}
			})))
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestElapsed(t *testing.T) {
	for day, want := range map[vn.Day]int{"2026-01-01": 0, "2026-07-02": 50, "2026-12-31": 100, "2028-12-31": 100} {
		if got := elapsed(day); got != want {
			t.Errorf("%s: %d, want %d", day, got, want)
		}
	}
}

func TestMarks(t *testing.T) {
	all := marks([]column{{n: 0}, {n: 1, target: 100}, {n: 100, target: 100}, {n: 84, target: 100}})
	var got []string
	for _, m := range all {
		got = append(got, m.Bar.Class+" "+m.Bar.H+" "+m.Tick)
	}
	want := []string{"f2 0 ", "f4 1 M52 4h46", "f2 40 M102 4h46", "f4 33.6 M152 4h46"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
