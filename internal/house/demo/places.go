package demo

import (
	"fmt"

	"liemchinh.vn/internal/org"
)

// A place is a district or bloc of the invented province.
type place struct {
	name   string // of its committee
	short  string // of the place
	branch bool   // a bloc of offices or firms
}

var districts = []place{
	{"Đảng ủy Khối các cơ quan tỉnh", "Khối các cơ quan", true},
	{"Huyện ủy Hồ Xanh", "Hồ Xanh", false},
	{"Huyện ủy Gò Vàng", "Gò Vàng", false},
	{"Huyện ủy Đồi Chè", "Đồi Chè", false},
	{"Huyện ủy Suối Trong", "Suối Trong", false},
	{"Thị ủy Bến Cũ", "Bến Cũ", false},
	{"Huyện ủy Núi Cao", "Núi Cao", false},
	{"Huyện ủy Bãi Ngang", "Bãi Ngang", false},
	{"Huyện ủy Sông Mẫu", "Sông Mẫu", false},
	{"Huyện ủy Khe Đá", "Khe Đá", false},
	{"Huyện ủy Rừng Thông", "Rừng Thông", false},
	{"Đảng ủy Khối doanh nghiệp tỉnh", "Khối doanh nghiệp", true},
}

// advisors are the advisory bodies of the provincial committee.
var advisors = []string{"Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", "Ban Nội chính Tỉnh ủy", "Văn phòng Tỉnh ủy"}

// communes are made of one word of each list.
var (
	communeFirst = []string{"Bến", "Cầu", "Đá", "Gò", "Khe", "Lũng", "Mỏ", "Nà", "Đồng", "Xóm", "Vườn", "Ao"}
	communeLast  = []string{"Trúc", "Sim", "Bạc", "Mận", "Lau", "Sen", "Quế", "Bưởi", "Nứa"}
)

var offices = []string{"Sở Cây Xanh", "Sở Giếng Nước", "Sở Đèn Đường", "Sở Thư Viện", "Sở Bản Đồ", "Sở Chợ Phiên", "Ban Cầu Phao", "Trường Chính trị Minh Giang"}

var firms = []string{"Công ty Gạch Mẫu", "Công ty Chè Thử", "Công ty Nước Ví Dụ", "Công ty Điện Giả Định", "Bến xe Phỏng", "Nhà in Nháp", "Xưởng Gỗ Tạm", "Quỹ Thí Dụ"}

var communeCells = []string{"Chi bộ Cơ quan %s", "Chi bộ Trường Tiểu học %s", "Chi bộ Trường Trung học cơ sở %s", "Chi bộ Trạm Y tế %s",
	"Chi bộ thôn Đầu Nguồn, %s", "Chi bộ thôn Giữa Làng, %s", "Chi bộ thôn Cuối Bãi, %s", "Chi bộ thôn Bờ Tre, %s"}

var branchCells = []string{"Chi bộ Văn phòng %s", "Chi bộ Phòng Kế hoạch %s", "Chi bộ Phòng Nghiệp vụ %s", "Chi bộ Phòng Tổ chức %s",
	"Chi bộ Phòng Tài vụ %s", "Chi bộ Phòng Kỹ thuật %s", "Chi bộ Đội số 1 %s", "Chi bộ Đội số 2 %s"}

// plan draws the tree as it stood at the beginning.
func (w *world) plan() {
	top := w.add(&unit{}, org.Province, org.AtProvince, "MG", "Tỉnh ủy Minh Giang")
	w.units = append(w.units, top)
	w.units = append(w.units, w.add(top, org.Commission, org.AtProvince, "MG.KT", "Ủy ban Kiểm tra Tỉnh ủy"))
	for i, name := range advisors {
		w.units = append(w.units, w.add(top, org.Advisory, org.AtProvince, fmt.Sprintf("MG.B%d", i+1), name))
	}
	var ds, gs []*unit
	for i, p := range districts[:w.size.Districts] {
		d := w.add(top, org.District, org.AtDistrict, fmt.Sprintf("%02d", i+1), p.name)
		d.branch, d.place = p.branch, p.short
		w.units = append(w.units, d, w.add(d, org.Commission, org.AtDistrict, d.Code+".KT", "Ủy ban Kiểm tra "+p.name))
		ds = append(ds, d)
	}
	for i := range w.size.Grassroots {
		gs = append(gs, w.planGrassroots(ds[i%len(ds)], i))
	}
	for i := range w.size.Cells {
		w.planCell(gs[i%len(gs)])
	}
	w.fill()
}

func (w *world) planGrassroots(d *unit, i int) *unit {
	n := len(d.below) // the commission is the first below a district
	g := w.add(d, org.Grassroots, org.AtGrassroots, fmt.Sprintf("%s.%02d", d.Code, n), "")
	switch {
	case d.branch && d.Code == "01":
		g.place = offices[(n-1)%len(offices)]
		g.Name = "Đảng ủy " + g.place
	case d.branch:
		g.place = firms[(n-1)%len(firms)]
		g.Name = "Đảng ủy " + g.place
	default:
		first := i + i/len(communeFirst) // no name twice
		g.place = "xã " + communeFirst[i%len(communeFirst)] + " " + communeLast[first%len(communeLast)]
		g.Name = "Đảng ủy " + g.place
	}
	w.units = append(w.units, g)
	return g
}

func (w *world) planCell(g *unit) {
	patterns := communeCells
	if g.branch {
		patterns = branchCells
	}
	n := len(g.below)
	c := w.add(g, org.Cell, org.AtCell, fmt.Sprintf("%s.%02d", g.Code, n+1), fmt.Sprintf(patterns[n%len(patterns)], g.place))
	w.units = append(w.units, c)
	w.cells = append(w.cells, c)
}

// The least and the most members of a cell.
const (
	leastInCell = 8
	mostInCell  = 60
)

// fill says how many members each cell has, so that all of them together are
// as many as asked for.
func (w *world) fill() {
	mean, total := w.size.Members/len(w.cells), 0
	for _, c := range w.cells {
		c.members = min(mostInCell, leastInCell+w.rnd.IntN(2*(mean-leastInCell)+1))
		total += c.members
	}
	for i := 0; total != w.size.Members && i < 1000*len(w.cells); i++ {
		c := w.cells[w.rnd.IntN(len(w.cells))]
		switch {
		case total < w.size.Members && c.members < mostInCell:
			c.members, total = c.members+1, total+1
		case total > w.size.Members && c.members > leastInCell:
			c.members, total = c.members-1, total-1
		}
	}
	for _, c := range w.cells {
		for u := c.up; u != nil; u = u.up {
			u.members += c.members
		}
	}
}
