package movement

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/text"
)

// A stage is an office with a register of secrets, for stories.
type stage struct {
	*dutytest.Screen
	desk desk.Desk
}

func onStage(t *testing.T, d *db.DB) *stage {
	deps := dutytest.Deps(d)
	s := &stage{dutytest.New(t, d, register.New(deps), New(deps)), desk.New(ID, deps)}
	s.save(&register.Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.HeadHer, Post: "provincial_secretary", Unit: dutytest.Office, From: "2021-01-01"},
		&register.Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.Inspector, Post: "party_board_head", Unit: dutytest.Office, From: "2021-01-01"})
	return s
}

// save writes records as they are.
func (s *stage) save(records ...any) {
	s.Helper()
	err := s.DB.Change(s.Context(), db.System, "test", func(tx *db.Tx) error {
		for _, r := range records {
			var err error
			switch r := r.(type) {
			case *register.Item:
				err = db.Save(s.Context(), tx, r)
			case *register.Copy:
				err = db.Save(s.Context(), tx, r)
			case *register.Appointment:
				err = db.Save(s.Context(), tx, r)
			case *register.DelegationOfPower:
				err = db.Save(s.Context(), tx, r)
			default:
				s.Fatalf("a %T", r)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
}

// item enters an item with n copies in the store of the office.
func (s *stage) item(seq, n int, g access.Level, copying bool) register.Item {
	it := register.Item{Base: duty.Base{Org: dutytest.Office}, State: register.Registered, Book: register.Out, Year: 2026, Seq: seq, Number: fmt.Sprintf("%02d-BC/TU", seq), Grade: g, Kind: "Báo cáo",
		Carrier: register.Paper, CopyAllowed: copying, RegisteredOn: "2026-11-02", DeterminedOn: "2026-11-02", Copies: n}
	if seq == 0 {
		it.Number, it.Year, it.State = "", 0, register.Determined
	}
	s.save(&it)
	for no := range n {
		s.save(&register.Copy{Base: duty.Base{Org: dutytest.Office, Dossier: it.ID}, State: register.InCustody, Item: it.ID, Number: it.Number, Grade: g, No: no + 1, Of: n, Kind: register.Original,
			Home: dutytest.Office, HomeName: "Tỉnh ủy Minh Giang", Unit: dutytest.Office, UnitName: "Tỉnh ủy Minh Giang", Place: "Tủ 1", HeldSince: "2026-11-02"})
	}
	return it
}

func (s *stage) copies(item string) []register.Copy {
	s.Helper()
	all, err := register.CopiesOf(s.Context(), s.DB.As(db.System), item)
	if err != nil {
		s.Fatal(err)
	}
	return all
}

// with gives an account a person, so that it can have a post.
func with(w access.Who, person string) access.Who { w.Person = person; return w }

func (s *stage) who(name string) access.Who { return dutytest.Who(s, name) }

// leader is the provincial secretary; chief heads a board: to high secret.
func (s *stage) leader() access.Who { return with(s.who("leader"), dutytest.HeadHer) }
func (s *stage) chief() access.Who  { return with(s.who("leader2"), dutytest.Inspector) }

// take does an act that must go through.
func take[T any, P db.Ptr[T]](s *stage, fo desk.Folder[T, P], who access.Who, id string, do duty.Verb, a desk.Values) T {
	s.Helper()
	r, err := fo.Take(s.Context(), who, id, 0, do, a)
	if err != nil {
		s.Fatalf("%s: %v", do, err)
	}
	return r
}

// refused does an act that must be refused with a text.
func refused[T any, P db.Ptr[T]](s *stage, fo desk.Folder[T, P], who access.Who, id string, do duty.Verb, a desk.Values, key string) {
	s.Helper()
	_, err := fo.Take(s.Context(), who, id, 0, do, a)
	if keyOf(err) != key {
		s.Errorf("%s: refused with %v, want %s", do, err, key)
	}
}

func begin[T any, P db.Ptr[T]](s *stage, fo desk.Folder[T, P], who access.Who, do duty.Verb, of string, a desk.Values) T {
	s.Helper()
	r, err := fo.Begin(s.Context(), who, do, of, a)
	if err != nil {
		s.Fatalf("%s: %v", do, err)
	}
	return r
}

func ids(cs []register.Copy) []string {
	var out []string
	for _, c := range cs {
		out = append(out, c.ID)
	}
	return out
}

var packedA = desk.Values{"envelopes": {"2"}, "inner_sealed": {"on"}, "inner_marked": {"on"}, "outer_mark": {"A"}, "tough": {"on"}, "packed_on": {"2026-11-24"}}
var packedC = desk.Values{"envelopes": {"1"}, "outer_mark": {"C"}, "tough": {"on"}, "packed_on": {"2026-11-24"}}
var handed = desk.Values{"means": {"clerk"}, "courier": {"Văn thư A"}, "sent_on": {"2026-11-24"}}
var received = desk.Values{"received_on": {"2026-11-24"}}

func counting(n string, sound bool, signs ...string) desk.Values {
	v := desk.Values{"checked": {n}, "checked_on": {"2026-11-24"}, "signs": signs}
	if sound {
		v["checked_sound"] = []string{"on"}
	}
	return v
}

func TestTransferStory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo, de := transfers(s.desk), defects(s.desk)
		officer, officer2, member := s.who("officer"), s.who("officer2"), s.who("member")
		it := s.item(17, 3, access.Secret, true)
		cs := s.copies(it.ID)
		if _, err := fo.Begin(t.Context(), officer, DoTransfer, s.item(0, 1, access.Secret, true).ID, desk.Values{}); keyOf(err) != "movement.refuse.unregistered" { // S5
			t.Errorf("an item in no book: %v", err)
		}
		tr := begin(s, fo, officer, DoTransfer, it.ID, desk.Values{"to": {dutytest.Commune}, "picked": ids(cs)})
		if tr.Org != dutytest.Commune || tr.Declared != 3 || tr.FromName != "Tỉnh ủy Minh Giang" {
			t.Fatalf("drawn up: %+v", tr)
		}
		refused(s, fo, officer, tr.ID, DoPack, packedA, "movement.need.envelopes") // S6
		take(s, fo, officer, tr.ID, DoPack, packedC)
		tr = take(s, fo, officer, tr.ID, DoSend, handed)
		if tr.Seq != 1 || tr.Title() != "CG-2026-001" {
			t.Errorf("number %s", tr.Title())
		}
		for _, c := range s.copies(it.ID) {
			if c.State != register.InTransit || c.Hand().Unit != dutytest.Office || c.Unit != dutytest.Commune {
				t.Errorf("on its way: %+v", c)
			}
		}
		refused(s, fo, officer, tr.ID, DoCheck, counting("3", true), "movement.refuse.own_transfer")
		refused(s, fo, officer2, tr.ID, DoCheck, counting("3", true), "movement.refuse.not_receiver")
		refused(s, fo, member, tr.ID, DoReceive, received, "duty.nostep")
		take(s, fo, member, tr.ID, DoCheck, counting("2", true)) // one short
		refused(s, fo, member, tr.ID, DoReceive, received, "movement.refuse.open_defects")
		found, err := db.Find[Defect](t.Context(), d.As(officer), "t.transfer = $1", "", tr.ID)
		if err != nil || len(found) != 1 || found[0].Kind != WrongCount || found[0].Expected != 3 || found[0].Found != 2 || found[0].Sender != dutytest.Office {
			t.Fatalf("defects %+v, %v", found, err)
		}
		take(s, de, officer, found[0].ID, DoResolve, desk.Values{"outcome": {"corrected"}, "gone": {cs[2].ID}, "answer": {"Ghi nhầm danh sách"}, "resolved_on": {"2026-11-24"}})
		if c := s.copies(it.ID)[2]; c.State != register.InCustody || c.Unit != dutytest.Office || c.Place != "Tủ 1" {
			t.Errorf("the copy that never left: %+v", c)
		}
		tr = take(s, fo, member, tr.ID, DoReceive, received)
		if tr.State != Received || tr.Receiver != member.Name {
			t.Errorf("received: %+v", tr)
		}
		for _, c := range s.copies(it.ID)[:2] {
			if c.State != register.InCustody || c.Unit != dutytest.Commune || c.Org != dutytest.Commune || c.From != "" || c.FromUnit != "" {
				t.Errorf("in the receiver's store: %+v", c)
			}
		}
		s.pages("officer", "/movement", "/movement/transfer/"+tr.ID, "/movement/defect/"+found[0].ID, "/movement/books", "/movement/books/transfer/2026/1", "/movement/transfer/new/transfer?of="+it.ID)
		s.pages("member", "/movement/transfer/"+tr.ID)
		s.upward(it, cs[0])
		s.Verify()
	})
}

// upward sends a copy from the commune, which does not see the item nor the
// office above, back up.
func (s *stage) upward(it register.Item, c register.Copy) {
	s.Helper()
	fo, officer, clerk := transfers(s.desk), s.who("officer"), s.who("commune")
	clerk.Rights = access.RightsOf(access.SecretsOfficer)
	for _, a := range []desk.Values{{"item_number": {it.Number}}, {"picked": {c.ID}}} {
		of := ""
		if a["picked"] != nil {
			of = c.ID
		}
		a["to_above"] = []string{dutytest.Office}
		tr := begin(s, fo, clerk, DoTransfer, of, a)
		if tr.To != dutytest.Office || tr.ToName != "Tỉnh ủy Minh Giang" || tr.Org != dutytest.Commune || tr.Book != dutytest.Commune {
			s.Fatalf("upward: %+v", tr)
		}
		if of == "" {
			take(s, fo, clerk, tr.ID, DoCancel, desk.Values{"reason": {"Lập lại"}})
			continue
		}
		take(s, fo, clerk, tr.ID, DoPack, packedC)
		take(s, fo, clerk, tr.ID, DoSend, handed)
		refused(s, fo, clerk, tr.ID, DoCheck, counting("1", true), "movement.refuse.own_transfer")
		take(s, fo, officer, tr.ID, DoCheck, counting("1", true))
		take(s, fo, officer, tr.ID, DoReceive, received)
	}
	if got := s.copies(it.ID)[0]; got.Unit != dutytest.Office || got.Org != dutytest.Office || got.State != register.InCustody {
		s.Errorf("sent up: %+v", got)
	}
}

// pages opens pages, each of which must be whole.
func (s *stage) pages(who string, at ...string) {
	s.Helper()
	for _, a := range at {
		s.Get(who, a)
	}
}

func TestA08_SignsGoToTheHeadAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo, de := transfers(s.desk), defects(s.desk)
		officer, member := s.who("officer"), s.who("member")
		it := s.item(3, 2, access.Secret, true)
		cs := s.copies(it.ID)
		tr := begin(s, fo, officer, DoTransfer, it.ID, desk.Values{"to": {dutytest.Commune}, "picked": ids(cs)})
		take(s, fo, officer, tr.ID, DoPack, packedC)
		take(s, fo, officer, tr.ID, DoSend, handed)
		take(s, fo, member, tr.ID, DoCheck, counting("1", false, "opened", "lost"))
		m := New(dutytest.Deps(d))
		tasks, err := m.Work(t.Context(), d.As(s.leader()), "2026-11-24", 20)
		if err != nil || len(tasks) != 2 || tasks[0].Title.Key != "movement.work.report" {
			t.Fatalf("the head's list: %+v, %v", tasks, err)
		}
		all, err := db.Find[Defect](t.Context(), d.As(db.System), "t.transfer = $1", "ORDER BY t.id", tr.ID)
		if err != nil || len(all) != 4 {
			t.Fatalf("%d defects, %v", len(all), err)
		}
		answer := desk.Values{"outcome": {"explained"}, "answer": {"Đã rõ"}, "resolved_on": {"2026-11-24"}}
		for _, x := range all {
			a := answer
			if x.Serious() {
				refused(s, de, officer, x.ID, DoResolve, answer, "movement.refuse.head_first")
				take(s, de, s.leader(), x.ID, DoNote, desk.Values{"orders": {"Xác minh ngay"}})
			}
			if x.Kind == LostPart {
				a = desk.Values{"outcome": {"lost"}, "gone": {cs[1].ID}, "answer": {"Mất một bản"}, "resolved_on": {"2026-11-24"}}
			}
			take(s, de, officer, x.ID, DoResolve, a)
		}
		if c := s.copies(it.ID)[1]; c.State != register.Missing { // S26
			t.Errorf("the lost copy is %s", c.State)
		}
		if tr = take(s, fo, member, tr.ID, DoReceive, received); tr.Declared != 1 {
			t.Errorf("declared %d", tr.Declared)
		}
		s.Verify()
	})
}

func TestS08_EnvelopeForOnePerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo := transfers(s.desk)
		officer2, head := s.who("officer2"), s.who("head")
		tr := begin(s, fo, officer2, DoArrive, "", desk.Values{"from_name": {"Bộ Thử Nghiệm"}, "outer_number": {"12-CV/BTN"}, "outer_mark": {"A"}, "declared": {"1"}, "arrived_on": {"2026-11-24"},
			"named_only": {"on"}, "named": {dutytest.HeadHer}})
		if tr.State != Sent || tr.Grade != access.TopSecret || tr.Seq != 1 || len(tr.Lines) != 0 {
			t.Fatalf("arrived: %+v", tr)
		}
		refused(s, fo, officer2, tr.ID, DoCheck, counting("1", true), "movement.refuse.named_only")
		take(s, fo, officer2, tr.ID, DoHandOn, desk.Values{"handed_on": {"2026-11-24"}})
		refused(s, fo, officer2, tr.ID, DoCheck, counting("1", true), "movement.refuse.named_only")
		take(s, fo, head, tr.ID, DoCheck, counting("1", true))
		refused(s, fo, officer2, tr.ID, DoReceive, received, "movement.refuse.named_only")
		take(s, fo, head, tr.ID, DoReceive, received)
		s.pages("officer2", "/movement/transfer/"+tr.ID, "/movement/transfer/new/arrive")
		s.Verify()
	})
}

func request(n string) desk.Values {
	return desk.Values{"purpose": {"Họp"}, "asked": {n}, "form": {"true_copy"}, "recipients": {"Ban A"}, "executor": {dutytest.Keeper}, "concerned": {"on"}, "place": {"Phòng 5"}, "device": {"Máy 1"}, "offline": {"on"}}
}

func decide(n string) desk.Values { return desk.Values{"copies": {n}, "decided_on": {"2026-11-24"}} }
func making(n string) desk.Values { return desk.Values{"making": {n}, "made_on": {"2026-11-24"}} }

func TestS09_CopiesUnderAPermit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo := copyPermits(s.desk)
		officer := s.who("officer")
		it := s.item(5, 1, access.TopSecret, true)
		p := begin(s, fo, officer, DoRequest, it.ID, request("3"))
		refused(s, fo, s.chief(), p.ID, DoPermit, decide("3"), "secrets.refuse.tier") // S10
		p = take(s, fo, s.leader(), p.ID, DoPermit, decide("2"))
		if p.Title() != "SC-2026-001" || p.Delegation != "" {
			t.Errorf("permitted: %+v", p)
		}
		take(s, fo, officer, p.ID, DoMake, making("2"))
		refused(s, fo, officer, p.ID, DoMake, making("1"), "movement.refuse.over_copy")
		refused(s, fo, officer, p.ID, DoClose, desk.Values{}, "movement.refuse.waste")
		take(s, fo, officer, p.ID, DoWaste, desk.Values{"waste_destroyed": {"on"}, "waste_on": {"2026-11-24"}, "waste_by": {"C"}})
		take(s, fo, officer, p.ID, DoClose, desk.Values{})
		p = take(s, fo, officer, p.ID, DoOvercopy, desk.Values{"over": {"1"}, "over_on": {"2026-11-24"}, "over_note": {"Thấy trong tủ"}})
		cs := s.copies(it.ID)
		if len(cs) != 3 || cs[1].Permit != p.ID || cs[2].No != 3 || cs[2].Kind != register.TrueCopy || cs[2].State != register.InCustody {
			t.Fatalf("copies %+v", cs)
		}
		total := map[string]int{}
		for _, f := range p.Facts() {
			total[f.Key] += f.N
		}
		if total["secrets.copies_made"] != 2 || total["secrets.copies_made_top_secret"] != 2 || total["secrets.copy_permits"] != 1 || total["secrets.overcopies"] != 1 {
			t.Errorf("facts %v", total)
		}
		if _, err := fo.Begin(t.Context(), officer, DoRequest, s.item(6, 1, access.Secret, false).ID, request("1")); keyOf(err) != "movement.refuse.no_copying" { // S12
			t.Errorf("no copying: %v", err)
		}
		s.pages("officer", "/movement/permits", "/movement/permit/"+p.ID, "/movement/books/permit/2026/1", "/movement/permit/new/request", "/movement/permit/new/request?of="+it.ID)
		s.Verify()
	})
}

func TestS11_DelegationOfTheDeputy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo := copyPermits(s.desk)
		deputy := with(s.who("leader2"), dutytest.Keeper)
		s.save(&register.Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.Keeper, Post: "provincial_secretary", Unit: dutytest.Office, Deputy: true, From: "2021-01-01"})
		it := s.item(8, 1, access.HighSecret, true)
		p := begin(s, fo, s.who("officer2"), DoRequest, it.ID, request("1"))
		sound := register.DelegationOfPower{Base: duty.Base{Org: dutytest.Office}, State: register.Given, Power: register.PermitCopy, Grade: access.TopSecret, Giver: dutytest.HeadHer, Deputy: dutytest.Keeper,
			Number: "01-UQ", SignedOn: "2026-01-05", Scope: "Văn phòng", Content: "Cho phép sao, chụp", FromOn: "2026-01-05", ToOn: "2026-12-31"}
		for _, c := range []struct {
			what  string
			spoil func(*register.DelegationOfPower)
		}{{"none", nil}, {"over", func(x *register.DelegationOfPower) { x.ToOn = "2026-11-23" }}, {"no content", func(x *register.DelegationOfPower) { x.Content = "" }},
			{"by a delegate", func(x *register.DelegationOfPower) { x.Giver = dutytest.Keeper }}, {"to a lower level", func(x *register.DelegationOfPower) { x.Grade = access.Secret }}} {
			if c.spoil != nil {
				x := sound
				c.spoil(&x)
				s.save(&x)
			}
			if _, err := fo.Take(t.Context(), deputy, p.ID, 0, DoPermit, decide("1")); !errors.Is(err, duty.ErrForbidden) {
				t.Errorf("%s: %v", c.what, err)
			}
		}
		s.save(&sound)
		if p = take(s, fo, deputy, p.ID, DoPermit, decide("1")); p.Delegation != sound.ID {
			t.Errorf("rests on %q", p.Delegation)
		}
	})
}

func TestCarryOutStory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo := carryOuts(s.desk)
		officer, inspector := s.who("officer"), s.who("inspector")
		it := s.item(9, 2, access.HighSecret, true)
		cs := s.copies(it.ID)
		a := desk.Values{"picked": ids(cs), "abroad": {"on"}, "bearer": {dutytest.Inspector}, "purpose": {"Hội nghị"}, "carry_place": {"Viêng Chăn"}, "from_on": {"2026-11-24"}, "to_on": {"2026-11-26"},
			"carry_means": {"Va li khóa"}, "protection": {"Không rời người"}}
		c := begin(s, fo, inspector, DoRequest, it.ID, a)
		refused(s, fo, s.chief(), c.ID, DoPermit, desk.Values{"decided_on": {"2026-11-24"}}, "secrets.refuse.no_post") // S13: a board head has no power abroad
		refused(s, fo, s.leader(), c.ID, DoPermit, desk.Values{"decided_on": {"2026-11-24"}}, "movement.need.delegation_head")
		take(s, fo, s.leader(), c.ID, DoPermit, desk.Values{"decided_on": {"2026-11-24"}, "delegation_head": {"Trưởng đoàn D"}, "informed_on": {"2026-11-24"}})
		take(s, fo, officer, c.ID, DoTake, desk.Values{"taken_on": {"2026-11-24"}})
		for _, x := range s.copies(it.ID) {
			if x.State != register.CarriedOut || x.Holder != dutytest.Inspector || x.DueOn != "2026-11-26" {
				t.Errorf("carried out: %+v", x)
			}
		}
		s.On("2026-11-28")
		m := New(dutytest.Deps(d))
		if tasks, err := m.Work(t.Context(), d.As(officer), "2026-11-28", 20); err != nil || !slices.ContainsFunc(tasks, func(x duty.Task) bool { return x.Title.Key == "movement.work.give_back" && x.Due == "2026-11-26" }) { // S14
			t.Errorf("overdue is in nobody's list: %+v, %v", tasks, err)
		}
		refused(s, fo, officer, c.ID, DoClose, desk.Values{}, "movement.refuse.outstanding")
		take(s, fo, officer, c.ID, DoGiveBack, desk.Values{"picked": {cs[0].ID}, "on_day": {"2026-11-28"}})
		if x := s.copies(it.ID)[0]; x.State != register.InCustody || x.Place != "Tủ 1" || x.Holder != "" || x.DueOn != "" {
			t.Errorf("back: %+v", x)
		}
		take(s, fo, inspector, c.ID, DoLose, desk.Values{"picked": {cs[1].ID}, "loss_note": {"Mất ở sân bay, đã báo trưởng đoàn"}, "on_day": {"2026-11-28"}})
		if x := s.copies(it.ID)[1]; x.State != register.Missing {
			t.Errorf("lost: %+v", x)
		}
		if tasks, err := m.Work(t.Context(), d.As(s.leader()), "2026-11-28", 20); err != nil || !slices.ContainsFunc(tasks, func(x duty.Task) bool { return x.Title.Key == "movement.work.loss" }) {
			t.Errorf("the head does not hear of the loss: %+v, %v", tasks, err)
		}
		take(s, fo, s.leader(), c.ID, DoNote, desk.Values{"orders": {"Mở hồ sơ sự cố, báo Công an"}})
		refused(s, fo, officer, c.ID, DoClose, desk.Values{}, "movement.refuse.no_report")
		take(s, fo, inspector, c.ID, DoReport, desk.Values{"report": {"Đã dùng tại hội nghị"}, "reported_on": {"2026-11-28"}})
		take(s, fo, officer, c.ID, DoClose, desk.Values{})
		s.pages("officer", "/movement/carryouts", "/movement/carryouts?overdue=1", "/movement/carryout/"+c.ID, "/movement/carryout/new/request?of="+it.ID, "/movement/books/carryout/2026/1")
		s.Verify()
	})
}

func TestProvisionStory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		fo := provisions(s.desk)
		officer := s.who("officer")
		it := s.item(11, 1, access.TopSecret, true)
		a := desk.Values{"applicant": {"Tổ chức X"}, "foreign": {"on"}, "nationality": {"Lào"}, "papers": {"P123"}, "address": {"Viêng Chăn"}, "purpose": {"Hợp tác"}, "undertaking": {"on"}}
		p := begin(s, fo, officer, DoRequest, it.ID, a)
		refused(s, fo, s.leader(), p.ID, DoGrant, desk.Values{"decided_on": {"2026-11-24"}, "decision_no": {"5-QĐ/TU"}}, "desk.need") // S37
		refused(s, fo, s.leader(), p.ID, DoRefuse, desk.Values{"decision_no": {"6-CV/TU"}}, "desk.need")                              // S33
		take(s, fo, s.leader(), p.ID, DoGrant, desk.Values{"decided_on": {"2026-11-24"}, "pm_decision": {"9/QĐ-TTg"}, "pm_on": {"2026-11-20"}})
		p = take(s, fo, officer, p.ID, DoProvide, desk.Values{"picked": ids(s.copies(it.ID)), "provided_on": {"2026-11-24"}, "slip": {"01"}})
		if c := s.copies(it.ID)[0]; c.UnitName != "Tổ chức X" || c.Unit != "" || c.State != register.InCustody {
			t.Errorf("provided: %+v", c)
		}
		q := begin(s, fo, officer, DoRequest, "", desk.Values{"item_number": {it.Number}, "applicant": {"Ông Y"}, "person": {"on"}, "papers": {"012"}, "address": {"Số 2"}, "purpose": {"Nghiên cứu"}, "undertaking": {"on"}})
		q = take(s, fo, s.leader(), q.ID, DoRefuse, desk.Values{"decision_no": {"7-CV/TU"}, "refuse_reason": {"Không thuộc phạm vi được cung cấp"}})
		if f := q.Facts(); len(f) != 1 || f[0].Key != "secrets.provisions_refused" {
			t.Errorf("facts %v", f)
		}
		s.pages("officer", "/movement/provisions", "/movement/provision/"+p.ID, "/movement/provision/"+q.ID, "/movement/provision/new/request?of="+it.ID)
		s.Verify()
	})
}

// TestEveryCopyInOneHand plays at random with one item: whatever is refused and
// whatever goes through, no more copies are made than permitted and each is in
// exactly one hand, with a life line that ends there.
func TestEveryCopyInOneHand(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := onStage(t, d)
		it := s.item(20, 3, access.Secret, true)
		r := rand.New(rand.NewPCG(7, 11))
		permitted := 0
		for range 120 {
			permitted += s.play(r, it)
			s.oneHand(it, 3+permitted)
		}
		if permitted == 0 || len(s.copies(it.ID)) == 3 {
			t.Error("nothing was permitted or made")
		}
		s.Verify()
	})
}

// play does one act at random; most are refused. It returns how many copies it
// permitted.
func (s *stage) play(r *rand.Rand, it register.Item) int {
	s.Helper()
	ctx, officer, member, leader := s.Context(), s.who("officer"), s.who("member"), s.leader()
	fo, pe, ca := transfers(s.desk), copyPermits(s.desk), carryOuts(s.desk)
	cs := s.copies(it.ID)
	one := cs[r.IntN(len(cs))]
	picked := desk.Values{"to": {dutytest.Commune}, "picked": {one.ID}}
	tid, pid, cid := anyID[Transfer](s, r), anyID[CopyPermit](s, r), anyID[CarryOut](s, r)
	var err error
	n := 0
	switch r.IntN(16) {
	case 0, 1:
		_, err = fo.Begin(ctx, officer, DoTransfer, it.ID, picked)
	case 2, 3:
		_, err = fo.Take(ctx, officer, tid, 0, DoPack, packedC)
	case 4:
		_, err = fo.Take(ctx, officer, tid, 0, DoSend, handed)
	case 5:
		_, err = fo.Take(ctx, member, tid, 0, DoCheck, counting("1", true))
	case 6:
		_, err = fo.Take(ctx, member, tid, 0, DoReceive, received)
	case 7:
		_, err = fo.Take(ctx, member, tid, 0, DoRefuse, desk.Values{"reason": {"Sai nơi nhận"}})
	case 8:
		_, err = fo.Take(ctx, officer, tid, 0, DoTakeBack, desk.Values{"ended_on": {"2026-11-24"}})
	case 9:
		_, err = pe.Begin(ctx, officer, DoRequest, it.ID, request("2"))
	case 10:
		var p CopyPermit
		if p, err = pe.Take(ctx, leader, pid, 0, DoPermit, decide(fmt.Sprint(1+r.IntN(3)))); err == nil {
			n = p.Copies
		}
	case 11, 12:
		_, err = pe.Take(ctx, officer, pid, 0, DoMake, making(fmt.Sprint(1+r.IntN(2))))
	case 13:
		_, err = ca.Begin(ctx, officer, DoRequest, it.ID, desk.Values{"picked": {one.ID}, "bearer": {dutytest.Inspector}, "purpose": {"Họp"}, "carry_place": {"Xã"}, "from_on": {"2026-11-24"}, "to_on": {"2026-11-25"},
			"carry_means": {"Cặp"}, "protection": {"Khóa"}})
	case 14:
		if _, err = ca.Take(ctx, leader, cid, 0, DoPermit, desk.Values{"decided_on": {"2026-11-24"}}); err == nil {
			_, err = ca.Take(ctx, officer, cid, 0, DoTake, desk.Values{"taken_on": {"2026-11-24"}})
		}
	case 15:
		_, err = ca.Take(ctx, officer, cid, 0, DoGiveBack, desk.Values{"picked": {one.ID}, "on_day": {"2026-11-24"}})
	}
	if err != nil && !desk.Told(err) && !errors.Is(err, db.ErrNotFound) {
		s.Fatal(err)
	}
	return n
}

func anyID[T any, P db.Ptr[T]](s *stage, r *rand.Rand) string {
	s.Helper()
	all, err := db.Find[T, P](s.Context(), s.DB.As(db.System), "1 = 1", "ORDER BY t.id DESC LIMIT 4")
	if err != nil {
		s.Fatal(err)
	}
	if len(all) == 0 {
		return "none"
	}
	return *P(&all[r.IntN(len(all))]).Columns()[0].Ptr.(*string)
}

// oneHand fails unless each copy is in one hand and there are no more than most.
func (s *stage) oneHand(it register.Item, most int) {
	s.Helper()
	cs := s.copies(it.ID)
	if len(cs) > most {
		s.Fatalf("%d copies, %d permitted", len(cs), most)
	}
	nos := map[int]bool{}
	for _, c := range cs {
		if nos[c.No] {
			s.Fatalf("two copies of number %d", c.No)
		}
		nos[c.No] = true
		h := c.Hand()
		switch c.State {
		case register.InCustody:
			if h.Unit == "" || c.FromUnit != "" || c.From != "" {
				s.Fatalf("in custody of whom: %+v", c)
			}
		case register.InTransit:
			if h.Unit == "" || c.Unit == "" || h.Unit == c.Unit || c.Place != "" {
				s.Fatalf("in transit between whom: %+v", c)
			}
		case register.CarriedOut:
			if c.Holder == "" {
				s.Fatalf("carried out by whom: %+v", c)
			}
		}
	}
}

// TestForms takes the same steps through the pages.
func TestForms(t *testing.T) {
	d := dbtest.SQLite(t)
	s := onStage(t, d)
	it := s.item(30, 2, access.HighSecret, true)
	tr := begin(s, transfers(s.desk), s.who("officer"), DoTransfer, it.ID, desk.Values{"outside": {"Công an tỉnh"}, "picked": ids(s.copies(it.ID))})
	at := "/movement/transfer/" + tr.ID
	page := s.Refused("officer", at+"/pack", "envelopes", "1", "outer_mark", "C", "tough", "on", "packed_on", "24/11/2026")
	if !strings.Contains(page.Text(".errsum"), "chữ B") {
		t.Errorf("the wrong letter: %s", page.Text(".errsum"))
	}
	s.Do("officer", at+"/pack", "envelopes", "1", "outer_mark", "B", "tough", "on", "packed_on", "24/11/2026")
	s.Do("officer", at+"/send", "means", "liaison", "courier", "Giao liên", "sent_on", "24/11/2026")
	s.Do("officer", at+"/check", "checked", "2", "checked_sound", "on", "checked_on", "24/11/2026")
	page = s.Do("officer", at+"/receive", "receiver", "Ông Nhận", "slip", "08", "received_on", "24/11/2026")
	if !strings.Contains(page.Text("main"), "Ông Nhận") {
		t.Error("who signed outside is not on the page")
	}
	if c := s.copies(it.ID)[0]; c.Unit != "" || c.UnitName != "Công an tỉnh" || c.State != register.InCustody {
		t.Errorf("outside: %+v", c)
	}
	p := begin(s, copyPermits(s.desk), s.who("officer2"), DoRequest, it.ID, request("1"))
	if page := s.Get("leader", "/movement/permit/"+p.ID+"/permit"); strings.Contains(page.Text("main"), "Số bản cho phép") {
		t.Error("a leader without a post is offered the form")
	}
	if page := s.Get("officer", "/movement/books?book=transfer&year=2026&as=xlsx"); len(page.Body) < 1000 {
		t.Error("no workbook of the transfer book")
	}
	s.Verify()
}

func TestTextsOfEveryChoice(t *testing.T) {
	texts, err := text.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, e := range New(dutytest.Deps(nil)).Flows {
		for _, x := range e.Edges {
			keys = append(keys, e.Record+"."+string(x.From), e.Record+"."+string(x.To))
			folder := e.Record[len("movement.state."):]
			keys = append(keys, "movement.do."+folder+"."+string(x.Do))
		}
	}
	for _, l := range text.Langs {
		for _, k := range keys {
			if !texts.Has(l, k) {
				t.Errorf("%s: no %s", l, k)
			}
		}
	}
}
