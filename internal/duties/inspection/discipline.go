package inspection

import (
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// A Form is a form of discipline.
type Form string

// The forms (Regulation 296, art. 9; Statutes art. 35).
const (
	NoForm      Form = ""
	Reprimand   Form = "reprimand"   // khiển trách
	Warning     Form = "warning"     // cảnh cáo
	Removal     Form = "removal"     // cách chức: only of one who holds office
	Expulsion   Form = "expulsion"   // khai trừ: only of an official member
	Dissolution Form = "dissolution" // giải tán: only of an organisation
)

// FormKey names the text of a form; of none, "no discipline".
func FormKey(f Form) text.Key {
	if f == NoForm {
		return "inspection.form.none"
	}
	return text.Key("inspection.form." + string(f))
}

// MemberForms lists the forms for a member, lightest first.
var MemberForms = []Form{Reprimand, Warning, Removal, Expulsion}

// OrganisationForms lists the forms for an organisation, lightest first.
var OrganisationForms = []Form{Reprimand, Warning, Dissolution}

// A Decider is a body that decides on discipline, as reports divide them.
type Decider string

// The deciders: committees (with their standing committees) and inspection
// commissions of each tier.
const (
	ByCell                 Decider = "cell"
	ByGrassroots           Decider = "grassroots"
	ByCommune              Decider = "commune"
	ByDistrict             Decider = "district"
	ByProvince             Decider = "province"
	ByCentre               Decider = "centre"
	ByCommissionGrassroots Decider = "commission_grassroots"
	ByCommissionCommune    Decider = "commission_commune"
	ByCommissionDistrict   Decider = "commission_district"
	ByCommissionProvince   Decider = "commission_province"
	ByCommissionCentre     Decider = "commission_centre"
)

// Deciders lists the deciders in the order of reports.
var Deciders = []Decider{ByCell, ByGrassroots, ByCommune, ByDistrict, ByProvince, ByCentre,
	ByCommissionGrassroots, ByCommissionCommune, ByCommissionDistrict, ByCommissionProvince, ByCommissionCentre}

// A Block is a ground on which discipline may not be considered yet
// (Regulation 296, art. 8.7).
type Block string

// The grounds.
const (
	Pregnancy Block = "pregnancy"
	Maternity Block = "maternity"
	InfantAge Block = "infant"  // raising a child under twelve months
	Illness   Block = "illness" // serious illness under treatment
)

// Blocks lists the grounds in the order of forms.
var Blocks = []Block{Pregnancy, Maternity, InfantAge, Illness}

// A Case is one discipline case against one member or organisation: what was
// found, what the person said, the vote, the decision, its effect and its end.
type Case struct {
	duty.Base
	State      duty.State
	Code       string // KL-2026-007, unique in the office
	Year, Seq  int
	Inspection string // the inspection it came of, may be ""
	Subject    string // its subject there
	Origin     string // what it rests on when there is no inspection: number and date of the paper

	ObjectType      ObjectType
	Object          string
	Name            string
	Unit            string
	UnitName        string
	Probationary    bool
	HoldsOffice     bool
	CommitteeLevel  Tier
	ManagedBy       Tier // tier of the committee that manages the cadre
	PublicEmployee  bool // viên chức: administrative discipline follows
	AssignedByUpper bool // the violation is in a task assigned by a superior (Regulation 296, art. 10.1.1)

	FoundOn     vn.Day
	Violation   string   // what the violation is
	Contents    []string // codes of the catalogue, one or more
	ViolatedTo  vn.Day   // end of the violation
	Ongoing     bool     // the end cannot be fixed: the limitation runs from the conclusion
	RelapsedOn  vn.Day   // a new violation within the limitation: it starts again
	Degree      Degree
	Responsible string

	BlockGround        Block
	BlockFrom, BlockTo vn.Day
	Blocked            []law.Span // all blocks, which the limitation leaves out

	SelfCriticismOn   vn.Day
	NoSelfCriticism   bool // properly asked, gave none: the body proceeds (art. 12.2.1)
	SelfCriticismFile string
	HeardOn           vn.Day
	Absences          int // absent without a valid reason
	Body              Decider
	Council           []Seat // who sits on the body or council that decides
	MeetingOn         vn.Day
	MeetingMinute     string

	ProposedForm   Form // form proposed to the superior
	ProposedTo     Decider
	ProposedBy     string // account that opened the case, later that proposed to the superior
	ProposedOn     vn.Day
	Form           Form // form decided
	Limitation     Verdict
	DecisionNo     string
	DecisionOn     vn.Day
	DecidedBy      string // account; never the one who proposed
	DecidedByName  string
	WrittenDue     vn.Day // day by which the written decision is handed over (P-CELL)
	AnnouncedOn    vn.Day
	EffectiveFrom  vn.Day
	LapsesOn       vn.Day // "" for one that never lapses
	ServedOn       vn.Day // handed over in writing
	Refused        bool   // refused to receive it
	RefusedMinute  string
	EndedOn        vn.Day // lapsed or annulled
	AgainOn        vn.Day // new violation deserving discipline while in effect: no lapse by itself
	AdminNoticeDue vn.Day // tell the state body (P-SYNC5)
	AdminNoticeOn  vn.Day // the state body was told
	AdminDue       vn.Day // administrative discipline (P-SYNC30)
	AdminDoneOn    vn.Day
	AdminNo        string // number of the administrative decision
	AdminUndoDue   vn.Day // annul or align the administrative decision after an appeal
	AdminUndoneOn  vn.Day
	RestoredOn     vn.Day // apology and restoration (Regulation 117-QĐ/TW)
	RestoredNo     string
	AppealPending  bool
	NotReason      string   // why no discipline was imposed
	appeals        []Appeal // of a list, for its columns
}

// Bars keeps the member's account out of the dossier.
func (c *Case) Bars() []string {
	if c.ObjectType == Member && c.Object != "" {
		return []string{c.Object}
	}
	return nil
}

// Blobs names the files the case refers to.
func (c *Case) Blobs() []string { return filled(c.SelfCriticismFile) }

// A Seat is one person who takes part in judging a case, with what binds the
// person to it.
type Seat struct {
	Account  string   `json:"account,omitempty"`
	Person   string   `json:"person,omitempty"`
	Name     string   `json:"name"`
	Chair    bool     `json:"chair,omitempty"`
	For      Decider  `json:"decider,omitempty"` // superior whose meeting it is, of a seat named before that meeting
	Relative Relative `json:"relative,omitempty"`
	Interest bool     `json:"interest,omitempty"` // rights or interests touched by the case
}

// A Verdict is what comparing a form with the limitation gave.
type Verdict struct {
	Form     Form      `json:"form,omitempty"`
	From     vn.Day    `json:"from,omitempty"`  // day the limitation runs from
	On       vn.Day    `json:"on,omitempty"`    // day of the body's conclusion
	Until    vn.Day    `json:"until,omitempty"` // last day in time; "" without limit
	Expired  bool      `json:"expired,omitempty"`
	Law      string    `json:"law,omitempty"`
	Source   string    `json:"source,omitempty"`
	Verified bool      `json:"verified,omitempty"` // an administrator has confirmed the rule
	Steps    []vn.Step `json:"steps,omitempty"`
}

// A Ballot is one secret vote of a body on one case.
type Ballot struct {
	duty.Base
	Case     string
	Round    int
	Body     Decider
	HeldOn   vn.Day
	Entitled int // official members of the cell, members of the body
	Present  int
	Invalid  int
	Votes    Votes
	None     int  // votes for no discipline
	Outcome  Form // what the vote leads to
	Decided  bool // the body decides it; otherwise it is a proposal
	Counted  []Count
	Minute   string
	Tellers  string
}

// Votes holds the votes by form.
type Votes map[Form]int

// A Count is one line of counting a ballot, heaviest form first.
type Count struct {
	Form    Form `json:"form"`
	Votes   int  `json:"votes"`
	Sum     int  `json:"sum"`  // votes with those carried down from heavier forms
	Needed  int  `json:"need"` // least number that suffices
	Decides bool `json:"decides"`
	Meets   bool `json:"meets"`
}

// A SuspensionKind says what a suspension takes away.
type SuspensionKind string

// The kinds of suspension.
const (
	PartyActivity     SuspensionKind = "party_activity"
	CommitteeActivity SuspensionKind = "committee_activity"
	OrgActivity       SuspensionKind = "org_activity"
)

// SuspensionKinds lists the kinds in the order of forms.
var SuspensionKinds = []SuspensionKind{PartyActivity, CommitteeActivity, OrgActivity}

// A Suspension takes a member's Party or committee activity, or an
// organisation's, away for a time.
type Suspension struct {
	duty.Base
	State           duty.State
	Inspection      string
	Case            string
	ObjectType      ObjectType
	Object          string
	Name            string
	Unit            string
	CommitteeMember bool
	Kind            SuspensionKind
	Also            []SuspensionKind // what follows of itself
	Ground          string
	Prosecuted      bool // under criminal procedure: the term follows the procedure
	ProposedBy      string
	DecisionNo      string
	DecidedBy       string
	From            vn.Day
	To              vn.Day // last day
	Term            Term
	ExtendedTo      vn.Day
	ExtendReason    string
	LiftedOn        vn.Day
	LiftReason      string
}

// Bars keeps the suspended member's account out of the dossier.
func (s *Suspension) Bars() []string {
	if s.ObjectType == Member && s.Object != "" {
		return []string{s.Object}
	}
	return nil
}

// An Outcome is how an appeal ends.
type Outcome string

// The outcomes.
const (
	Upheld    Outcome = "upheld"
	Reduced   Outcome = "reduced"
	Increased Outcome = "increased"
	Annulled  Outcome = "annulled"
)

// Outcomes lists the outcomes in the order of reports.
var Outcomes = []Outcome{Upheld, Reduced, Increased, Annulled}

// A Ground is why an appeal is not taken up (Regulation 296, art. 23, 25).
type Ground string

// The grounds.
const (
	TooLate        Ground = "too_late"        // over thirty days
	OnBehalf       Ground = "on_behalf"       // filed for another
	NotYetReceived Ground = "not_received"    // before the written decision was received
	AgainstFinal   Ground = "final"           // against a final decision
	RefusedReceipt Ground = "refused_receipt" // after refusing to receive the decision
)

// Grounds lists the grounds in the order of forms.
var Grounds = []Ground{TooLate, OnBehalf, NotYetReceived, AgainstFinal, RefusedReceipt}

// An Appeal is a complaint against a decision on discipline. The decision
// stays in force meanwhile.
type Appeal struct {
	duty.Base
	State         duty.State
	Code          string // KN-2026-003
	Year, Seq     int
	Case          string
	DecisionNo    string // the decision appealed against
	FinalDecision bool   // that decision was final
	Name          string // who appeals
	FiledByOther  bool
	Denounces     bool   // the letter is a denunciation too: its writer is guided on that side
	GuidedOn      vn.Day // the writer was told where the denunciation goes
	ReceivedDecOn vn.Day // day the written decision was received
	FiledOn       vn.Day
	FileBy        Term // last day to file
	ReceivedOn    vn.Day
	LevelNo       int     // first appeal, second …
	Handler       Decider // who resolves it
	Ground        Ground
	RefuseNote    string
	AcceptedBy    string
	AcceptedOn    vn.Day
	DueOn         vn.Day
	Due           Term
	ProposedBy    string // account
	Outcome       Outcome
	NewForm       Form
	ResolutionNo  string
	ResolvedOn    vn.Day
	ResolvedBy    string // account; not who decided the case
	NotifiedOn    vn.Day
	Final         bool
}

// A Proceeding is a case with all that its steps look at.
type Proceeding struct {
	Case
	Law      law.Pack
	Ballots  []Ballot
	Hearings []Hearing
	Appeals  []Appeal
}

// A Claim is an appeal with the case it is about.
type Claim struct {
	Appeal
	Of Case
}
