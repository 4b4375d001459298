package register

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/text"
)

// A house is the invented office with the register in it.
type house struct {
	*dutytest.Screen
	k pages

	officer, officer2, leader, inspector, member, other access.Who
	entry                                               ListEntry
}

// begin founds the office on 24 November 2026, with an entry of the list and a
// leader who may classify.
func begin(t *testing.T, d *db.DB) *house {
	t.Helper()
	o := &house{Screen: dutytest.New(t, d, New(dutytest.Deps(d))), k: pages{Desk: desk.New(ID, dutytest.Deps(d))}}
	for name, p := range map[string]*access.Who{"officer": &o.officer, "officer2": &o.officer2, "leader": &o.leader, "inspector": &o.inspector, "member": &o.member, "other": &o.other} {
		*p = dutytest.Who(t, name)
	}
	o.leader.Person = dutytest.HeadHer
	o.On("2026-11-24")
	o.entry = ListEntry{Base: duty.Base{Org: dutytest.Office}, Decision: "1722/QĐ-TTg", Clause: "khoản 2", Text: "Thông tin chưa công khai", Grade: access.TopSecret, ValidFrom: "2020-11-03"}
	o.save(&o.entry)
	o.save(&Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.HeadHer, PersonName: dutytest.Names[dutytest.HeadHer], Post: "provincial_secretary", Unit: dutytest.Office, Decision: "1-QĐ/TU", From: "2015-01-01"})
	return o
}

func (o *house) fine(errs ...error) {
	o.Helper()
	for _, err := range errs {
		if err != nil {
			o.Fatal(err)
		}
	}
}

func save[T any, P db.Ptr[T]](o *house, r P) {
	o.Helper()
	o.fine(o.DB.Change(o.Context(), db.System, "test", func(tx *db.Tx) error { return db.Save(o.Context(), tx, r) }))
}

func (o *house) save(r any) {
	o.Helper()
	switch r := r.(type) {
	case *ListEntry:
		save(o, r)
	case *Appointment:
		save(o, r)
	case *DelegationOfPower:
		save(o, r)
	case *Authority:
		save(o, r)
	case *Item:
		save(o, r)
	case *Copy:
		save(o, r)
	default:
		o.Fatalf("cannot save %T", r)
	}
}

// refused fails the test unless an error is a refusal with a text.
func (o *house) refused(err error, key string) {
	o.Helper()
	for _, p := range text.Problems(err) {
		if p.Key == key {
			return
		}
	}
	o.Errorf("got %v, want the refusal %s", err, key)
}

// draft drafts an item of OUT in the name of the officer.
func (o *house) draft(more desk.Values) (Item, error) {
	o.Helper()
	a := desk.Values{"kind": {"Báo cáo"}, "carrier": {"paper"}, "grade": {"2"}, "words": {"Nội dung mẫu"}, "list_entry": {o.entry.ID}, "basis": {"Điều 7"}, "copies": {"3"}}
	for k, v := range more {
		a[k] = v
	}
	return o.k.items().Begin(o.Context(), o.officer, DoDraft, "", a)
}

// item takes an item of OUT all the way into the book.
func (o *house) item(more desk.Values) (Item, []Copy) {
	o.Helper()
	ctx, fo := o.Context(), o.k.items()
	i, err := o.draft(more)
	o.fine(err)
	i, err = fo.Take(ctx, o.officer, i.ID, i.Version, DoPropose, desk.Values{})
	o.fine(err)
	i, err = fo.Take(ctx, o.leader, i.ID, i.Version, DoDetermine, desk.Values{"grade": {string('0' + rune(i.Grade))}, "determined_on": {string(o.k.Today())}, "list_entry": {i.ListEntry}, "basis": {i.Basis}, "short_term": {string(i.ShortTerm)}})
	o.fine(err)
	i, err = fo.Take(ctx, o.officer, i.ID, i.Version, DoRegister, desk.Values{"symbol": {"BC/TU"}, "copies": {"3"}, "place": {"Tủ 2"}, "storing": {"Văn phòng"}})
	o.fine(err)
	copies, err := CopiesOf(ctx, o.DB.As(o.officer), i.ID)
	o.fine(err)
	return i, copies
}

// arrival registers an item that came in.
func (o *house) arrival(more desk.Values) (Item, error) {
	o.Helper()
	a := desk.Values{"number": {"221-BC/CA"}, "issuer_name": {"Công an tỉnh"}, "determined_on": {"2026-11-02"}, "arrived_on": {"2026-11-20"}, "kind": {"Báo cáo"}, "carrier": {"paper"}, "grade": {"1"}, "words": {"Tình hình quý"}, "copies": {"2"}, "place": {"Tủ 1"}}
	for k, v := range more {
		a[k] = v
	}
	return o.k.items().Begin(o.Context(), o.officer, DoReceive, "", a)
}

func TestItemFromDraftToIssue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.items()
		i, copies := o.item(nil)
		if i.Number != "01-BC/TU" || i.Seq != 1 || i.Year != 2026 || i.ExpiresOn != "2046-11-24" || i.State != Registered || len(copies) != 3 {
			t.Fatalf("registered: %+v, %d copies", i, len(copies))
		}
		if c := copies[2]; c.No != 3 || c.Of != 3 || c.State != InCustody || c.Hand().String() != "Tủ 2" || c.Grade != access.HighSecret || c.Dossier != i.ID {
			t.Errorf("copy: %+v", c)
		}
		_, err := fo.Take(ctx, o.officer, i.ID, i.Version, DoIssue, desk.Values{"issued_on": {"2026-11-24"}})
		o.refused(err, "desk.need")
		i, err = fo.Take(ctx, o.officer, i.ID, i.Version, DoIssue, desk.Values{"issued_on": {"2026-11-24"}, "draft_fate": {"destroyed"}})
		if o.fine(err); i.State != Issued || i.DraftFateOn != "2026-11-24" {
			t.Errorf("issued: %+v", i)
		}
		second, _ := o.item(nil)
		if second.Number != "02-BC/TU" {
			t.Errorf("second number %s", second.Number)
		}
		o.Verify()
	})
}

func TestHandOverWithBothSides(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.copies()
		_, copies := o.item(nil)
		c, err := fo.Take(ctx, o.officer, copies[0].ID, 0, DoGive, desk.Values{"to": {dutytest.Inspector}, "basis": {"KT-2026-009"}})
		if o.fine(err); c.State != InTransit || c.Hand().String() != "Tủ 2" || c.HolderName != dutytest.Names[dutytest.Inspector] {
			t.Fatalf("given: %+v", c)
		}
		_, err = fo.Take(ctx, o.officer, c.ID, 0, DoConfirm, desk.Values{})
		o.refused(err, "secrets.refuse.not_receiver")
		c, err = fo.Take(ctx, o.inspector, c.ID, c.Version, DoConfirm, desk.Values{})
		if o.fine(err); c.State != InCustody || c.Hand().Person != dutytest.Inspector || c.HeldSince != "2026-11-24" || c.From != "" {
			t.Fatalf("confirmed: %+v", c)
		}
		// recalled, brought back by the holder, confirmed by the keeper
		c, err = fo.Take(ctx, o.officer, c.ID, 0, DoRecall, desk.Values{"due_on": {"2026-11-30"}})
		o.fine(err)
		c, err = fo.Take(ctx, o.inspector, c.ID, 0, DoBring, desk.Values{})
		if o.fine(err); c.State != InTransit || c.Back != RecallDue || c.Hand().Person != dutytest.Inspector {
			t.Fatalf("brought: %+v", c)
		}
		c, err = fo.Take(ctx, o.officer, c.ID, 0, DoConfirm, desk.Values{})
		if o.fine(err); c.State != InCustody || !c.AtHome() || c.DueOn != "" {
			t.Fatalf("home again: %+v", c)
		}
		events, err := db.Find[CustodyEvent](ctx, d.As(o.officer), "t.copy_id = $1", "ORDER BY t.id", c.ID)
		o.fine(err)
		var kinds []string
		for _, e := range events {
			kinds = append(kinds, string(e.Kind))
		}
		if got := strings.Join(kinds, " "); got != "made given confirmed recalled brought confirmed" {
			t.Errorf("life line: %s", got)
		}
		o.Verify()
	})
}

func TestLoan(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.copies()
		_, copies := o.item(nil)
		_, err := fo.Take(ctx, o.officer, copies[0].ID, 0, DoLend, desk.Values{"to": {dutytest.Member}, "due_on": {"2026-11-20"}, "basis": {"P1"}, "approver": {dutytest.HeadHer}})
		o.refused(err, "secrets.refuse.past")
		c, err := fo.Take(ctx, o.officer, copies[0].ID, 0, DoLend, desk.Values{"to": {dutytest.Member}, "due_on": {"2026-11-27"}, "basis": {"P1"}, "approver": {dutytest.HeadHer}})
		if o.fine(err); c.Org != dutytest.Commune || c.Toward != Lent {
			t.Fatalf("lent: %+v", c)
		}
		c, err = fo.Take(ctx, o.member, c.ID, 0, DoRefuse, desk.Values{"note": {"nhầm người"}})
		if o.fine(err); c.State != InCustody || !c.AtHome() || c.DueOn != "" {
			t.Fatalf("refused: %+v", c)
		}
		c, err = fo.Take(ctx, o.officer, copies[0].ID, 0, DoLend, desk.Values{"to": {dutytest.Member}, "due_on": {"2026-11-27"}, "basis": {"P1"}, "approver": {dutytest.HeadHer}})
		o.fine(err)
		c, err = fo.Take(ctx, o.member, c.ID, 0, DoConfirm, desk.Values{})
		if o.fine(err); c.State != Lent || c.DueOn != "2026-11-27" {
			t.Fatalf("on loan: %+v", c)
		}
		o.On("2026-11-28")
		if p := o.Get("officer", "/secrets/overdue"); !strings.Contains(p.Text("main"), dutytest.Names[dutytest.Member]) {
			t.Error("the overdue loan is not in its list")
		}
		ts, err := work()(ctx, d.As(o.officer), "2026-11-28", 20)
		o.fine(err)
		found := false
		for _, x := range ts {
			found = found || x.Title.Key == "secrets.task.loan" && x.Due == "2026-11-27"
		}
		if !found {
			t.Errorf("the overdue loan is no work of the keeper: %+v", ts)
		}
		_, err = fo.Take(ctx, o.officer, c.ID, 0, DoTakeBack, desk.Values{"place": {"Tủ 2"}})
		o.refused(err, "desk.need")
		c, err = fo.Take(ctx, o.officer, c.ID, 0, DoTakeBack, desk.Values{"place": {"Tủ 2"}, "note": {"phiếu 7"}})
		if o.fine(err); c.State != InCustody || !c.AtHome() || c.Place != "Tủ 2" || c.Org != dutytest.Office {
			t.Fatalf("taken back: %+v", c)
		}
		o.Verify()
	})
}

func TestOutOfReach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		i, copies := o.item(nil)
		if _, err := o.k.items().Open(t.Context(), d.As(o.other), i.ID); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("another province opens the item: %v", err)
		}
		if _, err := o.k.copies().Take(t.Context(), o.other, copies[0].ID, 0, DoRecall, desk.Values{"due_on": {"2026-12-01"}}); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("another province recalls a copy: %v", err)
		}
	})
}

// TestThroughPages registers, hands over and confirms as people do it.
func TestThroughPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		o.Refused("officer", "/secrets/item/new/receive", "number", "221-BC/CA", "issuer_name", "Công an tỉnh", "determined_on", "02/11/2026", "arrived_on", "20/11/2026", "kind", "Báo cáo", "carrier", "paper", "grade", "3", "words", "Tình hình", "copies", "1")
		p := o.Do("officer", "/secrets/item/new/receive", "number", "221-BC/CA", "issuer_name", "Công an tỉnh", "determined_on", "02/11/2026", "arrived_on", "20/11/2026", "kind", "Báo cáo", "carrier", "paper", "grade", "1", "words", "Tình hình", "copies", "2", "place", "Tủ 1")
		if main := p.Text("main"); !strings.Contains(main, "221-BC/CA") || !strings.Contains(main, "MẬT") || !strings.Contains(main, "Còn 9 năm") || !strings.Contains(main, "Chưa kiểm chứng") {
			t.Errorf("page of the item: %s", main)
		}
		copies, err := db.Find[Copy](t.Context(), d.As(o.officer), "1 = 1", "ORDER BY t.copy_no")
		o.fine(err)
		at := CopyHref(copies[0].ID)
		o.Do("officer", at+"/give?q=gia+dinh", "to", dutytest.Inspector, "basis", "KT-2026-001")
		if p := o.Get("inspector", "/secrets/mine"); !strings.Contains(p.Text("main"), "221-BC/CA") {
			t.Errorf("what waits for the inspector: %s", p.Text("main"))
		}
		if p := o.Get("officer", at); strings.Contains(p.Text(".next"), "Xác nhận đã nhận") {
			t.Errorf("the giver is offered to confirm: %s", p.Text(".next"))
		}
		o.Do("inspector", at+"/confirm")
		if p := o.Get("inspector", "/secrets/mine"); !strings.Contains(p.Text("main"), "KT-2026-001") {
			t.Errorf("what the inspector holds: %s", p.Text("main"))
		}
		if p := o.Get("officer", ItemHref(copies[0].Item)); !strings.Contains(p.Text("main"), "1/1 lần giao có ký nhận") {
			t.Errorf("life line: %s", p.Text("main"))
		}
		for _, who := range []string{"auditor", "inspector"} {
			if p := o.As(who).Post(at+"/recall", "due_on", "30/11/2026"); p.Code != http.StatusForbidden {
				t.Errorf("%s recalls a copy: %d", who, p.Code)
			}
		}
		o.Verify()
	})
}

// TestPagesAreWhole opens every page of the register as the officer.
func TestPagesAreWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		for page, data := range map[string]any{"item": ItemPage{}, "hold": HoldPage{}, "labels": LabelPage{}, "volume": VolumePage{}, "sheet": SheetPage{}, "import": ImportPage{}} {
			o.Template("secrets/"+page+".html", data)
		}
		i, copies := o.item(nil)
		in, err := o.arrival(nil)
		o.fine(err)
		for _, at := range []string{"/secrets", "/secrets/in", "/secrets/drafts", "/secrets/lent", "/secrets/overdue", "/secrets/ending", "/secrets/missing", "/secrets/books", "/secrets/books?book=in", "/secrets/books?book=inventory_time",
			"/secrets/books/out/2026/0", "/secrets/books/out/2026/1", "/secrets/books/inventory_grade/2026/1", "/secrets/mine", "/secrets/holders", "/secrets/holders?person=" + dutytest.Inspector, "/secrets/due", "/secrets/labels?item=" + i.ID,
			"/secrets/import", "/secrets/entries", "/secrets/authorities", "/secrets/authorities?q=01/01/2021", "/secrets/appointments", "/secrets/powers", "/secrets/handovers", "/secrets/stocktakes", ItemHref(i.ID), ItemHref(in.ID), CopyHref(copies[1].ID),
			"/secrets/item/new/draft", "/secrets/item/new/receive", "/secrets/entry/new/add", "/secrets/authority/new/add", "/secrets/appointment/new/add", "/secrets/power/new/record", "/secrets/handover/new/open", "/secrets/stocktake/new/begin",
			CopyHref(copies[0].ID) + "/give?q=gia+dinh", CopyHref(copies[0].ID) + "/lend", ItemHref(in.ID) + "/correct", "/secrets/entry/" + o.entry.ID} {
			o.Get("officer", at)
		}
		for _, q := range []string{"?q=01-bc", "?grade=2", "?year=2026", "?unit=" + dutytest.Office, "?as=csv"} {
			if p := o.As("officer").Get("/secrets" + q); !strings.Contains(p.Body, "01-BC/TU") {
				t.Errorf("/secrets%s does not show the item", q)
			}
		}
		for _, q := range []string{"?grade=3", "?year=2025", "?unit=" + dutytest.Commune} {
			if p := o.Get("officer", "/secrets"+q); strings.Contains(p.Body, "01-BC/TU") {
				t.Errorf("/secrets%s shows the item", q)
			}
		}
		if p := o.Get("officer", "/secrets"); !strings.Contains(p.Body, "stamp s2") || !strings.Contains(p.Text("main"), "Nội dung mẫu") {
			t.Errorf("register: %s", p.Text("main"))
		}
	})
}

// TestM17 shows the number alone to a reader without the clearance, and who
// opened an item to everybody who reads it.
func TestM17TitlesByClearance(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		i, _ := o.item(nil)
		for _, at := range []string{"/secrets", ItemHref(i.ID)} {
			p := o.Get("inspector", at) // cleared for mật only
			if strings.Contains(p.Body, "Nội dung mẫu") || !strings.Contains(p.Text("main"), "Không được xem trích yếu") || !strings.Contains(p.Text("main"), "01-BC/TU") {
				t.Errorf("%s to a reader without the clearance: %s", at, p.Text("main"))
			}
		}
		p := o.Get("officer", ItemHref(i.ID))
		if !strings.Contains(p.Text("main"), "Nội dung mẫu") || !strings.Contains(p.Text("aside"), o.inspector.Name) {
			t.Errorf("page of the item: %s", p.Text("main"))
		}
		entries, err := d.Journal(t.Context(), db.Filter{Verb: "secrets.open"}, "", 10)
		if o.fine(err); len(entries) != 2 {
			t.Errorf("%d openings in the journal, want 2", len(entries))
		}
	})
}
