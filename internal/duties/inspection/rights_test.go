package inspection

import (
	"errors"
	"slices"
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// runningDossier is announced and reported on, ready to be verified.
func runningDossier() Dossier {
	d := decidedDossier()
	d.AnnouncedOn, d.VerifyingOn, d.DraftReportOn = "2026-11-05", "2026-11-10", "2026-11-12"
	d.Subjects[0].AnnouncedOn, d.Subjects[0].SelfReportOn = "2026-11-06", "2026-11-09"
	return d
}

// Work begins after the last subject knows of the decision, and no day of it
// lies ahead (A8.1).
func TestWorkBeginsAfterTheAnnouncement(t *testing.T) {
	at := duty.Moment{Who: inspector, Today: testDay}
	for on, ok := range map[vn.Day]bool{"2026-11-05": false, "2026-11-06": true, testDay: true, "2026-11-25": false} {
		d := runningDossier()
		d.VerifyingOn = on
		_, err := InspectionFlow.Next(SelfReportAwaited, DoVerify, d, at)
		if ok {
			fine(t, err)
			continue
		}
		refused(t, err, "inspection.need.verifying_on")
	}
	for on, ok := range map[vn.Day]bool{"2026-11-09": false, "2026-11-10": true, "2026-11-25": false} {
		d := runningDossier()
		d.DraftReportOn = on
		_, err := InspectionFlow.Next(Verifying, DoDraft, d, at)
		if ok {
			fine(t, err)
			continue
		}
		refused(t, err, "inspection.need.draft_report_on")
	}
}

// A hearing counts only when it was held by the day the body concluded.
func TestTheBodyConcludesAfterTheHearing(t *testing.T) {
	d := runningDossier()
	d.ConclusionNo, d.ConclusionOn, d.Subjects[0].Result = "15-TB", "2026-11-20", NoFault
	d.Hearings = []Hearing{{Subject: "s1", Round: AtConference, HeldOn: "2026-11-15", MinuteNo: "1"}, {Subject: "s1", Round: BeforeBody, HeldOn: "2026-11-20", MinuteNo: "2"}}
	at := duty.Moment{Who: head, Today: testDay}
	_, err := InspectionFlow.Next(BodyConsiders, DoConclude, d, at)
	fine(t, err)
	d.Hearings[1].HeldOn = "2026-11-21"
	_, err = InspectionFlow.Next(BodyConsiders, DoConclude, d, at)
	refused(t, err, "inspection.need.heard_again")
	d.Hearings[1].HeldOn, d.ConclusionOn = "2026-11-04", "2026-11-05"
	d.Hearings[0].HeldOn = "2026-11-04"
	_, err = InspectionFlow.Next(BodyConsiders, DoConclude, d, at)
	refused(t, err, "inspection.need.conclusion_on") // before the last announcement
}

// The same of the vote on discipline.
func TestTheVoteFollowsTheHearing(t *testing.T) {
	p := heardCase()
	p.Hearings[0].HeldOn = "2026-11-21"
	_, err := CaseFlow.Next(Meeting, DoBallot, p, duty.Moment{Who: inspector, Today: testDay})
	refused(t, err, "inspection.need.case_heard")
	p.Hearings[0].HeldOn = "2026-11-20"
	_, err = CaseFlow.Next(Meeting, DoBallot, p, duty.Moment{Who: inspector, Today: testDay})
	fine(t, err)
}

// A term that has run out by the day of the decision does not keep a
// denunciation from being handled; its clock starts with the receipt.
func TestALateDenunciationIsStillDecided(t *testing.T) {
	d := decidedDossier()
	d.Kind, d.Basis, d.Tier, d.DueOn = Denunciation, OfDenunciation, Province, "2026-10-30"
	_, err := InspectionFlow.Next(Proposed, DoDecide, d, duty.Moment{Who: leader, Today: testDay})
	fine(t, err)
	d.Title, d.Content = "Tố cáo", "Tài chính"
	_, err = InspectionFlow.Next(Draft, DoPropose, d, duty.Moment{Who: inspector, Today: testDay})
	refused(t, err, "inspection.need.received_on")
	d.ReceivedOn = "2026-06-01"
	_, err = InspectionFlow.Next(Draft, DoPropose, d, duty.Moment{Who: inspector, Today: testDay})
	fine(t, err)
}

// An anonymous letter opens signs of violation and nothing else, and only with
// the letter and its content named.
func TestAnAnonymousLetterOpensOnlySigns(t *testing.T) {
	for _, k := range []Kind{PartyFinance, ThematicSupervision, Denunciation} {
		refused(t, MayOpen(Inspection{Kind: k, Basis: OfAnonymousNote, Body: Commission, Tier: Province}, law.Default(), testDay), "inspection.refuse.anonymous")
	}
	d := decidedDossier()
	d.Title, d.Content, d.Basis, d.Tier = "Kiểm tra", "Chi sai 47 triệu đồng tại kho xã", OfAnonymousNote, Province
	at := duty.Moment{Who: inspector, Today: testDay}
	_, err := InspectionFlow.Next(Draft, DoPropose, d, at)
	refused(t, err, "inspection.need.anonymous_specific")
	d.From = "Đơn số 9 ngày 2/11/2026"
	_, err = InspectionFlow.Next(Draft, DoPropose, d, at)
	fine(t, err)
}

// Declarations of assets are controlled from the level above the grassroots,
// and a cell inspects its members.
func TestWhoInspectsWhom(t *testing.T) {
	i := Inspection{Kind: AssetDeclaration, Basis: OfProgramme, Body: Commission, Tier: Grassroots}
	refused(t, MayOpen(i, law.Default(), testDay), "inspection.refuse.assets_tier")
	i.Tier = Commune
	fine(t, MayOpen(i, law.Default(), testDay))
	d := decidedDossier()
	d.Title, d.Content, d.Body, d.Tier, d.Kind = "Kiểm tra", "Nhiệm vụ", CellBody, CellTier, Compliance
	d.Subjects[0].ObjectType, d.Subjects[0].Object = Organisation, "cell"
	_, err := InspectionFlow.Next(Draft, DoPropose, d, duty.Moment{Who: inspector, Today: testDay})
	refused(t, err, "inspection.refuse.cell_members")
}

// Expulsion and dissolution are proposed by two thirds below before the body
// above approves them; a case goes up, never down.
func TestTheGravestFormsAreProposedFirst(t *testing.T) {
	p := heardCase()
	p.Body, p.Form, p.DecisionNo, p.DecisionOn, p.Contents = ByProvince, Expulsion, "5", "2026-11-21", []string{"ethics"}
	p.Limitation = Verdict{Form: Expulsion}
	p.Ballots = []Ballot{{Round: 2, Body: ByProvince, HeldOn: "2026-11-20", Outcome: Expulsion, Decided: true}}
	at := duty.Moment{Who: leader, Today: testDay}
	_, err := CaseFlow.Next(Balloted, DoDecide, p, at)
	refused(t, err, "inspection.need.proposed_first")
	p.Ballots = append([]Ballot{{Round: 1, Body: ByCell, HeldOn: "2026-11-10", Outcome: Expulsion}}, p.Ballots...)
	_, err = CaseFlow.Next(Balloted, DoDecide, p, at)
	fine(t, err)

	p = heardCase()
	p.Body, p.ProposedForm, p.ProposedTo = ByCommissionGrassroots, Warning, ByCell
	p.Ballots = []Ballot{{Round: 1, Body: ByCommissionGrassroots, HeldOn: "2026-11-20", Outcome: Warning}}
	_, err = CaseFlow.Next(Balloted, DoProposeUp, p, duty.Moment{Who: inspector, Today: testDay})
	refused(t, err, "inspection.need.proposed_to")
	p.ProposedTo = ByGrassroots
	_, err = CaseFlow.Next(Balloted, DoProposeUp, p, duty.Moment{Who: inspector, Today: testDay})
	fine(t, err)
}

// An organisation is disciplined from above: not by a body below the one that
// manages it (Regulation 296, art. 11).
func TestAnOrganisationIsDisciplinedFromAbove(t *testing.T) {
	c := Case{ObjectType: Organisation, ManagedBy: Province}
	if Competent(c, ByGrassroots, Reprimand) || !Competent(c, ByProvince, Dissolution) || Competent(c, ByCell, Reprimand) {
		t.Fatal("who disciplines an organisation managed by the province")
	}
}

// An appeal cannot end in a form that the person or organisation may not be
// given.
func TestAnAppealEndsInAFormThatMayBeChosen(t *testing.T) {
	probationary := Case{ObjectType: Member, Probationary: true, Form: Reprimand}
	org := Case{ObjectType: Organisation, Form: Dissolution}
	if OutcomeFits(Increased, probationary, Expulsion) || !OutcomeFits(Increased, probationary, Warning) || OutcomeFits(Reduced, org, Removal) || !OutcomeFits(Reduced, org, Warning) {
		t.Fatal("the new form of an outcome")
	}
}

// A block neither begins nor ends in days to come.
func TestABlockIsRecordedAsItHappened(t *testing.T) {
	p := Proceeding{Case: member()}
	p.BlockGround, p.BlockFrom = Illness, "2026-11-25"
	at := duty.Moment{Who: inspector, Today: testDay}
	_, err := CaseFlow.Next(Found, DoBlock, p, at)
	refused(t, err, "inspection.need.day")
	p.BlockFrom, p.BlockTo = "2026-11-01", "2027-11-01"
	_, err = CaseFlow.Next(NotYetConsidered, DoUnblock, p, at)
	refused(t, err, "inspection.need.day")
}

// A limitation that no administrator has confirmed says so.
func TestALimitationSaysThatItIsUnverified(t *testing.T) {
	c := member()
	c.ViolatedTo = "2025-01-01"
	v := limitation(t, c, Reprimand, testDay)
	said := false
	for _, s := range v.Steps {
		said = said || s.Key == "law.step.unverified"
	}
	if v.Verified || !said {
		t.Fatalf("have %+v", v)
	}
}

// A final resolution ends the chain of appeals; a second change of the form
// asks for the administrative decision to be aligned again.
func TestTheChainOfAppeals(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined()
		s.on("2026-07-10")
		f := AppealForm{Case: c.ID, Name: c.Name, ReceivedDecOn: "2026-07-01", FiledOn: "2026-07-09", ReceivedOn: "2026-07-10", Handler: ByProvince}
		self := f
		self.Handler = c.Body
		if _, err := s.FileAppeal(s.ctx, inspector, self); !errors.Is(err, duty.ErrIncomplete) {
			s.Errorf("an appeal to the body that decided (%s): %v", c.Body, err)
		}
		appeal := func(o Outcome, n Form, final bool) {
			a := must(s.FileAppeal(s.ctx, inspector, f))(s)
			must(s.AcceptAppeal(s.ctx, deputy, a.ID, 0))(s)
			must(s.ResolveAppeal(s.ctx, leader, a.ID, 0, ResolutionForm{Outcome: o, NewForm: n, No: "20-QĐ", On: "2026-07-10", Final: final}))(s)
		}
		appeal(Reduced, Reprimand, false)
		must(s.RecordAdminUndone(s.ctx, inspector, c.ID, 0, "2026-07-10"))(s)
		appeal(Increased, Warning, true)
		c = must(db.Get[Case](s.ctx, s.DB.As(chief), c.ID))(s)
		if c.AdminUndoneOn != "" || c.AdminUndoDue == "" {
			s.Fatalf("after the second change: done %s, due %s", c.AdminUndoneOn, c.AdminUndoDue)
		}
		a := must(s.FileAppeal(s.ctx, inspector, f))(s)
		if a.LevelNo != 3 || a.Ground != AgainstFinal {
			s.Fatalf("after a final resolution: %d, %q", a.LevelNo, a.Ground)
		}
	})
}

// A letter that is an appeal and a denunciation at once is handled as an appeal,
// and its end is not told before the writer was guided on the other side.
func TestALetterThatIsBoth(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined()
		f := AppealForm{Case: c.ID, Name: c.Name, Denounces: true, ReceivedDecOn: "2026-07-01", FiledOn: "2026-07-01", ReceivedOn: "2026-07-01", Handler: ByProvince}
		f.Handler = ByCommune // below who decided
		_, err := s.FileAppeal(s.ctx, inspector, f)
		refused(s.T, err, "inspection.need.handler")
		f.Handler = ByProvince
		a := must(s.FileAppeal(s.ctx, inspector, f))(s)
		asked := func() bool {
			return slices.ContainsFunc(must(desk.Work(questions()...)(s.ctx, s.DB.As(deputy), "2026-07-02", 20))(s), func(x duty.Task) bool { return x.Title.Key == "inspection.task.guide_appellant" })
		}
		if !asked() {
			s.Error("nobody is asked to guide the writer")
		}
		must(s.AcceptAppeal(s.ctx, deputy, a.ID, 0))(s)
		must(s.ResolveAppeal(s.ctx, leader, a.ID, 0, ResolutionForm{Outcome: Upheld, No: "20-QĐ", On: "2026-07-01"}))(s)
		_, err = s.NotifyAppeal(s.ctx, inspector, a.ID, 0, "2026-07-01")
		refused(s.T, err, "inspection.need.guided")
		must(s.GuideAppellant(s.ctx, inspector, a.ID, 0, "2026-07-01"))(s)
		if asked() {
			s.Error("the writer was guided, and it is asked for")
		}
		must(s.NotifyAppeal(s.ctx, inspector, a.ID, 0, "2026-07-01"))(s)
	})
}

// What follows from discipline and from an annulment stands in the list of
// work until it is done (A-20, A-21, A8.7).
func TestWhatFollowsStandsInTheWork(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined()
		asked := func(w string, today vn.Day) vn.Day {
			for _, x := range must(desk.Work(questions()...)(s.ctx, s.DB.As(chief), today, 20))(s) {
				if x.Title.Key == "inspection.task."+w && x.Href == CaseHref(c.ID) {
					return x.Due
				}
			}
			return "none"
		}
		if n, a := asked("admin_notice", "2026-07-01"), asked("admin", "2026-07-01"); n != "2026-07-06" || a != "2026-07-31" {
			s.Fatalf("notice by %s, administrative decision by %s", n, a)
		}
		must(s.RecordNotice(s.ctx, inspector, c.ID, 0, "2026-07-01"))(s)
		if asked("admin_notice", "2026-07-02") != "none" {
			s.Error("the notice was given, and is asked for")
		}
		must(s.RecordAdmin(s.ctx, inspector, c.ID, 0, "7-QĐ", "2026-07-01"))(s)
		if asked("admin", "2026-07-02") != "none" {
			s.Error("the administrative decision was taken, and is asked for")
		}
		a := must(s.FileAppeal(s.ctx, inspector, AppealForm{Case: c.ID, Name: c.Name, ReceivedDecOn: "2026-07-01", FiledOn: "2026-07-01", ReceivedOn: "2026-07-01", Handler: ByProvince}))(s)
		must(s.AcceptAppeal(s.ctx, deputy, a.ID, 0))(s)
		must(s.ResolveAppeal(s.ctx, leader, a.ID, 0, ResolutionForm{Outcome: Annulled, No: "20-QĐ", On: "2026-07-01"}))(s)
		if asked("admin_undo", "2026-07-02") != "2026-07-06" || asked("restore", "2026-07-02") == "none" {
			s.Error("the annulment leaves nothing to do")
		}
		must(s.RecordAdminUndone(s.ctx, inspector, c.ID, 0, "2026-07-01"))(s)
		must(s.Restore(s.ctx, chief, c.ID, 0, "21-CV", "2026-07-01"))(s)
		if asked("admin_undo", "2026-07-02") != "none" || asked("restore", "2026-07-02") != "none" {
			s.Error("what was done is asked for")
		}
	})
}

// An organisation is reprimanded, cautioned or dissolved, and counts apart from
// members.
func TestDisciplineOfAnOrganisation(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-07-01")
		c := s.openCase(CaseForm{Origin: "Kết luận 15", ObjectType: Organisation, Object: "cell", Name: "Chi bộ 1", Unit: "cell", ManagedBy: Grassroots, FoundOn: "2026-06-20"})
		c = s.toBallot(c, ByGrassroots, "2026-07-01", Votes{Warning: 9, Reprimand: 6}, 15)
		must(s.DecideDiscipline(s.ctx, chief, c.ID, 0, "9-QĐ/ĐU", "2026-07-01"))(s)
		c = must(s.AnnounceDiscipline(s.ctx, chief, c.ID, 0, "2026-07-01"))(s)
		if c.Form != Warning || c.LapsesOn != "2027-07-01" || c.AdminDue != "" || c.AdminNoticeDue != "" {
			s.Fatalf("have %s, lapses %s, administrative %q, notice %q", c.Form, c.LapsesOn, c.AdminDue, c.AdminNoticeDue)
		}
		fs := s.figures("*")
		if fs["inspection.organisations_disciplined.form.warning"] != 1 || fs["inspection.organisations_disciplined.decider.grassroots"] != 1 || fs["inspection.members_disciplined"] != 0 {
			s.Errorf("figures %v", fs)
		}
	})
}
