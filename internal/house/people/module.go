// Package people shows the members and officials: a list searched without
// tone marks, and for each person the facts and posts, nothing else. The
// records themselves are package person.
package people

import (
	"context"
	"embed"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/web"
)

// Files holds the pages and texts. The tables are those of package person.
//
//go:embed pages text
var Files embed.FS

// New describes the module to the program.
func New(deps duty.Deps) duty.Module {
	s := &shelf{db: deps.DB}
	return duty.Module{
		ID:      "person",
		Files:   Files,
		Records: person.Records(),
		Routes: []duty.Route{
			{Pattern: "GET /person", Need: "person.read", Serve: s.list},
			{Pattern: "GET /person/{id}", Need: "person.read", Serve: s.show},
		},
		Nav:   []web.NavEntry{{ID: "person", Path: "/person", Icon: "users", TextKey: "person.nav", Group: "web.nav.admin", Need: "person.read"}},
		Lines: s.lines,
	}
}

// shelf is where persons are read.
type shelf struct{ db *db.DB }

// lines describes persons in lists that mix records.
func (s *shelf) lines(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	out := map[string]duty.Line{}
	if table != "person_person" {
		return out, nil
	}
	for _, id := range ids {
		ps, err := db.Find[person.Person](ctx, v, "t.id = $1", "", id)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			unit, err := unitName(ctx, v, p.Unit)
			if err != nil {
				return nil, err
			}
			out[id] = duty.Line{ID: id, Code: p.PartyCardNo, Title: p.Name, Note: unit, Href: "/person/" + id}
		}
	}
	return out, nil
}

// unitName is the latest name of an organisation, "" if the viewer does not
// see it.
func unitName(ctx context.Context, v db.View, id string) (string, error) {
	spans, err := db.Find[org.Span](ctx, v, "t.unit = $1 AND NOT t.withdrawn", "ORDER BY t.valid_from DESC, t.id DESC LIMIT 1", id)
	if err != nil || len(spans) == 0 {
		return "", err
	}
	return spans[0].Name, nil
}
