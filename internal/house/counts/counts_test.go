package counts_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/counts"
	"liemchinh.vn/internal/merkle"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// taken imports a file as the officer.
func taken(t testing.TB, d *db.DB, b []byte) counts.File {
	t.Helper()
	f, err := counts.Import(context.Background(), d, officer, counts.Figures(), bytes.NewReader(b))
	must(t, err)
	return f
}

func refused(t testing.TB, d *db.DB, b []byte, want error) {
	t.Helper()
	if f, err := counts.Import(context.Background(), d, officer, counts.Figures(), bytes.NewReader(b)); !errors.Is(err, want) {
		t.Errorf("taken in: %+v, %v; want %v", f, err, want)
	}
}

func TestEnds(t *testing.T) {
	got := counts.Ends("2025-11-20", "2026-02-10")
	if d := cmp.Diff([]vn.Day{"2025-11-30", "2025-12-14", "2025-12-31", "2026-01-31", "2026-02-10"}, got); d != "" {
		t.Error(d)
	}
	if n := len(counts.Ends("2025-12-15", "2026-12-14")); n != 13 {
		t.Errorf("the annual window has %d parts, want 13", n)
	}
}

// What the isolated machine counts, the connected one counts, on the same
// windows: S34.
func TestS34_CountsCross(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := alone(t)
		connected(t, d, m)
		m.holds(t, [3]string{"d1", "2025-12-14", ""}, [3]string{"d1", "2025-12-15", "2026-06-10"}, [3]string{"d2", "2026-12-14", ""}, [3]string{"d2", "2026-12-15", ""}, [3]string{"p", "2024-03-03", "2026-02-02"})
		f := taken(t, d, m.exports(t, "2025-01-01", "2026-12-31").Bytes)
		if f.Count == 0 || f.SourceName != "Tỉnh ủy Minh Giang" || f.Office != db.Everywhere {
			t.Errorf("%+v", f)
		}
		for _, tt := range []struct {
			node, from, to string
			want           int
		}{{"p", "2025-12-15", "2026-12-14", 2}, {"d1", "2025-12-15", "2026-12-14", 1}, {"d1", "2025-01-01", "2025-12-14", 1}, {"d2", "2026-12-15", "2026-12-31", 1}, {"p", "2025-01-01", "2026-12-31", 4}} {
			if n := counted(t, d, "secrets.items_out", tt.node, tt.from, tt.to); n != tt.want {
				t.Errorf("%s from %s to %s: %d, want %d", tt.node, tt.from, tt.to, n, tt.want)
			}
		}
		for on, want := range map[string]int{"2025-01-01": 1, "2025-12-14": 2, "2025-12-31": 3, "2026-02-28": 2, "2026-06-30": 1, "2026-12-14": 2, "2026-12-31": 3, "2027-05-05": 3} {
			if n := stands(t, d, "secrets.custody", "p", on); n != want {
				t.Errorf("in custody on %s: %d, want %d", on, n, want)
			}
		}
		if n := counted(t, d, "vault.inner", "p", "2000-01-01", "2030-01-01"); n != 0 {
			t.Errorf("a figure that is not on the list crossed: %d", n)
		}
		if v, err := d.Verify(context.Background(), "", ""); err != nil || len(v.Flaws) > 0 {
			t.Errorf("verify: %v %v", v.Flaws, err)
		}
	})
}

// Nothing but counts crosses over: neither the file nor the connected database
// has a word of an item.
func TestOnlyCountsCross(t *testing.T) {
	m := alone(t)
	m.holds(t, [3]string{"d1", "2026-01-10", ""}, [3]string{"d1", "2026-01-11", ""})
	e := m.exports(t, "2025-12-15", "2026-12-14")
	for _, word := range []string{canaryTitle, canaryNumber, canaryName, "CANARY", "Canary", "Hồ Xanh", prefix} {
		if bytes.Contains(e.Bytes, []byte(word)) {
			t.Errorf("%q is in the file", word)
		}
	}
	_, body, _ := strings.Cut(string(e.Bytes), "\n-- counts --\n")
	line := regexp.MustCompile(`^secrets\.[a-z_.0-9]+\t[0-9]+\t[0-9]{4}-[0-9]{2}-[0-9]{2}\t[0-9]+$`)
	n := 0
	for l := range strings.Lines(body) {
		if !line.MatchString(strings.TrimSuffix(l, "\n")) {
			t.Errorf("a line holds more than counts: %q", l)
		}
		n++
	}
	if n == 0 {
		t.Error("no lines")
	}
	es, err := m.Journal(context.Background(), db.Filter{Verb: "counts.export"}, "", 5)
	must(t, err)
	if len(es) != 1 || es[0].Record != "counts_export/"+e.Digest || !strings.Contains(es[0].Now, e.Digest) {
		t.Errorf("journal of the isolated machine: %+v", es)
	}
}

// A newer file of the same days replaces the former one, which stays to be
// read; a file is not taken twice, and not after a newer one.
func TestReplaced(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := alone(t)
		connected(t, d, m)
		m.holds(t, [3]string{"d1", "2026-01-10", ""})
		first := m.exports(t, "2025-12-15", "2026-12-14")
		m.holds(t, [3]string{"d1", "2026-01-20", ""}, [3]string{"d2", "2026-03-01", ""})
		second := m.exports(t, "2025-12-15", "2026-12-14")
		f1 := taken(t, d, first.Bytes)
		refused(t, d, first.Bytes, counts.ErrDouble)
		f2 := taken(t, d, second.Bytes)
		refused(t, d, first.Bytes, counts.ErrDouble)
		if n := counted(t, d, "secrets.items_out", "p", "2025-12-15", "2026-12-14"); n != 3 {
			t.Errorf("after the newer file: %d, want 3", n)
		}
		if n := stands(t, d, "secrets.custody", "p", "2026-12-14"); n != 3 {
			t.Errorf("in custody: %d, want 3", n)
		}
		old, err := db.Get[counts.File](context.Background(), d.As(officer), f1.ID)
		must(t, err)
		if old.State != counts.Replaced || old.ReplacedBy != f2.ID || old.ReplacedOn == "" {
			t.Errorf("the former file: %+v", old)
		}
		if lines, err := db.Count[counts.Line](context.Background(), d.As(officer), "t.file = $1", f1.ID); err != nil || lines != f1.Count {
			t.Errorf("%d lines of the former file are left, want %d", lines, f1.Count)
		}
		// Older than what was taken in, of other days.
		m2 := m.exports(t, "2024-12-15", "2025-12-14")
		m3 := m.exports(t, "2026-12-15", "2026-12-31")
		taken(t, d, m3.Bytes)
		refused(t, d, m2.Bytes, counts.ErrOlder)
		refused(t, d, m.exports(t, "2026-06-01", "2027-01-31").Bytes, counts.ErrOverlap)
		if v, err := d.Verify(context.Background(), "", ""); err != nil || len(v.Flaws) > 0 {
			t.Errorf("verify: %v %v", v.Flaws, err)
		}
	})
}

// Two machines do not count the same organisation, and a machine that got a new
// key goes on where it was.
func TestOtherMachine(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m, ctx := alone(t), context.Background()
		connected(t, d, m)
		m.holds(t, [3]string{"d1", "2026-01-10", ""}, [3]string{"d2", "2026-01-11", ""})
		signer := func(name string) *merkle.Signer {
			secret, _, err := merkle.NewKey(name)
			must(t, err)
			s, err := merkle.NewSigner(secret)
			must(t, err)
			_, err = counts.TrustKey(ctx, d, admin, s.Public(), true)
			must(t, err)
			return s
		}
		of := func(office string) []byte {
			e, err := counts.Export(ctx, m.DB, db.System, counts.Figures(), "2025-12-15", "2026-12-14", prefix+office)
			must(t, err)
			return e.Bytes
		}
		taken(t, d, of("d1"))
		first := m.Signer
		m.Signer = signer("may-khac")
		refused(t, d, of("d1"), counts.ErrOther)
		refused(t, d, of("p"), counts.ErrOther)
		taken(t, d, of("d2"))
		// A new key of the first machine: it inherits once the old one is withdrawn.
		m.Signer = signer(first.Name())
		refused(t, d, of("d1"), counts.ErrOther)
		old, err := db.Find[counts.Source](ctx, d.As(admin), "t.public = $1", "", first.Public())
		must(t, err)
		must(t, counts.WithdrawKey(ctx, d, admin, old[0].ID))
		refused(t, d, of("d1"), counts.ErrOlder) // made in the same moment
		m.Now = func() time.Time { return dbtest.Start.Add(time.Minute) }
		b := of("d1")
		refused(t, d, b, counts.ErrFuture)
		d.Now = m.Now
		taken(t, d, b)
		if n := counted(t, d, "secrets.items_out", "p", "2025-12-15", "2026-12-14"); n != 2 {
			t.Errorf("%d, want 2", n)
		}
	})
}

// The stock of one year's file ends where that of the next begins, in whatever
// order they come.
func TestStockOverFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := alone(t)
		connected(t, d, m)
		m.holds(t, [3]string{"d1", "2025-01-10", "2026-07-01"}, [3]string{"d1", "2026-02-01", ""}, [3]string{"d2", "2025-03-03", ""})
		taken(t, d, m.exports(t, "2025-12-15", "2026-12-14").Bytes)
		taken(t, d, m.exports(t, "2024-12-15", "2025-12-14").Bytes) // the year before comes later
		m.holds(t, [3]string{"d2", "2026-12-20", ""})
		taken(t, d, m.exports(t, "2026-12-15", "2027-12-14").Bytes)
		for on, want := range map[string]int{"2024-12-31": 0, "2025-01-31": 1, "2025-12-14": 2, "2025-12-31": 2, "2026-02-28": 3, "2026-07-31": 2, "2026-12-14": 2, "2026-12-31": 3, "2027-12-14": 3} {
			if n := stands(t, d, "secrets.custody", "p", on); n != want {
				t.Errorf("in custody on %s: %d, want %d", on, n, want)
			}
		}
		// A correction of the middle year leaves its neighbours whole.
		m.holds(t, [3]string{"d1", "2026-05-05", "2026-12-01"})
		taken(t, d, m.exports(t, "2025-12-15", "2026-12-14").Bytes)
		for on, want := range map[string]int{"2025-12-14": 2, "2025-12-31": 2, "2026-05-31": 4, "2026-11-30": 3, "2026-12-14": 2, "2026-12-31": 3} {
			if n := stands(t, d, "secrets.custody", "p", on); n != want {
				t.Errorf("corrected, in custody on %s: %d, want %d", on, n, want)
			}
		}
	})
}

func TestImportRefuses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := alone(t)
		connected(t, d, m)
		m.holds(t, [3]string{"d1", "2026-01-10", ""})
		e := m.exports(t, "2025-12-15", "2026-12-14")
		good := string(e.Bytes)
		sign := func(r counts.Report) []byte {
			b, err := r.Sign(m.Signer)
			must(t, err)
			return b
		}
		other, _, err := merkle.NewKey("may-doc-lap-minh-giang")
		must(t, err)
		foreign, err := merkle.NewSigner(other)
		must(t, err)
		forged, err := e.Report.Sign(foreign)
		must(t, err)
		with := func(change func(*counts.Report)) []byte {
			r := e.Report
			r.Counts = slices.Clone(r.Counts)
			change(&r)
			return sign(r)
		}
		for name, tt := range map[string]struct {
			b    []byte
			want error
		}{
			"empty":             {nil, counts.ErrNoFile},
			"not a file":        {[]byte("%PDF-1.7"), counts.ErrNoFile},
			"too large":         {bytes.Repeat([]byte("a"), counts.MaxFile+1), counts.ErrLarge},
			"another key":       {forged, counts.ErrSource},
			"a count altered":   {[]byte(strings.Replace(good, "\t1\n", "\t2\n", 1)), counts.ErrAltered},
			"a line gone":       {[]byte(good[:strings.LastIndex(strings.TrimSuffix(good, "\n"), "\n")+1]), counts.ErrAltered},
			"a line more":       {[]byte(good + "secrets.transfers\t271\t2026-12-14\t1\n"), counts.ErrAltered},
			"days altered":      {[]byte(strings.Replace(good, "to 2026-12-14", "to 2026-12-13", 1)), counts.ErrAltered},
			"other line breaks": {[]byte(strings.ReplaceAll(good, "\n", "\r\n")), counts.ErrNoFile},
			"unknown unit":      {with(func(r *counts.Report) { r.Counts = r.Counts[:1]; r.Counts[0].Unit = "999" }), counts.ErrUnits},
			"unknown office":    {with(func(r *counts.Report) { r.Office = "999" }), counts.ErrOffice},
			"unknown figure":    {with(func(r *counts.Report) { r.Counts[0].Figure = "inspection.members_inspected" }), counts.ErrFigure},
			"a day between":     {with(func(r *counts.Report) { r.Counts[0].Day = "2026-01-11" }), counts.ErrNoFile},
			"a count of zero":   {with(func(r *counts.Report) { r.Counts[0].N = 0 }), counts.ErrNoFile},
			"a line twice":      {with(func(r *counts.Report) { r.Counts = append(r.Counts[:1], r.Counts...) }), counts.ErrNoFile},
			"made tomorrow":     {with(func(r *counts.Report) { r.Made = "2099-01-01T00:00:00Z" }), counts.ErrFuture},
			"no period":         {with(func(r *counts.Report) { r.To = "2020-01-01" }), counts.ErrNoFile},
		} {
			t.Run(name, func(t *testing.T) { refused(t, d, tt.b, tt.want) })
		}
		if n, err := db.Count[counts.File](context.Background(), d.As(officer), "1 = 1"); err != nil || n != 0 {
			t.Errorf("%d files were taken in, %v", n, err)
		}
		taken(t, d, e.Bytes)
	})
}

// No key, no file; a key that is withdrawn takes its files with it, not those
// that came.
func TestKeys(t *testing.T) {
	d, ctx := dbtest.SQLite(t), context.Background()
	m := alone(t)
	connected(t, d, nil)
	m.holds(t, [3]string{"d1", "2026-01-10", ""})
	e := m.exports(t, "2025-12-15", "2026-12-14")
	refused(t, d, e.Bytes, counts.ErrSource)
	if _, err := counts.TrustKey(ctx, d, admin, "not a key", true); !errors.Is(err, counts.ErrPublic) {
		t.Errorf("not a key: %v", err)
	}
	s, err := counts.TrustKey(ctx, d, admin, m.Signer.Public(), false)
	if !errors.Is(err, counts.ErrCompared) || s.Fingerprint != counts.Fingerprint(m.Signer.Public()) || !regexp.MustCompile(`^([0-9A-F]{4} ){7}[0-9A-F]{4}$`).MatchString(s.Fingerprint) {
		t.Errorf("not compared: %q, %v", s.Fingerprint, err)
	}
	refused(t, d, e.Bytes, counts.ErrSource)
	s, err = counts.TrustKey(ctx, d, admin, " "+m.Signer.Public()+"\n", true)
	must(t, err)
	if _, err := counts.TrustKey(ctx, d, admin, m.Signer.Public(), true); !errors.Is(err, counts.ErrKnown) {
		t.Errorf("twice: %v", err)
	}
	f := taken(t, d, e.Bytes)
	must(t, counts.WithdrawKey(ctx, d, admin, s.ID))
	refused(t, d, m.exports(t, "2025-12-15", "2026-12-14").Bytes, counts.ErrSource)
	if _, err := db.Get[counts.File](ctx, d.As(officer), f.ID); err != nil {
		t.Errorf("the file that came is gone: %v", err)
	}
}

func TestExportRefuses(t *testing.T) {
	m, ctx := alone(t), context.Background()
	m.holds(t, [3]string{"d1", "2026-01-10", ""})
	who := officer
	who.Unit = prefix + "d1"
	for _, tt := range []struct {
		from, to vn.Day
		office   string
		want     error
	}{
		{"2026-01-01", "2025-01-01", who.Unit, counts.ErrOrder}, {"", "2025-01-01", who.Unit, counts.ErrDay}, {"2000-01-01", "2026-01-01", who.Unit, counts.ErrLong},
		{"2026-01-01", "2026-01-31", prefix + "d2", db.ErrNotFound}, {"2026-01-01", "2026-01-31", db.Everywhere, db.ErrNotFound}, {"2026-01-01", "2026-01-31", "", db.ErrNotFound},
	} {
		if _, err := counts.Export(ctx, m.DB, who, counts.Figures(), tt.from, tt.to, tt.office); !errors.Is(err, tt.want) {
			t.Errorf("%s to %s of %q: %v, want %v", tt.from, tt.to, tt.office, err, tt.want)
		}
	}
	e, err := counts.Export(ctx, m.DB, who, counts.Figures(), "2026-01-01", "2026-01-31", who.Unit)
	if err != nil || e.Report.Office != "271" || len(e.Report.Counts) != 3 {
		t.Errorf("%+v, %v", e.Report, err)
	}
	m.Signer = nil
	if _, err := counts.Export(ctx, m.DB, who, counts.Figures(), "2026-01-01", "2026-01-31", who.Unit); !errors.Is(err, counts.ErrNoKey) {
		t.Errorf("without a key: %v", err)
	}
}

// People of an office see the lines of their own organisations.
func TestLinesOfReach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := alone(t)
		connected(t, d, m)
		m.holds(t, [3]string{"d1", "2026-01-10", ""}, [3]string{"d2", "2026-01-10", ""})
		taken(t, d, m.exports(t, "2025-12-15", "2026-12-14").Bytes)
		all, err := db.Find[counts.Line](context.Background(), d.As(below), "1 = 1", "")
		must(t, err)
		for _, l := range all {
			if l.Unit != "d1" {
				t.Errorf("seen from below: %+v", l)
			}
		}
		if len(all) != 3 {
			t.Errorf("%d lines seen from below", len(all))
		}
	})
}

func TestPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := alone(t)
		connected(t, d, nil)
		m.holds(t, [3]string{"d1", "2026-01-10", ""})
		who := officer
		who.Unit = prefix + "p"
		people["iso"] = who
		export, _ := pages(t, m.DB, counts.NewExport(duty.Deps{DB: m.DB}, counts.Figures()), "iso")
		p := export.Get("/counts/export")
		print := counts.Fingerprint(m.Signer.Public())
		if p.Code != 200 || !p.Has("b", print) || p.Find("input[name=from]")[0].Attr("value") != "15/12/2025" {
			t.Fatal(p.Code, p.Text("main"))
		}
		file := export.Post("/counts/export", "from", "15/12/2025", "to", "14/12/2026")
		if file.Code != 200 || !strings.HasPrefix(file.Body, "liemchinh counts 1\n") {
			t.Fatal(file.Code, file.Body)
		}
		if p = export.Get("/counts/export"); !p.Has("tbody", "14/12/2026") {
			t.Error(p.Text("table"))
		}
		if p = export.Post("/counts/export", "from", "1/1/2027", "to", "14/12/2026"); p.Code != 422 {
			t.Error(p.Code)
		}

		module := counts.New(duty.Deps{DB: d}, counts.Figures())
		boss, _ := pages(t, d, module, "admin")
		if p = boss.Post("/counts/source", "public", m.Signer.Public()); p.Code != 422 || !p.Has("b", print) {
			t.Error(p.Code, p.Text("main"))
		}
		if p = boss.Post("/counts/source", "public", m.Signer.Public(), "compared", "on"); p.Code != 303 && p.Code != 200 {
			t.Error(p.Code, p.Text("main"))
		}
		if p = boss.Get("/counts/source"); !p.Has("tbody", print) {
			t.Error(p.Text("main"))
		}
		if p = boss.Get("/counts"); p.Code != 403 {
			t.Errorf("an administrator opens counts: %d", p.Code)
		}

		c, _ := pages(t, d, module, "officer")
		if p = c.PostFile("/counts/import", "file", "a.txt", []byte(file.Body+"x")); p.Code != 422 || !p.Has("main", "đã bị sửa") {
			t.Error(p.Code, p.Text("main"))
		}
		if p = c.Post("/counts/import"); p.Code != 422 {
			t.Error(p.Code)
		}
		c.PostFile("/counts/import", "file", "a.txt", []byte(file.Body))
		if p = c.Get("/counts"); !p.Has("tbody", "Tỉnh ủy Minh Giang") || !p.Has("tbody", "đang tính") {
			t.Fatal(p.Text("main"))
		}
		leader, _ := pages(t, d, module, "leader")
		p = leader.Get(leader.Get("/counts").Find("a.k")[0].Attr("href"))
		if p.Code != 200 || !p.Has(".vf", "Chữ ký đúng") || !p.Has("tbody", "Huyện Hồ Xanh") || !p.Has(".sum", print) {
			t.Error(p.Code, p.Text("main"))
		}
		if p = leader.Get("/counts/import"); p.Code != 403 {
			t.Errorf("a leader imports: %d", p.Code)
		}
	})
}

// The pages draw every field of their data and nothing else.
func TestPageTypes(t *testing.T) {
	d := dbtest.SQLite(t)
	_, site := pages(t, d, counts.New(duty.Deps{DB: d}, counts.Figures()), "officer")
	must(t, site.Check())
	for page, data := range map[string]any{"list": counts.ListPage{}, "file": counts.FilePage{}, "import": counts.ImportPage{}, "source": counts.SourcePage{}, "export": counts.ExportPage{}} {
		for _, l := range text.Langs {
			if err := templatecheck.CheckHTMLStrict(site.Template(l, "counts/"+page+".html"), data); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}

// Every text is there in both languages, and every column has one.
func TestTexts(t *testing.T) {
	read := func(l string) (keys []string) {
		b, err := os.ReadFile("text/" + l + ".txt")
		must(t, err)
		for line := range strings.Lines(string(b)) {
			if key, _, ok := strings.Cut(line, " = "); ok {
				keys = append(keys, key)
			}
		}
		return keys
	}
	vi := read("vi")
	if d := cmp.Diff(vi, read("en")); d != "" {
		t.Error(d)
	}
	for _, k := range counts.New(duty.Deps{}, nil).Records {
		for _, c := range k.New().Columns() {
			if slices.Contains([]string{"id", "org", "dossier", "level", "version"}, c.Name) {
				continue
			}
			if !slices.Contains(vi, "counts.column."+c.Name) {
				t.Errorf("no text for column %s", c.Name)
			}
		}
	}
}

func FuzzOpen(f *testing.F) {
	secret, public, err := merkle.NewKey("may-thu")
	must(f, err)
	s, err := merkle.NewSigner(secret)
	must(f, err)
	r := counts.Report{Office: "*", From: "2025-12-15", To: "2026-12-14", Made: "2026-11-24T02:00:00Z", JournalSize: 7, JournalRoot: strings.Repeat("A", 43) + "=",
		Counts: []counts.Count{{"secrets.custody", "271", "2025-12-14", 2}, {"secrets.items_out", "271", "2026-01-31", 1}}}
	good, err := r.Sign(s)
	must(f, err)
	if _, err := counts.Open(good, []string{public}); err != nil {
		f.Fatal(err)
	}
	f.Add(good, "secrets.custody\t271\t2025-12-14\t2\n")
	f.Add([]byte("liemchinh counts 1\n\n-- counts --\n"), "")
	f.Add(good[:len(good)/2], "a\tb\tc\t-1\n")
	f.Fuzz(func(t *testing.T, b []byte, body string) {
		// Only the bytes that were signed are read, however they are bent.
		if got, err := counts.Open(b, []string{public}); err == nil && !bytes.Equal(b, good) {
			again, err := got.Sign(s)
			if err != nil || !bytes.Equal(again, b) {
				t.Fatalf("a file that was not signed is read: %q", b)
			}
		}
		// Lines that a rightful key signed are read as they stand, or refused.
		lines, err := counts.ReadBody(body, strings.Count(body, "\n"), r.From, r.To)
		if err != nil {
			return
		}
		var back strings.Builder
		for _, c := range lines {
			fmt.Fprintf(&back, "%s\t%s\t%s\t%d\n", c.Figure, c.Unit, c.Day, c.N)
		}
		if back.String() != body {
			t.Fatalf("%q is read as %q", body, back.String())
		}
	})
}
