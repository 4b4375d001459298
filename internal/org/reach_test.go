package org

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"liemchinh.vn/internal/vn"
)

// randomHistory invents spans and changes, sensible and senseless ones.
func randomHistory(seed uint64) ([]Span, []Change) {
	r := rand.New(rand.NewPCG(seed, 1))
	n := 3 + r.IntN(12)
	unit := func() string { return fmt.Sprint("u", r.IntN(n)) }
	day := func() vn.Day { return vn.Day("2020-01-01").AddDays(r.IntN(2000)) }
	var spans []Span
	for i := range n {
		from := day()
		for range 1 + r.IntN(3) {
			to := from.AddDays(1 + r.IntN(900))
			if r.IntN(2) == 0 {
				to = Forever
			}
			spans = append(spans, Span{Unit: fmt.Sprint("u", i), Parent: unit(), ValidFrom: from, ValidTo: to})
			if from = to; to == Forever {
				break
			}
		}
	}
	var changes []Change
	for range r.IntN(8) {
		changes = append(changes, Change{Day: day(), Old: unit(), New: unit(), Kind: []ChangeKind{Merged, Split, Created}[r.IntN(3)]})
	}
	return spans, changes
}

// TestReachHolds checks on invented histories, cycles among them, that no day
// counts twice for one root, that every unit reaches itself, and that one
// history has one reach.
func TestReachHolds(t *testing.T) {
	for seed := range uint64(3000) {
		spans, changes := randomHistory(seed)
		rows := newKinship(spans, changes).reach("2024-06-01")
		self := map[string]bool{}
		for i, x := range rows {
			if x.Root == x.Unit && x.Sees && x.Since == string(beginning) && x.Until == string(Forever) {
				self[x.Unit] = true
			}
			if i == 0 {
				continue
			}
			if p := rows[i-1]; p.Root == x.Root && p.Unit == x.Unit && p.Until >= x.Since {
				t.Fatalf("seed %d: %v and %v overlap or touch", seed, p, x)
			}
		}
		for _, s := range spans {
			if !self[s.Unit] {
				t.Fatalf("seed %d: %s does not reach itself", seed, s.Unit)
			}
		}
		again := newKinship(spans, changes).reach("2024-06-01")
		if fmt.Sprint(rows) != fmt.Sprint(again) {
			t.Fatalf("seed %d: two reaches of one history", seed)
		}
	}
}

func TestJoin(t *testing.T) {
	got := join([]period{{"2024-01-01", "2025-01-01"}, {"2020-01-01", "2021-01-01"}, {"2021-01-01", "2022-01-01"}, {"2024-06-01", "2024-07-01"}})
	want := "[{2020-01-01 2022-01-01} {2024-01-01 2025-01-01}]"
	if fmt.Sprint(got) != want {
		t.Errorf("joined %v, want %s", got, want)
	}
}
