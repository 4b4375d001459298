package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/text"
)

func formCall(v url.Values) *Call {
	r := httptest.NewRequest("POST", "/", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return &Call{R: r, Lang: text.Vi}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{"8/12/2026": "2026-12-08", "8.12.26": "2026-12-08", "08-12-2026": "2026-12-08", " 2026-12-08 ": "2026-12-08", "29/2/2024": "2024-02-29", "": ""} {
		if got, err := formCall(url.Values{"on": {in}}).Day("on"); got != want || err != nil {
			t.Errorf("Day(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
	for in, want := range map[string]text.Problem{"31/2/2026": ErrNoSuchDay, "29/2/2023": ErrNoSuchDay, "8/13/2026": ErrNoSuchDay, "mai": ErrBadDay, "8/12/202": ErrBadDay, "2026-02-30": ErrBadDay} {
		_, err := formCall(url.Values{"on": {in}}).Day("on")
		if !errors.Is(err, want) {
			t.Errorf("Day(%q): %v, want %v", in, err, want)
		}
		if ps := text.Problems(err); len(ps) != 1 || ps[0].Field != "on" {
			t.Errorf("Day(%q) is not tied to its field: %v", in, ps)
		}
	}
}

func TestInt(t *testing.T) {
	for in, want := range map[string]int{"12.345": 12345, "12,345": 12345, "12 345": 12345, "": 0, "7": 7} {
		if got, err := formCall(url.Values{"n": {in}}).Int("n"); got != want || err != nil {
			t.Errorf("Int(%q) = %d, %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"-1", "1e3", "một", "1000000000", "9223372036854775807"} {
		if _, err := formCall(url.Values{"n": {in}}).Int("n"); !errors.Is(err, ErrBadNumber) {
			t.Errorf("Int(%q): %v", in, err)
		}
	}
}

func TestUpload(t *testing.T) {
	_, h, _ := testSite(t)
	send := func(name, content string) (int, string, string) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		w.WriteField("x", "1")
		if name != "" {
			p, _ := w.CreateFormFile("file", name)
			p.Write([]byte(content))
		}
		w.Close()
		r := httptest.NewRequest("POST", "/upload", &b)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.AddCookie(mau)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		return rec.Code, rec.Header().Get("Location"), rec.Body.String()
	}
	if code, to, _ := send(`C:\dir\so.csv`, "ab"); code != 303 || to != "/so.csv/ab/1" {
		t.Errorf("%d %s", code, to)
	}
	if code, _, body := send("", ""); code != 422 || !strings.Contains(body, "Chưa chọn tệp") {
		t.Errorf("no file: %d", code)
	}
	if code, _, body := send("a", strings.Repeat("x", 1<<20+1)); code != 422 || !strings.Contains(body, "Tệp lớn hơn 1 MB") {
		t.Errorf("long file: %d", code)
	}
}

func TestFragmentHasNoLayout(t *testing.T) {
	_, h, _ := testSite(t)
	if b := bodyOf(send(h, "GET", "/part?part=1", "")); strings.Contains(b, "<html") || !strings.Contains(b, "<kbd>F1</kbd>") {
		t.Errorf("a fragment is the page alone: %s", b)
	}
}

func TestBars(t *testing.T) {
	got := Bars{Items: []Bar{{Name: "a", Result: 50, Target: 100}, {Name: "b", Result: 200}, {Name: "c", Result: 85, Target: 100}}}.Drawn()
	type shape struct{ W, Class, Tick string }
	var have []shape
	for _, d := range got {
		have = append(have, shape{d.Full.W, d.Full.Class, d.Tick})
	}
	want := []shape{{"29.5", "f4", "60"}, {"118", "f1", ""}, {"50.15", "f1", "60"}}
	if d := cmp.Diff(want, have); d != "" {
		t.Error(d)
	}
	years := Kpi{Years: []int{0, 5, 10}}.Bars()
	if years[0].H != "0" || years[1].H != "12.5" || years[1].Class != "f2" || years[2].Class != "f1" || years[2].H != "25" {
		t.Errorf("%+v", years)
	}
	if m := (Meter{Done: 3, Whole: 4}); m.W() != "30" || (Meter{Done: 5, Whole: 4}).W() != "40" || (Meter{}).W() != "0" {
		t.Error("meter")
	}
}

func TestInitials(t *testing.T) {
	for in, want := range map[string]string{"Nguyễn Văn Mẫu": "NM", "Đỗ Ái": "ĐÁ", "admin": "A", "": ""} {
		if got := initials(in); got != want {
			t.Errorf("initials(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestOddBytes: what is no text reaches no handler.
func TestOddBytes(t *testing.T) {
	c := formCall(url.Values{"x": {"a\x80\x00b"}})
	c.R.URL.RawQuery = "q=%80%00"
	c.R.SetPathValue("id", "\xff")
	if c.Form("x") != "a\uFFFDb" || c.Query("q") != "\uFFFD" || c.Path("id") != "\uFFFD" {
		t.Errorf("Form %q, Query %q, Path %q", c.Form("x"), c.Query("q"), c.Path("id"))
	}
}

// TestStrangerSendsNoFile: a body as large as a file is for those signed in.
func TestStrangerSendsNoFile(t *testing.T) {
	_, h, _ := testSite(t)
	for want, cookies := range map[int][]*http.Cookie{http.StatusRequestEntityTooLarge: nil, http.StatusUnprocessableEntity: {mau}} {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		p, _ := w.CreateFormFile("file", "a")
		p.Write(make([]byte, maxForm+1))
		w.Close()
		r := httptest.NewRequest("POST", "/step", &b)
		r.Header.Set("Content-Type", w.FormDataContentType())
		for _, k := range cookies {
			r.AddCookie(k)
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code != want {
			t.Errorf("%v: %d, want %d", cookies, rec.Code, want)
		}
	}
}

// TestFileNotTaken: that the person went away is told as such, a fault of the
// program as an error, and neither as a whole file.
func TestFileNotTaken(t *testing.T) {
	s, _, _ := testSite(t)
	for _, x := range []struct {
		name, want string
		gone       bool
		write      func(io.Writer) error
	}{
		{"gone before the first byte", "INFO", true, func(io.Writer) error { return context.Canceled }},
		{"gone halfway", "INFO", true, func(w io.Writer) error { w.Write([]byte("a")); return context.Canceled }},
		{"fault halfway", "ERROR", false, func(w io.Writer) error { w.Write([]byte("a")); return errors.New("disk") }},
	} {
		var log bytes.Buffer
		s.cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
		ctx, leave := context.WithCancel(t.Context())
		h := s.Serve(access.Public, func(*Call) (Reply, error) {
			return Reply{File: &File{Name: "x.csv", Write: func(w io.Writer) error {
				if x.gone {
					leave()
				}
				return x.write(w)
			}}}, nil
		})
		func() {
			defer func() {
				if p := recover(); p != http.ErrAbortHandler {
					t.Errorf("%s: %v", x.name, p)
				}
			}()
			h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/x", nil))
		}()
		leave()
		if got := log.String(); strings.Count(got, "level=") != 1 || !strings.Contains(got, "level="+x.want) {
			t.Errorf("%s: %s", x.name, got)
		}
	}
}
