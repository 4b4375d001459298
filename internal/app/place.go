package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/merkle"
)

// A place is where an instance keeps its data: flags that every command has.
type place struct {
	Dir string `help:"Folder of the instance: database and signing key." default:"liemchinh-data" type:"path" env:"LIEMCHINH_DIR"`
	DB  string `help:"Address of the database, if not the SQLite file in --dir: sqlite:PATH or postgres://…" name:"db" env:"LIEMCHINH_DB" placeholder:"ADDRESS"`
}

const (
	dbFile  = "liemchinh.db"
	keyFile = "checkpoint.key" // signs the journal
	sealKey = "seal.key"       // seals the secrets of authenticator apps
)

func (p place) file() string { return filepath.Join(p.Dir, dbFile) }

func (p place) address() string {
	if p.DB != "" {
		return p.DB
	}
	return "sqlite:" + p.file()
}

// exists reports whether there is a database in the folder.
func (p place) exists() bool {
	_, err := os.Stat(p.file())
	return err == nil
}

// there reports whether there is an instance to open: a database in the folder,
// or one that a server holds.
func (p place) there() bool { return p.DB != "" || p.exists() }

// open opens the instance's database. It must be there already.
func (p place) open(ctx context.Context) (*program, error) {
	if !p.there() {
		return nil, fmt.Errorf("%w: no instance in %s; make one with: liemchinh init --dir %s --name NAME", errDatabase, p.Dir, p.Dir)
	}
	return p.create(ctx)
}

// create opens the instance's database and makes it, with its signing key, if
// it is not there.
func (p place) create(ctx context.Context) (*program, error) { return p.createAs(ctx, kept) }

// createAs opens the instance as a profile, and so makes it one for good where
// the rules allow it.
func (p place) createAs(ctx context.Context, to profile) (*program, error) {
	if to == isolated {
		if err := databaseAlone(p.address()); err != nil {
			return nil, err
		}
	}
	g, err := p.assembled(ctx)
	if err != nil {
		return nil, err
	}
	if err := g.turn(ctx, to); err != nil {
		return nil, errors.Join(err, g.db.Close())
	}
	if to == kept || to == g.profile {
		return g, nil
	}
	if err := g.db.Close(); err != nil {
		return nil, err
	}
	return p.assembled(ctx)
}

// assembled opens the database and puts together the program of its profile.
func (p place) assembled(ctx context.Context) (*program, error) {
	if err := os.MkdirAll(p.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", errDatabase, err)
	}
	d, err := db.Open(ctx, p.address())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDatabase, err)
	}
	is, err := profileOf(ctx, d)
	if err == nil {
		err = vouched(ctx, d)
	}
	if err == nil && is == isolated {
		err = databaseAlone(p.address())
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	g := assemble(d, is)
	if err := errors.Join(g.check(), g.migrate(ctx), p.key(ctx, d), p.seal(g)); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return g, nil
}

// key gives the database its signer. A missing key is made. Its public half is
// added to those that checkpoints are checked against, also when a key and a
// database of two machines come together: old checkpoints stay valid.
func (p place) key(ctx context.Context, d *db.DB) error {
	path := filepath.Join(p.Dir, keyFile)
	secret, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		var made string
		if made, _, err = merkle.NewKey("liemchinh.vn/journal"); err != nil {
			return err
		}
		secret = []byte(made)
		err = os.WriteFile(path, secret, 0o600)
	}
	if err != nil {
		return err
	}
	if d.Signer, err = merkle.NewSigner(string(secret)); err != nil {
		return err
	}
	known, err := d.Setting(ctx, "journal.public")
	if err != nil || slices.Contains(strings.Fields(known), d.Signer.Public()) {
		return err
	}
	return d.SetSetting(ctx, "journal.public", strings.TrimSpace(known+"\n"+d.Signer.Public()))
}

// seal gives the program the key under which secrets of the second factors are
// kept. A missing key is made: what was sealed with another cannot be opened
// then, and apps have to be set up again.
func (p place) seal(g *program) error {
	path := filepath.Join(p.Dir, sealKey)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		raw := make([]byte, 32)
		_, _ = rand.Read(raw) // does not fail
		text = []byte(base64.StdEncoding.EncodeToString(raw) + "\n")
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		return err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return fmt.Errorf("%s does not hold a key", path)
	}
	return g.keyed(key)
}
