//go:build unix

package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// me is the name of who is signed in.
func (b *Browser) me() string {
	b.t.Helper()
	return strings.TrimSpace(eval[string](b, `document.querySelector('.me span').firstChild.textContent`))
}

// find looks for a name in a question of the form at hand and chooses who bears
// it; what was typed before stays.
func (b *Browser) find(field, name string) {
	b.t.Helper()
	b.Fill("find_"+field, name)
	path := b.URL()
	if !eval[bool](b, fmt.Sprintf(`(()=>{const e=document.querySelector('button[name=find][value=%q]');if(!e)return false;window.__before=true;e.click();return true})()`, field)) {
		b.t.Fatalf("no search for %s on %s", field, path)
	}
	for range 200 {
		if eval[bool](b, `window.__before===undefined&&document.readyState==='complete'`) {
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	pick := `(()=>{for(const e of document.querySelectorAll('input[type=radio][name=%q]')){if(e.closest('label').innerText.trim().startsWith(%q)){e.click();return true}}return false})()`
	if !eval[bool](b, fmt.Sprintf(pick, field, name)) {
		b.Shot("failed")
		b.t.Fatalf("%q is not found for %s:\n%s", name, field, b.Text())
	}
}

// send presses the main button of the form at hand; it must go through.
func (b *Browser) send() {
	b.t.Helper()
	b.Press(strings.TrimSpace(eval[string](b, `document.querySelector('main form .btn-p').textContent`)))
	if e := eval[string](b, `(document.querySelector('.errsum')||{}).innerText||''`); e != "" {
		b.Shot("failed")
		b.t.Fatalf("%s: %s", b.URL(), e)
	}
}

// links are the addresses on the page that begin with a prefix.
func (b *Browser) links(prefix string) []string {
	b.t.Helper()
	all := eval[string](b, fmt.Sprintf(`[...new Set([...document.querySelectorAll('main a[href^=%q]')].map(a=>a.getAttribute('href')))].join('\n')`, prefix))
	return strings.Fields(all)
}

// TestFromDraftToNotices takes one secret through the isolated machine as its
// users do: drafted, its level determined by another, registered in three
// copies; one copy is lent with both sides confirming, recalled, brought back;
// a council declassifies the item, and the holders get their notices.
func TestFromDraftToNotices(t *testing.T) {
	officer, leader, borrower := openAlone(t, "baomat"), openAlone(t, "lanhdao"), openAlone(t, "kiemtravien")
	now := time.Now().In(time.FixedZone("UTC+7", 7*60*60))
	day := func(n int) string { return now.AddDate(0, 0, n).Format("02/01/2006") }

	officer.Go("/secrets/item/new/draft")
	officer.Fill("kind", "Kế hoạch")
	officer.Fill("grade", "1")
	officer.Fill("words", "Bảo vệ kỳ họp bất thường")
	entry := eval[string](officer, `([...document.querySelector('select[name=list_entry]').options].find(o=>o.value)||{}).value||''`)
	officer.Fill("list_entry", entry)
	officer.Fill("recipients", "Lưu")
	officer.Fill("copies", "3")
	officer.send()
	item := "/secrets/item/" + idIn.FindString(officer.URL())
	officer.act(item + "/propose")
	officer.Go(item)
	if eval[bool](officer, fmt.Sprintf(`!!document.querySelector('main [action=%q]')`, item+"/determine")) {
		t.Error("who proposed is offered to determine")
	}
	leader.act(item+"/determine", "determined_on", day(0))
	officer.act(item+"/register", "symbol", "KH/TU", "copies", "3", "place", "Tủ 1, ngăn 1")
	officer.act(item+"/issue", "draft_fate", "destroyed")
	officer.Go(item)
	officer.Says("Bảo vệ kỳ họp bất thường", "Đã phát hành")
	officer.Axe()
	officer.Shot("secrets-item")

	copies := officer.links("/secrets/copy/")
	one := ""
	for _, c := range copies {
		if id := idIn.FindString(c); id != "" && one == "" {
			one = "/secrets/copy/" + id
		}
	}
	if one == "" {
		t.Fatalf("no copies on %s: %v", item, copies)
	}
	officer.Go(one)
	if has := officer.links(one + "/lend"); len(has) == 0 && !eval[bool](officer, fmt.Sprintf(`!!document.querySelector('main [action=%q]')`, one+"/lend")) {
		officer.act(one+"/store", "place", "Tủ 1, ngăn 1")
	}
	officer.Go(one + "/lend")
	officer.Fill("due_on", day(7))
	officer.Fill("basis", "KT-"+now.Format("2006")+"-009")
	officer.find("to", borrower.me())
	officer.find("approver", leader.me())
	officer.Shot("secrets-lend")
	officer.send()
	officer.Says("Chờ")

	borrower.Go("/secrets/mine")
	borrower.Axe()
	borrower.act(one + "/confirm")
	officer.act(one+"/recall", "due_on", day(1))
	borrower.act(one + "/bring")
	officer.act(one + "/confirm")
	officer.Go(one)
	officer.Says("Tủ 1, ngăn 1")
	officer.Axe()
	officer.Shot("secrets-copy")

	officer.Go(item)
	officer.Go("/terms/declassification/new/propose?of=" + idIn.FindString(item))
	officer.Fill("way", "council")
	officer.Fill("reason", "Kỳ họp đã công khai")
	officer.send()
	free := "/terms/declassification/" + idIn.FindString(officer.URL())
	leader.Go(free + "/set_council")
	leader.Fill("set_up_no", "301-QĐ/TU")
	leader.Fill("chair_name", "Trần Thị Ví Dụ")
	leader.Fill("chair_post", "Phó Bí thư")
	leader.Fill("members", "Đào Thị Thử, Công an tỉnh")
	leader.find("chair_unit", "Tỉnh ủy Minh Giang")
	leader.send()
	officer.act(free+"/review", "minutes_no", "BB-301", "opinion", "Nhất trí giải mật")
	leader.act(free+"/decide", "decision_no", "302-QĐ/TU", "item_filed", "on")
	officer.Go(item)
	officer.Says("GIẢI MẬT")
	officer.Go("/terms/notices?item=" + url.QueryEscape(idIn.FindString(item)))
	officer.Axe()
	officer.Shot("secrets-notices")
	if n := officer.links("/terms/notice/"); len(n) == 0 {
		t.Errorf("nobody gets a notice:\n%s", officer.Text())
	}
	for _, b := range []*Browser{officer, leader, borrower} {
		for _, c := range b.Complaints() {
			t.Errorf("the console: %s", c)
		}
	}
}
