package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/duty"
)

// TestSpellings: a record is found however its words are typed or pasted, and
// with the tones it has it is found exactly.
func TestSpellings(t *testing.T) {
	const title = "12-KT/UBKT\nKiểm tra Đảng ủy xã Đồi Chè, hòa giải\nChi bộ Hoà Bình"
	for _, c := range []struct {
		typed       string
		fits, exact bool
	}{
		{"doi che", true, false},
		{"Đồi Chè", true, true},
		{"chè đồi", true, true},                   // in any order
		{"đồi che", true, false},                  // one word without its tone
		{"kiem", true, false},                     // one word
		{"ki tra", true, true},                    // beginnings of words
		{"kiểm tra", true, true},                  //
		{"kiệm tra", true, false},                 // another tone
		{"iểm", false, false},                     // not from the middle
		{"hoà giải", true, true},                  // the tone where the old style has it
		{"hòa bình", true, true},                  // and the new
		{"uỷ", true, true},                        //
		{"ủy", true, true},                        //
		{"Đo\u0302\u0300i Che\u0300", true, true}, // composed of parts
		{"§åi ChÌ", true, true},                   // TCVN3
		{"Ñoài Cheø", true, true},                 // VNI
		{"§¶ng ñy x· §åi ChÌ", true, true},        // TCVN3, as pasted
		{"Ñaûng uûy xaõ Ñoài Cheø", true, true},   // VNI, as pasted
		{"12-KT/UBKT", true, true},
		{"12 ubkt", true, true},
		{"1", false, false}, // one sign alone is a word of its own
		{"doi tra", true, false},
		{"doi cheo", false, false},
		{"DOI CHE", true, false},
		{"đôi chè", true, false},
		{"%", false, false},
		{"_oi", false, false},
		{"doi%che", true, false}, // a sign parts two words
		{"' OR 1=1 --", false, false},
		{"<script>", false, false},
		{"", false, false},
	} {
		q := parse(c.typed)
		fits, exact := q.fits(title)
		if fits != c.fits || exact != c.exact {
			t.Errorf("%q: %v, exact %v; want %v, %v (%+v)", c.typed, fits, exact, c.fits, c.exact, q.words)
		}
	}
}

// TestTones says which searches have hits that fit better than others.
func TestTones(t *testing.T) {
	for text, want := range map[string]bool{"doi che": false, "đồi che": true, "17-BC/TU": true, "an": false, "ấn": true} {
		if q := parse(text); q.toned != want {
			t.Errorf("%q: %v", text, q.toned)
		}
	}
}

// TestHostile: whatever is typed, what is looked for is bounded.
func TestHostile(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("từ ", 10_000), strings.Repeat("x", 1_000_000), strings.Repeat("\u0301", 5000), "\x00\x01\x02\x7f\u202e\u200b\ufeff",
		"\xff\xfe\xc3\x28", "'; DROP TABLE search_entry; --", `" OR ""="`, "% _ \\ %%", "<img src=x onerror=alert(1)>", "{visible t}", "$1 $2", "@u-minh-giang",
		strings.Repeat("§", 200), strings.Repeat("á", 200), "((((", "\U0010ffff\U0010ffff",
	} {
		bounded(t, s)
	}
	if q := parse(strings.Repeat("mot hai ba bon nam sau bay tam chin muoi ", 1000)); !q.cut || len(q.words) != maxWords {
		t.Errorf("%d words, cut %v", len(q.words), q.cut)
	}
}

func bounded(t *testing.T, s string) {
	t.Helper()
	q := parse(s)
	if len(q.words) > maxWords || utf8.RuneCountInString(q.text) > 2*maxText || !utf8.ValidString(q.text) {
		t.Errorf("%.40q: %d words of %d runes", s, len(q.words), utf8.RuneCountInString(q.text))
	}
	for _, w := range append(q.words, wordsOf(s, maxTokens)...) {
		if w.fold == "" || strings.ContainsAny(w.token(), "\x00@%_'\"") || len(w.token()) > 500 || ofToken(w.token()) != w {
			t.Errorf("%.40q: word %+q", s, w)
		}
		from, to := w.span()
		if !(from <= w.token() && w.token() < to) {
			t.Errorf("%+q is not between %+q and %+q", w.token(), from, to)
		}
	}
	var whole strings.Builder
	for _, p := range q.pieces(q.text) {
		whole.WriteString(p.Text)
	}
	if whole.String() != q.text {
		t.Errorf("pieces of %+q are %+q", q.text, whole.String())
	}
}

// FuzzWords: no text breaks the words.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Đồi Chè", "hoà", "§åi ChÌ", "Ñoài", "a\u0301", "12-KT", "\xff", "İ ı ß ǅ", "Ⅻ ² ½ ٣"} {
		f.Add(s)
	}
	f.Fuzz(bounded)
}

// TestPieces: what was typed is marked, as far as it was typed.
func TestPieces(t *testing.T) {
	for _, c := range []struct {
		typed, text string
		want        []Piece
	}{
		{"doi ch", "Xã Đồi Chè", []Piece{{"Xã ", false}, {"Đồi", true}, {" ", false}, {"Ch", true}, {"è", false}}},
		{"12", "12-KT/UBKT", []Piece{{"12", true}, {"-KT/UBKT", false}}},
		{"b", "<b>", []Piece{{"<", false}, {"b", true}, {">", false}}},
		{"x", "", nil},
	} {
		if d := cmp.Diff(c.want, parse(c.typed).pieces(c.text)); d != "" {
			t.Errorf("%q in %q: %s", c.typed, c.text, d)
		}
	}
}

// TestTokens: the index holds every word of a line once, in order.
func TestTokens(t *testing.T) {
	got, digest := tokens(duty.Line{Code: "12-KT", Title: "Đồi đồi doi", Note: "12"})
	if d := cmp.Diff([]string{"12", "doi", "doi đồi", "kt"}, got); d != "" {
		t.Error(d)
	}
	if _, same := tokens(duty.Line{Title: "kt 12 đồi doi"}); same != digest {
		t.Error("the same words have another digest")
	}
}
