package report

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// standing adds up the facts of figures of stock: by figure, unit and year of
// the facts. What stands at the end of a year is the sum of all years up to it.
type standing map[string]map[string]map[int]int

// standOf reads the facts of figures of stock up to a day.
func standOf(ctx context.Context, d *db.DB, keys []string, to vn.Day) (standing, error) {
	s := standing{}
	for _, key := range keys {
		by := map[string]map[int]int{}
		err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
			var unit string
			var year, n int
			if err := r.Scan(&unit, &year, &n); err != nil {
				return err
			}
			if by[unit] == nil {
				by[unit] = map[int]int{}
			}
			by[unit][year] = n
			return nil
		}, `SELECT f.unit, CAST(substr(f.day, 1, 4) AS INTEGER), sum(f.n) FROM fact f WHERE {visible f} AND f.key = $1 AND f.day <= $2
			GROUP BY f.unit, CAST(substr(f.day, 1, 4) AS INTEGER)`, key, string(to))
		if err != nil {
			return nil, fmt.Errorf("count the stock %s: %w", key, err)
		}
		s[key] = by
	}
	return s, nil
}

// at is what of a figure stands at the end of a day, by unit.
func (s standing) at(key string, day vn.Day) map[string]int {
	out := map[string]int{}
	for unit, by := range s[key] {
		for y, n := range by {
			if y <= day.Year() {
				out[unit] += n
			}
		}
	}
	return out
}

// ends are the last days of a period's calendar years within it.
func (p Period) ends() []vn.Day {
	var all []vn.Day
	for _, y := range p.Years() {
		all = append(all, p.In(y).To)
	}
	return all
}

// countStock puts the state of the figures of stock at the end of each year
// into a table's counts. A unit counts for the office that it stood below on
// that day, whatever it stood below when its records began, so that what
// enters in one place and leaves in another is not left over.
func (t *Table) countStock(ctx context.Context, d *db.DB, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	all, err := standOf(ctx, d, keys, t.Period.To)
	if err != nil {
		return err
	}
	of, err := reachOf(ctx, d, t.Unit.ID)
	if err != nil {
		return err
	}
	t.stand = all
	for _, key := range keys {
		t.Counts[key] = map[int]int{}
		for _, day := range t.Period.ends() {
			for unit, n := range all.at(key, day) {
				if t.Unit.ID == db.Everywhere || of.on(unit, string(day)) >= 0 {
					t.Counts[key][day.Year()] += n
				}
			}
		}
	}
	return nil
}

// behind lists a page of the records behind a cell: those of the facts in the
// period, or for a figure of stock those that stand at its end.
func (t Table) behind(ctx context.Context, d *db.DB, key string, year int, after string, limit int) (db.Slice[db.FactLine], error) {
	if t.Stock[key] {
		return standingBehind(ctx, d, key, t.Unit.ID, t.Period.In(year).To, after, limit)
	}
	return d.Behind(ctx, key, t.Period.In(year).over(t.Unit.ID), after, limit)
}

// standingBehind lists the records that stand at the end of a day, in the
// order in which they began to.
func standingBehind(ctx context.Context, d *db.DB, key, node string, on vn.Day, after string, limit int) (db.Slice[db.FactLine], error) {
	var s db.Slice[db.FactLine]
	at, err := readAfter(after)
	if err != nil {
		return s, err
	}
	err = db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var l db.FactLine
		var rec string
		if err := r.Scan(&l.Day, &rec, &l.Unit, &l.N); err != nil {
			return err
		}
		l.Table, l.ID, _ = strings.Cut(rec, "/")
		s.Rows = append(s.Rows, l)
		return nil
	}, fmt.Sprintf(`SELECT min(f.day), f.record, f.unit, sum(f.n) FROM fact f WHERE {visible f} AND f.key = $2 AND f.day <= $3
		AND ($1 = '*' OR EXISTS (SELECT 1 FROM reach r WHERE r.root = $1 AND r.unit = f.unit AND r.since <= $3 AND $3 < r.until))
		GROUP BY f.record, f.unit HAVING sum(f.n) <> 0 AND (min(f.day), f.record, f.unit) > ($4, $5, $6)
		ORDER BY min(f.day), f.record, f.unit LIMIT %d`, limit+1), node, key, string(on), at[0], at[1], at[2])
	if err != nil || len(s.Rows) <= limit {
		return s, err
	}
	s.Rows = s.Rows[:limit]
	l := s.Rows[limit-1]
	b, err := json.Marshal([]string{l.Day, l.Table + "/" + l.ID, l.Unit})
	s.Next = base64.RawURLEncoding.EncodeToString(b)
	return s, err
}

// readAfter reads the place in a list of standing records where a page begins.
func readAfter(after string) ([]string, error) {
	at := []string{"", "", ""}
	if after == "" {
		return at, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(after)
	if err == nil {
		err = json.Unmarshal(b, &at)
	}
	if err != nil || len(at) != 3 {
		return nil, fmt.Errorf("page after %q: %w", after, db.ErrNotFound)
	}
	return at, nil
}
