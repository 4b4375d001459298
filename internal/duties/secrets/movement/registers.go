package movement

import (
	"context"
	"fmt"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/office"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// listPaths are the addresses of the registers, by the folder whose records
// stand in them.
var listPaths = map[string]string{"transfer": "/movement", "permit": "/movement/permits", "carryout": "/movement/carryouts", "provision": "/movement/provisions"}

// listOrder is the order of the tabs.
var listOrder = []string{"transfer", "permit", "carryout", "provision"}

// tabs are the registers of movement, and the way back to the register of
// secrets.
func tabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("desk.registers"), Tabs: []web.Link{{Text: c.Say("movement.tab.secrets"), Href: "/secrets"}}}
	for _, l := range listOrder {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say("movement.tab." + l), Href: listPaths[l], Current: l == current})
	}
	v.Tabs = append(v.Tabs, web.Link{Text: c.Say("movement.tab.books"), Href: "/movement/books"})
	return v
}

// notes says under which law the steps stand while they were not read in its
// text.
func notes(k desk.Desk) func(*web.Call) ([]web.Note, error) {
	return func(c *web.Call) ([]web.Note, error) {
		p, err := k.Law(c.Context())
		if err != nil {
			return nil, err
		}
		r, err := p.Rule("S-CARRY-REPORT", "", vn.Day(c.Today))
		if err != nil || r.Verified() {
			return nil, nil // no law on the day, or one that was read
		}
		return []web.Note{{Kind: "info", Text: c.Say("movement.unverified", r.Instrument)}}, nil
	}
}

// begins offers the forms that begin a record, to those with the right.
func begins(need access.Need, links ...web.Link) func(*web.Call) []web.Link {
	return func(c *web.Call) []web.Link {
		if !c.Who.Can(need) {
			return nil
		}
		out := make([]web.Link, len(links))
		for i, l := range links {
			l.Text = c.Say(l.Text)
			out[i] = l
		}
		return out
	}
}

func transferList(k desk.Desk) desk.Register[Transfer, *Transfer] {
	return desk.Register[Transfer, *Transfer]{
		Desk: k, Name: "transfer", Path: "/movement", Need: read, Tabs: tabs, Notes: notes(k), StatesKey: "movement.state.transfer.", Year: "year", Unit: true,
		States: []duty.State{Draft, Packed, Sent, HandedOn, Checked, Received, Refused, TakenBack, Cancelled},
		Words:  []string{"from_name", "to_name", "outer_number", "lines"}, By: []string{"year", "seq"},
		Fill: openDefects,
		Columns: []desk.Column[Transfer]{
			{Name: "transfer", Cell: func(c *web.Call, t Transfer) web.Cell {
				return web.Cell{Text: t.Title(), Href: held(c, transferHref(t.ID)), Key: true}
			}},
			{Name: "sent_on", Kind: office.DayColumn, Value: func(_ *web.Call, t Transfer) any { return t.SentOn }},
			{Name: "number", Cell: func(_ *web.Call, t Transfer) web.Cell { return web.Cell{Text: t.items(), Wide: true} }},
			{Name: "grade", Cell: func(c *web.Call, t Transfer) web.Cell { return web.Cell{Text: gradeName(c, t.Grade)} }},
			{Name: "from_name", Value: func(_ *web.Call, t Transfer) any { return t.FromName }},
			{Name: "to", Value: func(_ *web.Call, t Transfer) any { return t.ToName }},
			{Name: "state", Cell: func(c *web.Call, t Transfer) web.Cell { return web.Cell{Chip: transferChip(c, t)} }},
		},
		Acts: begins(transfer, web.Link{Text: "movement.do.transfer.arrive", Href: "/movement/transfer/new/arrive", Icon: "inbox"},
			web.Link{Text: "movement.do.transfer.transfer", Href: "/movement/transfer/new/transfer", Icon: "plus", Primary: true}),
		Empty: web.Empty{Icon: "send", Title: "movement.empty.transfer"},
	}
}

// items are the numbers on a transfer: of what came from outside, the number on
// the envelope.
func (t Transfer) items() string {
	if t.Incoming {
		return t.Outer
	}
	return numbers(t.Lines)
}

// openDefects counts what is not resolved of the transfers of a page.
func openDefects(ctx context.Context, v db.View, rows []Transfer) error {
	ids := make([]string, len(rows))
	for i, t := range rows {
		ids[i] = t.ID
	}
	by, err := desk.Grouped[Defect](ctx, v, "transfer", " AND t.state <> 'resolved'", ids, func(d Defect) string { return d.Transfer })
	for i := range rows {
		rows[i].Open = by[rows[i].ID]
	}
	return err
}

func permitList(k desk.Desk) desk.Register[CopyPermit, *CopyPermit] {
	return desk.Register[CopyPermit, *CopyPermit]{
		Desk: k, Name: "permit", Path: "/movement/permits", Need: read, Tabs: tabs, Notes: notes(k), StatesKey: "movement.state.permit.", Year: "requested_on", Unit: true,
		States: []duty.State{Requested, Permitted, Closed, Refused, Withdrawn, Revoked}, Words: []string{"number", "requested_name", "executor_name"}, By: []string{"requested_on"},
		Fill: abstracts,
		Columns: []desk.Column[CopyPermit]{
			{Name: "permit", Cell: func(_ *web.Call, p CopyPermit) web.Cell {
				return web.Cell{Text: p.Title(), Href: permitHref(p.ID), Key: true}
			}},
			{Name: "number", Cell: func(_ *web.Call, p CopyPermit) web.Cell { return web.Cell{Text: p.Number, Mono: true} }},
			{Name: "grade", Cell: func(c *web.Call, p CopyPermit) web.Cell { return web.Cell{Text: gradeName(c, p.Grade)} }},
			{Name: "requested_on", Value: func(_ *web.Call, p CopyPermit) any { return p.RequestedOn }},
			{Name: "requested_by", Value: func(_ *web.Call, p CopyPermit) any { return p.RequestedName }},
			{Name: "made", Num: true, Cell: func(_ *web.Call, p CopyPermit) web.Cell {
				return web.Cell{Text: fmt.Sprintf("%d/%d", p.Made, max(p.Copies, p.Asked))}
			}},
			{Name: "state", Cell: func(c *web.Call, p CopyPermit) web.Cell { return web.Cell{Chip: permitChip(c, p)} }},
		},
		Acts:  begins(propose, web.Link{Text: "movement.do.permit.request", Href: "/movement/permit/new/request", Icon: "plus", Primary: true}),
		Empty: web.Empty{Icon: "copy", Title: "movement.empty.permit"},
	}
}

func permitChip(c *web.Call, p CopyPermit) web.Chip {
	if p.Over > 0 {
		return web.Chip{Kind: "over", Text: c.Say("movement.chip.over", p.Over)}
	}
	return web.Chip{Kind: map[duty.State]string{Closed: "ok", Requested: "soon", Permitted: "info"}[p.State], Text: c.Say("movement.state.permit." + string(p.State))}
}

// abstracts reads what the items of a page of permits are about, of those the
// reader is cleared for.
func abstracts(ctx context.Context, v db.View, rows []CopyPermit) error {
	ids := make([]string, len(rows))
	for i, p := range rows {
		ids[i] = p.Item
	}
	by, err := desk.Grouped[register.Abstract](ctx, v, "item", "", ids, func(a register.Abstract) string { return a.Item })
	for i := range rows {
		if a := by[rows[i].Item]; len(a) > 0 {
			rows[i].Abstract = a[0].Text
		}
	}
	return err
}

// numbers lists the copy numbers made: "4, 5".
func (p CopyPermit) numbers() string {
	var out []string
	for _, b := range p.Batches {
		for _, n := range b.Numbers {
			out = append(out, fmt.Sprint(n))
		}
	}
	return strings.Join(out, ", ")
}

func carryList(k desk.Desk) desk.Register[CarryOut, *CarryOut] {
	return desk.Register[CarryOut, *CarryOut]{
		Desk: k, Name: "carryout", Path: "/movement/carryouts", Need: read, Tabs: tabs, Notes: notes(k), StatesKey: "movement.state.carryout.", Year: "requested_on", Unit: true,
		States: []duty.State{Requested, Permitted, Away, Closed, Refused, Withdrawn}, Due: "to_on", Running: []duty.State{Away},
		Words: []string{"bearer_name", "place", "lines"}, By: []string{"requested_on"},
		Columns: []desk.Column[CarryOut]{
			{Name: "carryout", Cell: func(c *web.Call, x CarryOut) web.Cell {
				return web.Cell{Text: x.Title(), Href: held(c, carryHref(x.ID)), Key: true}
			}},
			{Name: "number", Cell: func(_ *web.Call, x CarryOut) web.Cell { return web.Cell{Text: numbers(x.Lines), Wide: true} }},
			{Name: "grade", Cell: func(c *web.Call, x CarryOut) web.Cell { return web.Cell{Text: gradeName(c, x.Grade)} }},
			{Name: "bearer", Value: func(_ *web.Call, x CarryOut) any { return x.BearerName }},
			{Name: "carry_place", Value: func(_ *web.Call, x CarryOut) any { return x.Place }},
			{Name: "to_on", Kind: office.DayColumn, Value: func(_ *web.Call, x CarryOut) any { return x.ToOn }},
			{Name: "state", Cell: func(c *web.Call, x CarryOut) web.Cell { return web.Cell{Chip: carryChip(c, x)} }},
		},
		Acts:  begins(propose, web.Link{Text: "movement.do.carryout.request", Href: "/movement/carryout/new/request", Icon: "plus", Primary: true}),
		Empty: web.Empty{Icon: "external-link", Title: "movement.empty.carryout"},
	}
}

func provisionList(k desk.Desk) desk.Register[Provision, *Provision] {
	return desk.Register[Provision, *Provision]{
		Desk: k, Name: "provision", Path: "/movement/provisions", Need: read, Tabs: tabs, Notes: notes(k), StatesKey: "movement.state.provision.", Year: "requested_on", Unit: true,
		States: []duty.State{Requested, Granted, Provided, Refused, Withdrawn}, Words: []string{"number", "applicant"}, By: []string{"requested_on"},
		Columns: []desk.Column[Provision]{
			{Name: "provision", Cell: func(_ *web.Call, p Provision) web.Cell {
				return web.Cell{Text: p.Title(), Href: provisionHref(p.ID), Key: true}
			}},
			{Name: "applicant", Value: func(_ *web.Call, p Provision) any { return p.Applicant.Applicant }},
			{Name: "number", Cell: func(_ *web.Call, p Provision) web.Cell { return web.Cell{Text: p.Number, Mono: true} }},
			{Name: "grade", Cell: func(c *web.Call, p Provision) web.Cell { return web.Cell{Text: gradeName(c, p.Grade)} }},
			{Name: "requested_on", Kind: office.DayColumn, Value: func(_ *web.Call, p Provision) any { return p.RequestedOn }},
			{Name: "decided_on", Kind: office.DayColumn, Value: func(_ *web.Call, p Provision) any { return p.DecidedOn }},
			{Name: "decision_no", Value: func(_ *web.Call, p Provision) any {
				if p.PMDecision != "" {
					return p.PMDecision
				}
				return p.DecisionNo
			}},
			{Name: "state", Cell: func(c *web.Call, p Provision) web.Cell {
				return web.Cell{Chip: web.Chip{Kind: map[duty.State]string{Provided: "ok", Requested: "soon", Granted: "info"}[p.State], Text: c.Say("movement.state.provision." + string(p.State))}}
			}},
		},
		Acts:  begins(propose, web.Link{Text: "movement.do.provision.request", Href: "/movement/provision/new/request", Icon: "plus", Primary: true}),
		Empty: web.Empty{Icon: "file-text", Title: "movement.empty.provision"},
	}
}
