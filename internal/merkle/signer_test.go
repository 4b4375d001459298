package merkle

import "testing"

// TestPublic: the public half found in a secret key is the one it was made with.
func TestPublic(t *testing.T) {
	secret, public, err := NewKey("liemchinh.vn/test")
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSigner(secret)
	if err != nil || s.Public() != public {
		t.Errorf("Public = %q, %v, want %q", s.Public(), err, public)
	}
}
