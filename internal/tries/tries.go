// Package tries slows guessing down. It counts failures by a key, such as a
// network address or a browser, and says how long the key has to wait before
// the next try counts. Waits grow and end; nothing is shut for good. What it
// knows is in the memory of this process alone and bounded.
package tries

import (
	"sync"
	"time"
)

// A Rule says how soon and how long a key has to wait.
type Rule struct {
	Free    int           // failures without a wait
	First   time.Duration // the wait after the next one, twice as long each time …
	Longest time.Duration // … up to this
	Leak    time.Duration // one failure is forgotten after this long
	Most    int           // keys kept; the one that failed longest ago goes first
}

// A Book counts failures under one rule. It is safe for use by several
// goroutines.
type Book struct {
	rule Rule
	mu   sync.Mutex
	keys map[string]count
}

type count struct {
	n     int
	at    time.Time // up to when leaks were counted
	until time.Time // end of the wait
}

// New returns an empty book.
func New(r Rule) *Book { return &Book{rule: r, keys: map[string]count{}} }

// Wait is how long a key has to wait still; 0 = not at all.
func (b *Book) Wait(key string, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return max(0, b.keys[key].until.Sub(now))
}

// Fail counts a failure of a key.
func (b *Book) Fail(key string, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c, known := b.keys[key]
	if !known {
		b.room(now)
		c.at = now
	}
	c = c.leaked(b.rule, now)
	if c.n == 0 {
		c.at = now
	}
	c.n++
	c.until = now.Add(Delay(c.n, b.rule))
	b.keys[key] = c
}

// Forget forgets the failures of a key.
func (b *Book) Forget(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.keys, key)
}

// Len is how many keys are kept.
func (b *Book) Len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.keys)
}

// Delay is the wait after the n-th failure.
func Delay(n int, r Rule) time.Duration {
	d := r.First
	switch over := n - r.Free; {
	case over <= 0:
		return 0
	case over > 30:
		return r.Longest
	default:
		d <<= over - 1
	}
	return min(d, r.Longest)
}

func (c count) leaked(r Rule, now time.Time) count {
	if r.Leak <= 0 {
		return c
	}
	gone := int(now.Sub(c.at) / r.Leak)
	if gone <= 0 {
		return c
	}
	c.n, c.at = max(0, c.n-gone), c.at.Add(time.Duration(gone)*r.Leak)
	return c
}

// room makes room for one more key. The caller holds the lock.
func (b *Book) room(now time.Time) {
	if len(b.keys) < b.rule.Most {
		return
	}
	oldest, at := "", time.Time{}
	for k, c := range b.keys {
		switch {
		case c.leaked(b.rule, now).n == 0:
			delete(b.keys, k)
		case oldest == "" || c.at.Before(at):
			oldest, at = k, c.at
		}
	}
	if len(b.keys) >= b.rule.Most {
		delete(b.keys, oldest)
	}
}
