package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// postgresEngine is the engine for many machines. The position of a row is the
// transaction that wrote it, and the horizon is the oldest transaction still
// running: a sequence would skip what commits late.
var postgresEngine = engine{
	name:    "postgres",
	pos:     "pg_current_xact_id()::text::bigint",
	horizon: "pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
	lock:    "SELECT pg_advisory_xact_lock(71246338)",
	odd: `SELECT 'trigger', t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
		WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
		UNION ALL SELECT 'view', v.viewname::text FROM pg_views v WHERE v.schemaname = current_schema()`,
	class: postgresClass,
	backup: func(context.Context, *DB, string) error {
		return errors.New("a PostgreSQL database is backed up with PostgreSQL's own tools: pg_dump or pg_basebackup")
	},
}

func openPostgres(_ context.Context, address string) (*DB, error) {
	p, err := sql.Open("pgx", address)
	if err != nil {
		return nil, err
	}
	p.SetMaxOpenConns(16)
	p.SetMaxIdleConns(16)
	return &DB{engine: postgresEngine, read: p, write: p}, nil
}

func postgresClass(err error) error {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case "53100":
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case "40001", "40P01", "55P03":
		return fmt.Errorf("%w (%w)", ErrBusy, err)
	}
	return err
}

// connect opens the database of an address without looking into it.
func connect(ctx context.Context, address string) (*DB, error) {
	var d *DB
	var err error
	switch {
	case strings.HasPrefix(address, "sqlite:"):
		d, err = openSQLite(ctx, strings.TrimPrefix(address, "sqlite:"))
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		d, err = openPostgres(ctx, address)
	default:
		return nil, errors.New("the address begins with sqlite: or postgres://")
	}
	if err != nil {
		return nil, err
	}
	d.Now = clock
	if err := d.read.PingContext(ctx); err != nil {
		d.Close()
		return nil, d.engine.class(err)
	}
	return d, nil
}

// redact takes the password out of an address, so that no message shows it.
func redact(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address
	}
	return u.Redacted()
}
