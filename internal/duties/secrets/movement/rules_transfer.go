package movement

import (
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
)

// wrappings says how each level is wrapped: Decree 26/2020 art. 4. The letter
// stands on the outer envelope; of top secret the inner one bears the agency's
// seal, number, recipient and level (S6).
var wrappings = map[access.Level]struct {
	envelopes int
	mark      Mark
	inner     bool
}{
	access.TopSecret:  {2, MarkA, true},
	access.HighSecret: {1, MarkB, false},
	access.Secret:     {1, MarkC, false},
}

// GradeOf gives the level a letter on an envelope stands for; Open if none.
func GradeOf(m Mark) access.Level {
	for grade, w := range wrappings {
		if w.mark == m {
			return grade
		}
	}
	return access.Open
}

// onBooks refuses a transfer of what stands in no book: registration in the OUT
// book comes first (Decree 26/2020 art. 4; S5).
func onBooks(t Transfer) error {
	return duty.Gates(
		duty.Want(len(t.Unregistered) == 0, "", "movement.refuse.unregistered", strings.Join(t.Unregistered, ", ")),
		duty.Want(len(t.Elsewhere) == 0, "", "movement.refuse.elsewhere", strings.Join(t.Elsewhere, ", ")),
	)
}

// addressed asks who is to receive: an office of the register, or a name
// outside it, and never the sender.
func addressed(t Transfer) error {
	return duty.Gates(
		duty.Want(t.ToName != "", "to", "movement.need.to"),
		duty.Want(t.To == "" || t.To != t.From, "to", "movement.need.other_office"),
		duty.Want(!t.NamedOnly || t.NamedName != "", "named", "movement.need.named"),
	)
}

// packingSound holds a transfer to its envelope (S5, S6).
func packingSound(t Transfer, at duty.Moment) error {
	return duty.Gates(
		func() error { return addressed(t) },
		duty.Want(len(t.Lines) > 0, "", "movement.need.lines"),
		func() error { return onBooks(t) },
		func() error { return wrapping(t) },
		duty.Want(t.PackedOn != "" && t.PackedOn <= at.Today, "packed_on", "movement.need.day"),
	)
}

// wrapping asks for the envelope of the highest level in it (S6).
func wrapping(t Transfer) error {
	w := wrappings[t.Grade]
	return duty.Gates(
		duty.Want(t.Tough, "tough", "movement.need.tough"),
		duty.Want(t.Envelopes == w.envelopes, "envelopes", "movement.need.envelopes", w.envelopes),
		duty.Want(!w.inner || t.InnerSealed, "inner_sealed", "movement.need.inner_sealed"),
		duty.Want(!w.inner || t.InnerMarked, "inner_marked", "movement.need.inner_marked"),
		duty.Want(t.OuterMark == w.mark, "outer_mark", "movement.need.outer_mark", string(w.mark)),
	)
}

// sendingSound asks again for what may have changed since it was packed, the
// level and with it the envelope among them, and for the one who carries it: Law
// 29/2018 art. 13. Nothing leaves before the day it was entered in the OUT book
// (S5).
func sendingSound(t Transfer, at duty.Moment) error {
	return duty.Gates(
		func() error { return onBooks(t) },
		duty.Want(contains(AllMeans, t.Means), "means", "movement.need.means"),
		duty.Want(t.Courier != "", "courier", "movement.need.courier"),
		func() error { return wrapping(t) },
		duty.Want(t.SentOn >= max(t.PackedOn, t.Entered) && t.SentOn <= at.Today, "sent_on", "movement.need.sent_on"),
	)
}

func reasoned(t Transfer, _ duty.Moment) error {
	return duty.Want(t.Reason != "", "reason", "movement.need.reason")()
}

// receives refuses everyone who may not sign for the receiver. Between two
// offices of the register the receiver is another account than the sender, of
// another office. What went outside is signed for on the slip that comes back.
func receives(t Transfer, at duty.Moment) error {
	if t.Outside() || t.Incoming {
		return nil
	}
	own := at.Who.Unit == t.To
	return duty.Gates(
		duty.Forbid(at.Who.ID == t.SentBy, "movement.refuse.own_transfer"),
		duty.Forbid(!own && (!t.Within || at.Who.Unit == t.From), "movement.refuse.not_receiver", t.ToName),
	)
}

// opens refuses everyone but the person named on the envelope; when that person
// is away and it is urgent, the head may (Decree 26/2020 art. 4; S8).
func opens(t Transfer, at duty.Moment) error {
	named := t.Named != "" && t.Named == at.Who.Person
	if !t.NamedOnly || named || t.Outside() {
		return nil
	}
	return duty.Forbid(!t.Urgent || !at.Who.Can(permits), "movement.refuse.named_only", t.NamedName)()
}

// handOnSound lets an envelope that only one person may open be passed on by
// the marks on its outside (S8).
func handOnSound(t Transfer, at duty.Moment) error {
	return duty.Gates(
		func() error { return receives(t, at) },
		duty.Want(t.NamedOnly, "", "movement.refuse.not_named"),
		duty.Want(t.HandedOn >= t.SentOn && t.HandedOn <= at.Today, "handed_on", "movement.need.handed_on"),
	)
}

// checkSound lets the receiver say what came. What does not agree becomes a
// defect, and holds up the signature (S7).
func checkSound(t Transfer, at duty.Moment) error {
	return duty.Gates(
		func() error { return receives(t, at) },
		func() error { return opens(t, at) },
		duty.Want(t.CheckedOn >= t.SentOn && t.CheckedOn <= at.Today, "checked_on", "movement.need.checked_on"),
	)
}

// receiptSound holds up the signature until the count agrees and every defect
// is resolved (Decree 26/2020 art. 4; S7).
func receiptSound(t Transfer, at duty.Moment) error {
	return duty.Gates(
		func() error { return receives(t, at) },
		func() error { return opens(t, at) },
		duty.Want(len(t.Open) == 0, "", "movement.refuse.open_defects", len(t.Open)),
		duty.Want(t.Checked == t.Declared, "", "movement.refuse.count", t.Checked, t.Declared),
		duty.Want(t.ReceivedOn >= t.CheckedOn && t.ReceivedOn <= at.Today, "received_on", "movement.need.received_on"),
		duty.Want(!t.Outside() || t.Slip != "", "slip", "movement.need.slip"),
		duty.Want(t.Receiver != "", "receiver", "movement.need.receiver"),
	)
}

func refusalSound(t Transfer, at duty.Moment) error {
	return duty.Gates(func() error { return receives(t, at) }, func() error { return reasoned(t, at) })
}

func takeBackSound(t Transfer, at duty.Moment) error {
	return duty.Gates(
		duty.Want(!t.Incoming, "", "movement.refuse.from_outside"),
		duty.Forbid(t.To != "" && at.Who.Unit == t.To, "movement.refuse.receiver_side"),
		duty.Want(t.EndedOn >= t.SentOn && t.EndedOn <= at.Today, "ended_on", "movement.need.day"),
	)
}

// noteSound: only signs of opening, swapping, loss or damage go to the head.
func noteSound(d Defect, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(d.Serious(), "", "movement.refuse.not_serious"),
		duty.Want(d.Orders != "", "orders", "movement.need.orders"),
	)
}

// resolutionSound asks for the sender's answer; a sign that the head has not
// seen is not put right behind the head's back, and whoever found a defect does
// not answer it, unless the sender is outside and answered by letter.
func resolutionSound(d Defect, at duty.Moment) error {
	names := d.Outcome == Corrected || d.Outcome == GoneLost
	return duty.Gates(
		duty.Want(!d.Serious() || d.State == Noted, "", "movement.refuse.head_first"),
		duty.Forbid(d.Sender != "" && (d.FoundBy == at.Who.ID || at.Who.Unit == d.Receiver), "movement.refuse.own_defect"),
		duty.Want(contains(Outcomes, d.Outcome), "outcome", "movement.need.outcome"),
		duty.Want(d.Answer != "", "answer", "movement.need.answer"),
		duty.Want(d.Sender != "" || d.NoticeNo != "", "notice_no", "movement.need.notice_no"),
		duty.Want(!names || len(d.Lines) == 0 || len(d.Gone) > 0, "gone", "movement.need.gone"),
		duty.Want(d.ResolvedOn >= d.FoundOn && d.ResolvedOn <= at.Today, "resolved_on", "movement.need.day"),
	)
}
