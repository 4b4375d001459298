package register

import (
	"cmp"
	"context"
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ItemHref is the address of the page of an item.
func ItemHref(id string) string { return "/secrets/item/" + id }

// CopyHref is the address of the page of a copy.
func CopyHref(id string) string { return "/secrets/copy/" + id }

func registerCrumbs(c *web.Call) []web.Crumb {
	return []web.Crumb{{Text: c.Say("secrets.nav"), Href: "/secrets"}}
}

// tabs are the registers of the duty, each with its own address.
var tabs = []struct{ id, href string }{
	{"out", "/secrets"}, {"in", "/secrets/in"}, {"drafts", "/secrets/drafts"}, {"lent", "/secrets/lent"}, {"overdue", "/secrets/overdue"},
	{"ending", "/secrets/ending"}, {"missing", "/secrets/missing"}, {"books", "/secrets/books"},
}

func registerTabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("desk.registers")}
	for _, t := range tabs {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say("secrets.list." + t.id), Href: t.href, Current: t.id == current})
	}
	return v
}

// stamp is the mark of the level as it stands on the paper; grey once the item
// is no secret any more.
func stamp(c *web.Call, g access.Level, free bool) web.Chip {
	switch {
	case free:
		return web.Chip{Kind: "stamp s0", Text: c.Say("secrets.stamp.0")}
	case g < access.Secret || g > access.TopSecret:
		return web.Chip{}
	}
	return web.Chip{Kind: fmt.Sprintf("stamp s%d", g), Text: c.Say(fmt.Sprintf("secrets.stamp.%d", g))}
}

// Stamp is the mark of an item's level, as a chip.
func Stamp(c *web.Call, i Item) web.Chip { return stamp(c, i.Grade, i.State == Declassified) }

// abstractCell is what an item is about, or why that is not shown (M17, S1).
func abstractCell(c *web.Call, i Item) web.Cell {
	switch {
	case i.Words != "":
		return web.Cell{Text: i.Words, Wide: true}
	case i.Grade == access.TopSecret:
		return web.Cell{Text: c.Say("secrets.page.no_abstract")}
	case i.Grade > c.Who.Clearance && i.State != Declassified:
		return web.Cell{Text: c.Say("secrets.page.hidden")}
	}
	return web.Cell{}
}

// termCell is how much of the term is left, with a bar.
func termCell(c *web.Call, i Item) web.Cell {
	switch {
	case i.State == Declassified:
		return web.Cell{Text: c.Say("secrets.state.item.declassified")}
	case i.ExpiresOn == "" || !i.Live():
		return web.Cell{}
	}
	left := i.ExpiresOn.Sub(vn.Day(c.Today))
	if left <= soonEnds {
		kind := "soon"
		if left < 0 {
			kind = "over"
		}
		return web.Cell{Chip: web.Chip{Kind: kind, Text: c.Texts().DaysLeft(c.Lang, string(i.ExpiresOn), c.Today)}}
	}
	return web.Cell{Meter: web.Meter{Done: left, Whole: max(i.ExpiresOn.Sub(i.DeterminedOn), 1), Text: leftWords(c, vn.Day(c.Today), i.ExpiresOn, false)}}
}

// soonEnds is from how many days on the end of a term is told in days.
const soonEnds = 90

// leftWords says how long it is until a day: "19 năm 1 tháng 22 ngày", or the
// years alone.
func leftWords(c *web.Call, from, to vn.Day, full bool) string {
	y := 0
	for from.AddYears(y+1) <= to {
		y++
	}
	m := 0
	for from.AddYears(y).AddMonths(m+1) <= to {
		m++
	}
	d := to.Sub(from.AddYears(y).AddMonths(m))
	switch {
	case full:
		return c.Say("secrets.page.left_full", y, m, d)
	case y == 0:
		return c.Say("secrets.page.left_months", m)
	}
	return c.Say("secrets.page.left_years", y)
}

// itemRegister is one list of items.
func (k pages) itemRegister(name, path string, where func(*web.Call, *desk.Filter)) desk.Register[Item, *Item] {
	return desk.Register[Item, *Item]{Desk: k.Desk, Name: name, Path: path, Need: Read, Tabs: registerTabs, By: []string{"year", "seq"}, Year: "year", Unit: true,
		Words: []string{"number", "issuer_name", "kind"}, Where: where, Filters: gradeFilter, Fill: k.fillItems, Columns: itemColumns(),
		Acts: func(c *web.Call) []web.Link { return registerActs(c, name) }, Empty: web.Empty{Icon: "lock", Title: "secrets.page.no_items"}}
}

func gradeFilter(c *web.Call) []web.Field {
	f := web.Field{Name: "grade", Label: c.Say("secrets.field.grade"), Options: []web.Option{{Label: c.Say("secrets.page.any_grade")}}}
	for _, g := range Grades {
		f.Options = append(f.Options, web.Option{Value: fmt.Sprint(int(g)), Label: gradeName(c, g)})
	}
	return []web.Field{f}
}

func byGrade(c *web.Call, w *desk.Filter) {
	for _, g := range Grades {
		if c.Query("grade") == fmt.Sprint(int(g)) {
			w.And("t.grade = ?", int(g))
		}
	}
}

func inBook(b Book) func(*web.Call, *desk.Filter) {
	return func(c *web.Call, w *desk.Filter) {
		w.And("t.book = ? AND t.seq > 0", string(b))
		byGrade(c, w)
	}
}

func itemColumns() []desk.Column[Item] {
	return []desk.Column[Item]{
		{Name: "number", Cell: func(_ *web.Call, i Item) web.Cell {
			return web.Cell{Text: cmp.Or(i.Number, i.Name()), Href: ItemHref(i.ID), Key: true}
		}},
		{Name: "grade", Cell: func(c *web.Call, i Item) web.Cell { return web.Cell{Chip: Stamp(c, i)} }},
		{Name: "words", Cell: abstractCell, Width: 50},
		{Name: "sender", Cell: func(_ *web.Call, i Item) web.Cell {
			_, name := i.Responsible()
			return web.Cell{Text: name}
		}},
		{Name: "date", Value: func(_ *web.Call, i Item) any { return i.DeterminedOn }},
		{Name: "copies", Num: true, Cell: func(_ *web.Call, i Item) web.Cell { return web.Cell{Text: i.Present} }},
		{Name: "holder", Cell: func(c *web.Call, i Item) web.Cell {
			switch {
			case i.Gone > 0:
				return web.Cell{Text: " " + i.Where, Chip: web.Chip{Kind: "over", Text: c.Say("secrets.page.gone", i.Gone)}}
			case i.Due != "":
				return web.Cell{Text: " " + i.Where, Chip: c.DueChip(string(i.Due))}
			}
			return web.Cell{Text: i.Where}
		}},
		{Name: "expires_on", Cell: termCell},
	}
}

func registerActs(c *web.Call, name string) []web.Link {
	var all []web.Link
	add := func(need access.Need, key, href, icon string) {
		if c.Who.Can(need) {
			all = append(all, web.Link{Text: c.Say(key), Href: href, Icon: icon})
		}
	}
	switch name {
	case "out", "drafts":
		add(Read, "secrets.page.print_book", "/secrets/books?book=out", "printer")
		add(Keep, "secrets.do.stocktake.begin", "/secrets/stocktake/new/begin", "clipboard-check")
		add(Propose, "secrets.do.item.take_up", "/secrets/item/new/take_up", "plus")
		add(Propose, "secrets.do.item.draft", "/secrets/item/new/draft", "plus")
	case "in":
		add(Read, "secrets.page.print_book", "/secrets/books?book=in", "printer")
		add(Enter, "secrets.page.import", "/secrets/import", "database-import")
		add(Enter, "secrets.do.item.receive", "/secrets/item/new/receive", "plus")
	}
	if len(all) > 0 {
		all[len(all)-1].Primary = true
	}
	return all
}

// fillItems completes lines of a list: the abstracts the viewer may see, and
// where the copies are.
func (k pages) fillItems(ctx context.Context, v db.View, rows []Item) error {
	if len(rows) == 0 {
		return nil
	}
	if err := fillWords(ctx, v, rows); err != nil {
		return err
	}
	ids := make([]any, len(rows))
	for n, i := range rows {
		ids[n] = i.ID
	}
	copies := map[string][]Copy{}
	err := db.Query(ctx, v, func(r db.Row) error {
		var c Copy
		err := r.Scan(&c.Item, &c.State, &c.DueOn, &c.Holder, &c.HolderName, &c.Place, &c.UnitName, &c.FromName, &c.FromPlace, &c.FromUnitName)
		copies[c.Item] = append(copies[c.Item], c)
		return err
	}, `SELECT t.item, t.state, t.due_on, t.holder, t.holder_name, t.place, t.unit_name, t.from_name, t.from_place, t.from_unit_name
		FROM secrets_copy t WHERE {visible t} AND t.item IN (`+desk.Marks(len(ids))+`) ORDER BY t.item, t.copy_no`, ids...)
	for n := range rows {
		rows[n].gather(copies[rows[n].ID])
	}
	return err
}

// gather sums up where the copies of an item are.
func (i *Item) gather(copies []Copy) {
	here, missing := 0, 0
	for _, c := range copies {
		switch {
		case c.State == Missing:
			missing++
		case c.Here():
			here++
			if i.Where == "" || c.Holder != "" {
				i.Where = c.Hand().String()
			}
		}
		if (c.State == Lent || c.State == RecallDue) && (i.Due == "" || c.DueOn < i.Due) {
			i.Due = c.DueOn
		}
	}
	i.Gone = missing
	if len(copies) > 0 {
		i.Present = fmt.Sprintf("%d/%d", here, len(copies))
	}
}

// copyRegister is one list of copies.
func (k pages) copyRegister(name, path, where string, args ...any) desk.Register[Copy, *Copy] {
	return desk.Register[Copy, *Copy]{Desk: k.Desk, Name: name, Path: path, Need: Read, Tabs: registerTabs, By: []string{"due_on"}, Unit: true,
		Words: []string{"number", "holder_name", "unit_name"}, Filters: gradeFilter, Columns: copyColumns(), Empty: web.Empty{Icon: "circle-check", Title: "secrets.page.no_copies"},
		Where: func(c *web.Call, w *desk.Filter) {
			all := append([]any{}, args...)
			if name == "overdue" {
				all = append(all, string(k.Today()))
			}
			w.And(where, all...)
			byGrade(c, w)
		}}
}

func copyColumns() []desk.Column[Copy] {
	return []desk.Column[Copy]{
		{Name: "number", Cell: func(_ *web.Call, x Copy) web.Cell { return web.Cell{Text: x.Title(), Href: CopyHref(x.ID), Key: true} }},
		{Name: "grade", Cell: func(c *web.Call, x Copy) web.Cell {
			return web.Cell{Chip: stamp(c, x.Grade, x.State == CopyReleased)}
		}},
		{Name: "holder", Cell: func(_ *web.Call, x Copy) web.Cell {
			return web.Cell{Text: x.Hand().String(), Small: x.UnitName}
		}},
		{Name: "basis", Value: func(_ *web.Call, x Copy) any { return x.Basis }},
		{Name: "held_since", Value: func(_ *web.Call, x Copy) any { return x.HeldSince }},
		{Name: "checked_on", Value: func(_ *web.Call, x Copy) any { return x.CheckedOn }},
		{Name: "due_on", Cell: func(c *web.Call, x Copy) web.Cell { return web.Cell{Chip: copyDue(c, x)} }},
		{Name: "state", Cell: func(c *web.Call, x Copy) web.Cell { return web.Cell{Chip: copyState(c, x)} }},
	}
}

// copyDue is the day a copy is due back, as a chip.
func copyDue(c *web.Call, x Copy) web.Chip {
	if x.DueOn == "" || !x.Here() {
		return web.Chip{}
	}
	return c.DueChip(string(x.DueOn))
}

var stateKinds = map[string]string{string(Missing): "over", string(RecallDue): "soon", string(Lent): "info", string(InTransit): "info", string(CarriedOut): "info"}

func copyState(c *web.Call, x Copy) web.Chip {
	return web.Chip{Kind: stateKinds[string(x.State)], Text: c.Say("secrets.state.copy." + string(x.State))}
}

// copyGrid is a table of copies on a page.
func copyGrid(c *web.Call, copies []Copy, empty string) web.Grid {
	g := web.Grid{Label: c.Say("secrets.page.copies"), Empty: web.Empty{Title: c.Say(empty)}}
	cols := copyColumns()
	for _, col := range cols {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("secrets.field." + col.Name)})
	}
	for _, x := range copies {
		row := web.Row{ID: x.ID}
		for _, col := range cols {
			if col.Cell != nil {
				row.Cells = append(row.Cells, col.Cell(c, x))
				continue
			}
			switch v := col.Value(c, x).(type) {
			case vn.Day:
				row.Cells = append(row.Cells, web.Cell{Text: c.Texts().Day(c.Lang, string(v))})
			default:
				row.Cells = append(row.Cells, web.Cell{Text: fmt.Sprint(v)})
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}
