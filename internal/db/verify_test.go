package db_test

import (
	"database/sql"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/merkle"
)

func sub(f fs.FS) fs.FS {
	s, err := fs.Sub(f, "testdata")
	if err != nil {
		panic(err)
	}
	return s
}

// alterations are what someone with the database in hand could do, and the
// flaw that Verify must name.
var alterations = []struct{ name, sql, want string }{
	{"a live field", `UPDATE trip SET days = 4 WHERE id = 't1'`, `trip t1 days: is "4", the journal says "3"`},
	{"a field to zero", `UPDATE trip SET paid = FALSE WHERE id = 't2'`, `trip t2 paid: is "false", the journal says "true"`},
	{"a field from zero", `UPDATE trip SET barred = 'x' WHERE id = 't2'`, `trip t2 barred: is "x", the journal says ""`},
	{"a secret", `UPDATE trip SET code = 'other' WHERE id = 't1'`, `trip t1 code: is "sha256:`},
	{"a row taken out", `DELETE FROM trip WHERE id = 't3'`, `trip t3: the row is gone`},
	{"a row put in", `INSERT INTO trip SELECT 'tx', org, 'tx', level, 1, person, day, days, paid, stops, code, barred FROM trip WHERE id = 't1'`, `trip tx: the row has no journal entry`},
	{"an entry's text", `UPDATE journal SET now = replace(now, '"days":3', '"days":4') WHERE record = 'trip/t1'`, `does not match its hash`},
	{"an entry's author", `UPDATE journal SET who = 'other' WHERE record = 'trip/t2'`, `does not match its hash`},
	{"an entry taken out", `DELETE FROM journal WHERE record = 'trip/t2'`, `entries are missing`},
	{"the last entry taken out", `DELETE FROM journal WHERE leaf = (SELECT max(leaf) FROM journal)`, `5 entries are sealed, 4 are there`},
	{"a fact", `UPDATE fact SET n = 9 WHERE key = 'trip.days' AND record = 'trip/t1'`, `fact trip/t1 trip.days:`},
	{"a fact taken out", `DELETE FROM fact WHERE record = 'trip/t4'`, `fact trip/t4 trip.days: +11`},
	{"a tally", `UPDATE tally SET m1 = m1 + 1 WHERE node = 'p' AND year = 2019 AND key = 'trip.days'`, `tally p/2019/trip.days:`},
	{"a tally taken out", `DELETE FROM tally WHERE node = 'd1' AND key = 'trip.days'`, `is missing, the facts say`},
	{"a checkpoint", `UPDATE checkpoint SET root = 'AAAA'`, `checkpoint 5 root:`},
	{"a checkpoint's note", `UPDATE checkpoint SET note = replace(note, '5', '6')`, `checkpoint 5 note:`},
	{"a file", `UPDATE blob SET data = 'other'`, `the file was altered`},
}

// TestVerifyNamesWhatWasAltered is the campaign: each alteration, by SQL on
// the open file or server, must be named.
func TestVerifyNamesWhatWasAltered(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		for _, a := range alterations {
			t.Run(engine+"/"+a.name, func(t *testing.T) {
				driver, dsn, address := place(t, engine)
				d, err := db.Open(ctx, address)
				if err != nil {
					t.Fatal(err)
				}
				defer d.Close()
				d.Now = func() time.Time { return dbtest.Start }
				secret, public, err := merkle.NewKey("liemchinh.vn/test")
				if err != nil {
					t.Fatal(err)
				}
				if d.Signer, err = merkle.NewSigner(secret); err != nil {
					t.Fatal(err)
				}
				seed(t, d)
				if err := d.Change(ctx, db.System, "seed", func(tx *db.Tx) error { _, err := tx.PutBlob(ctx, []byte("paper")); return err }); err != nil {
					t.Fatal(err)
				}
				if _, err := d.Fold(ctx); err != nil {
					t.Fatal(err)
				}
				if v, err := d.Verify(ctx, public, ""); err != nil || len(v.Flaws) > 0 || v.Entries != 5 || v.Files != 1 || v.Facts != 8 {
					t.Fatalf("before: %+v, %v", v, err)
				}
				raw, err := sql.Open(driver, dsn)
				if err != nil {
					t.Fatal(err)
				}
				defer raw.Close()
				if _, err := raw.Exec(a.sql); err != nil {
					t.Fatal(err)
				}
				v, err := d.Verify(ctx, public, "")
				if err != nil {
					t.Fatal(err)
				}
				var all []string
				for _, f := range v.Flaws {
					all = append(all, f.String())
				}
				if !strings.Contains(strings.Join(all, "\n"), a.want) {
					t.Errorf("flaws:\n%s\nwant one with %q", strings.Join(all, "\n"), a.want)
				}
			})
		}
	}
}

func place(t *testing.T, engine string) (driver, dsn, address string) {
	if engine == "postgres" {
		url := dbtest.PostgresURL(t)
		return "pgx", url, url
	}
	path := filepath.Join(t.TempDir(), "t.db")
	return "sqlite", path, "sqlite:" + path
}

// TestWitnessCatchesARewrittenJournal: whoever holds the signing key can write
// a new journal that agrees with itself. A checkpoint kept outside shows it.
func TestWitnessCatchesARewrittenJournal(t *testing.T) {
	secret, public, err := merkle.NewKey("liemchinh.vn/test")
	if err != nil {
		t.Fatal(err)
	}
	open := func() *db.DB {
		d := dbtest.SQLite(t)
		if d.Signer, err = merkle.NewSigner(secret); err != nil {
			t.Fatal(err)
		}
		seed(t, d)
		if _, err := d.Fold(ctx); err != nil {
			t.Fatal(err)
		}
		return d
	}
	kept, err := open().Checkpoints(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	v, err := open().Verify(ctx, public, kept[0].Note)
	if err != nil || len(v.Flaws) != 1 || !strings.Contains(v.Flaws[0].String(), "the journal was rewritten") {
		t.Errorf("Verify = %+v, %v", v, err)
	}
}
