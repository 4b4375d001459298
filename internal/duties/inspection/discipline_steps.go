package inspection

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// A CaseForm is what a discipline case is opened with. With a Subject, who it
// is about comes from the inspection.
type CaseForm struct {
	Org                 string // office, for a case outside an inspection; "" is the writer's own
	Inspection, Subject string
	Origin              string
	ObjectType          ObjectType
	Object, Name        string
	Unit, UnitName      string
	Probationary        bool
	HoldsOffice         bool
	CommitteeLevel      Tier
	ManagedBy           Tier
	PublicEmployee      bool
	AssignedByUpper     bool
	Violation           string
	Contents            []string
	ViolatedTo          vn.Day
	Ongoing             bool
	RelapsedOn          vn.Day
	Degree              Degree
	Responsible         string
	FoundOn             vn.Day
}

func (f CaseForm) into(c *Case) {
	c.Inspection, c.Subject, c.Origin = f.Inspection, f.Subject, f.Origin
	if f.Subject == "" {
		c.ObjectType, c.Object, c.Name, c.Unit, c.UnitName, c.CommitteeLevel = f.ObjectType, f.Object, f.Name, f.Unit, f.UnitName, f.CommitteeLevel
	}
	c.Probationary, c.HoldsOffice, c.ManagedBy = f.Probationary, f.HoldsOffice, f.ManagedBy
	c.PublicEmployee, c.AssignedByUpper = f.PublicEmployee, f.AssignedByUpper
	c.Violation, c.Contents, c.ViolatedTo, c.Ongoing, c.RelapsedOn = f.Violation, f.Contents, f.ViolatedTo, f.Ongoing, f.RelapsedOn
	c.Degree, c.Responsible, c.FoundOn = f.Degree, f.Responsible, f.FoundOn
}

func (c Case) sound(t turn) error {
	return duty.Gates(
		duty.Want(slices.Contains(ObjectTypes, c.ObjectType) && c.Object != "" && c.Name != "", "object", "inspection.need.object"),
		duty.Want(c.Inspection != "" || c.Origin != "", "origin", "inspection.need.origin"),
		duty.Want(c.Violation != "", "violation", "inspection.need.violation"),
		duty.Want(len(c.Contents) > 0 && KnownContents(c.Contents), "contents", "inspection.need.contents"),
		duty.Want(c.ViolatedTo.Valid() || c.Ongoing, "violated_to", "inspection.need.violation_end"),
		duty.Want(slices.Contains(Degrees, c.Degree), "degree", "inspection.need.degree"),
		duty.Want(c.FoundOn.Valid() && c.FoundOn <= t.at.Today, "found_on", "inspection.need.day"),
		duty.Want(c.ManagedBy == "" || slices.Contains(Tiers, c.ManagedBy), "managed_by", "inspection.need.tier"),
		duty.Forbid(c.ObjectType == Member && t.at.Who.Person == c.Object, "inspection.refuse.concerned"),
	)
}

// OpenCase opens a discipline case, out of an inspection or by itself, and
// gives it its code.
func (k Desk) OpenCase(ctx context.Context, who access.Who, f CaseForm) (c Case, err error) {
	org, year := officeOf(f.Org, who), k.today().Year()
	if f.Inspection != "" {
		i, err := db.Get[Inspection](ctx, k.DB.As(who), f.Inspection)
		if err != nil {
			return c, err
		}
		org = i.Org
	}
	err = k.numbered(ctx, lastCase, []any{org, year}, func(seq int) error {
		return k.change(ctx, who, "open_case", func(t turn) error {
			c = Case{State: Found, Year: year, Seq: seq, Code: Code("KL", year, seq), ProposedBy: who.ID, ProposedOn: t.at.Today}
			c.Org = org
			f.into(&c)
			if err := duty.Gates(func() error { return t.need(Discipline) }, func() error { return t.placeCase(ctx, &c) },
				func() error { return c.sound(t) }); err != nil {
				return err
			}
			return db.Save(ctx, t.tx, &c)
		})
	})
	return c, err
}

// placeCase puts a case into the dossier of its inspection and names whom it is
// about.
func (t turn) placeCase(ctx context.Context, c *Case) error {
	if c.Inspection == "" {
		return nil
	}
	i, err := db.Get[Inspection](ctx, t.tx.View, c.Inspection)
	if err != nil {
		return err
	}
	c.Dossier, c.Level = i.ID, i.Level
	if c.Subject == "" {
		return nil
	}
	s, err := db.Get[Subject](ctx, t.tx.View, c.Subject)
	if err != nil {
		return err
	}
	if s.Inspection != i.ID {
		return duty.Missing("subject", "inspection.need.subject")
	}
	c.ObjectType, c.Object, c.Name, c.Unit, c.UnitName, c.CommitteeLevel = s.ObjectType, s.Object, s.Name, s.Unit, s.UnitName, s.CommitteeLevel
	return nil
}

// proceed takes a case one step on.
func (k Desk) proceed(ctx context.Context, who access.Who, id string, version int, do duty.Verb, fill func(turn, *Proceeding) error) (c Case, err error) {
	err = k.change(ctx, who, string(do)+"_case", func(t turn) error {
		if _, err := db.GetAt[Case](ctx, t.tx, id, version); err != nil {
			return err
		}
		p, err := OpenProceeding(ctx, t.tx.View, t.law, id)
		if err != nil {
			return err
		}
		if err := step(t, CaseFlow, &p, &p.State, do, fill); err != nil {
			return err
		}
		c = p.Case
		return db.Save(ctx, t.tx, &c)
	})
	return c, err
}

// caseAct changes a case without a step of its flow.
func (k Desk) caseAct(ctx context.Context, who access.Who, id string, version int, need access.Need, verb string, states []duty.State, fill func(turn, *Proceeding) error) (c Case, err error) {
	err = k.change(ctx, who, verb, func(t turn) error {
		if _, err := db.GetAt[Case](ctx, t.tx, id, version); err != nil {
			return err
		}
		p, err := OpenProceeding(ctx, t.tx.View, t.law, id)
		if err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(need) }, func() error { return in(p.State, states...) }, p.notConcerned(t.at)); err != nil {
			return err
		}
		if err := fill(t, &p); err != nil {
			return err
		}
		c = p.Case
		return db.Save(ctx, t.tx, &c)
	})
	return c, err
}

// SelfCriticise records the written self-criticism, or that none was given
// though properly asked for.
func (k Desk) SelfCriticise(ctx context.Context, who access.Who, id string, version int, on vn.Day, none bool, file []byte) (Case, error) {
	return k.proceed(ctx, who, id, version, DoCritique, func(t turn, p *Proceeding) (err error) {
		p.SelfCriticismOn, p.NoSelfCriticism = on, none
		if len(file) > 0 {
			p.SelfCriticismFile, err = t.tx.PutBlob(ctx, file)
		}
		return err
	})
}

// RecordCaseHearing records that the person concerned was heard on the case, or
// did not come.
func (k Desk) RecordCaseHearing(ctx context.Context, who access.Who, id string, version int, f HearingForm) (Case, error) {
	states := []duty.State{SelfCriticism, Heard, Meeting}
	return k.caseAct(ctx, who, id, version, Discipline, "record_case_hearing", states, func(t turn, p *Proceeding) error {
		f.Round = BeforeDecision
		h, err := t.hearing(ctx, f)
		if err != nil {
			return err
		}
		h.Inspection, h.Subject, h.Discipline = p.Inspection, p.Subject, p.ID
		h.Org, h.Dossier, h.Level = p.Org, p.Case.Dossier, p.Level
		switch {
		case h.Absent && !h.Excused:
			p.Absences++
			h.Count = p.Absences
		case !h.Absent:
			p.HeardOn = h.HeldOn
		}
		return db.Save(ctx, t.tx, &h)
	})
}

// HearCase closes the hearing of a case.
func (k Desk) HearCase(ctx context.Context, who access.Who, id string, version int) (Case, error) {
	return k.proceed(ctx, who, id, version, DoHear, func(turn, *Proceeding) error { return nil })
}

// A MeetingForm is the meeting of the body that votes.
type MeetingForm struct {
	Body     Decider
	Council  []Seat
	On       vn.Day
	MinuteNo string
}

func (f MeetingForm) into(p *Proceeding) {
	p.Body, p.Council, p.MeetingOn, p.MeetingMinute = f.Body, f.Council, f.On, f.MinuteNo
}

// Convene opens the meeting: nobody bound to the case sits on the body,
// and the person was heard before it.
func (k Desk) Convene(ctx context.Context, who access.Who, id string, version int, f MeetingForm) (Case, error) {
	return k.proceed(ctx, who, id, version, DoConvene, func(_ turn, p *Proceeding) error {
		f.into(p)
		return nil
	})
}

// AddSeat names one person of the body before its meeting, with what ties the
// person to the case: whoever may not judge it is refused. While a
// superior has not met yet, the seats are those of the superior.
func (k Desk) AddSeat(ctx context.Context, who access.Who, id string, version int, s Seat) (Case, error) {
	return k.caseAct(ctx, who, id, version, Discipline, "add_seat", beforeMeeting, func(_ turn, p *Proceeding) error {
		s.For = ""
		if p.State == Proposed {
			s.For = p.ProposedTo
		}
		seats := p.called()
		p.Council = append(seats, s)
		return duty.Gates(
			duty.Want(s.Name != "" && s.Person != "", "object", "inspection.need.object"),
			duty.Want(s.Relative == "" || slices.Contains(Relatives, s.Relative), "relative", "inspection.need.relative"),
			duty.Want(!SeatBound(s, p.Case), "object", "inspection.refuse.bound", s.Name),
			duty.Want(!slices.ContainsFunc(seats, func(o Seat) bool { return o.Person == s.Person }), "object", "inspection.refuse.seat_twice", s.Name))
	})
}

// A BallotForm is the count of one secret vote.
type BallotForm struct {
	HeldOn   vn.Day
	Entitled int
	Present  int
	Invalid  int
	None     int
	Votes    Votes
	Minute   string
	Tellers  string
}

// RecordBallot counts a secret vote: the case then stands as voted.
func (k Desk) RecordBallot(ctx context.Context, who access.Who, id string, version int, f BallotForm) (Case, error) {
	return k.proceed(ctx, who, id, version, DoBallot, func(t turn, p *Proceeding) error {
		last, _ := p.round()
		b := Ballot{Case: p.ID, Round: last.Round + 1, Body: p.Body, HeldOn: f.HeldOn, Entitled: f.Entitled, Present: f.Present,
			Invalid: f.Invalid, None: f.None, Votes: f.Votes, Minute: f.Minute, Tellers: f.Tellers}
		b.Org, b.Dossier, b.Level = p.Org, p.Case.Dossier, p.Level
		if err := duty.Gates(
			duty.Want(f.HeldOn.Valid() && f.HeldOn >= p.MeetingOn && f.HeldOn <= t.at.Today, "held_on", "inspection.need.day"),
			duty.Want(f.Minute != "", "minute", "inspection.need.minute_no")); err != nil {
			return err
		}
		b, err := CountBallot(t.law, p.Case, b)
		if err != nil {
			return err
		}
		if b.Decided {
			if p.Limitation, err = LimitationOf(t.law, p.Case, b.Outcome, b.HeldOn); err != nil {
				return err
			}
		}
		p.Ballots = append(p.Ballots, b)
		return db.Save(ctx, t.tx, &p.Ballots[len(p.Ballots)-1])
	})
}

// Spare closes a case in which no form of discipline found its votes.
func (k Desk) Spare(ctx context.Context, who access.Who, id string, version int, reason string) (Case, error) {
	return k.proceed(ctx, who, id, version, DoSpare, func(_ turn, p *Proceeding) error {
		p.NotReason = reason
		return nil
	})
}

// ProposeUp hands the case to the superior that may decide the form voted.
func (k Desk) ProposeUp(ctx context.Context, who access.Who, id string, version int, to Decider) (Case, error) {
	return k.proceed(ctx, who, id, version, DoProposeUp, func(t turn, p *Proceeding) error {
		b, _ := p.round()
		p.ProposedForm, p.ProposedTo, p.ProposedBy, p.ProposedOn = b.Outcome, to, who.ID, t.at.Today
		return nil
	})
}

// TakeUp opens the meeting of the superior on a proposal.
func (k Desk) TakeUp(ctx context.Context, who access.Who, id string, version int, f MeetingForm) (Case, error) {
	return k.proceed(ctx, who, id, version, DoTakeUp, func(_ turn, p *Proceeding) error {
		f.into(p)
		return nil
	})
}

// BarByTime closes a case whose limitation has run out: the vote is on file,
// the result is "hết thời hiệu", there is no decision.
func (k Desk) BarByTime(ctx context.Context, who access.Who, id string, version int) (Case, error) {
	return k.proceed(ctx, who, id, version, DoBar, func(t turn, p *Proceeding) error {
		p.EndedOn = t.at.Today
		return nil
	})
}

// DecideDiscipline signs the decision that the ballot gave; who proposed does
// not decide. A cell hands it over in writing within ten days of the vote
// (P-CELL), other bodies announce it within fifteen of signing (P-ANN).
func (k Desk) DecideDiscipline(ctx context.Context, who access.Who, id string, version int, no string, on vn.Day) (Case, error) {
	return k.proceed(ctx, who, id, version, DoDecide, func(t turn, p *Proceeding) error {
		b, _ := p.round()
		p.Form, p.DecisionNo, p.DecisionOn, p.DecidedBy, p.DecidedByName = b.Outcome, no, on, who.ID, who.Name
		code, start := "P-ANN", on
		if p.Body == ByCell {
			code, start = "P-CELL", b.HeldOn
		}
		if !start.Valid() {
			return nil // the flow asks for the day
		}
		term, err := reckon(t.law, code, TierOf(p.Body), start)
		p.WrittenDue = term.Due
		return err
	})
}

// AnnounceDiscipline announces a decision: from this day it is in effect, and
// from it the lapse and the administrative duties are reckoned.
func (k Desk) AnnounceDiscipline(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Case, error) {
	return k.proceed(ctx, who, id, version, DoAnnounce, func(t turn, p *Proceeding) error {
		if !on.Valid() {
			return duty.Missing("announced_on", "inspection.need.announced_on")
		}
		p.AnnouncedOn, p.EffectiveFrom = on, on
		lapse, err := LapseOf(t.law, p.Form, on)
		if err != nil {
			return err
		}
		p.LapsesOn = lapse
		if p.ObjectType != Member {
			return nil
		}
		notice, admin, err := AdminDue(t.law, on)
		p.AdminNoticeDue = notice.Due
		if p.PublicEmployee {
			p.AdminDue = admin.Due
		}
		return err
	})
}

// ServeDiscipline records that the written decision was handed over, or that
// its receipt was refused, by a minute.
func (k Desk) ServeDiscipline(ctx context.Context, who access.Who, id string, version int, on vn.Day, refused bool, minute string) (Case, error) {
	return k.proceed(ctx, who, id, version, DoServe, func(_ turn, p *Proceeding) error {
		p.ServedOn, p.Refused, p.RefusedMinute = on, refused, minute
		return nil
	})
}

// Enforce records that a served decision is carried out.
func (k Desk) Enforce(ctx context.Context, who access.Who, id string, version int) (Case, error) {
	return k.proceed(ctx, who, id, version, DoEnforce, func(turn, *Proceeding) error { return nil })
}

// Lapse records that a decision has lapsed by itself: no document is needed.
func (k Desk) Lapse(ctx context.Context, who access.Who, id string, version int) (Case, error) {
	return k.proceed(ctx, who, id, version, DoLapse, func(_ turn, p *Proceeding) error {
		p.EndedOn = p.LapsesOn
		return nil
	})
}

// LapseDue lets every decision lapse whose day has come, without a document
// (Regulation 30-QĐ/TW, art. 40; A-12), in the name of the program, which holds
// the one right that this takes. Each is an act of its own; one that fails does
// not keep the others from lapsing.
func (k Desk) LapseDue(ctx context.Context, today vn.Day) error {
	program := db.System
	program.Rights = []access.Need{Discipline}
	due, err := db.Find[Case](ctx, k.DB.As(program), "t.state = 'in_force' AND t.lapses_on <> '' AND t.lapses_on <= $1 AND NOT t.appeal_pending AND t.again_on = ''",
		"ORDER BY t.lapses_on, t.id", string(today))
	if err != nil {
		return fmt.Errorf("decisions that lapse: %w", err)
	}
	var errs []error
	for _, c := range due {
		if _, err := k.Lapse(ctx, program, c.ID, c.Version); err != nil {
			errs = append(errs, fmt.Errorf("lapse of %s: %w", c.Code, err))
		}
	}
	return errors.Join(errs...)
}

// Block stops a case while discipline may not be considered.
func (k Desk) Block(ctx context.Context, who access.Who, id string, version int, ground Block, from vn.Day) (Case, error) {
	return k.proceed(ctx, who, id, version, DoBlock, func(_ turn, p *Proceeding) error {
		p.BlockGround, p.BlockFrom, p.BlockTo = ground, from, ""
		return nil
	})
}

// Unblock takes a case up again; the days of the block do not count towards
// the limitation.
func (k Desk) Unblock(ctx context.Context, who access.Who, id string, version int, to vn.Day) (Case, error) {
	return k.proceed(ctx, who, id, version, DoUnblock, func(_ turn, p *Proceeding) error {
		p.BlockTo = to
		p.Blocked = append(slices.Clone(p.Blocked), law.Span{From: p.BlockFrom, To: to})
		return nil
	})
}

// announced are the states of a decision that has been announced.
var announced = []duty.State{Announced, Served, InForce, Lapsed}

// RecordNotice records that the state body was told of the discipline, or that
// its administrative discipline was proposed (Regulation 296, art. 8.5).
func (k Desk) RecordNotice(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Case, error) {
	return k.caseAct(ctx, who, id, version, Discipline, "record_notice", announced, func(t turn, p *Proceeding) error {
		p.AdminNoticeOn = on
		return duty.Gates(duty.Want(on.Valid() && on >= p.AnnouncedOn && on <= t.at.Today, "admin_notice_on", "inspection.need.day"))
	})
}

// RecordAdmin records the administrative decision that follows.
func (k Desk) RecordAdmin(ctx context.Context, who access.Who, id string, version int, no string, on vn.Day) (Case, error) {
	return k.caseAct(ctx, who, id, version, Discipline, "record_admin", announced, func(t turn, p *Proceeding) error {
		p.AdminNo, p.AdminDoneOn = no, on
		return duty.Gates(duty.Want(no != "", "admin_no", "inspection.need.decision_no"), duty.Want(on.Valid() && on <= t.at.Today, "admin_done_on", "inspection.need.day"))
	})
}

// RecordAdminUndone records that the administrative decision was annulled or
// aligned after an appeal.
func (k Desk) RecordAdminUndone(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Case, error) {
	return k.caseAct(ctx, who, id, version, Discipline, "record_admin_undone", append([]duty.State{Void}, announced...), func(t turn, p *Proceeding) error {
		p.AdminUndoneOn = on
		return duty.Gates(duty.Want(p.AdminUndoDue != "", "admin_undo_due", "inspection.refuse.nothing_to_undo"), duty.Want(on.Valid() && on <= t.at.Today, "admin_undone_on", "inspection.need.day"))
	})
}

// RecordAgain records a new violation that deserves discipline while a decision
// is in effect: it no longer lapses by itself.
func (k Desk) RecordAgain(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Case, error) {
	return k.caseAct(ctx, who, id, version, Discipline, "record_again", []duty.State{Announced, Served, InForce}, func(t turn, p *Proceeding) error {
		p.AgainOn = on
		return duty.Gates(duty.Want(on.Valid() && on >= p.AnnouncedOn && on <= t.at.Today, "again_on", "inspection.need.day"))
	})
}

// Restore records the apology and restoration of one wrongly disciplined
// (Regulation 117-QĐ/TW).
func (k Desk) Restore(ctx context.Context, who access.Who, id string, version int, no string, on vn.Day) (Case, error) {
	return k.caseAct(ctx, who, id, version, Judge, "restore", []duty.State{Void}, func(t turn, p *Proceeding) error {
		p.RestoredNo, p.RestoredOn = no, on
		return duty.Gates(duty.Want(no != "", "restored_no", "inspection.need.decision_no"), duty.Want(on.Valid() && on <= t.at.Today, "restored_on", "inspection.need.day"))
	})
}
