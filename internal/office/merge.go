package office

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"slices"
)

// area is a merged range, counted from 1.
type area struct{ top, left, bottom, right int }

// maxMerges is past any sheet made by hand or by program for reading.
const maxMerges = 100_000

// readMerges finds the merged ranges of a sheet. They stand after the rows in the file, so the part is run
// through once, looking at the beginnings of tags only; this also checks its size and checksum before the
// first row is given out.
func readMerges(r io.Reader) ([]area, error) {
	in := bufio.NewReaderSize(r, scanBuffer)
	var all []area
	for {
		part, err := in.ReadSlice('<')
		if err != nil && err != bufio.ErrBufferFull && err != io.EOF {
			return nil, err
		}
		if a, ok := mergeOf(part); ok {
			if all = append(all, a); len(all) > maxMerges {
				return nil, errMarkup
			}
		}
		if err == io.EOF {
			break
		}
	}
	slices.SortFunc(all, func(a, b area) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.left, b.left)) })
	return all, nil
}

var mergeTag = []byte("mergeCell ")

func mergeOf(tag []byte) (area, bool) {
	if at := bytes.Index(tag[:min(len(tag), 40)], mergeTag); at < 0 || at > 0 && tag[at-1] != ':' {
		return area{}, false
	}
	s := scanner{attrs: tag[bytes.IndexByte(tag, ' '):]}
	first, last, ok := bytes.Cut(s.attr("ref"), []byte{':'})
	if !ok {
		return area{}, false
	}
	left, top, ok1 := cellAt(first)
	right, bottom, ok2 := cellAt(last)
	a := area{min(top, bottom), min(left, right), max(top, bottom), max(left, right)}
	return a, ok1 && ok2 && (a.top != a.bottom || a.left != a.right)
}

// cellAt reads a reference such as AB12 into column and row, from 1.
func cellAt(ref []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 4; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	letters := i
	for ; i < len(ref) && i-letters < 8 && ref[i] >= '0' && ref[i] <= '9'; i++ {
		row = row*10 + int(ref[i]-'0')
	}
	ok = i == len(ref) && letters > 0 && col <= excelCols && row >= 1 && row <= excelRows
	return col, row, ok
}

// columnName writes a column number as letters.
func columnName(n int) string {
	var b [4]byte
	i := len(b)
	for ; n > 0 && i > 0; n = (n - 1) / 26 {
		i--
		b[i] = byte('A' + (n-1)%26)
	}
	return string(b[i:])
}

// merges follows the merged ranges that cover the row being read, one slot a column.
type merges struct {
	coming []area
	slots  []slot
	until  int // the last row any slot covers
}

type slot struct {
	bottom int
	tall   bool
	cell   Cell
}

// tallMerge is the height from which a merged range is someone's whole column: it then covers the rows
// that are there, and makes none.
const tallMerge = 10_000

// cover fills the cells of row n that merged ranges cover, and remembers the texts of ranges that begin in it.
func (m *merges) cover(n, cols int, cells []Cell) []Cell {
	for len(m.coming) > 0 && m.coming[0].top <= n {
		if a := m.coming[0]; a.left <= cols && a.bottom >= n {
			cells = m.begin(a, n, cols, cells)
		}
		m.coming = m.coming[1:]
	}
	if n > m.until {
		return cells
	}
	for col := range m.slots {
		if s := &m.slots[col]; s.bottom >= n && s.cell.Text != "" {
			cells = reach(cells, col+1)
			if cells[col].Kind == KindEmpty {
				cells[col] = s.cell
			}
		}
	}
	return cells
}

func (m *merges) begin(a area, n, cols int, cells []Cell) []Cell {
	var first Cell
	if a.top == n && a.left <= len(cells) {
		first = cells[a.left-1]
	}
	copied := slot{a.bottom, a.bottom-a.top >= tallMerge, Cell{Text: first.Text, Kind: KindMerged, Day: first.Day}}
	for col := a.left; col <= min(a.right, cols); col++ {
		for len(m.slots) < col {
			m.slots = append(m.slots, slot{})
		}
		m.slots[col-1] = copied
	}
	m.until = max(m.until, a.bottom)
	return cells
}

// next gives the first row after n that a merged range with a text covers, or 0.
func (m *merges) next(n int) int {
	if n >= m.until {
		return 0
	}
	for _, s := range m.slots {
		if s.bottom > n && !s.tall && s.cell.Text != "" {
			return n + 1
		}
	}
	return 0
}

func reach(cells []Cell, n int) []Cell {
	for len(cells) < n {
		cells = append(cells, Cell{})
	}
	return cells
}
