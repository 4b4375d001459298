package terms

import (
	"errors"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

func who(id string, role access.Role, unit, person string) access.Who {
	return access.Who{ID: id, Name: "Họ Tên " + id, Unit: unit, Person: person, Role: role, Rights: access.RightsOf(role), Clearance: access.TopSecret}
}

var (
	leader  = who("leader", access.Leader, "province", "p-leader")
	officer = who("officer", access.SecretsOfficer, "province", "p-officer")
	head    = who("head", access.Head, "province", "p-head")
)

// told gives the key of a refusal and the field it names.
func told(err error) (key, field string) {
	for _, p := range text.Problems(err) {
		return p.Key, p.Field
	}
	return "", ""
}

func wantTold(t *testing.T, err error, key string) {
	t.Helper()
	if got, _ := told(err); got != key || key == "" && err != nil {
		t.Errorf("told %q (%v), want %q", got, err, key)
	}
}

func live(grade access.Level, determined, expires vn.Day) register.Item {
	i := register.Item{State: register.Issued, Grade: grade, DeterminedOn: determined, ExpiresOn: expires, Number: "17-BC/TU", Issuer: "province", IssuerName: "Tỉnh ủy"}
	i.ID, i.Org, i.Dossier = "i1", "province", "i1"
	return i
}

func proposed(on vn.Day) Proposal {
	return Proposal{ProposedBy: "officer", ProposedByName: "O", ProposedOn: on, Reason: "Còn cần bảo vệ"}
}

func decision(on vn.Day) Decision {
	return Decision{DecisionNo: "5-QĐ/TU", DecidedOn: on, Decider: "p-leader", DeciderName: "L"}
}

func extension(grade access.Level, expires, decided vn.Day, months int) Extension {
	i := live(grade, expires.AddYears(-10), expires)
	return Extension{State: Proposed, Grade: grade, ExpiresOn: expires, Proposal: proposed(decided.AddDays(-1)), Months: months,
		Decision: decision(decided), Of: i, Law: law.Default()}
}

func at(w access.Who, today vn.Day) duty.Moment { return duty.Moment{Who: w, Today: today} }

// TestS16_ExtensionWindow: Law 29/2018 art. 20(2): an extension decided later
// than 60 days before the end is refused; under the law of 2025 it is only
// warned of, until the article is verified.
func TestS16_ExtensionWindow(t *testing.T) {
	tests := []struct {
		name             string
		expires, decided vn.Day
		last             vn.Day
		key              string
	}{
		{"2018, on the last day", "2025-12-31", "2025-11-01", "2025-11-01", ""},
		{"2018, a day late", "2025-12-31", "2025-11-02", "2025-11-01", "terms.refuse.window_closed"},
		{"2018, on the end itself", "2025-12-31", "2025-12-31", "2025-11-01", "terms.refuse.window_closed"},
		{"2018 pack by the day of the decision", "2026-04-20", "2026-02-28", "2026-02-19", "terms.refuse.window_closed"},
		{"2025, in time", "2027-01-31", "2026-12-02", "2026-12-02", ""},
		{"2025, late: warned", "2027-01-31", "2026-12-03", "2026-12-02", ""},
		{"over", "2027-01-31", "2027-02-01", "2026-12-02", "terms.refuse.ended"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := extension(access.Secret, tt.expires, tt.decided, 12)
			w, err := WindowOf(e.Law, tt.expires, tt.decided)
			if err != nil || w.Due != tt.last || len(w.Steps) == 0 {
				t.Errorf("last day %s, %v, want %s", w.Due, err, tt.last)
			}
			_, err = ExtensionFlow.Next(Proposed, DoDecide, e, at(leader, tt.decided))
			wantTold(t, err, tt.key)
		})
	}
	if w, _ := WindowOf(law.Default(), "2027-01-31", "2026-12-01"); w.Verified {
		t.Error("the window of the law of 2025 passes for verified")
	}
	if w, _ := WindowOf(law.Default(), "2025-12-31", "2025-01-01"); !w.Verified {
		t.Error("the window of the law of 2018 does not pass for verified")
	}
}

// TestS17_ExtensionLength: art. 20(2): no extension is longer than the term of
// the level; art. 20(4): notices within 15 days.
func TestS17_ExtensionLength(t *testing.T) {
	tests := []struct {
		grade  access.Level
		months int
		ok     bool
	}{
		{access.Secret, 120, true}, {access.Secret, 121, false}, {access.Secret, 0, false},
		{access.HighSecret, 240, true}, {access.HighSecret, 241, false},
		{access.TopSecret, 360, true}, {access.TopSecret, 361, false},
	}
	for _, tt := range tests {
		end, limit, err := NewEnd(law.Default(), tt.grade, "2027-06-30", tt.months, "2026-11-24")
		if (err == nil) != tt.ok {
			t.Errorf("level %d, %d months: %v", tt.grade, tt.months, err)
		}
		if tt.ok && (end != limit.Due || len(limit.Steps) == 0) {
			t.Errorf("level %d: end %s, limit %s", tt.grade, end, limit.Due)
		}
		e := extension(tt.grade, "2027-06-30", "2026-11-24", tt.months)
		if _, err := ExtensionFlow.Next(Proposed, DoDecide, e, at(leader, "2026-11-24")); (err == nil) != tt.ok {
			t.Errorf("level %d, %d months: the flow says %v", tt.grade, tt.months, err)
		}
	}
	due, err := NoticeTerm(law.Default(), OfExtension, "2026-11-24")
	if err != nil || due.Due != "2026-12-09" || len(due.Steps) == 0 {
		t.Errorf("notice due %s, %v", due.Due, err)
	}
}

// TestFourEyes: who proposed does not decide.
func TestFourEyes(t *testing.T) {
	e := extension(access.Secret, "2027-06-30", "2026-11-24", 12)
	e.ProposedBy = "leader"
	_, err := ExtensionFlow.Next(Proposed, DoDecide, e, at(leader, "2026-11-24"))
	if wantTold(t, err, "terms.refuse.own_proposal"); !errors.Is(err, duty.ErrForbidden) {
		t.Error(err)
	}
	if _, err := ExtensionFlow.Next(Proposed, DoDecide, extension(access.Secret, "2027-06-30", "2026-11-24", 12), at(officer, "2026-11-24")); !errors.Is(err, duty.ErrForbidden) {
		t.Error("an officer decides an extension")
	}
}

// TestS18_Expiry: art. 22(1)a: the day after the last day the item is no secret
// any more, unless the term was extended.
func TestS18_Expiry(t *testing.T) {
	i := live(access.Secret, "2016-11-24", "2026-11-24")
	for _, tt := range []struct {
		today vn.Day
		want  bool
	}{{"2026-11-23", false}, {"2026-11-24", false}, {"2026-11-25", true}} {
		if Lapses(i, tt.today) != tt.want {
			t.Errorf("on %s: %v", tt.today, !tt.want)
		}
	}
	for _, s := range []duty.State{register.Draft, register.Proposed, register.Declassified, register.Destroyed, register.Archived} {
		i.State = s
		if Lapses(i, "2099-01-01") {
			t.Errorf("an item in state %s lapses", s)
		}
	}
}

// TestS19_ListNoticeAtOnce: art. 22(3): when the entry left the list, the
// notice is due on the very day.
func TestS19_ListNoticeAtOnce(t *testing.T) {
	for _, on := range []vn.Day{"2025-06-07", "2026-11-24"} {
		due, err := NoticeTerm(law.Default(), OfLeavingTheList, on)
		if err != nil || due.Due != on {
			t.Errorf("due %s, %v, want %s", due.Due, err, on)
		}
	}
}

func councilOf(unit string) Council {
	return Council{SetUpNo: "9-QĐ/TU", SetUpOn: "2026-11-10", ChairName: "Chủ tịch", ChairPost: "Phó bí thư", ChairUnit: unit, ChairUnitName: "X",
		Members: []string{"Nguyễn Văn A, Công an tỉnh"}, MinutesNo: "1-BB", MetOn: "2026-11-20", Opinion: "Nhất trí"}
}

func declassification() Declassification {
	return Declassification{State: Proposed, Way: ByCouncil, Proposal: proposed("2026-11-01"), Council: councilOf("province"), ItemFiled: true,
		Decision: decision("2026-11-24"), Of: live(access.Secret, "2020-01-01", "2030-01-01"), Law: law.Default()}
}

// TestS20_CouncilFile: art. 22(4), (5): the chair comes from the agency that
// classified, and the decision needs the four mandatory documents.
func TestS20_CouncilFile(t *testing.T) {
	tests := []struct {
		name string
		from duty.State
		do   duty.Verb
		with func(*Declassification)
		key  string
	}{
		{"set up", Proposed, DoSetCouncil, func(*Declassification) {}, ""},
		{"chair of another agency", Proposed, DoSetCouncil, func(d *Declassification) { d.ChairUnit = "police" }, "terms.refuse.chair_not_classifier"},
		{"chair of the successor", Proposed, DoSetCouncil, func(d *Declassification) {
			d.Of.Successor, d.Of.SuccessorName, d.ChairUnit = "new", "Mới", "new"
		}, ""},
		{"no members", Proposed, DoSetCouncil, func(d *Declassification) { d.Members = nil }, "terms.need.members"},
		{"no decision to set it up", Proposed, DoSetCouncil, func(d *Declassification) { d.SetUpNo = "" }, "terms.need.set_up_no"},
		{"no council for an archive", Proposed, DoSetCouncil, func(d *Declassification) { d.Way = ByArchive }, "terms.refuse.no_council"},
		{"no minutes", CouncilSet, DoReview, func(d *Declassification) { d.MinutesNo = "" }, "terms.need.minutes_no"},
		{"met before it was set up", CouncilSet, DoReview, func(d *Declassification) { d.MetOn = "2026-11-09" }, "terms.need.day_after"},
		{"complete", Reviewed, DoDecide, func(*Declassification) {}, ""},
		{"item not in the file", Reviewed, DoDecide, func(d *Declassification) { d.ItemFiled = false }, "terms.refuse.file_incomplete"},
		{"minutes gone", Reviewed, DoDecide, func(d *Declassification) { d.MinutesNo = "" }, "terms.refuse.file_incomplete"},
		{"decided before it met", Reviewed, DoDecide, func(d *Declassification) { d.DecidedOn = "2026-11-19" }, "terms.need.day_after"},
		{"council first", Proposed, DoDecideAlone, func(*Declassification) {}, "terms.refuse.council_first"},
		{"archive alone", Proposed, DoDecideAlone, func(d *Declassification) { d.Way, d.Search = ByArchive, "Đã hỏi Tỉnh ủy, cơ quan không còn" }, ""},
		{"archive without a search", Proposed, DoDecideAlone, func(d *Declassification) { d.Way = ByArchive }, "terms.need.search"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := declassification()
			tt.with(&d)
			w := leader
			if tt.do == DoReview {
				w = officer
			}
			_, err := DeclassifyFlow.Next(tt.from, tt.do, d, at(w, "2026-11-24"))
			wantTold(t, err, tt.key)
		})
	}
	if n := Documents(declassification()); n != 4 {
		t.Errorf("%d documents", n)
	}
}

// TestS21_PartialLists: art. 22(6)b: what a partial declassification releases
// is listed.
func TestS21_PartialLists(t *testing.T) {
	d := declassification()
	d.Partial = true
	_, err := DeclassifyFlow.Next(Reviewed, DoDecide, d, at(leader, "2026-11-24"))
	wantTold(t, err, "terms.need.released")
	d.Released = []string{"Phụ lục 2"}
	_, err = DeclassifyFlow.Next(Reviewed, DoDecide, d, at(leader, "2026-11-24"))
	wantTold(t, err, "")
}

// TestS22_LevelChange: art. 21: another level, decided by another person than
// proposed it, one cleared for both levels; the notice within 15 days under
// both laws.
func TestS22_LevelChange(t *testing.T) {
	sound := func() LevelChange {
		return LevelChange{From: access.Secret, To: access.HighSecret, Proposal: proposed("2026-11-20"), Decision: decision("2026-11-24"),
			Of: live(access.Secret, "2020-01-01", "2030-01-01"), Law: law.Default()}
	}
	low := leader
	low.Clearance = access.Secret
	tests := []struct {
		name string
		who  access.Who
		with func(*LevelChange)
		key  string
	}{
		{"raise", leader, func(*LevelChange) {}, ""},
		{"same level", leader, func(c *LevelChange) { c.To = c.From }, "terms.need.other_level"},
		{"no level", leader, func(c *LevelChange) { c.To = 0 }, "terms.need.other_level"},
		{"not cleared", low, func(*LevelChange) {}, "terms.refuse.clearance"},
		{"changed meanwhile", leader, func(c *LevelChange) { c.Of.Grade = access.TopSecret }, "terms.refuse.level_moved"},
		{"ended meanwhile", leader, func(c *LevelChange) { c.Of.State = register.Declassified }, "terms.refuse.ended"},
		{"decided before proposed", leader, func(c *LevelChange) { c.DecidedOn = "2026-11-19" }, "terms.need.after_proposal"},
		{"term over under the lower level", leader, func(c *LevelChange) {
			c.From, c.To, c.Of = access.HighSecret, access.Secret, live(access.HighSecret, "2010-01-01", "2030-01-01")
		}, "terms.refuse.term_over"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := sound()
			tt.with(&c)
			_, err := LevelFlow.Next(Proposed, DoDecide, c, at(tt.who, "2026-11-24"))
			wantTold(t, err, tt.key)
		})
	}
	for on, want := range map[vn.Day]vn.Day{"2025-06-02": "2025-06-17", "2026-06-02": "2026-06-17"} {
		if due, err := NoticeTerm(law.Default(), OfLevel, on); err != nil || due.Due != want {
			t.Errorf("notice of %s due %s, %v, want %s", on, due.Due, err, want)
		}
	}
}

// TestS15_EndUnderLevel: the term runs from the day of determination at the
// level of today, with the extensions on top, none longer than the level's
// term.
func TestS15_EndUnderLevel(t *testing.T) {
	i := live(access.Secret, "2020-06-15", "2030-06-15")
	for _, tt := range []struct {
		grade access.Level
		ext   []int
		want  vn.Day
	}{
		{access.Secret, nil, "2030-06-15"}, {access.HighSecret, nil, "2040-06-15"}, {access.TopSecret, nil, "2050-06-15"},
		{access.Secret, []int{12}, "2031-06-15"}, {access.Secret, []int{12, 240}, "2041-06-15"}, {access.HighSecret, []int{12, 240}, "2061-06-15"},
	} {
		if got, err := EndUnder(law.Default(), i, tt.grade, tt.ext, "2026-11-24"); err != nil || got.Due != tt.want {
			t.Errorf("level %d, %v: %s, %v, want %s", tt.grade, tt.ext, got.Due, err, tt.want)
		}
	}
}

func destruction() Destruction {
	d := Destruction{Unit: "province", UnitName: "Tỉnh ủy", Pieces: 2, Proposal: proposed("2026-11-01"), Council: councilOf("province"), KeeperName: "Trần Thị B",
		Decision: decision("2026-11-21"), Place: "Kho lưu trữ", Method: Shredded, Executors: []string{"A", "B"}, ExecutedOn: "2026-11-22",
		RecordNo: "2-BB", RecordedOn: "2026-11-22", Law: law.Default()}
	return d
}

// TestS23_DestructionCouncil: art. 23(3)a: the council's chair leads the agency
// that keeps the items; the direct keeper and a related agency sit in it; five
// parts make the file; two persons carry it out (M22).
func TestS23_DestructionCouncil(t *testing.T) {
	tests := []struct {
		name string
		from duty.State
		do   duty.Verb
		who  access.Who
		with func(*Destruction)
		key  string
	}{
		{"council", Proposed, DoSetCouncil, leader, func(*Destruction) {}, ""},
		{"chair of another agency", Proposed, DoSetCouncil, leader, func(d *Destruction) { d.ChairUnit = "police" }, "terms.refuse.chair_not_keeper"},
		{"without the keeper", Proposed, DoSetCouncil, leader, func(d *Destruction) { d.KeeperName = "" }, "terms.need.keeper"},
		{"without a related agency", Proposed, DoSetCouncil, leader, func(d *Destruction) { d.Members = nil }, "terms.need.members"},
		{"empty list", Proposed, DoSetCouncil, leader, func(d *Destruction) { d.Pieces = 0 }, "terms.need.pieces"},
		{"minutes", CouncilSet, DoReview, officer, func(*Destruction) {}, ""},
		{"no minutes", CouncilSet, DoReview, officer, func(d *Destruction) { d.MinutesNo = "" }, "terms.need.minutes_no"},
		{"decision", Reviewed, DoDecide, leader, func(*Destruction) {}, ""},
		{"not before it is decided", Reviewed, DoExecute, officer, func(*Destruction) {}, "duty.nostep"},
		{"execution", Decided, DoExecute, officer, func(*Destruction) {}, ""},
		{"one executor", Decided, DoExecute, officer, func(d *Destruction) { d.Executors = []string{"A"} }, "terms.need.executors"},
		{"no method", Decided, DoExecute, officer, func(d *Destruction) { d.Method = "" }, "terms.need.method"},
		{"before the decision", Decided, DoExecute, officer, func(d *Destruction) { d.ExecutedOn = "2026-11-20" }, "terms.need.day_after"},
		{"minutes of the destruction", Executed, DoRecord, officer, func(*Destruction) {}, ""},
		{"without minutes of the destruction", Executed, DoRecord, officer, func(d *Destruction) { d.RecordNo = "" }, "terms.need.record_no"},
		{"a part of the file lacks", Executed, DoRecord, officer, func(d *Destruction) { d.DecisionNo = "" }, "terms.refuse.parts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := destruction()
			tt.with(&d)
			_, err := DestroyFlow.Next(tt.from, tt.do, d, at(tt.who, "2026-11-24"))
			wantTold(t, err, tt.key)
		})
	}
	if n := FileParts(destruction()); n != 5 {
		t.Errorf("%d parts", n)
	}
}

// TestS24_UrgentReport: art. 23(3)c: the written report of an urgent
// destruction is due at once; when its day is over the alarm goes.
func TestS24_UrgentReport(t *testing.T) {
	d := Destruction{State: Urgently, Urgent: true, ExecutedOn: "2026-11-23", ReportDue: "2026-11-24"}
	if AlarmDue(d, "2026-11-24") || !AlarmDue(d, "2026-11-25") {
		t.Error("alarm on the wrong day")
	}
	_, err := DestroyFlow.Next(Urgently, DoReport, d, at(officer, "2026-11-24"))
	wantTold(t, err, "terms.need.report_no")
	d.ReportNo, d.ReportTo, d.ReportedOn = "3-BC", "Bí thư", "2026-11-24"
	_, err = DestroyFlow.Next(Urgently, DoReport, d, at(officer, "2026-11-24"))
	wantTold(t, err, "")
	d.ReportedOn = "2026-11-22"
	_, err = DestroyFlow.Next(Urgently, DoReport, d, at(officer, "2026-11-24"))
	wantTold(t, err, "terms.need.day_after")
}

// TestNoticeOfHolder: the holder confirms, or whoever enters what came back on
// paper; nobody else.
func TestNoticeOfHolder(t *testing.T) {
	n := Notice{Holder: "p-head", SentOn: "2026-11-20", AcknowledgedOn: "2026-11-24", RemarkedOn: "2026-11-24"}
	for _, tt := range []struct {
		who access.Who
		key string
	}{{head, ""}, {officer, ""}, {leader, "terms.refuse.not_holder"}} {
		_, err := NoticeFlow.Next(Sent, DoAcknowledge, n, at(tt.who, "2026-11-24"))
		wantTold(t, err, tt.key)
		_, err = NoticeFlow.Next(Acknowledged, DoRemark, n, at(tt.who, "2026-11-24"))
		wantTold(t, err, tt.key)
	}
	n.RemarkedOn = "2026-11-23"
	_, err := NoticeFlow.Next(Acknowledged, DoRemark, n, at(head, "2026-11-24"))
	wantTold(t, err, "terms.need.day_after")
}

// TestLateNotices: late from the day after the last.
func TestLateNotices(t *testing.T) {
	for _, tt := range []struct {
		sent, today vn.Day
		want        bool
	}{{"", "2026-12-09", false}, {"", "2026-12-10", true}, {"2026-12-09", "2027-01-01", false}, {"2026-12-10", "2026-12-10", true}} {
		if got := SentLate(Notice{DueOn: "2026-12-09", SentOn: tt.sent}, tt.today); got != tt.want {
			t.Errorf("sent %q, on %s: %v", tt.sent, tt.today, got)
		}
	}
}
