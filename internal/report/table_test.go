package report_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The keys of the five-year form are a contract with the scripts of offices.
func TestFormKeys(t *testing.T) {
	f, err := report.FormOf(report.FiveYear)
	must(t, err)
	var keys []string
	for _, r := range f.Groups[0].Rows {
		keys = append(keys, r.Figure)
	}
	want := []string{"inspection.members_inspected", "inspection.organisations_inspected", "inspection.members_supervised", "inspection.organisations_supervised",
		"inspection.members_signs", "inspection.members_denunciation_resolved", "inspection.members_disciplined"}
	if d := cmp.Diff(want, keys); d != "" {
		t.Error(d)
	}
	if _, err := report.FormOf("none"); !errors.Is(err, report.ErrNoForm) {
		t.Errorf("FormOf(none) = %v", err)
	}
}

func TestReadFormRefuses(t *testing.T) {
	for _, s := range []string{
		`{"key":"x","years":1,"groups":[{"key":"g"}]}`,
		`{"key":"x","years":1,"groups":[{"key":"g","parts_of":"a","rows":[{"figure":"b"}]}]}`,
		`{"key":"x","years":1,"rules":[{"name":"r","whole":"a","is":"<","parts_of":"b"}]}`,
		`{"key":"x","groups":[]}`, `{"key":"x","years":1,"colour":"red"}`,
	} {
		if _, err := report.ReadForm([]byte(s)); err == nil {
			t.Errorf("ReadForm(%s): no error", s)
		}
	}
}

func TestCount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		found(t, d, usual()...)
		for _, c := range []struct {
			node, key string
			years     []int
			total     int
			target    int
		}{
			{"p", "inspection.members_inspected", []int{1, 3, 0, 0, 0, 1}, 5, 10},
			{"d1", "inspection.members_inspected", []int{0, 2, 0, 0, 0, 0}, 2, 10},
			{"d2", "inspection.members_inspected", []int{0, 1, 0, 0, 0, 1}, 2, 0},
			{db.Everywhere, "inspection.members_signs", []int{0, 1, 1, 1, 1, 0}, 4, 0}, // the form sets no target for it
			{"c1", "inspection.members_disciplined", []int{0, 0, 0, 1, 0, 0}, 1, 0},
		} {
			r, ok := count(t, d, c.node).Row(c.key)
			if !ok || !slices.Equal(r.Years, c.years) || r.Total != c.total || r.Target != c.target {
				t.Errorf("%s %s = %+v, want %v, %d of %d", c.node, c.key, r, c.years, c.total, c.target)
			}
		}
		form, _ := report.FormOf(report.FiveYear)
		if _, err := report.Count(context.Background(), d, modules(), form, period, "none"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("Count of no unit: %v", err)
		}
		wrong, err := report.Match(context.Background(), d, count(t, d, "p"))
		if err != nil || len(wrong) != 0 {
			t.Errorf("Match = %v, %v", wrong, err)
		}
	})
}

func TestPeriod(t *testing.T) {
	for _, c := range []struct {
		p    report.Period
		want error
	}{
		{report.Period{From: "2014-11-01", To: "2014-11-01"}, nil}, {report.Period{From: "2014-11-02", To: "2014-11-01"}, report.ErrOrder},
		{report.Period{From: "2014-02-30", To: "2015-01-01"}, report.ErrNoDay}, {report.Period{From: "2014-02-28"}, report.ErrNoDay},
		{report.Period{From: "2000-01-01", To: "2011-12-31"}, nil}, {report.Period{From: "2000-12-31", To: "2012-01-01"}, report.ErrTooLong},
	} {
		if err := c.p.Check(); !errors.Is(err, c.want) {
			t.Errorf("%v: %v, want %v", c.p, err, c.want)
		}
	}
	if p := report.LastYears("2026-11-24", 5); p != (report.Period{From: "2021-01-01", To: "2025-12-31"}) {
		t.Errorf("LastYears = %v", p)
	}
	if p := period.In(2014); p != (report.Period{From: "2014-11-01", To: "2014-12-31"}) {
		t.Errorf("In(2014) = %v", p)
	}
}

// Every cell is the number of the records behind it.
func TestCellsAndRecordsAgree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		found(t, d, usual()...)
		ctx, tb := context.Background(), count(t, d, "p")
		for _, r := range tb.Rows() {
			for _, y := range append(slices.Clone(tb.Years), 0) {
				n, after := 0, ""
				for {
					s, err := report.Cell(ctx, d, modules(), people["province"], tb, r.Figure, y, after, 2)
					must(t, err)
					for _, x := range s.Rows {
						n += x.N
					}
					if after = s.Next; after == "" {
						break
					}
				}
				if n != tb.In(r, y) {
					t.Errorf("%s %d: the cell says %d, its records %d", r.Figure, y, tb.In(r, y), n)
				}
			}
		}
		if _, err := report.Cell(ctx, d, modules(), people["province"], tb, "inspection.members_signs", 2013, "", 2); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("a cell outside the table: %v", err)
		}
	})
}

// A record the viewer may not see counts, but says nothing of itself.
func TestHiddenRecords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		found(t, d, usual()...)
		recs, err := report.CellAll(context.Background(), d, modules(), people["district"], count(t, d, "d1"), "inspection.members_signs", 0)
		must(t, err)
		var hidden []string
		for _, r := range recs {
			if r.Hidden {
				hidden = append(hidden, r.Year()+r.ID+r.Title+r.Code)
			}
		}
		if d := cmp.Diff([]string{"2016", "2018"}, hidden); len(recs) != 4 || d != "" {
			t.Errorf("%d records; %s", len(recs), d)
		}
	})
}

// Additive figures: the total is the sum over the offices below and the
// office's own, whatever the tree and the records.
func TestSidesAddUp(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		serial = 0
		var things []*thing
		for range 300 {
			unit := []string{"p", "d1", "d2", "d3", "c1"}[rnd.IntN(5)]
			last := 2020
			if unit == "d3" {
				last = 2016
			}
			things = append(things, a(unit, fmt.Sprintf("%d-%02d-%02d", 2014+rnd.IntN(last-2014), 1+rnd.IntN(12), 1+rnd.IntN(28)), "members_signs"))
		}
		found(t, d, things...)
		for _, node := range []string{"p", "d1", "d2", "c1", db.Everywhere} {
			tb := count(t, d, node)
			s, err := report.SideBySide(context.Background(), d, modules(), tb, "inspection.members_signs")
			must(t, err)
			sum := slices.Clone(s.Own.Years)
			for _, x := range s.Sides {
				for i, n := range x.Years {
					sum[i] += n
				}
			}
			if !slices.Equal(sum, s.Total.Years) || s.Total.Total == 0 && node != "x" {
				t.Errorf("%s: sides add up to %v, the total is %v", node, sum, s.Total.Years)
			}
		}
	})
}

func TestSidesOfSuccessors(t *testing.T) {
	d := dbtest.SQLite(t)
	found(t, d, usual()...)
	s, err := report.SideBySide(context.Background(), d, modules(), count(t, d, "p"), "inspection.members_inspected")
	must(t, err)
	var got []string
	for _, x := range s.Sides {
		got = append(got, fmt.Sprint(x.Unit.Name, " ", x.Total, " ", x.Target, " ", x.Whole))
	}
	// Đồi Chè's inspection stands with Sông Mẫu, which took it over.
	if d := cmp.Diff([]string{"Huyện Hồ Xanh 2 10 true", "Huyện Sông Mẫu 2 0 true"}, got); d != "" || s.Own.Total != 1 {
		t.Errorf("own %d; %s", s.Own.Total, d)
	}
}

func TestWrite(t *testing.T) {
	d := dbtest.SQLite(t)
	found(t, d, usual()...)
	x := words(t)
	for _, l := range text.Langs {
		p := report.Paper{Table: count(t, d, "p"), Texts: x, Lang: l}
		for _, f := range []report.Format{report.Terminal, report.CSV, report.JSON} {
			var b bytes.Buffer
			must(t, report.Write(&b, p, f))
			golden(t, fmt.Sprintf("five-year.%s.%s", l, f), b.Bytes())
		}
	}
	if err := report.Write(&bytes.Buffer{}, report.Paper{}, "pdf"); !errors.Is(err, report.ErrFormat) {
		t.Errorf("Write pdf: %v", err)
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		must(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	must(t, err)
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s: %s", name, d)
	}
}
