package web

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"liemchinh.vn/internal/text"
)

// A FieldKind says what a field of a form looks like.
type FieldKind string

// The kinds of fields. The zero kind is one line of text.
const (
	FieldText     FieldKind = ""
	FieldDay      FieldKind = "day" // a line of text read as a day; no calendar to fight with
	FieldNumber   FieldKind = "number"
	FieldPassword FieldKind = "password"
	FieldArea     FieldKind = "area"
	FieldSelect   FieldKind = "select"
	FieldRadio    FieldKind = "radio"  // cards, one to choose, with room for a line of explanation each
	FieldChecks   FieldKind = "checks" // cards, any number to choose
	FieldCheck    FieldKind = "check"  // one tick box
	FieldFile     FieldKind = "file"
	FieldDrop     FieldKind = "drop" // a file that may also be dropped on the field
)

// A Field is one question of a form, drawn by {{template "field" .Reason}}.
// Its words are in the reader's language already (Call.Say).
type Field struct {
	Name  string // of the form value, and the id that the error summary links to
	Kind  FieldKind
	Label string
	Hint  string
	Error string // set by Call.Keep
	Value string // of FieldCheck: "on" when ticked

	Values   []string // chosen values of FieldChecks
	Options  []Option
	Optional bool   // says so beside the label
	Width    string // "s" 150 px, "m" 300 px, "" the whole line
	Rows     int    // of FieldArea
	Accept   string // of FieldFile and FieldDrop, such as ".xlsx,.csv"
	Complete string // autocomplete, such as "username"
	Max      int    // most characters; 0 for no limit
	// Finds puts a search box above the choices of FieldRadio: its words, Found,
	// come back as FindName(Name), and the button sends the form with the value
	// Name for "find", to be drawn again with what was found.
	Finds bool
	Found string
}

// FindName is the name of the search box of a field that Finds.
func FindName(field string) string { return "find_" + field }

// An Option is one choice of a field.
type Option struct{ Value, Label, Hint string }

// Shown is the value as it stands in the field: a day in the order in which
// people here write it.
func (f Field) Shown() string {
	if f.Kind != FieldDay {
		return f.Value
	}
	if d, err := time.Parse(time.DateOnly, f.Value); err == nil {
		return d.Format("02/01/2006")
	}
	return f.Value
}

// Chosen reports whether an option is chosen.
func (f Field) Chosen(value string) bool {
	if f.Kind == FieldChecks {
		return slices.Contains(f.Values, value)
	}
	return f.Value == value
}

// Described lists the ids of hint and error, for screen readers.
func (f Field) Described() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.Name+"-h")
	}
	if f.Error != "" {
		ids = append(ids, f.Name+"-e")
	}
	return strings.Join(ids, " ")
}

// Lines is how many lines a text area shows.
func (f Field) Lines() int {
	if f.Rows > 0 {
		return f.Rows
	}
	return 4
}

// Keep makes the fields show what the person typed and what is wrong with it.
// Passwords and files are not kept. Without a posted form it does nothing.
func (c *Call) Keep(problem error, fields ...*Field) {
	if !c.Posted() {
		return
	}
	for _, f := range fields {
		switch f.Kind {
		case FieldPassword, FieldFile, FieldDrop:
		case FieldChecks:
			f.Values = c.Forms(f.Name)
		default:
			f.Value = c.Form(f.Name)
		}
	}
	for _, p := range text.Problems(problem) {
		for _, f := range fields {
			if f.Name == p.Field && f.Error == "" {
				f.Error = c.Say(p.Key, p.Args...)
			}
		}
	}
}

// Problems of a field.
var (
	ErrBadDay    = text.Problem{Key: "web.day.bad"}
	ErrNoSuchDay = text.Problem{Key: "web.day.none"}
	ErrBadNumber = text.Problem{Key: "web.number.bad"}
)

var dayParts = regexp.MustCompile(`^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$`)

// Day reads a day out of the form. See ReadDay.
func (c *Call) Day(name string) (string, error) { return ReadDay(name, c.Form(name)) }

// ReadDay reads a day as people write it: 8/12/2026, 8.12.26, 08-12-2026 or
// 2026-12-08. It returns YYYY-MM-DD, or "" for nothing; the errors ErrBadDay
// and ErrNoSuchDay are tied to the field.
func ReadDay(field, v string) (string, error) {
	if v == "" {
		return "", nil
	}
	if d, err := time.Parse(time.DateOnly, v); err == nil {
		return d.Format(time.DateOnly), nil
	}
	m := dayParts.FindStringSubmatch(v)
	if m == nil {
		return "", text.Problem{Key: ErrBadDay.Key, Args: []any{v}, Field: field}
	}
	day, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	year, _ := strconv.Atoi(m[3])
	if year < 100 {
		year += 2000
	}
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if d.Day() != day || int(d.Month()) != month {
		return "", text.Problem{Key: ErrNoSuchDay.Key, Args: []any{v}, Field: field}
	}
	return d.Format(time.DateOnly), nil
}

// maxInt is the largest number of a form: sums of such numbers overflow in no
// database.
const maxInt = 999_999_999

// Int reads a whole number out of the form. See ReadInt.
func (c *Call) Int(name string) (int, error) { return ReadInt(name, c.Form(name)) }

// ReadInt reads a whole number, from zero to maxInt; dots, commas and blanks
// between groups are allowed. Nothing is 0. The error ErrBadNumber is tied to
// the field.
func ReadInt(field, written string) (int, error) {
	v := strings.NewReplacer(".", "", ",", "", " ", "", "\u00a0", "").Replace(written)
	if v == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > maxInt {
		return 0, text.Problem{Key: ErrBadNumber.Key, Args: []any{written}, Field: field}
	}
	return n, nil
}
