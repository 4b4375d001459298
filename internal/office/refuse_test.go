package office

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// firstFault opens a file and reads all of it.
func firstFault(t testing.TB, data []byte, o Limits) *FileError {
	t.Helper()
	b, err := open(t, data, o)
	if err == nil {
		for _, sheet := range append(b.Sheets(), b.Hidden()...) {
			for _, e := range b.Rows(sheet) {
				if e != nil {
					err = e
				}
			}
		}
	}
	var fe *FileError
	if err != nil && !errors.As(err, &fe) {
		t.Fatalf("not a FileError: %v", err)
	}
	return fe
}

func simpleSheet(inside string) string {
	return `<worksheet><sheetData>` + inside + `</sheetData></worksheet>`
}

func TestRefusals(t *testing.T) {
	good := build(t, func(f *excelize.File) { must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"a", "b"})) })
	ole := func(entry string) []byte {
		return append(append(bytes.Clone(oleMark), make([]byte, 600)...), wide(entry)...)
	}
	tests := []struct {
		key  string
		data []byte
		o    Limits
	}{
		{"office.empty", nil, Limits{}},
		{"office.empty", []byte("\uFEFF \r\n;;;\r\n"), Limits{}},
		{"office.empty", build(t, func(*excelize.File) {}), Limits{}},
		{"office.empty", []byte("PK\x05\x06" + strings.Repeat("\x00", 18)), Limits{}},
		{"office.toobig", []byte("a,b\n1,2\n"), Limits{Bytes: 5}},
		{"office.toobig", good, Limits{Unzipped: 500}},
		{"office.xls", ole("Workbook"), Limits{}},
		{"office.password", ole("EncryptedPackage"), Limits{}},
		{"office.notable", ole("WordDocument"), Limits{}},
		{"office.pdf", []byte("%PDF-1.7 …"), Limits{}},
		{"office.markup", []byte("<html><table><tr><td>a</td></tr></table>"), Limits{}},
		{"office.markup", []byte(`<?xml version="1.0"?><Workbook/>`), Limits{}},
		{"office.notable", []byte("a\x00b,c\n"), Limits{}},
		{"office.encoding", []byte("\xFF\xFFa,b\n"), Limits{}},
		{"office.word", zipOf(t, map[string]string{"word/document.xml": "x"}), Limits{}},
		{"office.ods", zipOf(t, map[string]string{"content.xml": "x"}), Limits{}},
		{"office.xlsb", zipOf(t, map[string]string{"xl/workbook.bin": "x"}), Limits{}},
		{"office.notable", zipOf(t, map[string]string{"a.txt": "x"}), Limits{}},
		{"office.broken", good[:len(good)/2], Limits{}},
		{"office.broken.row", rawBook(t, `<worksheet><sheetData><row><c r="A1"><v>1</v></c>`), Limits{}},
		{"office.broken.row", rawBook(t, simpleSheet(`<row r="2"><c><v>1</v></c></row><row r="1"/>`)), Limits{}},
		{"office.broken.row", rawBook(t, simpleSheet(`<row><c r="B1"><v>1</v></c><c r="A1"/></row>`)), Limits{}},
		{"office.broken.row", rawBook(t, simpleSheet(`<row><c r="A1" t="s"><v>3</v></c></row>`)), Limits{}},
		{"office.broken.row", rawBook(t, `<!DOCTYPE a [<!ENTITY b "c">]>`+simpleSheet(`<row><c><v>&b;</v></c></row>`)), Limits{}},
		{"office.broken.row", rawBook(t, simpleSheet(`<row r="1048577"><c><v>1</v></c></row>`)), Limits{}},
		{"office.toomanyrows", rawBook(t, simpleSheet(strings.Repeat(`<row><c><v>1</v></c></row>`, 4))), Limits{Rows: 3}},
		{"office.toomanyrows", []byte("a\nb\nc\nd\n"), Limits{Rows: 3}},
		{"office.toomanycols", rawBook(t, simpleSheet(`<row><c r="D1"><v>1</v></c></row>`)), Limits{Cols: 3}},
		{"office.toomanycols", []byte("a,b\n" + strings.Repeat("x,", 1_000_000) + "\n"), Limits{}},
		{"office.celltoolong", rawBook(t, simpleSheet(`<row><c t="str"><v>`+strings.Repeat("x", 50)+`</v></c></row>`)), Limits{Cell: 40}},
		{"office.celltoolong", []byte("a,b\n1," + strings.Repeat("x", 50)), Limits{Cell: 40}},
		{"office.celltoolong.shared", build(t, func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A1", strings.Repeat("x", 50))) }), Limits{Cell: 40}},
		{"office.quote", []byte("a,b\n1,\"x\n"), Limits{}},
	}
	for i, tt := range tests {
		t.Run(fmt.Sprintf("%02d %s", i, tt.key), func(t *testing.T) {
			fe := firstFault(t, tt.data, tt.o)
			if fe == nil || fe.Key != tt.key || fe.File != "tep.xlsx" || fe.Args[0] != any("tep.xlsx") {
				t.Fatalf("got %v, want %s", fe, tt.key)
			}
			checkFilled(t, fe.Key, fe.Args)
		})
	}
}

func TestFaultNamesItsPlace(t *testing.T) {
	fe := firstFault(t, []byte("a,b\n\n1,\""+strings.Repeat("x", 50)+"\""), Limits{Cell: 40})
	if fe == nil || fe.Error() != "office.celltoolong tep.xlsx CSV 3 B 40" {
		t.Errorf("got %v", fe)
	}
}

// TestBombs: what unpacks to far more than was sent is refused, and cheaply.
func TestBombs(t *testing.T) {
	blank := rawBook(t, `<worksheet>`+strings.Repeat(" ", 64<<20)+`<sheetData/></worksheet>`)
	tests := []struct {
		name string
		data []byte
		keys string
	}{
		{"high ratio", blank, "office.bomb"},
		{"size understated", lying(t, blank, 100), "office.bomb"},
		{"size overstated", lying(t, rawBook(t, simpleSheet(`<row><c><v>1</v></c></row>`)), 500_000), "office.broken"},
		{"one packed part many times", overlapping(t), "office.bomb office.broken"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			fe := firstFault(t, tt.data, Limits{})
			runtime.ReadMemStats(&after)
			if fe == nil || !strings.Contains(tt.keys, strings.TrimSuffix(fe.Key, ".row")) {
				t.Errorf("got %v, want %s", fe, tt.keys)
			}
			if spent := after.TotalAlloc - before.TotalAlloc; spent > 8<<20 {
				t.Errorf("refusing it took %d MB", spent>>20)
			}
		})
	}
}

// lying rewrites the unpacked size that the directory gives for the sheet.
func lying(t testing.TB, data []byte, size uint32) []byte {
	t.Helper()
	data = bytes.Clone(data)
	for at := 0; ; at++ {
		next := bytes.Index(data[at:], []byte("PK\x01\x02"))
		if next < 0 {
			t.Fatal("no sheet in the directory")
		}
		at += next
		if bytes.HasPrefix(data[at+46:], []byte("xl/worksheets/sheet1.xml")) {
			binary.LittleEndian.PutUint32(data[at+24:], size)
			return data
		}
	}
}

// overlapping is a directory whose entries all point at one packed part.
func overlapping(t testing.TB) []byte {
	t.Helper()
	text := []byte(strings.Repeat("a1b2", 50_000))
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", CRC32: crc32.ChecksumIEEE(text),
		CompressedSize64: uint64(len(text)), UncompressedSize64: uint64(len(text))})
	must(t, err)
	_, err = w.Write(text)
	must(t, err)
	must(t, z.Close())
	data := out.Bytes()
	from, end := bytes.Index(data, []byte("PK\x01\x02")), bytes.LastIndex(data, []byte("PK\x05\x06"))
	entry, tail := bytes.Clone(data[from:end]), bytes.Clone(data[end:])
	all := bytes.Clone(data[:from])
	for i := range 200 {
		one := bytes.Clone(entry)
		copy(one[46:], fmt.Sprintf("%03d", i))
		all = append(all, one...)
	}
	binary.LittleEndian.PutUint16(tail[8:], 200)
	binary.LittleEndian.PutUint16(tail[10:], 200)
	binary.LittleEndian.PutUint32(tail[12:], uint32(200*len(entry)))
	return append(all, tail...)
}
