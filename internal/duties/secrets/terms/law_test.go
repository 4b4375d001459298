package terms

import (
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// write changes a record as no form would.
func write[T any, P db.Ptr[T]](s *story, r P) {
	s.Helper()
	s.ok(s.Change(s.ctx, db.System, "test", func(t *desk.Turn) error { return db.Save(s.ctx, t.Tx, r) }))
}

// No part stays above the level the whole is lowered to.
func TestS04_PartsFollowALoweredLevel(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.HighSecret, "2020-06-15")
		i.Parts = []register.Part{{Name: "Phụ lục", Grade: access.HighSecret}}
		write(s, &i)
		c := begin(s, s.levels(), officer, DoPropose, i.ID, desk.Values{"to_grade": {"1"}, "reason": {"x"}})
		take(s, s.levels(), leader, c.ID, DoDecide, desk.Values(vals(paper("8-QĐ/TU", "2026-11-24")).with("to_grade", "1")))
		if now := s.item(i.ID); register.Highest(now.Grade, now.Parts) != now.Grade {
			s.Errorf("level %d with parts %v", now.Grade, now.Parts)
		}
	})
}

// The secret of a place keeps no last day when its level changes.
func TestS15_PlaceRaised(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.Secret, "2020-06-15")
		i.Carrier, i.ExpiresOn = register.PlaceOf, ""
		write(s, &i)
		c := begin(s, s.levels(), officer, DoPropose, i.ID, desk.Values{"to_grade": {"2"}, "reason": {"x"}})
		take(s, s.levels(), leader, c.ID, DoDecide, desk.Values(vals(paper("8-QĐ/TU", "2026-11-24")).with("to_grade", "2").with("entry", topEntry)))
		if now := s.item(i.ID); now.Grade != access.HighSecret || now.ExpiresOn != "" {
			s.Errorf("level %d until %q", now.Grade, now.ExpiresOn)
		}
	})
}

// Copies that the decider does not reach are brought to the level of their item
// by the day.
func TestS22_CopiesOutOfReach(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.Secret, "2020-06-15")
		c := s.copiesOf(i.ID)[2]
		c.Org, c.Unit = "elsewhere", "elsewhere"
		write(s, &c)
		l := begin(s, s.levels(), officer, DoPropose, i.ID, desk.Values{"to_grade": {"2"}, "reason": {"x"}})
		take(s, s.levels(), leader, l.ID, DoDecide, desk.Values(vals(paper("8-QĐ/TU", "2026-11-24")).with("to_grade", "2").with("entry", topEntry)))
		s.ok(s.Daily(s.ctx, "2026-11-24"))
		for _, c := range s.copiesOf(i.ID) {
			if c.Grade != access.HighSecret {
				s.Errorf("copy %d has level %d", c.No, c.Grade)
			}
		}
	})
}

// Who sends a notice to another office does not sign for that office.
func TestS22_SenderIsNotTheHolder(t *testing.T) {
	at := duty.Moment{Who: access.Who{ID: "a-keeper", Unit: "province", Person: "p-keeper", Rights: []access.Need{Keep, Hold, Enter}}, Today: "2026-11-24"}
	n := Notice{State: Sent, Unit: "commune", SentBy: "a-keeper", SentOn: "2026-11-24", AcknowledgedOn: "2026-11-24", RemarkedOn: "2026-11-24"}
	for what, err := range map[string]error{"acknowledge": acknowledgeable(n, at), "re-mark": remarkable(n, at)} {
		if err == nil {
			t.Errorf("the sender may %s", what)
		}
	}
	n.Unit = "" // a body outside: what came back on paper is entered
	if err := acknowledgeable(n, at); err != nil {
		t.Error(err)
	}
	n.Unit, n.SentBy = "commune", "a-other"
	if err := acknowledgeable(n, at); err != nil {
		t.Error(err)
	}
}

// The power to destroy is asked for the level the copies have when it is
// decided, and nothing is destroyed that is not there.
func TestS23_AsItStandsWhenDecided(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		fo := s.destructions()
		i := s.issue(access.Secret, "2020-06-15")
		cs := s.copiesOf(i.ID)
		d := begin(s, fo, officer, DoPropose, i.ID, desk.Values{"chosen": {cs[0].ID, cs[1].ID}, "reason": {"Hết giá trị"}})
		take(s, fo, leader, d.ID, DoSetCouncil, desk.Values{"set_up_no": {"1"}, "set_up_on": {"2026-11-20"}, "chair_name": {"A"}, "chair_post": {"Phó bí thư"}, "chair_unit": {"province"}, "members": {"B"}, "keeper_name": {"C"}})
		take(s, fo, officer, d.ID, DoReview, desk.Values{"minutes_no": {"2"}, "met_on": {"2026-11-22"}, "opinion": {"Nhất trí"}})
		i.Grade = access.TopSecret
		write(s, &i)
		for _, c := range cs {
			c.Grade = access.TopSecret
			write(s, &c)
		}
		second := who("second", access.Leader, "province", "p-second")
		write(s, &register.Appointment{Base: duty.Base{Org: "province"}, Person: second.Person, Post: "party_board_head", Unit: "province", From: "2015-01-01"})
		_, err := fo.Take(s.ctx, second, d.ID, 0, DoDecide, paper("3-QĐ", "2026-11-24"))
		wantTold(s.T, err, "secrets.refuse.tier")
		d = take(s, fo, leader, d.ID, DoDecide, paper("3-QĐ", "2026-11-24"))
		if d.Grade != access.TopSecret {
			s.Errorf("decided at level %d", d.Grade)
		}
		lost := s.copiesOf(i.ID)[0]
		s.ok(s.Change(s.ctx, db.System, "test", func(t *desk.Turn) error { return register.MarkMissing(s.ctx, t, &lost, "") }))
		_, err = fo.Take(s.ctx, officer, d.ID, 0, DoExecute, desk.Values{"executed_on": {"2026-11-24"}, "place": {"Kho"}, "method": {"shredded"}, "executors": {"A\nB"}})
		wantTold(s.T, err, "terms.refuse.away") // S26
	})
}

// A council is chaired by the agency that took over from the one that classified.
func TestS38_SuccessorChairs(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.Secret, "2020-06-15")
		i.Issuer, i.IssuerName = "merged", "Cơ quan đã sáp nhập"
		write(s, &i)
		change := org.Change{Old: "merged", New: "commission", Day: vn.Day("2025-07-01"), Extent: "full"}
		change.Org = "province"
		write(s, &change)
		d := begin(s, s.declassifications(), officer, DoPropose, i.ID, desk.Values{"way": {"council"}, "partial": {""}, "reason": {"x"}})
		council := vals{"set_up_no": {"1"}, "set_up_on": {"2026-11-20"}, "chair_name": {"A"}, "chair_post": {"P"}, "chair_unit": {"province"}, "members": {"B"}}
		_, err := s.declassifications().Take(s.ctx, leader, d.ID, 0, DoSetCouncil, desk.Values(council))
		wantTold(s.T, err, "terms.refuse.chair_not_classifier")
		take(s, s.declassifications(), leader, d.ID, DoSetCouncil, desk.Values(council.with("chair_unit", "commission")))
	})
}
