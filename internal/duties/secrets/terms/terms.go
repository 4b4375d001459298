// Package terms is how the protection of a secret goes on, changes and ends:
// extension of the term, change of level, declassification, destruction, and
// the notices by which every holder learns of it.
//
//	extension       proposed → decided → stamped → notified | missed, refused
//	level change    proposed → decided → notified → remarked | refused
//	declassification proposed → council_set → reviewed → in_effect → notified → remarked | refused
//	                 by expiry and by list it begins in_effect: nobody decides it
//	destruction     proposed → council_set → reviewed → decided → executed → recorded | refused
//	                 urgent: destroyed_urgently → reported
//	notice          due → sent → acknowledged → remarked
//
// Law 29/2018/QH14, art. 19 to 23, and Law 117/2025/QH15, chosen by date. What
// the packs do not know for certain is shown as not verified.
package terms

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// ID is the module's name in tables, addresses and texts.
const ID = "terms"

// The rights of the duty that this package asks for.
const (
	Read     access.Need = "secrets.read"
	Hold     access.Need = "secrets.hold"     // acknowledge a notice, re-mark one's copies
	Propose  access.Need = "secrets.propose"  // propose an extension, a change, a destruction
	Enter    access.Need = "secrets.register" // send notices, stamp
	Keep     access.Need = "secrets.keep"     // carry a destruction out
	Classify access.Need = "secrets.classify" // extend, change, declassify
	Decide   access.Need = "secrets.decide"   // destruction
)

// A Term is a day reckoned by a rule, with its reasons.
type Term struct {
	Rule     string    `json:"rule,omitempty"`
	Law      string    `json:"law,omitempty"`    // version of the rules used
	Source   string    `json:"source,omitempty"` // instrument and article
	Verified bool      `json:"verified,omitempty"`
	Start    vn.Day    `json:"start,omitempty"`
	Due      vn.Day    `json:"due,omitempty"`
	Steps    []vn.Step `json:"steps,omitempty"`
}

// termOf keeps a reckoned end of a term with its reasons.
func termOf(p law.Pack, d law.Due) Term {
	t := Term{Rule: d.Rule.Code, Law: p.Version(), Source: d.Rule.Instrument, Verified: d.Rule.Verified(), Start: d.Start, Due: d.Due, Steps: d.Explain()}
	if d.Rule.Article != "" {
		t.Source += ", " + d.Rule.Article
	}
	return t
}

// A Proposal is who proposed something, and why; a reason says nothing of what
// the item says.
type Proposal struct {
	ProposedBy, ProposedByName string // account
	ProposedOn                 vn.Day
	Reason                     string
}

// A Decision is the paper by which something was decided, and whose it is: the
// person with the power signs, the account enters.
type Decision struct {
	DecisionNo             string
	DecidedOn              vn.Day
	Decider, DeciderName   string // person
	DecidedBy, DecidedName string // account
	DecisionFile           string // hash
	RefusedWhy             string
}

// An Extension lengthens the term of an item once (Law 29/2018 art. 20).
type Extension struct {
	duty.Base // Dossier = Item
	State     duty.State
	Item      string
	Number    string
	Grade     access.Level

	ExpiresOn vn.Day // end of the term that is to be extended
	LastDay   vn.Day // last day on which it may be decided (S16)
	Window    Term   // how LastDay was reckoned
	Proposal
	Months int // by how much
	Decision
	Late         bool   // decided after LastDay, under a law that does not say whether that is void
	NewExpiresOn vn.Day // end of the new term
	Term         Term   // the longest term that the level allows (S17)
	NoticeDue    vn.Day
	StampedOn    vn.Day
	NotifiedOn   vn.Day
	MissedOn     vn.Day

	Of    register.Item // loaded, no column
	Law   law.Pack      // loaded, no column
	Waits int           // notices not yet sent; loaded, no column
}

// A LevelChange raises or lowers the level of an item (art. 21).
type LevelChange struct {
	duty.Base // Dossier = Item
	State     duty.State
	Item      string
	Number    string
	From, To  access.Level
	Entry     string // entry of the secret list that the higher level rests on (S3)
	EntryCode string
	Proposal
	Decision
	OldExpiresOn, NewExpiresOn vn.Day
	Term                       Term // the protection term under the new level
	NoticeDue                  vn.Day
	NotifiedOn                 vn.Day
	RemarkedOn                 vn.Day

	Of         register.Item // loaded, no column
	Law        law.Pack      // loaded, no column
	Extensions []int         // months of the extensions in force, oldest first; loaded, no column
	Waits      int           // notices not yet sent; loaded, no column
	Unmarked   int           // notices whose copies are not yet re-marked; loaded, no column
}

// Raises reports whether the change makes the level higher.
func (c LevelChange) Raises() bool { return c.To > c.From }

// A Way is how protection comes to its end (art. 22).
type Way string

// The ways of declassification.
const (
	ByExpiry  Way = "expiry"  // the term ended without extension: automatic (S18)
	ByList    Way = "list"    // the entry left the secret list: automatic, notice at once (S19)
	ByCouncil Way = "council" // a council at the classifying agency (S20)
	ByArchive Way = "archive" // a historical archive alone, when the classifier cannot be found
)

// Ways lists the ways.
var Ways = []Way{ByExpiry, ByList, ByCouncil, ByArchive}

// A Council examines a declassification or a destruction.
type Council struct {
	SetUpNo, SetUpFile    string // decision to set it up
	SetUpOn               vn.Day
	Chair, ChairName      string // person
	ChairPost             string // a leader of the agency
	ChairUnit             string // unit id of the chair's agency
	ChairUnitName         string
	Members               []string // names with their agencies, related agencies among them
	MinutesNo, MinuteFile string   // minutes of the meeting
	MetOn                 vn.Day
	Opinion               string
}

// A Declassification ends the protection of an item, in whole or in part.
type Declassification struct {
	duty.Base // Dossier = Item
	State     duty.State
	Item      string
	Number    string
	Grade     access.Level
	Way       Way
	Partial   bool
	Released  []string // what is released, when partial (S21)
	Proposal
	Council
	ItemFiled bool   // the item itself lies in the file (S20)
	Search    string // what the archive did to find the classifier
	Decision
	Entry       string // list entry that ended, of ByList
	EffectiveOn vn.Day
	Ground      Term // term that ended, of ByExpiry
	NoticeDue   vn.Day
	NotifiedOn  vn.Day
	RemarkedOn  vn.Day

	Of       register.Item // loaded, no column
	Law      law.Pack      // loaded, no column
	Stands   bool          // the agency that classified, or its successor, is there; loaded, no column
	Waits    int           // notices not yet sent; loaded, no column
	Unmarked int           // notices whose copies are not yet re-marked; loaded, no column
}

// A Method is how items are destroyed so that nothing can be restored
// (art. 23(2)).
type Method string

// The methods.
const (
	Burnt       Method = "burnt"
	Shredded    Method = "shredded"
	Pulped      Method = "pulped"
	Media       Method = "media_destroyed" // media physically destroyed
	Overwritten Method = "overwritten"     // data wiped beyond recovery
	Reshaped    Method = "reshaped"        // an object made shapeless and useless
)

// Methods lists the methods as forms offer them.
var Methods = []Method{Burnt, Shredded, Pulped, Media, Overwritten, Reshaped}

// A Destruction destroys copies or whole items (art. 23).
type Destruction struct {
	duty.Base // Dossier = its own
	State     duty.State
	Code      string // TH-2026-003
	Year, Seq int
	Urgent    bool
	Unit      string // agency that keeps the items
	UnitName  string
	Grade     access.Level // the highest on the list
	Proposal
	Council
	KeeperName string // the direct keeper, member of the council (S23)
	Decision
	Place      string
	Method     Method
	Executors  []string // at least two (M22)
	ExecutedOn vn.Day
	ExecutedBy string // account
	RecordNo   string // destruction minutes
	RecordFile string
	RecordedOn vn.Day
	ReportDue  vn.Day // written report of an urgent destruction (S24)
	ReportNo   string
	ReportTo   string
	ReportFile string
	ReportedOn vn.Day
	Alarm      bool // the report was not there when its day was over
	Pieces     int  // copies on the list

	List    []Piece  // loaded, no column
	Away    []string // copies of the list that are in no store, or lost; loaded, no column
	Law     law.Pack // loaded, no column
	Chosen  []string // ids of copies or lines chosen in a form, no column
	AddItem string   // number of an item named in a form, no column
}

// A Piece is one copy on the list of a destruction.
type Piece struct {
	duty.Base   // Dossier = the destruction
	Destruction string
	Item        string
	Number      string
	Copy        string
	No          int
	Kind        register.CopyKind
	Grade       access.Level
	Holder      string // where it was, in words
	Withdrawn   bool   // taken off the list again
	DestroyedOn vn.Day
}

// A Cause is why a notice goes out.
type Cause string

// The causes of notices.
const (
	OfExtension       Cause = "extension"
	OfLevel           Cause = "level"
	OfDeclassify      Cause = "declassification"
	OfPartly          Cause = "partly"
	OfLeavingTheList  Cause = "list"
	OfExpiry          Cause = "expiry"
	OfArchiveDecision Cause = "archive"
)

// Causes lists the causes.
var Causes = []Cause{OfExtension, OfLevel, OfDeclassify, OfPartly, OfLeavingTheList, OfExpiry, OfArchiveDecision}

// A Notice tells one holder of copies, or one recipient of the item, what has
// changed (art. 20(4), 21(5), 22(3), 22(6)). The holder's side confirms that
// the copies are re-marked.
type Notice struct {
	duty.Base        // Dossier = Item
	State            duty.State
	Cause            Cause
	Record           string // id of the extension, change or declassification
	Item             string
	Number           string
	Grade            access.Level // after the change
	Unit, UnitName   string       // "" outside the tree
	Holder           string       // person; "" = the store, or an addressee
	HolderName       string
	Copies           []string // ids of the copies; none for an addressee without a copy on the books
	Numbers          string   // "1, 3" for people
	From             vn.Day   // day of the decision
	DueOn            vn.Day
	Due              Term
	SentNo           string
	SentOn           vn.Day
	SentBy           string // account
	AcknowledgedOn   vn.Day
	AcknowledgedBy   string // account
	AcknowledgedName string
	RemarkedOn       vn.Day
	RemarkedBy       string // account
	RemarkedName     string
	Late             bool // sent after its day, or not sent when it was over
}
