package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/accounts"
	"liemchinh.vn/internal/house/counts"
	"liemchinh.vn/internal/house/demo"
	"liemchinh.vn/internal/vn"
)

// openDemo opens an instance of the demo and makes it if it is not there.
func openDemo(ctx context.Context, p place, as profile) (g *program, made bool, err error) {
	for range 2 {
		if g, err = p.createAs(ctx, as); err != nil {
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
		case state == demoMaking && p.DB == "":
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

// makeDemo fills an empty database: province, accounts, then the duties of its
// profile: those of state secrets on the isolated machine, all others on the
// connected one. A share of 20 makes a twentieth of the duties' records.
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
		for _, m := range g.played() {
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
	for name, value := range map[string]string{"org.name": demoOrg, "report.from": demoFrom, "report.to": demoTo, rebuilt: string(today)} {
		if err := g.db.SetSetting(ctx, name, value); err != nil {
			return err
		}
	}
	return g.db.SetSetting(ctx, demoSetting, demoReady)
}

// played are the duties that the demo shows on this instance.
func (g *program) played() []duty.Module {
	if g.profile == isolated {
		return g.secrets
	}
	return g.duties
}

// demoAccounts opens the accounts. Clearances are given on the isolated
// instance alone: the other one holds nothing that asks for one.
func (g *program) demoAccounts(ctx context.Context, w demo.Province) (map[access.Role]access.Who, error) {
	whos := map[access.Role]access.Who{}
	for _, l := range demoLogins {
		s, ok := w.Seats[l.role]
		if !ok {
			return nil, fmt.Errorf("the demo has no seat for %s", l.role)
		}
		o := accounts.Opening{Login: l.login, Name: s.Name, Unit: s.Unit, Role: l.role, Person: s.Person, Password: demoPassword}
		if g.profile == isolated {
			o.Clearance = l.clearance
		}
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

// cross carries what the isolated instance counted to the connected one, as a
// person would: the key is registered, the file written here and taken in there.
func (p pair) cross(ctx context.Context) error {
	if len(p.alone.secrets) == 0 {
		return nil
	}
	officer, err := seat(ctx, p.alone, access.SecretsOfficer)
	if err != nil {
		return err
	}
	reader, err := seat(ctx, p.wide, access.SecretsOfficer)
	if err != nil {
		return err
	}
	administrator, err := seat(ctx, p.wide, access.Administrator)
	if err != nil {
		return err
	}
	if _, err := counts.TrustKey(ctx, p.wide.db, administrator, p.alone.db.Signer.Public(), true); err != nil && !errors.Is(err, counts.ErrKnown) {
		return err
	}
	// The years of the report, and what came after: a file holds a few years.
	for _, days := range [][2]vn.Day{{demoFrom, demoTo}, {vn.Day(demoTo).AddDays(1), vn.DayOf(p.alone.db.Now())}} {
		file, err := counts.Export(ctx, p.alone.db, officer, counts.Figures(), days[0], days[1], officer.Unit)
		if err != nil {
			return err
		}
		if _, err := counts.Import(ctx, p.wide.db, reader, counts.Figures(), bytes.NewReader(file.Bytes)); err != nil {
			return err
		}
	}
	for _, g := range []*program{p.alone, p.wide} {
		if _, err := g.db.Fold(ctx); err != nil {
			return err
		}
	}
	return nil
}

// seat is the person of the demo who holds a role.
func seat(ctx context.Context, g *program, role access.Role) (access.Who, error) {
	all, err := g.accounts.ListAll(ctx)
	if err != nil {
		return access.Who{}, err
	}
	for _, a := range all {
		if a.Role == role {
			return a.Who(), nil
		}
	}
	return access.Who{}, fmt.Errorf("the demo has no %s", role)
}
