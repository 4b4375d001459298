package app

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
)

// TestCanarySearch: a stranger of another office who holds every right searches
// for the very words of dossiers that are not his, and finds none of them; the
// office that owns them does.
func TestCanarySearch(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		g := smallDemo(t, d)
		if err := g.search.Settle(context.Background()); err != nil {
			t.Fatal(err)
		}
		c, stranger := g.canary(t)
		everyone := stranger
		everyone.ID, everyone.Unit = "everyone", db.Everywhere
		found := 0
		for who, see := range map[*access.Who]bool{&stranger: false, &everyone: true} {
			h := g.as(t, *who)
			for _, w := range c.words[:min(len(c.words), 40)] {
				for _, at := range []string{"/search?q=", "/search?part=1&q="} {
					r := ask(h, "GET", at+url.QueryEscape(w), nil)
					if r.Code != http.StatusOK {
						t.Fatalf("%s%s: %d", at, w, r.Code)
					}
					for _, id := range c.ids {
						if !strings.Contains(r.Body.String(), "/"+id) {
							continue
						}
						if found++; !see {
							t.Errorf("the stranger finds %s by %q", id, w)
						}
					}
				}
			}
		}
		if found == 0 {
			t.Error("nobody finds anything: the test proves nothing")
		}
	})
}
