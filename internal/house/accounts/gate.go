package accounts

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Gate stands before all pages. While the instance has no account every path
// leads to /welcome; a person whose password must be changed gets no further
// than the own page, one whose role must have a second factor no further than the
// page where it is set up. Requests of a proxy that is trusted are taken as the
// proxy got them, so that cookies are marked Secure behind TLS.
func (a *Accounts) Gate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = a.unwrap(r)
		if open(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		to, err := a.detour(r)
		if err != nil || to == "" { // a fault of the database is told by the page that needs it
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, to, http.StatusSeeOther)
	})
}

// open says which paths anybody may go at any time.
func open(path string) bool {
	return slices.Contains([]string{"/welcome", "/prefs", "/help", "/signout"}, path) || strings.HasPrefix(path, "/assets/")
}

// detour is where a request has to go first, "" if it may go on.
func (a *Accounts) detour(r *http.Request) (string, error) {
	has, err := a.anyone(r.Context())
	if err != nil {
		return "", err
	}
	if !has {
		return "/welcome", nil
	}
	v, err := a.visit(r)
	if err != nil || v == nil || v.pending == "" {
		return "", err
	}
	// A password that somebody else gave sets up no second factor: whoever gave
	// it could keep a way in that outlives it.
	toFactors := strings.HasPrefix(r.URL.Path, factorsPath)
	if r.URL.Path == "/account" || strings.HasPrefix(r.URL.Path, "/account/") && (!toFactors || v.pending == factorsPath) {
		return "", nil
	}
	return v.pending, nil
}

// unwrap takes a request as the trusted proxy got it.
func (a *Accounts) unwrap(r *http.Request) *http.Request {
	if len(a.Proxies) == 0 || !a.trusted(host(r.RemoteAddr)) {
		return r
	}
	r2 := r.Clone(r.Context())
	if strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") && r2.TLS == nil {
		r2.TLS = &tls.ConnectionState{HandshakeComplete: true}
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		hop = strings.TrimSpace(hop)
		if _, err := netip.ParseAddr(hop); err != nil {
			break
		}
		r2.RemoteAddr = net.JoinHostPort(hop, "0")
		if !a.trusted(hop) {
			break
		}
	}
	return r2
}

func (a *Accounts) trusted(address string) bool {
	ip, err := netip.ParseAddr(address)
	return err == nil && slices.ContainsFunc(a.Proxies, func(p netip.Prefix) bool { return p.Contains(ip.Unmap()) })
}

// host is the address without its port.
func host(remote string) string {
	if h, _, err := net.SplitHostPort(remote); err == nil {
		return h
	}
	return remote
}
