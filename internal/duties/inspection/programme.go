package inspection

import (
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A Programme is the annual programme of inspection and supervision of an
// organisation (Regulation 296, art. 3, 5; Statutes art. 30).
type Programme struct {
	duty.Base
	State      duty.State
	Title      string
	Year       int
	From, To   vn.Day // the days it covers
	DocNo      string // number of the issued document
	SignedOn   vn.Day
	ProposedBy string // account
	IssuedBy   string // account; never the one who proposed
	ClosedOn   vn.Day
	Note       string
}

// An Item is one line of a programme with its quantified target, given to one
// unit. The unit accepts it or returns it with a reason, and may break it down
// to the units below; the parts point back to it.
//
// Once assigned, the item belongs to the unit it is given to (Org), so that the
// unit sees it; title, year and days of the programme are copied for the same reason.
type Item struct {
	duty.Base
	State          duty.State
	Programme      string
	ProgrammeTitle string
	Year           int
	From, To       vn.Day // the days of the programme
	ParentItem     string // "" for a line of the programme itself
	Issuer         string // unit that gives the target

	Kind               Kind
	ObjectType         ObjectType
	Content            string
	ScopeFrom, ScopeTo vn.Day // time to be looked into
	PlannedOn          vn.Day // planned start
	DurationDays       int
	Lead               string // who leads it, by name or post
	AssignedTo         string // unit
	AssignedName       string // as the unit was called then
	Target             int    // members or organisations to be inspected
	AssignedBy         string // account
	AssignedOn         vn.Day
	AnsweredBy         string // account
	AnsweredOn         vn.Day
	ReturnReason       string
}

// A Plan is a programme with its lines, as its steps look at it.
type Plan struct {
	Programme
	Items []Item
}
