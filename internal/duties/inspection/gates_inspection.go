package inspection

import (
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// absencesThatCount is how often a subject, properly called, must have stayed
// away without a valid reason before the body goes on (Regulation 296, art. 12).
const absencesThatCount = 2

// OnTeam reports whether a person sits on the team now.
func (d Dossier) OnTeam(w access.Who) bool {
	return slices.ContainsFunc(d.Team, func(m TeamMember) bool {
		return m.LeftOn == "" && (m.Account != "" && m.Account == w.ID || m.Person != "" && m.Person == w.Person)
	})
}

// IsSubject reports whether a person is inspected in this dossier.
func (d Dossier) IsSubject(person string) bool {
	return person != "" && slices.ContainsFunc(d.Subjects, func(s Subject) bool {
		return s.ObjectType == Member && s.Object == person
	})
}

// notSubject keeps the inspected from taking part in their own inspection.
func (d Dossier) notSubject(at duty.Moment) func() error {
	return duty.Forbid(d.IsSubject(at.Who.Person), "inspection.refuse.is_subject")
}

// Absences counts how often a subject stayed away from a round of hearings
// without a valid reason.
func (d Dossier) Absences(subject string, round HearingRound) int {
	return unexcused(d.Hearings, func(h Hearing) bool { return h.Subject == subject && h.Round == round })
}

func unexcused(hs []Hearing, match func(Hearing) bool) int {
	n := 0
	for _, h := range hs {
		if h.Absent && !h.Excused && match(h) {
			n++
		}
	}
	return n
}

// WasHeard reports whether a subject was heard in a round, gave it up in
// writing, or stayed away twice without a valid reason (A8.3).
func (d Dossier) WasHeard(s Subject, round HearingRound) bool {
	if s.WaivedOn != "" || d.Absences(s.ID, round) >= absencesThatCount {
		return true
	}
	return slices.ContainsFunc(d.Hearings, func(h Hearing) bool {
		return h.Subject == s.ID && h.Round == round && !h.Absent && h.MinuteNo != ""
	})
}

// eachSubject refuses with the name of the first subject that fails the test.
func (d Dossier) eachSubject(ok func(Subject) bool, key string) func() error {
	return func() error {
		for _, s := range d.Subjects {
			if !ok(s) {
				return duty.Incomplete(key, s.Name)
			}
		}
		return nil
	}
}

func proposalSound(d Dossier, at duty.Moment) error {
	return duty.Gates(
		duty.Want(d.Title != "", "title", "inspection.need.title"),
		duty.Want(d.Content != "", "content", "inspection.need.content"),
		duty.Want(slices.Contains(Kinds, d.Kind), "kind", "inspection.need.kind"),
		duty.Want(slices.Contains(Bases, d.Basis), "basis", "inspection.need.basis"),
		duty.Want(slices.Contains(Bodies, d.Body), "body", "inspection.need.body"),
		duty.Want(slices.Contains(Tiers, d.Tier), "tier", "inspection.need.tier"),
		duty.Want(len(d.Subjects) > 0, "subject", "inspection.need.subject"),
		duty.Want(d.ScopeFrom == "" || d.ScopeTo == "" || d.ScopeFrom <= d.ScopeTo, "scope_to", "inspection.need.scope_order"),
		func() error { return MayOpen(d.Inspection, d.Law, at.Today) },
		func() error { return d.objectsFit() },
		func() error { return letterSound(d.Inspection, at.Today) },
		d.notSubject(at),
	)
}

// letterSound asks for what a letter must bring with it: the day from which the
// term of a denunciation runs, and number, day and particulars of an anonymous
// one.
func letterSound(i Inspection, today vn.Day) error {
	return duty.Gates(
		duty.Want(i.Kind != Denunciation || i.ReceivedOn.Valid() && i.ReceivedOn <= today, "received_on", "inspection.need.received_on"),
		duty.Want(i.Basis != OfAnonymousNote || i.From != "", "raised_by", "inspection.need.anonymous_specific"),
		duty.Want(i.Basis != OfAnonymousNote || i.Content != "", "content", "inspection.need.anonymous_specific"),
	)
}

// objectsFit holds subjects to what the kind of work may look at, and a cell to
// its members (Regulation 296, art. 6).
func (d Dossier) objectsFit() error {
	for _, s := range d.Subjects {
		if !MayConcern(d.Kind, s.ObjectType) {
			return duty.Incomplete("inspection.need.object_fits", s.Name)
		}
		if d.Body == CellBody && s.ObjectType == Organisation {
			return duty.Incomplete("inspection.refuse.cell_members", s.Name)
		}
	}
	return nil
}

func returnReasoned(d Dossier, _ duty.Moment) error {
	return duty.Gates(duty.Want(d.ReturnReason != "", "return_reason", "inspection.need.return_reason"))
}

func decisionSound(d Dossier, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(d.ProposedBy == at.Who.ID, "inspection.refuse.own_proposal"),
		d.notSubject(at),
		duty.Want(d.DecisionNo != "", "decision_no", "inspection.need.decision_no"),
		duty.Want(d.DecisionOn.Valid() && d.DecisionOn <= at.Today, "decision_on", "inspection.need.decision_on"),
		duty.Want(d.PlanNo != "", "plan_no", "inspection.need.plan_no"),
		duty.Want(d.ScopeFrom.Valid() && d.ScopeTo.Valid() && d.ScopeFrom <= d.ScopeTo, "scope_from", "inspection.need.scope"),
		duty.Want(d.DueOn.Valid() && (d.Due.Ground == "" || d.DueOn >= d.DecisionOn), "due_on", "inspection.need.due_on"),
		func() error { return MayOpen(d.Inspection, d.Law, at.Today) },
		d.teamSound,
	)
}

// teamSound holds the team to one head and members without ties (M11).
func (d Dossier) teamSound() error {
	heads := 0
	for _, m := range d.Team {
		if m.LeftOn != "" {
			continue
		}
		if err := d.MayServe(m); err != nil {
			return err
		}
		if m.CheckedOn == "" {
			return duty.Incomplete("inspection.need.tie_checked", m.Name)
		}
		if m.Role == HeadOfTeam {
			heads++
		}
	}
	if heads != 1 {
		return duty.Incomplete("inspection.need.team_head")
	}
	return nil
}

// MayServe refuses a member of the team who is inspected, or has a declared tie
// to a subject, or has declared none yet.
func (d Dossier) MayServe(m TeamMember) error {
	switch {
	case d.IsSubject(m.Person):
		return duty.Incomplete("inspection.refuse.team_subject", m.Name)
	case m.DeclaredTie == "":
		return duty.Missing("declared_tie", "inspection.need.tie", m.Name)
	case m.DeclaredTie != NoTie:
		return duty.Missing("declared_tie", "inspection.refuse.team_tie", m.Name)
	}
	return nil
}

func announceSound(d Dossier, at duty.Moment) error {
	return duty.Gates(
		d.notSubject(at),
		duty.Want(d.AnnouncedOn.Valid() && d.AnnouncedOn >= d.DecisionOn && d.AnnouncedOn <= at.Today, "announced_on", "inspection.need.announced_on"),
		duty.Want(d.AnnounceMinute != "", "announce_minute", "inspection.need.announce_minute"),
	)
}

func (d Dossier) allAnnounced() error {
	return d.eachSubject(func(s Subject) bool { return s.AnnouncedOn != "" }, "inspection.need.subject_announced")()
}

func awaitSound(d Dossier, at duty.Moment) error {
	return duty.Gates(
		d.allAnnounced,
		duty.Want(d.SelfReportDue.Valid() && d.SelfReportDue >= d.AnnouncedOn, "self_report_due", "inspection.need.self_report_due"),
	)
}

// lastAnnounced is the day on which the last subject learned of the decision.
func (d Dossier) lastAnnounced() vn.Day {
	last := d.AnnouncedOn
	for _, s := range d.Subjects {
		last = max(last, s.AnnouncedOn)
	}
	return last
}

func verifySound(d Dossier, at duty.Moment) error {
	return duty.Gates(
		d.notSubject(at),
		d.allAnnounced,
		d.eachSubject(func(s Subject) bool {
			return s.SelfReportOn != "" || s.SelfReportDue != "" && s.SelfReportDue < at.Today
		}, "inspection.need.self_report"),
		duty.Want(d.VerifyingOn.Valid() && d.VerifyingOn >= d.lastAnnounced() && d.VerifyingOn <= at.Today, "verifying_on", "inspection.need.verifying_on", d.lastAnnounced()),
	)
}

func draftSound(d Dossier, at duty.Moment) error {
	return duty.Gates(
		d.notSubject(at),
		d.allAnnounced,
		func() error {
			for _, f := range d.Findings {
				if len(f.Evidence) == 0 {
					return duty.Incomplete("inspection.need.evidence", f.Content)
				}
			}
			return nil
		},
		duty.Want(d.DraftReportOn.Valid() && d.DraftReportOn >= d.VerifyingOn && d.DraftReportOn <= at.Today, "draft_report_on", "inspection.need.draft_report_on", d.VerifyingOn),
	)
}

func (d Dossier) allHeard(round HearingRound, key string) func() error {
	return d.eachSubject(func(s Subject) bool { return d.WasHeard(s, round) }, key)
}

func heardAtConference(d Dossier, at duty.Moment) error {
	return duty.Gates(d.notSubject(at), d.allAnnounced, d.allHeard(AtConference, "inspection.need.heard"))
}

// heardBy leaves out the hearings held after a day.
func (d Dossier) heardBy(on vn.Day) Dossier {
	d.Hearings = heldBy(d.Hearings, on)
	return d
}

func heldBy(hs []Hearing, on vn.Day) []Hearing {
	return slices.DeleteFunc(slices.Clone(hs), func(h Hearing) bool { return on.Valid() && h.HeldOn > on })
}

func conclusionSound(d Dossier, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(d.OnTeam(at.Who), "inspection.refuse.team_concludes"),
		d.notSubject(at),
		d.allAnnounced,
		duty.Want(d.ConclusionOn == "" || d.ConclusionOn >= d.lastAnnounced(), "conclusion_on", "inspection.need.conclusion_on"),
		d.heardBy(d.ConclusionOn).allHeard(AtConference, "inspection.need.heard"),
		d.heardBy(d.ConclusionOn).allHeard(BeforeBody, "inspection.need.heard_again"),
		duty.Want(d.ConclusionNo != "", "conclusion_no", "inspection.need.conclusion_no"),
		duty.Want(d.ConclusionOn.Valid() && d.ConclusionOn <= at.Today, "conclusion_on", "inspection.need.conclusion_on"),
		d.eachSubject(func(s Subject) bool { return slices.Contains(Results, s.Result) }, "inspection.need.result"),
		d.eachSubject(d.resultRests, "inspection.need.finding"),
	)
}

// resultRests reports whether a result that says violation rests on a finding.
func (d Dossier) resultRests(s Subject) bool {
	switch s.Result {
	case Strengths, NoFault, "":
		return true
	case Fault, ViolationNoDiscipline, ViolationDiscipline, LimitationExpired:
	}
	return slices.ContainsFunc(d.Findings, func(f Finding) bool { return f.Subject == s.ID })
}

func noticesGiven(d Dossier, at duty.Moment) error {
	return duty.Gates(
		duty.Want(d.PublishedOn.Valid() && d.PublishedOn >= d.ConclusionOn && d.PublishedOn <= at.Today, "published_on", "inspection.need.published_on"),
		d.eachSubject(func(s Subject) bool { return s.NoticeOn != "" }, "inspection.need.notice"),
	)
}

func nothingOpen(d Dossier, _ duty.Moment) error {
	return duty.Gates(
		func() error {
			for _, r := range d.Reminders {
				if r.State != Closed {
					return duty.Incomplete("inspection.need.reminder_closed", r.Text)
				}
			}
			return nil
		},
		duty.Want(d.ArchiveNo != "", "archive_no", "inspection.need.archive_no"),
	)
}

func suspendReasoned(d Dossier, at duty.Moment) error {
	return duty.Gates(d.notSubject(at), duty.Want(d.SuspendReason != "", "suspend_reason", "inspection.need.reason"))
}

func endReasoned(d Dossier, at duty.Moment) error {
	return duty.Gates(d.notSubject(at), duty.Want(d.EndReason != "", "end_reason", "inspection.need.reason"))
}

func movedSomewhere(d Dossier, at duty.Moment) error {
	return duty.Gates(
		func() error { return endReasoned(d, at) },
		duty.Want(d.MovedTo != "", "moved_to", "inspection.need.moved_to"),
	)
}

func answerSound(r Reminder, at duty.Moment) error {
	return duty.Gates(
		duty.Want(r.Answer != "", "answer", "inspection.need.answer"),
		duty.Want(r.AnsweredOn.Valid() && r.AnsweredOn >= r.IssuedOn && r.AnsweredOn <= at.Today, "answered_on", "inspection.need.answered_on"),
	)
}

func secondPerson(r Reminder, at duty.Moment) error {
	return duty.Gates(duty.Forbid(r.AnswerBy == at.Who.ID, "inspection.refuse.own_answer"))
}

func closureSound(r Reminder, at duty.Moment) error {
	return duty.Gates(
		func() error { return secondPerson(r, at) },
		duty.Want(r.DoneOn.Valid() && r.DoneOn <= at.Today, "done_on", "inspection.need.done_on"),
		duty.Want(len(r.Evidence) > 0, "evidence", "inspection.need.closure_evidence"),
	)
}

func asksNothing(r Reminder, _ duty.Moment) error {
	if r.Kind != Commend {
		return duty.Impossible("inspection.refuse.not_commendation")
	}
	return nil
}
