package movement

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

// lines describes the records of the module in a list that mixes records.
func lines() func(context.Context, db.View, string, []string) (map[string]duty.Line, error) {
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
