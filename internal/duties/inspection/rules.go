package inspection

import (
	"fmt"
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// objectsOf says whom each kind of work may look at (domain facts A3).
var objectsOf = map[Kind][]ObjectType{
	Compliance:            {Member, Organisation},
	SignsOfViolation:      {Member, Organisation},
	InspectionTask:        {Organisation},
	DisciplineEnforcement: {Organisation},
	PartyFinance:          {Member, Organisation},
	AssetDeclaration:      {Member},
	RegularSupervision:    {Member, Organisation},
	ThematicSupervision:   {Member, Organisation},
	Denunciation:          {Member, Organisation},
}

// MayConcern reports whether a kind of work may look at a type of object.
func MayConcern(k Kind, t ObjectType) bool { return slices.Contains(objectsOf[k], t) }

// kindsOf says which kinds of work each body may open (Regulation 296, art. 5–7,
// 18; Statutes art. 32).
var kindsOf = map[Body][]Kind{
	CellBody:          {Compliance, SignsOfViolation, RegularSupervision, ThematicSupervision, Denunciation},
	Committee:         {Compliance, SignsOfViolation, RegularSupervision, ThematicSupervision, Denunciation},
	StandingCommittee: {Compliance, SignsOfViolation, RegularSupervision, ThematicSupervision, Denunciation},
	Commission: {SignsOfViolation, InspectionTask, DisciplineEnforcement, PartyFinance, AssetDeclaration,
		RegularSupervision, ThematicSupervision, Denunciation},
	Advisory: {Compliance, RegularSupervision, ThematicSupervision},
}

// MayOpen refuses a kind of work that the body has no authority for: an
// advisory body and signs of violation (Regulation 296, art. 5), a small cell
// and thematic supervision (Guide 08-HD/TW, II.3.2), an anonymous letter as a
// denunciation or anything but an inspection on signs of violation (Regulation
// 296, art. 19), a commission at the grassroots and declarations of assets.
func MayOpen(i Inspection, p law.Pack, on vn.Day) error {
	if !slices.Contains(kindsOf[i.Body], i.Kind) {
		return duty.Missing("kind", "inspection.refuse.kind_of_body", text.Key("inspection.kind."+string(i.Kind)), text.Key("inspection.body."+string(i.Body)))
	}
	if i.Basis == OfAnonymousNote && i.Kind != SignsOfViolation {
		return duty.Missing("basis", "inspection.refuse.anonymous")
	}
	if i.Kind == AssetDeclaration && i.Tier != "" && rank(i.Tier) <= rank(Grassroots) {
		return duty.Missing("tier", "inspection.refuse.assets_tier")
	}
	if i.Body == CellBody && i.Kind == ThematicSupervision {
		return cellMaySupervise(i, p, on)
	}
	return nil
}

// cellMaySupervise asks for a chi ủy and more members than the rule says, or a
// reason why the cell does so all the same.
func cellMaySupervise(i Inspection, p law.Pack, on vn.Day) error {
	r, err := p.Rule("P-CELL-SUP", "", on)
	if err != nil {
		return fmt.Errorf("thematic supervision by a cell: %w", err)
	}
	least, err := r.Int()
	if err != nil {
		return fmt.Errorf("thematic supervision by a cell: %w", err)
	}
	if i.CellHasBoard && i.CellMembers > least || i.Override != "" {
		return nil
	}
	return duty.Missing("override", "inspection.refuse.small_cell", least)
}

// A Path is where one side of a letter goes.
type Path string

// The paths.
const (
	ToAppeal   Path = "appeal"   // handled as an appeal against discipline
	ToGuidance Path = "guidance" // its writer is told where to turn
	ToDenounce Path = "denounce" // handled as a denunciation
)

// SplitLetter divides a letter that is a complaint against discipline and a
// denunciation at once: the complaint is handled, the denunciation's writer is
// guided (Guide 02-HD/UBKTTW, V.2.4).
func SplitLetter(complaint, denunciation bool) []Path {
	switch {
	case complaint && denunciation:
		return []Path{ToAppeal, ToGuidance}
	case complaint:
		return []Path{ToAppeal}
	case denunciation:
		return []Path{ToDenounce}
	}
	return nil
}

// ScopeWarning warns of a time looked into that begins more than five years
// before the decision (331-QĐ/TW); it does not refuse. Nil means nothing to
// say.
func ScopeWarning(p law.Pack, scopeFrom, decision vn.Day) *text.Problem {
	r, err := p.Rule("P-SCOPE", "", decision)
	if err != nil {
		return nil // before the rule there is nothing to warn of
	}
	years, err := r.Int()
	if err != nil || !scopeFrom.Valid() || scopeFrom >= decision.AddYears(-years) {
		return nil
	}
	return &text.Problem{Key: "inspection.warn.scope", Args: []any{decision.AddYears(-years), years}, Field: "scope_from"}
}

// FormsFor lists the forms of discipline that may be chosen for the person or
// organisation of a case, lightest first: a probationary member only reprimand
// and warning (Regulation 296, art. 9; A-07), removal only of one who holds
// office.
func FormsFor(c Case) []Form {
	switch {
	case c.ObjectType == Organisation:
		return slices.Clone(OrganisationForms)
	case c.Probationary:
		return []Form{Reprimand, Warning}
	case !c.HoldsOffice:
		return []Form{Reprimand, Warning, Expulsion}
	}
	return slices.Clone(MemberForms)
}

// ranks orders the tiers; a tier that is not known ranks below all.
func rank(t Tier) int { return slices.Index(Tiers, t) }

// A decider's tier, and whether it is a commission.
var deciderTier = map[Decider]struct {
	tier       Tier
	commission bool
}{
	ByCell: {CellTier, false}, ByGrassroots: {Grassroots, false}, ByCommune: {Commune, false}, ByDistrict: {District, false},
	ByProvince: {Province, false}, ByCentre: {Centre, false},
	ByCommissionGrassroots: {Grassroots, true}, ByCommissionCommune: {Commune, true}, ByCommissionDistrict: {District, true},
	ByCommissionProvince: {Province, true}, ByCommissionCentre: {Centre, true},
}

// TierOf gives the tier of a decider.
func TierOf(d Decider) Tier { return deciderTier[d].tier }

// Competent reports whether a body may decide a form in a case; otherwise it
// may only propose it (Regulation 296, art. 10, 11).
//
// A cell decides reprimand and warning of its members, superior-managed cadres
// too, except in a task assigned by a superior. Organisations are disciplined
// from the grassroots up, by a body at least of the tier that manages them. Removal and expulsion take a committee, or a
// commission above the grassroots, of at least the tier that manages the
// member. A commission at the grassroots proposes only.
func Competent(c Case, by Decider, form Form) bool {
	d, known := deciderTier[by]
	switch {
	case !known || d.commission && d.tier == Grassroots:
		return false
	case c.ObjectType == Organisation:
		return rank(d.tier) >= max(rank(Grassroots), rank(c.ManagedBy))
	case d.tier == CellTier:
		return !c.AssignedByUpper && (form == Reprimand || form == Warning)
	}
	return rank(d.tier) >= rank(c.ManagedBy)
}

// A Relative is how two persons are related.
type Relative string

// Relatives lists the relations that keep a person off the council and from
// chairing the review of a case (Decree 234/2026/NĐ-CP, art. 2.11).
var Relatives = []Relative{"spouse", "parent", "adoptive_parent", "parent_in_law", "child", "adopted_child", "child_in_law",
	"grandparent", "grandchild", "sibling", "sibling_in_law", "aunt_uncle", "nephew_niece"}

// SeatBound reports whether a person may not take part in judging a case: the
// person concerned, a relative, or one whose interests it touches. A name that
// was only typed counts as the person concerned when it is the same: a namesake
// is told apart by being chosen from the register.
func SeatBound(s Seat, c Case) bool {
	self := c.ObjectType == Member && (s.Person != "" && s.Person == c.Object || s.Person == "" && c.Name != "" && vn.Fold(s.Name) == vn.Fold(c.Name))
	return s.Interest || slices.Contains(Relatives, s.Relative) || self
}

// CouncilSound refuses a body on which someone bound to the case sits, or that
// nobody chairs.
func CouncilSound(seats []Seat, c Case) error {
	chairs := 0
	for _, s := range seats {
		if SeatBound(s, c) {
			return duty.Missing("council", "inspection.refuse.bound", s.Name)
		}
		if s.Chair {
			chairs++
		}
	}
	if chairs != 1 {
		return duty.Missing("council", "inspection.need.chair")
	}
	return nil
}

// SuspensionFollows lists what a suspension brings with it: a committee member
// whose Party activity is suspended is suspended from the committee too
// (Regulation 22-QĐ/TW, art. 28–31; A-23).
func SuspensionFollows(k SuspensionKind, committeeMember bool) []SuspensionKind {
	if k == PartyActivity && committeeMember {
		return []SuspensionKind{CommitteeActivity}
	}
	return nil
}
