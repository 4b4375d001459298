package counts

import (
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ImportPage is the data of import.html.
type ImportPage struct {
	Head web.Head
	File web.Field
	Note web.Note // says that no key is registered yet
}

// ask asks for a file.
func (k *desk) ask(c *web.Call) (web.Reply, error) { return k.importPage(c, nil) }

func (k *desk) importPage(c *web.Call, problem error) (web.Reply, error) {
	p := ImportPage{Head: web.Head{Title: c.Say("counts.import"), Sub: c.Say("counts.import.sub")},
		File: web.Field{Name: "file", Kind: web.FieldDrop, Label: c.Say("counts.import.file"), Hint: c.Say("counts.import.hint"), Accept: ".txt"}}
	all, err := trusted(c.Context(), k.db)
	if err != nil {
		return web.Reply{}, err
	}
	if len(all) == 0 {
		p.Note = web.Note{Kind: "warn", Text: c.Say("counts.import.nokey")}
	}
	c.Keep(problem, &p.File)
	return web.Reply{Page: "counts/import.html", Data: p, Title: p.Head.Title, Problem: problem, Crumbs: []web.Crumb{{Text: c.Say("counts.title"), Href: "/counts"}}}, nil
}

// take takes a file in.
func (k *desk) take(c *web.Call) (web.Reply, error) {
	u, err := c.Upload("file", MaxFile)
	if err != nil {
		return k.importPage(c, err)
	}
	defer u.Close()
	f, err := Import(c.Context(), k.db, c.Who, k.figures, u)
	if len(text.Problems(err)) > 0 {
		return k.importPage(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/counts/file/" + f.ID, Notice: text.Problem{Key: "counts.imported", Args: []any{f.Code, f.Count}}}, nil
}

// SourcePage is the data of source.html.
type SourcePage struct {
	Head     web.Head
	Grid     web.Grid
	Withdraw []web.Link
	Public   web.Field
	Compared web.Field
	Print    string // fingerprint of the key that was entered
}

// sources lists whose files are taken in, and registers a key.
func (k *desk) sources(c *web.Call) (web.Reply, error) { return k.sourcePage(c, Source{}, nil) }

func (k *desk) sourcePage(c *web.Call, entered Source, problem error) (web.Reply, error) {
	all, err := db.Find[Source](c.Context(), k.db.As(c.Who), "1 = 1", "ORDER BY t.state, t.name, t.id")
	if err != nil {
		return web.Reply{}, err
	}
	p := SourcePage{Head: web.Head{Title: c.Say("counts.source"), Sub: c.Say("counts.source.sub")}, Print: entered.Fingerprint}
	p.Public = web.Field{Name: "public", Label: c.Say("counts.source.public"), Hint: c.Say("counts.source.public.hint"), Max: 300}
	p.Compared = web.Field{Name: "compared", Kind: web.FieldCheck, Label: c.Say("counts.source.compared")}
	p.Grid = web.Grid{Label: c.Say("counts.source"), Empty: web.Empty{Icon: "key", Title: c.Say("counts.source.none"), Text: c.Say("counts.source.none.text")},
		Columns: []web.Column{{Text: c.Say("counts.column.name"), Wide: true}, {Text: c.Say("counts.column.fingerprint")}, {Text: c.Say("counts.column.trusted_by")}, {Text: c.Say("counts.column.state")}}}
	for _, s := range all {
		chip := web.Chip{Kind: "ok", Text: c.Say("counts.state." + string(s.State))}
		if s.State == Withdrawn {
			chip = web.Chip{Text: c.Say("counts.state.withdrawn"), Kind: "soon"}
		} else {
			p.Withdraw = append(p.Withdraw, web.Link{Text: c.Say("counts.source.withdraw", s.Name), Href: "/counts/source/" + s.ID + "/withdraw", Icon: "x", Post: true})
		}
		p.Grid.Rows = append(p.Grid.Rows, web.Row{ID: s.ID, Cells: []web.Cell{{Text: s.Name, Wide: true}, {Text: s.Fingerprint, Mono: true},
			{Text: s.TrustedBy, Small: c.Texts().Day(c.Lang, string(s.TrustedOn))}, {Chip: chip}}})
	}
	c.Keep(problem, &p.Public, &p.Compared)
	return web.Reply{Page: "counts/source.html", Data: p, Title: p.Head.Title, Problem: problem}, nil
}

// trust registers a key, once its fingerprint was compared.
func (k *desk) trust(c *web.Call) (web.Reply, error) {
	s, err := TrustKey(c.Context(), k.db, c.Who, c.Form("public"), c.Form("compared") == "on")
	if len(text.Problems(err)) > 0 {
		return k.sourcePage(c, s, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/counts/source", Notice: text.Problem{Key: "counts.trusted", Args: []any{s.Name}}}, nil
}

// withdraw ends the trust in a source.
func (k *desk) withdraw(c *web.Call) (web.Reply, error) {
	if err := WithdrawKey(c.Context(), k.db, c.Who, c.Path("id")); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/counts/source", Notice: text.Problem{Key: "counts.withdrawn"}}, nil
}

// ExportPage is the data of export.html.
type ExportPage struct {
	Head          web.Head
	From, To      web.Field
	Public, Print string // key of this instance and its fingerprint
	Grid          web.Grid
}

// exportPage asks for the period of a file and shows those that were written.
func (k *desk) exportPage(c *web.Call) (web.Reply, error) { return k.draw(c, nil) }

func (k *desk) draw(c *web.Call, problem error) (web.Reply, error) {
	from, to, err := k.annual(c.Context(), vn.Day(c.Today).Year())
	if err != nil {
		return web.Reply{}, err
	}
	p := ExportPage{Head: web.Head{Title: c.Say("counts.export"), Sub: c.Say("counts.export.sub")},
		From: web.Field{Name: "from", Kind: web.FieldDay, Label: c.Say("counts.from"), Value: string(from)},
		To:   web.Field{Name: "to", Kind: web.FieldDay, Label: c.Say("counts.to"), Value: string(to)}}
	if k.db.Signer != nil {
		p.Public = k.db.Signer.Public()
		p.Print = Fingerprint(p.Public)
	}
	done, err := db.List[Sent](c.Context(), k.db.As(c.Who), db.Page{By: []string{"made"}, Desc: true, After: c.Query("after")})
	if err != nil {
		return web.Reply{}, err
	}
	p.Grid = exportGrid(c, done)
	c.Keep(problem, &p.From, &p.To)
	return web.Reply{Page: "counts/export.html", Data: p, Title: p.Head.Title, Problem: problem}, nil
}

func exportGrid(c *web.Call, done db.Slice[Sent]) web.Grid {
	g := web.Grid{Label: c.Say("counts.exports"), Empty: web.Empty{Icon: "download", Title: c.Say("counts.exports.none")},
		Columns: []web.Column{{Text: c.Say("counts.column.made")}, {Text: c.Say("counts.column.made_by")}, {Text: c.Say("counts.period")}, {Text: c.Say("counts.column.lines"), Num: true}, {Text: c.Say("counts.column.digest")}}}
	for _, x := range done.Rows {
		g.Rows = append(g.Rows, web.Row{ID: x.ID, Cells: []web.Cell{{Text: c.Texts().Moment(c.Lang, x.Made)}, {Text: x.MadeBy}, {Text: x.From.Show() + " – " + x.To.Show()},
			{Text: c.Texts().Number(c.Lang, x.Count), Num: true}, {Text: x.ID, Mono: true}}})
	}
	if c.Query("after") != "" {
		g.Pager.Prev = "/counts/export"
	}
	if done.Next != "" {
		g.Pager.Next = "/counts/export?after=" + done.Next
	}
	return g
}

// export writes a file for the viewer's office.
func (k *desk) export(c *web.Call) (web.Reply, error) {
	from, err := c.Day("from")
	if err != nil {
		return k.draw(c, err)
	}
	to, err := c.Day("to")
	if err != nil {
		return k.draw(c, err)
	}
	e, err := Export(c.Context(), k.db, c.Who, k.figures, vn.Day(from), vn.Day(to), c.Who.Unit)
	if len(text.Problems(err)) > 0 {
		return k.draw(c, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{File: &web.File{Name: e.Name, Type: "text/plain; charset=utf-8", Write: e.write}}, nil
}
