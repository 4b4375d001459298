package register

import (
	"context"
	"fmt"
	"math/rand/v2"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// The words of the demo: kinds, issuers and subjects that give nothing away.
var (
	demoKinds    = []string{"Báo cáo", "Công văn", "Kết luận", "Thông báo", "Tờ trình", "Kế hoạch", "Quyết định"}
	demoSymbols  = []string{"BC/TU", "CV/VP", "KL/TU", "TB/BCĐ", "TTr/BTC", "KH/TU", "QĐ/TU"}
	demoIssuers  = []string{"Văn phòng Tỉnh ủy", "Ban Tổ chức Tỉnh ủy", "Công an tỉnh", "Ủy ban Kiểm tra Tỉnh ủy", "Ban Nội chính Tỉnh ủy", "Bộ Chỉ huy quân sự tỉnh", "Ban Chỉ đạo tỉnh"}
	demoSubjects = []string{"Tổng kết công tác năm", "Tình hình quý", "Rà soát tài liệu hết thời hạn", "Phương án nhân sự mẫu", "Cung cấp hồ sơ mẫu", "Chuẩn bị hội nghị chuyên đề", "Kết quả giám sát 6 tháng", "Quy hoạch cán bộ mẫu", "Công tác bảo vệ nội bộ", "Nhập sổ văn bản"}
	demoEntries  = []struct {
		clause, text string
		grade        access.Level
	}{{"khoản 1, điểm a", "Thông tin mẫu về phương án tổ chức chưa công khai", access.TopSecret}, {"khoản 2, điểm b", "Thông tin mẫu về nhân sự chưa công khai", access.HighSecret},
		{"khoản 2, điểm d", "Thông tin mẫu về bảo vệ nội bộ chưa công khai", access.HighSecret}, {"khoản 3, điểm a", "Thông tin mẫu về kiểm tra, giám sát chưa công khai", access.Secret}, {"khoản 3, điểm c", "Thông tin mẫu về đơn thư chưa công khai", access.Secret}}
)

// The years of the demo's books, and how many items a year has.
const (
	demoFirstYear = 2014
	demoOut       = 46
	demoIn        = 74
)

// demoBook is the demo being written.
type demoBook struct {
	*duty.Stage
	ctx     context.Context
	turn    *desk.Turn
	org     string
	name    string
	entries []ListEntry
	hands   []Hand // who borrows: the persons of the accounts
	recent  []Copy
}

// demo writes a register of the province from 2014 until today: two books with
// their copies, loans, one overdue, one missing, terms that end, a count, what
// waits for a decision.
func demo(ctx context.Context, s *duty.Stage) error {
	officer := s.Accounts[access.SecretsOfficer]
	if officer.Unit == "" || len(s.Units) == 0 {
		return nil // a stage without an officer of secrets keeps no register
	}
	d := &demoBook{Stage: s, ctx: ctx, org: officer.Unit, turn: &desk.Turn{Tx: s.Tx, Law: s.Law, At: duty.Moment{Who: officer, Today: s.Today}}}
	for _, u := range s.Units {
		if u.ID == d.org {
			d.name = u.Name
		}
	}
	for _, r := range []access.Role{access.Inspector, access.Head, access.Leader, access.CellSecretary} {
		if w := s.Accounts[r]; w.Person != "" {
			d.hands = append(d.hands, Hand{Unit: d.org, UnitName: d.name, Person: w.Person, Name: w.Name})
		}
	}
	for _, step := range []func() error{d.law, d.years, d.present, d.counted} {
		if err := step(); err != nil {
			return fmt.Errorf("demo of the register of secrets: %w", err)
		}
	}
	return nil
}

func (d *demoBook) base() duty.Base { return duty.Base{Org: d.org} }

// law writes the entries of the list, who holds which post, and a delegation.
func (d *demoBook) law() error {
	for _, e := range demoEntries {
		x := ListEntry{Base: d.base(), Decision: "1722/QĐ-TTg", Clause: e.clause, Sector: "Đảng", Text: e.text, Grade: e.grade, ValidFrom: "2020-11-03", Sample: true}
		if err := db.Save(d.ctx, d.Tx, &x); err != nil {
			return err
		}
		d.entries = append(d.entries, x)
	}
	leader, head := d.Accounts[access.Leader], d.Accounts[access.Head]
	deputy := d.People[len(d.People)/2]
	for _, a := range []Appointment{
		{Person: leader.Person, PersonName: leader.Name, Post: "provincial_secretary", Decision: "101-QĐ/TU", From: "2014-01-01"},
		{Person: head.Person, PersonName: head.Name, Post: "commission_head", Decision: "102-QĐ/TU", From: "2014-01-01"},
		{Person: deputy.ID, PersonName: deputy.Name, Post: "provincial_secretary", Deputy: true, Decision: "103-QĐ/TU", From: "2020-01-01"},
	} {
		if a.Person == "" {
			continue
		}
		a.Base, a.Unit, a.UnitName = d.base(), d.org, d.name
		if err := db.Save(d.ctx, d.Tx, &a); err != nil {
			return err
		}
	}
	return db.Save(d.ctx, d.Tx, &DelegationOfPower{Base: d.base(), State: Given, Power: PermitCopy, Grade: access.HighSecret, Giver: leader.Person, GiverName: leader.Name, Deputy: deputy.ID, DeputyName: deputy.Name,
		Number: "12-UQ/TU", SignedOn: d.Today.AddDays(-120), Scope: "Tài liệu của Tỉnh ủy", Content: "Cho phép sao, chụp", FromOn: d.Today.AddDays(-119), ToOn: d.Today.AddDays(246), RecordedName: d.turn.At.Who.Name})
}

// years writes the books, year after year.
func (d *demoBook) years() error {
	for year := demoFirstYear; year <= d.Today.Year(); year++ {
		for _, b := range []struct {
			book Book
			n    int
		}{{Out, demoOut}, {In, demoIn}} {
			n := max(b.n/max(d.Share, 1), 3)
			first, last := vn.Day(fmt.Sprintf("%d-01-04", year)), vn.Day(fmt.Sprintf("%d-12-30", year))
			last = min(last, d.Today.AddDays(-1))
			if last <= first {
				continue
			}
			for seq := range n {
				if err := d.item(b.book, year, seq+1, first.AddDays(last.Sub(first)*(seq+1)/n)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (d *demoBook) work(day vn.Day) vn.Day {
	for !d.Law.Calendar().Working(day) {
		day = day.AddDays(-1)
	}
	return day
}

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// item writes one numbered item with its abstract and copies.
func (d *demoBook) item(b Book, year, seq int, on vn.Day) error {
	n := d.Rand.IntN(len(demoKinds))
	i := Item{Base: d.base(), State: Registered, Book: b, Year: year, Seq: seq, Carrier: Paper, Kind: demoKinds[n], Symbol: demoSymbols[n], Grade: d.grade(), Copies: 1 + d.Rand.IntN(4), Pages: 2 + d.Rand.IntN(30),
		Signer: "Thường trực", Storing: d.name, RegisteredOn: d.work(on), Basis: "Danh mục bí mật nhà nước của Đảng", CopyAllowed: d.Rand.IntN(3) == 0}
	if year > 2020 {
		for _, e := range d.entries {
			if e.Grade >= i.Grade {
				i.ListEntry, i.ListCode = e.ID, e.Code()
			}
		}
	}
	if b == Out {
		i.Number, i.State, i.Issuer, i.IssuerName, i.DeterminedOn, i.IssuedOn = NumberOf(seq, i.Symbol), Issued, d.org, d.name, i.RegisteredOn, i.RegisteredOn
		i.DraftFate, i.DraftFateOn, i.ProposedByName, i.ClassifiedByName = DraftShredded, i.IssuedOn, d.turn.At.Who.Name, d.Accounts[access.Leader].Name
		i.DraftedOn = d.work(i.RegisteredOn.AddDays(-3))
		i.Recipients = []Recipient{{Name: pick(d.Rand, demoIssuers), Copies: 1}, {Name: "Lưu", Copies: 1}}
	} else {
		i.Number, i.IssuerName, i.ArrivedOn, i.DeterminedOn = fmt.Sprintf("%d-%s", 10+d.Rand.IntN(400), i.Symbol), pick(d.Rand, demoIssuers), i.RegisteredOn, d.work(i.RegisteredOn.AddDays(-4))
	}
	if err := setTerm(d.turn, &i); err != nil {
		return err
	}
	if i.ExpiresOn < d.Today.AddDays(-60) {
		i.State, i.EndedOn, i.EndedWhy = Declassified, i.ExpiresOn.AddDays(1), "expiry"
	}
	if err := db.Save(d.ctx, d.Tx, &i); err != nil {
		return err
	}
	return d.copies(i)
}

func (d *demoBook) grade() access.Level {
	switch n := d.Rand.IntN(100); {
	case n < 2:
		return access.TopSecret
	case n < 26:
		return access.HighSecret
	}
	return access.Secret
}

// copies writes the abstract and the copies of an item into the store.
func (d *demoBook) copies(i Item) error {
	if i.Grade < access.TopSecret {
		a := Abstract{Base: duty.Base{Org: d.org, Dossier: i.ID, Level: i.Grade}, Item: i.ID, Text: fmt.Sprintf("%s %d", pick(d.Rand, demoSubjects), i.Year)}
		if i.State == Declassified {
			a.Level = access.Open
		}
		if err := db.Save(d.ctx, d.Tx, &a); err != nil {
			return err
		}
	}
	place := fmt.Sprintf("Tủ %d, ngăn %d", 1+i.Year%4, 1+i.Seq%4)
	for no := range i.Copies {
		c := Copy{Base: duty.Base{Org: d.org, Dossier: i.ID}, State: InCustody, Item: i.ID, Book: i.Book, Number: i.Number, Grade: i.Grade, No: no + 1, Of: i.Copies, Kind: Original,
			Home: d.org, HomeName: d.name, Unit: d.org, UnitName: d.name, Place: place, HeldSince: i.RegisteredOn, CheckedOn: d.Today.AddDays(-3)}
		if i.State == Declassified {
			c.State, c.Marked = CopyReleased, true
		}
		if err := db.Save(d.ctx, d.Tx, &c); err != nil {
			return err
		}
		if err := d.tell(c, MoveMade, Hand{Name: i.IssuerName}, c.Hand(), i.RegisteredOn, ""); err != nil {
			return err
		}
		if i.Live() {
			d.recent = append(d.recent, c)
		}
	}
	return nil
}

// tell writes a link of a life line on a day of the past.
func (d *demoBook) tell(c Copy, kind MoveKind, from, to Hand, on vn.Day, note string) error {
	return db.Save(d.ctx, d.Tx, &CustodyEvent{Base: duty.Base{Org: c.Org, Dossier: c.Item}, Item: c.Item, Copy: c.ID, No: c.No, Kind: kind, From: from.Person, FromName: from.String(), To: to.Person, ToName: to.String(),
		By: d.turn.At.Who.ID, ByName: d.turn.At.Who.Name, On: on, At: string(on) + "T02:00:00Z", DueOn: c.DueOn, Note: note})
}

// demoToday are the copies that are not in the store: state, days until they
// are due back, whose hand.
var demoToday = []struct {
	state duty.State
	due   int
	hand  int
}{{Lent, 0, 0}, {Lent, -3, 0}, {Lent, 3, 1}, {Lent, 12, 2}, {RecallDue, -1, 3}, {RecallDue, 5, 1}, {InTransit, 0, 0}, {InTransit, 0, 2}, {InCustody, 0, 2}, {InCustody, 0, 1}, {Missing, 0, -1}}

// present takes some of the newest copies out of the store, and writes what
// waits for a decision.
func (d *demoBook) present() error {
	for n, x := range demoToday {
		at := len(d.recent) - 3 - 4*n
		if at < 0 || len(d.hands) == 0 {
			break
		}
		c := d.recent[at]
		from := c.Hand()
		to := from
		if x.hand >= 0 {
			to = d.hands[x.hand%len(d.hands)]
		}
		kind := map[duty.State]MoveKind{Lent: MoveLent, RecallDue: MoveLent, InTransit: MoveGiven, InCustody: MoveGiven, Missing: MoveMissing}[x.state]
		if x.state == Lent || x.state == RecallDue {
			c.DueOn = d.Today.AddDays(x.due)
		}
		if x.state == InTransit {
			c.begin(to, InCustody)
		} else {
			c.put(to)
		}
		c.State, c.HeldSince, c.Basis = x.state, d.work(d.Today.AddDays(-7)), fmt.Sprintf("KT-%d-%03d", d.Today.Year(), 9+n)
		if err := db.Save(d.ctx, d.Tx, &c); err != nil {
			return err
		}
		if err := d.tell(c, kind, from, to, c.HeldSince, c.Basis); err != nil {
			return err
		}
		if x.state != InTransit && x.state != Missing {
			if err := d.tell(c, MoveConfirmed, from, to, c.HeldSince, ""); err != nil {
				return err
			}
		}
	}
	return d.open()
}

// open writes a draft, a proposal that waits for the leader, and an item that
// waits for its number.
func (d *demoBook) open() error {
	officer, inspector := d.turn.At.Who, d.Accounts[access.Inspector]
	for n, s := range []duty.State{Draft, Proposed, Proposed, Determined} {
		by := officer
		if n == 1 && inspector.ID != "" {
			by = inspector
		}
		i := Item{Base: d.base(), State: s, Book: Out, Carrier: Paper, Kind: demoKinds[n], Symbol: demoSymbols[n], Grade: access.Secret, Copies: 2 + n, Issuer: d.org, IssuerName: d.name, DraftedOn: d.work(d.Today.AddDays(-5 - n)),
			ProposedBy: by.ID, ProposedByName: by.Name, ListEntry: d.entries[3].ID, ListCode: d.entries[3].Code(), Basis: d.entries[3].Text}
		if s == Determined {
			leader := d.Accounts[access.Leader]
			i.DeterminedOn, i.ClassifiedBy, i.ClassifiedByName, i.ClassifierPerson = d.work(d.Today.AddDays(-1)), leader.ID, leader.Name, leader.Person
			if err := setTerm(d.turn, &i); err != nil {
				return err
			}
		}
		if err := db.Save(d.ctx, d.Tx, &i); err != nil {
			return err
		}
		if err := db.Save(d.ctx, d.Tx, &Abstract{Base: duty.Base{Org: d.org, Dossier: i.ID, Level: i.Grade}, Item: i.ID, Text: demoSubjects[n]}); err != nil {
			return err
		}
	}
	return nil
}

// counted writes a stock-take of a few days ago with one copy that was not
// seen, and the hand-over of somebody who leaves.
func (d *demoBook) counted() error {
	on := d.work(d.Today.AddDays(-3))
	s := Stocktake{Base: d.base(), State: StocktakeFinished, Unit: d.org, UnitName: d.name, Place: "Tủ 3, ngăn 2", On: on, FinishedOn: on, By: d.turn.At.Who.ID, ByName: d.turn.At.Who.Name, FinishedBy: d.turn.At.Who.ID, Signed: d.turn.At.Who.Name}
	var lines []Copy
	for _, c := range d.recent {
		if c.Place == s.Place && len(lines) < 40 {
			lines = append(lines, c)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	s.Expected, s.Seen, s.Absent = len(lines), len(lines)-1, 1
	if err := db.Save(d.ctx, d.Tx, &s); err != nil {
		return err
	}
	for n, c := range lines {
		l := StocktakeLine{Base: duty.Base{Org: d.org, Dossier: s.ID}, Stocktake: s.ID, Copy: c.ID, Item: c.Item, Number: c.Number, No: c.No, Grade: c.Grade, Where: c.Hand().String(), Result: Present, SeenAt: string(on) + "T03:00:00Z"}
		if n == len(lines)-1 {
			l.Result = Absent
		}
		if err := db.Save(d.ctx, d.Tx, &l); err != nil {
			return err
		}
	}
	if len(d.hands) < 2 {
		return nil
	}
	who := d.hands[1]
	held, err := HeldCount(d.ctx, d.Tx.View, who.Person)
	if err != nil {
		return err
	}
	return db.Save(d.ctx, d.Tx, &Handover{Base: d.base(), State: HandoverOpen, Person: who.Person, PersonName: who.Name, Unit: d.org, UnitName: d.name, Reason: "move", LeavesOn: d.Today.AddDays(9), ToUnit: d.org, ToUnitName: d.name,
		Count: held, OpenedOn: on, OpenedBy: d.turn.At.Who.ID, OpenedName: d.turn.At.Who.Name})
}
