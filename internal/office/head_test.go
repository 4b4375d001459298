package office

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestHead(t *testing.T) {
	csv := func(text string) func(t *testing.T) []byte { return func(*testing.T) []byte { return []byte(text) } }
	tests := []struct {
		name string
		data func(t *testing.T) []byte
		row  int
		want []string
	}{
		{"first row", csv("Mã,Tên\n1,An\n2,Bình\n"), 1, []string{"Mã", "Tên"}},
		{"letterhead and title", csv("TỈNH ỦY MINH GIANG,,,ĐẢNG CỘNG SẢN VIỆT NAM\nUBKT,,,\n\n,DANH SÁCH ĐẢNG VIÊN NĂM 2026,,\nSTT,Họ và tên,Ngày sinh,Chi bộ\n1,An,01/02/1980,CB1\n2,Bình,03/04/1975,CB2\n"), 5, []string{"STT", "Họ và tên", "Ngày sinh", "Chi bộ"}},
		{"numbered columns below", csv("STT,Họ tên,Chi bộ\n(1),(2),(3)\n1,An,CB1\n2,Bình,CB2\n"), 2, []string{"STT", "Họ tên", "Chi bộ"}},
		{"form without rows", csv("Mã,Tên,Cấp\n"), 1, []string{"Mã", "Tên", "Cấp"}},
		{"one column", csv("Tên\nAn\nBình\n"), 1, []string{"Tên"}},
		{"numbers only", csv("1,2\n3,4\n"), 0, nil},
		{"merged title lines and two-row head", func(t *testing.T) []byte {
			return build(t, func(f *excelize.File) {
				put := func(cell string, values ...any) { must(t, f.SetSheetRow("Sheet1", cell, &values)) }
				put("A1", "TỈNH ỦY MINH GIANG", nil, "ĐẢNG CỘNG SẢN VIỆT NAM")
				put("A2", "BÁO CÁO KẾT QUẢ KIỂM TRA")
				put("A4", "STT", "Đơn vị", "Đảng viên", nil)
				put("C5", "Nam", "Nữ")
				put("A6", 1, "Chi bộ 1", 10, 12)
				put("A7", 2, "Chi bộ 2", 8, 9)
				for _, m := range [][2]string{{"A1", "B1"}, {"C1", "D1"}, {"A2", "D2"}, {"A4", "A5"}, {"B4", "B5"}, {"C4", "D4"}} {
					must(t, f.MergeCell("Sheet1", m[0], m[1]))
				}
			})
		}, 5, []string{"STT", "Đơn vị", "Đảng viên – Nam", "Đảng viên – Nữ"}},
		{"wide groups", func(t *testing.T) []byte {
			return build(t, func(f *excelize.File) {
				put := func(cell string, values ...any) { must(t, f.SetSheetRow("Sheet1", cell, &values)) }
				put("A1", "BIỂU SỐ 2")
				put("A3", "TT", "Kiểm tra", nil, nil, "Giám sát")
				put("B4", "2018", "Năm 2019", "Cộng", "2018", "Năm 2019", "Cộng")
				put("A5", "I", "Đảng bộ xã")
				put("A6", 1, 2, 3, 4, 5, 6, 7)
				put("A7", 2, 2, 3, 4, 5, 6, 7)
				for _, m := range [][2]string{{"A1", "G1"}, {"A3", "A4"}, {"B3", "D3"}, {"E3", "G3"}} {
					must(t, f.MergeCell("Sheet1", m[0], m[1]))
				}
			})
		}, 4, []string{"TT", "Kiểm tra – 2018", "Kiểm tra – Năm 2019", "Kiểm tra – Cộng", "Giám sát – 2018", "Giám sát – Năm 2019", "Giám sát – Cộng"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := mustOpen(t, tt.data(t))
			rows, err := First(b.Rows(b.Sheets()[0]), 50)
			must(t, err)
			row, columns := Head(rows)
			if diff := cmp.Diff(tt.want, columns); diff != "" || row != tt.row {
				t.Errorf("row %d, want %d\n%s", row, tt.row, diff)
			}
		})
	}
}
