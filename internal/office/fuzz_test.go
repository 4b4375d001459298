package office

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

var fuzzLimits = Limits{Bytes: 1 << 20, Unzipped: 4 << 20, Rows: 2_000, Cols: 64, Cell: 4_096}

// checkBook reads all of a file and holds it to what the package promises of any bytes.
func checkBook(t *testing.T, data []byte) {
	b, err := open(t, data, fuzzLimits)
	var fe *FileError
	if err != nil {
		if !errors.As(err, &fe) {
			t.Fatalf("not a FileError: %v", err)
		}
		return
	}
	for _, sheet := range append(b.Sheets(), b.Hidden()...) {
		last, given := 0, 0
		var head []Row
		for row, err := range b.Rows(sheet) {
			if err != nil {
				if !errors.As(err, &fe) {
					t.Fatalf("not a FileError: %v", err)
				}
				break
			}
			if given++; row.N <= last || given > fuzzLimits.Rows || len(row.Cells) == 0 || len(row.Cells) > fuzzLimits.Cols {
				t.Fatalf("row %d after %d with %d cells", row.N, last, len(row.Cells))
			}
			for _, c := range row.Cells {
				if !utf8.ValidString(c.Text) || !utf8.ValidString(c.Formula) || c.Kind == KindDate && len(c.Day) != 10 {
					t.Fatalf("cell %+v", c)
				}
			}
			if last = row.N; len(head) < headReach {
				head = append(head, row)
			}
		}
		Head(head)
	}
}

// FuzzOpen feeds whole files.
func FuzzOpen(f *testing.F) {
	for _, text := range []string{"a,b\n1,\"x\"\n", "sep=;\na;b\r\n", "\uFEFFa\tb\r1\t2", "a,\"b\n", "<html>", "%PDF"} {
		f.Add([]byte(text))
	}
	f.Add(rawBook(f, `<worksheet><sheetData><row><c t="inlineStr"><is><t>x</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`))
	f.Add(build(f, func(x *excelize.File) { must(f, x.SetSheetRow("Sheet1", "A1", &[]any{"a", 1, true})) }))
	f.Add(append(bytes.Clone(oleMark), wide("Workbook")...))
	f.Fuzz(checkBook)
}

// FuzzSheet feeds the XML of a sheet, which random zips hardly ever reach.
func FuzzSheet(f *testing.F) {
	for _, inside := range []string{`<row r="2"><c r="B2" s="1"><f>1</f><v>2</v></c></row>`, `<row><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c></row>`,
		`<row><c t="inlineStr"><is><t><![CDATA[a]]>&#x41;_x000D_</t></is></c></row><!-- x -->`, `<row><c t="d"><v>2026-11-24</v></c></row>`} {
		f.Add(`<worksheet>`+`<sheetData>`+inside+`</sheetData><mergeCells><mergeCell ref="A1:C3"/></mergeCells></worksheet>`, `dd/mm/yyyy`)
	}
	f.Add(`<worksheet><sheetData/></worksheet>`, `000\-00`)
	f.Fuzz(func(t *testing.T, sheet, format string) {
		if len(sheet) > 1<<16 || len(format) > 255 {
			return
		}
		code := strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace(format)
		checkBook(t, zipOf(t, map[string]string{
			"xl/workbook.xml":            `<workbook><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/styles.xml":              `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="` + code + `"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
			"xl/worksheets/sheet1.xml":   sheet,
		}))
	})
}
