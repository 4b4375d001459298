// Package web turns requests into calls and replies into pages: the layout,
// the parts that pages are made of, forms, refusals, assets, and the headers
// that keep a browser from doing anything else.
//
// A handler gets a Call and answers a Reply or an error. It never writes to
// the connection itself; Site does, and draws errors in words.
package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/text"
)

// A Call is one request by one person.
type Call struct {
	R     *http.Request
	Who   access.Who
	Lang  text.Lang
	Today string // the day of the call in Viet Nam, YYYY-MM-DD

	w     http.ResponseWriter
	texts *text.Texts
}

// A Handler answers a call.
type Handler func(*Call) (Reply, error)

// Context is the request's context; it ends when the person goes away.
func (c *Call) Context() context.Context { return c.R.Context() }

// Path returns a part of the path, such as "id".
func (c *Call) Path(name string) string { return plain(c.R.PathValue(name)) }

// Query returns a parameter of the address.
func (c *Call) Query(name string) string { return plain(c.R.URL.Query().Get(name)) }

// plain puts right what is no text: bytes that are not UTF-8, and NUL, which
// no database keeps.
func plain(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// Form returns a field of the posted form, without blanks around it.
func (c *Call) Form(name string) string {
	if vs := c.Forms(name); len(vs) > 0 {
		return strings.TrimSpace(vs[0])
	}
	return ""
}

// Forms returns all values of a field of the posted form, such as of a group
// of tick boxes.
func (c *Call) Forms(name string) []string {
	c.parse()
	return c.R.PostForm[name]
}

// Posted reports whether the call carries a form.
func (c *Call) Posted() bool { return c.R.Method == http.MethodPost }

// Say returns a text in the language of the call.
func (c *Call) Say(key string, args ...any) string { return c.texts.Say(c.Lang, key, args...) }

// Texts returns the texts of the program, for numbers and days.
func (c *Call) Texts() *text.Texts { return c.texts }

// SetCookie adds a cookie to the reply. The cookie is sealed off from scripts
// and from other sites, whatever was asked for.
func (c *Call) SetCookie(k *http.Cookie) {
	k.HttpOnly, k.SameSite = true, http.SameSiteStrictMode
	k.Secure = c.R.TLS != nil
	if k.Path == "" {
		k.Path = "/"
	}
	http.SetCookie(c.w, k)
}

// memory is how much of a form is kept in memory; the rest of a file goes to
// the disk until the call ends.
const memory = 8 << 20

func (c *Call) parse() error {
	if c.R.PostForm != nil {
		return nil
	}
	var err error
	if strings.HasPrefix(c.R.Header.Get("Content-Type"), "multipart/form-data") {
		err = c.R.ParseMultipartForm(memory)
	} else {
		err = c.R.ParseForm()
	}
	for _, vs := range c.R.PostForm {
		for i := range vs {
			vs[i] = plain(vs[i])
		}
	}
	if _, long := errors.AsType[*http.MaxBytesError](err); err != nil && !long {
		err = fmt.Errorf("%w: %w", errForm, err)
	}
	return err
}

// Problems of an upload.
var (
	ErrNoFile  = text.Problem{Key: "web.upload.none"}
	ErrTooLong = text.Problem{Key: "web.upload.long"}
)

// An Upload is a file that came with a form. Close it after use.
type Upload struct {
	Name string // as the person's machine names it, without folders
	Size int64  // bytes
	multipart.File
}

// Bytes reads the whole file.
func (u *Upload) Bytes() ([]byte, error) {
	if _, err := u.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(u)
}

// Upload returns the file of a form field, of at most max bytes. The errors
// ErrNoFile and ErrTooLong are tied to the field.
func (c *Call) Upload(name string, max int64) (*Upload, error) {
	f, h, err := c.R.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, ErrNoFile.On(name)
	}
	if err != nil {
		return nil, fmt.Errorf("open upload: %w", err)
	}
	if h.Size > max {
		f.Close()
		return nil, tooLong(name, max)
	}
	return &Upload{Name: plain(h.Filename[strings.LastIndexAny(h.Filename, `/\`)+1:]), Size: h.Size, File: f}, nil
}

func tooLong(field string, max int64) text.Problem {
	p := ErrTooLong.On(field)
	p.Args = []any{max >> 20}
	return p
}
