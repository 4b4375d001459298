package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// ErrNoFormat means that the address asks for a kind of file that is not
// offered.
var ErrNoFormat = text.Problem{Key: "report.export.format"}

// export sends a table, or the records behind one cell, as a file. The journal
// entry with the digest of the file is written first: no entry, no file.
func (s site) export(c *web.Call) (web.Reply, error) {
	a, err := s.asked(c)
	if err == nil {
		err = a.problem
	}
	if err != nil {
		return web.Reply{}, err
	}
	t, err := Count(c.Context(), s.d, s.modules, a.form, a.period, a.node)
	if err != nil {
		return web.Reply{}, err
	}
	format := Format(c.Query("format"))
	var b bytes.Buffer
	key, year := cellOf(c)
	if key == "" {
		err = s.exportTable(c, &b, a, t, format)
	} else {
		err = s.exportCell(c, &b, t, key, year, format)
	}
	if err != nil {
		return web.Reply{}, err
	}
	name := fmt.Sprintf("%s_%s_%s_%s.%s", a.form.Key, t.Unit.Code, t.Period.From, t.Period.To, format)
	if t.Unit.ID == db.Everywhere {
		name = fmt.Sprintf("%s_%s_%s.%s", a.form.Key, t.Period.From, t.Period.To, format)
	}
	sum := sha256.Sum256(b.Bytes())
	digest := hex.EncodeToString(sum[:])
	err = s.d.Note(c.Context(), c.Who, "report.export", exportRecord(digest), "", map[string]any{
		"sha256": digest, "form": a.form.Key, "from": string(t.Period.From), "to": string(t.Period.To), "unit": a.node, "cell": key, "year": int64(year), "format": string(format), "name": name,
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{File: &web.File{Name: name, Type: format.Type(), Write: func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err }}}, nil
}

// exportRecord is the name under which an export stands in the journal, so
// that the file can be found by what is in it.
func exportRecord(digest string) string { return "report_export/" + digest }

func (s site) exportTable(c *web.Call, w io.Writer, a asked, t Table, f Format) error {
	if !slices.Contains([]Format{CSV, JSON, XLSX}, f) {
		return ErrNoFormat
	}
	p := Paper{Table: t, Texts: c.Texts(), Lang: c.Lang, Rounding: a.rounding}
	if a.form.Layout == Offices {
		o, err := ByOffice(c.Context(), s.d, t)
		if err != nil {
			return err
		}
		p.Offices = &o
	}
	if f == XLSX {
		var err error
		if p.Annex, err = Annex(c.Context(), s.d, s.modules, c.Who, t); err != nil {
			return err
		}
	}
	return Write(w, p, f)
}

func (s site) exportCell(c *web.Call, w io.Writer, t Table, key string, year int, f Format) error {
	if f != CSV && f != XLSX {
		return ErrNoFormat
	}
	recs, err := CellAll(c.Context(), s.d, s.modules, c.Who, t, key, year)
	if err != nil {
		return err
	}
	return WriteRecords(w, recs, c.Texts(), c.Lang, f)
}

// VerifyPage is the data of verify.html.
type VerifyPage struct {
	Head web.Head
	File web.Field
	Note web.Note // the verdict; empty before a file was sent
	Sum  web.Summary
}

func (s site) verifyPage(c *web.Call) VerifyPage {
	return VerifyPage{
		Head: web.Head{Title: c.Say("report.verify"), Sub: c.Say("report.verify.sub")},
		File: web.Field{Name: "file", Kind: web.FieldDrop, Label: c.Say("report.verify.file"), Hint: c.Say("report.verify.hint"), Accept: ".xlsx,.csv,.json"},
	}
}

// ask4file asks for a file to check.
func (s site) ask4file(c *web.Call) (web.Reply, error) { return s.verdict(c, s.verifyPage(c), nil) }

func (s site) verdict(c *web.Call, p VerifyPage, problem error) (web.Reply, error) {
	c.Keep(problem, &p.File)
	return web.Reply{Page: "report/verify.html", Data: p, Title: p.Head.Title, Crumbs: crumbs(c), Problem: problem}, nil
}

// verify tells whether a file was exported from here and is unaltered.
func (s site) verify(c *web.Call) (web.Reply, error) {
	p := s.verifyPage(c)
	u, err := c.Upload("file", web.MaxUpload)
	if err != nil {
		return s.verdict(c, p, err)
	}
	defer u.Close()
	h := sha256.New()
	if _, err := io.Copy(h, u); err != nil {
		return web.Reply{}, fmt.Errorf("read the file to check: %w", err)
	}
	digest := hex.EncodeToString(h.Sum(nil))
	found, err := s.d.Journal(c.Context(), db.Filter{Record: exportRecord(digest), Verb: "report.export"}, "", 1)
	if err != nil {
		return web.Reply{}, err
	}
	p.Sum = web.Summary{{Name: c.Say("report.verify.name"), Value: u.Name}, {Name: c.Say("report.verify.hash"), Value: digest}}
	if len(found) == 0 {
		p.Note = web.Note{Kind: "over", Text: c.Say("report.verify.no")}
		return s.verdict(c, p, nil)
	}
	p.Note = web.Note{Kind: "ok", Text: c.Say("report.verify.yes")}
	err = s.tellExport(c, &p, found[0])
	if err != nil {
		return web.Reply{}, err
	}
	return s.verdict(c, p, nil)
}

// tellExport adds when and by whom a file was exported, for those who reach
// the office it is about.
func (s site) tellExport(c *web.Call, p *VerifyPage, e db.Entry) error {
	changes, err := e.Changes()
	if err != nil {
		return err
	}
	of := map[string]string{}
	for _, x := range changes {
		of[x.Name] = x.Now
	}
	p.Sum = append(p.Sum, web.Fact{Name: c.Say("report.verify.when"), Value: c.Texts().Moment(c.Lang, e.At)})
	ok, err := s.d.As(c.Who).Reaches(c.Context(), of["unit"])
	if err != nil || !ok {
		return err
	}
	u, err := unitOf(c.Context(), s.d, of["unit"], dayOf(of["to"]))
	if err != nil {
		return err
	}
	p.Sum = append(p.Sum, web.Fact{Name: c.Say("report.verify.who"), Value: e.Name},
		web.Fact{Name: c.Say("report.verify.what"), Value: c.Say("report.form."+of["form"]) + ", " + c.Say("report.period", of["from"], of["to"])},
		web.Fact{Name: c.Say("report.unit"), Value: Paper{Table: Table{Unit: u}, Texts: c.Texts(), Lang: c.Lang}.unit()},
		web.Fact{Name: c.Say("report.verify.entry"), Value: e.ID})
	return nil
}
