package app

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/house/demo"
)

// smallDemo is a connected program with a small province in it.
func smallDemo(t testing.TB, d *db.DB) *program { return smallDemoAs(t, d, connected) }

func smallDemoAs(t testing.TB, d *db.DB, as profile) *program {
	t.Helper()
	ctx := context.Background()
	g := assemble(d, as)
	if err := g.check(); err != nil {
		t.Fatal(err)
	}
	if err := g.migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := g.makeDemo(ctx, demo.Small, 40); err != nil {
		t.Fatal(err)
	}
	return g
}

// eachProfile runs a test on the connected and on the isolated program.
func eachProfile(t *testing.T, fn func(t *testing.T, g *program)) {
	t.Helper()
	for _, as := range []profile{connected, isolated} {
		t.Run(string(as), func(t *testing.T) { fn(t, smallDemoAs(t, dbtest.SQLite(t), as)) })
	}
}

// as serves the site to one person, without signing in.
func (g *program) as(t testing.TB, who access.Who) http.Handler {
	t.Helper()
	g.who = func(*http.Request) (access.Who, error) { return who, nil }
	s, err := g.site(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(h http.Handler, method, target string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

var placeholder = regexp.MustCompile(`\{[a-z]+(\.\.\.)?\}`)

// TestEveryRouteIsClosed opens every route of every module as a stranger and
// as a person without rights. Nobody lists routes here: the modules do.
func TestEveryRouteIsClosed(t *testing.T) {
	eachProfile(t, func(t *testing.T, g *program) {
		routes := 0
		for _, who := range []access.Who{{}, {ID: "norights", Unit: db.Everywhere, Clearance: access.TopSecret}} {
			h := g.as(t, who)
			for _, m := range g.modules {
				for _, r := range m.Routes {
					if who.Can(r.Need) {
						continue
					}
					routes++
					method, path, _ := strings.Cut(r.Pattern, " ")
					w := ask(h, method, placeholder.ReplaceAllString(strings.TrimSuffix(path, "{$}"), "x"), nil)
					toSignIn := w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/signin")
					if who.ID == "" && !toSignIn || who.ID != "" && w.Code != http.StatusForbidden {
						t.Errorf("%s as %q: %d %s", r.Pattern, who.ID, w.Code, w.Header().Get("Location"))
					}
				}
			}
		}
		if routes < 60 {
			t.Errorf("only %d routes were tried", routes)
		}
	})
}

// TestAdministratorOpensNoCase: running the machine and reading its cases are
// two persons (M103).
func TestAdministratorOpensNoCase(t *testing.T) {
	g := smallDemo(t, dbtest.SQLite(t))
	h := g.as(t, access.Who{ID: "root", Unit: db.Everywhere, Role: access.Administrator, Rights: access.RightsOf(access.Administrator), Clearance: access.TopSecret})
	for _, p := range []string{"/inspection", "/inspection/programmes", "/inspection/disciplines", "/report/five-year"} {
		if w := ask(h, "GET", p, nil); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", p, w.Code)
		}
	}
}

// TestAdministratorOpensNoSecret: nor does he open what is classified.
func TestAdministratorOpensNoSecret(t *testing.T) {
	g := smallDemoAs(t, dbtest.SQLite(t), isolated)
	h := g.as(t, access.Who{ID: "root", Unit: db.Everywhere, Role: access.Administrator, Rights: access.RightsOf(access.Administrator), Clearance: access.TopSecret})
	for _, m := range g.secrets {
		for _, r := range m.Routes {
			method, path, _ := strings.Cut(r.Pattern, " ")
			if w := ask(h, method, placeholder.ReplaceAllString(strings.TrimSuffix(path, "{$}"), "x"), nil); w.Code != http.StatusForbidden {
				t.Errorf("%s: %d", r.Pattern, w.Code)
			}
		}
	}
}

var href = regexp.MustCompile(`(?:href|action)="(/[^"#]*)`)

// TestCanary: a stranger of another office who holds every right crawls the
// site and knocks at every door of a dossier that is not his. He must see
// nothing of it and change nothing.
func TestCanary(t *testing.T) {
	for _, as := range []profile{connected, isolated} {
		t.Run(string(as), func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				g := smallDemoAs(t, d, as)
				ctx := context.Background()
				c, stranger := g.canary(t)
				before, err := d.Journal(ctx, db.Filter{}, "", 100_000)
				if err != nil {
					t.Fatal(err)
				}
				h := g.as(t, stranger)
				pages := crawl(t, h, c.words)
				if pages < 40 {
					t.Errorf("only %d pages were crawled", pages)
				}
				knock(t, g, h, c)
				after, err := d.Journal(ctx, db.Filter{}, "", 100_000)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range after[:len(after)-len(before)] {
					for _, id := range c.ids {
						if strings.Contains(e.Record, id) {
							t.Errorf("the stranger left an entry in the dossier: %s %s", e.Verb, e.Record)
						}
					}
				}
			})
		})
	}
}

// A canary is what must not be seen: words on the pages of the dossiers, and
// the ids of their records.
type canary struct {
	words []string
	ids   []string
}

// canary picks every dossier that the first district's offices own, and a
// stranger of the second district.
func (g *program) canary(t *testing.T) (canary, access.Who) {
	t.Helper()
	ctx := context.Background()
	var districts []string
	err := db.Query(ctx, g.db.As(db.System), func(r db.Row) error {
		var id string
		err := r.Scan(&id)
		districts = append(districts, id)
		return err
	}, `SELECT t.id FROM org_unit t WHERE {visible t} AND t.tier = 'district' AND t.kind = 'district' ORDER BY t.code`)
	if err != nil || len(districts) < 2 {
		t.Fatalf("districts %v, %v", districts, err)
	}
	stranger := access.Who{ID: "stranger", Name: "Người lạ", Unit: districts[1], Clearance: access.TopSecret}
	office := districts[0]
	if g.profile == isolated { // most state secrets lie with the province
		office = db.Everywhere
	}
	var c canary
	for _, m := range g.played() {
		for _, k := range m.Records {
			ids, words := guarded(t, g.db, k.Table, office, stranger)
			c.ids, c.words = append(c.ids, ids...), append(append(c.words, words...), ids...)
		}
	}
	if len(c.ids) < 20 {
		t.Fatalf("only %d records to guard", len(c.ids))
	}
	var all []access.Need
	for _, r := range access.Roles {
		all = append(all, access.RightsOf(r)...)
	}
	stranger.Rights = all
	return c, stranger
}

// titles are the columns whose words are the dossier's own.
var titles = map[string]string{"inspection_inspection": "t.title", "inspection_subject": "t.name"}

// guarded lists records of a table, with their words, that an office may see
// and the stranger may not.
func guarded(t *testing.T, d *db.DB, table, office string, stranger access.Who) (ids, words []string) {
	t.Helper()
	word := titles[table]
	if word == "" {
		word = "''"
	}
	read := func(who access.Who, tail string, see func(id, w string)) {
		err := db.Query(context.Background(), d.As(who), func(r db.Row) error {
			var id, w string
			err := r.Scan(&id, &w)
			see(id, w)
			return err
		}, `SELECT t.id, `+word+` FROM `+table+` t WHERE {visible t} `+tail)
		if err != nil {
			t.Fatal(err)
		}
	}
	own := map[string]bool{}
	read(stranger, "", func(id, _ string) { own[id] = true })
	read(access.Who{ID: "x", Unit: office, Clearance: access.TopSecret}, "ORDER BY t.id DESC LIMIT 25", func(id, w string) {
		if own[id] {
			return
		}
		if ids = append(ids, id); w != "" {
			words = append(words, w)
		}
	})
	return ids, words
}

// crawl opens every page that can be reached by links, up to a bound, and
// looks for the ids of the guarded dossiers.
func crawl(t *testing.T, h http.Handler, words []string) int {
	t.Helper()
	seen, queue := map[string]bool{"/": true}, []string{"/"}
	shapes := map[string]int{}
	pages := 0
	for len(queue) > 0 && pages < 400 {
		p := queue[0]
		queue = queue[1:]
		w := ask(h, "GET", p, nil)
		if w.Code >= 500 {
			t.Errorf("%s: %d", p, w.Code)
		}
		pages++
		body := w.Body.String()
		for _, x := range words {
			if strings.Contains(body, x) {
				t.Errorf("%s shows %q", p, x)
			}
		}
		for _, m := range href.FindAllStringSubmatch(body, -1) {
			link := strings.ReplaceAll(m[1], "&amp;", "&")
			shape := regexp.MustCompile(`[0-9a-f-]{20,}|[0-9]+`).ReplaceAllString(link, "N")
			if seen[link] || shapes[shape] > 12 || strings.HasPrefix(link, "/assets/") || strings.HasPrefix(link, "/signout") {
				continue
			}
			seen[link] = true
			shapes[shape]++
			queue = append(queue, link)
		}
	}
	return pages
}

// knock tries every route with ids of the guarded records: each route with about
// fifteen of them, in turn, so that every one is tried somewhere.
func knock(t *testing.T, g *program, h http.Handler, c canary) {
	t.Helper()
	step, turn := max(5, len(c.ids)/15), 0
	for _, m := range g.modules {
		for _, r := range m.Routes {
			method, path, _ := strings.Cut(r.Pattern, " ")
			if !strings.Contains(path, "{id}") {
				continue
			}
			turn++
			for i, id := range c.ids {
				if i%step != turn%step {
					continue
				}
				p := placeholder.ReplaceAllString(strings.ReplaceAll(strings.TrimSuffix(path, "{$}"), "{id}", id), "x")
				w := ask(h, method, p, url.Values{"version": {"1"}, "reason": {"x"}, "verb": {"x"}})
				if w.Code < 400 && w.Code != http.StatusSeeOther {
					t.Errorf("%s %s: %d", method, p, w.Code)
				}
				if w.Code == http.StatusSeeOther && strings.Contains(w.Header().Get("Location"), id) {
					t.Errorf("%s %s: led on to %s", method, p, w.Header().Get("Location"))
				}
			}
		}
	}
}

// TestPagesSpeakBothLanguages: no page of the demo shows a key without a text.
func TestPagesSpeakBothLanguages(t *testing.T) {
	eachProfile(t, func(t *testing.T, g *program) {
		s, err := g.newSite(slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Check(); err != nil {
			t.Error(err)
		}
		for role, who := range g.seats(t) {
			h := g.as(t, who)
			for _, lang := range []string{"vi", "en"} {
				pages := crawl(t, language(h, lang), []string{"⟦"})
				if pages < 8 {
					t.Errorf("%s, %s: only %d pages", role, lang, pages)
				}
			}
		}
	})
}

func language(h http.Handler, lang string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "lc_prefs", Value: lang + ".."})
		h.ServeHTTP(w, r)
	})
}

// seats are the persons of the demo's accounts.
func (g *program) seats(t *testing.T) map[access.Role]access.Who {
	t.Helper()
	all, err := g.accounts.ListAll(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	m := map[access.Role]access.Who{}
	for _, a := range all {
		m[a.Role] = a.Who()
	}
	if len(m) != len(access.Roles) {
		t.Fatalf("%d roles have an account", len(m))
	}
	return m
}

// BenchmarkPages says how long the pages of the demo take.
func BenchmarkPages(b *testing.B) {
	g := smallDemo(b, dbtest.SQLite(b))
	all, err := g.accounts.ListAll(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	var leader access.Who
	for _, a := range all {
		if a.Role == access.Leader {
			leader = a.Who()
		}
	}
	h := g.as(b, leader)
	for _, p := range []string{"/", "/inspection", "/inspection/programmes", "/report/five-year", "/ledger"} {
		b.Run(strings.ReplaceAll(strings.TrimPrefix(p, "/"), "/", "-")+"_", func(b *testing.B) {
			for b.Loop() {
				if w := ask(h, "GET", p, nil); w.Code != 200 {
					b.Fatal(p, w.Code)
				}
			}
		})
	}
}

// BenchmarkDemo makes the whole demo.
func BenchmarkDemo(b *testing.B) {
	for b.Loop() {
		g := assemble(dbtest.SQLite(b), connected)
		if err := g.migrate(context.Background()); err != nil {
			b.Fatal(err)
		}
		if err := g.makeDemo(context.Background(), demo.Full, 1); err != nil {
			b.Fatal(err)
		}
	}
}
