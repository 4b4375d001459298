package desk_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/dutytest"
)

// What a form does not ask is not taken from it, by whatever name it is sent:
// neither the parts every record has nor the questions of other acts.
func TestOnlyWhatIsAskedIsTaken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m, fo := keys(d)
		s := dutytest.New(t, d, m)
		ctx := t.Context()
		more := desk.Values{}
		for _, c := range (&key{}).Columns() {
			for _, name := range []string{c.Name, strings.ToUpper(c.Name[:1]) + c.Name[1:]} {
				more[name] = []string{"7"}
			}
		}
		delete(more, "paper") // the act asks for it
		more["level"], more["org"], more["state"], more["for"], more["on"], more["kind"] = []string{"3"}, []string{dutytest.Other}, []string{"lent"}, []string{dutytest.Member}, []string{"1/1/2001"}, []string{"iron"}
		k, err := fo.Begin(ctx, dutytest.Who(t, "officer"), "ask", "", desk.Values{"door": {"Cửa"}, "kind": {"iron"}})
		if err != nil {
			t.Fatal(err)
		}
		want := k
		want.Door, want.Version, want.loaded = "7", k.Version+1, true
		got, err := fo.Take(ctx, dutytest.Who(t, "officer"), k.ID, k.Version, "rename", more)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(key{})); diff != "" {
			t.Error(diff)
		}
		s.Verify()
	})
}

// Versions that no page shows are stale; of two posts of one page one counts.
func TestVersionsOfPosts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m, _ := keys(d)
		s := dutytest.New(t, d, m)
		at := s.Do("officer", "/keys/key/new/ask", "door", "Cửa", "kind", "iron").Path
		post := func(version string) int {
			return s.As("officer2").Post(at+"/deny", "version", version).Code
		}
		for _, v := range []string{"0", "-1", "", "x", "2", "99999999999999999999", "9223372036854775807"} {
			if code := post(v); code != http.StatusConflict {
				t.Errorf("version %q: %d", v, code)
			}
		}
		var both sync.WaitGroup
		codes := make([]int, 2)
		for i := range codes {
			both.Go(func() { codes[i] = post("1") })
		}
		both.Wait()
		if codes[0] == codes[1] {
			t.Errorf("two posts of one page: %v", codes)
		}
		s.Verify()
	})
}

// A condition of the address on a column that a list does not have is none.
func TestListWithoutStates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		list := desk.Register[door, *door]{Desk: desk.New("keys", dutytest.Deps(d)), Name: "keys", Path: "/doors", Need: see, By: []string{"seq"}}
		m, _ := keys(d)
		m.Routes = append(m.Routes, list.Route())
		s := dutytest.New(t, d, m)
		if p := s.As("officer").Get("/doors?state=x"); p.Code != http.StatusOK {
			t.Errorf("%d", p.Code)
		}
	})
}

// A door is a key without a state, for lists of such.
type door struct{ key }

// Columns lists the columns.
func (k *door) Columns() []db.Col {
	return append(k.BaseColumns(), db.Col{Name: "seq", Ptr: &k.Seq})
}
