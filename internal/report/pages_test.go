package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/text"
)

// opened is the database of the page tests, with the period of the demo set.
func opened(t *testing.T, d *db.DB) *db.DB {
	t.Helper()
	found(t, d, usual()...)
	must(t, d.SetSetting(context.Background(), report.SettingFrom, string(period.From)))
	must(t, d.SetSetting(context.Background(), report.SettingTo, string(period.To)))
	return d
}

func TestTablePage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := client(t, opened(t, d), "province")
		p := c.Get("/report/five-year")
		if p.Code != 200 || p.Text("h1") != "Báo cáo tổng kết 5 năm" || !p.Has(".vf", "Số khớp hồ sơ") {
			t.Fatalf("%d %s", p.Code, p.Body)
		}
		// Every number but 0 is a link that opens the records beside the table.
		for _, td := range p.Find("table.grid td.num") {
			n := strings.Fields(td.Text())[0]
			links := td.Find("a.fig")
			if strings.HasSuffix(td.Text(), "%") || n == "0" || n == "–" {
				continue
			}
			if len(links) != 1 {
				t.Errorf("the number %s is no link", n)
				continue
			}
			q := c.Get(links[0].Attr("href"))
			if title := q.Text(".drawer h2") + q.Text(".grid-w"); q.Code != 200 || !strings.Contains(q.Text(".drawer h2"), n+" · ") && !strings.Contains(title, "CT-01") {
				t.Errorf("%s opens %d %s", links[0].Attr("href"), q.Code, title)
			}
		}
		q := c.Get(p.Find("table.grid td.w600 a")[0].Attr("href"))
		if !q.Has(".drawer", "1 + 3 + 0 + 0 + 0 + 1 = 5") || !q.Has(".drawer", "thực hiện tốt 3; có vi phạm 2") || len(q.Find(".drawer li.rec")) != 5 || len(q.Find("tr.cur")) != 1 {
			t.Error(q.Text(".drawer"))
		}
		if q = c.Get("/report/five-year?match=1"); !q.Has("#agree", "ô nào cũng khớp") {
			t.Error(q.Text("#agree"))
		}
		if !p.Has(".onlyprint", "TỈNH ỦY MINH GIANG") || !p.Has(".onlyprint", "Minh Giang, ngày 24 tháng 11 năm 2026") {
			t.Error(p.Text(".onlyprint"))
		}
	})
}

func TestCellPage(t *testing.T) {
	d := opened(t, dbtest.SQLite(t))
	p := client(t, d, "district").Get("/report/five-year/cell?cell=inspection.members_signs")
	if !p.Has(".sub", "0 + 1 + 1 + 1 + 1 + 0 = 4") || len(p.Find("tbody tr")) != 4 || !p.Has(".note.warn", "2 hồ sơ") || strings.Count(p.Text("tbody"), "Không được xem") != 2 {
		t.Error(p.Text("main"))
	}
	if p.Find("a.k")[0].Attr("href") != "/inspection/t010" || !p.Has("#how", "dấu hiệu vi phạm") {
		t.Error(p.Body)
	}
	p = client(t, d, "province").Get("/report/five-year/cell?cell=inspection.members_inspected&of=target")
	if !p.Has("td", "Chương trình năm 2015") || p.Text(".sub") != "10" {
		t.Error(p.Text("main"))
	}
	for _, bad := range []string{"cell=inspection.none", "cell=inspection.members_signs&year=1999", "cell=inspection.members_signs&of=target", "cell=inspection.members_signs&after=xx"} {
		if p := client(t, d, "province").Get("/report/five-year/cell?" + bad); p.Code != 404 {
			t.Errorf("%s: %d", bad, p.Code)
		}
	}
}

func TestReachOfPages(t *testing.T) {
	d := opened(t, dbtest.SQLite(t))
	for _, c := range []struct {
		who, at string
		code    int
	}{
		{"district", "/report/five-year", 200}, {"district", "/report/five-year?unit=c1", 200}, {"district", "/report/five-year?unit=d2", 404}, {"district", "/report/five-year?unit=p", 404},
		{"district", "/report/five-year?unit=*", 404}, {"district", "/report/five-year/export?format=json&unit=p", 404}, {"district", "/report/five-year/units?unit=d2", 404}, {"district", "/report/five-year/cell?unit=p&cell=inspection.members_signs", 404},
		{"province", "/report/five-year?unit=none", 404}, {"province", "/report/none", 404}, {"province", "/report", 200}, {"province", "/report/check", 200},
		{"province", "/report/five-year?from=1/1/2020&to=1/1/2019", 422}, {"province", "/report/five-year?from=abc", 422}, {"province", "/report/five-year/export?format=pdf", 422},
		{"admin", "/report/five-year", 403}, {"admin", "/report", 403}, {"admin", "/report/five-year/export?format=csv", 403},
	} {
		if p := client(t, d, c.who).Get(c.at); p.Code != c.code {
			t.Errorf("%s %s: %d, want %d", c.who, c.at, p.Code, c.code)
		}
	}
}

func TestUnitsPage(t *testing.T) {
	c := client(t, opened(t, dbtest.SQLite(t)), "province")
	p := c.Get("/report/five-year/units")
	if !p.Has(".sm li", "Huyện Hồ Xanh") || !p.Has(".sm li", "2 / 10") || !p.Has("tbody", "Cấp mình") || p.Find("tfoot td")[7].Text() != "5" {
		t.Error(p.Text("main"))
	}
	if p = c.Get("/report/five-year/units?unit=c1"); !p.Has(".empty", "Không có đơn vị trực thuộc") {
		t.Error(p.Text("main"))
	}
	if p = c.Get("/report/five-year?find=song+mau"); !p.Has(".feed", "Huyện Sông Mẫu, Tỉnh ủy Minh Giang") || c.Get(p.Link("Huyện Sông Mẫu, ")).Code != 200 {
		t.Error(p.Text("main"))
	}
	if p = c.Get("/report/five-year?find=zz"); !p.Has(".note", "«zz»") {
		t.Error(p.Text("main"))
	}
}

// An export stands in the journal before it is sent, and can be told apart
// from an altered copy.
func TestExport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		c := client(t, opened(t, d), "district")
		for _, f := range []string{"json", "csv", "xlsx", "xlsx&cell=inspection.members_signs", "csv&cell=inspection.members_signs&year=2016"} {
			file := c.Get("/report/five-year/export?format=" + f)
			if file.Code != 200 || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") {
				t.Fatalf("%s: %d %s", f, file.Code, file.Body)
			}
			es, err := d.Journal(ctx, db.Filter{Verb: "report.export"}, "", 1)
			must(t, err)
			if len(es) != 1 || es[0].Who != "u2" || !strings.Contains(es[0].Now, `"sha256":"`) || !strings.Contains(es[0].Now, `"from":"2014-11-01"`) {
				t.Fatalf("%s: journal %+v", f, es)
			}
			p := c.PostFile("/report/check", "file", "a.bin", []byte(file.Body))
			if !p.Has(".note.ok", "nguyên vẹn") || !p.Has(".sum", "Lê Thử") || !p.Has(".sum", "Huyện Hồ Xanh") {
				t.Errorf("%s: %s", f, p.Text("main"))
			}
			p = c.PostFile("/report/check", "file", "a.bin", []byte(file.Body+" "))
			if !p.Has(".note.over", "đã bị sửa") || p.Has(".sum", "Lê Thử") {
				t.Errorf("%s altered: %s", f, p.Text("main"))
			}
		}
		if p := c.Post("/report/check"); p.Code != http.StatusUnprocessableEntity {
			t.Errorf("no file: %d", p.Code)
		}
		if v, err := d.Verify(ctx, "", ""); err != nil || len(v.Flaws) > 0 {
			t.Errorf("verify: %v %v", v.Flaws, err)
		}
	})
}

func TestExportJSON(t *testing.T) {
	p := client(t, opened(t, dbtest.SQLite(t)), "province").Get("/report/five-year/export?format=json")
	var got struct {
		From, To, Unit string
		Figures        []struct {
			Key, Title    string
			Total, Target *int
			ByYear        map[string]int `json:"by_year"`
		}
	}
	must(t, json.Unmarshal([]byte(p.Body), &got))
	f := got.Figures[0]
	if got.From != "2014-11-01" || got.To != "2019-10-31" || got.Unit != "27" || f.Key != "inspection.members_inspected" || *f.Total != 5 || *f.Target != 10 {
		t.Errorf("%+v", got)
	}
	if d := cmp.Diff(map[string]int{"2014": 1, "2015": 3, "2016": 0, "2017": 0, "2018": 0, "2019": 1}, f.ByYear); d != "" {
		t.Error(d)
	}
}

// The workbook's second sheet lists the records behind every cell.
func TestExportXLSX(t *testing.T) {
	p := client(t, opened(t, dbtest.SQLite(t)), "district").Get("/report/five-year/export?format=xlsx")
	b, err := office.Open("x.xlsx", bytes.NewReader([]byte(p.Body)), int64(len(p.Body)), office.DefaultLimits, nil)
	must(t, err)
	if d := cmp.Diff([]string{"Biểu", "Hồ sơ"}, b.Sheets()); d != "" {
		t.Fatal(d)
	}
	rows, err := office.First(b.Rows("Biểu"), 100)
	must(t, err)
	if rows[0].Cells[0].Text != "Báo cáo tổng kết 5 năm" {
		t.Errorf("%+v", rows[0])
	}
	rows, err = office.First(b.Rows("Hồ sơ"), 100)
	must(t, err)
	var ids []string
	for _, r := range rows {
		if r.Cells[0].Text == "inspection.members_signs" {
			ids = append(ids, r.Cells[2].Text+"/"+r.Cells[4].Text+"/"+r.Cells[6].Day)
		}
	}
	slices.Sort(ids)
	want := []string{"/Không được xem/2016-05-02", "/Không được xem/2018-05-02", "t010/Phạm Giả Tên/2015-03-01", "t011/Phạm Giả Tên/2017-03-01"}
	if d := cmp.Diff(want, ids); d != "" {
		t.Error(d)
	}
}

// The pages draw every field of their data and nothing else.
func TestPageTypes(t *testing.T) {
	d := opened(t, dbtest.SQLite(t))
	site, _ := siteOf(t, d)
	for page, data := range map[string]any{"list": report.ListPage{}, "table": report.TablePage{}, "cell": report.CellPage{}, "units": report.UnitsPage{}, "offices": report.OfficesPage{}, "verify": report.VerifyPage{}} {
		for _, l := range text.Langs {
			if err := templatecheck.CheckHTMLStrict(site.Template(l, "report/"+page+".html"), data); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}
