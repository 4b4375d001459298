package movement

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Title is what a transfer is called: its number in the transfer book, or its
// receiver before it has one.
func (t Transfer) Title() string {
	if t.Seq == 0 {
		return t.FromName + " → " + t.ToName
	}
	return fmt.Sprintf("CG-%d-%03d", t.Year, t.Seq)
}

// standing lists the copies that are still on the transfer.
func (t Transfer) standing() []Line {
	return slices.DeleteFunc(slices.Clone(t.Lines), Line.Settled)
}

// transfers is the folder of transfers.
func transfers(k desk.Desk) desk.Folder[Transfer, *Transfer] {
	return desk.Folder[Transfer, *Transfer]{
		Desk: k, Name: "transfer", Read: hold,
		State: func(t *Transfer) *duty.State { return &t.State }, Flow: TransferFlow,
		Side: []duty.Verb{DoUnpack, DoRefuse, DoCancel, DoHandOn},
		Way:  []duty.State{Draft, Packed, Sent, Checked, Received},
		Load: loadTransfer, Title: Transfer.Title, Acts: transferActs(), Starts: transferStarts(k),
		Chip: transferChip, Crumbs: crumbs("transfer"), Facts: transferFacts, Parts: parts{k}.ofTransfer,
	}
}

func loadTransfer(ctx context.Context, v db.View, _ law.Pack, t *Transfer) (err error) {
	if t.Within, err = v.Reaches(ctx, t.To); err != nil {
		return err
	}
	if t.ID != "" {
		if t.Open, err = db.Find[Defect](ctx, v, "t.transfer = $1 AND t.state <> 'resolved'", "ORDER BY t.id", t.ID); err != nil {
			return err
		}
	}
	if t.State != Draft && t.State != Packed {
		return nil
	}
	return t.look(ctx, v)
}

// look asks the register about the copies that are about to leave.
func (t *Transfer) look(ctx context.Context, v db.View) error {
	t.Unregistered, t.Elsewhere, t.Entered = nil, nil, ""
	for n, l := range t.Lines {
		c, err := db.Get[register.Copy](ctx, v, l.Copy)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return err
		}
		if err != nil || c.State != register.InCustody || c.Unit != t.From || c.Holder != "" {
			t.Elsewhere = append(t.Elsewhere, l.label())
			continue
		}
		t.Lines[n].Grade = c.Grade // it may have been changed since it was put on the list
		it, err := db.Get[register.Item](ctx, v, l.Item)
		t.Entered = max(t.Entered, it.RegisteredOn)
		switch {
		case errors.Is(err, db.ErrNotFound) && c.Number != "": // its book is kept above
		case err != nil:
			return err
		case it.Seq == 0 && !contains(t.Unregistered, itemName(it)):
			t.Unregistered = append(t.Unregistered, itemName(it))
		}
	}
	if len(t.Lines) > 0 {
		t.Grade = highest(t.Lines)
	}
	return nil
}

// keeperOf is the office a transfer between two belongs to: the receiver's if
// the sender reaches it, else the sender's, so that both sides see it if one of
// them stands above the other.
func keeperOf(ctx context.Context, v db.View, from, to string) (string, error) {
	if to == "" {
		return from, nil
	}
	ok, err := v.Reaches(ctx, to)
	if ok {
		return to, err
	}
	return from, err
}

func transferStarts(k desk.Desk) []desk.Start[Transfer] {
	return []desk.Start[Transfer]{
		{Act: desk.Act[Transfer]{Do: DoTransfer, Need: transfer, Ask: askTransfer, Fill: fillTransfer}, Make: makeTransfer(k)},
		{Act: desk.Act[Transfer]{Do: DoArrive, Need: transfer, Ask: askArrival, Fill: fillArrival}, Make: makeArrival},
	}
}

// makeTransfer offers the copies of an item, or none yet, and the office above
// as receiver: what lies above is out of reach and not found by a search.
func makeTransfer(k desk.Desk) func(context.Context, db.View, duty.Moment, string) (Transfer, error) {
	return func(ctx context.Context, v db.View, at duty.Moment, of string) (Transfer, error) {
		t := Transfer{State: Draft, From: at.Who.Unit}
		if err := t.offer(ctx, v, of); err != nil {
			return t, err
		}
		t.FromName, t.Book = desk.UnitName(ctx, v, t.From, at.Today), t.From
		own, err := desk.UnitsUnder(ctx, k.DB.As(db.System), t.From, at.Today)
		if err != nil || len(own) == 0 || t.From == db.Everywhere {
			return t, err
		}
		t.Above, t.AboveName = own[0].Parent, desk.UnitName(ctx, k.DB.As(db.System), own[0].Parent, at.Today)
		return t, nil
	}
}

// offer finds the copies that may be sent of an item, or of the item of a copy:
// it stands in its book, and they lie in a store.
func (t *Transfer) offer(ctx context.Context, v db.View, of string) error {
	if of == "" {
		return nil
	}
	it, err := db.Get[register.Item](ctx, v, of)
	name := itemName(it)
	switch {
	case errors.Is(err, db.ErrNotFound): // a copy of what an office above keeps
		c, err := db.Get[register.Copy](ctx, v, of)
		if err != nil {
			return err
		}
		of, name = c.Item, c.Number
	case err != nil:
		return err
	case it.Seq == 0: // S5
		return duty.Incomplete("movement.refuse.unregistered", name)
	}
	if t.Offered, err = storeCopies(ctx, v, of); err != nil {
		return err
	}
	if len(t.Offered) == 0 {
		return duty.Incomplete("movement.refuse.none_in_store", name)
	}
	t.From = t.Offered[0].Unit
	return nil
}

func askTransfer(s *desk.Sheet, t *Transfer) {
	desk.Opt(s.Unit("to", &t.To, &t.ToName))
	if t.AboveName != "" {
		desk.Opt(s.Select("to_above", &t.Upward, []web.Option{{Value: t.Above, Label: t.AboveName}}))
	}
	outside := ""
	if t.To == "" {
		outside = t.ToName
	}
	f := desk.Opt(s.Text("outside", &t.Outer))
	f.Value = outside
	askCopies(s, "picked", &t.Picked, t.Offered)
	if len(t.Offered) == 0 {
		desk.Opt(s.Text("item_number", &t.ItemNumber))
	}
	askNamed(s, t)
}

// askNamed asks whether one person only may open the envelope, and who.
func askNamed(s *desk.Sheet, t *Transfer) {
	s.Tick("named_only", &t.NamedOnly)
	desk.Opt(s.Person("named", &t.Named, &t.NamedName))
	desk.Opt(s.Text("named_outside", &t.NamedOutside))
	s.Tick("urgent", &t.Urgent)
	desk.Opt(s.Text("remarks", &t.Remarks))
}

// nameOutside takes the name of a person who is not in the register of members.
func (t *Transfer) nameOutside() {
	if t.Named == "" {
		t.NamedName = t.NamedOutside
	}
}

// askCopies offers copies to tick.
func askCopies(s *desk.Sheet, name string, ids *[]string, offered []register.Copy) {
	if len(offered) == 0 {
		return
	}
	var all []web.Option
	for _, c := range offered {
		all = append(all, web.Option{Value: c.ID, Label: lineOf(c).label(), Hint: s.Say("secrets.copykind." + string(c.Kind))})
	}
	s.Checks(name, ids, all)
}

func fillTransfer(ctx context.Context, t *desk.Turn, r *Transfer) (err error) {
	switch {
	case r.To != "":
	case r.Upward != "":
		r.To, r.ToName = r.Above, r.AboveName
	default:
		r.ToName = r.Outer
	}
	r.Outer = ""
	r.nameOutside()
	if r.Org, err = keeperOf(ctx, t.View, r.From, r.To); err != nil {
		return err
	}
	if err := addressed(*r); err != nil {
		return err
	}
	if err := r.add(ctx, t.View); err != nil {
		return err
	}
	if err := r.look(ctx, t.View); err != nil {
		return err
	}
	return onBooks(*r)
}

// add puts the copies chosen, or those in store of the item named, on the list.
func (t *Transfer) add(ctx context.Context, v db.View) error {
	lines := pick(t.Offered, t.Picked)
	if t.ItemNumber != "" {
		found, err := itemCopies(ctx, v, t.ItemNumber)
		if err != nil {
			return err
		}
		for _, c := range found {
			lines = append(lines, lineOf(c))
		}
	}
	for _, l := range lines {
		if !slices.ContainsFunc(t.Lines, func(o Line) bool { return o.Copy == l.Copy }) {
			t.Lines = append(t.Lines, l)
		}
	}
	t.Declared, t.Grade = len(t.Lines), highest(t.Lines)
	return nil
}

// makeArrival is an envelope that came from outside: only its outside is known.
func makeArrival(ctx context.Context, v db.View, at duty.Moment, _ string) (Transfer, error) {
	t := Transfer{Base: duty.Base{Org: at.Who.Unit}, State: Draft, Incoming: true, Book: at.Who.Unit, To: at.Who.Unit, SentOn: at.Today}
	t.ToName = desk.UnitName(ctx, v, t.To, at.Today)
	return t, nil
}

func askArrival(s *desk.Sheet, t *Transfer) {
	s.Text("from_name", &t.FromName)
	s.Text("outer_number", &t.Outer)
	askMark(s, &t.OuterMark)
	s.Num("declared", &t.Declared)
	s.Day("arrived_on", &t.SentOn)
	askNamed(s, t)
}

func askMark(s *desk.Sheet, m *Mark) { desk.Choose(s, "outer_mark", m, "movement.mark.", Marks) }

// fillArrival enters the outside of the envelope in the book and no more (S8).
func fillArrival(ctx context.Context, t *desk.Turn, r *Transfer) error {
	r.nameOutside()
	err := duty.Gates(
		duty.Want(!r.NamedOnly || r.NamedName != "", "named", "movement.need.named"),
		duty.Want(r.SentOn <= t.At.Today, "arrived_on", "movement.need.sent_on"))
	if err != nil {
		return err
	}
	r.State, r.Grade, r.SentAt = Sent, GradeOf(r.OuterMark), t.Now()
	return r.number(ctx, t, r.SentOn)
}

// number takes the next number of the transfer book of the year (S32).
func (t *Transfer) number(ctx context.Context, turn *desk.Turn, on vn.Day) (err error) {
	t.Year = on.Year()
	last, err := turn.Last(ctx, "SELECT coalesce(max(t.seq), 0) FROM movement_transfer t WHERE {visible t} AND t.book = $1 AND t.year = $2", t.Book, t.Year)
	t.Seq = last + 1
	return err
}
