package office

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// formulaMarks begin a cell that spreadsheet programs would compute (OWASP, CSV injection), the full-width
// forms among them, which some East Asian settings read alike.
const formulaMarks = "=+-@\t\r\n＝＋－＠"

// WriteCSV writes the table of a sheet, without its title lines, as UTF-8 with a byte order mark, commas and
// CRLF. Days stay YYYY-MM-DD, which every spreadsheet program reads alike; shares are decimal numbers. A text
// that begins like a formula gets an apostrophe in front. Faults of the data are *FileError.
func WriteCSV(w io.Writer, s Sheet) error {
	out := bufio.NewWriter(w)
	out.WriteString("\uFEFF")
	line := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		line[i] = guarded(c.Title)
	}
	writeLine(out, line)
	if s.Rows == nil {
		return out.Flush()
	}
	n := 1
	for values, err := range s.Rows {
		if err != nil {
			return err
		}
		n++
		for i := range line {
			line[i] = ""
			if i < len(values) {
				if line[i], err = csvValue(values[i]); err != nil {
					return valueFault(s.Name, n, i, values[i], err)
				}
			}
		}
		writeLine(out, line)
	}
	return out.Flush()
}

func csvValue(v any) (string, error) {
	v, err := plainValue(v)
	switch v := v.(type) {
	case string:
		return guarded(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case uint64:
		return strconv.FormatUint(v, 10), nil
	case float64:
		return decimal(v), nil
	case bool:
		return strings.ToUpper(strconv.FormatBool(v)), nil
	}
	return "", err
}

func guarded(text string) string {
	if first, _ := utf8.DecodeRuneInString(text); text != "" && strings.ContainsRune(formulaMarks, first) {
		return "'" + text
	}
	return text
}

// writeLine leaves faults of the writer to Flush, which reports the first.
func writeLine(out *bufio.Writer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			out.WriteByte(',')
		}
		if strings.ContainsAny(cell, ",;\"\r\n\t'") || strings.TrimSpace(cell) != cell {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		out.WriteString(cell)
	}
	out.WriteString("\r\n")
}
