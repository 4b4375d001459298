package inspection

import (
	"fmt"

	"liemchinh.vn/internal/db"
)

// newDemoID makes an id where a record must be named before it is saved.
func newDemoID() string { return db.NewID() }

// putAll saves the records of a list in their order.
func putAll[T any, P db.Ptr[T]](d *demoStage, rs []T) error {
	for i := range rs {
		if err := put[T, P](d, &rs[i]); err != nil {
			return err
		}
	}
	return nil
}

// demoOutcome is a result with its share of a hundred.
type demoOutcome struct {
	result Result
	share  int
}

// demoOutcomes are the results of subjects that are not disciplined, by family
// of work.
var demoOutcomes = map[string][]demoOutcome{
	"inspected":             {{Strengths, 20}, {NoFault, 62}, {Fault, 14}, {ViolationNoDiscipline, 4}},
	"supervised":            {{Strengths, 24}, {NoFault, 66}, {Fault, 10}},
	"signs":                 {{NoFault, 25}, {Fault, 33}, {ViolationNoDiscipline, 37}, {LimitationExpired, 5}},
	"denunciation_resolved": {{NoFault, 55}, {Fault, 27}, {ViolationNoDiscipline, 18}},
}

func (d *demoStage) outcome(k Kind) Result {
	at := d.rnd.IntN(100)
	list := demoOutcomes[families[k]]
	for _, o := range list {
		if at -= o.share; at < 0 {
			return o.result
		}
	}
	return list[0].result
}

// conclude gives the n-th subject its result, its minutes, and what follows.
func (d *demoStage) conclude(x *demoDossier, n int) {
	s := &x.subjects[n]
	if s.Result == "" {
		s.Result = d.outcome(x.Kind)
	}
	mark := demoBodies[x.office.rank].mark
	s.HeardMinute, s.HeardAgainNo = d.paper(x.Org, "BB", mark, s.HeardOn), d.paper(x.Org, "BB", mark, s.HeardAgainOn)
	x.hearings = append(x.hearings,
		d.minute(x, s, AtConference, s.UnitName), d.minute(x, s, BeforeBody, x.office.unit.Name()))
	switch s.Result {
	case NoFault:
	case Strengths:
		if d.rnd.IntN(4) == 0 {
			x.reminders = append(x.reminders, d.reminder(x, s, "", Commend))
		}
	case Fault, ViolationNoDiscipline, ViolationDiscipline, LimitationExpired:
		f := d.finding(x, s)
		x.findings = append(x.findings, f)
		if k := d.follows(s); k != "" {
			s.Recommendation = demoReminderTexts[k]
			x.reminders = append(x.reminders, d.reminder(x, s, f.ID, k))
		}
	}
}

// follows picks what a subject with a fault is told.
func (d *demoStage) follows(s *Subject) ReminderKind {
	switch {
	case s.Result == ViolationDiscipline || s.Result == LimitationExpired:
		return ""
	case s.Result == ViolationNoDiscipline:
		return SelfCritique
	case s.ObjectType == Organisation:
		return chosen(d.rnd, []ReminderKind{Recommend, Lesson, Caution})
	}
	return chosen(d.rnd, []ReminderKind{Remind, Remind, Lesson, Caution})
}

func (d *demoStage) minute(x *demoDossier, s *Subject, round HearingRound, place string) Hearing {
	h := Hearing{Inspection: x.ID, Subject: s.ID, Round: round, HeldOn: s.HeardOn, Place: place, Chair: x.office.clerks[1].Name, Said: chosen(d.rnd, demoSaid), MinuteNo: s.HeardMinute}
	if round == BeforeBody {
		h.HeldOn, h.MinuteNo, h.Chair = s.HeardAgainOn, s.HeardAgainNo, x.office.clerks[0].Name
	}
	h.Org, h.Dossier = x.Org, x.ID
	return h
}

func (d *demoStage) finding(x *demoDossier, s *Subject) Finding {
	f := Finding{Inspection: x.ID, Subject: s.ID, Codes: d.codes(x.Kind), Content: chosen(d.rnd, demoTopics[x.Kind]), Degree: Minor,
		Description: chosen(d.rnd, demoFaults), Responsibility: "Trách nhiệm của " + s.Name, Proposal: "Kết luận và yêu cầu khắc phục",
		Reply: chosen(d.rnd, demoSaid), RepliedOn: s.HeardOn}
	if s.Result != Fault {
		f.Description, f.Degree = chosen(d.rnd, demoViolations), chosen(d.rnd, []Degree{Minor, Serious})
	}
	f.To = x.DecisionOn.AddDays(-30 - d.rnd.IntN(300))
	f.From = f.To.AddDays(-20 - d.rnd.IntN(200))
	f.Evidence = []Evidence{{Title: "Biên bản làm việc", No: fmt.Sprintf("%s ngày %s", d.paper(x.Org, "BB", demoBodies[x.office.rank].mark, x.VerifyingOn), x.VerifyingOn.Show())}}
	f.ID = newDemoID()
	f.Org, f.Dossier = x.Org, x.ID
	return f
}

// codes picks one to three contents of the catalogue.
func (d *demoStage) codes(k Kind) []string {
	all := demoCodes[k]
	n, at := 1+d.rnd.IntN(2), d.rnd.IntN(len(all))
	if d.rnd.IntN(6) == 0 {
		n++
	}
	var out []string
	for i := range min(n, len(all)) {
		out = append(out, all[(at+i)%len(all)])
	}
	return out
}

// reminder makes a reminder that was answered and closed, on its papers.
func (d *demoStage) reminder(x *demoDossier, s *Subject, finding string, k ReminderKind) Reminder {
	r := Reminder{State: Closed, Inspection: x.ID, Subject: s.ID, Finding: finding, Kind: k, ObjectType: s.ObjectType, Object: s.Object, To: s.Name,
		Text: demoReminderTexts[k], IssuedOn: x.ConclusionOn}
	r.Org, r.Dossier = x.Org, x.ID
	if k == Commend {
		return r
	}
	r.Due = d.work(r.IssuedOn.AddDays(30))
	r.AnsweredOn = d.work(r.IssuedOn.AddDays(10 + d.rnd.IntN(18)))
	r.Answer, r.DoneOn = "Đã thực hiện xong, gửi kèm báo cáo.", r.AnsweredOn
	r.Evidence = []Evidence{{Title: "Báo cáo khắc phục", No: fmt.Sprintf("%d-BC", d.number("answer %s %d", s.Unit, r.AnsweredOn.Year()))}}
	r.VerifiedOn = d.work(r.AnsweredOn.AddDays(1 + d.rnd.IntN(5)))
	return r
}

// demoSuspensions is how many of the expelled were suspended before.
const demoSuspensions = 2

// suspend writes the suspension that went before an expulsion, for the first
// of them.
func (d *demoStage) suspend(c *demoCase) error {
	if d.suspended == demoSuspensions {
		return nil
	}
	d.suspended++
	s := Suspension{State: Ended, Inspection: c.Inspection, Case: c.ID, ObjectType: Member, Object: c.Object, Name: c.Name, Unit: c.Unit,
		CommitteeMember: c.CommitteeLevel != "", Kind: PartyActivity, Ground: "Có dấu hiệu cản trở việc xem xét, kết luận", From: c.SelfCriticismOn}
	s.Also = SuspensionFollows(s.Kind, s.CommitteeMember)
	s.Org, s.Dossier = c.Org, c.Dossier
	s.DecisionNo = d.paper(c.Org, "QĐ", demoBodies[c.of.office.rank].mark, s.From)
	end, _, err := SuspensionTerm(d.Law, s.Kind, s.From)
	if err != nil {
		return err
	}
	s.Term, s.To = end, end.Due
	if c.AnnouncedOn < s.To {
		s.State, s.LiftedOn, s.LiftReason = Lifted, c.AnnouncedOn, "Đã công bố quyết định kỷ luật"
	}
	return put(d, &s)
}
