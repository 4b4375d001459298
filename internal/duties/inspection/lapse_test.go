package inspection

import (
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// TestDisciplineLapsesByItself: on its day, without anyone's hand, once; never
// an expulsion.
func TestDisciplineLapsesByItself(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined() // announced on 1 July 2026
		out := s.expelled("p6")
		for _, x := range []struct {
			day  vn.Day
			want duty.State
		}{{"2027-06-30", InForce}, {"2027-07-01", Lapsed}, {"2027-07-02", Lapsed}, {"2099-01-01", Lapsed}} {
			s.on(x.day)
			fine(s.T, s.LapseDue(s.ctx, x.day))
			if now := s.caseNow(c.ID); now.State != x.want {
				s.Fatalf("on %s: %s, want %s", x.day, now.State, x.want)
			}
		}
		if now := s.caseNow(c.ID); now.EndedOn != "2027-07-01" || InEffect(now, "2027-07-01") {
			s.Errorf("ended on %s", now.EndedOn)
		}
		if now := s.caseNow(out.ID); now.State != InForce {
			s.Errorf("an expulsion is %s", now.State)
		}
		if n := s.lapsesBySystem(); n != 1 {
			s.Errorf("%d entries in the journal, want 1", n)
		}
	})
}

// TestNothingLapsesUnderAppeal: while an appeal is pending the decision stays
// in force; afterwards the next sweep takes it. A new violation keeps it
// in force for good.
func TestNothingLapsesUnderAppeal(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined()
		s.on("2026-07-10")
		a := must(s.FileAppeal(s.ctx, inspector, AppealForm{Case: c.ID, Name: c.Name, ReceivedDecOn: "2026-07-01", FiledOn: "2026-07-09", ReceivedOn: "2026-07-10", Handler: ByProvince}))(s)
		must(s.AcceptAppeal(s.ctx, deputy, a.ID, 0))(s)
		s.on("2027-07-05")
		fine(s.T, s.LapseDue(s.ctx, "2027-07-05"))
		if now := s.caseNow(c.ID); now.State != InForce {
			s.Fatalf("under appeal: %s", now.State)
		}
		must(s.ResolveAppeal(s.ctx, leader, a.ID, 0, ResolutionForm{Outcome: Upheld, No: "20-QĐ", On: "2027-07-05"}))(s)
		fine(s.T, s.LapseDue(s.ctx, "2027-07-05"))
		if now := s.caseNow(c.ID); now.State != Lapsed || now.EndedOn != "2027-07-01" {
			s.Fatalf("after the appeal: %s, %s", now.State, now.EndedOn)
		}
	})
}

func TestARelapseKeepsDisciplineInForce(t *testing.T) {
	each(t, func(s *story) {
		c := s.disciplined()
		s.on("2027-05-02")
		must(s.RecordAgain(s.ctx, inspector, c.ID, 0, "2027-05-01"))(s)
		s.on("2027-07-05")
		fine(s.T, s.LapseDue(s.ctx, "2027-07-05"))
		if now := s.caseNow(c.ID); now.State != InForce || s.lapsesBySystem() != 0 {
			s.Fatalf("a relapse: %s", now.State)
		}
	})
}

// expelled brings an expulsion into force on 1 July 2026.
func (s *story) expelled(person string) Case {
	s.Helper()
	c := s.openCase(CaseForm{Org: "cell", Origin: "Biên bản 4", ObjectType: Member, Object: person, Name: "Đỗ Văn Nháp", Unit: "cell", ManagedBy: Grassroots, FoundOn: "2026-06-20"})
	c = s.toBallot(c, ByCell, "2026-07-01", Votes{Expulsion: 12, Warning: 5}, 17)
	must(s.ProposeUp(s.ctx, inspector, c.ID, 0, ByGrassroots))(s)
	must(s.TakeUp(s.ctx, chief, c.ID, 0, MeetingForm{Body: ByGrassroots, Council: chairman, On: "2026-07-01", MinuteNo: "6"}))(s)
	must(s.RecordBallot(s.ctx, inspector, c.ID, 0, BallotForm{HeldOn: "2026-07-01", Entitled: 15, Present: 15, Votes: Votes{Expulsion: 8, Warning: 7}, Minute: "7"}))(s)
	must(s.DecideDiscipline(s.ctx, chief, c.ID, 0, "2", "2026-07-01"))(s)
	must(s.AnnounceDiscipline(s.ctx, chief, c.ID, 0, "2026-07-01"))(s)
	must(s.ServeDiscipline(s.ctx, inspector, c.ID, 0, "2026-07-01", false, ""))(s)
	return must(s.Enforce(s.ctx, inspector, c.ID, 0))(s)
}

func (s *story) caseNow(id string) Case {
	s.Helper()
	return must(db.Get[Case](s.ctx, s.DB.As(db.System), id))(s)
}

// lapsesBySystem counts the entries of the journal by which the program let a
// decision lapse.
func (s *story) lapsesBySystem() int {
	s.Helper()
	found := must(s.DB.Journal(s.ctx, db.Filter{}, "", 500))(s)
	n := 0
	for _, e := range found {
		if e.Verb == ID+".lapse_case" && e.Who == db.System.ID {
			n++
		}
	}
	return n
}

// TestASeatBoundByTheRegister: whoever is chosen from the register is refused
// by what the register says, not by a name; a typed name of the person
// concerned is taken for that person.
func TestASeatBoundByTheRegister(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-07-01")
		c := s.openCase(CaseForm{Org: "cell", Origin: "Biên bản 4", ObjectType: Member, Object: "p5", Name: "Đỗ Văn Nháp", Unit: "cell", ManagedBy: Grassroots, FoundOn: "2026-06-20"})
		must(s.SelfCriticise(s.ctx, inspector, c.ID, 0, "2026-07-01", false, nil))(s)
		must(s.RecordCaseHearing(s.ctx, inspector, c.ID, 0, HearingForm{HeldOn: "2026-07-01", Chair: "Đại diện", Said: "Xin nhận", MinuteNo: "3"}))(s)
		must(s.HearCase(s.ctx, inspector, c.ID, 0))(s)
		for _, x := range []struct {
			seat Seat
			key  string
		}{
			{Seat{Person: "p5", Name: "Đỗ Văn Nháp"}, "inspection.refuse.bound"},
			{Seat{Person: "p7", Name: "Đỗ Thị Thử", Relative: "child"}, "inspection.refuse.bound"},
			{Seat{Person: "p7", Name: "Đỗ Thị Thử", Interest: true}, "inspection.refuse.bound"},
			{Seat{Person: "p7", Name: "Đỗ Thị Thử", Relative: "friend"}, "inspection.need.relative"},
			{Seat{Name: "Đỗ Thị Thử"}, "inspection.need.object"},
		} {
			_, err := s.AddSeat(s.ctx, inspector, c.ID, 0, x.seat)
			refused(s.T, err, x.key)
		}
		must(s.AddSeat(s.ctx, inspector, c.ID, 0, Seat{Person: "p8", Name: "Đỗ Văn Nháp"}))(s) // a namesake
		_, err := s.AddSeat(s.ctx, inspector, c.ID, 0, Seat{Person: "p8", Name: "Đỗ Văn Nháp"})
		refused(s.T, err, "inspection.refuse.seat_twice")
		_, err = s.Convene(s.ctx, inspector, c.ID, 0, MeetingForm{Body: ByCell, Council: []Seat{{Name: "do van nhap", Chair: true}}, On: "2026-07-01", MinuteNo: "4"})
		refused(s.T, err, "inspection.refuse.bound")
		now := s.caseNow(c.ID)
		now.Council[0].Chair = true
		must(s.Convene(s.ctx, inspector, c.ID, 0, MeetingForm{Body: ByCell, Council: now.Council, On: "2026-07-01", MinuteNo: "4"}))(s)
	})
}

// TestTeamIsKnownByThePerson: a member of the team entered by the person alone
// does not conclude, whatever account the person has.
func TestTeamIsKnownByThePerson(t *testing.T) {
	d := soundDossier()
	d.Team = []TeamMember{{Person: "p-chief", Name: "Lê Thử Nghiệm", Role: HeadOfTeam, DeclaredTie: NoTie, CheckedOn: testDay}}
	w := chief
	w.Person = "p-chief"
	refused(t, conclusionSound(d, duty.Moment{Who: w, Today: testDay}), "inspection.refuse.team_concludes")
	w.Person = "p-other"
	if d.OnTeam(w) || d.OnTeam(access.Who{ID: "x"}) {
		t.Error("another person sits on the team")
	}
}
