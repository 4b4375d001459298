package office

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"testing"

	"github.com/xuri/excelize/v2"
)

const benchRows = 100_000

func benchTable() Sheet {
	return Sheet{Name: "S", Columns: []Column{{Title: "STT", Kind: IntColumn}, {Title: "Mã"}, {Title: "Họ tên"}, {Title: "Ngày sinh", Kind: DayColumn}, {Title: "Chi bộ"}, {Title: "Ghi chú"}},
		Rows: func(yield func([]any, error) bool) {
			for i := range benchRows {
				row := []any{i + 1, fmt.Sprintf("%012d", 79_000_000_000+i), "Nguyễn Văn " + string(rune('A'+i%26)), fmt.Sprintf("19%02d-%02d-15", 50+i%50, 1+i%12), fmt.Sprintf("Chi bộ %d", i%500), "đảng viên, chính thức"}
				if !yield(row, nil) {
					return
				}
			}
		}}
}

// BenchmarkRead reads 100,000 rows of six cells: this package, the bare row iterator of excelize (texts
// only) and encoding/csv, each on the same table.
func BenchmarkRead(b *testing.B) {
	var book, text bytes.Buffer
	must(b, WriteXLSX(&book, []Sheet{benchTable()}))
	must(b, WriteCSV(&text, benchTable()))
	count := func(b *testing.B, n int) {
		if n != benchRows+1 {
			b.Fatalf("%d rows", n)
		}
	}
	ours := func(data []byte) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x, n := mustOpen(b, data), 0
				for _, err := range x.Rows(x.Sheets()[0]) {
					must(b, err)
					n++
				}
				count(b, n)
			}
		}
	}
	b.Run("xlsx/office", ours(book.Bytes()))
	b.Run("xlsx/excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(book.Bytes()))
			must(b, err)
			rows, err := f.Rows("S")
			must(b, err)
			n := 0
			for ; rows.Next(); n++ {
				_, err := rows.Columns()
				must(b, err)
			}
			must(b, rows.Close())
			must(b, f.Close())
			count(b, n)
		}
	})
	b.Run("csv/office", ours(text.Bytes()))
	b.Run("csv/encoding", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			in, n := csv.NewReader(bytes.NewReader(text.Bytes())), 0
			for ; ; n++ {
				if _, err := in.Read(); err == io.EOF {
					break
				} else {
					must(b, err)
				}
			}
			count(b, n)
		}
	})
}
