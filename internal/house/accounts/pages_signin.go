package accounts

import (
	"errors"
	"net/http"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// SignInPage is the data of signin.html.
type SignInPage struct {
	Login, Password web.Field
	Next            string
	Key             *Key       // a passkey instead of both
	Demo            []DemoLine // only on a demo
}

// A DemoLine is one account of the demo, to sign in by a button.
type DemoLine struct{ Login, Name, Post string }

func (a *Accounts) signInPage(c *web.Call) (web.Reply, error) {
	if c.Who.ID != "" {
		return web.Reply{Goto: web.Local(c.Query("next"))}, nil
	}
	return a.drawSignIn(c, c.Query("next"), nil)
}

func (a *Accounts) drawSignIn(c *web.Call, next string, problem error) (web.Reply, error) {
	p := SignInPage{
		Login:    web.Field{Name: "login", Label: c.Say("accounts.login"), Complete: "username", Max: 60},
		Password: web.Field{Name: "password", Kind: web.FieldPassword, Label: c.Say("accounts.password"), Complete: "current-password"},
		Next:     web.Local(next),
	}
	c.Keep(problem, &p.Login, &p.Password)
	if a.Second.Key != nil {
		k, err := a.Second.Key(c)
		if err != nil {
			return web.Reply{}, err
		}
		p.Key = &k
	}
	demo, err := a.isDemo(c)
	if err != nil {
		return web.Reply{}, err
	}
	if demo {
		if p.Demo, err = a.demoLines(c); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{Page: "accounts/signin.html", Data: p, Title: c.Say("web.signin"), Problem: problem, Bare: true}, nil
}

func (a *Accounts) isDemo(c *web.Call) (bool, error) {
	v, err := a.db.Setting(c.Context(), demoSetting)
	return v == "true", err
}

// demoLines lists the accounts of the demo, one for each role, as the roles
// are ordered.
func (a *Accounts) demoLines(c *web.Call) ([]DemoLine, error) {
	var lines []DemoLine
	for _, role := range access.Roles {
		found, err := db.Find[Account](c.Context(), a.db.As(db.System), "t.role = $1 AND t.state = $2", "ORDER BY t.id LIMIT 2", string(role), string(Active))
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			lines = append(lines, DemoLine{x.Login, x.Name, a.Post(c.Texts())(x.Who(), c.Lang)})
		}
	}
	return lines, nil
}

func (a *Accounts) signIn(c *web.Call) (web.Reply, error) {
	x, err := a.recognise(c.Context(), c.Form("login"), first(c.Forms("password")), place(c.R))
	switch {
	case errors.Is(err, ErrSignIn), errors.Is(err, ErrSlow):
		return a.drawSignIn(c, c.Form("next"), err)
	case err != nil:
		return web.Reply{}, err
	}
	has, err := a.has(c.Context(), x.ID)
	if err != nil {
		return web.Reply{}, err
	}
	if has {
		return a.Second.Ask(c, x.ID, c.Form("next"))
	}
	return a.Admit(c, x.ID, ByPassword, c.Form("next"))
}

// first is a value as it was typed, blanks and all: a password may have them.
func first(vs []string) string {
	if len(vs) == 0 {
		return ""
	}
	return vs[0]
}

// enter hands the token to the browser, and ends the session that the browser
// had before: its cookie is overwritten, and nobody could sign it out. The
// cookie goes when the browser is closed.
func (a *Accounts) enter(c *web.Call, token, next string) (web.Reply, error) {
	if c.Who.ID != "" {
		if err := a.End(c.Context(), c.Who, c.Who.Session, EndedAnew); err != nil {
			return web.Reply{}, err
		}
	}
	c.SetCookie(&http.Cookie{Name: cookieName, Value: token})
	return web.Reply{Goto: web.Local(next)}, nil
}

// signInDemo signs in as an account of the demo without a password. On any
// other instance there is no such page.
func (a *Accounts) signInDemo(c *web.Call) (web.Reply, error) {
	demo, err := a.isDemo(c)
	if err != nil {
		return web.Reply{}, err
	}
	if !demo {
		return web.Reply{}, web.ErrNotFound
	}
	x, err := a.ByLogin(c.Context(), c.Form("login"))
	if err != nil || x.State != Active {
		return web.Reply{}, errors.Join(web.ErrNotFound, err)
	}
	return a.Admit(c, x.ID, ByDemo, c.Form("next"))
}

func (a *Accounts) signOut(c *web.Call) (web.Reply, error) {
	if c.Who.ID != "" {
		if err := a.End(c.Context(), c.Who, c.Who.Session, SignedOut); err != nil {
			return web.Reply{}, err
		}
	}
	c.SetCookie(&http.Cookie{Name: cookieName, MaxAge: -1})
	return web.Reply{Goto: "/signin", Notice: text.Problem{Key: "accounts.signedout"}}, nil
}

// WelcomePage is the data of welcome.html.
type WelcomePage struct{ Fields []web.Field }

func (a *Accounts) welcomePage(c *web.Call) (web.Reply, error) { return a.drawWelcome(c, nil) }

func (a *Accounts) drawWelcome(c *web.Call, problem error) (web.Reply, error) {
	has, err := a.anyone(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	if has {
		return web.Reply{}, web.ErrNotFound
	}
	fs := []web.Field{
		{Name: "code", Label: c.Say("accounts.welcome.code.label"), Hint: c.Say("accounts.welcome.code.hint"), Width: "m", Max: 20},
		{Name: "org", Label: c.Say("accounts.welcome.org"), Hint: c.Say("accounts.welcome.org.hint"), Max: 200},
		{Name: "name", Label: c.Say("accounts.welcome.name"), Complete: "name", Max: 100},
		{Name: "login", Label: c.Say("accounts.login"), Hint: c.Say("accounts.login.hint"), Complete: "username", Max: 40},
		{Name: "password", Kind: web.FieldPassword, Label: c.Say("accounts.password"), Hint: c.Say("accounts.password.hint"), Complete: "new-password"},
		{Name: "again", Kind: web.FieldPassword, Label: c.Say("accounts.password.twice"), Complete: "new-password"},
	}
	keep(c, problem, fs)
	return web.Reply{Page: "accounts/welcome.html", Data: WelcomePage{fs}, Title: c.Say("accounts.welcome"), Problem: problem, Bare: true}, nil
}

func keep(c *web.Call, problem error, fs []web.Field) {
	ps := make([]*web.Field, len(fs))
	for i := range fs {
		ps[i] = &fs[i]
	}
	c.Keep(problem, ps...)
}

func (a *Accounts) welcome(c *web.Call) (web.Reply, error) {
	has, err := a.anyone(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	if has {
		return web.Reply{}, web.ErrNotFound
	}
	from := place(c.R)
	if slow := a.waits(from.Address); slow != nil {
		return a.drawWelcome(c, slow)
	}
	right, err := a.setupCodeIs(c.Context(), c.Form("code"))
	if err != nil {
		return web.Reply{}, err
	}
	if !right {
		a.addresses.Fail(from.Address, a.db.Now())
		return a.drawWelcome(c, ErrSetupCode.On("code"))
	}
	password := first(c.Forms("password"))
	if password != first(c.Forms("again")) {
		return a.drawWelcome(c, ErrAgain.On("again"))
	}
	x, err := a.First(c.Context(), c.Form("org"), Opening{Login: c.Form("login"), Name: c.Form("name"), Password: password})
	if len(text.Problems(err)) > 0 {
		return a.drawWelcome(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	reply, err := a.Admit(c, x.ID, ByPassword, "")
	reply.Goto, reply.Notice = "/accounts", text.Problem{Key: "accounts.welcome.done"}
	return reply, err
}
