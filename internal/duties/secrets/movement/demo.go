package movement

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// How many of each thing the whole demo holds.
const (
	demoTransfers  = 240
	demoPermits    = 120
	demoCarryOuts  = 60
	demoProvisions = 24
)

// A demoStage plays the steps of the module on the days of the items that the
// register's demo left: each is taken the way a person takes it.
type demoStage struct {
	*duty.Stage
	ctx     context.Context
	officer access.Who
	leader  access.Who
	cell    access.Who
	units   []duty.StageUnit // right below the office
	items   []register.Item
	day     vn.Day // no step goes back in time, so that numbers follow days

	transfers  desk.Folder[Transfer, *Transfer]
	defects    desk.Folder[Defect, *Defect]
	permits    desk.Folder[CopyPermit, *CopyPermit]
	carryOuts  desk.Folder[CarryOut, *CarryOut]
	provisions desk.Folder[Provision, *Provision]
}

// demo plays years of transfers, permits, carry-outs and provisions, and a
// living present.
func demo(ctx context.Context, s *duty.Stage) error {
	k := desk.Desk{ID: ID}
	d := &demoStage{Stage: s, ctx: ctx, officer: s.Accounts[access.SecretsOfficer], leader: s.Accounts[access.Leader], cell: s.Accounts[access.CellSecretary],
		transfers: transfers(k), defects: defects(k), permits: copyPermits(k), carryOuts: carryOuts(k), provisions: provisions(k)}
	for _, u := range s.Units {
		if u.Parent == d.officer.Unit {
			d.units = append(d.units, u)
		}
	}
	var err error
	d.items, err = db.Find[register.Item](ctx, s.Tx.View, "t.org = $1 AND t.seq > 0 AND t.registered_on <> ''", "ORDER BY t.registered_on, t.id", d.officer.Unit)
	if err != nil || len(d.items) < 8 || len(d.units) == 0 || len(s.People) == 0 {
		return err
	}
	share := max(1, s.Share)
	for _, play := range []struct {
		n, from int
		one     func(int, register.Item) error
	}{{demoTransfers, 0, d.transfer}, {demoPermits, 1, d.permit}, {demoCarryOuts, 2, d.carryOut}, {demoProvisions, 3, d.provision}} {
		if err := d.each((play.n+share-1)/share, play.from, play.one); err != nil {
			return err
		}
	}
	return d.present()
}

// each plays one thing for n items spread over the years, up to a month ago.
func (d *demoStage) each(n, from int, one func(int, register.Item) error) error {
	d.day = ""
	step := max(4, len(d.items)/n)
	for i, done := from, 0; i < len(d.items) && done < n; i += step {
		it := d.items[i]
		day := max(d.day, it.RegisteredOn.AddDays(2+d.Rand.IntN(8)))
		if !it.Live() || day > d.Today.AddDays(-45) {
			continue
		}
		d.day = day
		if err := one(done, it); err != nil {
			return fmt.Errorf("demo: %s: %w", it.Number, err)
		}
		done++
	}
	return nil
}

// at is a turn of somebody on a day.
func (d *demoStage) at(who access.Who, day vn.Day) *desk.Turn {
	return &desk.Turn{Tx: d.Tx, Law: d.Law, At: duty.Moment{Who: who, Today: day}}
}

func act[T any, P db.Ptr[T]](d *demoStage, fo desk.Folder[T, P], who access.Who, day vn.Day, r *T, do duty.Verb, a desk.Values) error {
	if err := fo.TakeIn(d.ctx, d.at(who, day), r, do, a); err != nil {
		return fmt.Errorf("%s: %w", do, err)
	}
	return nil
}

// receiver is somebody of an office who may sign.
func (d *demoStage) receiver(unit, name string) access.Who {
	return access.Who{ID: "demo-" + unit, Name: name, Unit: unit, Rights: []access.Need{hold, transfer}}
}

func (d *demoStage) somebody() duty.StagePerson { return d.People[d.Rand.IntN(len(d.People))] }

// letter is a transfer of copies to an office, drawn up.
func (d *demoStage) letter(to, name string, copies []register.Copy) Transfer {
	t := Transfer{Base: duty.Base{Org: to}, State: Draft, Book: copies[0].Unit, From: copies[0].Unit, FromName: copies[0].UnitName, To: to, ToName: name}
	for _, c := range copies {
		t.Lines = append(t.Lines, lineOf(c))
	}
	t.Declared, t.Grade = len(t.Lines), highest(t.Lines)
	return t
}

// send packs a transfer as its level wants it and hands it over.
func (d *demoStage) send(t *Transfer, day vn.Day) error {
	w, on := wrappings[t.Grade], []string{string(day)}
	if err := db.Save(d.ctx, d.Tx, t); err != nil {
		return err
	}
	a := desk.Values{"envelopes": {fmt.Sprint(w.envelopes)}, "outer_mark": {string(w.mark)}, "tough": {"on"}, "packed_on": on}
	if w.inner {
		a["inner_sealed"], a["inner_marked"] = []string{"on"}, []string{"on"}
	}
	if err := act(d, d.transfers, d.officer, day, t, DoPack, a); err != nil {
		return err
	}
	return act(d, d.transfers, d.officer, day, t, DoSend, desk.Values{"means": {string(ByClerk)}, "courier": {d.somebody().Name}, "sent_on": on})
}

// demoCheck is what a receiver finds.
func demoCheck(n int, sound bool, day vn.Day, signs ...string) desk.Values {
	a := desk.Values{"checked": {fmt.Sprint(n)}, "checked_on": {string(day)}, "signs": signs}
	if sound {
		a["checked_sound"] = []string{"on"}
	}
	return a
}

// transfer sends the copies of an item but the first to an office below; one
// in twelve came in a bad envelope, which was explained.
func (d *demoStage) transfer(n int, it register.Item) error {
	copies, err := storeCopies(d.ctx, d.Tx.View, it.ID)
	if err != nil || len(copies) < 2 {
		return err
	}
	u := d.units[d.Rand.IntN(len(d.units))]
	t, day := d.letter(u.ID, u.Name, copies[1:min(3, len(copies))]), d.day
	if err := d.send(&t, day); err != nil {
		return err
	}
	who, later := d.receiver(u.ID, d.somebody().Name), day.AddDays(1)
	sound := n%12 != 5
	if err := act(d, d.transfers, who, later, &t, DoCheck, demoCheck(t.Declared, sound, later)); err != nil {
		return err
	}
	if !sound {
		if err := d.explain(t, later); err != nil {
			return err
		}
	}
	return act(d, d.transfers, who, later, &t, DoReceive, desk.Values{"received_on": {string(later)}})
}

// explain has the sender answer the defects of a transfer.
func (d *demoStage) explain(t Transfer, day vn.Day) error {
	all, err := db.Find[Defect](d.ctx, d.Tx.View, "t.transfer = $1", "", t.ID)
	for _, x := range all {
		if err == nil {
			err = act(d, d.defects, d.officer, day, &x, DoResolve, desk.Values{"outcome": {string(Explained)}, "answer": {"Bì rách do vận chuyển, bên trong còn nguyên niêm phong"}, "resolved_on": {string(day)}})
		}
	}
	return err
}

// asking is a request entered on a day.
func (d *demoStage) asking(who access.Who, day vn.Day, purpose string) Asking {
	return Asking{RequestedBy: who.ID, RequestedName: who.Name, RequestedOn: day, Purpose: purpose}
}

// wanted is a request to copy an item.
func (d *demoStage) wanted(it register.Item, n int, day vn.Day) CopyPermit {
	p, by := CopyPermit{State: Requested}, d.somebody()
	p.of(it)
	p.Asking = d.asking(d.officer, day, "Phục vụ hội nghị của cơ quan")
	p.Asked, p.Form, p.Place, p.Device, p.Offline = n, PermitForms[n%len(PermitForms)], "Phòng cơ yếu", "Máy sao chụp số 1", true
	p.Executor, p.ExecutorName, p.Concerned, p.Recipients = by.ID, by.Name, true, []string{d.units[0].Name}
	return p
}

// permit lets copies of an item be made, or refuses.
func (d *demoStage) permit(n int, it register.Item) error {
	if !it.CopyAllowed {
		return nil
	}
	day := d.day
	on, p := []string{string(day)}, d.wanted(it, 1+n%3, day)
	if err := db.Save(d.ctx, d.Tx, &p); err != nil {
		return err
	}
	if n%9 == 4 {
		return act(d, d.permits, d.leader, day, &p, DoRefuse, desk.Values{"refuse_reason": {"Đã có đủ bản cho nơi nhận"}})
	}
	for _, step := range []struct {
		who access.Who
		do  duty.Verb
		a   desk.Values
	}{{d.leader, DoPermit, desk.Values{"copies": {fmt.Sprint(p.Asked)}, "decided_on": on}}, {d.officer, DoMake, desk.Values{"making": {fmt.Sprint(p.Asked)}, "made_on": on}},
		{d.officer, DoWaste, desk.Values{"waste_destroyed": {"on"}, "waste_on": on, "waste_by": {p.ExecutorName}}}, {d.officer, DoClose, nil}} {
		if err := act(d, d.permits, step.who, day, &p, step.do, step.a); err != nil {
			return err
		}
	}
	return nil
}
