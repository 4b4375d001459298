package person_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

func TestOfficeAt(t *testing.T) {
	p := person.Person{Positions: []person.Position{
		{Level: org.AtProvince, Position: person.CommitteeMember, From: "2015-10-01"},
		{Level: org.AtProvince, Position: person.StandingMember, From: "2020-10-01", To: "2025-10-01"},
		{Level: org.AtCell, Position: person.Secretary},
	}}
	for _, c := range []struct {
		level org.Tier
		day   vn.Day
		want  person.Office
	}{
		{org.AtProvince, "2015-09-30", ""}, {org.AtProvince, "2015-10-01", person.CommitteeMember},
		{org.AtProvince, "2025-09-30", person.StandingMember}, {org.AtProvince, "2025-10-01", person.CommitteeMember},
		{org.AtDistrict, "2022-01-01", ""}, {org.AtCell, "2001-01-01", person.Secretary},
	} {
		if got, ok := p.OfficeAt(c.level, c.day); got != c.want || ok != (c.want != "") {
			t.Errorf("at %s on %s: %q, want %q", c.level, c.day, got, c.want)
		}
	}
}

func setUp(t *testing.T, d *db.DB) {
	t.Helper()
	if err := d.Migrate(context.Background(), "person", person.Files); err != nil {
		t.Fatal(err)
	}
}

// TestList goes through a list of equal and different names page by page:
// nobody twice, nobody missed, in the order of given names.
func TestList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d)
		ctx := context.Background()
		given := []string{"An", "Ánh", "Bình", "Đức", "Em"}
		err := d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
			for i := range 23 {
				p := person.Person{Name: "Nguyễn  Văn " + given[i%len(given)], PartyCardNo: fmt.Sprint(i), Unit: fmt.Sprint("u", i%2)}
				if err := person.Admit(ctx, tx, &p, "2020-01-01"); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		seen, last, after := map[string]bool{}, "", ""
		for {
			s, err := person.List(ctx, d.As(db.System), person.Search{Words: "van nguyen"}, after, 4)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range s.Rows {
				if seen[p.ID] || p.Sort < last || p.Name != vn.Tidy(p.Name) {
					t.Errorf("%s (%s) after %s", p.Name, p.Sort, last)
				}
				seen[p.ID], last = true, p.Sort
			}
			if after = s.Next; after == "" {
				break
			}
		}
		if len(seen) != 23 {
			t.Errorf("%d persons listed, want 23", len(seen))
		}
		for q, want := range map[person.Search]int{{}: 23, {Unit: "u0"}: 12, {Words: "duc"}: 4, {Words: "ĐỨC"}: 4, {Words: "uc"}: 0, {Words: "_"}: 0, {Words: "7"}: 1} {
			if n, err := person.Count(ctx, d.As(db.System), q); n != want || err != nil {
				t.Errorf("%+v finds %d, want %d (%v)", q, n, want, err)
			}
		}
	})
}

// TestLeave ends a membership on a day and keeps what was before.
func TestLeave(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d)
		ctx := context.Background()
		p := person.Person{Name: "Trần Thị Ví Dụ", Unit: "u"}
		err := d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
			if err := person.Admit(ctx, tx, &p, "2020-01-01"); err != nil {
				return err
			}
			return person.Leave(ctx, tx, &p, person.Ended, "2024-01-01")
		})
		if err != nil {
			t.Fatal(err)
		}
		for day, want := range map[vn.Day]string{"2019-12-31": "", "2023-12-31": "u", "2024-01-01": ""} {
			if got, err := person.UnitOn(ctx, d.As(db.System), p.ID, day); got != want || err != nil {
				t.Errorf("on %s in %q, want %q (%v)", day, got, want, err)
			}
		}
		if got, err := db.Get[person.Person](ctx, d.As(db.System), p.ID); err != nil || got.Status != person.Ended {
			t.Errorf("status %s (%v)", got.Status, err)
		}
	})
}

// TestLongSearch: a search of very many words is answered, not a fault.
func TestLongSearch(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := d.Migrate(t.Context(), "person", person.Files); err != nil {
			t.Fatal(err)
		}
		n, err := person.Count(t.Context(), d.As(db.System), person.Search{Words: strings.Repeat("an ", 20_000)})
		if n != 0 || err != nil {
			t.Errorf("Count = %d, %v", n, err)
		}
	})
}
