package duty

import (
	"errors"
	"fmt"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// A State is where a record stands.
type State string

// A Verb is what a person does to a record.
type Verb string

// A Step is one permitted move of a record.
type Step[R any] struct {
	From State
	Do   Verb
	To   State
	Need access.Need
	// If says why the step is not yet possible for this record, as a Refusal;
	// nil means that nothing more is asked.
	If func(r R, at Moment) error
}

// A Moment is who takes a step and when.
type Moment struct {
	Who   access.Who
	Today vn.Day
}

// A Flow lists every permitted step. What is not listed cannot happen.
type Flow[R any] []Step[R]

// The three ways in which a step is refused; every Refusal wraps one.
var (
	ErrForbidden  = errors.New("not permitted")              // another person may
	ErrNoStep     = errors.New("not possible in this state") // nobody can, as it stands
	ErrIncomplete = errors.New("not yet complete")           // possible once what is named is done
)

// A Refusal says why a step is not taken, in a sentence for the user.
type Refusal struct {
	Kind error // ErrForbidden, ErrNoStep or ErrIncomplete
	Says text.Problem
}

// Error is the kind and the key of the sentence.
func (r *Refusal) Error() string { return r.Kind.Error() + ": " + r.Says.Error() }

// Unwrap lets errors.Is find the kind and errors.As the sentence.
func (r *Refusal) Unwrap() []error { return []error{r.Kind, r.Says} }

// Incomplete refuses a step until something is done; key is the text that says
// what.
func Incomplete(key string, args ...any) error {
	return &Refusal{ErrIncomplete, text.Problem{Key: key, Args: args}}
}

// Missing refuses a step because of one field of the form.
func Missing(field, key string, args ...any) error {
	return &Refusal{ErrIncomplete, text.Problem{Key: key, Args: args, Field: field}}
}

// Forbidden refuses a step to this person.
func Forbidden(key string, args ...any) error {
	return &Refusal{ErrForbidden, text.Problem{Key: key, Args: args}}
}

// Impossible refuses a step whoever asks.
func Impossible(key string, args ...any) error {
	return &Refusal{ErrNoStep, text.Problem{Key: key, Args: args}}
}

// Next returns the state that a verb leads to, or the Refusal that says why it
// does not.
func (f Flow[R]) Next(from State, do Verb, r R, at Moment) (State, error) {
	for _, s := range f {
		if s.From != from || s.Do != do {
			continue
		}
		if !at.Who.Can(s.Need) {
			return from, Forbidden("duty.forbidden")
		}
		if s.If != nil {
			if err := s.If(r, at); err != nil {
				return from, err
			}
		}
		return s.To, nil
	}
	return from, Impossible("duty.nostep")
}

// An Offer is a verb that a record's page shows: ready to be done, or with the
// reason why not yet.
type Offer struct {
	Do  Verb
	To  State
	Why error // nil: may be done now
}

// Offers lists what can be done from a state by this person, in the order of
// the flow. Verbs that the person has no right to are left out: there are no
// dead buttons.
func (f Flow[R]) Offers(from State, r R, at Moment) []Offer {
	var all []Offer
	for _, s := range f {
		if s.From != from || !at.Who.Can(s.Need) {
			continue
		}
		if slices.ContainsFunc(all, func(o Offer) bool { return o.Do == s.Do }) {
			continue
		}
		o := Offer{Do: s.Do, To: s.To}
		if s.If != nil {
			o.Why = s.If(r, at)
		}
		all = append(all, o)
	}
	return all
}

// Edges describes the flow without its record type.
func (f Flow[R]) Edges(record string, start State) Edges {
	e := Edges{Record: record, Start: start}
	for _, s := range f {
		e.Edges = append(e.Edges, Edge{s.From, s.Do, s.To, s.Need})
	}
	return e
}

// An Edge is a Step without its condition.
type Edge struct {
	From State
	Do   Verb
	To   State
	Need access.Need
}

// String draws the edge.
func (e Edge) String() string { return fmt.Sprintf("%s --%s--> %s", e.From, e.Do, e.To) }
