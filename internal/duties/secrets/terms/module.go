package terms

import (
	"context"
	"embed"
	"io"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// Files holds schema/, text/ and pages/.
//
//go:embed schema text pages
var Files embed.FS

// New describes the module to the program. It has no entry in the menu of its
// own: the register of secrets leads here.
func New(deps duty.Deps) duty.Module {
	k := pages{desk.New(ID, deps)}
	return duty.Module{
		ID: ID, Files: Files,
		Nav:     []web.NavEntry{{ID: ID, Path: "/terms", Icon: "clock", TextKey: "terms.nav", Group: "web.nav.work", Sub: true, Need: Read}},
		Records: Records(), Flows: Flows(), Routes: k.routes(), Figures: Figures(),
		Lines: lines(), Work: desk.Work(questions()...), Daily: k.Daily, Demo: demo,
	}
}

func (k pages) routes() []duty.Route {
	return slices.Concat([]duty.Route{
		{Pattern: "GET /terms", Need: Read, Serve: k.queue},
		{Pattern: "GET /terms/destruction/{id}/minutes", Need: Read, Serve: k.minutes},
		k.extensionList().Route(), k.levelList().Route(), k.declassificationList().Route(), k.destructionList().Route(), k.noticeList().Route(), k.ownNotices().Route(),
		fileRoute(k, "extension", (*Extension).Blobs), fileRoute(k, "level", (*LevelChange).Blobs),
		fileRoute(k, "declassification", (*Declassification).Blobs), fileRoute(k, "destruction", (*Destruction).Blobs),
	}, k.extensions().Routes(), k.levels().Routes(), k.declassifications().Routes(), k.destructions().Routes(), k.notices().Routes())
}

// fileRoute gives out a file that a record names, never shown in the browser.
// Taking it out is in the journal first.
func fileRoute[T any, P db.Ptr[T]](k pages, folder string, files func(P) []string) duty.Route {
	return duty.Route{Pattern: "GET /terms/" + folder + "/{id}/file/{hash}", Need: Read, Serve: func(c *web.Call) (web.Reply, error) {
		r, err := db.Get[T, P](c.Context(), k.DB.As(c.Who), c.Path("id"))
		if err != nil {
			return web.Reply{}, err
		}
		hash := c.Path("hash")
		if !slices.Contains(files(P(&r)), hash) {
			return web.Reply{}, web.ErrNotFound
		}
		key := P(&r).Table() + "/" + c.Path("id")
		if err := k.DB.Note(c.Context(), c.Who, ID+".read_file", key, *P(&r).Columns()[2].Ptr.(*string), map[string]any{"hash": hash}); err != nil {
			return web.Reply{}, err
		}
		content, err := k.DB.Blob(c.Context(), hash)
		if err != nil {
			return web.Reply{}, err
		}
		kind, err := desk.FileKind(content, hash+".txt")
		if err != nil {
			kind = "application/octet-stream"
		}
		return web.Reply{File: &web.File{Name: folder + "-" + hash[:min(12, len(hash))], Type: kind, Write: func(w io.Writer) error {
			_, err := w.Write(content)
			return err
		}}}, nil
	}}
}

// lines describes the records of every table behind a figure.
func lines() func(context.Context, db.View, string, []string) (map[string]duty.Line, error) {
	return desk.Lines(map[string]desk.Describer{
		(*Extension)(nil).Table(): desk.Described(func(e Extension) duty.Line {
			return duty.Line{Code: e.DecisionNo, Title: e.Number, Note: string(e.NewExpiresOn), Href: "/terms/extension/" + e.ID}
		}),
		(*LevelChange)(nil).Table(): desk.Described(func(l LevelChange) duty.Line {
			return duty.Line{Code: l.DecisionNo, Title: l.Number, Href: "/terms/level/" + l.ID}
		}),
		(*Declassification)(nil).Table(): desk.Described(func(d Declassification) duty.Line {
			return duty.Line{Code: d.DecisionNo, Title: d.Number, Href: "/terms/declassification/" + d.ID}
		}),
		(*Destruction)(nil).Table(): desk.Described(func(d Destruction) duty.Line {
			return duty.Line{Code: d.Code, Title: d.UnitName, Href: "/terms/destruction/" + d.ID}
		}),
		(*Piece)(nil).Table(): desk.Described(func(p Piece) duty.Line {
			return duty.Line{Title: p.Number, Note: p.Holder, Href: "/terms/destruction/" + p.Destruction}
		}),
		(*Notice)(nil).Table(): desk.Described(func(n Notice) duty.Line {
			return duty.Line{Code: n.SentNo, Title: n.Number, Note: n.To(), Href: "/terms/notice/" + n.ID}
		}),
	})
}
