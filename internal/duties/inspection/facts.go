package inspection

import (
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// families says under which figure each kind of work counts.
var families = map[Kind]string{
	Compliance:            "inspected",
	InspectionTask:        "inspected",
	DisciplineEnforcement: "inspected",
	PartyFinance:          "inspected",
	AssetDeclaration:      "inspected",
	RegularSupervision:    "supervised",
	ThematicSupervision:   "supervised",
	SignsOfViolation:      "signs",
	Denunciation:          "denunciation_resolved",
}

// nouns begin the keys of members and organisations.
var nouns = map[ObjectType]string{Member: "members", Organisation: "organisations"}

// FigureKey names the figure under which a kind of work on a type of object
// counts, such as "inspection.members_inspected".
func FigureKey(k Kind, t ObjectType) string {
	if families[k] == "" || nouns[t] == "" {
		return ""
	}
	return ID + "." + nouns[t] + "_" + families[k]
}

// Facts counts a subject once its inspection has come to a conclusion about it:
// subjects are counted, not inspections, and each once per inspection however
// many findings there are (guidance of Decision 885-QĐ/UBKTTW). It counts for
// the unit that inspects.
func (s *Subject) Facts() []duty.Fact {
	key := FigureKey(s.Kind, s.ObjectType)
	if key == "" || s.ConcludedOn == "" || s.Result == "" || s.Withdrawn {
		return nil
	}
	keys := []string{key, key + ".result." + string(s.Result)}
	if key == membersInspected {
		keys = append(keys, committeeKeys(key, s.CommitteeLevel)...)
	}
	return facts(s.Base, s.ConcludedOn, s.Object, keys...)
}

// Figures of members that say how many of them sit on a committee.
const (
	membersInspected   = ID + ".members_inspected"
	membersDisciplined = ID + ".members_disciplined"
)

// committeeKeys are the figures of members of committees, by the highest
// committee the member sits on; none for who sits on none.
func committeeKeys(key string, level Tier) []string {
	if rank(level) < 0 {
		return nil
	}
	return []string{key + ".committee", key + ".committee." + string(level)}
}

// Facts counts a discipline case once it is announced, unless it was annulled.
func (c *Case) Facts() []duty.Fact {
	if c.AnnouncedOn == "" || c.Form == NoForm || c.State == Void {
		return nil
	}
	keys := []string{ID + "." + nouns[c.ObjectType] + "_disciplined"}
	at := ID + ".disciplined."
	if c.ObjectType == Organisation {
		at = keys[0] + "."
	} else {
		keys = append(keys, committeeKeys(keys[0], c.CommitteeLevel)...)
	}
	keys = append(keys, at+"form."+string(c.Form), at+"decider", at+"decider."+string(c.Body))
	if len(c.Contents) > 0 {
		keys = append(keys, at+"content")
	}
	for _, code := range c.Contents {
		keys = append(keys, at+"content."+code)
	}
	return facts(c.Base, c.AnnouncedOn, c.Object, keys...)
}

// reminderFigures names the figure of each kind of reminder.
var reminderFigures = map[ReminderKind]string{
	Commend:      ID + ".commended",
	Remind:       ID + ".reminded",
	Lesson:       ID + ".lessons_drawn",
	Caution:      ID + ".warned",
	SelfCritique: ID + ".self_criticised",
	Recommend:    ID + ".recommended",
}

// Facts counts a reminder on the day it was given.
func (r *Reminder) Facts() []duty.Fact {
	key := reminderFigures[r.Kind]
	if key == "" || r.IssuedOn == "" {
		return nil
	}
	subject := r.Object
	if subject == "" {
		subject = r.To
	}
	return facts(r.Base, r.IssuedOn, subject, key)
}

// Facts counts an appeal once it is resolved.
func (a *Appeal) Facts() []duty.Fact {
	if a.ResolvedOn == "" || a.Outcome == "" {
		return nil
	}
	key := ID + ".appeals_resolved"
	return facts(a.Base, a.ResolvedOn, a.Case, key, key+".outcome."+string(a.Outcome))
}

// Facts counts a suspension from its first day.
func (s *Suspension) Facts() []duty.Fact {
	if s.State == Proposed || s.State == Refused || s.From == "" {
		return nil
	}
	return facts(s.Base, s.From, s.Object, ID+"."+nouns[s.ObjectType]+"_suspended")
}

// facts makes one fact of each key.
func facts(b duty.Base, on vn.Day, subject string, keys ...string) []duty.Fact {
	out := make([]duty.Fact, len(keys))
	for i, k := range keys {
		out[i] = duty.Fact{Key: k, Unit: b.Org, Day: string(on), N: 1, Subject: subject}
	}
	return out
}
