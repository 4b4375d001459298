package factors

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	qr "github.com/piglig/go-qr"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/webtest"
)

// TestTotp: an app is set up with its first code, asked for at the sign-in, and
// its codes work once, with a step of drift.
func TestTotp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create("mau", access.Inspector)
		c := h.signIn("mau")
		p := c.Get("/account/factors/totp")
		if p := c.Submit(p, "/account/factors/totp", "first", "000000"); p.Code != 422 || !p.Has(".errsum", "Mã không đúng") {
			t.Errorf("a wrong first code: %d", p.Code)
		}
		secret, _ := h.setUp(c)
		if c.Get("/account").Code != 200 {
			t.Error("the session in which the app was set up ends")
		}
		second := h.half("mau")
		if second.Cookie(sessionName) != "" {
			t.Fatal("the password alone makes a session")
		}
		if p := second.Get("/signin/second"); p.Code != 200 || !p.Has("main", "Giờ máy chủ") {
			t.Errorf("the page for the second factor: %d", p.Code)
		}
		for _, later := range []int{-2, 2, 5} {
			if p := second.Post("/signin/second", "code", h.code(secret, later)); p.Code != 422 || second.Cookie(sessionName) != "" {
				t.Errorf("a code %d steps off: %d", later, p.Code)
			}
		}
		used := h.code(secret, 1)
		if p := second.Post("/signin/second", "code", used[:3]+" "+used[3:]); p.Code != 303 || p.Header.Get("Location") != "/account" {
			t.Fatalf("a code one step ahead: %d %s", p.Code, p.Text(".errsum"))
		}
		if second.Get("/account").Code != 200 {
			t.Error("no session after both")
		}
		for _, later := range []int{1, 0, -1} { // the same, and those before it
			again := h.half("mau")
			if p := again.Post("/signin/second", "code", h.code(secret, later)); p.Code != 422 || again.Cookie(sessionName) != "" {
				t.Errorf("a code that was used, or one before it (%d): %d", later, p.Code)
			}
		}
		h.intact()
	})
}

// TestSameCodeAtOnce: of requests that bring the same code at the same time, one
// wins.
func TestSameCodeAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		x := h.create("mau", access.Inspector)
		secret, codes := h.setUp(h.signIn("mau"))
		p, err := h.f.door.Person(t.Context(), x.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, typed := range []string{h.code(secret, 0), codes[0]} {
			var wg sync.WaitGroup
			var mu sync.Mutex
			won := 0
			for range 6 {
				wg.Go(func() {
					_, _, err := h.f.take(t.Context(), p, typed)
					mu.Lock()
					defer mu.Unlock()
					if err == nil {
						won++
					} else if !errors.Is(err, ErrUsed) && !errors.Is(err, ErrCode) {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if won != 1 {
				t.Errorf("%d of six won", won)
			}
		}
	})
}

// TestStolenHalf: who has the password and the cookie of a half sign-in opens
// nothing with them, and not for long; five wrong codes end it; a new password
// ends it.
func TestStolenHalf(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		x := h.create("mau", access.Administrator)
		secret, _ := h.setUp(h.signIn("mau"))
		c := h.half("mau")
		token := c.Cookie(cookieName)
		thief := webtest.New(t, h.h, &http.Cookie{Name: cookieName, Value: token}, &http.Cookie{Name: sessionName, Value: token})
		for _, path := range []string{"/", "/account", "/accounts", "/account/factors", "/account/factors/totp", "/factors", "/accounts/" + x.ID} {
			if p := thief.Get(path); p.Code != 303 || !strings.HasPrefix(p.Header.Get("Location"), "/signin") {
				t.Errorf("a half sign-in opens %s: %d", path, p.Code)
			}
		}
		for range halfWrong {
			thief.Post("/signin/second", "code", "123456")
		}
		if p := c.Post("/signin/second", "code", h.code(secret, 0)); p.Header.Get("Location") != "/signin" || c.Cookie(sessionName) != "" {
			t.Errorf("after five wrong codes: %d", p.Code)
		}
		h.now = h.now.Add(time.Hour)
		old := h.half("mau")
		h.now = h.now.Add(halfLife + time.Second)
		if p := old.Post("/signin/second", "code", h.code(secret, 0)); p.Header.Get("Location") != "/signin" || old.Cookie(sessionName) != "" {
			t.Errorf("after ten minutes: %d", p.Code)
		}
		late := h.half("mau")
		if err := h.a.SetPassword(t.Context(), db.System, x.ID, "đò ngang sang bến 5", false); err != nil {
			t.Fatal(err)
		}
		if p := late.Post("/signin/second", "code", h.code(secret, 0)); p.Header.Get("Location") != "/signin" || late.Cookie(sessionName) != "" {
			t.Errorf("after a new password: %d", p.Code)
		}
	})
}

// TestGuessedCodes: wrong codes count as wrong passwords do, whatever half
// sign-in they come through; the browser the person used before is let in.
func TestGuessedCodes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create("mau", access.Inspector)
		mine := h.signIn("mau")
		secret, _ := h.setUp(mine)
		mine.Post("/signout")
		open := h.half("mau")
		for range 2 {
			thief := webtest.New(t, h.h)
			thief.Post("/signin", "login", "mau", "password", word)
			for range halfWrong {
				thief.Post("/signin/second", "code", "123456")
			}
		}
		if p := open.Post("/signin/second", "code", h.code(secret, 0)); p.Code != 422 || !p.Has(".errsum", "Đợi vài phút") {
			t.Errorf("codes are tried without end: %d %s", p.Code, p.Text(".errsum"))
		}
		mine.Post("/signin", "login", "mau", "password", word, "next", "/account")
		if p := mine.Post("/signin/second", "code", h.code(secret, 0)); p.Code != 303 || mine.Cookie(sessionName) == "" || !mine.Follow(p).Has(".note.ok", "lần đăng nhập sai") {
			t.Errorf("the person is locked out: %d %s", p.Code, p.Text(".errsum"))
		}
	})
}

// TestSecretIsSealed: the database does not hold the secret, one account's seal
// does not open for another, and with another key the program says so.
func TestSecretIsSealed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		x := h.create("mau", access.Inspector)
		secret, codes := h.setUp(h.signIn("mau"))
		a, err := app(t.Context(), d.As(db.System), x.ID)
		if err != nil || a.Secret == "" || strings.Contains(a.Secret, secret) {
			t.Fatalf("%+v %v", a, err)
		}
		if _, err := h.f.open(sealUse("another"), a.Secret); err == nil {
			t.Error("a seal opens for another account")
		}
		es, _ := d.Journal(t.Context(), db.Filter{}, "", 1000)
		for _, e := range es {
			for _, s := range append(codes, secret, a.Secret) {
				if strings.Contains(e.Now+e.Was, s) {
					t.Errorf("%s: the journal holds %s", e.Verb, s)
				}
			}
		}
		h.f.Key = bytes.Repeat([]byte{7}, 32)
		c := h.half("mau")
		if p := c.Post("/signin/second", "code", h.code(secret, 0)); p.Code != 422 || !p.Has(".errsum", "khóa của máy chủ đã đổi") {
			t.Errorf("another key: %d %s", p.Code, p.Text(".errsum"))
		}
		if p := c.Post("/signin/second", "code", codes[0]); p.Code != 303 {
			t.Errorf("recovery codes need no key: %d", p.Code)
		}
	})
}

// TestRecovery: each code works once, using one says how many are left, new ones
// make the old void.
func TestRecovery(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create("mau", access.Inspector)
		c := h.signIn("mau")
		_, codes := h.setUp(c)
		in := h.half("mau")
		p := in.Post("/signin/second", "code", strings.ToUpper(strings.ReplaceAll(codes[3], "-", " ")))
		if p.Header.Get("Location") != "/account/factors" || !in.Follow(p).Has("aside", "Còn 9 mã") {
			t.Fatalf("a recovery code: %d %s", p.Code, p.Text(".errsum"))
		}
		if p := h.half("mau").Post("/signin/second", "code", codes[3]); p.Code != 422 {
			t.Errorf("a recovery code twice: %d", p.Code)
		}
		p = in.Post("/account/factors/codes")
		var fresh []string
		for _, n := range p.Find("ol.mono li") {
			fresh = append(fresh, n.Text())
		}
		if len(fresh) != recoveryCodes || !p.Has("button", "In") {
			t.Fatalf("new codes: %d %v", p.Code, fresh)
		}
		if strings.Contains(in.Get("/account/factors").Body, fresh[0]) {
			t.Error("the codes are shown twice")
		}
		if p := h.half("mau").Post("/signin/second", "code", codes[0]); p.Code != 422 {
			t.Errorf("an old code after new ones: %d", p.Code)
		}
		if p := h.half("mau").Post("/signin/second", "code", fresh[0]); p.Code != 303 {
			t.Errorf("a new code: %d", p.Code)
		}
		h.intact()
	})
}

// TestCodeCanBeScanned: the drawing is a QR code of the whole address.
func TestCodeCanBeScanned(t *testing.T) {
	to := address("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "mau.nv", "Ủy ban kiểm tra Tỉnh ủy Minh Giang")
	if !strings.HasPrefix(to, "otpauth://totp/") || strings.Contains(to, "+") {
		t.Error(to)
	}
	c, err := drawCode(to)
	if err != nil {
		t.Fatal(err)
	}
	const scale = 4
	img := image.NewGray(image.Rect(0, 0, c.Size*scale, c.Size*scale))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, m := range regexp.MustCompile(`M(\d+) (\d+)h1`).FindAllStringSubmatch(c.Path, -1) {
		x, _ := strconv.Atoi(m[1])
		y, _ := strconv.Atoi(m[2])
		for i := range scale * scale {
			img.SetGray(x*scale+i%scale, y*scale+i/scale, color.Gray{})
		}
	}
	if got, err := qr.Decode(img); err != nil || got != to {
		t.Errorf("scanned %q, want %q: %v", got, to, err)
	}
}
