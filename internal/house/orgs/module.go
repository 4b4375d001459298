// Package orgs shows the tree of organisations: as of any day, searched
// without tone marks, and for each organisation what it was, what became of
// it, and who belongs to it. The tree itself is package org.
package orgs

import (
	"context"
	"embed"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Files holds the pages and texts. The tables are those of package org.
//
//go:embed pages text
var Files embed.FS

// New describes the module to the program.
func New(deps duty.Deps) duty.Module {
	s := &shelf{db: deps.DB}
	return duty.Module{
		ID:      "org",
		Files:   Files,
		Records: org.Records(),
		Routes: []duty.Route{
			{Pattern: "GET /org", Need: "org.read", Serve: s.list},
			{Pattern: "GET /org/{id}", Need: "org.read", Serve: s.show},
		},
		Nav:   []web.NavEntry{{ID: "org", Path: "/org", Icon: "sitemap", TextKey: "org.nav", Group: "web.nav.admin", Need: "org.read"}},
		Lines: s.lines,
	}
}

// shelf is where the tree is read.
type shelf struct{ db *db.DB }

// lines describes organisations in lists that mix records, by their latest
// name.
func (s *shelf) lines(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	out := map[string]duty.Line{}
	if table != "org_unit" {
		return out, nil
	}
	for _, id := range ids {
		spans, err := db.Find[org.Span](ctx, v, "t.unit = $1 AND NOT t.withdrawn", "ORDER BY t.valid_from DESC, t.id DESC LIMIT 1", id)
		if err != nil {
			return nil, err
		}
		if len(spans) == 0 {
			continue
		}
		units, err := db.Find[org.Unit](ctx, v, "t.id = $1", "", id)
		if err != nil {
			return nil, err
		}
		if len(units) == 0 {
			continue
		}
		u := units[0]
		l := duty.Line{ID: id, Code: u.Code, Title: spans[0].Name, Note: u.KindLabel, Href: "/org/" + id}
		if u.Withdrawn {
			l.Href = "" // taken back: it has no page
		}
		if end := spans[0].ValidTo; !u.Withdrawn && end != org.Forever {
			l.Href += "?on=" + string(end.AddDays(-1))
		}
		out[id] = l
	}
	return out, nil
}

// day is the day asked for in the address, else today.
func day(c *web.Call) vn.Day {
	if d, err := vn.ParseDay(c.Query("on")); err == nil {
		return d
	}
	return vn.Day(c.Today)
}
