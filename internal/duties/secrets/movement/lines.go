package movement

import (
	"context"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// lines describes the records of the module in a list that mixes records. Who may
// not open a record finds it in its register.
func lines() func(context.Context, db.View, string, []string) (map[string]duty.Line, error) {
	all := describers()
	return func(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error) {
		out, err := all(ctx, v, table, ids)
		if !v.Who().Can(hold) {
			for id, l := range out {
				l.Href = registerOf(l.Href)
				out[id] = l
			}
		}
		return out, err
	}
}

// registerOf is the list that a record with a page for holders stands in.
func registerOf(href string) string {
	switch {
	case strings.HasPrefix(href, transferHref("")), strings.HasPrefix(href, defectHref("")):
		return listPaths["transfer"]
	case strings.HasPrefix(href, carryHref("")):
		return listPaths["carryout"]
	}
	return href
}

func describers() func(context.Context, db.View, string, []string) (map[string]duty.Line, error) {
	return desk.Lines(map[string]desk.Describer{
		(*Transfer)(nil).Table(): desk.Described(func(t Transfer) duty.Line {
			return duty.Line{Code: t.Title(), Title: t.FromName + " → " + t.ToName, Note: t.items(), Href: transferHref(t.ID)}
		}),
		(*Defect)(nil).Table(): desk.Described(func(d Defect) duty.Line {
			return duty.Line{Code: d.Number, Title: d.SenderName, Note: d.What, Href: defectHref(d.ID)}
		}),
		(*CopyPermit)(nil).Table(): desk.Described(func(p CopyPermit) duty.Line {
			return duty.Line{Code: p.Title(), Title: p.Number, Note: p.RequestedName, Href: permitHref(p.ID)}
		}),
		(*CarryOut)(nil).Table(): desk.Described(func(c CarryOut) duty.Line {
			return duty.Line{Code: c.Title(), Title: c.BearerName, Note: numbers(c.Lines), Href: carryHref(c.ID)}
		}),
		(*Provision)(nil).Table(): desk.Described(func(p Provision) duty.Line {
			return duty.Line{Code: p.Title(), Title: p.Number, Note: p.Applicant.Applicant, Href: provisionHref(p.ID)}
		}),
	})
}
