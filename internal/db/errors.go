package db

import (
	"errors"
	"fmt"
	"strings"
)

var (
	// ErrNotFound means that there is no such record, or none that the viewer
	// may see: the two are not told apart.
	ErrNotFound = errors.New("not found")
	// ErrOutOfReach means that a record would be written outside the offices
	// or the clearance of the person who writes it.
	ErrOutOfReach = errors.New("outside the writer's offices or clearance")
	// ErrConflict is wrapped by *Conflict.
	ErrConflict = errors.New("changed by someone else meanwhile")
	// ErrFull means that the disk is full: nothing was written, reading goes on.
	ErrFull = errors.New("the disk is full: nothing was written")
	// ErrBusy means that another process holds the database.
	ErrBusy = errors.New("the database is busy: nothing was written, try again")
)

// A Conflict says who changed a record between the moment the writer read it
// and the moment the writer saved, and what.
type Conflict struct {
	Record string // table/id
	By     string
	At     string // moment, UTC
	Fields []FieldChange
}

// A FieldChange is one column before and after, as shown to people.
type FieldChange struct{ Name, Was, Now string }

// Error says what changed, for logs; pages say it in the reader's language.
func (c *Conflict) Error() string {
	var f []string
	for _, x := range c.Fields {
		f = append(f, fmt.Sprintf("%s: %q → %q", x.Name, x.Was, x.Now))
	}
	return fmt.Sprintf("%s was changed by %s at %s: %s", c.Record, c.By, c.At, strings.Join(f, "; "))
}

// Unwrap makes errors.Is(err, ErrConflict) true.
func (c *Conflict) Unwrap() error { return ErrConflict }
