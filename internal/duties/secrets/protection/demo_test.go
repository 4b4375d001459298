package protection

import (
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// TestDemo holds the demo to the figures of the source: in 2018 three
// delegations inspected 56 bodies, four of them on signs of a leak.
func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := dutytest.Demo(t, d, 1, New(dutytest.Deps(d)))
		want := map[string]int{"secrets.delegations_planned": 3, "secrets.delegations": 3, "secrets.bodies_inspected": 56, "secrets.bodies_on_signs": 4}
		for key, n := range want {
			if got := dutytest.Counted(t, d, s, key, "2018-01-01", "2018-12-31"); got != n {
				t.Errorf("%s in 2018: %d, want %d", key, got, n)
			}
		}
		found, top := dutytest.Counted(t, d, s, "secrets.findings", "2018-01-01", "2018-12-31"), dutytest.Counted(t, d, s, "secrets.findings.networked", "2018-01-01", "2018-12-31")
		sum := 0
		for _, x := range Types {
			n := dutytest.Counted(t, d, s, "secrets.findings."+x, "2018-01-01", "2018-12-31")
			if sum += n; x != "networked" && n >= top {
				t.Errorf("%s was found %d times, networked drafting %d", x, n, top)
			}
		}
		if sum != found || found < demoBodies || dutytest.Counted(t, d, s, "secrets.findings_remedied", "2018-01-01", "2019-12-31") != found {
			t.Errorf("%d findings, %d by type", found, sum)
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
	ctx, v := t.Context(), d.As(db.System)
	all, err := db.Find[Delegation](ctx, v, "1 = 1", "ORDER BY t.id")
	if err != nil || len(all) != 5 {
		t.Fatalf("%d delegations: %v", len(all), err)
	}
	at := func(id string, on vn.Day) duty.Moment {
		return duty.Moment{Who: access.Who{ID: id, Unit: db.Everywhere}, Today: on}
	}
	check := func(what string, err error) {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, x := range all {
		check("load", loadDelegation(ctx, v, law.Pack{}, &x))
		check("propose", proposalSound(x, at(x.ProposedBy, x.ProposedOn)))
		check("team", x.teamSound())
		if x.State == Proposed {
			continue
		}
		check("decide", decisionSound(x, at(x.DecidedBy, x.DecisionOn)))
		check("announce", announcementSound(x, at("x", s.Today)))
		check("begin", beginningSound(x, at("x", s.Today)))
		for _, b := range x.Bodies {
			check("body", loadBody(ctx, v, law.Pack{}, &b))
			soundBody(b, at, check)
		}
		if x.State == Closed {
			check("conclude", conclusionSound(x, at(x.ConcludedBy, x.ConclusionOn)))
			check("close", closingSound(x, at("x", s.Today)))
		}
	}
}

func soundBody(b Body, at func(string, vn.Day) duty.Moment, check func(string, error)) {
	if b.CheckedOn == "" {
		return
	}
	now := b.Of.State
	b.Of.State = Working
	check("check "+b.UnitName, bodyChecked(b, at("x", b.CheckedOn)))
	check("match "+b.UnitName, b.faultsMatch())
	if b.DraftOn != "" {
		check("draft "+b.UnitName, bodyDrafted(b, at("x", b.DraftOn)))
	}
	if b.HeardOn != "" {
		check("hear "+b.UnitName, bodyHeard(b, at("x", b.HeardOn)))
	}
	if b.Of.State = now; b.ConclusionOn == "" {
		return
	}
	b.Of.State = Reported
	check("conclude "+b.UnitName, bodyConcluded(b, at(b.ConcludedBy, b.ConclusionOn)))
	for _, f := range b.Findings {
		check("remedy", remedySound(f, at(f.RemedyBy, f.RemediedOn)))
		check("recheck", recheckSound(f, at(f.RecheckedBy, f.RecheckedOn)))
	}
}

func TestDemoShare(t *testing.T) {
	d := dbtest.SQLite(t)
	s := dutytest.Demo(t, d, 20, New(dutytest.Deps(d)))
	if n := dutytest.Counted(t, d, s, "secrets.bodies_inspected", "2018-01-01", "2018-12-31"); n != 3 {
		t.Errorf("%d bodies in a twentieth", n)
	}
}
