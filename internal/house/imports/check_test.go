package imports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// sheetOf reads a table written as text: columns by "|", the head first.
// "=" before a value makes it a formula, "~" a merged copy, "#" an error.
func sheetOf(table string) ([]string, []office.Row) {
	var rows []office.Row
	var head []string
	for i, l := range strings.Split(strings.TrimSpace(table), "\n") {
		var cells []office.Cell
		for _, t := range strings.Split(l, "|") {
			t = strings.TrimSpace(t)
			c := office.Cell{Text: t, Kind: office.KindText}
			switch {
			case t == "":
				c.Kind = office.KindEmpty
			case t[0] == '=':
				c = office.Cell{Text: t[1:], Kind: office.KindFormula, Formula: "A1"}
			case t[0] == '~':
				c = office.Cell{Text: t[1:], Kind: office.KindMerged}
			case t[0] == '#':
				c = office.Cell{Text: t, Kind: office.KindError}
			}
			cells = append(cells, c)
		}
		if i == 0 {
			for _, c := range cells {
				head = append(head, c.Text)
			}
			continue
		}
		rows = append(rows, office.Row{N: i + 1, Cells: cells})
	}
	return head, rows
}

// register makes a register without a database: "tier code name" a unit.
func testRegister(t testing.TB, units ...string) Register {
	t.Helper()
	n := 0
	reg := Register{Cards: map[string]string{}, Names: map[string]int{}, Today: "2026-11-24", Top: true, NewID: func() string { n++; return fmt.Sprintf("id%d", n) }}
	var nodes []*org.Node
	for _, u := range units {
		f := strings.SplitN(u, " ", 3)
		node := &org.Node{Unit: org.Unit{Code: f[1], Tier: org.Tier(f[0])}, Span: org.Span{Name: f[2], Fold: vn.Fold(f[2]), ValidFrom: "2020-01-01", ValidTo: org.Forever}}
		node.ID = "r" + f[1]
		nodes = append(nodes, node)
	}
	reg.Tree = org.Grow("2026-11-24", nodes)
	return reg
}

// verdicts writes what was found: "row outcome column:key …".
func verdicts(p *Plan) []string {
	var out []string
	for _, v := range p.Verdicts {
		s := fmt.Sprintf("%d %s", v.Row, v.Outcome)
		for _, f := range v.Findings {
			col := "*"
			if f.Column >= 0 {
				col = Letter(f.Column)
			}
			s += " " + col + ":" + f.Says.Key
		}
		out = append(out, s)
	}
	return out
}

func run(t testing.TB, kind Kind, reg Register, table string) *Plan {
	t.Helper()
	head, rows := sheetOf(table)
	k, m := Guess(kind, head, rows)
	return Check(Sheet{Kind: k, Mapping: m, Rows: rows, On: "2026-01-01"}, reg)
}

func TestCheckUnits(t *testing.T) {
	reg := testRegister(t, "province 95 Tỉnh Minh Giang", "district 951 Huyện Đồi Chè")
	p := run(t, Units, reg, `
Mã đơn vị | Tên đơn vị | Mã cấp trên | Loại
96        | Tỉnh Mẫu   |             | Tỉnh
          | Huyện A    | 96          | Huyện
962       |            | 96          | Huyện
963       | Huyện B    | 98          | Huyện
964       | Huyện C    | 964         | Huyện
965       | Thành phố D| 96          | Thành phố
965       | Thành phố D| 96          | Thành phố
965       | Thành phố E| 96          | Thành phố
951       | Huyện Đồi chè | 95       | Huyện
951       | Huyện Khác | 95          | Huyện
96601     | Xã F       | 963         | Xã
96602     | Xã G       | 951         | Xã
96603     | Xã H       |             | Xã
96604     | =Xã I      | ~951        | Xã
96605     | #REF!      | 951         | Xã
96606     | Hội K      | 951         | Hội
97A       | Đảng bộ cơ sở A | 97B    | Đảng bộ cơ sở
97B       | Đảng bộ cơ sở B | 97A    | Đảng bộ cơ sở
`)
	want := []string{
		"2 good",
		"3 fix A:imports.unit.nocode",
		"4 fix B:imports.unit.noname",
		"5 fix C:imports.unit.noparent.near",
		"6 fix C:imports.unit.self",
		"7 good",
		"8 duplicate A:imports.dup.file",
		"9 fix A:imports.unit.twice",
		"10 duplicate A:imports.dup.register",
		"11 fix A:imports.unit.twice",
		"12 fix C:imports.unit.parentbad",
		"13 good",
		"14 fix C:imports.unit.noabove",
		"15 look B:imports.cell.formula C:imports.cell.merged",
		"16 fix B:imports.cell.error",
		"17 fix D:imports.unit.nokind",
		"18 fix C:imports.unit.cycle",
		"19 fix C:imports.unit.cycle",
	}
	if diff := cmp.Diff(want, verdicts(p)); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
	if p.Ready() {
		t.Error("a file with wrong rows is ready")
	}
	for _, u := range p.Units {
		if u.Code == "96602" && u.Parent != "r951" {
			t.Errorf("the commune stands below %q, want the district of the register", u.Parent)
		}
		if u.Code == "965" && u.Tier != org.AtDistrict {
			t.Errorf("a city below a province is at %s", u.Tier)
		}
	}
}

func TestCheckPeople(t *testing.T) {
	reg := testRegister(t, "cell C1 Chi bộ Một", "cell C2 Chi bộ Hai", "cell C3 Chi bộ Hai")
	reg.Cards["95.000001"] = "x"
	reg.Cards["95000009"] = "Trần Thị Ví Dụ"
	reg.Names["rC1/nguyen van mau"] = 3
	p := run(t, People, reg, `
TT | Họ và tên      | Số thẻ đảng | Ngày sinh  | Ngày vào Đảng | Chi bộ     | Chính thức | Chức vụ đảng
1  | Lê Thị Thử     | 95.000010   | 12/05/1980 | 03/02/2005    | Chi bộ Một | chính thức | Bí thư
2  |                | 95.000011   | 1980       | 03/02/2005    | C1         |            |
3  | Phạm Văn Giả   | 95.000012   | 31/02/1980 | 03/02/2005    | C1         |            |
4  | Phạm Văn Giả   | 95.000013   | 1981       | 08/07/2062    | C1         | dự bị      |
5  | Đỗ Thị Lấy     | 95.000014   | 1981       |               | Chi bộ Bốt |            |
6  | Đỗ Văn Hai     | 95.000015   | 1981       |               | Chi bộ Hai |            |
7  | Nguyễn Văn Mẫu | 95.000016   | 1981       |               | C1         |            |
8  | Trần Thị Ví Dụ | 95.000009   | 1981       |               | C1         |            |
9  | Hồ Văn Khác    | 95.000009   | 1981       |               | C1         |            |
10 | Vũ Thị Trùng   | 95.000010   | 1981       |               | C1         |            |
11 | Lê Thị Thử     | 95.000010   | 1980       |               | C1         |            |
12 | Bùi Văn Lạ     |             | 2061       |               |            | có lẽ      | Trưởng ban
`)
	want := []string{
		"2 good",
		"3 fix B:imports.person.noname",
		"4 fix D:vn.day.noday",
		"5 fix E:imports.day.future B:imports.person.samenamefile",
		"6 fix F:imports.person.unknownunit.near",
		"7 fix F:imports.person.manyunits",
		"8 look B:imports.person.samename",
		"9 duplicate C:imports.dup.card",
		"10 fix C:imports.person.cardtaken",
		"11 fix C:imports.person.cardtwice",
		"12 duplicate C:imports.dup.file B:imports.person.samenamefile",
		"13 fix G:imports.person.standing D:imports.year.future F:imports.person.nounit",
	}
	if diff := cmp.Diff(want, verdicts(p)); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
	if len(p.Members) != 2 {
		t.Fatalf("%d members would be admitted, want 2", len(p.Members))
	}
	got := p.Members[0].Person
	if got.Unit != "rC1" || got.BirthYear != 1980 || got.JoinedOn != "2005-02-03" || got.Positions[0].Position != person.Secretary {
		t.Errorf("member read as %+v", got)
	}
}

func TestCheckDecodesAndCorrects(t *testing.T) {
	reg := testRegister(t, "cell C1 Chi bộ Một")
	head, rows := sheetOf("Họ và tên|Chi bộ\nNguyÔn V¨n MÉu|C1\nTrÇn ThÞ VÝ Dô|C1\n§ç V¨n Thö|C9\nBïi ThÞ L¹c|C1")
	k, m := Guess("", head, rows)
	s := Sheet{Kind: k, Mapping: m, Rows: rows, On: "2026-01-01"}
	p := Check(s, reg)
	if p.Decoded[0] != vn.TCVN3 || p.Verdicts[0].Cells[0] != "Nguyễn Văn Mẫu" {
		t.Errorf("decoded %v: %q", p.Decoded, p.Verdicts[0].Cells[0])
	}
	if got := Check(Sheet{Kind: k, Mapping: m, Rows: mixed(), On: "2026-01-01"}, reg).Verdicts[1]; got.Cells[1] != "Chi bộ Một" || got.Outcome != Good {
		t.Errorf("a column in doubt does not follow the others: %+v", got)
	}
	if p.Counts[Fix] != 1 {
		t.Fatalf("%d rows to fix, want 1: %v", p.Counts[Fix], verdicts(p))
	}
	s.Fixes = map[Place]string{{4, 1}: "C1"}
	if p = Check(s, reg); !p.Ready() || len(p.Members) != 4 {
		t.Errorf("a corrected cell still stands in the way: %v", verdicts(p))
	}
	s.Fixes, s.Skips = nil, map[int]bool{4: true}
	if p = Check(s, reg); !p.Ready() || len(p.Members) != 3 || p.Counts[Skipped] != 1 {
		t.Errorf("a skipped row still stands in the way: %v", verdicts(p))
	}
}

func TestGuess(t *testing.T) {
	for _, c := range []struct {
		head string
		kind Kind
		want Mapping
	}{
		{"code|parent_code|kind|name", Units, Mapping{0: Code, 1: ParentCode, 2: UnitKind, 3: UnitName}},
		{"level|new_code|new_name|old_code|old_name|extent", Changes, Mapping{0: Level, 1: NewCode, 2: NewName, 3: OldCode, 4: OldName, 5: Extent}},
		{"TT|Họ và tên|Ngày, tháng, năm sinh|Số thẻ Đảng|Chi bộ sinh hoạt|Chức vụ", People, Mapping{1: FullName, 2: Born, 3: CardNo, 4: OfUnit, 5: StatePost}},
		{"STT|Mã tổ chức|Tên tổ chức Đảng|Loại hình|Mã tổ chức cấp trên", Units, Mapping{1: Code, 2: UnitName, 3: UnitKind, 4: ParentCode}},
	} {
		k, m := Guess("", strings.Split(c.head, "|"), nil)
		if k != c.kind || !cmp.Equal(m, c.want) {
			t.Errorf("%s: guessed %s %v, want %s %v", c.head, k, m, c.kind, c.want)
		}
	}
	head, rows := sheetOf("A|B\nNguyễn Văn Mẫu|C1\nTrần Thị Ví Dụ|C1")
	if _, m := Guess(People, head, rows); m.Column(FullName) != 0 {
		t.Errorf("names not told by their look: %v", m)
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ s, want string }{{"00005", "00004"}, {"Chi bộ Mốt", "Chi bộ Một"}, {"zzzzzzzz", ""}} {
		if got := nearest(c.s, []string{"00004", "Chi bộ Một"}); got != c.want {
			t.Errorf("nearest to %q is %q, want %q", c.s, got, c.want)
		}
	}
}

// FuzzCheck holds that any table is judged row by row without a fault, and
// that a row that must be put right is never written.
func FuzzCheck(f *testing.F) {
	f.Add("code|parent_code|kind|name\n1||Tỉnh|Tỉnh A\n2|1|Xã|Xã B", byte(0))
	f.Add("level|new_code|new_name|old_code|old_name|extent\ncommune|1|A|1|B|full", byte(1))
	f.Add("Họ và tên|Chi bộ\nNguyÔn V¨n MÉu|C1", byte(2))
	f.Add("code|name|parent_code\na|Chi bộ|b\nb|Chi bộ|a\n=|~|#", byte(3))
	f.Fuzz(func(t *testing.T, table string, kind byte) {
		want := Kind("")
		if int(kind) < len(Kinds) {
			want = Kinds[kind]
		}
		head, rows := sheetOf(table)
		k, m := Guess(want, head, rows)
		p := Check(Sheet{Kind: k, Mapping: m, Rows: rows, On: "2026-01-01"}, testRegister(t, "cell C1 Chi bộ Một", "province 1 Tỉnh A"))
		if len(p.Missing) > 0 {
			return
		}
		if len(p.Verdicts) != len(rows) {
			t.Fatalf("%d rows, %d verdicts", len(rows), len(p.Verdicts))
		}
		if p.Size() > p.Counts[Good]+p.Counts[Look] {
			t.Fatalf("%d rows would be written, %d are good", p.Size(), p.Counts[Good]+p.Counts[Look])
		}
	})
}

// mixed is a list in TCVN3 whose second column is mostly codes.
func mixed() []office.Row {
	_, rows := sheetOf("Họ và tên|Chi bộ\nNguyÔn V¨n MÉu|C1\nTrÇn ThÞ VÝ Dô|Chi bé Mét\n§ç V¨n Thö|C1\nBïi ThÞ L¹c|C1")
	return rows
}
