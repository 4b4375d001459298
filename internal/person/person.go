// Package person keeps the members and officials of the office: who they are,
// which organisation they belong to and when, which posts they hold.
//
// Facts and posts only. There is no field for opinions, beliefs, health,
// family or contacts, and none may be added: the office needs none of them to
// inspect conduct, and Law 91/2025/QH15 on personal data holds them sensitive.
//
// A Person carries the state of today; Memberships carry which unit the person
// belonged to on any day.
package person

import (
	"embed"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// Files holds schema/, the tables of the members.
//
//go:embed schema
var Files embed.FS

// Standing is the standing of a member (Party Statutes 2011, arts. 4–5).
type Standing string

// The standings.
const (
	Official     Standing = "official"     // đảng viên chính thức
	Probationary Standing = "probationary" // đảng viên dự bị
	NonMember    Standing = "nonmember"    // an official who is not a member
)

// Standings lists the standings in the order in which forms offer them.
var Standings = []Standing{Official, Probationary, NonMember}

// Status says whether the person still belongs to the office.
type Status string

// The statuses.
const (
	Active  Status = "active"  // đang sinh hoạt
	Exempt  Status = "exempt"  // được miễn sinh hoạt
	Left    Status = "left"    // transferred out of the register's reach
	Ended   Status = "ended"   // membership ended: expelled, deleted from the list, resigned
	Passed  Status = "passed"  // deceased
	Retired Status = "retired" // left the state post, still a member
)

// Statuses lists the statuses in the order in which forms offer them.
var Statuses = []Status{Active, Retired, Exempt, Left, Ended, Passed}

// Office is a position on a committee.
type Office string

// The positions on a committee, from the top.
const (
	Secretary        Office = "secretary"         // bí thư
	DeputySecretary  Office = "deputy_secretary"  // phó bí thư
	StandingMember   Office = "standing_member"   // ủy viên ban thường vụ
	CommitteeMember  Office = "committee_member"  // cấp ủy viên
	CommissionHead   Office = "commission_head"   // chủ nhiệm UBKT
	CommissionDeputy Office = "commission_deputy" // phó chủ nhiệm UBKT
	CommissionMember Office = "commission_member" // ủy viên UBKT
)

// Offices lists the positions from the top.
var Offices = []Office{Secretary, DeputySecretary, StandingMember, CommitteeMember, CommissionHead, CommissionDeputy, CommissionMember}

// A Position is a position on a committee, held from one day to another.
type Position struct {
	Level    org.Tier `json:"level"` // level of the committee
	Position Office   `json:"position"`
	From     vn.Day   `json:"from,omitempty"` // first day, "" if not known
	To       vn.Day   `json:"to,omitempty"`   // first day no longer held, "" if still held
}

// Held reports whether the position was held on a day.
func (p Position) Held(on vn.Day) bool {
	return (p.From == "" || p.From <= on) && (p.To == "" || on < p.To)
}

// A Person is a member or official, as of today. Org is the unit.
type Person struct {
	db.Base
	Name        string
	Fold        string // to search by, without tone marks
	Sort        string // vn.NameKey
	PartyCardNo string // "" if none
	BirthYear   int    // 0 if not known
	Standing    Standing
	Unit        string // unit of today
	Positions   []Position
	StatePost   string   // post in the state or the office, as written
	ManagedBy   org.Tier // level of the committee that manages the person; "" for none
	Status      Status
	JoinedOn    vn.Day // day of admission to the Party, "" if not known
	Batch       string // the import that brought the person, "" if none
	Withdrawn   bool   // taken back: an import was undone
}

// HeldOn lists the positions held on a day.
func (p *Person) HeldOn(day vn.Day) []Position {
	return slices.DeleteFunc(slices.Clone(p.Positions), func(x Position) bool { return !x.Held(day) })
}

// OfficeAt reports whether the person sits on a committee of a level on a day
// and in which position; the highest one counts.
func (p *Person) OfficeAt(level org.Tier, day vn.Day) (Office, bool) {
	for _, o := range Offices {
		for _, x := range p.HeldOn(day) {
			if x.Position == o && x.Level == level {
				return o, true
			}
		}
	}
	return "", false
}

// A Membership says to which unit a person belonged, [ValidFrom, ValidTo).
type Membership struct {
	db.Base
	Person    string
	Unit      string
	Standing  Standing
	ValidFrom vn.Day
	ValidTo   vn.Day // org.Forever while it lasts
	Reason    string // why it ended or began, such as the number of a decision
	Batch     string // the import that brought it, "" if none
	Withdrawn bool
}

// spelled gives the texts that follow from the name their value.
func (p *Person) spelled() {
	p.Name = vn.Tidy(p.Name)
	p.Fold, p.Sort = vn.Fold(p.Name), vn.NameKey(p.Name)
}
