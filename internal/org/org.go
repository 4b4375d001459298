// Package org keeps the tree of organisations as it was on every day.
//
// A Unit is an identity: it begins, it may be renamed and moved, and it ends.
// Its Spans say under which name and below which unit it stood from one day to
// another. A Change says what became of it: merged, split, dissolved. Nothing
// is ever overwritten, so a report for an earlier year still finds the units
// of that year, and a figure for a unit of today counts what its
// predecessors did (see Rebuild).
//
//	a span: [ValidFrom, ValidTo)        first day inclusive, last day exclusive
//	still standing: ValidTo == Forever
//
// Source: Law 65/2025/QH15 on the organisation of local government (two
// levels since 1 July 2025); Resolution 60-NQ/TW of 2025; Party Statutes
// 2011, arts. 10, 19–24 (the levels of party organisations).
package org

import (
	"embed"
	"errors"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// Files holds schema/, the tables of the tree.
//
//go:embed schema
var Files embed.FS

// Forever is the end of what has not ended.
const Forever vn.Day = "9999-12-31"

// beginning is before every day of the tree.
const beginning vn.Day = "0001-01-01"

// Kind says what an organisation is.
type Kind string

// The kinds of organisations.
const (
	Central       Kind = "central"              // Trung ương
	Province      Kind = "province"             // tỉnh, thành phố trực thuộc trung ương; its party committee
	District      Kind = "district"             // quận, huyện, thị xã, thành phố; its party committee
	CommuneParty  Kind = "commune_party"        // đảng bộ xã, phường, đặc khu
	Grassroots    Kind = "grassroots_committee" // đảng bộ cơ sở
	PartCommittee Kind = "part_committee"       // đảng bộ bộ phận
	Cell          Kind = "cell"                 // chi bộ
	Commission    Kind = "commission"           // ủy ban kiểm tra
	Advisory      Kind = "advisory"             // ban tham mưu của cấp ủy
	Office        Kind = "office"               // văn phòng, cơ quan khác
	Commune       Kind = "commune"              // xã, phường, thị trấn, đặc khu as administrative unit
)

// Kinds lists the kinds in the order in which forms offer them.
var Kinds = []Kind{Central, Province, District, CommuneParty, Grassroots, PartCommittee, Cell, Commission, Advisory, Office, Commune}

// Tier is the level of an organisation in the tree. Codes are unique within a
// tier on any one day.
type Tier string

// The tiers, from the top.
const (
	AtCentral    Tier = "central"
	AtProvince   Tier = "province"
	AtDistrict   Tier = "district"
	AtGrassroots Tier = "grassroots" // communes and grassroots party organisations
	AtCell       Tier = "cell"
)

// Tiers lists the tiers from the top.
var Tiers = []Tier{AtCentral, AtProvince, AtDistrict, AtGrassroots, AtCell}

// A Unit is an organisation as an identity. Code 00004 before and after July
// 2025 are two units.
type Unit struct {
	db.Base
	Code      string
	Kind      Kind
	Tier      Tier
	KindLabel string // the kind as the office writes it: "Quận"
	Batch     string // the import that brought it, "" if none
	Withdrawn bool   // taken back: an import was undone; stands in no tree
}

// A Span is how a unit stood between two days.
type Span struct {
	db.Base
	Unit      string
	Parent    string // "" at the top
	Name      string
	Fold      string // the name to search by, without tone marks
	Sort      string // order among the children of one parent
	ValidFrom vn.Day // first day
	ValidTo   vn.Day // first day it no longer holds; Forever if it still does
	Batch     string // the import that began it, "" if none
	EndedBy   string // the import that ended it, "" if none
	Withdrawn bool
}

// ChangeKind says what happened to a unit.
type ChangeKind string

// The kinds of changes.
const (
	Merged    ChangeKind = "merge"    // the whole of Old went into New
	Split     ChangeKind = "split"    // a part of Old went into New
	Renamed   ChangeKind = "rename"   // Old and New are the same unit
	Moved     ChangeKind = "move"     // the same unit, below another one
	Created   ChangeKind = "create"   // New began, out of nothing on record
	Dissolved ChangeKind = "dissolve" // Old ended without a successor of its own
)

// Extent says how much of the old unit a change took.
type Extent string

// The extents.
const (
	Full    Extent = "full"
	Partial Extent = "partial"
)

// A Change is one thing that happened to units on a day.
type Change struct {
	db.Base
	Day        vn.Day
	Kind       ChangeKind
	Old        string // unit; "" for Created
	New        string // unit; "" for Dissolved
	Extent     Extent
	Instrument string // the resolution or decision behind it
	Batch      string // the import that brought it, "" if none
	Withdrawn  bool
}

var (
	// ErrWhole means that the tree was to be changed in the name of somebody
	// who reaches only a part of it; see Whole.
	ErrWhole = errors.New("org: the tree is changed as a whole, see org.Whole")
	// ErrUnknown means that a change names a unit that does not stand on the day.
	ErrUnknown = errors.New("org: no such unit on that day")
	// ErrTwice means that a unit would go wholly into two others, or that a
	// code would be given twice in one tier.
	ErrTwice = errors.New("org: twice")
)

// Whole is the person acting on the tree as a whole: reach cannot be computed
// from a part of it. The name in the journal stays the person's own. Whoever
// calls it has checked the person's right and that what the person changes is
// in the person's reach.
func Whole(who access.Who) access.Who {
	who.Unit, who.Clearance, who.Person = db.Everywhere, access.TopSecret, ""
	return who
}
