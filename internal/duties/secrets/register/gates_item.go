package register

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
)

// proposalSound asks for what a proposal must say: decree 26/2020 art. 2(1).
// Whether the information is on the list is asked with the rules at hand, when
// the proposal is written (see OnTheList).
func proposalSound(i Item, _ duty.Moment) error {
	switch {
	case i.Grade < access.Secret || i.Grade > access.TopSecret:
		return duty.Missing("grade", "secrets.need.grade")
	case i.Kind == "":
		return duty.Missing("kind", "secrets.need.kind")
	case i.Basis == "" && i.ListEntry == "":
		return duty.Missing("basis", "secrets.need.basis")
	case i.Activity != (i.ShortTerm != ""):
		return duty.Missing("short_term", "secrets.need.short_term")
	}
	return nil
}

// determinationSound holds the decision to four eyes and to the proposal.
func determinationSound(i Item, at duty.Moment) error {
	switch {
	case i.ProposedBy == at.Who.ID:
		return duty.Forbidden("secrets.refuse.own_proposal")
	case i.DeterminedOn == "":
		return duty.Missing("determined_on", "secrets.need.determined_on")
	case i.DeterminedOn > at.Today, i.DeterminedOn < i.DraftedOn: // nothing was there to determine: the law of an earlier day is not chosen by typing it
		return duty.Missing("determined_on", "secrets.refuse.future")
	case Highest(i.Grade, i.Parts) != i.Grade:
		return duty.Missing("grade", "secrets.refuse.parts_higher")
	}
	return proposalSound(i, at)
}

// MaxCopies bounds the copies that are entered at once: each is a record with a
// life line, and more is a slip of the pen.
const MaxCopies = 500

func returnSound(i Item, at duty.Moment) error {
	if i.ProposedBy == at.Who.ID {
		return duty.Forbidden("secrets.refuse.own_proposal")
	}
	if i.ReturnReason == "" {
		return duty.Missing("return_reason", "secrets.need.reason")
	}
	return nil
}

func registrationSound(i Item, at duty.Moment) error {
	switch {
	case i.Book == In && i.Number == "":
		return duty.Missing("number", "secrets.need.number")
	case i.Book == In && i.ArrivedOn == "":
		return duty.Missing("arrived_on", "secrets.need.arrived_on")
	case i.ArrivedOn > at.Today || i.RegisteredOn > at.Today:
		return duty.Missing("arrived_on", "secrets.refuse.future")
	case i.Book == Out && i.Symbol == "":
		return duty.Missing("symbol", "secrets.need.symbol")
	case i.Copies < 1:
		return duty.Missing("copies", "secrets.need.copies")
	case i.Copies > MaxCopies:
		return duty.Missing("copies", "secrets.refuse.many_copies", MaxCopies)
	case i.Recallable != (i.RecallOn != ""):
		return duty.Missing("recall_on", "secrets.need.recall_on")
	}
	return nil
}

// The fates of a draft (S35).
const (
	DraftShredded = "destroyed"
	DraftKept     = "registered"
)

// issueSound lets an item of OUT leave once its draft is accounted for: it is
// destroyed or registered when the final is issued (circular 07/2020 art.
// 3(3)a; S35).
func issueSound(i Item, at duty.Moment) error {
	switch {
	case i.Book != Out:
		return duty.Impossible("secrets.refuse.issue_in")
	case i.IssuedOn == "":
		return duty.Missing("issued_on", "secrets.need.issued_on")
	case i.IssuedOn > at.Today:
		return duty.Missing("issued_on", "secrets.refuse.future")
	case i.IssuedOn < i.RegisteredOn:
		return duty.Missing("issued_on", "secrets.refuse.before_registration")
	case i.DraftFate == "":
		return duty.Missing("draft_fate", "secrets.need.draft_fate")
	}
	return nil
}
