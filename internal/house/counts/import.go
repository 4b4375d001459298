package counts

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// Import judges a file and takes it in as a whole, in one transaction: a File,
// its Lines with their facts, and the former files of the same days marked as
// replaced, whose facts go. Errors: ErrLarge, ErrNoFile, ErrSource, ErrAltered,
// ErrFuture, ErrDouble, ErrOlder, ErrOverlap, ErrOffice, ErrUnits, ErrFigure.
func Import(ctx context.Context, d *db.DB, who access.Who, figures []duty.Figure, in io.Reader) (File, error) {
	b, err := io.ReadAll(io.LimitReader(in, MaxFile+1))
	if err != nil {
		return File{}, fmt.Errorf("read the file: %w", err)
	}
	sources, err := trusted(ctx, d)
	if err != nil {
		return File{}, err
	}
	var keys []string
	for _, s := range sources {
		keys = append(keys, s.Public)
	}
	r, err := Open(b, keys)
	if err != nil {
		return File{}, err
	}
	i := slices.IndexFunc(sources, func(s Source) bool { return s.signed(r) })
	if r.Made > d.As(db.System).Now() {
		return File{}, ErrFuture
	}
	a := arrival{d: d, who: who, report: r, bytes: b, source: sources[i], stock: kinds(figures)}
	if err := a.place(ctx); err != nil {
		return File{}, err
	}
	err = d.Change(ctx, who, "counts.import", func(tx *db.Tx) error { return a.enter(ctx, tx) })
	return a.file, err
}

// An arrival is a file on its way in.
type arrival struct {
	d      *db.DB
	who    access.Who
	report Report
	bytes  []byte
	source Source
	stock  map[string]bool
	office string // id
	units  register
	file   File
}

// place finds the organisations that the file names by code.
func (a *arrival) place(ctx context.Context) error {
	var err error
	if a.units, err = registerOf(ctx, a.d); err != nil {
		return err
	}
	a.office = db.Everywhere
	if a.report.Office != db.Everywhere {
		u, ok := a.units.at(a.report.Office, a.report.To)
		if !ok {
			return withArgs(ErrOffice, a.report.Office)
		}
		a.office = u.id
	}
	if err := a.entitled(ctx); err != nil {
		return err
	}
	within, err := a.within(ctx)
	if err != nil {
		return err
	}
	var unknown []string
	for _, c := range a.report.Counts {
		if _, known := a.stock[c.Figure]; !known {
			return withArgs(ErrFigure, c.Figure)
		}
		if u, ok := a.units.at(c.Unit, c.Day); (!ok || !within(u.id)) && !slices.Contains(unknown, c.Unit) {
			unknown = append(unknown, c.Unit)
		}
	}
	if len(unknown) > 0 {
		return withArgs(ErrUnits, strings.Join(unknown[:min(len(unknown), 5)], ", "))
	}
	return nil
}

// entitled refuses a file for an office that whoever takes it in does not
// reach, or that stands outside the office whose administrator trusted the key:
// a key that one office trusts says nothing about another. A file of the whole
// machine is held to both by its lines.
func (a *arrival) entitled(ctx context.Context) error {
	if a.office == db.Everywhere {
		return nil
	}
	ok, err := a.d.As(a.who).Reaches(ctx, a.office)
	if err != nil {
		return err
	}
	trusted, err := a.below(ctx, a.source.Org)
	if err != nil {
		return err
	}
	if !ok || !trusted(a.office) {
		return withArgs(ErrOffice, a.report.Office)
	}
	return nil
}

// within tells which organisations the file may count: those that stand, or
// once stood, below its office, below whoever takes it in, and below the office
// that trusted the key.
func (a *arrival) within(ctx context.Context) (func(unit string) bool, error) {
	var all []func(string) bool
	for _, root := range []string{a.office, a.who.Unit, a.source.Org} {
		below, err := a.below(ctx, root)
		if err != nil {
			return nil, err
		}
		all = append(all, below)
	}
	return func(unit string) bool {
		return !slices.ContainsFunc(all, func(below func(string) bool) bool { return !below(unit) })
	}, nil
}

// below tells which organisations stand, or once stood, below an office.
func (a *arrival) below(ctx context.Context, root string) (func(unit string) bool, error) {
	if root == db.Everywhere {
		return func(string) bool { return true }, nil
	}
	units := map[string]bool{root: true}
	err := db.Query(ctx, a.d.As(db.System), func(r db.Row) error {
		var unit string
		err := r.Scan(&unit)
		units[unit] = true
		return err
	}, `SELECT DISTINCT r.unit FROM reach r WHERE {visible r} AND r.root = $1`, root)
	return func(unit string) bool { return units[unit] }, err
}

func withArgs(p text.Problem, args ...any) text.Problem {
	p.Args = args
	return p
}

// enter writes the file and its lines, after it was held against those that
// came before.
func (a *arrival) enter(ctx context.Context, tx *db.Tx) error {
	sum := sha256.Sum256(a.bytes)
	digest := hex.EncodeToString(sum[:])
	all, err := db.Find[File](ctx, a.d.As(db.System), "1 = 1", "ORDER BY t.day_from, t.id")
	if err != nil {
		return err
	}
	former, err := a.judge(ctx, all, digest)
	if err != nil {
		return err
	}
	blob, err := tx.PutBlob(ctx, a.bytes)
	if err != nil {
		return err
	}
	r := a.report
	a.file = File{Base: duty.Base{ID: db.NewID(), Org: a.office}, State: Current, Code: "SL-" + strings.ReplaceAll(r.Made[:10], "-", "") + "-" + digest[:4], Source: a.source.ID, SourceName: cmp.Or(r.Instance, r.Source),
		Office: a.office, From: r.From, To: r.To, Made: r.Made, JournalSize: int(r.JournalSize), JournalRoot: r.JournalRoot, Digest: digest, Blob: blob,
		ImportedOn: vn.DayOf(a.d.Now()), ImportedBy: a.who.Name}
	if a.office == db.Everywhere {
		a.file.Org = a.who.Unit
	}
	until, err := a.succeed(ctx, tx, former)
	if err != nil {
		return err
	}
	lines, err := a.lines(ctx, tx, until)
	if err != nil {
		return err
	}
	a.file.Count = len(lines)
	if err := db.Save(ctx, tx, &a.file); err != nil {
		return err
	}
	for i := range lines {
		if err := db.Save(ctx, tx, &lines[i]); err != nil {
			return fmt.Errorf("line of %s: %w", lines[i].Figure, err)
		}
	}
	return nil
}

// judge holds the file against all that came before and returns those of the
// same machine. The file must be newer than they are, and must cover whole
// every current one that it touches: days that count in two files would count
// twice. So would an organisation that two machines count.
func (a *arrival) judge(ctx context.Context, all []File, digest string) (former []File, err error) {
	r := a.report
	gone, err := db.Find[Source](ctx, a.d.As(db.System), "t.state = $1", "", string(Withdrawn))
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		touches := f.State == Current && r.From <= f.To && f.From <= r.To
		switch {
		case f.Digest == digest:
			return nil, withArgs(ErrDouble, f.Code)
		case f.Source != a.source.ID && !a.inherits(gone, f):
			if !touches {
				continue
			}
			same, err := a.nested(ctx, f.Office)
			if err != nil {
				return nil, err
			}
			if same {
				return nil, withArgs(ErrOther, f.SourceName, f.Code)
			}
			continue
		case !a.newer(f):
			return nil, withArgs(ErrOlder, f.Code)
		case f.State == Current && f.Office != a.office:
			return nil, withArgs(ErrOffice, r.Office)
		case touches && (f.From < r.From || r.To < f.To):
			return nil, withArgs(ErrOverlap, f.Code, f.From.Show(), f.To.Show())
		}
		former = append(former, f)
	}
	return former, nil
}

// inherits reports whether the file goes on where another one left off that was
// signed with a key since withdrawn: a machine that got a new key counts the
// same office.
func (a *arrival) inherits(gone []Source, f File) bool {
	return f.Office == a.office && slices.ContainsFunc(gone, func(s Source) bool { return s.ID == f.Source })
}

// newer reports whether the file was made after another of its machine: from a
// longer journal, or later if the machine has another key, and so another
// journal.
func (a *arrival) newer(f File) bool {
	if f.Source == a.source.ID {
		return a.report.JournalSize > int64(f.JournalSize)
	}
	return a.report.Made > f.Made
}

// nested reports whether the office of the file and another one have
// organisations in common.
func (a *arrival) nested(ctx context.Context, office string) (bool, error) {
	if office == a.office || office == db.Everywhere || a.office == db.Everywhere {
		return true, nil
	}
	found := false
	err := db.Query(ctx, a.d.As(db.System), func(db.Row) error { found = true; return nil },
		`SELECT 1 FROM reach r WHERE {visible r} AND (r.root = $1 AND r.unit = $2 OR r.root = $2 AND r.unit = $1) LIMIT 1`, office, a.office)
	return found, err
}

// succeed replaces the files whose days the new one covers, and lets the stock
// of the one before it end where the new one begins. It returns the day on
// which the stock of the new one ends: where the next file begins, if there is
// one.
func (a *arrival) succeed(ctx context.Context, tx *db.Tx, former []File) (until vn.Day, err error) {
	var before *File
	for i := range former {
		f := &former[i]
		switch {
		case f.State != Current:
		case f.To < a.report.From:
			before = f
		case f.From > a.report.To:
			if until == "" {
				until = f.From
			}
		default:
			if err := a.replace(ctx, tx, f); err != nil {
				return "", err
			}
		}
	}
	if before == nil {
		return until, nil
	}
	last, err := db.Find[Line](ctx, tx.View, "t.file = $1 AND t.stock AND NOT t.void AND (t.day_until = '' OR t.day_until > $2)", "ORDER BY t.id", before.ID, string(before.To))
	for i := range last {
		last[i].Until = a.report.From
		if err := db.Save(ctx, tx, &last[i]); err != nil {
			return "", err
		}
	}
	return until, err
}

// replace takes the facts of a former file away. The file and its lines stay.
func (a *arrival) replace(ctx context.Context, tx *db.Tx, f *File) error {
	f.State, f.ReplacedOn, f.ReplacedBy = Replaced, a.file.ImportedOn, a.file.ID
	if err := db.Save(ctx, tx, f); err != nil {
		return err
	}
	lines, err := db.Find[Line](ctx, tx.View, "t.file = $1 AND NOT t.void", "ORDER BY t.id", f.ID)
	for i := range lines {
		lines[i].Void = true
		if err := db.Save(ctx, tx, &lines[i]); err != nil {
			return err
		}
	}
	return err
}

// lines makes the records of the counts. A line belongs to its organisation,
// so that people there see it behind their own figures; one of an organisation
// that nobody reaches any more belongs to the office of the file.
func (a *arrival) lines(ctx context.Context, tx *db.Tx, until vn.Day) ([]Line, error) {
	var all []Line
	counts := a.report.Counts
	for i := 0; i < len(counts); {
		j := i
		for j < len(counts) && counts[j].Figure == counts[i].Figure && counts[j].Unit == counts[i].Unit {
			j++
		}
		if a.stock[counts[i].Figure] {
			all = append(all, a.stockLines(counts[i:j], until)...)
		} else {
			for _, c := range counts[i:j] {
				all = append(all, a.line(c))
			}
		}
		i = j
	}
	sees := map[string]bool{}
	for i := range all {
		l := &all[i]
		ok, asked := sees[l.Unit]
		if !asked {
			var err error
			if ok, err = tx.Reaches(ctx, l.Unit); err != nil {
				return nil, err
			}
			sees[l.Unit] = ok
		}
		if !ok {
			l.Org = a.file.Org
		}
	}
	return all, nil
}

func (a *arrival) line(c Count) Line {
	u, _ := a.units.at(c.Unit, c.Day)
	return Line{Base: duty.Base{Org: u.id, Dossier: a.file.ID}, File: a.file.ID, Code: a.file.Code, Figure: c.Figure, Unit: u.id, UnitName: u.name, Day: c.Day, N: c.N}
}

// stockLines turns the states of a figure of stock at the ends of the months
// into lines that each hold from one day to the next change. What stood before
// the period stands from its first day on.
func (a *arrival) stockLines(states []Count, until vn.Day) []Line {
	at := map[vn.Day]int{}
	for _, c := range states {
		at[c.Day] = c.N
	}
	opening := a.report.From.AddDays(-1)
	var all []Line
	open := false
	for _, day := range append([]vn.Day{opening}, Ends(a.report.From, a.report.To)...) {
		n, from := at[day], max(day, a.report.From)
		if open && all[len(all)-1].N == n {
			continue
		}
		if open {
			all[len(all)-1].Until = from
		}
		if open = n > 0; open {
			l := a.line(Count{states[0].Figure, states[0].Unit, from, n})
			l.Stock, l.Until = true, until
			all = append(all, l)
		}
	}
	return all
}

// register finds organisations by code: codes pass from one organisation to
// another when they merge.
type register map[string][]unit

type unit struct {
	id, name string
	from, to vn.Day
}

// at is the organisation that bore a code on a day; that which bore it last
// before, or first after, if none did.
func (r register) at(code string, day vn.Day) (unit, bool) {
	all := r[code]
	if len(all) == 0 {
		return unit{}, false
	}
	found := all[0]
	for _, u := range all {
		if u.from <= day {
			found = u
		}
	}
	return found, true
}

func registerOf(ctx context.Context, d *db.DB) (register, error) {
	all := register{}
	err := db.Query(ctx, d.As(db.System), func(r db.Row) error {
		var code string
		var u unit
		err := r.Scan(&u.id, &code, &u.name, &u.from, &u.to)
		all[code] = append(all[code], u)
		return err
	}, `SELECT t.id, t.code, s.name, s.valid_from, s.valid_to FROM org_unit t JOIN org_span s ON s.unit = t.id
		WHERE {visible t} AND NOT t.withdrawn AND NOT s.withdrawn AND t.code <> '' ORDER BY s.valid_from, t.id`)
	return all, err
}
