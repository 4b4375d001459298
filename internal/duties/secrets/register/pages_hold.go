package register

import (
	"context"
	"fmt"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// HoldPage is the data of hold.html: copies in tables under headings.
type HoldPage struct {
	Head  web.Head
	Pick  web.Search
	Parts []web.Section
	Sign  string // line for a signature on paper, "" for none
}

// mine shows what a person holds, has to confirm, and has given away without
// the other side's signature yet.
func (k pages) mine(c *web.Call) (web.Reply, error) {
	page := HoldPage{Head: web.Head{Title: c.Say("secrets.list.mine"), Sub: c.Who.Name, Print: true}}
	held, err := HeldBy(c.Context(), k.DB.As(c.Who), cmpOr(c.Who.Person, "-"))
	if err != nil {
		return web.Reply{}, err
	}
	var confirm, hold, given []Copy
	for _, x := range held {
		switch {
		case x.State != InTransit:
			hold = append(hold, x)
		case x.Holder == c.Who.Person:
			confirm = append(confirm, x)
		default:
			given = append(given, x)
		}
	}
	if c.Who.Can(Keep) {
		back, err := db.Find[Copy](c.Context(), k.DB.As(c.Who), "t.state = 'in_transit' AND t.holder = '' AND t.unit = $1", "ORDER BY t.id LIMIT 100", c.Who.Unit)
		if err != nil {
			return web.Reply{}, err
		}
		confirm = append(confirm, back...)
	}
	for _, s := range []struct {
		key    string
		copies []Copy
	}{{"confirm", confirm}, {"hold", hold}, {"given", given}} {
		page.Parts = append(page.Parts, web.Section{Title: c.Say("secrets.page.mine." + s.key), Grid: k.actGrid(c, s.copies)})
	}
	return web.Reply{Page: "secrets/hold.html", Data: page, Title: page.Head.Title, Nav: "secrets.mine"}, nil
}

// actGrid is a table of copies with the one thing to do about each.
func (k pages) actGrid(c *web.Call, copies []Copy) web.Grid {
	g := copyGrid(c, copies, "secrets.page.nothing_held")
	g.Columns = append(g.Columns, web.Column{Text: c.Say("secrets.page.acts")})
	for n, x := range copies {
		cell := web.Cell{}
		switch {
		case x.State == InTransit && confirmSound(x.Toward)(x, duty.Moment{Who: c.Who}) == nil:
			cell = web.Cell{Text: c.Say("secrets.do.copy.confirm"), Href: CopyHref(x.ID)}
		case x.Holder == c.Who.Person && (x.State == Lent || x.State == RecallDue):
			cell = web.Cell{Text: c.Say("secrets.do.copy.bring"), Href: CopyHref(x.ID)}
		}
		g.Rows[n].Cells = append(g.Rows[n].Cells, cell)
	}
	return g
}

// holders shows who holds what: the hands of the office with the number of
// their copies, or everything one person holds.
func (k pages) holders(c *web.Call) (web.Reply, error) {
	v := k.DB.As(c.Who)
	page := HoldPage{Head: web.Head{Title: c.Say("secrets.list.holders"), Print: true}, Pick: web.Search{Action: "/secrets/holders", Name: "q", Value: c.Query("q"), Label: c.Say("desk.search"), Hint: c.Say("desk.search.hint")}}
	if id := c.Query("person"); id != "" {
		held, err := HeldBy(c.Context(), v, id)
		if err != nil {
			return web.Reply{}, err
		}
		name := ""
		if len(held) > 0 {
			name = held[0].Hand().Name
		}
		page.Head.Sub, page.Sign = name, c.Say("secrets.page.sign_held", name)
		page.Parts = []web.Section{{Title: c.Say("secrets.page.held_by", name), Grid: copyGrid(c, held, "secrets.page.nothing_held")}}
		return web.Reply{Page: "secrets/hold.html", Data: page, Title: page.Head.Title, Nav: "secrets.holders", Crumbs: registerCrumbs(c)}, nil
	}
	g := web.Grid{Label: page.Head.Title, Empty: web.Empty{Title: c.Say("secrets.page.nothing_held")}}
	for _, f := range []string{"holder", "unit", "copies", "due_on"} {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("secrets.field." + f), Num: f == "copies"})
	}
	units := g
	units.Columns = []web.Column{{Text: c.Say("secrets.field.unit")}, {Text: c.Say("secrets.field.copies"), Num: true}}
	var names []string
	inUnit := map[string]int{}
	err := db.Query(c.Context(), v, func(r db.Row) error {
		var id, name, unit, due string
		var n int
		if err := r.Scan(&id, &name, &unit, &n, &due); err != nil {
			return err
		}
		if !strings.Contains(vn.Fold(name+" "+unit), vn.Fold(c.Query("q"))) {
			return nil
		}
		if inUnit[unit] == 0 {
			names = append(names, unit)
		}
		inUnit[unit] += n
		cell := web.Cell{Text: name, Href: "/secrets/holders?person=" + id, Key: true}
		g.Rows = append(g.Rows, web.Row{Cells: []web.Cell{cell, {Text: unit}, {Text: c.Texts().Number(c.Lang, n), Num: true}, {Chip: c.DueChip(due)}}})
		return nil
	}, `SELECT t.holder, t.holder_name, t.unit_name, count(*), COALESCE(MIN(CASE WHEN t.due_on <> '' THEN t.due_on END), '') FROM secrets_copy t
		WHERE {visible t} AND t.state IN ('in_custody', 'in_transit', 'lent', 'recall_due', 'carried_out') AND t.holder <> ''
		GROUP BY t.holder, t.holder_name, t.unit_name ORDER BY t.holder_name, t.holder LIMIT 500`)
	for _, unit := range names {
		units.Rows = append(units.Rows, web.Row{Cells: []web.Cell{{Text: unit}, {Text: c.Texts().Number(c.Lang, inUnit[unit]), Num: true}}})
	}
	page.Parts = []web.Section{{Title: c.Say("secrets.page.by_person"), Grid: g}, {Title: c.Say("secrets.page.by_unit"), Grid: units}}
	return web.Reply{Page: "secrets/hold.html", Data: page, Title: page.Head.Title, Nav: "secrets.holders", Crumbs: registerCrumbs(c)}, err
}

// dueRows bounds each list of the due queue.
const dueRows = 100

// dueQueue shows what falls due: recalls, loans, confirmations, ends of terms.
// Every list is read from an index on state and day, however long the history.
func (k pages) dueQueue(c *web.Call) (web.Reply, error) {
	v, today := k.DB.As(c.Who), vn.Day(c.Today)
	page := HoldPage{Head: web.Head{Title: c.Say("secrets.list.due"), Print: true}}
	for _, s := range []struct{ key, state string }{{"recalls", "recall_due"}, {"loans", "lent"}, {"confirmations", "in_transit"}} {
		copies, err := db.Find[Copy](c.Context(), v, "t.state = $1 AND t.due_on <= $2", fmt.Sprintf("ORDER BY t.due_on, t.id LIMIT %d", dueRows), s.state, string(today.AddDays(loanAhead)))
		if err != nil {
			return web.Reply{}, err
		}
		page.Parts = append(page.Parts, web.Section{Title: c.Say("secrets.page.due." + s.key), Grid: copyGrid(c, copies, "secrets.page.nothing_due")})
	}
	items, err := ending(c.Context(), v, today, dueRows)
	if err != nil {
		return web.Reply{}, err
	}
	if err := k.fillItems(c.Context(), v, items); err != nil {
		return web.Reply{}, err
	}
	g := web.Grid{Label: c.Say("secrets.page.due.terms"), Empty: web.Empty{Title: c.Say("secrets.page.nothing_due")}}
	for _, col := range itemColumns() {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("secrets.field." + col.Name)})
	}
	for _, i := range items {
		row := web.Row{ID: i.ID}
		for _, col := range itemColumns() {
			if col.Cell != nil {
				row.Cells = append(row.Cells, col.Cell(c, i))
			} else {
				row.Cells = append(row.Cells, web.Cell{Text: c.Texts().Day(c.Lang, string(i.DeterminedOn))})
			}
		}
		g.Rows = append(g.Rows, row)
	}
	page.Parts = append(page.Parts, web.Section{Title: c.Say("secrets.page.due.terms"), Grid: g})
	return web.Reply{Page: "secrets/hold.html", Data: page, Title: page.Head.Title, Nav: "secrets.due", Crumbs: registerCrumbs(c)}, nil
}

// How many days ahead the queue looks for loans and for ends of terms.
const (
	loanAhead = 30
	termAhead = 183
)

// ending lists the items whose term ends within termAhead days, by the last
// day.
func ending(ctx context.Context, v db.View, today vn.Day, limit int) ([]Item, error) {
	return db.Find[Item](ctx, v, "t.ended_on = '' AND t.expires_on > '' AND t.expires_on <= $1 AND t.seq > 0", fmt.Sprintf("ORDER BY t.expires_on, t.id LIMIT %d", limit), string(today.AddDays(termAhead)))
}

// LabelPage is the data of labels.html.
type LabelPage struct {
	Head   web.Head
	Labels []Label
}

// A Label is what is stuck on a copy: its code and enough for the eye. It says
// nothing of what the item is about.
type Label struct {
	Code                 Code
	Number, Copy, Office string
}

// labels draws the labels of an item's copies, or of all copies in a cabinet,
// for a sheet to cut apart. That they were made is in the journal.
func (k pages) labels(c *web.Call) (web.Reply, error) {
	v := k.DB.As(c.Who)
	where, args := "t.item = $1", []any{c.Query("item")}
	if place := c.Query("place"); place != "" {
		where, args = "t.unit = $1 AND t.place = $2 AND t.holder = ''", []any{c.Who.Unit, place}
	}
	copies, err := db.Find[Copy](c.Context(), v, where+" AND t.state NOT IN ('destroyed', 'sent_back')", "ORDER BY t.number, t.copy_no, t.id LIMIT 400", args...)
	if err != nil {
		return web.Reply{}, err
	}
	if len(copies) == 0 {
		return web.Reply{}, web.ErrNotFound
	}
	key, err := registerKey(c.Context(), k.DB.As(db.System))
	if err != nil {
		return web.Reply{}, err
	}
	if err := k.DB.Note(c.Context(), c.Who, ID+".labels", "secrets_item/"+copies[0].Item, copies[0].Item, map[string]any{"labels": len(copies)}); err != nil {
		return web.Reply{}, err
	}
	page := LabelPage{Head: web.Head{Title: c.Say("secrets.page.labels"), Sub: c.Say("secrets.page.labels.text"), Print: true}}
	for _, x := range copies {
		code, err := DrawLabel(LabelText(key, x.ID))
		if err != nil {
			return web.Reply{}, err
		}
		page.Labels = append(page.Labels, Label{code, x.Number, fmt.Sprintf("%02d/%02d", x.No, x.Of), x.HomeName})
	}
	return web.Reply{Page: "secrets/labels.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: registerCrumbs(c)}, nil
}

// stocktakePage shows how a count stands, and its list to tick off on paper.
func (k pages) stocktakePage(c *web.Call, s Stocktake) (web.Reply, error) {
	fo := k.stocktakes()
	page := desk.RecordPage{Head: web.Head{Title: c.Say("secrets.page.stocktake", fo.Title(s)), Chip: fo.StateChip(c, s), Print: true}}
	page.Facts = desk.NewFacts(c, ID).Day("taken_on", string(s.On)).Text("by", s.ByName).Num("expected", s.Expected).Num("seen", s.Seen).Num("absent", s.Absent).Num("elsewhere", s.Elsewhere).
		Num("open", s.Open).Text("signed", s.Signed).Day("finished_on", string(s.FinishedOn)).All
	lines, err := db.List[StocktakeLine](c.Context(), k.DB.As(c.Who), db.Page{Where: "t.stocktake = $1", Args: []any{s.ID}, By: []string{"result", "number", "copy_no"}, After: c.Query("after"), Limit: 300})
	if err != nil {
		return web.Reply{}, err
	}
	g := web.Grid{Label: c.Say("secrets.page.counted")}
	for _, f := range []string{"number", "copy_no", "where", "result", "settled"} {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("secrets.field." + f)})
	}
	kinds := map[Sighting]string{Present: "ok", Absent: "over", Misplaced: "soon", Unexpected: "over"}
	for _, l := range lines.Rows {
		mark := c.Say("secrets.sighting." + string(l.Result))
		if l.Result == Awaited {
			mark = "☐ " + mark
		}
		g.Rows = append(g.Rows, web.Row{Cells: []web.Cell{{Text: l.Number, Href: "/secrets/difference/" + l.ID, Key: true}, {Text: fmt.Sprintf("%02d", l.No)}, {Text: l.Where}, {Chip: web.Chip{Kind: kinds[l.Result], Text: mark}}, {Text: l.Settled}}})
	}
	page.Parts = []web.Section{{Title: c.Say("secrets.page.counted"), Note: c.Say("secrets.page.counted.text"), Grid: g}}
	if lines.Next != "" {
		page.Older = "/secrets/stocktake/" + s.ID + "?after=" + lines.Next
	}
	page.Next, page.Others = fo.Next(c, s)
	if s.State == StocktakeOpen && c.Who.Can(Keep) {
		page.Next = web.Next{Title: c.Say("secrets.do.stocktake.scan"), Text: c.Say("secrets.do.stocktake.scan.text"), Action: "/secrets/stocktake/" + s.ID + "/scan", Button: c.Say("secrets.do.stocktake.scan"),
			Hidden: []web.Hidden{{Name: "version", Value: fmt.Sprint(s.Version)}}, Fields: []web.Field{{Name: "labels", Kind: web.FieldArea, Label: c.Say("secrets.field.labels")}}}
		page.Others = append(page.Others, web.Link{Text: c.Say("secrets.do.stocktake.finish"), Href: "/secrets/stocktake/" + s.ID + "/finish", Icon: "check"})
	}
	if page.Journal, _, err = k.Journal(c, s.ID, "/secrets/stocktake/"+s.ID); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "desk/record.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: registerCrumbs(c)}, nil
}
