package picture

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// A clock is a kind of thing in the duties that has a last day, and what makes
// one still open. It is shown to who holds the right of the duty to read it.
// Its name is the text "picture.clock."+key.
type clock struct {
	key    string
	need   access.Need
	table  string
	due    string // the last day, as SQL on the row t
	open   string // what is not settled yet, as SQL on the row t
	icon   string
	urgent int  // how much one of it that is late weighs, 0 to 100
	soon   int  // days ahead in which one is worth a sentence of its own; 0 for never
	ends   int  // how much such a sentence weighs
	own    bool // it has words of its own for what is late
}

// past is the last day of what should not be at all: it is late as soon as it
// is there.
const past = "substr('0001-01-01', 1, 10)"

// clocks are the things with a last day, by duty, in the order in which the
// page shows them. Days, states and what they mean are those of the duties:
// the law behind each day stands with the record.
var clocks = []clock{
	{key: "inspections", need: "inspection.read", table: "inspection_inspection", due: "t.due_on", icon: "clipboard-check", urgent: 60,
		open: "t.state IN ('decided', 'announced', 'self_report_awaited', 'verifying', 'draft_report', 'subject_heard', 'report_final', 'body_considers')"},
	{key: "reminders", need: "inspection.read", table: "inspection_reminder", due: "t.due", icon: "bell", urgent: 50, open: "t.state = 'open'"},
	{key: "appeals", need: "inspection.read", table: "inspection_appeal", due: "t.due_on", icon: "inbox", urgent: 58, open: "t.state = 'accepted'"},
	{key: "suspensions", need: "inspection.read", table: "inspection_suspension", due: "CASE WHEN t.extended_to > t.to_on THEN t.extended_to ELSE t.to_on END", icon: "clock", urgent: 62, open: "t.state = 'in_force'"},
	{key: "lapses", need: "inspection.read", table: "inspection_case", due: "t.lapses_on", icon: "gavel", urgent: 42, soon: 30, ends: 34, own: true,
		open: "t.state = 'in_force' AND NOT t.appeal_pending AND t.again_on = ''"},
	{key: "missing", need: "secrets.read", table: "secrets_copy", due: past, icon: "alert-octagon", urgent: 95, own: true, open: "t.state = 'missing'"},
	{key: "incidents", need: "secrets.read", table: "incidents_incident", due: "t.discovered_on", icon: "alert-triangle", urgent: 90, own: true,
		open: "t.state NOT IN ('closed', 'unfounded') AND (t.head_on = '' OR t.authority_on = '')"},
	{key: "destructions", need: "secrets.read", table: "terms_destruction", due: "t.report_due", icon: "trash", urgent: 80, open: "t.state = 'destroyed_urgently'"},
	{key: "carryouts", need: "secrets.read", table: "movement_carryout", due: "t.to_on", icon: "send", urgent: 75, own: true, open: "t.state = 'out'"},
	{key: "notices", need: "secrets.read", table: "terms_notice", due: "t.due_on", icon: "bell", urgent: 70, open: "t.state = 'due'"},
	{key: "terms", need: "secrets.read", table: "secrets_item", due: "t.expires_on", icon: "clock", urgent: 66, soon: 30, ends: 45, own: true, open: "t.ended_on = '' AND t.seq > 0"},
	{key: "loans", need: "secrets.read", table: "secrets_copy", due: "t.due_on", icon: "lock", urgent: 64, open: "t.state IN ('lent', 'recall_due')"},
	{key: "findings", need: "secrets.read", table: "protection_finding", due: "t.due_on", icon: "checklist", urgent: 46, open: "t.state = 'recorded' AND t.concluded_on > ''"},
	{key: "devices", need: "secrets.read", table: "incidents_device", due: "t.next_check_on", icon: "device-desktop", urgent: 40, open: "t.state = 'in_use'"},
}

// ahead is how many days, today among them, the strip of days shows.
const ahead = 14

// horizon is how many days ahead clocks are read.
const horizon = 30

// A count is how many things of one clock fall due on a day, at the office
// right below that has them; unit is "" for the office itself and for others.
type count struct {
	unit string
	day  vn.Day
	n    int
}

// where is the condition of the clock's open records of an office by a day;
// $1 is the office and $2 the day.
func (k clock) where(node string) string {
	in := "$1 <> ''"
	if node != db.Everywhere {
		in = "EXISTS (SELECT 1 FROM reach p WHERE p.root = $1 AND p.unit = t.org AND p.sees)"
	}
	return fmt.Sprintf("%s AND %s AND %s > '' AND %s <= $2", in, k.open, k.due, k.due)
}

// read counts the clock's open records by office and day, as the viewer may
// see them.
func (k clock) read(ctx context.Context, v db.View, node string, today vn.Day) ([]count, error) {
	var all []count
	err := db.Query(ctx, v, func(r db.Row) error {
		var c count
		err := r.Scan(&c.unit, &c.day, &c.n)
		all = append(all, c)
		return err
	}, "SELECT t.org, "+k.due+", count(*) FROM "+k.table+" t WHERE {visible t} AND "+k.where(node)+" GROUP BY t.org, "+k.due,
		node, string(today.AddDays(horizon)))
	if err != nil {
		return nil, fmt.Errorf("clock %s: %w", k.key, err)
	}
	return all, nil
}

// unitsAtOnce is for how many offices the tree is asked at a time.
const unitsAtOnce = 256

// place tells below which of the offices right below each of some offices
// stands today.
func (s site) place(ctx context.Context, orgs []string, below []office) (map[string]string, error) {
	of := map[string]string{}
	top := map[string]bool{}
	for _, o := range below {
		top[o.id] = true
	}
	slices.Sort(orgs)
	for part := range slices.Chunk(slices.Compact(orgs), unitsAtOnce) {
		args := make([]any, unitsAtOnce)
		marks := make([]string, unitsAtOnce)
		for i := range marks {
			args[i], marks[i] = part[min(i, len(part)-1)], fmt.Sprintf("$%d", i+1)
		}
		err := db.Query(ctx, s.d.As(db.System), func(r db.Row) error {
			var root, unit string
			err := r.Scan(&root, &unit)
			if top[root] {
				of[unit] = root
			}
			return err
		}, "SELECT r.root, r.unit FROM reach r WHERE {visible r} AND r.sees AND r.unit IN ("+strings.Join(marks, ", ")+")", args...)
		if err != nil {
			return nil, fmt.Errorf("offices of what is late: %w", err)
		}
	}
	return of, nil
}

// due reads all clocks that the viewer may read.
func (s site) due(ctx context.Context, v db.View, node string, below []office, today vn.Day) (map[string][]count, error) {
	all := map[string][]count{}
	var orgs []string
	for _, k := range s.clocks {
		if !v.Who().Can(k.need) {
			continue
		}
		cs, err := k.read(ctx, v, node, today)
		if err != nil {
			return nil, err
		}
		for _, c := range cs {
			orgs = append(orgs, c.unit)
		}
		all[k.key] = cs
	}
	of, err := s.place(ctx, orgs, below)
	for _, cs := range all {
		for i := range cs {
			cs[i].unit = of[cs[i].unit]
		}
	}
	return all, err
}

// late says how many things of a clock are past their day, in all and by the
// office right below that has them.
func late(cs []count, today vn.Day) (total int, by map[string]int) {
	return between(cs, "", today.AddDays(-1))
}

// between counts the things whose last day lies between two days, both
// included.
func between(cs []count, from, to vn.Day) (total int, by map[string]int) {
	by = map[string]int{}
	for _, c := range cs {
		if c.day >= from && c.day <= to {
			total += c.n
			by[c.unit] += c.n
		}
	}
	return total, by
}
