package staff

import (
	"context"
	"math/rand/v2"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	minhgiang "liemchinh.vn/internal/house/demo"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

func demoOn(t *testing.T, d *db.DB, share int) *duty.Stage {
	t.Helper()
	ctx := t.Context()
	for _, err := range []error{d.Migrate(ctx, "org", org.Files), d.Migrate(ctx, "person", person.Files), d.Migrate(ctx, ID, Files)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	d.Register("org", org.Records()...)
	d.Register("person", person.Records()...)
	d.Register(ID, Records()...)
	s := &duty.Stage{Rand: rand.New(rand.NewPCG(1, 2)), Today: vn.DayOf(d.Now()), Law: law.Default(), Share: share, Accounts: map[access.Role]access.Who{}}
	err := d.Change(ctx, db.System, "demo", func(tx *db.Tx) error {
		p, err := minhgiang.World(ctx, tx, s.Rand, s.Today, minhgiang.Small)
		if err != nil {
			return err
		}
		s.Tx, s.Units, s.People = tx, p.Units, p.People
		for r, seat := range p.Seats {
			s.Accounts[r] = access.Who{ID: "account-" + string(r), Name: seat.Name, Unit: seat.Unit, Person: seat.Person, Role: r, Rights: access.RightsOf(r)}
		}
		return demo(ctx, s)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Fold(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// counted adds a figure up over a period for the whole province.
func counted(t *testing.T, d *db.DB, s *duty.Stage, key, from, to string) int {
	t.Helper()
	all, err := d.Figures(context.Background(), "secrets.", db.Range{Node: s.Units[0].ID, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, x := range all[key] {
		n += x
	}
	return n
}

// TestDemo holds the demo to the figures of the source: two sessions in 2018,
// the seats of the committees' offices filled, that of the People's Council not.
func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := demoOn(t, d, 1)
		if n := counted(t, d, s, "secrets.training_sessions", "2018-01-01", "2018-12-31"); n != 2 {
			t.Errorf("%d sessions in 2018", n)
		}
		if n := counted(t, d, s, "secrets.staff_full_time", "2000-01-01", string(s.Today)); n != 2 {
			t.Errorf("%d full-time officers today", n)
		}
		if counted(t, d, s, "secrets.trained", "2000-01-01", string(s.Today)) == 0 {
			t.Error("no dedicated officer was trained")
		}
		soundDemo(t, d, s)
		if r, err := d.Verify(t.Context(), "", ""); err != nil || len(r.Flaws) > 0 {
			t.Errorf("%v %v", err, r.Flaws)
		}
	})
}

// soundDemo holds every invented record to the rules that live ones obey.
func soundDemo(t *testing.T, d *db.DB, s *duty.Stage) {
	t.Helper()
	ctx, v, at := t.Context(), d.As(db.System), duty.Moment{Who: db.System, Today: s.Today}
	check := func(what, id string, err error) {
		if err != nil {
			t.Errorf("%s %s: %v", what, id, err)
		}
	}
	officers := must(t, func() ([]Officer, error) { return db.Find[Officer](ctx, v, "1 = 1", "ORDER BY t.id") })
	for _, x := range officers {
		check("officer", x.Name, appointmentSound(x, at))
		if x.State != Gone {
			continue
		}
		signed, err := Undertook(ctx, v, x, Leaving, x.From)
		check("undertaking", x.Name, err)
		x.Undertaken = signed
		check("leaving", x.Name, leavingSound(x, at))
	}
	var open []Officer
	for _, x := range officers {
		if x.State == InPost {
			open = append(open, x)
		}
	}
	if got := Unfilled(open); len(got) != 1 || got[0] != CouncilOffice {
		t.Errorf("nobody at %v", got)
	}
	for _, x := range must(t, func() ([]Training, error) { return db.Find[Training](ctx, v, "t.state = 'held'", "ORDER BY t.id") }) {
		check("load", x.Title, loadTraining(ctx, v, law.Pack{}, &x))
		check("session", x.Title, sessionHeld(x, at))
		if len(x.Participants) != x.Trained {
			t.Errorf("%s: %d on the list, %d counted", x.Title, len(x.Participants), x.Trained)
		}
		for _, p := range x.Participants {
			p.Of = x
			check("participant", p.Name, participantSound(p, at))
		}
	}
	for _, x := range must(t, func() ([]Rulebook, error) { return db.Find[Rulebook](ctx, v, "1 = 1", "ORDER BY t.id") }) {
		check("rulebook", x.Number, rulebookSound(x, at))
	}
}

// must gives what was found, or fails the test; nothing found fails it too.
func must[T any](t *testing.T, find func() ([]T, error)) []T {
	t.Helper()
	all, err := find()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d found: %v", len(all), err)
	}
	return all
}
