package staff

import (
	"context"
	"errors"
	"io"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// A ListRow is one line of a list of participants from a file.
type ListRow struct {
	N           int // line of the file
	Name        string
	UnitName    string
	Result      TestResult
	Certificate string
}

// listColumns are the heads by which the columns of a list are known, folded.
var listColumns = []struct {
	column string
	heads  []string
}{
	{"name", []string{"ho va ten", "ho ten", "ho, ten", "full name", "name"}},
	{"unit", []string{"don vi", "co quan", "noi cong tac", "unit", "office"}},
	{"certificate", []string{"chung nhan", "chung chi", "certificate"}},
	{"result", []string{"ket qua", "kiem tra", "result", "test"}},
}

// listResults are the words of a result, folded. A mark is none of them.
var listResults = map[string]TestResult{
	"": NoTest, "khong kiem tra": NoTest, "no test": NoTest,
	"dat": Passed, "passed": Passed, "pass": Passed,
	"khong dat": Failed, "chua dat": Failed, "failed": Failed, "fail": Failed,
}

// Bounds of a list: lines of a session, lines looked at for the head, problems
// told at once.
const (
	maxList  = 2000
	headRows = 40
	maxTold  = 10
)

// ReadList reads a list of participants from a workbook or a text file. Every
// faulty line is named; errors are text.Problems tied to the field "list".
func ReadList(name string, r io.ReaderAt, size int64) ([]ListRow, error) {
	b, err := office.Open(name, r, size, office.Limits{Rows: maxList + headRows}, vn.DecodeBytes)
	if err != nil {
		return nil, listFault(err)
	}
	for _, sheet := range b.Sheets() {
		first, err := office.First(b.Rows(sheet), headRows)
		if err != nil {
			return nil, listFault(err)
		}
		head, titles := office.Head(first)
		if at := columnsOf(titles); head > 0 && at["name"] >= 0 && at["unit"] >= 0 {
			return readRows(b, sheet, head, at)
		}
	}
	return nil, text.Problem{Key: "staff.list_need.head", Field: "list"}
}

// listFault ties what is wrong with the file to its field.
func listFault(err error) error {
	if f, ok := errors.AsType[*office.FileError](err); ok {
		return text.Problem{Key: f.Key, Args: f.Args, Field: "list"}
	}
	return err
}

// columnsOf finds the columns of a list by their heads; -1 for one that is not
// there.
func columnsOf(titles []string) map[string]int {
	at := map[string]int{}
	taken := map[int]bool{}
	for _, c := range listColumns {
		at[c.column] = -1
		for i, t := range titles {
			if !taken[i] && at[c.column] < 0 && hasHead(vn.Fold(t), c.heads) {
				at[c.column], taken[i] = i, true
			}
		}
	}
	return at
}

func hasHead(title string, heads []string) bool {
	for _, h := range heads {
		if strings.Contains(title, h) {
			return true
		}
	}
	return false
}

func readRows(b *office.Book, sheet string, head int, at map[string]int) ([]ListRow, error) {
	var all []ListRow
	var faults []error
	for row, err := range b.Rows(sheet) {
		if err != nil {
			return nil, listFault(err)
		}
		if row.N <= head {
			continue
		}
		x, err := listRow(row, at)
		if err != nil && len(faults) < maxTold {
			faults = append(faults, err)
		}
		if x.Name != "" {
			all = append(all, x)
		}
	}
	if len(all) == 0 && len(faults) == 0 {
		faults = append(faults, text.Problem{Key: "staff.list_need.rows", Field: "list"})
	}
	return all, errors.Join(faults...)
}

// listRow reads one line; a line that is empty in all columns is none.
func listRow(row office.Row, at map[string]int) (ListRow, error) {
	cell := func(column string) string {
		i := at[column]
		if i < 0 || i >= len(row.Cells) {
			return ""
		}
		return vn.Tidy(row.Cells[i].Text)
	}
	x := ListRow{N: row.N, Name: cell("name"), UnitName: cell("unit"), Certificate: cell("certificate")}
	problem := func(key string, args ...any) error {
		return text.Problem{Key: "staff.list_need." + key, Args: append([]any{row.N}, args...), Field: "list"}
	}
	result, known := listResults[vn.Fold(cell("result"))]
	switch {
	case x.Name == "" && x.UnitName == "":
		return ListRow{}, nil
	case x.Name == "":
		return x, problem("name")
	case x.UnitName == "":
		return x, problem("unit")
	case !known:
		return x, problem("result", cell("result"))
	case result == Failed && x.Certificate != "":
		return x, problem("certificate", x.Name)
	}
	x.Result = result
	return x, nil
}

// Enter puts a list on a session last seen at a version: all of it or nothing.
// Who stands on the session's list already is passed over. It returns how many
// were added and how many passed over.
func Enter(ctx context.Context, k desk.Desk, who access.Who, session string, version int, file []byte, rows []ListRow) (added, known int, err error) {
	err = k.Change(ctx, who, "import_training", func(t *desk.Turn) error {
		added, known = 0, 0
		if err := t.Need(People); err != nil {
			return err
		}
		r, err := db.GetAt[Training](ctx, t.Tx, session, version)
		if err != nil {
			return err
		}
		if err := loadTraining(ctx, t.View, t.Law, &r); err != nil {
			return err
		}
		if r.List, err = t.PutBlob(ctx, file); err != nil {
			return err
		}
		for _, row := range rows {
			p, err := fromList(ctx, t, r, row)
			if err != nil {
				return err
			}
			if err = participantSound(p, t.At); isKnown(err) {
				known++
				continue
			}
			if err != nil {
				return err
			}
			if err := takenPart(ctx, t, &p, r); err != nil {
				return err
			}
			if err := put(ctx, t, &p); err != nil {
				return err
			}
			r.Participants = append(r.Participants, p)
			added++
		}
		r.Trained += added
		return put(ctx, t, &r)
	})
	return added, known, err
}

// isKnown reports whether a participant was refused for standing on the list
// already.
func isKnown(err error) bool { return errors.Is(err, text.Problem{Key: keyListedAlready}) }

// fromList makes a participant of a line; the unit and the person of the
// registers are found where the names are theirs alone.
func fromList(ctx context.Context, t *desk.Turn, r Training, row ListRow) (p Participant, err error) {
	p = Participant{Base: owned(r.Org, r.ID), State: Listed, Training: r.ID, Name: row.Name, UnitName: row.UnitName, Result: row.Result, Certificate: row.Certificate, Of: r}
	if p.Unit, err = register.UnitOnce(ctx, t.View, row.UnitName, r.HeldOn); err != nil || p.Unit == "" {
		return p, err
	}
	found, err := person.List(ctx, t.View, person.Search{Words: row.Name, Unit: p.Unit}, "", 2)
	if err != nil || len(found.Rows) != 1 || found.Rows[0].Fold != vn.Fold(row.Name) {
		return p, err
	}
	p.Person = found.Rows[0].ID
	return p, nil
}
