package register_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/dutytest"
)

// benchItems is how many items the benchmarks lay into the register, each with
// three copies: LIEMCHINH_BENCH_ITEMS, a hundred thousand if it is not set.
func benchItems(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(os.Getenv("LIEMCHINH_BENCH_ITEMS"))
	if err != nil {
		return 100_000
	}
	return n
}

// filled is a database with n items and 3n copies. One item in fifty ends
// within the year, one copy in a hundred is lent, a person holds about twenty.
func filled(b *testing.B, d *db.DB, n int) *sql.DB {
	b.Helper()
	raw := dbtest.Raw(b, d)
	series := fmt.Sprintf("WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %d) ", n)
	fill := func(table string, values map[string]string, from string) {
		cols := columns(b, raw, table)
		var names, exprs []string
		for _, c := range cols {
			names = append(names, c)
			e, ok := values[c]
			if !ok {
				e = "''"
			}
			exprs = append(exprs, e)
		}
		q := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") " + series + "SELECT " + strings.Join(exprs, ", ") + from
		if _, err := raw.Exec(q); err != nil {
			b.Fatal(err)
		}
	}
	org := "'" + dutytest.Office + "'"
	day := "('20' || CAST(10 + n % 17 AS TEXT) || '-01-01')"
	fill("secrets_item", map[string]string{"id": "'i' || n", "dossier": "'i' || n", "org": org, "level": "0", "version": "1", "state": "'issued'", "book": "CASE WHEN n % 2 = 0 THEN 'out' ELSE 'in' END",
		"year": "2010 + n % 17", "seq": "n", "number": "n || '-BC/TU'", "grade": "1 + n % 3", "parts": "'null'", "pages": "1", "copy_allowed": "false", "recallable": "false", "recipients": "'null'", "copies": "3",
		"activity": "false", "extensions": "0", "determined_on": day, "registered_on": day, "carrier": "'paper'", "kind": "'Báo cáo'",
		"expires_on": "CASE WHEN n % 50 = 0 THEN '2027-0' || CAST(1 + n % 9 AS TEXT) || '-01' ELSE '20' || CAST(30 + n % 20 AS TEXT) || '-01-01' END"}, " FROM s")
	fill("secrets_copy", map[string]string{"id": "'c' || n || '-' || k", "dossier": "'i' || n", "org": org, "level": "0", "version": "1", "item": "'i' || n", "number": "n || '-BC/TU'", "grade": "1 + n % 3",
		"copy_no": "k", "copies_of": "3", "kind": "'original'", "unit": org, "place": "'Tủ ' || CAST(n % 40 AS TEXT)", "marked": "false", "awaits_entry": "false", "recalled": "false", "held_since": day,
		"state":  "CASE WHEN (n + k) % 100 = 0 THEN 'lent' ELSE 'in_custody' END",
		"holder": "CASE WHEN (n + k) % 10 = 0 THEN 'p' || CAST((n * 3 + k) / 200 AS TEXT) ELSE '' END",
		"due_on": "CASE WHEN (n + k) % 100 = 0 THEN '2026-12-01' ELSE '' END"}, " FROM s, (SELECT 1 AS k UNION ALL SELECT 2 UNION ALL SELECT 3) x")
	if _, err := raw.Exec("ANALYZE"); err != nil {
		b.Fatal(err)
	}
	return raw
}

// columns names the columns of a table.
func columns(b *testing.B, raw *sql.DB, table string) []string {
	b.Helper()
	rows, err := raw.Query("SELECT * FROM " + table + " WHERE 1 = 0")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	return cols
}

// p99 is the time under which 99 of 100 runs stay.
func p99(b *testing.B, runs int, f func()) time.Duration {
	b.Helper()
	f() // statements are prepared
	all := make([]time.Duration, runs)
	for i := range all {
		start := time.Now()
		f()
		all[i] = time.Since(start)
	}
	slices.Sort(all)
	return all[runs*99/100]
}

// BenchmarkRegister measures the register page against its bare query, the
// question who holds what, and the due queue, over a large register. Run it
// with -benchtime 1x.
func BenchmarkRegister(b *testing.B) {
	for _, engine := range []struct {
		name string
		open func(testing.TB) *db.DB
	}{{"sqlite", dbtest.SQLite}, {"postgres", dbtest.Postgres}} {
		b.Run(engine.name, func(b *testing.B) {
			d := engine.open(b)
			s := dutytest.New(b, d, register.New(dutytest.Deps(d)))
			n := benchItems(b)
			raw := filled(b, d, n)
			officer := dutytest.Staff["officer"]
			ctx := context.Background()
			const runs = 200
			for b.Loop() {
				bare := p99(b, runs, func() {
					rows, err := raw.Query("SELECT * FROM secrets_item t WHERE t.book = 'out' AND t.seq > 0 ORDER BY t.year DESC, t.seq DESC, t.id DESC LIMIT 50")
					drain(b, rows, err)
				})
				whole := p99(b, runs, func() {
					page(b, s.H, "/secrets")
				})
				lookup := p99(b, runs, func() {
					cs, err := register.HeldBy(ctx, d.As(officer), fmt.Sprintf("p%d", n/200))
					if err != nil || len(cs) == 0 {
						b.Fatal(len(cs), err)
					}
				})
				due := p99(b, runs, func() {
					page(b, s.H, "/secrets/due")
				})
				b.ReportMetric(float64(bare.Microseconds()), "bare-µs")
				b.ReportMetric(float64(whole.Microseconds()), "page-µs")
				b.ReportMetric(float64(whole)/float64(bare), "page/bare")
				b.ReportMetric(float64(lookup.Microseconds()), "holds-µs")
				b.ReportMetric(float64(due.Microseconds()), "due-µs")
			}
		})
	}
}

func drain(b *testing.B, rows *sql.Rows, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	cols, _ := rows.Columns()
	vals := make([]any, len(cols))
	for i := range vals {
		vals[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(vals...); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}

// page draws a page of the site for the officer.
func page(b *testing.B, h http.Handler, at string) {
	b.Helper()
	r := httptest.NewRequest(http.MethodGet, at, nil)
	r.AddCookie(&http.Cookie{Name: "as", Value: "officer"})
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusOK {
		b.Fatal(at, w.Code)
	}
}
