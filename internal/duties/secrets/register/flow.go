package register

import (
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
)

// ID is the module: table prefix, address and text prefix.
const ID = "secrets"

// The rights of the duty.
const (
	Read     access.Need = "secrets.read"     // registers and pages
	Hold     access.Need = "secrets.hold"     // confirm, bring back what one holds
	Propose  access.Need = "secrets.propose"  // draft, propose a level
	Enter    access.Need = "secrets.register" // enter books, number
	Keep     access.Need = "secrets.keep"     // custody, labels, stock-take
	Decide   access.Need = "secrets.classify" // determine, extend, change, declassify
	Dispose  access.Need = "secrets.decide"   // destruction
	Staff    access.Need = "secrets.staff"    // lists, posts, delegations of power
	Incident access.Need = "secrets.incident" // leak and loss
	Permit   access.Need = "secrets.permit"   // copying, carrying out, provision
)

// What is done to an item.
const (
	DoDraft       duty.Verb = "draft"
	DoReceive     duty.Verb = "receive"
	DoTakeUp      duty.Verb = "take_up" // information that came without a level
	DoPropose     duty.Verb = "propose"
	DoDiscard     duty.Verb = "discard"
	DoDetermine   duty.Verb = "determine"
	DoReturn      duty.Verb = "return"
	DoDecline     duty.Verb = "decline"
	DoRegister    duty.Verb = "register"
	DoIssue       duty.Verb = "issue"
	DoExtend      duty.Verb = "extend"
	DoRaise       duty.Verb = "raise"
	DoLower       duty.Verb = "lower"
	DoReleasePart duty.Verb = "release_part"
	DoDeclassify  duty.Verb = "declassify"
	DoDestroy     duty.Verb = "destroy"
	DoArchive     duty.Verb = "archive"
)

// Registers are the states of an item that stands in a book and is a secret.
var Registers = []duty.State{Registered, Issued, Extended, Raised, Lowered, PartlyReleased}

// ItemFlow is the way of an item (domain A6). The steps after registration
// belong to the terms of protection; they are taken through Turn.
func ItemFlow() duty.Flow[Item] {
	f := duty.Flow[Item]{
		{From: Draft, Do: DoPropose, To: Proposed, Need: Propose, If: proposalSound},
		{From: Draft, Do: DoDiscard, To: DraftDestroyed, Need: Propose},
		{From: Proposed, Do: DoDetermine, To: Determined, Need: Decide, If: determinationSound},
		{From: Proposed, Do: DoReturn, To: Draft, Need: Decide, If: returnSound},
		{From: Proposed, Do: DoDecline, To: NotSecret, Need: Decide, If: returnSound},
		{From: Determined, Do: DoRegister, To: Registered, Need: Enter, If: registrationSound},
		{From: Registered, Do: DoIssue, To: Issued, Need: Enter, If: issueSound},
	}
	for _, s := range Registers {
		for do, to := range laterStates {
			f = append(f, duty.Step[Item]{From: s, Do: do, To: to.state, Need: to.need})
		}
	}
	slices.SortStableFunc(f[7:], func(a, b duty.Step[Item]) int {
		return slices.Index(laterOrder, a.Do) - slices.Index(laterOrder, b.Do)
	})
	return f
}

var laterOrder = []duty.Verb{DoExtend, DoRaise, DoLower, DoReleasePart, DoDeclassify, DoDestroy, DoArchive}

// laterStates is where the steps after registration lead, from each of
// Registers.
var laterStates = map[duty.Verb]struct {
	state duty.State
	need  access.Need
}{
	DoExtend: {Extended, Decide}, DoRaise: {Raised, Decide}, DoLower: {Lowered, Decide}, DoReleasePart: {PartlyReleased, Decide},
	DoDeclassify: {Declassified, Decide}, DoDestroy: {Destroyed, Dispose}, DoArchive: {Archived, Keep},
}

// After tells which state a step of the terms leads to; false when the item is
// no longer, or not yet, a registered secret.
func After(i Item, do duty.Verb) (duty.State, bool) {
	to, ok := laterStates[do]
	return to.state, ok && slices.Contains(Registers, i.State)
}

// What is done to a copy.
const (
	DoStore       duty.Verb = "store"
	DoGive        duty.Verb = "give"
	DoLend        duty.Verb = "lend"
	DoConfirm     duty.Verb = "confirm"
	DoConfirmLoan duty.Verb = "confirm_loan"
	DoRefuse      duty.Verb = "refuse"
	DoRefuseLoan  duty.Verb = "refuse_loan"
	DoRefuseDue   duty.Verb = "refuse_due"
	DoBring       duty.Verb = "bring"
	DoTakeBack    duty.Verb = "take_back"
	DoRecall      duty.Verb = "recall"
	DoSendBack    duty.Verb = "send_back"
	DoCarry       duty.Verb = "carry"
	DoCarryBack   duty.Verb = "carry_back"
	DoMiss        duty.Verb = "miss"
	DoFind        duty.Verb = "find"
	DoEnd         duty.Verb = "end"
	DoRelease     duty.Verb = "release"
	DoEndAtOnce   duty.Verb = "end_at_once" // urgent destruction, wherever the copy is
)

// inReach are the states from which a copy is destroyed in the ordinary way.
var inReach = []duty.State{InCustody, RecallDue, Missing, CopyReleased}

// CopyFlow is the life of a copy (domain A6, M20). What other duties do to
// copies — carry out, miss, destroy, declassify — is taken through Pass.
func CopyFlow() duty.Flow[Copy] {
	f := duty.Flow[Copy]{
		{From: Made, Do: DoStore, To: InCustody, Need: Keep},
		{From: InCustody, Do: DoGive, To: InTransit, Need: Hold, If: giveSound},
		{From: InCustody, Do: DoLend, To: InTransit, Need: Keep, If: lendSound},
		{From: InTransit, Do: DoConfirm, To: InCustody, Need: Hold, If: confirmSound(InCustody)},
		{From: InTransit, Do: DoConfirmLoan, To: Lent, Need: Hold, If: confirmSound(Lent)},
		{From: InTransit, Do: DoRefuse, To: InCustody, Need: Hold, If: refusalSound(InCustody)},
		{From: InTransit, Do: DoRefuseLoan, To: Lent, Need: Hold, If: refusalSound(Lent)},
		{From: InTransit, Do: DoRefuseDue, To: RecallDue, Need: Hold, If: refusalSound(RecallDue)},
		{From: CarriedOut, Do: DoCarryBack, To: InCustody, Need: Keep},
		{From: InCustody, Do: DoCarry, To: CarriedOut, Need: Keep},
		{From: Missing, Do: DoFind, To: InCustody, Need: Incident},
	}
	for _, s := range []duty.State{Lent, RecallDue} {
		f = append(f, duty.Step[Copy]{From: s, Do: DoBring, To: InTransit, Need: Hold, If: bringSound},
			duty.Step[Copy]{From: s, Do: DoTakeBack, To: InCustody, Need: Keep})
	}
	for _, s := range []duty.State{InCustody, Lent} {
		f = append(f, duty.Step[Copy]{From: s, Do: DoRecall, To: RecallDue, Need: Keep, If: recallSound})
	}
	for _, s := range []duty.State{InCustody, RecallDue} {
		f = append(f, duty.Step[Copy]{From: s, Do: DoSendBack, To: SentBack, Need: Keep, If: sendBackSound})
	}
	for _, s := range []duty.State{Made, InCustody, InTransit, Lent, CarriedOut, RecallDue} {
		f = append(f, duty.Step[Copy]{From: s, Do: DoMiss, To: Missing, Need: Incident},
			duty.Step[Copy]{From: s, Do: DoRelease, To: CopyReleased, Need: Decide})
	}
	for _, s := range []duty.State{Made, InTransit, Lent, CarriedOut} {
		f = append(f, duty.Step[Copy]{From: s, Do: DoEndAtOnce, To: CopyDestroy, Need: Keep})
	}
	for _, s := range inReach {
		f = append(f, duty.Step[Copy]{From: s, Do: DoEnd, To: CopyDestroy, Need: Dispose})
	}
	return f
}
