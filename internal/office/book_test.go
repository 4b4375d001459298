package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"
)

// decodeUTF stands in for the decoder of Vietnamese encodings.
func decodeUTF(b []byte) (string, string, error) {
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		return string(out), "UTF-16LE", err
	}
	if !utf8.Valid(b) {
		return "", "", errors.New("not UTF-8")
	}
	return string(b), "utf-8", nil
}

func open(t testing.TB, data []byte, o Limits) (*Book, error) {
	t.Helper()
	return Open("tep.xlsx", bytes.NewReader(data), int64(len(data)), o, decodeUTF)
}

func mustOpen(t testing.TB, data []byte) *Book {
	t.Helper()
	b, err := open(t, data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// build makes a workbook in memory.
func build(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, b *Book, sheet string) []Row {
	t.Helper()
	var out []Row
	for row, err := range b.Rows(sheet) {
		must(t, err)
		out = append(out, row)
	}
	return out
}

func styled(t testing.TB, f *excelize.File, cell, format string, v any) {
	t.Helper()
	must(t, f.SetCellValue("Sheet1", cell, v))
	if format == "" {
		return
	}
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(t, err)
	must(t, f.SetCellStyle("Sheet1", cell, cell, id))
}

func TestCells(t *testing.T) {
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name, format string
		value        any
		want         Cell
	}{
		{"day of time.Time", "", day, Cell{Text: "24/11/2026", Kind: KindDate, Day: "2026-11-24"}},
		{"serial dd/mm/yyyy", "dd/mm/yyyy", 46350, Cell{Text: "24/11/2026", Kind: KindDate, Day: "2026-11-24"}},
		{"serial Vietnamese locale", "[$-42A]dd/mm/yyyy;@", 46350, Cell{Text: "24/11/2026", Kind: KindDate, Day: "2026-11-24"}},
		{"serial with words", `"ngày" dd "tháng" mm "năm" yyyy`, 46350, Cell{Text: "24/11/2026", Kind: KindDate, Day: "2026-11-24"}},
		{"serial with clock", "dd/mm/yyyy hh:mm", 46350.5, Cell{Text: "24/11/2026 12:00", Kind: KindDate, Day: "2026-11-24"}},
		{"month and year", "mm/yyyy", 46350, Cell{Text: "24/11/2026", Kind: KindDate, Day: "2026-11-24"}},
		{"first days of 1900", "dd/mm/yyyy", 1, Cell{Text: "01/01/1900", Kind: KindDate, Day: "1900-01-01"}},
		{"28 February 1900", "dd/mm/yyyy", 59, Cell{Text: "28/02/1900", Kind: KindDate, Day: "1900-02-28"}},
		{"1 March 1900", "dd/mm/yyyy", 61, Cell{Text: "01/03/1900", Kind: KindDate, Day: "1900-03-01"}},
		{"29 February 1900 never was", "dd/mm/yyyy", 60, Cell{Text: "60", Kind: KindNumber}},
		{"day out of calendar", "dd/mm/yyyy", 99999999, Cell{Text: "99999999", Kind: KindNumber}},
		{"negative day", "dd/mm/yyyy", -5, Cell{Text: "-5", Kind: KindNumber}},
		{"clock", "hh:mm", 0.3541666666666667, Cell{Text: "08:30", Kind: KindText}},
		{"text date stays text", "", "24/11/2026", Cell{Text: "24/11/2026", Kind: KindText}},
		{"text date in a date style", "dd/mm/yyyy", "30/2/2026", Cell{Text: "30/2/2026", Kind: KindText}},
		{"leading zeros", "00000", 123, Cell{Text: "00123", Kind: KindNumber}},
		{"mask", `000\-000`, 1234, Cell{Text: "001-234", Kind: KindNumber}},
		{"longer than its mask", "000", 123456, Cell{Text: "123456", Kind: KindNumber}},
		{"leading zeros as text", "", "00123", Cell{Text: "00123", Kind: KindText}},
		{"identity number of 12 digits", "", 123456789012, Cell{Text: "123456789012", Kind: KindNumber}},
		{"red money", `[Red]#,##0 "đồng"`, 1234567, Cell{Text: "1234567", Kind: KindNumber}},
		{"fraction", "", 0.1, Cell{Text: "0.1", Kind: KindNumber}},
		{"percent", "0.0%", 0.853, Cell{Text: "85.3%", Kind: KindNumber}},
		{"bool", "", true, Cell{Text: "TRUE", Kind: KindBool}},
		{"spaces only", "", "  ", Cell{}},
		{"line break and marks", "", "Đảng ủy\n<xã> & \"phường\"", Cell{Text: "Đảng ủy\n<xã> & \"phường\"", Kind: KindText}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := build(t, func(f *excelize.File) {
				styled(t, f, "A1", tt.format, tt.value)
				must(t, f.SetCellValue("Sheet1", "B1", "x"))
			})
			rows := read(t, mustOpen(t, data), "Sheet1")
			if diff := cmp.Diff([]Row{{1, []Cell{tt.want, {Text: "x", Kind: KindText}}}}, rows); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRawCells covers what other programs write and excelize does not.
func TestRawCells(t *testing.T) {
	tests := []struct {
		name, xml string
		want      Cell
	}{
		{"scientific notation", `<c r="A1"><v>1.23456789012E11</v></c>`, Cell{Text: "123456789012", Kind: KindNumber}},
		{"20 digits", `<c r="A1"><v>12345678901234567890</v></c>`, Cell{Text: "12345678901234567890", Kind: KindNumber}},
		{"seventeen digits of noise", `<c r="A1"><v>0.10000000000000001</v></c>`, Cell{Text: "0.1", Kind: KindNumber}},
		{"inline rich text", `<c r="A1" t="inlineStr"><is><r><t>Nguyễn </t></r><r><t>Văn A</t></r><rPh><t>x</t></rPh></is></c>`, Cell{Text: "Nguyễn Văn A", Kind: KindText}},
		{"iso date", `<c r="A1" t="d"><v>2026-11-24T00:00:00</v></c>`, Cell{Text: "24/11/2026", Kind: KindDate, Day: "2026-11-24"}},
		{"formula", `<c r="A1"><f>1+2</f><v>3</v></c>`, Cell{Text: "3", Kind: KindFormula, Formula: "1+2"}},
		{"formula of text", `<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>`, Cell{Text: "ab", Kind: KindFormula, Formula: `"a"&"b"`}},
		{"formula never computed", `<c r="A1"><f>SUM(B1)</f></c>`, Cell{Kind: KindFormula, Formula: "SUM(B1)"}},
		{"formula in error", `<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>`, Cell{Text: "#DIV/0!", Kind: KindError, Formula: "1/0"}},
		{"shared formula", `<c r="A1"><f t="shared" si="0"/><v>7</v></c>`, Cell{Text: "7", Kind: KindFormula}},
		{"cdata", `<c r="A1" t="inlineStr"><is><t>]]&gt;<![CDATA[a<b>]]></t></is></c>`, Cell{Text: "]]>a<b>", Kind: KindText}},
		{"attribute holding >", `<c x="a>b" r='A1' t="inlineStr"><is><t>y</t></is></c>`, Cell{Text: "y", Kind: KindText}},
		{"escaped carriage return", `<c r="A1" t="inlineStr"><is><t>a_x000D_b_x_</t></is></c>`, Cell{Text: "a\rb_x_", Kind: KindText}},
		{"comment and prefix", `<!-- <c r="Z1"> --><x:c r="A1"><x:v>5</x:v></x:c>`, Cell{Text: "5", Kind: KindNumber}},
		{"no reference", `<c><v>5</v></c>`, Cell{Text: "5", Kind: KindNumber}},
		{"style out of range", `<c r="A1" s="99"><v>5</v></c>`, Cell{Text: "5", Kind: KindNumber}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := rawBook(t, `<worksheet><sheetData><row>`+tt.xml+`</row></sheetData></worksheet>`)
			if diff := cmp.Diff([]Row{{1, []Cell{tt.want}}}, read(t, mustOpen(t, data), "S")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// rawBook is the least workbook around one sheet's XML.
func rawBook(t testing.TB, sheet string) []byte {
	t.Helper()
	return zipOf(t, map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	})
}

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

func Test1904(t *testing.T) {
	data := build(t, func(f *excelize.File) {
		on := true
		must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on}))
		styled(t, f, "A1", "dd/mm/yyyy", 46350-1462)
	})
	want := []Row{{1, []Cell{{Text: "24/11/2026", Kind: KindDate, Day: "2026-11-24"}}}}
	if diff := cmp.Diff(want, read(t, mustOpen(t, data), "Sheet1")); diff != "" {
		t.Error(diff)
	}
}

func TestMerged(t *testing.T) {
	data := build(t, func(f *excelize.File) {
		must(t, f.SetCellValue("Sheet1", "A1", "Danh sách"))
		must(t, f.MergeCell("Sheet1", "A1", "C1"))
		must(t, f.SetCellValue("Sheet1", "A3", "Chi bộ 1"))
		must(t, f.SetCellValue("Sheet1", "B3", "An"))
		must(t, f.MergeCell("Sheet1", "A3", "A5"))
		must(t, f.SetCellValue("Sheet1", "B5", "Bình"))
	})
	text := func(s string) Cell { return Cell{Text: s, Kind: KindText} }
	copied := func(s string) Cell { return Cell{Text: s, Kind: KindMerged} }
	want := []Row{
		{1, []Cell{text("Danh sách"), copied("Danh sách"), copied("Danh sách")}},
		{3, []Cell{text("Chi bộ 1"), text("An")}},
		{4, []Cell{copied("Chi bộ 1")}},
		{5, []Cell{copied("Chi bộ 1"), text("Bình")}},
	}
	if diff := cmp.Diff(want, read(t, mustOpen(t, data), "Sheet1")); diff != "" {
		t.Error(diff)
	}
}

func TestMergedWholeColumnMakesNoRows(t *testing.T) {
	data := rawBook(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="B9"><v>2</v></c></row></sheetData>`+
		`<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells></worksheet>`)
	rows := read(t, mustOpen(t, data), "S")
	if len(rows) != 2 || rows[1].Cells[0] != (Cell{Text: "1", Kind: KindMerged}) {
		t.Errorf("got %v", rows)
	}
}

func TestHiddenSheetsAndMacros(t *testing.T) {
	data := build(t, func(f *excelize.File) {
		must(t, f.SetCellValue("Sheet1", "A1", "x"))
		for _, name := range []string{"Ẩn", "Hiện"} {
			_, err := f.NewSheet(name)
			must(t, err)
			must(t, f.SetCellValue(name, "A1", name))
		}
		must(t, f.SetSheetVisible("Ẩn", false))
		f.Pkg.Store("xl/vbaProject.bin", []byte("macros"))
	})
	b := mustOpen(t, data)
	if diff := cmp.Diff([]string{"Sheet1", "Hiện"}, b.Sheets()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Ẩn"}, b.Hidden()); diff != "" {
		t.Error(diff)
	}
	want := []Note{{"office.note.macros", []any{"tep.xlsx"}}, {"office.note.hidden", []any{"tep.xlsx", "Ẩn"}}}
	if diff := cmp.Diff(want, b.Notes()); diff != "" {
		t.Error(diff)
	}
	if rows := read(t, b, "Ẩn"); len(rows) != 1 || rows[0].Cells[0].Text != "Ẩn" {
		t.Errorf("hidden sheet gave %v", rows)
	}
}

// TestSameTextsAsExcelize reads a large mixed sheet both ways.
func TestSameTextsAsExcelize(t *testing.T) {
	data := build(t, func(f *excelize.File) {
		for i := 1; i <= 500; i++ {
			must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i*2), &[]any{i, "Nguyễn Văn " + strings.Repeat("Đ", i%7), i * 1000003, nil, i%2 == 0, "a&b<c>"}))
		}
	})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	defer f.Close()
	theirs, err := f.GetRows("Sheet1")
	must(t, err)
	ours := make([][]string, len(theirs))
	for _, row := range read(t, mustOpen(t, data), "Sheet1") {
		for _, c := range row.Cells {
			ours[row.N-1] = append(ours[row.N-1], c.Text)
		}
	}
	if diff := cmp.Diff(theirs, ours); diff != "" {
		t.Error(diff)
	}
}
