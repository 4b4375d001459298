package vn

import "testing"

func TestLunarTable(t *testing.T) {
	tests := []struct {
		year       int
		tet, kings Day
	}{
		{2020, "2020-01-25", "2020-04-02"}, {2021, "2021-02-12", "2021-04-21"},
		{2022, "2022-02-01", "2022-04-10"}, {2023, "2023-01-22", "2023-04-29"},
		{2024, "2024-02-10", "2024-04-18"}, {2025, "2025-01-29", "2025-04-07"},
		{2026, "2026-02-17", "2026-04-26"}, {2027, "2027-02-06", "2027-04-16"},
		{2028, "2028-01-26", "2028-04-04"}, {2029, "2029-02-13", "2029-04-23"},
		{2030, "2030-02-02", "2030-04-12"}, {2031, "2031-01-23", "2031-04-01"},
		{2032, "2032-02-11", "2032-04-19"}, {2033, "2033-01-31", "2033-04-09"},
		{2034, "2034-02-19", "2034-04-28"}, {2035, "2035-02-08", "2035-04-17"},
	}
	for _, tt := range tests {
		if got := Tet(tt.year); got != tt.tet {
			t.Errorf("Tet(%d) = %s, want %s", tt.year, got, tt.tet)
		}
		if got := HungKings(tt.year); got != tt.kings {
			t.Errorf("HungKings(%d) = %s, want %s", tt.year, got, tt.kings)
		}
	}
}

// The years in which Vietnam and China parted: 1985 by a whole month.
func TestLunarMeridian(t *testing.T) {
	for year, want := range map[int]Day{1968: "1968-01-29", 1985: "1985-01-21", 2007: "2007-02-17", 2030: "2030-02-02"} {
		if got := Tet(year); got != want {
			t.Errorf("Tet(%d) = %s, want %s", year, got, want)
		}
	}
}

func TestLeapMonths(t *testing.T) {
	for year, month := range map[int]int{2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2033: 11} {
		if FromLunar(year, month, 1, true) == "" {
			t.Errorf("%d has no leap month %d", year, month)
		}
	}
	if d := FromLunar(2026, 6, 1, true); d != "" {
		t.Errorf("2026 has a leap month: %s", d)
	}
	if d := FromLunar(2026, 1, 31, false); d != "" {
		t.Errorf("a lunar month of 31 days: %s", d)
	}
}

func TestLunarRoundTrip(t *testing.T) {
	before := ToLunar("1989-12-31")
	for d := Day("1990-01-01"); d < "2051-01-01"; d = d.AddDays(1) {
		l := ToLunar(d)
		if back := FromLunar(l.Year, l.Month, l.Day, l.Leap); back != d {
			t.Fatalf("%s is lunar %v, which is %s", d, l, back)
		}
		if l.Day != before.Day+1 && l.Day != 1 {
			t.Fatalf("%s: day %d follows %d", d, l.Day, before.Day)
		}
		before = l
	}
}
