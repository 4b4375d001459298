package incidents

import (
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// tabList are the registers of the module, by name and address.
var tabList = []struct{ name, path string }{
	{"incidents", "/incidents"}, {"documents", "/incidents/documents"}, {"meetings", "/incidents/meetings"}, {"devices", "/incidents/devices"},
}

func tabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("desk.registers")}
	for _, t := range tabList {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say("incidents.list." + t.name), Href: t.path, Current: t.name == current})
	}
	v.Tabs = append(v.Tabs, web.Link{Text: c.Say("incidents.to_register"), Href: "/secrets"})
	return v
}

// crumbs lead from the duty to the list a record stands in.
func crumbs(path, list string) func(*web.Call) []web.Crumb {
	return func(c *web.Call) []web.Crumb {
		return []web.Crumb{{Text: c.Say("incidents.to_register"), Href: "/secrets"}, {Text: c.Say("incidents.list." + list), Href: "/incidents" + path}}
	}
}

func wordsOf[T any](name string, value func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Value: func(_ *web.Call, r T) any { return value(r) }}
}

func dayOf[T any](name string, value func(T) vn.Day) desk.Column[T] {
	return desk.Column[T]{Name: name, Kind: office.DayColumn, Value: func(_ *web.Call, r T) any { return value(r) }}
}

func countOf[T any](name string, value func(T) int) desk.Column[T] {
	return desk.Column[T]{Name: name, Num: true, Kind: office.IntColumn, Value: func(_ *web.Call, r T) any { return value(r) }}
}

func saidOf[T any](name string, key func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Cell: func(c *web.Call, r T) web.Cell {
		k := key(r)
		if k == "" {
			return web.Cell{}
		}
		return web.Cell{Text: c.Say(k)}
	}}
}

// keyed is the column that names the row and leads to its page.
func keyed[T any](name string, value func(T) string, href func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Value: func(_ *web.Call, r T) any { return value(r) }, Cell: func(_ *web.Call, r T) web.Cell {
		return web.Cell{Text: value(r), Href: href(r), Key: true}
	}}
}

// level is the column of a level of classification, as the stamp on the paper.
func level[T any](of func(T) access.Level) desk.Column[T] {
	return desk.Column[T]{Name: "grade", Cell: func(c *web.Call, r T) web.Cell { return web.Cell{Chip: stamp(c, of(r))} }}
}

// stamp is the mark of a level; none for what is open.
func stamp(c *web.Call, g access.Level) web.Chip {
	if g < access.Secret || g > access.TopSecret {
		return web.Chip{}
	}
	return web.Chip{Kind: fmt.Sprintf("stamp s%d", g), Text: c.Say(gradeName(g))}
}

// chip is the state as a chip.
func chip[T any](fo string, state func(T) duty.State, kind func(duty.State) string) desk.Column[T] {
	return desk.Column[T]{Name: "state", Cell: func(c *web.Call, r T) web.Cell {
		return web.Cell{Chip: web.Chip{Kind: kind(state(r)), Text: c.Say("incidents.state." + fo + "." + string(state(r)))}}
	}}
}

func doneKind(done ...duty.State) func(duty.State) string {
	return func(s duty.State) string {
		if duty.In(s, done...) {
			return "ok"
		}
		return "info"
	}
}

func start(do duty.Verb, folder, icon string, need func(*web.Call) bool) func(*web.Call) []web.Link {
	return func(c *web.Call) []web.Link {
		if !need(c) {
			return nil
		}
		return []web.Link{{Text: c.Say("incidents.do." + folder + "." + string(do)), Href: "/incidents/" + folder + "/new/" + string(do), Icon: icon, Primary: true}}
	}
}

func incidentRegister(k desk.Desk) desk.Register[Incident, *Incident] {
	href := func(i Incident) string { return "/incidents/incident/" + i.ID }
	columns := []desk.Column[Incident]{
		keyed("code", func(i Incident) string { return i.Code }, href),
		saidOf("kind", func(i Incident) string { return "incidents.kind." + string(i.Kind) }),
		dayOf("discovered_on", func(i Incident) vn.Day { return i.DiscoveredOn }),
		wordsOf("unit_name", func(i Incident) string { return i.UnitName }),
		countOf("document_count", func(i Incident) int { return i.DocumentCount }),
		level(func(i Incident) access.Level { return i.Grade }),
		{Name: "time_to_report", Cell: func(c *web.Call, i Incident) web.Cell {
			if i.AuthorityOn == "" {
				return web.Cell{}
			}
			p := Took(i.DiscoveredOn, i.DiscoveredAt, i.AuthorityOn, i.AuthorityAt)
			return web.Cell{Text: c.Say(p.Key, p.Args...)}
		}},
		chip("incident", func(i Incident) duty.State { return i.State }, doneKind(Closed, Unfounded)),
	}
	book := append(columns[:len(columns)-1:len(columns)-1],
		wordsOf("how", func(i Incident) string { return i.How }), wordsOf("measures", func(i Incident) string { return i.Measures }),
		dayOf("adhoc_on", func(i Incident) vn.Day { return i.AdHocOn }), wordsOf("remedy", func(i Incident) string { return i.Remedy }),
		saidOf("recovery", func(i Incident) string {
			if i.Recovery == "" {
				return ""
			}
			return "incidents.recovery." + string(i.Recovery)
		}), wordsOf("conclusion_no", func(i Incident) string { return i.ConclusionNo }), columns[len(columns)-1])
	return desk.Register[Incident, *Incident]{Desk: k, Name: "incidents", Path: "/incidents", Need: Read, Tabs: tabs,
		States: []duty.State{Detected, Contained, Reported, Notified, Verified, Remedied, Concluded, Closed, Unfounded}, StatesKey: "incidents.state.incident.",
		Year: "discovered_on", Words: []string{"code", "unit_name"}, By: []string{"discovered_on"}, Unit: true, Columns: columns, Book: book,
		Where: func(c *web.Call, w *desk.Filter) {
			switch IncidentKind(c.Query("kind")) {
			case Leak:
				w.And("t.kind IN ('leak', 'both')")
			case Loss:
				w.And("t.kind IN ('loss', 'both')")
			}
		}, Filters: func(c *web.Call) []web.Field {
			f := web.Field{Name: "kind", Label: c.Say("incidents.field.kind"), Options: []web.Option{{Label: c.Say("incidents.any.kind")}}}
			for _, kind := range IncidentKinds[:2] {
				f.Options = append(f.Options, web.Option{Value: string(kind), Label: c.Say("incidents.kind." + string(kind))})
			}
			return []web.Field{f}
		}, Notes: func(c *web.Call) ([]web.Note, error) { return missingNote(c, k) }, Acts: start(DoOpen, "incident", "alert-triangle", func(c *web.Call) bool { return c.Who.Can(Handle) }),
		Empty: web.Empty{Icon: "circle-check", Title: "incidents.none.incidents", Text: "incidents.none.incidents.text"}}
}

// missingNote tells of copies that are missing and stand on no file (S26).
func missingNote(c *web.Call, k desk.Desk) ([]web.Note, error) {
	n, err := db.Count[register.Copy](c.Context(), k.DB.As(c.Who), unopened)
	if err != nil || n == 0 {
		return nil, err
	}
	return []web.Note{{Kind: "over", Text: c.Say("incidents.note.missing", n), Link: web.Link{Text: c.Say("incidents.note.missing.link"), Href: "/secrets/missing"}}}, nil
}

func documentRegister(k desk.Desk) desk.Register[Document, *Document] {
	return desk.Register[Document, *Document]{Desk: k, Name: "documents", Path: "/incidents/documents", Need: Read, Tabs: tabs,
		States: []duty.State{Involved, Recovered}, StatesKey: "incidents.state.document.", Year: "discovered_on", Words: []string{"number", "issuer", "code"},
		By: []string{"discovered_on"}, Unit: true, Columns: []desk.Column[Document]{
			keyed("number", func(d Document) string { return d.Number }, func(d Document) string { return "/incidents/document/" + d.ID }),
			wordsOf("doc_type", func(d Document) string { return d.Type }),
			level(func(d Document) access.Level { return d.Grade }),
			wordsOf("issuer", func(d Document) string { return d.Issuer }),
			wordsOf("copy_nos", func(d Document) string { return d.CopyNos }),
			saidOf("kind", func(d Document) string { return "incidents.kind." + string(d.Kind) }),
			dayOf("discovered_on", func(d Document) vn.Day { return d.DiscoveredOn }),
			keyed("code", func(d Document) string { return d.Code }, func(d Document) string { return "/incidents/incident/" + d.Incident }),
			chip("document", func(d Document) duty.State { return d.State }, doneKind(Recovered)),
		}}
}

func meetingRegister(k desk.Desk) desk.Register[Meeting, *Meeting] {
	return desk.Register[Meeting, *Meeting]{Desk: k, Name: "meetings", Path: "/incidents/meetings", Need: Read, Tabs: tabs,
		States:    []duty.State{Drafted, Requested, Permitted, Refused, InSession, Held, Closed, Cancelled},
		StatesKey: "incidents.state.meeting.", Year: "from_on", Words: []string{"code", "title", "organiser_name"}, By: []string{"from_on"}, Unit: true,
		Columns: []desk.Column[Meeting]{
			keyed("code", func(m Meeting) string { return m.Code }, func(m Meeting) string { return "/incidents/meeting/" + m.ID }),
			wordsOf("title", func(m Meeting) string { return m.Title }),
			level(func(m Meeting) access.Level { return m.Grade }),
			dayOf("from", func(m Meeting) vn.Day { return m.From }),
			dayOf("to", func(m Meeting) vn.Day { return m.To }),
			saidOf("venue", func(m Meeting) string { return "incidents.venue." + string(m.Venue) }),
			{Name: "foreign", Value: func(_ *web.Call, m Meeting) any { return m.Foreign }},
			wordsOf("permit_no", func(m Meeting) string { return m.PermitNo }),
			chip("meeting", func(m Meeting) duty.State { return m.State }, doneKind(Closed)),
		}, Acts: start(DoDraft, "meeting", "plus", func(c *web.Call) bool { return c.Who.Can(Keep) })}
}

func deviceRegister(k desk.Desk) desk.Register[Device, *Device] {
	name := keyed("name", func(d Device) string { return d.Name }, func(d Device) string { return "/incidents/device/" + d.ID })
	next := desk.Column[Device]{Name: "next_check_on", Kind: office.DayColumn, Value: func(_ *web.Call, d Device) any { return d.NextCheckOn }, Cell: func(c *web.Call, d Device) web.Cell {
		cell := web.Cell{Text: c.Texts().Day(c.Lang, string(d.NextCheckOn))}
		if d.State == InUse && d.NextCheckOn != "" && string(d.NextCheckOn) < c.Today {
			cell.Chip = c.DueChip(string(d.NextCheckOn))
		}
		return cell
	}}
	kind := saidOf("device_kind", func(d Device) string { return "incidents.device." + string(d.Kind) })
	serial, unit := wordsOf("serial", func(d Device) string { return d.Serial }), wordsOf("unit_name", func(d Device) string { return d.UnitName })
	grade, checked := level(func(d Device) access.Level { return d.Grade }), dayOf("device_checked_on", func(d Device) vn.Day { return d.CheckedOn })
	state := chip("device", func(d Device) duty.State { return d.State }, doneKind(InUse))
	return desk.Register[Device, *Device]{Desk: k, Name: "devices", Path: "/incidents/devices", Need: Read, Tabs: tabs,
		States:    []duty.State{Registered, InUse, Withdrawn, Sanitised, Repurposed, Destroyed},
		StatesKey: "incidents.state.device.", Due: "next_check_on", Running: []duty.State{InUse}, Words: []string{"name", "serial", "inventory", "place"},
		By: []string{"name"}, Unit: true, Columns: []desk.Column[Device]{name, kind, serial, unit, grade, checked, next, state},
		Book: []desk.Column[Device]{name, kind, serial, wordsOf("inventory", func(d Device) string { return d.Inventory }), unit,
			wordsOf("device_place", func(d Device) string { return d.Place }), wordsOf("keeper_name", func(d Device) string { return d.KeeperName }), grade,
			wordsOf("device_seal_no", func(d Device) string { return d.SealNo }), checked, next, dayOf("put_in_use_on", func(d Device) vn.Day { return d.PutInUseOn }),
			dayOf("withdrawn_on", func(d Device) vn.Day { return d.WithdrawnOn }), dayOf("sanitised_on", func(d Device) vn.Day { return d.SanitisedOn }),
			wordsOf("sanitise_no", func(d Device) string { return d.SanitiseNo }), state},
		Acts: start(DoRegister, "device", "plus", func(c *web.Call) bool { return c.Who.Can(Keep) })}
}
