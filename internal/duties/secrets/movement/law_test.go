package movement

import (
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
)

// regrade gives an item and its copies another level, as a decision would.
func (s *stage) regrade(it register.Item, g access.Level) {
	s.Helper()
	it, err := db.Get[register.Item](s.Context(), s.DB.As(db.System), it.ID)
	if err != nil {
		s.Fatal(err)
	}
	it.Grade, it.State = g, register.Raised
	s.save(&it)
	for _, c := range s.copies(it.ID) {
		c.Grade = g
		s.save(&c)
	}
}

// Nothing leaves before the day it was entered, or packed on a day to come.
func TestS05_NotBeforeTheDayOfTheEntry(t *testing.T) {
	tr := wrapped(access.Secret)
	tr.Means, tr.Courier, tr.SentOn, tr.PackedOn, tr.Entered = ByClerk, "A", "2026-11-20", "2026-11-20", "2026-11-23"
	want(t, "sent before it was entered", sendingSound(tr, clerk), "movement.need.sent_on")
	tr.SentOn = "2026-11-23"
	want(t, "sent on the day", sendingSound(tr, clerk), "")
	tr.PackedOn = "2026-11-25"
	want(t, "packed tomorrow", packingSound(tr, clerk), "movement.need.day")
}

// The envelope is that of the level the copies have when they leave.
func TestS06_RaisedAfterItWasPacked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo, officer := transfers(s.desk), s.who("officer")
		it := s.item(5, 1, access.Secret, true)
		tr := begin(s, fo, officer, DoTransfer, it.ID, desk.Values{"to": {dutytest.Commune}, "picked": ids(s.copies(it.ID))})
		take(s, fo, officer, tr.ID, DoPack, packedC)
		s.regrade(it, access.TopSecret)
		refused(s, fo, officer, tr.ID, DoSend, handed, "movement.need.envelopes")
		take(s, fo, officer, tr.ID, DoUnpack, desk.Values{})
		take(s, fo, officer, tr.ID, DoPack, packedA)
		take(s, fo, officer, tr.ID, DoSend, handed)
	})
}

// Only the sender answers a defect, and takes back what was refused.
func TestS07_ReceiverIsNotTheSender(t *testing.T) {
	d := Defect{State: Open, Kind: WrongCount, FoundOn: day, FoundBy: "a-colleague", Sender: "u-a", Receiver: "u-b", Outcome: Completed, Answer: "Đã gửi bù", ResolvedOn: day}
	want(t, "a colleague of who found it", resolutionSound(d, clerk), "movement.refuse.own_defect")
	d.Receiver = "u-c"
	want(t, "the sender", resolutionSound(d, clerk), "")
	tr := wrapped(access.Secret)
	tr.SentOn, tr.EndedOn = "2026-11-20", day
	want(t, "the office that refused takes it back", takeBackSound(tr, clerk), "movement.refuse.receiver_side")
	tr.To, tr.EndedOn = "u-c", "2026-11-19"
	want(t, "back before it was sent", takeBackSound(tr, clerk), "movement.need.day")
}

// A permit does not reach the level the item was raised to since.
func TestS10_RaisedAfterThePermit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		officer, inspector := s.who("officer"), s.who("inspector")
		it := s.item(6, 2, access.HighSecret, true)
		ask := desk.Values{"purpose": {"Họp"}, "asked": {"1"}, "form": {"true_copy"}, "recipients": {"Ban X"}, "executor": {dutytest.Keeper}, "concerned": {"on"}, "place": {"Văn phòng"}}
		p := begin(s, copyPermits(s.desk), inspector, DoRequest, it.ID, ask)
		take(s, copyPermits(s.desk), s.chief(), p.ID, DoPermit, desk.Values{"copies": {"1"}, "decided_on": {"2026-11-24"}})
		carry := desk.Values{"picked": ids(s.copies(it.ID)[:1]), "bearer": {dutytest.Inspector}, "purpose": {"Hội nghị"}, "carry_place": {"Hà Nội"}, "from_on": {"2026-11-24"}, "to_on": {"2026-11-26"}, "carry_means": {"Cặp"}, "protection": {"Không rời"}}
		c := begin(s, carryOuts(s.desk), officer, DoRequest, it.ID, carry)
		s.regrade(it, access.TopSecret)
		refused(s, copyPermits(s.desk), officer, p.ID, DoMake, desk.Values{"making": {"1"}, "made_on": {"2026-11-24"}}, "movement.refuse.raised")
		chief := s.chief()
		chief.Person = dutytest.HeadHer // the top tier permits it at its new level
		take(s, carryOuts(s.desk), chief, c.ID, DoPermit, desk.Values{"decided_on": {"2026-11-24"}})
		c, err := carryOuts(s.desk).Open(t.Context(), d.As(officer), c.ID)
		if err != nil || c.Grade != access.TopSecret {
			t.Errorf("permitted at level %d (%v)", c.Grade, err)
		}
	})
}

// Nobody carries out on the own permit, hands it to oneself, or speaks for the
// bearer.
func TestS14_TheBearerIsOneSide(t *testing.T) {
	c := abroad()
	c.Bearer, c.FromOn, c.ToOn = "p-clerk", day, day
	want(t, "the bearer permits it", carrySound(c, clerk), "movement.refuse.own_request")
	c.TakenOn, c.DecidedOn = day, day
	want(t, "the bearer hands it out", takingSound(c, clerk), "movement.refuse.both_sides")
	c.Picked, c.OnDay = []string{"c1"}, day
	want(t, "the bearer takes it back", givingBackSound(c, clerk), "movement.refuse.both_sides")
	c.Bearer, c.Report, c.ReportedOn, c.LossNote = "p-other", "R", day, "L"
	want(t, "another reports", reportSound(c, clerk), "movement.refuse.not_bearer")
	want(t, "another reports the loss", lossSound(c, clerk), "movement.refuse.not_bearer")
	c.FromOn = "2026-11-25"
	want(t, "taken before the permit begins", takingSound(c, clerk), "movement.refuse.permit_ahead")
}

// The Prime Minister decides before it is entered here.
func TestS37_PrimeMinisterFirst(t *testing.T) {
	p := applied()
	p.Foreign, p.Papers, p.Nationality, p.PMDecision, p.PMOn, p.DecidedOn = true, "1", "Lào", "9/QĐ-TTg", day, day
	p.RequestedOn = "2026-11-01"
	want(t, "the same day", grantSound(p, duty.Moment{Who: access.Who{ID: "a-boss"}, Today: day}), "")
	p.DecidedOn = "2026-11-20"
	want(t, "decided before", grantSound(p, duty.Moment{Who: access.Who{ID: "a-boss"}, Today: day}), "movement.need.pm_on")
}

// What is declassified or lost on its way does not hold up the others.
func TestWhatEndsOnItsWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo, officer, member := transfers(s.desk), s.who("officer"), s.who("member")
		it := s.item(8, 3, access.Secret, true)
		cs := s.copies(it.ID)
		tr := begin(s, fo, officer, DoTransfer, it.ID, desk.Values{"to": {dutytest.Commune}, "picked": ids(cs)})
		take(s, fo, officer, tr.ID, DoPack, packedC)
		take(s, fo, officer, tr.ID, DoSend, handed)
		err := s.desk.Change(t.Context(), db.System, "test", func(turn *desk.Turn) error {
			on := s.copies(it.ID)
			if err := register.MarkReleased(t.Context(), turn, &on[0], ""); err != nil {
				return err
			}
			return register.MarkMissing(t.Context(), turn, &on[1], "")
		})
		if err != nil {
			t.Fatal(err)
		}
		take(s, fo, member, tr.ID, DoCheck, counting("3", true))
		take(s, fo, member, tr.ID, DoReceive, received)
		on := s.copies(it.ID)
		if on[0].State != register.CopyReleased || on[0].Unit != dutytest.Commune || on[1].State != register.Missing || on[2].State != register.InCustody || !on[2].AwaitsEntry {
			t.Errorf("after the receipt: %+v", on)
		}
		s.Verify()
	})
}
