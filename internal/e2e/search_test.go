//go:build unix

package e2e

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestPalette: Ctrl+K opens the palette, words typed without tones find records
// and pages, arrows choose, Enter opens. The same form works without a script.
func TestPalette(t *testing.T) {
	b := open(t, "lanhdao")
	// The program takes the demo into its index while it serves.
	for range 600 {
		b.Go("/search?q=kiem+tra&kind=inspection")
		if eval[int](b, `document.querySelectorAll('.wl-i').length`) > 0 {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	record := eval[string](b, `(document.querySelector('.wl-i a')||{getAttribute(){return ''}}).getAttribute('href')`)
	number := eval[string](b, `(document.querySelector('.wl-i a .mono')||{}).textContent||''`)
	if record == "" || number == "" {
		t.Fatalf("nothing is found:\n%s", b.Text())
	}

	b.Go("/")
	b.palette()
	b.do(chromedp.SendKeys(`dialog.pal input`, strings.ToLower(number)))
	b.until("the record is among the hits", `[...document.querySelectorAll('dialog.pal [data-hit]')].some(x=>x.dataset.href===`+strconv.Quote(record)+`)`)
	// axe looks at the open palette, with hits in it.
	b.Axe()
	at := eval[int](b, `[...document.querySelectorAll('dialog.pal [role=option]')].filter(x=>!x.hidden).findIndex(x=>x.dataset.href===`+strconv.Quote(record)+`)`)
	for range at {
		b.do(chromedp.KeyEvent(kb.ArrowDown))
	}
	if on := eval[string](b, `document.getElementById(document.querySelector('dialog.pal input').getAttribute('aria-activedescendant')).dataset.href`); on != record {
		t.Errorf("the arrows stand on %s, not on %s", on, record)
	}
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until("the record opens", `location.pathname+location.search===`+strconv.Quote(strings.SplitN(record, "#", 2)[0]))

	// A page by the beginnings of its words, without tones.
	b.palette()
	b.do(chromedp.SendKeys(`dialog.pal input`, "bao ca"))
	b.until("the page of reports is on top", `(document.querySelector('dialog.pal [aria-selected=true]')||{dataset:{}}).dataset.href==='/report'`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until("reports open", `location.pathname.startsWith('/report')`)

	// Ctrl+Enter shows all there is; the box of the bar is a form.
	b.palette()
	b.do(chromedp.SendKeys(`dialog.pal input`, "kiem tra"))
	b.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	b.until("the page of results", `location.pathname==='/search'&&document.querySelectorAll('.wl-i').length>0`)
	for _, lang := range []string{"vi", "en"} {
		for _, s := range []Size{Office, Phone} {
			b.Look(s, lang, "")
			b.Go("/search?q=kiem+tra")
			b.Axe()
		}
	}
	if c := b.Complaints(); len(c) > 0 {
		t.Errorf("the console says: %q", c)
	}
}

// palette presses Ctrl+K, again if the page was not ready to hear it.
func (b *Browser) palette() {
	b.t.Helper()
	for range 50 {
		b.do(chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
		if eval[bool](b, `!!(document.querySelector('dialog.pal')||{}).open&&document.activeElement.getAttribute('role')==='combobox'`) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.Shot("failed")
	b.t.Fatal("Ctrl+K opens nothing")
}

// until waits for a condition of the page, at most half a minute.
func (b *Browser) until(what, script string) {
	b.t.Helper()
	for range 300 {
		ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
		so, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`!!(`+script+`)`)) // fails while a page gives way to the next
		cancel()
		if err == nil && so {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.Shot("failed")
	b.t.Fatalf("not so: %s\nat %s", what, b.URL())
}
