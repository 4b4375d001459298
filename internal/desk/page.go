package desk

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// ActPage is the data of act.html: one act with its form.
type ActPage struct {
	Head web.Head
	Next web.Next
}

// RecordPage is the data of record.html: one record, its parts, the next step.
type RecordPage struct {
	Head    web.Head
	Stepper web.Stepper
	Facts   web.Summary
	Parts   []web.Section
	Journal web.Timeline
	Older   string // address of the older entries, "" if there are none
	Next    web.Next
	Others  []web.Link
}

// Routes are the pages of the folder: the record, its acts, its beginnings.
// Each asks for the right of what it does.
func (fo Folder[T, P]) Routes() []duty.Route {
	all := []duty.Route{{Pattern: "GET " + fo.Href("{id}"), Need: fo.Read, Serve: fo.show}}
	for _, a := range fo.Acts {
		path := fo.At("{id}", a.Do)
		all = append(all, duty.Route{Pattern: "GET " + path, Need: a.Need, Serve: func(c *web.Call) (web.Reply, error) { return fo.drawAct(c, a, nil) }},
			duty.Route{Pattern: "POST " + path, Need: a.Need, Serve: func(c *web.Call) (web.Reply, error) { return fo.postAct(c, a) }})
	}
	for _, s := range fo.Starts {
		path := fo.At("new", s.Do)
		all = append(all, duty.Route{Pattern: "GET " + path, Need: s.Need, Serve: func(c *web.Call) (web.Reply, error) { return fo.drawStart(c, s, nil) }},
			duty.Route{Pattern: "POST " + path, Need: s.Need, Serve: func(c *web.Call) (web.Reply, error) { return fo.postStart(c, s) }})
	}
	return all
}

func (fo Folder[T, P]) done(do duty.Verb) text.Problem {
	return text.Problem{Key: "desk.done", Args: []any{text.Key(fo.Key(do))}}
}

// postAct takes an act and goes back to the record, or draws the form again
// with what stands in the way.
func (fo Folder[T, P]) postAct(c *web.Call, a Act[T]) (web.Reply, error) {
	if Finding(c) {
		return fo.drawAct(c, a, nil)
	}
	version, err := strconv.Atoi(c.Form("version"))
	if err != nil || version < 1 {
		version = -1 // a page always says which version it shows
	}
	if _, err := fo.Take(c.Context(), c.Who, c.Path("id"), version, a.Do, c); err != nil {
		if !Told(err) {
			return web.Reply{}, err
		}
		return fo.drawAct(c, a, err)
	}
	return web.Reply{Goto: fo.Href(c.Path("id")), Notice: fo.done(a.Do)}, nil
}

// Finding reports whether a form was sent to look for somebody, not to be taken.
func Finding(c *web.Call) bool { return c.Form("find") != "" }

func (fo Folder[T, P]) postStart(c *web.Call, s Start[T]) (web.Reply, error) {
	if Finding(c) {
		return fo.drawStart(c, s, nil)
	}
	r, err := fo.Begin(c.Context(), c.Who, s.Do, c.Form("of"), c)
	if err != nil {
		if !Told(err) {
			return web.Reply{}, err
		}
		return fo.drawStart(c, s, err)
	}
	return web.Reply{Goto: fo.Href(idOf[T, P](&r)), Notice: fo.done(s.Do)}, nil
}

// idOf and versionOf read the first columns of a record, which are always
// those of its base.
func idOf[T any, P db.Ptr[T]](r *T) string   { return *P(r).Columns()[0].Ptr.(*string) }
func versionOf[T any, P db.Ptr[T]](r *T) int { return *P(r).Columns()[4].Ptr.(*int) }
func dossierOf[T any, P db.Ptr[T]](r *T) string {
	return *P(r).Columns()[2].Ptr.(*string)
}

// Version is the hidden value of a form that says which version of the record
// was on the screen when the person began to type. A form that is drawn again
// keeps it, unless it was refused because the record had changed.
func Version(c *web.Call, now int, problem error) web.Hidden {
	v := strconv.Itoa(now)
	if c.Posted() && !errors.Is(problem, db.ErrConflict) {
		v = c.Form("version")
	}
	return web.Hidden{Name: "version", Value: v}
}

// Status is the HTTP status of a refused form.
func Status(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, db.ErrConflict):
		return http.StatusConflict
	case errors.Is(err, duty.ErrForbidden):
		return http.StatusForbidden
	}
	return http.StatusUnprocessableEntity
}

func (fo Folder[T, P]) crumbs(c *web.Call) []web.Crumb {
	if fo.Crumbs == nil {
		return nil
	}
	return fo.Crumbs(c)
}

func (fo Folder[T, P]) sheet(c *web.Call) *Sheet {
	return &Sheet{ctx: c.Context(), id: fo.Desk.ID, view: fo.Desk.DB.As(c.Who), today: fo.Desk.Today(), call: c}
}

func (fo Folder[T, P]) drawAct(c *web.Call, a Act[T], problem error) (web.Reply, error) {
	r, err := fo.Open(c.Context(), fo.Desk.DB.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	title := c.Say(fo.Key(a.Do))
	id := c.Path("id")
	page := ActPage{Head: web.Head{Title: title, Sub: fo.Title(r), Acts: []web.Link{{Text: c.Say("desk.back"), Href: fo.Href(id), Icon: "arrow-back-up"}}}}
	s := fo.sheet(c)
	page.Next = fo.panel(c, s, r, a, problem)
	page.Next.Over = c.Say("desk.act")
	return web.Reply{Page: "desk/act.html", Data: page, Title: title, Code: Status(problem), Problem: problem, Nav: fo.Desk.ID,
		Crumbs: append(fo.crumbs(c), web.Crumb{Text: fo.Title(r), Href: fo.Href(id)})}, nil
}

func (fo Folder[T, P]) drawStart(c *web.Call, s Start[T], problem error) (web.Reply, error) {
	of := c.Query("of")
	if c.Posted() {
		of = c.Form("of")
	}
	r, err := s.Make(c.Context(), fo.Desk.DB.As(c.Who), fo.Desk.Moment(c.Who), of)
	if err != nil && (problem == nil && !Told(err) || errors.Is(err, db.ErrNotFound)) {
		return web.Reply{}, err
	}
	if problem == nil {
		problem = err
	}
	title := c.Say(fo.Key(s.Do))
	page := ActPage{Head: web.Head{Title: title}}
	sheet := fo.sheet(c)
	if s.Ask != nil && err == nil {
		s.Ask(sheet, &r)
	}
	page.Next = web.Next{Over: c.Say("desk.act"), Title: title, Action: fo.At("new", s.Do), Button: title, Fields: sheet.drawn(problem), Upload: sheet.file, Blocked: err != nil}
	if key := fo.Key(s.Do) + ".text"; c.Texts().Has(c.Lang, key) {
		page.Next.Text = c.Say(key)
	}
	if of != "" {
		page.Next.Hidden = []web.Hidden{{Name: "of", Value: of}}
	}
	return web.Reply{Page: "desk/act.html", Data: page, Title: title, Code: Status(problem), Problem: problem, Nav: fo.Desk.ID, Crumbs: fo.crumbs(c)}, nil
}

// panel is the form of an act as the next-step panel.
func (fo Folder[T, P]) panel(c *web.Call, s *Sheet, r T, a Act[T], problem error) web.Next {
	id := idOf[T, P](&r)
	why := fo.why(r, a, fo.Desk.Moment(c.Who))
	n := web.Next{Title: c.Say(fo.Key(a.Do)), Action: fo.At(id, a.Do), Button: c.Say(fo.Key(a.Do)), Hidden: []web.Hidden{Version(c, versionOf[T, P](&r), problem)}}
	if key := fo.Key(a.Do) + ".text"; c.Texts().Has(c.Lang, key) {
		n.Text = c.Say(key)
	}
	if blocks(why) {
		n.Blocked = true
		for _, p := range text.Problems(why) {
			n.Checks = append(n.Checks, web.Check{Text: c.Say(p.Key, p.Args...)})
		}
	}
	if errors.Is(why, duty.ErrForbidden) {
		n.Button = "" // another person does this: no dead button
		return n
	}
	if a.Ask != nil {
		a.Ask(s, &r)
	}
	n.Fields, n.Upload = s.drawn(problem), s.file
	return n
}

// Next makes the panel of the next step and the links to all other acts the
// person may do now.
func (fo Folder[T, P]) Next(c *web.Call, r T) (main web.Next, others []web.Link) {
	id := idOf[T, P](&r)
	link := func(a Act[T]) {
		others = append(others, web.Link{Text: c.Say(fo.Key(a.Do)), Href: fo.At(id, a.Do), Icon: "chevron-right"})
	}
	if fo.State != nil {
		for _, o := range fo.Flow.Offers(*fo.State(&r), r, fo.Desk.Moment(c.Who)) {
			a, ok := fo.find(o.Do)
			switch {
			case !ok, errors.Is(o.Why, duty.ErrNoStep): // not of this record, whoever asks
			case main.Title != "" || slices.Contains(fo.Side, o.Do):
				link(a)
			default:
				s := fo.sheet(c)
				if main = fo.panel(c, s, r, a, nil); s.picks {
					// who is chosen is looked for first, on the act's own page
					main.Fields, main.Button = nil, ""
					main.Others = []web.Link{{Text: c.Say(fo.Key(a.Do)), Href: fo.At(id, a.Do), Primary: true}}
				}
			}
		}
	}
	for _, a := range fo.Acts {
		if !a.Flow && c.Who.Can(a.Need) && (a.When == nil || a.When(r)) {
			link(a)
		}
	}
	if main.Title == "" && fo.State != nil {
		main = fo.wait(c, *fo.State(&r))
	}
	return main, others
}

// wait is the panel of a person who cannot take the next step: it says what
// comes next and who does it.
func (fo Folder[T, P]) wait(c *web.Call, from duty.State) web.Next {
	for _, st := range fo.Flow {
		if st.From != from || slices.Contains(fo.Side, st.Do) {
			continue
		}
		var roles []any
		for _, r := range access.Roles {
			if slices.Contains(access.RightsOf(r), st.Need) {
				roles = append(roles, text.Key("web.role."+string(r)))
			}
		}
		return web.Next{Title: c.Say(fo.Key(st.Do)), Text: c.Say("desk.wait", roles)}
	}
	return web.Next{Title: c.Say("desk.over"), Text: c.Say("desk.over.text")}
}

// StateName is the state of a record in words.
func (fo Folder[T, P]) StateName(c *web.Call, s duty.State) string {
	return c.Say(fo.Desk.ID + ".state." + fo.Name + "." + string(s))
}

// StateChip is the state of a record as a chip.
func (fo Folder[T, P]) StateChip(c *web.Call, r T) web.Chip {
	if fo.State == nil {
		return web.Chip{}
	}
	return web.Chip{Kind: "info", Text: fo.StateName(c, *fo.State(&r))}
}

// Stepper shows where a record stands on its way.
func (fo Folder[T, P]) Stepper(c *web.Call, r T) web.Stepper {
	var st web.Stepper
	if fo.State == nil || !slices.Contains(fo.Way, *fo.State(&r)) {
		return st
	}
	state := "done"
	for _, w := range fo.Way {
		if w == *fo.State(&r) {
			state = "now"
		} else if state == "now" {
			state = "later"
		}
		st.Steps = append(st.Steps, web.Step{Name: fo.StateName(c, w), State: state})
	}
	return st
}

// show draws the page of a record.
func (fo Folder[T, P]) show(c *web.Call) (web.Reply, error) {
	r, err := fo.Open(c.Context(), fo.Desk.DB.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	if fo.Seen != nil {
		if err := fo.Seen(c.Context(), c, r); err != nil {
			return web.Reply{}, err
		}
	}
	if fo.Page != nil {
		return fo.Page(c, r)
	}
	page := RecordPage{Head: web.Head{Title: fo.Title(r), Chip: fo.StateChip(c, r), Print: true}, Stepper: fo.Stepper(c, r)}
	if fo.Chip != nil {
		page.Head.Chip = fo.Chip(c, r)
	}
	if fo.Facts != nil {
		page.Facts = fo.Facts(c, r)
	}
	if fo.Parts != nil {
		if page.Parts, err = fo.Parts(c, r); err != nil {
			return web.Reply{}, err
		}
	}
	page.Next, page.Others = fo.Next(c, r)
	if page.Journal, page.Older, err = fo.Desk.Journal(c, dossierOf[T, P](&r), fo.Href(c.Path("id"))); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "desk/record.html", Data: page, Title: page.Head.Title, Nav: fo.Desk.ID, Crumbs: fo.crumbs(c)}, nil
}

// journalRows is how many entries of the journal a page shows at once.
const journalRows = 50

// Journal is what happened to a dossier, newest first, and the address of the
// older entries.
func (k Desk) Journal(c *web.Call, dossier, here string) (web.Timeline, string, error) {
	entries, err := k.DB.History(c.Context(), dossier, c.Query("before"), journalRows)
	if err != nil {
		return nil, "", err
	}
	var t web.Timeline
	for _, e := range entries {
		on, _, _ := strings.Cut(c.Texts().Moment(c.Lang, e.At), " ")
		t = append(t, web.Event{Day: on, Clock: c.Texts().Clock(e.At), Kind: "fill", Title: VerbName(c, e.Verb), Text: e.Name})
	}
	older := ""
	if len(entries) == journalRows {
		older = here + map[bool]string{true: "&", false: "?"}[strings.Contains(here, "?")] + "before=" + entries[len(entries)-1].ID
	}
	return t, older, nil
}

// VerbName says what an entry of the journal is about: the text of
// "<module>.verb.<rest>"; of a verb "<module>.<verb>_<folder>" also that of the
// act, "<module>.do.<folder>.<verb>", or of the bare verb; of what no module
// does the name the journal has, "ledger.verb.<verb>".
func VerbName(c *web.Call, verb string) string {
	module, short, _ := strings.Cut(verb, ".")
	if key := module + ".verb." + short; c.Texts().Has(c.Lang, key) {
		return c.Say(key)
	}
	if n := strings.LastIndexByte(short, '_'); n > 0 {
		for _, key := range []string{module + ".do." + short[n+1:] + "." + short[:n], module + ".verb." + short[:n]} {
			if c.Texts().Has(c.Lang, key) {
				return c.Say(key)
			}
		}
	}
	if key := "ledger.verb." + verb; c.Texts().Has(c.Lang, key) {
		return c.Say(key)
	}
	return verb
}

// A Facts collects the lines of a summary; empty values are left out.
type Facts struct {
	c   *web.Call
	id  string
	All web.Summary
}

// NewFacts collects facts whose names are "<module>.field.<name>".
func NewFacts(c *web.Call, module string) *Facts { return &Facts{c: c, id: module} }

// Text adds a fact.
func (f *Facts) Text(name, value string) *Facts { return f.Link(name, value, "") }

// Link adds a fact that leads somewhere.
func (f *Facts) Link(name, value, href string) *Facts {
	if value != "" {
		f.All = append(f.All, web.Fact{Name: f.c.Say(f.id + ".field." + name), Value: value, Href: href})
	}
	return f
}

// Day adds a day.
func (f *Facts) Day(name string, day string) *Facts {
	return f.Text(name, f.c.Texts().Day(f.c.Lang, day))
}

// Num adds a count that is not zero.
func (f *Facts) Num(name string, n int) *Facts {
	if n == 0 {
		return f
	}
	return f.Text(name, f.c.Texts().Number(f.c.Lang, n))
}

// Say adds a text by its key, unless value is "".
func (f *Facts) Say(name, prefix, value string) *Facts {
	if value == "" {
		return f
	}
	return f.Text(name, f.c.Say(prefix+value))
}

// Tick adds yes or no.
func (f *Facts) Tick(name string, yes bool) *Facts {
	if yes {
		return f.Text(name, f.c.Say("desk.yes"))
	}
	return f.Text(name, f.c.Say("desk.no"))
}
