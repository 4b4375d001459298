package protection

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

//go:embed checklist.csv
var checklistCSV string

// The days on which the laws came into force: Law 29/2018/QH14 with Decree
// 26/2020, then Law 117/2025/QH15 with Decree 63/2026.
const (
	lawFrom    vn.Day = "2020-07-01"
	newLawFrom vn.Day = "2026-03-01"
)

// ordinance is what held before both laws. Its articles are not on file.
const ordinance = "Pháp lệnh 30/2000/PL-UBTVQH10"

// A Check is one entry of the check-list of delegations. Its words are the text
// "protection.field.check_"+Code, those of its type "protection.type."+Type.
type Check struct {
	Code   string
	Type   string // one of Types: what a finding under it counts as
	Rating Rating // usual rating of a finding under it, where the delegation says nothing else
	until  string // instrument and article from lawFrom on
	from   string // since newLawFrom; not verified yet
}

// Types are the types of findings in reports, in the order of the check-list.
var Types = []string{"books", "archive", "seals", "issuing", "copying", "storage", "rules", "staff", "networked", "equipment", "other"}

// Rule is where the entry comes from on a day, and whether that was verified in
// the text of the instrument.
func (c Check) Rule(on vn.Day) (source string, verified bool) {
	switch {
	case on < lawFrom:
		return ordinance, false
	case on < newLawFrom:
		return c.until, true
	}
	return c.from, false
}

// readChecklist reads a check-list in the form of checklist.csv.
func readChecklist(in io.Reader) ([]Check, error) {
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("check-list: %w", err)
	}
	head := []string{"code", "type", "rating", "until_2026", "from_2026"}
	if len(rows) == 0 || !slices.Equal(rows[0], head) {
		return nil, fmt.Errorf("check-list: the first line must be %s", strings.Join(head, ","))
	}
	var all []Check
	for i, f := range rows[1:] {
		c := Check{Code: f[0], Type: f[1], Rating: Rating(f[2]), until: f[3], from: f[4]}
		again := slices.ContainsFunc(all, func(x Check) bool { return x.Code == c.Code })
		if c.Code == "" || !slices.Contains(Types, c.Type) || c.until == "" || c.from == "" || again || !slices.Contains(Ratings, c.Rating) {
			return nil, fmt.Errorf("check-list: line %d: %q", i+2, f)
		}
		all = append(all, c)
	}
	return all, nil
}

// Checklist lists the entries in the order in which a delegation goes through
// them.
var Checklist = sync.OnceValue(func() []Check {
	all, err := readChecklist(strings.NewReader(checklistCSV))
	if err != nil {
		panic(err) // the file is part of the program; its test reads it first
	}
	return all
})

// checkOf finds an entry by its code.
func checkOf(code string) (Check, bool) {
	i := slices.IndexFunc(Checklist(), func(c Check) bool { return c.Code == code })
	if i < 0 {
		return Check{}, false
	}
	return Checklist()[i], true
}

// checkText names an entry in the language of the reader.
func checkText(code string) text.Key { return text.Key(ID + ".field.check_" + code) }

// checkCodes lists the codes of the check-list.
func checkCodes() []string {
	var all []string
	for _, c := range Checklist() {
		all = append(all, c.Code)
	}
	return all
}

// answered gives every entry of the check-list in its order with the answers so
// far.
func answered(sofar []Answer) []Answer {
	var all []Answer
	for _, c := range Checklist() {
		a := Answer{Code: c.Code}
		for _, x := range sofar {
			if x.Code == c.Code {
				a.Seen = x.Seen
			}
		}
		all = append(all, a)
	}
	return all
}
