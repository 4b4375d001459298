package app

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/inspection"
	"liemchinh.vn/internal/duties/secrets"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/accounts"
	"liemchinh.vn/internal/house/counts"
	"liemchinh.vn/internal/house/factors"
	"liemchinh.vn/internal/house/imports"
	"liemchinh.vn/internal/house/ledger"
	"liemchinh.vn/internal/house/orgs"
	"liemchinh.vn/internal/house/people"
	"liemchinh.vn/internal/house/settings"
	"liemchinh.vn/internal/inbox"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/picture"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/search"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// files holds the texts of the program itself.
//
//go:embed text
var files embed.FS

// A program is everything that runs on one database.
type program struct {
	db       *db.DB
	profile  profile
	law      func(context.Context) (law.Pack, error)
	duties   []duty.Module // what the office does
	secrets  []duty.Module // those of them that an isolated machine alone may have
	counted  []duty.Module // those whose figures stand in reports
	modules  []duty.Module // all of them, in the order of the menu
	accounts *accounts.Accounts
	factors  *factors.Factors
	inbox    *inbox.Inbox
	search   *search.Index
	who      func(*http.Request) (access.Who, error) // who is behind a request; tests say it themselves
}

// assemble puts the modules together. To add a duty, add it to duties. The duty
// of state secrets is there on an isolated machine alone: elsewhere it has no
// route, no table and no entry in the menu.
func assemble(d *db.DB, p profile) *program {
	deps := duty.Deps{DB: d, Law: settings.Law(d)}
	g := &program{db: d, profile: p, law: deps.Law, accounts: accounts.New(deps)}
	g.factors = joinFactors(deps, g.accounts)
	g.duties = []duty.Module{
		inspection.New(deps),
	}
	if p == isolated {
		g.secrets = secrets.Modules(deps)
		g.duties = append(g.duties, g.secrets...)
	}
	// Counts of state secrets: written on the isolated machine, and on the
	// connected one, where the duty is not, given to the reports.
	carried := counts.NewExport(deps, counts.Figures())
	g.counted = g.duties
	if p != isolated {
		carried = counts.New(deps, counts.Figures())
		g.counted = append(slices.Clone(g.duties), carried)
	}
	g.inbox = inbox.New(deps, g.duties)
	g.modules = append([]duty.Module{g.inbox.Module(), picture.New(deps, g.counted)}, g.duties...)
	g.modules = append(g.modules, report.New(deps, g.counted), carried, ledger.New(deps, g.describe),
		orgs.New(deps), people.New(deps), imports.New(deps), settings.New(deps), g.accounts.Module(), g.factors.Module())
	g.search = search.New(deps, g.modules) // after all whose records it finds
	g.modules = append(g.modules, g.search.Module())
	for _, m := range g.modules {
		d.Register(m.ID, m.Records...)
	}
	d.RegisterCheck(org.CheckReach)
	g.who = g.accounts.Who
	return g
}

// describe finds how a record of any module reads in a list.
func (g *program) describe(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	for _, m := range g.modules {
		for _, k := range m.Records {
			if k.Table == table && m.Lines != nil {
				return m.Lines(ctx, v, table, ids)
			}
		}
	}
	return nil, nil
}

// check reports what a module has left out.
func (g *program) check() error {
	var errs []error
	for _, m := range g.modules {
		errs = append(errs, m.Check())
	}
	return errors.Join(errs...)
}

// migrate brings the tables up to date.
func (g *program) migrate(ctx context.Context) error {
	for _, m := range g.schemas() {
		if err := g.db.Migrate(ctx, m.id, m.files); err != nil {
			return err
		}
	}
	return nil
}

type schema struct {
	id    string
	files fs.FS
}

// schemas lists whose tables there are: of packages below the duties, and of
// the modules.
func (g *program) schemas() []schema {
	all := []schema{{"org", org.Files}, {"person", person.Files}}
	for _, m := range g.modules {
		if m.Files != nil {
			all = append(all, schema{m.ID, m.Files})
		}
	}
	return all
}

// texts loads the words of all packages.
func (g *program) texts() (*text.Texts, error) {
	all := []fs.FS{files, web.Files, vn.Files, law.Files, office.Files, duty.Files, desk.Files}
	for _, m := range g.modules {
		if m.Files != nil {
			all = append(all, m.Files)
		}
	}
	return text.Load(all...)
}

// newSite makes the pages of all modules.
func (g *program) newSite(log *slog.Logger) (*web.Site, error) {
	texts, err := g.texts()
	if err != nil {
		return nil, err
	}
	c := web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{"desk": desk.Files}, OrgName: g.accounts.OrgName, Version: Version, Statuses: g.statuses(), Who: g.who, Post: g.accounts.Post(texts),
		Counts: g.inbox.Counts, Now: g.db.Now, NewID: db.NewID, Log: log, Locked: g.profile == isolated,
		Menu: []web.NavEntry{{ID: "account", Path: "/account", Icon: "user-check", TextKey: "accounts.own", Need: access.SignedIn}}}
	for _, m := range g.modules {
		if m.Files != nil {
			c.Pages[m.ID] = m.Files
		}
		c.Nav = append(c.Nav, m.Nav...)
	}
	c.Nav = grouped(c.Nav)
	return web.NewSite(c)
}

// grouped puts the entries of each group of the menu together, in the order in
// which the modules gave them.
func grouped(nav []web.NavEntry) []web.NavEntry {
	at := map[string]int{}
	for i, e := range nav {
		if _, ok := at[e.Group]; !ok {
			at[e.Group] = i
		}
	}
	slices.SortStableFunc(nav, func(a, b web.NavEntry) int { return at[a.Group] - at[b.Group] })
	return nav
}

// site is the whole site as one handler.
func (g *program) site(log *slog.Logger) (http.Handler, error) {
	s, err := g.newSite(log)
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	return s.Guard(g.accounts.Gate(g.mux(s))), nil
}

// mux has the routes of the site and of all modules.
func (g *program) mux(s *web.Site) *http.ServeMux {
	mux := http.NewServeMux()
	s.Routes(mux)
	for _, m := range g.modules {
		for _, r := range m.Routes {
			mux.Handle(r.Pattern, s.Serve(r.Need, r.Serve))
		}
	}
	return mux
}
