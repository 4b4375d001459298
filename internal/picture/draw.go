package picture

import (
	"strconv"

	"liemchinh.vn/internal/web"
)

// A Multiple is one office of the small multiples: a bar for every year, a tick
// for its target, every bar a link.
type Multiple struct {
	Name, Href string
	Share      string // of this office's last year with a target, or the number itself
	Low        bool   // the last year is far below its target
	Says       string // all its numbers, for the table and for screen readers
	Marks      []Mark
}

// A Mark is a bar of a year. The whole column of the bar can be pressed, so
// that a small number is no smaller a target.
type Mark struct {
	Column, Bar web.Rect
	Tick        string // path of the target; empty without one
	Href, Says  string
}

// Size of a picture of a small multiple, in its own units.
const (
	multipleWidth  = 200
	multipleHeight = 50
	ground         = 44 // where the bars stand
	headroom       = 4
)

// below85 is the share of a target in per cent under which a bar is marked
// (design principles, small multiples).
const below85 = 85

// column is one year of a small multiple, before it is drawn.
type column struct {
	n, target  int
	href, says string
}

// marks draws columns from the same zero, each office on a scale of its own:
// an office is compared with its target and its earlier years, not with
// offices that are larger.
func marks(columns []column) []Mark {
	top := 1
	for _, c := range columns {
		top = max(top, c.n, c.target)
	}
	step := float64(multipleWidth) / float64(len(columns))
	high := func(n int) float64 { return float64(n) * (ground - headroom) / float64(top) }
	var all []Mark
	for i, c := range columns {
		x := float64(i) * step
		m := Mark{Href: c.href, Says: c.says, Column: web.Rect{X: num(x), Y: "0", W: num(step), H: num(multipleHeight)}}
		h := high(c.n)
		if c.n > 0 {
			h = max(h, 1)
		}
		m.Bar = web.Rect{X: num(x + 3), Y: num(ground - h), W: num(step - 6), H: num(h), Class: "f2"}
		if c.target > 0 {
			m.Tick = "M" + num(x+2) + " " + num(ground-high(c.target)) + "h" + num(step-4)
			if c.n*100 < c.target*below85 {
				m.Bar.Class = "f4"
			}
		}
		all = append(all, m)
	}
	return all
}

// An Aim is a target of this year: what is done as a bar, the target as a tick,
// what should be done by today as a dashed line.
type Aim struct {
	Title, Text, Href, Says string
	Low                     bool
	Rest, Done              web.Rect
	Target, Today           string // paths
}

// Size of the picture of a target.
const (
	aimWidth  = 300
	aimHeight = 16
)

// draw lays out what is done of a target, of which a share in per cent should
// be done by today.
func (a *Aim) draw(done, target, gone int) {
	top := float64(max(done, target, 1))
	x := func(n float64) float64 { return n * (aimWidth - 2) / top }
	a.Rest = web.Rect{X: "0", Y: "4", W: num(x(float64(target))), H: "8", Class: "f3"}
	a.Done = web.Rect{X: "0", Y: "4", W: num(x(float64(done))), H: "8", Class: "f1"}
	if lag(done, target, gone) >= lagging {
		a.Low, a.Done.Class = true, "f4"
	}
	a.Target = "M" + num(x(float64(target))) + " 1v14"
	a.Today = "M" + num(x(float64(target*gone)/100)) + " 0v16"
}

// heats are the classes of the ground of a count, from the least to the most.
var heats = []string{"h1", "h2", "h3", "h4", "h5"}

// heat is the class of a count among others of which most is the largest.
func heat(n, most int) string {
	if n <= 0 || most <= 0 {
		return "z"
	}
	return heats[min((n*len(heats)-1)/most, len(heats)-1)]
}

func num(f float64) string { return strconv.FormatFloat(f, 'f', -1, 32) }
