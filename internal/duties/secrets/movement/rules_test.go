package movement

import (
	"errors"
	"slices"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

const day vn.Day = "2026-11-24"

// keyOf is the text of a refusal, "" for none.
func keyOf(err error) string {
	if ps := text.Problems(err); len(ps) > 0 {
		return ps[0].Key
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func want(t *testing.T, what string, err error, key string) {
	t.Helper()
	if got := keyOf(err); got != key {
		t.Errorf("%s: refused with %q, want %q", what, got, key)
	}
}

var clerk = duty.Moment{Who: access.Who{ID: "a-clerk", Unit: "u-b", Person: "p-clerk", Rights: []access.Need{hold, transfer}}, Today: day}

// wrapped is a transfer packed as its level wants it.
func wrapped(g access.Level) Transfer {
	w := wrappings[g]
	return Transfer{From: "u-a", FromName: "A", To: "u-b", ToName: "B", Within: true, Lines: []Line{{Copy: "c1", Number: "01-BC", Grade: g, No: 1}}, Declared: 1, Grade: g,
		Packing: Packing{Envelopes: w.envelopes, InnerSealed: w.inner, InnerMarked: w.inner, OuterMark: w.mark, Tough: true}, PackedOn: day}
}

func TestS05_RegisteredBeforeHandOver(t *testing.T) {
	tr := wrapped(access.Secret)
	want(t, "registered", packingSound(tr, clerk), "")
	tr.Unregistered = []string{"Báo cáo"}
	want(t, "not in a book, packing", packingSound(tr, clerk), "movement.refuse.unregistered")
	want(t, "not in a book, sending", sendingSound(tr, clerk), "movement.refuse.unregistered")
	tr.Unregistered, tr.Elsewhere = nil, []string{"01-BC (1)"}
	want(t, "copy gone meanwhile", sendingSound(tr, clerk), "movement.refuse.elsewhere")
}

func TestS06_Envelopes(t *testing.T) {
	for _, g := range register.Grades {
		want(t, "as prescribed", packingSound(wrapped(g), clerk), "")
	}
	for name, c := range map[string]struct {
		grade access.Level
		spoil func(*Transfer)
		key   string
	}{
		"top secret in one envelope":        {access.TopSecret, func(x *Transfer) { x.Envelopes = 1 }, "movement.need.envelopes"},
		"top secret without the seal":       {access.TopSecret, func(x *Transfer) { x.InnerSealed = false }, "movement.need.inner_sealed"},
		"top secret, inner not marked":      {access.TopSecret, func(x *Transfer) { x.InnerMarked = false }, "movement.need.inner_marked"},
		"top secret under B":                {access.TopSecret, func(x *Transfer) { x.OuterMark = MarkB }, "movement.need.outer_mark"},
		"high secret under C":               {access.HighSecret, func(x *Transfer) { x.OuterMark = MarkC }, "movement.need.outer_mark"},
		"high secret in two envelopes":      {access.HighSecret, func(x *Transfer) { x.Envelopes = 2 }, "movement.need.envelopes"},
		"secret without a letter":           {access.Secret, func(x *Transfer) { x.OuterMark = "" }, "movement.need.outer_mark"},
		"secret in a thin envelope":         {access.Secret, func(x *Transfer) { x.Tough = false }, "movement.need.tough"},
		"nobody to receive":                 {access.Secret, func(x *Transfer) { x.To, x.ToName = "", "" }, "movement.need.to"},
		"to the sender":                     {access.Secret, func(x *Transfer) { x.To = x.From }, "movement.need.other_office"},
		"nothing in it":                     {access.Secret, func(x *Transfer) { x.Lines = nil }, "movement.need.lines"},
		"one person only, but nobody named": {access.Secret, func(x *Transfer) { x.NamedOnly = true }, "movement.need.named"},
	} {
		tr := wrapped(c.grade)
		c.spoil(&tr)
		want(t, name, packingSound(tr, clerk), c.key)
	}
	for _, m := range Marks {
		if g := GradeOf(m); wrappings[g].mark != m {
			t.Errorf("letter %s stands for %d", m, g)
		}
	}
	if GradeOf("X") != access.Open {
		t.Error("an unknown letter stands for a level")
	}
}

func TestS07_MismatchHoldsUpTheSignature(t *testing.T) {
	tr := wrapped(access.Secret)
	tr.State, tr.SentOn, tr.SentBy, tr.CheckedOn, tr.ReceivedOn, tr.Receiver = Checked, day, "a-sender", day, day, "B"
	tr.Checked = 1
	want(t, "count agrees", receiptSound(tr, clerk), "")
	tr.Checked = 0
	want(t, "a copy short", receiptSound(tr, clerk), "movement.refuse.count")
	tr.Checked, tr.Open = 1, []Defect{{Kind: BadPacking}}
	want(t, "an open defect", receiptSound(tr, clerk), "movement.refuse.open_defects")
	tr.Open, tr.SentBy = nil, "a-clerk"
	want(t, "the sender signs", receiptSound(tr, clerk), "movement.refuse.own_transfer")
	tr.SentBy, tr.To, tr.Within = "a-sender", "u-c", false
	want(t, "another office signs", receiptSound(tr, clerk), "movement.refuse.not_receiver")
	tr.To = ""
	want(t, "outside, no slip", receiptSound(tr, clerk), "movement.need.slip")
}

func TestS07_DefectIsAnsweredByTheSender(t *testing.T) {
	d := Defect{State: Open, Kind: WrongCount, FoundOn: day, FoundBy: "a-receiver", Sender: "u-b", Outcome: Completed, Answer: "Đã gửi bù", ResolvedOn: day}
	want(t, "the sender", resolutionSound(d, clerk), "")
	own := d
	own.FoundBy = clerk.Who.ID
	want(t, "whoever found it", resolutionSound(own, clerk), "movement.refuse.own_defect")
	lostOne := d
	lostOne.Outcome, lostOne.Lines = GoneLost, []Line{{Copy: "c1"}}
	want(t, "lost, but which", resolutionSound(lostOne, clerk), "movement.need.gone")
	outside := d
	outside.Sender = ""
	want(t, "outside, no letter", resolutionSound(outside, clerk), "movement.need.notice_no")
	for _, k := range SignKinds {
		s := d
		s.Kind = k
		want(t, "a sign the head has not seen", resolutionSound(s, clerk), "movement.refuse.head_first")
		s.State = Noted
		want(t, "a sign the head has seen", resolutionSound(s, clerk), "")
	}
	want(t, "a wrong count for the head", noteSound(d, clerk), "movement.refuse.not_serious")
}

func TestS08_NamedPersonAlone(t *testing.T) {
	tr := wrapped(access.TopSecret)
	tr.State, tr.SentOn, tr.SentBy, tr.CheckedOn = Sent, day, "a-sender", day
	tr.NamedOnly, tr.Named, tr.NamedName, tr.HandedOn = true, "p-other", "Người có tên", day
	want(t, "somebody else opens", checkSound(tr, clerk), "movement.refuse.named_only")
	want(t, "somebody else signs", receiptSound(tr, clerk), "movement.refuse.named_only")
	want(t, "passed on unopened", handOnSound(tr, clerk), "")
	tr.Named = clerk.Who.Person
	want(t, "the person named", checkSound(tr, clerk), "")
	tr.Named, tr.Urgent = "p-other", true
	want(t, "urgent, but not the head", checkSound(tr, clerk), "movement.refuse.named_only")
	head := clerk
	head.Who.Rights = append(slices.Clone(head.Who.Rights), permits)
	want(t, "urgent, the head", checkSound(tr, head), "")
	tr.NamedOnly = false
	want(t, "for nobody in particular", handOnSound(tr, clerk), "movement.refuse.not_named")
}

var boss = duty.Moment{Who: access.Who{ID: "a-boss", Rights: []access.Need{permits}}, Today: day}

// asked is a sound request to copy.
func asked() CopyPermit {
	return CopyPermit{State: Requested, Asking: Asking{RequestedBy: "a-clerk", RequestedOn: day, DecidedOn: day}, Number: "01-BC", Asked: 3, Copies: 3,
		Form: register.TrueCopy, Place: "Phòng 5", Device: "Máy 1", Offline: true, ExecutorName: "B", Concerned: true}
}

func TestS09_NoCopyBeyondThePermit(t *testing.T) {
	p := asked()
	p.MadeOn = day
	p.Made, p.Making = 3, 3
	want(t, "the third", makingSound(p, clerk), "")
	p.Made, p.Making = 4, 1
	want(t, "the fourth", makingSound(p, clerk), "movement.refuse.over_copy")
	p.Made, p.Making = 3, 0
	want(t, "all made", makingSound(p, clerk), "movement.refuse.all_made")
	want(t, "waste left", closingSound(p, clerk), "movement.refuse.waste")
	p.WasteDestroyed = true
	want(t, "waste destroyed", closingSound(p, clerk), "")
	want(t, "waste destroyed on no day", wasteSound(p, clerk), "movement.need.day")
	p.Copies, p.Asked = 4, 3
	want(t, "more than asked", permitSound(p, boss), "movement.need.copies")
}

func TestS10_TierBelowTheLevel(t *testing.T) {
	p := asked()
	want(t, "the tier reaches", permitSound(p, boss), "")
	p.Power = duty.Forbidden("secrets.refuse.tier")
	want(t, "a lower tier", permitSound(p, boss), "secrets.refuse.tier")
	p.Power, p.RequestedBy = nil, "a-boss"
	want(t, "one's own request", permitSound(p, boss), "movement.refuse.own_request")
	want(t, "refusing one's own request", copyRefusalSound(p, boss), "movement.refuse.own_request")
}

func TestS12_NoCopying(t *testing.T) {
	p := asked()
	p.NoCopying = true
	want(t, "marked", requestComplete(p), "movement.refuse.no_copying")
	want(t, "marked, at the decision", permitSound(p, boss), "movement.refuse.no_copying")
}

func TestA04_CopyRequest(t *testing.T) {
	for key, spoil := range map[string]func(*CopyPermit){
		"movement.need.asked":     func(p *CopyPermit) { p.Asked = 0 },
		"movement.need.form":      func(p *CopyPermit) { p.Form = register.Original },
		"movement.need.place":     func(p *CopyPermit) { p.Place = "" },
		"movement.need.offline":   func(p *CopyPermit) { p.Offline = false },
		"movement.need.executor":  func(p *CopyPermit) { p.ExecutorName = "" },
		"movement.need.concerned": func(p *CopyPermit) { p.Concerned = false },
		"movement.refuse.ended":   func(p *CopyPermit) { p.Ended = true },
	} {
		p := asked()
		spoil(&p)
		want(t, key, requestComplete(p), key)
	}
}

// abroad is a sound request to carry a copy abroad.
func abroad() CarryOut {
	return CarryOut{State: Requested, Asking: Asking{RequestedBy: "a-clerk", RequestedOn: day, DecidedOn: day, Purpose: "Hội nghị"}, Abroad: true, Lines: []Line{{Copy: "c1"}},
		BearerName: "B", Place: "Viêng Chăn", FromOn: day, ToOn: "2026-11-28", Protection: "Va li khóa", DelegationHead: "C", InformedOn: day}
}

func TestS13_Abroad(t *testing.T) {
	c := abroad()
	want(t, "sound", carrySound(c, boss), "")
	if c.CarryPower() != register.CarryAbroad {
		t.Error("abroad asks for another power")
	}
	c.Power = duty.Forbidden("secrets.refuse.tier")
	want(t, "not of the top tier", carrySound(c, boss), "secrets.refuse.tier")
	c.Power, c.DelegationHead = nil, ""
	want(t, "no head of the delegation", carrySound(c, boss), "movement.need.delegation_head")
	c.DelegationHead, c.InformedOn = "C", ""
	want(t, "the head was not told", carrySound(c, boss), "movement.need.informed_on")
	c.Abroad = false
	want(t, "at home nobody is told", carrySound(c, boss), "")
	if c.CarryPower() != register.CarryHome {
		t.Error("at home asks for another power")
	}
}

func TestS14_ReturnAndReport(t *testing.T) {
	c := abroad()
	c.State, c.TakenOn, c.ToOn = Away, "2026-11-20", "2026-11-23"
	want(t, "a copy is out", returnSound(c, clerk), "movement.refuse.outstanding")
	c.Lines[0].BackOn = "2026-11-23"
	want(t, "no report", returnSound(c, clerk), "movement.refuse.no_report")
	if !c.Overdue("2026-11-24") || c.Overdue("2026-11-23") || c.LateBy("2026-11-24") != 1 {
		t.Error("overdue from the day after the last, as long as the report is missing")
	}
	c.ReportedOn = "2026-11-23"
	want(t, "back, with the report", returnSound(c, clerk), "")
	if c.Overdue("2026-11-24") {
		t.Error("returned in time, yet overdue")
	}
	c.Lines[0].BackOn, c.Lines[0].LostOn = "", "2026-11-23"
	want(t, "lost and reported", returnSound(c, clerk), "")
	c.Picked, c.OnDay, c.Bearer = []string{"c1"}, day, clerk.Who.Person
	want(t, "a loss without telling anyone", lossSound(c, clerk), "movement.need.loss_note")
	c.State, c.TakenOn, c.Bearer = Permitted, day, "p-other"
	want(t, "taken after the last day", takingSound(c, clerk), "movement.refuse.permit_over")
}

// applied is a sound application.
func applied() Provision {
	return Provision{State: Requested, Asking: Asking{RequestedBy: "a-clerk", RequestedOn: day, DecidedOn: day, Purpose: "Điều tra"},
		Applicant: Applicant{Applicant: "Cơ quan X", Address: "Số 1"}, Grade: access.TopSecret, Undertaking: true, DecisionNo: "12"}
}

func TestS33_RefusalSaysWhy(t *testing.T) {
	p := applied()
	want(t, "no reason", provisionRefusalSound(p, boss), "movement.need.refuse_reason")
	p.RefuseReason, p.DecisionNo = "Không thuộc phạm vi", ""
	want(t, "not in writing", provisionRefusalSound(p, boss), "movement.need.refusal_no")
	p.DecisionNo = "13"
	want(t, "in writing with a reason", provisionRefusalSound(p, boss), "")
	want(t, "a copy refused without a reason", copyRefusalSound(asked(), boss), "movement.need.refuse_reason")
}

func TestS37_ForeignTopSecret(t *testing.T) {
	p := applied()
	want(t, "at home", grantSound(p, boss), "")
	p.Foreign, p.Nationality, p.Papers = true, "Lào", "P123"
	p.Power = duty.Forbidden("secrets.refuse.tier") // no office of the province holds it
	want(t, "no decision of the Prime Minister", grantSound(p, boss), "movement.need.pm_decision")
	p.PMDecision = "1/QĐ-TTg"
	want(t, "of no day", grantSound(p, boss), "movement.need.pm_on")
	p.PMOn = day
	want(t, "with the decision", grantSound(p, boss), "")
	p.RequestedBy = boss.Who.ID
	want(t, "one's own request", grantSound(p, boss), "movement.refuse.own_request")
	p.RequestedBy, p.Grade = "a-clerk", access.HighSecret
	want(t, "high secret, no top tier", grantSound(p, boss), "secrets.refuse.tier")
	if p.ProvidePower() != register.ProvideOut {
		t.Error("foreigners ask for another power")
	}
	p.Power = nil
	want(t, "high secret, top tier", grantSound(p, boss), "")
	p.Undertaking = false
	want(t, "no undertaking", grantSound(p, boss), "movement.need.undertaking")
}

func TestFactsOfCarryOut(t *testing.T) {
	c := abroad()
	c.Org, c.ID = "u-a", "x"
	if n := len(c.Facts()); n != 0 {
		t.Errorf("a request counts %d", n)
	}
	stock := func() (n int) {
		for _, f := range c.Facts() {
			if f.Key == "secrets.carryouts_not_returned" {
				n += f.N
			}
		}
		return n
	}
	c.State = Away
	if stock() != 1 || len(c.Facts()) != 3 {
		t.Errorf("out: %+v", c.Facts())
	}
	c.Lines[0].BackOn, c.ReportedOn = "2026-12-01", "2026-11-30"
	if fs := c.Facts(); stock() != 0 || len(fs) != 4 || fs[3].Day != "2026-12-01" || fs[2].Day != "2026-11-29" {
		t.Errorf("back late: %+v", fs)
	}
	c.Lines[0].BackOn, c.ReportedOn = "2026-11-27", "2026-11-28"
	if len(c.Facts()) != 2 {
		t.Errorf("back in time: %+v", c.Facts())
	}
}

func TestRefusalsAreTyped(t *testing.T) {
	p := asked()
	p.NoCopying = true
	if err := permitSound(p, boss); !errors.Is(err, duty.ErrIncomplete) {
		t.Errorf("no copying: %v", err)
	}
}
