package register

import (
	"liemchinh.vn/internal/duty"
)

// AtHome reports whether the copy lies in the store it belongs to.
func (c Copy) AtHome() bool { return c.Holder == "" && c.Unit == c.Home }

// receiver reports whether the person is the one a copy in transit goes to:
// the named person, or the keeper of the store (M20).
func receiver(c Copy, at duty.Moment) bool {
	if c.Holder == "" { // the office that gives does not sign for the other one
		return at.Who.Can(Keep) && (c.Unit == c.FromUnit || at.Who.Unit != c.FromUnit)
	}
	return at.Who.Person == c.Holder
}

// giveSound lets the keeper give out of the store, and a holder what is in the
// own hand.
func giveSound(c Copy, at duty.Moment) error {
	holder, giver := c.Holder, c.From
	if c.Toward != "" { // the receiver is filled in: the giver stands in From
		holder = giver
	}
	switch {
	case holder == "" && !at.Who.Can(Keep), holder != "" && holder != at.Who.Person && !at.Who.Can(Keep):
		return duty.Forbidden("secrets.refuse.not_holder")
	case c.Toward == "" || c.Holder == "" && c.From == "" && c.Unit == c.FromUnit:
		return duty.Missing("to", "secrets.need.receiver")
	case c.Holder != "" && c.Holder == c.From:
		return duty.Missing("to", "secrets.refuse.same_hand")
	case c.Toward != "" && toSelf(c, at):
		return duty.Forbidden("secrets.refuse.own_hand_over")
	}
	return nil
}

// toSelf reports whether a keeper hands a copy out of the store to the own
// person: a hand-over has two sides.
func toSelf(c Copy, at duty.Moment) bool {
	return c.From == "" && c.Holder != "" && c.Holder == at.Who.Person
}

// lendSound lends out of the store until a day. Somebody else than the borrower
// and the keeper approves it.
func lendSound(c Copy, at duty.Moment) error {
	switch {
	case c.Toward == "" && c.Holder != "":
		return duty.Impossible("secrets.refuse.not_in_store")
	case c.Toward == "" || c.Holder == "":
		return duty.Missing("to", "secrets.need.receiver")
	case c.From != "":
		return duty.Impossible("secrets.refuse.not_in_store")
	case toSelf(c, at):
		return duty.Forbidden("secrets.refuse.own_hand_over")
	case c.DueOn == "":
		return duty.Missing("due_on", "secrets.need.due_on")
	case c.DueOn < at.Today:
		return duty.Missing("due_on", "secrets.refuse.past")
	case c.Approver == "" || c.Approver == c.Holder || c.Approver == at.Who.Person:
		return duty.Missing("approver", "secrets.refuse.own_loan")
	}
	return nil
}

// confirmSound lets the receiver alone sign for a copy; whoever gave it cannot
// sign for the other side.
func confirmSound(toward duty.State) func(Copy, duty.Moment) error {
	return func(c Copy, at duty.Moment) error {
		switch {
		case c.Toward != toward:
			return duty.Impossible("duty.nostep")
		case !receiver(c, at):
			return duty.Forbidden("secrets.refuse.not_receiver", c.HolderName)
		case c.From != "" && c.From == at.Who.Person, c.GivenBy != "" && c.GivenBy == at.Who.ID:
			return duty.Forbidden("secrets.refuse.own_hand_over")
		}
		return nil
	}
}

// refusalSound lets the receiver turn a copy away, or the giver call it back;
// it stays with the giver then.
func refusalSound(back duty.State) func(Copy, duty.Moment) error {
	return func(c Copy, at duty.Moment) error {
		switch {
		case c.Back != back:
			return duty.Impossible("duty.nostep")
		case !receiver(c, at) && !(c.From != "" && c.From == at.Who.Person) && !at.Who.Can(Keep):
			return duty.Forbidden("secrets.refuse.not_receiver", c.HolderName)
		}
		return nil
	}
}

// bringSound lets the holder start the way back.
func bringSound(c Copy, at duty.Moment) error {
	holder := c.Holder
	if c.Toward != "" {
		holder = c.From
	}
	if holder != at.Who.Person && !at.Who.Can(Keep) || holder == "" && !at.Who.Can(Keep) {
		return duty.Forbidden("secrets.refuse.not_holder")
	}
	return nil
}

// recallSound asks for the day by which a copy that is out has to come back.
func recallSound(c Copy, at duty.Moment) error {
	switch {
	case c.AtHome():
		return duty.Impossible("secrets.refuse.in_store")
	case c.DueOn == "":
		return duty.Missing("due_on", "secrets.need.due_on")
	case c.State == InCustody && c.DueOn < at.Today:
		return duty.Missing("due_on", "secrets.refuse.past")
	}
	return nil
}

// sendBackSound sends copies out of the store to their issuer: what is in
// somebody's hand comes back to the store first.
func sendBackSound(c Copy, _ duty.Moment) error {
	if c.Holder != "" || c.To.Person != "" {
		return duty.Impossible("secrets.refuse.not_in_store")
	}
	return nil
}
