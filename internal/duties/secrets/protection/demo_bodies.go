package protection

import (
	"fmt"

	"liemchinh.vn/internal/access"
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
