//go:build unix

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// set gives a value to the control of a name, whatever it is.
func (b *Browser) set(name, value string) {
	b.t.Helper()
	kind := eval[string](b, fmt.Sprintf(`(document.querySelector('main [name=%q]')||{}).type||''`, name))
	if kind == "radio" || kind == "checkbox" {
		b.Choose(name, value)
		return
	}
	b.Fill(name, value)
}

// act opens the form of an act, fills it in and sends it with its main button.
func (b *Browser) act(path string, pairs ...string) {
	b.t.Helper()
	b.Go(path)
	for i := 0; i < len(pairs); i += 2 {
		b.set(pairs[i], pairs[i+1])
	}
	label := eval[string](b, `(document.querySelector('main form .btn-p')||{}).textContent||''`)
	if label == "" {
		b.Shot("failed")
		b.t.Fatalf("%s has no button:\n%s", path, b.Text())
	}
	b.Press(strings.TrimSpace(label))
	if e := eval[string](b, `(document.querySelector('.errsum')||{}).innerText||''`); e != "" {
		b.Shot("failed")
		b.t.Fatalf("%s: %s", path, e)
	}
}

// first is the value of the first choice of a name.
func (b *Browser) first(name string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector('[name=%q]').value`, name))
}

var idIn = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{20,}`)

// TestFromProgrammeToDiscipline takes one inspection through the program as
// its users do: the inspector proposes and conducts, the head decides and
// concludes, the leader disciplines. Then the report counts it, the figure
// opens the record, and the record its journal.
func TestFromProgrammeToDiscipline(t *testing.T) {
	inspector, head, leader := open(t, "kiemtravien"), open(t, "chunhiem"), open(t, "lanhdao")
	now := time.Now().In(time.FixedZone("UTC+7", 7*60*60))
	today, later := now.Format("02/01/2006"), now.AddDate(0, 0, 30).Format("02/01/2006")
	counted := reportCell(leader, "inspection.members_inspected")

	inspector.Go("/inspection/programmes")
	inspector.Press("Chương trình kiểm tra, giám sát năm " + now.Format("2006"))
	inspector.Says("Chỉ tiêu theo đơn vị")

	inspector.act("/inspection/new", "title", "Kiểm tra chấp hành quy chế chi tiêu", "kind", "compliance", "basis", "programme", "body", "committee", "tier", "province", "content", "Quản lý tài chính")
	id := idIn.FindString(inspector.URL())
	at, acts := "/inspection/"+id, "/inspection/dossier/"+id
	inspector.Go(acts + "/subject?q=nhap")
	object := inspector.first("object")
	inspector.act(acts+"/subject?q=nhap", "object", object)
	subject := strings.TrimPrefix(eval[string](inspector, `document.querySelector('section[id^="s-"]').id`), "s-")
	name := eval[string](inspector, `document.querySelector('section[id^="s-"]').innerText.trim().split('\n')[0]`)
	inspector.Go(acts + "/team?q=vi+du")
	inspector.act(acts+"/team?q=vi+du", "object", inspector.first("object"), "role", "head", "declared_tie", "none")
	inspector.act(acts + "/propose")

	inspector.Go(at)
	if eval[bool](inspector, fmt.Sprintf(`!!document.querySelector('main [action=%q]')`, acts+"/decide")) {
		t.Error("who proposed is offered the decision")
	}
	head.act(acts+"/decide", "decision_no", "128-QĐ/UBKTTU", "decision_on", today, "plan_no", "12-KH", "scope_from", now.AddDate(-2, 0, 0).Format("02/01/2006"), "scope_to", now.AddDate(0, -1, 0).Format("02/01/2006"), "due_on", now.AddDate(1, 0, 0).Format("02/01/2006"), "due_ground", "QĐ 128")
	inspector.act(acts+"/announce", "announced_on", today, "announce_minute", "BB-01")
	inspector.act(acts+"/await", "self_report_due", later)
	inspector.act("/inspection/subject/"+subject+"/report", "on", today)
	inspector.act(acts + "/verify")
	inspector.act(acts+"/finding", "subject", subject, "content", "Chi sai nguyên tắc 47,2 triệu đồng", "codes", "finance", "to", now.AddDate(-1, 0, 0).Format("02/01/2006"), "degree", "serious", "proposal", "Cảnh cáo")
	finding := idIn.FindString(eval[string](inspector, `document.querySelector('tr[id^="f-"]').id`))
	inspector.act("/inspection/finding/"+finding+"/evidence", "evidence", "Phiếu chi quý II", "evidence_no", "17-PC")
	inspector.act("/inspection/finding/"+finding+"/reply", "reply", "Đã nộp lại tiền", "replied_on", today)
	inspector.act(acts + "/draft_report")
	inspector.act(acts+"/hearing", "subject", subject, "round", "conference", "chair", "Trần Thị Ví Dụ", "said", "Nhận khuyết điểm", "minute_no", "BB-02")
	inspector.act(acts + "/hear")
	inspector.act(acts + "/finish_report")
	head.act(acts + "/consider")
	inspector.act(acts+"/hearing", "subject", subject, "round", "body", "chair", "Trần Thị Ví Dụ", "said", "Như đã trình bày", "minute_no", "BB-03")
	leader.act(acts+"/conclude", "conclusion_no", "9-KL/TU", "conclusion_on", today, "result_"+subject, "violation_discipline", "recommendation_"+subject, "Thu hồi tiền")
	inspector.act(acts + "/publish")
	inspector.Go(at)
	inspector.Says("Chi sai nguyên tắc 47,2 triệu đồng", "Đã nộp lại tiền", name)
	inspector.Shot("journey-dossier")

	inspector.act(acts+"/discipline?subject="+subject, "managed_by", "province", "found_on", today)
	one := eval[string](inspector, `document.querySelector('a[href^="/inspection/discipline/"]').getAttribute('href')`)
	one, _, _ = strings.Cut(one, "?")
	one = "/inspection/discipline/" + idIn.FindString(one)
	inspector.act(one+"/self_criticise", "self_criticism_on", today)
	inspector.act(one+"/hearing", "chair", "Trần Thị Ví Dụ", "said", "Xin rút kinh nghiệm", "minute_no", "BB-05")
	inspector.act(one + "/hear")
	inspector.act(one+"/convene", "body", "province", "meeting_on", today, "council", "Trần Thị Ví Dụ\nĐào Thị Thử")
	inspector.act(one+"/ballot", "entitled", "15", "present", "15", "votes_warning", "8", "votes_reprimand", "5", "votes_none", "2", "minute", "KP-1")
	inspector.Go(one)
	inspector.Says("Đủ phiếu quyết định: Cảnh cáo", "Còn thời hiệu")
	leader.act(one+"/decide", "decision_no", "200-QĐ/TU", "decision_on", today)
	leader.act(one + "/announce")
	leader.Go(one)
	leader.Axe()
	leader.Shot("journey-discipline")

	figureOpensRecord(t, leader, counted, name)
	for _, b := range []*Browser{inspector, head, leader} {
		for _, c := range b.Complaints() {
			t.Errorf("the console: %s", c)
		}
	}
}

// lately is the report of the last five years up to the end of this one.
func lately() string {
	y := time.Now().Year()
	return fmt.Sprintf("/report/five-year?from=%d-01-01&to=%d-12-31", y-4, y)
}

// reportCell reads the total of a figure on the report of the last five years.
func reportCell(b *Browser, key string) string {
	b.t.Helper()
	b.Go(lately())
	return eval[string](b, fmt.Sprintf(cells, key)+`.filter(a=>!a.href.includes('year=')).map(a=>a.innerText.trim())[0]||'0'`)
}

// cells are the links of a figure on the report.
const cells = `[...document.querySelectorAll('main table a[href*="cell="]')].filter(a=>new URL(a.href).searchParams.get('cell')===%q&&!new URL(a.href).searchParams.has('of'))`

// figureOpensRecord follows the figure to the record behind it, and the record
// to its journal.
func figureOpensRecord(t *testing.T, b *Browser, before, name string) {
	t.Helper()
	after := reportCell(b, "inspection.members_inspected")
	if after == before {
		t.Errorf("the report counts %s as before", after)
	}
	link := eval[string](b, fmt.Sprintf(cells, "inspection.members_inspected")+`.filter(a=>!a.href.includes('year='))[0].getAttribute('href')`)
	b.Go(link)
	b.Axe()
	b.Shot("journey-cell")
	b.Go(strings.Replace(link, "/report/five-year?", "/report/five-year/cell?", 1))
	for range 40 {
		if strings.Contains(b.Text(), name) || !eval[bool](b, `!!document.querySelector('a[rel=next]')`) {
			break
		}
		b.Press(eval[string](b, `document.querySelector('a[rel=next]').innerText.trim()`))
	}
	b.Says(name)
	record := eval[string](b, fmt.Sprintf(`[...document.querySelectorAll('main tr')].find(r=>r.innerText.includes(%q)).querySelector('a').getAttribute('href')`, name))
	b.Go(record)
	b.Says(name, "Chi sai nguyên tắc")
	b.Go(strings.Split(record, "#")[0] + "?tab=journal")
	b.Says("Kết luận")
	b.Shot("journey-journal")
}

// TestImportByHand uploads a list with one wrong row, corrects it in place,
// imports, finds the organisation in the tree, and takes the import back.
func TestImportByHand(t *testing.T) {
	b := open(t, "quantri")
	file := filepath.Join(t.TempDir(), "to-chuc.csv")
	if err := os.WriteFile(file, []byte("Mã;Mã cấp trên;Loại;Tên\nE2E1;01;Chi bộ;Chi bộ thử nhập một\nE2E2;KHONGCO;Chi bộ;Chi bộ thử nhập hai\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Go("/imports/new")
	b.Upload("file", file)
	b.Shot("journey-import-new")
	b.Press("Tải lên và xem trước")
	b.Says("KHONGCO")
	b.Axe()
	b.Shot("journey-import-rows")
	cell := eval[string](b, `document.querySelector('input.cell[value="KHONGCO"]').name`)
	b.Fill(cell, "01")
	b.Press("Lưu các ô đã sửa")
	b.Shot("journey-import-fixed")
	b.Press("Nhập 2 dòng")
	b.Says("Đã nhập")
	b.Go("/org?q=thu+nhap+hai")
	b.Says("Chi bộ thử nhập hai")
	b.Go("/imports")
	b.Press("to-chuc.csv")
	b.Press("Hoàn lại cả lô")
	b.Go("/org?q=thu+nhap+hai")
	if strings.Contains(b.Text(), "Chi bộ thử nhập hai") {
		t.Error("the import was taken back and its organisation stands")
	}
	for _, c := range b.Complaints() {
		t.Errorf("the console: %s", c)
	}
}
