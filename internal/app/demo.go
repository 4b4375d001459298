package app

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/accounts"
	"liemchinh.vn/internal/house/demo"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

type demoCmd struct {
	Dir     string `help:"Folder of the demo." default:"liemchinh-demo" type:"path"`
	DB      string `help:"Address of the database, if not the SQLite file in --dir." name:"db" placeholder:"ADDRESS"`
	NoServe bool   `help:"Make the demo and stop."`
	Listen  string `help:"Address to listen on." default:"127.0.0.1:8039"`
}

// Help is the example of --help.
func (demoCmd) Help() string {
	return "Example: liemchinh demo --dir /tmp/minh-giang --listen 127.0.0.1:9000\nA demo that is there already is opened again as it was left."
}

// The demo's settings. While the demo is being made, demo is "making": one
// that was interrupted is thrown away.
const (
	demoSetting  = "demo"
	demoMaking   = "making"
	demoReady    = "true"
	demoOrg      = "Tỉnh ủy Minh Giang"
	demoPassword = "minh-giang-2019"
	demoFrom     = "2014-11-01"
	demoTo       = "2019-10-31"
)

// demoLogins are the accounts of the demo.
var demoLogins = []struct {
	login string
	role  access.Role
}{
	{"lanhdao", access.Leader}, {"chunhiem", access.Head}, {"kiemtravien", access.Inspector},
	{"bithu", access.CellSecretary}, {"baomat", access.SecretsOfficer}, {"xemxet", access.Auditor}, {"quantri", access.Administrator},
}

// Run makes the demo, or opens the one that is there, and serves it.
func (c demoCmd) Run(e *env) error {
	p := place{Dir: c.Dir, DB: c.DB}
	start := time.Now()
	g, made, err := c.open(e.ctx, p)
	if err != nil {
		return err
	}
	defer g.db.Close()
	if made {
		e.say("The invented province Minh Giang is ready after %.1f s in %s.", time.Since(start).Seconds(), p.Dir)
	}
	texts, err := g.texts()
	if err != nil {
		return err
	}
	e.say("Accounts (password %s):", demoPassword)
	for _, l := range demoLogins {
		key := "web.role." + string(l.role)
		e.say("  %-12s %s / %s", l.login, texts.Say(text.Vi, key), texts.Say(text.En, key))
	}
	if c.NoServe {
		return nil
	}
	return serveCmd{place: p, Listen: c.Listen}.serve(e, g)
}

// open opens the demo in a folder and makes it if it is not there.
func (c demoCmd) open(ctx context.Context, p place) (g *program, made bool, err error) {
	for range 2 {
		if g, err = p.create(ctx); err != nil {
			return nil, false, err
		}
		state, err := g.db.Setting(ctx, demoSetting)
		if err != nil {
			return nil, false, errors.Join(err, g.db.Close())
		}
		any, err := g.accounts.ListAll(ctx)
		switch {
		case err != nil:
		case state == demoReady:
			return g, false, nil
		case state == demoMaking && c.DB == "":
			// Interrupted while it was made: nothing in it is anybody's work.
			if err = errors.Join(g.db.Close(), p.discard()); err == nil {
				continue
			}
			return nil, false, err
		case state != "" || len(any) > 0:
			err = refuse("%s holds an instance that is not a demo: name another folder with --dir", p.Dir)
		default:
			err = g.makeDemo(ctx, demo.Full, 1)
		}
		if err != nil {
			return nil, false, errors.Join(err, g.db.Close())
		}
		return g, true, nil
	}
	return nil, false, fmt.Errorf("the half-made demo in %s could not be removed", p.Dir)
}

// discard removes the database files of a place.
func (p place) discard() error {
	var errs []error
	for _, tail := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(p.file() + tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// makeDemo fills an empty database: province, accounts, then every duty. A
// share of 20 makes a twentieth of the duties' records.
func (g *program) makeDemo(ctx context.Context, size demo.Size, share int) error {
	if err := g.db.SetSetting(ctx, demoSetting, demoMaking); err != nil {
		return err
	}
	rnd := rand.New(rand.NewPCG(39, 2019))
	today := vn.DayOf(g.db.Now())
	var w demo.Province
	err := g.db.Change(ctx, db.System, "demo.world", func(tx *db.Tx) (err error) {
		w, err = demo.World(ctx, tx, rnd, today, size)
		return err
	})
	if err != nil {
		return err
	}
	whos, err := g.demoAccounts(ctx, w)
	if err != nil {
		return err
	}
	pack, err := g.law(ctx)
	if err != nil {
		return err
	}
	err = g.db.Change(ctx, db.System, "demo.duties", func(tx *db.Tx) error {
		s := &duty.Stage{Tx: tx, Rand: rnd, Today: today, Law: pack, Share: share, Units: w.Units, People: w.People, Accounts: whos}
		for _, m := range g.duties {
			if m.Demo == nil {
				continue
			}
			if err := m.Demo(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := g.db.Fold(ctx); err != nil {
		return err
	}
	for name, value := range map[string]string{"org.name": demoOrg, "report.from": demoFrom, "report.to": demoTo, "profile": "isolated", rebuilt: string(today)} {
		if err := g.db.SetSetting(ctx, name, value); err != nil {
			return err
		}
	}
	return g.db.SetSetting(ctx, demoSetting, demoReady)
}

func (g *program) demoAccounts(ctx context.Context, w demo.Province) (map[access.Role]access.Who, error) {
	whos := map[access.Role]access.Who{}
	for _, l := range demoLogins {
		s, ok := w.Seats[l.role]
		if !ok {
			return nil, fmt.Errorf("the demo has no seat for %s", l.role)
		}
		o := accounts.Opening{Login: l.login, Name: s.Name, Unit: s.Unit, Role: l.role, Person: s.Person, Password: demoPassword}
		if l.role == access.Administrator {
			o.Unit = db.Everywhere
		}
		x, err := g.accounts.Create(ctx, db.System, o)
		if err != nil {
			return nil, fmt.Errorf("demo account %s: %w", l.login, err)
		}
		whos[l.role] = x.Who()
	}
	return whos, nil
}
