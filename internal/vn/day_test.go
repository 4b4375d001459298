package vn

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseDay(t *testing.T) {
	tests := []struct {
		in   string
		want Day
		key  string
	}{
		{"24/11/2026", "2026-11-24", ""},
		{" 8/12/2026 ", "2026-12-08", ""},
		{"8.12.26", "2026-12-08", ""},
		{"08-12-2026", "2026-12-08", ""},
		{"8/12/26", "2026-12-08", ""},
		{"8/12/65", "1965-12-08", ""},
		{"2026-11-24", "2026-11-24", ""},
		{"ngày 5 tháng 2 năm 2026", "2026-02-05", ""},
		{"Ngày 05 tháng 02 năm 2026", "2026-02-05", ""},
		{"8 / 12 / 2026", "2026-12-08", ""},
		{"29/02/2024", "2024-02-29", ""},
		{"2026-11-24 00:00:00", "2026-11-24", ""},
		{"2026-11-24T00:00:00Z", "2026-11-24", ""},
		{"24/11/2026 00:00", "2026-11-24", ""},
		{"24/11/2026 07:30", "", KeyDayForm},
		{"31/02/2026", "", KeyDayNoDay},
		{"29/2/2025", "", KeyDayNoDay},
		{"0/1/2026", "", KeyDayNoDay},
		{"1/13/2026", "", KeyDayNoMonth},
		{"31/02", "", KeyDayNoYear},
		{"ngày 5 tháng 2", "", KeyDayNoYear},
		{"1/1/226", "", KeyDayNoYear},
		{"1/1/9999", "", KeyDayNoYear},
		{"hôm nay", "", KeyDayForm},
		{"", "", KeyDayForm},
		{"45000", "", KeyDayForm},
	}
	for _, tt := range tests {
		got, err := ParseDay(tt.in)
		var problem *DayError
		errors.As(err, &problem)
		if got != tt.want || (tt.key == "") != (err == nil) || problem != nil && problem.Key != tt.key {
			t.Errorf("ParseDay(%q) = %q, %v; want %q %s", tt.in, got, err, tt.want, tt.key)
		}
	}
}

func TestDayErrorArgs(t *testing.T) {
	tests := []struct {
		in   string
		want DayError
	}{
		{"31/02/2026", DayError{"31/02/2026", KeyDayNoDay, []any{"2", 31}}},
		{"29/2/2025", DayError{"29/2/2025", KeyDayNoDay, []any{"2/2025", 29}}},
		{"1/13/2026", DayError{"1/13/2026", KeyDayNoMonth, []any{13}}},
		{"5/2", DayError{"5/2", KeyDayNoYear, []any{"5/2"}}},
		{"mai", DayError{"mai", KeyDayForm, []any{"mai"}}},
	}
	for _, tt := range tests {
		_, err := ParseDay(tt.in)
		var got *DayError
		if !errors.As(err, &got) {
			t.Fatalf("ParseDay(%q): %v", tt.in, err)
		}
		if diff := cmp.Diff(tt.want, *got); diff != "" {
			t.Errorf("ParseDay(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestDayArithmetic(t *testing.T) {
	tests := []struct{ got, want Day }{
		{Day("2027-01-31").AddMonths(1), "2027-02-28"},
		{Day("2024-02-29").AddYears(1), "2025-02-28"},
		{Day("2026-03-31").AddMonths(-1), "2026-02-28"},
		{Day("2026-12-31").AddDays(1), "2027-01-01"},
		{Day("2026-01-01").AddDays(-1), "2025-12-31"},
		{Day("2026-11-15").AddMonths(14), "2028-01-15"},
		{Day("").AddDays(1), ""},
		{Day("9999-12-31").AddDays(1), ""},
		{Day("0001-01-01").AddDays(-1), ""},
		{DayOf(time.Date(2026, 11, 24, 17, 0, 0, 0, time.UTC)), "2026-11-25"},
		{DayOf(time.Date(2026, 11, 24, 16, 59, 59, 0, time.UTC)), "2026-11-24"},
		{DayOf(time.Time{}), ""},
	}
	for i, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%d: got %q, want %q", i, tt.got, tt.want)
		}
	}
	if n := Day("2026-03-01").Sub("2024-02-28"); n != 732 {
		t.Errorf("Sub = %d", n)
	}
	if s := Day("2026-11-24").Show(); s != "24/11/2026" {
		t.Errorf("Show = %s", s)
	}
	for _, d := range []Day{"", "2026-02-30", "2026-13-01", "2026-1-01", "2026/01/01", "0000-01-01", "２０２６"} {
		if d.Valid() || d.Year() != 0 || d.Month() != 0 || d.Sub("2026-01-01") != 0 {
			t.Errorf("%q passes for a day", d)
		}
	}
}

// Reckoning on the text agrees with the clock library.
func TestDayAgainstTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(rapid.IntRange(1600, 2400).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		n := rapid.IntRange(-800, 800).Draw(t, "n")
		d, want := Day(at.Format(time.DateOnly)), Day(at.AddDate(0, 0, n).Format(time.DateOnly))
		if got := d.AddDays(n); got != want || got.Sub(d) != n || !got.Valid() || got.Weekday() != want.Time().Weekday() {
			t.Fatalf("%s %+d = %s, want %s", d, n, got, want)
		}
		month := time.Date(at.Year(), at.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		got := d.AddMonths(n)
		if got.Year() != month.Year() || got.Month() != int(month.Month()) || got[8:] > d[8:] {
			t.Fatalf("%s %+d months = %s", d, n, got)
		}
		if got[8:] < d[8:] && got.AddDays(1).Month() == got.Month() {
			t.Fatalf("%s %+d months = %s, not the last day of its month", d, n, got)
		}
	})
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"24/11/2026", "8.12.26", "ngày 5 tháng 2 năm 2026", "31/02/2026", "2026-11-24", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDay(s)
		if (err == nil) != d.Valid() {
			t.Fatalf("%q gives %q and %v", s, d, err)
		}
		if err != nil {
			return
		}
		if back, err := ParseDay(d.Show()); err != nil || back != d {
			t.Fatalf("%q shown as %s reads as %q, %v", s, d.Show(), back, err)
		}
	})
}
