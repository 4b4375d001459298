package picture

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ListPage is the data of list.html: the records behind a number.
type ListPage struct {
	Head web.Head
	Grid web.Grid
}

// silentList is the list of the offices without any result.
const silentList = "silent"

// listHref is the address of the list behind a number of a clock: what is
// late, what ends soon, or what falls due on a day.
func listHref(node, of, which, day string) string {
	q := url.Values{"unit": {node}, "of": {of}}
	for k, v := range map[string]string{"which": which, "day": day} {
		if v != "" {
			q.Set(k, v)
		}
	}
	return "/picture/list?" + q.Encode()
}

// listLimit is how many records a page of a list shows.
const listLimit = 50

// list shows the records behind a number of the page.
func (s site) list(c *web.Call) (web.Reply, error) {
	if c.Query("of") == silentList {
		return s.silentPage(c)
	}
	i := slices.IndexFunc(s.clocks, func(k clock) bool { return k.key == c.Query("of") })
	if i < 0 || !c.Who.Can(s.clocks[i].need) {
		return web.Reply{}, fmt.Errorf("list %q: %w", c.Query("of"), db.ErrNotFound)
	}
	k := s.clocks[i]
	node, err := s.node(c)
	if err != nil {
		return web.Reply{}, err
	}
	from, to, says := k.asked(c)
	rows, total, err := k.find(c, s.d.As(c.Who), node, from, to)
	if err != nil {
		return web.Reply{}, err
	}
	page := ListPage{Head: web.Head{Title: c.Say("picture.clock." + k.key), Sub: says, Print: true}}
	if page.Grid, err = s.grid(c, k, rows, total); err != nil {
		return web.Reply{}, err
	}
	return s.reply(c, node, page), nil
}

func (s site) reply(c *web.Call, node string, page ListPage) web.Reply {
	return web.Reply{Page: "picture/list.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: []web.Crumb{{Text: c.Say("picture.nav"), Href: "/picture?unit=" + url.QueryEscape(node)}}}
}

// asked reads which days the address asks for: one day, the next weeks, or
// what is late.
func (k clock) asked(c *web.Call) (from, to vn.Day, says string) {
	today := vn.Day(c.Today)
	if d := day(c.Query("day")); d != "" {
		return d, d, c.Say("picture.on", string(d))
	}
	if c.Query("which") == "soon" && k.soon > 0 {
		return today, today.AddDays(k.soon - 1), c.Say("picture.within", k.soon)
	}
	return "", today.AddDays(-1), c.Say("picture.late")
}

// An open is an open record of a clock.
type open struct {
	id, org string
	due     vn.Day
}

// find reads a page of the open records whose last day lies between two days,
// the earliest first, and counts all of them.
func (k clock) find(c *web.Call, v db.View, node string, from, to vn.Day) (rows []open, total int, err error) {
	at, id, _ := strings.Cut(c.Query("after"), ".")
	args := []any{node, string(to), string(from)}
	where := " FROM " + k.table + " t WHERE {visible t} AND " + k.where(node) + " AND " + k.due + " >= $3"
	err = db.Query(c.Context(), v, func(r db.Row) error { return r.Scan(&total) }, "SELECT count(*)"+where, args...)
	if err != nil {
		return nil, 0, fmt.Errorf("clock %s: %w", k.key, err)
	}
	err = db.Query(c.Context(), v, func(r db.Row) error {
		var o open
		err := r.Scan(&o.id, &o.org, &o.due)
		rows = append(rows, o)
		return err
	}, "SELECT t.id, t.org, "+k.due+where+fmt.Sprintf(" AND (%s > $4 OR %s = $4 AND t.id > $5) ORDER BY %s, t.id LIMIT %d", k.due, k.due, k.due, listLimit+1), append(args, at, id)...)
	return rows, total, err
}

// grid draws the records as their duty describes them.
func (s site) grid(c *web.Call, k clock, rows []open, total int) (web.Grid, error) {
	g := web.Grid{Label: c.Say("picture.clock." + k.key), Columns: []web.Column{{Text: c.Say("picture.record")}, {Text: c.Say("picture.unit")}, {Text: c.Say("picture.due")}},
		Empty: web.Empty{Icon: "circle-check", Title: c.Say("picture.none")}, Pager: web.Pager{Total: c.Say("picture.records", total)}}
	if c.Query("after") != "" {
		g.Pager.Prev = address(c, "")
	}
	if len(rows) > listLimit {
		rows = rows[:listLimit]
		end := rows[listLimit-1]
		g.Pager.Next = address(c, string(end.due)+"."+end.id)
	}
	var ids, orgs []string
	for _, o := range rows {
		ids, orgs = append(ids, o.id), append(orgs, o.org)
	}
	lines, err := s.lines(c.Context(), s.d.As(c.Who), k.table, ids)
	if err != nil {
		return g, err
	}
	names, err := s.names(c.Context(), orgs, vn.Day(c.Today))
	for _, o := range rows {
		l := lines[o.id]
		due := web.Cell{Text: c.Texts().Day(c.Lang, string(o.due)), Chip: c.DueChip(string(o.due))}
		if k.due == past {
			due = web.Cell{Text: "–"}
		}
		note := strings.Trim(l.Code+" · "+l.Note, " ·")
		g.Rows = append(g.Rows, web.Row{ID: o.id, Cells: []web.Cell{{Text: l.Title, Href: l.Href, Key: true, Small: note}, {Text: names[o.org]}, due}})
	}
	return g, err
}

// address is the address of the list from a record on.
func address(c *web.Call, after string) string {
	q := c.R.URL.Query()
	q.Del("after")
	if after != "" {
		q.Set("after", after)
	}
	return "/picture/list?" + q.Encode()
}

// lines asks the duty how records read.
func (s site) lines(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	m, ok := s.holder(table)
	if !ok || m.Lines == nil || len(ids) == 0 {
		return nil, nil
	}
	return m.Lines(ctx, v, table, ids)
}

// names are the names of offices on a day.
func (s site) names(ctx context.Context, ids []string, on vn.Day) (map[string]string, error) {
	all := map[string]string{}
	args := []any{string(on)}
	marks := make([]string, listLimit)
	if len(ids) == 0 {
		return all, nil
	}
	for i := range marks {
		args = append(args, ids[min(i, len(ids)-1)])
		marks[i] = fmt.Sprintf("$%d", len(args))
	}
	err := db.Query(ctx, s.d.As(db.System), func(r db.Row) error {
		var id, name string
		err := r.Scan(&id, &name)
		all[id] = name
		return err
	}, `SELECT t.unit, t.name FROM org_span t WHERE {visible t} AND NOT t.withdrawn AND t.valid_from <= $1 AND t.unit IN (`+strings.Join(marks, ", ")+`) ORDER BY t.valid_from`, args...)
	return all, err
}

// silentPage lists the offices right below without any result this year.
func (s site) silentPage(c *web.Call) (web.Reply, error) {
	x, err := s.look(c)
	if err != nil {
		return web.Reply{}, err
	}
	quiet := x.silent()
	page := ListPage{Head: web.Head{Title: c.Say("picture.silent", strconv.Itoa(x.year())), Sub: x.own.name, Print: true}}
	page.Grid = web.Grid{Label: page.Head.Title, Columns: []web.Column{{Text: c.Say("picture.unit")}, {Text: c.Say("picture.report")}}, Empty: web.Empty{Icon: "circle-check", Title: c.Say("picture.none")},
		Pager: web.Pager{Total: c.Say("picture.units", len(quiet))}}
	for _, o := range quiet {
		page.Grid.Rows = append(page.Grid.Rows, web.Row{ID: o.id, Cells: []web.Cell{{Text: o.name, Href: x.href(o.id), Key: true},
			{Text: c.Say("picture.report"), Href: x.this().report(o.id)}}})
	}
	return s.reply(c, x.node, page), nil
}
