// Package incidents holds what goes wrong with state secrets and what is to
// keep it from going wrong: incidents of leak and loss from detection to
// closure, meetings on secret matters, and the devices secrets are handled on.
//
//	detected → contained → reported_to_head → notified → verified → remedied → concluded → closed
//	                                              ↘ unfounded (verification finds neither leak nor loss)
//
// Sources: Law 29/2018/QH14 on the protection of state secrets, art. 2, 5, 11,
// 16–18, 25, 26; Decree 26/2020/NĐ-CP, art. 6, 8; from 2026-03-01 Law
// 117/2025/QH15 and Decree 63/2026/NĐ-CP, whose values not read in full are
// rules marked as not verified.
//
// The files hold duties, documents, conduct established and decisions. They
// hold no classified content: a document is named by its number, never by what
// it says.
package incidents

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// ID is the name of the module: table prefix, text prefix, address.
const ID = "incidents"

// Rights. The duty of protecting state secrets has one set for all its modules.
const (
	Read   access.Need = "secrets.read"     // registers and pages
	Handle access.Need = "secrets.incident" // incidents, from detection to closure
	Decide access.Need = "secrets.decide"   // the conclusion on an incident
	Permit access.Need = "secrets.permit"   // meetings
	Keep   access.Need = "secrets.staff"    // meetings prepared, devices
)

// An IncidentKind says what happened (Law 2018, art. 2(3), 2(4)).
type IncidentKind string

// Kinds of incident. A leak is that somebody without responsibility for a
// secret gets to know it; a loss, that a document or object is no longer under
// the control of who answers for it. One event may be both.
const (
	Leak IncidentKind = "leak"
	Loss IncidentKind = "loss"
	Both IncidentKind = "both"
)

// IncidentKinds lists the kinds in the order of forms.
var IncidentKinds = []IncidentKind{Leak, Loss, Both}

// Leaks reports whether a secret got known.
func (k IncidentKind) Leaks() bool { return k == Leak || k == Both }

// Loses reports whether control over a document or object was lost.
func (k IncidentKind) Loses() bool { return k == Loss || k == Both }

// A Source says how an incident was detected.
type Source string

// Sources of detection.
const (
	ByKeeper     Source = "keeper"     // who keeps the document
	ByStockTake  Source = "stock_take" // a difference in a stock-take
	ByInspection Source = "inspection"
	ByAuthority  Source = "authority" // told by the police or another competent authority
	ByOthers     Source = "others"
)

// Sources lists the sources in the order of forms.
var Sources = []Source{ByKeeper, ByStockTake, ByInspection, ByAuthority, ByOthers}

// A Breach is a group of acts that Law 2018, art. 5 and Law 2025 prohibit. It
// is the catalogue of causes and of conduct.
type Breach string

// Breaches lists the catalogue, in the order of the article: the first nine
// groups of the law of 2018, then the two that the law of 2025 adds.
var Breaches = []Breach{"b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "b10", "b11"}

// newBreaches are prohibited from the day the law of 2025 is in force.
var newBreaches = map[Breach]bool{"b10": true, "b11": true}

// law2025 is the first day of Law 117/2025/QH15.
const law2025 vn.Day = "2026-03-01"

// A Recovery says how much of what was involved came back.
type Recovery string

// Degrees of recovery.
const (
	NotRecovered  Recovery = "none"
	PartRecovered Recovery = "part"
	AllRecovered  Recovery = "all"
)

// Recoveries lists the degrees in the order of forms.
var Recoveries = []Recovery{NotRecovered, PartRecovered, AllRecovered}

// An Incident is one leak or loss of state secrets, or both (facts A5, A6).
type Incident struct {
	duty.Base // Level stays Open: the file holds no classified content

	State     duty.State
	Year, Seq int
	Code      string // "SC-2026/03"
	Kind      IncidentKind
	KindWhy   string // why the kind was changed, if it was

	Unit, UnitName    string // where it happened
	OccurredOn        vn.Day // if known
	DiscoveredOn      vn.Day
	DiscoveredAt      string // time of day "HH:MM", if known; also of the moments below
	DiscoveredBy, How string // who, by duty and name; circumstances
	Source            Source
	StockTake         string // id of the stock-take whose difference this is
	RegisteredBy      string // account

	ContainedOn     vn.Day
	ContainedAt     string
	Measures        string // taken at once
	HeadOn          vn.Day // reported to the head of the body (art. 25)
	HeadAt          string
	HeadName        string
	HeadPaper       string
	OwnSecret       bool   // the body itself classified everything involved: no notice to another
	ClassifierOn    vn.Day // notice to the body that classified (art. 26)
	ClassifierAt    string
	ClassifierName  string
	ClassifierPaper string
	AuthorityOn     vn.Day // notice to the police or another competent authority
	AuthorityAt     string
	AuthorityName   string
	AuthorityPaper  string
	AdHocOn         vn.Day // ad-hoc report (Decree 26/2020, art. 8(1)b)
	AdHocAt         string
	AdHocTo         string
	AdHocPaper      string
	Causes          []Breach
	CauseText       string
	VerifiedOn      vn.Day
	VerifiedBy      string // account
	Findings        string
	Remedy          string
	RemediedOn      vn.Day
	Recovery        Recovery
	RecoveryText    string
	ConclusionNo    string
	ConcludedOn     vn.Day
	ConcludedBy     string // account
	Conclusion      string
	UnfoundedReason string
	ClosedOn        vn.Day
	ArchiveNo       string
	Grade           access.Level // highest of the documents involved
	DocumentCount   int

	// Loaded beside the row, not columns of it.
	Copy      string // the copy that an incident of loss begins with
	Item      string // the item that an incident of leak begins with
	Documents []Document
	People    []Concerned
}

// A Document is one document or object involved in an incident: an item of the
// register, or one that only its outside tells of.
type Document struct {
	duty.Base // Dossier is the incident

	State        duty.State
	Incident     string
	Kind         IncidentKind // of the incident
	DiscoveredOn vn.Day       // of the incident
	Item         string       // id of register.Item, "" if it is not in the register
	Number       string       // number and symbol
	Type         string       // kind of document: "Báo cáo"
	Issuer       string       // name of the body that issued and classified it
	IssuedOn     vn.Day
	Grade        access.Level
	Copies       []string // ids of register.Copy involved
	CopyNos      string   // numbers of the copies involved, as they stand on the paper
	Keeper       string   // who held it, where no register tells: by duty and name
	Counted      bool     // false once the incident is found to be none
	Code         string   // number of the incident
	RecoveredOn  vn.Day
	RecoveryText string

	// Answers of forms, not columns.
	Outside bool   // no register of the office has it
	Place   string // cabinet the copies go back to
}

// An Outcome is what another body did with a person handed over to it.
type Outcome string

// Outcomes of a hand-over.
const (
	NoAction       Outcome = "none"
	Discipline     Outcome = "discipline"
	Administrative Outcome = "administrative"
	Criminal       Outcome = "criminal"
)

// Outcomes lists the outcomes in the order of forms.
var Outcomes = []Outcome{NoAction, Discipline, Administrative, Criminal}

// A Concerned is a person whose conduct in an incident is looked at. It holds
// name, unit and duty, conduct established and decisions, and nothing else of
// the person. The person is kept out of the file.
type Concerned struct {
	duty.Base // Dossier is the incident

	State          duty.State
	Incident       string
	Person, Name   string // id of the person record; name as on the day
	Unit, UnitName string
	Post           string   // duty held in the matter
	Conduct        string   // what the verification established
	Breaches       []Breach // of the catalogue
	StatementOn    vn.Day   // right to reply
	Statement      string   // number of the minute, and what the person says
	WaivedOn       vn.Day   // the person was asked and makes no statement
	Waiver         string   // how that is shown
	To             string   // body the matter is handed over to
	Paper          string   // number of the paper
	HandedOn       vn.Day
	What           string // what is handed over
	HandedBy       string // account
	NotHandedOn    vn.Day
	NotHandedWhy   string
	Outcome        Outcome
	OutcomeNo      string
	OutcomeOn      vn.Day
	OutcomeText    string
	IncidentCode   string

	// Loaded with the row, not columns of it.
	IncidentState duty.State
	happenedOn    vn.Day
}

// Bars keeps the person concerned out of the file.
func (c *Concerned) Bars() []string {
	if c.Person == "" {
		return nil
	}
	return []string{c.Person}
}
