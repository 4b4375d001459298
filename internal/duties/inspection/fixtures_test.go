package inspection

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/law"
)

func who(id string, role access.Role, unit, person string) access.Who {
	return access.Who{ID: id, Name: "Họ Tên " + id, Unit: unit, Person: person, Role: role, Rights: access.RightsOf(role)}
}

var (
	leader    = who("leader", access.Leader, "province", "")
	head      = who("head", access.Head, "commission", "")
	inspector = who("inspector", access.Inspector, "commission", "")
)

// decidedDossier is a dossier whose decision is ready to be signed.
func decidedDossier() Dossier {
	d := Dossier{Law: law.Default()}
	d.ID, d.State, d.Kind, d.Body, d.Basis, d.ProposedBy = "i1", Proposed, SignsOfViolation, Commission, OfPetition, "inspector"
	d.DecisionNo, d.DecisionOn, d.PlanNo, d.ScopeFrom, d.ScopeTo, d.DueOn = "1", "2026-11-01", "2", "2024-01-01", "2025-12-31", "2027-01-01"
	d.Team = []TeamMember{{Account: "inspector", Name: "A", Role: HeadOfTeam, DeclaredTie: NoTie, CheckedOn: "2026-11-01"}}
	d.Subjects = []Subject{{Inspection: "i1", ObjectType: Member, Object: "p1", Name: "B"}}
	d.Subjects[0].ID = "s1"
	return d
}

// heardCase is a case that is ready to be voted on.
func heardCase() Proceeding {
	p := Proceeding{Case: member(), Law: law.Default()}
	p.ID, p.Body, p.MeetingOn, p.ProposedBy = "c1", ByCell, "2026-11-20", "other"
	p.Council = []Seat{{Name: "Chủ trì", Chair: true}}
	p.Hearings = []Hearing{{Discipline: "c1", MinuteNo: "1", Round: BeforeDecision}}
	p.Ballots = []Ballot{{Round: 1, Body: ByCell, HeldOn: "2026-11-20", Outcome: Warning, Decided: true}}
	return p
}
