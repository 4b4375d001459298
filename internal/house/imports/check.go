package imports

import (
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// Check judges every row of a sheet against the register and works out what a
// commit would write. It reads nothing and writes nothing.
func Check(s Sheet, reg Register) *Plan {
	p := &Plan{Counts: map[Outcome]int{}, Missing: s.Mapping.Missing(s.Kind)}
	if len(p.Missing) > 0 {
		return p
	}
	p.Decoded = encodings(s.Rows, s.Mapping)
	c := &checking{Sheet: s, reg: reg, plan: p, column: map[Field]int{}}
	for col, f := range s.Mapping {
		c.column[f] = col
	}
	for _, row := range s.Rows {
		c.lines = append(c.lines, c.read(row))
	}
	switch s.Kind {
	case Units:
		c.units()
	case Changes:
		c.changes()
	case People:
		c.people()
	}
	for _, l := range c.lines {
		l.close()
		p.Verdicts = append(p.Verdicts, l.Verdict)
		p.Counts[l.Outcome]++
	}
	return p
}

// checking is a dry run under way.
type checking struct {
	Sheet
	reg    Register
	plan   *Plan
	column map[Field]int
	lines  []*line
	asked  int      // how often the nearest text was looked for
	known  []string // the texts among which it is looked for
}

// A line is a row with what was found in it so far.
type line struct {
	Verdict
	column map[Field]int
	day    map[int]string // cells that are days already
}

// read gives a row its texts: corrected, decoded, composed, and notes what is
// odd about its cells.
func (c *checking) read(row office.Row) *line {
	l := &line{Verdict: Verdict{Row: row.N}, column: c.column, day: map[int]string{}}
	n := len(row.Cells)
	for col := range c.Mapping {
		n = max(n, col+1)
	}
	l.Cells = make([]string, n)
	for col := range n {
		fixed, isFixed := c.Fixes[Place{row.N, col}]
		var cell office.Cell
		if col < len(row.Cells) {
			cell = row.Cells[col]
		}
		if isFixed {
			cell = office.Cell{Text: fixed, Kind: office.KindText}
		} else if e, ok := c.plan.Decoded[col]; ok && cell.Kind == office.KindText {
			cell.Text = e.Decode(cell.Text)
		}
		l.Cells[col] = strings.TrimSpace(vn.NFC(cell.Text))
		if _, mapped := c.Mapping[col]; mapped {
			l.day[col] = cell.Day
			l.odd(col, cell)
		}
	}
	if c.Skips[row.N] {
		l.Outcome = Skipped
	}
	return l
}

// odd notes cells that hold something else than what was typed.
func (l *line) odd(col int, cell office.Cell) {
	switch cell.Kind {
	case office.KindFormula:
		if cell.Text == "" {
			l.find(Fix, col, "imports.cell.uncomputed")
			return
		}
		l.find(Look, col, "imports.cell.formula", cell.Text)
	case office.KindMerged:
		l.find(Look, col, "imports.cell.merged", cell.Text)
	case office.KindError:
		l.find(Fix, col, "imports.cell.error", cell.Text)
	case office.KindEmpty, office.KindText, office.KindNumber, office.KindDate, office.KindBool:
	}
}

// get returns the text of a field, "" if it has no column.
func (l *line) get(f Field) string {
	if col, ok := l.column[f]; ok {
		return l.Cells[col]
	}
	return ""
}

// on notes a finding on the cell of a field, or on the row if the field has no
// column.
func (l *line) on(f Field, o Outcome, key string, args ...any) {
	col, ok := l.column[f]
	if !ok {
		col = -1
	}
	l.find(o, col, key, args...)
}

func (l *line) find(o Outcome, col int, key string, args ...any) {
	l.Findings = append(l.Findings, Finding{o, col, text.Problem{Key: key, Args: args}})
}

// bad reports whether the row must be put right, or is not imported anyway.
func (l *line) bad() bool {
	return l.Outcome == Skipped || slices.ContainsFunc(l.Findings, func(f Finding) bool { return f.Outcome == Fix || f.Outcome == Duplicate })
}

// close gives the row its outcome: the worst of what was found.
func (l *line) close() {
	if l.Outcome == Skipped {
		return
	}
	l.Outcome = Good
	for _, f := range l.Findings {
		if weight[f.Outcome] > weight[l.Outcome] {
			l.Outcome = f.Outcome
		}
	}
}

// readDay reads a day out of a field; "" if it is empty or wrong, which is
// noted. A day after today is wrong: nobody was born or admitted tomorrow.
func (c *checking) readDay(l *line, f Field) vn.Day {
	s := l.get(f)
	if s == "" {
		return ""
	}
	d, err := vn.Day(l.day[l.column[f]]), error(nil)
	if !d.Valid() {
		d, err = vn.ParseDay(s)
	}
	if de, ok := err.(*vn.DayError); ok {
		l.on(f, Fix, de.Key, de.Args...)
		return ""
	}
	if d.After(c.reg.Today) {
		l.on(f, Fix, "imports.day.future", string(d))
		return ""
	}
	return d
}

// readYear reads a year of birth, or the year of a day of birth; 0 if empty or
// wrong.
func (c *checking) readYear(l *line, f Field) int {
	s := l.get(f)
	if y, err := strconv.Atoi(s); err == nil && len(s) == 4 {
		switch age := c.reg.Today.Year() - y; {
		case age < 0:
			l.on(f, Fix, "imports.year.future", s)
		case age < 18 || age > 120:
			l.on(f, Fix, "imports.year.odd", s)
		default:
			return y
		}
		return 0
	}
	return c.readDay(l, f).Year()
}

// nearest finds the text of a list that differs least from s, "" if none comes
// close.
func nearest(s string, list []string) string {
	best, least := "", len(s)/3+2
	for _, x := range list {
		if abs(len(x)-len(s)) >= least {
			continue
		}
		if d := distance(s, x); d < least {
			best, least = x, d
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// distance counts the bytes to change, add or drop between two short texts.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			step := last
			if a[i] != b[j] {
				step++
			}
			last = row[j+1]
			row[j+1] = min(step, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
