package staff

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// untrained is the condition on staff in post who took part in no session since
// a day.
const untrained = `t.state = 'in_post' AND NOT EXISTS (SELECT 1 FROM staff_participant p WHERE p.state = 'listed' AND p.held_on >= ?
	AND (t.person <> '' AND p.person = t.person OR t.person = '' AND p.name = t.name AND p.unit_name = t.unit_name))`

// here is the condition on copies that are still in the care of the office: see
// register.Copy.Here.
const here = "t.state NOT IN ('sent_back', 'missing', 'destroyed', 'declassified')"

// CopiesHeld counts the copies still in the hands of a person, whichever office they
// belong to.
func CopiesHeld(ctx context.Context, v db.View, person string) (int, error) {
	if person == "" {
		return 0, nil
	}
	return db.Count[register.Copy](ctx, v, "t.holder = $1 AND "+here, person)
}

// Undertook reports whether a person signed an undertaking on an occasion, on a
// day or later. Someone in no register is known by name and unit.
func Undertook(ctx context.Context, v db.View, s Officer, on Occasion, since vn.Day) (bool, error) {
	where, args := "t.person = $4", []any{string(Signed), string(on), string(since), s.Person}
	if s.Person == "" {
		where, args = "t.name = $4 AND t.unit_name = $5", []any{string(Signed), string(on), string(since), s.Name, s.UnitName}
	}
	n, err := db.Count[Undertaking](ctx, v, "t.state = $1 AND t.occasion = $2 AND t.signed_on >= $3 AND "+where, args...)
	if err != nil || n > 0 || s.Person == "" {
		return n > 0, err
	}
	n, err = db.Count[register.Handover](ctx, v, "t.person = $1 AND t.state = $2 AND t.undertaking_on >= $3", s.Person, string(register.HandoverClosed), string(since))
	return n > 0, err
}

// MayLeave is S25 for whoever keeps the register of people: nil if a person has
// no copy left and has signed the undertaking on leaving, since a day; else the
// refusal that says what is missing (Law 2018, arts. 25 and 26).
func MayLeave(ctx context.Context, v db.View, person, name string, since vn.Day) (err error) {
	s := Officer{Person: person, Name: name}
	if s.Held, err = CopiesHeld(ctx, v, person); err != nil {
		return err
	}
	if s.Undertaken, err = Undertook(ctx, v, s, Leaving, since); err != nil {
		return err
	}
	return s.handedOver()
}

func loadOfficer(ctx context.Context, v db.View, _ law.Pack, s *Officer) (err error) {
	if s.State != InPost {
		return nil
	}
	if s.Held, err = CopiesHeld(ctx, v, s.Person); err != nil {
		return err
	}
	s.Undertaken, err = Undertook(ctx, v, *s, Leaving, s.From)
	return err
}

// inPost lists the dedicated staff in post within reach, of one person or of
// all.
func inPost(ctx context.Context, v db.View, where string, args ...any) ([]Officer, error) {
	return db.Find[Officer](ctx, v, "t.state = 'in_post' AND ("+where+")", "ORDER BY t.from_on, t.id", args...)
}

func loadTraining(ctx context.Context, v db.View, _ law.Pack, t *Training) (err error) {
	t.Participants, err = db.Find[Participant](ctx, v, "t.training = $1", "ORDER BY t.name, t.id", t.ID)
	return err
}

// training reads a session with who took part.
func training(ctx context.Context, v db.View, id string) (Training, error) {
	t, err := db.Get[Training](ctx, v, id)
	if err != nil {
		return t, err
	}
	return t, loadTraining(ctx, v, law.Pack{}, &t)
}

func loadParticipant(ctx context.Context, v db.View, _ law.Pack, p *Participant) (err error) {
	p.Of, err = training(ctx, v, p.Training)
	return err
}

// put saves a record that follows from another's act.
func put[T any, P db.Ptr[T]](ctx context.Context, t *desk.Turn, r P) error {
	return db.Save[T, P](ctx, t.Tx, r)
}

// owned is the head of a record of an office.
func owned(org, dossier string) duty.Base { return duty.Base{Org: org, Dossier: dossier} }
