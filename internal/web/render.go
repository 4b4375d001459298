package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"liemchinh.vn/internal/text"
)

// Frame is what the layout draws around a page.
type Frame struct {
	Lang                   text.Lang
	Theme, Density         string
	Title                  string
	Org, Version           string
	Who, Post              string
	SignedIn               bool
	Locked                 bool
	Crumbs                 []Crumb
	Nav                    []NavGroup
	Actions, Menu          []NavLine
	Notice                 string
	Problems               []Trouble
	Here                   string // address of this page, for the switches to come back to
	Refresh                int
	Content                template.HTML
	NextDensity            string
	NextTheme              string
	OtherLang              text.Lang
	DensityName, ThemeName string
}

// A NavGroup is a part of the navigation under one heading.
type NavGroup struct {
	Heading string
	Lines   []NavLine
}

// A NavLine is one entry as this person sees it.
type NavLine struct {
	Text, Href, Icon string
	Current, Sub     bool
	Count            int
}

// Trouble is one line of the error summary, linked to its field.
type Trouble struct{ Text, Field string }

// answer sends a reply. Nothing is sent before the whole page is drawn, so a
// fault in a template becomes an error page, never half a page.
func (s *Site) answer(w http.ResponseWriter, c *Call, r Reply) error {
	switch {
	case r.Goto != "":
		if r.Notice.Key != "" {
			c.SetCookie(noticeCookie(r.Notice))
		}
		http.Redirect(w, c.R, Local(r.Goto), http.StatusSeeOther)
		return nil
	case r.File != nil:
		return s.send(w, c, r.File)
	}
	var b bytes.Buffer
	if err := s.draw(&b, w, c, r); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(c.Lang))
	code := r.Code
	switch {
	case code == 0 && r.Problem != nil:
		code = http.StatusUnprocessableEntity
	case code == 0:
		code = http.StatusOK
	}
	w.WriteHeader(code)
	w.Write(b.Bytes()) // the person has gone away if this fails
	return nil
}

func (s *Site) draw(b *bytes.Buffer, w http.ResponseWriter, c *Call, r Reply) error {
	page := s.Template(c.Lang, r.Page)
	if page == nil {
		return fmt.Errorf("no page %q", r.Page)
	}
	if err := page.Execute(b, r.Data); err != nil {
		return fmt.Errorf("draw %s: %w", r.Page, err)
	}
	if r.Fragment {
		return nil
	}
	f := s.frame(w, c, r)
	f.Content = template.HTML(b.String()) // drawn and escaped by a template just now
	b.Reset()
	name := "layout.html"
	if r.Bare {
		name = "bare.html"
	}
	if err := s.langs[c.Lang].layout.ExecuteTemplate(b, name, f); err != nil {
		return fmt.Errorf("draw layout: %w", err)
	}
	return nil
}

// orgName is the organisation's name, "" before the first sign-in gave it one.
func (s *Site) orgName(c *Call) string {
	if s.cfg.OrgName == nil {
		return ""
	}
	return s.cfg.OrgName(c.Context())
}

func (s *Site) frame(w http.ResponseWriter, c *Call, r Reply) Frame {
	p := prefsOf(c.R)
	f := Frame{
		Lang: c.Lang, Theme: p.Theme, Density: p.Density, Title: r.Title, Org: s.orgName(c), Version: s.cfg.Version, Locked: s.cfg.Locked,
		Crumbs: r.Crumbs, Refresh: r.Refresh, Here: "/", NextDensity: nextDensity[p.Density], NextTheme: nextTheme[p.Theme], OtherLang: otherLang[c.Lang],
		DensityName: c.Say("web.density." + densityName(p.Density)), ThemeName: c.Say("web.theme." + themeName(p.Theme)),
	}
	if c.R.Method == http.MethodGet {
		f.Here = c.R.URL.RequestURI()
	} else if from := localReferer(c.R); from != "" {
		f.Here = Local(from)
	}
	if c.Who.ID != "" {
		f.SignedIn, f.Who = true, c.Who.Name
		if s.cfg.Post != nil {
			f.Post = s.cfg.Post(c.Who, c.Lang)
		}
		f.Nav, f.Actions, f.Menu = s.nav(c, r.Nav), s.lines(c, s.cfg.Actions), s.lines(c, s.cfg.Menu)
	}
	if f.Notice = s.notice(c); f.Notice == "" && r.Notice.Key != "" {
		f.Notice = c.Say(r.Notice.Key, r.Notice.Args...)
	}
	f.Problems = s.troubles(c, r.Problem)
	return f
}

func (s *Site) troubles(c *Call, err error) []Trouble {
	if err == nil {
		return nil
	}
	st, _ := s.status(err)
	var all []Trouble
	for _, p := range st.sentences(err) {
		all = append(all, Trouble{c.Say(p.Key, p.Args...), p.Field})
	}
	if len(text.Problems(err)) == 0 {
		all = append([]Trouble{{Text: c.Say(st.Key + ".body")}}, all...)
	}
	return all
}

// nav lists the entries the person may open. The current one is that whose id
// was named, else the longest that the address lies under.
func (s *Site) nav(c *Call, current string) []NavGroup {
	if current == "" {
		current = s.currentNav(c.R.URL.Path)
	}
	var counts map[string]int
	if s.cfg.Counts != nil {
		counts = s.cfg.Counts(c.Context(), c.Who)
	}
	var groups []NavGroup
	last := "\x00"
	for _, e := range s.cfg.Nav {
		if !c.Who.Can(e.Need) {
			continue
		}
		if e.Group != last {
			g := NavGroup{}
			if e.Group != "" {
				g.Heading = c.Say(e.Group)
			}
			groups, last = append(groups, g), e.Group
		}
		line := s.line(c, e)
		line.Current, line.Count = e.ID == current, counts[e.ID]
		g := &groups[len(groups)-1]
		g.Lines = append(g.Lines, line)
	}
	return groups
}

func (s *Site) currentNav(at string) string {
	id, long := "", -1
	for _, e := range s.cfg.Nav {
		under := at == e.Path || e.Path != "/" && strings.HasPrefix(at, strings.TrimSuffix(e.Path, "/")+"/")
		if under && len(e.Path) > long {
			id, long = e.ID, len(e.Path)
		}
	}
	return id
}

func (s *Site) lines(c *Call, entries []NavEntry) []NavLine {
	var lines []NavLine
	for _, e := range entries {
		if c.Who.Can(e.Need) {
			lines = append(lines, s.line(c, e))
		}
	}
	return lines
}

func (s *Site) line(c *Call, e NavEntry) NavLine {
	return NavLine{Text: c.Say(e.TextKey), Href: e.Path, Icon: e.Icon, Sub: e.Sub}
}

// send writes a file. A fault after the first bytes breaks the connection, so
// that the browser does not keep half a file as a whole one. That the person
// went away is no fault of the program.
func (s *Site) send(w http.ResponseWriter, c *Call, f *File) error {
	how := "attachment"
	if f.Inline {
		how = "inline"
	}
	first := &firstWrite{w: w, before: func() {
		w.Header().Set("Content-Type", f.Type)
		w.Header().Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	}}
	err := f.Write(first)
	switch {
	case err != nil && (first.gone || c.Context().Err() != nil):
		s.cfg.Log.Info("file not taken to the end", "name", f.Name, "who", c.Who.ID)
		panic(http.ErrAbortHandler)
	case err != nil && first.begun:
		s.cfg.Log.Error("file broken off", "name", f.Name, "err", err)
		panic(http.ErrAbortHandler)
	case err != nil:
		return fmt.Errorf("write file %s: %w", f.Name, err)
	}
	if !first.begun {
		first.Write(nil)
	}
	return nil
}

// firstWrite sets the headers before the first byte, and notices when nobody
// takes the bytes any more.
type firstWrite struct {
	w      io.Writer
	before func()
	begun  bool
	gone   bool
}

func (f *firstWrite) Write(b []byte) (int, error) {
	if !f.begun {
		f.begun = true
		f.before()
	}
	n, err := f.w.Write(b)
	f.gone = f.gone || err != nil
	return n, err
}

// Local returns an address within this site, or "/" for anything else: no
// form and no link may send a person elsewhere.
func Local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}

func localReferer(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return ""
	}
	return u.RequestURI()
}
