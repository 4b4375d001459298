package org

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// period is a stretch of days: from inclusive, to exclusive.
type period struct{ from, to vn.Day }

func (p period) meet(q period) (period, bool) {
	r := period{max(p.from, q.from), min(p.to, q.to)}
	return r, r.from < r.to
}

var always = period{beginning, Forever}

// under says that a unit stood below another one for a while.
type under struct {
	root string
	period
}

// A kinship is the whole history of the tree: enough to say for every unit
// and day what stood above it.
type kinship struct {
	spans   map[string][]Span // by unit, in order
	founded map[string]bool   // began by a change on record
	into    map[string]Change // full successor, by old unit
	parts   map[string][]Change
	full    []Change           // full successions, by day
	above   map[string][]under // lines computed so far
}

// Rebuild computes from the spans and changes which office counts and sees
// which unit's records, and writes it (db.Reach). Call it at the end of every
// change to the tree, as a person who reaches everything (Whole), and on the
// morning of a day for which a change was entered ahead.
//
// Counting. An office counts a fact of a unit if it stood above the unit on
// that day. The whole of an old unit merged into a new one: the new one, and
// what stood above it on that day, count what the old one and everything below
// it did before. A part: the successor does not count it, for nobody knows
// which part did what. A unit that ended goes on below its full successor, or
// below its last parent, for facts dated late.
//
// Seeing. Whoever stands above a unit today sees its records, and the full
// successor and what stands above it. Of a unit that was split, the offices
// above the successors see, the successors do not.
func Rebuild(ctx context.Context, tx *db.Tx) error {
	if tx.Who().Unit != db.Everywhere {
		return ErrWhole
	}
	k, err := loadKinship(ctx, tx.View)
	if err != nil {
		return err
	}
	at, err := time.Parse(time.RFC3339, tx.Now())
	if err != nil {
		return fmt.Errorf("org: clock: %w", err)
	}
	return tx.SetReach(ctx, k.reach(vn.DayOf(at)))
}

func loadKinship(ctx context.Context, v db.View) (*kinship, error) {
	spans, err := db.Find[Span](ctx, v, "NOT t.withdrawn", "ORDER BY t.unit, t.valid_from, t.id")
	if err != nil {
		return nil, err
	}
	changes, err := db.Find[Change](ctx, v, "NOT t.withdrawn", "ORDER BY t.day, t.id")
	if err != nil {
		return nil, err
	}
	return newKinship(spans, changes), nil
}

func newKinship(spans []Span, changes []Change) *kinship {
	k := &kinship{spans: map[string][]Span{}, founded: map[string]bool{}, into: map[string]Change{}, parts: map[string][]Change{},
		above: map[string][]under{}}
	for _, s := range spans {
		k.spans[s.Unit] = append(k.spans[s.Unit], s)
	}
	for _, c := range changes {
		if c.New == c.Old {
			continue
		}
		switch c.Kind {
		case Merged:
			k.into[c.Old] = c
			k.full = append(k.full, c)
		case Split:
			k.parts[c.Old] = append(k.parts[c.Old], c)
		case Created, Renamed, Moved, Dissolved:
		}
		// A change on the first day of a unit founded it; on a later day the
		// unit only took something in.
		if first := k.spans[c.New]; len(first) > 0 && first[0].ValidFrom == c.Day {
			k.founded[c.New] = true
		}
	}
	return k
}

// parents is the unit's line of parents over all days: before its first span
// if its founding is not on record, and after its end.
func (k *kinship) parents(unit string) []under {
	spans := k.spans[unit]
	if len(spans) == 0 {
		return nil
	}
	var all []under
	for i, s := range spans {
		p := under{s.Parent, period{s.ValidFrom, s.ValidTo}}
		if i == 0 && !k.founded[unit] {
			p.from = beginning
		}
		if i+1 < len(spans) && p.to > spans[i+1].ValidFrom {
			p.to = spans[i+1].ValidFrom
		}
		all = append(all, p)
	}
	last := &all[len(all)-1]
	if last.to != Forever {
		heir := last.root
		if c, ok := k.into[unit]; ok {
			heir = c.New
		}
		all = append(all, under{heir, period{last.to, Forever}})
	}
	return all
}

// line is everything that stood above a unit, and when.
func (k *kinship) line(unit string) []under {
	if all, ok := k.above[unit]; ok {
		return all
	}
	var all []under
	k.climb(unit, always, []string{unit}, &all)
	k.above[unit] = all
	return all
}

// climb adds what stood above a unit during a period. Two units may each have
// stood above the other at different times; at one time it would be a cycle,
// which the import refuses, and the climb stops.
func (k *kinship) climb(unit string, during period, way []string, all *[]under) {
	for _, p := range k.parents(unit) {
		m, ok := p.meet(during)
		if !ok || p.root == "" || slices.Contains(way, p.root) {
			continue
		}
		*all = append(*all, under{p.root, m})
		k.climb(p.root, m, append(way, p.root), all)
	}
}

// on lists what stood above a unit on a day.
func (k *kinship) on(unit string, day vn.Day) []string {
	var out []string
	for _, u := range k.line(unit) {
		if u.from <= day && day < u.to && !slices.Contains(out, u.root) {
			out = append(out, u.root)
		}
	}
	return out
}

type pair struct{ root, unit string }

// counted gives, by root and then by unit, the days whose facts count.
func (k *kinship) counted() map[string]map[string][]period {
	below := map[string]map[string][]period{}
	add := func(root, unit string, p period) {
		if below[root] == nil {
			below[root] = map[string][]period{}
		}
		below[root][unit] = append(below[root][unit], p)
	}
	for unit := range k.spans {
		add(unit, unit, always)
		for _, u := range k.line(unit) {
			add(u.root, unit, u.period)
		}
	}
	for _, c := range k.full {
		before := period{beginning, c.Day}
		for _, root := range append([]string{c.New}, k.on(c.New, c.Day)...) {
			for unit, ps := range below[c.Old] {
				if root == unit || root == c.Old {
					continue
				}
				for _, p := range ps {
					if m, ok := p.meet(before); ok {
						add(root, unit, m)
					}
				}
			}
		}
	}
	return below
}

// seeing gives the pairs of which the root sees the unit's records on a day.
func (k *kinship) seeing(today vn.Day) map[pair]bool {
	sees := map[pair]bool{}
	for unit, spans := range k.spans {
		sees[pair{unit, unit}] = true
		day := today
		if first := spans[0].ValidFrom; first > day {
			day = first // entered ahead: whoever will stand above it prepares it
		}
		for _, root := range k.on(unit, day) {
			sees[pair{root, unit}] = true
		}
		for _, c := range k.parts[unit] {
			for _, root := range k.on(c.New, max(day, c.Day)) {
				sees[pair{root, unit}] = true
			}
		}
	}
	return sees
}

// reach puts counting and seeing together, touching periods joined.
func (k *kinship) reach(today vn.Day) []db.Reach {
	sees := k.seeing(today)
	var all []db.Reach
	for root, units := range k.counted() {
		for unit, ps := range units {
			p := pair{root, unit}
			for _, x := range join(ps) {
				all = append(all, db.Reach{Root: root, Unit: unit, Since: string(x.from), Until: string(x.to), Sees: sees[p]})
			}
			delete(sees, p)
		}
	}
	for p := range sees { // sees, but counts nothing: no day is in the row
		all = append(all, db.Reach{Root: p.root, Unit: p.unit, Since: string(beginning), Until: string(beginning), Sees: true})
	}
	slices.SortFunc(all, func(a, b db.Reach) int {
		return cmp.Or(cmp.Compare(a.Root, b.Root), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Since, b.Since))
	})
	return all
}

// join puts overlapping and touching periods together, in order.
func join(ps []period) []period {
	slices.SortFunc(ps, func(a, b period) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var out []period
	for _, p := range ps {
		if n := len(out); n > 0 && p.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, p.to)
		} else {
			out = append(out, p)
		}
	}
	return out
}
