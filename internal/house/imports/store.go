package imports

import (
	"bytes"
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// State is where an import stands.
type State string

// The states of an import.
const (
	Draft     State = "draft"     // nothing written to the register
	Running   State = "running"   // being committed; without a job in this process it was interrupted, and nothing was written
	Committed State = "committed" // all of it stands in the register
	Undone    State = "undone"    // taken back as a whole
)

// A Batch is one import: the file as it came, how it is read, what was
// corrected, and what became of it.
type Batch struct {
	db.Base
	File     string // name on the person's machine
	Hash     string // of the file, kept with it
	Size     int    // bytes
	Kind     Kind
	On       vn.Day // from when on it holds
	Sheet    string
	Mapping  Mapping
	Fixes    []Fixed
	Skips    []int // rows left out
	State    State
	Counts   map[Outcome]int // of the commit
	Imported int             // rows written
	MadeBy   string
	MadeAt   string // moment, UTC
}

// A Fixed is a cell corrected by the person who imports.
type Fixed struct {
	Row    int    `json:"row"`
	Column int    `json:"column"`
	Value  string `json:"value"`
}

// Table names the table.
func (*Batch) Table() string { return "imports_batch" }

// Columns lists the columns.
func (b *Batch) Columns() []db.Col {
	return append(b.BaseColumns(), db.Col{Name: "file", Ptr: &b.File}, db.Col{Name: "hash", Ptr: &b.Hash}, db.Col{Name: "size", Ptr: &b.Size},
		db.Col{Name: "kind", Ptr: &b.Kind}, db.Col{Name: "day", Ptr: &b.On}, db.Col{Name: "sheet", Ptr: &b.Sheet},
		db.Col{Name: "mapping", Ptr: db.JSON{Ptr: &b.Mapping}}, db.Col{Name: "fixes", Ptr: db.JSON{Ptr: &b.Fixes}},
		db.Col{Name: "skips", Ptr: db.JSON{Ptr: &b.Skips}}, db.Col{Name: "state", Ptr: &b.State}, db.Col{Name: "counts", Ptr: db.JSON{Ptr: &b.Counts}},
		db.Col{Name: "imported", Ptr: &b.Imported}, db.Col{Name: "made_by", Ptr: &b.MadeBy}, db.Col{Name: "made_at", Ptr: &b.MadeAt})
}

// Blobs names the file that came.
func (b *Batch) Blobs() []string { return []string{b.Hash} }

// sheet is what Check judges: the file's rows with the batch's corrections.
func (b *Batch) sheet(c Content) Sheet {
	s := Sheet{Kind: b.Kind, Mapping: b.Mapping, Rows: c.Rows, On: b.On, Fixes: map[Place]string{}, Skips: map[int]bool{}}
	for _, f := range b.Fixes {
		s.Fixes[Place{f.Row, f.Column}] = f.Value
	}
	for _, r := range b.Skips {
		s.Skips[r] = true
	}
	return s
}

// content reads the batch's file. The caller has shown that the viewer may see
// the batch.
func (b *Batch) content(ctx context.Context, d *db.DB) (Content, error) {
	data, err := d.Blob(ctx, b.Hash)
	if err != nil {
		return Content{}, err
	}
	return Read(b.File, bytes.NewReader(data), int64(len(data)), b.Sheet)
}

// register reads what stands already, as the person who imports sees it.
func register(ctx context.Context, v db.View, k Kind, on, today vn.Day) (Register, error) {
	day := on
	if k == Changes {
		day = on.AddDays(-1)
	}
	tree, err := org.Load(ctx, v, day)
	if err != nil {
		return Register{}, fmt.Errorf("tree on %s: %w", day, err)
	}
	r := Register{Tree: tree, Cards: map[string]string{}, Names: map[string]int{}, Today: today, NewID: db.NewID, Top: v.Who().Unit == db.Everywhere}
	if k != People {
		return r, nil
	}
	err = db.Query(ctx, v, func(row db.Row) error {
		var name, fold, card, unit string
		if err := row.Scan(&name, &fold, &card, &unit); err != nil {
			return err
		}
		if card != "" {
			r.Cards[card] = name
		}
		r.Names[unit+"/"+fold]++
		return nil
	}, `SELECT t.name, t.fold, t.party_card_no, t.unit FROM person_person t WHERE {visible t} AND NOT t.withdrawn`)
	return r, err
}
