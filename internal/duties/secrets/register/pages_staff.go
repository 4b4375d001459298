package register

import (
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// staffTabs lead from one list of the records behind decisions to another.
func staffTabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("desk.registers")}
	for _, id := range []string{"entries", "authorities", "appointments", "powers", "handovers", "stocktakes"} {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say("secrets.list." + id), Href: "/secrets/" + id, Current: id == current})
	}
	return v
}

func start(need access.Need, key, href string) func(*web.Call) []web.Link {
	return func(c *web.Call) []web.Link {
		if !c.Who.Can(need) {
			return nil
		}
		return []web.Link{{Text: c.Say(key), Href: href, Icon: "plus", Primary: true}}
	}
}

func (k pages) staffRegisters() []duty.Route {
	entries := desk.Register[ListEntry, *ListEntry]{Desk: k.Desk, Name: "entries", Path: "/secrets/entries", Need: Read, Tabs: staffTabs, By: []string{"valid_from"}, Words: []string{"decision", "clause", "words"},
		Acts: func(c *web.Call) []web.Link {
			add := start(Staff, "secrets.do.entry.add", "/secrets/entry/new/add")(c)
			if len(add) > 0 {
				add = append([]web.Link{{Text: c.Say("secrets.page.import_list"), Href: "/secrets/entries/import", Icon: "database-import"}}, add...)
			}
			return add
		}, Columns: []desk.Column[ListEntry]{
			{Name: "list_entry", Cell: func(_ *web.Call, e ListEntry) web.Cell {
				return web.Cell{Text: e.Code(), Href: "/secrets/entry/" + e.ID, Key: true}
			}},
			{Name: "text", Cell: func(_ *web.Call, e ListEntry) web.Cell { return web.Cell{Text: e.Text, Wide: true} }},
			{Name: "grade", Cell: func(c *web.Call, e ListEntry) web.Cell { return web.Cell{Chip: stamp(c, e.Grade, false)} }},
			{Name: "valid_from", Value: func(_ *web.Call, e ListEntry) any { return e.ValidFrom }},
			{Name: "valid_to", Value: func(_ *web.Call, e ListEntry) any { return e.ValidTo }}}}
	appointments := desk.Register[Appointment, *Appointment]{Desk: k.Desk, Name: "appointments", Path: "/secrets/appointments", Need: Read, Tabs: staffTabs, By: []string{"from_on"}, Words: []string{"person_name"},
		Acts: start(Staff, "secrets.do.appointment.add", "/secrets/appointment/new/add"), Columns: []desk.Column[Appointment]{
			{Name: "person", Cell: func(_ *web.Call, a Appointment) web.Cell {
				return web.Cell{Text: a.PersonName, Href: "/secrets/appointment/" + a.ID, Key: true}
			}},
			{Name: "post", Value: func(c *web.Call, a Appointment) any { return postTitle(c, a.Post) }},
			{Name: "deputy_post", Value: func(_ *web.Call, a Appointment) any { return a.Deputy }},
			{Name: "from_on", Value: func(_ *web.Call, a Appointment) any { return a.From }},
			{Name: "to_on", Value: func(_ *web.Call, a Appointment) any { return a.To }}}}
	powers := desk.Register[DelegationOfPower, *DelegationOfPower]{Desk: k.Desk, Name: "powers", Path: "/secrets/powers", Need: Read, Tabs: staffTabs, By: []string{"signed_on"}, Words: []string{"number", "deputy_name"},
		Acts: start(Staff, "secrets.do.power.record", "/secrets/power/new/record"), Columns: []desk.Column[DelegationOfPower]{
			{Name: "number", Cell: func(_ *web.Call, d DelegationOfPower) web.Cell {
				return web.Cell{Text: d.Number, Href: "/secrets/power/" + d.ID, Key: true}
			}},
			{Name: "deputy", Value: func(_ *web.Call, d DelegationOfPower) any { return d.DeputyName }},
			{Name: "power", Value: func(c *web.Call, d DelegationOfPower) any { return c.Say("secrets.power." + string(d.Power)) }},
			{Name: "from_on", Value: func(_ *web.Call, d DelegationOfPower) any { return d.FromOn }},
			{Name: "to_on", Value: func(_ *web.Call, d DelegationOfPower) any { return d.ToOn }},
			{Name: "state", Value: func(c *web.Call, d DelegationOfPower) any { return c.Say("secrets.state.power." + string(d.State)) }}}}
	handovers := desk.Register[Handover, *Handover]{Desk: k.Desk, Name: "handovers", Path: "/secrets/handovers", Need: Read, Tabs: staffTabs, By: []string{"leaves_on"}, Words: []string{"person_name"},
		States: []duty.State{HandoverOpen, HandoverClosed}, StatesKey: "secrets.state.handover.", Acts: start(Keep, "secrets.do.handover.open", "/secrets/handover/new/open"), Columns: []desk.Column[Handover]{
			{Name: "person", Cell: func(_ *web.Call, h Handover) web.Cell {
				return web.Cell{Text: h.PersonName, Href: "/secrets/handover/" + h.ID, Key: true}
			}},
			{Name: "reason", Value: func(c *web.Call, h Handover) any { return c.Say("secrets.reason." + h.Reason) }},
			{Name: "leaves_on", Value: func(_ *web.Call, h Handover) any { return h.LeavesOn }},
			{Name: "copy_count", Value: func(_ *web.Call, h Handover) any { return h.Count }},
			{Name: "state", Value: func(c *web.Call, h Handover) any { return c.Say("secrets.state.handover." + string(h.State)) }}}}
	counts := desk.Register[Stocktake, *Stocktake]{Desk: k.Desk, Name: "stocktakes", Path: "/secrets/stocktakes", Need: Read, Tabs: staffTabs, By: []string{"taken_on"},
		States: []duty.State{StocktakeOpen, StocktakeFinished, StocktakeSettled}, StatesKey: "secrets.state.stocktake.", Acts: start(Keep, "secrets.do.stocktake.begin", "/secrets/stocktake/new/begin"), Columns: []desk.Column[Stocktake]{
			{Name: "taken_on", Cell: func(c *web.Call, s Stocktake) web.Cell {
				return web.Cell{Text: c.Texts().Day(c.Lang, string(s.On)), Href: "/secrets/stocktake/" + s.ID, Key: true}
			}},
			{Name: "place", Value: func(_ *web.Call, s Stocktake) any { return cmpOr(s.Place, s.UnitName) }},
			{Name: "expected", Value: func(_ *web.Call, s Stocktake) any { return s.Expected }},
			{Name: "seen", Value: func(_ *web.Call, s Stocktake) any { return s.Seen }},
			{Name: "absent", Value: func(_ *web.Call, s Stocktake) any { return s.Absent }},
			{Name: "state", Value: func(c *web.Call, s Stocktake) any { return c.Say("secrets.state.stocktake." + string(s.State)) }}}}
	return []duty.Route{entries.Route(), appointments.Route(), powers.Route(), handovers.Route(), counts.Route(), {Pattern: "GET /secrets/authorities", Need: Read, Serve: k.authorityTable}}
}

// authorityTable shows who may, on a day: the shipped rows and those that
// administrators added.
func (k pages) authorityTable(c *web.Call) (web.Reply, error) {
	table, err := Authorities(c.Context(), k.DB.As(c.Who))
	if err != nil {
		return web.Reply{}, err
	}
	on := vn.Day(c.Today)
	if d, err := vn.ParseDay(c.Query("q")); err == nil {
		on = d
	}
	page := desk.ListPage{Head: web.Head{Title: c.Say("secrets.list.authorities"), Sub: c.Texts().Day(c.Lang, string(on)), Acts: start(Staff, "secrets.do.authority.add", "/secrets/authority/new/add")(c)}, Tabs: staffTabs(c, "authorities"),
		Search: web.Search{Action: "/secrets/authorities", Name: "q", Value: c.Query("q"), Label: c.Say("secrets.page.on_day"), Hint: c.Texts().Day(c.Lang, c.Today)},
		Grid:   web.Grid{Label: c.Say("secrets.list.authorities"), Empty: web.Empty{Title: c.Say("desk.none")}}}
	for _, f := range []string{"power", "post", "grade", "delegates", "instrument", "article", "valid_from", "verified"} {
		page.Grid.Columns = append(page.Grid.Columns, web.Column{Text: c.Say("secrets.field." + f)})
	}
	for _, p := range Powers {
		for _, post := range posts(table) {
			a, ok := held(table, p, post, on)
			if !ok || !a.Holds(on) {
				continue
			}
			chip := web.Chip{}
			if a.Confidence != "A" {
				chip = web.Chip{Kind: "soon", Text: c.Say("secrets.page.unverified")}
			}
			name := web.Cell{Text: postName(c, a)}
			if a.ID != "" {
				name.Href = "/secrets/authority/" + a.ID
			}
			page.Grid.Rows = append(page.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Say("secrets.power." + string(p))}, name, {Chip: stamp(c, a.Grade, false)}, {Text: c.Say(map[bool]string{true: "desk.yes", false: "desk.no"}[a.Delegates])},
				{Text: a.Instrument}, {Text: a.Article}, {Text: c.Texts().Day(c.Lang, string(a.ValidFrom))}, {Chip: chip}}})
		}
	}
	page.Grid.Pager.Total = c.Say("desk.total", fmt.Sprint(len(page.Grid.Rows)))
	return web.Reply{Page: "desk/list.html", Data: page, Title: page.Head.Title, Nav: "secrets.law", Crumbs: registerCrumbs(c)}, nil
}
