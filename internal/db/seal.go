package db

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"

	"liemchinh.vn/internal/merkle"
)

// chunkHashes is how many hashes of the tree stand in one row.
const chunkHashes = 512

// Fold seals the journal and adds the new facts to the tallies, up to the
// horizon. It runs about once a second while the program serves; a crash
// repeats it from the watermark. It reports whether there was anything to do.
func (d *DB) Fold(ctx context.Context) (bool, error) {
	d.fold.Lock()
	defer d.fold.Unlock()
	sealed, err := d.seal(ctx)
	if err != nil {
		return false, fmt.Errorf("seal the journal: %w", err)
	}
	folded, err := d.foldFacts(ctx)
	if err != nil {
		return sealed, fmt.Errorf("fold the facts: %w", err)
	}
	return sealed || folded, nil
}

// step runs fn as the program, alone among all processes that fold.
func (d *DB) step(ctx context.Context, fn func(*Tx) error) error {
	return d.Change(ctx, System, "fold", func(t *Tx) error {
		if _, err := t.exec(ctx, d.engine.lock); err != nil {
			return err
		}
		return fn(t)
	})
}

func (t *Tx) mark(ctx context.Context, name string) (pos int64, err error) {
	err = t.each(ctx, func(r Row) error { return r.Scan(&pos) }, `SELECT pos FROM watermark WHERE name = $1`, name)
	return pos, err
}

func (t *Tx) setMark(ctx context.Context, name string, pos int64) error {
	_, err := t.exec(ctx, `UPDATE watermark SET pos = $2 WHERE name = $1`, name, pos)
	return err
}

func (t *Tx) horizon(ctx context.Context, table string) (pos int64, err error) {
	err = t.each(ctx, func(r Row) error { return r.Scan(&pos) }, `SELECT `+of(t.d.engine.horizon, table))
	return pos, err
}

// seal makes the waiting entries leaves of the tree, in the order of their
// positions, and signs the new root.
func (d *DB) seal(ctx context.Context) (bool, error) {
	some := false
	err := d.As(System).each(ctx, func(Row) error { some = true; return nil },
		`SELECT 1 FROM journal j WHERE j.pos >= (SELECT w.pos FROM watermark w WHERE w.name = 'journal') AND j.leaf = 4611686018427387904 LIMIT 1`)
	if err != nil || !some {
		return false, err
	}
	done := false
	return done, d.step(ctx, func(t *Tx) error {
		from, err := t.mark(ctx, "journal")
		if err != nil {
			return err
		}
		to, err := t.horizon(ctx, "journal")
		if err != nil || to <= from {
			return err
		}
		var es []Entry
		err = t.each(ctx, func(r Row) error {
			e, err := scanEntry(r)
			es = append(es, e)
			return err
		}, `SELECT `+entryColumns+` FROM journal j WHERE j.pos >= $1 AND j.pos < $2 AND j.leaf = 4611686018427387904 ORDER BY j.pos, j.id`, from, to)
		if err != nil || len(es) == 0 {
			return err
		}
		done = true
		if err := t.appendLeaves(ctx, es); err != nil {
			return err
		}
		return t.setMark(ctx, "journal", to)
	})
}

func (t *Tx) appendLeaves(ctx context.Context, es []Entry) error {
	n, err := t.mark(ctx, "leaf")
	if err != nil {
		return err
	}
	s := &hashStore{v: t.View, chunks: map[int64][]byte{}, dirty: map[int64]bool{}}
	for _, e := range es {
		hs, err := merkle.Grow(n, merkle.LeafHash(e.leaf()), s.read(ctx))
		if err != nil {
			return err
		}
		for i, h := range hs {
			if err := s.put(ctx, merkle.StoredCount(n)+int64(i), h); err != nil {
				return err
			}
		}
		if _, err := t.exec(ctx, `UPDATE journal SET leaf = $2 WHERE id = $1`, e.ID, n); err != nil {
			return err
		}
		n++
	}
	if err := s.flush(ctx, t); err != nil {
		return err
	}
	if err := t.setMark(ctx, "leaf", n); err != nil {
		return err
	}
	root, err := merkle.Root(n, s.read(ctx))
	if err != nil {
		return err
	}
	return t.checkpoint(ctx, n, root)
}

func (t *Tx) checkpoint(ctx context.Context, n int64, root merkle.Hash) error {
	note := ""
	if t.d.Signer != nil {
		var err error
		if note, err = (merkle.Checkpoint{Size: n, Root: root}).Sign(t.d.Signer); err != nil {
			return err
		}
	}
	_, err := t.exec(ctx, `INSERT INTO checkpoint (size, at, root, note) VALUES ($1, $2, $3, $4) ON CONFLICT (size) DO NOTHING`,
		n, t.now, base64.StdEncoding.EncodeToString(root[:]), note)
	return err
}

// hashStore keeps the hashes of the tree in rows of chunkHashes.
type hashStore struct {
	v      View
	chunks map[int64][]byte
	dirty  map[int64]bool
	memory bool // never look into the database
}

func (s *hashStore) chunk(ctx context.Context, c int64) ([]byte, error) {
	if b, ok := s.chunks[c]; ok || s.memory {
		return b, nil
	}
	var b []byte
	err := s.v.each(ctx, func(r Row) error { return r.Scan(&b) }, `SELECT hashes FROM journal_hash WHERE chunk = $1`, c)
	if err != nil {
		return nil, err
	}
	s.chunks[c] = slices.Clone(b)
	return s.chunks[c], nil
}

func (s *hashStore) read(ctx context.Context) merkle.Reader {
	return func(idx []int64) ([]merkle.Hash, error) {
		out := make([]merkle.Hash, len(idx))
		for i, x := range idx {
			b, err := s.chunk(ctx, x/chunkHashes)
			if err != nil {
				return nil, err
			}
			at := int(x%chunkHashes) * merkle.HashSize
			if len(b) < at+merkle.HashSize {
				return nil, fmt.Errorf("hash %d of the journal is missing", x)
			}
			copy(out[i][:], b[at:])
		}
		return out, nil
	}
}

func (s *hashStore) put(ctx context.Context, x int64, h merkle.Hash) error {
	c := x / chunkHashes
	b, err := s.chunk(ctx, c)
	if err != nil {
		return err
	}
	if len(b) != int(x%chunkHashes)*merkle.HashSize {
		return fmt.Errorf("hash %d of the journal does not follow the last one stored", x)
	}
	s.chunks[c] = append(b, h[:]...)
	s.dirty[c] = true
	return nil
}

func (s *hashStore) flush(ctx context.Context, t *Tx) error {
	for c := range s.dirty {
		_, err := t.exec(ctx, `INSERT INTO journal_hash (chunk, hashes) VALUES ($1, $2) ON CONFLICT (chunk) DO UPDATE SET hashes = excluded.hashes`, c, s.chunks[c])
		if err != nil {
			return err
		}
	}
	return nil
}

// A Checkpoint is a sealed state of the journal, signed if the instance holds
// a key.
type Checkpoint struct {
	Size int64
	At   string
	Root string // base64
	Note string // signed note; "" if not signed
}

// Checkpoints returns the newest checkpoints, newest first.
func (d *DB) Checkpoints(ctx context.Context, limit int) ([]Checkpoint, error) {
	var all []Checkpoint
	err := d.As(System).each(ctx, func(r Row) error {
		var c Checkpoint
		err := r.Scan(&c.Size, &c.At, &c.Root, &c.Note)
		all = append(all, c)
		return err
	}, fmt.Sprintf(`SELECT size, at, root, note FROM checkpoint ORDER BY size DESC LIMIT %d`, limit))
	return all, err
}
