package inspection

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// targetsOf is the condition on the items whose targets count for an office in
// a period: given to the office (for the whole, the lines of programmes
// themselves), not returned, of programmes within the period. A part that an
// office keeps for itself of its own target is left out.
const targetsOf = `t.state IN ('assigned', 'accepted') AND t.from_on >= $1 AND t.to_on <= $2
	AND (($3 = '*' AND t.parent_item = '') OR (t.assigned_to = $3
		AND NOT EXISTS (SELECT 1 FROM inspection_item p WHERE p.id = t.parent_item AND p.assigned_to = t.assigned_to)))`

const sumTargets = `SELECT t.kind, t.object_type, sum(t.target) FROM inspection_item t WHERE {visible t} AND ` + targetsOf + ` GROUP BY t.kind, t.object_type`

// Targets adds up the targets set for an office in a period, by figure key.
func Targets(ctx context.Context, v db.View, g db.Range) (map[string]int, error) {
	out := map[string]int{}
	err := db.Query(ctx, v, func(r db.Row) error {
		var k Kind
		var t ObjectType
		n := 0
		if err := r.Scan(&k, &t, &n); err != nil {
			return err
		}
		if key := FigureKey(k, t); key != "" {
			out[key] += n
		}
		return nil
	}, sumTargets, g.From, g.To, g.Node)
	if err != nil {
		return nil, fmt.Errorf("targets of %s: %w", g.Node, err)
	}
	return out, nil
}

// TargetsBehind lists the items whose targets make up the target of a figure.
func TargetsBehind(ctx context.Context, v db.View, key string, g db.Range) ([]duty.Line, error) {
	items, err := db.Find[Item](ctx, v, targetsOf, "ORDER BY t.from_on, t.id", g.From, g.To, g.Node)
	if err != nil {
		return nil, fmt.Errorf("targets of %s: %w", g.Node, err)
	}
	var out []duty.Line
	for _, i := range items {
		if FigureKey(i.Kind, i.ObjectType) != key {
			continue
		}
		l := itemLine(i)
		l.Note = fmt.Sprintf("%s · %d", i.AssignedName, i.Target)
		out = append(out, l)
	}
	return out, nil
}

// TargetsOf adds up the targets set for offices by programmes that end between
// two days, by office, figure and the year in which the programme ends: the
// year of a programme need not be a calendar year. Targets over several years
// stand under the year 0.
func TargetsOf(ctx context.Context, v db.View, offices []string, from, to string) (db.ByOffice, error) {
	out := db.ByOffice{}
	for part := range slices.Chunk(offices, officesAtOnce) {
		args := []any{from, to}
		for i := range officesAtOnce {
			args = append(args, part[min(i, len(part)-1)])
		}
		err := db.Query(ctx, v, func(r db.Row) error {
			var office string
			var k Kind
			var t ObjectType
			var year, n int
			if err := r.Scan(&office, &k, &t, &year, &n); err != nil {
				return err
			}
			if key := FigureKey(k, t); key != "" {
				out.Add(office, key, year, n)
			}
			return nil
		}, sumTargetsOf, args...)
		if err != nil {
			return nil, fmt.Errorf("targets of %d offices: %w", len(offices), err)
		}
	}
	return out, nil
}

// officesAtOnce is for how many offices targets are read at a time.
const officesAtOnce = 64

var sumTargetsOf = `SELECT t.assigned_to, t.kind, t.object_type, CASE WHEN CAST(substr(t.to_on, 1, 4) AS INTEGER) - CAST(substr(t.from_on, 1, 4) AS INTEGER) <= 1 THEN CAST(substr(t.to_on, 1, 4) AS INTEGER) ELSE 0 END AS within, sum(t.target)
	FROM inspection_item t WHERE {visible t} AND t.state IN ('assigned', 'accepted') AND t.to_on >= $1 AND t.to_on <= $2
	AND NOT EXISTS (SELECT 1 FROM inspection_item p WHERE p.id = t.parent_item AND p.assigned_to = t.assigned_to)
	AND t.assigned_to IN (` + strings.TrimPrefix(desk.Marks(officesAtOnce+2), "$1, $2, ") + `) GROUP BY t.assigned_to, t.kind, t.object_type, within`
