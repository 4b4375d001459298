package protection

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
)

// Delegations is the folder of delegations.
func Delegations(k desk.Desk) desk.Folder[Delegation, *Delegation] {
	return desk.Folder[Delegation, *Delegation]{
		Desk: k, Name: "delegation", Read: Read, Flow: delegationFlow, Side: []duty.Verb{"refuse"},
		State: func(d *Delegation) *duty.State { return &d.State },
		Load:  loadDelegation,
		Title: func(d Delegation) string { return d.Code + " · " + d.Title },
		Way:   []duty.State{Proposed, Decided, Announced, Working, Reported, Concluded, FollowedUp, Closed},
		Acts:  delegationActs(),
		Starts: []desk.Start[Delegation]{{
			Act:  desk.Act[Delegation]{Do: "propose", Need: Inspect, Ask: askProposal, Fill: proposed},
			Make: newDelegation,
		}},
		Crumbs: parts.Crumbs("delegations", "/protection"), Facts: delegationFacts, Parts: delegationParts,
	}
}

func newDelegation(_ context.Context, _ db.View, at duty.Moment, _ string) (Delegation, error) {
	return Delegation{Base: owned(at.Who.Unit, ""), State: Proposed, Basis: Planned, ProposedBy: at.Who.ID, ProposedByName: at.Who.Name, ProposedOn: at.Today}, nil
}

func askProposal(s *desk.Sheet, d *Delegation) {
	s.Text("title", &d.Title)
	desk.Choose(s, "basis", &d.Basis, ID+".basis.", Bases)
	desk.Choose(s, "organ", &d.Organ, ID+".organ.", Organs)
	desk.Opt(s.Area("signs", &d.Signs))
	desk.Opt(s.Text("cyber_unit", &d.CyberUnit))
	desk.Opt(s.Text("cyber_no", &d.CyberNo))
	s.Day("scope_from", &d.ScopeFrom)
	s.Day("scope_to", &d.ScopeTo)
	s.Day("start_on", &d.StartOn)
	s.Day("end_on", &d.EndOn)
	s.Text("plan_no", &d.PlanNo)
	desk.Opt(s.File("plan_file", &d.PlanFile))
}

// proposed judges the proposal and gives it its number.
func proposed(ctx context.Context, t *desk.Turn, d *Delegation) error {
	if err := proposalSound(*d, t.At); err != nil {
		return err
	}
	d.Year = d.ProposedOn.Year()
	last, err := t.Last(ctx, "SELECT coalesce(max(t.seq), 0) FROM protection_delegation t WHERE {visible t} AND t.org = $1 AND t.year = $2", d.Org, d.Year)
	if err != nil {
		return err
	}
	d.Seq, d.Code = last+1, delegationCode(d.Year, last+1)
	return nil
}

// delegationCode is the number people know a delegation by.
func delegationCode(year, seq int) string { return fmt.Sprintf("KTBM-%d-%03d", year, seq) }

// Amend is an act of its own: the proposer puts the proposal right until it is
// decided on.
func amended(_ context.Context, t *desk.Turn, d *Delegation) error {
	return duty.Gates(
		duty.Forbid(d.ProposedBy != t.At.Who.ID, "protection.refuse.others_proposal"),
		func() error { return proposalSound(*d, t.At) },
	)
}

func delegationActs() []desk.Act[Delegation] {
	return []desk.Act[Delegation]{
		{Do: "amend", Need: Inspect, When: func(d Delegation) bool { return d.State == Proposed }, Ask: askProposal, Fill: amended},
		{Do: "list", Need: Inspect, When: func(d Delegation) bool { return duty.In(d.State, Proposed, Decided) },
			Ask: func(s *desk.Sheet, d *Delegation) { s.Lines("names", &d.Names) }, Then: bodiesListed},
		{Do: "decide", Need: Decide, Flow: true, Ask: func(s *desk.Sheet, d *Delegation) {
			s.Text("decision_no", &d.DecisionNo)
			s.Day("decision_on", &d.DecisionOn)
		}, Fill: func(_ context.Context, t *desk.Turn, d *Delegation) error {
			d.DecidedBy, d.DecidedByName = t.At.Who.ID, t.At.Who.Name
			return nil
		}},
		{Do: "refuse", Need: Decide, Flow: true, Ask: func(s *desk.Sheet, d *Delegation) { s.Area("refuse_reason", &d.RefuseReason) },
			Fill: func(_ context.Context, t *desk.Turn, d *Delegation) error {
				d.DecidedBy, d.DecidedByName = t.At.Who.ID, t.At.Who.Name
				return nil
			}},
		{Do: "announce", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, d *Delegation) {
			s.Day("announced_on", &d.AnnouncedOn)
			s.Text("announce_no", &d.AnnounceNo)
		}},
		{Do: "begin", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, d *Delegation) { s.Day("begun_on", &d.BegunOn) }},
		{Do: "report", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, d *Delegation) {
			s.Text("report_no", &d.ReportNo)
			s.Day("report_on", &d.ReportOn)
		}, Fill: func(_ context.Context, t *desk.Turn, d *Delegation) error {
			d.ReportedBy = t.At.Who.ID
			return nil
		}},
		{Do: "conclude", Need: Decide, Flow: true, Ask: func(s *desk.Sheet, d *Delegation) {
			s.Text("conclusion_no", &d.ConclusionNo)
			s.Day("conclusion_on", &d.ConclusionOn)
			s.Area("conclusion", &d.Conclusion)
		}, Fill: func(_ context.Context, t *desk.Turn, d *Delegation) error {
			d.ConcludedBy, d.ConcludedByName = t.At.Who.ID, t.At.Who.Name
			return nil
		}},
		{Do: "follow", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, d *Delegation) { s.Day("followed_on", &d.FollowedOn) }},
		{Do: "close", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, d *Delegation) {
			s.Day("closed_on", &d.ClosedOn)
			s.Text("archive_no", &d.ArchiveNo)
		}},
	}
}

// bodiesListed puts several bodies on the list, a name a line; a name that one
// organisation alone has stands for it.
func bodiesListed(ctx context.Context, t *desk.Turn, d *Delegation) error {
	for _, name := range d.Names {
		unit, err := register.UnitOnce(ctx, t.View, name, t.At.Today)
		if err != nil {
			return err
		}
		b := Body{Base: owned(d.Org, d.ID), State: Listed, Delegation: d.ID, Code: d.Code, Basis: d.Basis, Unit: unit, UnitName: name, Of: *d}
		if unit != "" {
			b.UnitName = desk.UnitName(ctx, t.View, unit, t.At.Today)
		}
		if err := bodyListed(b, t.At); err != nil {
			return onField(err, "names")
		}
		if err := put(ctx, t, &b); err != nil {
			return err
		}
		d.Bodies = append(d.Bodies, b)
	}
	return nil
}

// onField ties what is refused to the field that was asked for.
func onField(err error, field string) error {
	if p := text.Problems(err); len(p) > 0 {
		return duty.Missing(field, p[0].Key, p[0].Args...)
	}
	return err
}

// Members is the folder of those who sit on delegations.
func Members(k desk.Desk) desk.Folder[Member, *Member] {
	return desk.Folder[Member, *Member]{
		Desk: k, Name: "member", Read: Read, Flow: memberFlow,
		State: func(m *Member) *duty.State { return &m.State },
		Load:  loadMember,
		Title: func(m Member) string { return m.Name },
		Acts: []desk.Act[Member]{{Do: "leave", Need: Inspect, Flow: true, Ask: func(s *desk.Sheet, m *Member) {
			s.Day("left_on", &m.LeftOn)
			s.Area("left_why", &m.LeftWhy)
		}}},
		Starts: []desk.Start[Member]{{
			Act:  desk.Act[Member]{Do: "add", Need: Inspect, Ask: askMember, Fill: memberAdded},
			Make: newMember,
		}},
		Crumbs: parts.Crumbs("delegations", "/protection"), Facts: memberFacts,
	}
}

func newMember(ctx context.Context, v db.View, at duty.Moment, of string) (Member, error) {
	d, err := delegation(ctx, v, of)
	if err != nil {
		return Member{}, err
	}
	return Member{Base: owned(d.Org, d.ID), State: Serving, Delegation: d.ID, Of: d, CheckedOn: at.Today}, nil
}

func askMember(s *desk.Sheet, m *Member) {
	m.Typed.Ask(s, &m.Person, &m.Name, &m.Unit, &m.UnitName)
	desk.Choose(s, "place", &m.Place, ID+".place.", Places)
	desk.Choose(s, "tie", &m.Tie, ID+".tie.", Ties)
	desk.Opt(s.Area("tie_note", &m.TieNote))
}

func memberAdded(ctx context.Context, t *desk.Turn, m *Member) error {
	if err := m.Typed.Named(ctx, t.View, t.At.Today, &m.Person, &m.Name, &m.Unit, &m.UnitName); err != nil {
		return err
	}
	if m.Person != "" && m.Person == t.At.Who.Person {
		m.Account = t.At.Who.ID
	}
	return memberSound(*m, t.At)
}
