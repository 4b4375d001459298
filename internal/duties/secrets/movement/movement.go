// Package movement is how copies of state secrets leave a hand: transfers from
// office to office with their envelopes and defects, permits to copy, carrying
// out of the place where they are kept, and provision to those who ask.
//
//	transfer   draft → packed → sent → (handed_on) → checked → received
//	           (aside: refused → taken_back, cancelled)
//	defect     open → (noted) → resolved
//	permit     requested → permitted → closed   (aside: refused, withdrawn, revoked)
//	carry-out  requested → permitted → out → closed   (aside: refused, withdrawn)
//	provision  requested → granted → provided   (aside: refused, withdrawn)
//
// A copy changes hands only when both sides have confirmed: until the receiver
// signs, it is in transit and the sender answers for it.
//
// Sources: Law 29/2018/QH14 art. 11–16; Decree 26/2020/NĐ-CP art. 3–5; since
// 1/3/2026 Law 117/2025/QH15 and Decree 63/2026/NĐ-CP, of which these steps have
// not been read in full.
package movement

import (
	"embed"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// ID names the module: table prefix, URL, text prefix.
const ID = "movement"

// Files holds the schema and the texts.
//
//go:embed schema text
var Files embed.FS

// The rights of the duty of state secrets that are asked for here.
const (
	read     access.Need = "secrets.read"
	hold     access.Need = "secrets.hold"     // confirm and return what one holds
	propose  access.Need = "secrets.propose"  // ask for a permit
	transfer access.Need = "secrets.register" // send, keep the transfer book
	keep     access.Need = "secrets.keep"     // custody: record copies made, hand out, take back
	permits  access.Need = "secrets.permit"   // permit copying, carrying out, provision
)

// A Line is one copy on a transfer, a carry-out or a provision, as it was called
// then.
type Line struct {
	Copy   string            `json:"copy"`
	Item   string            `json:"item"`
	Number string            `json:"number"`
	Grade  access.Level      `json:"grade"`
	No     int               `json:"no"`
	Kind   register.CopyKind `json:"kind"`
	BackOn vn.Day            `json:"back_on,omitempty"` // brought back
	LostOn vn.Day            `json:"lost_on,omitempty"` // reported lost
}

// Settled reports whether the copy is accounted for: back, or reported lost.
func (l Line) Settled() bool { return l.BackOn != "" || l.LostOn != "" }

// A Means is how a transfer travels: Law 29/2018 art. 13.
type Means string

// The means.
const (
	ByStaff    Means = "staff"    // staff who work with the secret
	ByLiaison  Means = "liaison"  // liaison officer
	ByClerk    Means = "clerk"    // clerk in charge of correspondence
	ByDiplomat Means = "diplomat" // diplomatic courier, abroad
	ByPost     Means = "post"     // under the law on post
)

// AllMeans lists the means as forms offer them.
var AllMeans = []Means{ByStaff, ByLiaison, ByClerk, ByDiplomat, ByPost}

// A Mark is the letter on the outer envelope: Decree 26/2020 art. 4.
type Mark string

// The letters, for top secret, high secret and secret.
const (
	MarkA Mark = "A"
	MarkB Mark = "B"
	MarkC Mark = "C"
)

// Marks lists the letters as forms offer them.
var Marks = []Mark{MarkA, MarkB, MarkC}

// A Packing is how a transfer is wrapped and what the receiver is told by the
// outside of it.
type Packing struct {
	Envelopes   int
	InnerSealed bool // the agency's seal across the inner envelope's flap
	InnerMarked bool // number, symbol, recipient and the level on the inner envelope
	OuterMark   Mark
	Tough       bool // opaque, tough, water-resistant, strong glue
}

// A Transfer is copies on their way from one office to another, or to or from a
// body outside the register. Its row says numbers, never content.
type Transfer struct {
	duty.Base
	State    duty.State
	Book     string // office in whose transfer book it stands: the sender, or the receiver of what comes from outside
	Year     int
	Seq      int // number in the transfer book of the year; 0 before it is sent
	From     string
	FromName string
	To       string // "" for a body outside the register
	ToName   string
	Incoming bool // from outside: only the outside of the envelope is known

	Lines    []Line
	Declared int          // how many copies the sender says there are
	Grade    access.Level // highest of the lines; by the letter on the envelope when it comes from outside
	Outer    string       // number and symbol on the envelope, of what comes from outside
	Remarks  string

	Packing
	NamedOnly bool   // "only the named person may open"
	Named     string // person
	NamedName string
	Urgent    bool // hỏa tốc
	PackedOn  vn.Day
	PackedBy  string // account

	Means      Means
	Courier    string
	SentOn     vn.Day
	SentAt     string // moment, UTC
	SentBy     string // account
	SentByName string

	HandedOn     vn.Day // given unopened to the named person
	HandedOnBy   string // account
	Checked      int    // copies the receiver counted
	CheckedSound bool   // the envelope came as the rules want it
	Signs        []DefectKind
	CheckedOn    vn.Day
	CheckedBy    string // account
	CheckedName  string

	ReceivedOn vn.Day
	ReceivedAt string // moment, UTC
	ReceivedBy string // account
	Receiver   string // name of who signed
	Slip       string // number of the signed slip that came back from outside
	Reason     string // refused, cancelled
	EndedOn    vn.Day

	// Loaded from the register, no columns.
	Offered      []register.Copy // copies that may be put on it
	Picked       []string        // ids chosen of them
	ItemNumber   string          // number typed of the item whose copies are added
	Unregistered []string        // numbers of items that stand in no book
	Elsewhere    []string        // copies no longer in the sender's custody
	Entered      vn.Day          // last day on which an item of it was entered in the OUT book
	Open         []Defect        // not resolved
	Above        string          // office above the sender, which the sender does not reach
	AboveName    string
	Upward       string     // Above, if it was chosen
	NamedOutside string     // person named who is not in the register of members
	Objection    DefectKind // of the defect recorded in this act
	What         string     // in words
	Within       bool       // the receiving office is within reach of who looks
}

// Outside reports whether the receiver is no office of the register.
func (t Transfer) Outside() bool { return t.To == "" }

// A DefectKind says what is wrong with a transfer: Decree 26/2020 art. 4.
type DefectKind string

// The kinds of defects.
const (
	WrongCount DefectKind = "count"   // more or fewer than declared
	BadPacking DefectKind = "packing" // envelope, seal or letter not as the rules want
	NotByRules DefectKind = "rules"   // sent against the rules in another way
	Opened     DefectKind = "opened"  // signs of opening
	Swapped    DefectKind = "swapped" // signs of swapping
	LostPart   DefectKind = "lost"    // lost on the way
	Damaged    DefectKind = "damaged" // damaged
)

// DefectKinds lists the kinds as forms offer them.
var DefectKinds = []DefectKind{WrongCount, BadPacking, NotByRules, Opened, Swapped, LostPart, Damaged}

// SignKinds are the signs that are reported to the head at once: Decree 26/2020
// art. 4.
var SignKinds = []DefectKind{Opened, Swapped, LostPart, Damaged}

// An Outcome says how a defect was put right.
type Outcome string

// The outcomes.
const (
	Completed Outcome = "completed" // the sender sent what was missing
	Corrected Outcome = "corrected" // the list was wrong: the copies named never left
	Explained Outcome = "explained" // looked into, nothing to fear; the sender was told
	GoneLost  Outcome = "lost"      // the copies named are lost: a loss incident follows
)

// Outcomes lists the outcomes as forms offer them.
var Outcomes = []Outcome{Completed, Corrected, Explained, GoneLost}

// A Defect is what is wrong with one transfer, told to the sender, who answers
// it (S7).
type Defect struct {
	duty.Base // Dossier = the transfer
	State     duty.State
	Transfer  string
	Number    string // of the transfer
	Kind      DefectKind
	Expected  int
	Found     int
	What      string
	FoundOn   vn.Day
	FoundAt   string // moment, UTC
	FoundBy   string // account
	FoundName string

	Sender     string // office that is told, "" outside the register
	SenderName string
	NoticeNo   string // of the letter to a sender outside

	NotedOn vn.Day // the head took note of a sign
	NotedBy string // account
	Noted   string // name
	Orders  string // what the head said

	Outcome    Outcome
	Answer     string
	Gone       []string // copies the answer is about
	ResolvedOn vn.Day
	ResolvedBy string // account
	Resolved   string // name

	Lines    []Line // of the transfer; loaded, no column
	Receiver string // office that received; loaded, no column
}

// Serious reports whether the head is told at once.
func (d Defect) Serious() bool { return contains(SignKinds, d.Kind) }
