package inbox_test

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/inbox"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

//go:embed testdata/schema
var schema embed.FS

// job is the one record of a small duty; every job is a task.
type job struct {
	db.Base
	Title string
	Kind  duty.TaskKind
	Due   vn.Day
	Wait  string
}

func (*job) Table() string { return "job_job" }

func (r *job) Columns() []db.Col {
	return append(r.BaseColumns(), db.Col{Name: "title", Ptr: &r.Title}, db.Col{Name: "kind", Ptr: &r.Kind}, db.Col{Name: "due", Ptr: &r.Due}, db.Col{Name: "wait", Ptr: &r.Wait})
}

func module(asked *int) duty.Module {
	return duty.Module{
		ID: "job", Records: []db.Kind{db.KindOf[job]()},
		Work: func(ctx context.Context, v db.View, _ vn.Day, limit int) ([]duty.Task, error) {
			*asked++
			jobs, err := db.Find[job](ctx, v, "1 = 1", fmt.Sprintf("ORDER BY t.id LIMIT %d", limit))
			var out []duty.Task
			for _, j := range jobs {
				out = append(out, duty.Task{Kind: j.Kind, Icon: "clipboard-check", Title: text.Problem{Key: "job.task", Args: []any{j.Title}}, Note: "KT-" + j.Title, Verb: "job.verb.open", Href: "/job/" + j.ID, Due: j.Due, Wait: j.Wait})
			}
			return out, err
		},
		Lines: func(ctx context.Context, v db.View, _ string, ids []string) (map[string]duty.Line, error) {
			out := map[string]duty.Line{}
			for _, id := range ids {
				jobs, err := db.Find[job](ctx, v, "t.id = $1", "", id)
				if err != nil {
					return nil, err
				}
				for _, j := range jobs {
					out[id] = duty.Line{ID: id, Title: j.Title, Href: "/job/" + id}
				}
			}
			return out, nil
		},
	}
}

var people = map[string]access.Who{
	"leader": {ID: "u1", Name: "Nguyễn Văn Mẫu", Unit: "p", Role: access.Leader, Rights: access.RightsOf(access.Leader)},
	"cell":   {ID: "u2", Name: "Lê Thử", Unit: "c", Role: access.CellSecretary, Rights: access.RightsOf(access.CellSecretary)},
}

// jobs of the tests; today is Tuesday, 24 November 2026.
var jobs = []*job{
	{Title: "sau", Kind: duty.ToDo, Due: "2026-12-20"},
	{Title: "muộn", Kind: duty.ToDo, Due: "2026-11-20"},
	{Title: "nay", Kind: duty.Decide, Due: "2026-11-24"},
	{Title: "tuần", Kind: duty.ToDo, Due: "2026-11-29"},
	{Title: "tuần sau", Kind: duty.Decide, Due: "2026-11-30"},
	{Title: "lúc nào", Kind: duty.Decide},
	{Title: "đợi", Kind: duty.Waiting, Due: "2026-11-25", Wait: "Đảng ủy xã Núi Cao"},
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// open makes the database and returns the inbox, with how often the duty was
// asked for work.
func open(t *testing.T, d *db.DB) (*inbox.Inbox, *int) {
	t.Helper()
	ctx, asked := context.Background(), new(int)
	files, err := fs.Sub(schema, "testdata")
	must(t, err)
	must(t, d.Migrate(ctx, "job", files))
	m := module(asked)
	d.Register("job", m.Records...)
	must(t, d.Change(ctx, db.System, "job.open", func(tx *db.Tx) error {
		if err := tx.SetReach(ctx, []db.Reach{{Root: "p", Unit: "p", Since: "0001-01-01", Until: "9999-12-31", Sees: true}, {Root: "c", Unit: "c", Since: "0001-01-01", Until: "9999-12-31", Sees: true}}); err != nil {
			return err
		}
		for i, j := range jobs {
			r := *j
			r.Base = db.Base{ID: fmt.Sprintf("j%d", i), Org: "p"}
			if err := db.Save(ctx, tx, &r); err != nil {
				return err
			}
		}
		secret := job{Base: db.Base{ID: "secret", Org: "p", Level: access.Secret}, Title: "mật", Kind: duty.ToDo, Due: "2026-11-24"}
		return db.Save(ctx, tx, &secret)
	}))
	return inbox.New(duty.Deps{DB: d}, []duty.Module{m}), asked
}

func client(t *testing.T, x *inbox.Inbox, who string) *webtest.Client {
	t.Helper()
	words := fstest.MapFS{
		"text/vi.txt": {Data: []byte("job.task = Làm {0}\njob.verb.open = Mở ra\n")},
		"text/en.txt": {Data: []byte("job.task = Do {0}\njob.verb.open = Open\n")},
	}
	texts, err := text.Load(web.Files, inbox.Files, words)
	must(t, err)
	m := x.Module()
	must(t, m.Check())
	site, err := web.NewSite(web.SiteConfig{
		Texts: texts, Pages: map[string]fs.FS{inbox.ID: m.Files}, Nav: m.Nav, Counts: x.Counts,
		Who: func(r *http.Request) (access.Who, error) {
			k, err := r.Cookie("as")
			if err != nil {
				return access.Who{}, nil
			}
			return people[k.Value], nil
		},
		Now: func() time.Time { return dbtest.Start }, NewID: db.NewID,
	})
	must(t, err)
	must(t, site.Check())
	for _, l := range text.Langs {
		must(t, templatecheck.CheckHTMLStrict(site.Template(l, "inbox/inbox.html"), inbox.Page{}))
	}
	mux := http.NewServeMux()
	site.Routes(mux)
	for _, r := range m.Routes {
		mux.Handle(r.Pattern, site.Serve(r.Need, r.Serve))
	}
	return webtest.New(t, site.Guard(mux), &http.Cookie{Name: "as", Value: who})
}

// lines are the headings and lines of the list of work, in order.
func lines(p *webtest.Page) []string {
	var out []string
	for _, n := range p.Find("div.wl") {
		for _, h := range n.Find("h2") {
			out = append(out, "# "+h.Text())
		}
		for _, li := range n.Find("li.wl-i") {
			out = append(out, li.Find("a")[0].Text())
		}
	}
	return out
}

func TestPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, _ := open(t, d)
		c := client(t, x, "leader")
		p := c.Get("/")
		want := []string{"# Quá hạn 1", "# Hạn hôm nay 1", "# Trong tuần này 1", "# Sau tuần này 2", "# Không có hạn 1", "Làm muộn", "Làm nay", "Làm tuần", "Làm tuần sau", "Làm sau", "Làm lúc nào"}
		if d := cmp.Diff(want, lines(p)); d != "" {
			t.Error(d)
		}
		if got := p.Text(".sub"); got != "Thứ Ba, 24/11/2026 · 2 việc quá hạn hoặc đến hạn hôm nay, 3 việc chờ đồng chí quyết định" {
			t.Error(got)
		}
		if got := p.Text("nav.views"); got != "Cần làm 6Chờ tôi quyết định 3Chờ người khác 1" {
			t.Error(got)
		}
		if strings.Contains(p.Body, "mật") {
			t.Error("a record above the clearance shows")
		}
		if !p.Has(".feed b", "Đảng ủy xã Núi Cao") || !p.Has(".feed", "mở ra đợi") {
			t.Error(p.Text("aside"))
		}
		strip := p.Find("ol.strip li")
		if len(strip) != 14 || strip[0].Text() != "T3241 việc" || strip[5].Text() != "CN291 việc" || strip[6].Text() != "T2301 việc" || strip[1].Text() != "T4250 việc" {
			t.Errorf("%d days: %s", len(strip), p.Text("ol.strip"))
		}
	})
}

func TestTabs(t *testing.T) {
	x, _ := open(t, dbtest.SQLite(t))
	c := client(t, x, "leader")
	for at, want := range map[string][]string{
		"/?view=decide":    {"# Hạn hôm nay 1", "# Sau tuần này 1", "# Không có hạn 1", "Làm nay", "Làm tuần sau", "Làm lúc nào"},
		"/?view=waiting":   {"# Trong tuần này 1", "Làm đợi"},
		"/?day=2026-11-29": {"# Trong tuần này 1", "Làm tuần"},
		"/?day=2026-11-25": nil,
	} {
		p := c.Get(at)
		if d := cmp.Diff(want, lines(p)); d != "" || p.Code != 200 {
			t.Errorf("%s: %d %s", at, p.Code, d)
		}
		if want == nil && !p.Has(".empty", "Không còn việc nào phải làm") {
			t.Error(p.Text("main"))
		}
	}
	if p := c.Get("/?view=waiting"); !p.Has(".wl-i p", "Chờ Đảng ủy xã Núi Cao · KT-đợi") || len(p.Find(".wl-i .btn")) != 0 {
		t.Error(p.Text("main"))
	}
	p := client(t, x, "cell").Get("/")
	if lines(p) != nil || p.Has("aside", "Vừa thay đổi") || !p.Has(".empty", "Không còn việc") {
		t.Errorf("a cell with nothing to do sees %s", p.Text("main"))
	}
	if p = client(t, x, "").Get("/"); p.Code != http.StatusSeeOther {
		t.Errorf("a stranger gets %d", p.Code)
	}
}

// Counts hold until something changes, and no longer.
func TestCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, asked := open(t, d)
		ctx := context.Background()
		for range 3 {
			if diff := cmp.Diff(map[string]int{"inbox": 2, "job": 6}, x.Counts(ctx, people["leader"])); diff != "" {
				t.Error(diff)
			}
		}
		if *asked != 1 {
			t.Errorf("the duty was asked %d times", *asked)
		}
		must(t, d.Change(ctx, db.System, "job.close", func(tx *db.Tx) error {
			j, err := db.Get[job](ctx, tx.View, "j1")
			if err != nil {
				return err
			}
			j.Due = "2027-01-01"
			return db.Save(ctx, tx, &j)
		}))
		if diff := cmp.Diff(map[string]int{"inbox": 1, "job": 6}, x.Counts(ctx, people["leader"])); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(map[string]int{"inbox": 0, "job": 0}, x.Counts(ctx, people["cell"])); diff != "" {
			t.Error(diff)
		}
		if x.Counts(ctx, access.Who{}) != nil {
			t.Error("a stranger has counts")
		}
	})
}

func TestLongList(t *testing.T) {
	d := dbtest.SQLite(t)
	x, _ := open(t, d)
	ctx := context.Background()
	must(t, d.Change(ctx, db.System, "job.open", func(tx *db.Tx) error {
		for i := range 60 {
			j := job{Base: db.Base{ID: fmt.Sprintf("k%02d", i), Org: "p"}, Title: fmt.Sprint("việc ", i), Kind: duty.ToDo, Due: "2026-11-24"}
			if err := db.Save(ctx, tx, &j); err != nil {
				return err
			}
		}
		return nil
	}))
	c := client(t, x, "leader")
	p := c.Get("/")
	if n := len(p.Find("li.wl-i")); n != 50 || p.Link("Xem thêm 16 việc") == "" {
		t.Fatalf("%d lines", n)
	}
	if n := len(c.Get(p.Link("Xem thêm")).Find("li.wl-i")); n != 66 {
		t.Errorf("all: %d lines", n)
	}
}
