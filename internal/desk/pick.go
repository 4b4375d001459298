package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// picked is how many persons and how many organisations a search shows.
const picked = 15

// pickWords is how many words of a search for an organisation are looked at:
// every one makes the query longer.
const pickWords = 12

// Person asks for a member of the register: a search box stands in the question,
// what it finds are the choices. id and name are the fields of the record.
func (s *Sheet) Person(field string, id, name *string) *web.Field {
	return s.pick(field, id, name, func(words string) ([]web.Option, error) {
		found, err := person.List(s.ctx, s.view, person.Search{Words: words}, "", picked)
		var all []web.Option
		for _, p := range found.Rows {
			all = append(all, web.Option{Value: p.ID, Label: p.Name, Hint: UnitName(s.ctx, s.view, p.Unit, s.today)})
		}
		return all, err
	}, func(id string) (string, error) {
		p, err := db.Get[person.Person](s.ctx, s.view, id)
		return p.Name, err
	})
}

// Unit asks for an organisation that stands today.
func (s *Sheet) Unit(field string, id, name *string) *web.Field {
	return s.pick(field, id, name, func(words string) ([]web.Option, error) {
		units, err := FindUnits(s.ctx, s.view, words, s.today)
		var all []web.Option
		for _, u := range units {
			all = append(all, web.Option{Value: u.Unit, Label: u.Name, Hint: UnitName(s.ctx, s.view, u.Parent, s.today)})
		}
		return all, err
	}, func(id string) (string, error) {
		name := UnitName(s.ctx, s.view, id, s.today)
		if name == "" {
			return "", db.ErrNotFound
		}
		return name, nil
	})
}

func (s *Sheet) pick(field string, id, name *string, find func(words string) ([]web.Option, error), named func(string) (string, error)) *web.Field {
	s.picks = true
	var f *web.Field
	f = s.ask(web.FieldRadio, field, *id, func(_ *Turn, a Answers) error {
		v := a.Form(field)
		if v == "" {
			*id, *name = "", ""
			if f.Optional {
				return nil
			}
			return s.missing(field)
		}
		n, err := named(v)
		if errors.Is(err, db.ErrNotFound) {
			return text.Problem{Key: "desk.pick.gone", Field: field}
		}
		*id, *name = v, n
		return err
	})
	if s.call != nil {
		s.offer(f, *name, find, named)
	}
	return f
}

// offer gives a question its choices: the one that holds, and what the words of
// its search box find. The address may bring words, q, for a form that is
// opened with them.
func (s *Sheet) offer(f *web.Field, name string, find func(words string) ([]web.Option, error), named func(string) (string, error)) {
	f.Finds, f.Found = true, s.call.Query("q")
	chosen := f.Value
	if s.call.Posted() {
		f.Found = s.call.Form(web.FindName(f.Name))
		if v := s.call.Form(f.Name); v != chosen {
			var err error
			if chosen = v; v != "" {
				if name, err = named(v); err != nil {
					chosen = ""
				}
			}
		}
	}
	if chosen != "" {
		f.Options = []web.Option{{Value: chosen, Label: name}}
	}
	if f.Found == "" {
		f.Hint = strings.TrimSpace(f.Hint + " " + s.Say("desk.pick.first"))
		return
	}
	found, err := find(f.Found)
	if err != nil || len(found) == 0 {
		f.Hint = s.Say("desk.pick.none", f.Found) // a fault of the database shows on the page itself
	}
	for _, o := range found {
		if o.Value != chosen {
			f.Options = append(f.Options, o)
		}
	}
}

const standing = "t.valid_from <= $1 AND t.valid_to > $1 AND NOT t.withdrawn"

// FindUnits finds organisations whose name has all the words, tone marks or
// not.
func FindUnits(ctx context.Context, v db.View, words string, on vn.Day) ([]org.Span, error) {
	where, args := standing, []any{string(on)}
	all := strings.Fields(vn.Fold(words))
	for _, w := range all[:min(len(all), pickWords)] {
		args = append(args, "%"+escapeLike(w)+"%")
		where += fmt.Sprintf(` AND t.fold LIKE $%d ESCAPE '\'`, len(args))
	}
	return db.Find[org.Span](ctx, v, where, fmt.Sprintf("ORDER BY t.fold, t.id LIMIT %d", picked), args...)
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// UnitName is what an organisation is called on a day; "" if it did not stand
// or is out of reach.
func UnitName(ctx context.Context, v db.View, unit string, on vn.Day) string {
	if unit == "" {
		return ""
	}
	all, err := db.Find[org.Span](ctx, v, standing+" AND t.unit = $2", "", string(on), unit)
	if err != nil || len(all) == 0 {
		return ""
	}
	return all[0].Name
}

// UnitsUnder lists the office and the organisations right below it.
func UnitsUnder(ctx context.Context, v db.View, unit string, on vn.Day) ([]org.Span, error) {
	if unit == db.Everywhere {
		return db.Find[org.Span](ctx, v, standing+" AND t.parent = ''", "ORDER BY t.sort, t.id", string(on))
	}
	own, err := db.Find[org.Span](ctx, v, standing+" AND t.unit = $2", "", string(on), unit)
	if err != nil {
		return nil, err
	}
	below, err := db.Find[org.Span](ctx, v, standing+" AND t.parent = $2", "ORDER BY t.sort, t.id", string(on), unit)
	return append(own, below...), err
}
