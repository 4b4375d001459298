package counts

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/merkle"
	"liemchinh.vn/internal/vn"
)

// Exported is a file that was written.
type Exported struct {
	Name   string // as saved
	Bytes  []byte
	Digest string // SHA-256, hex, as in the journal
	Report Report
}

// Export counts the figures of an office (db.Everywhere for all) over a period,
// by organisation and month, and writes one file signed with the key of the
// journal. The entry in the journal comes first: no entry, no file. Errors:
// db.ErrNotFound for an office outside the reach of who, ErrDay, ErrOrder,
// ErrLong, ErrNoKey, ErrNoCode.
func Export(ctx context.Context, d *db.DB, who access.Who, figures []duty.Figure, from, to vn.Day, office string) (Exported, error) {
	var e Exported
	if err := checkPeriod(from, to); err != nil {
		return e, err
	}
	if err := reached(ctx, d.As(who), office); err != nil {
		return e, err
	}
	if d.Signer == nil {
		return e, ErrNoKey
	}
	r, err := count(ctx, d, figures, from, to, office)
	if err != nil {
		return e, err
	}
	if err := r.stamp(ctx, d); err != nil {
		return e, err
	}
	r.Source = d.Signer.Name()
	name, err := d.Setting(ctx, "org.name")
	if err != nil {
		return e, err
	}
	r.Instance = strings.Join(strings.Fields(name), " ")
	b, err := r.Sign(d.Signer)
	if err != nil {
		return e, err
	}
	sum := sha256.Sum256(b)
	e = Exported{Name: fmt.Sprintf("counts_%s_%s.txt", from, to), Bytes: b, Digest: hex.EncodeToString(sum[:]), Report: r}
	sent := Sent{Base: duty.Base{ID: e.Digest, Org: office}, Name: e.Name, Office: office, From: from, To: to, Made: r.Made, MadeBy: who.Name, JournalSize: int(r.JournalSize), Count: len(r.Counts)}
	if office == db.Everywhere {
		sent.Org = who.Unit
	}
	return e, d.Change(ctx, who, "counts.export", func(tx *db.Tx) error { return db.Save(ctx, tx, &sent) })
}

// reached refuses an office outside the viewer's reach as if it did not exist.
func reached(ctx context.Context, v db.View, office string) error {
	ok, err := v.Reaches(ctx, office)
	if err == nil && (!ok || office == db.Everywhere && v.Who().Unit != db.Everywhere) {
		err = fmt.Errorf("unit %q: %w", office, db.ErrNotFound)
	}
	return err
}

// stamp says when the counts were taken and from which state of the journal.
func (r *Report) stamp(ctx context.Context, d *db.DB) error {
	r.Made = d.As(db.System).Now()
	if _, err := d.Fold(ctx); err != nil {
		return err
	}
	all, err := d.Checkpoints(ctx, 1)
	if err != nil {
		return err
	}
	r.JournalRoot = base64.StdEncoding.EncodeToString(make([]byte, merkle.HashSize))
	if len(all) > 0 {
		r.JournalSize, r.JournalRoot = all[0].Size, all[0].Root
	}
	return nil
}

// count fills the lines of a file.
func count(ctx context.Context, d *db.DB, figures []duty.Figure, from, to vn.Day, office string) (Report, error) {
	r := Report{From: from, To: to, Office: db.Everywhere}
	codes, err := codesOf(ctx, d)
	if err != nil {
		return r, err
	}
	if office != db.Everywhere {
		if r.Office = codes[office]; r.Office == "" {
			return r, noCode(office)
		}
	}
	ends := Ends(from, to)
	for key, stock := range kinds(figures) {
		sum := flowOf
		if stock {
			sum = stockOf
		}
		by, err := sum(ctx, d, key, from, to, office, ends)
		if err != nil {
			return r, fmt.Errorf("count %s: %w", key, err)
		}
		for at, n := range by {
			c := Count{Figure: key, Unit: codes[at.unit], Day: at.day, N: n}
			switch {
			case n == 0:
				continue
			case n < 0:
				return r, fmt.Errorf("count %s of unit %s up to %s: %d", key, at.unit, at.day, n)
			case c.Unit == "":
				return r, noCode(at.unit)
			}
			r.Counts = append(r.Counts, c)
		}
	}
	slices.SortFunc(r.Counts, compare)
	return r, nil
}

func noCode(unit string) error {
	p := ErrNoCode
	p.Args = []any{unit}
	return p
}

// place is an organisation and a day up to which is counted.
type place struct {
	unit string
	day  vn.Day
}

// flowOf adds up the facts of a figure that is a sum, by month.
func flowOf(ctx context.Context, d *db.DB, key string, from, to vn.Day, office string, ends []vn.Day) (map[place]int, error) {
	by := map[place]int{}
	err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var unit string
		var day vn.Day
		var n int
		err := r.Scan(&unit, &day, &n)
		by[place{unit, endOf(ends, day)}] += n
		return err
	}, `SELECT f.unit, f.day, sum(f.n) FROM fact f WHERE {visible f} AND f.key = $2 AND f.day BETWEEN $3 AND $4
		AND ($1 = '*' OR EXISTS (SELECT 1 FROM reach r WHERE r.root = $1 AND r.unit = f.unit AND r.since <= f.day AND f.day < r.until))
		GROUP BY f.unit, f.day`, office, key, string(from), string(to))
	return by, err
}

// stockOf gives what of a figure of stock stood before the period and at each
// of its ends, for the organisations that stand below the office at the end.
func stockOf(ctx context.Context, d *db.DB, key string, from, to vn.Day, office string, ends []vn.Day) (map[place]int, error) {
	days := append([]vn.Day{from.AddDays(-1)}, ends...)
	by := map[place]int{}
	err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var unit string
		var day vn.Day
		var n int
		if err := r.Scan(&unit, &day, &n); err != nil {
			return err
		}
		for _, end := range days {
			if day <= end {
				by[place{unit, end}] += n
			}
		}
		return nil
	}, `SELECT f.unit, f.day, sum(f.n) FROM fact f WHERE {visible f} AND f.key = $2 AND f.day <= $3
		AND ($1 = '*' OR EXISTS (SELECT 1 FROM reach r WHERE r.root = $1 AND r.unit = f.unit AND r.since <= $3 AND $3 < r.until))
		GROUP BY f.unit, f.day`, office, key, string(to))
	return by, err
}

// codesOf are the codes of all organisations by id.
func codesOf(ctx context.Context, d *db.DB) (map[string]string, error) {
	codes := map[string]string{}
	err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var id, code string
		err := r.Scan(&id, &code)
		codes[id] = code
		return err
	}, `SELECT t.id, t.code FROM org_unit t WHERE {visible t} AND NOT t.withdrawn`)
	return codes, err
}

func (e Exported) write(w io.Writer) error {
	_, err := w.Write(e.Bytes)
	return err
}
