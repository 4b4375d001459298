package vn

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// alphabet is every letter of Vietnamese beyond ASCII.
const alphabet = "àảãáạ ăằẳẵắặ âầẩẫấậ đ èẻẽéẹ êềểễếệ ìỉĩíị òỏõóọ ôồổỗốộ ơờởỡớợ ùủũúụ ưừửữứự ỳỷỹýỵ"

// tcvn3Shown and vniShown are the alphabet as Latin-1 shows its old bytes,
// written out by hand from the two code tables.
const (
	tcvn3Shown = "µ¶·¸¹ ¨»¼½¾Æ ©ÇÈÉÊË ® ÌÎÏÐÑ ªÒÓÔÕÖ ×ØÜÝÞ ßáâãä «åæçèé ¬êëìíî ïñòóô \u00adõö÷øù úûüýþ"
	vniShown   = "aøaûaõaùaï aêaèaúaüaéaë aâaàaåaãaáaä ñ eøeûeõeùeï eâeàeåeãeáeä ìæóíò oøoûoõoùoï oâoàoåoãoáoä ôôøôûôõôùôï uøuûuõuùuï ööøöûöõöùöï yøyûyõyùî"
)

func TestAlphabet(t *testing.T) {
	if got := FromTCVN3(tcvn3Shown); got != alphabet {
		t.Errorf("TCVN3 gives\n%s, want\n%s", got, alphabet)
	}
	if got := FromVNI(vniShown); got != alphabet {
		t.Errorf("VNI gives\n%s, want\n%s", got, alphabet)
	}
	if got := FromVNI(strings.ToUpper(vniShown)); got != strings.ToUpper(alphabet) {
		t.Errorf("VNI capitals give\n%s, want\n%s", got, strings.ToUpper(alphabet))
	}
	if got := FromTCVN3("¡ ¢ § £ ¤ ¥ ¦"); got != "Ă Â Đ Ê Ô Ơ Ư" {
		t.Errorf("TCVN3 capitals give %s", got)
	}
}

func TestLegacy(t *testing.T) {
	tests := []struct {
		shown string
		enc   Encoding
		want  string
	}{
		{"NguyÔn V¨n An", TCVN3, "Nguyễn Văn An"},
		{"§¶ng bé tØnh", TCVN3, "Đảng bộ tỉnh"},
		{"Hoµng ThÞ Ph\u00ad¬ng", TCVN3, "Hoàng Thị Phương"},
		{"NGUYÔN V¡N HOµNG", TCVN3, "NGUYỄN VĂN HOÀNG"},
		{"Hµ Néi", TCVN3, "Hà Nội"},
		{"§µ N½ng", TCVN3, "Đà Nẵng"},
		{"UBND x· Hµ", TCVN3, "UBND xã Hà"},
		{"NGUYÔN V¡N Hµ, Hµ Néi", TCVN3, "NGUYỄN VĂN HÀ, Hà Nội"},
		{"ñy ban kiÓm tra", TCVN3, "ủy ban kiểm tra"},
		{"Nguyeãn Vaên An", VNI, "Nguyễn Văn An"},
		{"Ñaûng boä tænh", VNI, "Đảng bộ tỉnh"},
		{"Hoaøng Thò Phöông", VNI, "Hoàng Thị Phương"},
		{"NGUYEÃN VAÊN HOAØNG", VNI, "NGUYỄN VĂN HOÀNG"},
		{"Traàn Quoác Tuaán", VNI, "Trần Quốc Tuấn"},
		{"Xaõ Trung Giaõ", VNI, "Xã Trung Giã"},
		{"Tænh Sôn La", VNI, "Tỉnh Sơn La"},
		{"Thò traán Quoác Oai", VNI, "Thị trấn Quốc Oai"},
		{"NÑ 154/2026/NÑ-CP", VNI, "NĐ 154/2026/NĐ-CP"},
		{"Nguyễn Văn An", NoLegacy, "Nguyễn Văn An"},
		{"Lê Hà Thu", NoLegacy, "Lê Hà Thu"},
		{"Đỗ Thị Ánh, xã Hòa Bình", NoLegacy, "Đỗ Thị Ánh, xã Hòa Bình"},
		{"hoà hoãn", NoLegacy, "hoà hoãn"},
		{"München, São Paulo, Société générale", NoLegacy, "München, São Paulo, Société générale"},
		{"25 °C ± 1 § 3 «trích»", NoLegacy, "25 °C ± 1 § 3 «trích»"},
		{"plain", NoLegacy, "plain"},
		{"", NoLegacy, ""},
	}
	for _, tt := range tests {
		enc := Legacy([]string{tt.shown})
		if enc != tt.enc || enc.Decode(tt.shown) != tt.want {
			t.Errorf("%q is taken for %q and gives %q, want %q %q", tt.shown, enc, enc.Decode(tt.shown), tt.enc, tt.want)
		}
	}
}

func latin1(t *testing.T, s string) []byte {
	t.Helper()
	b, err := charmap.ISO8859_1.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// wide writes UTF-16 with its mark, high byte first or last.
func wide(s string, high int) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		pair := [2]byte{}
		pair[high], pair[1-high] = byte(u>>8), byte(u)
		out = append(out, pair[:]...)
	}
	return out
}

// to1258 writes Windows-1258: the page has shaped vowels and five combining tones.
func to1258(t *testing.T, s string) []byte {
	t.Helper()
	var out []byte
	for _, r := range s {
		for _, part := range parts1258(r) {
			b, err := charmap.Windows1258.NewEncoder().Bytes([]byte(string(part)))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, b...)
		}
	}
	return out
}

func parts1258(r rune) []rune {
	d := []rune(norm.NFD.String(string(r)))
	shaped, tone := d[:1], []rune(nil)
	for _, m := range d[1:] {
		if toneOf[m] > 0 {
			tone = append(tone, m)
		} else {
			shaped = append(shaped, m)
		}
	}
	return append([]rune(norm.NFC.String(string(shaped))), tone...)
}

func TestDecodeBytes(t *testing.T) {
	const text = "Nguyễn Văn Hoàng,Đảng bộ tỉnh\nTrần Thị Phượng,Ủy ban kiểm tra\n"
	tests := []struct {
		name string
		in   []byte
		want string
		enc  string
	}{
		{"utf-8", []byte(text), text, "UTF-8"},
		{"utf-8 decomposed", []byte(norm.NFD.String(text)), text, "UTF-8"},
		{"utf-8 with mark", []byte("\ufeff" + text), text, "UTF-8"},
		{"little endian", wide(text, 1), text, "UTF-16LE"},
		{"big endian", wide(text, 0), text, "UTF-16BE"},
		{"1258", to1258(t, text), text, "Windows-1258"},
		{"tcvn3", latin1(t, "NguyÔn V¨n Hoµng,§¶ng bé tØnh\n"), "Nguyễn Văn Hoàng,Đảng bộ tỉnh\n", "TCVN3"},
		{"vni", latin1(t, "Nguyeãn Vaên Hoaøng,Ñaûng boä tænh\n"), "Nguyễn Văn Hoàng,Đảng bộ tỉnh\n", "VNI"},
		{"1252", latin1(t, "café, naïveté, Zürich\n"), "café, naïveté, Zürich\n", "Windows-1252"},
		{"empty", nil, "", "UTF-8"},
	}
	for _, tt := range tests {
		got, enc, err := DecodeBytes(tt.in)
		if err != nil || got != tt.want || enc != tt.enc {
			t.Errorf("%s: %q %s %v, want %q %s", tt.name, got, enc, err, tt.want, tt.enc)
		}
	}
	for _, bad := range []string{"PK\x03\x04\x00\x00", "\xff\xfea", "\x00"} {
		if _, _, err := DecodeBytes([]byte(bad)); !errors.Is(err, ErrNotText) {
			t.Errorf("%q: %v, want ErrNotText", bad, err)
		}
	}
}

func FuzzDecodeBytes(f *testing.F) {
	for _, s := range []string{"abc", "\xff\xfea\x00", "\xfe\xff\x00a", "Nguy\xd4n", "Nguye\xe3n", "\xef\xbb\xbfx", "\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		text, enc, err := DecodeBytes(b)
		if err != nil {
			if !errors.Is(err, ErrNotText) || text != "" || enc != "" {
				t.Fatalf("%q %q %v", text, enc, err)
			}
			return
		}
		if NFC(text) != text || enc == "" {
			t.Fatalf("%q (%s) is not composed UTF-8", text, enc)
		}
	})
}

func FuzzFromTCVN3(f *testing.F) {
	for _, s := range []string{"NguyÔn", "Nguyeãn", "\xff", "ù", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{FromTCVN3(s), FromVNI(s)} {
			if plainASCII(s) && got != s {
				t.Fatalf("%q changes to %q", s, got)
			}
		}
		if enc := Legacy([]string{s}); plainASCII(s) && enc != NoLegacy {
			t.Fatalf("%q is taken for %s", s, enc)
		}
	})
}
