// Package imports brings organisations, changes of organisations and members
// into the register from the office's own Excel and CSV files.
//
//	upload → columns matched → every row judged → corrected or skipped → committed → (undone)
//
// Nothing is written to the register before the commit, and the commit is one
// transaction: after a fault, or a machine switched off, the register holds all
// of a file or nothing of it. A committed import can be undone as a whole as
// long as nothing depends on what it brought.
package imports

import (
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// Kind says what the rows of a file are.
type Kind string

// The kinds of files.
const (
	Units   Kind = "units"   // organisations
	Changes Kind = "changes" // which old organisation became which new one
	People  Kind = "people"  // members
)

// Kinds lists the kinds in the order in which forms offer them.
var Kinds = []Kind{Units, Changes, People}

// Field is what a column of a file holds.
type Field string

// The fields, by the kind of file that has them.
const (
	Code       Field = "code"        // units
	ParentCode Field = "parent_code" // units
	UnitKind   Field = "kind"        // units
	UnitName   Field = "name"        // units

	Level   Field = "level"    // changes
	NewCode Field = "new_code" // changes
	NewName Field = "new_name" // changes
	OldCode Field = "old_code" // changes
	OldName Field = "old_name" // changes
	Extent  Field = "extent"   // changes

	FullName  Field = "full_name"  // people
	CardNo    Field = "card_no"    // people
	Born      Field = "born"       // people: a year or a day
	Standing  Field = "standing"   // people
	OfUnit    Field = "unit"       // people: code or name
	Position  Field = "position"   // people: on the committee
	StatePost Field = "state_post" // people
	JoinedOn  Field = "joined_on"  // people: admission to the Party
)

// Fields lists the fields of a kind of file in the order in which forms offer
// them; the first Needed[kind] must have a column.
var Fields = map[Kind][]Field{
	Units:   {Code, UnitName, ParentCode, UnitKind},
	Changes: {Level, NewCode, NewName, OldCode, OldName, Extent},
	People:  {FullName, OfUnit, CardNo, Born, Standing, Position, StatePost, JoinedOn},
}

// Needed is how many of the Fields of a kind must have a column.
var Needed = map[Kind]int{Units: 2, Changes: 4, People: 2}

// Mapping says which column (from 0) holds which field. A column that is not
// in it is passed over.
type Mapping map[int]Field

// Column returns the column of a field, -1 if there is none.
func (m Mapping) Column(f Field) int {
	for c, x := range m {
		if x == f {
			return c
		}
	}
	return -1
}

// Missing lists the fields of a kind that must have a column and have none.
func (m Mapping) Missing(k Kind) []Field {
	var out []Field
	for _, f := range Fields[k][:Needed[k]] {
		if m.Column(f) < 0 {
			out = append(out, f)
		}
	}
	return out
}

// Outcome is the verdict over a row.
type Outcome string

// The outcomes, the worst last.
const (
	Good      Outcome = "good"      // is imported
	Duplicate Outcome = "duplicate" // stands already: skipped
	Skipped   Outcome = "skipped"   // left out by the person who imports
	Look      Outcome = "look"      // is imported, but somebody should look
	Fix       Outcome = "fix"       // must be put right or skipped
)

var weight = map[Outcome]int{Good: 0, Look: 1, Duplicate: 2, Fix: 3, Skipped: 4}

// A Finding is one remark on a cell: what is wrong and what to do.
type Finding struct {
	Outcome Outcome
	Column  int // from 0; -1 for the row as a whole
	Says    text.Problem
}

// A Verdict is what was found in one row.
type Verdict struct {
	Row      int // as Excel shows it
	Outcome  Outcome
	Findings []Finding
	Cells    []string // the row as read, corrected and decoded
}

// At returns the finding on a column, the worst one first.
func (v Verdict) At(column int) (Finding, bool) {
	var best Finding
	found := false
	for _, f := range v.Findings {
		if f.Column == column && (!found || weight[f.Outcome] > weight[best.Outcome]) {
			best, found = f, true
		}
	}
	return best, found
}

// A Place is a cell: row as Excel shows it, column from 0.
type Place struct{ Row, Column int }

// A Sheet is what is to be judged.
type Sheet struct {
	Kind    Kind
	Mapping Mapping
	Rows    []office.Row     // below the head
	Fixes   map[Place]string // cells corrected by the person who imports
	Skips   map[int]bool     // rows left out by the person who imports
	On      vn.Day           // from when on it holds
}

// A Register is what stands already, as the person who imports sees it.
type Register struct {
	Tree  *org.Tree         // on the day from which the import holds; for Changes, the day before
	Cards map[string]string // party card number → name
	Names map[string]int    // unit id + "/" + folded name → how many persons
	Today vn.Day
	Top   bool // the person may add organisations without one above
	NewID func() string
}

// A Member is a person to be admitted, from the day of the import.
type Member struct {
	Person person.Person
	Row    int
}

// A Plan is the outcome of a dry run: the verdict on every row, and what a
// commit would write.
type Plan struct {
	Missing     []Field // fields without a column: nothing was judged
	Verdicts    []Verdict
	Counts      map[Outcome]int
	Decoded     map[int]vn.Encoding // columns in an old encoding
	Units       []org.Founding
	Successions []org.Succession
	Members     []Member
}

// Ready reports whether a commit would import something and nothing must be
// put right first.
func (p *Plan) Ready() bool {
	return len(p.Missing) == 0 && p.Counts[Fix] == 0 && p.Size() > 0
}

// Size is how many rows a commit would import.
func (p *Plan) Size() int { return len(p.Units) + len(p.Successions) + len(p.Members) }
