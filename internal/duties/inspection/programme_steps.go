package inspection

import (
	"context"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A ProgrammeForm is what a programme is written with.
type ProgrammeForm struct {
	Org      string // office; "" is the writer's own
	Title    string
	Year     int
	From, To vn.Day
	Note     string
}

// An ItemForm is what a line of a programme, or a part of one, is written with.
type ItemForm struct {
	Kind               Kind
	ObjectType         ObjectType
	Content            string
	ScopeFrom, ScopeTo vn.Day
	PlannedOn          vn.Day
	DurationDays       int
	Lead               string
	AssignedTo         string // unit
	AssignedName       string
	Target             int
}

func (f ItemForm) into(i *Item) {
	i.Kind, i.ObjectType, i.Content = f.Kind, f.ObjectType, f.Content
	i.ScopeFrom, i.ScopeTo, i.PlannedOn, i.DurationDays, i.Lead = f.ScopeFrom, f.ScopeTo, f.PlannedOn, f.DurationDays, f.Lead
	i.AssignedTo, i.AssignedName, i.Target = f.AssignedTo, f.AssignedName, f.Target
}

// DraftProgramme begins an annual programme.
func (k Desk) DraftProgramme(ctx context.Context, who access.Who, f ProgrammeForm) (p Programme, err error) {
	p = Programme{State: Draft, Title: f.Title, Year: f.Year, From: f.From, To: f.To, Note: f.Note}
	p.Org = officeOf(f.Org, who)
	err = k.change(ctx, who, "draft_programme", func(t turn) error {
		if err := t.need(PlanRight); err != nil {
			return err
		}
		if err := duty.Gates(duty.Want(p.Title != "", "title", "inspection.need.title"),
			duty.Want(p.From.Valid() && p.To.Valid() && p.From <= p.To, "from", "inspection.need.period")); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &p)
	})
	return p, err
}

// AmendProgramme rewrites a programme that is still a draft.
func (k Desk) AmendProgramme(ctx context.Context, who access.Who, id string, version int, f ProgrammeForm) (p Programme, err error) {
	err = k.change(ctx, who, "amend_programme", func(t turn) error {
		if p, err = db.GetAt[Programme](ctx, t.tx, id, version); err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(PlanRight) }, func() error { return in(p.State, Draft) }); err != nil {
			return err
		}
		p.Title, p.Year, p.From, p.To, p.Note = f.Title, f.Year, f.From, f.To, f.Note
		return db.Save(ctx, t.tx, &p)
	})
	return p, err
}

// AddItem writes a line into a draft programme.
func (k Desk) AddItem(ctx context.Context, who access.Who, programme string, f ItemForm) (i Item, err error) {
	err = k.change(ctx, who, "add_item", func(t turn) error {
		p, err := db.Get[Programme](ctx, t.tx.View, programme)
		if err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(PlanRight) }, func() error { return in(p.State, Draft) }); err != nil {
			return err
		}
		i = itemOf(p)
		f.into(&i)
		if err := itemComplete(i); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &i)
	})
	return i, err
}

func itemOf(p Programme) Item {
	i := Item{State: Draft, Programme: p.ID, ProgrammeTitle: p.Title, Year: p.Year, From: p.From, To: p.To, Issuer: p.Org}
	i.Org, i.Dossier, i.Level = p.Org, p.ID, p.Level
	return i
}

// AmendItem rewrites a line of a programme that is still a draft, or a target
// that came back.
func (k Desk) AmendItem(ctx context.Context, who access.Who, id string, version int, f ItemForm) (i Item, err error) {
	err = k.change(ctx, who, "amend_item", func(t turn) error {
		if i, err = db.GetAt[Item](ctx, t.tx, id, version); err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(PlanRight) }, func() error { return in(i.State, Draft, Returned) }); err != nil {
			return err
		}
		f.into(&i)
		if err := itemComplete(i); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &i)
	})
	return i, err
}

// plan takes a programme one step on.
func (k Desk) plan(ctx context.Context, who access.Who, id string, version int, do duty.Verb, fill func(turn, *Plan) error) (out Programme, err error) {
	err = k.change(ctx, who, string(do)+"_programme", func(t turn) error {
		if _, err := db.GetAt[Programme](ctx, t.tx, id, version); err != nil {
			return err
		}
		p, err := OpenPlan(ctx, t.tx.View, id)
		if err != nil {
			return err
		}
		if err := step(t, ProgrammeFlow, &p, &p.State, do, fill); err != nil {
			return err
		}
		if err := db.Save(ctx, t.tx, &p.Programme); err != nil {
			return err
		}
		out = p.Programme
		if do != DoIssue {
			return nil
		}
		for n := range p.Items {
			if err := t.assign(ctx, &p.Items[n]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// assign hands a target to its unit.
func (t turn) assign(ctx context.Context, i *Item) (err error) {
	i.AssignedBy, i.AssignedOn = t.at.Who.ID, t.at.Today
	if i.State, err = ItemFlow.Next(i.State, DoAssign, *i, t.at); err != nil {
		return err
	}
	i.Org, i.ReturnReason = i.AssignedTo, ""
	return db.Save(ctx, t.tx, i)
}

// ProposeProgramme lays a draft before the committee.
func (k Desk) ProposeProgramme(ctx context.Context, who access.Who, id string, version int) (Programme, error) {
	return k.plan(ctx, who, id, version, DoPropose, func(t turn, p *Plan) error {
		p.ProposedBy = who.ID
		return nil
	})
}

// An IssueForm is the document by which a programme is issued.
type IssueForm struct {
	DocNo    string
	SignedOn vn.Day
}

// IssueProgramme signs a programme; its targets go to their units.
func (k Desk) IssueProgramme(ctx context.Context, who access.Who, id string, version int, f IssueForm) (Programme, error) {
	return k.plan(ctx, who, id, version, DoIssue, func(t turn, p *Plan) error {
		p.DocNo, p.SignedOn, p.IssuedBy = f.DocNo, f.SignedOn, who.ID
		return nil
	})
}

// ReturnProgramme gives a proposed programme back as a draft, with a note.
func (k Desk) ReturnProgramme(ctx context.Context, who access.Who, id string, version int, note string) (Programme, error) {
	return k.plan(ctx, who, id, version, DoReturn, func(t turn, p *Plan) error {
		p.Note = note
		return nil
	})
}

// CloseProgramme closes a programme whose days are over.
func (k Desk) CloseProgramme(ctx context.Context, who access.Who, id string, version int) (Programme, error) {
	return k.plan(ctx, who, id, version, DoClose, func(t turn, p *Plan) error {
		p.ClosedOn = t.at.Today
		return nil
	})
}

// item takes an item one step on.
func (k Desk) item(ctx context.Context, who access.Who, id string, version int, do duty.Verb, fill func(turn, *Item)) (i Item, err error) {
	err = k.change(ctx, who, string(do)+"_item", func(t turn) error {
		if i, err = db.GetAt[Item](ctx, t.tx, id, version); err != nil {
			return err
		}
		fill(t, &i)
		if i.State, err = ItemFlow.Next(i.State, do, i, t.at); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &i)
	})
	return i, err
}

// AcceptItem takes a target on, for the unit it is given to.
func (k Desk) AcceptItem(ctx context.Context, who access.Who, id string, version int) (Item, error) {
	return k.item(ctx, who, id, version, DoAccept, func(t turn, i *Item) {
		i.AnsweredBy, i.AnsweredOn = who.ID, t.at.Today
	})
}

// ReturnItem gives a target back with the unit's reason.
func (k Desk) ReturnItem(ctx context.Context, who access.Who, id string, version int, reason string) (Item, error) {
	return k.item(ctx, who, id, version, DoReturn, func(t turn, i *Item) {
		i.AnsweredBy, i.AnsweredOn, i.ReturnReason = who.ID, t.at.Today, reason
	})
}

// ReassignItem gives a returned target out again, as amended.
func (k Desk) ReassignItem(ctx context.Context, who access.Who, id string, version int) (i Item, err error) {
	err = k.change(ctx, who, "assign_item", func(t turn) error {
		if i, err = db.GetAt[Item](ctx, t.tx, id, version); err != nil {
			return err
		}
		return t.assign(ctx, &i)
	})
	return i, err
}

// BreakDown divides an accepted target of the actor's unit among units below.
// Every part is assigned at once; the reach of the actor must include its unit.
func (k Desk) BreakDown(ctx context.Context, who access.Who, id string, version int, fs []ItemForm) (parts []Item, err error) {
	err = k.change(ctx, who, "break_down", func(t turn) error {
		top, err := db.GetAt[Item](ctx, t.tx, id, version)
		if err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Issue) },
			func() error { return in(top.State, Accepted) },
			func() error { return ownUnit(top, t.at) },
			duty.Want(len(fs) > 0, "assigned_to", "inspection.need.items")); err != nil {
			return err
		}
		parts = make([]Item, len(fs))
		for n, f := range fs {
			parts[n] = partOf(top)
			f.into(&parts[n])
			if f.Kind != top.Kind || f.ObjectType != top.ObjectType {
				return duty.Missing("kind", "inspection.refuse.part_kind")
			}
			if err := t.assign(ctx, &parts[n]); err != nil {
				return err
			}
		}
		return nil
	})
	return parts, err
}

func partOf(top Item) Item {
	i := Item{State: Draft, Programme: top.Programme, ProgrammeTitle: top.ProgrammeTitle, Year: top.Year, From: top.From, To: top.To,
		ParentItem: top.ID, Issuer: top.AssignedTo}
	i.Org, i.Dossier, i.Level = top.AssignedTo, top.Dossier, top.Level
	return i
}
