package report

import (
	"cmp"
	"context"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
)

// Culprits names up to limit records that make a table break a rule: those
// that count on one side and not, or not as often, on the other.
func Culprits(ctx context.Context, d *db.DB, modules []duty.Module, t Table, b Break, limit int) ([]db.FactLine, error) {
	if b.Behind.PartsOf == "" {
		return nil, nil
	}
	type sides struct {
		line         db.FactLine
		whole, parts int
	}
	by := map[string]*sides{}
	add := func(key string, to func(*sides, int)) error {
		return t.eachBehind(ctx, d, key, b.Year, func(l db.FactLine) error {
			id := l.Table + "/" + l.ID
			if by[id] == nil {
				by[id] = &sides{line: l}
			}
			to(by[id], l.N)
			return nil
		})
	}
	if err := add(b.Behind.Whole, func(s *sides, n int) { s.whole += n }); err != nil {
		return nil, err
	}
	for _, k := range partsOf(modules, b.Behind.PartsOf) {
		if err := add(k, func(s *sides, n int) { s.parts += n }); err != nil {
			return nil, err
		}
	}
	var found []db.FactLine
	for _, s := range by {
		if !b.Behind.holds(s.whole, s.parts) {
			found = append(found, s.line)
		}
	}
	slices.SortFunc(found, func(a, b db.FactLine) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) })
	return found[:min(limit, len(found))], nil
}

// A Mismatch is a cell whose stored tally is not the sum of the facts behind
// it. It tells of a damaged tally, which `recount` mends.
type Mismatch struct {
	Figure      string
	Year        int
	Have, Facts int
}

// Match counts every cell of a table again, from the facts alone, and names
// the cells that differ.
func Match(ctx context.Context, d *db.DB, t Table) ([]Mismatch, error) {
	facts := map[string]map[int]int{}
	err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var key string
		var year, n int
		if err := r.Scan(&key, &year, &n); err != nil {
			return err
		}
		if facts[key] == nil {
			facts[key] = map[int]int{}
		}
		facts[key][year] = n
		return nil
	}, `SELECT f.key, CAST(substr(f.day, 1, 4) AS INTEGER), sum(f.n) FROM fact f WHERE {visible f} AND f.day BETWEEN $2 AND $3
		AND ($1 = '*' OR EXISTS (SELECT 1 FROM reach r WHERE r.root = $1 AND r.unit = f.unit AND r.since <= f.day AND f.day < r.until))
		GROUP BY f.key, CAST(substr(f.day, 1, 4) AS INTEGER)`, t.Unit.ID, string(t.Period.From), string(t.Period.To))
	if err != nil {
		return nil, err
	}
	var all []Mismatch
	for _, row := range t.Rows() {
		for i, y := range t.Years {
			if row.Stock { // counted from the facts alone in the first place
				continue
			}
			if n := facts[row.Figure][y]; n != row.Years[i] {
				all = append(all, Mismatch{row.Figure, y, row.Years[i], n})
			}
		}
	}
	return all, nil
}
