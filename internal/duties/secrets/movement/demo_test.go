package movement

import (
	"errors"
	"math/rand/v2"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
)

func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		accounts := map[access.Role]access.Who{access.SecretsOfficer: s.who("officer"), access.Leader: s.leader(), access.Head: s.who("head"), access.Inspector: s.who("inspector"), access.CellSecretary: s.who("member")}
		deps := dutytest.Deps(d)
		err := d.Change(t.Context(), db.System, "demo", func(tx *db.Tx) error {
			on := &duty.Stage{Tx: tx, Rand: rand.New(rand.NewPCG(1, 2)), Today: day, Law: law.Default(), Share: 5, Accounts: accounts,
				Units:  []duty.StageUnit{{ID: dutytest.Office, Name: "Tỉnh ủy Minh Giang"}, {ID: dutytest.Commune, Parent: dutytest.Office, Name: "Đảng ủy xã Đồi Chè"}},
				People: []duty.StagePerson{{ID: dutytest.Inspector, Name: "Hoàng Giả Định"}, {ID: dutytest.Keeper, Name: "Bùi Thị Giữ Gìn"}}}
			return errors.Join(register.New(deps).Demo(t.Context(), on), New(deps).Demo(t.Context(), on))
		})
		if err != nil {
			t.Fatal(err)
		}
		v := d.As(db.System)
		for what, n := range map[string]func() (int, error){
			"received":         func() (int, error) { return db.Count[Transfer](t.Context(), v, "t.state = 'received'") },
			"on their way":     func() (int, error) { return db.Count[Transfer](t.Context(), v, "t.state = 'sent'") },
			"open defects":     func() (int, error) { return db.Count[Defect](t.Context(), v, "t.state = 'open'") },
			"closed permits":   func() (int, error) { return db.Count[CopyPermit](t.Context(), v, "t.state = 'closed'") },
			"requests to copy": func() (int, error) { return db.Count[CopyPermit](t.Context(), v, "t.state = 'requested'") },
			"overdue": func() (int, error) {
				return db.Count[CarryOut](t.Context(), v, "t.state = 'out' AND t.to_on < '2026-11-24'")
			},
			"provided": func() (int, error) { return db.Count[Provision](t.Context(), v, "t.state = 'provided'") },
			"refused":  func() (int, error) { return db.Count[Provision](t.Context(), v, "t.state = 'refused'") },
		} {
			if k, err := n(); err != nil || k == 0 {
				t.Errorf("%s: %d, %v", what, k, err)
			}
		}
		late, err := db.Count[Transfer](t.Context(), v, "EXISTS (SELECT 1 FROM movement_transfer o WHERE o.book = t.book AND o.year = t.year AND o.seq > t.seq AND t.seq > 0 AND o.sent_on < t.sent_on)")
		if err != nil || late != 0 {
			t.Errorf("%d numbers out of the order of their days, %v", late, err)
		}
		s.pages("officer", "/movement", "/movement/permits", "/movement/carryouts", "/movement/provisions", "/movement/books?book=permit&year=2025")
		s.pages("auditor", "/movement", "/movement/permits", "/movement/carryouts", "/movement/provisions", "/movement/books")
		s.Verify()
	})
}
