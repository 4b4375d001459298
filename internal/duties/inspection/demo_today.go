package inspection

import (
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// demoPresent is what stands today: whom the program's users find in their work.
type demoPresent struct {
	*demoStage
	now     vn.Day
	office  string // the provincial commission
	names   map[string]string
	cells   map[string]duty.StageUnit
	free    []duty.StagePerson // members who sit on committees at the grassroots, not taken yet
	bodies  []duty.StageUnit   // committees at the grassroots
	visited int
	leader  access.Who
	head    access.Who
	worker  access.Who
	cell    access.Who

	appealed []*demoCase // in force, appealed against
}

// present writes the living present around today: a programme, running
// inspections in every state, cases, reminders and appeals.
func (d *demoStage) present() error {
	p := &demoPresent{demoStage: d, now: d.Today, names: map[string]string{}, cells: map[string]duty.StageUnit{},
		leader: d.Accounts[access.Leader], head: d.Accounts[access.Head], worker: d.Accounts[access.Inspector], cell: d.Accounts[access.CellSecretary]}
	for _, u := range d.Units {
		p.names[u.ID] = u.Name
		switch {
		case p.office == "" && u.Kind == "commission" && u.Level == string(Province):
			p.office = u.ID
		case u.Level == string(Grassroots):
			p.bodies = append(p.bodies, u)
		case u.Level == string(CellTier):
			p.cells[u.ID] = u
		}
	}
	for _, x := range d.People {
		if x.Level == string(Grassroots) && !x.Probationary && !d.seated(x.ID) && d.ended[x.ID] == "" {
			p.free = append(p.free, x)
		}
	}
	p.rnd.Shuffle(len(p.free), func(a, b int) { p.free[a], p.free[b] = p.free[b], p.free[a] })
	p.rnd.Shuffle(len(p.bodies), func(a, b int) { p.bodies[a], p.bodies[b] = p.bodies[b], p.bodies[a] })
	for _, step := range []func() error{p.programme, p.coming, p.inspections, p.ofCell, p.cases, p.appeals, p.suspensions} {
		if err := step(); err != nil {
			return fmt.Errorf("the present: %w", err)
		}
	}
	return nil
}

// member takes a member who sits on a committee at the grassroots.
func (p *demoPresent) member() (duty.StagePerson, error) {
	if len(p.free) == 0 {
		return duty.StagePerson{}, fmt.Errorf("nobody left to inspect")
	}
	x := p.free[0]
	p.free = p.free[1:]
	return x, nil
}

// body takes the next committee at the grassroots, and begins again after the
// last.
func (p *demoPresent) body() (duty.StageUnit, error) {
	if len(p.bodies) == 0 {
		return duty.StageUnit{}, fmt.Errorf("no committee to inspect")
	}
	p.visited++
	return p.bodies[p.visited%len(p.bodies)], nil
}

// ago is the last working day at least n days before today.
func (p *demoPresent) ago(n int) vn.Day {
	cal, day := p.Law.Calendar(), p.now.AddDays(-n)
	for !cal.Working(day) {
		day = day.AddDays(-1)
	}
	return day
}

// in is the first working day at least n days from today; today itself for 0.
func (p *demoPresent) in(n int) vn.Day {
	if n == 0 {
		return p.now
	}
	return p.work(p.now.AddDays(n))
}

// year is the calendar year: the program's year of today's programmes.
func (p *demoPresent) year() int { return p.now.Year() }

// programmeDays bound the programme of a calendar year.
func programmeDays(year int) (from, to vn.Day) {
	return vn.Day(fmt.Sprintf("%d-01-01", year)), vn.Day(fmt.Sprintf("%d-12-31", year))
}

// programme writes this year's programme: most targets accepted, some waiting
// for the unit's answer, one returned with a reason.
func (p *demoPresent) programme() error {
	from, to := programmeDays(p.year())
	g := Programme{State: Issued, Title: fmt.Sprintf("Chương trình kiểm tra, giám sát năm %d của Tỉnh ủy Minh Giang", p.year()), Year: p.year(),
		From: from, To: to, DocNo: "27-CTr/TU", SignedOn: p.work(from.AddDays(5)), ProposedBy: p.head.ID, IssuedBy: p.leader.ID}
	g.Org = p.top().ID
	if g.SignedOn > p.now {
		g.SignedOn = p.ago(0)
	}
	if err := put(p.demoStage, &g); err != nil {
		return err
	}
	for n, l := range demoLines {
		target := apportion(p.counts.target[l.stream], demoYearShares)[demoYears-1]
		if err := p.target(g, n, target); err != nil {
			return err
		}
	}
	return nil
}

// target writes one line of the programme and its parts for the districts.
func (p *demoPresent) target(g Programme, n, target int) error {
	l := demoLines[n]
	top := p.given(itemOf(g), n, p.top().ID, target, Accepted)
	if err := put(p.demoStage, &top); err != nil {
		return err
	}
	var districts []duty.StageUnit
	for _, u := range p.Units {
		if u.Level == string(District) && u.Kind == "district" {
			districts = append(districts, u)
		}
	}
	weights := make([]int, len(districts))
	for i, u := range districts {
		weights[i] = u.Members
	}
	for i, part := range apportion(target, weights) {
		state := Accepted
		switch {
		case l.stream == streamOrgsSupervised && i == 1:
			state = Returned
		case l.stream == streamOrgsInspected && i == 2:
			state = Assigned
		}
		item := p.given(partOf(top), n, districts[i].ID, max(part, 1), state)
		if state == Returned {
			item.ReturnReason = "Đảng bộ đang sáp nhập hai chi bộ, đề nghị giảm chỉ tiêu."
		}
		if err := put(p.demoStage, &item); err != nil {
			return err
		}
		if err := p.forCell(item, n, districts[i]); err != nil {
			return err
		}
	}
	return nil
}

// given makes an item that a unit was given.
func (p *demoPresent) given(i Item, n int, unit string, target int, state duty.State) Item {
	l := demoLines[n]
	i.ID = newDemoID()
	i.Kind, i.ObjectType, i.Content, i.Lead = l.kind, l.stream.object(), l.content, p.head.Name
	i.State, i.AssignedTo, i.AssignedName, i.Target, i.Org, i.AssignedBy = state, unit, p.names[unit], target, unit, p.leader.ID
	i.AssignedOn = min(p.work(i.From.AddDays(6)), p.ago(0))
	if state == Accepted || state == Returned {
		i.AnsweredOn = min(p.work(i.AssignedOn.AddDays(5)), p.ago(0))
	}
	i.PlannedOn, i.DurationDays = p.work(i.From.AddDays(120)), 30
	i.ScopeFrom, i.ScopeTo = i.From.AddYears(-2), i.From.AddDays(-1)
	return i
}

// forCell gives parts of a target down the line to the cell of the cell
// secretary's account: one accepted, one waiting for the cell's answer.
func (p *demoPresent) forCell(above Item, n int, district duty.StageUnit) error {
	c, ok := p.cells[p.cell.Unit]
	stream := demoLines[n].stream
	if !ok || stream.object() != Member || p.parentOf(c.Parent) != district.ID {
		return nil
	}
	mid := p.given(partOf(above), n, c.Parent, 4, Accepted)
	if err := put(p.demoStage, &mid); err != nil {
		return err
	}
	state := Accepted
	if stream == streamMembersSupervised {
		state = Assigned
	}
	item := p.given(partOf(mid), n, c.ID, 2, state)
	if err := put(p.demoStage, &item); err != nil {
		return err
	}
	p.items[demoItemKey{p.year(), c.ID, stream}] = item.ID
	return nil
}

func (p *demoPresent) parentOf(id string) string {
	for _, u := range p.Units {
		if u.ID == id {
			return u.Parent
		}
	}
	return ""
}

// coming writes next year's programme, which waits for the leader's signature.
func (p *demoPresent) coming() error {
	from, to := programmeDays(p.year() + 1)
	g := Programme{State: Proposed, Title: fmt.Sprintf("Chương trình kiểm tra, giám sát năm %d của Tỉnh ủy Minh Giang", p.year()+1), Year: p.year() + 1,
		From: from, To: to, ProposedBy: p.head.ID, Note: "Đã lấy ý kiến các ban của Tỉnh ủy."}
	g.Org = p.top().ID
	if err := put(p.demoStage, &g); err != nil {
		return err
	}
	for _, l := range demoLines {
		i := itemOf(g)
		i.Kind, i.ObjectType, i.Content, i.Lead = l.kind, l.stream.object(), l.content, p.head.Name
		i.AssignedTo, i.AssignedName = p.top().ID, p.names[p.top().ID]
		i.Target, i.PlannedOn, i.DurationDays = apportion(p.counts.target[l.stream], demoYearShares)[demoYears-1], p.work(from.AddDays(60)), 30
		if err := put(p.demoStage, &i); err != nil {
			return err
		}
	}
	return nil
}
