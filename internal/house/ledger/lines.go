package ledger

import (
	"slices"
	"strings"
	"unicode/utf8"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
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
	Details  []Change // identifiers and digests, for those who want them
	More     int      // changes left out
	Seal     string   // in words: the number in the sealed journal, or that it waits
	Waiting  bool
}

// A Change is one field before and after.
type Change struct{ Name, Was, Now string }

// longRunes is from when on a text is folded.
const longRunes = 220

// Long reports whether the texts are to be folded.
func (x Change) Long() bool { return utf8.RuneCountInString(x.Was+x.Now) > longRunes }

// Start is the beginning of a long text.
func (x Change) Start() string { return clip(x.Now) }

// firstChanges is how many changes a history shows unfolded.
const firstChanges = 8

// First are the changes that are shown unfolded.
func (x Line) First() []Change {
	if len(x.Changes) <= firstChanges+2 {
		return x.Changes
	}
	return x.Changes[:firstChanges]
}

// Rest are the other changes.
func (x Line) Rest() []Change { return x.Changes[len(x.First()):] }

// Bounds of what a list shows of one entry.
const (
	fewChanges = 3
	fewRunes   = 60
)

// line draws an entry. few says that long contents are cut short.
func (l *ledger) line(c *web.Call, s, names sight, e db.Entry, few bool) (Line, error) {
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
	if table == settingTable {
		x.Record = settingWords(c, id)
	}
	if about := s[e.Record]; about.Title != "" {
		x.Record += ": " + strings.TrimPrefix(about.Code+" · "+about.Title, " · ")
		x.Href2 = about.Href
	}
	if l.isTable(table) && id != "" {
		x.History = "/ledger/record/" + table + "/" + id
	}
	return x, x.fill(c, names, table, e, few)
}

// fill draws the changes of an entry.
func (x *Line) fill(c *web.Call, names sight, table string, e db.Entry, few bool) error {
	changes, err := e.Changes()
	if err != nil {
		return err
	}
	for _, f := range changes {
		if hiddenColumn[f.Name] || e.Was == "" && unsaid(f) {
			continue
		}
		w := changeWords(c, names, e.Record, f, few)
		switch {
		case few && (len(x.Changes) == fewChanges || opaque(w.Now)):
			x.More++
		case opaque(w.Now) || opaque(w.Was) && w.Now == "":
			x.Details = append(x.Details, w)
		default:
			x.Changes = append(x.Changes, w)
		}
	}
	return nil
}

// unsaid reports whether a field of a new record goes without saying: the
// office it belongs to, that it is not secret, and what was left empty.
func unsaid(f db.FieldChange) bool {
	return f.Name == "org" || f.Name == "level" && f.Now == "0" || f.Now == "" || f.Now == "false" || f.Now == "[]" || f.Now == "{}" || f.Now == string(org.Forever)
}

// hiddenColumn lists columns that say nothing to a reader: they follow from
// others or are the record's own address.
var hiddenColumn = map[string]bool{"id": true, "dossier": true, "fold": true, "sort": true, "version": true, "seq": true}

func changeWords(c *web.Call, names sight, record string, f db.FieldChange, few bool) Change {
	table, id := split(record)
	if table == settingTable {
		return settingChange(c, id, f, few)
	}
	x := Change{Name: columnWords(c, moduleOf(table), f.Name), Was: valueWords(c, names, table, f.Name, f.Was), Now: valueWords(c, names, table, f.Name, f.Now)}
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
	var names sight
	if !few { // a short list leaves records without their names out
		if names, err = l.names(c.Context(), c.Who, l.shownOf(c, s, es)); err != nil {
			return nil, err
		}
	}
	var all []Line
	for _, e := range es {
		x, err := l.line(c, s, names, e, few)
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
