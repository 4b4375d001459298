package movement

import (
	"context"
	"errors"
	"fmt"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// What the three kinds of request have in common: who asks, how the decision is
// entered, and its number in the book of the year.

// today asks for a day that is today unless said otherwise.
func today(s *desk.Sheet, name string, p *vn.Day) {
	if *p == "" {
		*p = s.Today()
	}
	s.Day(name, p)
}

// ask enters who asks.
func (a *Asking) ask(at duty.Moment) {
	a.RequestedBy, a.RequestedName, a.RequestedOn = at.Who.ID, at.Who.Name, at.Today
}

// askItem asks for the item by its number, unless the request began at its page.
func (a *Asking) askItem(s *desk.Sheet, item string) {
	if item == "" {
		s.Text("item_number", &a.ItemNumber)
	}
}

// decide enters who decides, and the delegation that a deputy decides under.
func (a *Asking) decide(at duty.Moment) {
	a.DecidedBy, a.DecidedName, a.Delegation = at.Who.ID, at.Who.Name, a.Basis
}

// weigh asks the register whether who looks has a power for a level on a day,
// by post or by a delegation that holds (S10, S11). Whoever may not decide at
// all is not asked about.
func (a *Asking) weigh(ctx context.Context, v db.View, p law.Pack, power register.Power, grade access.Level, on vn.Day) error {
	a.Power, a.Basis = nil, ""
	if !v.Who().Can(permits) {
		return nil
	}
	e, err := register.Empowered(ctx, v, p, power, v.Who().Person, grade, on)
	if _, refused := errors.AsType[*duty.Refusal](err); err != nil && !refused {
		return err
	}
	a.Power, a.Basis = err, e.Delegation.ID
	return nil
}

// weighed asks again for the day of the decision that was typed.
func (a *Asking) weighed(ctx context.Context, t *desk.Turn, power register.Power, grade access.Level) error {
	if a.DecidedOn == "" {
		return nil
	}
	return a.weigh(ctx, t.View, t.Law, power, grade, a.DecidedOn)
}

// dayOf is the day of the database's clock.
func dayOf(v db.View) vn.Day {
	t, err := time.Parse(time.RFC3339, v.Now())
	if err != nil {
		return "" // the clock writes RFC 3339 always
	}
	return vn.DayOf(t)
}

// number takes the next number of the book of the office and the year (S32).
func (a *Asking) number(ctx context.Context, t *desk.Turn, table, office string) error {
	if a.Seq != 0 {
		return nil
	}
	a.Year = t.At.Today.Year()
	if a.DecidedOn != "" {
		a.Year = a.DecidedOn.Year()
	}
	last, err := t.Last(ctx, "SELECT coalesce(max(t.seq), 0) FROM "+table+" t WHERE {visible t} AND t.org = $1 AND t.year = $2", office, a.Year)
	a.Seq = last + 1
	return err
}

// called writes the number of a request: "SC-2026-003", or the name it goes by
// before it has one.
func (a Asking) called(mark, before string) string {
	if a.Seq == 0 {
		return before
	}
	return fmt.Sprintf("%s-%d-%03d", mark, a.Year, a.Seq)
}

// askRefusal asks for the reason of a refusal, withdrawal or revocation.
func askRefusal[T any](of func(*T) *Asking) func(*desk.Sheet, *T) {
	return func(s *desk.Sheet, r *T) { s.Area("refuse_reason", &of(r).RefuseReason) }
}

// fillDecision enters who refused or revoked.
func fillDecision[T any](of func(*T) *Asking) func(context.Context, *desk.Turn, *T) error {
	return func(_ context.Context, t *desk.Turn, r *T) error {
		of(r).decide(t.At)
		of(r).DecidedOn = t.At.Today
		return nil
	}
}

// crumbs leads from a record to the list it stands in, for those who read
// lists.
func crumbs(folder string) func(*web.Call) []web.Crumb {
	return func(c *web.Call) []web.Crumb {
		if !c.Who.Can(read) {
			return nil
		}
		return []web.Crumb{{Text: c.Say("movement.list." + folder), Href: listPaths[folder]}}
	}
}

// itemHref is the address of an item's page, "" if the reader does not see it.
func itemHref(ctx context.Context, v db.View, id string) string {
	if n, err := db.Count[register.Item](ctx, v, "t.id = $1", id); err != nil || n == 0 {
		return ""
	}
	return "/secrets/item/" + id
}
