// Package factors keeps the second factors of accounts: one-time codes of an
// authenticator app (TOTP, RFC 6238), passkeys (WebAuthn) and recovery codes;
// asks for them at the sign-in and again before powerful acts; and says which
// roles must have one.
//
// The accounts do not know this package, nor it them: they meet through Door
// and through the functions that the program hands to the accounts.
package factors

import (
	"embed"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// ID is the name of the module.
const ID = "factors"

// Files holds schema/, pages/ and text/.
//
//go:embed schema all:pages text
var Files embed.FS

// Ways in which a person proved himself, as sessions and the journal name them.
const (
	ByTotp     = "totp"
	ByPasskey  = "passkey" // alone: the passkey stands for both factors
	ByRecovery = "recovery"
	ByPassword = "password"
)

// A Totp is an authenticator app that an account has set up. Its dossier is the
// account.
type Totp struct {
	duty.Base
	Account   string
	Secret    string // sealed with the key of the instance
	LastStep  int    // step of the last code taken, thirty seconds each since 1970: no code is taken twice
	AddedAt   string // moment
	UsedAt    string
	RemovedAt string // moment; "" while it holds
}

// Table names the table.
func (*Totp) Table() string { return "factors_totp" }

// Columns lists the columns.
func (x *Totp) Columns() []db.Col {
	return append(x.BaseColumns(), db.Col{Name: "account", Ptr: &x.Account}, db.Col{Name: "secret", Ptr: &x.Secret, Secret: true},
		db.Col{Name: "last_step", Ptr: &x.LastStep}, db.Col{Name: "added_at", Ptr: &x.AddedAt}, db.Col{Name: "used_at", Ptr: &x.UsedAt}, db.Col{Name: "removed_at", Ptr: &x.RemovedAt})
}

// A Passkey is a key on a device of a person. Its dossier is the account.
type Passkey struct {
	duty.Base
	Account    string
	Name       string // as the person calls it
	Site       string // RP ID: the host name for which it was made, and works
	Handle     string // identifier of the credential, base64url
	Credential string // the credential as the library keeps it, JSON
	AddedAt    string
	UsedAt     string
	RemovedAt  string
}

// Table names the table.
func (*Passkey) Table() string { return "factors_passkey" }

// Columns lists the columns.
func (x *Passkey) Columns() []db.Col {
	return append(x.BaseColumns(), db.Col{Name: "account", Ptr: &x.Account}, db.Col{Name: "name", Ptr: &x.Name}, db.Col{Name: "site", Ptr: &x.Site},
		db.Col{Name: "handle", Ptr: &x.Handle, Secret: true}, db.Col{Name: "credential", Ptr: &x.Credential, Secret: true},
		db.Col{Name: "added_at", Ptr: &x.AddedAt}, db.Col{Name: "used_at", Ptr: &x.UsedAt}, db.Col{Name: "removed_at", Ptr: &x.RemovedAt})
}

// A Recovery is one recovery code. Its dossier is the account.
type Recovery struct {
	duty.Base
	Account   string
	Digest    string // SHA-256 of the account and the code: it holds 79 random bits
	AddedAt   string
	UsedAt    string
	RemovedAt string // moment at which new codes took its place
}

// Table names the table.
func (*Recovery) Table() string { return "factors_recovery" }

// Columns lists the columns.
func (x *Recovery) Columns() []db.Col {
	return append(x.BaseColumns(), db.Col{Name: "account", Ptr: &x.Account}, db.Col{Name: "digest", Ptr: &x.Digest, Secret: true},
		db.Col{Name: "added_at", Ptr: &x.AddedAt}, db.Col{Name: "used_at", Ptr: &x.UsedAt}, db.Col{Name: "removed_at", Ptr: &x.RemovedAt})
}

// A Half is a sign-in of which the password is given and the second factor is
// not. It is no session and opens nothing. Its dossier is the account.
type Half struct {
	duty.Base
	Account    string
	Token      string // SHA-256 of the cookie's token, in hex
	BeganAt    string // moment of the password
	PasswordAt string // when that password was set: another one makes the half void
	Address    string
	Machine    string
	Goal       string // where the person wanted to go
	Wrong      int    // factors that were wrong
	EndedAt    string // moment at which it became a session or was given up; "" before
}

// Table names the table.
func (*Half) Table() string { return "factors_half" }

// Columns lists the columns.
func (x *Half) Columns() []db.Col {
	return append(x.BaseColumns(), db.Col{Name: "account", Ptr: &x.Account}, db.Col{Name: "token", Ptr: &x.Token, Secret: true},
		db.Col{Name: "began_at", Ptr: &x.BeganAt}, db.Col{Name: "password_at", Ptr: &x.PasswordAt}, db.Col{Name: "address", Ptr: &x.Address},
		db.Col{Name: "machine", Ptr: &x.Machine}, db.Col{Name: "goal", Ptr: &x.Goal}, db.Col{Name: "wrong", Ptr: &x.Wrong}, db.Col{Name: "ended_at", Ptr: &x.EndedAt})
}

// A Demand says that a role must have a second factor.
type Demand struct {
	duty.Base
	Role access.Role
	Due  vn.Day // the day from which nothing else opens without one; "" = no longer demanded
}

// Table names the table.
func (*Demand) Table() string { return "factors_demand" }

// Columns lists the columns.
func (x *Demand) Columns() []db.Col {
	return append(x.BaseColumns(), db.Col{Name: "role", Ptr: &x.Role}, db.Col{Name: "due", Ptr: &x.Due})
}

// Records lists the record types of the module.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Totp](), db.KindOf[Passkey](), db.KindOf[Recovery](), db.KindOf[Half](), db.KindOf[Demand]()}
}

// Refusals in words. Each may come tied to a field of the form.
var (
	ErrCode     = text.Problem{Key: "factors.code.wrong"}     // neither a code of the app nor a recovery code
	ErrUsed     = text.Problem{Key: "factors.code.used"}      // a right code, taken before
	ErrWait     = text.Problem{Key: "factors.code.wait"}      // too many were wrong
	ErrOver     = text.Problem{Key: "factors.half.over"}      // the half sign-in is too old, used or gone
	ErrPassword = text.Problem{Key: "factors.password.wrong"} // the password is wrong
	ErrPasskey  = text.Problem{Key: "factors.passkey.wrong"}  // the passkey did not prove itself
	ErrAgain    = text.Problem{Key: "factors.passkey.again"}  // the page was too old or was sent twice
	ErrNoName   = text.Problem{Key: "factors.passkey.noname"} // a passkey without a name
	ErrMany     = text.Problem{Key: "factors.passkey.many"}   // more than maxPasskeys
	ErrSealed   = text.Problem{Key: "factors.sealed"}         // the secret cannot be opened: the key of the instance is another
	ErrDemanded = text.Problem{Key: "factors.demanded"}       // the role must have one: the last is not taken off
	ErrDay      = text.Problem{Key: "factors.demand.day"}     // no day, or one in the past
)
