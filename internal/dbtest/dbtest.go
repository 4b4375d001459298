//go:build unix

// Package dbtest runs a test on both database engines.
//
// PostgreSQL is started privately, once for each test program, from the
// binaries of the distribution. If they are missing the test fails and says
// which package to install: nothing is skipped silently.
package dbtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"liemchinh.vn/internal/db"
)

// Start is the moment at which the clock of a test database stands: Tuesday,
// 24 November 2026, 09:00 in Vietnam.
var Start = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

var schemas atomic.Int64

// alive is the pipe that keeps the private server up. It is referred to here
// so that it is not collected, and so closed, while tests run.
//
//lint:ignore U1000 holding it is all it does
var alive io.Closer

// Each runs f on a fresh SQLite database and on a fresh PostgreSQL schema.
func Each(t *testing.T, f func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// SQLite opens a fresh database in a folder that goes with the test.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	return open(t, "sqlite:"+filepath.Join(t.TempDir(), "t.db"))
}

// Postgres opens a fresh schema on the private server.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	return open(t, PostgresURL(t))
}

// PostgresURL makes a fresh schema on the private server and returns its
// address.
func PostgresURL(t testing.TB) string {
	t.Helper()
	url, err := server()
	if err != nil {
		t.Fatal(err)
	}
	schema := fmt.Sprintf("t%d", schemas.Add(1))
	admin, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = admin.Exec("DROP SCHEMA " + schema + " CASCADE")
		admin.Close()
	})
	return url + "&search_path=" + schema
}

func open(t testing.TB, address string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	d.Now = func() time.Time { return Start }
	addresses.Store(d, address)
	t.Cleanup(func() { addresses.Delete(d); d.Close() })
	return d
}

// addresses are those of the open test databases.
var addresses sync.Map

// Raw opens a test database beside the program, for what no user can do: to
// alter rows behind its back, to fill a million of them, to time a bare query.
func Raw(t testing.TB, d *db.DB) *sql.DB {
	t.Helper()
	address, ok := addresses.Load(d)
	if !ok {
		t.Fatal("not a database of this test")
	}
	driver, name := "pgx", address.(string)
	if path, ok := strings.CutPrefix(name, "sqlite:"); ok {
		driver, name = "sqlite", path
	}
	raw, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	return raw
}

// server starts the private server on first use.
var server = sync.OnceValues(func() (string, error) {
	bin, err := binaries()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "lcpg")
	if err != nil {
		return "", err
	}
	cred, err := unprivileged(dir)
	if err != nil {
		return "", err
	}
	data := filepath.Join(dir, "d")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-A", "trust", "-U", "lc", "--no-sync", "--locale=C", "--encoding=UTF8")
	initdb.Dir, initdb.SysProcAttr = dir, &syscall.SysProcAttr{Credential: cred}
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w\n%s", err, out)
	}
	// The shell holds the read end of a pipe. When this program ends, however
	// it ends, the pipe closes: the server stops and its folder goes.
	sh := exec.Command("sh", "-c", `"$0/postgres" -D "$1/d" -k "$1" -h "" -F -c max_connections=200 -c full_page_writes=off >"$1/log" 2>&1 & p=$!
		cat >/dev/null; kill -QUIT $p; wait $p; rm -rf "$1"`, bin, dir)
	sh.Dir, sh.SysProcAttr = dir, &syscall.SysProcAttr{Credential: cred, Setpgid: true}
	pipe, err := sh.StdinPipe()
	if err != nil {
		return "", err
	}
	alive = pipe
	if err := sh.Start(); err != nil {
		return "", err
	}
	url := "postgres:///postgres?host=" + dir + "&user=lc"
	return url, await(url, dir)
})

// await waits until the server answers.
func await(url, dir string) error {
	p, err := sql.Open("pgx", url)
	if err != nil {
		return err
	}
	defer p.Close()
	for range 200 {
		if err = p.Ping(); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	log, _ := os.ReadFile(filepath.Join(dir, "log"))
	return fmt.Errorf("the test server does not answer: %w\n%s", err, log)
}

// binaries finds the newest PostgreSQL of the distribution.
func binaries() (string, error) {
	dirs, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(dirs) == 0 {
		return "", errors.New("these tests need PostgreSQL's server: apt-get install postgresql")
	}
	version := func(p string) int {
		n, _ := strconv.Atoi(strings.Split(p, "/")[4])
		return n
	}
	slices.SortFunc(dirs, func(a, b string) int { return version(b) - version(a) })
	return filepath.Dir(dirs[0]), nil
}

// unprivileged gives the folder to the user postgres when the tests run as
// root, since the server refuses to.
func unprivileged(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("the server does not run as root and there is no user postgres: %w", err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
