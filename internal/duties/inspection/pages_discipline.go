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
	page.Events, _, err = p.kit().Journal(c, x.Case.Dossier, "")
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
		t := Term{Law: v.Law, Source: v.Source, Due: v.Until, Steps: v.Steps}
		if t.Due == "" {
			t.Due = v.On
		}
		page.Limitation = termView(c, c.Say("inspection.page.limitation", FormKey(v.Form)), t, true)
		page.Limitation.Due, page.Limitation.Unverified, page.Expired = v.Until, !v.Verified, v.Expired
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
		{"admin_notice_due", "P-SYNC5", x.AnnouncedOn, x.AdminNoticeDue, x.AdminNoticeOn}, {"admin_due", "P-SYNC30", x.AnnouncedOn, x.AdminDue, x.AdminDoneOn},
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
	return append(s, decisionFacts(c, x)...)
}

// decisionFacts are what was decided on a case and what came of it.
func decisionFacts(c *web.Call, x Proceeding) web.Summary {
	var s web.Summary
	add := func(key, value string) {
		if value != "" {
			s = append(s, web.Fact{Name: c.Say("inspection.field." + key), Value: value})
		}
	}
	day := func(d vn.Day) string { return c.Texts().Day(c.Lang, string(d)) }
	if x.Body != "" {
		add("decider", c.Say("inspection.decider."+string(x.Body)))
	}
	add("meeting_minute", x.MeetingMinute)
	if x.BlockGround != "" {
		add("block_ground", c.Say("inspection.block."+string(x.BlockGround))+", "+span(c, x.BlockFrom, x.BlockTo))
	}
	if x.Form != NoForm {
		add("form", c.Say(string(FormKey(x.Form))))
	}
	add("decision_no", strings.Join(filled(x.DecisionNo, day(x.DecisionOn), x.DecidedByName), " · "))
	if InEffect(x.Case, vn.Day(c.Today)) {
		add("in_effect", c.Say("inspection.page.in_effect", TimeServed(x.Case, vn.Day(c.Today))))
	}
	add("served_on", day(x.ServedOn))
	add("refused_minute", x.RefusedMinute)
	add("again_on", day(x.AgainOn))
	add("admin_notice_on", day(x.AdminNoticeOn))
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
