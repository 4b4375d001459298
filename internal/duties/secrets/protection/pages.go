package protection

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
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

// importForm asks for the list of a session's participants.
func (p pages) importForm(c *web.Call) (web.Reply, error) { return p.drawImport(c, nil) }

func (p pages) drawImport(c *web.Call, problem error) (web.Reply, error) {
	t, err := db.Get[Training](c.Context(), p.DB.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	title := c.Say("protection.do.training.import")
	file := web.Field{Name: "list", Kind: web.FieldFile, Label: c.Say("protection.field.list"), Hint: c.Say("protection.hint.list"), Accept: ".xlsx,.csv,.txt"}
	c.Keep(problem, &file)
	page := desk.ActPage{Head: web.Head{Title: title, Sub: t.Title, Acts: []web.Link{{Text: c.Say("desk.back"), Href: href("training", t.ID), Icon: "arrow-back-up"}}},
		Next: web.Next{Over: c.Say("desk.act"), Title: title, Text: c.Say("protection.do.training.import.text"), Action: href("training", t.ID) + "/import", Button: title, Upload: true,
			Fields: []web.Field{file}, Hidden: []web.Hidden{{Name: "version", Value: strconv.Itoa(t.Version)}}, Blocked: t.State == Cancelled}}
	r := web.Reply{Page: "desk/act.html", Data: page, Title: title, Problem: problem, Crumbs: append(crumbs("trainings", "/protection/trainings")(c), web.Crumb{Text: t.Title, Href: href("training", t.ID)})}
	if problem != nil {
		r.Code = http.StatusUnprocessableEntity
	}
	return r, nil
}

// importList reads the list and enters it.
func (p pages) importList(c *web.Call) (web.Reply, error) {
	notice, err := p.entered(c)
	if err != nil {
		if !desk.Told(err) {
			return web.Reply{}, err
		}
		return p.drawImport(c, err)
	}
	return web.Reply{Goto: href("training", c.Path("id")), Notice: notice}, nil
}

// entered reads the file of the form and enters it.
func (p pages) entered(c *web.Call) (text.Problem, error) {
	version, err := strconv.Atoi(c.Form("version"))
	if err != nil {
		version = -1 // a version that is no number is stale
	}
	u, err := c.Upload("list", maxListFile)
	if err != nil {
		return text.Problem{}, err
	}
	defer u.Close()
	content, err := u.Bytes()
	if err != nil {
		return text.Problem{}, err
	}
	rows, err := ReadList(u.Name, bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return text.Problem{}, err
	}
	added, known, err := Enter(c.Context(), p.Desk, c.Who, c.Path("id"), version, content, rows)
	return text.Problem{Key: "protection.imported", Args: []any{added, known}}, err
}

// give gives out a file that a record names, to those who may open the record.
func give[T any, P interface {
	db.Ptr[T]
	Blobs() []string
}](p pages) web.Handler {
	return func(c *web.Call) (web.Reply, error) {
		r, err := db.Get[T, P](c.Context(), p.DB.As(c.Who), c.Path("id"))
		if err != nil {
			return web.Reply{}, err
		}
		hash := c.Path("hash")
		if !slices.Contains(P(&r).Blobs(), hash) {
			return web.Reply{}, web.ErrNotFound
		}
		content, err := p.DB.Blob(c.Context(), hash)
		if err != nil {
			return web.Reply{}, err
		}
		kind, err := desk.FileKind(content, "list.txt")
		if err != nil {
			kind = "application/octet-stream"
		}
		return desk.Attachment(hash[:min(12, len(hash))]+extensions[kind], kind, content), nil
	}
}

// extensions end the names of files given out.
var extensions = map[string]string{
	"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "text/plain; charset=utf-8": ".txt",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx",
}

// files are the addresses of the files of records.
func (p pages) files() []duty.Route {
	var all []duty.Route
	for folder, serve := range map[string]web.Handler{
		"delegation": give[Delegation, *Delegation](p), "body": give[Body, *Body](p), "finding": give[Finding, *Finding](p),
		"undertaking": give[Undertaking, *Undertaking](p), "training": give[Training, *Training](p), "rulebook": give[Rulebook, *Rulebook](p),
	} {
		all = append(all, duty.Route{Pattern: "GET /protection/file/" + folder + "/{id}/{hash}", Need: Read, Serve: serve})
	}
	return all
}

// maxListFile is the largest list of participants, in bytes.
const maxListFile = 4 << 20
