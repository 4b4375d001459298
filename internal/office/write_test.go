package office

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

type dayOf string // stands for the day type of another package

func rowsOf(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func sample() Sheet {
	return Sheet{
		Name:  "Kết quả: 2019/2020",
		Title: []string{"TỈNH ỦY MINH GIANG", "Báo cáo kiểm tra"},
		Columns: []Column{{Title: "Đơn vị", Width: 40}, {Title: "Số", Kind: IntColumn},
			{Title: "Ngày", Kind: DayColumn}, {Title: "Tỷ lệ", Kind: PercentColumn}},
		Rows: rowsOf(
			[]any{"=1+1", 10666, dayOf("2026-11-24"), 0.853},
			[]any{"+84", int64(-3), "1950-05", nil},
			[]any{"@x", nil, dayOf(""), 1.0},
			[]any{"-y, \"z\"", 0, dayOf("1890-01-02")},
		),
		Freeze: 2, Landscape: true,
	}
}

func TestWriteXLSX(t *testing.T) {
	var out bytes.Buffer
	second := Sheet{Name: "kết quả 2019 2020", Columns: []Column{{Title: "Mã"}}}
	must(t, WriteXLSX(&out, []Sheet{sample(), second}))
	b := mustOpen(t, out.Bytes())
	if diff := cmp.Diff([]string{"Kết quả 2019 2020", "kết quả 2019 2020 (2)"}, b.Sheets()); diff != "" {
		t.Fatal(diff)
	}
	text := func(s string) Cell { return Cell{Text: s, Kind: KindText} }
	number := func(s string) Cell { return Cell{Text: s, Kind: KindNumber} }
	want := []Row{
		{1, []Cell{text("TỈNH ỦY MINH GIANG")}},
		{2, []Cell{text("Báo cáo kiểm tra")}},
		{4, []Cell{text("Đơn vị"), text("Số"), text("Ngày"), text("Tỷ lệ")}},
		{5, []Cell{text("=1+1"), number("10666"), {Text: "24/11/2026", Kind: KindDate, Day: "2026-11-24"}, number("85.3%")}},
		{6, []Cell{text("+84"), number("-3"), text("1950-05")}},
		{7, []Cell{text("@x"), {}, {}, number("100%")}},
		{8, []Cell{text("-y, \"z\""), number("0"), text("1890-01-02")}},
	}
	if diff := cmp.Diff(want, read(t, b, b.Sheets()[0])); diff != "" {
		t.Error(diff)
	}
	if row, _ := Head(want); row != 4 {
		t.Errorf("the head of our own sheet is found in row %d", row)
	}
}

func TestWrittenPage(t *testing.T) {
	var out bytes.Buffer
	must(t, WriteXLSX(&out, []Sheet{sample()}))
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	must(t, err)
	defer f.Close()
	sheet := f.GetSheetList()[0]
	layout, err := f.GetPageLayout(sheet)
	must(t, err)
	if *layout.Orientation != "landscape" || *layout.Size != 9 || *layout.FitToWidth != 1 {
		t.Errorf("page %s %d %d", *layout.Orientation, *layout.Size, *layout.FitToWidth)
	}
	props, err := f.GetSheetProps(sheet)
	must(t, err)
	if props.FitToPage == nil || !*props.FitToPage {
		t.Error("the page is not fitted to its width")
	}
	panes, err := f.GetPanes(sheet)
	must(t, err)
	if !panes.Freeze || panes.YSplit != 4 || panes.XSplit != 1 || panes.TopLeftCell != "B5" {
		t.Errorf("panes %+v", panes)
	}
	if names := f.GetDefinedName(); len(names) != 1 || names[0].RefersTo != "'Kết quả 2019 2020'!$4:$4" {
		t.Errorf("names %v", names)
	}
	id, err := f.GetCellStyle(sheet, "A4")
	must(t, err)
	style, err := f.GetStyle(id)
	must(t, err)
	if style.Font.Family != "Times New Roman" || style.Font.Size != 12 || !style.Font.Bold {
		t.Errorf("head in %+v", style.Font)
	}
	if formula, _ := f.GetCellFormula(sheet, "A5"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
	if merged, _ := f.GetMergeCells(sheet); len(merged) != 0 {
		t.Errorf("merged %v", merged)
	}
}

func TestWriteCSV(t *testing.T) {
	var out bytes.Buffer
	must(t, WriteCSV(&out, sample()))
	want := "\uFEFFĐơn vị,Số,Ngày,Tỷ lệ\r\n" +
		"\"'=1+1\",10666,2026-11-24,0.853\r\n" +
		"\"'+84\",-3,1950-05,\r\n" +
		"\"'@x\",,,1\r\n" +
		"\"'-y, \"\"z\"\"\",0,1890-01-02,\r\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWriteFaults(t *testing.T) {
	broken := errors.New("the database went away")
	table := func(v any) Sheet {
		return Sheet{Name: "S", Columns: []Column{{Title: "A"}, {Title: "B"}}, Rows: rowsOf([]any{"x", v})}
	}
	tests := []struct {
		name  string
		sheet Sheet
		want  string
	}{
		{"too long for a cell", table(strings.Repeat("đ", 32_768)), "office.toolong.write S 2 B"},
		{"a type no cell holds", table(struct{}{}), "office.value.write S 2 B struct {}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := WriteXLSX(io.Discard, []Sheet{tt.sheet})
			var fe *FileError
			if !errors.As(err, &fe) || fe.Error() != tt.want {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
			checkFilled(t, fe.Key, fe.Args)
		})
	}
	failing := table(nil)
	failing.Rows = func(yield func([]any, error) bool) { yield(nil, broken) }
	if err := WriteXLSX(io.Discard, []Sheet{failing}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if err := WriteCSV(io.Discard, failing); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// TestGuardedCells: no cell of a CSV file begins like a formula, in whatever
// width its sign is written.
func TestGuardedCells(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1+cmd", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(1)"} {
		var out strings.Builder
		sheet := Sheet{Columns: []Column{{Title: text}}, Rows: func(yield func([]any, error) bool) { yield([]any{text}, nil) }}
		must(t, WriteCSV(&out, sheet))
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF"))).ReadAll()
		if err != nil || len(rows) != 2 || !strings.HasPrefix(rows[0][0], "'") || !strings.HasPrefix(rows[1][0], "'") {
			t.Errorf("%q: %q, %v", text, rows, err)
		}
	}
}
