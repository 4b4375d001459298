package db

import (
	"context"
	"fmt"
)

// LimitPages bounds the size of a SQLite database, as a full disk does.
func LimitPages(d *DB, pages int) error {
	_, err := d.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	return err
}

// Exec runs a statement inside a change, as nobody but a test may.
func Exec(ctx context.Context, t *Tx, text string) error {
	_, err := t.exec(ctx, text)
	return err
}
