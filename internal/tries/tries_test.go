package tries

import (
	"fmt"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

// TestWaitsGrowAndEnd: each failure beyond the free ones waits longer, up to a
// bound, and every wait ends.
func TestWaitsGrowAndEnd(t *testing.T) {
	b, now := New(Rule{Free: 3, First: time.Second, Longest: time.Minute, Most: 10}), start
	for i, want := range []time.Duration{0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60} {
		b.Fail("k", now)
		if got := b.Wait("k", now); got != want*time.Second {
			t.Errorf("failure %d: %v, want %v", i+1, got, want*time.Second)
		}
		if b.Wait("other", now) != 0 {
			t.Fatal("another key waits")
		}
		now = now.Add(b.Wait("k", now))
		if b.Wait("k", now) != 0 {
			t.Error("the wait does not end")
		}
	}
	if b.Forget("k"); b.Wait("k", start) != 0 {
		t.Error("a key that is forgotten waits")
	}
	if d := Delay(10_000, Rule{First: time.Second, Longest: time.Hour}); d != time.Hour {
		t.Errorf("after ten thousand: %v", d)
	}
}

func TestLeak(t *testing.T) {
	b, now := New(Rule{Free: 3, First: time.Second, Longest: time.Minute, Leak: time.Minute, Most: 10}), start
	for range 60 {
		b.Fail("k", now)
		if b.Wait("k", now) != 0 {
			t.Fatal("one failure a minute is nobody guessing")
		}
		now = now.Add(time.Minute)
	}
}

func TestBounded(t *testing.T) {
	b := New(Rule{Free: 0, First: time.Hour, Longest: time.Hour, Most: 100})
	for i := range 500 {
		b.Fail(fmt.Sprint(i), start.Add(time.Duration(i)*time.Millisecond))
	}
	if b.Len() != 100 || b.Wait("499", start) == 0 || b.Wait("399", start) != 0 {
		t.Errorf("%d keys", b.Len())
	}
	s := NewSpray([]byte("k"), 3, time.Hour, 100)
	for i := range 500 {
		s.Fail("mau", fmt.Sprint(i), start)
	}
	if len(s.seen) > 100 {
		t.Errorf("%d passwords kept", len(s.seen))
	}
}

// TestSpray: the third account tells, once; another password is not affected;
// it ends.
func TestSpray(t *testing.T) {
	s := NewSpray([]byte("k"), 3, time.Hour, 100)
	for i, want := range []bool{false, false, false, true, false, false} {
		names := []string{"a", "b", "b", "c", "c", "d"}
		if got := s.Fail(names[i], "Summer2026", start); got != want {
			t.Errorf("%d %s: %v", i, names[i], got)
		}
	}
	if !s.Sprayed("Summer2026", start.Add(59*time.Minute)) || s.Sprayed("winter", start) || s.Sprayed("Summer2026", start.Add(61*time.Minute)) {
		t.Error("wrong password, or it does not end")
	}
}
