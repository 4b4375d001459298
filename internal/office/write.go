package office

import (
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// ColumnKind says how the values of a column are written.
type ColumnKind uint8

// The kinds of a column.
const (
	TextColumn    ColumnKind = iota
	IntColumn                // whole numbers
	DayColumn                // days YYYY-MM-DD, shown dd/mm/yyyy
	PercentColumn            // shares: 0.853 is shown 85.3%
)

// Column is one column of a table to be written. Width is in characters, 0 for the program's choice.
type Column struct {
	Title string
	Width float64
	Kind  ColumnKind
}

// Sheet is one table to be written. Title lines stand above the table, each in one cell. Rows gives the
// values of a row column by column: texts (of any string type), whole numbers, floats, bools or nil for an
// empty cell. A fault it yields ends the writing. Freeze keeps the head and that many columns less one in
// view: 0 freezes nothing, 1 the head alone, 2 the head and the first column. Landscape turns the A4 page.
type Sheet struct {
	Name      string
	Title     []string
	Columns   []Column
	Rows      iter.Seq2[[]any, error]
	Freeze    int
	Landscape bool
}

const (
	font     = "Times New Roman" // Decree 30/2020/NĐ-CP, Annex I: the type of official documents
	fontSize = 12
	cellText = 32_767 // UTF-16 units Excel keeps in a cell
)

// WriteXLSX writes a workbook with one sheet for each table, streaming its rows. Text is always written as
// text, also when it begins like a formula. Faults of the data are *FileError, whose {0} is the sheet.
func WriteXLSX(w io.Writer, sheets []Sheet) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for i, s := range sheets {
		s.Name = sheetName(s.Name, i, taken)
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = writeSheet(f, s, styles)
		}
		if err != nil {
			return err
		}
	}
	_, err = f.WriteTo(w)
	return err
}

// sheetName makes a name Excel takes: at most 31 UTF-16 units, without : \ / ? * [ ], no apostrophe at an
// end, and not taken by another sheet whatever its case.
func sheetName(name string, n int, taken map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r < ' ' || r > 0xFFFF {
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), "'")
	if name == "" {
		name = fmt.Sprintf("%d", n+1)
	}
	runes := []rune(name)
	name = string(runes[:min(len(runes), 31)])
	for k := 2; taken[strings.ToLower(name)]; k++ {
		tail := fmt.Sprintf(" (%d)", k)
		name = string(runes[:min(len(runes), 31-len(tail))]) + tail
	}
	taken[strings.ToLower(name)] = true
	return name
}

// sheetStyles are the ids of the cell styles of one workbook.
type sheetStyles struct {
	title, head int
	column      [4]int
}

func newStyles(f *excelize.File) (sheetStyles, error) {
	var s sheetStyles
	plain, bold := &excelize.Font{Family: font, Size: fontSize}, &excelize.Font{Family: font, Size: fontSize, Bold: true}
	var line []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		line = append(line, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	top := &excelize.Alignment{Vertical: "top"}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	centre := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	day, percent := "dd/mm/yyyy", "0.0%"
	wanted := []struct {
		id    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: bold}},
		{&s.head, excelize.Style{Font: bold, Border: line, Alignment: centre}},
		// 49 is the format "text": a text like =1+1 stays one when somebody edits the cell
		{&s.column[TextColumn], excelize.Style{Font: plain, Border: line, Alignment: wrap, NumFmt: 49}},
		{&s.column[IntColumn], excelize.Style{Font: plain, Border: line, Alignment: top, NumFmt: 1}},
		{&s.column[DayColumn], excelize.Style{Font: plain, Border: line, Alignment: top, CustomNumFmt: &day}},
		{&s.column[PercentColumn], excelize.Style{Font: plain, Border: line, Alignment: top, CustomNumFmt: &percent}},
	}
	if err := f.SetDefaultFont(font); err != nil {
		return s, err
	}
	for _, one := range wanted {
		id, err := f.NewStyle(&one.style)
		if err != nil {
			return s, err
		}
		*one.id = id
	}
	return s, nil
}

func writeSheet(f *excelize.File, s Sheet, styles sheetStyles) error {
	head := len(s.Title) + 1
	if len(s.Title) > 0 {
		head++ // an empty line between title and table
	}
	if err := setPage(f, s, head); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i, c := range s.Columns {
		if err := out.SetColWidth(i+1, i+1, columnWidth(c)); err != nil {
			return err
		}
	}
	if s.Freeze > 0 {
		err := out.SetPanes(&excelize.Panes{Freeze: true, XSplit: s.Freeze - 1, YSplit: head,
			TopLeftCell: columnName(s.Freeze) + fmt.Sprint(head+1), ActivePane: activePane(s.Freeze)})
		if err != nil {
			return err
		}
	}
	if err := writeHead(out, s, styles, head); err != nil {
		return err
	}
	if err := writeRows(out, s, styles, head); err != nil {
		return err
	}
	return out.Flush()
}

func activePane(freeze int) string {
	if freeze > 1 {
		return "bottomRight"
	}
	return "bottomLeft"
}

func columnWidth(c Column) float64 {
	if c.Width > 0 {
		return min(c.Width, excelize.MaxColumnWidth)
	}
	if c.Kind == TextColumn {
		return 24
	}
	return 13
}

const paperA4 = 9

// setPage sets the paper, one page wide, and repeats the head on every printed page.
func setPage(f *excelize.File, s Sheet, head int) error {
	orientation, paper, wide, high, fit := "portrait", paperA4, 1, 0, true
	if s.Landscape {
		orientation = "landscape"
	}
	layout := &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}
	if err := f.SetPageLayout(s.Name, layout); err != nil {
		return err
	}
	if err := f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	quoted := "'" + strings.ReplaceAll(s.Name, "'", "''") + "'"
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles",
		RefersTo: fmt.Sprintf("%s!$%d:$%d", quoted, head, head), Scope: s.Name})
}

func writeHead(out *excelize.StreamWriter, s Sheet, styles sheetStyles, head int) error {
	for i, line := range s.Title {
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), []any{excelize.Cell{StyleID: styles.title, Value: line}}); err != nil {
			return err
		}
	}
	cells := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		cells[i] = excelize.Cell{StyleID: styles.head, Value: c.Title}
	}
	return out.SetRow(fmt.Sprintf("A%d", head), cells)
}

func writeRows(out *excelize.StreamWriter, s Sheet, styles sheetStyles, head int) error {
	if s.Rows == nil {
		return nil
	}
	n, cells := head, make([]any, len(s.Columns))
	for values, err := range s.Rows {
		if err != nil {
			return err
		}
		if n++; n > excelRows {
			return refuse(s.Name, "office.toomanyrows.write")
		}
		for i, c := range s.Columns {
			cell := excelize.Cell{StyleID: styles.column[c.Kind%4]}
			if i < len(values) {
				if cell.Value, err = cellValue(c.Kind, values[i]); err != nil {
					return valueFault(s.Name, n, i, values[i], err)
				}
			}
			cells[i] = cell
		}
		if err := out.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			return err
		}
	}
	return nil
}

func valueFault(sheet string, row, col int, v any, err error) error {
	if err == errLong {
		return refuse(sheet, "office.toolong.write", row, columnName(col+1))
	}
	return refuse(sheet, "office.value.write", row, columnName(col+1), fmt.Sprintf("%T", v))
}

var errValue = fmt.Errorf("a value of a type that cells do not hold")

// cellValue gives what is stored in a cell: a string, a number, a bool or nil.
func cellValue(kind ColumnKind, v any) (any, error) {
	v, err := plainValue(v)
	text, isText := v.(string)
	switch {
	case err != nil || !isText:
		return v, err
	case text == "":
		return nil, nil
	case kind == DayColumn:
		if serial, ok := serialOf(text); ok {
			return serial, nil
		}
	}
	if len(text) > cellText && len(utf16.Encode([]rune(text))) > cellText {
		return nil, errLong
	}
	return text, nil
}

// plainValue reduces a value of any named type to string, int64, uint64, float64, bool or nil.
func plainValue(v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	r := reflect.ValueOf(v)
	switch {
	case r.Kind() == reflect.String:
		return r.String(), nil
	case r.CanInt():
		return r.Int(), nil
	case r.CanUint():
		return r.Uint(), nil
	case r.CanFloat():
		return r.Float(), nil
	case r.Kind() == reflect.Bool:
		return r.Bool(), nil
	}
	return nil, errValue
}

// serialOf gives the serial number of a day; days before March 1900, which Excel counts wrongly or not at
// all, and half-known days have none and stay texts.
func serialOf(day string) (int, bool) {
	t, err := time.Parse("2006-01-02", day)
	if err != nil {
		return 0, false
	}
	serial := int(t.Unix()/86400) - start1900
	return serial, serial > 60
}
