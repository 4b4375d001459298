package staff

import "liemchinh.vn/internal/duty"

// States of the records.
const (
	InPost    duty.State = "in_post"
	Gone      duty.State = "left"
	Signed    duty.State = "signed"
	Withdrawn duty.State = "withdrawn"
	Plan      duty.State = "planned"
	Held      duty.State = "held"
	Cancelled duty.State = "cancelled"
	Listed    duty.State = "listed"
	Struck    duty.State = "struck"
	InForce   duty.State = "in_force"
	Replaced  duty.State = "replaced"
)

var officerFlow = duty.Flow[Officer]{
	{InPost, "leave", Gone, People, leavingSound},
}

var undertakingFlow = duty.Flow[Undertaking]{
	{Signed, "withdraw", Withdrawn, People, undertakingWithdrawn},
}

var trainingFlow = duty.Flow[Training]{
	{Plan, "hold", Held, People, sessionHeld},
	{Plan, "cancel", Cancelled, People, sessionCancelled},
}

var participantFlow = duty.Flow[Participant]{
	{Listed, "strike", Struck, People, participantStruck},
}

var rulebookFlow = duty.Flow[Rulebook]{
	{InForce, "replace", Replaced, People, replacementSound},
}

// Flows lists the flows without their record types.
func Flows() []duty.Edges {
	return []duty.Edges{
		officerFlow.Edges(ID+".state.officer", InPost),
		undertakingFlow.Edges(ID+".state.undertaking", Signed),
		trainingFlow.Edges(ID+".state.training", Plan),
		participantFlow.Edges(ID+".state.participant", Listed),
		rulebookFlow.Edges(ID+".state.rulebook", InForce),
	}
}
