package app

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
)

// A profile says on what kind of machine an instance runs. Which duties there
// are follows from it: state secrets may not be drafted or kept on a machine
// that is, or has been, connected to the Internet, a computer network or
// telecommunications (Law 29/2018/QH14 art. 5(5)), nor entered in a register
// on one (Decree 26/2020/NĐ-CP art. 4(7)). Law 117/2025/QH15 allows an
// independent LAN within one office.
type profile string

// The profiles. An instance that was made and never served has none yet; it
// becomes what it is first served as, and a connected one stays connected.
const (
	undecided profile = ""
	connected profile = "connected"
	isolated  profile = "isolated"
	kept      profile = "kept" // of the command line: what the instance is
)

// profileSetting holds the profile; every change of it is a journal entry.
const profileSetting = "profile"

// rule is the sentence of every refusal.
const rule = "state secrets must not be drafted, kept or registered on a machine that is or has been connected to the Internet, a computer network or telecommunications " +
	"(Law 29/2018/QH14 on the protection of state secrets, art. 5(5); Decree 26/2020/NĐ-CP, art. 4(7); rule S2; Law 117/2025/QH15 allows an independent LAN)"

// ErrConnected refuses what an instance may not do that is or was connected.
var errConnected = refuse("this instance is or has been connected: %s. Make a new instance on a clean machine: liemchinh init --dir NEW --name NAME, then liemchinh serve --dir NEW --profile isolated", rule)

// errHolds refuses to connect an instance that holds state secrets.
var errHolds = refuse("this instance holds records of state secrets and stays isolated: %s. Make another instance for the connected machine; counts cross over with: liemchinh secrets export-counts", rule)

// profileOf reads the profile of an instance. One that was served before
// profiles were kept was served on a network.
func profileOf(ctx context.Context, d *db.DB) (profile, error) {
	v, err := d.Setting(ctx, profileSetting)
	if err != nil || v != "" {
		return profile(v), err
	}
	served, err := d.Setting(ctx, rebuilt)
	if err != nil || served == "" {
		return undecided, err
	}
	return connected, nil
}

// vouched refuses a profile that the journal does not know: somebody wrote it
// into the database, past the program.
func vouched(ctx context.Context, d *db.DB) error {
	is, err := d.Setting(ctx, profileSetting)
	if err != nil {
		return err
	}
	last, err := d.Journal(ctx, db.Filter{Record: "setting/" + profileSetting}, "", 1)
	if err != nil {
		return err
	}
	var entered struct{ Value string }
	if len(last) > 0 {
		if err := json.Unmarshal([]byte(last[0].Now), &entered); err != nil {
			return err
		}
	}
	if entered.Value != is {
		return refuse("the database says that this instance is %q, its journal says %q: it was changed outside the program. See liemchinh verify, and take the last backup: %s", is, entered.Value, rule)
	}
	return nil
}

// turn makes an instance what it is asked to be, or says which rule forbids
// it. A connected instance never becomes isolated; an isolated one becomes
// connected only while nothing was entered in the duty of state secrets.
func (g *program) turn(ctx context.Context, to profile) error {
	switch {
	case to == kept || to == g.profile:
	case to == isolated && g.profile == connected:
		return errConnected
	case to == connected && g.profile == isolated:
		held, err := holds(ctx, g.db, g.secrets)
		if err != nil {
			return err
		}
		if held {
			return errHolds
		}
	}
	if to == kept {
		to = g.profile
	}
	if to == undecided {
		return nil
	}
	return g.db.SetSetting(ctx, profileSetting, string(to))
}

// holds reports whether anything was entered in the modules.
func holds(ctx context.Context, d *db.DB, modules []duty.Module) (bool, error) {
	n := 0
	for _, m := range modules {
		for _, k := range m.Records {
			err := db.Query(ctx, d.As(db.System), func(r db.Row) error { n++; var id string; return r.Scan(&id) }, "SELECT t.id FROM "+k.Table+" t WHERE {visible t} LIMIT 1")
			if err != nil {
				return false, err
			}
		}
	}
	return n > 0, nil
}

// listenAlone refuses an address that an isolated instance may not listen on:
// only this machine itself, or one of its addresses in the office's own LAN.
func listenAlone(listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return refuse("--listen %q is not an address such as 127.0.0.1:8039", listen)
	}
	if host == "localhost" {
		return nil
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !near(ip) {
		return refuse("an isolated instance listens on this machine (127.0.0.1) or on one address of its independent LAN, not on %q: %s", listen, rule)
	}
	if ip.IsLoopback() {
		return nil
	}
	own, err := net.InterfaceAddrs()
	if err != nil {
		return err
	}
	for _, a := range own {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr() == ip.Unmap().WithZone("") {
			return nil
		}
	}
	return refuse("--listen %s is no address of this machine", listen)
}

// near reports whether an address is this machine's or of a LAN that leads
// nowhere by itself (RFC 1918, RFC 4193, link-local).
func near(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
}

// databaseAlone refuses a database server that an isolated instance may not
// use: one that is not on this machine or named by an address of the LAN. A
// name would have to be looked up on a network.
func databaseAlone(address string) error {
	if !strings.HasPrefix(address, "postgres") {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return refuse("--db is not an address such as postgres://USER@127.0.0.1/DATABASE")
	}
	q := u.Query()
	hosts := []string{u.Hostname(), os.Getenv("PGHOST"), os.Getenv("PGHOSTADDR")}
	if u.Host != "" {
		hosts = nil
		for h := range strings.SplitSeq(u.Host, ",") {
			hosts = append(hosts, (&url.URL{Host: h}).Hostname())
		}
	}
	for _, name := range []string{"host", "hostaddr"} {
		for _, v := range q[name] {
			hosts = append(hosts, strings.Split(v, ",")...)
		}
	}
	for _, h := range hosts {
		ip, err := netip.ParseAddr(h)
		if h == "" || h == "localhost" || strings.HasPrefix(h, "/") || err == nil && near(ip) {
			continue
		}
		return refuse("an isolated instance keeps its database on this machine or at an address of its independent LAN, not on %q: %s", h, rule)
	}
	if q.Has("service") || os.Getenv("PGSERVICE") != "" {
		return refuse("an isolated instance names its database server in --db, not by a service")
	}
	return nil
}

// proxyAlone refuses a proxy outside the LAN of an isolated instance.
func proxyAlone(networks []netip.Prefix) error {
	var errs []error
	for _, n := range networks {
		if !near(n.Masked().Addr()) || !near(lastOf(n)) {
			errs = append(errs, refuse("an isolated instance has no proxy outside its independent LAN (%s): %s", n, rule))
		}
	}
	return errors.Join(errs...)
}

// lastOf is the last address of a network.
func lastOf(n netip.Prefix) netip.Addr {
	b := n.Masked().Addr().AsSlice()
	for bit := n.Bits(); bit < 8*len(b); bit++ {
		b[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(b)
	return last
}
