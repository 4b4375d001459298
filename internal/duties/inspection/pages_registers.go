package inspection

import (
	"strings"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// inspectionStates are offered as filters, in the order of the way.
var inspectionStates = []duty.State{Draft, Proposed, Decided, Announced, SelfReportAwaited, Verifying, DraftReport, SubjectHeard, ReportFinal, BodyConsiders,
	Concluded, ConclusionAnnounced, FollowUp, Archived, Suspended, Terminated, Transferred, Merged}

// kindGroups are the tabs that show some kinds of work only.
var kindGroups = map[string][]Kind{
	"inspections":  {Compliance, InspectionTask, DisciplineEnforcement, PartyFinance, AssetDeclaration, Denunciation},
	"supervisions": {RegularSupervision, ThematicSupervision},
	"signs":        {SignsOfViolation},
}

func groupOf(c *web.Call) string {
	switch c.Query("kind") {
	case "supervision":
		return "supervisions"
	case "signs":
		return "signs"
	}
	return "inspections"
}

func (p pages) inspections(c *web.Call) (web.Reply, error) {
	r := register[Inspection]{tab: groupOf(c), path: "/inspection", states: inspectionStates, statesKey: "inspection.state.", year: "year", due: "due_on",
		running: running, by: []string{"year", "seq"}, words: []string{"code", "title", "decision_no"}, grid: inspectionGrid, columns: inspectionColumns, line: inspectionValues,
		only: func(c *web.Call, w *filter) {
			kinds := kindGroups[groupOf(c)]
			args := make([]any, len(kinds))
			for i, k := range kinds {
				args[i] = string(k)
			}
			w.and("t.kind IN (?"+strings.Repeat(", ?", len(kinds)-1)+")", args...)
		},
		acts: func(c *web.Call) []web.Link {
			if !c.Who.Can(Propose) {
				return nil
			}
			return []web.Link{{Text: c.Say("inspection.page.new"), Href: "/inspection/new", Icon: "plus", Primary: true}}
		}}
	return show(p, c, r)
}

func inspectionGrid(c *web.Call, rows []Inspection) web.Grid {
	g := web.Grid{Label: c.Say("inspection.page.tab.inspections"), Columns: columns(c, "title", "head", "state", "due_on"),
		Empty: web.Empty{Icon: "clipboard-check", Title: c.Say("inspection.page.inspections.none"), Text: c.Say("inspection.page.inspections.none.text")}}
	for _, i := range rows {
		chip := web.Chip{}
		if i.DueOn != "" && !over(i.State) && i.State != Suspended {
			chip = c.DueChip(string(i.DueOn))
		}
		g.Rows = append(g.Rows, web.Row{ID: i.ID, Cells: []web.Cell{{Text: i.Title, Href: "/inspection/" + i.ID, Key: true, Small: i.Code + " · " + c.Say("inspection.kind."+string(i.Kind))},
			{Text: i.Head}, {Text: c.Say("inspection.state." + string(i.State))},
			dueCell(c, i.DueOn, chip)}})
	}
	return g
}

// dueCell is a due day with what is left of it: a chip where it needs a look.
func dueCell(c *web.Call, due vn.Day, chip web.Chip) web.Cell {
	on := c.Texts().Day(c.Lang, string(due))
	if chip.Kind == "" {
		return web.Cell{Text: on, Small: chip.Text}
	}
	return web.Cell{Chip: chip, Small: on}
}

func over(s duty.State) bool {
	for _, e := range ended {
		if e == s {
			return true
		}
	}
	return false
}

// inspectionColumns are those of the register of inspections and supervisions
// (domain facts A9.1).
var inspectionColumns = []sheetColumn{{key: "code"}, {key: "decision_no"}, {"decision_on", office.DayColumn}, {key: "kind"}, {key: "body"}, {key: "subjects"},
	{key: "content"}, {key: "scope"}, {key: "head"}, {"announced_on", office.DayColumn}, {"due_on", office.DayColumn}, {"extended_to", office.DayColumn},
	{"self_report_due", office.DayColumn}, {"concluded_on", office.DayColumn}, {key: "conclusion_no"}, {key: "results"}, {key: "recommendations"}, {key: "state"}, {key: "archive_no"}}

func inspectionValues(p pages, c *web.Call, rows []Inspection) ([][]any, error) {
	ids := make([]string, len(rows))
	for n, i := range rows {
		ids[n] = i.ID
	}
	of, err := grouped(c.Context(), p.view(c), "inspection", " AND NOT t.withdrawn", ids, func(s Subject) string { return s.Inspection })
	var out [][]any
	for _, i := range rows {
		out = append(out, inspectionLine(c, i, of[i.ID]))
	}
	return out, err
}

func inspectionLine(c *web.Call, i Inspection, ss []Subject) []any {
	var who, results, asks []string
	for _, s := range ss {
		who = append(who, s.Name)
		if s.Result != "" {
			results = append(results, s.Name+": "+c.Say("inspection.result."+string(s.Result)))
		}
		asks = append(asks, filled(s.Recommendation)...)
	}
	return []any{i.Code, i.DecisionNo, cellDay(i.DecisionOn), c.Say("inspection.kind." + string(i.Kind)), c.Say("inspection.body." + string(i.Body)), strings.Join(who, "; "),
		i.Content, span(c, i.ScopeFrom, i.ScopeTo), i.Head, cellDay(i.AnnouncedOn), cellDay(i.DueOn), cellDay(i.ExtendedTo), cellDay(i.SelfReportDue), cellDay(i.ConcludedOn),
		i.ConclusionNo, strings.Join(results, "; "), strings.Join(asks, "; "), c.Say("inspection.state." + string(i.State)), i.ArchiveNo}
}

// cellDay is a day as a cell of a sheet; no day is an empty cell.
func cellDay(d vn.Day) any {
	if d == "" {
		return nil
	}
	return string(d)
}

var caseStates = []duty.State{Found, SelfCriticism, Heard, Meeting, Balloted, Proposed, Decided, Announced, Served, InForce, Lapsed, Void, NotDisciplined, TimeBarred, NotYetConsidered}

func (p pages) disciplines(c *web.Call) (web.Reply, error) {
	r := register[Case]{tab: "disciplines", path: "/inspection/disciplines", states: caseStates, statesKey: "inspection.case.state.", year: "year",
		by: []string{"year", "seq"}, words: []string{"code", "name", "violation", "decision_no"}, grid: caseGrid, columns: caseColumns, line: caseValues,
		acts: func(c *web.Call) []web.Link {
			if !c.Who.Can(Discipline) {
				return nil
			}
			return []web.Link{{Text: c.Say("inspection.page.case.new"), Href: "/inspection/disciplines/new", Icon: "plus", Primary: true}}
		}}
	return show(p, c, r)
}

func caseGrid(c *web.Call, rows []Case) web.Grid {
	g := web.Grid{Label: c.Say("inspection.page.tab.disciplines"), Columns: columns(c, "name", "unit", "violation", "form", "state"),
		Empty: web.Empty{Icon: "circle-check", Title: c.Say("inspection.page.cases.none")}}
	for _, k := range rows {
		form := ""
		if k.Form != NoForm {
			form = c.Say(string(FormKey(k.Form)))
		}
		g.Rows = append(g.Rows, web.Row{ID: k.ID, Cells: []web.Cell{{Text: k.Name, Href: CaseHref(k.ID), Key: true, Small: k.Code},
			{Text: k.UnitName}, {Text: k.Violation}, {Text: form}, {Text: c.Say("inspection.case.state." + string(k.State))}}})
	}
	return g
}

// caseColumns are those of the register of discipline (domain facts A9.2).
var caseColumns = []sheetColumn{{key: "code"}, {key: "name"}, {key: "unit"}, {key: "violation"}, {key: "contents"}, {"violated_to", office.DayColumn},
	{"limitation", office.DayColumn}, {key: "form"}, {key: "decider"}, {key: "decision_no"}, {"decision_on", office.DayColumn}, {"announced_on", office.DayColumn},
	{"served_on", office.DayColumn}, {"lapses_on", office.DayColumn}, {key: "appeal"}, {key: "admin_no"}, {key: "state"}}

func caseValues(p pages, c *web.Call, rows []Case) ([][]any, error) {
	ids := make([]string, len(rows))
	for n, k := range rows {
		ids[n] = k.ID
	}
	of, err := grouped(c.Context(), p.view(c), "case_id", "", ids, func(a Appeal) string { return a.Case })
	var out [][]any
	for _, k := range rows {
		out = append(out, caseLine(c, k, of[k.ID]))
	}
	return out, err
}

func caseLine(c *web.Call, k Case, as []Appeal) []any {
	var appeals, contents []string
	for _, a := range as {
		appeals = append(appeals, a.Code+": "+c.Say("inspection.appeal.state."+string(a.State)))
	}
	for _, code := range k.Contents {
		contents = append(contents, c.Say("inspection.content."+code))
	}
	form, decider := "", ""
	if k.Form != NoForm {
		form = c.Say(string(FormKey(k.Form)))
	}
	if k.Body != "" {
		decider = c.Say("inspection.decider." + string(k.Body))
	}
	return []any{k.Code, k.Name, k.UnitName, k.Violation, strings.Join(contents, "; "), cellDay(k.ViolatedTo), cellDay(k.Limitation.Until), form, decider, k.DecisionNo,
		cellDay(k.DecisionOn), cellDay(k.AnnouncedOn), cellDay(k.ServedOn), cellDay(k.LapsesOn), strings.Join(appeals, "; "), k.AdminNo, c.Say("inspection.case.state." + string(k.State))}
}

var appealStates = []duty.State{Received, Accepted, Refused, Resolved, Notified}

func (p pages) appeals(c *web.Call) (web.Reply, error) {
	r := register[Appeal]{tab: "appeals", path: "/inspection/appeals", states: appealStates, statesKey: "inspection.appeal.state.", year: "year", due: "due_on",
		running: []duty.State{Accepted}, by: []string{"year", "seq"}, words: []string{"code", "name", "decision_no"}, grid: appealGrid, columns: appealColumns, line: singly(appealLine)}
	return show(p, c, r)
}

func appealGrid(c *web.Call, rows []Appeal) web.Grid {
	g := web.Grid{Label: c.Say("inspection.page.tab.appeals"), Columns: columns(c, "appellant", "decision_no", "received_on", "handler", "state", "due_on"),
		Empty: web.Empty{Icon: "circle-check", Title: c.Say("inspection.page.appeals.none")}}
	for _, a := range rows {
		chip := web.Chip{}
		if a.State == Accepted {
			chip = c.DueChip(string(a.DueOn))
		}
		g.Rows = append(g.Rows, web.Row{ID: a.ID, Cells: []web.Cell{{Text: a.Name, Href: AppealHref(a.ID), Key: true, Small: a.Code},
			{Text: a.DecisionNo}, {Text: c.Texts().Day(c.Lang, string(a.ReceivedOn))}, {Text: c.Say("inspection.decider." + string(a.Handler))},
			{Text: c.Say("inspection.appeal.state." + string(a.State))}, dueCell(c, a.DueOn, chip)}})
	}
	return g
}

// appealColumns are those of the register of appeals (domain facts A9.3).
var appealColumns = []sheetColumn{{key: "code"}, {"received_on", office.DayColumn}, {key: "appellant"}, {key: "decision_no"}, {key: "handler"}, {"accepted_on", office.DayColumn},
	{key: "ground"}, {"due_on", office.DayColumn}, {key: "outcome"}, {key: "resolution_no"}, {"notified_on", office.DayColumn}, {key: "state"}}

func appealLine(c *web.Call, a Appeal) []any {
	ground, outcome := "", ""
	if a.Ground != "" {
		ground = c.Say("inspection.ground." + string(a.Ground))
	}
	if a.Outcome != "" {
		outcome = c.Say("inspection.outcome." + string(a.Outcome))
	}
	return []any{a.Code, cellDay(a.ReceivedOn), a.Name, a.DecisionNo, c.Say("inspection.decider." + string(a.Handler)), cellDay(a.AcceptedOn), ground, cellDay(a.DueOn), outcome,
		a.ResolutionNo, cellDay(a.NotifiedOn), c.Say("inspection.appeal.state." + string(a.State))}
}

func (p pages) reminderList(c *web.Call) (web.Reply, error) {
	r := register[Reminder]{tab: "reminders", path: "/inspection/reminders", states: []duty.State{Open, Answered, Closed}, statesKey: "inspection.reminder.state.",
		year: "issued_on", due: "due", running: []duty.State{Open}, by: []string{"issued_on"}, words: []string{"body", "addressee"}, grid: reminderGrid,
		columns: []sheetColumn{{key: "reminder_kind"}, {key: "addressee"}, {key: "text"}, {"issued_on", office.DayColumn}, {"due", office.DayColumn}, {key: "answer"},
			{"done_on", office.DayColumn}, {"verified_on", office.DayColumn}, {key: "state"}},
		line: singly(func(c *web.Call, r Reminder) []any {
			return []any{c.Say("inspection.reminder.kind." + string(r.Kind)), r.To, r.Text, cellDay(r.IssuedOn), cellDay(r.Due), r.Answer, cellDay(r.DoneOn), cellDay(r.VerifiedOn),
				c.Say("inspection.reminder.state." + string(r.State))}
		}),
		acts: func(c *web.Call) []web.Link {
			if !c.Who.Can(Follow) {
				return nil
			}
			return []web.Link{{Text: c.Say("inspection.page.reminder.new"), Href: "/inspection/reminders/new", Icon: "plus", Primary: true}}
		}}
	return show(p, c, r)
}

func (p pages) suspensions(c *web.Call) (web.Reply, error) {
	r := register[Suspension]{tab: "suspensions", path: "/inspection/suspensions", states: []duty.State{Proposed, InForce, Ended, Lifted, Refused}, statesKey: "inspection.suspension.state.",
		year: "from_on", due: "to_on", running: []duty.State{InForce}, by: []string{"from_on"}, words: []string{"name", "decision_no"}, grid: suspensionGrid,
		columns: []sheetColumn{{key: "name"}, {key: "suspension_kind"}, {key: "ground"}, {key: "decision_no"}, {"from", office.DayColumn}, {"to", office.DayColumn},
			{"extended_to", office.DayColumn}, {"lifted_on", office.DayColumn}, {key: "state"}},
		line: singly(func(c *web.Call, s Suspension) []any {
			return []any{s.Name, c.Say("inspection.suspension.kind." + string(s.Kind)), s.Ground, s.DecisionNo, cellDay(s.From), cellDay(s.To), cellDay(s.ExtendedTo), cellDay(s.LiftedOn),
				c.Say("inspection.suspension.state." + string(s.State))}
		}),
		acts: func(c *web.Call) []web.Link {
			if !c.Who.Can(Discipline) {
				return nil
			}
			return []web.Link{{Text: c.Say("inspection.page.suspension.new"), Href: "/inspection/suspensions/new", Icon: "plus", Primary: true}}
		}}
	return show(p, c, r)
}

func suspensionGrid(c *web.Call, rows []Suspension) web.Grid {
	g := web.Grid{Label: c.Say("inspection.page.tab.suspensions"), Columns: columns(c, "name", "suspension_kind", "from", "to", "state"),
		Empty: web.Empty{Icon: "circle-check", Title: c.Say("inspection.page.suspensions.none")}}
	for _, s := range rows {
		g.Rows = append(g.Rows, web.Row{ID: s.ID, Cells: []web.Cell{{Text: s.Name, Href: "/inspection/suspension/" + s.ID, Key: true, Wide: true}, {Text: c.Say("inspection.suspension.kind." + string(s.Kind))},
			{Text: c.Texts().Day(c.Lang, string(s.From))}, {Text: c.Texts().Day(c.Lang, string(s.LastDay()))}, {Text: c.Say("inspection.suspension.state." + string(s.State))}}})
	}
	return g
}

func paperGrid(c *web.Call, ps []Paper, add string) web.Grid {
	g := web.Grid{Label: c.Say("inspection.page.part.papers"), Columns: columns(c, "title", "paper_kind", "paper_no", "signed_on", "signer", "added_on"),
		Empty: web.Empty{Icon: "file-text", Title: c.Say("inspection.page.papers.none")}}
	if add != "" && c.Who.Can(Follow) {
		g.Empty.Acts = []web.Link{{Text: c.Say("inspection.do.dossier.paper"), Href: add}}
	}
	for _, p := range ps {
		kind := ""
		if p.Kind != "" {
			kind = c.Say("inspection.paper.kind." + string(p.Kind))
		}
		g.Rows = append(g.Rows, web.Row{ID: p.ID, Cells: []web.Cell{{Text: p.Title, Href: "/inspection/paper/" + p.ID, Key: true, Wide: true, Small: p.FileName + " · " + p.Hash[:min(12, len(p.Hash))]},
			{Text: kind}, {Text: p.No}, {Text: c.Texts().Day(c.Lang, string(p.SignedOn))}, {Text: p.Signer}, {Text: c.Texts().Day(c.Lang, string(p.AddedOn)), Small: p.AddedBy}}})
	}
	return g
}
