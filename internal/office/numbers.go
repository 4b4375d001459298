package office

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// numberFormat is what matters of a number format: whether a number is shown as a day or a time of day,
// as a percentage, or through a mask of digits that keeps leading zeros.
type numberFormat struct {
	day, clock, percent bool
	mask                string // of '0' for a digit and other bytes as they are; empty for none
}

// Days of 1970 on which serial 0 falls: 30 December 1899 (which makes serials from 61 right; Excel counts
// a 29 February 1900 that never was, as serial 60) and 1 January 1904.
const (
	start1900 = -25569
	start1904 = -24107
	lastDay   = 2932896 // 31 December 9999
)

// builtinFormat gives the formats that files name by number only (ECMA-376 part 1, 18.8.30); the numbers
// 27-36 and 50-58 are dates in every language that gives them a meaning.
func builtinFormat(id int) numberFormat {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return numberFormat{day: true, clock: id == 22}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return numberFormat{clock: true}
	case id == 9, id == 10:
		return numberFormat{percent: true}
	}
	return numberFormat{}
}

// readFormat reads a format code's first section.
func readFormat(code string) numberFormat {
	if lower := strings.ToLower(strings.TrimSpace(code)); lower == "general" || lower == "standard" {
		return numberFormat{}
	}
	plain, literal := firstSection(code)
	f := numberFormat{percent: bytes.IndexByte(plain, '%') >= 0}
	letters := strings.ToLower(string(plain))
	letters = strings.NewReplacer("am/pm", "", "a/p", "").Replace(letters)
	hours := strings.ContainsAny(letters, "hs")
	f.clock = hours
	f.day = strings.ContainsAny(letters, "yd") || strings.Contains(letters, "m") && !hours
	if f.day && strings.ContainsAny(letters, "0#?") && !hours {
		f.day = false
	}
	if !f.day && !f.clock && !f.percent {
		f.mask = maskOf(plain, literal)
	}
	return f
}

// firstSection gives the bytes of the first section of a code and which of them are literals, without
// quotes, escapes, paddings, colours, languages and conditions; [h] and its like stay as letters.
func firstSection(code string) (plain []byte, literal []bool) {
	add := func(c byte, lit bool) { plain, literal = append(plain, c), append(literal, lit) }
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return hideLiterals(plain, literal), literal
		case '"':
			for i++; i < len(code) && code[i] != '"'; i++ {
				add(code[i], true)
			}
		case '\\':
			if i++; i < len(code) {
				add(code[i], true)
			}
		case '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return hideLiterals(plain, literal), literal
			}
			if inner := strings.ToLower(code[i+1 : i+end]); strings.Trim(inner, "hms") == "" && inner != "" {
				add(inner[0], false)
			}
			i += end
		default:
			add(c, false)
		}
	}
	return hideLiterals(plain, literal), literal
}

// hideLiterals raises literal bytes out of reach of the letters that mean something; maskOf puts them back.
func hideLiterals(plain []byte, literal []bool) []byte {
	for i, lit := range literal {
		if lit {
			plain[i] ^= 0x80
		}
	}
	return plain
}

// maskOf gives the mask of a code made of zeros and fixed marks, such as 00000 or 000\-000; others give none.
func maskOf(plain []byte, literal []bool) string {
	out, zeros := make([]byte, 0, len(plain)), 0
	for i, c := range plain {
		switch {
		case literal[i]:
			if c ^= 0x80; c == '0' {
				return "" // could not be told from a digit's place
			}
		case c == '0':
			zeros++
		case c != '-' && c != ' ' && c != '/' && c != '(' && c != ')':
			return ""
		}
		out = append(out, c)
	}
	if zeros < 2 || !utf8.Valid(out) {
		return ""
	}
	return string(out)
}

// fill writes whole-number digits through the mask, from the right; digits too many stand at the front.
func fill(mask, digits string) string {
	out := make([]byte, 0, len(mask)+len(digits))
	first := strings.IndexByte(mask, '0')
	for i := len(mask) - 1; i >= 0; i-- {
		switch {
		case mask[i] != '0':
			out = append(out, mask[i])
		case digits != "":
			out, digits = append(out, digits[len(digits)-1]), digits[:len(digits)-1]
		default:
			out = append(out, '0')
		}
		if i == first {
			for ; digits != ""; digits = digits[:len(digits)-1] {
				out = append(out, digits[len(digits)-1])
			}
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return string(out)
}

// number reads a stored number through the format of its cell. 1900 or 1904 comes in as from.
func (f numberFormat) number(raw string, from int) Cell {
	if isDigits(raw) && !f.day && !f.clock && !f.percent { // the common case, exact at any length
		if f.mask != "" {
			raw = fill(f.mask, raw)
		}
		return Cell{Text: raw, Kind: KindNumber}
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return Cell{Text: raw, Kind: KindText}
	}
	switch {
	case f.day:
		if c, ok := dateCell(v, from); ok {
			return c
		}
	case f.clock && v >= 0 && v < 1:
		return Cell{Text: clockText(v), Kind: KindText}
	case f.percent:
		return Cell{Text: decimal(roundTo15(v*100)) + "%", Kind: KindNumber}
	}
	text := decimal(v)
	if f.mask != "" && isDigits(text) {
		text = fill(f.mask, text)
	}
	return Cell{Text: text, Kind: KindNumber}
}

// dateCell reads a serial date; false for one that no calendar has.
func dateCell(serial float64, from int) (Cell, bool) {
	if serial < 0 || serial > lastDay-start1900 {
		return Cell{}, false
	}
	seconds := int64(math.Round(serial * 86400))
	whole := int(seconds / 86400)
	if from == start1900 {
		if whole == 0 || whole == 60 {
			return Cell{}, false
		}
		if whole < 60 {
			from++
		}
	}
	if whole+from > lastDay {
		return Cell{}, false
	}
	t := time.Unix(int64(whole+from)*86400+seconds%86400, 0).UTC()
	c := Cell{Text: t.Format("02/01/2006"), Kind: KindDate, Day: t.Format("2006-01-02")}
	if seconds%86400 != 0 {
		c.Text += " " + clockText(float64(seconds%86400)/86400)
	}
	return c, true
}

// isoCell reads the ISO form of a date that newer writers may store.
func isoCell(raw string) Cell {
	for _, layout := range []string{"2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05.999999999", "2006-01-02"} {
		if t, err := time.Parse(layout, raw); err == nil && t.Year() > 0 {
			c := Cell{Text: t.Format("02/01/2006"), Kind: KindDate, Day: t.Format("2006-01-02")}
			if clock := t.Hour()*3600 + t.Minute()*60 + t.Second(); clock > 0 {
				c.Text += " " + clockText(float64(clock)/86400)
			}
			return c
		}
	}
	return Cell{Text: raw, Kind: KindText}
}

func clockText(v float64) string {
	s := int(math.Round(v*86400)) % 86400
	t := time.Unix(int64(s), 0).UTC()
	if s%60 == 0 {
		return t.Format("15:04")
	}
	return t.Format("15:04:05")
}

// decimal writes a number with all its digits and no exponent.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// roundTo15 drops the noise past the fifteen digits that Excel keeps.
func roundTo15(v float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		return v
	}
	return r
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
