package imports

import (
	"embed"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// Files holds the module's schema, pages and texts.
//
//go:embed schema text pages
var Files embed.FS

// New describes the module to the program.
func New(deps duty.Deps) duty.Module {
	s := &desk{db: deps.DB, jobs: &jobs{}}
	return duty.Module{
		ID:      "imports",
		Files:   Files,
		Records: []db.Kind{db.KindOf[Batch]()},
		Routes: []duty.Route{
			{Pattern: "GET /imports", Need: "imports.read", Serve: s.list},
			{Pattern: "GET /imports/new", Need: "imports.write", Serve: s.form},
			{Pattern: "POST /imports", Need: "imports.write", Serve: s.upload},
			{Pattern: "GET /imports/{id}", Need: "imports.read", Serve: s.show},
			{Pattern: "GET /imports/{id}/progress", Need: "imports.read", Serve: s.progress},
			{Pattern: "GET /imports/{id}/errors", Need: "imports.read", Serve: s.wrong},
			{Pattern: "POST /imports/{id}/columns", Need: "imports.write", Serve: s.columns},
			{Pattern: "POST /imports/{id}/rows", Need: "imports.write", Serve: s.rows},
			{Pattern: "POST /imports/{id}/commit", Need: "imports.write", Serve: s.commit},
			{Pattern: "POST /imports/{id}/undo", Need: "imports.write", Serve: s.undo},
		},
		Nav: []web.NavEntry{{ID: "imports", Path: "/imports", Icon: "database-import", TextKey: "imports.nav", Group: "web.nav.admin", Need: "imports.read"}},
	}
}
