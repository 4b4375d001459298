package factors

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/webtest"
)

// TestStepUp: powerful acts ask again after a quarter of an hour: for the
// factor, or for the password of who has none; what the form held is not lost,
// and a wrong answer does nothing.
func TestStepUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create("admin", access.Administrator)
		c := h.signIn("admin")
		form := []string{"login", "lan", "name", "Lê Thị Lan", "role", "inspector", "clearance", "0", "unit", ""}
		h.now = h.now.Add(16 * time.Minute)
		p := c.Post("/accounts", form...)
		if p.Code != 200 || !p.Has("h1", "Xác thực lại") {
			t.Fatalf("no question: %d %s", p.Code, p.Text("h1"))
		}
		if p := c.Submit(p, "/accounts", "proofword", "sai rồi nhé các bạn"); p.Code != 422 || !p.Has(".errsum", "Mật khẩu không đúng") {
			t.Errorf("a wrong password: %d", p.Code)
		}
		if _, err := h.a.ByLogin(t.Context(), "lan"); err == nil {
			t.Error("done all the same")
		}
		if p := c.Submit(p, "/accounts", "proofword", word); p.Code != 200 || !p.Has(".note.ok", "Mật khẩu dùng một lần") {
			t.Fatalf("the right password: %d %s", p.Code, p.Text(".errsum"))
		}
		if p := c.Get("/accounts/new"); !p.Has("h1", "Thêm người dùng") {
			t.Error("asked twice")
		}
		secret, _ := h.setUp(c)
		h.now = h.now.Add(16 * time.Minute)
		p = c.Get("/accounts/new")
		if !p.Has("h1", "Xác thực lại") || len(p.Find("input[name=proofword]")) > 0 {
			t.Fatal("the factor is not asked for")
		}
		if p := c.Submit(p, "/account/prove", "code", "000000"); p.Code != 422 {
			t.Errorf("a wrong code: %d", p.Code)
		}
		if p := c.Submit(p, "/account/prove", "proofword", word); p.Code != 422 {
			t.Errorf("the password in place of the factor: %d", p.Code)
		}
		if p := c.Submit(p, "/account/prove", "code", h.code(secret, 0)); p.Header.Get("Location") != "/accounts/new" {
			t.Errorf("the code: %d %s", p.Code, p.Text(".errsum"))
		}
		if p := c.Get("/accounts/new"); !p.Has("h1", "Thêm người dùng") {
			t.Error("asked twice")
		}
		for _, next := range []string{"//evil.example", "https://evil.example/"} {
			if p := c.Post("/account/prove", "next", next); p.Header.Get("Location") != "/" {
				t.Errorf("led to %s", p.Header.Get("Location"))
			}
		}
	})
}

// TestOldSessionIsWeak: a session that began by password alone, before the
// person had a second factor, does no powerful act without it, however young.
func TestOldSessionIsWeak(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create("admin", access.Administrator)
		thief, c := h.signIn("admin"), h.signIn("admin")
		h.setUp(c)
		for _, path := range []string{"/accounts/new", "/factors", "/account/factors/totp", "/account/factors/passkey"} {
			if p := thief.Get(path); !p.Has("h1", "Xác thực lại") {
				t.Errorf("%s opens to an old session: %d", path, p.Code)
			}
		}
		for _, path := range []string{"/account/factors/totp/remove", "/account/factors/codes"} {
			if p := thief.Post(path); !p.Has("h1", "Xác thực lại") {
				t.Errorf("%s: %d", path, p.Code)
			}
		}
		if p := c.Post("/account/factors/totp/remove"); p.Code != 303 || thief.Get("/account").Code != 303 || c.Get("/account").Code != 200 {
			t.Errorf("taking a factor off ends the other sessions: %d", p.Code)
		}
	})
}

// TestDemand: a role must have a second factor from a day on. Before it the
// person is told at the sign-in, from then on nothing else opens, and the last
// factor stays.
func TestDemand(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create("admin", access.Administrator)
		h.create("lan", access.Auditor)
		admin := h.signIn("admin")
		if p := admin.Submit(admin.Get("/factors"), "/factors", "due-auditor", "1/1/2020"); p.Code != 422 {
			t.Errorf("a day in the past: %d", p.Code)
		}
		if p := h.signIn("lan").Get("/factors"); p.Code != 403 {
			t.Errorf("an auditor sets it: %d", p.Code)
		}
		due := h.now.AddDate(0, 0, 7)
		if p := admin.Submit(admin.Get("/factors"), "/factors", "due-auditor", due.Format("2/1/2006")); p.Code != 303 {
			t.Fatalf("%d %s", p.Code, p.Text(".errsum"))
		}
		c := webtest.New(t, h.h)
		p := c.Post("/signin", "login", "lan", "password", word, "next", "/account")
		if p.Header.Get("Location") != "/account/factors" || !c.Follow(p).Has(".note.warn", "Từ ngày") || c.Get("/account").Code != 200 {
			t.Errorf("the days of grace: %d", p.Code)
		}
		h.now = due
		c = h.signIn("lan")
		for _, path := range []string{"/", "/accounts", "/signin"} {
			if p := c.Get(path); p.Header.Get("Location") != "/account/factors" {
				t.Errorf("%s opens without a second factor: %d %s", path, p.Code, p.Header.Get("Location"))
			}
		}
		if p := c.Get("/account/factors"); !p.Has(".note.over", "phải có") {
			t.Error("the page does not say why")
		}
		h.setUp(c)
		if p := c.Get("/"); p.Code != 404 {
			t.Errorf("after it was set up: %d", p.Code)
		}
		if p := c.Post("/account/factors/totp/remove"); p.Code != 422 || !p.Has(".errsum", "phải có") {
			t.Errorf("the last factor: %d", p.Code)
		}
		es, err := d.Journal(t.Context(), db.Filter{Verb: "factors.demand"}, "", 10)
		if err != nil || len(es) != 1 || es[0].Name != "Người admin" {
			t.Errorf("journal: %v %v", es, err)
		}
		h.intact()
	})
}

// TestLostFactor: an administrator takes off the factors of somebody else only
// with a second one, never his own, never alone; the command line of the
// machine may.
func TestLostFactor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		x, own := h.create("lan", access.Inspector), h.create("admin", access.Administrator)
		lan, admin := h.signIn("lan"), h.signIn("admin")
		h.setUp(lan)
		at := "/accounts/" + x.ID
		if p := admin.Get(at); !p.Has("main", "Ứng dụng mã xác thực") {
			t.Error("the account's page does not show the factor")
		}
		if p := admin.Post(at + "/strip"); p.Code != 422 || !p.Has(".errsum", "một mình") {
			t.Errorf("alone: %d", p.Code)
		}
		h.create("boss", access.Administrator)
		boss := h.signIn("boss")
		h.setUp(admin)
		if p := admin.Post("/accounts/" + own.ID + "/strip"); p.Code != 422 || !p.Has(".errsum", "của mình") {
			t.Errorf("his own: %d", p.Code)
		}
		if p := admin.Post(at + "/strip"); p.Code != 303 {
			t.Fatalf("ask: %d %s", p.Code, p.Text(".errsum"))
		}
		if has, _ := h.f.Has(t.Context(), x.ID); !has {
			t.Fatal("asking is enough")
		}
		confirm := ""
		for _, f := range boss.Get(at).Find("form") {
			if strings.HasSuffix(f.Attr("action"), "/confirm") {
				confirm = f.Attr("action")
			}
		}
		if p := admin.Post(confirm); p.Code != 422 {
			t.Errorf("whoever asked confirms: %d", p.Code)
		}
		if p := boss.Post(confirm); p.Code != 303 {
			t.Fatalf("confirm: %d %s", p.Code, p.Text(".errsum"))
		}
		if has, _ := h.f.Has(t.Context(), x.ID); has || lan.Get("/account").Code != 303 {
			t.Error("the factor or a session is still there")
		}
		h.signIn("lan")
		if _, err := h.a.Strip(t.Context(), db.System, own.ID); err != nil {
			t.Error(err)
		}
		if has, _ := h.f.Has(t.Context(), own.ID); has {
			t.Error("the command line")
		}
		h.intact()
	})
}

// TestProofTravelsWithItsSession: the answer made for one session is none for
// another, and the session's cookie alone proves nothing.
func TestProofTravelsWithItsSession(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	h.create("admin", access.Administrator)
	c := h.signIn("admin")
	a := h.addKey(c, "Máy")
	h.now = h.now.Add(20 * time.Minute)
	other := h.half("admin")
	passkey, seal := a.get(other.Get("/signin/second"))
	other.Post("/signin/second", "passkey", passkey, "seal", seal)
	passkey, seal = a.get(c.Get("/accounts/new"))
	h.now = h.now.Add(16 * time.Minute)
	passkey2, seal2 := passkey, seal
	stolen := webtest.New(t, h.h, &http.Cookie{Name: sessionName, Value: other.Cookie(sessionName)})
	if p := stolen.Post("/account/prove", "proof", "1", "passkey", passkey2, "seal", seal2, "next", "/accounts/new"); p.Code != 422 {
		t.Errorf("the answer for another session: %d", p.Code)
	}
}

// TestGivenPasswordSetsUpNothing: whoever gave somebody a password cannot keep a
// way into the account by a second factor of his own.
func TestGivenPasswordSetsUpNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		x := h.create("lan", access.Inspector)
		if err := h.a.SetPassword(t.Context(), db.System, x.ID, word+" và 8", true); err != nil {
			t.Fatal(err)
		}
		c := webtest.New(t, h.h)
		c.Post("/signin", "login", "lan", "password", word+" và 8")
		if c.Get("/account").Code != 200 {
			t.Fatal("not signed in")
		}
		for _, path := range []string{"/account/factors", "/account/factors/totp", "/account/factors/passkey"} {
			if p := c.Get(path); p.Header.Get("Location") != "/account" {
				t.Errorf("%s opens: %d", path, p.Code)
			}
			if p := c.Post(path, "name", "x", "first", "000000"); p.Header.Get("Location") != "/account" {
				t.Errorf("POST %s: %d", path, p.Code)
			}
		}
	})
}
