// Package picture shows the leader of an office its work at a glance: what to
// notice first, in sentences; five years of each office right below; targets
// against what is done; what is late and what falls due. It fits on one sheet.
//
// Every number is counted from records and leads to them: counts of work to the
// cell of the report that counts the same facts, counts of what is late to the
// list of those records. Nothing is typed in, and nothing is said about the
// opinions of anybody: rules look at days, targets and states, and compare
// offices, never persons.
//
// Source: screen b of the design; requests M120 to M125 of the office.
package picture

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ID is the name of the module: its address, and the prefix of its texts.
const ID = "picture"

// Files holds the pages and texts of the module.
//
//go:embed pages text
var Files embed.FS

// read is the right to see the picture: that of reports.
const read access.Need = "report.read"

// site serves the pages.
type site struct {
	d       *db.DB
	modules []duty.Module
	clocks  []clock  // those whose records a duty of the instance keeps
	figures []figure // those that a duty of the instance gives
}

// New puts the module together. modules are the duties whose figures and days
// it shows.
func New(deps duty.Deps, modules []duty.Module) duty.Module {
	s := site{d: deps.DB, modules: modules}
	for _, k := range clocks {
		if _, ok := s.holder(k.table); ok {
			s.clocks = append(s.clocks, k)
		}
	}
	for _, f := range figures {
		if s.gives(f.key) {
			s.figures = append(s.figures, f)
		}
	}
	return duty.Module{
		ID: ID, Files: Files,
		Nav: []web.NavEntry{{ID: ID, Path: "/picture", Icon: "layout-dashboard", TextKey: "picture.nav", Need: read}},
		Routes: []duty.Route{
			{Pattern: "GET /picture", Need: read, Serve: s.page},
			{Pattern: "GET /picture/list", Need: read, Serve: s.list},
		},
	}
}

// holder is the duty whose records a table holds.
func (s site) holder(table string) (duty.Module, bool) {
	i := slices.IndexFunc(s.modules, func(m duty.Module) bool {
		return slices.ContainsFunc(m.Records, func(k db.Kind) bool { return k.Table == table })
	})
	if i < 0 {
		return duty.Module{}, false
	}
	return s.modules[i], true
}

// gives reports whether a duty gives a figure, alone or as a part of another.
func (s site) gives(key string) bool {
	return slices.ContainsFunc(s.modules, func(m duty.Module) bool {
		return slices.ContainsFunc(m.Figures, func(f duty.Figure) bool { return f.Key == key || slices.Contains(f.Parts, key) })
	})
}

// An office is a place in the tree, as it is called today. One that works has a
// programme of its own: a committee or a cell, not a body that serves one.
type office struct {
	id, name string
	works    bool
}

// serving are the kinds of organisations that serve a committee and inspect
// nobody in their own name.
var serving = []org.Kind{org.Commission, org.Advisory, org.Office}

// node is the office that a page is about: the one the address names, or the
// viewer's own. One outside the viewer's reach does not exist.
func (s site) node(c *web.Call) (string, error) {
	node := cmp.Or(c.Query("unit"), c.Who.Unit)
	ok, err := s.d.As(c.Who).Reaches(c.Context(), node)
	switch {
	case err != nil:
		return "", fmt.Errorf("reach of unit %s: %w", node, err)
	case !ok || node == db.Everywhere && c.Who.Unit != db.Everywhere:
		return "", fmt.Errorf("unit %s: %w", cmp.Or(node, "none"), db.ErrNotFound)
	}
	return node, nil
}

// under reads the office and those that stand right below it on a day, in the
// order of the tree.
func (s site) under(ctx context.Context, v db.View, node string, on vn.Day) (own office, below []office, err error) {
	parent := node
	if node == db.Everywhere {
		own, parent = office{id: node}, ""
	}
	err = db.Query(ctx, v, func(r db.Row) error {
		var o office
		var kind org.Kind
		if err := r.Scan(&o.id, &o.name, &kind); err != nil {
			return err
		}
		o.works = !slices.Contains(serving, kind)
		if o.id == node {
			own = o
			return nil
		}
		below = append(below, o)
		return nil
	}, `SELECT t.unit, t.name, u.kind FROM org_span t JOIN org_unit u ON u.id = t.unit WHERE {visible t} AND NOT t.withdrawn AND t.valid_from <= $1 AND t.valid_to > $1 AND (t.parent = $2 OR t.unit = $3)
		ORDER BY t.sort, t.fold, t.unit`, string(on), parent, node)
	return own, below, err
}
