package register

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// The states of a hand-over when a custodian leaves.
const (
	HandoverOpen   duty.State = "open"
	HandoverClosed duty.State = "closed"
)

// A Handover is the taking over of everything a leaving custodian holds (Law
// 29/2018 art. 25, 26; S25). It closes when nothing is left and the undertaking
// is signed.
type Handover struct {
	duty.Base
	State                duty.State
	Person, PersonName   string
	Unit, UnitName       string
	Reason               string // leave, move, retire, death
	LeavesOn             vn.Day
	To, ToName           string // person who takes over, "" = the store
	ToUnit, ToUnitName   string
	Count                int    // copies on the list when it was drawn up
	Undertaking          string // hash of the signed undertaking
	UndertakingOn        vn.Day
	OpenedOn, ClosedOn   vn.Day
	OpenedBy, OpenedName string
	ClosedBy, ClosedName string

	Left int // copies still held; loaded, no column
}

// The states of a stock-take.
const (
	StocktakeOpen     duty.State = "open"
	StocktakeFinished duty.State = "finished" // counted, differences are tasks
	StocktakeSettled  duty.State = "settled"
)

// A Stocktake is the count of what a store or an office holds (M21).
type Stocktake struct {
	duty.Base
	State              duty.State
	Unit, UnitName     string
	Place              string // one cabinet, "" = all
	On, FinishedOn     vn.Day
	SettledOn          vn.Day
	Expected, Seen     int
	Absent, Elsewhere  int // differences, once finished
	By, ByName         string
	FinishedBy, Signed string // account; names of those who counted

	// What follows is no column.
	Open   int      // differences not settled
	Labels string   // labels just scanned, one a line
	Ticked []string // copies just ticked off a paper sheet
}

// A Sighting says what a stock-take found of one copy.
type Sighting string

// What a stock-take finds.
const (
	Awaited    Sighting = "awaited" // expected, not yet seen
	Present    Sighting = "present"
	Absent     Sighting = "absent"    // expected, not seen when the count ended
	Misplaced  Sighting = "misplaced" // seen where the register does not have it
	Unexpected Sighting = "ended"     // seen though the register says it left or was destroyed
)

// A StocktakeLine is one copy in a stock-take.
type StocktakeLine struct {
	duty.Base // Dossier = the stock-take
	Stocktake string
	Copy      string
	Item      string
	Number    string
	No        int
	Grade     access.Level
	Where     string // where the register had it
	Result    Sighting
	SeenAt    string
	SettledOn vn.Day
	SettledBy string
	Settled   string // what was done about the difference
}

// A PrintedPage is a page of a book that was printed for signature (S31). When a
// row on it has changed since, its digest no longer fits and the page has to be
// printed again.
type PrintedPage struct {
	duty.Base
	Book        string // out, in, inventory_time, or a book of another package
	Year, Page  int
	First, Last int // numbers on it
	Rows        int
	Digest      string // of its rows
	Journal     int    // journal entry up to which it was drawn
	Checkpoint  string
	PrintedOn   vn.Day
	By, ByName  string
	Replaces    string // the printing it stands in for
	ReplacedOn  vn.Day
	Filed       string // hash of the scanned page with its signatures
	FiledOn     vn.Day
}
