package inspection

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jba/templatecheck"
	"github.com/xuri/excelize/v2"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

// Invented units and persons of the pages' tests.
const (
	hqUnit, communeUnit, cellUnit   = "u-minh-giang", "u-doi-che", "u-chi-bo"
	memberID, headID, inspectorID   = "p-phong-van", "p-thu-nghiem", "p-gia-dinh"
	memberName, headName, otherName = "Trần Thị Phỏng Vấn", "Lê Thử Nghiệm", "Hoàng Giả Định"
)

// staff are who may sign in: the cookie "as" names one.
var staff = map[string]access.Who{
	"head":      {ID: "a-head", Name: headName, Unit: hqUnit, Person: headID, Role: access.Head},
	"deputy":    {ID: "a-deputy", Name: "Vũ Văn Giả Sử", Unit: hqUnit, Role: access.Head},
	"leader":    {ID: "a-leader", Name: "Phạm Thị Ví Như", Unit: hqUnit, Role: access.Leader},
	"inspector": {ID: "a-inspector", Name: otherName, Unit: hqUnit, Person: inspectorID, Role: access.Inspector},
	"commune":   {ID: "a-commune", Name: "Đỗ Văn Nháp", Unit: communeUnit, Role: access.Leader},
	"auditor":   {ID: "a-auditor", Name: "Ngô Thị Mẫu", Unit: hqUnit, Role: access.Auditor},
	"subject":   {ID: "a-subject", Name: memberName, Unit: hqUnit, Person: memberID, Role: access.Inspector},
}

// A screen is the site of the duty over a fresh database.
type screen struct {
	*testing.T
	d    *db.DB
	site *web.Site
	h    http.Handler
	was  map[string]*webtest.Client
}

func newScreen(t *testing.T, d *db.DB) *screen {
	t.Helper()
	s := &screen{T: t, d: d, was: map[string]*webtest.Client{}}
	m := New(duty.Deps{DB: d, Law: func(context.Context) (law.Pack, error) { return law.Default(), nil }})
	fine(t, m.Check())
	for id, f := range map[string]fs.FS{"org": org.Files, "person": person.Files, ID: m.Files} {
		fine(t, d.Migrate(t.Context(), id, f))
	}
	d.Register(ID, m.Records...)
	texts, err := text.Load(web.Files, vn.Files, law.Files, office.Files, duty.Files, desk.Files, m.Files)
	fine(t, err)
	s.site, err = web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{ID: m.Files, "desk": desk.Files}, Nav: m.Nav, Now: d.Now, NewID: db.NewID, Who: signedIn, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: http.StatusNotFound, Key: "web.error.notfound"}, {Err: db.ErrConflict, Code: http.StatusConflict, Key: "web.error.conflict"},
			{Err: duty.ErrForbidden, Code: http.StatusForbidden, Key: "web.error.refused"}}})
	fine(t, err)
	mux := http.NewServeMux()
	s.site.Routes(mux)
	for _, r := range m.Routes {
		mux.Handle(r.Pattern, s.site.Serve(r.Need, r.Serve))
	}
	s.h = s.site.Guard(mux)
	s.people()
	return s
}

func signedIn(r *http.Request) (access.Who, error) {
	k, err := r.Cookie("as")
	if err != nil {
		return access.Who{}, nil
	}
	w := staff[k.Value]
	w.Rights = access.RightsOf(w.Role)
	return w, nil
}

func (s *screen) people() {
	s.Helper()
	ctx := s.Context()
	fine(s.T, s.d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
		_, err := org.Found(ctx, tx, "2020-01-01", "", []org.Founding{
			{ID: hqUnit, Code: "95", Kind: org.Province, Tier: org.AtProvince, Name: "Tỉnh ủy Minh Giang"},
			{ID: communeUnit, Code: "00001", Kind: org.Commune, Tier: org.AtGrassroots, Name: "Đảng ủy xã Đồi Chè", Parent: hqUnit},
			{ID: cellUnit, Code: "C1", Kind: org.Cell, Tier: org.AtCell, Name: "Chi bộ Một", Parent: communeUnit}})
		if err != nil {
			return err
		}
		for id, name := range map[string]string{memberID: memberName, headID: headName, inspectorID: otherName} {
			p := person.Person{Name: name, Unit: communeUnit}
			p.ID = id
			if err := person.Admit(ctx, tx, &p, "2020-01-01"); err != nil {
				return err
			}
		}
		return org.Rebuild(ctx, tx)
	}))
}

// on sets the clock.
func (s *screen) on(day string) {
	at, err := time.Parse(time.DateOnly, day)
	fine(s.T, err)
	s.d.Now = func() time.Time { return at.Add(2 * time.Hour) }
}

func (s *screen) as(who string) *webtest.Client {
	if s.was[who] == nil {
		s.was[who] = webtest.New(s.T, s.h, &http.Cookie{Name: "as", Value: who})
	}
	return s.was[who]
}

// get loads a page, which must be whole.
func (s *screen) get(who, at string) *webtest.Page {
	s.Helper()
	p := s.as(who).Get(at)
	s.whole(p, http.StatusOK)
	return p
}

// whole checks a page's code and that no word is missing.
func (s *screen) whole(p *webtest.Page, code int) {
	s.Helper()
	if p.Code != code {
		s.Fatalf("%s: %d, want %d: %s %s", p.Path, p.Code, code, p.Text("main"), p.Text("h1"))
	}
	if n := strings.Index(p.Body, "⟦"); n >= 0 {
		s.Errorf("%s: word missing: %s", p.Path, p.Body[n:min(n+60, len(p.Body))])
	}
}

// do opens the form of an act, fills it in and sends it; it returns the page
// that follows.
func (s *screen) do(who, at string, fields ...string) *webtest.Page {
	s.Helper()
	c := s.as(who)
	path, _, _ := strings.Cut(at, "?")
	p := c.Submit(s.get(who, at), path, fields...)
	if p.Code != http.StatusSeeOther {
		s.Fatalf("%s: %d: %s", at, p.Code, p.Text(".errsum"))
	}
	to, _, _ := strings.Cut(p.Header.Get("Location"), "#")
	after := c.Get(to)
	s.whole(after, http.StatusOK)
	return after
}

// refused sends a form that does not go through and returns the page.
func (s *screen) refused(code int, who, at, says string, fields ...string) *webtest.Page {
	s.Helper()
	p := s.as(who).Submit(s.get(who, at), at, fields...)
	s.whole(p, code)
	if !p.Has(".errsum", says) {
		s.Fatalf("%s: summary %q, want %q", at, p.Text(".errsum"), says)
	}
	return p
}

func screens(t *testing.T, f func(*screen)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(newScreen(t, d)) })
}

func TestTemplatesAreTyped(t *testing.T) {
	s := newScreen(t, dbtest.SQLite(t))
	fine(t, s.site.Check())
	pages := map[string]any{"dossier": DossierPage{}, "print": PrintPage{}, "programme": ProgrammePage{}, "record": RecordPage{}, "discipline": CasePage{}}
	for _, name := range s.site.PageNames() {
		if base, ok := strings.CutPrefix(name, ID+"/"); ok {
			if _, known := pages[strings.TrimSuffix(base, ".html")]; !known {
				t.Errorf("%s is not checked", name)
			}
		}
	}
	for _, l := range text.Langs {
		for name, data := range pages {
			if err := templatecheck.CheckHTMLStrict(s.site.Template(l, ID+"/"+name+".html"), data); err != nil {
				t.Errorf("%s %s: %v", l, name, err)
			}
		}
	}
}

// begun takes an inspection to the decision and returns its address.
func (s *screen) begun(item string) (at, acts, subject string) {
	s.Helper()
	new := "/inspection/new"
	if item != "" {
		new += "?item=" + item
	}
	p := s.do("inspector", new, "title", "Kiểm tra Đảng ủy xã Đồi Chè", "kind", "compliance", "basis", "programme", "body", "committee", "tier", "province", "content", "Quản lý tài chính")
	at = p.Path
	acts = "/inspection/dossier/" + strings.TrimPrefix(at, "/inspection/")
	p = s.do("inspector", acts+"/subject?q=phong+van", "object", "member:"+memberID)
	subject = strings.TrimPrefix(p.Find("section[id]")[0].Attr("id"), "s-")
	s.do("inspector", acts+"/team?q=gia+dinh", "object", "member:"+inspectorID, "role", "head", "declared_tie", "none")
	s.do("inspector", acts+"/propose")
	return at, acts, subject
}

// concluded takes an inspection from the decision to the conclusion.
func (s *screen) concluded(at, acts, subject string) {
	s.Helper()
	s.do("head", acts+"/decide", "decision_no", "128-QĐ/TU", "decision_on", "24/11/2026", "plan_no", "12-KH", "scope_from", "1/1/2025", "scope_to", "31/12/2025", "due_on", "30/12/2026", "due_ground", "QĐ 128")
	s.do("inspector", acts+"/announce", "announced_on", "24/11/2026", "announce_minute", "BB-01")
	s.do("inspector", acts+"/await", "self_report_due", "30/11/2026")
	s.do("inspector", "/inspection/subject/"+subject+"/report", "on", "24/11/2026")
	s.do("inspector", acts+"/verify")
	p := s.do("inspector", acts+"/finding", "subject", subject, "content", "Chi sai nguyên tắc 47,2 triệu đồng", "codes", "finance", "to", "30/6/2025", "degree", "serious", "proposal", "Cảnh cáo")
	finding := strings.TrimPrefix(p.Find("tr[id]")[0].Attr("id"), "f-")
	if q := s.get("inspector", acts+"/draft_report"); !q.Has(".chk", "Chi sai") || len(q.Find("button[disabled]")) != 1 {
		s.Errorf("a finding without evidence does not block the draft: %s", q.Text(".next"))
	}
	s.do("inspector", "/inspection/finding/"+finding+"/evidence", "evidence", "Phiếu chi quý II", "evidence_no", "17-PC")
	s.do("inspector", "/inspection/finding/"+finding+"/reply", "reply", "Đã nộp lại tiền", "replied_on", "24/11/2026")
	s.do("inspector", acts+"/draft_report")
	s.do("inspector", acts+"/hearing", "subject", subject, "round", "conference", "chair", otherName, "said", "Nhận khuyết điểm", "minute_no", "BB-02")
	s.do("inspector", acts+"/hear")
	s.do("inspector", acts+"/finish_report")
	s.do("head", acts+"/consider")
	s.do("inspector", acts+"/hearing", "subject", subject, "round", "body", "chair", headName, "said", "Như đã trình bày", "minute_no", "BB-03")
	s.do("head", acts+"/conclude", "conclusion_no", "9-KL/TU", "conclusion_on", "24/11/2026", "result_"+subject, "violation_discipline", "recommendation_"+subject, "Thu hồi tiền")
	s.do("inspector", acts+"/publish")
	page := s.get("auditor", at)
	for _, want := range []string{"Đã nộp lại tiền", "Chi sai nguyên tắc", "Phiếu chi quý II (17-PC)"} {
		if !page.Has("table.grid", want) {
			s.Errorf("the findings do not show %q", want)
		}
	}
}

func TestProgrammeToAppeal(t *testing.T) {
	screens(t, func(s *screen) {
		s.on("2026-11-24")
		programme, item := s.programme()
		at, acts, subject := s.begun(item)
		s.concluded(at, acts, subject)
		if p := s.get("head", programme); !p.Has("td", "1/4") {
			s.Errorf("progress is not counted: %s", p.Text("table.grid"))
		}
		for _, tab := range dossierTabs {
			s.get("head", at+"?tab="+tab)
		}
		s.reminded(acts, subject)
		s.disciplined(at, acts, subject)
		s.do("inspector", acts+"/archive", "archive_no", "HS-41")
		if p := s.get("leader", at); !p.Has(".next", "Không còn bước nào") {
			s.Errorf("an archived dossier offers %s", p.Text(".next"))
		}
		for _, path := range []string{"", "?kind=supervision", "?kind=signs", "/programmes", "/disciplines", "/appeals", "/reminders", "/suspensions"} {
			s.get("auditor", "/inspection"+path)
		}
		s.everyForm()
	})
}

// everyForm opens the form of every act on a record of its kind, in both
// languages: also one that is not possible now is drawn, with its reason.
func (s *screen) everyForm() {
	s.Helper()
	ids := map[string]string{"programme": oneID[Programme](s), "item": oneID[Item](s), "dossier": oneID[Inspection](s), "subject": oneID[Subject](s), "finding": oneID[Finding](s),
		"member": oneID[TeamMember](s), "reminder": oneID[Reminder](s), "discipline": oneID[Case](s), "appeal": oneID[Appeal](s), "suspension": oneID[Suspension](s)}
	seen := 0
	for _, lang := range text.Langs {
		s.as("head").Post("/prefs", "lang", string(lang), "back", "/inspection")
		for _, r := range New(duty.Deps{DB: s.d}).Routes {
			parts := strings.Split(strings.TrimPrefix(r.Pattern, "GET /inspection/"), "/")
			if len(parts) != 3 || parts[1] != "{id}" || strings.HasPrefix(r.Pattern, "POST") {
				continue
			}
			p := s.get("head", "/inspection/"+parts[0]+"/"+ids[parts[0]]+"/"+parts[2])
			if len(p.Find(".next h2")) != 1 {
				s.Errorf("%s has no form", p.Path)
			}
			seen++
		}
	}
	if seen < 120 {
		s.Errorf("only %d forms opened", seen)
	}
}

func oneID[T any, P db.Ptr[T]](s *screen) string {
	s.Helper()
	all, err := db.Find[T, P](s.Context(), s.d.As(db.System), "1 = 1", "ORDER BY t.id LIMIT 1")
	fine(s.T, err)
	if len(all) == 0 {
		s.Fatalf("no %T", all)
	}
	return *(P(&all[0]).Columns()[0].Ptr.(*string))
}

// programme issues a programme with one target, which the commune takes on.
func (s *screen) programme() (programme, item string) {
	s.Helper()
	p := s.do("inspector", "/inspection/programmes/new", "title", "Chương trình kiểm tra năm 2026", "year", "2026", "from", "1/1/2026", "to", "31/12/2026")
	programme = p.Path
	p = s.do("inspector", programme+"/item", "kind", "compliance", "object_type", "member", "content", "Kiểm tra chấp hành quy chế", "assigned_to", hqUnit, "target", "4")
	item = strings.TrimPrefix(p.Find("td a.k")[0].Attr("href"), "/inspection/item/")
	s.do("inspector", programme+"/propose")
	s.do("leader", programme+"/issue", "doc_no", "1-CTr/TU", "signed_on", "24/11/2026")
	s.do("head", "/inspection/item/"+item+"/accept")
	s.do("head", "/inspection/item/"+item+"/break", "part_"+communeUnit, "2")
	part := strings.TrimPrefix(s.get("head", "/inspection/item/"+item).Find("td a.k")[0].Attr("href"), "/inspection/item/")
	s.refused(http.StatusUnprocessableEntity, "commune", "/inspection/item/"+part+"/return", "lý do", "return_reason", "")
	s.do("commune", "/inspection/item/"+part+"/return", "return_reason", "Chưa đủ người")
	if p := s.get("head", programme); !p.Has("td", "Chưa đủ người") {
		s.Errorf("the reason of the return is not shown: %s", p.Text("table.grid"))
	}
	return programme, item
}

func (s *screen) reminded(acts, subject string) {
	s.Helper()
	p := s.do("inspector", acts+"/reminder", "subject", subject, "kind", "recommendation", "text", "Nộp lại 47,2 triệu đồng", "due", "31/12/2026")
	at := p.Link("Nộp lại 47,2")
	s.do("inspector", at+"/answer", "answer", "Đã nộp", "answered_on", "24/11/2026", "evidence", "Giấy nộp tiền")
	if p := s.get("inspector", at); len(p.Find(".next form")) != 0 {
		s.Error("who answered is offered to confirm the answer")
	}
	s.do("head", at+"/confirm", "done_on", "24/11/2026")
}

// disciplined takes the subject through discipline, an appeal and a lighter
// form.
func (s *screen) disciplined(at, acts, subject string) {
	s.Helper()
	s.do("inspector", acts+"/discipline?subject="+subject, "managed_by", "province", "found_on", "24/11/2026")
	kase := s.get("inspector", at).Find("a.k")
	n := slices.IndexFunc(kase, func(n webtest.Node) bool { return strings.HasPrefix(n.Attr("href"), "/inspection/discipline/") })
	if n < 0 {
		s.Fatal("the case is not on the dossier's page")
	}
	one := kase[n].Attr("href")
	s.do("inspector", one+"/self_criticise", "self_criticism_on", "24/11/2026")
	s.do("inspector", one+"/hearing", "chair", headName, "said", "Xin rút kinh nghiệm", "minute_no", "BB-05")
	s.do("inspector", one+"/hear")
	s.refused(http.StatusUnprocessableEntity, "inspector", one+"/convene", "không được", "body", "province", "meeting_on", "24/11/2026", "council", headName+"\nĐào Thị Thử", "bound", "đào thị thử")
	s.bySearch(http.StatusUnprocessableEntity, one+"/seat?q=gia+dinh", "object", "member:"+inspectorID, "relative", "sibling")
	s.bySearch(http.StatusSeeOther, one+"/seat?q=thu+nghiem", "object", "member:"+headID)
	if p := s.get("inspector", one+"/convene"); p.Text("textarea[name=council]") != headName {
		s.Errorf("who was chosen does not stand in the form: %q", p.Text("textarea[name=council]"))
	}
	s.do("inspector", one+"/convene", "body", "province", "meeting_on", "24/11/2026", "council", headName+"\nĐào Thị Thử")
	all, err := db.Find[Case](s.Context(), s.d.As(db.System), "1 = 1", "")
	fine(s.T, err)
	if c := all[0].Council; len(c) != 2 || c[0].Person != headID || !c[0].Chair || c[1].Person != "" {
		s.Errorf("the council is %+v", c)
	}
	s.refused(http.StatusUnprocessableEntity, "inspector", one+"/ballot", "15", "entitled", "15", "present", "16", "votes_warning", "10", "minute", "KP-1")
	p := s.do("inspector", one+"/ballot", "entitled", "15", "present", "15", "votes_warning", "8", "votes_reprimand", "5", "votes_none", "2", "minute", "KP-1")
	if !p.Has("tr", "Cảnh cáo") || !p.Has(".panel", "Đủ phiếu quyết định: Cảnh cáo") || !p.Has(".chip", "Còn thời hiệu") {
		s.Errorf("the ballot is not explained: %s", p.Text("main"))
	}
	if p := s.get("leader", one); strings.Contains(p.Body, "/spare") || strings.Contains(p.Body, "/time_bar") {
		s.Error("steps that the ballot rules out are offered")
	}
	s.do("leader", one+"/decide", "decision_no", "200-QĐ/TU", "decision_on", "24/11/2026")
	s.do("leader", one+"/announce")
	s.do("inspector", one+"/serve", "served_on", "24/11/2026")
	s.do("inspector", one+"/enforce")
	s.do("inspector", one+"/suspension", "kind", "party_activity", "ground", "Cản trở xác minh")
	if p := s.do("inspector", one+"/notice", "admin_notice_on", "24/11/2026"); strings.Contains(p.Body, one+"/notice") || !p.Has("dl.sum", "Ngày báo cơ quan nhà nước") || !p.Has("dl.sum", "Đang có hiệu lực") {
		s.Errorf("the notice is not on the page: %s", p.Text("dl.sum"))
	}
	s.do("inspector", one+"/appeal", "received_dec_on", "24/11/2026", "filed_on", "24/11/2026", "received_on", "24/11/2026", "handler", "centre", "denounces", "on")
	list := s.get("auditor", "/inspection/appeals")
	appeal := list.Find("a.k")[0].Attr("href")
	if p := s.get("inspector", appeal); strings.Contains(p.Body, "/refuse") {
		s.Error("an appeal in order may be refused")
	}
	s.do("inspector", appeal+"/accept")
	s.refused(http.StatusUnprocessableEntity, "deputy", appeal+"/resolve", "không khớp với kết quả", "outcome", "reduced", "new_form", "warning", "resolution_no", "7-QĐ", "resolved_on", "24/11/2026")
	s.do("deputy", appeal+"/resolve", "outcome", "reduced", "new_form", "reprimand", "resolution_no", "7-QĐ", "resolved_on", "24/11/2026")
	s.refused(http.StatusUnprocessableEntity, "deputy", appeal+"/notify", "hướng dẫn")
	s.do("inspector", appeal+"/guide", "guided_on", "24/11/2026")
	s.do("deputy", appeal+"/notify")
	if p := s.get("auditor", one); !p.Has("dl.sum", "Khiển trách") {
		s.Errorf("the case does not follow the appeal: %s", p.Text("dl.sum"))
	}
}

// bySearch sends the form of an act above which a person was looked for.
func (s *screen) bySearch(code int, at string, fields ...string) {
	s.Helper()
	path, _, _ := strings.Cut(at, "?")
	if p := s.as("inspector").Submit(s.get("inspector", at), path, fields...); p.Code != code {
		s.Fatalf("%s: %d, want %d: %s", at, p.Code, code, p.Text(".errsum"))
	}
}

// TestLettersBringTheirDay: a denunciation without the day of its receipt and
// an anonymous letter without its number are sent back with the field named.
func TestLettersBringTheirDay(t *testing.T) {
	screens(t, func(s *screen) {
		s.on("2026-11-24")
		in := []string{"title", "Giải quyết tố cáo", "body", "commission", "tier", "province", "content", "Chi sai tại kho xã"}
		denounced := append(slices.Clone(in), "kind", "denunciation", "basis", "denunciation")
		p := s.refused(http.StatusUnprocessableEntity, "inspector", "/inspection/new", "ngày cơ quan", denounced...)
		if len(p.Find(".bad input[name=received_on]")) != 1 {
			s.Error("the day is not marked")
		}
		s.do("inspector", "/inspection/new", append(denounced, "received_on", "20/11/2026")...)
		anonymous := append(slices.Clone(in), "kind", "signs_of_violation", "basis", "anonymous")
		p = s.refused(http.StatusUnprocessableEntity, "inspector", "/inspection/new", "nặc danh", anonymous...)
		if len(p.Find(".bad input[name=raised_by]")) != 1 {
			s.Error("the number of the letter is not marked")
		}
		s.do("inspector", "/inspection/new", append(anonymous, "raised_by", "Đơn số 3")...)
	})
}

func TestFourEyesAndConflict(t *testing.T) {
	screens(t, func(s *screen) {
		s.on("2026-11-24")
		at, acts, _ := s.begun("")
		if p := s.get("inspector", at); strings.Contains(p.Body, acts+"/decide") || !p.Has(".next", "Người làm bước này") {
			s.Errorf("who may not decide is offered it: %s", p.Text(".next"))
		}
		if p := s.as("auditor").Get(acts + "/decide"); p.Code != http.StatusForbidden {
			s.Errorf("the auditor opens the decision: %d", p.Code)
		}
		old := s.get("head", acts+"/return")
		form := s.get("head", acts+"/decide")
		s.as("head").Submit(old, acts+"/return", "return_reason", "Ghi rõ nội dung")
		p := s.as("head").Submit(form, acts+"/decide", "decision_no", "128-QĐ/TU")
		s.whole(p, http.StatusConflict)
		if len(p.Find(`input[value="128-QĐ/TU"]`)) != 1 {
			s.Error("what was typed is not kept over a conflict")
		}
		if p := s.as("subject").Get(at); p.Code != http.StatusNotFound {
			s.Errorf("the inspected reads the file: %d", p.Code)
		}
		if p := s.refused(http.StatusUnprocessableEntity, "inspector", "/inspection/new", "Ghi ngày", "title", "Thử", "scope_from", "hôm qua"); len(p.Find("input[value=Thử]")) != 1 {
			s.Error("the title is not kept")
		}
	})
}

func TestPapers(t *testing.T) {
	screens(t, func(s *screen) {
		s.on("2026-11-24")
		at, acts, _ := s.begun("")
		c := s.as("inspector")
		for name, content := range map[string]string{"a.pdf": "MZ\x90\x00 not a pdf", "b.txt": "\xff\xfe\x00", "c.docx": "PK\x03\x04 broken", "d.html": "<script>alert(1)</script>"} {
			p := c.PostFile(acts+"/paper", "file", name, []byte(content), "title", "Biên bản")
			s.whole(p, http.StatusUnprocessableEntity)
		}
		pdf := []byte("%PDF-1.7\nxin chào")
		p := c.PostFile(acts+"/paper", "file", "Biên bản 01.pdf", pdf, "title", "Biên bản công bố", "paper_kind", "minute", "paper_no", "01", "signed_on", "24/11/2026", "signer", headName)
		if p.Code != http.StatusSeeOther {
			s.Fatal(p.Code, p.Text(".errsum"))
		}
		page := s.get("inspector", at+"?tab=papers")
		got := c.Get(page.Link("Biên bản công bố"))
		if got.Body != string(pdf) || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") || got.Header.Get("Content-Type") != "application/pdf" {
			s.Errorf("the paper comes back as %q %v", got.Body, got.Header)
		}
		if p := s.as("subject").Get(page.Link("Biên bản công bố")); p.Code != http.StatusNotFound {
			s.Errorf("the inspected takes a paper: %d", p.Code)
		}
		if p := c.Get(strings.Replace(acts, "/dossier/", "/dossier/", 1) + "/file/0000"); p.Code != http.StatusNotFound {
			s.Errorf("a file that is not the dossier's: %d", p.Code)
		}
	})
}

func TestExport(t *testing.T) {
	screens(t, func(s *screen) {
		s.on("2026-11-24")
		s.begun("")
		for _, path := range []string{"/inspection", "/inspection/programmes", "/inspection/disciplines", "/inspection/appeals", "/inspection/reminders", "/inspection/suspensions"} {
			p := s.as("auditor").Get(path + "?as=xlsx")
			f, err := excelize.OpenReader(bytes.NewReader([]byte(p.Body)))
			if err != nil {
				s.Errorf("%s: %v", path, err)
				continue
			}
			rows, err := f.GetRows(f.GetSheetName(0))
			fine(s.T, errors.Join(err, f.Close()))
			if path == "/inspection" && !slices.ContainsFunc(rows, func(r []string) bool { return slices.Contains(r, memberName) }) {
				s.Errorf("the register lacks the subject: %q", rows)
			}
		}
		found, err := s.d.Journal(s.Context(), db.Filter{}, "", 100)
		fine(s.T, err)
		n := 0
		for _, e := range found {
			if e.Verb == ID+".export" {
				n++
			}
		}
		if n != 6 {
			s.Errorf("%d exports in the journal, want 6", n)
		}
	})
}

func TestLists(t *testing.T) {
	screens(t, func(s *screen) {
		s.on("2026-11-24")
		at, _, _ := s.begun("")
		for path, want := range map[string]bool{"?q=doi+che": true, "?q=KT-2026": true, "?q=khong+co": false, "?state=proposed": true, "?state=archived": false, "?year=2026": true,
			"?year=2020": false, "?unit=" + hqUnit: true, "?unit=x": false, "?overdue=1": false, "?kind=signs": false} {
			if got := strings.Contains(s.get("auditor", "/inspection"+path).Body, `href="`+at+`"`); got != want {
				s.Errorf("%s shows the inspection: %t, want %t", path, got, want)
			}
		}
		if p := s.as("auditor").Get("/inspection?after=broken"); p.Code != http.StatusNotFound {
			s.Errorf("a broken cursor: %d", p.Code)
		}
		p := s.get("head", strings.Replace(at, "/inspection/", "/inspection/print/", 1))
		if !p.Has("article", memberName) {
			s.Error("the print view lacks the subject")
		}
	})
}
