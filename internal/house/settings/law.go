package settings

import (
	"context"
	"fmt"
	"sync"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// Law returns the rules in force on a database, for duty.Deps.Law: the
// built-in ones with the confirmed rules and the days of the office over them.
// The pack is kept until a rule or a day changes, in this process or another.
func Law(d *db.DB) func(context.Context) (law.Pack, error) {
	k := &kept{d: d}
	return k.law
}

// kept is a pack and the state of the tables it was made from.
type kept struct {
	d     *db.DB
	mu    sync.Mutex
	made  bool
	state [4]int64
	pack  law.Pack
}

func (k *kept) law(ctx context.Context) (law.Pack, error) {
	v := k.d.As(db.System)
	state, err := stateOf(ctx, v)
	if err != nil {
		return law.Pack{}, fmt.Errorf("rules of the office: %w", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.made && k.state == state {
		return k.pack, nil
	}
	p, err := load(ctx, v)
	if err != nil {
		return law.Pack{}, fmt.Errorf("rules of the office: %w", err)
	}
	k.pack, k.state, k.made = p, state, true
	return p, nil
}

// stateOf counts the rows of both tables and adds up their versions: every
// change makes one of the sums grow.
func stateOf(ctx context.Context, v db.View) (s [4]int64, err error) {
	for i, table := range []string{"settings_rule", "settings_day"} {
		err = db.Query(ctx, v, func(r db.Row) error { return r.Scan(&s[2*i], &s[2*i+1]) },
			"SELECT count(*), coalesce(sum(t.version), 0) FROM "+table+" t WHERE {visible t}")
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// load reads the rows that hold. Of two rules for the same days the one
// confirmed last wins, of two marks the one added last.
func load(ctx context.Context, v db.View) (law.Pack, error) {
	rs, err := db.Find[Rule](ctx, v, "t.state = $1", "ORDER BY t.confirmed_at, t.id", string(Confirmed))
	if err != nil {
		return law.Pack{}, err
	}
	ds, err := db.Find[Day](ctx, v, "t.ended_at = ''", "ORDER BY t.id")
	if err != nil {
		return law.Pack{}, err
	}
	p := law.Default()
	if len(rs)+len(ds) == 0 {
		return p, nil
	}
	rules, marks := make([]law.Rule, len(rs)), make([]vn.Mark, len(ds))
	for i, r := range rs {
		rules[i] = r.Law()
	}
	for i, d := range ds {
		marks[i] = d.Mark()
	}
	return p.With(rules, marks), nil
}
