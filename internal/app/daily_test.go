package app

import (
	"context"
	"errors"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// TestTreeFollowsTheDay: a merger entered ahead opens the old unit's records
// to the new one on the morning it holds, not before.
func TestTreeFollowsTheDay(t *testing.T) {
	ctx := context.Background()
	g := assemble(dbtest.SQLite(t), connected)
	if err := g.migrate(ctx); err != nil {
		t.Fatal(err)
	}
	var units []org.Unit
	err := g.db.Change(ctx, db.System, "test", func(tx *db.Tx) (err error) {
		units, err = org.Found(ctx, tx, "2020-01-01", "", []org.Founding{
			{ID: "p", Code: "1", Kind: org.Province, Tier: org.AtProvince, Name: "Tỉnh"},
			{ID: "a", Code: "01", Kind: org.Commune, Tier: org.AtGrassroots, Name: "Xã A", Parent: "p"},
			{ID: "b", Code: "02", Kind: org.Commune, Tier: org.AtGrassroots, Name: "Xã B", Parent: "p"},
		})
		if err != nil {
			return err
		}
		return org.Apply(ctx, tx, "2027-01-01", "", "NQ 1", []org.Succession{
			{Tier: org.AtGrassroots, OldCode: "01", OldName: "Xã A", NewCode: "02", NewName: "Xã B", Extent: org.Full},
			{Tier: org.AtGrassroots, OldCode: "02", OldName: "Xã B", NewCode: "02", NewName: "Xã B", Extent: org.Full},
		})
	})
	if err != nil || len(units) != 3 {
		t.Fatalf("%d units, %v", len(units), err)
	}
	all, err := db.Find[org.Unit](ctx, g.db.As(db.System), "t.code = '02' AND t.id <> 'b'", "")
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	successor := access.Who{ID: "s", Unit: all[0].ID}
	for _, tt := range []struct {
		now  time.Time
		want int
	}{{time.Date(2026, 12, 31, 3, 0, 0, 0, time.UTC), 0}, {time.Date(2027, 1, 1, 3, 0, 0, 0, time.UTC), 1}} {
		g.db.Now = func() time.Time { return tt.now }
		if err := g.daily(ctx, vn.DayOf(tt.now)); err != nil {
			t.Fatal(err)
		}
		if n, err := db.Count[org.Unit](ctx, g.db.As(successor), "t.id = 'a'"); err != nil || n != tt.want {
			t.Errorf("on %s the successor sees %d of the old unit's rows, want %d, %v", tt.now.Format(time.DateOnly), n, tt.want, err)
		}
	}
}

// TestEveryModuleHasItsDay: each module is called on every day, also when the
// tree has been followed on that day before, and one that fails keeps neither
// the tree nor the others back.
func TestEveryModuleHasItsDay(t *testing.T) {
	ctx := context.Background()
	g := assemble(dbtest.SQLite(t), connected)
	if err := g.migrate(ctx); err != nil {
		t.Fatal(err)
	}
	var days []vn.Day
	broken := errors.New("broken")
	g.modules = []duty.Module{
		{ID: "a", Daily: func(context.Context, vn.Day) error { return broken }},
		{ID: "b"},
		{ID: "c", Daily: func(_ context.Context, today vn.Day) error { days = append(days, today); return nil }},
	}
	for _, day := range []vn.Day{"2026-11-24", "2026-11-24", "2026-11-25"} {
		if err := g.daily(ctx, day); !errors.Is(err, broken) {
			t.Fatalf("the failure is not told: %v", err)
		}
		if last, err := g.db.Setting(ctx, rebuilt); err != nil || last != string(day) {
			t.Errorf("the tree was followed up to %s, want %s, %v", last, day, err)
		}
	}
	if len(days) != 3 || days[2] != "2026-11-25" {
		t.Errorf("called on %v", days)
	}
}
