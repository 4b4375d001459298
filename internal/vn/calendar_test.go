package vn

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// off lists the weekdays off and the weekend days worked in a year.
func off(c *Calendar, year int) (rest, work []Day) {
	for d := dayFrom(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
		switch {
		case !weekend(d) && !c.Working(d):
			rest = append(rest, d[5:])
		case weekend(d) && c.Working(d):
			work = append(work, d[5:])
		}
	}
	return rest, work
}

func TestCalendarYears(t *testing.T) {
	tests := []struct {
		year       int
		rest, work []Day
	}{
		{2025, []Day{"01-01", "01-27", "01-28", "01-29", "01-30", "01-31", "04-07", "04-30", "05-01", "05-02", "09-01", "09-02"}, []Day{"04-26"}},
		{2026, []Day{"01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "04-27", "04-30", "05-01", "08-31", "09-01", "09-02"}, []Day{"01-10", "08-22"}},
		// Reckoned: Tết 5–9/2/2027 with two days in lieu, 1/5 in lieu on Monday.
		{2027, []Day{"01-01", "02-05", "02-08", "02-09", "02-10", "02-11", "04-16", "04-30", "05-03", "09-02", "09-03"}, nil},
		// 2/9 on a Saturday: the day before, and Monday in lieu.
		{2028, []Day{"01-03", "01-25", "01-26", "01-27", "01-28", "01-31", "04-04", "05-01", "05-02", "09-01", "09-04"}, nil},
		// Under the Code of 2012 one day for 2/9.
		{2019, []Day{"01-01", "02-04", "02-05", "02-06", "02-07", "02-08", "04-15", "04-30", "05-01", "09-02"}, nil},
	}
	c := NewCalendar(nil)
	for _, tt := range tests {
		rest, work := off(c, tt.year)
		if tt.year == 2028 { // 30/4 is a Sunday, 1/5 a Monday
			slices.Sort(rest)
		}
		if diff := cmp.Diff(tt.rest, rest); diff != "" {
			t.Errorf("%d off (-want +got):\n%s", tt.year, diff)
		}
		if diff := cmp.Diff(tt.work, work); diff != "" {
			t.Errorf("%d worked (-want +got):\n%s", tt.year, diff)
		}
	}
}

func TestMarksOverride(t *testing.T) {
	c := NewCalendar([]Mark{
		{"2026-11-24", Holiday, "Ngày Văn hóa Việt Nam", ""},
		{"2027-09-01", Holiday, NationalDay, "QĐ 1"},
		{"2027-09-02", Holiday, NationalDay, "QĐ 1"},
		{"2027-12-04", SwapWork, "", "QĐ 2"},
		{"2075-07-01", Holiday, "Ngày khác", ""},
	})
	tests := []struct {
		day       Day
		key, name string
	}{
		{"2026-11-24", WhyHoliday, "Ngày Văn hóa Việt Nam"},
		{"2026-11-23", WhyWorking, ""},
		{"2026-11-22", WhyWeekend, ""},
		{"2026-04-27", WhySwapOff, KingsDay},
		{"2026-08-22", WhySwapWork, NationalDay},
		{"2027-09-01", WhyHoliday, NationalDay},
		{"2027-09-03", WhyWorking, ""}, // the decree took the day before instead
		{"2027-12-04", WhySwapWork, ""},
		{"2075-07-01", WhyHoliday, "Ngày khác"},
		{"2075-05-01", WhyHoliday, LabourDay}, // beyond the laid-out years
	}
	for _, tt := range tests {
		if key, name := c.Why(tt.day); key != tt.key || name != tt.name {
			t.Errorf("Why(%s) = %s %q, want %s %q", tt.day, key, name, tt.key, tt.name)
		}
	}
	if NewCalendar(nil).Working("2026-11-24") != true {
		t.Error("24/11 is off without a mark")
	}
	var none *Calendar
	if none.Working("2026-05-01") || !none.Working("2026-05-04") {
		t.Error("a nil calendar does not know the statutory days")
	}
}

func TestDecreedIsSound(t *testing.T) {
	seen := map[Day]bool{}
	for _, m := range Decreed() {
		if !m.Day.Valid() || seen[m.Day] || m.Decree == "" || m.Name == "" {
			t.Errorf("mark %v", m)
		}
		if (m.Kind == SwapWork) != weekend(m.Day) && m.Kind != Holiday {
			t.Errorf("mark %v on a %s", m, m.Day.Weekday())
		}
		seen[m.Day] = true
	}
}
