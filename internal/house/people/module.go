// Package people shows the members and officials: a list searched without
// tone marks, and for each person the facts and posts, nothing else. The
// records themselves are package person.
package people

import (
	"context"
	"embed"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
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
	if table != "person_person" {
		return map[string]duty.Line{}, nil
	}
	out, err := described(ctx, v, ids)
	if err != nil {
		return nil, err
	}
	var units []string
	for _, l := range out {
		if !slices.Contains(units, l.Note) {
			units = append(units, l.Note)
		}
	}
	names := map[string]string{}
	for _, unit := range units {
		if names[unit], err = unitName(ctx, v, unit); err != nil {
			return nil, err
		}
	}
	for id, l := range out {
		l.Note = names[l.Note]
		out[id] = l
	}
	return out, nil
}

// described describes persons, with the id of the unit for a note. One that was
// taken back has no page.
var described = desk.Described(func(p person.Person) duty.Line {
	l := duty.Line{Code: p.PartyCardNo, Title: p.Name, Note: p.Unit, Href: "/person/" + p.ID}
	if p.Withdrawn {
		l.Href = ""
	}
	return l
})

// unitName is the latest name of an organisation, "" if the viewer does not
// see it.
func unitName(ctx context.Context, v db.View, id string) (string, error) {
	spans, err := db.Find[org.Span](ctx, v, "t.unit = $1 AND NOT t.withdrawn", "ORDER BY t.valid_from DESC, t.id DESC LIMIT 1", id)
	if err != nil || len(spans) == 0 {
		return "", err
	}
	return spans[0].Name, nil
}
