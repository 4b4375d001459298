package terms

import (
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// sendable asks when a notice went out.
func sendable(n Notice, at duty.Moment) error {
	return duty.Want(n.SentOn >= n.From && n.SentOn <= at.Today, "sent_on", "terms.need.day_after", n.From)()
}

// holders reports whether a person acts for the holder of a notice: the holder,
// or whoever keeps the books and enters what came back on paper.
func holders(n Notice, at duty.Moment) bool {
	return n.Holder == "" || n.Holder == at.Who.Person || at.Who.Can(Keep)
}

// otherSide reports whether the person may sign for whom a notice went to: who
// sent it to another office of the instance does not sign for that office.
func otherSide(n Notice, at duty.Moment) bool {
	return n.Unit == "" || n.Unit == at.Who.Unit || n.Holder != "" && n.Holder == at.Who.Person || n.SentBy != at.Who.ID
}

// acknowledgeable lets the holder's side say that the notice has come.
func acknowledgeable(n Notice, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(!holders(n, at) || !otherSide(n, at), "terms.refuse.not_holder"),
		duty.Want(n.AcknowledgedOn >= n.SentOn && n.AcknowledgedOn <= at.Today, "acknowledged_on", "terms.need.day_after", n.SentOn))
}

// remarkable lets the holder's side say that the copies are re-marked (S18,
// S22).
func remarkable(n Notice, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(!holders(n, at) || !otherSide(n, at), "terms.refuse.not_holder"),
		duty.Want(n.RemarkedOn >= n.AcknowledgedOn && n.RemarkedOn <= at.Today, "remarked_on", "terms.need.day_after", n.AcknowledgedOn))
}

// SentLate reports whether a notice is late: sent after its day, or not sent
// when its day was over (TK-4).
func SentLate(n Notice, today vn.Day) bool {
	if n.SentOn == "" {
		return n.DueOn != "" && today > n.DueOn
	}
	return n.SentOn > n.DueOn
}
