// Package desk is how the work of every duty is done: records with a page and
// the acts that take them on (Folder), their lists (Register), the questions an
// act asks (Sheet), and what waits for whom (Question).
//
// An act is declared once: its verb, its right, its questions bound to the
// fields of the record, and what follows from it. The page, the command line,
// tests and the demo all take it the same way:
//
//	request → right of the route → Change → GetAt → answers → Fill → Flow.Next → Save → Then → commit
//
// One transaction: a refusal leaves nothing behind.
//
// Texts go by name: the label of a question is "<module>.field.<name>", its
// hint "<module>.hint.<name>"; an act is "<module>.do.<folder>.<verb>", with a
// ".text" of explanation if there is one; a state is
// "<module>.state.<folder>.<state>"; in the journal an act is the verb
// "<module>.<verb>_<folder>", its name "<module>.verb.<verb>_<folder>".
package desk

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// Files holds the standard pages and their texts.
//
//go:embed pages text
var Files embed.FS

// A Desk is where the work of one duty is done.
type Desk struct {
	ID  string // of the module
	DB  *db.DB
	Law func(context.Context) (law.Pack, error)
}

// New returns the desk of a module.
func New(id string, deps duty.Deps) Desk { return Desk{ID: id, DB: deps.DB, Law: deps.Law} }

// A Turn is one act in progress: the change, the rules in force, who acts and
// on which day.
type Turn struct {
	*db.Tx
	Law law.Pack
	At  duty.Moment
}

// Need refuses those without a right.
func (t *Turn) Need(n access.Need) error {
	if t.At.Who.Can(n) {
		return nil
	}
	return duty.Forbidden("duty.forbidden")
}

// Last asks for the highest number given so far: a query for one number with
// {visible t}. It is asked with the eyes of the program, so that numbers of
// records the person may not see are not given again.
func (t *Turn) Last(ctx context.Context, query string, args ...any) (int, error) {
	n := 0
	err := db.Query(ctx, t.Whole(), func(r db.Row) error { return r.Scan(&n) }, query, args...)
	return n, err
}

// numberTries bounds how often an act is repeated because another one took the
// same number meanwhile.
const numberTries = 25

// Change runs an act in one transaction; the journal names it ID.verb. When
// another act took the same number meanwhile, the unique index refuses and the
// act is run again.
func (k Desk) Change(ctx context.Context, who access.Who, verb string, fn func(*Turn) error) error {
	p, err := k.Law(ctx)
	if err != nil {
		return fmt.Errorf("rules of law: %w", err)
	}
	for range numberTries {
		err = k.DB.Change(ctx, who, k.ID+"."+verb, func(tx *db.Tx) error {
			at, err := time.Parse(time.RFC3339, tx.Now())
			if err != nil {
				return err
			}
			return fn(&Turn{Tx: tx, Law: p, At: duty.Moment{Who: who, Today: vn.DayOf(at)}})
		})
		if _, stale := errors.AsType[*db.Conflict](err); stale || !errors.Is(err, db.ErrConflict) {
			return err
		}
	}
	return err
}

// Today is the day of the database's clock.
func (k Desk) Today() vn.Day { return vn.DayOf(k.DB.Now()) }

// Moment is who looks, and today.
func (k Desk) Moment(who access.Who) duty.Moment { return duty.Moment{Who: who, Today: k.Today()} }

// Told reports whether an error is one that a form can tell the person.
func Told(err error) bool { return errors.Is(err, db.ErrConflict) || len(text.Problems(err)) > 0 }
