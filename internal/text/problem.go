package text

import (
	"fmt"
	"strings"
)

// A Problem is a sentence for the user, by key: what stands in the way and
// how to put it right. It is an error, and may be tied to a field of a form.
type Problem struct {
	Key   string
	Args  []any
	Field string // name of the form field; empty if none
}

// Error names the problem for logs and tests; users read the text of the key.
func (p Problem) Error() string {
	if len(p.Args) == 0 {
		return p.Key
	}
	args := make([]string, len(p.Args))
	for i, a := range p.Args {
		args[i] = fmt.Sprint(a)
	}
	return p.Key + " (" + strings.Join(args, ", ") + ")"
}

// Is makes two problems with the same key the same to errors.Is, whatever
// their arguments and field.
func (p Problem) Is(target error) bool {
	q, ok := target.(Problem)
	return ok && q.Key == p.Key
}

// On ties the problem to a field of a form.
func (p Problem) On(field string) Problem {
	p.Field = field
	return p
}

// Problems collects every Problem within err, in order: the ones joined, the
// ones wrapped. It is empty for an error that has no words for the user.
func Problems(err error) []Problem {
	switch e := err.(type) {
	case nil:
		return nil
	case Problem:
		return []Problem{e}
	case *Problem:
		return []Problem{*e}
	case interface{ Unwrap() []error }:
		var all []Problem
		for _, part := range e.Unwrap() {
			all = append(all, Problems(part)...)
		}
		return all
	case interface{ Unwrap() error }:
		return Problems(e.Unwrap())
	}
	return nil
}
