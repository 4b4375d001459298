package register

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// hand gives a copy to the inspector, who confirms.
func (o *house) hand(c Copy) Copy {
	o.Helper()
	_, err := o.k.copies().Take(o.Context(), o.officer, c.ID, 0, DoGive, desk.Values{"to": {dutytest.Inspector}})
	o.fine(err)
	c, err = o.k.copies().Take(o.Context(), o.inspector, c.ID, 0, DoConfirm, desk.Values{})
	o.fine(err)
	return c
}

func TestS25_NobodyLeavesWithCopies(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.handovers()
		_, copies := o.item(nil)
		o.hand(copies[0])
		o.hand(copies[1])
		_, err := fo.Begin(ctx, o.officer, "open", "", desk.Values{"person": {dutytest.Inspector}, "reason": {"retire"}, "leaves_on": {"2026-12-01"}, "to": {dutytest.Inspector}})
		o.refused(err, "secrets.refuse.same_hand")
		h, err := fo.Begin(ctx, o.officer, "open", "", desk.Values{"person": {dutytest.Inspector}, "reason": {"retire"}, "leaves_on": {"2026-12-01"}, "to": {dutytest.HeadHer}})
		if o.fine(err); h.Count != 2 || h.ToName != dutytest.Names[dutytest.HeadHer] || h.ToUnit != dutytest.Office {
			t.Fatalf("opened: %+v", h)
		}
		o.Get("officer", fo.Href(h.ID))
		_, err = fo.Take(ctx, o.officer, h.ID, 0, "close", desk.Values{"undertaking_on": {"2026-11-24"}})
		o.refused(err, "secrets.refuse.copies_left")
		_, err = fo.Take(ctx, o.officer, h.ID, 0, "pass_all", desk.Values{})
		o.fine(err)
		_, err = fo.Take(ctx, o.officer, h.ID, 0, "close", desk.Values{"undertaking_on": {"2026-11-24"}})
		o.refused(err, "secrets.refuse.copies_left") // given, but not confirmed
		head := dutytest.Who(t, "head")
		for _, c := range copies[:2] {
			_, err := o.k.copies().Take(ctx, head, c.ID, 0, DoConfirm, desk.Values{})
			o.fine(err)
		}
		_, err = fo.Take(ctx, o.officer, h.ID, 0, "close", desk.Values{})
		o.refused(err, "secrets.need.undertaking")
		h, err = fo.Take(ctx, o.officer, h.ID, 0, "close", desk.Values{"undertaking_on": {"2026-11-24"}})
		if o.fine(err); h.State != HandoverClosed || h.ClosedOn != "2026-11-24" {
			t.Errorf("closed: %+v", h)
		}
		held, err := HeldBy(ctx, d.As(o.officer), dutytest.HeadHer)
		if o.fine(err); len(held) != 2 {
			t.Errorf("the next one holds %d copies", len(held))
		}
		if p := o.Get("officer", "/secrets/holders"); !strings.Contains(p.Text("main"), dutytest.Names[dutytest.HeadHer]) || strings.Contains(p.Text("main"), dutytest.Names[dutytest.Inspector]) {
			t.Errorf("who holds what: %s", p.Text("main"))
		}
		o.Verify()
	})
}

func TestS31_PagesForSignature(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		for n := range RowsPerPage + 2 {
			_, err := o.arrival(desk.Values{"number": {fmt.Sprintf("%d-BC/CA", 100+n)}})
			o.fine(err)
		}
		if _, err := d.Fold(t.Context()); err != nil {
			t.Fatal(err)
		}
		at := "/secrets/books/in/2026/1"
		p := o.Get("officer", at)
		heads := p.Text("thead")
		for n := range bookColumns {
			if !strings.Contains(heads, fmt.Sprintf("(%d)", n+1)) {
				t.Errorf("column %d is missing: %s", n+1, heads)
			}
		}
		if body := p.Text("main"); !strings.Contains(body, "100-BC/CA") || strings.Contains(body, fmt.Sprintf("%d-BC/CA", 100+RowsPerPage)) || !strings.Contains(body, "Nhật ký đến mục") || !strings.Contains(body, "trang 1/2") {
			t.Errorf("page 1: %s", body)
		}
		// whoever may not read the abstracts cannot print the page of the book
		o.Get("officer", at)
		o.Do("officer", at)
		if p := o.Get("officer", "/secrets/books?book=in"); !strings.Contains(p.Text("main"), "Đã in, còn khớp") || !strings.Contains(p.Text("main"), "Chưa in") {
			t.Errorf("list of pages: %s", p.Text("main"))
		}
		// a row changes: the printed page is wrong and shows it
		items, err := db.Find[Item](t.Context(), d.As(db.System), "t.number = '103-BC/CA'", "")
		o.fine(err)
		_, err = o.k.items().Take(t.Context(), o.officer, items[0].ID, 0, "correct", desk.Values{"remarks": {"đính chính"}, "storing": {items[0].Storing}})
		o.fine(err)
		if p := o.Get("officer", "/secrets/books?book=in"); !strings.Contains(p.Text("main"), "Phải in lại") {
			t.Errorf("list of pages: %s", p.Text("main"))
		}
		if p := o.Get("officer", at); !strings.Contains(p.Text("main"), "Có dòng đã thay đổi") {
			t.Errorf("page 1: %s", p.Text("main"))
		}
		o.Do("officer", at)
		if p := o.Get("officer", "/secrets/books?book=in"); strings.Contains(p.Text("main"), "Phải in lại") {
			t.Error("printed again, and still wrong")
		}
		all, err := db.Find[PrintedPage](t.Context(), d.As(db.System), "1 = 1", "ORDER BY t.id")
		if o.fine(err); len(all) != 2 || all[1].Replaces != all[0].ID || all[0].ReplacedOn == "" || all[1].First != 1 || all[1].Rows != RowsPerPage || all[1].Checkpoint == "" {
			t.Errorf("printings: %+v", all)
		}
		o.Verify()
	})
}

func TestBookAsWorkbook(t *testing.T) {
	d := dbtest.SQLite(t)
	o := begin(t, d)
	o.item(nil)
	p := o.As("officer").Get("/secrets/books?book=out&year=2026&as=xlsx")
	if p.Code != http.StatusOK {
		t.Fatal(p.Code)
	}
	b, err := office.Open("out.xlsx", strings.NewReader(p.Body), int64(len(p.Body)), office.Limits{}, vn.DecodeBytes)
	o.fine(err)
	rows, err := office.First(b.Rows(b.Sheets()[0]), 50)
	o.fine(err)
	last := rows[len(rows)-1]
	if len(last.Cells) < 9 || last.Cells[1].Text != "01-BC/TU" || last.Cells[4].Text != "Tối mật" || last.Cells[8].Text != "3" {
		t.Errorf("last row: %+v", last)
	}
	// what was written out is read in again
	again, err := ReadBook(text.Problem{}, Out, 2026, rows)
	if err != nil || len(again) != 1 || len(again[0].Says) != 0 || again[0].Item.Number != "01-BC/TU" || again[0].Item.Grade != access.HighSecret || again[0].Item.Words != "Nội dung mẫu" {
		t.Errorf("read again: %+v, %v", again, err)
	}
}

func TestStocktakeByScanning(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.stocktakes()
		i, copies := o.item(nil)
		in, err := o.arrival(desk.Values{"place": {"Tủ 9"}})
		o.fine(err)
		strays, err := CopiesOf(ctx, d.As(o.officer), in.ID)
		o.fine(err)
		_, err = fo.Begin(ctx, o.officer, "begin", "", desk.Values{"place": {"Tủ 77"}, "taken_on": {"2026-11-24"}})
		o.refused(err, "secrets.refuse.nothing_to_count")
		s, err := fo.Begin(ctx, o.officer, "begin", "", desk.Values{"place": {"Tủ 2"}, "taken_on": {"2026-11-24"}})
		if o.fine(err); s.Expected != 3 {
			t.Fatalf("expected %d copies", s.Expected)
		}
		o.Get("officer", fo.Href(s.ID))
		o.Get("officer", fo.Href(s.ID)+"/tick")
		key, err := registerKey(ctx, d.As(db.System))
		o.fine(err)
		_, err = fo.Take(ctx, o.officer, s.ID, 0, "scan", desk.Values{"labels": {LabelText("00000000", copies[0].ID)}})
		o.refused(err, "secrets.refuse.label_other")
		_, err = fo.Take(ctx, o.officer, s.ID, 0, "scan", desk.Values{"labels": {LabelText(key, db.NewID())}})
		o.refused(err, "secrets.refuse.label_unknown")
		_, err = fo.Take(ctx, o.officer, s.ID, 0, "scan", desk.Values{"labels": {LabelText(key, copies[0].ID) + "\n" + LabelText(key, copies[0].ID) + "\n" + LabelText(key, strays[0].ID)}})
		o.fine(err)
		_, err = fo.Take(ctx, o.officer, s.ID, 0, "tick", desk.Values{"seen": {copies[1].ID}})
		o.fine(err)
		s, err = fo.Take(ctx, o.officer, s.ID, 0, "finish", desk.Values{"signed": {"Bùi Thị Giữ Gìn"}})
		if o.fine(err); s.Seen != 2 || s.Absent != 1 || s.Elsewhere != 1 {
			t.Fatalf("finished: %+v", s)
		}
		if c, err := db.Get[Copy](ctx, d.As(o.officer), copies[1].ID); err != nil || c.CheckedOn != "2026-11-24" {
			t.Errorf("checked on %s, %v", c.CheckedOn, err)
		}
		_, err = fo.Take(ctx, o.officer, s.ID, 0, "settle", desk.Values{})
		o.refused(err, "secrets.refuse.differences")
		ts, err := work()(ctx, d.As(o.officer), "2026-11-24", 20)
		n := 0
		for _, x := range ts {
			if x.Title.Key == "secrets.task.difference" {
				n++
			}
		}
		if o.fine(err); n != 2 {
			t.Errorf("%d differences to settle, want 2", n)
		}
		lines, err := db.Find[StocktakeLine](ctx, d.As(o.officer), "t.stocktake = $1 AND t.result IN ('absent', 'misplaced')", "ORDER BY t.result", s.ID)
		o.fine(err)
		_, err = o.k.differences().Take(ctx, o.officer, lines[0].ID, 0, "settle", desk.Values{"settled": {"để đâu đó"}})
		o.refused(err, "secrets.refuse.still_absent")
		lost := copies[2]
		o.fine(o.k.Change(ctx, o.officer, "test", func(turn *desk.Turn) error { return MarkMissing(ctx, turn, &lost, "kiểm kê") }))
		for _, l := range lines {
			_, err = o.k.differences().Take(ctx, o.officer, l.ID, 0, "settle", desk.Values{"settled": {"đã xử lý"}})
			o.fine(err)
		}
		s, err = fo.Take(ctx, o.officer, s.ID, 0, "settle", desk.Values{})
		if o.fine(err); s.State != StocktakeSettled {
			t.Errorf("settled: %+v", s)
		}
		for _, at := range []string{"/secrets/missing", ItemHref(i.ID), "/secrets/difference/" + lines[0].ID} {
			if p := o.Get("officer", at); !strings.Contains(p.Body, i.Number) {
				t.Errorf("%s: %s", at, p.Text("main"))
			}
		}
		o.Verify()
	})
}

const importedOut = `Sổ đăng ký bí mật nhà nước đi,,,,,,,,,
Số thứ tự,"Số, ký hiệu",Ngày xác định độ mật,Tên loại và trích yếu nội dung,Độ mật,Người ký,Nơi nhận,Đơn vị lưu giữ,Số bản phát hành,Ghi chú
(1),(2),(3),(4),(5),(6),(7),(8),(9),(10)
1,01-BC/TU,05/01/2021,Báo cáo: năm 2020,Mật,Bí thư,Ban Tổ chức; Lưu,Văn phòng,3,
2,02-KL/TU,07/01/2021,Kết luận: nhân sự,B,Bí thư,Lưu,Văn phòng,2,
`

func importRows(t *testing.T, content string) []ImportedRow {
	t.Helper()
	b, err := office.Open("so.csv", bytes.NewReader([]byte(content)), int64(len(content)), office.Limits{}, vn.DecodeBytes)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := office.First(b.Rows(b.Sheets()[0]), 1000)
	if err != nil {
		t.Fatal(err)
	}
	all, err := ReadBook(text.Problem{Key: "secrets.import.columns"}, Out, 2021, rows)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestImportOfABook(t *testing.T) {
	for _, x := range []struct{ name, old, new, want string }{
		{"gap", "2,02-KL/TU", "4,04-KL/TU", "secrets.import.gap"},
		{"twice", "2,02-KL/TU", "1,02-KL/TU", "secrets.import.twice"},
		{"no number", "2,02-KL/TU", "?,02-KL/TU", "secrets.import.no_number"},
		{"no symbol", "2,02-KL/TU", "2,", "secrets.import.no_symbol"},
		{"no level", ",B,", ",X,", "secrets.import.no_grade"},
		{"no such day", "07/01/2021", "31/02/2021", "secrets.import.day"},
		{"another year", "07/01/2021", "07/01/2020", "secrets.import.other_year"},
		{"copies", "Văn phòng,2,", "Văn phòng,nhiều,", "secrets.import.copies"},
		{"abstract", ",B,", ",Tuyệt mật,", "secrets.import.abstract"},
	} {
		rows := importRows(t, strings.Replace(importedOut, x.old, x.new, 1))
		found := false
		for _, r := range rows {
			for _, p := range r.Says {
				found = found || p.Key == x.want && r.N == 5
			}
		}
		if !found || len(rows) != 2 {
			t.Errorf("%s: %+v", x.name, rows)
		}
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx := t.Context()
		in := func(rows []ImportedRow) error {
			return o.k.Change(ctx, o.officer, "import", func(turn *desk.Turn) error { return Import(ctx, turn, dutytest.Office, "Tủ 5", rows) })
		}
		bad := importRows(t, strings.Replace(importedOut, ",B,", ",X,", 1))
		o.refused(in(bad), "secrets.import.row")
		if n, err := db.Count[Item](ctx, d.As(db.System), "1 = 1"); n != 0 || err != nil {
			t.Errorf("%d items of a book with faults, %v", n, err)
		}
		good := importRows(t, importedOut)
		o.fine(in(good))
		items, err := db.Find[Item](ctx, d.As(o.officer), "t.year = 2021", "ORDER BY t.seq")
		o.fine(err)
		if len(items) != 2 || items[0].Number != "01-BC/TU" || items[0].Kind != "Báo cáo" || items[0].ExpiresOn != "2031-01-05" || items[1].Grade != access.HighSecret || len(items[0].Recipients) != 2 {
			t.Errorf("imported: %+v", items)
		}
		if copies, err := CopiesOf(ctx, d.As(o.officer), items[0].ID); err != nil || len(copies) != 3 || copies[0].Place != "Tủ 5" {
			t.Errorf("copies: %+v %v", copies, err)
		}
		o.refused(in(good), "secrets.import.row") // numbers that were given
		if n, err := db.Count[Item](ctx, d.As(db.System), "1 = 1"); n != 2 || err != nil {
			t.Errorf("%d items after the second import, %v", n, err)
		}
		o.Verify()
	})
}

func TestS38_SuccessorAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx := t.Context()
		o.fine(d.Migrate(ctx, "org", org.Files))
		o.fine(d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
			_, err := org.Found(ctx, tx, "2012-01-01", "", []org.Founding{{ID: "u-cu", Code: "00002", Kind: org.Commune, Tier: org.AtGrassroots, Name: "Đảng ủy xã Cũ", Parent: dutytest.Office}})
			if err != nil {
				return err
			}
			spans, err := db.Find[org.Span](ctx, tx.View, "t.unit = 'u-cu'", "")
			if err != nil {
				return err
			}
			spans[0].ValidTo = "2025-07-01"
			if err := db.Save(ctx, tx, &spans[0]); err != nil {
				return err
			}
			return db.Save(ctx, tx, &org.Change{Base: db.Base{Org: dutytest.Office}, Day: "2025-07-01", Kind: org.Merged, Old: "u-cu", New: dutytest.Commune, Extent: org.Full})
		}))
		i, _ := o.item(nil)
		i.Issuer, i.IssuerName = "u-cu", "Đảng ủy xã Cũ"
		o.save(&i)
		for on, want := range map[string]string{"2025-06-30": "u-cu", "2025-07-01": dutytest.Commune} {
			if id, _, err := SuccessorOf(ctx, d.As(db.System), "u-cu", vn.Day(on)); err != nil || id != want {
				t.Errorf("on %s: %s, %v", on, id, err)
			}
		}
		x, err := o.k.items().Open(ctx, d.As(o.officer), i.ID)
		o.fine(err)
		if id, name := x.Responsible(); id != dutytest.Commune || name != "Đảng ủy xã Đồi Chè" {
			t.Errorf("responsible: %s %s", id, name)
		}
		if p := o.Get("officer", ItemHref(i.ID)); !strings.Contains(p.Text("main"), "Đảng ủy xã Đồi Chè") {
			t.Errorf("the page does not name the successor: %s", p.Text("main"))
		}
	})
}

func TestPassFromOtherDuties(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx := t.Context()
		i, copies := o.item(nil)
		c := copies[0]
		turn := func(f func(*desk.Turn) error) error { return o.k.Change(ctx, o.officer, "test", f) }
		o.fine(turn(func(t *desk.Turn) error {
			return Pass(ctx, t, &c, Passing{Do: DoCarry, To: Hand{Unit: dutytest.Office, Person: dutytest.Inspector, Name: "X"}, DueOn: "2026-12-01"})
		}))
		if c.State != CarriedOut || c.Hand().Person != dutytest.Inspector || c.DueOn != "2026-12-01" {
			t.Errorf("carried out: %+v", c)
		}
		if err := turn(func(t *desk.Turn) error { return MarkDestroyed(ctx, t, &c, "BB 1") }); keyOf(err) != "secrets.refuse.copy_state" {
			t.Errorf("a copy on the road was destroyed: %v", err)
		}
		o.fine(turn(func(t *desk.Turn) error { return MarkMissing(ctx, t, &c, "") }))
		o.fine(turn(func(t *desk.Turn) error { return MarkFound(ctx, t, &c, "Tủ 2", "") }))
		if c.State != InCustody || !c.AtHome() || c.DueOn != "" {
			t.Errorf("found: %+v", c)
		}
		o.fine(turn(func(t *desk.Turn) error { return MarkStamped(ctx, t, &c, "Tăng độ mật") }), turn(func(t *desk.Turn) error { return MarkDestroyed(ctx, t, &c, "BB 1") }))
		o.fine(turn(func(t *desk.Turn) error {
			return Settle(ctx, t, &i, DoDeclassify, func(i *Item) { i.EndedWhy = "council" })
		}))
		if i.State != Declassified || i.EndedOn != "2026-11-24" {
			t.Errorf("declassified: %+v", i)
		}
		if err := turn(func(t *desk.Turn) error { return Settle(ctx, t, &i, DoExtend, nil) }); keyOf(err) != "secrets.refuse.item_state" {
			t.Errorf("a declassified item was extended: %v", err)
		}
		all, err := CopiesOf(ctx, d.As(o.officer), i.ID)
		o.fine(err)
		if hs := Holders(all); len(hs) != 1 || len(hs[0].Copies) != 2 {
			t.Errorf("holders: %+v", hs)
		}
		// what it is about is open now
		if w, err := abstractOf(ctx, d.As(o.inspector), i.ID); err != nil || w != "Nội dung mẫu" {
			t.Errorf("abstract of a declassified item: %q, %v", w, err)
		}
		o.Verify()
	})
}

var sourced = regexp.MustCompile(`"(secrets\.[a-z_]+\.[a-z_.0-9]*[a-z0-9])"`)

func TestTexts(t *testing.T) {
	texts, err := text.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	keys := sourceKeys(t)
	if len(keys) < 200 {
		t.Fatalf("only %d keys found in the source: the pattern no longer fits", len(keys))
	}
	add := func(prefix string, words ...any) {
		for _, w := range words {
			keys = append(keys, ID+"."+prefix+"."+fmt.Sprint(w))
		}
	}
	for _, k := range Records() {
		for _, c := range k.New().Columns() {
			add("column", c.Name)
		}
	}
	for _, f := range New(duty.Deps{}).Flows {
		for _, e := range f.Edges {
			record := f.Record[strings.LastIndexByte(f.Record, '.')+1:]
			keys = append(keys, f.Record+"."+string(e.From), f.Record+"."+string(e.To))
			add("do."+record, e.Do)
			add("verb", string(e.Do)+"_"+record)
		}
	}
	for _, p := range posts(builtIn()) {
		add("post", p)
	}
	add("grade", 0, 1, 2, 3)
	add("stamp", 0, 1, 2, 3)
	for prefix, all := range map[string][]string{"carrier": words(Carriers), "copykind": words(CopyKinds), "power": words(Powers), "reason": words(Reasons), "book": words(Books), "fate": {DraftKept, DraftShredded},
		"sighting": words([]Sighting{Awaited, Present, Absent, Misplaced, Unexpected}), "page.mine": {"confirm", "hold", "given"}, "page.due": {"recalls", "loans", "confirmations", "terms"},
		"move": words([]MoveKind{MoveMade, MoveGiven, MoveLent, MoveConfirmed, MoveRefused, MoveBrought, MoveReturned, MoveRecalled, MoveSentBack, MoveCarried, MoveBack, MoveChecked, MoveMissing, MoveFound, MoveDestroyed, MoveReleased, MoveMarked})} {
		for _, w := range all {
			add(prefix, w)
		}
	}
	for _, v := range volumes() {
		keys = append(append(keys, v.Columns...), v.Texts+v.Name)
	}
	for _, l := range text.Langs {
		for _, k := range keys {
			if !texts.Has(l, k) {
				t.Errorf("%s: no text for %s", l, k)
			}
		}
	}
	for _, k := range texts.Keys(text.Vi) {
		if !texts.Has(text.En, k) {
			t.Errorf("only in Vietnamese: %s", k)
		}
	}
}

func words[T ~string](all []T) []string {
	var out []string
	for _, x := range all {
		out = append(out, string(x))
	}
	return out
}

// TestS32_NumbersTakenAtOnce registers from several desks at the same time: no
// number twice, none left out.
func TestS32_NumbersTakenAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		const desks = 6
		done := make(chan error, desks)
		for n := range desks {
			go func() {
				_, err := o.k.items().Begin(t.Context(), o.officer, DoReceive, "", desk.Values{"number": {fmt.Sprint(n)}, "issuer_name": {"X"}, "determined_on": {"2026-11-02"}, "arrived_on": {"2026-11-20"},
					"kind": {"Báo cáo"}, "carrier": {"paper"}, "grade": {"1"}, "copies": {"1"}})
				done <- err
			}()
		}
		for range desks {
			o.fine(<-done)
		}
		items, err := db.Find[Item](t.Context(), d.As(db.System), "t.book = 'in'", "ORDER BY t.seq")
		o.fine(err)
		for n, i := range items {
			if i.Seq != n+1 {
				t.Errorf("number %d in place %d", i.Seq, n+1)
			}
		}
		if len(items) != desks {
			t.Errorf("%d items", len(items))
		}
	})
}

func TestListOfSecretsFromAFile(t *testing.T) {
	const list = "Quyết định,Điều khoản,Lĩnh vực,Nội dung,Độ mật,Từ ngày,Đến ngày\n1722/QĐ-TTg,khoản 1,Đảng,Mục mẫu một,Tuyệt mật,03/11/2020,\n1722/QĐ-TTg,khoản 2,Đảng,Mục mẫu hai,Mật,03/11/2020,31/12/2026\n"
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		o.Get("officer", "/secrets/entries/import")
		for _, bad := range []string{"Quyết định,x\n1,2\n", strings.Replace(list, ",Mật,", ",Kín,", 1), strings.Replace(list, "31/12/2026", "31/12/2019", 1), strings.Replace(list, "Mục mẫu hai", "", 1)} {
			if p := o.As("officer").PostFile("/secrets/entries/import", "file", "dm.csv", []byte(bad)); p.Code != http.StatusUnprocessableEntity {
				t.Errorf("%q: %d", bad, p.Code)
			}
		}
		if n, err := db.Count[ListEntry](t.Context(), d.As(db.System), "1 = 1"); n != 1 || err != nil {
			t.Errorf("%d entries of faulty files, %v", n-1, err)
		}
		if p := o.As("officer").PostFile("/secrets/entries/import", "file", "dm.csv", []byte(list)); p.Code != http.StatusSeeOther {
			t.Errorf("%d: %s", p.Code, p.Text(".errsum"))
		}
		all, err := db.Find[ListEntry](t.Context(), d.As(o.officer), "t.words LIKE 'Mục mẫu%'", "ORDER BY t.clause")
		if o.fine(err); len(all) != 2 || all[0].Grade != access.TopSecret || all[1].ValidTo != "2026-12-31" || all[1].Code() != "1722/QĐ-TTg, khoản 2" {
			t.Errorf("entries: %+v", all)
		}
		if p := o.As("inspector").PostFile("/secrets/entries/import", "file", "dm.csv", []byte(list)); p.Code != http.StatusForbidden {
			t.Errorf("without the right: %d", p.Code)
		}
	})
}
