package factors

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/webtest"
)

// An authenticator is a passkey in software, as far as the tests need one.
type authenticator struct {
	t      *testing.T
	id     []byte
	key    *ecdsa.PrivateKey
	user   []byte
	count  uint32
	site   string // RP ID it answers for
	origin string
	unseen bool // does not verify its user
}

func newAuthenticator(t *testing.T) *authenticator {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 16)
	_, _ = rand.Read(id)
	return &authenticator{t: t, id: id, key: k, site: "localhost", origin: "http://localhost:8039"}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// asked reads what a page asks of a passkey.
func (a *authenticator) asked(p *webtest.Page) (challenge string, seal string) {
	a.t.Helper()
	for _, f := range p.Find("form") {
		if o := f.Attr("data-options"); o != "" {
			var x struct {
				PublicKey struct {
					Challenge string
					User      struct{ ID string }
				}
			}
			if err := json.Unmarshal([]byte(o), &x); err != nil {
				a.t.Fatal(err)
			}
			if x.PublicKey.User.ID != "" {
				a.user, _ = base64.RawURLEncoding.DecodeString(x.PublicKey.User.ID)
			}
			return x.PublicKey.Challenge, f.Find("input[name=seal]")[0].Attr("value")
		}
	}
	a.t.Fatalf("%s asks for no passkey: %s", p.Path, p.Text("main"))
	return "", ""
}

func (a *authenticator) client(kind, challenge string) []byte {
	b, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": a.origin, "crossOrigin": false})
	return b
}

func (a *authenticator) data(attested []byte) []byte {
	h := sha256.Sum256([]byte(a.site))
	flags := byte(0x01)
	if !a.unseen {
		flags |= 0x04
	}
	if attested != nil {
		flags |= 0x40
	}
	a.count++
	return append(binary.BigEndian.AppendUint32(append(h[:], flags), a.count), attested...)
}

// create answers a page that asks for a new passkey.
func (a *authenticator) create(p *webtest.Page) (passkey, seal string) {
	a.t.Helper()
	challenge, seal := a.asked(p)
	pub, err := a.key.PublicKey.ECDH()
	if err != nil {
		a.t.Fatal(err)
	}
	xy := pub.Bytes()[1:]
	cose, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: xy[:32], -3: xy[32:]})
	if err != nil {
		a.t.Fatal(err)
	}
	attested := append(binary.BigEndian.AppendUint16(make([]byte, 16), uint16(len(a.id))), append(a.id, cose...)...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": a.data(attested)})
	if err != nil {
		a.t.Fatal(err)
	}
	return a.json(map[string]any{"clientDataJSON": b64(a.client("webauthn.create", challenge)), "attestationObject": b64(object)}), seal
}

// get answers a page that asks for a passkey.
func (a *authenticator) get(p *webtest.Page) (passkey, seal string) {
	a.t.Helper()
	challenge, seal := a.asked(p)
	client, data := a.client("webauthn.get", challenge), a.data(nil)
	h := sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte{}, data...), h[:]...))
	sig, err := ecdsa.SignASN1(rand.Reader, a.key, digest[:])
	if err != nil {
		a.t.Fatal(err)
	}
	return a.json(map[string]any{"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(sig), "userHandle": b64(a.user)}), seal
}

func (a *authenticator) json(response map[string]any) string {
	b, _ := json.Marshal(map[string]any{"id": b64(a.id), "rawId": b64(a.id), "type": "public-key", "clientExtensionResults": map[string]any{}, "response": response})
	return string(b)
}

// addKey gives a person a passkey.
func (h *house) addKey(c *webtest.Client, name string) *authenticator {
	h.t.Helper()
	a := newAuthenticator(h.t)
	passkey, seal := a.create(c.Get("/account/factors/passkey"))
	p := c.Post("/account/factors/passkey", "name", name, "passkey", passkey, "seal", seal)
	if p.Code >= 400 {
		h.t.Fatalf("add a passkey: %d %s", p.Code, p.Text(".errsum"))
	}
	return a
}

// TestPasskey: a passkey is made, named, used as the second factor and alone,
// and taken off, after which an open page is worth nothing.
func TestPasskey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create("mau", access.Inspector)
		c := h.signIn("mau")
		a := h.addKey(c, "Máy ở phòng")
		second := h.half("mau")
		passkey, seal := a.get(second.Get("/signin/second"))
		if p := second.Post("/signin/second", "passkey", passkey, "seal", seal); p.Code != 303 || second.Get("/account").Code != 200 {
			t.Fatalf("as second factor: %d %s", p.Code, p.Text(".errsum"))
		}
		alone := webtest.New(t, h.h)
		passkey, seal = a.get(alone.Get("/signin?next=/account"))
		if p := alone.Post("/signin/passkey", "passkey", passkey, "seal", seal, "next", "/account"); p.Code != 303 || alone.Get("/account").Code != 200 {
			t.Fatalf("alone: %d %s", p.Code, p.Text(".errsum"))
		}
		if p := webtest.New(t, h.h).Post("/signin/passkey", "passkey", passkey, "seal", seal); p.Code != 422 {
			t.Errorf("an answer is taken twice: %d", p.Code)
		}
		own := c.Get("/account/factors")
		if !own.Has(".chain", "Máy ở phòng") {
			t.Error("the passkey has no name")
		}
		h.rename(c, own)
		h.revoked(c, a)
		h.intact()
	})
}

func (h *house) rename(c *webtest.Client, own *webtest.Page) {
	t := h.t
	var to string
	for _, f := range own.Find(".chain form") {
		if strings.HasSuffix(f.Attr("action"), "/name") {
			to = f.Attr("action")
		}
	}
	if p := c.Post(to, "name", "Thanh USB"); p.Code != 303 || !c.Follow(p).Has(".chain", "Thanh USB") {
		t.Errorf("rename: %d", p.Code)
	}
	h.create("khac", access.Inspector)
	if p := h.signIn("khac").Post(to, "name", "Của tôi"); p.Code != 404 {
		t.Errorf("somebody else renames it: %d", p.Code)
	}
}

// revoked takes the passkey off while pages that ask for it are open.
func (h *house) revoked(c *webtest.Client, a *authenticator) {
	t := h.t
	second, alone := h.half("mau"), webtest.New(t, h.h)
	p1, s1 := a.get(second.Get("/signin/second"))
	p2, s2 := a.get(alone.Get("/signin"))
	var to string
	for _, f := range c.Get("/account/factors").Find(".chain form") {
		if strings.HasSuffix(f.Attr("action"), "/remove") {
			to = f.Attr("action")
		}
	}
	if p := c.Post(to); p.Code != 303 || c.Get("/account/factors").Has(".chain", "USB") {
		t.Fatalf("remove: %d", p.Code)
	}
	if p := second.Post("/signin/second", "passkey", p1, "seal", s1); p.Code != 422 || second.Cookie(sessionName) != "" {
		t.Errorf("a passkey that was taken off, as second factor: %d", p.Code)
	}
	if p := alone.Post("/signin/passkey", "passkey", p2, "seal", s2); p.Code != 422 || alone.Cookie(sessionName) != "" {
		t.Errorf("a passkey that was taken off, alone: %d", p.Code)
	}
}

// TestFalsePasskeys: another key, another site, another origin, a counter that
// runs backwards, a user who was not verified, a page of another use.
func TestFalsePasskeys(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.create("mau", access.Inspector)
		c := h.signIn("mau")
		good := h.addKey(c, "Máy")
		for name, spoil := range map[string]func(*authenticator){
			"another key":      func(a *authenticator) { a.key = newAuthenticator(t).key },
			"another site":     func(a *authenticator) { a.site = "evil.example" },
			"another origin":   func(a *authenticator) { a.origin = "http://localhost.evil.example" },
			"another port":     func(a *authenticator) { a.origin = "http://localhost:9999" },
			"a copy":           func(a *authenticator) { a.count = 0 },
			"no verified user": func(a *authenticator) { a.unseen = true },
			"another person":   func(a *authenticator) { a.user = []byte("somebody") },
			"an unknown key":   func(a *authenticator) { a.id = []byte("0123456789abcdef") },
		} {
			a := *good
			spoil(&a)
			w := webtest.New(t, h.h)
			passkey, seal := a.get(w.Get("/signin"))
			if p := w.Post("/signin/passkey", "passkey", passkey, "seal", seal); p.Code != 422 || w.Cookie(sessionName) != "" {
				t.Errorf("%s: %d", name, p.Code)
			}
			good.count = max(good.count, a.count)
		}
		w := webtest.New(t, h.h)
		passkey, seal := good.get(w.Get("/signin"))
		h.now = h.now.Add(ceremonyLife + 1e9)
		if p := w.Post("/signin/passkey", "passkey", passkey, "seal", seal); p.Code != 422 {
			t.Errorf("an old page: %d", p.Code)
		}
		passkey, seal = good.get(w.Get("/signin"))
		half := h.half("mau")
		if p := half.Post("/signin/second", "passkey", passkey, "seal", seal); p.Code != 422 {
			t.Errorf("the answer to another page: %d", p.Code)
		}
		for _, junk := range []string{"", "{}", "[]", "x", `{"id":"AA","rawId":"AA","type":"public-key","response":{}}`} {
			if p := w.Post("/signin/passkey", "passkey", junk, "seal", seal); p.Code != 422 {
				t.Errorf("%q: %d", junk, p.Code)
			}
		}
	})
}

// TestWherePasskeysWork: by name over TLS, or on this very machine; elsewhere
// there is no button and the page says why.
func TestWherePasskeysWork(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	h.create("mau", access.Inspector)
	for target, why := range map[string]string{
		"http://localhost:8039/signin":         "",
		"https://ubkt.minhgiang.noibo/signin":  "",
		"https://ubkt/signin":                  "dấu chấm",
		"http://ubkt.minhgiang.noibo/signin":   "không mã hóa",
		"http://127.0.0.1:8039/signin":         "dãy số",
		"https://10.0.0.5/signin":              "dãy số",
		"https://[::1]:8443/signin":            "dãy số",
		"http://localhost.evil.example/signin": "không mã hóa",
		"http://xlocalhost/signin":             "không mã hóa",
	} {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		w := httptest.NewRecorder()
		h.h.ServeHTTP(w, r)
		body := w.Body.String()
		if w.Code != 200 || strings.Contains(body, "data-passkey") != (why == "") || !strings.Contains(body, why) {
			t.Errorf("%s: %d, passkey %v", target, w.Code, strings.Contains(body, "data-passkey"))
		}
		if u, _ := url.Parse(target); why == "" && !strings.Contains(body, `rpId&#34;:&#34;`+u.Hostname()+`&#34;`) {
			t.Errorf("%s: another RP ID", target)
		}
	}
}
