package counts_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/house/counts"
)

// A file counts only what its office, whoever takes it in, and the office that
// trusted its key all reach: nobody writes figures for another office.
func TestFileCountsItsOwnOfficeOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		m := alone(t)
		connected(t, d, m)
		m.holds(t, [3]string{"d1", "2026-01-10", ""}, [3]string{"d2", "2026-01-10", ""})
		whole := m.exports(t, "2025-12-15", "2026-12-14").Report
		sign := func(r counts.Report) []byte {
			b, err := r.Sign(m.Signer)
			must(t, err)
			return b
		}
		if _, err := counts.Import(ctx, d, below, counts.Figures(), bytes.NewReader(sign(whole))); !errors.Is(err, counts.ErrUnits) {
			t.Errorf("a district takes in the counts of another: %v", err)
		}
		smuggled := whole
		smuggled.Office = "271" // but with the lines of 272 as well
		refused(t, d, sign(smuggled), counts.ErrUnits)
		if _, err := counts.Import(ctx, d, below, counts.Figures(), bytes.NewReader(sign(smuggled))); !errors.Is(err, counts.ErrUnits) {
			t.Errorf("taken in below: %v", err)
		}
		if n := counted(t, d, "secrets.items_out", "p", "2025-12-15", "2026-12-14"); n != 0 {
			t.Errorf("%d counted", n)
		}
		taken(t, d, sign(whole))
	})
}

// A key that the administrator of one office trusts signs for that office alone.
func TestKeyOfOneOffice(t *testing.T) {
	d, ctx := dbtest.SQLite(t), context.Background()
	m := alone(t)
	connected(t, d, nil)
	m.holds(t, [3]string{"d1", "2026-01-10", ""}, [3]string{"d2", "2026-01-10", ""})
	low := admin
	low.Unit = "d1"
	_, err := counts.TrustKey(ctx, d, low, m.Signer.Public(), true)
	must(t, err)
	of := func(office string) []byte {
		e, err := counts.Export(ctx, m.DB, db.System, counts.Figures(), "2025-12-15", "2026-12-14", office)
		must(t, err)
		return e.Bytes
	}
	refused(t, d, of(db.Everywhere), counts.ErrUnits)
	refused(t, d, of(prefix+"d2"), counts.ErrOffice)
	taken(t, d, of(prefix+"d1"))
}

// Whatever byte a file ends at, it is refused in words.
func TestFileCutAtEveryByte(t *testing.T) {
	m := alone(t)
	m.holds(t, [3]string{"d1", "2026-01-10", ""})
	b := m.exports(t, "2025-12-15", "2026-12-14").Bytes
	for n := range b {
		if _, err := counts.Open(b[:n], []string{m.Signer.Public()}); err == nil {
			t.Fatalf("taken in when cut at byte %d", n)
		}
	}
	for n := range b {
		x := bytes.Clone(b)
		x[n] ^= 1
		if r, err := counts.Open(x, []string{m.Signer.Public()}); err == nil {
			t.Fatalf("taken in with byte %d changed: %+v", n, r)
		}
	}
}

// TestSignatureHasOneForm: the last letter of a signature has bits to spare,
// and a file that differs in those alone is another file.
func TestSignatureHasOneForm(t *testing.T) {
	m := alone(t)
	m.holds(t, [3]string{"d1", "2026-01-10", ""})
	b := m.exports(t, "2025-12-15", "2026-12-14").Bytes
	end := bytes.Index(b, []byte("=\n\n"))
	if i := bytes.Index(b, []byte("\u2014 ")); i < 0 || end < i {
		end = i + bytes.Index(b[i:], []byte("=\n"))
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	x := bytes.Clone(b)
	x[end-1] = letters[bytes.IndexByte([]byte(letters), b[end-1])^1]
	if _, err := counts.Open(b, []string{m.Signer.Public()}); err != nil {
		t.Fatal(err)
	}
	if _, err := counts.Open(x, []string{m.Signer.Public()}); err == nil {
		t.Errorf("taken in with another form of the signature: %q", x[end-8:end+1])
	}
}
