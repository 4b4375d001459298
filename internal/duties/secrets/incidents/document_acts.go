package incidents

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
)

// DocumentFolder is a document involved in an incident.
func DocumentFolder(k desk.Desk) desk.Folder[Document, *Document] {
	fo := desk.Folder[Document, *Document]{Desk: k, Name: "document", Read: Read, Flow: DocumentFlow,
		State: func(d *Document) *duty.State { return &d.State }, Title: func(d Document) string { return d.Number }, Crumbs: crumbs("/documents", "documents"),
		Way: []duty.State{Involved, Recovered}, Facts: documentFacts, Parts: documentParts(k)}
	fo.Starts = []desk.Start[Document]{{Act: desk.Act[Document]{Do: DoAdd, Need: Handle, Ask: askDocument, Fill: fillDocument, Then: thenDocument}, Make: makeDocument}}
	fo.Acts = []desk.Act[Document]{{Do: DoRecover, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, d *Document) {
		today(s, "recovered_on", &d.RecoveredOn)
		s.Area("recovery_text", &d.RecoveryText)
		desk.Opt(s.Text("place", &d.Place))
	}, Then: findCopies}}
	return fo
}

// openIncident reads an incident that still takes documents and persons.
func openIncident(ctx context.Context, v db.View, id string) (Incident, error) {
	i, err := db.Get[Incident](ctx, v, id)
	if err != nil {
		return i, err
	}
	if i.done() {
		return i, duty.Impossible("incidents.refuse.closed")
	}
	return i, loadIncident(ctx, v, law.Pack{}, &i)
}

func makeDocument(ctx context.Context, v db.View, _ duty.Moment, of string) (Document, error) {
	i, err := openIncident(ctx, v, of)
	return newDocument(i), err
}

func askDocument(s *desk.Sheet, d *Document) {
	s.Text("number", &d.Number)
	desk.Opt(s.Text("copy_nos", &d.CopyNos))
	s.Tick("outside", &d.Outside)
	desk.Opt(s.Text("doc_type", &d.Type))
	desk.Opt(s.Text("issuer", &d.Issuer))
	desk.Opt(s.Day("issued_on", &d.IssuedOn))
	desk.Opt(desk.Rank(s, "grade", &d.Grade, "incidents.grade.", register.Grades))
	desk.Opt(s.Text("keeper", &d.Keeper))
}

// fillDocument finds the document in the register by its number, unless it is
// told that the register does not have it; then its outside has to be described.
func fillDocument(ctx context.Context, t *desk.Turn, d *Document) error {
	i, err := openIncident(ctx, t.View, d.Incident)
	if err != nil {
		return err
	}
	if !d.Outside {
		items, err := db.Find[register.Item](ctx, t.View, "t.number = $1", "ORDER BY t.id LIMIT 3", d.Number)
		if err != nil {
			return err
		}
		if d.Issuer != "" {
			items = slices.DeleteFunc(items, func(x register.Item) bool { return x.IssuerName != d.Issuer })
		}
		if len(items) != 1 {
			return duty.Missing("number", "incidents.refuse.not_in_register", d.Number, len(items))
		}
		d.from(items[0])
		copies, err := d.named(ctx, t.View)
		if err != nil {
			return err
		}
		if err := d.take(ctx, t, copies); err != nil {
			return err
		}
	}
	return MayInvolve(*d, i)
}

// named finds the copies by their numbers. A leak may name none.
func (d *Document) named(ctx context.Context, v db.View) ([]register.Copy, error) {
	if d.CopyNos == "" {
		if d.Kind.Loses() {
			return nil, duty.Missing("copy_nos", "incidents.need.copy_nos")
		}
		return nil, nil
	}
	all, err := register.CopiesOf(ctx, v, d.Item)
	if err != nil {
		return nil, err
	}
	var out []register.Copy
	for part := range strings.FieldsFuncSeq(d.CopyNos, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
		n := slices.IndexFunc(all, func(c register.Copy) bool { return fmt.Sprint(c.No) == strings.TrimLeft(part, "0") })
		if n < 0 {
			return nil, duty.Missing("copy_nos", "incidents.refuse.no_such_copy", part)
		}
		if !slices.ContainsFunc(out, func(c register.Copy) bool { return c.ID == all[n].ID }) {
			out = append(out, all[n])
		}
	}
	return out, nil
}

// take puts copies on the document; those that are lost become missing. One
// that the register has as missing already stays so.
func (d *Document) take(ctx context.Context, t *desk.Turn, copies []register.Copy) error {
	var nos []string
	for n := range copies {
		c := &copies[n]
		d.Copies, nos = append(d.Copies, c.ID), append(nos, fmt.Sprint(c.No))
		if !d.Kind.Loses() || c.State == register.Missing {
			continue
		}
		if err := register.MarkMissing(ctx, t, c, d.Code); err != nil {
			return err
		}
	}
	if len(nos) > 0 {
		d.CopyNos = strings.Join(nos, ", ")
	}
	return nil
}

func thenDocument(ctx context.Context, t *desk.Turn, d *Document) error {
	i, err := db.Get[Incident](ctx, t.View, d.Incident)
	if err != nil {
		return err
	}
	return i.add(ctx, t, *d)
}

// findCopies puts the copies that came back into the store they belong to.
func findCopies(ctx context.Context, t *desk.Turn, d *Document) error {
	for _, id := range d.Copies {
		c, err := db.Get[register.Copy](ctx, t.View, id)
		if err != nil {
			return err
		}
		if c.State != register.Missing {
			continue
		}
		if err := register.MarkFound(ctx, t, &c, d.Place, d.RecoveryText); err != nil {
			return err
		}
	}
	return nil
}

// copiesOf reads the copies involved that the register has.
func (d Document) copiesOf(ctx context.Context, v db.View) ([]register.Copy, error) {
	if len(d.Copies) == 0 {
		return nil, nil
	}
	args := make([]any, len(d.Copies))
	for n, id := range d.Copies {
		args[n] = id
	}
	return db.Find[register.Copy](ctx, v, "t.id IN ("+desk.Marks(len(args))+")", "ORDER BY t.copy_no, t.id", args...)
}

// gradeName is the text of a level.
func gradeName(g access.Level) string { return fmt.Sprintf("incidents.grade.%d", g) }
