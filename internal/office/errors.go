package office

import (
	"errors"
	"fmt"
	"strings"
)

// FileError says why a file, or one place in it, cannot be read. Key names a text in Files;
// Args fill it: {0} is always the file, then sheet, row and column as far as the place is known.
type FileError struct {
	File  string
	Key   string
	Args  []any
	cause error
}

// Error gives the key and its arguments in one line, for logs; people are shown the text of Key.
func (e *FileError) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	for _, a := range e.Args {
		fmt.Fprintf(&b, " %v", a)
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

// Unwrap gives the fault underneath, or nil.
func (e *FileError) Unwrap() error { return e.cause }

func refuse(file, key string, args ...any) *FileError {
	return &FileError{File: file, Key: key, Args: append([]any{file}, args...)}
}

// asFileError turns a fault met while reading into a FileError, keeping one that already is.
func asFileError(file string, err error) error {
	var fe *FileError
	if err == nil || errors.As(err, &fe) {
		return err
	}
	return &FileError{File: file, Key: "office.broken", Args: []any{file}, cause: err}
}
