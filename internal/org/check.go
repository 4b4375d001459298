package org

import (
	"context"
	"fmt"
	"slices"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// CheckReach compares the reach on file, which decides who sees whose records,
// with the reach that the tree gives. What is seen depends on the day on which
// it was computed: today, the day of the last entry, or that of the last change
// to the tree, so that a backup of an earlier day is in order as well. It is a
// db.Check.
func CheckReach(ctx context.Context, v db.View) ([]db.Flaw, error) {
	k, err := loadKinship(ctx, v)
	if err != nil {
		return nil, err
	}
	have, err := reachOnFile(ctx, v)
	if err != nil {
		return nil, err
	}
	days, err := reachDays(ctx, v)
	if err != nil {
		return nil, err
	}
	var flaws []db.Flaw
	for i, day := range days {
		found := compareReach(have, k.reach(day))
		if len(found) == 0 {
			return nil, nil
		}
		if i == 0 || len(found) < len(flaws) {
			flaws = found
		}
	}
	return flaws, nil
}

func reachOnFile(ctx context.Context, v db.View) ([]db.Reach, error) {
	var all []db.Reach
	err := db.Query(ctx, v, func(r db.Row) error {
		var x db.Reach
		err := r.Scan(&x.Root, &x.Unit, &x.Since, &x.Until, &x.Sees)
		all = append(all, x)
		return err
	}, `SELECT r.root, r.unit, r.since, r.until, r.sees FROM reach r WHERE {visible r} ORDER BY r.root, r.unit, r.since`)
	return all, err
}

// reachDays are the days on which the reach on file may have been computed.
func reachDays(ctx context.Context, v db.View) ([]vn.Day, error) {
	moments := []string{v.Now()}
	err := db.Query(ctx, v, func(r db.Row) error {
		var all, tree string
		err := r.Scan(&all, &tree)
		moments = append(moments, all, tree)
		return err
	}, `SELECT coalesce(max(j.at), ''), coalesce(max(CASE WHEN j.record >= 'org_' AND j.record < 'orh' THEN j.at END), '') FROM journal j WHERE {visible j}`)
	if err != nil {
		return nil, err
	}
	var days []vn.Day
	for _, m := range moments {
		at, err := time.Parse(time.RFC3339, m)
		if err != nil {
			continue // no entry
		}
		if day := vn.DayOf(at); !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	return days, nil
}

// compareReach names the rows in which two reaches differ.
func compareReach(have, want []db.Reach) []db.Flaw {
	on := map[db.Reach]bool{}
	for _, x := range have {
		on[x] = true
	}
	var flaws []db.Flaw
	say := func(x db.Reach, what string) {
		flaws = append(flaws, db.Flaw{Table: "reach", Record: x.Root + "/" + x.Unit,
			What: fmt.Sprintf("from %s until %s, sees %v: %s", x.Since, x.Until, x.Sees, what)})
	}
	for _, x := range want {
		if !on[x] {
			say(x, "the tree of organisations says so, the reach on file does not")
		}
		delete(on, x)
	}
	for _, x := range have {
		if on[x] {
			say(x, "the reach on file says so, the tree of organisations does not")
		}
	}
	return flaws
}
