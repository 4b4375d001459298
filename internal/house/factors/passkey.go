package factors

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

const (
	ceremonyLife = 5 * time.Minute // how long a page with a question for a passkey may be answered
	maxPasskeys  = 10
	maxKeyName   = 60
)

// site is the host name that passkeys of a call are made for. Where a browser
// offers none, why is the key of a text that says so: WebAuthn wants TLS, or
// this very machine, and a name rather than a number.
func site(c *web.Call) (host, why string) {
	host = c.R.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	local := host == "localhost" || strings.HasSuffix(host, ".localhost")
	switch {
	case net.ParseIP(strings.Trim(host, "[]")).IsLoopback():
		return "", "factors.why.loopback"
	case net.ParseIP(strings.Trim(host, "[]")) != nil:
		return "", "factors.why.number"
	case c.R.TLS == nil && !local:
		return "", "factors.why.plain"
	case protocol.ValidateRPID(host) != nil: // such as a name of one word
		return "", "factors.why.name"
	}
	return host, ""
}

// party is this instance as passkeys see it at the address of a call.
func (f *Factors) party(c *web.Call, host string) (*webauthn.WebAuthn, error) {
	scheme := "http://"
	if c.R.TLS != nil {
		scheme = "https://"
	}
	return webauthn.New(&webauthn.Config{RPID: host, RPDisplayName: issuer, RPOrigins: []string{scheme + c.R.Host}, AttestationPreference: protocol.PreferNoAttestation,
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore})
}

// holder is a person as the library asks for one.
type holder struct {
	Person
	keys []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.ID) }
func (h holder) WebAuthnName() string                       { return h.Login }
func (h holder) WebAuthnDisplayName() string                { return h.Name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// passkeys returns those of an account that hold, for one site or ("") all.
func passkeys(ctx context.Context, v db.View, account, site string) ([]Passkey, error) {
	return db.Find[Passkey](ctx, v, "t.account = $1 AND t.removed_at = '' AND ($2 = '' OR t.site = $2)", "ORDER BY t.id", account, site)
}

func (f *Factors) holder(ctx context.Context, p Person, host string) (holder, error) {
	all, err := passkeys(ctx, f.db.As(db.System), p.ID, host)
	if err != nil {
		return holder{}, err
	}
	h := holder{Person: p}
	for _, k := range all {
		var x webauthn.Credential
		if err := json.Unmarshal([]byte(k.Credential), &x); err != nil {
			return h, fmt.Errorf("passkey %s: %w", k.ID, err)
		}
		h.keys = append(h.keys, x)
	}
	return h, nil
}

// A ceremony is a question put to a passkey. It travels with the page, sealed,
// so that a stranger who asks for many pages fills no memory; answered once, it
// is taken.
type ceremony struct {
	ID      string
	Use     string // "add", "second", "prove" or "signin"
	Bound   string // the session or half sign-in it was made for
	Until   time.Time
	Session webauthn.SessionData
}

// An Offer is what a page needs for a passkey: options and seal, or why there
// can be none. Without both there is nothing to offer.
type Offer struct{ Options, Seal, Why string }

func (f *Factors) offer(c *web.Call, options any, session *webauthn.SessionData, use, bound string) (Offer, error) {
	o, err := json.Marshal(options)
	if err != nil {
		return Offer{}, err
	}
	raw, err := json.Marshal(ceremony{ID: db.NewID(), Use: use, Bound: bound, Until: f.db.Now().Add(ceremonyLife), Session: *session})
	if err != nil {
		return Offer{}, err
	}
	seal, err := f.seal("ceremony", raw)
	return Offer{Options: string(o), Seal: seal}, err
}

// taking opens the ceremony that a form carries, once. Errors: ErrAgain.
func (f *Factors) taking(c *web.Call, use, bound string) (ceremony, error) {
	var x ceremony
	raw, err := f.open("ceremony", c.Form("seal"))
	if err != nil || json.Unmarshal(raw, &x) != nil || x.Use != use || x.Bound != bound {
		return x, ErrAgain
	}
	now := f.db.Now()
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, used := f.taken[x.ID]; used || now.After(x.Until) {
		return x, ErrAgain
	}
	for id, until := range f.taken {
		if now.After(until) {
			delete(f.taken, id)
		}
	}
	f.taken[x.ID] = x.Until
	return x, nil
}

// offerAdd asks for a new passkey.
func (f *Factors) offerAdd(c *web.Call, p Person) (Offer, error) {
	host, why := site(c)
	if why != "" {
		return Offer{Why: c.Say(why)}, nil
	}
	rp, err := f.party(c, host)
	if err != nil {
		return Offer{}, err
	}
	h, err := f.holder(c.Context(), p, host)
	if err != nil {
		return Offer{}, err
	}
	options, session, err := rp.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()),
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementPreferred, UserVerification: protocol.VerificationPreferred}))
	if err != nil {
		return Offer{}, fmt.Errorf("ask for a passkey: %w", err)
	}
	return f.offer(c, options, session, "add", c.Who.Session+c.Who.ID)
}

// offerUse asks for one of a person's passkeys; the zero Offer if there is none
// that works at this address.
func (f *Factors) offerUse(c *web.Call, p Person, use, bound string) (Offer, error) {
	host, why := site(c)
	if why != "" {
		return Offer{}, nil
	}
	h, err := f.holder(c.Context(), p, host)
	if err != nil || len(h.keys) == 0 {
		return Offer{}, err
	}
	rp, err := f.party(c, host)
	if err != nil {
		return Offer{}, err
	}
	options, session, err := rp.BeginLogin(h, webauthn.WithUserVerification(protocol.VerificationPreferred))
	if err != nil {
		return Offer{}, fmt.Errorf("ask a passkey: %w", err)
	}
	return f.offer(c, options, session, use, bound)
}

// OfferSignIn asks for any passkey, of whoever it is, for the sign-in page.
func (f *Factors) OfferSignIn(c *web.Call) (Offer, error) {
	host, why := site(c)
	if why != "" {
		return Offer{Why: c.Say(why)}, nil
	}
	rp, err := f.party(c, host)
	if err != nil {
		return Offer{}, err
	}
	options, session, err := rp.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Offer{}, fmt.Errorf("ask a passkey: %w", err)
	}
	return f.offer(c, options, session, "signin", "")
}

// putPasskey keeps the passkey that a form brings. Errors: ErrAgain,
// ErrPasskey, ErrNoName, ErrMany.
func (f *Factors) putPasskey(c *web.Call, p Person, name string) error {
	name = vn.Tidy(name)
	if name == "" || len([]rune(name)) > maxKeyName {
		return ErrNoName.On("name")
	}
	host, why := site(c)
	if why != "" {
		return ErrPasskey
	}
	x, err := f.taking(c, "add", c.Who.Session+c.Who.ID)
	if err != nil {
		return err
	}
	rp, err := f.party(c, host)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(c.Form("passkey")))
	if err != nil {
		return ErrPasskey
	}
	made, err := rp.CreateCredential(holder{Person: p}, x.Session, parsed)
	if err != nil {
		return ErrPasskey
	}
	kept, err := json.Marshal(made)
	if err != nil {
		return err
	}
	return f.db.Change(c.Context(), p.who(), ID+".addpasskey", func(tx *db.Tx) error {
		all, err := passkeys(c.Context(), tx.View, p.ID, "")
		if err != nil {
			return err
		}
		if len(all) >= maxPasskeys {
			return ErrMany
		}
		k := Passkey{Base: db.Base{Org: p.Org, Dossier: p.ID}, Account: p.ID, Name: name, Site: host, Handle: handle(made.ID), Credential: string(kept), AddedAt: tx.Now()}
		return db.Save(c.Context(), tx, &k)
	})
}

func handle(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

// usePasskey checks the answer of one of a person's passkeys. Errors: ErrAgain,
// ErrPasskey.
func (f *Factors) usePasskey(c *web.Call, p Person, use, bound string) error {
	host, why := site(c)
	if why != "" {
		return ErrPasskey
	}
	x, err := f.taking(c, use, bound)
	if err != nil {
		return err
	}
	rp, err := f.party(c, host)
	if err != nil {
		return err
	}
	h, err := f.holder(c.Context(), p, host)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(c.Form("passkey")))
	if err != nil {
		return ErrPasskey
	}
	used, err := rp.ValidateLogin(h, x.Session, parsed)
	if err != nil {
		return ErrPasskey
	}
	return f.used(c.Context(), p, used)
}

// anyPasskey checks the answer of a passkey at the sign-in and says whose it
// is. Errors: ErrAgain, ErrPasskey.
func (f *Factors) anyPasskey(c *web.Call) (Person, error) {
	host, why := site(c)
	if why != "" {
		return Person{}, ErrPasskey
	}
	x, err := f.taking(c, "signin", "")
	if err != nil {
		return Person{}, err
	}
	rp, err := f.party(c, host)
	if err != nil {
		return Person{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(c.Form("passkey")))
	if err != nil {
		return Person{}, ErrPasskey
	}
	var p Person
	_, used, err := rp.ValidatePasskeyLogin(func(_, user []byte) (webauthn.User, error) {
		if p, err = f.door.Person(c.Context(), string(user)); err != nil {
			return nil, err
		}
		return f.holder(c.Context(), p, host)
	}, x.Session, parsed)
	if err != nil || !p.Active {
		return Person{}, ErrPasskey
	}
	return p, f.used(c.Context(), p, used)
}

// used keeps what a passkey said of itself. One that was taken off meanwhile,
// or that counts backwards as a copy would, is refused.
func (f *Factors) used(ctx context.Context, p Person, x *webauthn.Credential) error {
	if x.Authenticator.CloneWarning {
		return errors.Join(ErrPasskey, f.db.Note(ctx, p.who(), ID+".clone", (*Passkey)(nil).Table()+"/", p.ID, nil))
	}
	kept, err := json.Marshal(x)
	if err != nil {
		return err
	}
	err = f.db.Change(ctx, p.who(), ID+".passkey", func(tx *db.Tx) error {
		all, err := passkeys(ctx, tx.View, p.ID, "")
		if err != nil {
			return err
		}
		for i := range all {
			if k := &all[i]; bytes.Equal([]byte(k.Handle), []byte(handle(x.ID))) {
				k.Credential, k.UsedAt = string(kept), tx.Now()
				return db.Save(ctx, tx, k)
			}
		}
		return ErrPasskey
	})
	if errors.Is(err, db.ErrConflict) {
		return ErrAgain
	}
	return err
}
