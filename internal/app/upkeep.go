package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/merkle"
	"liemchinh.vn/internal/org"
)

type verifyCmd struct {
	place
	Public  string `help:"Public key of the journal, kept outside: every checkpoint must be signed by it." placeholder:"KEY"`
	Witness string `help:"File with a checkpoint kept outside (a signed note, or its one line)." type:"existingfile" placeholder:"FILE"`
}

// Help is the example of --help.
func (verifyCmd) Help() string {
	return "Example: liemchinh verify --dir copy-of-data --witness minutes-2026-11.txt"
}

// Run verifies a database, on the spot or a copy of it; nothing is written.
func (c verifyCmd) Run(e *env) error {
	if c.DB == "" && !c.exists() {
		return fmt.Errorf("%w: no %s in %s", errDatabase, dbFile, c.Dir)
	}
	witness := ""
	if c.Witness != "" {
		b, err := os.ReadFile(c.Witness)
		if err != nil {
			return refuse("%w", err)
		}
		witness = string(b)
	}
	d, err := db.OpenCopy(e.ctx, c.address())
	if err != nil {
		return fmt.Errorf("%w: %w", errDatabase, err)
	}
	defer d.Close()
	if err := known(e.ctx, d); err != nil {
		return err
	}
	if d.Signer, err = c.signer(); err != nil {
		return err
	}
	v, err := d.Verify(e.ctx, c.Public, witness)
	if err != nil {
		return refuse("%w", err)
	}
	if d.Signer == nil && c.Public == "" && witness == "" {
		e.say("note: compared with the keys in the database itself; whoever altered it could have put them there. Give --public or --witness")
	}
	return tellVerdict(e, v)
}

// known registers what an instance of the database's profile holds.
func known(ctx context.Context, d *db.DB) error {
	is, err := profileOf(ctx, d)
	if err != nil {
		return refuse("%w", err)
	}
	assemble(d, is)
	return nil
}

// signer reads the signing key in the folder, nil if there is none.
func (p place) signer() (*merkle.Signer, error) {
	secret, err := os.ReadFile(filepath.Join(p.Dir, keyFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, refuse("%w", err)
	}
	s, err := merkle.NewSigner(string(secret))
	if err != nil {
		return nil, refuse("%w", err)
	}
	return s, nil
}

func tellVerdict(e *env, v db.Verdict) error {
	for _, f := range v.Flaws {
		e.say("ALTERED  %s", f)
	}
	e.say("journal %d entries sealed, %d waiting, root %s; %d records, %d facts, %d files", v.Entries, v.Waiting, v.Root, v.Records, v.Facts, v.Files)
	if len(v.Flaws) > 0 {
		e.say("%d differences", len(v.Flaws))
		return errAltered
	}
	e.say("intact")
	return nil
}

type recountCmd struct{ place }

// Help is the example of --help.
func (recountCmd) Help() string { return "Example: liemchinh recount --dir liemchinh-data" }

// Run rebuilds facts and tallies, and who sees what.
func (c recountCmd) Run(e *env) error {
	g, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	if err := g.db.Change(e.ctx, db.System, "org.rebuild", func(tx *db.Tx) error { return org.Rebuild(e.ctx, tx) }); err != nil {
		return err
	}
	n, err := g.db.Recount(e.ctx)
	if err != nil {
		return err
	}
	if err := g.search.Rebuild(e.ctx); err != nil {
		return err
	}
	e.say("%d facts differed from the records and were put right; tallies and search rebuilt", n)
	return nil
}

type backupCmd struct {
	place
	File string `arg:"" help:"The new file." type:"path"`
}

// Help is the example of --help.
func (backupCmd) Help() string {
	return "Example: liemchinh backup --dir liemchinh-data backup-2026-11-24.db\nThe keys (checkpoint.key, seal.key) are not in the file: keep a copy of them apart."
}

// Run writes a backup and verifies it.
func (c backupCmd) Run(e *env) error {
	if _, err := os.Stat(c.File); err == nil {
		return refuse("%s exists already: name a new file", c.File)
	}
	g, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	if _, err := g.db.Fold(e.ctx); err != nil {
		return err
	}
	if err := g.db.Backup(e.ctx, c.File); err != nil {
		return err
	}
	v, err := verifyFile(e.ctx, c.File, g.db.Signer)
	if err != nil {
		return err
	}
	e.say("%s", c.File)
	return tellVerdict(e, v)
}

func verifyFile(ctx context.Context, path string, by *merkle.Signer) (db.Verdict, error) {
	d, err := db.OpenCopy(ctx, "sqlite:"+path)
	if err != nil {
		return db.Verdict{}, refuse("%w", err)
	}
	defer d.Close()
	if err := known(ctx, d); err != nil {
		return db.Verdict{}, err
	}
	d.Signer = by
	return d.Verify(ctx, "", "")
}

type restoreCmd struct {
	place
	File    string `arg:"" help:"The backup." type:"existingfile"`
	Replace bool   `help:"Put it in place of a database that is there; the old one is kept beside it."`
	Altered bool   `help:"Restore although verify names differences."`
}

// Help is the example of --help.
func (restoreCmd) Help() string {
	return "Example: liemchinh restore --dir liemchinh-data backup-2026-11-24.db\nStop the program that serves the folder first."
}

// Run verifies a backup and puts it in place.
func (c restoreCmd) Run(e *env) error {
	if c.DB != "" {
		return refuse("a PostgreSQL database is restored with PostgreSQL's own tools")
	}
	if c.exists() && !c.Replace {
		return refuse("%s holds a database already: add --replace to put the backup in its place", c.Dir)
	}
	v, err := verifyFile(e.ctx, c.File, nil)
	if err != nil {
		return err
	}
	told := tellVerdict(e, v)
	if told != nil && !c.Altered {
		e.say("nothing was restored; add --altered to restore it as it is")
		return told
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return err
	}
	// Written beside and renamed, so that a stop in between leaves the old or
	// the new database, never half of one.
	fresh := c.file() + ".restoring"
	if err := copyFile(c.File, fresh); err != nil {
		return err
	}
	if c.exists() {
		old := filepath.Join(c.Dir, "before-"+time.Now().UTC().Format("20060102T150405")+".db")
		for _, tail := range []string{"", "-wal", "-shm"} {
			if err := os.Rename(c.file()+tail, old+tail); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		e.say("the old database is kept as %s", old)
	}
	if err := os.Rename(fresh, c.file()); err != nil {
		return err
	}
	e.say("restored to %s", c.Dir)
	return nil
}

func copyFile(from, to string) error {
	b, err := os.Open(from)
	if err != nil {
		return err
	}
	defer b.Close()
	w, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := w.ReadFrom(b); err != nil {
		return errors.Join(err, w.Close())
	}
	return errors.Join(w.Sync(), w.Close())
}
