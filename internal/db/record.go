package db

import (
	"bytes"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"liemchinh.vn/internal/access"
)

// A Record is a row that knows its table and its columns.
//
// The first columns are always those of Base, in that order; they carry what
// visibility and versions rest on.
type Record interface {
	Table() string
	Columns() []Col
	base() *Base
}

// Base is the part that every record has; embed it.
type Base struct {
	ID      string
	Org     string       // office that owns the record: whoever reaches it may see it
	Dossier string       // id of the record at the head of the dossier; its own id at the head
	Level   access.Level // classification
	Version int          // 0 = not saved yet; counts the saves
}

//lint:ignore U1000 every record has it by embedding Base
func (b *Base) base() *Base { return b }

// BaseColumns returns the columns of the base, to stand first in Columns.
func (b *Base) BaseColumns() []Col {
	return []Col{{Name: "id", Ptr: &b.ID}, {Name: "org", Ptr: &b.Org}, {Name: "dossier", Ptr: &b.Dossier},
		{Name: "level", Ptr: &b.Level}, {Name: "version", Ptr: &b.Version}}
}

// A Col names a column and points at its value: a pointer to a string, an int
// or a bool type, or JSON around a pointer to anything else.
type Col struct {
	Name   string
	Ptr    any
	Secret bool // the journal keeps a digest instead of the value
}

// JSON is a column that holds a slice or struct as JSON text.
type JSON struct{ Ptr any }

// Value implements driver.Valuer.
func (j JSON) Value() (driver.Value, error) {
	s, err := encode(j.Ptr)
	return unescaped(s), err
}

// unescaped writes U+FFFD as itself. The encoder puts it as an escape for bytes
// that are no text, and as itself when the value is read and written again.
func unescaped(s string) string {
	const escape = `\ufffd`
	if !strings.Contains(s, escape) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		switch {
		case strings.HasPrefix(s, escape):
			b.WriteRune(utf8.RuneError)
			s = s[len(escape):]
		case s[0] == '\\' && len(s) > 1:
			b.WriteString(s[:2])
			s = s[2:]
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	return b.String()
}

// encode writes JSON without HTML escapes: the database holds plain text.
func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// Scan implements sql.Scanner.
func (j JSON) Scan(src any) error {
	reflect.ValueOf(j.Ptr).Elem().SetZero()
	switch s := src.(type) {
	case string:
		return json.Unmarshal([]byte(s), j.Ptr)
	case []byte:
		return json.Unmarshal(s, j.Ptr)
	}
	return fmt.Errorf("db: JSON column holds a %T", src)
}

// Factual is a record that counts as something in reports.
type Factual interface{ Facts() []Fact }

// Barring is a record that keeps persons out of its dossier: whoever is under
// inspection does not read the inspectors' file through an account.
type Barring interface{ Bars() []string }

// Ptr is a Record implemented on *T.
type Ptr[T any] interface {
	*T
	Record
}

// value returns what a column holds, as the driver and the journal take it:
// a string, an int64 or a bool.
func (c Col) value() any {
	if j, ok := c.Ptr.(JSON); ok {
		v, err := j.Value()
		if err != nil {
			panic(fmt.Sprintf("db: column %s: %v", c.Name, err))
		}
		return v
	}
	v := reflect.ValueOf(c.Ptr).Elem()
	switch v.Kind() {
	case reflect.String:
		return plain(v.String())
	case reflect.Int, reflect.Int64:
		return v.Int()
	case reflect.Bool:
		return v.Bool()
	}
	panic(fmt.Sprintf("db: column %s of type %s", c.Name, v.Type()))
}

// plain puts right what is no text: the journal and PostgreSQL hold UTF-8
// without NUL, and a row must hold what its entry says.
func plain(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, "\x00") {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// zero reports whether a journalled value is the zero value of its kind.
// A JSON column is zero when it holds null.
func zero(v any) bool { return v == "" || v == int64(0) || v == false || v == "null" }

// row is a record's values by column.
type row map[string]any

func rowOf(r Record) row {
	cols := r.Columns()
	m := make(row, len(cols))
	for _, c := range cols {
		v := c.value()
		if c.Secret && !zero(v) {
			v = fmt.Sprintf("sha256:%x", sha256.Sum256(fmt.Append(nil, v)))
		}
		m[c.Name] = v
	}
	return m
}

// set returns the columns that are not zero: the whole of a new record.
func (m row) set() row {
	out := make(row, len(m))
	for k, v := range m {
		if !zero(v) {
			out[k] = v
		}
	}
	return out
}

// diff returns the columns in which two rows differ, before and after.
func diff(before, after row) (was, now row) {
	was, now = row{}, row{}
	for k, v := range after {
		if before[k] != v {
			was[k], now[k] = before[k], v
		}
	}
	return was, now
}

// text encodes a row with its keys in order, without HTML escapes, so that a
// journal entry has one form only.
func (m row) text() string {
	if len(m) == 0 {
		return ""
	}
	s, err := encode(map[string]any(m))
	if err != nil {
		panic(fmt.Sprintf("db: %v", err)) // strings, ints and bools always encode
	}
	return s
}

// parseRow reads what text wrote.
func parseRow(s string) (row, error) {
	m := row{}
	if s == "" {
		return m, nil
	}
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		return nil, err
	}
	for k, v := range m {
		if n, ok := v.(json.Number); ok {
			i, err := n.Int64()
			if err != nil {
				return nil, err
			}
			m[k] = i
		}
	}
	return m, nil
}

func show(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// A Kind describes one type of record to the parts of the program that go over
// all of them: recount and verify.
type Kind struct {
	Table string
	New   func() Record
	// Module is the name of the duty the table belongs to.
	Module string
}

// KindOf describes the record type T.
func KindOf[T any, P Ptr[T]]() Kind {
	return Kind{Table: P(new(T)).Table(), New: func() Record { return P(new(T)) }}
}

// Register tells the database of a module's record types.
func (d *DB) Register(module string, kinds ...Kind) {
	for _, k := range kinds {
		k.Module = module
		d.kinds = append(d.kinds, k)
	}
}

// Kinds returns the record types registered.
func (d *DB) Kinds() []Kind { return d.kinds }
