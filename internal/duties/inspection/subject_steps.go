package inspection

import (
	"context"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A SubjectForm names one whom an inspection concerns.
type SubjectForm struct {
	ObjectType     ObjectType
	Object         string // id of the person or organisation
	Name           string
	Unit           string
	UnitName       string
	CommitteeLevel Tier
}

// addSubject writes a subject into a draft; one that was taken out comes back.
func (t turn) addSubject(ctx context.Context, i Inspection, f SubjectForm) (Subject, error) {
	if err := duty.Gates(
		duty.Want(slices.Contains(ObjectTypes, f.ObjectType), "object_type", "inspection.need.object"),
		duty.Want(f.Object != "" && f.Name != "", "object", "inspection.need.object"),
		duty.Want(MayConcern(i.Kind, f.ObjectType), "object_type", "inspection.need.object_fits", f.Name),
		duty.Forbid(f.ObjectType == Member && t.at.Who.Person == f.Object, "inspection.refuse.is_subject")); err != nil {
		return Subject{}, err
	}
	old, err := db.Find[Subject](ctx, t.tx.View, "t.inspection = $1 AND t.object_type = $2 AND t.object = $3", "", i.ID, string(f.ObjectType), f.Object)
	if err != nil {
		return Subject{}, err
	}
	s := Subject{Inspection: i.ID, ObjectType: f.ObjectType, Object: f.Object}
	if len(old) > 0 {
		s = old[0]
		if !s.Withdrawn {
			return s, duty.Missing("object", "inspection.refuse.subject_twice", s.Name)
		}
	}
	s.Org, s.Dossier, s.Level = i.Org, i.ID, i.Level
	s.Kind, s.Name, s.Unit, s.UnitName, s.CommitteeLevel, s.Withdrawn = i.Kind, f.Name, f.Unit, f.UnitName, f.CommitteeLevel, false
	return s, db.Save(ctx, t.tx, &s)
}

// AddSubject adds one whom the inspection concerns, while it is a draft.
func (k Desk) AddSubject(ctx context.Context, who access.Who, inspection string, f SubjectForm) (s Subject, err error) {
	err = k.change(ctx, who, "add_subject", func(t turn) error {
		i, err := db.Get[Inspection](ctx, t.tx.View, inspection)
		if err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Propose) }, func() error { return in(i.State, Draft) }); err != nil {
			return err
		}
		s, err = t.addSubject(ctx, i, f)
		return err
	})
	return s, err
}

// subject changes one subject of an inspection in one of the states named.
func (k Desk) subject(ctx context.Context, who access.Who, id string, version int, need access.Need, verb string, states []duty.State, fill func(turn, *Dossier, *Subject) error) (s Subject, err error) {
	err = k.change(ctx, who, verb, func(t turn) error {
		if s, err = db.GetAt[Subject](ctx, t.tx, id, version); err != nil {
			return err
		}
		d, err := OpenDossier(ctx, t.tx.View, t.law, s.Inspection)
		if err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(need) }, func() error { return in(d.State, states...) }, d.notSubject(t.at)); err != nil {
			return err
		}
		if err := fill(t, &d, &s); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &s)
	})
	return s, err
}

// WithdrawSubject takes a subject out of a draft.
func (k Desk) WithdrawSubject(ctx context.Context, who access.Who, id string, version int) (Subject, error) {
	return k.subject(ctx, who, id, version, Propose, "withdraw_subject", []duty.State{Draft}, func(_ turn, _ *Dossier, s *Subject) error {
		s.Withdrawn = true
		return nil
	})
}

// AnnounceTo records that the decision was announced to a subject who was not
// present when it was announced to the others.
func (k Desk) AnnounceTo(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Subject, error) {
	return k.subject(ctx, who, id, version, Conduct, "announce_to", []duty.State{Announced}, func(t turn, d *Dossier, s *Subject) error {
		s.AnnouncedOn = on
		return duty.Gates(duty.Want(on >= d.AnnouncedOn && on <= t.at.Today, "on", "inspection.need.announced_on"))
	})
}

// ReceiveReport records a subject's self-report. The term of a supervision runs
// from the last one received, so its last day is reckoned again.
func (k Desk) ReceiveReport(ctx context.Context, who access.Who, id string, version int, on vn.Day, file []byte) (Subject, error) {
	states := []duty.State{Announced, SelfReportAwaited, Verifying}
	return k.subject(ctx, who, id, version, Conduct, "receive_report", states, func(t turn, d *Dossier, s *Subject) (err error) {
		if err := duty.Gates(duty.Want(on.Valid() && on >= d.DecisionOn && on <= t.at.Today, "on", "inspection.need.day")); err != nil {
			return err
		}
		s.SelfReportOn = on
		if len(file) > 0 {
			if s.SelfReportFile, err = t.tx.PutBlob(ctx, file); err != nil {
				return err
			}
		}
		return t.restartTerm(ctx, d, *s)
	})
}

// restartTerm reckons the last day of a supervision from the receipt of the
// last self-report.
func (t turn) restartTerm(ctx context.Context, d *Dossier, now Subject) error {
	if TermRule(d.Inspection) != "P-SUP" || d.Due.Ground != "" || d.ExtendedTo != "" {
		return nil
	}
	var last vn.Day
	for _, s := range d.Subjects {
		if s.ID == now.ID {
			s = now
		}
		last = max(last, s.SelfReportOn)
	}
	term, err := DueFor(t.law, d.Inspection, last, "", "")
	if err != nil {
		return err
	}
	d.Due, d.DueOn = term, term.Due
	return db.Save(ctx, t.tx, &d.Inspection)
}

// WaiveHearing records that a subject gave up, in writing, being heard.
func (k Desk) WaiveHearing(ctx context.Context, who access.Who, id string, version int, on vn.Day, paper []byte) (Subject, error) {
	states := []duty.State{Verifying, DraftReport, SubjectHeard, ReportFinal, BodyConsiders}
	return k.subject(ctx, who, id, version, Conduct, "waive_hearing", states, func(t turn, d *Dossier, s *Subject) (err error) {
		if err := duty.Gates(duty.Want(on.Valid() && on <= t.at.Today, "on", "inspection.need.day"), duty.Want(len(paper) > 0, "paper", "inspection.need.waiver")); err != nil {
			return err
		}
		s.WaivedOn = on
		s.WaiverFile, err = t.tx.PutBlob(ctx, paper)
		return err
	})
}

// RecordExplanation records a subject's written explanation.
func (k Desk) RecordExplanation(ctx context.Context, who access.Who, id string, version int, on vn.Day) (Subject, error) {
	states := []duty.State{Verifying, DraftReport, SubjectHeard, ReportFinal, BodyConsiders}
	return k.subject(ctx, who, id, version, Conduct, "record_explanation", states, func(t turn, d *Dossier, s *Subject) error {
		s.ExplainedOn = on
		return duty.Gates(duty.Want(on.Valid() && on <= t.at.Today, "on", "inspection.need.day"))
	})
}

// ProposeResult writes down what the team proposes to conclude about a subject.
func (k Desk) ProposeResult(ctx context.Context, who access.Who, id string, version int, f ResultForm) (Subject, error) {
	states := []duty.State{DraftReport, SubjectHeard, ReportFinal}
	return k.subject(ctx, who, id, version, Conduct, "propose_result", states, func(_ turn, _ *Dossier, s *Subject) error {
		s.Result, s.Recommendation = f.Result, f.Recommendation
		return duty.Gates(duty.Want(slices.Contains(Results, f.Result), "result", "inspection.need.result", s.Name))
	})
}

// A TeamForm names a member of a team with the ties declared.
type TeamForm struct {
	Account, Person string
	Name            string
	Role            TeamRole
	DeclaredTie     Tie
	TieNote         string
}

// AddTeamMember puts a person on the team: refused for a subject and for one
// with a declared tie (M11). The declaration counts as checked against the
// subjects of this moment.
func (k Desk) AddTeamMember(ctx context.Context, who access.Who, inspection string, f TeamForm) (m TeamMember, err error) {
	err = k.change(ctx, who, "add_team", func(t turn) error {
		d, err := OpenDossier(ctx, t.tx.View, t.law, inspection)
		if err != nil {
			return err
		}
		m = TeamMember{Inspection: inspection, Account: f.Account, Person: f.Person, Name: f.Name, Role: f.Role, DeclaredTie: f.DeclaredTie, TieNote: f.TieNote, CheckedOn: t.at.Today}
		m.Org, m.Dossier, m.Level = d.Org, d.ID, d.Level
		if err := duty.Gates(func() error { return t.need(Propose) },
			func() error { return in(d.State, append([]duty.State{Draft, Proposed}, running...)...) },
			d.notSubject(t.at),
			duty.Want(f.Name != "", "name", "inspection.need.name"),
			duty.Want(slices.Contains(TeamRoles, f.Role), "role", "inspection.need.team_role"),
			func() error { return d.MayServe(m) }); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &m)
	})
	return m, err
}

// LeaveTeam takes a person off the team; the row stays.
func (k Desk) LeaveTeam(ctx context.Context, who access.Who, id string, version int) (m TeamMember, err error) {
	err = k.change(ctx, who, "leave_team", func(t turn) error {
		if m, err = db.GetAt[TeamMember](ctx, t.tx, id, version); err != nil {
			return err
		}
		if err := t.need(Propose); err != nil {
			return err
		}
		m.LeftOn = t.at.Today
		return db.Save(ctx, t.tx, &m)
	})
	return m, err
}
