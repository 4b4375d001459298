package office

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func texts(t testing.TB, language string) map[string]string {
	t.Helper()
	raw, err := Files.ReadFile("text/" + language + ".txt")
	must(t, err)
	out := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		key, text, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok || out[key] != "" {
			t.Errorf("%s: line %q", language, line)
		}
		out[key] = text
	}
	return out
}

// checkFilled: every place in the texts of a key is filled by an argument, in both languages.
func checkFilled(t testing.TB, key string, args []any) {
	t.Helper()
	for _, language := range []string{"vi", "en"} {
		text := texts(t, language)[key]
		for i := range args {
			text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), "")
		}
		if text == "" || strings.Contains(text, "{") {
			t.Errorf("%s %s: %q is not filled by %v", language, key, text, args)
		}
	}
}

// TestTextsAreComplete: both languages have the same keys and places, and the keys are those of the code.
func TestTextsAreComplete(t *testing.T) {
	vi, en := texts(t, "vi"), texts(t, "en")
	place := regexp.MustCompile(`\{\d\}`)
	for key := range vi {
		for _, p := range place.FindAllString(vi[key], -1) {
			if !strings.Contains(en[key], p) {
				t.Errorf("en %s lacks %s", key, p)
			}
		}
	}
	used := map[string]bool{}
	files, err := filepath.Glob("*.go")
	must(t, err)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		must(t, err)
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range regexp.MustCompile(`"(office\.[a-z.]+)"`).FindAllStringSubmatch(string(raw), -1) {
			used[m[1]] = true
		}
	}
	for key := range used {
		if vi[key] == "" || en[key] == "" {
			t.Errorf("no text for %s", key)
		}
	}
	for _, language := range []map[string]string{vi, en} {
		for key := range language {
			if !used[key] {
				t.Errorf("%s is never said", key)
			}
		}
	}
}
