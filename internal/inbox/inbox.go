// Package inbox shows a person's own work over all duties: what is overdue and
// due, what waits for the person's decision, and what waits for others.
package inbox

import (
	"cmp"
	"context"
	"embed"
	"slices"
	"sync"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ID is the name of the module and the prefix of its texts. Its page is the
// first page of the site.
const ID = "inbox"

// Files holds the pages and texts of the module.
//
//go:embed pages text
var Files embed.FS

// An Inbox knows the duties that have work to show.
type Inbox struct {
	d       *db.DB
	modules []duty.Module

	mu    sync.Mutex
	known map[string]counted // by account
}

// New returns the inbox of the duties.
func New(deps duty.Deps, modules []duty.Module) *Inbox {
	return &Inbox{d: deps.DB, modules: modules, known: map[string]counted{}}
}

// Module describes the inbox to the program.
func (x *Inbox) Module() duty.Module {
	return duty.Module{
		ID: ID, Files: Files,
		Nav:    []web.NavEntry{{ID: ID, Path: "/", Icon: "inbox", TextKey: "inbox.nav", Need: access.SignedIn}},
		Routes: []duty.Route{{Pattern: "GET /{$}", Need: access.SignedIn, Serve: x.page}},
	}
}

// limit is how many lines of each kind a duty is asked for. Whoever has more
// sees "200+".
const limit = 200

// A list is the work of one person.
type list []duty.Task

// work gathers the work of a person from all duties, the earliest day first
// and what has no day last.
func (x *Inbox) work(ctx context.Context, who access.Who, today vn.Day) (map[string]list, error) {
	by := map[string]list{}
	for _, m := range x.modules {
		if m.Work == nil {
			continue
		}
		ts, err := m.Work(ctx, x.d.As(who), today, limit)
		if err != nil {
			return nil, err
		}
		by[m.ID] = ts
	}
	return by, nil
}

func (x *Inbox) all(ctx context.Context, who access.Who, today vn.Day) (list, error) {
	by, err := x.work(ctx, who, today)
	if err != nil {
		return nil, err
	}
	var all list
	for _, m := range x.modules {
		all = append(all, by[m.ID]...)
	}
	slices.SortStableFunc(all, func(a, b duty.Task) int { return cmp.Compare(lastIfNone(a.Due), lastIfNone(b.Due)) })
	return all, nil
}

func lastIfNone(d vn.Day) vn.Day { return cmp.Or(d, "9999-12-31") }

// of returns the tasks that match.
func (l list) of(match func(duty.Task) bool) list {
	var out list
	for _, t := range l {
		if match(t) {
			out = append(out, t)
		}
	}
	return out
}

// mine is what the person acts on: the next step, or a decision.
func mine(t duty.Task) bool { return t.Kind != duty.Waiting }

func waits(t duty.Task) bool { return t.Kind == duty.Waiting }

func decides(t duty.Task) bool { return t.Kind == duty.Decide }

// urgent tells what is due today or overdue.
func urgent(today vn.Day) func(duty.Task) bool {
	return func(t duty.Task) bool { return mine(t) && t.Due != "" && t.Due <= today }
}

// counted is what was counted for a person, and the state of the journal that
// it holds for: every change is an entry, so the counts hold until the next.
type counted struct {
	upTo   string
	today  vn.Day
	who    string
	counts map[string]int
}

// keptCounts is for how many persons counts are kept.
const keptCounts = 1000

// Counts counts a person's open work by navigation entry, for the numbers
// beside the entries: the urgent under the inbox, all of a duty under the
// duty. If the work cannot be counted there are no numbers; the pages
// themselves say what is wrong.
func (x *Inbox) Counts(ctx context.Context, who access.Who) map[string]int {
	last, err := x.d.Journal(ctx, db.Filter{}, "", 1)
	if err != nil || who.ID == "" {
		return nil
	}
	at := counted{today: vn.DayOf(x.d.Now()), who: who.Unit + "/" + string(who.Role) + "/" + who.Person}
	if len(last) > 0 {
		at.upTo = last[0].ID
	}
	x.mu.Lock()
	had := x.known[who.ID]
	x.mu.Unlock()
	if had.counts != nil && had.upTo == at.upTo && had.today == at.today && had.who == at.who {
		return had.counts
	}
	if at.counts, err = x.count(ctx, who, at.today); err != nil {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.known) >= keptCounts {
		clear(x.known)
	}
	x.known[who.ID] = at
	return at.counts
}

func (x *Inbox) count(ctx context.Context, who access.Who, today vn.Day) (map[string]int, error) {
	by, err := x.work(ctx, who, today)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for id, l := range by {
		counts[id] = len(l.of(mine))
		counts[ID] += len(l.of(urgent(today)))
	}
	return counts, nil
}
