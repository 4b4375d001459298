package protection

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// parts draws the lists and tables of the module.
const parts register.Parts = ID

// lists are the tabs over every list of the module, in order.
var lists = []struct{ name, path string }{
	{"delegations", "/protection"}, {"bodies", "/protection/bodies"}, {"findings", "/protection/findings"}, {"types", "/protection/types"},
	{"staff", "/staff"}, // of the module beside this one
}

// tabs lead from one list to another, to the register of secrets and to the
// people of the duty.
func tabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("desk.registers"), Tabs: []web.Link{{Text: c.Say("protection.back"), Href: "/secrets", Icon: "arrow-left"}}}
	for _, l := range lists {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say(ID + ".tab." + l.name), Href: l.path, Current: l.name == current})
	}
	return v
}

func delegationList(k desk.Desk) desk.Register[Delegation, *Delegation] {
	return desk.Register[Delegation, *Delegation]{
		Desk: k, Name: "delegations", Path: "/protection", Need: Read, Tabs: tabs, StatesKey: ID + ".state.delegation.",
		States: []duty.State{Proposed, Refused, Decided, Announced, Working, Reported, Concluded, FollowedUp, Closed},
		Year:   "start_on", Due: "end_on", Running: []duty.State{Announced, Working}, Words: []string{"code", "title", "decision_no"}, By: []string{"start_on"},
		Where: register.Equals("basis"), Filters: func(c *web.Call) []web.Field {
			return []web.Field{register.Choice(c, parts, "basis", ID+".basis.", Bases)}
		},
		Fill: func(ctx context.Context, v db.View, rows []Delegation) error {
			all, err := desk.Grouped(ctx, v, "delegation", " AND t.state <> 'dropped'", ids(rows, func(d Delegation) string { return d.ID }), func(b Body) string { return b.Delegation })
			for i := range rows {
				rows[i].Bodies = all[rows[i].ID]
			}
			return err
		},
		Columns: delegationColumns(false), Book: delegationColumns(true),
		Acts: func(c *web.Call) []web.Link { return parts.Start(c, c.Who.Can(Inspect), "delegation", "propose") }, Empty: web.Empty{Icon: "clipboard-check", Title: "protection.empty.delegations"},
	}
}

// delegationColumns are those of the list; of its export, which has room for
// all, with a true.
func delegationColumns(all bool) []desk.Column[Delegation] {
	cs := []desk.Column[Delegation]{
		register.KeyColumn(parts, "delegation_code", "delegation", func(d Delegation) string { return d.ID }, func(d Delegation) string { return d.Code }),
		{Name: "title", Width: 44, Cell: func(_ *web.Call, d Delegation) web.Cell { return web.Cell{Text: d.Title, Wide: true} }},
		register.StateColumn(parts, "delegation", func(d Delegation) duty.State { return d.State }, Closed),
		desk.SaidColumn("basis", ID+".basis.", func(d Delegation) string { return string(d.Basis) }),
		desk.DayColumn("start_on", func(d Delegation) vn.Day { return d.StartOn }),
		desk.DayColumn("end_on", func(d Delegation) vn.Day { return d.EndOn }),
		desk.NumColumn("bodies", func(d Delegation) int { return len(d.Bodies) }),
	}
	if !all {
		return cs
	}
	return append(cs,
		desk.SaidColumn("organ", ID+".organ.", func(d Delegation) string { return string(d.Organ) }),
		desk.TextColumn("plan_no", func(d Delegation) string { return d.PlanNo }),
		desk.TextColumn("decision_no", func(d Delegation) string { return d.DecisionNo }),
		desk.DayColumn("decision_on", func(d Delegation) vn.Day { return d.DecisionOn }),
		desk.TextColumn("decided_by", func(d Delegation) string { return d.DecidedByName }),
		desk.TextColumn("report_no", func(d Delegation) string { return d.ReportNo }),
		desk.TextColumn("conclusion_no", func(d Delegation) string { return d.ConclusionNo }),
		desk.DayColumn("conclusion_on", func(d Delegation) vn.Day { return d.ConclusionOn }),
		desk.DayColumn("closed_on", func(d Delegation) vn.Day { return d.ClosedOn }),
		desk.TextColumn("archive_no", func(d Delegation) string { return d.ArchiveNo }))
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
			register.Equals("basis", "grade", "delegation")(c, w)
			register.Since(c, w, "again", again)
		},
		Notes: register.Again[Body](k, EveryRule, "again", "/protection/bodies", again),
		Filters: func(c *web.Call) []web.Field {
			return []web.Field{register.Choice(c, parts, "basis", ID+".basis.", Bases), register.Choice(c, parts, "grade", ID+".grade.", Grades)}
		},
		Columns: []desk.Column[Body]{
			register.KeyColumn(parts, "unit", "body", func(b Body) string { return b.ID }, func(b Body) string { return b.UnitName }),
			register.StateColumn(parts, "body", func(b Body) duty.State { return b.State }, Concluded),
			desk.TextColumn("delegation_code", func(b Body) string { return b.Code }),
			desk.SaidColumn("basis", ID+".basis.", func(b Body) string { return string(b.Basis) }),
			desk.DayColumn("heard_on", func(b Body) vn.Day { return max(b.HeardOn, b.WaivedOn) }),
			desk.DayColumn("conclusion_on", func(b Body) vn.Day { return b.ConclusionOn }),
			desk.SaidColumn("grade", ID+".grade.", func(b Body) string { return string(b.Grade) }),
			desk.NumColumn("findings", func(b Body) int { return b.Faults }),
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
			register.Equals("rating", "code", "delegation", "body")(c, w)
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
			return []web.Field{register.Choice(c, parts, "type", ID+".type.", Types), register.Choice(c, parts, "rating", ID+".rating.", Ratings)}
		},
		Columns: []desk.Column[Finding]{
			register.KeyColumn(parts, "unit", "finding", func(f Finding) string { return f.ID }, func(f Finding) string { return f.UnitName }),
			desk.SaidColumn("code", ID+".field.check_", func(f Finding) string { return f.Code }),
			{Name: "text", Width: 50, Cell: func(_ *web.Call, f Finding) web.Cell { return web.Cell{Text: f.Text, Wide: true} }},
			{Name: "state", Width: 18, Cell: func(c *web.Call, f Finding) web.Cell { return web.Cell{Chip: chipOf(c, f)} }},
			desk.SaidColumn("rating", ID+".rating.", func(f Finding) string { return string(f.Rating) }),
			desk.DayColumn("found_on", func(f Finding) vn.Day { return f.FoundOn }),
			desk.DayColumn("due_on", func(f Finding) vn.Day { return f.DueOn }),
			desk.DayColumn("rechecked_on", func(f Finding) vn.Day { return f.RecheckedOn }),
		},
		Empty: web.Empty{Icon: "circle-check", Title: "protection.empty.findings"},
	}
}
