package org

import (
	"context"
	"fmt"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// A Founding describes a unit to be added. Give it an ID (db.NewID) when
// others name it as parent; parents need not stand first.
type Founding struct {
	ID        string
	Code      string
	Kind      Kind
	Tier      Tier
	KindLabel string
	Name      string
	Parent    string // id of the unit above, "" at the top
	Sort      string // order below the parent; "" = the code
}

// Found adds units that stand from a day on. It checks nothing but what the
// database needs: whoever calls it has checked codes and parents. When all
// units are added, call Rebuild in the same change.
//
// A unit added without a Change of kind Created counts under its first parent
// for all earlier days too: the office knew it, the register did not.
func Found(ctx context.Context, tx *db.Tx, on vn.Day, fs []Founding) ([]Unit, error) {
	if !on.Valid() {
		return nil, fmt.Errorf("org: %q is not a day", on)
	}
	if tx.Who().Unit != db.Everywhere {
		return nil, ErrWhole
	}
	out := make([]Unit, len(fs))
	for i, f := range fs {
		u := &out[i]
		*u = Unit{Code: f.Code, Kind: f.Kind, Tier: f.Tier, KindLabel: f.KindLabel}
		if u.ID = f.ID; u.ID == "" {
			u.ID = db.NewID()
		}
		u.Org = u.ID
		if err := db.Save(ctx, tx, u); err != nil {
			return nil, fmt.Errorf("unit %s %s: %w", f.Code, f.Name, err)
		}
		sort := f.Sort
		if sort == "" {
			sort = f.Code
		}
		if err := stand(ctx, tx, u.ID, f.Parent, f.Name, sort, on); err != nil {
			return nil, fmt.Errorf("unit %s %s: %w", f.Code, f.Name, err)
		}
	}
	return out, nil
}

// stand begins a span.
func stand(ctx context.Context, tx *db.Tx, unit, parent, name, sort string, on vn.Day) error {
	name = spell(name)
	s := Span{Unit: unit, Parent: parent, Name: name, Fold: vn.Fold(name), Sort: sort, ValidFrom: on, ValidTo: Forever}
	s.Org, s.Dossier = unit, unit
	return db.Save(ctx, tx, &s)
}

// spell gives a name its stored form: composed, single spaces. The spelling
// stays the instrument's own.
func spell(name string) string { return strings.Join(strings.Fields(vn.NFC(name)), " ") }

// end closes the span of a node on a day. A span that began on that very day
// is withdrawn: it stood on no day.
func end(ctx context.Context, tx *db.Tx, s Span, on vn.Day) error {
	if !s.ValidFrom.Before(on) {
		s.Withdrawn = true
	}
	s.ValidTo = on
	return db.Save(ctx, tx, &s)
}

// record writes a change.
func record(ctx context.Context, tx *db.Tx, c Change) error {
	c.Org = c.New
	if c.Org == "" {
		c.Org = c.Old
	}
	c.Dossier = c.Org
	return db.Save(ctx, tx, &c)
}
