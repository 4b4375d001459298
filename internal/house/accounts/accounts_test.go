package accounts

import (
	"errors"
	"io/fs"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	pw "liemchinh.vn/internal/password"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

const (
	word  = "tre xanh không ngả 7"
	other = "đò ngang sang bến 5"
)

// house is the module in a site of its own, on a clock that a test moves.
type house struct {
	t    *testing.T
	d    *db.DB
	a    *Accounts
	site *web.Site
	h    http.Handler
	now  time.Time
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	ctx := t.Context()
	for name, f := range map[string]fs.FS{"org": org.Files, "person": person.Files, ID: Files} {
		if err := d.Migrate(ctx, name, f); err != nil {
			t.Fatal(err)
		}
	}
	d.Register(ID, Records()...)
	h := &house{t: t, d: d, a: New(duty.Deps{DB: d}), now: dbtest.Start}
	h.a.hasher.Cost = pw.Cost{Memory: 8, Time: 1, Threads: 1} // tests are not about time
	d.Now = func() time.Time { return h.now }
	h.site = site(t, h.a, d)
	mux := http.NewServeMux()
	h.site.Routes(mux)
	for _, r := range h.a.Module().Routes {
		mux.Handle(r.Pattern, h.site.Serve(r.Need, r.Serve))
	}
	home := func(c *web.Call) (web.Reply, error) { return web.Reply{}, web.ErrNotFound }
	mux.Handle("GET /{$}", h.site.Serve(access.SignedIn, home))
	h.h = h.site.Guard(h.a.Gate(mux))
	return h
}

func site(t testing.TB, a *Accounts, d *db.DB) *web.Site {
	t.Helper()
	texts, err := text.Load(web.Files, Files)
	if err != nil {
		t.Fatal(err)
	}
	m := a.Module()
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	s, err := web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{ID: Files}, Nav: m.Nav, Who: a.Who, Post: a.Post(texts),
		Now: d.Now, NewID: db.NewID, Statuses: []web.Status{{Err: db.ErrNotFound, Code: 404, Key: "web.error.notfound"}, {Err: db.ErrConflict, Code: 409, Key: "web.error.conflict"}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (h *house) create(o Opening) Account {
	h.t.Helper()
	if o.Name == "" {
		o.Name = "Người " + o.Login
	}
	if o.Unit == "" {
		o.Unit = db.Everywhere
	}
	x, err := h.a.Create(h.t.Context(), db.System, o)
	if err != nil {
		h.t.Fatal(err)
	}
	return x
}

// signIn is a client of a person who has signed in.
func (h *house) signIn(login, password string) *webtest.Client {
	h.t.Helper()
	c := webtest.New(h.t, h.h)
	p := c.Post("/signin", "login", login, "password", password, "next", "/account")
	if p.Code != 303 || c.Cookie(cookieName) == "" {
		h.t.Fatalf("%s cannot sign in: %d %s", login, p.Code, p.Text(".errsum"))
	}
	return c
}

func (h *house) verbs(dossier string) string {
	h.t.Helper()
	es, err := h.d.History(h.t.Context(), dossier, "", 50)
	if err != nil {
		h.t.Fatal(err)
	}
	var vs []string
	for _, e := range es {
		vs = append([]string{strings.TrimPrefix(e.Verb, ID+".")}, vs...)
		if strings.Contains(e.Now, "argon2") {
			h.t.Errorf("the journal holds a hash: %s", e.Now)
		}
	}
	return strings.Join(vs, " ")
}

func TestWelcome(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		c := webtest.New(t, h.h)
		for _, path := range []string{"/", "/signin", "/accounts"} {
			if p := c.Get(path); p.Header.Get("Location") != "/welcome" {
				t.Errorf("%s leads to %q, want /welcome", path, p.Header.Get("Location"))
			}
		}
		if org := h.a.OrgName(t.Context()); org != "" {
			t.Errorf("a name before the first account: %q", org)
		}
		code, err := h.a.SetupCode(t.Context())
		if err != nil || len(code) != 14 {
			t.Fatalf("setup code %q, %v", code, err)
		}
		form := []string{"org", "UBKT Minh Giang", "login", "Quản.Trị", "name", "Trần Thị Quản", "password", word, "again", word}
		if p := c.Post("/welcome", append(form, "code", "aaaa-bbbb-cccc")...); p.Code != 422 || !p.Has(".errsum", "Mã cài đặt") {
			t.Errorf("a wrong code: %d", p.Code)
		}
		if p := c.Post("/welcome", append(form[:len(form)-1:len(form)-1], "khác", "code", code)...); p.Code != 422 || !p.Has(".errsum", "không giống nhau") {
			t.Errorf("two passwords: %d", p.Code)
		}
		if p := c.Post("/welcome", append(form, "code", strings.ToUpper(code))...); p.Header.Get("Location") != "/accounts" {
			t.Fatalf("the right code: %d %s", p.Code, p.Text(".errsum"))
		}
		p := c.Get("/accounts")
		if p.Code != 200 || !p.Has("table.grid", "quan.tri") || !p.Has("table.grid", "Toàn hệ thống") {
			t.Errorf("the administrator sees himself: %d %s", p.Code, p.Text("main"))
		}
		if p := c.Post("/welcome", append(form, "code", code)...); p.Code != 404 {
			t.Errorf("the wizard is still there: %d", p.Code)
		}
		if p := c.Get("/welcome"); p.Code != 404 {
			t.Errorf("the wizard's page is still there: %d", p.Code)
		}
		if org, _ := d.Setting(t.Context(), "org.name"); org != "UBKT Minh Giang" {
			t.Errorf("org.name is %q", org)
		}
		if org := h.a.OrgName(t.Context()); org != "UBKT Minh Giang" {
			t.Errorf("the name in the bar is %q", org)
		}
		if _, err := h.a.First(t.Context(), "X", Opening{Login: "hai", Name: "Hai", Password: word}); !errors.Is(err, ErrNotFirst) {
			t.Errorf("First again: %v", err)
		}
	})
}

func TestSignIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		x := h.create(Opening{Login: "mau.nv", Role: access.Inspector, Password: word})
		c := webtest.New(t, h.h)
		if p := c.Get("/account"); p.Header.Get("Location") != "/signin?next=%2Faccount" {
			t.Errorf("a stranger is led to %q", p.Header.Get("Location"))
		}
		for _, try := range [][2]string{{"mau.nv", "wrong"}, {"nobody", word}, {"", ""}} {
			p := c.Post("/signin", "login", try[0], "password", try[1])
			if p.Code != 422 || !p.Has(".errsum", "không đúng") || strings.Contains(p.Body, word) {
				t.Errorf("%v: %d %s", try, p.Code, p.Text(".errsum"))
			}
		}
		p := c.Post("/signin", "login", "MAU.NV ", "password", word, "next", "//evil.example/")
		if p.Code != 303 || p.Header.Get("Location") != "/" {
			t.Errorf("sign-in: %d to %q", p.Code, p.Header.Get("Location"))
		}
		k := p.Header.Get("Set-Cookie")
		if !strings.Contains(k, "HttpOnly") || !strings.Contains(k, "SameSite=Strict") || strings.Contains(k, "Secure") {
			t.Errorf("cookie %q", k)
		}
		own := c.Get("/account")
		if own.Code != 200 || !own.Has("main", "Tiến hành kiểm tra") || !own.Has(".chip", "Máy này") || !own.Has(".me", "Kiểm tra viên") {
			t.Errorf("own page: %d", own.Code)
		}
		if p := c.Get("/accounts"); p.Code != 403 {
			t.Errorf("an inspector sees accounts: %d", p.Code)
		}
		if p := c.Post("/signout"); p.Header.Get("Location") != "/signin" || c.Cookie(cookieName) != "" {
			t.Errorf("sign-out: %d", p.Code)
		}
		old := webtest.New(t, h.h, &http.Cookie{Name: cookieName, Value: cookieValue(k)})
		if p := old.Get("/account"); p.Code != 303 {
			t.Errorf("a session that ended still works: %d", p.Code)
		}
		if got, want := h.verbs(x.ID), "open refuse signin signin signout"; got != want {
			t.Errorf("journal: %q, want %q", got, want)
		}
		v, err := d.Verify(t.Context(), "", "")
		if err != nil || len(v.Flaws) > 0 {
			t.Errorf("verify: %v %v", v.Flaws, err)
		}
	})
}

func cookieValue(set string) string {
	_, v, _ := strings.Cut(set, "=")
	v, _, _ = strings.Cut(v, ";")
	return v
}

func TestSessionEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create(Opening{Login: "mau", Role: access.Inspector, Password: word})
		alive := func(c *webtest.Client) bool { return c.Get("/account").Code == 200 }
		c := h.signIn("mau", word)
		for range 5 {
			h.now = h.now.Add(29 * time.Minute)
			if !alive(c) {
				t.Fatal("a session in use ended")
			}
		}
		h.now = h.now.Add(31 * time.Minute)
		if alive(c) {
			t.Error("an idle session lives")
		}
		c = h.signIn("mau", word)
		for range 24 {
			h.now = h.now.Add(29 * time.Minute)
			alive(c)
		}
		h.now = h.now.Add(25 * time.Minute)
		if alive(c) {
			t.Error("a session lives longer than twelve hours")
		}
		c = h.signIn("mau", word)
		h.now = h.now.Add(20 * time.Minute)
		alive(c)
		h.now = h.now.Add(20 * time.Minute)
		h.a.visits = map[string]*visit{} // as after a new start of the program
		if alive(c) {
			t.Error("a process that has not seen a session must count from its sign-in")
		}
		if err := d.SetSetting(t.Context(), idleSetting, "5"); err != nil {
			t.Fatal(err)
		}
		c = h.signIn("mau", word)
		h.now = h.now.Add(6 * time.Minute)
		if alive(c) {
			t.Error("the setting of the idle end is not followed")
		}
	})
}

func TestAdministrator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		admin := h.create(Opening{Login: "admin", Role: access.Administrator, Password: word})
		h.create(Opening{Login: "boss", Role: access.Administrator, Password: word})
		c := h.signIn("admin", word)
		p := c.Post("/accounts", "login", "An.NT", "name", "Nguyễn Thị An", "role", "inspector", "clearance", "1", "unit", "", "person", "")
		once := p.Text(".note.ok .w600")
		if p.Code != 200 || len(once) != 19 {
			t.Fatalf("create: %d %q %s", p.Code, once, p.Text(".errsum"))
		}
		if p := c.Post("/accounts", "login", "an.nt", "name", "", "role", "king", "clearance", "9", "unit", "không có", "person", "77"); p.Code != 422 || len(p.Find(".errsum li")) != 5 {
			t.Errorf("bad form: %d %s", p.Code, p.Text(".errsum"))
		}
		if p := c.Post("/accounts", "login", "AN.nt", "name", "An khác", "role", "inspector", "clearance", "0"); p.Code != 422 || !p.Has(".errsum", "đã có người dùng") {
			t.Errorf("a login twice: %d %s", p.Code, p.Text(".errsum"))
		}
		x, err := h.a.ByLogin(t.Context(), "an.nt")
		if err != nil || x.Clearance != access.Secret || !x.MustChange {
			t.Fatalf("%+v %v", x, err)
		}
		an := h.signIn("an.nt", once)
		if p := an.Get("/"); p.Header.Get("Location") != "/account" {
			t.Errorf("a one-time password opens more than the own page: %d", p.Code)
		}
		for _, bad := range [][3]string{{"x", other, other}, {once, "ngắn", "ngắn"}, {once, other, word}, {once, once, once}, {once, strings.Repeat("ab", 10), strings.Repeat("ab", 10)}} {
			if p := an.Post("/account/password", "old", bad[0], "password", bad[1], "again", bad[2]); p.Code != 422 {
				t.Errorf("%v: %d", bad, p.Code)
			}
		}
		elsewhere := h.signIn("an.nt", once)
		if p := an.Post("/account/password", "old", once, "password", other, "again", other); p.Code != 303 {
			t.Errorf("change: %d %s", p.Code, p.Text(".errsum"))
		}
		if p := an.Get("/"); p.Code != 404 {
			t.Errorf("after the change: %d", p.Code)
		}
		if p := elsewhere.Get("/account"); p.Code != 303 {
			t.Errorf("the session elsewhere lives on: %d", p.Code)
		}
		for q, want := range map[string]int{"nguyen thi": 1, "Nguyễn Thị AN": 1, "an.nt": 1, "%25": 0, "": 3} {
			if n := len(c.Get("/accounts?q=" + strings.ReplaceAll(q, " ", "+")).Find("table.grid tbody tr")); n != want {
				t.Errorf("search %q: %d, want %d", q, n, want)
			}
		}
		h.endings(c, an, x)
		h.fourEyes(c, admin)
	})
}

// endings checks what ends sessions: the owner, the administrator, closing.
func (h *house) endings(admin, an *webtest.Client, x Account) {
	t := h.t
	second := h.signIn("an.nt", other)
	page := an.Get("/account")
	if n := len(page.Find(".chain form")); n != 1 {
		t.Fatalf("%d sessions to end, want 1", n)
	}
	if p := an.Post(page.Find(".chain form")[0].Attr("action")); p.Code != 303 {
		t.Errorf("end: %d", p.Code)
	}
	if second.Get("/account").Code != 303 || an.Get("/account").Code != 200 {
		t.Error("the wrong session ended")
	}
	mine, err := h.a.Sessions(t.Context(), x.ID)
	if err != nil || len(mine) != 1 {
		t.Fatalf("%v %v", mine, err)
	}
	if p := admin.Post("/account/sessions/" + mine[0].ID + "/end"); p.Code != 404 {
		t.Errorf("a foreign session ends by the own page: %d", p.Code)
	}
	at := "/accounts/" + x.ID
	if p := admin.Post(at + "/end"); p.Code != 303 || an.Get("/account").Code != 303 {
		t.Errorf("end all: %d", p.Code)
	}
	an = h.signIn("an.nt", other)
	if p := admin.Post(at + "/reset"); p.Code != 303 || an.Get("/account").Code != 200 { // an account that reads what is secret
		t.Errorf("ask for a reset: %d", p.Code)
	}
	boss := h.signIn("boss", word)
	if p := boss.Post(h.waiting(admin, boss, at)); p.Code != 200 || len(p.Text(".note.ok .w600")) != 19 || an.Get("/account").Code != 303 {
		t.Errorf("reset: %d", p.Code)
	}
	if p := admin.Post(at + "/close"); p.Code != 303 {
		t.Errorf("close: %d", p.Code)
	}
	if _, err := h.a.SignIn(t.Context(), "an.nt", other, Place{}); !errors.Is(err, ErrSignIn) {
		t.Errorf("a closed account signs in: %v", err)
	}
	if p := admin.Post(at + "/reopen"); p.Code != 303 {
		t.Errorf("reopen: %d", p.Code)
	}
}

// fourEyes checks that nobody changes his own power.
func (h *house) fourEyes(c *webtest.Client, admin Account) {
	t := h.t
	at := "/accounts/" + admin.ID
	p := c.Get(at + "/edit")
	if p.Code != 200 || !p.Has(".note", "Một quản trị khác") {
		t.Errorf("edit: %d", p.Code)
	}
	if p := c.Submit(p, at, "role", "leader"); p.Code != 422 || !p.Has(".errsum", "tự đổi vai trò") {
		t.Errorf("own role: %d", p.Code)
	}
	if p := c.Submit(p, at, "clearance", "3"); p.Code != 422 {
		t.Errorf("own clearance: %d", p.Code)
	}
	if p := c.Submit(p, at, "name", "Tên mới"); p.Code != 303 {
		t.Errorf("own name: %d %s", p.Code, p.Text(".errsum"))
	}
	if p := c.Submit(p, at, "name", "Tên khác"); p.Code != 422 || !p.Has(".field", "") {
		t.Errorf("a stale form: %d", p.Code)
	}
	for path, want := range map[string]string{at + "/close": "tự đóng", at + "/reset": "Mật khẩu của mình"} {
		if p := c.Post(path); p.Code != 422 || !p.Has(".errsum", want) {
			t.Errorf("%s: %d", path, p.Code)
		}
	}
	boss := h.signIn("boss", word)
	if p := boss.Submit(boss.Get(at+"/edit"), at, "role", "auditor"); p.Code != 303 {
		t.Errorf("the second administrator: %d %s", p.Code, p.Text(".errsum"))
	}
	if c.Get("/accounts").Code != 303 {
		t.Error("a change of role must end the sessions")
	}
}

func TestOfficeBoundsAdministrator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		inside, outside := h.unit("A1", "Đảng ủy xã Bến Cũ"), h.unit("B1", "Đảng ủy xã Đồi Chè")
		h.create(Opening{Login: "admin", Role: access.Administrator, Password: word, Unit: inside})
		far := h.create(Opening{Login: "far", Role: access.Leader, Password: word, Unit: outside})
		c := h.signIn("admin", word)
		if p := c.Get("/accounts"); !p.Has("main", "1 tài khoản") || p.Has("main", "far") {
			t.Error("accounts of another office are listed")
		}
		for _, path := range []string{"", "/edit"} {
			if p := c.Get("/accounts/" + far.ID + path); p.Code != 404 {
				t.Errorf("GET %s: %d", path, p.Code)
			}
		}
		for _, act := range []string{"/close", "/reset", "/end", "/reopen"} {
			if p := c.Post("/accounts/" + far.ID + act); p.Code != 404 {
				t.Errorf("POST %s: %d", act, p.Code)
			}
		}
		for _, unit := range []string{"", "B1", "đồi chè"} {
			if p := c.Post("/accounts", "login", "new", "name", "Mới", "role", "leader", "clearance", "0", "unit", unit); p.Code != 422 || !p.Has(".field.bad", "Mã hoặc tên đơn vị") {
				t.Errorf("unit %q: %d %s", unit, p.Code, p.Text(".errsum"))
			}
		}
		if p := c.Post("/accounts", "login", "new", "name", "Mới", "role", "leader", "clearance", "0", "unit", "ben cu"); p.Code != 200 || !p.Has("main", "Đảng ủy xã Bến Cũ") {
			t.Errorf("own unit: %d %s", p.Code, p.Text(".errsum"))
		}
	})
}

// unit founds an office that only itself reaches.
func (h *house) unit(code, name string) string {
	h.t.Helper()
	var id string
	err := h.d.Change(h.t.Context(), db.System, "org.found", func(tx *db.Tx) error {
		us, err := org.Found(h.t.Context(), tx, "2026-01-01", "", []org.Founding{{Code: code, Name: name, Kind: org.CommuneParty, Tier: org.AtGrassroots}})
		if err == nil {
			id = us[0].ID
			err = org.Rebuild(h.t.Context(), tx)
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

func TestDemo(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	h.create(Opening{Login: "lanh.dao", Name: "Lê Lãnh Đạo", Role: access.Leader})
	c := webtest.New(t, h.h)
	if p := c.Post("/signin/demo", "login", "lanh.dao"); p.Code != 404 || c.Get("/signin").Has("form", "Lãnh Đạo") {
		t.Errorf("signing in without a password where there is no demo: %d", p.Code)
	}
	if err := h.d.SetSetting(t.Context(), demoSetting, "true"); err != nil {
		t.Fatal(err)
	}
	if p := c.Get("/signin"); !p.Has("form", "Lê Lãnh Đạo · Lãnh đạo cấp ủy") {
		t.Errorf("the demo accounts are not offered: %s", p.Text("main"))
	}
	if p := c.Post("/signin/demo", "login", "lanh.dao", "next", "/account"); p.Header.Get("Location") != "/account" || c.Get("/account").Code != 200 {
		t.Errorf("demo: %d", p.Code)
	}
	if _, err := h.a.SignIn(t.Context(), "lanh.dao", "", Place{}); !errors.Is(err, ErrSignIn) {
		t.Errorf("an account without a password signs in by an empty one: %v", err)
	}
}

func TestProxy(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	h.create(Opening{Login: "mau", Role: access.Inspector, Password: word})
	h.a.Proxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} // where httptest's requests come from
	var seen *http.Request
	gate := h.a.Gate(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r }))
	for _, c := range []struct{ remote, forwarded, want string }{
		{"192.0.2.1:5", "10.1.1.1", "10.1.1.1:0"}, {"192.0.2.1:5", "6.6.6.6, 10.1.1.1, 192.0.2.7", "10.1.1.1:0"},
		{"192.0.2.1:5", "junk", "192.0.2.1:5"}, {"203.0.113.1:5", "10.1.1.1", "203.0.113.1:5"},
	} {
		r, _ := http.NewRequest("GET", "/signin", nil)
		r.RemoteAddr = c.remote
		r.Header.Set("X-Forwarded-For", c.forwarded)
		r.Header.Set("X-Forwarded-Proto", "https")
		gate.ServeHTTP(nil, r)
		trusted := strings.HasPrefix(c.remote, "192.0.2.")
		if seen.RemoteAddr != c.want || (seen.TLS != nil) != trusted {
			t.Errorf("%v: from %s, TLS %v", c, seen.RemoteAddr, seen.TLS != nil)
		}
	}
}

func TestPages(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	if err := h.site.Check(); err != nil {
		t.Error(err)
	}
	data := map[string]any{"signin": SignInPage{}, "welcome": WelcomePage{}, "own": OwnPage{}, "list": ListPage{}, "show": ShowPage{}, "form": FormPage{}}
	for name, d := range data {
		for _, l := range text.Langs {
			if err := templatecheck.CheckHTMLStrict(h.site.Template(l, ID+"/"+name+".html"), d); err != nil {
				t.Errorf("%s %s: %v", l, name, err)
			}
		}
	}
}

func TestWordsForAll(t *testing.T) {
	texts, err := text.Load(web.Files, Files)
	if err != nil {
		t.Fatal(err)
	}
	need := func(key string) {
		for _, l := range text.Langs {
			if !texts.Has(l, key) {
				t.Errorf("no text %s in %s", key, l)
			}
		}
	}
	for _, r := range access.Roles {
		need("accounts.role." + string(r))
		for _, n := range access.RightsOf(r) {
			need("accounts.right." + string(n))
		}
	}
	for _, k := range []string{"accounts.act." + string(ActReset), "accounts.act." + string(ActAmend), "accounts.state." + string(Waiting), "accounts.state." + string(Confirmed),
		"accounts.state." + string(Dropped), "accounts.amended." + string(Alone), "accounts.amended." + string(Asked), "accounts.alone", "accounts.asked"} {
		need(k)
	}
	for l := access.Open; l <= access.TopSecret; l++ {
		need(clearanceKey(l))
	}
	for _, k := range Records() {
		for _, c := range k.New().Columns()[5:] {
			need("accounts.column." + c.Name)
		}
	}
	for _, p := range []text.Problem{ErrSignIn, ErrSlow, ErrLogin, ErrTaken, ErrName, ErrRole, ErrUnit, ErrUnitMany, ErrUnitReach, ErrPerson, ErrClearance, pw.ErrShort, pw.ErrLong,
		pw.ErrPlain, pw.ErrCommon, pw.ErrOwner, ErrOwnFactor, ErrAlone, ErrFactor, ErrSame, ErrOld, ErrAgain, ErrOwnRole, ErrOwnClose, ErrOwnReset, ErrOwnPerson, ErrSecond, ErrRequest, ErrOrgName, ErrSetupCode} {
		need(p.Key)
	}
}

func TestRehash(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	h.create(Opening{Login: "mau", Role: access.Inspector, Password: word})
	h.a.hasher.Cost.Memory = 16
	h.signIn("mau", word)
	x, _ := h.a.ByLogin(t.Context(), "mau")
	if !strings.Contains(x.Password, "m=16,") {
		t.Errorf("the hash was not made again: %s", x.Password)
	}
	h.signIn("mau", word)
}
