package inspection

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// InspectionHref is the address of the page of an inspection.
func InspectionHref(id string) string { return "/inspection/" + id }

// SubjectHref is the address of a subject on the page of its inspection.
func SubjectHref(inspection, id string) string { return InspectionHref(inspection) + "#s-" + id }

// FindingHref is the address of a finding on the page of its inspection.
func FindingHref(inspection, id string) string {
	return InspectionHref(inspection) + "?tab=findings#f-" + id
}

// ProgrammeHref is the address of the page of a programme.
func ProgrammeHref(id string) string { return "/inspection/programme/" + id }

// ItemHref is the address of the page of a target.
func ItemHref(id string) string { return "/inspection/item/" + id }

// ReminderHref is the address of the page of a reminder.
func ReminderHref(id string) string { return "/inspection/reminder/" + id }

// CaseHref is the address of the page of a discipline case.
func CaseHref(id string) string { return "/inspection/discipline/" + id }

// AppealHref is the address of the page of an appeal.
func AppealHref(id string) string { return "/inspection/appeal/" + id }

// SuspensionHref is the address of the page of a suspension.
func SuspensionHref(id string) string { return "/inspection/suspension/" + id }

// describers describe the records of each table that figures count or that the
// journal names.
var describers = map[string]func(context.Context, db.View, []string) (map[string]duty.Line, error){
	(*Inspection)(nil).Table(): inspectionLines,
	(*Case)(nil).Table(): desk.Described(func(c Case) duty.Line {
		return duty.Line{ID: c.ID, Code: c.Code, Title: c.Name, Note: c.UnitName, Href: CaseHref(c.ID), State: "inspection.case.state." + string(c.State)}
	}),
	(*Reminder)(nil).Table(): desk.Described(func(r Reminder) duty.Line {
		return duty.Line{ID: r.ID, Title: r.To, Note: r.Text, Href: ReminderHref(r.ID), State: "inspection.reminder.state." + string(r.State)}
	}),
	(*Item)(nil).Table(): desk.Described(itemLine),
	(*Appeal)(nil).Table(): desk.Described(func(a Appeal) duty.Line {
		return duty.Line{ID: a.ID, Code: a.Code, Title: a.Name, Note: a.DecisionNo, Href: AppealHref(a.ID), State: "inspection.appeal.state." + string(a.State)}
	}),
	(*Suspension)(nil).Table(): desk.Described(func(s Suspension) duty.Line {
		return duty.Line{ID: s.ID, Code: s.DecisionNo, Title: s.Name, Note: s.Ground, Href: SuspensionHref(s.ID), State: "inspection.suspension.state." + string(s.State)}
	}),
	(*Programme)(nil).Table(): desk.Described(func(p Programme) duty.Line {
		return duty.Line{ID: p.ID, Code: p.DocNo, Title: p.Title, Href: ProgrammeHref(p.ID), State: "inspection.programme.state." + string(p.State)}
	}),
	(*Subject)(nil).Table(): subjectLines,
	(*Finding)(nil).Table(): desk.Described(func(f Finding) duty.Line {
		return duty.Line{ID: f.ID, Title: f.Content, Note: f.Proposal, Href: FindingHref(f.Inspection, f.ID)}
	}),
}

func itemLine(i Item) duty.Line {
	return duty.Line{ID: i.ID, Title: i.Content, Note: i.AssignedName, Href: ItemHref(i.ID), State: "inspection.item.state." + string(i.State)}
}

var inspectionLines = desk.Described(func(i Inspection) duty.Line {
	return duty.Line{ID: i.ID, Code: i.Code, Title: i.Title, Note: i.Head, Href: InspectionHref(i.ID), State: "inspection.state." + string(i.State)}
})

var plainSubjects = desk.Described(func(s Subject) duty.Line {
	return duty.Line{ID: s.ID, Code: s.Inspection, Title: s.Name, Note: s.UnitName, Href: SubjectHref(s.Inspection, s.ID)}
})

// subjectLines describes subjects by the code of their inspection.
func subjectLines(ctx context.Context, v db.View, ids []string) (map[string]duty.Line, error) {
	out, err := plainSubjects(ctx, v, ids)
	if err != nil {
		return nil, err
	}
	var of []string
	for _, l := range out {
		of = append(of, l.Code)
	}
	if len(of) == 0 {
		return out, nil
	}
	heads, err := inspectionLines(ctx, v, of)
	for id, l := range out {
		l.Code = heads[l.Code].Code
		out[id] = l
	}
	return out, err
}

// Lines describes records of the duty's tables, those that the viewer may see
// and that have a page of their own or stand on one.
func Lines(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	d := describers[table]
	if d == nil || len(ids) == 0 {
		return map[string]duty.Line{}, nil
	}
	return d(ctx, v, ids)
}
