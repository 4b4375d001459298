package terms

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// holdersOf lists every hand a copy of the item is in, with the eyes of the
// program: an office that the decider cannot see is told all the same.
func holdersOf(ctx context.Context, t *desk.Turn, item string) ([]register.Holder, error) {
	copies, err := register.CopiesOf(ctx, t.Whole(), item)
	return register.Holders(copies), err
}

// notify writes a notice to every holder of a copy and to every recipient of
// the item that has none on the books (art. 20(4), 21(5), 22(3), 22(6); S17,
// S19, S22). It returns by when they are due.
func notify(ctx context.Context, t *desk.Turn, i register.Item, to []register.Holder, c Cause, record string, on vn.Day) (vn.Day, error) {
	due, err := NoticeTerm(t.Law, c, on)
	if err != nil {
		return "", err
	}
	for _, n := range addressed(i, to) {
		n.State, n.Cause, n.Record, n.Item, n.Number, n.Grade = NoticeDue, c, record, i.ID, i.Number, i.Grade
		n.From, n.DueOn, n.Due = on, due.Due, due
		n.Late = SentLate(n, t.At.Today)
		if err := saveNotice(ctx, t, i, n); err != nil {
			return "", err
		}
	}
	return due.Due, nil
}

// saveNotice gives a notice to the holder's office; where the decider does not
// reach, the office of the item keeps it.
func saveNotice(ctx context.Context, t *desk.Turn, i register.Item, n Notice) error {
	n.Dossier = i.ID
	err := db.Save(ctx, t.Tx, &n)
	if errors.Is(err, db.ErrOutOfReach) {
		n.Org = i.Org
		err = db.Save(ctx, t.Tx, &n)
	}
	return err
}

// addressed lists whom a notice goes to.
func addressed(i register.Item, to []register.Holder) []Notice {
	var all []Notice
	for _, h := range to {
		n := Notice{Unit: h.Unit, UnitName: h.UnitName, Holder: h.Person, HolderName: h.Name}
		n.Org = h.Copies[0].Org
		var nos []string
		for _, c := range h.Copies {
			n.Copies = append(n.Copies, c.ID)
			nos = append(nos, strconv.Itoa(c.No))
		}
		n.Numbers = strings.Join(nos, ", ")
		all = append(all, n)
	}
	for _, r := range i.Recipients {
		known := slices.ContainsFunc(all, func(n Notice) bool {
			return r.Person != "" && n.Holder == r.Person || r.Unit != "" && n.Unit == r.Unit ||
				r.Person == "" && r.Unit == "" && (vn.Fold(r.Name) == vn.Fold(n.UnitName) || vn.Fold(r.Name) == vn.Fold(n.HolderName))
		})
		if known {
			continue
		}
		n := Notice{Unit: r.Unit, UnitName: r.Name, Holder: r.Person}
		if r.Person != "" {
			n.UnitName, n.HolderName = "", r.Name
		}
		n.Org = i.Org
		all = append(all, n)
	}
	return all
}

// To is whom a notice is for, in words.
func (n Notice) To() string {
	if n.HolderName != "" && n.UnitName != "" {
		return n.HolderName + ", " + n.UnitName
	}
	return n.HolderName + n.UnitName
}

// notices is the folder of notices.
func (k pages) notices() desk.Folder[Notice, *Notice] {
	return desk.Folder[Notice, *Notice]{
		Desk: k.Desk, Name: "notice", Read: Hold, Flow: NoticeFlow,
		State: func(n *Notice) *duty.State { return &n.State },
		Title: func(n Notice) string { return n.Number + " → " + n.To() },
		Chip:  noticeChip, Crumbs: crumbsTo("mine", "/terms/mine"), Facts: noticeFacts, Way: []duty.State{NoticeDue, Sent, Acknowledged, Remarked},
		Acts: []desk.Act[Notice]{
			{Do: DoSend, Need: Enter, Flow: true, Ask: func(s *desk.Sheet, n *Notice) {
				n.SentOn = or(n.SentOn, s.Today())
				desk.Opt(s.Text("sent_no", &n.SentNo))
				s.Day("sent_on", &n.SentOn)
			}, Fill: func(_ context.Context, t *desk.Turn, n *Notice) error {
				n.SentBy, n.Late = t.At.Who.ID, SentLate(*n, t.At.Today)
				return nil
			}, Then: func(ctx context.Context, t *desk.Turn, n *Notice) error { return k.advance(ctx, t, *n) }},
			{Do: DoAcknowledge, Need: Hold, Flow: true, Ask: func(s *desk.Sheet, n *Notice) {
				n.AcknowledgedOn = or(n.AcknowledgedOn, s.Today())
				s.Day("acknowledged_on", &n.AcknowledgedOn)
			}, Fill: func(_ context.Context, t *desk.Turn, n *Notice) error {
				n.AcknowledgedBy, n.AcknowledgedName = t.At.Who.ID, t.At.Who.Name
				return nil
			}},
			{Do: DoRemark, Need: Hold, Flow: true, Ask: func(s *desk.Sheet, n *Notice) {
				n.RemarkedOn = or(n.RemarkedOn, s.Today())
				s.Day("remarked_on", &n.RemarkedOn)
			}, Fill: func(_ context.Context, t *desk.Turn, n *Notice) error {
				n.RemarkedBy, n.RemarkedName = t.At.Who.ID, t.At.Who.Name
				return nil
			}, Then: k.stampCopies},
		},
	}
}

// stampCopies enters the re-marking in the life line of each copy the holder
// still has (S18, S22).
func (k pages) stampCopies(ctx context.Context, t *desk.Turn, n *Notice) error {
	copies, err := register.CopiesOf(ctx, t.View, n.Item)
	if err != nil {
		return err
	}
	for _, c := range copies {
		if !slices.Contains(n.Copies, c.ID) || !c.Here() && c.State != register.CopyReleased {
			continue
		}
		if err := register.MarkStamped(ctx, t, &c, n.SentNo); err != nil {
			return err
		}
	}
	return k.advance(ctx, t, *n)
}

// advance takes the record behind a notice on once all its notices are sent, or
// all copies re-marked, if the person reaches it; else the day does.
func (k pages) advance(ctx context.Context, t *desk.Turn, n Notice) error {
	var err error
	switch n.Cause {
	case OfExtension:
		err = step(ctx, t, k.extensions(), n.Record, DoNotify)
	case OfLevel:
		err = errors.Join(step(ctx, t, k.levels(), n.Record, DoNotify), step(ctx, t, k.levels(), n.Record, DoRemark))
	default:
		err = errors.Join(step(ctx, t, k.declassifications(), n.Record, DoNotify), step(ctx, t, k.declassifications(), n.Record, DoRemark))
	}
	return err
}

// step takes a step of a record that follows by itself, if it is possible.
func step[T any, P db.Ptr[T]](ctx context.Context, t *desk.Turn, fo desk.Folder[T, P], id string, do duty.Verb) error {
	r, err := db.Get[T, P](ctx, t.View, id)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = fo.Load(ctx, t.View, t.Law, &r)
	}
	if err != nil {
		return err
	}
	state := fo.State(&r)
	at := duty.Moment{Who: program(), Today: t.At.Today}
	next, err := fo.Flow.Next(*state, do, r, at)
	if err != nil {
		if desk.Told(err) {
			return nil // not yet, or done already
		}
		return err
	}
	*state = next
	if d, ok := any(&r).(dated); ok {
		d.date(do, t.At.Today)
	}
	return db.Save(ctx, t.Tx, P(&r))
}

// dated is a record that notes the day of a step.
type dated interface{ date(do duty.Verb, on vn.Day) }

func (e *Extension) date(do duty.Verb, on vn.Day) {
	switch do {
	case DoNotify:
		e.NotifiedOn = on
	case DoMiss:
		e.MissedOn = on
	}
}

func (c *LevelChange) date(do duty.Verb, on vn.Day) { follow(do, on, &c.NotifiedOn, &c.RemarkedOn) }

func (d *Declassification) date(do duty.Verb, on vn.Day) {
	follow(do, on, &d.NotifiedOn, &d.RemarkedOn)
}

func follow(do duty.Verb, on vn.Day, notified, remarked *vn.Day) {
	switch do {
	case DoNotify:
		*notified = on
	case DoRemark:
		*remarked = on
	}
}

// open counts the notices of a record that are not sent, and those whose copies
// are not re-marked, with the eyes of the program: what cannot be seen counts.
func open(ctx context.Context, v db.View, record string) (waits, unmarked int, err error) {
	all, err := db.Find[Notice](ctx, v, "t.record = $1 AND t.state <> $2", "", record, string(Remarked))
	for _, n := range all {
		unmarked++
		if n.State == NoticeDue {
			waits++
		}
	}
	return waits, unmarked, err
}

func or(d, e vn.Day) vn.Day {
	if d == "" {
		return e
	}
	return d
}
