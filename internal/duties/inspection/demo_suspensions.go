package inspection

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/person"
)

// demoSuspensions is how many of the expelled were suspended before.
const demoSuspensions = 2

// suspend writes the suspension that went before an expulsion, for the first
// of them.
func (d *demoStage) suspend(c *demoCase) error {
	if d.suspended == demoSuspensions {
		return nil
	}
	d.suspended++
	s := Suspension{State: Ended, Inspection: c.Inspection, Case: c.ID, ObjectType: Member, Object: c.Object, Name: c.Name, Unit: c.Unit,
		CommitteeMember: c.CommitteeLevel != "", Kind: PartyActivity, Ground: "Có dấu hiệu cản trở việc xem xét, kết luận", From: c.SelfCriticismOn}
	s.Also = SuspensionFollows(s.Kind, s.CommitteeMember)
	s.Org, s.Dossier = c.Org, c.Dossier
	s.DecisionNo = d.paper(c.Org, "QĐ", demoBodies[c.of.office.rank].mark, s.From)
	end, _, err := SuspensionTerm(d.Law, s.Kind, s.From)
	if err != nil {
		return err
	}
	s.Term, s.To = end, end.Due
	if c.AnnouncedOn < s.To {
		s.State, s.LiftedOn, s.LiftReason = Lifted, c.AnnouncedOn, "Đã công bố quyết định kỷ luật"
	}
	return put(d, &s)
}

// personOf reads the record of a member.
func personOf(d *demoStage, id string) (person.Person, error) {
	return db.Get[person.Person](d.ctx, d.Tx.View, id)
}
