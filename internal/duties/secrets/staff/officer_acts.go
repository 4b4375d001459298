package staff

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// Officers is the folder of dedicated staff.
func Officers(k desk.Desk) desk.Folder[Officer, *Officer] {
	return desk.Folder[Officer, *Officer]{
		Desk: k, Name: "officer", Read: Read, Flow: officerFlow,
		State: func(s *Officer) *duty.State { return &s.State },
		Load:  loadOfficer,
		Title: func(s Officer) string { return s.Name },
		Acts: []desk.Act[Officer]{{Do: "leave", Need: People, Flow: true, Ask: func(q *desk.Sheet, s *Officer) {
			desk.Choose(q, "leave_why", &s.LeaveWhy, ID+".leave.", LeaveReasons)
			q.Day("to_on", &s.To)
			q.Text("leave_no", &s.LeaveNo)
			desk.Opt(q.Text("successor", &s.Successor))
		}, Fill: officerLeaves}},
		Starts: []desk.Start[Officer]{{
			Act: desk.Act[Officer]{Do: "appoint", Need: People, Ask: askOfficer, Fill: officerAppointed},
			Make: func(_ context.Context, _ db.View, at duty.Moment, _ string) (Officer, error) {
				return Officer{Base: owned(at.Who.Unit, ""), State: InPost}, nil
			},
		}},
		Crumbs: parts.Crumbs("officers", "/staff"), Facts: officerFacts, Parts: officerParts(k),
	}
}

func askOfficer(q *desk.Sheet, s *Officer) {
	s.Typed.Ask(q, &s.Person, &s.Name, &s.Unit, &s.UnitName)
	desk.Choose(q, "kind", &s.Kind, ID+".officer_kind.", OfficerKinds)
	desk.Choose(q, "seat", &s.Seat, ID+".seat.", Seats)
	desk.Opt(q.Text("post", &s.Post))
	q.Text("decision_no", &s.DecisionNo)
	q.Day("decision_on", &s.DecisionOn)
	q.Day("from_on", &s.From)
}

func officerAppointed(ctx context.Context, t *desk.Turn, s *Officer) error {
	if err := s.Typed.Named(ctx, t.View, t.At.Today, &s.Person, &s.Name, &s.Unit, &s.UnitName); err != nil {
		return err
	}
	others, err := inPost(ctx, t.Whole(), "t.name = $1 AND t.person = $2 AND t.unit_name = $3", s.Name, s.Person, s.UnitName)
	if err != nil {
		return err
	}
	s.TwiceIn = len(others) > 0
	return appointmentSound(*s, t.At)
}

// officerLeaves looks for copies with the eyes of the program: none may stay
// behind out of sight (S25).
func officerLeaves(ctx context.Context, t *desk.Turn, s *Officer) (err error) {
	if s.Held, err = CopiesHeld(ctx, t.Whole(), s.Person); err != nil {
		return err
	}
	s.Undertaken, err = Undertook(ctx, t.Whole(), *s, Leaving, s.From)
	return err
}

// Undertakings is the folder of undertakings.
func Undertakings(k desk.Desk) desk.Folder[Undertaking, *Undertaking] {
	return desk.Folder[Undertaking, *Undertaking]{
		Desk: k, Name: "undertaking", Read: Read, Flow: undertakingFlow, Side: []duty.Verb{"withdraw"},
		State: func(u *Undertaking) *duty.State { return &u.State },
		Title: func(u Undertaking) string { return u.PaperNo + " · " + u.Name },
		Acts: []desk.Act[Undertaking]{{Do: "withdraw", Need: People, Flow: true,
			Ask: func(s *desk.Sheet, u *Undertaking) { s.Area("why", &u.Why) }}},
		Starts: []desk.Start[Undertaking]{{
			Act:  desk.Act[Undertaking]{Do: "sign", Need: People, Ask: askUndertaking, Fill: undertakingSigned},
			Make: newUndertaking,
		}},
		Crumbs: parts.Crumbs("undertakings", "/staff/undertakings"), Facts: undertakingFacts,
	}
}

// newUndertaking begins one, for a member of the staff if it comes out of an
// appointment.
func newUndertaking(ctx context.Context, v db.View, at duty.Moment, of string) (Undertaking, error) {
	u := Undertaking{Base: owned(at.Who.Unit, ""), State: Signed}
	if of == "" {
		return u, nil
	}
	s, err := db.Get[Officer](ctx, v, of)
	if err != nil {
		return u, err
	}
	u.Org, u.Person, u.Name, u.Unit, u.UnitName, u.Post = s.Org, s.Person, s.Name, s.Unit, s.UnitName, s.Post
	if s.Person == "" {
		u.TypedName = s.Name
	}
	if s.Unit == "" {
		u.TypedUnit = s.UnitName
	}
	return u, nil
}

func askUndertaking(s *desk.Sheet, u *Undertaking) {
	u.Typed.Ask(s, &u.Person, &u.Name, &u.Unit, &u.UnitName)
	desk.Opt(s.Text("post", &u.Post))
	desk.Choose(s, "occasion", &u.Occasion, ID+".occasion.", Occasions)
	s.Day("signed_on", &u.SignedOn)
	s.Text("paper_no", &u.PaperNo)
	desk.Opt(s.File("file", &u.File))
}

func undertakingSigned(ctx context.Context, t *desk.Turn, u *Undertaking) error {
	if err := u.Typed.Named(ctx, t.View, t.At.Today, &u.Person, &u.Name, &u.Unit, &u.UnitName); err != nil {
		return err
	}
	return undertakingSound(*u, t.At)
}

// Rulebooks is the folder of rulebooks.
func Rulebooks(k desk.Desk) desk.Folder[Rulebook, *Rulebook] {
	fo := desk.Folder[Rulebook, *Rulebook]{
		Desk: k, Name: "rulebook", Read: Read, Flow: rulebookFlow,
		State: func(r *Rulebook) *duty.State { return &r.State },
		Title: func(r Rulebook) string { return r.Number + " · " + r.Title },
		Acts: []desk.Act[Rulebook]{{Do: "replace", Need: People, Flow: true, Ask: func(s *desk.Sheet, r *Rulebook) {
			s.Text("replaced_by", &r.ReplacedBy)
			s.Day("replaced_on", &r.ReplacedOn)
		}}},
		Crumbs: parts.Crumbs("rulebooks", "/staff/rulebooks"), Facts: rulebookFacts(k),
	}
	fo.Starts = []desk.Start[Rulebook]{{
		Act:  desk.Act[Rulebook]{Do: "issue", Need: People, Ask: askRulebook, Fill: rulebookIssued, Then: replaces(fo)},
		Make: newRulebook,
	}}
	return fo
}

// newRulebook begins a first version, or the next one of another.
func newRulebook(ctx context.Context, v db.View, at duty.Moment, of string) (Rulebook, error) {
	r := Rulebook{Base: owned(at.Who.Unit, ""), State: InForce, Edition: 1}
	if of == "" {
		return r, nil
	}
	old, err := db.Get[Rulebook](ctx, v, of)
	if err != nil {
		return r, err
	}
	if old.State != InForce {
		return r, duty.Impossible("staff.refuse.replaced_already", old.Number, old.ReplacedBy)
	}
	r.Base, r.Kind, r.Title, r.Unit, r.UnitName = owned(old.Org, old.Dossier), old.Kind, old.Title, old.Unit, old.UnitName
	r.Replaces, r.Edition = old.ID, old.Edition+1
	if old.Unit == "" {
		r.TypedUnit = old.UnitName
	}
	return r, nil
}

func askRulebook(s *desk.Sheet, r *Rulebook) {
	desk.Choose(s, "kind", &r.Kind, ID+".rulebook_kind.", RulebookKinds)
	s.Text("number", &r.Number)
	s.Text("title", &r.Title)
	desk.Opt(s.Unit("unit", &r.Unit, &r.UnitName))
	desk.Opt(s.Text("typed_unit", &r.TypedUnit))
	s.Day("issued_on", &r.IssuedOn)
	s.Day("from_on", &r.From)
	desk.Opt(s.File("file", &r.File))
}

func rulebookIssued(_ context.Context, t *desk.Turn, r *Rulebook) error {
	if r.Unit == "" {
		r.UnitName = r.TypedUnit
	}
	return rulebookSound(*r, t.At)
}

// replaces takes the version before out of force, by the same act.
func replaces(fo desk.Folder[Rulebook, *Rulebook]) func(context.Context, *desk.Turn, *Rulebook) error {
	return func(ctx context.Context, t *desk.Turn, r *Rulebook) error {
		if r.Replaces == "" {
			return nil
		}
		old, err := db.GetAt[Rulebook](ctx, t.Tx, r.Replaces, 0)
		if err != nil {
			return err
		}
		return fo.TakeIn(ctx, t, &old, "replace", desk.Values{"replaced_by": {r.Number}, "replaced_on": {string(r.From)}})
	}
}
