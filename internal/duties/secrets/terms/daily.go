package terms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// Daily does what the day brings about: terms end (S18), entries leave the list
// (S19), proposals are missed (S16), notices and reports become late (S24), and
// what all holders have done is noted. It may be repeated: what is done is not
// found again. What it looks at is bounded by what is open, not by history.
func (k pages) Daily(ctx context.Context, today vn.Day) error {
	return errors.Join(k.expire(ctx, today), k.leaveTheList(ctx, today), k.miss(ctx, today), k.late(ctx, today), k.align(ctx), k.follow(ctx))
}

// sweepRows is how many records a sweep reads at a time.
const sweepRows = 500

// swept finds records and treats each in a change of its own, until none is
// found that was not tried: one that fails does not hold up the others.
func swept[T any, P db.Ptr[T]](ctx context.Context, k pages, verb, where, order string, args []any, each func(context.Context, *desk.Turn, T) error) error {
	var errs []error
	after := ""
	for {
		page, err := db.List[T, P](ctx, k.DB.As(program()), db.Page{Where: where, Args: args, By: strings.Fields(order), After: after, Limit: sweepRows})
		if err != nil {
			return errors.Join(append(errs, fmt.Errorf("%s: %w", verb, err))...)
		}
		for _, r := range page.Rows {
			id := *P(&r).Columns()[0].Ptr.(*string)
			err := k.Change(ctx, program(), verb, func(t *desk.Turn) error {
				now, err := db.Get[T, P](ctx, t.View, id)
				if err != nil {
					return err
				}
				return each(ctx, t, now)
			})
			if err != nil {
				errs = append(errs, fmt.Errorf("%s of %s: %w", verb, id, err))
			}
		}
		if after = page.Next; after == "" {
			return errors.Join(errs...)
		}
	}
}

// standing is the condition of an item that is a registered secret. The index on
// the end of the term holds the items that have not ended; the state is written
// so that no index of states is taken instead, for most items are in one.
func standing() string {
	var all []string
	for _, s := range register.Registers {
		all = append(all, "'"+string(s)+"'")
	}
	return "t.ended_on = '' AND t.state || '' IN (" + strings.Join(all, ", ") + ")"
}

// expire declassifies what the day before was the last day of (art. 22(1)a;
// S18).
func (k pages) expire(ctx context.Context, today vn.Day) error {
	return swept(ctx, k, "expire_declassification", standing()+" AND t.expires_on > '' AND t.expires_on < $1", "expires_on", []any{string(today)},
		func(ctx context.Context, t *desk.Turn, i register.Item) error {
			if !Lapses(i, today) {
				return nil
			}
			return lapse(ctx, t, i, ByExpiry, "", i.ExpiresOn.AddDays(1))
		})
}

// leaveTheList declassifies what is on the list no longer (art. 22(1)b, (3);
// S19). An entry that goes on in another one in force has not left it.
func (k pages) leaveTheList(ctx context.Context, today vn.Day) error {
	entries, err := db.Find[register.ListEntry](ctx, k.DB.As(program()), "1 = 1", "ORDER BY t.valid_to, t.id")
	if err != nil {
		return fmt.Errorf("secret list: %w", err)
	}
	var errs []error
	for _, e := range entries {
		if !LeftTheList(e, entries, today) {
			continue
		}
		errs = append(errs, swept(ctx, k, "leave_declassification", standing()+" AND t.list_entry = $1", "registered_on", []any{e.ID},
			func(ctx context.Context, t *desk.Turn, i register.Item) error {
				if !duty.In(i.State, register.Registers...) {
					return nil
				}
				return lapse(ctx, t, i, ByList, e.ID, e.ValidTo.AddDays(1))
			}))
	}
	return errors.Join(errs...)
}

// LeftTheList reports whether an entry is over on a day and no entry in force
// says the same: a list that is issued anew carries most entries on (S19).
func LeftTheList(e register.ListEntry, all []register.ListEntry, today vn.Day) bool {
	if e.ValidTo == "" || today <= e.ValidTo {
		return false
	}
	return !slices.ContainsFunc(all, func(x register.ListEntry) bool {
		return x.ID != e.ID && x.Holds(today) && vn.Fold(x.Text) == vn.Fold(e.Text)
	})
}

// miss marks proposals that can no longer be decided (S16).
func (k pages) miss(ctx context.Context, today vn.Day) error {
	return swept(ctx, k, "miss_extension", "t.state = 'proposed' AND t.last_day < $1", "last_day", []any{string(today)},
		func(ctx context.Context, t *desk.Turn, e Extension) error {
			t.At.Today = today
			return step(ctx, t, k.extensions(), e.ID, DoMiss)
		})
}

// late marks notices that were not sent in time, and urgent destructions
// without their report (S24).
func (k pages) late(ctx context.Context, today vn.Day) error {
	notices := swept(ctx, k, "late_notice", "t.state = 'due' AND t.due_on < $1 AND NOT t.late", "due_on", []any{string(today)},
		func(ctx context.Context, t *desk.Turn, n Notice) error {
			n.Late = SentLate(n, today)
			return db.Save(ctx, t.Tx, &n)
		})
	reports := swept(ctx, k, "alarm_destruction", "t.state = 'destroyed_urgently' AND t.report_due < $1 AND NOT t.alarm", "report_due", []any{string(today)},
		func(ctx context.Context, t *desk.Turn, d Destruction) error {
			d.Alarm = AlarmDue(d, today)
			return db.Save(ctx, t.Tx, &d)
		})
	return errors.Join(notices, reports)
}

// unlike is the condition of an open notice of an item some copy of which does
// not say what the item says: who decided did not reach the office that has it.
const unlike = `t.state <> 'remarked' AND EXISTS (SELECT 1 FROM secrets_item i JOIN secrets_copy c ON c.item = i.id WHERE i.id = t.item AND c.state <> 'destroyed'
	AND (c.grade <> i.grade OR i.state = 'declassified' AND c.state IN ('made', 'in_custody', 'in_transit', 'lent', 'carried_out', 'recall_due')))`

// align brings the copies out of the decider's reach to the level of their item
// (S18, S22).
func (k pages) align(ctx context.Context) error {
	return swept(ctx, k, "align_notice", unlike, "due_on", nil, func(ctx context.Context, t *desk.Turn, n Notice) error {
		i, err := db.Get[register.Item](ctx, t.View, n.Item)
		if err != nil {
			return err
		}
		copies, err := register.CopiesOf(ctx, t.View, i.ID)
		if err != nil {
			return err
		}
		for _, c := range copies {
			if c.Grade != i.Grade {
				c.Grade, c.Marked = i.Grade, false
				if err := db.Save(ctx, t.Tx, &c); err != nil {
					return err
				}
			}
		}
		if i.State != register.Declassified {
			return nil
		}
		return releaseCopies(ctx, t, i, "")
	})
}

// follow notes what all holders have done where the last of them did not reach
// the record.
func (k pages) follow(ctx context.Context) error {
	const unsent = "NOT EXISTS (SELECT 1 FROM terms_notice n WHERE n.record = t.id AND n.state = 'due')"
	const unmarked = "NOT EXISTS (SELECT 1 FROM terms_notice n WHERE n.record = t.id AND n.state <> 'remarked')"
	return errors.Join(
		swept(ctx, k, "notify_extension", "t.state = 'stamped' AND "+unsent, "last_day", nil, stepOf[Extension](k, pages.extensions, DoNotify)),
		swept(ctx, k, "notify_level", "t.state = 'decided' AND "+unsent, "proposed_on", nil, stepOf[LevelChange](k, pages.levels, DoNotify)),
		swept(ctx, k, "remark_level", "t.state = 'notified' AND "+unmarked, "proposed_on", nil, stepOf[LevelChange](k, pages.levels, DoRemark)),
		swept(ctx, k, "notify_declassification", "t.state = 'in_effect' AND "+unsent, "proposed_on", nil, stepOf[Declassification](k, pages.declassifications, DoNotify)),
		swept(ctx, k, "remark_declassification", "t.state = 'notified' AND "+unmarked, "proposed_on", nil, stepOf[Declassification](k, pages.declassifications, DoRemark)))
}

// stepOf takes the step of a record found by a sweep.
func stepOf[T any, P db.Ptr[T]](k pages, folder func(pages) desk.Folder[T, P], do duty.Verb) func(context.Context, *desk.Turn, T) error {
	return func(ctx context.Context, t *desk.Turn, r T) error {
		return step(ctx, t, folder(k), *P(&r).Columns()[0].Ptr.(*string), do)
	}
}
