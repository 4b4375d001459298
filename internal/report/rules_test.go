package report_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/text"
)

// published makes a table of one year out of published figures.
func published(whole, parts string, persons int, values ...int) (report.Table, []duty.Module) {
	m := duty.Module{ID: "x", Figures: []duty.Figure{{Key: parts}}}
	t := report.Table{Years: []int{2018}, Counts: map[string]map[int]int{whole: {2018: persons}}}
	g := report.Group{Key: "x"}
	for i, n := range values {
		k := fmt.Sprintf("%s.%d", parts, i)
		m.Figures[0].Parts = append(m.Figures[0].Parts, k)
		t.Counts[k] = map[int]int{2018: n}
		g.Rows = append(g.Rows, report.Row{Figure: k, Years: []int{n}, Total: n})
		g.Whole += n
	}
	t.Groups = []report.Group{g}
	return t, []duty.Module{m}
}

// Published figures keep the rules that their reports keep, and a wrong one is
// named: Tây Ninh (10/7/2018), Vĩnh Long (12/7/2018), Đắk Nông (30/3/2021),
// Cao Bằng (quý I/2025).
func TestPublishedSums(t *testing.T) {
	for _, c := range []struct {
		name    string
		is      string
		persons int
		values  []int
		broken  bool
	}{
		{"Tây Ninh, by form", "=", 56, []int{31, 21, 2, 2}, false},
		{"Tây Ninh, by body", "=", 56, []int{1, 8, 18, 29}, false},
		{"Tây Ninh, by the commission", "=", 16, []int{4, 3, 1, 8}, false},
		{"Vĩnh Long, by form", "=", 62, []int{28, 21, 1, 12}, false},
		{"Vĩnh Long, contents and violations", "<=", 62, []int{15, 14, 12, 8, 5, 5, 15}, false},
		{"Vĩnh Long, only the contents listed", "<=", 62, []int{15, 14, 12, 8, 5, 5}, true},
		{"Đắk Nông, by form", "=", 28, []int{21, 4, 1, 2}, false},
		{"Đắk Nông, by level", "=", 28, []int{1, 8, 19}, false},
		{"Cao Bằng", "=", 44, []int{8, 17, 1, 18}, false},
		{"Cao Bằng, one left out", "=", 44, []int{8, 17, 18}, true},
	} {
		tb, ms := published("x.persons", "x.parts", c.persons, c.values...)
		tb.Form.Rules = []report.Rule{{Name: "forms", Whole: "x.persons", Is: c.is, PartsOf: "x.parts"}}
		breaks := tb.Check(ms)
		if (len(breaks) > 0) != c.broken {
			t.Errorf("%s: %+v", c.name, breaks)
		}
		if c.broken && (breaks[0].Figure != "x.persons" || breaks[0].Year != 2018 || breaks[0].Have != c.persons) {
			t.Errorf("%s names %+v", c.name, breaks[0])
		}
	}
}

func TestYearsRule(t *testing.T) {
	tb := report.Table{Years: []int{2018, 2019}, Groups: []report.Group{{Rows: []report.Row{{Figure: "a", Years: []int{1, 2}, Total: 3}, {Figure: "b", Years: []int{1, 2}, Total: 4}}}}}
	want := []report.Break{{Rule: report.YearsRule, Figure: "b", Have: 4, Parts: 3}}
	if d := cmp.Diff(want, tb.Check(nil)); d != "" {
		t.Error(d)
	}
}

// the share of a content is of the violations, not of the persons. Vĩnh
// Long cut its shares off after one decimal; Tây Ninh rounded.
func TestA26Shares(t *testing.T) {
	for _, c := range []struct {
		n, whole      int
		half, cut, en string
	}{
		{15, 74, "20,3\u00a0%", "20,2\u00a0%", "20.3%"}, {14, 74, "18,9\u00a0%", "18,9\u00a0%", "18.9%"}, {12, 74, "16,2\u00a0%", "16,2\u00a0%", "16.2%"},
		{8, 74, "10,8\u00a0%", "10,8\u00a0%", "10.8%"}, {5, 74, "6,8\u00a0%", "6,7\u00a0%", "6.8%"}, {13, 62, "21,0\u00a0%", "20,9\u00a0%", "21.0%"},
		{1, 0, "–", "–", "–"}, {3, 2, "150,0\u00a0%", "150,0\u00a0%", "150.0%"},
	} {
		if g := report.HalfUp.Show(text.Vi, c.n, c.whole); g != c.half {
			t.Errorf("%d of %d = %q, want %q", c.n, c.whole, g, c.half)
		}
		if g := report.CutOff.Show(text.Vi, c.n, c.whole); g != c.cut {
			t.Errorf("%d of %d cut = %q, want %q", c.n, c.whole, g, c.cut)
		}
		if g := report.HalfUp.Show(text.En, c.n, c.whole); g != c.en {
			t.Errorf("%d of %d = %q, want %q", c.n, c.whole, g, c.en)
		}
	}
	d := dbtest.SQLite(t)
	found(t, d, usual()...)
	for _, g := range count(t, d, "p").Groups {
		if g.Key == "content" && (g.Whole != 3 || g.Rows[1].Total != 2) {
			t.Errorf("2 persons, 3 violations; the whole is %d, policy %d", g.Whole, g.Rows[1].Total)
		}
	}
}

// A rule that breaks names the record that breaks it.
func TestCulprits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		things := append(usual(), a("d1", "2017-09-09", "members_disciplined", "disciplined.decider.cell", "disciplined.content.policy", "disciplined.content.lifestyle"))
		found(t, d, things...)
		tb := count(t, d, "p")
		breaks := tb.Check(modules())
		if len(breaks) != 1 || breaks[0].Rule != "forms" || breaks[0].Year != 2017 || breaks[0].Have != 2 || breaks[0].Parts != 1 {
			t.Fatalf("breaks %+v", breaks)
		}
		lines, err := report.Culprits(context.Background(), d, modules(), tb, breaks[0], 10)
		must(t, err)
		if want := things[len(things)-1].ID; len(lines) != 1 || lines[0].ID != want {
			t.Errorf("culprits %+v, want %s", lines, want)
		}
	})
}
