// Package demo builds the invented province Minh Giang: its organisations over
// four levels, its members, and the places at which the demo's accounts sit.
// Names of persons and places are made up and read so; nobody is meant.
package demo

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// Since is the day from which the province is on record.
const Since vn.Day = "2010-01-01"

// A Size says how large the province is to be.
type Size struct {
	Districts  int // committees of districts and blocs, at most 12, at least 2
	Grassroots int // committees at the grassroots, at least 3 a district
	Cells      int
	Members    int
}

// Full is the size of the demo: about 560 organisations, 12,000 members.
// Small is enough for a test.
var (
	Full  = Size{Districts: 12, Grassroots: 75, Cells: 455, Members: 12000}
	Small = Size{Districts: 4, Grassroots: 14, Cells: 48, Members: 1000}
)

// A Seat is where an account of the demo sits, and who sits there.
type Seat struct {
	Unit   string // office: what is at and below it is in reach
	Person string // person record
	Name   string
}

// A Province is what World has built: units parents before children as they
// stand today, members in the order of their units, and the seats by role.
type Province struct {
	Units  []duty.StageUnit
	People []duty.StagePerson
	Seats  map[access.Role]Seat
}

// World writes the province into a change made in the name of one who reaches
// everything. The same source of randomness gives the same province.
func World(ctx context.Context, tx *db.Tx, rnd *rand.Rand, today vn.Day, size Size) (Province, error) {
	w := &world{tx: tx, rnd: rnd, today: today, size: size}
	if size.Districts < 2 || size.Districts > len(districts) || size.Grassroots < 3*size.Districts || size.Cells < size.Grassroots || size.Members < 8*size.Cells {
		return Province{}, fmt.Errorf("demo: a province of %+v cannot be built", size)
	}
	w.plan()
	if err := w.found(ctx); err != nil {
		return Province{}, fmt.Errorf("demo: %w", err)
	}
	if err := w.reform(ctx); err != nil {
		return Province{}, fmt.Errorf("demo: %w", err)
	}
	if err := org.Rebuild(ctx, tx); err != nil {
		return Province{}, fmt.Errorf("demo: %w", err)
	}
	if err := w.admit(ctx); err != nil {
		return Province{}, fmt.Errorf("demo: %w", err)
	}
	return Province{w.stageUnits(), w.people, w.seats()}, nil
}

// world is a province being built.
type world struct {
	tx    *db.Tx
	rnd   *rand.Rand
	today vn.Day
	size  Size

	units    []*unit // parents before children
	cells    []*unit
	people   []duty.StagePerson
	numbered int // party cards given out
	made     int // ids given out
}

// idBegin is the moment, in milliseconds, of the first id of the province.
const idBegin = 1_262_304_000_000

// id gives the organisations and members of the province ids that are the same
// each time, in the order in which they are made: two instances of the
// province, one of them on an isolated machine, mean the same ones.
func (w *world) id() string {
	w.made++
	rest := sha256.Sum256([]byte(strconv.Itoa(w.made)))
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(idBegin+w.made)<<16)
	copy(b[6:], rest[:10])
	b[6], b[8] = 0x70|b[6]&0x0f, 0x80|b[8]&0x3f // a UUID of version 7
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// A unit is an organisation of the plan.
type unit struct {
	org.Founding
	up       *unit
	below    []*unit
	members  int
	ended    bool // went into another one
	renamed  string
	branch   bool   // of a bloc: offices and firms, not communes
	place    string // name of the place or office, for the names below
	official string // id of its first member, who runs it
}

func (w *world) add(u *unit, kind org.Kind, tier org.Tier, code, name string) *unit {
	c := &unit{Founding: org.Founding{ID: w.id(), Code: code, Kind: kind, Tier: tier, Name: name, Parent: u.ID}, up: u, branch: u.branch}
	u.below = append(u.below, c)
	return c
}

func (w *world) stageUnits() []duty.StageUnit {
	var all []duty.StageUnit
	for _, u := range w.units {
		if u.ended {
			continue
		}
		s := duty.StageUnit{ID: u.ID, Parent: u.Parent, Name: u.Name, Kind: string(u.Kind), Level: string(u.Tier), Members: u.members}
		if u.renamed != "" {
			s.Name = u.renamed
		}
		all = append(all, s)
	}
	return all
}
