package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
)

// A Format is what a table is written as.
type Format string

// The formats.
const (
	Terminal Format = "table"
	CSV      Format = "csv"
	JSON     Format = "json"
	XLSX     Format = "xlsx"
)

// Formats lists the formats in the order in which help names them.
var Formats = []Format{Terminal, CSV, JSON, XLSX}

// ErrFormat means that there is no such format.
var ErrFormat = errors.New("no such format")

// Type is the media type of the format.
func (f Format) Type() string {
	return map[Format]string{
		Terminal: "text/plain; charset=utf-8", CSV: "text/csv; charset=utf-8", JSON: "application/json",
		XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}[f]
}

// A Paper is a table with what is needed to write it in words.
type Paper struct {
	Table    Table
	Texts    *text.Texts
	Lang     text.Lang
	Rounding Rounding
	Annex    []Record     // records behind the cells; only XLSX writes them
	Offices  *OfficeTable // the table office by office, for a form laid out so
}

// Write writes the table in a format, or returns ErrFormat.
func Write(w io.Writer, p Paper, f Format) error {
	switch f {
	case Terminal:
		return p.terminal(w)
	case CSV:
		return office.WriteCSV(w, p.sheet(false))
	case JSON:
		if p.Offices != nil {
			return p.officesJSON(w)
		}
		return p.json(w)
	case XLSX:
		return office.WriteXLSX(w, []office.Sheet{p.sheet(true), annexSheet(p.Annex, p.Texts, p.Lang)})
	}
	return fmt.Errorf("format %q: %w", f, ErrFormat)
}

func (p Paper) say(key string, args ...any) string { return p.Texts.Say(p.Lang, key, args...) }

// title names the table: the form, the office, the period.
func (p Paper) title() []string {
	return []string{p.say("report.form." + p.Table.Form.Key), p.unit(), p.say("report.period", p.Table.Period.From, p.Table.Period.To)}
}

func (p Paper) unit() string {
	if p.Table.Unit.Name == "" {
		return p.say("report.everywhere")
	}
	return p.Table.Unit.Name
}

// share is the last column: of the target, or of the whole that the rows of
// the group are parts of.
func (g Group) share(r Row) (n, whole int) {
	if g.Whole > 0 {
		return r.Total, g.Whole
	}
	return r.Total, r.Target
}

// sheet is the table as rows of cells; heads adds the headings of the groups,
// which are for people and in the way of scripts.
func (p Paper) sheet(heads bool) office.Sheet {
	if p.Offices != nil {
		return p.officesSheet()
	}
	s := office.Sheet{Name: p.say("report.sheet"), Title: p.title(), Freeze: 2, Landscape: true}
	col := func(title string, width float64, k office.ColumnKind) {
		s.Columns = append(s.Columns, office.Column{Title: title, Width: width, Kind: k})
	}
	col(p.say("report.figure"), 48, office.TextColumn)
	for _, y := range p.Table.Years {
		col(strconv.Itoa(y), 9, office.IntColumn)
	}
	col(p.say("report.total"), 10, office.IntColumn)
	col(p.say("report.target"), 10, office.IntColumn)
	col(p.say("report.share"), 10, office.PercentColumn)
	col(p.say("report.key"), 44, office.TextColumn)
	s.Rows = p.lines(heads)
	return s
}

func (p Paper) lines(heads bool) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, g := range p.Table.Groups {
			head := make([]any, len(p.Table.Years)+5)
			head[0] = p.say("report.group." + g.Key)
			if heads && !yield(head, nil) {
				return
			}
			for _, r := range g.Rows {
				if !yield(p.line(g, r), nil) {
					return
				}
			}
		}
	}
}

func (p Paper) line(g Group, r Row) []any {
	cells := []any{p.say(r.Figure)}
	for _, n := range r.Years {
		cells = append(cells, n)
	}
	var target, share any
	if r.Aimed && r.Target > 0 {
		target = r.Target
	}
	if t, ok := p.Rounding.Tenths(g.share(r)); ok {
		share = float64(t) / 1000
	}
	return append(cells, r.Total, target, share, r.Figure)
}

// annexSheet is the table of the records behind the cells.
func annexSheet(records []Record, x *text.Texts, l text.Lang) office.Sheet {
	s := office.Sheet{Name: x.Say(l, "report.annex"), Freeze: 1, Landscape: true}
	for _, c := range []struct {
		key   string
		width float64
		kind  office.ColumnKind
	}{{"key", 44, 0}, {"year", 8, 0}, {"id", 38, 0}, {"code", 16, 0}, {"record", 48, 0}, {"note", 32, 0}, {"day", 12, office.DayColumn}, {"unit", 32, 0}, {"n", 6, office.IntColumn}} {
		s.Columns = append(s.Columns, office.Column{Title: x.Say(l, "report."+c.key), Width: c.width, Kind: c.kind})
	}
	s.Rows = func(yield func([]any, error) bool) {
		for _, r := range records {
			title := r.Title
			if r.Hidden {
				title = x.Say(l, "report.hidden")
			}
			if !yield([]any{r.Figure, r.Year(), r.ID, r.Code, title, r.Note, r.Day, r.Unit, r.N}, nil) {
				return
			}
		}
	}
	return s
}

// WriteRecords writes a list of records as CSV or XLSX, or returns ErrFormat.
func WriteRecords(w io.Writer, records []Record, x *text.Texts, l text.Lang, f Format) error {
	switch s := annexSheet(records, x, l); f {
	case CSV:
		return office.WriteCSV(w, s)
	case XLSX:
		return office.WriteXLSX(w, []office.Sheet{s})
	}
	return fmt.Errorf("format %q: %w", f, ErrFormat)
}

type jsonFigure struct {
	Key    string         `json:"key"`
	Title  string         `json:"title"`
	Total  int            `json:"total"`
	Target *int           `json:"target"` // null where no target was set
	ByYear map[string]int `json:"by_year"`
}

func (p Paper) json(w io.Writer) error {
	out := struct {
		From    string       `json:"from"`
		To      string       `json:"to"`
		Unit    string       `json:"unit"`
		Figures []jsonFigure `json:"figures"`
	}{From: string(p.Table.Period.From), To: string(p.Table.Period.To), Unit: p.Table.Unit.Code, Figures: []jsonFigure{}}
	for _, r := range p.Table.Rows() {
		f := jsonFigure{Key: r.Figure, Title: p.say(r.Figure), Total: r.Total, ByYear: map[string]int{}}
		if r.Aimed && r.Target > 0 {
			f.Target = &r.Target
		}
		for i, y := range p.Table.Years {
			f.ByYear[strconv.Itoa(y)] = r.Years[i]
		}
		out.Figures = append(out.Figures, f)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// terminal writes lines of even columns; the widths count letters, not bytes.
func (p Paper) terminal(w io.Writer) error {
	rows := [][]string{p.headCells()}
	for _, g := range p.Table.Groups {
		rows = append(rows, []string{p.say("report.group." + g.Key)})
		for _, r := range g.Rows {
			rows = append(rows, p.textCells(g, r))
		}
	}
	widths := make([]int, len(rows[0]))
	for _, r := range rows {
		if len(r) == 1 {
			continue
		}
		for i, c := range r {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	b.WriteString(strings.Join(p.title(), "\n") + "\n\n")
	for _, r := range rows {
		for i, c := range r {
			pad := strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(c)))
			switch {
			case len(r) == 1:
				b.WriteString(c)
			case i == 0:
				b.WriteString("  " + c + pad)
			default:
				b.WriteString("  " + pad + c)
			}
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Paper) headCells() []string {
	cells := []string{p.say("report.figure")}
	for _, y := range p.Table.Years {
		cells = append(cells, strconv.Itoa(y))
	}
	return append(cells, p.say("report.total"), p.say("report.target"), p.say("report.share"))
}

func (p Paper) textCells(g Group, r Row) []string {
	cells := []string{"  " + p.say(r.Figure)}
	for _, n := range r.Years {
		cells = append(cells, p.Texts.Number(p.Lang, n))
	}
	target := "–"
	if r.Aimed && r.Target > 0 {
		target = p.Texts.Number(p.Lang, r.Target)
	}
	n, whole := g.share(r)
	return append(cells, p.Texts.Number(p.Lang, r.Total), target, strings.ReplaceAll(p.Rounding.Show(p.Lang, n, whole), "\u00a0", " "))
}
