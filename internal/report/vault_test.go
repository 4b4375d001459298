package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/text"
)

// paper is a record of a second duty, whose figures bear another name than its
// module and its table: it enters, and may leave.
type paper struct {
	db.Base
	Number, Grade, Begun, Ended string
}

func (*paper) Table() string { return "vault_paper" }

func (r *paper) Columns() []db.Col {
	return append(r.BaseColumns(), db.Col{Name: "number", Ptr: &r.Number}, db.Col{Name: "grade", Ptr: &r.Grade}, db.Col{Name: "begun", Ptr: &r.Begun}, db.Col{Name: "ended", Ptr: &r.Ended})
}

func (r *paper) Facts() []db.Fact {
	var fs []db.Fact
	add := func(key, day string, n int) {
		for _, k := range []string{key, key + "_" + r.Grade} {
			fs = append(fs, db.Fact{Key: "secrets." + k, Unit: r.Org, Day: day, N: n, Subject: r.ID})
		}
	}
	add("items_out", r.Begun, 1)
	add("custody", r.Begun, 1)
	if r.Ended != "" {
		add("custody", r.Ended, -1)
	}
	return fs
}

func grades(key string) []string {
	return []string{key + "_top_secret", key + "_high_secret", key + "_secret"}
}

func vaultModule() duty.Module {
	return duty.Module{
		ID: "vault", Files: fstest.MapFS{}, Records: []db.Kind{db.KindOf[paper]()},
		Figures: []duty.Figure{{Key: "secrets.items_out", Parts: grades("secrets.items_out")}, {Key: "secrets.custody", Parts: grades("secrets.custody"), Stock: true}},
		Lines: func(ctx context.Context, v db.View, _ string, ids []string) (map[string]duty.Line, error) {
			out := map[string]duty.Line{}
			for _, id := range ids {
				ps, err := db.Find[paper](ctx, v, "t.id = $1", "", id)
				if err != nil {
					return nil, err
				}
				for _, p := range ps {
					out[id] = duty.Line{ID: id, Code: p.Number, Title: "Tài liệu", Href: "/vault/" + id}
				}
			}
			return out, nil
		},
	}
}

// stored fills a database with papers of two years. d3 went from p to d2's
// care on 1/1/2016; m1 stood below d1 until 1/7/2016 and below d2 since.
func stored(t *testing.T, d *db.DB) {
	t.Helper()
	found(t, d)
	ctx := context.Background()
	must(t, d.Migrate(ctx, "vault", sub(t, fakeSchema, "testdata/vault")))
	d.Register("vault", vaultModule().Records...)
	moved := append(slices.Clone(tree),
		db.Reach{Root: "m1", Unit: "m1", Since: "0001-01-01", Until: "9999-12-31", Sees: true}, db.Reach{Root: "p", Unit: "m1", Since: "0001-01-01", Until: "9999-12-31", Sees: true},
		db.Reach{Root: "d1", Unit: "m1", Since: "0001-01-01", Until: "2016-07-01"}, db.Reach{Root: "d2", Unit: "m1", Since: "2016-07-01", Until: "9999-12-31"})
	must(t, d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
		if err := tx.SetReach(ctx, moved); err != nil {
			return err
		}
		for i, x := range [][4]string{
			{"p", "secret", "2014-12-15", ""}, {"d1", "secret", "2014-12-14", "2016-02-01"}, {"d1", "high_secret", "2015-12-14", ""}, {"d1", "top_secret", "2015-12-15", "2016-12-14"},
			{"c1", "secret", "2016-03-01", "2016-12-15"}, {"d2", "secret", "2016-03-02", "2016-03-03"}, {"m1", "secret", "2015-05-05", "2016-08-08"}, {"m1", "secret", "2015-05-06", ""},
		} {
			p := &paper{Base: db.Base{ID: fmt.Sprintf("v%d", i+1), Org: x[0]}, Number: fmt.Sprintf("%02d-BC/TU", i+1), Grade: x[1], Begun: x[2], Ended: x[3]}
			if err := db.Save(ctx, tx, p); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := d.Fold(ctx)
	must(t, err)
}

func countTK1(t *testing.T, d *db.DB, node string, p report.Period) report.Table {
	t.Helper()
	form, err := report.FormOf("tk-1")
	must(t, err)
	tb, err := report.Count(context.Background(), d, both(), form, p, node)
	must(t, err)
	return tb
}

func both() []duty.Module { return []duty.Module{fakeModule(), vaultModule()} }

var year2016 = report.Period{From: "2015-12-15", To: "2016-12-14"}

// A figure of stock is what stands at the end of the period: what entered
// before it counts, what left before its last day was over does not, and what
// moved in the tree counts where it stands.
func TestStock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		stored(t, d)
		for _, tt := range []struct {
			node, key string
			years     []int
			total     int
		}{
			{"p", "secrets.custody", []int{6, 4}, 4}, // 2016: v1, v3, v5, v8
			{"p", "secrets.custody_top_secret", []int{1, 0}, 0},
			{"p", "secrets.items_out", []int{1, 2}, 3},
			{"d1", "secrets.custody", []int{5, 2}, 2},
			{"d2", "secrets.custody", []int{0, 1}, 1}, // v8 came with its unit; v7, which left under d2, does not count below zero
			{db.Everywhere, "secrets.custody", []int{6, 4}, 4},
		} {
			tb := countTK1(t, d, tt.node, year2016)
			r, ok := tb.Row(tt.key)
			if !ok || !slices.Equal(r.Years, tt.years) || r.Total != tt.total {
				t.Errorf("%s %s = %v, %d; want %v, %d", tt.node, tt.key, r.Years, r.Total, tt.years, tt.total)
			}
			if breaks := tb.Check(both()); len(breaks) > 0 {
				t.Errorf("%s: %+v", tt.node, breaks)
			}
			recs, err := report.CellAll(context.Background(), d, both(), people["province"], tb, tt.key, 0)
			must(t, err)
			if len(recs) != tt.total {
				t.Errorf("%s %s: %d records behind %d: %+v", tt.node, tt.key, len(recs), tt.total, recs)
			}
		}
		// The pages of the list are those of the whole list.
		tb := countTK1(t, d, "p", year2016)
		var ids []string
		for after := ""; ; {
			s, err := report.Cell(context.Background(), d, both(), people["province"], tb, "secrets.custody", 2015, after, 2)
			must(t, err)
			for _, r := range s.Rows {
				ids = append(ids, r.ID)
			}
			if after = s.Next; after == "" {
				break
			}
		}
		if diff := cmp.Diff([]string{"v2", "v1", "v7", "v8", "v3", "v4"}, ids); diff != "" {
			t.Errorf("standing at the end of 2015 (-want +got):\n%s", diff)
		}
	})
}

// S34: the form counts exactly 15/12 to 14/12, and shows when it is due.
func TestS34_AnnualForm(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		stored(t, d)
		c := clientOf(t, d, "province", both())
		p := c.Get("/report/tk-1")
		if p.Code != 200 || !p.Has(".note", "15/12/2025 đến 14/12/2026, gửi chậm nhất 20/12/2026") || !p.Has(".note", "chưa kiểm chứng") || !p.Has("details li", "S-ANNUAL-FROM") {
			t.Fatalf("%d %s", p.Code, p.Text("main"))
		}
		p = c.Get("/report/tk-1?from=2015-12-15&to=2016-12-14")
		for _, want := range []string{"15/12/2015 đến 14/12/2016, gửi chậm nhất 20/12/2016"} {
			if !p.Has(".note", want) || p.Has(".note", "không phải kỳ") {
				t.Error(p.Text(".note"))
			}
		}
		foot := p.Find("tfoot td")
		var got []string
		for _, td := range foot {
			got = append(got, strings.Fields(td.Text())[0])
		}
		// Out: v4 (15/12), v5, v6; not v3 (14/12/2015). In custody: v1, v3, v5, v8.
		if diff := cmp.Diff([]string{"Cộng", "3", "1", "0", "2", "4", "0", "1", "3", "0"}, got); diff != "" {
			t.Errorf("sums (-want +got):\n%s", diff)
		}
		if p = c.Get("/report/tk-1?from=2016-01-01&to=2016-12-31"); !p.Has(".note.warn", "không phải kỳ báo cáo năm") || c.Get(p.Link("Xem kỳ báo cáo năm")).Code != 200 {
			t.Error(p.Text(".note"))
		}
	})
}

// Every number of every line opens as many records as it says.
func TestOfficesCellsOpenTheirRecords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		stored(t, d)
		c := clientOf(t, d, "province", both())
		p := c.Get("/report/tk-1?from=2015-12-15&to=2016-12-14")
		seen := 0
		for _, td := range p.Find("table.grid td.num") {
			n := strings.Fields(td.Text())[0]
			links := td.Find("a.fig")
			if n == "0" {
				continue
			}
			if len(links) != 1 {
				t.Fatalf("the number %s is no link", n)
			}
			q := c.Get(links[0].Attr("href"))
			if q.Code != 200 || fmt.Sprint(len(q.Find("tbody tr"))) != n || !q.Has("tbody a.k", "-BC/TU") {
				t.Errorf("%s: %d, %s", links[0].Attr("href"), q.Code, q.Text("tbody"))
			}
			seen++
		}
		if seen < 12 {
			t.Errorf("%d numbers: %s", seen, p.Text("table"))
		}
		for _, bad := range []string{"cell=secrets.custody&line=none", "cell=secrets.custody&line=d1&after=xx", "line=own&cell=secrets.none"} {
			if q := c.Get("/report/tk-1/cell?" + bad); q.Code != 404 {
				t.Errorf("%s: %d", bad, q.Code)
			}
		}
		if q := clientOf(t, d, "district", both()).Get("/report/tk-1/cell?cell=secrets.custody&unit=p&line=d2"); q.Code != 404 {
			t.Errorf("a line outside the reach: %d", q.Code)
		}
	})
}

// The lines add up to the table, whatever moved.
func TestOfficesAddUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		stored(t, d)
		for _, node := range []string{"p", "d1", "d2", "c1", db.Everywhere} {
			tb := countTK1(t, d, node, year2016)
			o, err := report.ByOffice(context.Background(), d, tb)
			must(t, err)
			for i, r := range tb.Rows() {
				sum := 0
				for _, l := range o.Lines {
					sum += l.Counts[i]
				}
				if sum != r.Total {
					t.Errorf("%s %s: lines %d, table %d", node, r.Figure, sum, r.Total)
				}
			}
		}
	})
}

// A form is offered where a duty gives one of its figures, and nowhere else.
func TestFormsOffered(t *testing.T) {
	d := dbtest.SQLite(t)
	stored(t, d)
	alone := clientOf(t, d, "province", []duty.Module{vaultModule()})
	for at, code := range map[string]int{"/report/tk-1": 200, "/report/tk-6": 404, "/report/tk-6/export?format=csv": 404, "/report/five-year": 404} {
		if p := alone.Get(at); p.Code != code {
			t.Errorf("%s: %d, want %d", at, p.Code, code)
		}
	}
	if p := alone.Get("/report"); !p.Has("td", "TK-1") || p.Has("td", "TK-6") || p.Has("td", "5 năm") || !p.Has("td", "15/12/2024") {
		t.Error(p.Text("main"))
	}
	if p := clientOf(t, d, "province", modules()).Get("/report"); p.Has("td", "TK-") {
		t.Error(p.Text("main"))
	}
	// The five-year report has the group of secrets where they are counted.
	if p := clientOf(t, d, "province", []duty.Module{fakeModule(), leakModule()}).Get("/report/five-year"); !p.Has("th", "Bảo vệ bí mật nhà nước") {
		t.Error(p.Text("table"))
	}
	if p := clientOf(t, d, "province", both()).Get("/report/five-year"); p.Has("th", "Bảo vệ bí mật nhà nước") {
		t.Error("a group of which nothing is counted")
	}
}

func leakModule() duty.Module {
	return duty.Module{ID: "incidents", Files: fstest.MapFS{}, Figures: []duty.Figure{{Key: "secrets.leak_cases"}}, Lines: vaultModule().Lines}
}

func TestOfficesExport(t *testing.T) {
	d := dbtest.SQLite(t)
	stored(t, d)
	c := clientOf(t, d, "province", both())
	at := "/report/tk-1/export?from=2015-12-15&to=2016-12-14&format="
	csv := c.Get(at + "csv").Body
	if !strings.Contains(csv, "Huyện Hồ Xanh") || !strings.Contains(csv, "Bí mật nhà nước đi, tuyệt mật") {
		t.Error(csv)
	}
	var got struct {
		Form  string
		Total map[string]int
		Lines []struct {
			Unit    string
			Own     bool
			Figures map[string]int
		}
	}
	must(t, json.Unmarshal([]byte(c.Get(at+"json").Body), &got))
	if got.Form != "tk-1" || got.Total["secrets.custody"] != 4 || got.Lines[0].Unit != "271" || got.Lines[0].Figures["secrets.custody"] != 2 || !got.Lines[len(got.Lines)-1].Own {
		t.Errorf("%+v", got)
	}
	body := c.Get(at + "xlsx").Body
	b, err := office.Open("x.xlsx", bytes.NewReader([]byte(body)), int64(len(body)), office.DefaultLimits, nil)
	must(t, err)
	rows, err := office.First(b.Rows("Hồ sơ"), 100)
	must(t, err)
	behind := 0
	for _, r := range rows {
		if r.Cells[0].Text == "secrets.custody" {
			behind++
		}
	}
	if behind != 4 {
		t.Errorf("%d records in the annex behind the stock of 4", behind)
	}
	if n := c.Get("/report/tk-1/units?from=2015-12-15&to=2016-12-14&cell=secrets.custody"); !n.Has("tbody", "Huyện Hồ Xanh") || n.Find("tfoot td")[3].Text() != "4" {
		t.Error(n.Text("main"))
	}
}

// Every figure of every form has a title, a head and a definition in both
// languages.
func TestFormTexts(t *testing.T) {
	x := words(t)
	all, err := report.Forms()
	must(t, err)
	if len(all) != 11 || all[0].Key != report.FiveYear || all[10].Key != "tk-10" {
		t.Fatalf("forms: %d, %s to %s", len(all), all[0].Key, all[len(all)-1].Key)
	}
	for _, f := range all {
		keys := []string{"report.form." + f.Key, "report.form." + f.Key + ".kind", "report.form." + f.Key + ".of"}
		for _, g := range f.Groups {
			keys = append(keys, "report.group."+g.Key)
			for _, r := range g.Rows {
				keys = append(keys, r.Figure)
				if r.Head != "" {
					keys = append(keys, "report.head."+r.Head)
				}
			}
		}
		for _, r := range f.Rules {
			keys = append(keys, "report.rule."+r.Name)
		}
		for _, k := range keys {
			for _, l := range text.Langs {
				if !x.Has(l, k) {
					t.Errorf("%s: no text in %s for %s", f.Key, l, k)
				}
			}
		}
	}
}
