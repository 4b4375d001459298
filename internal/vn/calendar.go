package vn

import (
	"slices"
	"time"
)

// MarkKind says what a mark makes of its day.
type MarkKind string

// The kinds of mark.
const (
	Holiday  MarkKind = "holiday"   // a public holiday
	SwapOff  MarkKind = "swap_off"  // a weekday off: in lieu, or swapped for another day
	SwapWork MarkKind = "swap_work" // a weekend day worked for a weekday off
)

// Mark is one day that differs from the ordinary week, with the decree that says so.
type Mark struct {
	Day    Day
	Kind   MarkKind
	Name   string // Vietnamese name of the holiday
	Decree string // instrument; empty for a day reckoned from the Labour Code
}

// The statutory holidays, Labour Code 2019, art. 112.
const (
	NewYear     = "Tết Dương lịch"
	LunarNew    = "Tết Nguyên đán"
	KingsDay    = "Giỗ Tổ Hùng Vương"
	VictoryDay  = "Ngày Chiến thắng 30/4"
	LabourDay   = "Ngày Quốc tế lao động 1/5"
	NationalDay = "Quốc khánh 2/9"
)

// Keys given by Why.
const (
	WhyWeekend  = "vn.why.weekend"
	WhyHoliday  = "vn.why.holiday"
	WhySwapOff  = "vn.why.swap_off"
	WhySwapWork = "vn.why.swap_work"
	WhyWorking  = "vn.why.working"
)

// Years laid out when a calendar is built; others are reckoned when asked for.
const (
	laidFrom = 2000
	laidTo   = 2060
)

// Calendar tells working days from days off. It does not change once built and
// may be shared. The week is Monday to Friday.
type Calendar struct {
	days    map[Day]Mark    // the laid-out years, and every mark given
	decreed map[string]bool // "2026 Quốc khánh 2/9": reckoning is set aside
}

// NewCalendar lays marks over the decreed years (Decreed) and these over the
// holidays reckoned from the Labour Code. A later mark on a day wins. A holiday
// mark that bears a statutory name and a decree replaces the reckoned days of
// that holiday in its year; any other mark only adds to or changes its own day.
func NewCalendar(marks []Mark) *Calendar {
	c := &Calendar{days: map[Day]Mark{}, decreed: map[string]bool{}}
	all := append(Decreed(), marks...)
	for _, m := range all {
		if m.Kind == Holiday && m.Decree != "" {
			c.decreed[yearName(m.Day.Year(), m.Name)] = true
		}
	}
	for year := laidFrom; year <= laidTo; year++ {
		for _, m := range c.reckoned(year) {
			c.days[m.Day] = m
		}
	}
	for _, m := range all {
		if m.Day.Valid() {
			c.days[m.Day] = m
		}
	}
	return c
}

func yearName(year int, name string) string {
	return string(dayFrom(year, 1, 1)[:5]) + name
}

// reckoned gives the statutory days of a year that no decree has replaced.
func (c *Calendar) reckoned(year int) []Mark {
	return slices.DeleteFunc(Statutory(year), func(m Mark) bool {
		return c.decreed[yearName(year, m.Name)]
	})
}

// mark finds what is said of a day.
func (c *Calendar) mark(d Day) (Mark, bool) {
	if c == nil {
		c = &Calendar{}
	}
	if m, ok := c.days[d]; ok {
		return m, true
	}
	if y := d.Year(); y < laidFrom || y > laidTo || len(c.days) == 0 {
		for _, m := range c.reckoned(y) {
			if m.Day == d {
				return m, true
			}
		}
	}
	return Mark{}, false
}

// Working tells whether offices work on a day.
func (c *Calendar) Working(d Day) bool {
	key, _ := c.Why(d)
	return key == WhyWorking || key == WhySwapWork
}

// Why gives the text key of what a day is and, for a marked day, its name.
func (c *Calendar) Why(d Day) (key, name string) {
	m, ok := c.mark(d)
	switch {
	case ok && m.Kind == Holiday:
		return WhyHoliday, m.Name
	case ok && m.Kind == SwapOff:
		return WhySwapOff, m.Name
	case ok && m.Kind == SwapWork:
		return WhySwapWork, m.Name
	case weekend(d):
		return WhyWeekend, ""
	}
	return WhyWorking, ""
}

// Next gives the first working day on or after a day.
func (c *Calendar) Next(d Day) Day {
	for d.Valid() && !c.Working(d) {
		d = d.AddDays(1)
	}
	return d
}

// weekend tells Saturdays and Sundays.
func weekend(d Day) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// Statutory reckons the holidays of a year from the Labour Code 2019, art. 112
// (before 2021 the Code of 2012, art. 115, with one day for 2/9), with the days
// in lieu of holidays that fall on the weekly rest (art. 111.3). The Prime
// Minister fixes Tết and 2/9 each year; until then Tết is the last day of the
// old year and the first four of the new.
func Statutory(year int) []Mark {
	if year < firstYear || year > lastYear {
		return nil
	}
	tet := Tet(year)
	out := []Mark{{Day: dayFrom(year, 1, 1), Name: NewYear}}
	for i := -1; i < 4; i++ {
		out = append(out, Mark{Day: tet.AddDays(i), Name: LunarNew})
	}
	out = append(out,
		Mark{Day: HungKings(year), Name: KingsDay},
		Mark{Day: dayFrom(year, 4, 30), Name: VictoryDay},
		Mark{Day: dayFrom(year, 5, 1), Name: LabourDay},
		Mark{Day: dayFrom(year, 9, 2), Name: NationalDay})
	if year >= 2021 {
		out = append(out, Mark{Day: besideNationalDay(year), Name: NationalDay})
	}
	slices.SortFunc(out, func(a, b Mark) int { return a.Day.Sub(b.Day) })
	for i := range out {
		out[i].Kind = Holiday
	}
	return withLieu(out)
}

// besideNationalDay picks the day before or after 2/9 that joins the holiday to
// the nearest weekend, as the yearly decisions have done.
func besideNationalDay(year int) Day {
	d := dayFrom(year, 9, 2)
	switch d.Weekday() {
	case time.Sunday, time.Monday, time.Thursday:
		return d.AddDays(1)
	}
	return d.AddDays(-1)
}

// withLieu adds, for every holiday on a weekend, the next working day
// (Labour Code 2019, art. 111.3).
func withLieu(holidays []Mark) []Mark {
	off := map[Day]bool{}
	for _, m := range holidays {
		off[m.Day] = true
	}
	out := holidays
	for _, m := range holidays {
		if !weekend(m.Day) {
			continue
		}
		d := m.Day
		for weekend(d) || off[d] {
			d = d.AddDays(1)
		}
		off[d] = true
		out = append(out, Mark{Day: d, Kind: SwapOff, Name: m.Name})
	}
	return out
}
