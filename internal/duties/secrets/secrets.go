// Package secrets is the duty of protecting state secrets: the list of its
// modules. It is put together on an isolated machine alone (Law 29/2018/QH14,
// art. 5(5); Decree 26/2020/NĐ-CP, art. 4(7)).
package secrets

import (
	"liemchinh.vn/internal/duties/secrets/incidents"
	"liemchinh.vn/internal/duties/secrets/movement"
	"liemchinh.vn/internal/duties/secrets/protection"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duties/secrets/terms"
	"liemchinh.vn/internal/duty"
)

// Modules are the modules of the duty, in the order of the menu. The register
// comes first: the others work on its items and copies, also in the demo.
func Modules(deps duty.Deps) []duty.Module {
	return []duty.Module{register.New(deps), movement.New(deps), terms.New(deps), incidents.New(deps), protection.New(deps)}
}
