package staff

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// parts draws the lists and tables of the module.
const parts register.Parts = ID

// lists are the tabs over every list of the module, in order.
var lists = []struct{ name, path string }{
	{"officers", "/staff"}, {"trainings", "/staff/trainings"}, {"undertakings", "/staff/undertakings"}, {"rulebooks", "/staff/rulebooks"},
	{"inspections", "/protection"}, // of the module beside this one
}

// tabs lead from one list to another, to the register of secrets and to the
// inspections of bodies.
func tabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("desk.registers"), Tabs: []web.Link{{Text: c.Say("staff.back"), Href: "/secrets", Icon: "arrow-left"}}}
	for _, l := range lists {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say(ID + ".tab." + l.name), Href: l.path, Current: l.name == current})
	}
	return v
}

// start is the link to the form that begins a record, for those who may.
func start(folder, do string) func(*web.Call) []web.Link {
	return func(c *web.Call) []web.Link { return parts.Start(c, c.Who.Can(People), folder, do) }
}

func officerList(k desk.Desk) desk.Register[Officer, *Officer] {
	return desk.Register[Officer, *Officer]{
		Desk: k, Name: "officers", Path: "/staff", Need: Read, Tabs: tabs, StatesKey: ID + ".state.officer.", States: []duty.State{InPost, Gone},
		Words: []string{"name", "unit_name", "decision_no"}, By: []string{"from_on"}, Where: register.Equals("kind", "seat"),
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{register.Choice(c, parts, "kind", ID+".officer_kind.", OfficerKinds), register.Choice(c, parts, "seat", ID+".seat.", Seats)}
		},
		Columns: []desk.Column[Officer]{
			register.KeyColumn(parts, "name", "officer", func(s Officer) string { return s.ID }, func(s Officer) string { return s.Name }),
			register.StateColumn(parts, "officer", func(s Officer) duty.State { return s.State }, InPost),
			desk.TextColumn("unit", func(s Officer) string { return s.UnitName }),
			desk.TextColumn("post", func(s Officer) string { return s.Post }),
			desk.SaidColumn("kind", ID+".officer_kind.", func(s Officer) string { return string(s.Kind) }),
			desk.OnSheet(desk.SaidColumn("seat", ID+".seat.", func(s Officer) string { return string(s.Seat) })),
			desk.TextColumn("decision_no", func(s Officer) string { return s.DecisionNo }),
			desk.DayColumn("from_on", func(s Officer) vn.Day { return s.From }),
			desk.OnSheet(desk.DayColumn("to_on", func(s Officer) vn.Day { return s.To })),
		},
		Acts: start("officer", "appoint"), Notes: officerNotes(k), Empty: web.Empty{Icon: "users", Title: "staff.empty.officers"},
	}
}

// officerNotes warn of empty seats and of training too long ago.
func officerNotes(k desk.Desk) func(*web.Call) ([]web.Note, error) {
	return func(c *web.Call) ([]web.Note, error) {
		empty, err := unfilledNotes(k)(c)
		if err != nil {
			return nil, err
		}
		late, err := register.Again[Officer](k, TrainEveryRule, "untrained", "/staff", untrained)(c)
		return append(empty, late...), err
	}
}

// unfilledNotes warn of seats at which the decree asks for an officer and none
// is in post, anywhere on this instance.
func unfilledNotes(k desk.Desk) func(*web.Call) ([]web.Note, error) {
	return func(c *web.Call) ([]web.Note, error) {
		all, err := inPost(c.Context(), k.DB.As(db.System), "t.seat <> 'subordinate'")
		if err != nil {
			return nil, err
		}
		var notes []web.Note
		for _, s := range Unfilled(all) {
			notes = append(notes, web.Note{Kind: "warn", Text: c.Say("staff.unfilled." + string(s))})
		}
		return notes, nil
	}
}

func trainingList(k desk.Desk) desk.Register[Training, *Training] {
	return desk.Register[Training, *Training]{
		Desk: k, Name: "trainings", Path: "/staff/trainings", Need: Read, Tabs: tabs, StatesKey: ID + ".state.training.", States: []duty.State{Plan, Held, Cancelled},
		Year: "held_on", Words: []string{"title", "organiser"}, By: []string{"held_on"},
		Columns: []desk.Column[Training]{
			register.KeyColumn(parts, "title", "training", func(t Training) string { return t.ID }, func(t Training) string { return t.Title }),
			desk.DayColumn("held_on", func(t Training) vn.Day { return t.HeldOn }),
			desk.TextColumn("organiser", func(t Training) string { return t.Organiser }),
			desk.NumColumn("hours", func(t Training) int { return t.Hours }),
			desk.NumColumn("trained", func(t Training) int { return t.Trained }),
			register.StateColumn(parts, "training", func(t Training) duty.State { return t.State }, Held),
		},
		Acts: start("training", "plan"), Empty: web.Empty{Icon: "certificate", Title: "staff.empty.trainings"},
	}
}

func undertakingList(k desk.Desk) desk.Register[Undertaking, *Undertaking] {
	return desk.Register[Undertaking, *Undertaking]{
		Desk: k, Name: "undertakings", Path: "/staff/undertakings", Need: Read, Tabs: tabs, StatesKey: ID + ".state.undertaking.", States: []duty.State{Signed, Withdrawn},
		Year: "signed_on", Words: []string{"name", "unit_name", "paper_no"}, By: []string{"signed_on"}, Where: register.Equals("occasion"),
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{register.Choice(c, parts, "occasion", ID+".occasion.", Occasions)}
		},
		Columns: []desk.Column[Undertaking]{
			register.KeyColumn(parts, "paper_no", "undertaking", func(u Undertaking) string { return u.ID }, func(u Undertaking) string { return u.PaperNo }),
			register.StateColumn(parts, "undertaking", func(u Undertaking) duty.State { return u.State }, Signed),
			desk.TextColumn("name", func(u Undertaking) string { return u.Name }),
			desk.TextColumn("unit", func(u Undertaking) string { return u.UnitName }),
			desk.TextColumn("post", func(u Undertaking) string { return u.Post }),
			desk.SaidColumn("occasion", ID+".occasion.", func(u Undertaking) string { return string(u.Occasion) }),
			desk.DayColumn("signed_on", func(u Undertaking) vn.Day { return u.SignedOn }),
		},
		Acts: start("undertaking", "sign"), Empty: web.Empty{Icon: "writing-sign", Title: "staff.empty.undertakings"},
	}
}

func rulebookList(k desk.Desk) desk.Register[Rulebook, *Rulebook] {
	return desk.Register[Rulebook, *Rulebook]{
		Desk: k, Name: "rulebooks", Path: "/staff/rulebooks", Need: Read, Tabs: tabs, StatesKey: ID + ".state.rulebook.", States: []duty.State{InForce, Replaced},
		Words: []string{"number", "title", "unit_name"}, By: []string{"from_on"}, Where: register.Equals("kind"),
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{register.Choice(c, parts, "kind", ID+".rulebook_kind.", RulebookKinds)}
		},
		Columns: []desk.Column[Rulebook]{
			register.KeyColumn(parts, "number", "rulebook", func(r Rulebook) string { return r.ID }, func(r Rulebook) string { return r.Number }),
			register.StateColumn(parts, "rulebook", func(r Rulebook) duty.State { return r.State }, InForce),
			{Name: "title", Width: 44, Cell: func(_ *web.Call, r Rulebook) web.Cell { return web.Cell{Text: r.Title, Wide: true} }},
			desk.SaidColumn("kind", ID+".rulebook_kind.", func(r Rulebook) string { return string(r.Kind) }),
			desk.TextColumn("unit", func(r Rulebook) string { return r.UnitName }),
			desk.NumColumn("edition", func(r Rulebook) int { return r.Edition }),
			desk.DayColumn("issued_on", func(r Rulebook) vn.Day { return r.IssuedOn }),
			desk.DayColumn("from_on", func(r Rulebook) vn.Day { return r.From }),
			desk.TextColumn("replaced_by", func(r Rulebook) string { return r.ReplacedBy }),
		},
		Acts: start("rulebook", "issue"), Empty: web.Empty{Icon: "book-2", Title: "staff.empty.rulebooks"},
	}
}
