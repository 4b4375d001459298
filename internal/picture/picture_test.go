package picture_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duties/inspection"
	"liemchinh.vn/internal/duties/secrets"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/picture"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/webtest"
)

// today is the day of the tests.
const today vn.Day = "2026-11-24"

// screen is the site of the duties, the reports and the picture, with more
// offices: two cells below the commune.
func screen(t *testing.T, d *db.DB) *dutytest.Screen {
	t.Helper()
	deps := dutytest.Deps(d)
	duties := append([]duty.Module{inspection.New(deps)}, secrets.Modules(deps)...)
	s := dutytest.New(t, d, append(duties, report.New(deps, duties), picture.New(deps, duties))...)
	must(t, d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error {
		_, err := org.Found(t.Context(), tx, "2010-01-01", "", []org.Founding{
			{ID: "u-suoi-trong", Code: "00002", Kind: org.CommuneParty, Tier: org.AtGrassroots, Name: "Đảng ủy xã Suối Trong", Parent: dutytest.Office},
			{ID: "u-ban", Code: "00003", Kind: org.Advisory, Tier: org.AtGrassroots, Name: "Ban Tổ chức", Parent: dutytest.Office},
			{ID: "u-cell", Code: "c1", Kind: org.Cell, Tier: org.AtCell, Name: "Chi bộ Bến Cũ", Parent: "u-suoi-trong"}})
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

func TestPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := screen(t, d)
		save(t, d, running("u-suoi-trong", "2026-11-20"), running("u-cell", "2026-11-01"), running(dutytest.Commune, "2026-11-23"), running(dutytest.Commune, "2026-11-26"), running(dutytest.Other, "2026-01-01"))
		p := s.As("leader").Get("/picture")
		if p.Code != 200 {
			t.Fatalf("%d %s", p.Code, p.Body)
		}
		says := p.Find("ul.say li")
		if len(says) == 0 || !strings.HasPrefix(says[0].Text(), "Cuộc kiểm tra, giám sát có 3 việc quá hạn; nhiều nhất là Đảng ủy xã Suối Trong: 2") {
			t.Errorf("%v", p.Text("ul.say"))
		}
		opens(t, s, "leader", p)
	})
}

// opens follows all links of the main part of a page within the site of the
// test: each opens, and a list has as many records as the number says.
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
