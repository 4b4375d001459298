package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/counts"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

type secretsCmd struct {
	List         secretsListCmd  `cmd:"" help:"Print a list of the register of state secrets."`
	Books        secretsBooksCmd `cmd:"" help:"Write a book of an office and a year in its prescribed columns."`
	Due          secretsDueCmd   `cmd:"" help:"Print what falls due: recalls, loans, terms, notices, deadlines."`
	ExportCounts exportCountsCmd `cmd:"" help:"On the isolated machine: write the signed file of counts."`
	ImportCounts importCountsCmd `cmd:"" help:"On the connected machine: take a file of counts in."`
}

// isolatedOnly opens an instance for a command of the duty of state secrets,
// and refuses one that may not have the duty.
func (p place) isolatedOnly(ctx context.Context) (*program, error) {
	g, err := p.open(ctx)
	if err != nil {
		return nil, err
	}
	switch g.profile {
	case isolated:
		return g, nil
	case undecided:
		err = refuse("this instance is not an isolated one: %s. If this machine is isolated, begin with: liemchinh serve --dir %s --profile isolated", rule, p.Dir)
	default:
		err = errConnected
	}
	return nil, errors.Join(err, g.db.Close())
}

// clerk is in whose name the command line reads the duty, as an office: the
// machine's own, with every right.
func clerk(unit string) access.Who {
	w := db.System
	w.Unit = unit
	for _, r := range access.Roles {
		w.Rights = append(w.Rights, access.RightsOf(r)...)
	}
	return w
}

// A reply takes down what a page of the site answers.
type reply struct {
	bytes.Buffer
	code   int
	header http.Header
}

// Header is part of http.ResponseWriter.
func (r *reply) Header() http.Header { return r.header }

// WriteHeader is part of http.ResponseWriter.
func (r *reply) WriteHeader(code int) { r.code = code }

// fetch asks the site for a file as a page would give it, so that the command
// line and the screen cannot differ, and the journal has the same entry.
func (g *program) fetch(ctx context.Context, who access.Who, path string, query url.Values, lang text.Lang) ([]byte, error) {
	g.who = func(*http.Request) (access.Who, error) { return who, nil }
	s, err := g.newSite(slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	u := &url.URL{Path: path, RawQuery: query.Encode()}
	q := &http.Request{Method: http.MethodGet, URL: u, RequestURI: u.RequestURI(), Host: "localhost", Header: http.Header{"Cookie": {web.PrefsCookie(lang)}}, Body: http.NoBody}
	r := &reply{code: http.StatusOK, header: http.Header{}}
	g.mux(s).ServeHTTP(r, q.WithContext(ctx))
	if r.code != http.StatusOK || r.header.Get("Content-Disposition") == "" {
		return nil, fmt.Errorf("%s: no file, status %d", u, r.code)
	}
	return r.Bytes(), nil
}

// lists are the lists of the register that the command line prints.
var lists = map[string]string{"out": "/secrets", "in": "/secrets/in", "drafts": "/secrets/drafts", "ending": "/secrets/ending", "lent": "/secrets/lent", "overdue": "/secrets/overdue", "missing": "/secrets/missing"}

type secretsListCmd struct {
	place
	List   string `arg:"" optional:"" help:"out, in (the books), drafts, ending (terms), lent, overdue or missing (copies)." enum:"out,in,drafts,ending,lent,overdue,missing" default:"out"`
	Unit   string `help:"Code of the organisation; the whole instance if not given." placeholder:"CODE"`
	Format string `help:"csv or xlsx." enum:"csv,xlsx" default:"csv"`
	Lang   string `help:"vi or en." enum:"vi,en" default:"vi"`
}

// Help is the example of --help.
func (secretsListCmd) Help() string {
	return "Example: liemchinh secrets list in --dir liemchinh-demo/isolated --format csv"
}

// Run prints a list.
func (c secretsListCmd) Run(e *env) error {
	g, err := c.isolatedOnly(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	unit, err := g.unit(e, c.Unit, vn.DayOf(g.db.Now()))
	if err != nil {
		return err
	}
	b, err := g.fetch(e.ctx, clerk(unit), lists[c.List], url.Values{"as": {c.Format}}, text.Lang(c.Lang))
	if err != nil {
		return err
	}
	_, err = e.out.Write(b)
	return err
}

// books are the books that the command line writes, by name, and the page that
// gives each.
var books = map[string]string{"out": "/secrets/books", "in": "/secrets/books", "inventory_time": "/secrets/books", "inventory_grade": "/secrets/books",
	"transfer": "/movement/books", "permit": "/movement/books", "carryout": "/movement/books"}

type secretsBooksCmd struct {
	place
	Book string `arg:"" help:"out, in, inventory_time, inventory_grade, transfer, permit (copies) or carryout." enum:"out,in,inventory_time,inventory_grade,transfer,permit,carryout"`
	Unit string `required:"" help:"Code of the office whose book it is." placeholder:"CODE"`
	Year int    `help:"The year; this one if not given." placeholder:"YEAR"`
	Out  string `required:"" help:"The new XLSX file." type:"path" placeholder:"FILE"`
}

// Help is the example of --help.
func (secretsBooksCmd) Help() string {
	return "Example: liemchinh secrets books in --dir liemchinh-demo/isolated --unit MG --year 2018 --out book-in-2018.xlsx\nThe page of the book prints it sheet by sheet for signature."
}

// Run writes a book.
func (c secretsBooksCmd) Run(e *env) error {
	g, err := c.isolatedOnly(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	today := vn.DayOf(g.db.Now())
	unit, err := g.unit(e, c.Unit, today)
	if err != nil {
		return err
	}
	year := today.Year()
	if c.Year != 0 {
		year = c.Year
	}
	b, err := g.fetch(e.ctx, clerk(unit), books[c.Book], url.Values{"book": {c.Book}, "year": {strconv.Itoa(year)}, "as": {"xlsx"}}, text.Vi)
	if err != nil {
		return err
	}
	return e.file(c.Out, b)
}

// file writes a new file and says it.
func (e *env) file(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return refuse("%s exists already: name a new file", path)
	}
	if err != nil {
		return refuse("%w", err)
	}
	if _, err := f.Write(b); err != nil {
		return errors.Join(err, f.Close())
	}
	e.say("%s", path)
	return f.Close()
}

// dueLines is how many lines of each kind the command line prints.
const dueLines = 1000

type secretsDueCmd struct {
	place
	Unit string `help:"Code of the organisation; the whole instance if not given." placeholder:"CODE"`
	Lang string `help:"vi or en." enum:"vi,en" default:"vi"`
}

// Help is the example of --help.
func (secretsDueCmd) Help() string {
	return "Example: liemchinh secrets due --dir liemchinh-demo/isolated --unit MG\nColumns: day, what, number and context, address of the page."
}

// Run prints what has a day, the earliest first.
func (c secretsDueCmd) Run(e *env) error {
	g, err := c.isolatedOnly(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	today := vn.DayOf(g.db.Now())
	unit, err := g.unit(e, c.Unit, today)
	if err != nil {
		return err
	}
	texts, err := g.texts()
	if err != nil {
		return err
	}
	var all []duty.Task
	for _, m := range g.secrets {
		if m.Work == nil {
			continue
		}
		tasks, err := m.Work(e.ctx, g.db.As(clerk(unit)), today, dueLines)
		if err != nil {
			return err
		}
		all = append(all, slices.DeleteFunc(tasks, func(t duty.Task) bool { return t.Due == "" })...)
	}
	slices.SortStableFunc(all, func(a, b duty.Task) int { return strings.Compare(string(a.Due), string(b.Due)) })
	for _, t := range all {
		e.say("%s\t%s\t%s\t%s", t.Due, texts.Say(text.Lang(c.Lang), t.Title.Key, t.Title.Args...), t.Note, t.Href)
	}
	return nil
}

type exportCountsCmd struct {
	place
	From string `required:"" help:"First day." placeholder:"DATE"`
	To   string `required:"" help:"Last day." placeholder:"DATE"`
	Unit string `help:"Code of the organisation; the whole instance if not given." placeholder:"CODE"`
	Out  string `required:"" help:"The new file." type:"path" placeholder:"FILE"`
}

// Help is the example of --help.
func (exportCountsCmd) Help() string {
	return "Example: liemchinh secrets export-counts --dir liemchinh-demo/isolated --from 2018-12-15 --to 2019-12-14 --out counts-2019.txt\n" +
		"The file holds counts by figure, organisation and month, signed by the key of the journal, and nothing else; the export is an entry in the journal."
}

// Run writes the file.
func (c exportCountsCmd) Run(e *env) error {
	g, err := c.isolatedOnly(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	from, err := dayOrToday(c.From, g.db)
	if err != nil {
		return err
	}
	to, err := dayOrToday(c.To, g.db)
	if err != nil {
		return err
	}
	unit, err := g.unit(e, c.Unit, to)
	if err != nil {
		return err
	}
	if _, err := g.db.Fold(e.ctx); err != nil {
		return err
	}
	x, err := counts.Export(e.ctx, g.db, clerk(db.Everywhere), counts.Figures(), from, to, unit)
	if err != nil {
		return g.refusal(err)
	}
	if err := e.file(c.Out, x.Bytes); err != nil {
		return err
	}
	e.say("%d counts, SHA-256 %s", len(x.Report.Counts), x.Digest)
	e.say("public key, to be registered once on the connected machine: %s", g.db.Signer.Public())
	_, err = g.db.Fold(e.ctx)
	return err
}

type importCountsCmd struct {
	place
	File string `arg:"" help:"The file that was carried over." type:"existingfile"`
}

// Help is the example of --help.
func (importCountsCmd) Help() string {
	return "Example: liemchinh secrets import-counts --dir liemchinh-demo counts-2019.txt\n" +
		"An administrator registers the public key of the isolated machine first, on the page of the counts. A file is taken in as a whole or not at all."
}

// Run takes the file in.
func (c importCountsCmd) Run(e *env) error {
	g, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	if g.profile == isolated {
		return refuse("counts are taken in on the connected instance; this one is isolated and counts for itself")
	}
	f, err := os.Open(c.File)
	if err != nil {
		return refuse("%w", err)
	}
	defer f.Close()
	x, err := counts.Import(e.ctx, g.db, clerk(db.Everywhere), counts.Figures(), f)
	if err != nil {
		return g.refusal(err)
	}
	if _, err := g.db.Fold(e.ctx); err != nil {
		return err
	}
	e.say("%s: %d counts from %s to %s, %s", c.File, x.Count, x.From, x.To, x.Code)
	return nil
}
