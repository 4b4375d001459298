// Package search finds records of all duties, persons, organisations and
// documents by their numbers, titles, names and units: typed with tones or
// without, d for đ, the tone in either place, composed or not, or pasted from
// a document in TCVN3 or VNI.
//
// A record is found by its line, the one duty.Module.Lines gives: no duty has
// to do anything to be found. The index follows the journal, so that no step
// waits for it, and holds for every group of records which words stand in
// which entries, 64 entries to a row. See docs/decisions/010-search.md.
//
// The index says only where to look. What is shown is the record's line as the
// person who searches sees it, read under the condition of the record's own
// table, and only if all the words stand in that line and the person may open
// the page it leads to.
package search

import (
	"context"
	"embed"
	"net/http"
	"net/url"
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
)

// ID is the name of the module.
const ID = "search"

// Files holds schema/, pages/ and text/.
//
//go:embed schema all:pages text
var Files embed.FS

// documents is the group of the papers of all duties.
const documents = "documents"

// A Group is records that are listed under one heading.
type Group struct {
	ID    string // of the module, or "documents"
	Title string // text key
	Icon  string
}

// An Index is the search over the records of some modules.
type Index struct {
	db       *db.DB
	follower db.Follower
	groups   []Group
	groupOf  map[string]string      // table → group
	modules  map[string]duty.Module // table → who describes it
	doors    *http.ServeMux         // the pages, to ask which right they need
	needs    map[string]access.Need // pattern → right
}

// New makes the search over the records that modules describe. Modules without
// a place in the menu are passed over.
func New(deps duty.Deps, modules []duty.Module) *Index {
	x := &Index{db: deps.DB, follower: deps.DB.Follower(ID), groupOf: map[string]string{}, modules: map[string]duty.Module{}, doors: http.NewServeMux(), needs: map[string]access.Need{}}
	papers := false
	for _, m := range modules {
		for _, r := range m.Routes {
			x.doors.HandleFunc(r.Pattern, func(http.ResponseWriter, *http.Request) {})
			x.needs[r.Pattern] = r.Need
		}
		if m.Lines == nil || len(m.Nav) == 0 {
			continue
		}
		x.groups = append(x.groups, Group{m.ID, m.Nav[0].TextKey, m.Nav[0].Icon})
		for _, k := range m.Records {
			switch {
			case slices.Contains(m.Unsought, k.Table):
				continue
			case slices.Contains(m.Documents, k.Table):
				papers = true
				x.groupOf[k.Table] = documents
			default:
				x.groupOf[k.Table] = m.ID
			}
			x.modules[k.Table] = m
		}
	}
	if papers {
		x.groups = append(x.groups, Group{documents, "search.documents", "file-text"})
	}
	return x
}

// Module describes the search to the program.
func (x *Index) Module() duty.Module {
	return duty.Module{ID: ID, Files: Files, Routes: []duty.Route{{Pattern: "GET /search", Need: access.SignedIn, Serve: x.page}}}
}

// Behind reports how many entries of the journal are not in the index yet.
func (x *Index) Behind(ctx context.Context) (int64, error) { return x.follower.Behind(ctx) }

// mayOpen reports whether who holds the right to the page of an address.
func (x *Index) mayOpen(who access.Who, href string) bool {
	u, err := url.Parse(href)
	if err != nil || u.Path == "" {
		return false
	}
	_, pattern := x.doors.Handler(&http.Request{Method: http.MethodGet, URL: u, Host: "localhost"})
	return who.Can(x.needs[pattern])
}
