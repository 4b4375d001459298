package ledger

import (
	"io"
	"iter"

	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// Bounds of one export, in entries.
const (
	exportMost  = 50_000
	exportBatch = 500 // read at once
)

// errBusy asks to wait for the export that is being made.
var errBusy = text.Problem{Key: "ledger.export.busy"}

// export writes what the list shows to a file. That it was taken stands in the
// journal before the file is given. One file is made at a time: it takes a
// processor for seconds, and the others have work to do.
func (l *ledger) export(c *web.Call) (web.Reply, error) {
	a, err := ask(c.Form)
	if err != nil {
		return web.Reply{}, err
	}
	format := c.Form("format")
	write, ok := writers[format]
	if !ok {
		return web.Reply{}, web.ErrNotFound
	}
	return web.Reply{File: &web.File{Name: "nhat-ky-" + c.Today + "." + format, Type: write.mime, Write: func(w io.Writer) error {
		if !l.exporting.TryLock() {
			return errBusy
		}
		defer l.exporting.Unlock()
		now := map[string]any{"format": format}
		for k, vs := range a.values {
			now["filter_"+k] = vs[0]
		}
		if err := l.db.Note(c.Context(), c.Who, "ledger.export", "ledger/journal", "", now); err != nil {
			return err
		}
		return write.file(w, l.sheet(c, a))
	}}}, nil
}

// writers are the kinds of files.
var writers = map[string]struct {
	mime string
	file func(io.Writer, office.Sheet) error
}{
	"csv": {"text/csv; charset=utf-8", office.WriteCSV},
	"xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		func(w io.Writer, s office.Sheet) error { return office.WriteXLSX(w, []office.Sheet{s}) }},
}

func (l *ledger) sheet(c *web.Call, a asked) office.Sheet {
	return office.Sheet{Name: c.Say("ledger.title"), Title: []string{c.Say("ledger.title"), c.Say("ledger.export.by", c.Who.Name, l.db.As(c.Who).Now())}, Freeze: 1, Landscape: true,
		Columns: []office.Column{{Title: c.Say("ledger.column.at"), Width: 18}, {Title: c.Say("ledger.column.who"), Width: 24}, {Title: c.Say("ledger.column.verb"), Width: 28},
			{Title: c.Say("ledger.column.record"), Width: 40}, {Title: c.Say("ledger.column.changes"), Width: 80}, {Title: c.Say("ledger.column.seal"), Width: 16}, {Title: c.Say("ledger.column.entry"), Width: 38}},
		Rows: l.rows(c, a, exportMost)}
}

// rows reads the journal batch by batch, each from where the last one ended,
// and stops when the person has gone. After most entries a last row says that
// there is more.
func (l *ledger) rows(c *web.Call, a asked, most int) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		before := ""
		for left := most; left > 0; {
			limit := min(left, exportBatch)
			es, err := l.read(c.Context(), a, before, limit)
			var lines []Line
			if err == nil {
				lines, err = l.lines(c, es, a.narrow, false)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, x := range lines {
				if !yield(cells(c, x), nil) {
					return
				}
			}
			if len(es) < limit {
				return
			}
			left -= len(es)
			before = es[len(es)-1].ID
		}
		yield([]any{"", "", "", c.Say("ledger.export.most", most)}, nil)
	}
}

// cells are the row of one entry.
func cells(c *web.Call, x Line) []any {
	record := x.Record
	if x.Hidden {
		record = c.Say("ledger.hidden")
	}
	return []any{c.Texts().Moment(c.Lang, x.At), x.Name, x.Verb, record, cell(columnsOf(x)), x.Seal, x.ID}
}

// cell keeps a text within what a spreadsheet's cell can hold.
func cell(s string) string {
	const most = 32_000
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
