package accounts

import (
	"context"
	"errors"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Second is what the accounts ask of the second factors, which are a module of
// their own. With the zero Second there are none.
type Second struct {
	// Has reports whether an account has a second factor.
	Has func(ctx context.Context, account string) (bool, error)
	// Ask leads a person who gave the right password to the second factor.
	Ask func(c *web.Call, account, next string) (web.Reply, error)
	// Owes is the day from which an account of a role may do nothing but set up
	// a second factor; "" if it need not, or has one.
	Owes func(ctx context.Context, role access.Role, account string) (vn.Day, error)
	// Prove puts a question for the factor before a handler, unless the person
	// proved himself a short while ago.
	Prove func(web.Handler) web.Handler
	// Words says which second factors an account has.
	Words func(c *web.Call, account string) (string, error)
	// Strip takes all of them off an account, inside a change.
	Strip func(ctx context.Context, tx *db.Tx, account string) error
	// Move gives them to another office with the account, inside a change.
	Move func(ctx context.Context, tx *db.Tx, account, org string) error
	// Key makes what the sign-in page needs for a passkey without a password:
	// options and seal, or why there can be none.
	Key func(c *web.Call) (Key, error)
}

// A Key is the offer of a passkey on a page.
type Key struct{ Options, Seal, Why string }

// proved puts the question for the factor before a handler.
func (a *Accounts) proved(h web.Handler) web.Handler {
	return func(c *web.Call) (web.Reply, error) {
		if a.Second.Prove == nil {
			return h(c)
		}
		return a.Second.Prove(h)(c)
	}
}

// has reports whether an account has a second factor.
func (a *Accounts) has(ctx context.Context, account string) (bool, error) {
	if a.Second.Has == nil {
		return false, nil
	}
	return a.Second.Has(ctx, account)
}

// owes is the day from which an account may do nothing but set up a second
// factor, and whether it has come.
func (a *Accounts) owes(ctx context.Context, x Account) (due vn.Day, now bool, err error) {
	if a.Second.Owes == nil {
		return "", false, nil
	}
	due, err = a.Second.Owes(ctx, x.Role, x.ID)
	return due, due != "" && due <= vn.DayOf(a.db.Now()), err
}

// Admit begins a session of an account that has proved itself in a way, in the
// browser of the call, and leads on. It ends the session that the browser had
// before, makes the browser a known one and tells of failed sign-ins.
func (a *Accounts) Admit(c *web.Call, account, how, next string) (web.Reply, error) {
	token, was, err := a.begin(c.Context(), account, how, place(c.R))
	if err != nil {
		return web.Reply{}, err
	}
	reply, err := a.enter(c, token, next)
	if err != nil {
		return reply, err
	}
	if was.Missed > 0 {
		reply.Notice = text.Problem{Key: "accounts.signin.missed", Args: []any{was.Missed, was.MissedAt}}
	}
	due, _, err := a.owes(c.Context(), was)
	if due != "" { // there is time yet: the page says until when
		reply.Goto = factorsPath
	}
	return reply, errors.Join(err, a.know(c, account))
}

// factorsPath is where a person sets up second factors.
const factorsPath = "/account/factors"

// Blocked reports whether a factor of an account may not be tried now from the
// browser of the call: too many failed.
func (a *Accounts) Blocked(c *web.Call, account string) (bool, error) {
	x, err := db.Get[Account](c.Context(), a.db.As(db.System), account)
	if err != nil {
		return true, err
	}
	return x.State != Active || a.blocked(&x, place(c.R)), nil
}

// Failed counts a second factor that was wrong, as a wrong password is.
func (a *Accounts) Failed(c *web.Call, account string) error {
	x, err := db.Get[Account](c.Context(), a.db.As(db.System), account)
	if err != nil {
		return err
	}
	from := place(c.R)
	a.addresses.Fail(from.Address, a.db.Now())
	return a.refused(c.Context(), &x, false, from)
}

// Knows reports whether a password is that of an account. A wrong one counts
// as a failed sign-in.
func (a *Accounts) Knows(c *web.Call, account, password string) (bool, error) {
	x, err := db.Get[Account](c.Context(), a.db.As(db.System), account)
	if err != nil {
		return false, err
	}
	from := place(c.R)
	if a.blocked(&x, from) {
		return false, nil
	}
	ok, _, err := a.hasher.Check(c.Context(), password, x.Password)
	if err != nil || ok {
		return ok, err
	}
	return false, a.refused(c.Context(), &x, false, from)
}

// Session returns the session of a call, or db.ErrNotFound.
func (a *Accounts) Session(c *web.Call) (Session, error) {
	return db.Get[Session](c.Context(), a.db.As(db.System), c.Who.Session)
}

// ProvedNow notes that the person of a call has proved himself again, in a way.
// The ways of a session stand one after another, "password+totp".
func (a *Accounts) ProvedNow(c *web.Call, how string) error {
	by := access.Who{ID: c.Who.ID, Name: c.Who.Name, Unit: db.Everywhere, Clearance: access.TopSecret}
	return a.db.Change(c.Context(), by, ID+".prove", func(tx *db.Tx) error {
		s, err := db.Get[Session](c.Context(), tx.View, c.Who.Session)
		if err != nil {
			return err
		}
		if s.ProvedAt = tx.Now(); !slices.Contains(strings.Split(s.How, "+"), how) {
			s.How += "+" + how
		}
		return db.Save(c.Context(), tx, &s)
	})
}

// EndOthers ends the sessions of an account but one inside a change: a factor
// with which they may have begun was taken off.
func (a *Accounts) EndOthers(ctx context.Context, tx *db.Tx, account, except string) error {
	x, err := db.Get[Account](ctx, tx.Whole(), account)
	if err != nil {
		return err
	}
	return a.endAll(ctx, tx, x, EndedFac, except)
}

// Forget makes the sessions of an account be looked up again at once, after a
// change of its second factors.
func (a *Accounts) Forget(account string) { a.forget(account) }

// ByID returns an account, or db.ErrNotFound.
func (a *Accounts) ByID(ctx context.Context, id string) (Account, error) {
	return db.Get[Account](ctx, a.db.As(db.System), id)
}
