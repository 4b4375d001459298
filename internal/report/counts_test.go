package report_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duties/secrets"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/counts"
	"liemchinh.vn/internal/merkle"
	"liemchinh.vn/internal/report"
)

// The figures that cross over are those that the packages of the duty give, by
// key, parts and kind; and the forms TK-1 to TK-10 ask for nothing else.
func TestSecretsFigures(t *testing.T) {
	list := func(fs []duty.Figure) (all []string) {
		for _, f := range fs {
			all = append(all, fmt.Sprintf("%s stock=%t overlap=%t parts=%v", f.Key, f.Stock, f.Overlap, slices.Sorted(slices.Values(f.Parts))))
		}
		slices.Sort(all)
		return all
	}
	var given []duty.Figure
	for _, m := range secrets.Modules(duty.Deps{}) {
		given = append(given, m.Figures...)
	}
	if d := cmp.Diff(list(counts.Figures()), list(given)); d != "" {
		t.Errorf("figures that cross (-) and figures given (+):\n%s", d)
	}
	known := map[string]bool{}
	for _, f := range counts.Figures() {
		known[f.Key] = true
		for _, p := range f.Parts {
			known[p] = true
		}
	}
	all, err := report.Forms()
	must(t, err)
	for _, f := range all {
		for _, g := range f.Groups {
			for _, r := range g.Rows {
				if strings.HasPrefix(r.Figure, "secrets.") && !known[r.Figure] {
					t.Errorf("form %s asks for %s, which nothing gives", f.Key, r.Figure)
				}
			}
		}
	}
	x := words(t)
	for k := range known {
		if !x.Has("vi", k) || !x.Has("en", k) {
			t.Errorf("no title for %s", k)
		}
	}
}

// On the connected instance the forms are filled from the files of counts, and
// every number opens their lines.
func TestCountsInForms(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		found(t, d)
		ctx := context.Background()
		must(t, d.Migrate(ctx, "counts", counts.Files))
		m := counts.New(duty.Deps{DB: d}, counts.Figures())
		d.Register("counts", m.Records...)
		secret, public, err := merkle.NewKey("may-doc-lap")
		must(t, err)
		s, err := merkle.NewSigner(secret)
		must(t, err)
		_, err = counts.TrustKey(ctx, d, people["admin"], public, true)
		must(t, err)
		r := counts.Report{Office: "27", From: "2017-12-15", To: "2018-12-14", Made: "2026-01-01T00:00:00Z", JournalSize: 9, JournalRoot: strings.Repeat("A", 43) + "=", Counts: []counts.Count{
			{Figure: "secrets.bodies_inspected", Unit: "27", Day: "2018-06-30", N: 56},
			{Figure: "secrets.custody", Unit: "271", Day: "2017-12-14", N: 4}, {Figure: "secrets.custody", Unit: "271", Day: "2018-12-14", N: 6},
			{Figure: "secrets.custody_secret", Unit: "271", Day: "2017-12-14", N: 4}, {Figure: "secrets.custody_secret", Unit: "271", Day: "2018-12-14", N: 6},
			{Figure: "secrets.leak_cases", Unit: "271", Day: "2018-03-31", N: 1}, {Figure: "secrets.leak_cases", Unit: "272", Day: "2018-05-31", N: 3},
			{Figure: "secrets.leak_documents", Unit: "271", Day: "2018-03-31", N: 2}, {Figure: "secrets.leak_documents", Unit: "272", Day: "2018-05-31", N: 9},
			{Figure: "secrets.leak_documents_high_secret", Unit: "271", Day: "2018-03-31", N: 2}, {Figure: "secrets.leak_documents_high_secret", Unit: "272", Day: "2018-05-31", N: 2},
			{Figure: "secrets.leak_documents_secret", Unit: "272", Day: "2018-05-31", N: 7},
		}}
		b, err := r.Sign(s)
		must(t, err)
		_, err = counts.Import(ctx, d, people["province"], counts.Figures(), bytes.NewReader(b))
		must(t, err)
		c := clientOf(t, d, "province", []duty.Module{fakeModule(), m})
		for at, want := range map[string][]string{
			"/report/tk-6?from=2017-12-15&to=2018-12-14": {"4", "11", "4", "7"}, "/report/tk-7?from=2017-12-15&to=2018-12-14": {"56"},
			"/report/tk-1?from=2017-12-15&to=2018-12-14": {"6", "6"}, "/report/five-year?from=2014-11-01&to=2019-10-31": {"11", "4", "4", "56"},
		} {
			p := c.Get(at)
			var got []string
			for _, a := range p.Find("a.fig") {
				n := strings.Fields(a.Text())[0]
				got = append(got, n)
				q := c.Get(a.Attr("href"))
				if strings.Contains(a.Attr("href"), "of=target") {
					continue
				}
				if q.Code != 200 || !q.Has("main", "SL-20260101-") {
					t.Errorf("%s: %s opens %d %s", at, n, q.Code, q.Text("main"))
				}
			}
			for _, n := range want {
				if !slices.Contains(got, n) {
					t.Errorf("%s: numbers %v, want %s among them", at, got, n)
				}
			}
			if !p.Has(".vf", "Số khớp hồ sơ") {
				t.Errorf("%s: %s", at, p.Text("#agree"))
			}
		}
	})
}
