package movement

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// What happens to the copies themselves. A copy in the hands of a transfer, a
// carry-out or a provision is never confirmed from its own page: Toward and
// Back stay empty, so the steps of the register refuse.

// inStore is the condition of copies that may leave: in the store of an office.
const inStore = "t.state = 'in_custody' AND t.holder = ''"

// storeCopies lists the copies of an item that lie in a store: that of the
// office of who asks, else of the first office that holds any.
func storeCopies(ctx context.Context, v db.View, item string) ([]register.Copy, error) {
	all, err := db.Find[register.Copy](ctx, v, "t.item = $1 AND "+inStore+" AND t.unit <> ''", "ORDER BY t.copy_no, t.id", item)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	unit := all[0].Unit
	if slices.ContainsFunc(all, func(c register.Copy) bool { return c.Unit == v.Who().Unit }) {
		unit = v.Who().Unit
	}
	return slices.DeleteFunc(all, func(c register.Copy) bool { return c.Unit != unit }), nil
}

// numbered finds an item by its number. Errors: a refusal if none, or more than
// one, has it.
func numbered(ctx context.Context, v db.View, number string) (register.Item, error) {
	found, err := db.Find[register.Item](ctx, v, "t.number = $1", "LIMIT 2", number)
	switch {
	case err != nil:
		return register.Item{}, err
	case len(found) == 0:
		return register.Item{}, duty.Missing("item_number", "movement.refuse.no_item", number)
	case len(found) > 1:
		return register.Item{}, duty.Missing("item_number", "movement.refuse.two_items", number)
	}
	return found[0], nil
}

// itemCopies lists the copies of a number in the store of who asks, else in that
// of any office in reach; none is a refusal. The item itself may be kept by an
// office above, out of reach.
func itemCopies(ctx context.Context, v db.View, number string) ([]register.Copy, error) {
	all, err := db.Find[register.Copy](ctx, v, "t.number = $1 AND "+inStore+" AND t.unit = $2", "ORDER BY t.copy_no, t.id", number, v.Who().Unit)
	if err != nil || len(all) == 0 {
		return anyCopies(ctx, v, number, err)
	}
	if slices.ContainsFunc(all, func(c register.Copy) bool { return c.Item != all[0].Item }) {
		return nil, duty.Missing("item_number", "movement.refuse.two_items", number)
	}
	return all, nil
}

func anyCopies(ctx context.Context, v db.View, number string, err error) ([]register.Copy, error) {
	if err != nil {
		return nil, err
	}
	it, err := numbered(ctx, v, number)
	if err != nil {
		return nil, err
	}
	all, err := storeCopies(ctx, v, it.ID)
	if err == nil && len(all) == 0 {
		err = duty.Missing("item_number", "movement.refuse.none_in_store", number)
	}
	return all, err
}

// pick makes lines of the copies chosen among those offered.
func pick(offered []register.Copy, ids []string) []Line {
	var out []Line
	for _, c := range offered {
		if contains(ids, c.ID) {
			out = append(out, lineOf(c))
		}
	}
	return out
}

func lineOf(c register.Copy) Line {
	return Line{Copy: c.ID, Item: c.Item, Number: c.Number, Grade: c.Grade, No: c.No, Kind: c.Kind}
}

// label names a copy in a sentence: "17-BC/TU (3)".
func (l Line) label() string { return fmt.Sprintf("%s (%d)", l.Number, l.No) }

func highest(lines []Line) access.Level {
	g := access.Open
	for _, l := range lines {
		g = max(g, l.Grade)
	}
	return g
}

// numbers lists the items of some lines, each once, with their copies:
// "17-BC/TU (1, 2)".
func numbers(lines []Line) string {
	var order []string
	by := map[string][]string{}
	for _, l := range lines {
		if by[l.Number] == nil {
			order = append(order, l.Number)
		}
		by[l.Number] = append(by[l.Number], fmt.Sprint(l.No))
	}
	for i, n := range order {
		order[i] = n + " (" + strings.Join(by[n], ", ") + ")"
	}
	return strings.Join(order, "; ")
}

// A passing is one change in the life of a copy, with the entry of its life
// line.
type passing struct {
	kind     register.MoveKind
	from, to string // names of the two hands
	fromID   string // person, "" for a store
	toID     string
	on       vn.Day
	due      vn.Day
	note     string
}

// pass changes a copy and writes its life line (M20).
func pass(ctx context.Context, t *desk.Turn, c *register.Copy, p passing) error {
	if err := db.Save(ctx, t.Tx, c); err != nil {
		return err
	}
	e := register.CustodyEvent{Base: duty.Base{Org: c.Org, Dossier: c.Dossier, Level: c.Level}, Item: c.Item, Copy: c.ID, No: c.No, Kind: p.kind,
		From: p.fromID, FromName: p.from, To: p.toID, ToName: p.to, By: t.At.Who.ID, ByName: t.At.Who.Name, On: p.on, At: t.Now(), DueOn: p.due, Note: p.note}
	return db.Save(ctx, t.Tx, &e)
}

// errGone means that a copy is lost or destroyed: it no longer takes part in
// what the others do, and does not hold them up.
var errGone = errors.New("the copy is gone")

// gone reports whether a copy is lost or destroyed.
func gone(c *register.Copy) bool { return duty.In(c.State, register.Missing, register.CopyDestroy) }

// eachCopy reads the copies of lines and changes each.
func eachCopy(ctx context.Context, t *desk.Turn, lines []Line, change func(*register.Copy) (passing, error)) error {
	for _, l := range lines {
		c, err := db.Get[register.Copy](ctx, t.View, l.Copy)
		if err != nil {
			return fmt.Errorf("copy %s: %w", l.label(), err)
		}
		p, err := change(&c)
		if errors.Is(err, errGone) {
			continue
		}
		if err != nil {
			return err
		}
		if err := pass(ctx, t, &c, p); err != nil {
			return err
		}
	}
	return nil
}

// dispatch takes the copies of a transfer out of the sender's store: they are
// in transit, the sender answers for them.
func dispatch(ctx context.Context, t *desk.Turn, tr Transfer) error {
	return eachCopy(ctx, t, tr.Lines, func(c *register.Copy) (passing, error) {
		if c.State != register.InCustody || c.Unit != tr.From || c.Holder != "" {
			return passing{}, duty.Impossible("movement.refuse.elsewhere", lineOf(*c).label())
		}
		c.State, c.FromUnit, c.FromUnitName, c.FromPlace = register.InTransit, c.Unit, c.UnitName, c.Place
		c.Place, c.From, c.FromName, c.Toward, c.Back = "", "", "", "", ""
		c.Unit, c.UnitName, c.HeldSince, c.Org = tr.To, tr.ToName, tr.SentOn, tr.Org
		return passing{kind: register.MoveGiven, from: tr.FromName, to: tr.ToName, on: tr.SentOn, note: tr.Title()}, nil
	})
}

// arrived puts the copies into the receiver's store, both sides having signed.
func arrived(ctx context.Context, t *desk.Turn, tr Transfer) error {
	return eachCopy(ctx, t, tr.standing(), func(c *register.Copy) (passing, error) {
		switch {
		case gone(c):
			return passing{}, errGone
		case c.State == register.CopyReleased: // on its way: it is no secret any more, and has come
			c.Holder, c.HolderName, c.Place = "", "", ""
		case c.State != register.InTransit:
			return passing{}, duty.Impossible("movement.refuse.not_on_way", lineOf(*c).label())
		default:
			it, err := db.Get[register.Item](ctx, t.Whole(), c.Item)
			if err != nil {
				return passing{}, err
			}
			c.State, c.AwaitsEntry = register.InCustody, tr.To != "" && tr.To != it.Org
		}
		c.Unit, c.UnitName, c.HeldSince = tr.To, tr.ToName, tr.ReceivedOn
		c.FromUnit, c.FromUnitName, c.FromPlace = "", "", ""
		if c.Home, c.HomeName = tr.To, tr.ToName; tr.To != "" {
			c.Org = tr.To
		}
		return passing{kind: register.MoveConfirmed, from: tr.FromName, to: tr.ToName, on: tr.ReceivedOn, note: tr.Title()}, nil
	})
}

// turnedBack puts copies back into the store they came from.
func turnedBack(ctx context.Context, t *desk.Turn, tr Transfer, lines []Line, on vn.Day) error {
	return eachCopy(ctx, t, lines, func(c *register.Copy) (passing, error) {
		switch {
		case gone(c), c.State == register.CopyReleased: // released, it stands with the sender already
			return passing{}, errGone
		case c.State != register.InTransit:
			return passing{}, duty.Impossible("movement.refuse.not_on_way", lineOf(*c).label())
		}
		c.State, c.Unit, c.UnitName, c.Place = register.InCustody, c.FromUnit, c.FromUnitName, c.FromPlace
		c.FromUnit, c.FromUnitName, c.FromPlace = "", "", ""
		c.HeldSince, c.Org = on, tr.From
		return passing{kind: register.MoveRefused, from: tr.ToName, to: tr.FromName, on: on, note: tr.Title()}, nil
	})
}

// lost marks copies as missing; the incident is opened from there (S26).
func lost(ctx context.Context, t *desk.Turn, lines []Line, note string) error {
	for _, l := range lines {
		c, err := db.Get[register.Copy](ctx, t.View, l.Copy)
		if err != nil {
			return fmt.Errorf("copy %s: %w", l.label(), err)
		}
		if gone(&c) {
			continue // an incident has it already
		}
		if err := register.MarkMissing(ctx, t, &c, note); err != nil {
			return err
		}
	}
	return nil
}

// takenOut gives the copies of a carry-out to the bearer until its last day.
func takenOut(ctx context.Context, t *desk.Turn, co CarryOut) error {
	return eachCopy(ctx, t, co.Lines, func(c *register.Copy) (passing, error) {
		if c.State != register.InCustody || c.Holder != "" && c.Holder != co.Bearer {
			return passing{}, duty.Impossible("movement.refuse.elsewhere", lineOf(*c).label())
		}
		if c.Grade > co.Grade {
			return passing{}, duty.Impossible("movement.refuse.raised", lineOf(*c).label())
		}
		p := passing{kind: register.MoveCarried, from: c.UnitName, to: co.BearerName, toID: co.Bearer, on: co.TakenOn, due: co.ToOn, note: co.Title()}
		c.State, c.From, c.FromName, c.FromPlace = register.CarriedOut, c.Holder, c.HolderName, c.Place
		c.Holder, c.HolderName, c.Place, c.Toward, c.Back = co.Bearer, co.BearerName, "", "", ""
		c.HeldSince, c.DueOn, c.Basis = co.TakenOn, co.ToOn, co.Title()
		return p, nil
	})
}

// broughtBack returns copies of a carry-out to where they were kept.
func broughtBack(ctx context.Context, t *desk.Turn, co CarryOut, lines []Line, on vn.Day) error {
	return eachCopy(ctx, t, lines, func(c *register.Copy) (passing, error) {
		switch {
		case gone(c):
			return passing{}, errGone
		case c.State == register.CopyReleased:
			c.Holder, c.HolderName, c.HeldSince, c.DueOn = "", "", on, ""
			return passing{kind: register.MoveBack, from: co.BearerName, fromID: co.Bearer, to: c.UnitName, on: on, note: co.Title()}, nil
		case c.State != register.CarriedOut:
			return passing{}, duty.Impossible("movement.refuse.not_out", lineOf(*c).label())
		}
		c.State, c.Holder, c.HolderName, c.Place = register.InCustody, c.From, c.FromName, c.FromPlace
		c.From, c.FromName, c.FromPlace, c.DueOn, c.Basis = "", "", "", "", ""
		c.HeldSince = on
		return passing{kind: register.MoveBack, from: co.BearerName, fromID: co.Bearer, to: c.UnitName, on: on, note: co.Title()}, nil
	})
}

// handedOver gives copies to an applicant outside, for good.
func handedOver(ctx context.Context, t *desk.Turn, pr Provision) error {
	return eachCopy(ctx, t, pr.Lines, func(c *register.Copy) (passing, error) {
		if c.State != register.InCustody || c.Holder != "" {
			return passing{}, duty.Impossible("movement.refuse.elsewhere", lineOf(*c).label())
		}
		p := passing{kind: register.MoveGiven, from: c.UnitName, to: pr.Applicant.Applicant, on: pr.ProvidedOn, note: pr.Title()}
		c.Unit, c.UnitName, c.Place, c.HeldSince, c.Basis = "", pr.Applicant.Applicant, "", pr.ProvidedOn, pr.Title()
		return p, nil
	})
}

// copied enters the copies made under a permit; their numbers follow the
// highest of the item. It returns the numbers.
func copied(ctx context.Context, t *desk.Turn, p CopyPermit) ([]int, error) {
	it, err := db.Get[register.Item](ctx, t.View, p.Item)
	if err != nil {
		return nil, err
	}
	last, err := t.Last(ctx, "SELECT coalesce(max(t.copy_no), 0) FROM secrets_copy t WHERE {visible t} AND t.item = $1", p.Item)
	if err != nil {
		return nil, err
	}
	var nos []int
	for n := range p.Making {
		nos = append(nos, last+1+n)
	}
	_, err = register.NewCopies(ctx, t, it, p.Form, nos, 0, "", p.ID)
	return nos, err
}

// itemName is what an item is called: its number, or its kind before it has one.
func itemName(i register.Item) string {
	if i.Number != "" {
		return i.Number
	}
	return i.Kind
}
