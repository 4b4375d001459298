package vn

import (
	"strings"
	"unicode"

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
)

// syllable tells whether a word is spelled like a Vietnamese syllable: a guess
// good enough to tell one encoding from another.
func syllable(word string) bool {
	bare, tones := untone(strings.ToLower(word))
	if tones > 1 {
		return false
	}
	r := []rune(bare)
	for i := min(3, len(r)); i >= 0; i-- {
		if !onsets[string(r[:i])] {
			continue
		}
		rest := r[i:]
		for j := min(3, len(rest)); j > 0; j-- {
			if vowels[string(rest[:j])] && codas[string(rest[j:])] {
				return true
			}
		}
	}
	return false
}

// untone drops the tone marks and counts them.
func untone(s string) (bare string, tones int) {
	bare = strings.Map(func(r rune) rune {
		if toneOf[r] > 0 {
			tones++
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return norm.NFC.String(bare), tones
}

// marked lists the words of a text that hold a letter or sign beyond ASCII.
func marked(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(text, separates) {
		if !plainASCII(w) {
			out = append(out, w)
		}
	}
	return out
}

// separates tells what ends a word; signs beyond ASCII do not, since the old
// encodings hide letters there.
func separates(r rune) bool {
	return r < 0x80 && !unicode.IsLetter(r)
}
