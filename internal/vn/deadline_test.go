package vn

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// cultureDay is what an administrator adds once 24/11 is a day off.
var cultureDay = []Mark{{"2026-11-24", Holiday, "Ngày Văn hóa Việt Nam", ""}}

func TestCountVectors(t *testing.T) {
	tests := []struct {
		start Day
		n     int
		unit  Unit
		marks []Mark
		want  Day
	}{
		{"2026-02-13", 7, WorkingDays, nil, "2026-03-03"},
		{"2026-07-01", 7, WorkingDays, nil, "2026-07-10"},
		{"2026-08-27", 5, WorkingDays, nil, "2026-09-08"},
		{"2026-04-24", 3, WorkingDays, nil, "2026-05-04"},
		{"2026-11-20", 7, WorkingDays, nil, "2026-12-01"},
		{"2026-11-20", 7, WorkingDays, cultureDay, "2026-12-02"},
		{"2026-07-03", 10, WorkingDays, nil, "2026-07-17"},
		{"2026-03-31", 30, Days, nil, "2026-05-04"},
		{"2026-03-27", 30, Days, nil, "2026-04-28"},
		{"2026-07-02", 60, Days, nil, "2026-09-03"},
		{"2026-01-15", 30, Days, nil, "2026-02-23"},
		{"2027-01-31", 1, Months, nil, "2027-03-01"},
		{"2026-08-03", 30, Days, nil, "2026-09-03"},
		{"2024-02-29", 1, Years, nil, "2025-02-28"},
		{"2026-11-20", 2, Weeks, nil, "2026-12-04"},
		{"2026-01-09", 1, WorkingDays, nil, "2026-01-10"}, // the make-up Saturday
		{"2026-11-21", 0, Days, nil, "2026-11-23"},
		{"2026-11-21", 0, WorkingDays, nil, "2026-11-23"},
		{"", 1, Days, nil, ""},
		{"2026-11-20", -1, Days, nil, ""},
		{"2026-11-20", 1 << 40, WorkingDays, nil, ""},
		{"2026-11-20", 1, Unit("moons"), nil, ""},
	}
	for _, tt := range tests {
		got := Count(NewCalendar(tt.marks), tt.start, tt.n, tt.unit, true)
		if got.Due != tt.want {
			t.Errorf("Count(%s, %d %s) = %s, want %s (%v)", tt.start, tt.n, tt.unit, got.Due, tt.want, got.Steps)
		}
		if len(got.Steps) == 0 {
			t.Errorf("Count(%s, %d %s) explains nothing", tt.start, tt.n, tt.unit)
		}
	}
}

func TestCountWithoutRoll(t *testing.T) {
	if got := Count(NewCalendar(nil), "2027-01-31", 1, Months, false).Due; got != "2027-02-28" {
		t.Errorf("without roll: %s", got)
	}
}

func TestProperties(t *testing.T) {
	c := NewCalendar(cultureDay)
	rapid.Check(t, func(t *rapid.T) {
		start := Day("2020-01-01").AddDays(rapid.IntRange(0, 6000).Draw(t, "day"))
		n := rapid.IntRange(1, 200).Draw(t, "n")
		due := Count(c, start, n, WorkingDays, true).Due
		if !c.Working(due) {
			t.Fatalf("%s + %d ends on a day off %s", start, n, due)
		}
		counted := 0
		for d := start.AddDays(1); d <= due; d = d.AddDays(1) {
			if c.Working(d) {
				counted++
			}
		}
		if counted != n {
			t.Fatalf("%s + %d = %s holds %d working days", start, n, due, counted)
		}
		for _, u := range []Unit{Days, WorkingDays, Weeks, Months, Years} {
			a, b := Count(c, start, n, u, true), Count(c, start.AddDays(1), n, u, true)
			if a.Due > b.Due || Count(c, start, n+1, u, true).Due < a.Due {
				t.Fatalf("not monotone: %s %d %s: %s, %s", start, n, u, a.Due, b.Due)
			}
			if !c.Working(a.Due) {
				t.Fatalf("%d %s rolled to a day off %s", n, u, a.Due)
			}
		}
		if back := CountBack(c, due.AddDays(1), n, WorkingDays).Due; back <= start {
			t.Fatalf("back from %s by %d is %s, not after %s", due, n, back, start)
		}
	})
}

// The explanation names every day off that was passed over, each run once.
func TestCountExplains(t *testing.T) {
	tests := []struct {
		name  string
		start Day
		n     int
		unit  Unit
		marks []Mark
		want  []Step
	}{
		{"over Tết", "2026-02-13", 7, WorkingDays, nil, []Step{
			{StepStart, []any{Day("2026-02-13"), Day("2026-02-14")}},
			{StepSkip, []any{Day("2026-02-14"), Day("2026-02-22"), LunarNew}},
			{StepWeekends, []any{2}},
			{StepWorkingDays, []any{7, Day("2026-03-03")}},
		}},
		{"one day off", "2026-11-20", 7, WorkingDays, cultureDay, []Step{
			{StepStart, []any{Day("2026-11-20"), Day("2026-11-21")}},
			{StepSkipDay, []any{Day("2026-11-24"), "Ngày Văn hóa Việt Nam"}},
			{StepWeekends, []any{4}},
			{StepWorkingDays, []any{7, Day("2026-12-02")}},
		}},
		{"two holidays in a run", "2026-04-24", 3, WorkingDays, nil, []Step{
			{StepStart, []any{Day("2026-04-24"), Day("2026-04-25")}},
			{StepSkip, []any{Day("2026-04-25"), Day("2026-04-27"), KingsDay}},
			{StepSkip, []any{Day("2026-04-30"), Day("2026-05-03"), VictoryDay + ", " + LabourDay}},
			{StepWorkingDays, []any{3, Day("2026-05-04")}},
		}},
		{"worked Saturday", "2026-01-09", 1, WorkingDays, nil, []Step{
			{StepStart, []any{Day("2026-01-09"), Day("2026-01-10")}},
			{StepSwapWork, []any{Day("2026-01-10"), NewYear}},
			{StepWorkingDays, []any{1, Day("2026-01-10")}},
		}},
		{"missing date", "2027-01-31", 1, Months, nil, []Step{
			{StepStart, []any{Day("2027-01-31"), Day("2027-02-01")}},
			{StepMonths, []any{1, Day("2027-02-28")}},
			{StepLastDay, []any{31, Day("2027-02-28")}},
			{StepRollWeekend, []any{Day("2027-02-28"), Day("2027-03-01")}},
		}},
		{"no start", "", 1, Months, nil, []Step{{Key: StepInvalid}}},
	}
	for _, tt := range tests {
		got := Count(NewCalendar(tt.marks), tt.start, tt.n, tt.unit, true).Steps
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestCountBack(t *testing.T) {
	c := NewCalendar(nil)
	tests := []struct {
		event Day
		n     int
		unit  Unit
		want  Day
	}{
		{"2026-11-24", 2, WorkingDays, "2026-11-20"},
		{"2026-02-23", 1, WorkingDays, "2026-02-13"},
		{"2026-11-24", 10, Days, "2026-11-14"},
		{"2026-11-24", 1, Months, ""},
		{"", 1, Days, ""},
	}
	for _, tt := range tests {
		if got := CountBack(c, tt.event, tt.n, tt.unit).Due; got != tt.want {
			t.Errorf("%d %s before %s = %s, want %s", tt.n, tt.unit, tt.event, got, tt.want)
		}
	}
}
