package db

import (
	"context"
	"slices"
	"time"
)

// Reach says that an office stood below another one (or was taken over by it)
// between two days: since, inclusive, and until, exclusive. Facts of the unit
// on those days count for the root. Sees says that people of the root see the
// unit's records today.
type Reach struct {
	Root, Unit   string
	Since, Until string
	Sees         bool
}

// SetReach replaces the whole reach of the tree of organisations; package org
// computes it. The tallies follow at the next fold.
func (t *Tx) SetReach(ctx context.Context, rs []Reach) error {
	if _, err := t.exec(ctx, `DELETE FROM reach`); err != nil {
		return err
	}
	for _, r := range rs {
		_, err := t.exec(ctx, `INSERT INTO reach (root, unit, since, until, sees) VALUES ($1, $2, $3, $4, $5)`, r.Root, r.Unit, r.Since, r.Until, r.Sees)
		if err != nil {
			return err
		}
	}
	return t.Refold(ctx)
}

// Reaches reports whether the viewer's offices include the unit.
func (v View) Reaches(ctx context.Context, unit string) (bool, error) {
	switch v.who.Unit {
	case "":
		return false, nil
	case Everywhere, unit:
		return true, nil
	}
	ok := false
	err := v.each(ctx, func(Row) error { ok = true; return nil }, `SELECT 1 FROM reach WHERE root = $1 AND unit = $2 AND sees LIMIT 1`, v.who.Unit, unit)
	return ok, err
}

// ancestry is the reach in memory, by unit.
type ancestry map[string][]Reach

func (v View) roots(ctx context.Context) (ancestry, error) {
	a := ancestry{}
	err := v.each(ctx, func(r Row) error {
		var x Reach
		if err := r.Scan(&x.Root, &x.Unit, &x.Since, &x.Until); err != nil {
			return err
		}
		a[x.Unit] = append(a[x.Unit], x)
		return nil
	}, `SELECT root, unit, since, until FROM reach`)
	return a, err
}

// above returns the nodes that a fact of the unit counts for on a day, each
// once: the offices it stood below, and the whole.
func (a ancestry) above(unit, day string) []string {
	out := []string{Everywhere}
	for _, r := range a[unit] {
		if r.Since <= day && day < r.Until && !slices.Contains(out, r.Root) {
			out = append(out, r.Root)
		}
	}
	return out
}

func monthEnd(day string) bool {
	t, err := time.Parse(time.DateOnly, day)
	return err == nil && t.AddDate(0, 0, 1).Day() == 1
}
