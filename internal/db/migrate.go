package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed schema
var files embed.FS

// clock is the time of the machine.
func clock() time.Time { return time.Now() }

// stamp is a moment as the database keeps it.
func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// Migrate runs the frozen schema files of one module (schema/NNNN_name.sql)
// that have not run yet, each in a transaction. Every module counts its own
// versions.
func (d *DB) Migrate(ctx context.Context, module string, files fs.FS) error {
	sub, err := fs.Sub(files, "schema")
	if err != nil {
		return err
	}
	if m, err := fs.Glob(sub, "*.sql"); err != nil || len(m) == 0 {
		return err
	}
	dialect := database.DialectSQLite3
	if d.engine.name == "postgres" {
		dialect = database.DialectPostgres
	}
	store, err := database.NewStore(dialect, "migration_"+module)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider("", d.write, sub, goose.WithStore(store), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("schema of %s: %w", module, err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("schema of %s: %w", module, d.engine.class(err))
	}
	return nil
}

// Setting returns a setting of the program, "" if there is none.
func (d *DB) Setting(ctx context.Context, name string) (string, error) {
	var v string
	err := d.read.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = $1`, name).Scan(&v)
	if err == sql.ErrNoRows {
		return "", nil
	}
	return v, d.engine.class(err)
}

// settingRecord begins the name under which a setting stands in the journal.
const settingRecord = "setting/"

// SetSetting writes a setting of the program, such as the public key of the
// journal, and its journal entry: a switch such as "demo" decides who gets in.
// Settings that people change are records of a module instead.
func (d *DB) SetSetting(ctx context.Context, name, value string) error {
	value = plain(value)
	return d.Change(ctx, System, "setting.set", func(t *Tx) error {
		had, was := false, ""
		err := t.each(ctx, func(r Row) error { had = true; return r.Scan(&was) }, `SELECT value FROM setting WHERE name = $1`, name)
		if err != nil || had && was == value {
			return err
		}
		_, err = t.exec(ctx, `INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		if err != nil {
			return err
		}
		before := row(nil)
		if had {
			before = row{"value": was}
		}
		return t.entry(ctx, settingRecord+name, "", before, row{"value": value})
	})
}

// Backup writes a copy of the database to a new file, while the program runs.
func (d *DB) Backup(ctx context.Context, path string) error { return d.engine.backup(ctx, d, path) }
