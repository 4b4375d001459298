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

// TestSecondWriterIsToldWhatChanged: two people act on one inspection; the
// second reads who was first and which fields changed, by their names.
func TestSecondWriterIsToldWhatChanged(t *testing.T) {
	g := smallDemo(t, dbtest.SQLite(t))
	id := ""
	err := db.Query(context.Background(), g.db.As(db.System), func(r db.Row) error { return r.Scan(&id) },
		`SELECT t.id FROM inspection_inspection t WHERE {visible t} AND t.state = 'proposed' ORDER BY t.id LIMIT 1`)
	if err != nil || id == "" {
		t.Fatalf("no inspection to decide: %v", err)
	}
	h := g.as(t, g.seats(t)[access.Leader])
	form := url.Values{"version": {"1"}, "return_reason": {"Ghi rõ nội dung kiểm tra"}}
	act := "/inspection/dossier/" + id + "/return"
	if w := ask(h, "POST", act, form); w.Code != http.StatusSeeOther {
		t.Fatalf("the first: %d", w.Code)
	}
	w := ask(h, "POST", act, form)
	if w.Code != http.StatusConflict {
		t.Fatalf("the second: %d", w.Code)
	}
	for _, want := range []string{g.seats(t)[access.Leader].Name, "Ghi rõ nội dung kiểm tra"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(w.Body.String(), "return_reason:") || strings.Contains(w.Body.String(), "⟦") {
		t.Error("the page names columns, not fields")
	}
}
