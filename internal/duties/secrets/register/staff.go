package register

import (
	"context"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// The records behind every decision: the lists of secrets, the table of
// authority, who holds which post, and the powers that were delegated.

func (k pages) entries() desk.Folder[ListEntry, *ListEntry] {
	sheet := func(s *desk.Sheet, e *ListEntry) {
		s.Text("decision", &e.Decision)
		s.Text("clause", &e.Clause)
		desk.Opt(s.Text("sector", &e.Sector))
		s.Area("text", &e.Text)
		desk.Rank(s, "grade", &e.Grade, "secrets.grade.", Grades)
		s.Day("valid_from", &e.ValidFrom)
		desk.Opt(s.Day("valid_to", &e.ValidTo))
	}
	return desk.Folder[ListEntry, *ListEntry]{Desk: k.Desk, Name: "entry", Read: Read, Title: func(e ListEntry) string { return e.Code() }, Crumbs: registerCrumbs,
		Facts: func(c *web.Call, e ListEntry) web.Summary {
			return desk.NewFacts(c, ID).Text("decision", e.Decision).Text("clause", e.Clause).Text("sector", e.Sector).Text("text", e.Text).
				Text("grade", gradeName(c, e.Grade)).Day("valid_from", string(e.ValidFrom)).Day("valid_to", string(e.ValidTo)).All
		},
		Acts: []desk.Act[ListEntry]{{Do: "end", Need: Staff, When: func(e ListEntry) bool { return e.ValidTo == "" }, Ask: func(s *desk.Sheet, e *ListEntry) { s.Day("valid_to", &e.ValidTo) },
			Fill: func(_ context.Context, _ *desk.Turn, e *ListEntry) error {
				return inOrder(e.ValidFrom, e.ValidTo, "valid_to")
			}}},
		Starts: []desk.Start[ListEntry]{{Make: func(_ context.Context, _ db.View, at duty.Moment, _ string) (ListEntry, error) {
			return ListEntry{Base: duty.Base{Org: at.Who.Unit}, ValidFrom: at.Today}, nil
		}, Act: desk.Act[ListEntry]{Do: "add", Need: Staff, Ask: sheet,
			Fill: func(_ context.Context, _ *desk.Turn, e *ListEntry) error {
				return inOrder(e.ValidFrom, e.ValidTo, "valid_to")
			}}}},
	}
}

func (k pages) authorities() desk.Folder[Authority, *Authority] {
	return desk.Folder[Authority, *Authority]{Desk: k.Desk, Name: "authority", Read: Read, Title: func(a Authority) string { return a.Title }, Crumbs: registerCrumbs,
		Facts: func(c *web.Call, a Authority) web.Summary {
			return desk.NewFacts(c, ID).Text("post", postName(c, a)).Say("power", "secrets.power.", string(a.Power)).Text("grade", gradeName(c, a.Grade)).Tick("delegates", a.Delegates).
				Text("instrument", a.Instrument).Text("article", a.Article).Day("valid_from", string(a.ValidFrom)).Day("valid_to", string(a.ValidTo)).All
		},
		Starts: []desk.Start[Authority]{{Make: func(_ context.Context, _ db.View, at duty.Moment, _ string) (Authority, error) {
			return Authority{Base: duty.Base{Org: at.Who.Unit}, ValidFrom: at.Today, Confidence: "B"}, nil
		}, Act: desk.Act[Authority]{Do: "add", Need: Staff, Ask: func(s *desk.Sheet, a *Authority) {
			desk.Opt(s.Select("post", &a.Post, postOptions(s)))
			desk.Opt(s.Text("title", &a.Title))
			desk.Choose(s, "power", &a.Power, "secrets.power.", Powers)
			desk.Rank(s, "grade", &a.Grade, "secrets.grade.", Grades)
			s.Tick("delegates", &a.Delegates)
			s.Text("instrument", &a.Instrument)
			desk.Opt(s.Text("article", &a.Article))
			s.Day("valid_from", &a.ValidFrom)
			desk.Opt(s.Day("valid_to", &a.ValidTo))
		}, Fill: func(_ context.Context, _ *desk.Turn, a *Authority) error {
			if a.Post == "" && a.Title == "" {
				return duty.Missing("title", "secrets.need.post")
			}
			if a.Post == "" {
				a.Post = a.Title
			}
			return inOrder(a.ValidFrom, a.ValidTo, "valid_to")
		}}}},
	}
}

func (k pages) appointments() desk.Folder[Appointment, *Appointment] {
	return desk.Folder[Appointment, *Appointment]{Desk: k.Desk, Name: "appointment", Read: Read, Title: func(a Appointment) string { return a.PersonName }, Crumbs: registerCrumbs,
		Facts: func(c *web.Call, a Appointment) web.Summary {
			return desk.NewFacts(c, ID).Text("person", a.PersonName).Text("post", postTitle(c, a.Post)).Text("unit", a.UnitName).Tick("deputy_post", a.Deputy).
				Text("decision", a.Decision).Day("from_on", string(a.From)).Day("to_on", string(a.To)).All
		},
		Acts: []desk.Act[Appointment]{{Do: "end", Need: Staff, When: func(a Appointment) bool { return a.To == "" }, Ask: func(s *desk.Sheet, a *Appointment) { s.Day("to_on", &a.To) },
			Fill: func(_ context.Context, _ *desk.Turn, a *Appointment) error { return inOrder(a.From, a.To, "to_on") }}},
		Starts: []desk.Start[Appointment]{{Make: func(_ context.Context, _ db.View, at duty.Moment, _ string) (Appointment, error) {
			return Appointment{Base: duty.Base{Org: at.Who.Unit}, From: at.Today}, nil
		}, Act: desk.Act[Appointment]{Do: "add", Need: Staff, Ask: func(s *desk.Sheet, a *Appointment) {
			s.Person("person", &a.Person, &a.PersonName)
			s.Select("post", &a.Post, postOptions(s))
			s.Tick("deputy_post", &a.Deputy)
			s.Text("decision", &a.Decision)
			s.Day("from_on", &a.From)
			desk.Opt(s.Day("to_on", &a.To))
		}, Fill: func(ctx context.Context, t *desk.Turn, a *Appointment) error {
			a.Unit, a.UnitName = a.Org, desk.UnitName(ctx, t.View, a.Org, t.At.Today)
			return inOrder(a.From, a.To, "to_on")
		}}}},
	}
}

// delegations is the folder of powers delegated to deputies (S11).
func (k pages) delegations() desk.Folder[DelegationOfPower, *DelegationOfPower] {
	return desk.Folder[DelegationOfPower, *DelegationOfPower]{Desk: k.Desk, Name: "power", Read: Read, State: func(d *DelegationOfPower) *duty.State { return &d.State },
		Flow: DelegationFlow(), Title: func(d DelegationOfPower) string { return d.Number }, Crumbs: registerCrumbs,
		Facts: func(c *web.Call, d DelegationOfPower) web.Summary {
			return desk.NewFacts(c, ID).Text("giver", d.GiverName).Text("deputy", d.DeputyName).Say("power", "secrets.power.", string(d.Power)).Text("grade", gradeName(c, d.Grade)).
				Text("number", d.Number).Day("signed_on", string(d.SignedOn)).Text("scope", d.Scope).Text("content", d.Content).
				Day("from_on", string(d.FromOn)).Day("to_on", string(d.ToOn)).Day("revoked_on", string(d.RevokedOn)).Text("revoked_why", d.RevokedWhy).All
		},
		Acts: []desk.Act[DelegationOfPower]{{Do: "revoke", Need: Staff, Flow: true, Ask: func(s *desk.Sheet, d *DelegationOfPower) {
			s.Day("revoked_on", &d.RevokedOn)
			s.Text("revoked_why", &d.RevokedWhy)
		}}},
		Starts: []desk.Start[DelegationOfPower]{{Make: func(_ context.Context, _ db.View, at duty.Moment, _ string) (DelegationOfPower, error) {
			return DelegationOfPower{Base: duty.Base{Org: at.Who.Unit}, State: Given, SignedOn: at.Today, FromOn: at.Today}, nil
		}, Act: desk.Act[DelegationOfPower]{Do: "record", Need: Staff, Ask: delegationSheet, Fill: recorded}}},
	}
}

// DelegationFlow is the way of a delegation of power.
func DelegationFlow() duty.Flow[DelegationOfPower] {
	return duty.Flow[DelegationOfPower]{{From: Given, Do: "revoke", To: Revoked, Need: Staff}}
}

func delegationSheet(s *desk.Sheet, d *DelegationOfPower) {
	s.Person("giver", &d.Giver, &d.GiverName)
	s.Person("deputy", &d.Deputy, &d.DeputyName)
	desk.Choose(s, "power", &d.Power, "secrets.power.", Powers)
	desk.Rank(s, "grade", &d.Grade, "secrets.grade.", Grades)
	s.Text("number", &d.Number)
	s.Day("signed_on", &d.SignedOn)
	s.Area("scope", &d.Scope)
	s.Area("content", &d.Content)
	s.Day("from_on", &d.FromOn)
	s.Day("to_on", &d.ToOn)
}

// recorded holds a delegation to the law when it is entered: the giver heads
// the post and the deputy is one (S11).
func recorded(ctx context.Context, t *desk.Turn, d *DelegationOfPower) error {
	d.RecordedBy, d.RecordedName = t.At.Who.ID, t.At.Who.Name
	if err := inOrder(d.FromOn, d.ToOn, "to_on"); err != nil {
		return err
	}
	if d.SignedOn > t.At.Today || d.FromOn < d.SignedOn {
		return duty.Missing("signed_on", "secrets.refuse.future")
	}
	table, err := Authorities(ctx, t.View)
	if err != nil {
		return err
	}
	given, err := appointed(ctx, t.View, d.Giver)
	if err != nil {
		return err
	}
	deputies, err := db.Find[Appointment](ctx, t.View, "t.person = $1 AND t.deputy", "", d.Deputy)
	if err != nil {
		return err
	}
	refusal := duty.Missing("deputy", "secrets.refuse.not_deputy", d.DeputyName)
	for _, a := range deputies {
		row, ok := held(table, d.Power, a.Post, d.SignedOn)
		if !ok || !a.Holds(d.FromOn) {
			continue
		}
		heads := slices.DeleteFunc(slices.Clone(given), func(g Appointment) bool { return g.Unit != a.Unit }) // to one's own deputy
		if refusal = DelegationSound(t.Law, *d, row, heads, min(d.Grade, row.Grade), d.FromOn); refusal == nil {
			if d.Grade > row.Grade {
				return duty.Missing("grade", "secrets.refuse.tier", gradeText(row.Grade), gradeText(d.Grade))
			}
			return nil
		}
	}
	return refusal
}

// inOrder refuses an end before the beginning.
func inOrder[D ~string](from, to D, field string) error {
	if to != "" && to < from {
		return duty.Missing(field, "secrets.refuse.ends_before")
	}
	return nil
}

// postOptions are the posts of the table of authority.
func postOptions(s *desk.Sheet) []web.Option {
	table, err := Authorities(s.Context(), s.View())
	if err != nil {
		return nil // the form then says that the choice is gone
	}
	var out []web.Option
	for _, code := range posts(table) {
		out = append(out, web.Option{Value: code, Label: sayPost(s.Say, code)})
	}
	return out
}

// shipped are the posts of the built-in table, which have a text.
func shipped(code string) bool { return slices.Contains(posts(builtIn()), code) }

func sayPost(say func(string, ...any) string, code string) string {
	if shipped(code) {
		return say("secrets.post." + code)
	}
	return code
}

func postTitle(c *web.Call, code string) string { return sayPost(c.Say, code) }

func postName(c *web.Call, a Authority) string {
	if a.Title != "" {
		return a.Title
	}
	return postTitle(c, a.Post)
}

// gradeName is a level in words, "" for none.
func gradeName(c *web.Call, g access.Level) string {
	if g < access.Secret || g > access.TopSecret {
		return ""
	}
	return c.Say(string(gradeText(g)))
}
