package org_test

import (
	"strings"
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/org"
)

// TestCheckReach: who sees what is compared with the tree; a row altered, put
// in or taken out is named.
func TestCheckReach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		small(t, d)
		d.RegisterCheck(org.CheckReach)
		var rows []db.Reach
		err := db.Query(t.Context(), d.As(db.System), func(r db.Row) error {
			var x db.Reach
			err := r.Scan(&x.Root, &x.Unit, &x.Since, &x.Until, &x.Sees)
			rows = append(rows, x)
			return err
		}, `SELECT r.root, r.unit, r.since, r.until, r.sees FROM reach r WHERE {visible r} ORDER BY r.root, r.unit, r.since`)
		if err != nil || len(rows) < 2 {
			t.Fatal(len(rows), err)
		}
		blind := append([]db.Reach{}, rows...)
		blind[0].Sees = !blind[0].Sees
		for name, c := range map[string]struct {
			rows []db.Reach
			want int
		}{
			"as it is": {rows, 0}, "altered": {blind, 2}, "taken out": {rows[1:], 1},
			"put in": {append(rows[:len(rows):len(rows)], db.Reach{Root: rows[0].Root, Unit: "other", Since: "0001-01-01", Until: "9999-12-31", Sees: true}), 1},
		} {
			change(t, d, func(tx *db.Tx) error { return tx.SetReach(t.Context(), c.rows) })
			v, err := d.Verify(t.Context(), "", "")
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, f := range v.Flaws {
				if strings.HasPrefix(f.String(), "reach ") {
					n++
				}
			}
			if n != c.want {
				t.Errorf("%s: %d flaws of the reach, want %d: %v", name, n, c.want, v.Flaws)
			}
		}
	})
}
