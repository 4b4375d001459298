// Package text holds the words the program says, in Vietnamese and English,
// and writes numbers, days and moments the way an office does.
//
// Words stand in files text/vi.txt and text/en.txt beside the code that uses
// them, one "key = text with {0} {1}" per line.
package text

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Lang is a language of the program.
type Lang string

// The languages. Vietnamese comes first and is the default.
const (
	Vi Lang = "vi"
	En Lang = "en"
)

// Langs lists the languages in the order in which they are offered.
var Langs = []Lang{Vi, En}

// A Key names a text. As an argument of another text it is translated itself.
type Key string

// Texts holds all texts of the program. Make one with Load; it does not
// change afterwards and may be used by many goroutines.
type Texts struct {
	of map[Lang]map[string]string
}

// Load reads text/vi.txt and text/en.txt out of every folder given. A folder
// may lack a file. It is an error if a line cannot be read, or if a key stands
// twice with different texts.
func Load(fss ...fs.FS) (*Texts, error) {
	t := &Texts{of: map[Lang]map[string]string{}}
	var errs []error
	for _, l := range Langs {
		t.of[l] = map[string]string{}
		for _, f := range fss {
			errs = append(errs, t.read(l, f))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return t, nil
}

func (t *Texts) read(l Lang, fsys fs.FS) error {
	name := "text/" + string(l) + ".txt"
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open texts: %w", err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimSpace(s.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		key, val, ok := strings.Cut(line, "=")
		key, val = strings.TrimSpace(key), strings.TrimSpace(val)
		if !ok || key == "" || val == "" {
			return fmt.Errorf("%s line %d: want key = text, have %q", name, n, line)
		}
		val = strings.ReplaceAll(val, `\n`, "\n")
		if old, twice := t.of[l][key]; twice && old != val {
			return fmt.Errorf("%s line %d: %s stands twice: %q and %q", name, n, key, old, val)
		}
		t.of[l][key] = val
	}
	return s.Err()
}

// Keys returns the keys of one language, sorted.
func (t *Texts) Keys(l Lang) []string {
	keys := make([]string, 0, len(t.of[l]))
	for k := range t.of[l] {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Has reports whether the key has a text in the language.
func (t *Texts) Has(l Lang, key string) bool {
	_, ok := t.of[l][key]
	return ok
}

var slot = regexp.MustCompile(`\{(\d+)\}`)

// Say returns the text of a key with its arguments filled in. Whole numbers
// are grouped, days and moments written as the language writes them, a Key or
// Problem is translated, a list is joined by commas. An unknown key comes out
// as ⟦key⟧, so that it is seen and can be searched for.
func (t *Texts) Say(l Lang, key string, args ...any) string {
	s, ok := t.of[l][key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(args) == 0 || !strings.Contains(s, "{") {
		return s
	}
	return slot.ReplaceAllStringFunc(s, func(m string) string {
		i, _ := strconv.Atoi(m[1 : len(m)-1])
		if i >= len(args) {
			return m
		}
		return t.Show(l, args[i])
	})
}

// Show writes one value as it stands inside a text of the language.
func (t *Texts) Show(l Lang, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Key:
		return t.Say(l, string(v))
	case Problem:
		return t.Say(l, v.Key, v.Args...)
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return t.Number(l, int(r.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return t.Number(l, int(r.Uint()))
	case reflect.String:
		return t.word(l, r.String())
	case reflect.Slice:
		words := make([]string, r.Len())
		for i := range words {
			words[i] = t.Show(l, r.Index(i).Interface())
		}
		return strings.Join(words, ", ")
	}
	return fmt.Sprint(v)
}

func (t *Texts) word(l Lang, s string) string {
	switch {
	case isDay(s):
		return t.Day(l, s)
	case isMoment(s):
		return t.Moment(l, s)
	}
	return s
}
