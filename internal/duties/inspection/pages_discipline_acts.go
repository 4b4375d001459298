package inspection

import (
	"slices"
	"strings"

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
			met(c, "in_time", duty.Want(!p.Limitation.Expired, "", "inspection.refuse.time_barred", p.Limitation.Until)())}
	case DoLapse:
		return []web.Check{met(c, "no_appeal", duty.Want(!p.AppealPending, "", "inspection.refuse.appeal_pending")())}
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
		in := readMeeting(f, p)
		return f.then(func() error { return only(f.k.Convene(f.ctx(), f.Who, p.ID, f.version, in)) })
	}},
	{do: "take_up", need: Judge, flow: true, fields: meetingFields, run: func(f *form, p Proceeding) error {
		in := readMeeting(f, p)
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
	var names []string
	for _, s := range p.called() {
		names = append(names, s.Name)
	}
	f.add(web.FieldArea, "council", strings.Join(names, "\n")).Rows = 6
	opt(f.add(web.FieldArea, "bound", "")).Rows = 2
}

// readMeeting reads who sits on the body, one name a line, the chair first; of
// one named before, what the register says is kept. Whoever stands among the
// bound has a tie to the case.
func readMeeting(f *form, p Proceeding) MeetingForm {
	called := p.called()
	in := MeetingForm{Body: Decider(f.Form("body")), On: f.day("meeting_on"), MinuteNo: f.Form("meeting_minute")}
	bound := map[string]bool{}
	for _, name := range nonEmpty(f.Form("bound")) {
		bound[vn.Fold(name)] = true
	}
	for n, name := range nonEmpty(f.Form("council")) {
		s := Seat{Name: name}
		if at := slices.IndexFunc(called, func(s Seat) bool { return vn.Fold(s.Name) == vn.Fold(name) }); at >= 0 {
			s = called[at]
			called = slices.Delete(called, at, at+1) // of two of one name, each stands once
		}
		s.Chair, s.Interest = n == 0, bound[vn.Fold(name)]
		in.Council = append(in.Council, s)
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

// seatFields ask for a person of the register and what ties it to the case.
func seatFields(f *form, _ Proceeding) {
	f.pick("object", Member)
	opt(choose(f, "relative", "inspection.relative.", Relatives, ""))
	f.add(web.FieldCheck, "interest", "")
}

// reached gives a test that a case is in one of the states.
func reached(states ...duty.State) func(Proceeding) bool {
	return func(p Proceeding) bool { return slices.Contains(states, p.State) }
}

var caseAdditions = []act[Proceeding]{
	{do: "seat", need: Discipline, when: reached(beforeMeeting...), fields: seatFields, run: func(f *form, p Proceeding) error {
		o := f.object("object")
		s := Seat{Person: o.id, Name: o.name, Relative: Relative(f.Form("relative")), Interest: f.on("interest")}
		return f.then(func() error { return only(f.k.AddSeat(f.ctx(), f.Who, p.ID, f.version, s)) })
	}},
	{do: "hearing", need: Discipline, upload: true, when: reached(SelfCriticism, Heard, Meeting), fields: func(f *form, _ Proceeding) { hearingFields(f) },
		run: func(f *form, p Proceeding) error {
			in := readHearing(f)
			return f.then(func() error { return only(f.k.RecordCaseHearing(f.ctx(), f.Who, p.ID, f.version, in)) })
		}},
	{do: "appeal", need: AppealTo, when: func(p Proceeding) bool { return slices.Contains(announced, p.State) && !p.AppealPending }, fields: appealFields,
		run: func(f *form, p Proceeding) error {
			in := AppealForm{Case: p.ID, DecisionNo: f.Form("decision_no"), FinalDecision: f.on("final_decision"), Name: f.Form("name"), FiledByOther: f.on("filed_by_other"), Denounces: f.on("denounces"),
				ReceivedDecOn: f.day("received_dec_on"), FiledOn: f.day("filed_on"), ReceivedOn: f.day("received_on"), Handler: Decider(f.Form("handler"))}
			return f.then(func() error { return only(f.k.FileAppeal(f.ctx(), f.Who, in)) })
		}},
	{do: "notice", need: Discipline, when: func(p Proceeding) bool {
		return slices.Contains(announced, p.State) && p.AdminNoticeDue != "" && p.AdminNoticeOn == ""
	},
		fields: func(f *form, _ Proceeding) { f.add(web.FieldDay, "admin_notice_on", f.Today) },
		run: func(f *form, p Proceeding) error {
			on := f.day("admin_notice_on")
			return f.then(func() error { return only(f.k.RecordNotice(f.ctx(), f.Who, p.ID, f.version, on)) })
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
	for _, name := range []string{"filed_by_other", "final_decision", "denounces"} {
		f.add(web.FieldCheck, name, "")
	}
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
