// Package inspection is the duty of inspection, supervision and discipline in
// the Party: the annual programme with its targets, inspections from the
// proposal to the conclusion, the rights of the inspected, reminders and their
// verified closure, discipline with its votes, effect and appeals.
//
//	programme   draft → proposed → issued → closed
//	item        assigned → accepted | returned → assigned
//	inspection  draft → proposed → decided → announced → self_report_awaited → verifying → draft_report
//	            → subject_heard → report_final → body_considers → concluded → conclusion_announced
//	            → follow_up → archived   (aside: suspended, terminated, transferred, merged)
//	reminder    open → answered → closed
//	discipline  found → self_criticism → heard → meeting → balloted → not_disciplined | proposed | decided
//	            → announced → served → in_force → lapsed | annulled   (aside: not_yet_considered, time_barred)
//	appeal      received → accepted → resolved → notified | refused → notified
//	suspension  proposed → in_force → ended | lifted
//
// Sources: Statutes of the Party, chapters VII and VIII; Regulation 296-QĐ/TW
// (30/5/2025) on inspection, supervision and discipline; Guide 08-HD/TW;
// Regulation 69-QĐ/TW (6/7/2022) on discipline; Decision 89-QĐ/TW on the
// procedure below the Centre.
//
// The program holds duties, documents, conduct established in a procedure and
// decisions. It has no place for anyone's opinions or beliefs.
package inspection

import (
	"embed"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// ID names the duty: folder, table prefix, URL, right prefix, text prefix.
const ID = "inspection"

// Files holds the schema, the texts and the catalogue of contents.
//
//go:embed schema text
var Files embed.FS

// Rights of the duty.
const (
	Read       access.Need = "inspection.read"       // open dossiers in reach
	PlanRight  access.Need = "inspection.plan"       // write a programme and its items
	Issue      access.Need = "inspection.issue"      // issue and close a programme, assign targets
	Answer     access.Need = "inspection.answer"     // accept or return a target for the unit
	Propose    access.Need = "inspection.propose"    // propose an inspection
	Decide     access.Need = "inspection.decide"     // sign the decision that opens, extends, suspends or ends one
	Conduct    access.Need = "inspection.conduct"    // carry an inspection out
	Conclude   access.Need = "inspection.conclude"   // conclude for the body
	Follow     access.Need = "inspection.follow"     // follow what the conclusion asks for
	Discipline access.Need = "inspection.discipline" // keep a discipline case up to the proposal
	Judge      access.Need = "inspection.judge"      // record the body's decision on discipline, suspension
	AppealTo   access.Need = "inspection.appeal"     // receive and resolve appeals
)

// A Kind is a kind of work (domain facts A3).
type Kind string

// The kinds of work.
const (
	Compliance            Kind = "compliance"             // kiểm tra chấp hành
	SignsOfViolation      Kind = "signs_of_violation"     // kiểm tra khi có dấu hiệu vi phạm
	InspectionTask        Kind = "inspection_task"        // việc thực hiện nhiệm vụ kiểm tra, giám sát
	DisciplineEnforcement Kind = "discipline_enforcement" // việc thi hành kỷ luật đảng
	PartyFinance          Kind = "party_finance"          // tài chính đảng
	AssetDeclaration      Kind = "asset_declaration"      // kê khai tài sản, thu nhập
	RegularSupervision    Kind = "regular_supervision"    // giám sát thường xuyên
	ThematicSupervision   Kind = "thematic_supervision"   // giám sát chuyên đề
	Denunciation          Kind = "denunciation"           // giải quyết tố cáo
)

// Kinds lists the kinds in the order of forms and reports. Discipline and
// appeals against it are records of their own.
var Kinds = []Kind{Compliance, SignsOfViolation, InspectionTask, DisciplineEnforcement, PartyFinance, AssetDeclaration,
	RegularSupervision, ThematicSupervision, Denunciation}

// A Basis says what an inspection rests on.
type Basis string

// The bases.
const (
	OfProgramme     Basis = "programme"
	Extraordinary   Basis = "extraordinary"
	OfDenunciation  Basis = "denunciation"
	OfPetition      Basis = "petition"
	OfPress         Basis = "press"
	OfAudit         Basis = "audit"
	OfCourt         Basis = "court"
	OfSuperior      Basis = "superior"
	OfAnonymousNote Basis = "anonymous" // an anonymous letter with specific content and address (Regulation 296, art. 19)
)

// Bases lists the bases in the order of forms.
var Bases = []Basis{OfProgramme, Extraordinary, OfDenunciation, OfPetition, OfPress, OfAudit, OfCourt, OfSuperior, OfAnonymousNote}

// A Body is the kind of organ that inspects (domain facts A2).
type Body string

// The bodies.
const (
	CellBody          Body = "cell"               // chi bộ
	Committee         Body = "committee"          // cấp ủy
	StandingCommittee Body = "standing_committee" // ban thường vụ
	Commission        Body = "commission"         // ủy ban kiểm tra
	Advisory          Body = "advisory"           // cơ quan tham mưu
)

// Bodies lists the bodies in the order of forms.
var Bodies = []Body{Committee, StandingCommittee, Commission, Advisory, CellBody}

// A Tier is a level of the Party's organisation, named as the rules of law name
// it. District stays for the years before 1/7/2025; Commune is the level
// directly above the grassroots since.
type Tier string

// The tiers, lowest first.
const (
	CellTier   Tier = "cell"
	PartTier   Tier = "part"
	Grassroots Tier = "grassroots"
	Commune    Tier = "commune"
	District   Tier = "district"
	Province   Tier = "province"
	Centre     Tier = "centre"
)

// Tiers lists the tiers, lowest first.
var Tiers = []Tier{CellTier, PartTier, Grassroots, Commune, District, Province, Centre}

// An ObjectType says whether a member or an organisation is meant.
type ObjectType string

// The object types.
const (
	Member       ObjectType = "member"
	Organisation ObjectType = "org"
)

// ObjectTypes lists both.
var ObjectTypes = []ObjectType{Member, Organisation}

// A Term is a due day with the reasoning that led to it, kept with the record
// so that it reads the same after the law has changed.
type Term struct {
	Rule     string    `json:"rule,omitempty"`     // code of the rule, such as "P-SUP"
	Law      string    `json:"law,omitempty"`      // version of the rules used
	Source   string    `json:"source,omitempty"`   // instrument and article
	Verified bool      `json:"verified,omitempty"` // an administrator has confirmed the rule
	Start    vn.Day    `json:"start,omitempty"`
	Due      vn.Day    `json:"due,omitempty"`
	Steps    []vn.Step `json:"steps,omitempty"`
	Ground   string    `json:"ground,omitempty"` // what an entered day rests on, where the rules hold no value
}

// An Inspection is one cuộc kiểm tra or giám sát: from the proposal to the
// archived dossier. Whom it concerns is in its subjects; figures count those.
type Inspection struct {
	duty.Base
	State duty.State

	Code string // KT-2026-041, unique in the office
	Mark string // KT, GS or TC: the letters of the code
	Year int
	Seq  int // number within office, letters and year; without holes

	Kind    Kind
	Basis   Basis
	Body    Body
	Tier    Tier   // tier of the body, for its terms
	Title   string // what the inspection is called
	Content string // what is looked at
	Item    string // id of the programme item it carries out, may be ""
	From    string // what raised it: number and date of the petition or request, never a denouncer's name

	// Of a cell that does thematic supervision (Guide 08-HD/TW, II.3.2).
	CellMembers  int
	CellHasBoard bool   // the cell has a chi ủy
	Override     string // reason why it does so all the same

	ReceivedOn     vn.Day // of a denunciation: the competent body received it (P-TC-START)
	ProposedBy     string // account
	ProposedByName string
	ProposedOn     vn.Day
	ReturnReason   string // why the proposal came back

	DecisionNo    string
	DecisionOn    vn.Day
	PlanNo        string
	DecidedBy     string // account
	DecidedByName string

	ScopeFrom, ScopeTo vn.Day // the time looked into
	AnnouncedOn        vn.Day
	AnnounceMinute     string // number of the minute of the announcement
	SelfReportDue      vn.Day
	VerifyingOn        vn.Day
	DraftReportOn      vn.Day
	SubjectHeardOn     vn.Day
	ReportFinalOn      vn.Day
	ConsideredOn       vn.Day
	ConcludedOn        vn.Day
	ConclusionNo       string
	ConclusionOn       vn.Day
	ConclusionText     string
	ConcludedBy        string // account
	ConcludedByName    string
	PublishedOn        vn.Day // the conclusion was announced to the subjects
	FollowOn           vn.Day
	ArchivedOn         vn.Day
	ArchiveNo          string

	DueOn        vn.Day // last day, with the extension
	Due          Term   // how the last day was found
	ExtendedTo   vn.Day // once, by at most a third of the term
	ExtendReason string
	ExtendedBy   string

	SuspendedOn   vn.Day
	SuspendReason string
	ResumedOn     vn.Day
	EndedOn       vn.Day // terminated, transferred or merged
	EndReason     string
	MovedTo       string // body it was transferred to, or code of the inspection it was merged into

	Head     string    // name of the head of the team, for lists
	subjects []Subject // of a list, for its columns
}

// A TeamRole is a place on an inspection team.
type TeamRole string

// The places on a team.
const (
	HeadOfTeam   TeamRole = "head"
	DeputyOfTeam TeamRole = "deputy"
	OfTeam       TeamRole = "member"
)

// TeamRoles lists the places in the order of forms.
var TeamRoles = []TeamRole{HeadOfTeam, DeputyOfTeam, OfTeam}

// A Tie is what binds a member of the team to a subject, as declared.
type Tie string

// The ties. Only NoTie may serve.
const (
	NoTie       Tie = "none"
	RelativeTie Tie = "relative"
	InterestTie Tie = "interest"
	UnitTie     Tie = "same_unit"
)

// Ties lists the ties in the order of forms.
var Ties = []Tie{NoTie, RelativeTie, InterestTie, UnitTie}

// A TeamMember sits on the team of one inspection. Whoever has a declared tie
// to a subject, or is one, does not.
type TeamMember struct {
	duty.Base
	Inspection  string
	Account     string // account, may be ""
	Person      string // person record, may be ""
	Name        string
	Role        TeamRole
	DeclaredTie Tie
	TieNote     string
	CheckedOn   vn.Day // the declaration was compared with the subjects
	LeftOn      vn.Day // left the team; the row stays
}

// A Result is what an inspection found about one subject.
type Result string

// The results (domain facts A4).
const (
	Strengths             Result = "strengths" // done well
	NoFault               Result = "no_fault"
	Fault                 Result = "fault"
	ViolationNoDiscipline Result = "violation_no_discipline"
	ViolationDiscipline   Result = "violation_discipline"
	LimitationExpired     Result = "limitation_expired"
)

// Results lists the results in the order of forms and reports.
var Results = []Result{Strengths, NoFault, Fault, ViolationNoDiscipline, ViolationDiscipline, LimitationExpired}

// A Subject is one member or organisation inspected in one inspection. Reports
// count subjects.
type Subject struct {
	duty.Base
	Inspection     string
	Kind           Kind // of the inspection
	ObjectType     ObjectType
	Object         string // id of the person or organisation
	Name           string // as it was called then
	Unit           string // id of the member's organisation; of the organisation itself
	UnitName       string
	CommitteeLevel Tier // highest tier whose committee the member sits on, "" for none

	AnnouncedOn    vn.Day // the decision was announced to this subject
	SelfReportDue  vn.Day
	SelfReportOn   vn.Day // received
	SelfReportFile string // hash
	HeardOn        vn.Day // at the conference, on the draft report
	HeardMinute    string
	HeardAgainOn   vn.Day // before the body concluded
	HeardAgainNo   string
	Absences       int    // properly called, away without a valid reason
	WaivedOn       vn.Day // gave up, in writing, being heard
	WaiverFile     string // hash of the paper
	ExplainedOn    vn.Day // last written explanation

	Withdrawn bool // taken out while the inspection was a draft; the row stays

	Result         Result
	ConcludedOn    vn.Day
	NoticeOn       vn.Day // the conclusion was handed over
	Recommendation string
}

// Bars keeps the inspected member's account out of the inspectors' dossier;
// what a subject is entitled to read comes to them by announcement.
func (s *Subject) Bars() []string {
	if s.ObjectType == Member && s.Object != "" {
		return []string{s.Object}
	}
	return nil
}

// Blobs names the files the subject's row refers to.
func (s *Subject) Blobs() []string { return filled(s.SelfReportFile, s.WaiverFile) }

// filled drops the empty ones.
func filled(all ...string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
