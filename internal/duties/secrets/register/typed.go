package register

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// Typed is a name as typed into a form, for a person or a body that is in no
// register of the program. It is no column.
type Typed struct{ TypedName, TypedUnit string }

// Ask asks for a person of the register, or a name and a unit.
func (t *Typed) Ask(s *desk.Sheet, person, name, unit, unitName *string) {
	desk.Opt(s.Person("person", person, name))
	desk.Opt(s.Text("typed_name", &t.TypedName))
	desk.Opt(s.Unit("unit", unit, unitName))
	desk.Opt(s.Text("typed_unit", &t.TypedUnit))
}

// Named settles who is meant by the answers: the record chosen, or the name
// typed; the unit chosen, or typed, or else the unit of the person on that day.
func (t Typed) Named(ctx context.Context, v db.View, on vn.Day, id, name, unit, unitName *string) error {
	if *id == "" {
		*name = vn.Tidy(t.TypedName)
	}
	if *unit == "" {
		*unitName = vn.Tidy(t.TypedUnit)
	}
	if *unitName != "" || *id == "" {
		return nil
	}
	u, err := person.UnitOn(ctx, v, *id, on)
	if err != nil {
		return err
	}
	*unit, *unitName = u, desk.UnitName(ctx, v, u, on)
	return nil
}

// UnitOnce finds the one organisation of a name on a day, for lists that were
// typed elsewhere; "" if there is none or more than one.
func UnitOnce(ctx context.Context, v db.View, name string, on vn.Day) (string, error) {
	all, err := db.Find[org.Span](ctx, v, "t.fold = $1 AND t.valid_from <= $2 AND t.valid_to > $2 AND NOT t.withdrawn", "ORDER BY t.id LIMIT 2", vn.Fold(name), string(on))
	if err != nil || len(all) != 1 {
		return "", err
	}
	return all[0].Unit, nil
}
