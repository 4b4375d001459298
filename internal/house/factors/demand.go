package factors

import (
	"context"
	"errors"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// demanded is the day from which a role must have a second factor, "" if it
// need not.
func demanded(ctx context.Context, v db.View, r access.Role) (vn.Day, error) {
	all, err := db.Find[Demand](ctx, v, "t.role = $1", "", string(r))
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0].Due, nil
}

// Owes is the day from which an account may do nothing but set up a second
// factor; "" if its role need not have one, or the account has one.
func (f *Factors) Owes(ctx context.Context, r access.Role, account string) (vn.Day, error) {
	due, err := demanded(ctx, f.db.As(db.System), r)
	if err != nil || due == "" {
		return "", err
	}
	has, err := f.Has(ctx, account)
	if has {
		due = ""
	}
	return due, err
}

// demandNote tells a person that the role must have a second factor.
func (f *Factors) demandNote(c *web.Call, p Person, has bool) (web.Note, error) {
	due, err := demanded(c.Context(), f.db.As(db.System), p.Role)
	switch {
	case err != nil || due == "" || has:
		return web.Note{}, err
	case due > vn.DayOf(f.db.Now()):
		return web.Note{Kind: "warn", Text: c.Say("factors.demand.soon", due), Link: web.Link{Text: c.Say("factors.demand.later"), Href: "/"}}, nil
	}
	return web.Note{Kind: "over", Text: c.Say("factors.demand.now")}, nil
}

func (f *Factors) demandPage(c *web.Call) (web.Reply, error) { return f.drawDemand(c, nil) }

func (f *Factors) drawDemand(c *web.Call, problem error) (web.Reply, error) {
	d := DemandPage{Head: web.Head{Title: c.Say("factors.demand"), Sub: c.Say("factors.demand.sub")}}
	for _, r := range access.Roles {
		due, err := demanded(c.Context(), f.db.As(db.System), r)
		if err != nil {
			return web.Reply{}, err
		}
		fd := web.Field{Name: roleField(r), Kind: web.FieldDay, Label: c.Say("web.role." + string(r)), Value: string(due), Optional: true, Width: "s"}
		c.Keep(problem, &fd)
		d.Fields = append(d.Fields, fd)
	}
	return web.Reply{Page: "factors/demand.html", Data: d, Title: d.Head.Title, Problem: problem}, nil
}

// demand keeps from which day each role must have a second factor.
func (f *Factors) demand(c *web.Call) (web.Reply, error) {
	due, today := map[access.Role]vn.Day{}, vn.DayOf(f.db.Now())
	var errs []error
	for _, r := range access.Roles {
		day, err := c.Day(roleField(r))
		was, err2 := demanded(c.Context(), f.db.As(db.System), r)
		if err == nil && err2 == nil && day != "" && vn.Day(day) < today && vn.Day(day) != was {
			err = ErrDay.On(roleField(r))
		}
		errs = append(errs, err, err2)
		due[r] = vn.Day(day)
	}
	if problem, fault := worded(errors.Join(errs...)); problem != nil || fault != nil {
		if fault != nil {
			return web.Reply{}, fault
		}
		return f.drawDemand(c, problem)
	}
	if err := f.setDemands(c.Context(), c.Who, due); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/factors", Notice: text.Problem{Key: "factors.demand.kept"}}, nil
}

// setDemands writes the days of the roles that changed.
func (f *Factors) setDemands(ctx context.Context, by access.Who, due map[access.Role]vn.Day) error {
	whole := access.Who{ID: by.ID, Name: by.Name, Unit: db.Everywhere}
	return f.db.Change(ctx, whole, ID+".demand", func(tx *db.Tx) error {
		for _, r := range access.Roles {
			all, err := db.Find[Demand](ctx, tx.View, "t.role = $1", "", string(r))
			if err != nil {
				return err
			}
			x := Demand{Base: db.Base{Org: db.Everywhere}, Role: r}
			if len(all) > 0 {
				x = all[0]
			}
			if x.Due == due[r] {
				continue
			}
			x.Due = due[r]
			if err := db.Save(ctx, tx, &x); err != nil {
				return err
			}
		}
		return nil
	})
}
