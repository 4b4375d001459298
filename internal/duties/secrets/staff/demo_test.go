package staff

import (
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
)

// TestDemo holds the demo to the figures of the source: two sessions in 2018,
// the seats of the committees' offices filled, that of the People's Council not.
func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := dutytest.Demo(t, d, 1, New(dutytest.Deps(d)))
		if n := dutytest.Counted(t, d, s, "secrets.training_sessions", "2018-01-01", "2018-12-31"); n != 2 {
			t.Errorf("%d sessions in 2018", n)
		}
		if n := dutytest.Counted(t, d, s, "secrets.staff_full_time", "2000-01-01", string(s.Today)); n != 2 {
			t.Errorf("%d full-time officers today", n)
		}
		if dutytest.Counted(t, d, s, "secrets.trained", "2000-01-01", string(s.Today)) == 0 {
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
