package accounts

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// A RequestLine is a request as the administrators see it.
type RequestLine struct {
	Note  web.Note // who asks for what, when
	What  web.Summary
	Links []web.Link
}

// requestLines are the requests that wait; of one account, or of all if it is
// "".
func (a *Accounts) requestLines(c *web.Call, account string) ([]RequestLine, error) {
	all, err := a.Waiting(c.Context(), c.Who, account)
	if err != nil {
		return nil, err
	}
	var lines []RequestLine
	for _, q := range all {
		x, err := db.Get[Account](c.Context(), a.db.As(c.Who), q.Account)
		if err != nil {
			return nil, err
		}
		l := RequestLine{Note: web.Note{Kind: "warn", Text: c.Say("accounts.request."+string(q.Act), q.AskedName, x.Name, q.AskedAt)}}
		if account == "" {
			l.Note.Link = web.Link{Text: c.Say("accounts.request.open"), Href: "/accounts/" + x.ID, Hidden: x.Name}
			lines = append(lines, l)
			continue
		}
		if l.What, err = a.asked(c, x, q); err != nil {
			return nil, err
		}
		at := "/accounts/requests/" + q.ID
		if c.Who.ID != q.AskedBy && c.Who.ID != q.Account {
			l.Links = append(l.Links, web.Link{Text: c.Say("accounts.request.confirm"), Href: at + "/confirm", Icon: "circle-check", Post: true, Primary: true})
		}
		l.Links = append(l.Links, web.Link{Text: c.Say("accounts.request.drop"), Href: at + "/drop", Icon: "x", Post: true})
		lines = append(lines, l)
	}
	return lines, nil
}

// asked lists what a request would change.
func (a *Accounts) asked(c *web.Call, x Account, q Request) (web.Summary, error) {
	if q.Act != ActAmend {
		return nil, nil
	}
	was, err := a.personOf(c.Context(), c.Who, x.Person)
	if err != nil {
		return nil, err
	}
	now, err := a.personOf(c.Context(), c.Who, q.Person)
	if err != nil {
		return nil, err
	}
	var s web.Summary
	for _, f := range [][3]string{
		{"name", x.Name, q.Name}, {"unit", a.unitWords(c, x.Unit), a.unitWords(c, q.Unit)}, {"role", c.Say("web.role." + string(x.Role)), c.Say("web.role." + string(q.Role))},
		{"clearance", c.Say(clearanceKey(x.Clearance)), c.Say(clearanceKey(q.Clearance))}, {"person", was.Name, now.Name}} {
		if f[1] != f[2] {
			s = append(s, web.Fact{Name: c.Say("accounts.column." + f[0]), Value: f[1] + " → " + f[2]})
		}
	}
	return s, nil
}

// confirm does what another administrator asked for. A one-time password is
// shown to the one who confirms.
func (a *Accounts) confirm(c *web.Call) (web.Reply, error) {
	account, password, err := a.Confirm(c.Context(), c.Who, c.Path("id"))
	return a.settled(c, account, password, "accounts.request.confirmed", err)
}

func (a *Accounts) dropIt(c *web.Call) (web.Reply, error) {
	account, err := a.Drop(c.Context(), c.Who, c.Path("id"))
	return a.settled(c, account, "", "accounts.request.dropped", err)
}

func (a *Accounts) settled(c *web.Call, account, password, done string, err error) (web.Reply, error) {
	words := len(text.Problems(err)) > 0
	if err != nil && (!words || account == "") {
		return web.Reply{}, err
	}
	if words || password != "" {
		if words {
			password = ""
		}
		c.R.SetPathValue("id", account)
		return a.drawShow(c, password, err)
	}
	return web.Reply{Goto: "/accounts/" + account, Notice: text.Problem{Key: done}}, nil
}
