package register

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// What comes from another office of the instance is entered in the IN book of
// the office that received it (decree 26/2020 art. 4; domain A8): a number of
// its own for copies that the register has already.

// awaiting is the condition of the copies of one item that an office received
// and has not entered in its book.
const awaiting = "t.item = $1 AND t.unit = $2 AND t.awaits_entry"

// cameFrom begins the entry of IN out of a copy that was received. What stands
// on the document is filled in with the eyes of the program: the item itself
// belongs to the office that sent it.
func (k pages) cameFrom(ctx context.Context, v db.View, unit, name, of string) (Item, error) {
	c, err := db.Get[Copy](ctx, v, of)
	if err != nil {
		return Item{}, err
	}
	if !c.AwaitsEntry || c.Unit != unit {
		return Item{}, duty.Impossible("secrets.refuse.entered")
	}
	o, err := db.Get[Item](ctx, k.DB.As(db.System), c.Item)
	if err != nil {
		return Item{}, err
	}
	came, err := db.Find[Copy](ctx, v, awaiting, "ORDER BY t.copy_no", o.ID, unit)
	if err != nil {
		return Item{}, err
	}
	i := Item{Base: duty.Base{Org: unit}, State: Registered, Book: In, Origin: o.ID, Number: c.Number, Grade: c.Grade, Kind: o.Kind, Carrier: o.Carrier, Pages: o.Pages,
		DeterminedOn: o.DeterminedOn, ArrivedOn: c.HeldSince, Signer: o.Signer, Basis: o.Basis, CopyAllowed: o.CopyAllowed, Recallable: o.Recallable, RecallOn: o.RecallOn,
		Activity: o.Activity, ShortTerm: o.ShortTerm, Copies: len(came), Storing: name, Place: c.Place}
	i.Issuer, i.IssuerName = o.Responsible()
	return i, nil
}

// takeUpSheet asks for information that came without a level and is on the list:
// whoever received it proposes the level as for what is drafted in the office
// (decree 26/2020 art. 2(2)).
func takeUpSheet(s *desk.Sheet, i *Item) {
	s.Text("came_from", &i.CameFrom)
	s.Day("arrived_on", &i.ArrivedOn)
	draftSheet(s, i)
}

func takenUp(ctx context.Context, t *desk.Turn, i *Item) error {
	if i.ArrivedOn > t.At.Today {
		return duty.Missing("arrived_on", "secrets.refuse.future")
	}
	return drafted(ctx, t, i)
}

// sameAsCopies holds an entry of IN to the copies it is about.
func sameAsCopies(ctx context.Context, t *desk.Turn, i Item) error {
	if i.Origin == "" {
		return nil
	}
	came, err := db.Find[Copy](ctx, t.View, awaiting, "", i.Origin, i.Org)
	if err != nil {
		return err
	}
	if len(came) == 0 {
		return duty.Impossible("secrets.refuse.entered")
	}
	if len(came) != i.Copies || came[0].Grade != i.Grade || came[0].Number != i.Number {
		return duty.Missing("number", "secrets.refuse.other_than_copies")
	}
	return nil
}

// entered notes on the copies received that they stand in the book.
func entered(ctx context.Context, t *desk.Turn, i Item) error {
	came, err := db.Find[Copy](ctx, t.View, awaiting, "", i.Origin, i.Org)
	if err != nil {
		return err
	}
	for _, c := range came {
		if c.AwaitsEntry = false; c.Holder == "" && i.Place != "" {
			c.Place = i.Place
		}
		if err := db.Save(ctx, t.Tx, &c); err != nil {
			return err
		}
	}
	return nil
}
