package inspection

import (
	"slices"

	"liemchinh.vn/internal/duty"
)

func planComplete(p Plan, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(p.Title != "", "title", "inspection.need.title"),
		duty.Want(p.From.Valid() && p.To.Valid() && p.From <= p.To, "from", "inspection.need.period"),
		duty.Want(p.Year == p.From.Year() || p.Year == p.To.Year(), "year", "inspection.need.year"),
		duty.Want(len(p.Items) > 0, "items", "inspection.need.items"),
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
	return duty.Gates(
		duty.Want(slices.Contains(Kinds, i.Kind), "kind", "inspection.need.kind"),
		duty.Want(MayConcern(i.Kind, i.ObjectType), "object_type", "inspection.need.object_fits", i.Content),
		duty.Want(i.Content != "", "content", "inspection.need.content"),
		duty.Want(i.AssignedTo != "", "assigned_to", "inspection.need.assigned_to"),
		duty.Want(i.Target > 0, "target", "inspection.need.target"),
		duty.Want(i.PlannedOn == "" || i.From <= i.PlannedOn && i.PlannedOn <= i.To, "planned_on", "inspection.need.planned_in"),
	)
}

func issueSound(p Plan, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(p.ProposedBy == at.Who.ID, "inspection.refuse.own_programme"),
		func() error { return planComplete(p, at) },
		duty.Want(p.DocNo != "", "doc_no", "inspection.need.doc_no"),
		duty.Want(p.SignedOn.Valid() && p.SignedOn <= at.Today, "signed_on", "inspection.need.signed_on"),
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
	return duty.Gates(duty.Forbid(at.Who.Unit != i.AssignedTo, "inspection.refuse.other_unit"))
}

func returnSound(i Item, at duty.Moment) error {
	return duty.Gates(
		func() error { return ownUnit(i, at) },
		duty.Want(i.ReturnReason != "", "return_reason", "inspection.need.return_reason"),
	)
}

func assignSound(i Item, _ duty.Moment) error { return itemComplete(i) }
