package inspection

import (
	"cmp"
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

func plans() folder[Plan] {
	return folder[Plan]{
		name:    "programme",
		open:    func(p pages, c *web.Call, id string) (Plan, error) { return OpenPlan(c.Context(), p.view(c), id) },
		version: func(p Plan) int { return p.Version },
		href:    func(p Plan) string { return ProgrammeHref(p.ID) },
		title:   func(p Plan) string { return p.Title },
		offers:  func(p Plan, at duty.Moment) []duty.Offer { return ProgrammeFlow.Offers(p.State, p, at) },
		checks: func(c *web.Call, p Plan, do string) []web.Check {
			if duty.Verb(do) != DoPropose {
				return nil
			}
			return []web.Check{met(c, "items", duty.Want(len(p.Items) > 0, "", "inspection.need.items")())}
		},
		acts: planActs,
	}
}

var planActs = []act[Plan]{
	{do: "propose", need: PlanRight, flow: true, run: func(f *form, p Plan) error {
		return f.then(func() error { return only(f.k.ProposeProgramme(f.ctx(), f.Who, p.ID, f.version)) })
	}},
	{do: "issue", need: Issue, flow: true,
		fields: func(f *form, _ Plan) {
			f.add(web.FieldText, "doc_no", "").Width = "m"
			f.add(web.FieldDay, "signed_on", f.Today)
		},
		run: func(f *form, p Plan) error {
			in := IssueForm{DocNo: f.Form("doc_no"), SignedOn: f.day("signed_on")}
			return f.then(func() error { return only(f.k.IssueProgramme(f.ctx(), f.Who, p.ID, f.version, in)) })
		}},
	{do: "return", need: Issue, flow: true, fields: func(f *form, _ Plan) { f.add(web.FieldArea, "note", "") }, run: func(f *form, p Plan) error {
		return f.then(func() error { return only(f.k.ReturnProgramme(f.ctx(), f.Who, p.ID, f.version, f.Form("note"))) })
	}},
	{do: "close", need: Issue, flow: true, run: func(f *form, p Plan) error {
		return f.then(func() error { return only(f.k.CloseProgramme(f.ctx(), f.Who, p.ID, f.version)) })
	}},
	{do: "item", need: PlanRight, when: func(p Plan) bool { return p.State == Draft }, fields: func(f *form, _ Plan) { itemFields(f, Item{}) },
		run: func(f *form, p Plan) error {
			in := readItem(f)
			return f.then(func() error { return only(f.k.AddItem(f.ctx(), f.Who, p.ID, in)) })
		}},
	{do: "amend", need: PlanRight, when: func(p Plan) bool { return p.State == Draft }, fields: func(f *form, p Plan) { programmeFields(f, p.Programme) },
		run: func(f *form, p Plan) error {
			in := readProgramme(f)
			return f.then(func() error { return only(f.k.AmendProgramme(f.ctx(), f.Who, p.ID, f.version, in)) })
		}},
}

func programmeFields(f *form, p Programme) {
	year := p.Year
	if year == 0 {
		year = vn.Day(f.Today).Year()
	}
	f.add(web.FieldText, "title", p.Title)
	f.add(web.FieldNumber, "year", fmt.Sprint(year))
	f.add(web.FieldDay, "from", string(orDay(p.From, vn.Day(fmt.Sprintf("%d-01-01", year)))))
	f.add(web.FieldDay, "to", string(orDay(p.To, vn.Day(fmt.Sprintf("%d-12-31", year)))))
	opt(f.add(web.FieldArea, "note", p.Note))
}

func readProgramme(f *form) ProgrammeForm {
	return ProgrammeForm{Title: f.Form("title"), Year: f.num("year"), From: f.day("from"), To: f.day("to"), Note: f.Form("note")}
}

// itemFields ask for a target and the unit it is given to: the office itself
// or one right below it.
func itemFields(f *form, i Item) {
	choose(f, "kind", "inspection.kind.", Kinds, i.Kind)
	choose(f, "object_type", "inspection.object.", ObjectTypes, i.ObjectType)
	f.add(web.FieldArea, "content", i.Content)
	unitField(f, i.AssignedTo)
	target := ""
	if i.Target > 0 {
		target = fmt.Sprint(i.Target)
	}
	f.add(web.FieldNumber, "target", target)
	opt(f.add(web.FieldDay, "scope_from", string(i.ScopeFrom)))
	opt(f.add(web.FieldDay, "scope_to", string(i.ScopeTo)))
	opt(f.add(web.FieldDay, "planned_on", string(i.PlannedOn)))
	opt(f.add(web.FieldNumber, "duration_days", ""))
	opt(f.add(web.FieldText, "lead", i.Lead))
}

func unitField(f *form, chosen string) {
	x := f.add(web.FieldSelect, "assigned_to", chosen)
	x.Options = []web.Option{{Label: f.Say("inspection.page.choose")}}
	units, err := desk.UnitsUnder(f.ctx(), f.k.DB.As(f.Who), f.Who.Unit, f.k.today())
	f.note(err)
	for _, u := range units {
		x.Options = append(x.Options, web.Option{Value: u.Unit, Label: u.Name})
	}
}

func readItem(f *form) ItemForm {
	unit := f.Form("assigned_to")
	return ItemForm{Kind: Kind(f.Form("kind")), ObjectType: ObjectType(f.Form("object_type")), Content: f.Form("content"), ScopeFrom: f.day("scope_from"),
		ScopeTo: f.day("scope_to"), PlannedOn: f.day("planned_on"), DurationDays: f.num("duration_days"), Lead: f.Form("lead"), AssignedTo: unit,
		AssignedName: desk.UnitName(f.ctx(), f.k.DB.As(f.Who), unit, f.k.today()), Target: f.num("target")}
}

func items() folder[Item] {
	return folder[Item]{
		name:    "item",
		open:    func(p pages, c *web.Call, id string) (Item, error) { return db.Get[Item](c.Context(), p.view(c), id) },
		version: func(i Item) int { return i.Version },
		href:    func(i Item) string { return ItemHref(i.ID) },
		title:   func(i Item) string { return i.Content },
		offers:  func(i Item, at duty.Moment) []duty.Offer { return ItemFlow.Offers(i.State, i, at) },
		acts:    itemActs,
	}
}

var itemActs = []act[Item]{
	{do: "accept", need: Answer, flow: true, run: func(f *form, i Item) error {
		return f.then(func() error { return only(f.k.AcceptItem(f.ctx(), f.Who, i.ID, f.version)) })
	}},
	{do: "return", need: Answer, flow: true, fields: func(f *form, _ Item) { f.add(web.FieldArea, "return_reason", "") }, run: func(f *form, i Item) error {
		return f.then(func() error { return only(f.k.ReturnItem(f.ctx(), f.Who, i.ID, f.version, f.Form("return_reason"))) })
	}},
	{do: "assign", need: Issue, when: func(i Item) bool { return i.State == Returned }, run: func(f *form, i Item) error {
		return f.then(func() error { return only(f.k.ReassignItem(f.ctx(), f.Who, i.ID, f.version)) })
	}},
	{do: "amend", need: PlanRight, when: func(i Item) bool { return i.State == Draft || i.State == Returned }, fields: itemFields, run: func(f *form, i Item) error {
		in := readItem(f)
		return f.then(func() error { return only(f.k.AmendItem(f.ctx(), f.Who, i.ID, f.version, in)) })
	}},
	{do: "break", need: Issue, when: func(i Item) bool { return i.State == Accepted }, fields: breakFields, run: breakDown},
}

// breakFields ask how many each unit right below takes of a target.
func breakFields(f *form, i Item) {
	units, err := desk.UnitsUnder(f.ctx(), f.k.DB.As(f.Who), f.Who.Unit, f.k.today())
	f.note(err)
	for _, u := range units {
		x := opt(f.add(web.FieldNumber, "part_"+u.Unit, ""))
		x.Label = u.Name
	}
	x := opt(f.add(web.FieldText, "part_content", i.Content))
	x.Label = f.Say("inspection.field.content")
}

func breakDown(f *form, i Item) error {
	v := f.k.DB.As(f.Who)
	units, err := desk.UnitsUnder(f.ctx(), v, f.Who.Unit, f.k.today())
	if err != nil {
		return err
	}
	var parts []ItemForm
	for _, u := range units {
		if n := f.num("part_" + u.Unit); n > 0 {
			parts = append(parts, ItemForm{Kind: i.Kind, ObjectType: i.ObjectType, Content: cmp.Or(f.Form("part_content"), i.Content), ScopeFrom: i.ScopeFrom, ScopeTo: i.ScopeTo,
				AssignedTo: u.Unit, AssignedName: u.Name, Target: n})
		}
	}
	return f.then(func() error { return only(f.k.BreakDown(f.ctx(), f.Who, i.ID, f.version, parts)) })
}

func (p pages) programmes(c *web.Call) (web.Reply, error) {
	return desk.Register[Programme, *Programme]{Desk: p.kit(), Name: "programmes", Path: "/inspection/programmes", Tabs: listTabs, States: []duty.State{Draft, Proposed, Issued, Closed}, StatesKey: "inspection.programme.state.",
		Year: "year", Unit: true, By: []string{"year"}, Words: []string{"title", "doc_no"}, Grid: programmeGrid,
		Book: []desk.Column[Programme]{
			desk.TextColumn("title", func(x Programme) string { return x.Title }),
			desk.NumColumn("year", func(x Programme) int { return x.Year }),
			desk.DayColumn("from", func(x Programme) vn.Day { return x.From }),
			desk.DayColumn("to", func(x Programme) vn.Day { return x.To }),
			desk.TextColumn("doc_no", func(x Programme) string { return x.DocNo }),
			desk.DayColumn("signed_on", func(x Programme) vn.Day { return x.SignedOn }),
			desk.SaidColumn("state", "inspection.programme.state.", func(x Programme) string { return string(x.State) })},
		Acts: began(PlanRight, "inspection.page.programme.new", "/inspection/programmes/new")}.Show(c)
}

func programmeGrid(c *web.Call, rows []Programme) web.Grid {
	g := web.Grid{Label: c.Say("inspection.list.programmes"), Columns: columns(c, "title", "year", "doc_no", "from", "to", "state"),
		Empty: web.Empty{Icon: "target", Title: c.Say("inspection.page.programmes.none")}}
	for _, x := range rows {
		g.Rows = append(g.Rows, web.Row{ID: x.ID, Cells: []web.Cell{{Text: x.Title, Href: ProgrammeHref(x.ID), Key: true, Wide: true}, {Text: fmt.Sprint(x.Year)}, {Text: x.DocNo},
			{Text: c.Texts().Day(c.Lang, string(x.From))}, {Text: c.Texts().Day(c.Lang, string(x.To))}, {Text: c.Say("inspection.programme.state." + string(x.State))}}})
	}
	return g
}

// A TargetView is one target in the tree, with what was done by records.
type TargetView struct {
	Text, Href, Unit, Kind string
	Depth                  int // 0 for a line of the programme itself
	Target, Done           int
	Chip                   web.Chip
	Meter                  web.Meter
	Reason                 string
	Start                  string // address that proposes an inspection out of it, "" if not now
}

// ProgrammePage is the data of programme.html.
type ProgrammePage struct {
	Head    web.Head
	Facts   web.Summary
	Targets []TargetView
	Bars    web.Bars
	Next    web.Next
	Others  []web.Link
	Events  web.Timeline
}

func (p pages) programme(c *web.Call) (web.Reply, error) {
	fo := plans()
	plan, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	page := ProgrammePage{Head: web.Head{Title: plan.Title, Number: plan.DocNo, Sub: span(c, plan.From, plan.To), Print: true,
		Chip: web.Chip{Kind: "info", Text: c.Say("inspection.programme.state." + string(plan.State))}}}
	if plan.Note != "" {
		page.Facts = web.Summary{{Name: c.Say("inspection.field.note"), Value: plan.Note}}
	}
	all, err := db.Find[Item](c.Context(), p.view(c), "t.programme = $1", "ORDER BY t.id", plan.ID)
	if err != nil {
		return web.Reply{}, err
	}
	done, err := doneIn(c.Context(), p.view(c), plan.ID, plan.From, plan.To)
	if err != nil {
		return web.Reply{}, err
	}
	page.tree(c, all, done)
	page.Next, page.Others = fo.next(p, c, plan, plan.ID)
	if page.Next.Title == "" {
		page.Next = wait(c, fo.name, ProgrammeFlow.Edges("", Draft).Edges, plan.State)
	}
	page.Events, _, err = p.kit().Journal(c, plan.ID, "")
	return web.Reply{Page: "inspection/programme.html", Data: page, Title: plan.Title, Nav: ID, Crumbs: crumbs(c, "programmes", "/inspection/programmes")}, err
}

// tree puts the targets into the page, each followed by its parts. A target
// whose whole the viewer does not see stands at the top.
func (page *ProgrammePage) tree(c *web.Call, all []Item, done map[feat]int) {
	page.Bars.Label = c.Say("inspection.page.progress")
	parts, seen := map[string][]Item{}, map[string]bool{}
	for _, i := range all {
		seen[i.ID] = true
	}
	for _, i := range all {
		if !seen[i.ParentItem] {
			i.ParentItem = ""
		}
		parts[i.ParentItem] = append(parts[i.ParentItem], i)
	}
	for _, i := range parts[""] {
		n := done[i.feat()]
		page.Bars.Items = append(page.Bars.Items, web.Bar{Name: c.Say("inspection.kind."+string(i.Kind)) + " · " + c.Say("inspection.object."+string(i.ObjectType)), Text: c.Say("inspection.page.of", n, i.Target), Result: n, Target: i.Target, Href: ItemHref(i.ID)})
	}
	page.branch(c, parts, "", 0, done)
}

func (page *ProgrammePage) branch(c *web.Call, parts map[string][]Item, of string, depth int, done map[feat]int) {
	for _, i := range parts[of] {
		page.Targets = append(page.Targets, targetView(c, i, depth, done[i.feat()]))
		page.branch(c, parts, i.ID, depth+1, done)
	}
}

func targetView(c *web.Call, i Item, depth, done int) TargetView {
	v := TargetView{Text: i.Content, Href: ItemHref(i.ID), Unit: i.AssignedName, Depth: min(depth, 3), Target: i.Target, Done: done, Reason: i.ReturnReason,
		Kind:  c.Say("inspection.kind."+string(i.Kind)) + " · " + c.Say("inspection.object."+string(i.ObjectType)),
		Meter: web.Meter{Done: done, Whole: max(i.Target, 1), Text: c.Say("inspection.page.of", done, i.Target)},
		Chip:  web.Chip{Text: c.Say("inspection.item.state." + string(i.State))}}
	switch i.State {
	case Accepted:
		v.Chip.Kind = "ok"
	case Returned:
		v.Chip.Kind = "over"
	case Assigned:
		v.Chip.Kind = "soon"
	}
	return v
}

// A feat is a kind of work on a type of object by a unit and those below it.
type feat struct {
	unit string
	kind Kind
	of   ObjectType
}

// doneIn counts what was done of the targets of a programme, from records
// alone: subjects that the unit, or one that stood below it on that day,
// concluded on in the programme's days.
func doneIn(ctx context.Context, v db.View, programme string, from, to vn.Day) (map[feat]int, error) {
	done := map[feat]int{}
	q := `SELECT u.root, t.kind, t.object_type, count(*) FROM inspection_subject t JOIN reach u ON u.unit = t.org AND u.since <= t.concluded_on AND t.concluded_on < u.until
		WHERE {visible t} AND NOT t.withdrawn AND t.concluded_on >= $1 AND t.concluded_on <= $2 AND u.root IN (SELECT assigned_to FROM inspection_item WHERE programme = $3)
		GROUP BY u.root, t.kind, t.object_type`
	err := db.Query(ctx, v, func(r db.Row) error {
		var f feat
		n := 0
		err := r.Scan(&f.unit, &f.kind, &f.of, &n)
		done[f] = n
		return err
	}, q, string(from), string(to), programme)
	return done, err
}

func (i Item) feat() feat { return feat{i.AssignedTo, i.Kind, i.ObjectType} }

func (p pages) item(c *web.Call) (web.Reply, error) {
	fo := items()
	i, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	done, err := doneIn(c.Context(), p.view(c), i.Programme, i.From, i.To)
	if err != nil {
		return web.Reply{}, err
	}
	page := RecordPage{Head: web.Head{Title: i.Content, Sub: i.AssignedName, Chip: targetView(c, i, 0, 0).Chip}}
	page.Facts = itemFacts(c, i, done[i.feat()])
	parts, err := OpenParts(c.Context(), p.view(c), i.ID)
	if err != nil {
		return web.Reply{}, err
	}
	if len(parts) > 0 {
		page.Grids = append(page.Grids, web.Section{Title: c.Say("inspection.page.parts_of"), Grid: partGrid(c, parts, done)})
	}
	carried, err := db.Find[Inspection](c.Context(), p.view(c), "t.item = $1", "ORDER BY t.id", i.ID)
	if err != nil {
		return web.Reply{}, err
	}
	page.Grids = append(page.Grids, web.Section{Title: c.Say("inspection.list.inspections"), Grid: inspectionGrid(c, carried)})
	page.Next, page.Others = fo.next(p, c, i, i.ID)
	if page.Next.Title == "" {
		page.Next = wait(c, fo.name, ItemFlow.Edges("", Draft).Edges, i.State)
	}
	if i.State == Accepted && c.Who.Can(Propose) {
		page.Head.Acts = []web.Link{{Text: c.Say("inspection.page.new"), Href: "/inspection/new?item=" + i.ID, Icon: "plus", Primary: true}}
	}
	return web.Reply{Page: "inspection/record.html", Data: page, Title: i.Content, Nav: ID,
		Crumbs: append(crumbs(c, "programmes", "/inspection/programmes"), web.Crumb{Text: i.ProgrammeTitle, Href: ProgrammeHref(i.Programme)})}, nil
}

func itemFacts(c *web.Call, i Item, done int) web.Summary {
	s := web.Summary{
		{Name: c.Say("inspection.field.kind"), Value: c.Say("inspection.kind." + string(i.Kind))},
		{Name: c.Say("inspection.field.object_type"), Value: c.Say("inspection.object." + string(i.ObjectType))},
		{Name: c.Say("inspection.field.target"), Value: c.Say("inspection.page.of", done, i.Target)},
	}
	for _, x := range []struct{ key, value string }{{"scope", span(c, i.ScopeFrom, i.ScopeTo)}, {"planned_on", c.Texts().Day(c.Lang, string(i.PlannedOn))}, {"lead", i.Lead}, {"return_reason", i.ReturnReason}} {
		if x.value != "" {
			s = append(s, web.Fact{Name: c.Say("inspection.field." + x.key), Value: x.value})
		}
	}
	return s
}

func partGrid(c *web.Call, parts []Item, done map[feat]int) web.Grid {
	g := web.Grid{Label: c.Say("inspection.page.parts_of"), Columns: columns(c, "assigned_to", "target", "state")}
	for _, x := range parts {
		v := targetView(c, x, 0, done[x.feat()])
		g.Rows = append(g.Rows, web.Row{ID: x.ID, Cells: []web.Cell{{Text: x.AssignedName, Href: v.Href, Key: true, Wide: true}, {Meter: v.Meter}, {Chip: v.Chip, Text: " " + x.ReturnReason}}})
	}
	return g
}
