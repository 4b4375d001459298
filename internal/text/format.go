package text

import (
	"strconv"
	"strings"
	"time"
)

// local is the legal time of Viet Nam, UTC+7 without summer time.
var local = time.FixedZone("UTC+7", 7*60*60)

func isDay(s string) bool {
	return len(s) == 10 && s[4] == '-' && s[7] == '-' && digits(s[:4]) && digits(s[5:7]) && digits(s[8:])
}

func isMoment(s string) bool {
	return len(s) == 20 && s[10] == 'T' && s[19] == 'Z' && isDay(s[:10])
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Number writes a whole number in groups of three: 12.345 and 12,345.
func (t *Texts) Number(l Lang, n int) string {
	s, sign := strconv.Itoa(n), ""
	if n < 0 {
		s, sign = s[1:], "−"
	}
	sep := "."
	if l == En {
		sep = ","
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return sign + s
}

// Percent writes num of den as per cent with one decimal: "97,5 %" and
// "97.5%". Where there is nothing to divide by it writes a dash.
func (t *Texts) Percent(l Lang, num, den int) string {
	if den == 0 {
		return "–"
	}
	s := strconv.FormatFloat(float64(num)*100/float64(den), 'f', 1, 64)
	if l == En {
		return s + "%"
	}
	return strings.Replace(s, ".", ",", 1) + "\u00a0%"
}

// Day writes a day, YYYY-MM-DD, as 24/11/2026 or 24 Nov 2026. What is not a
// day comes back as it is.
func (t *Texts) Day(l Lang, day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if l == En {
		return d.Format("2 Jan 2006")
	}
	return d.Format("02/01/2006")
}

var weekdays = [7]string{"Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"}

// DayLong writes a day with its weekday: "Thứ Ba, 24/11/2026" and
// "Tuesday, 24 Nov 2026".
func (t *Texts) DayLong(l Lang, day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if l == En {
		return d.Weekday().String() + ", " + t.Day(l, day)
	}
	return weekdays[d.Weekday()] + ", " + t.Day(l, day)
}

// Moment writes a moment, RFC3339, in the legal time of Viet Nam:
// "24/11/2026 10:31". What is not a moment comes back as it is.
func (t *Texts) Moment(l Lang, rfc3339 string) string {
	m, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		return rfc3339
	}
	m = m.In(local)
	return t.Day(l, m.Format(time.DateOnly)) + " " + m.Format("15:04")
}

// Clock writes the hour and minute of a moment in the legal time of Viet Nam.
func (t *Texts) Clock(rfc3339 string) string {
	m, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		return rfc3339
	}
	return m.In(local).Format("15:04")
}

// Days counts the days from one day to another; false if one is not a day.
func Days(from, to string) (int, bool) {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return 0, false
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return 0, false
	}
	return int(b.Sub(a).Hours() / 24), true
}

// DaysLeft says how far a due day is from today: "Quá 2 ngày", "Hôm nay",
// "Còn 3 ngày".
func (t *Texts) DaysLeft(l Lang, due, today string) string {
	n, ok := Days(today, due)
	if !ok {
		return ""
	}
	if l == En {
		return daysLeftEn(t, n)
	}
	switch {
	case n < 0:
		return "Quá " + t.Number(l, -n) + " ngày"
	case n == 0:
		return "Hôm nay"
	}
	return "Còn " + t.Number(l, n) + " ngày"
}

func daysLeftEn(t *Texts, n int) string {
	word, after := " days", " left"
	if n < 0 {
		n, after = -n, " late"
	}
	switch n {
	case 0:
		return "Today"
	case 1:
		word = " day"
	}
	return t.Number(En, n) + word + after
}
