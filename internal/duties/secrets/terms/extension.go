package terms

import (
	"context"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// pages are the records and pages of the package.
type pages struct{ desk.Desk }

// program is the program acting by itself, with the rights that the days of the
// law give it.
func program() access.Who {
	w := db.System
	w.Rights = []access.Need{Read, Hold, Propose, Enter, Keep, Classify, Decide}
	return w
}

// extensions is the folder of extensions.
func (k pages) extensions() desk.Folder[Extension, *Extension] {
	begin := desk.Act[Extension]{Do: DoPropose, Need: Propose, Ask: proposeExtension, Fill: func(ctx context.Context, t *desk.Turn, e *Extension) error {
		e.State = Proposed
		return fillExtension(ctx, t, e)
	}}
	return desk.Folder[Extension, *Extension]{
		Desk: k.Desk, Name: "extension", Read: Read, Flow: ExtensionFlow, Side: []duty.Verb{DoRefuse, DoMiss},
		State: func(e *Extension) *duty.State { return &e.State }, Load: loadExtension,
		Title: func(e Extension) string { return e.Number }, Crumbs: crumbsTo("extensions", "/terms/extensions"),
		Facts: extensionFacts, Parts: k.extensionParts,
		Way: []duty.State{Proposed, Decided, Stamped, Notified},
		Acts: []desk.Act[Extension]{
			{Do: DoDecide, Need: Classify, Flow: true, Ask: decideExtension, Fill: fillDecision, Then: extended},
			{Do: DoRefuse, Need: Classify, Flow: true, Ask: func(s *desk.Sheet, e *Extension) { s.Area("refused_why", &e.RefusedWhy) }, Fill: refusedBy[Extension]},
			{Do: DoPropose, Need: Propose, Flow: true, Ask: proposeExtension, Fill: fillExtension},
			{Do: DoStamp, Need: Enter, Flow: true, Ask: func(s *desk.Sheet, e *Extension) {
				e.StampedOn = or(e.StampedOn, s.Today())
				s.Day("stamped_on", &e.StampedOn)
			}, Then: func(ctx context.Context, t *desk.Turn, e *Extension) error {
				return step(ctx, t, k.extensions(), e.ID, DoNotify)
			}},
		},
		Starts: []desk.Start[Extension]{{Act: begin, Make: newExtension}},
	}
}

func loadExtension(ctx context.Context, v db.View, p law.Pack, e *Extension) (err error) {
	if e.Of, err = db.Get[register.Item](ctx, v, e.Item); err != nil {
		return err
	}
	e.Law = p
	e.Waits, _, err = open(ctx, v, e.ID)
	return err
}

// registered reads an item whose term runs; another has nothing to extend, to
// change or to end.
func registered(ctx context.Context, v db.View, id string) (register.Item, error) {
	i, err := db.Get[register.Item](ctx, v, id)
	if err == nil && !duty.In(i.State, register.Registers...) {
		err = duty.Impossible("terms.refuse.ended")
	}
	return i, err
}

// newExtension begins an extension of the term an item has now. A proposal for
// the same term that was missed or refused is taken up again: there is one
// record for each term.
func newExtension(ctx context.Context, v db.View, _ duty.Moment, of string) (Extension, error) {
	i, err := registered(ctx, v, of)
	if err != nil {
		return Extension{}, err
	}
	if i.ExpiresOn == "" {
		return Extension{}, duty.Impossible("terms.refuse.no_term")
	}
	e := Extension{Base: duty.Base{Org: i.Org, Dossier: i.ID}, Item: i.ID, Number: i.Number, Grade: i.Grade, ExpiresOn: i.ExpiresOn}
	had, err := db.Find[Extension](ctx, v, "t.item = $1 AND t.expires_on = $2", "", i.ID, string(i.ExpiresOn))
	if err != nil {
		return e, err
	}
	if len(had) > 0 {
		e = had[0]
		if !duty.In(e.State, Missed, Refused) {
			return e, duty.Impossible("terms.refuse.proposed_already")
		}
	}
	e.Of = i
	return e, nil
}

func proposeExtension(s *desk.Sheet, e *Extension) {
	s.Num("months", &e.Months).Width = "s"
	s.Area("reason", &e.Reason)
}

// fillExtension enters a proposal; what can no longer be decided is not even
// proposed.
func fillExtension(_ context.Context, t *desk.Turn, e *Extension) error {
	e.Law, e.RefusedWhy, e.MissedOn = t.Law, "", ""
	e.Proposal = proposal(t, e.Reason)
	w, late, void, err := window(t.Law, e.ExpiresOn, t.At.Today)
	if err != nil {
		return err
	}
	e.Window, e.LastDay = w, w.Due
	if late && void {
		return duty.Impossible("terms.refuse.window_closed", w.Due, w.Source)
	}
	if err := proposable(*e, t.At); err != nil {
		return err
	}
	_, e.Term, err = NewEnd(t.Law, e.Grade, e.ExpiresOn, e.Months, t.At.Today)
	return err
}

func proposal(t *desk.Turn, reason string) Proposal {
	return Proposal{ProposedBy: t.At.Who.ID, ProposedByName: t.At.Who.Name, ProposedOn: t.At.Today, Reason: reason}
}

// askDecision asks for the paper of a decision. On an item that came in, the
// decision is that of the agency that classified it, and its signer is named.
func askDecision(s *desk.Sheet, d *Decision, of register.Item) {
	d.DecidedOn = or(d.DecidedOn, s.Today())
	s.Text("decision_no", &d.DecisionNo)
	s.Day("decided_on", &d.DecidedOn)
	if of.Book == register.In {
		s.Text("decider_name", &d.DeciderName)
	}
	desk.Opt(s.File("decision_file", &d.DecisionFile))
}

// empower enters who decides: the person of the account, who must hold the power
// for the level on the day (domain A4; S10, S11). An item that came in is
// decided by the agency that classified it; here its decision is entered.
func empower(ctx context.Context, t *desk.Turn, d *Decision, of register.Item, grade access.Level) error {
	d.DecidedBy, d.DecidedName = t.At.Who.ID, t.At.Who.Name
	if of.Book == register.In {
		return nil
	}
	d.Decider, d.DeciderName = t.At.Who.Person, t.At.Who.Name
	return register.Permits(ctx, t.View, t.Law, register.Classify, t.At.Who.Person, grade, d.DecidedOn)
}

func decideExtension(s *desk.Sheet, e *Extension) {
	s.Num("months", &e.Months).Width = "s"
	askDecision(s, &e.Decision, e.Of)
}

// fillDecision reckons the window and the new term by the law of the day of the
// decision.
func fillDecision(ctx context.Context, t *desk.Turn, e *Extension) (err error) {
	if err := fourEyes(e.Proposal, t.At)(); err != nil {
		return err
	}
	if err := empower(ctx, t, &e.Decision, e.Of, e.Grade); err != nil {
		return err
	}
	if e.Window, e.Late, _, err = window(t.Law, e.ExpiresOn, e.DecidedOn); err != nil {
		return err
	}
	e.LastDay = e.Window.Due
	e.NewExpiresOn, e.Term, err = NewEnd(t.Law, e.Grade, e.ExpiresOn, e.Months, e.DecidedOn)
	return err
}

// extended moves the end of the item's term and tells every holder (art. 20(4);
// S17).
func extended(ctx context.Context, t *desk.Turn, e *Extension) error {
	to, err := holdersOf(ctx, t, e.Item)
	if err != nil {
		return err
	}
	i := e.Of
	err = register.Settle(ctx, t, &i, register.DoExtend, func(i *register.Item) {
		i.ExpiresOn, i.LawVersion = e.NewExpiresOn, t.Law.Version()
		i.Extensions++
	})
	if err != nil {
		return err
	}
	e.Of = i
	if e.NoticeDue, err = notify(ctx, t, i, to, OfExtension, e.ID, e.DecidedOn); err != nil {
		return err
	}
	return db.Save(ctx, t.Tx, e)
}

// refuses is a record whose proposal can be refused.
type refuses interface{ decision() *Decision }

func (e *Extension) decision() *Decision        { return &e.Decision }
func (c *LevelChange) decision() *Decision      { return &c.Decision }
func (d *Declassification) decision() *Decision { return &d.Decision }
func (d *Destruction) decision() *Decision      { return &d.Decision }

// refusedBy enters who refused a proposal, and when.
func refusedBy[T any](_ context.Context, t *desk.Turn, r *T) error {
	if x, ok := any(r).(refuses); ok {
		d := x.decision()
		d.DecidedBy, d.DecidedName, d.DecidedOn = t.At.Who.ID, t.At.Who.Name, t.At.Today
	}
	return nil
}

// monthsOf lists the extensions in force of an item, oldest first.
func monthsOf(ctx context.Context, v db.View, item string) ([]int, error) {
	all, err := db.Find[Extension](ctx, v, "t.item = $1 AND t.state IN ('decided', 'stamped', 'notified')", "ORDER BY t.decided_on, t.id", item)
	var months []int
	for _, e := range all {
		months = append(months, e.Months)
	}
	return months, err
}

// aim moves a proposal that is still open to the term the item has now, after a
// change of level moved it; a proposal of an item that is no secret any more is
// missed.
func aim(ctx context.Context, t *desk.Turn, i register.Item) error {
	all, err := db.Find[Extension](ctx, t.View, "t.item = $1 AND t.state = 'proposed'", "", i.ID)
	if err != nil {
		return err
	}
	for _, e := range all {
		had, err := db.Count[Extension](ctx, t.View, "t.item = $1 AND t.expires_on = $2 AND t.id <> $3", i.ID, string(i.ExpiresOn), e.ID)
		if err != nil {
			return err
		}
		if !i.Live() || had > 0 {
			e.State, e.MissedOn = Missed, t.At.Today
		} else {
			e.ExpiresOn, e.Grade = i.ExpiresOn, i.Grade
			if e.Window, _, _, err = window(t.Law, i.ExpiresOn, t.At.Today); err != nil {
				return err
			}
			e.LastDay = e.Window.Due
		}
		if err := db.Save(ctx, t.Tx, &e); err != nil {
			return err
		}
	}
	return nil
}

func lastDayOf(p law.Pack, i register.Item, today vn.Day) vn.Day {
	w, _, _, err := window(p, i.ExpiresOn, today)
	if err != nil {
		return ""
	}
	return w.Due
}
