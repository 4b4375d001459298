package demo

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// Words of which names are made. Family names are common ones; the given names
// say "sample", "example", "trial", "draft", so that no name is taken for a
// person's.
var (
	families = []string{"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Mai", "Tạ", "Cao"}
	men      = []string{"Văn", "Hữu", "Đức", "Công", "Quang", "Xuân", "Đình", "Bá"}
	women    = []string{"Thị", "Thị Thu", "Thị Minh", "Thị Ngọc", "Thị Kim", "Thị Thanh"}
	givens   = []string{"Mẫu", "Ví Dụ", "Thử Nghiệm", "Giả Định", "Phỏng", "Tạm", "Nháp", "Họa", "Thí Dụ", "Minh Họa", "Giả Thiết", "Ước Lệ", "Phỏng Chừng",
		"Tượng Trưng", "Hư Cấu", "Thử", "Bản Thảo", "Phác Thảo", "Mô Hình", "Tập Dượt", "Nêu Ví Dụ", "Diễn Tập", "Làm Mẫu", "Mẫu Thử"}
)

func (w *world) name() string {
	middle := men
	if w.rnd.IntN(10) < 4 {
		middle = women
	}
	return pick(w, families) + " " + pick(w, middle) + " " + pick(w, givens)
}

func pick[T any](w *world, from []T) T { return from[w.rnd.IntN(len(from))] }

var posts = []string{"", "", "Giáo viên", "Công chức xã", "Nông dân", "Y sĩ", "Công nhân", "Cán bộ hưu trí", "Chuyên viên", "Chủ hộ kinh doanh", "Kế toán", "Bộ đội phục viên"}

// seated are the persons of the demo's accounts, by role, with the position
// each holds and the office each works for: the province, "" for the cell.
var seated = []struct {
	role   access.Role
	name   string
	office person.Office
	level  org.Tier
	post   string
}{
	{access.Leader, "Hoàng Giả Định", person.StandingMember, org.AtProvince, "Ủy viên Ban Thường vụ Tỉnh ủy"},
	{access.Head, "Trần Thị Ví Dụ", person.CommissionHead, org.AtProvince, "Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy"},
	{access.Inspector, "Nguyễn Văn Mẫu", person.CommissionMember, org.AtProvince, "Kiểm tra viên, Phòng Nghiệp vụ 1"},
	{access.Auditor, "Vũ Thị Tạm", "", "", "Chuyên viên kiểm soát"},
	{access.Administrator, "Phạm Minh Họa", "", "", "Chuyên viên công nghệ thông tin"},
	{access.SecretsOfficer, "Đào Thị Phỏng", "", "", "Cán bộ bảo mật, Văn phòng Tỉnh ủy"},
}

// cellSecretary is the person of the account of a cell.
const cellSecretary = "Lê Thử Nghiệm"

// seats says where the accounts sit. Those of the provincial committee and its
// commission reach the whole province.
func (w *world) seats() map[access.Role]Seat {
	all := map[access.Role]Seat{}
	for i, s := range seated {
		p := w.people[i]
		all[s.role] = Seat{Unit: w.units[0].ID, Person: p.ID, Name: p.Name}
	}
	c := w.ownCell()
	for _, p := range w.people {
		if p.ID == c.official {
			all[access.CellSecretary] = Seat{Unit: c.ID, Person: p.ID, Name: p.Name}
		}
	}
	return all
}

// ownCell is the cell of the cell secretary's account: the last of a district.
func (w *world) ownCell() *unit {
	d := w.districts()[1]
	g := d.below[len(d.below)-1]
	if g.members == 0 || len(g.below) == 0 || g.Name == "Đảng ủy xã Hợp Mẫu" {
		g = d.below[len(d.below)-2]
	}
	return g.below[len(g.below)-1]
}

// admit writes the members of all cells. Those of the accounts are the first
// members of the first cell.
func (w *world) admit(ctx context.Context) error {
	for n, c := range w.cells {
		for i := range c.members {
			p := w.member(c, i)
			switch {
			case n == 0 && i < len(seated):
				s := seated[i]
				p.Name, p.StatePost, p.Standing = s.name, s.post, person.Official
				w.give(p, s.office, s.level)
			case c == w.ownCell() && i == 0:
				p.Name = cellSecretary
			}
			from := max(p.JoinedOn, Since)
			if err := person.Admit(ctx, w.tx, p, from); err != nil {
				return err
			}
			if i == 0 {
				c.official = p.ID
			}
			w.people = append(w.people, stagePerson(p))
		}
	}
	return nil
}

func stagePerson(p *person.Person) duty.StagePerson {
	s := duty.StagePerson{ID: p.ID, Unit: p.Unit, Name: p.Name, Probationary: p.Standing == person.Probationary}
	if len(p.Positions) > 0 {
		s.Office, s.Level = string(p.Positions[0].Position), string(p.Positions[0].Level)
	}
	return s
}

// probationDays is the length of probation, and so how long ago the newest
// members may have been admitted (Party Statutes, art. 5).
const probationDays = 360

// member makes the i-th member of a cell. All but the probationary ones joined
// before the five years of the report.
func (w *world) member(c *unit, i int) *person.Person {
	w.numbered++
	p := &person.Person{Base: db.Base{ID: w.id()}, Name: w.name(), PartyCardNo: fmt.Sprintf("%08d", 99000000+w.numbered), Unit: c.ID, StatePost: pick(w, posts)}
	if i > 3 && w.rnd.IntN(50) == 0 {
		p.Standing, p.PartyCardNo = person.Probationary, ""
		p.JoinedOn = w.today.AddDays(-1 - w.rnd.IntN(probationDays))
		p.BirthYear = p.JoinedOn.Year() - 18 - w.rnd.IntN(20)
		return p
	}
	year := 1980 + w.rnd.IntN(34)
	p.JoinedOn = vn.Day(fmt.Sprintf("%d-%02d-%02d", year, 1+w.rnd.IntN(12), 1+w.rnd.IntN(28)))
	p.BirthYear = year - 18 - w.rnd.IntN(18)
	if p.JoinedOn.Year()-p.BirthYear < 18 {
		p.BirthYear = year - 18
	}
	office, level := w.position(c, i)
	w.give(p, office, level)
	return p
}

// managers says which committee manages one who sits on a committee.
var managers = map[org.Tier]org.Tier{org.AtCell: org.AtGrassroots, org.AtGrassroots: org.AtDistrict, org.AtDistrict: org.AtProvince, org.AtProvince: org.AtCentral}

func (w *world) give(p *person.Person, office person.Office, level org.Tier) {
	p.Positions, p.ManagedBy = nil, ""
	if office == "" {
		return
	}
	p.Positions = []person.Position{{Level: level, Position: office, From: max(p.JoinedOn, Since)}}
	p.ManagedBy = managers[level]
}

// committees are the positions above the cell that the members of a cell hold,
// by their place in the cell.
var committees = []struct {
	level org.Tier
	among []person.Office
	every int // one in so many cells
}{
	{org.AtGrassroots, []person.Office{person.Secretary, person.DeputySecretary, person.CommitteeMember, person.CommitteeMember}, 1},
	{org.AtDistrict, []person.Office{person.CommitteeMember, person.StandingMember, person.CommissionMember, person.CommitteeMember}, 4},
	{org.AtProvince, []person.Office{person.CommitteeMember, person.CommissionMember}, 20},
}

// position gives about one member in six a position: the cell's own secretary,
// deputy and third member, then committees above.
func (w *world) position(c *unit, i int) (person.Office, org.Tier) {
	switch {
	case i == 0:
		return person.Secretary, org.AtCell
	case i == 1 && c.members >= 9:
		return person.DeputySecretary, org.AtCell
	case i == 2 && c.members >= 20:
		return person.CommitteeMember, org.AtCell
	case i >= 3 && i < 3+len(committees):
		k := committees[i-3]
		if w.rnd.IntN(k.every) == 0 {
			return k.among[w.rnd.IntN(len(k.among))], k.level
		}
	}
	return "", ""
}
