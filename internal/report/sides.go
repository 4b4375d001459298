package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
)

// Sides sets one figure of an office side by side by the offices below it.
// Own and the sides add up to Total: every fact counts in one line only.
type Sides struct {
	Years []int
	Sides []Side
	Own   Row // what counts for the office itself and for none of the sides
	Total Row
}

// A Side is the line of one office below.
type Side struct {
	Unit   Unit
	Former bool // it ended, or went below another office, before the period ended
	Whole  bool // the line is all that the office counted in the period, so that its page shows the same
	Row
}

// SideBySide counts a figure of an office by the offices below it on the last
// day of the period, and those that were below it earlier in the period. What
// an office took over from one that ended counts in its own line.
func SideBySide(ctx context.Context, d *db.DB, modules []duty.Module, t Table, key string) (Sides, error) {
	total, ok := t.Row(key)
	if !ok {
		return Sides{}, fmt.Errorf("figure %s: %w", key, db.ErrNotFound)
	}
	s := Sides{Years: t.Years, Total: total}
	var err error
	if s.Sides, err = below(ctx, d, t); err != nil {
		return s, err
	}
	of, err := s.reach(ctx, d)
	if err != nil {
		return s, err
	}
	if err := s.fill(ctx, d, t, of, key); err != nil {
		return s, err
	}
	s.Sides = slices.DeleteFunc(s.Sides, func(x Side) bool { return x.Former && x.Total == 0 })
	return s, s.complete(ctx, d, modules, t, key)
}

// complete tells of each side whether its line is its whole, and what targets
// were set for it.
func (s *Sides) complete(ctx context.Context, d *db.DB, modules []duty.Module, t Table, key string) error {
	m, ok := ownerOf(modules, key)
	for i := range s.Sides {
		x := &s.Sides[i]
		n, err := t.totalOf(ctx, d, x.Unit.ID, key)
		if err != nil {
			return err
		}
		x.Whole = n == x.Total
		if x.Aimed = s.Total.Aimed; !x.Aimed || !ok || m.Targets == nil {
			continue
		}
		aims, err := m.Targets(ctx, d.As(db.System), t.Period.over(x.Unit.ID))
		if err != nil {
			return err
		}
		x.Target = aims[key]
	}
	return nil
}

// totalOf is a figure of another office over the period of the table.
func (t Table) totalOf(ctx context.Context, d *db.DB, node, key string) (int, error) {
	sum := 0
	if t.Stock[key] {
		of, err := reachOf(ctx, d, node)
		for unit, n := range t.stand.at(key, t.Period.To) {
			if of.on(unit, string(t.Period.To)) >= 0 {
				sum += n
			}
		}
		return sum, err
	}
	all, err := d.Figures(ctx, key, t.Period.over(node))
	for _, n := range all[key] {
		sum += n
	}
	return sum, err
}

// below lists the offices that stood directly below the table's office in the
// period, those that still do first.
func below(ctx context.Context, d *db.DB, t Table) ([]Side, error) {
	parent := t.Unit.ID
	if parent == db.Everywhere {
		parent = ""
	}
	var all []Side
	err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var u Unit
		var until string
		if err := r.Scan(&u.ID, &u.Code, &u.Name, &until); err != nil {
			return err
		}
		s := Side{Unit: u, Former: until <= string(t.Period.To), Row: Row{Years: make([]int, len(t.Years))}}
		if u.Code == "" {
			s.Unit.Code = u.ID
		}
		if i := slices.IndexFunc(all, func(x Side) bool { return x.Unit.ID == u.ID }); i >= 0 {
			all = slices.Delete(all, i, i+1)
		}
		all = append(all, s)
		return nil
	}, `SELECT s.unit, t.code, s.name, s.valid_to FROM org_span s JOIN org_unit t ON t.id = s.unit
		WHERE {visible t} AND s.parent = $1 AND s.valid_to > $2 AND NOT s.withdrawn AND NOT t.withdrawn
		AND ($3 = '*' OR EXISTS (SELECT 1 FROM reach r WHERE r.root = $3 AND r.unit = s.unit AND r.since <= $4 AND r.until > $2))
		ORDER BY s.sort, s.fold, s.unit, s.valid_from`, parent, string(t.Period.From), t.Unit.ID, string(t.Period.To))
	slices.SortStableFunc(all, func(a, b Side) int { return cmp.Compare(order(a.Former), order(b.Former)) })
	return all, err
}

func order(former bool) int {
	if former {
		return 1
	}
	return 0
}

// fill gives each fact of the figure to the first side that counted it on its
// day, or to the office itself; what stands of a figure of stock, to the side
// below which its unit stood at the end of the year.
func (s *Sides) fill(ctx context.Context, d *db.DB, t Table, of reaching, key string) error {
	s.Own = Row{Figure: key, Years: make([]int, len(t.Years)), Stock: t.Stock[key]}
	for i := range s.Sides {
		s.Sides[i].Row = Row{Figure: key, Years: make([]int, len(t.Years)), Stock: t.Stock[key]}
	}
	if t.Stock[key] {
		return s.fillStock(ctx, d, t, of, key)
	}
	g := t.Period.over(t.Unit.ID)
	return db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var unit, day string
		var n, year int
		if err := r.Scan(&unit, &day, &n); err != nil {
			return err
		}
		if _, err := fmt.Sscanf(day, "%4d", &year); err != nil {
			return err
		}
		to := s.side(of.on(unit, day))
		to.Years[slices.Index(t.Years, year)] += n
		to.Total += n
		return nil
	}, `SELECT f.unit, f.day, sum(f.n) FROM fact f WHERE {visible f} AND f.key = $2 AND f.day BETWEEN $3 AND $4
		AND ($1 = '*' OR EXISTS (SELECT 1 FROM reach r WHERE r.root = $1 AND r.unit = f.unit AND r.since <= f.day AND f.day < r.until))
		GROUP BY f.unit, f.day`, g.Node, key, g.From, g.To)
}

func (s *Sides) fillStock(ctx context.Context, d *db.DB, t Table, of reaching, key string) error {
	whole, err := reachOf(ctx, d, t.Unit.ID)
	if err != nil {
		return err
	}
	for i, day := range t.Period.ends() {
		for unit, n := range t.stand.at(key, day) {
			if t.Unit.ID != db.Everywhere && whole.on(unit, string(day)) < 0 {
				continue
			}
			to := s.side(of.on(unit, string(day)))
			to.Years[i] += n
			to.Total = to.Years[len(to.Years)-1]
		}
	}
	// A year without change has the total of its end all the same.
	for i := -1; i < len(s.Sides); i++ {
		to := s.side(i)
		to.Total = to.Years[len(to.Years)-1]
	}
	return nil
}

// side is the row of a side; the office's own for −1.
func (s *Sides) side(i int) *Row {
	if i < 0 {
		return &s.Own
	}
	return &s.Sides[i].Row
}

// held says that an office counts the facts of a unit between two days.
type held struct {
	root         int
	since, until string
}

// reaching says which of several offices counts which unit, by unit, in the
// order of the offices.
type reaching map[string][]held

// on is the place of the first office that counts a unit on a day; −1 for none.
func (of reaching) on(unit, day string) int {
	for _, x := range of[unit] {
		if x.since <= day && day < x.until {
			return x.root
		}
	}
	return -1
}

// reachOf reads which of the offices counts which unit.
func reachOf(ctx context.Context, d *db.DB, roots ...string) (reaching, error) {
	of := reaching{}
	for i, root := range roots {
		err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
			var unit string
			h := held{root: i}
			err := r.Scan(&unit, &h.since, &h.until)
			of[unit] = append(of[unit], h)
			return err
		}, `SELECT r.unit, r.since, r.until FROM reach r WHERE {visible r} AND r.root = $1`, root)
		if err != nil {
			return nil, err
		}
	}
	return of, nil
}

// reach reads which side counts which unit.
func (s *Sides) reach(ctx context.Context, d *db.DB) (reaching, error) {
	var roots []string
	for _, x := range s.Sides {
		roots = append(roots, x.Unit.ID)
	}
	return reachOf(ctx, d, roots...)
}

// treeFor is the tree of offices in the viewer's reach, as on the last day of a
// period or, where the register begins later, as it stands today.
func treeFor(ctx context.Context, v db.View, p Period, today string) (*org.Tree, error) {
	tree, err := org.Load(ctx, v, p.To)
	if err != nil || tree.Len() > 0 {
		return tree, err
	}
	return org.Load(ctx, v, dayOf(today))
}
