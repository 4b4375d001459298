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

// A TermView is a due day with the way it was found.
type TermView struct {
	Title      string
	Chip       web.Chip
	Due        vn.Day
	Rule       string
	Source     string
	Unverified bool
	Ground     string
	Steps      []string
	Extended   string
}

// termView explains a term; a term without a day is nil.
func termView(c *web.Call, title string, t Term, done bool) *TermView {
	if t.Due == "" {
		return nil
	}
	v := TermView{Title: title, Due: t.Due, Rule: t.Rule, Source: t.Source, Ground: t.Ground, Unverified: t.Rule != "" && t.Ground == "" && !t.Verified}
	if !done {
		v.Chip = c.DueChip(string(t.Due))
	}
	for _, s := range t.Steps {
		v.Steps = append(v.Steps, c.Say(s.Key, s.Args...))
	}
	return &v
}

// A SubjectView is one subject in the dossier's page.
type SubjectView struct {
	ID, Name, Unit string
	Chip           web.Chip
	Facts          web.Summary
	Hearings       web.Timeline
	Acts           []web.Link
}

// A FindingView is one row of the findings, with the reply beside it.
type FindingView struct {
	ID, Content, Description, Subject string
	Codes                             []string
	Degree, Proposal, Span            string
	Reply                             string
	Chip                              web.Chip
	Evidence                          []web.Link
	Acts                              []web.Link
}

// DossierPage is the data of dossier.html.
type DossierPage struct {
	Tab       string
	Head      web.Head
	Term      *TermView
	Terms     []*TermView
	Stepper   web.Stepper
	Tabs      web.Views
	Next      web.Next
	Others    []web.Link
	Findings  []FindingView
	Subjects  []SubjectView
	Team      web.People
	TeamActs  []web.Link
	TeamNote  string
	Timeline  web.Timeline
	Facts     web.Summary
	Reminders web.Grid
	Cases     web.Grid
	Papers    web.Grid
	Journal   web.Timeline
	Older     string
	Adds      []web.Link
	Warning   *web.Note
}

// dossierTabs are the parts of a dossier's page.
var dossierTabs = []string{"summary", "findings", "people", "papers", "terms", "journal"}

func (p pages) dossier(c *web.Call) (web.Reply, error) {
	fo := dossiers()
	d, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	page := DossierPage{Tab: c.Query("tab")}
	if !slices.Contains(dossierTabs, page.Tab) {
		page.Tab = "summary"
	}
	page.Next, page.Others = fo.next(p, c, d, d.ID)
	if page.Next.Title == "" {
		page.Next = wait(c, fo.name, InspectionFlow.Edges("", Draft).Edges, d.State)
	}
	papers, err := db.Find[Paper](c.Context(), p.view(c), "t.inspection = $1", "ORDER BY t.added_on DESC, t.id DESC", d.ID)
	if err != nil {
		return web.Reply{}, err
	}
	page.head(c, d, len(papers))
	page.people(c, d)
	page.findings(c, d)
	page.followed(c, d)
	page.Papers = paperGrid(c, papers, "")
	page.Timeline = mainEvents(c, d)
	if page.Tab == "journal" {
		page.Journal, page.Older, err = p.kit().Journal(c, d.ID, "/inspection/"+d.ID+"?tab=journal")
	}
	return web.Reply{Page: "inspection/dossier.html", Data: page, Title: d.Title, Nav: ID, Crumbs: crumbs(c, "inspections", "/inspection")}, err
}

func crumbs(c *web.Call, tab, href string) []web.Crumb {
	return []web.Crumb{{Text: c.Say("inspection.nav"), Href: "/inspection"}, {Text: c.Say("inspection.list." + tab), Href: href}}
}

// ended are the states in which nothing is due any more.
var ended = []duty.State{Concluded, ConclusionAnnounced, FollowUp, Archived, Terminated, Transferred, Merged}

func (page *DossierPage) head(c *web.Call, d Dossier, papers int) {
	over := slices.Contains(ended, d.State)
	sub := c.Say("inspection.kind." + string(d.Kind))
	if d.DecisionNo != "" {
		sub += " · " + c.Say("inspection.page.decision", d.DecisionNo, d.DecisionOn)
	}
	page.Head = web.Head{Title: d.Title, Number: d.Code, Sub: sub, Acts: []web.Link{{Text: c.Say("inspection.page.print"), Href: "/inspection/print/" + d.ID, Icon: "printer"}}}
	if over || d.State == Suspended {
		page.Head.Chip = web.Chip{Kind: "info", Text: c.Say("inspection.state." + string(d.State))}
	}
	page.Stepper = steps(c, way(d), d.State)
	page.terms(c, d, over)
	n := map[string]int{"findings": len(d.Findings), "people": len(d.Subjects) + len(page.Team), "papers": papers, "terms": len(page.Terms)}
	n["people"] = len(d.Subjects) + len(serving(d.Team))
	page.Tabs.Label = c.Say("inspection.page.parts")
	for _, t := range dossierTabs {
		l := web.Link{Text: c.Say("inspection.page.part." + t), Href: "/inspection/" + d.ID + "?tab=" + t, Current: t == page.Tab}
		if n[t] > 0 {
			l.Count = c.Texts().Number(c.Lang, n[t])
		}
		page.Tabs.Tabs = append(page.Tabs.Tabs, l)
	}
	if w := ScopeWarning(d.Law, d.ScopeFrom, orDay(d.DecisionOn, vn.Day(c.Today))); w != nil && d.ScopeFrom != "" {
		page.Warning = &web.Note{Kind: "warn", Text: c.Say(w.Key, w.Args...)}
	}
	page.Facts = dossierFacts(c, d)
}

func orDay(d, other vn.Day) vn.Day {
	if d.Valid() {
		return d
	}
	return other
}

func (page *DossierPage) terms(c *web.Call, d Dossier, over bool) {
	t := d.Due
	page.Term = termView(c, c.Say("inspection.page.term.end"), t, over)
	if page.Term != nil {
		if d.ExtendedTo != "" {
			page.Term.Due, page.Term.Extended = d.ExtendedTo, c.Say("inspection.page.extended", d.ExtendedTo, d.ExtendReason)
			if !over {
				page.Term.Chip = c.DueChip(string(d.DueOn))
			}
		}
		page.Terms = append(page.Terms, page.Term)
	}
	for _, s := range d.Subjects {
		if s.SelfReportDue != "" {
			v := TermView{Title: c.Say("inspection.page.term.self_report", s.Name), Due: s.SelfReportDue}
			if s.SelfReportOn == "" {
				v.Chip = c.DueChip(string(s.SelfReportDue))
			} else {
				v.Chip = web.Chip{Kind: "ok", Text: c.Say("inspection.page.received", s.SelfReportOn)}
			}
			page.Terms = append(page.Terms, &v)
		}
	}
	for _, r := range d.Reminders {
		if r.Due != "" {
			v := TermView{Title: c.Say("inspection.reminder.kind."+string(r.Kind)) + ": " + r.Text, Due: r.Due, Chip: reminderChip(c, r)}
			page.Terms = append(page.Terms, &v)
		}
	}
}

func reminderChip(c *web.Call, r Reminder) web.Chip {
	switch r.State {
	case Closed:
		return web.Chip{Kind: "ok", Text: c.Say("inspection.reminder.state.closed")}
	case Answered:
		return web.Chip{Kind: "info", Text: c.Say("inspection.reminder.state.answered")}
	}
	return c.DueChip(string(r.Due))
}

// A stage is one part of a record's way: the states in it, and the day it was
// reached.
type stage struct {
	name   string // of the text "inspection.stage."+name
	states []duty.State
	on     vn.Day
}

// way is the path of an inspection that nothing turns aside.
func way(d Dossier) []stage {
	return []stage{{"proposed", []duty.State{Draft, Proposed}, d.ProposedOn}, {"decided", []duty.State{Decided}, d.DecisionOn},
		{"announced", []duty.State{Announced}, d.AnnouncedOn}, {"self_report", []duty.State{SelfReportAwaited}, d.SelfReportDue},
		{"verifying", []duty.State{Verifying}, d.VerifyingOn}, {"heard", []duty.State{DraftReport, SubjectHeard}, d.DraftReportOn},
		{"concluded", []duty.State{ReportFinal, BodyConsiders, Concluded}, orDay(d.ConclusionOn, d.ReportFinalOn)},
		{"published", []duty.State{ConclusionAnnounced, FollowUp}, d.PublishedOn}, {"archived", []duty.State{Archived}, d.ArchivedOn}}
}

// steps draws a way for a record in a state. Beside the way, what was reached
// is what has a day.
func steps(c *web.Call, stages []stage, at duty.State) web.Stepper {
	s := web.Stepper{Label: c.Say("inspection.page.way")}
	now := slices.IndexFunc(stages, func(x stage) bool { return slices.Contains(x.states, at) })
	for n, x := range stages {
		step := web.Step{Name: c.Say("inspection.stage." + x.name), State: "later"}
		switch {
		case n == now:
			step.State = "now"
		case n < now, now < 0 && x.on != "":
			step.State = "done"
		}
		if x.on != "" && step.State != "later" {
			step.Note = c.Texts().Day(c.Lang, string(x.on))
		}
		s.Steps = append(s.Steps, step)
	}
	return s
}

func dossierFacts(c *web.Call, d Dossier) web.Summary {
	var s web.Summary
	add := func(key, value string) {
		if value != "" {
			s = append(s, web.Fact{Name: c.Say("inspection.field." + key), Value: value})
		}
	}
	add("state", c.Say("inspection.state."+string(d.State)))
	add("basis", c.Say("inspection.basis."+string(d.Basis)))
	add("raised_by", d.From)
	add("body", c.Say("inspection.body."+string(d.Body))+", "+c.Say("inspection.tier."+string(d.Tier)))
	add("content", d.Content)
	add("scope", span(c, d.ScopeFrom, d.ScopeTo))
	add("plan_no", d.PlanNo)
	add("proposed_by", d.ProposedByName)
	add("decided_by", d.DecidedByName)
	add("return_reason", d.ReturnReason)
	add("announce_minute", d.AnnounceMinute)
	add("conclusion_no", d.ConclusionNo)
	add("conclusion_text", d.ConclusionText)
	add("concluded_by", d.ConcludedByName)
	add("suspend_reason", d.SuspendReason)
	add("end_reason", d.EndReason)
	add("moved_to", d.MovedTo)
	add("archive_no", d.ArchiveNo)
	return s
}

// span says two days as one stretch of time.
func span(c *web.Call, from, to vn.Day) string {
	a, b := c.Texts().Day(c.Lang, string(from)), c.Texts().Day(c.Lang, string(to))
	switch {
	case from == "" && to == "":
		return ""
	case to == "":
		return c.Say("inspection.page.from", a)
	case from == "":
		return c.Say("inspection.page.until", b)
	}
	return a + " – " + b
}

func serving(team []TeamMember) []TeamMember {
	return slices.DeleteFunc(slices.Clone(team), func(m TeamMember) bool { return m.LeftOn != "" })
}

func (page *DossierPage) people(c *web.Call, d Dossier) {
	for _, m := range serving(d.Team) {
		one := web.Person{Name: m.Name, Note: c.Say("inspection.team." + string(m.Role))}
		if err := d.MayServe(m); err != nil {
			one.Chip = web.Chip{Kind: "over", Text: c.Say("inspection.page.conflict.one")}
			page.TeamNote = c.Say("inspection.page.conflict.some")
		} else if m.CheckedOn != "" {
			one.Side = c.Say("inspection.page.checked", m.CheckedOn)
		}
		page.Team = append(page.Team, one)
		if c.Who.Can(Propose) && !slices.Contains(ended, d.State) {
			page.TeamActs = append(page.TeamActs, web.Link{Text: c.Say("inspection.do.member.leave") + ": " + m.Name, Href: "/inspection/member/" + m.ID + "/leave"})
		}
	}
	if page.TeamNote == "" && len(page.Team) > 0 {
		page.TeamNote = c.Say("inspection.page.conflict.none")
	}
	for _, s := range d.Subjects {
		page.Subjects = append(page.Subjects, subjectView(c, d, s))
	}
}

func subjectView(c *web.Call, d Dossier, s Subject) SubjectView {
	v := SubjectView{ID: s.ID, Name: s.Name, Unit: s.UnitName, Chip: subjectChip(c, d, s)}
	add := func(key, value string) {
		if value != "" {
			v.Facts = append(v.Facts, web.Fact{Name: c.Say("inspection.field." + key), Value: value})
		}
	}
	day := func(d vn.Day) string { return c.Texts().Day(c.Lang, string(d)) }
	add("object_type", c.Say("inspection.object."+string(s.ObjectType)))
	if s.CommitteeLevel != "" {
		add("committee_level", c.Say("inspection.tier."+string(s.CommitteeLevel)))
	}
	add("announced_on", day(s.AnnouncedOn))
	add("self_report_due", day(s.SelfReportDue))
	add("self_report_on", day(s.SelfReportOn))
	add("explained_on", day(s.ExplainedOn))
	add("waived_on", day(s.WaivedOn))
	if s.Result != "" {
		add("result", c.Say("inspection.result."+string(s.Result)))
	}
	add("recommendation", s.Recommendation)
	add("notice_on", day(s.NoticeOn))
	if s.SelfReportFile != "" {
		v.Facts = append(v.Facts, web.Fact{Name: c.Say("inspection.page.self_report_file"), Value: c.Say("inspection.page.download"), Href: fileHref(d.ID, s.SelfReportFile)})
	}
	for _, h := range slices.Backward(d.Hearings) {
		if h.Subject == s.ID && h.Discipline == "" {
			v.Hearings = append(v.Hearings, hearingEvent(c, d.ID, h))
		}
	}
	v.Acts = subjectLinks(c, d, s)
	return v
}

// subjectChip says where a subject's right to be heard stands.
func subjectChip(c *web.Call, d Dossier, s Subject) web.Chip {
	switch {
	case s.Result != "" && s.ConcludedOn != "":
		return web.Chip{Kind: "info", Text: c.Say("inspection.result." + string(s.Result))}
	case d.WasHeard(s, AtConference):
		return web.Chip{Kind: "ok", Text: c.Say("inspection.page.heard")}
	case s.SelfReportOn != "":
		return web.Chip{Kind: "ok", Text: c.Say("inspection.page.reported")}
	case s.SelfReportDue != "":
		return c.DueChip(string(s.SelfReportDue))
	}
	return web.Chip{}
}

func fileHref(dossier, hash string) string { return "/inspection/dossier/" + dossier + "/file/" + hash }

func hearingEvent(c *web.Call, dossier string, h Hearing) web.Event {
	e := web.Event{Day: c.Texts().Day(c.Lang, string(h.HeldOn)), Kind: "fill", Title: c.Say("inspection.page.hearing", text.Key("inspection.round."+string(h.Round)), h.MinuteNo), Text: h.Said}
	if h.Absent {
		e.Kind, e.Title, e.Text = "warn", c.Say("inspection.page.absent", h.MinuteNo, h.Count), h.Excuse
	}
	if h.File != "" {
		e.Links = append(e.Links, web.Link{Text: c.Say("inspection.page.download"), Href: fileHref(dossier, h.File)})
	}
	return e
}

func (page *DossierPage) findings(c *web.Call, d Dossier) {
	names := map[string]string{}
	for _, s := range d.Subjects {
		names[s.ID] = s.Name
	}
	for _, f := range d.Findings {
		v := FindingView{ID: f.ID, Content: f.Content, Description: f.Description, Subject: names[f.Subject], Degree: c.Say("inspection.degree." + string(f.Degree)),
			Proposal: f.Proposal, Span: span(c, f.From, f.To), Reply: f.Reply, Chip: web.Chip{Kind: "soon", Text: c.Say("inspection.page.reply.none")}}
		if f.Ongoing {
			v.Span += " " + c.Say("inspection.page.ongoing")
		}
		if f.RepliedOn != "" {
			v.Chip = web.Chip{Kind: "ok", Text: c.Say("inspection.page.reply.on", f.RepliedOn)}
		}
		for _, code := range f.Codes {
			v.Codes = append(v.Codes, c.Say("inspection.content."+code))
		}
		v.Evidence = evidenceLinks(d.ID, f.Evidence)
		v.Acts = findingLinks(c, d, f)
		page.Findings = append(page.Findings, v)
	}
	for _, a := range dossiers().acts {
		if !a.flow && c.Who.Can(a.need) && a.when(d) && slices.Contains([]string{"finding", "paper", "subject", "team"}, a.do) {
			page.Adds = append(page.Adds, web.Link{Text: c.Say("inspection.do.dossier." + a.do), Icon: "plus", Href: "/inspection/dossier/" + d.ID + "/" + a.do})
		}
	}
}

func evidenceLinks(dossier string, es []Evidence) []web.Link {
	var out []web.Link
	for _, e := range es {
		l := web.Link{Text: e.Title}
		if e.No != "" {
			l.Text += " (" + e.No + ")"
		}
		if e.File != "" {
			l.Href = fileHref(dossier, e.File)
		}
		out = append(out, l)
	}
	return out
}

// followed lists what came of the inspection: reminders and discipline cases.
func (page *DossierPage) followed(c *web.Call, d Dossier) {
	page.Reminders = reminderGrid(c, d.Reminders)
	page.Cases = caseGrid(c, d.Cases)
}

// mainEvents are the acts that moved the inspection on, newest first.
func mainEvents(c *web.Call, d Dossier) web.Timeline {
	var t web.Timeline
	for _, x := range []struct {
		do   duty.Verb
		on   vn.Day
		text []string
	}{{DoTerminate, d.EndedOn, []string{d.EndReason, d.MovedTo}}, {DoArchive, d.ArchivedOn, []string{d.ArchiveNo}}, {DoPublish, d.PublishedOn, nil},
		{DoConclude, d.ConcludedOn, []string{d.ConclusionNo, d.ConcludedByName}}, {DoConsider, d.ConsideredOn, nil}, {DoFinish, d.ReportFinalOn, nil}, {DoHear, d.SubjectHeardOn, nil},
		{DoResume, d.ResumedOn, nil}, {DoSuspend, d.SuspendedOn, []string{d.SuspendReason}}, {DoDraft, d.DraftReportOn, nil}, {DoVerify, d.VerifyingOn, nil},
		{DoAnnounce, d.AnnouncedOn, []string{d.AnnounceMinute}}, {DoDecide, d.DecisionOn, []string{d.DecisionNo, d.DecidedByName}}, {DoPropose, d.ProposedOn, []string{d.ProposedByName}}} {
		if x.on == "" {
			continue
		}
		e := web.Event{Day: c.Texts().Day(c.Lang, string(x.on)), Kind: "fill", Title: c.Say("inspection.do.dossier." + string(x.do)), Text: strings.Join(filled(x.text...), " · ")}
		if x.do == DoTerminate {
			e.Title, e.Kind = c.Say("inspection.state."+string(d.State)), "warn"
		}
		t = append(t, e)
	}
	if d.ExtendedTo != "" {
		t = slices.Insert(t, 0, web.Event{Kind: "warn", Day: c.Texts().Day(c.Lang, string(d.ExtendedTo)), Title: c.Say("inspection.page.extended", d.ExtendedTo, d.ExtendReason)})
	}
	return t
}
