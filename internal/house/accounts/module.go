package accounts

import (
	"crypto/rand"
	"io"
	"net/netip"
	"sync"
	"sync/atomic"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// Rights of the module.
const (
	read  access.Need = "account.read"
	write access.Need = "account.write"
)

// Accounts is the door to the program: who has an account, who signs in, who
// is behind a request. Make it once at start with New.
type Accounts struct {
	// Proxies are the machines that may say, by X-Forwarded-Proto and
	// X-Forwarded-For, how and from where a request came to them.
	Proxies []netip.Prefix

	db     *db.DB
	random io.Reader
	hasher *hasher

	any     atomic.Bool  // there is an account
	changes atomic.Int64 // counts forget
	mu      sync.Mutex
	visits  map[string]*visit   // by digest of the token
	failed  map[string]failures // by network address
	names   map[string]named    // of offices, for Post
	org     named               // of the organisation
}

// New makes the accounts of a database.
func New(deps duty.Deps) *Accounts {
	return &Accounts{db: deps.DB, random: rand.Reader, hasher: newHasher(rand.Reader),
		visits: map[string]*visit{}, failed: map[string]failures{}, names: map[string]named{}}
}

// Module describes the accounts to the rest of the program.
func (a *Accounts) Module() duty.Module {
	return duty.Module{
		ID: ID, Files: Files, Records: Records(), Routes: a.routes(), Lines: a.lines,
		Nav: []web.NavEntry{{ID: ID, Path: "/accounts", Icon: "key", TextKey: "accounts.nav", Group: "web.nav.admin", Need: read}},
	}
}

func (a *Accounts) routes() []duty.Route {
	return []duty.Route{
		{Pattern: "GET /signin", Need: access.Public, Serve: a.signInPage},
		{Pattern: "POST /signin", Need: access.Public, Serve: a.signIn},
		{Pattern: "POST /signin/demo", Need: access.Public, Serve: a.signInDemo},
		{Pattern: "POST /signout", Need: access.Public, Serve: a.signOut},
		{Pattern: "GET /welcome", Need: access.Public, Serve: a.welcomePage},
		{Pattern: "POST /welcome", Need: access.Public, Serve: a.welcome},
		{Pattern: "GET /account", Need: access.SignedIn, Serve: a.ownPage},
		{Pattern: "POST /account/password", Need: access.SignedIn, Serve: a.changePassword},
		{Pattern: "POST /account/sessions/{id}/end", Need: access.SignedIn, Serve: a.endOwn},
		{Pattern: "GET /accounts", Need: read, Serve: a.listPage},
		{Pattern: "GET /accounts/new", Need: write, Serve: a.newPage},
		{Pattern: "POST /accounts", Need: write, Serve: a.create},
		{Pattern: "GET /accounts/{id}", Need: read, Serve: a.showPage},
		{Pattern: "GET /accounts/{id}/edit", Need: write, Serve: a.editPage},
		{Pattern: "POST /accounts/{id}", Need: write, Serve: a.amend},
		{Pattern: "POST /accounts/{id}/close", Need: write, Serve: a.closeIt},
		{Pattern: "POST /accounts/{id}/reopen", Need: write, Serve: a.reopen},
		{Pattern: "POST /accounts/{id}/reset", Need: write, Serve: a.reset},
		{Pattern: "POST /accounts/requests/{id}/confirm", Need: write, Serve: a.confirm},
		{Pattern: "POST /accounts/requests/{id}/drop", Need: write, Serve: a.dropIt},
		{Pattern: "POST /accounts/{id}/end", Need: write, Serve: a.endSessions},
	}
}
