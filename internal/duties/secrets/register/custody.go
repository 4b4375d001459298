package register

import (
	"context"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// NewCopies writes numbered copies of an item into the store of its office:
// no after no of the list, of so many in all (0 while that is open). permit is
// the permission they were made under, "" for originals.
func NewCopies(ctx context.Context, t *desk.Turn, i Item, kind CopyKind, nos []int, of int, place, permit string) ([]Copy, error) {
	home := desk.UnitName(ctx, t.View, i.Org, t.At.Today)
	var all []Copy
	for _, no := range nos {
		c := Copy{Base: duty.Base{Org: i.Org, Dossier: i.ID}, State: InCustody, Item: i.ID, Book: i.Book, Number: i.Number, Grade: i.Grade, No: no, Of: of, Kind: kind,
			Home: i.Org, HomeName: home, Unit: i.Org, UnitName: home, Place: place, HeldSince: t.At.Today, Permit: permit, RecallOn: i.RecallOn}
		if err := db.Save(ctx, t.Tx, &c); err != nil {
			return nil, err
		}
		if err := c.tell(ctx, t, MoveMade, Hand{Name: i.IssuerName}, c.Hand(), ""); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// tell writes one link of the life line.
func (c Copy) tell(ctx context.Context, t *desk.Turn, kind MoveKind, from, to Hand, note string) error {
	return db.Save(ctx, t.Tx, &CustodyEvent{Base: duty.Base{Org: c.Org, Dossier: c.Item}, Item: c.Item, Copy: c.ID, No: c.No, Kind: kind,
		From: from.Person, FromName: from.String(), To: to.Person, ToName: to.String(), By: t.At.Who.ID, ByName: t.At.Who.Name,
		On: t.At.Today, At: t.Now(), DueOn: c.DueOn, Note: note})
}

// begin puts a copy on its way to a hand; once confirmed it is in the state
// toward. The giver answers for it until then.
func (c *Copy) begin(to Hand, toward duty.State) {
	from := c.Hand()
	c.From, c.FromName, c.FromUnit, c.FromUnitName, c.FromPlace = from.Person, from.Name, from.Unit, from.UnitName, from.Place
	c.Back, c.Toward = c.State, toward
	c.put(to)
}

func (c *Copy) put(h Hand) {
	c.Unit, c.UnitName, c.Holder, c.HolderName, c.Place = h.Unit, h.UnitName, h.Person, h.Name, h.Place
}

// arrive ends the way: the receiver has it.
func (c *Copy) arrive(on vn.Day) {
	c.State, c.HeldSince, c.Org = c.Toward, on, c.Unit
	if c.State == InCustody {
		c.DueOn, c.Approver, c.ApproverName = "", "", ""
	}
	c.onNoWay()
	c.home(on)
}

// home notes that a copy of a recallable item that the office issued is back.
func (c *Copy) home(on vn.Day) {
	if c.Book == Out && c.RecallOn != "" && c.SentBackOn == "" && c.AtHome() {
		c.SentBackOn = on
	}
}

// fallBack ends the way where it began.
func (c *Copy) fallBack() {
	h := c.Hand()
	c.State = c.Back
	if c.Back == InCustody {
		c.DueOn, c.Approver, c.ApproverName = "", "", ""
	}
	c.put(h)
	c.onNoWay()
}

func (c *Copy) onNoWay() {
	c.From, c.FromName, c.FromUnit, c.FromUnitName, c.FromPlace, c.Back, c.Toward, c.GivenBy = "", "", "", "", "", "", "", ""
}

// store is the store the copy belongs to.
func (c Copy) store() Hand { return Hand{Unit: c.Home, UnitName: c.HomeName, Place: c.To.Place} }

// A Passing is what another duty does to a copy, beyond the acts of its page.
type Passing struct {
	Do    duty.Verb
	To    Hand   // the new hand; the zero Hand leaves it where it is
	DueOn vn.Day // to be back by, where that is asked
	Note  string // why: number of the permit, decision or minutes
}

// passes say which link of the life line a verb writes.
var passes = map[duty.Verb]MoveKind{
	DoCarry: MoveCarried, DoCarryBack: MoveBack, DoMiss: MoveMissing, DoFind: MoveFound, DoEnd: MoveDestroyed, DoEndAtOnce: MoveDestroyed, DoRelease: MoveReleased,
	DoGive: MoveGiven, DoConfirm: MoveConfirmed, DoRefuse: MoveRefused, DoSendBack: MoveSentBack, DoStore: MoveMade,
}

// Pass does something to a copy within another duty's act, which has asked for
// the right. What CopyFlow does not list is refused with duty.ErrNoStep.
func Pass(ctx context.Context, t *desk.Turn, c *Copy, p Passing) error {
	kind, ok := passes[p.Do]
	i := slices.IndexFunc(CopyFlow(), func(s duty.Step[Copy]) bool { return s.From == c.State && s.Do == p.Do })
	if !ok || i < 0 {
		return duty.Impossible("secrets.refuse.copy_state", c.Number, c.No)
	}
	from := c.Hand()
	switch p.Do {
	case DoGive:
		c.begin(p.To, InCustody)
		c.State, c.GivenBy = InTransit, t.At.Who.ID
	case DoConfirm:
		c.arrive(t.At.Today)
	case DoRefuse:
		c.fallBack()
	default:
		if c.State = CopyFlow()[i].To; c.State == SentBack {
			c.SentBackOn = t.At.Today
		}
		if p.To != (Hand{}) {
			c.put(p.To)
		} else {
			c.put(from)
		}
		c.onNoWay()
		c.DueOn = p.DueOn
	}
	if err := db.Save(ctx, t.Tx, c); err != nil {
		return err
	}
	to := Hand{c.Unit, c.UnitName, c.Holder, c.HolderName, c.Place}
	return c.tell(ctx, t, kind, from, to, p.Note)
}

// MarkMissing says that a copy is nowhere to be found; the loss is an incident
// (S26).
func MarkMissing(ctx context.Context, t *desk.Turn, c *Copy, note string) error {
	return Pass(ctx, t, c, Passing{Do: DoMiss, Note: note})
}

// MarkFound puts a missing copy back into the store it belongs to.
func MarkFound(ctx context.Context, t *desk.Turn, c *Copy, place, note string) error {
	return Pass(ctx, t, c, Passing{Do: DoFind, To: Hand{Unit: c.Home, UnitName: c.HomeName, Place: place}, Note: note})
}

// MarkDestroyed makes a copy a tombstone, under the minutes named (S23).
func MarkDestroyed(ctx context.Context, t *desk.Turn, c *Copy, minutes string) error {
	return Pass(ctx, t, c, Passing{Do: DoEnd, Note: minutes})
}

// MarkDestroyedAtOnce makes a copy a tombstone wherever it was: whoever had it
// destroyed it because waiting would have done harm (Law 29/2018 art. 23(3)c;
// S24).
func MarkDestroyedAtOnce(ctx context.Context, t *desk.Turn, c *Copy, note string) error {
	do := DoEndAtOnce
	if slices.Contains(inReach, c.State) {
		do = DoEnd
	}
	return Pass(ctx, t, c, Passing{Do: do, Note: note})
}

// MarkReleased says that a copy is no secret any more.
func MarkReleased(ctx context.Context, t *desk.Turn, c *Copy, note string) error {
	return Pass(ctx, t, c, Passing{Do: DoRelease, Note: note})
}

// MarkStamped records that a change of level or term was stamped on the copy
// (S22).
func MarkStamped(ctx context.Context, t *desk.Turn, c *Copy, note string) error {
	c.Marked = true
	if err := db.Save(ctx, t.Tx, c); err != nil {
		return err
	}
	return c.tell(ctx, t, MoveMarked, c.Hand(), c.Hand(), note)
}

// CopiesOf lists the copies of an item, by number.
func CopiesOf(ctx context.Context, v db.View, item string) ([]Copy, error) {
	return db.Find[Copy](ctx, v, "t.item = $1", "ORDER BY t.copy_no, t.id", item)
}

// CopiesAt lists the copies of an item as its office has them: of an item of IN
// that came from another office of the instance, those that came.
func CopiesAt(ctx context.Context, v db.View, i Item) ([]Copy, error) {
	if i.Origin == "" {
		return CopiesOf(ctx, v, i.ID)
	}
	return db.Find[Copy](ctx, v, "t.item = $1 AND t.unit = $2", "ORDER BY t.copy_no, t.id", i.Origin, i.Org)
}

// HeldBy lists what a person holds, what is on its way to the person, and what
// the person has given and was not relieved of yet.
func HeldBy(ctx context.Context, v db.View, person string) ([]Copy, error) {
	held, err := db.Find[Copy](ctx, v, "t.holder = $1 AND t.holder <> '' AND t.state IN ('in_custody', 'in_transit', 'lent', 'recall_due', 'carried_out')", "ORDER BY t.due_on, t.id", person)
	if err != nil {
		return nil, err
	}
	given, err := db.Find[Copy](ctx, v, "t.from_person = $1 AND t.from_person <> '' AND t.state = 'in_transit'", "ORDER BY t.due_on, t.id", person)
	return append(held, given...), err
}

// HeldCount counts the copies a person answers for: what is in the hand, and
// what was given and is not confirmed yet (S25).
func HeldCount(ctx context.Context, v db.View, person string) (int, error) {
	if person == "" {
		return 0, nil
	}
	held, err := db.Count[Copy](ctx, v, "t.holder = $1 AND t.holder <> '' AND t.state IN ('in_custody', 'lent', 'recall_due', 'carried_out')", person)
	if err != nil {
		return 0, err
	}
	given, err := db.Count[Copy](ctx, v, "t.from_person = $1 AND t.from_person <> '' AND t.state = 'in_transit'", person)
	return held + given, err
}

// A Holder is one hand and what is in it.
type Holder struct {
	Hand
	Copies []Copy
}

// Holders groups copies by the hand that answers for them, for notices and
// incidents. What left the office or was destroyed is in nobody's hand.
func Holders(copies []Copy) []Holder {
	var all []Holder
	for _, c := range copies {
		if !c.Here() {
			continue
		}
		h := c.Hand()
		i := slices.IndexFunc(all, func(x Holder) bool { return x.Unit == h.Unit && x.Person == h.Person })
		if i < 0 {
			all = append(all, Holder{Hand: h})
			i = len(all) - 1
		}
		all[i].Copies = append(all[i].Copies, c)
	}
	return all
}

// Settle takes an item a step further for the duty of the terms: extended, its
// level raised or lowered, partly or wholly declassified, destroyed. set writes
// what the step says into the item (new level, new last day, what is released)
// before it is judged. The abstract follows the level; copies follow it too.
// Errors: duty.ErrNoStep if the item is no registered secret.
func Settle(ctx context.Context, t *desk.Turn, i *Item, do duty.Verb, set func(*Item)) error {
	to, ok := After(*i, do)
	if !ok {
		return duty.Impossible("secrets.refuse.item_state", i.Number)
	}
	was := i.Grade
	if set != nil {
		set(i)
	}
	i.State = to
	if !i.Live() && i.EndedOn == "" {
		i.EndedOn = t.At.Today
	}
	if err := db.Save(ctx, t.Tx, i); err != nil {
		return err
	}
	if i.Grade == was && i.State != Declassified {
		return nil
	}
	if err := regrade(ctx, t, *i); err != nil {
		return err
	}
	copies, err := CopiesOf(ctx, t.View, i.ID)
	if err != nil {
		return err
	}
	for _, c := range copies {
		c.Grade, c.Marked = i.Grade, false
		if err := db.Save(ctx, t.Tx, &c); err != nil {
			return err
		}
	}
	return nil
}

// regrade brings the abstract to the level of its item; an item raised to top
// secret loses it where the law allows none (S1), a declassified one opens it.
func regrade(ctx context.Context, t *desk.Turn, i Item) error {
	all, err := db.Find[Abstract](ctx, t.View, "t.item = $1", "", i.ID)
	if err != nil || len(all) == 0 {
		return err
	}
	a := all[0]
	a.Level = i.Grade
	if i.State == Declassified {
		a.Level = access.Open
	}
	if AbstractAllowed(t.Law, a.Level, a.Text, i.AbstractConsent, t.At.Today) != nil {
		a.Text = ""
	}
	return db.Save(ctx, t.Tx, &a)
}
