package terms

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// agrees checks that level, term and notices of an item tell one story: the end
// of the term follows from determination, level and extensions; copies and
// abstract have the level of the item; every decision has told every holder
// once, by its day; an end is on file once.
func (s *story) agrees(id string) {
	s.Helper()
	v, i := s.DB.As(db.System), s.item(id)
	months, err := monthsOf(s.ctx, v, id)
	s.ok(err)
	end, err := EndUnder(law.Default(), i, i.Grade, months, s.Today())
	s.ok(err)
	if i.ExpiresOn != end.Due || i.Extensions != len(months) {
		s.Fatalf("the term ends on %s, reckoned %s, after %d extensions of %v", i.ExpiresOn, end.Due, i.Extensions, months)
	}
	for _, c := range s.copiesOf(id) {
		if c.Grade != i.Grade || c.Here() != i.Live() {
			s.Fatalf("copy %d: level %d, %s; item level %d, %s", c.No, c.Grade, c.State, i.Grade, i.State)
		}
	}
	abstracts, err := db.Find[register.Abstract](s.ctx, v, "t.item = $1", "", id)
	s.ok(err)
	for _, a := range abstracts {
		want := i.Grade
		if i.State == register.Declassified {
			want = access.Open
		}
		if a.Level != want || a.Level == access.TopSecret && a.Text != "" {
			s.Fatalf("abstract of level %d, item %d", a.Level, i.Grade)
		}
	}
	s.tells(id, i)
}

// tells checks the notices of every decision about an item.
func (s *story) tells(id string, i register.Item) {
	s.Helper()
	v, due := s.DB.As(db.System), map[string]vn.Day{}
	es, err := db.Find[Extension](s.ctx, v, "t.item = $1 AND t.state IN ('decided', 'stamped', 'notified')", "", id)
	s.ok(err)
	for _, e := range es {
		due[e.ID] = e.NoticeDue
	}
	ls, err := db.Find[LevelChange](s.ctx, v, "t.item = $1 AND t.state IN ('decided', 'notified', 'remarked')", "", id)
	s.ok(err)
	for _, l := range ls {
		due[l.ID] = l.NoticeDue
	}
	ds, err := db.Find[Declassification](s.ctx, v, "t.item = $1 AND t.state IN ('in_effect', 'notified', 'remarked')", "", id)
	s.ok(err)
	whole := 0
	for _, d := range ds {
		due[d.ID] = d.NoticeDue
		if !d.Partial {
			whole++
		}
	}
	if ended := i.State == register.Declassified; ended != (whole == 1) || whole > 1 {
		s.Fatalf("item %s with %d declassifications", i.State, whole)
	}
	ns, err := db.Find[Notice](s.ctx, v, "t.item = $1", "", id)
	s.ok(err)
	told := map[string]int{}
	for _, n := range ns {
		if n.DueOn != due[n.Record] || n.DueOn == "" {
			s.Fatalf("notice of %s due %s, the decision says %s", n.Cause, n.DueOn, due[n.Record])
		}
		told[n.Record]++
	}
	for r := range due {
		if told[r] != 3 {
			s.Fatalf("%d notices of %s", told[r], r)
		}
	}
}

// TestLevelTermAndNoticesAgree: whatever the order of steps, done or refused.
func TestLevelTermAndNoticesAgree(t *testing.T) {
	each(t, func(s *story) {
		done := map[string]int{}
		for seed := range uint64(6) {
			s.on("2026-11-24")
			r, today := rand.New(rand.NewPCG(seed, 7)), vn.Day("2026-11-24")
			i := s.issue([]access.Level{access.Secret, access.HighSecret, access.TopSecret}[r.IntN(3)], []vn.Day{"2017-01-15", "2020-02-29", "2024-08-31"}[r.IntN(3)])
			i.Issuer = "dissolved" // so that an archive may decide alone
			write(s, &i)
			trail := ""
			for range 40 {
				if r.IntN(6) == 0 {
					today = today.AddDays(r.IntN(400))
					s.on(today)
				}
				do, err := s.random(r, i.ID, today)
				if err == nil {
					done[do]++
				}
				trail += fmt.Sprintf("\n%s %s: %v", today, do, err)
				if err != nil && !desk.Told(err) {
					s.Fatalf("seed %d: %s", seed, trail)
				}
				if t.Failed() {
					s.Fatal(trail)
				}
				s.agrees(i.ID)
			}
		}
		for _, do := range []string{"extended", "level changed", "declassify, partial on", "daily", "send"} {
			if done[do] == 0 {
				t.Errorf("the test never did this: %s; %v", do, done)
			}
		}
	})
}

// random does one step, sensible or not.
func (s *story) random(r *rand.Rand, item string, today vn.Day) (string, error) {
	v := s.DB.As(db.System)
	switch n := r.IntN(12); n {
	case 0, 1:
		_, err := s.extensions().Begin(s.ctx, officer, DoPropose, item, desk.Values{"months": {strconv.Itoa(1 + r.IntN(150))}, "reason": {"x"}})
		return "propose extension", err
	case 2, 3:
		return any1(s, v, "extended", "t.item = $1 AND t.state = 'proposed'", item, func(e Extension) error {
			_, err := s.extensions().Take(s.ctx, leader, e.ID, 0, DoDecide, desk.Values(vals(paper("1", today)).with("months", strconv.Itoa(e.Months))))
			return err
		})
	case 4, 5:
		_, err := s.levels().Begin(s.ctx, officer, DoPropose, item, desk.Values{"to_grade": {strconv.Itoa(1 + r.IntN(3))}, "reason": {"x"}})
		return "propose level", err
	case 6, 7:
		return any1(s, v, "level changed", "t.item = $1 AND t.state = 'proposed'", item, func(l LevelChange) error {
			entry := ""
			if l.From < access.TopSecret {
				entry = topEntry
			}
			_, err := s.levels().Take(s.ctx, leader, l.ID, 0, DoDecide, desk.Values(vals(paper("1", today)).with("to_grade", strconv.Itoa(int(l.To))).with("entry", entry)))
			return err
		})
	case 8:
		partial := "on"
		if r.IntN(25) == 0 {
			partial = ""
		}
		d, err := s.declassifications().Begin(s.ctx, officer, DoPropose, item, desk.Values{"way": {"archive"}, "partial": {partial}, "reason": {"x"}})
		if err != nil {
			return "propose declassification", err
		}
		_, err = s.declassifications().Take(s.ctx, leader, d.ID, 0, DoDecideAlone, desk.Values(vals(paper("1", today)).with("search", "x").with("released", "A")))
		return "declassify, partial " + partial, err
	case 9:
		return "daily", s.Daily(s.ctx, today)
	case 10:
		return any1(s, v, "send", "t.item = $1 AND t.state = 'due'", item, func(n Notice) error {
			_, err := s.notices().Take(s.ctx, officer, n.ID, 0, DoSend, desk.Values{"sent_on": {string(today)}})
			return err
		})
	default:
		return any1(s, v, "refuse", "t.item = $1 AND t.state = 'proposed'", item, func(e Extension) error {
			_, err := s.extensions().Take(s.ctx, leader, e.ID, 0, DoRefuse, desk.Values{"refused_why": {"x"}})
			return err
		})
	}
}

// any1 takes the first record that is found, if there is one.
func any1[T any, P db.Ptr[T]](s *story, v db.View, name, where, item string, do func(T) error) (string, error) {
	all, err := db.Find[T, P](s.ctx, v, where, "ORDER BY t.id LIMIT 1", item)
	if err != nil || len(all) == 0 {
		return "nothing to be " + name, err
	}
	return name, do(all[0])
}
