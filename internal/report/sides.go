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
	if err := s.fill(ctx, d, t, key); err != nil {
		return s, err
	}
	s.Sides = slices.DeleteFunc(s.Sides, func(x Side) bool { return x.Former && x.Total == 0 })
	m, ok := moduleOf(modules, key, ".")
	for i := range s.Sides {
		x := &s.Sides[i]
		all, err := d.Figures(ctx, key, t.Period.over(x.Unit.ID))
		if err != nil {
			return s, err
		}
		sum := 0
		for _, n := range all[key] {
			sum += n
		}
		x.Whole = sum == x.Total
		if x.Aimed = total.Aimed; !x.Aimed || !ok || m.Targets == nil {
			continue
		}
		aims, err := m.Targets(ctx, d.As(db.System), t.Period.over(x.Unit.ID))
		if err != nil {
			return s, err
		}
		x.Target = aims[key]
	}
	return s, nil
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

// fill goes over the facts of the figure once and gives each to the first side
// that counted it on its day, or to the office itself.
func (s *Sides) fill(ctx context.Context, d *db.DB, t Table, key string) error {
	of, err := s.reach(ctx, d)
	if err != nil {
		return err
	}
	s.Own = Row{Figure: key, Years: make([]int, len(t.Years))}
	for i := range s.Sides {
		s.Sides[i].Figure = key
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
		to := &s.Own
		for _, x := range of[unit] {
			if x.since <= day && day < x.until {
				to = &s.Sides[x.side].Row
				break
			}
		}
		to.Years[slices.Index(t.Years, year)] += n
		to.Total += n
		return nil
	}, `SELECT f.unit, f.day, sum(f.n) FROM fact f WHERE {visible f} AND f.key = $2 AND f.day BETWEEN $3 AND $4
		AND ($1 = '*' OR EXISTS (SELECT 1 FROM reach r WHERE r.root = $1 AND r.unit = f.unit AND r.since <= f.day AND f.day < r.until))
		GROUP BY f.unit, f.day`, g.Node, key, g.From, g.To)
}

// held says that a side counts the facts of a unit between two days.
type held struct {
	side         int
	since, until string
}

// reach reads which side counts which unit, by unit, in the order of the sides.
func (s *Sides) reach(ctx context.Context, d *db.DB) (map[string][]held, error) {
	of := map[string][]held{}
	for i, x := range s.Sides {
		err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
			var unit string
			h := held{side: i}
			err := r.Scan(&unit, &h.since, &h.until)
			of[unit] = append(of[unit], h)
			return err
		}, `SELECT r.unit, r.since, r.until FROM reach r WHERE {visible r} AND r.root = $1`, x.Unit.ID)
		if err != nil {
			return nil, err
		}
	}
	return of, nil
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
