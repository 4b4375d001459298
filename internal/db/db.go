// Package db is the one door to the database, on SQLite and PostgreSQL alike.
//
// Reading asks who is looking: every query carries the mark {visible t}, which
// becomes the condition that hides rows outside the viewer's offices and
// clearance and rows of a dossier the viewer is a subject of. Writing asks who
// acts and why: a change, its journal entry and its facts are one transaction.
//
// The SQL text is the same for both engines. What differs stands in sqlite.go
// and postgres.go.
package db

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"time"

	"liemchinh.vn/internal/merkle"
)

// DB is an open database. It is safe for use by several goroutines.
type DB struct {
	// Now is the clock. Tests and the demo set it.
	Now func() time.Time
	// Signer signs checkpoints of the journal; nil means that the journal is
	// sealed but not signed.
	Signer *merkle.Signer

	engine  engine
	read    *sql.DB // many readers
	write   *sql.DB // one writer on SQLite; the same pool on PostgreSQL
	stmts   sync.Map
	inserts sync.Map   // table → its insert statement
	fold    sync.Mutex // one fold at a time in this process
	kinds   []Kind
	checks  []Check
}

// engine is what differs between SQLite and PostgreSQL.
type engine struct {
	name    string // "sqlite" or "postgres"
	prepare bool   // statements are prepared here; pgx does it by itself
	pos     string // SQL for the position of a new row of table %s
	horizon string // SQL for the first position of table %s that may still be written
	lock    string // SQL taken first in a fold, so that one process folds at a time
	odd     string // SQL for what no schema of the program makes: type and name of triggers and views
	class   func(error) error
	backup  func(ctx context.Context, d *DB, path string) error
}

// of puts the name of a table into the SQL of an engine.
func of(sql, table string) string { return strings.ReplaceAll(sql, "%s", table) }

// Open opens the database that the address names: "sqlite:PATH" or
// "postgres://…". It checks that the database answers and behaves as the
// program needs, and creates the tables of the kit.
func Open(ctx context.Context, address string) (*DB, error) {
	d, err := connect(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", redact(address), err)
	}
	if err := d.selfTest(ctx); err != nil {
		d.Close()
		return nil, fmt.Errorf("database %s: %w", redact(address), err)
	}
	if err := d.Migrate(ctx, "db", files); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// Close closes the database.
func (d *DB) Close() error {
	d.stmts.Range(func(_, s any) bool { _ = s.(*sql.Stmt).Close(); return true })
	if d.write != d.read {
		_ = d.write.Close()
	}
	return d.read.Close()
}

// Engine names the engine: "sqlite" or "postgres".
func (d *DB) Engine() string { return d.engine.name }

// selfTest refuses a driver that binds $2 before $1 by order of appearance, or
// a database that does not sort text by bytes: both would corrupt silently.
func (d *DB) selfTest(ctx context.Context) error {
	var a, b string
	if err := d.read.QueryRowContext(ctx, `SELECT $2, $1`, "one", "two").Scan(&a, &b); err != nil {
		return err
	}
	if a != "two" || b != "one" {
		return fmt.Errorf("the driver binds $1 and $2 by appearance, not by number")
	}
	var bytewise bool
	if err := d.read.QueryRowContext(ctx, `SELECT 'B' < 'a' AND 'z' < 'đ'`).Scan(&bytewise); err != nil {
		return err
	}
	if !bytewise {
		return fmt.Errorf("text must sort by bytes: create the database with LC_COLLATE 'C'")
	}
	return nil
}

// NewID returns a new identifier: a UUID of version 7, so that ids sort by
// time of creation.
func NewID() string { return idAt(time.Now()) }

var idMu sync.Mutex
var idLast int64

// idAt makes ids strictly increasing within a process, so that records made
// in one loop keep their order.
func idAt(t time.Time) string {
	idMu.Lock()
	us := t.UnixMicro()
	if us <= idLast {
		us = idLast + 1
	}
	idLast = us
	idMu.Unlock()
	var b [16]byte
	_, _ = rand.Read(b[:])
	ms, sub := us/1000, us%1000
	for i := range 6 {
		b[i] = byte(ms >> (8 * (5 - i)))
	}
	b[6], b[7] = 0x70|byte(sub>>6)&0x0f, byte(sub<<2)|b[7]&0x03
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// stmt returns the prepared statement for a text on the readers' pool.
func (d *DB) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := d.stmts.Load(text); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := d.read.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if had, loaded := d.stmts.LoadOrStore(text, s); loaded {
		_ = s.Close()
		return had.(*sql.Stmt), nil
	}
	return s, nil
}

// transaction is a transaction with the statements prepared in it. They are
// prepared on its own connection: asking the pool for another one while
// holding the only writer would wait for ever.
type transaction struct {
	*sql.Tx
	stmts map[string]*sql.Stmt
}

func (t *transaction) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := t.stmts[text]; ok {
		return s, nil
	}
	s, err := t.PrepareContext(ctx, text)
	if err == nil {
		t.stmts[text] = s
	}
	return s, err
}

// begin starts a transaction on a pool.
func (d *DB) begin(ctx context.Context, pool *sql.DB, o *sql.TxOptions) (*transaction, error) {
	tx, err := pool.BeginTx(ctx, o)
	if err != nil {
		return nil, d.engine.class(err)
	}
	return &transaction{tx, map[string]*sql.Stmt{}}, nil
}
