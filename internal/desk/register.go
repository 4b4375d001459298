package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// A Register is a list of records of one kind: how it is filtered, shown,
// searched and exported. Its title is the text "<module>.list.<name>".
type Register[T any, P db.Ptr[T]] struct {
	Desk   Desk
	Name   string
	Path   string // its address
	Need   access.Need
	Tabs   func(c *web.Call, current string) web.Views // nil for none
	States []duty.State                                // offered as a filter; their texts are StatesKey+state
	// StatesKey is the prefix of the states' texts.
	StatesKey string
	Year      string       // column of the year, or of a day whose year is meant; "" for no filter
	Due       string       // column of the last day; "" for no filter
	Running   []duty.State // states in which Due counts; all if empty
	Unit      bool         // offers a filter by unit
	Words     []string     // columns that a search looks into; no search box if empty
	By        []string     // columns of the order, latest first
	// Where adds conditions of its own; it may look at the address.
	Where   func(c *web.Call, w *Filter)
	Filters func(c *web.Call) []web.Field // more selects beside the box
	Keep    []string                      // parameters of the address that a search keeps
	// Fill completes the records of a page with what their columns show and
	// that is no column of the table.
	Fill    func(ctx context.Context, v db.View, rows []T) error
	Columns []Column[T]
	Grid    func(*web.Call, []T) web.Grid // instead of Columns on the screen: a table that other pages show too
	Book    []Column[T]                   // columns of the official register, for exports; Columns if empty
	Acts    func(*web.Call) []web.Link
	Notes   func(*web.Call) ([]web.Note, error)
	Empty   web.Empty // its Title and Text are keys of texts; "desk.none" if not given
}

// A Column is a column of a register, on screen and in exports. Its head is the
// text "<module>.field.<name>".
type Column[T any] struct {
	Name  string
	Num   bool
	Cell  func(*web.Call, T) web.Cell // nil: the value as text
	Value func(*web.Call, T) any      // string, int, vn.Day or bool; nil: the text of the cell
	Kind  office.ColumnKind
	Width float64 // in characters, 0 for the program's choice
	Sheet bool    // in exports alone: the screen has no room for it
}

// ListPage is the data of list.html: one register.
type ListPage struct {
	Head    web.Head
	Tabs    web.Views
	Search  web.Search
	Notes   []web.Note
	Grid    web.Grid
	Exports []web.Link
}

// Route is the page of the register.
func (r Register[T, P]) Route() duty.Route {
	path, _, _ := strings.Cut(r.Path, "?")
	return duty.Route{Pattern: "GET " + path, Need: r.Need, Serve: r.Show}
}

// pageRows is how many lines a register shows at once; counted is as far as
// the lines of a list are counted.
const (
	pageRows = 50
	counted  = 300
)

// Show draws the register, or answers its export.
func (r Register[T, P]) Show(c *web.Call) (web.Reply, error) {
	w := r.filter(c)
	if as := c.Query("as"); as != "" {
		return r.export(c, w, as)
	}
	v := r.Desk.DB.As(c.Who)
	s, err := r.list(c.Context(), v, w, c.Query("after"), c.Query("q"), pageRows)
	if err != nil {
		return web.Reply{}, err
	}
	search := r.search(c)
	page := ListPage{Head: web.Head{Title: c.Say(r.Desk.ID + ".list." + r.Name)}, Grid: r.grid(c, s.Rows, search.Clear), Search: search,
		Exports: []web.Link{{Text: "XLSX", Icon: "file-spreadsheet", Href: With(c, "as", "xlsx")}, {Text: "CSV", Icon: "table", Href: With(c, "as", "csv")}}}
	if r.Tabs != nil {
		page.Tabs = r.Tabs(c, r.Name)
	}
	if r.Acts != nil {
		page.Head.Acts = r.Acts(c)
	}
	if r.Notes != nil {
		if page.Notes, err = r.Notes(c); err != nil {
			return web.Reply{}, err
		}
	}
	if page.Grid.Pager, err = r.pager(c, v, w, s); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "desk/list.html", Data: page, Title: page.Head.Title, Nav: r.Desk.ID}, nil
}

// pager says how many lines there are, up to a bound: to count a large register
// is to read all of it.
func (r Register[T, P]) pager(c *web.Call, v db.View, w *Filter, s db.Slice[T]) (web.Pager, error) {
	var p web.Pager
	if c.Query("after") != "" {
		p.Prev = With(c, "after", "")
	}
	if s.Next != "" {
		p.Next = With(c, "", "")
		p.Next += map[bool]string{true: "&", false: "?"}[strings.Contains(p.Next, "?")] + "after=" + s.Next
	}
	if c.Query("q") != "" {
		return p, nil
	}
	n := len(s.Rows)
	if s.Next == "" && c.Query("after") == "" {
		p.Total = c.Say("desk.total", n)
		return p, nil
	}
	q := "SELECT count(*) FROM (SELECT 1 FROM " + P(new(T)).Table() + " t WHERE {visible t} AND (" + w.String() + fmt.Sprintf(") LIMIT %d) x", counted+1)
	if err := db.Query(c.Context(), v, func(row db.Row) error { return row.Scan(&n) }, q, w.args...); err != nil {
		return p, err
	}
	p.Total = c.Say("desk.total", n)
	if n > counted {
		p.Total = c.Say("desk.more", counted)
	}
	return p, nil
}

// grid draws the lines; clear is the address without a search, "" if there is
// none.
func (r Register[T, P]) grid(c *web.Call, rows []T, clear string) web.Grid {
	g := web.Grid{Label: c.Say(r.Desk.ID + ".list." + r.Name), Empty: r.Empty}
	g.Empty.Title = c.Say(cmp.Or(g.Empty.Title, "desk.none"))
	if g.Empty.Text != "" {
		g.Empty.Text = c.Say(g.Empty.Text)
	}
	if r.Grid != nil {
		g = r.Grid(c, rows)
	}
	if clear != "" {
		g.Empty = web.Empty{Icon: "filter-off", Title: c.Say("desk.nothing"), Acts: []web.Link{{Text: c.Say("web.search.clear"), Href: clear}}}
	}
	columns := slices.DeleteFunc(slices.Clone(r.Columns), func(col Column[T]) bool { return col.Sheet })
	for _, col := range columns {
		g.Columns = append(g.Columns, web.Column{Text: c.Say(r.Desk.ID + ".field." + col.Name), Num: col.Num})
	}
	for _, x := range rows {
		row := web.Row{ID: idOf[T, P](&x)}
		for _, col := range columns {
			row.Cells = append(row.Cells, col.cell(c, x))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// OnSheet leaves a column to the exports.
func OnSheet[T any](col Column[T]) Column[T] { col.Sheet = true; return col }

// TextColumn is a column of words.
func TextColumn[T any](name string, value func(T) string) Column[T] {
	return Column[T]{Name: name, Value: func(_ *web.Call, x T) any { return value(x) }}
}

// SaidColumn is a column of values whose texts are prefix+value; no value is an
// empty cell.
func SaidColumn[T any](name, prefix string, value func(T) string) Column[T] {
	return Column[T]{Name: name, Value: func(c *web.Call, x T) any {
		if v := value(x); v != "" {
			return c.Say(prefix + v)
		}
		return ""
	}}
}

// DayColumn is a column of days.
func DayColumn[T any](name string, value func(T) vn.Day) Column[T] {
	return Column[T]{Name: name, Kind: office.DayColumn, Value: func(_ *web.Call, x T) any { return value(x) }}
}

// NumColumn is a column of counts.
func NumColumn[T any](name string, value func(T) int) Column[T] {
	return Column[T]{Name: name, Num: true, Kind: office.IntColumn, Value: func(_ *web.Call, x T) any { return value(x) }}
}

func (col Column[T]) cell(c *web.Call, x T) web.Cell {
	if col.Cell != nil {
		cell := col.Cell(c, x)
		cell.Num = cell.Num || col.Num
		return cell
	}
	switch v := col.Value(c, x).(type) {
	case vn.Day:
		return web.Cell{Text: c.Texts().Day(c.Lang, string(v)), Num: col.Num}
	case int:
		return web.Cell{Text: c.Texts().Number(c.Lang, v), Num: true}
	case bool:
		return web.Cell{Text: c.Say(map[bool]string{true: "desk.yes", false: "desk.no"}[v])}
	default:
		return web.Cell{Text: fmt.Sprint(v), Num: col.Num}
	}
}

func (col Column[T]) value(c *web.Call, x T) any {
	if col.Value == nil {
		cell := col.Cell(c, x)
		return strings.TrimSpace(cmp.Or(cell.Text, cell.Chip.Text))
	}
	switch v := col.Value(c, x).(type) {
	case vn.Day:
		switch {
		case v == "":
			return nil
		case col.Kind == office.TextColumn:
			return c.Texts().Day(c.Lang, string(v))
		}
		return string(v)
	case bool:
		return c.Say(map[bool]string{true: "desk.yes", false: "desk.no"}[v])
	default:
		return v
	}
}

// filter reads the conditions of the address.
func (r Register[T, P]) filter(c *web.Call) *Filter {
	w := &Filter{}
	if r.Where != nil {
		r.Where(c, w)
	}
	if s := c.Query("state"); s != "" && r.has("state") {
		w.And("t.state = ?", s)
	}
	if y, err := vn.ParseDay(c.Query("year") + "-01-01"); err == nil && r.Year != "" {
		if r.Year == "year" {
			w.And("t.year = ?", y.Year())
		} else {
			w.And("t."+r.Year+" >= ? AND t."+r.Year+" <= ?", string(y), fmt.Sprintf("%04d-12-31", y.Year()))
		}
	}
	if u := c.Query("unit"); u != "" {
		w.And("EXISTS (SELECT 1 FROM reach u WHERE u.root = ? AND u.unit = t.org AND u.sees)", u)
	}
	if c.Query("overdue") != "" && r.Due != "" {
		w.And("t."+r.Due+" <> '' AND t."+r.Due+" < ?", c.Today)
		if len(r.Running) > 0 {
			args := make([]any, len(r.Running))
			for i, s := range r.Running {
				args[i] = string(s)
			}
			w.And("t.state IN (?"+strings.Repeat(", ?", len(args)-1)+")", args...)
		}
	}
	return w
}

// has reports whether the records have a column.
func (r Register[T, P]) has(name string) bool {
	return slices.ContainsFunc(P(new(T)).Columns(), func(c db.Col) bool { return c.Name == name })
}

// errEnough ends the reading of a list.
var errEnough = errors.New("enough")

// list reads one page of the register. Under a search only the words searched
// are read of each record, and the records that have them afterwards.
func (r Register[T, P]) list(ctx context.Context, v db.View, w *Filter, after, words string, limit int) (db.Slice[T], error) {
	s, err := r.page(ctx, v, w, after, words, limit)
	if err == nil && r.Fill != nil {
		err = r.Fill(ctx, v, s.Rows)
	}
	return s, err
}

func (r Register[T, P]) page(ctx context.Context, v db.View, w *Filter, after, words string, limit int) (db.Slice[T], error) {
	if words == "" || len(r.Words) == 0 {
		return db.List[T, P](ctx, v, db.Page{Where: w.String(), Args: w.args, By: r.By, Desc: true, After: after, Limit: limit})
	}
	ids, next, err := r.matching(ctx, v, w, after, words, limit)
	if err != nil || len(ids) == 0 {
		return db.Slice[T]{}, err
	}
	found, err := db.Find[T, P](ctx, v, "t.id IN ("+Marks(len(ids))+")", r.order(), ids...)
	return db.Slice[T]{Rows: found, Next: next}, err
}

// order is the order of the list, latest first.
func (r Register[T, P]) order() string {
	return "ORDER BY t." + strings.Join(append(slices.Clone(r.By), "id"), " DESC, t.") + " DESC"
}

// matching finds the ids of one page of a search, and the last of them if
// more follow; after is the last id of the page before.
func (r Register[T, P]) matching(ctx context.Context, v db.View, w *Filter, after, words string, limit int) (ids []any, next string, err error) {
	q := "SELECT t.id, t." + strings.Join(r.Words, ", t.") + " FROM " + P(new(T)).Table() + " t WHERE {visible t} AND (" + w.String() + ") " + r.order()
	begun := after == ""
	err = db.Query(ctx, v, func(row db.Row) error {
		texts := make([]string, len(r.Words)+1)
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

// years is how many years back a list may be filtered by.
const years = 12

func (r Register[T, P]) search(c *web.Call) web.Search {
	path, _, _ := strings.Cut(r.Path, "?")
	s := web.Search{Action: path, Name: "q", Value: c.Query("q"), Label: c.Say("desk.search"), Hint: c.Say("desk.search.hint")}
	used := []string{"q"}
	add := func(f web.Field) {
		f.Value = c.Query(f.Name)
		used = append(used, f.Name)
		s.Filters = append(s.Filters, f)
	}
	if len(r.States) > 0 {
		f := web.Field{Name: "state", Label: c.Say("desk.state"), Options: []web.Option{{Label: c.Say("desk.any.state")}}}
		for _, st := range r.States {
			f.Options = append(f.Options, web.Option{Value: string(st), Label: c.Say(r.StatesKey + string(st))})
		}
		add(f)
	}
	if r.Year != "" {
		f := web.Field{Name: "year", Label: c.Say("desk.year"), Options: []web.Option{{Label: c.Say("desk.any.year")}}}
		for n := range years {
			y := fmt.Sprint(vn.Day(c.Today).Year() - n)
			f.Options = append(f.Options, web.Option{Value: y, Label: y})
		}
		add(f)
	}
	if r.Due != "" {
		add(web.Field{Name: "overdue", Label: c.Say("desk.overdue"), Options: []web.Option{{Label: c.Say("desk.any.due")}, {Value: "1", Label: c.Say("desk.overdue")}}})
	}
	if r.Unit {
		add(r.unitFilter(c))
	}
	if r.Filters != nil {
		for _, f := range r.Filters(c) {
			add(f)
		}
	}
	clear := r.Path
	for _, name := range r.Keep {
		if v := c.Query(name); v != "" {
			s.Hidden = append(s.Hidden, web.Hidden{Name: name, Value: v})
			clear = With(c, "", "")
			for _, u := range used {
				clear = without(clear, u)
			}
		}
	}
	if slices.ContainsFunc(used, func(name string) bool { return c.Query(name) != "" }) {
		s.Clear = clear
	}
	return s
}

// unitFilter offers the office's own unit and those right below it; a unit
// further down that the address names is offered too.
func (r Register[T, P]) unitFilter(c *web.Call) web.Field {
	f := web.Field{Name: "unit", Label: c.Say("desk.unit"), Options: []web.Option{{Label: c.Say("desk.any.unit")}}}
	v := r.Desk.DB.As(c.Who)
	units, err := UnitsUnder(c.Context(), v, c.Who.Unit, r.Desk.Today())
	if err != nil {
		return f // the list itself tells what is wrong with the database
	}
	for _, u := range units {
		f.Options = append(f.Options, web.Option{Value: u.Unit, Label: u.Name})
	}
	asked := c.Query("unit")
	known := slices.ContainsFunc(f.Options, func(o web.Option) bool { return o.Value == asked })
	if name := UnitName(c.Context(), v, asked, r.Desk.Today()); !known && name != "" {
		f.Options = append(f.Options, web.Option{Value: asked, Label: name})
	}
	return f
}
