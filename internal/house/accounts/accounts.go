// Package accounts keeps who may use the program: accounts with an office, a
// role and a clearance, the passwords they sign in with, and the sessions that
// are open.
//
// An account and a session are records as any other, so that the journal tells
// of every sign-in, failed sign-in, sign-out and change. When a session was
// last used is not written down: it would flood the journal. It is kept in
// memory, see Accounts.Who.
package accounts

import (
	"embed"
	"errors"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// ID is the name of the module.
const ID = "accounts"

// Files holds schema/, pages/ and text/.
//
//go:embed schema all:pages text
var Files embed.FS

// A State says whether an account can be used.
type State string

// The states of an account. A closed account stays: the journal names it.
const (
	Active State = "active"
	Closed State = "closed"
)

// An Account is one person's entry to the program.
type Account struct {
	duty.Base
	Login       string // folded: small letters without marks; unique
	Name        string // as shown beside what the person did
	Fold        string // Name and Login to search by, without tone marks
	Sort        string // vn.NameKey of Name
	Unit        string // office, or db.Everywhere
	Role        access.Role
	Clearance   access.Level
	Person      string // id of the person record, "" if none
	Password    string // argon2id in PHC form; "" = no sign-in by password
	PasswordAt  string // moment of the last change, UTC
	PasswordBy  string // account that made it
	MustChange  bool   // a password given by somebody else holds for one sign-in only
	State       State
	Failed      int    // failed sign-ins in a row, from browsers that are not known
	FailedAt    string // moment of the last of them
	Locks       int    // how often browsers that are not known had to wait since the last sign-in
	LockedUntil string // moment up to which they wait; "" if they do not
	Missed      int    // failed sign-ins since the last sign-in, from anywhere: the person is told
	MissedAt    string // moment of the last of them
}

// Table names the table.
func (*Account) Table() string { return "accounts_account" }

// Columns lists the columns; the journal never holds the password's hash.
func (a *Account) Columns() []db.Col {
	return append(a.BaseColumns(),
		db.Col{Name: "login", Ptr: &a.Login}, db.Col{Name: "name", Ptr: &a.Name}, db.Col{Name: "fold", Ptr: &a.Fold}, db.Col{Name: "sort", Ptr: &a.Sort},
		db.Col{Name: "unit", Ptr: &a.Unit}, db.Col{Name: "role", Ptr: &a.Role}, db.Col{Name: "clearance", Ptr: &a.Clearance},
		db.Col{Name: "person", Ptr: &a.Person}, db.Col{Name: "password", Ptr: &a.Password, Secret: true},
		db.Col{Name: "password_at", Ptr: &a.PasswordAt}, db.Col{Name: "password_by", Ptr: &a.PasswordBy},
		db.Col{Name: "must_change", Ptr: &a.MustChange}, db.Col{Name: "state", Ptr: &a.State},
		db.Col{Name: "failed", Ptr: &a.Failed}, db.Col{Name: "failed_at", Ptr: &a.FailedAt},
		db.Col{Name: "locks", Ptr: &a.Locks}, db.Col{Name: "locked_until", Ptr: &a.LockedUntil},
		db.Col{Name: "missed", Ptr: &a.Missed}, db.Col{Name: "missed_at", Ptr: &a.MissedAt})
}

// Who is the account as the rest of the program sees it. While the password
// has to be changed there are no rights.
func (a Account) Who() access.Who {
	w := access.Who{ID: a.ID, Name: a.Name, Unit: a.Unit, Person: a.Person, Role: a.Role, Clearance: a.Clearance}
	if !a.MustChange {
		w.Rights = access.RightsOf(a.Role)
	}
	return w
}

// An Ending says why a session ended.
type Ending string

// The endings of a session.
const (
	SignedOut  Ending = "signout"  // by the person, in that session
	EndedOwn   Ending = "own"      // by the person, from another session
	EndedAdmin Ending = "admin"    // by an administrator
	EndedByPW  Ending = "password" // the password was changed or reset
	EndedAnew  Ending = "anew"     // somebody signed in again in the same browser
	EndedClose Ending = "close"    // the account was closed, or changed its role or office
	EndedFac   Ending = "factor"   // a second factor was taken off the account
)

// A Session is one machine at which a person is signed in. Its dossier is the
// account.
type Session struct {
	duty.Base
	Account  string
	Token    string // SHA-256 of the cookie's token, in hex
	BeganAt  string // moment of the sign-in
	Address  string // network address of the machine
	Machine  string // what the browser says of itself
	EndedAt  string // moment; "" while it may still be in use
	EndedBy  string // account
	EndedHow Ending
	How      string // how the person signed in: ByPassword, ByDemo, or as the second factors name it
	ProvedAt string // moment at which the person last proved who he is
}

// Ways to sign in without a second factor.
const (
	ByPassword = "password"
	ByDemo     = "demo"
)

// Table names the table.
func (*Session) Table() string { return "accounts_session" }

// Columns lists the columns.
func (s *Session) Columns() []db.Col {
	return append(s.BaseColumns(),
		db.Col{Name: "account", Ptr: &s.Account}, db.Col{Name: "token", Ptr: &s.Token, Secret: true},
		db.Col{Name: "began_at", Ptr: &s.BeganAt}, db.Col{Name: "address", Ptr: &s.Address}, db.Col{Name: "machine", Ptr: &s.Machine},
		db.Col{Name: "ended_at", Ptr: &s.EndedAt}, db.Col{Name: "ended_by", Ptr: &s.EndedBy}, db.Col{Name: "ended_how", Ptr: &s.EndedHow},
		db.Col{Name: "how", Ptr: &s.How}, db.Col{Name: "proved_at", Ptr: &s.ProvedAt})
}

// Records lists the record types of the module.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Account](), db.KindOf[Session](), db.KindOf[Request]()}
}

// Refusals in words. Each may come tied to a field of the form.
var (
	ErrSignIn    = text.Problem{Key: "accounts.signin.wrong"}   // wrong name or password, locked or closed: not told apart
	ErrSlow      = text.Problem{Key: "accounts.signin.slow"}    // too many failures from one address
	ErrLogin     = text.Problem{Key: "accounts.login.bad"}      // not a name to sign in with
	ErrTaken     = text.Problem{Key: "accounts.login.taken"}    // another account has the name
	ErrName      = text.Problem{Key: "accounts.name.missing"}   // no name of the person
	ErrRole      = text.Problem{Key: "accounts.role.unknown"}   // no such role
	ErrUnit      = text.Problem{Key: "accounts.unit.unknown"}   // no such office
	ErrUnitMany  = text.Problem{Key: "accounts.unit.many"}      // several offices have the words in their names
	ErrUnitReach = text.Problem{Key: "accounts.unit.reach"}     // an office outside the administrator's own
	ErrPerson    = text.Problem{Key: "accounts.person.unknown"} // no member with that card number
	ErrClearance = text.Problem{Key: "accounts.clearance.bad"}  // no such clearance
	ErrSame      = text.Problem{Key: "accounts.password.same"}  // the new password is the old one
	ErrOld       = text.Problem{Key: "accounts.password.old"}   // the present password is wrong
	ErrAgain     = text.Problem{Key: "accounts.password.again"} // the two do not agree
	ErrOwnRole   = text.Problem{Key: "accounts.own.role"}       // nobody changes his own role, office or clearance
	ErrOwnClose  = text.Problem{Key: "accounts.own.close"}      // nobody closes his own account
	ErrOwnReset  = text.Problem{Key: "accounts.own.reset"}      // one's own password is changed, not reset
	ErrOwnPerson = text.Problem{Key: "accounts.own.person"}     // nobody opens a second account for himself
	ErrSecond    = text.Problem{Key: "accounts.request.second"} // whoever asked, or whose account it is, does not confirm
	ErrRequest   = text.Problem{Key: "accounts.request.over"}   // confirmed or dropped already
	ErrOrgName   = text.Problem{Key: "accounts.welcome.noorg"}  // the organisation has no name
	ErrSetupCode = text.Problem{Key: "accounts.welcome.code"}   // not the code on the terminal
	ErrOwnFactor = text.Problem{Key: "accounts.own.factor"}     // one's own second factors are kept on the own page
	ErrAlone     = text.Problem{Key: "accounts.factor.alone"}   // there is no second administrator to take off a second factor
	ErrFactor    = text.Problem{Key: "accounts.signin.factor"}  // the password is right, a second factor is owed
)

// ErrNotFirst means that the instance has an account already.
var ErrNotFirst = errors.New("accounts: the instance has an account already")

// rename gives the account a name, and what is sorted and searched by.
func (a *Account) rename(name string) {
	a.Name, a.Sort, a.Fold = name, vn.NameKey(name), vn.Fold(name)+" "+a.Login
}

// moment writes a moment as the database keeps it.
func moment(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// parsed reads a moment; the zero time if there is none.
func parsed(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t
}
