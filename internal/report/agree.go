package report

import (
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/web"
)

// Agree says whether a table agrees with the records behind it, and names the
// records that make it disagree.
type Agree struct {
	Verified web.Verified
	Checks   []web.Check
	Culprits []RecordView
	Match    string // address that counts every cell again; empty if just done
	Seal     string // the newest mark of the journal
}

// culpritLines is how many records a broken rule names.
const culpritLines = 10

func (s site) agree(c *web.Call, a asked, t Table) (Agree, error) {
	g := Agree{Match: a.href("", "match", "1")}
	breaks := t.Check(s.modules)
	for _, b := range breaks {
		g.Checks = append(g.Checks, web.Check{Text: c.Say("report.rule."+b.Rule, c.Say(b.Figure), yearText(b.Year), b.Have, b.Parts), Link: web.Link{Text: c.Say("report.cell.open"), Href: a.to("/cell", b.Figure, b.Year)}})
	}
	if len(breaks) == 0 {
		g.Checks = append(g.Checks, web.Check{Text: c.Say("report.check.rules"), OK: true})
	} else if err := s.culprits(c, t, breaks[0], &g); err != nil {
		return g, err
	}
	bad := len(breaks) > 0
	if c.Query("match") != "" {
		wrong, err := Match(c.Context(), s.d, t)
		if err != nil {
			return g, err
		}
		g.matched(c, t, wrong)
		bad = bad || len(wrong) > 0
	}
	g.Verified = web.Verified{Text: c.Say("report.check.ok")}
	if bad {
		g.Verified = web.Verified{Text: c.Say("report.check.bad"), Broken: true}
	}
	var err error
	g.Seal, err = s.seal(c)
	return g, err
}

func yearText(y int) string { return fmt.Sprint(y) }

func (g *Agree) matched(c *web.Call, t Table, wrong []Mismatch) {
	g.Match = ""
	if len(wrong) == 0 {
		g.Checks = append(g.Checks, web.Check{Text: c.Say("report.check.matched", len(t.Rows())*len(t.Years)), OK: true})
	}
	for _, w := range wrong {
		g.Checks = append(g.Checks, web.Check{Text: c.Say("report.check.mismatch", c.Say(w.Figure), yearText(w.Year), w.Have, w.Facts)})
	}
}

func (s site) culprits(c *web.Call, t Table, b Break, g *Agree) error {
	facts, err := Culprits(c.Context(), s.d, s.modules, t, b, culpritLines)
	if err != nil {
		return err
	}
	recs, err := Describe(c.Context(), s.d, s.modules, c.Who, b.Figure, facts)
	for _, r := range recs {
		g.Culprits = append(g.Culprits, recordView(c, r))
	}
	return err
}

// sealLetters is how much of the root of the journal is shown and printed.
const sealLetters = 16

// seal is the newest mark of the journal in one line.
func (s site) seal(c *web.Call) (string, error) {
	all, err := s.d.Checkpoints(c.Context(), 1)
	if err != nil {
		return "", err
	}
	if len(all) == 0 {
		return c.Say("report.seal.none"), nil
	}
	return c.Say("report.seal", all[0].Root[:min(sealLetters, len(all[0].Root))], all[0].Size), nil
}

// Print is what stands around the table on paper: the head of a Party document
// (Regulation 399-QĐ/TW of 2026, Guidance 05-HD/VPTW) and the foot.
type Print struct {
	Superior, Issuer string
	PlaceDate        string
	Kind, Of, Period string
	Records, Seal    string
}

func (s site) print(c *web.Call, t Table, seal string) (Print, error) {
	p := Print{Kind: c.Say("report.form." + t.Form.Key + ".kind"), Of: c.Say("report.form." + t.Form.Key + ".of"), Period: c.Say("report.period", string(t.Period.From), string(t.Period.To)), Seal: seal}
	records := 0
	for _, r := range t.Rows() {
		if !slices.Contains(partKeys(s), r.Figure) {
			records += r.Total
		}
	}
	p.Records = c.Say("report.print.records", s.d.As(c.Who).Now(), records)
	d := dayOf(c.Today)
	p.PlaceDate = c.Say("report.print.date", pad(int(d.Time().Day()), 10), pad(d.Month(), 3), fmt.Sprint(d.Year()))
	p.Issuer = strings.ToUpper(Paper{Table: t, Texts: c.Texts(), Lang: c.Lang}.unit())
	tree, err := org.Load(c.Context(), s.d.As(db.System), d)
	if err != nil {
		return p, err
	}
	n := tree.Get(t.Unit.ID)
	if n == nil {
		return p, nil
	}
	if n.Parent != nil {
		p.Superior = strings.ToUpper(n.Parent.Name())
	}
	for n.Parent != nil {
		n = n.Parent
	}
	p.PlaceDate = c.Say("report.print.place", placeOf(n.Name()), p.PlaceDate)
	return p, nil
}

// offices stand before the name of the place in the names of provinces and
// their committees, the longer ones first.
var offices = []string{"Đảng bộ thành phố ", "Đảng bộ tỉnh ", "Thành phố ", "Thành ủy ", "Tỉnh ủy ", "Tỉnh ", "Huyện ủy ", "Huyện ", "Đảng ủy xã ", "Đảng ủy phường "}

// placeOf is the place in the name of an office: "Minh Giang" of "Tỉnh ủy
// Minh Giang".
func placeOf(name string) string {
	for _, o := range offices {
		if rest, ok := strings.CutPrefix(name, o); ok {
			return rest
		}
	}
	return name
}

// pad writes a day below 10 or a month below 3 with a zero, so that no digit
// can be put before it (Guidance 05-HD/VPTW).
func pad(n, below int) string {
	if n < below {
		return fmt.Sprintf("0%d", n)
	}
	return fmt.Sprint(n)
}

func partKeys(s site) []string {
	var all []string
	for _, m := range s.modules {
		for _, f := range m.Figures {
			all = append(all, f.Parts...)
		}
	}
	return all
}
