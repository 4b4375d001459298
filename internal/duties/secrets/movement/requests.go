package movement

import (
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

func contains[T comparable](all []T, one T) bool { return slices.Contains(all, one) }

// An Asking is what all requests have in common: who asks, who decides, and on
// what the decision rests.
type Asking struct {
	Year, Seq     int // number in the book of the year; 0 before the decision
	RequestedBy   string
	RequestedName string
	RequestedOn   vn.Day
	Purpose       string

	DecidedBy    string // account
	DecidedName  string
	DecidedOn    vn.Day
	Delegation   string // id of the register.DelegationOfPower, if a deputy decided
	RefuseReason string // why it was refused (S33), withdrawn or revoked

	// No columns. Power says why whoever looks may not decide; nil if they may:
	// the register is asked each time. Basis is the delegation it rests on.
	Power      error
	Basis      string
	ItemNumber string // typed, of a request that begins without an item
}

// PermitForms are the forms of a copy a permit may name: Decree 26/2020 art. 3.
var PermitForms = []register.CopyKind{register.TrueCopy, register.Recopy, register.Extract, register.Photograph}

// A CopyPermit lets so many copies of one item be made: Law 29/2018 art. 11.
type CopyPermit struct {
	duty.Base // Dossier = Item
	State     duty.State
	Asking
	Item   string
	Number string
	Kind   string // kind of document
	Grade  access.Level
	Form   register.CopyKind
	Asked  int // copies asked for
	Copies int // copies permitted

	Place          string
	Device         string // name of the machine
	Offline        bool   // it is not and never was on a network (Law 29/2018 art. 5)
	Executor       string // person who copies
	ExecutorName   string
	Concerned      bool // works with the secret (art. 11(6))
	Recipients     []string
	Made           int
	Batches        []Batch
	WasteDestroyed bool
	WasteOn        vn.Day
	WasteBy        string
	ClosedOn       vn.Day
	Over           int // copies found beyond what was permitted
	OverOn         vn.Day
	OverNote       string

	// No columns.
	Abstract  string // if the reader may see it
	NoCopying bool   // the item is marked so
	Ended     bool   // the item is no secret any more
	Making    int    // copies made in this act
	Raised    bool   // the level was raised since the permit
	MadeOn    vn.Day
}

// A Batch is copies made on one day.
type Batch struct {
	On      vn.Day `json:"on"`
	Numbers []int  `json:"numbers"`
}

// Left is how many copies may still be made.
func (p CopyPermit) Left() int { return p.Copies - p.Made }

// A CarryOut takes copies out of the place where they are kept: Law 29/2018
// art. 14.
type CarryOut struct {
	duty.Base
	State duty.State
	Asking
	Abroad     bool
	Lines      []Line
	Grade      access.Level
	Bearer     string // person
	BearerName string
	Place      string
	FromOn     vn.Day
	ToOn       vn.Day // last day: overdue from the next (S14)
	Means      string // container, vehicle
	Protection string

	DelegationHead string // abroad: name of the head of the delegation
	InformedOn     vn.Day // told of it (S13)

	TakenOn    vn.Day
	Report     string // what was done, on return
	ReportedOn vn.Day
	LossNote   string // how a copy was lost, and who was told
	Orders     string // what the head said to the loss
	NotedOn    vn.Day
	Noted      string // name of the head
	ClosedOn   vn.Day

	// No columns.
	Offered []register.Copy
	Picked  []string
	OnDay   vn.Day
}

// Outstanding counts the copies not yet accounted for.
func (c CarryOut) Outstanding() int {
	n := 0
	for _, l := range c.Lines {
		if !l.Settled() {
			n++
		}
	}
	return n
}

// Overdue reports whether a carry-out ended without the copies or the report
// coming back (S14).
func (c CarryOut) Overdue(today vn.Day) bool {
	return c.State == Away && c.ToOn != "" && today > c.ToOn && (c.Outstanding() > 0 || c.ReportedOn == "")
}

// An Applicant is who asks to be given a secret: form 17 of Circular
// 24/2020/TT-BCA.
type Applicant struct {
	Applicant   string // agency or person
	Person      bool   // a person, with papers
	Foreign     bool   // Law 29/2018 art. 16
	Nationality string
	Papers      string // number of the identity paper or passport
	Address     string
	Post        string
}

// A Provision gives a secret to an agency, organisation or person that asks for
// it, or refuses it in writing with the reason: Law 29/2018 art. 15, 16.
type Provision struct {
	duty.Base // Dossier = Item
	State     duty.State
	Asking
	Applicant
	Item        string
	Number      string
	Grade       access.Level
	Undertaking bool   // undertakes to protect it and not to pass it on
	Paper       string // hash of the request or the undertaking
	DecisionNo  string // of the written decision or the written refusal
	PMDecision  string // number of the Prime Minister's decision (S37)
	PMOn        vn.Day
	Lines       []Line // copies handed over
	ProvidedOn  vn.Day
	Slip        string // number of the signed receipt

	// No columns.
	Ended   bool
	Raised  bool // the level was raised since it was granted
	Offered []register.Copy
	Picked  []string
}
