package accounts

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
)

// cookieName is the cookie that holds a session's token.
const cookieName = "lc_session"

// Bounds of a session and of what is kept of it in memory.
const (
	absolute    = 12 * time.Hour
	defaultIdle = 30 * time.Minute
	fresh       = 3 * time.Second // how long a session is believed without a look into the database
	manyVisits  = 4096            // above this, visits that are over are cleared away
)

// A Place is where a request comes from.
type Place struct {
	Address string // network address
	Machine string // what the browser says of itself
	// Devices are the cookies by which accounts know the browser, by name.
	Devices map[string]string
}

// A visit is what is known in memory of an open session.
type visit struct {
	who     access.Who
	account string
	pending string    // where the person has to go first; "" = nowhere
	began   time.Time // the sign-in
	checked time.Time // last look into the database; zero = look again
	last    time.Time // last request
}

// SignIn checks a login and a password and begins a session of an account that
// has no second factor. The token is for the cookie; the database keeps its
// digest. Errors: ErrSignIn, whatever is wrong; ErrSlow after too many failures
// from one address; ErrFactor if the account has a second factor.
func (a *Accounts) SignIn(ctx context.Context, login, password string, from Place) (token string, err error) {
	x, err := a.recognise(ctx, login, password, from)
	if err != nil {
		return "", err
	}
	has, err := a.has(ctx, x.ID)
	if err != nil {
		return "", err
	}
	if has {
		return "", ErrFactor
	}
	token, _, err = a.begin(ctx, x.ID, ByPassword, from)
	return token, err
}

// recognise finds the account of a login and a password. Errors: ErrSignIn,
// ErrSlow.
func (a *Accounts) recognise(ctx context.Context, login, password string, from Place) (Account, error) {
	now := a.db.Now()
	x, err := byLogin(ctx, a.db.As(db.System), login)
	if err != nil {
		return Account{}, err
	}
	device := a.device(x, from)
	if slow := a.waits(from.Address); slow != nil && device == "" {
		return Account{}, slow
	}
	stored := ""
	if x != nil {
		stored = x.Password
	}
	ok, stale, err := a.hasher.Check(ctx, password, stored)
	if err != nil {
		return Account{}, err
	}
	sprayed := device == "" && a.spray.Sprayed(password, now)
	if x == nil || !ok || x.State != Active || a.blocked(x, from) || sprayed {
		if device == "" {
			a.addresses.Fail(from.Address, now)
		}
		var noted error
		if !ok {
			noted = a.sprayed(ctx, login, password, from)
		}
		return Account{}, errors.Join(ErrSignIn, noted, a.refused(ctx, x, ok && !sprayed, from))
	}
	if stale {
		err = a.rehash(ctx, *x, password)
	}
	return *x, err
}

// rehash keeps a right password at today's cost.
func (a *Accounts) rehash(ctx context.Context, x Account, password string) error {
	hash, err := a.hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	return a.edit(ctx, own(x), "rehash", x.ID, 0, func(_ *db.Tx, x *Account) error {
		x.Password = hash
		return nil
	})
}

// refused writes a failed sign-in into the journal. While an account is locked
// or closed nothing is written, so that the journal cannot be flooded. What
// was typed is not kept: people type passwords into the wrong field.
func (a *Accounts) refused(ctx context.Context, x *Account, right bool, from Place) error {
	if x == nil {
		who := access.Who{Name: "?", Unit: db.Everywhere}
		return a.db.Note(ctx, who, ID+".refuse", (*Account)(nil).Table()+"/", "", map[string]any{"address": from.Address})
	}
	now, device := a.db.Now(), a.device(x, from)
	if right || x.State != Active || a.blocked(x, from) {
		return nil
	}
	if device != "" {
		a.devices.Fail(device, now)
	}
	for range 8 {
		err := a.db.Change(ctx, own(*x), ID+".refuse", func(tx *db.Tx) error {
			y, err := db.Get[Account](ctx, tx.View, x.ID)
			if err != nil {
				return err
			}
			y.fail(now, device != "")
			return db.Save(ctx, tx, &y)
		})
		if !errors.Is(err, db.ErrConflict) {
			return err
		}
	}
	return nil
}

// own is an account acting on itself and its own sessions, whatever its reach.
func own(x Account) access.Who {
	return access.Who{ID: x.ID, Name: x.Name, Unit: db.Everywhere, Clearance: access.TopSecret}
}

// begin opens a session of an account that has proved itself in a way. It
// returns the account as it was before, with its failed sign-ins.
func (a *Accounts) begin(ctx context.Context, id, how string, from Place) (token string, was Account, err error) {
	raw := make([]byte, 32)
	if _, err := io.ReadFull(a.random, raw); err != nil {
		return "", was, fmt.Errorf("session token: %w", err)
	}
	token = base64.RawURLEncoding.EncodeToString(raw)
	x, err := db.Get[Account](ctx, a.db.As(db.System), id)
	if err != nil {
		return "", was, err
	}
	return token, x, a.db.Change(ctx, own(x), ID+".signin", func(tx *db.Tx) error {
		x, err := db.Get[Account](ctx, tx.View, id)
		if err != nil {
			return err
		}
		if x.State != Active {
			return ErrSignIn
		}
		x.unlock()
		if err := db.Save(ctx, tx, &x); err != nil {
			return err
		}
		s := Session{Base: db.Base{Org: x.Org, Dossier: x.ID}, Account: x.ID, Token: digest(token), BeganAt: tx.Now(),
			Address: from.Address, Machine: clip(from.Machine, 200), How: how, ProvedAt: tx.Now()}
		return db.Save(ctx, tx, &s)
	})
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// End ends one session of an account in the name of its owner.
func (a *Accounts) End(ctx context.Context, who access.Who, session string, how Ending) error {
	by := access.Who{ID: who.ID, Name: who.Name, Unit: db.Everywhere, Clearance: access.TopSecret}
	err := a.db.Change(ctx, by, ID+".signout", func(tx *db.Tx) error {
		s, err := db.Get[Session](ctx, tx.View, session)
		if err != nil {
			return err
		}
		if s.Account != who.ID {
			return fmt.Errorf("session of another account: %w", db.ErrNotFound)
		}
		return s.end(ctx, tx, who.ID, how)
	})
	a.forget(who.ID)
	return err
}

func (s *Session) end(ctx context.Context, tx *db.Tx, by string, how Ending) error {
	if s.EndedAt != "" {
		return nil
	}
	s.EndedAt, s.EndedBy, s.EndedHow = tx.Now(), by, how
	return db.Save(ctx, tx, s)
}

// endAll ends the open sessions of an account inside a change, but for one.
// They belong to the office the account had at the sign-in: moving an account
// ends them.
func (a *Accounts) endAll(ctx context.Context, tx *db.Tx, x Account, how Ending, except string) error {
	open, err := db.Find[Session](ctx, tx.View, "t.account = $1 AND t.ended_at = '' AND t.id <> $2", "ORDER BY t.id", x.ID, except)
	if err != nil {
		return err
	}
	for i := range open {
		if err := open[i].end(ctx, tx, tx.Who().ID, how); err != nil {
			return err
		}
	}
	return nil
}

// Sessions returns the sessions of an account that may still be in use, newest
// first.
func (a *Accounts) Sessions(ctx context.Context, account string) ([]Session, error) {
	since := moment(a.db.Now().Add(-absolute))
	all, err := db.Find[Session](ctx, a.db.As(db.System), "t.account = $1 AND t.ended_at = '' AND t.began_at > $2", "ORDER BY t.id DESC", account, since)
	if err != nil {
		return nil, err
	}
	idle, err := a.idle(ctx)
	if err != nil {
		return nil, err
	}
	now := a.db.Now()
	var open []Session
	for _, s := range all {
		if last := a.lastSeen(s); now.Sub(last) <= idle {
			open = append(open, s)
		}
	}
	return open, nil
}

// lastSeen is when a session was last used, as far as this process knows.
func (a *Accounts) lastSeen(s Session) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	if v := a.visits[s.Token]; v != nil {
		return v.last
	}
	return parsed(s.BeganAt)
}

// idle is how long a session lives without a request.
func (a *Accounts) idle(ctx context.Context) (time.Duration, error) {
	v, err := a.db.Setting(ctx, idleSetting)
	if err != nil {
		return 0, err
	}
	if n, err := strconv.Atoi(v); err == nil && n > 0 {
		return min(time.Duration(n)*time.Minute, absolute), nil
	}
	return defaultIdle, nil
}

// Who is the person behind a request, for web.SiteConfig.Who: the zero Who for
// a stranger. A session ends 12 hours after the sign-in, or after half an hour
// without a request (setting accounts.idle, minutes). When it was last used is
// known to the memory of this process alone; a process that has not seen it
// yet, such as one just started, takes the moment of the sign-in. What the
// database says of a session is believed for three seconds.
func (a *Accounts) Who(r *http.Request) (access.Who, error) {
	v, err := a.visit(r)
	if v == nil {
		return access.Who{}, err
	}
	return v.who, nil
}

// visit finds the open session of a request, nil if there is none.
func (a *Accounts) visit(r *http.Request) (*visit, error) {
	k, err := r.Cookie(cookieName)
	if err != nil || len(k.Value) > 100 {
		return nil, nil
	}
	token, now := digest(k.Value), a.db.Now()
	a.mu.Lock()
	if v := a.visits[token]; v != nil && now.Sub(v.checked) < fresh && now.Sub(v.began) <= absolute {
		v.last = now
		out := *v
		a.mu.Unlock()
		return &out, nil
	}
	a.mu.Unlock()
	return a.look(r.Context(), token, now)
}

// look reads a session and its account from the database.
func (a *Accounts) look(ctx context.Context, token string, now time.Time) (*visit, error) {
	idle, err := a.idle(ctx)
	if err != nil {
		return nil, err
	}
	before := a.changes.Load()
	v := a.db.As(db.System)
	found, err := db.Find[Session](ctx, v, "t.token = $1 AND t.ended_at = ''", "", token)
	if err != nil || len(found) == 0 {
		a.drop(token)
		return nil, err
	}
	s := found[0]
	x, err := db.Get[Account](ctx, v, s.Account)
	if err != nil {
		return nil, err
	}
	began, last := parsed(s.BeganAt), a.lastSeen(s)
	if x.State != Active || now.Sub(began) > absolute || now.Sub(last) > idle {
		a.drop(token)
		return nil, nil
	}
	out := visit{who: x.Who(), account: x.ID, began: began, checked: now, last: now}
	switch _, owes, err := a.owes(ctx, x); {
	case err != nil:
		return nil, err
	case x.MustChange:
		out.pending = "/account"
	case owes:
		out.pending, out.who.Rights = factorsPath, nil
	}
	out.who.Session = s.ID
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tidy(now, idle)
	kept := out
	if a.changes.Load() != before {
		kept.checked = time.Time{} // an account changed while it was being read
	}
	a.visits[token] = &kept
	return &out, nil
}

// drop forgets a session that is over. It stays over: without the visit it
// counts from its sign-in, which is never later than its last request.
func (a *Accounts) drop(token string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.visits, token)
}

// forget makes the sessions of an account be looked up again at once.
func (a *Accounts) forget(account string) {
	a.changes.Add(1)
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, v := range a.visits {
		if v.account == account {
			v.checked = time.Time{}
		}
	}
}

// tidy clears away visits that are over. The caller holds the lock.
func (a *Accounts) tidy(now time.Time, idle time.Duration) {
	if len(a.visits) < manyVisits {
		return
	}
	for token, v := range a.visits {
		if now.Sub(v.last) > idle || now.Sub(v.began) > absolute {
			delete(a.visits, token)
		}
	}
}
