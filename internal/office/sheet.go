package office

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sheetReader streams one sheet of a workbook.
type sheetReader struct {
	book    *Book
	sheet   string
	s       *scanner
	merges  merges
	row     int // number of the row being read
	given   int // rows given out
	width   int // cells in the row before, to size the next
	lastCol int
	yield   func(Row, error) bool
}

// errStop ends a reading whose taker wants no more.
var errStop = errors.New("stop")

func (b *Book) sheetRows(part sheetPart, yield func(Row, error) bool) {
	r := &sheetReader{book: b, sheet: part.name, yield: yield}
	if err := r.read(part.part); err != nil && err != errStop {
		yield(Row{}, r.place(err))
	}
}

// place names the sheet and row of a fault met while reading.
func (r *sheetReader) place(err error) error {
	var fe *FileError
	if errors.As(err, &fe) {
		return err
	}
	return &FileError{File: r.book.name, Key: "office.broken.row", Args: []any{r.book.name, r.sheet, r.row}, cause: err}
}

func (r *sheetReader) read(part string) error {
	first, err := r.book.work.parts.open(part)
	if err != nil {
		return err
	}
	r.merges.coming, err = readMerges(first)
	if err := errors.Join(err, first.Close()); err != nil {
		return err
	}
	again, err := r.book.work.parts.open(part)
	if err != nil {
		return err
	}
	defer again.Close()
	r.s = newScanner(again)
	return r.rows()
}

func (r *sheetReader) rows() error {
	inside := false
	for {
		if err := r.s.next(); err != nil {
			if err == io.EOF {
				return io.ErrUnexpectedEOF // sheetData must close, or the file was cut short
			}
			return err
		}
		switch string(r.s.name) {
		case "sheetData":
			if r.s.kind != tagOpen {
				return r.covered(r.merges.until + 1)
			}
			inside = true
		case "row":
			if !inside || r.s.kind == tagClose {
				continue
			}
			if err := r.oneRow(); err != nil {
				return err
			}
		}
	}
}

func (r *sheetReader) oneRow() error {
	n := r.s.attrInt("r", r.row+1)
	if n <= r.row || n > excelRows {
		return errMarkup // rows stand in order
	}
	if err := r.covered(n); err != nil {
		return err
	}
	r.row, r.lastCol = n, 0
	cells := make([]Cell, 0, r.width)
	if r.s.kind == tagOpen {
		var err error
		if cells, err = r.cells(cells); err != nil {
			return err
		}
	}
	r.width = max(len(cells), min(r.width, 64))
	return r.give(n, cells)
}

// covered gives out the rows before n that the file leaves out but a merged range covers.
func (r *sheetReader) covered(n int) error {
	for next := r.merges.next(r.row); next > 0 && next < n; next = r.merges.next(r.row) {
		r.row = next
		if err := r.give(next, nil); err != nil {
			return err
		}
	}
	return nil
}

func (r *sheetReader) give(n int, cells []Cell) error {
	cells = r.merges.cover(n, r.book.limits.Cols, cells)
	for len(cells) > 0 && cells[len(cells)-1].Kind == KindEmpty {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	if r.given++; r.given > r.book.limits.Rows {
		return refuse(r.book.name, "office.toomanyrows", r.sheet, r.book.limits.Rows)
	}
	if !r.yield(Row{n, cells}, nil) {
		return errStop
	}
	return nil
}

func (r *sheetReader) cells(cells []Cell) ([]Cell, error) {
	for {
		if err := r.s.next(); err != nil {
			return nil, cutShort(err)
		}
		switch string(r.s.name) {
		case "row":
			if r.s.kind != tagClose {
				return nil, errMarkup
			}
			return cells, nil
		case "c":
			if r.s.kind == tagClose {
				continue
			}
			col, cell, err := r.oneCell()
			if err != nil {
				return nil, err
			}
			if cell.Kind == KindEmpty {
				continue
			}
			if col > r.book.limits.Cols {
				return nil, refuse(r.book.name, "office.toomanycols", r.sheet, r.row, columnName(col), r.book.limits.Cols)
			}
			cells = reach(cells, col)
			cells[col-1] = cell
		}
	}
}

// oneCell reads the cell whose opening tag is current.
func (r *sheetReader) oneCell() (int, Cell, error) {
	col := r.lastCol + 1
	if ref := r.s.attr("r"); ref != nil {
		var ok bool
		if col, _, ok = cellAt(ref); !ok || col <= r.lastCol {
			return 0, Cell{}, errMarkup
		}
	}
	r.lastCol = col
	kind, style := storedOf(r.s.attr("t")), r.s.attrInt("s", 0)
	in, err := r.content(kind)
	if errors.Is(err, errLong) {
		err = refuse(r.book.name, "office.celltoolong", r.sheet, r.row, columnName(col), r.book.limits.Cell)
	}
	if err != nil {
		return 0, Cell{}, err
	}
	cell, err := r.value(kind, in.raw, style)
	if in.computed {
		cell.Formula = in.formula
		if cell.Kind != KindError {
			cell.Kind = KindFormula
		}
	}
	return col, cell, err
}

// content is what stands inside a cell.
type content struct {
	raw, formula string
	computed     bool
}

// content reads to the end of the current cell.
func (r *sheetReader) content(kind stored) (in content, err error) {
	for r.s.kind != tagSelf {
		if err := r.s.next(); err != nil {
			return in, cutShort(err)
		}
		name := elementOf(r.s.name)
		if r.s.kind == tagClose {
			if name == elementCell {
				return in, nil
			}
			continue
		}
		if name != elementValue && name != elementFormula && name != elementInline {
			continue
		}
		text, err := r.s.text(r.book.limits.Cell, "rPh")
		if err != nil {
			return in, err
		}
		r.s.kind = tagOpen // the element was read to its end; the cell goes on
		switch {
		case name == elementFormula:
			in.computed, in.formula = true, strings.ToValidUTF8(string(text), "\uFFFD")
		case kind == storedInline || kind == storedText:
			in.raw = plainText(text)
		default:
			in.raw = strings.TrimSpace(strings.ToValidUTF8(string(text), "\uFFFD"))
		}
	}
	return in, nil
}

// element names what may stand in a cell.
type element uint8

const (
	elementOther element = iota
	elementCell
	elementValue
	elementFormula
	elementInline
)

func elementOf(name []byte) element {
	switch string(name) {
	case "c":
		return elementCell
	case "v":
		return elementValue
	case "f":
		return elementFormula
	case "is":
		return elementInline
	}
	return elementOther
}

// stored says how a cell's value is stored (ECMA-376 part 1, 18.18.11).
type stored uint8

const (
	storedNumber stored = iota
	storedShared
	storedInline
	storedText
	storedBool
	storedError
	storedDate
)

var storedKinds = map[string]stored{"s": storedShared, "inlineStr": storedInline, "str": storedText, "b": storedBool, "e": storedError, "d": storedDate}

func storedOf(t []byte) stored { return storedKinds[string(t)] }

func (r *sheetReader) value(kind stored, raw string, style int) (Cell, error) {
	if raw == "" {
		return Cell{}, nil
	}
	switch kind {
	case storedShared:
		n, err := strconv.Atoi(raw)
		text, ok := r.book.work.texts.at(n)
		if err != nil || !ok {
			return Cell{}, errMarkup
		}
		return textCell(text), nil
	case storedInline, storedText:
		return textCell(raw), nil
	case storedBool:
		if raw == "1" || strings.EqualFold(raw, "true") {
			return Cell{Text: "TRUE", Kind: KindBool}, nil
		}
		return Cell{Text: "FALSE", Kind: KindBool}, nil
	case storedError:
		return Cell{Text: raw, Kind: KindError}, nil
	case storedDate:
		return isoCell(raw), nil
	}
	var format numberFormat
	if style >= 0 && style < len(r.book.work.formats) {
		format = r.book.work.formats[style]
	}
	return format.number(raw, r.book.work.from), nil
}

// textCell is a text, or nothing when it is only spaces.
func textCell(text string) Cell {
	if strings.TrimSpace(text) == "" {
		return Cell{}
	}
	return Cell{Text: text, Kind: KindText}
}

// plainText makes valid UTF-8 of a stored text and reads its _x000D_ escapes (ECMA-376 part 1, 22.9.2.19).
func plainText(raw []byte) string {
	text := string(raw)
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if i+7 <= len(text) && text[i:i+2] == "_x" && text[i+6] == '_' {
			if n, err := strconv.ParseUint(text[i+2:i+6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				i += 7
				continue
			}
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}
