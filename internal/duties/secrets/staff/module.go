package staff

import (
	"embed"

	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// Files holds schema/ and text/.
//
//go:embed schema text
var Files embed.FS

// New describes the people of the duty to the program.
func New(deps duty.Deps) duty.Module {
	k := desk.New(ID, deps)
	return duty.Module{
		ID: ID, Files: Files, Records: Records(), Flows: Flows(), Routes: routes(k), Figures: Figures(),
		Lines: desk.Lines(tables), Work: desk.Work(questions()...), Demo: demo,
		Nav: []web.NavEntry{{ID: ID, Path: "/staff", Icon: "users", TextKey: "staff.nav", Group: "web.nav.work", Sub: true, Need: Read}},
	}
}

// routes are all pages of the module.
func routes(k desk.Desk) []duty.Route {
	p := pages{k}
	all := []duty.Route{
		officerList(k).Route(), trainingList(k).Route(), undertakingList(k).Route(), rulebookList(k).Route(),
		{Pattern: "GET /staff/training/{id}/import", Need: People, Serve: p.importForm},
		{Pattern: "POST /staff/training/{id}/import", Need: People, Serve: p.importList},
		register.FileRoute[Undertaking](k, "undertaking"), register.FileRoute[Training](k, "training"), register.FileRoute[Rulebook](k, "rulebook"),
	}
	for _, rs := range [][]duty.Route{Officers(k).Routes(), Undertakings(k).Routes(), Trainings(k).Routes(), Participants(k).Routes(), Rulebooks(k).Routes()} {
		all = append(all, rs...)
	}
	return all
}
