package incidents

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A Venue says where a meeting is held.
type Venue string

// Venues of a meeting (Decree 26/2020, art. 6).
const (
	OwnOffice Venue = "own"
	Outside   Venue = "outside"
)

// Venues lists the venues in the order of forms.
var Venues = []Venue{OwnOffice, Outside}

// A Meeting is a conference or meeting whose content is a state secret (Law
// 2018, art. 17, 18; Decree 26/2020, art. 6; facts A10).
type Meeting struct {
	duty.Base

	State           duty.State
	Year, Seq       int
	Code            string // "HN-2026/04"
	Grade           access.Level
	Title           string // without classified content
	Organiser       string // unit
	OrganiserName   string
	Chair           string // who chairs, by post and name
	From, To        vn.Day
	Venue           Venue
	Place           string
	Foreign         bool // with a foreign element
	Video           bool // over a line
	RequestedBy     string
	RequestedOn     vn.Day
	PermittedBy     string // account
	PermittedName   string
	PermittedPerson string // person who permits
	PermitNo        string
	PermittedOn     vn.Day
	RefusedWhy      string
	ConsentBy       Consent // foreign element: whose written consent (art. 16)
	ConsentNo       string
	ConsentOn       vn.Day
	PoliceNo        string // minute of the police check inside and around the place
	PoliceOn        vn.Day
	PoliceBody      string
	LineNo          string // paper that the line is protected by state cryptography
	EquipmentNo     string // minute that microphones and devices were checked before installation
	GuardPlanNo     string // guard and scenario plan
	GuardBody       string
	DeviceRule      string     // what the chair ordered about devices, for a meeting at the level Secret
	Attendees       []Attendee // who attends, and the check of their devices
	Seals           []DaySeal
	DocsGiven       int // documents handed out to those who attend
	DocsCollected   int
	CollectedOn     vn.Day
	CollectedBy     string
	OpenedOn        vn.Day
	EndedOn         vn.Day
	ClosedOn        vn.Day
	ArchiveNo       string
	CancelledWhy    string

	// Answers of forms, not columns.
	AttendeeLines []string
	SealOn        vn.Day
	SealNo        string
	SealedBy      string
}

// A Consent says who consents to a meeting with a foreign element.
type Consent string

// Who consents (Law 2018, art. 16): to top secrets the Prime Minister alone,
// below that the authorities of the top tier within their scope.
const (
	PrimeMinister Consent = "prime_minister"
	TopTier       Consent = "top_tier"
)

// Consents lists them in the order of forms.
var Consents = []Consent{PrimeMinister, TopTier}

// An Attendee is one person at a meeting, with the check of what they carry.
type Attendee struct {
	Name    string `json:"name"`
	Office  string `json:"office,omitempty"`
	Devices string `json:"devices,omitempty"` // what was handed in, or that there was nothing; "" is not checked
}

// A DaySeal is the record that the room was sealed after a day of the meeting.
type DaySeal struct {
	On vn.Day `json:"on"`
	No string `json:"no"` // number of the seal or of its minute
	By string `json:"by"`
}
