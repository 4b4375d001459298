// Package merkle is a thin use of golang.org/x/mod/sumdb: a transparency log
// (tlog) for the leaves of the journal, and signed notes in the C2SP format
// (note) for its checkpoints. No hashing or signing is written here.
package merkle

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a hash of the tree (SHA-256, RFC 6962).
type Hash = tlog.Hash

// HashSize is the length of a Hash in bytes.
const HashSize = tlog.HashSize

// A Reader returns stored hashes by their index (tlog.StoredHashIndex).
type Reader = tlog.HashReaderFunc

// LeafHash is the hash of one journal entry.
func LeafHash(data []byte) Hash { return tlog.RecordHash(data) }

// Grow returns the hashes to store when the leaf numbered n is appended.
func Grow(n int64, leaf Hash, r Reader) ([]Hash, error) {
	return tlog.StoredHashesForRecordHash(n, leaf, r)
}

// StoredIndex is where the hash of leaf n is stored.
func StoredIndex(n int64) int64 { return tlog.StoredHashIndex(0, n) }

// StoredCount is the number of stored hashes of a tree of n leaves.
func StoredCount(n int64) int64 { return tlog.StoredHashCount(n) }

// Root is the root hash of the tree of n leaves. The root of the empty tree is
// the zero hash.
func Root(n int64, r Reader) (Hash, error) {
	if n == 0 {
		return Hash{}, nil
	}
	return tlog.TreeHash(n, r)
}

// A Signer signs checkpoints.
type Signer struct {
	note.Signer
	public string
}

// Public is the public half of the signer's key.
func (s *Signer) Public() string { return s.public }

// NewKey makes a key pair for a log of the given name. The name must not hold
// spaces or a plus sign.
func NewKey(name string) (secret, public string, err error) {
	return note.GenerateKey(rand.Reader, name)
}

// NewSigner reads a secret key made by NewKey.
func NewSigner(secret string) (*Signer, error) {
	secret = strings.TrimSpace(secret)
	s, err := note.NewSigner(secret)
	if err != nil {
		return nil, fmt.Errorf("checkpoint key: %w", err)
	}
	public, err := publicOf(secret)
	if err != nil {
		return nil, fmt.Errorf("checkpoint key: %w", err)
	}
	return &Signer{s, public}, nil
}

// publicOf finds the public half of a secret key that note has read:
// PRIVATE+KEY+name+id+key, the key being base64 of the algorithm and the seed.
func publicOf(secret string) (string, error) {
	parts := strings.SplitN(secret, "+", 5)
	key, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(parts) != 5 || len(key) != 1+ed25519.SeedSize {
		return "", errors.New("not a key of NewKey")
	}
	pair := ed25519.NewKeyFromSeed(key[1:])
	return note.NewEd25519VerifierKey(parts[2], pair.Public().(ed25519.PublicKey))
}

// A Checkpoint says how large the journal was and what its root hash was.
type Checkpoint struct {
	Origin string // name of the log
	Size   int64
	Root   Hash
}

// Sign writes a checkpoint as a signed note: origin, size and root, one to a
// line, an empty line, the signature.
func (c Checkpoint) Sign(s *Signer) (string, error) {
	c.Origin = s.Name()
	b, err := note.Sign(&note.Note{Text: c.text()}, s)
	return string(b), err
}

func (c Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ErrSignature means that a checkpoint was not signed by the key that it
// should be signed by.
var ErrSignature = errors.New("the checkpoint is not signed by the log's key")

// Open checks the signature of a note against the public keys, one to a line,
// and reads the checkpoint in it. A log that changed its key keeps the old ones
// in the list: every signature carries the id of its key. The note may be given
// on one line, as Line prints it.
func Open(text, public string) (Checkpoint, error) {
	var vs []note.Verifier
	for _, p := range strings.Fields(public) {
		v, err := note.NewVerifier(p)
		if err != nil {
			return Checkpoint{}, fmt.Errorf("public key: %w", err)
		}
		vs = append(vs, v)
	}
	n, err := note.Open([]byte(unline(text)), note.VerifierList(vs...))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	return parse(n.Text)
}

func parse(text string) (Checkpoint, error) {
	var c Checkpoint
	lines := strings.Split(text, "\n")
	if len(lines) < 3 {
		return c, errors.New("a checkpoint has three lines: origin, size, root")
	}
	c.Origin = lines[0]
	if _, err := fmt.Sscanf(lines[1], "%d", &c.Size); err != nil || c.Size < 0 {
		return c, fmt.Errorf("checkpoint size %q", lines[1])
	}
	b, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(b) != HashSize {
		return c, fmt.Errorf("checkpoint root %q", lines[2])
	}
	copy(c.Root[:], b)
	return c, nil
}

// Line returns a signed note on one line, for the minutes of a meeting or a
// message: the line breaks become " | ".
func Line(signed string) string {
	return strings.ReplaceAll(strings.TrimSuffix(signed, "\n"), "\n", " | ")
}

// unline puts the line breaks back. The empty line of the note stands between
// two bars with two spaces; a browser copies them as one.
func unline(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, " | | ", " |  | ")
		s = strings.ReplaceAll(s, " | ", "\n")
	}
	return s + "\n"
}
