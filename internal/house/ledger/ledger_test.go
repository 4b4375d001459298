package ledger

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/merkle"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

// A paper is a record of a duty, for tests.
type paper struct {
	db.Base
	Title, Token string
	Bar          string
}

func (*paper) Table() string { return "inspection_note" }

func (p *paper) Columns() []db.Col {
	return append(p.BaseColumns(), db.Col{Name: "title", Ptr: &p.Title}, db.Col{Name: "token", Ptr: &p.Token, Secret: true}, db.Col{Name: "bar", Ptr: &p.Bar})
}

func (p *paper) Bars() []string {
	if p.Bar == "" {
		return nil
	}
	return []string{p.Bar}
}

var schema = fstest.MapFS{"schema/0001_x.sql": {Data: []byte("-- +goose Up\nCREATE TABLE inspection_note (id TEXT PRIMARY KEY, org TEXT, dossier TEXT, level INTEGER, version INTEGER, title TEXT, token TEXT, bar TEXT);\n")}}

// persons of the tests, by the value of the cookie "as".
var persons = map[string]access.Who{
	"auditor": {ID: "au", Name: "Đỗ Kiểm Soát", Unit: db.Everywhere, Role: access.Auditor, Clearance: access.Secret},
	"admin":   {ID: "ad", Name: "Trần Quản", Unit: db.Everywhere, Role: access.Administrator},
	"an":      {ID: "an", Name: "Nguyễn An", Unit: "u1", Role: access.Inspector, Person: "p1"},
	"binh":    {ID: "bi", Name: "Lê Bình", Unit: "u2", Role: access.Inspector, Person: "p2"},
	"cell":    {ID: "ce", Name: "Vũ Chi Bộ", Unit: "u1", Role: access.CellSecretary},
}

func who(name string) access.Who {
	w := persons[name]
	if w.ID != "" {
		w.Rights = access.RightsOf(w.Role)
	}
	return w
}

type house struct {
	t    *testing.T
	d    *db.DB
	h    http.Handler
	site *web.Site

	module *ledger
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	if err := d.Migrate(t.Context(), "inspection", schema); err != nil {
		t.Fatal(err)
	}
	d.Register("inspection", db.KindOf[paper]())
	l := newLedger(duty.Deps{DB: d}, describe)
	m := l.module()
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	texts, err := text.Load(web.Files, Files, fstest.MapFS{"text/vi.txt": {Data: []byte("inspection.verb.write = Viết\ninspection.column.title = Trích yếu\n")}, "text/en.txt": {Data: []byte("inspection.verb.write = Write\ninspection.column.title = Title\n")}})
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, d: d, module: l}
	h.site, err = web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{ID: Files}, Nav: m.Nav, Now: d.Now, NewID: db.NewID,
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: 404, Key: "web.error.notfound"}},
		Who: func(r *http.Request) (access.Who, error) {
			k, err := r.Cookie("as")
			if err != nil {
				return access.Who{}, nil
			}
			return who(k.Value), nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	h.site.Routes(mux)
	for _, r := range m.Routes {
		mux.Handle(r.Pattern, h.site.Serve(r.Need, r.Serve))
	}
	h.h = h.site.Guard(mux)
	h.must(d.Change(t.Context(), db.System, "org.test", func(tx *db.Tx) error {
		return tx.SetReach(t.Context(), []db.Reach{{Root: "u1", Unit: "u1", Since: "2000-01-01", Until: "9999-12-31", Sees: true}, {Root: "u2", Unit: "u2", Since: "2000-01-01", Until: "9999-12-31", Sees: true}})
	}))
	return h
}

func describe(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	out := map[string]duty.Line{}
	for _, id := range ids {
		p, err := db.Get[paper](ctx, v, id)
		if err != nil {
			return nil, err
		}
		if p.Title == "Không tên" {
			return nil, errors.New("no such table in the module")
		}
		out[id] = duty.Line{ID: id, Code: "KT-1", Title: p.Title, Href: "/inspection/" + id}
	}
	return out, nil
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) write(name string, p paper) paper {
	h.t.Helper()
	h.must(h.d.Change(h.t.Context(), who(name), "inspection.write", func(tx *db.Tx) error { return db.Save(h.t.Context(), tx, &p) }))
	return p
}

func (h *house) as(name string) *webtest.Client {
	return webtest.New(h.t, h.h, &http.Cookie{Name: "as", Value: name})
}

func TestWhoSeesWhat(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		p := h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Chi sai nguyên tắc", Token: "MA-BI-MAT"})
		p.Title = "Chi sai nguyên tắc lần hai"
		h.write("an", p)
		secret := h.write("auditor", paper{Base: db.Base{Org: "u1", Level: access.Secret}, Title: "Việc mật"})
		barred := h.write("binh", paper{Base: db.Base{Org: "u2"}, Title: "Hồ sơ về Bình", Bar: "p2"})
		for name, want := range map[string]map[string]bool{
			"auditor": {"Chi sai nguyên tắc lần hai": true, "Việc mật": true, "Hồ sơ về Bình": true},
			"an":      {"Chi sai nguyên tắc lần hai": true, "Việc mật": false, "Hồ sơ về Bình": false, "Lê Bình": false},
			"binh":    {"Chi sai nguyên tắc": false, "Việc mật": false, "Hồ sơ về Bình": false, "Nguyễn An": false},
			"admin":   {"Chi sai nguyên tắc": false, "Việc mật": false, "Hồ sơ về Bình": false},
		} {
			c := h.as(name)
			page := c.Get("/ledger")
			if page.Code != 200 || strings.Contains(page.Body, "MA-BI-MAT") || strings.Contains(page.Body, "⟦") {
				t.Errorf("%s: %d", name, page.Code)
			}
			for words, seen := range want {
				if page.Has("table.grid", words) != seen {
					t.Errorf("%s sees %q: %v, want %v", name, words, !seen, seen)
				}
			}
			if !page.Has(".pager", "4 mục") {
				t.Errorf("%s: %s, want 4 entries: that something happened is no secret", name, page.Text(".pager"))
			}
			if name == "admin" && !page.Has("table.grid", "4 mục của hồ sơ ngoài phạm vi") {
				t.Errorf("neighbouring hidden entries stand on one line: %s", page.Text("table.grid"))
			}
			for _, q := range []string{"who=an", "record=inspection_note/" + p.ID, "area=inspection"} {
				if page := c.Get("/ledger?" + q); page.Has("main", "ngoài phạm vi") {
					t.Errorf("%s: the list of %s tells that there is more", name, q)
				}
			}
		}
		if page := h.as("an").Get("/ledger?area=inspection"); !page.Has(".pager", "2 mục") {
			t.Errorf("the area: %s", page.Text("main"))
		}
		if page := h.as("an").Get("/ledger?area=org"); !page.Has(".empty", "Không có mục nào") {
			t.Errorf("another area: %s", page.Text("main"))
		}
		h.doors(p, secret, barred)
		if page := h.as("cell").Get("/ledger"); page.Code != 403 {
			t.Errorf("without the right: %d", page.Code)
		}
	})
}

// doors opens entries and histories that must stay closed.
func (h *house) doors(p, secret, barred paper) {
	for _, x := range []struct {
		name string
		p    paper
		code int
	}{{"an", p, 200}, {"an", secret, 404}, {"binh", barred, 404}, {"binh", p, 404}, {"admin", p, 404}, {"auditor", secret, 200}} {
		c := h.as(x.name)
		for _, path := range []string{"/ledger/record/inspection_note/" + x.p.ID, "/ledger/record/inspection_note/" + x.p.ID + "?show=dossier"} {
			if page := c.Get(path); page.Code != x.code {
				h.t.Errorf("%s %s: %d, want %d", x.name, x.p.Title, page.Code, x.code)
			}
		}
		es, err := h.d.History(h.t.Context(), x.p.ID, "", 1)
		h.must(err)
		if page := c.Get("/ledger/" + es[0].ID); page.Code != x.code || strings.Contains(page.Body, "⟦") {
			h.t.Errorf("%s entry of %s: %d, want %d", x.name, x.p.Title, page.Code, x.code)
		}
	}
	for _, path := range []string{"/ledger/none", "/ledger/record/inspection_note/none", "/ledger/record/setting/x", "/ledger/record/inspection_note;/x"} {
		if page := h.as("auditor").Get(path); page.Code != 404 {
			h.t.Errorf("%s: %d", path, page.Code)
		}
	}
	page := h.as("an").Get("/ledger/record/inspection_note/" + p.ID)
	if !page.Has("table.grid", "Trích yếuChi sai nguyên tắc →thành Chi sai nguyên tắc lần hai") || !page.Has("table.grid", "Viết") || page.Link("Mở hồ sơ") != "/inspection/"+p.ID {
		h.t.Errorf("history: %s", page.Text("table.grid"))
	}
}

func TestRecordWithoutName(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Không tên"})
	if page := h.as("an").Get("/ledger"); page.Code != 200 || !page.Has("table.grid", "Trích yếuKhông tên") {
		t.Errorf("%d %s", page.Code, page.Text("main"))
	}
}

func TestProof(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		p := h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Một"})
		es, err := d.History(t.Context(), p.ID, "", 1)
		h.must(err)
		c := h.as("an")
		at := "/ledger/" + es[0].ID
		if page := c.Get(at); !page.Has(".note", "chờ niêm phong") {
			t.Errorf("before the seal: %s", page.Text(".note"))
		}
		for range 5 {
			h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Khác"})
			_, err := d.Fold(t.Context())
			h.must(err)
		}
		page := c.Get(at)
		if !page.Has(".note.ok", "khớp với niêm phong mới nhất gồm 6 mục") || len(page.Find("ol.mt8 li")) == 0 {
			t.Errorf("sealed: %s", page.Text("main"))
		}
		if page := c.Get("/ledger/checkpoints"); page.Code != 200 || len(page.Find("table.grid tbody tr")) != 5 {
			t.Errorf("checkpoints: %d %s", page.Code, page.Text("main"))
		}
		e, err := d.Entry(t.Context(), es[0].ID)
		h.must(err)
		e.Name = "Người khác"
		if x, err := d.Prove(t.Context(), e); err != nil || x.Holds {
			t.Errorf("an altered entry has a proof that holds: %v", err)
		}
	})
}

func TestSignedCheckpoints(t *testing.T) {
	d := dbtest.SQLite(t)
	h := newHouse(t, d)
	secret, public, err := merkle.NewKey("minhgiang")
	h.must(err)
	d.Signer, err = merkle.NewSigner(secret)
	h.must(err)
	h.must(d.SetSetting(t.Context(), "journal.public", public))
	h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Một"})
	_, err = d.Fold(t.Context())
	h.must(err)
	page := h.as("an").Get("/ledger/checkpoints")
	line := page.Text("td code")
	if got, err := merkle.Open(whole(line), public); err != nil || got.Size != 2 || !page.Has(".note", public) {
		t.Errorf("the line %q: %+v %v", line, got, err)
	}
	h.verified("an", line)
	if page := h.as("an").Get("/ledger/verify"); !page.Has(".note.ok", "Không có gì bị sửa") || !page.Has("dl.sum", "đã so") {
		t.Errorf("verdict: %s", page.Text("main"))
	}
}

// verified runs the check to its end.
func (h *house) verified(name, witness string) {
	h.t.Helper()
	c := h.as(name)
	if page := c.Post("/ledger/verify", "witness", witness); page.Code != 303 {
		h.t.Fatalf("verify: %d", page.Code)
	}
	for range 500 {
		page := c.Get("/ledger/verify?part=1")
		if page.Code != 200 || page.Has("header", "") {
			h.t.Fatalf("the part: %d", page.Code)
		}
		if len(page.Find(".prog")) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	h.t.Fatal("the check does not end")
}

func TestVerifyNamesWhatWasAltered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Một"})
		h.write("binh", paper{Base: db.Base{Org: "u2"}, Title: "Hai"})
		h.verified("an", "")
		if page := h.as("an").Get("/ledger/verify"); !page.Has(".note.ok", "2 bản ghi") {
			t.Errorf("intact: %s", page.Text("main"))
		}
		h.must(d.Migrate(t.Context(), "forger", fstest.MapFS{"schema/0001_x.sql": {Data: []byte("-- +goose Up\nUPDATE inspection_note SET title = 'Sửa lén';\n")}}))
		h.verified("an", "")
		page := h.as("an").Get("/ledger/verify")
		if !page.Has(".note.over", "2 chỗ không khớp") || !page.Has("table.grid", "Trích yếu") || page.Has("table.grid", "Hai") || !page.Has("main", "Còn 1 chỗ ở hồ sơ ngoài phạm vi") {
			t.Errorf("altered: %s", page.Text("main"))
		}
		es, err := d.Journal(t.Context(), db.Filter{Verb: "ledger."}, "", 10)
		h.must(err)
		if len(es) != 4 || es[0].Verb != "ledger.verified" || !strings.Contains(es[0].Now, `"flaws":2`) {
			t.Errorf("journal of the checks: %+v", es)
		}
		if page := h.as("an").Post("/ledger/verify", "witness", "nonsense"); page.Code != 303 {
			t.Errorf("verify: %d", page.Code)
		}
	})
}

func TestListByDayAndPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		now := dbtest.Start
		d.Now = func() time.Time { return now }
		for range 60 {
			h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Hôm nay"})
		}
		now = time.Date(2026, 11, 24, 17, 0, 0, 0, time.UTC) // midnight of the 25th in Viet Nam
		h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Hôm sau"})
		c := h.as("an")
		page := c.Get("/ledger")
		next := page.Find("a[rel=next]")
		if n := len(page.Find("table.grid tbody tr")); n != 50 || len(next) != 1 {
			t.Fatalf("%d lines on the first page", n)
		}
		if page := c.Get(next[0].Attr("href")); len(page.Find("table.grid tbody tr")) != 11 || len(page.Find("a[rel=next]")) != 0 {
			t.Errorf("second page: %d lines", len(page.Find("table.grid tbody tr")))
		}
		if page := c.Get("/ledger?day=25/11/2026"); len(page.Find("table.grid tbody tr")) != 1 || !page.Has("table.grid", "Hôm sau") {
			t.Errorf("the 25th: %s", page.Text("table.grid"))
		}
		if page := c.Get("/ledger?day=24.11.26"); page.Has("table.grid", "Hôm sau") || !page.Has("table.grid", "Hôm nay") {
			t.Error("the 24th")
		}
		if page := c.Get("/ledger?day=h%C3%B4m+qua"); page.Code != 200 || !page.Has(".note.warn", "không phải là ngày") {
			t.Errorf("no day: %d", page.Code)
		}
	})
}

func TestExport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "=1+1"})
		h.write("binh", paper{Base: db.Base{Org: "u2"}, Title: "Của Bình"})
		c := h.as("an")
		page := c.Submit(c.Get("/ledger?day=24/11/2026"), "/ledger/export", "format", "csv")
		if page.Code != 200 || !strings.Contains(page.Header.Get("Content-Disposition"), "nhat-ky-2026-11-24.csv") {
			t.Fatalf("%d %v", page.Code, page.Header)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(page.Body, "\ufeff"))).ReadAll()
		h.must(err)
		if len(rows) != 4 || !strings.Contains(page.Body, "=1+1") || strings.Contains(page.Body, "Của Bình") || !strings.Contains(page.Body, "ngoài phạm vi") {
			t.Errorf("%d rows: %s", len(rows), page.Body)
		}
		if rows[1][2] != "Tải nhật ký về" {
			t.Errorf("the export itself comes first: %v", rows[1])
		}
		page = c.Post("/ledger/export", "format", "xlsx")
		if page.Code != 200 || !bytes.HasPrefix([]byte(page.Body), []byte("PK")) {
			t.Errorf("xlsx: %d", page.Code)
		}
		if page := c.Post("/ledger/export", "format", "exe"); page.Code != 404 {
			t.Errorf("exe: %d", page.Code)
		}
		es, err := d.Journal(t.Context(), db.Filter{Verb: "ledger.export"}, "", 10)
		h.must(err)
		if len(es) != 2 || !strings.Contains(es[1].Now, "24/11/2026") {
			t.Errorf("journal of the exports: %+v", es)
		}
	})
}

// TestSettings: what was set reads in words, a code as its digest, and only
// for those who see the whole instance.
func TestSettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		code := strings.Repeat("ab", 32)
		for _, x := range [][2]string{{"org.name", "UBKT Minh Giang"}, {"demo", "true"}, {"profile", "isolated"}, {"report.from", "2026-01-01"}, {"report.to", "2026-12-31"},
			{"report.rounding", "cut"}, {"accounts.idle", "5"}, {"journal.public", "key"}, {"org.rebuilt", "2026-11-24"}, {"accounts.setup", code}} {
			h.must(d.SetSetting(t.Context(), x[0], x[1]))
		}
		page := h.as("auditor").Get("/ledger?area=setting")
		for _, want := range []string{"Đổi thiết lập", "Tên cơ quan", "UBKT Minh Giang", "Bản chạy thử", "Nơi chạy", "một máy hoặc mạng nội bộ", "Kỳ báo cáo mặc định: từ ngày", "Kỳ báo cáo mặc định: đến ngày",
			"01/01/2026", "cắt bỏ", "5 phút", "Khóa công khai", "Ngày dựng lại", "Mã cài đặt"} {
			if !strings.Contains(page.Body, want) {
				t.Errorf("the list does not say %q", want)
			}
		}
		if strings.Contains(page.Body, ">setting") || strings.Contains(page.Body, ">"+code) {
			t.Error("a name of the program or a bare code in the list")
		}
		if h.as("admin").Get("/ledger?area=setting").Text("table") == "" {
			t.Error("the administrator of the instance sees no setting")
		}
		if got := h.as("an").Get("/ledger?area=setting"); strings.Contains(got.Body, "UBKT Minh Giang") {
			t.Error("an office sees the settings of the instance")
		}
	})
}

// TestOneExportAtATime holds one export under way while another is asked for.
func TestOneExportAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Một"})
		h.module.exporting.Lock()
		page := h.as("an").Post("/ledger/export", "format", "csv")
		if page.Code != 422 || !strings.Contains(page.Body, "Đang có người tải nhật ký") {
			t.Errorf("%d %s", page.Code, page.Text("main"))
		}
		es, err := d.Journal(t.Context(), db.Filter{Verb: "ledger.export"}, "", 10)
		if h.must(err); len(es) != 0 {
			t.Errorf("the refused export is in the journal: %+v", es)
		}
		h.module.exporting.Unlock()
		for range 2 { // an export that is done lets the next one in
			if page := h.as("an").Post("/ledger/export", "format", "csv"); page.Code != 200 {
				t.Errorf("%d %s", page.Code, page.Text("main"))
			}
		}
	})
}

// TestExportStopsAndSaysSo reads rows past the bound, and in the name of
// somebody who has gone.
func TestExportStopsAndSaysSo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		for range 3 {
			h.write("an", paper{Base: db.Base{Org: "u1"}, Title: "Một"})
		}
		ctx, gone := context.WithCancel(t.Context())
		var all [][]any
		var failed error
		read := h.site.Serve(read, func(c *web.Call) (web.Reply, error) {
			for row, err := range h.module.rows(c, asked{}, 2) {
				all, failed = append(all, row), err
			}
			return web.Reply{Goto: "/"}, nil
		})
		r := httptest.NewRequestWithContext(ctx, "GET", "/ledger", nil)
		r.AddCookie(&http.Cookie{Name: "as", Value: "an"})
		read.ServeHTTP(httptest.NewRecorder(), r)
		if failed != nil || len(all) != 3 || !strings.Contains(all[2][3].(string), "dừng ở 2 mục") {
			t.Errorf("%v %v", all, failed)
		}
		gone()
		all = nil
		read.ServeHTTP(httptest.NewRecorder(), r)
		if !errors.Is(failed, context.Canceled) || len(all) != 1 {
			t.Errorf("somebody has gone: %v, %v", all, failed)
		}
	})
}

func TestPages(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	if err := h.site.Check(); err != nil {
		t.Error(err)
	}
	for name, d := range map[string]any{"list": ListPage{}, "record": RecordPage{}, "entry": EntryPage{}, "checkpoints": CheckpointsPage{}, "verify": VerifyPage{}} {
		for _, l := range text.Langs {
			if err := templatecheck.CheckHTMLStrict(h.site.Template(l, ID+"/"+name+".html"), d); err != nil {
				t.Errorf("%s %s: %v", l, name, err)
			}
		}
	}
}
