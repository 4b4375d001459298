package terms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/web"
)

// DoUrgent begins with a destruction that could not wait; DoAdd and DoTakeOff
// change the list of one that is proposed.
const (
	DoUrgent  duty.Verb = "destroy_urgently"
	DoAdd     duty.Verb = "add"
	DoTakeOff duty.Verb = "take_off"
)

// destructions is the folder of destructions.
func (k pages) destructions() desk.Folder[Destruction, *Destruction] {
	return desk.Folder[Destruction, *Destruction]{
		Desk: k.Desk, Name: "destruction", Read: Read, Flow: DestroyFlow, Side: []duty.Verb{DoRefuse},
		State: func(d *Destruction) *duty.State { return &d.State }, Load: loadDestruction,
		Title: func(d Destruction) string { return d.Code }, Crumbs: crumbsTo("destructions", "/terms/destructions"),
		Facts: destructionFacts, Parts: k.destructionParts, Chip: destructionChip,
		Way: []duty.State{Proposed, CouncilSet, Reviewed, Decided, Executed, Recorded},
		Acts: []desk.Act[Destruction]{
			{Do: DoSetCouncil, Need: Decide, Flow: true, Ask: func(s *desk.Sheet, d *Destruction) {
				if d.ChairUnit == "" {
					d.ChairUnit, d.ChairUnitName = d.Unit, d.UnitName
				}
				askCouncil(s, &d.Council)
				s.Text("keeper_name", &d.KeeperName)
			}},
			{Do: DoReview, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, d *Destruction) { askMinutes(s, &d.Council) }},
			{Do: DoDecide, Need: Decide, Flow: true, Ask: func(s *desk.Sheet, d *Destruction) { askDecision(s, &d.Decision, register.Item{}) }, Fill: decideDestruction},
			{Do: DoRefuse, Need: Decide, Flow: true, Ask: func(s *desk.Sheet, d *Destruction) { s.Area("refused_why", &d.RefusedWhy) }, Fill: refusedBy[Destruction]},
			{Do: DoExecute, Need: Keep, Flow: true, Ask: askExecution, Fill: func(_ context.Context, t *desk.Turn, d *Destruction) error {
				d.ExecutedBy = t.At.Who.ID
				return nil
			}},
			{Do: DoRecord, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, d *Destruction) {
				d.RecordedOn = or(d.RecordedOn, s.Today())
				s.Text("record_no", &d.RecordNo)
				s.Day("recorded_on", &d.RecordedOn)
				desk.Opt(s.File("record_file", &d.RecordFile))
			}, Then: func(ctx context.Context, t *desk.Turn, d *Destruction) error { return destroy(ctx, t, *d, d.RecordNo) }},
			{Do: DoReport, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, d *Destruction) {
				d.ReportedOn = or(d.ReportedOn, s.Today())
				s.Text("report_no", &d.ReportNo)
				s.Text("report_to", &d.ReportTo)
				s.Day("reported_on", &d.ReportedOn)
				desk.Opt(s.File("report_file", &d.ReportFile))
			}},
			{Do: DoAdd, Need: Propose, When: listed, Ask: func(s *desk.Sheet, d *Destruction) { s.Text("add_item", &d.AddItem) }, Fill: addItem, Then: saveList},
			{Do: DoTakeOff, Need: Propose, When: listed, Ask: func(s *desk.Sheet, d *Destruction) { s.Checks("chosen", &d.Chosen, lineOptions(s, *d)) }, Fill: takeOff, Then: saveList},
		},
		Starts: []desk.Start[Destruction]{
			{Act: desk.Act[Destruction]{Do: DoPropose, Need: Propose, Ask: func(s *desk.Sheet, d *Destruction) {
				askList(s, d)
				s.Area("reason", &d.Reason)
			}, Fill: proposeDestruction, Then: saveList}, Make: newDestruction},
			{Act: desk.Act[Destruction]{Do: DoUrgent, Need: Keep, Ask: func(s *desk.Sheet, d *Destruction) {
				askList(s, d)
				s.Area("reason", &d.Reason)
				askExecution(s, d)
			}, Fill: destroyUrgently, Then: func(ctx context.Context, t *desk.Turn, d *Destruction) error {
				if err := saveList(ctx, t, d); err != nil {
					return err
				}
				if err := strike(ctx, t, *d); err != nil {
					return err
				}
				return destroy(ctx, t, *d, d.Code)
			}}, Make: newDestruction},
		},
	}
}

// listed reports whether the list of a destruction may still change: until the
// council has met.
func listed(d Destruction) bool { return duty.In(d.State, Proposed, CouncilSet) }

func loadDestruction(ctx context.Context, v db.View, p law.Pack, d *Destruction) (err error) {
	d.Law = p
	d.List, err = db.Find[Piece](ctx, v, "t.destruction = $1 AND NOT t.withdrawn", "ORDER BY t.number, t.no, t.id", d.ID)
	if err != nil || !duty.In(d.State, Proposed, CouncilSet, Reviewed, Decided) {
		return err
	}
	return d.look(ctx, v)
}

// look brings the list to what the register says of its copies now: a level may
// have been raised since, a copy lent or lost.
func (d *Destruction) look(ctx context.Context, v db.View) error {
	d.Away = nil
	for n := range d.List {
		p := &d.List[n]
		c, err := db.Get[register.Copy](ctx, v, p.Copy)
		if err != nil {
			return err
		}
		if !duty.In(c.State, register.InCustody, register.RecallDue, register.CopyReleased) {
			d.Away = append(d.Away, p.Number+" ("+strconv.Itoa(p.No)+")")
		}
		if d.State != Decided {
			p.Grade = c.Grade
			d.Grade = max(d.Grade, c.Grade)
		}
	}
	return nil
}

// newDestruction begins a destruction of copies of the item named; without one
// the item is named in the form.
func newDestruction(ctx context.Context, v db.View, at duty.Moment, of string) (Destruction, error) {
	d := Destruction{Base: duty.Base{Org: at.Who.Unit}, Unit: at.Who.Unit}
	if of != "" {
		i, err := db.Get[register.Item](ctx, v, of)
		if err != nil {
			return d, err
		}
		d.AddItem, d.Org, d.Unit = i.ID, i.Org, i.Org
		if d.List, err = pieces(ctx, v, i); err != nil {
			return d, err
		}
	}
	d.UnitName = desk.UnitName(ctx, v, d.Unit, at.Today)
	return d, nil
}

// pieces lists the copies of an item that are still there, as lines of a list.
func pieces(ctx context.Context, v db.View, i register.Item) ([]Piece, error) {
	copies, err := register.CopiesAt(ctx, v, i)
	var all []Piece
	for _, c := range copies {
		if duty.In(c.State, register.CopyDestroy, register.SentBack) {
			continue
		}
		all = append(all, Piece{Item: i.ID, Number: i.Number, Copy: c.ID, No: c.No, Kind: c.Kind, Grade: i.Grade, Holder: c.Hand().String()})
	}
	return all, err
}

// askList offers the copies of the item, or asks for the item's number.
func askList(s *desk.Sheet, d *Destruction) {
	if d.AddItem == "" {
		s.Text("add_item", &d.AddItem)
		return
	}
	var all []web.Option
	for _, p := range d.List {
		all = append(all, web.Option{Value: p.Copy, Label: s.Say("terms.copy", p.No), Hint: p.Holder})
	}
	s.Checks("chosen", &d.Chosen, all)
}

func lineOptions(_ *desk.Sheet, d Destruction) []web.Option {
	var all []web.Option
	for _, p := range d.List {
		all = append(all, web.Option{Value: p.ID, Label: p.Number + " (" + strconv.Itoa(p.No) + ")", Hint: p.Holder})
	}
	return all
}

func askExecution(s *desk.Sheet, d *Destruction) {
	d.ExecutedOn = or(d.ExecutedOn, s.Today())
	s.Day("executed_on", &d.ExecutedOn)
	s.Text("place", &d.Place)
	desk.Choose(s, "method", &d.Method, "terms.method.", Methods)
	s.Lines("executors", &d.Executors)
}

// choose reduces the list to the copies chosen in the form, or fills it with
// all copies of the item named.
func choose(ctx context.Context, t *desk.Turn, d *Destruction) error {
	if len(d.List) == 0 {
		return addItem(ctx, t, d)
	}
	d.List = slices.DeleteFunc(d.List, func(p Piece) bool { return !slices.Contains(d.Chosen, p.Copy) })
	return count(ctx, t, d)
}

// addItem puts all copies of an item on the list.
func addItem(ctx context.Context, t *desk.Turn, d *Destruction) error {
	items, err := db.Find[register.Item](ctx, t.View, "t.number = $1 AND t.org = $2", "ORDER BY t.year DESC, t.id LIMIT 2", d.AddItem, d.Unit)
	if err != nil {
		return err
	}
	switch len(items) {
	case 0:
		return duty.Missing("add_item", "terms.refuse.no_item", d.AddItem)
	case 2:
		return duty.Missing("add_item", "terms.refuse.two_items", d.AddItem)
	}
	more, err := pieces(ctx, t.View, items[0])
	if err != nil {
		return err
	}
	if len(more) == 0 {
		return duty.Missing("add_item", "terms.refuse.no_copies", d.AddItem)
	}
	for _, p := range more {
		if !slices.ContainsFunc(d.List, func(x Piece) bool { return x.Copy == p.Copy }) {
			d.List = append(d.List, p)
		}
	}
	return count(ctx, t, d)
}

// takeOff takes lines off the list; they stay to be seen.
func takeOff(ctx context.Context, t *desk.Turn, d *Destruction) error {
	for i := range d.List {
		d.List[i].Withdrawn = slices.Contains(d.Chosen, d.List[i].ID)
	}
	return count(ctx, t, d)
}

// count keeps the number of copies and the highest level of the list, and
// refuses a copy that stands on another list.
func count(ctx context.Context, t *desk.Turn, d *Destruction) error {
	d.Pieces, d.Grade = 0, access.Open
	for _, p := range d.List {
		if p.Withdrawn {
			continue
		}
		d.Pieces++
		d.Grade = max(d.Grade, p.Grade)
		if p.Version > 0 || d.Urgent {
			continue
		}
		n, err := db.Count[Piece](ctx, t.View, `t.copy_id = $1 AND NOT t.withdrawn AND EXISTS
			(SELECT 1 FROM terms_destruction d WHERE d.id = t.destruction AND d.state <> 'refused')`, p.Copy)
		if err != nil {
			return err
		}
		if n > 0 {
			return duty.Missing("chosen", "terms.refuse.listed_already", p.Number, p.No)
		}
	}
	return nil
}

// saveList saves what is new or changed on the list.
func saveList(ctx context.Context, t *desk.Turn, d *Destruction) error {
	for i := range d.List {
		p := &d.List[i]
		p.Destruction, p.Org, p.Dossier = d.ID, d.Org, d.ID
		if err := db.Save(ctx, t.Tx, p); err != nil {
			return err
		}
	}
	return nil
}

const lastDestruction = `SELECT COALESCE(MAX(t.seq), 0) FROM terms_destruction t WHERE {visible t} AND t.org = $1 AND t.year = $2`

// numbered gives a destruction the next number of the office and year.
func numbered(ctx context.Context, t *desk.Turn, d *Destruction) error {
	last, err := t.Last(ctx, lastDestruction, d.Org, t.At.Today.Year())
	d.Year, d.Seq = t.At.Today.Year(), last+1
	d.Code = fmt.Sprintf("TH-%04d-%03d", d.Year, d.Seq)
	return err
}

func proposeDestruction(ctx context.Context, t *desk.Turn, d *Destruction) error {
	if err := choose(ctx, t, d); err != nil {
		return err
	}
	d.State, d.Proposal = Proposed, proposal(t, d.Reason)
	return numbered(ctx, t, d)
}

// decideDestruction asks for the power to destroy at the highest level of the
// list: a person of the top secret or high secret tier (art. 23(3); domain A4).
func decideDestruction(ctx context.Context, t *desk.Turn, d *Destruction) error {
	if err := fourEyes(d.Proposal, t.At)(); err != nil {
		return err
	}
	d.DecidedBy, d.DecidedName, d.Decider, d.DeciderName = t.At.Who.ID, t.At.Who.Name, t.At.Who.Person, t.At.Who.Name
	return register.Permits(ctx, t.View, t.Law, register.Destroy, t.At.Who.Person, d.Grade, d.DecidedOn)
}

// destroyUrgently enters what is destroyed already; the written report is due
// at once (art. 23(3)c; S24).
func destroyUrgently(ctx context.Context, t *desk.Turn, d *Destruction) error {
	d.Urgent = true
	if err := choose(ctx, t, d); err != nil {
		return err
	}
	d.State, d.Proposal, d.ExecutedBy = Urgently, proposal(t, d.Reason), t.At.Who.ID
	if err := urgent(*d, t.At.Today); err != nil {
		return err
	}
	due, err := t.Law.Due("S-DESTROY-ALARM", "", d.ExecutedOn)
	if err != nil && !unknown(err) {
		return err
	}
	d.ReportDue = or(due.Due, d.ExecutedOn)
	return numbered(ctx, t, d)
}

// strike takes copies that were destroyed urgently off every other list.
func strike(ctx context.Context, t *desk.Turn, d Destruction) error {
	for _, p := range d.List {
		others, err := db.Find[Piece](ctx, t.View, "t.copy_id = $1 AND t.destruction <> $2 AND NOT t.withdrawn AND t.destroyed_on = ''", "", p.Copy, d.ID)
		if err != nil {
			return err
		}
		for _, o := range others {
			other, err := db.Get[Destruction](ctx, t.View, o.Destruction)
			if err != nil {
				return err
			}
			o.Withdrawn = true
			other.Pieces--
			if err := errors.Join(db.Save(ctx, t.Tx, &o), db.Save(ctx, t.Tx, &other)); err != nil {
				return err
			}
		}
	}
	return nil
}

// destroy makes every copy on the list a tombstone, under the minutes named,
// and every item none of whose copies is left (S23). The entry stays.
func destroy(ctx context.Context, t *desk.Turn, d Destruction, minutes string) error {
	var items []string
	for _, p := range d.List {
		c, err := db.Get[register.Copy](ctx, t.View, p.Copy)
		if err != nil {
			return err
		}
		if err := end(ctx, t, &c, d.Urgent, minutes); err != nil {
			return err
		}
		p.DestroyedOn, p.Grade = d.ExecutedOn, c.Grade
		if err := db.Save(ctx, t.Tx, &p); err != nil {
			return err
		}
		if !slices.Contains(items, p.Item) {
			items = append(items, p.Item)
		}
	}
	for _, id := range items {
		if err := bury(ctx, t, d, id); err != nil {
			return err
		}
	}
	return nil
}

// end destroys one copy on the books. One that was destroyed urgently may have
// been out of the store, where the ordinary way does not lead.
func end(ctx context.Context, t *desk.Turn, c *register.Copy, urgent bool, minutes string) error {
	if urgent {
		return register.MarkDestroyedAtOnce(ctx, t, c, minutes)
	}
	return register.MarkDestroyed(ctx, t, c, minutes)
}

// bury makes an item a tombstone when no copy of it is left.
func bury(ctx context.Context, t *desk.Turn, d Destruction, id string) error {
	i, err := db.Get[register.Item](ctx, t.View, id)
	if err != nil {
		return err
	}
	copies, err := register.CopiesAt(ctx, t.Whole(), i)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(copies, func(c register.Copy) bool { return c.State != register.CopyDestroy }) {
		return nil
	}
	if !duty.In(i.State, register.Registers...) {
		return nil // declassified before: its end is on file already
	}
	if err := register.Settle(ctx, t, &i, register.DoDestroy, func(i *register.Item) { i.EndedOn, i.EndedWhy = d.ExecutedOn, "destruction" }); err != nil {
		return err
	}
	return aim(ctx, t, i)
}
