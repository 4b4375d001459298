package merkle

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// tree is a log kept in memory.
type tree []Hash

func (t tree) read(idx []int64) ([]Hash, error) {
	var out []Hash
	for _, i := range idx {
		if i >= int64(len(t)) {
			return nil, fmt.Errorf("no hash %d", i)
		}
		out = append(out, t[i])
	}
	return out, nil
}

func grow(t *testing.T, n int) tree {
	t.Helper()
	var tr tree
	for i := range n {
		hs, err := Grow(int64(i), LeafHash(fmt.Append(nil, "entry ", i)), tr.read)
		if err != nil {
			t.Fatal(err)
		}
		tr = append(tr, hs...)
	}
	return tr
}

func TestRootChangesWithAnyLeaf(t *testing.T) {
	a := grow(t, 37)
	if got := StoredCount(37); got != int64(len(a)) {
		t.Fatalf("StoredCount(37) = %d, stored %d", got, len(a))
	}
	ra, err := Root(37, a.read)
	if err != nil {
		t.Fatal(err)
	}
	if a[StoredIndex(5)] != LeafHash([]byte("entry 5")) {
		t.Error("StoredIndex(5) is not where leaf 5 stands")
	}
	rb, err := Root(36, a.read)
	if err != nil || ra == rb {
		t.Errorf("a tree with one leaf less has the same root, %v", err)
	}
	if r, err := Root(0, a.read); err != nil || r != (Hash{}) {
		t.Errorf("empty tree: %v, %v", r, err)
	}
}

func TestCheckpointOnOneLine(t *testing.T) {
	secret, public, err := NewKey("liemchinh.vn/minh-giang")
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	c := Checkpoint{Size: 42, Root: LeafHash([]byte("x"))}
	signed, err := c.Sign(s)
	if err != nil {
		t.Fatal(err)
	}
	line := Line(signed)
	if strings.Contains(line, "\n") {
		t.Errorf("line has a line break: %q", line)
	}
	copied := strings.ReplaceAll(line, "  ", " ") // as a browser copies it
	if copied == line {
		t.Errorf("line has no empty line between bars: %q", line)
	}
	for _, text := range []string{signed, line, line + "\n", copied} {
		got, err := Open(text, public)
		if err != nil || got.Size != 42 || got.Root != c.Root || got.Origin != "liemchinh.vn/minh-giang" {
			t.Errorf("Open(%q) = %+v, %v", text, got, err)
		}
	}
	forged := strings.Replace(signed, "\n42\n", "\n43\n", 1)
	if _, err := Open(forged, public); !errors.Is(err, ErrSignature) {
		t.Errorf("forged size: %v", err)
	}
	_, other, err := NewKey("liemchinh.vn/minh-giang")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(signed, other); !errors.Is(err, ErrSignature) {
		t.Errorf("another key: %v", err)
	}
	if _, err := Open(signed, other+"\n"+public); err != nil {
		t.Errorf("an old key beside the new one: %v", err)
	}
	if _, err := Open(signed, "nonsense"); err == nil {
		t.Error("a key that is none was taken")
	}
}
