package protection

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// demoBodies and demoOnSigns are the figures of 2018 as the source tells them:
// three delegations, 56 bodies inspected, four of them on signs of a leak.
const (
	demoBodies  = 56
	demoOnSigns = 4
)

// demoSent are the three delegations of 2018: on which days, for what share of
// the bodies by plan, over how many days the work goes.
var demoSent = []struct {
	title string
	organ Organ
	basis Basis
	from  vn.Day // the proposal
	days  int    // between first and last body
}{
	{"Kiểm tra công tác bảo vệ bí mật nhà nước đợt 1 năm 2018", PartyCommittee, Planned, "2018-02-05", 40},
	{"Kiểm tra công tác bảo vệ bí mật nhà nước đợt 2 năm 2018", PeoplesCommittee, Planned, "2018-06-04", 40},
	{"Kiểm tra các đơn vị có dấu hiệu lộ, lọt bí mật nhà nước", PublicSecurity, OnSigns, "2018-08-06", 15},
}

// demoFaults say under which entries of the check-list something was found in n
// of every so many bodies, and what. The first is the most frequent.
var demoFaults = []struct {
	code     string
	n, every int
	text     string
}{
	{"networked_drafting", 5, 9, "Soạn thảo văn bản có độ mật trên máy tính có kết nối Internet."},
	{"isolated_machine", 1, 4, "Chưa bố trí máy tính độc lập, hoặc có máy nhưng không có sổ theo dõi."},
	{"seal_copy_number", 1, 5, "Văn bản mật phát hành không đóng dấu bản số."},
	{"book_in", 2, 9, "Sổ đăng ký đến thiếu chữ ký người nhận."},
	{"internal_rules", 1, 6, "Chưa ban hành nội quy bảo vệ bí mật nhà nước."},
	{"staff_assigned", 1, 7, "Chưa phân công người phụ trách bằng văn bản."},
	{"copy_waste", 1, 11, "Bản sao hỏng chưa hủy ngay."},
	{"storage_place", 1, 8, "Tủ lưu giữ không có khóa riêng."},
	{"portable_storage", 1, 13, "Dùng chung thiết bị lưu trữ giữa máy độc lập và máy nối mạng."},
}

var demoSaid = []string{
	"Nhất trí với dự thảo, không có ý kiến khác.",
	"Nhất trí; xin nhận trách nhiệm và khắc phục đúng hạn.",
	"Đề nghị ghi rõ đơn vị đã tự phát hiện trước khi đoàn đến.",
}

// demoStage is the demo being written.
type demoStage struct {
	*duty.Stage
	ctx    context.Context
	top    string // unit that inspects
	bodies []*org.Node
	next   int // of bodies
	seq    map[int]int
}

// demo fills the tables of the module.
func demo(ctx context.Context, s *duty.Stage) error {
	if len(s.Units) == 0 || len(s.People) < 10 {
		return nil // a stage without a world has nobody to inspect
	}
	d := &demoStage{Stage: s, ctx: ctx, top: s.Units[0].ID, seq: map[int]int{}}
	for _, step := range []func() error{d.look, d.history, d.running} {
		if err := step(); err != nil {
			return fmt.Errorf("demo of protection: %w", err)
		}
	}
	return nil
}

func keep[T any, P db.Ptr[T]](d *demoStage, r P) error { return db.Save[T, P](d.ctx, d.Tx, r) }

// look finds the bodies as they stood in 2018, committees before cells.
func (d *demoStage) look() error {
	tree, err := org.Load(d.ctx, d.Tx.View, demoSent[0].from)
	if err != nil {
		return err
	}
	var cells []*org.Node
	for n := range tree.All() {
		switch {
		case n.Parent == nil:
		case n.Kind == org.Cell:
			cells = append(cells, n)
		default:
			d.bodies = append(d.bodies, n)
		}
	}
	if d.bodies = append(d.bodies, cells...); len(d.bodies) < demoBodies {
		return fmt.Errorf("%d organisations are too few", len(d.bodies))
	}
	return nil
}

// scaled makes a count smaller by the stage's divisor, but not nothing.
func (d *demoStage) scaled(n int) int {
	share := max(1, d.Share)
	return (n + share - 1) / share
}

// account is who acts in a role; the role's first stand-in if the stage has no
// such account.
func (d *demoStage) account(roles ...access.Role) access.Who {
	for _, r := range roles {
		if w, ok := d.Accounts[r]; ok {
			return w
		}
	}
	return access.Who{ID: "demo-" + string(roles[0]), Name: d.person(len(roles)).Name}
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

// body takes the next body of the list.
func (d *demoStage) body() *org.Node {
	n := d.bodies[d.next%len(d.bodies)]
	d.next++
	return n
}

// history writes the three delegations of 2018, closed.
func (d *demoStage) history() error {
	signs := d.scaled(demoOnSigns)
	planned := d.scaled(demoBodies) - signs
	shares := []int{planned - planned/2, planned / 2, signs}
	for i, x := range demoSent {
		r := d.proposal(x.title, x.organ, x.basis, x.from)
		r.State = Closed
		d.decide(&r)
		r.AnnouncedOn, r.AnnounceNo = d.work(r.DecisionOn, 5), fmt.Sprintf("%02d-BB/ĐKT", i+1)
		r.BegunOn = d.work(r.AnnouncedOn, 4)
		r.StartOn, r.EndOn = r.BegunOn, d.work(r.BegunOn, x.days+20)
		r.ReportOn, r.ReportNo = d.work(r.EndOn, 3), fmt.Sprintf("%02d-BC/ĐKT", i+1)
		r.ReportedBy = d.account(access.Head, access.Inspector).ID
		leader := d.account(access.Leader)
		r.ConclusionOn, r.ConclusionNo = d.work(r.ReportOn, 10), fmt.Sprintf("%02d-KL/TU", 40+i)
		r.ConcludedBy, r.ConcludedByName = leader.ID, leader.Name
		r.Conclusion = "Các đơn vị cơ bản chấp hành quy định; tồn tại nhiều nhất là soạn thảo văn bản mật trên máy tính có kết nối mạng. Yêu cầu khắc phục trong 60 ngày."
		r.FollowedOn = d.work(r.ConclusionOn, 2)
		r.ClosedOn, r.ArchiveNo = d.work(r.ConclusionOn, 75), fmt.Sprintf("HS-BMNN-2018-%02d", i+1)
		if err := keep(d, &r); err != nil {
			return err
		}
		if err := d.team(r); err != nil {
			return err
		}
		for n := range shares[i] {
			if err := d.inspected(r, n, x.days*n/max(1, shares[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// proposal begins a delegation.
func (d *demoStage) proposal(title string, organ Organ, basis Basis, on vn.Day) Delegation {
	by := d.account(access.SecretsOfficer, access.Inspector)
	on = d.work(on, 0)
	d.seq[on.Year()]++
	r := Delegation{Base: owned(d.top, ""), State: Proposed, Title: title, Organ: organ, Basis: basis, Year: on.Year(), Seq: d.seq[on.Year()],
		ScopeFrom: vn.Day(fmt.Sprintf("%d-01-01", on.Year()-2)), ScopeTo: on.AddDays(-5), PlanNo: fmt.Sprintf("%d-KH/TU", 20+d.seq[on.Year()]),
		StartOn: d.work(on, 30), EndOn: d.work(on, 60), ProposedBy: by.ID, ProposedByName: by.Name, ProposedOn: on}
	r.Code = delegationCode(r.Year, r.Seq)
	if basis == OnSigns {
		r.Signs = "Có dấu hiệu văn bản của đơn vị xuất hiện ngoài phạm vi lưu hành."
		r.CyberUnit, r.CyberNo = "Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao", fmt.Sprintf("%d/CV-ANM ngày %s", 110+r.Seq, on.AddDays(-3).Show())
	}
	return r
}

// decide signs the decision on a delegation, by another than its proposer.
func (d *demoStage) decide(r *Delegation) {
	leader := d.account(access.Leader)
	r.DecisionOn, r.DecisionNo = d.work(r.ProposedOn, 14), fmt.Sprintf("%d-QĐ/TU", 300+r.Seq)
	r.DecidedBy, r.DecidedByName = leader.ID, leader.Name
}

// demoOffices are where the members of delegations work. No delegation inspects
// them.
var demoOffices = []struct {
	name  string
	place Place
}{
	{"Ban Chỉ đạo bảo vệ bí mật nhà nước tỉnh Minh Giang", HeadOfDelegation},
	{"Công an tỉnh Minh Giang", DeputyOfDelegation},
	{"Văn phòng Ủy ban nhân dân tỉnh Minh Giang", OfDelegation},
	{"Phòng Cơ yếu, Văn phòng Tỉnh ủy Minh Giang", Secretary},
}

func (d *demoStage) team(r Delegation) error {
	for i, o := range demoOffices {
		p := d.person(r.Seq*11 + i)
		m := Member{Base: owned(r.Org, r.ID), State: Serving, Delegation: r.ID, Name: p.Name, UnitName: o.name, Place: o.place, Tie: NoTie, CheckedOn: r.ProposedOn}
		if err := keep(d, &m); err != nil {
			return err
		}
	}
	return nil
}
