package movement

import (
	"liemchinh.vn/internal/duty"
)

// The states.
const (
	Draft     duty.State = "draft"
	Packed    duty.State = "packed"
	Sent      duty.State = "sent"
	HandedOn  duty.State = "handed_on" // unopened with the person named
	Checked   duty.State = "checked"   // counted and looked at, not signed for
	Received  duty.State = "received"
	Refused   duty.State = "refused"
	TakenBack duty.State = "taken_back"
	Cancelled duty.State = "cancelled"

	Open     duty.State = "open"
	Noted    duty.State = "noted" // the head knows
	Resolved duty.State = "resolved"

	Requested duty.State = "requested"
	Permitted duty.State = "permitted"
	Withdrawn duty.State = "withdrawn"
	Revoked   duty.State = "revoked"
	Closed    duty.State = "closed"
	Away      duty.State = "out" // carried out
	Granted   duty.State = "granted"
	Provided  duty.State = "provided"
)

// The verbs.
const (
	DoTransfer duty.Verb = "transfer" // begins a transfer
	DoArrive   duty.Verb = "arrive"   // begins one that came from outside
	DoAdd      duty.Verb = "add"
	DoPack     duty.Verb = "pack"
	DoUnpack   duty.Verb = "unpack"
	DoSend     duty.Verb = "send"
	DoHandOn   duty.Verb = "hand_on"
	DoCheck    duty.Verb = "check"
	DoObject   duty.Verb = "object" // records a defect
	DoReceive  duty.Verb = "receive"
	DoRefuse   duty.Verb = "refuse"
	DoTakeBack duty.Verb = "take_back"
	DoCancel   duty.Verb = "cancel"
	DoNote     duty.Verb = "note"
	DoResolve  duty.Verb = "resolve"
	DoRequest  duty.Verb = "request"
	DoPermit   duty.Verb = "permit"
	DoWithdraw duty.Verb = "withdraw"
	DoRevoke   duty.Verb = "revoke"
	DoMake     duty.Verb = "make"
	DoWaste    duty.Verb = "waste"
	DoClose    duty.Verb = "close"
	DoTake     duty.Verb = "take"
	DoGiveBack duty.Verb = "give_back"
	DoReport   duty.Verb = "report"
	DoLose     duty.Verb = "lose"
	DoGrant    duty.Verb = "grant"
	DoProvide  duty.Verb = "provide"
	DoOvercopy duty.Verb = "overcopy" // records copies found beyond the permit
)

// TransferFlow is every step of a transfer (domain A8).
var TransferFlow = duty.Flow[Transfer]{
	{From: Draft, Do: DoPack, To: Packed, Need: transfer, If: packingSound},
	{From: Packed, Do: DoSend, To: Sent, Need: transfer, If: sendingSound},
	{From: Packed, Do: DoUnpack, To: Draft, Need: transfer},
	{From: Draft, Do: DoCancel, To: Cancelled, Need: transfer, If: reasoned},
	{From: Packed, Do: DoCancel, To: Cancelled, Need: transfer, If: reasoned},

	{From: Sent, Do: DoCheck, To: Checked, Need: hold, If: checkSound},
	{From: Sent, Do: DoHandOn, To: HandedOn, Need: hold, If: handOnSound},
	{From: HandedOn, Do: DoCheck, To: Checked, Need: hold, If: checkSound},
	{From: Checked, Do: DoReceive, To: Received, Need: hold, If: receiptSound},
	{From: Checked, Do: DoCheck, To: Checked, Need: hold, If: checkSound},

	{From: Sent, Do: DoRefuse, To: Refused, Need: hold, If: refusalSound},
	{From: HandedOn, Do: DoRefuse, To: Refused, Need: hold, If: refusalSound},
	{From: Checked, Do: DoRefuse, To: Refused, Need: hold, If: refusalSound},
	{From: Refused, Do: DoTakeBack, To: TakenBack, Need: transfer, If: takeBackSound},
}

// DefectFlow is every step of a defect: signs of opening, swapping, loss or
// damage pass by the head; the sender answers, never the one who found it.
var DefectFlow = duty.Flow[Defect]{
	{From: Open, Do: DoNote, To: Noted, Need: permits, If: noteSound},
	{From: Open, Do: DoResolve, To: Resolved, Need: transfer, If: resolutionSound},
	{From: Noted, Do: DoResolve, To: Resolved, Need: transfer, If: resolutionSound},
}

// PermitFlow is every step of a permit to copy.
var PermitFlow = duty.Flow[CopyPermit]{
	{From: Requested, Do: DoPermit, To: Permitted, Need: permits, If: permitSound},
	{From: Requested, Do: DoRefuse, To: Refused, Need: permits, If: copyRefusalSound},
	{From: Requested, Do: DoWithdraw, To: Withdrawn, Need: propose, If: ownPermit},
	{From: Permitted, Do: DoMake, To: Permitted, Need: keep, If: makingSound},
	{From: Permitted, Do: DoWaste, To: Permitted, Need: keep, If: wasteSound},
	{From: Permitted, Do: DoClose, To: Closed, Need: keep, If: closingSound},
	{From: Permitted, Do: DoRevoke, To: Revoked, Need: permits, If: revokeSound},
}

// CarryFlow is every step of a carry-out.
var CarryFlow = duty.Flow[CarryOut]{
	{From: Requested, Do: DoPermit, To: Permitted, Need: permits, If: carrySound},
	{From: Requested, Do: DoRefuse, To: Refused, Need: permits, If: carryRefusalSound},
	{From: Requested, Do: DoWithdraw, To: Withdrawn, Need: propose, If: ownCarryOut},
	{From: Permitted, Do: DoTake, To: Away, Need: keep, If: takingSound},
	{From: Permitted, Do: DoWithdraw, To: Withdrawn, Need: propose, If: ownCarryOut},
	{From: Away, Do: DoGiveBack, To: Away, Need: keep, If: givingBackSound},
	{From: Away, Do: DoReport, To: Away, Need: hold, If: reportSound},
	{From: Away, Do: DoClose, To: Closed, Need: keep, If: returnSound},
	{From: Away, Do: DoLose, To: Away, Need: hold, If: lossSound},
}

// ProvisionFlow is every step of a provision.
var ProvisionFlow = duty.Flow[Provision]{
	{From: Requested, Do: DoGrant, To: Granted, Need: permits, If: grantSound},
	{From: Requested, Do: DoRefuse, To: Refused, Need: permits, If: provisionRefusalSound},
	{From: Requested, Do: DoWithdraw, To: Withdrawn, Need: propose, If: ownProvision},
	{From: Granted, Do: DoProvide, To: Provided, Need: keep, If: providingSound},
}
