package register

import (
	"context"
	"errors"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/web"
)

// StocktakeFlow is the way of a stock-take.
func StocktakeFlow() duty.Flow[Stocktake] {
	return duty.Flow[Stocktake]{
		{From: StocktakeOpen, Do: "finish", To: StocktakeFinished, Need: Keep},
		{From: StocktakeFinished, Do: "settle", To: StocktakeSettled, Need: Keep, If: func(s Stocktake, _ duty.Moment) error {
			if s.Open > 0 {
				return duty.Incomplete("secrets.refuse.differences", s.Open)
			}
			return nil
		}},
	}
}

func (k pages) stocktakes() desk.Folder[Stocktake, *Stocktake] {
	open := func(s Stocktake) bool { return s.State == StocktakeOpen }
	return desk.Folder[Stocktake, *Stocktake]{Desk: k.Desk, Name: "stocktake", Read: Read, State: func(s *Stocktake) *duty.State { return &s.State }, Flow: StocktakeFlow(),
		Title: func(s Stocktake) string { return Hand{UnitName: s.UnitName, Place: s.Place}.String() }, Crumbs: registerCrumbs, Page: k.stocktakePage,
		Load: func(ctx context.Context, v db.View, _ law.Pack, s *Stocktake) (err error) {
			s.Open, err = db.Count[StocktakeLine](ctx, v, "t.stocktake = $1 AND t.settled_on = '' AND t.result IN ('absent', 'misplaced', 'ended')", s.ID)
			return err
		},
		Acts: []desk.Act[Stocktake]{
			{Do: "scan", Need: Keep, When: open, Ask: func(s *desk.Sheet, x *Stocktake) { s.Area("labels", &x.Labels) }, Then: k.scanned},
			{Do: "tick", Need: Keep, When: open, Ask: tickSheet, Then: ticked},
			{Do: "finish", Need: Keep, Flow: true, Ask: func(s *desk.Sheet, x *Stocktake) { s.Text("signed", &x.Signed) }, Fill: finished, Then: absent},
			{Do: "settle", Need: Keep, Flow: true, Fill: func(_ context.Context, t *desk.Turn, s *Stocktake) error { s.SettledOn = t.At.Today; return nil }},
		},
		Starts: []desk.Start[Stocktake]{{Make: func(ctx context.Context, v db.View, at duty.Moment, _ string) (Stocktake, error) {
			unit, name := ownOffice(ctx, v, at)
			return Stocktake{Base: duty.Base{Org: unit}, State: StocktakeOpen, Unit: unit, UnitName: name, On: at.Today}, nil
		}, Act: desk.Act[Stocktake]{Do: "begin", Need: Keep, Fill: begun, Then: listed, Ask: func(s *desk.Sheet, x *Stocktake) {
			desk.Opt(s.Text("place", &x.Place))
			s.Day("taken_on", &x.On)
		}}}},
	}
}

// expected are the copies the register has in a store, or in one cabinet of it.
const expected = "t.unit = $1 AND ($2 = '' OR t.place = $2) AND t.holder = '' AND t.state IN ('made', 'in_custody', 'recall_due')"

func begun(ctx context.Context, t *desk.Turn, s *Stocktake) (err error) {
	if s.On > t.At.Today {
		return duty.Missing("taken_on", "secrets.refuse.future")
	}
	s.By, s.ByName = t.At.Who.ID, t.At.Who.Name
	s.Expected, err = db.Count[Copy](ctx, t.View, expected, s.Unit, s.Place)
	if err == nil && s.Expected == 0 {
		err = duty.Missing("place", "secrets.refuse.nothing_to_count")
	}
	return err
}

// listed draws up the list of what is expected.
func listed(ctx context.Context, t *desk.Turn, s *Stocktake) error {
	all, err := db.Find[Copy](ctx, t.View, expected, "ORDER BY t.number, t.copy_no, t.id", s.Unit, s.Place)
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := saveLine(ctx, t, *s, c, Awaited); err != nil {
			return err
		}
	}
	return nil
}

func saveLine(ctx context.Context, t *desk.Turn, s Stocktake, c Copy, r Sighting) error {
	l := StocktakeLine{Base: duty.Base{Org: s.Org, Dossier: s.ID}, Stocktake: s.ID, Copy: c.ID, Item: c.Item, Number: c.Number, No: c.No, Grade: c.Grade, Where: c.Hand().String(), Result: r}
	if r != Awaited {
		l.SeenAt = t.Now()
	}
	return db.Save(ctx, t.Tx, &l)
}

// scanned takes the labels that were read, one a line: each is seen where the
// register has it, or somewhere it should not be.
func (k pages) scanned(ctx context.Context, t *desk.Turn, s *Stocktake) error {
	key, err := registerKey(ctx, t.Whole())
	if err != nil {
		return err
	}
	var errs []error
	for _, label := range labelLines(s.Labels) {
		id, err := ReadLabel(label, key)
		if err == nil {
			err = sighted(ctx, t, *s, id)
		}
		if errors.Is(err, db.ErrNotFound) {
			err = duty.Missing("labels", "secrets.refuse.label_unknown", label)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// sighted records that a copy was seen.
func sighted(ctx context.Context, t *desk.Turn, s Stocktake, id string) error {
	c, err := db.Get[Copy](ctx, t.View, id)
	if err != nil {
		return err
	}
	lines, err := db.Find[StocktakeLine](ctx, t.View, "t.stocktake = $1 AND t.copy_id = $2", "", s.ID, c.ID)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		r := Misplaced
		if !c.Here() {
			r = Unexpected
		}
		return saveLine(ctx, t, s, c, r)
	}
	l := lines[0]
	if l.Result != Awaited {
		return nil // read twice: a scanner does that
	}
	l.Result, l.SeenAt = Present, t.Now()
	if err := db.Save(ctx, t.Tx, &l); err != nil {
		return err
	}
	c.CheckedOn = s.On
	if err := db.Save(ctx, t.Tx, &c); err != nil {
		return err
	}
	return c.tell(ctx, t, MoveChecked, c.Hand(), c.Hand(), "")
}

// paperRows is how many copies a form of ticks shows; the others follow once
// these are ticked.
const paperRows = 60

// tickSheet offers what was not seen yet, to tick off a paper sheet.
func tickSheet(s *desk.Sheet, x *Stocktake) {
	lines, err := db.Find[StocktakeLine](s.Context(), s.View(), "t.stocktake = $1 AND t.result = 'awaited'", fmt.Sprintf("ORDER BY t.number, t.copy_no, t.id LIMIT %d", paperRows), x.ID)
	if err != nil {
		lines = nil // nothing can be ticked then
	}
	var all []web.Option
	for _, l := range lines {
		all = append(all, web.Option{Value: l.Copy, Label: fmt.Sprintf("%s · %02d", l.Number, l.No), Hint: l.Where})
	}
	s.Checks("seen", &x.Ticked, all)
}

func ticked(ctx context.Context, t *desk.Turn, s *Stocktake) error {
	for _, id := range s.Ticked {
		if err := sighted(ctx, t, *s, id); err != nil {
			return err
		}
	}
	return nil
}

// finished counts what was found; what was not seen is absent from now on.
func finished(ctx context.Context, t *desk.Turn, s *Stocktake) error {
	counts := map[Sighting]int{}
	err := db.Query(ctx, t.View, func(r db.Row) error {
		var what Sighting
		var n int
		if err := r.Scan(&what, &n); err != nil {
			return err
		}
		counts[what] = n
		return nil
	}, `SELECT t.result, count(*) FROM secrets_stocktake_line t WHERE {visible t} AND t.stocktake = $1 GROUP BY t.result`, s.ID)
	s.FinishedOn, s.FinishedBy = t.At.Today, t.At.Who.ID
	s.Seen, s.Absent, s.Elsewhere = counts[Present], counts[Awaited], counts[Misplaced]+counts[Unexpected]
	return err
}

func absent(ctx context.Context, t *desk.Turn, s *Stocktake) error {
	lines, err := db.Find[StocktakeLine](ctx, t.View, "t.stocktake = $1 AND t.result = 'awaited'", "ORDER BY t.id", s.ID)
	if err != nil {
		return err
	}
	for _, l := range lines {
		l.Result, l.SeenAt = Absent, t.Now()
		if err := db.Save(ctx, t.Tx, &l); err != nil {
			return err
		}
	}
	return nil
}

// differences is the folder of what a stock-take found wrong: each line is a
// task until somebody says what was done.
func (k pages) differences() desk.Folder[StocktakeLine, *StocktakeLine] {
	open := func(l StocktakeLine) bool {
		return l.SettledOn == "" && (l.Result == Absent || l.Result == Misplaced || l.Result == Unexpected)
	}
	return desk.Folder[StocktakeLine, *StocktakeLine]{Desk: k.Desk, Name: "difference", Read: Read, Title: func(l StocktakeLine) string { return fmt.Sprintf("%s · %02d", l.Number, l.No) }, Crumbs: registerCrumbs,
		Facts: func(c *web.Call, l StocktakeLine) web.Summary {
			return desk.NewFacts(c, ID).Link("number", l.Number, ItemHref(l.Item)).Link("copy_no", fmt.Sprintf("%02d", l.No), CopyHref(l.Copy)).
				Text("where", l.Where).Say("result", "secrets.sighting.", string(l.Result)).Text("settled", l.Settled).Day("settled_on", string(l.SettledOn)).All
		},
		Acts: []desk.Act[StocktakeLine]{{Do: "settle", Need: Keep, When: open, Ask: func(s *desk.Sheet, l *StocktakeLine) { s.Area("settled", &l.Settled) },
			Fill: func(ctx context.Context, t *desk.Turn, l *StocktakeLine) error {
				l.SettledOn, l.SettledBy = t.At.Today, t.At.Who.ID
				return stillAbsent(ctx, t, *l)
			}}},
	}
}

// stillAbsent refuses to settle an absent copy with words alone: it was found,
// moved or reported missing since, and the register says so.
func stillAbsent(ctx context.Context, t *desk.Turn, l StocktakeLine) error {
	if l.Result != Absent {
		return nil
	}
	moves, err := db.Count[CustodyEvent](ctx, t.View, "t.copy_id = $1 AND t.at_moment >= $2 AND t.kind <> 'made'", l.Copy, l.SeenAt)
	if err == nil && moves == 0 {
		return duty.Incomplete("secrets.refuse.still_absent")
	}
	return err
}
