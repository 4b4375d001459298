package counts

import (
	"cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// ListPage is the data of list.html.
type ListPage struct {
	Head web.Head
	Note web.Note
	Grid web.Grid
}

// list shows the files that came, the newest first.
func (k *desk) list(c *web.Call) (web.Reply, error) {
	s, err := db.List[File](c.Context(), k.db.As(c.Who), db.Page{By: []string{"made"}, Desc: true, After: c.Query("after")})
	if err != nil {
		return web.Reply{}, err
	}
	p := ListPage{Head: web.Head{Title: c.Say("counts.title"), Sub: c.Say("counts.title.sub")}}
	if c.Who.Can(Carry) {
		p.Head.Acts = []web.Link{{Text: c.Say("counts.import"), Href: "/counts/import", Icon: "file-upload", Primary: true}}
	}
	p.Grid = web.Grid{Label: c.Say("counts.title"), Empty: web.Empty{Icon: "file-upload", Title: c.Say("counts.none"), Text: c.Say("counts.none.text")},
		Columns: []web.Column{{Text: c.Say("counts.column.code")}, {Text: c.Say("counts.column.source_name"), Wide: true}, {Text: c.Say("counts.period")}, {Text: c.Say("counts.column.made")},
			{Text: c.Say("counts.column.lines"), Num: true}, {Text: c.Say("counts.column.imported_by")}, {Text: c.Say("counts.column.state")}}}
	for _, f := range s.Rows {
		p.Grid.Rows = append(p.Grid.Rows, web.Row{ID: f.ID, Cells: []web.Cell{{Text: f.Code, Href: "/counts/file/" + f.ID, Key: true, Mono: true}, {Text: f.SourceName, Wide: true},
			{Text: f.From.Show() + " – " + f.To.Show()}, {Text: c.Texts().Moment(c.Lang, f.Made)}, {Text: c.Texts().Number(c.Lang, f.Count), Num: true},
			{Text: f.ImportedBy, Small: c.Texts().Day(c.Lang, string(f.ImportedOn))}, {Chip: stateChip(c, f)}}})
	}
	if c.Query("after") != "" {
		p.Grid.Pager.Prev = "/counts"
	}
	if s.Next != "" {
		p.Grid.Pager.Next = "/counts?after=" + s.Next
	}
	return web.Reply{Page: "counts/list.html", Data: p, Title: p.Head.Title}, nil
}

func stateChip(c *web.Call, f File) web.Chip {
	chip := web.Chip{Kind: "ok", Text: c.Say("counts.state." + string(f.State))}
	if f.State == Replaced {
		chip.Kind = ""
	}
	return chip
}

// FilePage is the data of file.html.
type FilePage struct {
	Head   web.Head
	Note   web.Note
	Sum    web.Summary
	Figure web.Field
	Action string
	Grid   web.Grid
}

// show shows one file: where it comes from, whether it is still what was
// signed, and its lines.
func (k *desk) show(c *web.Call) (web.Reply, error) {
	f, err := db.Get[File](c.Context(), k.db.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	p := FilePage{Action: "/counts/file/" + f.ID, Head: web.Head{Title: c.Say("counts.file", f.From.Show(), f.To.Show()), Number: f.Code, Sub: f.SourceName, Chip: stateChip(c, f), Print: true}}
	if err := k.vouch(c, f, &p); err != nil {
		return web.Reply{}, err
	}
	if f.State == Replaced {
		p.Note = web.Note{Kind: "warn", Text: c.Say("counts.replaced", c.Texts().Day(c.Lang, string(f.ReplacedOn))), Link: web.Link{Text: c.Say("counts.replaced.by"), Href: "/counts/file/" + f.ReplacedBy}}
	}
	if err := k.fileLines(c, f, &p); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "counts/file.html", Data: p, Title: p.Head.Title, Crumbs: []web.Crumb{{Text: c.Say("counts.title"), Href: "/counts"}}}, nil
}

// vouch checks the signature of the file that was kept once more and tells of
// the state of the journal from which it was taken.
func (k *desk) vouch(c *web.Call, f File, p *FilePage) error {
	b, err := k.db.Blob(c.Context(), f.Blob)
	if err != nil {
		return err
	}
	s, err := db.Get[Source](c.Context(), k.db.As(db.System), f.Source)
	if err != nil {
		return err
	}
	p.Head.Verified = web.Verified{Text: c.Say("counts.signed")}
	if _, err := Open(b, []string{s.Public}); err != nil {
		p.Head.Verified = web.Verified{Text: c.Say("counts.unsigned"), Broken: true}
	}
	p.Sum = web.Summary{
		{Name: c.Say("counts.column.source_name"), Value: f.SourceName}, {Name: c.Say("counts.column.fingerprint"), Value: s.Fingerprint},
		{Name: c.Say("counts.period"), Value: f.From.Show() + " – " + f.To.Show()}, {Name: c.Say("counts.column.made"), Value: c.Texts().Moment(c.Lang, f.Made)},
		{Name: c.Say("counts.checkpoint"), Value: c.Say("counts.checkpoint.of", f.JournalSize, f.JournalRoot)}, {Name: c.Say("counts.column.digest"), Value: f.Digest},
		{Name: c.Say("counts.column.imported_by"), Value: f.ImportedBy + ", " + c.Texts().Day(c.Lang, string(f.ImportedOn))},
	}
	return nil
}

// fileLines lists the lines of a file, of one figure if one is asked for.
func (k *desk) fileLines(c *web.Call, f File, p *FilePage) error {
	figure := c.Query("figure")
	page := db.Page{Where: "t.file = $1 AND ($2 = '' OR t.figure = $2)", Args: []any{f.ID, figure}, By: []string{"figure", "day"}, After: c.Query("after")}
	s, err := db.List[Line](c.Context(), k.db.As(c.Who), page)
	if err != nil {
		return err
	}
	p.Figure = web.Field{Name: "figure", Kind: web.FieldSelect, Label: c.Say("counts.column.figure"), Value: figure, Options: []web.Option{{Value: "", Label: c.Say("counts.figure.all")}}}
	err = db.Query(c.Context(), k.db.As(c.Who), func(r db.Row) error {
		var key string
		err := r.Scan(&key)
		p.Figure.Options = append(p.Figure.Options, web.Option{Value: key, Label: figureName(c, key)})
		return err
	}, `SELECT DISTINCT t.figure FROM counts_line t WHERE {visible t} AND t.file = $1 ORDER BY t.figure`, f.ID)
	if err != nil {
		return err
	}
	p.Grid = web.Grid{Label: c.Say("counts.lines"), Empty: web.Empty{Title: c.Say("counts.lines.none")},
		Columns: []web.Column{{Text: c.Say("counts.column.figure"), Wide: true}, {Text: c.Say("counts.column.unit_name")}, {Text: c.Say("counts.column.day")}, {Text: c.Say("counts.column.n"), Num: true}}}
	for _, l := range s.Rows {
		day := web.Cell{Text: c.Say("counts.upto", l.Day.Show())}
		if l.Stock {
			day = web.Cell{Text: c.Say("counts.since", l.Day.Show())}
			if l.Until != "" {
				day.Text = c.Say("counts.between", l.Day.Show(), l.Until.AddDays(-1).Show())
			}
		}
		n := web.Cell{Text: c.Texts().Number(c.Lang, l.N), Num: true}
		if l.Void {
			n.Small = c.Say("counts.void")
		}
		p.Grid.Rows = append(p.Grid.Rows, web.Row{ID: l.ID, Cells: []web.Cell{{Text: figureName(c, l.Figure), Small: l.Figure, Wide: true}, {Text: l.UnitName}, day, n}})
	}
	at := p.Action + "?figure=" + figure
	if c.Query("after") != "" {
		p.Grid.Pager.Prev = at
	}
	if s.Next != "" {
		p.Grid.Pager.Next = at + "&after=" + s.Next
	}
	return nil
}

// figureName is the title of a figure, or its key where there is none.
func figureName(c *web.Call, key string) string {
	if c.Texts().Has(text.Vi, key) {
		return c.Say(key)
	}
	return cmp.Or(key, "–")
}
