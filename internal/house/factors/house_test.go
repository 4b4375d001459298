package factors

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/hotp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/accounts"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

const (
	word        = "tre xanh không ngả 7"
	sessionName = "lc_session"
)

// house is the accounts and their factors in a site of their own, on a clock
// that a test moves, at an address where passkeys work.
type house struct {
	t   *testing.T
	d   *db.DB
	a   *accounts.Accounts
	f   *Factors
	h   http.Handler
	now time.Time
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	for name, f := range map[string]fs.FS{"org": org.Files, "person": person.Files, accounts.ID: accounts.Files, ID: Files} {
		if err := d.Migrate(t.Context(), name, f); err != nil {
			t.Fatal(err)
		}
	}
	d.Register(accounts.ID, accounts.Records()...)
	d.Register(ID, Records()...)
	h := &house{t: t, d: d, a: accounts.New(duty.Deps{DB: d}), now: dbtest.Start}
	d.Now = func() time.Time { return h.now }
	h.f = join(d, h.a)
	texts, err := text.Load(web.Files, accounts.Files, Files)
	if err != nil {
		t.Fatal(err)
	}
	am, fm := h.a.Module(), h.f.Module()
	if err := errors.Join(am.Check(), fm.Check()); err != nil {
		t.Fatal(err)
	}
	s, err := web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{accounts.ID: accounts.Files, ID: Files}, Nav: append(am.Nav, fm.Nav...), Who: h.a.Who, Post: h.a.Post(texts),
		Now: d.Now, NewID: db.NewID, Statuses: []web.Status{{Err: db.ErrNotFound, Code: 404, Key: "web.error.notfound"}, {Err: db.ErrConflict, Code: 409, Key: "web.error.conflict"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	s.Routes(mux)
	for _, r := range append(am.Routes, fm.Routes...) {
		mux.Handle(r.Pattern, s.Serve(r.Need, r.Serve))
	}
	mux.Handle("GET /{$}", s.Serve(access.SignedIn, func(*web.Call) (web.Reply, error) { return web.Reply{}, web.ErrNotFound }))
	inner := s.Guard(h.a.Gate(mux))
	h.h = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "example.com" { // what httptest writes
			r.Host = "localhost:8039"
		}
		inner.ServeHTTP(w, r)
	})
	return h
}

// join wires both as the program does.
func join(d *db.DB, a *accounts.Accounts) *Factors {
	f := New(duty.Deps{DB: d}, Door{
		Person: func(ctx context.Context, id string) (Person, error) {
			x, err := a.ByID(ctx, id)
			return Person{ID: x.ID, Login: x.Login, Name: x.Name, Org: x.Org, PasswordAt: x.PasswordAt, Role: x.Role, Active: x.State == accounts.Active}, err
		},
		Admit: a.Admit, Blocked: a.Blocked, Failed: a.Failed, Knows: a.Knows, Proved: a.ProvedNow, EndOthers: a.EndOthers, Changed: a.Forget, OrgName: a.OrgName,
		Proof: func(c *web.Call) (string, string, error) { s, err := a.Session(c); return s.How, s.ProvedAt, err },
	})
	a.Second = accounts.Second{Has: f.Has, Ask: f.Ask, Owes: f.Owes, Prove: f.Prove, Words: f.Words, Strip: f.Strip, Move: f.Move,
		Key: func(c *web.Call) (accounts.Key, error) { o, err := f.OfferSignIn(c); return accounts.Key(o), err }}
	return f
}

func (h *house) create(login string, r access.Role) accounts.Account {
	h.t.Helper()
	x, err := h.a.Create(h.t.Context(), db.System, accounts.Opening{Login: login, Name: "Người " + login, Unit: db.Everywhere, Role: r, Password: word})
	if err != nil {
		h.t.Fatal(err)
	}
	return x
}

// half is a client of a person who has given the password.
func (h *house) half(login string) *webtest.Client {
	h.t.Helper()
	c := webtest.New(h.t, h.h)
	p := c.Post("/signin", "login", login, "password", word, "next", "/account")
	if p.Code != 303 {
		h.t.Fatalf("%s: %d %s", login, p.Code, p.Text(".errsum"))
	}
	return c
}

// signIn is a client of a person without second factors who has signed in.
func (h *house) signIn(login string) *webtest.Client {
	h.t.Helper()
	c := h.half(login)
	if c.Cookie(sessionName) == "" {
		h.t.Fatalf("%s is asked for more", login)
	}
	return c
}

// code is what an app shows now, or some steps later.
func (h *house) code(secret string, later int) string {
	h.t.Helper()
	s, err := hotp.GenerateCodeCustom(secret, uint64(int(h.now.Unix()/period)+later), opts)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// next moves the clock past the codes that were used.
func (h *house) next() { h.now = h.now.Add(2 * period * time.Second) }

var codeForm = regexp.MustCompile(`^[a-z2-9]{4}(-[a-z2-9]{4}){3}$`)

// setUp gives a person an app; it returns the secret and the recovery codes.
func (h *house) setUp(c *webtest.Client) (secret string, codes []string) {
	h.t.Helper()
	p := c.Get("/account/factors/totp")
	secret = strings.ReplaceAll(p.Text("p.mono"), " ", "")
	if len(secret) != 32 || len(p.Find("svg.qr path")) != 1 || !p.Has("form", "Giờ máy chủ") {
		h.t.Fatalf("set-up page: %d %q", p.Code, p.Text("main"))
	}
	p = c.Submit(p, "/account/factors/totp", "first", h.code(secret, 0))
	for _, n := range p.Find("ol.mono li") {
		codes = append(codes, n.Text())
	}
	if p.Code != 200 || len(codes) != recoveryCodes || !codeForm.MatchString(codes[0]) {
		h.t.Fatalf("set-up: %d %v %s", p.Code, codes, p.Text(".errsum"))
	}
	h.next()
	return secret, codes
}

func (h *house) intact() {
	h.t.Helper()
	v, err := h.d.Verify(h.t.Context(), "", "")
	if err != nil || len(v.Flaws) > 0 {
		h.t.Errorf("verify: %v %v", v.Flaws, err)
	}
}
