package tries

import (
	"crypto/hmac"
	"crypto/sha256"
	"sync"
	"time"
)

// A Spray notices one password tried at many accounts, whatever the addresses
// it comes from. Passwords are known to it only as digests under a key that
// this process makes for itself and never writes down.
type Spray struct {
	key    []byte
	many   int           // accounts …
	within time.Duration // … in this time
	most   int           // passwords kept
	mu     sync.Mutex
	seen   map[mark]*sprayed
}

type mark [16]byte

type sprayed struct {
	at    time.Time
	names map[mark]bool // accounts at which it failed, at most many
}

// NewSpray returns a Spray that speaks of spraying once a password failed at
// many accounts within a time. key is random.
func NewSpray(key []byte, many int, within time.Duration, most int) *Spray {
	return &Spray{key: key, many: many, within: within, most: most, seen: map[mark]*sprayed{}}
}

func (s *Spray) mark(text string) (m mark) {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte(text))
	copy(m[:], h.Sum(nil))
	return m
}

// Fail counts a password that failed at an account, real or not. It reports
// whether that very failure made it a sprayed one.
func (s *Spray) Fail(name, password string, now time.Time) bool {
	p, n := s.mark("p"+password), s.mark("n"+name)
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.seen[p]
	if x == nil || now.Sub(x.at) > s.within {
		s.room(now)
		x = &sprayed{at: now, names: map[mark]bool{}}
		s.seen[p] = x
	}
	if len(x.names) >= s.many {
		x.at = now
		return false
	}
	x.names[n] = true
	return len(x.names) == s.many
}

// Sprayed reports whether a password is being tried at many accounts.
func (s *Spray) Sprayed(password string, now time.Time) bool {
	p := s.mark("p" + password)
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.seen[p]
	return x != nil && len(x.names) >= s.many && now.Sub(x.at) <= s.within
}

// room makes room for one more password. The caller holds the lock.
func (s *Spray) room(now time.Time) {
	if len(s.seen) < s.most {
		return
	}
	var oldest mark
	at := now.Add(time.Hour)
	for k, x := range s.seen {
		if now.Sub(x.at) > s.within {
			delete(s.seen, k)
		} else if len(x.names) < s.many && x.at.Before(at) {
			oldest, at = k, x.at
		}
	}
	delete(s.seen, oldest)
}
