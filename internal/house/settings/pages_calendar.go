package settings

import (
	"strconv"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// CalendarPage is the data of calendar.html.
type CalendarPage struct {
	Head   web.Head
	Tabs   web.Views
	Years  web.Pager
	Months []Month
	Marks  []MarkLine
	Fields []web.Field // to add a day; none without the right
	Year   int
}

// A Month is one month of the picture.
type Month struct {
	Name   string
	Blanks []int // days of the week before the first, to be left empty
	Days   []Cell
}

// A Cell is one day of the picture.
type Cell struct {
	Day   int
	Class string // of the list of days: "we", "today" or empty
	Mark  string // "lễ", "bù", "làm"; "" for an ordinary day
	Why   string // what the day is, in words
}

// A MarkLine is a day that differs from the ordinary week.
type MarkLine struct {
	Day, Kind, Name, Decree string
	By                      string // who entered it and when, "" if built in
	End                     string // address that takes it back, "" if it is built in or the viewer may not
}

// First and last year that the picture shows.
const (
	yearFrom = 2000
	yearTo   = 2060
)

func (s *settings) calendarPage(c *web.Call) (web.Reply, error) { return s.drawCalendar(c, nil) }

// yearAsked is the year of the address, else of today.
func yearAsked(c *web.Call) int {
	y, err := strconv.Atoi(c.Query("year"))
	if err != nil || y < yearFrom || y > yearTo {
		y = vn.Day(c.Today).Year()
	}
	return y
}

func (s *settings) drawCalendar(c *web.Call, problem error) (web.Reply, error) {
	p, err := s.law(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	year := yearAsked(c)
	page := CalendarPage{Head: web.Head{Title: c.Say("settings.calendar"), Print: true}, Tabs: tabs(c, "calendar"), Year: year}
	working := 0
	for m := range 12 {
		month, n := monthOf(c, p, year, m+1)
		page.Months, working = append(page.Months, month), working+n
	}
	page.Head.Sub = c.Say("settings.calendar.sub", strconv.Itoa(year), working)
	if year > yearFrom {
		page.Years.Prev = "/settings/calendar?year=" + strconv.Itoa(year-1)
	}
	if year < yearTo {
		page.Years.Next = "/settings/calendar?year=" + strconv.Itoa(year+1)
	}
	page.Years.Total = strconv.Itoa(year)
	if page.Marks, err = s.marks(c, p, year); err != nil {
		return web.Reply{}, err
	}
	if c.Who.Can(settled) {
		page.Fields = dayFields(c)
		for i := range page.Fields {
			c.Keep(problem, &page.Fields[i])
		}
	}
	return web.Reply{Page: "settings/calendar.html", Data: page, Title: page.Head.Title, Problem: problem, Nav: ID}, nil
}

// marksOf are the short words under the number of a day.
var marksOf = map[string]string{vn.WhyHoliday: "settings.mark.holiday", vn.WhySwapOff: "settings.mark.swap_off", vn.WhySwapWork: "settings.mark.swap_work"}

// monthOf draws a month and counts its working days.
func monthOf(c *web.Call, p law.Pack, year, month int) (Month, int) {
	m := Month{Name: c.Say("settings.month", month)}
	first := vn.Day(time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	m.Blanks = make([]int, (int(first.Weekday())+6)%7)
	working := 0
	for d := first; d.Month() == month; d = d.AddDays(1) {
		key, name := p.Calendar().Why(d)
		x := Cell{Day: m.next(), Why: c.Texts().DayLong(c.Lang, string(d)) + ": " + c.Say(key, name)}
		if !p.Calendar().Working(d) {
			x.Class = "we"
		} else {
			working++
		}
		if string(d) == c.Today {
			x.Class = "today"
		}
		if k := marksOf[key]; k != "" {
			x.Mark = c.Say(k)
		}
		m.Days = append(m.Days, x)
	}
	return m, working
}

func (m *Month) next() int { return len(m.Days) + 1 }

// marks lists the days of a year that differ from the ordinary week, with who
// entered them.
func (s *settings) marks(c *web.Call, p law.Pack, year int) ([]MarkLine, error) {
	y := strconv.Itoa(year)
	own, err := db.Find[Day](c.Context(), s.db.As(db.System), "t.ended_at = '' AND t.day >= $1 AND t.day <= $2", "ORDER BY t.id", y+"-01-01", y+"-12-31")
	if err != nil {
		return nil, err
	}
	mine := map[vn.Day]Day{}
	for _, d := range own {
		mine[d.Day] = d
	}
	built := map[vn.Day]string{}
	for _, m := range vn.Decreed() {
		built[m.Day] = m.Decree
	}
	var out []MarkLine
	for d := vn.Day(y + "-01-01"); d.Year() == year; d = d.AddDays(1) {
		key, name := p.Calendar().Why(d)
		if marksOf[key] == "" {
			continue
		}
		l := MarkLine{Day: string(d), Kind: c.Say("vn.kind." + key[len("vn.why."):]), Name: name, Decree: built[d]}
		if x, ok := mine[d]; ok {
			l.Decree, l.By = x.Decree, x.AddedAt
			if c.Who.Can(settled) {
				l.End = "/settings/calendar/" + x.ID + "/end"
			}
		} else if l.Decree == "" {
			l.Decree = c.Say("settings.reckoned")
		}
		out = append(out, l)
	}
	return out, nil
}

func dayFields(c *web.Call) []web.Field {
	var options []web.Option
	for _, k := range kinds {
		options = append(options, web.Option{Value: string(k), Label: c.Say("vn.kind." + string(k)), Hint: c.Say("settings.kind." + string(k))})
	}
	return []web.Field{
		{Name: "day", Kind: web.FieldDay, Label: c.Say("settings.column.day")},
		{Name: "kind", Kind: web.FieldRadio, Label: c.Say("settings.column.kind"), Options: options},
		{Name: "name", Label: c.Say("settings.column.name"), Hint: c.Say("settings.name.hint"), Max: 100},
		{Name: "decree", Label: c.Say("settings.column.decree"), Hint: c.Say("settings.decree.hint"), Max: 200},
	}
}

func (s *settings) addMark(c *web.Call) (web.Reply, error) {
	day, err := c.Day("day")
	if err == nil {
		err = s.addDay(c.Context(), c.Who, Day{Day: vn.Day(day), Kind: vn.MarkKind(c.Form("kind")), Name: c.Form("name"), Decree: c.Form("decree")})
	}
	if isProblem(err) {
		return s.drawCalendar(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/settings/calendar?year=" + day[:4], Notice: text.Problem{Key: "settings.day.added", Args: []any{day}}}, nil
}

func (s *settings) endMark(c *web.Call) (web.Reply, error) {
	d, err := s.endDay(c.Context(), c.Who, c.Path("id"))
	if isProblem(err) {
		return s.drawCalendar(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/settings/calendar?year=" + string(d.Day[:4]), Notice: text.Problem{Key: "settings.day.ended", Args: []any{d.Day}}}, nil
}
