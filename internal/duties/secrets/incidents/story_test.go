package incidents

import (
	"errors"
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
)

// An account that may permit meetings: the provincial secretary, a person of
// the register of persons.
func init() {
	w := dutytest.Staff["leader"]
	w.ID, w.Person = "a-secretary", dutytest.HeadHer
	dutytest.Staff["secretary"] = w
}

// A room is the module over a fresh database, with one item of three copies in
// the register.
type room struct {
	*dutytest.Screen
	k      desk.Desk
	item   register.Item
	copies []register.Copy
}

func each(t *testing.T, f func(s *room)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		deps := dutytest.Deps(d)
		s := &room{Screen: dutytest.New(t, d, register.New(deps), New(deps)), k: desk.New(ID, deps)}
		s.On("2026-11-24")
		s.fill()
		f(s)
		s.Verify()
	})
}

func (s *room) fill() {
	ctx := s.Context()
	err := s.DB.Change(ctx, db.System, "test", func(tx *db.Tx) error {
		s.item = register.Item{Base: duty.Base{Org: dutytest.Office}, State: register.Issued, Book: register.Out, Year: 2026, Seq: 17, Number: "17-BC/TU", Grade: access.HighSecret,
			Kind: "Báo cáo", IssuerName: "Văn phòng Tỉnh ủy", DeterminedOn: "2026-10-01", RegisteredOn: "2026-10-01", IssuedOn: "2026-10-02", Carrier: register.Paper}
		if err := db.Save(ctx, tx, &s.item); err != nil {
			return err
		}
		for no := range 3 {
			c := register.Copy{Base: duty.Base{Org: dutytest.Office, Dossier: s.item.ID}, State: register.InCustody, Item: s.item.ID, Number: s.item.Number, Grade: s.item.Grade, No: no + 1, Of: 3,
				Kind: register.Original, Unit: dutytest.Office, UnitName: "Tỉnh ủy Minh Giang", Home: dutytest.Office, HomeName: "Tỉnh ủy Minh Giang", Place: "Tủ A"}
			if no == 1 {
				c.Holder, c.HolderName = dutytest.Inspector, dutytest.Names[dutytest.Inspector]
			}
			if err := db.Save(ctx, tx, &c); err != nil {
				return err
			}
			s.copies = append(s.copies, c)
		}
		a := register.Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.HeadHer, PersonName: dutytest.Names[dutytest.HeadHer], Post: "provincial_secretary", Unit: dutytest.Office, From: "2020-01-01"}
		return db.Save(ctx, tx, &a)
	})
	if err != nil {
		s.Fatal(err)
	}
}

func (s *room) copyState(n int) duty.State {
	s.Helper()
	c, err := db.Get[register.Copy](s.Context(), s.DB.As(db.System), s.copies[n].ID)
	if err != nil {
		s.Fatal(err)
	}
	return c.State
}

// take does an act through the folder and fails unless it goes through.
func take[T any, P db.Ptr[T]](s *room, fo desk.Folder[T, P], who string, id string, do duty.Verb, answers ...string) T {
	s.Helper()
	r, err := fo.Take(s.Context(), dutytest.Who(s, who), id, 0, do, values(answers))
	if err != nil {
		s.Fatalf("%s by %s: %v", do, who, err)
	}
	return r
}

// no does an act that must be refused with a key.
func no[T any, P db.Ptr[T]](s *room, fo desk.Folder[T, P], who string, id string, do duty.Verb, key string, answers ...string) {
	s.Helper()
	_, err := fo.Take(s.Context(), dutytest.Who(s, who), id, 0, do, values(answers))
	refusedIn(s, err, key)
}

func refusedIn(s *room, err error, key string) {
	s.Helper()
	if err == nil || !strings.Contains(err.Error(), key) {
		s.Errorf("want refusal %s, have %v", key, err)
	}
}

func values(pairs []string) desk.Values {
	v := desk.Values{}
	for n := 0; n+1 < len(pairs); n += 2 {
		v[pairs[n]] = append(v[pairs[n]], pairs[n+1])
	}
	return v
}

func begin[T any, P db.Ptr[T]](s *room, fo desk.Folder[T, P], who string, do duty.Verb, of string, answers ...string) T {
	s.Helper()
	r, err := fo.Begin(s.Context(), dutytest.Who(s, who), do, of, values(answers))
	if err != nil {
		s.Fatalf("%s by %s: %v", do, who, err)
	}
	return r
}

var lost = []string{"kind", "loss", "discovered_on", "2026-11-23", "discovered_at", "08:00", "discovered_by", "Văn thư", "source", "keeper", "how", "Tủ A thiếu một bản"}

// S26: a missing copy opens a loss incident; the copy is marked missing in the
// same transaction; head, classifier and authority are told, and the ad-hoc
// report is due at once.
func TestS26_LossMarksCopyMissing(t *testing.T) {
	each(t, func(s *room) {
		fo := IncidentFolder(s.k)
		leak := slices.Clone(lost)
		leak[1] = "leak"
		_, err := fo.Begin(s.Context(), dutytest.Who(s, "officer"), DoOpen, s.copies[0].ID, values(leak))
		refusedIn(s, err, "incidents.refuse.missing_is_loss")
		if st := s.copyState(0); st != register.InCustody {
			s.Fatalf("a refused incident left the copy %s", st)
		}
		i := begin(s, fo, "officer", DoOpen, s.copies[0].ID, lost...)
		if i.Code != "SC-2026/01" || i.DocumentCount != 1 || i.Grade != access.HighSecret {
			s.Errorf("opened: %+v", i)
		}
		if st := s.copyState(0); st != register.Missing {
			s.Errorf("the copy is %s", st)
		}
		ds, err := db.Find[Document](s.Context(), s.DB.As(db.System), "t.incident = $1", "", i.ID)
		if err != nil || len(ds) != 1 || !slices.Equal(ds[0].Copies, []string{s.copies[0].ID}) || ds[0].Number != "17-BC/TU" {
			s.Fatalf("documents: %+v %v", ds, err)
		}
		page := s.Get("officer", fo.Href(i.ID))
		for _, want := range []string{"Chưa gửi báo cáo đột xuất", "17-BC/TU, bản số 1", "Không thấy"} {
			if !strings.Contains(page.Text("main"), want) {
				s.Errorf("the page does not say %q: %s", want, page.Text("main"))
			}
		}
		ts, err := work(s.Context(), s.DB.As(dutytest.Who(s, "officer")), s.k.Today(), 10)
		if err != nil || len(ts) != 2 || ts[0].Due != "2026-11-23" {
			s.Errorf("work: %+v %v", ts, err)
		}
		s.onward(fo, i)
		docs := DocumentFolder(s.k)
		take(s, docs, "officer", ds[0].ID, DoRecover, "recovered_on", "2026-11-24", "recovery_text", "Thấy ở phòng bên")
		if st := s.copyState(0); st != register.InCustody {
			s.Errorf("a copy found is %s", st)
		}
		no(s, fo, "officer", i.ID, DoRemedy, "incidents.refuse.recovery", "remedied_on", "2026-11-24", "remedy", "Đổi khóa", "recovery", "none")
		take(s, fo, "officer", i.ID, DoRemedy, "remedied_on", "2026-11-24", "remedy", "Đổi khóa", "recovery", "all")
		no(s, fo, "officer", i.ID, DoConclude, "duty.forbidden", "conclusion_no", "1")
		take(s, fo, "leader", i.ID, DoConclude, "conclusion_no", "1-KL", "concluded_on", "2026-11-24", "conclusion", "Đã rõ")
		take(s, fo, "officer", i.ID, DoClose, "archive_no", "HS-1", "closed_on", "2026-11-24")
	})
}

// onward brings an incident from detection to the verification.
func (s *room) onward(fo desk.Folder[Incident, *Incident], i Incident) {
	s.Helper()
	take(s, fo, "officer", i.ID, DoContain, "contained_on", "2026-11-23", "contained_at", "09:30", "measures", "Niêm phong tủ")
	take(s, fo, "officer", i.ID, DoReport, "head_name", "Chánh Văn phòng", "head_on", "2026-11-23", "head_at", "10:00")
	no(s, fo, "officer", i.ID, DoNotify, "incidents.need.classifier", "authority_name", "Công an tỉnh", "authority_paper", "7", "authority_on", "2026-11-24")
	take(s, fo, "officer", i.ID, DoNotify, "classifier_name", "Văn phòng Tỉnh ủy", "classifier_paper", "6", "classifier_on", "2026-11-24",
		"authority_name", "Công an tỉnh", "authority_paper", "7", "authority_on", "2026-11-24")
	verified := []string{"verified_on", "2026-11-24", "findings", "Đã rõ", "causes", "b1"}
	no(s, fo, "officer", i.ID, DoVerify, "incidents.need.adhoc_first", verified...)
	take(s, fo, "officer", i.ID, DoAdHoc, "adhoc_to", "Công an tỉnh", "adhoc_paper", "8-BC", "adhoc_on", "2026-11-24")
	take(s, fo, "officer", i.ID, DoVerify, verified...)
}

// S26 out of a difference of a stock-take.
func TestS26_FromStockTake(t *testing.T) {
	each(t, func(s *room) {
		ctx := s.Context()
		line := register.StocktakeLine{Base: duty.Base{Org: dutytest.Office}, Stocktake: "st", Copy: s.copies[2].ID, Item: s.item.ID, Number: s.item.Number, No: 3, Result: register.Absent}
		if err := s.DB.Change(ctx, db.System, "test", func(tx *db.Tx) error { return db.Save(ctx, tx, &line) }); err != nil {
			s.Fatal(err)
		}
		i := begin(s, IncidentFolder(s.k), "officer", DoOpen, line.ID, lost...)
		if i.StockTake != "st" || s.copyState(2) != register.Missing {
			s.Errorf("%+v, copy %s", i, s.copyState(2))
		}
	})
}

// S27: somebody without need to know saw the item: a leak, though no copy is
// missing. The holder of the copies involved stands on the page.
func TestS27_Leak(t *testing.T) {
	each(t, func(s *room) {
		fo := IncidentFolder(s.k)
		i := begin(s, fo, "officer", DoOpen, s.item.ID, "kind", "leak", "discovered_on", "2026-11-23", "discovered_by", "Văn thư", "source", "others", "how", "Người không có trách nhiệm đã đọc")
		docs := DocumentFolder(s.k)
		_, err := docs.Begin(s.Context(), dutytest.Who(s, "officer"), DoAdd, i.ID, values([]string{"number", "99-XX"}))
		refusedIn(s, err, "incidents.refuse.not_in_register")
		_, err = docs.Begin(s.Context(), dutytest.Who(s, "officer"), DoAdd, i.ID, values([]string{"number", "17-BC/TU", "copy_nos", "2"}))
		refusedIn(s, err, "incidents.refuse.twice")
		d := begin(s, docs, "officer", DoAdd, i.ID, "number", "04-KH/SYT", "outside", "on", "issuer", "Sở Y tế", "grade", "1", "keeper", "Văn thư Sở Y tế")
		if d.Item != "" || d.Grade != access.Secret {
			s.Errorf("outside: %+v", d)
		}
		got, err := fo.Open(s.Context(), s.DB.As(dutytest.Who(s, "officer")), i.ID)
		if err != nil || got.DocumentCount != 2 || len(got.Documents) != 2 {
			s.Errorf("%+v %v", got, err)
		}
		for n := range s.copies {
			if st := s.copyState(n); st != register.InCustody {
				s.Errorf("copy %d of a leak is %s", n+1, st)
			}
		}
		s.counts(map[string]int{"secrets.leak_cases": 1, "secrets.leak_documents": 2, "secrets.leak_documents_high_secret": 1, "secrets.leak_documents_secret": 1})
		take(s, fo, "officer", i.ID, DoContain, "contained_on", "2026-11-23", "measures", "Thu hồi")
		take(s, fo, "officer", i.ID, DoReport, "head_name", "Chánh Văn phòng", "head_on", "2026-11-24")
		take(s, fo, "officer", i.ID, DoNotify, "classifier_name", "Sở Y tế", "classifier_paper", "6", "classifier_on", "2026-11-24", "authority_name", "Công an tỉnh", "authority_paper", "7", "authority_on", "2026-11-24")
		no(s, fo, "officer", i.ID, DoDismiss, "duty.forbidden", "unfounded_reason", "Nhầm")
		take(s, fo, "leader", i.ID, DoDismiss, "unfounded_reason", "Người đọc được phân công")
		s.counts(map[string]int{})
	})
}

// A copy marked missing elsewhere waits for its incident (S26).
func TestS26_MissingWaitsForIncident(t *testing.T) {
	each(t, func(s *room) {
		ctx := s.Context()
		if err := s.k.Change(ctx, db.System, "test", func(t *desk.Turn) error {
			c := s.copies[0]
			return register.MarkMissing(ctx, t, &c, "kiểm kê")
		}); err != nil {
			s.Fatal(err)
		}
		ts, err := work(ctx, s.DB.As(dutytest.Who(s, "officer")), s.k.Today(), 10)
		if err != nil || len(ts) != 1 || ts[0].Href != "/incidents/incident/new/open?of="+s.copies[0].ID {
			s.Fatalf("work: %+v %v", ts, err)
		}
		if p := s.Get("officer", "/incidents"); !strings.Contains(p.Text("main"), "1 bản không thấy") {
			s.Errorf("the register does not tell: %s", p.Text("main"))
		}
		i := begin(s, IncidentFolder(s.k), "officer", DoOpen, s.copies[0].ID, lost...)
		ts, err = work(ctx, s.DB.As(dutytest.Who(s, "officer")), s.k.Today(), 10)
		if err != nil || len(ts) != 2 || ts[0].Href != "/incidents/incident/"+i.ID {
			s.Errorf("work: %+v %v", ts, err)
		}
	})
}

// A leak that turns out to be a loss as well marks the copies on the file; it
// does not become a leak again while one is missing.
func TestS26_LeakTurnsIntoLoss(t *testing.T) {
	each(t, func(s *room) {
		fo := IncidentFolder(s.k)
		i := begin(s, fo, "officer", DoOpen, "", "kind", "leak", "discovered_on", "2026-11-23", "discovered_by", "Văn thư", "source", "others", "how", "Bản số 3 bị đọc")
		begin(s, DocumentFolder(s.k), "officer", DoAdd, i.ID, "number", "17-BC/TU", "copy_nos", "3")
		if st := s.copyState(2); st != register.InCustody {
			s.Errorf("a copy read by somebody is %s", st)
		}
		take(s, fo, "officer", i.ID, DoTurn, "kind", "both", "kind_why", "Không còn thấy bản số 3")
		if st := s.copyState(2); st != register.Missing {
			s.Errorf("a lost copy is %s", st)
		}
		s.counts(map[string]int{"secrets.leak_cases": 1, "secrets.leak_documents": 1, "secrets.leak_documents_high_secret": 1})
		no(s, fo, "officer", i.ID, DoTurn, "incidents.refuse.still_missing", "kind", "leak", "kind_why", "Nhầm")
	})
}

// counts compares the figures of leaks.
func (s *room) counts(want map[string]int) {
	s.Helper()
	if _, err := s.DB.Fold(s.Context()); err != nil {
		s.Fatal(err)
	}
	all, err := s.DB.Figures(s.Context(), "secrets.leak", db.Range{Node: dutytest.Office, From: "2026-01-01", To: "2026-12-31"})
	if err != nil {
		s.Fatal(err)
	}
	got := map[string]int{}
	for k, years := range all {
		for _, n := range years {
			if n != 0 {
				got[k] += n
			}
		}
	}
	for k := range want {
		if got[k] != want[k] {
			s.Errorf("%s = %d, want %d", k, got[k], want[k])
		}
	}
	if len(got) != len(want) {
		s.Errorf("figures %v, want %v", got, want)
	}
}

// M24: the person concerned replies before the conclusion, is handed over by a
// slip, and the outcome comes back and counts; the person never reads the file.
func TestM24_HandOverStory(t *testing.T) {
	each(t, func(s *room) {
		fo, people := IncidentFolder(s.k), ConcernedFolder(s.k)
		i := begin(s, fo, "officer", DoOpen, s.copies[1].ID, lost...)
		if p := s.As("inspector").Get(fo.Href(i.ID)); p.Code != 200 {
			s.Fatalf("the inspector reads the file before: %d", p.Code)
		}
		_, err := people.Begin(s.Context(), dutytest.Who(s, "officer"), DoName, i.ID, values([]string{"person", dutytest.Keeper, "post", "Văn thư"}))
		refusedIn(s, err, "incidents.refuse.own_matter")
		c := begin(s, people, "officer", DoName, i.ID, "person", dutytest.Inspector, "post", "Người giữ bản số 2")
		for _, at := range []string{fo.Href(i.ID), people.Href(c.ID)} {
			if p := s.As("inspector").Get(at); p.Code != 404 {
				s.Errorf("the person concerned reads %s: %d", at, p.Code)
			}
		}
		s.onward(fo, i)
		take(s, people, "officer", c.ID, DoEstablish, "conduct", "Để tài liệu trên bàn", "breaches", "b1")
		take(s, fo, "officer", i.ID, DoRemedy, "remedied_on", "2026-11-24", "remedy", "Nhắc nhở", "recovery", "none")
		conclusion := []string{"conclusion_no", "1-KL", "concluded_on", "2026-11-24", "conclusion", "Có lỗi"}
		no(s, fo, "leader", i.ID, DoConclude, "incidents.need.replies", conclusion...)
		take(s, people, "officer", c.ID, DoWaive, "waived_on", "2026-11-24", "waiver", "Giấy mời số 3, không đến")
		take(s, fo, "leader", i.ID, DoConclude, conclusion...)
		no(s, fo, "officer", i.ID, DoClose, "incidents.need.outcomes", "archive_no", "HS", "closed_on", "2026-11-24")
		if p := s.As("officer").Get("/incidents/slip/" + c.ID); p.Code != 404 {
			s.Errorf("a slip before the hand-over: %d", p.Code)
		}
		take(s, people, "officer", c.ID, DoHandOver, "handed_to", "Ủy ban Kiểm tra Tỉnh ủy", "paper", "12-PC", "handed_on", "2026-11-24", "what", "Kết luận 1-KL")
		slip := s.Get("officer", "/incidents/slip/"+c.ID).Text("main")
		for _, want := range []string{"12-PC", dutytest.Names[dutytest.Inspector], "Ủy ban Kiểm tra Tỉnh ủy", "1-KL"} {
			if !strings.Contains(slip, want) {
				s.Errorf("the slip does not say %q: %s", want, slip)
			}
		}
		take(s, people, "officer", c.ID, DoSettle, "outcome", "discipline", "outcome_no", "9-QĐ", "outcome_on", "2026-11-24")
		take(s, fo, "officer", i.ID, DoClose, "archive_no", "HS", "closed_on", "2026-11-24")
		s.Get("officer", people.Href(c.ID))
		s.Get("leader", fo.Href(i.ID))
		if _, err := people.Begin(s.Context(), dutytest.Who(s, "officer"), DoName, i.ID, values(nil)); !errors.Is(err, duty.ErrNoStep) {
			s.Errorf("a closed file takes persons: %v", err)
		}
	})
}

// A meeting at High Secret outside the office over two days: permission by the
// level's authority (A4), police check (S29), device list, seals for each day (S28).
func TestS28_S29_MeetingStory(t *testing.T) {
	each(t, func(s *room) {
		fo := MeetingFolder(s.k)
		s.On("2026-11-16")
		m := begin(s, fo, "officer", DoDraft, "", "title", "Hội nghị chuyên đề", "grade", "2", "chair", "Bí thư", "from", "2026-11-20", "to", "2026-11-21", "venue", "outside", "meeting_place", "Nhà khách")
		take(s, fo, "officer", m.ID, DoRequest)
		no(s, fo, "leader", m.ID, DoPermit, "secrets.refuse", "permit_no", "3-QĐ", "permitted_on", "2026-11-16")
		take(s, fo, "secretary", m.ID, DoPermit, "permit_no", "3-QĐ", "permitted_on", "2026-11-16")
		s.On("2026-11-20")
		begun := []string{"opened_on", "2026-11-20", "docs_given", "2"}
		no(s, fo, "officer", m.ID, DoBegin, "incidents.need.police", begun...)
		take(s, fo, "officer", m.ID, DoPolice, "police_no", "5-BB", "police_body", "Công an tỉnh", "police_on", "2026-11-19")
		take(s, fo, "officer", m.ID, DoLine, "equipment_no", "6-BB")
		take(s, fo, "officer", m.ID, DoAttend, "attendees", "Nguyễn Văn Nháp; Sở Y tế; Gửi 01 điện thoại\nTrần Thị Tạm; Ban Tổ chức")
		no(s, fo, "officer", m.ID, DoBegin, "incidents.need.device_check", begun...)
		take(s, fo, "officer", m.ID, DoAttend, "attendees", "Nguyễn Văn Nháp; Sở Y tế; Gửi 01 điện thoại\nTrần Thị Tạm; Ban Tổ chức; không có")
		take(s, fo, "officer", m.ID, DoBegin, begun...)
		s.On("2026-11-21")
		take(s, fo, "officer", m.ID, DoSeal, "seal_on", "2026-11-20", "day_seal_no", "NP-1", "sealed_by", "Tổ bảo vệ")
		no(s, fo, "officer", m.ID, DoEnd, "incidents.need.seals", "ended_on", "2026-11-21")
		take(s, fo, "officer", m.ID, DoSeal, "seal_on", "2026-11-21", "day_seal_no", "NP-2", "sealed_by", "Tổ bảo vệ")
		take(s, fo, "officer", m.ID, DoEnd, "ended_on", "2026-11-21")
		take(s, fo, "officer", m.ID, DoCollect, "docs_given", "2", "docs_collected", "1", "collected_on", "2026-11-21", "collected_by", "Văn thư")
		closed := []string{"archive_no", "HS-1", "closed_on", "2026-11-21"}
		no(s, fo, "officer", m.ID, DoClose, "incidents.refuse.not_all_back", closed...)
		s.Get("officer", fo.Href(m.ID))
		take(s, fo, "officer", m.ID, DoCollect, "docs_given", "2", "docs_collected", "2", "collected_on", "2026-11-21", "collected_by", "Văn thư")
		take(s, fo, "officer", m.ID, DoClose, closed...)
	})
}

// S30: a device that handled secrets serves another purpose only after the
// secrets are removed with a minute; in use again it needs it again.
func TestS30_DeviceStory(t *testing.T) {
	each(t, func(s *room) {
		fo := DeviceFolder(s.k)
		d := begin(s, fo, "officer", DoRegister, "", "device_kind", "isolated_pc", "name", "Máy độc lập 1", "serial", "MT-1", "device_place", "Phòng 3", "grade", "2")
		use := []string{"put_in_use_on", "2026-11-24"}
		no(s, fo, "officer", d.ID, DoUse, "incidents.need.check", use...)
		take(s, fo, "officer", d.ID, DoCheck, "check_no", "1-BB", "device_checked_on", "2026-11-20", "next_check_on", "2026-12-01")
		take(s, fo, "officer", d.ID, DoMark, "device_seal_no", "NP-7", "device_sealed_on", "2026-11-20")
		d = take(s, fo, "officer", d.ID, DoUse, use...)
		if !d.HandledSecrets || len(d.Uses) != 1 {
			s.Errorf("in use: %+v", d)
		}
		ts, err := work(s.Context(), s.DB.As(dutytest.Who(s, "officer")), s.k.Today(), 10)
		if err != nil || len(ts) != 1 || ts[0].Due != "2026-12-01" {
			s.Errorf("the check is due: %+v %v", ts, err)
		}
		take(s, fo, "officer", d.ID, DoWithdraw, "withdrawn_on", "2026-11-24", "withdrawn_why", "Hỏng")
		again := []string{"repurposed_to", "Máy học tập", "repurposed_on", "2026-11-24"}
		no(s, fo, "officer", d.ID, DoRepurpose, "incidents.refuse.not_sanitised", again...)
		take(s, fo, "officer", d.ID, DoSanitise, "sanitise_no", "2-BB", "sanitised_on", "2026-11-24", "sanitise_how", "Hủy ổ cứng")
		d = take(s, fo, "officer", d.ID, DoRepurpose, again...)
		if d.State != Repurposed || len(d.Sanitisings) != 1 || d.Uses[0].To != "2026-11-24" {
			s.Errorf("re-purposed: %+v", d)
		}
		bad := begin(s, fo, "officer", DoRegister, "", "device_kind", "usb", "name", "USB", "serial", "U-1", "device_place", "Tủ", "grade", "1", "connected", "on")
		no(s, fo, "officer", bad.ID, DoUse, "incidents.refuse.connected", use...)
		s.Get("officer", fo.Href(d.ID))
	})
}
