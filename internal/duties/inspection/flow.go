package inspection

import "liemchinh.vn/internal/duty"

// States of a programme, an item and an inspection.
const (
	Draft    duty.State = "draft"
	Proposed duty.State = "proposed"
	Issued   duty.State = "issued"
	Closed   duty.State = "closed"

	Assigned duty.State = "assigned"
	Accepted duty.State = "accepted" // also of an appeal
	Returned duty.State = "returned"

	Decided             duty.State = "decided" // also of a case
	Announced           duty.State = "announced"
	SelfReportAwaited   duty.State = "self_report_awaited"
	Verifying           duty.State = "verifying"
	DraftReport         duty.State = "draft_report"
	SubjectHeard        duty.State = "subject_heard"
	ReportFinal         duty.State = "report_final"
	BodyConsiders       duty.State = "body_considers"
	Concluded           duty.State = "concluded"
	ConclusionAnnounced duty.State = "conclusion_announced"
	FollowUp            duty.State = "follow_up"
	Archived            duty.State = "archived"
	Suspended           duty.State = "suspended"
	Terminated          duty.State = "terminated"
	Transferred         duty.State = "transferred"
	Merged              duty.State = "merged"
)

// States of a reminder, a case, an appeal and a suspension.
const (
	Open     duty.State = "open"
	Answered duty.State = "answered"

	Found            duty.State = "found"
	SelfCriticism    duty.State = "self_criticism"
	Heard            duty.State = "heard"
	Meeting          duty.State = "meeting"
	Balloted         duty.State = "balloted"
	NotDisciplined   duty.State = "not_disciplined"
	TimeBarred       duty.State = "time_barred"
	NotYetConsidered duty.State = "not_yet_considered"
	Served           duty.State = "served"
	InForce          duty.State = "in_force" // also of a suspension
	Lapsed           duty.State = "lapsed"
	Void             duty.State = "annulled"

	Received duty.State = "received"
	Refused  duty.State = "refused" // also of a suspension
	Resolved duty.State = "resolved"
	Notified duty.State = "notified"

	Ended  duty.State = "ended"
	Lifted duty.State = "lifted"
)

// Verbs of programmes and items.
const (
	DoPropose duty.Verb = "propose"
	DoReturn  duty.Verb = "return"
	DoIssue   duty.Verb = "issue"
	DoClose   duty.Verb = "close"
	DoAccept  duty.Verb = "accept"
	DoAssign  duty.Verb = "assign"
)

// Verbs of an inspection.
const (
	DoDecide    duty.Verb = "decide"
	DoAnnounce  duty.Verb = "announce"
	DoAwait     duty.Verb = "await"
	DoVerify    duty.Verb = "verify"
	DoDraft     duty.Verb = "draft_report"
	DoHear      duty.Verb = "hear"
	DoFinish    duty.Verb = "finish_report"
	DoConsider  duty.Verb = "consider"
	DoConclude  duty.Verb = "conclude"
	DoPublish   duty.Verb = "publish"
	DoFollow    duty.Verb = "follow"
	DoArchive   duty.Verb = "archive"
	DoSuspend   duty.Verb = "suspend"
	DoResume    duty.Verb = "resume"
	DoTerminate duty.Verb = "terminate"
	DoTransfer  duty.Verb = "transfer"
	DoMerge     duty.Verb = "merge"
)

// Verbs of reminders, cases, appeals and suspensions.
const (
	DoAnswer    duty.Verb = "answer"
	DoConfirm   duty.Verb = "confirm"
	DoReject    duty.Verb = "reject"
	DoNote      duty.Verb = "note"
	DoCritique  duty.Verb = "self_criticise"
	DoConvene   duty.Verb = "convene"
	DoBallot    duty.Verb = "ballot"
	DoSpare     duty.Verb = "spare"
	DoBar       duty.Verb = "time_bar"
	DoProposeUp duty.Verb = "propose_up"
	DoTakeUp    duty.Verb = "take_up"
	DoServe     duty.Verb = "serve"
	DoEnforce   duty.Verb = "enforce"
	DoLapse     duty.Verb = "lapse"
	DoAnnul     duty.Verb = "annul"
	DoBlock     duty.Verb = "block"
	DoUnblock   duty.Verb = "unblock"
	DoRefuse    duty.Verb = "refuse"
	DoResolve   duty.Verb = "resolve"
	DoNotify    duty.Verb = "notify"
	DoExtend    duty.Verb = "extend"
	DoLift      duty.Verb = "lift"
	DoEnd       duty.Verb = "end"
)

// ProgrammeFlow is every step of a programme.
var ProgrammeFlow = duty.Flow[Plan]{
	{From: Draft, Do: DoPropose, To: Proposed, Need: PlanRight, If: planComplete},
	{From: Proposed, Do: DoIssue, To: Issued, Need: Issue, If: issueSound},
	{From: Proposed, Do: DoReturn, To: Draft, Need: Issue},
	{From: Issued, Do: DoClose, To: Closed, Need: Issue, If: planOver},
}

// ItemFlow is every step of an item: the unit answers, nobody for it.
var ItemFlow = duty.Flow[Item]{
	{From: Draft, Do: DoAssign, To: Assigned, Need: Issue, If: assignSound},
	{From: Assigned, Do: DoAccept, To: Accepted, Need: Answer, If: ownUnit},
	{From: Assigned, Do: DoReturn, To: Returned, Need: Answer, If: returnSound},
	{From: Returned, Do: DoAssign, To: Assigned, Need: Issue, If: assignSound},
}

// InspectionFlow is every step of an inspection (domain facts A5). Its gates
// are the rights of the inspected (A8) and the four eyes.
var InspectionFlow = duty.Flow[Dossier]{
	{From: Draft, Do: DoPropose, To: Proposed, Need: Propose, If: proposalSound},
	{From: Proposed, Do: DoDecide, To: Decided, Need: Decide, If: decisionSound},
	{From: Proposed, Do: DoReturn, To: Draft, Need: Decide, If: returnReasoned},
	{From: Decided, Do: DoAnnounce, To: Announced, Need: Conduct, If: announceSound},
	{From: Announced, Do: DoAwait, To: SelfReportAwaited, Need: Conduct, If: awaitSound},
	{From: SelfReportAwaited, Do: DoVerify, To: Verifying, Need: Conduct, If: verifySound},
	{From: Verifying, Do: DoDraft, To: DraftReport, Need: Conduct, If: draftSound},
	{From: DraftReport, Do: DoHear, To: SubjectHeard, Need: Conduct, If: heardAtConference},
	{From: SubjectHeard, Do: DoFinish, To: ReportFinal, Need: Conduct, If: heardAtConference},
	{From: ReportFinal, Do: DoConsider, To: BodyConsiders, Need: Conclude, If: heardAtConference},
	{From: BodyConsiders, Do: DoConclude, To: Concluded, Need: Conclude, If: conclusionSound},
	{From: Concluded, Do: DoPublish, To: ConclusionAnnounced, Need: Follow, If: noticesGiven},
	{From: ConclusionAnnounced, Do: DoFollow, To: FollowUp, Need: Follow},
	{From: ConclusionAnnounced, Do: DoArchive, To: Archived, Need: Follow, If: nothingOpen},
	{From: FollowUp, Do: DoArchive, To: Archived, Need: Follow, If: nothingOpen},

	{From: SelfReportAwaited, Do: DoSuspend, To: Suspended, Need: Decide, If: suspendReasoned},
	{From: Verifying, Do: DoSuspend, To: Suspended, Need: Decide, If: suspendReasoned},
	{From: DraftReport, Do: DoSuspend, To: Suspended, Need: Decide, If: suspendReasoned},
	{From: SubjectHeard, Do: DoSuspend, To: Suspended, Need: Decide, If: suspendReasoned},
	{From: Suspended, Do: DoResume, To: SelfReportAwaited, Need: Decide},

	{From: Draft, Do: DoTerminate, To: Terminated, Need: Propose, If: endReasoned},
	{From: Proposed, Do: DoTerminate, To: Terminated, Need: Decide, If: endReasoned},
	{From: Decided, Do: DoTerminate, To: Terminated, Need: Decide, If: endReasoned},
	{From: Announced, Do: DoTerminate, To: Terminated, Need: Decide, If: endReasoned},
	{From: SelfReportAwaited, Do: DoTerminate, To: Terminated, Need: Decide, If: endReasoned},
	{From: Verifying, Do: DoTerminate, To: Terminated, Need: Decide, If: endReasoned},
	{From: DraftReport, Do: DoTerminate, To: Terminated, Need: Decide, If: endReasoned},
	{From: Suspended, Do: DoTerminate, To: Terminated, Need: Decide, If: endReasoned},
	{From: Announced, Do: DoTransfer, To: Transferred, Need: Decide, If: movedSomewhere},
	{From: SelfReportAwaited, Do: DoTransfer, To: Transferred, Need: Decide, If: movedSomewhere},
	{From: Verifying, Do: DoTransfer, To: Transferred, Need: Decide, If: movedSomewhere},
	{From: Suspended, Do: DoTransfer, To: Transferred, Need: Decide, If: movedSomewhere},
	{From: Decided, Do: DoMerge, To: Merged, Need: Decide, If: movedSomewhere},
	{From: Announced, Do: DoMerge, To: Merged, Need: Decide, If: movedSomewhere},
	{From: SelfReportAwaited, Do: DoMerge, To: Merged, Need: Decide, If: movedSomewhere},
	{From: Verifying, Do: DoMerge, To: Merged, Need: Decide, If: movedSomewhere},
}

// ReminderFlow is every step of a reminder: closing it takes evidence and a
// second person. A commendation asks for nothing and is closed when given.
var ReminderFlow = duty.Flow[Reminder]{
	{From: Open, Do: DoAnswer, To: Answered, Need: Follow, If: answerSound},
	{From: Answered, Do: DoConfirm, To: Closed, Need: Follow, If: closureSound},
	{From: Answered, Do: DoReject, To: Open, Need: Follow, If: secondPerson},
	{From: Open, Do: DoNote, To: Closed, Need: Follow, If: asksNothing},
}

// CaseFlow is every step of a discipline case (domain facts A5).
var CaseFlow = duty.Flow[Proceeding]{
	{From: Found, Do: DoCritique, To: SelfCriticism, Need: Discipline, If: critiqueSound},
	{From: SelfCriticism, Do: DoHear, To: Heard, Need: Discipline, If: caseHeard},
	{From: Heard, Do: DoConvene, To: Meeting, Need: Discipline, If: meetingSound},
	{From: Meeting, Do: DoBallot, To: Balloted, Need: Discipline, If: ballotSound},
	{From: Balloted, Do: DoSpare, To: NotDisciplined, Need: Judge, If: spareSound},
	{From: Balloted, Do: DoProposeUp, To: Proposed, Need: Discipline, If: proposeUpSound},
	{From: Balloted, Do: DoBar, To: TimeBarred, Need: Judge, If: barSound},
	{From: Balloted, Do: DoDecide, To: Decided, Need: Judge, If: disciplineSound},
	{From: Proposed, Do: DoTakeUp, To: Meeting, Need: Judge, If: takeUpSound},
	{From: Decided, Do: DoAnnounce, To: Announced, Need: Judge, If: announcedDay},
	{From: Announced, Do: DoServe, To: Served, Need: Discipline, If: serveSound},
	{From: Served, Do: DoEnforce, To: InForce, Need: Discipline},
	{From: InForce, Do: DoLapse, To: Lapsed, Need: Discipline, If: lapseDue},
	{From: Announced, Do: DoAnnul, To: Void, Need: AppealTo, If: annulSound},
	{From: Served, Do: DoAnnul, To: Void, Need: AppealTo, If: annulSound},
	{From: InForce, Do: DoAnnul, To: Void, Need: AppealTo, If: annulSound},
	{From: Lapsed, Do: DoAnnul, To: Void, Need: AppealTo, If: annulSound},

	{From: Found, Do: DoBlock, To: NotYetConsidered, Need: Discipline, If: blockSound},
	{From: SelfCriticism, Do: DoBlock, To: NotYetConsidered, Need: Discipline, If: blockSound},
	{From: Heard, Do: DoBlock, To: NotYetConsidered, Need: Discipline, If: blockSound},
	{From: Meeting, Do: DoBlock, To: NotYetConsidered, Need: Discipline, If: blockSound},
	{From: NotYetConsidered, Do: DoUnblock, To: Found, Need: Discipline, If: unblockSound},
}

// AppealFlow is every step of an appeal against discipline.
var AppealFlow = duty.Flow[Claim]{
	{From: Received, Do: DoAccept, To: Accepted, Need: AppealTo, If: acceptSound},
	{From: Received, Do: DoRefuse, To: Refused, Need: AppealTo, If: refuseSound},
	{From: Accepted, Do: DoResolve, To: Resolved, Need: AppealTo, If: resolveSound},
	{From: Resolved, Do: DoNotify, To: Notified, Need: AppealTo, If: notifySound},
	{From: Refused, Do: DoNotify, To: Notified, Need: AppealTo, If: notifySound},
}

// SuspensionFlow is every step of a suspension.
var SuspensionFlow = duty.Flow[Suspension]{
	{From: Proposed, Do: DoDecide, To: InForce, Need: Judge, If: suspensionSound},
	{From: Proposed, Do: DoRefuse, To: Refused, Need: Judge, If: notOwnSuspension},
	{From: InForce, Do: DoExtend, To: InForce, Need: Judge, If: suspensionExtension},
	{From: InForce, Do: DoLift, To: Lifted, Need: Judge, If: liftReasoned},
	{From: InForce, Do: DoEnd, To: Ended, Need: Judge, If: suspensionOver},
}

// Flows describes all flows, for checks and diagrams.
func Flows() []duty.Edges {
	return []duty.Edges{
		InspectionFlow.Edges("inspection.state", Draft),
		ProgrammeFlow.Edges("inspection.programme.state", Draft),
		ItemFlow.Edges("inspection.item.state", Draft),
		ReminderFlow.Edges("inspection.reminder.state", Open),
		CaseFlow.Edges("inspection.case.state", Found),
		AppealFlow.Edges("inspection.appeal.state", Received),
		SuspensionFlow.Edges("inspection.suspension.state", Proposed),
	}
}
