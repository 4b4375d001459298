package app

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strconv"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/text"
)

type demoCmd struct {
	Dir            string `help:"Folder of the demo." default:"liemchinh-demo" type:"path"`
	DB             string `help:"Address of the database of the connected instance, if not the SQLite file in --dir." name:"db" placeholder:"ADDRESS"`
	NoServe        bool   `help:"Make the demo and stop."`
	Listen         string `help:"Address of the connected instance." default:"127.0.0.1:8039"`
	ListenIsolated string `help:"Address of the isolated instance; the next port on this machine if not given." placeholder:"ADDRESS"`
}

// Help is the example of --help.
func (demoCmd) Help() string {
	return "Example: liemchinh demo --dir /tmp/minh-giang --listen 127.0.0.1:9000\n" +
		"The demo has two instances: the connected one, and in the folder isolated/ of its folder the isolated one, which alone holds the duty of state secrets. " +
		"A demo that is there already is opened again as it was left."
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
	demoIsolated = "isolated" // folder of the isolated instance
)

// demoLogins are the accounts of the demo, and what each is cleared for on the
// isolated instance.
var demoLogins = []struct {
	login     string
	role      access.Role
	clearance access.Level
}{
	{"lanhdao", access.Leader, access.TopSecret}, {"chunhiem", access.Head, access.Open}, {"kiemtravien", access.Inspector, access.Secret},
	{"bithu", access.CellSecretary, access.Open}, {"baomat", access.SecretsOfficer, access.TopSecret}, {"xemxet", access.Auditor, access.Open}, {"quantri", access.Administrator, access.Open},
}

// Run makes the demo, or opens the one that is there, and serves it.
func (c demoCmd) Run(e *env) error {
	start := time.Now()
	open, made, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer open.close()
	if made {
		e.say("The invented province Minh Giang is ready after %.1f s in %s.", time.Since(start).Seconds(), c.Dir)
	}
	texts, err := open.wide.texts()
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
	return c.serve(e, open)
}

// A pair is the two instances of the demo.
type pair struct{ wide, alone *program }

func (p pair) close() { _ = errors.Join(p.wide.db.Close(), p.alone.db.Close()) }

// serve serves both instances until one of them stops.
func (c demoCmd) serve(e *env, open pair) error {
	second, err := c.second()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(e.ctx)
	defer stop()
	inner := *e
	inner.ctx = ctx
	var all []*served
	for _, x := range []struct {
		g      *program
		listen string
	}{{open.wide, c.Listen}, {open.alone, second}} {
		s, err := serveCmd{Listen: x.listen}.listen(&inner, x.g)
		if err != nil {
			for _, s := range all {
				err = errors.Join(err, s.l.Close())
			}
			return err
		}
		all = append(all, s)
	}
	ended := make(chan error, len(all))
	for _, s := range all {
		go func() { ended <- s.run(ctx) }()
	}
	errs := []error{<-ended}
	stop()
	for range len(all) - 1 {
		errs = append(errs, <-ended)
	}
	return errors.Join(errs...)
}

// second is the address of the isolated instance: the one given, or the next
// port on this machine.
func (c demoCmd) second() (string, error) {
	if c.ListenIsolated != "" {
		return c.ListenIsolated, nil
	}
	_, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return "", refuse("--listen %q is not an address such as 127.0.0.1:8039", c.Listen)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return "", refuse("--listen %q has no number of a port: give --listen-isolated", c.Listen)
	}
	if n > 0 { // 0 is any free port
		n++
	}
	return net.JoinHostPort("127.0.0.1", strconv.FormatUint(n, 10)), nil
}

// open opens both instances of the demo and makes those that are not there.
// What the isolated one counted then crosses over to the connected one.
func (c demoCmd) open(ctx context.Context) (p pair, made bool, err error) {
	var madeWide, madeAlone bool
	if p.wide, madeWide, err = openDemo(ctx, place{Dir: c.Dir, DB: c.DB}, connected); err != nil {
		return p, false, err
	}
	if p.alone, madeAlone, err = openDemo(ctx, place{Dir: filepath.Join(c.Dir, demoIsolated)}, isolated); err != nil {
		return p, false, errors.Join(err, p.wide.db.Close())
	}
	if made = madeWide || madeAlone; made {
		if err = p.cross(ctx); err != nil {
			p.close()
			return p, false, err
		}
	}
	return p, made, nil
}
