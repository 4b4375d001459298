package inspection

import (
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// dossiers are the inspections with all that can be done to them.
func dossiers() folder[Dossier] {
	return folder[Dossier]{
		name: "dossier",
		open: func(p pages, c *web.Call, id string) (Dossier, error) {
			l, err := p.Law(c.Context())
			if err != nil {
				return Dossier{}, err
			}
			return OpenDossier(c.Context(), p.view(c), l, id)
		},
		version: func(d Dossier) int { return d.Version },
		href:    func(d Dossier) string { return "/inspection/" + d.ID },
		title:   func(d Dossier) string { return d.Code + " · " + d.Title },
		offers:  func(d Dossier, at duty.Moment) []duty.Offer { return InspectionFlow.Offers(d.State, d, at) },
		checks:  dossierChecks,
		acts:    slices.Concat(proposalActs, workActs, conclusionActs, asideActs, dossierAdditions),
	}
}

var proposalActs = []act[Dossier]{
	{do: "propose", need: Propose, flow: true, run: func(f *form, d Dossier) error {
		return f.then(func() error { return only(f.k.Propose(f.ctx(), f.Who, d.ID, f.version)) })
	}},
	{do: "decide", need: Decide, flow: true, fields: decisionFields, run: func(f *form, d Dossier) error {
		in := DecisionForm{DecisionNo: f.Form("decision_no"), DecisionOn: f.day("decision_on"), PlanNo: f.Form("plan_no"),
			ScopeFrom: f.day("scope_from"), ScopeTo: f.day("scope_to"), DueOn: f.day("due_on"), DueGround: f.Form("due_ground")}
		return f.then(func() error { return only(f.k.Decide(f.ctx(), f.Who, d.ID, f.version, in)) })
	}},
	{do: "return", need: Decide, flow: true,
		fields: func(f *form, _ Dossier) { f.add(web.FieldArea, "return_reason", "") },
		run: func(f *form, d Dossier) error {
			return f.then(func() error {
				return only(f.k.ReturnProposal(f.ctx(), f.Who, d.ID, f.version, f.Form("return_reason")))
			})
		}},
}

func decisionFields(f *form, d Dossier) {
	f.add(web.FieldText, "decision_no", d.DecisionNo).Width = "m"
	f.add(web.FieldDay, "decision_on", string(d.DecisionOn))
	f.add(web.FieldText, "plan_no", d.PlanNo).Width = "m"
	f.add(web.FieldDay, "scope_from", string(d.ScopeFrom))
	f.add(web.FieldDay, "scope_to", string(d.ScopeTo))
	if needsDay(d) {
		f.add(web.FieldDay, "due_on", "")
		f.add(web.FieldText, "due_ground", "")
	}
}

// needsDay reports whether the rules hold no term for an inspection, so that
// the decision sets its last day.
func needsDay(d Dossier) bool {
	code := TermRule(d.Inspection)
	if code == "" {
		return true
	}
	_, err := d.Law.Due(code, string(d.Tier), d.ProposedOn)
	return err != nil
}

var workActs = []act[Dossier]{
	{do: "announce", need: Conduct, flow: true,
		fields: func(f *form, d Dossier) {
			f.add(web.FieldDay, "announced_on", "")
			f.add(web.FieldText, "announce_minute", "").Width = "m"
			subjectChecks(f, d)
		},
		run: func(f *form, d Dossier) error {
			in := AnnounceForm{On: f.day("announced_on"), MinuteNo: f.Form("announce_minute"), Subjects: f.Forms("subjects")}
			return f.then(func() error { return only(f.k.Announce(f.ctx(), f.Who, d.ID, f.version, in)) })
		}},
	{do: "await", need: Conduct, flow: true, fields: func(f *form, _ Dossier) { f.add(web.FieldDay, "self_report_due", "") },
		run: func(f *form, d Dossier) error {
			on := f.day("self_report_due")
			return f.then(func() error { return only(f.k.AwaitReports(f.ctx(), f.Who, d.ID, f.version, on)) })
		}},
	{do: "verify", need: Conduct, flow: true, fields: func(f *form, _ Dossier) { f.add(web.FieldDay, "verifying_on", f.Today) },
		run: func(f *form, d Dossier) error {
			on := f.day("verifying_on")
			return f.then(func() error { return only(f.k.Verify(f.ctx(), f.Who, d.ID, f.version, on)) })
		}},
	{do: "draft_report", need: Conduct, flow: true, fields: func(f *form, _ Dossier) { f.add(web.FieldDay, "draft_report_on", f.Today) },
		run: func(f *form, d Dossier) error {
			on := f.day("draft_report_on")
			return f.then(func() error { return only(f.k.DraftReport(f.ctx(), f.Who, d.ID, f.version, on)) })
		}},
	{do: "hear", need: Conduct, flow: true, run: func(f *form, d Dossier) error {
		return f.then(func() error { return only(f.k.Hear(f.ctx(), f.Who, d.ID, f.version)) })
	}},
	{do: "finish_report", need: Conduct, flow: true, run: func(f *form, d Dossier) error {
		return f.then(func() error { return only(f.k.FinishReport(f.ctx(), f.Who, d.ID, f.version)) })
	}},
}

// subjectChecks asks who was present; everybody is ticked at first.
func subjectChecks(f *form, d Dossier) {
	x := f.add(web.FieldChecks, "subjects", "")
	for _, s := range d.Subjects {
		x.Options = append(x.Options, web.Option{Value: s.ID, Label: s.Name, Hint: s.UnitName})
		x.Values = append(x.Values, s.ID)
	}
}

var conclusionActs = []act[Dossier]{
	{do: "consider", need: Conclude, flow: true, run: func(f *form, d Dossier) error {
		return f.then(func() error { return only(f.k.Consider(f.ctx(), f.Who, d.ID, f.version)) })
	}},
	{do: "conclude", need: Conclude, flow: true, fields: conclusionFields, run: func(f *form, d Dossier) error {
		in := ConclusionForm{No: f.Form("conclusion_no"), On: f.day("conclusion_on"), Text: f.Form("conclusion_text"), Results: map[string]ResultForm{}}
		for _, s := range d.Subjects {
			in.Results[s.ID] = ResultForm{Result: Result(f.Form("result_" + s.ID)), Recommendation: f.Form("recommendation_" + s.ID)}
		}
		return f.then(func() error { return only(f.k.Conclude(f.ctx(), f.Who, d.ID, f.version, in)) })
	}},
	{do: "publish", need: Follow, flow: true,
		fields: func(f *form, d Dossier) { f.add(web.FieldDay, "published_on", f.Today); subjectChecks(f, d) },
		run: func(f *form, d Dossier) error {
			in := AnnounceForm{On: f.day("published_on"), Subjects: f.Forms("subjects")}
			return f.then(func() error { return only(f.k.Publish(f.ctx(), f.Who, d.ID, f.version, in)) })
		}},
	{do: "follow", need: Follow, flow: true, run: func(f *form, d Dossier) error {
		return f.then(func() error { return only(f.k.Follow(f.ctx(), f.Who, d.ID, f.version)) })
	}},
	{do: "archive", need: Follow, flow: true, fields: func(f *form, _ Dossier) { f.add(web.FieldText, "archive_no", "").Width = "m" },
		run: func(f *form, d Dossier) error {
			return f.then(func() error { return only(f.k.Archive(f.ctx(), f.Who, d.ID, f.version, f.Form("archive_no"))) })
		}},
}

// conclusionFields ask for the conclusion and a result for every subject; what
// the team proposed stands in the field.
func conclusionFields(f *form, d Dossier) {
	f.add(web.FieldText, "conclusion_no", "").Width = "m"
	f.add(web.FieldDay, "conclusion_on", f.Today)
	opt(f.add(web.FieldArea, "conclusion_text", d.ConclusionText))
	for _, s := range d.Subjects {
		x := choose(f, "result_"+s.ID, "inspection.result.", Results, s.Result)
		x.Label, x.Width = f.Say("inspection.page.result_of", s.Name), ""
		x = opt(f.add(web.FieldText, "recommendation_"+s.ID, s.Recommendation))
		x.Label = f.Say("inspection.page.recommendation_of", s.Name)
	}
}

var asideActs = []act[Dossier]{
	{do: "suspend", need: Decide, flow: true, fields: func(f *form, _ Dossier) { f.add(web.FieldArea, "suspend_reason", "") },
		run: func(f *form, d Dossier) error {
			return f.then(func() error { return only(f.k.Suspend(f.ctx(), f.Who, d.ID, f.version, f.Form("suspend_reason"))) })
		}},
	{do: "resume", need: Decide, flow: true, run: func(f *form, d Dossier) error {
		return f.then(func() error { return only(f.k.Resume(f.ctx(), f.Who, d.ID, f.version)) })
	}},
	// ending a draft asks for the right to propose; the flow asks for more later on
	{do: "terminate", need: Propose, flow: true, fields: func(f *form, _ Dossier) { f.add(web.FieldArea, "end_reason", "") },
		run: func(f *form, d Dossier) error {
			in := EndForm{Reason: f.Form("end_reason")}
			return f.then(func() error { return only(f.k.Terminate(f.ctx(), f.Who, d.ID, f.version, in)) })
		}},
	{do: "transfer", need: Decide, flow: true, fields: endFields, run: func(f *form, d Dossier) error {
		in := EndForm{Reason: f.Form("end_reason"), MovedTo: f.Form("moved_to")}
		return f.then(func() error { return only(f.k.Transfer(f.ctx(), f.Who, d.ID, f.version, in)) })
	}},
	{do: "merge", need: Decide, flow: true, fields: endFields, run: func(f *form, d Dossier) error {
		in := EndForm{Reason: f.Form("end_reason"), MovedTo: f.Form("moved_to")}
		return f.then(func() error { return only(f.k.Merge(f.ctx(), f.Who, d.ID, f.version, in)) })
	}},
	{do: "extend", need: Decide, when: func(d Dossier) bool { return slices.Contains(running, d.State) && d.ExtendedTo == "" },
		fields: func(f *form, d Dossier) {
			x := f.add(web.FieldDay, "extended_to", "")
			if limit, err := ExtensionLimit(d.Law, d.Inspection); err == nil {
				x.Hint = f.Say("inspection.page.extend_limit", limit.Due)
			}
			f.add(web.FieldArea, "extend_reason", "")
		},
		run: func(f *form, d Dossier) error {
			to := f.day("extended_to")
			return f.then(func() error { return only(f.k.Extend(f.ctx(), f.Who, d.ID, f.version, to, f.Form("extend_reason"))) })
		}},
}

func endFields(f *form, _ Dossier) {
	f.add(web.FieldText, "moved_to", "")
	f.add(web.FieldArea, "end_reason", "")
}

// stands gives a test that a dossier is in one of the states.
func stands(states ...duty.State) func(Dossier) bool {
	return func(d Dossier) bool { return slices.Contains(states, d.State) }
}

// dossierAdditions are the acts that put something into a dossier.
var dossierAdditions = []act[Dossier]{
	{do: "amend", need: Propose, when: stands(Draft), fields: func(f *form, d Dossier) { proposalFields(f, d.Inspection) },
		run: func(f *form, d Dossier) error {
			in := readProposal(f)
			in.Item = d.Item
			return f.then(func() error { return only(f.k.AmendInspection(f.ctx(), f.Who, d.ID, f.version, in)) })
		}},
	{do: "subject", need: Propose, when: stands(Draft), fields: func(f *form, d Dossier) { f.pick("object", objectsOf[d.Kind]...) },
		run: func(f *form, d Dossier) error {
			o := f.object("object")
			return f.then(func() error { return only(f.k.AddSubject(f.ctx(), f.Who, d.ID, o.subject())) })
		}},
	{do: "team", need: Propose, when: stands(append([]duty.State{Draft, Proposed}, running...)...), fields: teamFields,
		run: func(f *form, d Dossier) error {
			o := f.object("object")
			in := TeamForm{Person: o.id, Name: o.name, Role: TeamRole(f.Form("role")), DeclaredTie: Tie(f.Form("declared_tie")), TieNote: f.Form("tie_note")}
			return f.then(func() error { return only(f.k.AddTeamMember(f.ctx(), f.Who, d.ID, in)) })
		}},
	{do: "finding", need: Conduct, when: stands(findingStates...), fields: func(f *form, d Dossier) { findingFields(f, d, Finding{}) },
		run: func(f *form, d Dossier) error {
			in := readFinding(f)
			return f.then(func() error { return only(f.k.AddFinding(f.ctx(), f.Who, d.ID, in)) })
		}},
	{do: "hearing", need: Conduct, when: stands(Verifying, DraftReport, SubjectHeard, ReportFinal, BodyConsiders), upload: true,
		fields: func(f *form, d Dossier) { subjectField(f, d, f.Query("subject")); roundField(f, d); hearingFields(f) },
		run: func(f *form, d Dossier) error {
			in := readHearing(f)
			in.Subject, in.Round = f.Form("subject"), HearingRound(f.Form("round"))
			return f.then(func() error { return only(f.k.RecordHearing(f.ctx(), f.Who, d.ID, in)) })
		}},
	{do: "reminder", need: Follow, when: stands(Concluded, ConclusionAnnounced, FollowUp, BodyConsiders, ReportFinal), fields: reminderFields,
		run: func(f *form, d Dossier) error {
			in := ReminderForm{Inspection: d.ID, Subject: f.Form("subject"), Kind: ReminderKind(f.Form("kind")), To: f.Form("to"), Text: f.Form("text"), Due: f.day("due")}
			return f.then(func() error { return only(f.k.AddReminder(f.ctx(), f.Who, in)) })
		}},
	{do: "discipline", need: Discipline, when: stands(Concluded, ConclusionAnnounced, FollowUp), fields: caseFields,
		run: func(f *form, d Dossier) error {
			in := readCase(f)
			in.Inspection, in.Subject = d.ID, f.Form("subject")
			return f.then(func() error { return only(f.k.OpenCase(f.ctx(), f.Who, in)) })
		}},
	{do: "paper", need: Follow, upload: true, when: func(d Dossier) bool { return d.State != Archived }, fields: paperFields,
		run: func(f *form, d Dossier) error {
			in := readPaper(f)
			in.Inspection = d.ID
			return f.then(func() error { return only(f.k.AddPaper(f.ctx(), f.Who, in)) })
		}},
}

func teamFields(f *form, _ Dossier) {
	f.pick("object", Member)
	choose(f, "role", "inspection.team.", TeamRoles, "")
	choose(f, "declared_tie", "inspection.tie.", Ties, "")
	opt(f.add(web.FieldText, "tie_note", ""))
}

func subjectField(f *form, d Dossier, chosen string) *web.Field {
	x := f.add(web.FieldSelect, "subject", chosen)
	x.Options = []web.Option{{Label: f.Say("inspection.page.choose")}}
	for _, s := range d.Subjects {
		x.Options = append(x.Options, web.Option{Value: s.ID, Label: s.Name})
	}
	return x
}

func roundField(f *form, d Dossier) {
	now := AtConference
	if !slices.Contains(roundStates[now], d.State) {
		now = BeforeBody
	}
	choose(f, "round", "inspection.round.", []HearingRound{now}, now)
}

func hearingFields(f *form) {
	f.add(web.FieldDay, "held_on", f.Today)
	opt(f.add(web.FieldText, "place", ""))
	f.add(web.FieldText, "chair", "").Width = "m"
	opt(f.add(web.FieldText, "present", ""))
	f.add(web.FieldArea, "said", "")
	f.add(web.FieldCheck, "absent", "")
	f.add(web.FieldCheck, "excused", "")
	opt(f.add(web.FieldText, "excuse", ""))
	f.add(web.FieldText, "minute_no", "").Width = "m"
	f.add(web.FieldFile, "file", "")
}

func readHearing(f *form) HearingForm {
	content, _ := f.file("file")
	return HearingForm{HeldOn: f.day("held_on"), Place: f.Form("place"), Chair: f.Form("chair"), Present: f.Form("present"), Said: f.Form("said"),
		Absent: f.on("absent"), Excused: f.on("excused"), Excuse: f.Form("excuse"), MinuteNo: f.Form("minute_no"), File: content}
}

func findingFields(f *form, d Dossier, x Finding) {
	subjectField(f, d, x.Subject)
	f.add(web.FieldText, "content", x.Content)
	contentChecks(f, "codes", x.Codes)
	opt(f.add(web.FieldDay, "from", string(x.From)))
	opt(f.add(web.FieldDay, "to", string(x.To)))
	f.add(web.FieldCheck, "ongoing", ticked(x.Ongoing))
	opt(f.add(web.FieldArea, "description", x.Description))
	choose(f, "degree", "inspection.degree.", Degrees, x.Degree)
	opt(f.add(web.FieldText, "responsibility", x.Responsibility))
	opt(f.add(web.FieldText, "proposal", x.Proposal))
}

func ticked(b bool) string {
	if b {
		return "on"
	}
	return ""
}

// contentChecks ask for entries of the catalogue, one or more.
func contentChecks(f *form, name string, chosen []string) {
	x := f.add(web.FieldChecks, name, "")
	x.Values = chosen
	x.Options = options(f.Call, "inspection.content.", contentCodes())
}

func readFinding(f *form) FindingForm {
	return FindingForm{Subject: f.Form("subject"), Content: f.Form("content"), Codes: f.Forms("codes"), From: f.day("from"), To: f.day("to"), Ongoing: f.on("ongoing"),
		Description: f.Form("description"), Degree: Degree(f.Form("degree")), Responsibility: f.Form("responsibility"), Proposal: f.Form("proposal")}
}

func reminderFields(f *form, d Dossier) {
	opt(subjectField(f, d, ""))
	opt(f.add(web.FieldText, "to", "")).Label = f.Say("inspection.field.addressee")
	choose(f, "kind", "inspection.reminder.kind.", ReminderKinds, "").Label = f.Say("inspection.field.reminder_kind")
	f.add(web.FieldArea, "text", "")
	f.add(web.FieldDay, "due", "")
}

// caseFields open a case against a subject; what the inspection established
// stands in the fields.
func caseFields(f *form, d Dossier) {
	var c Case
	chosen := f.Query("subject")
	for _, x := range d.Findings {
		if x.Subject == chosen {
			c.Violation, c.ViolatedTo, c.Ongoing, c.Degree, c.Responsible = x.Content, max(c.ViolatedTo, x.To), c.Ongoing || x.Ongoing, x.Degree, x.Responsibility
			c.Contents = append(c.Contents, x.Codes...)
		}
	}
	subjectField(f, d, chosen)
	violationFields(f, c)
}

func violationFields(f *form, c Case) {
	f.add(web.FieldDay, "found_on", f.Today)
	f.add(web.FieldText, "violation", c.Violation)
	contentChecks(f, "contents", c.Contents)
	f.add(web.FieldDay, "violated_to", string(c.ViolatedTo))
	f.add(web.FieldCheck, "ongoing", ticked(c.Ongoing))
	opt(f.add(web.FieldDay, "relapsed_on", ""))
	choose(f, "degree", "inspection.degree.", Degrees, c.Degree)
	opt(f.add(web.FieldText, "responsible", c.Responsible))
	opt(choose(f, "managed_by", "inspection.tier.", Tiers, ""))
	for _, name := range []string{"probationary", "holds_office", "public_employee", "assigned_by_upper"} {
		f.add(web.FieldCheck, name, "")
	}
}

func readCase(f *form) CaseForm {
	return CaseForm{FoundOn: f.day("found_on"), Violation: f.Form("violation"), Contents: f.Forms("contents"), ViolatedTo: f.day("violated_to"),
		Ongoing: f.on("ongoing"), RelapsedOn: f.day("relapsed_on"), Degree: Degree(f.Form("degree")), Responsible: f.Form("responsible"),
		ManagedBy: Tier(f.Form("managed_by")), Probationary: f.on("probationary"), HoldsOffice: f.on("holds_office"), PublicEmployee: f.on("public_employee"),
		AssignedByUpper: f.on("assigned_by_upper")}
}

func paperFields(f *form, _ Dossier) { paperQuestions(f) }

func paperQuestions(f *form) {
	f.add(web.FieldDrop, "file", "").Accept = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.txt"
	f.add(web.FieldText, "title", "")
	choose(f, "paper_kind", "inspection.paper.kind.", PaperKinds, "")
	opt(f.add(web.FieldText, "paper_no", "")).Width = "m"
	opt(f.add(web.FieldDay, "signed_on", ""))
	opt(f.add(web.FieldText, "signer", "")).Width = "m"
}

func readPaper(f *form) PaperForm {
	content, name := f.file("file")
	return PaperForm{Kind: PaperKind(f.Form("paper_kind")), Title: f.Form("title"), No: f.Form("paper_no"), SignedOn: f.day("signed_on"),
		Signer: f.Form("signer"), FileName: name, File: content}
}

// proposalFields are the questions of a new inspection and of a draft.
func proposalFields(f *form, i Inspection) {
	f.add(web.FieldText, "title", i.Title)
	choose(f, "kind", "inspection.kind.", Kinds, i.Kind)
	choose(f, "basis", "inspection.basis.", Bases, i.Basis)
	choose(f, "body", "inspection.body.", Bodies, i.Body)
	choose(f, "tier", "inspection.tier.", Tiers, i.Tier)
	f.add(web.FieldArea, "content", i.Content)
	opt(f.add(web.FieldText, "raised_by", i.From))
	opt(f.add(web.FieldDay, "received_on", string(i.ReceivedOn)))
	opt(f.add(web.FieldDay, "scope_from", string(i.ScopeFrom)))
	opt(f.add(web.FieldDay, "scope_to", string(i.ScopeTo)))
	members := ""
	if i.CellMembers > 0 {
		members = f.Texts().Number(f.Lang, i.CellMembers)
	}
	opt(f.add(web.FieldNumber, "cell_members", members))
	f.add(web.FieldCheck, "cell_has_board", ticked(i.CellHasBoard))
	opt(f.add(web.FieldText, "override", i.Override))
}

func readProposal(f *form) ProposalForm {
	return ProposalForm{Kind: Kind(f.Form("kind")), Basis: Basis(f.Form("basis")), Body: Body(f.Form("body")), Tier: Tier(f.Form("tier")),
		Title: f.Form("title"), Content: f.Form("content"), From: f.Form("raised_by"), ReceivedOn: f.day("received_on"),
		ScopeFrom: f.day("scope_from"), ScopeTo: f.day("scope_to"), CellMembers: f.num("cell_members"), CellHasBoard: f.on("cell_has_board"), Override: f.Form("override")}
}

// dossierChecks are the conditions of a step, each with whether it is met.
func dossierChecks(c *web.Call, d Dossier, do string) []web.Check {
	var all []web.Check
	add := func(key string, err error) { all = append(all, met(c, key, err)) }
	each := func(key string, ok func(Subject) bool, refusal string) { add(key, d.eachSubject(ok, refusal)()) }
	team := func() error { return d.teamSound() }
	switch duty.Verb(do) {
	case DoPropose:
		add("subjects", duty.Want(len(d.Subjects) > 0, "", "inspection.need.subject")())
	case DoDecide:
		add("team", team())
	case DoAwait:
		add("announced", d.allAnnounced())
	case DoVerify:
		each("reports", func(s Subject) bool {
			return s.SelfReportOn != "" || s.SelfReportDue != "" && s.SelfReportDue < vn.Day(c.Today)
		}, "inspection.need.self_report")
	case DoDraft:
		add("evidence", draftSound(Dossier{Inspection: Inspection{DraftReportOn: vn.Day(c.Today)}, Findings: d.Findings}, duty.Moment{}))
	case DoHear, DoFinish, DoConsider:
		add("heard", d.allHeard(AtConference, "inspection.need.heard")())
	case DoConclude:
		add("heard", d.allHeard(AtConference, "inspection.need.heard")())
		add("heard_again", d.allHeard(BeforeBody, "inspection.need.heard_again")())
	case DoArchive:
		add("closed", nothingOpen(Dossier{Inspection: Inspection{ArchiveNo: "-"}, Reminders: d.Reminders}, duty.Moment{}))
	}
	return all
}

// met says a condition that holds, or in its place what is missing.
func met(c *web.Call, key string, err error) web.Check {
	if r, ok := refusalOf(err); ok {
		return web.Check{Text: c.Say(r.Says.Key, r.Says.Args...)}
	}
	return web.Check{Text: c.Say("inspection.check." + key), OK: true}
}
