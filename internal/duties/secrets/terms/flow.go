package terms

import "liemchinh.vn/internal/duty"

// The states of the records.
const (
	Proposed duty.State = "proposed"
	Decided  duty.State = "decided"
	Stamped  duty.State = "stamped"
	Notified duty.State = "notified"
	Remarked duty.State = "remarked"
	Missed   duty.State = "missed"
	Refused  duty.State = "refused"

	CouncilSet duty.State = "council_set"
	Reviewed   duty.State = "reviewed"
	InEffect   duty.State = "in_effect"

	Executed duty.State = "executed"
	Recorded duty.State = "recorded"
	Urgently duty.State = "destroyed_urgently"
	Reported duty.State = "reported"

	NoticeDue    duty.State = "due"
	Sent         duty.State = "sent"
	Acknowledged duty.State = "acknowledged"
)

// The verbs.
const (
	DoPropose     duty.Verb = "propose"
	DoDecide      duty.Verb = "decide"
	DoDecideAlone duty.Verb = "decide_alone"
	DoRefuse      duty.Verb = "refuse"
	DoStamp       duty.Verb = "stamp"
	DoNotify      duty.Verb = "notify"
	DoRemark      duty.Verb = "remark"
	DoMiss        duty.Verb = "miss"
	DoSetCouncil  duty.Verb = "set_council"
	DoReview      duty.Verb = "review"
	DoExecute     duty.Verb = "execute"
	DoRecord      duty.Verb = "record"
	DoReport      duty.Verb = "report"
	DoSend        duty.Verb = "send"
	DoAcknowledge duty.Verb = "acknowledge"
)

// ExtensionFlow is the way of an extension (domain A6; art. 20). Before it the
// window is open: the item stands in the queue of terms. A proposal that nobody
// decided in time is missed by itself.
var ExtensionFlow = duty.Flow[Extension]{
	{From: Missed, Do: DoPropose, To: Proposed, Need: Propose, If: proposable},
	{From: Refused, Do: DoPropose, To: Proposed, Need: Propose, If: proposable},
	{From: Proposed, Do: DoDecide, To: Decided, Need: Classify, If: extendable},
	{From: Proposed, Do: DoRefuse, To: Refused, Need: Classify, If: refusable(func(e Extension) (Proposal, Decision) { return e.Proposal, e.Decision })},
	{From: Proposed, Do: DoMiss, To: Missed, Need: Enter, If: missable},
	{From: Decided, Do: DoStamp, To: Stamped, Need: Enter, If: stampable},
	{From: Stamped, Do: DoNotify, To: Notified, Need: Enter, If: func(e Extension, _ duty.Moment) error { return allSent(e.Waits) }},
}

// LevelFlow is the way of a change of level (art. 21).
var LevelFlow = duty.Flow[LevelChange]{
	{From: Proposed, Do: DoDecide, To: Decided, Need: Classify, If: changeable},
	{From: Proposed, Do: DoRefuse, To: Refused, Need: Classify, If: refusable(func(c LevelChange) (Proposal, Decision) { return c.Proposal, c.Decision })},
	{From: Decided, Do: DoNotify, To: Notified, Need: Enter, If: func(c LevelChange, _ duty.Moment) error { return allSent(c.Waits) }},
	{From: Notified, Do: DoRemark, To: Remarked, Need: Enter, If: func(c LevelChange, _ duty.Moment) error { return allMarked(c.Unmarked) }},
}

// DeclassifyFlow is the way of a declassification (art. 22). What expiry or the
// list brings about begins in effect.
var DeclassifyFlow = duty.Flow[Declassification]{
	{From: Proposed, Do: DoSetCouncil, To: CouncilSet, Need: Classify, If: declassifyCouncil},
	{From: CouncilSet, Do: DoReview, To: Reviewed, Need: Enter, If: func(d Declassification, at duty.Moment) error { return reviewed(d.Council, at.Today) }},
	{From: Reviewed, Do: DoDecide, To: InEffect, Need: Classify, If: declassifiable},
	{From: Proposed, Do: DoDecideAlone, To: InEffect, Need: Classify, If: archiveAlone},
	{From: Proposed, Do: DoRefuse, To: Refused, Need: Classify, If: declassifyRefusal},
	{From: Reviewed, Do: DoRefuse, To: Refused, Need: Classify, If: declassifyRefusal},
	{From: InEffect, Do: DoNotify, To: Notified, Need: Enter, If: func(d Declassification, _ duty.Moment) error { return allSent(d.Waits) }},
	{From: Notified, Do: DoRemark, To: Remarked, Need: Enter, If: func(d Declassification, _ duty.Moment) error { return allMarked(d.Unmarked) }},
}

// DestroyFlow is the way of a destruction (art. 23). An urgent one begins with
// the act and ends with the written report.
var DestroyFlow = duty.Flow[Destruction]{
	{From: Proposed, Do: DoSetCouncil, To: CouncilSet, Need: Decide, If: destroyCouncil},
	{From: CouncilSet, Do: DoReview, To: Reviewed, Need: Keep, If: func(d Destruction, at duty.Moment) error { return reviewed(d.Council, at.Today) }},
	{From: Reviewed, Do: DoDecide, To: Decided, Need: Decide, If: destroyable},
	{From: Proposed, Do: DoRefuse, To: Refused, Need: Decide, If: destroyRefusal},
	{From: Reviewed, Do: DoRefuse, To: Refused, Need: Decide, If: destroyRefusal},
	{From: Decided, Do: DoExecute, To: Executed, Need: Keep, If: executable},
	{From: Executed, Do: DoRecord, To: Recorded, Need: Keep, If: recordable},
	{From: Urgently, Do: DoReport, To: Reported, Need: Keep, If: reportable},
}

// NoticeFlow is the way of a notice.
var NoticeFlow = duty.Flow[Notice]{
	{From: NoticeDue, Do: DoSend, To: Sent, Need: Enter, If: sendable},
	{From: Sent, Do: DoAcknowledge, To: Acknowledged, Need: Hold, If: acknowledgeable},
	{From: Acknowledged, Do: DoRemark, To: Remarked, Need: Hold, If: remarkable},
}

// Flows lists the flows for checks and diagrams. A destruction begins in one of
// two states, so it is two of them.
func Flows() []duty.Edges {
	last := len(DestroyFlow) - 1
	return []duty.Edges{
		ExtensionFlow.Edges(ID+".state.extension", Proposed),
		LevelFlow.Edges(ID+".state.level", Proposed),
		DeclassifyFlow.Edges(ID+".state.declassification", Proposed),
		DestroyFlow[:last].Edges(ID+".state.destruction", Proposed),
		DestroyFlow[last:].Edges(ID+".state.destruction", Urgently),
		NoticeFlow.Edges(ID+".state.notice", NoticeDue),
	}
}
