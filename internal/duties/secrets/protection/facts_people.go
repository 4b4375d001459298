package protection

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/web"
)

func staffFacts(c *web.Call, s Staff) web.Summary {
	f := desk.NewFacts(c, ID).Link("name", s.Name, personHref(s.Person)).Text("unit", s.UnitName).Text("post", s.Post).Say("kind", ID+".staff_kind.", string(s.Kind)).Say("seat", ID+".seat.", string(s.Seat)).
		Text("decision_no", s.DecisionNo).Day("decision_on", string(s.DecisionOn)).Day("from_on", string(s.From)).Day("to_on", string(s.To)).
		Say("leave_why", ID+".leave.", string(s.LeaveWhy)).Text("leave_no", s.LeaveNo).Text("successor", s.Successor)
	if s.State == InPost && s.Held > 0 {
		f.Link("held", c.Texts().Number(c.Lang, s.Held), "/secrets/holders?person="+s.Person)
	}
	return f.All
}

// personHref is the page of a person; "" for one in no register.
func personHref(id string) string {
	if id == "" {
		return ""
	}
	return "/person/" + id
}

// staffParts are what the officer signed and where the officer was trained.
func staffParts(k desk.Desk) func(*web.Call, Staff) ([]web.Section, error) {
	return func(c *web.Call, s Staff) ([]web.Section, error) {
		v := k.DB.As(c.Who)
		where, args := "t.person = $1", []any{s.Person}
		if s.Person == "" {
			where, args = "t.name = $1 AND t.unit_name = $2", []any{s.Name, s.UnitName}
		}
		signed, err := db.Find[Undertaking](c.Context(), v, where, "ORDER BY t.signed_on DESC, t.id LIMIT 50", args...)
		if err != nil {
			return nil, err
		}
		u := section(c, "undertakings", "paper_no", "occasion", "signed_on", "state")
		for _, x := range signed {
			u.Grid.Rows = append(u.Grid.Rows, web.Row{Cells: []web.Cell{{Text: x.PaperNo, Href: href("undertaking", x.ID), Key: true}, {Text: c.Say(ID + ".occasion." + string(x.Occasion))},
				{Text: c.Texts().Day(c.Lang, string(x.SignedOn))}, {Chip: stateChip(c, "undertaking", string(x.State), x.State == Signed)}}})
		}
		if c.Who.Can(People) && s.State == InPost {
			u.Acts = []web.Link{{Text: c.Say("protection.do.undertaking.sign"), Href: "/protection/undertaking/new/sign?of=" + s.ID, Icon: "plus"}}
		}
		took, err := db.Find[Participant](c.Context(), v, where+" AND t.held_on <> '' AND t.state = 'listed'", "ORDER BY t.held_on DESC, t.id LIMIT 50", args...)
		p := section(c, "trained", "held_on", "result", "certificate")
		for _, x := range took {
			p.Grid.Rows = append(p.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Texts().Day(c.Lang, string(x.HeldOn)), Href: href("training", x.Training), Key: true},
				{Text: c.Say(ID + ".result." + string(x.Result))}, {Text: x.Certificate}}})
		}
		return []web.Section{u, p}, err
	}
}

func undertakingFacts(c *web.Call, u Undertaking) web.Summary {
	return desk.NewFacts(c, ID).Link("name", u.Name, personHref(u.Person)).Text("unit", u.UnitName).Text("post", u.Post).Say("occasion", ID+".occasion.", string(u.Occasion)).
		Day("signed_on", string(u.SignedOn)).Text("paper_no", u.PaperNo).Link("file", attached(c, u.File), fileHref("undertaking", u.ID, u.File)).Text("why", u.Why).All
}

func trainingFacts(c *web.Call, t Training) web.Summary {
	return desk.NewFacts(c, ID).Day("held_on", string(t.HeldOn)).Day("to_on", string(t.ToOn)).Text("place_at", t.Place).Text("content", t.Content).Text("organiser", t.Organiser).
		Num("hours", t.Hours).Text("paper_no", t.PaperNo).Num("trained", t.Trained).Link("list", attached(c, t.List), fileHref("training", t.ID, t.List)).Text("why", t.Why).All
}

func trainingParts(desk.Desk) func(*web.Call, Training) ([]web.Section, error) {
	return func(c *web.Call, t Training) ([]web.Section, error) {
		s := section(c, "participants", "name", "unit", "result", "certificate", "state")
		for _, p := range t.Participants {
			s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: p.Name, Href: href("participant", p.ID), Key: true}, {Text: p.UnitName}, {Text: c.Say(ID + ".result." + string(p.Result))},
				{Text: p.Certificate}, {Chip: stateChip(c, "participant", string(p.State), p.State == Listed)}}})
		}
		if c.Who.Can(People) && t.State != Cancelled {
			s.Acts = []web.Link{{Text: c.Say("protection.do.participant.add"), Href: "/protection/participant/new/add?of=" + t.ID, Icon: "plus"},
				{Text: c.Say("protection.do.training.import"), Href: href("training", t.ID) + "/import", Icon: "file-upload"}}
		}
		return []web.Section{s}, nil
	}
}

func participantFacts(c *web.Call, p Participant) web.Summary {
	return desk.NewFacts(c, ID).Link("training", p.Of.Title, href("training", p.Training)).Text("unit", p.UnitName).Say("result", ID+".result.", string(p.Result)).
		Text("certificate", p.Certificate).Day("held_on", string(p.HeldOn)).Tick("dedicated", p.Dedicated).Text("why", p.Why).All
}

func rulebookFacts(k desk.Desk) func(*web.Call, Rulebook) web.Summary {
	return func(c *web.Call, r Rulebook) web.Summary {
		f := desk.NewFacts(c, ID).Say("kind", ID+".rulebook_kind.", string(r.Kind)).Text("number", r.Number).Num("edition", r.Edition).Text("unit", r.UnitName).
			Day("issued_on", string(r.IssuedOn)).Day("from_on", string(r.From)).Link("file", attached(c, r.File), fileHref("rulebook", r.ID, r.File))
		if old, err := db.Get[Rulebook](c.Context(), k.DB.As(c.Who), r.Replaces); r.Replaces != "" && err == nil {
			f.Link("replaces", old.Number, href("rulebook", old.ID)) // out of reach: the line is left out
		}
		return f.Text("replaced_by", r.ReplacedBy).Day("replaced_on", string(r.ReplacedOn)).All
	}
}
