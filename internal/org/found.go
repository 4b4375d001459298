package org

import (
	"context"
	"fmt"
	"slices"
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

// Found adds units that stand from a day on, in the name of a batch ("" for
// none). It checks nothing but what the database needs: whoever calls it has
// checked codes and parents. When all units are added, call Rebuild in the
// same change.
//
// A unit added without a Change of kind Created counts under its first parent
// for all earlier days too: the office knew it, the register did not.
func Found(ctx context.Context, tx *db.Tx, on vn.Day, batch string, fs []Founding) ([]Unit, error) {
	w, err := writer(tx, on, batch)
	if err != nil {
		return nil, err
	}
	out := make([]Unit, len(fs))
	for i, f := range fs {
		if out[i], err = w.found(ctx, f); err != nil {
			return nil, fmt.Errorf("unit %s %s: %w", f.Code, f.Name, err)
		}
	}
	return out, nil
}

// writing is a change to the tree on one day in the name of one batch.
type writing struct {
	tx    *db.Tx
	on    vn.Day
	batch string
}

func writer(tx *db.Tx, on vn.Day, batch string) (writing, error) {
	switch {
	case !on.Valid():
		return writing{}, fmt.Errorf("org: %q is not a day", on)
	case tx.Who().Unit != db.Everywhere:
		return writing{}, ErrWhole
	}
	return writing{tx, on, batch}, nil
}

func (w writing) found(ctx context.Context, f Founding) (Unit, error) {
	u := Unit{Code: f.Code, Kind: f.Kind, Tier: f.Tier, KindLabel: f.KindLabel, Batch: w.batch}
	if u.ID = f.ID; u.ID == "" {
		u.ID = db.NewID()
	}
	u.Org = u.ID
	if err := db.Save(ctx, w.tx, &u); err != nil {
		return u, err
	}
	if f.Sort == "" {
		f.Sort = f.Code
	}
	return u, w.stand(ctx, u.ID, f.Parent, f.Name, f.Sort)
}

// stand begins a span.
func (w writing) stand(ctx context.Context, unit, parent, name, sort string) error {
	name = spell(name)
	s := Span{Unit: unit, Parent: parent, Name: name, Fold: vn.Fold(name), Sort: sort, ValidFrom: w.on, ValidTo: Forever, Batch: w.batch}
	s.Org, s.Dossier = unit, unit
	return db.Save(ctx, w.tx, &s)
}

// spell gives a name its stored form: composed, no blanks around it. The
// spelling stays the list's own, so that what goes out is what came in.
func spell(name string) string { return strings.TrimSpace(vn.NFC(name)) }

// alike reports whether two names are written the same but for blanks.
func alike(a, b string) bool {
	return slices.Equal(strings.Fields(vn.NFC(a)), strings.Fields(vn.NFC(b)))
}

// end closes a span. One that began on that very day is withdrawn: it stood on
// no day.
func (w writing) end(ctx context.Context, s Span) error {
	s.Withdrawn = !s.ValidFrom.Before(w.on)
	s.ValidTo, s.EndedBy = w.on, w.batch
	return db.Save(ctx, w.tx, &s)
}

// goOn ends the span of a node and begins another one of the same unit.
func (w writing) goOn(ctx context.Context, n *Node, parent, name string) error {
	if err := w.end(ctx, n.Span); err != nil {
		return err
	}
	return w.stand(ctx, n.ID, parent, name, n.Span.Sort)
}

// record writes a change. It belongs to the new unit, or to the old one where
// there is no new.
func (w writing) record(ctx context.Context, c Change) error {
	c.Day, c.Batch = w.on, w.batch
	if c.Org = c.New; c.Org == "" {
		c.Org = c.Old
	}
	c.Dossier = c.Org
	return db.Save(ctx, w.tx, &c)
}
