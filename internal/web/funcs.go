package web

import (
	"fmt"
	"html/template"
	"strings"

	"liemchinh.vn/internal/text"
)

// funcs are what templates may call, bound to one language. They take and
// give plain values, so that templatecheck can check every use.
func (s *Site) funcs(l text.Lang) template.FuncMap {
	t := s.cfg.Texts
	return template.FuncMap{
		"t":        func(key any, args ...any) string { return sayAny(t, l, key, args) },
		"has":      func(key string) bool { return t.Has(l, key) },
		"show":     func(v any) string { return t.Show(l, v) },
		"number":   func(n any) string { return t.Show(l, n) },
		"percent":  func(num, den int) string { return t.Percent(l, num, den) },
		"day":      func(d any) string { return t.Day(l, fmt.Sprint(d)) },
		"daylong":  func(d any) string { return t.DayLong(l, fmt.Sprint(d)) },
		"moment":   func(m any) string { return t.Moment(l, fmt.Sprint(m)) },
		"daysleft": func(due, today any) string { return t.DaysLeft(l, fmt.Sprint(due), fmt.Sprint(today)) },
		"due":      func(due, today any) Chip { return dueChip(t, l, fmt.Sprint(due), fmt.Sprint(today)) },
		"icon":     s.icon,
		"asset":    s.assets.href,
		"lang":     func() string { return string(l) },
		"initials": initials,
		"lines":    func(s string) []string { return strings.Split(s, "\n") },
	}
}

// sayAny says a text by a key of any string type, or a Problem.
func sayAny(t *text.Texts, l text.Lang, key any, args []any) string {
	switch k := key.(type) {
	case text.Problem:
		return t.Say(l, k.Key, k.Args...)
	case string:
		return t.Say(l, k, args...)
	}
	return t.Say(l, fmt.Sprint(key), args...)
}

// icon draws an icon out of the one file of icons. Size "s", "l" or "xl" may
// follow the name, or classes.
func (s *Site) icon(name string, class ...string) (template.HTML, error) {
	if !s.assets.icons[name] {
		return "", fmt.Errorf("no icon %q", name)
	}
	href, err := s.assets.href("icons.svg")
	if err != nil {
		return "", err
	}
	cls := "ic"
	for _, c := range class {
		switch c {
		case "s", "l", "xl":
			c = "ic-" + c
		}
		cls += " " + template.HTMLEscapeString(c)
	}
	return template.HTML(`<svg class="` + cls + `" aria-hidden="true" focusable="false"><use href="` + href + `#i-` + name + `"/></svg>`), nil
}

// initials are the letters in a person's round: family name and given name,
// "NM" for Nguyễn Văn Mẫu.
func initials(name string) string {
	words := strings.Fields(name)
	if len(words) > 2 {
		words = []string{words[0], words[len(words)-1]}
	}
	out := ""
	for _, w := range words {
		out += strings.ToUpper(string([]rune(w)[:1]))
	}
	return out
}
