package settings

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// LawPage is the data of law.html.
type LawPage struct {
	Head   web.Head
	Tabs   web.Views
	Note   web.Note // rules that wait for a second person; none without text
	Search web.Search
	Grid   web.Grid
}

// Shown sets of rules, the values of the parameter "show".
const (
	showInForce  = "" // in force today
	showOpen     = "unverified"
	showAll      = "all"
	showProposed = "proposed"
)

func (s *settings) lawPage(c *web.Call) (web.Reply, error) {
	p, err := s.law(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	waiting, err := s.waiting(c, "")
	if err != nil {
		return web.Reply{}, err
	}
	q, show := c.Query("q"), c.Query("show")
	rules := inForce(p, vn.Day(c.Today))
	if show == showAll {
		rules = p.Rules()
	}
	g := web.Grid{Label: c.Say("settings.law"), Columns: columns(c), Empty: web.Empty{Icon: "scale", Title: c.Say("settings.law.none")}}
	if show == showProposed {
		rules = nil
		for _, w := range waiting {
			rules = append(rules, w.Law())
		}
	}
	words := strings.Fields(vn.Fold(q))
	for _, r := range rules {
		if show == showOpen && r.Verified() || !matches(r, words) {
			continue
		}
		g.Rows = append(g.Rows, web.Row{Cells: cells(c, r)})
	}
	page := LawPage{Head: web.Head{Title: c.Say("settings.law"), Sub: c.Say("settings.law.sub", len(g.Rows)), Number: p.Version(), Print: true}, Tabs: tabs(c, "law"), Search: lawSearch(c, q, show), Grid: g}
	page.Grid.Pager.Total = c.Say("settings.law.sub", len(g.Rows))
	if len(waiting) > 0 && show != showProposed {
		page.Note = web.Note{Kind: "warn", Text: c.Say("settings.law.waiting", len(waiting)), Link: web.Link{Text: c.Say("settings.law.see"), Href: "/settings/law?show=" + showProposed}}
	}
	return web.Reply{Page: "settings/law.html", Data: page, Title: page.Head.Title, Nav: ID}, nil
}

// inForce lists the rules of a day, the one that wins for each code and level.
func inForce(p law.Pack, on vn.Day) []law.Rule {
	var out []law.Rule
	seen := map[[2]string]int{}
	for _, r := range p.Rules() {
		if !r.Holds(on) {
			continue
		}
		key := [2]string{r.Code, r.Level}
		if at, had := seen[key]; had {
			out[at] = r
			continue
		}
		seen[key] = len(out)
		out = append(out, r)
	}
	return out
}

func matches(r law.Rule, words []string) bool {
	all := vn.Fold(strings.Join([]string{r.Code, r.Instrument, r.Article, r.Note}, " "))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
}

func columns(c *web.Call) []web.Column {
	return []web.Column{{Text: c.Say("settings.column.code")}, {Text: c.Say("settings.column.value")}, {Text: c.Say("settings.column.tier")},
		{Text: c.Say("settings.column.instrument"), Wide: true}, {Text: c.Say("settings.column.validity")}, {Text: c.Say("settings.column.confidence")}}
}

func cells(c *web.Call, r law.Rule) []web.Cell {
	return []web.Cell{{Text: r.Code, Href: "/settings/law/" + url.PathEscape(r.Code), Key: true}, {Text: valueWords(c, r), Small: kindWords(c, r)},
		{Text: levelWords(c, r.Level)}, {Text: sourceWords(r), Small: r.Note}, {Text: validityWords(c, r)}, {Chip: confidenceChip(c, r), Small: r.ConfirmedBy}}
}

// valueWords is a value with its unit: "30 ngày", "2/3 (từ)".
func valueWords(c *web.Call, r law.Rule) string {
	switch {
	case r.Value == "":
		return c.Say("settings.value.none")
	case r.Value == law.None, r.Unit == "flag":
		return c.Say("settings.value." + r.Value)
	}
	return r.Value + " " + c.Say("settings.unit."+r.Unit)
}

func kindWords(c *web.Call, r law.Rule) string {
	if r.DayKind == "" {
		return ""
	}
	return c.Say("law.day_kind." + r.DayKind)
}

func levelWords(c *web.Call, level string) string {
	if level == "" {
		return c.Say("settings.level.all")
	}
	return c.Say("law.level." + level)
}

func sourceWords(r law.Rule) string {
	if r.Article == "" {
		return r.Instrument
	}
	return r.Instrument + ", " + r.Article
}

func validityWords(c *web.Call, r law.Rule) string {
	if r.ValidTo == "" {
		return c.Say("settings.since", r.ValidFrom)
	}
	return c.Say("settings.between", r.ValidFrom, r.ValidTo)
}

func confidenceChip(c *web.Call, r law.Rule) web.Chip {
	if r.Verified() {
		return web.Chip{Kind: "ok", Text: c.Say("law.verified")}
	}
	return web.Chip{Kind: "soon", Text: c.Say("law.unverified")}
}

func lawSearch(c *web.Call, q, show string) web.Search {
	s := web.Search{Action: "/settings/law", Name: "q", Value: q, Label: c.Say("settings.law.search"), Hint: c.Say("settings.law.search.hint"),
		Filters: []web.Field{{Name: "show", Label: c.Say("settings.show"), Value: show, Options: []web.Option{
			{Value: showInForce, Label: c.Say("settings.show.inforce")}, {Value: showOpen, Label: c.Say("settings.show.unverified")},
			{Value: showProposed, Label: c.Say("settings.show.proposed")}, {Value: showAll, Label: c.Say("settings.show.all")}}}}}
	if q != "" || show != "" {
		s.Clear = "/settings/law"
	}
	return s
}

// waiting lists the rules that wait for a second person, of one code or all.
func (s *settings) waiting(c *web.Call, code string) ([]Rule, error) {
	return db.Find[Rule](c.Context(), s.db.As(db.System), "t.state = $1 AND ($2 = '' OR t.code = $2)", "ORDER BY t.id", string(Proposed), code)
}

// RulePage is the data of rule.html.
type RulePage struct {
	Head    web.Head
	Waiting []Waiting
	Grid    web.Grid
	Enter   []web.Link // one for each level the rule is laid down for
}

// Waiting is a rule that waits for a second person.
type Waiting struct {
	Summary           web.Summary
	By, At            string
	Confirm, Withdraw string // addresses, "" if the viewer may not
	Own               bool   // entered by the viewer, so somebody else confirms it
	Hidden            []web.Hidden
}

func (s *settings) rulePage(c *web.Call) (web.Reply, error) {
	return s.drawRule(c, c.Path("code"), nil)
}

func (s *settings) drawRule(c *web.Call, code string, problem error) (web.Reply, error) {
	p, err := s.law(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	page := RulePage{Head: web.Head{Title: c.Say("settings.rule", code)}, Grid: web.Grid{Label: code, Columns: columns(c)}}
	var levels []string
	for _, r := range p.Rules() {
		if r.Code != code {
			continue
		}
		page.Grid.Rows = append(page.Grid.Rows, web.Row{Cells: cells(c, r)})
		if !slices.Contains(levels, r.Level) {
			levels = append(levels, r.Level)
		}
	}
	if len(levels) == 0 {
		return web.Reply{}, web.ErrNotFound
	}
	if c.Who.Can(settled) {
		for _, l := range levels {
			page.Enter = append(page.Enter, web.Link{Text: c.Say("settings.enter.for", text.Key(levelKey(l))), Icon: "pencil",
				Href: "/settings/law/" + url.PathEscape(code) + "/new?level=" + url.QueryEscape(l)})
		}
	}
	waiting, err := s.waiting(c, code)
	if err != nil {
		return web.Reply{}, err
	}
	for _, r := range waiting {
		page.Waiting = append(page.Waiting, waitingOf(c, r))
	}
	return web.Reply{Page: "settings/rule.html", Data: page, Title: page.Head.Title, Problem: problem, Nav: ID, Crumbs: lawCrumbs(c)}, nil
}

func levelKey(level string) string {
	if level == "" {
		return "settings.level.all"
	}
	return "law.level." + level
}

func lawCrumbs(c *web.Call) []web.Crumb {
	return []web.Crumb{{Text: c.Say("settings.law"), Href: "/settings/law"}}
}

func waitingOf(c *web.Call, r Rule) Waiting {
	plain := r.Law()
	w := Waiting{By: r.EnteredName, At: r.EnteredAt, Own: r.EnteredBy == c.Who.ID, Hidden: []web.Hidden{{Name: "version", Value: strconv.Itoa(r.Version)}},
		Summary: web.Summary{
			{Name: c.Say("settings.column.value"), Value: valueWords(c, plain)},
			{Name: c.Say("settings.column.day_kind"), Value: kindWords(c, plain)},
			{Name: c.Say("settings.column.tier"), Value: levelWords(c, r.Tier)},
			{Name: c.Say("settings.column.instrument"), Value: sourceWords(plain)},
			{Name: c.Say("settings.column.validity"), Value: validityWords(c, plain)},
			{Name: c.Say("settings.column.confidence"), Value: c.Say("law.confidence." + r.Confidence)},
			{Name: c.Say("settings.column.note"), Value: r.Note},
		}}
	w.Summary = slices.DeleteFunc(w.Summary, func(f web.Fact) bool { return f.Value == "" })
	if c.Who.Can(settled) {
		w.Withdraw = "/settings/rule/" + r.ID + "/withdraw"
		if !w.Own {
			w.Confirm = "/settings/rule/" + r.ID + "/confirm"
		}
	}
	return w
}

// EnterPage is the data of enter.html.
type EnterPage struct {
	Head   web.Head
	Note   web.Note
	Action string
	Hidden []web.Hidden
	Fields []web.Field
	Back   string
}

func (s *settings) enterPage(c *web.Call) (web.Reply, error) {
	return s.drawEnter(c, c.Query("level"), nil)
}

// template is the rule that a new one is entered after: the one in force, else
// the last one of the code and level.
func template(p law.Pack, code, level string, on vn.Day) (law.Rule, bool) {
	var last law.Rule
	found := false
	for _, r := range p.Rules() {
		if r.Code == code && r.Level == level && (!found || r.Holds(on) || !last.Holds(on)) {
			last, found = r, true
		}
	}
	return last, found
}

func (s *settings) drawEnter(c *web.Call, level string, problem error) (web.Reply, error) {
	p, err := s.law(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	code := c.Path("code")
	r, ok := template(p, code, level, vn.Day(c.Today))
	if !ok {
		return web.Reply{}, web.ErrNotFound
	}
	page := EnterPage{Head: web.Head{Title: c.Say("settings.enter"), Number: code, Sub: levelWords(c, level)}, Action: "/settings/law/" + url.PathEscape(code),
		Hidden: []web.Hidden{{Name: "level", Value: level}}, Back: "/settings/law/" + url.PathEscape(code),
		Note: web.Note{Kind: "info", Text: c.Say("settings.enter.note")}, Fields: enterFields(c, r)}
	for i := range page.Fields {
		c.Keep(problem, &page.Fields[i])
	}
	return web.Reply{Page: "settings/enter.html", Data: page, Title: page.Head.Title, Problem: problem, Nav: ID, Crumbs: append(lawCrumbs(c), web.Crumb{Text: code, Href: page.Back})}, nil
}

func enterFields(c *web.Call, r law.Rule) []web.Field {
	var marks []web.Option
	for _, x := range []string{"A", "B", "C"} {
		marks = append(marks, web.Option{Value: x, Label: c.Say("law.confidence." + x)})
	}
	fs := []web.Field{{Name: "value", Label: c.Say("settings.column.value"), Hint: c.Say("settings.value.hint", text.Key("settings.unit."+r.Unit)), Value: r.Value, Width: "s", Max: 20}}
	if r.DayKind != "" {
		var days []web.Option
		for _, k := range []string{law.Calendar, law.Working, law.Exact} {
			days = append(days, web.Option{Value: k, Label: c.Say("law.day_kind." + k)})
		}
		fs = append(fs, web.Field{Name: "day_kind", Kind: web.FieldRadio, Label: c.Say("settings.column.day_kind"), Options: days, Value: r.DayKind})
	}
	return append(fs,
		web.Field{Name: "instrument", Label: c.Say("settings.column.instrument"), Hint: c.Say("settings.instrument.hint"), Value: r.Instrument, Max: 200},
		web.Field{Name: "article", Label: c.Say("settings.column.article"), Value: r.Article, Optional: true, Width: "m", Max: 100},
		web.Field{Name: "from", Kind: web.FieldDay, Label: c.Say("settings.column.valid_from"), Value: string(r.ValidFrom)},
		web.Field{Name: "to", Kind: web.FieldDay, Label: c.Say("settings.column.valid_to"), Hint: c.Say("settings.to.hint"), Value: string(r.ValidTo), Optional: true},
		web.Field{Name: "confidence", Kind: web.FieldRadio, Label: c.Say("settings.column.confidence"), Options: marks},
		web.Field{Name: "note", Kind: web.FieldArea, Label: c.Say("settings.column.note"), Rows: 2, Optional: true, Max: 300})
}

// enter takes a rule. Code, level and unit are those of the rule it follows.
func (s *settings) enter(c *web.Call) (web.Reply, error) {
	p, err := s.law(c.Context())
	if err != nil {
		return web.Reply{}, err
	}
	like, ok := template(p, c.Path("code"), c.Form("level"), vn.Day(c.Today))
	if !ok {
		return web.Reply{}, web.ErrNotFound
	}
	from, err := c.Day("from")
	to, err2 := c.Day("to")
	r := Rule{Code: like.Code, Tier: like.Level, Unit: like.Unit, Value: c.Form("value"), DayKind: c.Form("day_kind"), Instrument: c.Form("instrument"),
		Article: c.Form("article"), ValidFrom: vn.Day(from), ValidTo: vn.Day(to), Confidence: c.Form("confidence"), Note: c.Form("note")}
	if err = errors.Join(err, err2); err == nil {
		_, err = s.propose(c.Context(), c.Who, r)
	}
	if isProblem(err) {
		return s.drawEnter(c, c.Form("level"), err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/settings/law/" + url.PathEscape(r.Code), Notice: text.Problem{Key: "settings.entered"}}, nil
}

func (s *settings) confirmRule(c *web.Call) (web.Reply, error) {
	return s.decided(c, "settings.confirmed", func(id string, version int) error { return s.confirm(c.Context(), c.Who, id, version) })
}

func (s *settings) withdrawRule(c *web.Call) (web.Reply, error) {
	return s.decided(c, "settings.withdrawn", func(id string, version int) error { return s.withdraw(c.Context(), c.Who, id, version) })
}

func (s *settings) decided(c *web.Call, done string, do func(string, int) error) (web.Reply, error) {
	r, err := db.Get[Rule](c.Context(), s.db.As(db.System), c.Path("id"))
	if err != nil {
		return web.Reply{}, err
	}
	version, err := c.Int("version")
	if err == nil {
		err = do(r.ID, version)
	}
	if isProblem(err) || errors.Is(err, db.ErrConflict) {
		return s.drawRule(c, r.Code, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/settings/law/" + url.PathEscape(r.Code), Notice: text.Problem{Key: done, Args: []any{r.Code}}}, nil
}
