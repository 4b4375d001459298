package terms

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// A story is the module over a fresh database with a province, its commission
// and a commune, and a secretary who may classify and destroy.
type story struct {
	*testing.T
	pages
	ctx context.Context
	n   int
}

var keeper = who("keeper", access.CellSecretary, "commune", "p-keeper") // holds copies in the commune

// topEntry is an entry of the secret list that allows every level.
const topEntry = "entry-top"

func each(t *testing.T, f func(s *story)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(newStory(t, d)) })
}

func newStory(t *testing.T, d *db.DB) *story {
	deps := duty.Deps{DB: d, Law: func(context.Context) (law.Pack, error) { return law.Default(), nil }}
	s := &story{T: t, pages: pages{desk.New(ID, deps)}, ctx: t.Context()}
	s.ok(d.Migrate(s.ctx, "org", org.Files))
	s.ok(d.Migrate(s.ctx, "person", person.Files))
	s.ok(d.Migrate(s.ctx, register.ID, register.Files))
	s.ok(d.Migrate(s.ctx, ID, Files))
	d.Register(register.ID, register.Records()...)
	d.Register(ID, Records()...)
	s.ok(d.Change(s.ctx, db.System, "org.set", func(tx *db.Tx) error {
		var rs []db.Reach
		for root, units := range map[string][]string{"province": {"province", "commission", "commune"}, "commission": {"commission"}, "commune": {"commune"}} {
			for _, u := range units {
				rs = append(rs, db.Reach{Root: root, Unit: u, Since: "2000-01-01", Until: "9999-12-31", Sees: true})
			}
		}
		if err := tx.SetReach(s.ctx, rs); err != nil {
			return err
		}
		for u, name := range map[string]string{"province": "Tỉnh ủy Thử", "commission": "UBKT Tỉnh ủy Thử", "commune": "Đảng ủy xã Thử"} {
			span := org.Span{Unit: u, Name: name, Fold: vn.Fold(name), ValidFrom: "2000-01-01", ValidTo: org.Forever}
			span.Org = u
			if err := db.Save(s.ctx, tx, &span); err != nil {
				return err
			}
		}
		a := register.Appointment{Base: duty.Base{Org: "province"}, Person: leader.Person, PersonName: leader.Name, Post: "provincial_secretary", Unit: "province", UnitName: "Tỉnh ủy Thử", From: "2015-01-01"}
		top := register.ListEntry{Base: duty.Base{Org: "province", ID: topEntry}, Decision: "1722/QĐ-TTg", Text: "Mẫu", Grade: access.TopSecret, ValidFrom: "2020-11-03"}
		return errors.Join(db.Save(s.ctx, tx, &a), db.Save(s.ctx, tx, &top))
	}))
	return s
}

func (s *story) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// on sets the clock to 9 o'clock of a day.
func (s *story) on(day vn.Day) {
	at, err := time.Parse(time.DateOnly, string(day))
	s.ok(err)
	s.DB.Now = func() time.Time { return at.Add(2 * time.Hour) }
}

// issue puts an item of a level into the book OUT, determined on a day, with
// two copies in the store and one that the commune's secretary holds.
func (s *story) issue(grade access.Level, determined vn.Day) register.Item {
	s.Helper()
	s.n++
	i := register.Item{Base: duty.Base{Org: "province"}, State: register.Issued, Book: register.Out, Year: determined.Year(), Seq: s.n, Symbol: "BC/TU", Kind: "Báo cáo", Grade: grade,
		Carrier: register.Paper, Issuer: "province", IssuerName: "Tỉnh ủy Thử", DeterminedOn: determined, RegisteredOn: determined, IssuedOn: determined, Copies: 3}
	i.Number = register.NumberOf(s.n, i.Symbol)
	i.Recipients = []register.Recipient{{Unit: "commune", Name: "Đảng ủy xã Thử", Copies: 1}, {Name: "Công an tỉnh", Copies: 1}}
	term, err := register.ProtectedUntil(law.Default(), grade, determined, "", "2026-11-24")
	s.ok(err)
	i.ExpiresOn, i.TermCode = term.Last, term.Code
	s.ok(s.Change(s.ctx, db.System, "test", func(t *desk.Turn) error {
		if err := db.Save(s.ctx, t.Tx, &i); err != nil {
			return err
		}
		copies, err := register.NewCopies(s.ctx, t, i, register.Original, []int{1, 2, 3}, 3, "Tủ 1", "")
		if err != nil {
			return err
		}
		c := copies[2]
		c.Org, c.Unit, c.UnitName, c.Holder, c.HolderName, c.Place = "commune", "commune", "Đảng ủy xã Thử", keeper.Person, keeper.Name, ""
		if err := db.Save(s.ctx, t.Tx, &c); err != nil {
			return err
		}
		a := register.Abstract{Base: duty.Base{Org: "province", Dossier: i.ID, Level: grade}, Item: i.ID, Text: "Về công tác thử nghiệm"}
		if grade == access.TopSecret {
			return nil
		}
		return db.Save(s.ctx, t.Tx, &a)
	}))
	return s.item(i.ID)
}

func (s *story) item(id string) register.Item {
	s.Helper()
	i, err := db.Get[register.Item](s.ctx, s.DB.As(db.System), id)
	s.ok(err)
	return i
}

func (s *story) copiesOf(id string) []register.Copy {
	s.Helper()
	all, err := register.CopiesOf(s.ctx, s.DB.As(db.System), id)
	s.ok(err)
	return all
}

func (s *story) noticesOf(record string) []Notice {
	s.Helper()
	all, err := db.Find[Notice](s.ctx, s.DB.As(db.System), "t.record = $1", "ORDER BY t.unit, t.holder, t.id", record)
	s.ok(err)
	return all
}

func take[T any, P db.Ptr[T]](s *story, fo desk.Folder[T, P], w access.Who, id string, do duty.Verb, v desk.Values) T {
	s.Helper()
	r, err := fo.Take(s.ctx, w, id, 0, do, v)
	if err != nil {
		s.Fatalf("%s: %v", do, err)
	}
	return r
}

func begin[T any, P db.Ptr[T]](s *story, fo desk.Folder[T, P], w access.Who, do duty.Verb, of string, v desk.Values) T {
	s.Helper()
	r, err := fo.Begin(s.ctx, w, do, of, v)
	if err != nil {
		s.Fatalf("%s: %v", do, err)
	}
	return r
}

func paper(no string, on vn.Day) desk.Values {
	return desk.Values{"decision_no": {no}, "decided_on": {string(on)}}
}

func (v vals) with(k, x string) vals { v[k] = []string{x}; return v }

type vals desk.Values

func (s *story) extend(i register.Item, months int, on vn.Day) Extension {
	s.Helper()
	m := strconv.Itoa(months)
	e := begin(s, s.extensions(), officer, DoPropose, i.ID, desk.Values{"months": {m}, "reason": {"Còn cần bảo vệ"}})
	return take(s, s.extensions(), leader, e.ID, DoDecide, desk.Values(vals(paper("7-QĐ/TU", on)).with("months", m)))
}

// settleAll sends, acknowledges and re-marks all notices of a record.
func (s *story) settleAll(record string, on vn.Day) {
	s.Helper()
	for _, n := range s.noticesOf(record) {
		take(s, s.notices(), officer, n.ID, DoSend, desk.Values{"sent_no": {"12-TB"}, "sent_on": {string(on)}})
		w := officer
		if n.Holder != "" {
			w = keeper
		}
		take(s, s.notices(), w, n.ID, DoAcknowledge, desk.Values{"acknowledged_on": {string(on)}})
		take(s, s.notices(), w, n.ID, DoRemark, desk.Values{"remarked_on": {string(on)}})
	}
}

// TestS17_ExtensionStory: proposal, decision by another person, stamp, notices
// to every holder within 15 days, each confirmed.
func TestS17_ExtensionStory(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.Secret, "2017-03-01") // ends on 1 March 2027
		_, err := s.extensions().Begin(s.ctx, officer, DoPropose, i.ID, desk.Values{"months": {"121"}, "reason": {"x"}})
		wantTold(t, err, "terms.refuse.too_long")
		e := s.extend(i, 60, "2026-11-24")
		if now := s.item(i.ID); now.ExpiresOn != "2032-03-01" || now.State != register.Extended || now.Extensions != 1 || e.LastDay != "2026-12-31" || len(e.Window.Steps) == 0 || e.Late {
			s.Fatalf("item %s %s, extension %+v", now.ExpiresOn, now.State, e)
		}
		ns := s.noticesOf(e.ID)
		if len(ns) != 3 { // commune's secretary, the store, the police who have no copy on the books
			s.Fatalf("%d notices: %v", len(ns), ns)
		}
		for _, n := range ns {
			if n.DueOn != "2026-12-09" || n.State != NoticeDue || len(n.Due.Steps) == 0 || n.Holder != "" && n.Org != "commune" {
				s.Errorf("notice %+v", n)
			}
		}
		_, err = s.extensions().Begin(s.ctx, officer, DoPropose, i.ID, desk.Values{"months": {"12"}, "reason": {"x"}})
		s.ok(err) // of the new term: that is another extension
		e = take(s, s.extensions(), officer, e.ID, DoStamp, desk.Values{"stamped_on": {"2026-11-24"}})
		if e.State != Stamped {
			s.Fatal(e.State)
		}
		s.settleAll(e.ID, "2026-11-24")
		if e, err = s.extensions().Open(s.ctx, s.DB.As(leader), e.ID); err != nil || e.State != Notified || e.NotifiedOn != "2026-11-24" {
			s.Errorf("%s %s, %v", e.State, e.NotifiedOn, err)
		}
		for _, c := range s.copiesOf(i.ID) {
			if !c.Marked {
				s.Errorf("copy %d is not marked", c.No)
			}
		}
	})
}

// TestS16_WindowByDate: the same proposal three weeks before the end is refused
// in 2025 and warned of in 2026.
func TestS16_WindowByDate(t *testing.T) {
	each(t, func(s *story) {
		old, now := s.issue(access.Secret, "2015-12-31"), s.issue(access.Secret, "2016-12-15")
		s.on("2025-10-30")
		e := begin(s, s.extensions(), officer, DoPropose, old.ID, desk.Values{"months": {"12"}, "reason": {"x"}})
		s.on("2025-11-15")
		_, err := s.extensions().Take(s.ctx, leader, e.ID, 0, DoDecide, desk.Values(vals(paper("7-QĐ/TU", "2025-11-15")).with("months", "12")))
		wantTold(t, err, "terms.refuse.window_closed")
		s.ok(s.Daily(s.ctx, "2025-11-15"))
		if e, _ = s.extensions().Open(s.ctx, s.DB.As(leader), e.ID); e.State != Missed || e.MissedOn != "2025-11-15" {
			s.Errorf("%s %s", e.State, e.MissedOn)
		}
		s.on("2026-11-24")
		l := s.extend(now, 12, "2026-11-24")
		if !l.Late || l.Window.Verified || s.item(now.ID).ExpiresOn != "2027-12-15" {
			s.Errorf("late %v, verified %v, until %s", l.Late, l.Window.Verified, s.item(now.ID).ExpiresOn)
		}
	})
}

// TestS10_TierDecides: who holds no post with the power does not decide.
func TestS10_TierDecides(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.Secret, "2017-03-01")
		e := begin(s, s.extensions(), officer, DoPropose, i.ID, desk.Values{"months": {"12"}, "reason": {"x"}})
		other := who("other", access.Leader, "province", "p-other")
		_, err := s.extensions().Take(s.ctx, other, e.ID, 0, DoDecide, desk.Values(vals(paper("7", "2026-11-24")).with("months", "12")))
		wantTold(t, err, "secrets.refuse.no_post")
	})
}

// TestS22_LevelChangesTogether: item, copies, abstract and term change in one
// step; every recipient is told within 15 days and confirms.
func TestS22_LevelChangesTogether(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.Secret, "2020-06-15")
		c := begin(s, s.levels(), officer, DoPropose, i.ID, desk.Values{"to_grade": {"2"}, "reason": {"x"}})
		v := vals(paper("8-QĐ/TU", "2026-11-24")).with("to_grade", "2")
		_, err := s.levels().Take(s.ctx, leader, c.ID, 0, DoDecide, desk.Values(v))
		wantTold(t, err, "terms.refuse.not_on_list") // S3
		c = take(s, s.levels(), leader, c.ID, DoDecide, desk.Values(v.with("entry", topEntry)))
		s.agrees(i.ID)
		now := s.item(i.ID)
		if now.Grade != access.HighSecret || now.ExpiresOn != "2040-06-15" || now.State != register.Raised || now.ListEntry != topEntry || c.NoticeDue != "2026-12-09" {
			s.Fatalf("%+v", now)
		}
		ns := s.noticesOf(c.ID)
		if len(ns) != 3 {
			s.Fatalf("%d notices", len(ns))
		}
		s.settleAll(c.ID, "2026-11-24")
		s.ok(s.Daily(s.ctx, "2026-11-24")) // the last to confirm does not reach the record
		if c, _ = s.levels().Open(s.ctx, s.DB.As(leader), c.ID); c.State != Remarked {
			s.Errorf("%s: %d unsent, %d unmarked", c.State, c.Waits, c.Unmarked)
		}
	})
}

// TestS20_CouncilStory and S21: a council declassifies a part, then the whole.
func TestS20_CouncilStory(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.HighSecret, "2020-06-15")
		fo := s.declassifications()
		run := func(partial, released string) Declassification {
			d := begin(s, fo, officer, DoPropose, i.ID, desk.Values{"way": {"council"}, "partial": {partial}, "reason": {"x"}})
			_, err := fo.Take(s.ctx, leader, d.ID, 0, DoSetCouncil, desk.Values{"set_up_no": {"1"}, "set_up_on": {"2026-11-20"}, "chair_name": {"A"}, "chair_post": {"Phó bí thư"}, "chair_unit": {"commune"}, "members": {"B"}})
			wantTold(t, err, "terms.refuse.chair_not_classifier")
			take(s, fo, leader, d.ID, DoSetCouncil, desk.Values{"set_up_no": {"1"}, "set_up_on": {"2026-11-20"}, "chair_name": {"A"}, "chair_post": {"Phó bí thư"}, "chair_unit": {"province"}, "members": {"B, Công an tỉnh"}})
			take(s, fo, officer, d.ID, DoReview, desk.Values{"minutes_no": {"2"}, "met_on": {"2026-11-23"}, "opinion": {"Nhất trí"}})
			v := vals(paper("9-QĐ/TU", "2026-11-24")).with("released", released)
			_, err = fo.Take(s.ctx, leader, d.ID, 0, DoDecide, desk.Values(v))
			wantTold(t, err, map[string]string{"": "terms.refuse.file_incomplete", "on": "terms.refuse.file_incomplete"}[partial])
			return take(s, fo, leader, d.ID, DoDecide, desk.Values(v.with("item_filed", "on")))
		}
		d := run("on", "Phụ lục 1\nPhụ lục 2")
		if now := s.item(i.ID); now.State != register.PartlyReleased || now.Grade != access.HighSecret || now.Released != "Phụ lục 1; Phụ lục 2" || now.EndedOn != "" {
			s.Fatalf("%+v", now)
		}
		if n := s.noticesOf(d.ID); len(n) != 3 || n[0].Cause != OfPartly {
			s.Fatal(n)
		}
		s.agrees(i.ID)
		d = run("", "")
		if now := s.item(i.ID); now.State != register.Declassified || now.EndedOn != "2026-11-24" || now.EndedWhy != "council" {
			s.Fatalf("%+v", now)
		}
		s.agrees(i.ID)
		s.settleAll(d.ID, "2026-11-24")
	})
}

// TestArchiveAlone: a historical archive decides without a council when the
// classifier cannot be found (art. 22(4)d).
func TestArchiveAlone(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.Secret, "2020-06-15")
		d := begin(s, s.declassifications(), officer, DoPropose, i.ID, desk.Values{"way": {"archive"}, "reason": {"x"}})
		_, err := s.declassifications().Take(s.ctx, leader, d.ID, 0, DoSetCouncil, desk.Values{"set_up_no": {"1"}, "set_up_on": {"2026-11-20"}, "chair_name": {"A"}, "chair_post": {"P"}, "chair_unit": {"province"}, "members": {"B"}})
		wantTold(t, err, "terms.refuse.no_council")
		alone := desk.Values(vals(paper("1", "2026-11-24")).with("search", "Hỏi cơ quan cũ và nơi kế thừa"))
		_, err = s.declassifications().Take(s.ctx, leader, d.ID, 0, DoDecideAlone, alone)
		wantTold(t, err, "terms.refuse.classifier_stands")
		i.Issuer, i.IssuerName = "dissolved", "Cơ quan cũ" // nobody on record took over from it
		s.ok(s.Change(s.ctx, db.System, "test", func(t *desk.Turn) error { return db.Save(s.ctx, t.Tx, &i) }))
		take(s, s.declassifications(), leader, d.ID, DoDecideAlone, alone)
		if now := s.item(i.ID); now.EndedWhy != "archive" {
			s.Errorf("%+v", now)
		}
	})
}

// TestS18_SweepOnce: the daily sweep declassifies what is over, marks nothing
// else, and does nothing the second time.
func TestS18_SweepOnce(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		over, kept := s.issue(access.Secret, "2016-11-23"), s.issue(access.Secret, "2016-11-24")
		last := s.issue(access.Secret, "2016-12-01")
		s.extend(last, 12, "2026-11-24")
		s.ok(s.Daily(s.ctx, "2026-11-24"))
		now := s.item(over.ID)
		if now.State != register.Declassified || now.EndedOn != "2026-11-24" || now.EndedWhy != "expiry" || s.item(kept.ID).State != register.Issued {
			s.Fatalf("%+v; %s", now, s.item(kept.ID).State)
		}
		s.agrees(over.ID)
		for _, c := range s.copiesOf(over.ID) {
			if c.State != register.CopyReleased || c.Marked {
				s.Errorf("copy %d: %s", c.No, c.State)
			}
		}
		d, err := db.Find[Declassification](s.ctx, s.DB.As(db.System), "t.item = $1", "", over.ID)
		if err != nil || len(d) != 1 || d[0].Way != ByExpiry || d[0].Ground.Due != "2026-11-23" || len(s.noticesOf(d[0].ID)) != 3 {
			s.Fatalf("%+v, %v", d, err)
		}
		before := s.count("journal")
		s.ok(s.Daily(s.ctx, "2026-11-24"))
		if after := s.count("journal"); after != before {
			s.Errorf("the second sweep wrote %d entries", after-before)
		}
		s.on("2026-11-25")
		s.ok(s.Daily(s.ctx, "2026-11-25"))
		if s.item(kept.ID).State != register.Declassified || s.item(last.ID).State != register.Extended {
			s.Errorf("%s %s", s.item(kept.ID).State, s.item(last.ID).State)
		}
	})
}

func (s *story) count(table string) (n int) {
	s.Helper()
	s.ok(db.Query(s.ctx, s.DB.As(db.System), func(r db.Row) error { return r.Scan(&n) }, "SELECT count(*) FROM "+table+" t WHERE {visible t}"))
	return n
}

// TestS19_LeavingTheList: what is on the list no longer is declassified the day
// after, and the notice is due at once; an entry that goes on does not leave.
func TestS19_LeavingTheList(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		gone, kept := s.issue(access.Secret, "2020-01-01"), s.issue(access.Secret, "2020-01-01")
		s.ok(s.Change(s.ctx, db.System, "test", func(t *desk.Turn) error {
			left := register.ListEntry{Base: duty.Base{Org: "province"}, Text: "Việc A", Grade: access.Secret, ValidFrom: "2020-01-01", ValidTo: "2026-11-23"}
			on := register.ListEntry{Base: duty.Base{Org: "province"}, Text: "Việc B", Grade: access.Secret, ValidFrom: "2020-01-01", ValidTo: "2026-11-23"}
			anew := register.ListEntry{Base: duty.Base{Org: "province"}, Text: "việc B", Grade: access.Secret, ValidFrom: "2026-11-24"}
			for _, e := range []*register.ListEntry{&left, &on, &anew} {
				if err := db.Save(s.ctx, t.Tx, e); err != nil {
					return err
				}
			}
			gone.ListEntry, kept.ListEntry = left.ID, on.ID
			if err := db.Save(s.ctx, t.Tx, &gone); err != nil {
				return err
			}
			return db.Save(s.ctx, t.Tx, &kept)
		}))
		s.ok(s.Daily(s.ctx, "2026-11-24"))
		s.ok(s.Daily(s.ctx, "2026-11-24"))
		d, err := db.Find[Declassification](s.ctx, s.DB.As(db.System), "t.way = 'list'", "")
		if err != nil || len(d) != 1 || d[0].Item != gone.ID || d[0].NoticeDue != "2026-11-24" || s.item(kept.ID).State != register.Issued {
			s.Fatalf("%+v, %v", d, err)
		}
		s.on("2026-11-25")
		s.ok(s.Daily(s.ctx, "2026-11-25"))
		for _, n := range s.noticesOf(d[0].ID) {
			if !n.Late || n.Cause != OfLeavingTheList {
				s.Errorf("%+v", n)
			}
		}
	})
}

// TestS23_DestructionStory: nothing is destroyed on the books before the
// destruction minutes; the entry stays as a tombstone.
func TestS23_DestructionStory(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i, j := s.issue(access.HighSecret, "2020-06-15"), s.issue(access.Secret, "2020-06-15")
		cs, fo := s.copiesOf(i.ID), s.destructions()
		_, err := fo.Begin(s.ctx, officer, DoPropose, "", desk.Values{"add_item": {"99-BC/TU"}, "reason": {"x"}})
		wantTold(t, err, "terms.refuse.no_item")
		d := begin(s, fo, officer, DoPropose, i.ID, desk.Values{"chosen": {cs[0].ID, cs[1].ID}, "reason": {"Hết giá trị"}})
		if d.Code != "TH-2026-001" || d.Pieces != 2 || d.Grade != access.HighSecret {
			s.Fatalf("%+v", d)
		}
		_, err = fo.Begin(s.ctx, officer, DoPropose, i.ID, desk.Values{"chosen": {cs[0].ID}, "reason": {"x"}})
		wantTold(t, err, "terms.refuse.listed_already")
		d = take(s, fo, officer, d.ID, DoAdd, desk.Values{"add_item": {j.Number}})
		d, _ = fo.Open(s.ctx, s.DB.As(officer), d.ID)
		third := d.List[slicesIndex(d.List, 3)]
		d = take(s, fo, officer, d.ID, DoTakeOff, desk.Values{"chosen": {third.ID}})
		if d.Pieces != 4 {
			s.Fatalf("%d copies", d.Pieces)
		}
		council := desk.Values{"set_up_no": {"1"}, "set_up_on": {"2026-11-20"}, "chair_name": {"A"}, "chair_post": {"Phó bí thư"}, "chair_unit": {"commune"}, "members": {"B, Công an tỉnh"}, "keeper_name": {"C"}}
		_, err = fo.Take(s.ctx, leader, d.ID, 0, DoSetCouncil, council)
		wantTold(t, err, "terms.refuse.chair_not_keeper")
		take(s, fo, leader, d.ID, DoSetCouncil, desk.Values(vals(council).with("chair_unit", "province")))
		take(s, fo, officer, d.ID, DoReview, desk.Values{"minutes_no": {"2"}, "met_on": {"2026-11-22"}, "opinion": {"Nhất trí"}})
		other := who("other", access.Leader, "province", "p-other")
		_, err = fo.Take(s.ctx, other, d.ID, 0, DoDecide, paper("3-QĐ", "2026-11-24"))
		wantTold(t, err, "secrets.refuse.no_post")
		take(s, fo, leader, d.ID, DoDecide, paper("3-QĐ", "2026-11-24"))
		_, err = fo.Take(s.ctx, officer, d.ID, 0, DoExecute, desk.Values{"executed_on": {"2026-11-24"}, "place": {"Kho"}, "method": {"shredded"}, "executors": {"A"}})
		wantTold(t, err, "terms.need.executors")
		take(s, fo, officer, d.ID, DoExecute, desk.Values{"executed_on": {"2026-11-24"}, "place": {"Kho"}, "method": {"shredded"}, "executors": {"A\nB"}})
		for _, c := range s.copiesOf(i.ID) {
			if c.State == register.CopyDestroy {
				s.Fatal("destroyed before the minutes")
			}
		}
		take(s, fo, officer, d.ID, DoRecord, desk.Values{"record_no": {"4-BB"}, "recorded_on": {"2026-11-24"}})
		states := func(id string) (out string) {
			for _, c := range s.copiesOf(id) {
				out += string(c.State) + " "
			}
			return strings.TrimSpace(out)
		}
		if got := states(i.ID); got != "destroyed destroyed in_custody" || s.item(i.ID).State != register.Issued {
			s.Errorf("%s, item %s", got, s.item(i.ID).State)
		}
		if got := states(j.ID); strings.Count(got, "destroyed") != 2 {
			s.Errorf("%s", got)
		}
		d2 := begin(s, fo, officer, DoUrgent, i.ID, desk.Values{"chosen": {cs[2].ID}, "reason": {"Cháy"}, "executed_on": {"2026-11-24"}, "place": {"Xã"}, "method": {"burnt"}, "executors": {"K"}})
		if now := s.item(i.ID); now.State != register.Destroyed || now.EndedWhy != "destruction" || d2.ReportDue != "2026-11-25" || now.Number != i.Number {
			s.Errorf("%+v, report due %s", now, d2.ReportDue)
		}
	})
}

func slicesIndex(all []Piece, no int) int {
	for i, p := range all {
		if p.No == no {
			return i
		}
	}
	return 0
}

// TestS24_AlarmStory: the report of an urgent destruction is asked for at once;
// without it the alarm goes the day its term is over.
func TestS24_AlarmStory(t *testing.T) {
	each(t, func(s *story) {
		s.on("2026-11-24")
		i := s.issue(access.Secret, "2020-06-15")
		fo := s.destructions()
		ask := desk.Values{"chosen": {s.copiesOf(i.ID)[2].ID}, "reason": {"Cháy"}, "executed_on": {"2026-11-24"}, "place": {"Xã"}, "method": {"burnt"}, "executors": {"K"}}
		d := begin(s, fo, officer, DoUrgent, i.ID, ask)
		s.ok(s.Daily(s.ctx, "2026-11-25"))
		if d, _ = fo.Open(s.ctx, s.DB.As(officer), d.ID); d.Alarm {
			s.Error("alarm on the last day")
		}
		s.ok(s.Daily(s.ctx, "2026-11-26"))
		if d, _ = fo.Open(s.ctx, s.DB.As(officer), d.ID); !d.Alarm {
			s.Error("no alarm")
		}
		d = take(s, fo, officer, d.ID, DoReport, desk.Values{"report_no": {"5-BC"}, "report_to": {"Bí thư"}, "reported_on": {"2026-11-24"}})
		if d.State != Reported {
			s.Error(d.State)
		}
	})
}
