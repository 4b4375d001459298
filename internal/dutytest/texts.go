package dutytest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
)

// Keys gives the texts of the values of a type: prefix+value.
func Keys[V ~string](prefix string, all []V) []string {
	var out []string
	for _, v := range all {
		out = append(out, prefix+string(v))
	}
	return out
}

// asked finds the questions of acts in the source: their labels are texts.
var asked = regexp.MustCompile(`\b[sq]\.(?:Text|Area|Day|Num|Lines|File|Unit|Person)\("([a-z_]+)"`)

// Texts fails the test unless both languages have every text that the module
// at hand needs: those of its flows and columns, those its source in the test's
// folder names, and those given. least is how many the source names at least,
// so that a pattern that no longer fits is noticed.
func Texts(t *testing.T, m duty.Module, least int, keys ...string) {
	t.Helper()
	texts, err := text.Load(m.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range m.Flows {
		folder := strings.TrimPrefix(f.Record, m.ID+".state.")
		for _, e := range f.Edges {
			keys = append(keys, f.Record+"."+string(e.From), f.Record+"."+string(e.To), m.ID+".do."+folder+"."+string(e.Do))
		}
	}
	for _, k := range m.Records {
		for _, c := range k.New().Columns()[5:] {
			keys = append(keys, m.ID+".column."+c.Name)
		}
	}
	named := named(t, m)
	if len(named) < least {
		t.Fatalf("only %d keys found in the source: the patterns no longer fit", len(named))
	}
	for i, l := range text.Langs {
		for _, k := range append(keys, named...) {
			if !texts.Has(l, k) {
				t.Errorf("%s: no text for %s", l, k)
			}
		}
		for _, k := range texts.Keys(l) {
			if other := text.Langs[(i+1)%len(text.Langs)]; !texts.Has(other, k) {
				t.Errorf("only in %s: %s", l, k)
			}
		}
	}
}

// named finds the keys that the code and the pages of a module name.
func named(t *testing.T, m duty.Module) []string {
	t.Helper()
	key := regexp.MustCompile(`"(` + m.ID + `\.[a-z_]+(?:\.[a-z_]*[a-z])+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var sources []string
	for _, f := range files {
		if b, err := os.ReadFile(f); err != nil {
			t.Fatal(err)
		} else if !strings.HasSuffix(f, "_test.go") {
			sources = append(sources, string(b))
		}
	}
	pages, err := fs.Glob(m.Files, "pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		b, err := fs.ReadFile(m.Files, p)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, string(b))
	}
	var all []string
	for _, s := range sources {
		for _, x := range key.FindAllStringSubmatch(s, -1) {
			all = append(all, x[1])
		}
		for _, x := range asked.FindAllStringSubmatch(s, -1) {
			all = append(all, m.ID+".field."+x[1])
		}
	}
	return all
}
