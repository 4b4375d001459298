package register

import (
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Parts draws lists and tables of one module of the duty: its value is the ID
// of the module, by which addresses and texts begin.
type Parts string

// Href is the address of the page of a record.
func (m Parts) Href(folder, id string) string { return "/" + string(m) + "/" + folder + "/" + id }

// Crumbs is the way to a list: the register of secrets, then the list.
func (m Parts) Crumbs(list, path string) func(*web.Call) []web.Crumb {
	return func(c *web.Call) []web.Crumb {
		return []web.Crumb{{Text: c.Say(string(m) + ".back"), Href: "/secrets"}, {Text: c.Say(string(m) + ".list." + list), Href: path}}
	}
}

// Chip is the state of a record in a table.
func (m Parts) Chip(c *web.Call, folder string, state duty.State, ok bool) web.Chip {
	kind := "info"
	if ok {
		kind = "ok"
	}
	return web.Chip{Kind: kind, Text: c.Say(string(m) + ".state." + folder + "." + string(state))}
}

// Table is a section with the heads of its fields.
func (m Parts) Table(c *web.Call, name string, columns ...string) web.Section {
	title := c.Say(string(m) + ".part." + name)
	s := web.Section{Title: title, Grid: web.Grid{Label: title, Empty: web.Empty{Title: c.Say(string(m) + ".part." + name + ".none")}}}
	for _, col := range columns {
		s.Grid.Columns = append(s.Grid.Columns, web.Column{Text: c.Say(string(m) + ".field." + col), Num: col == "findings"})
	}
	return s
}

// Start is the link to the form that begins a record, for those who may.
func (m Parts) Start(c *web.Call, may bool, folder, do string) []web.Link {
	if !may {
		return nil
	}
	return []web.Link{{Text: c.Say(string(m) + ".do." + folder + "." + do), Href: m.Href(folder, "new/"+do), Icon: "plus", Primary: true}}
}

// KeyColumn is the column that names the record and leads to it.
func KeyColumn[T any](m Parts, name, folder string, id, value func(T) string) desk.Column[T] {
	return desk.Column[T]{Name: name, Width: 30, Cell: func(_ *web.Call, r T) web.Cell {
		return web.Cell{Text: value(r), Href: m.Href(folder, id(r)), Key: true}
	}}
}

// StateColumn is the column of the state.
func StateColumn[T any](m Parts, folder string, state func(T) duty.State, ok ...duty.State) desk.Column[T] {
	return desk.Column[T]{Name: "state", Width: 18, Cell: func(c *web.Call, r T) web.Cell {
		return web.Cell{Chip: m.Chip(c, folder, state(r), slices.Contains(ok, state(r)))}
	}}
}

// Choice is a select beside the search box.
func Choice[V ~string](c *web.Call, m Parts, name, prefix string, all []V) web.Field {
	f := web.Field{Name: name, Label: c.Say(string(m) + ".field." + name), Options: []web.Option{{Label: c.Say(string(m) + ".any." + name)}}}
	for _, v := range all {
		f.Options = append(f.Options, web.Option{Value: string(v), Label: c.Say(prefix + string(v))})
	}
	return f
}

// Equals filters by columns named as the parameters of the address.
func Equals(names ...string) func(*web.Call, *desk.Filter) {
	return func(c *web.Call, w *desk.Filter) {
		for _, n := range names {
			if v := c.Query(n); v != "" {
				w.And("t."+n+" = ?", v)
			}
		}
	}
}

// Since narrows a list to what was done last before a day, by the parameter that
// the link of an Again note carries.
func Since(c *web.Call, w *desk.Filter, param, cond string) {
	if d, err := vn.ParseDay(c.Query(param)); err == nil {
		w.And(cond, string(d))
	}
}

// Again is the note over a list that says how many are due again under a
// frequency; none while no frequency was entered.
func Again[T any, P db.Ptr[T]](k desk.Desk, code, param, path, cond string) func(*web.Call) ([]web.Note, error) {
	return func(c *web.Call) ([]web.Note, error) {
		p, err := k.Law(c.Context())
		if err != nil {
			return nil, err
		}
		before, ok, err := LongAgo(p, code, vn.Day(c.Today))
		if err != nil || !ok {
			return nil, err
		}
		n, err := db.Count[T, P](c.Context(), k.DB.As(c.Who), strings.Replace(cond, "?", "$1", 1), string(before))
		if err != nil || n == 0 {
			return nil, err
		}
		return []web.Note{{Kind: "warn", Text: c.Say(k.ID+".note."+param, n, before), Link: web.Link{Text: c.Say(k.ID + ".note.open"), Href: path + "?" + param + "=" + string(before)}}}, nil
	}
}

// FileWord is the word for a file that a record names; "" for none.
func (m Parts) FileWord(c *web.Call, hash string) string {
	if hash == "" {
		return ""
	}
	return c.Say(string(m) + ".file")
}

// FileHref is the address at which FileRoute gives out a file; "" for none.
func (m Parts) FileHref(folder, id, hash string) string {
	if hash == "" {
		return ""
	}
	return "/" + string(m) + "/file/" + folder + "/" + id + "/" + hash
}

// FileRoute gives out a file that a record names, to those who may open the
// record.
func FileRoute[T any, P interface {
	db.Ptr[T]
	Blobs() []string
}](k desk.Desk, folder string) duty.Route {
	return duty.Route{Pattern: "GET /" + k.ID + "/file/" + folder + "/{id}/{hash}", Need: Read, Serve: func(c *web.Call) (web.Reply, error) {
		r, err := db.Get[T, P](c.Context(), k.DB.As(c.Who), c.Path("id"))
		if err != nil {
			return web.Reply{}, err
		}
		hash := c.Path("hash")
		if !slices.Contains(P(&r).Blobs(), hash) {
			return web.Reply{}, web.ErrNotFound
		}
		content, err := k.DB.Blob(c.Context(), hash)
		if err != nil {
			return web.Reply{}, err
		}
		kind, err := desk.FileKind(content, "list.txt")
		if err != nil {
			kind = "application/octet-stream"
		}
		return desk.Attachment(hash[:min(12, len(hash))]+extensions[kind], kind, content), nil
	}}
}

// extensions end the names of files given out.
var extensions = map[string]string{
	"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "text/plain; charset=utf-8": ".txt",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx",
}

// Filled drops the empty hashes of a record's files.
func Filled(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}
