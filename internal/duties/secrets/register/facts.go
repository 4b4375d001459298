package register

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// gradeKeys end the keys of figures by level.
var gradeKeys = map[access.Level]string{access.TopSecret: "_top_secret", access.HighSecret: "_high_secret", access.Secret: "_secret"}

// expiringMonths is how long before the end of its term an item counts as
// expiring in reports.
const expiringMonths = 12

// stock counts something from a day until another; "" means that it still
// counts. What ends on the day it begins never counted.
func stock(key, unit, subject string, from, until vn.Day) []duty.Fact {
	if from == "" || until != "" && until <= from {
		return nil
	}
	all := []duty.Fact{{Key: key, Unit: unit, Day: string(from), N: 1, Subject: subject}}
	if until != "" {
		all = append(all, duty.Fact{Key: key, Unit: unit, Day: string(until), N: -1, Subject: subject})
	}
	return all
}

// first is the earlier of two days, "" being none.
func first(a, b vn.Day) vn.Day {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// Facts are what an item counts as: issued or received, in custody, a draft,
// near the end of its term.
func (i *Item) Facts() []duty.Fact {
	if i.Org == "" {
		return nil
	}
	ended := i.EndedOn
	if i.RegisteredOn == "" {
		return stock(ID+".drafts", i.Org, i.ID, i.DraftedOn, first(i.DraftFateOn, ended))
	}
	all := stock(ID+".drafts", i.Org, i.ID, i.DraftedOn, i.RegisteredOn)
	part := gradeKeys[i.Grade]
	for _, suffix := range []string{"", part} {
		if part == "" && suffix == "" {
			continue
		}
		all = append(all, duty.Fact{Key: ID + ".items_" + string(i.Book) + suffix, Unit: i.Org, Day: string(i.RegisteredOn), N: 1, Subject: i.ID})
		all = append(all, stock(ID+".custody"+suffix, i.Org, i.ID, i.RegisteredOn, ended)...)
	}
	if i.ExpiresOn != "" {
		all = append(all, stock(ID+".expiring", i.Org, i.ID, max(i.ExpiresOn.AddMonths(-expiringMonths), i.RegisteredOn), first(i.ExpiresOn.AddDays(1), ended))...)
	}
	return all
}

// Facts count the copies to be sent back, and those that were, in time or late
// (S36).
func (c *Copy) Facts() []duty.Fact {
	if c.RecallOn == "" || c.Home == "" || c.Book == Out && !c.Recalled && c.SentBackOn == "" {
		return nil
	}
	all := []duty.Fact{{Key: ID + ".recalls_due", Unit: c.Home, Day: string(c.RecallOn), N: 1, Subject: c.ID}}
	if c.SentBackOn != "" {
		key := ID + ".recalls_on_time"
		if Overdue(c.RecallOn, c.SentBackOn) {
			key = ID + ".recalls_late"
		}
		all = append(all, duty.Fact{Key: key, Unit: c.Home, Day: string(c.SentBackOn), N: 1, Subject: c.ID})
	}
	return all
}

// Facts count a power that was delegated.
func (d *DelegationOfPower) Facts() []duty.Fact {
	if d.SignedOn == "" {
		return nil
	}
	return []duty.Fact{{Key: ID + ".powers_delegated", Unit: d.Org, Day: string(d.SignedOn), N: 1, Subject: d.Deputy}}
}
