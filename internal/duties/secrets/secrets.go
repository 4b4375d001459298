// Package secrets is the duty of protecting state secrets: the list of its
// modules. It is put together on an isolated machine alone (Law 29/2018/QH14,
// art. 5(5); Decree 26/2020/NĐ-CP, art. 4(7)).
package secrets

import (
	"liemchinh.vn/internal/duties/secrets/incidents"
	"liemchinh.vn/internal/duties/secrets/movement"
	"liemchinh.vn/internal/duties/secrets/protection"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duties/secrets/staff"
	"liemchinh.vn/internal/duties/secrets/terms"
	"liemchinh.vn/internal/duty"
)

// Modules are the modules of the duty, in the order of the menu. The register
// comes first: the others work on its items and copies, also in the demo.
func Modules(deps duty.Deps) []duty.Module {
	return []duty.Module{register.New(deps, begins...), movement.New(deps), terms.New(deps), incidents.New(deps), protection.New(deps), staff.New(deps)}
}

// begins are the forms of the other modules that the pages of the register lead
// to.
var begins = []register.Begin{
	{At: register.AtItem, Key: "movement.do.transfer.transfer", Href: "/movement/transfer/new/transfer?of=", Need: register.Enter},
	{At: register.AtItem, Key: "movement.do.permit.request", Href: "/movement/permit/new/request?of=", Need: register.Propose},
	{At: register.AtItem, Key: "movement.do.carryout.request", Href: "/movement/carryout/new/request?of=", Need: register.Propose},
	{At: register.AtItem, Key: "movement.do.provision.request", Href: "/movement/provision/new/request?of=", Need: register.Propose},
	{At: register.AtItem, Key: "terms.do.extension.propose", Href: "/terms/extension/new/propose?of=", Need: register.Propose},
	{At: register.AtItem, Key: "terms.do.level.propose", Href: "/terms/level/new/propose?of=", Need: register.Propose},
	{At: register.AtItem, Key: "terms.do.declassification.propose", Href: "/terms/declassification/new/propose?of=", Need: register.Propose},
	{At: register.AtItem, Key: "terms.do.destruction.propose", Href: "/terms/destruction/new/propose?of=", Need: register.Propose},
	{At: register.AtItem, Key: "terms.do.destruction.destroy_urgently", Href: "/terms/destruction/new/destroy_urgently?of=", Need: register.Keep},
	{At: register.AtItem, Key: "terms.list.notices", Href: "/terms/notices?item=", Need: register.Read},
	{At: register.AtItem, Key: "incidents.do.incident.open", Href: "/incidents/incident/new/open?of=", Need: "secrets.incident"},
	{At: register.AtCopy, Key: "movement.do.transfer.transfer", Href: "/movement/transfer/new/transfer?of=", Need: register.Enter},
	{At: register.AtCopy, Key: "incidents.do.incident.open", Href: "/incidents/incident/new/open?of=", Need: "secrets.incident"},
}
