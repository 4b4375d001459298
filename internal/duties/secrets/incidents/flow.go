package incidents

import (
	"liemchinh.vn/internal/duty"
)

// States of an incident (facts A6).
const (
	Detected   duty.State = "detected"
	Contained  duty.State = "contained"
	Reported   duty.State = "reported_to_head"
	Notified   duty.State = "notified"
	Verified   duty.State = "verified"
	Remedied   duty.State = "remedied"
	Concluded  duty.State = "concluded"
	Closed     duty.State = "closed" // also of a meeting
	Unfounded  duty.State = "unfounded"
	Involved   duty.State = "involved" // a document
	Recovered  duty.State = "recovered"
	Named      duty.State = "named" // a person concerned
	Heard      duty.State = "heard"
	Waived     duty.State = "waived"
	HandedOver duty.State = "handed_over"
	Settled    duty.State = "settled"
	NotHanded  duty.State = "not_handed_over"
)

// States of a meeting.
const (
	Drafted   duty.State = "drafted"
	Requested duty.State = "requested"
	Permitted duty.State = "permitted"
	Refused   duty.State = "refused"
	InSession duty.State = "in_session"
	Held      duty.State = "held"
	Cancelled duty.State = "cancelled"
)

// States of a device.
const (
	Registered duty.State = "registered"
	InUse      duty.State = "in_use"
	Withdrawn  duty.State = "withdrawn"
	Sanitised  duty.State = "sanitised"
	Repurposed duty.State = "repurposed"
	Destroyed  duty.State = "destroyed"
)

// Verbs of an incident, its documents and the persons concerned.
const (
	DoOpen      duty.Verb = "open"
	DoContain   duty.Verb = "contain"
	DoReport    duty.Verb = "report_head"
	DoNotify    duty.Verb = "notify"
	DoAdHoc     duty.Verb = "send_adhoc"
	DoTurn      duty.Verb = "change_kind"
	DoVerify    duty.Verb = "verify"
	DoDismiss   duty.Verb = "dismiss"
	DoRemedy    duty.Verb = "remedy"
	DoConclude  duty.Verb = "conclude"
	DoClose     duty.Verb = "close" // also of a meeting
	DoAdd       duty.Verb = "add"
	DoRecover   duty.Verb = "recover"
	DoName      duty.Verb = "name"
	DoEstablish duty.Verb = "establish"
	DoHear      duty.Verb = "hear"
	DoWaive     duty.Verb = "waive"
	DoHandOver  duty.Verb = "hand_over"
	DoKeepBack  duty.Verb = "keep_back"
	DoSettle    duty.Verb = "settle"
)

// Verbs of a meeting.
const (
	DoDraft   duty.Verb = "draft"
	DoAmend   duty.Verb = "amend"
	DoRequest duty.Verb = "request"
	DoPermit  duty.Verb = "permit"
	DoRefuse  duty.Verb = "refuse"
	DoPolice  duty.Verb = "police_check"
	DoConsent duty.Verb = "consent"
	DoGuard   duty.Verb = "guard"
	DoLine    duty.Verb = "equipment"
	DoAttend  duty.Verb = "attendees"
	DoBegin   duty.Verb = "begin"
	DoSeal    duty.Verb = "seal_day"
	DoEnd     duty.Verb = "end"
	DoCollect duty.Verb = "collect"
	DoCancel  duty.Verb = "cancel"
)

// Verbs of a device.
const (
	DoRegister  duty.Verb = "register"
	DoCheck     duty.Verb = "check"
	DoUse       duty.Verb = "put_in_use"
	DoMark      duty.Verb = "seal"
	DoAssign    duty.Verb = "assign"
	DoWithdraw  duty.Verb = "withdraw"
	DoSanitise  duty.Verb = "sanitise"
	DoRepurpose duty.Verb = "repurpose"
	DoDestroy   duty.Verb = "destroy"
)

// IncidentFlow is the way of an incident.
var IncidentFlow = duty.Flow[Incident]{
	{From: Detected, Do: DoContain, To: Contained, Need: Handle, If: mayContain},
	{From: Contained, Do: DoReport, To: Reported, Need: Handle, If: mayReport},
	{From: Reported, Do: DoNotify, To: Notified, Need: Handle, If: mayNotify},
	{From: Notified, Do: DoVerify, To: Verified, Need: Handle, If: mayVerify},
	{From: Notified, Do: DoDismiss, To: Unfounded, Need: Decide, If: mayDismiss},
	{From: Verified, Do: DoRemedy, To: Remedied, Need: Handle, If: mayRemedy},
	{From: Remedied, Do: DoConclude, To: Concluded, Need: Decide, If: mayConclude},
	{From: Concluded, Do: DoClose, To: Closed, Need: Handle, If: mayClose},
}

// DocumentFlow is the way of a document involved.
var DocumentFlow = duty.Flow[Document]{
	{From: Involved, Do: DoRecover, To: Recovered, Need: Handle, If: mayRecover},
}

// ConcernedFlow is the way of a person concerned: heard or not wishing to be,
// then handed over or not, then what came of it.
var ConcernedFlow = duty.Flow[Concerned]{
	{From: Named, Do: DoHear, To: Heard, Need: Handle, If: mayHear},
	{From: Named, Do: DoWaive, To: Waived, Need: Handle, If: mayWaive},
	{From: Waived, Do: DoHear, To: Heard, Need: Handle, If: mayHear},
	{From: Heard, Do: DoHandOver, To: HandedOver, Need: Handle, If: mayHandOver},
	{From: Waived, Do: DoHandOver, To: HandedOver, Need: Handle, If: mayHandOver},
	{From: Heard, Do: DoKeepBack, To: NotHanded, Need: Handle, If: mayKeepBack},
	{From: Waived, Do: DoKeepBack, To: NotHanded, Need: Handle, If: mayKeepBack},
	{From: HandedOver, Do: DoSettle, To: Settled, Need: Handle, If: maySettle},
}

// MeetingFlow is the way of a meeting on secret matters.
var MeetingFlow = duty.Flow[Meeting]{
	{From: Drafted, Do: DoRequest, To: Requested, Need: Keep, If: mayRequest},
	{From: Requested, Do: DoPermit, To: Permitted, Need: Permit, If: mayPermit},
	{From: Requested, Do: DoRefuse, To: Refused, Need: Permit, If: mayRefuse},
	{From: Permitted, Do: DoBegin, To: InSession, Need: Keep, If: mayBegin},
	{From: InSession, Do: DoEnd, To: Held, Need: Keep, If: mayEnd},
	{From: Held, Do: DoClose, To: Closed, Need: Keep, If: mayCloseMeeting},
	{From: Drafted, Do: DoCancel, To: Cancelled, Need: Keep, If: mayCancel},
	{From: Requested, Do: DoCancel, To: Cancelled, Need: Keep, If: mayCancel},
	{From: Permitted, Do: DoCancel, To: Cancelled, Need: Keep, If: mayCancel},
}

// DeviceFlow is the way of a device. Only one that never handled secrets goes
// from withdrawal straight to another purpose (S30).
var DeviceFlow = duty.Flow[Device]{
	{From: Registered, Do: DoUse, To: InUse, Need: Keep, If: mayUse},
	{From: Registered, Do: DoWithdraw, To: Withdrawn, Need: Keep, If: mayWithdraw},
	{From: InUse, Do: DoWithdraw, To: Withdrawn, Need: Keep, If: mayWithdraw},
	{From: Withdrawn, Do: DoSanitise, To: Sanitised, Need: Keep, If: maySanitise},
	{From: Withdrawn, Do: DoRepurpose, To: Repurposed, Need: Keep, If: mayRepurpose},
	{From: Sanitised, Do: DoRepurpose, To: Repurposed, Need: Keep, If: mayRepurpose},
	{From: Sanitised, Do: DoUse, To: InUse, Need: Keep, If: mayUse},
	{From: Withdrawn, Do: DoDestroy, To: Destroyed, Need: Keep, If: mayDestroy},
	{From: Sanitised, Do: DoDestroy, To: Destroyed, Need: Keep, If: mayDestroy},
}
