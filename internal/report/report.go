// Package report fills prescribed forms with figures counted from the records
// of all duties, shows the records behind every figure, checks the sums, and
// writes tables for the screen, the printer, Excel and scripts.
//
// A figure is never typed in. A cell and the list behind it are the same facts
// (db.Figures, db.Behind), so the two cannot disagree.
//
// Source: forms of Decision 885-QĐ/UBKTTW (A10); figures are counted separately
// as turns, and nothing is balanced by hand.
package report

import "embed"

// ID is the name of the module: its address, and the prefix of its texts.
const ID = "report"

// Files holds the pages and texts of the module.
//
//go:embed pages/* text
var Files embed.FS
