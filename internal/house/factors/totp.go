package factors

import (
	"context"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	qr "github.com/piglig/go-qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"liemchinh.vn/internal/db"
)

// Authenticator apps count steps of thirty seconds; a code of the step before
// and of the step after is taken too, for clocks that drift (RFC 6238, 5.2).
const (
	period    = 30
	skew      = 1
	secretLen = 20
	issuer    = "Liêm Chính"
)

var opts = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1} // what all apps understand

// newSecret makes a secret as apps take it.
func (f *Factors) newSecret() (string, error) {
	raw := make([]byte, secretLen)
	if _, err := io.ReadFull(f.random, raw); err != nil {
		return "", fmt.Errorf("secret of an app: %w", err)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw), nil
}

// stepOf finds the step whose code was typed, 0 if none. All steps are
// computed and compared in constant time, whichever matches.
func stepOf(secret, code string, now time.Time) (int, error) {
	found := 0
	at := int(now.Unix() / period)
	for step := at - skew; step <= at+skew; step++ {
		ok, err := hotp.ValidateCustom(code, uint64(step), secret, opts)
		if errors.Is(err, otp.ErrValidateInputInvalidLength) {
			continue
		}
		if err != nil {
			return 0, err
		}
		if ok {
			found = step
		}
	}
	return found, nil
}

func sealUse(account string) string { return "totp|" + account }

// app is the authenticator app of an account, nil if it has none.
func app(ctx context.Context, v db.View, account string) (*Totp, error) {
	all, err := db.Find[Totp](ctx, v, "t.account = $1 AND t.removed_at = ''", "ORDER BY t.id DESC LIMIT 1", account)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// takeTotp takes a code of the app, once. Of two that come at once with the
// same code one is refused. Errors: ErrCode, ErrUsed, ErrSealed.
func (f *Factors) takeTotp(ctx context.Context, p Person, code string) error {
	err := f.db.Change(ctx, p.who(), ID+".totp", func(tx *db.Tx) error {
		x, err := app(ctx, tx.View, p.ID)
		if err != nil {
			return err
		}
		if x == nil {
			return ErrCode.On("code")
		}
		secret, err := f.open(sealUse(p.ID), x.Secret)
		if err != nil {
			return ErrSealed.On("code")
		}
		step, err := stepOf(string(secret), code, f.db.Now())
		switch {
		case err != nil:
			return err
		case step == 0:
			return ErrCode.On("code")
		case step <= x.LastStep:
			return ErrUsed.On("code")
		}
		x.LastStep, x.UsedAt = step, tx.Now()
		return db.Save(ctx, tx, x)
	})
	if errors.Is(err, db.ErrConflict) {
		return ErrUsed.On("code")
	}
	return err
}

// putTotp sets an app up, in place of one that there was. The code that proved
// it is taken with it. Errors: ErrCode.
func (f *Factors) putTotp(ctx context.Context, p Person, secret, code string) error {
	step, err := stepOf(secret, code, f.db.Now())
	if err != nil {
		return err
	}
	if step == 0 {
		return ErrCode.On("first")
	}
	sealed, err := f.seal(sealUse(p.ID), []byte(secret))
	if err != nil {
		return err
	}
	return f.db.Change(ctx, p.who(), ID+".addtotp", func(tx *db.Tx) error {
		if err := dropTotp(ctx, tx, p.ID); err != nil {
			return err
		}
		x := Totp{Base: db.Base{Org: p.Org, Dossier: p.ID}, Account: p.ID, Secret: sealed, LastStep: step, AddedAt: tx.Now(), UsedAt: tx.Now()}
		return db.Save(ctx, tx, &x)
	})
}

// dropTotp takes the app off an account, inside a change. The secret goes.
func dropTotp(ctx context.Context, tx *db.Tx, account string) error {
	all, err := db.Find[Totp](ctx, tx.View, "t.account = $1 AND t.removed_at = ''", "ORDER BY t.id", account)
	if err != nil {
		return err
	}
	for i := range all {
		all[i].Secret, all[i].RemovedAt = "", tx.Now()
		if err := db.Save(ctx, tx, &all[i]); err != nil {
			return err
		}
	}
	return nil
}

// address is what the QR code tells the app.
func address(secret, login, office string) string {
	name := issuer
	if office != "" {
		name += " " + office
	}
	name = strings.ReplaceAll(name, ":", " ")
	q := url.Values{"secret": {secret}, "issuer": {name}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {fmt.Sprint(period)}}
	return "otpauth://totp/" + url.PathEscape(name+":"+login) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// A Code is a QR code as the path of an SVG: one unit is one module.
type Code struct {
	Size int // modules, with the quiet zone of four that ISO/IEC 18004 asks for
	Path string
}

// drawCode draws a text as a QR code.
func drawCode(text string) (Code, error) {
	q, err := qr.EncodeText(text, qr.Low)
	if err != nil {
		return Code{}, fmt.Errorf("draw code: %w", err)
	}
	var b strings.Builder
	for y := range q.Size() {
		for x := range q.Size() {
			if q.Module(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	return Code{Size: q.Size() + 8, Path: b.String()}, nil
}

// grouped is a secret in groups of four, to be typed.
func grouped(secret string) string {
	var g []string
	for len(secret) > 4 {
		g, secret = append(g, secret[:4]), secret[4:]
	}
	return strings.Join(append(g, secret), " ")
}
