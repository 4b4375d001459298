package movement

import (
	"slices"

	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// New describes the module to the program. Its registers are tabs beside those
// of the register of secrets; it has no entry of its own in the menu.
func New(deps duty.Deps) duty.Module {
	k := desk.New(ID, deps)
	tr, de, pe, ca, pr := transfers(k), defects(k), copyPermits(k), carryOuts(k), provisions(k)
	return duty.Module{
		ID: ID, Files: Files,
		Nav:     []web.NavEntry{{ID: ID, Path: "/movement", Icon: "send", TextKey: "movement.nav", Group: "web.nav.work", Sub: true, Need: read}},
		Records: Records(), Figures: Figures(), Lines: lines(), Work: work(), Demo: demo,
		Flows: []duty.Edges{tr.Edges(Draft), de.Edges(Open), pe.Edges(Requested), ca.Edges(Requested), pr.Edges(Requested)},
		Routes: slices.Concat(tr.Routes(), de.Routes(), pe.Routes(), ca.Routes(), pr.Routes(),
			register.BookRoutes(k, "/movement/books", read, volumes()...),
			[]duty.Route{transferList(k).Route(), permitList(k).Route(), carryList(k).Route(), provisionList(k).Route()}),
	}
}
