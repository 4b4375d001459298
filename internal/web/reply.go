package web

import (
	"io"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/text"
)

// A Reply is what a handler answers: a page to draw, a place to go, or a file.
type Reply struct {
	Page   string  // "module/page.html"
	Data   any     // what the page draws
	Title  string  // of the page, already in the reader's language
	Crumbs []Crumb // the way here, without the page itself
	Nav    string  // id of the current navigation entry; found by the address if empty

	Goto   string       // address to go to after a step; a local path
	Notice text.Problem // one green line after the step, kept over the Goto
	Code   int          // HTTP status; 0 means 200, or 422 with a Problem

	Problem error // why the form did not go through, in words; drawn on top of the page. An error without words is answered as a fault
	File    *File // a download, instead of a page

	Fragment bool // only the page, without the layout, for parts that renew themselves
	Bare     bool // the sign-in layout: no bar, no navigation
	Refresh  int  // seconds after which the page loads itself again without script; 0 never
}

// A File is a download that is written while it is made.
type File struct {
	Name   string // as saved on the person's machine
	Type   string // such as "text/csv; charset=utf-8"
	Inline bool   // shown in the browser, not saved
	Write  func(io.Writer) error
}

// A Crumb is one step of the way to a page.
type Crumb struct{ Text, Href string }

// A NavEntry is one line of the navigation. Entries are shown to those who
// hold Need, in order; entries of one Group stand together under its heading.
type NavEntry struct {
	ID      string
	Path    string
	Icon    string
	TextKey string
	Group   string // text key of the heading; empty for none
	Sub     bool   // indented under the entry before
	Need    access.Need
}
