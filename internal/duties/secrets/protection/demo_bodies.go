package protection

import (
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// listing puts the next body on a delegation's list, told of it.
func (d *demoStage) listing(r Delegation, n int) Body {
	u := d.body()
	b := Body{Base: owned(r.Org, r.ID), State: Announced, Delegation: r.ID, Code: r.Code, Basis: r.Basis, Unit: u.ID, UnitName: u.Name(),
		AnnouncedOn: r.AnnouncedOn, Representative: d.person(100 + n).Name}
	return b
}

// checkedOn answers the check-list of a body and lists what was found.
func (d *demoStage) checkedOn(b *Body, n int, on vn.Day) []Finding {
	b.State, b.CheckedOn = Checked, on
	b.Answers = answered(nil)
	for i := range b.Answers {
		b.Answers[i].Seen = Right
	}
	var fs []Finding
	for _, x := range demoFaults {
		if b.Basis == OnSigns && x.code != "networked_drafting" && x.code != "portable_storage" || b.Basis != OnSigns && (n*x.n+len(x.code))%x.every >= x.n {
			continue
		}
		c, _ := checkOf(x.code)
		source, _ := c.Rule(on)
		for i := range b.Answers {
			if b.Answers[i].Code == x.code {
				b.Answers[i].Seen = Wrong
			}
		}
		fs = append(fs, Finding{State: Recorded, Delegation: b.Delegation, Unit: b.Unit, UnitName: b.UnitName, Code: x.code, Rating: c.Rating, Text: x.text, Rule: source,
			FoundOn: on, FoundBy: d.account(access.Inspector).ID, DueOn: d.work(on, 90)})
	}
	return fs
}

// draft sends the draft of a body's result, and hears the body if it is to be
// heard.
func (d *demoStage) draft(b *Body, n int, heard bool) {
	b.State, b.DraftOn, b.DraftNo = Drafted, d.work(b.CheckedOn, 2), fmt.Sprintf("%02d-DT/ĐKT", n+1)
	b.ReplyDue = d.work(b.DraftOn, 7)
	if heard {
		b.State, b.HeardOn, b.HeardNo, b.Said = Heard, d.work(b.DraftOn, 5), fmt.Sprintf("%02d-BBGT/ĐKT", n+1), demoSaid[n%len(demoSaid)]
	}
}

// save writes a body with its findings.
func (d *demoStage) save(b *Body, fs []Finding) error {
	if err := keep(d, b); err != nil {
		return err
	}
	for _, f := range fs {
		f.Base, f.Body = owned(b.Org, b.Dossier), b.ID
		if err := keep(d, &f); err != nil {
			return err
		}
	}
	return nil
}

// inspected writes one body of the past: heard, concluded, every finding
// remedied and re-checked by a second person.
func (d *demoStage) inspected(r Delegation, n, after int) error {
	b := d.listing(r, n)
	fs := d.checkedOn(&b, n, d.work(r.BegunOn, after))
	d.draft(&b, n, true)
	b.State, b.ConclusionOn, b.ConclusionNo = Concluded, r.ConclusionOn, fmt.Sprintf("%s/%02d", r.ConclusionNo, n+1)
	b.ConcludedBy, b.Faults, b.Grade = r.ConcludedBy, len(fs), Fair
	b.Conclusion = "Đơn vị phải khắc phục các tồn tại nêu trong kết luận và báo cáo kết quả."
	switch {
	case r.Basis == OnSigns:
		b.Grade = Urgent
	case len(fs) == 0:
		b.Grade, b.Conclusion = Good, "Đơn vị chấp hành tốt quy định về bảo vệ bí mật nhà nước."
	}
	inspector, second := d.account(access.Inspector).ID, d.account(access.SecretsOfficer, access.Head).ID
	for i := range fs {
		f := &fs[i]
		f.State, f.ConcludedOn, f.DueOn = Closed, b.ConclusionOn, d.work(b.ConclusionOn, 60)
		f.Remedy, f.RemedyBy, f.EvidenceNo = "Đơn vị đã khắc phục và báo cáo bằng văn bản.", inspector, fmt.Sprintf("BC khắc phục số %d", n+i+1)
		f.RemediedOn = d.work(b.ConclusionOn, 20+(n*7+i)%35)
		f.RecheckedBy, f.RecheckedOn, f.RecheckNote = second, d.work(f.RemediedOn, 5), "Đã kiểm tra lại tại đơn vị: đúng như báo cáo."
	}
	return d.save(&b, fs)
}

// running writes the delegation at work today and a proposal that waits for its
// decision.
func (d *demoStage) running() error {
	r := d.proposal("Kiểm tra công tác bảo vệ bí mật nhà nước năm "+fmt.Sprint(d.Today.Year()), PartyCommittee, Planned, d.Today.AddDays(-60))
	d.decide(&r)
	r.State, r.AnnouncedOn, r.AnnounceNo = Working, d.work(r.DecisionOn, 4), "01-BB/ĐKT"
	r.BegunOn = d.work(r.AnnouncedOn, 3)
	r.StartOn, r.EndOn = r.BegunOn, d.work(d.Today, 12)
	if err := keep(d, &r); err != nil {
		return err
	}
	if err := d.team(r); err != nil {
		return err
	}
	if err := d.seated(r); err != nil {
		return err
	}
	for n := range 6 {
		b := d.listing(r, n)
		var fs []Finding
		if n < 4 {
			fs = d.checkedOn(&b, n, d.work(r.BegunOn, 2+3*n))
		}
		if n < 3 {
			d.draft(&b, n, n < 2)
		}
		if b.State == Drafted {
			b.ReplyDue = max(b.ReplyDue, d.work(d.Today, 2))
		}
		if err := d.save(&b, fs); err != nil {
			return err
		}
	}
	return d.waiting()
}

// seated gives the inspector's account a place on the delegation at work.
func (d *demoStage) seated(r Delegation) error {
	w := d.account(access.Inspector)
	m := Member{Base: owned(r.Org, r.ID), State: Serving, Delegation: r.ID, Account: w.ID, Person: w.Person, Name: w.Name,
		UnitName: "Cơ quan Ủy ban Kiểm tra Tỉnh ủy Minh Giang", Place: OfDelegation, Tie: NoTie, CheckedOn: r.ProposedOn}
	return keep(d, &m)
}

// waiting is a proposal without its decision.
func (d *demoStage) waiting() error {
	r := d.proposal("Kiểm tra đột xuất đơn vị có dấu hiệu lộ, lọt bí mật nhà nước", PublicSecurity, OnSigns, d.Today.AddDays(-4))
	if err := keep(d, &r); err != nil {
		return err
	}
	if err := d.team(r); err != nil {
		return err
	}
	b := d.listing(r, 0)
	b.State, b.AnnouncedOn, b.Representative = Listed, "", ""
	return d.save(&b, nil)
}

// demoPosts are the dedicated staff: at which seat, since when, until when. The
// provincial People's Council has nobody, which the list of staff warns of.
var demoPosts = []struct {
	unit     string // "" for a body of the stage
	seat     Seat
	kind     StaffKind
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
		s := Staff{Base: owned(d.top, ""), State: InPost, Kind: x.kind, Seat: x.seat, Person: p.ID, Name: p.Name, UnitName: x.unit, Post: x.post,
			DecisionNo: fmt.Sprintf("%d-QĐ/VP", 80+n), DecisionOn: d.work(x.from.AddDays(-5), 0), From: x.from}
		if w, ok := d.Accounts[access.SecretsOfficer]; ok && x.seat == PartyOffice {
			s.Person, s.Name = w.Person, w.Name
		}
		if x.unit == "" {
			u := d.bodies[n]
			s.Unit, s.UnitName = u.ID, u.Name()
		}
		if x.to != "" {
			s.State, s.To, s.LeaveWhy, s.LeaveNo, s.Successor = LeftTeam, x.to, x.why, fmt.Sprintf("%d-QĐ/VP", 180+n), d.person(201+n).Name
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

func (d *demoStage) undertook(s Staff, on Occasion, day vn.Day, n int) error {
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
func (d *demoStage) session(on vn.Day, n, size int, staff []Staff) error {
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
