package register

import (
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// sums adds up facts by key as they stand at the end of a day.
func sums(all []duty.Fact, on vn.Day) map[string]int {
	m := map[string]int{}
	for _, f := range all {
		if f.Day <= string(on) {
			m[f.Key] += f.N
		}
	}
	return m
}

func TestFactsOfAnItem(t *testing.T) {
	for grade, part := range gradeKeys {
		i := Item{Base: duty.Base{ID: "i", Org: "u"}, Book: In, Grade: grade, RegisteredOn: "2026-01-10", ExpiresOn: "2036-01-06", EndedOn: "2036-01-07"}
		all := i.Facts()
		for _, x := range []struct {
			on   vn.Day
			want map[string]int
		}{
			{"2026-01-09", map[string]int{"secrets.items_in": 0, "secrets.custody": 0}},
			{"2026-01-10", map[string]int{"secrets.items_in": 1, "secrets.items_in" + part: 1, "secrets.custody": 1, "secrets.custody" + part: 1, "secrets.expiring": 0}},
			{"2035-01-06", map[string]int{"secrets.expiring": 1, "secrets.custody": 1}},
			{"2036-01-07", map[string]int{"secrets.items_in": 1, "secrets.custody": 0, "secrets.custody" + part: 0, "secrets.expiring": 0}},
		} {
			got := sums(all, x.on)
			for key, n := range x.want {
				if got[key] != n {
					t.Errorf("level %d on %s: %s is %d, want %d", grade, x.on, key, got[key], n)
				}
			}
		}
	}
	draft := Item{Base: duty.Base{ID: "i", Org: "u"}, Book: Out, DraftedOn: "2026-01-02", Grade: access.Secret}
	if got := sums(draft.Facts(), "2026-01-05"); got["secrets.drafts"] != 1 || len(got) != 1 {
		t.Errorf("a draft counts as %v", got)
	}
	draft.RegisteredOn = "2026-01-04"
	if got := sums(draft.Facts(), "2026-01-05"); got["secrets.drafts"] != 0 || got["secrets.items_out"] != 1 {
		t.Errorf("a registered draft counts as %v", got)
	}
	if f := (&Item{Base: duty.Base{ID: "i"}, RegisteredOn: "2026-01-04"}).Facts(); f != nil {
		t.Errorf("an item of no office counts: %v", f)
	}
}

func TestFiguresHaveTheirFacts(t *testing.T) {
	counted := map[string]bool{}
	for _, f := range [][]duty.Fact{
		(&Item{Base: duty.Base{Org: "u"}, Book: In, Grade: access.Secret, RegisteredOn: "2026-01-10", ExpiresOn: "2036-01-06"}).Facts(),
		(&Item{Base: duty.Base{Org: "u"}, Book: Out, Grade: access.TopSecret, DraftedOn: "2026-01-02", RegisteredOn: "2026-01-10"}).Facts(),
		(&Item{Base: duty.Base{Org: "u"}, Book: Out, Grade: access.HighSecret, RegisteredOn: "2026-01-10"}).Facts(),
		(&Item{Base: duty.Base{Org: "u"}, Book: In, Grade: access.HighSecret, RegisteredOn: "2026-01-10"}).Facts(),
		(&Item{Base: duty.Base{Org: "u"}, Book: In, Grade: access.TopSecret, RegisteredOn: "2026-01-10"}).Facts(),
		(&Item{Base: duty.Base{Org: "u"}, Book: Out, Grade: access.Secret, RegisteredOn: "2026-01-10"}).Facts(),
		(&Copy{Home: "u", Book: In, RecallOn: "2026-02-01", SentBackOn: "2026-02-01"}).Facts(),
		(&Copy{Home: "u", Book: In, RecallOn: "2026-02-01", SentBackOn: "2026-02-02"}).Facts(),
		(&DelegationOfPower{Base: duty.Base{Org: "u"}, SignedOn: "2026-01-01"}).Facts(),
	} {
		for _, x := range f {
			counted[x.Key] = true
			if x.Unit == "" || !vn.Day(x.Day).Valid() {
				t.Errorf("fact %+v", x)
			}
		}
	}
	for _, f := range Figures() {
		for _, key := range append([]string{f.Key}, f.Parts...) {
			if !counted[key] {
				t.Errorf("nothing counts as %s", key)
			}
			delete(counted, key)
		}
	}
	for key := range counted {
		t.Errorf("%s is no figure", key)
	}
}
