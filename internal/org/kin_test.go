package org_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

func load(t *testing.T, d *db.DB, day vn.Day) *org.Tree {
	t.Helper()
	tr, err := org.Load(context.Background(), d.As(db.System), day)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// days counts in how many rows of the reach a unit's fact of a day counts for
// a root: never more than one.
func days(t *testing.T, d *db.DB, root, unit string, day vn.Day) int {
	t.Helper()
	n := 0
	err := db.Query(context.Background(), d.As(db.System), func(r db.Row) error { return r.Scan(&n) },
		`SELECT count(*) FROM reach t WHERE {visible t} AND t.root = $1 AND t.unit = $2 AND t.since <= $3 AND t.until > $3`, root, unit, string(day))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func sees(t *testing.T, d *db.DB, root, unit string) bool {
	t.Helper()
	ok, err := d.As(access.Who{ID: "x", Unit: root, Clearance: access.TopSecret}).Reaches(context.Background(), unit)
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func reformReach(t *testing.T, d *db.DB) {
	was, is := load(t, d, "2025-06-30"), load(t, d, "2025-07-01")
	unit := func(tr *org.Tree, tier org.Tier, code string) string {
		n := tr.ByCode(tier, code)
		if n == nil {
			t.Fatalf("no unit %s on %s", code, tr.Day)
		}
		return n.ID
	}
	// Hậu Giang (93) went into Cần Thơ (92); Trúc Bạch (00004) into Ba Đình (00004).
	hauGiang, canThoOld, canTho := unit(was, org.AtProvince, "93"), unit(was, org.AtProvince, "92"), unit(is, org.AtProvince, "92")
	trucBach, baDinh, quan := unit(was, org.AtGrassroots, "00004"), unit(is, org.AtGrassroots, "00004"), unit(was, org.AtDistrict, "001")
	haNoi, viThanh := unit(is, org.AtProvince, "01"), unit(was, org.AtDistrict, "930")
	if haNoi != unit(was, org.AtProvince, "01") {
		t.Error("Hà Nội did not go on as the same unit")
	}
	if canTho == canThoOld || trucBach == baDinh {
		t.Error("a unit founded anew kept its identity")
	}
	for _, c := range []struct {
		what       string
		root, unit string
		day        vn.Day
		want       int
	}{
		{"a district counts its ward", quan, trucBach, "2024-05-01", 1},
		{"the city counts the ward of a dissolved district", haNoi, trucBach, "2024-05-01", 1},
		{"the successor counts what was before", baDinh, trucBach, "2024-05-01", 1},
		{"the successor counts what is dated late", baDinh, trucBach, "2025-09-01", 1},
		{"the city counts what is dated late", haNoi, trucBach, "2025-09-01", 1},
		{"the old province counts its district", hauGiang, viThanh, "2022-01-01", 1},
		{"the new city counts the districts of the merged province", canTho, viThanh, "2022-01-01", 1},
		{"the new city counts the merged province", canTho, hauGiang, "2022-01-01", 1},
		{"the old city never counts the other province", canThoOld, hauGiang, "2022-01-01", 0},
		{"no other province counts", haNoi, viThanh, "2022-01-01", 0},
		{"a unit counts itself", trucBach, trucBach, "2024-05-01", 1},
	} {
		if got := days(t, d, c.root, c.unit, c.day); got != c.want {
			t.Errorf("%s: counted %d times on %s, want %d", c.what, got, c.day, c.want)
		}
	}
	for _, c := range []struct {
		what       string
		root, unit string
		want       bool
	}{
		{"the successor sees", baDinh, trucBach, true},
		{"the city sees", haNoi, trucBach, true},
		{"the city sees its dissolved district", haNoi, quan, true},
		{"the new city sees the merged province's district", canTho, viThanh, true},
		{"another province does not", haNoi, viThanh, false},
		{"the predecessor does not see the successor", trucBach, baDinh, false},
	} {
		if got := sees(t, d, c.root, c.unit); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
	// 00025 (partly 00070 …): a ward that went in parts.
	split := ""
	for n := range was.All() {
		if n.Name() == "Phường Ngọc Hà" && n.Code == "00016" {
			split = n.ID
		}
	}
	if days(t, d, baDinh, split, "2024-05-01") != 0 {
		t.Error("the successor of a part counts it")
	}
	if days(t, d, haNoi, split, "2024-05-01") != 1 || days(t, d, haNoi, split, "2025-12-01") != 1 || !sees(t, d, haNoi, split) {
		t.Error("the city does not count or see a ward that went in parts")
	}
	if sees(t, d, baDinh, split) {
		t.Error("the successor of a part sees the whole")
	}
}

// undo takes the reform back and holds the tree against the list before it.
func undo(t *testing.T, d *db.DB, before [][]string) {
	ctx := context.Background()
	deps, err := org.Dependants(ctx, d.As(db.System), "b1", 5)
	if err != nil || len(deps) == 0 {
		t.Errorf("nothing depends on the first list: %v", err)
	}
	if deps, err = org.Dependants(ctx, d.As(db.System), "b2", 5); err != nil || len(deps) != 0 {
		t.Errorf("the reform has dependants %v, %v", deps, err)
	}
	start := time.Now()
	if err := d.Change(ctx, db.System, "org.undo", func(tx *db.Tx) error { return org.Withdraw(ctx, tx, "b2") }); err != nil {
		t.Fatal(err)
	}
	t.Logf("undone in %v", time.Since(start))
	if diff := cmp.Diff(listed(before, 3), lines(load(t, d, "2025-07-01"))); diff != "" {
		t.Errorf("after undoing (-want +got):\n%.2000s", diff)
	}
}
