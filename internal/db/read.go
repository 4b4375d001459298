package db

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
)

// Everywhere is the unit of the program itself and of the operator at the
// machine's own command line: every office is in reach.
const Everywhere = "*"

// System is the program acting by itself: demo, jobs, command line.
var System = access.Who{ID: "system", Name: "Liêm Chính", Unit: Everywhere, Clearance: access.TopSecret}

// A View reads on behalf of one person.
type View struct {
	d   *DB
	tx  *transaction // nil outside a transaction
	who access.Who
}

// As returns a view of the database as who sees it.
func (d *DB) As(who access.Who) View { return View{d: d, who: who} }

// Who is the person on whose behalf the view reads.
func (v View) Who() access.Who { return v.who }

// Now is the clock of the database, in UTC to the second.
func (v View) Now() string { return stamp(v.d.Now()) }

func (v View) query(ctx context.Context, text string, args ...any) (rows *sql.Rows, err error) {
	var s *sql.Stmt
	switch {
	case v.d.engine.prepare && v.tx != nil:
		s, err = v.tx.stmt(ctx, text)
	case v.d.engine.prepare:
		s, err = v.d.stmt(ctx, text)
	}
	switch {
	case err != nil:
	case s != nil:
		rows, err = s.QueryContext(ctx, args...)
	case v.tx != nil:
		rows, err = v.tx.QueryContext(ctx, text, args...)
	default:
		rows, err = v.d.read.QueryContext(ctx, text, args...)
	}
	if err != nil {
		return nil, fmt.Errorf("%w in %s", v.d.engine.class(err), strings.TrimSpace(text))
	}
	return rows, nil
}

// each runs a query and calls scan for every row.
func (v View) each(ctx context.Context, scan func(Row) error, text string, args ...any) error {
	rows, err := v.query(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return v.d.engine.class(rows.Err())
}

var visible = regexp.MustCompile(`\{visible (\w+)\}`)

// scope replaces {visible t} and adds the arguments that it needs.
// A query without the mark is refused.
func scope(who access.Who, query string, args []any) (string, []any, error) {
	if !visible.MatchString(query) {
		return "", nil, fmt.Errorf("query has no {visible t}: %s", strings.TrimSpace(query))
	}
	args = slices.Clone(args)
	arg := func(v any) string {
		args = append(args, v)
		return fmt.Sprintf("$%d", len(args))
	}
	var conds []string
	switch who.Unit {
	case "":
		conds = append(conds, "1 = 0")
	case Everywhere:
	default:
		conds = append(conds, "EXISTS (SELECT 1 FROM reach r_ WHERE r_.root = "+arg(who.Unit)+" AND r_.unit = @.org AND r_.sees)")
	}
	if who.Clearance < access.TopSecret {
		conds = append(conds, "@.level <= "+arg(int(who.Clearance)))
	}
	if who.Person != "" {
		conds = append(conds, "NOT EXISTS (SELECT 1 FROM barred b_ WHERE b_.dossier = @.dossier AND b_.person = "+arg(who.Person)+")")
	}
	cond := "1 = 1"
	if len(conds) > 0 {
		cond = strings.Join(conds, " AND ")
	}
	query = visible.ReplaceAllStringFunc(query, func(m string) string {
		return "(" + strings.ReplaceAll(cond, "@.", visible.FindStringSubmatch(m)[1]+".") + ")"
	})
	return query, args, nil
}

func names(r Record, prefix string) string {
	var b []string
	for _, c := range r.Columns() {
		b = append(b, prefix+c.Name)
	}
	return strings.Join(b, ", ")
}

// Find returns the records, of those the viewer may see, that match where, in
// the order and number that tail says. The table is called t.
func Find[T any, P Ptr[T]](ctx context.Context, v View, where, tail string, args ...any) ([]T, error) {
	r := P(new(T))
	q := "SELECT " + names(r, "t.") + " FROM " + r.Table() + " t WHERE {visible t} AND (" + where + ") " + tail
	q, args, err := scope(v.who, q, args)
	if err != nil {
		return nil, err
	}
	return scanAll[T, P](ctx, v, q, args...)
}

func scanAll[T any, P Ptr[T]](ctx context.Context, v View, q string, args ...any) ([]T, error) {
	var all []T
	err := v.each(ctx, func(r Row) error {
		var t T
		if err := scanRecord(r, P(&t)); err != nil {
			return err
		}
		all = append(all, t)
		return nil
	}, q, args...)
	return all, err
}

func scanRecord(row Row, r Record) error {
	cols := r.Columns()
	ps := make([]any, len(cols))
	for i, c := range cols {
		ps[i] = c.Ptr
	}
	return row.Scan(ps...)
}

// Get returns one record by id, or ErrNotFound if there is none that the
// viewer may see.
func Get[T any, P Ptr[T]](ctx context.Context, v View, id string) (T, error) {
	var zero T
	all, err := Find[T, P](ctx, v, "t.id = $1", "", id)
	if err != nil {
		return zero, err
	}
	if len(all) == 0 {
		return zero, fmt.Errorf("%s %s: %w", P(new(T)).Table(), id, ErrNotFound)
	}
	return all[0], nil
}

// Count counts the records the viewer may see that match where.
func Count[T any, P Ptr[T]](ctx context.Context, v View, where string, args ...any) (int, error) {
	n := 0
	q := "SELECT count(*) FROM " + P(new(T)).Table() + " t WHERE {visible t} AND (" + where + ")"
	err := Query(ctx, v, func(r Row) error { return r.Scan(&n) }, q, args...)
	return n, err
}

// A Row is one row of the answer to a query.
type Row interface{ Scan(dest ...any) error }

// Query runs a hand-written query, which must say {visible t}.
func Query(ctx context.Context, v View, scan func(Row) error, query string, args ...any) error {
	query, args, err := scope(v.who, query, args)
	if err != nil {
		return err
	}
	return v.each(ctx, scan, query, args...)
}

// A Page asks for one page of a list, in the order of a key that ends with the
// id, so that no two rows are equal. Nothing is skipped over: the next page
// starts at the last row of this one, however long the list.
type Page struct {
	Where string // condition on t; "" means all
	Args  []any
	By    []string // columns of the order, such as "due_on"; id is added
	Desc  bool
	After string // cursor from a Slice; "" means the first page
	Limit int    // rows a page; 0 means 50
}

// A Slice is one page of a list.
type Slice[T any] struct {
	Rows []T
	Next string // cursor of the next page; "" at the end
}

// List returns one page of the records the viewer may see.
func List[T any, P Ptr[T]](ctx context.Context, v View, p Page) (Slice[T], error) {
	var s Slice[T]
	by := append(slices.Clone(p.By), "id")
	where, args := p.Where, slices.Clone(p.Args)
	if where == "" {
		where = "1 = 1"
	}
	cmp, dir := ">", " ASC"
	if p.Desc {
		cmp, dir = "<", " DESC"
	}
	if p.After != "" {
		kind, like := rowOf(P(new(T))), make([]any, len(by))
		for i, c := range by {
			like[i] = kind[c]
		}
		vals, err := cursor(p.After, like...)
		if err != nil {
			return s, err
		}
		var ph, cols []string
		for i, c := range by {
			args = append(args, vals[i])
			ph = append(ph, fmt.Sprintf("$%d", len(args)))
			cols = append(cols, "t."+c)
		}
		where = "(" + where + ") AND (" + strings.Join(cols, ", ") + ") " + cmp + " (" + strings.Join(ph, ", ") + ")"
	}
	limit := p.Limit
	if limit <= 0 {
		limit = 50
	}
	tail := fmt.Sprintf("ORDER BY t.%s%s LIMIT %d", strings.Join(by, dir+", t."), dir, limit+1)
	rows, err := Find[T, P](ctx, v, where, tail, args...)
	if err != nil {
		return s, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		last := rowOf(P(&rows[limit-1]))
		var vals []any
		for _, c := range by {
			vals = append(vals, last[c])
		}
		b, err := json.Marshal(vals)
		if err != nil {
			return s, err
		}
		s.Next = base64.RawURLEncoding.EncodeToString(b)
	}
	s.Rows = rows
	return s, nil
}

// cursor reads a cursor of values of the types of like. One that was tampered
// with is a page that does not exist.
func cursor(s string, like ...any) ([]any, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil, fmt.Errorf("cursor: %w", ErrNotFound)
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	var vals []any
	if err := d.Decode(&vals); err != nil || len(vals) != len(like) {
		return nil, fmt.Errorf("cursor: %w", ErrNotFound)
	}
	for i, v := range vals {
		switch x := v.(type) {
		case json.Number:
			k, err := x.Int64()
			if err != nil {
				return nil, fmt.Errorf("cursor: %w", ErrNotFound)
			}
			vals[i] = k
		case string:
			vals[i] = plain(x)
		}
		if reflect.TypeOf(vals[i]) != reflect.TypeOf(like[i]) {
			return nil, fmt.Errorf("cursor: %w", ErrNotFound)
		}
	}
	return vals, nil
}
