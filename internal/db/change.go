package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"liemchinh.vn/internal/access"
)

// Tx is a change in progress. It reads as the person who makes the change and
// writes nothing without a journal entry.
type Tx struct {
	View
	verb string
	now  string
}

// Now is the moment of the change, the same for everything in it.
func (t *Tx) Now() string { return t.now }

// Whole is the database within the change as the program itself sees it, for
// what no person's reach may narrow: the next number of a series, a name that
// is taken. What it reads is not shown to the person.
func (t *Tx) Whole() View { return View{d: t.d, tx: t.tx, who: System} }

// Change runs fn in one transaction, in the name of who, for the verb named,
// such as "inspection.announce". If fn or the commit fails, nothing of it
// stays: no row, no entry, no fact.
func (d *DB) Change(ctx context.Context, who access.Who, verb string, fn func(*Tx) error) error {
	tx, err := d.begin(ctx, d.write, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	t := &Tx{View: View{d: d, tx: tx, who: who}, verb: verb, now: stamp(d.Now())}
	if err := fn(t); err != nil {
		return d.engine.class(err)
	}
	return d.engine.class(tx.Commit())
}

// exec runs a writing statement inside the change.
func (t *Tx) exec(ctx context.Context, text string, args ...any) (res sql.Result, err error) {
	if t.d.engine.prepare {
		var s *sql.Stmt
		if s, err = t.tx.stmt(ctx, text); err == nil {
			res, err = s.ExecContext(ctx, args...)
		}
	} else {
		res, err = t.tx.ExecContext(ctx, text, args...)
	}
	if err != nil {
		return nil, fmt.Errorf("%w in %s", t.d.engine.class(err), strings.TrimSpace(text))
	}
	return res, nil
}

// Save inserts a new record (version 0) or updates one that was read, writes
// the journal entry and the difference in facts. It refuses a record that
// someone else changed meanwhile (*Conflict), and one outside the writer's
// reach (ErrNotFound for an old one, ErrOutOfReach for a new one).
func Save[T any, P Ptr[T]](ctx context.Context, t *Tx, r P) error {
	b := r.base()
	if b.ID == "" {
		b.ID = NewID()
	}
	if b.Dossier == "" {
		b.Dossier = b.ID
	}
	if b.Version == 0 {
		return t.insert(ctx, r)
	}
	var old P = new(T)
	q := "SELECT " + names(old, "t.") + " FROM " + r.Table() + " t WHERE t.id = $1 AND {visible t}"
	q, args, err := scope(t.who, q, []any{b.ID})
	if err != nil {
		return err
	}
	found := false
	if err := t.each(ctx, func(row Row) error { found = true; return scanRecord(row, old) }, q, args...); err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("%s %s: %w", r.Table(), b.ID, ErrNotFound)
	}
	return t.update(ctx, old, r)
}

func (t *Tx) insert(ctx context.Context, r Record) error {
	b := r.base()
	if err := t.mayWrite(ctx, b); err != nil {
		return fmt.Errorf("%s: %w", r.Table(), err)
	}
	b.Version = 1
	cols := r.Columns()
	args := make([]any, len(cols))
	for i, c := range cols {
		args[i] = c.value()
	}
	_, err := t.exec(ctx, t.d.insertText(r.Table(), cols), args...)
	if duplicate(err) {
		return fmt.Errorf("%s %s exists already: %w", r.Table(), b.ID, errors.Join(ErrConflict, err))
	}
	if err != nil {
		return err
	}
	if err := t.entry(ctx, r.Table()+"/"+b.ID, b.Dossier, nil, rowOf(r).set()); err != nil {
		return err
	}
	return t.derive(ctx, nil, r)
}

// insertText is the statement that inserts into a table; it is made once.
func (d *DB) insertText(table string, cols []Col) string {
	if s, ok := d.inserts.Load(table); ok {
		return s.(string)
	}
	var cs, ph []string
	for i, c := range cols {
		cs, ph = append(cs, c.Name), append(ph, fmt.Sprintf("$%d", i+1))
	}
	s := "INSERT INTO " + table + " (" + strings.Join(cs, ", ") + ") VALUES (" + strings.Join(ph, ", ") + ")"
	d.inserts.Store(table, s)
	return s
}

func (t *Tx) update(ctx context.Context, old, r Record) error {
	b, key := r.base(), r.Table()+"/"+r.base().ID
	if old.base().Version != b.Version {
		return t.conflict(ctx, key, b.Version)
	}
	before := rowOf(old)
	was, now := diff(before, rowOf(r))
	if len(now) == 0 {
		return nil
	}
	if was["org"] != nil || was["level"] != nil {
		if err := t.mayWrite(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", r.Table(), err)
		}
	}
	b.Version++
	cols := r.Columns()
	var set []string
	var args []any
	for i, c := range cols {
		args = append(args, c.value())
		if i > 0 {
			set = append(set, fmt.Sprintf("%s = $%d", c.Name, i+1))
		}
	}
	res, err := t.exec(ctx, "UPDATE "+r.Table()+" SET "+strings.Join(set, ", ")+fmt.Sprintf(" WHERE id = $1 AND version = $%d", len(cols)+1), append(args, b.Version-1)...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(t.conflict(ctx, key, b.Version-1), err)
	}
	was, now = diff(before, rowOf(r))
	if err := t.entry(ctx, key, b.Dossier, was, now); err != nil {
		return err
	}
	return t.derive(ctx, old, r)
}

// mayWrite refuses a record that its writer could not see afterwards.
func (t *Tx) mayWrite(ctx context.Context, b *Base) error {
	if b.Level > t.who.Clearance {
		return ErrOutOfReach
	}
	switch t.who.Unit {
	case Everywhere, b.Org:
		return nil
	}
	ok := false
	err := t.each(ctx, func(Row) error { ok = true; return nil },
		`SELECT 1 FROM reach WHERE root = $1 AND unit = $2 AND sees`, t.who.Unit, b.Org)
	if err != nil || ok {
		return err
	}
	return ErrOutOfReach
}

// derive writes what follows from a record: its facts and whom it bars.
func (t *Tx) derive(ctx context.Context, old, r Record) error {
	key := r.Table() + "/" + r.base().ID
	for _, f := range factDiff(factsOf(old), factsOf(r)) {
		if err := t.fact(ctx, key, f); err != nil {
			return err
		}
	}
	if _, ok := r.(Barring); ok && old != nil {
		if _, err := t.exec(ctx, `DELETE FROM barred WHERE record = $1`, key); err != nil {
			return err
		}
	}
	return t.bar(ctx, r)
}

// GetAt returns a record for a writer who last saw it at a version (0 = does
// not say). If it changed since, the error is a *Conflict that says by whom
// and what.
func GetAt[T any, P Ptr[T]](ctx context.Context, t *Tx, id string, version int) (T, error) {
	r, err := Get[T, P](ctx, t.View, id)
	if err != nil || version == 0 || P(&r).base().Version == version {
		return r, err
	}
	return r, t.conflict(ctx, P(&r).Table()+"/"+id, version)
}

// conflict tells what happened to a record since a version.
func (t *Tx) conflict(ctx context.Context, key string, since int) error {
	c := &Conflict{Record: key}
	err := t.each(ctx, func(r Row) error {
		var name, at, was, now string
		if err := r.Scan(&name, &at, &was, &now); err != nil {
			return err
		}
		b, err := parseRow(was)
		if err != nil {
			return err
		}
		a, err := parseRow(now)
		if err != nil {
			return err
		}
		if v, ok := a["version"].(int64); !ok || v <= int64(since) {
			return nil
		}
		c.By, c.At = name, at
		for k := range a {
			if k != "version" {
				c.Fields = append(c.Fields, FieldChange{k, show(b[k]), show(a[k])})
			}
		}
		return nil
	}, `SELECT name, at, was, now FROM journal WHERE record = $1 ORDER BY pos, id`, key)
	if err != nil {
		return err
	}
	return c
}
