package incidents

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A DeviceKind says what kind of thing a device is.
type DeviceKind string

// Kinds of devices.
const (
	IsolatedPC DeviceKind = "isolated_pc"
	LAN        DeviceKind = "lan" // independent local network (Law 2025)
	Printer    DeviceKind = "printer"
	USB        DeviceKind = "usb"
	Safe       DeviceKind = "safe"
	OtherKind  DeviceKind = "other"
)

// DeviceKinds lists the kinds in the order of forms.
var DeviceKinds = []DeviceKind{IsolatedPC, LAN, Printer, USB, Safe, OtherKind}

// A Device is a machine, a store or a network that state secrets are handled
// on (Law 2018, art. 5(5), 5(7); facts A5, S30).
type Device struct {
	duty.Base

	State          duty.State
	Kind           DeviceKind
	Name           string
	Serial         string
	Inventory      string // number in the property book
	Unit, UnitName string
	Keeper         string // person
	KeeperName     string
	Place          string
	Grade          access.Level // highest level that may be handled on it
	Connected      bool         // is or has been connected to the Internet, a network or telecoms
	HandledSecrets bool         // state secrets are or were on it
	SealNo         string
	SealedOn       vn.Day
	CheckedOn      vn.Day // security check
	CheckNo        string
	CheckBody      string
	NextCheckOn    vn.Day
	PutInUseOn     vn.Day
	WithdrawnOn    vn.Day
	WithdrawnWhy   string
	SanitisedOn    vn.Day // secrets removed for good
	SanitiseNo     string // minute
	SanitiseHow    string
	SanitisedBy    string
	RepurposedOn   vn.Day
	RepurposedTo   string
	DestroyedOn    vn.Day
	DestroyNo      string
	Checks         []Check // all security checks, the oldest first
	Sanitisings    []Check // all minutes of removal, the oldest first
	Uses           []Use   // periods in use for secrets, the oldest first
	Remarks        string
}

// A Check is one security check of a device, or one removal of secrets from it,
// with its minute; Body is who checked, or how the secrets were removed.
type Check struct {
	On   vn.Day `json:"on"`
	No   string `json:"no"`
	Body string `json:"body,omitempty"`
}

// A Use is a period in which a device was in use for secrets; To is the day it
// was withdrawn, "" while it is in use.
type Use struct {
	From vn.Day `json:"from"`
	To   vn.Day `json:"to,omitempty"`
}
