package picture_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duties/inspection"
	"liemchinh.vn/internal/duties/secrets"
	"liemchinh.vn/internal/duties/secrets/incidents"
	"liemchinh.vn/internal/duties/secrets/movement"
	"liemchinh.vn/internal/duties/secrets/protection"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duties/secrets/terms"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/picture"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/webtest"
)

// The invented offices of the tests besides those of dutytest.
const (
	stream = "u-suoi-trong"
	cell   = "u-cell"
)

// screen is the site of the duties, the reports and the picture, with more
// offices: a commune with a cell below it, and a body that serves the province.
func screen(t *testing.T, d *db.DB) *dutytest.Screen {
	t.Helper()
	deps := dutytest.Deps(d)
	duties := append([]duty.Module{inspection.New(deps)}, secrets.Modules(deps)...)
	s := dutytest.New(t, d, append(duties, report.New(deps, duties), picture.New(deps, duties))...)
	must(t, d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error {
		_, err := org.Found(t.Context(), tx, "2010-01-01", "", []org.Founding{
			{ID: stream, Code: "00002", Kind: org.CommuneParty, Tier: org.AtGrassroots, Name: "Đảng ủy xã Suối Trong", Parent: dutytest.Office},
			{ID: "u-ban", Code: "00003", Kind: org.Advisory, Tier: org.AtGrassroots, Name: "Ban Tổ chức", Parent: dutytest.Office},
			{ID: cell, Code: "c1", Kind: org.Cell, Tier: org.AtCell, Name: "Chi bộ Bến Cũ", Parent: stream}})
		if err != nil {
			return err
		}
		return org.Rebuild(t.Context(), tx)
	}))
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A writing puts one record into the database.
type writing func(context.Context, *db.Tx) error

func rec[T any, P db.Ptr[T]](r P) writing {
	return func(ctx context.Context, tx *db.Tx) error { return db.Save[T, P](ctx, tx, r) }
}

// save writes records as they are.
func save(t *testing.T, d *db.DB, records ...writing) {
	t.Helper()
	must(t, d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error {
		for _, w := range records {
			if err := w(t.Context(), tx); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := d.Fold(context.Background())
	must(t, err)
}

var serial int

func base(org string, level access.Level) db.Base {
	serial++
	return db.Base{ID: fmt.Sprintf("r%04d", serial), Org: org, Level: level}
}

func running(org string, due vn.Day) writing {
	b := base(org, 0)
	return rec(&inspection.Inspection{Base: b, State: inspection.Verifying, Kind: inspection.Compliance, Code: "KT-" + b.ID, Title: "Cuộc " + b.ID, DueOn: due})
}

// concluded is a member whose inspection came to a conclusion on a day.
func concluded(org string, on vn.Day) writing {
	b := base(org, 0)
	return rec(&inspection.Subject{Base: b, Inspection: "i", Kind: inspection.Compliance, ObjectType: inspection.Member, Object: b.ID, Name: "Phạm Giả Tên", ConcludedOn: on, Result: inspection.Results[0]})
}

func target(to, org string, year, n int) writing {
	return rec(&inspection.Item{Base: base(org, 0), State: "accepted", Kind: inspection.Compliance, ObjectType: inspection.Member, Year: year, AssignedTo: to, Target: n,
		From: vn.Day(fmt.Sprintf("%d-11-01", year-1)), To: vn.Day(fmt.Sprintf("%d-10-31", year))})
}

// notices are the sentences of a page.
func notices(p *webtest.Page) []string {
	var out []string
	for _, n := range p.Find("ul.say li") {
		out = append(out, n.Text())
	}
	return out
}

// TestClocks: each kind of thing that is late is found in its duty's table, and
// its number leads to a list of as many records.
func TestClocks(t *testing.T) {
	const o = dutytest.Office
	for key, w := range map[string]func() writing{
		"inspections": func() writing { return running(o, "2026-11-20") },
		"reminders": func() writing {
			return rec(&inspection.Reminder{Base: base(o, 0), State: inspection.Open, Due: "2026-11-20", Text: "x"})
		},
		"appeals": func() writing {
			b := base(o, 0)
			return rec(&inspection.Appeal{Base: b, State: inspection.Accepted, Code: b.ID, DueOn: "2026-11-20", Name: "x"})
		},
		"suspensions": func() writing {
			return rec(&inspection.Suspension{Base: base(o, 0), State: inspection.InForce, From: "2026-01-01", To: "2026-11-20", Name: "x"})
		},
		"lapses": func() writing {
			b := base(o, 0)
			return rec(&inspection.Case{Base: b, State: inspection.InForce, Code: b.ID, LapsesOn: "2026-11-20", Name: "x"})
		},
		"missing": func() writing { return rec(&register.Copy{Base: base(o, 1), State: register.Missing, Number: "x"}) },
		"incidents": func() writing {
			b := base(o, 1)
			return rec(&incidents.Incident{Base: b, State: incidents.Detected, Code: b.ID, Seq: serial, DiscoveredOn: "2026-11-20"})
		},
		"destructions": func() writing {
			return rec(&terms.Destruction{Base: base(o, 1), State: terms.Urgently, Code: "x", Seq: serial, ReportDue: "2026-11-20"})
		},
		"carryouts": func() writing {
			return rec(&movement.CarryOut{Base: base(o, 1), State: movement.Away, ToOn: "2026-11-20"})
		},
		"notices": func() writing {
			return rec(&terms.Notice{Base: base(o, 1), State: terms.NoticeDue, DueOn: "2026-11-20", Number: "x"})
		},
		"terms": func() writing {
			return rec(&register.Item{Base: base(o, 1), State: register.Registered, Seq: serial, Number: "x", ExpiresOn: "2026-11-20"})
		},
		"loans": func() writing {
			return rec(&register.Copy{Base: base(o, 1), State: register.Lent, Number: "x", DueOn: "2026-11-20"})
		},
		"findings": func() writing {
			return rec(&protection.Finding{Base: base(o, 1), State: protection.Recorded, ConcludedOn: "2026-10-01", DueOn: "2026-11-20", Text: "x"})
		},
		"devices": func() writing {
			return rec(&incidents.Device{Base: base(o, 1), State: incidents.InUse, Name: "x", NextCheckOn: "2026-11-20"})
		},
	} {
		t.Run(key, func(t *testing.T) {
			s := screen(t, dbtest.SQLite(t))
			clock(t, s, key, w)
		})
	}
}

func clock(t *testing.T, s *dutytest.Screen, key string, w func() writing) {
	t.Helper()
	before := len(s.As("leader").Get("/picture/list?of=" + key).Find("tbody tr"))
	save(t, s.DB, w(), w())
	p := s.As("leader").Get("/picture")
	link := ""
	for _, n := range p.Find("#strip td a") {
		if strings.Contains(n.Attr("href"), "of="+key+"&") && strings.Contains(n.Attr("href"), "which=late") && n.Text() == fmt.Sprint(before+2) {
			link = n.Attr("href")
		}
	}
	if link == "" {
		t.Fatalf("the strip does not show 2 more of %s: %s", key, p.Text("#strip"))
	}
	if !strings.Contains(p.Text("ul.say"), s.Texts.Say("vi", "picture.clock."+key)) {
		t.Errorf("no sentence: %v", notices(p))
	}
	list := s.As("leader").Get(link)
	if n := len(list.Find("tbody tr")); list.Code != 200 || n != before+2 {
		t.Errorf("%s: %d, %d records", link, list.Code, n)
	}
	if p := s.As("auditor").Get(link); list.Code == 200 && strings.HasPrefix(dutyOf(key), "secret") && len(p.Find("tbody tr")) > 0 {
		t.Errorf("who is not cleared sees %s", key)
	}
}

// dutyOf tells which duty a clock belongs to.
func dutyOf(key string) string {
	switch key {
	case "inspections", "reminders", "appeals", "suspensions", "lapses":
		return "inspection"
	}
	return "secrets"
}

func TestPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := screen(t, d)
		s.Template("picture/picture.html", picture.Page{})
		s.Template("picture/list.html", picture.ListPage{})
		save(t, d, running(stream, "2026-11-20"), running(cell, "2026-11-01"), running(dutytest.Commune, "2026-11-23"), running(dutytest.Commune, "2026-11-26"), running(dutytest.Other, "2026-01-01"),
			concluded(stream, "2026-03-01"), concluded(cell, "2026-03-02"), concluded(dutytest.Commune, "2024-06-30"), concluded(dutytest.Office, "2022-01-01"),
			target(dutytest.Office, dutytest.Office, 2026, 10), target(stream, dutytest.Office, 2026, 2))
		p := s.As("leader").Get("/picture")
		want := []string{"Cuộc kiểm tra, giám sát có 3 việc quá hạn; nhiều nhất là Đảng ủy xã Suối Trong: 2 3 việc: Cuộc kiểm tra, giám sát",
			"Tỉnh ủy Minh Giang mới đạt 2/10 chỉ tiêu «" + s.Texts.Say("vi", "inspection.members_inspected") + "», năm đã qua 89% 20%: Tỉnh ủy Minh Giang",
			"Đảng ủy xã Đồi Chè chưa có kết quả kiểm tra, giám sát nào trong năm 2026 1 đơn vị: Đảng ủy xã Đồi Chè"}
		if diff := cmp.Diff(want, notices(p)); diff != "" {
			t.Error(diff)
		}
		opens(t, s, "leader", p)
		cells(t, s, p)
	})
}

// cells: each mark of the small multiples says the number of the cell of the
// report that it leads to.
func cells(t *testing.T, s *dutytest.Screen, p *webtest.Page) {
	t.Helper()
	marks, some := p.Find(".pm svg a"), 0
	for _, m := range marks {
		says := m.Find("title")[0].Text()
		_, n, _ := strings.Cut(says, ": ")
		n, _, _ = strings.Cut(n, ",")
		if n != "0" {
			some++
		}
		drawer := s.As("leader").Get(m.Attr("href")).Text("#dr")
		if !strings.HasPrefix(drawer, n+" · ") {
			t.Errorf("%s leads to %q", says, drawer)
		}
	}
	if len(marks) != 15 || some != 2 { // three offices right below, five years
		t.Errorf("%d marks, %d with a number", len(marks), some)
	}
}

// TestReach: an office sees what is below it, and no picture of another.
func TestReach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := screen(t, d)
		save(t, d, running(stream, "2026-11-20"), running(cell, "2026-11-01"), running(dutytest.Commune, "2026-11-23"))
		p := s.As("commune").Get("/picture")
		if p.Code != 200 || strings.Contains(p.Body, "Suối Trong") || !strings.Contains(strings.Join(notices(p), ""), "có 1 việc quá hạn") {
			t.Errorf("%d %v", p.Code, notices(p))
		}
		for _, at := range []string{"/picture?unit=" + stream, "/picture?unit=" + dutytest.Office, "/picture?unit=*", "/picture/list?of=inspections&unit=" + stream, "/picture/list?of=silent&unit=" + dutytest.Office, "/picture/list?of=nothing"} {
			if p := s.As("commune").Get(at); p.Code != 404 {
				t.Errorf("%s: %d", at, p.Code)
			}
		}
		if p := s.As("leader").Get("/picture?unit=" + stream); p.Code != 200 || !strings.Contains(strings.Join(notices(p), ""), "có 2 việc quá hạn; nhiều nhất là Chi bộ Bến Cũ: 1") {
			t.Errorf("%d %v", p.Code, notices(p))
		}
		if p := s.As("officer").Get("/picture/list?of=inspections"); p.Code != 404 {
			t.Errorf("a list of another duty: %d", p.Code)
		}
	})
}

// TestManyOffices: of many offices the page shows twelve, and how many more
// there are.
func TestManyOffices(t *testing.T) {
	d := dbtest.SQLite(t)
	s := screen(t, d)
	must(t, d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error {
		var all []org.Founding
		for i := range 300 {
			all = append(all, org.Founding{ID: fmt.Sprintf("n%03d", i), Code: fmt.Sprintf("1%04d", i), Kind: org.CommuneParty, Tier: org.AtGrassroots, Name: fmt.Sprintf("Đảng ủy xã Số %d", i), Parent: dutytest.Office})
		}
		if _, err := org.Found(t.Context(), tx, "2010-01-01", "", all); err != nil {
			return err
		}
		return org.Rebuild(t.Context(), tx)
	}))
	save(t, d, concluded("n250", "2026-05-05"), concluded("n250", "2025-05-05"))
	p := s.As("leader").Get("/picture")
	all := p.Find("ul.pm li")
	if len(all) != 12 || !strings.Contains(all[0].Text(), "Đảng ủy xã Số 250") || !p.Has("#chart .panel-f", "Còn 291 đơn vị khác") {
		t.Errorf("%d: %s", len(all), p.Text("#chart"))
	}
	if p := s.As("leader").Get("/picture/list?of=silent"); !p.Has(".pager", "301 đơn vị") {
		t.Error(p.Text(".pager"))
	}
}

// opens follows all links of the main part of a page: each opens.
func opens(t *testing.T, s *dutytest.Screen, who string, p *webtest.Page) {
	t.Helper()
	seen := map[string]bool{}
	for _, n := range p.Find("main a") {
		h, _, _ := strings.Cut(n.Attr("href"), "#")
		if seen[h] || h == "" || h == "/" {
			continue
		}
		seen[h] = true
		if q := s.As(who).Get(h); q.Code != 200 {
			t.Errorf("%s: %d", h, q.Code)
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d links", len(seen))
	}
}

func TestStory(t *testing.T) {
	s := screen(t, dbtest.SQLite(t))
	save(t, s.DB, rec(&inspection.Inspection{Base: base(stream, 0), State: inspection.Verifying, Kind: inspection.Compliance, Code: "KT-truyen", Title: "Cuộc của truyện", DueOn: "2026-11-20"}))
	webtest.Stories(t, "testdata/story.txt", s.H, func(person string) []*http.Cookie { return []*http.Cookie{{Name: "as", Value: person}} })
}
