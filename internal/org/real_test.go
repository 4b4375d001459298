package org_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// table reads a file of the data folder, without its head.
func table(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "data", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// tierOf tells the tier by the length of an official code.
func tierOf(code string) org.Tier {
	return map[int]org.Tier{2: org.AtProvince, 3: org.AtDistrict, 5: org.AtGrassroots}[len(code)]
}

func foundings(rows [][]string) []org.Founding {
	ids := map[string]string{}
	for _, r := range rows {
		ids[r[0]] = db.NewID()
	}
	kinds := map[org.Tier]org.Kind{org.AtProvince: org.Province, org.AtDistrict: org.District, org.AtGrassroots: org.Commune}
	var fs []org.Founding
	for _, r := range rows {
		fs = append(fs, org.Founding{ID: ids[r[0]], Code: r[0], Kind: kinds[tierOf(r[0])], Tier: tierOf(r[0]), KindLabel: r[2], Name: r[3], Parent: ids[r[1]]})
	}
	return fs
}

func successions(rows [][]string) []org.Succession {
	tiers := map[string]org.Tier{"province": org.AtProvince, "district": org.AtDistrict, "commune": org.AtGrassroots}
	var ss []org.Succession
	for _, r := range rows {
		ss = append(ss, org.Succession{Tier: tiers[r[0]], NewCode: r[1], NewName: r[2], OldCode: r[3], OldName: r[4], Extent: org.Extent(r[5])})
	}
	return ss
}

func migrate(t testing.TB, d *db.DB) {
	t.Helper()
	if err := d.Migrate(context.Background(), "org", org.Files); err != nil {
		t.Fatal(err)
	}
	d.Register("org", org.Records()...)
}

// lines writes a tree as "code,parent,name", in the order of the codes.
func lines(tr *org.Tree) []string {
	var out []string
	for n := range tr.All() {
		parent := ""
		if n.Parent != nil {
			parent = n.Parent.Code
		}
		out = append(out, n.Code+","+parent+","+n.Name())
	}
	slices.Sort(out)
	return out
}

func listed(rows [][]string, name int) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r[0]+","+r[1]+","+strings.TrimSpace(r[name]))
	}
	slices.Sort(out)
	return out
}

// TestReform loads the units of March 2025, applies the reform of July 2025
// and holds both trees against the official lists.
func TestReform(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		migrate(t, d)
		before, after := table(t, "units-2025-03-01.csv"), table(t, "units-2025-07-01.csv")
		start := time.Now()
		err := d.Change(ctx, db.System, "org.import", func(tx *db.Tx) error {
			if _, err := org.Found(ctx, tx, "2025-03-01", "b1", foundings(before)); err != nil {
				return err
			}
			return org.Rebuild(ctx, tx)
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d units in %v", len(before), time.Since(start))
		start = time.Now()
		err = d.Change(ctx, db.System, "org.import", func(tx *db.Tx) error {
			return org.Apply(ctx, tx, "2025-07-01", "b2", "60-NQ/TW", successions(table(t, "unit-changes-2025-07-01.csv")))
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("reform in %v", time.Since(start))
		for _, c := range []struct {
			day  vn.Day
			want []string
		}{
			{"2025-02-28", nil}, {"2025-03-01", listed(before, 3)}, {"2025-06-30", listed(before, 3)},
			{"2025-07-01", listed(after, 2)}, {"2026-11-24", listed(after, 2)},
		} {
			start = time.Now()
			tr, err := org.Load(ctx, d.As(db.System), c.day)
			if err != nil {
				t.Fatal(err)
			}
			took := time.Since(start)
			if diff := cmp.Diff(c.want, lines(tr)); diff != "" {
				t.Errorf("tree on %s (-want +got):\n%.3000s", c.day, diff)
			}
			t.Logf("tree of %s, %d units, in %v", c.day, tr.Len(), took)
		}
		reformReach(t, d)
		undo(t, d, before)
	})
}
