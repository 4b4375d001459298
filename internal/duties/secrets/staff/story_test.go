package staff_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duties/secrets/staff"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/webtest"
)

// books are the tables of the register of secrets, which staff is asked about.
func books() duty.Module {
	return duty.Module{ID: register.ID, Files: os.DirFS("../register"), Records: []db.Kind{db.KindOf[register.Copy](), db.KindOf[register.Handover]()}}
}

func screen(t *testing.T, d *db.DB) (*dutytest.Screen, desk.Desk) {
	t.Helper()
	s := dutytest.New(t, d, books(), staff.New(dutytest.Deps(d)))
	s.On("2026-11-24")
	return s, desk.New(staff.ID, dutytest.Deps(d))
}

// told fails the test unless an error is a refusal with a key.
func told(t *testing.T, err error, key string) {
	t.Helper()
	if ps := text.Problems(err); len(ps) == 0 || ps[0].Key != key {
		t.Errorf("got %v, want %s", err, key)
	}
}

// has fails the test unless a page says something.
func has(t *testing.T, p *webtest.Page, says string) {
	t.Helper()
	if !p.Has("main", says) {
		t.Errorf("%s does not say %q: %s", p.Path, says, p.Text("main"))
	}
}

// must gives a result, or fails the test.
func must[T any](t *testing.T) func(T, error) T {
	return func(x T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

// TestS25_StaffLeaves: an officer who holds a copy does not leave the post, nor
// without the undertaking.
func TestS25_StaffLeaves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, k := screen(t, d)
		ctx, officer := t.Context(), dutytest.Who(t, "officer2")
		officers, papers := staff.Officers(k), staff.Undertakings(k)
		appoint := desk.Values{"person": {dutytest.Keeper}, "kind": {"full_time"}, "seat": {"party_office"}, "decision_no": {"1-QĐ"}, "decision_on": {"02/01/2026"}, "from_on": {"05/01/2026"}}
		x := must[staff.Officer](t)(officers.Begin(ctx, officer, "appoint", "", appoint))
		if x.UnitName != "Tỉnh ủy Minh Giang" {
			t.Errorf("unit %q: that of the person was wanted", x.UnitName)
		}
		_, err := officers.Begin(ctx, officer, "appoint", "", appoint)
		told(t, err, "staff.refuse.in_post")
		copyOf := register.Copy{State: register.InCustody, Number: "17-BC/TU", No: 1, Of: 1, Holder: dutytest.Keeper}
		copyOf.Org = dutytest.Office
		save(t, d, &copyOf)
		leave := desk.Values{"leave_why": {"moved"}, "to_on": {"20/11/2026"}, "leave_no": {"9-QĐ"}}
		_, err = officers.Take(ctx, officer, x.ID, 0, "leave", leave)
		told(t, err, "staff.refuse.copies_held")
		told(t, staff.MayLeave(ctx, d.As(db.System), dutytest.Keeper, "Bùi Thị Giữ Gìn", x.From), "staff.refuse.copies_held")
		has(t, s.Get("officer2", officers.Href(x.ID)), "Số bản đang giữ")
		copyOf.Holder = ""
		save(t, d, &copyOf)
		_, err = officers.Take(ctx, officer, x.ID, 0, "leave", leave)
		told(t, err, "staff.need.undertaking")
		must[staff.Undertaking](t)(papers.Begin(ctx, officer, "sign", x.ID, desk.Values{"person": {dutytest.Keeper}, "occasion": {"leaving"}, "signed_on": {"19/11/2026"}, "paper_no": {"CK-1"}}))
		if err := staff.MayLeave(ctx, d.As(db.System), dutytest.Keeper, "", x.From); err != nil {
			t.Error(err)
		}
		must[staff.Officer](t)(officers.Take(ctx, officer, x.ID, 0, "leave", leave))
		s.Get("officer2", officers.Href(x.ID))
		has(t, s.Get("officer2", "/staff"), "chưa có người chuyên trách")
		s.Verify()
	})
}

// TestStoryOfASession: a list from a file, a faulty file, results, the session
// counts once it was held.
func TestStoryOfASession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, k := screen(t, d)
		ctx, officer := t.Context(), dutytest.Who(t, "officer")
		ts := staff.Trainings(k)
		x := must[staff.Training](t)(ts.Begin(ctx, officer, "plan", "", desk.Values{"title": {"Tập huấn Luật 117/2025"}, "held_on": {"20/11/2026"}, "content": {"Luật mới"}, "organiser": {"Công an tỉnh"}, "hours": {"8"}}))
		at := ts.Href(x.ID) + "/import"
		send := func(name, content string) int {
			c := s.As("officer")
			p := c.Get(at)
			s.Whole(p, http.StatusOK)
			return c.PostFile(at, "list", name, []byte(content), "version", "0").Code
		}
		if c := send("sai.csv", "Họ và tên,Đơn vị,Kết quả\nNguyễn Mẫu,Sở A,8\n"); c != http.StatusUnprocessableEntity {
			t.Errorf("a list with marks: %d", c)
		}
		if c := send("khong.csv", "a,b\n1,2\n"); c != http.StatusUnprocessableEntity {
			t.Errorf("a list without heads: %d", c)
		}
		list := "DANH SÁCH\nSTT,Họ và tên,Đơn vị,Kết quả,Số chứng nhận\n1,Bùi Thị Giữ Gìn,Tỉnh ủy Minh Giang,Đạt,CN-1\n2,Nguyễn Văn Mẫu,Sở Thí Dụ,Không đạt,\n3,Lê Nháp,Sở Thí Dụ,,\n"
		if c := send("danh-sach.csv", list); c != http.StatusSeeOther {
			t.Fatalf("list: %d", c)
		}
		if c := send("danh-sach.csv", list); c != http.StatusSeeOther {
			t.Fatalf("the same list again: %d", c)
		}
		has(t, s.Get("officer", ts.Href(x.ID)), "Nguyễn Văn Mẫu")
		officers := staff.Officers(k)
		must[staff.Officer](t)(officers.Begin(ctx, officer, "appoint", "", desk.Values{"person": {dutytest.Keeper}, "kind": {"full_time"}, "seat": {"party_office"}, "decision_no": {"1-QĐ"}, "decision_on": {"02/01/2026"}, "from_on": {"05/01/2026"}}))
		must[staff.Training](t)(ts.Take(ctx, officer, x.ID, 0, "hold", desk.Values{}))
		all, err := db.Find[staff.Participant](ctx, d.As(db.System), "t.training = $1", "ORDER BY t.name", x.ID)
		if err != nil || len(all) != 3 || all[0].Person != dutytest.Keeper || !all[0].Dedicated || all[1].Dedicated || all[0].HeldOn != "2026-11-20" {
			t.Fatalf("%+v %v", all, err)
		}
		ps := staff.Participants(k)
		must[staff.Participant](t)(ps.Take(ctx, officer, all[2].ID, 0, "strike", desk.Values{"why": {"vắng mặt"}}))
		if y := must[staff.Training](t)(ts.Open(ctx, d.As(officer), x.ID)); y.Trained != 2 {
			t.Errorf("%d took part", y.Trained)
		}
		s.Get("officer", ps.Href(all[0].ID))
		s.Get("officer", at)
		s.Verify()
	})
}

// TestListFromAWorkbook: a workbook reads as a text file does.
func TestListFromAWorkbook(t *testing.T) {
	var b bytes.Buffer
	rows := [][]any{{"Nguyễn Văn Mẫu", "Sở Thí Dụ", "Đạt", "CN-9"}, {"Lê Nháp", "Sở Thí Dụ", nil, nil}}
	sheet := office.Sheet{Name: "Danh sách", Title: []string{"DANH SÁCH LỚP"}, Columns: []office.Column{{Title: "Họ và tên"}, {Title: "Đơn vị công tác"}, {Title: "Kết quả"}, {Title: "Số chứng nhận"}},
		Rows: func(yield func([]any, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		}}
	if err := office.WriteXLSX(&b, []office.Sheet{sheet}); err != nil {
		t.Fatal(err)
	}
	got, err := staff.ReadList("lop.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len()))
	want := []staff.ListRow{{N: 4, Name: "Nguyễn Văn Mẫu", UnitName: "Sở Thí Dụ", Result: staff.Passed, Certificate: "CN-9"}, {N: 5, Name: "Lê Nháp", UnitName: "Sở Thí Dụ", Result: staff.NoTest}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Error(err, d)
	}
	for _, bad := range []string{"", "PK\x03\x04", "Họ và tên;Đơn vị\n;Sở A\n", "Họ và tên;Đơn vị\nLê Nháp;\n", "Họ và tên;Đơn vị;Kết quả;Chứng nhận\nLê Nháp;Sở A;Không đạt;CN-1\n"} {
		if _, err := staff.ReadList("x.csv", strings.NewReader(bad), int64(len(bad))); len(text.Problems(err)) == 0 {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestStoryOfARulebook: a new version takes the old one out of force, once.
func TestStoryOfARulebook(t *testing.T) {
	s, k := screen(t, dbtest.SQLite(t))
	ctx, officer, rs := t.Context(), dutytest.Who(t, "officer"), staff.Rulebooks(k)
	issue := func(no, on string) desk.Values {
		return desk.Values{"kind": {"regulation"}, "number": {no}, "title": {"Quy chế"}, "unit": {dutytest.Office}, "issued_on": {on}, "from_on": {on}}
	}
	old := must[staff.Rulebook](t)(rs.Begin(ctx, officer, "issue", "", issue("07-QC/TU", "10/06/2014")))
	next := must[staff.Rulebook](t)(rs.Begin(ctx, officer, "issue", old.ID, issue("16-QC/TU", "16/06/2021")))
	_, err := rs.Begin(ctx, officer, "issue", old.ID, issue("17-QC/TU", "16/06/2022"))
	told(t, err, "staff.refuse.replaced_already")
	was := must[staff.Rulebook](t)(rs.Open(ctx, s.DB.As(officer), old.ID))
	if was.State != staff.Replaced || was.ReplacedBy != "16-QC/TU" || next.Edition != 2 || next.Dossier != old.ID {
		t.Errorf("%+v %+v", was, next)
	}
	has(t, s.Get("officer", rs.Href(next.ID)), "07-QC/TU")
	s.Verify()
}

func save[T any, P db.Ptr[T]](t *testing.T, d *db.DB, r P) {
	t.Helper()
	if err := d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error { return db.Save[T, P](t.Context(), tx, r) }); err != nil {
		t.Fatal(err)
	}
}

// TestTrainedTooLongAgo: with a frequency entered, staff trained too long ago is
// named; without one, nobody is.
func TestTrainedTooLongAgo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		deps := dutytest.Deps(d)
		p := law.Default().With([]law.Rule{{Code: staff.TrainEveryRule, Value: "12", Unit: "months", DayKind: law.Exact, Instrument: "16-QC/TU", ValidFrom: "2020-07-01", Confidence: "A"}}, nil)
		entered := false
		deps.Law = func(context.Context) (law.Pack, error) {
			if entered {
				return p, nil
			}
			return law.Default(), nil
		}
		s := dutytest.New(t, d, books(), staff.New(deps))
		s.On("2026-11-24")
		x := staff.Officer{State: staff.InPost, Kind: staff.PartTime, Seat: staff.Subordinate, Name: "Lê Nháp", UnitName: "Sở u2", From: "2020-01-01"}
		x.Org = dutytest.Office
		save(t, d, &x)
		if s.Get("officer", "/staff").Has("main", "chưa tập huấn từ ngày") {
			t.Error("due again without a frequency")
		}
		entered = true
		has(t, s.Get("officer", "/staff"), "1 người chưa tập huấn từ ngày 24/11/2025")
		has(t, s.Get("officer", "/staff?untrained=2025-11-24"), "Lê Nháp")
		took := staff.Participant{State: staff.Listed, Name: x.Name, UnitName: x.UnitName, HeldOn: "2026-01-10", Result: staff.NoTest}
		took.Org = dutytest.Office
		save(t, d, &took)
		if s.Get("officer", "/staff").Has("main", "chưa tập huấn từ ngày") {
			t.Error("due again after a session this year")
		}
	})
}

// TestWork: what waits for whom.
func TestWork(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, k := screen(t, d)
		ctx, m := t.Context(), staff.New(dutytest.Deps(d))
		waits := func(who string) string {
			t.Helper()
			all, err := m.Work(ctx, d.As(dutytest.Who(t, who)), "2026-11-24", 20)
			if err != nil {
				t.Fatal(err)
			}
			var keys []string
			for _, x := range all {
				keys = append(keys, strings.TrimPrefix(x.Title.Key, "staff."))
				s.Get(who, x.Href)
			}
			return strings.Join(keys, " ")
		}
		if got := waits("officer"); got != "unfilled.peoples_committee_office unfilled.party_office unfilled.peoples_council" {
			t.Errorf("officer: %s", got)
		}
		officer := dutytest.Who(t, "officer")
		must[staff.Officer](t)(staff.Officers(k).Begin(ctx, officer, "appoint", "", desk.Values{"person": {dutytest.Keeper}, "kind": {"full_time"}, "seat": {"party_office"}, "decision_no": {"1-QĐ"}, "decision_on": {"02/01/2026"}, "from_on": {"05/01/2026"}}))
		must[staff.Training](t)(staff.Trainings(k).Begin(ctx, officer, "plan", "", desk.Values{"title": {"Tập huấn"}, "held_on": {"30/11/2026"}, "content": {"Luật mới"}, "organiser": {"Công an tỉnh"}, "hours": {"8"}}))
		if got := waits("officer"); got != "task.undertake task.hold unfilled.peoples_committee_office unfilled.peoples_council" {
			t.Errorf("officer: %s", got)
		}
		if got := waits("auditor"); got != "" {
			t.Errorf("auditor: %s", got)
		}
	})
}

// TestPages opens every list and form with and without records.
func TestPages(t *testing.T) {
	s, _ := screen(t, dbtest.SQLite(t))
	for _, at := range []string{"/staff", "/staff/trainings", "/staff/undertakings", "/staff/rulebooks"} {
		has(t, s.Get("auditor", at), "Kiểm tra bảo mật")
		for _, as := range []string{"csv", "xlsx"} {
			if p := s.As("auditor").Get(at + "?as=" + as); p.Code != http.StatusOK || len(p.Body) == 0 {
				t.Errorf("%s as %s: %d", at, as, p.Code)
			}
		}
	}
	for _, at := range []string{"/staff/officer/new/appoint", "/staff/undertaking/new/sign", "/staff/training/new/plan", "/staff/rulebook/new/issue"} {
		s.Get("officer", at)
		if p := s.As("auditor").Get(at); p.Code != http.StatusForbidden {
			t.Errorf("%s: the auditor sees the form: %d", at, p.Code)
		}
	}
}
