package staff

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/web"
)

func officerFacts(c *web.Call, s Officer) web.Summary {
	f := desk.NewFacts(c, ID).Link("name", s.Name, personHref(s.Person)).Text("unit", s.UnitName).Text("post", s.Post).Say("kind", ID+".officer_kind.", string(s.Kind)).Say("seat", ID+".seat.", string(s.Seat)).
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

// officerParts are what the officer signed and where the officer was trained.
func officerParts(k desk.Desk) func(*web.Call, Officer) ([]web.Section, error) {
	return func(c *web.Call, s Officer) ([]web.Section, error) {
		v := k.DB.As(c.Who)
		where, args := "t.person = $1", []any{s.Person}
		if s.Person == "" {
			where, args = "t.name = $1 AND t.unit_name = $2", []any{s.Name, s.UnitName}
		}
		signed, err := db.Find[Undertaking](c.Context(), v, where, "ORDER BY t.signed_on DESC, t.id LIMIT 50", args...)
		if err != nil {
			return nil, err
		}
		u := parts.Table(c, "undertakings", "paper_no", "occasion", "signed_on", "state")
		for _, x := range signed {
			u.Grid.Rows = append(u.Grid.Rows, web.Row{Cells: []web.Cell{{Text: x.PaperNo, Href: parts.Href("undertaking", x.ID), Key: true}, {Text: c.Say(ID + ".occasion." + string(x.Occasion))},
				{Text: c.Texts().Day(c.Lang, string(x.SignedOn))}, {Chip: parts.Chip(c, "undertaking", x.State, x.State == Signed)}}})
		}
		if c.Who.Can(People) && s.State == InPost {
			u.Acts = []web.Link{{Text: c.Say("staff.do.undertaking.sign"), Href: "/staff/undertaking/new/sign?of=" + s.ID, Icon: "plus"}}
		}
		took, err := db.Find[Participant](c.Context(), v, where+" AND t.held_on <> '' AND t.state = 'listed'", "ORDER BY t.held_on DESC, t.id LIMIT 50", args...)
		p := parts.Table(c, "trained", "held_on", "result", "certificate")
		for _, x := range took {
			p.Grid.Rows = append(p.Grid.Rows, web.Row{Cells: []web.Cell{{Text: c.Texts().Day(c.Lang, string(x.HeldOn)), Href: parts.Href("training", x.Training), Key: true},
				{Text: c.Say(ID + ".result." + string(x.Result))}, {Text: x.Certificate}}})
		}
		return []web.Section{u, p}, err
	}
}

func undertakingFacts(c *web.Call, u Undertaking) web.Summary {
	return desk.NewFacts(c, ID).Link("name", u.Name, personHref(u.Person)).Text("unit", u.UnitName).Text("post", u.Post).Say("occasion", ID+".occasion.", string(u.Occasion)).
		Day("signed_on", string(u.SignedOn)).Text("paper_no", u.PaperNo).Link("file", parts.FileWord(c, u.File), parts.FileHref("undertaking", u.ID, u.File)).Text("why", u.Why).All
}

func trainingFacts(c *web.Call, t Training) web.Summary {
	return desk.NewFacts(c, ID).Day("held_on", string(t.HeldOn)).Day("to_on", string(t.ToOn)).Text("place_at", t.Place).Text("content", t.Content).Text("organiser", t.Organiser).
		Num("hours", t.Hours).Text("paper_no", t.PaperNo).Num("trained", t.Trained).Link("list", parts.FileWord(c, t.List), parts.FileHref("training", t.ID, t.List)).Text("why", t.Why).All
}

func trainingParts(desk.Desk) func(*web.Call, Training) ([]web.Section, error) {
	return func(c *web.Call, t Training) ([]web.Section, error) {
		s := parts.Table(c, "participants", "name", "unit", "result", "certificate", "state")
		for _, p := range t.Participants {
			s.Grid.Rows = append(s.Grid.Rows, web.Row{Cells: []web.Cell{{Text: p.Name, Href: parts.Href("participant", p.ID), Key: true}, {Text: p.UnitName}, {Text: c.Say(ID + ".result." + string(p.Result))},
				{Text: p.Certificate}, {Chip: parts.Chip(c, "participant", p.State, p.State == Listed)}}})
		}
		if c.Who.Can(People) && t.State != Cancelled {
			s.Acts = []web.Link{{Text: c.Say("staff.do.participant.add"), Href: "/staff/participant/new/add?of=" + t.ID, Icon: "plus"},
				{Text: c.Say("staff.do.training.import"), Href: parts.Href("training", t.ID) + "/import", Icon: "file-upload"}}
		}
		return []web.Section{s}, nil
	}
}

func participantFacts(c *web.Call, p Participant) web.Summary {
	return desk.NewFacts(c, ID).Link("training", p.Of.Title, parts.Href("training", p.Training)).Text("unit", p.UnitName).Say("result", ID+".result.", string(p.Result)).
		Text("certificate", p.Certificate).Day("held_on", string(p.HeldOn)).Tick("dedicated", p.Dedicated).Text("why", p.Why).All
}

func rulebookFacts(k desk.Desk) func(*web.Call, Rulebook) web.Summary {
	return func(c *web.Call, r Rulebook) web.Summary {
		f := desk.NewFacts(c, ID).Say("kind", ID+".rulebook_kind.", string(r.Kind)).Text("number", r.Number).Num("edition", r.Edition).Text("unit", r.UnitName).
			Day("issued_on", string(r.IssuedOn)).Day("from_on", string(r.From)).Link("file", parts.FileWord(c, r.File), parts.FileHref("rulebook", r.ID, r.File))
		if old, err := db.Get[Rulebook](c.Context(), k.DB.As(c.Who), r.Replaces); r.Replaces != "" && err == nil {
			f.Link("replaces", old.Number, parts.Href("rulebook", old.ID)) // out of reach: the line is left out
		}
		return f.Text("replaced_by", r.ReplacedBy).Day("replaced_on", string(r.ReplacedOn)).All
	}
}
