package terms

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// Tables TK-4 and TK-5 of the domain's reports count these facts.

// gradeWord ends the key of a figure's part by level.
var gradeWord = map[access.Level]string{access.TopSecret: "_top_secret", access.HighSecret: "_high_secret", access.Secret: "_secret"}

// figure counts a record for its office on a day; without a day it counts
// nothing.
func figure(b duty.Base, key string, on vn.Day, subject string) []duty.Fact {
	if !on.Valid() || b.Org == "" {
		return nil
	}
	return []duty.Fact{{Key: key, Unit: b.Org, Day: string(on), N: 1, Subject: subject}}
}

// Facts counts an extension on the day it was decided.
func (e *Extension) Facts() []duty.Fact {
	if !duty.In(e.State, Decided, Stamped, Notified) {
		return nil
	}
	return figure(e.Base, "secrets.extended", e.DecidedOn, e.Item)
}

// Facts counts a change of level on the day it was decided.
func (c *LevelChange) Facts() []duty.Fact {
	if !duty.In(c.State, Decided, Notified, Remarked) {
		return nil
	}
	if c.Raises() {
		return figure(c.Base, "secrets.raised", c.DecidedOn, c.Item)
	}
	return figure(c.Base, "secrets.lowered", c.DecidedOn, c.Item)
}

// Facts counts a declassification on the day it took effect, the whole of an
// item by its way.
func (d *Declassification) Facts() []duty.Fact {
	switch {
	case !duty.In(d.State, InEffect, Notified, Remarked):
		return nil
	case d.Partial:
		return figure(d.Base, "secrets.declassified_partly", d.EffectiveOn, d.Item)
	}
	return append(figure(d.Base, "secrets.declassified", d.EffectiveOn, d.Item), figure(d.Base, "secrets.declassified_"+string(d.Way), d.EffectiveOn, d.Item)...)
}

// Facts counts a destruction on the day it was carried out, once more when its
// file is complete: the five parts of an ordinary one, the written report of an
// urgent one.
func (d *Destruction) Facts() []duty.Fact {
	if !duty.In(d.State, Executed, Recorded, Urgently, Reported) {
		return nil
	}
	part := "secrets.destructions_ordinary"
	if d.Urgent {
		part = "secrets.destructions_urgent"
	}
	all := append(figure(d.Base, "secrets.destructions", d.ExecutedOn, d.ID), figure(d.Base, part, d.ExecutedOn, d.ID)...)
	if duty.In(d.State, Recorded, Reported) {
		all = append(all, figure(d.Base, "secrets.destructions_complete", d.ExecutedOn, d.ID)...)
	}
	return all
}

// Facts counts a copy on the day it was destroyed, by its level.
func (p *Piece) Facts() []duty.Fact {
	if p.Withdrawn || gradeWord[p.Grade] == "" {
		return nil
	}
	return append(figure(p.Base, "secrets.destroyed", p.DestroyedOn, p.Copy), figure(p.Base, "secrets.destroyed"+gradeWord[p.Grade], p.DestroyedOn, p.Copy)...)
}

// Facts counts a notice on the day it was sent and, when it is late, on the day
// it was sent or, until then, on the day after its last.
func (n *Notice) Facts() []duty.Fact {
	all := figure(n.Base, "secrets.notices", n.SentOn, n.Item)
	switch {
	case !n.Late:
		return all
	case n.SentOn != "":
		return append(all, figure(n.Base, "secrets.notices_late", n.SentOn, n.Item)...)
	}
	return append(all, figure(n.Base, "secrets.notices_late", n.DueOn.AddDays(1), n.Item)...)
}
