package inspection

import (
	"errors"
	"slices"
	"testing"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

const testDay vn.Day = "2026-11-24"

// refused fails the test unless err is the refusal with the key.
func refused(t *testing.T, err error, key string) {
	t.Helper()
	if !errors.Is(err, text.Problem{Key: key}) {
		t.Fatalf("want the refusal %s, have %v", key, err)
	}
}

// fine fails the test on an error.
func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func member() Case {
	return Case{ObjectType: Member, Object: "p1", Name: "Trần Thị Ví Dụ", HoldsOffice: true, ManagedBy: Grassroots}
}

// An advisory body may not inspect on signs of violation.
func TestA01(t *testing.T) {
	i := Inspection{Kind: SignsOfViolation, Body: Advisory, Basis: OfPetition}
	refused(t, MayOpen(i, law.Default(), testDay), "inspection.refuse.kind_of_body")
	i.Body = Commission
	fine(t, MayOpen(i, law.Default(), testDay))
	i.Kind = Compliance
	refused(t, MayOpen(i, law.Default(), testDay), "inspection.refuse.kind_of_body") // no task of a commission
}

// A small cell, or one without a board, does no thematic supervision.
func TestA02(t *testing.T) {
	i := Inspection{Kind: ThematicSupervision, Body: CellBody, CellMembers: 30, CellHasBoard: true}
	refused(t, MayOpen(i, law.Default(), testDay), "inspection.refuse.small_cell")
	i.CellMembers = 31
	fine(t, MayOpen(i, law.Default(), testDay))
	i.CellHasBoard = false
	refused(t, MayOpen(i, law.Default(), testDay), "inspection.refuse.small_cell")
	i.Override = "Chi bộ có nhiều tổ đảng phân tán"
	fine(t, MayOpen(i, law.Default(), testDay))
}

func count(t *testing.T, c Case, by Decider, entitled int, v Votes) Ballot {
	t.Helper()
	present := 0
	for _, n := range v {
		present += n
	}
	b, err := CountBallot(law.Default(), c, Ballot{Body: by, HeldOn: testDay, Entitled: entitled, Present: entitled, None: entitled - present, Votes: v})
	fine(t, err)
	return b
}

// A cell only proposes in a matter assigned by a superior.
func TestA03(t *testing.T) {
	c := member()
	if b := count(t, c, ByCell, 17, Votes{Warning: 12}); b.Outcome != Warning || !b.Decided {
		t.Fatalf("an own matter: %+v", b)
	}
	c.AssignedByUpper = true
	for _, f := range []Form{Reprimand, Warning} {
		if b := count(t, c, ByCell, 17, Votes{f: 12}); b.Outcome != f || b.Decided {
			t.Fatalf("assigned by a superior, %s: %+v", f, b)
		}
	}
}

// More than half of the entitled: 9 of 17, not 8.
func TestA04(t *testing.T) {
	if b := count(t, member(), ByCell, 17, Votes{Warning: 9}); b.Outcome != Warning || !b.Decided {
		t.Fatalf("9 of 17: %+v", b)
	}
	if b := count(t, member(), ByCell, 17, Votes{Warning: 8}); b.Outcome != NoForm {
		t.Fatalf("8 of 17: %+v", b)
	}
	if b := count(t, member(), ByCell, 20, Votes{Warning: 10}); b.Outcome != NoForm {
		t.Fatalf("a half is not more than a half: %+v", b)
	}
	// Of those entitled, not of those present: 8 of 15 present do not suffice.
	b, err := CountBallot(law.Default(), member(), Ballot{Body: ByCell, HeldOn: testDay, Entitled: 17, Present: 15, None: 7, Votes: Votes{Warning: 8}})
	fine(t, err)
	if b.Outcome != NoForm {
		t.Fatalf("8 of 15 present: %+v", b)
	}
}

// Expulsion is proposed by two thirds: 12 of 17, not 11; the body above
// approves with more than half.
func TestA05(t *testing.T) {
	if b := count(t, member(), ByCell, 17, Votes{Expulsion: 12}); b.Outcome != Expulsion || b.Decided {
		t.Fatalf("12 of 17: %+v", b)
	}
	if b := count(t, member(), ByCell, 18, Votes{Expulsion: 11}); b.Outcome == Expulsion {
		t.Fatalf("11 of 18: %+v", b)
	}
	c := member()
	c.AssignedByUpper = true // nothing to decide, so nothing to accumulate to
	if b := count(t, c, ByCell, 17, Votes{Expulsion: 11}); b.Outcome != NoForm {
		t.Fatalf("11 of 17: %+v", b)
	}
	if b := count(t, member(), ByProvince, 17, Votes{Expulsion: 9}); b.Outcome != Expulsion || !b.Decided {
		t.Fatalf("approval by 9 of 17: %+v", b)
	}
}

// Votes accumulate from the heaviest form down.
func TestA06(t *testing.T) {
	b := count(t, member(), ByProvince, 20, Votes{Expulsion: 4, Removal: 4, Warning: 5, Reprimand: 7})
	if b.Outcome != Warning || !b.Decided {
		t.Fatalf("have %+v", b)
	}
	var sums []int
	for _, n := range b.Counted {
		sums = append(sums, n.Sum)
	}
	if !slices.Equal(sums, []int{4, 8, 13, 20}) {
		t.Fatalf("sums %v", sums)
	}
	// To decisions only, not to proposals.
	c := member()
	c.AssignedByUpper = true
	if b := count(t, c, ByCell, 20, Votes{Expulsion: 4, Removal: 4, Warning: 5, Reprimand: 7}); b.Outcome != NoForm {
		t.Fatalf("a proposal by accumulation: %+v", b)
	}
}

// A probationary member: reprimand and warning only.
func TestA07(t *testing.T) {
	c := member()
	c.Probationary = true
	if fs := FormsFor(c); !slices.Equal(fs, []Form{Reprimand, Warning}) {
		t.Fatalf("have %v", fs)
	}
	_, err := CountBallot(law.Default(), c, Ballot{Body: ByProvince, HeldOn: testDay, Entitled: 9, Present: 9, Votes: Votes{Expulsion: 9}})
	refused(t, err, "inspection.refuse.form")
}

// A member without office: no removal.
func TestA08(t *testing.T) {
	c := member()
	c.HoldsOffice = false
	if slices.Contains(FormsFor(c), Removal) {
		t.Fatal("removal may be chosen")
	}
	if !slices.Contains(FormsFor(member()), Removal) {
		t.Fatal("removal of one in office may not be chosen")
	}
}

func limitation(t *testing.T, c Case, f Form, on vn.Day) Verdict {
	t.Helper()
	v, err := LimitationOf(law.Default(), c, f, on)
	fine(t, err)
	return v
}

// The limitation of a reprimand: five years to the day.
func TestA09(t *testing.T) {
	c := member()
	c.ViolatedTo = "2021-03-03"
	if v := limitation(t, c, Reprimand, "2026-03-03"); v.Expired {
		t.Fatalf("on the last day: %+v", v)
	}
	if v := limitation(t, c, Reprimand, "2026-03-04"); !v.Expired || len(v.Steps) == 0 {
		t.Fatalf("the day after: %+v", v)
	}
}

// A new violation restarts it.
func TestA10(t *testing.T) {
	c := member()
	c.ViolatedTo, c.RelapsedOn = "2021-03-03", "2025-06-15"
	if v := limitation(t, c, Reprimand, "2026-03-04"); v.Expired || v.Until != "2030-06-15" {
		t.Fatalf("have %+v", v)
	}
}

// Contents flagged in the catalogue never expire.
func TestA11(t *testing.T) {
	c := member()
	c.ViolatedTo, c.Contents = "1999-01-01", []string{"ethics", "false_diploma"}
	if v := limitation(t, c, Reprimand, testDay); v.Expired {
		t.Fatalf("have %+v", v)
	}
	c.Contents = []string{"ethics"}
	if v := limitation(t, c, Reprimand, testDay); !v.Expired {
		t.Fatalf("without the flag: %+v", v)
	}
}

// A decision lapses twelve months after the announcement, without a document.
func TestA12(t *testing.T) {
	on, err := LapseOf(law.Default(), Warning, "2026-01-10")
	fine(t, err)
	if on != "2027-01-10" {
		t.Fatalf("lapses on %s", on)
	}
	c := Case{State: InForce, AnnouncedOn: "2026-01-10", LapsesOn: on}
	if !InEffect(c, "2027-01-09") || InEffect(c, "2027-01-10") {
		t.Fatal("in effect to the day before, not on the day")
	}
	c.AgainOn = "2026-05-05"
	if MayLapse(c, "2027-01-10") {
		t.Fatal("it lapses in spite of a new violation")
	}
}

// Expulsion never lapses.
func TestA13(t *testing.T) {
	on, err := LapseOf(law.Default(), Expulsion, "2026-01-10")
	fine(t, err)
	c := Case{State: InForce, AnnouncedOn: "2026-01-10", LapsesOn: on}
	if on != "" || MayLapse(c, "2099-01-01") || !InEffect(c, "2099-01-01") {
		t.Fatalf("lapses on %q", on)
	}
}

func appeal(t *testing.T, received, filed vn.Day) Appeal {
	t.Helper()
	term, err := FileByOf(law.Default(), received)
	fine(t, err)
	return Appeal{Name: "A", ReceivedDecOn: received, FiledOn: filed, FileBy: term}
}

// Thirty days; an end on a holiday rolls over.
func TestA14(t *testing.T) {
	a := appeal(t, "2026-08-03", "2026-09-02")
	if a.FileBy.Due != "2026-09-03" {
		t.Fatalf("the last day is %s", a.FileBy.Due)
	}
	for filed, want := range map[vn.Day]Ground{"2026-09-02": "", "2026-09-03": "", "2026-09-04": TooLate} {
		a.FiledOn = filed
		if g := RefusalGround(a, Case{}); g != want {
			t.Errorf("filed on %s: %q, want %q", filed, g, want)
		}
	}
}

// The grounds on which an appeal is not taken up.
func TestA15(t *testing.T) {
	good := appeal(t, "2026-10-01", "2026-10-10")
	for want, change := range map[Ground]func(*Appeal, *Case){
		"":             func(*Appeal, *Case) {},
		OnBehalf:       func(a *Appeal, _ *Case) { a.FiledByOther = true },
		NotYetReceived: func(a *Appeal, _ *Case) { a.ReceivedDecOn = "2026-10-11" },
		AgainstFinal:   func(a *Appeal, _ *Case) { a.FinalDecision = true },
		RefusedReceipt: func(_ *Appeal, c *Case) { c.Refused = true },
	} {
		a, c := good, Case{}
		change(&a, &c)
		if g := RefusalGround(a, c); g != want {
			t.Errorf("have %q, want %q", g, want)
		}
		err := acceptSound(Claim{a, c}, duty.Moment{Today: testDay})
		if want == "" {
			fine(t, err)
			continue
		}
		refused(t, err, "inspection.refuse.appeal."+string(want))
	}
}

// A letter that is both is split.
func TestA16(t *testing.T) {
	if got := SplitLetter(true, true); !slices.Equal(got, []Path{ToAppeal, ToGuidance}) {
		t.Fatalf("have %v", got)
	}
	if got := SplitLetter(false, true); !slices.Equal(got, []Path{ToDenounce}) {
		t.Fatalf("a denunciation alone: %v", got)
	}
}

// While an appeal is pending the decision stays in force and does not lapse.
func TestA17(t *testing.T) {
	c := Case{State: InForce, AnnouncedOn: "2025-01-10", LapsesOn: "2026-01-10", AppealPending: true}
	if !InEffect(c, "2026-02-01") || MayLapse(c, "2026-02-01") {
		t.Fatal("the decision lapsed under appeal")
	}
	c.AppealPending = false
	if InEffect(c, "2026-02-01") || !MayLapse(c, "2026-02-01") {
		t.Fatal("the decision did not lapse after the appeal")
	}
}

// Discipline is not considered in pregnancy and the like; the limitation leaves
// the time out.
func TestA18(t *testing.T) {
	p := Proceeding{Case: member()}
	p.ProposedBy = "x"
	at := duty.Moment{Who: inspector, Today: testDay}
	for _, from := range []duty.State{Found, SelfCriticism, Heard, Meeting} {
		_, err := CaseFlow.Next(from, DoBlock, p, at)
		refused(t, err, "inspection.need.block")
	}
	p.BlockGround, p.BlockFrom = InfantAge, "2026-01-01"
	s, err := CaseFlow.Next(Heard, DoBlock, p, at)
	fine(t, err)
	if s != NotYetConsidered {
		t.Fatalf("state %s", s)
	}
	c := member()
	c.ViolatedTo = "2021-03-03"
	c.Blocked = []law.Span{{From: "2025-01-01", To: "2025-01-31"}}
	if v := limitation(t, c, Reprimand, "2026-04-03"); v.Expired || v.Until != "2026-04-03" {
		t.Fatalf("31 days left out: %+v", v)
	}
	if v := limitation(t, c, Reprimand, "2026-04-04"); !v.Expired {
		t.Fatalf("the day after: %+v", v)
	}
}

// An anonymous letter is no denunciation; with specific content it may open an
// inspection on signs of violation.
func TestA19(t *testing.T) {
	i := Inspection{Kind: Denunciation, Basis: OfAnonymousNote, Body: Commission}
	refused(t, MayOpen(i, law.Default(), testDay), "inspection.refuse.anonymous")
	i.Kind = SignsOfViolation
	fine(t, MayOpen(i, law.Default(), testDay))
	d := decidedDossier()
	d.Title, d.Content, d.Tier, d.Basis = "Kiểm tra", "Chi sai tại kho xã", Province, OfAnonymousNote
	_, err := InspectionFlow.Next(Draft, DoPropose, d, duty.Moment{Who: inspector, Today: testDay})
	refused(t, err, "inspection.need.anonymous_specific")
}

// Administrative discipline follows within thirty days, notice within five.
func TestA20(t *testing.T) {
	notice, admin, err := AdminDue(law.Default(), "2026-07-01")
	fine(t, err)
	if notice.Due != "2026-07-06" || admin.Due != "2026-07-31" || !admin.Verified {
		t.Fatalf("have %+v and %+v", notice, admin)
	}
	_, admin, err = AdminDue(law.Default(), "2025-07-01")
	fine(t, err)
	if admin.Due != "" {
		t.Fatalf("before the decree: %+v", admin)
	}
}

// Annulled: annul the administrative decision; reduced: align, and the time
// served counts.
func TestA21(t *testing.T) {
	for o, want := range map[Outcome]AdminAction{Annulled: AdminAnnul, Reduced: AdminAlign, Increased: AdminAlign, Upheld: AdminNothing} {
		if got := AdminAfter(o); got != want {
			t.Errorf("%s: %q, want %q", o, got, want)
		}
	}
	c := Case{Form: Warning, AnnouncedOn: "2026-07-01"}
	if n := TimeServed(c, "2026-07-31"); n != 30 {
		t.Fatalf("%d days served", n)
	}
	if !OutcomeFits(Reduced, c, Reprimand) || OutcomeFits(Reduced, c, Warning) || OutcomeFits(Increased, c, Reprimand) || OutcomeFits(Upheld, c, Reprimand) {
		t.Fatal("the new form of an outcome")
	}
}

// Ninety days, with the extension at most a hundred and eighty.
func TestA22(t *testing.T) {
	end, limit, err := SuspensionTerm(law.Default(), PartyActivity, "2026-05-05")
	fine(t, err)
	if end.Due != "2026-08-03" || limit.Due != "2026-11-01" {
		t.Fatalf("ends %s, at most %s", end.Due, limit.Due)
	}
	end, limit, err = SuspensionTerm(law.Default(), OrgActivity, "2026-05-05")
	fine(t, err)
	if end.Due != limit.Due {
		t.Fatalf("an organisation's suspension is extended to %s", limit.Due)
	}
}

// Suspension of Party activity suspends from the committee.
func TestA23(t *testing.T) {
	if got := SuspensionFollows(PartyActivity, true); !slices.Equal(got, []SuspensionKind{CommitteeActivity}) {
		t.Fatalf("have %v", got)
	}
	if got := SuspensionFollows(PartyActivity, false); got != nil {
		t.Fatalf("one who sits on no committee: %v", got)
	}
}

// Older than five years: a warning, not a refusal.
func TestA24(t *testing.T) {
	if w := ScopeWarning(law.Default(), "2021-11-23", testDay); w == nil || w.Key != "inspection.warn.scope" {
		t.Fatalf("have %v", w)
	}
	if w := ScopeWarning(law.Default(), "2021-11-24", testDay); w != nil {
		t.Fatalf("five years to the day: %v", w)
	}
	d := decidedDossier()
	d.ScopeFrom = "2010-01-01"
	_, err := InspectionFlow.Next(Proposed, DoDecide, d, duty.Moment{Who: leader, Today: testDay})
	fine(t, err)
}

// A member counts once in an inspection, however many findings there are.
func TestA25(t *testing.T) {
	s := Subject{Kind: Compliance, ObjectType: Member, Object: "p1", Result: Fault, ConcludedOn: testDay}
	s.Org = "commission"
	n := 0
	for _, f := range s.Facts() {
		if f.Key == "inspection.members_inspected" {
			n += f.N
			if f.Subject != "p1" || f.Unit != "commission" || f.Day != string(testDay) {
				t.Errorf("fact %+v", f)
			}
		}
	}
	if n != 1 {
		t.Fatalf("counted %d times", n)
	}
	if _, counts := any(&Finding{}).(interface{ Facts() []duty.Fact }); counts {
		t.Fatal("findings count")
	}
	s.ConcludedOn = ""
	if len(s.Facts()) != 0 {
		t.Fatal("it counts before the conclusion")
	}
}

// Violations by content may exceed members.
func TestA26(t *testing.T) {
	c := Case{State: InForce, ObjectType: Member, Object: "p1", Form: Warning, Body: ByCell, AnnouncedOn: testDay, Contents: []string{"ethics", "land", "finance"}}
	byKey := map[string]int{}
	contents := 0
	for _, f := range c.Facts() {
		byKey[f.Key] += f.N
		if len(f.Key) > 31 && f.Key[:31] == "inspection.disciplined.content." {
			contents += f.N
		}
	}
	if byKey["inspection.members_disciplined"] != 1 || contents != 3 || byKey["inspection.disciplined.form.warning"] != 1 || byKey["inspection.disciplined.decider.cell"] != 1 {
		t.Fatalf("have %v", byKey)
	}
	c.State = Void
	if len(c.Facts()) != 0 {
		t.Fatal("an annulled decision counts")
	}
	for _, f := range Figures() {
		if f.Key == "inspection.disciplined.content" && !f.Overlap {
			t.Fatal("the parts by content do not say that they overlap")
		}
	}
}

// No vote without a hearing minute or a recorded repeated absence.
func TestA27(t *testing.T) {
	p := heardCase()
	at := duty.Moment{Who: inspector, Today: testDay}
	_, err := CaseFlow.Next(Meeting, DoBallot, p, at)
	fine(t, err)
	p.Hearings = nil
	_, err = CaseFlow.Next(Meeting, DoBallot, p, at)
	refused(t, err, "inspection.need.case_heard")
	away := Hearing{Discipline: "c1", Absent: true, MinuteNo: "1"}
	excused := away
	excused.Excused = true
	p.Hearings = []Hearing{away, excused}
	_, err = CaseFlow.Next(Meeting, DoBallot, p, at)
	refused(t, err, "inspection.need.case_heard")
	p.Hearings = []Hearing{away, away}
	_, err = CaseFlow.Next(Meeting, DoBallot, p, at)
	fine(t, err)
}

// Relatives and the interested do not sit on the body.
func TestA28(t *testing.T) {
	chair := Seat{Name: "Chủ trì", Chair: true}
	fine(t, CouncilSound([]Seat{chair}, member()))
	for _, r := range []Relative{"spouse", "parent", "child", "sibling", "aunt_uncle", "parent_in_law", "sibling_in_law", "child_in_law"} {
		refused(t, CouncilSound([]Seat{chair, {Name: "B", Relative: r}}, member()), "inspection.refuse.bound")
	}
	refused(t, CouncilSound([]Seat{chair, {Name: "B", Interest: true}}, member()), "inspection.refuse.bound")
	refused(t, CouncilSound([]Seat{chair, {Name: "B", Person: "p1"}}, member()), "inspection.refuse.bound")
	refused(t, CouncilSound([]Seat{{Name: "B"}}, member()), "inspection.need.chair")
	p := heardCase() // and no such body meets or takes a proposal up
	p.ProposedTo, p.Council = p.Body, append(p.Council, Seat{Name: "B", Relative: "sibling"})
	for from, do := range map[duty.State]duty.Verb{Heard: DoConvene, Proposed: DoTakeUp} {
		_, err := CaseFlow.Next(from, do, p, duty.Moment{Who: leader, Today: testDay})
		refused(t, err, "inspection.refuse.bound")
	}
}
