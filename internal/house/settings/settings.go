// Package settings lets the office keep the law up to date: legal rules that
// lie over the built-in ones, and days off with the decree that names them.
//
// Two persons stand behind every rule: one enters it, another confirms it.
// Only then does it hold. A deadline that the program reckons rests on these
// rows, so each of them, and each change, is in the journal.
package settings

import (
	"embed"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// ID is the name of the module.
const ID = "settings"

// Files holds schema/, pages/ and text/.
//
//go:embed schema all:pages text
var Files embed.FS

// A State says how far a rule has come.
type State string

// The states of a rule.
const (
	Proposed  State = "proposed"  // entered, waits for a second person
	Confirmed State = "confirmed" // holds
	Withdrawn State = "withdrawn" // taken back before it was confirmed, or ended by two persons
)

// A Rule is a legal rule as the office entered it. It lies over the built-in
// rule of the same code and level on the days on which it is valid.
type Rule struct {
	duty.Base
	Code          string
	Value         string
	Unit          string
	DayKind       string
	Tier          string // level of the party organisation, as law.Rule.Level
	Instrument    string
	Article       string
	ValidFrom     vn.Day
	ValidTo       vn.Day // last day; "" while in force
	Confidence    string // A read in the text, B a secondary page, C inferred
	Note          string
	State         State
	EnteredBy     string // account
	EnteredName   string
	EnteredAt     string // moment, UTC
	ConfirmedBy   string // account; never EnteredBy
	ConfirmedName string
	ConfirmedAt   string
}

// Table names the table.
func (*Rule) Table() string { return "settings_rule" }

// Columns lists the columns.
func (r *Rule) Columns() []db.Col {
	return append(r.BaseColumns(),
		db.Col{Name: "code", Ptr: &r.Code}, db.Col{Name: "value", Ptr: &r.Value}, db.Col{Name: "unit", Ptr: &r.Unit},
		db.Col{Name: "day_kind", Ptr: &r.DayKind}, db.Col{Name: "tier", Ptr: &r.Tier}, db.Col{Name: "instrument", Ptr: &r.Instrument},
		db.Col{Name: "article", Ptr: &r.Article}, db.Col{Name: "valid_from", Ptr: &r.ValidFrom}, db.Col{Name: "valid_to", Ptr: &r.ValidTo},
		db.Col{Name: "confidence", Ptr: &r.Confidence}, db.Col{Name: "note", Ptr: &r.Note}, db.Col{Name: "state", Ptr: &r.State},
		db.Col{Name: "entered_by", Ptr: &r.EnteredBy}, db.Col{Name: "entered_name", Ptr: &r.EnteredName}, db.Col{Name: "entered_at", Ptr: &r.EnteredAt},
		db.Col{Name: "confirmed_by", Ptr: &r.ConfirmedBy}, db.Col{Name: "confirmed_name", Ptr: &r.ConfirmedName}, db.Col{Name: "confirmed_at", Ptr: &r.ConfirmedAt})
}

// Law is the rule as package law reckons with it.
func (r Rule) Law() law.Rule {
	return law.Rule{Code: r.Code, Value: r.Value, Unit: r.Unit, DayKind: r.DayKind, Level: r.Tier, Instrument: r.Instrument, Article: r.Article,
		ValidFrom: r.ValidFrom, ValidTo: r.ValidTo, Confidence: r.Confidence, Note: r.Note, ConfirmedBy: r.ConfirmedName}
}

// A Day is a day that differs from the ordinary week, as the office entered
// it. It lies over what the program knows of that day.
type Day struct {
	duty.Base
	Day     vn.Day
	Kind    vn.MarkKind
	Name    string
	Decree  string // the instrument that says so
	AddedBy string // account
	AddedAt string // moment, UTC
	EndedBy string // account; "" while it holds
	EndedAt string
}

// Table names the table.
func (*Day) Table() string { return "settings_day" }

// Columns lists the columns.
func (d *Day) Columns() []db.Col {
	return append(d.BaseColumns(),
		db.Col{Name: "day", Ptr: &d.Day}, db.Col{Name: "kind", Ptr: &d.Kind}, db.Col{Name: "name", Ptr: &d.Name}, db.Col{Name: "decree", Ptr: &d.Decree},
		db.Col{Name: "added_by", Ptr: &d.AddedBy}, db.Col{Name: "added_at", Ptr: &d.AddedAt}, db.Col{Name: "ended_by", Ptr: &d.EndedBy}, db.Col{Name: "ended_at", Ptr: &d.EndedAt})
}

// Mark is the day as the calendar takes it.
func (d Day) Mark() vn.Mark { return vn.Mark{Day: d.Day, Kind: d.Kind, Name: d.Name, Decree: d.Decree} }

// Records lists the record types of the module.
func Records() []db.Kind { return []db.Kind{db.KindOf[Rule](), db.KindOf[Day]()} }

// Refusals in words.
var (
	ErrCode       = text.Problem{Key: "settings.rule.nocode"}       // no rule of that code is known
	ErrValue      = text.Problem{Key: "settings.rule.badvalue"}     // the value does not fit the unit
	ErrNoValue    = text.Problem{Key: "settings.rule.novalue"}      // no value
	ErrInstrument = text.Problem{Key: "settings.rule.nosource"}     // no instrument
	ErrFrom       = text.Problem{Key: "settings.rule.nofrom"}       // no first day
	ErrTo         = text.Problem{Key: "settings.rule.badto"}        // ends before it begins
	ErrBad        = text.Problem{Key: "settings.rule.bad"}          // kind of day, level or confidence that cannot be
	ErrConfidence = text.Problem{Key: "settings.rule.noconfidence"} // not said how surely it is known
	ErrSelf       = text.Problem{Key: "settings.rule.self"}         // whoever entered a rule does not confirm it
	ErrDone       = text.Problem{Key: "settings.rule.done"}         // confirmed or withdrawn already
	ErrDay        = text.Problem{Key: "settings.day.missing"}       // no day
	ErrKind       = text.Problem{Key: "settings.day.nokind"}        // no kind of day
	ErrDayName    = text.Problem{Key: "settings.day.noname"}        // no name
	ErrDecree     = text.Problem{Key: "settings.day.nodecree"}      // no instrument
	ErrWeekday    = text.Problem{Key: "settings.day.notweekend"}    // a make-up day must fall on a weekend
	ErrDayTaken   = text.Problem{Key: "settings.day.taken"}         // the day has such a mark already
	ErrDayEnded   = text.Problem{Key: "settings.day.ended.twice"}   // taken back already
)

// office is a person who changes settings: they belong to the whole instance,
// and whoever holds the right reaches them.
func office(who access.Who) access.Who {
	return access.Who{ID: who.ID, Name: who.Name, Unit: db.Everywhere, Clearance: access.TopSecret}
}
