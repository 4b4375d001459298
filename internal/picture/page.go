package picture

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Page is the data of picture.html.
type Page struct {
	Head      web.Head
	Crumbs    []web.Crumb
	Windows   []web.Link // the years compared
	Report    web.Link
	Numbers   web.Kpis
	Notices   []Notice
	More      []Notice   // those that are less urgent
	Figures   []web.Link // to choose what the small multiples show
	Chart     string     // title of the small multiples
	Years     []int
	Multiple  []Multiple
	Table     TableView
	Rest      web.Link // the offices left out
	Aims      []Aim
	AimsTitle string
	Gone      string // how much of the year is over, in words
	Strip     StripView
	Heat      HeatView
	Lists     []ListView
	Print     string // who and when, for paper
}

// A Notice is a sentence as the page says it.
type Notice struct {
	About, Says, Number, Href, Icon, Kind string
}

// A TableView are the small multiples as a table.
type TableView struct {
	Rows []TableRow
}

// A TableRow is the line of one office: its years, then the target and the
// share of the last year.
type TableRow struct {
	Name, Href    string
	Cells         []CellView
	Target, Share string
}

// A CellView is a number that leads to its records; Class is its ground.
type CellView struct {
	Text, Href, Says, Class string
}

// A HeatView is a table of counts on grounds.
type HeatView struct {
	Title string
	Heads []HeadView
	Rows  []HeatRow
	Rest  web.Link
}

// A HeadView is the head of a column: short, and in full.
type HeadView struct{ Text, Full string }

// A HeatRow is one office.
type HeatRow struct {
	Name, Href string
	Total      bool
	Cells      []CellView
}

// A StripView are the next days and what is late, by clock.
type StripView struct {
	Days []DayView
	Rows []HeatRow
}

// A DayView is the head of a day.
type DayView struct {
	Weekday string
	Day     int
	Full    string
}

// A ListView is a small list of numbers that belong together.
type ListView struct {
	Title string
	Items []CellView
	Names []string
}

// most is how many offices the page shows.
const most = 12

// scene is what the page is drawn from.
type scene struct {
	sight
	node    string
	window  window
	usual   int      // the last year that is shown if none is asked for
	drawn   []figure // those of which the office has any
	figure  figure   // of the small multiples
	offices []office
	left    int         // offices that are not shown
	all     db.ByOffice // the window's years and this year
	aims5   db.ByOffice // targets of the window
	sayings []sentence
}

// Settings of the program that the page follows: the period of the reports.
const settingTo = "report.to" // its last day

// windowOf reads which years the address asks for: five, up to a year. If it
// asks for none they are those up to the end of the period of the reports, or
// up to this year.
func (s site) windowOf(c *web.Call) (w window, usual int, err error) {
	this := vn.Day(c.Today).Year()
	set, err := s.d.Setting(c.Context(), settingTo)
	if err != nil {
		return w, 0, err
	}
	usual = this
	if d := day(set); d != "" {
		usual = min(d.Year(), this)
	}
	to, err := strconv.Atoi(c.Query("to"))
	if err != nil || to < 1930 || to > this {
		to = usual
	}
	return window{to - span + 1, to}, usual, nil
}

// look reads all that the page shows, the figures in one snapshot.
func (s site) look(c *web.Call) (scene, error) {
	var x scene
	ctx, v := c.Context(), s.d.As(c.Who)
	x.today, x.clocks, x.figures = vn.Day(c.Today), s.clocks, s.figures
	var err error
	if x.window, x.usual, err = s.windowOf(c); err != nil {
		return x, err
	}
	if x.node, err = s.node(c); err != nil {
		return x, err
	}
	if x.own, x.below, err = s.under(ctx, v, x.node, x.today); err != nil {
		return x, err
	}
	x.own.name = cmp.Or(x.own.name, c.Say("picture.everywhere"))
	if err := s.count(c, &x); err != nil {
		return x, err
	}
	if x.due, err = s.due(ctx, v, x.node, x.below, x.today); err != nil {
		return x, err
	}
	x.sayings = say(x.sight)
	return x, nil
}

// count reads figures and targets: of this year for all offices right below,
// of the window for those that are shown.
func (s site) count(c *web.Call, x *scene) error {
	ids := []string{x.node}
	for _, o := range x.below {
		ids = append(ids, o.id)
	}
	var keys []string
	for _, f := range s.figures {
		keys = append(keys, f.key)
	}
	this := x.today.Year()
	var err error
	x.all, err = s.d.YearFigures(c.Context(), db.YearAsk{Nodes: ids, Keys: keys, From: this, To: this},
		db.YearAsk{Nodes: ids, Keys: keys, From: x.window.from, To: x.window.to},
		db.YearAsk{Nodes: ids[:1], Keys: parts, From: x.window.from, To: x.window.to})
	if err != nil {
		return err
	}
	x.done = x.all
	if x.sight.aims, err = s.targets(c.Context(), ids, x.this()); err != nil {
		return err
	}
	x.draw(c.Query("figure"))
	x.choose()
	shown := ids[:1:1]
	for _, o := range x.offices {
		shown = append(shown, o.id)
	}
	x.aims5, err = s.targets(c.Context(), shown, x.window)
	return err
}

// draw picks the figures that are drawn, and the one of the small multiples by
// its name.
func (x *scene) draw(name string) {
	for _, f := range x.figures {
		if sum(x.all, x.node, f.key, x.window.years()) > 0 {
			x.drawn = append(x.drawn, f)
		}
	}
	if len(x.drawn) == 0 {
		x.drawn = x.figures[:min(numbersShown, len(x.figures))]
	}
	for i, f := range x.drawn {
		if i == 0 || f.name == name {
			x.figure = f
		}
	}
}

// numbersShown is how many numbers stand at the head of the page.
const numbersShown = 6

// choose picks the offices that are shown: all in the order of the tree, or of
// many those that have most of the figure in the window.
func (x *scene) choose() {
	x.offices = x.below
	if len(x.below) == 0 { // a cell: it is shown by itself
		x.offices = []office{x.own}
	}
	if len(x.below) <= most {
		return
	}
	ys := x.window.years()
	x.offices = slices.Clone(x.below)
	slices.SortStableFunc(x.offices, func(a, b office) int {
		return cmp.Compare(sum(x.all, b.id, x.figure.key, ys), sum(x.all, a.id, x.figure.key, ys))
	})
	x.offices, x.left = x.offices[:most], len(x.below)-most
}

// href is the address of the picture of an office, with the same figure and
// years but for what is given.
func (x scene) href(node string, more ...string) string {
	q := url.Values{"unit": {node}, "figure": {x.figure.name}, "to": {strconv.Itoa(x.window.to)}}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "/picture?" + q.Encode()
}

func (s site) page(c *web.Call) (web.Reply, error) {
	x, err := s.look(c)
	if err != nil {
		return web.Reply{}, fmt.Errorf("the picture: %w", err)
	}
	p := Page{Gone: c.Say("picture.gone", x.gone(), strconv.Itoa(x.window.to)), Years: x.window.years()}
	p.AimsTitle = c.Say("picture.aims", strconv.Itoa(x.window.to))
	p.Head = web.Head{Title: c.Say("picture.title", strconv.Itoa(x.window.from), strconv.Itoa(x.window.to)), Print: true,
		Sub: x.own.name + " · " + c.Say("picture.counted", s.d.As(c.Who).Now())}
	p.Print = c.Say("picture.printed", c.Who.Name, s.d.As(c.Who).Now())
	p.Report = web.Link{Text: c.Say("picture.report"), Href: x.window.report(x.node), Icon: "report-analytics"}
	p.Windows = x.windows()
	for i, n := range x.sayings {
		v := Notice{About: c.Say(n.about.Key, n.about.Args...), Says: c.Say(n.says.Key, n.says.Args...), Number: c.Say(n.number.Key, n.number.Args...), Href: n.href, Icon: n.icon, Kind: n.kind}
		if i < shown {
			p.Notices = append(p.Notices, v)
			continue
		}
		p.More = append(p.More, v)
	}
	if len(x.drawn) > 0 {
		x.charts(c, &p)
	}
	p.Strip = x.strip(c)
	p.Lists = s.lists(c, x)
	if x.node != c.Who.Unit {
		p.Crumbs = []web.Crumb{{Text: c.Say("picture.nav"), Href: "/picture"}}
	}
	return web.Reply{Page: "picture/picture.html", Data: p, Title: p.Head.Title, Crumbs: p.Crumbs}, nil
}

// windows are the years that can be compared: those up to this year, those of
// the usual period, and those before.
func (x scene) windows() []web.Link {
	ends := []int{x.year(), x.usual, x.usual - span, x.window.to}
	slices.Sort(ends)
	var all []web.Link
	for _, to := range slices.Compact(ends) {
		all = append(all, web.Link{Text: fmt.Sprintf("%d–%d", to-span+1, to), Href: x.href(x.node, "to", strconv.Itoa(to)), Current: to == x.window.to})
	}
	return all
}

// end is the window of its last year alone: that of the table and the targets.
func (x scene) end() window { return window{x.window.to, x.window.to} }

// gone is how much of the last year of the window is over, in per cent.
func (x scene) gone() int {
	if x.window.to < x.year() {
		return whole
	}
	return elapsed(x.today)
}

// whole is all of a year, in per cent.
const whole = 100

// charts draws all that is made of figures.
func (x scene) charts(c *web.Call, p *Page) {
	p.Numbers = x.numbers(c)
	for _, f := range x.drawn {
		p.Figures = append(p.Figures, web.Link{Text: c.Say("picture.head." + f.name), Href: x.href(x.node, "figure", f.name) + "#chart", Current: f == x.figure})
	}
	p.Chart = c.Say("picture.chart", c.Say(x.figure.key))
	for _, o := range x.offices {
		m, row := x.multiple(c, o)
		p.Multiple = append(p.Multiple, m)
		p.Table.Rows = append(p.Table.Rows, row)
	}
	if x.left > 0 {
		p.Rest = web.Link{Text: c.Say("picture.rest", x.left), Href: x.window.units(x.node, x.figure)}
	}
	p.Aims = x.aimed(c)
	p.Heat = x.heat(c)
}

// numbers is the strip of the office's own numbers over the window.
func (x scene) numbers(c *web.Call) web.Kpis {
	var all web.Kpis
	ys := x.window.years()
	for _, f := range x.drawn[:min(numbersShown, len(x.drawn))] {
		k := web.Kpi{Label: c.Say(f.key), Href: x.window.cell(x.node, f, 0), From: strconv.Itoa(x.window.from), To: strconv.Itoa(x.window.to)}
		for _, y := range ys {
			k.Years = append(k.Years, x.all[x.node][f.key][y])
		}
		n := sum(x.all, x.node, f.key, ys)
		k.Value = c.Texts().Number(c.Lang, n)
		k.Detail = c.Say("picture.last", x.all[x.node][f.key][x.window.to], strconv.Itoa(x.window.to))
		if aim := sum(x.aims5, x.node, f.key, ys); f.aimed && aim > 0 {
			k.Detail = c.Say("picture.ofaim", n*100/aim)
		}
		all = append(all, k)
	}
	return all
}

// multiple draws one office, and writes it as a line of the table.
func (x scene) multiple(c *web.Call, o office) (Multiple, TableRow) {
	m, row := Multiple{Name: o.name, Href: x.href(o.id)}, TableRow{Name: o.name, Href: x.href(o.id), Target: "–", Share: "–"}
	var columns []column
	var said []string
	for _, y := range x.window.years() {
		col := column{n: x.all[o.id][x.figure.key][y], href: x.window.cell(o.id, x.figure, y)}
		if x.figure.aimed {
			col.target = x.aims5[o.id][x.figure.key][y]
		}
		col.says = c.Say("picture.mark", o.name, strconv.Itoa(y), col.n)
		if col.target > 0 {
			col.says = c.Say("picture.mark.aim", o.name, strconv.Itoa(y), col.n, col.target)
		}
		columns, said = append(columns, col), append(said, c.Texts().Number(c.Lang, col.n))
		row.Cells = append(row.Cells, CellView{Text: c.Texts().Number(c.Lang, col.n), Href: hrefOf(col.n, col.href), Says: col.says})
	}
	m.Marks, m.Says = marks(columns), strings.Join(said, ", ")
	end := columns[len(columns)-1]
	m.Share = c.Texts().Number(c.Lang, end.n)
	if end.target > 0 {
		m.Share = c.Say("picture.percent", end.n*100/end.target)
		m.Low = end.n*100 < end.target*below85
		row.Target, row.Share = c.Texts().Number(c.Lang, end.target), m.Share
	}
	return m, row
}

// hrefOf is the address behind a number; none for nothing.
func hrefOf(n int, href string) string {
	if n == 0 {
		return ""
	}
	return href
}

// aimed are the office's own targets of the last year of the window.
func (x scene) aimed(c *web.Call) []Aim {
	var all []Aim
	gone := x.gone()
	for _, f := range x.drawn {
		target := x.aims5[x.node][f.key][x.window.to]
		if !f.aimed || target == 0 {
			continue
		}
		done := x.all[x.node][f.key][x.window.to]
		a := Aim{Title: c.Say(f.key), Href: x.end().cell(x.node, f, x.window.to), Text: c.Say("picture.done", done, target, done*100/target)}
		a.draw(done, target, gone)
		a.Says = c.Say("picture.done.says", done, target, done*100/target, gone)
		all = append(all, a)
	}
	return all
}
