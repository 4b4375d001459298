package terms

import (
	"context"
	"fmt"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// BenchmarkQueue reads what expires within a year out of registers of different
// sizes with the same number of terms that end: the cost must not follow the
// size.
func BenchmarkQueue(b *testing.B) {
	for _, size := range []int{1_000, 30_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			d := dbtest.SQLite(b)
			fill(b, d, size)
			ctx := b.Context()
			for b.Loop() {
				items, err := Expiring(ctx, d.As(db.System), law.Default(), "2026-11-24", queueRows)
				if err != nil || len(items) != queueRows {
					b.Fatal(len(items), err)
				}
			}
		})
	}
}

// fill writes a register of which a hundred terms end soon, half the others
// long ago and half in many years.
func fill(b *testing.B, d *db.DB, size int) {
	b.Helper()
	ctx := context.Background()
	if err := d.Migrate(ctx, register.ID, register.Files); err != nil {
		b.Fatal(err)
	}
	if err := d.Migrate(ctx, ID, Files); err != nil {
		b.Fatal(err)
	}
	k := desk.New(ID, duty.Deps{DB: d, Law: func(context.Context) (law.Pack, error) { return law.Default(), nil }})
	err := k.Change(ctx, db.System, "fill", func(t *desk.Turn) error {
		for n := range size {
			i := register.Item{Base: duty.Base{Org: "o"}, State: register.Issued, Book: register.Out, Year: 2000 + n%20, Seq: n + 1, Grade: access.Secret, ExpiresOn: vn.Day("2030-01-01").AddDays(n)}
			switch {
			case n < 100:
				i.ExpiresOn = vn.Day("2026-12-01").AddDays(n)
			case n%2 == 0:
				i.State, i.EndedOn, i.ExpiresOn = register.Declassified, "2020-01-01", vn.Day("2027-01-01").AddDays(n%300)
			}
			if err := db.Save(ctx, t.Tx, &i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
