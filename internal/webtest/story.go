package webtest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cespare/webtest"
)

// Stories plays scripts that an inspector can read: who asks for what, and
// what the site answers. The format is that of github.com/cespare/webtest,
// with three additions made by headers and addresses:
//
//	GET /inspection
//	reqheader As clerk           the person; signIn gives the cookies, which then are kept as by a browser
//
//	POST /inspection
//	reqheader As clerk
//	reqheader Keep case          the address this reply leads to is called "case" from here on
//	postquery
//		title=Kiểm tra
//	redirect contains /inspection/
//
//	GET /@case                   the address kept; more may follow: /@case/findings
//	reqheader As chief
//	body contains Kiểm tra
//
//	GET /@                       where the last reply led to
//
// Each script starts with fresh persons. A case without As is a stranger.
func Stories(t *testing.T, glob string, h http.Handler, signIn func(person string) []*http.Cookie) {
	t.Helper()
	scripts, err := filepath.Glob(glob)
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no stories at %s: %v", glob, err)
	}
	for _, s := range scripts {
		p := &play{t: t, h: h, signIn: signIn, persons: map[string]*Client{}, kept: map[string]string{}}
		webtest.TestHandler(t, s, p)
	}
}

// A play is one story under way.
type play struct {
	t       *testing.T
	h       http.Handler
	signIn  func(string) []*http.Cookie
	persons map[string]*Client
	kept    map[string]string // name → path; "" is the last one
}

// ServeHTTP passes a request of the script on as the person it names.
func (p *play) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	who, keep := r.Header.Get("As"), r.Header.Get("Keep")
	r.Header.Del("As")
	r.Header.Del("Keep")
	p.resolve(r)
	if who == "" {
		who = "stranger"
	}
	c := p.persons[who]
	if c == nil {
		c = New(p.t, p.h)
		if who != "stranger" {
			c.keep(p.signIn(who))
		}
		p.persons[who] = c
	}
	for _, k := range c.cookies {
		r.AddCookie(&http.Cookie{Name: k.Name, Value: k.Value})
	}
	rec := httptest.NewRecorder()
	p.h.ServeHTTP(rec, r)
	c.keep(rec.Result().Cookies())
	if to := rec.Header().Get("Location"); to != "" {
		p.kept[""] = to
		if keep != "" {
			p.kept[keep] = to
		}
	}
	for name, vs := range rec.Header() {
		w.Header()[name] = vs
	}
	w.WriteHeader(rec.Code)
	w.Write(rec.Body.Bytes())
}

// resolve puts kept addresses in place of /@name.
func (p *play) resolve(r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/@")
	if !ok {
		return
	}
	name, tail, more := strings.Cut(rest, "/")
	if more {
		tail = "/" + tail
	}
	base, err := url.Parse(p.kept[name])
	if err != nil || base.Path == "" {
		return // the site answers that there is no such page
	}
	r.URL.Path = base.Path + tail
	if r.URL.RawQuery == "" && !more {
		r.URL.RawQuery = base.RawQuery
	}
	r.RequestURI = r.URL.RequestURI()
}
