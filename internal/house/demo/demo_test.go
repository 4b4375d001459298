package demo_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/house/demo"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

func build(t testing.TB, d *db.DB, size demo.Size) demo.Province {
	t.Helper()
	ctx := context.Background()
	for _, err := range []error{d.Migrate(ctx, "org", org.Files), d.Migrate(ctx, "person", person.Files)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	d.Register("org", org.Records()...)
	d.Register("person", person.Records()...)
	var p demo.Province
	err := d.Change(ctx, db.System, "demo", func(tx *db.Tx) (err error) {
		p, err = demo.World(ctx, tx, rand.New(rand.NewPCG(1, 2)), vn.DayOf(d.Now()), size)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWorld(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := build(t, d, demo.Small)
		then, now := load(t, d, "2016-01-01"), load(t, d, vn.DayOf(d.Now()))
		if then.Len() != 1+1+4+2*4+14+48 || now.Len() != then.Len()-1 || len(p.Units) != now.Len() {
			t.Errorf("units: then %d, now %d, handed out %d", then.Len(), now.Len(), len(p.Units))
		}
		if then.ByCode(org.AtGrassroots, "02.01") == nil || now.ByCode(org.AtGrassroots, "02.01") != nil {
			t.Error("the merged commune must stand in 2016 and be gone today")
		}
		if a, b := then.ByCode(org.AtGrassroots, "02.03").Name(), now.ByCode(org.AtGrassroots, "02.03").Name(); a == b {
			t.Errorf("%s was to be renamed", a)
		}
		if len(p.People) != demo.Small.Members {
			t.Errorf("%d members", len(p.People))
		}
		for _, r := range access.Roles {
			if s := p.Seats[r]; s.Unit == "" || s.Person == "" || s.Name == "" {
				t.Errorf("seat of %s: %+v", r, s)
			}
		}
		sound(t, p)
	})
}

// sound holds the province to its sizes and to parents before children.
func sound(t *testing.T, p demo.Province) {
	t.Helper()
	var seen []string
	for _, u := range p.Units {
		if u.Parent != "" && !slices.Contains(seen, u.Parent) {
			t.Errorf("%s stands before its parent", u.Name)
		}
		seen = append(seen, u.ID)
		if u.Level == "cell" && (u.Members < 8 || u.Members > 60) {
			t.Errorf("%s has %d members", u.Name, u.Members)
		}
	}
	held := 0
	for _, x := range p.People {
		if x.Office != "" {
			held++
		}
		if !slices.Contains(seen, x.Unit) {
			t.Errorf("%s belongs to no unit", x.Name)
		}
	}
	if share := 100 * held / len(p.People); share < 12 || share > 25 {
		t.Errorf("%d %% hold a position", share)
	}
}

func load(t *testing.T, d *db.DB, on vn.Day) *org.Tree {
	t.Helper()
	tree, err := org.Load(context.Background(), d.As(db.System), on)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestWorldIsTheSameEachTime(t *testing.T) {
	a, b := build(t, dbtest.SQLite(t), demo.Small), build(t, dbtest.SQLite(t), demo.Small)
	for i := range a.People {
		if a.People[i].ID != b.People[i].ID || a.People[i].Name != b.People[i].Name || a.People[i].Office != b.People[i].Office {
			t.Fatalf("member %d: %+v and %+v", i, a.People[i], b.People[i])
		}
	}
	for i := range a.Units {
		if a.Units[i] != b.Units[i] {
			t.Fatalf("unit %d: %+v and %+v", i, a.Units[i], b.Units[i])
		}
	}
}

func TestFullWorld(t *testing.T) {
	p := build(t, dbtest.SQLite(t), demo.Full)
	if n := len(p.Units); n < 550 || n > 570 {
		t.Errorf("%d units", n)
	}
	if len(p.People) != 12000 {
		t.Errorf("%d members", len(p.People))
	}
	sound(t, p)
}
