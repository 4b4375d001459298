package incidents

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

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

func demoOn(t *testing.T, d *db.DB) *duty.Stage {
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
	s := &duty.Stage{Rand: rand.New(rand.NewPCG(2014, 2019)), Today: vn.DayOf(d.Now()), Law: law.Default(), Share: 20, Accounts: map[access.Role]access.Who{}}
	err := d.Change(ctx, db.System, "demo", func(tx *db.Tx) error {
		p, err := minhgiang.World(ctx, tx, s.Rand, s.Today, minhgiang.Small)
		if err != nil {
			return err
		}
		s.Tx, s.Units, s.People = tx, p.Units, p.People
		for r, seat := range p.Seats {
			s.Accounts[r] = access.Who{ID: "account-" + string(r), Name: seat.Name, Unit: seat.Unit, Person: seat.Person, Role: r, Rights: access.RightsOf(r), Clearance: access.TopSecret}
		}
		return own.Demo(ctx, s)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Fold(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// The demo's 2018 is the source's: four leaks, eleven documents, four of them at
// the level "tối mật" and seven at "mật", whatever part of the demo is made.
func TestDemo2018(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := demoOn(t, d)
		for _, node := range []string{db.Everywhere, s.Units[0].ID} {
			all, err := d.Figures(t.Context(), "secrets.leak", db.Range{Node: node, From: "2018-01-01", To: "2018-12-31"})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for k, years := range all {
				got[k] += years[2018]
			}
			want := map[string]int{"secrets.leak_cases": 4, "secrets.leak_documents": 11, "secrets.leak_documents_high_secret": 4, "secrets.leak_documents_secret": 7}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-source +demo):\n%s", node, diff)
			}
		}
		r, err := d.Verify(t.Context(), "", "")
		if err != nil || len(r.Flaws) > 0 {
			t.Errorf("verify: %v %v", r.Flaws, err)
		}
	})
}

// What the demo writes would have passed every gate on its way.
func TestDemoPassesTheGates(t *testing.T) {
	d := dbtest.SQLite(t)
	s := demoOn(t, d)
	ctx, v := t.Context(), d.As(db.System)
	gate := func(code string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
	officer := duty.Moment{Who: s.Accounts[access.SecretsOfficer], Today: s.Today}
	leader := duty.Moment{Who: s.Accounts[access.Leader], Today: s.Today}
	incidents, err := db.Find[Incident](ctx, v, "1 = 1", "ORDER BY t.code")
	if err != nil || len(incidents) < len(demoCases)+1 {
		t.Fatalf("%d incidents: %v", len(incidents), err)
	}
	open := 0
	for _, i := range incidents {
		gate(i.Code, loadIncident(ctx, v, law.Pack{}, &i))
		gate(i.Code, MayDetect(i, s.Today))
		gate(i.Code, mayContain(i, officer))
		if i.DocumentCount != len(i.Documents) {
			t.Errorf("%s: %d documents, %d on the file", i.Code, i.DocumentCount, len(i.Documents))
		}
		if i.State != Closed {
			open++
			continue
		}
		for _, err := range []error{mayReport(i, officer), mayNotify(i, officer), MaySendAdHoc(i, s.Today), mayVerify(i, officer), mayRemedy(i, officer), mayConclude(i, leader), mayClose(i, officer)} {
			gate(i.Code, err)
		}
		for _, c := range i.People {
			gate(i.Code, loadConcerned(ctx, v, law.Pack{}, &c))
			c.IncidentState = Concluded
			if c.State == Settled {
				gate(c.Name, mayHandOver(c, officer))
				gate(c.Name, maySettle(c, officer))
			} else {
				gate(c.Name, mayKeepBack(c, officer))
			}
		}
	}
	if open != 1 {
		t.Errorf("%d incidents are open today", open)
	}
	meetings, err := db.Find[Meeting](ctx, v, "1 = 1", "ORDER BY t.code")
	gate("meetings", err)
	for _, m := range meetings {
		gate(m.Code, mayRequest(m, officer))
		if m.State == Closed {
			gate(m.Code, mayPermit(m, leader))
			gate(m.Code, mayBegin(m, officer))
			gate(m.Code, mayEnd(m, officer))
			gate(m.Code, mayCloseMeeting(m, officer))
		}
	}
	devices, err := db.Find[Device](ctx, v, "1 = 1", "ORDER BY t.name")
	gate("devices", err)
	for _, x := range devices {
		gate(x.Name, MayRegister(x))
		switch x.State {
		case InUse:
			x.PutInUseOn = s.Today // checked again since it was put in use
			gate(x.Name, mayUse(x, officer))
		case Repurposed:
			gate(x.Name, mayRepurpose(x, officer))
		}
	}
	ts, err := work(context.Background(), d.As(s.Accounts[access.SecretsOfficer]), s.Today, 20)
	if err != nil || len(ts) < 4 {
		t.Errorf("work of the officer: %+v %v", ts, err)
	}
}
