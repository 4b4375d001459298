package report_test

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

//go:embed testdata/schema testdata/vault
var fakeSchema embed.FS

// thing is the one record of a small duty that stands in for inspections.
type thing struct {
	db.Base
	Code, Title, Day string
	Keys             []string
	Barred           string
}

func (*thing) Table() string { return "inspection_thing" }

func (r *thing) Columns() []db.Col {
	return append(r.BaseColumns(), db.Col{Name: "code", Ptr: &r.Code}, db.Col{Name: "title", Ptr: &r.Title}, db.Col{Name: "day", Ptr: &r.Day},
		db.Col{Name: "keys", Ptr: db.JSON{Ptr: &r.Keys}}, db.Col{Name: "barred", Ptr: &r.Barred})
}

func (r *thing) Facts() []db.Fact {
	var fs []db.Fact
	for _, k := range r.Keys {
		fs = append(fs, db.Fact{Key: "inspection." + k, Unit: r.Org, Day: r.Day, N: 1, Subject: r.ID})
	}
	return fs
}

func (r *thing) Bars() []string {
	if r.Barred == "" {
		return nil
	}
	return []string{r.Barred}
}

// fakeParts divide discipline as the real duty does.
var fakeParts = map[string][]string{
	"inspection.members_disciplined":     {"inspection.disciplined.form.reprimand", "inspection.disciplined.form.warning"},
	"inspection.disciplined.decider":     {"inspection.disciplined.decider.cell", "inspection.disciplined.decider.province"},
	"inspection.disciplined.content":     {"inspection.disciplined.content.lifestyle", "inspection.disciplined.content.policy"},
	"inspection.members_inspected":       {"inspection.members_inspected.result.good", "inspection.members_inspected.result.violation"},
	"inspection.members_signs":           nil,
	"inspection.organisations_inspected": nil,
}

func fakeModule() duty.Module {
	m := duty.Module{ID: "inspection", Files: fstest.MapFS{}, Records: []db.Kind{db.KindOf[thing]()}}
	for _, k := range []string{"inspection.members_inspected", "inspection.organisations_inspected", "inspection.members_signs", "inspection.members_disciplined", "inspection.disciplined.decider", "inspection.disciplined.content", "inspection.commended"} {
		m.Figures = append(m.Figures, duty.Figure{Key: k, Parts: fakeParts[k], Overlap: strings.HasSuffix(k, "content")})
	}
	m.Targets = func(_ context.Context, _ db.View, g db.Range) (map[string]int, error) {
		if g.Node == "d2" {
			return nil, nil
		}
		return map[string]int{"inspection.members_inspected": 10, "inspection.members_signs": 5}, nil
	}
	m.TargetsBehind = func(context.Context, db.View, string, db.Range) ([]duty.Line, error) {
		return []duty.Line{{ID: "t1", Code: "CT-01", Title: "Chương trình năm 2015", Href: "/inspection/t1"}}, nil
	}
	m.Lines = func(ctx context.Context, v db.View, _ string, ids []string) (map[string]duty.Line, error) {
		out := map[string]duty.Line{}
		for _, id := range ids {
			ts, err := db.Find[thing](ctx, v, "t.id = $1", "", id)
			if err != nil {
				return nil, err
			}
			for _, t := range ts {
				out[id] = duty.Line{ID: id, Code: t.Code, Title: t.Title, Note: "ghi chú", Href: "/inspection/" + id}
			}
		}
		return out, nil
	}
	return m
}

// tree is province p with districts d1 and d2 and, below d1, the cell c1. d3
// was below p until 2016, when d2 took it over.
var tree = []db.Reach{
	reach("p", "p"), reach("p", "d1"), reach("p", "d2"), reach("p", "c1"), reach("d1", "d1"), reach("d1", "c1"), reach("d2", "d2"), reach("c1", "c1"),
	{Root: "p", Unit: "d3", Since: "0001-01-01", Until: "2016-01-01", Sees: true},
	{Root: "d3", Unit: "d3", Since: "0001-01-01", Until: "2016-01-01"},
	{Root: "d2", Unit: "d3", Since: "0001-01-01", Until: "2016-01-01", Sees: true},
}

func reach(root, unit string) db.Reach {
	return db.Reach{Root: root, Unit: unit, Since: "0001-01-01", Until: "9999-12-31", Sees: true}
}

var period = report.Period{From: "2014-11-01", To: "2019-10-31"}

// found makes the database of the tests: the tree, and things of five years.
func found(t *testing.T, d *db.DB, things ...*thing) {
	t.Helper()
	ctx := context.Background()
	must(t, d.Migrate(ctx, "org", sub(t, org.Files, ".")))
	must(t, d.Migrate(ctx, "inspection", sub(t, fakeSchema, "testdata")))
	d.Register("org", org.Records()...)
	d.Register("inspection", fakeModule().Records...)
	must(t, d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
		_, err := org.Found(ctx, tx, "2010-01-01", "", []org.Founding{
			{ID: "p", Code: "27", Kind: org.Province, Tier: org.AtProvince, KindLabel: "Tỉnh", Name: "Tỉnh ủy Minh Giang"},
			{ID: "d1", Code: "271", Kind: org.District, Tier: org.AtDistrict, Name: "Huyện Hồ Xanh", Parent: "p"},
			{ID: "d2", Code: "272", Kind: org.District, Tier: org.AtDistrict, Name: "Huyện Sông Mẫu", Parent: "p"},
			{ID: "d3", Code: "273", Kind: org.District, Tier: org.AtDistrict, Name: "Huyện Đồi Chè", Parent: "p"},
			{ID: "c1", Code: "c1", Kind: org.Cell, Tier: org.AtCell, Name: "Chi bộ Bến Cũ", Parent: "d1"},
		})
		if err != nil {
			return err
		}
		spans, err := db.Find[org.Span](ctx, tx.View, "t.unit = $1", "", "d3")
		if err != nil {
			return err
		}
		spans[0].ValidTo = "2016-01-01"
		if err := db.Save(ctx, tx, &spans[0]); err != nil {
			return err
		}
		if err := tx.SetReach(ctx, tree); err != nil {
			return err
		}
		for _, th := range things {
			if err := db.Save(ctx, tx, th); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := d.Fold(ctx)
	must(t, err)
}

func sub(t *testing.T, f fs.FS, dir string) fs.FS {
	t.Helper()
	s, err := fs.Sub(f, dir)
	must(t, err)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var serial int

func a(unit, day string, keys ...string) *thing {
	serial++
	return &thing{Base: db.Base{ID: fmt.Sprintf("t%03d", serial), Org: unit}, Code: fmt.Sprintf("KT-%s-%03d", day[:4], serial), Title: "Phạm Giả Tên", Day: day, Keys: keys}
}

// usual are things of which one is secret and one bars the viewer of d1.
func usual() []*thing {
	serial = 0
	secret := a("d1", "2016-05-02", "members_signs")
	secret.Level = access.HighSecret
	barred := a("d1", "2018-05-02", "members_signs")
	barred.Barred = "person-1"
	return []*thing{
		a("p", "2014-10-31", "members_inspected"), // before the period
		a("p", "2014-11-01", "members_inspected", "members_inspected.result.good"),
		a("d1", "2015-03-01", "members_inspected", "members_inspected.result.good"),
		a("c1", "2015-03-02", "members_inspected", "members_inspected.result.violation"),
		a("d3", "2015-06-30", "members_inspected", "members_inspected.result.good"),
		a("d2", "2019-10-31", "members_inspected", "members_inspected.result.violation"),
		a("d2", "2019-11-01", "members_inspected"), // after it
		a("d1", "2015-03-01", "members_signs"), a("d1", "2017-03-01", "members_signs"), secret, barred,
		a("c1", "2017-01-01", "members_disciplined", "disciplined.form.reprimand", "disciplined.decider.cell", "disciplined.content", "disciplined.content.lifestyle", "disciplined.content.policy"),
		a("d1", "2018-01-01", "members_disciplined", "disciplined.form.warning", "disciplined.decider.province", "disciplined.content", "disciplined.content.policy"),
	}
}

func count(t *testing.T, d *db.DB, node string) report.Table {
	t.Helper()
	form, err := report.FormOf(report.FiveYear)
	must(t, err)
	tb, err := report.Count(context.Background(), d, modules(), form, period, node)
	must(t, err)
	return tb
}

func modules() []duty.Module { return []duty.Module{fakeModule()} }

func words(t testing.TB) *text.Texts {
	t.Helper()
	var vi, en strings.Builder
	seen := map[string]bool{}
	form, err := report.FormOf(report.FiveYear)
	must(t, err)
	add := func(k string) {
		if !seen[k] {
			seen[k] = true
			fmt.Fprintf(&vi, "%s = %s\n", k, names[k])
			fmt.Fprintf(&en, "%s = %s\n", k, strings.TrimPrefix(k, "inspection."))
		}
	}
	for k := range names {
		add(k)
	}
	for _, g := range form.Groups {
		for _, r := range g.Rows {
			if strings.HasPrefix(r.Figure, "secrets.") {
				continue
			}
			if names[r.Figure] == "" {
				names[r.Figure] = "Số " + strings.TrimPrefix(r.Figure, "inspection.")
			}
			add(r.Figure)
		}
	}
	x, err := text.Load(web.Files, report.Files, office.Files, law.Files, vn.Files, fstest.MapFS{"text/vi.txt": {Data: []byte(vi.String())}, "text/en.txt": {Data: []byte(en.String())}})
	must(t, err)
	return x
}

var names = map[string]string{
	"inspection.members_inspected":                  "Đảng viên được kiểm tra",
	"inspection.members_inspected.result.good":      "thực hiện tốt",
	"inspection.members_inspected.result.violation": "có vi phạm",
	"inspection.members_signs":                      "Đảng viên được kiểm tra khi có dấu hiệu vi phạm",
	"inspection.members_disciplined":                "Đảng viên bị thi hành kỷ luật",
	"inspection.disciplined.form.reprimand":         "khiển trách",
	"inspection.disciplined.form.warning":           "cảnh cáo",
	"inspection.disciplined.decider.cell":           "chi bộ",
	"inspection.disciplined.decider.province":       "tỉnh ủy",
	"inspection.disciplined.content.lifestyle":      "đạo đức, lối sống",
	"inspection.disciplined.content.policy":         "chính sách, pháp luật",
}

// people are the persons of the tests, by the value of their cookie.
var people = map[string]access.Who{
	"province": {ID: "u1", Name: "Nguyễn Văn Mẫu", Unit: "p", Role: access.Leader, Rights: access.RightsOf(access.Leader), Clearance: access.TopSecret},
	"district": {ID: "u2", Name: "Lê Thử", Unit: "d1", Person: "person-1", Role: access.Inspector, Rights: access.RightsOf(access.Inspector)},
	"admin":    {ID: "u3", Name: "Bùi Phỏng", Unit: "p", Role: access.Administrator, Rights: access.RightsOf(access.Administrator)},
}

func client(t *testing.T, d *db.DB, who string) *webtest.Client {
	t.Helper()
	return clientOf(t, d, who, modules())
}

func clientOf(t *testing.T, d *db.DB, who string, duties []duty.Module) *webtest.Client {
	t.Helper()
	site, m := siteWith(t, d, duties)
	mux := http.NewServeMux()
	site.Routes(mux)
	for _, r := range m.Routes {
		mux.Handle(r.Pattern, site.Serve(r.Need, r.Serve))
	}
	return webtest.New(t, site.Guard(mux), &http.Cookie{Name: "as", Value: who})
}

func siteOf(t *testing.T, d *db.DB) (*web.Site, duty.Module) {
	t.Helper()
	return siteWith(t, d, modules())
}

func siteWith(t *testing.T, d *db.DB, duties []duty.Module) (*web.Site, duty.Module) {
	t.Helper()
	m := report.New(duty.Deps{DB: d}, duties)
	must(t, m.Check())
	site, err := web.NewSite(web.SiteConfig{
		Texts: words(t), Pages: map[string]fs.FS{"report": m.Files}, Nav: m.Nav, OrgName: func(context.Context) string { return "UBKT Tỉnh ủy Minh Giang" },
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: http.StatusNotFound, Key: "web.error.notfound"}},
		Who: func(r *http.Request) (access.Who, error) {
			k, err := r.Cookie("as")
			if err != nil {
				return access.Who{}, nil
			}
			return people[k.Value], nil
		},
		Now: func() time.Time { return dbtest.Start }, NewID: db.NewID,
	})
	must(t, err)
	must(t, site.Check())
	return site, m
}
