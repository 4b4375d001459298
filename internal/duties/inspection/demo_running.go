package inspection

import (
	"fmt"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A demoRun is a running inspection of the present.
type demoRun struct {
	kind    Kind
	basis   Basis
	object  ObjectType
	n       int // subjects
	state   duty.State
	since   int  // days ago of the last step
	due     int  // days from today; not asked of what is not decided yet
	byHead  bool // proposed by the head of the commission, else by the inspector
	topic   string
	aside   string // why it was returned or suspended
	reports []int  // days from today on which the self-reports are due
}

// demoRuns are the running inspections of the provincial commission, in every
// state: some overdue, some due today, some waiting for a decision.
var demoRuns = []demoRun{
	{SignsOfViolation, OfPetition, Organisation, 1, Proposed, 2, 0, true, "quản lý, sử dụng đất đai", "", nil},
	{SignsOfViolation, OfPress, Member, 2, Proposed, 1, 0, true, "quản lý dự án đường liên thôn", "", nil},
	{PartyFinance, OfProgramme, Organisation, 2, Proposed, 3, 0, false, "quản lý tài chính đảng", "", nil},
	{AssetDeclaration, OfProgramme, Member, 3, Draft, 4, 0, false, "kê khai tài sản, thu nhập", "Chưa nêu rõ mốc thời gian kiểm tra.", nil},
	{InspectionTask, OfProgramme, Organisation, 2, Decided, 2, 41, true, "thực hiện nhiệm vụ kiểm tra, giám sát", "", nil},
	{PartyFinance, OfProgramme, Organisation, 1, Announced, 1, 38, false, "thu, nộp, sử dụng đảng phí", "", nil},
	{SignsOfViolation, Extraordinary, Member, 3, SelfReportAwaited, 5, 24, false, "thực hiện nhiệm vụ được giao", "", []int{-1, 0, 2}},
	{SignsOfViolation, OfSuperior, Organisation, 1, Verifying, 20, -1, false, "quản lý thu, chi ngân sách", "", nil},
	{SignsOfViolation, OfPetition, Member, 2, Verifying, 12, 0, false, "quản lý, sử dụng đất đai", "", nil},
	{DisciplineEnforcement, OfProgramme, Organisation, 2, DraftReport, 4, 0, false, "thi hành kỷ luật trong Đảng", "", nil},
	{ThematicSupervision, OfProgramme, Organisation, 2, Verifying, 9, 6, false, "quản lý đầu tư công", "", nil},
	{Denunciation, OfDenunciation, Member, 1, DraftReport, 3, 33, false, "nội dung tố cáo về quản lý tài chính", "", nil},
	{SignsOfViolation, OfAudit, Member, 1, SubjectHeard, 3, 5, false, "quản lý thu, chi ngân sách", "", nil},
	{PartyFinance, OfProgramme, Organisation, 1, ReportFinal, 2, 9, false, "quản lý tài chính đảng", "", nil},
	{SignsOfViolation, OfPetition, Organisation, 1, BodyConsiders, 1, 2, false, "thực hiện nhiệm vụ được giao", "", nil},
	{SignsOfViolation, OfPetition, Member, 2, Concluded, 1, 8, false, "giữ gìn đạo đức, lối sống", "", nil},
	{PartyFinance, OfProgramme, Organisation, 3, FollowUp, 25, -20, false, "thu, nộp, sử dụng đảng phí", "", nil},
	{SignsOfViolation, Extraordinary, Member, 1, Suspended, 15, 12, false, "quản lý dự án đường liên thôn", "Người được kiểm tra đang điều trị dài ngày.", nil},
}

// demoPath are the states of an inspection in their order.
var demoPath = []duty.State{Proposed, Decided, Announced, SelfReportAwaited, Verifying, DraftReport, SubjectHeard, ReportFinal, BodyConsiders, Concluded, ConclusionAnnounced, FollowUp}

func (p *demoPresent) inspections() error {
	for _, r := range demoRuns {
		by := p.worker
		if r.byHead {
			by = p.head
		}
		x := &demoDossier{}
		x.Org, x.Body, x.Tier, x.Title = p.office, Commission, Province, r.topic
		if err := p.run(x, r, by, p.leader); err != nil {
			return fmt.Errorf("%s: %w", r.state, err)
		}
	}
	return nil
}

// run makes a running inspection as far as its state and saves it.
func (p *demoPresent) run(x *demoDossier, r demoRun, by, decides access.Who) error {
	x.ID, x.State, x.Kind, x.Basis, x.Mark = newDemoID(), r.state, r.kind, r.basis, MarkOf(r.kind)
	x.Dossier = x.ID
	x.ProposedBy, x.ProposedByName = by.ID, by.Name
	at := slices.Index(demoPath, r.state)
	switch r.state {
	case Draft:
		at, x.ReturnReason = 0, r.aside
	case Suspended:
		at, x.SuspendReason, x.SuspendedOn = slices.Index(demoPath, Verifying), r.aside, p.ago(r.since)
	}
	p.dates(x, r, at)
	if len(x.subjects) == 0 {
		if err := p.pick(x, r); err != nil {
			return err
		}
	}
	x.Title = demoTitles[r.kind] + r.topic + " – " + x.subjects[0].UnitName
	x.Content = "Việc " + r.topic
	if at >= slices.Index(demoPath, Decided) {
		if err := p.decided(x, r, decides); err != nil {
			return err
		}
	}
	for i := range x.subjects {
		p.progress(x, &x.subjects[i], at, i, r)
	}
	if at >= slices.Index(demoPath, Concluded) {
		x.ConcludedBy, x.ConcludedByName, x.ConclusionText = decides.ID, decides.Name, "Kết luận về từng người, từng tổ chức được ghi tại danh sách kèm theo."
		x.ConclusionNo = p.paper(x.Org, "KL", x.paperMark(), x.ConclusionOn)
	}
	return p.keepRun(x, r)
}

// dates sets the days of the steps taken, the last one some days ago.
func (p *demoPresent) dates(x *demoDossier, r demoRun, at int) {
	const pace = 4
	fields := []*vn.Day{&x.ProposedOn, &x.DecisionOn, &x.AnnouncedOn, &x.SelfReportDue, &x.VerifyingOn, &x.DraftReportOn, &x.SubjectHeardOn,
		&x.ReportFinalOn, &x.ConsideredOn, &x.ConcludedOn, &x.PublishedOn, &x.FollowOn}
	for i := range at + 1 {
		*fields[i] = p.ago(r.since + pace*(at-i))
	}
	if at == slices.Index(demoPath, SelfReportAwaited) {
		x.SelfReportDue = p.in(2)
	}
	x.ConclusionOn = x.ConcludedOn
	x.Year = x.ProposedOn.Year()
	from := x.ProposedOn
	x.ScopeFrom, x.ScopeTo = from.AddYears(-2), from.AddDays(-10)
	if r.kind == Denunciation {
		x.ReceivedOn = from.AddDays(-2)
		x.From = "Đơn số 118 ngày " + x.ReceivedOn.Show()
	}
}

// pick names the subjects.
func (p *demoPresent) pick(x *demoDossier, r demoRun) error {
	for range r.n {
		s := Subject{Inspection: x.ID, Kind: r.kind, ObjectType: r.object}
		if r.object == Member {
			m, err := p.member()
			if err != nil {
				return err
			}
			s.Object, s.Name, s.Unit, s.CommitteeLevel = m.ID, m.Name, m.Unit, Tier(m.Level)
		} else {
			u, err := p.body()
			if err != nil {
				return err
			}
			s.Object, s.Name, s.Unit = u.ID, u.Name, u.ID
		}
		s.UnitName = p.names[s.Unit]
		x.subjects = append(x.subjects, s)
	}
	return nil
}

// paperMark ends the numbers of an inspection's papers.
func (x *demoDossier) paperMark() string {
	if x.Body == CellBody {
		return demoBodies[rankCell].mark
	}
	return demoBodies[rankProvinceCommission].mark
}

// progress takes a subject as far as the inspection is.
func (p *demoPresent) progress(x *demoDossier, s *Subject, at, i int, r demoRun) {
	s.ID = newDemoID()
	s.Org, s.Dossier, s.Inspection = x.Org, x.ID, x.ID
	reached := func(st duty.State) bool { return at >= slices.Index(demoPath, st) }
	if reached(Announced) {
		s.AnnouncedOn = x.AnnouncedOn
	}
	if reached(SelfReportAwaited) {
		s.SelfReportDue = x.SelfReportDue
	}
	if i < len(r.reports) {
		s.SelfReportDue = p.now.AddDays(r.reports[i])
	}
	if reached(Verifying) {
		s.SelfReportOn = x.SelfReportDue
	}
	if reached(SubjectHeard) {
		s.HeardOn, s.HeardMinute = x.SubjectHeardOn, p.paper(x.Org, "BB", x.paperMark(), x.SubjectHeardOn)
		x.hearings = append(x.hearings, p.heardAt(x, s, AtConference))
		s.Result = Fault
	}
	if reached(DraftReport) {
		f := p.findingNow(x, s)
		x.findings = append(x.findings, f)
	}
	if reached(BodyConsiders) {
		s.HeardAgainOn, s.HeardAgainNo = x.ConsideredOn, p.paper(x.Org, "BB", x.paperMark(), x.ConsideredOn)
		x.hearings = append(x.hearings, p.heardAt(x, s, BeforeBody))
	}
	if reached(Concluded) {
		s.ConcludedOn, s.Recommendation = x.ConcludedOn, demoReminderTexts[Remind]
	}
	if reached(ConclusionAnnounced) {
		s.NoticeOn = x.PublishedOn
	}
}

func (p *demoPresent) heardAt(x *demoDossier, s *Subject, round HearingRound) Hearing {
	h := Hearing{Inspection: x.ID, Subject: s.ID, Round: round, HeldOn: s.HeardOn, Place: s.UnitName, Chair: x.Head, Said: chosen(p.rnd, demoSaid), MinuteNo: s.HeardMinute}
	if round == BeforeBody {
		h.HeldOn, h.MinuteNo, h.Chair, h.Place = s.HeardAgainOn, s.HeardAgainNo, x.DecidedByName, p.names[x.Org]
	}
	h.Org, h.Dossier = x.Org, x.ID
	return h
}

func (p *demoPresent) findingNow(x *demoDossier, s *Subject) Finding {
	f := Finding{Inspection: x.ID, Subject: s.ID, Codes: p.codes(x.Kind), Content: x.Title, Degree: Minor, Description: chosen(p.rnd, demoFaults),
		Responsibility: "Trách nhiệm của " + s.Name, Proposal: "Nhắc nhở, yêu cầu khắc phục",
		From: x.ScopeFrom.AddDays(100), To: x.ScopeTo.AddDays(-60)}
	f.Evidence = []Evidence{{Title: "Biên bản làm việc", No: p.paper(x.Org, "BB", x.paperMark(), x.VerifyingOn) + " ngày " + x.VerifyingOn.Show()}}
	f.ID = newDemoID()
	f.Org, f.Dossier = x.Org, x.ID
	return f
}

// decided fills in the decision, the team and the last day.
func (p *demoPresent) decided(x *demoDossier, r demoRun, decides access.Who) error {
	mark := x.paperMark()
	x.DecidedBy, x.DecidedByName = decides.ID, decides.Name
	x.DecisionNo, x.PlanNo = p.paper(x.Org, "QĐ", mark, x.DecisionOn), p.paper(x.Org, "KH", mark, x.DecisionOn)
	if x.AnnouncedOn != "" {
		x.AnnounceMinute = p.paper(x.Org, "BB", mark, x.AnnouncedOn)
	}
	if len(x.team) == 0 {
		m := TeamMember{Account: p.worker.ID, Person: p.worker.Person, Name: p.worker.Name, Role: HeadOfTeam}
		second := TeamMember{Person: p.offices[0].clerks[0].ID, Name: p.offices[0].clerks[0].Name, Role: OfTeam}
		x.team = []TeamMember{m, second}
	}
	x.Head = x.team[0].Name
	for i := range x.team {
		m := &x.team[i]
		m.Inspection, m.DeclaredTie, m.CheckedOn = x.ID, NoTie, x.DecisionOn
		m.Org, m.Dossier = x.Org, x.ID
	}
	due := p.in(r.due)
	if r.due < 0 {
		due = p.now.AddDays(r.due)
	}
	switch TermRule(x.Inspection) {
	case "P-SUP", "P-TC":
		start := max(x.SelfReportDue, x.ReceivedOn)
		t, err := DueFor(p.Law, x.Inspection, start, "", "")
		x.Due, x.DueOn = t, t.Due
		return err
	}
	x.Due = Term{Rule: TermRule(x.Inspection), Law: p.Law.Version(), Start: x.DecisionOn, Due: due, Ground: "Thời hạn ghi trong quyết định"}
	x.DueOn = due
	return nil
}

// keepRun numbers a running inspection and saves it, with what it asks for.
func (p *demoPresent) keepRun(x *demoDossier, r demoRun) error {
	x.Seq = p.number("%s %s %d", x.Org, x.Mark, x.Year)
	x.Code = Code(x.Mark, x.Year, x.Seq)
	if r.state == FollowUp {
		p.remind(x)
	}
	return p.save(x)
}

// remind gives the subjects of an inspection their reminders: one overdue, one
// answered and to be verified, one due soon.
func (p *demoPresent) remind(x *demoDossier) {
	for i := range x.subjects {
		s := &x.subjects[i]
		m := Reminder{State: Open, Inspection: x.ID, Subject: s.ID, Finding: x.findings[i].ID, Kind: Remind, ObjectType: s.ObjectType, Object: s.Object, To: s.Name,
			Text: demoReminderTexts[Remind], IssuedOn: x.ConclusionOn, IssuedBy: p.head.ID}
		m.Org, m.Dossier = x.Org, x.ID
		switch i % 3 {
		case 0:
			m.Due, m.Urged, m.UrgedOn = p.now.AddDays(-3), 1, p.ago(1)
		case 1:
			m.State, m.Due, m.AnsweredOn, m.AnswerBy, m.Answer = Answered, p.in(4), p.ago(1), p.worker.ID, "Đã khắc phục xong, gửi kèm báo cáo số 41."
			m.Evidence = []Evidence{{Title: "Báo cáo khắc phục", No: "41-BC/ĐU"}}
		case 2:
			m.Kind, m.Text, m.Due = Recommend, demoReminderTexts[Recommend], p.in(5)
		}
		x.reminders = append(x.reminders, m)
	}
}

// demoCellRuns are the running inspections of the cell secretary's own cell.
var demoCellRuns = []demoRun{
	{Compliance, OfProgramme, Member, 1, Decided, 1, 26, false, "thực hiện chế độ sinh hoạt chi bộ", "", nil},
	{Compliance, OfProgramme, Member, 1, Verifying, 3, 4, false, "nêu gương của cán bộ, đảng viên", "", nil},
	{RegularSupervision, OfProgramme, Member, 1, SelfReportAwaited, 3, 18, false, "thực hiện nhiệm vụ đảng viên", "", []int{1}},
	{Compliance, OfProgramme, Member, 2, FollowUp, 20, -15, false, "chấp hành Quy chế làm việc", "", nil},
}

// ofCell writes the running inspections of the cell of the cell secretary's
// account; the deputy proposes, the secretary decides.
func (p *demoPresent) ofCell() error {
	c, ok := p.cells[p.cell.Unit]
	if !ok {
		return nil
	}
	var members []duty.StagePerson
	for _, m := range p.people[c.ID] {
		if !p.seated(m.ID) && !m.Probationary && p.ended[m.ID] == "" && m.Level != string(Grassroots) {
			members = append(members, m)
		}
	}
	if len(members) < 3 {
		return nil
	}
	deputy, next := access.Who{Name: members[0].Name, Person: members[0].ID}, 0
	for _, r := range demoCellRuns {
		x := &demoDossier{}
		x.Org, x.Body, x.Tier = c.ID, CellBody, CellTier
		x.Item = p.items[demoItemKey{p.year(), c.ID, streamMembersInspected}]
		x.team = []TeamMember{{Person: deputy.Person, Name: deputy.Name, Role: HeadOfTeam}}
		for range r.n {
			m := members[1+next%(len(members)-1)]
			next++
			x.subjects = append(x.subjects, Subject{Kind: r.kind, ObjectType: Member, Object: m.ID, Name: m.Name, Unit: c.ID, UnitName: c.Name, CommitteeLevel: Tier(m.Level)})
		}
		if err := p.run(x, r, deputy, p.cell); err != nil {
			return fmt.Errorf("of the cell: %w", err)
		}
	}
	return nil
}
