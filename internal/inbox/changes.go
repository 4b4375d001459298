package inbox

import (
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// A Change is one of the latest changes to a dossier the person may see.
type Change struct{ Who, Verb, Title, Href, At string }

const (
	changesShown = 6
	changesRead  = 60 // entries looked through for them
)

// crowd is the step that takes a file of counts in: it writes thousands of
// records, none of a duty, and would leave no room for other changes.
const crowd = "counts.import"

// changes lists the latest changes to records that the person may see. The
// duty itself says which those are: a line it does not give is not shown.
func (x *Inbox) changes(c *web.Call) ([]Change, error) {
	entries, err := x.d.Journal(c.Context(), db.Filter{Except: crowd}, "", changesRead)
	if err != nil {
		return nil, err
	}
	ids := map[string][]string{}
	for _, e := range entries {
		if table, id, ok := strings.Cut(e.Record, "/"); ok && x.tells(table, id == e.Dossier) && !slices.Contains(ids[table], id) {
			ids[table] = append(ids[table], id)
		}
	}
	lines := map[string]duty.Line{}
	for table, list := range ids {
		m, _ := x.moduleOf(table)
		known, err := m.Lines(c.Context(), x.d.As(c.Who), table, list)
		if err != nil {
			return nil, err
		}
		for id, l := range known {
			lines[table+"/"+id] = l
		}
	}
	return changesOf(c, entries, lines), nil
}

// tells reports whether a duty describes the records of a table: those at the
// head of a dossier, and those that figures count. Of what lies within a
// dossier, such as a vote, the step shows by the record it moved on.
func (x *Inbox) tells(table string, head bool) bool {
	m, ok := x.moduleOf(table)
	if !ok || head {
		return ok
	}
	i := slices.IndexFunc(m.Records, func(k db.Kind) bool { return k.Table == table })
	_, counts := m.Records[i].New().(db.Factual)
	return counts
}

// moduleOf finds the duty whose records a table holds.
func (x *Inbox) moduleOf(table string) (duty.Module, bool) {
	for _, m := range x.modules {
		for _, k := range m.Records {
			if k.Table == table && m.Lines != nil {
				return m, true
			}
		}
	}
	return duty.Module{}, false
}

// changesOf makes one line of each step, though a step may write several
// records of a dossier.
func changesOf(c *web.Call, entries []db.Entry, lines map[string]duty.Line) []Change {
	type step struct{ at, who, verb, dossier string }
	seen := map[step]bool{}
	var out []Change
	for _, e := range entries {
		l, ok := lines[e.Record]
		s := step{e.At, e.Who, e.Verb, e.Dossier}
		if !ok || seen[s] {
			continue
		}
		seen[s] = true
		title := l.Title
		if l.Code != "" {
			title = l.Code
		}
		out = append(out, Change{Who: e.Name, Verb: verb(c, e.Verb), Title: title, Href: l.Href, At: e.At})
		if len(out) == changesShown {
			break
		}
	}
	return out
}

// verb says a journal verb, "inspection.announce", in words: the text of
// "inspection.verb.announce" in small letters, or just that there was a change.
func verb(c *web.Call, v string) string {
	module, do, _ := strings.Cut(v, ".")
	key := module + ".verb." + do
	if !c.Texts().Has(c.Lang, key) {
		return c.Say("inbox.changed")
	}
	first, rest, _ := strings.Cut(c.Say(key), " ")
	return strings.TrimSpace(strings.ToLower(first) + " " + rest)
}
