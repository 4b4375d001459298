package inspection

import (
	"context"
	"fmt"
	"math/rand/v2"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// demoCounts says how many of each thing the five years of the demo hold. The
// report counts the records; nothing of this is written into it.
type demoCounts struct {
	done        [demoStreamCount]int // subjects by stream
	target      [demoStreamCount]int // 0 where no target is set
	disciplined []demoForms          // by form
	annulled    int                  // cases annulled on appeal: they do not count
	upheld      int                  // appeals that changed nothing
	reduced     int                  // appeals that made a warning a reprimand
}

type demoForms struct {
	form Form
	n    int
}

// demoFive are the five years as the source tells them: 10,666 members and 849
// organisations inspected, 3,975 and 1,300 supervised, 255 members on signs of
// violation, denunciations against 36 resolved, 693 disciplined.
var demoFive = demoCounts{
	done:        [demoStreamCount]int{10666, 849, 3975, 1300, 255, 31, 36},
	target:      [demoStreamCount]int{10445, 840, 3900, 1325},
	disciplined: []demoForms{{Removal, 28}, {Expulsion, 22}, {Warning, 148}, {Reprimand, 495}},
	annulled:    2,
	upheld:      11,
	reduced:     3,
}

// scaled makes the counts smaller by a divisor.
func (c demoCounts) scaled(by int) demoCounts {
	for i := range c.done {
		c.done[i] = (c.done[i] + by - 1) / by
		c.target[i] = (c.target[i] + by - 1) / by
	}
	var forms []demoForms
	for _, f := range c.disciplined {
		forms = append(forms, demoForms{f.form, (f.n + by - 1) / by})
	}
	c.disciplined = forms
	return c
}

// The five years of the report: programmes run from November to October.
const (
	demoFirstYear = 2015
	demoYears     = 5
)

// demoFrom and demoTo bound the n-th programme.
func demoFrom(n int) vn.Day { return vn.Day(fmt.Sprintf("%d-11-01", demoFirstYear-1+n)) }
func demoTo(n int) vn.Day   { return vn.Day(fmt.Sprintf("%d-10-31", demoFirstYear+n)) }

// demo fills the tables of the duty: five years of programmes, inspections,
// supervisions, cases and appeals, all closed, and a living present.
// With a share, the five years hold that part of the records.
func demo(ctx context.Context, s *duty.Stage) error {
	c := demoFive
	if s.Share > 1 {
		c = c.scaled(s.Share)
	}
	return demoOf(ctx, s, c)
}

func demoOf(ctx context.Context, s *duty.Stage, c demoCounts) error {
	d := &demoStage{Stage: s, ctx: ctx, counts: c, rnd: s.Rand, numbers: map[string]int{}, terms: map[string]Term{},
		ended: map[string]vn.Day{}, items: map[demoItemKey]string{}, guilty: map[string]bool{}}
	steps := []func() error{d.look, d.programmes, d.history, d.present}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("demo of inspection: %w", err)
		}
	}
	return nil
}

// demoStage is the demo being written.
type demoStage struct {
	*duty.Stage
	ctx    context.Context
	counts demoCounts
	rnd    *rand.Rand

	then, last *org.Tree // at the beginning and at the end of the five years
	people     map[string][]duty.StagePerson
	offices    []*demoOffice
	numbers    map[string]int
	terms      map[string]Term
	ended      map[string]vn.Day // expelled, by person
	guilty     map[string]bool   // disciplined once: nobody is taken twice
	items      map[demoItemKey]string
	plan       planned
	suspended  int
}

// demoItemKey finds the item of a unit.
type demoItemKey struct {
	year   int
	unit   string
	stream demoStream
}

// put saves a record in the change of the demo.
func put[T any, P db.Ptr[T]](d *demoStage, r P) error { return db.Save[T, P](d.ctx, d.Tx, r) }

// number gives the next number of a series.
func (d *demoStage) number(series string, a ...any) int {
	key := fmt.Sprintf(series, a...)
	d.numbers[key]++
	return d.numbers[key]
}

// work is the first working day on or after a day.
func (d *demoStage) work(day vn.Day) vn.Day {
	cal := d.Law.Calendar()
	for !cal.Working(day) {
		day = day.AddDays(1)
	}
	return day
}

// term reckons a term once for each day it starts on.
func (d *demoStage) term(i Inspection, start vn.Day, days int) (Term, error) {
	key := fmt.Sprint(TermRule(i), i.Tier, start, days)
	if t, ok := d.terms[key]; ok {
		return t, nil
	}
	t, err := DueFor(d.Law, i, start, d.work(start.AddDays(days)), "Thời hạn ghi trong quyết định")
	if err == nil {
		d.terms[key] = t
	}
	return t, err
}

// limit reckons a single term of the rules.
func (d *demoStage) limit(code string, tier Tier, start vn.Day) (vn.Day, error) {
	t, err := reckon(d.Law, code, tier, start)
	return t.Due, err
}

// seated reports whether a person is one of the demo's accounts: they inspect
// and decide, and are not inspected, so that their own dossiers stay open to
// them.
func (d *demoStage) seated(person string) bool {
	for _, w := range d.Accounts {
		if w.Person == person {
			return true
		}
	}
	return false
}
