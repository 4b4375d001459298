package inspection

import (
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

func proceedings() folder[Proceeding] {
	return folder[Proceeding]{
		name: "discipline",
		open: func(p pages, c *web.Call, id string) (Proceeding, error) {
			l, err := p.Law(c.Context())
			if err != nil {
				return Proceeding{}, err
			}
			return OpenProceeding(c.Context(), p.view(c), l, id)
		},
		version: func(p Proceeding) int { return p.Version },
		href:    func(p Proceeding) string { return CaseHref(p.ID) },
		title:   func(p Proceeding) string { return p.Code + " · " + p.Name },
		offers:  caseOffers,
		checks:  caseChecks,
		acts:    slices.Concat(hearingActs, voteActs, effectActs, caseAdditions),
	}
}

// caseOffers are the steps that the ballot leaves open: it decides which way a
// case goes, so the others are not offered.
func caseOffers(p Proceeding, at duty.Moment) []duty.Offer {
	if b, ok := p.round(); ok && p.State == Balloted {
		p.ProposedForm = b.Outcome
		if b.Decided {
			p.Form = b.Outcome
		}
	}
	return slices.DeleteFunc(CaseFlow.Offers(p.State, p, at), func(o duty.Offer) bool {
		return slices.ContainsFunc(text.Problems(o.Why), func(t text.Problem) bool { return t.Field == "form" || t.Field == "appeal" })
	})
}

func caseChecks(c *web.Call, p Proceeding, do string) []web.Check {
	switch duty.Verb(do) {
	case DoHear, DoConvene, DoBallot:
		return []web.Check{met(c, "case_heard", caseHeard(p, duty.Moment{}))}
	case DoDecide:
		return []web.Check{met(c, "case_heard", caseHeard(p, duty.Moment{})),
			met(c, "in_time", want(!p.Limitation.Expired, "", "inspection.refuse.time_barred", p.Limitation.Until)())}
	case DoLapse:
		return []web.Check{met(c, "no_appeal", want(!p.AppealPending, "", "inspection.refuse.appeal_pending")())}
	}
	return nil
}

var hearingActs = []act[Proceeding]{
	{do: "self_criticise", need: Discipline, flow: true, upload: true,
		fields: func(f *form, _ Proceeding) {
			opt(f.add(web.FieldDay, "self_criticism_on", ""))
			f.add(web.FieldCheck, "no_self_criticism", "")
			f.add(web.FieldFile, "file", "")
		},
		run: func(f *form, p Proceeding) error {
			on := f.day("self_criticism_on")
			content, _ := f.file("file")
			return f.then(func() error {
				return only(f.k.SelfCriticise(f.ctx(), f.Who, p.ID, f.version, on, f.on("no_self_criticism"), content))
			})
		}},
	{do: "hear", need: Discipline, flow: true, run: func(f *form, p Proceeding) error {
		return f.then(func() error { return only(f.k.HearCase(f.ctx(), f.Who, p.ID, f.version)) })
	}},
	{do: "convene", need: Discipline, flow: true, fields: meetingFields, run: func(f *form, p Proceeding) error {
		in := readMeeting(f)
		return f.then(func() error { return only(f.k.Convene(f.ctx(), f.Who, p.ID, f.version, in)) })
	}},
	{do: "take_up", need: Judge, flow: true, fields: meetingFields, run: func(f *form, p Proceeding) error {
		in := readMeeting(f)
		return f.then(func() error { return only(f.k.TakeUp(f.ctx(), f.Who, p.ID, f.version, in)) })
	}},
	{do: "block", need: Discipline, flow: true,
		fields: func(f *form, _ Proceeding) {
			choose(f, "block_ground", "inspection.block.", Blocks, "")
			f.add(web.FieldDay, "block_from", f.Today)
		},
		run: func(f *form, p Proceeding) error {
			from := f.day("block_from")
			return f.then(func() error {
				return only(f.k.Block(f.ctx(), f.Who, p.ID, f.version, Block(f.Form("block_ground")), from))
			})
		}},
	{do: "unblock", need: Discipline, flow: true, fields: func(f *form, _ Proceeding) { f.add(web.FieldDay, "block_to", f.Today) },
		run: func(f *form, p Proceeding) error {
			to := f.day("block_to")
			return f.then(func() error { return only(f.k.Unblock(f.ctx(), f.Who, p.ID, f.version, to)) })
		}},
}

func meetingFields(f *form, p Proceeding) {
	choose(f, "body", "inspection.decider.", Deciders, p.ProposedTo).Label = f.Say("inspection.field.decider")
	f.add(web.FieldDay, "meeting_on", f.Today)
	opt(f.add(web.FieldText, "meeting_minute", "")).Width = "m"
	f.add(web.FieldArea, "council", "").Rows = 6
	opt(f.add(web.FieldArea, "bound", "")).Rows = 2
}

// readMeeting reads who sits on the body, one name a line, the chair first.
// Whoever stands among the bound has a tie to the case.
func readMeeting(f *form) MeetingForm {
	in := MeetingForm{Body: Decider(f.Form("body")), On: f.day("meeting_on"), MinuteNo: f.Form("meeting_minute")}
	bound := map[string]bool{}
	for _, name := range nonEmpty(f.Form("bound")) {
		bound[vn.Fold(name)] = true
	}
	for n, name := range nonEmpty(f.Form("council")) {
		in.Council = append(in.Council, Seat{Name: name, Chair: n == 0, Interest: bound[vn.Fold(name)]})
	}
	return in
}

func nonEmpty(area string) []string {
	var out []string
	for line := range strings.Lines(area) {
		if line = vn.Tidy(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

var voteActs = []act[Proceeding]{
	{do: "ballot", need: Discipline, flow: true, fields: ballotFields, run: recordBallot},
	{do: "decide", need: Judge, flow: true,
		fields: func(f *form, _ Proceeding) {
			f.add(web.FieldText, "decision_no", "").Width = "m"
			f.add(web.FieldDay, "decision_on", f.Today)
		},
		run: func(f *form, p Proceeding) error {
			on := f.day("decision_on")
			return f.then(func() error {
				return only(f.k.DecideDiscipline(f.ctx(), f.Who, p.ID, f.version, f.Form("decision_no"), on))
			})
		}},
	{do: "propose_up", need: Discipline, flow: true, fields: func(f *form, _ Proceeding) { choose(f, "proposed_to", "inspection.decider.", Deciders, "") },
		run: func(f *form, p Proceeding) error {
			return f.then(func() error {
				return only(f.k.ProposeUp(f.ctx(), f.Who, p.ID, f.version, Decider(f.Form("proposed_to"))))
			})
		}},
	{do: "spare", need: Judge, flow: true, fields: func(f *form, _ Proceeding) { f.add(web.FieldArea, "not_reason", "") },
		run: func(f *form, p Proceeding) error {
			return f.then(func() error { return only(f.k.Spare(f.ctx(), f.Who, p.ID, f.version, f.Form("not_reason"))) })
		}},
	{do: "time_bar", need: Judge, flow: true, run: func(f *form, p Proceeding) error {
		return f.then(func() error { return only(f.k.BarByTime(f.ctx(), f.Who, p.ID, f.version)) })
	}},
}

func ballotFields(f *form, p Proceeding) {
	f.add(web.FieldDay, "held_on", string(p.MeetingOn))
	f.add(web.FieldNumber, "entitled", "")
	f.add(web.FieldNumber, "present", "").Label = f.Say("inspection.field.present_votes")
	for _, form := range slices.Backward(FormsFor(p.Case)) {
		x := opt(f.add(web.FieldNumber, "votes_"+string(form), ""))
		x.Label = f.Say("inspection.page.votes_for", FormKey(form))
	}
	opt(f.add(web.FieldNumber, "votes_none", ""))
	opt(f.add(web.FieldNumber, "votes_invalid", ""))
	f.add(web.FieldText, "minute", "").Width = "m"
	opt(f.add(web.FieldText, "tellers", ""))
}

func recordBallot(f *form, p Proceeding) error {
	in := BallotForm{HeldOn: f.day("held_on"), Entitled: f.num("entitled"), Present: f.num("present"), Invalid: f.num("votes_invalid"), None: f.num("votes_none"),
		Votes: Votes{}, Minute: f.Form("minute"), Tellers: f.Form("tellers")}
	for _, form := range FormsFor(p.Case) {
		in.Votes[form] = f.num("votes_" + string(form))
	}
	return f.then(func() error { return only(f.k.RecordBallot(f.ctx(), f.Who, p.ID, f.version, in)) })
}

var effectActs = []act[Proceeding]{
	{do: "announce", need: Judge, flow: true, fields: func(f *form, _ Proceeding) { f.add(web.FieldDay, "announced_on", f.Today) },
		run: func(f *form, p Proceeding) error {
			on := f.day("announced_on")
			return f.then(func() error { return only(f.k.AnnounceDiscipline(f.ctx(), f.Who, p.ID, f.version, on)) })
		}},
	{do: "serve", need: Discipline, flow: true,
		fields: func(f *form, _ Proceeding) {
			f.add(web.FieldDay, "served_on", f.Today)
			f.add(web.FieldCheck, "refused", "")
			opt(f.add(web.FieldText, "refused_minute", "")).Width = "m"
		},
		run: func(f *form, p Proceeding) error {
			on := f.day("served_on")
			return f.then(func() error {
				return only(f.k.ServeDiscipline(f.ctx(), f.Who, p.ID, f.version, on, f.on("refused"), f.Form("refused_minute")))
			})
		}},
	{do: "enforce", need: Discipline, flow: true, run: func(f *form, p Proceeding) error {
		return f.then(func() error { return only(f.k.Enforce(f.ctx(), f.Who, p.ID, f.version)) })
	}},
	{do: "lapse", need: Discipline, flow: true, run: func(f *form, p Proceeding) error {
		return f.then(func() error { return only(f.k.Lapse(f.ctx(), f.Who, p.ID, f.version)) })
	}},
}

// reached gives a test that a case is in one of the states.
func reached(states ...duty.State) func(Proceeding) bool {
	return func(p Proceeding) bool { return slices.Contains(states, p.State) }
}

var caseAdditions = []act[Proceeding]{
	{do: "hearing", need: Discipline, upload: true, when: reached(SelfCriticism, Heard, Meeting), fields: func(f *form, _ Proceeding) { hearingFields(f) },
		run: func(f *form, p Proceeding) error {
			in := readHearing(f)
			return f.then(func() error { return only(f.k.RecordCaseHearing(f.ctx(), f.Who, p.ID, f.version, in)) })
		}},
	{do: "appeal", need: AppealTo, when: func(p Proceeding) bool { return slices.Contains(announced, p.State) && !p.AppealPending }, fields: appealFields,
		run: func(f *form, p Proceeding) error {
			in := AppealForm{Case: p.ID, DecisionNo: f.Form("decision_no"), FinalDecision: f.on("final_decision"), Name: f.Form("name"), FiledByOther: f.on("filed_by_other"),
				ReceivedDecOn: f.day("received_dec_on"), FiledOn: f.day("filed_on"), ReceivedOn: f.day("received_on"), Handler: Decider(f.Form("handler"))}
			return f.then(func() error { return only(f.k.FileAppeal(f.ctx(), f.Who, in)) })
		}},
	{do: "admin", need: Discipline, when: func(p Proceeding) bool {
		return slices.Contains(announced, p.State) && p.AdminDue != "" && p.AdminDoneOn == ""
	},
		fields: func(f *form, _ Proceeding) {
			f.add(web.FieldText, "admin_no", "").Width = "m"
			f.add(web.FieldDay, "admin_done_on", f.Today)
		},
		run: func(f *form, p Proceeding) error {
			on := f.day("admin_done_on")
			return f.then(func() error { return only(f.k.RecordAdmin(f.ctx(), f.Who, p.ID, f.version, f.Form("admin_no"), on)) })
		}},
	{do: "admin_undone", need: Discipline, when: func(p Proceeding) bool { return p.AdminUndoDue != "" && p.AdminUndoneOn == "" },
		fields: func(f *form, _ Proceeding) { f.add(web.FieldDay, "admin_undone_on", f.Today) },
		run: func(f *form, p Proceeding) error {
			on := f.day("admin_undone_on")
			return f.then(func() error { return only(f.k.RecordAdminUndone(f.ctx(), f.Who, p.ID, f.version, on)) })
		}},
	{do: "again", need: Discipline, when: func(p Proceeding) bool {
		return slices.Contains([]duty.State{Announced, Served, InForce}, p.State) && p.AgainOn == ""
	},
		fields: func(f *form, _ Proceeding) { f.add(web.FieldDay, "again_on", "") },
		run: func(f *form, p Proceeding) error {
			on := f.day("again_on")
			return f.then(func() error { return only(f.k.RecordAgain(f.ctx(), f.Who, p.ID, f.version, on)) })
		}},
	{do: "restore", need: Judge, when: func(p Proceeding) bool { return p.State == Void && p.RestoredOn == "" },
		fields: func(f *form, _ Proceeding) {
			f.add(web.FieldText, "restored_no", "").Width = "m"
			f.add(web.FieldDay, "restored_on", f.Today)
		},
		run: func(f *form, p Proceeding) error {
			on := f.day("restored_on")
			return f.then(func() error { return only(f.k.Restore(f.ctx(), f.Who, p.ID, f.version, f.Form("restored_no"), on)) })
		}},
	{do: "suspension", need: Discipline, fields: suspensionFields, when: func(p Proceeding) bool { return !slices.Contains([]duty.State{Lapsed, Void}, p.State) },
		run: func(f *form, p Proceeding) error {
			in := SuspensionForm{Case: p.ID, Inspection: p.Inspection, ObjectType: p.ObjectType, Object: p.Object, Name: p.Name, Unit: p.Unit, CommitteeMember: p.CommitteeLevel != "",
				Kind: SuspensionKind(f.Form("kind")), Ground: f.Form("ground"), Prosecuted: f.on("prosecuted")}
			return f.then(func() error { return only(f.k.ProposeSuspension(f.ctx(), f.Who, in)) })
		}},
	{do: "paper", need: Follow, upload: true, fields: func(f *form, _ Proceeding) { paperQuestions(f) },
		run: func(f *form, p Proceeding) error {
			in := readPaper(f)
			in.Discipline = p.ID
			return f.then(func() error { return only(f.k.AddPaper(f.ctx(), f.Who, in)) })
		}},
}

func appealFields(f *form, p Proceeding) {
	f.add(web.FieldText, "name", p.Name).Label = f.Say("inspection.field.appellant")
	opt(f.add(web.FieldText, "decision_no", p.DecisionNo)).Width = "m"
	f.add(web.FieldDay, "received_dec_on", string(p.ServedOn))
	f.add(web.FieldDay, "filed_on", "")
	f.add(web.FieldDay, "received_on", f.Today)
	choose(f, "handler", "inspection.decider.", Deciders, "")
	f.add(web.FieldCheck, "filed_by_other", "")
	f.add(web.FieldCheck, "final_decision", "")
}

func suspensionFields(f *form, p Proceeding) {
	kinds := []SuspensionKind{PartyActivity, CommitteeActivity}
	if p.ObjectType == Organisation {
		kinds = []SuspensionKind{OrgActivity}
	}
	choose(f, "kind", "inspection.suspension.kind.", kinds, "").Label = f.Say("inspection.field.suspension_kind")
	f.add(web.FieldArea, "ground", "").Label = f.Say("inspection.field.suspension_ground")
	f.add(web.FieldCheck, "prosecuted", "")
}

// A BallotView is one vote with its counting, heaviest form first.
type BallotView struct {
	Title, Outcome string
	Numbers        string
	Rows           []CountView
	Minute         string
}

// A CountView is one line of the counting.
type CountView struct {
	Form                string
	Votes, Sum, Needed  int
	Carried, Meets      bool
	Wins, Decides, Open bool
}

// CasePage is the data of discipline.html.
type CasePage struct {
	Head       web.Head
	Stepper    web.Stepper
	Facts      web.Summary
	Limitation *TermView
	Expired    bool
	Terms      []*TermView
	Ballots    []BallotView
	Hearings   web.Timeline
	Appeals    web.Grid
	Suspended  web.Grid
	Papers     web.Grid
	Council    web.People
	Next       web.Next
	Others     []web.Link
	Events     web.Timeline
}

func (p pages) discipline(c *web.Call) (web.Reply, error) {
	fo := proceedings()
	x, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	page := CasePage{Head: web.Head{Title: x.Name, Number: x.Code, Sub: x.Violation, Print: true, Chip: web.Chip{Kind: "info", Text: c.Say("inspection.case.state." + string(x.State))}},
		Stepper: caseSteps(c, x), Facts: caseFacts(c, x), Appeals: appealGrid(c, x.Appeals)}
	page.explain(c, x)
	for _, h := range slices.Backward(x.Hearings) {
		page.Hearings = append(page.Hearings, hearingEvent(c, cmpDossier(x), h))
	}
	for _, s := range x.Council {
		side := ""
		if s.Chair {
			side = c.Say("inspection.field.chair")
		}
		page.Council = append(page.Council, web.Person{Name: s.Name, Note: side})
	}
	ss, err := db.Find[Suspension](c.Context(), p.view(c), "t.case_id = $1", "ORDER BY t.id", x.ID)
	if err != nil {
		return web.Reply{}, err
	}
	page.Suspended = suspensionGrid(c, ss)
	papers, err := db.Find[Paper](c.Context(), p.view(c), "t.discipline = $1", "ORDER BY t.added_on DESC, t.id DESC", x.ID)
	if err != nil {
		return web.Reply{}, err
	}
	page.Papers = paperGrid(c, papers, fo.at(x.ID, "paper"))
	page.Next, page.Others = fo.next(p, c, x, x.ID)
	if page.Next.Title == "" {
		page.Next = wait(c, fo.name, CaseFlow.Edges("", Found).Edges, x.State)
	}
	page.Events, _, err = p.journal(c, x.Case.Dossier, "")
	return web.Reply{Page: "inspection/discipline.html", Data: page, Title: x.Name, Nav: ID, Crumbs: crumbs(c, "disciplines", "/inspection/disciplines")}, err
}

// cmpDossier is the inspection whose files a case's hearings hang on; the case
// itself outside an inspection.
func cmpDossier(x Proceeding) string {
	if x.Inspection != "" {
		return x.Inspection
	}
	return x.ID
}

// explain shows how the limitation, the days of effect and the votes were
// found.
func (page *CasePage) explain(c *web.Call, x Proceeding) {
	if v := x.Limitation; v.On != "" {
		t := Term{Law: v.Law, Source: v.Source, Due: v.Until, Steps: v.Steps, Verified: true}
		if t.Due == "" {
			t.Due = v.On
		}
		page.Limitation = termView(c, c.Say("inspection.page.limitation", FormKey(v.Form)), t, true)
		page.Limitation.Due, page.Expired = v.Until, v.Expired
	}
	page.effect(c, x)
	for _, b := range slices.Backward(x.Ballots) {
		page.Ballots = append(page.Ballots, ballotView(c, b))
	}
}

// effect lists the days of a decision, each with its rule and the way it was
// found.
func (page *CasePage) effect(c *web.Call, x Proceeding) {
	written, from := "P-ANN", x.DecisionOn
	if b, ok := x.round(); ok && x.Body == ByCell {
		written, from = "P-CELL", b.HeldOn
	}
	resolved := vn.Day("")
	for _, a := range x.Appeals {
		resolved = max(resolved, a.ResolvedOn)
	}
	for _, e := range []struct {
		key, rule       string
		start, due, met vn.Day
	}{{"written_due", written, from, x.WrittenDue, x.AnnouncedOn}, {"effective_from", "", "", x.EffectiveFrom, x.EffectiveFrom}, {"lapses_on", "P-EFF", x.AnnouncedOn, x.LapsesOn, x.EndedOn},
		{"admin_notice_due", "P-SYNC5", x.AnnouncedOn, x.AdminNoticeDue, ""}, {"admin_due", "P-SYNC30", x.AnnouncedOn, x.AdminDue, x.AdminDoneOn},
		{"admin_undo_due", "P-SYNC5", resolved, x.AdminUndoDue, x.AdminUndoneOn}} {
		if e.due == "" {
			continue
		}
		v := &TermView{Title: c.Say("inspection.field." + e.key), Due: e.due}
		// the record keeps the day alone; the rules explain it if they still lead to it
		if t, err := reckon(x.Law, e.rule, TierOf(x.Body), e.start); err == nil && t.Due == e.due {
			v = termView(c, v.Title, t, true)
		}
		if e.met == "" {
			v.Chip = c.DueChip(string(e.due))
		}
		page.Terms = append(page.Terms, v)
	}
}

func ballotView(c *web.Call, b Ballot) BallotView {
	v := BallotView{Title: c.Say("inspection.page.ballot", b.Round, text.Key("inspection.decider."+string(b.Body)), b.HeldOn), Minute: b.Minute,
		Numbers: c.Say("inspection.page.ballot.numbers", b.Entitled, b.Present, b.None, b.Invalid)}
	switch {
	case b.Outcome == NoForm:
		v.Outcome = c.Say("inspection.page.ballot.none")
	case b.Decided:
		v.Outcome = c.Say("inspection.page.ballot.decided", FormKey(b.Outcome))
	default:
		v.Outcome = c.Say("inspection.page.ballot.proposed", FormKey(b.Outcome))
	}
	for _, n := range b.Counted {
		v.Rows = append(v.Rows, CountView{Form: c.Say(string(FormKey(n.Form))), Votes: n.Votes, Sum: n.Sum, Needed: n.Needed, Carried: n.Sum > n.Votes, Meets: n.Meets,
			Wins: n.Form == b.Outcome, Decides: n.Decides})
	}
	return v
}

func caseSteps(c *web.Call, x Proceeding) web.Stepper {
	held := vn.Day("")
	if b, ok := x.round(); ok {
		held = b.HeldOn
	}
	return steps(c, []stage{{"found", []duty.State{Found}, x.FoundOn}, {"self_criticism", []duty.State{SelfCriticism}, x.SelfCriticismOn}, {"case_heard", []duty.State{Heard}, x.HeardOn},
		{"meeting", []duty.State{Meeting}, x.MeetingOn}, {"balloted", []duty.State{Balloted, Proposed}, held}, {"decided", []duty.State{Decided}, x.DecisionOn},
		{"announced", []duty.State{Announced}, x.AnnouncedOn}, {"served", []duty.State{Served}, x.ServedOn}, {"in_force", []duty.State{InForce}, x.EffectiveFrom},
		{"lapsed", []duty.State{Lapsed}, x.EndedOn}}, x.State)
}

func caseFacts(c *web.Call, x Proceeding) web.Summary {
	var s web.Summary
	add := func(key, value string) {
		if value != "" {
			s = append(s, web.Fact{Name: c.Say("inspection.field." + key), Value: value})
		}
	}
	said := func(prefix, v string) string {
		if v == "" {
			return ""
		}
		return c.Say(prefix + v)
	}
	day := func(d vn.Day) string { return c.Texts().Day(c.Lang, string(d)) }
	var contents []string
	for _, code := range x.Contents {
		contents = append(contents, c.Say("inspection.content."+code))
	}
	add("unit", x.UnitName)
	add("contents", strings.Join(contents, "\n"))
	add("violated_to", day(x.ViolatedTo))
	add("degree", said("inspection.degree.", string(x.Degree)))
	add("responsible", x.Responsible)
	add("origin", x.Origin)
	for _, flag := range []struct {
		key string
		on  bool
	}{{"ongoing", x.Ongoing}, {"probationary", x.Probationary}, {"holds_office", x.HoldsOffice}, {"public_employee", x.PublicEmployee}, {"assigned_by_upper", x.AssignedByUpper}} {
		if flag.on {
			add(flag.key, c.Say("inspection.page.yes"))
		}
	}
	add("managed_by", said("inspection.tier.", string(x.ManagedBy)))
	add("decider", said("inspection.decider.", string(x.Body)))
	add("meeting_minute", x.MeetingMinute)
	if x.BlockGround != "" {
		add("block_ground", c.Say("inspection.block."+string(x.BlockGround))+", "+span(c, x.BlockFrom, x.BlockTo))
	}
	if x.Form != NoForm {
		add("form", c.Say(string(FormKey(x.Form))))
	}
	add("decision_no", strings.Join(filled(x.DecisionNo, day(x.DecisionOn), x.DecidedByName), " · "))
	add("served_on", day(x.ServedOn))
	add("refused_minute", x.RefusedMinute)
	add("again_on", day(x.AgainOn))
	add("admin_no", x.AdminNo)
	add("restored_no", strings.Join(filled(x.RestoredNo, day(x.RestoredOn)), " · "))
	add("not_reason", x.NotReason)
	if x.Inspection != "" {
		s = append(s, web.Fact{Name: c.Say("inspection.field.inspection"), Value: c.Say("inspection.page.open_dossier"), Href: InspectionHref(x.Inspection)})
	}
	return s
}

func (p pages) newCase(c *web.Call) (web.Reply, error) {
	return p.fresh(c, fresh{title: "inspection.page.case.new", action: "/inspection/disciplines/new", crumb: [2]string{"disciplines", "/inspection/disciplines"},
		fields: func(f *form) {
			f.pick("object", ObjectTypes...)
			f.add(web.FieldText, "origin", "")
			violationFields(f, Case{})
		},
		run: func(f *form) (to string, err error) {
			o, in := f.object("object"), readCase(f)
			in.Origin, in.ObjectType, in.Object, in.Name, in.Unit, in.UnitName, in.CommitteeLevel = f.Form("origin"), o.kind, o.id, o.name, o.unit, o.unitName, o.tier
			err = f.then(func() error {
				x, err := f.k.OpenCase(f.ctx(), f.Who, in)
				to = CaseHref(x.ID)
				return err
			})
			return to, err
		}})
}

func (p pages) newSuspension(c *web.Call) (web.Reply, error) {
	return p.fresh(c, fresh{title: "inspection.page.suspension.new", action: "/inspection/suspensions/new", crumb: [2]string{"suspensions", "/inspection/suspensions"},
		fields: func(f *form) {
			f.pick("object", ObjectTypes...)
			choose(f, "kind", "inspection.suspension.kind.", SuspensionKinds, "").Label = f.Say("inspection.field.suspension_kind")
			f.add(web.FieldArea, "ground", "").Label = f.Say("inspection.field.suspension_ground")
			f.add(web.FieldCheck, "prosecuted", "")
		},
		run: func(f *form) (to string, err error) {
			o := f.object("object")
			in := SuspensionForm{ObjectType: o.kind, Object: o.id, Name: o.name, Unit: o.unit, CommitteeMember: o.tier != "", Kind: SuspensionKind(f.Form("kind")),
				Ground: f.Form("ground"), Prosecuted: f.on("prosecuted")}
			err = f.then(func() error {
				x, err := f.k.ProposeSuspension(f.ctx(), f.Who, in)
				to = SuspensionHref(x.ID)
				return err
			})
			return to, err
		}})
}
