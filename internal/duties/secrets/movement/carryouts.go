package movement

import (
	"context"
	"errors"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Title is what a carry-out is called.
func (c CarryOut) Title() string { return c.called("MR", numbers(c.Lines)) }

func ofCarryOut(c *CarryOut) *Asking { return &c.Asking }

// CarryPower is the power a carry-out asks for: Law 29/2018 art. 14(1), abroad
// 14(2).
func (c CarryOut) CarryPower() register.Power {
	if c.Abroad {
		return register.CarryAbroad
	}
	return register.CarryHome
}

// carryOuts is the folder of carry-outs.
func carryOuts(k desk.Desk) desk.Folder[CarryOut, *CarryOut] {
	return desk.Folder[CarryOut, *CarryOut]{
		Desk: k, Name: "carryout", Read: hold,
		State: func(c *CarryOut) *duty.State { return &c.State }, Flow: CarryFlow,
		Side: []duty.Verb{DoRefuse, DoWithdraw, DoLose},
		Way:  []duty.State{Requested, Permitted, Away, Closed},
		Load: func(ctx context.Context, v db.View, p law.Pack, c *CarryOut) error {
			if err := c.regrade(ctx, v); err != nil {
				return err
			}
			return c.weigh(ctx, v, p, c.CarryPower(), c.Grade, dayOf(v))
		},
		Title: CarryOut.Title, Acts: carryActs(), Crumbs: crumbs("carryout"), Facts: carryFacts, Parts: parts{k}.ofCarryOut, Chip: carryChip,
		Starts: []desk.Start[CarryOut]{{Act: desk.Act[CarryOut]{Do: DoRequest, Need: propose, Ask: askCarryOut, Fill: fillCarryOut}, Make: makeCarryOut}},
	}
}

func makeCarryOut(ctx context.Context, v db.View, _ duty.Moment, of string) (CarryOut, error) {
	c := CarryOut{State: Requested}
	if of == "" {
		return c, nil
	}
	it, err := db.Get[register.Item](ctx, v, of)
	if err != nil {
		return c, err
	}
	return c, c.offer(ctx, v, it)
}

// offer finds the copies of an item in the store, and those the person who asks
// holds.
func (c *CarryOut) offer(ctx context.Context, v db.View, it register.Item) (err error) {
	c.Base = duty.Base{Org: it.Org}
	if c.Offered, err = storeCopies(ctx, v, it.ID); err != nil {
		return err
	}
	if p := v.Who().Person; p != "" {
		own, err := db.Find[register.Copy](ctx, v, "t.item = $1 AND t.state = 'in_custody' AND t.holder = $2", "ORDER BY t.copy_no", it.ID, p)
		if err != nil {
			return err
		}
		c.Offered = append(c.Offered, own...)
	}
	if len(c.Offered) == 0 {
		return duty.Incomplete("movement.refuse.none_in_store", itemName(it))
	}
	return nil
}

func askCarryOut(s *desk.Sheet, c *CarryOut) {
	if len(c.Offered) == 0 {
		c.askItem(s, "")
	}
	askCopies(s, "picked", &c.Picked, c.Offered)
	s.Tick("abroad", &c.Abroad)
	s.Person("bearer", &c.Bearer, &c.BearerName)
	s.Area("purpose", &c.Purpose)
	s.Text("carry_place", &c.Place)
	s.Day("from_on", &c.FromOn)
	s.Day("to_on", &c.ToOn)
	s.Text("carry_means", &c.Means)
	s.Area("protection", &c.Protection)
	desk.Opt(s.Text("delegation_head", &c.DelegationHead))
	desk.Opt(s.Day("informed_on", &c.InformedOn))
}

// fillCarryOut takes the copies ticked; of an item named by its number, the
// first in store.
func fillCarryOut(ctx context.Context, t *desk.Turn, c *CarryOut) error {
	if c.ItemNumber != "" {
		it, err := numbered(ctx, t.View, c.ItemNumber)
		if err != nil {
			return err
		}
		if err := c.offer(ctx, t.View, it); err != nil {
			return err
		}
		c.Picked = []string{c.Offered[0].ID}
	}
	c.Lines = pick(c.Offered, c.Picked)
	c.Grade = highest(c.Lines)
	c.ask(t.At)
	return carryComplete(*c)
}

func carryActs() []desk.Act[CarryOut] {
	return []desk.Act[CarryOut]{
		{Do: DoPermit, Need: permits, Flow: true, Ask: func(s *desk.Sheet, c *CarryOut) {
			if c.Abroad {
				desk.Opt(s.Text("delegation_head", &c.DelegationHead))
				desk.Opt(s.Day("informed_on", &c.InformedOn))
			}
			today(s, "decided_on", &c.DecidedOn)
		}, Fill: func(ctx context.Context, t *desk.Turn, c *CarryOut) error {
			if err := c.weighed(ctx, t, c.CarryPower(), c.Grade); err != nil {
				return err
			}
			if err := carrySound(*c, t.At); err != nil {
				return err
			}
			c.decide(t.At)
			return c.number(ctx, t, "movement_carryout", c.Org)
		}},
		{Do: DoRefuse, Need: permits, Flow: true, Ask: askRefusal(ofCarryOut), Fill: fillDecision(ofCarryOut)},
		{Do: DoWithdraw, Need: propose, Flow: true},
		{Do: DoTake, Need: keep, Flow: true, Ask: func(s *desk.Sheet, c *CarryOut) { today(s, "taken_on", &c.TakenOn) },
			Then: func(ctx context.Context, t *desk.Turn, c *CarryOut) error { return takenOut(ctx, t, *c) }},
		{Do: DoGiveBack, Need: keep, Flow: true, Ask: func(s *desk.Sheet, c *CarryOut) { c.askOut(s); today(s, "on_day", &c.OnDay) },
			Fill: func(_ context.Context, _ *desk.Turn, c *CarryOut) error {
				c.mark(func(l *Line) { l.BackOn = c.OnDay })
				return nil
			},
			Then: func(ctx context.Context, t *desk.Turn, c *CarryOut) error {
				return broughtBack(ctx, t, *c, c.picked(), c.OnDay)
			}},
		{Do: DoReport, Need: hold, Flow: true, Ask: func(s *desk.Sheet, c *CarryOut) {
			s.Area("report", &c.Report)
			today(s, "reported_on", &c.ReportedOn)
		}},
		{Do: DoLose, Need: hold, Flow: true, Ask: func(s *desk.Sheet, c *CarryOut) {
			c.askOut(s)
			s.Area("loss_note", &c.LossNote)
			today(s, "on_day", &c.OnDay)
		}, Fill: func(_ context.Context, _ *desk.Turn, c *CarryOut) error {
			c.mark(func(l *Line) { l.LostOn = c.OnDay })
			c.Orders, c.NotedOn, c.Noted = "", "", "" // the head is told anew
			return nil
		}, Then: func(ctx context.Context, t *desk.Turn, c *CarryOut) error { return lost(ctx, t, c.picked(), c.Title()) }},
		{Do: DoNote, Need: permits, When: func(c CarryOut) bool { return c.LossNote != "" && c.NotedOn == "" }, Ask: func(s *desk.Sheet, c *CarryOut) { s.Area("orders", &c.Orders) },
			Fill: func(_ context.Context, t *desk.Turn, c *CarryOut) error {
				c.NotedOn, c.Noted = t.At.Today, t.At.Who.Name
				return nil
			}},
		{Do: DoClose, Need: keep, Flow: true, Fill: func(_ context.Context, t *desk.Turn, c *CarryOut) error { c.ClosedOn = t.At.Today; return nil }},
	}
}

// regrade brings a request to the levels its copies have now: they may have been
// raised since it was made.
func (c *CarryOut) regrade(ctx context.Context, v db.View) error {
	if c.State != Requested {
		return nil
	}
	for n, l := range c.Lines {
		x, err := db.Get[register.Copy](ctx, v, l.Copy)
		if errors.Is(err, db.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		c.Lines[n].Grade = x.Grade
	}
	c.Grade = highest(c.Lines)
	return nil
}

// askOut offers the copies that are still out.
func (c *CarryOut) askOut(s *desk.Sheet) {
	var all []web.Option
	for _, l := range c.Lines {
		if !l.Settled() {
			all = append(all, web.Option{Value: l.Copy, Label: l.label()})
		}
	}
	if len(all) > 0 {
		s.Checks("picked", &c.Picked, all)
	}
}

func (c *CarryOut) mark(set func(*Line)) {
	for i, l := range c.Lines {
		if contains(c.Picked, l.Copy) {
			set(&c.Lines[i])
		}
	}
}

func (c CarryOut) picked() []Line {
	var out []Line
	for _, l := range c.Lines {
		if contains(c.Picked, l.Copy) {
			out = append(out, l)
		}
	}
	return out
}

// LateBy is how many days a carry-out is overdue; 0 if it is not (S14).
func (c CarryOut) LateBy(today vn.Day) int {
	if !c.Overdue(today) {
		return 0
	}
	return today.Sub(c.ToOn)
}
