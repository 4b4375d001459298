package web

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"strings"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/text"
)

// Files holds the texts, layout and pages of this package; the texts must be
// loaded with the others.
//
//go:embed text layout pages
var Files embed.FS

// A SiteConfig says what a Site is made of. Texts, Who, Now and NewID are
// required.
type SiteConfig struct {
	Texts    *text.Texts
	Pages    map[string]fs.FS // module → files with a folder "pages"; names that begin with "_" are parts for all pages of the module
	Nav      []NavEntry
	Actions  []NavEntry                   // what the palette offers besides the navigation
	Menu     []NavEntry                   // what stands under the person's name, before signing out (POST /signout)
	OrgName  func(context.Context) string // the organisation's name as it is now, asked for every page; may be nil
	Version  string
	Statuses []Status // errors of the program and how they are told; looked at before the own ones

	Who    func(*http.Request) (access.Who, error)          // the person behind a request; the zero Who for a stranger
	Post   func(access.Who, text.Lang) string               // what stands under the person's name, such as role and office
	Counts func(context.Context, access.Who) map[string]int // open work by navigation entry; may be nil
	Now    func() time.Time
	NewID  func() string // code of an internal error, for the log and the person
	Log    *slog.Logger
	Locked bool // every page and every print says that the machine is an isolated one
}

// A Site draws pages. It is made once at start and does not change.
type Site struct {
	cfg    SiteConfig
	assets *assets
	langs  map[text.Lang]*templates
}

// templates are all templates of one language.
type templates struct {
	layout *template.Template
	pages  map[string]*template.Template // "module/page.html" → its content
}

// NewSite parses every template once for every language. An error in a
// template is an error of the start; Check finds the words and icons missing.
func NewSite(cfg SiteConfig) (*Site, error) {
	a, err := loadAssets()
	if err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Site{cfg: cfg, assets: a, langs: map[text.Lang]*templates{}}
	pages := map[string]fs.FS{"web": Files}
	for module, f := range cfg.Pages {
		pages[module] = f
	}
	for _, l := range text.Langs {
		if s.langs[l], err = s.parse(l, pages); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *Site) parse(l text.Lang, modules map[string]fs.FS) (*templates, error) {
	root, err := template.New("layout").Funcs(s.funcs(l)).Option("missingkey=error").ParseFS(Files, "layout/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse layout: %w", err)
	}
	t := &templates{pages: map[string]*template.Template{}}
	for module, f := range modules {
		if err := t.addModule(root, module, f); err != nil {
			return nil, err
		}
	}
	t.layout = root
	return t, nil
}

func (t *templates) addModule(root *template.Template, module string, f fs.FS) error {
	names, err := fs.Glob(f, "pages/*.html")
	if err != nil {
		return err
	}
	var shared, own []string
	for _, n := range names {
		if strings.HasPrefix(path.Base(n), "_") {
			shared = append(shared, n)
		} else {
			own = append(own, n)
		}
	}
	for _, n := range own {
		set, err := root.Clone()
		if err != nil {
			return err
		}
		if set, err = set.ParseFS(f, append(shared[:len(shared):len(shared)], n)...); err != nil {
			return fmt.Errorf("parse page %s: %w", module, err)
		}
		page := set.Lookup("content")
		if page == nil {
			return fmt.Errorf("page %s/%s does not define \"content\"", module, path.Base(n))
		}
		t.pages[module+"/"+path.Base(n)] = page
	}
	return nil
}

// Template returns the content of a page in one language, nil if there is no
// such page. Tests check its types with templatecheck.
func (s *Site) Template(l text.Lang, page string) *template.Template {
	return s.langs[l].pages[page]
}

// PageNames lists the pages, "module/page.html", in no order.
func (s *Site) PageNames() []string {
	var names []string
	for n := range s.langs[text.Vi].pages {
		names = append(names, n)
	}
	return names
}

// Serve makes an http.Handler of a Handler. A stranger is sent to sign in, a
// person without the right is told who can give it.
func (s *Site) Serve(need access.Need, h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := s.call(w, r)
		if err != nil {
			s.fail(w, c, err)
			return
		}
		if !c.Who.Can(need) {
			s.refuse(w, c, need)
			return
		}
		if c.Posted() {
			if c.Who.ID == "" { // a stranger has no file to send
				r.Body = http.MaxBytesReader(w, r.Body, maxForm)
			}
			if err := c.parse(); err != nil {
				s.fail(w, c, err)
				return
			}
			if r.MultipartForm != nil {
				defer r.MultipartForm.RemoveAll()
			}
		}
		reply, err := h(c)
		if _, known := s.status(reply.Problem); err == nil && reply.Problem != nil && !known {
			err = reply.Problem // a fault of the program is not the form's
		}
		if err == nil {
			err = s.answer(w, c, reply)
		}
		if err != nil {
			s.fail(w, c, err)
		}
	})
}

func (s *Site) call(w http.ResponseWriter, r *http.Request) (*Call, error) {
	c := &Call{R: r, Lang: prefsOf(r).Lang, w: w, texts: s.cfg.Texts, Today: s.today()}
	who, err := s.cfg.Who(r)
	if err != nil {
		return c, fmt.Errorf("who is calling: %w", err)
	}
	c.Who = who
	return c, nil
}

// local is the legal time of Viet Nam.
var local = time.FixedZone("UTC+7", 7*60*60)

func (s *Site) today() string { return s.cfg.Now().In(local).Format(time.DateOnly) }

// Routes adds the site's own routes: assets, preferences, help, and the page
// for every address that is nobody's.
func (s *Site) Routes(mux *http.ServeMux) {
	mux.Handle("GET /assets/", s.assets)
	mux.Handle("POST /prefs", s.Serve(access.Public, s.setPrefs))
	mux.Handle("GET /help", s.Serve(access.Public, s.help))
	mux.Handle("/", s.Serve(access.Public, func(*Call) (Reply, error) { return Reply{}, ErrNotFound }))
}

func (s *Site) help(c *Call) (Reply, error) {
	return Reply{Page: "web/help.html", Title: c.Say("web.help"), Data: HelpPage{SignedIn: c.Who.ID != ""}}, nil
}

// HelpPage is the data of help.html.
type HelpPage struct{ SignedIn bool }

// Limits of a request's body, in bytes: MaxUpload with files, maxForm without.
const (
	MaxUpload = 64 << 20
	maxForm   = 1 << 20
)

// Guard puts everything around a handler that every reply needs: headers, the
// refusal of forms sent by other sites, the limit of the body, and a page
// instead of a broken connection when a handler panics.
func (s *Site) Guard(h http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, _ := s.call(w, r)
		s.fail(w, c, errOrigin)
	}))
	inner := cross.Handler(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		max := int64(maxForm)
		if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
			max = MaxUpload
		}
		r.Body = http.MaxBytesReader(w, r.Body, max)
		defer s.recoverPanic(w, r)
		inner.ServeHTTP(w, r)
	})
}

func (s *Site) recoverPanic(w http.ResponseWriter, r *http.Request) {
	p := recover()
	if p == nil {
		return
	}
	if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(p)
	}
	c := &Call{R: r, Lang: prefsOf(r).Lang, w: w, texts: s.cfg.Texts, Today: s.today()}
	s.fail(w, c, fmt.Errorf("panic: %v", p))
}

func secure(h http.Header) {
	for _, p := range headers {
		h.Set(p[0], p[1])
	}
}

// headers stand on every reply. The referrer is kept within the site rather
// than dropped: without it a browser sends forms with "Origin: null", which
// on a network without TLS cannot be told from another site's form.
var headers = [][2]string{
	{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "same-origin"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), serial=(), hid=(), browsing-topics=()"},
	{"Cache-Control", "no-store"},
}
