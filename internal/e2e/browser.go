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
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
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
	// Complaints are what the page told the console: breaches of the content
	// security policy, script errors, resources that did not load.
	Complaints []string
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
	chromedp.ListenTarget(ctx, b.hear)
	b.run(log.Enable(), runtime.Enable(), page.Enable())
	return b
}

func (b *Browser) hear(ev any) {
	switch ev := ev.(type) {
	case *log.EventEntryAdded:
		e := ev.Entry
		if e.Level == log.LevelError && !strings.Contains(e.Text, "status of 4") {
			b.Complaints = append(b.Complaints, e.Text+" "+e.URL)
		}
	case *runtime.EventExceptionThrown:
		b.Complaints = append(b.Complaints, ev.ExceptionDetails.Error())
	}
}

func (b *Browser) run(as ...chromedp.Action) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, as...); err != nil {
		b.Shot("failed")
		b.t.Fatalf("%v\nat %s", err, b.URL())
	}
}

// Look sets the size of the window and the theme: "light" or "dark".
func (b *Browser) Look(s Size, theme string) {
	b.t.Helper()
	b.run(chromedp.EmulateViewport(s.W, s.H), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}))
}

// Go opens a path of the site.
func (b *Browser) Go(path string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.base + path))
}

// URL is the path and query the window shows.
func (b *Browser) URL() string {
	var u string
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	_ = chromedp.Run(ctx, chromedp.Location(&u))
	return strings.TrimPrefix(u, b.base)
}

// Eval runs a script in the page and reads what it returns.
func (b *Browser) Eval(script string, out any) {
	b.t.Helper()
	b.run(chromedp.Evaluate(script, out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
}

// Fill types a value into the field of a name.
func (b *Browser) Fill(name, value string) {
	b.t.Helper()
	sel := fmt.Sprintf(`[name=%q]`, name)
	var tag string
	b.Eval(fmt.Sprintf(`(document.querySelector(%q)||{}).tagName||''`, sel), &tag)
	switch tag {
	case "":
		b.Shot("failed")
		b.t.Fatalf("no field %q on %s", name, b.URL())
	case "SELECT":
		b.run(chromedp.SetValue(sel, value, chromedp.ByQuery))
	default:
		b.run(chromedp.Clear(sel, chromedp.ByQuery), chromedp.SendKeys(sel, value, chromedp.ByQuery))
	}
}

// Choose picks the radio button or ticks the box of a name and value.
func (b *Browser) Choose(name, value string) {
	b.t.Helper()
	b.Eval(fmt.Sprintf(`document.querySelector('[name="%s"][value="%s"]').click()`, name, value), nil)
}

// Upload puts a file into a file field.
func (b *Browser) Upload(name, path string) {
	b.t.Helper()
	b.run(chromedp.SetUploadFiles(fmt.Sprintf(`input[name=%q]`, name), []string{path}, chromedp.ByQuery))
}

// Press clicks the first visible button or link whose text contains the words,
// and waits for the page that follows.
func (b *Browser) Press(words string) {
	b.t.Helper()
	var found bool
	b.Eval(fmt.Sprintf(`(()=>{window.__old=1;const w=%q;const e=[...document.querySelectorAll('main button, main a, main summary, form button, button, a, summary')]
		.find(e=>e.textContent.replace(/\s+/g,' ').includes(w)&&e.offsetParent!==null);if(!e)return false;e.click();return true})()`, words), &found)
	if !found {
		b.Shot("failed")
		b.t.Fatalf("nothing to press named %q on %s:\n%s", words, b.URL(), b.Text())
	}
	time.Sleep(50 * time.Millisecond)
	b.run(chromedp.WaitReady("body", chromedp.ByQuery))
}

// Text is what the main part of the page says.
func (b *Browser) Text() string {
	var s string
	b.Eval(`(document.querySelector('main')||document.body).innerText`, &s)
	return s
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
	var raw string
	b.Eval(axe+`;axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}).then(r=>JSON.stringify(r.violations))`, &raw)
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
	var over int
	b.Eval(`document.documentElement.scrollWidth-document.documentElement.clientWidth`, &over)
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
	var png []byte
	if err := chromedp.Run(ctx, chromedp.CaptureScreenshot(&png)); err != nil {
		b.t.Logf("shot %s: %v", name, err)
		return
	}
	if err := os.MkdirAll(dir, 0o755); err == nil {
		_ = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
}
