package factors

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/password"
)

// recoveryCodes is how many codes an account gets at a time.
const recoveryCodes = 10

func digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// codeDigest is what is kept of a code. A fast hash will do: the code is
// random, with 79 bits, and no word of a list.
func codeDigest(account, code string) string {
	code = strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(code))
	return digest("recovery|" + account + "|" + code)
}

// left returns the codes of an account that were not used.
func left(ctx context.Context, v db.View, account string) ([]Recovery, error) {
	return db.Find[Recovery](ctx, v, "t.account = $1 AND t.removed_at = '' AND t.used_at = ''", "ORDER BY t.id", account)
}

// makeCodes gives an account ten new codes; the old ones are void. They are
// returned this once.
func (f *Factors) makeCodes(ctx context.Context, p Person) ([]string, error) {
	codes := make([]string, recoveryCodes)
	for i := range codes {
		var err error
		if codes[i], err = password.Code(f.random, 4); err != nil {
			return nil, err
		}
	}
	return codes, f.db.Change(ctx, p.who(), ID+".codes", func(tx *db.Tx) error {
		if err := dropCodes(ctx, tx, p.ID); err != nil {
			return err
		}
		for _, c := range codes {
			x := Recovery{Base: db.Base{Org: p.Org, Dossier: p.ID}, Account: p.ID, Digest: codeDigest(p.ID, c), AddedAt: tx.Now()}
			if err := db.Save(ctx, tx, &x); err != nil {
				return err
			}
		}
		return nil
	})
}

// dropCodes makes the codes of an account void, inside a change.
func dropCodes(ctx context.Context, tx *db.Tx, account string) error {
	all, err := db.Find[Recovery](ctx, tx.View, "t.account = $1 AND t.removed_at = ''", "ORDER BY t.id", account)
	if err != nil {
		return err
	}
	for i := range all {
		all[i].RemovedAt = tx.Now()
		if err := db.Save(ctx, tx, &all[i]); err != nil {
			return err
		}
	}
	return nil
}

// takeCode takes a recovery code, once, and says how many are left. Errors:
// ErrCode, ErrUsed.
func (f *Factors) takeCode(ctx context.Context, p Person, code string) (rest int, err error) {
	want := codeDigest(p.ID, code)
	err = f.db.Change(ctx, p.who(), ID+".recover", func(tx *db.Tx) error {
		all, err := left(ctx, tx.View, p.ID)
		if err != nil {
			return err
		}
		found := -1
		for i := range all { // all of them, in the same time
			if subtle.ConstantTimeCompare([]byte(all[i].Digest), []byte(want)) == 1 {
				found = i
			}
		}
		if found < 0 {
			return ErrCode.On("code")
		}
		all[found].UsedAt, rest = tx.Now(), len(all)-1
		return db.Save(ctx, tx, &all[found])
	})
	if errors.Is(err, db.ErrConflict) {
		return 0, ErrUsed.On("code")
	}
	return rest, err
}

// take takes what was typed: six digits are a code of the app, anything else a
// recovery code. It names the way, and how many recovery codes are left (-1 =
// not one of them).
func (f *Factors) take(ctx context.Context, p Person, typed string) (how string, rest int, err error) {
	code := plainCode(typed)
	if len(code) == 6 && strings.Trim(code, "0123456789") == "" {
		return ByTotp, -1, f.takeTotp(ctx, p, code)
	}
	rest, err = f.takeCode(ctx, p, typed)
	return ByRecovery, rest, err
}

// plainCode is a code without the blanks and hyphens that people put in.
func plainCode(typed string) string { return strings.NewReplacer(" ", "", "-", "").Replace(typed) }
