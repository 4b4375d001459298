package settings

import (
	"context"
	"errors"
	"slices"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// check says everything that is wrong with a rule that somebody enters.
func (r *Rule) check(p law.Pack) error {
	r.Value, r.Instrument, r.Article, r.Note = vn.Tidy(r.Value), vn.Tidy(r.Instrument), vn.Tidy(r.Article), vn.Tidy(r.Note)
	var errs []error
	if !slices.ContainsFunc(p.Rules(), func(x law.Rule) bool { return x.Code == r.Code }) {
		errs = append(errs, ErrCode)
	}
	if r.Value == "" {
		errs = append(errs, ErrNoValue.On("value"))
	}
	if r.Instrument == "" {
		errs = append(errs, ErrInstrument.On("instrument"))
	}
	if !r.ValidFrom.Valid() {
		errs = append(errs, ErrFrom.On("from"))
	}
	if r.ValidTo != "" && (!r.ValidTo.Valid() || r.ValidTo < r.ValidFrom) {
		errs = append(errs, ErrTo.On("to"))
	}
	if !slices.Contains([]string{"A", "B", "C"}, r.Confidence) {
		errs = append(errs, ErrConfidence.On("confidence"))
	}
	if len(errs) == 0 {
		errs = append(errs, r.fits())
	}
	return errors.Join(errs...)
}

// fits holds the rule to its unit: first the rest of it, then the value.
func (r *Rule) fits() error {
	plain := r.Law()
	plain.Value = ""
	if plain.Check() != nil {
		return ErrBad
	}
	if r.Law().Check() != nil {
		p := ErrValue.On("value")
		p.Args = []any{r.Value, text.Key("settings.unit." + r.Unit)}
		return p
	}
	return nil
}

// propose enters a rule, which waits for a second person.
func (s *settings) propose(ctx context.Context, who access.Who, r Rule) (Rule, error) {
	p, err := s.law(ctx)
	if err != nil {
		return r, err
	}
	if err := r.check(p); err != nil {
		return r, err
	}
	err = s.db.Change(ctx, office(who), ID+".propose", func(tx *db.Tx) error {
		r.Base = db.Base{Org: db.Everywhere}
		r.State, r.EnteredBy, r.EnteredName, r.EnteredAt = Proposed, who.ID, who.Name, tx.Now()
		r.ConfirmedBy, r.ConfirmedName, r.ConfirmedAt = "", "", ""
		return db.Save(ctx, tx, &r)
	})
	return r, err
}

// confirm makes a rule hold. Errors: ErrSelf, ErrDone.
func (s *settings) confirm(ctx context.Context, who access.Who, id string, version int) error {
	return s.decide(ctx, who, "confirm", id, version, func(tx *db.Tx, r *Rule) error {
		if r.EnteredBy == who.ID {
			return ErrSelf
		}
		r.State, r.ConfirmedBy, r.ConfirmedName, r.ConfirmedAt = Confirmed, who.ID, who.Name, tx.Now()
		return nil
	})
}

// withdraw takes back a rule that waits. Errors: ErrDone.
func (s *settings) withdraw(ctx context.Context, who access.Who, id string, version int) error {
	return s.decide(ctx, who, "withdraw", id, version, func(_ *db.Tx, r *Rule) error {
		r.State = Withdrawn
		return nil
	})
}

// decide changes a rule that waits.
func (s *settings) decide(ctx context.Context, who access.Who, verb, id string, version int, fn func(*db.Tx, *Rule) error) error {
	return s.db.Change(ctx, office(who), ID+"."+verb, func(tx *db.Tx) error {
		r, err := db.GetAt[Rule](ctx, tx, id, version)
		if err != nil {
			return err
		}
		if r.State != Proposed {
			return ErrDone
		}
		if err := fn(tx, &r); err != nil {
			return err
		}
		return db.Save(ctx, tx, &r)
	})
}

// kinds are the kinds of days that can be entered.
var kinds = []vn.MarkKind{vn.Holiday, vn.SwapOff, vn.SwapWork}

func (d *Day) check() error {
	d.Name, d.Decree = vn.Tidy(d.Name), vn.Tidy(d.Decree)
	var errs []error
	if !d.Day.Valid() {
		errs = append(errs, ErrDay.On("day"))
	}
	if !slices.Contains(kinds, d.Kind) {
		errs = append(errs, ErrKind.On("kind"))
	}
	if d.Name == "" {
		errs = append(errs, ErrDayName.On("name"))
	}
	if d.Decree == "" {
		errs = append(errs, ErrDecree.On("decree"))
	}
	w := d.Day.Weekday()
	if d.Day.Valid() && d.Kind == vn.SwapWork && w != time.Saturday && w != time.Sunday {
		errs = append(errs, ErrWeekday.On("day"))
	}
	return errors.Join(errs...)
}

// addDay enters a day; the mark that the office gave the day before ends.
func (s *settings) addDay(ctx context.Context, who access.Who, d Day) error {
	if err := d.check(); err != nil {
		return err
	}
	return s.db.Change(ctx, office(who), ID+".addday", func(tx *db.Tx) error {
		had, err := db.Find[Day](ctx, tx.View, "t.day = $1 AND t.ended_at = ''", "ORDER BY t.id", string(d.Day))
		if err != nil {
			return err
		}
		for i := range had {
			if had[i].Mark() == d.Mark() {
				return ErrDayTaken.On("day")
			}
			had[i].EndedBy, had[i].EndedAt = who.ID, tx.Now()
			if err := db.Save(ctx, tx, &had[i]); err != nil {
				return err
			}
		}
		d.Base = db.Base{Org: db.Everywhere}
		d.AddedBy, d.AddedAt, d.EndedBy, d.EndedAt = who.ID, tx.Now(), "", ""
		return db.Save(ctx, tx, &d)
	})
}

// endDay takes a day back: what the program knows of it holds again.
func (s *settings) endDay(ctx context.Context, who access.Who, id string) (Day, error) {
	var d Day
	err := s.db.Change(ctx, office(who), ID+".endday", func(tx *db.Tx) (err error) {
		if d, err = db.Get[Day](ctx, tx.View, id); err != nil {
			return err
		}
		if d.EndedAt != "" {
			return ErrDayEnded
		}
		d.EndedBy, d.EndedAt = who.ID, tx.Now()
		return db.Save(ctx, tx, &d)
	})
	return d, err
}
