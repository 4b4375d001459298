package password

import (
	"strings"
	"unicode/utf8"

	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// Bounds of a password, in characters (NIST SP 800-63B asks for length, not
// for kinds of characters).
const (
	Least       = 12
	Most        = 200
	minDistinct = 5
	minOwn      = 5 // letters and digits that must be left beside what everybody guesses
	maxParts    = 2 // a password of more parts than these is a sentence
)

// Refusals of a password, in words.
var (
	ErrShort  = text.Problem{Key: "accounts.password.short"}  // fewer than Least characters
	ErrLong   = text.Problem{Key: "accounts.password.long"}   // more than Most characters
	ErrPlain  = text.Problem{Key: "accounts.password.plain"}  // the login, or a few characters over and over
	ErrCommon = text.Problem{Key: "accounts.password.common"} // a word that everybody guesses, with little beside it
	ErrOwner  = text.Problem{Key: "accounts.password.owner"}  // the name of the person or of the office, with little beside it
)

// An Owner is what others know of whoever chooses a password.
type Owner struct{ Login, Name, Organisation string }

// Length refuses a password that is too short or too long, tied to a field.
func Length(field, password string) error {
	n := utf8.RuneCountInString(vn.NFC(password))
	p := ErrShort.On(field)
	switch {
	case n < Least:
		p.Args = []any{Least, n}
		return p
	case n > Most:
		p = ErrLong.On(field)
		p.Args = []any{Most}
		return p
	}
	return nil
}

// Good refuses a password that somebody who knows the owner would try: too
// short, the login, a few characters over and over, or a name or common word
// with little beside it. The error is tied to a field.
func Good(field, password string, o Owner) error {
	if err := Length(field, password); err != nil {
		return err
	}
	distinct := map[rune]bool{}
	for _, r := range password {
		distinct[r] = true
	}
	if vn.Fold(password) == vn.Fold(o.Login) || len(distinct) < minDistinct || repeats(strings.ToLower(password)) {
		return ErrPlain.On(field)
	}
	own := map[string]bool{}
	for _, known := range []string{o.Login, o.Name, o.Organisation} {
		for _, w := range parts(known) {
			own[w] = true
		}
	}
	for _, p := range []string{bare(password), letters(password)} {
		rest, taken, names := reduce(p, own)
		if len(rest) >= minOwn || taken > maxParts && names == 0 {
			continue
		}
		if names > 0 {
			return ErrOwner.On(field)
		}
		return ErrCommon.On(field)
	}
	return nil
}

// repeats reports whether a password is a short piece three times and more.
func repeats(s string) bool {
	for n := 1; n <= len(s)/3; n++ {
		same := true
		for i := range len(s) {
			same = same && s[i] == s[i%n]
		}
		if same {
			return true
		}
	}
	return false
}

// parts are the pieces of a known name that people build passwords from: the
// whole, its words, and two words side by side.
func parts(known string) []string {
	words := strings.FieldsFunc(vn.Fold(known), func(r rune) bool { return !alnum(r) })
	all := []string{strings.Join(words, "")}
	for i, w := range words {
		all = append(all, w)
		if i > 0 {
			all = append(all, words[i-1]+w)
		}
	}
	var out []string
	for _, w := range all {
		if len(w) >= shortest {
			out = append(out, w)
		}
	}
	return out
}

// reduce takes the longest known words, years and rows of digits out of a
// password. It gives what is left, how many words were taken, and how many of
// them are the owner's own.
func reduce(s string, own map[string]bool) (rest string, taken, names int) {
	words := common()
	seen := map[string]bool{}
	var left strings.Builder
	for i := 0; i < len(s); {
		n := 0
		for l := min(len(s)-i, 32); l >= shortest; l-- {
			if w := s[i : i+l]; own[w] || words[w] {
				n = l
				if !seen[w] {
					seen[w] = true
					taken++
					if own[w] {
						names++
					}
				}
				break
			}
		}
		if n == 0 {
			n = digits(s[i:])
			if n == 0 {
				left.WriteByte(s[i])
				n = 1
			}
		}
		i += n
	}
	return left.String(), taken, names
}

// digits is the length of a row of digits at the beginning of s that says
// little: a year, a date, a telephone number. Fewer than three are no row.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n < 3 {
		return 0
	}
	return n
}

func alnum(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

// letters is the password without marks, blanks and signs, in small letters.
func letters(password string) string {
	return strings.Map(func(r rune) rune {
		if alnum(r) {
			return r
		}
		return -1
	}, vn.Fold(password))
}

// leet are the signs that people write for letters.
var leet = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t", "+", "t", "|", "l")

// bare is the password as letters would have been without the usual signs for
// them: p@ssw0rd is password.
func bare(password string) string { return letters(leet.Replace(vn.Fold(password))) }
