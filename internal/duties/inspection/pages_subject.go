package inspection

import (
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// A part is a row of a dossier with the dossier it belongs to.
type part[R any] struct {
	Row R
	Of  Dossier
}

// opens reads a part and its dossier.
func opens[R any, P db.Ptr[R]](inspection func(R) string) func(pages, *web.Call, string) (part[R], error) {
	return func(p pages, c *web.Call, id string) (part[R], error) {
		r, err := db.Get[R, P](c.Context(), p.view(c), id)
		if err != nil {
			return part[R]{}, err
		}
		d, err := dossiers().open(p, c, inspection(r))
		return part[R]{r, d}, err
	}
}

func subjects() folder[part[Subject]] {
	return folder[part[Subject]]{
		name:    "subject",
		open:    opens(func(s Subject) string { return s.Inspection }),
		version: func(s part[Subject]) int { return s.Row.Version },
		href:    func(s part[Subject]) string { return "/inspection/" + s.Of.ID + "?tab=people#s-" + s.Row.ID },
		title:   func(s part[Subject]) string { return s.Of.Code + " · " + s.Row.Name },
		acts:    subjectActs,
	}
}

// during gives a test that the dossier of a part is in one of the states.
func during[R any](states ...duty.State) func(part[R]) bool {
	return func(x part[R]) bool { return slices.Contains(states, x.Of.State) }
}

var subjectActs = []act[part[Subject]]{
	{do: "announce", need: Conduct, when: func(x part[Subject]) bool { return x.Of.State == Announced && x.Row.AnnouncedOn == "" },
		fields: func(f *form, _ part[Subject]) { f.add(web.FieldDay, "on", f.Today) },
		run: func(f *form, x part[Subject]) error {
			on := f.day("on")
			return f.then(func() error { return only(f.k.AnnounceTo(f.ctx(), f.Who, x.Row.ID, f.version, on)) })
		}},
	{do: "report", need: Conduct, upload: true, when: during[Subject](Announced, SelfReportAwaited, Verifying),
		fields: func(f *form, _ part[Subject]) { f.add(web.FieldDay, "on", f.Today); f.add(web.FieldFile, "file", "") },
		run: func(f *form, x part[Subject]) error {
			on := f.day("on")
			content, _ := f.file("file")
			return f.then(func() error { return only(f.k.ReceiveReport(f.ctx(), f.Who, x.Row.ID, f.version, on, content)) })
		}},
	{do: "explain", need: Conduct, when: during[Subject](Verifying, DraftReport, SubjectHeard, ReportFinal, BodyConsiders),
		fields: func(f *form, _ part[Subject]) { f.add(web.FieldDay, "on", f.Today) },
		run: func(f *form, x part[Subject]) error {
			on := f.day("on")
			return f.then(func() error { return only(f.k.RecordExplanation(f.ctx(), f.Who, x.Row.ID, f.version, on)) })
		}},
	{do: "waive", need: Conduct, upload: true, when: during[Subject](Verifying, DraftReport, SubjectHeard, ReportFinal, BodyConsiders),
		fields: func(f *form, _ part[Subject]) {
			f.add(web.FieldDay, "on", "")
			f.add(web.FieldFile, "paper", "").Optional = false
		},
		run: func(f *form, x part[Subject]) error {
			on := f.day("on")
			content, _ := f.file("paper")
			return f.then(func() error { return only(f.k.WaiveHearing(f.ctx(), f.Who, x.Row.ID, f.version, on, content)) })
		}},
	{do: "result", need: Conduct, when: during[Subject](DraftReport, SubjectHeard, ReportFinal),
		fields: func(f *form, x part[Subject]) {
			choose(f, "result", "inspection.result.", Results, x.Row.Result)
			opt(f.add(web.FieldArea, "recommendation", x.Row.Recommendation))
		},
		run: func(f *form, x part[Subject]) error {
			in := ResultForm{Result: Result(f.Form("result")), Recommendation: f.Form("recommendation")}
			return f.then(func() error { return only(f.k.ProposeResult(f.ctx(), f.Who, x.Row.ID, f.version, in)) })
		}},
	{do: "withdraw", need: Propose, when: during[Subject](Draft), run: func(f *form, x part[Subject]) error {
		return f.then(func() error { return only(f.k.WithdrawSubject(f.ctx(), f.Who, x.Row.ID, f.version)) })
	}},
}

// partLinks are the acts on a part that the person may do now.
func partLinks[R any](c *web.Call, fo folder[part[R]], x part[R], id string) []web.Link {
	var out []web.Link
	for _, a := range fo.acts {
		if c.Who.Can(a.need) && (a.when == nil || a.when(x)) {
			out = append(out, web.Link{Text: c.Say(fo.key(a.do)), Href: fo.at(id, a.do), Hidden: fo.title(x)})
		}
	}
	return out
}

func subjectLinks(c *web.Call, d Dossier, s Subject) []web.Link {
	out := partLinks(c, subjects(), part[Subject]{s, d}, s.ID)
	for _, a := range dossiers().acts {
		if (a.do == "hearing" || a.do == "discipline") && c.Who.Can(a.need) && a.when(d) {
			out = append(out, web.Link{Text: c.Say("inspection.do.dossier." + a.do), Href: "/inspection/dossier/" + d.ID + "/" + a.do + "?subject=" + s.ID, Hidden: s.Name})
		}
	}
	return out
}

func findings() folder[part[Finding]] {
	return folder[part[Finding]]{
		name:    "finding",
		open:    opens(func(x Finding) string { return x.Inspection }),
		version: func(x part[Finding]) int { return x.Row.Version },
		href:    func(x part[Finding]) string { return FindingHref(x.Of.ID, x.Row.ID) },
		title:   func(x part[Finding]) string { return x.Of.Code + " · " + x.Row.Content },
		acts:    findingActs,
	}
}

var findingActs = []act[part[Finding]]{
	{do: "reply", need: Conduct, when: during[Finding](append([]duty.State{ReportFinal, BodyConsiders}, findingStates...)...),
		fields: func(f *form, x part[Finding]) {
			f.add(web.FieldArea, "reply", x.Row.Reply)
			f.add(web.FieldDay, "replied_on", f.Today)
		},
		run: func(f *form, x part[Finding]) error {
			on := f.day("replied_on")
			return f.then(func() error { return only(f.k.RecordReply(f.ctx(), f.Who, x.Row.ID, f.version, f.Form("reply"), on)) })
		}},
	{do: "evidence", need: Conduct, upload: true, when: during[Finding](findingStates...),
		fields: func(f *form, _ part[Finding]) { evidenceFields(f) },
		run: func(f *form, x part[Finding]) error {
			in := readEvidence(f)
			return f.then(func() error { return only(f.k.AddEvidence(f.ctx(), f.Who, x.Row.ID, f.version, in)) })
		}},
	{do: "amend", need: Conduct, when: during[Finding](findingStates...),
		fields: func(f *form, x part[Finding]) { findingFields(f, x.Of, x.Row) },
		run: func(f *form, x part[Finding]) error {
			in := readFinding(f)
			return f.then(func() error { return only(f.k.AmendFinding(f.ctx(), f.Who, x.Row.ID, f.version, in)) })
		}},
}

func evidenceFields(f *form) {
	f.add(web.FieldText, "evidence", "")
	opt(f.add(web.FieldText, "evidence_no", "")).Width = "m"
	f.add(web.FieldFile, "file", "")
}

func readEvidence(f *form) EvidenceForm {
	content, name := f.file("file")
	return EvidenceForm{Title: f.Form("evidence"), No: f.Form("evidence_no"), Name: name, File: content}
}

func findingLinks(c *web.Call, d Dossier, x Finding) []web.Link {
	return partLinks(c, findings(), part[Finding]{x, d}, x.ID)
}

func members() folder[part[TeamMember]] {
	return folder[part[TeamMember]]{
		name:    "member",
		open:    opens(func(m TeamMember) string { return m.Inspection }),
		version: func(m part[TeamMember]) int { return m.Row.Version },
		href:    func(m part[TeamMember]) string { return "/inspection/" + m.Of.ID + "?tab=people" },
		title:   func(m part[TeamMember]) string { return m.Of.Code + " · " + m.Row.Name },
		acts: []act[part[TeamMember]]{
			{do: "leave", need: Propose, when: func(m part[TeamMember]) bool { return m.Row.LeftOn == "" }, run: func(f *form, m part[TeamMember]) error {
				return f.then(func() error { return only(f.k.LeaveTeam(f.ctx(), f.Who, m.Row.ID, f.version)) })
			}},
		},
	}
}
