package app

import (
	"encoding/csv"
	"encoding/json"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

type orgCmd struct {
	List orgListCmd `cmd:"" help:"List the organisations as they were on a day."`
}

type orgListCmd struct {
	place
	On     string `help:"The day (2026-11-24 or 24/11/2026); today if not given." placeholder:"DATE"`
	Format string `help:"csv or json." enum:"csv,json" default:"csv"`
}

// Help is the example of --help.
func (orgListCmd) Help() string {
	return "Example: liemchinh org list --dir liemchinh-data --on 2025-06-30 --format csv"
}

// A listed organisation, as org list prints it.
type listed struct {
	Code   string `json:"code"`
	Parent string `json:"parent_code"`
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Level  string `json:"level"`
	From   string `json:"valid_from"`
	To     string `json:"valid_to,omitempty"`
}

// Run prints the tree, parents before children.
func (c orgListCmd) Run(e *env) error {
	g, err := c.open(e.ctx)
	if err != nil {
		return err
	}
	defer g.db.Close()
	on, err := dayOrToday(c.On, g.db)
	if err != nil {
		return err
	}
	t, err := org.Load(e.ctx, g.db.As(db.System), on)
	if err != nil {
		return err
	}
	all := listTree(t)
	if c.Format == "json" {
		j := json.NewEncoder(e.out)
		j.SetEscapeHTML(false)
		j.SetIndent("", "  ")
		return j.Encode(all)
	}
	w := csv.NewWriter(e.out)
	_ = w.Write([]string{"code", "parent_code", "kind", "name", "level", "valid_from", "valid_to"})
	for _, l := range all {
		_ = w.Write([]string{l.Code, l.Parent, l.Kind, l.Name, l.Level, l.From, l.To})
	}
	w.Flush()
	return w.Error()
}

// dayOrToday reads a day of the command line.
func dayOrToday(s string, d *db.DB) (vn.Day, error) {
	if s == "" {
		return vn.DayOf(d.Now()), nil
	}
	day, err := vn.ParseDay(s)
	if err != nil {
		return "", refuse("%q is not a day: write 2026-11-24 or 24/11/2026", s)
	}
	return day, nil
}

func listTree(t *org.Tree) []listed {
	var all []listed
	for n := range t.All() {
		l := listed{Code: n.Code, Kind: n.KindLabel, Name: n.Name(), Level: string(n.Tier), From: string(n.Span.ValidFrom)}
		if l.Kind == "" {
			l.Kind = string(n.Kind)
		}
		if n.Parent != nil {
			l.Parent = n.Parent.Code
		}
		if n.Span.ValidTo != org.Forever {
			l.To = string(n.Span.ValidTo)
		}
		all = append(all, l)
	}
	return all
}
