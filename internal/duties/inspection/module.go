package inspection

import (
	"context"
	"embed"
	"net/http"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// moduleFiles holds schema/, text/ and pages/.
//
//go:embed schema text all:pages
var moduleFiles embed.FS

// New describes the duty to the program.
func New(deps duty.Deps) duty.Module {
	p := pages{Desk{DB: deps.DB, Law: deps.Law}}
	return duty.Module{
		ID: ID, Files: moduleFiles, Records: append(Records(), db.KindOf[Paper]()), Flows: Flows(), Routes: p.routes(),
		Nav:     []web.NavEntry{{ID: ID, Path: "/inspection", Icon: "clipboard-check", TextKey: "inspection.nav", Group: "web.nav.work", Need: Read}},
		Figures: Figures(), Targets: Targets, TargetsOf: TargetsOf, TargetsBehind: TargetsBehind, Lines: allLines, Documents: []string{(*Paper)(nil).Table()}, Work: desk.Work(questions()...), Daily: p.LapseDue, Demo: demo,
	}
}

// paperLines describe papers of dossiers.
var paperLines = desk.Described(func(p Paper) duty.Line {
	return duty.Line{ID: p.ID, Code: p.No, Title: p.Title, Note: p.FileName, Href: "/inspection/paper/" + p.ID}
})

// allLines describes the records of every table of the duty, papers too.
func allLines(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
	if table == (*Paper)(nil).Table() {
		return paperLines(ctx, v, ids)
	}
	return Lines(ctx, v, table, ids)
}

// routes are all pages of the duty. The address of an act has the kind of
// record in it, so that no two addresses overlap.
func (p pages) routes() []duty.Route {
	all := []duty.Route{
		{Pattern: "GET /inspection", Need: Read, Serve: p.inspections},
		{Pattern: "GET /inspection/programmes", Need: Read, Serve: p.programmes},
		{Pattern: "GET /inspection/disciplines", Need: Read, Serve: p.disciplines},
		{Pattern: "GET /inspection/appeals", Need: Read, Serve: p.appeals},
		{Pattern: "GET /inspection/reminders", Need: Read, Serve: p.reminderList},
		{Pattern: "GET /inspection/suspensions", Need: Read, Serve: p.suspensions},
		{Pattern: "GET /inspection/{id}", Need: Read, Serve: p.dossier},
		{Pattern: "GET /inspection/print/{id}", Need: Read, Serve: p.print},
		{Pattern: "GET /inspection/programme/{id}", Need: Read, Serve: p.programme},
		{Pattern: "GET /inspection/item/{id}", Need: Read, Serve: p.item},
		{Pattern: "GET /inspection/discipline/{id}", Need: Read, Serve: p.discipline},
		{Pattern: "GET /inspection/appeal/{id}", Need: Read, Serve: p.appeal},
		{Pattern: "GET /inspection/reminder/{id}", Need: Read, Serve: p.reminder},
		{Pattern: "GET /inspection/suspension/{id}", Need: Read, Serve: p.suspension},
		{Pattern: "GET /inspection/paper/{id}", Need: Read, Serve: p.paper},
		{Pattern: "GET /inspection/dossier/{id}/file/{hash}", Need: Read, Serve: p.file},
	}
	for path, n := range map[string]struct {
		need  access.Need
		serve web.Handler
	}{
		"/inspection/new":             {Propose, p.newInspection},
		"/inspection/programmes/new":  {PlanRight, p.newProgramme},
		"/inspection/reminders/new":   {Follow, p.newReminder},
		"/inspection/disciplines/new": {Discipline, p.newCase},
		"/inspection/suspensions/new": {Discipline, p.newSuspension},
	} {
		all = append(all, duty.Route{Pattern: "GET " + path, Need: n.need, Serve: n.serve}, duty.Route{Pattern: "POST " + path, Need: n.need, Serve: n.serve})
	}
	for _, rs := range [][]duty.Route{dossiers().routes(p), subjects().routes(p), findings().routes(p), members().routes(p), reminders().routes(p),
		plans().routes(p), items().routes(p), proceedings().routes(p), claims().routes(p), suspended().routes(p)} {
		all = append(all, rs...)
	}
	return all
}

// paper gives out a paper of a dossier, never shown in the browser.
func (p pages) paper(c *web.Call) (web.Reply, error) {
	x, content, err := p.OpenPaper(c.Context(), c.Who, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	return desk.Attachment(x.FileName, x.FileType, content), nil
}

// file gives out a file that a row of the dossier refers to: a self-report, a
// minute, a piece of evidence. Whoever takes a copy of a classified one leaves
// an entry in the journal first.
func (p pages) file(c *web.Call) (web.Reply, error) {
	d, err := dossiers().open(p, c, c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	hash := c.Path("hash")
	name, ok := d.fileNamed(hash)
	if !ok {
		return web.Reply{}, web.ErrNotFound
	}
	if d.Level > access.Open {
		if err := p.DB.Note(c.Context(), c.Who, ID+".read_paper", d.Table()+"/"+d.ID, d.ID, map[string]any{"hash": hash}); err != nil {
			return web.Reply{}, err
		}
	}
	content, err := p.DB.Blob(c.Context(), hash)
	if err != nil {
		return web.Reply{}, err
	}
	kind, err := desk.FileKind(content, name)
	if err != nil {
		kind = http.DetectContentType(nil)
	}
	return desk.Attachment(name, kind, content), nil
}

// fileNamed finds a file among the rows of a dossier, and a name for it.
func (d Dossier) fileNamed(hash string) (string, bool) {
	named := map[string]string{}
	for _, s := range d.Subjects {
		named[s.SelfReportFile], named[s.WaiverFile] = s.Name, s.Name
	}
	for _, h := range d.Hearings {
		named[h.File] = h.MinuteNo
	}
	for _, f := range d.Findings {
		for _, e := range f.Evidence {
			named[e.File] = e.Name
		}
	}
	for _, r := range d.Reminders {
		for _, e := range r.Evidence {
			named[e.File] = e.Name
		}
	}
	delete(named, "")
	name, ok := named[hash]
	if name == "" {
		name = hash[:min(12, len(hash))]
	}
	return name, ok
}
