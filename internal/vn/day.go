// Package vn knows the Vietnamese office: days as a clerk types them, the lunar
// year, working days, statutory deadlines, the order of names and the old
// encodings. It holds no state and reads no clock.
package vn

import (
	"embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Files holds text/vi.txt and text/en.txt: the texts of every key of this package.
//
//go:embed text
var Files embed.FS

// Day is a solar calendar day written YYYY-MM-DD, so that comparing the text
// compares the days. The zero value "" is no day. Civil Code 2015, art. 145.
type Day string

// Keys of DayError; the texts are in text/vi.txt and text/en.txt.
const (
	KeyDayForm    = "vn.day.form"    // not a day at all; {0} is what was typed
	KeyDayNoMonth = "vn.day.nomonth" // no such month; {0} is the month
	KeyDayNoDay   = "vn.day.noday"   // the month lacks the day; {0} month, {1} day
	KeyDayNoYear  = "vn.day.noyear"  // the year is missing or outside 1900–2199; {0} is what was typed
)

// DayError says why a typed text is no day, as a text key with its arguments.
type DayError struct {
	Input string
	Key   string
	Args  []any
}

// Error gives the key and the input; people are shown the text of Key instead.
func (e *DayError) Error() string { return fmt.Sprintf("%s: %q", e.Key, e.Input) }

const (
	firstYear = 1900
	lastYear  = 2199
	// A two-digit year from 50 on is of the last century: birthdays of people
	// in office, not days to come.
	centuryTurn = 50
)

// zone is Vietnam's time, UTC+7 without summer time, fixed so that no time zone
// data need be installed.
var zone = time.FixedZone("UTC+7", 7*60*60)

var (
	dayISO   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00)?z?)?$`)
	dayTyped = regexp.MustCompile(`^(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{1,4})(?: 00:00(?::00)?)?$`)
	dayWords = regexp.MustCompile(`^(?:ngay )?(\d{1,2}) ?thang (\d{1,2}),? ?nam (\d{1,4})$`)
	dayShort = regexp.MustCompile(`^(?:ngay )?(\d{1,2}) ?(?:[-/. ]|thang) ?(\d{1,2}) ?(?:[-/.]|nam)?$`)
)

// ParseDay reads a day as a clerk types it: 24/11/2026, 8.12.26, 08-12-2026,
// 2026-11-24 or "ngày 5 tháng 2 năm 2026". Two-digit years 00–49 are 2000–2049,
// 50–99 are 1950–1999. The midnight that spreadsheets write after a day is let
// pass. The error is a *DayError.
func ParseDay(s string) (Day, error) {
	t := Fold(s)
	if m := dayISO.FindStringSubmatch(t); m != nil {
		return makeDay(s, m[1], m[2], m[3])
	}
	for _, form := range []*regexp.Regexp{dayTyped, dayWords} {
		if m := form.FindStringSubmatch(t); m != nil {
			return makeDay(s, m[3], m[2], m[1])
		}
	}
	if dayShort.MatchString(t) {
		return "", &DayError{s, KeyDayNoYear, []any{s}}
	}
	return "", &DayError{s, KeyDayForm, []any{s}}
}

// makeDay checks the parts from the outside in: month, year, then day.
func makeDay(input, year, month, day string) (Day, error) {
	y, m, d := number(year), number(month), number(day)
	if m < 1 || m > 12 {
		return "", &DayError{input, KeyDayNoMonth, []any{m}}
	}
	if len(year) == 2 {
		y += 2000
		if y >= 2000+centuryTurn {
			y -= 100
		}
	}
	if y < firstYear || y > lastYear {
		return "", &DayError{input, KeyDayNoYear, []any{input}}
	}
	if d < 1 || d > monthDays(y, m) {
		name := strconv.Itoa(m)
		if m == 2 && d == 29 {
			name += "/" + strconv.Itoa(y) // February has a 29th, but not this year
		}
		return "", &DayError{input, KeyDayNoDay, []any{name, d}}
	}
	return dayFrom(y, m, d), nil
}

// number reads digits only; the patterns admit nothing else.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// monthDays counts the days of a month.
func monthDays(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// dayFrom writes a day out of parts already known to be sound.
func dayFrom(y, m, d int) Day {
	b := []byte("0000-00-00")
	for i, v := range [...]struct{ end, n int }{{3, y}, {6, m}, {9, d}} {
		for at, n := v.end, v.n; n > 0 && at >= [...]int{0, 5, 8}[i]; at-- {
			b[at] = byte('0' + n%10)
			n /= 10
		}
	}
	return Day(b)
}

// DayOf gives the day in Vietnam (UTC+7) at a moment.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return ""
	}
	return plainDay(t.In(zone))
}

// plainDay takes the date as the time itself shows it; years outside 1–9999
// have no day.
func plainDay(t time.Time) Day {
	y, m, d := t.Date()
	if y < 1 || y > 9999 {
		return ""
	}
	return dayFrom(y, int(m), d)
}

// parts splits a day; ok is false when it is none.
func (d Day) parts() (year, month, day int, ok bool) {
	if len(d) != 10 || d[4] != '-' || d[7] != '-' {
		return 0, 0, 0, false
	}
	n := 0
	for i := range len(d) {
		if i == 4 || i == 7 {
			continue
		}
		if d[i] < '0' || d[i] > '9' {
			return 0, 0, 0, false
		}
		n = n*10 + int(d[i]-'0')
	}
	year, month, day = n/10000, n/100%100, n%100
	ok = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthDays(year, month)
	return year, month, day, ok
}

// Valid tells whether the text is a day of the calendar; "" is not.
func (d Day) Valid() bool {
	_, _, _, ok := d.parts()
	return ok
}

// Time gives midnight UTC of the day, for reckoning only; the zero time when d
// is not valid.
func (d Day) Time() time.Time {
	y, m, day, ok := d.parts()
	if !ok {
		return time.Time{}
	}
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}

// AddDays moves by n days, back when n is negative; "" when d is not valid or
// the result leaves the years 1–9999.
func (d Day) AddDays(n int) Day {
	y, m, day, ok := d.parts()
	if !ok || n > 4_000_000 || n < -4_000_000 {
		return ""
	}
	if to := day + n; to >= 1 && to <= 28 {
		return dayFrom(y, m, to) // within the month: most moves of a count
	}
	return plainDay(time.Date(y, time.Month(m), day+n, 0, 0, 0, 0, time.UTC))
}

// AddMonths moves by n months to the same date; where the month lacks the date,
// to its last day (Civil Code 2015, art. 148.3).
func (d Day) AddMonths(n int) Day {
	y, m, day, ok := d.parts()
	if !ok || n > 120_000 || n < -120_000 {
		return ""
	}
	first := time.Date(y, time.Month(m+n), 1, 0, 0, 0, 0, time.UTC)
	if first.Year() < 1 || first.Year() > 9999 {
		return ""
	}
	last := monthDays(first.Year(), int(first.Month()))
	return dayFrom(first.Year(), int(first.Month()), min(day, last))
}

// AddYears moves by n years under the same rule as AddMonths.
func (d Day) AddYears(n int) Day {
	if n > 10_000 || n < -10_000 {
		return ""
	}
	return d.AddMonths(12 * n)
}

// Sub counts the days from e to d: 1 when d is the day after e, 0 when either
// is not valid.
func (d Day) Sub(e Day) int {
	if !d.Valid() || !e.Valid() {
		return 0
	}
	return int(d.Time().Sub(e.Time()).Hours() / 24)
}

// Before tells whether d is an earlier day than e; no day is before all days.
func (d Day) Before(e Day) bool { return d < e }

// After tells whether d is a later day than e.
func (d Day) After(e Day) bool { return d > e }

// Weekday gives the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Year gives the year, 0 when d is not valid.
func (d Day) Year() int {
	y, _, _, ok := d.parts()
	if !ok {
		return 0
	}
	return y
}

// Month gives the month 1–12, 0 when d is not valid.
func (d Day) Month() int {
	_, m, _, ok := d.parts()
	if !ok {
		return 0
	}
	return m
}

// String gives YYYY-MM-DD.
func (d Day) String() string { return string(d) }

// Show writes the day as the office does, 24/11/2026; "" when there is none.
func (d Day) Show() string {
	y, m, day, ok := d.parts()
	if !ok {
		return strings.TrimSpace(string(d))
	}
	return fmt.Sprintf("%02d/%02d/%04d", day, m, y)
}
