package office

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"unicode/utf8"
)

// Decode turns the bytes of a text file into UTF-8 and names the encoding it found.
type Decode = func([]byte) (text string, encoding string, err error)

// CellKind says what a cell holds.
type CellKind uint8

// The kinds of a cell.
const (
	KindEmpty   CellKind = iota
	KindText             // typed text, every cell of a text file, and times of day
	KindNumber           // a number, as plain digits
	KindDate             // a serial number shown as a date; Day is set
	KindBool             // TRUE or FALSE
	KindFormula          // the last computed value of a formula; empty when never computed
	KindError            // #REF! and its like
	KindMerged           // a cell covered by a merged range; Text is that of the range's first cell
)

var kindNames = [...]string{"empty", "text", "number", "date", "bool", "formula", "error", "merged"}

// String gives the kind's English word.
func (k CellKind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Cell is one cell of a row.
// Text is what the reader of the sheet sees, except that numbers are never rounded, grouped or put in
// scientific notation; dates are dd/mm/yyyy. Formula is without its "=", and empty for a cell that
// shares the formula of another. Day is YYYY-MM-DD for date cells, merged copies and formulas giving dates.
type Cell struct {
	Text    string
	Kind    CellKind
	Formula string
	Day     string
}

// Row is one row that holds something. N is its number as Excel shows it, from 1.
// Cells ends with the last cell that holds something.
type Row struct {
	N     int
	Cells []Cell
}

// Note is something the reader of a file must be told though the file was accepted: macros were not run,
// sheets are hidden, the encoding was guessed. Key names a text in Files; {0} is the file.
type Note struct {
	Key  string
	Args []any
}

// Book is an open file of tables. It keeps no file or goroutine of its own: when the reader given to
// Open is closed, the book is of no more use. Rows may be read several times, one reading at a time.
type Book struct {
	name   string
	limits Limits
	sheets []sheetPart
	notes  []Note
	work   *workbook // nil for a text file
	text   string
	delim  byte
}

type sheetPart struct {
	name   string
	part   string
	hidden bool
}

// Sheets names the sheets in the order of their tabs. Hidden ones are left out unless all are hidden.
// A text file has one sheet, named CSV.
func (b *Book) Sheets() []string { return b.list(b.allHidden()) }

// Hidden names the hidden sheets. They can be read with Rows when someone asks for them.
func (b *Book) Hidden() []string {
	if b.allHidden() {
		return nil
	}
	return b.list(true)
}

func (b *Book) list(hidden bool) []string {
	var names []string
	for _, s := range b.sheets {
		if s.hidden == hidden {
			names = append(names, s.name)
		}
	}
	return names
}

func (b *Book) allHidden() bool {
	for _, s := range b.sheets {
		if !s.hidden {
			return false
		}
	}
	return true
}

// Notes lists what the reader of the file must be told.
func (b *Book) Notes() []Note { return b.notes }

// Rows streams the rows of a sheet that hold something, in order. A fault is yielded once, as a
// *FileError, and ends the stream.
func (b *Book) Rows(sheet string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, s := range b.sheets {
			if s.name != sheet {
				continue
			}
			if b.work == nil {
				b.textRows(yield)
			} else {
				b.sheetRows(s, yield)
			}
			return
		}
		yield(Row{}, refuse(b.name, "office.nosheet", sheet))
	}
}

var (
	zipMark = []byte("PK\x03\x04")
	oleMark = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
)

// foreign lists files that are plainly something else, by their first bytes.
var foreign = []struct{ mark, key string }{
	{"%PDF", "office.pdf"},
	{"\x09\x08\x10\x00", "office.xls"}, {"\x09\x08\x08\x00", "office.xls"},
	{"\x09\x04\x06\x00", "office.xls"}, {"\x09\x02\x06\x00", "office.xls"},
	{"PK\x05\x06", "office.empty"},
	{"Rar!", "office.notable"}, {"7z\xBC\xAF", "office.notable"}, {"\x1F\x8B", "office.notable"},
	{"\x89PNG", "office.notable"}, {"\xFF\xD8\xFF", "office.notable"}, {"{\\rtf", "office.notable"},
}

// markup lists beginnings of text files that Excel opens but that are not tables of text.
var markup = []string{"<!doctype", "<html", "<head", "<meta", "<table", "<?xml", "<style", "<body"}

// Open recognises a file by its content, never by its name, and gets it ready to be read.
// name is used in messages only. Every refusal is a *FileError.
func Open(name string, r io.ReaderAt, size int64, o Limits, decode Decode) (*Book, error) {
	b := &Book{name: name, limits: o.filled()}
	if size <= 0 {
		return nil, refuse(name, "office.empty")
	}
	if size > b.limits.Bytes {
		return nil, refuse(name, "office.toobig", megabytes(size), megabytes(b.limits.Bytes))
	}
	head := make([]byte, min(size, 512))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		if err == nil || errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, asFileError(name, err)
	}
	var err error
	switch {
	case bytes.HasPrefix(head, zipMark):
		err = b.openZip(r, size)
	case bytes.HasPrefix(head, oleMark):
		err = b.openOLE(r, size)
	default:
		err = b.openText(head, r, size, decode)
	}
	if err != nil {
		return nil, asFileError(name, err)
	}
	return b, nil
}

// openOLE refuses the old container, after finding out what to advise: it holds either an old .xls,
// or a modern workbook locked with a password.
func (b *Book) openOLE(r io.ReaderAt, size int64) error {
	all := make([]byte, size)
	if _, err := r.ReadAt(all, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case bytes.Contains(all, wide("EncryptedPackage")):
		return refuse(b.name, "office.password")
	case bytes.Contains(all, wide("Workbook")), bytes.Contains(all, wide("Book")):
		return refuse(b.name, "office.xls")
	}
	return refuse(b.name, "office.notable")
}

// wide writes an ASCII name as the old container's directory does, two bytes a letter.
func wide(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}

func megabytes(n int64) string { return decimal(float64(n*10>>20)/10) + " MB" }

// cut keeps a text within n bytes without splitting a letter, for messages.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
