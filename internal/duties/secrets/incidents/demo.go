package incidents

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A demoCase is an incident of the past, closed, with everything in it.
type demoCase struct {
	kind       IncidentKind
	on         vn.Day
	high, low  int // documents at the levels HighSecret and Secret
	cause      Breach
	how        string
	remedy     string
	recovery   Recovery
	outcome    Outcome
	outcomeNo  string
	headAfter  int // days
	noticeDays int
}

// demoCases are the incidents of the demo. Those of 2018 are the source's: four
// leaks, eleven documents, four of them at the level "tối mật" and seven at "mật".
var demoCases = []demoCase{
	{Loss, "2015-06-18", 0, 1, "b1", "Kiểm kê cuối quý không thấy bản số 04 trong tủ lưu.", "Đổi khóa tủ, giao một người giữ chìa khóa.", NotRecovered, Discipline, "21-QĐ/UBKT", 0, 1},
	{Leak, "2016-09-12", 0, 1, "b5", "Dự thảo được soạn trên máy tính có nối mạng Internet.", "Trang bị máy tính độc lập cho phòng soạn thảo.", AllRecovered, NoAction, "", 0, 0},
	{Leak, "2017-04-20", 1, 1, "b2", "Tài liệu phát tại hội nghị được chụp lại ngoài số người được phép.", "Bổ sung quy định thu tài liệu sau hội nghị.", AllRecovered, Discipline, "14-QĐ/UBKT", 1, 2},
	{Leak, "2018-03-14", 1, 2, "b5", "Tài liệu được lưu trên máy tính có kết nối Internet của cơ quan.", "Thu hồi ổ cứng, cấp máy tính độc lập, quán triệt nội quy.", AllRecovered, Discipline, "08-QĐ/UBKT", 0, 1},
	{Leak, "2018-05-22", 1, 1, "b9", "Ảnh chụp trang tài liệu được đưa lên một nhóm trao đổi trên mạng.", "Yêu cầu gỡ, thu hồi thiết bị, nhắc nhở toàn đơn vị.", PartRecovered, Administrative, "45/QĐ-XPVPHC", 1, 1},
	{Leak, "2018-08-09", 2, 2, "b6", "Tài liệu được gửi qua thư điện tử công cộng.", "Khóa hộp thư, tập huấn lại về chuyển giao tài liệu.", AllRecovered, Discipline, "27-QĐ/UBKT", 0, 2},
	{Leak, "2018-11-05", 0, 2, "b3", "Tài liệu mang ra khỏi nơi lưu giữ không có phép, để người ngoài đọc được.", "Lập sổ theo dõi mang ra ngoài, kiểm tra hằng tuần.", AllRecovered, NoAction, "", 0, 1},
	{Both, "2019-03-05", 0, 1, "b1", "Túi hồ sơ bị mất trên đường, sau đó có người ngoài nhặt được và mở ra.", "Quy định phương tiện và người đi cùng khi chuyển giao.", AllRecovered, Discipline, "05-QĐ/UBKT", 0, 0},
	{Loss, "2022-10-11", 0, 1, "b1", "Khi bàn giao công việc thiếu bản số 02.", "Kiểm kê toàn bộ, bàn giao có biên bản từng bản.", NotRecovered, Discipline, "19-QĐ/UBKT", 0, 1},
	{Leak, "2025-02-17", 0, 1, "b5", "Máy in nối mạng còn lưu bản in tài liệu mật.", "Thay máy in độc lập, xóa bộ nhớ máy in cũ.", AllRecovered, NoAction, "", 0, 1},
}

// demoStage is the demo being written.
type demoStage struct {
	*duty.Stage
	ctx      context.Context
	officer  access.Who
	leader   access.Who
	places   []duty.StageUnit
	people   []duty.StagePerson
	seq      map[string]int
	papers   int
	persons  int
	incident int
}

// demo fills the tables of the module.
func demo(ctx context.Context, s *duty.Stage) error {
	d := &demoStage{Stage: s, ctx: ctx, officer: s.Accounts[access.SecretsOfficer], leader: s.Accounts[access.Leader], seq: map[string]int{}}
	if d.officer.Unit == "" {
		d.officer = d.leader
	}
	d.look()
	if d.officer.Unit == "" || len(d.places) == 0 || len(d.people) == 0 {
		return fmt.Errorf("demo of incidents: no office, or nobody in it")
	}
	for _, step := range []func() error{d.past, d.today, d.meetings, d.devices, d.below} {
		if err := step(); err != nil {
			return fmt.Errorf("demo of incidents: %w", err)
		}
	}
	return nil
}

// look picks the bodies where things happen and the persons concerned: members
// without an account, so that nobody is kept out of the own demo.
func (d *demoStage) look() {
	seated := map[string]bool{}
	for _, w := range d.Accounts {
		seated[w.Person] = true
	}
	for _, u := range d.Units {
		if u.Level == "province" || u.Level == "district" {
			d.places = append(d.places, u)
		}
	}
	if len(d.places) == 0 {
		d.places = d.Units
	}
	for _, p := range d.People {
		if !seated[p.ID] && !p.Probationary {
			if d.people = append(d.people, p); len(d.people) == 40 {
				break
			}
		}
	}
}

func (d *demoStage) paper(of string) string {
	d.papers++
	return fmt.Sprintf("%02d-%s", d.papers, of)
}

func (d *demoStage) code(prefix string, on vn.Day) (year, seq int, code string) {
	key := fmt.Sprintf("%s-%d", prefix, on.Year())
	d.seq[key]++
	return on.Year(), d.seq[key], codeOf(prefix, on.Year(), d.seq[key])
}

func (d *demoStage) base() duty.Base { return duty.Base{Org: d.officer.Unit} }

func put[T any, P db.Ptr[T]](d *demoStage, r P) error { return db.Save[T, P](d.ctx, d.Tx, r) }

// past writes the incidents of the past.
func (d *demoStage) past() error {
	for _, x := range demoCases {
		if err := d.closed(x); err != nil {
			return err
		}
	}
	return nil
}

// closed writes an incident from detection to closure.
func (d *demoStage) closed(x demoCase) error {
	u := d.places[d.incident%len(d.places)]
	d.incident++
	head, notice := x.on.AddDays(x.headAfter), x.on.AddDays(x.headAfter+x.noticeDays)
	i := Incident{Base: duty.Base{Org: u.ID}, State: Closed, Kind: x.kind, Unit: u.ID, UnitName: u.Name, OccurredOn: x.on.AddDays(-3), DiscoveredOn: x.on, DiscoveredAt: "08:30",
		DiscoveredBy: "Cán bộ bảo mật", How: x.how, Source: ByKeeper, RegisteredBy: d.officer.ID, ContainedOn: x.on, ContainedAt: "10:15", Measures: "Niêm phong nơi lưu giữ, thu hồi các bản còn lại.",
		HeadOn: head, HeadAt: "14:00", HeadName: "Chánh Văn phòng", HeadPaper: d.paper("BC/VP"), ClassifierOn: notice, ClassifierName: demoIssuer, ClassifierPaper: d.paper("CV/VP"),
		AuthorityOn: notice, AuthorityAt: "15:30", AuthorityName: "Công an tỉnh", AuthorityPaper: d.paper("CV/VP"), AdHocOn: notice, AdHocTo: "Công an tỉnh", AdHocPaper: d.paper("BC/VP"),
		Causes: []Breach{x.cause}, VerifiedOn: x.on.AddDays(12), VerifiedBy: d.officer.ID, Findings: "Xác định được người giữ, thời gian và phạm vi người biết.",
		Remedy: x.remedy, RemediedOn: x.on.AddDays(20), Recovery: x.recovery, ConclusionNo: d.paper("KL/VP"), ConcludedOn: x.on.AddDays(30), ConcludedBy: d.leader.ID,
		Conclusion: "Kết luận nguyên nhân, trách nhiệm và biện pháp khắc phục.", ClosedOn: x.on.AddDays(75), DocumentCount: x.high + x.low, Grade: access.Secret}
	if x.high > 0 {
		i.Grade = access.HighSecret
	}
	i.Year, i.Seq, i.Code = d.code("SC", x.on)
	i.ArchiveNo = "HS-" + i.Code
	if err := put(d, &i); err != nil {
		return err
	}
	for n := range x.high + x.low {
		if err := d.document(i, x, n); err != nil {
			return err
		}
	}
	return d.concerned(i, x)
}

// demoIssuer is the body that classified what the demo's incidents involve.
const demoIssuer = "Văn phòng Tỉnh ủy"

var demoTypes = []string{"Báo cáo", "Công văn", "Kế hoạch", "Tờ trình", "Kết luận"}

func (d *demoStage) document(i Incident, x demoCase, n int) error {
	doc := newDocument(i)
	doc.Type, doc.Issuer, doc.IssuedOn, doc.Grade = demoTypes[(d.papers+n)%len(demoTypes)], demoIssuer, i.DiscoveredOn.AddDays(-40-7*n), access.Secret
	doc.Number, doc.CopyNos, doc.Keeper = d.paper("BMNN/VPTU"), fmt.Sprintf("%02d", n+2), "Văn thư "+i.UnitName
	if n < x.high {
		doc.Grade = access.HighSecret
	}
	if x.recovery == AllRecovered || x.recovery == PartRecovered && n == 0 {
		doc.State, doc.RecoveredOn, doc.RecoveryText = Recovered, i.RemediedOn, "Thu hồi đủ, lập biên bản."
	}
	return put(d, &doc)
}

// concerned writes the person concerned, heard and handed over, or not.
func (d *demoStage) concerned(i Incident, x demoCase) error {
	p := d.people[d.persons%len(d.people)]
	d.persons++
	c := Concerned{Base: duty.Base{Org: i.Org, Dossier: i.Dossier}, State: Settled, Incident: i.ID, IncidentCode: i.Code, Person: p.ID, Name: p.Name, Unit: p.Unit, UnitName: d.unitName(p.Unit),
		Post: "Người trực tiếp giữ tài liệu", Conduct: x.how, Breaches: i.Causes, StatementOn: i.VerifiedOn.AddDays(1), Statement: "Biên bản " + d.paper("BB") + ": công nhận nội dung xác minh."}
	if x.outcome == NoAction {
		c.State, c.NotHandedOn, c.NotHandedWhy = NotHanded, i.ConcludedOn.AddDays(2), "Chưa đến mức xử lý; đã nhắc nhở tại đơn vị."
		return put(d, &c)
	}
	c.To, c.Paper, c.HandedOn, c.HandedBy, c.What = "Ủy ban Kiểm tra Tỉnh ủy", d.paper("CV/VP"), i.ConcludedOn.AddDays(2), d.officer.ID, "Kết luận "+i.ConclusionNo+", biên bản làm việc."
	if x.outcome == Administrative {
		c.To = "Công an tỉnh"
	}
	c.Outcome, c.OutcomeNo, c.OutcomeOn = x.outcome, x.outcomeNo, i.ConcludedOn.AddDays(35)
	return put(d, &c)
}

func (d *demoStage) unitName(id string) string {
	for _, u := range d.Units {
		if u.ID == id {
			return u.Name
		}
	}
	return ""
}

// today leaves an incident open that was discovered yesterday: a copy in the store that a count did not
// find, or a document by its outside if the register has no copies.
func (d *demoStage) today() error {
	on := d.Today.AddDays(-1)
	i := Incident{Base: d.base(), State: Contained, Kind: Loss, Unit: d.officer.Unit, UnitName: d.unitName(d.officer.Unit), DiscoveredOn: on, DiscoveredAt: "16:10",
		DiscoveredBy: "Văn thư bảo mật", Source: ByStockTake, How: "Kiểm kê tủ lưu trữ không thấy một bản.", RegisteredBy: d.officer.ID,
		ContainedOn: on, ContainedAt: "16:40", Measures: "Niêm phong tủ, rà lại sổ chuyển giao."}
	i.Year, i.Seq, i.Code = d.code("SC", on)
	if err := put(d, &i); err != nil {
		return err
	}
	t := &desk.Turn{Tx: d.Tx, Law: d.Law, At: duty.Moment{Who: d.officer, Today: d.Today}}
	copies, err := db.Find[register.Copy](d.ctx, d.Tx.View, "t.state = 'in_custody' AND t.org = $1 AND t.holder = ''", "ORDER BY t.number, t.copy_no, t.id LIMIT 1", d.officer.Unit)
	if err != nil {
		return err
	}
	if len(copies) == 1 {
		item, err := db.Get[register.Item](d.ctx, d.Tx.View, copies[0].Item)
		if err == nil && item.Live() {
			return involve(d.ctx, t, &i, item, copies)
		}
	}
	doc := newDocument(i)
	doc.Number, doc.Type, doc.Issuer, doc.Grade, doc.CopyNos, doc.Keeper = d.paper("BMNN/VPTU"), "Báo cáo", demoIssuer, access.Secret, "03", "Văn thư "+i.UnitName
	if err := put(d, &doc); err != nil {
		return err
	}
	return i.add(d.ctx, t, doc)
}
