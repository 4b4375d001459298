package ledger

import (
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// A Line is one entry of the journal, as a viewer may see it.
type Line struct {
	ID, Href string
	At       string // moment
	Hidden   bool   // about records that the viewer may not see: nothing else is set but Seal
	Count    int    // entries in this line: 1, or a run of hidden ones
	Name     string // who did it
	ByHref   string // the list of everything that person did
	Verb     string // in words
	Record   string // in words
	Href2    string // of the record's page
	History  string // address of the record's history
	Changes  []Change
	More     int    // changes left out
	Seal     string // in words: the number in the sealed journal, or that it waits
	Waiting  bool
}

// A Change is one field before and after.
type Change struct{ Name, Was, Now string }

// Bounds of what a list shows of one entry.
const (
	fewChanges = 3
	fewRunes   = 60
)

// line draws an entry. few says that long contents are cut short.
func (l *ledger) line(c *web.Call, s sight, e db.Entry, few bool) (Line, error) {
	x := Line{ID: e.ID, Count: 1, Href: "/ledger/" + e.ID, At: e.At, Seal: c.Say("ledger.sealed", int(e.Leaf)), Waiting: e.Leaf < 0}
	if x.Waiting {
		x.Seal = c.Say("ledger.waiting")
	}
	if !l.shows(c.Who, s, e) {
		x.Hidden = true
		return x, nil
	}
	table, id := split(e.Record)
	x.Name, x.Verb = e.Name, verbWords(c, e.Verb)
	if e.Who != "" {
		x.ByHref = "/ledger?who=" + e.Who
	}
	x.Record = tableWords(c, table)
	if about := s[e.Record]; about.Title != "" {
		x.Record += ": " + strings.TrimPrefix(about.Code+" · "+about.Title, " · ")
		x.Href2 = about.Href
	}
	if l.isTable(table) && id != "" {
		x.History = "/ledger/record/" + table + "/" + id
	}
	changes, err := e.Changes()
	if err != nil {
		return x, err
	}
	for _, f := range changes {
		if hiddenColumn[f.Name] {
			continue
		}
		if few && (len(x.Changes) == fewChanges || opaque(f.Now)) {
			x.More++
			continue
		}
		x.Changes = append(x.Changes, changeWords(c, moduleOf(table), f, few))
	}
	return x, nil
}

// hiddenColumn lists columns that say nothing to a reader: they follow from
// others or are the record's own address.
var hiddenColumn = map[string]bool{"id": true, "dossier": true, "fold": true, "sort": true}

// opaque reports whether a value says nothing to a reader of a list: an
// identifier or a digest.
func opaque(v string) bool {
	return strings.HasPrefix(v, "sha256:") || len(v) == 36 && strings.Count(v, "-") == 4 && !strings.Contains(v, " ")
}

func changeWords(c *web.Call, module string, f db.FieldChange, few bool) Change {
	x := Change{Name: columnWords(c, module, f.Name), Was: valueWords(c, module, f.Name, f.Was), Now: valueWords(c, module, f.Name, f.Now)}
	if few {
		x.Was, x.Now = clip(x.Was), clip(x.Now)
	}
	return x
}

func clip(s string) string {
	if r := []rune(s); len(r) > fewRunes {
		return string(r[:fewRunes]) + "…"
	}
	return s
}

// firstText says the first of the keys that has a text, else what is given.
func firstText(c *web.Call, otherwise string, keys ...string) string {
	for _, k := range keys {
		if c.Texts().Has(c.Lang, k) {
			return c.Say(k)
		}
	}
	return otherwise
}

// verbWords says what was done: "inspection.announce" → the text of
// inspection.verb.announce.
func verbWords(c *web.Call, verb string) string {
	module, do, _ := strings.Cut(verb, ".")
	return firstText(c, verb, module+".verb."+do, "ledger.verb."+verb, "ledger.verb."+do)
}

func tableWords(c *web.Call, table string) string {
	module, name, _ := strings.Cut(table, "_")
	return firstText(c, table, "ledger.table."+table, module+".table."+name, module+"."+name)
}

func columnWords(c *web.Call, module, name string) string {
	return firstText(c, name, module+".column."+name, "ledger.column."+name)
}

// valueWords writes a value for a reader: days and moments as the language
// writes them, states and kinds by their texts.
func valueWords(c *web.Call, module, column, v string) string {
	switch v {
	case "":
		return ""
	case "true", "false":
		return c.Say("ledger." + v)
	}
	if column == "org" || column == "unit" {
		if v == db.Everywhere {
			return c.Say("ledger.everywhere")
		}
	}
	if column == "level" || column == "clearance" {
		return firstText(c, v, "ledger.level."+v)
	}
	if strings.ContainsAny(v, " /[{") || len(v) > 40 {
		return v
	}
	return firstText(c, c.Texts().Show(c.Lang, v), module+"."+column+"."+v, module+".state."+v, "web.role."+v)
}

// lines draws entries. With a filter set, entries that the viewer may not see
// are left out: a list of "everything about X" must not tell that there is
// more.
func (l *ledger) lines(c *web.Call, es []db.Entry, drop, few bool) ([]Line, error) {
	var records []string
	for _, e := range es {
		if !slices.Contains(records, e.Record) {
			records = append(records, e.Record)
		}
	}
	s, err := l.see(c.Context(), c.Who, records)
	if err != nil {
		return nil, err
	}
	var all []Line
	for _, e := range es {
		x, err := l.line(c, s, e, few)
		if err != nil {
			return nil, err
		}
		if x.Hidden && drop {
			continue
		}
		all = append(all, x)
	}
	return all, nil
}

// columnsOf are the words of the changes on one line each, for files.
func columnsOf(x Line) string {
	var b []string
	for _, f := range x.Changes {
		if f.Was == "" {
			b = append(b, f.Name+": "+f.Now)
		} else {
			b = append(b, f.Name+": "+f.Was+" → "+f.Now)
		}
	}
	return strings.Join(b, "; ")
}

var errDay = text.Problem{Key: "ledger.day.bad"}
