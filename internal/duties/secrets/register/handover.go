package register

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/web"
)

// A Reason why a custodian leaves (Law 29/2018 art. 25, 26).
type Reason string

// The reasons.
var Reasons = []Reason{"leave", "move", "retire", "death"}

// HandoverFlow is the way of a hand-over.
func HandoverFlow() duty.Flow[Handover] {
	return duty.Flow[Handover]{{From: HandoverOpen, Do: "close", To: HandoverClosed, Need: Keep, If: closeSound}}
}

// closeSound refuses to close while the person holds a copy or has signed no
// undertaking; nothing is signed for the dead (S25).
func closeSound(h Handover, at duty.Moment) error {
	switch {
	case h.Person == at.Who.Person:
		return duty.Forbidden("secrets.refuse.own_hand_over")
	case h.Left > 0:
		return duty.Incomplete("secrets.refuse.copies_left", h.PersonName, h.Left)
	case h.Reason != "death" && h.UndertakingOn == "":
		return duty.Missing("undertaking_on", "secrets.need.undertaking")
	case h.UndertakingOn > at.Today:
		return duty.Missing("undertaking_on", "secrets.refuse.future")
	}
	return nil
}

func (k pages) handovers() desk.Folder[Handover, *Handover] {
	return desk.Folder[Handover, *Handover]{Desk: k.Desk, Name: "handover", Read: Read, State: func(h *Handover) *duty.State { return &h.State }, Flow: HandoverFlow(),
		Title: func(h Handover) string { return h.PersonName }, Crumbs: registerCrumbs,
		Load: func(ctx context.Context, v db.View, _ law.Pack, h *Handover) (err error) {
			h.Left, err = HeldCount(ctx, v, h.Person)
			return err
		},
		Facts: func(c *web.Call, h Handover) web.Summary {
			return desk.NewFacts(c, ID).Text("person", h.PersonName).Say("reason", "secrets.reason.", h.Reason).Day("leaves_on", string(h.LeavesOn)).Text("to", Hand{Name: h.ToName, UnitName: h.ToUnitName}.String()).
				Num("copy_count", h.Count).Num("left", h.Left).Day("undertaking_on", string(h.UndertakingOn)).Day("closed_on", string(h.ClosedOn)).All
		},
		Parts: k.handoverParts,
		Acts: []desk.Act[Handover]{
			{Do: "pass_all", Need: Keep, When: func(h Handover) bool { return h.State == HandoverOpen && h.Left > 0 }, Then: passAll},
			{Do: "close", Need: Keep, Flow: true, Ask: func(s *desk.Sheet, h *Handover) {
				desk.Opt(s.Day("undertaking_on", &h.UndertakingOn))
				desk.Opt(s.File("undertaking", &h.Undertaking))
			}, Fill: func(_ context.Context, t *desk.Turn, h *Handover) error {
				h.ClosedOn, h.ClosedBy, h.ClosedName = t.At.Today, t.At.Who.ID, t.At.Who.Name
				return nil
			}},
		},
		Starts: []desk.Start[Handover]{{Make: func(_ context.Context, _ db.View, at duty.Moment, _ string) (Handover, error) {
			return Handover{Base: duty.Base{Org: at.Who.Unit}, State: HandoverOpen, LeavesOn: at.Today}, nil
		}, Act: desk.Act[Handover]{Do: "open", Need: Keep, Fill: handoverOpened, Ask: func(s *desk.Sheet, h *Handover) {
			s.Person("person", &h.Person, &h.PersonName)
			reason := Reason(h.Reason)
			f := desk.Choose(s, "reason", &reason, "secrets.reason.", Reasons)
			f.Value = h.Reason
			s.Day("leaves_on", &h.LeavesOn)
			desk.Opt(s.Person("to", &h.To, &h.ToName))
		}}}},
	}
}

// Blobs are the files the record keeps.
func (h *Handover) Blobs() []string {
	if h.Undertaking == "" {
		return nil
	}
	return []string{h.Undertaking}
}

func handoverOpened(ctx context.Context, t *desk.Turn, h *Handover) (err error) {
	if h.To == h.Person {
		return duty.Missing("to", "secrets.refuse.same_hand")
	}
	h.OpenedOn, h.OpenedBy, h.OpenedName = t.At.Today, t.At.Who.ID, t.At.Who.Name
	if h.Count, err = HeldCount(ctx, t.View, h.Person); err != nil {
		return err
	}
	if h.Unit, err = person.UnitOn(ctx, t.View, h.Person, t.At.Today); err != nil {
		return err
	}
	h.UnitName = desk.UnitName(ctx, t.View, h.Unit, t.At.Today)
	h.ToUnit = h.Org
	if h.To != "" {
		if h.ToUnit, err = person.UnitOn(ctx, t.View, h.To, t.At.Today); err != nil {
			return err
		}
	}
	h.ToUnitName = desk.UnitName(ctx, t.View, h.ToUnit, t.At.Today)
	return nil
}

// passAll starts handing over every copy the person holds: each is on its way
// until the other side confirms. Loans and recalled copies go to the store.
// Who takes over does not hand over to himself: another keeper does, or the one
// who leaves.
func passAll(ctx context.Context, t *desk.Turn, h *Handover) error {
	if h.To != "" && h.To == t.At.Who.Person {
		return duty.Forbidden("secrets.refuse.own_hand_over")
	}
	held, err := HeldBy(ctx, t.View, h.Person)
	if err != nil {
		return err
	}
	for _, c := range held {
		if c.Holder != h.Person || c.State == InTransit || c.State == CarriedOut {
			continue
		}
		to := Hand{Unit: h.ToUnit, UnitName: h.ToUnitName, Person: h.To, Name: h.ToName}
		if c.State != InCustody || h.To == "" {
			to = Hand{Unit: c.Home, UnitName: c.HomeName}
		}
		from := c.Hand()
		c.begin(to, InCustody)
		c.State, c.Org, c.GivenBy = InTransit, to.Unit, t.At.Who.ID
		if err := db.Save(ctx, t.Tx, &c); err != nil {
			return err
		}
		if err := c.tell(ctx, t, MoveGiven, from, to, h.PersonName); err != nil {
			return err
		}
	}
	return nil
}

// handoverParts lists what the person still answers for.
func (k pages) handoverParts(c *web.Call, h Handover) ([]web.Section, error) {
	held, err := HeldBy(c.Context(), k.DB.As(c.Who), h.Person)
	if err != nil {
		return nil, err
	}
	return []web.Section{{Title: c.Say("secrets.page.held_by", h.PersonName), Note: fmt.Sprint(len(held)), Grid: copyGrid(c, held, "secrets.page.nothing_held")}}, nil
}
