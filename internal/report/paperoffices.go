package report

import (
	"encoding/json"
	"io"
	"iter"

	"liemchinh.vn/internal/office"
)

// officesSheet is a form office by office as rows of cells.
func (p Paper) officesSheet() office.Sheet {
	s := office.Sheet{Name: p.say("report.sheet"), Title: p.title(), Freeze: 2, Landscape: true}
	s.Columns = []office.Column{{Title: p.say("report.code"), Width: 12}, {Title: p.say("report.unit"), Width: 44}}
	for _, r := range p.Table.Rows() {
		s.Columns = append(s.Columns, office.Column{Title: p.say(r.Figure), Width: 14, Kind: office.IntColumn})
	}
	s.Rows = p.officeLines()
	return s
}

func (p Paper) officeLines() iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, l := range p.Offices.Lines {
			if !yield(p.officeLine(l.Unit.Code, p.lineName(l), l.Counts), nil) {
				return
			}
		}
		var sum []int
		for _, r := range p.Table.Rows() {
			sum = append(sum, r.Total)
		}
		yield(p.officeLine("", p.say("report.total"), sum), nil)
	}
}

func (p Paper) officeLine(code, name string, counts []int) []any {
	cells := []any{code, name}
	for _, n := range counts {
		cells = append(cells, n)
	}
	return cells
}

// lineName is the name of a line in words.
func (p Paper) lineName(l OfficeLine) string {
	switch {
	case l.Own && len(p.Offices.Lines) > 1:
		return p.say("report.offices.own")
	case l.Unit.Name == "":
		return p.say("report.everywhere")
	}
	return l.Unit.Name
}

// officesJSON writes a form office by office for scripts: the figures by key.
func (p Paper) officesJSON(w io.Writer) error {
	type line struct {
		Unit    string         `json:"unit"`
		Name    string         `json:"name"`
		Own     bool           `json:"own,omitempty"`
		Figures map[string]int `json:"figures"`
	}
	out := struct {
		Form  string         `json:"form"`
		From  string         `json:"from"`
		To    string         `json:"to"`
		Unit  string         `json:"unit"`
		Total map[string]int `json:"total"`
		Lines []line         `json:"lines"`
	}{p.Table.Form.Key, string(p.Table.Period.From), string(p.Table.Period.To), p.Table.Unit.Code, map[string]int{}, []line{}}
	rows := p.Table.Rows()
	for _, r := range rows {
		out.Total[r.Figure] = r.Total
	}
	for _, l := range p.Offices.Lines {
		x := line{l.Unit.Code, p.lineName(l), l.Own, map[string]int{}}
		for i, r := range rows {
			x.Figures[r.Figure] = l.Counts[i]
		}
		out.Lines = append(out.Lines, x)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
