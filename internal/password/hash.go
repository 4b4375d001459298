// Package password keeps passwords: how they are hashed and compared, which are
// refused, and how random codes are made. Length and a list of what everybody
// guesses decide, not kinds of characters (NIST SP 800-63B-4, section 3.1.1).
package password

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"liemchinh.vn/internal/vn"
)

// A Cost is what one hash takes: the second of the settings that OWASP's
// Password Storage Cheat Sheet recommends for argon2id.
type Cost struct {
	Memory  uint32 // KiB
	Time    uint32
	Threads uint8
}

var today = Cost{Memory: 19 * 1024, Time: 2, Threads: 1}

var errNone = errors.New("no password")

const (
	saltLen = 16
	keyLen  = 32
	atOnce  = 2 // hashes computed at the same time, so that sign-ins cannot fill the memory
)

// A Hasher makes and checks password hashes, atOnce at a time.
type Hasher struct {
	slots  chan struct{}
	random io.Reader
	// Cost is what a hash takes; tests lower it.
	Cost  Cost
	dummy []byte // salt for accounts that do not exist
}

// NewHasher returns a Hasher that takes its salts from random.
func NewHasher(random io.Reader) *Hasher {
	return &Hasher{slots: make(chan struct{}, atOnce), random: random, Cost: today, dummy: make([]byte, saltLen)}
}

// key derives the hash of a password. The password is composed first: input
// methods write the same Vietnamese letters in two ways.
func (h *Hasher) key(ctx context.Context, password string, salt []byte, c Cost) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(vn.NFC(password)), salt, c.Time, c.Memory, c.Threads, keyLen), nil
}

// Hash makes the PHC string of a new password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLen)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("salt: %w", err)
	}
	key, err := h.key(ctx, password, salt, h.Cost)
	if err != nil {
		return "", err
	}
	return phc(h.Cost, salt, key), nil
}

// Check compares a password with a PHC string. stale says that the string was
// made at another cost and should be made again. A string that is empty or
// cannot be read matches nothing, and costs the same time.
func (h *Hasher) Check(ctx context.Context, password, stored string) (ok, stale bool, err error) {
	c, salt, want, readErr := readPHC(stored)
	if readErr != nil {
		c, salt, want = h.Cost, h.dummy, nil
	}
	got, err := h.key(ctx, password, salt, c)
	if err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(got, want) == 1
	return ok, c != h.Cost, nil
}

func phc(c Cost, salt, key []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Time, c.Threads, b.EncodeToString(salt), b.EncodeToString(key))
}

func readPHC(s string) (c Cost, salt, key []byte, err error) {
	if s == "" {
		return c, nil, nil, errNone
	}
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("not an argon2id hash: %d parts", len(parts))
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Time, &c.Threads); err != nil {
		return c, nil, nil, fmt.Errorf("cost of a hash: %w", err)
	}
	if c.Time == 0 || c.Threads == 0 {
		return c, nil, nil, fmt.Errorf("cost of a hash: %q", parts[3])
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return c, nil, nil, fmt.Errorf("salt of a hash: %w", err)
	}
	key, err = base64.RawStdEncoding.DecodeString(parts[5])
	return c, salt, key, err
}

// alphabet of codes and one-time passwords: none that are mistaken for another.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789"

// Code makes a random code of groups of four letters, nearly five bits each.
func Code(random io.Reader, groups int) (string, error) {
	var b strings.Builder
	buf := make([]byte, 1)
	for n := 0; n < 4*groups; {
		if _, err := io.ReadFull(random, buf); err != nil {
			return "", fmt.Errorf("random code: %w", err)
		}
		if int(buf[0]) >= 256/len(alphabet)*len(alphabet) {
			continue // an even choice among the letters
		}
		if n > 0 && n%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[int(buf[0])%len(alphabet)])
		n++
	}
	return b.String(), nil
}
