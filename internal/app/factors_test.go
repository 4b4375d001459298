package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/house/factors"
)

// TestSealKey: the key is made once, kept to its owner, the same at every start,
// and one that is no key is refused; its two uses have keys of their own.
func TestSealKey(t *testing.T) {
	dir := t.TempDir()
	must(t, "init", "--dir", dir, "--name", "Tỉnh ủy Thử")
	path := filepath.Join(dir, sealKey)
	if s, err := os.Stat(path); err != nil || s.Mode().Perm() != 0o600 {
		t.Fatalf("%v %v", s, err)
	}
	var keys [2][]byte
	for i := range keys {
		g, err := place{Dir: dir}.open(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		keys[i] = g.factors.Key
		if len(keys[i]) != 32 || bytes.Equal(keys[i], g.accounts.Key) {
			t.Error("one key for two uses")
		}
		g.db.Close()
	}
	if !bytes.Equal(keys[0], keys[1]) {
		t.Error("another key at the next start")
	}
	if err := os.WriteFile(path, []byte("not a key\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, errOut := run("", "user", "list", "--dir", dir); status == exitOK || !strings.Contains(errOut, sealKey) {
		t.Errorf("exit %d: %s", status, errOut)
	}
}

// TestUserFactors: who has lost everything is helped from the command line.
func TestUserFactors(t *testing.T) {
	dir := t.TempDir()
	must(t, "init", "--dir", dir, "--name", "Tỉnh ủy Thử")
	if status, _, errOut := run("mot cau du dai 2026\n", "user", "add", "lan", "--dir", dir, "--name", "Lê Thị Lan", "--role", "inspector"); status != exitOK {
		t.Fatal(errOut)
	}
	ctx := context.Background()
	has := func(set bool) bool {
		g, err := place{Dir: dir}.open(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer g.db.Close()
		x, err := g.accounts.ByLogin(ctx, "lan")
		if err != nil {
			t.Fatal(err)
		}
		if set {
			err := g.db.Change(ctx, db.System, "factors.addtotp", func(tx *db.Tx) error {
				return db.Save(ctx, tx, &factors.Totp{Base: db.Base{Org: x.Org, Dossier: x.ID}, Account: x.ID, Secret: "x", AddedAt: tx.Now()})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		yes, err := g.factors.Has(ctx, x.ID)
		if err != nil {
			t.Fatal(err)
		}
		return yes
	}
	if !has(true) {
		t.Fatal("no factor")
	}
	must(t, "user", "factors", "lan", "--dir", dir)
	if has(false) {
		t.Error("the factor is still there")
	}
	if out := must(t, "verify", "--dir", dir); !strings.Contains(out, "intact") {
		t.Error(out)
	}
}
