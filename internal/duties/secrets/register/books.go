package register

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// A Volume is a book as it is printed: the columns of the form and the rows of
// one office and year, numbered from 1 (domain A7). Its title is the text
// Texts+Name.
type Volume struct {
	Name    string // "out", "transfer"
	Texts   string // prefix of the title: "secrets.book."
	Columns []string
	Signed  string // head of the space for signatures under the table, a text key; "" for none
	// Last is the highest number of the year.
	Last func(ctx context.Context, v db.View, org string, year int) (int, error)
	// Rows are the rows numbered from first to last, as the viewer may see them.
	Rows func(ctx context.Context, v db.View, say Say, org string, year, first, last int) ([]BookRow, error)
}

// A Say gives texts and days as a book has them: in Vietnamese.
type Say struct{ texts *text.Texts }

// Text says a text by its key.
func (s Say) Text(key string, args ...any) string { return s.texts.Say(text.Vi, key, args...) }

// Day writes a day as books have it; "" for none.
func (s Say) Day(d vn.Day) string { return s.texts.Day(text.Vi, string(d)) }

// Grade writes a level.
func (s Say) Grade(g access.Level) string {
	if g < access.Secret || g > access.TopSecret {
		return ""
	}
	return s.Text(string(gradeText(g)))
}

// A BookRow is one row of a book: its number and its cells, the number first.
type BookRow struct {
	No    int
	Cells []string
}

// RowsPerPage is how many rows a page of a book has: an A4 page across, with
// room for signatures.
const RowsPerPage = 12

// bookColumns is how many columns the books OUT and IN have (domain A7).
const bookColumns = 10

// digestOf is the digest of rows as they stand on a page.
func digestOf(rows []BookRow) string {
	h := sha256.New()
	for _, r := range rows {
		fmt.Fprintf(h, "%d %q\n", r.No, r.Cells)
	}
	return fmt.Sprintf("%x", h.Sum(nil))[:16]
}

// volumes are the books of the register itself.
func volumes() []Volume {
	columns := func(prefix string, n int) []string {
		var keys []string
		for i := range n {
			keys = append(keys, fmt.Sprintf("secrets.col.%s.%d", prefix, i+1))
		}
		return keys
	}
	inventory := func(name, order string) Volume {
		return Volume{Name: name, Texts: "secrets.book.", Columns: columns("inventory", bookColumns), Last: inventoryLast, Rows: inventoryRows(order)}
	}
	return []Volume{
		{Name: string(Out), Texts: "secrets.book.", Columns: columns("out", bookColumns), Signed: "secrets.page.sign_out", Last: lastOf(Out), Rows: rowsOf(Out, outCells)},
		{Name: string(In), Texts: "secrets.book.", Columns: columns("in", bookColumns), Signed: "secrets.page.sign_in", Last: lastOf(In), Rows: rowsOf(In, inCells)},
		inventory("inventory_time", "t.determined_on, t.id"), inventory("inventory_grade", "t.grade DESC, t.determined_on, t.id"),
	}
}

func lastOf(b Book) func(context.Context, db.View, string, int) (int, error) {
	return func(ctx context.Context, v db.View, org string, year int) (n int, err error) {
		err = db.Query(ctx, v, func(r db.Row) error { return r.Scan(&n) },
			`SELECT COALESCE(MAX(t.seq), 0) FROM secrets_item t WHERE {visible t} AND t.org = $1 AND t.book = $2 AND t.year = $3`, org, string(b), year)
		return n, err
	}
}

// rowsOf reads items of a book by their numbers; a number that is not there
// leaves an empty row, so that a gap is seen.
func rowsOf(b Book, cells func(Say, Item) []string) func(context.Context, db.View, Say, string, int, int, int) ([]BookRow, error) {
	return func(ctx context.Context, v db.View, say Say, org string, year, first, last int) ([]BookRow, error) {
		items, err := db.Find[Item](ctx, v, "t.org = $1 AND t.book = $2 AND t.year = $3 AND t.seq BETWEEN $4 AND $5", "ORDER BY t.seq", org, string(b), year, first, last)
		if err != nil {
			return nil, err
		}
		if err := fillWords(ctx, v, items); err != nil {
			return nil, err
		}
		var rows []BookRow
		for _, i := range items {
			for n := first + len(rows); n < i.Seq; n++ {
				rows = append(rows, BookRow{n, append([]string{fmt.Sprintf("%02d", n), say.Text("secrets.page.gap")}, make([]string, bookColumns-2)...)})
			}
			rows = append(rows, BookRow{i.Seq, cells(say, i)})
		}
		return rows, nil
	}
}

// fillWords reads the abstracts of items, as the viewer may see them.
func fillWords(ctx context.Context, v db.View, items []Item) error {
	ids := make([]string, len(items))
	for n, i := range items {
		ids[n] = i.ID
	}
	words, err := desk.Grouped[Abstract](ctx, v, "item", "", ids, func(a Abstract) string { return a.Item })
	for n := range items {
		for _, a := range words[items[n].ID] {
			items[n].Words = a.Text
		}
	}
	return err
}

// typeAndAbstract is the column "type and abstract"; a top secret has none (S1).
func typeAndAbstract(say Say, i Item) string {
	if i.Words == "" && i.Grade != access.TopSecret {
		return strings.TrimSpace(i.Kind)
	}
	return strings.TrimSpace(i.Kind + "\n" + i.Words)
}

func recipientList(i Item) string {
	var all []string
	for _, r := range i.Recipients {
		all = append(all, r.String())
	}
	return strings.Join(all, "\n")
}

// outCells are the ten columns of the book OUT (decree 63/2026, letter
// 2663/VPCP-NC; domain A7).
func outCells(say Say, i Item) []string {
	return []string{fmt.Sprintf("%02d", i.Seq), i.Number, say.Day(i.DeterminedOn), typeAndAbstract(say, i), say.Grade(i.Grade), i.Signer, recipientList(i), i.Storing, fmt.Sprint(i.Copies), i.Remarks}
}

// inCells are the ten columns of the book IN.
func inCells(say Say, i Item) []string {
	return []string{fmt.Sprintf("%02d", i.Seq), say.Day(i.ArrivedOn), fmt.Sprint(i.Seq), i.IssuerName, i.Number, say.Day(i.DeterminedOn), typeAndAbstract(say, i), say.Grade(i.Grade), cmpOr(recipientList(i), i.Storing), i.Remarks}
}

// inStock are the items of a year that are still in the office's care.
const inStock = "t.org = $1 AND t.year = $2 AND t.seq > 0 AND t.ended_on = ''"

func inventoryLast(ctx context.Context, v db.View, org string, year int) (int, error) {
	return db.Count[Item](ctx, v, inStock, org, year)
}

// inventoryRows are the statistics of secrets (form 18 of circular 24/2020):
// columns derived from what decree 26/2020 asks for.
func inventoryRows(order string) func(context.Context, db.View, Say, string, int, int, int) ([]BookRow, error) {
	return func(ctx context.Context, v db.View, say Say, org string, year, first, last int) ([]BookRow, error) {
		items, err := db.Find[Item](ctx, v, inStock, fmt.Sprintf("ORDER BY %s LIMIT %d OFFSET %d", order, last-first+1, first-1), org, year)
		if err != nil {
			return nil, err
		}
		if err := fillWords(ctx, v, items); err != nil {
			return nil, err
		}
		var rows []BookRow
		for n, i := range items {
			rows = append(rows, BookRow{first + n, []string{fmt.Sprint(first + n), i.IssuerName, i.Number, say.Day(i.DeterminedOn), typeAndAbstract(say, i), say.Grade(i.Grade),
				fmt.Sprint(i.Copies), i.Storing, i.ListCode, i.Remarks}})
		}
		return rows, nil
	}
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// printed finds the printings that hold of a book of a year, by page.
func printed(ctx context.Context, v db.View, org, book string, year int) (map[int]PrintedPage, error) {
	all, err := db.Find[PrintedPage](ctx, v, "t.org = $1 AND t.book = $2 AND t.year = $3 AND t.replaced_on = ''", "ORDER BY t.page_no", org, book, year)
	out := map[int]PrintedPage{}
	for _, p := range all {
		out[p.Page] = p
	}
	return out, err
}

// pagesOf is how many pages so many rows fill.
func pagesOf(last int) int { return (last + RowsPerPage - 1) / RowsPerPage }

// bounds are the numbers on a page.
func bounds(page, last int) (first, to int) {
	first = (page-1)*RowsPerPage + 1
	return first, min(page*RowsPerPage, last)
}

// sayOf gives the texts of books.
func sayOf(c *web.Call) Say { return Say{c.Texts()} }
