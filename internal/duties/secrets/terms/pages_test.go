package terms

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

// A screen is the site of the module and of the register over a story.
type screen struct {
	*story
	site *web.Site
	h    http.Handler
}

func newScreen(s *story) *screen {
	s.Helper()
	deps := duty.Deps{DB: s.DB, Law: func(context.Context) (law.Pack, error) { return law.Default(), nil }}
	reg, own := register.New(deps), New(deps)
	s.ok(own.Check())
	texts, err := text.Load(web.Files, vn.Files, law.Files, office.Files, duty.Files, desk.Files, register.Files, Files)
	s.ok(err)
	staff := map[string]access.Who{"leader": leader, "officer": officer, "keeper": keeper, "auditor": who("auditor", access.Auditor, "province", ""),
		"nobody": {ID: "nobody", Name: "N", Unit: "province"}, "elsewhere": who("elsewhere", access.SecretsOfficer, "elsewhere", "p-elsewhere"), "chief": who("chief", access.Leader, "elsewhere", "p-chief")}
	site, err := web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{ID: Files, register.ID: register.Files, "desk": desk.Files}, Nav: reg.Nav, Now: s.DB.Now, NewID: db.NewID,
		Who: func(r *http.Request) (access.Who, error) {
			k, err := r.Cookie("as")
			if err != nil {
				return access.Who{}, nil
			}
			return staff[k.Value], nil
		}, Log: slog.New(slog.NewTextHandler(s.Output(), nil)),
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: http.StatusNotFound, Key: "web.error.notfound"}, {Err: db.ErrConflict, Code: http.StatusConflict, Key: "web.error.conflict"},
			{Err: duty.ErrForbidden, Code: http.StatusForbidden, Key: "web.error.refused"}}})
	s.ok(err)
	mux := http.NewServeMux()
	site.Routes(mux)
	for _, r := range append(reg.Routes, own.Routes...) {
		mux.Handle(r.Pattern, site.Serve(r.Need, r.Serve))
	}
	return &screen{s, site, site.Guard(mux)}
}

func (s *screen) get(as, at string, code int) *webtest.Page {
	s.Helper()
	p := webtest.New(s.T, s.h, &http.Cookie{Name: "as", Value: as}).Get(at)
	if p.Code != code {
		s.Fatalf("%s as %s: %d, want %d: %s", at, as, p.Code, code, p.Text("main"))
	}
	if n := strings.Index(p.Body, "⟦"); n >= 0 {
		s.Errorf("%s: word missing: %s", at, p.Body[n:min(n+60, len(p.Body))])
	}
	return p
}

// do fills in the form of an act and sends it.
func (s *screen) do(as, at string, fields ...string) *webtest.Page {
	s.Helper()
	c := webtest.New(s.T, s.h, &http.Cookie{Name: "as", Value: as})
	path, _, _ := strings.Cut(at, "?")
	p := c.Submit(c.Get(at), path, fields...)
	if p.Code != http.StatusSeeOther {
		s.Fatalf("%s: %d: %s", at, p.Code, p.Text(".errsum"))
	}
	return s.get(as, p.Header.Get("Location"), http.StatusOK)
}

// TestPagesJourney walks through every act on the pages, and opens every page
// that a reader can reach from the queue.
func TestPagesJourney(t *testing.T) {
	d := dbtest.SQLite(t)
	st := newStory(t, d)
	st.on("2026-11-24")
	i := st.issue(access.Secret, "2017-06-01")
	st.issue(access.Secret, "2016-11-01")
	st.ok(st.Daily(st.ctx, "2026-11-24"))
	s := newScreen(st)
	p := s.get("officer", "/terms", http.StatusOK)
	if !p.Has("main", i.Number) || p.Link("Đề xuất gia hạn") == "" {
		t.Error("the queue does not offer to extend")
	}
	p = s.do("officer", "/terms/extension/new/propose?of="+i.ID, "months", "12", "reason", "Còn cần bảo vệ")
	at := strings.TrimSuffix(p.Path, "/")
	if p = s.get("leader", at, 200); !p.Has("main", "khoản 2 Điều 20") && !p.Has("main", "Chưa kiểm chứng") {
		t.Error("the window is not explained")
	}
	s.do("leader", at+"/decide", "decision_no", "5-QĐ/TU", "decided_on", "24/11/2026", "months", "12")
	s.do("officer", at+"/stamp", "stamped_on", "24/11/2026")
	p = s.do("officer", "/terms/level/new/propose?of="+i.ID, "to_grade", "2", "reason", "Nội dung quan trọng hơn")
	s.do("leader", p.Path+"/decide", "to_grade", "2", "entry", topEntry, "decision_no", "6-QĐ/TU", "decided_on", "24/11/2026")
	p = s.do("officer", "/terms/declassification/new/propose?of="+i.ID, "way", "council", "partial", "on", "reason", "Đã công khai")
	c := webtest.New(t, s.h, &http.Cookie{Name: "as", Value: "leader"})
	found := c.Get(p.Path + "/set_council?q=tinh+uy+thu")
	r := c.Submit(found, p.Path+"/set_council", "set_up_no", "1-QĐ", "chair_name", "A", "chair_post", "Phó bí thư", "chair_unit", "province", "members", "B, Công an tỉnh")
	if r.Code != http.StatusSeeOther {
		t.Fatal(r.Text(".errsum"))
	}
	s.do("officer", p.Path+"/review", "minutes_no", "2-BB", "opinion", "Nhất trí")
	s.do("leader", p.Path+"/decide", "decision_no", "7-QĐ", "item_filed", "on", "released", "Phụ lục 1")
	p = s.do("officer", "/terms/destruction/new/propose", "add_item", i.Number, "reason", "Hết giá trị")
	s.get("leader", p.Path+"/set_council", http.StatusOK)
	list := p.Path
	p = s.do("officer", "/terms/destruction/new/destroy_urgently?of="+i.ID, "chosen", s.copiesOf(i.ID)[2].ID, "reason", "Cháy kho", "place", "Xã Thử", "method", "burnt", "executors", "K")
	s.do("officer", p.Path+"/report", "report_no", "3-BC", "report_to", "Bí thư")
	for _, at := range []string{list + "/minutes", p.Path + "/minutes", "/terms", "/terms/extensions", "/terms/levels?state=decided", "/terms/declassifications?way=council", "/terms/destructions?year=2026",
		"/terms/notices?late=1", "/terms/notices?overdue=1", "/terms/notices?item=" + i.ID, "/terms/destructions?item=" + i.ID, "/terms/extensions?q=BC", "/terms/notices?as=csv", "/terms/destructions?as=xlsx"} {
		s.get("officer", at, http.StatusOK)
	}
	s.closed(i)
	s.crawl("officer", "/terms")
	s.crawl("leader", "/terms")
	s.crawl("auditor", "/terms")
	s.crawl("keeper", "/terms/mine")
}

// closed tries every address of the module as a stranger, without rights, and
// from an office that must not see a trace of the item.
func (s *screen) closed(i register.Item) {
	s.Helper()
	ids := map[string]string{}
	for _, k := range Records() {
		s.ok(db.Query(s.ctx, s.DB.As(db.System), func(r db.Row) error {
			id := ""
			err := r.Scan(&id)
			ids[strings.TrimPrefix(k.Table, "terms_")] = id
			return err
		}, "SELECT t.id FROM "+k.Table+" t WHERE {visible t}"))
	}
	for _, r := range New(duty.Deps{DB: s.DB, Law: s.Law}).Routes {
		method, at, _ := strings.Cut(r.Pattern, " ")
		folder := strings.Split(at+"//", "/")[2]
		at = strings.NewReplacer("{id}", ids[folder], "{hash}", "x").Replace(at)
		for _, as := range []string{"", "nobody", "elsewhere", "chief"} {
			c := webtest.New(s.T, s.h, &http.Cookie{Name: "as", Value: as})
			p := c.Get(at)
			if method == "POST" {
				p = c.Post(at, "version", "1", "reason", "x")
			}
			open := p.Code < 300 || p.Code == http.StatusSeeOther && !strings.HasPrefix(p.Header.Get("Location"), "/signin")
			if strings.Contains(p.Body, i.Number) || open && (as == "" || as == "nobody" || strings.Contains(at, ids[folder]) && ids[folder] != "") {
				s.Errorf("%s %s as %q: %d %s", method, at, as, p.Code, p.Header.Get("Location"))
			}
		}
	}
}

// crawl opens every page of the module that a page leads to.
func (s *screen) crawl(as, from string) {
	s.Helper()
	seen, todo := map[string]bool{}, []string{from}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		if key := strings.SplitN(at, "#", 2)[0]; seen[key] || !strings.HasPrefix(at, "/terms") || strings.Contains(at, "as=") {
			continue
		} else {
			seen[key] = true
		}
		todo = append(todo, s.get(as, at, http.StatusOK).Links()...)
	}
	if len(seen) < 3 {
		s.Errorf("%s sees %d pages from %s", as, len(seen), from)
	}
}

var pageKinds = map[string]any{"queue": QueuePage{}, "minutes": MinutesPage{}}

func TestTemplates(t *testing.T) {
	s := newScreen(newStory(t, dbtest.SQLite(t)))
	for name, data := range pageKinds {
		for _, l := range text.Langs {
			if err := templatecheck.CheckHTMLStrict(s.site.Template(l, ID+"/"+name+".html"), data); err != nil {
				t.Errorf("%s %s: %v", l, name, err)
			}
		}
	}
}

// keys lists the texts that the tables of this package lead to.
func keys() []string {
	var all []string
	for _, f := range Flows() {
		folder := strings.TrimPrefix(f.Record, ID+".state.")
		for _, e := range f.Edges {
			all = append(all, f.Record+"."+string(e.From), f.Record+"."+string(e.To), ID+".do."+folder+"."+string(e.Do))
		}
	}
	for _, k := range Records() {
		for _, c := range k.New().Columns() {
			all = append(all, ID+".column."+c.Name)
		}
	}
	for _, w := range Ways {
		all = append(all, ID+".way."+string(w))
	}
	for _, c := range Causes {
		all = append(all, ID+".cause."+string(c))
	}
	for _, m := range Methods {
		all = append(all, ID+".method."+string(m))
	}
	for _, k := range register.CopyKinds {
		all = append(all, ID+".kind."+string(k))
	}
	for _, g := range register.Grades {
		all = append(all, fmt.Sprintf("terms.grade.%d", g))
	}
	return all
}

var (
	quoted = regexp.MustCompile(`"(terms\.[a-z_.]*[a-z_])"`)
	asked  = regexp.MustCompile(`s\.(?:Text|Area|Day|Num|Tick|Lines|File|Unit|Checks)\("([a-z_]+)"|(?:Choose|Rank)\(s, "([a-z_]+)"|(?:textColumn|dayColumn|gradeColumn|keyColumn)(?:\[\w+\])?\("([a-z_]+)"|Name: "([a-z_]+)", (?:Num|Value|Cell|Width)`)
	shown  = regexp.MustCompile(`f?\.(?:Text|Day|Num|Say|Tick|Link)\("([a-z_]+)", `)
	tasks  = regexp.MustCompile(`task\((?:duty\.\w+|k), "[a-z-]+", "([a-z_]+)"|of\(duty\.\w+, "([a-z_]+)"`)
)

func TestEveryKeyHasItsTexts(t *testing.T) {
	texts, err := text.Load(Files, desk.Files, register.Files, law.Files, vn.Files, duty.Files)
	if err != nil {
		t.Fatal(err)
	}
	all := keys()
	for _, f := range must(fs.Glob(sources, "*.go")) {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b := string(must(fs.ReadFile(sources, f)))
		for _, m := range quoted.FindAllStringSubmatch(b, -1) {
			all = append(all, m[1])
		}
		for _, x := range []struct {
			prefix string
			re     *regexp.Regexp
		}{{"terms.field.", asked}, {"terms.field.", shown}, {"terms.task.", tasks}} {
			for _, m := range x.re.FindAllStringSubmatch(b, -1) {
				all = append(all, x.prefix+strings.Join(m[1:], ""))
			}
		}
	}
	if len(all) < 400 {
		t.Fatalf("only %d keys found: the patterns no longer fit", len(all))
	}
	for _, l := range text.Langs {
		for _, k := range all {
			if !texts.Has(l, k) {
				t.Errorf("%s: no text for %s", l, k)
			}
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
