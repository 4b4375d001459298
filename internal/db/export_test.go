package db

import "fmt"

// LimitPages bounds the size of a SQLite database, as a full disk does.
func LimitPages(d *DB, pages int) error {
	_, err := d.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	return err
}
