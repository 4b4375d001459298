package inspection

import "liemchinh.vn/internal/duty"

// parts makes the keys of the figures into which one divides.
func parts[T ~string](key string, all []T) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = key + "." + string(x)
	}
	return out
}

func contentCodes() []string {
	var all []string
	for _, c := range Contents() {
		all = append(all, c.Code)
	}
	return all
}

// Figures lists the figures of the duty in the order of the report. The title
// of each, and of each part, is the text of its key.
func Figures() []duty.Figure {
	var all []duty.Figure
	work := []struct {
		group string
		kind  Kind
	}{{"inspected", Compliance}, {"supervised", RegularSupervision}, {"signs", SignsOfViolation}, {"denunciations", Denunciation}}
	for _, w := range work {
		for _, t := range ObjectTypes {
			key := FigureKey(w.kind, t)
			all = append(all, duty.Figure{Key: key, Group: w.group, Parts: parts(key+".result", Results)})
			if key == membersInspected {
				all = append(all, duty.Figure{Key: key + ".committee", Group: w.group, Parts: parts(key+".committee", Tiers)})
			}
		}
	}
	member, organisation := ID+".disciplined", ID+".organisations_disciplined"
	all = append(all,
		duty.Figure{Key: membersDisciplined, Group: "discipline", Parts: parts(member+".form", MemberForms)},
		duty.Figure{Key: membersDisciplined + ".committee", Group: "discipline", Parts: parts(membersDisciplined+".committee", Tiers)},
		duty.Figure{Key: member + ".decider", Group: "discipline", Parts: parts(member+".decider", Deciders)},
		duty.Figure{Key: member + ".content", Group: "discipline", Parts: parts(member+".content", contentCodes()), Overlap: true},
		duty.Figure{Key: organisation, Group: "discipline", Parts: parts(organisation+".form", OrganisationForms)},
		duty.Figure{Key: organisation + ".decider", Group: "discipline", Parts: parts(organisation+".decider", Deciders)},
		duty.Figure{Key: organisation + ".content", Group: "discipline", Parts: parts(organisation+".content", contentCodes()), Overlap: true},
		duty.Figure{Key: ID + ".members_suspended", Group: "discipline"},
		duty.Figure{Key: ID + ".organisations_suspended", Group: "discipline"},
		duty.Figure{Key: ID + ".appeals_resolved", Group: "discipline", Parts: parts(ID+".appeals_resolved.outcome", Outcomes)},
	)
	for _, k := range ReminderKinds {
		all = append(all, duty.Figure{Key: reminderFigures[k], Group: "results"})
	}
	return all
}
