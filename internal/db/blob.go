package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// MaxBlob is the size of the largest file kept in the database, in bytes.
const MaxBlob = 25 << 20

// Attached is a record that refers to files by their hashes.
type Attached interface{ Blobs() []string }

// PutBlob keeps a file in the change and returns its SHA-256 hash, by which
// records refer to it. The same content is kept once.
func (t *Tx) PutBlob(ctx context.Context, data []byte) (hash string, err error) {
	if len(data) > MaxBlob {
		return "", fmt.Errorf("a file of %d bytes: the largest kept is %d", len(data), MaxBlob)
	}
	hash = hashOf(data)
	_, err = t.exec(ctx, `INSERT INTO blob (hash, data) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING`, hash, data)
	return hash, err
}

// Blob returns a file by its hash. The caller has shown that the viewer may
// see a record that refers to it.
func (d *DB) Blob(ctx context.Context, hash string) ([]byte, error) {
	var b []byte
	found := false
	err := d.As(System).each(ctx, func(r Row) error { found = true; return r.Scan(&b) }, `SELECT data FROM blob WHERE hash = $1`, hash)
	if err == nil && !found {
		err = fmt.Errorf("file %s: %w", hash, ErrNotFound)
	}
	return b, err
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
