package inspection

import (
	"context"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A ProposalForm is what an inspection is proposed with.
type ProposalForm struct {
	Org                string // office that inspects; "" is the writer's own
	Kind               Kind
	Basis              Basis
	Body               Body
	Tier               Tier
	Title, Content     string
	Item               string // programme item, may be ""
	From               string // number and date of what raised it
	ReceivedOn         vn.Day // of a denunciation
	ScopeFrom, ScopeTo vn.Day
	CellMembers        int
	CellHasBoard       bool
	Override           string
}

func (f ProposalForm) into(i *Inspection) {
	i.Kind, i.Basis, i.Body, i.Tier = f.Kind, f.Basis, f.Body, f.Tier
	i.Title, i.Content, i.Item, i.From, i.ReceivedOn = f.Title, f.Content, f.Item, f.From, f.ReceivedOn
	i.ScopeFrom, i.ScopeTo = f.ScopeFrom, f.ScopeTo
	i.CellMembers, i.CellHasBoard, i.Override = f.CellMembers, f.CellHasBoard, f.Override
}

// DraftInspection begins an inspection and gives it its code. Whether the body
// may open the kind of work is checked at once.
func (k Desk) DraftInspection(ctx context.Context, who access.Who, f ProposalForm, subjects ...SubjectForm) (i Inspection, err error) {
	org, year, mark := officeOf(f.Org, who), k.today().Year(), MarkOf(f.Kind)
	err = k.numbered(ctx, lastInspection, []any{org, year, mark}, func(seq int) error {
		return k.change(ctx, who, "draft", func(t turn) error {
			if err := t.need(Propose); err != nil {
				return err
			}
			i = Inspection{State: Draft, Mark: mark, Year: year, Seq: seq, Code: Code(mark, year, seq)}
			i.Org = org
			f.into(&i)
			if err := duty.Gates(duty.Want(i.Title != "", "title", "inspection.need.title"),
				duty.Want(mark != "", "kind", "inspection.need.kind"),
				func() error { return MayOpen(i, t.law, t.at.Today) },
				func() error { return letterSound(i, t.at.Today) }); err != nil {
				return err
			}
			if err := db.Save(ctx, t.tx, &i); err != nil {
				return err
			}
			for _, s := range subjects {
				if _, err := t.addSubject(ctx, i, s); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return i, err
}

// AmendInspection rewrites a draft.
func (k Desk) AmendInspection(ctx context.Context, who access.Who, id string, version int, f ProposalForm) (i Inspection, err error) {
	err = k.change(ctx, who, "amend", func(t turn) error {
		if i, err = db.GetAt[Inspection](ctx, t.tx, id, version); err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Propose) }, func() error { return in(i.State, Draft) },
			duty.Want(MarkOf(f.Kind) == i.Mark, "kind", "inspection.refuse.other_mark")); err != nil {
			return err
		}
		f.into(&i)
		if err := duty.Gates(func() error { return MayOpen(i, t.law, t.at.Today) }, func() error { return letterSound(i, t.at.Today) }); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &i)
	})
	return i, err
}

// inspect takes an inspection one step on: fill writes the form into the
// dossier, the flow judges it, and the inspection and the subjects that changed
// are saved.
func (k Desk) inspect(ctx context.Context, who access.Who, id string, version int, do duty.Verb, fill func(turn, *Dossier) error) (out Inspection, err error) {
	err = k.change(ctx, who, string(do), func(t turn) error {
		if _, err := db.GetAt[Inspection](ctx, t.tx, id, version); err != nil {
			return err
		}
		d, err := OpenDossier(ctx, t.tx.View, t.law, id)
		if err != nil {
			return err
		}
		before := slices.Clone(d.Subjects)
		if err := step(t, InspectionFlow, &d, &d.State, do, fill); err != nil {
			return err
		}
		if err := db.Save(ctx, t.tx, &d.Inspection); err != nil {
			return err
		}
		out = d.Inspection
		return t.saveSubjects(ctx, before, d.Subjects)
	})
	return out, err
}

func (t turn) saveSubjects(ctx context.Context, before, after []Subject) error {
	for n := range after {
		if after[n] == before[n] {
			continue
		}
		if err := db.Save(ctx, t.tx, &after[n]); err != nil {
			return err
		}
	}
	return nil
}

// Propose lays a draft before those who decide.
func (k Desk) Propose(ctx context.Context, who access.Who, id string, version int) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoPropose, func(t turn, d *Dossier) error {
		d.ProposedBy, d.ProposedByName, d.ProposedOn, d.ReturnReason = who.ID, who.Name, t.at.Today, ""
		return nil
	})
}

// ReturnProposal gives a proposal back with a reason.
func (k Desk) ReturnProposal(ctx context.Context, who access.Who, id string, version int, reason string) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoReturn, func(t turn, d *Dossier) error {
		d.ReturnReason = reason
		return nil
	})
}

// A DecisionForm is the decision that opens an inspection.
type DecisionForm struct {
	DecisionNo         string
	DecisionOn         vn.Day
	PlanNo             string
	ScopeFrom, ScopeTo vn.Day
	DueOn              vn.Day // only where the rules hold no term
	DueGround          string
}

// Decide signs the decision. The last day of the inspection is reckoned from
// it by the rules of law, or entered with its ground where they hold no value;
// who proposed does not decide.
func (k Desk) Decide(ctx context.Context, who access.Who, id string, version int, f DecisionForm) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoDecide, func(t turn, d *Dossier) error {
		d.DecisionNo, d.DecisionOn, d.PlanNo, d.ScopeFrom, d.ScopeTo = f.DecisionNo, f.DecisionOn, f.PlanNo, f.ScopeFrom, f.ScopeTo
		d.DecidedBy, d.DecidedByName = who.ID, who.Name
		for _, m := range d.Team {
			if m.Role == HeadOfTeam && m.LeftOn == "" {
				d.Head = m.Name
			}
		}
		if !f.DecisionOn.Valid() {
			return duty.Missing("decision_on", "inspection.need.decision_on")
		}
		start := f.DecisionOn
		if TermRule(d.Inspection) == "P-TC" && d.ReceivedOn.Valid() {
			start = d.ReceivedOn // the clock starts when the competent body receives it
		}
		term, err := DueFor(t.law, d.Inspection, start, f.DueOn, f.DueGround)
		d.Due, d.DueOn = term, term.Due
		return err
	})
}

// An AnnounceForm is the minute by which a decision is announced. Subjects
// names those who were present; empty means all.
type AnnounceForm struct {
	On       vn.Day
	MinuteNo string
	Subjects []string
}

// Announce announces the decision to the subjects, before any work begins
// (A8.1).
func (k Desk) Announce(ctx context.Context, who access.Who, id string, version int, f AnnounceForm) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoAnnounce, func(t turn, d *Dossier) error {
		d.AnnouncedOn, d.AnnounceMinute = f.On, f.MinuteNo
		for n := range d.Subjects {
			if s := &d.Subjects[n]; len(f.Subjects) == 0 || slices.Contains(f.Subjects, s.ID) {
				s.AnnouncedOn = f.On
			}
		}
		return nil
	})
}

// AwaitReports asks the subjects for their self-reports by a day.
func (k Desk) AwaitReports(ctx context.Context, who access.Who, id string, version int, due vn.Day) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoAwait, func(t turn, d *Dossier) error {
		d.SelfReportDue = due
		for n := range d.Subjects {
			d.Subjects[n].SelfReportDue = due
		}
		return nil
	})
}

// Verify begins the verification, once every subject knows of the decision and
// has reported, or let the day pass.
func (k Desk) Verify(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoVerify, func(t turn, d *Dossier) error {
		d.VerifyingOn = on
		return nil
	})
}

// DraftReport finishes the draft report on which the subjects are heard.
func (k Desk) DraftReport(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoDraft, func(t turn, d *Dossier) error {
		d.DraftReportOn = on
		return nil
	})
}

// Hear closes the conference: every subject was heard on the draft report,
// gave it up in writing, or stayed away twice without a valid reason.
func (k Desk) Hear(ctx context.Context, who access.Who, id string, version int) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoHear, func(t turn, d *Dossier) error {
		d.SubjectHeardOn = t.at.Today
		return nil
	})
}

// FinishReport completes the report after the hearing.
func (k Desk) FinishReport(ctx context.Context, who access.Who, id string, version int) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoFinish, func(t turn, d *Dossier) error {
		d.ReportFinalOn = t.at.Today
		return nil
	})
}

// Consider lays the report before the body.
func (k Desk) Consider(ctx context.Context, who access.Who, id string, version int) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoConsider, func(t turn, d *Dossier) error {
		d.ConsideredOn = t.at.Today
		return nil
	})
}

// A ResultForm is what the body found about one subject.
type ResultForm struct {
	Result         Result
	Recommendation string
}

// A ConclusionForm is the body's conclusion, with the result for each subject
// by its id; a subject left out keeps the result proposed by the team.
type ConclusionForm struct {
	No      string
	On      vn.Day
	Text    string
	Results map[string]ResultForm
}

// Conclude concludes an inspection: the results of the subjects become figures.
// No member of the team concludes, and no subject goes unheard.
func (k Desk) Conclude(ctx context.Context, who access.Who, id string, version int, f ConclusionForm) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoConclude, func(t turn, d *Dossier) error {
		d.ConclusionNo, d.ConclusionOn, d.ConclusionText = f.No, f.On, f.Text
		d.ConcludedOn, d.ConcludedBy, d.ConcludedByName = f.On, who.ID, who.Name
		for n := range d.Subjects {
			s := &d.Subjects[n]
			if r, ok := f.Results[s.ID]; ok {
				s.Result, s.Recommendation = r.Result, r.Recommendation
			}
			s.ConcludedOn = f.On
		}
		return nil
	})
}

// Publish hands the conclusion to the subjects.
func (k Desk) Publish(ctx context.Context, who access.Who, id string, version int, f AnnounceForm) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoPublish, func(t turn, d *Dossier) error {
		d.PublishedOn = f.On
		for n := range d.Subjects {
			if s := &d.Subjects[n]; len(f.Subjects) == 0 || slices.Contains(f.Subjects, s.ID) {
				s.NoticeOn = f.On
			}
		}
		return nil
	})
}

// Follow begins following what the conclusion asks for.
func (k Desk) Follow(ctx context.Context, who access.Who, id string, version int) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoFollow, func(t turn, d *Dossier) error {
		d.FollowOn = t.at.Today
		return nil
	})
}

// Archive closes the dossier once nothing asked for is open.
func (k Desk) Archive(ctx context.Context, who access.Who, id string, version int, no string) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoArchive, func(t turn, d *Dossier) error {
		d.ArchivedOn, d.ArchiveNo = t.at.Today, no
		return nil
	})
}

// Suspend stops an inspection for a time.
func (k Desk) Suspend(ctx context.Context, who access.Who, id string, version int, reason string) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoSuspend, func(t turn, d *Dossier) error {
		d.SuspendedOn, d.SuspendReason, d.ResumedOn = t.at.Today, reason, ""
		return nil
	})
}

// Resume goes on with a suspended inspection, from the self-reports on: what
// was verified and said before stays on file, and every gate is passed again.
func (k Desk) Resume(ctx context.Context, who access.Who, id string, version int) (Inspection, error) {
	return k.inspect(ctx, who, id, version, DoResume, func(t turn, d *Dossier) error {
		d.ResumedOn = t.at.Today
		return nil
	})
}

// An EndForm says why an inspection ends before a conclusion, and where it
// goes.
type EndForm struct {
	Reason  string
	MovedTo string // the body, or the code of the inspection it is merged into
}

// Terminate ends an inspection with a reason.
func (k Desk) Terminate(ctx context.Context, who access.Who, id string, version int, f EndForm) (Inspection, error) {
	return k.end(ctx, who, id, version, DoTerminate, f)
}

// Transfer hands an inspection to another body.
func (k Desk) Transfer(ctx context.Context, who access.Who, id string, version int, f EndForm) (Inspection, error) {
	return k.end(ctx, who, id, version, DoTransfer, f)
}

// Merge puts an inspection together with another one.
func (k Desk) Merge(ctx context.Context, who access.Who, id string, version int, f EndForm) (Inspection, error) {
	return k.end(ctx, who, id, version, DoMerge, f)
}

func (k Desk) end(ctx context.Context, who access.Who, id string, version int, do duty.Verb, f EndForm) (Inspection, error) {
	return k.inspect(ctx, who, id, version, do, func(t turn, d *Dossier) error {
		d.EndedOn, d.EndReason, d.MovedTo = t.at.Today, f.Reason, f.MovedTo
		return nil
	})
}

// running are the states in which an inspection has a last day to keep.
var running = []duty.State{Decided, Announced, SelfReportAwaited, Verifying, DraftReport, SubjectHeard, ReportFinal, BodyConsiders}

// Extend moves the last day of an inspection, once, within what the rules
// allow; the team does not extend its own.
func (k Desk) Extend(ctx context.Context, who access.Who, id string, version int, to vn.Day, reason string) (i Inspection, err error) {
	err = k.change(ctx, who, "extend", func(t turn) error {
		if i, err = db.GetAt[Inspection](ctx, t.tx, id, version); err != nil {
			return err
		}
		d, err := OpenDossier(ctx, t.tx.View, t.law, id)
		if err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Decide) }, func() error { return in(i.State, running...) },
			duty.Forbid(d.OnTeam(who), "inspection.refuse.team_extends"), d.notSubject(t.at),
			duty.Want(reason != "", "extend_reason", "inspection.need.reason")); err != nil {
			return err
		}
		limit, err := ExtensionLimit(t.law, i)
		if err != nil {
			return err
		}
		if !to.Valid() || to <= i.DueOn || to > limit.Due {
			return duty.Missing("extended_to", "inspection.need.extension_within", i.DueOn, limit.Due)
		}
		i.ExtendedTo, i.ExtendReason, i.ExtendedBy, i.DueOn = to, reason, who.ID, to
		return db.Save(ctx, t.tx, &i)
	})
	return i, err
}
