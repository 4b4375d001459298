// Package staff is the part of the duty of state secrets that looks after its
// people: who is dedicated staff by a written appointment, who signed an
// undertaking, who was trained, which rulebooks hold.
//
//	officer     in_post → left
//	undertaking signed → withdrawn
//	training    planned → held | cancelled
//	participant listed → struck
//	rulebook    in_force → replaced
//
// Sources: Law 29/2018/QH14, arts. 5, 25 and 26 and Decree 26/2020/NĐ-CP,
// arts. 2 and 7; from 1/3/2026 Law 117/2025/QH15 and Decree 63/2026/NĐ-CP, whose
// articles are not verified yet.
//
// Nothing is kept of what anyone thinks or whom anyone knows, and of a test only
// whether it was passed.
package staff

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// ID names the module: table prefix, URL, text prefix.
const ID = "staff"

// Rights of the module. They are those of the whole duty of state secrets.
const (
	Read   access.Need = "secrets.read"  // open the registers
	People access.Need = "secrets.staff" // officers, undertakings, training, rulebooks
)

// An OfficerKind says whether a dedicated officer does nothing else.
type OfficerKind string

// The kinds of dedicated staff (Decree 26/2020, art. 7).
const (
	FullTime OfficerKind = "full_time" // chuyên trách
	PartTime OfficerKind = "part_time" // kiêm nhiệm
)

// OfficerKinds lists the kinds in the order of forms.
var OfficerKinds = []OfficerKind{FullTime, PartTime}

// A Seat is the kind of body a dedicated officer works for; it says what the
// decree asks for there.
type Seat string

// The seats.
const (
	CommitteeOffice Seat = "peoples_committee_office" // office of the provincial People's Committee
	PartyOffice     Seat = "party_office"             // office of a Party committee
	CouncilOffice   Seat = "peoples_council"          // provincial People's Council
	Subordinate     Seat = "subordinate"              // a unit under one of them
)

// Seats lists the seats in the order of forms.
var Seats = []Seat{CommitteeOffice, PartyOffice, CouncilOffice, Subordinate}

// An Officer is one appointment of a dedicated officer, in writing.
type Officer struct {
	duty.Base
	State      duty.State
	Kind       OfficerKind
	Seat       Seat
	Person     string // person record, may be ""
	Name       string
	Unit       string
	UnitName   string
	Post       string
	DecisionNo string // the written appointment
	DecisionOn vn.Day
	From, To   vn.Day // To is the first day no longer in the post, "" while in it
	LeaveWhy   LeaveReason
	LeaveNo    string // paper by which the post was left
	Successor  string // who took over

	// Read with the record.
	Held       int  // copies still in the officer's hands
	Undertaken bool // signed an undertaking on leaving this post
	TwiceIn    bool // holds the same post of the same unit already
	register.Typed
}

// A LeaveReason says why a post was left (Law 2018, art. 25: recover the
// documents when the responsible person leaves, moves, retires or dies).
type LeaveReason string

// The reasons.
const (
	Moved   LeaveReason = "moved"
	Left    LeaveReason = "left_service"
	Retired LeaveReason = "retired"
	Died    LeaveReason = "died"
)

// LeaveReasons lists the reasons in the order of forms.
var LeaveReasons = []LeaveReason{Moved, Left, Retired, Died}

// An Occasion is when an undertaking is signed.
type Occasion string

// The occasions (Law 2018, art. 26: sign before leaving; taking up a post by
// the house's rules).
const (
	TakingUp Occasion = "taking_up"
	Leaving  Occasion = "leaving"
)

// Occasions lists the occasions in the order of forms.
var Occasions = []Occasion{TakingUp, Leaving}

// An Undertaking is the signed paper by which a person promises to keep
// secrets.
type Undertaking struct {
	duty.Base
	State    duty.State
	Person   string // person record, may be ""
	Name     string
	Unit     string
	UnitName string
	Post     string
	Occasion Occasion
	SignedOn vn.Day
	PaperNo  string // number in the file
	File     string // hash of the scan, may be ""
	Why      string // reason of a withdrawal

	// Read with the record.
	register.Typed
}

// Blobs names the scan.
func (u *Undertaking) Blobs() []string { return register.Filled(u.File) }

// A Training is one session on the protection of state secrets.
type Training struct {
	duty.Base
	State        duty.State
	Title        string
	HeldOn, ToOn vn.Day
	Place        string
	Content      string
	Organiser    string
	Hours        int
	PaperNo      string // plan or decision of the session
	List         string // hash of the imported list of participants
	Why          string // reason of a cancellation
	Trained      int    // participants, for lists

	// Read with the record.
	Participants []Participant
}

// Blobs names the imported list.
func (t *Training) Blobs() []string { return register.Filled(t.List) }

// A TestResult is the result of the test at the end of a session, no mark.
type TestResult string

// The results.
const (
	NoTest TestResult = "none"
	Passed TestResult = "passed"
	Failed TestResult = "failed"
)

// TestResults lists the results in the order of forms.
var TestResults = []TestResult{NoTest, Passed, Failed}

// A Participant took part in one session.
type Participant struct {
	duty.Base
	State       duty.State
	Training    string
	Person      string // person record, may be ""
	Name        string
	Unit        string // unit of the tree, may be ""
	UnitName    string
	Result      TestResult
	Certificate string // number, "" for none
	HeldOn      vn.Day // of the session once it was held: from then it counts
	Dedicated   bool   // was in post as dedicated staff when it was held
	Why         string // reason of a striking-out

	Of Training // read with the record
	register.Typed
}

// A RulebookKind is a kind of internal rule.
type RulebookKind string

// The kinds.
const (
	Regulation    RulebookKind = "regulation"     // quy chế
	InternalRules RulebookKind = "internal_rules" // nội quy (Law 2018, art. 25)
)

// RulebookKinds lists the kinds in the order of forms.
var RulebookKinds = []RulebookKind{Regulation, InternalRules}

// A Rulebook is a version of a body's rules on the protection of secrets.
type Rulebook struct {
	duty.Base
	State      duty.State
	Kind       RulebookKind
	Number     string
	Title      string
	Unit       string // body it holds for
	UnitName   string
	IssuedOn   vn.Day
	Edition    int // 1, 2, …: counts the versions
	From       vn.Day
	File       string // hash
	Replaces   string // id of the version before
	ReplacedBy string // number of the version after
	ReplacedOn vn.Day

	// Read with the record.
	register.Typed
}

// Blobs names the file of the rules.
func (r *Rulebook) Blobs() []string { return register.Filled(r.File) }
