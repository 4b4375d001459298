package office

import (
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"
)

// First takes up to n rows of a stream, for Head. It gives what it has along with a fault.
func First(rows iter.Seq2[Row, error], n int) ([]Row, error) {
	var out []Row
	for row, err := range rows {
		if err != nil {
			return out, err
		}
		if out = append(out, row); len(out) >= n {
			break
		}
	}
	return out, nil
}

const (
	headReach = 40  // rows among which the head is looked for
	headBelow = 5   // rows below that must look like its table
	headLong  = 120 // bytes beyond which a text is no column title
)

// Head finds the row of column titles among the first rows of a sheet, below letterheads and merged title
// lines: the first row most of whose cells are short, different texts and below which rows have the same
// width. Titles over two rows become "upper – lower", and a row that numbers the columns is passed over.
// Data begin after row headRow (numbered as Excel shows it); it is 0 when no row looks like a head.
// columns has one title for each column, empty where there is none.
func Head(rows []Row) (headRow int, columns []string) {
	for i := range min(len(rows), headReach) {
		if !looksLikeHead(rows[i]) || !hasTableBelow(rows, i) {
			continue
		}
		for i > 0 && isSecondHead(rows[i-1], rows[i]) {
			i-- // wide groups of columns make the upper row look like a title line
		}
		columns, headRow = titles(rows[i]), rows[i].N
		for i+1 < len(rows) && isSecondHead(rows[i], rows[i+1]) {
			i++
			columns, headRow = joinTitles(columns, titles(rows[i])), rows[i].N
		}
		if i+1 < len(rows) && numbersColumns(rows[i+1]) {
			headRow = rows[i+1].N
		}
		return headRow, columns
	}
	return 0, nil
}

func titles(r Row) []string {
	out := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		out[i] = strings.Join(strings.Fields(c.Text), " ")
	}
	return out
}

// looksLikeHead: most cells of the row are short texts, not one text over and over.
func looksLikeHead(r Row) bool {
	filled, good, seen := 0, 0, map[string]bool{}
	for _, t := range r.Cells {
		if t.Kind == KindEmpty {
			continue
		}
		filled++
		word := strings.ToLower(strings.TrimSpace(t.Text))
		if len(word) <= headLong && isTitle(t) && (t.Kind != KindMerged || !seen[word]) {
			good++
		}
		seen[word] = true
	}
	return filled > 0 && good*5 >= filled*3 && (len(seen) > 1 || filled == 1 && len(r.Cells) == 1) && filled*2 >= len(r.Cells)
}

// isTitle: the cell has letters, or is a year, as tables by year have them.
func isTitle(c Cell) bool {
	if isYear(strings.TrimSpace(c.Text)) {
		return true
	}
	switch c.Kind {
	case KindText, KindMerged, KindFormula:
		_, err := strconv.ParseFloat(strings.TrimSpace(c.Text), 64)
		return err != nil && c.Day == "" && hasLetter(c.Text)
	}
	return false
}

func isYear(s string) bool {
	return len(s) == 4 && isDigits(s) && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}

func hasLetter(s string) bool {
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// hasTableBelow: the rows below are as wide as the row, give or take cells left blank, and none of them is
// filled so much more that the row must be a letterhead.
func hasTableBelow(rows []Row, at int) bool {
	width := filledCells(rows[at])
	below := rows[at+1 : min(len(rows), at+1+headBelow)]
	if len(below) == 0 {
		return width > 1 // a form with no rows yet
	}
	alike := 0
	for _, r := range below {
		if filledCells(r)*3 > allCells(rows[at])*4 {
			return false
		}
		if len(r.Cells) <= len(rows[at].Cells)+len(rows[at].Cells)/4 && filledCells(r)*2 >= width {
			alike++
		}
	}
	return alike*2 >= len(below)
}

func allCells(r Row) int {
	n := 0
	for _, c := range r.Cells {
		if c.Kind != KindEmpty {
			n++
		}
	}
	return n
}

// filledCells counts cells that hold something of their own.
func filledCells(r Row) int {
	n := 0
	for i, c := range r.Cells {
		if c.Kind != KindEmpty && (c.Kind != KindMerged || i == 0 || r.Cells[i-1].Text != c.Text) {
			n++
		}
	}
	return n
}

// isSecondHead: below is a continuation of the head when merged ranges of the head reach into it, and
// what is new in it are short texts.
func isSecondHead(head, below Row) bool {
	reaching, titled := 0, 0
	for i, c := range below.Cells {
		switch {
		case c.Kind == KindEmpty:
		case c.Kind == KindMerged && i < len(head.Cells) && head.Cells[i].Text == c.Text:
			reaching++
		case isTitle(c) && len(c.Text) <= headLong:
			titled++
		default:
			return false
		}
	}
	return reaching > 0 && titled+reaching > 1
}

func joinTitles(upper, lower []string) []string {
	out := make([]string, max(len(upper), len(lower)))
	for i := range out {
		switch {
		case i >= len(lower) || lower[i] == "":
			out[i] = upper[i]
		case i >= len(upper) || upper[i] == "" || upper[i] == lower[i] || strings.HasSuffix(upper[i], " – "+lower[i]):
			out[i] = lower[i]
			if i < len(upper) && upper[i] != "" {
				out[i] = upper[i]
			}
		default:
			out[i] = upper[i] + " – " + lower[i]
		}
	}
	return out
}

// numbersColumns: (1) (2) (3) or A B 1 2, as printed forms number their columns.
func numbersColumns(r Row) bool {
	next, numbers, letters := 1, 0, 0
	for _, c := range r.Cells {
		word := strings.Trim(strings.TrimSpace(c.Text), "()")
		switch {
		case word == "":
		case word == strconv.Itoa(next):
			next++
			numbers++
		case numbers == 0 && len(word) == 1 && word[0] == byte('A'+letters):
			letters++
		default:
			return false
		}
	}
	return numbers > 1
}
