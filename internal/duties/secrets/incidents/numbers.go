package incidents

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
)

// Questions for the last number given in an office and year.
const (
	lastIncident = `SELECT coalesce(max(t.seq), 0) FROM incidents_incident t WHERE {visible t} AND t.org = $1 AND t.year = $2`
	lastMeeting  = `SELECT coalesce(max(t.seq), 0) FROM incidents_meeting t WHERE {visible t} AND t.org = $1 AND t.year = $2`
)

// number gives the next number of an office in a year: "SC-2026/03".
func number(ctx context.Context, t *desk.Turn, prefix, last, org string) (year, seq int, code string, err error) {
	year = t.At.Today.Year()
	n, err := t.Last(ctx, last, org, year)
	return year, n + 1, codeOf(prefix, year, n+1), err
}

func codeOf(prefix string, year, seq int) string { return fmt.Sprintf("%s-%d/%02d", prefix, year, seq) }

// officeOf is the office a new record belongs to.
func officeOf(at duty.Moment) (string, error) {
	if at.Who.Unit == "" || at.Who.Unit == db.Everywhere {
		return "", duty.Forbidden("incidents.refuse.no_office")
	}
	return at.Who.Unit, nil
}

// lateAfter is how many days after the discovery a notice that the law wants at
// once counts as late (rule S-INCIDENT-ALARM); one day if there is no rule.
func lateAfter(p law.Pack, on vn.Day) int {
	r, err := p.Rule("S-INCIDENT-ALARM", "", on)
	if err != nil {
		return 1
	}
	n, err := r.Int()
	if err != nil {
		return 1
	}
	return n
}
