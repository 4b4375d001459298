package movement

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// gradeSuffix ends the keys of figures that are divided by level.
var gradeSuffix = map[access.Level]string{access.TopSecret: "_top_secret", access.HighSecret: "_high_secret", access.Secret: "_secret"}

// counted makes one fact of each key; none without an office or a day.
func counted(unit string, on vn.Day, subject string, n int, keys ...string) []duty.Fact {
	if unit == "" || on == "" || n == 0 {
		return nil
	}
	out := make([]duty.Fact, len(keys))
	for i, k := range keys {
		out[i] = duty.Fact{Key: k, Unit: unit, Day: string(on), N: n, Subject: subject}
	}
	return out
}

// Facts counts a transfer for the office that handed it over, on that day.
func (t *Transfer) Facts() []duty.Fact {
	if t.Incoming || duty.In(t.State, Draft, Packed, Cancelled) {
		return nil
	}
	return counted(t.From, t.SentOn, t.ID, 1, "secrets.transfers")
}

// Facts counts a defect on the day it was found.
func (d *Defect) Facts() []duty.Fact {
	return counted(d.Org, d.FoundOn, d.Transfer, 1, "secrets.transfer_defects")
}

// Facts counts the decision, the copies made by day and level, and what was
// found beyond the permit.
func (p *CopyPermit) Facts() []duty.Fact {
	switch p.State {
	case Refused:
		return counted(p.Org, p.DecidedOn, p.Item, 1, "secrets.copies_refused")
	case Permitted, Closed, Revoked:
	default:
		return nil
	}
	out := counted(p.Org, p.DecidedOn, p.Item, 1, "secrets.copy_permits")
	for _, b := range p.Batches {
		out = append(out, counted(p.Org, b.On, p.Item, len(b.Numbers), "secrets.copies_made", "secrets.copies_made"+gradeSuffix[p.Grade])...)
	}
	return append(out, counted(p.Org, p.OverOn, p.Item, p.Over, "secrets.overcopies")...)
}

// DoneOn is the day on which the last copy was accounted for and the report was
// there; "" while something is out (S14).
func (c CarryOut) DoneOn() vn.Day {
	if c.Outstanding() > 0 || c.ReportedOn == "" {
		return ""
	}
	done := c.ReportedOn
	for _, l := range c.Lines {
		done = max(done, l.BackOn, l.LostOn)
	}
	return done
}

// Facts counts a permitted carry-out from its first day, and one not returned
// from the day after its last until it is.
func (c *CarryOut) Facts() []duty.Fact {
	if !duty.In(c.State, Permitted, Away, Closed) {
		return nil
	}
	where := "secrets.carryouts_home"
	if c.Abroad {
		where = "secrets.carryouts_abroad"
	}
	out := counted(c.Org, c.FromOn, c.ID, 1, "secrets.carryouts", where)
	done := c.DoneOn()
	if c.State == Permitted || c.ToOn == "" || done != "" && done <= c.ToOn {
		return out
	}
	out = append(out, counted(c.Org, c.ToOn.AddDays(1), c.ID, 1, "secrets.carryouts_not_returned")...)
	return append(out, counted(c.Org, done, c.ID, -1, "secrets.carryouts_not_returned")...)
}

// Facts counts a provision by its decision.
func (p *Provision) Facts() []duty.Fact {
	switch p.State {
	case Granted, Provided:
		return counted(p.Org, p.DecidedOn, p.Item, 1, "secrets.provisions")
	case Refused:
		return counted(p.Org, p.DecidedOn, p.Item, 1, "secrets.provisions_refused")
	}
	return nil
}
