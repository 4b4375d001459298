package incidents

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/person"
)

// ConcernedFolder is a person concerned in an incident: the right to reply, the
// hand-over to the body that handles the matter, and what came of it (M24).
func ConcernedFolder(k desk.Desk) desk.Folder[Concerned, *Concerned] {
	fo := desk.Folder[Concerned, *Concerned]{Desk: k, Name: "concerned", Read: Read, Flow: ConcernedFlow, Side: []duty.Verb{DoWaive, DoKeepBack},
		State: func(c *Concerned) *duty.State { return &c.State }, Title: func(c Concerned) string { return c.Name }, Crumbs: crumbs("", "incidents"),
		Load: loadConcerned, Facts: concernedFacts, Way: []duty.State{Named, Heard, HandedOver, Settled}}
	fo.Starts = []desk.Start[Concerned]{{Act: desk.Act[Concerned]{Do: DoName, Need: Handle, Ask: askConcerned, Fill: fillConcerned}, Make: makeConcerned}}
	fo.Acts = concernedActs()
	fo.Parts = slipPart
	return fo
}

func makeConcerned(ctx context.Context, v db.View, _ duty.Moment, of string) (Concerned, error) {
	i, err := openIncident(ctx, v, of)
	return Concerned{Base: duty.Base{Org: i.Org, Dossier: i.Dossier}, State: Named, Incident: i.ID, IncidentCode: i.Code, IncidentState: i.State}, err
}

func askConcerned(s *desk.Sheet, c *Concerned) {
	s.Person("person", &c.Person, &c.Name)
	s.Text("post", &c.Post)
}

// fillConcerned takes name and unit from the register of persons, and no more.
func fillConcerned(ctx context.Context, t *desk.Turn, c *Concerned) error {
	p, err := db.Get[person.Person](ctx, t.View, c.Person)
	if err != nil {
		return err
	}
	c.Unit, c.UnitName = p.Unit, desk.UnitName(ctx, t.View, p.Unit, t.At.Today)
	i, err := openIncident(ctx, t.View, c.Incident)
	if err != nil {
		return err
	}
	if c.Person == t.At.Who.Person {
		return duty.Forbidden("incidents.refuse.own_matter")
	}
	return MayName(*c, i)
}

func loadConcerned(ctx context.Context, v db.View, _ law.Pack, c *Concerned) error {
	i, err := db.Get[Incident](ctx, v, c.Incident)
	c.IncidentState, c.happenedOn = i.State, i.happened()
	return err
}

func concernedActs() []desk.Act[Concerned] {
	return []desk.Act[Concerned]{
		{Do: DoEstablish, Need: Handle, When: func(c Concerned) bool { return !duty.In(c.IncidentState, Concluded, Closed, Unfounded) }, Ask: func(s *desk.Sheet, c *Concerned) {
			s.Area("conduct", &c.Conduct)
			desk.Opt(desk.Many(s, "breaches", &c.Breaches, "incidents.breach.", Breaches))
		}, Fill: func(_ context.Context, _ *desk.Turn, c *Concerned) error {
			return inForce(c.Breaches, c.happenedOn, "breaches")
		}},
		{Do: DoHear, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, c *Concerned) {
			today(s, "statement_on", &c.StatementOn)
			s.Area("statement", &c.Statement)
		}},
		{Do: DoWaive, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, c *Concerned) {
			today(s, "waived_on", &c.WaivedOn)
			s.Area("waiver", &c.Waiver)
		}},
		{Do: DoHandOver, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, c *Concerned) {
			s.Text("handed_to", &c.To)
			s.Text("paper", &c.Paper)
			today(s, "handed_on", &c.HandedOn)
			s.Area("what", &c.What)
		}, Fill: func(_ context.Context, t *desk.Turn, c *Concerned) error { c.HandedBy = t.At.Who.ID; return nil }},
		{Do: DoKeepBack, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, c *Concerned) {
			today(s, "not_handed_on", &c.NotHandedOn)
			s.Area("not_handed_why", &c.NotHandedWhy)
		}},
		{Do: DoSettle, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, c *Concerned) {
			desk.Choose(s, "outcome", &c.Outcome, "incidents.outcome.", Outcomes)
			desk.Opt(s.Text("outcome_no", &c.OutcomeNo))
			today(s, "outcome_on", &c.OutcomeOn)
			desk.Opt(s.Area("outcome_text", &c.OutcomeText))
		}},
	}
}
