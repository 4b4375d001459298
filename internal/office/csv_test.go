package office

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
)

func TestText(t *testing.T) {
	wideText, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("họ tên\tđơn vị\nAn\tChi bộ 1\n")
	must(t, err)
	tests := []struct {
		name, text string
		want       [][]string // by row number; nil for a row that holds nothing
	}{
		{"comma", "a,b\r\n1,2\r\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"semicolon with commas in texts", "Tên;Nơi\nAn;\"xã A, huyện B\"\nBình;xã C, huyện D\n", [][]string{{"Tên", "Nơi"}, {"An", "xã A, huyện B"}, {"Bình", "xã C, huyện D"}}},
		{"tab", "a\tb,c\n1\t2,5\n", [][]string{{"a", "b,c"}, {"1", "2,5"}}},
		{"byte order mark", "\uFEFF\"a\",b\n1,2", [][]string{{"a", "b"}, {"1", "2"}}},
		{"UTF-16", wideText, [][]string{{"họ tên", "đơn vị"}, {"An", "Chi bộ 1"}}},
		{"letterhead above", "TỈNH ỦY MINH GIANG, 2026\n\nTên;Số;Nơi\nAn;1;A\nBình;2;B\n", [][]string{{"TỈNH ỦY MINH GIANG, 2026"}, nil, {"Tên", "Số", "Nơi"}, {"An", "1", "A"}, {"Bình", "2", "B"}}},
		{"quotes and breaks", "a,b\n\"x \"\"y\"\" z\",\"one\ntwo; three\"\nc \"d\",e\n", [][]string{{"a", "b"}, {`x "y" z`, "one\ntwo; three"}, {`c "d"`, "e"}}},
		{"carriage returns alone", "a,b\r1,2\r", [][]string{{"a", "b"}, {"1", "2"}}},
		{"separator line", "sep=|\r\na|b,c\r\n", [][]string{{"a", "b,c"}}},
		{"leading zeros and long numbers", "a,b\n001,123456789012\n", [][]string{{"a", "b"}, {"001", "123456789012"}}},
		{"one column", "Tên\nAn\nBình\n", [][]string{{"Tên"}, {"An"}, {"Bình"}}},
		{"empty cells", "a,,c\n,2,\n", [][]string{{"a", "", "c"}, {"", "2"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := make([][]string, len(tt.want))
			for _, row := range read(t, mustOpen(t, []byte(tt.text)), "CSV") {
				for _, c := range row.Cells {
					if c.Kind != KindText && c.Text != "" {
						t.Errorf("row %d holds a %v", row.N, c.Kind)
					}
					got[row.N-1] = append(got[row.N-1], c.Text)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEncodingIsTold(t *testing.T) {
	raw, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("a,b\n")
	must(t, err)
	want := []Note{{"office.note.encoding", []any{"tep.xlsx", "UTF-16LE"}}}
	if diff := cmp.Diff(want, mustOpen(t, []byte(raw)).Notes()); diff != "" {
		t.Error(diff)
	}
}
