package inspection

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	minhgiang "liemchinh.vn/internal/house/demo"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// demoOn builds province and demo in a database and returns the stage.
func demoOn(t testing.TB, d *db.DB, size minhgiang.Size, counts demoCounts) *duty.Stage {
	t.Helper()
	ctx := context.Background()
	for _, err := range []error{d.Migrate(ctx, "org", org.Files), d.Migrate(ctx, "person", person.Files), d.Migrate(ctx, ID, Files)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	d.Register("org", org.Records()...)
	d.Register("person", person.Records()...)
	d.Register(ID, Records()...)
	s := &duty.Stage{Rand: rand.New(rand.NewPCG(2014, 2019)), Today: vn.DayOf(d.Now()), Law: law.Default(), Accounts: map[access.Role]access.Who{}}
	began := time.Now()
	err := d.Change(ctx, db.System, "demo", func(tx *db.Tx) error {
		p, err := minhgiang.World(ctx, tx, s.Rand, s.Today, size)
		if err != nil {
			return err
		}
		t.Logf("world after %s", time.Since(began))
		s.Tx, s.Units, s.People = tx, p.Units, p.People
		for r, seat := range p.Seats {
			s.Accounts[r] = access.Who{ID: "account-" + string(r), Name: seat.Name, Unit: seat.Unit, Person: seat.Person, Role: r, Rights: access.RightsOf(r)}
		}
		return demoOf(ctx, s, counts)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("demo after %s", time.Since(began))
	if _, err := d.Fold(ctx); err != nil {
		t.Fatal(err)
	}
	t.Logf("folded after %s", time.Since(began))
	return s
}

// demoCounted counts a figure over the five years for a node.
func demoCounted(t *testing.T, d *db.DB, node string) map[string]int {
	t.Helper()
	all, err := d.Figures(context.Background(), ID+".", db.Range{Node: node, From: string(demoFrom(0)), To: string(demoTo(demoYears - 1))})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for key, years := range all {
		for _, n := range years {
			out[key] += n
		}
	}
	return out
}

// demoPromised are the figures that counts stand for.
func demoPromised(c demoCounts) map[string]int {
	out := map[string]int{}
	for s := range demoStreamCount {
		out[FigureKey(demoKinds[s][0][0], s.object())] = c.done[s]
	}
	for _, f := range c.disciplined {
		out[ID+".disciplined.form."+string(f.form)] = f.n
		out[ID+".members_disciplined"] += f.n
	}
	return out
}

func TestDemoCounts(t *testing.T) {
	t.Run("full", func(t *testing.T) { demoCountsOn(t, dbtest.SQLite(t), minhgiang.Full, demoFive) })
	dbtest.Each(t, func(t *testing.T, d *db.DB) { demoCountsOn(t, d, minhgiang.Small, demoFive.scaled(20)) })
}

func demoCountsOn(t *testing.T, d *db.DB, size minhgiang.Size, c demoCounts) {
	s := demoOn(t, d, size, c)
	top := s.Units[0].ID
	want := demoPromised(c)
	for _, node := range []string{db.Everywhere, top} {
		got := demoCounted(t, d, node)
		for k := range got {
			if _, asked := want[k]; !asked {
				delete(got, k)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("figures of %s (-promised +counted):\n%s", node, diff)
		}
	}
	got := demoCounted(t, d, top)
	sum := 0
	for _, k := range parts(ID+".disciplined.decider", Deciders) {
		sum += got[k]
	}
	if n := got[ID+".members_disciplined"]; sum != n {
		t.Errorf("deciders add up to %d, not %d", sum, n)
	}
	content := 0
	for _, k := range parts(ID+".disciplined.content", contentCodes()) {
		content += got[k]
	}
	if content <= sum {
		t.Errorf("%d violations of %d members: contents are not multi-valued", content, sum)
	}
	v, err := d.Verify(context.Background(), "", "")
	if err != nil || len(v.Flaws) > 0 {
		t.Errorf("verify: %v %v", v.Flaws[:min(5, len(v.Flaws))], err)
	}
	t.Logf("%d entries, %d records, %d facts", v.Entries, v.Records, v.Facts)
	demoLawful(t, d)
	demoTargets(t, d, top, c)
	demoRich(t, d, s)
	demoRunningLawful(t, d, s)
	demoNumbers(t, d.As(db.System))
	if n := demoCounted(t, d, db.Everywhere)[ID+".members_suspended"]; n != demoSuspensions {
		t.Errorf("%d suspensions", n)
	}
	for _, u := range s.Units {
		if u.Level == "district" && u.Kind == "district" {
			demoEachYear(t, d, u)
		}
	}
}

// demoEachYear holds every district to work in each of the years.
func demoEachYear(t *testing.T, d *db.DB, u duty.StageUnit) {
	t.Helper()
	for y := range demoYears {
		all, err := d.Figures(context.Background(), ID+".members_inspected", db.Range{Node: u.ID, From: string(demoFrom(y)), To: string(demoTo(y))})
		if err != nil {
			t.Fatal(err)
		}
		if len(all[ID+".members_inspected"]) == 0 {
			t.Errorf("%s inspected nobody in the programme of %d", u.Name, demoFirstYear+y)
		}
	}
}

// demoTargets holds the targets to their sums.
func demoTargets(t *testing.T, d *db.DB, top string, c demoCounts) {
	t.Helper()
	got, err := Targets(context.Background(), d.As(db.System), db.Range{Node: top, From: string(demoFrom(0)), To: string(demoTo(demoYears - 1))})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for _, l := range demoLines {
		want[FigureKey(l.kind, l.stream.object())] = c.target[l.stream]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("targets (-want +got):\n%s", diff)
	}
}

// demoLawful checks every closed record against the gates of its flow.
func demoLawful(t *testing.T, d *db.DB) {
	t.Helper()
	v, cal := d.As(db.System), law.Default().Calendar()
	xs := demoFound[Inspection](t, v, "t.state = 'archived'")
	dossiers := map[string]*Dossier{}
	for _, x := range xs {
		dossiers[x.ID] = &Dossier{Inspection: x, Law: law.Default()}
		days := []vn.Day{x.ProposedOn, x.DecisionOn, x.AnnouncedOn, x.SelfReportDue, x.VerifyingOn, x.DraftReportOn, x.SubjectHeardOn, x.ReportFinalOn, x.ConsideredOn, x.ConcludedOn, x.PublishedOn, x.FollowOn, x.ArchivedOn}
		demoInOrder(t, x.Code, cal, days)
		if x.ConcludedOn > x.DueOn {
			t.Errorf("%s concluded on %s, due on %s", x.Code, x.ConcludedOn, x.DueOn)
		}
		if err := MayOpen(x, law.Default(), x.DecisionOn); err != nil {
			t.Errorf("%s: %v", x.Code, err)
		}
	}
	demoEach(t, v, func(s Subject) {
		demoPut(dossiers, s.Inspection, func(d *Dossier) { d.Subjects = append(d.Subjects, s) })
	})
	demoEach(t, v, func(m TeamMember) { demoPut(dossiers, m.Inspection, func(d *Dossier) { d.Team = append(d.Team, m) }) })
	demoEach(t, v, func(f Finding) {
		demoPut(dossiers, f.Inspection, func(d *Dossier) { d.Findings = append(d.Findings, f) })
	})
	demoEach(t, v, func(h Hearing) {
		demoPut(dossiers, h.Inspection, func(d *Dossier) { d.Hearings = append(d.Hearings, h) })
	})
	demoEach(t, v, func(r Reminder) {
		demoPut(dossiers, r.Inspection, func(d *Dossier) { d.Reminders = append(d.Reminders, r) })
	})
	bad := 0
	for _, x := range dossiers {
		at := duty.Moment{Today: x.ArchivedOn, Who: access.Who{ID: "later"}}
		for _, gate := range []func(Dossier, duty.Moment) error{proposalSound, decisionSound, announceSound, awaitSound, verifySound, draftSound, heardAtConference, conclusionSound, noticesGiven, nothingOpen} {
			if err := gate(*x, at); err != nil && bad < 10 {
				bad++
				t.Errorf("%s %s: %v", x.Code, x.Title, err)
			}
		}
	}
	demoCasesLawful(t, v, cal)
	demoAppealsLawful(t, v)
}

func demoCasesLawful(t *testing.T, v db.View, cal *vn.Calendar) {
	t.Helper()
	ballots, hearings := map[string][]Ballot{}, map[string][]Hearing{}
	demoEach(t, v, func(b Ballot) { ballots[b.Case] = append(ballots[b.Case], b) })
	demoEach(t, v, func(h Hearing) { hearings[h.Discipline] = append(hearings[h.Discipline], h) })
	for _, c := range demoFound[Case](t, v, "t.year < 2020") {
		demoInOrder(t, c.Code, cal, []vn.Day{c.FoundOn, c.SelfCriticismOn, c.HeardOn, c.MeetingOn, c.DecisionOn, c.AnnouncedOn})
		p := Proceeding{Case: c, Law: law.Default(), Ballots: ballots[c.ID], Hearings: hearings[c.ID]}
		b, _ := p.round()
		if p.Form != b.Outcome { // an appeal changed it
			p.Form = b.Outcome
		}
		at := duty.Moment{Today: c.AnnouncedOn.AddDays(20), Who: access.Who{ID: "later"}}
		for _, gate := range []func(Proceeding, duty.Moment) error{critiqueSound, caseHeard, meetingSound, ballotSound, disciplineSound, announcedDay, serveSound} {
			if err := gate(p, at); err != nil {
				t.Errorf("%s: %v", c.Code, err)
			}
		}
		again, err := CountBallot(law.Default(), c, b)
		if err != nil || again.Outcome != b.Outcome || !again.Decided {
			t.Errorf("%s: the ballot gives %q %v, not %q (%v)", c.Code, again.Outcome, again.Decided, b.Outcome, err)
		}
		if c.ServedOn > c.AnnouncedOn.AddDays(10) {
			t.Errorf("%s served on %s, announced on %s", c.Code, c.ServedOn, c.AnnouncedOn)
		}
	}
}

func demoInOrder(t *testing.T, code string, cal *vn.Calendar, days []vn.Day) {
	t.Helper()
	if !slices.IsSorted(days) {
		t.Errorf("%s: days are not in order: %v", code, days)
	}
	for _, day := range days {
		if !cal.Working(day) {
			t.Errorf("%s: %s is no working day", code, day)
		}
	}
}

func demoFound[T any, P db.Ptr[T]](t *testing.T, v db.View, where string) []T {
	t.Helper()
	all, err := db.Find[T, P](context.Background(), v, where, "ORDER BY t.id")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Errorf("no %T", *new(T))
	}
	return all
}

func demoEach[T any, P db.Ptr[T]](t *testing.T, v db.View, f func(T)) {
	t.Helper()
	for _, r := range demoFound[T, P](t, v, "1 = 1") {
		f(r)
	}
}

func demoPut(all map[string]*Dossier, id string, f func(*Dossier)) {
	if d := all[id]; d != nil {
		f(d)
	}
}

func TestSpread(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for n := range 200 {
		w := make([]int, 1+rnd.IntN(40))
		sum := 0
		for i := range w {
			w[i] = rnd.IntN(9)
			sum += w[i]
		}
		for name, parts := range map[string][]int{"spread": spread(rnd, n, w), "apportion": apportion(n, w)} {
			total := 0
			for i, k := range parts {
				total += k
				if k < n*w[i]/max(sum, 1) || k > n*w[i]/max(sum, 1)+1 {
					t.Fatalf("%s of %d by %v gave %v", name, n, w, parts)
				}
			}
			if sum > 0 && total != n {
				t.Fatalf("%s of %d by %v adds up to %d", name, n, w, total)
			}
		}
	}
}

// demoRich holds the list of work of every role to what a visitor of the demo
// should find.
func demoRich(t *testing.T, d *db.DB, s *duty.Stage) {
	t.Helper()
	for role, want := range map[access.Role]struct{ todo, decide int }{
		access.Leader: {3, 5}, access.Head: {8, 3}, access.Inspector: {10, 0}, access.CellSecretary: {4, 1},
	} {
		ts, err := desk.Work(questions()...)(context.Background(), d.As(s.Accounts[role]), s.Today, 50)
		if err != nil {
			t.Fatal(err)
		}
		n, late := map[duty.TaskKind]int{}, 0
		for _, x := range ts {
			n[x.Kind]++
			if x.Due != "" && x.Due < s.Today {
				late++
			}
		}
		t.Logf("%s: %v, %d overdue", role, n, late)
		if n[duty.ToDo] < want.todo || n[duty.Decide] < want.decide {
			t.Errorf("%s has %v to do, want at least %+v", role, n, want)
		}
		if role == access.Inspector && late == 0 {
			t.Error("nothing is overdue")
		}
	}
	states := map[duty.State]bool{}
	for _, x := range demoFound[Inspection](t, d.As(db.System), "t.year >= 2020") {
		states[x.State] = true
		if x.DueOn != "" && x.DueOn < x.DecisionOn || x.DecisionOn > s.Today || x.ConcludedOn > s.Today {
			t.Errorf("%s: decided %s, due %s, concluded %s", x.Code, x.DecisionOn, x.DueOn, x.ConcludedOn)
		}
	}
	for _, st := range append(slices.Clone(running), Draft, Proposed, Concluded, FollowUp, Suspended) {
		if !states[st] {
			t.Errorf("no running inspection is %s", st)
		}
	}
}

// demoAppealsLawful holds every appeal, past and present, to its term and to
// the gates it has passed.
func demoAppealsLawful(t *testing.T, v db.View) {
	t.Helper()
	cases := map[string]Case{}
	demoEach(t, v, func(c Case) { cases[c.ID] = c })
	outcomes := map[Outcome]int{}
	demoEach(t, v, func(a Appeal) {
		c := Claim{a, cases[a.Case]}
		at := duty.Moment{Today: a.NotifiedOn, Who: access.Who{ID: "later"}}
		outcomes[a.Outcome]++
		if err := acceptSound(c, at); err != nil {
			t.Errorf("%s: %v", a.Code, err)
		}
		if a.State != Notified {
			return
		}
		if a.Outcome == Reduced {
			c.Of.Form = Warning // before the appeal
		}
		for _, gate := range []func(Claim, duty.Moment) error{resolveSound, notifySound} {
			if err := gate(c, at); err != nil {
				t.Errorf("%s: %v", a.Code, err)
			}
		}
		if a.ResolvedOn > a.DueOn {
			t.Errorf("%s resolved on %s, due on %s", a.Code, a.ResolvedOn, a.DueOn)
		}
	})
	for _, o := range []Outcome{Upheld, Reduced, Annulled} {
		if outcomes[o] == 0 {
			t.Errorf("no appeal was %s", o)
		}
	}
}

// demoRunningLawful holds what stands today to the gates it has passed.
func demoRunningLawful(t *testing.T, d *db.DB, s *duty.Stage) {
	t.Helper()
	ctx, v, at := context.Background(), d.As(db.System), duty.Moment{Today: s.Today, Who: access.Who{ID: "later"}}
	for _, x := range demoFound[Inspection](t, v, "t.year >= 2020") {
		dossier, err := OpenDossier(ctx, v, law.Default(), x.ID)
		if err != nil {
			t.Fatal(err)
		}
		gates := []func(Dossier, duty.Moment) error{proposalSound}
		reached := slices.Index(demoPath, x.State)
		for i, gate := range []func(Dossier, duty.Moment) error{decisionSound, announceSound, awaitSound, verifySound, draftSound, heardAtConference,
			heardAtConference, heardAtConference, conclusionSound, noticesGiven} {
			if reached > i {
				gates = append(gates, gate)
			}
		}
		for _, gate := range gates {
			if err := gate(dossier, at); err != nil {
				t.Errorf("%s %s: %v", x.Code, x.State, err)
			}
		}
	}
	for _, c := range demoFound[Case](t, v, "t.year >= 2020 AND t.state <> 'not_yet_considered'") {
		p, err := OpenProceeding(ctx, v, law.Default(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		gates := []func(Proceeding, duty.Moment) error{critiqueSound, caseHeard, meetingSound}
		if c.State != Meeting {
			gates = append(gates, ballotSound)
		}
		if c.Form != NoForm {
			gates = append(gates, disciplineSound)
		}
		for _, gate := range gates {
			if err := gate(p, at); err != nil {
				t.Errorf("%s %s: %v", c.Code, c.State, err)
			}
		}
	}
}

// demoNumbers holds the numbers of every office and year to 1, 2, 3 …
func demoNumbers(t *testing.T, v db.View) {
	t.Helper()
	last := map[string][]int{}
	demoEach(t, v, func(x Inspection) {
		last[fmt.Sprint(x.Org, x.Mark, x.Year)] = append(last[fmt.Sprint(x.Org, x.Mark, x.Year)], x.Seq)
	})
	demoEach(t, v, func(c Case) {
		last[fmt.Sprint(c.Org, "case", c.Year)] = append(last[fmt.Sprint(c.Org, "case", c.Year)], c.Seq)
	})
	demoEach(t, v, func(a Appeal) {
		last[fmt.Sprint(a.Org, "appeal", a.Year)] = append(last[fmt.Sprint(a.Org, "appeal", a.Year)], a.Seq)
	})
	for key, seqs := range last {
		slices.Sort(seqs)
		for i, n := range seqs {
			if n != i+1 {
				t.Errorf("%s: numbers %v have holes", key, seqs)
				break
			}
		}
	}
}

// TestDemoOnAnyDay builds the demo on a Sunday, on holidays and at the turn of
// a year.
func TestDemoOnAnyDay(t *testing.T) {
	for _, day := range []string{"2026-11-29", "2026-12-31", "2027-01-01", "2027-02-07"} {
		t.Run(day, func(t *testing.T) {
			d := dbtest.SQLite(t)
			d.Now = func() time.Time { return vn.Day(day).Time().Add(5 * time.Hour) }
			s := demoOn(t, d, minhgiang.Small, demoFive.scaled(50))
			demoRich(t, d, s)
			demoRunningLawful(t, d, s)
			if n := demoCounted(t, d, db.Everywhere)[ID+".members_inspected"]; n != demoFive.scaled(50).done[streamMembersInspected] {
				t.Errorf("%d members inspected", n)
			}
		})
	}
}

// TestDemoIsTheSameEachTime builds it twice and compares every figure.
func TestDemoIsTheSameEachTime(t *testing.T) {
	var all [2]map[string]map[int]int
	for i := range all {
		d := dbtest.SQLite(t)
		s := demoOn(t, d, minhgiang.Small, demoFive.scaled(50))
		var err error
		if all[i], err = d.Figures(context.Background(), ID+".", db.Range{Node: s.Units[0].ID, From: "2010-01-01", To: "2030-12-31"}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(all[0], all[1]); diff != "" {
		t.Errorf("the demo differs from time to time:\n%s", diff)
	}
}
