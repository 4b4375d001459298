package protection

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// holds is the condition on findings that a conclusion holds: what reports
// count.
const holds = "t.concluded_on <> '' AND t.state <> 'withdrawn'"

// A frequency is how often something was found.
type frequency struct {
	name string
	n    int
}

// ranked sorts counts, the most frequent first.
func ranked(counts map[string]int) []frequency {
	var all []frequency
	for name, n := range counts {
		all = append(all, frequency{name, n})
	}
	slices.SortFunc(all, func(a, b frequency) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.name, b.name)) })
	return all
}

// frequencies counts findings by their type, the most frequent first.
func frequencies(fs []Finding) []frequency {
	counts := map[string]int{}
	for _, f := range standing(fs) {
		if c, ok := checkOf(f.Code); ok {
			counts[c.Type]++
		}
	}
	return ranked(counts)
}

// TypesPage is the data of types.html: what was found most often.
type TypesPage struct {
	Head    web.Head
	Tabs    web.Views
	Years   web.Views // of which year; none if nothing was found yet
	Types   web.Bars
	Entries web.Bars
}

// pages are the pages that are no record and no list.
type pages struct{ desk.Desk }

// found counts the findings that conclusions hold, by entry of the check-list,
// of a year or of all.
func found(ctx context.Context, v db.View, year string) (map[string]int, error) {
	where, args := holds, []any{}
	if y, err := vn.ParseDay(year + "-01-01"); err == nil {
		where, args = where+" AND t.found_on >= $1 AND t.found_on <= $2", []any{string(y), year + "-12-31"}
	}
	counts := map[string]int{}
	err := db.Query(ctx, v, func(r db.Row) error {
		var code string
		var n int
		err := r.Scan(&code, &n)
		counts[code] = n
		return err
	}, "SELECT t.code, count(*) FROM protection_finding t WHERE {visible t} AND "+where+" GROUP BY t.code", args...)
	return counts, err
}

func (p pages) types(c *web.Call) (web.Reply, error) {
	year := c.Query("year")
	counts, err := found(c.Context(), p.DB.As(c.Who), year)
	if err != nil {
		return web.Reply{}, err
	}
	years, err := p.yearTabs(c, year)
	if err != nil {
		return web.Reply{}, err
	}
	byType := map[string]int{}
	for code, n := range counts {
		if x, ok := checkOf(code); ok {
			byType[x.Type] += n
		}
	}
	page := TypesPage{Head: web.Head{Title: c.Say("protection.list.types"), Print: true}, Tabs: tabs(c, "types"), Years: years,
		Types:   bars(c, "type", "protection.type.", ranked(byType), year),
		Entries: bars(c, "code", "protection.field.check_", ranked(counts), year)}
	return web.Reply{Page: "protection/types.html", Data: page, Title: page.Head.Title}, nil
}

// yearTabs lead to the years in which something was found, latest first.
func (p pages) yearTabs(c *web.Call, year string) (web.Views, error) {
	v := web.Views{Label: c.Say("desk.year"), Tabs: []web.Link{{Text: c.Say("desk.any.year"), Href: "/protection/types", Current: year == ""}}}
	err := db.Query(c.Context(), p.DB.As(c.Who), func(r db.Row) error {
		var y string
		err := r.Scan(&y)
		v.Tabs = append(v.Tabs, web.Link{Text: y, Href: "/protection/types?year=" + url.QueryEscape(y), Current: y == year})
		return err
	}, "SELECT DISTINCT substr(t.found_on, 1, 4) AS y FROM protection_finding t WHERE {visible t} AND "+holds+" ORDER BY y DESC")
	return v, err
}

// bars are counts that lead to their records.
func bars(c *web.Call, param, prefix string, all []frequency, year string) web.Bars {
	b := web.Bars{Label: c.Say("protection.list.types")}
	for _, f := range all {
		q := url.Values{param: {f.name}, "holds": {"1"}}
		if year != "" {
			q.Set("year", year)
		}
		b.Items = append(b.Items, web.Bar{Name: c.Say(prefix + f.name), Text: c.Texts().Number(c.Lang, f.n), Href: "/protection/findings?" + q.Encode(), Result: f.n})
	}
	return b
}
