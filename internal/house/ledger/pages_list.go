package ledger

import (
	"context"
	"net/url"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ListPage is the data of list.html.
type ListPage struct {
	Head   web.Head
	Tabs   web.Views
	Search web.Search
	Note   web.Note // what the list is narrowed to, or what is wrong with the day
	Lines  []Line
	Empty  web.Empty
	Pager  web.Pager
	Hidden []web.Hidden // the filter, for the export
}

const (
	listRows   = 50
	listRounds = 10 // pages looked through for entries that the viewer may see
)

// asked is the filter that stands in the address.
type asked struct {
	filter db.Filter
	values url.Values
	about  string // beginning of the records' names, "" for all
	narrow bool   // more than a day: hidden entries are left out
}

// areas are the parts of the program that the list can be narrowed to.
var areas = []string{"inspection", "org", "person", "imports", "report", "settings", "accounts", "setting", "ledger"}

// ask reads the filter out of the address or the form.
func ask(get func(string) string) (asked, error) {
	a := asked{values: url.Values{}, filter: db.Filter{Who: get("who"), Record: get("record")}}
	for _, k := range []string{"who", "record", "area", "day"} {
		if v := get(k); v != "" {
			a.values.Set(k, v)
		}
	}
	if area := get("area"); area != "" {
		a.about = area + "_"
		if area == ID || area == settingTable {
			a.about = area + "/" // its entries are about no table
		}
	}
	a.narrow = a.filter != db.Filter{} || a.about != ""
	if typed := get("day"); typed != "" {
		day, err := vn.ParseDay(typed)
		if err != nil {
			p := errDay.On("day")
			p.Args = []any{typed}
			return a, p
		}
		// The day begins at 17:00 UTC of the day before (UTC+7).
		from := day.Time().Add(-7 * time.Hour)
		a.filter.From, a.filter.To = from.Format(time.RFC3339), from.AddDate(0, 0, 1).Format(time.RFC3339)
	}
	return a, nil
}

func (l *ledger) listPage(c *web.Call) (web.Reply, error) {
	a, err := ask(c.Query)
	page := ListPage{Head: web.Head{Title: c.Say("ledger.title"), Sub: c.Say("ledger.sub")}, Tabs: tabs(c, ""), Search: search(c, a),
		Empty: web.Empty{Icon: "history", Title: c.Say("ledger.none"), Text: c.Say("ledger.none.text")}}
	if err != nil {
		p := text.Problems(err)[0]
		page.Note = web.Note{Kind: "warn", Text: c.Say(p.Key, p.Args...)}
		return web.Reply{Page: "ledger/list.html", Data: page, Title: page.Head.Title, Nav: ID}, nil
	}
	for k, vs := range a.values {
		page.Hidden = append(page.Hidden, web.Hidden{Name: k, Value: vs[0]})
	}
	next, err := l.fill(c, a, &page)
	if err != nil {
		return web.Reply{}, err
	}
	page.Pager.Total = c.Say("ledger.shown", shown(page.Lines))
	if next != "" {
		v := url.Values{"before": {next}}
		for k, vs := range a.values {
			v[k] = vs
		}
		page.Pager.Next = "/ledger?" + v.Encode()
	}
	if a.filter.Who != "" && len(page.Lines) > 0 {
		page.Note = web.Note{Kind: "info", Text: c.Say("ledger.by", page.Lines[0].Name), Link: web.Link{Text: c.Say("ledger.all"), Href: "/ledger"}}
	}
	return web.Reply{Page: "ledger/list.html", Data: page, Title: page.Head.Title, Nav: ID}, nil
}

// fill reads entries until the page is full or the journal ends, and returns
// the entry before which the next page begins.
func (l *ledger) fill(c *web.Call, a asked, page *ListPage) (string, error) {
	before := c.Query("before")
	for range listRounds {
		es, err := l.read(c.Context(), a, before, listRows)
		if err != nil {
			return "", err
		}
		lines, err := l.lines(c, es, a.narrow, true)
		if err != nil {
			return "", err
		}
		page.Lines = gather(append(page.Lines, lines...))
		if len(es) < listRows {
			return "", nil
		}
		before = es[len(es)-1].ID
		if len(page.Lines) >= listRows/2 {
			break
		}
	}
	return before, nil
}

// read returns the entries that a filter lets through.
func (l *ledger) read(ctx context.Context, a asked, before string, limit int) ([]db.Entry, error) {
	if a.about != "" && a.filter.Record == "" {
		return l.db.JournalAbout(ctx, a.about, a.filter, before, limit)
	}
	return l.db.Journal(ctx, a.filter, before, limit)
}

// gather makes one line of neighbouring entries that the viewer may not see.
func gather(lines []Line) []Line {
	var out []Line
	for _, x := range lines {
		if n := len(out); x.Hidden && n > 0 && out[n-1].Hidden {
			out[n-1].Count += x.Count
			continue
		}
		out = append(out, x)
	}
	return out
}

// shown counts the entries in some lines.
func shown(lines []Line) int {
	n := 0
	for _, x := range lines {
		n += x.Count
	}
	return n
}

func search(c *web.Call, a asked) web.Search {
	options := []web.Option{{Label: c.Say("ledger.area.any")}}
	for _, x := range areas {
		options = append(options, web.Option{Value: x, Label: c.Say("ledger.area." + x)})
	}
	s := web.Search{Action: "/ledger", Name: "day", Value: c.Query("day"), Label: c.Say("ledger.day"), Hint: c.Say("ledger.day.hint"),
		Filters: []web.Field{{Name: "area", Label: c.Say("ledger.area"), Value: c.Query("area"), Options: options}}}
	for _, k := range []string{"who", "record"} {
		if v := c.Query(k); v != "" {
			s.Hidden = append(s.Hidden, web.Hidden{Name: k, Value: v})
		}
	}
	if len(a.values) > 0 {
		s.Clear = "/ledger"
	}
	return s
}

// tabs are the pages of the module.
func tabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("ledger.nav")}
	for _, t := range []struct{ id, key string }{{"", "ledger.title"}, {"/checkpoints", "ledger.checkpoints"}, {"/verify", "ledger.verify"}} {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say(t.key), Href: "/ledger" + t.id, Current: t.id == current})
	}
	return v
}

// RecordPage is the data of record.html.
type RecordPage struct {
	Head  web.Head
	Tabs  web.Views
	Whole bool // of the whole dossier
	Lines []Line
	Pager web.Pager
}

// recordPage shows the history of a record, or of its whole dossier.
func (l *ledger) recordPage(c *web.Call) (web.Reply, error) {
	table, id := c.Path("table"), c.Path("id")
	record := table + "/" + id
	s, err := l.see(c.Context(), c.Who, []string{record})
	if err != nil {
		return web.Reply{}, err
	}
	about, ok := s[record]
	if !ok {
		return web.Reply{}, web.ErrNotFound
	}
	whole := c.Query("show") == "dossier"
	es, err := l.history(c.Context(), record, c.Query("before"), whole)
	if err != nil {
		return web.Reply{}, err
	}
	page := RecordPage{Head: web.Head{Title: c.Say("ledger.history"), Number: about.Code, Sub: about.Title, Print: true}}
	if about.Href != "" {
		page.Head.Acts = []web.Link{{Text: c.Say("ledger.open"), Href: about.Href, Icon: "folder-open", Hidden: about.Title}}
	}
	at := "/ledger/record/" + url.PathEscape(table) + "/" + url.PathEscape(id)
	page.Whole = whole
	page.Tabs = web.Views{Label: c.Say("ledger.history"), Tabs: []web.Link{{Text: c.Say("ledger.record"), Href: at, Current: !whole}, {Text: c.Say("ledger.dossier"), Href: at + "?show=dossier", Current: whole}}}
	if page.Lines, err = l.lines(c, es, true, false); err != nil {
		return web.Reply{}, err
	}
	page.Pager.Total = c.Say("ledger.shown", len(page.Lines))
	if len(es) == listRows {
		v := url.Values{"before": {es[len(es)-1].ID}}
		if whole {
			v.Set("show", "dossier")
		}
		page.Pager.Next = at + "?" + v.Encode()
	}
	return web.Reply{Page: "ledger/record.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: crumbs(c)}, nil
}

// history returns the entries of a record, or of the dossier it is in.
func (l *ledger) history(ctx context.Context, record, before string, whole bool) ([]db.Entry, error) {
	if !whole {
		return l.db.RecordHistory(ctx, record, before, listRows)
	}
	last, err := l.db.RecordHistory(ctx, record, "", 1)
	if err != nil {
		return nil, err
	}
	if len(last) == 0 {
		return nil, web.ErrNotFound
	}
	return l.db.History(ctx, last[0].Dossier, before, listRows)
}

func crumbs(c *web.Call) []web.Crumb {
	return []web.Crumb{{Text: c.Say("ledger.title"), Href: "/ledger"}}
}

// EntryPage is the data of entry.html.
type EntryPage struct {
	Head  web.Head
	Line  Line
	Facts web.Summary
	Path  []string
	Proof web.Note
}

func (l *ledger) entryPage(c *web.Call) (web.Reply, error) {
	e, err := l.db.Entry(c.Context(), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	s, err := l.see(c.Context(), c.Who, []string{e.Record})
	if err != nil {
		return web.Reply{}, err
	}
	names, err := l.names(c.Context(), c.Who, l.shownOf(c, s, []db.Entry{e}))
	if err != nil {
		return web.Reply{}, err
	}
	x, err := l.line(c, s, names, e, false)
	if err != nil {
		return web.Reply{}, err
	}
	if x.Hidden {
		return web.Reply{}, web.ErrNotFound
	}
	p, err := l.db.Prove(c.Context(), e)
	if err != nil {
		return web.Reply{}, err
	}
	page := EntryPage{Head: web.Head{Title: x.Verb, Sub: x.Record, Print: true}, Line: x, Path: p.Path, Proof: proofNote(c, p)}
	page.Facts = web.Summary{
		{Name: c.Say("ledger.column.at"), Value: c.Texts().Moment(c.Lang, e.At)},
		{Name: c.Say("ledger.column.who"), Value: e.Name, Href: x.ByHref},
		{Name: c.Say("ledger.column.verb"), Value: x.Verb},
		{Name: c.Say("ledger.column.record"), Value: x.Record, Href: x.Href2},
		{Name: c.Say("ledger.column.entry"), Value: e.ID},
		{Name: c.Say("ledger.column.seal"), Value: x.Seal},
	}
	if p.Hash != "" {
		page.Facts = append(page.Facts, web.Fact{Name: c.Say("ledger.hash"), Value: p.Hash})
	}
	if p.Checkpoint.Root != "" {
		page.Facts = append(page.Facts, web.Fact{Name: c.Say("ledger.root", int(p.Checkpoint.Size)), Value: p.Checkpoint.Root})
	}
	if x.History != "" {
		page.Head.Acts = []web.Link{{Text: c.Say("ledger.history"), Href: x.History, Icon: "history"}}
	}
	return web.Reply{Page: "ledger/entry.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: crumbs(c)}, nil
}

func proofNote(c *web.Call, p db.Proof) web.Note {
	switch {
	case p.Leaf < 0:
		return web.Note{Kind: "info", Text: c.Say("ledger.proof.waiting")}
	case p.Holds:
		return web.Note{Kind: "ok", Text: c.Say("ledger.proof.holds", int(p.Leaf), int(p.Checkpoint.Size))}
	}
	return web.Note{Kind: "over", Text: c.Say("ledger.proof.broken", int(p.Leaf)), Link: web.Link{Text: c.Say("ledger.verify"), Href: "/ledger/verify"}}
}
