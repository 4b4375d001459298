package protection

import (
	"embed"

	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// Files holds schema/, pages/ and text/.
//
//go:embed schema pages text
var Files embed.FS

// New describes the inspection of protection and the people of the duty to the
// program.
func New(deps duty.Deps) duty.Module {
	k := desk.New(ID, deps)
	return duty.Module{
		ID: ID, Files: Files, Records: Records(), Flows: Flows(), Routes: routes(k), Figures: Figures(),
		Lines: desk.Lines(tables), Work: desk.Work(questions()...), Demo: demo,
	}
}

// routes are all pages of the module. They stand under the one entry of the
// menu that the duty of state secrets has.
func routes(k desk.Desk) []duty.Route {
	p := pages{k}
	all := []duty.Route{
		delegationList(k).Route(), bodyList(k).Route(), findingList(k).Route(), staffList(k).Route(),
		trainingList(k).Route(), undertakingList(k).Route(), rulebookList(k).Route(),
		{Pattern: "GET /protection/types", Need: Read, Serve: p.types},
		{Pattern: "GET /protection/training/{id}/import", Need: People, Serve: p.importForm},
		{Pattern: "POST /protection/training/{id}/import", Need: People, Serve: p.importList},
	}
	for _, rs := range [][]duty.Route{p.files(), Delegations(k).Routes(), Members(k).Routes(), Bodies(k).Routes(), Findings(k).Routes(), StaffFolder(k).Routes(),
		Undertakings(k).Routes(), Trainings(k).Routes(), Participants(k).Routes(), Rulebooks(k).Routes()} {
		all = append(all, rs...)
	}
	for i, r := range all {
		all[i].Serve = under(r.Serve)
	}
	return all
}

// under marks the duty's entry of the menu as the current one.
func under(h web.Handler) web.Handler {
	return func(c *web.Call) (web.Reply, error) {
		r, err := h(c)
		r.Nav = "secrets"
		return r, err
	}
}
