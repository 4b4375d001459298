package office

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// textSheet names the one sheet of a text file.
const textSheet = "CSV"

// openText takes the file as a table of text when it is text at all.
func (b *Book) openText(head []byte, r io.ReaderAt, size int64, decode Decode) error {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.mark)) {
			return refuse(b.name, f.key)
		}
	}
	raw := make([]byte, size)
	if n, err := r.ReadAt(raw, 0); n < len(raw) {
		return fmt.Errorf("reading the file: %w", errors.Join(err, io.ErrUnexpectedEOF))
	}
	text, encoding, err := decode(raw)
	if err != nil {
		return &FileError{File: b.name, Key: "office.encoding", Args: []any{b.name}, cause: err}
	}
	text = strings.TrimPrefix(text, "\uFEFF")
	if strings.ContainsRune(text, 0) {
		return refuse(b.name, "office.notable")
	}
	trimmed := strings.TrimSpace(text)
	if strings.Trim(trimmed, ",;\t|\" \r\n") == "" {
		return refuse(b.name, "office.empty")
	}
	start := strings.ToLower(trimmed[:min(len(trimmed), 16)])
	for _, m := range markup {
		if strings.HasPrefix(start, m) {
			return refuse(b.name, "office.markup")
		}
	}
	if !strings.EqualFold(encoding, "utf-8") && !strings.EqualFold(encoding, "utf8") {
		b.notes = append(b.notes, Note{"office.note.encoding", []any{b.name, encoding}})
	}
	b.text, b.delim = strings.ToValidUTF8(text, "\uFFFD"), sniff(text)
	b.sheets = []sheetPart{{name: textSheet}}
	b.takeSeparatorLine()
	return nil
}

// takeSeparatorLine obeys a first line `sep=;`, which Excel writes and does not show.
func (b *Book) takeSeparatorLine() {
	line, rest, ok := strings.Cut(b.text, "\n")
	line = strings.TrimSuffix(line, "\r")
	if ok && len(line) == 5 && strings.EqualFold(line[:4], "sep=") {
		b.text, b.delim = rest, line[4]
	}
}

// delimiters in the order they are preferred when nothing else decides.
const delimiters = "\t;,|"

// sniff finds the delimiter: the one that cuts most of the first rows into one same number of cells.
func sniff(text string) byte {
	best, bestScore := byte(','), 0
	for i := range len(delimiters) {
		in := textScanner{text: text, delim: delimiters[i]}
		widths, most := map[int]int{}, 0
		for range 50 {
			row, ok, err := in.row(1<<20, 1<<14)
			if !ok || err != nil {
				break
			}
			if len(row) > 1 {
				widths[len(row)]++
			}
		}
		for width, times := range widths {
			most = max(most, times*1000+min(width, 999))
		}
		if most > bestScore {
			best, bestScore = delimiters[i], most
		}
	}
	return best
}

// textScanner cuts delimited text into rows (RFC 4180, leniently: a quote inside an unquoted cell is a
// letter, lines end with CRLF, LF or CR).
type textScanner struct {
	text  string
	delim byte
	at    int
	cells []string
}

var (
	errQuote   = errors.New("a quotation mark is never closed")
	errTooWide = errors.New("too many columns")
)

// row gives the next row; its slice is good until the next call. On an error the faulty cell is its last.
func (t *textScanner) row(maxCell, maxCols int) ([]string, bool, error) {
	t.cells = t.cells[:0]
	if t.at >= len(t.text) {
		return nil, false, nil
	}
	for {
		cell, end, err := t.cell()
		if err == nil && len(cell) > maxCell {
			err = errLong
		}
		t.cells = append(t.cells, cell)
		if err == nil && len(t.cells) > maxCols {
			if cell != "" {
				err = errTooWide
			} else {
				t.cells = t.cells[:maxCols] // delimiters without end hold nothing
			}
		}
		if err != nil || end {
			return t.cells, true, err
		}
	}
}

// cell reads one cell and what ends it; end is true at the end of the row.
func (t *textScanner) cell() (cell string, end bool, err error) {
	if t.at < len(t.text) && t.text[t.at] == '"' {
		if cell, err = t.quoted(); err != nil {
			return cell, true, err
		}
	}
	from := t.at
	for t.at < len(t.text) {
		c := t.text[t.at]
		if c == t.delim || c == '\n' || c == '\r' {
			break
		}
		t.at++
	}
	cell += t.text[from:t.at]
	if t.at >= len(t.text) {
		return cell, true, nil
	}
	c := t.text[t.at]
	if t.at++; c == t.delim {
		return cell, false, nil
	}
	if c == '\r' && t.at < len(t.text) && t.text[t.at] == '\n' {
		t.at++
	}
	return cell, true, nil
}

func (t *textScanner) quoted() (string, error) {
	var b strings.Builder
	for t.at++; ; {
		end := strings.IndexByte(t.text[t.at:], '"')
		if end < 0 {
			return "", errQuote
		}
		piece := t.text[t.at : t.at+end]
		t.at += end + 1
		if t.at >= len(t.text) || t.text[t.at] != '"' {
			if b.Len() == 0 {
				return piece, nil
			}
			b.WriteString(piece)
			return b.String(), nil
		}
		b.WriteString(piece)
		b.WriteByte('"')
		t.at++
	}
}

// textRows streams a text file. N counts rows as Excel shows them: empty lines count, line breaks inside
// quotes do not.
func (b *Book) textRows(yield func(Row, error) bool) {
	in, given := textScanner{text: b.text, delim: b.delim}, 0
	for n := 1; ; n++ {
		texts, ok, err := in.row(b.limits.Cell, b.limits.Cols)
		if err != nil {
			yield(Row{}, b.textFault(err, n, len(texts)))
			return
		}
		if !ok {
			return
		}
		for len(texts) > 0 && strings.TrimSpace(texts[len(texts)-1]) == "" {
			texts = texts[:len(texts)-1]
		}
		if len(texts) == 0 {
			continue
		}
		if given++; given > b.limits.Rows {
			yield(Row{}, refuse(b.name, "office.toomanyrows", textSheet, b.limits.Rows))
			return
		}
		cells := make([]Cell, len(texts))
		for i, text := range texts {
			cells[i] = textCell(text)
		}
		if !yield(Row{n, cells}, nil) {
			return
		}
	}
}

func (b *Book) textFault(err error, row, col int) error {
	switch err {
	case errTooWide:
		return refuse(b.name, "office.toomanycols", textSheet, row, columnName(col), b.limits.Cols)
	case errLong:
		return refuse(b.name, "office.celltoolong", textSheet, row, columnName(col), b.limits.Cell)
	case errQuote:
		return refuse(b.name, "office.quote", row, columnName(col))
	}
	return asFileError(b.name, err)
}
