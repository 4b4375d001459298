package orgs

import (
	"net/url"
	"strconv"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ListPage is the data of list.html.
type ListPage struct {
	Head   web.Head
	Q      string
	Day    web.Field
	Kpis   web.Kpis
	Grid   web.Grid
	Search bool
}

// rowsShown is how many organisations a page shows.
const rowsShown = 50

// list shows the tree on a day: the organisations at the top, or those found.
func (s *shelf) list(c *web.Call) (web.Reply, error) {
	on := day(c)
	tree, err := org.Load(c.Context(), s.db.As(c.Who), on)
	if err != nil {
		return web.Reply{}, err
	}
	p := ListPage{Head: web.Head{Title: c.Say("org.title"), Sub: c.Say("org.title.sub", tree.Len(), string(on))}, Q: strings.TrimSpace(c.Query("q"))}
	p.Day = web.Field{Name: "on", Kind: web.FieldDay, Label: c.Say("org.on"), Value: string(on)}
	counts := tree.Counts()
	for _, t := range org.Tiers {
		if counts[t] > 0 {
			p.Kpis = append(p.Kpis, web.Kpi{Label: c.Say("org.tier." + string(t)), Value: c.Texts().Number(c.Lang, counts[t])})
		}
	}
	shown := tree.Roots
	if p.Search = p.Q != ""; p.Search {
		shown = tree.Search(p.Q, 0)
	}
	p.Grid = grid(c, shown, on, p.Search, url.Values{"q": {p.Q}})
	return web.Reply{Page: "org/list.html", Title: p.Head.Title, Data: p}, nil
}

// grid lists organisations, a page at a time. found adds the way from the top
// to each.
func grid(c *web.Call, nodes []*org.Node, on vn.Day, found bool, q url.Values) web.Grid {
	g := web.Grid{Label: c.Say("org.title"), Empty: web.Empty{Icon: "sitemap", Title: c.Say("org.none"), Text: c.Say("org.none.text")}}
	g.Columns = []web.Column{{Text: c.Say("org.name"), Wide: true}, {Text: c.Say("org.code")}, {Text: c.Say("org.kind")}, {Text: c.Say("org.below"), Num: true}}
	at, _ := strconv.Atoi(c.Query("at"))
	at = min(max(at, 0), len(nodes))
	to := min(at+rowsShown, len(nodes))
	for _, n := range nodes[at:to] {
		name := web.Cell{Text: n.Name(), Href: href(n.ID, on, c), Key: true, Wide: true}
		if found && n.Parent != nil {
			name.Small = strings.Join(n.Parent.Path(), " › ")
		}
		below := -1
		for range n.All() {
			below++
		}
		g.Rows = append(g.Rows, web.Row{ID: n.ID, Cells: []web.Cell{name, {Text: n.Code, Mono: true}, {Text: label(c, n.Unit)}, {Text: c.Texts().Number(c.Lang, below), Num: true}}})
	}
	page := func(at int) string {
		q := url.Values{"q": q["q"], "on": {string(on)}, "at": {strconv.Itoa(at)}}
		return c.R.URL.Path + "?" + q.Encode()
	}
	if len(nodes) > rowsShown {
		g.Pager.Total = c.Say("org.pager", at+1, to, len(nodes))
	}
	if at > 0 {
		g.Pager.Prev = page(max(at-rowsShown, 0))
	}
	if to < len(nodes) {
		g.Pager.Next = page(to)
	}
	return g
}

// href leads to an organisation as it was on the day of the page.
func href(id string, on vn.Day, c *web.Call) string {
	if string(on) == c.Today {
		return "/org/" + id
	}
	return "/org/" + id + "?on=" + string(on)
}

// label is the kind of an organisation, as the office writes it if it does.
func label(c *web.Call, u org.Unit) string {
	if u.KindLabel != "" {
		return u.KindLabel
	}
	return c.Say("org.kind." + string(u.Kind))
}

// UnitPage is the data of unit.html.
type UnitPage struct {
	Head    web.Head
	Path    []web.Link
	Note    web.Note // says that the organisation did not stand on the day
	Day     web.Field
	Sum     web.Summary
	History web.Timeline
	Below   web.Grid
	People  web.Link
}

// show shows an organisation as it was on a day, its history, and what stands
// below it.
func (s *shelf) show(c *web.Call) (web.Reply, error) {
	v, on, id := s.db.As(c.Who), day(c), c.Path("id")
	u, err := db.Get[org.Unit](c.Context(), v, id)
	if err != nil {
		return web.Reply{}, err
	}
	spans, err := db.Find[org.Span](c.Context(), v, "t.unit = $1 AND NOT t.withdrawn", "ORDER BY t.valid_from, t.id", id)
	if err != nil {
		return web.Reply{}, err
	}
	if u.Withdrawn || len(spans) == 0 {
		return web.Reply{}, web.ErrNotFound
	}
	p := UnitPage{}
	span := spans[len(spans)-1]
	if c.Query("on") == "" && span.ValidTo <= on {
		on = span.ValidTo.AddDays(-1) // ended: shown as it was on its last day
	}
	stood := false
	for _, x := range spans {
		if x.ValidFrom <= on && on < x.ValidTo {
			span, stood = x, true
		}
	}
	if !stood {
		p.Note = web.Note{Kind: "warn", Text: c.Say("org.notthen", string(on))}
	}
	tree, err := org.Load(c.Context(), v, on)
	if err != nil {
		return web.Reply{}, err
	}
	p.Head = web.Head{Title: span.Name, Number: u.Code, Sub: label(c, u)}
	if last := spans[len(spans)-1].ValidTo; last != org.Forever {
		p.Head.Chip = web.Chip{Kind: "soon", Text: c.Say("org.ended", string(last.AddDays(-1)))}
	}
	p.Day = web.Field{Name: "on", Kind: web.FieldDay, Label: c.Say("org.on"), Value: string(on)}
	if err := s.fill(c, &p, tree, u, on); err != nil {
		return web.Reply{}, err
	}
	p.History, err = s.history(c, v, id, spans)
	return web.Reply{Page: "org/unit.html", Title: span.Name, Data: p, Crumbs: []web.Crumb{{Text: c.Say("org.title"), Href: "/org?on=" + string(on)}}}, err
}

// fill adds what the tree of the day says: the way from the top, the counts,
// what stands below.
func (s *shelf) fill(c *web.Call, p *UnitPage, tree *org.Tree, u org.Unit, on vn.Day) error {
	people, err := person.Count(c.Context(), s.db.As(c.Who), person.Search{Unit: u.ID})
	if err != nil {
		return err
	}
	p.Sum = web.Summary{{Name: c.Say("org.code"), Value: u.Code}, {Name: c.Say("org.kind"), Value: label(c, u)}, {Name: c.Say("org.tier"), Value: c.Say("org.tier." + string(u.Tier))}}
	if c.Who.Can("person.read") && people > 0 {
		p.Sum = append(p.Sum, web.Fact{Name: c.Say("org.people"), Value: c.Texts().Number(c.Lang, people), Href: "/person?unit=" + u.ID})
	}
	n := tree.Get(u.ID)
	if n == nil {
		return nil
	}
	for x := n.Parent; x != nil; x = x.Parent {
		p.Path = append([]web.Link{{Text: x.Name(), Href: href(x.ID, on, c)}}, p.Path...)
	}
	below := map[org.Tier]int{}
	for x := range n.All() {
		if x != n {
			below[x.Tier]++
		}
	}
	for _, t := range org.Tiers {
		if below[t] > 0 {
			p.Sum = append(p.Sum, web.Fact{Name: c.Say("org.below.tier", c.Say("org.tier."+string(t))), Value: c.Texts().Number(c.Lang, below[t])})
		}
	}
	p.Below = grid(c, n.Children, on, false, nil)
	return nil
}

// history tells what the organisation was and what became of it, newest first.
func (s *shelf) history(c *web.Call, v db.View, id string, spans []org.Span) (web.Timeline, error) {
	changes, err := db.Find[org.Change](c.Context(), v, "(t.old_unit = $1 OR t.new_unit = $1) AND NOT t.withdrawn", "ORDER BY t.day DESC, t.id LIMIT 200", id)
	if err != nil {
		return nil, err
	}
	var tl web.Timeline
	for _, x := range changes {
		e := web.Event{Day: c.Texts().Day(c.Lang, string(x.Day)), Kind: "fill", Text: x.Instrument}
		key, other := "org.change."+string(x.Kind), x.New
		if x.New == id && x.Old != id {
			key, other = key+".from", x.Old
		}
		name := ""
		if other != "" && other != id {
			if name, err = s.name(c, v, other); err != nil {
				return nil, err
			}
			e.Links = []web.Link{{Text: name, Href: "/org/" + other}}
		}
		e.Title = c.Say(key, name)
		tl = append(tl, e)
	}
	for i := len(spans) - 1; i >= 0; i-- {
		x := spans[i]
		e := web.Event{Day: c.Texts().Day(c.Lang, string(x.ValidFrom)), Kind: "sys", Title: c.Say("org.span", x.Name)}
		if x.Parent != "" {
			name, err := s.name(c, v, x.Parent)
			if err != nil {
				return nil, err
			}
			if name != "" {
				e.Text = c.Say("org.span.below", name)
			}
		}
		e.Links = []web.Link{{Text: c.Say("org.span.see"), Href: "/org/" + id + "?on=" + string(x.ValidFrom)}}
		tl = append(tl, e)
	}
	return tl, nil
}

// name is the latest name of an organisation, "" if the viewer does not see it.
func (s *shelf) name(c *web.Call, v db.View, id string) (string, error) {
	ls, err := s.lines(c.Context(), v, "org_unit", []string{id})
	return ls[id].Title, err
}
