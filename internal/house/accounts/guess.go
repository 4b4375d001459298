package accounts

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/tries"
	"liemchinh.vn/internal/web"
)

// How guessing is slowed down. Every wait ends by itself, and a browser at
// which the person has signed in before (OWASP "device cookies") does not wait
// for what others do: nobody can lock an office out.
var (
	// accountRule holds for one account and all browsers that it does not know.
	accountRule = tries.Rule{Free: 5, First: 5 * time.Second, Longest: 15 * time.Minute}
	// addressRule holds for one network address: an office behind one address
	// makes mistakes too.
	addressRule = tries.Rule{Free: 30, First: 2 * time.Second, Longest: 5 * time.Minute, Leak: time.Minute, Most: manyVisits}
	// deviceRule holds for one browser that an account knows.
	deviceRule = tries.Rule{Free: 10, First: time.Minute, Longest: 15 * time.Minute, Leak: 10 * time.Minute, Most: manyVisits}
)

const (
	calm        = 24 * time.Hour       // after this long without a failure an account's waits begin anew
	sprayMany   = 8                    // one password failing at so many accounts …
	sprayWithin = time.Hour            // … within this time is being sprayed
	deviceLife  = 180 * 24 * time.Hour // how long a browser is known
	deviceName  = "lc_device_"         // begins the name of the cookie; one for each account
)

// unlock forgets failed sign-ins.
func (x *Account) unlock() {
	x.Failed, x.FailedAt, x.Locks, x.LockedUntil, x.Missed, x.MissedAt = 0, "", 0, "", 0, ""
}

// fail counts a failed sign-in. From a browser that is not known it makes all
// such browsers wait after too many.
func (x *Account) fail(now time.Time, known bool) {
	x.Missed++
	x.MissedAt = moment(now)
	if known {
		return
	}
	if now.Sub(parsed(x.FailedAt)) > calm {
		x.Failed = 0
	}
	x.Failed++
	x.FailedAt = moment(now)
	if d := tries.Delay(x.Failed, accountRule); d > 0 {
		x.LockedUntil = moment(now.Add(d))
		x.Locks++
	}
}

func (x *Account) locked(now time.Time) bool { return now.Before(parsed(x.LockedUntil)) }

// waits is the refusal of an address that failed too often; nil if it need not
// wait.
func (a *Accounts) waits(address string) error {
	d := a.addresses.Wait(address, a.db.Now())
	if d == 0 {
		return nil
	}
	p := ErrSlow
	p.Args = []any{int(math.Ceil(d.Seconds()))}
	return p
}

// blocked reports whether an account may not be tried now from a place.
func (a *Accounts) blocked(x *Account, from Place) bool {
	return a.device(x, from) == "" && x.locked(a.db.Now())
}

// device names the browser if the account knows it and it has not failed too
// often itself; "" otherwise.
func (a *Accounts) device(x *Account, from Place) string {
	if x == nil {
		return ""
	}
	nonce, rest, _ := strings.Cut(from.Devices[deviceCookie(x.ID)], ".")
	until, mac, ok := strings.Cut(rest, ".")
	end, err := strconv.ParseInt(until, 10, 64)
	now := a.db.Now()
	if !ok || err != nil || now.Unix() > end || !hmac.Equal([]byte(mac), []byte(a.deviceMark(x.ID, nonce, until))) || a.devices.Wait(nonce, now) > 0 {
		return ""
	}
	return nonce
}

func deviceCookie(account string) string { return deviceName + digest(account)[:8] }

func (a *Accounts) deviceMark(account, nonce, until string) string {
	h := hmac.New(sha256.New, a.Key)
	fmt.Fprintf(h, "device|%s|%s|%s", account, nonce, until)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// know makes the browser one that the account knows. The mark opens nothing:
// it only lets the password be tried while others guess at the account.
func (a *Accounts) know(c *web.Call, account string) error {
	raw := make([]byte, 16)
	if _, err := io.ReadFull(a.random, raw); err != nil {
		return fmt.Errorf("mark of a browser: %w", err)
	}
	nonce, until := base64.RawURLEncoding.EncodeToString(raw), strconv.FormatInt(a.db.Now().Add(deviceLife).Unix(), 10)
	c.SetCookie(&http.Cookie{Name: deviceCookie(account), Value: nonce + "." + until + "." + a.deviceMark(account, nonce, until), MaxAge: int(deviceLife.Seconds())})
	return nil
}

// sprayed counts a password that failed at a login, and notes in the journal
// when it has failed at many. Neither is written down.
func (a *Accounts) sprayed(ctx context.Context, login, password string, from Place) error {
	if password == "" || !a.spray.Fail(fold(login), password, a.db.Now()) {
		return nil
	}
	who := access.Who{Name: "?", Unit: db.Everywhere}
	return a.db.Note(ctx, who, sprayVerb, (*Account)(nil).Table()+"/", "", map[string]any{"address": from.Address, "accounts": sprayMany})
}

const sprayVerb = ID + ".spray"

// sprayNote warns administrators of a password that was sprayed in the last
// week.
func (a *Accounts) sprayNote(c *web.Call) ([]web.Note, error) {
	es, err := a.db.Journal(c.Context(), db.Filter{Verb: sprayVerb, From: moment(a.db.Now().Add(-7 * 24 * time.Hour))}, "", 1)
	if err != nil || len(es) == 0 {
		return nil, err
	}
	return []web.Note{{Kind: "warn", Text: c.Say("accounts.spray", es[0].At, sprayMany)}}, nil
}

// place is where a request comes from.
func place(r *http.Request) Place {
	p := Place{Address: host(r.RemoteAddr), Machine: r.UserAgent(), Devices: map[string]string{}}
	for _, k := range r.Cookies() {
		if strings.HasPrefix(k.Name, deviceName) && len(k.Value) < 200 {
			p.Devices[k.Name] = cmp.Or(p.Devices[k.Name], k.Value)
		}
	}
	return p
}
