package counts

import (
	"context"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/vn"
)

// TrustKey registers the public key of an isolated instance, whose files are
// taken in from then on. compared says that a person held its fingerprint
// against the one that the isolated machine shows; without it the refusal tells
// the fingerprint. Errors: ErrPublic, ErrKnown, ErrCompared.
func TrustKey(ctx context.Context, d *db.DB, who access.Who, public string, compared bool) (Source, error) {
	s := Source{State: Trusted, Public: strings.TrimSpace(public), TrustedBy: who.Name, TrustedOn: vn.DayOf(d.Now())}
	v, err := note.NewVerifier(s.Public)
	if err != nil {
		return s, ErrPublic
	}
	s.Name, s.Fingerprint, s.Org = v.Name(), Fingerprint(s.Public), who.Unit
	if !compared {
		p := ErrCompared
		p.Args = []any{s.Fingerprint}
		return s, p
	}
	err = d.Change(ctx, who, "counts.trust", func(tx *db.Tx) error {
		known, err := db.Find[Source](ctx, d.As(db.System), "t.public = $1 AND t.state = $2", "", s.Public, string(Trusted))
		if err != nil {
			return err
		}
		if len(known) > 0 {
			p := ErrKnown
			p.Args = []any{known[0].Name}
			return p
		}
		return db.Save(ctx, tx, &s)
	})
	return s, err
}

// WithdrawKey ends the trust in a source. The files that came stay.
func WithdrawKey(ctx context.Context, d *db.DB, who access.Who, id string) error {
	return d.Change(ctx, who, "counts.withdraw", func(tx *db.Tx) error {
		s, err := db.Get[Source](ctx, tx.View, id)
		if err != nil || s.State == Withdrawn {
			return err
		}
		s.State, s.WithdrawnOn, s.WithdrawnBy = Withdrawn, vn.DayOf(d.Now()), who.Name
		return db.Save(ctx, tx, &s)
	})
}

// trusted are the sources whose files are taken in.
func trusted(ctx context.Context, d *db.DB) ([]Source, error) {
	return db.Find[Source](ctx, d.As(db.System), "t.state = $1", "ORDER BY t.name, t.id", string(Trusted))
}

// signed reports whether a file was signed with the key of the source.
func (s Source) signed(r Report) bool {
	v, err := note.NewVerifier(s.Public)
	return err == nil && v.Name() == r.Source && v.KeyHash() == r.Key
}
