package inspection

import (
	"slices"

	"liemchinh.vn/internal/duty"
)

func planComplete(p Plan, _ duty.Moment) error {
	return gates(
		want(p.Title != "", "title", "inspection.need.title"),
		want(p.From.Valid() && p.To.Valid() && p.From <= p.To, "from", "inspection.need.period"),
		want(p.Year == p.From.Year() || p.Year == p.To.Year(), "year", "inspection.need.year"),
		want(len(p.Items) > 0, "items", "inspection.need.items"),
		func() error {
			for _, i := range p.Items {
				if err := itemComplete(i); err != nil {
					return err
				}
			}
			return nil
		},
	)
}

// itemComplete holds an item to a quantified target for one unit.
func itemComplete(i Item) error {
	return gates(
		want(slices.Contains(Kinds, i.Kind), "kind", "inspection.need.kind"),
		want(MayConcern(i.Kind, i.ObjectType), "object_type", "inspection.need.object_fits", i.Content),
		want(i.Content != "", "content", "inspection.need.content"),
		want(i.AssignedTo != "", "assigned_to", "inspection.need.assigned_to"),
		want(i.Target > 0, "target", "inspection.need.target"),
		want(i.PlannedOn == "" || i.From <= i.PlannedOn && i.PlannedOn <= i.To, "planned_on", "inspection.need.planned_in"),
	)
}

func issueSound(p Plan, at duty.Moment) error {
	return gates(
		forbid(p.ProposedBy == at.Who.ID, "inspection.refuse.own_programme"),
		func() error { return planComplete(p, at) },
		want(p.DocNo != "", "doc_no", "inspection.need.doc_no"),
		want(p.SignedOn.Valid() && p.SignedOn <= at.Today, "signed_on", "inspection.need.signed_on"),
	)
}

func planOver(p Plan, at duty.Moment) error {
	if at.Today < p.To {
		return duty.Incomplete("inspection.need.period_over", p.To)
	}
	return nil
}

// ownUnit lets only the unit itself answer for its target.
func ownUnit(i Item, at duty.Moment) error {
	return gates(forbid(at.Who.Unit != i.AssignedTo, "inspection.refuse.other_unit"))
}

func returnSound(i Item, at duty.Moment) error {
	return gates(
		func() error { return ownUnit(i, at) },
		want(i.ReturnReason != "", "return_reason", "inspection.need.return_reason"),
	)
}

func assignSound(i Item, _ duty.Moment) error { return itemComplete(i) }
