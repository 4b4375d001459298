package terms

import (
	"math/rand/v2"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	minhgiang "liemchinh.vn/internal/house/demo"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

func demoOn(t *testing.T, d *db.DB, share int) *duty.Stage {
	t.Helper()
	ctx := t.Context()
	reg, own := register.New(dutytest.Deps(d)), New(dutytest.Deps(d))
	for _, err := range []error{d.Migrate(ctx, "org", org.Files), d.Migrate(ctx, "person", person.Files), d.Migrate(ctx, reg.ID, reg.Files), d.Migrate(ctx, ID, Files)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	d.Register("org", org.Records()...)
	d.Register("person", person.Records()...)
	d.Register(reg.ID, reg.Records...)
	d.Register(ID, own.Records...)
	s := &duty.Stage{Rand: rand.New(rand.NewPCG(2014, 2019)), Today: vn.DayOf(d.Now()), Law: law.Default(), Share: share, Accounts: map[access.Role]access.Who{}}
	err := d.Change(ctx, db.System, "demo", func(tx *db.Tx) error {
		p, err := minhgiang.World(ctx, tx, s.Rand, s.Today, minhgiang.Small)
		if err != nil {
			return err
		}
		s.Tx, s.Units, s.People = tx, p.Units, p.People
		for r, seat := range p.Seats {
			s.Accounts[r] = access.Who{ID: "account-" + string(r), Name: seat.Name, Unit: seat.Unit, Person: seat.Person, Role: r, Rights: access.RightsOf(r), Clearance: access.TopSecret}
		}
		if err := reg.Demo(ctx, s); err != nil {
			return err
		}
		return own.Demo(ctx, s)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := own.Daily(ctx, s.Today); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Fold(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// figureKeys are the figures the package promises.
func figureKeys() []string {
	var all []string
	for _, f := range Figures() {
		all = append(append(all, f.Key), f.Parts...)
	}
	return all
}

// TestDemo: the demo shows every figure of the package but those of the ways
// that the invented province never went, its parts add up, and the journal
// agrees with it.
func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := demoOn(t, d, 20)
		all, err := d.Figures(t.Context(), "secrets.", db.Range{Node: s.Units[0].ID, From: "2014-01-01", To: "2026-12-31"})
		if err != nil {
			t.Fatal(err)
		}
		sum := map[string]int{}
		for k, years := range all {
			for _, n := range years {
				sum[k] += n
			}
		}
		never := map[string]bool{"secrets.declassified_list": true, "secrets.declassified_archive": true, "secrets.destroyed_top_secret": true, "secrets.notices_late": true}
		for _, k := range figureKeys() {
			if sum[k] == 0 && !never[k] {
				t.Errorf("the demo has no %s", k)
			}
		}
		for _, f := range Figures() {
			parts := 0
			for _, p := range f.Parts {
				parts += sum[p]
			}
			if len(f.Parts) > 0 && parts != sum[f.Key] {
				t.Errorf("%s is %d, its parts %d", f.Key, sum[f.Key], parts)
			}
		}
		r, err := d.Verify(t.Context(), "", "")
		if err != nil || len(r.Flaws) > 0 {
			t.Errorf("verify: %v %v", r.Flaws, err)
		}
		t.Log(sum)
	})
}

// TestWork: everybody finds work that is theirs, with texts.
func TestWork(t *testing.T) {
	d := dbtest.SQLite(t)
	s := demoOn(t, d, 4)
	m := New(dutytest.Deps(d))
	for r, least := range map[access.Role]int{access.Leader: 3, access.SecretsOfficer: 6} {
		tasks, err := m.Work(t.Context(), d.As(s.Accounts[r]), s.Today, 20)
		if err != nil {
			t.Fatal(err)
		}
		kinds := map[string]int{}
		for _, x := range tasks {
			kinds[x.Title.Key]++
		}
		if len(kinds) < least {
			t.Errorf("%s has %v", r, kinds)
		}
	}
}
