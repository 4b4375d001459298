package register

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	qr "github.com/piglig/go-qr"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

func keyOf(err error) string {
	for _, p := range text.Problems(err) {
		return p.Key
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestS01_NoAbstractOfTopSecrets(t *testing.T) {
	p := law.Default()
	for _, x := range []struct {
		grade             access.Level
		abstract, consent string
		on                vn.Day
		want              string
	}{
		{access.TopSecret, "Về …", "", "2026-11-24", "secrets.refuse.abstract"},
		{access.TopSecret, "Về …", "Bí thư", "2026-03-01", "secrets.refuse.abstract"},
		{access.TopSecret, "Về …", "", "2026-02-28", "secrets.refuse.abstract_consent"},
		{access.TopSecret, "Về …", "Bí thư", "2026-02-28", ""},
		{access.TopSecret, "Về …", "", "2016-05-01", "secrets.refuse.abstract_consent"},
		{access.TopSecret, "", "", "2026-11-24", ""},
		{access.HighSecret, "Về …", "", "2026-11-24", ""},
	} {
		if got := keyOf(AbstractAllowed(p, x.grade, x.abstract, x.consent, x.on)); got != x.want {
			t.Errorf("%+v: %q", x, got)
		}
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		_, err := o.draft(desk.Values{"grade": {"3"}})
		o.refused(err, "secrets.refuse.abstract")
		_, err = o.arrival(desk.Values{"grade": {"3"}})
		o.refused(err, "secrets.refuse.abstract")
		i, err := o.arrival(desk.Values{"grade": {"3"}, "words": {""}})
		o.fine(err)
		if n, err := db.Count[Abstract](t.Context(), d.As(db.System), "t.item = $1", i.ID); n != 0 || err != nil {
			t.Errorf("%d abstracts of a top secret, %v", n, err)
		}
		// an item raised to top secret loses its abstract
		high, _ := o.item(nil)
		o.fine(o.k.Change(t.Context(), o.leader, "test", func(turn *desk.Turn) error {
			return Settle(t.Context(), turn, &high, DoRaise, func(i *Item) { i.Grade = access.TopSecret })
		}))
		if w, err := abstractOf(t.Context(), d.As(db.System), high.ID); w != "" || err != nil || high.State != Raised {
			t.Errorf("raised: %s with the abstract %q, %v", high.State, w, err)
		}
	})
}

func TestS03_NotOnTheList(t *testing.T) {
	p := law.Default()
	e := &ListEntry{Decision: "1722/QĐ-TTg", Clause: "khoản 2", Grade: access.HighSecret, ValidFrom: "2020-11-03", ValidTo: "2027-12-31"}
	for _, x := range []struct {
		entry *ListEntry
		grade access.Level
		on    vn.Day
		want  string
	}{
		{nil, access.Secret, "2026-03-01", "secrets.refuse.not_on_list"},
		{nil, access.Secret, "2026-02-28", ""},
		{e, access.Secret, "2026-11-24", ""},
		{e, access.TopSecret, "2026-11-24", "secrets.refuse.above_list"},
		{e, access.Secret, "2028-01-01", "secrets.refuse.entry_not_in_force"},
	} {
		if got := keyOf(OnTheList(p, x.entry, x.grade, x.on)); got != x.want {
			t.Errorf("%+v on %s: %q", x.entry, x.on, got)
		}
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		_, err := o.draft(desk.Values{"list_entry": {""}})
		o.refused(err, "secrets.refuse.not_on_list")
	})
}

func TestS04_HighestPartWins(t *testing.T) {
	if got := Highest(access.Secret, []Part{{"Phụ lục 1", access.Secret}, {"Phụ lục 2", access.HighSecret}}); got != access.HighSecret {
		t.Errorf("level %d", got)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		i, err := o.draft(desk.Values{"grade": {"1"}, "parts": {"Phụ lục 1: mật\nPhụ lục 2: tối mật"}})
		if o.fine(err); i.Grade != access.HighSecret || len(i.Parts) != 2 {
			t.Errorf("%+v", i)
		}
		_, err = o.draft(desk.Values{"parts": {"Phụ lục 1: bí mật lắm"}})
		o.refused(err, "secrets.refuse.part")
		i, err = o.k.items().Take(t.Context(), o.officer, i.ID, 0, DoPropose, desk.Values{})
		o.fine(err)
		_, err = o.k.items().Take(t.Context(), o.leader, i.ID, 0, DoDetermine, desk.Values{"grade": {"1"}, "determined_on": {"2026-11-24"}, "list_entry": {o.entry.ID}})
		o.refused(err, "secrets.refuse.parts_higher")
	})
}

func TestS15_TermOfProtection(t *testing.T) {
	p := law.Default()
	for _, x := range []struct {
		grade      access.Level
		determined vn.Day
		short      vn.Day
		last       vn.Day
		verified   bool
	}{
		{access.TopSecret, "2021-03-10", "", "2051-03-10", true},
		{access.HighSecret, "2026-01-15", "", "2046-01-15", true},
		{access.Secret, "2020-02-29", "", "2030-02-28", true},
		{access.Secret, "2026-11-24", "", "2036-11-24", false},
		{access.Secret, "2021-03-10", "2021-12-31", "2021-12-31", true},
		{access.Secret, "2021-03-10", "2041-12-31", "2031-03-10", true}, // never longer
		{access.Secret, "2016-12-31", "", "2026-12-31", false},          // before there was a term
		{access.Secret, "", "", "", false},
	} {
		got, err := ProtectedUntil(p, x.grade, x.determined, x.short, "2026-11-24")
		if err != nil || got.Last != x.last || got.Verified != x.verified {
			t.Errorf("%+v: %s %v %v", x, got.Last, got.Verified, err)
		}
		if x.determined != "" && len(got.Steps) == 0 {
			t.Errorf("%+v is not explained", x)
		}
	}
}

func TestS32_NumbersOfTheirOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		o.item(nil)
		in, err := o.arrival(nil)
		if o.fine(err); in.Seq != 1 || in.Number != "221-BC/CA" {
			t.Errorf("book IN begins at %d, %s", in.Seq, in.Number)
		}
		second, _ := o.item(nil)
		o.On("2027-01-04")
		third, _ := o.item(nil)
		if second.Number != "02-BC/TU" || third.Number != "01-BC/TU" || third.Year != 2027 {
			t.Errorf("numbers %s, %s of %d", second.Number, third.Number, third.Year)
		}
		// a number that was given is refused by the table itself
		twice := Item{Base: duty.Base{Org: dutytest.Office}, State: Registered, Book: Out, Year: 2027, Seq: 1}
		if err := d.Change(t.Context(), db.System, "test", func(tx *db.Tx) error { return db.Save(t.Context(), tx, &twice) }); err == nil {
			t.Error("a number was given twice")
		}
		// no act after registration changes it
		fo := o.k.items()
		c, err := fo.Take(t.Context(), o.officer, third.ID, 0, "correct", desk.Values{"number": {"99-XX"}, "seq": {"99"}, "symbol": {"XX"}, "remarks": {"sửa"}})
		if o.fine(err); c.Number != "01-BC/TU" || c.Seq != 1 || c.Remarks != "sửa" {
			t.Errorf("corrected: %+v", c)
		}
		// the other office has a series of its own
		other, err := o.k.items().Begin(t.Context(), o.other, DoReceive, "", desk.Values{"number": {"1"}, "issuer_name": {"X"}, "determined_on": {"2026-12-02"}, "arrived_on": {"2026-12-20"}, "kind": {"Báo cáo"}, "carrier": {"paper"}, "grade": {"1"}, "copies": {"1"}})
		if o.fine(err); other.Seq != 1 {
			t.Errorf("the other office begins at %d", other.Seq)
		}
	})
}

func TestS35_DraftIsProtectedAndAccountedFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		i, err := o.draft(nil)
		o.fine(err)
		all, err := db.Find[Abstract](t.Context(), d.As(db.System), "t.item = $1", "", i.ID)
		if o.fine(err); len(all) != 1 || all[0].Level != access.HighSecret {
			t.Errorf("abstract of a draft: %+v", all)
		}
		if all, err = db.Find[Abstract](t.Context(), d.As(o.inspector), "t.item = $1", "", i.ID); err != nil || len(all) != 0 {
			t.Errorf("the draft's abstract without the clearance: %v %v", all, err)
		}
		x, err := o.k.items().Take(t.Context(), o.officer, i.ID, 0, DoDiscard, desk.Values{})
		if o.fine(err); x.State != DraftDestroyed || x.EndedOn != "2026-11-24" {
			t.Errorf("discarded: %+v", x)
		}
	})
	at := duty.Moment{Today: "2026-11-24", Who: access.Who{ID: "a"}}
	for fate, want := range map[string]string{"": "secrets.need.draft_fate", DraftShredded: "", DraftKept: ""} {
		i := Item{Book: Out, RegisteredOn: "2026-11-20", IssuedOn: "2026-11-24", DraftFate: fate}
		if got := keyOf(issueSound(i, at)); got != want {
			t.Errorf("fate %q: %q", fate, got)
		}
	}
}

func TestS36_RecallByTheDayAfter(t *testing.T) {
	if Overdue("2026-11-24", "2026-11-24") || !Overdue("2026-11-24", "2026-11-25") || Overdue("", "2026-11-25") {
		t.Error("overdue is from the day after")
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := begin(t, d)
		ctx := t.Context()
		_, err := o.arrival(desk.Values{"recallable": {"on"}})
		o.refused(err, "secrets.need.recall_on")
		i, err := o.arrival(desk.Values{"recallable": {"on"}, "recall_on": {"2026-11-26"}})
		o.fine(err)
		o.fine(o.k.daily(ctx, "2026-11-25"))
		copies, err := CopiesOf(ctx, d.As(o.officer), i.ID)
		if o.fine(err); copies[0].State != InCustody {
			t.Errorf("the day before: %s", copies[0].State)
		}
		o.On("2026-11-27")
		o.fine(o.k.daily(ctx, "2026-11-27"), o.k.daily(ctx, "2026-11-27"))
		copies, err = CopiesOf(ctx, d.As(o.officer), i.ID)
		if o.fine(err); copies[0].State != RecallDue || copies[0].DueOn != "2026-11-26" {
			t.Fatalf("due: %+v", copies[0])
		}
		if n, err := db.Count[CustodyEvent](ctx, d.As(db.System), "t.kind = 'recalled'"); err != nil || n != 2 {
			t.Errorf("%d recalls of two copies (%v): the sweep is not to repeat them", n, err)
		}
		if p := o.Get("officer", "/secrets/overdue"); !strings.Contains(p.Body, copies[0].Title()) {
			t.Error("not in the list of what is overdue")
		}
		c, err := o.k.copies().Take(ctx, o.officer, copies[0].ID, 0, DoSendBack, desk.Values{"to_name": {"Công an tỉnh"}, "note": {"phiếu 3"}})
		if o.fine(err); c.State != SentBack || c.SentBackOn != "2026-11-27" {
			t.Errorf("sent back: %+v", c)
		}
		want := []duty.Fact{{Key: "secrets.recalls_due", Unit: dutytest.Office, Day: "2026-11-26", N: 1, Subject: c.ID}, {Key: "secrets.recalls_late", Unit: dutytest.Office, Day: "2026-11-27", N: 1, Subject: c.ID}}
		if diff := cmp.Diff(want, c.Facts()); diff != "" {
			t.Error(diff)
		}
		o.Verify()
	})
}

func TestCopyNumbers(t *testing.T) {
	for _, x := range []struct {
		s    string
		n    int
		want string
	}{{"", 3, "[1 2 3]"}, {"3", 1, "[3]"}, {"1-4", 4, "[1 2 3 4]"}, {"2, 5", 2, "[2 5]"}, {"2, 5", 3, "[]"}, {"2,2", 2, "[]"}, {"4-2", 3, "[]"}, {"x", 1, "[]"}, {"0", 1, "[]"}, {"1-9999", 2, "[]"}} {
		got, err := CopyNumbers(x.s, x.n)
		if fmt.Sprint(got) != x.want || (err != nil) != (x.want == "[]") {
			t.Errorf("%q for %d: %v %v", x.s, x.n, got, err)
		}
	}
}

func TestLabelsReadBack(t *testing.T) {
	id := db.NewID()
	s := LabelText("0A1B2C3D", id)
	code, err := qr.EncodeText(s, qr.Medium)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := DrawLabel(s)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := qr.Decode(picture(t, drawn)); err != nil || got != s || drawn.Size != code.Size()+2*quiet {
		t.Errorf("read %q, %v", got, err)
	}
	if got, err := ReadLabel(" "+strings.ToLower(s)+"\r", "0A1B2C3D"); err != nil || got != id {
		t.Errorf("label of %s read as %s, %v", id, got, err)
	}
	if _, err := ReadLabel(s, "FFFFFFFF"); keyOf(err) != "secrets.refuse.label_other" {
		t.Errorf("label of another register: %v", err)
	}
	if _, err := ReadLabel("8935001234567", "0A1B2C3D"); keyOf(err) != "secrets.refuse.label" {
		t.Errorf("a bar code of a shop: %v", err)
	}
}

// picture draws the path of a code the way a browser does.
func picture(t *testing.T, c Code) image.Image {
	t.Helper()
	const scale = 6
	img := image.NewGray(image.Rect(0, 0, c.Size*scale, c.Size*scale))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, run := range strings.Split(strings.TrimSuffix(c.Path, "z"), "z") {
		var x, y, w, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &w, &back); err != nil || back != w {
			t.Fatalf("path %q: %v", run, err)
		}
		for dy := range scale {
			for dx := range w * scale {
				img.SetGray(x*scale+dx, y*scale+dy, color.Gray{})
			}
		}
	}
	return img
}

func FuzzReadLabel(f *testing.F) {
	f.Add("LC1-0A1B2C3D-0190F0E0A1B27C3D8E4F5A6B7C8D9E0F")
	f.Add("LC1-0A1B2C3D-")
	f.Add("\x00LC1\n")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ReadLabel(s, "0A1B2C3D")
		if err != nil {
			if id != "" || len(text.Problems(err)) == 0 {
				t.Errorf("%q: %q with %v", s, id, err)
			}
			return
		}
		if again, err := ReadLabel(LabelText("0A1B2C3D", id), "0A1B2C3D"); err != nil || again != id {
			t.Errorf("%q: %s reads back as %s, %v", s, id, again, err)
		}
	})
}

// TestCopiesAreInOneHand takes random acts and holds every copy to one hand and
// the counts to the whole.
func TestCopiesAreInOneHand(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		hands := []Hand{{Unit: "u", UnitName: "U", Place: "Tủ 1"}, {Unit: "u", Person: "p1", Name: "P1"}, {Unit: "v", Person: "p2", Name: "P2"}, {Unit: "v", UnitName: "V"}}
		var all []Copy
		for n := range 5 {
			all = append(all, Copy{Base: duty.Base{ID: fmt.Sprint(n)}, State: InCustody, Home: "u", HomeName: "U", Unit: "u", UnitName: "U", Place: "Tủ 1"})
		}
		for range 200 {
			c := &all[r.IntN(len(all))]
			before, to := c.Hand(), pick(r, hands)
			switch c.State {
			case InCustody:
				c.begin(to, pick(r, []duty.State{InCustody, Lent}))
				c.State = InTransit
				if c.Hand() != before {
					t.Fatalf("seed %d: the giver does not answer any more: %+v", seed, c)
				}
			case Lent:
				c.begin(c.store(), InCustody)
				c.State = InTransit
			case InTransit:
				if r.IntN(3) == 0 {
					back := c.Back
					c.fallBack()
					if c.Hand() != before || c.State != back {
						t.Fatalf("seed %d: refused, and %+v", seed, c)
					}
				} else {
					toward := c.Toward
					to := Hand{c.Unit, c.UnitName, c.Holder, c.HolderName, c.Place}
					c.arrive("2026-11-24")
					if c.Hand() != to || c.State != toward {
						t.Fatalf("seed %d: arrived, and %+v", seed, c)
					}
				}
			}
			if (c.State == InTransit) != (c.Toward != "") || c.State != InTransit && c.From+c.FromUnit != "" {
				t.Fatalf("seed %d: on no way, and yet: %+v", seed, c)
			}
			total := 0
			for _, h := range Holders(all) {
				total += len(h.Copies)
			}
			if total != len(all) {
				t.Fatalf("seed %d: %d copies in hands, %d in all", seed, total, len(all))
			}
		}
	}
}

// sourceKeys finds the keys of texts that the code names.
func sourceKeys(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || f == "figures.go" || f == "facts.go" {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range sourced.FindAllStringSubmatch(string(b), -1) {
			if !strings.HasPrefix(m[1], "secrets.state.") || strings.Count(m[1], ".") > 2 {
				all = append(all, m[1])
			}
		}
	}
	return all
}
