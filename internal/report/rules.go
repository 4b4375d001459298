package report

import "liemchinh.vn/internal/duty"

// A Rule is an equality between figures that holds in every year: a figure and
// the sum of the parts of a figure. Its sentence is "report.rule."+Name.
type Rule struct {
	Name    string `json:"name"`
	Whole   string `json:"whole"`
	Is      string `json:"is"` // "=", "<=" or ">="
	PartsOf string `json:"parts_of"`
}

var relations = []string{"=", "<=", ">="}

// holds compares the whole with the sum of the parts.
func (r Rule) holds(whole, parts int) bool {
	switch r.Is {
	case "<=":
		return whole <= parts
	case ">=":
		return whole >= parts
	}
	return whole == parts
}

// YearsRule is the rule of every table that the years of a row add up to its
// total; of a figure of stock, that the total is the state of the last year.
const YearsRule = "years"

// A Break is a rule that a table does not keep: in which cell, and what stands
// on its two sides. Year is 0 for the total.
type Break struct {
	Rule        string
	Figure      string
	Year        int
	Have, Parts int
	Behind      Rule // the rule of the form; zero for YearsRule
}

// Check holds a table against the rules of its form. A table that was counted
// from records keeps them unless a record is incomplete; one that was typed in
// keeps them only if it was typed in well. No figure is ever made to fit.
func (t Table) Check(modules []duty.Module) []Break {
	var all []Break
	for _, row := range t.Rows() {
		sum := 0
		for _, n := range row.Years {
			sum += n
		}
		if row.Stock && len(row.Years) > 0 {
			sum = row.Years[len(row.Years)-1]
		}
		if sum != row.Total {
			all = append(all, Break{Rule: YearsRule, Figure: row.Figure, Have: row.Total, Parts: sum})
		}
	}
	for _, r := range t.Form.Rules {
		parts := partsOf(modules, r.PartsOf)
		if len(parts) == 0 {
			continue
		}
		for _, y := range t.Years {
			sum := 0
			for _, k := range parts {
				sum += t.Counts[k][y]
			}
			if have := t.Counts[r.Whole][y]; !r.holds(have, sum) {
				all = append(all, Break{Rule: r.Name, Figure: r.Whole, Year: y, Have: have, Parts: sum, Behind: r})
			}
		}
	}
	return all
}
