package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A Question asks the tables what waits for the persons who hold a right.
type Question struct {
	Need access.Need
	Ask  func(ctx context.Context, v db.View, today vn.Day, limit int) ([]duty.Task, error)
}

// Waits makes a question: the records of one table that match, each as a task.
// The condition may use $1, the person's account, $2, the person's office, $3,
// the day as far as which the question looks (ahead days from today), and $4,
// the person's own record.
func Waits[T any, P db.Ptr[T]](need access.Need, ahead int, where, order string, task func(T) duty.Task) Question {
	return Question{need, func(ctx context.Context, v db.View, today vn.Day, limit int) ([]duty.Task, error) {
		tail := fmt.Sprintf("ORDER BY %s, t.id LIMIT %d", order, limit)
		// PostgreSQL wants every argument to occur.
		rows, err := db.Find[T, P](ctx, v, "("+where+") AND $1 <> '-' AND $2 <> '-' AND $3 <> '-' AND $4 <> '-'", tail,
			v.Who().ID, v.Who().Unit, string(today.AddDays(ahead)), v.Who().Person)
		if err != nil {
			return nil, fmt.Errorf("work: %w", err)
		}
		var out []duty.Task
		for _, r := range rows {
			out = append(out, task(r))
		}
		return out, nil
	}}
}

// Work answers questions for the viewer: what is due or overdue, what waits for
// a decision, and what others have to decide, at most limit lines of each kind,
// the earliest day on top. It is a module's Work.
func Work(questions ...Question) func(context.Context, db.View, vn.Day, int) ([]duty.Task, error) {
	return func(ctx context.Context, v db.View, today vn.Day, limit int) ([]duty.Task, error) {
		byKind := map[duty.TaskKind][]duty.Task{}
		for _, q := range questions {
			if !v.Who().Can(q.Need) {
				continue
			}
			ts, err := q.Ask(ctx, v, today, limit)
			if err != nil {
				return nil, err
			}
			for _, t := range ts {
				byKind[t.Kind] = append(byKind[t.Kind], t)
			}
		}
		var out []duty.Task
		for _, k := range []duty.TaskKind{duty.ToDo, duty.Decide, duty.Waiting} {
			ts := byKind[k]
			slices.SortStableFunc(ts, func(a, b duty.Task) int { return cmp.Compare(lateKey(a.Due), lateKey(b.Due)) })
			out = append(out, ts[:min(limit, len(ts))]...)
		}
		return out, nil
	}
}

// lateKey puts tasks without a day after those with one.
func lateKey(d vn.Day) vn.Day {
	if d == "" {
		return "9999-12-31"
	}
	return d
}

// lineBatch is how many records are asked for at once; the query is filled up
// to that number, so that its text is always the same.
const lineBatch = 100

// A Describer describes records of one table by their ids, as the viewer may
// see them.
type Describer func(ctx context.Context, v db.View, ids []string) (map[string]duty.Line, error)

// Described finds the records of one table by id and describes each.
func Described[T any, P db.Ptr[T]](line func(T) duty.Line) Describer {
	where := "t.id IN (" + Marks(lineBatch) + ")"
	return func(ctx context.Context, v db.View, ids []string) (map[string]duty.Line, error) {
		out := map[string]duty.Line{}
		for at := 0; at < len(ids); at += lineBatch {
			args := make([]any, lineBatch)
			for n := range args {
				args[n] = ids[min(at+n, len(ids)-1)]
			}
			rows, err := db.Find[T, P](ctx, v, where, "", args...)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				l := line(r)
				l.ID = idOf[T, P](&r)
				out[l.ID] = l
			}
		}
		return out, nil
	}
}

// Lines describes records by their table. It is a module's Lines.
func Lines(tables map[string]Describer) func(context.Context, db.View, string, []string) (map[string]duty.Line, error) {
	return func(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
		if d, ok := tables[table]; ok {
			return d(ctx, v, ids)
		}
		return nil, nil
	}
}

// Grouped reads the rows that belong to records, by the id of the record.
func Grouped[T any, P db.Ptr[T]](ctx context.Context, v db.View, column, and string, ids []string, of func(T) string) (map[string][]T, error) {
	out := map[string][]T{}
	if len(ids) == 0 {
		return out, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	rows, err := db.Find[T, P](ctx, v, "t."+column+" IN ("+strings.TrimSpace(Marks(len(ids)))+")"+and, "ORDER BY t.id", args...)
	for _, x := range rows {
		out[of(x)] = append(out[of(x)], x)
	}
	return out, err
}
