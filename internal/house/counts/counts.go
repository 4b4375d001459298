// Package counts carries counts from the isolated machine that holds the
// register of state secrets to the connected instance, and nothing but counts:
// which figure, which organisation, which month, how many.
//
//	isolated:  facts → lines of months → one signed file → entry in the journal
//	connected: key registered by an administrator → file judged → records and facts
//
// A computer with such a register may not be connected to any network (Law
// 29/2018/QH14, art. 5.5; Decree 26/2020/NĐ-CP, art. 4.7), so the file goes by
// hand. It is a signed note in the C2SP form with the key of the isolated
// journal, and names the newest checkpoint of that journal: whoever later opens
// the isolated machine can tell from which state the counts were taken.
package counts

import (
	"embed"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// Files holds the schema, the pages and the texts.
//
//go:embed schema pages text
var Files embed.FS

// ID is the name of the module: table prefix, text prefix, address.
const ID = "counts"

// Rights of the module.
const (
	Read  access.Need = "report.read"   // see the files that came and their lines: counts, nothing secret
	Carry access.Need = "secrets.count" // write a file, take a file in
	Trust access.Need = "account.write" // say whose files are taken in
)

// The states of a source and of a file.
const (
	Trusted   duty.State = "trusted"
	Withdrawn duty.State = "withdrawn" // no further file of it is taken in
	Current   duty.State = "current"
	Replaced  duty.State = "replaced" // a newer file of the same days counts instead; this one stays to be read
)

// A Source is an isolated instance whose files are taken in, by the public key
// of its journal.
type Source struct {
	duty.Base
	State       duty.State
	Name        string // of the key, which is that of the instance
	Public      string // public key, as package note writes it
	Fingerprint string // see Fingerprint
	TrustedOn   vn.Day
	TrustedBy   string // name of the account
	WithdrawnOn vn.Day
	WithdrawnBy string
}

// Table names the table.
func (*Source) Table() string { return "counts_source" }

// Columns lists the columns.
func (s *Source) Columns() []db.Col {
	return append(s.BaseColumns(), db.Col{Name: "state", Ptr: &s.State}, db.Col{Name: "name", Ptr: &s.Name}, db.Col{Name: "public", Ptr: &s.Public},
		db.Col{Name: "fingerprint", Ptr: &s.Fingerprint}, db.Col{Name: "trusted_on", Ptr: &s.TrustedOn}, db.Col{Name: "trusted_by", Ptr: &s.TrustedBy},
		db.Col{Name: "withdrawn_on", Ptr: &s.WithdrawnOn}, db.Col{Name: "withdrawn_by", Ptr: &s.WithdrawnBy})
}

// A File is one file of counts that was taken in.
type File struct {
	duty.Base
	State       duty.State
	Code        string // SL-20261216-3f2a
	Source      string // id
	SourceName  string
	Office      string // id of the office it counts for; db.Everywhere for all
	From, To    vn.Day
	Made        string // moment, UTC
	JournalSize int    // checkpoint of the isolated journal
	JournalRoot string // base64
	Digest      string // SHA-256 of the file, hex
	Blob        string // the file as it came
	Count       int    // lines
	ImportedOn  vn.Day
	ImportedBy  string // name of the account
	ReplacedOn  vn.Day
	ReplacedBy  string // id of the newer file
}

// Table names the table.
func (*File) Table() string { return "counts_file" }

// Columns lists the columns.
func (f *File) Columns() []db.Col {
	return append(f.BaseColumns(), db.Col{Name: "state", Ptr: &f.State}, db.Col{Name: "code", Ptr: &f.Code}, db.Col{Name: "source", Ptr: &f.Source},
		db.Col{Name: "source_name", Ptr: &f.SourceName}, db.Col{Name: "office", Ptr: &f.Office}, db.Col{Name: "day_from", Ptr: &f.From}, db.Col{Name: "day_to", Ptr: &f.To},
		db.Col{Name: "made", Ptr: &f.Made}, db.Col{Name: "journal_size", Ptr: &f.JournalSize}, db.Col{Name: "journal_root", Ptr: &f.JournalRoot},
		db.Col{Name: "digest", Ptr: &f.Digest}, db.Col{Name: "blob", Ptr: &f.Blob}, db.Col{Name: "lines", Ptr: &f.Count},
		db.Col{Name: "imported_on", Ptr: &f.ImportedOn}, db.Col{Name: "imported_by", Ptr: &f.ImportedBy},
		db.Col{Name: "replaced_on", Ptr: &f.ReplacedOn}, db.Col{Name: "replaced_by", Ptr: &f.ReplacedBy})
}

// Blobs names the file as it came.
func (f *File) Blobs() []string { return []string{f.Blob} }

// A Line is one count of a file. Of a sum, N is what happened in the month, or
// part of a month, that ends on Day. Of a figure of stock, N is what stood from
// Day on until Until.
type Line struct {
	duty.Base // Dossier = the file
	File      string
	Code      string // of the file
	Figure    string
	Unit      string
	UnitName  string
	Day       vn.Day
	Stock     bool
	Until     vn.Day // first day on which the stock was another; "" while no file says
	N         int
	Void      bool // its file was replaced
}

// Table names the table.
func (*Line) Table() string { return "counts_line" }

// Columns lists the columns.
func (l *Line) Columns() []db.Col {
	return append(l.BaseColumns(), db.Col{Name: "file", Ptr: &l.File}, db.Col{Name: "code", Ptr: &l.Code}, db.Col{Name: "figure", Ptr: &l.Figure},
		db.Col{Name: "unit", Ptr: &l.Unit}, db.Col{Name: "unit_name", Ptr: &l.UnitName}, db.Col{Name: "day", Ptr: &l.Day}, db.Col{Name: "stock", Ptr: &l.Stock},
		db.Col{Name: "day_until", Ptr: &l.Until}, db.Col{Name: "n", Ptr: &l.N}, db.Col{Name: "void", Ptr: &l.Void})
}

// Facts are the count itself; none once the file was replaced.
func (l *Line) Facts() []duty.Fact {
	if l.Void || l.N == 0 {
		return nil
	}
	fs := []duty.Fact{{Key: l.Figure, Unit: l.Unit, Day: string(l.Day), N: l.N, Subject: l.Unit}}
	if l.Stock && l.Until != "" {
		fs = append(fs, duty.Fact{Key: l.Figure, Unit: l.Unit, Day: string(l.Until), N: -l.N, Subject: l.Unit})
	}
	return fs
}

// A Sent is a file that was written on the isolated machine: what the journal
// says of it. The file itself is not kept. Its id is the digest.
type Sent struct {
	duty.Base
	Name        string
	Office      string // id, or db.Everywhere
	From, To    vn.Day
	Made        string // moment, UTC
	MadeBy      string // name of the account
	JournalSize int
	Count       int // lines
}

// Table names the table.
func (*Sent) Table() string { return "counts_export" }

// Columns lists the columns.
func (s *Sent) Columns() []db.Col {
	return append(s.BaseColumns(), db.Col{Name: "file_name", Ptr: &s.Name}, db.Col{Name: "office", Ptr: &s.Office}, db.Col{Name: "day_from", Ptr: &s.From}, db.Col{Name: "day_to", Ptr: &s.To},
		db.Col{Name: "made", Ptr: &s.Made}, db.Col{Name: "made_by", Ptr: &s.MadeBy}, db.Col{Name: "journal_size", Ptr: &s.JournalSize}, db.Col{Name: "lines", Ptr: &s.Count})
}
