package incidents

import (
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// meeting is the common part of the demo's meetings.
func (d *demoStage) meeting(state string, grade access.Level, title string, from, to vn.Day) Meeting {
	m := Meeting{Base: d.base(), Grade: grade, Title: title, Organiser: d.officer.Unit, OrganiserName: d.unitName(d.officer.Unit), Chair: "Thường trực Tỉnh ủy",
		From: from, To: to, Venue: OwnOffice, Place: "Phòng họp kín số 2", RequestedBy: d.officer.ID, RequestedOn: from.AddDays(-12)}
	m.Year, m.Seq, m.Code = d.code("HN", from)
	if state != string(Requested) {
		m.PermittedBy, m.PermittedName, m.PermittedPerson, m.PermitNo, m.PermittedOn = d.leader.ID, d.leader.Name, d.leader.Person, d.paper("QĐ/TU"), from.AddDays(-8)
	}
	return m
}

// meetings writes meetings held and closed, one being prepared, one waiting for
// permission.
func (d *demoStage) meetings() error {
	var all []Meeting
	for n, year := range []vn.Day{"2016-05-10", "2017-10-03", "2018-04-17", "2018-09-25", "2019-06-11", "2025-08-19"} {
		grade := []access.Level{access.Secret, access.HighSecret}[n%2]
		m := d.meeting(string(Closed), grade, "Hội nghị chuyên đề", year, year.AddDays(n%2))
		m.State = Closed
		if n == 3 {
			m.Venue, m.Place, m.PoliceNo, m.PoliceBody, m.PoliceOn = Outside, "Nhà khách Tỉnh ủy", d.paper("BB/CA"), "Công an tỉnh", year.AddDays(-1)
		}
		d.held(&m)
		all = append(all, m)
	}
	next := d.meeting(string(Permitted), access.HighSecret, "Họp ban soạn thảo đề án", d.Today.AddDays(6), d.Today.AddDays(7))
	next.State, next.EquipmentNo = Permitted, d.paper("BB/CA")
	next.RequestedOn, next.PermittedOn = d.Today.AddDays(-9), d.Today.AddDays(-5)
	asked := d.meeting(string(Requested), access.Secret, "Làm việc với đoàn chuyên gia", d.Today.AddDays(15), d.Today.AddDays(15))
	asked.State, asked.Foreign, asked.RequestedOn = Requested, true, d.Today.AddDays(-2)
	for _, m := range append(all, next, asked) {
		if err := put(d, &m); err != nil {
			return err
		}
	}
	return nil
}

// held fills what a meeting has when it is closed.
func (d *demoStage) held(m *Meeting) {
	m.EquipmentNo, m.DeviceRule = d.paper("BB/CA"), "Không mang điện thoại, thiết bị ghi vào phòng họp"
	for n, devices := range []string{"Gửi 01 điện thoại", "Không có thiết bị", "Gửi 02 điện thoại"} {
		p := d.people[n%len(d.people)]
		m.Attendees = append(m.Attendees, Attendee{p.Name, d.unitName(p.Unit), devices})
	}
	m.OpenedOn, m.EndedOn, m.DocsGiven, m.DocsCollected, m.CollectedOn, m.CollectedBy = m.From, m.To, 3, 3, m.To, "Cán bộ bảo mật"
	m.ClosedOn, m.ArchiveNo = m.To.AddDays(3), "HS-"+m.Code
	if m.From == m.To {
		return
	}
	for _, on := range m.Days() {
		m.Seals = append(m.Seals, DaySeal{on, d.paper("NP"), "Tổ bảo vệ"})
	}
}

// device is one in use, checked and sealed.
func (d *demoStage) device(unit string, kind DeviceKind, name, serial string, grade access.Level) Device {
	last := d.Today.AddDays(-200)
	x := Device{Base: duty.Base{Org: unit}, State: InUse, Kind: kind, Name: name, Serial: serial, Inventory: "TS-" + serial, Unit: unit, UnitName: d.unitName(unit), Place: "Phòng bảo mật",
		KeeperName: "Cán bộ bảo mật", Grade: grade, HandledSecrets: true, SealNo: d.paper("NP"), SealedOn: last, CheckedOn: last, CheckNo: d.paper("BB/CA"), CheckBody: "Công an tỉnh",
		NextCheckOn: last.AddDays(365), PutInUseOn: "2018-01-15", Uses: []Use{{From: "2018-01-15"}}}
	x.Checks = []Check{{"2018-01-10", d.paper("BB/CA"), "Công an tỉnh"}, {x.CheckedOn, x.CheckNo, x.CheckBody}}
	return x
}

// below writes meetings and devices of the bodies below the office.
func (d *demoStage) below() error {
	kinds := []struct {
		kind DeviceKind
		name string
	}{{IsolatedPC, "Máy tính độc lập số 1"}, {IsolatedPC, "Máy tính độc lập số 2"}, {Printer, "Máy in độc lập"}, {USB, "USB mã số 1"}, {Safe, "Két sắt"}}
	for n, u := range d.places {
		if u.ID == d.officer.Unit {
			continue
		}
		for i, k := range kinds {
			x := d.device(u.ID, k.kind, k.name, fmt.Sprintf("%02d-%02d", n, i+1), access.Secret)
			if err := put(d, &x); err != nil {
				return err
			}
		}
		for i, on := range []vn.Day{"2017-03-15", "2018-10-10", "2025-05-21"} {
			m := d.meeting(string(Closed), access.Secret, "Hội nghị chuyên đề", on.AddDays(n), on.AddDays(n))
			m.State, m.Org, m.Organiser, m.OrganiserName, m.Place = Closed, u.ID, u.ID, u.Name, "Phòng họp kín"
			d.held(&m)
			m.DocsGiven, m.DocsCollected = 3+i, 3+i
			if err := put(d, &m); err != nil {
				return err
			}
		}
	}
	return nil
}

// devices writes the equipment of the office: in use, one with its check
// overdue, one withdrawn and not yet cleaned, one cleaned and used otherwise.
func (d *demoStage) devices() error {
	base := func(kind DeviceKind, name, serial string, grade access.Level) Device {
		return d.device(d.officer.Unit, kind, name, serial, grade)
	}
	late := base(Printer, "Máy in độc lập số 1", "MI-01", access.HighSecret)
	late.NextCheckOn = d.Today.AddDays(-6)
	old := base(IsolatedPC, "Máy tính độc lập số 3", "MT-03", access.Secret)
	old.State, old.WithdrawnOn, old.WithdrawnWhy = Withdrawn, d.Today.AddDays(-4), "Hỏng bo mạch"
	old.Uses[0].To = old.WithdrawnOn
	clean := base(IsolatedPC, "Máy tính độc lập số 4", "MT-04", access.Secret)
	clean.State, clean.WithdrawnOn, clean.WithdrawnWhy, clean.SanitisedOn, clean.SanitiseNo, clean.SanitiseHow = Repurposed, "2024-03-04", "Thay máy mới", "2024-03-11", d.paper("BB/VP"), "Tháo và tiêu hủy ổ cứng"
	clean.RepurposedOn, clean.RepurposedTo, clean.NextCheckOn = "2024-03-20", "Máy học tập", ""
	clean.CheckedOn, clean.Checks = "2018-01-10", clean.Checks[:1]
	clean.Uses[0].To, clean.Sanitisings = clean.WithdrawnOn, []Check{{clean.SanitisedOn, clean.SanitiseNo, clean.SanitiseHow}}
	all := []Device{base(IsolatedPC, "Máy tính độc lập số 1", "MT-01", access.TopSecret), base(IsolatedPC, "Máy tính độc lập số 2", "MT-02", access.HighSecret), late, old, clean,
		base(USB, "USB mã số 1", "USB-01", access.Secret), base(Safe, "Két sắt số 1", "KS-01", access.TopSecret), base(LAN, "Mạng LAN độc lập phòng Cơ yếu", "LAN-01", access.HighSecret)}
	for _, x := range all {
		if err := put(d, &x); err != nil {
			return err
		}
	}
	return nil
}
