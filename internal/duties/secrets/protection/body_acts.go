package protection

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// Bodies is the folder of inspected bodies.
func Bodies(k desk.Desk) desk.Folder[Body, *Body] {
	return desk.Folder[Body, *Body]{
		Desk: k, Name: "body", Read: Read, Flow: bodyFlow, Side: []duty.Verb{"drop"},
		State: func(b *Body) *duty.State { return &b.State },
		Load:  loadBody,
		Title: func(b Body) string { return b.UnitName },
		Way:   []duty.State{Listed, Announced, Checked, Drafted, Heard, Concluded},
		Acts:  bodyActs(),
		Starts: []desk.Start[Body]{{
			Act:  desk.Act[Body]{Do: "list", Need: Inspect, Ask: askBody, Fill: bodyAdded},
			Make: newBody,
		}},
		Crumbs: parts.Crumbs("bodies", "/protection/bodies"), Facts: bodyFacts, Parts: bodyParts(k),
	}
}

func newBody(ctx context.Context, v db.View, _ duty.Moment, of string) (Body, error) {
	d, err := delegation(ctx, v, of)
	if err != nil {
		return Body{}, err
	}
	return Body{Base: owned(d.Org, d.ID), State: Listed, Delegation: d.ID, Code: d.Code, Basis: d.Basis, Of: d}, nil
}

func askBody(s *desk.Sheet, b *Body) {
	desk.Opt(s.Unit("unit", &b.Unit, &b.UnitName))
	desk.Opt(s.Text("typed_unit", &b.TypedUnit))
}

func bodyAdded(_ context.Context, t *desk.Turn, b *Body) error {
	if b.Unit == "" {
		b.UnitName = b.TypedUnit
	}
	return bodyListed(*b, t.At)
}

// askChecklist asks for an answer to every entry, each under the rule it comes
// from.
func askChecklist(s *desk.Sheet, b *Body) {
	s.Day("checked_on", &b.CheckedOn)
	b.Answers = answered(b.Answers)
	for i := range b.Answers {
		a := &b.Answers[i]
		f := desk.Choose(s, "check_"+a.Code, &a.Seen, ID+".seen.", Seens)
		c, _ := checkOf(a.Code)
		source, verified := c.Rule(s.Today())
		f.Hint = source
		if !verified {
			f.Hint = s.Say("protection.unverified", source)
		}
	}
	desk.Opt(s.Area("check_note", &b.CheckNote))
}

func bodyActs() []desk.Act[Body] {
	return []desk.Act[Body]{
		{Do: "announce", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, b *Body) {
			s.Day("announced_on", &b.AnnouncedOn)
			s.Text("representative", &b.Representative)
		}},
		{Do: "drop", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, b *Body) { s.Area("drop_reason", &b.DropReason) }},
		{Do: "check", Need: Inspect, Flow: true, Ask: askChecklist},
		{Do: "correct", Need: Inspect, When: func(b Body) bool { return b.State == Checked }, Ask: askChecklist,
			Fill: func(_ context.Context, t *desk.Turn, b *Body) error { return bodyChecked(*b, t.At) }},
		{Do: "send_draft", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, b *Body) {
			s.Text("draft_no", &b.DraftNo)
			s.Day("draft_on", &b.DraftOn)
			s.Day("reply_due", &b.ReplyDue)
		}},
		{Do: "hear", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, b *Body) {
			desk.Opt(s.Day("heard_on", &b.HeardOn))
			desk.Opt(s.Text("heard_no", &b.HeardNo))
			desk.Opt(s.Area("said", &b.Said))
			desk.Opt(s.File("heard_file", &b.HeardFile))
			desk.Opt(s.Day("waived_on", &b.WaivedOn))
			desk.Opt(s.Text("waived_no", &b.WaivedNo))
		}},
		{Do: "conclude", Need: Decide, Flow: true, Ask: func(s *desk.Sheet, b *Body) {
			s.Text("conclusion_no", &b.ConclusionNo)
			s.Day("conclusion_on", &b.ConclusionOn)
			desk.Choose(s, "grade", &b.Grade, ID+".grade.", Grades)
			s.Area("conclusion", &b.Conclusion)
		}, Fill: func(_ context.Context, t *desk.Turn, b *Body) error {
			b.ConcludedBy, b.Faults = t.At.Who.ID, len(standing(b.Findings))
			return nil
		}, Then: findingsConcluded},
	}
}

// findingsConcluded makes the findings of a body count from its conclusion on.
func findingsConcluded(ctx context.Context, t *desk.Turn, b *Body) error {
	for _, f := range standing(b.Findings) {
		f.ConcludedOn = b.ConclusionOn
		if err := put(ctx, t, &f); err != nil {
			return err
		}
	}
	return nil
}

// Findings is the folder of findings.
func Findings(k desk.Desk) desk.Folder[Finding, *Finding] {
	return desk.Folder[Finding, *Finding]{
		Desk: k, Name: "finding", Read: Read, Flow: findingFlow, Side: []duty.Verb{"withdraw", "return"},
		State: func(f *Finding) *duty.State { return &f.State },
		Load:  loadFinding,
		Title: func(f Finding) string { return f.UnitName + ": " + f.Text },
		Way:   []duty.State{Recorded, Remedied, Closed},
		Acts:  findingActs(),
		Starts: []desk.Start[Finding]{{
			Act:  desk.Act[Finding]{Do: "record", Need: Inspect, Ask: askFinding, Fill: findingAdded},
			Make: newFinding,
		}},
		Crumbs: parts.Crumbs("findings", "/protection/findings"), Facts: findingFacts, Chip: findingChip(k),
	}
}

func newFinding(ctx context.Context, v db.View, at duty.Moment, of string) (Finding, error) {
	b, err := body(ctx, v, of)
	if err != nil {
		return Finding{}, err
	}
	return Finding{Base: owned(b.Org, b.Dossier), State: Recorded, Delegation: b.Delegation, Body: b.ID, Unit: b.Unit, UnitName: b.UnitName,
		FoundOn: at.Today, FoundBy: at.Who.ID, Of: b}, nil
}

func askFinding(s *desk.Sheet, f *Finding) {
	desk.Choose(s, "code", &f.Code, ID+".field.check_", checkCodes())
	desk.Choose(s, "rating", &f.Rating, ID+".rating.", Ratings)
	s.Area("text", &f.Text)
	s.Day("found_on", &f.FoundOn)
	s.Day("due_on", &f.DueOn)
}

func findingAdded(_ context.Context, t *desk.Turn, f *Finding) error {
	if c, ok := checkOf(f.Code); ok {
		f.Rule, _ = c.Rule(f.FoundOn)
	}
	return findingSound(*f, t.At)
}

func findingActs() []desk.Act[Finding] {
	return []desk.Act[Finding]{
		{Do: "remedy", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, f *Finding) {
			s.Area("remedy", &f.Remedy)
			s.Day("remedied_on", &f.RemediedOn)
			desk.Opt(s.Text("evidence_no", &f.EvidenceNo))
			desk.Opt(s.File("evidence_file", &f.EvidenceFile))
		}, Fill: func(_ context.Context, t *desk.Turn, f *Finding) error {
			f.RemedyBy = t.At.Who.ID
			return nil
		}},
		{Do: "withdraw", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, f *Finding) { s.Area("withdraw_reason", &f.WithdrawReason) }},
		{Do: "close", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, f *Finding) {
			s.Day("rechecked_on", &f.RecheckedOn)
			s.Area("recheck_note", &f.RecheckNote)
		}, Fill: func(_ context.Context, t *desk.Turn, f *Finding) error {
			f.RecheckedBy = t.At.Who.ID
			return nil
		}},
		{Do: "return", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, f *Finding) { s.Area("recheck_note", &f.RecheckNote) },
			Fill: func(_ context.Context, _ *desk.Turn, f *Finding) error {
				f.Returned++
				return nil
			}},
		{Do: "hand_over", Need: Inspect, When: func(f Finding) bool { return f.ConcludedOn != "" && f.HandoverNo == "" && f.State != Withdrawn },
			Ask: func(s *desk.Sheet, f *Finding) {
				s.Text("handover_no", &f.HandoverNo)
				s.Day("handover_on", &f.HandoverOn)
				s.Text("handover_to", &f.HandoverTo)
			}, Fill: func(_ context.Context, t *desk.Turn, f *Finding) error { return handoverSound(*f, t.At) }},
	}
}
