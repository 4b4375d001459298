package inspection

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// A story is a desk over a fresh database with a province, its commission, a
// grassroots committee and a cell.
type story struct {
	*testing.T
	Desk
	ctx context.Context
}

var (
	deputy   = who("deputy", access.Head, "commission", "")
	cellHead = who("cellhead", access.CellSecretary, "cell", "")
	chief    = who("chief", access.Head, "commission", "") // the commission's head signs
)

func each(t *testing.T, f func(s *story)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := &story{t, Desk{d, func(context.Context) (law.Pack, error) { return law.Default(), nil }}, t.Context()}
		fine(t, d.Migrate(s.ctx, ID, Files))
		d.Register(ID, Records()...)
		var rs []db.Reach
		below := map[string][]string{"province": {"province", "commission", "grassroots", "cell"}, "commission": {"commission", "grassroots", "cell"},
			"grassroots": {"grassroots", "cell"}, "cell": {"cell"}}
		for root, units := range below {
			for _, u := range units {
				rs = append(rs, db.Reach{Root: root, Unit: u, Since: "2000-01-01", Until: "9999-12-31", Sees: true})
			}
		}
		fine(t, d.Change(s.ctx, db.System, "org.set", func(tx *db.Tx) error { return tx.SetReach(s.ctx, rs) }))
		f(s)
	})
}

// on sets the clock of the database to 9 o'clock of a day.
func (s *story) on(day vn.Day) {
	s.Helper()
	at, err := time.Parse(time.DateOnly, string(day))
	fine(s.T, err)
	s.DB.Now = func() time.Time { return at.Add(2 * time.Hour) }
}

// must fails on an error and passes the value on.
func must[T any](v T, err error) func(*story) T {
	return func(s *story) T {
		s.Helper()
		if err != nil {
			s.Fatal(err)
		}
		return v
	}
}

func (s *story) figures(node string) map[string]int {
	s.Helper()
	_, err := s.DB.Fold(s.ctx)
	fine(s.T, err)
	all, err := s.DB.Figures(s.ctx, "inspection.", db.Range{Node: node, From: "2026-01-01", To: "2026-12-31"})
	fine(s.T, err)
	out := map[string]int{}
	for k, years := range all {
		for _, n := range years {
			if n != 0 {
				out[k] += n
			}
		}
	}
	return out
}

var proposal = ProposalForm{Kind: SignsOfViolation, Basis: OfPetition, Body: Commission, Tier: Province, Title: "Kiểm tra Đảng ủy xã Đồi Chè",
	Content: "Quản lý tài chính", ScopeFrom: "2024-01-01", ScopeTo: "2025-12-31", From: "Đơn số 12"}

var twoSubjects = []SubjectForm{
	{ObjectType: Member, Object: "p1", Name: "Trần Thị Phỏng Vấn", Unit: "cell", UnitName: "Chi bộ 1", CommitteeLevel: Grassroots},
	{ObjectType: Organisation, Object: "grassroots", Name: "Đảng ủy xã Đồi Chè", Unit: "grassroots", UnitName: "Đảng ủy xã Đồi Chè"},
}

// decided brings an inspection to its decision on 1 June 2026.
func (s *story) decided() (Inspection, []Subject) {
	s.Helper()
	s.on("2026-06-01")
	i := must(s.DraftInspection(s.ctx, inspector, proposal, twoSubjects...))(s)
	must(s.AddTeamMember(s.ctx, inspector, i.ID, TeamForm{Account: inspector.ID, Name: "Lê Thử Nghiệm", Role: HeadOfTeam, DeclaredTie: NoTie}))(s)
	i = must(s.Propose(s.ctx, inspector, i.ID, i.Version))(s)
	i = must(s.Desk.Decide(s.ctx, chief, i.ID, i.Version, DecisionForm{DecisionNo: "128-QĐ/UBKTTU", DecisionOn: "2026-06-01", PlanNo: "12-KH",
		ScopeFrom: "2024-01-01", ScopeTo: "2025-12-31", DueOn: "2026-08-30", DueGround: "Quyết định 128"}))(s)
	d := must(OpenDossier(s.ctx, s.DB.As(inspector), law.Default(), i.ID))(s)
	return i, d.Subjects
}

// verifying brings it on to the verification.
func (s *story) verifying() (Inspection, []Subject) {
	s.Helper()
	i, subs := s.decided()
	i = must(s.Desk.Announce(s.ctx, inspector, i.ID, i.Version, AnnounceForm{On: "2026-06-01", MinuteNo: "01"}))(s)
	i = must(s.AwaitReports(s.ctx, inspector, i.ID, i.Version, "2026-06-10"))(s)
	_, err := s.Desk.Verify(s.ctx, inspector, i.ID, i.Version, "2026-06-01")
	refused(s.T, err, "inspection.need.self_report")
	for _, x := range subs {
		must(s.ReceiveReport(s.ctx, inspector, x.ID, 0, "2026-06-01", []byte("Báo cáo tự kiểm tra")))(s)
	}
	i = must(s.Desk.Verify(s.ctx, inspector, i.ID, 0, "2026-06-01"))(s)
	return i, subs
}

// concluded brings it to the conclusion: the member violated, the organisation
// is at fault.
func (s *story) concluded() (Inspection, []Subject) {
	s.Helper()
	i, subs := s.verifying()
	for _, x := range subs {
		f := must(s.AddFinding(s.ctx, inspector, i.ID, FindingForm{Subject: x.ID, Content: "Chi sai nguyên tắc", Codes: []string{"finance", "working_rules"},
			To: "2025-06-30", Degree: Serious, Description: "Chi sai 47,2 triệu đồng"}))(s)
		must(s.AddEvidence(s.ctx, inspector, f.ID, 0, EvidenceForm{Title: "Phiếu chi", No: "5", Name: "pc.pdf", File: []byte("%PDF")}))(s)
		must(s.RecordReply(s.ctx, inspector, f.ID, 0, "Nhận thiếu sót", "2026-06-01"))(s)
	}
	i = must(s.Desk.DraftReport(s.ctx, inspector, i.ID, 0, "2026-06-01"))(s)
	_, err := s.Hear(s.ctx, inspector, i.ID, i.Version)
	refused(s.T, err, "inspection.need.heard")
	s.hear(i, subs, AtConference)
	i = must(s.Hear(s.ctx, inspector, i.ID, 0))(s)
	i = must(s.FinishReport(s.ctx, inspector, i.ID, 0))(s)
	i = must(s.Consider(s.ctx, chief, i.ID, 0))(s)
	end := ConclusionForm{No: "15-TB/UBKTTU", On: "2026-06-01", Text: "Có vi phạm", Results: map[string]ResultForm{
		subs[0].ID: {Result: ViolationDiscipline}, subs[1].ID: {Result: Fault, Recommendation: "Kiểm điểm"}}}
	_, err = s.Desk.Conclude(s.ctx, chief, i.ID, 0, end)
	refused(s.T, err, "inspection.need.heard_again")
	s.hear(i, subs, BeforeBody)
	_, err = s.Desk.Conclude(s.ctx, inspector, i.ID, 0, end)
	if !errors.Is(err, duty.ErrForbidden) {
		s.Fatalf("the team concludes: %v", err)
	}
	return must(s.Desk.Conclude(s.ctx, chief, i.ID, 0, end))(s), subs
}

// hear records a hearing of the first subject and two absences of the second.
func (s *story) hear(i Inspection, subs []Subject, r HearingRound) {
	s.Helper()
	f := HearingForm{Subject: subs[0].ID, Round: r, HeldOn: "2026-06-01", Chair: "Chủ trì", Said: "Nhận thiếu sót", MinuteNo: "07"}
	must(s.RecordHearing(s.ctx, inspector, i.ID, f))(s)
	for n := range 2 {
		h := must(s.RecordHearing(s.ctx, inspector, i.ID, HearingForm{Subject: subs[1].ID, Round: r, HeldOn: "2026-06-01", Chair: "Chủ trì", Absent: true, MinuteNo: fmt.Sprint(n)}))(s)
		if h.Count != n+1 {
			s.Fatalf("absence %d counted as %d", n+1, h.Count)
		}
	}
}

func TestProgrammeToTargets(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-01-05")
		p := must(s.DraftProgramme(s.ctx, who("planner", access.Inspector, "province", ""), ProgrammeForm{Title: "Chương trình 2026", Year: 2026, From: "2026-01-01", To: "2026-12-31"}))(s)
		f := ItemForm{Kind: Compliance, ObjectType: Member, Content: "Thực hiện nhiệm vụ", AssignedTo: "grassroots", AssignedName: "Đảng ủy xã", Target: 10}
		planner := who("planner", access.Inspector, "province", "")
		i := must(s.AddItem(s.ctx, planner, p.ID, f))(s)
		p = must(s.ProposeProgramme(s.ctx, planner, p.ID, p.Version))(s)
		_, err := s.IssueProgramme(s.ctx, who("planner", access.Leader, "province", ""), p.ID, p.Version, IssueForm{"1-CTr", "2026-01-05"})
		refused(s.T, err, "inspection.refuse.own_programme")
		must(s.IssueProgramme(s.ctx, leader, p.ID, p.Version, IssueForm{"1-CTr", "2026-01-05"}))(s)
		grass := who("grass", access.CellSecretary, "grassroots", "")
		tasks := must(desk.Work(questions()...)(s.ctx, s.DB.As(grass), "2026-01-06", 20))(s)
		if len(tasks) != 1 || tasks[0].Title.Key != "inspection.task.accept_item" || tasks[0].Href != ItemHref(i.ID) {
			s.Fatalf("work of the unit: %+v", tasks)
		}
		_, err = s.ReturnItem(s.ctx, grass, i.ID, 0, "")
		refused(s.T, err, "inspection.need.return_reason")
		must(s.ReturnItem(s.ctx, grass, i.ID, 0, "Quá sức"))(s)
		f.Target = 6
		must(s.AmendItem(s.ctx, leader, i.ID, 0, f))(s)
		must(s.ReassignItem(s.ctx, leader, i.ID, 0))(s)
		must(s.AcceptItem(s.ctx, grass, i.ID, 0))(s)
		f.AssignedTo, f.Target = "cell", 4
		own := f
		own.AssignedTo, own.Target = "grassroots", 2
		parts := must(s.BreakDown(s.ctx, grass, i.ID, 0, []ItemForm{f, own}))(s)
		must(s.AcceptItem(s.ctx, cellHead, parts[0].ID, 0))(s)
		for node, want := range map[string]int{"*": 6, "grassroots": 6, "cell": 4} {
			g := db.Range{Node: node, From: "2026-01-01", To: "2026-12-31"}
			got := must(Targets(s.ctx, s.DB.As(leader), g))(s)
			lines := must(TargetsBehind(s.ctx, s.DB.As(leader), "inspection.members_inspected", g))(s)
			if got["inspection.members_inspected"] != want || len(lines) != 1 {
				s.Errorf("target of %s: %v, %d lines", node, got, len(lines))
			}
		}
		g := db.Range{Node: "*", From: "2026-02-01", To: "2026-12-31"}
		if got := must(Targets(s.ctx, s.DB.As(leader), g))(s); len(got) != 0 {
			s.Errorf("a programme that began before the period: %v", got)
		}
	})
}

func TestInspectionToConclusion(t *testing.T) {
	each(t, func(s *story) {
		i, subs := s.concluded()
		if i.Code != "KT-2026-001" || i.State != Concluded || i.Due.Ground == "" {
			s.Fatalf("have %+v", i)
		}
		fs := s.figures("commission")
		for k, want := range map[string]int{"inspection.members_signs": 1, "inspection.organisations_signs": 1, "inspection.members_signs.result.violation_discipline": 1, "inspection.organisations_signs.result.fault": 1} {
			if fs[k] != want {
				s.Errorf("%s: %d, want %d", k, fs[k], want)
			}
		}
		// the figure is the number of rows behind it, and each row opens.
		for k, n := range fs {
			behind := must(s.DB.Behind(s.ctx, k, db.Range{Node: "*", From: "2026-01-01", To: "2026-12-31"}, "", 100))(s)
			if len(behind.Rows) != n {
				s.Errorf("%s: figure %d, %d rows", k, n, len(behind.Rows))
			}
			for _, r := range behind.Rows {
				l := must(Lines(s.ctx, s.DB.As(chief), r.Table, []string{r.ID}))(s)[r.ID]
				if l.Code != "KT-2026-001" || !strings.HasPrefix(l.Href, "/inspection/"+i.ID+"#s-") {
					s.Errorf("line %+v", l)
				}
			}
		}
		// The inspected member's own account sees nothing of the dossier.
		_, err := OpenDossier(s.ctx, s.DB.As(who("sub", access.Head, "commission", "p1")), law.Default(), i.ID)
		if !errors.Is(err, db.ErrNotFound) {
			s.Errorf("the inspected opens the file: %v", err)
		}
		i = must(s.Publish(s.ctx, inspector, i.ID, 0, AnnounceForm{On: "2026-06-01"}))(s)
		r := must(s.AddReminder(s.ctx, inspector, ReminderForm{Inspection: i.ID, Subject: subs[1].ID, Kind: Recommend, Text: "Thu hồi 47,2 triệu đồng", Due: "2026-06-30"}))(s)
		must(s.AddReminder(s.ctx, inspector, ReminderForm{Inspection: i.ID, Kind: Commend, To: "Tổ công tác", Text: "Biểu dương"}))(s)
		i = must(s.Desk.Follow(s.ctx, inspector, i.ID, i.Version))(s)
		_, err = s.Archive(s.ctx, inspector, i.ID, i.Version, "HS-01")
		refused(s.T, err, "inspection.need.reminder_closed")
		s.on("2026-07-02")
		must(s.UrgeReminder(s.ctx, inspector, r.ID, 0))(s)
		must(s.AnswerReminder(s.ctx, inspector, r.ID, 0, "Đã nộp", "2026-07-02"))(s)
		_, err = s.VerifyReminder(s.ctx, inspector, r.ID, 0, "2026-07-01", EvidenceForm{Title: "Giấy nộp tiền"})
		refused(s.T, err, "inspection.refuse.own_answer")
		must(s.VerifyReminder(s.ctx, chief, r.ID, 0, "2026-07-01", EvidenceForm{Title: "Giấy nộp tiền"}))(s)
		i = must(s.Archive(s.ctx, inspector, i.ID, i.Version, "HS-01"))(s)
		if i.State != Archived {
			s.Fatalf("state %s", i.State)
		}
		if fs := s.figures("*"); fs["inspection.recommended"] != 1 || fs["inspection.commended"] != 1 {
			s.Errorf("reminders: %v", fs)
		}
		if n := must(s.DB.Recount(s.ctx))(s); n != 0 {
			s.Errorf("%d facts differ from the records", n)
		}
	})
}

func TestTeamAndSubjectsAreKeptApart(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-06-01")
		i := must(s.DraftInspection(s.ctx, inspector, proposal, twoSubjects...))(s)
		_, err := s.AddTeamMember(s.ctx, inspector, i.ID, TeamForm{Person: "p1", Name: "A", Role: OfTeam, DeclaredTie: NoTie})
		refused(s.T, err, "inspection.refuse.team_subject")
		for _, tie := range []Tie{RelativeTie, InterestTie, UnitTie} {
			_, err = s.AddTeamMember(s.ctx, inspector, i.ID, TeamForm{Person: "p7", Name: "A", Role: OfTeam, DeclaredTie: tie})
			refused(s.T, err, "inspection.refuse.team_tie")
		}
		_, err = s.AddSubject(s.ctx, inspector, i.ID, twoSubjects[0])
		refused(s.T, err, "inspection.refuse.subject_twice")
		d := must(OpenDossier(s.ctx, s.DB.As(inspector), law.Default(), i.ID))(s)
		must(s.WithdrawSubject(s.ctx, inspector, d.Subjects[0].ID, 0))(s)
		d = must(OpenDossier(s.ctx, s.DB.As(inspector), law.Default(), i.ID))(s)
		if len(d.Subjects) != 1 {
			s.Fatalf("%d subjects", len(d.Subjects))
		}
		must(s.AddSubject(s.ctx, inspector, i.ID, twoSubjects[0]))(s)
		i = must(s.Propose(s.ctx, inspector, i.ID, i.Version))(s)
		_, err = s.Desk.Decide(s.ctx, chief, i.ID, i.Version, DecisionForm{DecisionNo: "1", DecisionOn: "2026-06-01", PlanNo: "1", ScopeFrom: "2024-01-01", ScopeTo: "2025-01-01", DueOn: "2026-09-01", DueGround: "QĐ"})
		refused(s.T, err, "inspection.need.team_head")
		_, err = s.AddSubject(s.ctx, inspector, i.ID, SubjectForm{ObjectType: Member, Object: "p2", Name: "B"})
		if !errors.Is(err, duty.ErrNoStep) {
			s.Fatalf("a subject is added after the proposal: %v", err)
		}
	})
}

func TestTwoWritersConflict(t *testing.T) {
	each(t, func(s *story) {
		i, _ := s.decided()
		must(s.Desk.Announce(s.ctx, inspector, i.ID, i.Version, AnnounceForm{On: "2026-06-01", MinuteNo: "01"}))(s)
		_, err := s.Desk.Announce(s.ctx, deputy, i.ID, i.Version, AnnounceForm{On: "2026-06-01", MinuteNo: "02"})
		var c *db.Conflict
		if !errors.As(err, &c) || c.By == "" || len(c.Fields) == 0 {
			s.Fatalf("the second writer is told %v", err)
		}
	})
}

func TestCodesHaveNoHoles(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-06-01")
		var wg sync.WaitGroup
		const n = 8
		errs := make([]error, n)
		for k := range n {
			wg.Go(func() {
				_, errs[k] = s.DraftInspection(s.ctx, inspector, proposal)
			})
		}
		wg.Wait()
		fine(s.T, errors.Join(errs...))
		all := must(db.Find[Inspection](s.ctx, s.DB.As(db.System), "1 = 1", "ORDER BY t.seq"))(s)
		for k, i := range all {
			if i.Seq != k+1 {
				s.Fatalf("number %d at place %d", i.Seq, k+1)
			}
		}
		if len(all) != n {
			s.Fatalf("%d inspections", len(all))
		}
		f := proposal
		f.Kind = ThematicSupervision
		if i := must(s.DraftInspection(s.ctx, inspector, f))(s); i.Code != "GS-2026-001" {
			s.Fatalf("code %s", i.Code)
		}
	})
}

func TestSupervisionTermRunsFromTheReport(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-06-01")
		f := proposal
		f.Kind, f.Basis = ThematicSupervision, OfProgramme
		i := must(s.DraftInspection(s.ctx, inspector, f, twoSubjects[1]))(s)
		must(s.AddTeamMember(s.ctx, inspector, i.ID, TeamForm{Account: inspector.ID, Name: "A", Role: HeadOfTeam, DeclaredTie: NoTie}))(s)
		i = must(s.Propose(s.ctx, inspector, i.ID, 0))(s)
		i = must(s.Desk.Decide(s.ctx, chief, i.ID, 0, DecisionForm{DecisionNo: "1", DecisionOn: "2026-06-01", PlanNo: "1", ScopeFrom: "2025-01-01", ScopeTo: "2025-12-31"}))(s)
		if i.DueOn != "2026-07-13" || i.Due.Law == "" || len(i.Due.Steps) == 0 {
			s.Fatalf("due %s, %+v", i.DueOn, i.Due)
		}
		i = must(s.Desk.Announce(s.ctx, inspector, i.ID, 0, AnnounceForm{On: "2026-06-01", MinuteNo: "01"}))(s)
		i = must(s.AwaitReports(s.ctx, inspector, i.ID, 0, "2026-06-10"))(s)
		d := must(OpenDossier(s.ctx, s.DB.As(inspector), law.Default(), i.ID))(s)
		s.on("2026-06-08")
		must(s.ReceiveReport(s.ctx, inspector, d.Subjects[0].ID, 0, "2026-06-08", nil))(s)
		i = must(db.Get[Inspection](s.ctx, s.DB.As(inspector), i.ID))(s)
		if i.DueOn != "2026-07-20" {
			s.Fatalf("due %s after the report", i.DueOn)
		}
		_, err := s.Extend(s.ctx, chief, i.ID, 0, "2026-09-01", "Phức tạp")
		refused(s.T, err, "inspection.need.extension_within")
		i = must(s.Extend(s.ctx, chief, i.ID, 0, "2026-07-31", "Phức tạp"))(s)
		_, err = s.Extend(s.ctx, chief, i.ID, 0, "2026-08-02", "Nữa")
		refused(s.T, err, "inspection.refuse.extended_already")
	})
}
