package accounts

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/webtest"
)

// TestWaitsGrow: browsers that are not known wait longer after each failure,
// never longer than a quarter of an hour, and the right password does not help
// while they wait.
func TestWaitsGrow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create(Opening{Login: "mau", Role: access.Inspector, Password: word})
		n := 0
		try := func(password string) error {
			n++
			_, err := h.a.SignIn(t.Context(), "mau", password, Place{Address: fmt.Sprintf("10.0.%d.9", n)})
			return err
		}
		for range accountRule.Free {
			if err := try("x"); !errors.Is(err, ErrSignIn) {
				t.Fatal(err)
			}
		}
		longest := time.Duration(0)
		for range 12 {
			try("x")
			x, _ := h.a.ByLogin(t.Context(), "mau")
			wait := parsed(x.LockedUntil).Sub(h.now)
			if wait < longest || wait > accountRule.Longest {
				t.Fatalf("waits %v after %v", wait, longest)
			}
			longest = wait
			if err := try(word); !errors.Is(err, ErrSignIn) {
				t.Fatalf("the right password opens an account that waits: %v", err)
			}
			h.now = h.now.Add(wait)
		}
		if longest != accountRule.Longest {
			t.Errorf("the longest wait was %v", longest)
		}
		if err := try(word); err != nil {
			t.Errorf("after the wait: %v", err)
		}
		if x, _ := h.a.ByLogin(t.Context(), "mau"); x.Locks != 0 || x.Failed != 0 || x.LockedUntil != "" || x.Missed != 0 {
			t.Errorf("a sign-in must forget: %+v", x)
		}
	})
}

func TestCalmForgets(t *testing.T) {
	x, now := Account{}, dbtest.Start
	for range 30 {
		x.fail(now, false)
		now = now.Add(calm + time.Minute)
	}
	if x.LockedUntil != "" || x.Missed != 30 {
		t.Errorf("one failure in an hour is nobody guessing: %+v", x)
	}
}

// TestKnownBrowserGetsThrough: while strangers guess at an account, and from
// the same address at others, the browser at which the person signed in before
// lets him in, and tells him of the failures. The mark of one account is none
// for another, cannot be forged and does not allow guessing without end.
func TestKnownBrowserGetsThrough(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		x := h.create(Opening{Login: "mau", Role: access.Inspector, Password: word})
		y := h.create(Opening{Login: "lan", Role: access.Inspector, Password: other})
		c := h.signIn("mau", word)
		c.Post("/signout")
		for range 60 { // a guesser in the same office, behind the same address
			for _, login := range []string{"mau", "lan"} {
				webtest.New(t, h.h).Post("/signin", "login", login, "password", "đoán mò")
			}
		}
		if p := webtest.New(t, h.h).Post("/signin", "login", "mau", "password", word); p.Code != 422 {
			t.Fatalf("a strange browser gets in: %d", p.Code)
		}
		forged := c.Cookie(deviceCookie(x.ID))
		for _, k := range []*http.Cookie{{Name: deviceCookie(y.ID), Value: forged}, {Name: deviceCookie(y.ID), Value: strings.Replace(forged, ".", "0.", 1)}} {
			if p := webtest.New(t, h.h, k).Post("/signin", "login", "lan", "password", other); p.Code != 422 {
				t.Errorf("a mark of another account: %d", p.Code)
			}
		}
		p := c.Post("/signin", "login", "mau", "password", word, "next", "/account")
		if p.Code != 303 || !c.Follow(p).Has(".note.ok", "lần đăng nhập sai") {
			t.Fatalf("the known browser is kept out: %d %s", p.Code, p.Text(".errsum"))
		}
		h.stolenDevice(c, x)
	})
}

// stolenDevice guesses with the mark of a known browser.
func (h *house) stolenDevice(c *webtest.Client, x Account) {
	t := h.t
	thief := webtest.New(t, h.h, &http.Cookie{Name: deviceCookie(x.ID), Value: c.Cookie(deviceCookie(x.ID))})
	for range deviceRule.Free + 1 {
		thief.Post("/signin", "login", "mau", "password", "đoán mò")
	}
	y, _ := h.a.ByLogin(t.Context(), "mau")
	for range accountRule.Free + 1 {
		thief.Post("/signin", "login", "mau", "password", "đoán mò")
	}
	if z, _ := h.a.ByLogin(t.Context(), "mau"); y.Missed != deviceRule.Free+1 || z.Missed > y.Missed+accountRule.Free+1 {
		t.Errorf("%d, then %d tries counted", y.Missed, z.Missed)
	}
	if p := thief.Post("/signin", "login", "mau", "password", word); p.Code != 422 {
		t.Errorf("a stolen mark allows guessing without end: %d", p.Code)
	}
}

// TestAddressWaits: an address that fails at many names waits; others do not,
// and the wait ends.
func TestAddressWaits(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	from := Place{Address: "10.0.0.9"}
	for range addressRule.Free + 1 {
		h.a.SignIn(t.Context(), "nobody", "x", from)
	}
	if _, err := h.a.SignIn(t.Context(), "nobody", "x", from); !errors.Is(err, ErrSlow) {
		t.Errorf("got %v, want ErrSlow", err)
	}
	if _, err := h.a.SignIn(t.Context(), "nobody", "x", Place{Address: "10.0.0.8"}); !errors.Is(err, ErrSignIn) {
		t.Errorf("another address: %v", err)
	}
	h.now = h.now.Add(addressRule.Longest)
	if _, err := h.a.SignIn(t.Context(), "nobody", "x", from); !errors.Is(err, ErrSignIn) {
		t.Errorf("later: %v", err)
	}
}

// TestSpray: one password tried at many accounts from many addresses is
// noticed, noted without the password or the names, and refused at browsers
// that are not known, even where it is right.
func TestSpray(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create(Opening{Login: "admin", Role: access.Administrator, Password: word})
		h.create(Opening{Login: "lan", Role: access.Inspector, Password: other})
		known := h.signIn("lan", other)
		known.Post("/signout")
		for i := range sprayMany {
			h.a.SignIn(t.Context(), fmt.Sprintf("nguoi%d", i), other, Place{Address: fmt.Sprintf("10.1.%d.1", i)})
		}
		if _, err := h.a.SignIn(t.Context(), "lan", other, Place{Address: "10.2.0.1"}); !errors.Is(err, ErrSignIn) {
			t.Errorf("a sprayed password opens an account: %v", err)
		}
		if p := known.Post("/signin", "login", "lan", "password", other); p.Code != 303 {
			t.Errorf("the known browser: %d", p.Code)
		}
		if _, err := h.a.SignIn(t.Context(), "admin", word, Place{Address: "10.2.0.1"}); err != nil {
			t.Errorf("another password: %v", err)
		}
		if p := h.signIn("admin", word).Get("/accounts"); !p.Has(".note.warn", "một mật khẩu") {
			t.Error("the administrator is not told")
		}
		es, err := d.Journal(t.Context(), db.Filter{Verb: sprayVerb}, "", 10)
		if err != nil || len(es) != 1 {
			t.Fatalf("%d entries, %v", len(es), err)
		}
		all, _ := d.Journal(t.Context(), db.Filter{}, "", 1000)
		for _, e := range all {
			if strings.Contains(e.Now+e.Was, other) || strings.Contains(e.Now, "nguoi1") {
				t.Errorf("the journal holds what was typed: %s", e.Now)
			}
		}
	})
}

// TestGuessesAtOnce: failures that come at the same moment are all counted.
func TestGuessesAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create(Opening{Login: "mau", Role: access.Inspector, Password: word})
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() { h.a.SignIn(t.Context(), "mau", "x", Place{Address: fmt.Sprint(i)}) })
		}
		wg.Wait()
		if x, _ := h.a.ByLogin(t.Context(), "mau"); x.Failed != 4 {
			t.Errorf("%d of 4 failures were counted", x.Failed)
		}
	})
}
