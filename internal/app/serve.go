package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

type serveCmd struct {
	place
	Listen  string   `help:"Address to listen on." default:"127.0.0.1:8039" env:"LIEMCHINH_LISTEN"`
	Profile string   `help:"connected: an office network; isolated: one machine or an independent LAN, the only one that may hold state secrets; kept: as it was. A connected instance stays connected." enum:"connected,isolated,kept" default:"kept"`
	Cert    string   `help:"TLS certificate (PEM)." type:"existingfile" placeholder:"FILE"`
	Key     string   `help:"TLS key (PEM)." type:"existingfile" placeholder:"FILE"`
	Proxy   []string `help:"Network of a proxy in front that does the TLS, such as 192.0.2.7/32: its X-Forwarded-For and -Proto are believed." placeholder:"CIDR"`
}

// Help is the example of --help.
func (serveCmd) Help() string {
	return "Example: liemchinh serve --dir liemchinh-data --listen 0.0.0.0:8039 --cert office.pem --key office.key"
}

// Run serves the instance until it is told to stop.
func (c serveCmd) Run(e *env) error {
	g, err := c.program(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	for _, p := range c.Proxy {
		network, err := netip.ParsePrefix(p)
		if err != nil {
			return refuse("--proxy %q is not a network such as 192.0.2.7/32", p)
		}
		g.accounts.Proxies = append(g.accounts.Proxies, network.Masked())
	}
	return c.serve(e, g)
}

// program opens the instance as the profile asked for. One that has none yet
// becomes a connected one unless it is told otherwise.
func (c serveCmd) program(ctx context.Context) (*program, error) {
	if !c.there() {
		return c.open(ctx)
	}
	to := profile(c.Profile)
	if to == isolated {
		if err := listenAlone(c.Listen); err != nil {
			return nil, err
		}
	}
	g, err := c.createAs(ctx, to)
	if err != nil || g.profile != undecided {
		return g, err
	}
	if err := g.turn(ctx, connected); err != nil {
		return nil, errors.Join(err, g.db.Close())
	}
	g.profile = connected
	return g, nil
}

func (c serveCmd) serve(e *env, g *program) error {
	s, err := c.listen(e, g)
	if err != nil {
		return err
	}
	return s.run(e.ctx)
}

// served is an instance that holds its address and waits to be run.
type served struct {
	g         *program
	l         net.Listener
	h         *http.Server
	log       *slog.Logger
	cert, key string
}

// listen takes the address of an instance and says it.
func (c serveCmd) listen(e *env, g *program) (*served, error) {
	name := "Liêm Chính"
	if g.profile == isolated {
		if err := errors.Join(listenAlone(c.Listen), proxyAlone(g.accounts.Proxies)); err != nil {
			return nil, err
		}
		name += ", MÁY ĐỘC LẬP / ISOLATED MACHINE"
	}
	logger := slog.New(slog.NewTextHandler(e.err, nil))
	site, err := g.site(logger)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, refuse("cannot listen on %s (%w): is the program running already? Choose another with --listen", c.Listen, err)
	}
	// Only now: a code makes the former one void, and a program that could not
	// listen must not spoil the code of the one that does.
	setup, err := g.accounts.SetupCode(e.ctx)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	scheme := "http"
	if c.Cert != "" {
		scheme = "https"
	}
	e.say("%s: %s://%s", name, scheme, l.Addr())
	if setup != "" {
		e.say("First run. Open the address and enter this code once: %s", setup)
	}
	return &served{g: g, l: l, log: logger, cert: c.Cert, key: c.Key,
		h: &http.Server{Handler: site, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute,
			IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelWarn)}}, nil
}

// run serves until the context ends.
func (s *served) run(outer context.Context) error {
	ctx, stop := context.WithCancel(outer)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		var both sync.WaitGroup
		both.Go(func() { s.g.keepUp(ctx, s.log) })
		both.Go(func() { s.g.search.Follow(ctx, s.log) })
		both.Wait()
	}()
	go func() {
		<-ctx.Done()
		t, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		_ = s.h.Shutdown(t)
	}()
	var err error
	if s.cert != "" {
		err = s.h.ServeTLS(s.l, s.cert, s.key)
	} else {
		err = s.h.Serve(s.l)
	}
	stop()
	<-done
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	_, err = s.g.db.Fold(context.WithoutCancel(outer))
	return err
}

// keepUp seals the journal and folds the facts once a second, and at the start
// and on every new day does what the day brings. What fails is tried again: nothing
// waits for it.
func (g *program) keepUp(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var day vn.Day
	for {
		if today := vn.DayOf(g.db.Now()); today != day {
			if err := g.daily(ctx, today); err != nil && ctx.Err() == nil {
				log.Error("daily", "err", err)
			} else {
				day = today
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := g.db.Fold(ctx); err != nil && ctx.Err() == nil {
				log.Error("fold", "err", err)
			}
		}
	}
}

// rebuilt is the setting that holds the day up to which the tree was followed.
const rebuilt = "org.rebuilt"

// daily lets the tree follow the day and then every module do what the day
// brings; one that fails does not keep the others from it.
func (g *program) daily(ctx context.Context, today vn.Day) error {
	errs := []error{g.follow(ctx, today)}
	for _, m := range g.modules {
		if m.Daily == nil {
			continue
		}
		if err := m.Daily(ctx, today); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", m.ID, err))
		}
	}
	return errors.Join(errs...)
}

// follow computes anew who reaches which organisation when a change that was
// entered ahead has begun to hold since the last day.
func (g *program) follow(ctx context.Context, today vn.Day) error {
	last, err := g.db.Setting(ctx, rebuilt)
	if err != nil || last == string(today) {
		return err
	}
	begun, err := db.Count[org.Span](ctx, g.db.As(db.System), "(t.valid_from > $1 AND t.valid_from <= $2) OR (t.valid_to > $1 AND t.valid_to <= $2)", last, string(today))
	if err != nil {
		return err
	}
	if begun > 0 {
		if err := g.db.Change(ctx, db.System, "org.rebuild", func(tx *db.Tx) error { return org.Rebuild(ctx, tx) }); err != nil {
			return err
		}
	}
	return g.db.SetSetting(ctx, rebuilt, string(today))
}
