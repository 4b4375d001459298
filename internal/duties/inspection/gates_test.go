package inspection

import (
	"slices"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// soundDossier passes every gate up to the archive.
func soundDossier() Dossier {
	d := runningDossier()
	d.Title, d.Content, d.Tier, d.ArchiveNo, d.PublishedOn = "Kiểm tra", "Tài chính", Province, "HS-1", "2026-11-22"
	d.AnnounceMinute, d.SelfReportDue, d.ConclusionNo, d.ConclusionOn = "01-BB", "2026-11-12", "15-TB", "2026-11-20"
	d.EndReason, d.MovedTo, d.SuspendReason, d.ReturnReason = "Lý do", "Ủy ban Kiểm tra Tỉnh ủy", "Lý do", "Lý do"
	d.Findings = []Finding{{Subject: "s1", Content: "Chi sai", Evidence: []Evidence{{Title: "Phiếu chi"}}}}
	d.Hearings = []Hearing{{Subject: "s1", Round: AtConference, HeldOn: "2026-11-15", MinuteNo: "1"}, {Subject: "s1", Round: BeforeBody, HeldOn: "2026-11-19", MinuteNo: "2"}}
	d.Subjects[0].SelfReportDue, d.Subjects[0].NoticeOn, d.Subjects[0].Result = "2026-11-12", "2026-11-22", ViolationDiscipline
	return d
}

// A spoiled record is refused at a step with a key; unspoiled it passes.
type spoiled[R any] struct {
	from  duty.State
	do    duty.Verb
	who   access.Who
	key   string
	spoil func(*R)
}

// bites takes each step twice: with the sound record, and with the spoiled one.
func bites[R any](t *testing.T, f duty.Flow[R], sound func() R, all []spoiled[R]) {
	t.Helper()
	for _, x := range all {
		at := duty.Moment{Who: x.who, Today: testDay}
		if _, err := f.Next(x.from, x.do, sound(), at); err != nil {
			t.Errorf("%s from %s with all in order: %v", x.do, x.from, err)
		}
		r := sound()
		x.spoil(&r)
		to, err := f.Next(x.from, x.do, r, at)
		if err == nil {
			t.Errorf("%s from %s leads to %s past %s", x.do, x.from, to, x.key)
			continue
		}
		refused(t, err, x.key)
	}
}

// subjectOf spoils one thing about the subject.
func subjectOf(change func(*Subject)) func(*Dossier) {
	return func(d *Dossier) { change(&d.Subjects[0]) }
}

func unheard(r HearingRound) func(*Dossier) {
	return func(d *Dossier) {
		d.Hearings = slices.DeleteFunc(d.Hearings, func(h Hearing) bool { return h.Round == r })
	}
}

func TestEachGateOfAnInspectionBites(t *testing.T) {
	self := who("leader", access.Leader, "province", "")
	bites(t, InspectionFlow, soundDossier, []spoiled[Dossier]{
		{Draft, DoPropose, inspector, "inspection.refuse.kind_of_body", func(d *Dossier) { d.Body = Advisory }},
		{Draft, DoPropose, inspector, "inspection.need.subject", func(d *Dossier) { d.Subjects = nil }},
		{Proposed, DoDecide, self, "inspection.refuse.own_proposal", func(d *Dossier) { d.ProposedBy = self.ID }},
		{Proposed, DoDecide, leader, "inspection.refuse.kind_of_body", func(d *Dossier) { d.Body = Advisory }},
		{Proposed, DoDecide, leader, "inspection.need.plan_no", func(d *Dossier) { d.PlanNo = "" }},
		{Proposed, DoDecide, leader, "inspection.refuse.team_tie", func(d *Dossier) { d.Team[0].DeclaredTie = RelativeTie }},
		{Proposed, DoDecide, leader, "inspection.refuse.team_tie", func(d *Dossier) { d.Team[0].DeclaredTie = InterestTie }},
		{Proposed, DoDecide, leader, "inspection.need.tie", func(d *Dossier) { d.Team[0].DeclaredTie = "" }},
		{Proposed, DoDecide, leader, "inspection.need.tie_checked", func(d *Dossier) { d.Team[0].CheckedOn = "" }},
		{Proposed, DoDecide, leader, "inspection.refuse.team_subject", func(d *Dossier) { d.Team[0].Person = "p1" }},
		{Proposed, DoDecide, leader, "inspection.need.team_head", func(d *Dossier) { d.Team[0].Role = OfTeam }},
		{Decided, DoAnnounce, inspector, "inspection.need.announce_minute", func(d *Dossier) { d.AnnounceMinute = "" }},
		{Announced, DoAwait, inspector, "inspection.need.subject_announced", subjectOf(func(s *Subject) { s.AnnouncedOn = "" })},
		{SelfReportAwaited, DoVerify, inspector, "inspection.need.subject_announced", subjectOf(func(s *Subject) { s.AnnouncedOn = "" })},
		{SelfReportAwaited, DoVerify, inspector, "inspection.need.self_report", subjectOf(func(s *Subject) { s.SelfReportOn, s.SelfReportDue = "", testDay })},
		{Verifying, DoDraft, inspector, "inspection.need.evidence", func(d *Dossier) { d.Findings[0].Evidence = nil }},
		{DraftReport, DoHear, inspector, "inspection.need.heard", unheard(AtConference)},
		{SubjectHeard, DoFinish, inspector, "inspection.need.heard", unheard(AtConference)},
		{ReportFinal, DoConsider, head, "inspection.need.heard", unheard(AtConference)},
		{BodyConsiders, DoConclude, head, "inspection.need.heard", unheard(AtConference)},
		{BodyConsiders, DoConclude, head, "inspection.need.heard_again", unheard(BeforeBody)},
		{BodyConsiders, DoConclude, head, "inspection.refuse.team_concludes", func(d *Dossier) { d.Team[0].Account = head.ID }},
		{BodyConsiders, DoConclude, head, "inspection.need.result", subjectOf(func(s *Subject) { s.Result = "" })},
		{BodyConsiders, DoConclude, head, "inspection.need.finding", func(d *Dossier) { d.Findings = nil }},
		{Concluded, DoPublish, inspector, "inspection.need.notice", subjectOf(func(s *Subject) { s.NoticeOn = "" })},
		{Concluded, DoPublish, inspector, "inspection.need.published_on", func(d *Dossier) { d.PublishedOn = "2026-11-25" }},
		{FollowUp, DoArchive, inspector, "inspection.need.reminder_closed", func(d *Dossier) { d.Reminders = []Reminder{{State: Answered}} }},
		{Verifying, DoSuspend, leader, "inspection.need.reason", func(d *Dossier) { d.SuspendReason = "" }},
		{Verifying, DoTerminate, leader, "inspection.need.reason", func(d *Dossier) { d.EndReason = "" }},
		{Verifying, DoTransfer, leader, "inspection.need.moved_to", func(d *Dossier) { d.MovedTo = "" }},
		{Verifying, DoMerge, leader, "inspection.need.moved_to", func(d *Dossier) { d.MovedTo = "" }},
	})
}

// soundCase passes every gate of a case up to its end.
func soundCase() Proceeding {
	p := heardCase()
	p.Form, p.DecisionNo, p.DecisionOn, p.Contents, p.Limitation = Warning, "5", "2026-11-21", []string{"ethics"}, Verdict{Form: Warning}
	p.SelfCriticismOn, p.AnnouncedOn, p.ServedOn, p.LapsesOn = "2026-11-10", "2026-11-21", "2026-11-22", "2026-11-24"
	p.ProposedTo, p.Hearings[0].HeldOn = p.Body, "2026-11-19"
	return p
}

func TestEachGateOfACaseBites(t *testing.T) {
	unheard := func(p *Proceeding) { p.Hearings = nil }
	bound := func(p *Proceeding) { p.Council = append(p.Council, Seat{Name: "B", Relative: "aunt_uncle"}) }
	own := func(p *Proceeding) { p.ProposedBy = leader.ID }
	voted := func(f Form, decided bool) func(*Proceeding) {
		return func(p *Proceeding) { p.Ballots[0].Outcome, p.Ballots[0].Decided = f, decided }
	}
	bites(t, CaseFlow, soundCase, []spoiled[Proceeding]{
		{Found, DoCritique, inspector, "inspection.need.self_criticism", func(p *Proceeding) { p.SelfCriticismOn = "" }},
		{SelfCriticism, DoHear, inspector, "inspection.need.case_heard", unheard},
		{Heard, DoConvene, inspector, "inspection.need.case_heard", unheard},
		{Heard, DoConvene, inspector, "inspection.refuse.bound", bound},
		{Heard, DoConvene, inspector, "inspection.need.chair", func(p *Proceeding) { p.Council = nil }},
		{Meeting, DoBallot, inspector, "inspection.need.case_heard", unheard},
		{Meeting, DoBallot, inspector, "inspection.need.ballot", func(p *Proceeding) { p.Ballots = nil }},
		{Proposed, DoTakeUp, leader, "inspection.refuse.bound", bound},
		{Proposed, DoTakeUp, leader, "inspection.refuse.own_discipline", own},
		{Balloted, DoDecide, leader, "inspection.refuse.own_discipline", own},
		{Balloted, DoDecide, leader, "inspection.need.case_heard", unheard},
		{Balloted, DoDecide, leader, "inspection.refuse.not_voted", voted(Warning, false)},
		{Balloted, DoDecide, leader, "inspection.refuse.not_voted", voted(NoForm, false)},
		{Balloted, DoDecide, leader, "inspection.refuse.ballot_says", voted(Reprimand, true)},
		{Balloted, DoDecide, leader, "inspection.refuse.form", func(p *Proceeding) {
			p.Form, p.Limitation.Form, p.HoldsOffice = Removal, Removal, false
			voted(Removal, true)(p)
		}},
		{Balloted, DoDecide, leader, "inspection.refuse.time_barred", func(p *Proceeding) { p.Limitation.Expired = true }},
		{Balloted, DoDecide, leader, "inspection.need.contents", func(p *Proceeding) { p.Contents = nil }},
		{InForce, DoLapse, inspector, "inspection.need.lapse", func(p *Proceeding) { p.AppealPending = true }},
		{InForce, DoLapse, inspector, "inspection.need.lapse", func(p *Proceeding) { p.AgainOn = "2026-11-23" }},
		{InForce, DoLapse, inspector, "inspection.need.lapse", func(p *Proceeding) { p.LapsesOn = "2026-11-25" }},
		{InForce, DoLapse, inspector, "inspection.need.lapse", func(p *Proceeding) { p.LapsesOn = "" }}, // expulsion
	})
}

// soundClaim is an appeal in time, resolved and told.
func soundClaim() Claim {
	c := Claim{Of: Case{ObjectType: Member, Object: "p1", Form: Warning, HoldsOffice: true, ProposedBy: "a", DecidedBy: "b"}}
	c.Name, c.ReceivedDecOn, c.FiledOn, c.ReceivedOn, c.FileBy = "B", "2026-10-20", "2026-11-18", "2026-11-18", Term{Due: "2026-11-19"}
	c.AcceptedBy, c.Outcome, c.NewForm, c.ResolutionNo, c.ResolvedOn, c.NotifiedOn = "c", Reduced, Reprimand, "20-QĐ", "2026-11-20", testDay
	return c
}

func TestEachGateOfAnAppealBites(t *testing.T) {
	late := func(c *Claim) { c.FiledOn = vn.Day("2026-11-20") }
	bites(t, AppealFlow, soundClaim, []spoiled[Claim]{
		{Received, DoAccept, leader, "inspection.refuse.appeal.too_late", late},
		{Received, DoAccept, leader, "inspection.refuse.appeal.on_behalf", func(c *Claim) { c.FiledByOther = true }},
		{Received, DoAccept, leader, "inspection.refuse.appeal.refused_receipt", func(c *Claim) { c.Of.Refused = true }},
		{Received, DoAccept, leader, "inspection.refuse.appeal.final", func(c *Claim) { c.FinalDecision = true }},
		{Accepted, DoResolve, leader, "inspection.refuse.own_acceptance", func(c *Claim) { c.AcceptedBy = leader.ID }},
		{Accepted, DoResolve, leader, "inspection.refuse.own_decision", func(c *Claim) { c.Of.DecidedBy = leader.ID }},
		{Accepted, DoResolve, leader, "inspection.refuse.own_decision", func(c *Claim) { c.Of.ProposedBy = leader.ID }},
		{Accepted, DoResolve, leader, "inspection.need.new_form", func(c *Claim) { c.NewForm = Removal }},
		{Accepted, DoResolve, leader, "inspection.need.decision_no", func(c *Claim) { c.ResolutionNo = "" }},
		{Resolved, DoNotify, leader, "inspection.need.guided", func(c *Claim) { c.Denounces = true }},
		{Resolved, DoNotify, leader, "inspection.need.day", func(c *Claim) { c.NotifiedOn = "2026-11-25" }},
	})
}
