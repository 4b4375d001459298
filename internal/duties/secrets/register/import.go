package register

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// An ImportedRow is one row of a book that was kept elsewhere, as it was read.
type ImportedRow struct {
	N    int // of the file
	Item Item
	Says []text.Problem // what is wrong with it
}

// importHeads say by which words the columns of the ten-column books are known,
// in the order of the form: the first column whose head has them is taken.
var importHeads = map[Book][][]string{
	Out: {{"so thu tu", "stt"}, {"so, ky hieu", "ky hieu"}, {"xac dinh", "ngay"}, {"trich yeu", "ten loai"}, {"do mat"}, {"nguoi ky"}, {"noi nhan"}, {"luu"}, {"so ban", "so luong"}, {"ghi chu"}},
	In: {{"so thu tu", "stt"}, {"ngay den"}, {"so den"}, {"co quan", "tac gia", "noi gui"}, {"so, ky hieu", "ky hieu"}, {"ngay thang van ban", "ngay van ban", "ngay thang", "ngay"},
		{"trich yeu", "ten loai"}, {"do mat"}, {"nguoi nhan", "don vi", "noi nhan"}, {"ghi chu"}},
}

// ReadBook reads the rows of a book OUT or IN of a year from a file, with the
// columns of the form (domain A7) under their usual heads. Every row comes with
// what is wrong with it: no number, a number twice, a gap, no level, a day that
// is none, an abstract of a top secret.
func ReadBook(p text.Problem, book Book, year int, rows []office.Row) ([]ImportedRow, error) {
	var columns []int
	for len(rows) > 0 && columns == nil { // letterhead and title stand above the heads
		columns, rows = match(book, rows[0]), rows[1:]
	}
	if columns == nil {
		return nil, p
	}
	var all []ImportedRow
	for _, r := range rows {
		cell := func(n int) string {
			if c := columns[n]; c >= 0 && c < len(r.Cells) {
				return strings.TrimSpace(r.Cells[c].Text)
			}
			return ""
		}
		if cell(0) == "" && cell(1) == "" || strings.HasPrefix(cell(0), "(") {
			continue // an empty line, or the line of column numbers
		}
		row := ImportedRow{N: r.N, Item: Item{State: Issued, Book: book, Year: year, Carrier: Paper, Copies: 1}}
		if book == Out {
			row.readOut(cell)
		} else {
			row.readIn(cell)
		}
		all = append(all, row)
	}
	checkNumbers(all)
	return all, nil
}

// match finds the columns of a book in a row of heads; nil if number, symbol or level has none.
func match(book Book, head office.Row) []int {
	found := headsOf(importHeads[book], head)
	level, symbol := 4, 1
	if book == In {
		level, symbol = 7, 4
	}
	if found[0] < 0 || found[level] < 0 || found[symbol] < 0 {
		return nil
	}
	return found
}

func (r *ImportedRow) wrong(key string, args ...any) {
	r.Says = append(r.Says, text.Problem{Key: key, Args: args})
}

func (r *ImportedRow) day(s string, p *vn.Day) {
	if s == "" {
		return
	}
	d, err := vn.ParseDay(s)
	if err != nil {
		r.wrong("secrets.import.day", s)
	}
	*p = d
}

func (r *ImportedRow) head(no, grade string) {
	n, err := strconv.Atoi(no)
	if err != nil || n < 1 || n > maxSeq {
		r.wrong("secrets.import.no_number", no)
		n = 0
	}
	r.Item.Seq = n
	if r.Item.Grade = ReadGrade(grade); r.Item.Grade == access.Open {
		r.wrong("secrets.import.no_grade", grade)
	}
}

func (r *ImportedRow) readOut(cell func(int) string) {
	i := &r.Item
	r.head(cell(0), cell(4))
	i.Number, i.Signer, i.Storing, i.Remarks = vn.Tidy(cell(1)), vn.Tidy(cell(5)), vn.Tidy(cell(7)), cell(9)
	_, i.Symbol, _ = strings.Cut(i.Number, "-")
	r.day(cell(2), &i.DeterminedOn)
	i.Kind, i.Words = splitKind(cell(3))
	i.Recipients = readRecipients(strings.FieldsFunc(cell(6), func(c rune) bool { return c == ';' || c == '\n' }))
	if s := cell(8); s != "" {
		if n, err := strconv.Atoi(s); err == nil && n > 0 && n <= MaxCopies {
			i.Copies = n
		} else {
			r.wrong("secrets.import.copies", s)
		}
	}
	i.RegisteredOn, i.IssuedOn = i.DeterminedOn, i.DeterminedOn
	r.complete()
}

// maxSeq bounds the numbers of a book: no office gives more in a year.
const maxSeq = 1_000_000

func (r *ImportedRow) readIn(cell func(int) string) {
	i := &r.Item
	r.head(cell(0), cell(7))
	r.day(cell(1), &i.ArrivedOn)
	i.IssuerName, i.Number, i.Remarks = vn.Tidy(cell(3)), vn.Tidy(cell(4)), cell(9)
	r.day(cell(5), &i.DeterminedOn)
	i.Kind, i.Words = splitKind(cell(6))
	i.Recipients = readRecipients(strings.FieldsFunc(cell(8), func(c rune) bool { return c == ';' || c == '\n' }))
	i.RegisteredOn = i.ArrivedOn
	r.complete()
}

// complete tells what every row must have.
func (r *ImportedRow) complete() {
	i := r.Item
	if i.Number == "" {
		r.wrong("secrets.import.no_symbol")
	}
	if i.RegisteredOn == "" {
		r.wrong("secrets.import.no_day")
	} else if i.RegisteredOn.Year() != i.Year {
		r.wrong("secrets.import.other_year", i.RegisteredOn, fmt.Sprint(i.Year))
	}
	if i.Grade == access.TopSecret && i.Words != "" {
		r.wrong("secrets.import.abstract")
	}
}

// splitKind parts "Báo cáo: nội dung" into kind and abstract.
func splitKind(s string) (kind, words string) {
	for _, sep := range []string{"\n", ": ", " - ", "; "} {
		if a, b, ok := strings.Cut(s, sep); ok && utf8.RuneCountInString(a) <= 40 {
			return vn.Tidy(a), vn.Tidy(b)
		}
	}
	return "", s
}

// checkNumbers tells of numbers that stand twice and of gaps (S32).
func checkNumbers(rows []ImportedRow) {
	seen := map[int]int{}
	for n := range rows {
		r := &rows[n]
		if r.Item.Seq < 1 {
			continue
		}
		if at, ok := seen[r.Item.Seq]; ok {
			r.wrong("secrets.import.twice", r.Item.Seq, at)
			continue
		}
		seen[r.Item.Seq] = r.N
	}
	for n := range rows {
		s := rows[n].Item.Seq
		if s > 1 && seen[s] == rows[n].N && seen[s-1] == 0 {
			from := s - 1
			for from > 1 && seen[from-1] == 0 {
				from--
			}
			rows[n].wrong("secrets.import.gap", from, s-1)
		}
	}
}

// Import writes the rows of a book, all or none: with abstracts, copies in the
// store and terms. It refuses rows with faults, and numbers that the register
// has given already.
func Import(ctx context.Context, t *desk.Turn, org, store string, rows []ImportedRow) error {
	var errs []error
	name := desk.UnitName(ctx, t.View, org, t.At.Today)
	for _, r := range rows {
		for _, p := range r.Says {
			errs = append(errs, duty.Incomplete("secrets.import.row", r.N, p))
		}
	}
	if len(errs) > 0 {
		return errors.Join(errs[:min(len(errs), 20)]...)
	}
	for _, r := range rows {
		i := r.Item
		i.Org = org
		if max(i.RegisteredOn, i.DeterminedOn) > t.At.Today {
			return duty.Incomplete("secrets.import.row", r.N, text.Problem{Key: "secrets.refuse.future"})
		}
		given, err := t.Last(ctx, `SELECT count(*) FROM secrets_item t WHERE {visible t} AND t.org = $1 AND t.book = $2 AND t.year = $3 AND t.seq = $4`, org, string(i.Book), i.Year, i.Seq)
		if err != nil {
			return err
		}
		if given > 0 {
			return duty.Incomplete("secrets.import.row", r.N, text.Problem{Key: "secrets.import.given", Args: []any{fmt.Sprint(i.Seq), fmt.Sprint(i.Year)}})
		}
		if i.Words != "" && i.Grade > t.At.Who.Clearance {
			return duty.Forbidden("secrets.refuse.clearance")
		}
		if i.Book == Out {
			i.Issuer, i.IssuerName, i.DraftFate, i.DraftFateOn = org, name, DraftShredded, i.IssuedOn
		}
		if err := setTerm(t, &i); err != nil {
			return err
		}
		if err := db.Save(ctx, t.Tx, &i); err != nil {
			return err
		}
		i.Place = store
		if err := withCopies(ctx, t, &i); err != nil {
			return err
		}
	}
	return nil
}

// ImportPage is the data of import.html.
type ImportPage struct {
	Head   web.Head
	Action string
	Fields []web.Field
	Notes  []web.Note
	Grid   web.Grid
}

// maxImport bounds the file of a book, in bytes.
const maxImport = 20 << 20

// importPage takes a book that was kept elsewhere: it shows every row with what
// is wrong with it, and writes all rows once none has a fault.
func (k pages) importPage(c *web.Call) (web.Reply, error) {
	page := ImportPage{Head: web.Head{Title: c.Say("secrets.page.import")}, Action: "/secrets/import"}
	book := web.Field{Name: "book", Kind: web.FieldSelect, Label: c.Say("secrets.page.book"), Value: string(In)}
	for _, b := range Books {
		book.Options = append(book.Options, web.Option{Value: string(b), Label: c.Say("secrets.book." + string(b))})
	}
	year := web.Field{Name: "year", Kind: web.FieldNumber, Label: c.Say("desk.year"), Value: fmt.Sprint(vn.Day(c.Today).Year())}
	place := web.Field{Name: "place", Label: c.Say("secrets.field.place"), Optional: true}
	file := web.Field{Name: "file", Kind: web.FieldDrop, Label: c.Say("secrets.page.import.file"), Hint: c.Say("secrets.page.import.hint"), Accept: ".xlsx,.csv"}
	if !c.Posted() {
		page.Fields = []web.Field{book, year, place, file}
		return web.Reply{Page: "secrets/import.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: registerCrumbs(c)}, nil
	}
	rows, err := k.uploaded(c)
	if err == nil {
		page.Grid, page.Notes = importGrid(c, rows)
		err = k.Change(c.Context(), c.Who, "import", func(t *desk.Turn) error { return Import(c.Context(), t, c.Who.Unit, c.Form("place"), rows) })
	}
	if err == nil {
		return web.Reply{Goto: bookHref(Book(c.Form("book"))) + "?year=" + c.Form("year"), Notice: text.Problem{Key: "secrets.page.imported", Args: []any{len(rows)}}}, nil
	}
	if !desk.Told(err) {
		return web.Reply{}, err
	}
	c.Keep(err, &book, &year, &place, &file)
	page.Fields = []web.Field{book, year, place, file}
	return web.Reply{Page: "secrets/import.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: registerCrumbs(c), Problem: err}, nil
}

// uploaded reads the file of the form.
func (k pages) uploaded(c *web.Call) ([]ImportedRow, error) {
	year, err := c.Int("year")
	if err != nil {
		return nil, err
	}
	if year < 1990 || year > vn.Day(c.Today).Year() || !slices.Contains(Books, Book(c.Form("book"))) {
		return nil, text.Problem{Key: "secrets.import.year", Field: "year"}
	}
	sheets, err := k.tables(c)
	if err != nil {
		return nil, err
	}
	for _, rows := range sheets {
		found, err := ReadBook(text.Problem{Key: "secrets.import.columns", Field: "file"}, Book(c.Form("book")), year, rows)
		if err == nil && len(found) > 0 {
			return found, nil
		}
	}
	return nil, text.Problem{Key: "secrets.import.columns", Field: "file"}
}

// tables reads the sheets of the file of the form.
func (k pages) tables(c *web.Call) ([][]office.Row, error) {
	up, err := c.Upload("file", maxImport)
	if err != nil {
		return nil, err
	}
	defer up.Close()
	content, err := up.Bytes()
	if err != nil {
		return nil, err
	}
	book, err := office.Open(up.Name, bytes.NewReader(content), int64(len(content)), office.Limits{}, vn.DecodeBytes)
	if err != nil {
		return nil, fileProblem(err)
	}
	var all [][]office.Row
	for _, sheet := range book.Sheets() {
		rows, err := office.First(book.Rows(sheet), maxImportRows)
		if err != nil {
			return nil, fileProblem(err)
		}
		all = append(all, rows)
	}
	return all, nil
}

// maxImportRows bounds the rows of one year's book.
const maxImportRows = 20_000

// fileProblem ties a fault of the file to its field.
func fileProblem(err error) error {
	if f, ok := errors.AsType[*office.FileError](err); ok {
		return text.Problem{Key: f.Key, Args: f.Args, Field: "file"}
	}
	return err
}

func importGrid(c *web.Call, rows []ImportedRow) (web.Grid, []web.Note) {
	g := web.Grid{Label: c.Say("secrets.page.import")}
	for _, f := range []string{"row", "seq", "number", "grade", "faults"} {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("secrets.field." + f)})
	}
	bad := 0
	for _, r := range rows {
		if len(r.Says) == 0 {
			continue
		}
		bad++
		var says []string
		for _, p := range r.Says {
			says = append(says, c.Say(p.Key, p.Args...))
		}
		g.Rows = append(g.Rows, web.Row{Cells: []web.Cell{{Text: fmt.Sprint(r.N), Num: true}, {Text: fmt.Sprint(r.Item.Seq), Num: true}, {Text: r.Item.Number}, {Chip: stamp(c, r.Item.Grade, false)}, {Text: strings.Join(says, " "), Wide: true}}})
	}
	g.Pager.Total = c.Say("secrets.import.bad", bad, len(rows))
	return g, []web.Note{{Kind: "warn", Text: c.Say("secrets.import.bad", bad, len(rows))}}
}
