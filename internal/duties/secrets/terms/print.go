package terms

import (
	"strings"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// MinutesPage is the data of minutes.html: the minutes of a council or of a
// destruction, for paper and signatures.
type MinutesPage struct {
	Head      web.Head
	Unit, No  string
	PlaceDate string
	Title, Of string
	Opening   string
	Parts     []MinutesPart
	List      web.Grid
	Closing   string
	Signers   []Signer
	Foot      string
}

// A MinutesPart is a heading of the minutes and its lines.
type MinutesPart struct {
	Title string
	Lines []string
}

// A Signer is who signs, and as what.
type Signer struct{ Role, Name string }

// minutes prints the minutes of the council's meeting until the destruction is
// carried out, then those of the destruction: every document with number and
// copy, method, sequence, executors, place for all signatures (art. 23;
// circular 07/2020; M22). Taking them out is in the journal first.
func (k pages) minutes(c *web.Call) (web.Reply, error) {
	d, err := k.destructions().Open(c.Context(), k.DB.As(c.Who), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	if err := k.DB.Note(c.Context(), c.Who, ID+".print_destruction", d.Table()+"/"+d.ID, d.Dossier, map[string]any{"code": d.Code}); err != nil {
		return web.Reply{}, err
	}
	p := MinutesPage{Unit: strings.ToUpper(d.UnitName), Of: d.Code, List: listGrid(c, d),
		Foot: c.Say("terms.print.foot", d.Code, vn.Day(c.Today), c.Who.Name)}
	if duty.In(d.State, Executed, Recorded, Urgently, Reported) {
		p.ofDestruction(c, d)
	} else {
		p.ofCouncil(c, d)
	}
	p.Head = web.Head{Title: p.Title, Number: d.Code, Print: true, Acts: []web.Link{{Text: c.Say("desk.back"), Href: "/terms/destruction/" + d.ID, Icon: "arrow-back-up"}}}
	return web.Reply{Page: "terms/minutes.html", Data: p, Title: p.Title, Nav: ID,
		Crumbs: append(crumbsTo("destructions", "/terms/destructions")(c), web.Crumb{Text: d.Code, Href: "/terms/destruction/" + d.ID})}, nil
}

func (p *MinutesPage) ofCouncil(c *web.Call, d Destruction) {
	p.Title, p.No, p.PlaceDate = c.Say("terms.print.council"), d.MinutesNo, c.Texts().DayLong(c.Lang, string(or(d.MetOn, vn.Day(c.Today))))
	p.Opening = c.Say("terms.print.council.opening", d.SetUpNo, d.SetUpOn, d.Pieces)
	p.Parts = []MinutesPart{
		{c.Say("terms.print.members"), append([]string{c.Say("terms.print.chair", d.ChairName, d.ChairPost, d.ChairUnitName), c.Say("terms.print.keeper", d.KeeperName)}, d.Members...)},
		{c.Say("terms.field.reason"), []string{d.Reason}},
		{c.Say("terms.field.opinion"), strings.Split(d.Opinion, "\n")},
	}
	p.Closing = c.Say("terms.print.closing")
	p.Signers = p.council(c, d)
}

func (p *MinutesPage) council(c *web.Call, d Destruction) []Signer {
	all := []Signer{{c.Say("terms.print.role.chair"), d.ChairName}, {c.Say("terms.print.role.keeper"), d.KeeperName}}
	for _, m := range d.Members {
		all = append(all, Signer{c.Say("terms.print.role.member"), m})
	}
	return all
}

func (p *MinutesPage) ofDestruction(c *web.Call, d Destruction) {
	p.Title, p.No, p.PlaceDate = c.Say("terms.print.destruction"), d.RecordNo, c.Texts().DayLong(c.Lang, string(d.ExecutedOn))
	if d.Urgent {
		p.Opening = c.Say("terms.print.urgent.opening", d.ExecutedOn, d.Reason)
	} else {
		p.Opening = c.Say("terms.print.destruction.opening", d.DecisionNo, d.DecidedOn, d.DeciderName)
	}
	p.Parts = []MinutesPart{
		{c.Say("terms.print.how"), []string{c.Say("terms.print.where", d.Place, d.ExecutedOn), c.Say("terms.print.method", c.Say("terms.method."+string(d.Method))), c.Say("terms.print.sequence", d.Pieces)}},
		{c.Say("terms.field.executors"), d.Executors},
	}
	p.Closing = c.Say("terms.print.irrecoverable")
	for _, e := range d.Executors {
		p.Signers = append(p.Signers, Signer{c.Say("terms.print.role.executor"), e})
	}
	if !d.Urgent {
		p.Signers = append(p.Signers, p.council(c, d)...)
	}
}

// listGrid is the list of copies as the minutes have it.
func listGrid(c *web.Call, d Destruction) web.Grid {
	g := web.Grid{Label: c.Say("terms.print.list"), Empty: web.Empty{Title: c.Say("terms.none.list")}, Columns: []web.Column{{Text: c.Say("desk.number"), Num: true}}}
	for _, col := range []string{"number", "grade", "copy", "kind"} {
		g.Columns = append(g.Columns, web.Column{Text: c.Say("terms.field." + col)})
	}
	for i, p := range d.List {
		g.Rows = append(g.Rows, web.Row{Cells: []web.Cell{{Text: c.Texts().Number(c.Lang, i+1), Num: true}, {Text: p.Number}, {Text: gradeText(c, p.Grade)},
			{Text: c.Say("terms.copy", p.No)}, {Text: c.Say("terms.kind." + string(p.Kind))}}})
	}
	return g
}
