package register

import (
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

func TestTableOfAuthority(t *testing.T) {
	all, err := ReadAuthorities(authorityCSV)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		power Power
		post  string
		on    vn.Day
		want  access.Level
	}{
		{PermitCopy, "provincial_secretary", "2021-01-01", access.TopSecret},
		{PermitCopy, "department_head", "2021-01-01", access.HighSecret},
		{PermitCopy, "division_head", "2021-01-01", access.Secret},
		{PermitCopy, "district_secretary", "2021-01-01", access.HighSecret},
		{PermitCopy, "district_secretary", "2026-03-01", 0},
		{PermitCopy, "commune_secretary", "2021-01-01", 0},
		{PermitCopy, "commune_secretary", "2026-03-01", access.HighSecret},
		{PermitCopy, "commune_division_head", "2026-03-01", access.Secret},
		{CarryAbroad, "provincial_secretary", "2026-11-24", access.TopSecret},
		{CarryAbroad, "department_head", "2026-11-24", 0},
		{ProvideOut, "prime_minister", "2026-11-24", access.TopSecret},
		{ProvideOut, "provincial_secretary", "2026-11-24", access.HighSecret},
		{Destroy, "division_head", "2026-11-24", 0},
	} {
		a, _ := held(all, x.power, x.post, x.on)
		if a.Grade != x.want {
			t.Errorf("%s of %s on %s: up to %d, want %d", x.power, x.post, x.on, a.Grade, x.want)
		}
	}
	for _, bad := range []string{"power\ncopy,x,9,yes,L,,2020-01-01,,A", "power\nsing,x,1,yes,L,,2020-01-01,,A", "power\n"} {
		if _, err := ReadAuthorities("power,post,grade,delegates,instrument,article,valid_from,valid_to,confidence" + bad[len("power"):]); (err == nil) != (bad == "power\n") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestS10_TierBelowTheLevel(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, v, p := t.Context(), d.As(db.System), law.Default()
		o.save(&Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.Inspector, Post: "division_head", From: "2020-01-01", To: "2026-12-31"})
		for _, x := range []struct {
			person string
			grade  access.Level
			on     vn.Day
			want   string
		}{
			{dutytest.HeadHer, access.TopSecret, "2026-11-24", ""},
			{dutytest.Inspector, access.Secret, "2026-11-24", ""},
			{dutytest.Inspector, access.HighSecret, "2026-11-24", "secrets.refuse.tier"},
			{dutytest.Inspector, access.Secret, "2027-01-01", "secrets.refuse.no_post"},
			{dutytest.Member, access.Secret, "2026-11-24", "secrets.refuse.no_post"},
			{"", access.Secret, "2026-11-24", "secrets.refuse.no_person"},
		} {
			if got := keyOf(Permits(ctx, v, p, PermitCopy, x.person, x.grade, x.on)); got != x.want {
				t.Errorf("%+v: %q", x, got)
			}
		}
		// a row that an administrator added holds too
		o.save(&Authority{Base: duty.Base{Org: dutytest.Office}, Power: PermitCopy, Post: "division_head", Grade: access.HighSecret, ValidFrom: "2026-06-01"})
		if err := Permits(ctx, v, p, PermitCopy, dutytest.Inspector, access.HighSecret, "2026-11-24"); err != nil {
			t.Errorf("with the added row: %v", err)
		}
	})
}

func TestS11_DelegationOfPower(t *testing.T) {
	row := Authority{Power: PermitCopy, Post: "provincial_secretary", Grade: access.TopSecret, Delegates: true}
	head := []Appointment{{Person: "h", Post: "provincial_secretary", From: "2020-01-01"}}
	sound := DelegationOfPower{State: Given, Power: PermitCopy, Grade: access.HighSecret, Giver: "h", Deputy: "d", Number: "1", SignedOn: "2026-01-05", Scope: "x", Content: "y", FromOn: "2026-01-06", ToOn: "2026-12-31"}
	for _, x := range []struct {
		name  string
		d     func(*DelegationOfPower)
		row   func(*Authority)
		given []Appointment
		grade access.Level
		want  string
	}{
		{name: "sound"},
		{name: "no number", d: func(d *DelegationOfPower) { d.Number = "" }, want: "secrets.refuse.delegation_unwritten"},
		{name: "no scope", d: func(d *DelegationOfPower) { d.Scope = "" }, want: "secrets.refuse.delegation_bare"},
		{name: "no content", d: func(d *DelegationOfPower) { d.Content = "" }, want: "secrets.refuse.delegation_bare"},
		{name: "no term", d: func(d *DelegationOfPower) { d.ToOn = "" }, want: "secrets.refuse.delegation_bare"},
		{name: "over", d: func(d *DelegationOfPower) { d.ToOn = "2026-11-23" }, want: "secrets.refuse.delegation_expired"},
		{name: "revoked", d: func(d *DelegationOfPower) { d.State, d.RevokedOn = Revoked, "2026-11-01" }, want: "secrets.refuse.delegation_revoked"},
		{name: "by a deputy", given: []Appointment{{Person: "h", Post: "provincial_secretary", Deputy: true, From: "2020-01-01"}}, want: "secrets.refuse.sub_delegation"},
		{name: "by nobody", given: []Appointment{}, want: "secrets.refuse.sub_delegation"},
		{name: "level", grade: access.TopSecret, want: "secrets.refuse.delegation_level"},
		{name: "not delegable", row: func(a *Authority) { a.Delegates = false }, want: "secrets.refuse.not_delegable"},
	} {
		d, r, given, grade := sound, row, head, access.HighSecret
		if x.d != nil {
			x.d(&d)
		}
		if x.row != nil {
			x.row(&r)
		}
		if x.given != nil {
			given = x.given
		}
		if x.grade != 0 {
			grade = x.grade
		}
		if got := keyOf(DelegationSound(law.Default(), d, r, given, grade, "2026-11-24")); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx, v, p := t.Context(), d.As(db.System), law.Default()
		o.save(&Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.Inspector, Unit: dutytest.Office, Post: "provincial_secretary", Deputy: true, From: "2020-01-01"})
		if got := keyOf(Permits(ctx, v, p, PermitCopy, dutytest.Inspector, access.Secret, "2026-11-24")); got != "secrets.refuse.no_delegation" {
			t.Errorf("a deputy without a paper: %q", got)
		}
		a := desk.Values{"giver": {dutytest.HeadHer}, "deputy": {dutytest.Inspector}, "power": {"copy"}, "grade": {"2"}, "number": {"12-UQ/TU"}, "signed_on": {"2026-11-20"}, "scope": {"Tỉnh ủy"}, "content": {"Sao, chụp"}, "from_on": {"2026-11-21"}, "to_on": {"2027-01-31"}}
		del, err := o.k.delegations().Begin(ctx, o.officer, "record", "", a)
		o.fine(err)
		for _, x := range []struct {
			grade access.Level
			on    vn.Day
			want  string
		}{{access.HighSecret, "2026-11-24", ""}, {access.TopSecret, "2026-11-24", "secrets.refuse.delegation_level"}, {access.Secret, "2027-02-01", "secrets.refuse.delegation_expired"}} {
			if got := keyOf(Permits(ctx, v, p, PermitCopy, dutytest.Inspector, x.grade, x.on)); got != x.want {
				t.Errorf("%+v: %q", x, got)
			}
		}
		// the deputy hands it on
		o.save(&Appointment{Base: duty.Base{Org: dutytest.Office}, Person: dutytest.Keeper, Unit: dutytest.Office, Post: "provincial_secretary", Deputy: true, From: "2020-01-01"})
		a["giver"], a["deputy"] = []string{dutytest.Inspector}, []string{dutytest.Keeper}
		_, err = o.k.delegations().Begin(ctx, o.officer, "record", "", a)
		o.refused(err, "secrets.refuse.sub_delegation")
		a["giver"], a["deputy"] = []string{dutytest.HeadHer}, []string{dutytest.Member}
		_, err = o.k.delegations().Begin(ctx, o.officer, "record", "", a)
		o.refused(err, "secrets.refuse.not_deputy")
		_, err = o.k.delegations().Take(ctx, o.officer, del.ID, 0, "revoke", desk.Values{"revoked_on": {"2026-11-24"}, "revoked_why": {"thôi phân công"}})
		o.fine(err)
		if got := keyOf(Permits(ctx, v, p, PermitCopy, dutytest.Inspector, access.Secret, "2026-11-24")); got != "secrets.refuse.delegation_revoked" {
			t.Errorf("revoked: %q", got)
		}
	})
}

func TestFourEyes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		both := o.leader
		both.Rights = append(both.Rights, Propose)
		i, err := o.draft(nil)
		o.fine(err)
		i, err = o.k.items().Take(t.Context(), both, i.ID, 0, DoPropose, desk.Values{})
		o.fine(err)
		_, err = o.k.items().Take(t.Context(), both, i.ID, 0, DoDetermine, desk.Values{"grade": {"2"}, "determined_on": {"2026-11-24"}, "list_entry": {o.entry.ID}})
		o.refused(err, "secrets.refuse.own_proposal")
		stranger := o.leader
		stranger.ID, stranger.Person = "a-x", dutytest.Member
		_, err = o.k.items().Take(t.Context(), stranger, i.ID, 0, DoDetermine, desk.Values{"grade": {"2"}, "determined_on": {"2026-11-24"}, "list_entry": {o.entry.ID}})
		o.refused(err, "secrets.refuse.no_post")
	})
}
