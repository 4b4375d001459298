//go:build unix

package e2e

import (
	"bufio"
	"context"
	"io"
	"regexp"
	"strings"
	"testing"

	"liemchinh.vn/internal/app"
)

// TestFirstRun makes a real instance by hand: the address leads to the
// welcome page, the code from the terminal opens it, the first administrator
// signs in, makes an account for a colleague, and ends a session.
func TestFirstRun(t *testing.T) {
	dir := t.TempDir()
	if n := app.Run(context.Background(), []string{"init", "--dir", dir, "--name", "Tỉnh ủy Thử"}, strings.NewReader(""), io.Discard, io.Discard); n != 0 {
		t.Fatalf("init: exit %d", n)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	r, w := io.Pipe()
	go func() {
		defer close(done)
		app.Run(ctx, []string{"serve", "--dir", dir, "--listen", "127.0.0.1:0"}, strings.NewReader(""), w, io.Discard)
		w.Close()
	}()
	t.Cleanup(func() { stop(); <-done })
	address, code := "", ""
	s := bufio.NewScanner(r)
	for (address == "" || code == "") && s.Scan() {
		if m := regexp.MustCompile(`http://\S+`).FindString(s.Text()); m != "" {
			address = m
		}
		if _, c, ok := strings.Cut(s.Text(), "this code once: "); ok {
			code = c
		}
	}
	go func() { _, _ = io.Copy(io.Discard, r) }()

	b := Open(t, address)
	b.Look(Office, "vi", "")
	b.Go("/inspection")
	b.Axe()
	b.Shot("first-welcome")
	for name, value := range map[string]string{"code": "sai-ma-roi", "org": "Tỉnh ủy Thử", "name": "Lê Quản Trị", "login": "quantri", "password": "mot cau du dai 2026", "again": "mot cau du dai 2026"} {
		b.Fill(name, value)
	}
	submit := func() {
		b.Press(strings.TrimSpace(eval[string](b, `document.querySelector('form .btn-p').textContent`)))
	}
	submit()
	if eval[string](b, `(document.querySelector('.errsum')||{}).innerText||''`) == "" {
		t.Fatalf("a wrong code was taken: %s", b.URL())
	}
	b.Fill("code", code)
	b.Fill("password", "mot cau du dai 2026")
	b.Fill("again", "mot cau du dai 2026")
	submit()
	if strings.HasPrefix(b.URL(), "/signin") {
		b.Fill("login", "quantri")
		b.Fill("password", "mot cau du dai 2026")
		submit()
	}
	b.Says("Đã tạo tài khoản quản trị")
	b.Go("/accounts/new")
	b.Axe()
	b.set("login", "lan")
	b.set("name", "Lê Thị Lan")
	b.set("role", "auditor")
	submit()
	b.Go("/accounts")
	b.Says("Lê Thị Lan", "Lê Quản Trị")
	b.Shot("first-accounts")
	b.Go("/account")
	b.Says("Các máy đang đăng nhập")
	for _, c := range b.Complaints() {
		t.Errorf("the console: %s", c)
	}
}
