package secrets

import (
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/text"
)

// TestBegins: every form that the register leads to is there, is named in both
// languages, and asks for the right that its link asks for.
func TestBegins(t *testing.T) {
	d := dbtest.SQLite(t)
	modules := Modules(dutytest.Deps(d))
	needs := map[string]access.Need{}
	for _, m := range modules {
		for _, r := range m.Routes {
			needs[r.Pattern] = r.Need
		}
	}
	s := dutytest.New(t, d, modules...)
	for _, b := range begins {
		path, _, _ := strings.Cut(b.Href, "?")
		if needs["GET "+path] != b.Need {
			t.Errorf("%s asks for %q, its page for %q", b.Href, b.Need, needs["GET "+path])
		}
		for _, l := range text.Langs {
			if !s.Texts.Has(l, b.Key) {
				t.Errorf("no text %s in %s", b.Key, l)
			}
		}
	}
}

// TestTogether: the modules stand together: every page template, text, flow and
// list of the menu.
func TestTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := dutytest.New(t, d, Modules(dutytest.Deps(d))...)
		if err := s.Site.Check(); err != nil {
			t.Error(err)
		}
		for _, at := range []string{"/secrets", "/movement", "/terms", "/incidents", "/protection", "/staff"} {
			s.Get("officer", at)
		}
	})
}
