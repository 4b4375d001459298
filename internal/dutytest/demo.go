package dutytest

import (
	"math/rand/v2"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/demo"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// Demo plays the demo of modules on the small invented province, one part in
// share of its records, and folds the facts.
func Demo(t *testing.T, d *db.DB, share int, modules ...duty.Module) *duty.Stage {
	t.Helper()
	ctx := t.Context()
	fine := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	fine(d.Migrate(ctx, "org", org.Files))
	fine(d.Migrate(ctx, "person", person.Files))
	d.Register("org", org.Records()...)
	d.Register("person", person.Records()...)
	for _, m := range modules {
		fine(d.Migrate(ctx, m.ID, m.Files))
		d.Register(m.ID, m.Records...)
	}
	s := &duty.Stage{Rand: rand.New(rand.NewPCG(1, 2)), Today: vn.DayOf(d.Now()), Law: law.Default(), Share: share, Accounts: map[access.Role]access.Who{}}
	fine(d.Change(ctx, db.System, "demo", func(tx *db.Tx) error {
		p, err := demo.World(ctx, tx, s.Rand, s.Today, demo.Small)
		if err != nil {
			return err
		}
		s.Tx, s.Units, s.People = tx, p.Units, p.People
		for r, seat := range p.Seats {
			s.Accounts[r] = access.Who{ID: "account-" + string(r), Name: seat.Name, Unit: seat.Unit, Person: seat.Person, Role: r, Rights: access.RightsOf(r)}
		}
		for _, m := range modules {
			if err := m.Demo(ctx, s); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := d.Fold(ctx)
	fine(err)
	return s
}

// Counted adds a figure up over a period for the whole province of the demo.
func Counted(t *testing.T, d *db.DB, s *duty.Stage, key, from, to string) int {
	t.Helper()
	all, err := d.Figures(t.Context(), key, db.Range{Node: s.Units[0].ID, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, x := range all[key] {
		n += x
	}
	return n
}
