package protection

import (
	"context"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// lists are the tabs over every list of the module, in order.
var lists = []struct{ name, path string }{
	{"delegations", "/protection"}, {"bodies", "/protection/bodies"}, {"findings", "/protection/findings"}, {"types", "/protection/types"},
	{"staff", "/protection/staff"}, {"trainings", "/protection/trainings"}, {"undertakings", "/protection/undertakings"}, {"rulebooks", "/protection/rulebooks"},
}

func tabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("desk.registers"), Tabs: []web.Link{{Text: c.Say("protection.back"), Href: "/secrets", Icon: "arrow-left"}}}
	for _, l := range lists {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say(ID + ".tab." + l.name), Href: l.path, Current: l.name == current})
	}
	return v
}

// start is the link to the form that begins a record, for those who may.
func start(can func(*web.Call) bool, folder, do string) func(*web.Call) []web.Link {
	return func(c *web.Call) []web.Link {
		if !can(c) {
			return nil
		}
		return []web.Link{{Text: c.Say(ID + ".do." + folder + "." + do), Href: href(folder, "new/"+do), Icon: "plus", Primary: true}}
	}
}

func mayInspect(c *web.Call) bool { return c.Who.Can(Inspect) }
func mayStaff(c *web.Call) bool   { return c.Who.Can(People) }

// word is a column whose value is one of a list of words.
func word[T any](name, prefix string, value func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Cell: func(c *web.Call, r T) web.Cell { return web.Cell{Text: sayIf(c, prefix, value(r))} }}
}

// plain is a column of text as it stands.
func plain[T any](name string, value func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Value: func(_ *web.Call, r T) any { return value(r) }, Width: 28}
}

// day is a column of days.
func day[T any](name string, value func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Kind: office.DayColumn, Width: 12,
		Cell:  func(c *web.Call, r T) web.Cell { return web.Cell{Text: c.Texts().Day(c.Lang, value(r))} },
		Value: func(_ *web.Call, r T) any { return value(r) }}
}

// num is a column of counts.
func num[T any](name string, value func(T) int) desk.Column[T] {
	return desk.Column[T]{Name: name, Num: true, Kind: office.IntColumn, Width: 10, Value: func(_ *web.Call, r T) any { return value(r) }}
}

// key is the column that names the record and leads to it.
func key[T any](name, folder string, id, value func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Width: 30, Cell: func(_ *web.Call, r T) web.Cell { return web.Cell{Text: value(r), Href: href(folder, id(r)), Key: true} }}
}

// standsAt is the column of the state.
func standsAt[T any](folder string, state func(T) duty.State, ok ...duty.State) desk.Column[T] {
	return desk.Column[T]{Name: "state", Width: 18, Cell: func(c *web.Call, r T) web.Cell {
		return web.Cell{Chip: stateChip(c, folder, string(state(r)), slices.Contains(ok, state(r)))}
	}}
}

// choice is a select beside the search box.
func choice[V ~string](c *web.Call, name, prefix string, all []V) web.Field {
	f := web.Field{Name: name, Label: c.Say(ID + ".field." + name), Options: []web.Option{{Label: c.Say(ID + ".any." + name)}}}
	for _, v := range all {
		f.Options = append(f.Options, web.Option{Value: string(v), Label: c.Say(prefix + string(v))})
	}
	return f
}

// equals filters by columns named as the parameters of the address.
func equals(names ...string) func(*web.Call, *desk.Filter) {
	return func(c *web.Call, w *desk.Filter) {
		for _, n := range names {
			if v := c.Query(n); v != "" {
				w.And("t."+n+" = ?", v)
			}
		}
	}
}

// since narrows a list to what was done last before a day, by the parameter that
// a note's link carries.
func since(c *web.Call, w *desk.Filter, param, cond string) {
	if d, err := vn.ParseDay(c.Query(param)); err == nil {
		w.And(cond, string(d))
	}
}

// longAgo is the note that says how many are due again under a frequency; none
// while no frequency was entered.
func longAgo[T any, P db.Ptr[T]](k desk.Desk, code, param, path, cond string) func(*web.Call) ([]web.Note, error) {
	return func(c *web.Call) ([]web.Note, error) {
		p, err := k.Law(c.Context())
		if err != nil {
			return nil, err
		}
		before, ok, err := LongAgo(p, code, vn.Day(c.Today))
		if err != nil || !ok {
			return nil, err
		}
		n, err := db.Count[T, P](c.Context(), k.DB.As(c.Who), strings.Replace(cond, "?", "$1", 1), string(before))
		if err != nil || n == 0 {
			return nil, err
		}
		return []web.Note{{Kind: "warn", Text: c.Say(ID+".note."+param, n, before), Link: web.Link{Text: c.Say("protection.note.open"), Href: path + "?" + param + "=" + string(before)}}}, nil
	}
}

func delegationList(k desk.Desk) desk.Register[Delegation, *Delegation] {
	return desk.Register[Delegation, *Delegation]{
		Desk: k, Name: "delegations", Path: "/protection", Need: Read, Tabs: tabs, StatesKey: ID + ".state.delegation.",
		States: []duty.State{Proposed, Refused, Decided, Announced, Working, Reported, Concluded, FollowedUp, Closed},
		Year:   "start_on", Due: "end_on", Running: []duty.State{Announced, Working}, Words: []string{"code", "title", "decision_no"}, By: []string{"start_on"},
		Where: equals("basis"), Filters: func(c *web.Call) []web.Field { return []web.Field{choice(c, "basis", ID+".basis.", Bases)} },
		Fill: func(ctx context.Context, v db.View, rows []Delegation) error {
			all, err := desk.Grouped(ctx, v, "delegation", " AND t.state <> 'dropped'", ids(rows, func(d Delegation) string { return d.ID }), func(b Body) string { return b.Delegation })
			for i := range rows {
				rows[i].Bodies = all[rows[i].ID]
			}
			return err
		},
		Columns: delegationColumns(false), Book: delegationColumns(true),
		Acts: start(mayInspect, "delegation", "propose"), Empty: web.Empty{Icon: "clipboard-check", Title: "protection.empty.delegations"},
	}
}

// delegationColumns are those of the list; of its export, which has room for
// all, with a true.
func delegationColumns(all bool) []desk.Column[Delegation] {
	cs := []desk.Column[Delegation]{
		key("delegation_code", "delegation", func(d Delegation) string { return d.ID }, func(d Delegation) string { return d.Code }),
		{Name: "title", Width: 44, Cell: func(_ *web.Call, d Delegation) web.Cell { return web.Cell{Text: d.Title, Wide: true} }},
		standsAt("delegation", func(d Delegation) duty.State { return d.State }, Closed),
		word("basis", ID+".basis.", func(d Delegation) string { return string(d.Basis) }),
		day("start_on", func(d Delegation) string { return string(d.StartOn) }),
		day("end_on", func(d Delegation) string { return string(d.EndOn) }),
		num("bodies", func(d Delegation) int { return len(d.Bodies) }),
	}
	if !all {
		return cs
	}
	return append(cs,
		word("organ", ID+".organ.", func(d Delegation) string { return string(d.Organ) }),
		plain("plan_no", func(d Delegation) string { return d.PlanNo }),
		plain("decision_no", func(d Delegation) string { return d.DecisionNo }),
		day("decision_on", func(d Delegation) string { return string(d.DecisionOn) }),
		plain("decided_by", func(d Delegation) string { return d.DecidedByName }),
		plain("report_no", func(d Delegation) string { return d.ReportNo }),
		plain("conclusion_no", func(d Delegation) string { return d.ConclusionNo }),
		day("conclusion_on", func(d Delegation) string { return string(d.ConclusionOn) }),
		day("closed_on", func(d Delegation) string { return string(d.ClosedOn) }),
		plain("archive_no", func(d Delegation) string { return d.ArchiveNo }))
}

func ids[T any](rows []T, id func(T) string) []string {
	var all []string
	for _, r := range rows {
		all = append(all, id(r))
	}
	return all
}

func bodyList(k desk.Desk) desk.Register[Body, *Body] {
	return desk.Register[Body, *Body]{
		Desk: k, Name: "bodies", Path: "/protection/bodies", Need: Read, Tabs: tabs, StatesKey: ID + ".state.body.",
		States: []duty.State{Listed, Announced, Checked, Drafted, Heard, Concluded, Dropped},
		Year:   "conclusion_on", Due: "reply_due", Running: []duty.State{Drafted}, Words: []string{"unit_name", "code"}, Keep: []string{"delegation", "again"},
		Where: func(c *web.Call, w *desk.Filter) {
			equals("basis", "grade", "delegation")(c, w)
			since(c, w, "again", again)
		},
		Notes: longAgo[Body](k, EveryRule, "again", "/protection/bodies", again),
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{choice(c, "basis", ID+".basis.", Bases), choice(c, "grade", ID+".grade.", Grades)}
		},
		Columns: []desk.Column[Body]{
			key("unit", "body", func(b Body) string { return b.ID }, func(b Body) string { return b.UnitName }),
			standsAt("body", func(b Body) duty.State { return b.State }, Concluded),
			plain("delegation_code", func(b Body) string { return b.Code }),
			word("basis", ID+".basis.", func(b Body) string { return string(b.Basis) }),
			day("heard_on", func(b Body) string { return string(max(b.HeardOn, b.WaivedOn)) }),
			day("conclusion_on", func(b Body) string { return string(b.ConclusionOn) }),
			word("grade", ID+".grade.", func(b Body) string { return string(b.Grade) }),
			num("findings", func(b Body) int { return b.Faults }),
		},
		Empty: web.Empty{Icon: "building", Title: "protection.empty.bodies"},
	}
}

func findingList(k desk.Desk) desk.Register[Finding, *Finding] {
	return desk.Register[Finding, *Finding]{
		Desk: k, Name: "findings", Path: "/protection/findings", Need: Read, Tabs: tabs, StatesKey: ID + ".state.finding.",
		States: []duty.State{Recorded, Remedied, Closed, Withdrawn},
		Year:   "found_on", Due: "due_on", Running: []duty.State{Recorded}, Words: []string{"unit_name", "text"}, By: []string{"found_on"}, Keep: []string{"delegation", "body", "holds"},
		Where: func(c *web.Call, w *desk.Filter) {
			equals("rating", "code", "delegation", "body")(c, w)
			if t := c.Query("type"); t != "" {
				marks, args := "?", []any{""} // no entry has the code "": an unknown type has no findings
				for _, x := range Checklist() {
					if x.Type == t {
						marks, args = marks+", ?", append(args, x.Code)
					}
				}
				w.And("t.code IN ("+marks+")", args...)
			}
			if c.Query("holds") != "" {
				w.And(holds)
			}
		},
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{choice(c, "type", ID+".type.", Types), choice(c, "rating", ID+".rating.", Ratings)}
		},
		Columns: []desk.Column[Finding]{
			key("unit", "finding", func(f Finding) string { return f.ID }, func(f Finding) string { return f.UnitName }),
			word("code", ID+".field.check_", func(f Finding) string { return f.Code }),
			{Name: "text", Width: 50, Cell: func(_ *web.Call, f Finding) web.Cell { return web.Cell{Text: f.Text, Wide: true} }},
			{Name: "state", Width: 18, Cell: func(c *web.Call, f Finding) web.Cell { return web.Cell{Chip: chipOf(c, f)} }},
			word("rating", ID+".rating.", func(f Finding) string { return string(f.Rating) }),
			day("found_on", func(f Finding) string { return string(f.FoundOn) }),
			day("due_on", func(f Finding) string { return string(f.DueOn) }),
			day("rechecked_on", func(f Finding) string { return string(f.RecheckedOn) }),
		},
		Empty: web.Empty{Icon: "circle-check", Title: "protection.empty.findings"},
	}
}
