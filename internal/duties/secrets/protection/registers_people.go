package protection

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

func staffList(k desk.Desk) desk.Register[Staff, *Staff] {
	return desk.Register[Staff, *Staff]{
		Desk: k, Name: "staff", Path: "/protection/staff", Need: Read, Tabs: tabs, StatesKey: ID + ".state.staff.", States: []duty.State{InPost, LeftTeam},
		Words: []string{"name", "unit_name", "decision_no"}, By: []string{"from_on"}, Where: equals("kind", "seat"),
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{choice(c, "kind", ID+".staff_kind.", StaffKinds), choice(c, "seat", ID+".seat.", Seats)}
		},
		Columns: []desk.Column[Staff]{
			key("name", "staff", func(s Staff) string { return s.ID }, func(s Staff) string { return s.Name }),
			standsAt("staff", func(s Staff) duty.State { return s.State }, InPost),
			plain("unit", func(s Staff) string { return s.UnitName }),
			plain("post", func(s Staff) string { return s.Post }),
			word("kind", ID+".staff_kind.", func(s Staff) string { return string(s.Kind) }),
			word("seat", ID+".seat.", func(s Staff) string { return string(s.Seat) }),
			plain("decision_no", func(s Staff) string { return s.DecisionNo }),
			day("from_on", func(s Staff) string { return string(s.From) }),
			day("to_on", func(s Staff) string { return string(s.To) }),
		},
		Acts: start(mayStaff, "staff", "appoint"), Notes: staffNotes(k), Empty: web.Empty{Icon: "users", Title: "protection.empty.staff"},
	}
}

// staffNotes warn of empty seats and of training too long ago.
func staffNotes(k desk.Desk) func(*web.Call) ([]web.Note, error) {
	return func(c *web.Call) ([]web.Note, error) {
		empty, err := unfilledNotes(k)(c)
		if err != nil {
			return nil, err
		}
		late, err := longAgo[Staff](k, TrainEveryRule, "untrained", "/protection/staff", untrained)(c)
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
			notes = append(notes, web.Note{Kind: "warn", Text: c.Say("protection.unfilled." + string(s))})
		}
		return notes, nil
	}
}

func trainingList(k desk.Desk) desk.Register[Training, *Training] {
	return desk.Register[Training, *Training]{
		Desk: k, Name: "trainings", Path: "/protection/trainings", Need: Read, Tabs: tabs, StatesKey: ID + ".state.training.", States: []duty.State{Plan, Held, Cancelled},
		Year: "held_on", Words: []string{"title", "organiser"}, By: []string{"held_on"},
		Columns: []desk.Column[Training]{
			key("title", "training", func(t Training) string { return t.ID }, func(t Training) string { return t.Title }),
			day("held_on", func(t Training) string { return string(t.HeldOn) }),
			plain("organiser", func(t Training) string { return t.Organiser }),
			num("hours", func(t Training) int { return t.Hours }),
			num("trained", func(t Training) int { return t.Trained }),
			standsAt("training", func(t Training) duty.State { return t.State }, Held),
		},
		Acts: start(mayStaff, "training", "plan"), Empty: web.Empty{Icon: "certificate", Title: "protection.empty.trainings"},
	}
}

func undertakingList(k desk.Desk) desk.Register[Undertaking, *Undertaking] {
	return desk.Register[Undertaking, *Undertaking]{
		Desk: k, Name: "undertakings", Path: "/protection/undertakings", Need: Read, Tabs: tabs, StatesKey: ID + ".state.undertaking.", States: []duty.State{Signed, Withdrawn},
		Year: "signed_on", Words: []string{"name", "unit_name", "paper_no"}, By: []string{"signed_on"}, Where: equals("occasion"),
		Filters: func(c *web.Call) []web.Field { return []web.Field{choice(c, "occasion", ID+".occasion.", Occasions)} },
		Columns: []desk.Column[Undertaking]{
			key("paper_no", "undertaking", func(u Undertaking) string { return u.ID }, func(u Undertaking) string { return u.PaperNo }),
			standsAt("undertaking", func(u Undertaking) duty.State { return u.State }, Signed),
			plain("name", func(u Undertaking) string { return u.Name }),
			plain("unit", func(u Undertaking) string { return u.UnitName }),
			plain("post", func(u Undertaking) string { return u.Post }),
			word("occasion", ID+".occasion.", func(u Undertaking) string { return string(u.Occasion) }),
			day("signed_on", func(u Undertaking) string { return string(u.SignedOn) }),
		},
		Acts: start(mayStaff, "undertaking", "sign"), Empty: web.Empty{Icon: "writing-sign", Title: "protection.empty.undertakings"},
	}
}

func rulebookList(k desk.Desk) desk.Register[Rulebook, *Rulebook] {
	return desk.Register[Rulebook, *Rulebook]{
		Desk: k, Name: "rulebooks", Path: "/protection/rulebooks", Need: Read, Tabs: tabs, StatesKey: ID + ".state.rulebook.", States: []duty.State{InForce, Replaced},
		Words: []string{"number", "title", "unit_name"}, By: []string{"from_on"}, Where: equals("kind"),
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{choice(c, "kind", ID+".rulebook_kind.", RulebookKinds)}
		},
		Columns: []desk.Column[Rulebook]{
			key("number", "rulebook", func(r Rulebook) string { return r.ID }, func(r Rulebook) string { return r.Number }),
			standsAt("rulebook", func(r Rulebook) duty.State { return r.State }, InForce),
			{Name: "title", Width: 44, Cell: func(_ *web.Call, r Rulebook) web.Cell { return web.Cell{Text: r.Title, Wide: true} }},
			word("kind", ID+".rulebook_kind.", func(r Rulebook) string { return string(r.Kind) }),
			plain("unit", func(r Rulebook) string { return r.UnitName }),
			num("edition", func(r Rulebook) int { return r.Edition }),
			day("issued_on", func(r Rulebook) string { return string(r.IssuedOn) }),
			day("from_on", func(r Rulebook) string { return string(r.From) }),
			plain("replaced_by", func(r Rulebook) string { return r.ReplacedBy }),
		},
		Acts: start(mayStaff, "rulebook", "issue"), Empty: web.Empty{Icon: "book-2", Title: "protection.empty.rulebooks"},
	}
}
