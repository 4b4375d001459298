package settings

import (
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

// persons of the tests, by the value of the cookie "as".
var persons = map[string]access.Who{
	"admin":     {ID: "a", Name: "Trần Quản", Unit: db.Everywhere, Role: access.Administrator},
	"head":      {ID: "h", Name: "Lê Chủ Nhiệm", Unit: "u1", Role: access.Head},
	"inspector": {ID: "i", Name: "Ngô Kiểm", Unit: "u1", Role: access.Inspector},
}

func as(person string) *http.Cookie { return &http.Cookie{Name: "as", Value: person} }

func who(r *http.Request) (access.Who, error) {
	k, err := r.Cookie("as")
	if err != nil {
		return access.Who{}, nil
	}
	w := persons[k.Value]
	w.Rights = access.RightsOf(w.Role)
	return w, nil
}

func newSite(t *testing.T, d *db.DB) (*web.Site, http.Handler, duty.Deps) {
	t.Helper()
	if err := d.Migrate(t.Context(), ID, Files); err != nil {
		t.Fatal(err)
	}
	deps := duty.Deps{DB: d, Law: Law(d)}
	m := New(deps)
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	d.Register(ID, m.Records...)
	texts, err := text.Load(web.Files, vn.Files, law.Files, Files)
	if err != nil {
		t.Fatal(err)
	}
	s, err := web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{ID: Files}, Nav: m.Nav, Who: who, Now: d.Now, NewID: db.NewID,
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: 404, Key: "web.error.notfound"}, {Err: db.ErrConflict, Code: 409, Key: "web.error.conflict"}}})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	s.Routes(mux)
	for _, r := range m.Routes {
		mux.Handle(r.Pattern, s.Serve(r.Need, r.Serve))
	}
	return s, s.Guard(mux), deps
}

func TestFourEyes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		_, h, deps := newSite(t, d)
		admin, head, inspector := webtest.New(t, h, as("admin")), webtest.New(t, h, as("head")), webtest.New(t, h, as("inspector"))
		value := func() string {
			p, err := deps.Law(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			r, err := p.Rule("P-KN-FILE", "", "2026-11-24")
			if err != nil {
				t.Fatal(err)
			}
			return r.Value + " " + r.ConfirmedBy
		}
		before := value()
		form := admin.Get("/settings/law/P-KN-FILE/new?level=")
		if form.Code != 200 || !form.Has("form", "Loại ngày") {
			t.Fatalf("form: %d", form.Code)
		}
		at := "/settings/law/P-KN-FILE"
		for _, bad := range [][]string{{"value", "rất lâu", "confidence", "A"}, {"value", "", "confidence", "A"}, {"value", "25"}, {"value", "25", "confidence", "A", "from", "32/1/2026"},
			{"value", "25", "confidence", "A", "from", "1/12/2026", "to", "1/11/2026"}, {"value", "25", "confidence", "A", "instrument", " "}, {"value", "25", "confidence", "A", "day_kind", "lunar"}} {
			if p := admin.Submit(form, at, bad...); p.Code != 422 {
				t.Errorf("%v: %d", bad, p.Code)
			}
		}
		if p := admin.Submit(form, at, "value", "25", "confidence", "A"); p.Code != 303 {
			t.Fatalf("enter: %d %s", p.Code, p.Text(".errsum"))
		}
		if value() != before {
			t.Error("a rule holds before it is confirmed")
		}
		if p := admin.Get("/settings/law"); !p.Has(".note", "1 quy tắc chờ") {
			t.Error("the list does not tell of the rule that waits")
		}
		p := admin.Get(at)
		confirm := confirmAt(head.Get(at))
		if confirmAt(p) != "" || confirm == "" || confirmAt(inspector.Get(at)) != "" {
			t.Error("only a second person with the right is offered to confirm")
		}
		if p := admin.Post(confirm); p.Code != 422 || !p.Has(".errsum", "không tự xác nhận") {
			t.Errorf("whoever entered it confirms it: %d", p.Code)
		}
		if p := inspector.Post(confirm); p.Code != 403 {
			t.Errorf("without the right: %d", p.Code)
		}
		if p := head.Post(confirm, "version", "7"); p.Code != 422 {
			t.Errorf("another version: %d", p.Code)
		}
		if p := head.Submit(head.Get(at), confirm); p.Code != 303 {
			t.Fatalf("confirm: %d %s", p.Code, p.Text(".errsum"))
		}
		if got := value(); got != "25 Lê Chủ Nhiệm" {
			t.Errorf("after: %q", got)
		}
		if p := head.Post(confirm); p.Code != 422 || !p.Has(".errsum", "đã được xác nhận") {
			t.Errorf("twice: %d", p.Code)
		}
		if p := admin.Submit(form, at, "value", "26", "confidence", "C"); p.Code != 303 {
			t.Fatal("enter again")
		}
		p = admin.Get(at)
		if p := admin.Submit(p, withdrawAt(p)); p.Code != 303 || value() != "25 Lê Chủ Nhiệm" {
			t.Errorf("withdraw: %d %s", p.Code, value())
		}
		if v, err := d.Verify(t.Context(), "", ""); err != nil || len(v.Flaws) > 0 {
			t.Errorf("verify: %v %v", v.Flaws, err)
		}
	})
}

func confirmAt(p *webtest.Page) string  { return formAt(p, "/confirm") }
func withdrawAt(p *webtest.Page) string { return formAt(p, "/withdraw") }

func formAt(p *webtest.Page, end string) string {
	for _, f := range p.Find("form") {
		if strings.HasSuffix(f.Attr("action"), end) {
			return f.Attr("action")
		}
	}
	return ""
}

func TestCalendar(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		_, h, deps := newSite(t, d)
		admin, inspector := webtest.New(t, h, as("admin")), webtest.New(t, h, as("inspector"))
		why := func(day vn.Day) string {
			p, err := deps.Law(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			key, name := p.Calendar().Why(day)
			return key + " " + name
		}
		p := admin.Get("/settings/calendar?year=2026")
		if n := len(p.Find("ol.strip")); p.Code != 200 || n != 12 {
			t.Fatalf("%d, %d months", p.Code, n)
		}
		days := 0
		for _, li := range p.Find("ol.strip li[title]") {
			days++
			if strings.Contains(li.Attr("title"), "16/02/2026") && !strings.Contains(li.Attr("title"), "Tết") {
				t.Errorf("16/2/2026 is %q", li.Attr("title"))
			}
		}
		if days != 365 {
			t.Errorf("%d days in 2026", days)
		}
		if got := p.Find("ol.strip")[0].Find("li.we"); len(got) < 3 || got[0].Text() != "" {
			t.Error("1/1/2026 is a Thursday: three days stay empty before it")
		}
		at := "/settings/calendar"
		for _, bad := range [][]string{{"day", "", "kind", "holiday", "name", "x", "decree", "y"}, {"day", "24/11/2026", "kind", "feast", "name", "x", "decree", "y"},
			{"day", "24/11/2026", "kind", "holiday", "name", "", "decree", "y"}, {"day", "24/11/2026", "kind", "holiday", "name", "x", "decree", ""}, {"day", "24/11/2026", "kind", "swap_work", "name", "x", "decree", "y"}} {
			if p := admin.Post(at, bad...); p.Code != 422 {
				t.Errorf("%v: %d", bad, p.Code)
			}
		}
		good := []string{"day", "24/11/2026", "kind", "holiday", "name", "Ngày Văn hóa", "decree", "NQ 80"}
		if p := inspector.Post(at, good...); p.Code != 403 {
			t.Errorf("without the right: %d", p.Code)
		}
		if p := admin.Post(at, good...); p.Code != 303 || why("2026-11-24") != "vn.why.holiday Ngày Văn hóa" {
			t.Errorf("add: %d %s", p.Code, why("2026-11-24"))
		}
		if p := admin.Post(at, good...); p.Code != 422 {
			t.Errorf("twice: %d", p.Code)
		}
		p = admin.Get("/settings/calendar?year=2026")
		end := formAt(p, "/end")
		if !p.Has("table.grid", "NQ 80") || end == "" || formAt(inspector.Get("/settings/calendar?year=2026"), "/end") != "" {
			t.Error("the day is not listed, or anybody may take it back")
		}
		if p := admin.Post(end); p.Code != 303 || why("2026-11-24") != "vn.why.working " {
			t.Errorf("end: %d %s", p.Code, why("2026-11-24"))
		}
		if p := admin.Post(end); p.Code != 422 {
			t.Errorf("end twice: %d", p.Code)
		}
	})
}

func TestDeadline(t *testing.T) {
	_, h, _ := newSite(t, dbtest.SQLite(t))
	c := webtest.New(t, h, as("inspector"))
	ask := func(kv ...string) *webtest.Page {
		v := url.Values{}
		for i := 0; i < len(kv); i += 2 {
			v.Set(kv[i], kv[i+1])
		}
		return c.Get("/settings/deadline?" + v.Encode())
	}
	for _, x := range []struct {
		asked []string
		want  []string
	}{
		{[]string{"start", "24/11/2026", "n", "3", "unit", "working_days"}, []string{"Thứ Sáu, 27/11/2026", "Đủ 3 ngày làm việc"}},
		{[]string{"start", "24.11.26", "n", "4", "unit", "days"}, []string{"Thứ Hai, 30/11/2026", "khoản 5 Điều 148"}},
		{[]string{"start", "2026-11-24", "rule", "P-KN-FILE|"}, []string{"24/12/2026", "P-KN-FILE", "296-QĐ/TW", "chưa kiểm chứng"}},
		{[]string{"start", "31/2/2026", "n", "4", "unit", "days"}, []string{"Tháng 2 không có ngày 31"}},
		{[]string{"start", "24/11/2026", "n", "", "unit", "days"}, []string{"Ghi số ngày, hoặc chọn một quy tắc"}},
		{[]string{"start", "24/11/2026", "n", "-4", "unit", "days"}, []string{"Không tính được hạn"}},
		{[]string{"start", "24/11/2026", "n", "4", "unit", "moons"}, []string{"Chọn đơn vị tính"}},
		{[]string{"start", "24/11/1990", "rule", "P-KN-FILE|"}, []string{"không có hiệu lực"}},
		{[]string{"start", "24/11/2026", "rule", "NONE|"}, []string{"không có hiệu lực"}},
	} {
		p := ask(x.asked...)
		for _, w := range x.want {
			if p.Code != 200 || !p.Has("aside", w) {
				t.Errorf("%v: %d %q lacks %q", x.asked, p.Code, p.Text("aside"), w)
			}
		}
	}
}

func TestList(t *testing.T) {
	_, h, _ := newSite(t, dbtest.SQLite(t))
	c := webtest.New(t, h, as("inspector"))
	rows := func(q string) int { return len(c.Get("/settings/law?" + q).Find("table.grid tbody tr")) }
	force, all, open := rows(""), rows("show=all"), rows("show=unverified")
	if force == 0 || all <= force || open == 0 || open >= force {
		t.Errorf("in force %d, all %d, not verified %d", force, all, open)
	}
	if n := rows("q=p-kn-file"); n == 0 || n > 3 {
		t.Errorf("search: %d", n)
	}
	if p := c.Get("/settings/law/NONE"); p.Code != 404 {
		t.Errorf("no such rule: %d", p.Code)
	}
	if p := c.Get("/settings/law/P-KN-FILE/new?level="); p.Code != 403 {
		t.Errorf("the form without the right: %d", p.Code)
	}
	for _, code := range []string{"P-KN-FILE", "P-331", "O-ROLL"} {
		if p := c.Get("/settings/law/" + code); p.Code != 200 || strings.Contains(p.Body, "⟦") {
			t.Errorf("%s: %d", code, p.Code)
		}
	}
	if p := c.Get("/settings/law?show=all"); strings.Contains(p.Body, "⟦") {
		t.Error("words are missing in the list")
	}
}

func TestPages(t *testing.T) {
	s, _, _ := newSite(t, dbtest.SQLite(t))
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	for name, d := range map[string]any{"law": LawPage{}, "rule": RulePage{}, "enter": EnterPage{}, "calendar": CalendarPage{}, "deadline": DeadlinePage{}} {
		for _, l := range text.Langs {
			if err := templatecheck.CheckHTMLStrict(s.Template(l, ID+"/"+name+".html"), d); err != nil {
				t.Errorf("%s %s: %v", l, name, err)
			}
		}
	}
}

func TestWords(t *testing.T) {
	texts, err := text.Load(web.Files, vn.Files, law.Files, Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range Records() {
		for _, c := range k.New().Columns()[5:] {
			if !texts.Has(text.Vi, "settings.column."+c.Name) {
				t.Errorf("no word for column %s", c.Name)
			}
		}
	}
	for _, p := range []text.Problem{ErrCode, ErrValue, ErrNoValue, ErrInstrument, ErrFrom, ErrTo, ErrBad, ErrConfidence, ErrSelf, ErrDone, ErrDay, ErrKind, ErrDayName, ErrDecree, ErrWeekday, ErrDayTaken, ErrDayEnded} {
		if !texts.Has(text.Vi, p.Key) {
			t.Errorf("no text %s", p.Key)
		}
	}
	for _, r := range law.Default().Rules() {
		if !texts.Has(text.Vi, "settings.unit."+r.Unit) || !texts.Has(text.Vi, levelKey(r.Level)) {
			t.Errorf("no words for %s %s", r.Unit, r.Level)
		}
	}
}
