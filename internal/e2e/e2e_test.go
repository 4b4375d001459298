//go:build unix

package e2e

import (
	"bufio"
	"context"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"liemchinh.vn/internal/app"
)

// password is that of the demo's accounts.
const password = "minh-giang-2019"

// sites starts the whole program with the demo, once for all tests, and returns
// the addresses of its connected and its isolated instance. E2E_DIR names a
// folder where the demo is kept between runs.
var sites = sync.OnceValue(func() (at [2]string) {
	dir := os.Getenv("E2E_DIR")
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "lcdemo"); err != nil {
			return at
		}
		made = dir
	}
	r, w := io.Pipe()
	go func() {
		app.Run(running, []string{"demo", "--dir", dir, "--listen", "127.0.0.1:0"}, strings.NewReader(""), w, os.Stderr)
		w.Close()
		close(stopped)
	}()
	s := bufio.NewScanner(r)
	for n := 0; n < len(at) && s.Scan(); {
		if m := regexp.MustCompile(`http://\S+`).FindString(s.Text()); m != "" {
			at[n] = m
			n++
		}
	}
	go func() { _, _ = io.Copy(io.Discard, r) }()
	return at
})

var (
	running, stop = context.WithCancel(context.Background())
	stopped       = make(chan struct{})
	made          string // folder to remove
)

func TestMain(m *testing.M) {
	code := m.Run()
	stop()
	if made != "" {
		select {
		case <-stopped:
		case <-time.After(10 * time.Second):
		}
		os.RemoveAll(made)
	}
	os.Exit(code)
}

// open opens a window on the connected instance of the demo, signed in ("" =
// not); openAlone one on the isolated instance.
func open(t *testing.T, login string) *Browser { t.Helper(); return openAt(t, sites()[0], login) }

func openAlone(t *testing.T, login string) *Browser { t.Helper(); return openAt(t, sites()[1], login) }

func openAt(t *testing.T, address, login string) *Browser {
	t.Helper()
	if address == "" {
		t.Fatal("the demo did not start")
	}
	b := Open(t, address)
	b.Look(Office, "vi", "")
	if login != "" {
		b.SignIn(login)
	}
	return b
}

// SignIn signs in with the demo's password.
func (b *Browser) SignIn(login string) {
	b.t.Helper()
	b.Go("/signin")
	b.Fill("login", login)
	b.Fill("password", password)
	b.Press("Đăng nhập")
	b.Says("Việc của tôi")
}
