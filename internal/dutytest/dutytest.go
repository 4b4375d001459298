// Package dutytest plays an invented office for the tests of duties: three
// organisations, a few persons, accounts of every role, the site of the
// modules under test over a fresh database.
package dutytest

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

// The invented organisations: a province's office, a commune under it, and
// another province that nobody of the first can see.
const (
	Office  = "u-minh-giang"
	Commune = "u-doi-che"
	Other   = "u-khac"
)

// The invented persons.
const (
	Member    = "p-phong-van"  // Trần Thị Phỏng Vấn, of the commune
	HeadHer   = "p-thu-nghiem" // Lê Thử Nghiệm, of the office
	Inspector = "p-gia-dinh"   // Hoàng Giả Định, of the office
	Keeper    = "p-giu-gin"    // Bùi Thị Giữ Gìn, of the office
)

// Names of the persons.
var Names = map[string]string{Member: "Trần Thị Phỏng Vấn", HeadHer: "Lê Thử Nghiệm", Inspector: "Hoàng Giả Định", Keeper: "Bùi Thị Giữ Gìn"}

// Staff are the accounts, by the word they sign in with.
var Staff = map[string]access.Who{
	"leader":    staff("leader", "Phạm Thị Ví Như", Office, "", access.Leader, access.TopSecret),
	"leader2":   staff("leader2", "Đặng Văn Thứ Hai", Office, "", access.Leader, access.TopSecret),
	"officer":   staff("officer", Names[Keeper], Office, Keeper, access.SecretsOfficer, access.TopSecret),
	"officer2":  staff("officer2", "Mai Thị Thứ Hai", Office, "", access.SecretsOfficer, access.TopSecret),
	"head":      staff("head", Names[HeadHer], Office, HeadHer, access.Head, access.HighSecret),
	"inspector": staff("inspector", Names[Inspector], Office, Inspector, access.Inspector, access.Secret),
	"auditor":   staff("auditor", "Ngô Thị Mẫu", Office, "", access.Auditor, access.Open),
	"commune":   staff("commune", "Đỗ Văn Nháp", Commune, "", access.Leader, access.Secret),
	"member":    staff("member", Names[Member], Commune, Member, access.CellSecretary, access.Secret),
	"other":     staff("other", "Cao Thị Tỉnh Khác", Other, "", access.SecretsOfficer, access.TopSecret),
}

func staff(id, name, unit, person string, role access.Role, c access.Level) access.Who {
	return access.Who{ID: "a-" + id, Name: name, Unit: unit, Person: person, Role: role, Rights: access.RightsOf(role), Clearance: c}
}

// Who gives an account by its word; the test fails if there is none.
func Who(t testing.TB, name string) access.Who {
	t.Helper()
	w, ok := Staff[name]
	if !ok {
		t.Fatalf("no account %q", name)
	}
	return w
}

// Deps are what a module gets in tests: the database and the built-in law.
func Deps(d *db.DB) duty.Deps {
	return duty.Deps{DB: d, Law: func(context.Context) (law.Pack, error) { return law.Default(), nil }}
}

// A Screen is the site of some modules over a fresh database.
type Screen struct {
	testing.TB
	DB   *db.DB
	Site *web.Site
	H    http.Handler
	// Texts are those of the modules and the kit.
	Texts *text.Texts
}

// New opens a site of modules and the invented office in the database. It
// fails the test when a module is incomplete, a template does not fit its data,
// or a text is missing.
func New(t testing.TB, d *db.DB, modules ...duty.Module) *Screen {
	t.Helper()
	s := &Screen{TB: t, DB: d}
	files := []fs.FS{web.Files, vn.Files, law.Files, office.Files, duty.Files, desk.Files}
	pages := map[string]fs.FS{"desk": desk.Files}
	var nav []web.NavEntry
	s.fine(d.Migrate(t.Context(), "org", org.Files), d.Migrate(t.Context(), "person", person.Files))
	d.Register("org", db.KindOf[org.Unit](), db.KindOf[org.Span]())
	d.Register("person", db.KindOf[person.Person](), db.KindOf[person.Membership]())
	for _, m := range modules {
		s.fine(m.Check())
		nav = append(nav, m.Nav...)
		if m.Files != nil {
			s.fine(d.Migrate(t.Context(), m.ID, m.Files))
			files, pages[m.ID] = append(files, m.Files), m.Files
		}
		d.Register(m.ID, m.Records...)
	}
	texts, err := text.Load(files...)
	s.fine(err)
	s.Texts = texts
	s.Site, err = web.NewSite(web.SiteConfig{Texts: texts, Pages: pages, Nav: nav, Now: d.Now, NewID: db.NewID, Who: signedIn,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: http.StatusNotFound, Key: "web.error.notfound"}, {Err: db.ErrConflict, Code: http.StatusConflict, Key: "web.error.conflict"},
			{Err: duty.ErrForbidden, Code: http.StatusForbidden, Key: "web.error.refused"}}})
	s.fine(err)
	mux := http.NewServeMux()
	s.Site.Routes(mux)
	for _, m := range modules {
		for _, r := range m.Routes {
			mux.Handle(r.Pattern, s.Site.Serve(r.Need, r.Serve))
		}
	}
	s.H = s.Site.Guard(mux)
	Found(t, d)
	return s
}

// Found puts the invented organisations and persons into a database that has
// the tables of org and person.
func Found(t testing.TB, d *db.DB) {
	t.Helper()
	ctx := t.Context()
	err := d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
		_, err := org.Found(ctx, tx, "2010-01-01", "", []org.Founding{
			{ID: Office, Code: "95", Kind: org.Province, Tier: org.AtProvince, Name: "Tỉnh ủy Minh Giang"},
			{ID: Commune, Code: "00001", Kind: org.Commune, Tier: org.AtGrassroots, Name: "Đảng ủy xã Đồi Chè", Parent: Office},
			{ID: Other, Code: "96", Kind: org.Province, Tier: org.AtProvince, Name: "Tỉnh ủy Khác"}})
		if err != nil {
			return err
		}
		for id, name := range Names {
			p := person.Person{Name: name, Unit: Office}
			if p.ID = id; id == Member {
				p.Unit = Commune
			}
			if err := person.Admit(ctx, tx, &p, "2010-01-01"); err != nil {
				return err
			}
		}
		return org.Rebuild(ctx, tx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// signedIn takes the word in the cookie "as" for who is there.
func signedIn(r *http.Request) (access.Who, error) {
	k, err := r.Cookie("as")
	if errors.Is(err, http.ErrNoCookie) {
		return access.Who{}, nil
	}
	return Staff[k.Value], err
}

// As is a person at the site, by the word of the account.
func (s *Screen) As(name string) *webtest.Client {
	s.Helper()
	Who(s.TB, name)
	return webtest.New(s.TB, s.H, &http.Cookie{Name: "as", Value: name})
}

// Template fails the test unless a page of the site fits the type of its data.
func (s *Screen) Template(page string, data any) {
	s.Helper()
	for _, l := range text.Langs {
		t := s.Site.Template(l, page)
		if t == nil {
			s.Fatalf("no page %s", page)
		}
		if err := templatecheck.CheckHTML(t, data); err != nil {
			s.Errorf("%s: %v", page, err)
		}
	}
}

// Verify fails the test unless journal, rows, facts and files of the database
// agree.
func (s *Screen) Verify() {
	s.Helper()
	ctx := s.Context()
	if _, err := s.DB.Fold(ctx); err != nil {
		s.Fatal(err)
	}
	r, err := s.DB.Verify(ctx, "", "")
	if err != nil {
		s.Fatal(err)
	}
	for _, f := range r.Flaws {
		s.Errorf("verify: %s", f)
	}
}

// On sets the clock to a day.
func (s *Screen) On(day string) {
	s.Helper()
	at, err := time.Parse(time.DateOnly, day)
	s.fine(err)
	s.DB.Now = func() time.Time { return at.Add(2 * time.Hour) }
}

// Get loads a page, which must be whole.
func (s *Screen) Get(who, at string) *webtest.Page {
	s.Helper()
	p := s.As(who).Get(at)
	s.Whole(p, http.StatusOK)
	return p
}

// Whole checks a page's code, and that no word is missing on it.
func (s *Screen) Whole(p *webtest.Page, code int) {
	s.Helper()
	if p.Code != code {
		s.Fatalf("%s: %d, want %d: %s %s", p.Path, p.Code, code, p.Text("main"), p.Text("h1"))
	}
	if n := strings.Index(p.Body, "⟦"); n >= 0 {
		s.Errorf("%s: word missing: %s", p.Path, p.Body[n:min(n+60, len(p.Body))])
	}
}

// Do opens the form of an act, fills it in (names and values in turn), sends it
// and returns the page that follows.
func (s *Screen) Do(who, at string, fields ...string) *webtest.Page {
	s.Helper()
	p := s.send(who, at, fields)
	if p.Code != http.StatusSeeOther {
		s.Fatalf("%s: %d: %s", at, p.Code, p.Text(".errsum"))
	}
	to, _, _ := strings.Cut(p.Header.Get("Location"), "#")
	return s.Get(who, to)
}

// Refused sends a form that must not go through, and returns the page that says
// why.
func (s *Screen) Refused(who, at string, fields ...string) *webtest.Page {
	s.Helper()
	p := s.send(who, at, fields)
	if p.Code == http.StatusSeeOther || p.Code == http.StatusOK {
		s.Fatalf("%s: went through (%d)", at, p.Code)
	}
	s.Whole(p, p.Code)
	return p
}

func (s *Screen) send(who, at string, fields []string) *webtest.Page {
	s.Helper()
	path, _, _ := strings.Cut(at, "?")
	c := s.As(who)
	p := c.Get(at)
	s.Whole(p, http.StatusOK)
	return c.Submit(p, path, fields...)
}

func (s *Screen) fine(errs ...error) {
	s.Helper()
	if err := errors.Join(errs...); err != nil {
		s.Fatal(err)
	}
}
