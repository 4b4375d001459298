package register

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
)

// Numbers without bounds do not keep the program busy: neither that of a row
// in a file nor that of the copies.
func TestBoundedNumbers(t *testing.T) {
	begun := time.Now()
	for _, n := range []string{"9223372036854775807", "1000000001", "99999999999999999999", "-3", "0"} {
		rows := importRows(t, strings.Replace(importedOut, "2,02-KL/TU", n+",02-KL/TU", 1))
		if len(rows) != 2 || len(rows[1].Says) != 1 || rows[1].Says[0].Key != "secrets.import.no_number" {
			t.Errorf("number %s: %+v", n, rows)
		}
	}
	if d := time.Since(begun); d > 5*time.Second {
		t.Errorf("reading took %v", d)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		_, err := o.arrival(desk.Values{"copies": {"501"}})
		o.refused(err, "secrets.refuse.many_copies")
		_, err = o.arrival(desk.Values{"copies": {"-1"}})
		if err == nil {
			t.Error("minus one copy")
		}
		o.item(nil)
		for _, page := range []string{"2", "9223372036854775807", "6148914691236517205", "768614336404564651", "-1", "x"} {
			if p := o.As("officer").Get("/secrets/books/out/2026/" + page); p.Code != http.StatusNotFound {
				t.Errorf("page %s: %d", page, p.Code)
			}
		}
	})
}

// A table of authority, posts and delegations that a lower office keeps say
// nothing about what people of a higher one may decide (S10).
func TestS10_LowerOfficeGivesNoPower(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, p := t.Context(), law.Default()
		above := d.As(o.officer)
		low := duty.Base{Org: dutytest.Commune}
		o.save(&Appointment{Base: low, Person: dutytest.Inspector, Post: "provincial_secretary", From: "2020-01-01"})
		if got := keyOf(Permits(ctx, above, p, PermitCopy, dutytest.Inspector, access.Secret, "2026-11-24")); got != "secrets.refuse.no_post" {
			t.Errorf("appointed from below: %q", got)
		}
		o.save(&Authority{Base: low, Power: PermitCopy, Post: "provincial_secretary", Grade: access.Secret, ValidFrom: "2026-06-01"})
		if err := Permits(ctx, above, p, PermitCopy, dutytest.HeadHer, access.TopSecret, "2026-11-24"); err != nil {
			t.Errorf("narrowed from below: %v", err)
		}
		o.save(&Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.Inspector, Post: "division_head", From: "2020-01-01"})
		o.save(&Authority{Base: low, Power: PermitCopy, Post: "division_head", Grade: access.TopSecret, ValidFrom: "2026-06-01"})
		if got := keyOf(Permits(ctx, above, p, PermitCopy, dutytest.Inspector, access.TopSecret, "2026-11-24")); got != "secrets.refuse.tier" {
			t.Errorf("widened from below: %q", got)
		}
	})
}
