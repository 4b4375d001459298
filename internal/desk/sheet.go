package desk

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Answers are what a person, a program or a test answers to the questions of an
// act. A *web.Call with a posted form is one.
type Answers interface {
	Form(name string) string
	Forms(name string) []string
	Upload(name string, max int64) (*web.Upload, error)
}

// Values are answers by the name of the question. The answer to a question for
// a file is its content, named by the value of name + ".name".
type Values map[string][]string

// Form gives the first answer to a question.
func (v Values) Form(name string) string {
	if len(v[name]) == 0 {
		return ""
	}
	return strings.TrimSpace(v[name][0])
}

// Forms gives all answers to a question.
func (v Values) Forms(name string) []string { return v[name] }

// Upload gives the answer to a question for a file.
func (v Values) Upload(name string, max int64) (*web.Upload, error) {
	if len(v[name]) == 0 {
		return nil, web.ErrNoFile.On(name)
	}
	content := v[name][0]
	return &web.Upload{Name: v.Form(name + ".name"), Size: int64(len(content)), File: memoryFile{bytes.NewReader([]byte(content))}}, nil
}

type memoryFile struct{ *bytes.Reader }

// Close does nothing.
func (memoryFile) Close() error { return nil }

// A Sheet is the questions of an act, each bound to a field of the record: the
// same list draws the form and takes its answers.
type Sheet struct {
	ctx   context.Context
	id    string // module
	view  db.View
	today vn.Day
	call  *web.Call // who looks at the form; nil when an act is taken
	picks bool      // a question is answered by a search
	file  bool      // a question asks for a file
	asked []question
}

type question struct {
	*web.Field
	read func(t *Turn, a Answers) error
}

// Today is the day of the act.
func (s *Sheet) Today() vn.Day { return s.today }

// View reads as the person who is asked.
func (s *Sheet) View() db.View { return s.view }

// Context is that of the request.
func (s *Sheet) Context() context.Context { return s.ctx }

// Say gives a text in the language of the form; "" when the act is taken.
func (s *Sheet) Say(key string, args ...any) string {
	if s.call == nil {
		return ""
	}
	return s.call.Say(key, args...)
}

// ask adds a question. An answer is wanted unless the field is made optional.
func (s *Sheet) ask(kind web.FieldKind, name, value string, read func(t *Turn, a Answers) error) *web.Field {
	f := &web.Field{Name: name, Kind: kind, Value: value, Label: s.Say(s.id + ".field." + name)}
	if key := s.id + ".hint." + name; s.call != nil && s.call.Texts().Has(s.call.Lang, key) {
		f.Hint = s.Say(key)
	}
	s.asked = append(s.asked, question{f, read})
	return f
}

// Opt marks a question that may stay without an answer.
func Opt(f *web.Field) *web.Field { f.Optional = true; return f }

// missing is the refusal of a question without an answer.
func (s *Sheet) missing(name string) error {
	return text.Problem{Key: "desk.need", Args: []any{text.Key(s.id + ".field." + name)}, Field: name}
}

// read takes the answers; all wrong ones are told at once.
func (s *Sheet) read(t *Turn, a Answers) error {
	var errs []error
	for _, x := range s.asked {
		errs = append(errs, x.read(t, a))
	}
	return errors.Join(errs...)
}

func (s *Sheet) words(kind web.FieldKind, name string, p *string) *web.Field {
	var f *web.Field
	f = s.ask(kind, name, *p, func(_ *Turn, a Answers) error {
		if *p = vn.Tidy(a.Form(name)); kind == web.FieldArea {
			*p = a.Form(name)
		}
		if *p == "" && !f.Optional {
			return s.missing(name)
		}
		return nil
	})
	return f
}

// Text asks for a line.
func (s *Sheet) Text(name string, p *string) *web.Field { return s.words(web.FieldText, name, p) }

// Area asks for some lines of text.
func (s *Sheet) Area(name string, p *string) *web.Field { return s.words(web.FieldArea, name, p) }

// Lines asks for a list, one entry a line.
func (s *Sheet) Lines(name string, p *[]string) *web.Field {
	var f *web.Field
	f = s.ask(web.FieldArea, name, strings.Join(*p, "\n"), func(_ *Turn, a Answers) error {
		*p = nil
		for l := range strings.Lines(a.Form(name)) {
			if l = vn.Tidy(l); l != "" {
				*p = append(*p, l)
			}
		}
		if len(*p) == 0 && !f.Optional {
			return s.missing(name)
		}
		return nil
	})
	return f
}

// Day asks for a day.
func (s *Sheet) Day(name string, p *vn.Day) *web.Field {
	var f *web.Field
	f = s.ask(web.FieldDay, name, string(*p), func(_ *Turn, a Answers) error {
		d, err := web.ReadDay(name, a.Form(name))
		if *p = vn.Day(d); err == nil && d == "" && !f.Optional {
			err = s.missing(name)
		}
		return err
	})
	return f
}

// Num asks for a count; 0 is no answer.
func (s *Sheet) Num(name string, p *int) *web.Field {
	value := ""
	if *p != 0 {
		value = strconv.Itoa(*p)
	}
	var f *web.Field
	f = s.ask(web.FieldNumber, name, value, func(_ *Turn, a Answers) (err error) {
		if *p, err = web.ReadInt(name, a.Form(name)); err == nil && *p == 0 && !f.Optional {
			err = s.missing(name)
		}
		return err
	})
	return f
}

// Tick asks yes or no.
func (s *Sheet) Tick(name string, p *bool) *web.Field {
	value := ""
	if *p {
		value = "on"
	}
	return s.ask(web.FieldCheck, name, value, func(_ *Turn, a Answers) error { *p = a.Form(name) != ""; return nil })
}

// Choose asks for one of several values; the text of each is prefix+value.
// Nothing is chosen beforehand unless the field holds a value.
func Choose[V ~string](s *Sheet, name string, p *V, prefix string, all []V) *web.Field {
	v := string(*p)
	f := s.Select(name, &v, options(s, prefix, all))
	read := s.asked[len(s.asked)-1].read
	s.asked[len(s.asked)-1].read = func(t *Turn, a Answers) error { err := read(t, a); *p = V(v); return err }
	return f
}

// Rank asks for one of several whole numbers, such as levels; the text of each
// is prefix+number.
func Rank[V ~int](s *Sheet, name string, p *V, prefix string, all []V) *web.Field {
	var words []string
	for _, v := range all {
		words = append(words, strconv.Itoa(int(v)))
	}
	v := ""
	if slices.Contains(all, *p) {
		v = strconv.Itoa(int(*p))
	}
	f := s.Select(name, &v, options(s, prefix, words))
	read := s.asked[len(s.asked)-1].read
	s.asked[len(s.asked)-1].read = func(t *Turn, a Answers) error {
		err := read(t, a)
		n, _ := strconv.Atoi(v) // one of the options, or "" for none
		*p = V(n)
		return err
	}
	return f
}

// Many asks for any number of several values.
func Many[V ~string](s *Sheet, name string, p *[]V, prefix string, all []V) *web.Field {
	var f *web.Field
	f = s.ask(web.FieldChecks, name, "", func(_ *Turn, a Answers) error {
		*p = nil
		for _, v := range a.Forms(name) {
			if !slices.Contains(all, V(v)) {
				return text.Problem{Key: "desk.choice", Field: name}
			}
			*p = append(*p, V(v))
		}
		if len(*p) == 0 && !f.Optional {
			return s.missing(name)
		}
		return nil
	})
	f.Options = options(s, prefix, all)
	for _, v := range *p {
		f.Values = append(f.Values, string(v))
	}
	return f
}

func options[V ~string](s *Sheet, prefix string, all []V) []web.Option {
	var out []web.Option
	for _, v := range all {
		out = append(out, web.Option{Value: string(v), Label: s.Say(prefix + string(v))})
	}
	return out
}

// Select asks for one of the options, in words of the reader already.
func (s *Sheet) Select(name string, p *string, all []web.Option) *web.Field {
	var f *web.Field
	f = s.ask(web.FieldSelect, name, *p, func(_ *Turn, a Answers) error {
		*p = a.Form(name)
		switch {
		case *p == "" && f.Optional:
			return nil
		case *p == "":
			return s.missing(name)
		case !slices.ContainsFunc(all, func(o web.Option) bool { return o.Value == *p }):
			return text.Problem{Key: "desk.choice", Field: name}
		}
		return nil
	})
	f.Options = append([]web.Option{{Label: s.Say("desk.choose")}}, all...)
	return f
}

// Checks asks for any number of the options, such as rows of another table.
func (s *Sheet) Checks(name string, p *[]string, all []web.Option) *web.Field {
	var f *web.Field
	f = s.ask(web.FieldChecks, name, "", func(_ *Turn, a Answers) error {
		*p = nil
		for _, v := range a.Forms(name) {
			if !slices.ContainsFunc(all, func(o web.Option) bool { return o.Value == v }) {
				return text.Problem{Key: "desk.choice", Field: name}
			}
			*p = append(*p, v)
		}
		if len(*p) == 0 && !f.Optional {
			return s.missing(name)
		}
		return nil
	})
	f.Options, f.Values = all, slices.Clone(*p)
	return f
}

// File asks for a file and keeps it; the field holds its hash. A record that
// asks for files names them in Blobs().
func (s *Sheet) File(name string, p *string) *web.Field {
	s.file = true
	var f *web.Field
	f = s.ask(web.FieldFile, name, "", func(t *Turn, a Answers) error {
		u, err := a.Upload(name, db.MaxBlob)
		if errors.Is(err, web.ErrNoFile) && (f.Optional || *p != "") {
			return nil
		}
		if err != nil {
			return err
		}
		defer u.Close()
		content, err := u.Bytes()
		if err != nil {
			return err
		}
		if _, err := FileKind(content, u.Name); err != nil {
			if q, ok := errors.AsType[text.Problem](err); ok {
				err = q.On(name)
			}
			return err
		}
		*p, err = t.PutBlob(s.ctx, content)
		return err
	})
	f.Accept = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.txt"
	return f
}

// drawn gives the fields as they are to be drawn after a refusal.
func (s *Sheet) drawn(problem error) []web.Field {
	fields := make([]*web.Field, len(s.asked))
	for i, x := range s.asked {
		fields[i] = x.Field
	}
	s.call.Keep(problem, fields...)
	out := make([]web.Field, len(fields))
	for i, f := range fields {
		out[i] = *f
	}
	return out
}
