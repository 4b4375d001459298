package staff

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// Trainings is the folder of training sessions.
func Trainings(k desk.Desk) desk.Folder[Training, *Training] {
	return desk.Folder[Training, *Training]{
		Desk: k, Name: "training", Read: Read, Flow: trainingFlow, Side: []duty.Verb{"cancel"},
		State: func(t *Training) *duty.State { return &t.State },
		Load:  loadTraining,
		Title: func(t Training) string { return t.Title },
		Way:   []duty.State{Plan, Held},
		Acts: []desk.Act[Training]{
			{Do: "hold", Need: People, Flow: true, Fill: heldFill, Then: sessionCounts},
			{Do: "cancel", Need: People, Flow: true, Ask: func(s *desk.Sheet, t *Training) { s.Area("why", &t.Why) }},
			{Do: "change", Need: People, When: func(t Training) bool { return t.State == Plan }, Ask: askSession,
				Fill: func(_ context.Context, t *desk.Turn, r *Training) error { return sessionSound(*r, t.At) }},
		},
		Starts: []desk.Start[Training]{{
			Act: desk.Act[Training]{Do: "plan", Need: People, Ask: askSession,
				Fill: func(_ context.Context, t *desk.Turn, r *Training) error { return sessionSound(*r, t.At) }},
			Make: func(_ context.Context, _ db.View, at duty.Moment, _ string) (Training, error) {
				return Training{Base: owned(at.Who.Unit, ""), State: Plan}, nil
			},
		}},
		Crumbs: parts.Crumbs("trainings", "/staff/trainings"), Facts: trainingFacts, Parts: trainingParts(k),
	}
}

func askSession(s *desk.Sheet, t *Training) {
	s.Text("title", &t.Title)
	s.Day("held_on", &t.HeldOn)
	desk.Opt(s.Day("to_on", &t.ToOn))
	desk.Opt(s.Text("place_at", &t.Place))
	s.Area("content", &t.Content)
	s.Text("organiser", &t.Organiser)
	s.Num("hours", &t.Hours)
	desk.Opt(s.Text("paper_no", &t.PaperNo))
}

func heldFill(_ context.Context, _ *desk.Turn, t *Training) error {
	t.Trained = 0
	for _, p := range t.Participants {
		if p.State == Listed {
			t.Trained++
		}
	}
	return nil
}

// sessionCounts makes the participants count from the day of the session on.
func sessionCounts(ctx context.Context, t *desk.Turn, r *Training) error {
	for _, p := range r.Participants {
		if p.State != Listed {
			continue
		}
		if err := takenPart(ctx, t, &p, *r); err != nil {
			return err
		}
		if err := put(ctx, t, &p); err != nil {
			return err
		}
	}
	return nil
}

// takenPart dates a participant by a session that was held, and notes whether
// the person was dedicated staff that day.
func takenPart(ctx context.Context, t *desk.Turn, p *Participant, r Training) error {
	if r.State != Held {
		return nil
	}
	p.HeldOn = r.HeldOn
	where, args := "t.person = $2", []any{string(r.HeldOn), p.Person}
	if p.Person == "" {
		where, args = "t.name = $2 AND t.unit_name = $3", []any{string(r.HeldOn), p.Name, p.UnitName}
	}
	n, err := db.Count[Officer](ctx, t.View, "t.from_on <= $1 AND (t.to_on = '' OR t.to_on > $1) AND "+where, args...)
	p.Dedicated = n > 0
	return err
}

// Participants is the folder of those who took part in sessions.
func Participants(k desk.Desk) desk.Folder[Participant, *Participant] {
	return desk.Folder[Participant, *Participant]{
		Desk: k, Name: "participant", Read: Read, Flow: participantFlow, Side: []duty.Verb{"strike"},
		State: func(p *Participant) *duty.State { return &p.State },
		Load:  loadParticipant,
		Title: func(p Participant) string { return p.Name },
		Acts: []desk.Act[Participant]{
			{Do: "grade", Need: People, When: func(p Participant) bool { return p.State == Listed }, Ask: askResult,
				Fill: func(_ context.Context, t *desk.Turn, p *Participant) error { return participantSound(*p, t.At) }},
			{Do: "strike", Need: People, Flow: true, Ask: func(s *desk.Sheet, p *Participant) { s.Area("why", &p.Why) }, Then: recounted},
		},
		Starts: []desk.Start[Participant]{{
			Act:  desk.Act[Participant]{Do: "add", Need: People, Ask: askParticipant, Fill: participantAdded, Then: recounted},
			Make: newParticipant,
		}},
		Crumbs: parts.Crumbs("trainings", "/staff/trainings"), Facts: participantFacts,
	}
}

func newParticipant(ctx context.Context, v db.View, _ duty.Moment, of string) (Participant, error) {
	t, err := training(ctx, v, of)
	if err != nil {
		return Participant{}, err
	}
	return Participant{Base: owned(t.Org, t.ID), State: Listed, Training: t.ID, Result: NoTest, Of: t}, nil
}

func askParticipant(s *desk.Sheet, p *Participant) {
	p.Typed.Ask(s, &p.Person, &p.Name, &p.Unit, &p.UnitName)
	askResult(s, p)
}

func askResult(s *desk.Sheet, p *Participant) {
	desk.Choose(s, "result", &p.Result, ID+".result.", TestResults)
	desk.Opt(s.Text("certificate", &p.Certificate))
}

func participantAdded(ctx context.Context, t *desk.Turn, p *Participant) error {
	if err := p.Typed.Named(ctx, t.View, t.At.Today, &p.Person, &p.Name, &p.Unit, &p.UnitName); err != nil {
		return err
	}
	if err := participantSound(*p, t.At); err != nil {
		return err
	}
	return takenPart(ctx, t, p, p.Of)
}

// recounted brings the number on the session's line up to date.
func recounted(ctx context.Context, t *desk.Turn, p *Participant) error {
	r, err := db.GetAt[Training](ctx, t.Tx, p.Training, 0)
	if err != nil {
		return err
	}
	if r.Trained, err = db.Count[Participant](ctx, t.View, "t.training = $1 AND t.state = 'listed'", r.ID); err != nil {
		return err
	}
	return put(ctx, t, &r)
}
