package protection

import (
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// soon is how many days ahead a day shows in the list of work.
const soon = 14

// task is a line of work about a record.
func task(k duty.TaskKind, icon, key, name, note, folder string, do duty.Verb, id string, due vn.Day) duty.Task {
	return duty.Task{Kind: k, Icon: icon, Title: text.Problem{Key: ID + ".task." + key, Args: []any{name}}, Note: note,
		Verb: ID + ".do." + folder + "." + string(do), Href: parts.Href(folder, id), Due: due}
}

// concluding is the condition on bodies whose delegation has reported.
const concluding = "EXISTS (SELECT 1 FROM protection_delegation d WHERE d.id = t.delegation AND d.state = 'reported')"

// questions are what waits for whom.
func questions() []desk.Question {
	return []desk.Question{
		desk.Waits(Decide, 0, "t.state = 'proposed' AND t.proposed_by <> $1", "t.start_on", func(d Delegation) duty.Task {
			return task(duty.Decide, "clipboard-check", "decide", d.Title, d.Code, "delegation", "decide", d.ID, d.StartOn)
		}),
		desk.Waits(Decide, 0, "t.state = 'heard' AND "+concluding, "t.reply_due", func(b Body) duty.Task {
			return task(duty.Decide, "scale", "conclude_body", b.UnitName, b.Code, "body", "conclude", b.ID, "")
		}),
		desk.Waits(Decide, 0, "t.state = 'reported' AND NOT EXISTS (SELECT 1 FROM protection_body b WHERE b.delegation = t.id AND b.state NOT IN ('concluded', 'dropped'))", "t.report_on",
			func(d Delegation) duty.Task {
				return task(duty.Decide, "scale", "conclude", d.Title, d.Code, "delegation", "conclude", d.ID, "")
			}),
		desk.Waits(Inspect, soon, "t.state = 'decided' AND t.start_on <= $3", "t.start_on", func(d Delegation) duty.Task {
			return task(duty.ToDo, "speakerphone", "announce", d.Title, d.Code, "delegation", "announce", d.ID, d.StartOn)
		}),
		desk.Waits(Inspect, soon, "t.state = 'working' AND t.end_on <= $3", "t.end_on", func(d Delegation) duty.Task {
			return task(duty.ToDo, "report", "report", d.Title, d.Code, "delegation", "report", d.ID, d.EndOn)
		}),
		desk.Waits(Inspect, soon, "t.state = 'drafted' AND t.reply_due <= $3", "t.reply_due", func(b Body) duty.Task {
			return task(duty.ToDo, "message-circle", "hear", b.UnitName, b.Code, "body", "hear", b.ID, b.ReplyDue)
		}),
		desk.Waits(Inspect, soon, "t.state = 'recorded' AND t.concluded_on <> '' AND t.due_on <= $3", "t.due_on", func(f Finding) duty.Task {
			return task(duty.ToDo, "checklist", "remedy", f.UnitName, f.Text, "finding", "remedy", f.ID, f.DueOn)
		}),
		desk.Waits(Inspect, 0, "t.state = 'remedied' AND t.remedy_by <> $1", "t.remedied_on", func(f Finding) duty.Task {
			return task(duty.Decide, "circle-check", "recheck", f.UnitName, f.Text, "finding", "close", f.ID, "")
		}),
	}
}

// tables describe the records of the module in mixed lists.
var tables = map[string]desk.Describer{
	"protection_delegation": desk.Described(func(d Delegation) duty.Line {
		return duty.Line{Code: d.Code, Title: d.Title, Note: d.DecisionNo, Href: parts.Href("delegation", d.ID)}
	}),
	"protection_member": desk.Described(func(m Member) duty.Line {
		return duty.Line{Title: m.Name, Note: m.UnitName, Href: parts.Href("member", m.ID)}
	}),
	"protection_body": desk.Described(func(b Body) duty.Line {
		return duty.Line{Code: b.Code, Title: b.UnitName, Note: b.ConclusionNo, Href: parts.Href("body", b.ID)}
	}),
	"protection_finding": desk.Described(func(f Finding) duty.Line {
		return duty.Line{Title: f.UnitName, Note: f.Text, Href: parts.Href("finding", f.ID)}
	}),
}
