package inspection

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ListPage is the data of list.html: one register.
type ListPage struct {
	Head    web.Head
	Tabs    web.Views
	Search  web.Search
	Grid    web.Grid
	Exports []web.Link
}

// tabs are the registers of the duty, each with its own address.
var tabs = []struct{ id, href string }{
	{"programmes", "/inspection/programmes"},
	{"inspections", "/inspection"},
	{"supervisions", "/inspection?kind=supervision"},
	{"signs", "/inspection?kind=signs"},
	{"disciplines", "/inspection/disciplines"},
	{"appeals", "/inspection/appeals"},
	{"reminders", "/inspection/reminders"},
	{"suspensions", "/inspection/suspensions"},
}

func listTabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("inspection.page.registers")}
	for _, t := range tabs {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say("inspection.page.tab." + t.id), Href: t.href, Current: t.id == current})
	}
	return v
}

// A filter is the conditions of a list as they stand in its address.
type filter struct {
	where []string
	args  []any
}

// and adds a condition; each ? in it is one of the arguments.
func (w *filter) and(cond string, args ...any) {
	for _, a := range args {
		w.args = append(w.args, a)
		cond = strings.Replace(cond, "?", fmt.Sprintf("$%d", len(w.args)), 1)
	}
	w.where = append(w.where, cond)
}

func (w *filter) String() string { return strings.Join(w.where, " AND ") }

// A register is a list of records of one kind: how it is filtered, shown and
// exported.
type register[T any] struct {
	tab, path string
	states    []duty.State
	statesKey string
	year      string // column of the year; a day column is compared by its beginning
	due       string // column of the last day, "" for none
	running   []duty.State
	words     []string // columns that a search looks into
	by        []string // columns of the order, latest first
	grid      func(*web.Call, []T) web.Grid
	only      func(*web.Call, *filter)
	columns   []sheetColumn                                // of the official register, after the running number
	line      func(pages, *web.Call, []T) ([][]any, error) // its values
	acts      func(*web.Call) []web.Link
}

// A sheetColumn is a column of an official register (domain facts A9).
type sheetColumn struct {
	key  string
	kind office.ColumnKind
}

// filter reads the conditions of the address.
func (r register[T]) filter(c *web.Call) *filter {
	w := &filter{where: []string{"1 = 1"}}
	if r.only != nil {
		r.only(c, w)
	}
	if s := c.Query("state"); s != "" {
		w.and("t.state = ?", s)
	}
	if y := c.Query("year"); y != "" && r.year != "" {
		if r.year == "year" {
			if n, err := vn.ParseDay(y + "-01-01"); err == nil {
				w.and("t.year = ?", n.Year())
			}
		} else {
			w.and("t."+r.year+" >= ? AND t."+r.year+" <= ?", y+"-01-01", y+"-12-31")
		}
	}
	if u := c.Query("unit"); u != "" {
		w.and("EXISTS (SELECT 1 FROM reach u WHERE u.root = ? AND u.unit = t.org AND u.sees)", u)
	}
	if c.Query("overdue") != "" && r.due != "" {
		w.and("t."+r.due+" <> '' AND t."+r.due+" < ?", c.Today)
		var marks []string
		for _, s := range r.running {
			w.args = append(w.args, string(s))
			marks = append(marks, fmt.Sprintf("$%d", len(w.args)))
		}
		w.and("t.state IN (" + strings.Join(marks, ", ") + ")")
	}
	return w
}

// named reports whether a record's name has all the words of a search, tone
// marks or not. Names are folded here, not in the database, which has no
// notion of Vietnamese.
func named(words string, texts ...string) bool {
	all := vn.Fold(strings.Join(texts, " "))
	for _, w := range strings.Fields(vn.Fold(words)) {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return true
}

// errEnough ends the reading of a list.
var errEnough = errors.New("enough")

// list reads one page of a register. Under a search only the words searched
// are read of each record, and the records that have them afterwards.
func list[T any, P db.Ptr[T]](ctx context.Context, v db.View, r register[T], w *filter, after, words string, limit int) (db.Slice[T], error) {
	if words == "" {
		return db.List[T, P](ctx, v, db.Page{Where: w.String(), Args: w.args, By: r.by, Desc: true, After: after, Limit: limit})
	}
	ids, next, err := r.matching(ctx, v, P(new(T)).Table(), w, after, words, limit)
	if err != nil || len(ids) == 0 {
		return db.Slice[T]{}, err
	}
	found, err := db.Find[T, P](ctx, v, "t.id IN ("+marksFor(len(ids))+")", r.order(), ids...)
	return db.Slice[T]{Rows: found, Next: next}, err
}

// order is the order of the list, latest first.
func (r register[T]) order() string {
	return "ORDER BY t." + strings.Join(append(slices.Clone(r.by), "id"), " DESC, t.") + " DESC"
}

// marksFor gives $1, $2 … for n arguments.
func marksFor(n int) string {
	marks := make([]string, n)
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	return strings.Join(marks, ", ")
}

// matching finds the ids of one page of a search, and the last of them if
// more follow; after is the last id of the page before.
func (r register[T]) matching(ctx context.Context, v db.View, table string, w *filter, after, words string, limit int) (ids []any, next string, err error) {
	q := "SELECT t.id, t." + strings.Join(r.words, ", t.") + " FROM " + table + " t WHERE {visible t} AND (" + w.String() + ") " + r.order()
	begun := after == ""
	err = db.Query(ctx, v, func(row db.Row) error {
		texts := make([]string, len(r.words)+1)
		ptrs := make([]any, len(texts))
		for i := range texts {
			ptrs[i] = &texts[i]
		}
		switch err := row.Scan(ptrs...); {
		case err != nil:
			return err
		case !begun:
			begun = texts[0] == after
		case !named(words, texts[1:]...):
		case len(ids) == limit:
			next = fmt.Sprint(ids[limit-1])
			return errEnough
		default:
			ids = append(ids, texts[0])
		}
		return nil
	}, q, w.args...)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return ids, next, err
}

// pageRows is how many lines a register shows at once.
const pageRows = 50

// show draws a register, or answers its export.
func show[T any, P db.Ptr[T]](p pages, c *web.Call, r register[T]) (web.Reply, error) {
	w := r.filter(c)
	if as := c.Query("as"); as != "" {
		return export[T, P](p, c, r, w, as)
	}
	s, err := list[T, P](c.Context(), p.view(c), r, w, c.Query("after"), c.Query("q"), pageRows)
	if err != nil {
		return web.Reply{}, err
	}
	n, err := db.Count[T, P](c.Context(), p.view(c), w.String(), w.args...)
	if err != nil {
		return web.Reply{}, err
	}
	page := ListPage{Head: web.Head{Title: c.Say("inspection.page.tab." + r.tab)}, Tabs: listTabs(c, r.tab), Grid: r.grid(c, s.Rows), Search: r.search(p, c)}
	if r.acts != nil {
		page.Head.Acts = r.acts(c)
	}
	page.Grid.Pager.Total = c.Say("inspection.page.total", n)
	if c.Query("after") != "" {
		page.Grid.Pager.Prev = with(c, "after", "")
	}
	if s.Next != "" {
		page.Grid.Pager.Next = with(c, "after", s.Next)
	}
	if page.Search.Clear != "" {
		page.Grid.Empty = web.Empty{Icon: "filter-off", Title: c.Say("inspection.page.nothing"), Acts: []web.Link{{Text: c.Say("web.search.clear"), Href: page.Search.Clear}}}
	}
	if len(r.columns) > 0 {
		page.Exports = []web.Link{{Text: "XLSX", Icon: "file-spreadsheet", Href: with(c, "as", "xlsx")}, {Text: "CSV", Icon: "table", Href: with(c, "as", "csv")}}
	}
	return web.Reply{Page: "inspection/list.html", Data: page, Title: page.Head.Title, Nav: ID}, nil
}

// with is the address of the page with one parameter changed.
func with(c *web.Call, name, value string) string {
	q := url.Values{}
	for k, vs := range c.R.URL.Query() {
		q[k] = vs
	}
	q.Del("after")
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return c.R.URL.Path
	}
	return c.R.URL.Path + "?" + q.Encode()
}

// years is how many years back a list may be filtered by.
const years = 12

func (r register[T]) search(p pages, c *web.Call) web.Search {
	s := web.Search{Action: r.path, Name: "q", Value: c.Query("q"), Label: c.Say("inspection.page.search"), Hint: c.Say("inspection.page.search.hint")}
	state := web.Field{Name: "state", Label: c.Say("inspection.field.state"), Value: c.Query("state"), Options: []web.Option{{Label: c.Say("inspection.page.any.state")}}}
	state.Options = append(state.Options, options(c, r.statesKey, r.states)...)
	s.Filters = append(s.Filters, state)
	year := web.Field{Name: "year", Label: c.Say("inspection.field.year"), Value: c.Query("year"), Options: []web.Option{{Label: c.Say("inspection.page.any.year")}}}
	for n := range years {
		y := fmt.Sprint(vn.Day(c.Today).Year() - n)
		year.Options = append(year.Options, web.Option{Value: y, Label: y})
	}
	s.Filters = append(s.Filters, year)
	if r.due != "" {
		s.Filters = append(s.Filters, web.Field{Name: "overdue", Label: c.Say("inspection.page.overdue"), Value: c.Query("overdue"),
			Options: []web.Option{{Label: c.Say("inspection.page.any.due")}, {Value: "1", Label: c.Say("inspection.page.overdue")}}})
	}
	s.Filters = append(s.Filters, p.unitFilter(c))
	if v := c.Query("kind"); v != "" {
		s.Hidden = append(s.Hidden, web.Hidden{Name: "kind", Value: v})
	}
	for _, name := range []string{"q", "state", "year", "overdue", "unit"} {
		if c.Query(name) != "" {
			s.Clear = r.path
			if k := c.Query("kind"); k != "" {
				s.Clear += "?kind=" + url.QueryEscape(k)
			}
		}
	}
	return s
}

// unitFilter offers the office's own unit and those right below it; a unit
// further down that the address names is offered too.
func (p pages) unitFilter(c *web.Call) web.Field {
	f := web.Field{Name: "unit", Label: c.Say("inspection.field.unit"), Value: c.Query("unit"), Options: []web.Option{{Label: c.Say("inspection.page.any.unit")}}}
	units, err := unitsUnder(c.Context(), p.view(c), c.Who.Unit, p.today())
	if err != nil {
		return f // the list itself tells what is wrong with the database
	}
	for _, u := range units {
		f.Options = append(f.Options, web.Option{Value: u.Unit, Label: u.Name})
	}
	known := slices.ContainsFunc(f.Options, func(o web.Option) bool { return o.Value == f.Value })
	if name := unitName(c.Context(), p.view(c), f.Value, p.today()); !known && name != "" {
		f.Options = append(f.Options, web.Option{Value: f.Value, Label: name})
	}
	return f
}

// exportTypes are the files a register is given out as.
var exportTypes = map[string]string{
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"csv":  "text/csv; charset=utf-8",
}

// export gives a register out with the columns of the official one. The
// journal has its entry before the first line is read.
func export[T any, P db.Ptr[T]](p pages, c *web.Call, r register[T], w *filter, as string) (web.Reply, error) {
	if exportTypes[as] == "" {
		return web.Reply{}, web.ErrNotFound
	}
	err := p.DB.Note(c.Context(), c.Who, ID+".export", P(new(T)).Table(), "", map[string]any{"register": r.tab, "address": c.R.URL.RawQuery})
	if err != nil {
		return web.Reply{}, err
	}
	title := c.Say("inspection.page.tab." + r.tab)
	sheet := office.Sheet{Name: title, Title: []string{strings.ToUpper(title), c.Say("inspection.page.exported", c.Today, c.Who.Name)}, Freeze: 1, Landscape: true,
		Rows: lines[T, P](p, c, r, w)}
	sheet.Columns = []office.Column{{Title: c.Say("inspection.field.no"), Kind: office.IntColumn, Width: 6}}
	for _, col := range r.columns {
		sheet.Columns = append(sheet.Columns, office.Column{Title: c.Say("inspection.field." + col.key), Kind: col.kind})
	}
	return web.Reply{File: &web.File{Name: fmt.Sprintf("%s-%s.%s", r.tab, c.Today, as), Type: exportTypes[as], Write: func(out io.Writer) error {
		if as == "csv" {
			return office.WriteCSV(out, sheet)
		}
		return office.WriteXLSX(out, []office.Sheet{sheet})
	}}}, nil
}

// exported is how many records are read at once for an export.
const exported = 500

// lines reads all records of a list, page by page, numbers them and gives
// their values in the order of the columns.
func lines[T any, P db.Ptr[T]](p pages, c *web.Call, r register[T], w *filter) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		n, after := 0, ""
		for {
			s, err := list[T, P](c.Context(), p.view(c), r, w, after, c.Query("q"), exported)
			var values [][]any
			if err == nil {
				values, err = r.line(p, c, s.Rows)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, one := range values {
				n++
				if !yield(append([]any{n}, one...), nil) {
					return
				}
			}
			if after = s.Next; after == "" {
				return
			}
		}
	}
}

// singly gives the values of each record by itself.
func singly[T any](line func(*web.Call, T) []any) func(pages, *web.Call, []T) ([][]any, error) {
	return func(_ pages, c *web.Call, rows []T) ([][]any, error) {
		var out [][]any
		for _, x := range rows {
			out = append(out, line(c, x))
		}
		return out, nil
	}
}

// grouped reads the rows that belong to records, by the id of the record.
func grouped[T any, P db.Ptr[T]](ctx context.Context, v db.View, column, and string, ids []string, of func(T) string) (map[string][]T, error) {
	out := map[string][]T{}
	if len(ids) == 0 {
		return out, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	rows, err := db.Find[T, P](ctx, v, "t."+column+" IN ("+marksFor(len(ids))+")"+and, "ORDER BY t.id", args...)
	for _, x := range rows {
		out[of(x)] = append(out[of(x)], x)
	}
	return out, err
}
