package ledger

import (
	"context"
	"maps"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/web"
)

// refers lists which tables a column's identifiers are of, where the column is
// not the table's own name.
var refers = map[string][]string{
	"object": {"person_person", "org_unit"}, "person": {"person_person"}, "batch": {"imports_batch"}, "ended_by": {"imports_batch", "accounts_account"},
	"case_id": {"inspection_case"}, "discipline": {"inspection_case"}, "parent_item": {"inspection_item"},
}

// known are the tables whose names are no secret to those who may see a record
// that mentions them: units of the organisation, and who did something, as the
// journal names them anyway.
var known = []string{"accounts_account", "org_unit"}

// tablesOf are the tables that an identifier in a column may be of.
func tablesOf(table, column string) []string {
	return append(append([]string{moduleOf(table) + "_" + column}, refers[column]...), known...)
}

// names finds how the records read that some entries mention.
func (l *ledger) names(ctx context.Context, who access.Who, es []db.Entry) (sight, error) {
	ids := map[string]map[string]bool{} // table → ids
	for _, e := range es {
		table, _ := split(e.Record)
		changes, err := e.Changes()
		if err != nil {
			return nil, err
		}
		for _, f := range changes {
			if hiddenColumn[f.Name] || f.Name == "org" && f.Was == "" {
				continue
			}
			for _, v := range []string{f.Was, f.Now} {
				if !isID(v) {
					continue
				}
				for _, t := range tablesOf(table, f.Name) {
					if ids[t] == nil {
						ids[t] = map[string]bool{}
					}
					ids[t][v] = true
				}
			}
		}
	}
	s := sight{}
	for _, k := range l.db.Kinds() {
		all := slices.Sorted(maps.Keys(ids[k.Table]))
		as := who
		if slices.Contains(known, k.Table) {
			as = db.System
		} else if !who.Can(rightOf(k.Table)) {
			continue
		}
		if len(all) == 0 {
			continue
		}
		if err := l.seeTable(ctx, as, k.Table, all, s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// nameOf is the name of the record that a column of a table names, or the
// identifier itself.
func nameOf(s sight, table, column, id string) string {
	for _, t := range tablesOf(table, column) {
		x := s[t+"/"+id]
		switch {
		case x.Code != "" && x.Title != "":
			return x.Code + " · " + x.Title
		case x.Title != "":
			return x.Title
		}
	}
	return id
}

// shownOf are the entries whose content a viewer may see.
func (l *ledger) shownOf(c *web.Call, s sight, es []db.Entry) []db.Entry {
	var all []db.Entry
	for _, e := range es {
		if l.shows(c.Who, s, e) {
			all = append(all, e)
		}
	}
	return all
}
