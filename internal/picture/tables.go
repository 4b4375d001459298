package picture

import (
	"fmt"
	"strconv"

	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// heat is the table of offices and figures of this year.
func (x scene) heat(c *web.Call) HeatView {
	h := HeatView{Title: c.Say("picture.heat", strconv.Itoa(x.year()))}
	top := make([]int, len(x.figures))
	for i, f := range x.figures {
		h.Heads = append(h.Heads, HeadView{c.Say("picture.head." + f.name), c.Say(f.key)})
		for _, o := range x.offices {
			top[i] = max(top[i], x.all[o.id][f.key][x.year()])
		}
	}
	for _, o := range x.offices {
		row := HeatRow{Name: o.name, Href: x.href(o.id)}
		for i, f := range x.figures {
			n := x.all[o.id][f.key][x.year()]
			row.Cells = append(row.Cells, x.cellOf(c, o, f, heat(n, top[i])))
		}
		h.Rows = append(h.Rows, row)
	}
	whole := HeatRow{Name: c.Say("picture.whole"), Total: true}
	for _, f := range x.figures {
		whole.Cells = append(whole.Cells, x.cellOf(c, x.own, f, ""))
	}
	h.Rows = append(h.Rows, whole)
	if x.left > 0 {
		h.Rest = web.Link{Text: c.Say("picture.rest", x.left), Href: x.this().units(x.node, x.figure.key)}
	}
	return h
}

// cellOf is a figure of an office in this year.
func (x scene) cellOf(c *web.Call, o office, f figure, class string) CellView {
	n := x.all[o.id][f.key][x.year()]
	v := CellView{Text: c.Texts().Number(c.Lang, n), Class: class, Says: c.Say("picture.cell", o.name, c.Say(f.key), n)}
	if n == 0 {
		return CellView{Text: "·", Class: "z"}
	}
	v.Href = x.this().cell(o.id, f.key, x.year())
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
		cell := CellView{Text: c.Texts().Number(c.Lang, n), Class: heat(n, top), Href: listHref(x.node, k.key, "late", ""), Says: c.Say("picture.strip.late", row.Name, n)}
		if i > 0 {
			d := x.today.AddDays(i - 1)
			cell.Href, cell.Says = listHref(x.node, k.key, "", string(d)), c.Say("picture.strip.day", row.Name, n, string(d))
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// parts are the figures of the small lists beside the charts.
var parts = []string{"inspection.members_disciplined.form.reprimand", "inspection.members_disciplined.form.warning", "inspection.members_disciplined.form.removal", "inspection.members_disciplined.form.expulsion",
	"secrets.leak_documents", "secrets.findings"}

// small are the lists beside the charts: a title, and the figures.
var small = []struct {
	title string
	keys  []string
}{
	{"discipline", parts[:4]},
	{"secrets", []string{"secrets.bodies_inspected", "secrets.findings", "secrets.leak_cases", "secrets.leak_documents", "secrets.loss_cases"}},
}

// lists are numbers of the office over the window that need no picture.
func (s site) lists(c *web.Call, x scene) []ListView {
	var all []ListView
	for _, l := range small {
		v := ListView{Title: c.Say("picture.list."+l.title, strconv.Itoa(x.window.from), strconv.Itoa(x.window.to))}
		for _, key := range l.keys {
			if !s.gives(key) {
				continue
			}
			n := sum(x.all, x.node, key, x.window.years())
			v.Names = append(v.Names, c.Say(key))
			v.Items = append(v.Items, CellView{Text: c.Texts().Number(c.Lang, n), Href: hrefOf(n, x.window.cell(x.node, key, 0)), Says: c.Say(key)})
		}
		if len(v.Items) > 0 {
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
