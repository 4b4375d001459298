package org

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// A Succession is one line of a list of changes: all or a part of an old unit
// became (part of) a new one.
type Succession struct {
	Tier             Tier // of the new unit
	NewCode, NewName string
	OldCode, OldName string
	Extent           Extent
}

// Reform is a list of changes on one day, worked out against the tree of the
// day before.
type Reform struct {
	old     *Tree
	groups  [][]reformed      // by new unit, in the order of the list; provinces first
	heir    map[string]string // old unit → the unit it went into wholly, or itself if it goes on
	touched map[string]bool   // old units named in the list
	newID   map[codeKey]string
}

type reformed struct {
	Succession
	old *Node
}

// Plan works out a list of changes against the tree of the day before them.
//
// A unit goes on as the same unit if its code stays, its name stays, and no
// other unit went into it wholly (parts may have). It also goes on, under the
// new name, if it alone became the unit of its code and stays of its kind. In
// every other case the old units end and a new one begins, even if the new one
// took over a name and a code: the resolutions found it anew.
//
// The errors are ErrUnknown (an old unit does not stand, or has ended already)
// and ErrTwice (an old unit goes wholly into two new ones, or the code of the
// new one is held by a unit that does not end).
func Plan(old *Tree, on vn.Day, list []Succession) (*Reform, error) {
	r := &Reform{old: old, heir: map[string]string{}, touched: map[string]bool{}, newID: map[codeKey]string{}}
	at := map[codeKey]int{}
	for i, s := range list {
		n := old.source(s.Tier, s.OldCode)
		if n == nil || n.Span.ValidTo <= on {
			return nil, fmt.Errorf("line %d, %s %s: %w", i+1, s.OldCode, s.OldName, ErrUnknown)
		}
		k := codeKey{s.Tier, s.NewCode}
		g, ok := at[k]
		if !ok {
			g = len(r.groups)
			at[k], r.groups = g, append(r.groups, nil)
		}
		r.groups[g] = append(r.groups[g], reformed{s, n})
		r.touched[n.ID] = true
	}
	slices.SortStableFunc(r.groups, func(a, b []reformed) int {
		return cmp.Compare(slices.Index(Tiers, a[0].Tier), slices.Index(Tiers, b[0].Tier))
	})
	return r, r.inherit()
}

// source finds the old unit of a line: in the tier of the new one, else in any
// other (an island district became a special zone of the communes' tier).
func (t *Tree) source(tier Tier, code string) *Node {
	if n := t.ByCode(tier, code); n != nil {
		return n
	}
	return t.ByCodeAny(code)
}

// inherit decides which units go on and which are new.
func (r *Reform) inherit() error {
	for _, g := range r.groups {
		k := codeKey{g[0].Tier, g[0].NewCode}
		id := db.NewID()
		if n := same(g); n != nil {
			id = n.ID
		}
		r.newID[k] = id
		for _, x := range g {
			if x.Extent != Full {
				continue
			}
			if h, ok := r.heir[x.old.ID]; ok && h != id {
				return fmt.Errorf("%s %s goes wholly into two units: %w", x.OldCode, x.OldName, ErrTwice)
			}
			r.heir[x.old.ID] = id
		}
		if n := r.old.byCode[k]; n != nil && n.ID != id && !r.touched[n.ID] {
			return fmt.Errorf("%s %s is the code of %s, which stays: %w", k.code, g[0].NewName, n.Name(), ErrTwice)
		}
	}
	return nil
}

// same returns the unit that goes on in a group, nil if the unit is new.
func same(g []reformed) *Node {
	var self *Node
	full := 0
	for _, x := range g {
		if x.Extent == Full {
			full++
			if x.OldCode == x.NewCode && x.old.Tier == x.Tier {
				self = x.old
			}
		}
	}
	if self == nil || full > 1 {
		return nil
	}
	name := g[0].NewName
	if alike(self.Name(), name) || len(g) == 1 && labelOf(self.Name()) == labelOf(name) {
		return self
	}
	return nil
}

// labels are the words with which the names of units begin, longest first.
var labels = []string{"Thành phố", "Thị trấn", "Đặc khu", "Phường", "Thị xã", "Huyện", "Quận", "Tỉnh", "Xã"}

// labelOf is the kind that a name begins with: "Phường" of "Phường Ba Đình".
func labelOf(name string) string {
	for _, l := range labels {
		if strings.HasPrefix(name, l+" ") {
			return l
		}
	}
	return ""
}

// kindAt is the kind of a unit that a list of changes founds in a tier.
var kindAt = map[Tier]Kind{AtCentral: Central, AtProvince: Province, AtDistrict: District, AtGrassroots: Commune, AtCell: Cell}

// Apply carries a list of changes out on a day: units end, begin and go on;
// units that stood between the tiers of the list and have nothing left below
// them end (the districts, on 1 July 2025); what stood below a unit that ended
// and is not in the list goes below its successor. It ends with Rebuild.
//
// The list has no parents: a new unit stands below what became of the parents,
// in the tier next above in the list, of the units that went into it: wholly,
// if any did; the majority where they differ.
func Apply(ctx context.Context, tx *db.Tx, on vn.Day, batch, instrument string, list []Succession) error {
	w, err := writer(tx, on, batch)
	if err != nil {
		return err
	}
	old, err := Load(ctx, tx.View, on.AddDays(-1))
	if err != nil {
		return err
	}
	r, err := Plan(old, on, list)
	if err != nil {
		return err
	}
	for _, g := range r.groups {
		if err := r.carryOut(ctx, w, instrument, g); err != nil {
			return fmt.Errorf("%s %s: %w", g[0].NewCode, g[0].NewName, err)
		}
	}
	if err := r.endOld(ctx, w); err != nil {
		return err
	}
	if err := r.settle(ctx, w, instrument); err != nil {
		return err
	}
	return Rebuild(ctx, tx)
}

// carryOut begins the new unit of a group, or lets the old one go on, and
// records each line.
func (r *Reform) carryOut(ctx context.Context, w writing, instrument string, g []reformed) error {
	x := g[0]
	id, parent := r.newID[codeKey{x.Tier, x.NewCode}], r.parent(g)
	if n := r.old.Get(id); n != nil {
		if err := r.goOn(ctx, w, instrument, n, parent, x.NewName); err != nil {
			return err
		}
	} else if _, err := w.found(ctx, Founding{ID: id, Code: x.NewCode, Kind: kindAt[x.Tier], Tier: x.Tier, KindLabel: labelOf(x.NewName), Name: x.NewName, Parent: parent}); err != nil {
		return err
	}
	for _, x := range g {
		if x.old.ID == id {
			continue
		}
		c := Change{Kind: Merged, Old: x.old.ID, New: id, Extent: x.Extent, Instrument: instrument}
		if x.Extent != Full {
			c.Kind = Split
		}
		if err := w.record(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// goOn gives a unit that goes on its new name and parent, if they changed.
func (r *Reform) goOn(ctx context.Context, w writing, instrument string, n *Node, parent, name string) error {
	var kinds []ChangeKind
	if !alike(name, n.Name()) {
		kinds = append(kinds, Renamed)
	}
	if parent != n.Span.Parent {
		kinds = append(kinds, Moved)
	}
	if len(kinds) == 0 {
		return nil
	}
	for _, k := range kinds {
		if err := w.record(ctx, Change{Kind: k, Old: n.ID, New: n.ID, Extent: Full, Instrument: instrument}); err != nil {
			return err
		}
	}
	return w.goOn(ctx, n, parent, name)
}

// ends reports whether a unit named in the list ends.
func (r *Reform) ends(id string) bool { return r.touched[id] && r.heir[id] != id }

// heirOf is what a unit became: itself if it stands on, the unit it went into
// wholly, else what its parent became.
func (r *Reform) heirOf(n *Node) string {
	for ; n != nil; n = n.Parent {
		if h, ok := r.heir[n.ID]; ok {
			return h
		}
		if !r.touched[n.ID] {
			return n.ID
		}
	}
	return ""
}

// parent is the unit below which the new one of a group stands.
func (r *Reform) parent(g []reformed) string {
	above := r.tierAbove(g[0].Tier)
	votes := map[string]int{}
	for _, want := range []Extent{Full, Partial} {
		for _, x := range g {
			if x.Extent != want {
				continue
			}
			p := x.old.Parent
			for p != nil && above != "" && p.Tier != above {
				p = p.Parent
			}
			votes[r.heirOf(p)]++
		}
		if len(votes) > 0 {
			break
		}
	}
	best := ""
	for _, id := range slices.Sorted(maps.Keys(votes)) {
		if best == "" || votes[id] > votes[best] {
			best = id
		}
	}
	return best
}

// tierAbove is the next tier above in the list, "" if there is none: then the
// parent stays in its tier.
func (r *Reform) tierAbove(t Tier) Tier {
	above := Tier("")
	for _, g := range r.groups {
		if slices.Index(Tiers, g[0].Tier) >= slices.Index(Tiers, t) {
			break
		}
		above = g[0].Tier
	}
	return above
}

// endOld ends the units of the list that do not go on.
func (r *Reform) endOld(ctx context.Context, w writing) error {
	for n := range r.old.All() {
		if r.ends(n.ID) {
			if err := w.end(ctx, n.Span); err != nil {
				return err
			}
		}
	}
	return nil
}

// settle deals with the units that the list does not name.
func (r *Reform) settle(ctx context.Context, w writing, instrument string) error {
	gone := r.emptied()
	for n := range r.old.All() {
		if r.touched[n.ID] {
			continue
		}
		if gone[n.ID] {
			if err := w.record(ctx, Change{Kind: Dissolved, Old: n.ID, Extent: Full, Instrument: instrument}); err != nil {
				return err
			}
			if err := w.end(ctx, n.Span); err != nil {
				return err
			}
			continue
		}
		if p := n.Parent; p != nil && (r.ends(p.ID) || gone[p.ID]) {
			if err := r.goOn(ctx, w, instrument, n, r.heirOf(r.standing(p, gone)), n.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// standing is the nearest unit from n upwards that was not dissolved.
func (r *Reform) standing(n *Node, gone map[string]bool) *Node {
	for n != nil && gone[n.ID] {
		n = n.Parent
	}
	return n
}

// emptied finds the units that stood between two tiers of the list and whose
// children in the tiers of the list are all named in it. Other children, such
// as a cell of the district's own, do not keep such a unit standing.
func (r *Reform) emptied() map[string]bool {
	listed := map[Tier]bool{}
	for _, g := range r.groups {
		listed[g[0].Tier] = true
	}
	gone := map[string]bool{}
	for n := range r.old.All() {
		if r.touched[n.ID] || listed[n.Tier] || n.Parent == nil || !r.touched[n.Parent.ID] {
			continue
		}
		named, kept := 0, 0
		for _, c := range n.Children {
			switch {
			case r.touched[c.ID]:
				named++
			case listed[c.Tier]:
				kept++
			}
		}
		if named > 0 && kept == 0 {
			gone[n.ID] = true
		}
	}
	return gone
}
