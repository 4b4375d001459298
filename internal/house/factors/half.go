package factors

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// cookieName is the cookie of a half sign-in. No page but the one that asks for
// the factor reads it.
const cookieName = "lc_half"

const (
	halfLife  = 10 * time.Minute
	halfWrong = 5 // after so many wrong factors the password is asked again
)

// Ask leads a person who gave the right password to the second factor.
func (f *Factors) Ask(c *web.Call, account, next string) (web.Reply, error) {
	p, err := f.door.Person(c.Context(), account)
	if err != nil {
		return web.Reply{}, err
	}
	raw := make([]byte, 32)
	if _, err := io.ReadFull(f.random, raw); err != nil {
		return web.Reply{}, fmt.Errorf("token: %w", err)
	}
	token := base64.RawURLEncoding.EncodeToString(raw)
	address, _, err := net.SplitHostPort(c.R.RemoteAddr)
	if err != nil {
		address = c.R.RemoteAddr
	}
	machine := []rune(c.R.UserAgent())
	err = f.db.Change(c.Context(), p.who(), ID+".half", func(tx *db.Tx) error {
		h := Half{Base: db.Base{Org: p.Org, Dossier: p.ID}, Account: p.ID, Token: digest(token), BeganAt: tx.Now(), PasswordAt: p.PasswordAt,
			Address: address, Machine: string(machine[:min(len(machine), 200)]), Goal: web.Local(next)}
		return db.Save(c.Context(), tx, &h)
	})
	if err != nil {
		return web.Reply{}, err
	}
	c.SetCookie(&http.Cookie{Name: cookieName, Value: token, MaxAge: int(halfLife.Seconds())})
	return web.Reply{Goto: "/signin/second"}, nil
}

// half finds the half sign-in of a browser. Errors: ErrOver.
func (f *Factors) half(c *web.Call) (Half, Person, error) {
	k, err := c.R.Cookie(cookieName)
	if err != nil || len(k.Value) > 100 {
		return Half{}, Person{}, ErrOver
	}
	all, err := db.Find[Half](c.Context(), f.db.As(db.System), "t.token = $1 AND t.ended_at = ''", "", digest(k.Value))
	if err != nil {
		return Half{}, Person{}, err
	}
	if len(all) == 0 || f.db.Now().Sub(parsed(all[0].BeganAt)) > halfLife || all[0].Wrong >= halfWrong {
		return Half{}, Person{}, ErrOver
	}
	p, err := f.door.Person(c.Context(), all[0].Account)
	if err == nil && (!p.Active || p.PasswordAt != all[0].PasswordAt) {
		err = ErrOver
	}
	return all[0], p, err
}

// SecondPage is the data of second.html.
type SecondPage struct {
	Name    string
	Code    web.Field // without a name where the account has neither app nor recovery codes
	Passkey Offer
	Clock   string // the server's time, on which codes of an app depend
}

func (f *Factors) secondPage(c *web.Call) (web.Reply, error) {
	h, p, err := f.half(c)
	if errors.Is(err, ErrOver) {
		return web.Reply{Goto: "/signin"}, nil
	}
	if err != nil {
		return web.Reply{}, err
	}
	return f.drawSecond(c, h, p, nil)
}

func (f *Factors) drawSecond(c *web.Call, h Half, p Person, problem error) (web.Reply, error) {
	d := SecondPage{Name: p.Name}
	var err error
	if d.Code, err = f.codeField(c, p, problem); err != nil {
		return web.Reply{}, err
	}
	d.Clock = f.clockOf(c, d.Code)
	if d.Passkey, err = f.offerUse(c, p, "second", h.ID); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "factors/second.html", Data: d, Title: c.Say("factors.second"), Problem: problem, Bare: true}, nil
}

// codeField asks for a code, of the app or for recovery, if the person has any.
func (f *Factors) codeField(c *web.Call, p Person, problem error) (web.Field, error) {
	x, err := app(c.Context(), f.db.As(db.System), p.ID)
	if err != nil {
		return web.Field{}, err
	}
	rest, err := left(c.Context(), f.db.As(db.System), p.ID)
	if err != nil || x == nil && len(rest) == 0 {
		return web.Field{}, err
	}
	fd := web.Field{Name: "code", Label: c.Say("factors.code"), Hint: c.Say("factors.code.hint"), Complete: "one-time-code", Max: 40}
	if x == nil {
		fd.Label, fd.Hint, fd.Complete = c.Say("factors.code.recovery"), c.Say("factors.code.recovery.hint"), "off"
	}
	c.Keep(problem, &fd)
	fd.Value = ""
	return fd, nil
}

// clockOf is the server's time beside a field for the codes of an app; "" beside
// others.
func (f *Factors) clockOf(c *web.Call, fd web.Field) string {
	if fd.Complete != "one-time-code" {
		return ""
	}
	return f.clock(c)
}

// clock is the server's time in Viet Nam, to the second.
func (f *Factors) clock(c *web.Call) string {
	return f.db.Now().In(time.FixedZone("UTC+7", 7*60*60)).Format("15:04:05 02/01/2006")
}

// second checks the factor and makes the half sign-in a session.
func (f *Factors) second(c *web.Call) (web.Reply, error) {
	h, p, err := f.half(c)
	if errors.Is(err, ErrOver) {
		return web.Reply{Goto: "/signin", Notice: ErrOver}, nil
	}
	if err != nil {
		return web.Reply{}, err
	}
	how, rest, err := f.answer(c, p, "second", h.ID)
	if err != nil {
		return f.wrong(c, h, p, err)
	}
	if err := f.endHalf(c, h); err != nil {
		return web.Reply{}, err
	}
	c.SetCookie(&http.Cookie{Name: cookieName, MaxAge: -1})
	reply, err := f.door.Admit(c, p.ID, ByPassword+"+"+how, h.Goal)
	if err == nil && rest >= 0 {
		reply.Goto = "/account/factors"
		if reply.Notice.Key == "" {
			reply.Notice = text.Problem{Key: "factors.codes.left", Args: []any{rest}}
		}
	}
	return reply, err
}

// endHalf ends a half sign-in. Of two requests with the same one, one wins.
func (f *Factors) endHalf(c *web.Call, h Half) error {
	return f.db.Change(c.Context(), Person{ID: h.Account}.who(), ID+".whole", func(tx *db.Tx) error {
		x, err := db.GetAt[Half](c.Context(), tx, h.ID, h.Version)
		if err != nil {
			return err
		}
		x.EndedAt = tx.Now()
		return db.Save(c.Context(), tx, &x)
	})
}

// wrong counts a factor that was wrong, and asks for the password again after
// too many.
func (f *Factors) wrong(c *web.Call, h Half, p Person, err error) (web.Reply, error) {
	problem, fault := worded(err)
	if fault != nil {
		return web.Reply{}, fault
	}
	err = f.db.Change(c.Context(), p.who(), ID+".refuse", func(tx *db.Tx) error {
		x, err := db.Get[Half](c.Context(), tx.View, h.ID)
		if err != nil {
			return err
		}
		if x.Wrong++; x.Wrong >= halfWrong {
			x.EndedAt = tx.Now()
		}
		h = x
		return db.Save(c.Context(), tx, &x)
	})
	if err != nil && !errors.Is(err, db.ErrConflict) {
		return web.Reply{}, err
	}
	if h.Wrong >= halfWrong {
		c.SetCookie(&http.Cookie{Name: cookieName, MaxAge: -1})
		return web.Reply{Goto: "/signin"}, nil
	}
	return f.drawSecond(c, h, p, problem)
}

// answer checks the factor that a form brings: a passkey or a code. A wrong
// code counts as a failed sign-in, and after too many none is taken from a
// browser that the account does not know. rest is how many recovery codes are
// left if one was used, else -1. Errors: words for the person.
func (f *Factors) answer(c *web.Call, p Person, use, bound string) (how string, rest int, err error) {
	if c.Form("passkey") != "" {
		return ByPasskey, -1, f.usePasskey(c, p, use, bound)
	}
	blocked, err := f.door.Blocked(c, p.ID)
	if err != nil {
		return "", -1, err
	}
	if blocked {
		return "", -1, ErrWait.On("code")
	}
	typed := strings.TrimSpace(c.Form("code"))
	if typed == "" {
		return "", -1, ErrCode.On("code")
	}
	how, rest, err = f.take(c.Context(), p, typed)
	if errors.Is(err, ErrCode) {
		err = errors.Join(err, f.door.Failed(c, p.ID))
	}
	return how, rest, err
}

// signIn signs in with a passkey alone.
func (f *Factors) signIn(c *web.Call) (web.Reply, error) {
	p, err := f.anyPasskey(c)
	problem, fault := worded(err)
	if fault != nil {
		return web.Reply{}, fault
	}
	if problem != nil {
		return web.Reply{Page: "factors/failed.html", Data: FailedPage{Next: web.Local(c.Form("next"))}, Title: c.Say("web.signin"), Problem: problem, Bare: true}, nil
	}
	return f.door.Admit(c, p.ID, ByPasskey, c.Form("next"))
}

// FailedPage is the data of failed.html.
type FailedPage struct{ Next string }
