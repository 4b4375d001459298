package inspection

import (
	"context"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A FindingForm is what a finding is written with.
type FindingForm struct {
	Subject        string
	Content        string
	Codes          []string
	From, To       vn.Day
	Ongoing        bool
	Description    string
	Degree         Degree
	Responsibility string
	Proposal       string
}

func (f FindingForm) into(x *Finding) {
	x.Subject, x.Content, x.Codes, x.From, x.To, x.Ongoing = f.Subject, f.Content, f.Codes, f.From, f.To, f.Ongoing
	x.Description, x.Degree, x.Responsibility, x.Proposal = f.Description, f.Degree, f.Responsibility, f.Proposal
}

func (f FindingForm) sound(d Dossier) error {
	known := slices.ContainsFunc(d.Subjects, func(s Subject) bool { return s.ID == f.Subject })
	return duty.Gates(
		duty.Want(known, "subject", "inspection.need.subject"),
		duty.Want(f.Content != "", "content", "inspection.need.content"),
		duty.Want(len(f.Codes) > 0 && KnownContents(f.Codes), "codes", "inspection.need.contents"),
		duty.Want(f.From == "" || f.To == "" || f.From <= f.To, "to", "inspection.need.scope_order"),
		duty.Want(f.To.Valid() || f.Ongoing, "to", "inspection.need.violation_end"),
		duty.Want(slices.Contains(Degrees, f.Degree), "degree", "inspection.need.degree"),
	)
}

// findingStates are the states in which findings are written.
var findingStates = []duty.State{Verifying, DraftReport, SubjectHeard}

// AddFinding writes down conduct established about a subject.
func (k Desk) AddFinding(ctx context.Context, who access.Who, inspection string, f FindingForm) (x Finding, err error) {
	err = k.change(ctx, who, "add_finding", func(t turn) error {
		d, err := OpenDossier(ctx, t.tx.View, t.law, inspection)
		if err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Conduct) }, func() error { return in(d.State, findingStates...) },
			d.notSubject(t.at), func() error { return f.sound(d) }); err != nil {
			return err
		}
		x = Finding{Inspection: inspection}
		x.Org, x.Dossier, x.Level = d.Org, d.ID, d.Level
		f.into(&x)
		return db.Save(ctx, t.tx, &x)
	})
	return x, err
}

// finding changes one finding.
func (k Desk) finding(ctx context.Context, who access.Who, id string, version int, verb string, states []duty.State, fill func(turn, Dossier, *Finding) error) (x Finding, err error) {
	err = k.change(ctx, who, verb, func(t turn) error {
		if x, err = db.GetAt[Finding](ctx, t.tx, id, version); err != nil {
			return err
		}
		d, err := OpenDossier(ctx, t.tx.View, t.law, x.Inspection)
		if err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Conduct) }, func() error { return in(d.State, states...) }, d.notSubject(t.at)); err != nil {
			return err
		}
		if err := fill(t, d, &x); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &x)
	})
	return x, err
}

// AmendFinding rewrites a finding.
func (k Desk) AmendFinding(ctx context.Context, who access.Who, id string, version int, f FindingForm) (Finding, error) {
	return k.finding(ctx, who, id, version, "amend_finding", findingStates, func(_ turn, d Dossier, x *Finding) error {
		f.into(x)
		return f.sound(d)
	})
}

// An EvidenceForm is a paper laid to a finding or a closure; File may be empty
// for a paper kept outside.
type EvidenceForm struct {
	Title, No string
	Name      string // of the file
	File      []byte
}

func (t turn) evidence(ctx context.Context, f EvidenceForm) (Evidence, error) {
	e := Evidence{Title: f.Title, No: f.No, Name: f.Name}
	if f.Title == "" {
		return e, duty.Missing("evidence", "inspection.need.evidence_title")
	}
	if len(f.File) == 0 {
		return e, nil
	}
	hash, err := t.tx.PutBlob(ctx, f.File)
	e.File = hash
	return e, err
}

// AddEvidence lays a paper to a finding.
func (k Desk) AddEvidence(ctx context.Context, who access.Who, id string, version int, f EvidenceForm) (Finding, error) {
	return k.finding(ctx, who, id, version, "add_evidence", findingStates, func(t turn, _ Dossier, x *Finding) error {
		e, err := t.evidence(ctx, f)
		x.Evidence = append(slices.Clone(x.Evidence), e)
		return err
	})
}

// RecordReply writes down what the subject says to a finding.
func (k Desk) RecordReply(ctx context.Context, who access.Who, id string, version int, reply string, on vn.Day) (Finding, error) {
	states := append([]duty.State{ReportFinal, BodyConsiders}, findingStates...)
	return k.finding(ctx, who, id, version, "record_reply", states, func(t turn, _ Dossier, x *Finding) error {
		x.Reply, x.RepliedOn = reply, on
		return duty.Gates(duty.Want(reply != "", "reply", "inspection.need.reply"), duty.Want(on.Valid() && on <= t.at.Today, "replied_on", "inspection.need.day"))
	})
}

// A HearingForm is the minute of a hearing, or of an absence.
type HearingForm struct {
	Subject        string // subject of the inspection; "" for a hearing in a discipline case
	Round          HearingRound
	HeldOn         vn.Day
	Place, Chair   string
	Present        string
	Said           string
	Absent         bool
	Excused        bool
	Excuse         string
	MinuteNo       string
	File           []byte
	DisciplineCase string // id of the case, for that round
}

func (f HearingForm) sound(today vn.Day) error {
	return duty.Gates(
		duty.Want(f.HeldOn.Valid() && f.HeldOn <= today, "held_on", "inspection.need.day"),
		duty.Want(f.MinuteNo != "", "minute_no", "inspection.need.minute_no"),
		duty.Want(f.Chair != "", "chair", "inspection.need.chair_name"),
		duty.Want(f.Absent || f.Said != "", "said", "inspection.need.said"),
		duty.Want(!f.Excused || f.Absent && f.Excuse != "", "excuse", "inspection.need.excuse"),
	)
}

// hearing makes the record of a form.
func (t turn) hearing(ctx context.Context, f HearingForm) (Hearing, error) {
	h := Hearing{Subject: f.Subject, Round: f.Round, HeldOn: f.HeldOn, Place: f.Place, Chair: f.Chair, Present: f.Present, Said: f.Said,
		Absent: f.Absent, Excused: f.Excused, Excuse: f.Excuse, MinuteNo: f.MinuteNo}
	if err := f.sound(t.at.Today); err != nil {
		return h, err
	}
	if len(f.File) == 0 {
		return h, nil
	}
	hash, err := t.tx.PutBlob(ctx, f.File)
	h.File = hash
	return h, err
}

// roundStates says when a subject is heard in each round.
var roundStates = map[HearingRound][]duty.State{
	AtConference: {Verifying, DraftReport},
	BeforeBody:   {SubjectHeard, ReportFinal, BodyConsiders},
}

// RecordHearing records that a subject was heard, or, properly called, did not
// come. The second absence without a valid reason lets the body go on.
func (k Desk) RecordHearing(ctx context.Context, who access.Who, inspection string, f HearingForm) (h Hearing, err error) {
	err = k.change(ctx, who, "record_hearing", func(t turn) error {
		d, err := OpenDossier(ctx, t.tx.View, t.law, inspection)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(d.Subjects, func(s Subject) bool { return s.ID == f.Subject })
		if err := duty.Gates(func() error { return t.need(Conduct) },
			duty.Want(n >= 0, "subject", "inspection.need.subject"),
			duty.Want(len(roundStates[f.Round]) > 0, "round", "inspection.need.round"),
			func() error { return in(d.State, roundStates[f.Round]...) },
			d.notSubject(t.at)); err != nil {
			return err
		}
		if h, err = t.hearing(ctx, f); err != nil {
			return err
		}
		h.Inspection = inspection
		h.Org, h.Dossier, h.Level = d.Org, d.ID, d.Level
		s := d.Subjects[n]
		s.heard(&h, d.Absences(s.ID, f.Round))
		if err := db.Save(ctx, t.tx, &h); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &s)
	})
	return h, err
}

// heard writes a minute into the subject's row; before counts the absences of
// the same round so far.
func (s *Subject) heard(h *Hearing, before int) {
	switch {
	case h.Absent && h.Excused:
	case h.Absent:
		h.Count = before + 1
		s.Absences++
	case h.Round == AtConference:
		s.HeardOn, s.HeardMinute = h.HeldOn, h.MinuteNo
	case h.Round == BeforeBody:
		s.HeardAgainOn, s.HeardAgainNo = h.HeldOn, h.MinuteNo
	}
}

// A ReminderForm is what a reminder is given with.
type ReminderForm struct {
	Org        string // office, for one outside an inspection; "" is the writer's own
	Inspection string // may be ""
	Subject    string
	Finding    string
	Kind       ReminderKind
	ObjectType ObjectType
	Object     string
	To         string
	Text       string
	Due        vn.Day
}

// AddReminder reminds, recommends, cautions or commends. A commendation asks
// for nothing and is closed when given; everything else has a day.
func (k Desk) AddReminder(ctx context.Context, who access.Who, f ReminderForm) (r Reminder, err error) {
	err = k.change(ctx, who, "add_reminder", func(t turn) error {
		r = Reminder{State: Open, Inspection: f.Inspection, Subject: f.Subject, Finding: f.Finding, Kind: f.Kind, ObjectType: f.ObjectType,
			Object: f.Object, To: f.To, Text: f.Text, Due: f.Due, IssuedOn: t.at.Today, IssuedBy: who.ID}
		r.Org = officeOf(f.Org, who)
		if err := duty.Gates(func() error { return t.need(Follow) }, func() error { return t.placeReminder(ctx, &r) },
			duty.Want(slices.Contains(ReminderKinds, f.Kind), "kind", "inspection.need.reminder_kind"),
			func() error { return duty.Want(r.To != "", "to", "inspection.need.to")() }, // the subject's name stands in it by now
			duty.Want(f.Text != "", "text", "inspection.need.text"),
			duty.Want(f.Kind == Commend || f.Due >= t.at.Today && f.Due.Valid(), "due", "inspection.need.reminder_due")); err != nil {
			return err
		}
		if f.Kind == Commend {
			r.Due = ""
			if r.State, err = ReminderFlow.Next(Open, DoNote, r, t.at); err != nil {
				return err
			}
		}
		return db.Save(ctx, t.tx, &r)
	})
	return r, err
}

// placeReminder puts a reminder of an inspection into its dossier and names the
// subject it goes to.
func (t turn) placeReminder(ctx context.Context, r *Reminder) error {
	if r.Inspection == "" {
		return nil
	}
	i, err := db.Get[Inspection](ctx, t.tx.View, r.Inspection)
	if err != nil {
		return err
	}
	r.Org, r.Dossier, r.Level = i.Org, i.ID, i.Level
	if r.Subject == "" {
		return nil
	}
	s, err := db.Get[Subject](ctx, t.tx.View, r.Subject)
	if err != nil {
		return err
	}
	if s.Inspection != i.ID {
		return duty.Missing("subject", "inspection.need.subject")
	}
	r.ObjectType, r.Object, r.To = s.ObjectType, s.Object, s.Name
	return nil
}

// reminder takes a reminder one step on.
func (k Desk) reminder(ctx context.Context, who access.Who, id string, version int, do duty.Verb, fill func(turn, *Reminder) error) (r Reminder, err error) {
	err = k.change(ctx, who, string(do)+"_reminder", func(t turn) error {
		if r, err = db.GetAt[Reminder](ctx, t.tx, id, version); err != nil {
			return err
		}
		if err := step(t, ReminderFlow, &r, &r.State, do, fill); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &r)
	})
	return r, err
}

// AnswerReminder records what was answered and when it was done.
func (k Desk) AnswerReminder(ctx context.Context, who access.Who, id string, version int, answer string, on vn.Day, papers ...EvidenceForm) (Reminder, error) {
	return k.reminder(ctx, who, id, version, DoAnswer, func(t turn, r *Reminder) error {
		r.Answer, r.AnsweredOn, r.AnswerBy = answer, on, who.ID
		return t.addPapers(ctx, r, papers)
	})
}

func (t turn) addPapers(ctx context.Context, r *Reminder, papers []EvidenceForm) error {
	for _, p := range papers {
		e, err := t.evidence(ctx, p)
		if err != nil {
			return err
		}
		r.Evidence = append(slices.Clone(r.Evidence), e)
	}
	return nil
}

// VerifyReminder closes a reminder: a second person has seen, on evidence, that
// it was done.
func (k Desk) VerifyReminder(ctx context.Context, who access.Who, id string, version int, doneOn vn.Day, papers ...EvidenceForm) (Reminder, error) {
	return k.reminder(ctx, who, id, version, DoConfirm, func(t turn, r *Reminder) error {
		r.DoneOn, r.VerifiedBy, r.VerifiedOn = doneOn, who.ID, t.at.Today
		return t.addPapers(ctx, r, papers)
	})
}

// RejectReminder opens a reminder again whose answer does not hold.
func (k Desk) RejectReminder(ctx context.Context, who access.Who, id string, version int) (Reminder, error) {
	return k.reminder(ctx, who, id, version, DoReject, func(turn, *Reminder) error { return nil })
}

// UrgeReminder records that a reminder past its day was urged.
func (k Desk) UrgeReminder(ctx context.Context, who access.Who, id string, version int) (r Reminder, err error) {
	err = k.change(ctx, who, "urge_reminder", func(t turn) error {
		if r, err = db.GetAt[Reminder](ctx, t.tx, id, version); err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Follow) }, func() error { return in(r.State, Open) },
			duty.Want(r.Due < t.at.Today, "due", "inspection.refuse.not_overdue", r.Due)); err != nil {
			return err
		}
		r.Urged++
		r.UrgedOn = t.at.Today
		return db.Save(ctx, t.tx, &r)
	})
	return r, err
}
