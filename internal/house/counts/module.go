package counts

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// desk serves the pages.
type desk struct {
	db      *db.DB
	law     func(context.Context) (law.Pack, error)
	figures []duty.Figure
}

func (k *desk) module() duty.Module {
	return duty.Module{ID: ID, Files: Files, Records: []db.Kind{db.KindOf[Source](), db.KindOf[File](), db.KindOf[Line](), db.KindOf[Sent]()}, Lines: k.describe}
}

// New describes the module of a connected instance: it takes files in and gives
// the figures, whose records are the lines of the files.
func New(deps duty.Deps, figures []duty.Figure) duty.Module {
	k := &desk{db: deps.DB, law: deps.Law, figures: figures}
	m := k.module()
	m.Figures = figures
	m.Nav = []web.NavEntry{
		{ID: ID, Path: "/counts", Icon: "file-upload", TextKey: "counts.nav", Group: "web.nav.summary", Need: Read},
		{ID: "counts-source", Path: "/counts/source", Icon: "key", TextKey: "counts.nav.source", Group: "web.nav.admin", Need: Trust},
	}
	m.Routes = []duty.Route{
		{Pattern: "GET /counts", Need: Read, Serve: k.list},
		{Pattern: "GET /counts/file/{id}", Need: Read, Serve: k.show},
		{Pattern: "GET /counts/import", Need: Carry, Serve: k.ask},
		{Pattern: "POST /counts/import", Need: Carry, Serve: k.take},
		{Pattern: "GET /counts/source", Need: Trust, Serve: k.sources},
		{Pattern: "POST /counts/source", Need: Trust, Serve: k.trust},
		{Pattern: "POST /counts/source/{id}/withdraw", Need: Trust, Serve: k.withdraw},
	}
	return m
}

// NewExport describes the module of an isolated instance: it writes files. The
// figures are given by the packages of the duty.
func NewExport(deps duty.Deps, figures []duty.Figure) duty.Module {
	k := &desk{db: deps.DB, law: deps.Law, figures: figures}
	m := k.module()
	m.Nav = []web.NavEntry{{ID: ID, Path: "/counts/export", Icon: "download", TextKey: "counts.nav.export", Group: "web.nav.summary", Need: Carry}}
	m.Routes = []duty.Route{
		{Pattern: "GET /counts/export", Need: Carry, Serve: k.exportPage},
		{Pattern: "POST /counts/export", Need: Carry, Serve: k.export},
	}
	return m
}

// describe tells how the records read in lists: the lines behind a figure, the
// files and sources in the journal.
func (k *desk) describe(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	out := map[string]duty.Line{}
	for _, id := range ids {
		l, err := describe1(ctx, v, table, id)
		if err != nil {
			return nil, err
		}
		if l.ID != "" {
			out[id] = l
		}
	}
	return out, nil
}

func describe1(ctx context.Context, v db.View, table, id string) (duty.Line, error) {
	switch table {
	case "counts_line":
		all, err := db.Find[Line](ctx, v, "t.id = $1", "", id)
		if err != nil || len(all) == 0 {
			return duty.Line{}, err
		}
		l := all[0]
		return duty.Line{ID: id, Code: l.Code, Title: l.UnitName, Note: fmt.Sprintf("%s: %d", l.Day.Show(), l.N), Href: "/counts/file/" + l.File + "?figure=" + l.Figure}, nil
	case "counts_file":
		all, err := db.Find[File](ctx, v, "t.id = $1", "", id)
		if err != nil || len(all) == 0 {
			return duty.Line{}, err
		}
		return duty.Line{ID: id, Code: all[0].Code, Title: all[0].SourceName, Note: all[0].From.Show() + " – " + all[0].To.Show(), Href: "/counts/file/" + id}, nil
	case "counts_export":
		all, err := db.Find[Sent](ctx, v, "t.id = $1", "", id)
		if err != nil || len(all) == 0 {
			return duty.Line{}, err
		}
		return duty.Line{ID: id, Title: all[0].Name, Note: id, Href: "/counts/export"}, nil
	case "counts_source":
		all, err := db.Find[Source](ctx, v, "t.id = $1", "", id)
		if err != nil || len(all) == 0 {
			return duty.Line{}, err
		}
		return duty.Line{ID: id, Title: all[0].Name, Note: all[0].Fingerprint, Href: "/counts/source"}, nil
	}
	return duty.Line{}, nil
}

// annual is the annual window of a year, or the calendar year where the law has
// none (S34).
func (k *desk) annual(ctx context.Context, year int) (from, to vn.Day, err error) {
	rules := law.Default()
	if k.law != nil {
		if rules, err = k.law(ctx); err != nil {
			return "", "", err
		}
	}
	w, err := rules.AnnualSecrets(year)
	if err != nil {
		return vn.Day(fmt.Sprintf("%04d-01-01", year)), vn.Day(fmt.Sprintf("%04d-12-31", year)), nil
	}
	return w.From, w.To, nil
}
