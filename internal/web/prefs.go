package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"liemchinh.vn/internal/text"
)

// A prefs is how a person likes the pages. It lives in a cookie of the
// machine, as screens and eyes differ between machines.
type prefs struct {
	Lang           text.Lang
	Theme, Density string // "" or "dark"; "", "gon" or "thoang"
}

const (
	prefsName  = "lc_prefs"
	noticeName = "lc_notice"
)

var (
	nextDensity = map[string]string{"": "gon", "gon": "thoang", "thoang": ""}
	nextTheme   = map[string]string{"": "dark", "dark": ""}
	otherLang   = map[text.Lang]text.Lang{text.Vi: text.En, text.En: text.Vi}
)

func densityName(d string) string {
	if d == "" {
		return "vua"
	}
	return d
}

func themeName(t string) string {
	if t == "" {
		return "light"
	}
	return t
}

// PrefsCookie is the Cookie header of a request whose answer is to be in a
// language.
func PrefsCookie(l text.Lang) string { return prefsName + "=" + string(l) + ".." }

func prefsOf(r *http.Request) prefs {
	p := prefs{Lang: text.Vi}
	k, err := r.Cookie(prefsName)
	if err != nil {
		return p
	}
	parts := strings.Split(k.Value, ".")
	if len(parts) == 3 {
		p.set("lang", parts[0])
		p.set("theme", parts[1])
		p.set("density", parts[2])
	}
	return p
}

// set changes one preference; a value that does not exist changes nothing.
func (p *prefs) set(name, v string) {
	switch name {
	case "lang":
		if slices.Contains(text.Langs, text.Lang(v)) {
			p.Lang = text.Lang(v)
		}
	case "theme":
		if _, ok := nextTheme[v]; ok {
			p.Theme = v
		}
	case "density":
		if _, ok := nextDensity[v]; ok {
			p.Density = v
		}
	}
}

func (s *Site) setPrefs(c *Call) (Reply, error) {
	p := prefsOf(c.R)
	for _, name := range []string{"lang", "theme", "density"} {
		if vs := c.Forms(name); len(vs) > 0 {
			p.set(name, vs[0])
		}
	}
	const year = 365 * 24 * 60 * 60
	c.SetCookie(&http.Cookie{Name: prefsName, Value: string(p.Lang) + "." + p.Theme + "." + p.Density, MaxAge: year})
	return Reply{Goto: Local(c.Form("back"))}, nil
}

// A flash is a notice on its way over a redirect: a key and plain arguments,
// never words, so that nobody can put words into the page.
type flash struct {
	Key  string `json:"k"`
	Args []any  `json:"a,omitempty"`
}

type flashKey struct {
	Key text.Key `json:"key"`
}

func noticeCookie(p text.Problem) *http.Cookie {
	f := flash{Key: p.Key}
	for _, a := range p.Args {
		if k, ok := a.(text.Key); ok {
			a = flashKey{k}
		}
		f.Args = append(f.Args, a)
	}
	b, err := json.Marshal(f)
	if err != nil { // an argument that is no plain value: the notice goes without
		b, _ = json.Marshal(flash{Key: p.Key})
	}
	return &http.Cookie{Name: noticeName, Value: base64.RawURLEncoding.EncodeToString(b), MaxAge: 60}
}

// notice takes the notice out of the cookie and clears it.
func (s *Site) notice(c *Call) string {
	k, err := c.R.Cookie(noticeName)
	if err != nil {
		return ""
	}
	c.SetCookie(&http.Cookie{Name: noticeName, MaxAge: -1})
	b, err := base64.RawURLEncoding.DecodeString(k.Value)
	if err != nil {
		return ""
	}
	var f flash
	if json.Unmarshal(b, &f) != nil || !s.cfg.Texts.Has(c.Lang, f.Key) {
		return ""
	}
	for i, a := range f.Args {
		switch a := a.(type) {
		case float64:
			f.Args[i] = int(a)
		case map[string]any:
			name, _ := a["key"].(string)
			f.Args[i] = text.Key(name)
		case string, bool:
		default:
			f.Args[i] = ""
		}
	}
	return c.Say(f.Key, f.Args...)
}
