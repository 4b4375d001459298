package imports

import (
	"regexp"
	"strings"

	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/vn"
)

// titles are the ways in which offices head a column, folded, by field. A
// title matches whole, or as the beginning of a longer one.
var titles = map[Kind]map[Field][]string{
	Units: {
		Code:       {"code", "ma", "ma don vi", "ma so", "ma to chuc", "ma to chuc dang", "ma dvhc", "unit code"},
		ParentCode: {"parent_code", "parent code", "parent", "ma cap tren", "ma don vi cap tren", "ma truc thuoc", "cap tren", "truc thuoc", "ma cha", "ma to chuc cap tren"},
		UnitKind:   {"kind", "type", "cap", "loai", "loai hinh", "loai don vi", "loai to chuc", "cap hanh chinh"},
		UnitName:   {"name", "ten", "ten don vi", "ten to chuc", "ten to chuc dang", "ten dvhc", "don vi", "to chuc dang", "unit name"},
	},
	Changes: {
		Level:   {"level", "cap"},
		NewCode: {"new_code", "new code", "ma moi"},
		NewName: {"new_name", "new name", "ten moi", "don vi moi"},
		OldCode: {"old_code", "old code", "ma cu"},
		OldName: {"old_name", "old name", "ten cu", "don vi cu"},
		Extent:  {"extent", "pham vi", "muc do", "toan bo hay mot phan"},
	},
	People: {
		FullName:  {"ho va ten", "ho ten", "ho va ten khai sinh", "ho, ten", "full_name", "full name", "name", "ten dang vien", "dang vien"},
		CardNo:    {"so the dang", "so the dang vien", "so the", "card_no", "card no", "party card", "the dang"},
		Born:      {"ngay sinh", "nam sinh", "ngay thang nam sinh", "ngay, thang, nam sinh", "sinh nam", "born", "birth", "date of birth"},
		Standing:  {"chinh thuc/du bi", "dien dang vien", "loai dang vien", "standing", "chinh thuc"},
		OfUnit:    {"chi bo", "don vi", "to chuc dang", "ma don vi", "ma chi bo", "dang bo", "noi sinh hoat", "sinh hoat tai", "unit", "unit_code", "unit code", "ma to chuc"},
		Position:  {"chuc vu dang", "chuc vu trong dang", "cap uy", "position", "chuc vu cap uy"},
		StatePost: {"chuc vu chinh quyen", "chuc danh", "chuc vu", "nghe nghiep", "cong tac", "state_post", "state post", "post"},
		JoinedOn:  {"ngay vao dang", "ngay ket nap", "ngay, thang, nam vao dang", "joined_on", "joined", "vao dang"},
	},
}

// Guess finds out what the columns of a file hold, from their titles and, for
// a list of members whose titles say nothing, from what stands in them. want
// fixes the kind; "" lets Guess choose the kind whose fields it finds.
func Guess(want Kind, head []string, rows []office.Row) (Kind, Mapping) {
	best, mapping, score := want, Mapping{}, -1
	for _, k := range Kinds {
		if want != "" && k != want {
			continue
		}
		m := byTitle(k, head)
		n := len(m)*2 - 5*len(m.Missing(k))
		if n > score || best == "" {
			best, mapping, score = k, m, n
		}
	}
	byContent(best, mapping, rows)
	return best, mapping
}

// byTitle gives every field the column whose title fits best: the whole title
// before a beginning, the longer beginning before the shorter.
func byTitle(k Kind, head []string) Mapping {
	m := Mapping{}
	taken := map[Field]bool{}
	for _, whole := range []bool{true, false} {
		for c, h := range head {
			if _, ok := m[c]; ok {
				continue
			}
			f, n := Field(""), 0
			for _, cand := range Fields[k] {
				if l := fits(titles[k][cand], vn.Fold(h), whole); l > n && !taken[cand] {
					f, n = cand, l
				}
			}
			if f != "" {
				m[c], taken[f] = f, true
			}
		}
	}
	return m
}

func fits(names []string, title string, whole bool) int {
	best := 0
	for _, n := range names {
		if title == n || !whole && len(n) > 3 && strings.HasPrefix(title, n+" ") {
			best = max(best, len(n))
		}
	}
	return best
}

var (
	looksName = regexp.MustCompile(`^\p{Lu}\p{L}*( \p{Lu}\p{L}*){1,5}$`)
	looksCard = regexp.MustCompile(`^\d{2}[. ]?\d{6}$|^\d{8,12}$`)
	looksCode = regexp.MustCompile(`^[0-9A-Z.\-]{1,12}$`)
)

// content is what a field looks like, where the titles of columns say nothing.
var content = []struct {
	kind  Kind
	field Field
	looks *regexp.Regexp
}{{People, FullName, looksName}, {People, CardNo, looksCard}, {Units, Code, looksCode}}

func byContent(k Kind, m Mapping, rows []office.Row) {
	for _, c := range content {
		if c.kind != k || m.Column(c.field) >= 0 {
			continue
		}
		best, most := -1, 0
		for col := range width(rows) {
			if _, taken := m[col]; taken {
				continue
			}
			if n := looking(c.looks, rows, col); n > most {
				best, most = col, n
			}
		}
		if best >= 0 && most*5 >= min(len(rows), guessRows)*4 {
			m[best] = c.field
		}
	}
}

// guessRows is how many rows are looked at to guess what a column holds.
const guessRows = 200

func width(rows []office.Row) int {
	w := 0
	for _, r := range rows[:min(len(rows), guessRows)] {
		w = max(w, len(r.Cells))
	}
	return w
}

func looking(re *regexp.Regexp, rows []office.Row, col int) int {
	n := 0
	for _, r := range rows[:min(len(rows), guessRows)] {
		if col < len(r.Cells) && re.MatchString(strings.TrimSpace(vn.NFC(r.Cells[col].Text))) {
			n++
		}
	}
	return n
}
