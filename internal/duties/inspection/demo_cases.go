package inspection

import (
	"fmt"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// A demoCase is a discipline case of the past with everything in it.
type demoCase struct {
	Case
	of      *demoDossier
	member  duty.StagePerson
	voted   Form // what the ballot gave, before an appeal
	outcome Outcome
	hearing Hearing
	ballots []Ballot
	appeal  *Appeal
}

// servedWithin is the number of days in which the written decision is handed
// over (P-CELL).
const servedWithin = 10

// caseDays is the room a case needs between the conclusion and the end of the
// year, so that it is announced within the year.
const caseDays = 85

// wanted lists the forms to be decided in a year, the ones that few can get
// first, with the end of their appeals.
func (d *demoStage) wanted(y int) []demoCase {
	var all []demoCase
	for _, f := range d.counts.disciplined {
		for range apportion(f.n, demoYearShares)[y] {
			all = append(all, demoCase{voted: f.form, Case: Case{Form: f.form}})
		}
	}
	for range apportion(d.counts.annulled, demoYearShares)[y] {
		all = append(all, demoCase{voted: Reprimand, outcome: Annulled, Case: Case{Form: Reprimand}})
	}
	d.appealed(all, Upheld, apportion(d.counts.upheld, demoYearShares)[y], Warning)
	d.appealed(all, Reduced, apportion(d.counts.reduced, demoYearShares)[y], Reprimand)
	return all
}

// appealed says that n of the cases that end in a form are appealed against.
func (d *demoStage) appealed(all []demoCase, o Outcome, n int, f Form) {
	for i := range all {
		if n == 0 {
			return
		}
		if all[i].Form != f || all[i].outcome != "" {
			continue
		}
		all[i].outcome = o
		if o == Reduced {
			all[i].voted = Warning
		}
		n--
	}
}

// A demoSuspect is a subject that may be disciplined.
type demoSuspect struct {
	x *demoDossier
	n int
}

// discipline opens the cases of a year against subjects that its inspections
// concluded about: on signs of violation and denunciations first.
func (d *demoStage) discipline(y int, year []*demoDossier) error {
	suspects, seen := d.suspects(y, year)
	for _, c := range d.wanted(y) {
		at := slices.IndexFunc(suspects, func(s demoSuspect) bool { return d.fits(c.voted, s, seen) })
		if at < 0 {
			return fmt.Errorf("nobody left in %d for %s", demoFirstYear+y, c.voted)
		}
		s := suspects[at]
		suspects = slices.Delete(suspects, at, at+1)
		if err := d.accuse(c, s); err != nil {
			return fmt.Errorf("case against %s: %w", s.x.who[s.n].Name, err)
		}
	}
	return nil
}

// suspects lists the members whom inspections of a year concluded about early
// enough, and how often each person was a subject in that year.
func (d *demoStage) suspects(y int, year []*demoDossier) ([]demoSuspect, map[string]int) {
	first, rest, seen := []demoSuspect{}, []demoSuspect{}, map[string]int{}
	for _, x := range year {
		for n, s := range x.subjects {
			seen[s.Object]++
			if s.ObjectType != Member || families[x.Kind] == "supervised" || x.office.rank == rankAdvisory || x.ConcludedOn > demoTo(y).AddDays(-caseDays) {
				continue
			}
			if families[x.Kind] == "inspected" {
				rest = append(rest, demoSuspect{x, n})
			} else {
				first = append(first, demoSuspect{x, n})
			}
		}
	}
	d.rnd.Shuffle(len(first), func(a, b int) { first[a], first[b] = first[b], first[a] })
	d.rnd.Shuffle(len(rest), func(a, b int) { rest[a], rest[b] = rest[b], rest[a] })
	keep := len(first) * 3 / 5 // not every sign turns out to be a violation to be disciplined
	return slices.Concat(first[:keep], rest, first[keep:]), seen
}

// fits reports whether a form may be decided about a suspect by the body that
// inspected.
func (d *demoStage) fits(f Form, s demoSuspect, seen map[string]int) bool {
	p := s.x.who[s.n]
	if d.guilty[p.ID] {
		return false
	}
	c := d.caseOf(s)
	switch f {
	case Removal:
		return p.Office != "" && s.x.office.rank >= rankDistrict && Competent(c, demoBodies[s.x.office.rank].decider, f)
	case Expulsion:
		return seen[p.ID] == 1 && s.x.office.rank >= rankDistrict && Competent(c, demoBodies[s.x.office.rank].decider, f)
	}
	return Competent(c, demoBodies[s.x.office.rank].decider, f)
}

// caseOf begins a case against a suspect.
func (d *demoStage) caseOf(s demoSuspect) Case {
	p, sub := s.x.who[s.n], s.x.subjects[s.n]
	c := Case{Inspection: s.x.ID, Subject: sub.ID, ObjectType: Member, Object: p.ID, Name: p.Name, Unit: p.Unit, UnitName: sub.UnitName,
		HoldsOffice: p.Office != "", CommitteeLevel: Tier(p.Level), ManagedBy: demoManagers[p.Level]}
	c.Org, c.Dossier = s.x.Org, s.x.ID
	return c
}

// degrees of violations by form.
var demoDegrees = map[Form]Degree{Reprimand: Minor, Warning: Serious, Removal: VerySerious, Expulsion: EspeciallySerious}

// accuse takes a case from the finding to its end.
func (d *demoStage) accuse(c demoCase, s demoSuspect) (err error) {
	form, outcome := c.Form, c.outcome
	c.Case, c.of, c.member = d.caseOf(s), s.x, s.x.who[s.n]
	c.ID, c.Form = newDemoID(), c.voted
	s.x.subjects[s.n].Result = ViolationDiscipline
	d.guilty[c.Object] = true
	c.Contents, c.Violation, c.Degree = d.codes(s.x.Kind), chosen(d.rnd, demoViolations), demoDegrees[c.voted]
	c.FoundOn, c.ViolatedTo, c.Responsible = s.x.ConcludedOn, s.x.ConcludedOn.AddDays(-60-d.rnd.IntN(500)), "Trách nhiệm trực tiếp"
	c.SelfCriticismOn = d.work(c.FoundOn.AddDays(3 + d.rnd.IntN(4)))
	c.HeardOn = d.work(c.SelfCriticismOn.AddDays(1 + d.rnd.IntN(3)))
	if err := d.vote(&c); err != nil {
		return err
	}
	if err := d.effect(&c); err != nil {
		return err
	}
	if err := d.appealOf(&c, outcome, form); err != nil {
		return err
	}
	if c.voted == Expulsion {
		d.ended[c.Object] = c.AnnouncedOn
	}
	s.x.cases = append(s.x.cases, &c)
	return nil
}

// vote holds the meeting and its secret ballot. A form that a cell only
// proposes is voted there first, and again by the body that decides it.
func (d *demoStage) vote(c *demoCase) error {
	o := c.of.office
	decider := demoBodies[o.rank].decider
	c.MeetingOn = d.work(c.HeardOn.AddDays(2 + d.rnd.IntN(4)))
	c.hearing = Hearing{Inspection: c.of.ID, Subject: c.Subject, Discipline: c.ID, Round: BeforeDecision, HeldOn: c.HeardOn, Place: c.UnitName,
		Chair: o.clerks[0].Name, Said: chosen(d.rnd, demoSaid)}
	c.hearing.Org, c.hearing.Dossier = c.Org, c.Dossier
	if c.voted == Removal || c.voted == Expulsion {
		if err := d.ballot(c, ByCell, c.MeetingOn); err != nil {
			return err
		}
		c.ProposedForm, c.ProposedTo, c.ProposedOn = c.voted, decider, d.work(c.MeetingOn.AddDays(3))
		c.MeetingOn = d.work(c.ProposedOn.AddDays(6 + d.rnd.IntN(6)))
	}
	c.Body = decider
	c.Council = []Seat{{Person: o.clerks[0].ID, Name: o.clerks[0].Name, Chair: true}, {Person: o.clerks[1].ID, Name: o.clerks[1].Name}, {Person: o.clerks[2].ID, Name: o.clerks[2].Name}}
	return d.ballot(c, decider, c.MeetingOn)
}

// ballot counts a secret vote that carries the form of the case.
func (d *demoStage) ballot(c *demoCase, body Decider, on vn.Day) error {
	b := Ballot{Case: c.ID, Round: len(c.ballots) + 1, Body: body, HeldOn: on, Entitled: demoBodies[c.of.office.rank].votes, Tellers: c.of.office.clerks[2].Name}
	if body == ByCell {
		b.Entitled = d.electors(c.Unit)
	}
	need := b.Entitled/2 + 1
	if gravest(c.voted) && !Competent(c.Case, body, c.voted) {
		need = (2*b.Entitled + 2) / 3
	}
	yes := min(b.Entitled, need+d.rnd.IntN(1+(b.Entitled-need)/2))
	b.Present = min(b.Entitled, max(yes, b.Entitled-d.rnd.IntN(3)))
	b.Votes = Votes{c.voted: yes}
	if rest := b.Present - yes; c.voted != Reprimand && rest > 0 {
		b.Votes[Reprimand] = (rest + 1) / 2
		b.None = rest - b.Votes[Reprimand]
	} else {
		b.None = rest
	}
	b, err := CountBallot(d.Law, c.Case, b)
	if err != nil {
		return err
	}
	if b.Outcome != c.voted || b.Decided != Competent(c.Case, body, c.voted) {
		return fmt.Errorf("a ballot of %d of %d does not carry %s at %s", yes, b.Entitled, c.voted, body)
	}
	b.Org, b.Dossier = c.Org, c.Dossier
	c.ballots = append(c.ballots, b)
	return nil
}

// electors counts the official members of a cell.
func (d *demoStage) electors(unit string) int {
	n := 0
	for _, p := range d.people[unit] {
		if !p.Probationary {
			n++
		}
	}
	return n
}

// effect signs, announces and serves the decision, and lets it lapse.
func (d *demoStage) effect(c *demoCase) (err error) {
	last := c.ballots[len(c.ballots)-1]
	if c.Limitation, err = LimitationOf(d.Law, c.Case, c.voted, last.HeldOn); err != nil {
		return err
	}
	if c.Limitation.Expired {
		return fmt.Errorf("the limitation ran out on %s", c.Limitation.Until)
	}
	o := c.of.office
	c.DecidedByName = o.clerks[0].Name
	c.DecisionOn = d.work(c.MeetingOn.AddDays(d.rnd.IntN(3)))
	c.AnnouncedOn = d.work(c.DecisionOn.AddDays(1 + d.rnd.IntN(3)))
	code, start := "P-ANN", c.DecisionOn
	if c.Body == ByCell {
		c.DecisionOn, c.AnnouncedOn = c.MeetingOn, c.MeetingOn
		code, start = "P-CELL", last.HeldOn
	}
	if c.WrittenDue, err = d.limit(code, TierOf(c.Body), start); err != nil {
		return err
	}
	c.EffectiveFrom = c.AnnouncedOn
	if c.ServedOn = d.work(c.AnnouncedOn.AddDays(1 + d.rnd.IntN(5))); c.ServedOn > c.AnnouncedOn.AddDays(servedWithin) {
		c.ServedOn = c.AnnouncedOn // before a long holiday it is handed over at once
	}
	if c.LapsesOn, err = LapseOf(d.Law, c.voted, c.AnnouncedOn); err != nil {
		return err
	}
	c.State = InForce
	if c.LapsesOn != "" {
		c.State, c.EndedOn = Lapsed, c.LapsesOn
	}
	return nil
}

// appealOf files and resolves an appeal against a case.
func (d *demoStage) appealOf(c *demoCase, o Outcome, form Form) (err error) {
	if o == "" {
		return nil
	}
	a := &Appeal{State: Notified, Case: c.ID, Name: c.Name, ReceivedDecOn: c.ServedOn, LevelNo: 1, Handler: aboveOf[c.Body], Outcome: o}
	a.ID = newDemoID()
	a.Org, a.Dossier = c.Org, c.Dossier
	if a.FileBy, err = FileByOf(d.Law, a.ReceivedDecOn); err != nil {
		return err
	}
	a.FiledOn = d.work(a.ReceivedDecOn.AddDays(5 + d.rnd.IntN(15)))
	a.ReceivedOn = d.work(a.FiledOn.AddDays(1))
	a.AcceptedOn = d.work(a.ReceivedOn.AddDays(3))
	if a.Due, err = reckon(d.Law, "P-KN-RES", TierOf(a.Handler), a.ReceivedOn); err != nil {
		return err
	}
	a.DueOn = a.Due.Due
	a.ResolvedOn = d.work(a.AcceptedOn.AddDays(25 + d.rnd.IntN(40)))
	a.NotifiedOn = d.work(a.ResolvedOn.AddDays(2))
	switch o {
	case Reduced:
		a.NewForm, c.Form = form, form
	case Annulled:
		c.State, c.EndedOn = Void, a.ResolvedOn
		c.RestoredOn = d.work(a.ResolvedOn.AddDays(10))
	case Upheld, Increased:
	}
	c.appeal = a
	return nil
}

// aboveOf says who resolves an appeal against each decider.
var aboveOf = map[Decider]Decider{ByCell: ByGrassroots, ByGrassroots: ByCommissionDistrict, ByDistrict: ByCommissionProvince,
	ByCommissionDistrict: ByDistrict, ByProvince: ByCommissionCentre, ByCommissionProvince: ByProvince}

// keepCase numbers a case and saves it with its papers.
func (d *demoStage) keepCase(c *demoCase) error {
	mark := demoBodies[c.of.office.rank].mark
	c.Year = c.FoundOn.Year()
	c.Seq = d.number("case %s %d", c.Org, c.Year)
	c.Code = Code("KL", c.Year, c.Seq)
	c.DecisionNo, c.MeetingMinute = d.paper(c.Org, "QĐ", mark, c.DecisionOn), d.paper(c.Org, "BB", mark, c.MeetingOn)
	c.hearing.MinuteNo = d.paper(c.Org, "BB", mark, c.HeardOn)
	if c.RestoredOn != "" {
		c.RestoredNo = d.paper(c.Org, "QĐ", mark, c.RestoredOn)
	}
	if err := put(d, &c.Case); err != nil {
		return err
	}
	if err := put(d, &c.hearing); err != nil {
		return err
	}
	for i := range c.ballots {
		c.ballots[i].Minute = c.MeetingMinute
	}
	if err := putAll(d, c.ballots); err != nil {
		return err
	}
	return d.keepAfter(c)
}

// keepAfter saves what followed a decision: an appeal, an expulsion from the
// register of members, a suspension that went before it.
func (d *demoStage) keepAfter(c *demoCase) error {
	if a := c.appeal; a != nil {
		a.Year, a.DecisionNo = a.ReceivedOn.Year(), c.DecisionNo
		a.Seq = d.number("appeal %s %d", a.Org, a.Year)
		a.Code = Code("KN", a.Year, a.Seq)
		a.ResolutionNo = d.paper(a.Org, "QĐ", demoBodies[c.of.office.rank].mark, a.ResolvedOn)
		if err := put(d, a); err != nil {
			return err
		}
	}
	if c.voted != Expulsion {
		return nil
	}
	if err := d.suspend(c); err != nil {
		return err
	}
	p, err := db.Get[person.Person](d.ctx, d.Tx.View, c.Object)
	if err != nil {
		return err
	}
	return person.Leave(d.ctx, d.Tx, &p, person.Ended, c.AnnouncedOn)
}
