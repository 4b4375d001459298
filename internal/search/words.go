package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"liemchinh.vn/internal/vn"
)

// Bounds of what is looked at: a search of ten thousand words, or a title of
// that length, costs no more than one of these.
const (
	maxText   = 200 // runes of a search
	maxWords  = 8   // words of a search
	maxTokens = 64  // words of a record
	maxWord   = 32  // runes of a word
)

// A word is one word in two spellings: as it stands, in small letters and with
// the tone where the house style has it, and without any mark.
type word struct{ toned, fold string }

// token is how a word stands in the index: words that fold alike stand together.
func (w word) token() string {
	if w.toned == w.fold {
		return w.fold
	}
	return w.fold + " " + w.toned
}

// ofToken reads what token wrote.
func ofToken(s string) word {
	fold, toned, marked := strings.Cut(s, " ")
	if !marked {
		toned = fold
	}
	return word{toned, fold}
}

func (w word) digits() bool {
	return strings.IndexFunc(w.fold, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// wordsOf cuts a text into its words, each once, at most max of them. Whatever
// is neither letter nor digit parts two words.
func wordsOf(text string, max int) []word {
	var out []word
	seen := map[string]bool{}
	for part := range strings.FieldsFuncSeq(vn.NFC(text), parts) {
		if len(out) == max {
			break
		}
		if w, ok := newWord(part); ok && !seen[w.toned] {
			seen[w.toned] = true
			out = append(out, w)
		}
	}
	return out
}

// parts tells what stands between words. Marks that no letter took stay with
// their word and fold away.
func parts(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
}

// newWord spells a word both ways; a word of marks alone is none.
func newWord(s string) (word, bool) {
	if utf8.RuneCountInString(s) > maxWord {
		s = string([]rune(s)[:maxWord])
	}
	w := word{toned: vn.Tidy(strings.ToLower(s)), fold: vn.Fold(s)}
	return w, w.fold != "" && !strings.Contains(w.fold+w.toned, " ")
}

// A query is what somebody looks for.
type query struct {
	text  string // as it is shown again
	words []word // as the person typed them
	cut   bool   // there were more words than are looked for
	toned bool   // there are tones, or numbers, by which some records fit better than others
}

// parse reads what somebody typed or pasted. Words in an encoding from before
// Unicode, such as those copied from an old document, are read as what they
// were.
func parse(s string) query {
	r := []rune(strings.ToValidUTF8(s, "\ufffd"))
	q := query{cut: len(r) > maxText}
	s = string(r[:min(len(r), maxText)])
	if e := vn.Legacy([]string{s}); e != vn.NoLegacy {
		s = e.Decode(s)
	}
	q.text = strings.TrimSpace(strings.Map(blank, vn.NFC(s)))
	all := wordsOf(q.text, maxWords+1)
	q.cut = q.cut || len(all) > maxWords
	q.words = all[:min(len(all), maxWords)]
	for _, w := range q.words {
		q.toned = q.toned || w.toned != w.fold || w.digits()
	}
	return q
}

// blank makes a space of what cannot be seen. It comes after decoding: in TCVN3
// the soft hyphen is an ư.
func blank(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return ' '
	}
	return r
}

// span is the range of tokens, [from, to), that the word is the beginning of.
// One letter alone begins too much: it is a word of its own or nothing.
func (w word) span() (from, to string) {
	if utf8.RuneCountInString(w.fold) < 2 {
		return w.fold, w.fold + "!"
	}
	return w.fold, w.fold + "\U0010ffff"
}

// begins tells whether the word, as typed, finds another one, and whether it
// does with its tones; a number does only as a whole.
func (w word) begins(x word) (fits, exact bool) {
	if utf8.RuneCountInString(w.fold) < 2 {
		fits = x.fold == w.fold
	} else {
		fits = strings.HasPrefix(x.fold, w.fold)
	}
	if w.digits() {
		return fits, fits && x.fold == w.fold
	}
	return fits, fits && strings.HasPrefix(x.toned, w.toned)
}

// fits tells whether all words of the query are in a text, and whether they
// are with their tones.
func (q query) fits(text string) (fits, exact bool) {
	have := wordsOf(text, maxTokens)
	fits = len(q.words) > 0
	exact = fits
	for _, w := range q.words {
		found, best := false, false
		for _, x := range have {
			f, e := w.begins(x)
			found, best = found || f, best || e
		}
		if !found {
			return false, false
		}
		exact = exact && best
	}
	return fits, exact
}
