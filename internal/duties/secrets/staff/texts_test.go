package staff

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
)

func words[T ~string](prefix string, all []T) []string {
	var out []string
	for _, x := range all {
		out = append(out, ID+"."+prefix+"."+string(x))
	}
	return out
}

// keysOfTables lists the texts that the tables of the package lead to.
func keysOfTables() []string {
	var all []string
	for _, ws := range [][]string{words("officer_kind", OfficerKinds), words("seat", Seats), words("leave", LeaveReasons), words("occasion", Occasions), words("result", TestResults),
		words("rulebook_kind", RulebookKinds)} {
		all = append(all, ws...)
	}
	for _, a := range asked {
		all = append(all, ID+".unfilled."+string(a.seat))
	}
	for _, l := range lists {
		all = append(all, ID+".tab."+l.name)
		if strings.HasPrefix(l.path, "/"+ID) {
			all = append(all, ID+".list."+l.name)
		}
	}
	for _, f := range Flows() {
		folder := strings.TrimPrefix(f.Record, ID+".state.")
		for _, e := range f.Edges {
			all = append(all, f.Record+"."+string(e.From), f.Record+"."+string(e.To), ID+".do."+folder+"."+string(e.Do), ID+".verb."+string(e.Do)+"_"+folder)
		}
	}
	for _, k := range Records() {
		for _, c := range k.New().Columns()[5:] {
			all = append(all, ID+".column."+c.Name)
		}
	}
	return all
}

var inSource = []*regexp.Regexp{
	regexp.MustCompile(`"(staff\.[a-z_]+(?:\.[a-z_]*[a-z])+)"`),
	regexp.MustCompile(`s\.(?:Text|Area|Day|Num|Lines|File|Unit|Person)\("([a-z_]+)"`),
	regexp.MustCompile(`q\.(?:Text|Area|Day|Num|File)\("([a-z_]+)"`),
}

// keysOfSource finds the keys that the code names.
func keysOfSource(t *testing.T) []string {
	t.Helper()
	var all []string
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for i, re := range inSource {
			for _, m := range re.FindAllStringSubmatch(string(b), -1) {
				key := m[1]
				if i > 0 {
					key = ID + ".field." + key
				}
				all = append(all, key)
			}
		}
	}
	if len(all) < 80 {
		t.Fatalf("only %d keys found in the source: the patterns no longer fit", len(all))
	}
	return all
}

func TestEveryKeyHasItsTexts(t *testing.T) {
	texts, err := text.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range text.Langs {
		for _, k := range append(keysOfTables(), keysOfSource(t)...) {
			if !texts.Has(l, k) {
				t.Errorf("%s: no text for %s", l, k)
			}
		}
	}
	for _, k := range texts.Keys(text.Vi) {
		if !texts.Has(text.En, k) {
			t.Errorf("only in Vietnamese: %s", k)
		}
	}
	for _, k := range texts.Keys(text.En) {
		if !texts.Has(text.Vi, k) {
			t.Errorf("only in English: %s", k)
		}
	}
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
