package inspection

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

func claims() folder[Claim] {
	return folder[Claim]{
		name:    "appeal",
		open:    func(p pages, c *web.Call, id string) (Claim, error) { return OpenClaim(c.Context(), p.view(c), id) },
		version: func(a Claim) int { return a.Version },
		href:    func(a Claim) string { return AppealHref(a.ID) },
		title:   func(a Claim) string { return a.Code + " · " + a.Name },
		offers:  claimOffers,
		acts:    claimActs,
	}
}

// claimOffers are the steps that the rules leave open: an appeal with a ground
// of refusal is refused, one without is taken up.
func claimOffers(a Claim, at duty.Moment) []duty.Offer {
	ground := RefusalGround(a.Appeal, a.Of)
	a.Ground = ground
	var out []duty.Offer
	for _, o := range AppealFlow.Offers(a.State, a, at) {
		if o.Do == DoAccept && ground != "" || o.Do == DoRefuse && ground == "" {
			continue
		}
		out = append(out, o)
	}
	return out
}

var claimActs = []act[Claim]{
	{do: "accept", need: AppealTo, flow: true, run: func(f *form, a Claim) error {
		return f.then(func() error { return only(f.k.AcceptAppeal(f.ctx(), f.Who, a.ID, f.version)) })
	}},
	{do: "refuse", need: AppealTo, flow: true, fields: func(f *form, _ Claim) { opt(f.add(web.FieldArea, "refuse_note", "")) }, run: func(f *form, a Claim) error {
		return f.then(func() error { return only(f.k.RefuseAppeal(f.ctx(), f.Who, a.ID, f.version, f.Form("refuse_note"))) })
	}},
	{do: "resolve", need: AppealTo, flow: true,
		fields: func(f *form, a Claim) {
			choose(f, "outcome", "inspection.outcome.", Outcomes, "")
			x := opt(choose(f, "new_form", "inspection.form.", FormsFor(a.Of), ""))
			x.Hint = f.Say("inspection.page.deducted", TimeServed(a.Of, vn.Day(f.Today)))
			f.add(web.FieldText, "resolution_no", "").Width = "m"
			f.add(web.FieldDay, "resolved_on", f.Today)
			f.add(web.FieldCheck, "final", "")
		},
		run: func(f *form, a Claim) error {
			in := ResolutionForm{Outcome: Outcome(f.Form("outcome")), NewForm: Form(f.Form("new_form")), No: f.Form("resolution_no"), On: f.day("resolved_on"), Final: f.on("final")}
			return f.then(func() error { return only(f.k.ResolveAppeal(f.ctx(), f.Who, a.ID, f.version, in)) })
		}},
	{do: "guide", need: AppealTo, when: func(a Claim) bool { return a.Denounces && a.GuidedOn == "" && a.State != Notified },
		fields: func(f *form, _ Claim) { f.add(web.FieldDay, "guided_on", f.Today) },
		run: func(f *form, a Claim) error {
			on := f.day("guided_on")
			return f.then(func() error { return only(f.k.GuideAppellant(f.ctx(), f.Who, a.ID, f.version, on)) })
		}},
	{do: "notify", need: AppealTo, flow: true, fields: func(f *form, _ Claim) { f.add(web.FieldDay, "notified_on", f.Today) }, run: func(f *form, a Claim) error {
		on := f.day("notified_on")
		return f.then(func() error { return only(f.k.NotifyAppeal(f.ctx(), f.Who, a.ID, f.version, on)) })
	}},
}

func (p pages) appeal(c *web.Call) (web.Reply, error) {
	fo := claims()
	a, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	page := RecordPage{Head: web.Head{Title: c.Say("inspection.page.appeal_of", a.Name), Number: a.Code, Print: true, Chip: web.Chip{Kind: "info", Text: c.Say("inspection.appeal.state." + string(a.State))}},
		Facts: appealFacts(c, a)}
	for _, t := range []*TermView{termView(c, c.Say("inspection.field.file_by"), a.FileBy, true), termView(c, c.Say("inspection.field.due_on"), a.Due, a.State != Accepted)} {
		if t != nil {
			page.Terms = append(page.Terms, t)
		}
	}
	all, err := db.Find[Appeal](c.Context(), p.view(c), "t.case_id = $1", "ORDER BY t.level_no, t.id", a.Case)
	if err != nil {
		return web.Reply{}, err
	}
	page.Grids = []web.Section{{Title: c.Say("inspection.page.ladder"), Note: c.Say("inspection.page.ladder.text"), Grid: appealGrid(c, all)}}
	page.Next, page.Others = fo.next(p, c, a, a.ID)
	if page.Next.Title == "" {
		page.Next = wait(c, fo.name, AppealFlow.Edges("", Received).Edges, a.State)
	}
	page.Events, _, err = p.kit().Journal(c, a.Appeal.Dossier, "")
	return web.Reply{Page: "inspection/record.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: crumbs(c, "appeals", "/inspection/appeals")}, err
}

func appealFacts(c *web.Call, a Claim) web.Summary {
	var s web.Summary
	add := func(key, value string) {
		if value != "" {
			s = append(s, web.Fact{Name: c.Say("inspection.field." + key), Value: value})
		}
	}
	day := func(d vn.Day) string { return c.Texts().Day(c.Lang, string(d)) }
	s = append(s, web.Fact{Name: c.Say("inspection.field.case"), Value: a.Of.Code + " · " + a.Of.Name, Href: CaseHref(a.Case)})
	add("decision_no", a.DecisionNo)
	add("level_no", c.Texts().Number(c.Lang, a.LevelNo))
	add("received_dec_on", day(a.ReceivedDecOn))
	add("filed_on", day(a.FiledOn))
	add("received_on", day(a.ReceivedOn))
	add("handler", c.Say("inspection.decider."+string(a.Handler)))
	if a.Ground != "" {
		add("ground", c.Say("inspection.ground."+string(a.Ground)))
	}
	add("refuse_note", a.RefuseNote)
	add("accepted_on", day(a.AcceptedOn))
	if a.Outcome != "" {
		add("outcome", c.Say("inspection.outcome."+string(a.Outcome)))
	}
	if a.NewForm != NoForm {
		add("new_form", c.Say(string(FormKey(a.NewForm))))
	}
	add("resolution_no", a.ResolutionNo)
	if a.Denounces {
		add("denounces", c.Say("inspection.page.yes"))
	}
	add("guided_on", day(a.GuidedOn))
	add("notified_on", day(a.NotifiedOn))
	if a.Final {
		add("final", c.Say("inspection.page.yes"))
	}
	return s
}

func suspended() folder[Suspension] {
	return folder[Suspension]{
		name: "suspension",
		open: func(p pages, c *web.Call, id string) (Suspension, error) {
			return db.Get[Suspension](c.Context(), p.view(c), id)
		},
		version: func(s Suspension) int { return s.Version },
		href:    func(s Suspension) string { return SuspensionHref(s.ID) },
		title:   func(s Suspension) string { return s.Name },
		offers:  func(s Suspension, at duty.Moment) []duty.Offer { return SuspensionFlow.Offers(s.State, s, at) },
		acts:    suspensionActs,
	}
}

var suspensionActs = []act[Suspension]{
	{do: "decide", need: Judge, flow: true,
		fields: func(f *form, s Suspension) {
			f.add(web.FieldText, "decision_no", "").Width = "m"
			f.add(web.FieldDay, "from", f.Today)
			if s.Prosecuted {
				f.add(web.FieldDay, "to", "").Label = f.Say("inspection.field.prosecuted_to")
			}
		},
		run: func(f *form, s Suspension) error {
			from, to := f.day("from"), f.day("to")
			return f.then(func() error {
				return only(f.k.DecideSuspension(f.ctx(), f.Who, s.ID, f.version, f.Form("decision_no"), from, to))
			})
		}},
	{do: "refuse", need: Judge, flow: true, run: func(f *form, s Suspension) error {
		return f.then(func() error { return only(f.k.RefuseSuspension(f.ctx(), f.Who, s.ID, f.version)) })
	}},
	{do: "extend", need: Judge, flow: true,
		fields: func(f *form, _ Suspension) {
			f.add(web.FieldDay, "extended_to", "")
			f.add(web.FieldArea, "extend_reason", "")
		},
		run: func(f *form, s Suspension) error {
			to := f.day("extended_to")
			return f.then(func() error {
				return only(f.k.ExtendSuspension(f.ctx(), f.Who, s.ID, f.version, to, f.Form("extend_reason")))
			})
		}},
	{do: "lift", need: Judge, flow: true,
		fields: func(f *form, _ Suspension) {
			f.add(web.FieldDay, "lifted_on", f.Today)
			f.add(web.FieldArea, "lift_reason", "")
		},
		run: func(f *form, s Suspension) error {
			on := f.day("lifted_on")
			return f.then(func() error {
				return only(f.k.LiftSuspension(f.ctx(), f.Who, s.ID, f.version, on, f.Form("lift_reason")))
			})
		}},
	{do: "end", need: Judge, flow: true, run: func(f *form, s Suspension) error {
		return f.then(func() error { return only(f.k.EndSuspension(f.ctx(), f.Who, s.ID, f.version)) })
	}},
}

func (p pages) suspension(c *web.Call) (web.Reply, error) {
	fo := suspended()
	s, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	page := RecordPage{Head: web.Head{Title: s.Name, Number: s.DecisionNo, Sub: c.Say("inspection.suspension.kind." + string(s.Kind)),
		Chip: web.Chip{Kind: "info", Text: c.Say("inspection.suspension.state." + string(s.State))}}}
	add := func(key, value string) {
		if value != "" {
			page.Facts = append(page.Facts, web.Fact{Name: c.Say("inspection.field." + key), Value: value})
		}
	}
	add("suspension_ground", s.Ground)
	for _, k := range s.Also {
		add("also", c.Say("inspection.suspension.kind."+string(k)))
	}
	add("scope", span(c, s.From, s.LastDay()))
	add("extend_reason", s.ExtendReason)
	add("lift_reason", s.LiftReason)
	if s.Prosecuted {
		add("prosecuted", c.Say("inspection.page.yes"))
	}
	if s.Case != "" {
		page.Facts = append(page.Facts, web.Fact{Name: c.Say("inspection.field.case"), Value: c.Say("inspection.page.open_case"), Href: CaseHref(s.Case)})
	}
	if t := termView(c, c.Say("inspection.field.to"), s.Term, s.State != InForce); t != nil {
		page.Terms = append(page.Terms, t)
	}
	page.Next, page.Others = fo.next(p, c, s, s.ID)
	if page.Next.Title == "" {
		page.Next = wait(c, fo.name, SuspensionFlow.Edges("", Proposed).Edges, s.State)
	}
	return web.Reply{Page: "inspection/record.html", Data: page, Title: s.Name, Nav: ID, Crumbs: crumbs(c, "suspensions", "/inspection/suspensions")}, nil
}
