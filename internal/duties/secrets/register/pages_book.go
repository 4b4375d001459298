package register

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// VolumePage is the data of volume.html: the pages of a book and how they
// stand.
type VolumePage struct {
	Head  web.Head
	Tabs  web.Views
	Pick  web.Search
	Grid  web.Grid
	Notes []web.Note
}

// SheetPage is the data of sheet.html: one page of a book, or its cover.
type SheetPage struct {
	Head               web.Head
	Above, Office      string
	Title, Year        string
	Cover              bool
	Facts              web.Summary
	Columns            []string
	Numbers            []string // 1 … n under the heads
	Rows               []BookRow
	Page, Pages        string
	Signed, Foot, Note string
	Stale              web.Note
	Action             string // records the printing
	Print              bool
}

// A library is the books of one module under one address.
type library struct {
	desk.Desk
	path    string
	need    access.Need
	volumes []Volume
	tabs    func(*web.Call, string) web.Views
}

// BookRoutes are the pages of books: their list at path, and the pages and the
// cover of each. need is the right to read them; to record a printing asks for
// the right to enter books.
func BookRoutes(k desk.Desk, path string, need access.Need, volumes ...Volume) []duty.Route {
	l := library{k, path, need, volumes, nil}
	return l.routes()
}

func (l library) routes() []duty.Route {
	sheet := l.path + "/{book}/{year}/{page}"
	return []duty.Route{{Pattern: "GET " + l.path, Need: l.need, Serve: l.list}, {Pattern: "GET " + sheet, Need: l.need, Serve: l.sheet}, {Pattern: "POST " + sheet, Need: Enter, Serve: l.record}}
}

func (l library) find(name string) (Volume, error) {
	i := slices.IndexFunc(l.volumes, func(v Volume) bool { return v.Name == name })
	if i < 0 {
		return Volume{}, web.ErrNotFound
	}
	return l.volumes[i], nil
}

func yearOf(c *web.Call, s string) int {
	if d, err := vn.ParseDay(s + "-01-01"); err == nil {
		return d.Year()
	}
	return vn.Day(c.Today).Year()
}

func (l library) href(v Volume, year int, page any) string {
	return fmt.Sprintf("%s/%s/%d/%v", l.path, v.Name, year, page)
}

// list shows the pages of a book: printed, to be printed, to be printed again.
func (l library) list(c *web.Call) (web.Reply, error) {
	v, err := l.find(cmpOr(c.Query("book"), l.volumes[0].Name))
	if err != nil {
		return web.Reply{}, err
	}
	year := yearOf(c, c.Query("year"))
	if c.Query("as") == "xlsx" {
		return l.workbook(c, v, year)
	}
	page := VolumePage{Head: web.Head{Title: c.Say(v.Texts + v.Name), Sub: fmt.Sprint(year), Acts: []web.Link{
		{Text: "XLSX", Icon: "file-spreadsheet", Href: l.path + "?book=" + v.Name + "&year=" + fmt.Sprint(year) + "&as=xlsx"},
		{Text: c.Say("secrets.page.cover"), Icon: "book-2", Href: l.href(v, year, 0)}}}, Pick: l.pick(c, v, year)}
	if l.tabs != nil {
		page.Tabs = l.tabs(c, "books")
	}
	stale := 0
	if page.Grid, stale, err = l.grid(c, v, year); err != nil {
		return web.Reply{}, err
	}
	if stale > 0 {
		page.Notes = append(page.Notes, web.Note{Kind: "warn", Text: c.Say("secrets.page.pages_stale", stale)})
	}
	return web.Reply{Page: "secrets/volume.html", Data: page, Title: page.Head.Title, Nav: l.ID, Crumbs: registerCrumbs(c)}, nil
}

func (l library) pick(c *web.Call, v Volume, year int) web.Search {
	books := web.Field{Name: "book", Label: c.Say("secrets.page.book"), Value: v.Name}
	for _, x := range l.volumes {
		books.Options = append(books.Options, web.Option{Value: x.Name, Label: c.Say(x.Texts + x.Name)})
	}
	years := web.Field{Name: "year", Label: c.Say("desk.year"), Value: fmt.Sprint(year)}
	for n := range 15 {
		y := fmt.Sprint(vn.Day(c.Today).Year() - n)
		years.Options = append(years.Options, web.Option{Value: y, Label: y})
	}
	return web.Search{Action: l.path, Name: "q", Label: c.Say("secrets.page.book"), Filters: []web.Field{books, years}}
}

// rows reads a page of a book twice: as the viewer sees it, and its digest as
// it is in the register.
func (l library) rows(c *web.Call, v Volume, year, page, last int) (rows []BookRow, digest string, err error) {
	first, to := bounds(page, last)
	if rows, err = v.Rows(c.Context(), l.DB.As(c.Who), sayOf(c), c.Who.Unit, year, first, to); err != nil {
		return nil, "", err
	}
	digest, err = l.digest(c, v, year, page, last)
	return rows, digest, err
}

// digest is that of a page as it is in the register, whoever looks.
func (l library) digest(c *web.Call, v Volume, year, page, last int) (string, error) {
	first, to := bounds(page, last)
	whole, err := v.Rows(c.Context(), l.DB.As(db.System), sayOf(c), c.Who.Unit, year, first, to)
	return digestOf(whole), err
}

func (l library) grid(c *web.Call, v Volume, year int) (web.Grid, int, error) {
	g := web.Grid{Label: c.Say(v.Texts + v.Name), Empty: web.Empty{Icon: "book-2", Title: c.Say("secrets.page.book_empty")}}
	for _, key := range []string{"page_no", "numbers", "printed_on", "by", "filed", "state"} {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("secrets.field." + key)})
	}
	last, err := v.Last(c.Context(), l.DB.As(c.Who), c.Who.Unit, year)
	if err != nil {
		return g, 0, err
	}
	done, err := printed(c.Context(), l.DB.As(c.Who), c.Who.Unit, v.Name, year)
	if err != nil {
		return g, 0, err
	}
	stale := 0
	for n := 1; (n-1)*RowsPerPage < last; n++ {
		first, to := bounds(n, last)
		p, was := done[n]
		digest := ""
		if was {
			if digest, err = l.digest(c, v, year, n, last); err != nil {
				return g, 0, err
			}
		}
		chip := web.Chip{Text: c.Say("secrets.page.not_printed")}
		switch {
		case was && p.Digest != digest:
			chip, stale = web.Chip{Kind: "over", Text: c.Say("secrets.page.print_again")}, stale+1
		case was:
			chip = web.Chip{Kind: "ok", Text: c.Say("secrets.page.printed")}
		}
		filed := web.Cell{}
		if p.Filed != "" {
			filed = web.Cell{Text: c.Texts().Day(c.Lang, string(p.FiledOn))}
		} else if was {
			filed = web.Cell{Text: c.Say("secrets.do.page.file"), Href: "/secrets/page/" + p.ID}
		}
		g.Rows = append(g.Rows, web.Row{Cells: []web.Cell{{Text: fmt.Sprint(n), Href: l.href(v, year, n), Key: true}, {Text: fmt.Sprintf("%02d–%02d", first, to)},
			{Text: c.Texts().Day(c.Lang, string(p.PrintedOn))}, {Text: p.ByName}, filed, {Chip: chip}}})
	}
	return g, stale, nil
}

// sheet draws one page of a book for paper; page 0 is the cover.
func (l library) sheet(c *web.Call) (web.Reply, error) { return l.draw(c, nil) }

func (l library) draw(c *web.Call, problem error) (web.Reply, error) {
	v, err := l.find(c.Path("book"))
	n, bad := strconv.Atoi(c.Path("page"))
	if err != nil || bad != nil || n < 0 {
		return web.Reply{}, web.ErrNotFound
	}
	year := yearOf(c, c.Path("year"))
	last, err := v.Last(c.Context(), l.DB.As(c.Who), c.Who.Unit, year)
	if err != nil {
		return web.Reply{}, err
	}
	if n > pagesOf(last) {
		return web.Reply{}, web.ErrNotFound
	}
	say := sayOf(c)
	page := SheetPage{Title: say.Text(v.Texts + v.Name), Year: fmt.Sprint(year), Cover: n == 0, Pages: fmt.Sprint(pagesOf(last)), Page: fmt.Sprint(n),
		Head: web.Head{Title: c.Say(v.Texts + v.Name), Sub: c.Say("secrets.page.sheet_of", n, fmt.Sprint(year)), Print: true, Acts: []web.Link{{Text: c.Say("desk.back"), Icon: "arrow-back-up", Href: l.path + "?book=" + v.Name + "&year=" + fmt.Sprint(year)}}}}
	l.letterhead(c, &page)
	if page.Cover {
		page.Facts = web.Summary{{Name: say.Text("secrets.page.from_to"), Value: fmt.Sprintf("01/01/%d – 31/12/%d", year, year)}, {Name: say.Text("secrets.field.numbers"), Value: fmt.Sprintf("%02d – %02d", min(1, last), last)},
			{Name: say.Text("secrets.page.book_no"), Value: "01"}, {Name: say.Text("secrets.page.sheets"), Value: page.Pages}}
		page.Head.Sub = c.Say("secrets.page.cover")
		return web.Reply{Page: "secrets/sheet.html", Data: page, Title: page.Head.Title, Nav: l.ID, Crumbs: registerCrumbs(c)}, nil
	}
	if err := l.body(c, &page, v, year, n, last); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "secrets/sheet.html", Data: page, Title: page.Head.Title, Nav: l.ID, Crumbs: registerCrumbs(c), Problem: problem}, nil
}

// letterhead names the office and the one above it.
func (l library) letterhead(c *web.Call, p *SheetPage) {
	today := l.Today()
	spans, err := desk.UnitsUnder(c.Context(), l.DB.As(c.Who), c.Who.Unit, today)
	if err != nil || len(spans) == 0 {
		return // a head without a name is still a page; the rows follow or fail by themselves
	}
	p.Office = spans[0].Name
	p.Above = desk.UnitName(c.Context(), l.DB.As(db.System), spans[0].Parent, today)
}

func (l library) body(c *web.Call, p *SheetPage, v Volume, year, n, last int) error {
	say := sayOf(c)
	for i, key := range v.Columns {
		p.Columns, p.Numbers = append(p.Columns, say.Text(key)), append(p.Numbers, fmt.Sprintf("(%d)", i+1))
	}
	rows, digest, err := l.rows(c, v, year, n, last)
	if err != nil {
		return err
	}
	p.Rows = rows
	if v.Signed != "" {
		p.Signed = say.Text(v.Signed)
	}
	points, err := l.DB.Checkpoints(c.Context(), 1)
	if err != nil {
		return err
	}
	p.Foot = say.Text("secrets.page.no_checkpoint")
	if len(points) > 0 {
		p.Foot = say.Text("secrets.page.checkpoint", int(points[0].Size), points[0].Root)
	}
	p.Note = say.Text("secrets.page.drawn", digest, say.Day(vn.Day(c.Today)), c.Who.Name)
	done, err := printed(c.Context(), l.DB.As(c.Who), c.Who.Unit, v.Name, year)
	if was, ok := done[n]; ok && was.Digest != digest {
		p.Stale = web.Note{Kind: "over", Text: c.Say("secrets.page.stale", c.Texts().Day(c.Lang, string(was.PrintedOn)), was.ByName)}
	} else if ok {
		p.Stale = web.Note{Kind: "ok", Text: c.Say("secrets.page.fits", c.Texts().Day(c.Lang, string(was.PrintedOn)), was.ByName)}
	}
	if c.Who.Can(Enter) {
		p.Action = l.href(v, year, n)
	}
	return err
}

// record keeps that a page was printed for signature: which rows, and their
// digest (S31). Whoever may not see a row cannot print the page of the book.
func (l library) record(c *web.Call) (web.Reply, error) {
	v, err := l.find(c.Path("book"))
	n, bad := strconv.Atoi(c.Path("page"))
	if err != nil || bad != nil || n < 1 {
		return web.Reply{}, web.ErrNotFound
	}
	year := yearOf(c, c.Path("year"))
	last, err := v.Last(c.Context(), l.DB.As(c.Who), c.Who.Unit, year)
	if err != nil || n > pagesOf(last) {
		return web.Reply{}, cmpErr(err, web.ErrNotFound)
	}
	rows, digest, err := l.rows(c, v, year, n, last)
	if err != nil {
		return web.Reply{}, err
	}
	if digestOf(rows) != digest {
		return l.draw(c, duty.Forbidden("secrets.refuse.print_clearance"))
	}
	err = l.Change(c.Context(), c.Who, "print_page", func(t *desk.Turn) error {
		first, to := bounds(n, last)
		p := PrintedPage{Base: duty.Base{Org: c.Who.Unit}, Book: v.Name, Year: year, Page: n, First: first, Last: to, Rows: len(rows), Digest: digest, PrintedOn: t.At.Today, By: c.Who.ID, ByName: c.Who.Name}
		if points, err := l.DB.Checkpoints(c.Context(), 1); err != nil {
			return err
		} else if len(points) > 0 {
			p.Journal, p.Checkpoint = int(points[0].Size), points[0].Root
		}
		done, err := printed(c.Context(), t.View, c.Who.Unit, v.Name, year)
		if err != nil {
			return err
		}
		if was, ok := done[n]; ok {
			p.Replaces, was.ReplacedOn = was.ID, t.At.Today
			if err := db.Save(c.Context(), t.Tx, &was); err != nil {
				return err
			}
		}
		return db.Save(c.Context(), t.Tx, &p)
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: l.href(v, year, n), Notice: text.Problem{Key: "secrets.page.print_recorded"}}, nil
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// workbook gives the book of a year out as XLSX, with exactly the columns of
// the form. The journal has its entry first.
func (l library) workbook(c *web.Call, v Volume, year int) (web.Reply, error) {
	if err := l.DB.Note(c.Context(), c.Who, l.ID+".export", "book/"+v.Name, "", map[string]any{"book": v.Name, "year": year}); err != nil {
		return web.Reply{}, err
	}
	say := sayOf(c)
	last, err := v.Last(c.Context(), l.DB.As(c.Who), c.Who.Unit, year)
	if err != nil {
		return web.Reply{}, err
	}
	head := SheetPage{}
	l.letterhead(c, &head)
	s := office.Sheet{Name: v.Name, Title: []string{head.Above, head.Office, strings.ToUpper(say.Text(v.Texts + v.Name)), fmt.Sprint(year)}, Freeze: 1, Landscape: true}
	for _, key := range v.Columns {
		s.Columns = append(s.Columns, office.Column{Title: say.Text(key)})
	}
	s.Rows = func(yield func([]any, error) bool) {
		for first := 1; first <= last; first += 500 {
			rows, err := v.Rows(c.Context(), l.DB.As(c.Who), say, c.Who.Unit, year, first, min(first+499, last))
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range rows {
				values := make([]any, len(v.Columns))
				for i := range values {
					values[i] = ""
					if i < len(r.Cells) {
						values[i] = r.Cells[i]
					}
				}
				if !yield(values, nil) {
					return
				}
			}
		}
	}
	return web.Reply{File: &web.File{Name: fmt.Sprintf("%s-%d.xlsx", v.Name, year), Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		Write: func(out io.Writer) error { return office.WriteXLSX(out, []office.Sheet{s}) }}}, nil
}

// sheets is the folder of printings: the page with its signatures is filed with
// them (S31).
func (k pages) sheets() desk.Folder[PrintedPage, *PrintedPage] {
	return desk.Folder[PrintedPage, *PrintedPage]{Desk: k.Desk, Name: "page", Read: Read, Crumbs: registerCrumbs, Title: func(p PrintedPage) string { return fmt.Sprintf("%d · %d", p.Year, p.Page) },
		Facts: func(c *web.Call, p PrintedPage) web.Summary {
			return desk.NewFacts(c, ID).Num("page_no", p.Page).Text("numbers", fmt.Sprintf("%02d–%02d", p.First, p.Last)).Num("row_count", p.Rows).Text("digest", p.Digest).
				Day("printed_on", string(p.PrintedOn)).Text("by", p.ByName).Day("filed", string(p.FiledOn)).All
		},
		Acts: []desk.Act[PrintedPage]{{Do: "file", Need: Enter, When: func(p PrintedPage) bool { return p.ReplacedOn == "" }, Ask: func(s *desk.Sheet, p *PrintedPage) {
			s.File("filed", &p.Filed)
			s.Day("filed_on", &p.FiledOn)
		}}}}
}

// Blobs are the files the record keeps.
func (p *PrintedPage) Blobs() []string {
	if p.Filed == "" {
		return nil
	}
	return []string{p.Filed}
}
