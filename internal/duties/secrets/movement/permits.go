package movement

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
)

// Title is what a permit is called.
func (p CopyPermit) Title() string { return p.called("SC", p.Number) }

func ofPermit(p *CopyPermit) *Asking { return &p.Asking }

// copyPermits is the folder of permits to copy.
func copyPermits(k desk.Desk) desk.Folder[CopyPermit, *CopyPermit] {
	return desk.Folder[CopyPermit, *CopyPermit]{
		Desk: k, Name: "permit", Read: read,
		State: func(p *CopyPermit) *duty.State { return &p.State }, Flow: PermitFlow,
		Side: []duty.Verb{DoRefuse, DoWithdraw, DoRevoke},
		Way:  []duty.State{Requested, Permitted, Closed},
		Load: loadPermit, Title: CopyPermit.Title, Acts: permitActs(), Crumbs: crumbs("permit"), Facts: permitFacts, Parts: parts{k}.ofPermit,
		Starts: []desk.Start[CopyPermit]{{Act: desk.Act[CopyPermit]{Do: DoRequest, Need: propose, Ask: askPermit, Fill: fillRequest}, Make: makePermit}},
	}
}

func loadPermit(ctx context.Context, v db.View, p law.Pack, r *CopyPermit) error {
	it, err := db.Get[register.Item](ctx, v, r.Item)
	if err != nil {
		return err
	}
	r.NoCopying, r.Ended = !it.CopyAllowed, !it.Live()
	if r.State == Requested {
		r.Grade = it.Grade // it may have been raised since
	}
	r.Raised = it.Grade > r.Grade
	return r.weigh(ctx, v, p, register.PermitCopy, it.Grade, dayOf(v))
}

func makePermit(ctx context.Context, v db.View, _ duty.Moment, of string) (CopyPermit, error) {
	p := CopyPermit{State: Requested}
	if of == "" {
		return p, nil
	}
	it, err := db.Get[register.Item](ctx, v, of)
	if err != nil {
		return p, err
	}
	if p.of(it); p.NoCopying { // S12
		return p, duty.Incomplete("movement.refuse.no_copying", p.Number)
	}
	return p, nil
}

func (p *CopyPermit) of(it register.Item) {
	p.Base = duty.Base{Org: it.Org, Dossier: it.ID}
	p.Item, p.Number, p.Kind, p.Grade = it.ID, itemName(it), it.Kind, it.Grade
	p.NoCopying, p.Ended = !it.CopyAllowed, !it.Live()
}

func fillRequest(ctx context.Context, t *desk.Turn, p *CopyPermit) error {
	if p.Item == "" {
		it, err := numbered(ctx, t.View, p.ItemNumber)
		if err != nil {
			return err
		}
		p.of(it)
	}
	p.ask(t.At)
	return requestComplete(*p)
}

func askPermit(s *desk.Sheet, p *CopyPermit) {
	p.askItem(s, p.Item)
	s.Area("purpose", &p.Purpose)
	s.Num("asked", &p.Asked)
	desk.Choose(s, "form", &p.Form, "movement.form.", PermitForms)
	s.Lines("recipients", &p.Recipients)
	s.Person("executor", &p.Executor, &p.ExecutorName)
	s.Tick("concerned", &p.Concerned)
	s.Text("place", &p.Place)
	desk.Opt(s.Text("device", &p.Device))
	s.Tick("offline", &p.Offline)
}

func permitActs() []desk.Act[CopyPermit] {
	return []desk.Act[CopyPermit]{
		{Do: DoPermit, Need: permits, Flow: true, Ask: func(s *desk.Sheet, p *CopyPermit) {
			if p.Copies == 0 {
				p.Copies = p.Asked
			}
			s.Num("copies", &p.Copies)
			today(s, "decided_on", &p.DecidedOn)
		}, Fill: fillPermit},
		{Do: DoRefuse, Need: permits, Flow: true, Ask: askRefusal(ofPermit), Fill: fillDecision(ofPermit)},
		{Do: DoWithdraw, Need: propose, Flow: true},
		{Do: DoMake, Need: keep, Flow: true, Ask: func(s *desk.Sheet, p *CopyPermit) {
			s.Num("making", &p.Making)
			today(s, "made_on", &p.MadeOn)
		}, Fill: fillMaking},
		{Do: DoWaste, Need: keep, Flow: true, Ask: func(s *desk.Sheet, p *CopyPermit) {
			s.Tick("waste_destroyed", &p.WasteDestroyed)
			today(s, "waste_on", &p.WasteOn)
			s.Text("waste_by", &p.WasteBy)
		}},
		{Do: DoClose, Need: keep, Flow: true, Fill: func(_ context.Context, t *desk.Turn, p *CopyPermit) error { p.ClosedOn = t.At.Today; return nil }},
		{Do: DoRevoke, Need: permits, Flow: true, Ask: askRefusal(ofPermit), Fill: func(_ context.Context, t *desk.Turn, p *CopyPermit) error {
			p.ClosedOn = t.At.Today
			return nil
		}},
		{Do: DoOvercopy, Need: keep, When: func(p CopyPermit) bool { return duty.In(p.State, Permitted, Closed, Revoked) && p.Over == 0 }, Ask: func(s *desk.Sheet, p *CopyPermit) {
			s.Num("over", &p.Over)
			today(s, "over_on", &p.OverOn)
			s.Area("over_note", &p.OverNote)
		}, Fill: func(_ context.Context, t *desk.Turn, p *CopyPermit) error {
			return duty.Want(p.OverOn <= t.At.Today, "over_on", "movement.need.day")()
		}},
	}
}

func fillPermit(ctx context.Context, t *desk.Turn, p *CopyPermit) error {
	if err := p.weighed(ctx, t, register.PermitCopy, p.Grade); err != nil {
		return err
	}
	if err := permitSound(*p, t.At); err != nil {
		return err
	}
	p.decide(t.At)
	return p.number(ctx, t, "movement_permit", p.Org)
}

// fillMaking counts the copies before the flow judges them and enters them
// after: the copy after the last permitted is refused (S9).
func fillMaking(ctx context.Context, t *desk.Turn, p *CopyPermit) error {
	p.Made += p.Making
	if err := makingSound(*p, t.At); err != nil {
		return err
	}
	nos, err := copied(ctx, t, *p)
	p.Batches = append(p.Batches, Batch{On: p.MadeOn, Numbers: nos})
	p.WasteDestroyed, p.WasteOn, p.WasteBy = false, "", "" // what was spoilt this time is not destroyed yet
	return err
}
