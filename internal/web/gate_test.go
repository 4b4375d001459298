package web

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var regexpFonts = regexp.MustCompile(`fonts/[a-z0-9-]+\.woff2\?[0-9a-f]+`)

// inline is what the content security policy forbids in a page.
var inline = regexp.MustCompile(`(?i)\sstyle\s*=|\son[a-z]+\s*=|<style|javascript:|data:image|<script(?:\s+[a-z]+(?:="[^"]*")?)*\s*>[^<]`)

// newWords are CSS that Chrome 109 and Firefox 115 do not know.
var newWords = regexp.MustCompile(`color-mix|light-dark|@container|subgrid|popover|oklch|:has\(|^\s*&`)

func TestNothingInline(t *testing.T) {
	for _, bad := range []string{`<p style="x">`, `<a onclick="x">`, `<style>`, `<script>x`} {
		if !inline.MatchString(bad) {
			t.Errorf("the gate lets %s through", bad)
		}
	}
	n := 0
	err := filepath.WalkDir("..", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(p) != ".html" {
			return err
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		n++
		for i, line := range strings.Split(string(b), "\n") {
			if m := inline.FindString(line); m != "" {
				t.Errorf("%s:%d: %q is not allowed in a page", p, i+1, m)
			}
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Errorf("%d templates read: %v", n, err)
	}
}

func TestOldBrowsersKnowTheCSS(t *testing.T) {
	css := readAsset(t, "lc.css")
	for i, line := range strings.Split(css, "\n") {
		if strings.HasPrefix(line, "/*") || strings.HasPrefix(line, "   ") {
			continue
		}
		if m := newWords.FindString(line); m != "" {
			t.Errorf("lc.css:%d: %q is too new", i+1, m)
		}
	}
	if strings.Contains(css, "url(data:") || strings.Contains(css, "url(http") {
		t.Error("lc.css loads from elsewhere")
	}
}

func readAsset(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("assets/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var token = regexp.MustCompile(`--([a-z0-9-]+):(#[0-9A-Fa-f]{6})`)

// TestContrast holds the tokens to WCAG 2.2: 4.5 for text, 3 for the borders
// of controls and the ring of focus.
func TestContrast(t *testing.T) {
	css := readAsset(t, "lc.css")
	_, rest, _ := strings.Cut(css, "@layer tokens{")
	light, dark, ok := strings.Cut(rest, ":root[data-theme=dark]")
	if !ok {
		t.Fatal("no dark tokens")
	}
	pairs := []struct {
		front, back string
		least       float64
	}{
		{"ink", "surface", 4.5}, {"ink", "paper", 4.5}, {"ink2", "surface", 4.5}, {"ink2", "hover", 4.5}, {"ink3", "surface", 4.5}, {"ink3", "paper", 4.5}, {"ink3", "sunk", 4.5}, {"ink3", "hover", 4.5},
		{"accent", "surface", 4.5}, {"accent", "paper", 4.5}, {"accent", "tint", 4.5}, {"accent-h", "tint", 4.5}, {"on-accent", "accent", 4.5}, {"on-accent", "accent-h", 4.5},
		{"ok", "ok-t", 4.5}, {"info", "info-t", 4.5}, {"warn", "warn-t", 4.5}, {"over", "over-t", 4.5}, {"secret", "secret-t", 4.5}, {"ok", "surface", 4.5}, {"warn", "surface", 4.5}, {"over", "surface", 4.5},
		{"ink", "ok-t", 4.5}, {"ink", "info-t", 4.5}, {"ink", "warn-t", 4.5}, {"ink", "over-t", 4.5}, {"field", "surface", 3}, {"focus", "surface", 3}, {"focus", "paper", 3},
	}
	for theme, block := range map[string]string{"light": light, "dark": dark[:strings.Index(dark, "}")]} {
		tokens := map[string]string{}
		for _, m := range token.FindAllStringSubmatch(block, -1) {
			tokens[m[1]] = m[2]
		}
		for _, p := range pairs {
			if got := contrast(tokens[p.front], tokens[p.back]); !(got >= p.least) { // also when a token is missing
				t.Errorf("%s: %s on %s is %.2f, want %.1f", theme, p.front, p.back, got, p.least)
			}
		}
	}
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(hexa string) float64 {
	if len(hexa) != 7 {
		return math.NaN()
	}
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hexa[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestVendored compares the files of others with the list of their checksums.
func TestVendored(t *testing.T) {
	f, err := os.Open("assets/VENDORED.md")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	listed := map[string]bool{}
	for s := bufio.NewScanner(f); s.Scan(); {
		cells := strings.Split(s.Text(), "|")
		if len(cells) < 6 || len(strings.TrimSpace(cells[5])) != 64 {
			continue
		}
		name := strings.TrimSpace(cells[1])
		listed[name] = true
		sum := sha256.Sum256([]byte(readAsset(t, name)))
		if got := hex.EncodeToString(sum[:]); got != strings.TrimSpace(cells[5]) {
			t.Errorf("%s has changed: %s", name, got)
		}
	}
	fonts, _ := filepath.Glob("assets/fonts/*.woff2")
	for _, p := range append(fonts, "assets/icons.svg") {
		if name := strings.TrimPrefix(p, "assets/"); !listed[name] {
			t.Error(fmt.Sprint(name, " is not listed in VENDORED.md"))
		}
	}
}
