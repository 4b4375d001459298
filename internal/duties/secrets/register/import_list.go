package register

import (
	"errors"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// listHeads say by which words the columns of a list of secrets are known:
// decision, clause, sector, text, level, first and last day.
var listHeads = [][]string{{"quyet dinh"}, {"diem, khoan", "dieu khoan", "khoan", "dieu"}, {"linh vuc"}, {"noi dung"}, {"do mat"}, {"tu ngay", "hieu luc tu"}, {"den ngay", "hieu luc den"}}

// ReadList reads the entries of a list of state secrets (Law 29/2018 art. 9)
// from a table. Errors: text.Problem, one for every faulty row.
func ReadList(rows []office.Row) ([]ListEntry, error) {
	var columns []int
	for len(rows) > 0 && columns == nil {
		if columns = headsOf(listHeads, rows[0]); columns[0] < 0 || columns[3] < 0 || columns[4] < 0 || columns[5] < 0 {
			columns = nil
		}
		rows = rows[1:]
	}
	if columns == nil {
		return nil, text.Problem{Key: "secrets.import.list_columns", Field: "file"}
	}
	var all []ListEntry
	var errs []error
	for _, r := range rows {
		cell := func(n int) string {
			if c := columns[n]; c >= 0 && c < len(r.Cells) {
				return vn.Tidy(r.Cells[c].Text)
			}
			return ""
		}
		if cell(0) == "" && cell(3) == "" {
			continue
		}
		row := ImportedRow{N: r.N}
		e := ListEntry{Decision: cell(0), Clause: cell(1), Sector: cell(2), Text: cell(3), Grade: ReadGrade(cell(4))}
		row.day(cell(5), &e.ValidFrom)
		row.day(cell(6), &e.ValidTo)
		switch {
		case e.Grade == access.Open:
			row.wrong("secrets.import.no_grade", cell(4))
		case e.Decision == "" || e.Text == "":
			row.wrong("secrets.import.no_entry")
		case e.ValidFrom == "" && len(row.Says) == 0:
			row.wrong("secrets.import.no_day")
		case e.ValidTo != "" && e.ValidTo < e.ValidFrom:
			row.wrong("secrets.refuse.ends_before")
		}
		for _, p := range row.Says {
			errs = append(errs, duty.Incomplete("secrets.import.row", r.N, p))
		}
		all = append(all, e)
	}
	return all, errors.Join(errs...)
}

// headsOf finds columns by the words of their heads; -1 where there is none.
func headsOf(heads [][]string, row office.Row) []int {
	found := make([]int, len(heads))
	taken := map[int]bool{}
	for n, words := range heads {
		found[n] = -1
		for _, w := range words {
			for i, c := range row.Cells {
				if found[n] < 0 && !taken[i] && strings.Contains(vn.Fold(c.Text), w) {
					found[n], taken[i] = i, true
				}
			}
		}
	}
	return found
}

// importList takes a list of secrets from a file: all entries or none.
func (k pages) importList(c *web.Call) (web.Reply, error) {
	page := ImportPage{Head: web.Head{Title: c.Say("secrets.page.import_list")}, Action: "/secrets/entries/import",
		Fields: []web.Field{{Name: "file", Kind: web.FieldDrop, Label: c.Say("secrets.page.import.file"), Hint: c.Say("secrets.page.import_list.hint"), Accept: ".xlsx,.csv"}}}
	reply := web.Reply{Page: "secrets/import.html", Data: page, Title: page.Head.Title, Nav: "secrets.law", Crumbs: registerCrumbs(c)}
	if !c.Posted() {
		return reply, nil
	}
	var all []ListEntry
	sheets, err := k.tables(c)
	if err == nil && len(sheets) > 0 {
		all, err = ReadList(sheets[0])
	}
	if err == nil {
		err = k.Change(c.Context(), c.Who, "import_list", func(t *desk.Turn) error {
			for _, e := range all {
				e.Org = c.Who.Unit
				if err := db.Save(c.Context(), t.Tx, &e); err != nil {
					return err
				}
			}
			return nil
		})
	}
	switch {
	case err == nil:
		return web.Reply{Goto: "/secrets/entries", Notice: text.Problem{Key: "secrets.page.imported", Args: []any{len(all)}}}, nil
	case !desk.Told(err):
		return web.Reply{}, err
	}
	reply.Problem = err
	return reply, nil
}
