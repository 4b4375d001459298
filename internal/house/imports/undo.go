package imports

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
)

// shownDependants is how many of the things that depend on an import a refusal
// names.
const shownDependants = 5

// Undo takes a committed import back as a whole. It refuses, naming them, as
// long as other records depend on what it brought.
func Undo(ctx context.Context, d *db.DB, who access.Who, id string) error {
	b, err := db.Get[Batch](ctx, d.As(who), id)
	if err != nil {
		return err
	}
	return d.Change(ctx, org.Whole(who), "imports.undo", func(tx *db.Tx) error {
		if b, err = db.GetAt[Batch](ctx, tx, id, b.Version); err != nil {
			return err
		}
		if b.State != Committed {
			return ErrState
		}
		names, err := depends(ctx, d, tx.View, b)
		if err != nil {
			return err
		}
		if len(names) > 0 {
			return text.Problem{Key: "imports.depends", Args: []any{names}}
		}
		if b.Kind == People {
			err = person.Withdraw(ctx, tx, b.ID)
		} else {
			err = org.Withdraw(ctx, tx, b.ID)
		}
		if err != nil {
			return err
		}
		b.State = Undone
		return db.Save(ctx, tx, &b)
	})
}

// depends names what rests on an import: organisations below or after its
// own, members of its organisations, and records that belong to them or count
// or bar its members.
func depends(ctx context.Context, d *db.DB, v db.View, b Batch) ([]string, error) {
	var names []string
	brought := map[string]bool{} // ids of what the import brought
	table := "org_unit"
	if b.Kind == People {
		table = "person_person"
	} else {
		deps, err := org.Dependants(ctx, v, b.ID, shownDependants)
		if err != nil {
			return nil, err
		}
		for _, x := range deps {
			names = append(names, x.Name)
		}
	}
	err := db.Query(ctx, v, func(r db.Row) error {
		var id string
		err := r.Scan(&id)
		brought[id] = true
		return err
	}, `SELECT t.id FROM `+table+` t WHERE {visible t} AND t.batch = $1 AND NOT t.withdrawn`, b.ID)
	if err != nil {
		return nil, err
	}
	for _, k := range d.Kinds() {
		if len(names) >= shownDependants {
			break
		}
		if strings.HasPrefix(k.Table, "org_") || k.Table == "person_membership" || k.Table == "imports_batch" || b.Kind == People && k.Table == "person_person" {
			continue
		}
		more, err := resting(ctx, v, k, brought, b, shownDependants-len(names))
		if err != nil {
			return nil, fmt.Errorf("what of %s depends on the import: %w", k.Table, err)
		}
		names = append(names, more...)
	}
	return names, nil
}

var errEnough = errors.New("enough")

// resting names up to limit records of one kind that rest on the import.
func resting(ctx context.Context, v db.View, k db.Kind, brought map[string]bool, b Batch, limit int) ([]string, error) {
	var out []string
	cols := k.New().Columns()
	var names []string
	for _, c := range cols {
		names = append(names, "t."+c.Name)
	}
	err := db.Query(ctx, v, func(r db.Row) error {
		rec := k.New()
		cols := rec.Columns()
		ps := make([]any, len(cols))
		for i, c := range cols {
			ps[i] = c.Ptr
		}
		if err := r.Scan(ps...); err != nil {
			return err
		}
		if rests(rec, cols, brought) {
			if out = append(out, title(k.Table, cols)); len(out) == limit {
				return errEnough
			}
		}
		return nil
	}, "SELECT "+strings.Join(names, ", ")+" FROM "+k.Table+" t WHERE {visible t}")
	if errors.Is(err, errEnough) {
		err = nil
	}
	return out, err
}

// rests reports whether a record names one of the ids: as a column of its
// own, as a person it keeps out, or as whom it counts. A withdrawn record
// rests on nothing.
func rests(rec db.Record, cols []db.Col, brought map[string]bool) bool {
	hit := false
	for _, c := range cols {
		if p, ok := c.Ptr.(*bool); ok && c.Name == "withdrawn" && *p {
			return false
		}
		if p, ok := c.Ptr.(*string); ok && brought[*p] {
			hit = true
		}
	}
	if x, ok := rec.(db.Barring); ok && slices.ContainsFunc(x.Bars(), func(id string) bool { return brought[id] }) {
		hit = true
	}
	if x, ok := rec.(db.Factual); ok && slices.ContainsFunc(x.Facts(), func(f db.Fact) bool { return brought[f.Unit] || brought[f.Subject] }) {
		hit = true
	}
	return hit
}

// title is what people know a record by: its name, title or number.
func title(table string, cols []db.Col) string {
	for _, want := range []string{"name", "title", "number", "code"} {
		for _, c := range cols {
			if p, ok := c.Ptr.(*string); ok && c.Name == want && *p != "" {
				return *p
			}
		}
	}
	return table
}
