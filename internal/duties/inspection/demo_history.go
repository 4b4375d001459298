package inspection

import (
	"cmp"
	"fmt"
	"slices"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// history writes the inspections, supervisions and cases of the five years in
// the order in which they began, so that numbers have no holes.
func (d *demoStage) history() error {
	var all []*demoDossier
	for y := range demoYears {
		year, err := d.yearOf(y)
		if err != nil {
			return err
		}
		if err := d.discipline(y, year); err != nil {
			return err
		}
		all = append(all, year...)
	}
	slices.SortStableFunc(all, func(a, b *demoDossier) int { return cmp.Compare(a.ProposedOn, b.ProposedOn) })
	for _, x := range all {
		if err := d.keep(x); err != nil {
			return fmt.Errorf("%s: %w", x.Title, err)
		}
	}
	return nil
}

// yearOf makes the inspections of one year, without their results.
func (d *demoStage) yearOf(y int) ([]*demoDossier, error) {
	var all []*demoDossier
	for s := range demoStreamCount {
		for k, n := range d.plan[y][s] {
			o := d.offices[k]
			for n > 0 {
				x, err := d.dossier(o, s, y, n)
				if err != nil {
					return nil, err
				}
				n -= len(x.subjects)
				all = append(all, x)
			}
		}
	}
	return all, nil
}

// demoKinds are the kinds of work of a stream, of committees and of
// commissions.
var demoKinds = map[demoStream][2][]Kind{
	streamMembersInspected:  {{Compliance}, {PartyFinance, AssetDeclaration}},
	streamOrgsInspected:     {{Compliance}, {InspectionTask, DisciplineEnforcement, PartyFinance}},
	streamMembersSupervised: {{RegularSupervision, ThematicSupervision}, {RegularSupervision, ThematicSupervision}},
	streamOrgsSupervised:    {{RegularSupervision, ThematicSupervision}, {ThematicSupervision}},
	streamMembersSigns:      {{SignsOfViolation}, {SignsOfViolation}},
	streamOrgsSigns:         {{SignsOfViolation}, {SignsOfViolation}},
	streamDenounced:         {{Denunciation}, {Denunciation}},
}

func (d *demoStage) kindFor(o *demoOffice, s demoStream) Kind {
	of := demoKinds[s][0]
	switch {
	case demoBodies[o.rank].body == Commission:
		of = demoKinds[s][1]
	case o.rank == rankCell:
		of = of[:1] // thematic supervision takes a larger cell
	}
	return chosen(d.rnd, of)
}

// dossier makes one inspection of at most n subjects.
func (d *demoStage) dossier(o *demoOffice, s demoStream, y, n int) (*demoDossier, error) {
	b := demoBodies[o.rank]
	x := &demoDossier{office: o, stream: s, year: y}
	x.ID, x.State, x.Kind = newDemoID(), Archived, d.kindFor(o, s)
	x.Org, x.Dossier = o.unit.ID, x.ID
	x.Basis, x.Body, x.Tier, x.Mark = d.basisFor(x.Kind), b.body, b.tier, MarkOf(x.Kind)
	x.Item = d.itemFor(o, y, s)
	size := b.chunk
	if families[x.Kind] == "signs" || x.Kind == Denunciation {
		size = 1 + d.rnd.IntN(2)
	}
	if err := d.dateDossier(x); err != nil {
		return nil, err
	}
	d.subjects(x, min(size, n))
	if len(x.subjects) == 0 {
		return nil, fmt.Errorf("%s has nobody left to inspect", o.unit.Name())
	}
	topic := chosen(d.rnd, demoTopics[x.Kind])
	x.Title = fmt.Sprintf("%s%s – %s", demoTitles[x.Kind], topic, x.subjects[0].UnitName)
	x.Content = "Việc " + topic + " trong thời gian từ " + x.ScopeFrom.Show() + " đến " + x.ScopeTo.Show()
	return x, d.decide(x)
}

var demoBases = []Basis{Extraordinary, OfPetition, OfPress, OfSuperior, OfAudit}

func (d *demoStage) basisFor(k Kind) Basis {
	switch k {
	case Denunciation:
		return OfDenunciation
	case SignsOfViolation:
		return chosen(d.rnd, demoBases)
	}
	return OfProgramme
}

// dateDossier puts an inspection into its year: it begins and concludes
// between the first and the last day of the programme.
func (d *demoStage) dateDossier(x *demoDossier) error {
	from, to := demoFrom(x.year), demoTo(x.year)
	room := to.Sub(from) - x.office.rank.longest()
	for back := 0; back <= room; back += 7 {
		x.days(d, from.AddDays(max(0, d.rnd.IntN(room)-back)))
		if x.PublishedOn <= to {
			break
		}
	}
	if x.ConcludedOn > to {
		return fmt.Errorf("no room for an inspection between %s and %s", from, to)
	}
	x.ScopeFrom, x.ScopeTo = x.DecisionOn.AddDays(-400-d.rnd.IntN(600)), x.DecisionOn.AddDays(-20)
	x.Year = x.ProposedOn.Year()
	if x.Kind == Denunciation {
		x.ReceivedOn = x.ProposedOn.AddDays(-1 - d.rnd.IntN(3))
		x.From = fmt.Sprintf("Đơn số %d ngày %s", d.number("letter %s %d", x.Org, x.Year), x.ReceivedOn.Show())
	}
	return nil
}

// subjects draws the subjects of an inspection, each announced to, reporting
// and heard.
func (d *demoStage) subjects(x *demoDossier, n int) {
	if x.stream.object() == Organisation {
		for _, u := range x.office.drawUnits(n) {
			s := d.subject(x, Organisation, u.ID, d.nameOn(u.ID, x.DecisionOn), u.ID)
			x.subjects, x.who = append(x.subjects, s), append(x.who, duty.StagePerson{})
		}
		return
	}
	for _, p := range d.draw(x.office, n) {
		s := d.subject(x, Member, p.ID, p.Name, p.Unit)
		s.CommitteeLevel = Tier(p.Level)
		x.subjects, x.who = append(x.subjects, s), append(x.who, p)
	}
}

func (d *demoStage) subject(x *demoDossier, t ObjectType, id, name, unit string) Subject {
	s := Subject{Inspection: x.ID, Kind: x.Kind, ObjectType: t, Object: id, Name: name, Unit: unit, UnitName: d.nameOn(unit, x.DecisionOn),
		AnnouncedOn: x.AnnouncedOn, SelfReportDue: x.SelfReportDue, SelfReportOn: min(x.SelfReportDue, d.work(x.AnnouncedOn.AddDays(1+d.rnd.IntN(4)))),
		HeardOn: x.SubjectHeardOn, HeardAgainOn: x.ConsideredOn, ConcludedOn: x.ConcludedOn, NoticeOn: x.PublishedOn}
	s.ID = newDemoID()
	s.Org, s.Dossier = x.Org, x.ID
	return s
}

// decide fills in who proposed, decided and concluded, and the last day.
func (d *demoStage) decide(x *demoDossier) error {
	signs, leads, sits := x.office.clerks[0], x.office.clerks[1], x.office.clerks[2]
	x.ProposedByName, x.DecidedByName, x.ConcludedByName, x.Head = leads.Name, signs.Name, signs.Name, leads.Name
	for i, p := range []duty.StagePerson{leads, sits} {
		m := TeamMember{Inspection: x.ID, Person: p.ID, Name: p.Name, Role: []TeamRole{HeadOfTeam, OfTeam}[i], DeclaredTie: NoTie, CheckedOn: x.DecisionOn}
		m.Org, m.Dossier = x.Org, x.ID
		x.team = append(x.team, m)
	}
	start, days := x.DecisionOn, []int{30, 45, 60}[min(int(x.office.rank), 2)]
	switch TermRule(x.Inspection) {
	case "P-SUP":
		start = x.AnnouncedOn
		for _, s := range x.subjects {
			start = max(start, s.SelfReportOn)
		}
	case "P-TC":
		start = x.ReceivedOn
	}
	t, err := d.term(x.Inspection, start, days)
	if err != nil {
		return err
	}
	x.Due, x.DueOn = t, t.Due
	return d.extend(x)
}

// extend gives an inspection that a long holiday held up the days it needs,
// once and within the limit.
func (d *demoStage) extend(x *demoDossier) error {
	if x.ConcludedOn <= x.DueOn {
		return nil
	}
	limit, err := ExtensionLimit(d.Law, x.Inspection)
	if err != nil {
		return err
	}
	if x.ConcludedOn > limit.Due {
		return fmt.Errorf("concluded on %s, %s is the last day with an extension", x.ConcludedOn, limit.Due)
	}
	x.ExtendedTo, x.ExtendReason, x.DueOn = x.ConcludedOn, "Trùng kỳ nghỉ lễ, Tết", x.ConcludedOn
	return nil
}

// keep numbers an inspection, gives its subjects their results and saves it.
func (d *demoStage) keep(x *demoDossier) error {
	x.Seq = d.number("%s %s %d", x.Org, x.Mark, x.Year)
	x.Code = Code(x.Mark, x.Year, x.Seq)
	mark := demoBodies[x.office.rank].mark
	x.DecisionNo, x.PlanNo = d.paper(x.Org, "QĐ", mark, x.DecisionOn), d.paper(x.Org, "KH", mark, x.DecisionOn)
	x.AnnounceMinute, x.ConclusionNo = d.paper(x.Org, "BB", mark, x.AnnouncedOn), d.paper(x.Org, "KL", mark, x.ConclusionOn)
	x.ArchiveNo = fmt.Sprintf("HS-%d-%s", x.Year, x.Code)
	x.ConclusionText = "Kết luận về từng người, từng tổ chức được ghi tại danh sách kèm theo."
	for n := range x.subjects {
		d.conclude(x, n)
	}
	if err := d.save(x); err != nil {
		return err
	}
	for _, c := range x.cases {
		if err := d.keepCase(c); err != nil {
			return err
		}
	}
	return nil
}

// save writes an inspection and the records in it.
func (d *demoStage) save(x *demoDossier) error {
	for _, step := range []func() error{
		func() error { return put(d, &x.Inspection) },
		func() error { return putAll(d, x.team) },
		func() error { return putAll(d, x.subjects) },
		func() error { return putAll(d, x.findings) },
		func() error { return putAll(d, x.hearings) },
		func() error { return putAll(d, x.reminders) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// paper gives the number of a paper of an office: "12-QĐ/ĐU".
func (d *demoStage) paper(org, kind, mark string, on vn.Day) string {
	return fmt.Sprintf("%d-%s/%s", d.number("%s %s %d", org, kind, on.Year()), kind, mark)
}
