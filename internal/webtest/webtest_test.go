package webtest

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// house is a small site with a case 7 and a form.
func house() http.Handler {
	title := ""
	mux := http.NewServeMux()
	who := func(r *http.Request) string {
		if k, err := r.Cookie("as"); err == nil {
			return k.Value
		}
		return ""
	}
	mux.HandleFunc("POST /case", func(w http.ResponseWriter, r *http.Request) {
		title = r.FormValue("title")
		http.Redirect(w, r, "/case/7", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /case/7", func(w http.ResponseWriter, r *http.Request) {
		if who(r) == "" {
			w.WriteHeader(403)
		}
		fmt.Fprint(w, title, ", ", who(r))
	})
	mux.HandleFunc("GET /case/7/more", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "more of 7, ", who(r)) })
	mux.HandleFunc("GET /form", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes"})
		io.WriteString(w, `<h1 class="big red">Một  <b>hai</b></h1><a href="/case/7">Hồ sơ</a><a href="/case/7">nữa</a><a href="https://elsewhere/">x</a>
<form action="/echo"><input type="hidden" name="version" value="3"><input name="on" value="a&amp;b"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked><textarea name="why">
dòng</textarea><select name="k"><option value="p">P</option><option value="q" selected>Q</option></select><button name="no">Ghi</button></form>`)
	})
	mux.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		if f, h, err := r.FormFile("file"); err == nil {
			b, _ := io.ReadAll(f)
			fmt.Fprint(w, h.Filename, " ", string(b), " ")
		}
		fmt.Fprint(w, r.PostForm.Encode(), " ", r.Header.Get("Cookie"), " ", r.Referer())
	})
	return mux
}

func TestStories(t *testing.T) {
	Stories(t, "testdata/*.txt", house(), func(person string) []*http.Cookie { return []*http.Cookie{{Name: "as", Value: person}} })
}

func TestPage(t *testing.T) {
	c := New(t, house())
	p := c.Get("/form")
	if p.Text("h1.big") != "Một hai" || p.Text("h1 b") != "hai" || p.Text("h2") != "" || !p.Has("a", "Hồ") || p.Has("h1.blue", "") {
		t.Error("the page is read wrongly")
	}
	if d := cmp.Diff([]string{"/case/7"}, p.Links()); d != "" {
		t.Error(d)
	}
	if p.Link("nữa") != "/case/7" || len(p.Find("input[name=r]")) != 2 || len(p.Find("form [name=version]")) != 1 {
		t.Error("elements are found wrongly")
	}
	form, ok := p.Form("/echo")
	want := url.Values{"version": {"3"}, "on": {"a&b"}, "r": {"2"}, "why": {"dòng"}, "k": {"q"}}
	if d := cmp.Diff(want, form); !ok || d != "" {
		t.Error(d)
	}
}

func TestClient(t *testing.T) {
	c := New(t, house())
	p := c.Submit(c.Get("/form"), "/echo", "on", "z")
	if want := "k=q&on=z&r=2&version=3&why=d%C3%B2ng seen=yes http://example.com/form"; p.Body != want {
		t.Errorf("got %q, want %q", p.Body, want)
	}
	if p := c.PostFile("/echo", "file", "sổ.csv", []byte("a;b"), "x", "1"); p.Body != "sổ.csv a;b x=1 seen=yes http://example.com/form" {
		t.Errorf("got %q", p.Body)
	}
	if p := c.Follow(c.Post("/case", "title", "Sổ")); p.Body != "Sổ, " || p.Code != 403 {
		t.Errorf("got %d %q", p.Code, p.Body)
	}
}
