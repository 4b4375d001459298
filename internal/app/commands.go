package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/house/accounts"
	"liemchinh.vn/internal/house/imports"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/report"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

type initCmd struct {
	place
	Name string `required:"" help:"Name of the organisation that runs the instance." placeholder:"NAME"`
}

// Help is the example of --help.
func (initCmd) Help() string {
	return `Example: liemchinh init --dir liemchinh-data --name "Tỉnh ủy Minh Giang"` + "\nThe first administrator is made on the first visit, or with: liemchinh user add"
}

// Run makes an empty instance.
func (c initCmd) Run(e *env) error {
	name := vn.Tidy(c.Name)
	if name == "" {
		return refuse("the organisation needs a name: --name NAME")
	}
	if c.DB == "" && c.exists() {
		return refuse("%s holds an instance already", c.Dir)
	}
	g, err := c.create(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	if had, err := g.db.Setting(e.ctx, "org.name"); err != nil || had != "" {
		return errors.Join(refuse("the database holds the instance of %s already", had), err)
	}
	if err := g.db.SetSetting(e.ctx, "org.name", name); err != nil {
		return err
	}
	e.say("%s: instance of %s", c.Dir, name)
	return nil
}

type importCmd struct {
	place
	Kind string `arg:"" enum:"units,people" help:"units (a list, or a list of changes) or people."`
	File string `arg:"" help:"XLSX or CSV file." type:"existingfile"`
	On   string `required:"" help:"The day from which the content holds." placeholder:"DATE"`
}

// Help is the example of --help.
func (importCmd) Help() string {
	return "Example: liemchinh import units --dir liemchinh-data --on 2025-07-01 data/unit-changes-2025-07-01.csv"
}

// Run imports a file as a whole, or refuses it as a whole.
func (c importCmd) Run(e *env) error {
	g, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	on, err := dayOrToday(c.On, g.db)
	if err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return refuse("%w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return refuse("%w", err)
	}
	r, err := imports.File(e.ctx, g.db, db.System, imports.Kind(c.Kind), on, filepath.Base(c.File), f, st.Size())
	if err != nil {
		return g.refusal(err)
	}
	if _, err := g.db.Fold(e.ctx); err != nil {
		return err
	}
	e.say("%s: %d rows read, imported as %s from %s, batch %s", c.File, r.Read, r.Kind, on, r.Batch)
	return nil
}

// refusal says a refusal of the input in the words of the pages, in English.
func (g *program) refusal(err error) error {
	ps := text.Problems(err)
	if len(ps) == 0 {
		return err
	}
	t, terr := g.texts()
	if terr != nil {
		return errors.Join(err, terr)
	}
	var said []string
	for _, p := range ps {
		said = append(said, t.Say(text.En, p.Key, p.Args...))
	}
	return refuse("%s", strings.Join(said, "; "))
}

type reportCmd struct {
	FiveYear fiveYearCmd `cmd:"" name:"five-year" help:"Five years' work, by year."`
}

type fiveYearCmd struct {
	place
	From   string `required:"" help:"First day." placeholder:"DATE"`
	To     string `required:"" help:"Last day." placeholder:"DATE"`
	Unit   string `help:"Code of the organisation; the whole instance if not given." placeholder:"CODE"`
	Format string `help:"table, csv, json or xlsx." enum:"table,csv,json,xlsx" default:"table"`
	Lang   string `help:"vi or en." enum:"vi,en" default:"vi"`
}

// Help is the example of --help.
func (fiveYearCmd) Help() string {
	return "Example: liemchinh report five-year --dir liemchinh-demo --from 2014-11-01 --to 2019-10-31 --format json"
}

// Run counts the report and prints it.
func (c fiveYearCmd) Run(e *env) error {
	g, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	p, err := c.paper(e, g)
	if err != nil {
		return err
	}
	return writeReport(e, p, c.Format)
}

func writeReport(e *env, p report.Paper, format string) error {
	w := bufio.NewWriter(e.out)
	if err := report.Write(w, p, report.Format(format)); err != nil {
		return err
	}
	return w.Flush()
}

func (c fiveYearCmd) paper(e *env, g *program) (report.Paper, error) {
	var p report.Paper
	from, err := dayOrToday(c.From, g.db)
	if err != nil {
		return p, err
	}
	to, err := dayOrToday(c.To, g.db)
	if err != nil {
		return p, err
	}
	period := report.Period{From: from, To: to}
	if err := period.Check(); err != nil {
		return p, g.refusal(err)
	}
	node, err := g.unit(e, c.Unit, to)
	if err != nil {
		return p, err
	}
	form, err := report.FormOf(report.FiveYear)
	if err != nil {
		return p, err
	}
	t, err := report.Count(e.ctx, g.db, g.counted, form, period, node)
	if err != nil {
		return p, err
	}
	texts, err := g.texts()
	if err != nil {
		return p, err
	}
	rounding, err := g.db.Setting(e.ctx, "report.rounding")
	if err != nil {
		return p, err
	}
	p = report.Paper{Table: t, Texts: texts, Lang: text.Lang(c.Lang), Rounding: report.Rounding(rounding)}
	if report.Format(c.Format) == report.XLSX {
		p.Annex, err = report.Annex(e.ctx, g.db, g.counted, db.System, t)
	}
	return p, err
}

// unit finds an organisation by its code: as of the last day of the report, or
// else as of any day before, so that units that ended are found too.
func (g *program) unit(e *env, code string, on vn.Day) (string, error) {
	if code == "" || code == db.Everywhere {
		return db.Everywhere, nil
	}
	t, err := org.Load(e.ctx, g.db.As(db.System), on)
	if err != nil {
		return "", err
	}
	if n := t.ByCodeAny(code); n != nil {
		return n.ID, nil
	}
	old, err := db.Find[org.Unit](e.ctx, g.db.As(db.System), "t.code = $1", "ORDER BY t.id DESC LIMIT 1", code)
	if err != nil {
		return "", err
	}
	if len(old) == 0 {
		return "", refuse("there is no organisation with the code %s; list them with: liemchinh org list", code)
	}
	return old[0].ID, nil
}

type userCmd struct {
	List     userListCmd     `cmd:"" help:"List the accounts."`
	Add      userAddCmd      `cmd:"" help:"Add an account; the password is read from standard input."`
	Password userPasswordCmd `cmd:"" help:"Set a password, read from standard input, to be changed at the next sign-in."`
	Factors  userFactorsCmd  `cmd:"" help:"Take off the second factors of an account whose owner lost them all."`
	Close    userCloseCmd    `cmd:"" help:"Close an account and end its sessions."`
}

type userListCmd struct{ place }

// Help is the example of --help.
func (userListCmd) Help() string { return "Example: liemchinh user list --dir liemchinh-data" }

// Run lists the accounts.
func (c userListCmd) Run(e *env) error {
	g, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	all, err := g.accounts.ListAll(e.ctx)
	if err != nil {
		return err
	}
	for _, a := range all {
		e.say("%s\t%s\t%s\t%s\t%s", a.Login, a.Role, a.State, a.Unit, a.Name)
	}
	return nil
}

type userAddCmd struct {
	place
	Login string `arg:"" help:"Name to sign in with."`
	Name  string `required:"" help:"Name of the person." placeholder:"NAME"`
	Role  string `required:"" help:"leader, head, inspector, cellsecretary, secretsofficer, auditor or administrator." enum:"leader,head,inspector,cellsecretary,secretsofficer,auditor,administrator"`
	Unit  string `help:"Code of the office; the whole instance if not given." placeholder:"CODE"`
	Clear string `name:"clearance" help:"Level of state secrets the person is cleared for: open, secret, highsecret or topsecret." enum:"open,secret,highsecret,topsecret" default:"open"`
}

// clearances are the levels of Law 29/2018/QH14 art. 8, as the command line
// names them.
var clearances = map[string]access.Level{"open": access.Open, "secret": access.Secret, "highsecret": access.HighSecret, "topsecret": access.TopSecret}

// Help is the example of --help.
func (userAddCmd) Help() string {
	return `Example: printf '%s\n' 'a long password' | liemchinh user add lan --name "Lê Thị Lan" --role inspector --unit MG`
}

// Run adds an account.
func (c userAddCmd) Run(e *env) error {
	g, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	unit, err := g.unit(e, c.Unit, vn.DayOf(g.db.Now()))
	if err != nil {
		return err
	}
	pass, err := password(e.in)
	if err != nil {
		return err
	}
	x, err := g.accounts.Create(e.ctx, db.System, accounts.Opening{Login: c.Login, Name: c.Name, Unit: unit, Role: access.Role(c.Role), Clearance: clearances[c.Clear], Password: pass, MustChange: true})
	if err != nil {
		return g.refusal(err)
	}
	e.say("%s (%s): to change the password at the first sign-in", x.Login, x.Role)
	return nil
}

type userPasswordCmd struct {
	place
	Login string `arg:"" help:"Name to sign in with."`
}

// Help is the example of --help.
func (userPasswordCmd) Help() string {
	return "Example: printf '%s\\n' 'a long password' | liemchinh user password lan"
}

// Run sets a password.
func (c userPasswordCmd) Run(e *env) error {
	pass, err := password(e.in)
	if err != nil {
		return err
	}
	return c.with(e, c.Login, func(g *program, x accounts.Account) error {
		return g.accounts.SetPassword(e.ctx, db.System, x.ID, pass, true)
	})
}

type userFactorsCmd struct {
	place
	Login string `arg:"" help:"Name to sign in with."`
}

// Help is the example of --help.
func (userFactorsCmd) Help() string {
	return "Example: liemchinh user factors lan\nOn the pages two administrators are needed for this. The journal shows that it was done here."
}

// Run takes off the second factors.
func (c userFactorsCmd) Run(e *env) error {
	return c.with(e, c.Login, func(g *program, x accounts.Account) error {
		_, err := g.accounts.Strip(e.ctx, db.System, x.ID)
		return err
	})
}

type userCloseCmd struct {
	place
	Login string `arg:"" help:"Name to sign in with."`
}

// Help is the example of --help.
func (userCloseCmd) Help() string { return "Example: liemchinh user close lan" }

// Run closes an account.
func (c userCloseCmd) Run(e *env) error {
	return c.with(e, c.Login, func(g *program, x accounts.Account) error { return g.accounts.Close(e.ctx, db.System, x.ID) })
}

// with runs fn for the account of a login.
func (p place) with(e *env, login string, fn func(*program, accounts.Account) error) error {
	g, err := p.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	x, err := g.accounts.ByLogin(e.ctx, login)
	if errors.Is(err, db.ErrNotFound) {
		return refuse("there is no account %s; list them with: liemchinh user list", login)
	}
	if err != nil {
		return err
	}
	if err := fn(g, x); err != nil {
		return g.refusal(err)
	}
	e.say("%s: done", x.Login)
	return nil
}

// password reads the first line of standard input.
func password(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, 1024)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("standard input: %w", err)
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", refuse("the password is read from standard input: printf '%%s\\n' 'a long password' | liemchinh user …")
	}
	return line, nil
}
