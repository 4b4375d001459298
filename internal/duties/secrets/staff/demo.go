package staff

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// demoStage is the demo being written.
type demoStage struct {
	*duty.Stage
	ctx context.Context
	top string // unit that keeps the records
}

// demo fills the tables of the module.
func demo(ctx context.Context, s *duty.Stage) error {
	if len(s.Units) <= len(demoPosts) || len(s.People) < 10 {
		return nil // a stage without a world has no offices to staff
	}
	d := &demoStage{Stage: s, ctx: ctx, top: s.Units[0].ID}
	for _, step := range []func() error{d.people, d.sessions, d.rulebooks} {
		if err := step(); err != nil {
			return fmt.Errorf("demo of staff: %w", err)
		}
	}
	return nil
}

func keep[T any, P db.Ptr[T]](d *demoStage, r P) error { return db.Save[T, P](d.ctx, d.Tx, r) }

// scaled makes a count smaller by the stage's divisor, but not nothing.
func (d *demoStage) scaled(n int) int {
	share := max(1, d.Share)
	return (n + share - 1) / share
}

// person is one of the invented members.
func (d *demoStage) person(n int) duty.StagePerson { return d.People[(n*37)%len(d.People)] }

// work is the first working day on or after a day.
func (d *demoStage) work(on vn.Day, after int) vn.Day {
	on = on.AddDays(after)
	for !d.Law.Calendar().Working(on) {
		on = on.AddDays(1)
	}
	return on
}

// demoPosts are the dedicated staff: at which seat, since when, until when. The
// provincial People's Council has nobody, which the list of staff warns of.
var demoPosts = []struct {
	unit     string // "" for a body of the stage
	seat     Seat
	kind     OfficerKind
	post     string
	from, to vn.Day
	why      LeaveReason
}{
	{"Văn phòng Ủy ban nhân dân tỉnh Minh Giang", CommitteeOffice, FullTime, "Chuyên viên", "2014-02-03", "2021-04-01", Retired},
	{"Văn phòng Ủy ban nhân dân tỉnh Minh Giang", CommitteeOffice, FullTime, "Chuyên viên", "2021-04-01", "", ""},
	{"Văn phòng Tỉnh ủy Minh Giang", PartyOffice, FullTime, "Cán bộ bảo mật", "2016-06-01", "", ""},
	{"", Subordinate, PartTime, "Văn thư", "2015-01-05", "", ""},
	{"", Subordinate, PartTime, "Văn thư", "2015-01-05", "2022-08-01", Moved},
	{"", Subordinate, PartTime, "Chánh văn phòng", "2017-03-01", "", ""},
	{"", Subordinate, PartTime, "Văn thư", "2018-05-02", "", ""},
	{"", Subordinate, PartTime, "Chuyên viên", "2020-07-01", "", ""},
	{"", Subordinate, PartTime, "Chuyên viên", "2022-08-01", "", ""},
	{"", Subordinate, PartTime, "Văn thư", "2023-02-01", "", ""},
}

// people writes the dedicated staff with their undertakings.
func (d *demoStage) people() error {
	for n, x := range demoPosts {
		p := d.person(200 + n)
		s := Officer{Base: owned(d.top, ""), State: InPost, Kind: x.kind, Seat: x.seat, Person: p.ID, Name: p.Name, UnitName: x.unit, Post: x.post,
			DecisionNo: fmt.Sprintf("%d-QĐ/VP", 80+n), DecisionOn: d.work(x.from.AddDays(-5), 0), From: x.from}
		if w, ok := d.Accounts[access.SecretsOfficer]; ok && x.seat == PartyOffice {
			s.Person, s.Name = w.Person, w.Name
		}
		if x.unit == "" {
			u := d.Units[1+n]
			s.Unit, s.UnitName = u.ID, u.Name
		}
		if x.to != "" {
			s.State, s.To, s.LeaveWhy, s.LeaveNo, s.Successor = Gone, x.to, x.why, fmt.Sprintf("%d-QĐ/VP", 180+n), d.person(201+n).Name
		}
		s.DecisionOn = min(s.DecisionOn, s.From)
		if err := keep(d, &s); err != nil {
			return err
		}
		if err := d.undertook(s, TakingUp, s.From, n); err != nil {
			return err
		}
		if s.To == "" {
			continue
		}
		if err := d.undertook(s, Leaving, s.To.AddDays(-1), 100+n); err != nil {
			return err
		}
	}
	return nil
}

func (d *demoStage) undertook(s Officer, on Occasion, day vn.Day, n int) error {
	u := Undertaking{Base: owned(s.Org, ""), State: Signed, Person: s.Person, Name: s.Name, Unit: s.Unit, UnitName: s.UnitName, Post: s.Post,
		Occasion: on, SignedOn: day, PaperNo: fmt.Sprintf("CK-%03d/%d", n+1, day.Year())}
	return keep(d, &u)
}

// sessions writes one session a year since 2016, two in 2018, and the next one.
func (d *demoStage) sessions() error {
	staff, err := inPost(d.ctx, d.Tx.View, "1 = 1")
	if err != nil {
		return err
	}
	for y := 2016; y <= d.Today.Year(); y++ {
		for k := range map[bool]int{true: 2, false: 1}[y == 2018] {
			on := d.work(vn.Day(fmt.Sprintf("%d-%02d-10", y, 4+3*k)), 0)
			if on < d.Today {
				if err := d.session(on, y-2016+k, d.scaled(24+2*(y-2016)), staff); err != nil {
					return err
				}
			}
		}
	}
	next := d.planned(d.work(d.Today, 10))
	return keep(d, &next)
}

func (d *demoStage) planned(on vn.Day) Training {
	return Training{Base: owned(d.top, ""), State: Plan, Title: fmt.Sprintf("Bồi dưỡng nghiệp vụ bảo vệ bí mật nhà nước, tháng %d/%d", on.Month(), on.Year()), HeldOn: on,
		Place: "Hội trường Tỉnh ủy Minh Giang", Content: "Pháp luật về bảo vệ bí mật nhà nước; soạn thảo, đăng ký, sao chụp, giao nhận, tiêu hủy; máy tính độc lập.",
		Organiser: "Công an tỉnh Minh Giang", Hours: 8, PaperNo: fmt.Sprintf("%d-KH/CAT", 60+on.Month())}
}

// session writes one session that was held; the first of its participants are
// dedicated staff.
func (d *demoStage) session(on vn.Day, n, size int, staff []Officer) error {
	t := d.planned(on)
	t.State, t.Trained = Held, size
	if err := keep(d, &t); err != nil {
		return err
	}
	for i := range size {
		p := Participant{Base: owned(d.top, t.ID), State: Listed, Training: t.ID, HeldOn: on, Result: Passed, Certificate: fmt.Sprintf("CN-%d-%03d", on.Year(), i+1)}
		switch {
		case i < len(staff) && staff[i].From <= on:
			s := staff[i]
			p.Person, p.Name, p.Unit, p.UnitName, p.Dedicated = s.Person, s.Name, s.Unit, s.UnitName, true
		default:
			x := d.person(400 + 53*n + i)
			p.Person, p.Name, p.Unit, p.UnitName = x.ID, x.Name, x.Unit, d.unitName(x)
		}
		if i%17 == 11 {
			p.Result, p.Certificate = Failed, ""
		}
		if err := keep(d, &p); err != nil {
			return err
		}
	}
	return nil
}

// unitName is the name of a member's organisation today.
func (d *demoStage) unitName(p duty.StagePerson) string {
	for _, u := range d.Units {
		if u.ID == p.Unit {
			return u.Name
		}
	}
	return p.Unit
}

// rulebooks writes a regulation in two versions and the internal rules.
func (d *demoStage) rulebooks() error {
	first := Rulebook{Base: owned(d.top, ""), State: Replaced, Kind: Regulation, Number: "07-QC/TU", Title: "Quy chế bảo vệ bí mật nhà nước trong Đảng bộ tỉnh", Unit: d.top, UnitName: d.Units[0].Name,
		IssuedOn: "2014-06-10", Edition: 1, From: "2014-06-10", ReplacedBy: "16-QC/TU", ReplacedOn: "2021-06-16"}
	if err := keep(d, &first); err != nil {
		return err
	}
	second := first
	second.Base, second.State, second.Number, second.IssuedOn, second.From, second.Edition = owned(d.top, first.ID), InForce, "16-QC/TU", "2021-06-16", "2021-06-16", 2
	second.Replaces, second.ReplacedBy, second.ReplacedOn = first.ID, "", ""
	if err := keep(d, &second); err != nil {
		return err
	}
	rules := Rulebook{Base: owned(d.top, ""), State: InForce, Kind: InternalRules, Number: "03-NQ/VPTU", Title: "Nội quy bảo vệ bí mật nhà nước của cơ quan", UnitName: "Văn phòng Tỉnh ủy Minh Giang",
		IssuedOn: "2021-09-01", Edition: 1, From: "2021-09-15"}
	return keep(d, &rules)
}
