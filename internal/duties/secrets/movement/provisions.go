package movement

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
)

// Title is what a provision is called.
func (p Provision) Title() string { return p.called("CC", p.Number+" → "+p.Applicant.Applicant) }

// Blobs names the file of the request.
func (p *Provision) Blobs() []string {
	if p.Paper == "" {
		return nil
	}
	return []string{p.Paper}
}

// provisions is the folder of provisions.
func provisions(k desk.Desk) desk.Folder[Provision, *Provision] {
	return desk.Folder[Provision, *Provision]{
		Desk: k, Name: "provision", Read: read,
		State: func(p *Provision) *duty.State { return &p.State }, Flow: ProvisionFlow,
		Side: []duty.Verb{DoRefuse, DoWithdraw},
		Way:  []duty.State{Requested, Granted, Provided},
		Load: loadProvision, Title: Provision.Title, Acts: provisionActs(), Crumbs: crumbs("provision"), Facts: provisionFacts, Parts: parts{k}.ofProvision,
		Starts: []desk.Start[Provision]{{Act: desk.Act[Provision]{Do: DoRequest, Need: propose, Ask: askProvision, Fill: fillApplication}, Make: makeProvision}},
	}
}

func loadProvision(ctx context.Context, v db.View, pack law.Pack, p *Provision) error {
	it, err := db.Get[register.Item](ctx, v, p.Item)
	if err != nil {
		return err
	}
	if p.Ended = !it.Live(); p.State == Granted {
		if p.Offered, err = storeCopies(ctx, v, p.Item); err != nil {
			return err
		}
	}
	if p.State == Requested {
		p.Grade = it.Grade // it may have been raised since
	}
	p.Raised = it.Grade > p.Grade
	return p.weigh(ctx, v, pack, p.ProvidePower(), it.Grade, dayOf(v))
}

func makeProvision(ctx context.Context, v db.View, _ duty.Moment, of string) (Provision, error) {
	p := Provision{State: Requested}
	if of == "" {
		return p, nil
	}
	it, err := db.Get[register.Item](ctx, v, of)
	if err != nil {
		return p, err
	}
	p.of(it)
	return p, nil
}

func (p *Provision) of(it register.Item) {
	p.Base = duty.Base{Org: it.Org, Dossier: it.ID}
	p.Item, p.Number, p.Grade, p.Ended = it.ID, itemName(it), it.Grade, !it.Live()
}

func fillApplication(ctx context.Context, t *desk.Turn, p *Provision) error {
	if p.Item == "" {
		it, err := numbered(ctx, t.View, p.ItemNumber)
		if err != nil {
			return err
		}
		p.of(it)
	}
	p.ask(t.At)
	return applicationComplete(*p)
}

func askProvision(s *desk.Sheet, p *Provision) {
	p.askItem(s, p.Item)
	s.Text("applicant", &p.Applicant.Applicant)
	s.Tick("person", &p.Person)
	s.Tick("foreign", &p.Foreign)
	desk.Opt(s.Text("nationality", &p.Nationality))
	desk.Opt(s.Text("papers", &p.Papers))
	s.Text("address", &p.Address)
	desk.Opt(s.Text("post", &p.Post))
	s.Area("purpose", &p.Purpose)
	s.Tick("undertaking", &p.Undertaking)
	desk.Opt(s.File("paper", &p.Paper))
}

func provisionActs() []desk.Act[Provision] {
	return []desk.Act[Provision]{
		{Do: DoGrant, Need: permits, Flow: true, Ask: func(s *desk.Sheet, p *Provision) {
			if p.ByPrimeMinister() {
				s.Text("pm_decision", &p.PMDecision)
				s.Day("pm_on", &p.PMOn)
			} else {
				s.Text("decision_no", &p.DecisionNo)
			}
			today(s, "decided_on", &p.DecidedOn)
		}, Fill: func(ctx context.Context, t *desk.Turn, p *Provision) error {
			if err := p.weighed(ctx, t, p.ProvidePower(), p.Grade); err != nil {
				return err
			}
			if err := grantSound(*p, t.At); err != nil {
				return err
			}
			p.decide(t.At)
			return p.number(ctx, t, "movement_provision", p.Org)
		}},
		{Do: DoRefuse, Need: permits, Flow: true, Ask: func(s *desk.Sheet, p *Provision) {
			s.Text("decision_no", &p.DecisionNo)
			s.Area("refuse_reason", &p.RefuseReason)
		}, Fill: func(ctx context.Context, t *desk.Turn, p *Provision) error {
			if err := provisionRefusalSound(*p, t.At); err != nil {
				return err
			}
			p.decide(t.At)
			p.DecidedOn = t.At.Today
			return p.number(ctx, t, "movement_provision", p.Org)
		}},
		{Do: DoWithdraw, Need: propose, Flow: true},
		{Do: DoProvide, Need: keep, Flow: true, Ask: func(s *desk.Sheet, p *Provision) {
			if len(p.Offered) > 0 {
				askCopies(s, "picked", &p.Picked, p.Offered)
			}
			today(s, "provided_on", &p.ProvidedOn)
			s.Text("slip", &p.Slip)
		}, Fill: func(_ context.Context, _ *desk.Turn, p *Provision) error {
			p.Lines = pick(p.Offered, p.Picked)
			return nil
		}, Then: func(ctx context.Context, t *desk.Turn, p *Provision) error { return handedOver(ctx, t, *p) }},
	}
}
