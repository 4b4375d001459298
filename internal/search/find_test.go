package search_test

import (
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/search"
	"liemchinh.vn/internal/webtest"
)

func sub(f fs.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		panic(err)
	}
	return s
}

// TestFindAll: one search goes over records, persons, organisations and
// documents, by number, title, name and unit.
func TestFindAll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		o.lay(t, memo{Code: "12-KT/UBKT", Title: "Kiểm tra Đảng ủy xã Đồi Chè", Unit: "Phòng Hoà Giải"})
		save(t, o, paper{memo{Code: "15-QĐ/TU", Title: "Quyết định về Đồi Chè"}})
		officer := dutytest.Staff["officer"]
		for _, c := range []struct {
			text string
			want map[string][]string
		}{
			{"doi che", map[string][]string{"memo": {"Kiểm tra Đảng ủy xã Đồi Chè"}, "org": {"Đảng ủy xã Đồi Chè"}, "person": {"Trần Thị Phỏng Vấn"}, "documents": {"Quyết định về Đồi Chè"}}},
			{"§åi ChÌ kiÓm", map[string][]string{"memo": {"Kiểm tra Đảng ủy xã Đồi Chè"}}},
			{"12 ubkt", map[string][]string{"memo": {"Kiểm tra Đảng ủy xã Đồi Chè"}}},
			{"hoa giai", map[string][]string{"memo": {"Kiểm tra Đảng ủy xã Đồi Chè"}}},
			{"qđ/tu 15", map[string][]string{"documents": {"Quyết định về Đồi Chè"}}},
			{"van phong", map[string][]string{"person": {"Trần Thị Phỏng Vấn"}}},
			{"0000", map[string][]string{"org": {"Đảng ủy xã Đồi Chè"}}},
			{"khong co gi", map[string][]string{}},
			{"' OR '1'='1", map[string][]string{}},
			{"@" + dutytest.Office, map[string][]string{}},
			{"", map[string][]string{}},
		} {
			if diff := cmp.Diff(c.want, o.finds(t, officer, c.text)); diff != "" {
				t.Errorf("%q: %s", c.text, diff)
			}
		}
	})
}

// TestFindWhatOneMaySee: a record of another office, above the clearance, of a
// dossier the person is barred from, or behind a page the person may not open,
// is not found, not as a title, not as a number, not as a next page.
func TestFindWhatOneMaySee(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		o.lay(t, memo{Title: "Canary khác", Base: db.Base{Org: dutytest.Other}}, memo{Title: "Canary mật", Base: db.Base{Level: access.HighSecret}},
			memo{Title: "Canary cấm", Barred: dutytest.HeadHer}, memo{Title: "Canary xã", Base: db.Base{Org: dutytest.Commune}}, memo{Title: "Canary mở"})
		save(t, o, paper{memo{Title: "Canary giấy"}})
		for who, want := range map[string]map[string][]string{
			"officer":   {"memo": {"Canary mở", "Canary xã", "Canary cấm", "Canary mật"}, "documents": {"Canary giấy"}},
			"leader":    {"memo": {"Canary mở", "Canary xã", "Canary cấm", "Canary mật"}}, // may not open papers
			"head":      {"memo": {"Canary mở", "Canary xã", "Canary mật"}},
			"inspector": {"memo": {"Canary mở", "Canary xã", "Canary cấm"}},
			"commune":   {"memo": {"Canary xã"}},
			"other":     {"memo": {"Canary khác"}},
		} {
			if diff := cmp.Diff(want, o.finds(t, dutytest.Staff[who], "canary")); diff != "" {
				t.Errorf("%s: %s", who, diff)
			}
		}
		for _, who := range []access.Who{{}, {ID: "nobody"}} {
			if got := o.finds(t, who, "canary"); len(got) > 0 {
				t.Errorf("%+v: %v", who, got)
			}
		}
		// The index may be stale for a moment; the record's own table decides.
		p := o.As("commune").Get("/search?q=canary")
		if strings.Contains(p.Body, "Canary khác") || strings.Contains(p.Body, "Canary mở") || !strings.Contains(p.Body, "xã") {
			t.Errorf("the page of the commune: %s", p.Text("main"))
		}
	})
}

// TestFindStale: what the index still holds of a record that changed since is
// not shown.
func TestFindStale(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		ids := o.lay(t, memo{Title: "Tên cũ chung"}, memo{Title: "Chung thôi"})
		change := func(fn func(m *memo)) {
			t.Helper()
			err := d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error {
				m, err := db.GetAt[memo](t.Context(), tx, ids[0], 0)
				if err != nil {
					return err
				}
				fn(&m)
				return db.Save(t.Context(), tx, &m)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		inspector := dutytest.Staff["inspector"]
		change(func(m *memo) { m.Title = "Tên mới chung" })
		if got := o.finds(t, inspector, "cu"); len(got) > 0 {
			t.Errorf("found by a title it no longer has: %v", got)
		}
		o.lay(t)
		if got := o.finds(t, inspector, "moi"); len(got["memo"]) != 1 {
			t.Errorf("not found by its new title: %v", got)
		}
		change(func(m *memo) { m.Level = access.TopSecret })
		if got := o.finds(t, inspector, "chung"); !slices.Equal(got["memo"], []string{"Chung thôi"}) {
			t.Errorf("before the index knows: %v", got)
		}
		o.lay(t)
		if got := o.finds(t, inspector, "chung"); !slices.Equal(got["memo"], []string{"Chung thôi"}) {
			t.Errorf("after: %v", got)
		}
		change(func(m *memo) { m.Level, m.Org = access.Open, dutytest.Commune })
		o.lay(t)
		if got := o.finds(t, dutytest.Staff["commune"], "chung"); !slices.Equal(got["memo"], []string{"Tên mới chung"}) {
			t.Errorf("handed to the commune: %v", got)
		}
	})
}

// TestFindRenamed: persons are found by the new name of their organisation.
func TestFindRenamed(t *testing.T) {
	d := dbtest.SQLite(t)
	o := newOffice(t, d)
	o.lay(t)
	err := d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error {
		all, err := db.Find[org.Span](t.Context(), tx.View, "t.unit = $1", "", dutytest.Commune)
		if err != nil {
			return err
		}
		all[0].Name, all[0].Fold = "Đảng ủy xã Suối Trà", "dang uy xa suoi tra"
		return db.Save(t.Context(), tx, &all[0])
	})
	if err != nil {
		t.Fatal(err)
	}
	o.lay(t)
	want := map[string][]string{"org": {"Đảng ủy xã Suối Trà"}, "person": {"Trần Thị Phỏng Vấn"}}
	if diff := cmp.Diff(want, o.finds(t, dutytest.Staff["officer"], "suoi tra")); diff != "" {
		t.Error(diff)
	}
}

// TestRank: first what has the tones as typed, then what has others; in each
// the latest on top, page after page, none twice and none left out.
func TestRank(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		var ms []memo
		for i := range 40 {
			ms = append(ms, memo{Title: fmt.Sprintf("%s số %d", []string{"Hòa", "Hóa", "Hoà", "Họa"}[i%4], i)})
		}
		o.lay(t, ms...)
		var got []string
		for next := "/search?" + (url.Values{"q": {"hoà"}, "kind": {"memo"}}).Encode(); next != ""; {
			p := o.Get("officer", next)
			for _, e := range p.Find(".wl-i a") {
				got = append(got, e.Text())
			}
			next = more(p)
		}
		var want []string
		for _, exact := range []bool{true, false} {
			for i := 39; i >= 0; i-- {
				if (i%2 == 0) == exact {
					want = append(want, ms[i].Title)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// TestManyOfOthers: somebody who may see few of many records finds them.
func TestManyOfOthers(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t))
	ms := append([]memo{{Title: "Biên bản của xã", Base: db.Base{Org: dutytest.Commune}}}, numbered(3000, "Biên bản %d")...)
	o.lay(t, ms...)
	if got := o.finds(t, dutytest.Staff["commune"], "bien ban"); !slices.Equal(got["memo"], []string{"Biên bản của xã"}) {
		t.Errorf("the commune: %v", got)
	}
	inspector := dutytest.Staff["inspector"]
	inspector.Clearance = access.Open
	if got := o.finds(t, inspector, "bien ban"); len(got["memo"]) != 11 {
		t.Errorf("the office: %v", got)
	}
}

// TestRebuild: the index can be thrown away.
func TestRebuild(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d)
		o.lay(t, numbered(70, "Giấy số %d")...)
		before := o.finds(t, dutytest.Staff["officer"], "giay so")
		if err := o.index.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, o.finds(t, dutytest.Staff["officer"], "giay so")); diff != "" || len(before["memo"]) != 11 {
			t.Errorf("%v: %s", before, diff)
		}
		if n, err := o.index.Behind(t.Context()); n != 0 || err != nil {
			t.Errorf("%d behind, %v", n, err)
		}
		o.Verify()
	})
}

// TestPage: the page says what was typed as text, marks it, and asks for more.
func TestPage(t *testing.T) {
	o := newOffice(t, dbtest.SQLite(t))
	o.lay(t, numbered(12, `<b>Giấy</b> "số" %d`)...)
	p := o.Get("officer", "/search?q="+url.QueryEscape("giay so"))
	if n := len(p.Find(".wl-i")); n != 10 || p.Text(".chip") != "Đang mở" || more(p) == "" || !strings.Contains(p.Body, "<mark>Giấy</mark>") || strings.Contains(p.Body, "<b>Giấy") {
		t.Errorf("%d hits: %s", n, p.Body)
	}
	for _, s := range []string{"<script>alert(1)</script>", strings.Repeat("ạ ", 10_000), "%00%ff", `"'%_\`, "", "\x01\x02"} {
		p := o.Get("officer", "/search?q="+url.QueryEscape(s)+"&kind=memo&after=x99")
		if strings.Contains(p.Body, "<script>alert") {
			t.Errorf("%q stands in the page", s)
		}
	}
	for _, after := range []string{"e-5", "f99999999999999999999", "e", "f9223372036854775807", "e0"} {
		o.Get("officer", "/search?q=12&kind=memo&after="+after)
	}
	part := o.As("officer").Get("/search?part=1&q=giay")
	if strings.Contains(part.Body, "<html") || strings.Count(part.Body, `role="option"`) != 5 {
		t.Errorf("the palette gets %s", part.Body)
	}
	o.Template("search/search.html", search.Page{})
	o.Template("search/hits.html", search.Page{})
}

// more is the address of the next hits.
func more(p *webtest.Page) string {
	for _, a := range p.Find("a") {
		if a.Attr("rel") == "next" {
			return a.Attr("href")
		}
	}
	return ""
}

func save(t *testing.T, o office, p paper) {
	t.Helper()
	p.Org = dutytest.Office
	if err := o.db.Change(t.Context(), db.System, "test", func(tx *db.Tx) error { return db.Save(t.Context(), tx, &p) }); err != nil {
		t.Fatal(err)
	}
	o.lay(t)
}
