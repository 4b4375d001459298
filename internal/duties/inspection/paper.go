package inspection

import (
	"context"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A PaperKind is what a paper of a dossier is.
type PaperKind string

// PaperKinds lists the kinds of paper in the order of forms.
var PaperKinds = []PaperKind{"decision", "plan", "minute", "self_report", "explanation", "report", "conclusion", "notice", "proposal", "other"}

// A Paper is a document of a dossier: what it says it is, and the file.
type Paper struct {
	duty.Base
	Inspection string // "" for a paper of a case outside an inspection
	Discipline string // id of the case, "" for a paper of the inspection
	Kind       PaperKind
	Title      string
	No         string
	SignedOn   vn.Day
	Signer     string
	FileName   string
	FileType   string // MIME type, found by looking into the file
	Hash       string
	Size       int // bytes
	AddedBy    string
	AddedOn    vn.Day
}

// Table names the table.
func (*Paper) Table() string { return "inspection_paper" }

// Columns lists the columns.
func (p *Paper) Columns() []db.Col {
	return append(p.BaseColumns(), []db.Col{
		{Name: "inspection", Ptr: &p.Inspection}, {Name: "discipline", Ptr: &p.Discipline}, {Name: "kind", Ptr: &p.Kind}, {Name: "title", Ptr: &p.Title},
		{Name: "no", Ptr: &p.No}, {Name: "signed_on", Ptr: &p.SignedOn}, {Name: "signer", Ptr: &p.Signer}, {Name: "file_name", Ptr: &p.FileName},
		{Name: "file_type", Ptr: &p.FileType}, {Name: "hash", Ptr: &p.Hash}, {Name: "size", Ptr: &p.Size}, {Name: "added_by", Ptr: &p.AddedBy}, {Name: "added_on", Ptr: &p.AddedOn},
	}...)
}

// Blobs names the file.
func (p *Paper) Blobs() []string { return filled(p.Hash) }

// A PaperForm is what a paper is laid into a dossier with.
type PaperForm struct {
	Inspection string
	Discipline string
	Kind       PaperKind
	Title, No  string
	SignedOn   vn.Day
	Signer     string
	FileName   string
	File       []byte
}

// AddPaper lays a paper into a dossier. The file is opened: what it is, is
// seen from its content, never from its name.
func (k Desk) AddPaper(ctx context.Context, who access.Who, f PaperForm) (p Paper, err error) {
	kind, err := desk.FileKind(f.File, f.FileName)
	if err != nil {
		return p, err
	}
	err = k.change(ctx, who, "add_paper", func(t turn) error {
		p = Paper{Inspection: f.Inspection, Discipline: f.Discipline, Kind: f.Kind, Title: f.Title, No: f.No, SignedOn: f.SignedOn, Signer: f.Signer,
			FileName: f.FileName, FileType: kind, Size: len(f.File), AddedBy: who.Name, AddedOn: t.at.Today}
		if err := t.placePaper(ctx, &p); err != nil {
			return err
		}
		if err := duty.Gates(func() error { return t.need(Follow) }, duty.Want(f.Title != "", "title", "inspection.need.title"),
			duty.Want(f.SignedOn == "" || f.SignedOn <= t.at.Today, "signed_on", "inspection.need.day")); err != nil {
			return err
		}
		if p.Hash, err = t.tx.PutBlob(ctx, f.File); err != nil {
			return err
		}
		return db.Save(ctx, t.tx, &p)
	})
	return p, err
}

// placePaper puts a paper into the dossier it belongs to.
func (t turn) placePaper(ctx context.Context, p *Paper) error {
	if p.Discipline != "" {
		c, err := db.Get[Case](ctx, t.tx.View, p.Discipline)
		p.Inspection, p.Org, p.Dossier, p.Level = c.Inspection, c.Org, c.Dossier, c.Level
		return err
	}
	d, err := OpenDossier(ctx, t.tx.View, t.law, p.Inspection)
	p.Org, p.Dossier, p.Level = d.Org, d.ID, d.Level
	if err != nil {
		return err
	}
	return d.notSubject(t.at)()
}

// OpenPaper returns a paper with its file. Whoever takes a copy of a
// classified one leaves an entry in the journal first.
func (k Desk) OpenPaper(ctx context.Context, who access.Who, id string) (Paper, []byte, error) {
	p, err := db.Get[Paper](ctx, k.DB.As(who), id)
	if err != nil {
		return p, nil, err
	}
	if p.Level > access.Open {
		if err := k.DB.Note(ctx, who, ID+".read_paper", p.Table()+"/"+p.ID, p.Dossier, map[string]any{"hash": p.Hash}); err != nil {
			return p, nil, err
		}
	}
	b, err := k.DB.Blob(ctx, p.Hash)
	return p, b, err
}
