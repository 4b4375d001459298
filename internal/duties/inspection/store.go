package inspection

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/law"
)

// Records lists the record types of the duty, for recount and verify.
func Records() []db.Kind {
	return []db.Kind{
		db.KindOf[Programme](), db.KindOf[Item](), db.KindOf[Inspection](), db.KindOf[TeamMember](), db.KindOf[Subject](),
		db.KindOf[Finding](), db.KindOf[Reminder](), db.KindOf[Hearing](), db.KindOf[Case](), db.KindOf[Ballot](),
		db.KindOf[Suspension](), db.KindOf[Appeal](),
	}
}

// OpenDossier reads an inspection with all that its steps look at, as the
// viewer may see it: db.ErrNotFound if the viewer may not.
func OpenDossier(ctx context.Context, v db.View, p law.Pack, id string) (Dossier, error) {
	i, err := db.Get[Inspection](ctx, v, id)
	if err != nil {
		return Dossier{}, err
	}
	d := Dossier{Inspection: i, Law: p}
	return d, d.fill(ctx, v)
}

func (d *Dossier) fill(ctx context.Context, v db.View) (err error) {
	const of, by = "t.inspection = $1", "ORDER BY t.id"
	if d.Subjects, err = db.Find[Subject](ctx, v, of+" AND NOT t.withdrawn", by, d.ID); err != nil {
		return fmt.Errorf("subjects: %w", err)
	}
	if d.Team, err = db.Find[TeamMember](ctx, v, of, by, d.ID); err != nil {
		return fmt.Errorf("team: %w", err)
	}
	if d.Findings, err = db.Find[Finding](ctx, v, of, by, d.ID); err != nil {
		return fmt.Errorf("findings: %w", err)
	}
	if d.Hearings, err = db.Find[Hearing](ctx, v, of, by, d.ID); err != nil {
		return fmt.Errorf("hearings: %w", err)
	}
	if d.Reminders, err = db.Find[Reminder](ctx, v, of, by, d.ID); err != nil {
		return fmt.Errorf("reminders: %w", err)
	}
	if d.Cases, err = db.Find[Case](ctx, v, of, by, d.ID); err != nil {
		return fmt.Errorf("cases: %w", err)
	}
	return nil
}

// OpenPlan reads a programme with the lines of its own; their parts in units
// below are found by OpenParts.
func OpenPlan(ctx context.Context, v db.View, id string) (Plan, error) {
	p, err := db.Get[Programme](ctx, v, id)
	if err != nil {
		return Plan{}, err
	}
	items, err := db.Find[Item](ctx, v, "t.programme = $1 AND t.parent_item = ''", "ORDER BY t.id", id)
	return Plan{p, items}, err
}

// OpenParts lists the items into which an item was broken down.
func OpenParts(ctx context.Context, v db.View, item string) ([]Item, error) {
	return db.Find[Item](ctx, v, "t.parent_item = $1", "ORDER BY t.id", item)
}

// OpenProceeding reads a discipline case with its ballots, hearings and
// appeals.
func OpenProceeding(ctx context.Context, v db.View, p law.Pack, id string) (Proceeding, error) {
	c, err := db.Get[Case](ctx, v, id)
	if err != nil {
		return Proceeding{}, err
	}
	out := Proceeding{Case: c, Law: p}
	if out.Ballots, err = db.Find[Ballot](ctx, v, "t.case_id = $1", "ORDER BY t.round, t.id", id); err != nil {
		return out, fmt.Errorf("ballots: %w", err)
	}
	if out.Hearings, err = db.Find[Hearing](ctx, v, "t.discipline = $1", "ORDER BY t.id", id); err != nil {
		return out, fmt.Errorf("hearings: %w", err)
	}
	if out.Appeals, err = db.Find[Appeal](ctx, v, "t.case_id = $1", "ORDER BY t.id", id); err != nil {
		return out, fmt.Errorf("appeals: %w", err)
	}
	return out, nil
}

// OpenClaim reads an appeal with the case it is about.
func OpenClaim(ctx context.Context, v db.View, id string) (Claim, error) {
	a, err := db.Get[Appeal](ctx, v, id)
	if err != nil {
		return Claim{}, err
	}
	c, err := db.Get[Case](ctx, v, a.Case)
	return Claim{a, c}, err
}

// The highest number given so far in an office and year. They are asked with
// the eyes of the program: numbers in dossiers that the writer may not see are
// given too.
const (
	lastInspection = `SELECT COALESCE(max(t.seq), 0) FROM inspection_inspection t WHERE {visible t} AND t.org = $1 AND t.year = $2 AND t.mark = $3`
	lastCase       = `SELECT COALESCE(max(t.seq), 0) FROM inspection_case t WHERE {visible t} AND t.org = $1 AND t.year = $2`
	lastAppeal     = `SELECT COALESCE(max(t.seq), 0) FROM inspection_appeal t WHERE {visible t} AND t.org = $1 AND t.year = $2`
)

// marks begin the code of an inspection: KT for inspection, GS for
// supervision, TC for denunciation.
var marks = map[Kind]string{
	Compliance: "KT", SignsOfViolation: "KT", InspectionTask: "KT", DisciplineEnforcement: "KT", PartyFinance: "KT", AssetDeclaration: "KT",
	RegularSupervision: "GS", ThematicSupervision: "GS", Denunciation: "TC",
}

// MarkOf gives the letters that begin the code of an inspection of a kind.
func MarkOf(k Kind) string { return marks[k] }

// Code writes a number as offices do: KT-2026-041.
func Code(mark string, year, seq int) string { return fmt.Sprintf("%s-%04d-%03d", mark, year, seq) }
