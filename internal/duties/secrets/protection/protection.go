// Package protection is the part of the duty of state secrets that looks at how
// bodies protect them: delegations that inspect bodies by a check-list, what they
// find and how it is remedied. The people of the duty are in package staff.
//
//	delegation  proposed → decided → announced → working → reported → concluded → followed_up → closed   (aside: refused)
//	body        listed → announced → checked → drafted → heard → concluded   (aside: dropped)
//	finding     recorded → remedied → closed   (back: returned to recorded; aside: withdrawn)
//	member      serving → left
//
// Sources: Law 29/2018/QH14, arts. 5, 10–16, 19–26 and Decree 26/2020/NĐ-CP,
// arts. 2–8; from 1/3/2026 Law 117/2025/QH15 and Decree 63/2026/NĐ-CP, whose
// articles are not verified yet.
//
// No person is judged here, and nothing is kept of what anyone thinks or whom
// anyone knows. A fault of a person goes to the duty of inspection by hand-over.
package protection

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// ID names the module: table prefix, URL, text prefix.
const ID = "protection"

// Rights of the module. They are those of the whole duty of state secrets.
const (
	Read    access.Need = "secrets.read"    // open the registers
	Inspect access.Need = "secrets.inspect" // propose a delegation and carry it out
	Decide  access.Need = "secrets.decide"  // decide on a delegation and conclude for the competent body
)

// A Basis says why a delegation is sent.
type Basis string

// The bases.
const (
	Planned Basis = "planned" // by the year's plan
	OnSigns Basis = "signs"   // on signs of a leak, together with the cyber-security department
)

// Bases lists the bases in the order of forms.
var Bases = []Basis{Planned, OnSigns}

// An Organ is who is competent to inspect (Law 2018, arts. 24 and 25): the
// public security nationwide, the provincial Party committee, People's Council
// and People's Committee over the bodies under them, a head over the own unit.
type Organ string

// The organs.
const (
	PublicSecurity   Organ = "public_security"
	PartyCommittee   Organ = "party_committee"
	PeoplesCouncil   Organ = "peoples_council"
	PeoplesCommittee Organ = "peoples_committee"
	HeadOfUnit       Organ = "head_of_unit"
)

// Organs lists the organs in the order of forms.
var Organs = []Organ{PartyCommittee, PeoplesCommittee, PeoplesCouncil, PublicSecurity, HeadOfUnit}

// A Delegation (đoàn kiểm tra) inspects how one or more bodies protect state
// secrets.
type Delegation struct {
	duty.Base
	State duty.State

	Code      string // KTBM-2026-003, unique in the office
	Year, Seq int
	Title     string
	Basis     Basis
	Organ     Organ  // whose delegation it is
	Signs     string // on signs of a leak: what was seen, without anything classified
	CyberUnit string // on signs: the cyber-security department that takes part
	CyberNo   string // number and day of the paper by which it does

	ScopeFrom, ScopeTo vn.Day // the time looked into
	StartOn, EndOn     vn.Day // when the delegation works, by its plan
	PlanNo             string
	PlanFile           string // hash

	ProposedBy, ProposedByName   string // account
	ProposedOn                   vn.Day
	RefuseReason                 string
	DecisionNo                   string
	DecisionOn                   vn.Day
	DecidedBy, DecidedByName     string // account; never the proposer
	AnnouncedOn                  vn.Day
	AnnounceNo                   string // number of the minute of the announcement
	BegunOn                      vn.Day
	ReportNo                     string
	ReportOn                     vn.Day
	ReportedBy                   string // account
	ConclusionNo                 string
	ConclusionOn                 vn.Day
	Conclusion                   string
	ConcludedBy, ConcludedByName string // account; never of the delegation
	FollowedOn                   vn.Day
	ClosedOn                     vn.Day
	ArchiveNo                    string

	// Read with the record, kept in tables of their own.
	Members  []Member
	Bodies   []Body
	Findings []Finding
	Law      law.Pack
	Names    []string // of bodies to be listed, as typed
}

// A Place is a place on a delegation.
type Place string

// The places.
const (
	HeadOfDelegation   Place = "head"
	DeputyOfDelegation Place = "deputy"
	OfDelegation       Place = "member"
	Secretary          Place = "secretary"
)

// Places lists the places in the order of forms.
var Places = []Place{HeadOfDelegation, DeputyOfDelegation, OfDelegation, Secretary}

// A Tie is what binds a member of a delegation to a body, as declared.
type Tie string

// The ties. Only NoTie may serve.
const (
	NoTie       Tie = "none"
	UnitTie     Tie = "same_unit"
	RelativeTie Tie = "relative"
	InterestTie Tie = "interest"
)

// Ties lists the ties in the order of forms.
var Ties = []Tie{NoTie, UnitTie, RelativeTie, InterestTie}

// A Member sits on one delegation. Nobody inspects the own unit.
type Member struct {
	duty.Base
	State      duty.State
	Delegation string
	Account    string // account, may be ""
	Person     string // person record, may be ""
	Name       string
	Unit       string // unit the member works for
	UnitName   string
	Place      Place
	Tie        Tie
	TieNote    string
	CheckedOn  vn.Day // the declaration was compared with the list of bodies
	LeftOn     vn.Day
	LeftWhy    string

	Of Delegation // read with the record
	register.Typed
}

// An Answer is what the delegation saw under one entry of the check-list.
type Answer struct {
	Code string `json:"code"`
	Seen Seen   `json:"seen"`
}

// Seen is how a body stands under one entry of the check-list.
type Seen string

// What may be seen.
const (
	Right    Seen = "right"     // done as the rule asks
	Wrong    Seen = "wrong"     // not so: a finding says what
	NotThere Seen = "not_there" // the body has nothing of the kind
)

// Seens lists the answers in the order of forms.
var Seens = []Seen{Right, Wrong, NotThere}

// A Grade is how the conclusion rates the protection of secrets in a body.
type Grade string

// The grades.
const (
	Good   Grade = "good"
	Fair   Grade = "fair"   // with faults to remedy
	Urgent Grade = "urgent" // risk of a leak is high
)

// Grades lists the grades in the order of forms.
var Grades = []Grade{Good, Fair, Urgent}

// A Body is one body inspected by one delegation. Reports count bodies.
type Body struct {
	duty.Base
	State      duty.State
	Delegation string
	Code       string // of the delegation
	Basis      Basis  // of the delegation
	Unit       string // id of the unit, "" for a body outside the tree
	UnitName   string // as it was called then

	AnnouncedOn    vn.Day
	Representative string // who received the announcement for the body
	CheckedOn      vn.Day
	Answers        []Answer
	CheckNote      string
	DraftNo        string
	DraftOn        vn.Day // the draft of the result was handed to the body
	ReplyDue       vn.Day // by when the body may say what it has to say
	HeardOn        vn.Day
	HeardNo        string // number of the minute of hearing
	HeardFile      string // hash of the scanned minute
	Said           string // what the body said to the draft
	WaivedOn       vn.Day // the body gave up, in writing, being heard
	WaivedNo       string // number of that paper
	ConclusionNo   string
	ConclusionOn   vn.Day
	ConcludedBy    string // account
	Grade          Grade
	Conclusion     string
	DropReason     string
	Faults         int // findings of the conclusion, for lists

	Of       Delegation // read with the record
	Findings []Finding
	register.Typed
}

// Blobs names the file of the minute.
func (b *Body) Blobs() []string { return register.Filled(b.HeardFile) }

// Blobs names the file of the plan.
func (d *Delegation) Blobs() []string { return register.Filled(d.PlanFile) }

// A Rating says how heavy a finding is.
type Rating string

// The ratings.
const (
	Minor       Rating = "minor"
	Serious     Rating = "serious"
	VerySerious Rating = "very_serious"
)

// Ratings lists the ratings, lightest first.
var Ratings = []Rating{Minor, Serious, VerySerious}

// A Finding is one fault found in one body under one entry of the check-list.
// It speaks of the body, never of a person.
type Finding struct {
	duty.Base
	State      duty.State
	Delegation string
	Body       string
	Unit       string // of the body
	UnitName   string
	Code       string // entry of the check-list
	Rating     Rating
	Text       string // what was seen, without anything classified
	Rule       string // the rule it goes against, as it stood on that day
	FoundOn    vn.Day
	FoundBy    string // account
	DueOn      vn.Day // last day of the remedy

	ConcludedOn    vn.Day // the conclusion on the body holds it: from then it counts
	WithdrawReason string
	Remedy         string
	RemediedOn     vn.Day
	RemedyBy       string // account that recorded the remedy
	EvidenceNo     string // paper that shows the remedy
	EvidenceFile   string // hash
	RecheckedOn    vn.Day
	RecheckedBy    string // account, never RemedyBy
	RecheckNote    string
	Returned       int // times the re-check sent it back

	HandoverNo string // paper by which a person's fault went to the duty of inspection
	HandoverOn vn.Day
	HandoverTo string

	Of Body // read with the record
}

// Blobs names the file of the evidence.
func (f *Finding) Blobs() []string { return register.Filled(f.EvidenceFile) }

// Overdue reports whether the remedy is late.
func (f Finding) Overdue(today vn.Day) bool {
	return f.State == Recorded && f.ConcludedOn != "" && f.DueOn != "" && f.DueOn < today
}
