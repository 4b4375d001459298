package register

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// authorityCSV is the table of who may (domain A4): the posts at province scope
// under the laws of 2018 and of 2025.
//
//go:embed authority.csv
var authorityCSV string

// builtIn reads the shipped table once.
var builtIn = sync.OnceValue(func() []Authority {
	all, err := ReadAuthorities(authorityCSV)
	if err != nil {
		panic(err) // the file is part of the program; its test reads it first
	}
	return all
})

// ReadAuthorities reads a table in the form of authority.csv.
func ReadAuthorities(table string) ([]Authority, error) {
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("table of authority: %w", err)
	}
	var all []Authority
	for i, f := range rows {
		if i == 0 {
			continue
		}
		g, err := strconv.Atoi(f[2])
		a := Authority{Power: Power(f[0]), Post: f[1], Grade: access.Level(g), Delegates: f[3] == "yes", Instrument: f[4], Article: f[5],
			ValidFrom: vn.Day(f[6]), ValidTo: vn.Day(f[7]), Confidence: f[8]}
		if err != nil || !slices.Contains(Powers, a.Power) || a.Post == "" || !slices.Contains(Grades, a.Grade) || !a.ValidFrom.Valid() {
			return nil, fmt.Errorf("table of authority: line %d: %q", i+1, f)
		}
		all = append(all, a)
	}
	return all, nil
}

// Authorities lists the table of authority: the shipped rows, and over them
// what the viewer's own office added. What an office below added holds there
// alone: no lower tier widens or narrows the powers of a higher one (S10).
func Authorities(ctx context.Context, v db.View) ([]Authority, error) {
	added, err := db.Find[Authority](ctx, v, "t.org = $1 OR $1 = '*'", "ORDER BY t.valid_from, t.id", v.Who().Unit)
	return append(slices.Clone(builtIn()), added...), err
}

// appointed lists the posts of a person that the viewer's own office recorded,
// for the same reason.
func appointed(ctx context.Context, v db.View, person string) ([]Appointment, error) {
	return db.Find[Appointment](ctx, v, "t.person = $1 AND (t.org = $2 OR $2 = '*')", "ORDER BY t.from_on, t.id", person, v.Who().Unit)
}

// posts lists the codes of the posts in the table.
func posts(all []Authority) []string {
	var codes []string
	for _, a := range all {
		if !slices.Contains(codes, a.Post) {
			codes = append(codes, a.Post)
		}
	}
	return codes
}

// held is the row that holds for a post on a day; a later row wins. Before the
// first row of the table the first one is taken: no older text was read.
func held(all []Authority, power Power, post string, on vn.Day) (Authority, bool) {
	var first *Authority
	for _, a := range slices.Backward(all) {
		if a.Power != power || a.Post != post {
			continue
		}
		if a.Holds(on) {
			return a, true
		}
		if first == nil || a.ValidFrom < first.ValidFrom {
			first = &a
		}
	}
	if first != nil && on < first.ValidFrom && on < "2020-07-01" {
		return *first, true
	}
	return Authority{}, false
}

// An Empowerment is what a person's decision rests on.
type Empowerment struct {
	Authority   Authority
	Appointment Appointment
	Delegation  DelegationOfPower // of a deputy; zero for the holder of the post
}

// Permits refuses a person who has no power for a level on a day: by the post
// and its tier (S10), or as a deputy under a delegation that is in writing, with
// scope, content and term, and not handed on (S11). Law 29/2018 art. 10, 11, 14,
// 15, 16, 17, 23; domain A4.
func Permits(ctx context.Context, v db.View, p law.Pack, power Power, person string, grade access.Level, on vn.Day) error {
	_, err := Empowered(ctx, v, p, power, person, grade, on)
	return err
}

// Empowered is Permits, and says what the power rests on.
func Empowered(ctx context.Context, v db.View, p law.Pack, power Power, person string, grade access.Level, on vn.Day) (Empowerment, error) {
	if person == "" {
		return Empowerment{}, duty.Forbidden("secrets.refuse.no_person")
	}
	table, err := Authorities(ctx, v)
	if err != nil {
		return Empowerment{}, err
	}
	mine, err := appointed(ctx, v, person)
	if err != nil {
		return Empowerment{}, err
	}
	refusal := duty.Forbidden("secrets.refuse.no_post", text.Key("secrets.power."+string(power)))
	for _, a := range mine {
		row, ok := held(table, power, a.Post, on)
		if !a.Holds(on) || !ok {
			continue
		}
		if row.Grade < grade {
			refusal = duty.Forbidden("secrets.refuse.tier", gradeText(row.Grade), gradeText(grade))
			continue
		}
		if !a.Deputy {
			return Empowerment{Authority: row, Appointment: a}, nil
		}
		d, err := delegated(ctx, v, p, row, a, grade, on)
		if err == nil {
			return Empowerment{row, a, d}, nil
		}
		refusal = err
	}
	return Empowerment{}, refusal
}

// delegated finds the delegation a deputy decides under. The reason of the
// newest one that does not hold is told.
func delegated(ctx context.Context, v db.View, p law.Pack, row Authority, a Appointment, grade access.Level, on vn.Day) (DelegationOfPower, error) {
	all, err := db.Find[DelegationOfPower](ctx, v, "t.deputy = $1 AND t.power = $2 AND (t.org = $3 OR $3 = '*')", "ORDER BY t.from_on DESC, t.id DESC", a.Person, string(row.Power), v.Who().Unit)
	if err != nil {
		return DelegationOfPower{}, err
	}
	refusal := duty.Forbidden("secrets.refuse.no_delegation")
	for n, d := range all {
		given, err := db.Find[Appointment](ctx, v, "t.person = $1 AND t.unit = $2", "", d.Giver, a.Unit) // to one's own deputy
		if err != nil {
			return d, err
		}
		if err = DelegationSound(p, d, row, given, grade, on); err == nil {
			return d, nil
		} else if n == 0 {
			refusal = err
		}
	}
	return DelegationOfPower{}, refusal
}

// DelegationSound refuses a delegation of power that is not in writing, lacks
// scope, content or term, is over, covers a lower level, was made by someone
// who is a deputy himself or holds another post, or delegates a power that
// cannot be handed to a deputy (Law 29/2018 art. 11(5); S11).
func DelegationSound(p law.Pack, d DelegationOfPower, row Authority, given []Appointment, grade access.Level, on vn.Day) error {
	delegates := row.Delegates || row.Power == Classify && yes(p, "S-CLASSIFY-DEPUTY", on, false)
	head := slices.ContainsFunc(given, func(a Appointment) bool { return !a.Deputy && a.Post == row.Post && a.Holds(d.SignedOn) })
	switch {
	case !delegates:
		return duty.Forbidden("secrets.refuse.not_delegable")
	case d.Number == "" || d.SignedOn == "":
		return duty.Forbidden("secrets.refuse.delegation_unwritten")
	case d.Scope == "" || d.Content == "" || d.FromOn == "" || d.ToOn == "":
		return duty.Forbidden("secrets.refuse.delegation_bare", d.Number)
	case on < max(d.FromOn, d.SignedOn) || on > d.ToOn:
		return duty.Forbidden("secrets.refuse.delegation_expired", d.Number, max(d.FromOn, d.SignedOn), d.ToOn)
	case d.State == Revoked && on >= d.RevokedOn:
		return duty.Forbidden("secrets.refuse.delegation_revoked", d.Number, d.RevokedOn)
	case !head:
		return duty.Forbidden("secrets.refuse.sub_delegation", d.Number)
	case d.Grade < grade:
		return duty.Forbidden("secrets.refuse.delegation_level", d.Number)
	}
	return nil
}

// Holds reports whether the person is in office on a day.
func (a Appointment) Holds(on vn.Day) bool { return a.From <= on && (a.To == "" || on <= a.To) }
