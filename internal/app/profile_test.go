package app

import (
	"context"
	"database/sql"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
)

// open1 opens an instance as a profile and closes it again.
func open1(dir string, as profile, listen string) (profile, error) {
	g, err := serveCmd{place: place{Dir: dir}, Listen: listen, Profile: string(as)}.program(context.Background())
	if err != nil {
		return undecided, err
	}
	return g.profile, g.db.Close()
}

// TestS02_WasConnected: art. 5(5) forbids the machine that is "or has been"
// connected, so that what was served connected once never becomes isolated;
// an instance that was not served yet may become either.
func TestS02_WasConnected(t *testing.T) {
	for _, tt := range []struct {
		name   string
		served []profile
		ends   profile
		says   string
	}{
		{"new, kept", []profile{kept}, connected, ""},
		{"new, isolated", []profile{isolated}, isolated, ""},
		{"isolated stays", []profile{isolated, kept, isolated}, isolated, ""},
		{"connected, then isolated", []profile{connected, isolated}, connected, "art. 5(5)"},
		{"kept on a network, then isolated", []profile{kept, kept, isolated}, connected, "Make a new instance on a clean machine"},
		{"isolated and empty, then connected", []profile{isolated, connected}, connected, ""},
		{"once connected there is no way back", []profile{isolated, connected, isolated}, connected, "Decree 26/2020/NĐ-CP, art. 4(7)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			must(t, "init", "--dir", dir, "--name", "Tỉnh ủy")
			said := ""
			for _, as := range tt.served {
				if _, err := open1(dir, as, "127.0.0.1:0"); err != nil {
					if code(err) != exitRefused {
						t.Fatalf("%s: %v", as, err)
					}
					said = err.Error()
				}
			}
			if (said == "") != (tt.says == "") || !strings.Contains(said, tt.says) {
				t.Errorf("said %q, want %q", said, tt.says)
			}
			g, err := place{Dir: dir}.open(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			defer g.db.Close()
			if g.profile != tt.ends {
				t.Errorf("ends as %q, want %q", g.profile, tt.ends)
			}
			n := 0
			all, err := g.db.Journal(context.Background(), db.Filter{}, "", 1000)
			for _, e := range all {
				if e.Record == "setting/profile" {
					n++
				}
			}
			if err != nil || n == 0 {
				t.Errorf("the profile has %d entries in the journal, %v", n, err)
			}
		})
	}
}

// TestS02_ServedBefore: an instance of an earlier version, which kept no
// profile, was served on a network.
func TestS02_ServedBefore(t *testing.T) {
	dir := t.TempDir()
	must(t, "init", "--dir", dir, "--name", "Tỉnh ủy")
	g, err := place{Dir: dir}.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := g.db.SetSetting(context.Background(), rebuilt, "2026-01-01"); err != nil {
		t.Fatal(err)
	}
	g.db.Close()
	if _, err := open1(dir, isolated, "127.0.0.1:0"); err == nil || !strings.Contains(err.Error(), "has been connected") {
		t.Errorf("it became isolated: %v", err)
	}
}

// TestS02_Listen: an isolated instance listens on this machine or on one named
// address of its LAN, and on nothing else.
func TestS02_Listen(t *testing.T) {
	type try struct {
		listen string
		ok     bool
	}
	tries := []try{{"127.0.0.1:8039", true}, {"localhost:8039", true}, {"[::1]:8039", true}, {"0.0.0.0:8039", false}, {"[::]:8039", false}, {":8039", false},
		{"8.8.8.8:8039", false}, {"liemchinh.example:8039", false}, {"192.168.213.77:8039", false}, {"nonsense", false}}
	own, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range own {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().IsPrivate() {
			tries = append(tries, try{net.JoinHostPort(p.Addr().String(), "8039"), true})
		}
	}
	for _, tt := range tries {
		err := listenAlone(tt.listen)
		if (err == nil) != tt.ok || err != nil && code(err) != exitRefused {
			t.Errorf("%s: %v", tt.listen, err)
		}
	}
	dir := t.TempDir()
	must(t, "init", "--dir", dir, "--name", "Tỉnh ủy")
	if status, _, errOut := run("", "serve", "--dir", dir, "--profile", "isolated", "--listen", "0.0.0.0:0"); status != exitRefused || !strings.Contains(errOut, "independent LAN") {
		t.Errorf("exit %d, %s", status, errOut)
	}
	if as, err := open1(dir, kept, "127.0.0.1:0"); err != nil || as != connected {
		t.Errorf("the refusal left the instance %q, %v", as, err)
	}
}

// TestS02_Database: its database stands on the machine or in its LAN.
func TestS02_Database(t *testing.T) {
	for address, ok := range map[string]bool{
		"sqlite:/var/lib/x.db": true, "postgres://u@127.0.0.1/x": true, "postgres://u@localhost:5432/x": true, "postgres://u@10.1.2.3,10.1.2.4:5433/x": true,
		"postgres:///x?host=/run/postgresql": true, "postgres://u@[fd00::1]/x": true,
		"postgres://u@8.8.8.8/x": false, "postgres://u@db.example/x": false, "postgres://u@10.1.2.3,8.8.8.8/x": false, "postgres:///x?host=db.example": false,
		"postgresql://u@127.0.0.1/x?hostaddr=8.8.8.8": false, "postgres://u@127.0.0.1/x?service=far": false,
	} {
		if err := databaseAlone(address); (err == nil) != ok || err != nil && code(err) != exitRefused {
			t.Errorf("%s: %v", address, err)
		}
	}
	t.Setenv("PGHOST", "db.example")
	if databaseAlone("postgres:///x") == nil {
		t.Error("PGHOST was not looked at")
	}
	if err := proxyAlone([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}); err != nil {
		t.Error(err)
	}
	for _, n := range []string{"203.0.113.0/24", "10.0.0.0/7", "10.1.2.3/0", "192.168.0.0/15", "169.254.0.0/15", "fc00::/6", "::/0", "127.0.0.0/7"} {
		if proxyAlone([]netip.Prefix{netip.MustParsePrefix(n)}) == nil {
			t.Errorf("a proxy on the Internet was taken: %s", n)
		}
	}
	for _, n := range []string{"127.0.0.1/32", "192.168.0.0/16", "172.16.0.0/12", "fd00:1::/64", "fe80::/10", "::1/128"} {
		if err := proxyAlone([]netip.Prefix{netip.MustParsePrefix(n)}); err != nil {
			t.Errorf("%s: %v", n, err)
		}
	}
}

// TestS02_ProfileWrittenIntoTheDatabase: a profile that the journal does not
// know is refused when the instance is opened, whatever was made of it.
func TestS02_ProfileWrittenIntoTheDatabase(t *testing.T) {
	for _, x := range []struct {
		as  profile
		sql string
	}{
		{connected, "UPDATE setting SET value = 'isolated' WHERE name = 'profile'"},
		{isolated, "UPDATE setting SET value = 'connected' WHERE name = 'profile'"},
		{connected, "DELETE FROM setting WHERE name = 'profile'"},
	} {
		dir := t.TempDir()
		must(t, "init", "--dir", dir, "--name", "Tỉnh ủy")
		if _, err := open1(dir, x.as, "127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
		raw, err := sql.Open("sqlite", filepath.Join(dir, dbFile))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := raw.Exec(x.sql); err != nil {
			t.Fatal(err)
		}
		if err := raw.Close(); err != nil {
			t.Fatal(err)
		}
		for _, as := range []profile{kept, connected, isolated} {
			if is, err := open1(dir, as, "127.0.0.1:0"); err == nil || code(err) != exitRefused || !strings.Contains(err.Error(), "outside the program") {
				t.Errorf("%s, then %q, asked for %s: opened as %s, %v", x.as, x.sql, as, is, err)
			}
		}
	}
}

// TestIsolatedSaysSo: every page of an isolated machine says in its frame that
// it is one, to whoever opens it and on paper, and no page of a connected one.
func TestIsolatedSaysSo(t *testing.T) {
	const band, sheet = `<aside class="alone" aria-label="MÁY ĐỘC LẬP"><b>MÁY ĐỘC LẬP</b>`, "/assets/alone.css?"
	var all []access.Need
	for _, r := range access.Roles {
		all = append(all, access.RightsOf(r)...)
	}
	eachProfile(t, func(t *testing.T, g *program) {
		pages := 0
		look := func(h http.Handler, p string) {
			w := ask(h, "GET", p, nil)
			if body := w.Body.String(); strings.HasPrefix(body, "<!doctype") {
				pages++
				if says := strings.Contains(body, band) && strings.Contains(body, sheet); says != (g.profile == isolated) {
					t.Errorf("%s: says that the machine is isolated: %v", p, says)
				}
			}
		}
		for _, who := range []access.Who{{}, {ID: "x", Name: "X", Unit: db.Everywhere, Rights: all, Clearance: access.TopSecret}} {
			h := g.as(t, who)
			for _, m := range g.modules {
				for _, r := range m.Routes {
					if method, path, _ := strings.Cut(r.Pattern, " "); method == "GET" {
						look(h, placeholder.ReplaceAllString(strings.TrimSuffix(path, "{$}"), "x"))
					}
				}
			}
			look(h, "/help")
			look(h, "/nowhere")
		}
		if pages < 40 {
			t.Errorf("only %d pages were looked at", pages)
		}
		css := ask(g.as(t, access.Who{}), "GET", "/assets/alone.css", nil).Body.String()
		if !strings.Contains(css, "@page") || !strings.Contains(css, "MÁY ĐỘC LẬP") {
			t.Errorf("printed sheets do not say it: %s", css)
		}
	})
}

// TestConnectedHasNoSecrets: on a connected instance the duty is not there: no
// module, no route, no table.
func TestConnectedHasNoSecrets(t *testing.T) {
	g := assemble(dbtest.SQLite(t), connected)
	if len(g.secrets) > 0 {
		t.Errorf("%d modules of state secrets", len(g.secrets))
	}
	alone := map[string]bool{}
	for _, m := range assemble(dbtest.SQLite(t), isolated).secrets {
		alone[m.ID] = true
	}
	for _, m := range g.modules {
		if alone[m.ID] {
			t.Errorf("module %s", m.ID)
		}
	}
}

// TestS02_Commands: on a connected instance the commands of the duty are
// refused with the rule, and so is one that was never served.
func TestS02_Commands(t *testing.T) {
	dir := t.TempDir()
	must(t, "init", "--dir", dir, "--name", "Tỉnh ủy")
	for _, as := range []profile{undecided, connected} {
		if as == connected {
			if _, err := open1(dir, connected, "127.0.0.1:0"); err != nil {
				t.Fatal(err)
			}
		}
		for _, args := range [][]string{{"list"}, {"due"}, {"books", "in", "--unit", "MG", "--out", filepath.Join(dir, "b.xlsx")},
			{"export-counts", "--from", "2026-01-01", "--to", "2026-11-01", "--out", filepath.Join(dir, "c.txt")}} {
			status, _, errOut := run("", append([]string{"secrets", args[0], "--dir", dir}, args[1:]...)...)
			if status != exitRefused || !strings.Contains(errOut, "art. 5(5)") || !strings.Contains(errOut, "--profile isolated") {
				t.Errorf("%q %v: exit %d, %s", as, args, status, errOut)
			}
		}
	}
	alone := t.TempDir()
	must(t, "init", "--dir", alone, "--name", "Tỉnh ủy")
	if _, err := open1(alone, isolated, "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	if status, _, errOut := run("", "secrets", "import-counts", "--dir", alone, "profile_test.go"); status != exitRefused || !strings.Contains(errOut, "connected instance") {
		t.Errorf("counts taken in on an isolated machine: exit %d, %s", status, errOut)
	}
}

// TestDemoIsTwo: the demo makes a connected and an isolated instance of the
// same province.
func TestDemoIsTwo(t *testing.T) {
	dir := t.TempDir()
	must(t, "demo", "--dir", dir, "--no-serve")
	trees := map[string]string{}
	for as, at := range map[profile]string{connected: dir, isolated: filepath.Join(dir, demoIsolated)} {
		g, err := place{Dir: at}.open(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if g.profile != as {
			t.Errorf("%s is %q", at, g.profile)
		}
		var ids strings.Builder
		err = db.Query(context.Background(), g.db.As(db.System), func(r db.Row) error {
			var id, code string
			err := r.Scan(&id, &code)
			ids.WriteString(id + " " + code + "\n")
			return err
		}, "SELECT t.id, t.code FROM org_unit t WHERE {visible t} ORDER BY t.id")
		if err != nil {
			t.Fatal(err)
		}
		trees[ids.String()] = at
		accounts, err := g.accounts.ListAll(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range accounts {
			if want := map[string]access.Level{"lanhdao": access.TopSecret, "baomat": access.TopSecret, "kiemtravien": access.Secret}[a.Login]; as == isolated && a.Clearance != want {
				t.Errorf("%s is cleared for %d, want %d", a.Login, a.Clearance, want)
			}
		}
		g.db.Close()
		if out := must(t, "verify", "--dir", at); !strings.Contains(out, "intact") {
			t.Error(out)
		}
	}
	if len(trees) != 1 {
		t.Error("the two provinces have other organisations")
	}
	if out := must(t, "demo", "--dir", dir, "--no-serve"); strings.Contains(out, "is ready after") {
		t.Error("the demo was made twice")
	}
}
