package desk

import (
	"fmt"
	"net/url"
	"strings"

	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// A Filter is the conditions of a list as they stand in its address.
type Filter struct {
	where []string
	args  []any
}

// And adds a condition on the row t; each ? in it is one of the arguments.
func (w *Filter) And(cond string, args ...any) {
	for _, a := range args {
		w.args = append(w.args, a)
		cond = strings.Replace(cond, "?", fmt.Sprintf("$%d", len(w.args)), 1)
	}
	w.where = append(w.where, cond)
}

// String is the whole condition; 1 = 1 if there is none.
func (w *Filter) String() string {
	if len(w.where) == 0 {
		return "1 = 1"
	}
	return strings.Join(w.where, " AND ")
}

// named reports whether a record's name has all the words of a search, tone
// marks or not. Names are folded here, not in the database, which has no
// notion of Vietnamese.
func named(words string, texts ...string) bool {
	all := vn.Fold(strings.Join(texts, " "))
	for _, w := range strings.Fields(vn.Fold(words)) {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return true
}

// Marks gives $1, $2 … for n arguments.
func Marks(n int) string {
	marks := make([]string, n)
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	return strings.Join(marks, ", ")
}

// With is the address of the page with one parameter changed, from its first
// page on.
func With(c *web.Call, name, value string) string {
	q := url.Values{}
	for k, vs := range c.R.URL.Query() {
		q[k] = vs
	}
	q.Del("after")
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return c.R.URL.Path
	}
	return c.R.URL.Path + "?" + q.Encode()
}
