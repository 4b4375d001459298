package db_test

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
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
	{"the last entry taken out", `DELETE FROM journal WHERE leaf = (SELECT max(leaf) FROM journal)`, `6 entries are sealed, 5 are there`},
	{"a fact", `UPDATE fact SET n = 9 WHERE key = 'trip.days' AND record = 'trip/t1'`, `fact trip/t1 trip.days:`},
	{"a fact taken out", `DELETE FROM fact WHERE record = 'trip/t4'`, `fact trip/t4 trip.days: +11`},
	{"a tally", `UPDATE tally SET m1 = m1 + 1 WHERE node = 'p' AND year = 2019 AND key = 'trip.days'`, `tally p/2019/trip.days:`},
	{"a tally taken out", `DELETE FROM tally WHERE node = 'd1' AND key = 'trip.days'`, `is missing, the facts say`},
	{"a checkpoint", `UPDATE checkpoint SET root = 'AAAA'`, `checkpoint 6 root:`},
	{"a checkpoint's note", `UPDATE checkpoint SET note = replace(note, '6', '7')`, `checkpoint 6 note:`},
	{"a file", `UPDATE blob SET data = 'other'`, `the file was altered`},
	{"the checkpoint taken out", `DELETE FROM checkpoint`, `the newest checkpoint is gone`},
	{"the signature taken off", `UPDATE checkpoint SET note = ''`, `checkpoint 6 note: is not signed`},
	{"a fact of no record", `INSERT INTO fact SELECT pos, key, unit, day, n, 'ghost/g1', subject FROM fact WHERE key = 'trip.days' AND record = 'trip/t1'`, `fact ghost/g1: counts for no record`},
	{"a hash of the tree", `INSERT INTO journal_hash (chunk, hashes) SELECT 7, b.data FROM blob b`, `journal_hash 7 hashes: are not those of the entries`},
	{"an entry that is never sealed", `UPDATE journal SET leaf = 4611686018427387904 WHERE leaf = 5`, `the entry waits below the mark`},
	{"who is barred", `DELETE FROM barred`, `barred trip/t5: does not keep person-of-chief out of dossier t5`},
	{"who is not barred", `INSERT INTO barred (record, dossier, person) VALUES ('trip/t1', 't1', 'somebody')`, `barred trip/t1: keeps somebody out of dossier t1`},
	{"a setting", `UPDATE setting SET value = 'true' WHERE name = 'demo'`, `setting demo: is "true", the journal says "false"`},
	{"a setting put in", `INSERT INTO setting (name, value) VALUES ('other', 'x')`, `setting other: is "x", the journal does not know it`},
	{"a setting taken out", `DELETE FROM setting`, `setting demo: is gone`},
	{"a view", `CREATE VIEW odd AS SELECT 1 AS one`, `database odd: a view that the program did not make`},
	{"what a package checks", `UPDATE reach SET sees = TRUE WHERE root = 'd3' AND unit = 'd3'`, `reach d3: sees`},
}

// seesItself is a check as a package registers it: the closed office d3 sees
// nothing.
func seesItself(ctx context.Context, v db.View) ([]db.Flaw, error) {
	var all []db.Flaw
	err := db.Query(ctx, v, func(r db.Row) error {
		f := db.Flaw{Table: "reach", What: "sees"}
		err := r.Scan(&f.Record)
		all = append(all, f)
		return err
	}, `SELECT r.root FROM reach r WHERE {visible r} AND r.root = 'd3' AND r.sees`)
	return all, err
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
				d.RegisterCheck(seesItself)
				if err := d.SetSetting(ctx, "demo", "false"); err != nil {
					t.Fatal(err)
				}
				if err := d.Change(ctx, db.System, "seed", func(tx *db.Tx) error { _, err := tx.PutBlob(ctx, []byte("paper")); return err }); err != nil {
					t.Fatal(err)
				}
				if _, err := d.Fold(ctx); err != nil {
					t.Fatal(err)
				}
				if v, err := d.Verify(ctx, public, ""); err != nil || len(v.Flaws) > 0 || v.Entries != 6 || v.Files != 1 || v.Facts != 8 {
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

// TestVerifyTrustsItsOwnKey: whoever has the database and not the key writes a
// new journal, signs it with a key of his own and puts that key on file. The
// program that holds the key is not taken in.
func TestVerifyTrustsItsOwnKey(t *testing.T) {
	d := dbtest.SQLite(t)
	sign := func() *merkle.Signer {
		secret, public, err := merkle.NewKey("liemchinh.vn/test")
		if err != nil {
			t.Fatal(err)
		}
		s, err := merkle.NewSigner(secret)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.SetSetting(ctx, "journal.public", public); err != nil {
			t.Fatal(err)
		}
		return s
	}
	own := sign()
	d.Signer = sign() // the intruder's: the last one on file
	seed(t, d)
	if _, err := d.Fold(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err := d.Verify(ctx, "", ""); err != nil || len(v.Flaws) > 0 {
		t.Fatalf("by the key on file: %+v, %v", v.Flaws, err)
	}
	d.Signer = own
	v, err := d.Verify(ctx, "", "")
	if err != nil || len(v.Flaws) != 1 || !strings.Contains(v.Flaws[0].String(), "is not signed by the key of this instance") {
		t.Errorf("by the own key: %+v, %v", v.Flaws, err)
	}
}

// TestOddBytes: bytes that are no text are put right before they are kept, so
// that a row and its entry say the same. A browser can send them.
func TestOddBytes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		err := d.Change(ctx, db.System, "x", func(tx *db.Tx) error {
			return db.Save(ctx, tx, &trip{Base: db.Base{ID: "odd", Org: "d1"}, Person: "A\x80n\x00", Code: "\xff", Stops: []string{"\x80", `\ufffd`}})
		})
		if err != nil {
			t.Fatal(err)
		}
		r, err := db.Get[trip](ctx, d.As(db.System), "odd")
		if err != nil || r.Person != "A\uFFFDn" {
			t.Errorf("person %q, %v", r.Person, err)
		}
		if v, err := d.Verify(ctx, "", ""); err != nil || len(v.Flaws) > 0 {
			t.Errorf("flaws %v, %v", v.Flaws, err)
		}
	})
}

// TestRecountBars: recount writes anew who is barred.
func TestRecountBars(t *testing.T) {
	d := dbtest.SQLite(t)
	seed(t, d)
	err := d.Change(ctx, db.System, "x", func(tx *db.Tx) error { return db.Exec(ctx, tx, `DELETE FROM barred`) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Recount(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err := d.Verify(ctx, "", ""); err != nil || len(v.Flaws) > 0 {
		t.Errorf("after recount: %+v, %v", v.Flaws, err)
	}
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

// TestCursorOfOtherTypes: a cursor made up by hand is a page that does not
// exist, on both engines, not a fault.
func TestCursorOfOtherTypes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seed(t, d)
		for _, vals := range []string{`[1,"t1"]`, `["2019-01-31",2]`, `[null,"t1"]`, `["x"]`, `[{},[]]`, `[true,"t1"]`, `["a","b","c"]`, `1`} {
			after := base64.RawURLEncoding.EncodeToString([]byte(vals))
			if _, err := db.List[trip](ctx, d.As(db.System), db.Page{By: []string{"day"}, After: after}); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("List after %s: %v", vals, err)
			}
			if _, err := d.Behind(ctx, "trip.days", db.Range{Node: "p", From: "2018-01-01", To: "2019-12-31"}, after, 5); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("Behind after %s: %v", vals, err)
			}
		}
		odd := base64.RawURLEncoding.EncodeToString([]byte("[\"\x80\x00\",\"t1\"]"))
		if _, err := db.List[trip](ctx, d.As(db.System), db.Page{By: []string{"day"}, After: odd}); err != nil && !errors.Is(err, db.ErrNotFound) {
			t.Errorf("odd bytes: %v", err)
		}
	})
}
