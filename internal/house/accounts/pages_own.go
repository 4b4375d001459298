package accounts

import (
	"errors"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// OwnPage is the data of own.html.
type OwnPage struct {
	Head     web.Head
	Must     bool // the password has to be changed first
	Summary  web.Summary
	Rights   []string
	Password []web.Field
	Sessions []SessionLine
	Factors  web.Fact // which second factors the person has; without a name where there are none to have
}

// A SessionLine is one machine at which the person is signed in.
type SessionLine struct {
	Machine, Address string
	Began, Last      string // moments
	How              string // in words, how the person signed in
	Here             bool   // the session of this very request
	End              string // address that ends it, "" if the viewer may not
}

func (a *Accounts) ownPage(c *web.Call) (web.Reply, error) { return a.drawOwn(c, nil) }

func (a *Accounts) drawOwn(c *web.Call, problem error) (web.Reply, error) {
	x, err := db.Get[Account](c.Context(), a.db.As(db.System), c.Who.ID)
	if err != nil {
		return web.Reply{}, err
	}
	p := OwnPage{
		Head: web.Head{Title: c.Say("accounts.own"), Sub: c.Say("accounts.own.sub")},
		Must: x.MustChange, Summary: a.summary(c, x), Rights: rightWords(c, x.Role),
		Password: []web.Field{
			{Name: "old", Kind: web.FieldPassword, Label: c.Say("accounts.password.present"), Complete: "current-password", Width: "m"},
			{Name: "password", Kind: web.FieldPassword, Label: c.Say("accounts.password.new"), Hint: c.Say("accounts.password.hint"), Complete: "new-password", Width: "m"},
			{Name: "again", Kind: web.FieldPassword, Label: c.Say("accounts.password.twice"), Complete: "new-password", Width: "m"},
		},
	}
	keep(c, problem, p.Password)
	if a.Second.Words != nil {
		p.Factors.Name = c.Say("accounts.factors")
		if p.Factors.Value, err = a.Second.Words(c, x.ID); err != nil {
			return web.Reply{}, err
		}
	}
	if p.Sessions, err = a.sessionLines(c, x.ID); err != nil {
		return web.Reply{}, err
	}
	for i := range p.Sessions {
		if p.Sessions[i].Here {
			p.Sessions[i].End = ""
		}
	}
	return web.Reply{Page: "accounts/own.html", Data: p, Title: p.Head.Title, Problem: problem}, nil
}

// summary says what an account is.
func (a *Accounts) summary(c *web.Call, x Account) web.Summary {
	s := web.Summary{
		{Name: c.Say("accounts.login"), Value: x.Login},
		{Name: c.Say("accounts.column.role"), Value: c.Say("web.role." + string(x.Role))},
		{Name: c.Say("accounts.column.unit"), Value: a.unitWords(c, x.Unit)},
		{Name: c.Say("accounts.column.clearance"), Value: c.Say(clearanceKey(x.Clearance))},
	}
	if x.PasswordAt != "" {
		by := c.Say("accounts.password.byself")
		if x.PasswordBy != x.ID {
			by = c.Say("accounts.password.byother")
		}
		s = append(s, web.Fact{Name: c.Say("accounts.column.password_at"), Value: c.Texts().Moment(c.Lang, x.PasswordAt) + ", " + by})
	}
	return s
}

func (a *Accounts) unitWords(c *web.Call, unit string) string {
	if unit == db.Everywhere {
		return c.Say("accounts.everywhere")
	}
	if n := a.unitName(c.Context(), unit); n != "" {
		return n
	}
	return c.Say("accounts.unit.none")
}

func clearanceKey(l access.Level) string {
	return "accounts.clearance." + string(rune('0'+l))
}

// rightWords says in words what a role may do.
func rightWords(c *web.Call, r access.Role) []string {
	var words []string
	for _, n := range access.RightsOf(r) {
		words = append(words, c.Say("accounts.right."+string(n)))
	}
	return words
}

func (a *Accounts) sessionLines(c *web.Call, account string) ([]SessionLine, error) {
	open, err := a.Sessions(c.Context(), account)
	if err != nil {
		return nil, err
	}
	var lines []SessionLine
	for _, s := range open {
		lines = append(lines, SessionLine{Machine: s.Machine, Address: s.Address, Began: s.BeganAt, Last: moment(a.lastSeen(s)), How: howWords(c, s.How),
			Here: s.ID == c.Who.Session, End: "/account/sessions/" + s.ID + "/end"})
	}
	return lines, nil
}

// howWords says how a session was signed in; "" for one older than the record
// of it.
func howWords(c *web.Call, how string) string {
	if how == "" {
		return ""
	}
	var words []string
	for _, w := range strings.Split(how, "+") {
		words = append(words, c.Say("accounts.how."+w))
	}
	return strings.Join(words, " + ")
}

// changePassword changes the own password, and ends the own sessions at other
// machines.
func (a *Accounts) changePassword(c *web.Call) (web.Reply, error) {
	err := a.ChangePassword(c, first(c.Forms("old")), first(c.Forms("password")), first(c.Forms("again")))
	if len(text.Problems(err)) > 0 {
		return a.drawOwn(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/account", Notice: text.Problem{Key: "accounts.password.changed"}}, nil
}

// ChangePassword changes the password of the caller, who proves to know the
// present one. Wrong ones count as failed sign-ins.
func (a *Accounts) ChangePassword(c *web.Call, old, password, again string) error {
	ctx := c.Context()
	x, err := db.Get[Account](ctx, a.db.As(db.System), c.Who.ID)
	if err != nil {
		return err
	}
	ok, _, err := a.hasher.Check(ctx, old, x.Password)
	switch {
	case err != nil:
		return err
	case !ok || a.blocked(&x, place(c.R)):
		return errors.Join(ErrOld.On("old"), a.refused(ctx, &x, false, place(c.R)))
	case password == old:
		return ErrSame.On("password")
	case password != again:
		return ErrAgain.On("again")
	}
	if err := a.good(ctx, x, password); err != nil {
		return err
	}
	hash, err := a.hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	return a.edit(ctx, own(x), "password", x.ID, 0, func(tx *db.Tx, x *Account) error {
		x.Password, x.PasswordAt, x.PasswordBy, x.MustChange = hash, tx.Now(), x.ID, false
		x.unlock()
		return a.endAll(ctx, tx, *x, EndedByPW, c.Who.Session)
	})
}

func (a *Accounts) endOwn(c *web.Call) (web.Reply, error) {
	if err := a.End(c.Context(), c.Who, c.Path("id"), EndedOwn); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/account", Notice: text.Problem{Key: "accounts.session.ended"}}, nil
}
