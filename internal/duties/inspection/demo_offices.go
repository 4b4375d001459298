package inspection

import (
	"fmt"
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// A demoStream is one of the figures that the demo's subjects count in.
type demoStream int

const (
	streamMembersInspected demoStream = iota
	streamOrgsInspected
	streamMembersSupervised
	streamOrgsSupervised
	streamMembersSigns
	streamOrgsSigns
	streamDenounced
	demoStreamCount
)

// object says whom a stream counts.
func (s demoStream) object() ObjectType {
	switch s {
	case streamOrgsInspected, streamOrgsSupervised, streamOrgsSigns:
		return Organisation
	}
	return Member
}

// A demoRank is the kind of an inspecting body in the tree.
type demoRank int

const (
	rankCell demoRank = iota
	rankGrassroots
	rankDistrict
	rankDistrictCommission
	rankProvince
	rankProvinceCommission
	rankAdvisory
	demoRankCount
)

// demoBodies says what each rank is, how it marks its papers, how many votes
// its body has, and how many subjects one of its inspections takes.
var demoBodies = [demoRankCount]struct {
	body    Body
	decider Decider
	tier    Tier
	mark    string
	votes   int
	chunk   int
}{
	{CellBody, ByCell, CellTier, "CB", 0, 3},
	{Committee, ByGrassroots, Grassroots, "ĐU", 13, 4},
	{StandingCommittee, ByDistrict, District, "HU", 11, 5},
	{Commission, ByCommissionDistrict, District, "UBKTHU", 7, 5},
	{StandingCommittee, ByProvince, Province, "TU", 15, 5},
	{Commission, ByCommissionProvince, Province, "UBKTTU", 9, 5},
	{Advisory, "", Province, "BTU", 0, 4},
}

// demoShares divides each stream among the ranks, in per cent.
var demoShares = [demoStreamCount][demoRankCount]int{
	{52, 24, 7, 10, 1, 4, 2},
	{0, 46, 18, 26, 2, 6, 2},
	{44, 28, 9, 13, 1, 3, 2},
	{0, 52, 15, 24, 2, 5, 2},
	{8, 30, 10, 38, 2, 12, 0},
	{0, 20, 20, 45, 0, 15, 0},
	{0, 22, 8, 48, 2, 20, 0},
}

// A demoOffice is a body that inspects in the five years.
type demoOffice struct {
	unit    *org.Node
	rank    demoRank
	members []duty.StagePerson // whom it inspects, in the order in which they come
	units   []*org.Node
	clerks  []duty.StagePerson // signs, leads the team, sits on it
	size    int                // members at and below its unit

	nextMember, nextUnit int
}

// look reads the tree of the five years and makes its inspecting bodies.
func (d *demoStage) look() (err error) {
	if d.then, err = org.Load(d.ctx, d.Tx.View, demoFrom(0)); err != nil {
		return err
	}
	if d.last, err = org.Load(d.ctx, d.Tx.View, demoTo(demoYears-1)); err != nil {
		return err
	}
	d.people = map[string][]duty.StagePerson{}
	for _, p := range d.People {
		d.people[p.Unit] = append(d.people[p.Unit], p)
	}
	for n := range d.then.All() {
		o := &demoOffice{unit: n, rank: rankOf(n)}
		if o.rank < 0 {
			continue
		}
		d.staff(o)
		if len(o.clerks) < 3 || len(o.members) == 0 {
			return fmt.Errorf("%s has too few members to inspect and be inspected", n.Name())
		}
		d.offices = append(d.offices, o)
	}
	return nil
}

// rankOf gives the rank of a unit, -1 for one that does not inspect.
func rankOf(n *org.Node) demoRank {
	switch {
	case n.Kind == org.Cell:
		return rankCell
	case n.Kind == org.Grassroots:
		return rankGrassroots
	case n.Kind == org.District:
		return rankDistrict
	case n.Kind == org.Commission && n.Tier == org.AtDistrict:
		return rankDistrictCommission
	case n.Kind == org.Province:
		return rankProvince
	case n.Kind == org.Commission:
		return rankProvinceCommission
	case n.Kind == org.Advisory:
		return rankAdvisory
	}
	return -1
}

// staff gives a body its clerks and those whom it may inspect.
func (d *demoStage) staff(o *demoOffice) {
	top := o.unit
	if o.unit.Kind == org.Commission || o.unit.Kind == org.Advisory {
		top = o.unit.Parent
	}
	var all []duty.StagePerson
	for n := range top.All() {
		all = append(all, d.people[n.ID]...)
		if n != top && n != o.unit {
			o.units = append(o.units, n)
		}
	}
	o.size = len(all)
	all = slices.DeleteFunc(all, func(p duty.StagePerson) bool { return p.Probationary || d.seated(p.ID) })
	o.clerks = clerksOf(all, string(top.Tier), o.rank)
	o.units = slices.DeleteFunc(o.units, func(n *org.Node) bool { return !inspects(o.rank, n) })
	i := 0
	o.members = slices.DeleteFunc(all, func(p duty.StagePerson) bool {
		i++
		return !watches(o.rank, p, i) || slices.ContainsFunc(o.clerks, func(c duty.StagePerson) bool { return c.ID == p.ID })
	})
	d.rnd.Shuffle(len(o.members), func(a, b int) { o.members[a], o.members[b] = o.members[b], o.members[a] })
	d.rnd.Shuffle(len(o.units), func(a, b int) { o.units[a], o.units[b] = o.units[b], o.units[a] })
}

// clerksOf picks three who act for a body: of its own committee first.
func clerksOf(all []duty.StagePerson, level string, r demoRank) []duty.StagePerson {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b duty.StagePerson) int {
		return clerkOrder(a, level) - clerkOrder(b, level)
	})
	skip := 0
	if r == rankDistrictCommission || r == rankProvinceCommission || r == rankAdvisory {
		skip = 3 // the committee itself takes the first three
	}
	if len(sorted) < skip+3 {
		return nil
	}
	return sorted[skip : skip+3]
}

func clerkOrder(p duty.StagePerson, level string) int {
	switch {
	case p.Level == level:
		return 0
	case p.Office != "":
		return 1
	}
	return 2
}

// inspects reports whether a body of a rank inspects a unit below it.
func inspects(r demoRank, n *org.Node) bool {
	switch r {
	case rankGrassroots:
		return n.Kind == org.Cell
	case rankDistrict, rankDistrictCommission:
		return n.Kind == org.Grassroots
	case rankProvince, rankAdvisory:
		return n.Kind == org.District
	case rankProvinceCommission:
		return n.Kind == org.District || n.Kind == org.Commission || n.Kind == org.Grassroots
	}
	return false
}

// ManagedBy of a member by the committee the member sits on.
var demoManagers = map[string]Tier{"": "", string(CellTier): Grassroots, string(Grassroots): District, string(District): Province, string(Province): Centre}

// everyNth is the share of members without a position whom a committee above
// the cell may come to inspect.
const everyNth = 3

// watches reports whether a body of a rank may inspect a member: those whom a
// committee no higher than its own tier manages.
func watches(r demoRank, p duty.StagePerson, i int) bool {
	tier := demoBodies[r].tier
	switch r {
	case rankCell:
		return p.Level == "" || p.Level == string(CellTier)
	case rankGrassroots:
		return rank(demoManagers[p.Level]) <= rank(tier) && (p.Level != "" || i%everyNth == 0)
	case rankDistrict, rankDistrictCommission:
		return rank(demoManagers[p.Level]) <= rank(tier) && p.Level != ""
	}
	return p.Level == string(Grassroots) || p.Level == string(District)
}

// draw takes the next n members who still belong to the Party.
func (d *demoStage) draw(o *demoOffice, n int) []duty.StagePerson {
	var out []duty.StagePerson
	for range len(o.members) {
		if len(out) == n {
			break
		}
		p := o.members[o.nextMember%len(o.members)]
		o.nextMember++
		if d.ended[p.ID] == "" {
			out = append(out, p)
		}
	}
	return out
}

// drawUnits takes the next n organisations.
func (o *demoOffice) drawUnits(n int) []*org.Node {
	var out []*org.Node
	for range min(n, len(o.units)) {
		out = append(out, o.units[o.nextUnit%len(o.units)])
		o.nextUnit++
	}
	return out
}

// nameOn is what a unit was called on a day.
func (d *demoStage) nameOn(unit string, day vn.Day) string {
	if n := d.last.Get(unit); n != nil && n.Span.ValidFrom <= day {
		return n.Name()
	}
	if n := d.then.Get(unit); n != nil {
		return n.Name()
	}
	return ""
}

// weights are the shares of all bodies in a stream and a year.
func (d *demoStage) weights(s demoStream, year int) []int {
	var total [demoRankCount]int
	for _, o := range d.offices {
		total[o.rank] += o.weight(s)
	}
	out := make([]int, len(d.offices))
	for i, o := range d.offices {
		share := demoShares[s][o.rank] * 100_000
		if o.rank == rankCell && year < cellTargetsFrom {
			share = share * 3 / 4
		}
		if t := total[o.rank]; t > 0 {
			out[i] = share * o.weight(s) / t
		}
	}
	return out
}

// weight says how much of a stream a body does among those of its rank.
func (o *demoOffice) weight(s demoStream) int {
	switch {
	case s.object() == Organisation:
		return len(o.units)
	case o.rank == rankCell:
		return o.size
	}
	return len(o.members)
}
