package web

import (
	"unicode/utf8"

	"liemchinh.vn/internal/text"
)

// The parts that pages are made of. Each is drawn by a template of its own:
// {{template "stepper" .Steps}}. Words are in the reader's language already.

// A Link is a word that leads somewhere..
type Link struct {
	Text, Href string
	Icon       string
	Hidden     string // context for screen readers: "Sửa" of what?
	Primary    bool
	Post       bool // sends a form without fields, for a step that needs no more
	Current    bool
	Count      string // beside the word; empty for none
}

// A Head is the head of a page ("ph"): title, one line of facts, the state,
// and at most three actions, the primary one last.
type Head struct {
	Title, Sub string
	Number     string // of the record, set in even letters before Sub
	Chip       Chip
	Verified   Verified
	Acts       []Link
	Print      bool // offers the browser's print, if it runs scripts
}

// A Chip is the state of one thing in a few words ("chip"). Kind is "over",
// "soon", "ok", "info" or empty. A Chip without Text is not drawn.
type Chip struct{ Kind, Text string }

// Icon is the icon of the chip's kind.
func (c Chip) Icon() string {
	return map[string]string{"over": "alert-circle", "soon": "clock", "ok": "check", "info": "info-circle"}[c.Kind]
}

// soonDays is how many days ahead a due day is marked.
const soonDays = 3

// DueChip is the chip of a due day: late, near, or just the days left.
func (c *Call) DueChip(due string) Chip { return dueChip(c.texts, c.Lang, due, c.Today) }

func dueChip(t *text.Texts, l text.Lang, due, today string) Chip {
	n, ok := text.Days(today, due)
	chip := Chip{Text: t.DaysLeft(l, due, today)}
	switch {
	case !ok:
	case n < 0:
		chip.Kind = "over"
	case n <= soonDays:
		chip.Kind = "soon"
	}
	return chip
}

// Verified is the mark that records agree with the journal ("vf"): a link to
// the proof. Broken turns it into a warning. Without Text it is not drawn.
type Verified struct {
	Text, Href string
	Broken     bool
}

// A Note is one remark in the page ("note"). Kind is "info", "warn", "over",
// "ok" or "plain".
type Note struct {
	Kind, Text string
	Link       Link
}

// Icon is the icon of the note's kind.
func (n Note) Icon() string {
	return map[string]string{"warn": "alert-triangle", "over": "alert-octagon", "ok": "circle-check"}[n.Kind]
}

// Views are the tabs of a list or record ("views"), each with its own address.
type Views struct {
	Label string // for screen readers
	Tabs  []Link
}

// A Pager says what part of a list is shown ("pager"). Prev and Next are
// addresses, empty where there is none; Total is in words.
type Pager struct{ Prev, Next, Total string }

// A Step is one stage of a record's way; State is "done", "now" or "later".
type Step struct{ Name, State, Note string }

// A Stepper shows the way of a record ("stepper").
type Stepper struct {
	Label string
	Steps []Step
}

// A Next is the one thing to do ("next"): its conditions, its form fields,
// the button that does it, and the one way back.
type Next struct {
	Over, Title string // "Bước tiếp theo", and what it is
	Text        string
	Checks      []Check
	Action      string // where the form is sent
	Fields      []Field
	Hidden      []Hidden
	Button      string
	Blocked     bool // the button is there, but cannot be pressed: a condition is open
	Others      []Link
	Upload      bool // the form carries a file
}

// A Hidden is a value a form carries along, such as the version of a record.
type Hidden struct{ Name, Value string }

// A Check is a condition and whether it is met.
type Check struct {
	Text string
	OK   bool
	Link Link
}

// A Fact is one line of a summary list.
type Fact struct {
	Name, Value string
	Href        string
	Chip        Chip
	Edit        Link
}

// A Summary lists the facts of a record ("sum").
type Summary []Fact

// An Event is one entry of a timeline. Kind is "fill" for an act of a person,
// "sys" for the program, "warn" for what needs a look.
type Event struct {
	Day, Clock  string
	Kind        string
	Title, Text string
	Links       []Link
}

// A Timeline shows what happened, newest first ("tl").
type Timeline []Event

// A Work is one line of a worklist.
type Work struct {
	Icon, Title, Href, Text string
	Chip                    Chip
	Act                     Link
}

// A WorkGroup is the lines of one urgency.
type WorkGroup struct {
	Title string
	Late  bool
	Count string
	Works []Work
}

// A Worklist is what is to be done, grouped by urgency ("wl").
type Worklist []WorkGroup

// An Empty says that a list is empty, whether that is good, and what comes
// next ("empty").
type Empty struct {
	Icon, Title, Text string
	Acts              []Link
}

// A Progress is a long work under way ("progress"). Part is the address that
// answers this part alone (Reply.Fragment); when the work is done the page
// loads again. Set Reply.Refresh for browsers without script.
type Progress struct {
	Text        string // what is being done
	Done, Total int
	Part        string
	Stop        Link
}

// A Search is the search box of a list ("search"); F3 leads to it. The form
// is a GET, so that the address holds the search.
type Search struct {
	Action, Name, Value, Label, Hint string
	Filters                          []Field // selects beside the box
	Hidden                           []Hidden
	Clear                            string // address without the search; empty if nothing is searched for
}

// A Cell is one cell of a register. With an Href it is a link; Figure marks a
// number that opens its records; Num sets it to the right.
type Cell struct {
	Text, Href  string
	Chip        Chip
	Num, Figure bool
	Key         bool // the link that names the row
	Mono, Wide  bool
	Small       string // second line
	Meter       Meter  // a thin bar before the text; none if it has no Whole
}

// shortRunes is the most letters that are never broken into lines: a day, a
// number, a state, most names of persons.
const shortRunes = 28

// Short reports whether the text is to stay on one line.
func (c Cell) Short() bool {
	return utf8.RuneCountInString(c.Text) <= shortRunes && utf8.RuneCountInString(c.Small) <= 2*shortRunes
}

// A Column is a column of a register. Sort is the address that sorts by it,
// Sorted "ascending", "descending" or empty.
type Column struct {
	Text         string
	Num, Wide    bool
	Sort, Sorted string
}

// A Row is one line of a register; Section makes it a heading over lines.
type Row struct {
	Cells   []Cell
	Section string
	ID      string // of the tick box, with Grid.Pick
}

// A Grid is a register ("grid"): many like things, the first cell a link. For
// tables that want more, write the table by hand with the same classes.
type Grid struct {
	Label   string // for screen readers
	Columns []Column
	Rows    []Row
	Foot    []Cell
	Pick    string // name of the tick boxes; empty for none
	Empty   Empty  // drawn if there are no rows
	Pager   Pager
}

// A Person is one line of a list of people ("people").
type Person struct {
	Name, Note, Href string
	Side             string
	Chip             Chip
}

// People is a list of people ("people").
type People []Person

// A Section is a table under a heading ("section"). The table alone is "rows".
type Section struct {
	Title, Note string
	Grid        Grid
	Acts        []Link
}

// Named is the table under the name of its heading, so that the tables of a
// page are told apart without eyes.
func (s Section) Named() Grid {
	if s.Title != "" {
		s.Grid.Label = s.Title
	}
	return s.Grid
}
