package vn

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// setOf makes a lookup of the words of a list.
func setOf(list string) map[string]bool {
	out := map[string]bool{"": true}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// The parts of a Vietnamese syllable, without tones; each may be absent but the
// vowels. "q" is no onset of its own: "qu" is.
var (
	onsets = setOf("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
	codas  = setOf("c ch m n ng nh p t")
	vowels = setOf(`a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oă oe oi oo ôi ơi
		ua uâ uê ui uô uơ uy ưa ưi ươ ưu yê oai oao oay oeo uây uôi uya uyê uyu ươi ươu iêu yêu`)
	closing = setOf("a ă â e ê i o ô ơ u ư y iê oa oă oe oo uâ uê uô uy uyê ươ yê") // may take a coda
	narrow  = setOf("a ê i y oa uê uy")                                             // the only ones before ch and nh
)

// syllable tells whether a word is spelled like a Vietnamese syllable with its
// tone in place: a guess good enough to tell one encoding from another.
func syllable(word string) bool {
	r, tone, sound := letters(strings.ToLower(word))
	if !sound {
		return false
	}
	for i := min(3, len(r)); i >= 0; i-- {
		if !onsets[string(r[:i])] {
			continue
		}
		rest := r[i:]
		for j := min(3, len(rest)); j > 0; j-- {
			v, coda := string(rest[:j]), string(rest[j:])
			if rhymes(v, coda) && (tone < 0 || tonePlace(rest[:j], tone-i, coda != "")) {
				return true
			}
		}
	}
	return false
}

// rhymes tells whether vowels and a final consonant go together.
func rhymes(v, coda string) bool {
	switch {
	case !vowels[v] || !codas[coda] || v == "":
		return false
	case coda == "":
		return true
	case coda == "ch", coda == "nh":
		return narrow[v]
	}
	return closing[v]
}

// letters takes a word apart into letters without tones and the place of its
// one tone, -1 for none; it is not sound when there is a second.
func letters(word string) (r []rune, tone int, sound bool) {
	tone = -1
	for _, c := range norm.NFC.String(word) {
		d := []rune(norm.NFD.String(string(c)))
		bare := d[:0:0]
		for _, m := range d {
			if toneOf[m] == 0 {
				bare = append(bare, m)
				continue
			}
			if tone >= 0 {
				return nil, 0, false
			}
			tone = len(r)
		}
		r = append(r, []rune(norm.NFC.String(string(bare)))...)
	}
	return r, tone, true
}

// tonePlace tells whether a tone may stand at a place among the vowels: on the
// last one with a shape; else the last before a final consonant, the middle of
// three, the first of two, or the second of oa, oe, uy in the old style.
func tonePlace(v []rune, at int, closed bool) bool {
	for i := len(v) - 1; i >= 0; i-- {
		if strings.ContainsRune("ăâêôơư", v[i]) {
			return at == i
		}
	}
	switch s := string(v); {
	case len(v) == 3:
		return at == 1
	case closed || len(v) == 1:
		return at == len(v)-1
	case s == "oa", s == "oe", s == "uy":
		return at == 0 || at == 1
	}
	return at == 0
}

// acronym tells capital abbreviations with a Đ, such as QĐ and UBNDTĐ.
func acronym(word string) bool {
	for _, r := range word {
		if r != 'Đ' && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return strings.ContainsRune(word, 'Đ')
}

// marked lists the words of a text that hold a letter or sign beyond ASCII; a
// lone sign, × or ·, is no word.
func marked(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(text, endsWord) {
		r, size := utf8.DecodeRuneInString(w)
		if !plainASCII(w) && (size < len(w) || unicode.IsLetter(r)) {
			out = append(out, w)
		}
	}
	return out
}

// separates tells what ends a word in ASCII; the signs of Latin-1 do not, since
// the old encodings hide letters there.
func separates(r rune) bool {
	return r < 0x80 && !unicode.IsLetter(r)
}

// endsWord adds dashes, arrows and other signs beyond Latin-1.
func endsWord(r rune) bool {
	return separates(r) || r > 0xff && !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r)
}
