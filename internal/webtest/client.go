// Package webtest plays persons who use the site, for tests: a Client with
// the cookies of one person, Pages to look into, and stories in plain text.
package webtest

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A Client is one person at one machine. It keeps cookies as a browser does,
// but follows no redirect by itself.
type Client struct {
	t       testing.TB
	h       http.Handler
	cookies map[string]*http.Cookie
	last    string // path of the last page got
}

// New returns a Client of the handler with the cookies given, such as that of
// a session.
func New(t testing.TB, h http.Handler, cookies ...*http.Cookie) *Client {
	c := &Client{t: t, h: h, cookies: map[string]*http.Cookie{}}
	c.keep(cookies)
	return c
}

func (c *Client) keep(ks []*http.Cookie) {
	for _, k := range ks {
		if k.MaxAge < 0 {
			delete(c.cookies, k.Name)
			continue
		}
		c.cookies[k.Name] = k
	}
}

// Cookie returns the value of a cookie; empty if there is none.
func (c *Client) Cookie(name string) string {
	if k := c.cookies[name]; k != nil {
		return k.Value
	}
	return ""
}

// Get loads a page.
func (c *Client) Get(target string) *Page {
	c.t.Helper()
	return c.do(httptest.NewRequest(http.MethodGet, target, nil))
}

// Post sends a form of names and values in turn.
func (c *Client) Post(target string, fields ...string) *Page {
	c.t.Helper()
	return c.PostForm(target, c.values(fields))
}

// PostForm sends a form.
func (c *Client) PostForm(target string, form url.Values) *Page {
	c.t.Helper()
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(r)
}

// PostFile sends a form with one file.
func (c *Client) PostFile(target, field, filename string, content []byte, fields ...string) *Page {
	c.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, vs := range c.values(fields) {
		for _, v := range vs {
			c.must(w.WriteField(name, v))
		}
	}
	part, err := w.CreateFormFile(field, filename)
	c.must(err)
	_, err = part.Write(content)
	c.must(err)
	c.must(w.Close())
	r := httptest.NewRequest(http.MethodPost, target, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return c.do(r)
}

// Submit sends the form of a page whose action is given, with the values that
// stand in it and the changes given, names and values in turn. So hidden
// values, such as the version of a record, travel as in a browser.
func (c *Client) Submit(p *Page, action string, changes ...string) *Page {
	c.t.Helper()
	form, ok := p.Form(action)
	if !ok {
		c.t.Fatalf("%s has no form with action %s", p.Path, action)
	}
	for name, vs := range c.values(changes) {
		form[name] = vs
	}
	return c.PostForm(action, form)
}

// Follow loads the page that a reply leads to.
func (c *Client) Follow(p *Page) *Page {
	c.t.Helper()
	to := p.Header.Get("Location")
	if to == "" {
		c.t.Fatalf("%s leads nowhere: %d %s", p.Path, p.Code, p.Text("h1"))
	}
	return c.Get(to)
}

func (c *Client) values(pairs []string) url.Values {
	c.t.Helper()
	if len(pairs)%2 != 0 {
		c.t.Fatalf("names and values in turn, not %q", pairs)
	}
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func (c *Client) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *Client) do(r *http.Request) *Page {
	c.t.Helper()
	for _, k := range c.cookies {
		r.AddCookie(&http.Cookie{Name: k.Name, Value: k.Value})
	}
	if c.last != "" {
		r.Header.Set("Referer", "http://"+r.Host+c.last)
	}
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	res := w.Result()
	c.keep(res.Cookies())
	body, err := io.ReadAll(res.Body)
	c.must(err)
	p := &Page{Code: res.StatusCode, Header: res.Header, Body: string(body), Path: r.URL.RequestURI()}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		if r.Method == http.MethodGet {
			c.last = p.Path
		}
		root, err := html.Parse(strings.NewReader(p.Body))
		c.must(err)
		p.root = Node{root}
	}
	return p
}
