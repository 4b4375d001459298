package org

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// A Node is a unit as it stood on the day of its tree.
type Node struct {
	Unit
	Span     Span // the span in force on the day
	Parent   *Node
	Children []*Node // in order
}

// Name is the name on the day of the tree.
func (n *Node) Name() string { return n.Span.Name }

// Path names the units from the top down to the node, such as
// ["Thành phố Hà Nội", "Quận Ba Đình"].
func (n *Node) Path() []string {
	var p []string
	for x := n; x != nil; x = x.Parent {
		p = append(p, x.Span.Name)
	}
	slices.Reverse(p)
	return p
}

// Depth is how many units stand above the node.
func (n *Node) Depth() int {
	d := 0
	for x := n.Parent; x != nil; x = x.Parent {
		d++
	}
	return d
}

// Below reports whether a stands above the node or is the node itself.
func (n *Node) Below(a *Node) bool {
	for x := n; x != nil; x = x.Parent {
		if x == a {
			return true
		}
	}
	return false
}

// All goes over the node and everything below it, parents first.
func (n *Node) All() iter.Seq[*Node] {
	return func(yield func(*Node) bool) { n.walk(yield) }
}

func (n *Node) walk(yield func(*Node) bool) bool {
	if !yield(n) {
		return false
	}
	for _, c := range n.Children {
		if !c.walk(yield) {
			return false
		}
	}
	return true
}

// A Tree is the tree of organisations on one day, as far as its viewer sees
// it. It does not change and may be shared.
type Tree struct {
	Day    vn.Day
	Roots  []*Node // units without a parent that the viewer sees
	byID   map[string]*Node
	byCode map[codeKey]*Node
}

type codeKey struct {
	tier Tier
	code string
}

// Load reads the tree as it stood on a day.
func Load(ctx context.Context, v db.View, day vn.Day) (*Tree, error) {
	var all []*Node
	err := db.Query(ctx, v, func(r db.Row) error {
		n := &Node{}
		u, s := &n.Unit, &n.Span
		if err := r.Scan(&u.ID, &u.Level, &u.Version, &u.Code, &u.Kind, &u.Tier, &u.KindLabel, &u.Batch,
			&s.ID, &s.Version, &s.Parent, &s.Name, &s.Fold, &s.Sort, &s.ValidFrom, &s.ValidTo, &s.Batch, &s.EndedBy); err != nil {
			return err
		}
		u.Org, u.Dossier = u.ID, u.ID
		s.Org, s.Dossier, s.Unit, s.Level = u.ID, u.ID, u.ID, u.Level
		all = append(all, n)
		return nil
	}, `SELECT t.id, t.level, t.version, t.code, t.kind, t.tier, t.kind_label, t.batch, s.id, s.version, s.parent, s.name, s.fold, s.sort, s.valid_from, s.valid_to, s.batch, s.ended_by
		FROM org_span s JOIN org_unit t ON t.id = s.unit
		WHERE {visible t} AND s.valid_from <= $1 AND s.valid_to > $1 AND NOT t.withdrawn AND NOT s.withdrawn`, string(day))
	if err != nil {
		return nil, err
	}
	return Grow(day, all), nil
}

// Grow makes a tree of nodes and ties them together. A unit whose parent the viewer does not see,
// or did not stand on the day, is a root.
func Grow(day vn.Day, all []*Node) *Tree {
	t := &Tree{Day: day, byID: make(map[string]*Node, len(all)), byCode: make(map[codeKey]*Node, len(all))}
	slices.SortFunc(all, func(a, b *Node) int {
		return cmp.Or(cmp.Compare(a.Span.Sort, b.Span.Sort), cmp.Compare(a.Span.Fold, b.Span.Fold), cmp.Compare(a.ID, b.ID))
	})
	for _, n := range all {
		t.byID[n.ID] = n
		if n.Code != "" {
			t.byCode[codeKey{n.Tier, n.Code}] = n
		}
	}
	for _, n := range all {
		if p := t.byID[n.Span.Parent]; p != nil && p != n {
			n.Parent = p
			p.Children = append(p.Children, n)
		} else {
			t.Roots = append(t.Roots, n)
		}
	}
	return t
}

// Len counts the units.
func (t *Tree) Len() int { return len(t.byID) }

// Get returns a unit by its id, nil if it does not stand on the day or is not seen.
func (t *Tree) Get(id string) *Node { return t.byID[id] }

// ByCode returns a unit by its code in a tier, or nil.
func (t *Tree) ByCode(tier Tier, code string) *Node { return t.byCode[codeKey{tier, code}] }

// ByCodeAny returns the unit with a code in any tier, the highest tier first,
// or nil.
func (t *Tree) ByCodeAny(code string) *Node {
	for _, tier := range Tiers {
		if n := t.ByCode(tier, code); n != nil {
			return n
		}
	}
	return nil
}

// All goes over all units, parents before children, in order.
func (t *Tree) All() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for _, r := range t.Roots {
			if !r.walk(yield) {
				return
			}
		}
	}
}

// Descendants returns the units below one, without it.
func (t *Tree) Descendants(id string) []*Node {
	n := t.byID[id]
	if n == nil {
		return nil
	}
	var all []*Node
	for x := range n.All() {
		if x != n {
			all = append(all, x)
		}
	}
	return all
}

// Search returns up to limit units whose name contains the words of q, tone
// marks or not, or whose code is q.
func (t *Tree) Search(q string, limit int) []*Node {
	words := strings.Fields(vn.Fold(q))
	if len(words) == 0 {
		return nil
	}
	var out []*Node
	for n := range t.All() {
		if n.Code == strings.TrimSpace(q) || containsAll(n.Span.Fold, words) {
			if out = append(out, n); len(out) == limit {
				break
			}
		}
	}
	return out
}

func containsAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// Counts counts the units by tier.
func (t *Tree) Counts() map[Tier]int {
	m := map[Tier]int{}
	for _, n := range t.byID {
		m[n.Tier]++
	}
	return m
}
