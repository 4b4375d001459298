package duty

import (
	"math/rand/v2"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// A Stage is what the demo hands to each module in turn: the change to write
// in, a fixed source of randomness, and the invented organisations and members
// that stand already.
type Stage struct {
	Tx    *db.Tx
	Rand  *rand.Rand
	Today vn.Day
	Law   law.Pack
	// Share is the divisor of the number of records: 1 for the whole demo, 20
	// for a twentieth, in tests.
	Share int
	// Units are the invented organisations, parents before children.
	Units []StageUnit
	// People are the invented members.
	People []StagePerson
	// Accounts are the demo's accounts by role, so that records can be theirs.
	Accounts map[access.Role]access.Who
}

// A StageUnit is an organisation of the demo.
type StageUnit struct {
	ID, Parent string
	Name       string
	Kind       string // as in package org
	Level      string // province, district, grassroots, cell
	Members    int
}

// A StagePerson is a member of the demo.
type StagePerson struct {
	ID, Unit     string
	Name         string
	Probationary bool
	Office       string // committee position, "" for none
	Level        string // level of the committee the position is on, "" for none
}
