package settings

import (
	"context"
	"errors"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// Rights of the module.
const (
	read    access.Need = "law.read"
	settled access.Need = "law.confirm"
)

// settings is the module's pages and what they work with.
type settings struct {
	db  *db.DB
	law func(context.Context) (law.Pack, error)
}

// New makes the module. deps.Law is what Law made.
func New(deps duty.Deps) duty.Module {
	s := &settings{db: deps.DB, law: deps.Law}
	return duty.Module{
		ID: ID, Files: Files, Records: Records(), Lines: s.lines,
		Nav: []web.NavEntry{{ID: ID, Path: "/settings/law", Icon: "scale", TextKey: "settings.nav", Group: "web.nav.admin", Need: read}},
		Routes: []duty.Route{
			{Pattern: "GET /settings/law", Need: read, Serve: s.lawPage},
			{Pattern: "GET /settings/law/{code}", Need: read, Serve: s.rulePage},
			{Pattern: "GET /settings/law/{code}/new", Need: settled, Serve: s.enterPage},
			{Pattern: "POST /settings/law/{code}", Need: settled, Serve: s.enter},
			{Pattern: "POST /settings/rule/{id}/confirm", Need: settled, Serve: s.confirmRule},
			{Pattern: "POST /settings/rule/{id}/withdraw", Need: settled, Serve: s.withdrawRule},
			{Pattern: "GET /settings/calendar", Need: read, Serve: s.calendarPage},
			{Pattern: "POST /settings/calendar", Need: settled, Serve: s.addMark},
			{Pattern: "POST /settings/calendar/{id}/end", Need: settled, Serve: s.endMark},
			{Pattern: "GET /settings/deadline", Need: read, Serve: s.deadlinePage},
		},
	}
}

// tabs are the three pages of the module.
func tabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("settings.nav")}
	for _, t := range []string{"law", "calendar", "deadline"} {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say("settings." + t), Href: "/settings/" + t, Current: t == current})
	}
	return v
}

// lines names rules and days in the journal. Both belong to the whole
// instance: whoever holds law.read may see them.
func (s *settings) lines(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	out := map[string]duty.Line{}
	if !v.Who().Can(read) {
		return out, nil
	}
	all := s.db.As(db.System)
	for _, id := range ids {
		l, err := line(ctx, all, table, id)
		if errors.Is(err, db.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[id] = l
	}
	return out, nil
}

func line(ctx context.Context, v db.View, table, id string) (duty.Line, error) {
	if table == (*Day)(nil).Table() {
		d, err := db.Get[Day](ctx, v, id)
		if err != nil {
			return duty.Line{}, err
		}
		return duty.Line{ID: id, Title: d.Name, Note: d.Decree, Href: "/settings/calendar?year=" + string(d.Day[:4])}, nil
	}
	r, err := db.Get[Rule](ctx, v, id)
	if err != nil {
		return duty.Line{}, err
	}
	return duty.Line{ID: id, Code: r.Code, Title: r.Value, Note: r.Instrument, Href: "/settings/law/" + r.Code}, nil
}

// isProblem reports whether an error has words for the form.
func isProblem(err error) bool { return len(text.Problems(err)) > 0 }
