package inspection

import (
	"fmt"
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// demoYearShares divides the five years, in thousandths.
var demoYearShares = []int{191, 199, 206, 205, 199}

// cellTargetsFrom is the first year (2017) in which every cell has targets.
const cellTargetsFrom = 2

// demoLines are the lines of a programme, by stream.
var demoLines = []struct {
	stream  demoStream
	kind    Kind
	content string
}{
	{streamMembersInspected, Compliance, "Kiểm tra đảng viên chấp hành Điều lệ Đảng, nghị quyết, chỉ thị"},
	{streamOrgsInspected, Compliance, "Kiểm tra tổ chức đảng lãnh đạo thực hiện nhiệm vụ"},
	{streamMembersSupervised, RegularSupervision, "Giám sát đảng viên thực hiện nhiệm vụ và những điều đảng viên không được làm"},
	{streamOrgsSupervised, RegularSupervision, "Giám sát tổ chức đảng thực hiện quy chế làm việc"},
}

// planned says how many subjects each body has in a stream, by year.
type planned [demoYears][demoStreamCount][]int

func (d *demoStage) planned() planned {
	var p planned
	for s := range demoStreamCount {
		for y, n := range apportion(d.counts.done[s], demoYearShares) {
			p[y][s] = spread(d.rnd, n, d.weights(s, y))
		}
	}
	return p
}

// below adds up what the bodies of a unit and of all units below it do.
func (d *demoStage) below(n *org.Node, done []int) int {
	sum := 0
	for i, o := range d.offices {
		if done[i] > 0 && o.unit.Below(n) {
			sum += done[i]
		}
	}
	return sum
}

// programmes writes the five annual programmes, issued and closed, with their
// targets down to grassroots committees and, from 2017 on, to every cell.
func (d *demoStage) programmes() error {
	d.plan = d.planned()
	for y := range demoYears {
		p := Programme{State: Closed, Title: fmt.Sprintf("Chương trình kiểm tra, giám sát năm %d của Tỉnh ủy Minh Giang", demoFirstYear+y), Year: demoFirstYear + y,
			From: demoFrom(y), To: demoTo(y), DocNo: fmt.Sprintf("%02d-CTr/TU", 11+y), SignedOn: d.work(demoFrom(y).AddDays(-12)), ClosedOn: d.work(demoTo(y).AddDays(5))}
		p.Org = d.top().ID
		if err := put(d, &p); err != nil {
			return err
		}
		for _, l := range demoLines {
			target := apportion(d.counts.target[l.stream], demoYearShares)[y]
			i := itemOf(p)
			i.Kind, i.ObjectType, i.Content, i.Lead = l.kind, l.stream.object(), l.content, "Ủy ban Kiểm tra Tỉnh ủy"
			if err := d.line(i, d.top(), y, l.stream, target); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *demoStage) top() *org.Node { return d.then.Roots[0] }

// line gives a target to a unit, accepted, and breaks it down to the units
// below in the measure of what each does.
func (d *demoStage) line(i Item, n *org.Node, year int, s demoStream, target int) error {
	if target <= 0 {
		return nil
	}
	i.State, i.AssignedTo, i.AssignedName, i.Target, i.Org = Accepted, n.ID, d.nameOn(n.ID, i.From), target, n.ID
	i.AssignedOn, i.AnsweredOn = d.work(i.From.AddDays(-8)), d.work(i.From.AddDays(4))
	i.PlannedOn, i.DurationDays = d.work(i.From.AddDays(30+d.rnd.IntN(200))), 30
	i.ScopeFrom, i.ScopeTo = i.From.AddYears(-2), i.From.AddDays(-1)
	if err := put(d, &i); err != nil {
		return err
	}
	d.items[demoItemKey{year, n.ID, s}] = i.ID
	parts := slices.DeleteFunc(slices.Clone(n.Children), func(c *org.Node) bool {
		return c.Kind == org.Cell && (year < cellTargetsFrom || s.object() == Organisation)
	})
	for k, part := range d.shares(parts, year, s, target, n == d.top()) {
		next := partOf(i)
		next.Kind, next.ObjectType, next.Content, next.Lead = i.Kind, i.ObjectType, i.Content, i.Lead
		if parts[k].Kind == org.Cell && s == streamMembersInspected {
			part = max(part, 1) // every cell has its target
		}
		if err := d.line(next, parts[k], year, s, part); err != nil {
			return err
		}
	}
	return nil
}

// shares divides a target among units; with all, nothing of it stays above.
func (d *demoStage) shares(parts []*org.Node, year int, s demoStream, target int, all bool) []int {
	done := d.plan[year][s]
	weights, sum := make([]int, len(parts)), 0
	for k, p := range parts {
		weights[k] = d.below(p, done)
		sum += weights[k]
	}
	if !all && len(parts) > 0 {
		weights = append(weights, max(0, d.below(parts[0].Parent, done)-sum)) // the unit's own part
	}
	return apportion(target, weights)[:len(parts)]
}

// itemFor finds the item that a body's inspection carries out: its own, or the
// one of the unit above.
func (d *demoStage) itemFor(o *demoOffice, year int, s demoStream) string {
	for n := o.unit; n != nil; n = n.Parent {
		if id := d.items[demoItemKey{year, n.ID, s}]; id != "" {
			return id
		}
	}
	return ""
}

// A demoDossier is an inspection of the past with everything in it.
type demoDossier struct {
	Inspection
	office    *demoOffice
	stream    demoStream
	year      int
	subjects  []Subject
	who       []duty.StagePerson // by subject, for members
	team      []TeamMember
	findings  []Finding
	hearings  []Hearing
	reminders []Reminder
	cases     []*demoCase
}

// demoGaps are the days between the steps of an inspection, for a cell, for a
// committee at the grassroots, and above.
var demoGaps = [][10]int{
	{2, 1, 5, 1, 4, 2, 1, 1, 0, 2},
	{3, 3, 7, 1, 8, 3, 2, 2, 1, 2},
	{4, 4, 10, 1, 13, 4, 3, 3, 1, 3},
}

// gaps picks the pace of a body.
func (r demoRank) gaps() [10]int { return demoGaps[min(int(r), len(demoGaps)-1)] }

// longest is how many days an inspection of a rank takes at most, with days
// off between its steps.
func (r demoRank) longest() int {
	n := 0
	for _, g := range r.gaps() {
		n += g + 3
	}
	return n
}

// days dates the steps of an inspection that begins on a day.
func (x *demoDossier) days(d *demoStage, start vn.Day) {
	g := x.office.rank.gaps()
	next := func(day vn.Day, n int) vn.Day { return d.work(day.AddDays(n)) }
	x.ProposedOn = d.work(start)
	x.DecisionOn = next(x.ProposedOn, g[0])
	x.AnnouncedOn = next(x.DecisionOn, g[1])
	x.SelfReportDue = next(x.AnnouncedOn, g[2])
	x.VerifyingOn = next(x.SelfReportDue, g[3])
	x.DraftReportOn = next(x.VerifyingOn, g[4])
	x.SubjectHeardOn = next(x.DraftReportOn, g[5])
	x.ReportFinalOn = next(x.SubjectHeardOn, g[6])
	x.ConsideredOn = next(x.ReportFinalOn, g[7])
	x.ConcludedOn = next(x.ConsideredOn, g[8])
	x.ConclusionOn = x.ConcludedOn
	x.PublishedOn = next(x.ConclusionOn, g[9])
	x.FollowOn = next(x.PublishedOn, 1)
	x.ArchivedOn = next(x.FollowOn, 60)
}
