package vn

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"  Đỗ   Thị\tÁnh ", "do thi anh"},
		{"NGUYỄN VĂN HOÀ", "nguyen van hoa"},
		{"hòa", "hoa"},
		{"Uỷ ban Kiểm tra", "uy ban kiem tra"},
		{"Ơ Ư ă â ê ô", "o u a a e o"},
		{"already plain", "already plain"},
		{"\u00a0x\u00a0", "x"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if got := Fold(norm.NFD.String(tt.in)); got != tt.want {
			t.Errorf("Fold of decomposed %q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestTidy(t *testing.T) {
	tests := []struct{ in, want string }{
		{"  Nguyễn   Văn  Hoà ", "Nguyễn Văn Hòa"},
		{"Uỷ ban", "Ủy ban"},
		{"UỶ BAN", "ỦY BAN"},
		{"khoá, khoẻ. hoạ", "khóa, khỏe. họa"},
		{"Thuỷ thuỳ tuý luỹ uý", "Thủy thùy túy lũy úy"},
		{"quý quỳ Quỳnh quỹ", "quý quỳ Quỳnh quỹ"},
		{"hoàn toàn, khoảng, huyện, uyển", "hoàn toàn, khoảng, huyện, uyển"},
		{"hòa khỏe ủy", "hòa khỏe ủy"},
		{"(toà)", "(tòa)"},
		{"kỷ luật ký", "kỷ luật ký"},
		{"HoàBình", "HoàBình"},
		{"quá quà", "quá quà"},
		{norm.NFD.String("Hoà"), "Hòa"},
	}
	for _, tt := range tests {
		if got := Tidy(tt.in); got != tt.want {
			t.Errorf("Tidy(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestNameKey(t *testing.T) {
	want := []string{
		"Lê An", "Nguyễn An", "Nguyễn Văn An", "Trần An", "Trần Bảo An", "Nguyễn Văn Ang", "Nguyễn Văn Anh",
		"Nguyễn Văn Ánh", "Lê Ân", "Trần Văn Bàn", "Trần Văn Bản", "Trần Văn Bãn", "Trần Văn Bán", "Trần Văn Bạn",
		"Lê Dung", "Đỗ Dũng", "Đồng Dũng", "Lê Đông", "Lê Em", "Lê Hòa", "Lê Văn Ô", "Lê Văn Ơ", "Lê Ung", "Lê Ưng",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(NameKey(a), NameKey(b)) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	for _, name := range append(want, "H'Bia Niê", "Nguyễn 2", "李 An", "(không rõ)") {
		key := NameKey(name)
		if strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789") != "" || key == "" {
			t.Errorf("NameKey(%q) = %q", name, key)
		}
		if NameKey(norm.NFD.String(strings.ToUpper(name))) != key {
			t.Errorf("NameKey(%q) depends on case or composition", name)
		}
	}
	if NameKey("Nguyễn Văn An (Ba Tý)") != NameKey("Nguyễn Văn An") {
		t.Error("an alias changes the key")
	}
	if NameKey("") != "" {
		t.Error("no name has a key")
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Đỗ Thị Ánh", "hoà", "İ", "K", "a\u0301\u0323", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(s)
		if again := Fold(got); again != got {
			t.Fatalf("Fold(%q) = %q, then %q", s, got, again)
		}
		if tidy := Tidy(s); Tidy(tidy) != tidy {
			t.Fatalf("Tidy(%q) = %q, then %q", s, tidy, Tidy(tidy))
		}
		if strings.Trim(NameKey(s), "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Fatalf("NameKey(%q) = %q", s, NameKey(s))
		}
	})
}
