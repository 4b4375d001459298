package inspection

import (
	"context"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
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

// began is the link that begins a record, for those who may.
func began(need access.Need, key, href string) func(*web.Call) []web.Link {
	return func(c *web.Call) []web.Link {
		if !c.Who.Can(need) {
			return nil
		}
		return []web.Link{{Text: c.Say(key), Href: href, Icon: "plus", Primary: true}}
	}
}

func (p pages) inspections(c *web.Call) (web.Reply, error) {
	return desk.Register[Inspection, *Inspection]{Desk: p.kit(), Name: groupOf(c), Path: "/inspection", Keep: []string{"kind"}, Tabs: listTabs, States: inspectionStates, StatesKey: "inspection.state.",
		Year: "year", Due: "due_on", Running: running, Unit: true, By: []string{"year", "seq"}, Words: []string{"code", "title", "decision_no"}, Grid: inspectionGrid, Book: inspectionColumns, Fill: withSubjects,
		Where: func(c *web.Call, w *desk.Filter) {
			kinds := kindGroups[groupOf(c)]
			args := make([]any, len(kinds))
			for i, k := range kinds {
				args[i] = string(k)
			}
			w.And("t.kind IN (?"+strings.Repeat(", ?", len(kinds)-1)+")", args...)
		},
		Acts: began(Propose, "inspection.page.new", "/inspection/new")}.Show(c)
}

func inspectionGrid(c *web.Call, rows []Inspection) web.Grid {
	g := web.Grid{Label: c.Say("inspection.list.inspections"), Columns: columns(c, "title", "head", "state", "due_on"),
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
var inspectionColumns = []desk.Column[Inspection]{
	desk.TextColumn("code", func(i Inspection) string { return i.Code }),
	desk.TextColumn("decision_no", func(i Inspection) string { return i.DecisionNo }),
	desk.DayColumn("decision_on", func(i Inspection) vn.Day { return i.DecisionOn }),
	desk.SaidColumn("kind", "inspection.kind.", func(i Inspection) string { return string(i.Kind) }),
	desk.SaidColumn("body", "inspection.body.", func(i Inspection) string { return string(i.Body) }),
	{Name: "subjects", Value: func(_ *web.Call, i Inspection) any {
		return joined(i.subjects, func(s Subject) string { return s.Name })
	}},
	desk.TextColumn("content", func(i Inspection) string { return i.Content }),
	{Name: "scope", Value: func(c *web.Call, i Inspection) any { return span(c, i.ScopeFrom, i.ScopeTo) }},
	desk.TextColumn("head", func(i Inspection) string { return i.Head }),
	desk.DayColumn("announced_on", func(i Inspection) vn.Day { return i.AnnouncedOn }),
	desk.DayColumn("due_on", func(i Inspection) vn.Day { return i.DueOn }),
	desk.DayColumn("extended_to", func(i Inspection) vn.Day { return i.ExtendedTo }),
	desk.DayColumn("self_report_due", func(i Inspection) vn.Day { return i.SelfReportDue }),
	desk.DayColumn("concluded_on", func(i Inspection) vn.Day { return i.ConcludedOn }),
	desk.TextColumn("conclusion_no", func(i Inspection) string { return i.ConclusionNo }),
	{Name: "results", Value: func(c *web.Call, i Inspection) any {
		return joined(i.subjects, func(s Subject) string {
			if s.Result == "" {
				return ""
			}
			return s.Name + ": " + c.Say("inspection.result."+string(s.Result))
		})
	}},
	{Name: "recommendations", Value: func(_ *web.Call, i Inspection) any {
		return joined(i.subjects, func(s Subject) string { return s.Recommendation })
	}},
	desk.SaidColumn("state", "inspection.state.", func(i Inspection) string { return string(i.State) }),
	desk.TextColumn("archive_no", func(i Inspection) string { return i.ArchiveNo }),
}

// joined puts what is said of each row into one cell.
func joined[T any](rows []T, say func(T) string) string {
	var all []string
	for _, r := range rows {
		all = append(all, filled(say(r))...)
	}
	return strings.Join(all, "; ")
}

// withSubjects reads the subjects of the inspections of a page.
func withSubjects(ctx context.Context, v db.View, rows []Inspection) error {
	of, err := desk.Grouped(ctx, v, "inspection", " AND NOT t.withdrawn", idsOf(rows, func(i Inspection) string { return i.ID }), func(s Subject) string { return s.Inspection })
	for n := range rows {
		rows[n].subjects = of[rows[n].ID]
	}
	return err
}

func idsOf[T any](rows []T, id func(T) string) []string {
	ids := make([]string, len(rows))
	for n, r := range rows {
		ids[n] = id(r)
	}
	return ids
}

var caseStates = []duty.State{Found, SelfCriticism, Heard, Meeting, Balloted, Proposed, Decided, Announced, Served, InForce, Lapsed, Void, NotDisciplined, TimeBarred, NotYetConsidered}

func (p pages) disciplines(c *web.Call) (web.Reply, error) {
	return desk.Register[Case, *Case]{Desk: p.kit(), Name: "disciplines", Path: "/inspection/disciplines", Tabs: listTabs, States: caseStates, StatesKey: "inspection.case.state.", Year: "year", Unit: true,
		By: []string{"year", "seq"}, Words: []string{"code", "name", "violation", "decision_no"}, Grid: caseGrid, Book: caseColumns, Fill: withAppeals,
		Acts: began(Discipline, "inspection.page.case.new", "/inspection/disciplines/new")}.Show(c)
}

func caseGrid(c *web.Call, rows []Case) web.Grid {
	g := web.Grid{Label: c.Say("inspection.list.disciplines"), Columns: columns(c, "name", "unit", "violation", "form", "state"),
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
var caseColumns = []desk.Column[Case]{
	desk.TextColumn("code", func(k Case) string { return k.Code }),
	desk.TextColumn("name", func(k Case) string { return k.Name }),
	desk.TextColumn("unit", func(k Case) string { return k.UnitName }),
	desk.TextColumn("violation", func(k Case) string { return k.Violation }),
	{Name: "contents", Value: func(c *web.Call, k Case) any {
		return joined(k.Contents, func(code string) string { return c.Say("inspection.content." + code) })
	}},
	desk.DayColumn("violated_to", func(k Case) vn.Day { return k.ViolatedTo }),
	desk.DayColumn("limitation", func(k Case) vn.Day { return k.Limitation.Until }),
	{Name: "form", Value: func(c *web.Call, k Case) any {
		if k.Form == NoForm {
			return ""
		}
		return c.Say(string(FormKey(k.Form)))
	}},
	desk.SaidColumn("decider", "inspection.decider.", func(k Case) string { return string(k.Body) }),
	desk.TextColumn("decision_no", func(k Case) string { return k.DecisionNo }),
	desk.DayColumn("decision_on", func(k Case) vn.Day { return k.DecisionOn }),
	desk.DayColumn("announced_on", func(k Case) vn.Day { return k.AnnouncedOn }),
	desk.DayColumn("served_on", func(k Case) vn.Day { return k.ServedOn }),
	desk.DayColumn("lapses_on", func(k Case) vn.Day { return k.LapsesOn }),
	{Name: "appeal", Value: func(c *web.Call, k Case) any {
		return joined(k.appeals, func(a Appeal) string { return a.Code + ": " + c.Say("inspection.appeal.state."+string(a.State)) })
	}},
	desk.TextColumn("admin_no", func(k Case) string { return k.AdminNo }),
	desk.SaidColumn("state", "inspection.case.state.", func(k Case) string { return string(k.State) }),
}

// withAppeals reads the appeals against the cases of a page.
func withAppeals(ctx context.Context, v db.View, rows []Case) error {
	of, err := desk.Grouped(ctx, v, "case_id", "", idsOf(rows, func(k Case) string { return k.ID }), func(a Appeal) string { return a.Case })
	for n := range rows {
		rows[n].appeals = of[rows[n].ID]
	}
	return err
}

var appealStates = []duty.State{Received, Accepted, Refused, Resolved, Notified}

func (p pages) appeals(c *web.Call) (web.Reply, error) {
	return desk.Register[Appeal, *Appeal]{Desk: p.kit(), Name: "appeals", Path: "/inspection/appeals", Tabs: listTabs, States: appealStates, StatesKey: "inspection.appeal.state.", Year: "year", Due: "due_on", Unit: true,
		Running: []duty.State{Accepted}, By: []string{"year", "seq"}, Words: []string{"code", "name", "decision_no"}, Grid: appealGrid, Book: appealColumns}.Show(c)
}

func appealGrid(c *web.Call, rows []Appeal) web.Grid {
	g := web.Grid{Label: c.Say("inspection.list.appeals"), Columns: columns(c, "appellant", "decision_no", "received_on", "handler", "state", "due_on"),
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
var appealColumns = []desk.Column[Appeal]{
	desk.TextColumn("code", func(a Appeal) string { return a.Code }),
	desk.DayColumn("received_on", func(a Appeal) vn.Day { return a.ReceivedOn }),
	desk.TextColumn("appellant", func(a Appeal) string { return a.Name }),
	desk.TextColumn("decision_no", func(a Appeal) string { return a.DecisionNo }),
	desk.SaidColumn("handler", "inspection.decider.", func(a Appeal) string { return string(a.Handler) }),
	desk.DayColumn("accepted_on", func(a Appeal) vn.Day { return a.AcceptedOn }),
	desk.SaidColumn("ground", "inspection.ground.", func(a Appeal) string { return string(a.Ground) }),
	desk.DayColumn("due_on", func(a Appeal) vn.Day { return a.DueOn }),
	desk.SaidColumn("outcome", "inspection.outcome.", func(a Appeal) string { return string(a.Outcome) }),
	desk.TextColumn("resolution_no", func(a Appeal) string { return a.ResolutionNo }),
	desk.DayColumn("notified_on", func(a Appeal) vn.Day { return a.NotifiedOn }),
	desk.SaidColumn("state", "inspection.appeal.state.", func(a Appeal) string { return string(a.State) }),
}

func (p pages) reminderList(c *web.Call) (web.Reply, error) {
	return desk.Register[Reminder, *Reminder]{Desk: p.kit(), Name: "reminders", Path: "/inspection/reminders", Tabs: listTabs, States: []duty.State{Open, Answered, Closed}, StatesKey: "inspection.reminder.state.",
		Year: "issued_on", Due: "due", Unit: true, Running: []duty.State{Open}, By: []string{"issued_on"}, Words: []string{"body", "addressee"}, Grid: reminderGrid,
		Book: []desk.Column[Reminder]{
			desk.SaidColumn("reminder_kind", "inspection.reminder.kind.", func(r Reminder) string { return string(r.Kind) }),
			desk.TextColumn("addressee", func(r Reminder) string { return r.To }),
			desk.TextColumn("text", func(r Reminder) string { return r.Text }),
			desk.DayColumn("issued_on", func(r Reminder) vn.Day { return r.IssuedOn }),
			desk.DayColumn("due", func(r Reminder) vn.Day { return r.Due }),
			desk.TextColumn("answer", func(r Reminder) string { return r.Answer }),
			desk.DayColumn("done_on", func(r Reminder) vn.Day { return r.DoneOn }),
			desk.DayColumn("verified_on", func(r Reminder) vn.Day { return r.VerifiedOn }),
			desk.SaidColumn("state", "inspection.reminder.state.", func(r Reminder) string { return string(r.State) })},
		Acts: began(Follow, "inspection.page.reminder.new", "/inspection/reminders/new")}.Show(c)
}

func (p pages) suspensions(c *web.Call) (web.Reply, error) {
	return desk.Register[Suspension, *Suspension]{Desk: p.kit(), Name: "suspensions", Path: "/inspection/suspensions", Tabs: listTabs, States: []duty.State{Proposed, InForce, Ended, Lifted, Refused}, StatesKey: "inspection.suspension.state.",
		Year: "from_on", Due: "to_on", Unit: true, Running: []duty.State{InForce}, By: []string{"from_on"}, Words: []string{"name", "decision_no"}, Grid: suspensionGrid,
		Book: []desk.Column[Suspension]{
			desk.TextColumn("name", func(s Suspension) string { return s.Name }),
			desk.SaidColumn("suspension_kind", "inspection.suspension.kind.", func(s Suspension) string { return string(s.Kind) }),
			desk.TextColumn("ground", func(s Suspension) string { return s.Ground }),
			desk.TextColumn("decision_no", func(s Suspension) string { return s.DecisionNo }),
			desk.DayColumn("from", func(s Suspension) vn.Day { return s.From }),
			desk.DayColumn("to", func(s Suspension) vn.Day { return s.To }),
			desk.DayColumn("extended_to", func(s Suspension) vn.Day { return s.ExtendedTo }),
			desk.DayColumn("lifted_on", func(s Suspension) vn.Day { return s.LiftedOn }),
			desk.SaidColumn("state", "inspection.suspension.state.", func(s Suspension) string { return string(s.State) })},
		Acts: began(Discipline, "inspection.page.suspension.new", "/inspection/suspensions/new")}.Show(c)
}

func suspensionGrid(c *web.Call, rows []Suspension) web.Grid {
	g := web.Grid{Label: c.Say("inspection.list.suspensions"), Columns: columns(c, "name", "suspension_kind", "from", "to", "state"),
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
