package staff

import (
	"bytes"
	"net/http"
	"strconv"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// pages are the pages that are no record and no list.
type pages struct{ desk.Desk }

// importForm asks for the list of a session's participants.
func (p pages) importForm(c *web.Call) (web.Reply, error) { return p.drawImport(c, nil) }

func (p pages) drawImport(c *web.Call, problem error) (web.Reply, error) {
	t, err := db.Get[Training](c.Context(), p.DB.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	title := c.Say("staff.do.training.import")
	file := web.Field{Name: "list", Kind: web.FieldFile, Label: c.Say("staff.field.list"), Hint: c.Say("staff.hint.list"), Accept: ".xlsx,.csv,.txt"}
	c.Keep(problem, &file)
	page := desk.ActPage{Head: web.Head{Title: title, Sub: t.Title, Acts: []web.Link{{Text: c.Say("desk.back"), Href: parts.Href("training", t.ID), Icon: "arrow-back-up"}}},
		Next: web.Next{Over: c.Say("desk.act"), Title: title, Text: c.Say("staff.do.training.import.text"), Action: parts.Href("training", t.ID) + "/import", Button: title, Upload: true,
			Fields: []web.Field{file}, Hidden: []web.Hidden{{Name: "version", Value: strconv.Itoa(t.Version)}}, Blocked: t.State == Cancelled}}
	r := web.Reply{Page: "desk/act.html", Data: page, Title: title, Problem: problem, Crumbs: append(parts.Crumbs("trainings", "/staff/trainings")(c), web.Crumb{Text: t.Title, Href: parts.Href("training", t.ID)})}
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
	return web.Reply{Goto: parts.Href("training", c.Path("id")), Notice: notice}, nil
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
	return text.Problem{Key: "staff.imported", Args: []any{added, known}}, err
}

// maxListFile is the largest list of participants, in bytes.
const maxListFile = 4 << 20
