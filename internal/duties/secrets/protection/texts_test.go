package protection

import (
	"slices"
	"strings"
	"testing"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
)

func TestEveryKeyHasItsTexts(t *testing.T) {
	keys := slices.Concat(dutytest.Keys(ID+".basis.", Bases), dutytest.Keys(ID+".organ.", Organs), dutytest.Keys(ID+".place.", Places), dutytest.Keys(ID+".tie.", Ties), dutytest.Keys(ID+".seen.", Seens),
		dutytest.Keys(ID+".grade.", Grades), dutytest.Keys(ID+".rating.", Ratings), dutytest.Keys(ID+".type.", Types))
	for _, c := range Checklist() {
		keys = append(keys, string(checkText(c.Code)))
	}
	for _, l := range lists {
		keys = append(keys, ID+".tab."+l.name)
		if strings.HasPrefix(l.path, "/"+ID) {
			keys = append(keys, ID+".list."+l.name)
		}
	}
	dutytest.Texts(t, New(duty.Deps{}), 150, keys...)
}

// TestModuleIsComplete: every route says its right, every state is reached.
func TestModuleIsComplete(t *testing.T) {
	m := New(duty.Deps{})
	if err := m.Check(); err != nil {
		t.Error(err)
	}
	if len(m.Nav) != 1 || !m.Nav[0].Sub {
		t.Error("the module has one entry in the menu, under that of the register")
	}
	for _, k := range m.Records {
		if tables[k.Table] == nil {
			t.Errorf("%s has no line", k.Table)
		}
	}
}
