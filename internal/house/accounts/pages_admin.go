package accounts

import (
	"errors"
	"net/url"
	"strconv"

	"context"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	pw "liemchinh.vn/internal/password"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ListPage is the data of list.html.
type ListPage struct {
	Head     web.Head
	Search   web.Search
	Grid     web.Grid
	Notes    []web.Note    // what administrators should know
	Requests []RequestLine // that wait for a second administrator
}

const listRows = 50

func (a *Accounts) listPage(c *web.Call) (web.Reply, error) {
	q, state := c.Query("q"), c.Query("state")
	page := db.Page{Where: "t.fold LIKE $1 ESCAPE '\\' AND ($2 = '' OR t.state = $2)",
		Args: []any{"%" + like(vn.Fold(q)) + "%", state}, By: []string{"sort"}, After: c.Query("after"), Limit: listRows}
	v := a.db.As(c.Who)
	list, err := db.List[Account](c.Context(), v, page)
	if err != nil {
		return web.Reply{}, err
	}
	total, err := db.Count[Account](c.Context(), v, page.Where, page.Args...)
	if err != nil {
		return web.Reply{}, err
	}
	p := ListPage{Head: web.Head{Title: c.Say("accounts.list"), Sub: c.Say("accounts.list.sub", total)}, Search: a.search(c, q, state)}
	if c.Who.Can(write) {
		p.Head.Acts = []web.Link{{Text: c.Say("accounts.new"), Href: "/accounts/new", Icon: "user-plus", Primary: true}}
		if p.Requests, err = a.requestLines(c, ""); err != nil {
			return web.Reply{}, err
		}
		if p.Notes, err = a.sprayNote(c); err != nil {
			return web.Reply{}, err
		}
	}
	if p.Grid, err = a.grid(c, list); err != nil {
		return web.Reply{}, err
	}
	p.Grid.Pager.Total = c.Say("accounts.list.sub", total)
	if list.Next != "" {
		p.Grid.Pager.Next = "/accounts?" + url.Values{"q": {q}, "state": {state}, "after": {list.Next}}.Encode()
	}
	return web.Reply{Page: "accounts/list.html", Data: p, Title: p.Head.Title}, nil
}

// like escapes what LIKE takes for signs.
func like(s string) string {
	out := ""
	for _, r := range s {
		if r == '\\' || r == '%' || r == '_' {
			out += `\`
		}
		out += string(r)
	}
	return out
}

func (a *Accounts) search(c *web.Call, q, state string) web.Search {
	s := web.Search{Action: "/accounts", Name: "q", Value: q, Label: c.Say("accounts.search"), Hint: c.Say("accounts.search.hint"),
		Filters: []web.Field{{Name: "state", Label: c.Say("accounts.column.state"), Value: state, Options: []web.Option{
			{Label: c.Say("accounts.state.any")}, {Value: string(Active), Label: c.Say("accounts.state.active")}, {Value: string(Closed), Label: c.Say("accounts.state.closed")}}}}}
	if q != "" || state != "" {
		s.Clear = "/accounts"
	}
	return s
}

func (a *Accounts) grid(c *web.Call, list db.Slice[Account]) (web.Grid, error) {
	g := web.Grid{Label: c.Say("accounts.list"), Empty: web.Empty{Icon: "users", Title: c.Say("accounts.none")}, Columns: []web.Column{
		{Text: c.Say("accounts.column.name"), Wide: true}, {Text: c.Say("accounts.login")}, {Text: c.Say("accounts.column.role")},
		{Text: c.Say("accounts.column.unit")}, {Text: c.Say("accounts.column.clearance")}, {Text: c.Say("accounts.column.state")}}}
	var units []string
	for _, x := range list.Rows {
		if x.Unit != db.Everywhere {
			units = append(units, x.Unit)
		}
	}
	names, err := a.unitNames(c.Context(), units)
	if err != nil {
		return g, err
	}
	names[db.Everywhere] = c.Say("accounts.everywhere")
	for _, x := range list.Rows {
		g.Rows = append(g.Rows, web.Row{ID: x.ID, Cells: []web.Cell{{Text: x.Name, Href: "/accounts/" + x.ID, Key: true}, {Text: x.Login, Mono: true},
			{Text: c.Say("web.role." + string(x.Role))}, {Text: names[x.Unit]}, {Text: c.Say(clearanceKey(x.Clearance))}, {Chip: a.chip(c, x)}}})
	}
	return g, nil
}

// chip is the state of an account, if it is not the usual one.
func (a *Accounts) chip(c *web.Call, x Account) web.Chip {
	switch {
	case x.State == Closed:
		return web.Chip{Text: c.Say("accounts.state.closed")}
	case x.locked(a.db.Now()):
		return web.Chip{Kind: "over", Text: c.Say("accounts.state.locked", x.LockedUntil)}
	case x.MustChange:
		return web.Chip{Kind: "soon", Text: c.Say("accounts.state.mustchange")}
	case x.Password == "":
		return web.Chip{Kind: "soon", Text: c.Say("accounts.state.nopassword")}
	}
	return web.Chip{}
}

// ShowPage is the data of show.html.
type ShowPage struct {
	Head     web.Head
	Notes    []web.Note
	Summary  web.Summary
	Rights   []string
	Sessions []SessionLine
	Acts     []web.Link
	OneTime  string // the password to hand over, shown once
	Requests []RequestLine
}

func (a *Accounts) showPage(c *web.Call) (web.Reply, error) { return a.drawShow(c, "", nil) }

func (a *Accounts) drawShow(c *web.Call, oneTime string, problem error) (web.Reply, error) {
	x, err := db.Get[Account](c.Context(), a.db.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	p := ShowPage{Head: web.Head{Title: x.Name, Number: x.Login, Sub: c.Say("web.role." + string(x.Role)), Chip: a.chip(c, x)},
		Summary: a.summary(c, x), Rights: rightWords(c, x.Role), OneTime: oneTime}
	who, err := a.personOf(c.Context(), c.Who, x.Person)
	if err != nil {
		return web.Reply{}, err
	}
	if who.ID != "" {
		p.Summary = append(p.Summary, web.Fact{Name: c.Say("accounts.column.person"), Value: who.Name})
	}
	if p.Sessions, err = a.sessionLines(c, x.ID); err != nil {
		return web.Reply{}, err
	}
	for i := range p.Sessions {
		p.Sessions[i].End = ""
	}
	factors, err := a.factors(c, x.ID, &p.Summary)
	if err != nil {
		return web.Reply{}, err
	}
	if c.Who.Can(write) {
		p.Head.Acts = []web.Link{{Text: c.Say("accounts.edit"), Href: "/accounts/" + x.ID + "/edit", Icon: "pencil", Hidden: x.Name}}
		p.Acts = acts(c, x, len(p.Sessions), factors)
		if p.Requests, err = a.requestLines(c, x.ID); err != nil {
			return web.Reply{}, err
		}
	}
	if c.Who.Can("ledger.read") {
		p.Head.Acts = append([]web.Link{{Text: c.Say("accounts.journal"), Href: "/ledger/record/" + x.Table() + "/" + x.ID, Icon: "history"}}, p.Head.Acts...)
	}
	if x.ID == c.Who.ID {
		p.Notes = append(p.Notes, web.Note{Text: c.Say("accounts.own.note"), Link: web.Link{Text: c.Say("accounts.own"), Href: "/account"}})
	}
	return web.Reply{Page: "accounts/show.html", Data: p, Title: x.Name, Problem: problem, Crumbs: crumbs(c)}, nil
}

func crumbs(c *web.Call) []web.Crumb {
	return []web.Crumb{{Text: c.Say("accounts.list"), Href: "/accounts"}}
}

// acts are what an administrator may do to an account that is not his own.
func acts(c *web.Call, x Account, sessions int, factors bool) []web.Link {
	at := "/accounts/" + x.ID + "/"
	if x.ID == c.Who.ID {
		return nil
	}
	if x.State == Closed {
		return []web.Link{{Text: c.Say("accounts.reopen"), Href: at + "reopen", Icon: "refresh", Post: true}}
	}
	all := []web.Link{{Text: c.Say("accounts.reset"), Href: at + "reset", Icon: "key", Post: true}}
	if sessions > 0 {
		all = append(all, web.Link{Text: c.Say("accounts.end"), Href: at + "end", Icon: "logout", Post: true})
	}
	if factors {
		all = append(all, web.Link{Text: c.Say("accounts.act.strip"), Href: at + "strip", Icon: "shield-lock", Post: true})
	}
	return append(all, web.Link{Text: c.Say("accounts.close"), Href: at + "close", Icon: "lock", Post: true})
}

// FormPage is the data of form.html.
type FormPage struct {
	Head   web.Head
	Action string
	Hidden []web.Hidden
	Fields []web.Field
	Button string
	Back   string
	Note   web.Note
}

func (a *Accounts) fields(c *web.Call, fresh bool) []web.Field {
	var roles, levels []web.Option
	for _, r := range access.Roles {
		roles = append(roles, web.Option{Value: string(r), Label: c.Say("web.role." + string(r)), Hint: c.Say("accounts.role." + string(r))})
	}
	for l := access.Open; l <= access.TopSecret; l++ {
		levels = append(levels, web.Option{Value: strconv.Itoa(int(l)), Label: c.Say(clearanceKey(l))})
	}
	unit := web.Field{Name: "unit", Label: c.Say("accounts.column.unit"), Hint: c.Say("accounts.unit.hint")}
	if c.Who.Unit == db.Everywhere {
		unit.Hint, unit.Optional = c.Say("accounts.unit.hint.all"), true
	}
	fs := []web.Field{
		{Name: "name", Label: c.Say("accounts.column.name"), Max: 100, Complete: "off"},
		{Name: "role", Kind: web.FieldRadio, Label: c.Say("accounts.column.role"), Options: roles},
		unit,
		{Name: "clearance", Kind: web.FieldSelect, Label: c.Say("accounts.column.clearance"), Options: levels, Width: "m"},
		{Name: "person", Label: c.Say("accounts.person"), Hint: c.Say("accounts.person.hint"), Optional: true, Width: "m", Max: 40},
	}
	if fresh {
		login := web.Field{Name: "login", Label: c.Say("accounts.login"), Hint: c.Say("accounts.login.hint"), Width: "m", Max: 40, Complete: "off"}
		fs = append([]web.Field{login}, fs...)
	}
	return fs
}

// opening reads the form.
func (a *Accounts) opening(c *web.Call) (Opening, error) {
	unit, err := a.findUnit(c.Context(), c.Who, c.Form("unit"))
	who, err2 := a.findPerson(c.Context(), c.Who, c.Form("person"))
	level, err3 := strconv.Atoi(c.Form("clearance"))
	if err3 != nil {
		err3 = ErrClearance.On("clearance")
	}
	o := Opening{Login: c.Form("login"), Name: c.Form("name"), Unit: unit, Role: access.Role(c.Form("role")), Clearance: access.Level(level), Person: who}
	return o, errors.Join(err, err2, err3)
}

func (a *Accounts) newPage(c *web.Call) (web.Reply, error) { return a.drawNew(c, nil) }

func (a *Accounts) drawNew(c *web.Call, problem error) (web.Reply, error) {
	p := FormPage{Head: web.Head{Title: c.Say("accounts.new"), Sub: c.Say("accounts.new.sub")}, Action: "/accounts", Fields: a.fields(c, true), Button: c.Say("accounts.new.do"), Back: "/accounts"}
	keep(c, problem, p.Fields)
	return web.Reply{Page: "accounts/form.html", Data: p, Title: p.Head.Title, Problem: problem, Crumbs: crumbs(c)}, nil
}

// create opens an account with a one-time password, which the page shows once.
func (a *Accounts) create(c *web.Call) (web.Reply, error) {
	o, err := a.opening(c)
	if o.Unit == "" && err != nil {
		o.Unit = db.Everywhere // said already; the other fields are checked all the same
	}
	err = errors.Join(err, (&o).check())
	if len(text.Problems(err)) > 0 {
		return a.drawNew(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	if o.Password, err = pw.Code(a.random, 4); err != nil {
		return web.Reply{}, err
	}
	o.MustChange = true
	x, err := a.Create(c.Context(), c.Who, o)
	if len(text.Problems(err)) > 0 {
		return a.drawNew(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	c.R.SetPathValue("id", x.ID)
	return a.drawShow(c, o.Password, nil)
}

func (a *Accounts) editPage(c *web.Call) (web.Reply, error) { return a.drawEdit(c, nil) }

func (a *Accounts) drawEdit(c *web.Call, problem error) (web.Reply, error) {
	x, err := db.Get[Account](c.Context(), a.db.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	unit, err := a.unitTyped(c.Context(), x.Unit)
	if err != nil {
		return web.Reply{}, err
	}
	who, err := a.personOf(c.Context(), c.Who, x.Person)
	if err != nil {
		return web.Reply{}, err
	}
	p := FormPage{Head: web.Head{Title: c.Say("accounts.edit"), Number: x.Login, Sub: x.Name}, Action: "/accounts/" + x.ID, Fields: a.fields(c, false),
		Hidden: []web.Hidden{{Name: "version", Value: strconv.Itoa(x.Version)}}, Button: c.Say("accounts.edit.do"), Back: "/accounts/" + x.ID}
	if x.ID == c.Who.ID {
		p.Note = web.Note{Kind: "info", Text: c.Say("accounts.own.role")}
	}
	values := map[string]string{"name": x.Name, "role": string(x.Role), "unit": unit, "clearance": strconv.Itoa(int(x.Clearance)), "person": who.PartyCardNo}
	for i := range p.Fields {
		p.Fields[i].Value = values[p.Fields[i].Name]
	}
	keep(c, problem, p.Fields)
	return web.Reply{Page: "accounts/form.html", Data: p, Title: p.Head.Title, Problem: problem, Crumbs: append(crumbs(c), web.Crumb{Text: x.Name, Href: "/accounts/" + x.ID})}, nil
}

func (a *Accounts) amend(c *web.Call) (web.Reply, error) {
	o, err := a.opening(c)
	version, err2 := c.Int("version")
	way := AtOnce
	if err = errors.Join(err, err2); err == nil {
		way, err = a.Amend(c.Context(), c.Who, c.Path("id"), version, o)
	}
	if len(text.Problems(err)) > 0 || errors.Is(err, db.ErrConflict) {
		return a.drawEdit(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	notice := text.Problem{Key: "accounts.amended", Args: []any{vn.Tidy(o.Name)}}
	if way != AtOnce {
		notice = text.Problem{Key: "accounts.amended." + string(way), Args: notice.Args}
	}
	return web.Reply{Goto: "/accounts/" + c.Path("id"), Notice: notice}, nil
}

// act does one thing to an account and goes back to its page.
func (a *Accounts) act(c *web.Call, do func(context.Context, access.Who, string) error, done string) (web.Reply, error) {
	err := do(c.Context(), c.Who, c.Path("id"))
	if len(text.Problems(err)) > 0 {
		return a.drawShow(c, "", err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/accounts/" + c.Path("id"), Notice: text.Problem{Key: done}}, nil
}

func (a *Accounts) closeIt(c *web.Call) (web.Reply, error) {
	return a.act(c, a.Close, "accounts.closed")
}

func (a *Accounts) reopen(c *web.Call) (web.Reply, error) {
	return a.act(c, a.Reopen, "accounts.reopened")
}

func (a *Accounts) endSessions(c *web.Call) (web.Reply, error) {
	return a.act(c, a.EndSessions, "accounts.ended")
}

// factors adds to a summary which second factors an account has, and reports
// whether it has any.
func (a *Accounts) factors(c *web.Call, id string, s *web.Summary) (bool, error) {
	has, err := a.has(c.Context(), id)
	if err != nil || a.Second.Words == nil {
		return has, err
	}
	words, err := a.Second.Words(c, id)
	*s = append(*s, web.Fact{Name: c.Say("accounts.factors"), Value: words})
	return has, err
}

// stripIt asks a second administrator to take lost factors off an account.
func (a *Accounts) stripIt(c *web.Call) (web.Reply, error) {
	return a.act(c, func(ctx context.Context, by access.Who, id string) error { _, err := a.Strip(ctx, by, id); return err }, "accounts.asked.strip")
}

// reset gives a one-time password, which this one page shows.
func (a *Accounts) reset(c *web.Call) (web.Reply, error) {
	password, way, err := a.Reset(c.Context(), c.Who, c.Path("id"))
	switch {
	case len(text.Problems(err)) > 0:
		return a.drawShow(c, "", err)
	case err != nil:
		return web.Reply{}, err
	case way == Asked:
		return web.Reply{Goto: "/accounts/" + c.Path("id"), Notice: text.Problem{Key: "accounts.asked"}}, nil
	}
	reply, err := a.drawShow(c, password, nil)
	if way == Alone {
		reply.Notice = text.Problem{Key: "accounts.alone"}
	}
	return reply, err
}

// lines names accounts and sessions in the journal.
func (a *Accounts) lines(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	out := map[string]duty.Line{}
	for _, id := range ids {
		account, note := id, ""
		if table == (*Session)(nil).Table() {
			s, err := db.Get[Session](ctx, v, id)
			if errors.Is(err, db.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			account, note = s.Account, s.Machine
		}
		if table == (*Request)(nil).Table() {
			q, err := db.Get[Request](ctx, v, id)
			if errors.Is(err, db.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			account = q.Account
		}
		x, err := db.Get[Account](ctx, v, account)
		if errors.Is(err, db.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[id] = duty.Line{ID: id, Code: x.Login, Title: x.Name, Note: note, Href: "/accounts/" + x.ID}
	}
	return out, nil
}
