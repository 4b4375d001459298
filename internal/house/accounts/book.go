package accounts

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	pw "liemchinh.vn/internal/password"
	"liemchinh.vn/internal/vn"
)

// An Opening is what an account begins with.
type Opening struct {
	Login     string
	Name      string
	Unit      string // id of the office, or db.Everywhere
	Role      access.Role
	Clearance access.Level
	Person    string // id of the person record, "" if none
	// Password is the first password; "" opens an account that cannot sign in
	// by password until one is set.
	Password string
	// MustChange makes the password hold for one sign-in only.
	MustChange bool
}

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{2,39}$`)

// fold is the form in which logins are kept and compared.
func fold(login string) string { return strings.ReplaceAll(vn.Fold(login), " ", "") }

// check says everything that is wrong with an opening.
func (o *Opening) check() error {
	o.Login, o.Name = fold(o.Login), vn.Tidy(o.Name)
	var errs []error
	if !loginForm.MatchString(o.Login) {
		errs = append(errs, ErrLogin.On("login"))
	}
	if o.Name == "" {
		errs = append(errs, ErrName.On("name"))
	}
	if !slices.Contains(access.Roles, o.Role) {
		errs = append(errs, ErrRole.On("role"))
	}
	if o.Clearance < access.Open || o.Clearance > access.TopSecret {
		errs = append(errs, ErrClearance.On("clearance"))
	}
	if o.Unit == "" {
		errs = append(errs, ErrUnit.On("unit"))
	}
	if o.Password != "" {
		errs = append(errs, pw.Length("password", o.Password))
	}
	return errors.Join(errs...)
}

// Create opens an account in the name of an administrator or of db.System.
// Errors: a text.Problem for each thing that is wrong, tied to its field.
func (a *Accounts) Create(ctx context.Context, by access.Who, o Opening) (Account, error) {
	if err := o.check(); err != nil {
		return Account{}, err
	}
	hash, err := a.hashOf(ctx, o.Password)
	if err != nil {
		return Account{}, err
	}
	var out Account
	err = a.db.Change(ctx, by, ID+".open", func(tx *db.Tx) error {
		out, err = a.open(ctx, tx, by, o, hash)
		return err
	})
	if err == nil {
		a.any.Store(true)
	}
	return out, err
}

func (a *Accounts) hashOf(ctx context.Context, password string) (string, error) {
	if password == "" {
		return "", nil
	}
	return a.hasher.Hash(ctx, password)
}

// open writes a new account inside a change.
func (a *Accounts) open(ctx context.Context, tx *db.Tx, by access.Who, o Opening, hash string) (Account, error) {
	if by.Person != "" && o.Person == by.Person {
		return Account{}, ErrOwnPerson.On("person")
	}
	had, err := byLogin(ctx, a.db.As(db.System), o.Login)
	if err != nil {
		return Account{}, err
	}
	if had != nil {
		return Account{}, ErrTaken.On("login")
	}
	x := Account{Base: db.Base{Org: o.Unit}, Login: o.Login, Unit: o.Unit, Role: o.Role,
		Clearance: o.Clearance, Person: o.Person, Password: hash, MustChange: o.MustChange, State: Active}
	x.rename(o.Name)
	if hash != "" {
		x.PasswordAt, x.PasswordBy = tx.Now(), by.ID
	}
	err = db.Save(ctx, tx, &x)
	switch {
	case errors.Is(err, db.ErrOutOfReach):
		return x, ErrUnitReach.On("unit")
	case errors.Is(err, db.ErrConflict):
		return x, ErrTaken.On("login")
	}
	return x, err
}

// byLogin finds the account of a login, nil if there is none.
func byLogin(ctx context.Context, v db.View, login string) (*Account, error) {
	all, err := db.Find[Account](ctx, v, "t.login = $1", "", fold(login))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// ByLogin returns the account with a login, or db.ErrNotFound.
func (a *Accounts) ByLogin(ctx context.Context, login string) (Account, error) {
	x, err := byLogin(ctx, a.db.As(db.System), login)
	if err != nil {
		return Account{}, err
	}
	if x == nil {
		return Account{}, fmt.Errorf("account %q: %w", login, db.ErrNotFound)
	}
	return *x, nil
}

// ListAll returns every account, by name, for the machine's own command line.
func (a *Accounts) ListAll(ctx context.Context) ([]Account, error) {
	return db.Find[Account](ctx, a.db.As(db.System), "1 = 1", "ORDER BY t.sort, t.id")
}

// SetPassword gives an account a password from the command line of the machine
// itself, which asks no second administrator. The password
// holds for one sign-in only if once, and ends its sessions. Errors: those of
// pw.Good, ErrOwnReset, db.ErrNotFound.
func (a *Accounts) SetPassword(ctx context.Context, by access.Who, id, password string, once bool) error {
	if by.ID == id {
		return ErrOwnReset
	}
	x, err := db.Get[Account](ctx, a.db.As(by), id)
	if err != nil {
		return err
	}
	if err := a.good(ctx, x, password); err != nil {
		return err
	}
	hash, err := a.hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	return a.edit(ctx, by, string(ActReset), id, 0, func(tx *db.Tx, x *Account) error { return a.give(ctx, tx, x, hash, once) })
}

// good refuses a password that somebody who knows its owner would try.
func (a *Accounts) good(ctx context.Context, x Account, password string) error {
	return pw.Good("password", password, pw.Owner{Login: x.Login, Name: x.Name, Organisation: a.OrgName(ctx)})
}

// give sets a password for somebody else inside a change.
func (a *Accounts) give(ctx context.Context, tx *db.Tx, x *Account, hash string, once bool) error {
	x.Password, x.PasswordAt, x.PasswordBy, x.MustChange = hash, tx.Now(), tx.Who().ID, once
	x.unlock()
	return errors.Join(drop(ctx, tx, x.ID), a.endAll(ctx, tx, *x, EndedByPW, ""))
}

// Reset gives an account a random password for one sign-in and returns it. If
// a second administrator has to confirm, it returns Asked and no password.
// Errors: ErrOwnReset, db.ErrNotFound.
func (a *Accounts) Reset(ctx context.Context, by access.Who, id string) (string, Way, error) {
	if by.ID == id {
		return "", AtOnce, ErrOwnReset
	}
	x, err := db.Get[Account](ctx, a.db.As(by), id)
	if err != nil {
		return "", AtOnce, err
	}
	way, err := a.way(ctx, by, x)
	if err != nil {
		return "", way, err
	}
	if way == Asked {
		return "", way, a.ask(ctx, by, x, Request{Act: ActReset})
	}
	password, err := pw.Code(a.random, 4)
	if err != nil {
		return "", way, err
	}
	hash, err := a.hasher.Hash(ctx, password)
	if err != nil {
		return "", way, err
	}
	return password, way, a.edit(ctx, by, way.verb(ActReset), id, 0, func(tx *db.Tx, x *Account) error { return a.give(ctx, tx, x, hash, true) })
}

// Close ends the use of an account and its sessions. Errors: ErrOwnClose,
// db.ErrNotFound.
func (a *Accounts) Close(ctx context.Context, by access.Who, id string) error {
	if by.ID == id {
		return ErrOwnClose
	}
	return a.edit(ctx, by, "close", id, 0, func(tx *db.Tx, x *Account) error {
		x.State = Closed
		if err := drop(ctx, tx, x.ID); err != nil {
			return err
		}
		return a.endAll(ctx, tx, *x, EndedClose, "")
	})
}

// Reopen makes a closed account usable again.
func (a *Accounts) Reopen(ctx context.Context, by access.Who, id string) error {
	return a.edit(ctx, by, "reopen", id, 0, func(_ *db.Tx, x *Account) error {
		x.State = Active
		x.unlock()
		return nil
	})
}

// EndSessions ends all sessions of an account in the name of an administrator.
func (a *Accounts) EndSessions(ctx context.Context, by access.Who, id string) error {
	return a.edit(ctx, by, "end", id, 0, func(tx *db.Tx, x *Account) error {
		return a.endAll(ctx, tx, *x, EndedAdmin, "")
	})
}

// Amend changes what an account is: name, office, role, clearance, person. o's
// login and password are not looked at. Nobody changes his own role, office,
// clearance or person: that takes another administrator. Another role,
// clearance or person of an account that holds more than an administrator
// takes a second one to confirm: then Amend returns Asked.
func (a *Accounts) Amend(ctx context.Context, by access.Who, id string, version int, o Opening) (Way, error) {
	x, err := db.Get[Account](ctx, a.db.As(by), id)
	if err != nil {
		return AtOnce, err
	}
	o.Login, o.Password = x.Login, ""
	if err := o.check(); err != nil {
		return AtOnce, err
	}
	if o.moves(x) && by.ID == x.ID {
		return AtOnce, ErrOwnRole
	}
	if o.Person != "" && o.Person == by.Person && by.ID != x.ID {
		return AtOnce, ErrOwnPerson.On("person")
	}
	way := AtOnce
	if o.Role != x.Role || o.Clearance != x.Clearance || o.Person != x.Person {
		if way, err = a.way(ctx, by, x); err != nil {
			return way, err
		}
	}
	if way == Asked {
		if version != 0 && version != x.Version {
			return way, fmt.Errorf("account %s, version %d: %w", id, version, db.ErrConflict)
		}
		return way, a.ask(ctx, by, x, Request{Act: ActAmend, Name: o.Name, Unit: o.Unit, Role: o.Role, Clearance: o.Clearance, Person: o.Person})
	}
	return way, a.edit(ctx, by, way.verb(ActAmend), id, cmp.Or(version, x.Version), func(tx *db.Tx, x *Account) error { return a.alter(ctx, tx, x, o) })
}

// moves reports whether an opening is more than another name.
func (o Opening) moves(x Account) bool {
	return o.Unit != x.Unit || o.Role != x.Role || o.Clearance != x.Clearance || o.Person != x.Person
}

// alter makes an account what an opening says, inside a change.
func (a *Accounts) alter(ctx context.Context, tx *db.Tx, x *Account, o Opening) error {
	moved := o.moves(*x)
	if moved {
		if err := drop(ctx, tx, x.ID); err != nil {
			return err
		}
	}
	x.rename(o.Name)
	x.Unit, x.Org = o.Unit, o.Unit
	x.Role, x.Clearance, x.Person = o.Role, o.Clearance, o.Person
	if !moved {
		return nil
	}
	if a.Second.Move != nil {
		if err := a.Second.Move(ctx, tx, x.ID, x.Org); err != nil {
			return err
		}
	}
	return a.endAll(ctx, tx, *x, EndedClose, "")
}

// edit changes one account that by may see.
func (a *Accounts) edit(ctx context.Context, by access.Who, verb, id string, version int, fn func(*db.Tx, *Account) error) error {
	err := a.db.Change(ctx, by, ID+"."+verb, func(tx *db.Tx) error {
		x, err := db.GetAt[Account](ctx, tx, id, version)
		if err != nil {
			return err
		}
		if err := fn(tx, &x); err != nil {
			return err
		}
		err = db.Save(ctx, tx, &x)
		if errors.Is(err, db.ErrOutOfReach) {
			return ErrUnitReach.On("unit")
		}
		return err
	})
	a.forget(id)
	return err
}

// any reports whether the instance has an account. Once it has, it always has.
func (a *Accounts) anyone(ctx context.Context) (bool, error) {
	if a.any.Load() {
		return true, nil
	}
	n, err := db.Count[Account](ctx, a.db.As(db.System), "1 = 1")
	if err != nil {
		return false, fmt.Errorf("count accounts: %w", err)
	}
	if n > 0 {
		a.any.Store(true)
	}
	return n > 0, nil
}

// Settings of the program that this module reads and writes.
const (
	orgSetting   = "org.name"       // name of the organisation that runs the instance
	setupSetting = "accounts.setup" // SHA-256 of the setup code; "" once it was used
	demoSetting  = "demo"           // "true": invented data, sign-in without password
	idleSetting  = "accounts.idle"  // minutes without a request after which a session ends
)

// SetupCode makes the one-time code that the first administrator must type, so
// that nobody else in the network takes the instance. The caller prints it on
// the terminal. It is "" when there is an account already. Only a digest is
// kept; each call makes the former code void.
func (a *Accounts) SetupCode(ctx context.Context) (string, error) {
	has, err := a.anyone(ctx)
	if err != nil || has {
		return "", err
	}
	c, err := pw.Code(a.random, 3)
	if err != nil {
		return "", err
	}
	return c, a.db.SetSetting(ctx, setupSetting, digest(c))
}

func (a *Accounts) setupCodeIs(ctx context.Context, typed string) (bool, error) {
	want, err := a.db.Setting(ctx, setupSetting)
	if err != nil || want == "" {
		return false, err
	}
	return subtle.ConstantTimeCompare([]byte(want), []byte(digest(strings.ToLower(strings.TrimSpace(typed))))) == 1, nil
}

// First gives the instance its organisation's name and its first account, an
// administrator of the whole instance. Errors: ErrNotFirst, and a text.Problem
// for each thing that is wrong.
func (a *Accounts) First(ctx context.Context, organisation string, o Opening) (Account, error) {
	o.Role, o.Unit, o.Clearance, o.Person = access.Administrator, db.Everywhere, access.Open, ""
	organisation = vn.Tidy(organisation)
	err := o.check()
	if organisation == "" {
		err = errors.Join(ErrOrgName.On("org"), err)
	}
	if !errors.Is(err, pw.ErrShort) && !errors.Is(err, pw.ErrLong) {
		err = errors.Join(err, pw.Good("password", o.Password, pw.Owner{Login: o.Login, Name: o.Name, Organisation: organisation}))
	}
	if err != nil {
		return Account{}, err
	}
	hash, err := a.hasher.Hash(ctx, o.Password)
	if err != nil {
		return Account{}, err
	}
	var x Account
	err = a.db.Change(ctx, db.System, ID+".first", func(tx *db.Tx) error {
		n, err := db.Count[Account](ctx, tx.View, "1 = 1")
		if err != nil {
			return err
		}
		if n > 0 {
			return ErrNotFirst
		}
		x, err = a.open(ctx, tx, db.System, o, hash)
		return err
	})
	if err != nil {
		return x, err
	}
	a.any.Store(true)
	return x, errors.Join(a.db.SetSetting(ctx, orgSetting, organisation), a.db.SetSetting(ctx, setupSetting, ""))
}

func digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}
