package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// sqliteEngine is the engine for one machine: one file, one writer, many
// readers. synchronous=FULL: a step that was acknowledged survives power loss.
var sqliteEngine = engine{
	name:    "sqlite",
	prepare: true,
	pos:     "(SELECT coalesce(max(pos), 0) + 1 FROM %s)",
	horizon: "(SELECT coalesce(max(pos), 0) + 1 FROM %s)",
	lock:    "SELECT 1",
	odd:     "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY type, name",
	class:   sqliteClass,
	backup:  sqliteBackup,
}

const sqlitePragmas = "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=trusted_schema(0)"

func openSQLite(ctx context.Context, path string) (*DB, error) {
	if path == "" {
		return nil, errors.New("sqlite: needs a path, such as sqlite:liemchinh.db")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	uri := "file:" + escapePath(path) + "?" + sqlitePragmas
	w, err := sql.Open("sqlite", uri+"&_txlock=immediate&_pragma=cache_size(-16000)")
	if err != nil {
		return nil, err
	}
	w.SetMaxOpenConns(1)
	r, err := sql.Open("sqlite", uri+"&_pragma=query_only(1)&_pragma=cache_size(-4000)")
	if err != nil {
		w.Close()
		return nil, err
	}
	r.SetMaxOpenConns(8)
	r.SetMaxIdleConns(8)
	d := &DB{engine: sqliteEngine, read: r, write: w}
	if err := sqlitePragmasHold(ctx, w); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func escapePath(p string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(p))
}

// sqlitePragmasHold reads the settings back: a driver that ignores one would
// lose acknowledged steps on power loss without saying so.
func sqlitePragmasHold(ctx context.Context, w *sql.DB) error {
	for _, c := range []struct{ pragma, want string }{{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}} {
		var got string
		if err := w.QueryRowContext(ctx, "PRAGMA "+c.pragma).Scan(&got); err != nil {
			return sqliteClass(err)
		}
		if got != c.want {
			return fmt.Errorf("sqlite: %s is %s, not %s", c.pragma, got, c.want)
		}
	}
	return nil
}

func sqliteClass(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_FULL:
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fmt.Errorf("%w (%w)", ErrBusy, err)
	}
	return err
}

func sqliteBackup(ctx context.Context, d *DB, path string) error {
	_, err := d.write.ExecContext(ctx, "VACUUM INTO $1", path)
	return sqliteClass(err)
}

// duplicate reports whether err says that a row of that key exists already.
func duplicate(err error) bool {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() == lib.SQLITE_CONSTRAINT_PRIMARYKEY || e.Code() == lib.SQLITE_CONSTRAINT_UNIQUE
	}
	var p *pgconn.PgError
	return errors.As(err, &p) && p.Code == "23505"
}
