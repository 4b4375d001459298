package imports

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// BatchPage is the data of batch.html.
type BatchPage struct {
	ID       string
	Version  int
	Head     web.Head
	Steps    web.Stepper
	Notes    []web.Note
	Progress *web.Progress
	Edit     bool // the person may change it, and nothing was written yet
	Columns  []ColumnLine
	Kind     web.Field
	Day      web.Field
	Kpis     web.Kpis
	Table    SheetTable
	Undo     bool
}

// A ColumnLine is a column of the file and what it holds.
type ColumnLine struct {
	Letter, Title, Samples string
	Field                  web.Field
	Chip                   web.Chip
}

// A SheetTable is the rows of one outcome, with cells to correct.
type SheetTable struct {
	Title, Shown string
	Show         Outcome
	Heads        []SheetHead
	Rows         []SheetRow
	MaySkip      bool
	Skipped      int
}

// A SheetHead is the head of a column of the table.
type SheetHead struct{ Letter, Title string }

// A SheetRow is a row of the file.
type SheetRow struct {
	N     int
	Says  []string // what is wrong with the row as a whole
	Cells []SheetCell
}

// A SheetCell is a cell to correct. Class is "bad", "wrn" or empty.
type SheetCell struct{ Name, Label, Value, Class, Says string }

// tableRows is how many rows the table shows at once.
const tableRows = 50

// show shows an import: its columns, the verdicts, and what can be done.
func (s *desk) show(c *web.Call) (web.Reply, error) { return s.shown(c, nil) }

func (s *desk) shown(c *web.Call, problem error) (web.Reply, error) {
	b, content, plan, err := s.open(c)
	if err != nil {
		return web.Reply{}, err
	}
	done, total, under, failed := s.jobs.of(b.ID)
	p := BatchPage{ID: b.ID, Version: b.Version, Head: web.Head{Title: b.File, Chip: s.chip(c, b)}, Steps: steps(c, 1, &b, plan)}
	p.Head.Sub = c.Say("imports.sub", c.Say("imports.kind."+string(b.Kind)), content.Sheet, len(content.Rows))
	p.Undo = b.State == Committed && c.Who.Can("imports.write")
	for _, n := range content.Notes {
		p.Notes = append(p.Notes, web.Note{Text: c.Say(n.Key, n.Args...)})
	}
	r := web.Reply{Page: "imports/batch.html", Title: b.File, Crumbs: crumbs(c), Problem: problem}
	switch {
	case under:
		p.Progress = &web.Progress{Text: c.Say("imports.running", b.File), Done: done, Total: max(total, 1), Part: "/imports/" + b.ID + "/progress"}
		r.Refresh = 2
	case b.State == Draft || b.State == Running:
		if problem == nil && failed != nil {
			r.Problem = failed
		} else if b.State == Running {
			p.Notes = append(p.Notes, web.Note{Kind: "warn", Text: c.Say("imports.interrupted")})
		}
		s.work(c, &p, b, content, plan)
	}
	r.Data = p
	return r, nil
}

// work fills in what can be done with an import before its commit.
func (s *desk) work(c *web.Call, p *BatchPage, b Batch, content Content, plan *Plan) {
	p.Edit = c.Who.Can("imports.write")
	for _, f := range plan.Missing {
		p.Notes = append(p.Notes, web.Note{Kind: "warn", Text: c.Say("imports.missing", text.Key("imports.field."+string(f)))})
	}
	p.Columns = columnLines(c, b, content, plan)
	var kinds []web.Option
	for _, k := range Kinds {
		kinds = append(kinds, web.Option{Value: string(k), Label: c.Say("imports.kind." + string(k))})
	}
	p.Kind = web.Field{Name: "kind", Kind: web.FieldSelect, Label: c.Say("imports.kind"), Value: string(b.Kind), Options: kinds, Width: "m"}
	p.Day = web.Field{Name: "day", Kind: web.FieldDay, Label: c.Say("imports.day"), Value: string(b.On)}
	show := Outcome(c.Query("show"))
	if _, ok := weight[show]; !ok {
		show = Fix
		if plan.Counts[Fix] == 0 {
			show = Look
		}
	}
	for _, o := range []Outcome{Good, Fix, Look, Duplicate, Skipped} {
		if o == Skipped && plan.Counts[o] == 0 {
			continue
		}
		kind := map[Outcome]string{Good: "ok", Fix: "over", Look: "warn"}[o]
		p.Kpis = append(p.Kpis, web.Kpi{Label: c.Say("imports.outcome." + string(o)), Value: c.Texts().Number(c.Lang, plan.Counts[o]), Kind: kind,
			Href: "/imports/" + b.ID + "?show=" + string(o), Current: o == show})
	}
	p.Table = table(c, b, content, plan, show)
	p.Table.MaySkip = p.Edit && show == Fix
	if plan.Counts[Fix] > 0 {
		p.Head.Acts = append(p.Head.Acts, web.Link{Text: c.Say("imports.errors.get"), Href: "/imports/" + b.ID + "/errors", Icon: "download"})
	}
	if p.Edit && plan.Ready() {
		p.Head.Acts = append(p.Head.Acts, web.Link{Text: c.Say("imports.commit", plan.Size()), Href: "/imports/" + b.ID + "/commit", Post: true, Primary: true})
	}
}

// steps shows how far an import is.
func steps(c *web.Call, at int, b *Batch, plan *Plan) web.Stepper {
	notes := make([]string, 4)
	if b != nil {
		notes[0], notes[1], notes[2] = b.File, c.Say("imports.step.columns.n", len(b.Mapping)), c.Say("imports.step.fix.n", plan.Counts[Fix])
		switch {
		case b.State == Committed || b.State == Undone:
			at, notes[2] = 4, ""
		case len(plan.Missing) > 0:
			notes[2] = ""
		case plan.Counts[Fix] > 0:
			at = 2
		default:
			at = 3
		}
	}
	st := web.Stepper{Label: c.Say("imports.steps")}
	for i, k := range []string{"file", "columns", "fix", "commit"} {
		state := "later"
		if i < at {
			state = "done"
		} else if i == at {
			state = "now"
		}
		st.Steps = append(st.Steps, web.Step{Name: c.Say("imports.step." + k), State: state, Note: notes[i]})
	}
	return st
}

// samples is how many values of a column are shown beside its title.
const samples = 3

func columnLines(c *web.Call, b Batch, content Content, plan *Plan) []ColumnLine {
	options := []web.Option{{Value: "", Label: c.Say("imports.column.skip")}}
	for _, f := range Fields[b.Kind] {
		options = append(options, web.Option{Value: string(f), Label: c.Say("imports.field." + string(f))})
	}
	var out []ColumnLine
	for i := range max(len(content.Columns), width(content.Rows)) {
		l := ColumnLine{Letter: Letter(i)}
		if i < len(content.Columns) {
			l.Title = content.Columns[i]
		}
		l.Samples = strings.Join(sampled(content, i), " · ")
		l.Field = web.Field{Name: "m" + strconv.Itoa(i), Label: c.Say("imports.column.label", l.Letter), Value: string(b.Mapping[i]), Options: options}
		switch e, decoded := plan.Decoded[i]; {
		case decoded:
			l.Chip = web.Chip{Kind: "info", Text: c.Say("imports.column.decoded", strings.ToUpper(string(e)))}
			if s := sampled(content, i); len(s) > 0 {
				l.Samples = s[0] + " → " + e.Decode(s[0])
			}
		case b.Mapping[i] != "":
			l.Chip = web.Chip{Kind: "ok", Text: c.Say("imports.column.auto")}
		}
		out = append(out, l)
	}
	return out
}

// sampled gives the first different values of a column, cut short.
func sampled(content Content, col int) []string {
	var out []string
	for _, r := range content.Rows[:min(len(content.Rows), guessRows)] {
		if col >= len(r.Cells) || len(out) == samples {
			continue
		}
		t := []rune(strings.TrimSpace(r.Cells[col].Text))
		if len(t) > 24 {
			t = append(t[:24], '…')
		}
		if s := string(t); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// cellName names the form field of a cell.
func cellName(row, col int) string { return fmt.Sprintf("c%d-%d", row, col) }

func table(c *web.Call, b Batch, content Content, plan *Plan, show Outcome) SheetTable {
	t := SheetTable{Show: show, Title: c.Say("imports.rows", plan.Counts[show]), Skipped: len(b.Skips)}
	if show != Fix && show != Look {
		t.Title = c.Say("imports.outcome."+string(show)) + ": " + c.Say("imports.rows.of", plan.Counts[show])
	}
	var cols []int
	for i := range max(len(content.Columns), width(content.Rows)) {
		if f := b.Mapping[i]; f != "" {
			cols = append(cols, i)
			t.Heads = append(t.Heads, SheetHead{Letter(i), c.Say("imports.field." + string(f))})
		}
	}
	for _, v := range plan.Verdicts {
		if v.Outcome != show {
			continue
		}
		if len(t.Rows) == tableRows {
			break
		}
		t.Rows = append(t.Rows, sheetRow(c, v, cols))
	}
	t.Shown = c.Say("imports.rows.shown", len(t.Rows), plan.Counts[show])
	return t
}

func sheetRow(c *web.Call, v Verdict, cols []int) SheetRow {
	r := SheetRow{N: v.Row}
	for _, f := range v.Findings {
		if f.Column < 0 {
			r.Says = append(r.Says, c.Say(f.Says.Key, f.Says.Args...))
		}
	}
	for _, col := range cols {
		cell := SheetCell{Name: cellName(v.Row, col), Value: v.Cells[col], Label: c.Say("imports.rows.cell", strconv.Itoa(v.Row), Letter(col))}
		if f, ok := v.At(col); ok {
			cell.Says = c.Say(f.Says.Key, f.Says.Args...)
			cell.Label += ": " + cell.Says
			cell.Class = map[Outcome]string{Fix: "bad"}[f.Outcome]
			if cell.Class == "" {
				cell.Class = "wrn"
			}
		}
		r.Cells = append(r.Cells, cell)
	}
	return r
}

// progress answers the progress alone, for the page that waits.
func (s *desk) progress(c *web.Call) (web.Reply, error) {
	b, err := db.Get[Batch](c.Context(), s.db.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	p := web.Progress{Text: c.Say("imports.running", b.File)}
	done, total, under, _ := s.jobs.of(b.ID)
	if p.Done, p.Total = done, max(total, 1); under {
		p.Part = "/imports/" + b.ID + "/progress"
	}
	return web.Reply{Page: "imports/progress.html", Data: ProgressPage{p}, Fragment: true}, nil
}

// ProgressPage is the data of progress.html.
type ProgressPage struct{ Progress web.Progress }

// columns keeps what the columns hold, as the person corrected it.
func (s *desk) columns(c *web.Call) (web.Reply, error) {
	id := c.Path("id")
	version, err := c.Int("version")
	if err != nil {
		return web.Reply{}, err
	}
	day, err := c.Day("day")
	if err == nil && day == "" {
		err = ErrDay.On("day")
	}
	if err != nil {
		return s.shown(c, err)
	}
	content, err := s.content(c, id)
	if err != nil {
		return web.Reply{}, err
	}
	err = s.change(c.Context(), c.Who, "imports.columns", id, version, func(b *Batch) error {
		b.On = vn.Day(day)
		if kind := Kind(c.Form("kind")); kind != b.Kind && Fields[kind] != nil {
			b.Kind, b.Mapping = Guess(kind, content.Columns, content.Rows) // other fields: guessed anew
			return nil
		}
		b.Mapping = posted(c, b.Kind, max(len(content.Columns), width(content.Rows)))
		return nil
	})
	return web.Reply{Goto: "/imports/" + id}, err
}

func (s *desk) content(c *web.Call, id string) (Content, error) {
	b, err := db.Get[Batch](c.Context(), s.db.As(c.Who), id)
	if err != nil {
		return Content{}, err
	}
	return b.content(c.Context(), s.db)
}

// posted reads the mapping out of the form; a field goes to its first column.
func posted(c *web.Call, k Kind, columns int) Mapping {
	m := Mapping{}
	for i := range columns {
		f := Field(c.Form("m" + strconv.Itoa(i)))
		if slices.Contains(Fields[k], f) && m.Column(f) < 0 {
			m[i] = f
		}
	}
	return m
}

// rows keeps corrected cells, and leaves rows out or takes them back.
func (s *desk) rows(c *web.Call) (web.Reply, error) {
	b, _, plan, err := s.open(c)
	if err != nil {
		return web.Reply{}, err
	}
	version, err := c.Int("version")
	if err != nil {
		return web.Reply{}, err
	}
	show := Outcome(c.Form("show"))
	err = s.change(c.Context(), c.Who, "imports.rows", b.ID, version, func(b *Batch) error {
		switch c.Form("do") {
		case "skip":
			for _, v := range plan.Verdicts {
				if v.Outcome == show && show == Fix {
					b.Skips = append(b.Skips, v.Row)
				}
			}
		case "unskip":
			b.Skips = nil
		default:
			correct(c, b, plan)
		}
		return nil
	})
	if show == Skipped || c.Form("do") != "" {
		show = ""
	}
	to := "/imports/" + b.ID
	if show != "" {
		to += "?show=" + string(show)
	}
	return web.Reply{Goto: to}, err
}

// correct keeps the cells whose value the person changed.
func correct(c *web.Call, b *Batch, plan *Plan) {
	for _, v := range plan.Verdicts {
		for col := range b.Mapping {
			name := cellName(v.Row, col)
			if len(c.Forms(name)) == 0 || col >= len(v.Cells) || vn.NFC(c.Form(name)) == v.Cells[col] {
				continue
			}
			fixed := Fixed{v.Row, col, vn.NFC(c.Form(name))}
			b.Fixes = slices.DeleteFunc(b.Fixes, func(f Fixed) bool { return f.Row == v.Row && f.Column == col })
			b.Fixes = append(b.Fixes, fixed)
		}
	}
}

// atOnce is up to how many rows an import is committed while the person
// waits; a longer one runs beside and shows its progress.
const atOnce = 1000

// commit writes the import to the register.
func (s *desk) commit(c *web.Call) (web.Reply, error) {
	b, _, plan, err := s.open(c)
	if err != nil {
		return web.Reply{}, err
	}
	to := "/imports/" + b.ID
	if plan.Size() <= atOnce || !plan.Ready() {
		if b, _, err = Commit(c.Context(), s.db, c.Who, b.ID, nil); err != nil {
			if len(text.Problems(err)) > 0 {
				return s.shown(c, err)
			}
			return web.Reply{}, err
		}
		return web.Reply{Goto: to, Notice: text.Problem{Key: "imports.done", Args: []any{b.Imported, b.File}}}, nil
	}
	if _, _, under, _ := s.jobs.of(b.ID); under {
		return web.Reply{Goto: to}, nil
	}
	if err := s.change(c.Context(), c.Who, "imports.run", b.ID, b.Version, func(b *Batch) error { b.State = Running; return nil }); err != nil {
		return web.Reply{}, err
	}
	s.jobs.start(s.db, c.Who, b.ID, s.failed)
	return web.Reply{Goto: to}, nil
}

// failed puts an import whose commit failed back to where it was.
func (s *desk) failed(ctx context.Context, who access.Who, id string) error {
	return s.change(ctx, who, "imports.failed", id, 0, func(b *Batch) error { b.State = Draft; return nil })
}

// undo takes the import back as a whole.
func (s *desk) undo(c *web.Call) (web.Reply, error) {
	b, err := db.Get[Batch](c.Context(), s.db.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	err = Undo(c.Context(), s.db, c.Who, b.ID)
	if err != nil && len(text.Problems(err)) > 0 {
		return s.shown(c, err)
	}
	return web.Reply{Goto: "/imports/" + b.ID, Notice: text.Problem{Key: "imports.undone", Args: []any{b.File}}}, err
}
