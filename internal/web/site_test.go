package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/text"
)

// partsPage is a page that uses every part, to check types and markup.
type partsPage struct {
	Head     Head
	Stepper  Stepper
	Views    Views
	Work     Worklist
	Next     Next
	Sum      Summary
	Tl       Timeline
	People   People
	Grid     Grid
	Nothing  Grid
	Kpis     Kpis
	Bars     Bars
	Meter    Meter
	Note     Note
	Progress Progress
	Search   Search
	Fields   []Field
}

const partsHTML = `{{define "content"}}{{template "ph" .Head}}{{template "stepper" .Stepper}}<div class="mt16">{{template "views" .Views}}</div>
<div class="g-main-w"><div class="stack">{{template "kpis" .Kpis}}{{template "wl" .Work}}{{template "search" .Search}}{{template "grid" .Grid}}{{template "grid" .Nothing}}
<section class="panel"><div class="panel-h"><h2>Kết quả so với chỉ tiêu</h2></div>{{template "bars" .Bars}}<div class="panel-b">{{template "meter" .Meter}}</div></section>
<section class="panel"><div class="panel-h"><h2>Diễn biến</h2></div><div class="panel-b">{{template "tl" .Tl}}</div></section>
{{template "note" .Note}}<section class="panel"><div class="panel-b">{{template "progress" .Progress}}</div></section>
<section class="panel"><form class="form form-p" method="post" action="/form" novalidate>{{template "fields" .Fields}}<button class="btn btn-p">Ghi</button></form></section></div>
<aside class="stack" aria-label="Bên cạnh">{{template "next" .Next}}<section class="panel"><div class="panel-h"><h2>Hồ sơ</h2></div><div class="panel-b">{{template "sum" .Sum}}{{template "people" .People}}</div></section></aside></div>{{end}}`

const formHTML = `{{define "content"}}<h1>Đơn</h1><form method="post" action="/form">{{template "field" .Reason}}{{template "field" .On}}<button class="btn">Ghi</button></form>{{end}}`

type formPage struct{ Reason, On Field }

var errStale = errors.New("stale")

func testSite(t testing.TB) (*Site, http.Handler, *strings.Builder) {
	t.Helper()
	words := fstest.MapFS{
		"text/vi.txt": {Data: []byte("x.nav = Kiểm tra, giám sát\nx.admin = Quản trị\nx.done = Đã ghi {0}, {1} dòng\nx.reason = Phải ghi lý do và căn cứ\nx.group = Nghiệp vụ\nx.kind = lý do\n")},
		"text/en.txt": {Data: []byte("x.nav = Inspection\nx.admin = Administration\nx.done = Saved {0}, {1} lines\nx.reason = Reason and legal basis required\nx.group = Duties\nx.kind = reason\n")},
	}
	texts, err := text.Load(Files, words)
	if err != nil {
		t.Fatal(err)
	}
	pages := fstest.MapFS{"pages/parts.html": {Data: []byte(partsHTML)}, "pages/form.html": {Data: []byte(formHTML)}}
	log := new(strings.Builder)
	s, err := NewSite(SiteConfig{
		Texts: texts, Pages: map[string]fs.FS{"x": pages}, OrgName: func(context.Context) string { return "UBKT Tỉnh ủy Minh Giang" }, Version: "1.0", Locked: true,
		Nav:      []NavEntry{{ID: "x", Path: "/parts", Icon: "clipboard-check", TextKey: "x.nav", Group: "x.group", Need: access.SignedIn}, {ID: "admin", Path: "/admin", Icon: "settings", TextKey: "x.admin", Need: "account.write"}},
		Actions:  []NavEntry{{ID: "help", Path: "/help", Icon: "lifebuoy", TextKey: "web.help", Need: access.Public}},
		Menu:     []NavEntry{{ID: "sessions", Path: "/sessions", Icon: "device-desktop", TextKey: "web.sessions", Need: access.SignedIn}},
		Statuses: []Status{{errStale, http.StatusConflict, "web.error.conflict", func(error) []text.Problem { return []text.Problem{{Key: "x.done", Args: []any{"Sổ", 2}}} }}},
		Who: func(r *http.Request) (access.Who, error) {
			if k, err := r.Cookie("as"); err == nil && k.Value == "mau" {
				return access.Who{ID: "u1", Name: "Nguyễn Văn Mẫu", Role: access.Inspector, Rights: access.RightsOf(access.Inspector)}, nil
			}
			return access.Who{}, nil
		},
		Counts: func(context.Context, access.Who) map[string]int { return map[string]int{"x": 1018} },
		Now:    func() time.Time { return time.Date(2026, 11, 24, 3, 31, 0, 0, time.UTC) },
		NewID:  func() string { return "CODE-1" },
		Log:    slog.New(slog.NewTextHandler(log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, s.Guard(testRoutes(s)), log
}

func testRoutes(s *Site) *http.ServeMux {
	mux := http.NewServeMux()
	s.Routes(mux)
	route := func(pattern string, need access.Need, h Handler) { mux.Handle(pattern, s.Serve(need, h)) }
	fails := func(err error) Handler { return func(*Call) (Reply, error) { return Reply{}, err } }
	route("GET /parts", access.SignedIn, func(c *Call) (Reply, error) {
		return Reply{Page: "x/parts.html", Data: allParts(c), Title: "Hồ sơ", Crumbs: []Crumb{{"Kiểm tra", "/parts"}}}, nil
	})
	form := func(c *Call, err error) (Reply, error) {
		p := formPage{Reason: Field{Name: "reason", Label: "Lý do", Kind: FieldArea}, On: Field{Name: "on", Label: "Ngày", Kind: FieldDay, Value: "2026-11-24"}}
		c.Keep(err, &p.Reason, &p.On)
		return Reply{Page: "x/form.html", Data: p, Title: "Đơn", Problem: err}, nil
	}
	route("GET /form", access.SignedIn, func(c *Call) (Reply, error) { return form(c, nil) })
	route("POST /form", access.SignedIn, func(c *Call) (Reply, error) {
		_, err := c.Day("on")
		if c.Form("reason") == "" {
			err = errors.Join(text.Problem{Key: "x.reason", Field: "reason"}, err)
		}
		if err != nil {
			return form(c, err)
		}
		return Reply{Goto: "/form", Notice: text.Problem{Key: "x.done", Args: []any{text.Key("x.kind"), 1234}}}, nil
	})
	route("GET /admin", "account.write", fails(nil))
	route("GET /nobody", access.Nobody, fails(nil))
	route("GET /stale", access.Public, fails(fmt.Errorf("save: %w", errStale)))
	route("POST /step", access.Public, fails(fmt.Errorf("step: %w", text.Problem{Key: "x.reason"})))
	route("GET /fault", access.SignedIn, func(c *Call) (Reply, error) { return form(c, errors.New("disk <gone>")) })
	route("GET /clash", access.SignedIn, func(c *Call) (Reply, error) { return form(c, errStale) })
	route("GET /part", access.Public, func(c *Call) (Reply, error) {
		return Reply{Page: "web/help.html", Data: HelpPage{}, Fragment: c.Query("part") != "", Refresh: 5, Bare: c.Query("bare") != ""}, nil
	})
	route("POST /upload", access.Public, func(c *Call) (Reply, error) {
		u, err := c.Upload("file", 1<<20)
		if err != nil {
			return Reply{}, err
		}
		defer u.Close()
		b, err := u.Bytes()
		return Reply{Goto: "/" + u.Name + "/" + string(b) + "/" + c.Form("x")}, err
	})
	route("GET /boom", access.Public, fails(errors.New("disk <gone>")))
	route("POST /panic", access.Public, func(*Call) (Reply, error) { panic("oh") })
	route("GET /file", access.Public, func(*Call) (Reply, error) {
		return Reply{File: &File{Name: "sổ.csv", Type: "text/csv", Write: func(w io.Writer) error { _, err := io.WriteString(w, "a;b\n"); return err }}}, nil
	})
	route("GET /file/broken", access.Public, func(*Call) (Reply, error) {
		return Reply{File: &File{Name: "x", Write: func(io.Writer) error { return errors.New("no") }}}, nil
	})
	return mux
}

func allParts(c *Call) partsPage {
	p := partsPage{
		Head:    Head{Title: "Kiểm tra Đảng ủy xã Đồi Chè", Number: "KT-2026-041", Sub: "Nhiệm kỳ 2025–2030", Chip: c.DueChip("2026-12-11"), Verified: Verified{Text: "Nhật ký khớp", Href: "/parts"}, Print: true, Acts: []Link{{Text: "Lập hồ sơ", Href: "/form", Icon: "plus", Primary: true}}},
		Stepper: Stepper{Steps: []Step{{"Quyết định", "done", "12/10"}, {"Triển khai", "done", "19/10"}, {"Thẩm tra, xác minh", "now", "đến 20/11"}, {"Kết luận", "later", ""}}},
		Views:   Views{Label: "Phần hồ sơ", Tabs: []Link{{Text: "Tổng hợp", Href: "/parts", Current: true}, {Text: "Phát hiện", Href: "/parts?v=f", Count: "3"}}},
		Work: Worklist{{Title: "Quá hạn", Late: true, Count: "1", Works: []Work{{Icon: "clipboard-check", Title: "Trình báo cáo kết quả thẩm tra", Href: "/parts", Text: "KT-2026-037 · Đảng ủy xã Suối Trong", Chip: c.DueChip("2026-11-22"), Act: Link{Text: "Trình báo cáo", Href: "/form", Primary: true, Hidden: "KT-2026-037"}}}},
			{Title: "Hôm nay", Count: "1", Works: []Work{{Icon: "clipboard-check", Title: "Gửi dự thảo kết luận", Href: "/parts", Text: "KT-2026-041", Chip: c.DueChip("2026-11-24"), Act: Link{Text: "Gửi dự thảo", Href: "/form"}}}}},
		Next:    Next{Title: "Gửi dự thảo kết luận để giải trình", Checks: []Check{{Text: "Biên bản đã ký 4/4", OK: true}, {Text: "Chưa đặt hạn trả lời.", Link: Link{Text: "Đặt 7 ngày", Href: "/form"}}}, Action: "/form", Fields: []Field{{Name: "n-reason", Label: "Lý do", Kind: FieldArea, Rows: 2}}, Button: "Gửi dự thảo cho 3 người", Others: []Link{{Text: "Trả lại tổ kiểm tra", Href: "/form"}}},
		Sum:     Summary{{Name: "Đơn vị", Value: "Đảng ủy xã Đồi Chè", Href: "/parts"}, {Name: "Hạn", Value: "11/12/2026", Chip: Chip{"soon", "Còn 17 ngày"}}, {Name: "Nội dung", Value: "Một\nHai", Edit: Link{Text: "Sửa", Href: "/form", Hidden: "nội dung"}}},
		Tl:      Timeline{{Day: "24/11", Clock: "09:42", Kind: "fill", Title: "Thêm 2 tài liệu", Text: "Hoàng Giả Định", Links: []Link{{Text: "Biên bản số 07", Href: "/parts"}}}, {Day: "05/11", Kind: "warn", Title: "Gia hạn 15 ngày"}},
		People:  People{{Name: "Lê Thử Nghiệm", Note: "Tổ trưởng", Side: "Ủy viên"}, {Name: "Trần Thị Phỏng Vấn", Note: "Người được kiểm tra", Chip: Chip{"ok", "Đã giải trình"}}},
		Nothing: Grid{Empty: Empty{Icon: "inbox", Title: "Không còn việc quá hạn", Text: "Việc gần nhất 26/11.", Acts: []Link{{Text: "Nhập từ Excel", Href: "/form"}}}},
		Kpis:    Kpis{{Label: "Đảng viên được kiểm tra", Value: "10.666", Href: "/parts", Detail: "102,1 % chỉ tiêu", Years: []int{1800, 2000, 2100, 2300, 2466}, From: "2015", To: "2019"}, {Label: "Tổ chức", Value: "849", Kind: "over"}},
		Bars:    Bars{Label: "Kết quả theo đơn vị", Items: []Bar{{Name: "Bến Cũ", Text: "96/100", Href: "/parts", Result: 96, Target: 100}, {Name: "Đồi Chè", Text: "60/100", Result: 60, Target: 100}}},
		Meter:   Meter{Done: 3, Whole: 4, Text: "3/4"}, Note: Note{Kind: "warn", Text: "Hai hồ sơ đổi sau lần chốt.", Link: Link{Text: "Xem", Href: "/parts"}},
		Progress: Progress{Text: "Đang đọc tệp", Done: 31, Total: 50}, Search: Search{Action: "/parts", Name: "q", Label: "Tìm trong sổ", Hint: "Tên, số", Filters: []Field{{Name: "kind", Label: "Loại", Options: []Option{{"", "Mọi loại", ""}, {"a", "Kiểm tra", ""}}}}},
	}
	p.Grid = Grid{Label: "Sổ", Pick: "pick", Columns: []Column{{Text: "Số", Sort: "/parts?s=n", Sorted: "ascending"}, {Text: "Nội dung", Wide: true}, {Text: "Người", Num: true}},
		Rows: []Row{{Section: "Năm 2026"}, {ID: "KT-1", Cells: []Cell{{Text: "KT-1", Href: "/parts", Key: true}, {Text: "Chi sai nguyên tắc <47,2>", Small: "quý II"}, {Text: "255", Href: "/parts", Figure: true, Num: true, Meter: Meter{Done: 255, Whole: 300}}}}}, Foot: []Cell{{Text: "Cộng"}, {}, {Text: "255", Num: true}}, Pager: Pager{Next: "/parts?after=1", Total: "1 trong 10.666 dòng"}}
	p.Fields = []Field{{Name: "a", Label: "Một dòng", Hint: "Gợi ý", Value: "x", Max: 20}, {Name: "b", Label: "Ngày", Kind: FieldDay, Value: "2026-11-24", Optional: true}, {Name: "c", Label: "Chọn", Kind: FieldSelect, Options: []Option{{"1", "Một", ""}, {"2", "Hai", ""}}, Value: "2"},
		{Name: "d", Label: "Quyết định", Kind: FieldRadio, Options: []Option{{"y", "Đồng ý", "Ghi vào sổ"}, {"n", "Không đồng ý", "Phải ghi lý do"}}, Value: "n"}, {Name: "e", Label: "Nội dung vi phạm", Kind: FieldChecks, Options: []Option{{"p", "Tài chính", ""}, {"q", "Đất đai", ""}}, Values: []string{"q"}},
		{Name: "f", Label: "Đã đọc", Kind: FieldCheck, Value: "on"}, {Name: "g", Label: "Tệp", Kind: FieldFile, Accept: ".xlsx"}, {Name: "k", Label: "Sổ Excel", Kind: FieldDrop, Hint: "XLSX hoặc CSV, tối đa 64 MB"}, {Name: "h", Label: "Mật khẩu", Kind: FieldPassword, Complete: "current-password"}, {Name: "i", Label: "Số", Kind: FieldNumber, Value: "7"}, {Name: "j", Label: "Lời", Kind: FieldArea, Value: "dòng", Error: "Phải ghi lý do"}}
	return p
}

func TestTemplatesAreTyped(t *testing.T) {
	s, _, _ := testSite(t)
	for _, l := range text.Langs {
		for page, data := range map[string]any{"x/parts.html": partsPage{}, "x/form.html": formPage{}, "web/error.html": ErrorPage{}, "web/help.html": HelpPage{}} {
			if err := templatecheck.CheckHTMLStrict(s.Template(l, page), data); err != nil {
				t.Errorf("%s %s: %v", l, page, err)
			}
		}
		for _, name := range []string{"layout.html", "bare.html"} {
			if err := templatecheck.CheckHTMLStrict(s.langs[l].layout.Lookup(name), Frame{}); err != nil {
				t.Errorf("%s %s: %v", l, name, err)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	s, _, _ := testSite(t)
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	bad := s.cfg
	bad.Pages = map[string]fs.FS{"y": fstest.MapFS{"pages/a.html": {Data: []byte(`{{define "content"}}{{t "y.none"}}{{icon "nothing"}}{{asset "no.css"}}{{end}}`)}}}
	s, err := NewSite(bad)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"y.none", "nothing", "no.css"} {
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Check: %v, want %s named", err, want)
		}
	}
}

func send(h http.Handler, method, target, body string, cookies ...*http.Cookie) *http.Response {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, k := range cookies {
		r.AddCookie(k)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

var (
	mau     = &http.Cookie{Name: "as", Value: "mau"}
	english = &http.Cookie{Name: prefsName, Value: "en.dark.gon"}
)

func bodyOf(r *http.Response) string {
	b, _ := io.ReadAll(r.Body)
	return string(b)
}

func TestAnswers(t *testing.T) {
	_, h, log := testSite(t)
	for _, c := range []struct {
		method, target, body string
		cookies              []*http.Cookie
		code                 int
		want                 []string
	}{
		{"GET", "/parts", "", []*http.Cookie{mau}, 200, []string{"<title>Hồ sơ – Liêm Chính</title>", `aria-current="page">`, "1.018", "Nguyễn Văn Mẫu", "&lt;47,2&gt;", "Còn 17 ngày", "Quá 2 ngày"}},
		{"GET", "/parts", "", []*http.Cookie{mau, english}, 200, []string{`lang="en" data-theme="dark" data-density="gon"`, "Inspection", "1,018", "2 days late"}},
		{"GET", "/help", "", nil, 200, []string{"<kbd>F3</kbd>"}},
		{"GET", "/none", "", nil, 404, []string{"Không tìm thấy trang này"}},
		{"DELETE", "/parts", "", []*http.Cookie{mau}, 404, []string{"Chưa ghi gì vào sổ"}},
		{"GET", "/admin", "", []*http.Cookie{mau}, 403, []string{"Chưa được giao quyền này", "<b>Quản trị</b>"}},
		{"GET", "/nobody", "", nil, 403, []string{"Chưa được giao quyền này"}},
		{"GET", "/stale", "", nil, 409, []string{"Hồ sơ đã đổi", "Đã ghi Sổ, 2 dòng"}},
		{"POST", "/step", "", nil, 422, []string{"Chưa làm được bước này", "Phải ghi lý do và căn cứ", "Chưa ghi gì vào sổ"}},
		{"GET", "/fault", "", []*http.Cookie{mau}, 500, []string{"CODE-1"}},
		{"GET", "/clash", "", []*http.Cookie{mau}, 422, []string{"Lỗi: Đơn", "Có người khác vừa ghi", "Đã ghi Sổ, 2 dòng"}},
		{"GET", "/part", "", nil, 200, []string{`<noscript><meta http-equiv="refresh" content="5"></noscript>`, `class="side"`, "<b>MÁY ĐỘC LẬP</b>"}},
		{"GET", "/part?bare=1", "", nil, 200, []string{`class="lg-f"`, "<b>MÁY ĐỘC LẬP</b>"}},
		{"GET", "/boom", "", nil, 500, []string{"CODE-1", "24/11/2026 10:31"}},
		{"POST", "/panic", "", nil, 500, []string{"CODE-1", "Chưa ghi gì vào sổ"}},
		{"GET", "/file/broken", "", nil, 500, []string{"CODE-1"}},
		{"POST", "/step", "x=" + strings.Repeat("a", maxForm), nil, 413, []string{"Nội dung gửi quá lớn"}},
		{"POST", "/step", "x=%zz", nil, 400, []string{"Không đọc được nội dung gửi"}},
		{"POST", "/form", "reason=%80%00a&on=", []*http.Cookie{mau}, 303, nil},
	} {
		res := send(h, c.method, c.target, c.body, c.cookies...)
		got := bodyOf(res)
		if res.StatusCode != c.code {
			t.Errorf("%s %s: %d, want %d", c.method, c.target, res.StatusCode, c.code)
		}
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s %s lacks %q", c.method, c.target, w)
			}
		}
		if strings.Contains(got, "disk") || strings.Contains(got, "⟦") || strings.Contains(got, "ZgotmplZ") {
			t.Errorf("%s %s tells too much or lacks words", c.method, c.target)
		}
		if csp := res.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s lacks headers: %v", c.method, c.target, res.Header)
		}
	}
	if !strings.Contains(log.String(), "disk <gone>") || !strings.Contains(log.String(), "CODE-1") {
		t.Errorf("the log must tell the fault under its code: %s", log)
	}
}

func TestStrangerIsSentToSignIn(t *testing.T) {
	_, h, _ := testSite(t)
	for target, want := range map[string]string{"GET /parts?a=1&b=2": "/signin?next=%2Fparts%3Fa%3D1%26b%3D2", "POST /form": "/signin?next=%2F"} {
		m, at, _ := strings.Cut(target, " ")
		res := send(h, m, at, "")
		if got := res.Header.Get("Location"); res.StatusCode != 303 || got != want {
			t.Errorf("%s: %d %s, want 303 %s", target, res.StatusCode, got, want)
		}
	}
}

func TestFormKeepsWhatWasTyped(t *testing.T) {
	_, h, _ := testSite(t)
	res := send(h, "POST", "/form", "reason=&on=31/02/2026", mau)
	got := bodyOf(res)
	if res.StatusCode != 422 {
		t.Errorf("code %d, want 422", res.StatusCode)
	}
	for _, w := range []string{"<title>Lỗi: Đơn", `<a href="#reason">Phải ghi lý do và căn cứ</a>`, `<a href="#on">Không có ngày 31/02/2026 trong lịch</a>`, `value="31/02/2026"`, `aria-describedby="reason-e" aria-invalid="true"`, `class="field bad"`} {
		if !strings.Contains(got, w) {
			t.Errorf("lacks %q in\n%s", w, got)
		}
	}
	if fresh := bodyOf(send(h, "GET", "/form", "", mau)); !strings.Contains(fresh, `value="24/11/2026"`) || strings.Contains(fresh, "errsum") {
		t.Error("a fresh form shows its value and no errors")
	}
}

func TestNoticeOverRedirect(t *testing.T) {
	_, h, _ := testSite(t)
	res := send(h, "POST", "/form", "reason=x&on=8.12.26", mau)
	if res.StatusCode != 303 || res.Header.Get("Location") != "/form" {
		t.Fatalf("%d %s", res.StatusCode, res.Header.Get("Location"))
	}
	k := res.Cookies()[0]
	if !k.HttpOnly || k.SameSite != http.SameSiteStrictMode {
		t.Errorf("cookie %v is open to others", k)
	}
	next := send(h, "GET", "/form", "", mau, k)
	if b := bodyOf(next); !strings.Contains(b, "Đã ghi lý do, 1.234 dòng") {
		t.Error("the notice is missing")
	}
	if gone := next.Cookies(); len(gone) != 1 || gone[0].MaxAge >= 0 {
		t.Errorf("the notice is not cleared: %v", gone)
	}
	forged := &http.Cookie{Name: noticeName, Value: "eyJrIjoibm8uc3VjaC5rZXkifQ"}
	if b := bodyOf(send(h, "GET", "/form", "", mau, forged)); strings.Contains(b, `role="status"`) {
		t.Error("a key that does not exist must say nothing")
	}
}

func TestPrefs(t *testing.T) {
	_, h, _ := testSite(t)
	res := send(h, "POST", "/prefs", url.Values{"lang": {"en"}, "back": {"/form"}}.Encode(), &http.Cookie{Name: prefsName, Value: "vi.dark."})
	if got := res.Cookies()[0].Value; got != "en.dark." || res.Header.Get("Location") != "/form" {
		t.Errorf("prefs %q to %s", got, res.Header.Get("Location"))
	}
	res = send(h, "POST", "/prefs", url.Values{"theme": {"pink"}, "back": {"https://evil.example/"}}.Encode())
	if got := res.Cookies()[0].Value; got != "vi.." || res.Header.Get("Location") != "/" {
		t.Errorf("prefs %q to %s", got, res.Header.Get("Location"))
	}
}

func TestOtherSitesAreRefused(t *testing.T) {
	_, h, _ := testSite(t)
	r := httptest.NewRequest("POST", "/form", nil)
	r.Header.Set("Origin", "https://evil.example")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 403 || !strings.Contains(w.Body.String(), "Yêu cầu gửi từ trang khác") {
		t.Errorf("%d", w.Code)
	}
}

func TestFile(t *testing.T) {
	_, h, _ := testSite(t)
	res := send(h, "GET", "/file", "")
	if got := res.Header.Get("Content-Disposition"); got != "attachment; filename*=utf-8''s%E1%BB%95.csv" || bodyOf(res) != "a;b\n" {
		t.Errorf("disposition %q", got)
	}
}

func TestAssets(t *testing.T) {
	s, h, _ := testSite(t)
	href, err := s.assets.href("lc.css")
	if err != nil {
		t.Fatal(err)
	}
	res := send(h, "GET", href, "")
	css := bodyOf(res)
	if cc := res.Header.Get("Cache-Control"); !strings.Contains(cc, "immutable") || res.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%v", res.Header)
	}
	if !strings.Contains(css, ".woff2?") {
		t.Error("fonts are not named by their hash")
	}
	for _, m := range regexpFonts.FindAllString(css, -1) {
		if r := send(h, "GET", "/assets/"+m, ""); r.StatusCode != 200 || !strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d", m, r.StatusCode)
		}
	}
	r := httptest.NewRequest("GET", href, nil)
	r.Header.Set("Accept-Encoding", "gzip, br")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > len(css)/2 {
		t.Errorf("%d bytes sent of %d", w.Body.Len(), len(css))
	}
	if r := send(h, "GET", "/assets/lc.css?old", ""); strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
		t.Error("only the right hash may be kept for ever")
	}
	if r := send(h, "GET", "/assets/../site.go", ""); r.StatusCode == 200 {
		t.Error("only assets are served")
	}
}

func TestLocal(t *testing.T) {
	for in, want := range map[string]string{"/a?b=1": "/a?b=1", "//evil": "/", "https://evil": "/", "/\\evil": "/", "": "/", "a": "/", "/a\nb": "/"} {
		if got := Local(in); got != want {
			t.Errorf("Local(%q) = %q, want %q", in, got, want)
		}
	}
}
