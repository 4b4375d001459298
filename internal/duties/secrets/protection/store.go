package protection

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// membersOf lists who sits or sat on a delegation.
func membersOf(ctx context.Context, v db.View, delegation string) ([]Member, error) {
	return db.Find[Member](ctx, v, "t.delegation = $1", "ORDER BY t.id", delegation)
}

// bodiesOf lists the bodies of a delegation.
func bodiesOf(ctx context.Context, v db.View, delegation string) ([]Body, error) {
	return db.Find[Body](ctx, v, "t.delegation = $1", "ORDER BY t.id", delegation)
}

func loadDelegation(ctx context.Context, v db.View, p law.Pack, d *Delegation) (err error) {
	d.Law = p
	if d.Members, err = membersOf(ctx, v, d.ID); err != nil {
		return err
	}
	if d.Bodies, err = bodiesOf(ctx, v, d.ID); err != nil {
		return err
	}
	d.Findings, err = db.Find[Finding](ctx, v, "t.delegation = $1", "ORDER BY t.id", d.ID)
	return err
}

// delegation reads a delegation with its members and bodies.
func delegation(ctx context.Context, v db.View, id string) (Delegation, error) {
	d, err := db.Get[Delegation](ctx, v, id)
	if err != nil {
		return d, err
	}
	return d, loadDelegation(ctx, v, law.Pack{}, &d)
}

func loadMember(ctx context.Context, v db.View, _ law.Pack, m *Member) (err error) {
	m.Of, err = delegation(ctx, v, m.Delegation)
	return err
}

func loadBody(ctx context.Context, v db.View, _ law.Pack, b *Body) (err error) {
	if b.Of, err = delegation(ctx, v, b.Delegation); err != nil {
		return err
	}
	for _, f := range b.Of.Findings {
		if f.Body == b.ID {
			b.Findings = append(b.Findings, f)
		}
	}
	return nil
}

// body reads a body with its delegation and findings.
func body(ctx context.Context, v db.View, id string) (Body, error) {
	b, err := db.Get[Body](ctx, v, id)
	if err != nil {
		return b, err
	}
	return b, loadBody(ctx, v, law.Pack{}, &b)
}

func loadFinding(ctx context.Context, v db.View, _ law.Pack, f *Finding) (err error) {
	f.Of, err = body(ctx, v, f.Body)
	return err
}

// again is the condition on the last conclusion on a body, if it is from before
// a day.
const again = `t.unit <> '' AND t.conclusion_on <> '' AND t.conclusion_on < ? AND NOT EXISTS (SELECT 1 FROM protection_body b
	WHERE b.unit = t.unit AND b.conclusion_on > t.conclusion_on)`

// untrained is the condition on staff in post who took part in no session since
// a day.
const untrained = `t.state = 'in_post' AND NOT EXISTS (SELECT 1 FROM protection_participant p WHERE p.state = 'listed' AND p.held_on >= ?
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
func Undertook(ctx context.Context, v db.View, s Staff, on Occasion, since vn.Day) (bool, error) {
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
	s := Staff{Person: person, Name: name}
	if s.Held, err = CopiesHeld(ctx, v, person); err != nil {
		return err
	}
	if s.Undertaken, err = Undertook(ctx, v, s, Leaving, since); err != nil {
		return err
	}
	return s.handedOver()
}

func loadStaff(ctx context.Context, v db.View, _ law.Pack, s *Staff) (err error) {
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
func inPost(ctx context.Context, v db.View, where string, args ...any) ([]Staff, error) {
	return db.Find[Staff](ctx, v, "t.state = 'in_post' AND ("+where+")", "ORDER BY t.from_on, t.id", args...)
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

// named settles who is meant by a form: the record chosen, or the name typed;
// the unit chosen, or typed, or else the unit of the person on that day.
func named(ctx context.Context, v db.View, t Typed, on vn.Day, id, name, unit, unitName *string) error {
	if *id == "" {
		*name = vn.Tidy(t.TypedName)
	}
	if *unit == "" {
		*unitName = vn.Tidy(t.TypedUnit)
	}
	if *unitName != "" || *id == "" {
		return nil
	}
	u, err := person.UnitOn(ctx, v, *id, on)
	if err != nil {
		return err
	}
	*unit, *unitName = u, desk.UnitName(ctx, v, u, on)
	return nil
}

// unitOnce finds the one organisation of a name on a day, for lists that were
// typed elsewhere; "" if there is none or more than one.
func unitOnce(ctx context.Context, v db.View, name string, on vn.Day) (string, error) {
	all, err := db.Find[org.Span](ctx, v, "t.fold = $1 AND t.valid_from <= $2 AND t.valid_to > $2 AND NOT t.withdrawn", "ORDER BY t.id LIMIT 2", vn.Fold(name), string(on))
	if err != nil || len(all) != 1 {
		return "", err
	}
	return all[0].Unit, nil
}

// put saves a record that follows from another's act.
func put[T any, P db.Ptr[T]](ctx context.Context, t *desk.Turn, r P) error {
	return db.Save[T, P](ctx, t.Tx, r)
}

// owned is the head of a record of an office.
func owned(org, dossier string) duty.Base { return duty.Base{Org: org, Dossier: dossier} }
