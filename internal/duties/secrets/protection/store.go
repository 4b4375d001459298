package protection

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
)

// membersOf lists who sits or sat on a delegation.
func membersOf(ctx context.Context, v db.View, delegation string) ([]Member, error) {
	return db.Find[Member](ctx, v, "t.delegation = $1", "ORDER BY t.id", delegation)
}

// bodiesOf lists the bodies of a delegation.
func bodiesOf(ctx context.Context, v db.View, delegation string) ([]Body, error) {
	return db.Find[Body](ctx, v, "t.delegation = $1", "ORDER BY t.id", delegation)
}

func loadDelegation(ctx context.Context, v db.View, p law.Pack, d *Delegation) (err error) {
	d.Law = p
	if d.Members, err = membersOf(ctx, v, d.ID); err != nil {
		return err
	}
	if d.Bodies, err = bodiesOf(ctx, v, d.ID); err != nil {
		return err
	}
	d.Findings, err = db.Find[Finding](ctx, v, "t.delegation = $1", "ORDER BY t.id", d.ID)
	return err
}

// delegation reads a delegation with its members and bodies.
func delegation(ctx context.Context, v db.View, id string) (Delegation, error) {
	d, err := db.Get[Delegation](ctx, v, id)
	if err != nil {
		return d, err
	}
	return d, loadDelegation(ctx, v, law.Pack{}, &d)
}

func loadMember(ctx context.Context, v db.View, _ law.Pack, m *Member) (err error) {
	m.Of, err = delegation(ctx, v, m.Delegation)
	return err
}

func loadBody(ctx context.Context, v db.View, _ law.Pack, b *Body) (err error) {
	if b.Of, err = delegation(ctx, v, b.Delegation); err != nil {
		return err
	}
	for _, f := range b.Of.Findings {
		if f.Body == b.ID {
			b.Findings = append(b.Findings, f)
		}
	}
	return nil
}

// body reads a body with its delegation and findings.
func body(ctx context.Context, v db.View, id string) (Body, error) {
	b, err := db.Get[Body](ctx, v, id)
	if err != nil {
		return b, err
	}
	return b, loadBody(ctx, v, law.Pack{}, &b)
}

func loadFinding(ctx context.Context, v db.View, _ law.Pack, f *Finding) (err error) {
	f.Of, err = body(ctx, v, f.Body)
	return err
}

// again is the condition on the last conclusion on a body, if it is from before
// a day.
const again = `t.unit <> '' AND t.conclusion_on <> '' AND t.conclusion_on < ? AND NOT EXISTS (SELECT 1 FROM protection_body b
	WHERE b.unit = t.unit AND b.conclusion_on > t.conclusion_on)`

// put saves a record that follows from another's act.
func put[T any, P db.Ptr[T]](ctx context.Context, t *desk.Turn, r P) error {
	return db.Save[T, P](ctx, t.Tx, r)
}

// owned is the head of a record of an office.
func owned(org, dossier string) duty.Base { return duty.Base{Org: org, Dossier: dossier} }
