package inspection

import (
	"context"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// An AppealForm is what an appeal comes with.
type AppealForm struct {
	Case          string
	DecisionNo    string // "" is the decision of the case
	FinalDecision bool
	Name          string // who signs it
	FiledByOther  bool
	Denounces     bool // the letter is a denunciation too
	ReceivedDecOn vn.Day
	FiledOn       vn.Day
	ReceivedOn    vn.Day
	Handler       Decider
}

// FileAppeal registers an appeal against discipline. The decision stays in
// force; while the appeal is pending it does not lapse.
func (k Desk) FileAppeal(ctx context.Context, who access.Who, f AppealForm) (a Appeal, err error) {
	c, err := db.Get[Case](ctx, k.DB.As(who), f.Case)
	if err != nil {
		return a, err
	}
	year := k.today().Year()
	err = k.numbered(ctx, lastAppeal, []any{c.Org, year}, func(seq int) error {
		return k.change(ctx, who, "file_appeal", func(t turn) error {
			if c, err = db.Get[Case](ctx, t.tx.View, f.Case); err != nil {
				return err
			}
			if err := t.appealFits(c, f); err != nil {
				return err
			}
			if a, err = t.newAppeal(ctx, c, f); err != nil {
				return err
			}
			a.Year, a.Seq, a.Code = year, seq, Code("KN", year, seq)
			if err := db.Save(ctx, t.tx, &a); err != nil {
				return err
			}
			c.AppealPending = true
			return db.Save(ctx, t.tx, &c)
		})
	})
	return a, err
}

func (t turn) appealFits(c Case, f AppealForm) error {
	return duty.Gates(func() error { return t.need(AppealTo) },
		func() error { return in(c.State, announced...) },
		duty.Want(!c.AppealPending, "case", "inspection.refuse.appeal_pending"),
		duty.Want(f.Name != "", "name", "inspection.need.name"),
		duty.Want(f.FiledOn.Valid() && f.FiledOn <= t.at.Today, "filed_on", "inspection.need.day"),
		duty.Want(f.ReceivedOn.Valid() && f.ReceivedOn >= f.FiledOn && f.ReceivedOn <= t.at.Today, "received_on", "inspection.need.day"),
		duty.Want(slices.Contains(Deciders, f.Handler) && f.Handler != c.Body && rank(TierOf(f.Handler)) >= rank(TierOf(c.Body)), "handler", "inspection.need.handler"))
}

// newAppeal makes the record with its last day to file.
func (t turn) newAppeal(ctx context.Context, c Case, f AppealForm) (Appeal, error) {
	a := Appeal{State: Received, Case: c.ID, DecisionNo: f.DecisionNo, FinalDecision: f.FinalDecision, Name: f.Name, FiledByOther: f.FiledByOther,
		Denounces: slices.Contains(SplitLetter(true, f.Denounces), ToGuidance), ReceivedDecOn: f.ReceivedDecOn, FiledOn: f.FiledOn, ReceivedOn: f.ReceivedOn, Handler: f.Handler}
	a.Org, a.Dossier, a.Level = c.Org, c.Dossier, c.Level
	if a.DecisionNo == "" {
		a.DecisionNo = c.DecisionNo
	}
	earlier, err := db.Find[Appeal](ctx, t.tx.View, "t.case_id = $1", "", c.ID)
	if err != nil {
		return a, err
	}
	a.LevelNo = len(earlier) + 1
	for _, e := range earlier {
		a.FinalDecision = a.FinalDecision || e.Final && e.ResolvedOn != ""
	}
	if a.ReceivedDecOn.Valid() {
		a.FileBy, err = FileByOf(t.law, a.ReceivedDecOn)
	}
	a.Ground = RefusalGround(a, c)
	return a, err
}

// claim takes an appeal one step on, with the case it is about.
func (k Desk) claim(ctx context.Context, who access.Who, id string, version int, do duty.Verb, fill func(turn, *Claim) error) (a Appeal, err error) {
	err = k.change(ctx, who, string(do)+"_appeal", func(t turn) error {
		if _, err := db.GetAt[Appeal](ctx, t.tx, id, version); err != nil {
			return err
		}
		c, err := OpenClaim(ctx, t.tx.View, id)
		if err != nil {
			return err
		}
		if err := step(t, AppealFlow, &c, &c.State, do, fill); err != nil {
			return err
		}
		a = c.Appeal
		if err := db.Save(ctx, t.tx, &a); err != nil {
			return err
		}
		return t.afterAppeal(ctx, a, c.Of)
	})
	return a, err
}

// AcceptAppeal takes an appeal up and reckons the day to resolve it by.
func (k Desk) AcceptAppeal(ctx context.Context, who access.Who, id string, version int) (Appeal, error) {
	return k.claim(ctx, who, id, version, DoAccept, func(t turn, c *Claim) (err error) {
		c.AcceptedBy, c.AcceptedOn, c.Ground = who.ID, t.at.Today, RefusalGround(c.Appeal, c.Of)
		c.Due, err = reckon(t.law, "P-KN-RES", TierOf(c.Handler), c.ReceivedOn)
		c.DueOn = c.Due.Due
		return err
	})
}

// RefuseAppeal does not take an appeal up, on the ground that the rules give.
func (k Desk) RefuseAppeal(ctx context.Context, who access.Who, id string, version int, note string) (Appeal, error) {
	return k.claim(ctx, who, id, version, DoRefuse, func(_ turn, c *Claim) error {
		c.Ground, c.RefuseNote = RefusalGround(c.Appeal, c.Of), note
		return nil
	})
}

// A ResolutionForm is how an appeal ends.
type ResolutionForm struct {
	Outcome Outcome
	NewForm Form // of one reduced or increased
	No      string
	On      vn.Day
	Final   bool
}

// ResolveAppeal resolves an appeal. Neither who took it up nor who proposed or
// decided the discipline resolves it. The case follows in the same transaction.
func (k Desk) ResolveAppeal(ctx context.Context, who access.Who, id string, version int, f ResolutionForm) (Appeal, error) {
	return k.claim(ctx, who, id, version, DoResolve, func(_ turn, c *Claim) error {
		c.Outcome, c.NewForm, c.ResolutionNo, c.ResolvedOn, c.ResolvedBy, c.Final = f.Outcome, f.NewForm, f.No, f.On, who.ID, f.Final
		return nil
	})
}

// GuideAppellant records that the writer of a letter that is a denunciation too
// was told where to turn with that side of it (Guide 02-HD/UBKTTW, V.2.4).
func (k Desk) GuideAppellant(ctx context.Context, who access.Who, id string, version int, on vn.Day) (a Appeal, err error) {
	err = k.change(ctx, who, "guide_appellant", func(t turn) error {
		if a, err = db.GetAt[Appeal](ctx, t.tx, id, version); err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(AppealTo) }, func() error { return in(a.State, Received, Accepted, Refused, Resolved) },
			duty.Want(a.Denounces, "guided_on", "inspection.refuse.nothing_to_guide"),
			duty.Want(on.Valid() && on >= a.ReceivedOn && on <= t.at.Today, "guided_on", "inspection.need.day")); err != nil {
			return err
		}
		a.GuidedOn = on
		return db.Save(ctx, t.tx, &a)
	})
	return a, err
}

// NotifyAppeal records that the appellant was told the end of the appeal.
func (k Desk) NotifyAppeal(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Appeal, error) {
	return k.claim(ctx, who, id, version, DoNotify, func(_ turn, c *Claim) error {
		c.NotifiedOn = on
		return nil
	})
}

// afterAppeal carries the end of an appeal over to the case: annulled, or with
// another form that counts from the same announcement, so that the time served
// is deducted (Decree 234/2026/NĐ-CP, art. 2.6).
func (t turn) afterAppeal(ctx context.Context, a Appeal, c Case) error {
	if a.State != Resolved && a.State != Refused {
		return nil
	}
	c.AppealPending = false
	if a.State == Resolved && AdminAfter(a.Outcome) != AdminNothing {
		if err := t.changedByAppeal(ctx, a, &c); err != nil {
			return err
		}
	}
	return db.Save(ctx, t.tx, &c)
}

func (t turn) changedByAppeal(ctx context.Context, a Appeal, c *Case) (err error) {
	if c.AdminDue != "" || c.AdminDoneOn != "" {
		term, err := reckon(t.law, "P-SYNC5", "", a.ResolvedOn)
		if err != nil {
			return err
		}
		c.AdminUndoDue, c.AdminUndoneOn = term.Due, ""
	}
	if a.Outcome != Annulled {
		c.Form = a.NewForm
		c.LapsesOn, err = LapseOf(t.law, c.Form, c.AnnouncedOn)
		return err
	}
	p, err := OpenProceeding(ctx, t.tx.View, t.law, c.ID)
	if err != nil {
		return err
	}
	p.Case = *c
	if c.State, err = CaseFlow.Next(c.State, DoAnnul, p, t.at); err != nil {
		return err
	}
	c.EndedOn = a.ResolvedOn
	return nil
}

// A SuspensionForm is what a suspension is proposed with.
type SuspensionForm struct {
	Org              string
	Inspection, Case string
	ObjectType       ObjectType
	Object, Name     string
	Unit             string
	CommitteeMember  bool
	Kind             SuspensionKind
	Ground           string
	Prosecuted       bool
}

// ProposeSuspension proposes to suspend.
func (k Desk) ProposeSuspension(ctx context.Context, who access.Who, f SuspensionForm) (s Suspension, err error) {
	err = k.change(ctx, who, "propose_suspension", func(t turn) error {
		s = Suspension{State: Proposed, Inspection: f.Inspection, Case: f.Case, ObjectType: f.ObjectType, Object: f.Object, Name: f.Name, Unit: f.Unit,
			CommitteeMember: f.CommitteeMember, Kind: f.Kind, Ground: f.Ground, Prosecuted: f.Prosecuted, ProposedBy: who.ID,
			Also: SuspensionFollows(f.Kind, f.CommitteeMember)}
		s.Org = officeOf(f.Org, who)
		if err := t.placeSuspension(ctx, &s); err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Discipline) },
			duty.Want(slices.Contains(SuspensionKinds, f.Kind), "kind", "inspection.need.suspension_kind"),
			duty.Want((f.Kind == OrgActivity) == (f.ObjectType == Organisation), "kind", "inspection.need.suspension_kind"),
			duty.Want(f.Object != "" && f.Name != "", "object", "inspection.need.object"),
			duty.Want(f.Ground != "", "ground", "inspection.need.reason")); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &s)
	})
	return s, err
}

// placeSuspension puts a suspension into the dossier it came of.
func (t turn) placeSuspension(ctx context.Context, s *Suspension) error {
	if s.Case != "" {
		c, err := db.Get[Case](ctx, t.tx.View, s.Case)
		s.Org, s.Dossier, s.Level = c.Org, c.Dossier, c.Level
		return err
	}
	if s.Inspection != "" {
		i, err := db.Get[Inspection](ctx, t.tx.View, s.Inspection)
		s.Org, s.Dossier, s.Level = i.Org, i.ID, i.Level
		return err
	}
	return nil
}

// suspension takes a suspension one step on.
func (k Desk) suspension(ctx context.Context, who access.Who, id string, version int, do duty.Verb, fill func(turn, *Suspension) error) (s Suspension, err error) {
	err = k.change(ctx, who, string(do)+"_suspension", func(t turn) error {
		if s, err = db.GetAt[Suspension](ctx, t.tx, id, version); err != nil {
			return err
		}
		if err := step(t, SuspensionFlow, &s, &s.State, do, fill); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &s)
	})
	return s, err
}

// DecideSuspension signs a suspension. Its last day is reckoned by the rules;
// one under criminal procedure follows that procedure and ends on the day
// entered.
func (k Desk) DecideSuspension(ctx context.Context, who access.Who, id string, version int, no string, from, prosecutedTo vn.Day) (Suspension, error) {
	return k.suspension(ctx, who, id, version, DoDecide, func(t turn, s *Suspension) error {
		if !from.Valid() {
			return duty.Missing("from", "inspection.need.period")
		}
		s.DecisionNo, s.DecidedBy, s.From = no, who.ID, from
		if s.Prosecuted {
			s.To = prosecutedTo
			return nil
		}
		end, _, err := SuspensionTerm(t.law, s.Kind, from)
		s.Term, s.To = end, end.Due
		return err
	})
}

// RefuseSuspension does not suspend.
func (k Desk) RefuseSuspension(ctx context.Context, who access.Who, id string, version int) (Suspension, error) {
	return k.suspension(ctx, who, id, version, DoRefuse, func(turn, *Suspension) error { return nil })
}

// ExtendSuspension moves the last day of a suspension within what the rules
// allow from its first day.
func (k Desk) ExtendSuspension(ctx context.Context, who access.Who, id string, version int, to vn.Day, reason string) (Suspension, error) {
	return k.suspension(ctx, who, id, version, DoExtend, func(t turn, s *Suspension) error {
		_, limit, err := SuspensionTerm(t.law, s.Kind, s.From)
		if err != nil {
			return err
		}
		if !s.Prosecuted && to > limit.Due {
			return duty.Missing("extended_to", "inspection.need.extension_within", s.LastDay(), limit.Due)
		}
		s.ExtendedTo, s.ExtendReason = to, reason
		return nil
	})
}

// LiftSuspension ends a suspension before its last day.
func (k Desk) LiftSuspension(ctx context.Context, who access.Who, id string, version int, on vn.Day, reason string) (Suspension, error) {
	return k.suspension(ctx, who, id, version, DoLift, func(_ turn, s *Suspension) error {
		s.LiftedOn, s.LiftReason = on, reason
		return nil
	})
}

// EndSuspension records that the last day of a suspension has passed.
func (k Desk) EndSuspension(ctx context.Context, who access.Who, id string, version int) (Suspension, error) {
	return k.suspension(ctx, who, id, version, DoEnd, func(turn, *Suspension) error { return nil })
}
