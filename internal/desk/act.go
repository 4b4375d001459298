package desk

import (
	"context"
	"errors"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// An Act is something that can be done to a record.
type Act[T any] struct {
	Do   duty.Verb
	Need access.Need
	// Flow says that it is a step of the folder's flow, possible when the flow
	// says so. Other acts are possible When; nil means always.
	Flow bool
	When func(T) bool
	// Ask puts the questions, each bound to a field of the record.
	Ask func(s *Sheet, r *T)
	// Fill writes what the program knows itself (who, when, numbers, computed
	// days) before the flow judges the record; it may refuse.
	Fill func(ctx context.Context, t *Turn, r *T) error
	// Then does what follows for other records, after this one is saved and in
	// the same transaction.
	Then func(ctx context.Context, t *Turn, r *T) error
}

// A Start is an act that begins a record. Make gives the record before the
// questions; of is the id of the record it comes out of, "" if none.
type Start[T any] struct {
	Act[T]
	Make func(ctx context.Context, v db.View, at duty.Moment, of string) (T, error)
}

// A Folder is a kind of record that has a page and acts.
type Folder[T any, P db.Ptr[T]] struct {
	Desk  Desk
	Name  string // in addresses and texts: /secrets/item/…, secrets.do.item.…
	Read  access.Need
	State func(*T) *duty.State // nil for a record without states
	Flow  duty.Flow[T]
	Side  []duty.Verb // verbs that are not the way on: return, suspend …
	// Load fills the parts that are no columns: what conditions and pages look
	// at. Nil if there are none.
	Load   func(ctx context.Context, v db.View, p law.Pack, r *T) error
	Title  func(T) string
	Acts   []Act[T]
	Starts []Start[T]

	Chip   func(*web.Call, T) web.Chip               // nil: the state
	Crumbs func(*web.Call) []web.Crumb               // way to the record's list
	Facts  func(*web.Call, T) web.Summary            // on the standard page
	Parts  func(*web.Call, T) ([]web.Section, error) // tables under the facts; nil if none
	Way    []duty.State                              // stations of the stepper; nil for none
	Page   func(*web.Call, T) (web.Reply, error)     // instead of the standard page
	Seen   func(context.Context, *web.Call, T) error // before the page is shown: a journal entry of the reading
}

// Key is the text of an act.
func (fo Folder[T, P]) Key(do duty.Verb) string {
	return fo.Desk.ID + ".do." + fo.Name + "." + string(do)
}

// Href is the address of a record's page.
func (fo Folder[T, P]) Href(id string) string { return "/" + fo.Desk.ID + "/" + fo.Name + "/" + id }

// At is the address of an act on a record.
func (fo Folder[T, P]) At(id string, do duty.Verb) string { return fo.Href(id) + "/" + string(do) }

// StartHref is the address of the form that begins a record out of another;
// of is "" if there is none.
func (fo Folder[T, P]) StartHref(do duty.Verb, of string) string {
	href := fo.At("new", do)
	if of != "" {
		href += "?of=" + of
	}
	return href
}

// Edges describes the flow for checks and diagrams.
func (fo Folder[T, P]) Edges(start duty.State) duty.Edges {
	return fo.Flow.Edges(fo.Desk.ID+".state."+fo.Name, start)
}

func (fo Folder[T, P]) find(do duty.Verb) (Act[T], bool) {
	i := slices.IndexFunc(fo.Acts, func(a Act[T]) bool { return a.Do == do })
	if i < 0 {
		return Act[T]{}, false
	}
	return fo.Acts[i], true
}

// Open reads a record with its parts, as the viewer may see it.
func (fo Folder[T, P]) Open(ctx context.Context, v db.View, id string) (T, error) {
	r, err := db.Get[T, P](ctx, v, id)
	if err != nil {
		return r, err
	}
	p, err := fo.Desk.Law(ctx)
	if err != nil {
		return r, err
	}
	return r, fo.load(ctx, v, p, &r)
}

func (fo Folder[T, P]) load(ctx context.Context, v db.View, p law.Pack, r *T) error {
	if fo.Load == nil {
		return nil
	}
	return fo.Load(ctx, v, p, r)
}

// ErrNoAct means that a folder has no act, or no start, of a name.
var ErrNoAct = errors.New("no such act")

// Take does an act to a record last seen at a version (0 = does not say).
// Errors: a *duty.Refusal or text.Problem that says what is missing, not
// permitted or not possible; db.ErrNotFound; a *db.Conflict if someone else was
// faster.
func (fo Folder[T, P]) Take(ctx context.Context, who access.Who, id string, version int, do duty.Verb, a Answers) (T, error) {
	act, ok := fo.find(do)
	if !ok {
		return *new(T), ErrNoAct
	}
	var r T
	err := fo.Desk.Change(ctx, who, string(do)+"_"+fo.Name, func(t *Turn) (err error) {
		if r, err = db.GetAt[T, P](ctx, t.Tx, id, version); err != nil {
			return err
		}
		if err := fo.load(ctx, t.View, t.Law, &r); err != nil {
			return err
		}
		return fo.take(ctx, t, &r, act, a)
	})
	return r, err
}

// Begin begins a record; of is the id of the record it comes out of, "" if
// none.
func (fo Folder[T, P]) Begin(ctx context.Context, who access.Who, do duty.Verb, of string, a Answers) (T, error) {
	i := slices.IndexFunc(fo.Starts, func(s Start[T]) bool { return s.Do == do })
	if i < 0 {
		return *new(T), ErrNoAct
	}
	s := fo.Starts[i]
	var r T
	err := fo.Desk.Change(ctx, who, string(do)+"_"+fo.Name, func(t *Turn) (err error) {
		if err := t.Need(s.Need); err != nil {
			return err
		}
		if r, err = s.Make(ctx, t.View, t.At, of); err != nil {
			return err
		}
		s.Flow, s.When = false, nil
		return fo.take(ctx, t, &r, s.Act, a)
	})
	return r, err
}

// TakeIn does an act to a record within a turn that is under way, such as the
// consequence of another record's act.
func (fo Folder[T, P]) TakeIn(ctx context.Context, t *Turn, r *T, do duty.Verb, a Answers) error {
	act, ok := fo.find(do)
	if !ok {
		return ErrNoAct
	}
	return fo.take(ctx, t, r, act, a)
}

func (fo Folder[T, P]) take(ctx context.Context, t *Turn, r *T, act Act[T], a Answers) error {
	if err := fo.begun(t, r, act); err != nil {
		return err
	}
	if act.Ask != nil {
		s := &Sheet{ctx: ctx, id: fo.Desk.ID, view: t.View, today: t.At.Today}
		act.Ask(s, r)
		if err := s.read(t, a); err != nil {
			return err
		}
	}
	if act.Fill != nil {
		if err := act.Fill(ctx, t, r); err != nil {
			return err
		}
	}
	if act.Flow {
		state := fo.State(r)
		next, err := fo.Flow.Next(*state, act.Do, *r, t.At)
		if err != nil {
			return err
		}
		*state = next
	}
	if err := db.Save(ctx, t.Tx, P(r)); err != nil {
		return err
	}
	if act.Then != nil {
		return act.Then(ctx, t, r)
	}
	return nil
}

// begun refuses, before a form is read, what the state or the person's rights
// rule out.
func (fo Folder[T, P]) begun(t *Turn, r *T, act Act[T]) error {
	if !act.Flow {
		if err := t.Need(act.Need); err != nil {
			return err
		}
		if act.When != nil && !act.When(*r) {
			return duty.Impossible("duty.nostep")
		}
		return nil
	}
	for _, s := range fo.Flow {
		if s.From == *fo.State(r) && s.Do == act.Do {
			return t.Need(s.Need)
		}
	}
	return duty.Impossible("duty.nostep")
}

// why says what keeps an act from being done now by this person, nil if
// nothing does.
func (fo Folder[T, P]) why(r T, act Act[T], at duty.Moment) error {
	if !act.Flow {
		if act.When != nil && !act.When(r) {
			return duty.Impossible("duty.nostep")
		}
		return nil
	}
	for _, o := range fo.Flow.Offers(*fo.State(&r), r, at) {
		if o.Do == act.Do {
			return o.Why
		}
	}
	return duty.Impossible("duty.nostep")
}

// blocks reports whether a reason stands in the way whatever is typed: one
// that names a field is what the form asks for.
func blocks(why error) bool {
	return slices.ContainsFunc(text.Problems(why), func(p text.Problem) bool { return p.Field == "" })
}
