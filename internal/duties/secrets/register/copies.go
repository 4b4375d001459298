package register

import (
	"context"
	"errors"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/web"
)

// copies is the folder of copies. Confirming and turning away are not steps of
// the flow here: where they lead is written on the copy (Toward, Back).
func (k pages) copies() desk.Folder[Copy, *Copy] {
	toBe := func(of func(Copy) duty.State, gate func(duty.State) func(Copy, duty.Moment) error, end func(*Copy, duty.Moment)) func(context.Context, *desk.Turn, *Copy) error {
		return func(_ context.Context, t *desk.Turn, c *Copy) error {
			if err := gate(of(*c))(*c, t.At); err != nil {
				return err
			}
			c.To = c.Hand() // the giver, for the life line
			end(c, t.At)
			return nil
		}
	}
	inTransit := func(c Copy) bool { return c.State == InTransit }
	var flow duty.Flow[Copy]
	for _, s := range CopyFlow() {
		switch s.Do {
		case DoGive, DoLend, DoBring, DoTakeBack, DoRecall, DoSendBack, DoStore:
			flow = append(flow, s)
		}
	}
	return desk.Folder[Copy, *Copy]{
		Desk: k.Desk, Name: "copy", Read: Hold, Flow: flow, Side: []duty.Verb{DoGive, DoRecall, DoSendBack},
		State: func(c *Copy) *duty.State { return &c.State }, Title: func(c Copy) string { return c.Title() },
		Crumbs: registerCrumbs, Page: k.copyPage, Seen: k.copyOpened,
		Acts: []desk.Act[Copy]{
			{Do: DoConfirm, Need: Hold, When: inTransit, Then: moved(MoveConfirmed), Fill: toBe(func(c Copy) duty.State { return c.Toward }, confirmSound, func(c *Copy, at duty.Moment) { c.arrive(at.Today) })},
			{Do: DoRefuse, Need: Hold, When: inTransit, Ask: noteSheet, Then: moved(MoveRefused), Fill: toBe(func(c Copy) duty.State { return c.Back }, refusalSound, func(c *Copy, _ duty.Moment) { c.fallBack() })},
			{Do: DoStore, Need: Keep, Flow: true, Ask: placeSheet, Then: moved(MoveReturned)},
			{Do: DoGive, Need: Hold, Flow: true, Ask: giveSheet, Fill: toward(InCustody), Then: moved(MoveGiven)},
			{Do: DoLend, Need: Keep, Flow: true, Ask: lendSheet, Fill: toward(Lent), Then: moved(MoveLent)},
			{Do: DoBring, Need: Hold, Flow: true, Fill: homeward, Then: moved(MoveBrought)},
			{Do: DoTakeBack, Need: Keep, Flow: true, Ask: takeBackSheet, Fill: takenBack, Then: moved(MoveReturned)},
			{Do: DoRecall, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, c *Copy) { s.Day("due_on", &c.DueOn); noteSheet(s, c) }, Then: moved(MoveRecalled)},
			{Do: DoSendBack, Need: Keep, Flow: true, Ask: sendBackSheet, Fill: sentBack, Then: moved(MoveSentBack)},
		},
	}
}

// Title names a copy: "17-BC/TU, bản số 03".
func (c Copy) Title() string { return fmt.Sprintf("%s · %02d/%02d", c.Number, c.No, c.Of) }

func noteSheet(s *desk.Sheet, c *Copy) { desk.Opt(s.Text("note", &c.Note)) }

func placeSheet(s *desk.Sheet, c *Copy) { s.Text("place", &c.Place) }

func giveSheet(s *desk.Sheet, c *Copy) {
	desk.Opt(s.Person("to", &c.To.Person, &c.To.Name))
	desk.Opt(s.Unit("to_unit", &c.To.Unit, &c.To.UnitName))
	desk.Opt(s.Text("basis", &c.Basis))
}

func lendSheet(s *desk.Sheet, c *Copy) {
	s.Person("to", &c.To.Person, &c.To.Name)
	s.Day("due_on", &c.DueOn)
	s.Text("basis", &c.Basis)
	s.Person("approver", &c.Approver, &c.ApproverName)
}

func takeBackSheet(s *desk.Sheet, c *Copy) {
	c.To.Place = c.Place
	s.Text("place", &c.To.Place)
	s.Text("note", &c.Note)
}

func sendBackSheet(s *desk.Sheet, c *Copy) {
	s.Text("to_name", &c.To.Name)
	s.Text("note", &c.Note)
}

// toward puts a copy on its way to the hand that was typed. A person's office
// must be in the giver's reach: only then does the receiver see the copy.
func toward(state duty.State) func(context.Context, *desk.Turn, *Copy) error {
	return func(ctx context.Context, t *desk.Turn, c *Copy) error {
		to := c.To
		if to.Person != "" {
			unit, err := person.UnitOn(ctx, t.View, to.Person, t.At.Today)
			if err != nil && !errors.Is(err, db.ErrNotFound) {
				return err
			}
			to.Unit, to.UnitName = unit, desk.UnitName(ctx, t.View, unit, t.At.Today)
		}
		if to.Unit == "" {
			return duty.Missing("to", "secrets.need.receiver")
		}
		c.To = c.Hand()
		c.begin(to, state)
		c.Org, c.GivenBy = to.Unit, t.At.Who.ID
		return nil
	}
}

// homeward puts a copy on its way back to the store it belongs to.
func homeward(_ context.Context, t *desk.Turn, c *Copy) error {
	from := c.Hand()
	c.begin(Hand{Unit: c.Home, UnitName: c.HomeName}, InCustody)
	c.To, c.GivenBy = from, t.At.Who.ID
	return nil
}

// takenBack puts a copy back into the store on a paper slip that its holder
// signed. Who holds it does not take it back from the own hand.
func takenBack(_ context.Context, t *desk.Turn, c *Copy) error {
	if c.Holder != "" && c.Holder == t.At.Who.Person {
		return duty.Forbidden("secrets.refuse.own_hand_over")
	}
	from, place := c.Hand(), c.To.Place
	c.put(Hand{Unit: c.Home, UnitName: c.HomeName, Place: place})
	c.To, c.DueOn, c.HeldSince, c.Org = from, "", t.At.Today, c.Home
	c.Approver, c.ApproverName = "", ""
	c.home(t.At.Today)
	return nil
}

func sentBack(_ context.Context, t *desk.Turn, c *Copy) error {
	from := c.Hand()
	c.put(Hand{Unit: c.Home, UnitName: c.HomeName, Name: c.To.Name})
	c.To, c.DueOn, c.SentBackOn, c.Org = from, "", t.At.Today, c.Home
	return nil
}

// moved writes the link of the life line once the copy is saved: from the hand
// it was in, which Fill left in To.
func moved(kind MoveKind) func(context.Context, *desk.Turn, *Copy) error {
	return func(ctx context.Context, t *desk.Turn, c *Copy) error {
		from := c.To
		if from == (Hand{}) {
			from = c.Hand()
		}
		to := Hand{c.Unit, c.UnitName, c.Holder, c.HolderName, c.Place}
		note := c.Note
		if note == "" && (kind == MoveGiven || kind == MoveLent) {
			note = c.Basis
			if kind == MoveLent {
				note += " · " + c.ApproverName
			}
		}
		return c.tell(ctx, t, kind, from, to, note)
	}
}

// copyOpened writes into the journal that somebody looked at a copy.
func (k pages) copyOpened(ctx context.Context, c *web.Call, x Copy) error {
	return k.DB.Note(ctx, c.Who, ID+".open_copy", x.Table()+"/"+x.ID, x.Item, map[string]any{"number": x.Number, "copy": x.No})
}
