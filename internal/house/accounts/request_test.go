package accounts

import (
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/webtest"
)

// TestSecondAdministrator: what would hand a leader's account to somebody else
// takes two administrators.
func TestSecondAdministrator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		for _, login := range []string{"admin", "boss"} {
			h.create(Opening{Login: login, Role: access.Administrator, Password: word})
		}
		x := h.create(Opening{Login: "leader", Role: access.Leader, Password: word})
		low := h.create(Opening{Login: "inspector", Role: access.Inspector, Password: word})
		admin, boss, at := h.signIn("admin", word), h.signIn("boss", word), "/accounts/"+x.ID
		if p := admin.Post("/accounts/" + low.ID + "/reset"); p.Code != 200 || len(p.Text(".note.ok .w600")) != 19 {
			t.Errorf("an account like any other: %d", p.Code)
		}
		if p := admin.Post(at + "/reset"); p.Code != 303 {
			t.Fatalf("reset: %d", p.Code)
		}
		h.signIn("leader", word) // the password still holds
		confirm := h.waiting(admin, boss, at)
		if p := admin.Post(confirm); p.Code != 422 || !p.Has(".errsum", "không tự xác nhận") {
			t.Errorf("whoever asked confirms: %d", p.Code)
		}
		p := boss.Post(confirm)
		once := p.Text(".note.ok .w600")
		if p.Code != 200 || len(once) != 19 {
			t.Fatalf("confirm: %d %s", p.Code, p.Text(".errsum"))
		}
		h.signIn("leader", once)
		if p := boss.Post(confirm); p.Code != 422 || !p.Has(".errsum", "đã được xác nhận") {
			t.Errorf("confirmed twice: %d", p.Code)
		}
		h.amendByTwo(admin, boss, x)
	})
}

// waiting finds the one request on an account's page: the other administrator
// is offered to confirm it, the one who asked is not.
func (h *house) waiting(asked, other *webtest.Client, at string) string {
	h.t.Helper()
	find := func(p *webtest.Page) (to string) {
		for _, f := range p.Find("form") {
			if strings.HasSuffix(f.Attr("action"), "/confirm") {
				to = f.Attr("action")
			}
		}
		return to
	}
	if to := find(asked.Get(at)); to != "" {
		h.t.Error("whoever asked is offered to confirm")
	}
	if !other.Get("/accounts").Has(".note", "chờ quản trị thứ hai") {
		h.t.Error("the list does not show the request")
	}
	to := find(other.Get(at))
	if to == "" {
		h.t.Fatal("no request on the page of the account")
	}
	return to
}

// amendByTwo changes the role by two, and checks that a name alone takes one,
// that a dropped request does nothing and that a lone administrator is noted.
func (h *house) amendByTwo(admin, boss *webtest.Client, x Account) {
	t, at := h.t, "/accounts/"+x.ID
	role := func() access.Role {
		y, err := h.a.ByLogin(t.Context(), x.Login)
		if err != nil {
			t.Fatal(err)
		}
		return y.Role
	}
	if p := admin.Submit(admin.Get(at+"/edit"), at, "name", "Tên mới"); p.Code != 303 || len(boss.Get("/accounts").Find(".note")) != 0 {
		t.Errorf("the name alone: %d", p.Code)
	}
	admin.Submit(admin.Get(at+"/edit"), at, "role", "auditor")
	confirm := h.waiting(admin, boss, at)
	if !boss.Get(at).Has("main", "→") || role() != access.Leader {
		t.Errorf("the page does not say what changes, or it has changed: %s", role())
	}
	if p := boss.Post(strings.TrimSuffix(confirm, "confirm") + "drop"); p.Code != 303 {
		t.Errorf("drop: %d", p.Code)
	}
	if p := boss.Post(confirm); p.Code != 422 || role() != access.Leader {
		t.Errorf("a dropped request: %d %s", p.Code, role())
	}
	admin.Submit(admin.Get(at+"/edit"), at, "clearance", "2", "role", "head")
	if p := boss.Post(h.waiting(admin, boss, at)); p.Code != 303 || role() != access.Head {
		t.Errorf("confirm: %d %s", p.Code, role())
	}
	other, err := h.a.ByLogin(t.Context(), "boss")
	if err != nil || admin.Post("/accounts/"+other.ID+"/close").Code != 303 {
		t.Fatal("the second administrator stays")
	}
	if p := admin.Submit(admin.Get(at+"/edit"), at, "role", "leader"); p.Code != 303 || role() != access.Leader || !admin.Follow(p).Has("body", "một mình") {
		t.Errorf("amend alone: %d", p.Code)
	}
	if p := admin.Post(at + "/reset"); p.Code != 200 || !p.Has("body", "Một mình") {
		t.Errorf("reset alone: %d", p.Code)
	}
	if got := h.verbs(x.ID); !strings.Contains(got, "amend_alone") || !strings.Contains(got, "reset_alone") {
		t.Errorf("journal: %s", got)
	}
}

// TestSignInAgain: the session that a browser had before ends.
func TestSignInAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create(Opening{Login: "an.nt", Role: access.Inspector, Password: word})
		binh := h.create(Opening{Login: "binh", Role: access.Inspector, Password: other})
		c := h.signIn("an.nt", word)
		c.Post("/signin", "login", "binh", "password", "sai", "next", "/account")
		if c.Get("/account").Code != 200 {
			t.Error("a failed sign-in ends the session")
		}
		if p := c.Post("/signin", "login", "binh", "password", other, "next", "/account"); p.Code != 303 {
			t.Fatalf("%d", p.Code)
		}
		all, err := db.Find[Session](t.Context(), d.As(db.System), "1 = 1", "ORDER BY t.id")
		if err != nil || len(all) != 2 || all[0].EndedHow != EndedAnew || all[1].EndedAt != "" || all[1].Account != binh.ID {
			t.Errorf("%+v %v", all, err)
		}
	})
}
