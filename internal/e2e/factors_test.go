//go:build unix

package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/hotp"
)

// authenticator gives the window a virtual authenticator that verifies its user.
func (b *Browser) authenticator() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, webauthn.Enable, webauthn.EnableParams{}); err != nil {
		b.t.Fatal(err)
	}
	_, err := chromedp.Call(b.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
		HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}})
	if err != nil {
		b.t.Fatal(err)
	}
}

// TestPasskeyJourney: at the machine itself a person makes a passkey, keeps the
// recovery codes, signs out, signs in with the passkey alone, and with password
// and passkey; sets up an authenticator app; and takes both off. By number there
// is no button, and the page says why.
func TestPasskeyJourney(t *testing.T) {
	byNumber := open(t, "")
	byNumber.Go("/signin")
	byNumber.Says("dãy số")
	if eval[bool](byNumber, `!!document.querySelector('[data-passkey]')`) {
		t.Error("a button that cannot work")
	}
	byNumber.Axe()

	admin := open(t, "quantri")
	admin.Go("/factors")
	admin.Says("Vai trò phải có xác thực hai lớp")
	admin.Axe()
	admin.Shot("factors-demand")

	b := openAt(t, strings.Replace(sites()[0], "127.0.0.1", "localhost", 1), "")
	b.authenticator()
	b.SignIn("xemxet")
	b.Go("/account")
	b.Says("Xác thực hai lớp", "Chưa có")
	b.Axe()
	b.Go("/account/factors")
	b.Axe()
	b.Shot("factors-none")
	b.Go("/account/factors/passkey")
	b.Axe()
	b.Fill("name", "Máy ở phòng")
	b.pressKey("Tạo khóa")
	b.Says("Mã dự phòng của tài khoản")
	b.Axe()
	b.Shot("factors-codes")
	b.Press("Tôi đã cất các mã này")
	b.Says("Máy ở phòng", "Còn 10 mã")
	b.Axe()
	b.Shot("factors-own")

	b.signOut()
	b.Axe()
	b.Shot("factors-signin")
	b.pressKey("Đăng nhập bằng khóa bảo mật")
	b.Says("Việc của tôi")
	b.signOut()
	b.Fill("login", "xemxet")
	b.Fill("password", password)
	b.Press("Đăng nhập")
	b.Says("Còn một bước nữa")
	b.Axe()
	b.Shot("factors-second")
	b.pressKey("Dùng khóa bảo mật")
	b.Says("Việc của tôi")

	b.totp()
	b.Go("/account/factors")
	b.Press("Bỏ ứng dụng")
	b.Says("Đã bỏ ứng dụng")
	b.Press("Bỏ: Máy ở phòng")
	b.Says("Đã bỏ khóa bảo mật")
	b.signOut()
	b.SignIn("xemxet")
	for _, c := range b.Complaints() {
		t.Errorf("the console: %s", c)
	}
}

// totp sets up an authenticator app.
func (b *Browser) totp() {
	b.t.Helper()
	b.Go("/account/factors/totp")
	b.Says("Giờ máy chủ")
	b.Axe()
	b.Shot("factors-totp")
	secret := strings.ReplaceAll(eval[string](b, `document.querySelector('p.mono').textContent`), " ", "")
	code, err := hotp.GenerateCode(secret, uint64(time.Now().Unix()/30))
	if err != nil {
		b.t.Fatal(err)
	}
	b.Fill("first", code)
	b.Press("Xác nhận")
	b.Says("Đã cài đặt ứng dụng mã xác thực")
}

// signOut ends the session and waits for the sign-in page.
func (b *Browser) signOut() {
	b.t.Helper()
	eval[bool](b, `(()=>{document.querySelector('form[action="/signout"]').submit();return true})()`)
	b.waitFor(`document.readyState==='complete'&&!!document.querySelector('input[name=login]')`)
}

// waitFor waits until the page, or the one that follows it, says yes.
func (b *Browser) waitFor(script string) {
	b.t.Helper()
	for range 200 {
		if yes, err := tryEval(b, script); err == nil && yes {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.Shot("failed")
	b.t.Fatalf("never: %s\nat %s", script, b.URL())
}

// pressKey presses a button whose script asks for a passkey first, and waits for
// the page that follows.
func (b *Browser) pressKey(words string) {
	b.t.Helper()
	mark := `(()=>{window.__stay=true;const e=[...document.querySelectorAll('button')].find(e=>e.offsetParent!==null&&e.textContent.includes(` + "`" + words + "`" + `));if(!e)return false;e.click();return true})()`
	if !eval[bool](b, mark) {
		b.Shot("failed")
		b.t.Fatalf("nothing to press named %q on %s:\n%s", words, b.URL(), b.Text())
	}
	b.waitFor(`window.__stay===undefined&&document.readyState==='complete'`)
}

// tryEval asks the page something that it may be too busy leaving to answer.
func tryEval(b *Browser, script string) (bool, error) {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[bool](script))
}
