package db

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// A Follower keeps tables that follow from the records, such as those of the
// search, up to date behind the journal: a step that changes a record does not
// wait for them. The mark up to which the journal was followed is a row of
// watermark with the follower's name, and its tables begin with that name.
type Follower struct {
	d    *DB
	name string
}

// Follower returns the follower of a name. Its schema makes its tables and its
// mark.
func (d *DB) Follower(name string) Follower { return Follower{d, name} }

// stride is how many positions of the journal are followed at once.
const stride = 1000

// Changed lists the records that the journal names from the mark on, as
// "table/id", each once, and the positions they stand between. With no record
// there is nothing to follow.
func (f Follower) Changed(ctx context.Context) (records []string, from, to int64, err error) {
	t := &Tx{View: f.d.As(System)}
	if from, err = t.mark(ctx, f.name); err != nil {
		return nil, 0, 0, err
	}
	if to, err = t.horizon(ctx, "journal"); err != nil {
		return nil, 0, 0, err
	}
	first := to
	err = t.each(ctx, func(r Row) error { return r.Scan(&first) }, `SELECT j.pos FROM journal j WHERE j.pos >= $1 AND j.pos < $2 ORDER BY j.pos, j.id LIMIT 1`, from, to)
	if err != nil || first == to {
		return nil, from, to, err
	}
	to = min(to, first+stride)
	err = t.each(ctx, func(r Row) error {
		var rec string
		err := r.Scan(&rec)
		records = append(records, rec)
		return err
	}, `SELECT DISTINCT j.record FROM journal j WHERE j.pos >= $1 AND j.pos < $2 ORDER BY j.record`, first, to)
	return records, from, to, err
}

// Behind reports how many positions of the journal are not followed yet; on
// PostgreSQL the number is only a measure.
func (f Follower) Behind(ctx context.Context) (n int64, err error) {
	err = f.d.As(System).each(ctx, func(r Row) error { return r.Scan(&n) }, `SELECT coalesce(max(j.pos), -1) + 1 - (SELECT w.pos FROM watermark w WHERE w.name = $1) FROM journal j`, f.name)
	return max(n, 0), err
}

// Write runs fn in one transaction, alone among all processes, and moves the
// mark from one position to another. It does nothing if another process has
// moved it meanwhile.
func (f Follower) Write(ctx context.Context, from, to int64, fn func(exec Execute) error) error {
	return f.d.step(ctx, func(t *Tx) error {
		at, err := t.mark(ctx, f.name)
		if err != nil || at != from {
			return err
		}
		err = fn(func(query string, args ...any) error {
			if !strings.HasPrefix(written.FindString(query), f.name+"_") {
				return fmt.Errorf("%s may not write: %s", f.name, query)
			}
			_, err := t.exec(ctx, query, args...)
			return err
		})
		if err != nil {
			return err
		}
		return t.setMark(ctx, f.name, to)
	})
}

// Execute runs one statement that writes a follower's table.
type Execute func(query string, args ...any) error

var (
	written = regexp.MustCompile(`\b[a-z]+_[a-z_]+\b`)
	asked   = regexp.MustCompile(`\b(?:FROM|JOIN) (\w+)`)
)

// Read runs a query over the follower's own tables and the reach of offices
// alone. What it finds is for the program: a person is shown records, each
// under the condition of its own table.
func (f Follower) Read(ctx context.Context, scan func(Row) error, query string, args ...any) error {
	for _, m := range asked.FindAllStringSubmatch(query, -1) {
		if m[1] != "reach" && !strings.HasPrefix(m[1], f.name+"_") {
			return fmt.Errorf("%s may not read %s", f.name, m[1])
		}
	}
	return f.d.As(System).each(ctx, scan, query, args...)
}
