package inspection

import (
	"errors"
	"slices"
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

var chairman = []Seat{{Name: "Bí thư", Chair: true}}

func (s *story) openCase(f CaseForm) Case {
	s.Helper()
	f.Violation, f.Contents, f.ViolatedTo, f.Degree = "Chi sai nguyên tắc", []string{"finance", "working_rules"}, "2025-06-30", Serious
	return must(s.OpenCase(s.ctx, inspector, f))(s)
}

// toBallot brings a case to a counted ballot on the day of the clock.
func (s *story) toBallot(c Case, by Decider, on vn.Day, v Votes, entitled int) Case {
	s.Helper()
	must(s.SelfCriticise(s.ctx, inspector, c.ID, 0, on, false, []byte("Bản kiểm điểm")))(s)
	_, err := s.HearCase(s.ctx, inspector, c.ID, 0)
	refused(s.T, err, "inspection.need.case_heard")
	must(s.RecordCaseHearing(s.ctx, inspector, c.ID, 0, HearingForm{HeldOn: on, Chair: "Đại diện", Said: "Xin nhận", MinuteNo: "3"}))(s)
	must(s.HearCase(s.ctx, inspector, c.ID, 0))(s)
	must(s.Convene(s.ctx, inspector, c.ID, 0, MeetingForm{Body: by, Council: chairman, On: on, MinuteNo: "4"}))(s)
	present := 0
	for _, n := range v {
		present += n
	}
	return must(s.RecordBallot(s.ctx, inspector, c.ID, 0, BallotForm{HeldOn: on, Entitled: entitled, Present: present, Votes: v, Minute: "5"}))(s)
}

// disciplined brings a case to a served decision, announced on 1 July 2026.
func (s *story) disciplined() Case {
	s.Helper()
	i, subs := s.concluded()
	s.on("2026-07-01")
	c := s.openCase(CaseForm{Inspection: i.ID, Subject: subs[0].ID, HoldsOffice: true, ManagedBy: Grassroots, PublicEmployee: true, FoundOn: "2026-06-01"})
	c = s.toBallot(c, ByCommissionProvince, "2026-07-01", Votes{Warning: 6, Reprimand: 3}, 9)
	if c.State != Balloted || c.Limitation.Form != Warning || c.Limitation.Expired {
		s.Fatalf("have %+v", c)
	}
	_, err := s.DecideDiscipline(s.ctx, who("inspector", "leader", "commission", ""), c.ID, 0, "9-QĐ", "2026-07-01")
	if !errors.Is(err, duty.ErrForbidden) {
		s.Fatalf("who proposed decides: %v", err)
	}
	must(s.DecideDiscipline(s.ctx, chief, c.ID, 0, "9-QĐ/UBKTTU", "2026-07-01"))(s)
	c = must(s.AnnounceDiscipline(s.ctx, chief, c.ID, 0, "2026-07-01"))(s)
	if c.LapsesOn != "2027-07-01" || c.AdminDue != "2026-07-31" || c.AdminNoticeDue != "2026-07-06" || c.WrittenDue != "2026-07-16" {
		s.Fatalf("lapses %s, administrative %s, notice %s, written %s", c.LapsesOn, c.AdminDue, c.AdminNoticeDue, c.WrittenDue)
	}
	must(s.ServeDiscipline(s.ctx, inspector, c.ID, 0, "2026-07-01", false, ""))(s)
	return must(s.Enforce(s.ctx, inspector, c.ID, 0))(s)
}

func TestDisciplineToAnnulment(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined()
		fs := s.figures("commission")
		for _, k := range []string{"inspection.members_disciplined", "inspection.disciplined.form.warning", "inspection.disciplined.decider.commission_province",
			"inspection.disciplined.content.finance", "inspection.disciplined.content.working_rules"} {
			if fs[k] != 1 {
				s.Errorf("%s: %d", k, fs[k])
			}
		}
		s.on("2026-07-10")
		a := must(s.FileAppeal(s.ctx, inspector, AppealForm{Case: c.ID, Name: c.Name, ReceivedDecOn: "2026-07-01", FiledOn: "2026-07-09", ReceivedOn: "2026-07-10", Handler: ByProvince}))(s)
		if a.Code != "KN-2026-001" || a.FileBy.Due != "2026-07-31" || a.Ground != "" {
			s.Fatalf("have %+v", a)
		}
		_, err := s.RefuseAppeal(s.ctx, deputy, a.ID, 0, "không")
		refused(s.T, err, "inspection.refuse.no_ground")
		a = must(s.AcceptAppeal(s.ctx, deputy, a.ID, 0))(s)
		if a.DueOn == "" || len(a.Due.Steps) == 0 {
			s.Fatalf("due %+v", a.Due)
		}
		end := ResolutionForm{Outcome: Annulled, No: "20-QĐ", On: "2026-07-10"}
		_, err = s.ResolveAppeal(s.ctx, deputy, a.ID, 0, end)
		refused(s.T, err, "inspection.refuse.own_acceptance")
		_, err = s.ResolveAppeal(s.ctx, chief, a.ID, 0, end)
		refused(s.T, err, "inspection.refuse.own_decision")
		must(s.ResolveAppeal(s.ctx, leader, a.ID, 0, end))(s)
		must(s.NotifyAppeal(s.ctx, inspector, a.ID, 0, "2026-07-10"))(s)
		c = must(db.Get[Case](s.ctx, s.DB.As(chief), c.ID))(s)
		if c.State != Void || c.AppealPending || c.AdminUndoDue != "2026-07-15" {
			s.Fatalf("after the annulment: %s, pending %v, undo %s", c.State, c.AppealPending, c.AdminUndoDue)
		}
		fs = s.figures("*")
		if fs["inspection.members_disciplined"] != 0 || fs["inspection.appeals_resolved.outcome.annulled"] != 1 {
			s.Errorf("figures after the annulment: %v", fs)
		}
		must(s.Restore(s.ctx, chief, c.ID, 0, "21-CV", "2026-07-10"))(s)
	})
}

func TestDisciplineReducedThenLapses(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined()
		s.on("2026-07-10")
		a := must(s.FileAppeal(s.ctx, inspector, AppealForm{Case: c.ID, Name: c.Name, ReceivedDecOn: "2026-07-01", FiledOn: "2026-07-09", ReceivedOn: "2026-07-10", Handler: ByProvince}))(s)
		must(s.AcceptAppeal(s.ctx, deputy, a.ID, 0))(s)
		s.on("2027-07-02")
		_, err := s.Lapse(s.ctx, inspector, c.ID, 0)
		refused(s.T, err, "inspection.need.lapse") // pending
		must(s.ResolveAppeal(s.ctx, leader, a.ID, 0, ResolutionForm{Outcome: Reduced, NewForm: Reprimand, No: "20-QĐ", On: "2027-07-02"}))(s)
		c = must(s.Lapse(s.ctx, inspector, c.ID, 0))(s)
		if c.State != Lapsed || c.Form != Reprimand || c.EndedOn != "2027-07-01" {
			s.Fatalf("have %s %s %s", c.State, c.Form, c.EndedOn)
		}
		if fs := s.figures("*"); fs["inspection.disciplined.form.reprimand"] != 1 || fs["inspection.disciplined.form.warning"] != 0 {
			s.Errorf("figures: %v", fs)
		}
	})
}

func TestLateAppealIsRefused(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined()
		s.on("2026-08-20")
		a := must(s.FileAppeal(s.ctx, inspector, AppealForm{Case: c.ID, Name: c.Name, ReceivedDecOn: "2026-07-01", FiledOn: "2026-08-20", ReceivedOn: "2026-08-20", Handler: ByProvince}))(s)
		_, err := s.AcceptAppeal(s.ctx, deputy, a.ID, 0)
		refused(s.T, err, "inspection.refuse.appeal.too_late")
		must(s.RefuseAppeal(s.ctx, deputy, a.ID, 0, ""))(s)
		if c = must(db.Get[Case](s.ctx, s.DB.As(chief), c.ID))(s); c.AppealPending {
			s.Fatal("still pending")
		}
	})
}

func TestCellProposesExpulsionUpward(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-07-01")
		c := s.openCase(CaseForm{Org: "cell", Origin: "Biên bản 4", ObjectType: Member, Object: "p5", Name: "Đỗ Văn Nháp", Unit: "cell", ManagedBy: Grassroots, FoundOn: "2026-06-20"})
		c = s.toBallot(c, ByCell, "2026-07-01", Votes{Expulsion: 12, Warning: 5}, 17)
		_, err := s.DecideDiscipline(s.ctx, chief, c.ID, 0, "1", "2026-07-01")
		refused(s.T, err, "inspection.refuse.not_voted")
		c = must(s.ProposeUp(s.ctx, inspector, c.ID, 0, ByGrassroots))(s)
		if c.ProposedForm != Expulsion || c.State != Proposed {
			s.Fatalf("have %+v", c)
		}
		must(s.TakeUp(s.ctx, chief, c.ID, 0, MeetingForm{Body: ByGrassroots, Council: chairman, On: "2026-07-01", MinuteNo: "6"}))(s)
		must(s.RecordBallot(s.ctx, inspector, c.ID, 0, BallotForm{HeldOn: "2026-07-01", Entitled: 15, Present: 15, Votes: Votes{Expulsion: 8, Warning: 7}, Minute: "7"}))(s)
		c = must(s.DecideDiscipline(s.ctx, chief, c.ID, 0, "2", "2026-07-01"))(s)
		if c.Form != Expulsion {
			s.Fatalf("form %s", c.Form)
		}
		c = must(s.AnnounceDiscipline(s.ctx, chief, c.ID, 0, "2026-07-01"))(s)
		if c.LapsesOn != "" {
			s.Fatalf("expulsion lapses on %s", c.LapsesOn)
		}
	})
}

func TestTimeBarredCaseHasNoDecision(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-07-01")
		c := must(s.OpenCase(s.ctx, inspector, CaseForm{Origin: "Biên bản 4", ObjectType: Member, Object: "p5", Name: "Đỗ Văn Nháp", ManagedBy: CellTier, FoundOn: "2026-06-20",
			Violation: "Vi phạm cũ", Contents: []string{"ethics"}, ViolatedTo: "2020-01-01", Degree: Minor}))(s)
		c = s.toBallot(c, ByCell, "2026-07-01", Votes{Reprimand: 15}, 17)
		_, err := s.DecideDiscipline(s.ctx, chief, c.ID, 0, "1", "2026-07-01")
		refused(s.T, err, "inspection.refuse.time_barred")
		c = must(s.BarByTime(s.ctx, chief, c.ID, 0))(s)
		if c.State != TimeBarred || c.Limitation.Until != "2025-01-01" {
			s.Fatalf("have %s, %+v", c.State, c.Limitation)
		}
		if fs := s.figures("*"); len(fs) != 0 {
			s.Errorf("a time-barred case counts: %v", fs)
		}
	})
}

func TestBlockedCaseKeepsItsClock(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-07-01")
		c := s.openCase(CaseForm{Origin: "Biên bản 4", ObjectType: Member, Object: "p5", Name: "Đỗ Văn Nháp", ManagedBy: CellTier, FoundOn: "2026-06-20"})
		must(s.Block(s.ctx, inspector, c.ID, 0, Pregnancy, "2026-06-25"))(s)
		s.on("2026-11-24")
		c = must(s.Unblock(s.ctx, inspector, c.ID, 0, "2026-11-20"))(s)
		if c.State != Found || len(c.Blocked) != 1 || c.Blocked[0].To != "2026-11-20" {
			s.Fatalf("have %+v", c)
		}
	})
}

func TestSuspension(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-05-05")
		x := must(s.ProposeSuspension(s.ctx, inspector, SuspensionForm{ObjectType: Member, Object: "p5", Name: "Đỗ Văn Nháp", CommitteeMember: true, Kind: PartyActivity, Ground: "Cản trở kiểm tra"}))(s)
		if len(x.Also) != 1 {
			s.Fatalf("follows %v", x.Also)
		}
		_, err := s.DecideSuspension(s.ctx, who("inspector", "leader", "commission", ""), x.ID, 0, "1", "2026-05-05", "")
		refused(s.T, err, "inspection.refuse.own_suspension")
		x = must(s.DecideSuspension(s.ctx, chief, x.ID, 0, "1-QĐ", "2026-05-05", ""))(s)
		if x.To != "2026-08-03" {
			s.Fatalf("to %s", x.To)
		}
		_, err = s.ExtendSuspension(s.ctx, chief, x.ID, 0, "2026-11-02", "Cần thêm")
		refused(s.T, err, "inspection.need.extension_within")
		must(s.ExtendSuspension(s.ctx, chief, x.ID, 0, "2026-11-01", "Cần thêm"))(s)
		tasks := must(desk.Work(questions()...)(s.ctx, s.DB.As(chief), "2026-10-20", 10))(s)
		if len(tasks) != 1 || tasks[0].Due != "2026-11-01" {
			s.Fatalf("work %+v", tasks)
		}
		s.on("2026-11-02")
		must(s.EndSuspension(s.ctx, chief, x.ID, 0))(s)
		if fs := s.figures("*"); fs["inspection.members_suspended"] != 1 {
			s.Errorf("figures %v", fs)
		}
	})
}

// Every question of the list of work is sound SQL on both engines, and nobody
// without rights is asked to do anything.
func TestWork(t *testing.T) {
	each(t, func(s *story) {
		i, _ := s.decided()
		for _, w := range []struct {
			who  string
			want string
		}{{"inspector", "inspection.task.announce"}, {"chief", "inspection.task.announce"}} {
			actor := inspector
			if w.who == "chief" {
				actor = chief
			}
			tasks := must(desk.Work(questions()...)(s.ctx, s.DB.As(actor), "2026-06-02", 20))(s)
			if len(tasks) != 1 || tasks[0].Title.Key != w.want || tasks[0].Due != "2026-08-30" || tasks[0].Href != InspectionHref(i.ID) {
				s.Errorf("%s: %+v", w.who, tasks)
			}
		}
		onTeam := who("chief2", "head", "commission", "p-chief")
		must(s.AddTeamMember(s.ctx, inspector, i.ID, TeamForm{Person: "p-chief", Name: "Lê Thử Nghiệm", Role: OfTeam, DeclaredTie: NoTie}))(s)
		i.State = BodyConsiders
		fine(s.T, s.DB.Change(s.ctx, db.System, "test", func(tx *db.Tx) error { return db.Save(s.ctx, tx, &i) }))
		for w, want := range map[string]bool{"p-chief": false, "p-other": true} {
			onTeam.Person = w
			tasks := must(desk.Work(questions()...)(s.ctx, s.DB.As(onTeam), "2026-06-02", 20))(s)
			if got := slices.ContainsFunc(tasks, func(t duty.Task) bool { return t.Title.Key == "inspection.task.conclude" }); got != want {
				s.Errorf("%s is asked to conclude: %t, want %t", w, got, want)
			}
		}
		auditor := who("auditor", "auditor", "province", "")
		if tasks := must(desk.Work(questions()...)(s.ctx, s.DB.As(auditor), "2026-06-02", 20))(s); len(tasks) != 0 {
			s.Errorf("the auditor is asked to act: %+v", tasks)
		}
		for _, q := range questions() {
			if _, err := q.Ask(s.ctx, s.DB.As(leader), testDay, 5); err != nil {
				s.Error(err)
			}
		}
	})
}

func TestLinesOfEveryTable(t *testing.T) {
	each(t, func(s *story) {
		for table := range describers {
			got, err := Lines(s.ctx, s.DB.As(chief), table, []string{"none"})
			if err != nil || len(got) != 0 {
				s.Errorf("%s: %v, %v", table, got, err)
			}
		}
		if got, err := Lines(s.ctx, s.DB.As(chief), "account", []string{"x"}); err != nil || len(got) != 0 {
			s.Errorf("a table of another module: %v, %v", got, err)
		}
	})
}
