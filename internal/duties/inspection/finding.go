package inspection

import (
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// A Degree says how heavy a violation is.
type Degree string

// The degrees.
const (
	Minor             Degree = "minor"
	Serious           Degree = "serious"
	VerySerious       Degree = "very_serious"
	EspeciallySerious Degree = "especially_serious"
)

// Degrees lists the degrees, lightest first.
var Degrees = []Degree{Minor, Serious, VerySerious, EspeciallySerious}

// A Finding is one piece of conduct established about one subject.
type Finding struct {
	duty.Base
	Inspection     string
	Subject        string
	Content        string   // what it is about, as a title
	Codes          []string // codes of the catalogue, one or more
	From, To       vn.Day   // when it happened; To is its end
	Ongoing        bool     // the end could not be fixed: the limitation runs from the conclusion
	Description    string
	Degree         Degree
	Responsibility string // what the subject answers for
	Proposal       string // what the team proposes
	Reply          string // what the subject says to it
	RepliedOn      vn.Day
	Evidence       []Evidence
}

// Evidence is a paper that a finding or a closure rests on.
type Evidence struct {
	Title string `json:"title"`
	No    string `json:"no,omitempty"`   // number and date of the paper, or of the minute it was taken by
	File  string `json:"file,omitempty"` // hash of the file, "" for a paper kept outside
	Name  string `json:"name,omitempty"` // name of the file
}

// Blobs names the files of the evidence.
func (f *Finding) Blobs() []string { return files(f.Evidence) }

func files(es []Evidence) []string {
	var out []string
	for _, e := range es {
		out = append(out, filled(e.File)...)
	}
	return out
}

// A ReminderKind is what a reminder asks or says.
type ReminderKind string

// The kinds of reminder.
const (
	Remind       ReminderKind = "reminder"       // nhắc nhở
	Lesson       ReminderKind = "lesson"         // rút kinh nghiệm
	SelfCritique ReminderKind = "self_criticism" // kiểm điểm
	Recommend    ReminderKind = "recommendation" // kiến nghị
	Caution      ReminderKind = "warn"           // chấn chỉnh, cảnh báo; not the discipline of that name
	Commend      ReminderKind = "commend"        // biểu dương
)

// ReminderKinds lists the kinds in the order of forms and reports.
var ReminderKinds = []ReminderKind{Commend, Remind, Lesson, Caution, SelfCritique, Recommend}

// A Reminder is what an inspection asks of a subject or says to it, with its
// own deadline; it is closed by a second person on evidence.
type Reminder struct {
	duty.Base
	State      duty.State
	Inspection string
	Subject    string // "" when it goes to another body
	Finding    string
	Kind       ReminderKind
	ObjectType ObjectType
	Object     string // id of whom it goes to, may be ""
	To         string // name of whom it goes to
	Text       string
	IssuedOn   vn.Day
	IssuedBy   string // account
	Due        vn.Day // "" for a commendation
	AnsweredOn vn.Day
	AnswerBy   string // account that recorded the answer
	Answer     string
	DoneOn     vn.Day
	Evidence   []Evidence
	VerifiedBy string // account; never the one that recorded the answer
	VerifiedOn vn.Day
	Urged      int // times urged after the day
	UrgedOn    vn.Day
}

// Blobs names the files of the evidence.
func (r *Reminder) Blobs() []string { return files(r.Evidence) }

// A HearingRound says at which point a subject is heard.
type HearingRound string

// The points at which a subject is heard.
const (
	AtConference   HearingRound = "conference" // on the draft report, at the subject's organisation
	BeforeBody     HearingRound = "body"       // before the body concludes or votes
	BeforeDecision HearingRound = "discipline" // in a discipline case (Regulation 296, art. 12)
)

// HearingRounds lists the rounds in their order.
var HearingRounds = []HearingRound{AtConference, BeforeBody, BeforeDecision}

// A Hearing is the minute of hearing a subject, or of the subject's absence.
type Hearing struct {
	duty.Base
	Inspection string
	Subject    string
	Discipline string // id of the discipline case, if it is about one
	Round      HearingRound
	HeldOn     vn.Day
	Place      string
	Chair      string
	Present    string
	Said       string // what the subject said
	Absent     bool   // properly called, did not come
	Excused    bool   // with a valid reason
	Excuse     string
	Count      int // how many times absent without a valid reason, this one included
	MinuteNo   string
	File       string // hash of the scanned minute
}

// Blobs names the minute's file.
func (h *Hearing) Blobs() []string { return filled(h.File) }

// A Dossier is an inspection with all that its steps look at.
type Dossier struct {
	Inspection
	Law       law.Pack
	Subjects  []Subject
	Team      []TeamMember
	Findings  []Finding
	Hearings  []Hearing
	Reminders []Reminder
	Cases     []Case // discipline cases that came of it
}
