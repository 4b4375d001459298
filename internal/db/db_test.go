package db_test

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/merkle"
)

//go:embed testdata/schema
var testSchema embed.FS

// trip is a record of the tests.
type trip struct {
	db.Base
	Person string
	Day    string
	Days   int
	Paid   bool
	Stops  []string
	Code   string
	Barred string
}

func (*trip) Table() string { return "trip" }

func (r *trip) Columns() []db.Col {
	return append(r.BaseColumns(), []db.Col{
		{Name: "person", Ptr: &r.Person}, {Name: "day", Ptr: &r.Day}, {Name: "days", Ptr: &r.Days}, {Name: "paid", Ptr: &r.Paid},
		{Name: "stops", Ptr: db.JSON{Ptr: &r.Stops}}, {Name: "code", Ptr: &r.Code, Secret: true}, {Name: "barred", Ptr: &r.Barred},
	}...)
}

func (r *trip) Facts() []db.Fact {
	if r.Day == "" {
		return nil
	}
	return []db.Fact{{Key: "trip.days", Unit: r.Org, Day: r.Day, N: r.Days, Subject: r.Person}, {Key: "trip.all", Unit: r.Org, Day: r.Day, N: 1, Subject: r.Person}}
}

func (r *trip) Bars() []string {
	if r.Barred == "" {
		return nil
	}
	return []string{r.Barred}
}

// province p stands above d1 and d2; d3 was below p until 2020, when d2 took
// it over.
var reaches = []db.Reach{
	{Root: "p", Unit: "p", Since: "0001-01-01", Until: "9999-12-31", Sees: true},
	{Root: "d1", Unit: "d1", Since: "0001-01-01", Until: "9999-12-31", Sees: true},
	{Root: "d2", Unit: "d2", Since: "0001-01-01", Until: "9999-12-31", Sees: true},
	{Root: "p", Unit: "d1", Since: "0001-01-01", Until: "9999-12-31", Sees: true},
	{Root: "p", Unit: "d2", Since: "0001-01-01", Until: "9999-12-31", Sees: true},
	{Root: "p", Unit: "d3", Since: "0001-01-01", Until: "2020-01-01", Sees: true},
	{Root: "d3", Unit: "d3", Since: "0001-01-01", Until: "2020-01-01"},
	{Root: "d2", Unit: "d3", Since: "0001-01-01", Until: "2020-01-01", Sees: true},
}

var (
	ctx      = context.Background()
	chief    = access.Who{ID: "chief", Name: "Lê Chủ", Unit: "p", Clearance: access.TopSecret}
	clerk    = access.Who{ID: "clerk", Name: "An", Unit: "d1"}
	stranger = access.Who{ID: "stranger", Unit: "d2", Clearance: access.TopSecret}
)

func seed(t *testing.T, d *db.DB) {
	t.Helper()
	if err := d.Migrate(ctx, "trip", sub(testSchema)); err != nil {
		t.Fatal(err)
	}
	d.Register("trip", db.KindOf[trip]())
	err := d.Change(ctx, db.System, "seed", func(tx *db.Tx) error {
		if err := tx.SetReach(ctx, reaches); err != nil {
			return err
		}
		for _, r := range []trip{
			{Base: db.Base{ID: "t1", Org: "d1"}, Person: "An", Day: "2019-01-31", Days: 3, Stops: []string{"Huế", "<Vinh>"}, Code: "secret-1"},
			{Base: db.Base{ID: "t2", Org: "d2"}, Person: "Bình", Day: "2019-02-01", Days: 5, Paid: true},
			{Base: db.Base{ID: "t3", Org: "d1", Level: access.HighSecret}, Person: "An", Day: "2019-03-15", Days: 7},
			{Base: db.Base{ID: "t4", Org: "d3"}, Person: "Chi", Day: "2018-12-31", Days: 11},
			{Base: db.Base{ID: "t5", Org: "d1"}, Person: "Dũng", Barred: "person-of-chief"},
		} {
			if err := db.Save(ctx, tx, &r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func ids(rs []trip) string {
	var b []string
	for _, r := range rs {
		b = append(b, r.ID)
	}
	return strings.Join(b, " ")
}

func TestVisible(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		asSubject := chief
		asSubject.Person = "person-of-chief"
		for _, tt := range []struct {
			name string
			who  access.Who
			want string
		}{
			{"clerk: own office, no clearance", clerk, "t1 t5"},
			{"successor sees the office it took over", stranger, "t2 t4"},
			{"province sees all", chief, "t1 t2 t3 t4 t5"},
			{"not the dossier that is about oneself", asSubject, "t1 t2 t3 t4"},
			{"the program", db.System, "t1 t2 t3 t4 t5"},
			{"nobody", access.Who{}, ""},
		} {
			rs, err := db.Find[trip](ctx, d.As(tt.who), "1 = 1", "ORDER BY t.id")
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(rs); got != tt.want {
				t.Errorf("%s: sees %q, want %q", tt.name, got, tt.want)
			}
		}
		if err := db.Query(ctx, d.As(chief), nil, `SELECT count(*) FROM trip t`); err == nil || !strings.Contains(err.Error(), "{visible t}") {
			t.Errorf("a query without the mark: %v", err)
		}
		if rs, err := db.Find[trip](ctx, d.As(clerk), "t.id = 't1' OR 1 = 1", ""); err != nil || len(rs) != 2 {
			t.Errorf("OR in the condition opened other offices: %s, %v", ids(rs), err)
		}
		r, err := db.Get[trip](ctx, d.As(clerk), "t1")
		if err != nil || cmp.Diff(r.Stops, []string{"Huế", "<Vinh>"}) != "" || r.Code != "secret-1" || r.Version != 1 || r.Dossier != "t1" {
			t.Errorf("t1 = %+v, %v", r, err)
		}
	})
}

func TestSaveStaysInReach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		save := func(who access.Who, r trip) error {
			return d.Change(ctx, who, "trip.write", func(tx *db.Tx) error { return db.Save(ctx, tx, &r) })
		}
		mine, err := db.Get[trip](ctx, d.As(clerk), "t1")
		if err != nil {
			t.Fatal(err)
		}
		moved := mine
		moved.Org = "d2"
		for _, tt := range []struct {
			name string
			who  access.Who
			r    trip
			want error
		}{
			{"new in another office", clerk, trip{Base: db.Base{Org: "d2"}}, db.ErrOutOfReach},
			{"new above one's clearance", clerk, trip{Base: db.Base{Org: "d1", Level: access.Secret}}, db.ErrOutOfReach},
			{"moved away", clerk, moved, db.ErrOutOfReach},
			{"another office's row", stranger, mine, db.ErrNotFound},
			{"by nobody", access.Who{}, mine, db.ErrNotFound},
			{"own", clerk, trip{Base: db.Base{Org: "d1"}}, nil},
			{"below", chief, trip{Base: db.Base{Org: "d1"}}, nil},
		} {
			if err := save(tt.who, tt.r); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
	})
}

func TestConflictSaysWhatChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		change := func(who access.Who, version int, fn func(*trip)) error {
			return d.Change(ctx, who, "trip.edit", func(tx *db.Tx) error {
				r, err := db.GetAt[trip](ctx, tx, "t1", version)
				if err != nil {
					return err
				}
				fn(&r)
				return db.Save(ctx, tx, &r)
			})
		}
		if err := change(chief, 1, func(r *trip) { r.Days = 4 }); err != nil {
			t.Fatal(err)
		}
		err := change(clerk, 1, func(r *trip) { r.Person = "Ân" })
		var c *db.Conflict
		if !errors.As(err, &c) || !errors.Is(err, db.ErrConflict) {
			t.Fatalf("second writer: %v", err)
		}
		want := &db.Conflict{Record: "trip/t1", By: "Lê Chủ", At: "2026-11-24T02:00:00Z", Fields: []db.FieldChange{{Name: "days", Was: "3", Now: "4"}}}
		if diff := cmp.Diff(want, c); diff != "" {
			t.Error(diff)
		}
		// Saving without having read again is refused as well.
		err = d.Change(ctx, clerk, "trip.edit", func(tx *db.Tx) error {
			return db.Save(ctx, tx, &trip{Base: db.Base{ID: "t1", Org: "d1", Dossier: "t1", Version: 1}, Person: "X"})
		})
		if !errors.As(err, &c) {
			t.Errorf("stale save: %v", err)
		}
	})
}

// TestAllOrNothing fails after a save: neither row, entry nor fact may stay.
func TestAllOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		boom := errors.New("boom")
		err := d.Change(ctx, chief, "trip.edit", func(tx *db.Tx) error {
			r, err := db.Get[trip](ctx, tx.View, "t1")
			if err != nil {
				return err
			}
			r.Days = 1000
			if err := db.Save(ctx, tx, &r); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		r, err := db.Get[trip](ctx, d.As(chief), "t1")
		if err != nil || r.Days != 3 {
			t.Errorf("days = %d, %v", r.Days, err)
		}
		if es, err := d.History(ctx, "t1", "", 10); err != nil || len(es) != 1 {
			t.Errorf("journal has %d entries, want 1, %v", len(es), err)
		}
		if n := days(t, d, "p", "2019-01-01", "2019-12-31"); n != 15 {
			t.Errorf("trip.days = %d, want 15", n)
		}
	})
}

func days(t *testing.T, d *db.DB, node, from, to string) int {
	t.Helper()
	f, err := d.Figures(ctx, "trip.", db.Range{Node: node, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range f["trip.days"] {
		n += v
	}
	return n
}

// TestFigures counts before the fold, after it, and after a later change: the
// sum is the same whether it comes from tallies or from facts, and equals the
// list behind it.
func TestFigures(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		check := func(stage string) {
			t.Helper()
			for _, tt := range []struct {
				node, from, to string
				want           int
			}{
				{"p", "2018-01-01", "2019-12-31", 26},
				{"*", "2018-01-01", "2019-12-31", 26},
				{"d1", "2018-01-01", "2019-12-31", 10},
				{"d2", "2018-01-01", "2019-12-31", 16},
				{"d3", "2018-01-01", "2019-12-31", 11},
				{"p", "2019-01-31", "2019-02-01", 8},
				{"p", "2019-01-01", "2019-01-30", 0},
				{"p", "2018-12-31", "2019-01-31", 14},
				{"p", "2019-02-02", "2019-03-14", 0},
				{"p", "2019-03-15", "2019-03-15", 7},
				{"nowhere", "2018-01-01", "2019-12-31", 0},
			} {
				if got := days(t, d, tt.node, tt.from, tt.to); got != tt.want {
					t.Errorf("%s: %s %s–%s = %d, want %d", stage, tt.node, tt.from, tt.to, got, tt.want)
				}
				sum := 0
				for after := ""; ; {
					s, err := d.Behind(ctx, "trip.days", db.Range{Node: tt.node, From: tt.from, To: tt.to}, after, 2)
					if err != nil {
						t.Fatal(err)
					}
					for _, l := range s.Rows {
						sum += l.N
					}
					if after = s.Next; after == "" {
						break
					}
				}
				if sum != tt.want {
					t.Errorf("%s: the list behind %s %s–%s adds up to %d, want %d", stage, tt.node, tt.from, tt.to, sum, tt.want)
				}
			}
		}
		check("unfolded")
		if did, err := d.Fold(ctx); err != nil || !did {
			t.Fatalf("Fold = %v, %v", did, err)
		}
		check("folded")
		err := d.Change(ctx, chief, "trip.edit", func(tx *db.Tx) error {
			r, err := db.Get[trip](ctx, tx.View, "t1")
			if err != nil {
				return err
			}
			r.Days, r.Day = 100, "2019-06-06"
			if err := db.Save(ctx, tx, &r); err != nil {
				return err
			}
			r.Days, r.Day = 3, "2019-01-31"
			return db.Save(ctx, tx, &r)
		})
		if err != nil {
			t.Fatal(err)
		}
		check("changed and back, tail unfolded")
		if _, err := d.Fold(ctx); err != nil {
			t.Fatal(err)
		}
		check("folded again")
		if n, err := d.Recount(ctx); err != nil || n != 0 {
			t.Errorf("Recount changed %d facts, %v", n, err)
		}
		check("recounted")
		if n, err := d.Distinct(ctx, "trip.all", db.Range{Node: "p", From: "2019-01-01", To: "2019-12-31"}); err != nil || n != 2 {
			t.Errorf("Distinct = %d, %v; want 2: An and Bình", n, err)
		}
	})
}

func TestKeysetPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		for _, desc := range []bool{false, true} {
			var got []string
			p := db.Page{By: []string{"days"}, Desc: desc, Limit: 2}
			for pages := 0; ; pages++ {
				s, err := db.List[trip](ctx, d.As(chief), p)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, ids(s.Rows))
				if p.After = s.Next; s.Next == "" {
					break
				}
			}
			want := []string{"t5 t1", "t2 t3", "t4"}
			if desc {
				want = []string{"t4 t3", "t2 t1", "t5"}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("desc %v: %s", desc, diff)
			}
		}
		for _, bad := range []string{"x", "W10", "WzEsMiwzXQ", "W3t9LCIiXQ"} {
			if _, err := db.List[trip](ctx, d.As(chief), db.Page{By: []string{"days"}, After: bad}); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("cursor %q: %v", bad, err)
			}
		}
	})
}

func TestManyWriters(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		secret, public, err := merkle.NewKey("liemchinh.vn/test")
		if err != nil {
			t.Fatal(err)
		}
		if d.Signer, err = merkle.NewSigner(secret); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				r := trip{Base: db.Base{ID: fmt.Sprintf("w%02d", i), Org: "d1"}, Day: "2020-05-05", Days: 1}
				if err := d.Change(ctx, chief, "trip.write", func(tx *db.Tx) error { return db.Save(ctx, tx, &r) }); err != nil {
					t.Error(err)
				}
				if i%8 == 0 {
					if _, err := d.Fold(ctx); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if _, err := d.Fold(ctx); err != nil {
			t.Fatal(err)
		}
		if n := days(t, d, "d1", "2020-01-01", "2020-12-31"); n != 40 {
			t.Errorf("trip.days = %d, want 40", n)
		}
		v, err := d.Verify(ctx, public, "")
		if err != nil || len(v.Flaws) > 0 || v.Entries != 45 || v.Waiting != 0 || v.Records != 45 {
			t.Errorf("Verify = %+v, %v", v, err)
		}
		cps, err := d.Checkpoints(ctx, 1)
		if err != nil || len(cps) != 1 || cps[0].Size != 45 {
			t.Fatalf("Checkpoints = %+v, %v", cps, err)
		}
		if _, err := d.Verify(ctx, public, merkle.Line(cps[0].Note)); err != nil {
			t.Errorf("own witness: %v", err)
		}
	})
}

func TestJournalKeepsNoSecret(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		es, err := d.Journal(ctx, db.Filter{Record: "trip/t1"}, "", 10)
		if err != nil || len(es) != 1 {
			t.Fatalf("%v, %v", es, err)
		}
		if strings.Contains(es[0].Now, "secret-1") || !strings.Contains(es[0].Now, `"code":"sha256:`) {
			t.Errorf("entry = %s", es[0].Now)
		}
		if !strings.Contains(es[0].Now, "<Vinh>") {
			t.Errorf("entry escapes HTML: %s", es[0].Now)
		}
	})
}

// Entries of one verb can be left out of the journal that is read.
func TestJournalExcept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		for _, verb := range []string{"a.one", "b.many", "b.many", "a.two"} {
			if err := d.Note(ctx, db.System, verb, "x/1", "", nil); err != nil {
				t.Fatal(err)
			}
		}
		es, err := d.Journal(ctx, db.Filter{Except: "b.many"}, "", 10)
		if err != nil || len(es) != 2 || es[0].Verb != "a.two" || es[1].Verb != "a.one" {
			t.Errorf("%+v, %v", es, err)
		}
	})
}
