// Package office reads tables out of the office files people send (XLSX, XLSM, CSV) and writes tables back.
//
// Every file is taken to be hostile: sizes are checked before anything is unpacked, rows are streamed,
// and nothing is kept but the shared texts of a workbook. Workbooks are read by a small scanner of this
// package, because a row iterator that gives only texts cannot tell a date from a number, a formula from
// a typed value, or a merged cell from an empty one.
package office

import "embed"

// Files holds the texts of this package: text/vi.txt and text/en.txt, one `key = text with {0}` a line.
// The first argument of every error is the name of the file.
//
//go:embed text
var Files embed.FS
