package org

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
)

// Withdraw takes back everything that a batch did to the tree: what it began
// is withdrawn, what it ended goes on. Whoever calls it has checked that
// nothing depends on it (Dependants). It ends with Rebuild.
func Withdraw(ctx context.Context, tx *db.Tx, batch string) error {
	if tx.Who().Unit != db.Everywhere {
		return ErrWhole
	}
	if batch == "" {
		return fmt.Errorf("org: no batch named: %w", ErrUnknown)
	}
	ended, err := db.Find[Span](ctx, tx.View, "t.ended_by = $1", "", batch)
	if err != nil {
		return err
	}
	for i := range ended {
		s := &ended[i]
		s.ValidTo, s.EndedBy, s.Withdrawn = Forever, "", s.Batch == batch
		if err := db.Save(ctx, tx, s); err != nil {
			return err
		}
	}
	if err := withdraw(ctx, tx, batch, func(u *Unit) *bool { return &u.Withdrawn }); err != nil {
		return err
	}
	if err := withdraw(ctx, tx, batch, func(s *Span) *bool { return &s.Withdrawn }); err != nil {
		return err
	}
	if err := withdraw(ctx, tx, batch, func(c *Change) *bool { return &c.Withdrawn }); err != nil {
		return err
	}
	return Rebuild(ctx, tx)
}

func withdraw[T any, P db.Ptr[T]](ctx context.Context, tx *db.Tx, batch string, flag func(P) *bool) error {
	all, err := db.Find[T, P](ctx, tx.View, "t.batch = $1 AND NOT t.withdrawn", "", batch)
	if err != nil {
		return err
	}
	for i := range all {
		*flag(&all[i]) = true
		if err := db.Save[T, P](ctx, tx, &all[i]); err != nil {
			return err
		}
	}
	return nil
}

// A Dependant is a unit that could not stand if a batch were taken back, and
// how: "below" (it stands below a unit of the batch), "later" (a later change
// ended or moved a unit of the batch).
type Dependant struct {
	Unit, Name, How string
}

// Dependants lists up to limit units whose place in the tree rests on a batch.
func Dependants(ctx context.Context, v db.View, batch string, limit int) ([]Dependant, error) {
	var out []Dependant
	err := db.Query(ctx, v, func(r db.Row) error {
		var d Dependant
		if err := r.Scan(&d.Unit, &d.Name, &d.How); err != nil {
			return err
		}
		out = append(out, d)
		return nil
	}, fmt.Sprintf(`SELECT t.unit, t.name, 'below' FROM org_span t JOIN org_unit u ON u.id = t.parent
			WHERE {visible t} AND u.batch = $1 AND t.batch <> $1 AND NOT t.withdrawn
		UNION ALL
		SELECT t.unit, t.name, 'later' FROM org_span t
			WHERE {visible t} AND t.batch = $1 AND t.ended_by <> $1 AND t.valid_to <> '%s' AND NOT t.withdrawn
		LIMIT %d`, Forever, limit), batch)
	return out, err
}
