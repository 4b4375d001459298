package register

import (
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
)

// A hand-over has two sides: nobody signs for both (M20).
func TestTwoSidesOfAHandOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.copies()
		_, copies := o.item(nil)
		_, err := fo.Take(ctx, o.officer, copies[0].ID, 0, DoGive, desk.Values{"to": {dutytest.Keeper}})
		o.refused(err, "secrets.refuse.own_hand_over") // the keeper to the own person
		_, err = fo.Take(ctx, o.officer, copies[0].ID, 0, DoGive, desk.Values{"to_unit": {dutytest.Commune}})
		o.fine(err)
		for _, who := range []access.Who{o.officer, o.officer2} {
			_, err = fo.Take(ctx, who, copies[0].ID, 0, DoConfirm, desk.Values{})
			o.refused(err, "secrets.refuse.not_receiver") // the giving office for the other one
		}
		keeper := o.officer2
		keeper.ID, keeper.Unit = "a-keeper-below", dutytest.Commune
		_, err = fo.Take(ctx, keeper, copies[0].ID, 0, DoConfirm, desk.Values{})
		o.fine(err)

		c := o.hand(copies[1])
		_, err = fo.Take(ctx, o.officer, c.ID, 0, DoRecall, desk.Values{"due_on": {"2026-11-30"}})
		o.fine(err)
		_, err = fo.Take(ctx, o.officer, c.ID, 0, DoSendBack, desk.Values{"to_name": {"Công an tỉnh"}, "note": {"CG-1"}})
		o.refused(err, "secrets.refuse.not_in_store") // it is in the inspector's hand
		_, err = fo.Take(ctx, o.officer, c.ID, 0, DoBring, desk.Values{})
		o.fine(err)
		_, err = fo.Take(ctx, o.officer, c.ID, 0, DoConfirm, desk.Values{})
		o.refused(err, "secrets.refuse.own_hand_over")
		_, err = fo.Take(ctx, o.officer2, c.ID, 0, DoConfirm, desk.Values{})
		o.fine(err)
		o.Verify()
	})
}

// A loan is approved by a third person.
func TestLoanIsApproved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.copies()
		_, copies := o.item(nil)
		a := desk.Values{"to": {dutytest.Inspector}, "due_on": {"2026-11-27"}, "basis": {"P1"}}
		_, err := fo.Take(ctx, o.officer, copies[0].ID, 0, DoLend, a)
		o.refused(err, "desk.need")
		for _, who := range []string{dutytest.Inspector, dutytest.Keeper} {
			a["approver"] = []string{who}
			_, err := fo.Take(ctx, o.officer, copies[0].ID, 0, DoLend, a)
			o.refused(err, "secrets.refuse.own_loan")
		}
		a["approver"] = []string{dutytest.HeadHer}
		c, err := fo.Take(ctx, o.officer, copies[0].ID, 0, DoLend, a)
		if o.fine(err); c.ApproverName != dutytest.Names[dutytest.HeadHer] {
			t.Errorf("approved by %q", c.ApproverName)
		}
		_, err = fo.Take(ctx, o.inspector, c.ID, 0, DoConfirm, desk.Values{})
		o.fine(err)
		c, err = fo.Take(ctx, o.officer, c.ID, 0, DoTakeBack, desk.Values{"place": {"Tủ 2"}, "note": {"phiếu 7"}})
		if o.fine(err); c.Approver != "" {
			t.Error("the approval outlives the loan")
		}
	})
}

// The abstract is held to the law of the day of the entry, not of the day the
// level was determined.
func TestS01_AbstractOnTheDayOfTheEntry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		o.On("2026-02-27")
		i, err := o.draft(desk.Values{"grade": {"3"}, "words": {"Có đồng ý"}, "abstract_consent": {"Bí thư"}})
		o.fine(err)
		i, err = o.k.items().Take(t.Context(), o.officer, i.ID, 0, DoPropose, desk.Values{})
		o.fine(err)
		i, err = o.k.items().Take(t.Context(), o.leader, i.ID, 0, DoDetermine, desk.Values{"grade": {"3"}, "determined_on": {"2026-02-27"}, "list_entry": {i.ListEntry}, "basis": {i.Basis}})
		o.fine(err)
		o.On("2026-03-02")
		_, err = o.k.items().Take(t.Context(), o.officer, i.ID, 0, DoRegister, desk.Values{"symbol": {"BC/TU"}, "copies": {"1"}})
		o.fine(err)
		if words, err := abstractOf(t.Context(), d.As(db.System), i.ID); err != nil || words != "" {
			t.Errorf("the abstract %q went into the book (%v)", words, err)
		}
	})
}

// The day of the determination is not typed back to a law that asks for less.
func TestS03_NoDayBeforeTheDraft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		i, err := o.draft(nil)
		o.fine(err)
		i, err = o.k.items().Take(t.Context(), o.officer, i.ID, 0, DoPropose, desk.Values{})
		o.fine(err)
		_, err = o.k.items().Take(t.Context(), o.leader, i.ID, 0, DoDetermine, desk.Values{"grade": {"2"}, "determined_on": {"2026-02-27"}, "basis": {"Điều 7"}})
		o.refused(err, "secrets.refuse.future")
	})
}

// A delegation holds from the day it is signed, and for one's own deputy.
func TestS11_SignedFirstAndToOnesOwnDeputy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		o.save(&Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.Inspector, Post: "provincial_secretary", Deputy: true, Unit: dutytest.Office, From: "2021-01-01"})
		a := desk.Values{"giver": {dutytest.HeadHer}, "deputy": {dutytest.Inspector}, "power": {"copy"}, "grade": {"2"}, "number": {"5-UQ/TU"}, "signed_on": {"2026-11-20"},
			"scope": {"Văn phòng"}, "content": {"Cho phép sao"}, "from_on": {"2026-11-10"}, "to_on": {"2026-12-31"}}
		_, err := o.k.delegations().Begin(t.Context(), o.officer, "record", "", a)
		o.refused(err, "secrets.refuse.future")
		a["from_on"] = []string{"2026-11-20"}
		_, err = o.k.delegations().Begin(t.Context(), o.officer, "record", "", a)
		o.fine(err)
		o.save(&Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.Member, Post: "provincial_secretary", Deputy: true, Unit: dutytest.Commune, From: "2021-01-01"})
		a["deputy"] = []string{dutytest.Member}
		_, err = o.k.delegations().Begin(t.Context(), o.officer, "record", "", a)
		o.refused(err, "secrets.refuse.sub_delegation") // the deputy of another office
	})
}

// The secret of a place ends with its use, on no day known before (art. 19(3)).
func TestS15_PlaceHasNoLastDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		i, _ := o.item(desk.Values{"carrier": {"place"}})
		if i.ExpiresOn != "" || i.TermCode != "S-TERM-PLACE" {
			t.Errorf("protected until %q by %s", i.ExpiresOn, i.TermCode)
		}
	})
}

// Who leaves does not close the own hand-over.
func TestS25_NobodyClosesTheOwnHandOver(t *testing.T) {
	if err := closeSound(Handover{Person: dutytest.Keeper, UndertakingOn: "2026-11-20"}, duty.Moment{Who: dutytest.Who(t, "officer"), Today: "2026-11-24"}); keyOf(err) != "secrets.refuse.own_hand_over" {
		t.Errorf("closed: %v", err)
	}
}

// A copy that came from another office of the instance is entered in the book of
// the one that received it, as the same copy (A8, step 5).
func TestArrivalFromAnotherOffice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx := t.Context()
		i, copies := o.item(nil)
		for n := range 2 {
			c := copies[n]
			c.Unit, c.Home, c.HomeName, c.Org, c.AwaitsEntry, c.HeldSince = dutytest.Commune, dutytest.Commune, "Đảng ủy xã Đồi Chè", dutytest.Commune, true, "2026-11-24"
			o.save(&c)
		}
		clerk := o.officer
		clerk.ID, clerk.Unit, clerk.Person = "a-clerk", dutytest.Commune, dutytest.Member
		tasks, err := work()(ctx, d.As(clerk), "2026-11-24", 20)
		o.fine(err)
		n, href := 0, ""
		for _, x := range tasks {
			if x.Title.Key == "secrets.task.enter" {
				n, href = n+1, x.Href
			}
		}
		if n != 1 || href != "/secrets/item/new/receive?of="+copies[0].ID {
			t.Errorf("%d tasks to enter it, at %q", n, href)
		}
		a := desk.Values{"number": {i.Number}, "issuer_name": {i.IssuerName}, "determined_on": {string(i.DeterminedOn)}, "arrived_on": {"2026-11-24"}, "kind": {"Báo cáo"}, "carrier": {"paper"}, "grade": {"1"}, "copies": {"2"}, "place": {"Tủ 9"}}
		_, err = o.k.items().Begin(ctx, clerk, DoReceive, copies[0].ID, a)
		o.refused(err, "secrets.refuse.other_than_copies")
		a["grade"] = []string{"2"}
		in, err := o.k.items().Begin(ctx, clerk, DoReceive, copies[0].ID, a)
		if o.fine(err); in.Book != In || in.Seq != 1 || in.Origin != i.ID || in.Org != dutytest.Commune {
			t.Fatalf("entered: %+v", in)
		}
		at, err := CopiesAt(ctx, d.As(clerk), in)
		if o.fine(err); len(at) != 2 || at[0].Place != "Tủ 9" || at[0].AwaitsEntry {
			t.Errorf("its copies: %+v", at)
		}
		if all, err := CopiesOf(ctx, d.As(db.System), i.ID); err != nil || len(all) != 3 {
			t.Errorf("%d copies of three (%v)", len(all), err)
		}
		_, err = o.k.items().Begin(ctx, clerk, DoReceive, copies[1].ID, a)
		o.refused(err, "secrets.refuse.entered")
		o.Verify()
	})
}

// A copy is destroyed urgently wherever it is, through the flow (S24).
func TestS24_DestroyedWhereItIs(t *testing.T) {
	f := CopyFlow()
	for _, s := range []duty.State{Made, InTransit, Lent, CarriedOut} {
		if to, err := f.Next(s, DoEndAtOnce, Copy{}, duty.Moment{Who: dutytest.Who(t, "officer"), Today: "2026-11-24"}); err != nil || to != CopyDestroy {
			t.Errorf("from %s: %s, %v", s, to, err)
		}
	}
}

// Information that came without a level gets one as a draft does: proposed by
// one, determined by another (decree 26/2020 art. 2(2)).
func TestA05_WhatCameWithoutALevel(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, fo := t.Context(), o.k.items()
		a := desk.Values{"came_from": {"Sở Y tế, 12/BC-SYT"}, "arrived_on": {"2026-11-25"}, "kind": {"Báo cáo"}, "carrier": {"paper"}, "grade": {"1"}, "list_entry": {o.entry.ID}, "basis": {"Điều 7"}, "copies": {"1"}}
		_, err := fo.Begin(ctx, o.officer, DoTakeUp, "", a)
		o.refused(err, "secrets.refuse.future")
		a["arrived_on"] = []string{"2026-11-23"}
		i, err := fo.Begin(ctx, o.officer, DoTakeUp, "", a)
		if o.fine(err); i.State != Draft || i.CameFrom == "" || i.ArrivedOn != "2026-11-23" {
			t.Fatalf("taken up: %+v", i)
		}
		i, err = fo.Take(ctx, o.officer, i.ID, 0, DoPropose, desk.Values{})
		o.fine(err)
		i, err = fo.Take(ctx, o.leader, i.ID, 0, DoDetermine, desk.Values{"grade": {"1"}, "determined_on": {"2026-11-24"}, "list_entry": {o.entry.ID}, "basis": {"Điều 7"}})
		if o.fine(err); i.State != Determined || i.ExpiresOn != "2036-11-24" {
			t.Errorf("determined: %+v", i)
		}
		o.Get("officer", fo.Href(i.ID))
		o.Get("officer", "/secrets/item/new/take_up")
	})
}
