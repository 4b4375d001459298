package factors

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"strconv"
	"sync"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

const write access.Need = "account.write"

// A Person is an account as this package sees it.
type Person struct {
	ID, Login, Name string
	Org             string // office that owns the account
	PasswordAt      string
	Role            access.Role
	Active          bool
}

// who is the person acting on his own factors, whatever his reach.
func (p Person) who() access.Who {
	return access.Who{ID: p.ID, Name: p.Name, Unit: db.Everywhere, Clearance: access.TopSecret}
}

// A Door is what this package asks of the accounts.
type Door struct {
	Person func(ctx context.Context, account string) (Person, error)
	// Admit begins a session of an account that proved itself in a way.
	Admit func(c *web.Call, account, how, next string) (web.Reply, error)
	// Blocked reports whether codes of an account may not be tried now from the
	// browser of the call; Failed counts one that was wrong.
	Blocked func(c *web.Call, account string) (bool, error)
	Failed  func(c *web.Call, account string) error
	// Knows reports whether a password is the account's; a wrong one counts.
	Knows func(c *web.Call, account, password string) (bool, error)
	// Proof is how and when the person of a call last proved himself; Proved
	// notes that he did so again.
	Proof  func(c *web.Call) (how, at string, err error)
	Proved func(c *web.Call, how string) error
	// EndOthers ends the sessions of an account but one, inside a change.
	EndOthers func(ctx context.Context, tx *db.Tx, account, except string) error
	// Changed makes the sessions of an account be looked up again at once.
	Changed func(account string)
	OrgName func(context.Context) string
}

// Factors are the second factors of an instance. Make them once at start with
// New.
type Factors struct {
	// Key is the key of the instance, 32 bytes, under which secrets are kept.
	// Without the instance's own they are lost when the program ends.
	Key []byte

	db     *db.DB
	door   Door
	random io.Reader

	mu    sync.Mutex
	taken map[string]time.Time // passkey pages that were answered, until they are too old anyway
}

// New makes the second factors of a database.
func New(deps duty.Deps, door Door) *Factors {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // does not fail
	return &Factors{Key: key, db: deps.DB, door: door, random: rand.Reader, taken: map[string]time.Time{}}
}

// Module describes the second factors to the rest of the program.
func (f *Factors) Module() duty.Module {
	return duty.Module{ID: ID, Files: Files, Records: Records(), Routes: f.routes(), Lines: f.lines,
		Nav: []web.NavEntry{{ID: ID, Path: "/factors", Icon: "shield-lock", TextKey: "factors.nav", Group: "web.nav.admin", Need: write}}}
}

func (f *Factors) routes() []duty.Route {
	own := func(pattern string, h web.Handler) duty.Route {
		return duty.Route{Pattern: pattern, Need: access.SignedIn, Serve: f.Prove(h)}
	}
	return []duty.Route{
		{Pattern: "GET /signin/second", Need: access.Public, Serve: f.secondPage},
		{Pattern: "POST /signin/second", Need: access.Public, Serve: f.second},
		{Pattern: "POST /signin/passkey", Need: access.Public, Serve: f.signIn},
		{Pattern: "POST /account/prove", Need: access.SignedIn, Serve: f.prove},
		{Pattern: "GET /account/factors", Need: access.SignedIn, Serve: f.ownPage},
		own("GET /account/factors/totp", f.totpPage),
		own("POST /account/factors/totp", f.addTotp),
		own("POST /account/factors/totp/remove", f.removeTotp),
		own("GET /account/factors/passkey", f.passkeyPage),
		own("POST /account/factors/passkey", f.addPasskey),
		own("POST /account/factors/passkey/{id}/name", f.namePasskey),
		own("POST /account/factors/passkey/{id}/remove", f.removePasskey),
		own("POST /account/factors/codes", f.newCodes),
		{Pattern: "GET /factors", Need: write, Serve: f.Prove(f.demandPage)},
		{Pattern: "POST /factors", Need: write, Serve: f.Prove(f.demand)},
	}
}

// lines names records of the module in the journal by their account.
func (f *Factors) lines(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	out := map[string]duty.Line{}
	for _, id := range ids {
		account, note, err := f.accountOf(ctx, v, table, id)
		if errors.Is(err, db.ErrNotFound) || err == nil && account == "" {
			continue
		}
		if err != nil {
			return nil, err
		}
		p, err := f.door.Person(ctx, account)
		if errors.Is(err, db.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[id] = duty.Line{ID: id, Code: p.Login, Title: p.Name, Note: note, Href: "/accounts/" + p.ID}
	}
	return out, nil
}

func (f *Factors) accountOf(ctx context.Context, v db.View, table, id string) (account, note string, err error) {
	switch table {
	case (*Totp)(nil).Table():
		x, err := db.Get[Totp](ctx, v, id)
		return x.Account, "", err
	case (*Passkey)(nil).Table():
		x, err := db.Get[Passkey](ctx, v, id)
		return x.Account, x.Name, err
	case (*Recovery)(nil).Table():
		x, err := db.Get[Recovery](ctx, v, id)
		return x.Account, "", err
	case (*Half)(nil).Table():
		x, err := db.Get[Half](ctx, v, id)
		return x.Account, x.Machine, err
	}
	return "", "", nil
}

// me is the person of a call.
func (f *Factors) me(c *web.Call) (Person, error) { return f.door.Person(c.Context(), c.Who.ID) }

// worded splits errors: those with words are drawn on the page, others are
// faults.
func worded(err error) (problem, fault error) {
	if len(text.Problems(err)) > 0 {
		return err, nil
	}
	return nil, err
}

// stepUpSetting is how long, in minutes, powerful acts go without asking again.
const stepUpSetting = "accounts.stepup"

const defaultStepUp = 15 * time.Minute

func (f *Factors) stepUp(ctx context.Context) (time.Duration, error) {
	v, err := f.db.Setting(ctx, stepUpSetting)
	if err != nil {
		return 0, err
	}
	if n, err := strconv.Atoi(v); err == nil && n > 0 {
		return time.Duration(n) * time.Minute, nil
	}
	return defaultStepUp, nil
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
