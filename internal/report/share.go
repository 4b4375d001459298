package report

import (
	"fmt"
	"strings"

	"liemchinh.vn/internal/text"
)

// A Rounding says how a share is cut to one decimal. Published reports differ:
// some round half up, some cut off (Vĩnh Long 2018: 13 of 62 as 20.9 %).
type Rounding string

// The roundings. The zero value rounds half up.
const (
	HalfUp Rounding = ""
	CutOff Rounding = "cut"
)

// Tenths returns n of whole in tenths of a per cent: 975 for 97.5 %. It
// returns false where there is nothing to divide by.
func (r Rounding) Tenths(n, whole int) (int, bool) {
	if whole <= 0 {
		return 0, false
	}
	add := whole / 2
	if r == CutOff {
		add = 0
	}
	return (n*1000 + add) / whole, true
}

// Show writes n of whole as per cent with one decimal in a language, and a
// dash where there is nothing to divide by.
func (r Rounding) Show(l text.Lang, n, whole int) string {
	t, ok := r.Tenths(n, whole)
	if !ok {
		return "–"
	}
	s := fmt.Sprintf("%d.%d", t/10, t%10)
	if l == text.En {
		return s + "%"
	}
	return strings.Replace(s, ".", ",", 1) + "\u00a0%"
}
