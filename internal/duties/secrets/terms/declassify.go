package terms

import (
	"context"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// declassifications is the folder of declassifications.
func (k pages) declassifications() desk.Folder[Declassification, *Declassification] {
	return desk.Folder[Declassification, *Declassification]{
		Desk: k.Desk, Name: "declassification", Read: Read, Flow: DeclassifyFlow, Side: []duty.Verb{DoRefuse},
		State: func(d *Declassification) *duty.State { return &d.State }, Load: loadDeclassification,
		Title: func(d Declassification) string { return d.Number }, Crumbs: crumbsTo("declassifications", "/terms/declassifications"),
		Facts: declassificationFacts, Parts: k.declassificationParts,
		Way: []duty.State{Proposed, CouncilSet, Reviewed, InEffect, Notified, Remarked},
		Acts: []desk.Act[Declassification]{
			{Do: DoSetCouncil, Need: Classify, Flow: true, Ask: func(s *desk.Sheet, d *Declassification) { askCouncil(s, &d.Council) }},
			{Do: DoReview, Need: Enter, Flow: true, Ask: func(s *desk.Sheet, d *Declassification) { askMinutes(s, &d.Council) }},
			{Do: DoDecide, Need: Classify, Flow: true, Ask: decideDeclassification, Fill: fillDeclassification, Then: takeEffect},
			{Do: DoDecideAlone, Need: Classify, Flow: true, Ask: decideAlone, Fill: fillDeclassification, Then: takeEffect},
			{Do: DoRefuse, Need: Classify, Flow: true, Ask: func(s *desk.Sheet, d *Declassification) { s.Area("refused_why", &d.RefusedWhy) }, Fill: refusedBy[Declassification]},
		},
		Starts: []desk.Start[Declassification]{{Act: desk.Act[Declassification]{Do: DoPropose, Need: Propose, Ask: func(s *desk.Sheet, d *Declassification) {
			desk.Choose(s, "way", &d.Way, "terms.way.", []Way{ByCouncil, ByArchive})
			s.Tick("partial", &d.Partial)
			s.Area("reason", &d.Reason)
		}, Fill: func(_ context.Context, t *desk.Turn, d *Declassification) error {
			d.State, d.Proposal = Proposed, proposal(t, d.Reason)
			return nil
		}}, Make: newDeclassification}},
	}
}

func loadDeclassification(ctx context.Context, v db.View, p law.Pack, d *Declassification) (err error) {
	if d.Of, err = db.Get[register.Item](ctx, v, d.Item); err != nil {
		return err
	}
	if d.Stands, err = register.Answers(ctx, v, &d.Of); err != nil {
		return err
	}
	d.Law = p
	d.Waits, d.Unmarked, err = open(ctx, v, d.ID)
	return err
}

func newDeclassification(ctx context.Context, v db.View, _ duty.Moment, of string) (Declassification, error) {
	i, err := registered(ctx, v, of)
	if err != nil {
		return Declassification{}, err
	}
	had, err := db.Count[Declassification](ctx, v, "t.item = $1 AND t.state IN ('proposed', 'council_set', 'reviewed')", i.ID)
	if err == nil && had > 0 {
		err = duty.Impossible("terms.refuse.proposed_already")
	}
	return declassificationOf(i), err
}

func declassificationOf(i register.Item) Declassification {
	return Declassification{Base: duty.Base{Org: i.Org, Dossier: i.ID}, Item: i.ID, Number: i.Number, Grade: i.Grade, Of: i}
}

// askCouncil asks for the decision that sets a council up, and who sits in it.
func askCouncil(s *desk.Sheet, c *Council) {
	c.SetUpOn = or(c.SetUpOn, s.Today())
	s.Text("set_up_no", &c.SetUpNo)
	s.Day("set_up_on", &c.SetUpOn)
	s.Text("chair_name", &c.ChairName)
	s.Text("chair_post", &c.ChairPost)
	s.Unit("chair_unit", &c.ChairUnit, &c.ChairUnitName)
	s.Lines("members", &c.Members)
	desk.Opt(s.File("set_up_file", &c.SetUpFile))
}

// askMinutes asks for the minutes of the council's meeting.
func askMinutes(s *desk.Sheet, c *Council) {
	c.MetOn = or(c.MetOn, s.Today())
	s.Text("minutes_no", &c.MinutesNo)
	s.Day("met_on", &c.MetOn)
	s.Area("opinion", &c.Opinion)
	desk.Opt(s.File("minute_file", &c.MinuteFile))
}

func askReleased(s *desk.Sheet, d *Declassification) {
	if d.Partial {
		desk.Opt(s.Lines("released", &d.Released)) // the flow asks for it, with the rule
	}
}

func decideDeclassification(s *desk.Sheet, d *Declassification) {
	askDecision(s, &d.Decision, d.Of)
	s.Tick("item_filed", &d.ItemFiled)
	askReleased(s, d)
}

func decideAlone(s *desk.Sheet, d *Declassification) {
	askDecision(s, &d.Decision, d.Of)
	s.Area("search", &d.Search)
	askReleased(s, d)
}

// fillDeclassification enters the decision of the agency that classified, or of
// the historical archive, which needs no power of its own over a level (art.
// 22(4)d).
func fillDeclassification(ctx context.Context, t *desk.Turn, d *Declassification) error {
	if err := fourEyes(d.Proposal, t.At)(); err != nil {
		return err
	}
	d.EffectiveOn = d.DecidedOn
	if d.Way == ByArchive {
		d.DecidedBy, d.DecidedName, d.Decider = t.At.Who.ID, t.At.Who.Name, t.At.Who.Person
		if d.DeciderName == "" {
			d.DeciderName = t.At.Who.Name
		}
		return nil
	}
	return empower(ctx, t, &d.Decision, d.Of, d.Of.Grade)
}

// takeEffect ends the protection, or frees the parts listed, and tells every
// holder (art. 22(6); S20, S21).
func takeEffect(ctx context.Context, t *desk.Turn, d *Declassification) error {
	return putInEffect(ctx, t, d, causeOf(*d))
}

// causeOf is why the holders of a declassified item are told.
func causeOf(d Declassification) Cause {
	switch {
	case d.Partial:
		return OfPartly
	case d.Way == ByExpiry:
		return OfExpiry
	case d.Way == ByList:
		return OfLeavingTheList
	case d.Way == ByArchive:
		return OfArchiveDecision
	}
	return OfDeclassify
}

// putInEffect ends the protection of the item, or of the parts released: the
// copies are no secrets any more, the abstract opens, holders are told.
func putInEffect(ctx context.Context, t *desk.Turn, d *Declassification, c Cause) error {
	to, err := holdersOf(ctx, t, d.Item)
	if err != nil {
		return err
	}
	i, do := d.Of, register.DoDeclassify
	if d.Partial {
		do = register.DoReleasePart
	}
	err = register.Settle(ctx, t, &i, do, func(i *register.Item) {
		if d.Partial {
			i.Released = joined(i.Released, d.Released)
			return
		}
		i.EndedOn, i.EndedWhy = d.EffectiveOn, string(d.Way)
	})
	if err != nil {
		return err
	}
	d.Of = i
	if !d.Partial {
		if err := releaseCopies(ctx, t, i, d.DecisionNo); err != nil {
			return err
		}
	}
	if err := aim(ctx, t, i); err != nil {
		return err
	}
	from := d.DecidedOn
	if from == "" {
		from = t.At.Today // nobody decided it: the day on which the program found it over
	}
	if d.NoticeDue, err = notify(ctx, t, i, to, c, d.ID, from); err != nil {
		return err
	}
	return db.Save(ctx, t.Tx, d)
}

// joined adds the parts released to those released before.
func joined(before string, parts []string) string {
	all := strings.Join(parts, "; ")
	if before == "" {
		return all
	}
	return before + "; " + all
}

// releaseCopies takes every copy in custody out of it.
func releaseCopies(ctx context.Context, t *desk.Turn, i register.Item, note string) error {
	copies, err := register.CopiesOf(ctx, t.View, i.ID)
	if err != nil {
		return err
	}
	for _, c := range copies {
		if !c.Here() {
			continue
		}
		if err := register.MarkReleased(ctx, t, &c, note); err != nil {
			return err
		}
	}
	return nil
}

// lapse declassifies an item by itself, because its term ended or its entry
// left the list (art. 22(1), (3); S18, S19).
func lapse(ctx context.Context, t *desk.Turn, i register.Item, w Way, entry string, on vn.Day) error {
	d := declassificationOf(i)
	d.State, d.Way, d.Entry, d.EffectiveOn, d.Law = InEffect, w, entry, on, t.Law
	d.ProposedOn = on
	if w == ByExpiry {
		months, err := monthsOf(ctx, t.View, i.ID)
		if err != nil {
			return err
		}
		if d.Ground, err = EndUnder(t.Law, i, i.Grade, months, t.At.Today); err != nil && !unknown(err) && !desk.Told(err) {
			return err
		}
	}
	if err := db.Save(ctx, t.Tx, &d); err != nil {
		return err
	}
	return putInEffect(ctx, t, &d, causeOf(d))
}
