package staff

import (
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// Keys of the figures. They belong to the report on the whole duty.
const (
	keyStaff        = "secrets.staff"
	keySessions     = "secrets.training_sessions"
	keyParticipants = "secrets.training_participants"
	keyTrained      = "secrets.trained"
	keyUndertakings = "secrets.undertakings"
)

// count is one of something, for the office that owns the record.
func count(b duty.Base, key string, day vn.Day, subject string, n int) duty.Fact {
	return duty.Fact{Key: key, Unit: b.Org, Day: string(day), N: n, Subject: subject}
}

// Facts counts officers in post: one more from the first day, one less on the
// day the post is left, so that the sum up to a day is the number in post.
func (s *Officer) Facts() []duty.Fact {
	kind := keyStaff + "_" + string(s.Kind)
	var all []duty.Fact
	if s.From != "" {
		all = append(all, count(s.Base, keyStaff, s.From, s.Person, 1), count(s.Base, kind, s.From, s.Person, 1))
	}
	if s.To != "" {
		all = append(all, count(s.Base, keyStaff, s.To, s.Person, -1), count(s.Base, kind, s.To, s.Person, -1))
	}
	return all
}

// Facts counts a session on the day it was held.
func (t *Training) Facts() []duty.Fact {
	if t.State != Held {
		return nil
	}
	return []duty.Fact{count(t.Base, keySessions, t.HeldOn, t.ID, 1)}
}

// Facts counts who took part in a session that was held, dedicated staff once
// more; the result of the test does not matter.
func (p *Participant) Facts() []duty.Fact {
	if p.HeldOn == "" || p.State == Struck {
		return nil
	}
	all := []duty.Fact{count(p.Base, keyParticipants, p.HeldOn, p.Person, 1)}
	if p.Dedicated {
		all = append(all, count(p.Base, keyTrained, p.HeldOn, p.Person, 1))
	}
	return all
}

// Facts counts an undertaking on the day it was signed.
func (u *Undertaking) Facts() []duty.Fact {
	if u.State == Withdrawn || u.SignedOn == "" {
		return nil
	}
	return []duty.Fact{count(u.Base, keyUndertakings, u.SignedOn, u.Person, 1)}
}
