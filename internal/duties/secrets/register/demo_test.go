package register

import (
	"math/rand/v2"
	"slices"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// play writes the demo into the invented office.
func play(t *testing.T, d *db.DB, share int) *house {
	t.Helper()
	o := begin(t, d)
	s := &duty.Stage{Rand: rand.New(rand.NewPCG(2014, 2019)), Today: vn.DayOf(d.Now()), Law: law.Default(), Share: share,
		Units: []duty.StageUnit{{ID: dutytest.Office, Name: "Tỉnh ủy Minh Giang", Kind: "province"}}, People: []duty.StagePerson{{ID: dutytest.Keeper, Name: "Bùi Thị Giữ Gìn"}},
		Accounts: map[access.Role]access.Who{access.SecretsOfficer: o.officer, access.Leader: o.leader, access.Inspector: o.inspector, access.Head: dutytest.Who(t, "head")}}
	o.fine(d.Change(t.Context(), db.System, "demo", func(tx *db.Tx) error { s.Tx = tx; return demo(t.Context(), s) }))
	return o
}

func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := play(t, d, 10)
		ctx, v := t.Context(), d.As(db.System)
		items, err := db.Find[Item](ctx, v, "t.seq > 0", "ORDER BY t.org, t.book, t.year, t.seq")
		o.fine(err)
		last := map[[2]any]int{}
		states := map[duty.State]int{}
		for _, i := range items {
			states[i.State]++
			key := [2]any{i.Book, i.Year}
			if i.Seq != last[key]+1 {
				t.Errorf("%s %d: number %d after %d", i.Book, i.Year, i.Seq, last[key])
			}
			last[key] = i.Seq
			if i.Grade == access.TopSecret {
				if w, err := abstractOf(ctx, v, i.ID); err != nil || w != "" {
					t.Errorf("%s: a top secret with the abstract %q, %v", i.Number, w, err)
				}
			}
			if i.Live() && i.ExpiresOn == "" || i.RegisteredOn > o.k.Today() || i.DeterminedOn > i.RegisteredOn {
				t.Errorf("%s: determined %s, registered %s, protected until %s", i.Number, i.DeterminedOn, i.RegisteredOn, i.ExpiresOn)
			}
		}
		if states[Declassified] == 0 || states[Issued] == 0 || states[Registered] == 0 || len(last) != 26 {
			t.Errorf("states %v in %d books", states, len(last))
		}
		for _, s := range []duty.State{InCustody, Lent, RecallDue, InTransit, Missing, CopyReleased} {
			if n, err := db.Count[Copy](ctx, v, "t.state = $1", string(s)); err != nil || n == 0 {
				t.Errorf("no copy is %s (%v)", s, err)
			}
		}
		ts, err := work()(ctx, d.As(o.officer), o.k.Today(), 50)
		o.fine(err)
		late := slices.ContainsFunc(ts, func(x duty.Task) bool { return x.Due != "" && x.Due < o.k.Today() })
		if len(ts) < 5 || !late {
			t.Errorf("%d things to do for the officer, late: %v", len(ts), late)
		}
		if ts, err = work()(ctx, d.As(o.leader), o.k.Today(), 50); err != nil || !slices.ContainsFunc(ts, func(x duty.Task) bool { return x.Kind == duty.Decide }) {
			t.Errorf("nothing for the leader to decide: %v %v", ts, err)
		}
		o.Verify()
	})
}
