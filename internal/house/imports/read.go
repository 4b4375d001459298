package imports

import (
	"errors"
	"io"
	"strings"

	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// Content is a file as read: its sheets, and the head and rows of one.
type Content struct {
	Sheets  []string
	Sheet   string
	HeadRow int // as Excel shows it; 0 if there is none
	Columns []string
	Rows    []office.Row
	Notes   []text.Problem // what the reader must be told: encoding guessed, macros not run
}

// ErrNoHead means that no row of the sheet looks like the titles of columns.
var ErrNoHead = text.Problem{Key: "imports.nohead"}

// headReach is how many rows are looked at for the head.
const headReach = 60

// Read opens a file and reads one of its sheets ("" for the first that has a
// head). Faults are text.Problems tied to the field "file".
func Read(name string, r io.ReaderAt, size int64, sheet string) (Content, error) {
	b, err := office.Open(name, r, size, office.Limits{}, vn.DecodeBytes)
	if err != nil {
		return Content{}, asProblem(err)
	}
	c := Content{Sheets: b.Sheets(), Sheet: sheet}
	for _, n := range b.Notes() {
		c.Notes = append(c.Notes, text.Problem{Key: n.Key, Args: n.Args})
	}
	for _, s := range c.Sheets {
		if sheet != "" && s != sheet {
			continue
		}
		first, err := office.First(b.Rows(s), headReach)
		if err != nil {
			return c, asProblem(err)
		}
		if c.HeadRow, c.Columns = office.Head(first); c.HeadRow > 0 {
			c.Sheet = s
			break
		}
	}
	if c.HeadRow == 0 {
		return c, ErrNoHead.On("file")
	}
	for row, err := range b.Rows(c.Sheet) {
		if err != nil {
			return c, asProblem(err)
		}
		if row.N > c.HeadRow {
			c.Rows = append(c.Rows, row)
		}
	}
	return c, nil
}

func asProblem(err error) error {
	if fe, ok := errors.AsType[*office.FileError](err); ok {
		return text.Problem{Key: fe.Key, Args: fe.Args, Field: "file"}
	}
	return err
}

// encodings finds the columns that are written in an encoding from before
// Unicode. A column that leaves room for doubt, such as one of codes with a
// few names among them, follows the others of its file, unless it holds
// letters that the old encoding could not have.
func encodings(rows []office.Row, m Mapping) map[int]vn.Encoding {
	out := map[int]vn.Encoding{}
	file := vn.NoLegacy
	doubt := map[int]bool{}
	for col := range m {
		texts := typed(rows, col)
		e := vn.Legacy(texts)
		switch {
		case e != vn.NoLegacy:
			out[col], file = e, e
		case oldLetters(texts):
			doubt[col] = true
		}
	}
	if file != vn.NoLegacy {
		for col := range doubt {
			out[col] = file
		}
	}
	return out
}

// typed gives the first typed texts of a column.
func typed(rows []office.Row, col int) []string {
	var out []string
	for _, r := range rows {
		if col < len(r.Cells) && r.Cells[col].Kind == office.KindText {
			if out = append(out, r.Cells[col].Text); len(out) == guessRows {
				break
			}
		}
	}
	return out
}

// oldLetters reports whether texts have letters with marks, and none that
// Latin-1 and Windows-1252 lack.
func oldLetters(texts []string) bool {
	marked := false
	for _, t := range texts {
		for _, r := range t {
			if r >= 0x0100 && r < 0x2000 {
				return false
			}
			marked = marked || r >= 0x80
		}
	}
	return marked
}

// Letter is the letter of a column, from 0: A, B … Z, AA.
func Letter(column int) string {
	var b strings.Builder
	if column >= 26 {
		b.WriteString(Letter(column/26 - 1))
	}
	b.WriteByte(byte('A' + column%26))
	return b.String()
}
