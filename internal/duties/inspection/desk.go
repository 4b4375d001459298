package inspection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// A Desk is where every act of the duty is done, the same for page, command
// line and import. Each method is one act in one transaction: the record is
// read for the actor at the version last seen, filled from the form, taken
// through its flow and saved.
//
// Errors of all acts: a *duty.Refusal that says what is missing, not permitted
// or not possible; db.ErrNotFound; a *db.Conflict if someone else was faster.
type Desk struct {
	DB  *db.DB
	Law func(context.Context) (law.Pack, error)
}

// A turn is one act in progress.
type turn struct {
	tx  *db.Tx
	law law.Pack
	at  duty.Moment
}

// change runs an act in one transaction.
func (k Desk) change(ctx context.Context, who access.Who, verb string, fn func(turn) error) error {
	p, err := k.Law(ctx)
	if err != nil {
		return fmt.Errorf("rules of law: %w", err)
	}
	return k.DB.Change(ctx, who, ID+"."+verb, func(tx *db.Tx) error {
		today, err := dayOf(tx.Now())
		if err != nil {
			return err
		}
		return fn(turn{tx, p, duty.Moment{Who: who, Today: today}})
	})
}

// Moment is who looks, and the day of the database's clock, for Offers.
func (k Desk) Moment(who access.Who) duty.Moment {
	return duty.Moment{Who: who, Today: vn.DayOf(k.DB.Now())}
}

func dayOf(moment string) (vn.Day, error) {
	t, err := time.Parse(time.RFC3339, moment)
	return vn.DayOf(t), err
}

// need refuses an act that is no step of a flow to those without its right.
func (t turn) need(n access.Need) error {
	if t.at.Who.Can(n) {
		return nil
	}
	return duty.Forbidden("duty.forbidden")
}

// step takes a record one step on: the flow lets the verb begin, fill writes
// the form into the record, and the flow judges what has become of it.
func step[R any](t turn, f duty.Flow[R], r *R, state *duty.State, do duty.Verb, fill func(turn, *R) error) error {
	if err := begun(f, *state, do, t.at.Who); err != nil {
		return err
	}
	if err := fill(t, r); err != nil {
		return err
	}
	next, err := f.Next(*state, do, *r, t.at)
	if err != nil {
		return err
	}
	*state = next
	return nil
}

// begun refuses, before a form is read, a verb that the state or the person's
// rights rule out.
func begun[R any](f duty.Flow[R], from duty.State, do duty.Verb, who access.Who) error {
	for _, s := range f {
		if s.From != from || s.Do != do {
			continue
		}
		if who.Can(s.Need) {
			return nil
		}
		return duty.Forbidden("duty.forbidden")
	}
	return duty.Impossible("duty.nostep")
}

// in refuses an act while a record is in another state than those named.
func in(s duty.State, allowed ...duty.State) error {
	if slices.Contains(allowed, s) {
		return nil
	}
	return duty.Impossible("duty.nostep")
}

// officeOf is the office a new record belongs to: the one named, else the
// actor's own.
func officeOf(named string, who access.Who) string {
	if named != "" {
		return named
	}
	return who.Unit
}

// numberTries bounds how often an act is repeated because another one took the
// same number.
const numberTries = 25

// numbered runs an act that takes the next number of an office and year. When
// another act took it meanwhile, the unique index refuses and the act is run
// again with the next one, so that numbers have no holes.
func (k Desk) numbered(ctx context.Context, query string, args []any, act func(seq int) error) error {
	var err error
	for range numberTries {
		last := 0
		q := db.Query(ctx, k.DB.As(db.System), func(r db.Row) error { return r.Scan(&last) }, query, args...)
		if q != nil {
			return fmt.Errorf("next number: %w", q)
		}
		err = act(last + 1)
		var stale *db.Conflict
		if err == nil || !errors.Is(err, db.ErrConflict) || errors.As(err, &stale) {
			return err
		}
	}
	return err
}

// today is the day of the database's clock.
func (k Desk) today() vn.Day { return vn.DayOf(k.DB.Now()) }
