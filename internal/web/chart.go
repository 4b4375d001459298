package web

import "strconv"

// A Kpi is one number of a strip of numbers, a link to its records, with the
// years behind it as small bars.
type Kpi struct {
	Label, Value, Detail, Href string
	Kind                       string // "ok", "warn", "over" or empty
	Current                    bool
	Years                      []int // smallest bars, oldest first; none for no bars
	From, To                   string
}

// Bars are the small bars of the years, the last one in the strong colour.
func (k Kpi) Bars() []Rect {
	top := 1
	for _, n := range k.Years {
		top = max(top, n)
	}
	var rs []Rect
	for i, n := range k.Years {
		r := bar(i, len(k.Years), n, top, 120, 26)
		if i < len(k.Years)-1 {
			r.Class = "f2"
		}
		rs = append(rs, r)
	}
	return rs
}

// Kpis is a strip of four to six numbers ("kpis").
type Kpis []Kpi

// Bars are small multiples of the same measure over units ("bars"): the bar
// is the result, the tick the target, all from the same zero.
type Bars struct {
	Label string // for screen readers
	Items []Bar
}

// A Bar is the result of one unit against its target; no target if 0. Text
// writes the figures, since a picture alone is not read by everyone.
type Bar struct {
	Name, Text, Href string
	Result, Target   int
}

// A Rect is a drawn bar, in the units of its picture, as attributes of SVG.
type Rect struct{ X, Y, W, H, Class string }

// A DrawnBar is a Bar with its picture: 120 wide, 46 high, lying on its side.
type DrawnBar struct {
	Bar
	Rest, Full Rect
	Tick       string // x of the target; empty without target
}

// lateShare is the share of the target, in per cent, below which a bar turns
// amber (design principles, small multiples).
const lateShare = 85

// Drawn lays the bars out on one scale.
func (b Bars) Drawn() []DrawnBar {
	top := 1
	for _, it := range b.Items {
		top = max(top, it.Result, it.Target)
	}
	scale := func(n int) float64 { return float64(n) * 118 / float64(top) }
	out := make([]DrawnBar, len(b.Items))
	for i, it := range b.Items {
		d := DrawnBar{Bar: it}
		class := "f1"
		if it.Target > 0 && it.Result*100 < it.Target*lateShare {
			class = "f4"
		}
		d.Rest = Rect{X: "1", Y: "16", W: "118", H: "14", Class: "f3"}
		d.Full = Rect{X: "1", Y: "16", W: num(scale(it.Result)), H: "14", Class: class}
		if it.Target > 0 {
			d.Tick = num(1 + scale(it.Target))
		}
		out[i] = d
	}
	return out
}

// A Meter is a thin bar of done against whole in a cell ("meter").
type Meter struct {
	Done, Whole int
	Text        string
}

// W is the drawn width out of 40.
func (m Meter) W() string {
	if m.Whole <= 0 {
		return "0"
	}
	return num(float64(min(m.Done, m.Whole)) * 40 / float64(m.Whole))
}

func bar(i, n, v, top int, width, height float64) Rect {
	step := width / float64(n)
	h := float64(v) * (height - 1) / float64(top)
	if v > 0 && h < 1 {
		h = 1
	}
	return Rect{X: num(float64(i)*step + 1), Y: num(height - h), W: num(step - 2), H: num(h), Class: "f1"}
}

func num(f float64) string { return strconv.FormatFloat(f, 'f', -1, 32) }
