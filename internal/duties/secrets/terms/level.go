package terms

import (
	"context"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/web"
)

// levels is the folder of changes of level.
func (k pages) levels() desk.Folder[LevelChange, *LevelChange] {
	return desk.Folder[LevelChange, *LevelChange]{
		Desk: k.Desk, Name: "level", Read: Read, Flow: LevelFlow, Side: []duty.Verb{DoRefuse},
		State: func(c *LevelChange) *duty.State { return &c.State }, Load: loadLevel,
		Title: func(c LevelChange) string { return c.Number }, Crumbs: crumbsTo("levels", "/terms/levels"),
		Facts: levelFacts, Parts: k.levelParts,
		Way: []duty.State{Proposed, Decided, Notified, Remarked},
		Acts: []desk.Act[LevelChange]{
			{Do: DoDecide, Need: Classify, Flow: true, Ask: decideLevel, Fill: fillLevel, Then: changed},
			{Do: DoRefuse, Need: Classify, Flow: true, Ask: func(s *desk.Sheet, c *LevelChange) { s.Area("refused_why", &c.RefusedWhy) }, Fill: refusedBy[LevelChange]},
		},
		Starts: []desk.Start[LevelChange]{{Act: desk.Act[LevelChange]{Do: DoPropose, Need: Propose, Ask: func(s *desk.Sheet, c *LevelChange) {
			gradeQuestion(s, c)
			s.Area("reason", &c.Reason)
		}, Fill: proposeLevel}, Make: newLevel}},
	}
}

func loadLevel(ctx context.Context, v db.View, p law.Pack, c *LevelChange) (err error) {
	if c.Of, err = db.Get[register.Item](ctx, v, c.Item); err != nil {
		return err
	}
	if c.Extensions, err = monthsOf(ctx, v, c.Item); err != nil {
		return err
	}
	c.Law = p
	c.Waits, c.Unmarked, err = open(ctx, v, c.ID)
	return err
}

func newLevel(ctx context.Context, v db.View, _ duty.Moment, of string) (LevelChange, error) {
	i, err := registered(ctx, v, of)
	if err != nil {
		return LevelChange{}, err
	}
	c := LevelChange{Base: duty.Base{Org: i.Org, Dossier: i.ID}, Item: i.ID, Number: i.Number, From: i.Grade, OldExpiresOn: i.ExpiresOn, Of: i}
	had, err := db.Count[LevelChange](ctx, v, "t.item = $1 AND t.state = 'proposed'", i.ID)
	if err == nil && had > 0 {
		err = duty.Impossible("terms.refuse.proposed_already")
	}
	return c, err
}

// gradeQuestion offers the levels other than the item's own.
func gradeQuestion(s *desk.Sheet, c *LevelChange) {
	var others []access.Level
	for _, g := range register.Grades {
		if g != c.From {
			others = append(others, g)
		}
	}
	desk.Rank(s, "to_grade", &c.To, "terms.grade.", others)
}

func proposeLevel(_ context.Context, t *desk.Turn, c *LevelChange) error {
	c.State, c.Proposal = Proposed, proposal(t, c.Reason)
	return nil
}

func decideLevel(s *desk.Sheet, c *LevelChange) {
	gradeQuestion(s, c)
	if c.Of.Book == register.Out && c.From < access.TopSecret {
		desk.Opt(s.Select("entry", &c.Entry, entriesAbove(s, c.From)))
	}
	askDecision(s, &c.Decision, c.Of)
}

// entriesAbove offers the entries of the list in force that allow a level above
// one.
func entriesAbove(s *desk.Sheet, g access.Level) []web.Option {
	all, err := db.Find[register.ListEntry](s.Context(), s.View(), "t.valid_from <= $1 AND (t.valid_to = '' OR t.valid_to >= $1) AND t.grade > $2", "ORDER BY t.decision, t.clause, t.id", string(s.Today()), int(g))
	if err != nil {
		return nil // the act itself tells what is wrong with the database
	}
	var out []web.Option
	for _, e := range all {
		out = append(out, web.Option{Value: e.ID, Label: e.Code() + ": " + e.Text})
	}
	return out
}

// onTheList holds a raised level to the list of secrets, under a law that asks
// for an entry (Law 117/2025, art. 5; S3). What came in is held to it by the
// agency that classified.
func onTheList(ctx context.Context, t *desk.Turn, c *LevelChange) error {
	if !c.Raises() || c.Of.Book == register.In {
		c.Entry, c.EntryCode = "", ""
		return nil
	}
	id := c.Entry
	if id == "" {
		id = c.Of.ListEntry
	}
	var entry *register.ListEntry
	if id != "" {
		e, err := db.Get[register.ListEntry](ctx, t.View, id)
		if err != nil {
			return err
		}
		entry, c.EntryCode = &e, e.Code()
	}
	if register.OnTheList(t.Law, entry, c.To, c.DecidedOn) != nil {
		return duty.Missing("entry", "terms.refuse.not_on_list")
	}
	c.Entry = id
	return nil
}

// fillLevel enters the decision of the person with the power over both levels
// (art. 21: who set the level), and the term under the new level.
func fillLevel(ctx context.Context, t *desk.Turn, c *LevelChange) error {
	if err := fourEyes(c.Proposal, t.At)(); err != nil {
		return err
	}
	if err := empower(ctx, t, &c.Decision, c.Of, max(c.From, c.To)); err != nil {
		return err
	}
	if err := onTheList(ctx, t, c); err != nil {
		return err
	}
	term, err := EndUnder(t.Law, c.Of, c.To, c.Extensions, t.At.Today)
	if unknown(err) {
		return duty.Incomplete("terms.refuse.no_rule", termCodes[c.To], c.Of.DeterminedOn)
	}
	c.Term, c.NewExpiresOn, c.OldExpiresOn = term, term.Due, c.Of.ExpiresOn
	return err
}

// changed gives item, copies and abstract the new level, moves the term, and
// tells every recorded recipient (art. 21(5); S22).
func changed(ctx context.Context, t *desk.Turn, c *LevelChange) error {
	to, err := holdersOf(ctx, t, c.Item)
	if err != nil {
		return err
	}
	do := register.DoLower
	if c.Raises() {
		do = register.DoRaise
	}
	i := c.Of
	err = register.Settle(ctx, t, &i, do, func(i *register.Item) {
		i.Grade, i.ExpiresOn, i.TermCode, i.LawVersion = c.To, c.NewExpiresOn, c.Term.Rule, t.Law.Version()
		for n := range i.Parts { // the decision is about the whole: no part stays above it (S4)
			i.Parts[n].Grade = min(i.Parts[n].Grade, c.To)
		}
		if c.Entry != "" {
			i.ListEntry, i.ListCode = c.Entry, c.EntryCode
		}
	})
	if err != nil {
		return err
	}
	c.Of = i
	if err := aim(ctx, t, i); err != nil {
		return err
	}
	if c.NoticeDue, err = notify(ctx, t, i, to, OfLevel, c.ID, c.DecidedOn); err != nil {
		return err
	}
	return db.Save(ctx, t.Tx, c)
}
