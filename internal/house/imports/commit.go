package imports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// Refusals of an import, as texts for people.
var (
	ErrState  = text.Problem{Key: "imports.state"}   // not in this state
	ErrNotAll = text.Problem{Key: "imports.notall"}  // rows must be put right or skipped first
	ErrNone   = text.Problem{Key: "imports.none"}    // no row to import
	ErrReach  = text.Problem{Key: "imports.reach"}   // the person does not reach the whole tree
	ErrDay    = text.Problem{Key: "imports.day.bad"} // not a day
)

// today is the day in Vietnam of a moment of the database.
func today(now string) vn.Day {
	t, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return ""
	}
	return vn.DayOf(t)
}

// Start keeps a file as a new import: its sheet and head found, its columns
// guessed. kind "" lets the columns decide. Nothing is written to the register.
func Start(ctx context.Context, d *db.DB, who access.Who, kind Kind, on vn.Day, name string, data []byte) (Batch, Content, error) {
	if !on.Valid() {
		return Batch{}, Content{}, ErrDay.On("day")
	}
	c, err := Read(name, bytes.NewReader(data), int64(len(data)), "")
	if err != nil {
		return Batch{}, c, err
	}
	b := Batch{File: name, Size: len(data), On: on, Sheet: c.Sheet, State: Draft, MadeBy: who.Name}
	b.Kind, b.Mapping = Guess(kind, c.Columns, c.Rows)
	b.Org = who.Unit
	err = d.Change(ctx, who, "imports.start", func(tx *db.Tx) error {
		b.MadeAt = tx.Now()
		if b.Hash, err = tx.PutBlob(ctx, data); err != nil {
			return err
		}
		return db.Save(ctx, tx, &b)
	})
	return b, c, err
}

// DryRun judges an import as it stands now. It writes nothing.
func DryRun(ctx context.Context, d *db.DB, who access.Who, b *Batch, c Content) (*Plan, error) {
	v := d.As(who)
	reg, err := register(ctx, v, b.Kind, b.On, today(v.Now()))
	if err != nil {
		return nil, err
	}
	return Check(b.sheet(c), reg), nil
}

// Commit judges an import once more and writes all of it in one transaction,
// in the name of who. progress, if not nil, is told how many rows are done.
// The errors are ErrNotAll, ErrNone, ErrState and the database's own.
func Commit(ctx context.Context, d *db.DB, who access.Who, id string, progress func(done, total int)) (Batch, *Plan, error) {
	b, err := db.Get[Batch](ctx, d.As(who), id)
	if err != nil {
		return b, nil, err
	}
	c, err := b.content(ctx, d)
	if err != nil {
		return b, nil, err
	}
	return commit(ctx, d, who, b, c, progress)
}

func commit(ctx context.Context, d *db.DB, who access.Who, b Batch, c Content, progress func(done, total int)) (Batch, *Plan, error) {
	var p *Plan
	// The tree is written as a whole; what may be written was judged against
	// the register as the person sees it.
	err := d.Change(ctx, org.Whole(who), "imports.commit", func(tx *db.Tx) error {
		now, err := db.GetAt[Batch](ctx, tx, b.ID, b.Version)
		if err != nil {
			return err
		}
		if b = now; b.State != Draft && b.State != Running {
			return ErrState
		}
		if p, err = DryRun(ctx, d, who, &b, c); err != nil {
			return err
		}
		switch {
		case len(p.Missing) > 0 || p.Counts[Fix] > 0:
			return ErrNotAll
		case p.Size() == 0:
			return ErrNone
		}
		if err := write(ctx, tx, &b, p, progress); err != nil {
			return err
		}
		b.State, b.Counts, b.Imported = Committed, p.Counts, p.Size()
		return db.Save(ctx, tx, &b)
	})
	return b, p, err
}

// step is after how many rows the progress is told.
const step = 100

func write(ctx context.Context, tx *db.Tx, b *Batch, p *Plan, progress func(done, total int)) error {
	if progress == nil {
		progress = func(int, int) {}
	}
	progress(0, p.Size())
	switch b.Kind {
	case Units:
		for at := 0; at < len(p.Units); at += step {
			if _, err := org.Found(ctx, tx, b.On, b.ID, p.Units[at:min(at+step, len(p.Units))]); err != nil {
				return err
			}
			progress(min(at+step, len(p.Units)), len(p.Units))
		}
		return org.Rebuild(ctx, tx)
	case Changes:
		return org.Apply(ctx, tx, b.On, b.ID, b.File, p.Successions)
	case People:
		for i := range p.Members {
			m := &p.Members[i].Person
			m.Batch = b.ID
			if err := person.Admit(ctx, tx, m, b.On); err != nil {
				return err
			}
			if i%step == 0 {
				progress(i, len(p.Members))
			}
		}
	}
	return nil
}

// A Result is what an import did.
type Result struct {
	Batch   string // id, to undo it by
	Kind    Kind
	Read    int // rows below the head
	Counts  map[Outcome]int
	Took    time.Duration
	Notes   []text.Problem // what the reader of the file must be told
	Columns []string
}

// shownRows is how many wrong rows an error names.
const shownRows = 10

// A Rejected import wrote nothing. It wraps the texts of the first wrong rows.
type Rejected struct {
	Result
	First []text.Problem
	More  int // wrong rows beyond the first
}

// Error names the file's trouble in one line.
func (r *Rejected) Error() string {
	s := fmt.Sprintf("nothing was imported: %d of %d rows must be put right", r.Counts[Fix], r.Read)
	for _, p := range r.First {
		s += "; " + p.Error()
	}
	return s
}

// Unwrap gives the texts of the first wrong rows.
func (r *Rejected) Unwrap() []error {
	var all []error
	for _, p := range r.First {
		all = append(all, p)
	}
	return all
}

// File imports a file in one go, as the command line does: a dry run and, if
// no row must be put right, the commit. Otherwise the error is a *Rejected and
// nothing was imported. kind Units takes a list of changes too, by its columns.
func File(ctx context.Context, d *db.DB, who access.Who, kind Kind, on vn.Day, name string, r io.ReaderAt, size int64) (Result, error) {
	start := d.Now()
	data := make([]byte, max(size, 0))
	if _, err := r.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		return Result{}, fmt.Errorf("read %s: %w", name, err)
	}
	if kind == Units {
		kind = unitsOrChanges(name, data)
	}
	b, c, err := Start(ctx, d, who, kind, on, name, data)
	if err != nil {
		return Result{}, err
	}
	res := Result{Batch: b.ID, Kind: b.Kind, Read: len(c.Rows), Notes: c.Notes, Columns: c.Columns}
	p, err := DryRun(ctx, d, who, &b, c)
	if err != nil {
		return res, err
	}
	if res.Counts = p.Counts; len(p.Missing) > 0 || p.Counts[Fix] > 0 {
		return res, reject(res, p)
	}
	_, p, err = commit(ctx, d, who, b, c, nil)
	if p != nil {
		res.Counts = p.Counts
	}
	res.Took = d.Now().Sub(start)
	return res, err
}

func unitsOrChanges(name string, data []byte) Kind {
	c, err := Read(name, bytes.NewReader(data), int64(len(data)), "")
	if err != nil {
		return Units
	}
	if k, m := Guess("", c.Columns, c.Rows); k == Changes && len(m.Missing(k)) == 0 {
		return Changes
	}
	return Units
}

func reject(res Result, p *Plan) error {
	r := &Rejected{Result: res}
	for _, f := range p.Missing {
		r.First = append(r.First, text.Problem{Key: "imports.missing", Args: []any{text.Key("imports.field." + string(f))}})
	}
	for _, v := range p.Verdicts {
		for _, f := range v.Findings {
			if f.Outcome != Fix || v.Outcome == Skipped {
				continue
			}
			if len(r.First) == shownRows {
				r.More++
				continue
			}
			r.First = append(r.First, f.Place(v.Row))
		}
	}
	return r
}

// Place says a finding together with its row and column.
func (f Finding) Place(row int) text.Problem {
	if f.Column < 0 {
		return text.Problem{Key: "imports.at.row", Args: []any{strconv.Itoa(row), f.Says}}
	}
	return text.Problem{Key: "imports.at.cell", Args: []any{strconv.Itoa(row), Letter(f.Column), f.Says}}
}

// jobs are the commits under way in this process, by batch. What is not here
// is not under way: a batch in state running without a job was interrupted,
// and nothing of it was written.
type jobs struct {
	mu  sync.Mutex
	run map[string]*job
}

type job struct {
	done, total atomic.Int64
	err         error
}

// start runs a commit beside the request that asked for it, unless one is
// under way already. failed is called after a commit that failed.
func (j *jobs) start(d *db.DB, who access.Who, id string, failed func(context.Context, access.Who, string) error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.run == nil {
		j.run = map[string]*job{}
	}
	if j.run[id] != nil && j.run[id].err == nil {
		return
	}
	w := &job{}
	j.run[id] = w
	go func() {
		_, _, err := Commit(context.Background(), d, who, id, func(done, total int) {
			w.done.Store(int64(done))
			w.total.Store(int64(total))
		})
		if err != nil {
			err = errors.Join(err, failed(context.Background(), who, id))
		}
		j.mu.Lock()
		defer j.mu.Unlock()
		if w.err = err; err == nil {
			delete(j.run, id)
		}
	}()
}

// of returns the progress of a commit, whether one is under way, and why the
// last one failed.
func (j *jobs) of(id string) (done, total int, under bool, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	w := j.run[id]
	if w == nil {
		return 0, 0, false, nil
	}
	return int(w.done.Load()), int(w.total.Load()), w.err == nil, w.err
}
