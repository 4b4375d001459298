package people

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
	Search web.Search
	Grid   web.Grid
}

// list shows the persons by name in Vietnamese order, a page at a time.
func (s *shelf) list(c *web.Call) (web.Reply, error) {
	v := s.db.As(c.Who)
	q := person.Search{Words: c.Query("q"), Unit: c.Query("unit")}
	n, err := person.Count(c.Context(), v, q)
	if err != nil {
		return web.Reply{}, err
	}
	ps, err := person.List(c.Context(), v, q, c.Query("after"), 0)
	if err != nil {
		return web.Reply{}, err
	}
	p := ListPage{Head: web.Head{Title: c.Say("person.title"), Sub: c.Say("person.title.sub", n)}}
	p.Search = web.Search{Action: "/person", Name: "q", Value: q.Words, Label: c.Say("person.search"), Hint: c.Say("person.search.hint")}
	if q.Unit != "" {
		p.Search.Hidden = []web.Hidden{{Name: "unit", Value: q.Unit}}
		if p.Head.Number, err = unitName(c.Context(), v, q.Unit); err != nil {
			return web.Reply{}, err
		}
	}
	if q.Words != "" || q.Unit != "" {
		p.Search.Clear = "/person"
	}
	if p.Grid, err = s.grid(c, v, ps.Rows); err != nil {
		return web.Reply{}, err
	}
	if ps.Next != "" {
		p.Grid.Pager.Next = "/person?" + url.Values{"q": {q.Words}, "unit": {q.Unit}, "after": {ps.Next}}.Encode()
	}
	return web.Reply{Page: "person/list.html", Title: p.Head.Title, Data: p}, nil
}

func (s *shelf) grid(c *web.Call, v db.View, ps []person.Person) (web.Grid, error) {
	g := web.Grid{Label: c.Say("person.title"), Empty: web.Empty{Icon: "users", Title: c.Say("person.none"), Text: c.Say("person.none.text")}}
	for _, k := range []string{"name", "card", "born", "standing", "unit", "post"} {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("person." + k), Wide: k == "name"})
	}
	names := map[string]string{}
	for _, p := range ps {
		if _, ok := names[p.Unit]; !ok {
			name, err := unitName(c.Context(), v, p.Unit)
			if err != nil {
				return g, err
			}
			names[p.Unit] = name
		}
		g.Rows = append(g.Rows, web.Row{ID: p.ID, Cells: []web.Cell{
			{Text: p.Name, Href: "/person/" + p.ID, Key: true, Wide: true},
			{Text: p.PartyCardNo, Mono: true},
			{Text: year(p.BirthYear)},
			{Text: c.Say("person.standing." + string(p.Standing))},
			{Text: names[p.Unit], Href: "/org/" + p.Unit},
			{Text: post(c, &p)},
		}})
	}
	return g, nil
}

func year(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

// post is the highest committee position held today, else the state post.
func post(c *web.Call, p *person.Person) string {
	held := p.HeldOn(vn.Day(c.Today))
	for _, o := range person.Offices {
		for _, x := range held {
			if x.Position == o {
				return c.Say("person.office." + string(o))
			}
		}
	}
	return p.StatePost
}

// PersonPage is the data of person.html.
type PersonPage struct {
	Head    web.Head
	Sum     web.Summary
	History web.Timeline
}

// show shows a person: facts, posts, and to which organisations they belonged.
func (s *shelf) show(c *web.Call) (web.Reply, error) {
	v := s.db.As(c.Who)
	p, err := db.Get[person.Person](c.Context(), v, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	if p.Withdrawn {
		return web.Reply{}, web.ErrNotFound
	}
	unit, err := unitName(c.Context(), v, p.Unit)
	if err != nil {
		return web.Reply{}, err
	}
	kinds := map[person.Status]string{person.Active: "ok", person.Retired: "ok", person.Ended: "over"}
	page := PersonPage{Head: web.Head{Title: p.Name, Number: p.PartyCardNo, Sub: unit, Chip: web.Chip{Kind: kinds[p.Status], Text: c.Say("person.status." + string(p.Status))}}}
	page.Sum = facts(c, &p, unit)
	if page.History, err = s.history(c, v, p.ID); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "person/person.html", Title: p.Name, Data: page, Crumbs: []web.Crumb{{Text: c.Say("person.title"), Href: "/person"}}}, nil
}

func facts(c *web.Call, p *person.Person, unit string) web.Summary {
	sum := web.Summary{{Name: c.Say("person.unit"), Value: unit, Href: "/org/" + p.Unit}, {Name: c.Say("person.standing"), Value: c.Say("person.standing." + string(p.Standing))}}
	add := func(key, value string) {
		if value != "" {
			sum = append(sum, web.Fact{Name: c.Say(key), Value: value})
		}
	}
	add("person.card", p.PartyCardNo)
	add("person.born", year(p.BirthYear))
	add("person.joined", c.Texts().Day(c.Lang, string(p.JoinedOn)))
	add("person.positions", positions(c, p.Positions))
	add("person.state_post", p.StatePost)
	if p.ManagedBy != "" {
		add("person.managed", c.Say("org.tier."+string(p.ManagedBy)))
	}
	return sum
}

// positions writes one position a line, with the days it was held.
func positions(c *web.Call, all []person.Position) string {
	var lines []string
	for _, x := range all {
		s := c.Say("person.position", c.Say("person.office."+string(x.Position)), c.Say("org.tier."+string(x.Level)))
		switch {
		case x.To != "":
			s += " " + c.Say("person.position.until", string(x.From), string(x.To))
		case x.From != "":
			s += " " + c.Say("person.position.since", string(x.From))
		}
		lines = append(lines, s)
	}
	return strings.Join(lines, "\n")
}

func (s *shelf) history(c *web.Call, v db.View, id string) (web.Timeline, error) {
	ms, err := person.Memberships(c.Context(), v, id)
	if err != nil {
		return nil, err
	}
	var tl web.Timeline
	for _, m := range ms {
		name, err := unitName(c.Context(), v, m.Unit)
		if err != nil {
			return nil, err
		}
		if name == "" {
			name = c.Say("person.elsewhere")
		}
		until := c.Say("person.member.now")
		if m.ValidTo != org.Forever {
			until = c.Say("person.member.until", string(m.ValidTo))
		}
		tl = append(tl, web.Event{Day: c.Texts().Day(c.Lang, string(m.ValidFrom)), Kind: "fill", Title: c.Say("person.member.at", name),
			Text: strings.TrimSpace(until + " · " + c.Say("person.standing."+string(m.Standing)) + suffix(m.Reason))})
	}
	return tl, nil
}

func suffix(s string) string {
	if s == "" {
		return ""
	}
	return " · " + s
}
