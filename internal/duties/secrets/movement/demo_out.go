package movement

import (
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// trip is a request to carry the first copy of an item out.
func (d *demoStage) trip(it register.Item, abroad bool, day vn.Day) (CarryOut, error) {
	copies, err := storeCopies(d.ctx, d.Tx.View, it.ID)
	if err != nil || len(copies) == 0 {
		return CarryOut{}, err
	}
	by := d.somebody()
	for by.ID == d.officer.Person || by.ID == d.leader.Person { // the keeper and who permits are the other side
		by = d.somebody()
	}
	c := CarryOut{Base: duty.Base{Org: it.Org}, State: Requested, Asking: d.asking(d.officer, day, "Báo cáo tại hội nghị"), Abroad: abroad, Lines: []Line{lineOf(copies[0])}, Grade: it.Grade,
		Bearer: by.ID, BearerName: by.Name, Place: "Hội nghị tại Hà Nội", FromOn: day, ToOn: day.AddDays(3), Means: "Cặp có khóa", Protection: "Hai người đi cùng, không rời tài liệu"}
	if abroad {
		c.Place, c.DelegationHead, c.InformedOn = "Đoàn công tác tại Lào", d.somebody().Name, day
	}
	return c, db.Save(d.ctx, d.Tx, &c)
}

// away permits a carry-out and hands it to its bearer.
func (d *demoStage) away(c *CarryOut, day vn.Day) error {
	if err := act(d, d.carryOuts, d.leader, day, c, DoPermit, desk.Values{"decided_on": {string(day)}, "delegation_head": {c.DelegationHead}, "informed_on": {string(c.InformedOn)}}); err != nil {
		return err
	}
	return act(d, d.carryOuts, d.officer, day, c, DoTake, desk.Values{"taken_on": {string(day)}})
}

// carryOut carries a copy out and back, one in fifteen late.
func (d *demoStage) carryOut(n int, it register.Item) error {
	c, err := d.trip(it, n%3 == 2, d.day)
	if err != nil || c.ID == "" {
		return err
	}
	if err := d.away(&c, d.day); err != nil {
		return err
	}
	back := c.ToOn
	if n%15 == 7 {
		back = c.ToOn.AddDays(4)
	}
	on := []string{string(back)}
	if err := act(d, d.carryOuts, d.officer, back, &c, DoGiveBack, desk.Values{"picked": {c.Lines[0].Copy}, "on_day": on}); err != nil {
		return err
	}
	if err := act(d, d.carryOuts, d.officer, back, &c, DoReport, desk.Values{"report": {"Tài liệu chỉ dùng tại hội nghị, đã mang về đủ"}, "reported_on": on}); err != nil {
		return err
	}
	return act(d, d.carryOuts, d.officer, back, &c, DoClose, nil)
}

// application is a request to be given an item.
func (d *demoStage) application(it register.Item, day vn.Day) Provision {
	p := Provision{State: Requested}
	p.of(it)
	p.Asking = d.asking(d.officer, day, "Phục vụ xác minh")
	p.Applicant, p.Undertaking = Applicant{Applicant: "Viện Nghiên cứu Thử Nghiệm", Address: "Số 1 đường Mẫu", Post: "Viện trưởng"}, true
	return p
}

// provision provides an item, or refuses it in writing.
func (d *demoStage) provision(n int, it register.Item) error {
	p, day := d.application(it, d.day), d.day
	if err := db.Save(d.ctx, d.Tx, &p); err != nil {
		return err
	}
	no := []string{fmt.Sprintf("%d-CV/VP", 100+n)}
	if n%3 == 1 {
		return act(d, d.provisions, d.leader, day, &p, DoRefuse, desk.Values{"decision_no": no, "refuse_reason": {"Nội dung không thuộc nhiệm vụ của bên đề nghị"}})
	}
	if err := act(d, d.provisions, d.leader, day, &p, DoGrant, desk.Values{"decision_no": no, "decided_on": {string(day)}}); err != nil {
		return err
	}
	return act(d, d.provisions, d.officer, day, &p, DoProvide, desk.Values{"provided_on": {string(day)}, "slip": {fmt.Sprint(n + 1)}})
}

// recent lists the latest items that have copies in the store.
func (d *demoStage) recent(n int, fits func(register.Item) bool) ([]register.Item, error) {
	var out []register.Item
	for i := len(d.items) - 1; i >= 0 && len(out) < n; i-- {
		it := d.items[i]
		if !it.Live() || !fits(it) {
			continue
		}
		copies, err := storeCopies(d.ctx, d.Tx.View, it.ID)
		if err != nil {
			return nil, err
		}
		if len(copies) > 0 {
			out = append(out, it)
		}
	}
	return out, nil
}

// present leaves things under way, so that every list of work has its lines.
func (d *demoStage) present() error {
	for _, play := range []func() error{d.underWay, d.arriving, d.deciding, d.outNow} {
		if err := play(); err != nil {
			return fmt.Errorf("demo: present: %w", err)
		}
	}
	return nil
}

// underWay are transfers of this week: one that waits for the cell, one with a
// copy short, one that seems to have been opened.
func (d *demoStage) underWay() error {
	items, err := d.recent(3, func(it register.Item) bool { return it.Grade == access.Secret })
	if err != nil {
		return err
	}
	day := d.Today.AddDays(-2)
	for n, it := range items {
		copies, err := storeCopies(d.ctx, d.Tx.View, it.ID)
		if err != nil {
			return err
		}
		to, name := d.units[n%len(d.units)].ID, d.units[n%len(d.units)].Name
		if n == 0 && d.cell.Unit != "" {
			to, name = d.cell.Unit, desk.UnitName(d.ctx, d.Tx.View, d.cell.Unit, d.Today)
		}
		t := d.letter(to, name, copies)
		if err := d.send(&t, day); err != nil {
			return err
		}
		found := []desk.Values{nil, demoCheck(t.Declared-1, true, d.Today), demoCheck(t.Declared, false, d.Today, string(Opened))}[n]
		if found == nil {
			continue
		}
		if err := act(d, d.transfers, d.receiver(to, d.somebody().Name), d.Today, &t, DoCheck, found); err != nil {
			return err
		}
	}
	return nil
}

// arriving is an envelope that only one person may open.
func (d *demoStage) arriving() error {
	by := d.somebody()
	if d.leader.Person != "" {
		by = duty.StagePerson{ID: d.leader.Person, Name: d.leader.Name}
	}
	t := Transfer{Base: duty.Base{Org: d.officer.Unit}, State: Sent, Incoming: true, Book: d.officer.Unit, FromName: "Ban Thử Nghiệm Trung ương", To: d.officer.Unit,
		ToName: desk.UnitName(d.ctx, d.Tx.View, d.officer.Unit, d.Today), Declared: 1, Outer: "15-CV/BTN", Packing: Packing{OuterMark: MarkB}, Grade: access.HighSecret,
		NamedOnly: true, Named: by.ID, NamedName: by.Name, Urgent: true, SentOn: d.Today, SentAt: d.Tx.Now()}
	if err := t.number(d.ctx, d.at(d.officer, d.Today), d.Today); err != nil {
		return err
	}
	return db.Save(d.ctx, d.Tx, &t)
}

// deciding are requests that wait for the leader, and a permit half used.
func (d *demoStage) deciding() error {
	items, err := d.recent(3, func(it register.Item) bool { return it.CopyAllowed })
	if err != nil {
		return err
	}
	for n, it := range items {
		p := d.wanted(it, 2, d.Today.AddDays(-1))
		if err := db.Save(d.ctx, d.Tx, &p); err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		on := []string{string(d.Today)}
		if err := act(d, d.permits, d.leader, d.Today, &p, DoPermit, desk.Values{"copies": {"2"}, "decided_on": on}); err != nil {
			return err
		}
		if err := act(d, d.permits, d.officer, d.Today, &p, DoMake, desk.Values{"making": {fmt.Sprint(n)}, "made_on": on}); err != nil {
			return err
		}
	}
	top, err := d.recent(1, func(it register.Item) bool { return it.Grade == access.TopSecret })
	for _, it := range top {
		p := d.application(it, d.Today)
		p.Foreign, p.Applicant.Applicant, p.Nationality, p.Papers = true, "Tổ chức Thử Nghiệm nước ngoài", "Lào", "P0000000"
		if err == nil {
			err = db.Save(d.ctx, d.Tx, &p)
		}
	}
	return err
}

// outNow are a carry-out that is overdue and one that waits for the leader.
func (d *demoStage) outNow() error {
	items, err := d.recent(2, func(it register.Item) bool { return it.Grade == access.HighSecret })
	if err != nil {
		return err
	}
	for n, it := range items {
		day := d.Today.AddDays(-6 * (1 - n))
		c, err := d.trip(it, n == 1, max(day, it.RegisteredOn))
		if err != nil || c.ID == "" {
			return err
		}
		if n == 0 {
			if err := d.away(&c, c.FromOn); err != nil {
				return err
			}
		}
	}
	return nil
}
