package inbox

import (
	"fmt"
	"net/url"
	"time"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Page is the data of inbox.html.
type Page struct {
	Head    web.Head
	Views   web.Views
	Work    web.Worklist
	More    web.Link  // to the lines left out; no text if all are shown
	Empty   web.Empty // drawn if there is no work
	Strip   []StripDay
	Waiting []WaitLine
	AllWait web.Link
	Changes []Change
	Reads   bool // the person may read the journal
}

// A StripDay is one of the fourteen days ahead, with what is due on it.
type StripDay struct {
	Class, Weekday string
	Day, Count     int
	Href           string
}

// A WaitLine is one thing that waits for somebody else.
type WaitLine struct {
	Whom, Title, Href, Note string
	Chip                    web.Chip
}

// A view is one tab of the page: its name in the address, and what it shows.
var views = []struct {
	name string
	show func(duty.Task) bool
}{{"", mine}, {"decide", decides}, {"waiting", waits}}

// Sizes of the page.
const (
	linesShown = 50
	stripDays  = 14
	waitShown  = 5
)

func (x *Inbox) page(c *web.Call) (web.Reply, error) {
	today := vn.Day(c.Today)
	all, err := x.all(c.Context(), c.Who, today)
	if err != nil {
		return web.Reply{}, fmt.Errorf("my work: %w", err)
	}
	p := Page{Head: head(c, all, today), Views: tabs(c, all), Strip: strip(c, all, today), Reads: c.Who.Can("ledger.read")}
	shown := all.of(chosen(c.Query("view"), c.Query("day")))
	if len(shown) == 0 {
		p.Empty = web.Empty{Icon: "circle-check", Title: c.Say("inbox.empty." + viewName(c)), Text: c.Say("inbox.empty.text")}
	}
	if len(shown) > linesShown && c.Query("all") == "" {
		p.More = web.Link{Text: c.Say("inbox.more", len(shown)-linesShown), Href: address(c.Query("view"), c.Query("day"), "1")}
		shown = shown[:linesShown]
	}
	p.Work = worklist(c, shown, today)
	waiting := all.of(waits)
	for _, t := range waiting[:min(waitShown, len(waiting))] {
		w := WaitLine{Whom: t.Wait, Title: c.Say(t.Title.Key, t.Title.Args...), Href: t.Href, Note: t.Note}
		if t.Due != "" {
			w.Chip = c.DueChip(string(t.Due))
		}
		p.Waiting = append(p.Waiting, w)
	}
	if len(waiting) > waitShown {
		p.AllWait = web.Link{Text: c.Say("inbox.waiting.all", len(waiting)), Href: address("waiting", "", "")}
	}
	if p.Reads {
		if p.Changes, err = x.changes(c); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{Page: "inbox/inbox.html", Data: p, Title: p.Head.Title}, nil
}

func head(c *web.Call, all list, today vn.Day) web.Head {
	return web.Head{Title: c.Say("inbox.title"), Sub: c.Texts().DayLong(c.Lang, c.Today) + " · " + c.Say("inbox.sub", len(all.of(urgent(today))), len(all.of(decides)))}
}

func tabs(c *web.Call, all list) web.Views {
	v := web.Views{Label: c.Say("inbox.views")}
	for _, w := range views {
		name := w.name
		if name == "" {
			name = "todo"
		}
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say("inbox.view." + name), Href: address(w.name, "", ""), Current: name == viewName(c) && c.Query("day") == "", Count: number(c, all.of(w.show))})
	}
	return v
}

// viewName is the tab that is shown; an unknown one is the first.
func viewName(c *web.Call) string {
	for _, w := range views[1:] {
		if w.name == c.Query("view") {
			return w.name
		}
	}
	return "todo"
}

// chosen tells what a tab shows, or what is due on one day.
func chosen(view, day string) func(duty.Task) bool {
	if day != "" {
		return func(t duty.Task) bool { return mine(t) && string(t.Due) == day }
	}
	for _, w := range views {
		if w.name == view {
			return w.show
		}
	}
	return mine
}

func address(view, day, all string) string {
	q := url.Values{}
	for _, x := range [][2]string{{"view", view}, {"day", day}, {"all", all}} {
		if x[1] != "" {
			q.Set(x[0], x[1])
		}
	}
	if len(q) == 0 {
		return "/"
	}
	return "/?" + q.Encode()
}

// number counts lines in words; a duty gives no more than limit of a kind.
func number(c *web.Call, l list) string {
	s := c.Texts().Number(c.Lang, len(l))
	if len(l) >= limit {
		s += "+"
	}
	return s
}

// groups are the urgencies in order; a task goes into the first that takes it.
var groups = []struct {
	key  string
	take func(t duty.Task, today vn.Day) bool
}{
	{"overdue", func(t duty.Task, today vn.Day) bool { return t.Due != "" && t.Due < today }},
	{"today", func(t duty.Task, today vn.Day) bool { return t.Due == today }},
	{"week", func(t duty.Task, today vn.Day) bool { return t.Due != "" && t.Due <= sunday(today) }},
	{"later", func(t duty.Task, _ vn.Day) bool { return t.Due != "" }},
	{"none", func(duty.Task, vn.Day) bool { return true }},
}

// sunday is the last day of a day's week.
func sunday(d vn.Day) vn.Day { return d.AddDays((7 - int(d.Weekday())) % 7) }

func worklist(c *web.Call, tasks list, today vn.Day) web.Worklist {
	in := make([]list, len(groups))
	for _, t := range tasks {
		for i, g := range groups {
			if g.take(t, today) {
				in[i] = append(in[i], t)
				break
			}
		}
	}
	var out web.Worklist
	for i, g := range groups {
		if len(in[i]) == 0 {
			continue
		}
		wg := web.WorkGroup{Title: c.Say("inbox.group." + g.key), Late: g.key == "overdue", Count: number(c, in[i])}
		for _, t := range in[i] {
			wg.Works = append(wg.Works, workLine(c, t, wg.Late))
		}
		out = append(out, wg)
	}
	return out
}

func workLine(c *web.Call, t duty.Task, late bool) web.Work {
	title := c.Say(t.Title.Key, t.Title.Args...)
	w := web.Work{Icon: t.Icon, Title: title, Href: t.Href, Text: t.Note}
	if t.Wait != "" {
		w.Text = c.Say("inbox.waits", t.Wait) + sep(t.Note) + t.Note
	}
	if t.Due != "" {
		w.Chip = c.DueChip(string(t.Due))
	}
	if t.Verb != "" && t.Kind != duty.Waiting {
		w.Act = web.Link{Text: c.Say(t.Verb), Href: t.Href, Hidden: title, Primary: late}
	}
	return w
}

func sep(next string) string {
	if next == "" {
		return ""
	}
	return " · "
}

// strip counts what is due on each of the next fourteen days.
func strip(c *web.Call, all list, today vn.Day) []StripDay {
	due := map[vn.Day]int{}
	for _, t := range all.of(mine) {
		due[t.Due]++
	}
	out := make([]StripDay, stripDays)
	for i := range out {
		d := today.AddDays(i)
		s := StripDay{Weekday: c.Say(fmt.Sprintf("inbox.weekday.%d", d.Weekday())), Day: d.Time().Day(), Count: due[d], Href: address("", string(d), "")}
		switch {
		case i == 0:
			s.Class = "today"
		case d.Weekday() == time.Saturday || d.Weekday() == time.Sunday:
			s.Class = "we"
		}
		out[i] = s
	}
	return out
}
