package orgs_test

import (
	"context"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/orgs"
	"liemchinh.vn/internal/house/people"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

// house serves both registers to a person of an office.
func house(t testing.TB, d *db.DB, unit string) (*webtest.Client, *web.Site) {
	t.Helper()
	texts, err := text.Load(web.Files, vn.Files, orgs.Files, people.Files)
	if err != nil {
		t.Fatal(err)
	}
	deps := duty.Deps{DB: d}
	s, err := web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{"org": orgs.Files, "person": people.Files}, Now: d.Now, NewID: db.NewID,
		Who: func(*http.Request) (access.Who, error) {
			return access.Who{ID: "p", Name: "Nguyễn Văn Mẫu", Unit: unit, Rights: access.RightsOf(access.Inspector)}, nil
		},
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: 404, Key: "web.error.notfound"}}})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	s.Routes(mux)
	for _, m := range []duty.Module{orgs.New(deps), people.New(deps)} {
		if err := m.Check(); err != nil {
			t.Fatal(err)
		}
		for _, r := range m.Routes {
			mux.Handle(r.Pattern, s.Serve(r.Need, r.Serve))
		}
	}
	return webtest.New(t, s.Guard(mux)), s
}

// ids of the invented units and persons.
const province, oldA, oldB, cell, other, joined = "u-minh-giang", "u-doi-che", "u-suoi-mo", "u-chi-bo", "u-khac", "p-vi-du"

// fill makes two communes of which one goes into a new one on 1 July 2025.
func fill(t testing.TB, d *db.DB) {
	t.Helper()
	ctx := context.Background()
	for id, f := range map[string]fs.FS{"org": org.Files, "person": person.Files} {
		if err := d.Migrate(ctx, id, f); err != nil {
			t.Fatal(err)
		}
	}
	err := d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
		_, err := org.Found(ctx, tx, "2020-01-01", "", []org.Founding{
			{ID: province, Code: "95", Kind: org.Province, Tier: org.AtProvince, Name: "Tỉnh Minh Giang"},
			{ID: oldA, Code: "00001", Kind: org.Commune, Tier: org.AtGrassroots, Name: "Xã Đồi Chè", Parent: province},
			{ID: oldB, Code: "00002", Kind: org.Commune, Tier: org.AtGrassroots, Name: "Xã Suối Mơ", Parent: province},
			{ID: cell, Code: "C1", Kind: org.Cell, Tier: org.AtCell, Name: "Chi bộ Một", Parent: oldB},
			{ID: other, Code: "96", Kind: org.Province, Tier: org.AtProvince, Name: "Tỉnh Khác"},
		})
		if err != nil {
			return err
		}
		p := person.Person{Name: "Trần Thị Ví Dụ", PartyCardNo: "95000001", BirthYear: 1980, Unit: oldA, Positions: []person.Position{{Level: org.AtGrassroots, Position: person.Secretary, From: "2021-05-01"}}}
		p.ID = joined
		if err := person.Admit(ctx, tx, &p, "2020-01-01"); err != nil {
			return err
		}
		if err := person.Transfer(ctx, tx, &p, cell, person.Official, "2022-03-01", "QĐ 12-QĐ/ĐU"); err != nil {
			return err
		}
		for _, name := range []string{"Đỗ Thị Lấy", "Ân Văn Thử"} {
			q := person.Person{Name: name, Unit: cell}
			if err := person.Admit(ctx, tx, &q, "2020-01-01"); err != nil {
				return err
			}
		}
		return org.Apply(ctx, tx, "2025-07-01", "", "NQ 1/2025", []org.Succession{
			{Tier: org.AtGrassroots, NewCode: "00001", NewName: "Xã Đồi Mơ", OldCode: "00001", Extent: org.Full},
			{Tier: org.AtGrassroots, NewCode: "00001", NewName: "Xã Đồi Mơ", OldCode: "00002", Extent: org.Full},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		fill(t, d)
		c, _ := house(t, d, db.Everywhere)
		for _, x := range []struct{ at, selector, want string }{
			{"/org", "table", "Tỉnh Minh Giang"},
			{"/org?q=doi+mo", "table", "Xã Đồi Mơ"},
			{"/org?q=doi+che&on=30/06/2025", "table", "Xã Đồi Chè"},
			{"/org?q=doi+che", ".empty", "Không có tổ chức"},
			{"/org/" + province, "table", "Xã Đồi Mơ"},
			{"/org/" + province + "?on=2025-06-30", "table", "Xã Suối Mơ"},
			{"/org/" + oldA, "h1", "Xã Đồi Chè"},
			{"/org/" + oldA, ".chip", "30/06/2025"},
			{"/org/" + oldA, ".tl", "Nhập toàn bộ vào Xã Đồi Mơ"},
			{"/org/" + oldA + "?on=2025-12-01", ".note", "không còn"},
			{"/org/" + cell, ".tl", "Trực thuộc Xã Đồi Mơ"}, // moved with what it stood below
			{"/org/" + cell, ".sum", "3"},
			{"/person", "tr[data-row]", "Đỗ Thị Lấy"},
			{"/person?q=vi+du", "table", "Trần Thị Ví Dụ"},
			{"/person?q=tran+vi", "table", "Bí thư"},
			{"/person?q=95000001", "table", "Trần Thị Ví Dụ"},
			{"/person?q=%25", ".empty", "Không có ai"},
			{"/person/" + joined, ".tl", "Sinh hoạt tại Xã Đồi Chè"},
			{"/person/" + joined, ".tl", "QĐ 12-QĐ/ĐU"},
			{"/person/" + joined, ".sum", "từ 01/05/2021"},
		} {
			p := c.Get(x.at)
			if p.Code != 200 || !p.Has(x.selector, x.want) {
				t.Errorf("%s: %d, no %q in %s: %s", x.at, p.Code, x.want, x.selector, p.Text("main"))
			}
			if strings.Contains(p.Body, "⟦") {
				t.Errorf("%s says a key without text", x.at)
			}
		}
		var names []string
		for _, n := range c.Get("/person").Find("tr[data-row] a.k") {
			names = append(names, n.Text())
		}
		if got := strings.Join(names, ", "); got != "Trần Thị Ví Dụ, Đỗ Thị Lấy, Ân Văn Thử" { // by given name
			t.Errorf("order of names: %s", got)
		}
		stranger, _ := house(t, d, other)
		for _, at := range []string{"/org/" + cell, "/person/" + joined} {
			if p := stranger.Get(at); p.Code != 404 {
				t.Errorf("another office opens %s: %d", at, p.Code)
			}
		}
	})
}

func TestTemplates(t *testing.T) {
	_, s := house(t, dbtest.SQLite(t), db.Everywhere)
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	for page, data := range map[string]any{"org/list.html": orgs.ListPage{}, "org/unit.html": orgs.UnitPage{}, "person/list.html": people.ListPage{}, "person/person.html": people.PersonPage{}} {
		for _, l := range text.Langs {
			if err := templatecheck.CheckHTMLStrict(s.Template(l, page), data); err != nil {
				t.Errorf("%s %s: %v", l, page, err)
			}
		}
	}
}

// TestMemberships finds the unit of a person on any day.
func TestMemberships(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		fill(t, d)
		for day, want := range map[vn.Day]string{"2019-12-31": "", "2020-01-01": oldA, "2022-02-28": oldA, "2022-03-01": cell, "2026-01-01": cell} {
			if got, err := person.UnitOn(context.Background(), d.As(db.System), joined, day); got != want || err != nil {
				t.Errorf("unit on %s is %q, want %q (%v)", day, got, want, err)
			}
		}
	})
}
