package inspection

import (
	"fmt"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A demoOpenCase is a discipline case of the present.
type demoOpenCase struct {
	state    duty.State
	form     Form
	found    int  // days ago
	lapsing  bool // the decision lapses within days
	employee bool // of a public body, whose decision falls due within days
}

// demoOpenCases are the running cases: one to vote on, one to decide, one to
// announce, one to serve, one appealed, one that lapses soon, one with its
// administrative side open, one that may not be considered yet.
var demoOpenCases = []demoOpenCase{
	{state: Meeting, found: 30},
	{state: Balloted, form: Warning, found: 28},
	{state: Decided, form: Reprimand, found: 34},
	{state: Announced, form: Reprimand, found: 45},
	{state: InForce, form: Warning, found: 60},
	{state: InForce, form: Reprimand, found: 420, lapsing: true},
	{state: InForce, form: Warning, found: 62, employee: true},
	{state: NotYetConsidered, found: 20},
}

// cases writes the running cases of the provincial commission.
func (p *demoPresent) cases() error {
	for _, o := range demoOpenCases {
		if err := p.openCase(o); err != nil {
			return fmt.Errorf("case %s: %w", o.state, err)
		}
	}
	return nil
}

func (p *demoPresent) openCase(o demoOpenCase) error {
	m, err := p.member()
	if err != nil {
		return err
	}
	c := &demoCase{member: m, voted: o.form}
	c.ID = newDemoID()
	c.Org, c.Dossier, c.State = p.office, c.ID, o.state
	c.ObjectType, c.Object, c.Name, c.Unit, c.UnitName, c.HoldsOffice, c.CommitteeLevel = Member, m.ID, m.Name, m.Unit, p.names[m.Unit], true, Tier(m.Level)
	c.ManagedBy, c.PublicEmployee, c.ProposedBy = demoManagers[m.Level], o.employee, p.worker.ID
	c.FoundOn, c.ViolatedTo = p.ago(o.found), p.ago(o.found+200)
	c.ProposedOn = c.FoundOn
	c.Origin = "Kết luận của Ủy ban Kiểm tra Tỉnh ủy ngày " + c.FoundOn.Show()
	c.Contents, c.Violation, c.Degree, c.Responsible = p.codes(SignsOfViolation), chosen(p.rnd, demoViolations), Serious, "Trách nhiệm trực tiếp"
	c.Year = c.FoundOn.Year()
	if o.state == NotYetConsidered {
		c.BlockGround, c.BlockFrom = Illness, p.ago(o.found-5)
		return p.keepOpen(c)
	}
	c.SelfCriticismOn, c.HeardOn = p.work(c.FoundOn.AddDays(5)), p.work(c.FoundOn.AddDays(9))
	c.hearing = Hearing{Discipline: c.ID, Round: BeforeDecision, HeldOn: c.HeardOn, Place: c.UnitName, Chair: p.head.Name, Said: chosen(p.rnd, demoSaid),
		MinuteNo: p.paper(c.Org, "BB", "UBKTTU", c.HeardOn)}
	c.hearing.Org, c.hearing.Dossier = c.Org, c.Dossier
	c.Body, c.MeetingOn, c.MeetingMinute = ByCommissionProvince, p.work(c.FoundOn.AddDays(14)), "12-BB/UBKTTU"
	c.Council = []Seat{{Account: p.head.ID, Person: p.head.Person, Name: p.head.Name, Chair: true}, {Account: p.worker.ID, Person: p.worker.Person, Name: p.worker.Name}}
	if o.state == Meeting {
		c.MeetingOn = p.ago(0)
		return p.keepOpen(c)
	}
	if err := p.voteNow(c, o); err != nil {
		return err
	}
	return p.keepOpen(c)
}

// voteNow counts the ballot of a case and takes it as far as its state.
func (p *demoPresent) voteNow(c *demoCase, o demoOpenCase) (err error) {
	votes := demoBodies[rankProvinceCommission].votes
	b := Ballot{Case: c.ID, Round: 1, Body: c.Body, HeldOn: c.MeetingOn, Entitled: votes, Present: votes, Votes: Votes{o.form: votes - 2}, None: 2,
		Minute: c.MeetingMinute, Tellers: p.worker.Name}
	if b, err = CountBallot(p.Law, c.Case, b); err != nil {
		return err
	}
	b.Org, b.Dossier = c.Org, c.Dossier
	c.ballots = []Ballot{b}
	if c.Limitation, err = LimitationOf(p.Law, c.Case, b.Outcome, b.HeldOn); err != nil {
		return err
	}
	if o.state == Balloted {
		return nil
	}
	c.Form, c.DecidedBy, c.DecidedByName = b.Outcome, p.leader.ID, p.leader.Name
	c.DecisionOn = p.decisionDay(c, o)
	c.DecisionNo = p.paper(c.Org, "QĐ", "UBKTTU", c.DecisionOn)
	if c.WrittenDue, err = p.limit("P-ANN", Province, c.DecisionOn); err != nil || o.state == Decided {
		return err
	}
	return p.announceNow(c, o)
}

// decisionDay dates the decision so that what follows falls due around today.
func (p *demoPresent) decisionDay(c *demoCase, o demoOpenCase) vn.Day {
	switch {
	case o.lapsing:
		return p.ago(365 - 6)
	case o.employee:
		return p.ago(27)
	case o.state == Decided:
		return p.ago(11) // announced within fifteen days: four are left
	case o.state == Announced:
		return p.ago(15)
	}
	return p.work(c.MeetingOn.AddDays(1))
}

// announceNow announces a decision and reckons what runs from it.
func (p *demoPresent) announceNow(c *demoCase, o demoOpenCase) (err error) {
	c.AnnouncedOn = c.DecisionOn
	c.EffectiveFrom = c.AnnouncedOn
	if c.LapsesOn, err = LapseOf(p.Law, c.Form, c.AnnouncedOn); err != nil {
		return err
	}
	notice, admin, err := AdminDue(p.Law, c.AnnouncedOn)
	if err != nil {
		return err
	}
	c.AdminNoticeDue = notice.Due
	if notice.Due < p.ago(0) {
		c.AdminNoticeOn = min(p.work(c.AnnouncedOn.AddDays(2)), notice.Due)
	}
	if o.employee {
		c.AdminDue = admin.Due
	}
	if o.state == InForce {
		c.ServedOn = min(p.work(c.AnnouncedOn.AddDays(4)), p.ago(0))
	}
	return nil
}

// keepOpen numbers a case and saves it.
func (p *demoPresent) keepOpen(c *demoCase) error {
	c.Seq = p.number("case %s %d", c.Org, c.Year)
	c.Code = Code("KL", c.Year, c.Seq)
	if c.State == InForce && c.announcedLately(p.now) && !c.PublicEmployee {
		c.AppealPending = true
		p.appealed = append(p.appealed, c)
	}
	if err := put(p.demoStage, &c.Case); err != nil {
		return err
	}
	if c.hearing.Discipline != "" {
		if err := put(p.demoStage, &c.hearing); err != nil {
			return err
		}
	}
	return putAll(p.demoStage, c.ballots)
}

// announcedLately reports whether the days to appeal may still be running.
func (c *demoCase) announcedLately(now vn.Day) bool { return now.Sub(c.AnnouncedOn) < 60 }

// appeals writes an appeal that has just come for the case in force, and one
// taken up that waits for its resolution.
func (p *demoPresent) appeals() error {
	accepted := demoOpenCase{state: InForce, form: Warning, found: 75}
	if err := p.openCase(accepted); err != nil {
		return err
	}
	for i, c := range p.appealed {
		a := Appeal{State: Received, Case: c.ID, DecisionNo: c.DecisionNo, Name: c.Name, ReceivedDecOn: c.ServedOn, LevelNo: 1, Handler: ByProvince,
			FiledOn: min(p.work(c.ServedOn.AddDays(12)), p.ago(3)), ReceivedOn: p.ago(2), Year: p.year()}
		a.Org, a.Dossier = c.Org, c.Dossier
		var err error
		if a.FileBy, err = FileByOf(p.Law, a.ReceivedDecOn); err != nil {
			return err
		}
		if i > 0 {
			a.State, a.ReceivedOn, a.AcceptedBy, a.AcceptedOn = Accepted, p.work(a.FiledOn.AddDays(1)), p.worker.ID, p.work(a.FiledOn.AddDays(3))
			if a.Due, err = reckon(p.Law, "P-KN-RES", Province, a.ReceivedOn); err != nil {
				return err
			}
			a.DueOn = a.Due.Due
		}
		a.Seq = p.number("appeal %s %d", a.Org, a.Year)
		a.Code = Code("KN", a.Year, a.Seq)
		if err := put(p.demoStage, &a); err != nil {
			return err
		}
	}
	return nil
}

// suspensions writes one that waits for the leader's decision and one that
// ends in a few days.
func (p *demoPresent) suspensions() error {
	for _, state := range []duty.State{Proposed, InForce} {
		m, err := p.member()
		if err != nil {
			return err
		}
		s := Suspension{State: state, ObjectType: Member, Object: m.ID, Name: m.Name, Unit: m.Unit, CommitteeMember: true, Kind: PartyActivity,
			Ground: "Có dấu hiệu cản trở việc kiểm tra", ProposedBy: p.head.ID, From: p.in(1)}
		if state == InForce {
			s.ProposedBy, s.DecidedBy, s.From = p.worker.ID, p.leader.ID, p.ago(85)
			s.DecisionNo = p.paper(p.office, "QĐ", "UBKTTU", s.From)
		}
		end, _, err := SuspensionTerm(p.Law, s.Kind, s.From)
		if err != nil {
			return err
		}
		s.Term, s.To, s.Also = end, end.Due, SuspensionFollows(s.Kind, true)
		s.Org = p.office
		if err := put(p.demoStage, &s); err != nil {
			return err
		}
	}
	return nil
}
