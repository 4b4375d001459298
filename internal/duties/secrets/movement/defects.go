package movement

import (
	"context"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/web"
)

// defects is the folder of defects: each is the notice to the sender and the
// sender's answer (S7).
func defects(k desk.Desk) desk.Folder[Defect, *Defect] {
	return desk.Folder[Defect, *Defect]{
		Desk: k, Name: "defect", Read: hold,
		State: func(d *Defect) *duty.State { return &d.State }, Flow: DefectFlow, Way: []duty.State{Open, Noted, Resolved},
		Load: func(ctx context.Context, v db.View, _ law.Pack, d *Defect) error {
			t, err := db.Get[Transfer](ctx, v, d.Transfer)
			d.Lines, d.Receiver = t.standing(), t.To
			return err
		},
		Title: func(d Defect) string { return d.Number }, Chip: defectChip, Crumbs: crumbs("transfer"), Facts: defectFacts, Parts: parts{k}.ofDefect,
		Acts: []desk.Act[Defect]{
			{Do: DoNote, Need: permits, Flow: true, Ask: func(s *desk.Sheet, d *Defect) { s.Area("orders", &d.Orders) },
				Fill: func(_ context.Context, t *desk.Turn, d *Defect) error {
					d.NotedOn, d.NotedBy, d.Noted = t.At.Today, t.At.Who.ID, t.At.Who.Name
					return nil
				}},
			{Do: DoResolve, Need: transfer, Flow: true, Ask: askResolution,
				Fill: func(_ context.Context, t *desk.Turn, d *Defect) error {
					d.ResolvedBy, d.Resolved = t.At.Who.ID, t.At.Who.Name
					return nil
				}, Then: thenResolved},
		},
	}
}

func askResolution(s *desk.Sheet, d *Defect) {
	desk.Choose(s, "outcome", &d.Outcome, "movement.outcome.", Outcomes)
	if len(d.Lines) > 0 {
		var all []web.Option
		for _, l := range d.Lines {
			all = append(all, web.Option{Value: l.Copy, Label: l.label()})
		}
		desk.Opt(s.Checks("gone", &d.Gone, all))
	}
	s.Area("answer", &d.Answer)
	if d.Sender == "" {
		s.Text("notice_no", &d.NoticeNo)
	}
	today(s, "resolved_on", &d.ResolvedOn)
}

// thenResolved brings the transfer in line with the answer: what never left
// goes back to the sender's store, what is lost becomes missing, and the
// receiver counts against what is left.
func thenResolved(ctx context.Context, t *desk.Turn, d *Defect) error {
	r, err := db.Get[Transfer](ctx, t.View, d.Transfer)
	if err != nil {
		return err
	}
	var gone []Line
	if d.Outcome == Corrected || d.Outcome == GoneLost {
		gone = slices.DeleteFunc(slices.Clone(d.Lines), func(l Line) bool { return !contains(d.Gone, l.Copy) })
	}
	for i, l := range r.Lines {
		switch {
		case !contains(d.Gone, l.Copy):
		case d.Outcome == Corrected:
			r.Lines[i].BackOn = d.ResolvedOn
		case d.Outcome == GoneLost:
			r.Lines[i].LostOn = d.ResolvedOn
		}
	}
	switch {
	case len(r.Lines) > 0:
		r.Declared = len(r.standing())
	case d.Kind == WrongCount && d.Outcome == Corrected: // from outside: the letter that came with it was wrong
		r.Declared = d.Found
	}
	if err := db.Save(ctx, t.Tx, &r); err != nil {
		return err
	}
	switch d.Outcome {
	case Corrected:
		return turnedBack(ctx, t, r, gone, d.ResolvedOn)
	case GoneLost:
		return lost(ctx, t, gone, r.Title())
	}
	return nil
}
