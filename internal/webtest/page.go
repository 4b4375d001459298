package webtest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A Page is a reply of the site.
type Page struct {
	Code   int
	Header http.Header
	Body   string
	Path   string // what was asked for
	root   Node
}

// A Node is an element of a page.
type Node struct{ n *html.Node }

// Find returns the elements that match a selector of words such as
// "table.grid a", "#reason", "input[name=on]", "a[href]": each word within the
// one before.
func (p *Page) Find(selector string) []Node { return p.root.Find(selector) }

// Text returns the text of the first element that matches; empty if none.
func (p *Page) Text(selector string) string {
	if ns := p.Find(selector); len(ns) > 0 {
		return ns[0].Text()
	}
	return ""
}

// Has reports whether an element that matches contains the text.
func (p *Page) Has(selector, text string) bool {
	return slices.ContainsFunc(p.Find(selector), func(n Node) bool { return strings.Contains(n.Text(), text) })
}

// Links returns the addresses of all links of the page within the site, once
// each.
func (p *Page) Links() []string {
	var hrefs []string
	for _, a := range p.Find("a[href]") {
		if h := a.Attr("href"); strings.HasPrefix(h, "/") && !slices.Contains(hrefs, h) {
			hrefs = append(hrefs, h)
		}
	}
	return hrefs
}

// Link returns the address of the first link with the text in it; empty if
// there is none.
func (p *Page) Link(text string) string {
	for _, a := range p.Find("a[href]") {
		if strings.Contains(a.Text(), text) {
			return a.Attr("href")
		}
	}
	return ""
}

// Form returns the values that stand in the form with the action.
func (p *Page) Form(action string) (url.Values, bool) {
	var forms []Node
	for _, f := range p.Find("form") {
		if f.Attr("action") == action {
			forms = append(forms, f)
		}
	}
	if len(forms) == 0 {
		return nil, false
	}
	// the search above a form has the form's address
	if n := slices.IndexFunc(forms, func(f Node) bool { return f.Attr("method") == "post" }); n > 0 {
		return forms[n].values(), true
	}
	return forms[0].values(), true
}

func (n Node) values() url.Values {
	v := url.Values{}
	for _, in := range n.Find("input[name]") {
		kind := in.Attr("type")
		off := (kind == "radio" || kind == "checkbox") && !in.has("checked")
		if kind != "file" && kind != "submit" && !off {
			v.Add(in.Attr("name"), in.Attr("value"))
		}
	}
	for _, a := range n.Find("textarea[name]") {
		v.Add(a.Attr("name"), strings.TrimPrefix(a.raw(), "\n"))
	}
	for _, s := range n.Find("select[name]") {
		options := s.Find("option")
		chosen := slices.IndexFunc(options, func(o Node) bool { return o.has("selected") })
		if chosen < 0 && len(options) > 0 {
			chosen = 0
		}
		if chosen >= 0 {
			v.Add(s.Attr("name"), options[chosen].Attr("value"))
		}
	}
	return v
}

// Find returns the elements within n that match the selector.
func (n Node) Find(selector string) []Node {
	found := []Node{n}
	for _, word := range strings.Fields(selector) {
		s := parse(word)
		var next []Node
		for _, f := range found {
			f.walk(func(d Node) {
				if s.match(d) && !slices.Contains(next, d) {
					next = append(next, d)
				}
			})
		}
		found = next
	}
	return found
}

func (n Node) walk(visit func(Node)) {
	if n.n == nil {
		return
	}
	for c := n.n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			visit(Node{c})
		}
		Node{c}.walk(visit)
	}
}

// Text returns the text of the element, with single blanks.
func (n Node) Text() string { return strings.Join(strings.Fields(n.raw()), " ") }

func (n Node) raw() string {
	if n.n == nil {
		return ""
	}
	if n.n.Type == html.TextNode {
		return n.n.Data
	}
	var b strings.Builder
	for c := n.n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(Node{c}.raw())
	}
	return b.String()
}

// Attr returns an attribute of the element; empty if it is missing.
func (n Node) Attr(name string) string {
	for _, a := range n.n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (n Node) has(attr string) bool {
	return slices.ContainsFunc(n.n.Attr, func(a html.Attribute) bool { return a.Key == attr })
}

// A simple is one word of a selector.
type simple struct {
	tag, id, attr, value string
	hasValue             bool
	classes              []string
}

func parse(word string) simple {
	var s simple
	if before, in, ok := strings.Cut(word, "["); ok {
		word = before
		s.attr, s.value, s.hasValue = strings.Cut(strings.TrimSuffix(in, "]"), "=")
		s.value = strings.Trim(s.value, `"'`)
	}
	parts := strings.Split(word, ".")
	s.classes = parts[1:]
	s.tag, s.id, _ = strings.Cut(parts[0], "#")
	return s
}

func (s simple) match(n Node) bool {
	if s.tag != "" && n.n.Data != s.tag || s.id != "" && n.Attr("id") != s.id {
		return false
	}
	if s.attr != "" && (!n.has(s.attr) || s.hasValue && n.Attr(s.attr) != s.value) {
		return false
	}
	own := strings.Fields(n.Attr("class"))
	return !slices.ContainsFunc(s.classes, func(c string) bool { return !slices.Contains(own, c) })
}
