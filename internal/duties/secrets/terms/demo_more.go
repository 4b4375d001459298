package terms

import (
	"fmt"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// stored finds copies that lie in the store, of one item.
func (d *demoStage) stored(i register.Item) ([]Piece, error) {
	copies, err := register.CopiesOf(d.ctx, d.Tx.View, i.ID)
	var all []Piece
	for _, c := range copies {
		if duty.In(c.State, register.InCustody, register.CopyReleased) && c.Holder == "" {
			all = append(all, Piece{Item: i.ID, Number: i.Number, Copy: c.ID, No: c.No, Kind: c.Kind, Grade: i.Grade, Holder: c.Hand().String()})
		}
	}
	return all, err
}

// begun puts the stored copies of items on the list of a destruction.
func (d *demoStage) begun(items []register.Item, day vn.Day) (Destruction, error) {
	x := Destruction{Base: duty.Base{Org: d.office}, State: Proposed, Unit: d.office, Proposal: d.proposal(day, "Hết giá trị sử dụng, không thuộc diện lưu trữ lâu dài")}
	t := d.at(d.officer, day)
	x.UnitName = desk.UnitName(d.ctx, t.View, d.office, d.Today)
	for _, i := range items {
		more, err := d.stored(i)
		if err != nil {
			return x, err
		}
		x.List = append(x.List, more...)
	}
	if err := count(d.ctx, t, &x); err != nil || x.Pieces == 0 {
		return x, err
	}
	if err := numbered(d.ctx, t, &x); err != nil {
		return x, err
	}
	if err := db.Save(d.ctx, d.Tx, &x); err != nil {
		return x, err
	}
	return x, saveList(d.ctx, t, &x)
}

// destruction takes a list through some of its steps.
func (d *demoStage) destruction(items []register.Item, day vn.Day, steps int) error {
	x, err := d.begun(items, day)
	if err != nil || x.Pieces == 0 {
		return err
	}
	set, met, decided, done := day.AddDays(4), day.AddDays(9), day.AddDays(14), day.AddDays(18)
	for n, step := range []struct {
		who access.Who
		on  vn.Day
		do  duty.Verb
		v   desk.Values
	}{{d.leader, set, DoSetCouncil, desk.Values{"set_up_no": d.no("-QĐ/TU"), "set_up_on": {string(set)}, "chair_name": {"Chánh Văn phòng"}, "chair_post": {"Lãnh đạo cơ quan"}, "chair_unit": {d.office},
		"members": {"Đại diện Công an tỉnh"}, "keeper_name": {d.officer.Name}}},
		{d.officer, met, DoReview, desk.Values{"minutes_no": d.no("-BB/HĐ"), "met_on": {string(met)}, "opinion": {"Thống nhất đề nghị tiêu hủy theo danh mục"}}},
		{d.leader, decided, DoDecide, d.decision(decided)},
		{d.officer, done, DoExecute, desk.Values{"executed_on": {string(done)}, "place": {"Phòng tiêu hủy của cơ quan"}, "method": {string(Shredded)}, "executors": {d.officer.Name + "\nCán bộ văn thư"}}},
		{d.officer, done, DoRecord, desk.Values{"record_no": d.no("-BB/TH"), "recorded_on": {string(done)}}}} {
		if n >= steps {
			break
		}
		if err := play(d, d.k.destructions(), step.who, step.on, &x, step.do, step.v); err != nil {
			return err
		}
	}
	return nil
}

// destroyed plays one destruction a year, and an urgent one in a flood.
func (d *demoStage) destroyed() error {
	for year := 2016; year < d.Today.Year(); year++ {
		items, err := d.items(d.some(6), "t.book = 'in' AND t.year = $2 AND t.state <> 'destroyed'", year-1)
		if err == nil {
			err = d.destruction(items, vn.Day(fmt.Sprintf("%d-11-05", year)), 5)
		}
		if err != nil {
			return err
		}
	}
	items, err := d.items(1, "t.book = 'in' AND t.year = 2019 AND t.state = 'registered'")
	if err != nil {
		return err
	}
	return d.urgently(items, "2020-10-19", true)
}

// urgently enters an urgent destruction, with its report or still without.
func (d *demoStage) urgently(items []register.Item, day vn.Day, reported bool) error {
	if len(items) == 0 {
		return nil
	}
	list, err := d.stored(items[0])
	if err != nil || len(list) == 0 {
		return err
	}
	t := d.at(d.officer, day)
	x := Destruction{Base: duty.Base{Org: d.office}, Unit: d.office, UnitName: desk.UnitName(d.ctx, t.View, d.office, d.Today), List: list[:1], Chosen: []string{list[0].Copy},
		Place: "Nơi cất giữ tạm", Method: Burnt, Executors: []string{d.officer.Name}, ExecutedOn: day, Proposal: Proposal{Reason: "Nước lũ tràn vào kho, không kịp di chuyển"}}
	if err := destroyUrgently(d.ctx, t, &x); err != nil {
		return err
	}
	if err := db.Save(d.ctx, d.Tx, &x); err != nil {
		return err
	}
	if err := saveList(d.ctx, t, &x); err != nil {
		return err
	}
	if err := destroy(d.ctx, t, x, x.Code); err != nil || !reported {
		return err
	}
	return play(d, d.k.destructions(), d.officer, day, &x, DoReport, desk.Values{"report_no": d.no("-BC/VP"), "report_to": {"Bí thư Tỉnh ủy"}, "reported_on": {string(day)}})
}

// extension takes the extension of an item as far as asked: proposed, decided,
// stamped and notified.
func (d *demoStage) extension(i register.Item, day vn.Day, steps int) error {
	e := Extension{Base: duty.Base{Org: i.Org, Dossier: i.ID}, State: Proposed, Item: i.ID, Number: i.Number, Grade: i.Grade, ExpiresOn: i.ExpiresOn, Months: 60, Of: i, Proposal: Proposal{Reason: "Nội dung còn cần bảo vệ"}}
	t := d.at(d.officer, day.AddDays(-8))
	if err := fillExtension(d.ctx, t, &e); err != nil {
		return err
	}
	if err := db.Save(d.ctx, d.Tx, &e); err != nil || steps < 1 {
		return err
	}
	v := d.decision(day)
	v["months"] = []string{"60"}
	if err := play(d, d.k.extensions(), d.leader, day, &e, DoDecide, v); err != nil || steps < 2 {
		return err
	}
	if err := play(d, d.k.extensions(), d.officer, day.AddDays(2), &e, DoStamp, desk.Values{"stamped_on": {string(day.AddDays(2))}}); err != nil {
		return err
	}
	return d.settle(e.ID, day)
}

// ending finds items of OUT whose term ends between two days from today.
func (d *demoStage) ending(n, from, to int) ([]register.Item, error) {
	return d.items(n, "t.book = 'out' AND t.ended_on = '' AND t.state = 'issued' AND t.expires_on > $2 AND t.expires_on < $3", string(d.Today.AddDays(from)), string(d.Today.AddDays(to)))
}

// extended plays extensions of the last months.
func (d *demoStage) extended() error {
	items, err := d.ending(d.some(12), 150, 365)
	for n, i := range items {
		if err == nil {
			err = d.extension(i, d.Today.AddDays(-90+n*5), 2)
		}
	}
	return err
}

// present leaves what waits for somebody today: proposals, a decision without
// its stamp and notices, councils, destructions, an urgent one to be reported.
func (d *demoStage) present() error {
	items, err := d.ending(3, 75, 365)
	for n, i := range items {
		if err == nil {
			err = d.extension(i, d.Today.AddDays(-1-n), n/2)
		}
	}
	if err != nil {
		return err
	}
	live, err := d.items(4, "t.book = 'out' AND t.state = 'issued' AND t.year = $2 AND t.grade = 1", d.Today.Year()-1)
	for n, i := range live {
		switch {
		case err != nil:
		case n == 0:
			c := LevelChange{Base: duty.Base{Org: i.Org, Dossier: i.ID}, State: Proposed, Item: i.ID, Number: i.Number, From: i.Grade, To: access.HighSecret, OldExpiresOn: i.ExpiresOn, Proposal: d.proposal(d.Today.AddDays(-2), "Đề nghị nâng độ mật")}
			err = db.Save(d.ctx, d.Tx, &c)
		case n == 1:
			_, err = d.level(i, access.HighSecret, d.Today.AddDays(-3))
		default:
			_, err = d.council(i, nil, d.Today.AddDays(4), n-2)
		}
	}
	if err != nil {
		return err
	}
	for n, days := range []int{-2, -12, -16} {
		in, err := d.items(d.some(4), "t.book = 'in' AND t.state = 'registered' AND t.year = $2", d.Today.Year()-1)
		if err == nil {
			err = d.destruction(in, d.Today.AddDays(days), n+n/2)
		}
		if err != nil {
			return err
		}
	}
	in, err := d.items(1, "t.book = 'in' AND t.state = 'registered' AND t.year = $2", d.Today.Year()-2)
	if err != nil {
		return err
	}
	return d.urgently(in, d.Today, false)
}
