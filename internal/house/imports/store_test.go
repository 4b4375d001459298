package imports

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

func setUp(t testing.TB, d *db.DB) {
	t.Helper()
	for _, m := range []struct {
		id    string
		files fs.FS
		kinds []db.Kind
	}{{"org", org.Files, org.Records()}, {"person", person.Files, person.Records()}, {"imports", Files, []db.Kind{db.KindOf[Batch]()}}} {
		if err := d.Migrate(context.Background(), m.id, m.files); err != nil {
			t.Fatal(err)
		}
		d.Register(m.id, m.kinds...)
	}
}

func file(t testing.TB, d *db.DB, who access.Who, kind Kind, on vn.Day, name, content string) (Result, error) {
	t.Helper()
	return File(context.Background(), d, who, kind, on, name, strings.NewReader(content), int64(len(content)))
}

func count(t testing.TB, d *db.DB, table string) int {
	t.Helper()
	n := 0
	err := db.Query(context.Background(), d.As(db.System), func(r db.Row) error { return r.Scan(&n) }, "SELECT count(*) FROM "+table+" t WHERE {visible t}")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestRealFiles imports the official lists as the command line does. The
// tree itself is held against the lists in package org, on both engines.
func TestRealFiles(t *testing.T) {
	d := dbtest.SQLite(t)
	setUp(t, d)
	for _, c := range []struct {
		name string
		on   vn.Day
		want Kind
		rows int
		tree int
	}{{"units-2025-03-01.csv", "2025-03-01", Units, 10806, 10806}, {"unit-changes-2025-07-01.csv", "2025-07-01", Changes, 10667, 3355}} {
		b, err := os.ReadFile(filepath.Join("..", "..", "..", "data", c.name))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		res, err := file(t, d, db.System, Units, c.on, c.name, string(b))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s in %v: %v", c.name, time.Since(start), res.Counts)
		if res.Kind != c.want || res.Read != c.rows || res.Counts[Good]+res.Counts[Look] != c.rows {
			t.Errorf("%s: %+v", c.name, res)
		}
		tr, err := org.Load(context.Background(), d.As(db.System), c.on)
		if err != nil || tr.Len() != c.tree {
			t.Errorf("tree of %s has %d units, want %d (%v)", c.on, tr.Len(), c.tree, err)
		}
		if _, err := file(t, d, db.System, Units, c.on, c.name, string(b)); err == nil {
			t.Errorf("%s goes in twice", c.name)
		}
	}
}

// TestWorkbook imports a workbook with a letterhead above its table.
func TestWorkbook(t *testing.T) {
	d := dbtest.SQLite(t)
	setUp(t, d)
	if _, err := file(t, d, db.System, Units, "2020-01-01", "u.csv", someUnits); err != nil {
		t.Fatal(err)
	}
	rows := [][]any{{1, "Nguyễn Văn Mẫu", "95000001", "1980-05-12", "C1", "Bí thư"}, {2, "Trần Thị Ví Dụ", "95000002", "1985-02-01", "Chi bộ Hai", nil}}
	var b strings.Builder
	err := office.WriteXLSX(&b, []office.Sheet{{Name: "Danh sách", Title: []string{"ĐẢNG BỘ TỈNH MINH GIANG", "DANH SÁCH ĐẢNG VIÊN"},
		Columns: []office.Column{{Title: "TT", Kind: office.IntColumn}, {Title: "Họ và tên"}, {Title: "Số thẻ đảng"}, {Title: "Ngày sinh", Kind: office.DayColumn}, {Title: "Chi bộ"}, {Title: "Chức vụ đảng"}},
		Rows: func(yield func([]any, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		}}})
	if err != nil {
		t.Fatal(err)
	}
	res, err := file(t, d, db.System, People, "2026-01-01", "dv.xlsx", b.String())
	if err != nil || res.Counts[Good] != 2 {
		t.Fatalf("%+v, %v", res, err)
	}
	ps, err := person.List(context.Background(), d.As(db.System), person.Search{Words: "mau"}, "", 0)
	if err != nil || len(ps.Rows) != 1 || ps.Rows[0].BirthYear != 1980 || ps.Rows[0].PartyCardNo != "95000001" || len(ps.Rows[0].Positions) != 1 {
		t.Errorf("%+v, %v", ps.Rows, err)
	}
}

const (
	someUnits  = "code,parent_code,kind,name\n95,,Tỉnh,Tỉnh Minh Giang\n9501,95,Đảng bộ xã,Đảng bộ xã Đồi Chè\nC1,9501,Chi bộ,Chi bộ Một\nC2,9501,Chi bộ,Chi bộ Hai\n"
	somePeople = "Họ và tên,Số thẻ đảng,Ngày sinh,Chi bộ\nNguyễn Văn Mẫu,95.000001,1980,C1\nTrần Thị Ví Dụ,95.000002,1/2/1985,Chi bộ Hai\n"
)

func TestNothingHalf(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d)
		_, err := file(t, d, db.System, Units, "2020-01-01", "sai.csv", someUnits+"C3,9999,Chi bộ,Chi bộ Ba\n")
		rej, ok := errors.AsType[*Rejected](err)
		if !ok || rej.Counts[Fix] != 1 || len(text.Problems(err)) != 1 {
			t.Fatalf("a file with a wrong row gives %v", err)
		}
		if n := count(t, d, "org_unit"); n != 0 {
			t.Errorf("%d units of a refused file stand in the register", n)
		}
		// A commit that is broken off leaves nothing either.
		b, _, err := Start(context.Background(), d, db.System, Units, "2020-01-01", "a.csv", []byte(someUnits))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		_, _, err = Commit(ctx, d, db.System, b.ID, func(done, total int) {
			if done > 0 {
				cancel()
			}
		})
		if err == nil {
			t.Fatal("a commit broken off says nothing")
		}
		if n := count(t, d, "org_unit"); n != 0 {
			t.Errorf("%d units of a broken commit stand in the register", n)
		}
		if _, _, err = Commit(context.Background(), d, db.System, b.ID, nil); err != nil {
			t.Errorf("committing again: %v", err)
		}
		if _, _, err = Commit(context.Background(), d, db.System, b.ID, nil); !errors.Is(err, ErrState) {
			t.Errorf("committing twice gives %v", err)
		}
	})
}

func TestUndo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d)
		ctx := context.Background()
		units, err := file(t, d, db.System, Units, "2020-01-01", "u.csv", someUnits)
		if err != nil {
			t.Fatal(err)
		}
		people, err := file(t, d, db.System, People, "2020-01-01", "p.csv", somePeople)
		if err != nil {
			t.Fatal(err)
		}
		err = Undo(ctx, d, db.System, units.Batch)
		if p := text.Problems(err); len(p) != 1 || p[0].Key != "imports.depends" || !slices.Contains(p[0].Args[0].([]string), "Nguyễn Văn Mẫu") {
			t.Fatalf("undoing units with members gives %v", err)
		}
		if err := Undo(ctx, d, db.System, people.Batch); err != nil {
			t.Fatal(err)
		}
		if err := Undo(ctx, d, db.System, units.Batch); err != nil {
			t.Fatal(err)
		}
		if tr, err := org.Load(ctx, d.As(db.System), "2026-01-01"); err != nil || tr.Len() != 0 {
			t.Errorf("%d units after undoing (%v)", tr.Len(), err)
		}
		if n, err := person.Count(ctx, d.As(db.System), person.Search{}); n != 0 || err != nil {
			t.Errorf("%d persons after undoing (%v)", n, err)
		}
		// The same files go in again.
		if _, err := file(t, d, db.System, Units, "2020-01-01", "u.csv", someUnits); err != nil {
			t.Error(err)
		}
		if _, err := file(t, d, db.System, People, "2020-01-01", "p.csv", somePeople); err != nil {
			t.Error(err)
		}
		if _, err := file(t, d, db.System, People, "2020-01-01", "p.csv", somePeople); !errors.Is(err, ErrNone) {
			t.Errorf("the same members twice give %v", err)
		}
	})
}

// TestWithinReach lets an administrator of one office import below it, and
// nowhere else.
func TestWithinReach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d)
		ctx := context.Background()
		if _, err := file(t, d, db.System, Units, "2020-01-01", "u.csv", someUnits+"96,,Tỉnh,Tỉnh Khác\n"); err != nil {
			t.Fatal(err)
		}
		tr, err := org.Load(ctx, d.As(db.System), "2026-01-01")
		if err != nil {
			t.Fatal(err)
		}
		admin := access.Who{ID: "a", Name: "Bùi Thị Phỏng", Unit: tr.ByCodeAny("95").ID, Clearance: access.Open}
		if _, err := file(t, d, admin, Units, "2021-01-01", "b.csv", "code,parent_code,kind,name\nC9,9501,Chi bộ,Chi bộ Chín\n"); err != nil {
			t.Fatal(err)
		}
		tr, err = org.Load(ctx, d.As(admin), "2026-01-01")
		if err != nil || tr.ByCode(org.AtCell, "C9") == nil {
			t.Errorf("the administrator does not see the cell just imported (%v)", err)
		}
		if _, err := file(t, d, admin, Units, "2021-01-01", "c.csv", "code,parent_code,kind,name\nC8,96,Chi bộ,Chi bộ Tám\n"); err == nil {
			t.Error("an administrator imported below another office")
		}
		es, err := d.Journal(ctx, db.Filter{Verb: "imports.commit"}, "", 1)
		if err != nil || len(es) != 1 || es[0].Name != "Bùi Thị Phỏng" {
			t.Errorf("the journal names %v (%v)", es, err)
		}
	})
}

// TestTexts holds that every key the package says stands in both languages.
func TestTexts(t *testing.T) {
	ts, err := text.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, k := range Kinds {
		keys = append(keys, "imports.kind."+string(k))
		for _, f := range Fields[k] {
			keys = append(keys, "imports.field."+string(f))
		}
	}
	for o := range weight {
		keys = append(keys, "imports.outcome."+string(o))
	}
	for _, name := range []string{"check.go", "check_units.go", "check_changes.go", "check_people.go", "commit.go", "undo.go", "read.go", "pages.go", "page_batch.go"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(b), `"`) {
			if strings.HasPrefix(part, "imports.") && !strings.ContainsAny(part, " /\n") && !strings.HasSuffix(part, ".") && !verbs[part] {
				keys = append(keys, part)
			}
		}
	}
	for _, k := range keys {
		for _, l := range text.Langs {
			if !ts.Has(l, k) {
				t.Errorf("no text %s in %s", k, l)
			}
		}
	}
}

// verbs are names of steps and rights, which are not texts.
var verbs = map[string]bool{"imports.start": true, "imports.commit": false, "imports.undo": false, "imports.read": true, "imports.write": true, "imports.errors": true, "imports.run": true, "imports.failed": true}

func BenchmarkCheckUnits(b *testing.B) {
	var sb strings.Builder
	sb.WriteString("code|parent_code|kind|name\n95||Tỉnh|Tỉnh Minh Giang\n")
	for i := range 10_000 {
		fmt.Fprintf(&sb, "%05d|95|Xã|Xã %d\n", i, i)
	}
	head, rows := sheetOf(sb.String())
	k, m := Guess(Units, head, rows)
	reg := testRegister(b)
	for b.Loop() {
		Check(Sheet{Kind: k, Mapping: m, Rows: rows, On: "2026-01-01"}, reg)
	}
}
