package inspection

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

func TestFlowsAreWhole(t *testing.T) {
	m := duty.Module{ID: ID, Flows: Flows()}
	fine(t, m.Check())
	known := map[access.Need]bool{}
	for _, r := range access.Roles {
		for _, n := range access.RightsOf(r) {
			known[n] = true
		}
	}
	for _, f := range Flows() {
		for _, e := range f.Edges {
			if !known[e.Need] {
				t.Errorf("%s: nobody holds %s", e, e.Need)
			}
			if e.From == e.To && e.Do != DoExtend {
				t.Errorf("%s leads nowhere", e)
			}
		}
	}
}

// drawDossier makes a dossier with a few things out of order, or none.
func drawDossier(t *rapid.T) Dossier {
	d := soundDossier()
	days := rapid.SampledFrom([]vn.Day{"", "2026-11-01", "2026-11-10", "2026-11-24", "2026-12-01"})
	spoil := func(what string, change func()) {
		if rapid.IntRange(0, 7).Draw(t, "spoil "+what) == 0 {
			change()
		}
	}
	s := &d.Subjects[0]
	spoil("proposer", func() { d.ProposedBy = rapid.SampledFrom([]string{"leader", "head"}).Draw(t, "proposed_by") })
	spoil("papers", func() { d.DecisionNo, d.PlanNo, d.AnnounceMinute, d.ConclusionNo = "", "", "", "" })
	spoil("reasons", func() { d.SuspendReason, d.EndReason, d.MovedTo, d.ReturnReason = "", "", "", "" })
	spoil("announced", func() { d.AnnouncedOn, s.AnnouncedOn = days.Draw(t, "announced"), days.Draw(t, "s_ann") })
	spoil("days", func() {
		d.VerifyingOn, d.DraftReportOn, d.PublishedOn = days.Draw(t, "verifying"), days.Draw(t, "draft"), days.Draw(t, "published")
	})
	spoil("concluded", func() { d.ConclusionOn = days.Draw(t, "concluded") })
	spoil("tie", func() { d.Team[0].DeclaredTie = rapid.SampledFrom(Ties).Draw(t, "tie") })
	spoil("team", func() {
		d.Team[0].Person, d.Team[0].Account = rapid.SampledFrom([]string{"", "p1", "p9"}).Draw(t, "team_person"), "head"
	})
	spoil("report", func() { s.SelfReportOn, s.SelfReportDue = days.Draw(t, "s_rep"), days.Draw(t, "s_due") })
	spoil("waiver", func() { s.WaivedOn = days.Draw(t, "s_waived") })
	spoil("notice", func() { s.NoticeOn = days.Draw(t, "s_notice") })
	spoil("result", func() { s.Result = rapid.SampledFrom(append([]Result{""}, Results...)).Draw(t, "result") })
	spoil("findings", func() { d.Findings = nil })
	spoil("hearings", func() {
		d.Hearings = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Hearing {
			return Hearing{Subject: "s1", Round: rapid.SampledFrom(HearingRounds).Draw(t, "round"), Absent: rapid.Bool().Draw(t, "absent"),
				Excused: rapid.Bool().Draw(t, "excused"), HeldOn: days.Draw(t, "held"), MinuteNo: rapid.SampledFrom([]string{"", "1"}).Draw(t, "minute")}
		}), 0, 4).Draw(t, "hearings")
	})
	return d
}

// heardIn says by itself, without the gate, whether the subject had its say by a
// day; "" is any day.
func heardIn(d Dossier, r HearingRound, by vn.Day) bool {
	absences := 0
	for _, h := range d.Hearings {
		if h.Round != r || by != "" && h.HeldOn > by {
			continue
		}
		if !h.Absent && h.MinuteNo != "" {
			return true
		}
		if h.Absent && !h.Excused {
			absences++
		}
	}
	return absences >= 2 || d.Subjects[0].WaivedOn != ""
}

// Whatever a dossier holds and whoever acts: no step is taken past a right of
// the inspected or past the four eyes.
func TestNoPathSkipsAGate(t *testing.T) {
	actors := []access.Who{leader, head, inspector, who("sub", access.Head, "commission", "p1"), {}}
	rapid.Check(t, func(t *rapid.T) {
		d := drawDossier(t)
		for _, w := range actors {
			for _, e := range InspectionFlow {
				to, err := InspectionFlow.Next(e.From, e.Do, d, duty.Moment{Who: w, Today: testDay})
				if err == nil {
					keepsTheRights(t, d, w, e.Do, to)
				} else if to != e.From {
					t.Fatalf("refused, and yet moved to %s", to)
				}
			}
		}
	})
}

// keepsTheRights fails the test if a step that was taken passed over a right.
func keepsTheRights(t *rapid.T, d Dossier, w access.Who, do duty.Verb, to duty.State) {
	s := d.Subjects[0]
	if w.Person == s.Object && !slices.Contains([]duty.Verb{DoReturn, DoPublish, DoFollow, DoArchive, DoResume, DoAwait}, do) {
		t.Fatalf("a subject took the step %s", do)
	}
	bad := map[duty.State]bool{
		Decided:             d.ProposedBy == w.ID || d.Team[0].DeclaredTie != NoTie || d.Team[0].Person == s.Object,
		Verifying:           s.AnnouncedOn == "" || d.VerifyingOn < s.AnnouncedOn,
		DraftReport:         s.AnnouncedOn == "",
		SubjectHeard:        !heardIn(d, AtConference, ""),
		ReportFinal:         !heardIn(d, AtConference, ""),
		BodyConsiders:       !heardIn(d, AtConference, ""),
		Concluded:           !heardIn(d, AtConference, d.ConclusionOn) || !heardIn(d, BeforeBody, d.ConclusionOn) || s.AnnouncedOn == "" || d.OnTeam(w) || s.Result == "",
		ConclusionAnnounced: s.NoticeOn == "",
	}
	if bad[to] {
		t.Fatalf("%s came to %s past a right or the four eyes", do, to)
	}
}

// The same of discipline: no decision without the self-criticism asked for, the
// hearing, the meeting and the ballot; and from every state of an announced
// decision that stands, an appeal is open.
func TestDisciplineKeepsTheRights(t *testing.T) {
	must := []duty.State{SelfCriticism, Heard, Meeting, Balloted}
	var walk func(at duty.State, seen []duty.State)
	walk = func(at duty.State, seen []duty.State) {
		seen = append(slices.Clone(seen), at)
		if at == Decided || at == TimeBarred {
			for _, m := range must {
				if !slices.Contains(seen, m) {
					t.Errorf("a way to %s without %s: %v", at, m, seen)
				}
			}
		}
		if slices.Contains(seen, Announced) && at != Void && in(at, announced...) != nil {
			t.Errorf("no appeal in state %s", at)
		}
		for _, e := range CaseFlow {
			if e.From == at && !slices.Contains(seen, e.To) {
				walk(e.To, seen)
			}
		}
	}
	walk(Found, nil)
}

// Every way through the states from the draft to a conclusion passes the
// announcement, the self-report, the verification and the hearings.
func TestEveryPathPassesTheRights(t *testing.T) {
	must := []duty.State{Announced, SelfReportAwaited, Verifying, DraftReport, SubjectHeard, BodyConsiders}
	var walk func(at duty.State, seen []duty.State)
	walk = func(at duty.State, seen []duty.State) {
		seen = append(slices.Clone(seen), at)
		if at == Concluded {
			for _, m := range must {
				if !slices.Contains(seen, m) {
					t.Errorf("a way to the conclusion without %s: %v", m, seen)
				}
			}
			return
		}
		for _, e := range InspectionFlow {
			if e.From == at && !slices.Contains(seen, e.To) {
				walk(e.To, seen)
			}
		}
	}
	walk(Draft, nil)
}

// A ballot never decides below its threshold, whatever the votes.
func TestBallotsNeverDecideBelowThreshold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := member()
		c.HoldsOffice, c.Probationary = rapid.Bool().Draw(t, "office"), rapid.Bool().Draw(t, "probationary")
		c.AssignedByUpper = rapid.Bool().Draw(t, "upper")
		c.ManagedBy = rapid.SampledFrom(Tiers).Draw(t, "managed")
		b := Ballot{Body: rapid.SampledFrom(Deciders).Draw(t, "body"), HeldOn: testDay, Entitled: rapid.IntRange(1, 60).Draw(t, "entitled"), Votes: Votes{}}
		left := b.Entitled
		for _, f := range FormsFor(c) {
			n := rapid.IntRange(0, left).Draw(t, string(f))
			b.Votes[f] = n
			left -= n
		}
		b.Present = b.Entitled - left
		out, err := CountBallot(law.Default(), c, b)
		if err != nil {
			t.Fatal(err)
		}
		if out.Outcome == NoForm {
			if out.Decided {
				t.Fatal("decided for nothing")
			}
			return
		}
		carried := 0
		for _, f := range FormsFor(c) {
			if heaviness[f] >= heaviness[out.Outcome] {
				carried += b.Votes[f]
			}
		}
		switch {
		case out.Decided && (carried*2 <= b.Entitled || !Competent(c, b.Body, out.Outcome)):
			t.Fatalf("decided %s with %d of %d", out.Outcome, carried, b.Entitled)
		case !out.Decided && gravest(out.Outcome) && b.Votes[out.Outcome]*3 < b.Entitled*2:
			t.Fatalf("proposed %s with %d of %d", out.Outcome, b.Votes[out.Outcome], b.Entitled)
		case !out.Decided && b.Votes[out.Outcome]*2 <= b.Entitled:
			t.Fatalf("proposed %s with %d of %d", out.Outcome, b.Votes[out.Outcome], b.Entitled)
		}
	})
}

// Whoever holds office or not, the person who proposed discipline never decides
// it, and nobody decides in their own case.
func TestNobodyDecidesTheirOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := heardCase()
		p.ProposedBy = rapid.SampledFrom([]string{"leader", "head", "other"}).Draw(t, "proposed_by")
		p.Form, p.DecisionNo, p.DecisionOn, p.Contents = Warning, "5", "2026-11-21", []string{"ethics"}
		p.Limitation = Verdict{Form: Warning, Expired: rapid.Bool().Draw(t, "expired")}
		actor := rapid.SampledFrom([]access.Who{leader, head, who("own", access.Leader, "province", "p1")}).Draw(t, "who")
		do := rapid.SampledFrom([]duty.Verb{DoDecide, DoBar, DoSpare, DoTakeUp}).Draw(t, "do")
		from := Balloted
		if do == DoTakeUp {
			from, p.ProposedTo = Proposed, p.Body
		}
		_, err := CaseFlow.Next(from, do, p, duty.Moment{Who: actor, Today: testDay})
		if err == nil && (actor.ID == p.ProposedBy || actor.Person == p.Object) {
			t.Fatalf("%s took %s in a case proposed by %s", actor.ID, do, p.ProposedBy)
		}
		if err == nil && do == DoDecide && p.Limitation.Expired {
			t.Fatal("decided though time-barred")
		}
	})
}

func TestReminderNeedsASecondPersonAndEvidence(t *testing.T) {
	r := Reminder{State: Answered, Kind: Recommend, AnswerBy: "inspector", DoneOn: testDay, Evidence: []Evidence{{Title: "Báo cáo"}}}
	_, err := ReminderFlow.Next(Answered, DoConfirm, r, duty.Moment{Who: inspector, Today: testDay})
	refused(t, err, "inspection.refuse.own_answer")
	_, err = ReminderFlow.Next(Answered, DoConfirm, r, duty.Moment{Who: head, Today: testDay})
	fine(t, err)
	r.Evidence = nil
	_, err = ReminderFlow.Next(Answered, DoConfirm, r, duty.Moment{Who: head, Today: testDay})
	refused(t, err, "inspection.need.closure_evidence")
	_, err = ReminderFlow.Next(Open, DoNote, r, duty.Moment{Who: head, Today: testDay})
	if !errors.Is(err, duty.ErrNoStep) {
		t.Fatalf("a recommendation is closed when given: %v", err)
	}
}

func TestOnlyTheUnitAnswersForItsTarget(t *testing.T) {
	i := Item{State: Assigned, AssignedTo: "province"}
	_, err := ItemFlow.Next(Assigned, DoAccept, i, duty.Moment{Who: head, Today: testDay})
	refused(t, err, "inspection.refuse.other_unit")
	_, err = ItemFlow.Next(Assigned, DoAccept, i, duty.Moment{Who: leader, Today: testDay})
	fine(t, err)
	_, err = ItemFlow.Next(Assigned, DoReturn, i, duty.Moment{Who: leader, Today: testDay})
	refused(t, err, "inspection.need.return_reason")
}

func TestTermsExplainThemselves(t *testing.T) {
	p := law.Default()
	i := Inspection{Kind: ThematicSupervision, Body: Commission, Tier: Province}
	term, err := DueFor(p, i, "2026-11-02", "", "")
	fine(t, err)
	if term.Due != "2026-12-14" || term.Rule != "P-SUP" || term.Law != p.Version() || len(term.Steps) < 3 {
		t.Fatalf("have %+v", term)
	}
	i.Due, i.DueOn = term, term.Due
	limit, err := ExtensionLimit(p, i)
	fine(t, err)
	if limit.Due != "2026-12-28" { // 30 working days and a third
		t.Fatalf("extended to at most %s", limit.Due)
	}
	i.Kind = SignsOfViolation
	_, err = DueFor(p, i, "2026-11-02", "", "")
	refused(t, err, "inspection.need.due_entered")
	_, err = DueFor(p, i, "2026-11-02", "2026-12-02", "")
	refused(t, err, "inspection.need.due_ground")
	i.Due, err = DueFor(p, i, "2026-11-02", "2026-12-02", "Quyết định 128")
	fine(t, err)
	if limit, err = ExtensionLimit(p, i); err != nil || limit.Due != "2026-12-12" {
		t.Fatalf("a third of 30 entered days: %s, %v", limit.Due, err)
	}
	i.ExtendedTo = "2026-12-05"
	_, err = ExtensionLimit(p, i)
	refused(t, err, "inspection.refuse.extended_already")
}

func TestDenunciationBeforeACongressWaits(t *testing.T) {
	for received, want := range map[vn.Day]bool{"2025-05-01": false, "2025-06-10": true, "2025-07-01": false} {
		got, err := WaitsForCongress(law.Default(), Province, received, "2025-07-01")
		fine(t, err)
		if got != want {
			t.Errorf("received %s: %v", received, got)
		}
	}
}
