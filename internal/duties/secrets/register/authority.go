package register

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A Power is something the law lets only certain office holders do: Law 29/2018
// art. 10, 11, 14, 15, 16, 17, 23 (domain A4).
type Power string

// The powers.
const (
	Classify    Power = "classify"     // set level, circulation, permission to copy
	PermitCopy  Power = "copy"         // art. 11
	CarryHome   Power = "carry_home"   // art. 14(1)
	CarryAbroad Power = "carry_abroad" // art. 14(2)
	Provide     Power = "provide"      // art. 15(1)
	ProvideOut  Power = "provide_out"  // to foreigners, art. 16
	Meet        Power = "meet"         // art. 17
	Destroy     Power = "destroy"      // art. 23(3)
)

// Powers lists the powers as forms offer them.
var Powers = []Power{Classify, PermitCopy, CarryHome, CarryAbroad, Provide, ProvideOut, Meet, Destroy}

// An Authority is a row of the table of who may, by level and with validity:
// a post, a power, the highest level.
type Authority struct {
	duty.Base
	Power      Power
	Post       string       // code of the post: "provincial_secretary"; title is the text secrets.post.<code> or Title
	Title      string       // title of a post that an administrator added
	Grade      access.Level // the highest level the post may decide about
	Delegates  bool         // may hand the power to a deputy (art. 11(5))
	Instrument string
	Article    string
	ValidFrom  vn.Day
	ValidTo    vn.Day // last day; "" while in force
	Confidence string // A read in the text, B a secondary page, C inferred: B and C show "chưa kiểm chứng"
}

// Holds reports whether the row is in force on a day.
func (a Authority) Holds(on vn.Day) bool {
	return a.ValidFrom <= on && (a.ValidTo == "" || on <= a.ValidTo)
}

// An Appointment says that a person holds a post of the table of authority.
type Appointment struct {
	duty.Base
	Person, PersonName string
	Post               string
	Unit, UnitName     string
	Deputy             bool // deputy of the post: needs a DelegationOfPower
	Decision           string
	From, To           vn.Day // last day; "" while in office
}

// The states of a delegation of power.
const (
	Given   duty.State = "given"
	Revoked duty.State = "revoked"
)

// A DelegationOfPower lets a deputy use a power of the head: in writing, with
// scope, content and term, never handed on (Law 29/2018 art. 11(5); S11).
type DelegationOfPower struct {
	duty.Base
	State                    duty.State
	Power                    Power
	Grade                    access.Level // the highest level it covers
	Giver, GiverName         string       // person
	Deputy, DeputyName       string       // person
	Number                   string       // of the paper
	SignedOn                 vn.Day
	Scope, Content           string
	FromOn, ToOn             vn.Day
	RevokedOn                vn.Day
	RevokedWhy               string
	RecordedBy, RecordedName string
}
