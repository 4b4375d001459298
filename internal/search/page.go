package search

import (
	"fmt"
	"net/url"

	"liemchinh.vn/internal/web"
)

// How many hits stand on a page: of each group, of one group alone, and in the
// palette.
const (
	ofEach    = 10
	ofOne     = 25
	inPalette = 5
)

// Page is the data of search.html.
type Page struct {
	Head   web.Head
	Query  string
	Groups []Section
	Notes  []web.Note
	Empty  web.Empty
	Back   string // address of the search over all groups, "" if this is it
}

// A Section is what one group gave, as it is drawn.
type Section struct {
	ID, Title, Icon string
	Rows            []Row
	More            string // address of the next hits, "" at the end
}

// A Row is one hit.
type Row struct {
	ID                string // for the palette
	Href              string
	Code, Title, Note []Piece
	State             string
}

// page answers GET /search. With part it is the list for the palette alone.
func (x *Index) page(c *web.Call) (web.Reply, error) {
	q := parse(c.Query("q"))
	p := Page{Query: q.text, Head: web.Head{Title: c.Say("search.title")}}
	part := c.Query("part") != ""
	var found []Found
	var err error
	g, one := x.group(c.Query("kind"))
	switch {
	case part:
		found, err = x.find(c.Context(), c.Who, q, inPalette)
	case one:
		p.Back = address(q.text, "", "")
		found, err = x.one(c, q, g)
	default:
		found, err = x.find(c.Context(), c.Who, q, ofEach)
	}
	if err != nil {
		return web.Reply{}, err
	}
	for _, f := range found {
		if len(f.Hits) > 0 || f.Next != "" {
			p.Groups = append(p.Groups, section(c, q, f))
		}
	}
	if part {
		return web.Reply{Page: "search/hits.html", Data: p, Fragment: true}, nil
	}
	if err := x.say(c, q, &p); err != nil {
		return web.Reply{}, err
	}
	title := p.Head.Title
	if q.text != "" {
		title = c.Say("search.of", q.text)
	}
	return web.Reply{Page: "search/search.html", Data: p, Title: title, Nav: "-"}, nil
}

// one looks in one group, from where the address says.
func (x *Index) one(c *web.Call, q query, g Group) ([]Found, error) {
	near, err := x.near(c.Context(), c.Who)
	if err != nil {
		return nil, err
	}
	f, err := x.in(c.Context(), c.Who, near, q, g, q.cursorOf(c.Query("after")), ofOne)
	return []Found{f}, err
}

// group finds a group by its id.
func (x *Index) group(id string) (Group, bool) {
	for _, g := range x.groups {
		if g.ID == id {
			return g, true
		}
	}
	return Group{}, false
}

// say puts what there is to be said about the search on the page.
func (x *Index) say(c *web.Call, q query, p *Page) error {
	if q.cut {
		p.Notes = append(p.Notes, web.Note{Kind: "warn", Text: c.Say("search.cut", maxWords)})
	}
	behind, err := x.Behind(c.Context())
	if err != nil {
		return err
	}
	if behind > stale {
		p.Notes = append(p.Notes, web.Note{Text: c.Say("search.behind")})
	}
	switch {
	case len(q.words) == 0:
		p.Empty = web.Empty{Icon: "search", Title: c.Say("search.empty"), Text: c.Say("search.empty.how")}
	case len(p.Groups) == 0:
		p.Empty = web.Empty{Icon: "search", Title: c.Say("search.none", q.text), Text: c.Say("search.none.how")}
	}
	return nil
}

// stale is from how many entries of the journal on the page says that the index
// is behind.
const stale = 2000

func section(c *web.Call, q query, f Found) Section {
	s := Section{ID: f.Group.ID, Title: c.Say(f.Group.Title), Icon: f.Group.Icon}
	for i, h := range f.Hits {
		r := Row{ID: fmt.Sprintf("ph-%s-%d", s.ID, i), Href: h.Href, Code: q.pieces(h.Code), Title: q.pieces(h.Title), Note: q.pieces(h.Note)}
		if h.State != "" && c.Texts().Has(c.Lang, h.State) {
			r.State = c.Say(h.State)
		}
		s.Rows = append(s.Rows, r)
	}
	if f.Next != "" {
		s.More = address(q.text, s.ID, f.Next)
	}
	return s
}

// address is that of a search.
func address(q, kind, after string) string {
	v := url.Values{"q": {q}}
	if kind != "" {
		v.Set("kind", kind)
	}
	if after != "" {
		v.Set("after", after)
	}
	return "/search?" + v.Encode()
}
