package accounts

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"liemchinh.vn/internal/vn"
)

// Bounds of a password, in characters (NIST SP 800-63B asks for length, not
// for kinds of characters).
const (
	minPassword = 12
	maxPassword = 200
	minDistinct = 5
)

// cost is what one hash takes: the second of the settings that OWASP's
// Password Storage Cheat Sheet recommends for argon2id.
type cost struct {
	memory  uint32 // KiB
	time    uint32
	threads uint8
}

var today = cost{memory: 19 * 1024, time: 2, threads: 1}

const (
	saltLen = 16
	keyLen  = 32
	atOnce  = 2 // hashes computed at the same time, so that sign-ins cannot fill the memory
)

// hasher makes and checks password hashes, atOnce at a time.
type hasher struct {
	slots  chan struct{}
	random io.Reader
	cost   cost
	dummy  []byte // salt for accounts that do not exist
}

func newHasher(random io.Reader) *hasher {
	return &hasher{slots: make(chan struct{}, atOnce), random: random, cost: today, dummy: make([]byte, saltLen)}
}

// key derives the hash of a password. The password is composed first: input
// methods write the same Vietnamese letters in two ways.
func (h *hasher) key(ctx context.Context, password string, salt []byte, c cost) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(vn.NFC(password)), salt, c.time, c.memory, c.threads, keyLen), nil
}

// hash makes the PHC string of a new password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLen)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("salt: %w", err)
	}
	key, err := h.key(ctx, password, salt, h.cost)
	if err != nil {
		return "", err
	}
	return phc(h.cost, salt, key), nil
}

// check compares a password with a PHC string. stale says that the string was
// made at another cost and should be made again. A string that is empty or
// cannot be read matches nothing, and costs the same time.
func (h *hasher) check(ctx context.Context, password, stored string) (ok, stale bool, err error) {
	c, salt, want, readErr := readPHC(stored)
	if readErr != nil {
		c, salt, want = h.cost, h.dummy, nil
	}
	got, err := h.key(ctx, password, salt, c)
	if err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(got, want) == 1
	return ok, c != h.cost, nil
}

func phc(c cost, salt, key []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads, b.EncodeToString(salt), b.EncodeToString(key))
}

func readPHC(s string) (c cost, salt, key []byte, err error) {
	if s == "" {
		return c, nil, nil, errNoPassword
	}
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("not an argon2id hash: %d parts", len(parts))
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads); err != nil {
		return c, nil, nil, fmt.Errorf("cost of a hash: %w", err)
	}
	if c.time == 0 || c.threads == 0 {
		return c, nil, nil, fmt.Errorf("cost of a hash: %q", parts[3])
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return c, nil, nil, fmt.Errorf("salt of a hash: %w", err)
	}
	key, err = base64.RawStdEncoding.DecodeString(parts[5])
	return c, salt, key, err
}

// good refuses a password that is too short, too long, or the login.
func good(field, login, password string) error {
	n := utf8.RuneCountInString(vn.NFC(password))
	distinct := map[rune]bool{}
	for _, r := range password {
		distinct[r] = true
	}
	switch {
	case n < minPassword:
		p := ErrShort.On(field)
		p.Args = []any{minPassword, n}
		return p
	case n > maxPassword:
		p := ErrLong.On(field)
		p.Args = []any{maxPassword}
		return p
	case vn.Fold(password) == vn.Fold(login), len(distinct) < minDistinct:
		return ErrPlain.On(field)
	}
	return nil
}

// letters of codes and one-time passwords: none that are mistaken for another.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// code makes a random code of groups of four letters, nearly five bits each.
func code(random io.Reader, groups int) (string, error) {
	var b strings.Builder
	buf := make([]byte, 1)
	for n := 0; n < 4*groups; {
		if _, err := io.ReadFull(random, buf); err != nil {
			return "", fmt.Errorf("random code: %w", err)
		}
		if int(buf[0]) >= 256/len(letters)*len(letters) {
			continue // an even choice among the letters
		}
		if n > 0 && n%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(letters[int(buf[0])%len(letters)])
		n++
	}
	return b.String(), nil
}
