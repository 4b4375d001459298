package vn

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form to search by: lower case, without any Vietnamese mark,
// đ as d, spaces collapsed. Composed and decomposed text fold alike, and so do
// the two ways of placing the tone (hoà, hòa).
func Fold(s string) string {
	if plainASCII(s) {
		return strings.Join(strings.Fields(strings.ToLower(s)), " ")
	}
	s = unmark(strings.ToLower(unmark(strings.ToValidUTF8(s, "\ufffd"))))
	return strings.Join(strings.Fields(s), " ")
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// unmark drops combining marks and the bar of đ.
func unmark(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'đ':
			return 'd'
		case r == 'Đ':
			return 'D'
		case unicode.Is(unicode.Mn, r):
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// NFC gives the composed form in which all text is stored; bytes that are no
// UTF-8 become the replacement sign, for no database would take them.
func NFC(s string) string { return norm.NFC.String(strings.ToValidUTF8(s, "\ufffd")) }

// Tidy gives a typed name or phrase its stored form: composed, trimmed, single
// spaces, and the tone where the house style has it (hòa, khỏe, ủy; not hoà,
// khoẻ, uỷ).
func Tidy(s string) string {
	words := strings.Fields(NFC(s))
	for i, w := range words {
		words[i] = placeTones(w)
	}
	return strings.Join(words, " ")
}

// placeTones rewrites each run of letters in a word, so that punctuation around
// a syllable does not matter.
func placeTones(w string) string {
	var out strings.Builder
	start := -1
	for i, r := range w {
		letter := unicode.IsLetter(r)
		if letter && start < 0 {
			start = i
		}
		if !letter {
			if start >= 0 {
				out.WriteString(placeTone(w[start:i]))
				start = -1
			}
			out.WriteString(w[i : i+len(string(r))])
		}
	}
	if start >= 0 {
		out.WriteString(placeTone(w[start:]))
	}
	return out.String()
}

// placeTone moves the tone of one whole open syllable from the a, e or y to the
// o or u before it. After q the u belongs to the consonant: quý stays.
func placeTone(syllable string) string {
	r := []rune(syllable)
	n := len(r)
	if n < 2 || !onsets[strings.ToLower(string(r[:n-2]))] {
		return syllable
	}
	last := []rune(norm.NFD.String(string(r[n-1])))
	if len(last) != 2 || toneOf[last[1]] == 0 {
		return syllable
	}
	pair := strings.ToLower(string([]rune{r[n-2], last[0]}))
	if pair != "oa" && pair != "oe" && pair != "uy" {
		return syllable
	}
	return NFC(string(r[:n-1]) + string(last[1]) + string(last[0]))
}
