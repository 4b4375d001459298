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
	pw "liemchinh.vn/internal/password"
	"liemchinh.vn/internal/tries"
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

	// Key marks the browsers that accounts know. Without the instance's own key
	// they are known until the program ends.
	Key []byte
	// Second are the second factors.
	Second Second

	db        *db.DB
	random    io.Reader
	hasher    *pw.Hasher
	addresses *tries.Book // failures by network address
	devices   *tries.Book // failures by known browser
	spray     *tries.Spray

	any     atomic.Bool  // there is an account
	changes atomic.Int64 // counts forget
	mu      sync.Mutex
	visits  map[string]*visit // by digest of the token
	names   map[string]named  // of offices, for Post
	org     named             // of the organisation
}

// New makes the accounts of a database.
func New(deps duty.Deps) *Accounts {
	return &Accounts{db: deps.DB, random: rand.Reader, hasher: pw.NewHasher(rand.Reader), Key: fresh32(),
		addresses: tries.New(addressRule), devices: tries.New(deviceRule), spray: tries.NewSpray(fresh32(), sprayMany, sprayWithin, manyVisits),
		visits: map[string]*visit{}, names: map[string]named{}}
}

func fresh32() []byte {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // does not fail
	return b
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
		{Pattern: "GET /accounts/new", Need: write, Serve: a.proved(a.newPage)},
		{Pattern: "POST /accounts", Need: write, Serve: a.proved(a.create)},
		{Pattern: "GET /accounts/{id}", Need: read, Serve: a.showPage},
		{Pattern: "GET /accounts/{id}/edit", Need: write, Serve: a.proved(a.editPage)},
		{Pattern: "POST /accounts/{id}", Need: write, Serve: a.proved(a.amend)},
		{Pattern: "POST /accounts/{id}/close", Need: write, Serve: a.proved(a.closeIt)},
		{Pattern: "POST /accounts/{id}/reopen", Need: write, Serve: a.proved(a.reopen)},
		{Pattern: "POST /accounts/{id}/reset", Need: write, Serve: a.proved(a.reset)},
		{Pattern: "POST /accounts/{id}/strip", Need: write, Serve: a.proved(a.stripIt)},
		{Pattern: "POST /accounts/requests/{id}/confirm", Need: write, Serve: a.proved(a.confirm)},
		{Pattern: "POST /accounts/requests/{id}/drop", Need: write, Serve: a.proved(a.dropIt)},
		{Pattern: "POST /accounts/{id}/end", Need: write, Serve: a.proved(a.endSessions)},
	}
}
