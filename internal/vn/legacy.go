package vn

import (
	"bytes"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// Encoding is an encoding from before Unicode whose bytes were read as Latin-1.
type Encoding string

// What Legacy can find.
const (
	NoLegacy Encoding = ""
	TCVN3    Encoding = "tcvn3" // TCVN 5712:1993, fonts .VnTime (ABC)
	VNI      Encoding = "vni"   // VNI-Windows, fonts VNI-Times
)

// ErrNotText says that bytes are in none of the encodings DecodeBytes knows.
var ErrNotText = errors.New("not a text file")

// tcvn3 maps the Latin-1 signs under which TCVN3 letters show.
var tcvn3 = pairs(
	"\u00a1Ă\u00a2Â\u00a3Ê\u00a4Ô\u00a5Ơ\u00a6Ư\u00a7Đ" +
		"\u00a8ă\u00a9â\u00aaê\u00abô\u00acơ\u00adư\u00aeđ" +
		"\u00b5à\u00b6ả\u00b7ã\u00b8á\u00b9ạ\u00bbằ\u00bcẳ\u00bdẵ\u00beắ\u00c6ặ" +
		"\u00c7ầ\u00c8ẩ\u00c9ẫ\u00caấ\u00cbậ\u00ccè\u00ceẻ\u00cfẽ\u00d0é\u00d1ẹ" +
		"\u00d2ề\u00d3ể\u00d4ễ\u00d5ế\u00d6ệ\u00d7ì\u00d8ỉ\u00dcĩ\u00ddí\u00deị" +
		"\u00dfò\u00e1ỏ\u00e2õ\u00e3ó\u00e4ọ\u00e5ồ\u00e6ổ\u00e7ỗ\u00e8ố\u00e9ộ" +
		"\u00eaờ\u00ebở\u00ecỡ\u00edớ\u00eeợ\u00efù\u00f1ủ\u00f2ũ\u00f3ú\u00f4ụ" +
		"\u00f5ừ\u00f6ử\u00f7ữ\u00f8ứ\u00f9ự\u00faỳ\u00fbỷ\u00fcỹ\u00fdý\u00feỵ")

// vniSingle are the VNI letters of one sign, vniMark what a sign does to the
// letter before it: the mark it adds.
var (
	vniSingle = pairs("ôơöưííììæỉóĩòịîỵñđ")
	vniMark   = map[rune]string{
		'ù': "\u0301", 'ø': "\u0300", 'û': "\u0309", 'õ': "\u0303", 'ï': "\u0323",
		'â': "\u0302", 'á': "\u0302\u0301", 'à': "\u0302\u0300", 'å': "\u0302\u0309", 'ã': "\u0302\u0303", 'ä': "\u0302\u0323",
		'ê': "\u0306", 'é': "\u0306\u0301", 'è': "\u0306\u0300", 'ú': "\u0306\u0309", 'ü': "\u0306\u0303", 'ë': "\u0306\u0323",
	}
)

// vniTakes says which letters take each group of marks.
var vniTakes = map[rune]string{'\u0302': "aeo", '\u0306': "a"}

const vniToned = "aeouyôö" // letters that take a bare tone; ô and ö stand for ơ and ư

// pairs makes a table of a text of sign and letter in turn.
func pairs(s string) map[rune]rune {
	r := []rune(s)
	out := make(map[rune]rune, len(r)/2)
	for i := 0; i+1 < len(r); i += 2 {
		out[r[i]] = r[i+1]
	}
	return out
}

// FromTCVN3 decodes TCVN3 text that was read as Latin-1 or Windows-1252. The
// encoding has no toned capitals (a capital font drew them), so a phrase whose
// plain letters are all capital, two of them in a row, is made capital throughout.
func FromTCVN3(s string) string {
	var out strings.Builder
	start := 0
	for i, r := range s {
		if r != ' ' && separates(r) {
			out.WriteString(tcvn3Phrase(s[start:i]))
			out.WriteRune(r)
			start = i + 1
		}
	}
	out.WriteString(tcvn3Phrase(s[start:]))
	return out.String()
}

func tcvn3Phrase(phrase string) string {
	if plainASCII(phrase) {
		return phrase
	}
	decoded := strings.Map(func(r rune) rune {
		if d, ok := tcvn3[r]; ok {
			return d
		}
		return r
	}, phrase)
	if capitalPhrase(phrase) {
		return strings.ToUpper(decoded)
	}
	return decoded
}

// capitalPhrase tells a phrase set in a capital font: "NGUYÔN V¡N Hµ", but not
// "Hµ Néi", whose H says nothing of the letter after it.
func capitalPhrase(s string) bool {
	pair := false
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' {
			return false
		}
		pair = pair || i > 0 && asciiCapital(s[i]) && asciiCapital(s[i-1])
	}
	return pair
}

func asciiCapital(b byte) bool { return b >= 'A' && b <= 'Z' }

// FromVNI decodes VNI-Windows text that was read as Latin-1 or Windows-1252.
func FromVNI(s string) string {
	var out strings.Builder
	r := []rune(s)
	for i := 0; i < len(r); i++ {
		letter := lowerOf(r[i])
		base := letter
		if single, ok := vniSingle[letter]; ok {
			base = single
		}
		if i+1 < len(r) {
			if mark := vniMark[lowerOf(r[i+1])]; mark != "" && takes(letter, mark) {
				writeLetter(&out, r[i], norm.NFC.String(string(base)+mark))
				i++
				continue
			}
		}
		if base == letter {
			out.WriteRune(r[i])
			continue
		}
		writeLetter(&out, r[i], string(base))
	}
	return out.String()
}

// lowerOf lowers Latin-1 letters only.
func lowerOf(r rune) rune {
	if r < 0x100 {
		return unicode.ToLower(r)
	}
	return r
}

func takes(letter rune, mark string) bool {
	first, _ := utf8.DecodeRuneInString(mark)
	group, ok := vniTakes[first]
	if !ok {
		group = vniToned
	}
	return strings.ContainsRune(group, letter)
}

// writeLetter writes a decoded letter in the case of the sign it came from.
func writeLetter(out *strings.Builder, like rune, letter string) {
	if unicode.IsUpper(like) {
		letter = strings.ToUpper(letter)
	}
	out.WriteString(letter)
}

// decode applies an encoding.
func (e Encoding) decode(s string) string {
	switch e {
	case TCVN3:
		return FromTCVN3(s)
	case VNI:
		return FromVNI(s)
	}
	return s
}

// Decode gives text read as Latin-1 its letters back.
func (e Encoding) Decode(s string) string { return NFC(e.decode(s)) }

// Legacy guesses from samples (the cells of a column, the lines of a file)
// whether they are TCVN3 or VNI read as Latin-1. The reading under which more
// words are Vietnamese syllables wins; in doubt the text is left alone. Give it a
// whole column: one foreign name by itself can deceive it.
func Legacy(samples []string) Encoding {
	best, most := NoLegacy, score(samples, NoLegacy)
	for _, e := range []Encoding{TCVN3, VNI} {
		if n := score(samples, e); n > most {
			best, most = e, n
		}
	}
	return best
}

// score counts the marked words that are syllables or acronyms once decoded, less
// those that are not.
func score(samples []string, e Encoding) int {
	n := 0
	for _, s := range samples {
		for _, w := range marked(s) {
			for _, part := range strings.FieldsFunc(e.decode(w), notLetter) {
				switch {
				case acronym(part):
					n += 2 // NĐ, QĐ: no accident of another reading
				case syllable(part):
					n++
				default:
					n--
				}
			}
			if strings.IndexFunc(e.decode(w), strangeSign) >= 0 {
				n--
			}
		}
	}
	return n
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }

// strangeSign tells the signs of Latin-1 that do not stand inside words.
func strangeSign(r rune) bool { return r >= 0xa1 && r <= 0xff && !unicode.IsLetter(r) }

// Names DecodeBytes gives to what it read.
const (
	nameUTF8  = "UTF-8"
	nameLE    = "UTF-16LE"
	nameBE    = "UTF-16BE"
	name1258  = "Windows-1258"
	name1252  = "Windows-1252"
	nameTCVN3 = "TCVN3"
	nameVNI   = "VNI"
)

// DecodeBytes reads the bytes of a text file: UTF-8 with or without mark,
// UTF-16 with mark, Windows-1258, TCVN3, VNI, else Windows-1252. It gives the
// text composed and the name of the encoding found. The error is ErrNotText.
func DecodeBytes(b []byte) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return decode16(b, textunicode.LittleEndian, nameLE)
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return decode16(b, textunicode.BigEndian, nameBE)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if bytes.IndexByte(b, 0) >= 0 {
		return "", "", ErrNotText
	}
	if utf8.Valid(b) {
		return NFC(string(b)), nameUTF8, nil
	}
	return decode8(b)
}

func decode16(b []byte, order textunicode.Endianness, name string) (string, string, error) {
	if len(b)%2 != 0 {
		return "", "", ErrNotText
	}
	out, err := textunicode.UTF16(order, textunicode.ExpectBOM).NewDecoder().Bytes(b)
	if err != nil || bytes.IndexByte(out, 0) >= 0 {
		return "", "", ErrNotText
	}
	return NFC(string(out)), name, nil
}

// decode8 weighs the one-byte readings against each other.
func decode8(b []byte) (string, string, error) {
	latin, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return "", "", ErrNotText
	}
	viet, err := charmap.Windows1258.NewDecoder().Bytes(b)
	if err != nil {
		return "", "", ErrNotText
	}
	plain, composed := string(latin), NFC(string(viet))
	e := Legacy([]string{plain})
	if score([]string{composed}, NoLegacy) > score([]string{plain}, e) {
		return composed, name1258, nil
	}
	name := map[Encoding]string{NoLegacy: name1252, TCVN3: nameTCVN3, VNI: nameVNI}[e]
	return e.Decode(plain), name, nil
}
