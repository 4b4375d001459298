package protection_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/protection"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/webtest"
)

func screen(t *testing.T, d *db.DB) (*dutytest.Screen, desk.Desk) {
	t.Helper()
	s := dutytest.New(t, d, protection.New(dutytest.Deps(d)))
	s.On("2026-11-24")
	return s, desk.New(protection.ID, dutytest.Deps(d))
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

var proposal = desk.Values{"title": {"Kiểm tra năm 2026"}, "basis": {"planned"}, "organ": {"party_committee"}, "scope_from": {"01/01/2025"}, "scope_to": {"30/06/2026"},
	"start_on": {"02/11/2026"}, "end_on": {"30/11/2026"}, "plan_no": {"12-KH/TU"}}

// checklist answers every entry; those named are wrong.
func checklist(on string, wrong ...string) desk.Values {
	v := desk.Values{"checked_on": {on}}
	for _, c := range protection.Checklist() {
		v["check_"+c.Code] = []string{"right"}
	}
	for _, w := range wrong {
		v["check_"+w] = []string{"wrong"}
	}
	return v
}

// TestStoryOfADelegation goes the whole way of a delegation: two persons
// propose and decide, the body is heard, a third party concludes, one remedies
// and another checks.
func TestStoryOfADelegation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, k := screen(t, d)
		ctx, who := t.Context(), func(n string) access.Who { return dutytest.Who(t, n) }
		ds, ms, bs, fs := protection.Delegations(k), protection.Members(k), protection.Bodies(k), protection.Findings(k)
		dMust, bMust, fMust := must[protection.Delegation](t), must[protection.Body](t), must[protection.Finding](t)

		s.On("2026-10-12")
		r := dMust(ds.Begin(ctx, who("officer"), "propose", "", proposal))
		if r.Code != "KTBM-2026-001" {
			t.Errorf("code %s", r.Code)
		}
		b := bMust(bs.Begin(ctx, who("officer"), "list", r.ID, desk.Values{"unit": {dutytest.Commune}}))
		_, err := ms.Begin(ctx, who("officer"), "add", r.ID, desk.Values{"person": {dutytest.Member}, "place": {"head"}, "tie": {"none"}})
		told(t, err, "protection.refuse.own_unit")
		must[protection.Member](t)(ms.Begin(ctx, who("officer"), "add", r.ID, desk.Values{"person": {dutytest.Inspector}, "place": {"head"}, "tie": {"none"}}))
		decision := desk.Values{"decision_no": {"9-QĐ/TU"}, "decision_on": {"12/10/2026"}}
		if _, err := ds.Take(ctx, who("officer"), r.ID, 0, "decide", decision); !errors.Is(err, duty.ErrForbidden) {
			t.Errorf("the proposer decided: %v", err)
		}
		dMust(ds.Take(ctx, who("leader"), r.ID, 0, "decide", decision))
		dMust(ds.Take(ctx, who("inspector"), r.ID, 0, "announce", desk.Values{"announced_on": {"12/10/2026"}, "announce_no": {"1-BB"}}))
		_, err = ds.Take(ctx, who("inspector"), r.ID, 0, "begin", desk.Values{"begun_on": {"12/10/2026"}})
		told(t, err, "protection.need.body_announced")
		bMust(bs.Take(ctx, who("inspector"), b.ID, 0, "announce", desk.Values{"announced_on": {"12/10/2026"}, "representative": {"Lê Nháp"}}))
		s.On("2026-11-02")
		dMust(ds.Take(ctx, who("inspector"), r.ID, 0, "begin", desk.Values{"begun_on": {"02/11/2026"}}))
		bMust(bs.Take(ctx, who("inspector"), b.ID, 0, "check", checklist("02/11/2026", "networked_drafting")))
		draft := desk.Values{"draft_no": {"1-DT"}, "draft_on": {"02/11/2026"}, "reply_due": {"09/11/2026"}}
		_, err = bs.Take(ctx, who("inspector"), b.ID, 0, "send_draft", draft)
		told(t, err, "protection.need.finding")
		f := fMust(fs.Begin(ctx, who("inspector"), "record", b.ID, desk.Values{"code": {"networked_drafting"}, "rating": {"very_serious"}, "text": {"Soạn trên máy nối mạng"},
			"found_on": {"02/11/2026"}, "due_on": {"20/11/2026"}}))
		bMust(bs.Take(ctx, who("inspector"), b.ID, 0, "send_draft", draft))
		_, err = ds.Take(ctx, who("inspector"), r.ID, 0, "report", desk.Values{"report_no": {"4-BC"}, "report_on": {"02/11/2026"}})
		told(t, err, "protection.need.body_heard")
		s.On("2026-11-09")
		conclusion := desk.Values{"conclusion_no": {"1-KL"}, "conclusion_on": {"09/11/2026"}, "grade": {"urgent"}, "conclusion": {"Phải khắc phục ngay"}}
		if _, err = bs.Take(ctx, who("leader"), b.ID, 0, "conclude", conclusion); !errors.Is(err, duty.ErrNoStep) {
			t.Errorf("concluded before the body was heard: %v", err)
		}
		bMust(bs.Take(ctx, who("inspector"), b.ID, 0, "hear", desk.Values{"heard_on": {"09/11/2026"}, "heard_no": {"2-BB"}, "said": {"Nhất trí"}}))
		dMust(ds.Take(ctx, who("inspector"), r.ID, 0, "report", desk.Values{"report_no": {"4-BC"}, "report_on": {"09/11/2026"}}))
		bMust(bs.Take(ctx, who("leader"), b.ID, 0, "conclude", conclusion))
		dMust(ds.Take(ctx, who("leader"), r.ID, 0, "conclude", desk.Values{"conclusion_no": {"2-KL"}, "conclusion_on": {"09/11/2026"}, "conclusion": {"Đã kết luận"}}))
		dMust(ds.Take(ctx, who("officer"), r.ID, 0, "follow", desk.Values{"followed_on": {"09/11/2026"}}))

		s.On("2026-11-24")
		late := s.Get("officer", "/protection/findings?overdue=1")
		has(t, late, "Quá hạn khắc phục")
		fMust(fs.Take(ctx, who("officer"), f.ID, 0, "remedy", desk.Values{"remedy": {"Đã bố trí máy độc lập"}, "remedied_on": {"23/11/2026"}, "evidence_no": {"5-BC"}}))
		recheck := desk.Values{"rechecked_on": {"24/11/2026"}, "recheck_note": {"Đúng"}}
		_, err = fs.Take(ctx, who("officer"), f.ID, 0, "close", recheck)
		told(t, err, "protection.refuse.own_remedy")
		_, err = ds.Take(ctx, who("officer"), r.ID, 0, "close", desk.Values{"closed_on": {"24/11/2026"}, "archive_no": {"HS-1"}})
		told(t, err, "protection.need.findings_closed")
		fMust(fs.Take(ctx, who("inspector"), f.ID, 0, "close", recheck))
		fMust(fs.Take(ctx, who("inspector"), f.ID, 0, "hand_over", desk.Values{"handover_no": {"6-CV"}, "handover_on": {"24/11/2026"}, "handover_to": {"Ủy ban Kiểm tra Tỉnh ủy"}}))
		dMust(ds.Take(ctx, who("officer"), r.ID, 0, "close", desk.Values{"closed_on": {"24/11/2026"}, "archive_no": {"HS-1"}}))
		for _, at := range []string{ds.Href(r.ID), bs.Href(b.ID), fs.Href(f.ID), "/protection/types", "/protection/types?year=2026"} {
			s.Get("auditor", at)
		}
		has(t, s.Get("auditor", "/protection/types"), "Soạn thảo trên máy nối mạng")
		if p := s.As("other").Get(ds.Href(r.ID)); p.Code != http.StatusNotFound {
			t.Errorf("another province opened it: %d", p.Code)
		}
		s.Verify()
	})
}

func save[T any, P db.Ptr[T]](t *testing.T, d *db.DB, r P) {
	t.Helper()
	if err := d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error { return db.Save[T, P](t.Context(), tx, r) }); err != nil {
		t.Fatal(err)
	}
}

// TestA13_DueAgain: with a frequency entered, bodies concluded on too long ago
// are named; without one, none is.
func TestA13_DueAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		deps := dutytest.Deps(d)
		p := law.Default().With([]law.Rule{{Code: protection.EveryRule, Value: "24", Unit: "months", DayKind: law.Exact, Instrument: "16-QC/TU", ValidFrom: "2020-07-01", Confidence: "A"}}, nil)
		entered := false
		deps.Law = func(context.Context) (law.Pack, error) {
			if entered {
				return p, nil
			}
			return law.Default(), nil
		}
		s := dutytest.New(t, d, protection.New(deps))
		s.On("2026-11-24")
		for on, unit := range map[vn.Day]string{"2018-06-01": "u1", "2026-01-05": "u1", "2019-03-01": "u2"} {
			b := protection.Body{State: protection.Concluded, Unit: unit, UnitName: "Sở " + unit, ConclusionOn: on, Grade: protection.Fair}
			b.Org = dutytest.Office
			save(t, d, &b)
		}
		if s.Get("officer", "/protection/bodies").Has("main", "đã đến kỳ kiểm tra") {
			t.Error("due again without a frequency")
		}
		entered = true
		has(t, s.Get("officer", "/protection/bodies"), "1 đơn vị được kết luận lần cuối trước ngày 24/11/2024")
		narrowed := s.Get("officer", "/protection/bodies?again=2024-11-24")
		if has(t, narrowed, "Sở u2"); narrowed.Has("table", "Sở u1") {
			t.Error("a body inspected this year is due again")
		}
	})
}

// TestWork: what waits for whom.
func TestWork(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, k := screen(t, d)
		ctx, m := t.Context(), protection.New(dutytest.Deps(d))
		waits := func(who string) string {
			t.Helper()
			all, err := m.Work(ctx, d.As(dutytest.Who(t, who)), "2026-11-24", 20)
			if err != nil {
				t.Fatal(err)
			}
			var keys []string
			for _, x := range all {
				keys = append(keys, strings.TrimPrefix(x.Title.Key, "protection."))
				if x.Href != "" && !strings.Contains(x.Href, "?") {
					s.Get(who, x.Href)
				}
			}
			return strings.Join(keys, " ")
		}
		if got := waits("officer"); got != "" {
			t.Errorf("officer: %s", got)
		}
		ds := protection.Delegations(k)
		r := must[protection.Delegation](t)(ds.Begin(ctx, dutytest.Who(t, "officer"), "propose", "", proposal))
		must[protection.Delegation](t)(ds.Take(ctx, dutytest.Who(t, "officer"), r.ID, 0, "list", desk.Values{"names": {"Đảng ủy xã Đồi Chè\nCông ty Thí Dụ\n"}}))
		r = must[protection.Delegation](t)(ds.Open(ctx, d.As(dutytest.Who(t, "officer")), r.ID))
		if len(r.Bodies) != 2 || r.Bodies[0].Unit != dutytest.Commune || r.Bodies[1].Unit != "" {
			t.Errorf("bodies %+v", r.Bodies)
		}
		_, err := ds.Take(ctx, dutytest.Who(t, "officer"), r.ID, 0, "list", desk.Values{"names": {"Sở Mới\nCông ty Thí Dụ"}})
		told(t, err, "protection.refuse.listed_twice")
		if got := waits("leader"); got != "task.decide" {
			t.Errorf("leader: %s", got)
		}
		f := protection.Finding{State: protection.Recorded, Delegation: r.ID, Body: r.Bodies[0].ID, UnitName: "Sở A", Code: "book_in", Text: "Thiếu chữ ký", ConcludedOn: "2026-10-01", DueOn: "2026-11-20", FoundOn: "2026-09-01"}
		f.Org = dutytest.Office
		save(t, d, &f)
		f2 := f
		f2.Base, f2.State, f2.RemedyBy = duty.Base{Org: dutytest.Office}, protection.Remedied, dutytest.Who(t, "officer").ID
		save(t, d, &f2)
		if got := waits("officer"); got != "task.remedy" {
			t.Errorf("officer: %s", got)
		}
		if got := waits("inspector"); got != "task.remedy task.recheck" {
			t.Errorf("inspector: %s", got)
		}
	})
}

// TestPages opens every list, form and file type with and without records.
func TestPages(t *testing.T) {
	s, _ := screen(t, dbtest.SQLite(t))
	s.Template("protection/types.html", protection.TypesPage{})
	for _, at := range []string{"/protection", "/protection/bodies", "/protection/findings?type=networked&holds=1", "/protection/types"} {
		s.Get("auditor", at)
		for _, as := range []string{"csv", "xlsx"} {
			sep := "?"
			if strings.Contains(at, "?") {
				sep = "&"
			}
			if at == "/protection/types" {
				continue
			}
			if p := s.As("auditor").Get(at + sep + "as=" + as); p.Code != http.StatusOK || len(p.Body) == 0 {
				t.Errorf("%s as %s: %d", at, as, p.Code)
			}
		}
	}
	s.Get("officer", "/protection/delegation/new/propose")
	if p := s.As("auditor").Get("/protection/delegation/new/propose"); p.Code != http.StatusForbidden {
		t.Errorf("the auditor sees the form: %d", p.Code)
	}
	s.Refused("officer", "/protection/delegation/new/propose", "title", "x")
	p := s.Do("officer", "/protection/delegation/new/propose", "title", "Kiểm tra", "basis", "planned", "organ", "party_committee", "scope_from", "1/1/2025", "scope_to", "30/6/2026",
		"start_on", "2/12/2026", "end_on", "30/12/2026", "plan_no", "12-KH/TU")
	has(t, p, "KTBM-2026-001")
	s.Get("leader", p.Path)
}
