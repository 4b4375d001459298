package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// A Hit is a record that was found.
type Hit struct {
	duty.Line
	Exact bool // with the tones as they were typed
	at    cursor
}

// A Found is what a group gave.
type Found struct {
	Group Group
	Hits  []Hit
	Next  string // where the next page begins, "" at the end
}

// maxTried bounds how many entries are looked at for one page of a group. It
// matters to somebody who may see few of many; the next page goes on.
const maxTried = 2000

// Bounds of how many entries are read at once.
const (
	firstTry  = 24
	secondTry = 200
)

// A cursor is where a page begins: first come the hits with the tones as typed,
// then the others, each from the latest entry down.
type cursor struct {
	loose bool
	below int64
}

// String writes the cursor for an address.
func (c cursor) String() string {
	if c.loose {
		return "f" + strconv.FormatInt(c.below, 10)
	}
	return "e" + strconv.FormatInt(c.below, 10)
}

// top is the cursor of a group's first page.
func (q query) top() cursor { return cursor{!q.toned, 1<<62 - 1} }

// cursorOf reads an address. One that was tampered with begins at the top.
func (q query) cursorOf(s string) cursor {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'f' {
		return q.top()
	}
	n, err := strconv.ParseInt(s[1:], 10, 64)
	if err != nil || n < 0 || n > q.top().below {
		return q.top()
	}
	return cursor{s[0] == 'f' || !q.toned, n}
}

// Find looks for the words of a text in every group, limit hits of each.
func (x *Index) Find(ctx context.Context, who access.Who, text string, limit int) ([]Found, error) {
	return x.find(ctx, who, parse(text), limit)
}

func (x *Index) find(ctx context.Context, who access.Who, q query, limit int) ([]Found, error) {
	near, err := x.near(ctx, who)
	if err != nil {
		return nil, err
	}
	var all []Found
	for _, g := range x.groups {
		f, err := x.in(ctx, who, near, q, g, q.top(), limit)
		if err != nil {
			return nil, err
		}
		if len(f.Hits) > 0 || f.Next != "" {
			all = append(all, f)
		}
	}
	return all, nil
}

// in looks in one group from a cursor on: first at what fits with its tones,
// then at the rest. near is what near found.
func (x *Index) in(ctx context.Context, who access.Who, near []any, q query, g Group, from cursor, limit int) (Found, error) {
	f := Found{Group: g}
	if len(q.words) == 0 || who.Unit == "" {
		return f, nil
	}
	s := &seeker{x: x, ctx: ctx, view: x.db.As(who), q: q, group: g.ID, limit: limit, near: near, closed: map[string]bool{}}
	done, err := s.walk(from)
	if err == nil && !done && !from.loose {
		_, err = s.walk(cursor{loose: true, below: q.top().below})
	}
	if err != nil {
		return f, err
	}
	f.Hits = s.hits
	switch {
	case len(f.Hits) > limit:
		f.Hits = f.Hits[:limit]
		f.Next = f.Hits[limit-1].at.String()
	case s.stopped != (cursor{}):
		f.Next = s.stopped.String()
	}
	return f, nil
}

// maxNear is up to how many offices a person may reach for the search to begin
// with their records.
const maxNear = 300

// near lists the words of the offices whose records the person sees, if they
// are few; nil if they are many.
func (x *Index) near(ctx context.Context, who access.Who) ([]any, error) {
	if who.Unit == db.Everywhere {
		return nil, nil
	}
	seen := map[string]bool{}
	var tokens []any
	rows := 0 // an office may have been below another one more than once
	err := x.follower.Read(ctx, func(r db.Row) error {
		var unit string
		err := r.Scan(&unit)
		rows++
		if !seen[unit] {
			seen[unit] = true
			tokens = append(tokens, officeToken(unit))
		}
		return err
	}, fmt.Sprintf(`SELECT r.unit FROM reach r WHERE r.root = $1 AND r.sees LIMIT %d`, maxNear+1), who.Unit)
	if rows > maxNear {
		tokens = nil
	}
	return tokens, err
}

// A seeker is one search in one group.
type seeker struct {
	x       *Index
	ctx     context.Context
	view    db.View
	q       query
	group   string
	limit   int
	near    []any // words of the offices to begin with, nil for all
	tried   int
	hits    []Hit
	stopped cursor          // where the bound of entries was met
	closed  map[string]bool // tables whose pages the person may not open
}

// walk goes down the entries of one kind of hits, block after block. It is done
// when there is a hit more than asked for, or the bound was met.
func (s *seeker) walk(from cursor) (done bool, err error) {
	last, err := s.x.last(s.ctx, s.group)
	if err != nil || last == 0 {
		return false, err
	}
	const wide = pageBits * pageBlock
	for block := min(from.below-1, last) / wide; block >= 0; block-- {
		ns, err := s.block(block, from)
		if err != nil {
			return false, err
		}
		size := firstTry
		for len(ns) > 0 {
			some := ns[:min(size, len(ns))]
			ns, size = ns[len(some):], secondTry
			if err := s.look(some, from.loose); err != nil {
				return false, err
			}
			if len(s.hits) > s.limit {
				return true, nil
			}
			if s.tried += len(some); s.tried >= maxTried {
				s.stopped = cursor{from.loose, some[len(some)-1]}
				return true, nil
			}
		}
	}
	return false, nil
}

// pages are the entries of a block that hold something, by page.
type pages map[int64]uint64

// both keeps the entries that are in two sets.
func (p pages) both(o pages) {
	for k, b := range p {
		if b &= o[k]; b == 0 {
			delete(p, k)
		} else {
			p[k] = b
		}
	}
}

// block lists the entries of a block that hold all words, from the highest down.
func (s *seeker) block(n int64, from cursor) ([]int64, error) {
	var loose, exact pages
	for _, w := range s.longest() {
		l, e, err := s.postings(n, w)
		if err != nil {
			return nil, err
		}
		if loose == nil {
			loose, exact = l, e
		} else {
			loose.both(l)
			exact.both(e)
		}
		if len(loose) == 0 || !from.loose && len(exact) == 0 {
			return nil, nil
		}
	}
	set := loose
	if !from.loose {
		set = exact
	}
	if s.near != nil {
		own, err := s.offices(n)
		if err != nil {
			return nil, err
		}
		set.both(own)
	}
	var out []int64
	for page, b := range set {
		if from.loose && s.q.toned {
			b &^= exact[page] // these came before
		}
		for i := range int64(pageBits) {
			if k := page*pageBits + i; b>>uint(i)&1 == 1 && k < from.below {
				out = append(out, k)
			}
		}
	}
	slices.SortFunc(out, func(a, b int64) int { return cmp.Compare(b, a) })
	return out, nil
}

// longest is the words with the longest first: they are the rarest.
func (s *seeker) longest() []word {
	ws := slices.Clone(s.q.words)
	slices.SortStableFunc(ws, func(a, b word) int { return len(b.fold) - len(a.fold) })
	return ws
}

// postings reads which entries of a block hold a word, and which with its tones.
func (s *seeker) postings(block int64, w word) (loose, exact pages, err error) {
	loose, exact = pages{}, pages{}
	from, to := w.span()
	err = s.x.follower.Read(s.ctx, func(r db.Row) error {
		var token string
		var page, bits int64
		if err := r.Scan(&token, &page, &bits); err != nil {
			return err
		}
		fits, same := w.begins(ofToken(token))
		if fits {
			loose[page] |= uint64(bits)
		}
		if same {
			exact[page] |= uint64(bits)
		}
		return nil
	}, `SELECT p.token, p.page, p.bits FROM search_posting p WHERE p.grp = $1 AND p.block = $2 AND p.token >= $3 AND p.token < $4`, s.group, block, from, to)
	return loose, exact, err
}

// offices reads which entries of a block belong to the offices in reach.
func (s *seeker) offices(block int64) (pages, error) {
	own := pages{}
	err := s.x.follower.Read(s.ctx, func(r db.Row) error {
		var page, bits int64
		err := r.Scan(&page, &bits)
		own[page] |= uint64(bits)
		return err
	}, fmt.Sprintf(`SELECT p.page, p.bits FROM search_posting p WHERE p.token IN (%s) AND p.grp = $%d AND p.block = $%d`, desk.Marks(len(s.near)), len(s.near)+1, len(s.near)+2),
		append(slices.Clone(s.near), s.group, block)...)
	return own, err
}

// look reads entries and keeps those that the person may see and open, and
// whose line as the person sees it holds all the words.
func (s *seeker) look(ns []int64, loose bool) error {
	args := make([]any, len(ns), len(ns)+1)
	for i, n := range ns {
		args[i] = n
	}
	type spot struct {
		n         int64
		table, id string
	}
	var spots []spot
	ids := map[string][]string{}
	err := db.Query(s.ctx, s.view, func(r db.Row) error {
		var p spot
		if err := r.Scan(&p.n, &p.table, &p.id); err != nil {
			return err
		}
		if !s.closed[p.table] {
			spots = append(spots, p)
			ids[p.table] = append(ids[p.table], p.id)
		}
		return nil
	}, fmt.Sprintf(`SELECT e.n, e.tbl, e.id FROM search_entry e WHERE {visible e} AND e.n IN (%s) AND e.grp = $%d ORDER BY e.n DESC`, desk.Marks(len(ns)), len(ns)+1), append(args, s.group)...)
	if err != nil {
		return err
	}
	lines := map[string]map[string]duty.Line{}
	for table := range ids {
		if lines[table], err = s.x.modules[table].Lines(s.ctx, s.view, table, ids[table]); err != nil {
			return err
		}
	}
	for _, p := range spots {
		l, seen := lines[p.table][p.id]
		if !seen || l.Href == "" || s.closed[p.table] {
			continue
		}
		if !s.x.mayOpen(s.view.Who(), l.Href) {
			s.closed[p.table] = true // pages of one table need one right
			continue
		}
		if fits, exact := s.q.fits(text(l)); fits && len(s.hits) <= s.limit {
			s.hits = append(s.hits, Hit{Line: l, Exact: exact, at: cursor{loose, p.n}})
		}
	}
	return nil
}
