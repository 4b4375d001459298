package app

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/vn"
)

const data = "../../data/"

// run runs the program as a script does.
func run(stdin string, args ...string) (status int, out, errOut string) {
	var o, e bytes.Buffer
	status = Run(context.Background(), args, strings.NewReader(stdin), &o, &e)
	return status, o.String(), e.String()
}

// must runs the program and fails the test unless it exits with 0.
func must(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errOut := run("", args...)
	if status != exitOK {
		t.Fatalf("liemchinh %s: exit %d: %s%s", strings.Join(args, " "), status, out, errOut)
	}
	return out
}

// codesOf reads (code, parent, name) of a CSV with a head, sorted.
func codesOf(t *testing.T, text string) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head := rows[0]
	at := func(name string) int { return slices.Index(head, name) }
	var all []string
	for _, r := range rows[1:] {
		all = append(all, r[at("code")]+" < "+r[at("parent_code")]+" "+vn.Tidy(r[at("name")]))
	}
	slices.Sort(all)
	return all
}

func file(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestRealUnits loads the units of Vietnam and applies the reform of July
// 2025: the tree of any day is the published list of that day.
func TestRealUnits(t *testing.T) {
	dir := t.TempDir()
	must(t, "init", "--dir", dir, "--name", "Cả nước")
	must(t, "import", "units", "--dir", dir, "--on", "2025-03-01", data+"units-2025-03-01.csv")
	must(t, "import", "units", "--dir", dir, "--on", "2025-07-01", data+"unit-changes-2025-07-01.csv")
	for _, tt := range []struct {
		on, file string
		n        int
	}{{"2025-06-30", "units-2025-03-01.csv", 10806}, {"2025-07-01", "units-2025-07-01.csv", 3355}, {"1/1/2030", "units-2025-07-01.csv", 3355}} {
		got := codesOf(t, must(t, "org", "list", "--dir", dir, "--on", tt.on, "--format", "csv"))
		want := codesOf(t, file(t, data+tt.file))
		if len(want) != tt.n {
			t.Errorf("%s has %d units, want %d", tt.file, len(want), tt.n)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("on %s:\n%.2000s", tt.on, d)
		}
	}
	var list []listed
	if err := json.Unmarshal([]byte(must(t, "org", "list", "--dir", dir, "--on", "2025-06-30", "--format", "json")), &list); err != nil || len(list) != 10806 {
		t.Errorf("json: %d units, %v", len(list), err)
	}
	if out := must(t, "verify", "--dir", dir); !strings.Contains(out, "intact") {
		t.Error(out)
	}
}

// TestExitCodes: what the scripts of the offices rely on.
func TestExitCodes(t *testing.T) {
	dir, empty := filepath.Join(t.TempDir(), "d"), filepath.Join(t.TempDir(), "e")
	must(t, "init", "--dir", dir, "--name", "Tỉnh ủy")
	bad := filepath.Join(t.TempDir(), "bad.csv")
	if err := os.WriteFile(bad, []byte("code,parent_code,kind,name\n01,99,Tỉnh,A\n02,02,Tỉnh,B\n,,Tỉnh,C\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--help"}, exitOK, ""},
		{[]string{"version"}, exitOK, ""},
		{[]string{"nonsense"}, exitUsage, "--help"},
		{[]string{"init"}, exitUsage, "--name"},
		{[]string{"org", "list", "--format", "pdf"}, exitUsage, "csv"},
		{[]string{"init", "--dir", dir, "--name", "X"}, exitRefused, "already"},
		{[]string{"org", "list", "--dir", dir, "--on", "31/02/2026"}, exitRefused, "is not a day"},
		{[]string{"import", "units", "--dir", dir, "--on", "2025-01-01", bad}, exitRefused, "Row 2, column B"},
		{[]string{"report", "five-year", "--dir", dir, "--from", "2020-01-01", "--to", "2019-01-01"}, exitRefused, ""},
		{[]string{"report", "five-year", "--dir", dir, "--from", "2015-01-01", "--to", "2019-12-31", "--unit", "NOPE"}, exitRefused, "NOPE"},
		{[]string{"user", "close", "--dir", dir, "nobody"}, exitRefused, "nobody"},
		{[]string{"org", "list", "--dir", empty}, exitDatabase, "liemchinh init"},
		{[]string{"verify", "--dir", empty}, exitDatabase, "no liemchinh.db"},
		{[]string{"serve", "--db", "mysql://x", "--dir", dir}, exitDatabase, "begins with sqlite: or postgres://"},
		{[]string{"serve", "--dir", dir, "--proxy", "everybody"}, exitRefused, "is not a network"},
		{[]string{"verify", "--dir", dir}, exitOK, ""},
	} {
		status, _, errOut := run("", tt.args...)
		if status != tt.status || !strings.Contains(errOut, tt.says) {
			t.Errorf("%v: exit %d, want %d; says %q, want %q", tt.args, status, tt.status, errOut, tt.says)
		}
		if n := strings.Count(errOut, "\n"); n > 1 {
			t.Errorf("%v: the error has %d lines: %s", tt.args, n, errOut)
		}
	}
	if out := must(t, "org", "list", "--dir", dir, "--on", "2025-01-01"); strings.Count(out, "\n") != 1 {
		t.Errorf("after the refused import: %s", out)
	}
}

// TestEveryCommandHasAnExample reads every --help.
func TestEveryCommandHasAnExample(t *testing.T) {
	for _, c := range []string{"demo", "init", "serve", "import", "org list", "report five-year", "verify", "recount", "backup", "restore", "secrets list", "secrets books", "secrets due", "secrets export-counts", "secrets import-counts", "user list", "user add", "user password", "user close"} {
		out := must(t, append(strings.Fields(c), "--help")...)
		if !strings.Contains(out, "Example: ") || !strings.Contains(out, "liemchinh "+c) {
			t.Errorf("%s --help:\n%s", c, out)
		}
	}
}

// TestBackupRestoreVerify takes a backup, alters the live database, sees
// verify name it, and restores.
func TestBackupRestoreVerify(t *testing.T) {
	dir, copyDir := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	g := smallDemo(t, mustOpen(t, dir))
	g.db.Close()
	backup := filepath.Join(t.TempDir(), "b.db")
	if out := must(t, "backup", "--dir", dir, backup); !strings.Contains(out, "intact") {
		t.Error(out)
	}
	before := must(t, "report", "five-year", "--dir", dir, "--from", "2014-11-01", "--to", "2019-10-31", "--format", "json")
	alter(t, filepath.Join(dir, dbFile), `UPDATE inspection_subject SET result = 'no_fault' WHERE id = (SELECT min(id) FROM inspection_subject WHERE result NOT IN ('', 'no_fault'))`)
	status, out, _ := run("", "verify", "--dir", dir)
	if status != exitAltered || !strings.Contains(out, "ALTERED  inspection_subject ") || !strings.Contains(out, " result: is ") {
		t.Errorf("verify: exit %d\n%s", status, out)
	}
	if status, _, errOut := run("", "restore", "--dir", dir, backup); status != exitRefused || !strings.Contains(errOut, "--replace") {
		t.Errorf("restore over a database: exit %d, %s", status, errOut)
	}
	must(t, "restore", "--dir", dir, "--replace", backup)
	must(t, "restore", "--dir", copyDir, backup)
	for _, d := range []string{dir, copyDir} {
		if after := must(t, "report", "five-year", "--dir", d, "--from", "2014-11-01", "--to", "2019-10-31", "--format", "json"); after != before {
			t.Errorf("the report of %s differs after the restore", d)
		}
	}
	seenAltered(t, copyDir)
	alter(t, backup, `UPDATE inspection_inspection SET title = 'X' WHERE id = (SELECT min(id) FROM inspection_inspection)`)
	if status, _, _ := run("", "restore", "--dir", filepath.Join(t.TempDir(), "n"), backup); status != exitAltered {
		t.Errorf("an altered backup was restored: exit %d", status)
	}
	if out := must(t, "recount", "--dir", dir); !strings.HasPrefix(out, "0 facts") {
		t.Error(out)
	}
}

// seenAltered alters who sees what, and a switch, which are no records, and
// sees verify name them and recount put them right.
func seenAltered(t *testing.T, dir string) {
	t.Helper()
	for _, query := range []string{
		`UPDATE reach SET sees = NOT sees WHERE rowid = (SELECT min(rowid) FROM reach)`,
		`DELETE FROM barred WHERE rowid = (SELECT min(rowid) FROM barred)`,
		`UPDATE setting SET value = value || 'x' WHERE name = 'report.from'`,
	} {
		alter(t, filepath.Join(dir, dbFile), query)
	}
	status, out, _ := run("", "verify", "--dir", dir)
	for _, want := range []string{"ALTERED  reach ", "ALTERED  barred ", "ALTERED  setting report.from: is "} {
		if status != exitAltered || !strings.Contains(out, want) {
			t.Errorf("verify: exit %d, lacks %q\n%s", status, want, out)
		}
	}
	must(t, "recount", "--dir", dir)
	if _, out, _ := run("", "verify", "--dir", dir); strings.Contains(out, "ALTERED  reach ") || strings.Contains(out, "ALTERED  barred ") {
		t.Errorf("after recount:\n%s", out)
	}
}

func mustOpen(t *testing.T, dir string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), "sqlite:"+filepath.Join(dir, dbFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func alter(t *testing.T, path, query string) {
	t.Helper()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	res, err := raw.Exec(query)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := res.RowsAffected(); n != 1 {
		t.Fatalf("%d rows altered", n)
	}
}

func TestUsers(t *testing.T) {
	dir := t.TempDir()
	must(t, "init", "--dir", dir, "--name", "Tỉnh ủy")
	if status, _, e := run("short\n", "user", "add", "--dir", dir, "lan", "--name", "Lê Lan", "--role", "administrator"); status != exitRefused {
		t.Errorf("a short password: exit %d, %s", status, e)
	}
	if status, out, e := run("một mật khẩu đủ dài\n", "user", "add", "--dir", dir, "lan", "--name", "Lê Lan", "--role", "administrator"); status != exitOK {
		t.Errorf("add: exit %d, %s%s", status, out, e)
	}
	if out := must(t, "user", "list", "--dir", dir); !strings.Contains(out, "lan\tadministrator\tactive") {
		t.Error(out)
	}
	must(t, "user", "close", "--dir", dir, "lan")
	if out := must(t, "user", "list", "--dir", dir); !strings.Contains(out, "lan\tadministrator\tclosed") {
		t.Error(out)
	}
}

// TestReportOfSmallDemo: the JSON is a contract, on both engines.
func TestReportOfSmallDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		g := smallDemo(t, d)
		var out bytes.Buffer
		c := fiveYearCmd{From: "2014-11-01", To: "2019-10-31", Format: "json", Lang: "vi"}
		e := &env{ctx: context.Background(), out: &out}
		p, err := c.paper(e, g)
		if err != nil {
			t.Fatal(err)
		}
		if err := writeReport(e, p, c.Format); err != nil {
			t.Fatal(err)
		}
		checkReport(t, out.Bytes(), map[string]int{
			"inspection.members_inspected": (10666 + 39) / 40, "inspection.organisations_inspected": (849 + 39) / 40,
			"inspection.members_supervised": (3975 + 39) / 40, "inspection.organisations_supervised": (1300 + 39) / 40,
			"inspection.members_signs": (255 + 39) / 40, "inspection.members_denunciation_resolved": 1,
		})
	})
}

// checkReport reads the JSON of the five-year report and compares totals; the
// years must add up.
func checkReport(t *testing.T, b []byte, want map[string]int) {
	t.Helper()
	var r struct {
		From, To, Unit string
		Figures        []struct {
			Key, Title    string
			Total, Target int
			ByYear        map[string]int `json:"by_year"`
		}
	}
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, f := range r.Figures {
		sum := 0
		for _, n := range f.ByYear {
			sum += n
		}
		if sum != f.Total || f.Title == "" {
			t.Errorf("%s %q: years add up to %d, total %d", f.Key, f.Title, sum, f.Total)
		}
		if _, ok := want[f.Key]; ok {
			got[f.Key] = f.Total
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
