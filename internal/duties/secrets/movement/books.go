package movement

import (
	"context"
	"fmt"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duties/secrets/register"
)

// volumes are the books of movement as they are printed for signature (S31):
// the transfer book, the book of copies, the log of what is carried out. Their
// official columns were not seen; these are derived from Decree 26/2020 art.
// 3–5 (domain A7).
func volumes() []register.Volume {
	return []register.Volume{
		{Name: "transfer", Texts: "movement.book.", Signed: "movement.book.signed", Columns: heads("sent_on", "number", "grade", "declared", "from_name", "to", "signed", "received_on", "remarks"),
			Last: lastSeq("movement_transfer", "book"), Rows: transferRows},
		{Name: "permit", Texts: "movement.book.", Columns: heads("decided_on", "number_abstract", "grade", "form", "permitted_by", "executor", "made", "copy_numbers", "recipients", "waste_destroyed", "remarks"),
			Last: lastSeq("movement_permit", "org"), Rows: permitRows},
		{Name: "carryout", Texts: "movement.book.", Signed: "movement.book.signed", Columns: heads("bearer", "number", "grade", "purpose", "carry_place", "from_on", "to_on", "protection", "permitted_by", "returned_on", "report"),
			Last: lastSeq("movement_carryout", "org"), Rows: carryRows},
	}
}

func heads(fields ...string) []string {
	out := []string{"desk.number"}
	for _, f := range fields {
		out = append(out, "movement.field."+f)
	}
	return out
}

// lastSeq finds the highest number of a book of an office and year.
func lastSeq(table, office string) func(context.Context, db.View, string, int) (int, error) {
	return func(ctx context.Context, v db.View, org string, year int) (n int, err error) {
		err = db.Query(ctx, v, func(r db.Row) error { return r.Scan(&n) }, "SELECT COALESCE(MAX(t.seq), 0) FROM "+table+" t WHERE {visible t} AND t."+office+" = $1 AND t.year = $2", org, year)
		return n, err
	}
}

// bookRows reads the rows of a page.
func bookRows[T any, P db.Ptr[T]](ctx context.Context, v db.View, office, org string, year, first, last int, fill func(context.Context, db.View, []T) error, seq func(T) int, cells func(T) []string) ([]register.BookRow, error) {
	all, err := db.Find[T, P](ctx, v, "t."+office+" = $1 AND t.year = $2 AND t.seq BETWEEN $3 AND $4", "ORDER BY t.seq", org, year, first, last)
	if err == nil && fill != nil {
		err = fill(ctx, v, all)
	}
	var rows []register.BookRow
	for _, x := range all {
		rows = append(rows, register.BookRow{No: seq(x), Cells: append([]string{fmt.Sprintf("%02d", seq(x))}, cells(x)...)})
	}
	return rows, err
}

func transferRows(ctx context.Context, v db.View, say register.Say, org string, year, first, last int) ([]register.BookRow, error) {
	return bookRows(ctx, v, "book", org, year, first, last, nil, func(t Transfer) int { return t.Seq }, func(t Transfer) []string {
		return []string{say.Day(t.SentOn), t.items(), say.Grade(t.Grade), fmt.Sprint(t.Declared), t.FromName, t.ToName, t.Receiver, say.Day(t.ReceivedOn), t.Remarks}
	})
}

func permitRows(ctx context.Context, v db.View, say register.Say, org string, year, first, last int) ([]register.BookRow, error) {
	return bookRows(ctx, v, "org", org, year, first, last, abstracts, func(p CopyPermit) int { return p.Seq }, func(p CopyPermit) []string {
		waste := "desk.no"
		if p.WasteDestroyed {
			waste = "desk.yes"
		}
		return []string{say.Day(p.DecidedOn), p.named(), say.Grade(p.Grade), say.Text("movement.form." + string(p.Form)), p.DecidedName, p.ExecutorName, fmt.Sprint(p.Made), p.numbers(),
			strings.Join(p.Recipients, "\n"), say.Text(waste), p.notes()}
	})
}

func carryRows(ctx context.Context, v db.View, say register.Say, org string, year, first, last int) ([]register.BookRow, error) {
	return bookRows(ctx, v, "org", org, year, first, last, nil, func(c CarryOut) int { return c.Seq }, func(c CarryOut) []string {
		return []string{c.BearerName, numbers(c.Lines), say.Grade(c.Grade), c.Purpose, c.Place, say.Day(c.FromOn), say.Day(c.ToOn), c.guarded(), c.DecidedName, say.Day(c.DoneOn()), c.Report}
	})
}

// named is the column "number, kind and abstract".
func (p CopyPermit) named() string {
	return strings.Trim(p.Number+" · "+p.Kind+" · "+p.Abstract, " ·")
}

// notes is the column of remarks.
func (p CopyPermit) notes() string { return strings.Trim(p.RefuseReason+"; "+p.OverNote, "; ") }

// guarded says in what and how the copies are carried.
func (c CarryOut) guarded() string { return strings.Trim(c.Means+"; "+c.Protection, "; ") }
