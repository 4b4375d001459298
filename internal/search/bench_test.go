package search_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/dutytest"
)

// titles is how many records the measurement has: SEARCH_TITLES, else 20,000.
func titles() int {
	if n, err := strconv.Atoi(os.Getenv("SEARCH_TITLES")); err == nil && n > 0 {
		return n
	}
	return 20_000
}

// syllables of invented titles; the first are the commonest, as in real ones.
var syllables = []string{"kiểm", "tra", "chi", "bộ", "đảng", "ủy", "xã", "về", "việc", "năm", "giám", "sát", "thực", "hiện", "nghị", "quyết", "quy", "chế", "công", "tác",
	"đồi", "chè", "suối", "mây", "hòa", "bình", "minh", "giang", "thạch", "lũng", "phú", "an", "tân", "lập", "vĩnh", "hưng", "đông", "sơn", "bạch", "đằng",
	"khê", "trì", "ngạn", "quảng", "yên", "thuận", "mỹ", "lộc", "trường", "xuân", "hải", "châu", "nga", "tràng", "định", "kỳ", "lâm", "thao", "vũ", "thư"}

func title(r *rand.Rand, i int) string {
	s := ""
	for range 10 {
		k := min(r.IntN(len(syllables)), r.IntN(len(syllables)), r.IntN(len(syllables)))
		s += syllables[k] + " "
	}
	return s + fmt.Sprintf("số %d", i)
}

// many fills an office with titles, all but a few of the office above.
func many(t testing.TB, d *db.DB, n int) office {
	t.Helper()
	o := newOffice(t, d)
	r := rand.New(rand.NewPCG(4, 10))
	start := time.Now()
	for at := 0; at < n; at += 5000 {
		err := d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error {
			for i := at; i < min(at+5000, n); i++ {
				m := memo{Base: db.Base{Org: dutytest.Office}, Code: fmt.Sprintf("%d-TB/UBKT", i), Title: title(r, i), Unit: "Phòng Một"}
				if i%1000 == 7 {
					m.Org = dutytest.Commune
				}
				if err := db.Save(t.Context(), tx, &m); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	saved := time.Now()
	if err := o.index.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d titles: saved in %.1f s, taken into the index in %.1f s", n, saved.Sub(start).Seconds(), time.Since(saved).Seconds())
	return o
}

// searches are what the measurement looks for: common words, rare ones,
// beginnings, tones, numbers, nothing.
var searches = []string{"kiem tra", "kiểm tra chi bộ", "doi che", "Đồi Chè suối mây", "vu thu lam thao ky", "ki tr ch", "th", "so 4711", "4711-TB/UBKT", "kiệm trà", "khong co gi ca", "thư vũ thao", "nguyen"}

// bare is the plain SQL that lists ten of the records with a word, the way a
// list with a box does it: what a search is measured against.
const bare = `SELECT t.id, t.code, t.title FROM memo_memo t WHERE {visible t} AND t.title LIKE $1 ORDER BY t.id DESC LIMIT 10`

// BenchmarkSearch measures searches against the plain SQL over the same titles,
// on both engines: the search may take as long as the plain SQL, in the worst
// hundredth three times as long. The plain SQL is fast where a word is common
// and goes over all rows where it is not. Run it with -benchtime 1x.
func BenchmarkSearch(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			d := open(b)
			o := many(b, d, titles())
			for b.Loop() {
				found, plain := timed(b, d, o)
				b.ReportMetric(ms(at(found, 50)), "search-p50-ms")
				b.ReportMetric(ms(at(found, 99)), "search-p99-ms")
				b.ReportMetric(ms(at(plain, 99)), "plain-p99-ms")
				b.ReportMetric(float64(at(found, 99))/float64(at(plain, 99)), "p99/plain")
			}
		})
	}
}

// timed runs the searches, and the plain queries, of one who sees all and of
// one who sees little.
func timed(b *testing.B, d *db.DB, o office) (found, plain []time.Duration) {
	b.Helper()
	for _, who := range []access.Who{dutytest.Staff["officer"], dutytest.Staff["commune"]} {
		for round := range 12 {
			for _, s := range searches {
				start := time.Now()
				if _, err := o.index.Find(b.Context(), who, s, 10); err != nil {
					b.Fatal(err)
				}
				if took := time.Since(start); round > 1 { // the first ones prepare the statements
					found = append(found, took)
				}
			}
		}
		for range 3 {
			for _, s := range []string{"%kiểm tra%", "%vũ thư%", "%không có%"} {
				start := time.Now()
				err := db.Query(b.Context(), d.As(who), func(r db.Row) error { var a, b, c string; return r.Scan(&a, &b, &c) }, bare, s)
				if err != nil {
					b.Fatal(err)
				}
				plain = append(plain, time.Since(start))
			}
		}
	}
	return found, plain
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// at is a percentile.
func at(ds []time.Duration, percent int) time.Duration {
	slices.Sort(ds)
	return ds[min(len(ds)-1, len(ds)*percent/100)]
}

// BenchmarkFind is one search of three words.
func BenchmarkFind(b *testing.B) {
	o := many(b, dbtest.SQLite(b), titles())
	for b.Loop() {
		if _, err := o.index.Find(b.Context(), dutytest.Staff["officer"], "kiểm tra doi", 10); err != nil {
			b.Fatal(err)
		}
	}
}
