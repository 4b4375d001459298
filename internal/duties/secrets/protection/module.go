package protection

import (
	"embed"

	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// Files holds schema/, pages/ and text/.
//
//go:embed schema pages text
var Files embed.FS

// New describes the inspection of protection to the program.
func New(deps duty.Deps) duty.Module {
	k := desk.New(ID, deps)
	return duty.Module{
		ID: ID, Files: Files, Records: Records(), Flows: Flows(), Routes: routes(k), Figures: Figures(),
		Lines: desk.Lines(tables), Work: desk.Work(questions()...), Demo: demo,
		Nav: []web.NavEntry{{ID: ID, Path: "/protection", Icon: "clipboard-check", TextKey: "protection.nav", Group: "web.nav.work", Sub: true, Need: Read}},
	}
}

// routes are all pages of the module.
func routes(k desk.Desk) []duty.Route {
	all := []duty.Route{
		delegationList(k).Route(), bodyList(k).Route(), findingList(k).Route(),
		{Pattern: "GET /protection/types", Need: Read, Serve: pages{k}.types},
		register.FileRoute[Delegation](k, "delegation"), register.FileRoute[Body](k, "body"), register.FileRoute[Finding](k, "finding"),
	}
	for _, rs := range [][]duty.Route{Delegations(k).Routes(), Members(k).Routes(), Bodies(k).Routes(), Findings(k).Routes()} {
		all = append(all, rs...)
	}
	return all
}
