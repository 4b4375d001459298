package incidents

import (
	"context"
	"errors"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// IncidentFolder is the file of an incident.
func IncidentFolder(k desk.Desk) desk.Folder[Incident, *Incident] {
	fo := desk.Folder[Incident, *Incident]{Desk: k, Name: "incident", Read: Read, Flow: IncidentFlow, Side: []duty.Verb{DoDismiss},
		State: func(i *Incident) *duty.State { return &i.State }, Load: loadIncident,
		Title: func(i Incident) string { return i.Code }, Crumbs: crumbs("", "incidents"),
		Way: []duty.State{Detected, Contained, Reported, Notified, Verified, Remedied, Concluded, Closed}}
	fo.Starts = []desk.Start[Incident]{{Act: desk.Act[Incident]{Do: DoOpen, Need: Handle, Ask: askOpen, Fill: fillOpen, Then: thenOpen}, Make: makeIncident}}
	fo.Acts = incidentActs()
	fo.Page = incidentPage(k, &fo)
	return fo
}

// makeIncident begins the file: out of a copy that is missing, a difference of a
// stock-take (S26), an item that somebody got to know (S27), or of nothing.
func makeIncident(ctx context.Context, v db.View, at duty.Moment, of string) (Incident, error) {
	org, err := officeOf(at)
	if err != nil {
		return Incident{}, err
	}
	i := Incident{Base: duty.Base{Org: org}, State: Detected, DiscoveredOn: at.Today, Unit: org, UnitName: desk.UnitName(ctx, v, org, at.Today)}
	if of == "" {
		return i, nil
	}
	line, err := db.Get[register.StocktakeLine](ctx, v, of)
	if err == nil {
		i.Source, i.StockTake, of = ByStockTake, line.Stocktake, line.Copy
	} else if !errors.Is(err, db.ErrNotFound) {
		return i, err
	}
	c, err := db.Get[register.Copy](ctx, v, of)
	if err == nil {
		i.Kind, i.Copy, i.Unit, i.UnitName = Loss, c.ID, c.Unit, c.UnitName
		return i, nil
	} else if !errors.Is(err, db.ErrNotFound) {
		return i, err
	}
	item, err := db.Get[register.Item](ctx, v, of)
	if err != nil {
		return i, err
	}
	i.Kind, i.Item = Leak, item.ID
	return i, nil
}

func askOpen(s *desk.Sheet, i *Incident) {
	desk.Choose(s, "kind", &i.Kind, "incidents.kind.", IncidentKinds)
	s.Day("discovered_on", &i.DiscoveredOn)
	desk.Opt(s.Text("discovered_at", &i.DiscoveredAt)).Width = "s"
	s.Text("discovered_by", &i.DiscoveredBy)
	desk.Choose(s, "source", &i.Source, "incidents.source.", Sources)
	desk.Opt(s.Day("occurred_on", &i.OccurredOn))
	desk.Opt(s.Text("unit_name", &i.UnitName))
	s.Area("how", &i.How)
}

func fillOpen(ctx context.Context, t *desk.Turn, i *Incident) (err error) {
	if err := MayDetect(*i, t.At.Today); err != nil {
		return err
	}
	i.RegisteredBy = t.At.Who.ID
	i.Year, i.Seq, i.Code, err = number(ctx, t, "SC", lastIncident, i.Org)
	return err
}

// thenOpen marks the copy that the file begins with as missing, in the same
// transaction (S26), and puts what is involved on the file.
func thenOpen(ctx context.Context, t *desk.Turn, i *Incident) error {
	if i.Copy != "" {
		c, err := db.Get[register.Copy](ctx, t.View, i.Copy)
		if err != nil {
			return err
		}
		item, err := db.Get[register.Item](ctx, t.View, c.Item)
		if err != nil {
			return err
		}
		return involve(ctx, t, i, item, []register.Copy{c})
	}
	if i.Item == "" {
		return nil
	}
	item, err := db.Get[register.Item](ctx, t.View, i.Item)
	if err != nil {
		return err
	}
	return involve(ctx, t, i, item, nil)
}

// incidentActs are what is done on the file, in its order.
func incidentActs() []desk.Act[Incident] {
	return []desk.Act[Incident]{
		{Do: DoContain, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, i *Incident) {
			moment(s, "contained", &i.ContainedOn, &i.ContainedAt)
			s.Area("measures", &i.Measures)
		}},
		{Do: DoReport, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, i *Incident) {
			s.Text("head_name", &i.HeadName)
			moment(s, "head", &i.HeadOn, &i.HeadAt)
			desk.Opt(s.Text("head_paper", &i.HeadPaper))
		}},
		{Do: DoNotify, Need: Handle, Flow: true, Ask: askNotify, Fill: ownSecret},
		{Do: DoAdHoc, Need: Handle, When: func(i Incident) bool { return i.AdHocOn == "" && !i.done() }, Ask: func(s *desk.Sheet, i *Incident) {
			s.Text("adhoc_to", &i.AdHocTo)
			s.Text("adhoc_paper", &i.AdHocPaper)
			moment(s, "adhoc", &i.AdHocOn, &i.AdHocAt)
		}, Fill: func(_ context.Context, t *desk.Turn, i *Incident) error { return MaySendAdHoc(*i, t.At.Today) }},
		{Do: DoTurn, Need: Handle, When: func(i Incident) bool { return !i.done() }, Ask: func(s *desk.Sheet, i *Incident) {
			desk.Choose(s, "kind", &i.Kind, "incidents.kind.", IncidentKinds)
			s.Area("kind_why", &i.KindWhy)
		}, Fill: func(_ context.Context, _ *desk.Turn, i *Incident) error { return MayTurn(*i) }, Then: turn},
		{Do: DoVerify, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, i *Incident) {
			today(s, "verified_on", &i.VerifiedOn)
			s.Area("findings", &i.Findings)
			desk.Many(s, "causes", &i.Causes, "incidents.breach.", Breaches)
			desk.Opt(s.Area("cause_text", &i.CauseText))
		}, Fill: func(_ context.Context, t *desk.Turn, i *Incident) error { i.VerifiedBy = t.At.Who.ID; return nil }},
		{Do: DoDismiss, Need: Decide, Flow: true, Ask: func(s *desk.Sheet, i *Incident) { s.Area("unfounded_reason", &i.UnfoundedReason) }, Then: uncount},
		{Do: DoRemedy, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, i *Incident) {
			today(s, "remedied_on", &i.RemediedOn)
			s.Area("remedy", &i.Remedy)
			desk.Choose(s, "recovery", &i.Recovery, "incidents.recovery.", Recoveries)
			desk.Opt(s.Area("recovery_text", &i.RecoveryText))
		}},
		{Do: DoConclude, Need: Decide, Flow: true, Ask: func(s *desk.Sheet, i *Incident) {
			s.Text("conclusion_no", &i.ConclusionNo)
			today(s, "concluded_on", &i.ConcludedOn)
			s.Area("conclusion", &i.Conclusion)
		}, Fill: func(_ context.Context, t *desk.Turn, i *Incident) error { i.ConcludedBy = t.At.Who.ID; return nil }},
		{Do: DoClose, Need: Handle, Flow: true, Ask: func(s *desk.Sheet, i *Incident) {
			s.Text("archive_no", &i.ArchiveNo)
			today(s, "closed_on", &i.ClosedOn)
		}},
	}
}

// moment asks for a day and the time of day, which may stay open.
func moment(s *desk.Sheet, name string, on *vn.Day, at *string) {
	today(s, name+"_on", on)
	desk.Opt(s.Text(name+"_at", at)).Width = "s"
}

// today asks for a day and offers that of the act.
func today(s *desk.Sheet, name string, on *vn.Day) {
	if *on == "" {
		*on = s.Today()
	}
	s.Day(name, on)
}

func askNotify(s *desk.Sheet, i *Incident) {
	s.Tick("own_secret", &i.OwnSecret)
	if i.ClassifierName == "" {
		i.ClassifierName = issuers(i.Documents)
	}
	desk.Opt(s.Text("classifier_name", &i.ClassifierName))
	desk.Opt(s.Text("classifier_paper", &i.ClassifierPaper))
	desk.Opt(s.Day("classifier_on", &i.ClassifierOn))
	desk.Opt(s.Text("classifier_at", &i.ClassifierAt)).Width = "s"
	s.Text("authority_name", &i.AuthorityName)
	s.Text("authority_paper", &i.AuthorityPaper)
	moment(s, "authority", &i.AuthorityOn, &i.AuthorityAt)
}

// ownSecret refuses to leave out the notice to the classifier when something
// involved was classified by another body (Law 2018, art. 26; S26).
func ownSecret(ctx context.Context, t *desk.Turn, i *Incident) error {
	if !i.OwnSecret {
		return nil
	}
	own := vn.Fold(desk.UnitName(ctx, t.View, i.Org, t.At.Today))
	for _, d := range i.Documents {
		ours := vn.Fold(d.Issuer) == own
		if d.Item != "" {
			item, err := db.Get[register.Item](ctx, t.View, d.Item)
			if err != nil {
				return err
			}
			id, _ := item.Responsible()
			ours = ours || id == i.Org || id == "" && item.Book == register.Out
		}
		if !ours {
			return duty.Missing("own_secret", "incidents.refuse.not_own", d.Number, d.Issuer)
		}
	}
	return nil
}

// issuers names the bodies that classified what is involved, each once.
func issuers(all []Document) string {
	out, seen := "", map[string]bool{}
	for _, d := range all {
		if d.Issuer == "" || seen[d.Issuer] {
			continue
		}
		if seen[d.Issuer] = true; out != "" {
			out += "; "
		}
		out += d.Issuer
	}
	return out
}

// loadIncident reads the documents and persons of the file.
func loadIncident(ctx context.Context, v db.View, _ law.Pack, i *Incident) (err error) {
	if i.Documents, err = db.Find[Document](ctx, v, "t.incident = $1", "ORDER BY t.grade DESC, t.number, t.id", i.ID); err != nil {
		return err
	}
	i.People, err = db.Find[Concerned](ctx, v, "t.incident = $1", "ORDER BY t.name, t.id", i.ID)
	return err
}

// turn gives the documents the kind of the incident; copies over which control
// is now known to be lost become missing (S26).
func turn(ctx context.Context, t *desk.Turn, i *Incident) error {
	for _, d := range i.Documents {
		d.Kind = i.Kind
		copies, err := d.copiesOf(ctx, t.View)
		if err != nil {
			return err
		}
		for n := range copies {
			if !d.Kind.Loses() || !copies[n].Here() || d.State == Recovered {
				continue
			}
			if err := register.MarkMissing(ctx, t, &copies[n], i.Code); err != nil {
				return err
			}
		}
		if err := db.Save(ctx, t.Tx, &d); err != nil {
			return err
		}
	}
	return nil
}

// uncount takes the documents of an incident that was none out of the figures.
func uncount(ctx context.Context, t *desk.Turn, i *Incident) error {
	for _, d := range i.Documents {
		d.Counted = false
		if err := db.Save(ctx, t.Tx, &d); err != nil {
			return err
		}
	}
	return nil
}

// involve puts an item of the register on the file, with the copies named. A
// copy whose control is lost becomes missing in the same transaction (S26).
func involve(ctx context.Context, t *desk.Turn, i *Incident, item register.Item, copies []register.Copy) error {
	d := newDocument(*i)
	d.from(item)
	if err := d.take(ctx, t, copies); err != nil {
		return err
	}
	if err := MayInvolve(d, *i); err != nil {
		return err
	}
	if err := db.Save(ctx, t.Tx, &d); err != nil {
		return err
	}
	return i.add(ctx, t, d)
}

// add counts a document on the file.
func (i *Incident) add(ctx context.Context, t *desk.Turn, d Document) error {
	i.DocumentCount++
	i.Grade = max(i.Grade, d.Grade)
	i.Documents = append(i.Documents, d)
	return db.Save(ctx, t.Tx, i)
}

func newDocument(i Incident) Document {
	return Document{Base: duty.Base{Org: i.Org, Dossier: i.Dossier, Level: access.Open}, State: Involved, Incident: i.ID, Code: i.Code, Kind: i.Kind, DiscoveredOn: i.DiscoveredOn, Counted: true}
}

// from takes over what the register says of an item: number, kind, issuer and
// level, never what it is about.
func (d *Document) from(item register.Item) {
	d.Item, d.Number, d.Type, d.Grade, d.IssuedOn = item.ID, item.Number, item.Kind, item.Grade, item.DeterminedOn
	_, d.Issuer = item.Responsible()
	if item.Number == "" {
		d.Number = item.Symbol
	}
}
