package vn

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// toneOf orders the tones: ngang (0, no mark), huyền, hỏi, ngã, sắc, nặng.
var toneOf = map[rune]byte{'\u0300': 1, '\u0309': 2, '\u0303': 3, '\u0301': 4, '\u0323': 5}

// shapeOf orders the letters made from one base: a ă â, d đ, e ê, o ô ơ, u ư.
var shapeOf = map[string]byte{
	"a\u0306": '1', "a\u0302": '2', "d\u0335": '1', "e\u0302": '1',
	"o\u0302": '1', "o\u031b": '2', "u\u031b": '1',
}

// NameKey gives the text by which persons are sorted: given name (the last
// word), then family name (the first), then the middle words, each letter by
// letter in the Vietnamese alphabet and then by tone. The key is made of a–z and
// 0–9 only, so that every database orders it alike whatever its locale. What
// stands in parentheses is an alias and does not count.
func NameKey(name string) string {
	plain, _, _ := strings.Cut(name, "(")
	words := nameWords(plain)
	if len(words) == 0 {
		words = nameWords(name)
	}
	n := len(words)
	if n == 0 {
		return ""
	}
	ordered := append([]string{words[n-1]}, words[:n-1]...)
	var key strings.Builder
	for _, w := range ordered {
		wordKey(&key, w)
	}
	return key.String()
}

// nameWords splits a name at spaces and hyphens and drops what is neither letter
// nor digit (H'Bia counts as one word).
func nameWords(name string) []string {
	keep := func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
			return r
		case unicode.IsSpace(r), r == '-', r == '–':
			return ' '
		}
		return -1
	}
	return strings.Fields(strings.Map(keep, norm.NFC.String(name)))
}

// wordKey writes each letter as its base and shape ("a2" for â), digits as "6n",
// and ends the word with its tone. A tone is a digit 0–5, below every letter, so
// it also makes a shorter word sort first.
func wordKey(key *strings.Builder, word string) {
	tone := byte(0)
	for _, r := range strings.ToLower(word) {
		base, shape := r, byte('0')
		for i, m := range []rune(norm.NFD.String(string(r))) {
			switch {
			case i == 0:
				base = m
			case toneOf[m] > 0:
				tone = toneOf[m]
			default:
				if s, ok := shapeOf[string(base)+string(m)]; ok {
					shape = s
				}
			}
		}
		letterKey(key, base, shape)
	}
	key.WriteByte('0' + tone)
}

func letterKey(key *strings.Builder, base rune, shape byte) {
	switch {
	case base == 'đ':
		key.WriteString("d1")
	case base >= 'a' && base <= 'z':
		key.WriteRune(base)
		key.WriteByte(shape)
	case base >= '0' && base <= '9':
		key.WriteByte('6')
		key.WriteRune(base)
	case unicode.Is(unicode.Mn, base):
	default: // another script: after z, in the order of Unicode
		fmt.Fprintf(key, "z9%06x", base)
	}
}
