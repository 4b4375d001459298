package db

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"liemchinh.vn/internal/merkle"
)

// A Proof shows that one entry stands in the sealed journal, without the rest
// of the journal: the hashes in Path lead from the entry's hash to the root of
// the checkpoint (RFC 6962, 2.1.1).
type Proof struct {
	Leaf       int64  // number of the entry; -1 while it waits, then nothing else is set
	Hash       string // of the entry as it stands now, base64
	Path       []string
	Checkpoint Checkpoint // the newest one
	Holds      bool       // Hash and Path give the root of the checkpoint
}

// Prove computes the proof of an entry against the newest checkpoint. It is an
// error only if it cannot be computed; an entry that was altered gives a Proof
// that does not hold.
func (d *DB) Prove(ctx context.Context, e Entry) (Proof, error) {
	p := Proof{Leaf: e.Leaf}
	if e.Leaf < 0 {
		return p, nil
	}
	last, err := d.Checkpoints(ctx, 1)
	if err != nil {
		return p, err
	}
	h := merkle.LeafHash(e.leaf())
	p.Hash = base64.StdEncoding.EncodeToString(h[:])
	if len(last) == 0 || last[0].Size <= e.Leaf {
		return p, nil // sealed, but its checkpoint is gone
	}
	p.Checkpoint = last[0]
	s := &hashStore{v: d.As(System), chunks: map[int64][]byte{}, dirty: map[int64]bool{}}
	proof, err := tlog.ProveRecord(p.Checkpoint.Size, e.Leaf, s.read(ctx))
	if err != nil {
		return p, fmt.Errorf("proof of entry %d: %w", e.Leaf, err)
	}
	for _, x := range proof {
		p.Path = append(p.Path, base64.StdEncoding.EncodeToString(x[:]))
	}
	root, err := tlog.ParseHash(p.Checkpoint.Root)
	if err != nil {
		return p, nil // the checkpoint was altered: the proof does not hold
	}
	p.Holds = tlog.CheckRecord(proof, p.Checkpoint.Size, root, e.Leaf, h) == nil
	return p, nil
}

// RecordHistory returns the entries of one record ("table/id"), newest first,
// up to limit, older than the entry named before. The caller has shown that the
// viewer may see the record.
func (d *DB) RecordHistory(ctx context.Context, record, before string, limit int) ([]Entry, error) {
	return d.entries(ctx, `j.record = $1 AND ($2 = '' OR j.id < $2)`, limit, record, before)
}

// JournalAbout is Journal narrowed to the records whose name begins with
// about, such as "inspection_"; f.Record is not looked at.
func (d *DB) JournalAbout(ctx context.Context, about string, f Filter, before string, limit int) ([]Entry, error) {
	return d.entries(ctx, `j.id < $1 AND ($2 = '' OR j.who = $2) AND j.record >= $3 AND j.record < $4
		AND ($5 = '' OR j.at >= $5) AND ($6 = '' OR j.at < $6)`, limit, cmp.Or(before, afterAll), f.Who, about, about+"\U0010ffff", f.From, f.To)
}
