package search_test

import (
	"context"
	"embed"
	"fmt"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/house/orgs"
	"liemchinh.vn/internal/house/people"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/search"
	"liemchinh.vn/internal/web"
)

//go:embed testdata/memo
var memoFiles embed.FS

// memo is a record of the tests, with a barred person.
type memo struct {
	db.Base
	Code, Title, Unit, Barred string
}

func (*memo) Table() string { return "memo_memo" }

func (m *memo) Columns() []db.Col {
	return append(m.BaseColumns(), db.Col{Name: "code", Ptr: &m.Code}, db.Col{Name: "title", Ptr: &m.Title}, db.Col{Name: "unit", Ptr: &m.Unit}, db.Col{Name: "barred", Ptr: &m.Barred})
}

func (m *memo) Bars() []string {
	if m.Barred == "" {
		return nil
	}
	return []string{m.Barred}
}

// paper is a document of the tests; what its page needs few have.
type paper struct{ memo }

func (*paper) Table() string { return "memo_paper" }

var described = desk.Lines(map[string]desk.Describer{
	"memo_memo": desk.Described(func(m memo) duty.Line {
		return duty.Line{Code: m.Code, Title: m.Title, Note: m.Unit, Href: "/memo/" + m.ID, State: "memo.state"}
	}),
	"memo_paper": desk.Described(func(p paper) duty.Line { return duty.Line{Code: p.Code, Title: p.Title, Href: "/memo/paper/" + p.ID} }),
})

func nothing(*web.Call) (web.Reply, error) { return web.Reply{}, web.ErrNotFound }

// memos is the duty of the tests.
func memos() duty.Module {
	return duty.Module{ID: "memo", Files: sub(memoFiles, "testdata/memo"), Records: []db.Kind{db.KindOf[memo](), db.KindOf[paper]()}, Lines: described, Documents: []string{"memo_paper"},
		Routes: []duty.Route{{Pattern: "GET /memo/{id}", Need: access.SignedIn, Serve: nothing}, {Pattern: "GET /memo/paper/{id}", Need: "secrets.keep", Serve: nothing}},
		Nav:    []web.NavEntry{{ID: "memo", Path: "/memo", Icon: "inbox", TextKey: "memo.nav", Need: access.SignedIn}}}
}

// An office is the invented office with a search over it.
type office struct {
	*dutytest.Screen
	index *search.Index
	db    *db.DB
}

func newOffice(t testing.TB, d *db.DB) office {
	t.Helper()
	deps := duty.Deps{DB: d, Law: func(context.Context) (law.Pack, error) { return law.Pack{}, nil }}
	modules := []duty.Module{memos(), orgs.New(deps), people.New(deps)}
	x := search.New(deps, modules)
	return office{dutytest.New(t, d, append(modules, x.Module())...), x, d}
}

// lay saves memos and takes them into the index.
func (o office) lay(t testing.TB, ms ...memo) []string {
	t.Helper()
	var ids []string
	err := o.db.Change(t.Context(), db.System, "test", func(tx *db.Tx) error {
		for _, m := range ms {
			if m.Org == "" {
				m.Org = dutytest.Office
			}
			if err := db.Save(t.Context(), tx, &m); err != nil {
				return err
			}
			ids = append(ids, m.ID)
		}
		return nil
	})
	if err == nil {
		err = o.index.Settle(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// finds are the titles found, by group.
func (o office) finds(t testing.TB, who access.Who, text string) map[string][]string {
	t.Helper()
	found, err := o.index.Find(t.Context(), who, text, 10)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	out := map[string][]string{}
	for _, f := range found {
		for _, h := range f.Hits {
			out[f.Group.ID] = append(out[f.Group.ID], h.Title)
		}
		if f.Next != "" {
			out[f.Group.ID] = append(out[f.Group.ID], "…")
		}
	}
	return out
}

func numbered(n int, format string) []memo {
	out := make([]memo, n)
	for i := range out {
		out[i] = memo{Code: fmt.Sprintf("%d-TB", i+1), Title: fmt.Sprintf(format, i+1)}
	}
	return out
}
