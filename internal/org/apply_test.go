package org_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// event is a record that counts one fact.
type event struct {
	db.Base
	Day string
}

func (*event) Table() string { return "test_event" }
func (e *event) Columns() []db.Col {
	return append(e.BaseColumns(), db.Col{Name: "day", Ptr: &e.Day})
}
func (e *event) Facts() []db.Fact {
	return []db.Fact{{Key: "test.events", Unit: e.Org, Day: e.Day, N: 1, Subject: e.ID}}
}

var eventSchema = fstest.MapFS{"schema/0001_test.sql": {Data: []byte("-- +goose Up\nCREATE TABLE test_event (id TEXT PRIMARY KEY, org TEXT NOT NULL, dossier TEXT NOT NULL, level INTEGER NOT NULL, version INTEGER NOT NULL, day TEXT NOT NULL);\n")}}

// small is a province with one district and four communes; the ids are their
// names' first letters.
func small(t testing.TB, d *db.DB) {
	t.Helper()
	migrate(t, d)
	if err := d.Migrate(context.Background(), "test", eventSchema); err != nil {
		t.Fatal(err)
	}
	change(t, d, func(tx *db.Tx) error {
		_, err := org.Found(context.Background(), tx, "2020-01-01", "", []org.Founding{
			{ID: "P", Code: "95", Tier: org.AtProvince, Kind: org.Province, Name: "Tỉnh Minh Giang"},
			{ID: "D", Code: "951", Tier: org.AtDistrict, Kind: org.District, Name: "Huyện Đồi Chè", Parent: "P"},
			{ID: "A", Code: "1", Tier: org.AtGrassroots, Kind: org.Commune, Name: "Xã A", Parent: "D"},
			{ID: "B", Code: "2", Tier: org.AtGrassroots, Kind: org.Commune, Name: "Xã B", Parent: "D"},
			{ID: "C", Code: "3", Tier: org.AtGrassroots, Kind: org.Commune, Name: "Xã C", Parent: "D"},
			{ID: "E", Code: "4", Tier: org.AtGrassroots, Kind: org.Commune, Name: "Xã Tà Si", Parent: "D"},
			{ID: "X", Code: "X1", Tier: org.AtCell, Kind: org.Cell, Name: "Chi bộ A", Parent: "A"},
			{ID: "Y", Code: "Y1", Tier: org.AtCell, Kind: org.Cell, Name: "Chi bộ huyện", Parent: "D"},
		})
		if err != nil {
			return err
		}
		return org.Rebuild(context.Background(), tx)
	})
}

func change(t testing.TB, d *db.DB, fn func(*db.Tx) error) {
	t.Helper()
	if err := d.Change(context.Background(), db.System, "test", fn); err != nil {
		t.Fatal(err)
	}
}

func line(code, name, old string, extent org.Extent) org.Succession {
	return org.Succession{Tier: org.AtGrassroots, NewCode: code, NewName: name, OldCode: old, Extent: extent}
}

// reform: A and half of C become a new A, B goes on with the other half of C,
// E is renamed, the province goes on and its district ends.
var reform = []org.Succession{
	{Tier: org.AtProvince, NewCode: "95", NewName: "Tỉnh Minh Giang", OldCode: "95", Extent: org.Full},
	line("1", "Phường A", "1", org.Full), line("1", "Phường A", "3", org.Partial),
	line("2", "Xã B", "2", org.Full), line("2", "Xã B", "3", org.Partial),
	line("4", "Xã Tà Xi", "4", org.Full),
}

func TestIdentity(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		small(t, d)
		change(t, d, func(tx *db.Tx) error {
			return org.Apply(context.Background(), tx, "2025-07-01", "b", "NQ", reform)
		})
		tr := load(t, d, "2025-07-01")
		var got []string
		for n := range tr.All() {
			id := n.ID
			if len(id) > 1 {
				id = "new"
			}
			got = append(got, id+" "+strings.Join(n.Path(), "/"))
		}
		want := []string{
			"P Tỉnh Minh Giang", "new Tỉnh Minh Giang/Phường A", "X Tỉnh Minh Giang/Phường A/Chi bộ A",
			"B Tỉnh Minh Giang/Xã B", "E Tỉnh Minh Giang/Xã Tà Xi", "Y Tỉnh Minh Giang/Chi bộ huyện",
		}
		slices.Sort(got)
		slices.Sort(want)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("tree (-want +got):\n%s", diff)
		}
	})
}

func TestApplyRefuses(t *testing.T) {
	d := dbtest.SQLite(t)
	small(t, d)
	for _, c := range []struct {
		what string
		list []org.Succession
		want error
	}{
		{"unknown", []org.Succession{line("1", "Xã A", "99", org.Full)}, org.ErrUnknown},
		{"wholly into two", []org.Succession{line("7", "Xã Z", "1", org.Full), line("8", "Xã W", "1", org.Full)}, org.ErrTwice},
		{"a code in use", []org.Succession{line("2", "Xã Z", "1", org.Full)}, org.ErrTwice},
	} {
		err := d.Change(context.Background(), db.System, "test", func(tx *db.Tx) error {
			return org.Apply(context.Background(), tx, "2025-07-01", "", "", c.list)
		})
		if !errors.Is(err, c.want) {
			t.Errorf("%s gives %v", c.what, err)
		}
	}
	one := access.Who{ID: "x", Unit: "P", Clearance: access.TopSecret}
	err := d.Change(context.Background(), one, "test", func(tx *db.Tx) error { return org.Rebuild(context.Background(), tx) })
	if !errors.Is(err, org.ErrWhole) {
		t.Errorf("rebuilding from a part of the tree gives %v", err)
	}
}

// TestFigures counts facts of before and after a reform: each once for every
// office above, none lost.
func TestFigures(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		small(t, d)
		ctx := context.Background()
		change(t, d, func(tx *db.Tx) error {
			for _, unit := range []string{"A", "B", "C", "E", "X", "D"} {
				for _, day := range []string{"2018-05-05", "2024-03-03", "2025-09-09"} { // before the register, before the reform, late
					e := &event{Day: day}
					e.Org = unit
					if err := db.Save(ctx, tx, e); err != nil {
						return err
					}
				}
			}
			return nil
		})
		counts := func(node string) int {
			t.Helper()
			if _, err := d.Fold(ctx); err != nil {
				t.Fatal(err)
			}
			f, err := d.Figures(ctx, "test.", db.Range{Node: node, From: "2015-01-01", To: "2026-12-31"})
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, x := range f["test.events"] {
				n += x
			}
			return n
		}
		if got := counts("P"); got != 18 {
			t.Errorf("the province counts %d before the reform, want 18", got)
		}
		change(t, d, func(tx *db.Tx) error { return org.Apply(ctx, tx, "2025-07-01", "b", "NQ", reform) })
		newA := load(t, d, "2025-07-01").ByCode(org.AtGrassroots, "1").ID
		for _, c := range []struct {
			node string
			want int
		}{
			{"P", 18}, // all, still once each
			{"D", 14}, // the six before, itself late, and what C did late, whose successor is not known
			{newA, 6}, // A and its cell, before and late; nothing of the half of C
			{"B", 3},  // its own; nothing of the half of C
			{"C", 3},  // ended, still itself
			{"A", 5},  // its own, and its cell on its days: the late one is the successor's
			{"X", 3},
		} {
			if got := counts(c.node); got != c.want {
				t.Errorf("%s counts %d, want %d", c.node, got, c.want)
			}
		}
	})
}

// TestCalendarOfNames finds a unit under the name of the day.
func TestCalendarOfNames(t *testing.T) {
	d := dbtest.SQLite(t)
	small(t, d)
	change(t, d, func(tx *db.Tx) error {
		return org.Apply(context.Background(), tx, "2025-07-01", "b", "NQ", reform)
	})
	for day, want := range map[vn.Day]string{"2025-06-30": "Xã Tà Si", "2025-07-01": "Xã Tà Xi"} {
		if got := load(t, d, day).Get("E").Name(); got != want {
			t.Errorf("on %s it is named %s, want %s", day, got, want)
		}
	}
	if found := load(t, d, "2025-07-01").Search("ta xi", 5); len(found) != 1 || found[0].ID != "E" {
		t.Errorf("found %v", found)
	}
}
