// Package duty is what every duty of the office has in common: states and the
// steps between them, routes and who may open them, figures and what they
// count, work that waits for a person, and demo data.
//
// A duty is described to the rest of the program by one value, its Module.
package duty

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Files holds the texts that all duties share.
//
//go:embed text
var Files embed.FS

// A Fact is what a record counts as. See db.Fact.
type Fact = db.Fact

// A Route is a page or an action, and the right it asks for.
type Route struct {
	Pattern string // "GET /inspection/{id}"
	Need    access.Need
	Serve   web.Handler
}

// A Figure is a number that a duty gives to reports. Its records are the facts
// with its key.
type Figure struct {
	Key   string // "inspection.members_inspected"; its title is the text of that key
	Group string // rows of one group stand under the text "report.group."+Group
	// Parts are the keys of the figures into which this one divides, such as
	// the forms of discipline. Overlap says that one record may count in
	// several parts, so that the parts may add up to more than the whole.
	Parts   []string
	Overlap bool
	// Stock says that the figure is a state and not a sum of events: a record
	// counts from the day of a fact with n = +1 until the day of one with
	// n = −1, and a cell shows what stands at the end of its period, such as
	// the items in custody.
	Stock bool
}

// A Line is a record in a list that mixes records of several duties.
type Line struct {
	ID    string
	Code  string // number people know it by, may be empty
	Title string
	Note  string
	Href  string
	State string // text key of its state, may be empty
}

// A TaskKind says why something stands in a person's list of work.
type TaskKind string

// The kinds of work.
const (
	ToDo    TaskKind = "todo"    // the next step is the person's own
	Decide  TaskKind = "decide"  // waits for the person's decision
	Waiting TaskKind = "waiting" // waits for somebody else
)

// A Task is one line of somebody's work: the thing, the next verb, the day it
// is due.
type Task struct {
	Kind  TaskKind
	Icon  string
	Title text.Problem // "Announce the decision to {0}"
	Note  string       // number and context
	Verb  string       // text key of the button
	Href  string
	Due   vn.Day // "" if no day is set
	Wait  string // for Waiting: whom for
}

// Deps is what the program hands to a module when it puts it together.
type Deps struct {
	DB  *db.DB
	Law func(context.Context) (law.Pack, error) // the rules in force, with the administrator's entries
}

// A Module describes one duty. Everything the rest of the program knows of the
// duty is in this value.
type Module struct {
	ID      string // folder, table prefix, URL, text prefix: one name
	Files   fs.FS  // schema/, pages/, text/
	Records []db.Kind
	Flows   []Edges
	Routes  []Route
	Nav     []web.NavEntry
	Figures []Figure
	// Targets adds up the targets set for an office in a period, by figure key.
	Targets func(context.Context, db.View, db.Range) (map[string]int, error)
	// TargetsOf adds up the targets whose term ends between two days for many
	// offices at once, by office, figure key and the year in which it ends;
	// year 0 for those over several years. Nil if the duty sets no targets.
	TargetsOf func(ctx context.Context, v db.View, offices []string, from, to string) (db.ByOffice, error)
	// TargetsBehind lists the records behind a target.
	TargetsBehind func(context.Context, db.View, string, db.Range) ([]Line, error)
	// Lines describes records of the module's tables, as the viewer may see
	// them; a record that the viewer may not see is left out.
	Lines func(ctx context.Context, v db.View, table string, ids []string) (map[string]Line, error)
	// Documents are the tables, of those that Lines describes, whose records are
	// papers: the search shows them apart. Unsought are those it passes over,
	// such as the parts of a record that is found itself.
	Documents, Unsought []string
	// Work lists what waits for the viewer, up to limit lines of each kind.
	Work func(ctx context.Context, v db.View, today vn.Day, limit int) ([]Task, error)
	// Daily does what the day itself brings about, such as a term that ends by
	// itself. It is a sweep that may be repeated: it runs when the program
	// starts and once on every day. Nil if the duty has none.
	Daily func(ctx context.Context, today vn.Day) error
	// Demo fills the tables with invented data.
	Demo func(context.Context, *Stage) error
}

// An Edges is a flow without its record type, for checks and diagrams.
type Edges struct {
	Record string // text prefix of the states: "inspection.state"
	Start  State
	Edges  []Edge
}

// Check reports what a module has left out. The program does not start when
// it reports anything.
func (m Module) Check() error {
	var errs []error
	for _, r := range m.Routes {
		if r.Need == access.Nobody {
			errs = append(errs, fmt.Errorf("%s: route %q says no right", m.ID, r.Pattern))
		}
	}
	for _, f := range m.Flows {
		errs = append(errs, f.check(m.ID))
	}
	if len(m.Figures) > 0 && m.Lines == nil {
		errs = append(errs, fmt.Errorf("%s: figures without Lines: their records could not be opened", m.ID))
	}
	return errors.Join(errs...)
}

func (f Edges) check(id string) error {
	var errs []error
	reach := map[State]bool{f.Start: true}
	for range f.Edges {
		for _, e := range f.Edges {
			if reach[e.From] {
				reach[e.To] = true
			}
		}
	}
	for _, e := range f.Edges {
		if e.Need == access.Nobody {
			errs = append(errs, fmt.Errorf("%s: step %s %s→%s says no right", id, e.Do, e.From, e.To))
		}
		if !reach[e.From] {
			errs = append(errs, fmt.Errorf("%s: state %s cannot be reached", id, e.From))
		}
	}
	return errors.Join(errs...)
}

// Base is the part that every record has. See db.Base.
type Base = db.Base
