package imports

import (
	"context"
	"fmt"
	"io"
	"iter"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// desk is where imports are worked on: the database and the commits under way.
type desk struct {
	db   *db.DB
	jobs *jobs
}

// ListPage is the data of list.html.
type ListPage struct {
	Head web.Head
	Grid web.Grid
}

// list shows the imports, newest first.
func (s *desk) list(c *web.Call) (web.Reply, error) {
	bs, err := db.List[Batch](c.Context(), s.db.As(c.Who), db.Page{By: []string{"made_at"}, Desc: true, After: c.Query("after")})
	if err != nil {
		return web.Reply{}, err
	}
	p := ListPage{Head: web.Head{Title: c.Say("imports.title"), Sub: c.Say("imports.list.sub")}, Grid: s.grid(c, bs)}
	if c.Who.Can("imports.write") {
		p.Head.Acts = []web.Link{{Text: c.Say("imports.new"), Href: "/imports/new", Icon: "file-upload", Primary: true}}
	}
	return web.Reply{Page: "imports/list.html", Title: p.Head.Title, Data: p}, nil
}

func (s *desk) grid(c *web.Call, bs db.Slice[Batch]) web.Grid {
	g := web.Grid{Label: c.Say("imports.title"), Empty: web.Empty{Icon: "database-import", Title: c.Say("imports.list.empty"), Text: c.Say("imports.list.empty.text")}}
	for _, k := range []string{"file", "kind", "day", "rows", "by", "state"} {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("imports.list." + k), Num: k == "rows", Wide: k == "file"})
	}
	for _, b := range bs.Rows {
		g.Rows = append(g.Rows, web.Row{ID: b.ID, Cells: []web.Cell{
			{Text: b.File, Href: "/imports/" + b.ID, Key: true, Wide: true},
			{Text: c.Say("imports.kind." + string(b.Kind))},
			{Text: c.Texts().Day(c.Lang, string(b.On))},
			{Text: c.Texts().Number(c.Lang, b.Imported), Num: true},
			{Text: b.MadeBy, Small: c.Texts().Moment(c.Lang, b.MadeAt)},
			{Chip: s.chip(c, b)},
		}})
	}
	if bs.Next != "" {
		g.Pager.Next = "/imports?after=" + bs.Next
	}
	return g
}

func (s *desk) chip(c *web.Call, b Batch) web.Chip {
	kinds := map[State]string{Committed: "ok", Running: "soon", Draft: "info"}
	state := b.State
	if _, _, under, _ := s.jobs.of(b.ID); state == Running && !under {
		state = Draft // interrupted: nothing was written
	}
	return web.Chip{Kind: kinds[state], Text: c.Say("imports.state." + string(state))}
}

// FormPage is the data of new.html.
type FormPage struct {
	Head   web.Head
	Steps  web.Stepper
	Fields []web.Field
}

// form asks for a file.
func (s *desk) form(c *web.Call) (web.Reply, error) { return s.ask(c, nil) }

func (s *desk) ask(c *web.Call, problem error) (web.Reply, error) {
	kinds := []web.Option{{Value: "", Label: c.Say("imports.kind.auto")}}
	for _, k := range Kinds {
		kinds = append(kinds, web.Option{Value: string(k), Label: c.Say("imports.kind." + string(k))})
	}
	file := web.Field{Name: "file", Kind: web.FieldFile, Label: c.Say("imports.file"), Hint: c.Say("imports.file.hint"), Accept: ".xlsx,.xlsm,.csv,.txt"}
	kind := web.Field{Name: "kind", Kind: web.FieldSelect, Label: c.Say("imports.kind"), Options: kinds, Width: "m"}
	day := web.Field{Name: "day", Kind: web.FieldDay, Label: c.Say("imports.day"), Hint: c.Say("imports.day.hint"), Value: c.Today}
	c.Keep(problem, &file, &kind, &day)
	p := FormPage{Head: web.Head{Title: c.Say("imports.new"), Sub: c.Say("imports.new.sub")}, Steps: steps(c, 0, nil, nil), Fields: []web.Field{file, kind, day}}
	return web.Reply{Page: "imports/new.html", Title: p.Head.Title, Data: p, Problem: problem, Crumbs: crumbs(c)}, nil
}

func crumbs(c *web.Call) []web.Crumb {
	return []web.Crumb{{Text: c.Say("imports.title"), Href: "/imports"}}
}

// upload keeps the file and leads to its dry run.
func (s *desk) upload(c *web.Call) (web.Reply, error) {
	u, err := c.Upload("file", db.MaxBlob)
	if err != nil {
		return s.asked(c, err)
	}
	defer u.Close()
	day, err := c.Day("day")
	if err != nil {
		return s.asked(c, err)
	}
	data, err := u.Bytes()
	if err != nil {
		return web.Reply{}, fmt.Errorf("read upload: %w", err)
	}
	kind := Kind(c.Form("kind"))
	if _, ok := Fields[kind]; !ok {
		kind = ""
	}
	b, _, err := Start(c.Context(), s.db, c.Who, kind, vn.Day(day), vn.NFC(u.Name), data)
	if err != nil {
		return s.asked(c, err)
	}
	return web.Reply{Goto: "/imports/" + b.ID}, nil
}

// asked asks for the file again, if what is wrong can be said in words.
func (s *desk) asked(c *web.Call, err error) (web.Reply, error) {
	if len(text.Problems(err)) == 0 {
		return web.Reply{}, err
	}
	return s.ask(c, err)
}

// wrong gives the rows to be put right as a workbook, with what is wrong in a
// column of its own. Every export is noted in the journal first.
func (s *desk) wrong(c *web.Call) (web.Reply, error) {
	b, content, plan, err := s.open(c)
	if err != nil {
		return web.Reply{}, err
	}
	if err := s.db.Note(c.Context(), c.Who, "imports.errors", "imports_batch/"+b.ID, b.Dossier, map[string]any{"rows": int64(plan.Counts[Fix])}); err != nil {
		return web.Reply{}, err
	}
	sheet := office.Sheet{Name: c.Say("imports.errors.why"), Freeze: 2, Rows: wrongRows(c, plan, len(content.Columns))}
	sheet.Columns = []office.Column{{Title: c.Say("imports.rows.row"), Kind: office.IntColumn}, {Title: c.Say("imports.errors.why"), Width: 50}}
	for i, t := range content.Columns {
		if t == "" {
			t = Letter(i)
		}
		sheet.Columns = append(sheet.Columns, office.Column{Title: t})
	}
	return web.Reply{File: &web.File{Name: "dong-loi-" + b.File + ".xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		Write: func(w io.Writer) error { return office.WriteXLSX(w, []office.Sheet{sheet}) }}}, nil
}

func wrongRows(c *web.Call, plan *Plan, columns int) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, v := range plan.Verdicts {
			if v.Outcome != Fix {
				continue
			}
			why := ""
			for _, f := range v.Findings {
				if why != "" {
					why += "; "
				}
				why += c.Say(f.Says.Key, f.Says.Args...)
			}
			row := []any{v.Row, why}
			for i := range columns {
				cell := ""
				if i < len(v.Cells) {
					cell = v.Cells[i]
				}
				row = append(row, cell)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// open reads a batch, its file, and judges it.
func (s *desk) open(c *web.Call) (Batch, Content, *Plan, error) {
	b, err := db.Get[Batch](c.Context(), s.db.As(c.Who), c.Path("id"))
	if err != nil {
		return b, Content{}, nil, err
	}
	content, err := b.content(c.Context(), s.db)
	if err != nil {
		return b, content, nil, err
	}
	plan, err := DryRun(c.Context(), s.db, c.Who, &b, content)
	return b, content, plan, err
}

// change changes a batch that nothing was written of yet.
func (s *desk) change(ctx context.Context, who access.Who, verb, id string, version int, fn func(*Batch) error) error {
	return s.db.Change(ctx, who, verb, func(tx *db.Tx) error {
		b, err := db.GetAt[Batch](ctx, tx, id, version)
		if err != nil {
			return err
		}
		if b.State == Committed || b.State == Undone {
			return ErrState
		}
		if err := fn(&b); err != nil {
			return err
		}
		return db.Save(ctx, tx, &b)
	})
}
