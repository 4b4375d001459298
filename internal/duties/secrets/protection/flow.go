package protection

import "liemchinh.vn/internal/duty"

// States of the records.
const (
	Proposed   duty.State = "proposed"
	Refused    duty.State = "refused"
	Decided    duty.State = "decided"
	Announced  duty.State = "announced"
	Working    duty.State = "working"
	Reported   duty.State = "reported"
	Concluded  duty.State = "concluded"
	FollowedUp duty.State = "followed_up"
	Closed     duty.State = "closed"

	Listed  duty.State = "listed"
	Checked duty.State = "checked"
	Drafted duty.State = "drafted"
	Heard   duty.State = "heard"
	Dropped duty.State = "dropped"

	Recorded  duty.State = "recorded"
	Remedied  duty.State = "remedied"
	Withdrawn duty.State = "withdrawn"

	Serving  duty.State = "serving"
	LeftTeam duty.State = "left"
)

// delegationFlow is the way of a delegation. Proposing and deciding are two
// persons' acts, and so are carrying it out and concluding.
var delegationFlow = duty.Flow[Delegation]{
	{Proposed, "decide", Decided, Decide, decisionSound},
	{Proposed, "refuse", Refused, Decide, refusalSound},
	{Decided, "announce", Announced, Inspect, announcementSound},
	{Announced, "begin", Working, Inspect, beginningSound},
	{Working, "report", Reported, Inspect, reportSound},
	{Reported, "conclude", Concluded, Decide, conclusionSound},
	{Concluded, "follow", FollowedUp, Inspect, followingSound},
	{FollowedUp, "close", Closed, Inspect, closingSound},
}

// bodyFlow is the way of one body through an inspection. There is no way to a
// conclusion past the hearing.
var bodyFlow = duty.Flow[Body]{
	{Listed, "announce", Announced, Inspect, bodyAnnounced},
	{Listed, "drop", Dropped, Inspect, bodyDropped},
	{Announced, "check", Checked, Inspect, bodyChecked},
	{Checked, "send_draft", Drafted, Inspect, bodyDrafted},
	{Drafted, "hear", Heard, Inspect, bodyHeard},
	{Heard, "conclude", Concluded, Decide, bodyConcluded},
}

// findingFlow is the way of a finding: remedied by one, closed by another.
var findingFlow = duty.Flow[Finding]{
	{Recorded, "remedy", Remedied, Inspect, remedySound},
	{Recorded, "withdraw", Withdrawn, Inspect, withdrawalSound},
	{Remedied, "close", Closed, Inspect, recheckSound},
	{Remedied, "return", Recorded, Inspect, returnSound},
}

var memberFlow = duty.Flow[Member]{
	{Serving, "leave", LeftTeam, Inspect, memberLeaves},
}

// Flows lists the flows without their record types.
func Flows() []duty.Edges {
	return []duty.Edges{
		delegationFlow.Edges(ID+".state.delegation", Proposed),
		bodyFlow.Edges(ID+".state.body", Listed),
		findingFlow.Edges(ID+".state.finding", Recorded),
		memberFlow.Edges(ID+".state.member", Serving),
	}
}
