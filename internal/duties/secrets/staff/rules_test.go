package staff

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

const today vn.Day = "2026-11-24"

func as(id string, role access.Role) duty.Moment {
	return duty.Moment{Who: access.Who{ID: id, Unit: "office", Role: role, Rights: access.RightsOf(role)}, Today: today}
}

// refused checks that an error is a refusal with a key, or that there is none.
func refused(t *testing.T, err error, key string) {
	t.Helper()
	if key == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if ps := text.Problems(err); len(ps) == 0 || ps[0].Key != ID+"."+key {
		t.Errorf("got %v, want %s", err, key)
	}
}

func TestA4_AppointmentInWriting(t *testing.T) {
	s := Officer{State: InPost, Name: "A", UnitName: "Văn phòng", Kind: FullTime, Seat: PartyOffice, DecisionOn: "2026-01-01", From: "2026-01-02"}
	refused(t, appointmentSound(s, as("officer", access.SecretsOfficer)), "need.in_writing")
	s.DecisionNo = "1-QĐ"
	refused(t, appointmentSound(s, as("officer", access.SecretsOfficer)), "")
	s.From = "2025-12-31"
	refused(t, appointmentSound(s, as("officer", access.SecretsOfficer)), "need.from_on")
	s.From, s.TwiceIn = "2026-01-02", true
	refused(t, appointmentSound(s, as("officer", access.SecretsOfficer)), "refuse.in_post")
}

func TestA4_PeoplesCommitteeOfficeHasAFullTimeOfficer(t *testing.T) {
	in := func(seat Seat, kind OfficerKind) Officer { return Officer{State: InPost, Seat: seat, Kind: kind} }
	cases := []struct {
		have []Officer
		want []Seat
	}{
		{nil, []Seat{CommitteeOffice, PartyOffice, CouncilOffice}},
		{[]Officer{in(CommitteeOffice, PartTime), in(PartyOffice, PartTime), in(CouncilOffice, FullTime)}, []Seat{CommitteeOffice}},
		{[]Officer{in(CommitteeOffice, FullTime), in(PartyOffice, PartTime), in(CouncilOffice, PartTime)}, nil},
		{[]Officer{{State: Gone, Seat: CommitteeOffice, Kind: FullTime}, in(PartyOffice, PartTime), in(CouncilOffice, PartTime)}, []Seat{CommitteeOffice}},
	}
	for _, c := range cases {
		if d := cmp.Diff(c.want, Unfilled(c.have)); d != "" {
			t.Error(d)
		}
	}
}

func TestS25_NobodyLeavesWithCopiesOrWithoutUndertaking(t *testing.T) {
	s := Officer{State: InPost, Name: "A", From: "2026-01-02", To: "2026-11-01", LeaveWhy: Moved, LeaveNo: "9-QĐ", Held: 2}
	refused(t, leavingSound(s, as("officer", access.SecretsOfficer)), "refuse.copies_held")
	s.Held = 0
	refused(t, leavingSound(s, as("officer", access.SecretsOfficer)), "need.undertaking")
	s.Undertaken = true
	refused(t, leavingSound(s, as("officer", access.SecretsOfficer)), "")
	s.Undertaken, s.LeaveWhy = false, Died
	refused(t, leavingSound(s, as("officer", access.SecretsOfficer)), "")
	s.Held = 1
	refused(t, leavingSound(s, as("officer", access.SecretsOfficer)), "refuse.copies_held")
}

func TestTestHasNoMarks(t *testing.T) {
	p := Participant{State: Listed, Name: "A", UnitName: "B", Result: "8,5"}
	refused(t, participantSound(p, as("officer", access.SecretsOfficer)), "need.result")
	p.Result, p.Certificate = Failed, "12"
	refused(t, participantSound(p, as("officer", access.SecretsOfficer)), "refuse.certificate_failed")
	p.Result = Passed
	refused(t, participantSound(p, as("officer", access.SecretsOfficer)), "")
	p.Of.Participants = []Participant{{State: Listed, Name: "A", UnitName: "B"}}
	p.ID = "new"
	refused(t, participantSound(p, as("officer", access.SecretsOfficer)), "refuse.listed_already")
}

func TestSessionCountsOnlyOnceHeld(t *testing.T) {
	s := Training{State: Plan, Title: "Lớp", HeldOn: today.AddDays(1), Content: "Luật", Organiser: "A", Hours: 4, Participants: []Participant{{State: Listed}}}
	refused(t, sessionHeld(s, as("officer", access.SecretsOfficer)), "refuse.not_yet_held")
	s.HeldOn = today
	refused(t, sessionHeld(s, as("officer", access.SecretsOfficer)), "")
	s.Participants[0].State = Struck
	refused(t, sessionHeld(s, as("officer", access.SecretsOfficer)), "need.participant")
}

func TestFacts(t *testing.T) {
	fact := func(key string, day vn.Day, n int) duty.Fact {
		return duty.Fact{Key: "secrets." + key, Unit: "office", Day: string(day), N: n}
	}
	base := duty.Base{Org: "office"}
	cases := []struct {
		name string
		have []duty.Fact
		want []duty.Fact
	}{
		{"officer", (&Officer{Base: base, Kind: FullTime, From: "2018-01-01", To: "2019-01-01"}).Facts(),
			[]duty.Fact{fact("staff", "2018-01-01", 1), fact("staff_full_time", "2018-01-01", 1), fact("staff", "2019-01-01", -1), fact("staff_full_time", "2019-01-01", -1)}},
		{"participant", (&Participant{Base: base, State: Listed, HeldOn: "2018-01-01", Dedicated: true}).Facts(), []duty.Fact{fact("training_participants", "2018-01-01", 1), fact("trained", "2018-01-01", 1)}},
		{"struck", (&Participant{Base: base, State: Struck, HeldOn: "2018-01-01"}).Facts(), nil},
		{"undertaking", (&Undertaking{Base: base, State: Signed, SignedOn: "2018-01-01"}).Facts(), []duty.Fact{fact("undertakings", "2018-01-01", 1)}},
	}
	for _, c := range cases {
		if d := cmp.Diff(c.want, c.have); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}
