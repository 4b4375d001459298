package inspection

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// fresh is a form for a record that does not stand yet.
type fresh struct {
	title, text string // keys
	action      string
	crumb       [2]string // tab and address
	fields      func(*form)
	run         func(*form) (string, error) // gives the address of the new record
}

func (p pages) fresh(c *web.Call, n fresh) (web.Reply, error) {
	f := p.form(c)
	var problem error
	if c.Posted() && !desk.Finding(c) {
		to, err := n.run(f)
		if err == nil {
			return web.Reply{Goto: to, Notice: text.Problem{Key: "inspection.page.done", Args: []any{text.Key(n.title)}}}, nil
		}
		if !desk.Told(err) {
			return web.Reply{}, err
		}
		problem, f = err, p.form(c)
	}
	n.fields(f)
	title := c.Say(n.title)
	page := desk.ActPage{Head: web.Head{Title: title}}
	page.Next = web.Next{Over: c.Say("inspection.page.act"), Title: title, Action: n.action, Button: title, Fields: f.drawn(problem)}
	if n.text != "" {
		page.Next.Text = c.Say(n.text)
	}
	return web.Reply{Page: "desk/act.html", Data: page, Title: title, Code: desk.Status(problem), Problem: problem, Nav: ID, Crumbs: crumbs(c, n.crumb[0], n.crumb[1])}, nil
}

func (p pages) newProgramme(c *web.Call) (web.Reply, error) {
	return p.fresh(c, fresh{title: "inspection.page.programme.new", action: "/inspection/programmes/new", crumb: [2]string{"programmes", "/inspection/programmes"},
		fields: func(f *form) { programmeFields(f, Programme{}) },
		run: func(f *form) (to string, err error) {
			in := readProgramme(f)
			err = f.then(func() error {
				x, err := f.k.DraftProgramme(f.ctx(), f.Who, in)
				to = ProgrammeHref(x.ID)
				return err
			})
			return to, err
		}})
}

// newInspection begins an inspection, out of a target of the programme or by
// itself.
func (p pages) newInspection(c *web.Call) (web.Reply, error) {
	from := c.Query("item")
	if c.Posted() {
		from = c.Form("item")
	}
	var i Inspection
	if from != "" {
		x, err := db.Get[Item](c.Context(), p.view(c), from)
		if err != nil {
			return web.Reply{}, err
		}
		i = Inspection{Kind: x.Kind, Basis: OfProgramme, Title: x.Content, Content: x.Content, ScopeFrom: x.ScopeFrom, ScopeTo: x.ScopeTo}
	}
	r, err := p.fresh(c, fresh{title: "inspection.page.new", text: "inspection.page.new.text", action: "/inspection/new", crumb: [2]string{"inspections", "/inspection"},
		fields: func(f *form) { proposalFields(f, i) },
		run: func(f *form) (to string, err error) {
			in := readProposal(f)
			in.Item = from
			err = f.then(func() error {
				x, err := f.k.DraftInspection(f.ctx(), f.Who, in)
				to = InspectionHref(x.ID)
				return err
			})
			return to, err
		}})
	if page, ok := r.Data.(desk.ActPage); ok && from != "" {
		page.Next.Hidden = append(page.Next.Hidden, web.Hidden{Name: "item", Value: from})
		r.Data = page
	}
	return r, err
}

func (p pages) newReminder(c *web.Call) (web.Reply, error) {
	return p.fresh(c, fresh{title: "inspection.page.reminder.new", action: "/inspection/reminders/new", crumb: [2]string{"reminders", "/inspection/reminders"},
		fields: func(f *form) {
			f.pick("object", ObjectTypes...)
			choose(f, "kind", "inspection.reminder.kind.", ReminderKinds, "").Label = f.Say("inspection.field.reminder_kind")
			f.add(web.FieldArea, "text", "")
			f.add(web.FieldDay, "due", "")
		},
		run: func(f *form) (to string, err error) {
			o := f.object("object")
			in := ReminderForm{Kind: ReminderKind(f.Form("kind")), ObjectType: o.kind, Object: o.id, To: o.name, Text: f.Form("text"), Due: f.day("due")}
			err = f.then(func() error {
				x, err := f.k.AddReminder(f.ctx(), f.Who, in)
				to = ReminderHref(x.ID)
				return err
			})
			return to, err
		}})
}
