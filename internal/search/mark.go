package search

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"liemchinh.vn/internal/vn"
)

// A Piece is a part of a text; the page puts a mark around those that were
// looked for.
type Piece struct {
	Text string
	Mark bool
}

// pieces cuts a text where a word of the query begins and ends. A word is
// marked as far as it was typed.
func (q query) pieces(text string) []Piece {
	text = vn.NFC(text)
	var out []Piece
	add := func(s string, mark bool) {
		if n := len(out); s != "" && n > 0 && out[n-1].Mark == mark {
			out[n-1].Text += s
		} else if s != "" {
			out = append(out, Piece{s, mark})
		}
	}
	for len(text) > 0 {
		n := wordEnd(text)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text)
			add(text[:n], false)
		} else {
			m := q.typed(text[:n])
			add(text[:m], true)
			add(text[m:n], false)
		}
		text = text[n:]
	}
	return out
}

// wordEnd is where the word ends that the text begins with, 0 if it begins with
// none.
func wordEnd(s string) int {
	for i, r := range s {
		if parts(r) {
			return i
		}
	}
	return len(s)
}

// typed is how far a word of a text was typed, in bytes.
func (q query) typed(s string) int {
	x, ok := newWord(s)
	if !ok {
		return 0
	}
	far := 0
	for _, w := range q.words {
		if fits, _ := w.begins(x); fits {
			far = max(far, utf8.RuneCountInString(w.fold))
		}
	}
	at := 0
	for ; far > 0 && at < len(s); far-- {
		n := norm.NFC.NextBoundaryInString(s[at:], true)
		if n <= 0 {
			return len(s)
		}
		at += n
	}
	return at
}
