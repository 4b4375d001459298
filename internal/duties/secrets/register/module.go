package register

import (
	"context"
	"embed"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// Files holds schema/, text/ and pages/.
//
//go:embed schema text all:pages
var Files embed.FS

// Records are the record types of the register.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Item](), db.KindOf[Abstract](), db.KindOf[ListEntry](), db.KindOf[Copy](), db.KindOf[CustodyEvent](), db.KindOf[Authority](), db.KindOf[Appointment](),
		db.KindOf[DelegationOfPower](), db.KindOf[Handover](), db.KindOf[Stocktake](), db.KindOf[StocktakeLine](), db.KindOf[PrintedPage]()}
}

// New describes the register to the program; begins are the forms of the other
// modules that its pages lead to.
func New(deps duty.Deps, begins ...Begin) duty.Module {
	k := pages{desk.New(ID, deps), begins}
	return duty.Module{
		ID: ID, Files: Files, Unsought: []string{(*CustodyEvent)(nil).Table(), (*PrintedPage)(nil).Table()}, Records: Records(), Routes: k.routes(), Figures: Figures(), Lines: lines(), Work: work(), Daily: k.daily, Demo: demo,
		Flows: []duty.Edges{ItemFlow().Edges("secrets.state.item", Draft), CopyFlow().Edges("secrets.state.copy", Made), DelegationFlow().Edges("secrets.state.power", Given),
			HandoverFlow().Edges("secrets.state.handover", HandoverOpen), StocktakeFlow().Edges("secrets.state.stocktake", StocktakeOpen)},
		Nav: []web.NavEntry{{ID: ID, Path: "/secrets", Icon: "lock", TextKey: "secrets.nav", Group: "web.nav.work", Need: Read},
			{ID: "secrets.mine", Path: "/secrets/mine", Icon: "lock", TextKey: "secrets.list.mine", Group: "web.nav.work", Sub: true, Need: Hold},
			{ID: "secrets.due", Path: "/secrets/due", Icon: "clock", TextKey: "secrets.list.due", Group: "web.nav.work", Sub: true, Need: Read},
			{ID: "secrets.holders", Path: "/secrets/holders", Icon: "users", TextKey: "secrets.list.holders", Group: "web.nav.work", Sub: true, Need: Read},
			{ID: "secrets.law", Path: "/secrets/entries", Icon: "scale", TextKey: "secrets.list.law", Group: "web.nav.work", Sub: true, Need: Read}},
	}
}

func (k pages) routes() []duty.Route {
	all := []duty.Route{
		{Pattern: "GET /secrets/mine", Need: Hold, Serve: k.mine},
		{Pattern: "GET /secrets/holders", Need: Read, Serve: k.holders},
		{Pattern: "GET /secrets/due", Need: Read, Serve: k.dueQueue},
		{Pattern: "GET /secrets/labels", Need: Keep, Serve: k.labels},
		{Pattern: "GET /secrets/import", Need: Enter, Serve: k.importPage},
		{Pattern: "POST /secrets/import", Need: Enter, Serve: k.importPage},
		{Pattern: "GET /secrets/entries/import", Need: Staff, Serve: k.importList},
		{Pattern: "POST /secrets/entries/import", Need: Staff, Serve: k.importList},
		k.itemRegister("out", "/secrets", inBook(Out)).Route(), k.itemRegister("in", "/secrets/in", inBook(In)).Route(),
		k.itemRegister("drafts", "/secrets/drafts", func(c *web.Call, w *desk.Filter) {
			w.And("t.state IN ('draft', 'proposed', 'determined')")
			byGrade(c, w)
		}).Route(),
		k.itemRegister("ending", "/secrets/ending", func(c *web.Call, w *desk.Filter) {
			w.And("t.ended_on = '' AND t.seq > 0 AND t.expires_on > '' AND t.expires_on <= ?", string(vn.Day(c.Today).AddDays(termAhead)))
			byGrade(c, w)
		}).Route(),
		k.copyRegister("lent", "/secrets/lent", "t.state IN ('lent', 'carried_out', 'recall_due')").Route(),
		k.copyRegister("overdue", "/secrets/overdue", "t.state IN ('lent', 'recall_due') AND t.due_on > '' AND t.due_on < ?").Route(),
		k.copyRegister("missing", "/secrets/missing", "t.state = 'missing'").Route(),
	}
	all = append(all, k.staffRegisters()...)
	books := library{k.Desk, "/secrets/books", Read, volumes(), registerTabs}
	for _, more := range [][]duty.Route{books.routes(), k.items().Routes(), k.copies().Routes(), k.entries().Routes(), k.authorities().Routes(), k.appointments().Routes(),
		k.delegations().Routes(), k.handovers().Routes(), k.stocktakes().Routes(), k.differences().Routes(), k.sheets().Routes()} {
		all = append(all, more...)
	}
	return all
}

// recallBatch is how many copies one sweep changes in a transaction.
const recallBatch = 500

// daily calls back what has to be sent back: on the day written on a recallable
// item, each of its copies in the office becomes due (S36). What is due already
// is found no more, so the sweep may be repeated.
func (k pages) daily(ctx context.Context, today vn.Day) error {
	for {
		n := 0
		err := k.Change(ctx, db.System, "recall_day", func(t *desk.Turn) error {
			copies, err := db.Find[Copy](ctx, t.View, "t.recall_on <> '' AND NOT t.recalled AND t.recall_on <= $1 AND t.state NOT IN ('made', 'in_transit', 'carried_out', 'recall_due', 'sent_back', 'missing', 'destroyed', 'declassified') AND (t.book = 'in' OR t.holder <> '' OR t.unit <> t.home)",
				fmt.Sprintf("ORDER BY t.recall_on, t.id LIMIT %d", recallBatch), string(today))
			if err != nil {
				return err
			}
			for _, c := range copies {
				c.State, c.DueOn, c.Recalled = RecallDue, c.RecallOn, true
				if err := db.Save(ctx, t.Tx, &c); err != nil {
					return err
				}
				if err := c.tell(ctx, t, MoveRecalled, c.Hand(), c.Hand(), ""); err != nil {
					return err
				}
			}
			n = len(copies)
			return nil
		})
		if err != nil || n < recallBatch {
			return err
		}
	}
}
