package staff

import (
	"context"

	"liemchinh.vn/internal/db"
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

// questions are what waits for whom.
func questions() []desk.Question {
	return []desk.Question{
		desk.Waits(People, soon, "t.state = 'planned' AND t.held_on <= $3", "t.held_on", func(t Training) duty.Task {
			return task(duty.ToDo, "certificate", "hold", t.Title, t.Organiser, "training", "hold", t.ID, t.HeldOn)
		}),
		desk.Waits(People, 0, `t.state = 'in_post' AND NOT EXISTS (SELECT 1 FROM staff_undertaking u WHERE u.state = 'signed' AND u.occasion = 'taking_up'
			AND (t.person <> '' AND u.person = t.person OR t.person = '' AND u.name = t.name AND u.unit_name = t.unit_name))`, "t.from_on", func(s Officer) duty.Task {
			x := task(duty.ToDo, "writing-sign", "undertake", s.Name, s.UnitName, "undertaking", "sign", "new/sign?of="+s.ID, s.From)
			return x
		}),
		{Need: People, Ask: unfilledWork},
	}
}

// unfilledWork is a line for each seat at which the decree asks for an officer
// and none is in post.
func unfilledWork(ctx context.Context, v db.View, _ vn.Day, _ int) ([]duty.Task, error) {
	all, err := inPost(ctx, v, "t.seat <> 'subordinate'")
	if err != nil || v.Who().Unit == "" {
		return nil, err
	}
	var out []duty.Task
	for _, s := range Unfilled(all) {
		out = append(out, duty.Task{Kind: duty.ToDo, Icon: "user-plus", Title: text.Problem{Key: ID + ".unfilled." + string(s)}, Verb: ID + ".do.officer.appoint", Href: parts.Href("officer", "new/appoint")})
	}
	return out, nil
}

// tables describe the records of the module in mixed lists.
var tables = map[string]desk.Describer{
	"staff_officer": desk.Described(func(s Officer) duty.Line {
		return duty.Line{Title: s.Name, Note: s.UnitName, Href: parts.Href("officer", s.ID)}
	}),
	"staff_undertaking": desk.Described(func(u Undertaking) duty.Line {
		return duty.Line{Code: u.PaperNo, Title: u.Name, Note: u.UnitName, Href: parts.Href("undertaking", u.ID)}
	}),
	"staff_training": desk.Described(func(t Training) duty.Line {
		return duty.Line{Title: t.Title, Note: t.Organiser, Href: parts.Href("training", t.ID)}
	}),
	"staff_participant": desk.Described(func(p Participant) duty.Line {
		return duty.Line{Title: p.Name, Note: p.UnitName, Href: parts.Href("participant", p.ID)}
	}),
	"staff_rulebook": desk.Described(func(r Rulebook) duty.Line {
		return duty.Line{Code: r.Number, Title: r.Title, Note: r.UnitName, Href: parts.Href("rulebook", r.ID)}
	}),
}
