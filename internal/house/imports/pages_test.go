package imports

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

// house serves the module's pages to a person of the role named.
func house(t testing.TB, d *db.DB, role access.Role) (*webtest.Client, *web.Site) {
	t.Helper()
	texts, err := text.Load(web.Files, vn.Files, law.Files, office.Files, duty.Files, Files)
	if err != nil {
		t.Fatal(err)
	}
	m := New(duty.Deps{DB: d})
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	s, err := web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{"imports": Files}, Now: d.Now, NewID: db.NewID,
		Who: func(*http.Request) (access.Who, error) {
			return access.Who{ID: "p", Name: "Bùi Thị Phỏng", Unit: db.Everywhere, Clearance: access.TopSecret, Role: role, Rights: access.RightsOf(role)}, nil
		},
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: 404, Key: "web.error.notfound"}, {Err: db.ErrConflict, Code: 409, Key: "web.error.conflict"}}})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	s.Routes(mux)
	for _, r := range m.Routes {
		mux.Handle(r.Pattern, s.Serve(r.Need, r.Serve))
	}
	return webtest.New(t, s.Guard(mux)), s
}

func TestTemplates(t *testing.T) {
	d := dbtest.SQLite(t)
	_, s := house(t, d, access.Administrator)
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	for name, data := range map[string]any{"list": ListPage{}, "new": FormPage{}, "batch": BatchPage{}, "progress": ProgressPage{}} {
		for _, l := range text.Langs {
			if err := templatecheck.CheckHTMLStrict(s.Template(l, "imports/"+name+".html"), data); err != nil {
				t.Errorf("%s %s: %v", l, name, err)
			}
		}
	}
}

// TestJourney uploads a list with wrong rows, corrects one cell, skips
// another row, imports, and takes the import back.
func TestJourney(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d)
		if _, err := file(t, d, db.System, Units, "2020-01-01", "u.csv", someUnits); err != nil {
			t.Fatal(err)
		}
		c, _ := house(t, d, access.Administrator)
		if p := c.Get("/imports/new"); p.Code != 200 || !p.Has("h1", "Nhập tệp mới") {
			t.Fatalf("the form: %d", p.Code)
		}
		if p := c.PostFile("/imports", "file", "x.pdf", []byte("%PDF-1.7 not a table"), "day", "01/01/2026"); p.Code != 422 || !p.Has(".errsum", "PDF") {
			t.Errorf("a PDF: %d %s", p.Code, p.Text(".errsum"))
		}
		p := c.PostFile("/imports", "file", "đảng viên.csv", []byte(somePeople+"Đỗ Thị Lấy,95.000003,31/02/1980,C1\nHồ Văn Bỏ,95.000004,1980,C7\n"), "day", "01/01/2026", "kind", "")
		at := p.Header.Get("Location")
		if p.Code != 303 || !strings.HasPrefix(at, "/imports/") {
			t.Fatalf("upload: %d %s", p.Code, p.Text("main"))
		}
		p = c.Get(at)
		if !p.Has("td.bad", "Tháng 2 không có ngày 31") || !p.Has(".kpi", "Phải sửa") || p.Has("main", "⟦") || p.Has(".acts", "Nhập ") {
			t.Fatalf("the dry run: %s", p.Text("main"))
		}
		if p := c.Get(at + "/errors"); p.Code != 200 || !isZip(p.Body) {
			t.Errorf("the wrong rows: %d, %d bytes", p.Code, len(p.Body))
		}
		c.Follow(c.Submit(p, at+"/rows", "c4-2", "28/02/1980"))
		p = c.Get(at)
		if p.Has("main", "Tháng 2 không có ngày 31") {
			t.Errorf("the corrected cell is still wrong: %s", p.Text("main"))
		}
		if stale := c.Submit(p, at+"/rows", "version", "1", "do", "skip"); stale.Code != 409 {
			t.Errorf("a correction of an older state: %d", stale.Code)
		}
		c.Follow(c.Submit(p, at+"/rows", "do", "skip"))
		if p = c.Get(at); !p.Has(".acts", "Nhập 3 dòng hợp lệ") {
			t.Fatalf("after skipping: %s", p.Text("main"))
		}
		if p = c.Follow(c.Post(at + "/commit")); !p.Has("[role=status]", "Đã nhập 3 dòng") && !p.Has("main", "Đã nhập 3 dòng") {
			t.Errorf("after the import: %s", p.Text("main"))
		}
		if n, err := person.Count(context.Background(), d.As(db.System), person.Search{Words: "do thi lay"}); n != 1 || err != nil {
			t.Errorf("%d persons found (%v)", n, err)
		}
		if p := c.Post(at + "/commit"); p.Code != 422 {
			t.Errorf("importing twice: %d", p.Code)
		}
		if p = c.Follow(c.Post(at + "/undo")); !p.Has("main", "Đã hoàn lại") {
			t.Errorf("after undoing: %s", p.Text("main"))
		}
		if p := c.Get("/imports"); !p.Has("table", "đảng viên.csv") || !p.Has("table", "Đã hoàn lại") {
			t.Errorf("the list: %s", p.Text("main"))
		}
		reader, _ := house(t, d, access.Auditor)
		if p := reader.Get("/imports"); p.Code != 403 {
			t.Errorf("a person without the right sees imports: %d", p.Code)
		}
	})
}

func isZip(b string) bool {
	_, err := zip.NewReader(bytes.NewReader([]byte(b)), int64(len(b)))
	return err == nil
}

// TestLongImport imports more rows than are imported at once: the page shows
// the progress until they are in.
func TestLongImport(t *testing.T) {
	d := dbtest.SQLite(t)
	setUp(t, d)
	var sb strings.Builder
	sb.WriteString("code,parent_code,kind,name\n95,,Tỉnh,Tỉnh Minh Giang\n")
	for i := range atOnce + 500 {
		sb.WriteString(strconv.Itoa(10_000+i) + ",95,Xã,Xã số " + strconv.Itoa(i) + "\n")
	}
	c, _ := house(t, d, access.Administrator)
	at := c.PostFile("/imports", "file", "xã.csv", []byte(sb.String()), "day", "01/01/2026").Header.Get("Location")
	if p := c.Post(at + "/commit"); p.Code != 303 {
		t.Fatalf("commit: %d", p.Code)
	}
	for range 200 {
		if p := c.Get(at + "/progress"); p.Code != 200 {
			t.Fatalf("progress: %d", p.Code)
		}
		if p := c.Get(at); p.Has("main", "Hoàn lại cả lô") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the import never ends")
}

// TestInterrupted finds an import that a machine switched off broke: nothing
// was written, and it can be started again.
func TestInterrupted(t *testing.T) {
	d := dbtest.SQLite(t)
	setUp(t, d)
	ctx := context.Background()
	b, _, err := Start(ctx, d, db.System, Units, "2020-01-01", "u.csv", []byte(someUnits))
	if err != nil {
		t.Fatal(err)
	}
	err = d.Change(ctx, db.System, "imports.run", func(tx *db.Tx) error { b.State = Running; return db.Save(ctx, tx, &b) })
	if err != nil {
		t.Fatal(err)
	}
	c, _ := house(t, d, access.Administrator)
	if p := c.Get("/imports/" + b.ID); !p.Has("main", "Lần nhập trước bị ngắt") || !p.Has(".acts", "Nhập 4 dòng") {
		t.Errorf("an interrupted import: %s", p.Text("main"))
	}
	if p := c.Follow(c.Post("/imports/" + b.ID + "/commit")); !p.Has("main", "Đã nhập 4 dòng") {
		t.Errorf("started again: %s", p.Text("main"))
	}
}
