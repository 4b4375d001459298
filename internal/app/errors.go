package app

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// Exit codes of the program, for the scripts of the offices.
const (
	exitOK       = 0
	exitAltered  = 1 // verify: something does not agree with the journal
	exitUsage    = 2 // the command line is not understood
	exitRefused  = 3 // the input was looked at and refused; nothing was changed
	exitDatabase = 4 // the database cannot be opened, is busy, or its disk is full
	exitFault    = 5 // a fault of the program or of the machine
)

// A refused error is about the input: what is wrong and what to do.
type refused struct{ error }

func (r refused) Unwrap() error { return r.error }

func refuse(format string, args ...any) error { return refused{fmt.Errorf(format, args...)} }

// code is the exit code for an error.
func code(err error) int {
	var r refused
	var p text.Problem
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errAltered):
		return exitAltered
	case errors.Is(err, db.ErrFull), errors.Is(err, db.ErrBusy), errors.Is(err, errDatabase):
		return exitDatabase
	case errors.As(err, &r), errors.As(err, &p):
		return exitRefused
	}
	return exitFault
}

var (
	errAltered  = errors.New("the database does not agree with its journal")
	errDatabase = errors.New("database")
)

// statuses says how the errors of the kit are told on pages.
func (g *program) statuses() []web.Status {
	return []web.Status{
		{Err: db.ErrNotFound, Code: http.StatusNotFound, Key: "web.error.notfound"},
		{Err: db.ErrConflict, Code: http.StatusConflict, Key: "web.error.conflict", Tell: g.tellConflict},
		{Err: db.ErrOutOfReach, Code: http.StatusForbidden, Key: "web.error.reach"},
		{Err: db.ErrFull, Code: http.StatusInsufficientStorage, Key: "web.error.full"},
		{Err: db.ErrBusy, Code: http.StatusServiceUnavailable, Key: "web.error.busy"},
		{Err: duty.ErrForbidden, Code: http.StatusForbidden, Key: "web.error.refused"},
	}
}

// tellConflict says who changed a record meanwhile, when, and what.
func (g *program) tellConflict(err error) []text.Problem {
	var c *db.Conflict
	if !errors.As(err, &c) {
		return nil
	}
	all := []text.Problem{{Key: "app.conflict.by", Args: []any{c.By, c.At}}}
	module := g.moduleOf(c.Record)
	for _, f := range c.Fields {
		all = append(all, text.Problem{Key: "app.conflict.field", Args: []any{text.Key(module + ".column." + f.Name), f.Was, f.Now}})
	}
	return all
}

// moduleOf is the module that a record, "table/id", belongs to.
func (g *program) moduleOf(record string) string {
	table, _, _ := strings.Cut(record, "/")
	for _, k := range g.db.Kinds() {
		if k.Table == table {
			return k.Module
		}
	}
	return ""
}
