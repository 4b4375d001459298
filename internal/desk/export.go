package desk

import (
	"fmt"
	"io"
	"iter"
	"net/url"
	"strings"

	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/web"
)

// exportTypes are the files a register is given out as.
var exportTypes = map[string]string{
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"csv":  "text/csv; charset=utf-8",
}

// without is an address without one of its parameters.
func without(href, name string) string {
	path, query, _ := strings.Cut(href, "?")
	q, err := url.ParseQuery(query)
	if err != nil {
		return path
	}
	q.Del(name)
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// export gives the register out: what is on the screen, in the columns of the
// official book if it has one. The journal has its entry before the first line
// is read.
func (r Register[T, P]) export(c *web.Call, w *Filter, as string) (web.Reply, error) {
	if exportTypes[as] == "" {
		return web.Reply{}, web.ErrNotFound
	}
	err := r.Desk.DB.Note(c.Context(), c.Who, r.Desk.ID+".export", P(new(T)).Table(), "", map[string]any{"register": r.Name, "address": c.R.URL.RawQuery})
	if err != nil {
		return web.Reply{}, err
	}
	title := c.Say(r.Desk.ID + ".list." + r.Name)
	columns := r.Book
	if len(columns) == 0 {
		columns = r.Columns
	}
	sheet := office.Sheet{Name: title, Title: []string{strings.ToUpper(title), c.Say("desk.exported", c.Today, c.Who.Name)}, Freeze: 1, Landscape: true,
		Columns: []office.Column{{Title: c.Say("desk.number"), Kind: office.IntColumn, Width: 6}}, Rows: r.lines(c, w, columns)}
	for _, col := range columns {
		sheet.Columns = append(sheet.Columns, office.Column{Title: c.Say(r.Desk.ID + ".field." + col.Name), Kind: col.Kind, Width: col.Width})
	}
	return web.Reply{File: &web.File{Name: fmt.Sprintf("%s-%s.%s", r.Name, c.Today, as), Type: exportTypes[as], Write: func(out io.Writer) error {
		if as == "csv" {
			return office.WriteCSV(out, sheet)
		}
		return office.WriteXLSX(out, []office.Sheet{sheet})
	}}}, nil
}

// exported is how many records are read at once for an export.
const exported = 500

// lines reads all records of the list, page by page, numbers them and gives
// their values in the order of the columns.
func (r Register[T, P]) lines(c *web.Call, w *Filter, columns []Column[T]) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		n, after := 0, ""
		for {
			s, err := r.list(c.Context(), r.Desk.DB.As(c.Who), w, after, c.Query("q"), exported)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, x := range s.Rows {
				n++
				values := []any{n}
				for _, col := range columns {
					values = append(values, col.value(c, x))
				}
				if !yield(values, nil) {
					return
				}
			}
			if after = s.Next; after == "" {
				return
			}
		}
	}
}
