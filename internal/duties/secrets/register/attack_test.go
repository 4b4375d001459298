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

// Whoever may not see the abstract of a draft does not write another beside it,
// nor does an edit without words take it away.
func TestM17_NoSecondAbstract(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.items()
		i, err := o.draft(nil)
		o.fine(err)
		edit := desk.Values{"kind": {"Báo cáo"}, "carrier": {"paper"}, "grade": {"1"}, "list_entry": {o.entry.ID}, "basis": {"Điều 7"}, "copies": {"3"}, "words": {"Nội dung khác"}}
		_, err = fo.Take(ctx, o.inspector, i.ID, 0, "edit", edit)
		o.refused(err, "secrets.refuse.clearance")
		edit["words"] = nil
		_, err = fo.Take(ctx, o.inspector, i.ID, 0, "edit", edit)
		o.fine(err)
		all, err := db.Find[Abstract](ctx, d.As(db.System), "t.item = $1", "", i.ID)
		if err != nil || len(all) != 1 || all[0].Text != "Nội dung mẫu" || all[0].Level != access.HighSecret {
			t.Errorf("%+v, %v", all, err)
		}
		if got, err := abstractOf(ctx, d.As(o.inspector), i.ID); got != "" || err != nil {
			t.Errorf("the inspector reads %q, %v", got, err)
		}
		o.Verify()
	})
}

// A hand-over takes two persons: a keeper gives neither out of the store nor
// out of another's hand to the own one, and signs for nobody else (M20).
func TestM20_NobodySignsForBothSides(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.copies()
		_, copies := o.item(nil)
		own := desk.Values{"to": {dutytest.Keeper}, "due_on": {"2026-12-24"}, "basis": {"KT"}, "approver": {dutytest.HeadHer}}
		for _, do := range []duty.Verb{DoGive, DoLend} {
			if _, err := fo.Take(ctx, o.officer, copies[0].ID, 0, do, own); err == nil {
				t.Errorf("%s to oneself", do)
			}
		}
		held := o.hand(copies[1])
		if _, err := fo.Take(ctx, o.officer, held.ID, 0, DoGive, own); err == nil {
			if _, err = fo.Take(ctx, o.officer, held.ID, 0, DoConfirm, desk.Values{}); err == nil {
				t.Error("taken from another and signed for, by one person")
			}
		}
		h, err := o.k.handovers().Begin(ctx, o.officer, "open", "", desk.Values{"person": {dutytest.Inspector}, "reason": {"retire"}, "leaves_on": {"2026-12-01"}, "to": {dutytest.Keeper}})
		o.fine(err)
		_, err = o.k.handovers().Take(ctx, o.officer, h.ID, 0, "pass_all", desk.Values{})
		if err == nil {
			t.Error("passed on to oneself")
		}
	})
}
