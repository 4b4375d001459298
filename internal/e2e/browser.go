//go:build unix

// Package e2e drives the whole program in a real Chromium, as its users do,
// and checks every page with axe.
package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// A Browser is one window of a headless Chromium.
type Browser struct {
	t    testing.TB
	ctx  context.Context
	base string

	mu         sync.Mutex
	complaints []string
}

// A Size is a window in CSS pixels.
type Size struct{ W, H int64 }

// The two windows every page is looked at in.
var (
	Office = Size{1366, 768}
	Phone  = Size{390, 844}
)

// Open starts Chromium on a site. If the browser is missing the test fails and
// says which package to install.
func Open(t testing.TB, base string) *Browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("these tests need Chromium: apt-get install chromium")
	}
	o := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true), chromedp.WindowSize(1366, 768))
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), o...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	b := &Browser{t: t, ctx: ctx, base: base}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return b
}

// Complaints are what the pages told the console since the last call: breaches
// of the content security policy, script errors, resources that did not load.
func (b *Browser) Complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.complaints
	b.complaints = nil
	return all
}

func (b *Browser) hear(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *log.EventEntryAdded:
		if e := ev.Entry; e.Level == log.EntryLevelError && !strings.Contains(e.Text, "status of 4") {
			b.complaints = append(b.complaints, e.Text+" "+e.URL)
		}
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, ev.ExceptionDetails.Text)
	}
}

func (b *Browser) do(as ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, as...); err != nil {
		b.Shot("failed")
		b.t.Fatalf("%v\nat %s", err, b.URL())
	}
}

// Look sets the size of the window, the language ("vi" or "en") and the theme
// ("" or "dark") of the pages opened from now on.
func (b *Browser) Look(s Size, lang, theme string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(s.W, s.H))
	_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: "lc_prefs", Value: lang + "." + theme + ".", URL: b.base})
	if err != nil {
		b.t.Fatal(err)
	}
}

// Go opens a path of the site.
func (b *Browser) Go(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// URL is the path and query the window shows.
func (b *Browser) URL() string {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	u, _ := chromedp.Run(ctx, chromedp.Location())
	return strings.TrimPrefix(u, b.base)
}

// eval runs a script in the page and returns what it returns.
func eval[T any](b *Browser, script string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Shot("failed")
		b.t.Fatalf("%v\nat %s", err, b.URL())
	}
	return v
}

// Fill types a value into the field of a name.
func (b *Browser) Fill(name, value string) {
	b.t.Helper()
	sel := fmt.Sprintf(`input[name=%[1]q],select[name=%[1]q],textarea[name=%[1]q]`, name)
	switch eval[string](b, fmt.Sprintf(`(document.querySelector(%q)||{}).tagName||''`, sel)) {
	case "":
		b.Shot("failed")
		b.t.Fatalf("no field %q on %s:\n%s", name, b.URL(), b.Text())
	case "SELECT":
		b.do(chromedp.SetValue(sel, value))
	default:
		eval[bool](b, fmt.Sprintf(`(()=>{const e=document.querySelector(%q);e.value='';e.focus();return true})()`, sel))
		b.do(chromedp.SendKeys(sel, value))
	}
}

// Choose picks the radio button or ticks the box of a name and value.
func (b *Browser) Choose(name, value string) {
	b.t.Helper()
	if !eval[bool](b, fmt.Sprintf(`(()=>{const e=document.querySelector('[name="%s"][value="%s"]');if(!e)return false;e.click();return true})()`, name, value)) {
		b.t.Fatalf("no choice %s=%s on %s:\n%s", name, value, b.URL(), b.Text())
	}
}

// Upload puts a file into a file field.
func (b *Browser) Upload(name, path string) {
	b.t.Helper()
	b.do(chromedp.SetUploadFiles(fmt.Sprintf(`input[name=%q]`, name), []string{path}))
}

// press finds the first visible thing to press whose text holds the words, the
// main part of the page first. It says whether a new page will follow.
const press = `(()=>{const w=%q;const see=e=>e.offsetParent!==null&&e.textContent.replace(/\s+/g,' ').includes(w);
const e=[...document.querySelectorAll('main button,main a,main summary'),...document.querySelectorAll('button,a,summary')].find(see);
if(!e)return 'none';window.__before=true;const goes=e.tagName==='A'||(e.tagName==='BUTTON'&&e.type==='submit'&&e.form);e.click();return goes?'goes':'stays'})()`

// Press presses the button or link that says the words, and waits for the page
// that follows.
func (b *Browser) Press(words string) {
	b.t.Helper()
	switch eval[string](b, fmt.Sprintf(press, words)) {
	case "none":
		b.Shot("failed")
		b.t.Fatalf("nothing to press named %q on %s:\n%s", words, b.URL(), b.Text())
	case "stays":
		return
	}
	for range 400 {
		ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`window.__before===undefined&&document.readyState==='complete'`))
		cancel()
		if err == nil && there {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.Shot("failed")
	b.t.Fatalf("no page followed %q on %s", words, b.URL())
}

// Text is what the main part of the page says.
func (b *Browser) Text() string {
	return eval[string](b, `(document.querySelector('main')||document.body).innerText`)
}

// Says fails the test unless the page says all of the words; it waits a little
// for a page that is still on its way.
func (b *Browser) Says(words ...string) {
	b.t.Helper()
	for _, w := range words {
		ok := false
		for range 60 {
			if ok = strings.Contains(b.Text(), w); ok {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if !ok {
			b.Shot("failed")
			b.t.Fatalf("%s does not say %q:\n%s", b.URL(), w, b.Text())
		}
	}
}

type axeViolation struct {
	ID, Impact, Help string
	Nodes            []struct {
		Target []any
		HTML   string
	}
}

// Axe checks the page by the rules of WCAG 2.2 AA and axe's best practice, and
// that nothing sticks out sideways.
func (b *Browser) Axe() {
	b.t.Helper()
	raw := eval[string](b, axe+`;axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}).then(r=>JSON.stringify(r.violations))`)
	var vs []axeViolation
	if err := json.Unmarshal([]byte(raw), &vs); err != nil {
		b.t.Fatal(err)
	}
	for _, v := range vs {
		b.t.Errorf("%s: %s (%s): %s", b.URL(), v.ID, v.Impact, v.Help)
		for i, n := range v.Nodes {
			if i < 3 {
				b.t.Logf("  %v %s", n.Target, n.HTML)
			}
		}
	}
	over := eval[int](b, `document.documentElement.scrollWidth-document.documentElement.clientWidth`)
	if over > 0 {
		b.t.Errorf("%s sticks out sideways by %d px", b.URL(), over)
	}
}

// Shot saves a picture of the window in the folder SHOTS names, if it does.
func (b *Browser) Shot(name string) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Logf("shot %s: %v", name, err)
		return
	}
	if err := os.MkdirAll(dir, 0o755); err == nil {
		_ = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
}
