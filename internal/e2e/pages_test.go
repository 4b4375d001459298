//go:build unix

package e2e

import (
	"regexp"
	"strings"
	"testing"
)

// shapes of addresses: ids and numbers do not make another page.
var shape = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{20,}|[0-9]+`)

// pages follows links from the start page and returns one address for every
// shape of page.
func (b *Browser) pages(limit int) []string {
	b.t.Helper()
	seen, queue := map[string]bool{"/": true}, []string{"/"}
	var all []string
	for len(queue) > 0 && len(all) < limit {
		p := queue[0]
		queue = queue[1:]
		b.Go(p)
		all = append(all, p)
		links := eval[[]string](b, `[...document.querySelectorAll('a[href^="/"]:not([download])')].map(a=>a.getAttribute('href'))`)
		for _, l := range links {
			l, _, _ = strings.Cut(l, "#")
			k := shape.ReplaceAllString(regexp.MustCompile(`(after|before|next)=[^&]*`).ReplaceAllString(l, "$1"), "N")
			if k, _, _ = strings.Cut(k, "?"); seen[k] || strings.Contains(l, "export") || strings.Contains(l, "format=") || strings.Contains(l, "/file/") {
				continue
			}
			seen[k] = true
			queue = append(queue, l)
		}
	}
	return all
}

// A look is a window, a language and a theme.
type look struct {
	size        Size
	lang, theme string
}

// looks are what every page of the connected instance is looked at in; those of
// the isolated one are made of the same parts and get the first or the last.
var looks = []look{{Office, "vi", ""}, {Office, "en", "dark"}, {Phone, "vi", "dark"}}

// TestEveryPage opens one page of every shape as each of the demo's persons,
// light and dark, on an office screen and a phone, and checks it with axe.
// Nobody lists pages here: the links do.
func TestEveryPage(t *testing.T) {
	done := map[string]bool{}
	for _, login := range []string{"", "lanhdao", "quantri", "bithu", "chunhiem"} {
		t.Run("as_"+login, func(t *testing.T) { open(t, login).everyPage(login, "", 60, done, func(int) []look { return looks }) })
	}
	if len(done) < 25 {
		t.Errorf("only %d pages were looked at", len(done))
	}
}

// TestEveryPageAlone does the same on the isolated instance, whose pages carry
// the band that says so.
func TestEveryPageAlone(t *testing.T) {
	done := map[string]bool{}
	for _, login := range []string{"", "baomat", "lanhdao", "kiemtravien"} {
		t.Run("as_"+login, func(t *testing.T) {
			b := openAlone(t, login)
			b.everyPage(login, "alone-", 120, done, func(n int) []look { return looks[n%2*2 : n%2*2+1] })
			if band := eval[string](b, `(document.querySelector('.alone b')||{}).innerText||''`); band != "MÁY ĐỘC LẬP" {
				t.Errorf("the band says %q", band)
			}
		})
	}
	if len(done) < 40 {
		t.Errorf("only %d pages were looked at", len(done))
	}
}

// everyPage looks at the pages that links lead to, except those of a shape that
// is done already.
func (b *Browser) everyPage(login, prefix string, limit int, done map[string]bool, looks func(n int) []look) {
	b.t.Helper()
	start := []string{"/signin", "/help"}
	if login != "" {
		if start = b.pages(limit); len(start) < 8 {
			b.t.Errorf("only %d pages: %v", len(start), start)
		}
	}
	for _, p := range start {
		k := shape.ReplaceAllString(p, "N")
		if done[k] {
			continue
		}
		done[k] = true
		for _, look := range looks(len(done)) {
			b.Look(look.size, look.lang, look.theme)
			b.Go(p)
			if s := b.Text(); strings.Contains(s, "⟦") {
				b.t.Errorf("%s shows a key without a text: %.300s", p, s[strings.Index(s, "⟦"):])
			}
			b.Axe()
			name := strings.Trim(strings.ReplaceAll(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(k, "-"), "N", ""), "-")
			b.Shot(prefix + login + "-" + name + map[Size]string{Office: "", Phone: "-phone"}[look.size] + "-" + look.lang + look.theme)
		}
	}
	b.Look(Office, "vi", "")
	b.Go("/")
	for _, c := range b.Complaints() {
		b.t.Errorf("the console: %s", c)
	}
}
