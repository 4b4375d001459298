package vn

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var hole = regexp.MustCompile(`\{\d\}`)

// texts reads one language: key to text.
func texts(t *testing.T, lang string) map[string]string {
	t.Helper()
	b, err := Files.ReadFile("text/" + lang + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(b)) {
		key, text, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok || out[key] != "" {
			t.Errorf("%s: line %q", lang, line)
		}
		out[key] = text
	}
	return out
}

// Every key in the source has a text in both languages, with the same holes.
func TestTextsComplete(t *testing.T) {
	vi, en := texts(t, "vi"), texts(t, "en")
	for key := range vi {
		holes := map[string]bool{}
		for _, h := range hole.FindAllString(vi[key], -1) {
			holes[h] = true
		}
		for _, h := range hole.FindAllString(en[key], -1) {
			if !holes[h] {
				t.Errorf("%s: %s is missing in Vietnamese", key, h)
			}
		}
	}
	if len(vi) != len(en) {
		t.Errorf("%d texts in Vietnamese, %d in English", len(vi), len(en))
	}
	for _, file := range []string{"day.go", "calendar.go", "deadline.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if key, _ := strconv.Unquote(lit.Value); strings.HasPrefix(key, "vn.") && (vi[key] == "" || en[key] == "") {
					t.Errorf("%s: no text for %s", file, key)
				}
			}
			return true
		})
	}
}
