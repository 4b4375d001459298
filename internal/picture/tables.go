package picture

import (
	"fmt"
	"slices"
	"strconv"

	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// leastMost is the count that at least is the strongest ground: a few things
// are not many because others have none.
const leastMost = 5

// heat is the table of offices and figures of the last year of the window.
func (x scene) heat(c *web.Call) HeatView {
	h := HeatView{Title: c.Say("picture.heat", strconv.Itoa(x.window.to))}
	whole := HeatRow{Name: c.Say("picture.whole"), Total: true}
	h.Rows = make([]HeatRow, len(x.offices))
	for i, o := range x.offices {
		h.Rows[i] = HeatRow{Name: o.name, Href: x.href(o.id)}
	}
	for _, f := range x.drawn {
		if x.all[x.node][f.key][x.window.to] == 0 {
			continue // a column without a number says nothing
		}
		h.Heads = append(h.Heads, HeadView{c.Say("picture.head." + f.name), c.Say(f.key)})
		whole.Cells = append(whole.Cells, x.cellOf(c, x.own, f, ""))
		top := leastMost
		for _, o := range x.offices {
			top = max(top, x.all[o.id][f.key][x.window.to])
		}
		for i, o := range x.offices {
			h.Rows[i].Cells = append(h.Rows[i].Cells, x.cellOf(c, o, f, heat(x.all[o.id][f.key][x.window.to], top)))
		}
	}
	h.Rows = append(h.Rows, whole)
	if x.left > 0 {
		h.Rest = web.Link{Text: c.Say("picture.rest", x.left), Href: x.end().units(x.node, x.figure)}
	}
	return h
}

// cellOf is a figure of an office in the last year of the window.
func (x scene) cellOf(c *web.Call, o office, f figure, class string) CellView {
	n := x.all[o.id][f.key][x.window.to]
	v := CellView{Text: c.Texts().Number(c.Lang, n), Class: class, Says: c.Say("picture.cell", o.name, c.Say(f.key), n)}
	if n == 0 {
		return CellView{Text: "·", Class: "z"}
	}
	v.Href = x.end().cell(o.id, f, x.window.to)
	return v
}

// strip is what is late and what falls due on each of the next days, by clock.
// A clock of which there is neither is left out.
func (x scene) strip(c *web.Call) StripView {
	var v StripView
	for i := range ahead {
		d := x.today.AddDays(i)
		v.Days = append(v.Days, DayView{c.Say(fmt.Sprintf("picture.weekday.%d", d.Weekday())), d.Time().Day(), c.Texts().DayLong(c.Lang, string(d))})
	}
	var rows []HeatRow
	top := 0
	counts := map[string][]int{}
	for _, k := range x.clocks {
		ns, any := x.byDay(k)
		if !any {
			continue
		}
		counts[k.key] = ns
		for _, n := range ns {
			top = max(top, n)
		}
	}
	for _, k := range x.clocks {
		if ns := counts[k.key]; ns != nil {
			rows = append(rows, x.stripRow(c, k, ns, top))
		}
	}
	v.Rows = rows
	return v
}

// byDay counts what of a clock is late, and what falls due on each day ahead.
func (x scene) byDay(k clock) (ns []int, any bool) {
	ns = make([]int, ahead+1)
	for _, n := range x.due[k.key] {
		at := 0
		if n.day >= x.today {
			at = n.day.Sub(x.today) + 1
		}
		if at < len(ns) {
			ns[at] += n.n
			any = true
		}
	}
	return ns, any
}

func (x scene) stripRow(c *web.Call, k clock, ns []int, top int) HeatRow {
	row := HeatRow{Name: c.Say("picture.clock." + k.key)}
	for i, n := range ns {
		if n == 0 {
			row.Cells = append(row.Cells, CellView{Text: "·", Class: "z"})
			continue
		}
		cell := CellView{Text: c.Texts().Number(c.Lang, n), Class: heat(n, max(top, leastMost)), Href: listHref(x.node, k.key, "late", ""), Says: c.Say("picture.strip.late", row.Name, n)}
		if i > 0 {
			d := x.today.AddDays(i - 1)
			cell.Href, cell.Says = listHref(x.node, k.key, "", string(d)), c.Say("picture.strip.day", row.Name, n, string(d))
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// small are the lists beside the charts: a title, and the figures.
var small = []struct {
	title string
	keys  []string
}{
	{"discipline", []string{"inspection.disciplined.form.reprimand", "inspection.disciplined.form.warning", "inspection.disciplined.form.removal", "inspection.disciplined.form.expulsion"}},
	{"secrets", []string{"secrets.bodies_inspected", "secrets.findings", "secrets.leak_cases", "secrets.leak_documents", "secrets.loss_cases"}},
}

// parts are the figures of the lists.
var parts = slices.Concat(small[0].keys, small[1].keys)

// lists are numbers of the office over the window that need no picture; a list
// of nothing is left out.
func (s site) lists(c *web.Call, x scene) []ListView {
	var all []ListView
	for _, l := range small {
		any := false
		v := ListView{Title: c.Say("picture.list."+l.title, strconv.Itoa(x.window.from), strconv.Itoa(x.window.to))}
		for _, key := range l.keys {
			if !s.gives(key) {
				continue
			}
			n := sum(x.all, x.node, key, x.window.years())
			any = any || n > 0
			v.Names = append(v.Names, c.Say(key))
			v.Items = append(v.Items, CellView{Text: c.Texts().Number(c.Lang, n), Href: hrefOf(n, x.window.cell(x.node, figure{key: key}, 0)), Says: c.Say(key)})
		}
		if any {
			all = append(all, v)
		}
	}
	return all
}

// day reads a day out of the address; "" if there is none.
func day(text string) vn.Day {
	d, err := vn.ParseDay(text)
	if err != nil {
		return ""
	}
	return d
}
