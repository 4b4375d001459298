//go:build unix

package e2e

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestPicture looks at the leader's picture on both instances, in light, dark
// and strong contrast, on a screen and a phone; follows a mark of a chart to the
// records; and prints it: one sheet, no more.
func TestPicture(t *testing.T) {
	for name, b := range map[string]*Browser{"connected": open(t, "lanhdao"), "alone": openAlone(t, "lanhdao"), "commune": open(t, "bithu")} {
		t.Run(name, func(t *testing.T) {
			b.t = t
			for _, x := range []struct {
				name, lang, theme string
				size              Size
			}{{"light", "vi", "", Office}, {"dark", "vi", "dark", Office}, {"english", "en", "", Office}, {"phone", "vi", "", Phone}, {"wide", "vi", "", Size{1920, 1080}}} {
				b.Look(x.size, x.lang, x.theme)
				b.Go("/picture")
				b.Axe()
				b.Shot("picture-" + name + "-" + x.name)
			}
			b.Look(Office, "vi", "")
			b.Go("/picture")
			b.Says("Bức tranh chung", "Ba điều cần chú ý")
			if name == "connected" {
				b.follow(t)
			}
			b.Go("/picture")
			b.onePage(t)
			if bad := b.Complaints(); len(bad) > 0 {
				t.Errorf("the console says %v", bad)
			}
		})
	}
}

// follow opens every mark of a small multiple: the report beside the same
// number of records.
func (b *Browser) follow(t *testing.T) {
	marks := eval[[]string](b, `[...document.querySelectorAll('.pm svg a')].slice(0,5).map(a=>a.getAttribute('href')+' '+a.querySelector('title').textContent)`)
	if len(marks) != 5 {
		t.Fatalf("marks %v", marks)
	}
	for _, m := range marks {
		href, says, _ := strings.Cut(m, " ")
		n := regexp.MustCompile(`: ([0-9.]+)`).FindStringSubmatch(says)
		if n == nil {
			t.Fatalf("a mark says %q", says)
		}
		b.Go(href)
		b.Says(n[1] + " · ")
	}
}

var pdfPage = regexp.MustCompile(`/Type\s*/Page[^s]`)

// onePage prints the page and fails unless it is one sheet of A4.
func (b *Browser) onePage(t *testing.T) {
	yes := true
	r, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(pdfPage.FindAll(r.Data, -1)); n != 1 {
		t.Errorf("printed on %d pages", n)
	}
	if !regexp.MustCompile(`/MediaBox\s*\[0 0 59[0-9.]+ 84[0-9.]+\]`).Match(r.Data) {
		t.Error("the sheet is not A4")
	}
	if r, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, PageRanges: "2"}); err == nil && len(pdfPage.FindAll(r.Data, -1)) > 0 {
		t.Error("there is a second sheet")
	}
}
