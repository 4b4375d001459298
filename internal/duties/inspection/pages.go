package inspection

import (
	"context"
	"errors"
	"strconv"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// pages draws the screens of the duty and takes their forms to the desk.
type pages struct{ Desk }

// kit is the desk of the kit, for registers and journal.
func (p pages) kit() desk.Desk { return desk.Desk{ID: ID, DB: p.DB, Law: p.Law} }

// view is the database as the caller sees it.
func (p pages) view(c *web.Call) db.View { return p.DB.As(c.Who) }

// A form is one act in the hands of a person: what stands in its fields, and
// what could not be read.
type form struct {
	*web.Call
	k       Desk
	version int
	fields  []*web.Field
	errs    []error
}

func (p pages) form(c *web.Call) *form {
	f := &form{Call: c, k: p.Desk}
	if c.Posted() {
		f.version, _ = strconv.Atoi(c.Form("version")) // a version that is no number is refused as stale
	}
	return f
}

func (f *form) ctx() context.Context { return f.Context() }

// day reads a day; one that is no day is kept for then.
func (f *form) day(name string) vn.Day {
	d, err := f.Day(name)
	f.note(err)
	return vn.Day(d)
}

func (f *form) num(name string) int {
	n, err := f.Int(name)
	f.note(err)
	return n
}

func (f *form) on(name string) bool { return f.Form(name) != "" }

func (f *form) note(err error) {
	if err != nil {
		f.errs = append(f.errs, err)
	}
}

// file reads a file that may be left out.
func (f *form) file(name string) (content []byte, filename string) {
	u, err := f.Upload(name, db.MaxBlob)
	if errors.Is(err, web.ErrNoFile) {
		return nil, ""
	}
	if err != nil {
		f.note(err)
		return nil, ""
	}
	defer u.Close()
	if content, err = u.Bytes(); err == nil {
		_, err = desk.FileKind(content, u.Name)
	}
	if p, ok := errors.AsType[text.Problem](err); ok {
		err = p.On(name)
	}
	f.note(err)
	return content, u.Name
}

// then runs the act unless a field could not be read.
func (f *form) then(act func() error) error {
	if len(f.errs) > 0 {
		return errors.Join(f.errs...)
	}
	return act()
}

// only drops the record that an act returns: the page is read again.
func only[T any](_ T, err error) error { return err }

// add adds a field whose label is the text "inspection.field."+name; a hint
// stands in "inspection.hint."+name, if there is one.
func (f *form) add(kind web.FieldKind, name, value string) *web.Field {
	x := &web.Field{Name: name, Kind: kind, Value: value, Label: f.Say("inspection.field." + name)}
	if key := "inspection.hint." + name; f.Texts().Has(f.Lang, key) {
		x.Hint = f.Say(key)
	}
	if kind == web.FieldFile {
		x.Accept, x.Optional = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.txt", true
	}
	f.fields = append(f.fields, x)
	return x
}

// opt marks a field as one that may stay empty.
func opt(x *web.Field) *web.Field { x.Optional = true; return x }

// choose adds a select over values whose texts are prefix+value. Nothing is
// chosen beforehand unless a value is given.
func choose[T ~string](f *form, name, prefix string, all []T, value T) *web.Field {
	x := f.add(web.FieldSelect, name, string(value))
	x.Options = append([]web.Option{{Label: f.Say("inspection.page.choose")}}, options(f.Call, prefix, all)...)
	x.Width = "m"
	return x
}

func options[T ~string](c *web.Call, prefix string, all []T) []web.Option {
	var out []web.Option
	for _, v := range all {
		out = append(out, web.Option{Value: string(v), Label: c.Say(prefix + string(v))})
	}
	return out
}

// drawn gives the fields as they are to be drawn after err.
func (f *form) drawn(err error) []web.Field {
	f.Keep(err, f.fields...)
	out := make([]web.Field, len(f.fields))
	for i, x := range f.fields {
		out[i] = *x
	}
	return out
}

// An act is something that can be done to a record: its form and the method
// of the desk behind it. Its title and its button are the text
// "inspection.do."+folder+"."+do.
type act[R any] struct {
	do     string
	need   access.Need
	flow   bool         // a step of the record's flow, possible when the flow says so
	when   func(R) bool // of other acts; nil means always
	upload bool
	fields func(*form, R)
	run    func(*form, R) error
}

// A folder is a kind of record that has a page of its own.
type folder[R any] struct {
	name    string // in addresses and texts
	open    func(pages, *web.Call, string) (R, error)
	version func(R) int
	href    func(R) string
	title   func(R) string
	offers  func(R, duty.Moment) []duty.Offer
	checks  func(*web.Call, R, string) []web.Check
	acts    []act[R]
}

func (fo folder[R]) key(do string) string { return "inspection.do." + fo.name + "." + do }

func (fo folder[R]) at(r string, do string) string {
	return "/inspection/" + fo.name + "/" + r + "/" + do
}

// routes are the pages of the acts; each asks for the right of its act.
func (fo folder[R]) routes(p pages) []duty.Route {
	var all []duty.Route
	for _, a := range fo.acts {
		path := fo.at("{id}", a.do)
		all = append(all, duty.Route{Pattern: "GET " + path, Need: a.need, Serve: func(c *web.Call) (web.Reply, error) { return fo.draw(p, c, a, nil) }},
			duty.Route{Pattern: "POST " + path, Need: a.need, Serve: func(c *web.Call) (web.Reply, error) { return fo.take(p, c, a) }})
	}
	return all
}

// find returns an act by its name.
func (fo folder[R]) find(do string) (act[R], bool) {
	for _, a := range fo.acts {
		if a.do == do {
			return a, true
		}
	}
	return act[R]{}, false
}

// take does an act and goes back to the record, or draws the form again with
// what stands in the way.
func (fo folder[R]) take(p pages, c *web.Call, a act[R]) (web.Reply, error) {
	if desk.Finding(c) {
		return fo.draw(p, c, a, nil)
	}
	r, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	if err := a.run(p.form(c), r); err != nil {
		if !desk.Told(err) {
			return web.Reply{}, err
		}
		return fo.draw(p, c, a, err)
	}
	return web.Reply{Goto: fo.href(r), Notice: text.Problem{Key: "inspection.page.done", Args: []any{text.Key(fo.key(a.do))}}}, nil
}

func (fo folder[R]) draw(p pages, c *web.Call, a act[R], problem error) (web.Reply, error) {
	r, err := fo.open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	title := c.Say(fo.key(a.do))
	page := desk.ActPage{Head: web.Head{Title: title, Sub: fo.title(r), Acts: []web.Link{{Text: c.Say("inspection.page.back"), Href: fo.href(r), Icon: "arrow-back-up"}}}}
	f := p.form(c)
	page.Next = fo.panel(f, r, c.Path("id"), a, problem)
	page.Next.Over = c.Say("inspection.page.act")
	return web.Reply{Page: "desk/act.html", Data: page, Title: title, Code: desk.Status(problem), Problem: problem, Nav: ID,
		Crumbs: []web.Crumb{{Text: c.Say("inspection.nav"), Href: "/inspection"}, {Text: fo.title(r), Href: fo.href(r)}}}, nil
}

// panel is the form of an act as the next-step panel.
func (fo folder[R]) panel(f *form, r R, id string, a act[R], problem error) web.Next {
	if a.fields != nil {
		a.fields(f, r)
	}
	why := fo.why(f, r, a)
	n := web.Next{Title: f.Say(fo.key(a.do)), Action: fo.at(id, a.do), Button: f.Say(fo.key(a.do)), Upload: a.upload,
		Hidden: []web.Hidden{desk.Version(f.Call, fo.version(r), problem)}}
	if fo.checks != nil {
		n.Checks = fo.checks(f.Call, r, a.do)
	}
	if key := fo.key(a.do) + ".text"; f.Texts().Has(f.Lang, key) {
		n.Text = f.Say(key)
	}
	n.Checks = unmet(f.Call, n.Checks, why)
	n.Blocked = blocks(why)
	n.Fields = f.drawn(problem)
	if errors.Is(why, duty.ErrForbidden) {
		n.Button, n.Fields = "", nil // another person does this: no dead button
	}
	return n
}

// why says what keeps an act from being done now.
func (fo folder[R]) why(f *form, r R, a act[R]) error {
	if !a.flow {
		if a.when != nil && !a.when(r) {
			return duty.Impossible("duty.nostep")
		}
		return nil
	}
	for _, o := range fo.offers(r, f.k.Moment(f.Who)) {
		if string(o.Do) == a.do {
			return o.Why
		}
	}
	return duty.Impossible("duty.nostep")
}

// blocks reports whether a reason stands in the way whatever is typed: one
// that names a field is what the form asks for.
func blocks(why error) bool {
	for _, p := range text.Problems(why) {
		if p.Field == "" {
			return true
		}
	}
	return false
}

// unmet adds the reason that blocks an act to its conditions, once.
func unmet(c *web.Call, checks []web.Check, why error) []web.Check {
	if !blocks(why) {
		return checks
	}
	for _, p := range text.Problems(why) {
		says := c.Say(p.Key, p.Args...)
		if !hasCheck(checks, says) {
			checks = append(checks, web.Check{Text: says})
		}
	}
	return checks
}

func hasCheck(checks []web.Check, says string) bool {
	for _, x := range checks {
		if x.Text == says {
			return true
		}
	}
	return false
}

// side are the verbs that are not the way on.
var side = map[duty.Verb]bool{DoSuspend: true, DoTerminate: true, DoTransfer: true, DoMerge: true, DoReturn: true, DoBlock: true, DoAnnul: true, DoReject: true, DoRefuse: true, DoLift: true, DoExtend: true}

// next makes the panel of the next step and the links to all other acts the
// person may do now.
func (fo folder[R]) next(p pages, c *web.Call, r R, id string) (web.Next, []web.Link) {
	var main web.Next
	var others []web.Link
	taken := ""
	for _, o := range fo.offers(r, p.Moment(c.Who)) {
		a, ok := fo.find(string(o.Do))
		if !ok {
			continue
		}
		if taken == "" && !side[o.Do] {
			taken = a.do
			main = fo.panel(p.form(c), r, id, a, nil)
			continue
		}
		others = append(others, web.Link{Text: c.Say(fo.key(a.do)), Href: fo.at(id, a.do), Icon: "chevron-right"})
	}
	for _, a := range fo.acts {
		if !a.flow && c.Who.Can(a.need) && (a.when == nil || a.when(r)) {
			others = append(others, web.Link{Text: c.Say(fo.key(a.do)), Href: fo.at(id, a.do), Icon: "chevron-right"})
		}
	}
	return main, others
}

// wait is the panel of a person who cannot take the next step: it says what
// comes next and who does it.
func wait(c *web.Call, folder string, edges []duty.Edge, from duty.State) web.Next {
	for _, e := range edges {
		if e.From != from || side[e.Do] {
			continue
		}
		var roles []any
		for _, r := range access.Roles {
			for _, n := range access.RightsOf(r) {
				if n == e.Need {
					roles = append(roles, text.Key("web.role."+string(r)))
				}
			}
		}
		return web.Next{Title: c.Say("inspection.do." + folder + "." + string(e.Do)), Text: c.Say("inspection.page.wait", roles)}
	}
	return web.Next{Title: c.Say("inspection.page.over"), Text: c.Say("inspection.page.over.text")}
}

// refusalOf finds the refusal in an error.
func refusalOf(err error) (*duty.Refusal, bool) { return errors.AsType[*duty.Refusal](err) }
