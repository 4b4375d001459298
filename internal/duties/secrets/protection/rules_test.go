package protection

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
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

// working is a delegation at work: one head, one body.
func working() Delegation {
	d := Delegation{State: Working, Code: "KTBM-2026-001", Title: "Kiểm tra", Basis: Planned, Organ: PartyCommittee, ScopeFrom: "2024-01-01", ScopeTo: "2026-06-30",
		StartOn: "2026-11-01", EndOn: "2026-11-30", PlanNo: "12-KH/TU", ProposedBy: "officer", ProposedOn: "2026-10-10", DecisionNo: "9-QĐ/TU", DecisionOn: "2026-10-20",
		DecidedBy: "leader", AnnouncedOn: "2026-10-25", AnnounceNo: "1-BB", BegunOn: "2026-11-02"}
	d.ID = "d1"
	d.Members = []Member{{State: Serving, Account: "inspector", Name: "Trần Mẫu", Unit: "u0", UnitName: "Ban A", Place: HeadOfDelegation, Tie: NoTie}}
	b := Body{State: Announced, Delegation: "d1", Unit: "u1", UnitName: "Sở B", AnnouncedOn: "2026-10-26", Representative: "Lê Nháp"}
	b.ID = "b1"
	d.Bodies = []Body{b}
	return d
}

// drafted is a body whose draft was sent, with one finding.
func drafted() Body {
	b := working().Bodies[0]
	b.Of, b.State, b.CheckedOn, b.DraftNo, b.DraftOn, b.ReplyDue = working(), Drafted, "2026-11-05", "1-DT", "2026-11-06", "2026-11-12"
	for _, c := range Checklist() {
		b.Answers = append(b.Answers, Answer{c.Code, Right})
	}
	b.Answers[0].Seen = Wrong
	f := Finding{State: Recorded, Body: "b1", UnitName: "Sở B", Code: b.Answers[0].Code, Rating: Minor, Text: "Thiếu cột", FoundOn: "2026-11-05", DueOn: "2026-12-05"}
	f.ID = "f1"
	b.Findings = []Finding{f}
	return b
}

func TestA13_ProposerIsNotDecider(t *testing.T) {
	d := working()
	d.State = Proposed
	for _, c := range []struct{ who, key string }{{"officer", "refuse.own_proposal"}, {"inspector", "refuse.member_decides"}, {"leader", ""}} {
		refused(t, decisionSound(d, as(c.who, access.Leader)), c.key)
	}
	if _, err := delegationFlow.Next(Proposed, "decide", d, as("other", access.SecretsOfficer)); !errors.Is(err, duty.ErrForbidden) {
		t.Errorf("the officer decided: %v", err)
	}
	d.RefuseReason = "chưa cần"
	refused(t, refusalSound(d, as("officer", access.Leader)), "refuse.own_proposal")
}

func TestA13_SignsOfALeakWithCyberSecurity(t *testing.T) {
	d := working()
	d.Basis = OnSigns
	steps := []struct {
		key string
		put func()
	}{{"need.signs", func() { d.Signs = "Tài liệu xuất hiện trên mạng" }}, {"need.cyber_unit", func() { d.CyberUnit = "Phòng An ninh mạng" }},
		{"need.cyber_no", func() { d.CyberNo = "7/CV" }}, {"", func() {}}}
	for _, s := range steps {
		refused(t, proposalSound(d, as("officer", access.SecretsOfficer)), s.key)
		s.put()
	}
}

func TestM11_NobodyInspectsTheOwnUnit(t *testing.T) {
	d := working()
	cases := []struct {
		m   Member
		key string
	}{
		{Member{Name: "C", Unit: "u1", UnitName: "Sở B", Tie: NoTie}, "refuse.own_unit"},
		{Member{Name: "C", UnitName: "sở b", Tie: NoTie}, "refuse.own_unit"}, // in no register: by name
		{Member{Name: "C", Unit: "u7", UnitName: "Sở B", Tie: NoTie}, ""},    // another unit of the same name
		{Member{Name: "C", Unit: "u2", Tie: UnitTie}, "refuse.tie"},
		{Member{Name: "C", Unit: "u2", Tie: RelativeTie}, "refuse.tie"},
		{Member{Name: "C", Unit: "u2"}, "need.tie"},
		{Member{Name: "C", Unit: "u2", Tie: NoTie}, ""},
	}
	for _, c := range cases {
		refused(t, d.mayServe(c.m), c.key)
	}
	b := Body{Unit: "u0", UnitName: "Ban A", Of: d}
	b.Of.State = Decided
	refused(t, bodyListed(b, as("officer", access.SecretsOfficer)), "refuse.own_unit")
	b.Unit, b.UnitName = "u1", "Sở B"
	refused(t, bodyListed(b, as("officer", access.SecretsOfficer)), "refuse.listed_twice")
	b.Unit, b.UnitName = "u9", "Sở K"
	refused(t, bodyListed(b, as("officer", access.SecretsOfficer)), "")
	b.Of.State = Announced
	refused(t, bodyListed(b, as("officer", access.SecretsOfficer)), "refuse.list_fixed")
}

func TestA13_OneHead(t *testing.T) {
	d := working()
	refused(t, d.teamSound(), "")
	d.Members[0].State = LeftTeam
	refused(t, d.teamSound(), "need.head")
	d = working()
	second := Member{State: Serving, Name: "D", Unit: "u3", UnitName: "Ban D", Place: HeadOfDelegation, Tie: NoTie, Of: d}
	second.ID = "m2"
	refused(t, memberSound(second, as("officer", access.SecretsOfficer)), "refuse.second_head")
	second.Place = OfDelegation
	refused(t, memberSound(second, as("officer", access.SecretsOfficer)), "")
	second.Of.State = Reported
	refused(t, memberSound(second, as("officer", access.SecretsOfficer)), "refuse.team_fixed")
}

func TestA13_ChecklistIsAnsweredInFull(t *testing.T) {
	b := drafted()
	b.State = Announced
	refused(t, bodyChecked(b, as("officer", access.SecretsOfficer)), "")
	b.Answers = b.Answers[1:]
	refused(t, bodyChecked(b, as("officer", access.SecretsOfficer)), "need.answer")
	b = drafted()
	b.Of.State = Announced
	refused(t, bodyChecked(b, as("officer", access.SecretsOfficer)), "need.delegation_working")
}

func TestA13_FindingsMatchTheChecklist(t *testing.T) {
	b := drafted()
	refused(t, b.faultsMatch(), "")
	b.Answers[1].Seen = Wrong
	refused(t, b.faultsMatch(), "need.finding")
	b = drafted()
	b.Answers[0].Seen = Right
	refused(t, b.faultsMatch(), "refuse.finding_unfounded")
	b.Findings[0].State = Withdrawn
	refused(t, b.faultsMatch(), "")
}

func TestM10_RightToReplyBeforeTheConclusion(t *testing.T) {
	for _, s := range bodyFlow {
		if s.To == Concluded && s.From != Heard {
			t.Errorf("%s leads to the conclusion past the hearing", s.From)
		}
	}
	b := drafted()
	b.State, b.Of.State, b.Of.ReportOn = Heard, Reported, "2026-11-20"
	b.ConclusionNo, b.ConclusionOn, b.Conclusion, b.Grade = "1-KL", "2026-11-22", "Phải khắc phục", Fair
	refused(t, bodyConcluded(b, as("leader", access.Leader)), "need.heard")
	b.HeardOn, b.HeardNo, b.Said = "2026-11-10", "2-BB", "Nhất trí"
	refused(t, bodyConcluded(b, as("leader", access.Leader)), "")
	b.HeardOn, b.HeardNo, b.Said, b.WaivedOn, b.WaivedNo = "", "", "", "2026-11-10", "3-CV"
	refused(t, bodyConcluded(b, as("leader", access.Leader)), "")

	h := drafted()
	for _, c := range []struct {
		on       vn.Day
		no, said string
		key      string
	}{{"2026-11-05", "1", "x", "need.day_between"}, {"2026-11-10", "", "x", "need.heard_no"}, {"2026-11-10", "1", "", "need.said"}, {"2026-11-10", "1", "x", ""}} {
		h.HeardOn, h.HeardNo, h.Said = c.on, c.no, c.said
		refused(t, bodyHeard(h, as("officer", access.SecretsOfficer)), c.key)
	}
	h.WaivedNo = "3-CV"
	refused(t, bodyHeard(h, as("officer", access.SecretsOfficer)), "refuse.heard_or_waived")

	d := working()
	d.ReportNo, d.ReportOn = "4-BC", "2026-11-20"
	refused(t, reportSound(d, as("officer", access.SecretsOfficer)), "need.body_heard")
}

func TestM12_TheDelegationDoesNotConclude(t *testing.T) {
	b := drafted()
	b.State, b.Of.State, b.Of.ReportOn, b.Of.ReportedBy = Heard, Reported, "2026-11-20", "officer"
	b.HeardOn, b.HeardNo, b.Said = "2026-11-10", "2-BB", "Nhất trí"
	b.ConclusionNo, b.ConclusionOn, b.Conclusion, b.Grade = "1-KL", "2026-11-22", "Phải khắc phục", Fair
	for who, key := range map[string]string{"inspector": "refuse.member_concludes", "officer": "refuse.member_concludes", "leader": ""} {
		refused(t, bodyConcluded(b, as(who, access.Leader)), key)
	}
	b.Grade = Good
	refused(t, bodyConcluded(b, as("leader", access.Leader)), "refuse.good_with_findings")
}

func TestA13_RemedyIsCheckedByASecondPerson(t *testing.T) {
	f := drafted().Findings[0]
	f.State, f.Remedy, f.RemediedOn, f.RemedyBy, f.EvidenceNo = Recorded, "Đã lập lại sổ", "2026-11-20", "officer", "5-BC"
	refused(t, remedySound(f, as("officer", access.SecretsOfficer)), "need.body_concluded")
	f.ConcludedOn = "2026-11-18"
	refused(t, remedySound(f, as("officer", access.SecretsOfficer)), "")
	f.EvidenceNo = ""
	refused(t, remedySound(f, as("officer", access.SecretsOfficer)), "need.evidence")
	f.State, f.RecheckedOn, f.RecheckNote = Remedied, "2026-11-22", "Đủ cột"
	refused(t, recheckSound(f, as("officer", access.SecretsOfficer)), "refuse.own_remedy")
	refused(t, returnSound(f, as("officer", access.SecretsOfficer)), "refuse.own_remedy")
	refused(t, recheckSound(f, as("officer2", access.SecretsOfficer)), "")
	f.WithdrawReason = "x"
	refused(t, withdrawalSound(f, as("officer2", access.SecretsOfficer)), "refuse.concluded")
}

func TestA13_ClosedOnlyWhenEveryFindingIs(t *testing.T) {
	d := working()
	d.State, d.ReportOn, d.ConclusionOn, d.FollowedOn, d.ClosedOn, d.ArchiveNo = FollowedUp, "2026-11-20", "2026-11-21", "2026-11-22", today, "HS-1"
	d.Findings = drafted().Findings
	refused(t, closingSound(d, as("officer", access.SecretsOfficer)), "need.findings_closed")
	d.Findings[0].State = Closed
	refused(t, closingSound(d, as("officer", access.SecretsOfficer)), "")
}

func TestFindingIsOverdueFromTheDayAfter(t *testing.T) {
	f := Finding{State: Recorded, ConcludedOn: "2026-11-01", DueOn: today}
	if f.Overdue(today) || !f.Overdue(today.AddDays(1)) {
		t.Error("late on the due day, or not late on the day after")
	}
	f.State = Remedied
	if f.Overdue(today.AddDays(1)) {
		t.Error("a remedied finding is late")
	}
}

func TestA13_FrequencyIsAParameter(t *testing.T) {
	if _, ok, err := NextOn(law.Default(), "2026-01-15"); ok || err != nil {
		t.Fatalf("a frequency without a value: %v %v", ok, err)
	}
	p := law.Default().With([]law.Rule{{Code: EveryRule, Value: "24", Unit: "months", DayKind: law.Exact, Instrument: "Quy chế 16-QC/TU", ValidFrom: "2020-07-01", Confidence: "A"}}, nil)
	if _, ok, err := register.LongAgo(law.Default(), EveryRule, today); ok || err != nil {
		t.Fatalf("a frequency without a value: %v %v", ok, err)
	}
	if before, ok, err := register.LongAgo(p, EveryRule, today); before != "2024-11-24" || !ok || err != nil {
		t.Errorf("%s %v %v", before, ok, err)
	}
	due, ok, err := NextOn(p, "2026-01-15")
	if err != nil || !ok || due.Due != "2028-01-15" {
		t.Errorf("%v %v %v", due.Due, ok, err)
	}
}

func TestChecklist(t *testing.T) {
	for _, c := range Checklist() {
		if s, ok := c.Rule("2024-05-01"); !ok || s == "" {
			t.Errorf("%s before 2026: %q %v", c.Code, s, ok)
		}
		if s, ok := c.Rule(newLawFrom); ok || s == "" {
			t.Errorf("%s since 2026: %q; its article is not verified", c.Code, s)
		}
	}
	if s, ok := Checklist()[0].Rule("2018-05-01"); ok || s != ordinance {
		t.Errorf("before both laws: %q %v", s, ok)
	}
	if c, ok := checkOf("networked_drafting"); !ok || c.Type != "networked" || c.Rating != VerySerious {
		t.Errorf("%+v", c)
	}
	head := "code,type,rating,until_2026,from_2026\n"
	for _, bad := range []string{"", "a,b\n", head + "x,books,minor,a\n", head + "x,nowhere,minor,a,b\n", head + "x,books,light,a,b\n", head + "x,books,minor,a,b\nx,books,minor,a,b\n"} {
		if _, err := readChecklist(strings.NewReader(bad)); err == nil {
			t.Errorf("read: %q", bad)
		}
	}
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
		{"proposed", (&Delegation{Base: base, State: Proposed, StartOn: "2018-03-01"}).Facts(), nil},
		{"decided", (&Delegation{Base: base, State: Decided, DecisionOn: "2018-02-01", StartOn: "2018-03-01"}).Facts(), []duty.Fact{fact("delegations_planned", "2018-03-01", 1)}},
		{"begun", (&Delegation{Base: base, State: Working, DecisionOn: "2018-02-01", StartOn: "2018-03-01", BegunOn: "2018-03-02"}).Facts(),
			[]duty.Fact{fact("delegations_planned", "2018-03-01", 1), fact("delegations", "2018-03-02", 1)}},
		{"body", (&Body{Base: base, ConclusionOn: "2018-06-01", Basis: Planned}).Facts(), []duty.Fact{fact("bodies_inspected", "2018-06-01", 1)}},
		{"on signs", (&Body{Base: base, ConclusionOn: "2018-06-01", Basis: OnSigns}).Facts(), []duty.Fact{fact("bodies_inspected", "2018-06-01", 1), fact("bodies_on_signs", "2018-06-01", 1)}},
		{"heard", (&Body{Base: base, HeardOn: "2018-06-01"}).Facts(), nil},
		{"finding", (&Finding{Base: base, State: Recorded, Code: "networked_drafting", ConcludedOn: "2018-06-01"}).Facts(), []duty.Fact{fact("findings", "2018-06-01", 1), fact("findings.networked", "2018-06-01", 1)}},
		{"closed", (&Finding{Base: base, State: Closed, Code: "book_in", ConcludedOn: "2018-06-01", RecheckedOn: "2018-09-01"}).Facts(),
			[]duty.Fact{fact("findings", "2018-06-01", 1), fact("findings.books", "2018-06-01", 1), fact("findings_remedied", "2018-09-01", 1)}},
		{"withdrawn", (&Finding{Base: base, State: Withdrawn, Code: "book_in"}).Facts(), nil},
	}
	for _, c := range cases {
		if d := cmp.Diff(c.want, c.have); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestFindingTypesAreParts(t *testing.T) {
	for _, f := range Figures() {
		if f.Key != keyFindings {
			continue
		}
		for _, c := range Checklist() {
			if !slices.Contains(f.Parts, keyFindings+"."+c.Type) {
				t.Errorf("%s counts under no part", c.Code)
			}
		}
	}
}
