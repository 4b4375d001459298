package inspection

import (
	"slices"
	"testing"

	"liemchinh.vn/internal/duty"
)

// TestCommitteeMembersCountByTier: a member of a committee counts once among
// those of committees and once under the highest one; others do not.
func TestCommitteeMembersCountByTier(t *testing.T) {
	keysOf := func(fs []duty.Fact) (keys []string) {
		for _, f := range fs {
			keys = append(keys, f.Key)
		}
		return keys
	}
	for _, x := range []struct {
		level Tier
		want  bool
	}{{Grassroots, true}, {Centre, true}, {"", false}, {"unknown", false}} {
		s := Subject{Kind: Compliance, ObjectType: Member, Object: "p", CommitteeLevel: x.level, ConcludedOn: testDay, Result: Fault}
		c := Case{ObjectType: Member, Object: "p", CommitteeLevel: x.level, AnnouncedOn: testDay, Form: Warning, Body: ByProvince}
		for whole, fs := range map[string][]duty.Fact{membersInspected: s.Facts(), membersDisciplined: c.Facts()} {
			keys := keysOf(fs)
			if !slices.Contains(keys, whole) {
				t.Errorf("%s is not counted: %v", whole, keys)
			}
			for _, k := range []string{whole + ".committee", whole + ".committee." + string(x.level)} {
				if got := slices.Contains(keys, k); got != x.want {
					t.Errorf("%q: %s is counted: %t, want %t", x.level, k, got, x.want)
				}
			}
		}
	}
	o := Case{ObjectType: Organisation, Object: "u", CommitteeLevel: Grassroots, AnnouncedOn: testDay, Form: Warning, Body: ByProvince}
	if slices.ContainsFunc(keysOf(o.Facts()), func(k string) bool { return k == ID+".organisations_disciplined.committee" }) {
		t.Error("an organisation counts as a member of a committee")
	}
}
