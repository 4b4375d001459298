package vn

import (
	"math"
	"time"
)

// Lunar is a date of the Vietnamese lunar calendar. Leap marks the second of
// two months with the same number.
type Lunar struct {
	Year, Month, Day int
	Leap             bool
}

// lunarMonth is one month of the lunar calendar and the day number it starts on.
type lunarMonth struct {
	start       int
	year, month int
	leap        bool
}

const (
	epochDay = 2440588 // Julian day number of 1970-01-01
	synodic  = 29.530588853
	moonZero = 2415021.076998695 // new moon number 0, 1900-01-01
	eastward = 7.0 / 24          // the meridian of the Vietnamese calendar, UTC+7
)

// dayNumber gives the Julian day number of a day.
func dayNumber(d Day) int { return int(d.Time().Unix()/86400) + epochDay }

// dayNumbered is the inverse of dayNumber.
func dayNumbered(n int) Day {
	return plainDay(time.Unix(int64(n-epochDay)*86400, 0).UTC())
}

func sinDeg(deg float64) float64 { return math.Sin(deg * math.Pi / 180) }

// moonTerms are the periodic terms of the true new moon: amplitude in days, and
// the multiples of the sun's anomaly, the moon's anomaly and the moon's argument
// of latitude (after J. Meeus, Astronomical Formulae for Calculators, ch. 32).
var moonTerms = [...]struct{ days, sun, moon, lat float64 }{
	{0.0021, 2, 0, 0}, {-0.4068, 0, 1, 0}, {0.0161, 0, 2, 0}, {-0.0004, 0, 3, 0},
	{0.0104, 0, 0, 2}, {-0.0051, 1, 1, 0}, {-0.0074, 1, -1, 0}, {0.0004, 1, 0, 2},
	{-0.0004, -1, 0, 2}, {-0.0006, 0, 1, 2}, {0.0010, 0, -1, 2}, {0.0005, 1, 2, 0},
}

// newMoonDay gives the day number, in Vietnam, of the k-th new moon since 1900.
func newMoonDay(k int) int {
	n := float64(k)
	t := n / 1236.85
	t2, t3 := t*t, t*t*t
	mean := 2415020.75933 + 29.53058868*n + 0.0001178*t2 - 0.000000155*t3
	mean += 0.00033 * sinDeg(166.56+132.87*t-0.009173*t2)
	sun := 359.2242 + 29.10535608*n - 0.0000333*t2 - 0.00000347*t3
	moon := 306.0253 + 385.81691806*n + 0.0107306*t2 + 0.00001236*t3
	lat := 21.2964 + 390.67050646*n - 0.0016528*t2 - 0.00000239*t3
	c := (0.1734 - 0.000393*t) * sinDeg(sun)
	for _, m := range moonTerms {
		c += m.days * sinDeg(m.sun*sun+m.moon*moon+m.lat*lat)
	}
	clock := -0.000278 + 0.000265*t + 0.000262*t2 // ephemeris time against the clock
	return int(math.Floor(mean + c - clock + 0.5 + eastward))
}

// sunSector gives which twelfth of the ecliptic (0 from the March equinox) the
// sun is in when a day begins in Vietnam; 9 begins at the December solstice.
func sunSector(day int) int {
	t := (float64(day) - 0.5 - eastward - 2451545.0) / 36525
	t2 := t * t
	m := 357.52910 + 35999.05030*t - 0.0001559*t2 - 0.00000048*t*t2
	l := 280.46645 + 36000.76983*t + 0.0003032*t2
	l += (1.914600-0.004817*t-0.000014*t2)*sinDeg(m) + (0.019993-0.000101*t)*sinDeg(2*m) + 0.000290*sinDeg(3*m)
	l = math.Mod(l, 360)
	if l < 0 {
		l += 360
	}
	return int(l / 30)
}

// solsticeMoon gives the number of the new moon that opens month 11, the month
// of the December solstice, of a solar year.
func solsticeMoon(year int) int {
	k := int(math.Floor(float64(dayNumber(dayFrom(year, 12, 31))-2415021) / synodic))
	if sunSector(newMoonDay(k)) >= 9 {
		k--
	}
	return k
}

// lunarMonths lists the months from month 11 before a year to its month 10.
// When thirteen moons lie between two solstices, the first month in which the
// sun enters no new sector is the leap month.
func lunarMonths(year int) []lunarMonth {
	first, next := solsticeMoon(year-1), solsticeMoon(year)
	out := make([]lunarMonth, 0, 13)
	number, of, open := 10, year-1, next-first == 13
	for k := first; k < next; k++ {
		start := newMoonDay(k)
		leap := open && k > first && sunSector(start) == sunSector(newMoonDay(k+1))
		if leap {
			open = false
		} else if number++; number > 12 {
			number, of = 1, year
		}
		out = append(out, lunarMonth{start, of, number, leap})
	}
	return out
}

// FromLunar gives the solar day of a lunar date, "" when that year has no such
// month or day. It is meant for the years 1900 to 2199.
func FromLunar(year, month, day int, leap bool) Day {
	if year < firstYear || year > lastYear || month < 1 || month > 12 {
		return ""
	}
	round := year
	if month >= 11 {
		round++ // months 11 and 12 open the round that ends in the next year
	}
	months := lunarMonths(round)
	for i, m := range months {
		if m.month != month || m.year != year || m.leap != leap {
			continue
		}
		end := newMoonDay(solsticeMoon(round))
		if i+1 < len(months) {
			end = months[i+1].start
		}
		if day < 1 || m.start+day > end {
			return ""
		}
		return dayNumbered(m.start + day - 1)
	}
	return ""
}

// ToLunar gives the lunar date of a day, the zero Lunar when it is not valid.
func ToLunar(d Day) Lunar {
	if !d.Valid() {
		return Lunar{}
	}
	n := dayNumber(d)
	months := append(lunarMonths(d.Year()), lunarMonths(d.Year()+1)...)
	for i := len(months) - 1; i >= 0; i-- {
		if m := months[i]; m.start <= n {
			return Lunar{m.year, m.month, n - m.start + 1, m.leap}
		}
	}
	return Lunar{}
}

// Tet gives the first day of the lunar year.
func Tet(year int) Day { return FromLunar(year, 1, 1, false) }

// HungKings gives the commemoration of the Hùng Kings, lunar 10/3.
func HungKings(year int) Day { return FromLunar(year, 3, 10, false) }
