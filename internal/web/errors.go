package web

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/text"
)

// Errors a handler may answer with; other errors are told by SiteConfig's
// Statuses, or as an internal error.
var (
	ErrNotFound  = errors.New("not found")  // no such record, or none the person may see
	ErrForbidden = errors.New("forbidden")  // the person may know of it but not do this
	ErrConflict  = errors.New("conflict")   // somebody else changed the record meanwhile
	errOrigin    = errors.New("cross-site") // a form of another site
	errForm      = errors.New("bad form")   // a form that no browser sends
)

// A Status says how an error is told: by HTTP code and by a page whose texts
// are Key+".title" and Key+".body".
type Status struct {
	Err  error
	Code int
	Key  string
	Tell func(error) []text.Problem // more about this very error, such as who changed what; may be nil
}

var statuses = []Status{
	{Err: ErrNotFound, Code: http.StatusNotFound, Key: "web.error.notfound"},
	{Err: ErrForbidden, Code: http.StatusForbidden, Key: "web.error.forbidden"},
	{Err: ErrConflict, Code: http.StatusConflict, Key: "web.error.conflict"},
	{Err: errForm, Code: http.StatusBadRequest, Key: "web.error.form"},
	{Err: errOrigin, Code: http.StatusForbidden, Key: "web.error.origin"},
}

// ErrorPage is the data of error.html.
type ErrorPage struct {
	Title, Body string
	Problems    []string // sentences for the person
	Code, At    string   // of an internal error: the code in the log, and the moment
	Unsaved     bool     // the call was to change something, and did not
	Roles       []string // who holds the right that is missing
	Back        string
}

func (s *Site) status(err error) (Status, bool) {
	for _, table := range [][]Status{s.cfg.Statuses, statuses} {
		for _, st := range table {
			if errors.Is(err, st.Err) {
				return st, true
			}
		}
	}
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		return Status{Code: http.StatusRequestEntityTooLarge, Key: "web.error.long"}, true
	}
	if len(text.Problems(err)) > 0 {
		return Status{Code: http.StatusUnprocessableEntity, Key: "web.error.refused"}, true
	}
	return Status{Code: http.StatusInternalServerError, Key: "web.error.internal"}, false
}

// sentences are what an error says to the person, the told ones first.
func (st Status) sentences(err error) []text.Problem {
	var all []text.Problem
	if st.Tell != nil {
		all = st.Tell(err)
	}
	return append(all, text.Problems(err)...)
}

// fail is the one place where an error becomes a page. What the person can
// act on is said; the rest goes to the log under a code.
func (s *Site) fail(w http.ResponseWriter, c *Call, err error) {
	st, known := s.status(err)
	p := ErrorPage{Title: c.Say(st.Key + ".title"), Body: c.Say(st.Key + ".body"), Unsaved: c.R.Method != http.MethodGet && c.R.Method != http.MethodHead, Back: s.back(c.R)}
	for _, pr := range st.sentences(err) {
		p.Problems = append(p.Problems, c.Say(pr.Key, pr.Args...))
	}
	if !known {
		p.Code, p.At = s.cfg.NewID(), s.cfg.Now().UTC().Format(time.RFC3339)
		s.cfg.Log.Error("internal", "code", p.Code, "method", c.R.Method, "path", c.R.URL.Path, "who", c.Who.ID, "err", err)
	}
	s.drawError(w, c, st.Code, p)
}

// refuse answers a person who lacks a right, or a stranger.
func (s *Site) refuse(w http.ResponseWriter, c *Call, need access.Need) {
	if c.Who.ID == "" && need != access.Nobody {
		http.Redirect(w, c.R, "/signin?next="+template.URLQueryEscaper(s.next(c.R)), http.StatusSeeOther)
		return
	}
	p := ErrorPage{Title: c.Say("web.error.forbidden.title"), Body: c.Say("web.error.forbidden.body"), Back: s.back(c.R), Unsaved: c.Posted()}
	for _, r := range access.Roles {
		if slices.Contains(access.RightsOf(r), need) {
			p.Roles = append(p.Roles, c.Say("web.role."+string(r)))
		}
	}
	s.drawError(w, c, http.StatusForbidden, p)
}

func (s *Site) drawError(w http.ResponseWriter, c *Call, code int, p ErrorPage) {
	err := s.answer(w, c, Reply{Page: "web/error.html", Data: p, Title: p.Title, Code: code, Bare: c.Who.ID == ""})
	if err != nil {
		s.cfg.Log.Error("draw error page", "err", err)
		http.Error(w, fmt.Sprint(p.Title, " ", p.Code), code)
	}
}

// next is where to go after signing in: the page asked for, or home after a
// form, which cannot be sent again.
func (s *Site) next(r *http.Request) string {
	if r.Method != http.MethodGet {
		return "/"
	}
	return r.URL.RequestURI()
}

// back is the page the person came from, if it is one of ours.
func (s *Site) back(r *http.Request) string {
	if p := Local(localReferer(r)); p != r.URL.RequestURI() {
		return p
	}
	return "/"
}
