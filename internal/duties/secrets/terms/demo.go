package terms

import (
	"context"
	"fmt"
	"strconv"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A demoStage plays the years of the module on the items that the demo of the
// register left, each step the way a person takes it, and a living present.
type demoStage struct {
	*duty.Stage
	k       pages
	ctx     context.Context
	officer access.Who
	leader  access.Who
	office  string
	used    map[string]bool // items that have their story already
	paper   int
}

// demo fills the tables with invented data.
func demo(ctx context.Context, s *duty.Stage) error {
	d := &demoStage{Stage: s, k: pages{desk.Desk{ID: ID}}, ctx: ctx, officer: s.Accounts[access.SecretsOfficer], leader: s.Accounts[access.Leader], used: map[string]bool{}}
	d.leader.Clearance = access.TopSecret
	if d.officer.Unit == "" || d.leader.Person == "" {
		return nil // a stage without an officer and a leader decides nothing
	}
	d.office = d.officer.Unit
	for _, part := range []struct {
		name string
		play func() error
	}{{"expired", d.expired}, {"levels", d.levels}, {"councils", d.councils}, {"destroyed", d.destroyed}, {"extended", d.extended}, {"present", d.present}} {
		if err := part.play(); err != nil {
			return fmt.Errorf("demo of the terms of secrets: %s: %w", part.name, err)
		}
	}
	return nil
}

func (d *demoStage) at(w access.Who, day vn.Day) *desk.Turn {
	return &desk.Turn{Tx: d.Tx, Law: d.Law, At: duty.Moment{Who: w, Today: day}}
}

// no gives the next number of a paper.
func (d *demoStage) no(symbol string) []string {
	d.paper++
	return []string{strconv.Itoa(d.paper) + symbol}
}

// play takes a step of a record on a day.
func play[T any, P db.Ptr[T]](d *demoStage, fo desk.Folder[T, P], w access.Who, day vn.Day, r *T, do duty.Verb, v desk.Values) error {
	t := d.at(w, day)
	if fo.Load != nil {
		if err := fo.Load(d.ctx, t.View, t.Law, r); err != nil {
			return err
		}
	}
	if err := fo.TakeIn(d.ctx, t, r, do, v); err != nil {
		return fmt.Errorf("%s on %s: %w", do, day, err)
	}
	return nil
}

// items finds items of the office that have no story yet.
func (d *demoStage) items(limit int, where string, args ...any) ([]register.Item, error) {
	all, err := db.Find[register.Item](d.ctx, d.Tx.View, "t.org = $1 AND t.seq > 0 AND "+where, "ORDER BY t.registered_on, t.id", append([]any{d.office}, args...)...)
	var out []register.Item
	for _, i := range all {
		if len(out) < limit && !d.used[i.ID] {
			d.used[i.ID] = true
			out = append(out, i)
		}
	}
	return out, err
}

// some is a part of a number, at least one.
func (d *demoStage) some(n int) int { return max(1, n/max(1, d.Share)) }

// proposal is a proposal of the officer on a day.
func (d *demoStage) proposal(day vn.Day, reason string) Proposal {
	return Proposal{ProposedBy: d.officer.ID, ProposedByName: d.officer.Name, ProposedOn: day, Reason: reason}
}

func (d *demoStage) decision(day vn.Day) desk.Values {
	return desk.Values{"decision_no": d.no("-QĐ/TU"), "decided_on": {string(day)}}
}

// settle sends, confirms and re-marks the notices of a record; one in eleven
// went out late.
func (d *demoStage) settle(record string, day vn.Day) error {
	all, err := db.Find[Notice](d.ctx, d.Tx.View, "t.record = $1", "ORDER BY t.id", record)
	for _, n := range all {
		sent := day.AddDays(2 + d.Rand.IntN(10))
		if d.Rand.IntN(11) == 0 {
			sent = day.AddDays(18)
		}
		receiver := d.officer
		if n.Unit != "" && n.Unit != receiver.Unit { // each side signs for itself
			receiver.ID, receiver.Name, receiver.Unit, receiver.Person = "demo-"+n.Unit, n.To(), n.Unit, ""
		}
		for _, step := range []struct {
			do   duty.Verb
			name string
			on   vn.Day
		}{{DoSend, "sent_on", sent}, {DoAcknowledge, "acknowledged_on", sent.AddDays(3)}, {DoRemark, "remarked_on", sent.AddDays(5)}} {
			if err == nil && step.on <= d.Today {
				who := receiver
				if step.do == DoSend {
					who = d.officer
				}
				err = play(d, d.k.notices(), who, step.on, &n, step.do, desk.Values{step.name: {string(step.on)}, "sent_no": {"TB"}})
			}
		}
	}
	return err
}

// expired files the declassification of what the register has as ended.
func (d *demoStage) expired() error {
	all, err := db.Find[register.Item](d.ctx, d.Tx.View, "t.org = $1 AND t.state = 'declassified' AND t.ended_why = 'expiry'", "ORDER BY t.ended_on, t.id", d.office)
	if err != nil {
		return err
	}
	for _, i := range all {
		x := declassificationOf(i)
		x.State, x.Way, x.ProposedOn, x.EffectiveOn = Remarked, ByExpiry, i.EndedOn, i.EndedOn
		if x.Ground, err = EndUnder(d.Law, i, i.Grade, nil, d.Today); err != nil {
			return err
		}
		due, err := NoticeTerm(d.Law, OfExpiry, i.EndedOn)
		if err != nil {
			return err
		}
		x.NoticeDue, x.NotifiedOn, x.RemarkedOn = due.Due, i.EndedOn.AddDays(4), i.EndedOn.AddDays(9)
		if err := db.Save(d.ctx, d.Tx, &x); err != nil {
			return err
		}
		n := Notice{Base: duty.Base{Org: i.Org, Dossier: i.ID}, State: Remarked, Cause: OfExpiry, Record: x.ID, Item: i.ID, Number: i.Number, Grade: i.Grade, Unit: i.Org, UnitName: i.Storing,
			From: i.EndedOn, DueOn: due.Due, Due: due, SentNo: "TB", SentOn: x.NotifiedOn, SentBy: d.officer.ID, AcknowledgedOn: x.NotifiedOn, AcknowledgedBy: d.officer.ID, AcknowledgedName: d.officer.Name,
			RemarkedOn: x.RemarkedOn, RemarkedBy: d.officer.ID, RemarkedName: d.officer.Name}
		if err := db.Save(d.ctx, d.Tx, &n); err != nil {
			return err
		}
	}
	return nil
}

// level proposes and decides another level on a day.
func (d *demoStage) level(i register.Item, to access.Level, day vn.Day) (LevelChange, error) {
	c := LevelChange{Base: duty.Base{Org: i.Org, Dossier: i.ID}, State: Proposed, Item: i.ID, Number: i.Number, From: i.Grade, To: to, OldExpiresOn: i.ExpiresOn,
		Proposal: d.proposal(day.AddDays(-5), "Mức độ ảnh hưởng đã thay đổi")}
	err := db.Save(d.ctx, d.Tx, &c)
	if err == nil {
		v := d.decision(day)
		v["to_grade"] = []string{strconv.Itoa(int(to))}
		entries, found := db.Find[register.ListEntry](d.ctx, d.Tx.View, "t.grade >= $1 AND t.valid_from <= $2 AND t.valid_to = ''", "ORDER BY t.grade, t.id LIMIT 1", int(to), string(day))
		if len(entries) > 0 && to > i.Grade {
			v["entry"] = []string{entries[0].ID}
		}
		if found != nil {
			return c, found
		}
		err = play(d, d.k.levels(), d.leader, day, &c, DoDecide, v)
	}
	return c, err
}

// levels plays changes of level since the protection terms of the law of 2018.
func (d *demoStage) levels() error {
	for year := 2019; year < d.Today.Year(); year++ {
		for n, x := range []struct{ from, to access.Level }{{access.HighSecret, access.Secret}, {access.Secret, access.HighSecret}} {
			if n > 0 && year%2 == 0 {
				continue
			}
			items, err := d.items(1, "t.book = 'out' AND t.state = 'issued' AND t.grade = $2 AND t.year = $3", int(x.from), year)
			if err != nil {
				return err
			}
			for _, i := range items {
				day := min(i.RegisteredOn.AddDays(200+d.Rand.IntN(150)), d.Today.AddDays(-40))
				c, err := d.level(i, x.to, day)
				if err == nil {
					err = d.settle(c.ID, day)
				}
				if err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// council takes a declassification as far as its decision.
func (d *demoStage) council(i register.Item, partial []string, day vn.Day, steps int) (Declassification, error) {
	x := declassificationOf(i)
	x.State, x.Way, x.Partial, x.Released, x.Proposal = Proposed, ByCouncil, len(partial) > 0, partial, d.proposal(day.AddDays(-30), "Nội dung không còn cần bảo vệ")
	if err := db.Save(d.ctx, d.Tx, &x); err != nil {
		return x, err
	}
	set, met := day.AddDays(-20), day.AddDays(-6)
	last := d.decision(day)
	last["item_filed"], last["released"] = []string{"on"}, []string{joined("", partial)}
	for n, step := range []struct {
		who access.Who
		on  vn.Day
		do  duty.Verb
		v   desk.Values
	}{{d.leader, set, DoSetCouncil, desk.Values{"set_up_no": d.no("-QĐ/TU"), "set_up_on": {string(set)}, "chair_name": {"Phó Bí thư Thường trực"}, "chair_post": {"Phó bí thư"}, "chair_unit": {d.office}, "members": {"Đại diện Công an tỉnh\nĐại diện Văn phòng"}}},
		{d.officer, met, DoReview, desk.Values{"minutes_no": d.no("-BB/HĐ"), "met_on": {string(met)}, "opinion": {"Thống nhất đề nghị giải mật"}}},
		{d.leader, day, DoDecide, last}} {
		if n >= steps {
			break
		}
		if err := play(d, d.k.declassifications(), step.who, step.on, &x, step.do, step.v); err != nil {
			return x, err
		}
	}
	return x, nil
}

// councils plays declassifications by council, every other one of a part.
func (d *demoStage) councils() error {
	for n, year := 0, 2021; year < d.Today.Year(); n, year = n+1, year+1 {
		items, err := d.items(1, "t.book = 'out' AND t.state = 'issued' AND t.year = $2", year-2)
		for _, i := range items {
			if err != nil {
				break
			}
			var partial []string
			if n%2 == 1 {
				partial = []string{"Phụ lục 1"}
			}
			day := vn.Day(fmt.Sprintf("%d-09-%02d", year, 8+n))
			var x Declassification
			if x, err = d.council(i, partial, day, 3); err == nil {
				err = d.settle(x.ID, day)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
